"""Counts what holds, and tells what does not."""


class Counts:
    passed = failed = 0

    def same(self, name: str, expected: object, got: object) -> None:
        if expected == got:
            self.passed += 1
            print(f"ok - {name}", flush=True)
        else:
            self.failed += 1
            print(f"not ok - {name}\n  expected: {expected!r:.300}\n  got:      {got!r:.300}",
                  flush=True)  # fmt: skip

    def finish(self) -> int:
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.failed == 0 and self.passed > 0 else 1
