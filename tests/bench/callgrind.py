"""Instructions of functions and of what they call, counted by callgrind."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path


def edges(lines) -> Counter[tuple[str, str]]:
    """Instructions spent in calls from one function to another. A name may have those
    of its callers behind it: "lg_regex_find'lg_pattern_scan'match"."""
    names: dict[str, str] = {}
    costs: Counter[tuple[str, str]] = Counter()
    caller = callee = ""
    expect_cost = False

    def name(text: str) -> str:
        number, _, said = text.partition(" ")
        if said:
            names[number] = said
        return names[number]

    for line in lines:
        if line.startswith("fn="):
            caller = name(line[3:].strip())
        elif line.startswith("cfn="):
            callee = name(line[4:].strip())
        elif line.startswith("calls="):
            expect_cost = True
        elif expect_cost and re.match(r"[-+*\d]", line):
            costs[caller, callee] += int(line.split()[1])
            expect_cost = False
    return costs


CONFIRM = ("lg_regex_find", "lg_regex_find_at", "lg_regex_compile")


def count(command: list[str], functions: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """Runs it; what is outside of the functions is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        subprocess.run(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}",
                        "--collect-atstart=no", *(f"--toggle-collect={each}" for each in functions),
                        *(f"--separate-callers4={each}" for each in CONFIRM), *command],
                       check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        with open(out, encoding="utf-8", errors="replace") as lines:
            return edges(lines)


def stages(bench: Path, answer: Path) -> dict[str, int]:
    """Instructions of the stages of one answer, graded by a grader that knows it."""
    costs = count([str(bench), "once", "1", str(answer)], ("bench_grade", "bench_report"))

    def into(*callees: str, not_from: str = "\n") -> int:
        return sum(cost for (caller, callee), cost in costs.items()
                   if callee.partition("'")[0] in callees and not_from not in caller + callee)  # fmt: skip

    whole = into("lgr_grade")
    document = into("lg_document_make")
    match = into("lg_match")
    # The document is searched, too, for the cues of its language: that is its own matter.
    search = into("lg_pattern_scan", not_from="lg_find_cues")
    confirm = into(*CONFIRM, not_from="lg_find_cues")
    score = into("lg_score")
    return {
        "whole": whole,
        "document": document,
        "prefilter, scan": search - confirm,
        "confirm (PCRE2)": confirm,
        "rest of matching": match - search,
        "score": score,
        "else": whole - document - match - score,
        "report": into("lgr_report_write"),
    }
