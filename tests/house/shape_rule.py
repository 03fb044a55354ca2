"""Shapes that are not wanted: giants, swallowed exceptions, detached coroutines, tests that sleep."""

from cpp_tokens import partner, partner_before

MOST_LINES = 300
MOST_FUNCTION_LINES = 60
SLEEPS = {"sleep_for", "sleep_until", "usleep", "nanosleep", "sleep"}
_BEFORE_BODY = {"const", "noexcept", "override", "final", "mutable", "::", "<", ">", "->", "&", "&&", "*", ","}
_CONTROL = {"if", "for", "while", "switch", "catch"}
_SCOPES = {"namespace", "class", "struct", "enum", "union", "extern"}


def length_violations(text):
    lines = text.count("\n")
    return [(lines, f"{lines} lines: split by decision before {MOST_LINES}")] if lines > MOST_LINES else []


def shape_violations(path, tokens):
    found = []
    in_tests = path.startswith("tests/")
    for index, token in enumerate(tokens):
        following = [t.text for t in tokens[index + 1 : index + 3]]
        if token.kind != "name":
            continue
        if token.text == "detached":
            found.append((token.line, "whoever starts a coroutine joins it: no detached"))
        elif token.text == "catch" and _is_empty_catch(tokens, index):
            found.append((token.line, "an exception is swallowed: say what becomes of it"))
        elif in_tests and token.text in SLEEPS and following[:1] == ["("] and not _is_a_clocks(tokens, index):
            found.append((token.line, "a test waits for a fact, it does not sleep"))
    return found + _long_functions(tokens)


def _is_a_clocks(tokens, index):
    """A clock of ours has a sleep() without a duration, which waits for nothing."""
    return [token.text for token in tokens[index : index + 3]] == ["sleep", "(", ")"]


def _is_empty_catch(tokens, index):
    body = partner(tokens, index + 1) + 1
    if body + 1 >= len(tokens) or tokens[body].text != "{" or tokens[body + 1].text != "}":
        return False
    return not tokens[body + 1].commented


def _long_functions(tokens):
    found = []
    index = 0
    while index < len(tokens):
        if tokens[index].text == "{" and tokens[index].kind == "mark" and _opens_function(tokens, index):
            end = min(partner(tokens, index), len(tokens) - 1)
            lines = tokens[end].line - tokens[index].line
            if lines > MOST_FUNCTION_LINES:
                found.append((tokens[index].line, f"a function of {lines} lines: {MOST_FUNCTION_LINES} at most"))
            index = end
        index += 1
    return found


def _opens_function(tokens, brace):
    """Goes back over what may stand between a parameter list and a body."""
    at = brace - 1
    while at >= 0 and tokens[at].text != ")":
        if tokens[at].text in _SCOPES or (tokens[at].kind != "name" and tokens[at].text not in _BEFORE_BODY):
            return False
        at -= 1
    opening = partner_before(tokens, at) if at >= 0 else -1
    return opening > 0 and tokens[opening - 1].text not in _CONTROL
