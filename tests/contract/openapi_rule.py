"""What OpenAPI 3.1.0 asks of a document's objects: which fields they may have, and which they must have."""

from document import METHODS

# Of each object: its fields, those that it must have first, and what stands in them: "x" one object of that kind,
# "[x" a list of them, "{x" a map of them, "" anything. A Schema Object is a JSON Schema, checked as one.
SHAPES = {
    "document": (("openapi", "info", "paths"), {
        "openapi": "", "info": "info", "paths": "paths", "servers": "[server", "security": "", "tags": "[tag",
        "components": "components", "externalDocs": "", "jsonSchemaDialect": "", "webhooks": ""}),
    "info": (("title", "version"), {
        "title": "", "version": "", "summary": "", "description": "", "termsOfService": "", "contact": "", "license": "license"}),
    "license": (("name",), {"name": "", "identifier": "", "url": ""}),
    "server": (("url",), {"url": "", "description": "", "variables": ""}),
    "tag": (("name",), {"name": "", "description": "", "externalDocs": ""}),
    "path": ((), {"summary": "", "description": "", "servers": "[server", "parameters": "[parameter",
                  **{method: "operation" for method in METHODS}}),
    "operation": (("responses", "operationId", "summary", "tags"), {  # the last three are our own wish
        "responses": "responses", "operationId": "", "summary": "", "tags": "", "description": "", "externalDocs": "",
        "parameters": "[parameter", "requestBody": "body", "deprecated": "", "security": "", "servers": "[server"}),
    "parameter": (("name", "in", "schema"), {
        "name": "", "in": "", "schema": "schema", "description": "", "required": "", "deprecated": "", "style": "",
        "explode": "", "allowReserved": "", "example": "", "examples": "{example"}),
    "header": (("schema",), {"schema": "schema", "description": "", "required": "", "example": "", "examples": "{example"}),
    "body": (("content",), {"content": "{media", "description": "", "required": ""}),
    "media": (("schema",), {"schema": "schema", "example": "", "examples": "{example"}),
    "response": (("description",), {"description": "", "headers": "{header", "content": "{media", "links": ""}),
    "example": (("value",), {"value": "", "summary": "", "description": ""}),
    "scheme": (("type",), {"type": "", "description": "", "scheme": "", "bearerFormat": ""}),
    "components": ((), {
        "schemas": "{schema", "responses": "{response", "parameters": "{parameter", "headers": "{header",
        "examples": "{example", "requestBodies": "{body", "securitySchemes": "{scheme"}),
    "paths": (None, "path"),  # maps by themselves
    "responses": (None, "response"),
}


def faults_of(document):
    """[(where, what is wrong)] of the whole document."""
    found = []
    _look(document, document.root, "document", "#", found)
    return found


def _look(document, thing, kind, where, found):
    if not isinstance(thing, dict):
        found.append((where, f"is no {kind}"))
        return
    if "$ref" in thing and kind != "schema":
        try:
            document.resolved(thing)
        except KeyError:
            found.append((where, f"{thing['$ref']} leads nowhere"))
        return
    if kind == "schema":
        return
    required, fields = SHAPES[kind]
    if required is None:
        for name, value in thing.items():
            _look(document, value, fields, f"{where}/{name}", found)
        return
    found += [(where, f"lacks {name}") for name in required if name not in thing]
    for name, value in thing.items():
        if name not in fields:
            found.append((where, f"a {kind} has no {name}"))
        else:
            _look_inside(document, value, fields[name], f"{where}/{name}", found)


def _look_inside(document, value, inside, where, found):
    if inside.startswith("["):
        for number, entry in enumerate(value):
            _look(document, entry, inside[1:], f"{where}/{number}", found)
    elif inside.startswith("{"):
        for name, entry in value.items():
            _look(document, entry, inside[1:], f"{where}/{name}", found)
    elif inside:
        _look(document, value, inside, where, found)
