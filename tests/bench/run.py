"""Measures, and writes what it measured: tests/bench/RESULTS.md.

    run.py BUILD SOURCE_DIR RESULT [--quick]

BUILD has the programs of tests/bench and grade. --quick takes little of everything, to
see that it runs. A peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import callgrind
import texts

SIZES = {"2 kB": 2000, "6 kB": 6000, "60 kB": 60_000, "1 MB": 1_000_000}
COUNTED_UP_TO = 60_000  # bytes; under callgrind a processor is fifty times slower
PATIENCE = 90  # seconds of a processor for a peer to take a set of patterns
LONGEST = 10e6  # microseconds of one search; what would take longer is not run
SHORT = 4  # seconds; a search with its build that takes less is measured several times
PEERS = {
    "PCRE2 JIT, one by one": ("pcre2", "scan"),
    "PCRE2 interpreter, one by one": ("pcre2", "interpret"),
    "YARA": ("yara", "scan"),
    "Hyperscan": ("hyperscan", "scan"),
    "Hyperscan, start of match": ("hyperscan", "start"),
}


def run(*command, **more) -> str:
    return subprocess.run([str(each) for each in command], check=True, stdout=subprocess.PIPE,
                          text=True, **more).stdout  # fmt: skip


def figures(*command) -> dict[str, float]:
    """What a program says in lines of a name and a value."""
    return {name: float(value) for name, value in map(str.split, run(*command).splitlines())}


def number(value: float | None, digits: int = 3) -> str:
    """With three figures and commas."""
    if value is None:
        return "–"
    if value != 0 and abs(value) < 10 ** (digits - 1):
        return f"{value:.{digits}g}"
    return f"{value:,.0f}"


def fastest(runs: list[dict[str, float]]) -> dict[str, float]:
    """Of several runs the shortest times; what else they say is the same in all."""
    return {name: min(told[name] for told in runs) for name in runs[0]}


class Page:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, *lines: str) -> None:
        self.lines += lines

    def table(self, head: list[str], rows: list[list[str]]) -> None:
        self.say("| " + " | ".join(head) + " |")
        self.say("|" + "|".join("---" if not i else "---:" for i in range(len(head))) + "|")
        for row in rows:
            self.say("| " + " | ".join(row) + " |")
        self.say("")
        for row in rows:
            print("  ".join(row), flush=True)


class Bench:
    def __init__(self, build: Path, source: Path, folder: Path, quick: bool) -> None:
        self.bin = build / "bin"
        self.build = build
        self.source = source
        self.folder = folder
        self.quick = quick
        self.seconds = 0.1 if quick else 0.5
        self.rounds = 1 if quick else 3
        self.page = Page()
        self.load_at_start = os.getloadavg()[0]
        self.refused: dict[str, set[int]] = {}

    def answer(self, kind: str, size: str) -> Path:
        path = self.folder / f"{kind}-{size}.md".replace(" ", "-")
        if not path.exists():
            path.write_bytes(texts.make(kind, SIZES[size], self.source))
        return path

    def sizes(self) -> list[str]:
        return ["2 kB", "6 kB"] if self.quick else list(SIZES)

    # -- the machine -------------------------------------------------------------------

    def machine(self) -> None:
        cache = (self.build / "CMakeCache.txt").read_text()
        kind = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", cache, re.M)
        compiler = re.search(r"^CMAKE_C_COMPILER:\w+=(.*)$", cache, re.M)
        cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        versions = []
        for module, name in (("libpcre2-8", "PCRE2"), ("yara", "YARA"), ("libhs", "Hyperscan")):
            done = subprocess.run(["pkg-config", "--modversion", module], capture_output=True, text=True)
            versions.append(f"{name} {done.stdout.strip() if done.returncode == 0 else 'not installed'}")
        commit = subprocess.run(["git", "-C", self.source, "log", "-1", "--format=%h", "--", "libgrade",
                                 "rubrics"], capture_output=True, text=True)  # fmt: skip
        self.page.table(["", ""], [
            ["date", f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC"],
            ["processor", f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores"],
            ["memory", f"{memory:.0f} GiB"],
            ["system", f"{platform.system()} {platform.release()}"],
            ["compiler", run(compiler[1] if compiler else "cc", "--version").splitlines()[0]
             + f", {kind[1] if kind else ''}"],
            ["grade", run(self.bin / "grade", "--version").splitlines()[0]
             + (f", library of commit {commit.stdout.strip()}" if commit.returncode == 0 else "")],
            ["others", ", ".join(versions)],
            ["processes that ran or wanted to, before and after",
             f"{self.load_at_start:.1f}, {os.getloadavg()[0]:.1f}"],
        ])  # fmt: skip

    # -- grading -----------------------------------------------------------------------

    def grading(self) -> None:
        page = self.page
        page.say("## Grading", "")
        rows, shares = [], []
        every = [(kind, size) for kind in texts.KINDS for size in self.sizes()]
        runs = [[figures(self.bin / "bench", "grade", self.seconds, self.answer(*each)) for each in every]
                for _ in range(self.rounds)]  # fmt: skip
        measured = dict(zip(every, map(fastest, zip(*runs))))
        for kind in texts.KINDS:
            for size in self.sizes():
                path = self.answer(kind, size)
                bytes = path.stat().st_size
                told = measured[kind, size]
                counted = callgrind.stages(self.bin / "bench", path) if bytes <= COUNTED_UP_TO else None
                rows.append([
                    f"{kind}, {size}", number(told["us"]), number(1e6 / told["us"]),
                    number(bytes / told["us"]), number(counted["whole"] / bytes if counted else None),
                    f"{told['allocations']:.0f}, {told['allocations_into']:.0f}",
                    number(told["allocated"] / 1e3),
                    number(told["peak_kb"] / 1e3), number(told["first_us"]),
                    number(told["report_us"]), number(told["score"]),
                ])  # fmt: skip
                if counted:
                    names = [name for name in counted if name not in ("whole", "report")]
                    shares.append([f"{kind}, {size}", number(counted["whole"] / 1e6)]
                                  + [f"{100 * counted[name] / counted['whole']:.0f} %" for name in names]
                                  + [f"{100 * counted['report'] / counted['whole']:.0f} %"])  # fmt: skip
        page.table(["answer", "µs", "answers/s", "MB/s", "instructions a byte", "allocations",
                    "kB allocated", "peak MB", "µs, the first", "µs, report", "score"], rows)  # fmt: skip
        page.say(
            "One thread, built-in rubric, no report, with a grader that has graded the same answer",
            "before; *the first* is that first one. In time of a processor: the median of as many as",
            f"there are in {self.seconds} s, and of one at least; the least of {self.rounds} such, all rows in turn.",
            "*Allocations* with `lgr_grade`, and with `lgr_grade_into`, which uses a result again.",
            "*Report* is the JSON report, on top. *Peak* is of the whole process. Answers:", "")  # fmt: skip
        page.say(*(f"- *{kind}*: {said}." for kind, said in texts.KINDS.items()), "")
        page.say("### Stages", "")
        page.table(["answer", "million instructions", *names, "report, on top"], shares)
        page.say(
            "Shares of the instructions of `lgr_grade`, counted by callgrind. *Document* has the",
            "search for the cues of the language in it; *rest of matching* makes matches of concepts",
            f"and runs the rubric's program over them. Not counted above {COUNTED_UP_TO // 1000} kB.", "")  # fmt: skip

    def loading(self) -> None:
        told = figures(self.bin / "bench", "load")
        self.page.say("## Rubric and process", "")
        many = 5 if self.quick else 40
        answer = self.answer("on topic", "6 kB")

        def process(*command) -> float:
            return float(run(self.bin / "run_many", many, *command).split()[0])

        pairs = [(process(self.bin / "grade", answer), process("/bin/true")) for _ in range(self.rounds)]
        grade, nothing = (min(each) for each in zip(*pairs))
        rows = [
            ["built-in rubric, by processor time", number(told["builtin_us"] / 1e3) + " ms"],
            ["the same from its YAML", number(told["yaml_us"] / 1e3) + " ms"],
            ["a grader", number(told["grader_us"] / 1e3) + " ms"],
            ["peak memory with rubric and grader", number(told["peak_kb"] / 1e3) + " MB"],
            ["`grade answer.txt` of 6 kB, from start to exit", f"{grade:.2f} ms"],
            ["`/bin/true`", f"{nothing:.2f} ms"],
            ["the one by the other", f"{grade / nothing:.1f}"],
            ["`python3 -c pass`", f"{process('/usr/bin/python3', '-c', 'pass'):.2f} ms"],
        ]
        self.page.table(["", ""], rows)
        self.page.say(f"Processes: by the clock, the median of {many}; the first two the least of",
                      f"{self.rounds} such, in turn.", "")  # fmt: skip

    # -- several at a time -------------------------------------------------------------

    def jobs(self) -> None:
        count = 20 if self.quick else 300
        lines = self.folder / "lines.jsonl"
        with open(lines, "wb") as out:
            subprocess.run(["awk", "-v", f"number={count}", "-v", "bytes=6000", "-f",
                            self.source / "tests/bench/answers.awk"], stdout=out, check=True)  # fmt: skip

        def once(jobs: int) -> float:
            with open(lines, "rb") as source:
                begin = time.monotonic()
                run(self.bin / "grade", "stream", "--fields", "score", "--jobs", jobs, stdin=source)
                return time.monotonic() - begin

        taken = [(once(1), once(2)) for _ in range(1 if self.quick else 5)]
        one, two = (statistics.median(each) for each in zip(*taken))
        ratio = statistics.median(a / b for a, b in taken)
        self.page.say("## Two at a time", "")
        self.page.table(["`grade stream`, 6 kB an answer", "seconds", "answers/s"], [
            ["--jobs 1", f"{one:.2f}", number(count / one)],
            ["--jobs 2", f"{two:.2f}", number(count / two)],
            ["times as fast", f"{ratio:.2f}", ""],
        ])  # fmt: skip
        self.page.say(f"{count} answers, by the clock; the medians of {len(taken)} pairs of runs, one",
                      f"behind the other, on {os.cpu_count()} cores. What else runs on them (see above)",
                      "takes its part of the gain.", "")  # fmt: skip

    # -- others ------------------------------------------------------------------------

    def peers(self) -> dict[str, tuple[Path, str]]:
        return {name: (self.bin / f"peer_{program}", mode) for name, (program, mode) in PEERS.items()
                if (self.bin / f"peer_{program}").exists()}  # fmt: skip

    def pattern_sets(self) -> dict[str, list[int]]:
        """Numbers of wordings that are written in different ways and taken by all."""
        self.wordings = run(self.bin / "bench_wordings", "export").splitlines()
        first: dict[str, int] = {}
        for index, wording in enumerate(self.wordings):
            first.setdefault(wording, index)
        distinct = list(first.values())
        everything = self.write_patterns("distinct", distinct)
        out: set[int] = set()
        for program in sorted({str(program) for program, _ in self.peers().values()}):
            told = run(program, "check", everything, stderr=subprocess.DEVNULL)
            refused = {distinct[int(line)] for line in told.split()}
            self.refused[Path(program).name.removeprefix("peer_")] = refused
            out |= refused
        taken = [index for index in distinct if index not in out]
        self.taken = taken
        self.distinct = len(distinct)
        self.left_out = len(out)

        def some(many: int) -> list[int]:
            return [taken[i * len(taken) // many] for i in range(many)]

        sets = {"128": some(128), "4,096": some(4096)}
        if not self.quick:
            sets |= {f"{len(taken) // 2:,}": some(len(taken) // 2), f"{len(taken):,}": taken}
        return sets

    def write_patterns(self, name: str, numbers: list[int]) -> Path:
        path = self.folder / f"{name}.patterns"
        path.write_text("".join(self.wordings[index] + "\n" for index in numbers))
        (self.folder / f"{name}.kept").write_text("".join(f"{index}\n" for index in numbers))
        return path

    def search(self, command: list, more: list) -> dict:
        """The build, and (microseconds, patterns found, matches) of each text."""
        limit = (PATIENCE, PATIENCE + 5)
        done = subprocess.run(
            [str(each) for each in [*command, self.seconds, *more]], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, limit))  # fmt: skip
        told: dict = {"build": None, "texts": [], "failed": ""}
        for line in done.stdout.splitlines():
            what, *values = line.split()
            if what == "build":
                told["build"] = float(values[0])
            else:
                told["texts"].append(tuple(map(float, values)))
        if done.returncode != 0:
            told["failed"] = f"not in {PATIENCE} s" if done.returncode < 0 else "refused"
        return told

    def search_again(self, searches: list) -> None:
        """What was searched in a few seconds is searched again, all in turn: a machine has
        slow minutes. The shortest times are kept."""

        def is_short(told: dict) -> bool:
            return (told["build"] or 0) / 1e3 + sum(text[0] for text in told["texts"]) / 1e6 < SHORT

        short = [search for search in searches if is_short(search[0])]
        for _ in range(self.rounds - 1):
            for told, command, within in short:
                for i, text in enumerate(self.search(command, within)["texts"]):
                    told["texts"][i] = min(told["texts"][i], text)

    def others(self) -> None:
        page = self.page
        sets = self.pattern_sets()
        chosen = [("off topic", "6 kB"), ("on topic", "6 kB"), ("every wording", "6 kB")]
        if not self.quick:
            chosen.append(("on topic", "60 kB"))
        answers = [self.answer(*each) for each in chosen]
        seen = []
        for path in answers:
            seen.append(path.with_suffix(".seen"))
            seen[-1].write_text(run(self.bin / "bench_wordings", "text", path))
        taken: dict[tuple[str, str], dict] = {}
        again = []
        for count, numbers in sets.items():
            patterns = self.write_patterns(f"set-{len(numbers)}", numbers)
            command = [self.bin / "bench_wordings", "scan", patterns.with_suffix(".kept")]
            taken["libgrade", count] = self.search(command, answers)
            again.append((taken["libgrade", count], command, answers))
            for name, (program, mode) in self.peers().items():
                told = self.search_in_time(program, mode, patterns, seen, name, taken, len(numbers))
                taken[name, count] = told
                again.append((told, [program, mode, patterns], seen[: len(told["texts"])]))
        self.search_again([(told, command, within) for told, command, within in again if within])
        rows = [self.row(name, count, told, taken["libgrade", count])
                for (name, count), told in taken.items()]  # fmt: skip
        page.say("## The search, beside others", "")
        head = ["patterns", "program", "to build, ms"]
        for kind, size in chosen:
            head += [f"{kind}, {size}: µs", "times"]
        page.table(head, rows)
        counts = [f"{name} {len(refused)}" for name, refused in self.refused.items()]
        page.say(
            f"The rubric adds {len(self.wordings):,} wordings to its pattern set, {self.distinct:,} of them",
            "different. As regular expressions each goes to every program; what one refuses is left",
            f"out for all: {self.left_out} (refused by {', '.join(counts)}). Of the others, every n-th for",
            "the smaller sets.", "",
            "All see the same text: that of the document, folded, with a line a sentence, so that",
            "none has to ignore case. The others look at bytes; libgrade at characters, and it tells",
            "every pattern at every place in order. µs: one search, the median, in time of a",
            f"processor; the least of {self.rounds} such, all in turn, where a search and its build are short.",
            "Times: of libgrade's, with the same patterns and text. *To build*: from the",
            "patterns; libgrade's set is part of the rubric, see *the same from its YAML* above. *–*:",
            f"not run, since a search would take over {LONGEST / 1e6:.0f} s, going by the set before, or",
            f"since the set was not built in {PATIENCE} s of a processor; *not tried*, since an easier one",
            "was not.", "")  # fmt: skip
        page.say("### Found", "")
        page.table(["patterns", "program", *(f"{kind}, {size}" for kind, size in chosen)], [
            [count, name, *(f"{told['texts'][i][1]:,.0f} / {told['texts'][i][2]:,.0f}"
                            if i < len(told["texts"]) else "–" for i in range(len(chosen)))]
            for (name, count), told in taken.items()
        ])  # fmt: skip
        page.say("Patterns that match, and their matches. Programs differ where matches of one pattern",
                 "overlap, and libgrade's end where a sentence does.", "")  # fmt: skip
        self.doubled(taken, list(sets), chosen)
        if not self.quick:
            self.doubled_by_others(answers, chosen)

    def search_in_time(self, program: Path, mode: str, patterns: Path, seen: list[Path], name: str,
                       taken: dict, count: int) -> dict:  # fmt: skip
        """Leaves out the texts that would take too long, going by the set before."""
        not_tried = {"build": None, "texts": [], "failed": "not tried"}
        if mode == "start" and list(taken.values())[-1]["failed"]:
            return not_tried  # without it, it was easier
        before = [(key, told) for key, told in taken.items() if key[0] == name]
        if before and before[-1][1]["failed"]:
            return not_tried
        within = seen
        if before:
            last = int(before[-1][0][1].replace(",", ""))
            in_time = itertools.takewhile(lambda text: text[0] * count / last < LONGEST,
                                          before[-1][1]["texts"])  # fmt: skip
            within = seen[: len(list(in_time))]
        if not within:
            return not_tried
        return self.search([program, mode, patterns], within)

    def row(self, name: str, count: str, told: dict, own: dict) -> list[str]:
        row = [count, name, told["failed"] or ("" if name == "libgrade" else number(told["build"]))]
        for i, mine in enumerate(own["texts"]):
            if i < len(told["texts"]):
                row += [number(told["texts"][i][0]), number(told["texts"][i][0] / mine[0])]
            else:
                row += ["–", "–"]
        return row

    def doubled(self, taken: dict, sets: list[str], chosen: list) -> None:
        half, whole = sets[-2], sets[-1]
        factor = int(whole.replace(",", "")) / int(half.replace(",", ""))
        self.page.say("### Patterns doubled" if factor < 3 else f"### Patterns times {factor:.0f}", "")
        rows = []
        for name in ["libgrade", *self.peers()]:
            a, b = taken[name, half]["texts"], taken[name, whole]["texts"]
            rows.append([name, *(number(b[i][0] / a[i][0]) if i < min(len(a), len(b)) else "–"
                                 for i in range(len(chosen)))])  # fmt: skip
        self.page.table([f"from {half} to {whole}", *(f"{kind}, {size}" for kind, size in chosen)], rows)
        self.page.say("Times as long. Patterns that match are as much more as those that do not.", "")

    def doubled_by_others(self, answers: list[Path], chosen: list) -> None:
        """What a rubric's growth costs an answer that speaks of something else."""
        everything = self.folder / f"set-{len(self.taken)}.kept"
        row = []
        for path, (kind, size) in zip(answers, chosen):
            found = {int(line) for line in run(self.bin / "bench_wordings", "found", everything, path).split()}
            half = self.taken[::4]
            silent = [index for index in self.taken if index not in found and index not in set(half)]
            more = [silent[i * len(silent) // len(half)] for i in range(len(half))]
            sets = [self.write_patterns(name, numbers).with_suffix(".kept")
                    for name, numbers in (("half", half), ("doubled", sorted(half + more)))]  # fmt: skip
            runs = [[self.search([self.bin / "bench_wordings", "scan", kept], [path])["texts"][0][0]
                     for kept in sets] for _ in range(self.rounds)]  # fmt: skip
            one, two = (min(each) for each in zip(*runs))
            row.append(number(two / one))
        self.page.table(["as many more that do not match", *(f"{kind}, {size}" for kind, size in chosen)],
                        [[f"libgrade, from {len(half):,} to {2 * len(half):,}", *row]])  # fmt: skip
        self.page.say("The same, but what is added does not match in that answer.", "")

    def measure(self) -> str:
        self.grading()
        self.loading()
        self.jobs()
        self.others()
        measured, self.page = self.page, Page()
        self.page.say("# What it costs", "", "Measured and written by `./dev bench`.", "")
        self.machine()
        return "\n".join(self.page.lines + measured.lines).rstrip() + "\n"


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build", type=Path)
    arguments.add_argument("source", type=Path)
    arguments.add_argument("result", type=Path)
    arguments.add_argument("--quick", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="grade-bench.") as folder:
        bench = Bench(given.build.resolve(), given.source.resolve(), Path(folder), given.quick)
        written = bench.measure()
    given.result.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
