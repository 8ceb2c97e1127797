"""Holds the cost of nasty input against its size.

    growth.py GRADE SOURCE_DIR [NAME...]

Counts instructions (valgrind) of three sizes, each twice the one before, less what
an empty input costs: from one to the next they may grow 2.6 times. Of rubrics, which
are refused at different points or not at all, what each doubling adds is compared, so
that nothing has to be known of what an empty one costs. Then each input is
read once at 1 to 10 MB with 4 GB of memory, 1 MB of stack and 120 seconds of a
processor: the program must end, with a status of its own and, where a limit was met, a
message. NAME is one of the answers, a rubric as rubric:NAME, near-misses, or quick:
some minutes of what tells the most.
"""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import answers
import near_misses
import rubrics

GRADE, SOURCE, NAMES = sys.argv[1], sys.argv[2], sys.argv[3:]
GROWTH = 2.6             # allowed from one size to the next
NOISE = 1_000_000        # instructions: below, sizes are not compared
ENOUGH = 10_000_000      # instructions the smallest size should take
SMALLEST, LARGEST = 1000, 256_000
# Of more than 64 marks of quotes in a line the others are text, so that of a larger input at
# first a larger part is text.
FIRST_SIZES = {"quotes-growing": 64_000}
BIG_WORK = 4_000_000_000 # instructions the big answer should take
BIG, BIGGEST = 1_000_000, 10_000_000
BIG_SIZES = {"no-full-stop": 10_000_000, "bullets": 3_000_000, "question-marks": 1_000_000}
LIMITED = 'ulimit -v 4194304; ulimit -s 1024; ulimit -t 120; exec "$@"'
STREAM_LIMITED = LIMITED.replace("-t 120", "-t 3600")
WORST = 4                # times the median's instructions, for the worst near misses
NEAR_COUNTED = 5         # near misses counted at each end
FIRST = b"We load."      # the first answer pays for the rubric

# One of each way to be slow: expressions, sentences, lists, markup, scopes, places.
QUICK = ["quantifier-bait", "no-full-stop", "sentences-of-a-word", "lines-of-one", "dots",
         "links-half", "emphasis-open", "quotes-growing", "nested-lists", "link-definitions",
         "negations-short", "questions-indirect", "typos", "wordings-listed", "wordings-lines",
         "rubric:concepts", "rubric:windows", "rubric:aliases", "rubric:expression-deep",
         "rubric:sets-starred", "rubric:names-doubling", "rubric:names-unknown-quoted",
         "rubric:concepts-chained", "rubric:wordings-choices", "rubric:wordings-typos",
         "rubric:includes", "rubric:keys-alike", "rubric:terms", "rubric:marks"]

passed, failures = 0, []


def report(name, columns, problem):
    global passed
    if problem:
        failures.append(name)
    else:
        passed += 1
    print(f"{name:26}{columns}  {problem or 'ok'}", flush=True)


def instructions(*arguments):
    """What `grade ARGUMENTS` takes, and its status."""
    run = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no",
                          "--cachegrind-out-file=/dev/null", GRADE, *arguments],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    text = run.stderr.decode("utf-8", "replace")
    found = re.findall(r"I +refs: +([\d,]+)", text)
    if not found:
        raise RuntimeError(f"valgrind counted nothing: {text[-400:]}")
    return int(found[-1].replace(",", "")), run.returncode


def limited(*arguments):
    """Runs grade with little memory and stack. Its status, output, message and CPU seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        run = subprocess.Popen(["sh", "-c", LIMITED, "sh", GRADE, *arguments], stdout=out,
                               stderr=err)
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return run.returncode, out.read(), err.read(), used.ru_utime


def factors(counts):
    """The factor from each size to the next, and the worst where it can be told."""
    steps = [after / max(before, 1) for before, after in zip(counts, counts[1:])]
    told = [step for step, after in zip(steps, counts[1:]) if after > NOISE]
    return steps, max(told, default=0)


def row(size, counts, steps, big, status, took):
    numbers = "".join(f"{count / 1e6:9.1f}" for count in counts)
    told = "".join(f"{step:6.2f}" for step in steps)
    return f"{size:9}{numbers}{told}{big:>10}{status:4}{took:6.2f}"


def check_answer(name, folder, empty):
    make = answers.ANSWERS[name]

    def count(size):
        path = folder / f"{name}.md"
        path.write_bytes(make(SOURCE, size))
        used, status = instructions("-q", str(path))
        if status not in (0, 2):
            raise RuntimeError(f"status {status} at {size} bytes")
        return used - empty

    size = FIRST_SIZES.get(name, SMALLEST)
    first = count(size)
    while first < ENOUGH and size < LARGEST:
        size *= 4
        first = count(size)
    counts = [first, count(2 * size), count(4 * size)]
    steps, worst = factors(counts)
    per_byte = max(counts[2] / (4 * size), 1)
    big = BIG_SIZES.get(name, int(min(BIGGEST, max(BIG, BIG_WORK / per_byte))))
    path = folder / f"{name}.md"
    path.write_bytes(make(SOURCE, big))
    status, out, err, took = limited("-q", str(path))
    path.unlink()
    problem = ""
    if worst > GROWTH:
        problem = f"GROWS {worst:.2f} times"
    elif status not in (0, 2):
        problem = f"ENDS with {status}: {err[:200]!r}"
    elif status == 2 and not err:
        problem = "STATUS 2 without a message"
    elif (status == 2) != (b"incomplete" in out):
        problem = f"STATUS {status}, and says {out[:100]!r}"
    return row(size, counts, steps, big, status, took), problem


def check_rubric(name, folder):
    make, size, big = rubrics.RUBRICS[name]
    home = folder / name
    home.mkdir()

    def write(size):
        for file, text in make(size).items():
            (home / file).write_text(text, "utf-8")
        return str(home / "rubric.yaml")

    def count(size):
        used, status = instructions("lint", write(size))
        if status not in (0, 1, 2):
            raise RuntimeError(f"status {status} at {size}")
        return used

    totals = [count(size // 2), count(size)]
    while totals[1] - totals[0] < NOISE and 8 * size <= min(big, LARGEST):
        size *= 2
        totals = [totals[1], count(size)]
    totals += [count(2 * size), count(4 * size)]
    counts = [after - before for before, after in zip(totals, totals[1:])]
    steps, worst = factors(counts)
    status, out, err, took = limited("lint", write(big))
    problem = ""
    if worst > GROWTH:
        problem = f"GROWS {worst:.2f} times"
    elif status not in (0, 1):
        problem = f"ENDS with {status}: {err[:200]!r}"
    elif status == 1 and b"error" not in out + err:
        problem = "REFUSED without a message"
    return row(size, counts, steps, big if big < 10 ** 10 else "2^60", status, took), problem


class Stream:
    """A grade stream with little memory and stack that is asked text by text."""

    def __init__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(["sh", "-c", STREAM_LIMITED, "sh", GRADE, "stream"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors)
        self.clock = ~self.process.pid << 3 | 2  # as of clock_getcpuclockid(3)

    def ask(self, text):
        """The reply, and the seconds of a processor it took; no reply: it ended."""
        before = time.clock_gettime(self.clock)
        try:
            self.process.stdin.write(json.dumps({"answer": text.decode()}).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return None, 0
        line = self.process.stdout.readline()
        return (json.loads(line), time.clock_gettime(self.clock) - before) if line else (None, 0)

    def end(self):
        """Its status and message."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.read()
        status = self.process.wait()
        self.errors.seek(0)
        return status, self.errors.read()


def problem_of(reply):
    """What is wrong with a reply: an error, or a limit that is not told."""
    if "error" in reply:
        return f"an error: {reply['error']}"
    answer = reply["answer"]
    open_verdicts = [verdict for verdict in answer["criteria"] + answer["penalties"]
                     if verdict["undetermined"]]
    said = any(item["code"].startswith("A0") for item in answer["diagnostics"])
    if bool(open_verdicts) != (not answer["complete"]) or (open_verdicts and not said):
        return f"{len(open_verdicts)} undetermined, complete {answer['complete']}, said {said}"
    return ""


def grade_near_misses():
    """Grades each near miss whole: seconds a byte, undetermined verdicts, what went wrong."""
    made = dict(near_misses.texts(SOURCE))
    undetermined, problems, speed = {}, [], {}
    stream = Stream()
    stream.ask(FIRST)
    for name, text in made.items():
        reply, took = stream.ask(text)
        if reply is None:
            status, message = stream.end()
            problems.append(f"{name}: the stream ended with {status}: {message[-200:]!r}")
            stream = Stream()
            stream.ask(FIRST)
            continue
        speed[name] = took / (len(text) + 1000)
        wrong = problem_of(reply)
        if wrong:
            problems.append(f"{name}: {wrong}")
            continue
        answer = reply["answer"]
        undetermined[name] = [verdict["id"] for verdict in answer["criteria"] + answer["penalties"]
                              if verdict["undetermined"]]
    status, message = stream.end()
    if status != 0:
        problems.append(f"the stream ended with {status}: {message[-200:]!r}")
    return made, {name: ids for name, ids in undetermined.items() if ids}, problems, speed


def check_near_misses(folder, empty):
    made, undetermined, problems, speed = grade_near_misses()
    ranked = sorted(speed, key=speed.get)
    middle = len(ranked) // 2
    chosen = ranked[-NEAR_COUNTED:] + ranked[middle - NEAR_COUNTED // 2:][:NEAR_COUNTED]

    def count(name):
        path = folder / f"counted-{name}.md"
        path.write_bytes((made[name] + b" ") * (8000 // len(made[name] + b" ") + 1))
        path.write_bytes(path.read_bytes()[:8000])
        return (instructions("-q", str(path))[0] - empty) / 8000

    counts = dict(zip(chosen, pool.map(count, chosen)))
    usual = statistics.median(counts[name] for name in chosen[NEAR_COUNTED:])
    worst = max(chosen, key=counts.get)
    print(f"near misses of {len(made)} concepts and signals, {sum(map(len, made.values()))} bytes; "
          f"undetermined verdicts: {sum(map(len, undetermined.values()))}")
    for name, verdicts in undetermined.items():
        print(f"  undetermined by {name}: {' '.join(verdicts)}")
    print(f"  instructions a byte: median {usual:.0f}, worst {counts[worst]:.0f} ({worst}), "
          f"{counts[worst] / usual:.1f} times")
    for problem in problems:
        print(f"  {problem}")
    report("near-misses:graded", "", f"{len(problems)} WRONG" if problems else "")
    report("near-misses:determined", "", f"{len(undetermined)} UNDETERMINED" if undetermined else "")
    report("near-misses:worst", "", f"over {WORST} times the median"
           if counts[worst] > WORST * usual else "")


def guarded(check, *arguments):
    try:
        return check(*arguments)
    except (RuntimeError, OSError) as problem:
        return "", f"FAILED: {problem}"


def table(check, prefix, names, *more):
    for name, (columns, problem) in zip(names, pool.map(
            lambda name: guarded(check, name, *more), names)):
        report(prefix + name, columns, problem)


def main(folder):
    everything = list(answers.ANSWERS) + ["rubric:" + name for name in rubrics.RUBRICS]
    wanted = [name for given in NAMES for name in (QUICK if given == "quick" else [given])]
    chosen = wanted or everything + ["near-misses"]
    unknown = [name for name in chosen if name not in everything + ["near-misses"]]
    if unknown:
        sys.exit(f"growth.py: no such input: {' '.join(unknown)}")
    (folder / "empty.md").write_bytes(b"")
    empty = instructions("-q", str(folder / "empty.md"))[0]
    print(f"{'input':26}{'x':>9}{'x, M':>9}{'2x':>9}{'4x':>9}{'2x/x':>6}{'4x/2x':>6}{'big':>10}"
          f"{'end':>4}{'CPU s':>6}\n(of rubrics, what each adds to half of it)")
    table(check_answer, "", [name for name in chosen if name in answers.ANSWERS], folder, empty)
    table(check_rubric, "rubric:", [name[7:] for name in chosen if name.startswith("rubric:")],
          folder)
    if "near-misses" in chosen:
        check_near_misses(folder, empty)
    if failures:
        print("failed:", *failures)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures or not passed else 0


with tempfile.TemporaryDirectory(prefix="grade-growth.") as work, \
        concurrent.futures.ThreadPoolExecutor(2) as pool:
    code = main(pathlib.Path(work))
sys.exit(code)
