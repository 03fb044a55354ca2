"""The document is OpenAPI 3.1, says everything once, and its examples fit their schemas."""

import re
import unittest

from document import Document, document_of_the_project, jsonschema
from openapi_rule import faults_of

DOCUMENT = document_of_the_project()
COMPONENTS = DOCUMENT.root["components"]


def references(thing):
    if isinstance(thing, dict):
        if isinstance(thing.get("$ref"), str):
            yield thing["$ref"]
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            yield from references(part)


def with_examples(thing, where="#"):
    """(where, schema, value) of everything that shows examples."""
    if isinstance(thing, dict):
        if "schema" in thing:
            shown = {"": {"value": thing["example"]}} if "example" in thing else thing.get("examples", {})
            for name, example in shown.items():
                yield f"{where} {name}", thing["schema"], DOCUMENT.resolved(example)["value"]
        for name, part in thing.items():
            yield from with_examples(part, f"{where}/{name}")
    elif isinstance(thing, list):
        for number, part in enumerate(thing):
            yield from with_examples(part, f"{where}/{number}")


class TheDocument(unittest.TestCase):
    def test_is_openapi_3_1(self):
        self.assertRegex(DOCUMENT.root["openapi"], r"^3\.1\.\d+$")
        self.assertEqual(faults_of(DOCUMENT), [])

    def test_satisfies_the_validator_where_there_is_one(self):
        try:
            from openapi_spec_validator import validate
        except ImportError:
            self.skipTest("openapi-spec-validator is not installed")
        validate(DOCUMENT.root)

    def test_has_schemas_that_are_json_schemas(self):
        for name, schema in COMPONENTS["schemas"].items():
            with self.subTest(name):
                jsonschema.Draft202012Validator.check_schema(schema)

    def test_refers_to_what_is_there_and_has_nothing_that_nobody_refers_to(self):
        used = set(references(DOCUMENT.root))
        for reference in used:
            DOCUMENT.resolved({"$ref": reference})
        # What no operation answers: another method, and what is refused before its path is read.
        used |= {f"#/components/responses/{name}" for name in ("MethodNotAllowed", "TooSlow", "HeadTooLong")}
        for group, things in COMPONENTS.items():
            if group != "securitySchemes":
                for name in things:
                    self.assertIn(f"#/components/{group}/{name}", used)

    def test_closes_every_object_that_is_answered_or_asked_for(self):
        for name, schema in COMPONENTS["schemas"].items():
            if schema.get("type") == "object":
                self.assertIn("additionalProperties", schema, name)

    def test_names_each_operation_once_and_declares_its_path(self):
        names = [operation["operationId"] for _, _, operation, _ in DOCUMENT.operations()]
        self.assertEqual(sorted(names), sorted(set(names)))
        for method, pattern, operation, parameters in DOCUMENT.operations():
            declared = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
            self.assertEqual(declared, set(re.findall(r"\{(\w+)\}", pattern)), method + " " + pattern)

    def test_shows_examples_that_fit(self):
        shown = list(with_examples(DOCUMENT.root))
        self.assertGreater(len(shown), 30)
        for where, schema, value in shown:
            with self.subTest(where):
                self.assertEqual(DOCUMENT.faults(schema, value), [])

    def test_shows_an_example_of_every_document_that_is_answered(self):
        for method, pattern, operation, _ in DOCUMENT.operations():
            for status, response in operation["responses"].items():
                for kind, media in DOCUMENT.resolved(response).get("content", {}).items():
                    if "json" in kind and pattern != "/openapi.json":
                        self.assertTrue("example" in media or "examples" in media, f"{method} {pattern} {status}")


class TheRule(unittest.TestCase):
    def test_sees_what_is_wrong(self):
        for spoil in (lambda root: root.pop("info"),
                      lambda root: root["info"].update(nmae="x"),
                      lambda root: root["paths"]["/livez"]["get"].pop("responses"),
                      lambda root: root["paths"]["/livez"]["get"]["responses"]["200"].pop("description"),
                      lambda root: root["paths"]["/livez"]["get"]["responses"].update({"418": {"$ref": "#/components/x"}})):
            spoilt = document_of_the_project()
            spoil(spoilt.root)
            self.assertEqual(len(faults_of(spoilt)), 1)

    def test_sees_a_member_that_is_not_in_the_schema(self):
        good = {"status": "alive"}
        schema = {"$ref": "#/components/schemas/Alive"}
        self.assertEqual(DOCUMENT.faults(schema, good), [])
        self.assertEqual(len(DOCUMENT.faults(schema, {**good, "mood": "fine"})), 1)


if __name__ == "__main__":
    unittest.main()
