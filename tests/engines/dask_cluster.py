"""examples/dask on a scheduler and two workers that are killed meanwhile.

    dask_cluster.py GRADE SOURCE_DIR [ANSWERS]

Everything listens on 127.0.0.1 and ends with this program. Expected is what one
`grade stream` writes for the same file, byte for byte.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

GRADE = str(Path(sys.argv[1]).resolve())
SOURCE = Path(sys.argv[2]).resolve()
ANSWERS = int(sys.argv[3]) if len(sys.argv) > 3 else 200_000
sys.path.insert(0, str(SOURCE / "examples/dask"))

import grade_dask  # noqa: E402
from counts import Counts  # noqa: E402
from distributed import Client  # noqa: E402

FIELDS = ["--fields", "score,band,complete,criteria.id,criteria.level,diagnostics.code"]
MEGABYTE = 1 << 20
LONG = b'{"id": "long", "answer": "%s"}'
POISON = [
    b"no JSON", b"", b"\x00\x01\xff", b'"half of it', b"[" * 100_000, b"[]", b"null",
    b'{"id": "no answer"}', b'{"id": "\xc3", "answer": "An id that is no text."}',
    b'{"id": "half", "answer": "We merge \xe2\x82 each batch \xf0\x9f"}',
    b'{"id": "escape", "answer": "We merge \\ud800 each batch."}',
    b'{"id": "zero", "answer": "We merge \\u0000 each batch."}', b'{"id": 1e999, "answer": ""}',
    b'{"id": "return", "answer": "We merge."}\r', b'\r{"id": "carriage", "answer": "x"}',
    b'\xef\xbb\xbf{"id": "mark", "answer": "A mark in front of a line in the middle."}',
    b'{"id": "rubric", "answer": "x", "rubric": "/etc/passwd"}',
]  # fmt: skip


def make_answers(file: Path, number: int, long: int) -> None:
    """Answers of some 250 bytes; poison twice among them, with a line of `long` bytes."""
    lines = subprocess.Popen(
        ["awk", "-v", f"number={number}", "-v", "bytes=200", "-f", SOURCE / "tests/bench/answers.awk"],
        stdout=subprocess.PIPE)  # fmt: skip
    with open(file, "wb") as out:
        for count, line in enumerate(lines.stdout):
            out.write(line)
            if count in (number // 8, number // 2):
                out.writelines(each + b"\n" for each in POISON)
                out.write(LONG % (b"x" * long) + b"\n")
        out.write(b'{"id": "last", "answer": "It has no end of line."}')
    assert lines.wait() == 0


def one_process(file: Path, replies: Path, *options: str) -> None:
    with open(file, "rb") as source, open(replies, "wb") as out:
        subprocess.run([GRADE, "stream", *FIELDS, *options], stdin=source, stdout=out, check=True)


def pieces(*files: Path) -> Iterator[bytes]:
    for file in files:
        with open(file, "rb") as source:
            yield from iter(lambda: source.read(MEGABYTE), b"")


def digest(*files: Path) -> str:
    import hashlib

    sum = hashlib.sha256()
    for piece in pieces(*files):
        sum.update(piece)
    return sum.hexdigest()


# -- without a cluster -------------------------------------------------------------------


def blocks_of_every_size(counts: Counts, folder: Path) -> None:
    """Where blocks begin and end does not matter: inside a line, a character, at an end."""
    file, expected = folder / "few.jsonl", folder / "few.expected"
    mark = b'\xef\xbb\xbf{"id": 0, "answer": "We merge each batch."}\n'
    file.write_bytes(mark + b"\n".join(each for each in POISON if len(each) < 1000))
    one_process(file, expected)
    size = file.stat().st_size
    wrong = []
    for block in (1, 2, 7, 50, 63, 64, size - 1, size, size + 1):
        # Where the block is one byte, only those where something begins and ends.
        starts = range(0, size, block)
        parts = []
        for number, start in enumerate(starts):
            part = folder / f"few.{number}"
            grade_dask.grade_block(str(file), start, start + block, str(part), [GRADE, "stream", *FIELDS])
            parts.append(part)
        if digest(*parts) != digest(expected):
            wrong.append(block)
    counts.same("blocks of any size", [], wrong)


# -- processes ---------------------------------------------------------------------------


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            pass  # it has just ended
    return found


def is_grade(pid: int) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/exe") == GRADE
    except OSError:
        return False


def peak_kilobytes(pid: int) -> int:
    try:
        found = re.search(r"^VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


class Worker:
    """A nanny and its worker of one thread, in a session of their own: one machine."""

    def __init__(self, scheduler: Path, folder: Path, name: str) -> None:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", scheduler,
                   "--host", "127.0.0.1", "--name", name, "--nthreads", "1", "--nworkers", "1",
                   "--no-dashboard", "--memory-limit", "400MB", "--death-timeout", "120",
                   "--local-directory", folder]  # fmt: skip
        self.log = open(folder / f"{name}.log", "wb")
        self.nanny = subprocess.Popen(command, stdout=self.log, stderr=self.log, start_new_session=True)

    def worker(self) -> int:
        """The process that runs tasks: the child of the nanny that has threads."""
        found = [pid for pid in children(self.nanny.pid) if len(list(Path(f"/proc/{pid}/task").iterdir())) > 1]
        return found[0] if found else 0

    def grades(self) -> list[int]:
        return [pid for pid in children(self.worker()) if is_grade(pid)] if self.worker() else []

    def lose(self) -> None:
        """As when the machine goes."""
        if self.nanny.poll() is None:
            os.killpg(self.nanny.pid, signal.SIGKILL)
        self.nanny.wait()
        self.log.close()


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.log = open(folder / "scheduler.log", "wb")
        self.scheduler = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", "--scheduler-file", self.file,
             "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
            stdout=self.log, stderr=self.log)  # fmt: skip
        wait_for(self.file.exists)
        self.workers: list[Worker] = []
        self.peaks: Counter[str] = Counter()

    def add(self) -> Worker:
        worker = Worker(self.file, self.folder, f"worker-{len(self.workers)}")
        self.workers.append(worker)
        return worker

    def look(self) -> None:
        """Notes how much memory the processes that work have had."""
        for worker in self.workers:
            if worker.nanny.returncode is None and (pid := worker.worker()):
                self.peaks["worker"] = max(self.peaks["worker"], peak_kilobytes(pid))
                for grade in worker.grades():
                    self.peaks["grade"] = max(self.peaks["grade"], peak_kilobytes(grade))
        self.peaks["scheduler"] = peak_kilobytes(self.scheduler.pid)

    def close(self) -> None:
        for worker in self.workers:
            worker.lose()
        self.scheduler.kill()
        self.scheduler.wait()
        self.log.close()


def wait_for(condition: Callable[[], object], seconds: float = 3600) -> None:
    """However slow the machine is: the time only ends what would go on for ever."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it does not come")
        time.sleep(0.05)


# -- a cluster ---------------------------------------------------------------------------


def command(cluster: Cluster, out: Path, file: Path, *options: str) -> list[str]:
    return [sys.executable, "-B", str(SOURCE / "examples/dask/grade_dask.py"), str(cluster.file), str(out),
            str(file), "--program", GRADE, *options]  # fmt: skip


def kill_in_the_middle(victim: Callable[[], list[int]], kill: Callable[[int], None]) -> int:
    """Stops a `grade` first, so that its block is not done when the blow falls. Returns
    its number; it then goes on, if it still is."""
    struck = 0

    def done() -> bool:
        nonlocal struck
        for pid in victim():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                if is_grade(pid):
                    kill(pid)
                    struck = pid
                os.kill(pid, signal.SIGCONT)
        return struck != 0

    wait_for(done)
    return struck


def run_with_deaths(counts: Counts, cluster: Cluster, folder: Path, file: Path) -> subprocess.Popen:
    out = folder / "graded"
    blocks = -(-file.stat().st_size // grade_dask.BLOCK)
    first, second = cluster.add(), cluster.add()
    run = subprocess.Popen([*command(cluster, out, file), "--", *FIELDS], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True)  # fmt: skip

    def done(share: float) -> Callable[[], bool]:
        def enough() -> bool:
            cluster.look()
            return run.poll() is not None or len(list(out.glob("*.jsonl"))) >= share * blocks
        return enough

    def none_left() -> None:
        counts.same("it is in the middle", None, run.poll())

    wait_for(done(0.3))
    none_left()
    kill_in_the_middle(first.grades, lambda pid: os.kill(pid, signal.SIGKILL))
    print("# killed: a grade stream")
    wait_for(done(0.45))
    orphan = kill_in_the_middle(first.grades, lambda _: os.kill(first.worker(), signal.SIGKILL))
    print("# killed: a worker that its nanny starts again")
    wait_for(lambda: not is_grade(orphan))  # it ends: nobody writes to it any more
    wait_for(done(0.6))
    kill_in_the_middle(second.grades, lambda _: second.lose())
    print("# killed: a worker with its nanny; another one joins")
    none_left()
    cluster.add()
    wait_for(done(2))
    return run


def large_set(counts: Counts, cluster: Cluster, folder: Path) -> None:
    file, expected = folder / "answers.jsonl", folder / "expected.jsonl"
    make_answers(file, ANSWERS, 50 * MEGABYTE)
    lines = ANSWERS + 2 * len(POISON) + 3
    began = time.monotonic()
    run = run_with_deaths(counts, cluster, folder, file)
    told, said = run.communicate()
    took = time.monotonic() - began
    counts.same("the run goes on", (0, ""), (run.returncode, "" if run.returncode == 0 else said[-300:]))
    began = time.monotonic()
    one_process(file, expected, "--jobs", "2")
    print(f"# {lines} lines: {took:.0f} s on the cluster, {time.monotonic() - began:.0f} s in one process")
    codes: Counter[bytes] = Counter()
    with open(expected, "rb") as replies:
        for reply in replies:
            codes.update(re.findall(rb'"error":{"code":"(\w+)"', reply))
    print("# errors:", {code.decode(): number for code, number in sorted(codes.items())})
    counts.same("lines that are too long are errors", 2, codes[b"S003"])
    counts.same("what comes of it", f"{lines} replies, {codes.total()} of them errors\n", told)
    counts.same("byte for byte what one process writes", digest(expected),
                digest(*sorted((folder / "graded").iterdir())))  # fmt: skip
    print("# peak memory in kB:", dict(cluster.peaks))
    # A line of 50 MB passes in pieces; grade reads the first 16 of it.
    counts.same("in bounded memory", {"worker": True, "grade": True},
                {name: 0 < cluster.peaks[name] < 250_000 for name in ("worker", "grade")})  # fmt: skip


def faults(counts: Counts, cluster: Cluster, folder: Path) -> None:
    file = folder / "some.jsonl"
    make_answers(file, 20, 100)
    out = folder / "refused"

    def refused(*options: str) -> tuple[int, str]:
        done = subprocess.run(command(cluster, out, file, *options), capture_output=True, text=True)
        return done.returncode, done.stderr

    status, said = refused("--", "--fields", "nosuch")
    counts.same("a wrong option ends the run", (2, True, True),
                (status, "status 2" in said, "nosuch" in said))  # fmt: skip
    counts.same("and leaves nothing", [], list(out.iterdir()))
    status, said = refused("--program", "/nosuch/grade")
    counts.same("no program", (2, True), (status, "/nosuch/grade" in said))
    (out / "part-000000.jsonl").write_text("of before")
    status, said = refused("--", *FIELDS)
    counts.same("a folder in use", (2, True, "of before"),
                (status, "not empty" in said, (out / "part-000000.jsonl").read_text()))  # fmt: skip
    one_process(file, folder / "some.expected")
    with Client(scheduler_file=str(cluster.file)) as client:
        counted = grade_dask.grade_files(client, [str(file), str(file)], str(folder / "twice"), FIELDS,
                                         program=GRADE, block=1000)  # fmt: skip
    replies = (folder / "some.expected").read_bytes()
    together = b"".join(part.read_bytes() for part in sorted((folder / "twice").iterdir()))
    counts.same("as a module, two files", True, together == replies + replies)
    counts.same("its counts", (replies.count(b"\n") * 2, True), (counted[0], counted[1] > 20))


def main() -> int:
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="grade-dask.") as name:
        folder = Path(name)
        blocks_of_every_size(counts, folder)
        cluster = Cluster(folder)
        try:
            large_set(counts, cluster, folder)
            faults(counts, cluster, folder)
        finally:
            cluster.close()
    return counts.finish()


if __name__ == "__main__":
    sys.exit(main())
