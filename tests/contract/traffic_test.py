"""traffic_test.py FOLDER: holds what the tests asked of the API, and what they were answered, against the document.

FOLDER/daemon was recorded from the real daemon, so that a request which it carried out must be allowed by the
document; FOLDER/api over a desk that takes everything, so that only the answers count.
"""

import json
import os
import sys
from collections import Counter

from document import document_of_the_project
from traffic_rule import answer_faults, request_faults


def exchanges_in(folder):
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            for line in file:
                # A test that was cut off may leave half a line at its end.
                if line.endswith("\n"):
                    yield name.removesuffix(".jsonl"), json.loads(line)


def main(folder):
    document = document_of_the_project()
    looked_at, bad, seen = 0, Counter(), set()
    for part in ("daemon", "api"):
        for test, exchange in exchanges_in(os.path.join(folder, part)):
            looked_at += 1
            found = answer_faults(document, exchange)
            if part == "daemon":
                found += request_faults(document, exchange)
            operation, _, _ = document.operation_at(exchange["method"], exchange["target"].split("?")[0])
            if operation:
                seen.add((operation["operationId"], str(exchange["status"])))
            for fault in found:
                bad[f"{exchange['method']} {exchange['target'][:80]} -> {exchange['status']} ({part}: {test}): {fault}"] += 1
    for words, times in bad.items():
        print(words + (f" ({times} times)" if times > 1 else ""))
    described = {(operation["operationId"], status) for _, _, operation, _ in document.operations() for status in operation["responses"]}
    print(f"{looked_at} exchanges, {len(bad)} faults; {len(seen & described)} of {len(described)} described answers were seen")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
