"""Who may include what. The arrows point one way; heavy libraries stay where they belong."""

import re

# Folder → the folders it may include from, besides itself. The longest prefix that fits a file counts.
ARROWS = {
    "core": [],
    "storage": ["core"],
    "inbox": ["core"],
    "net": ["core"],
    "cartesia": ["net", "core"],
    "audio": ["core"],
    "config": ["core"],
    "cli": ["config", "net", "core"],
    "emulator": ["net", "core"],
    "emulator/model": ["core"],
    "daemon": ["core", "storage", "inbox", "net", "cartesia", "audio", "config"],
    "daemon/driver": ["core"],
    "sim": ["core", "daemon/driver", "emulator/model"],
    # These build with the g++ preset, where nothing else is built.
    "tests/core": ["core", "tests"],
    "tests/config": ["core", "config", "tests"],
    "tests/storage": ["core", "storage", "tests"],
}

# A library's headers → the files that may include them. What no line names may be included anywhere but in
# the pure folders.
LIBRARIES = [
    (r"sqlite3", r"(storage|tests/storage)/.*|(tests|bench)/.*"),
    (r"spdlog/", r"daemon/.*\.cpp"),
    (r"toml\+\+/", r"config/.*\.cpp"),
    (r"boost/beast|boost/asio/ssl", r"(net|tests/net)/.*\.cpp"),
    # A copy of the database travels with its SHA-256.
    (r"openssl/", r"(?!net/.*\.hpp)(?!core|config)(?!storage/(?!archive/.*\.cpp)).*"),
    (r"libav|libsw", r"(audio|tests/audio|bench)/.*"),
    (r"systemd/", r"(daemon|tests/daemon)/.*"),
    (r"CLI/", r"(?!core|config|storage|net|cartesia).*"),
]
# Folders that are plain C++ (nlohmann is storage's only where rows hold JSON).
PURE = {"core": r"boost/|nlohmann/|CLI/|openssl/", "inbox": r"boost/", "config": r"boost/|nlohmann/", "storage": r"boost/",
        "emulator/model": r"boost/|nlohmann/|openssl/", "daemon/driver": r"boost/|nlohmann/|openssl/",
        "sim": r"boost/|nlohmann/|openssl/|gtest/"}
# net's headers are the compile firewall: not even a forward declaration.
FIREWALL_NAMES = re.compile(r"\bbeast\b|\bSSL_?\w*|\bX509\w*|\bBIO_?\w*|\bEVP_\w+|\bssl::")

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def include_violations(path, text):
    """[(line, message)] for a C++ file at `path`, seen from the repository's root."""
    found = []
    for match in _INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        quoted, header = match.group(1) == '"', match.group(2)
        problem = _arrow_problem(path, header) if quoted else _library_problem(path, header)
        if problem:
            found.append((line, problem))
    return found


def firewall_violations(path, tokens):
    """Names of Beast or OpenSSL in a header of net/, comments aside."""
    if not (path.startswith("net/") and path.endswith(".hpp")):
        return []
    return [(token.line, f"net's headers do not name Beast or OpenSSL: {token.text}")
            for token in tokens if token.kind == "name" and FIREWALL_NAMES.fullmatch(token.text)]


def _longest(path, folders):
    fitting = [folder for folder in folders if path.startswith(folder + "/")]
    return max(fitting, key=len, default="")


def _arrow_problem(path, header):
    if "/" not in header and path.startswith("tests/"):
        return ""  # a test's helper beside it
    if header.startswith("../") or "/" not in header:
        return f'"{header}": includes are written from the repository\'s root'
    if header.startswith("daemon/") and not path.startswith(("daemon/", "sim/", "tests/", "bench/")):
        return f'"{header}": nothing may include daemon/'
    folder = _longest(path, ARROWS)
    if not folder:
        return ""
    allowed = [folder, *ARROWS[folder]]
    if any(header.startswith(name + "/") for name in allowed):
        return ""
    return f'"{header}": {folder}/ may include only from {", ".join(allowed)}'


def _library_problem(path, header):
    for name, places in LIBRARIES:
        if re.match(name, header) and not re.fullmatch(places, path):
            return f"<{header}> does not belong into {path}"
    folder = _longest(path, PURE)
    if folder and re.match(PURE[folder], header):
        return f"<{header}>: {folder}/ is kept free of it"
    return ""
