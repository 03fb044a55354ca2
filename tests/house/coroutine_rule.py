"""co_await only where g++ 12 compiles it right: as a whole statement, as the whole right side of a declaration
or assignment, or as the whole operand of co_return; and without `{`, `[`, `?`, `&&`, `||` in what is awaited.
(Elsewhere that compiler makes hangs, double frees and uses after free, without a warning. Plain calls among
the arguments are left alone: no harm was measured from them.)"""

from cpp_tokens import CLOSING, OPENING, partner, partner_before, tokens_of

WHERE = "co_await must be a whole statement, the whole right side of a = or the whole operand of co_return"
DEFAULT = "a parameter of a coroutine has no default made with braces: every caller's co_await would hold it"
FORBIDDEN_WITHIN = {"{", "[", "?", "&&", "||", "co_await", "="}
FORBIDDEN_BESIDE = {"==", "!=", "<=", ">=", "<=>", "<<", "+", "-", "/", "%", "|", "^", "!", "+=", "-="}


def coroutine_violations(text):
    """[(line, message)] for every co_await out of place, and for defaults that would be made within one."""
    if "awaitable" not in text and "co_await" not in text:
        return []
    tokens = tokens_of(text)
    found = [(token.line, DEFAULT) for index, token in enumerate(tokens)
             if token.text == "awaitable" and _has_brace_default(tokens, index)]
    open_brackets = []
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text in OPENING:
            open_brackets.append(index)
        elif token.kind == "mark" and token.text in CLOSING and open_brackets:
            open_brackets.pop()
        elif token.text == "co_await":
            problem = _place_problem(tokens, index, open_brackets) or _operand_problem(tokens, index)
            if problem:
                found.append((token.line, problem))
    return found


def _has_brace_default(tokens, index):
    """Is this `awaitable<…> name(…, Options options = {})`?"""
    at = index + 1
    depth = 0
    while at < len(tokens) and (depth > 0 or tokens[at].text in ("<", "::") or tokens[at].kind == "name"):
        depth += {"<": 1, ">": -1}.get(tokens[at].text, 0)
        at += 1
    if at >= len(tokens) or tokens[at].text != "(" or tokens[at - 1].kind != "name":
        return False
    texts = [token.text for token in tokens[at : partner(tokens, at)]]
    return "=" in texts and "{" in texts[texts.index("=") :]


def _place_problem(tokens, index, open_brackets):
    if open_brackets and tokens[open_brackets[-1]].text != "{":
        return WHERE + ": not within brackets"
    prefix = _without_headers(tokens[_statement_start(tokens, index) : index])
    texts = [token.text for token in prefix]
    if texts in ([], ["co_return"]) or texts[-1] == "=":
        return "" if "?" not in texts else WHERE
    return WHERE


def _statement_start(tokens, index):
    """The first token of the statement that the token at `index` stands in."""
    at = index - 1
    while at >= 0:
        text = tokens[at].text if tokens[at].kind == "mark" else ""
        if text in (";", "{", "}"):
            break
        at = partner_before(tokens, at) - 1 if text in (")", "]") else at - 1
    return at + 1


def _without_headers(prefix):
    """Cuts `if (…)`, `else`, `for (…)`, `case X:` and the like from the front."""
    while prefix:
        first = prefix[0].text
        if first in ("else", "do"):
            prefix = prefix[1:]
        elif first in ("if", "while", "for", "switch"):
            opening = next((i for i, token in enumerate(prefix) if token.text == "("), len(prefix) - 1)
            prefix = prefix[partner(prefix, opening) + 1 :]
        elif any(token.text == ":" for token in prefix) and (first in ("case", "default") or prefix[1].text == ":"):
            colon = next(i for i, token in enumerate(prefix) if token.text == ":")
            prefix = prefix[colon + 1 :]
        else:
            break
    return prefix


def _operand_problem(tokens, index):
    depth = 0
    for token in tokens[index + 1 :]:
        if token.kind != "mark" and token.text != "co_await":
            continue
        if token.text in FORBIDDEN_WITHIN:
            return f"what co_await waits for must be free of {token.text} (name it in a statement before)"
        if token.text in OPENING:
            depth += 1
        elif token.text in CLOSING:
            depth -= 1
            if depth < 0:
                return WHERE + ": not within braces that make a value"
        elif depth == 0 and token.text == ";":
            return ""
        elif depth == 0 and token.text in FORBIDDEN_BESIDE:
            return WHERE + f": not an operand of {token.text}"
    return WHERE
