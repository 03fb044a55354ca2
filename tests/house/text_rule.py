"""What holds for every text: nothing left to do, no places outside the project, links that lead somewhere."""

import os
import re

# Put together here, so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME)\\b")
PLACES = re.compile(r"(?<![\w.-])(?:/wo" + "rk/|/ro" + "ot/|/tmp/b" + "ld|/tmp/b" + "-[a-z])")
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def word_violations(text):
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if UNFINISHED.search(line):
            found.append((number, "unfinished work belongs into the tracker, not into the text"))
        place = PLACES.search(line)
        if place:
            found.append((number, f"{place.group()} is a place on somebody's machine"))
    return found


def slug_of(heading):
    """The anchor that a heading gets on the usual forges."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip()).replace("`", "").replace("*", "")
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def anchors_of(text):
    prose = _FENCE.sub("", text)
    return {slug_of(match.group(1)) for match in re.finditer(r"^#+[ \t]+(.+?)[ \t]*#*$", prose, re.MULTILINE)}


def link_violations(path, text, root):
    """Links of a Markdown file to files and headings that are not there. The web is not asked."""
    found = []
    blanked = _FENCE.sub(lambda match: "\n" * match.group().count("\n"), text)
    blanked = re.sub(r"`[^`\n]*`", "", blanked)
    for match in _LINK.finditer(blanked):
        target, _, anchor = match.group(1).partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        line = blanked.count("\n", 0, match.start()) + 1
        file = os.path.normpath(os.path.join(root, os.path.dirname(path), target)) if target else None
        if file and not os.path.exists(file):
            found.append((line, f"the link to {match.group(1)} leads nowhere"))
        elif anchor and (file is None or file.endswith(".md")):
            with open(file or os.path.join(root, path), encoding="utf-8") as linked:
                if anchor not in anchors_of(linked.read()):
                    found.append((line, f"the link to {match.group(1)} leads to no heading"))
    return found
