"""The OpenAPI document, as tests read it."""

import json
import os
import re
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed: scripts/install-dependencies does it")
    sys.exit(77)

METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.root = json.load(file)

    def resolved(self, thing):
        """What a {"$ref": "#/…"} stands for; anything else stands for itself."""
        while isinstance(thing, dict) and "$ref" in thing:
            target = self.root
            for step in thing["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            thing = target
        return thing

    def operations(self):
        """(METHOD, path pattern, operation, parameters with those of the path)."""
        for pattern, item in self.root["paths"].items():
            shared = [self.resolved(parameter) for parameter in item.get("parameters", [])]
            for method, operation in item.items():
                if method in METHODS:
                    own = [self.resolved(parameter) for parameter in operation.get("parameters", [])]
                    yield method.upper(), pattern, operation, shared + own

    def operation_at(self, method, path):
        """(operation, its parameters, is the path known?)."""
        known = False
        for candidate, pattern, operation, parameters in self.operations():
            steps = [r"[^/]+" if step.startswith("{") else re.escape(step) for step in pattern.split("/")]
            if re.fullmatch("/".join(steps), path):
                known = True
                if candidate == ("GET" if method == "HEAD" else method):
                    return operation, parameters, True
        return None, [], known

    def faults(self, schema, value):
        """Why a value does not fit a schema; [] when it does."""
        whole = {"allOf": [schema], "components": self.root["components"]}
        validator = jsonschema.Draft202012Validator(whole)
        return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]


def document_of_the_project():
    here = os.path.dirname(os.path.abspath(__file__))
    return Document(os.path.join(here, "..", "..", "daemon", "api", "openapi.json"))
