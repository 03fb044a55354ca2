"""What was seen, a sentence a line: `ok 3 - the service runs`, and what was wrong where it was not."""

import time


class Report:
    def __init__(self, rest):
        self.rest = rest  # lets a moment pass
        self.count = self.failed = 0

    def see(self, sentence, fact, wrong=""):
        self.count += 1
        self.failed += not fact
        print(f"{'ok' if fact else 'not ok'} {self.count} - {sentence}", flush=True)
        if not fact and wrong:
            print("    " + str(wrong).strip().replace("\n", "\n    "), flush=True)
        return bool(fact)

    def until(self, sentence, fact, limit=120, wrong=lambda: ""):
        """Waits for `fact()` to come true, `limit` seconds at most. It may fail meanwhile: the service may be away."""
        end = time.monotonic() + limit
        said = ""
        while time.monotonic() < end:
            try:
                if fact():
                    return self.see(sentence, True)
                said = ""
            except (RuntimeError, OSError, ValueError, KeyError) as trouble:
                said = f"{trouble}\n"
            self.rest()
        return self.see(sentence, False, f"{said}not within {limit} s\n{wrong()}")

    def note(self, text):
        print("# " + text, flush=True)
