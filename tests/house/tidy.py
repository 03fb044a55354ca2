"""The style as an executable test: tidy.py [ROOT] prints every violation and fails where there is one."""

import os
import sys

from coroutine_rule import coroutine_violations
from cpp_tokens import tokens_of
from include_rule import firewall_violations, include_violations
from shape_rule import length_violations, shape_violations
from text_rule import link_violations, word_violations

CODE = (".cpp", ".hpp", ".py", ".cmake", ".sh", ".js", ".mjs", ".ts", ".tsx", ".css")
GENERATED = ("web/src/api/schema.d.ts",)  # of openapi.json, where somebody works on the page
SKIPPED_FOLDERS = ("node_modules", "dist", "__pycache__")


def violations_of(path, text, root="."):
    """[(line, message)] of one file; `path` is seen from the repository's root."""
    found = word_violations(text)
    if path.endswith(CODE) or path.startswith("scripts/"):
        found += length_violations(text)
    if path.endswith((".cpp", ".hpp")):
        tokens = tokens_of(text)
        found += include_violations(path, text) + firewall_violations(path, tokens)
        found += shape_violations(path, tokens) + coroutine_violations(text)
    if path.endswith(".hpp") and "#pragma once" not in text:
        found.append((1, "a header begins with #pragma once"))
    if path.startswith("tests/") and path.endswith(".py") and "time.sl" + "eep(" in text:
        found.append((1, "a test waits for a fact, it does not sleep"))
    if path.endswith(".md"):
        found += link_violations(path, text, root)
    return sorted(found)


def files_under(root):
    """Every file of the project, build folders and hidden ones (but .ci) aside."""
    for folder, folders, files in os.walk(root):
        at_root = folder == root
        folders[:] = sorted(
            name for name in folders
            if name not in SKIPPED_FOLDERS and (name == ".ci" or not name.startswith("."))
            and not (at_root and name.startswith("build")))
        for name in sorted(files):
            if name == ".git":  # of a second checkout: it says where the first one is
                continue
            path = os.path.relpath(os.path.join(folder, name), root)
            if path not in GENERATED:
                yield path


def main(root):
    looked_at = bad = 0
    for path in files_under(root):
        try:
            with open(os.path.join(root, path), encoding="utf-8") as file:
                text = file.read()
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # not a text; or a file that an editor has just taken away
        looked_at += 1
        for line, message in violations_of(path, text, root):
            bad += 1
            print(f"{path}:{line}: {message}")
    print(f"tidy: {looked_at} files, {bad} violations")
    return 1 if bad or not looked_at else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
