"""Whether one request and its answer are as the document says."""

import json
from urllib.parse import parse_qsl, urlsplit

# What every HTTP answer may have, and what every answer of ours has.
USUAL_HEADERS = {"cache-control", "content-length", "content-type", "connection", "date", "keep-alive", "server",
                 "transfer-encoding", "x-content-type-options",
                 # On whatever is answered below /v1/inbox/uploads; its requests are held to the version by the daemon.
                 "tus-resumable",
                 # A session that wears out is renewed by whatever is answered.
                 "set-cookie"}


def _lowered(pairs):
    return {name.lower(): value for name, value in pairs}


def _kind(headers):
    return headers.get("content-type", "").split(";")[0].strip().lower()


def _as_sent(schema, text):
    """A parameter's text as the value that its schema means."""
    if schema.get("type") == "integer":
        return int(text) if text.lstrip("-").isdigit() else text
    if schema.get("type") == "array":
        return text.split(",")
    return text


def answer_faults(document, exchange):
    operation, _, known = document.operation_at(exchange["method"], urlsplit(exchange["target"]).path)
    status, headers = str(exchange["status"]), _lowered(exchange["answer_headers"])
    if operation is not None and status in operation["responses"]:
        response = document.resolved(operation["responses"][status])
    elif operation is None and status == ("405" if known else "404"):
        name = "MethodNotAllowed" if known else "NotFound"
        response = document.root["components"]["responses"][name]
    elif operation is None and status in ("401", "403", "421"):
        name = {"401": "Unauthorized", "403": "Forbidden", "421": "WrongHost"}[status]
        response = document.root["components"]["responses"][name]
    else:
        return [f"the answer {status} is not described: {exchange['answer'][:200]}"]
    found = _header_faults(document, response, headers)
    if exchange["method"] == "HEAD":
        return found
    return found + _body_faults(document, response, _kind(headers), exchange["answer"])


def _header_faults(document, response, headers):
    found = []
    described = {name.lower(): document.resolved(header) for name, header in response.get("headers", {}).items()}
    for name, header in described.items():
        if name not in headers:
            if header.get("required"):
                found.append(f"the header {name} is missing")
            continue
        value = _as_sent(header["schema"], headers[name])
        found += [f"the header {name}: {fault}" for fault in document.faults(header["schema"], value)]
    return found + [f"the header {name} is not described" for name in headers if name not in described | dict.fromkeys(USUAL_HEADERS)]


def _body_faults(document, response, kind, body):
    content = response.get("content", {})
    if not content:
        return [] if not body else ["a body is not described"]
    if kind not in content:
        return [f"{kind or 'no content type'} is not described"]
    try:
        value = json.loads(body) if "json" in kind else body
    except ValueError as error:
        return [f"the body is no JSON: {error}"]
    return document.faults(content[kind]["schema"], value)


def request_faults(document, exchange):
    """Of a request that was carried out: what is carried out is allowed."""
    if exchange["status"] >= 300:
        return []
    split = urlsplit(exchange["target"])
    operation, parameters, _ = document.operation_at(exchange["method"], split.path)
    if operation is None:
        return []  # its answer is at fault already
    found = _parameter_faults(document, parameters, split, _lowered(exchange["headers"]))
    asked = document.resolved(operation.get("requestBody", {}))
    body = exchange["body"].strip()
    if not body:
        return found + (["a body is missing"] if asked.get("required") else [])
    kind = _kind(_lowered(exchange["headers"]))
    if not asked:
        return found
    if kind not in asked["content"]:
        return found + [f"a body of {kind} is not described"]
    value = json.loads(body) if "json" in kind else body
    return found + document.faults(asked["content"][kind]["schema"], value)


def _parameter_faults(document, parameters, split, headers):
    found = []
    in_query = {parameter["name"]: parameter["schema"] for parameter in parameters if parameter["in"] == "query"}
    for name, text in parse_qsl(split.query, keep_blank_values=True):
        if name not in in_query:
            found.append(f"the parameter {name} is not described")
        elif text:  # an empty one says nothing
            found += [f"{name}: {fault}" for fault in document.faults(in_query[name], _as_sent(document.resolved(in_query[name]), text))]
    for parameter in parameters:
        value = headers.get(parameter["name"].lower())
        if parameter["in"] == "header" and value is not None:
            value = _as_sent(document.resolved(parameter["schema"]), value)
            found += [f"{parameter['name']}: {fault}" for fault in document.faults(parameter["schema"], value)]
    return found
