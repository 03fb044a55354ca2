"""C++ source as tokens: comments and preprocessor lines are gone, strings are one token each."""

import re
from typing import NamedTuple


class Token(NamedTuple):
    text: str
    line: int
    kind: str  # "name", "number", "string" or "mark"
    commented: bool  # a comment stands before it


_PATTERN = re.compile(
    r"""
    (?P<space>\s+|//(?:\\\n|[^\n])*|/\*.*?\*/)
  | (?P<directive>(?:(?<=\n)|(?<=\A))[ \t]*\#(?:\\\n|/\*.*?\*/|[^\n])*)
  | (?P<string>(?:u8|[uUL])?R"(?P<fence>[^()\\\s]*)\(.*?\)(?P=fence)"
      |(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"
      |(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
  | (?P<number>\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<mark>\.\.\.|<=>|->\*|[-+*/%&|^=!<>]=|::|->|&&|\|\||\+\+|--|<<|.)
    """,
    re.VERBOSE | re.DOTALL,
)

OPENING = {"(": ")", "[": "]", "{": "}"}
CLOSING = {")", "]", "}"}


def tokens_of(text):
    """The tokens in order. `>>` is two marks, so that closing template brackets need no care."""
    found = []
    line = 1
    commented = False
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup if match.lastgroup != "fence" else "string"
        if kind not in ("space", "directive"):
            found.append(Token(match.group(), line, kind, commented))
            commented = False
        elif kind == "space" and match.group().startswith("/"):
            commented = True
        line += match.group().count("\n")
    return found


def partner(tokens, at):
    """The index of the bracket that closes the one at `at`; the end where there is none."""
    depth = 0
    for index in range(at, len(tokens)):
        if tokens[index].kind != "mark":
            continue
        if tokens[index].text in OPENING:
            depth += 1
        elif tokens[index].text in CLOSING:
            depth -= 1
            if depth == 0:
                return index
    return len(tokens)


def partner_before(tokens, at):
    """The index of the bracket that opens the one at `at`; -1 where there is none."""
    depth = 0
    for index in range(at, -1, -1):
        if tokens[index].kind != "mark":
            continue
        if tokens[index].text in CLOSING:
            depth += 1
        elif tokens[index].text in OPENING:
            depth -= 1
            if depth == 0:
                return index
    return -1
