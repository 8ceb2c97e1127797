"""Does with `grade stream` what RDD.pipe does: examples/spark.

    spark.py GRADE SOURCE_DIR [ROWS [PARTITIONS]]

As PySpark: one process for each partition, in an empty environment; a thread that
writes, while lines are read; the status at the end. Status 77: this command has no
`stream`.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from counts import Counts

GRADE = str(Path(sys.argv[1]).resolve())
SOURCE = Path(sys.argv[2]).resolve()
ROWS = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
PARTITIONS = int(sys.argv[4]) if len(sys.argv) > 4 else 4


def pipe(lines: Iterable[str], command: str) -> Iterator[str]:
    """What RDD.pipe(command, checkCode=True) makes of a partition."""
    process = subprocess.Popen(
        shlex.split(command), env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def write() -> None:
        try:
            for line in lines:
                process.stdin.write((line.rstrip("\n") + "\n").encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # the reader had enough, or the program failed

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for reply in iter(process.stdout.readline, b""):
            yield reply.rstrip(b"\n").decode()
        if process.wait() != 0:
            raise RuntimeError(f"status {process.returncode}")
    finally:
        process.stdout.close()
        process.wait()
        writer.join()


def corpus() -> tuple[list[dict], dict[str, dict]]:
    """Rows as a table has them, and the answers of `grade --output jsonl` by name."""
    csv.field_size_limit(1 << 26)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, Path(__file__).with_name("corpus.py"), GRADE, SOURCE,
                        folder, str(ROWS)], check=True)  # fmt: skip
        with open(Path(folder) / "answers.csv", newline="", encoding="utf-8") as file:
            rows = [{"id": int(number), "name": name, "answer": text}
                    for number, name, text in csv.reader(file)]  # fmt: skip
        with open(Path(folder) / "expected.csv", newline="", encoding="utf-8") as file:
            expected = {name: json.loads(line)["answer"] for name, line in csv.reader(file)}
    return rows, expected


def without_path(answer: dict) -> dict:
    return {key: value for key, value in answer.items() if key != "path"}


def fails(lines: list[str], command: str) -> str:
    try:
        list(pipe(lines, command))
    except RuntimeError as error:
        return str(error)
    return "no failure"


def run(counts: Counts) -> None:
    rows, expected = corpus()
    lines = [json.dumps(row) for row in rows]
    parts = [lines[number::PARTITIONS] for number in range(PARTITIONS)] + [[]]
    fields = "score,band,criteria.id,criteria.level"
    recipe = re.search(r'"/usr/bin/(grade stream [^"]*)"',
                       (SOURCE / "examples/spark/README.md").read_text())  # fmt: skip
    counts.same("the recipe is what is run", f"grade stream --fields {fields}", recipe[1])

    short = f"{shlex.quote(GRADE)} stream --fields {fields}"
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda part: [json.loads(x) for x in pipe(part, short)], parts))
    counts.same("a reply for each row, in order",
                [[json.loads(line)["id"] for line in part] for part in parts],
                [[reply["id"] for reply in part] for part in replies])  # fmt: skip
    told = {reply["id"]: reply["answer"] for part in replies for reply in part}
    wrong = [row["id"] for row in rows
             if told[row["id"]] != {
                 "score": expected[row["name"]]["score"],
                 "band": expected[row["name"]]["band"],
                 "criteria": [{"id": each["id"], "level": each["level"]}
                              for each in expected[row["name"]]["criteria"]]}]  # fmt: skip
    counts.same(f"{len(told)} scores and levels are those of the command", [], wrong)

    # Replies longer than what was asked: a writer that did not read would stand still.
    some = rows[:100]
    whole = [json.loads(reply) for reply in pipe(lines[:100], f"{shlex.quote(GRADE)} stream")]
    wrong = [row["id"] for row, reply in zip(some, whole)
             if without_path(reply["answer"]) != without_path(expected[row["name"]])]  # fmt: skip
    counts.same("whole replies are whole reports", ([], 100), (wrong, len(whole)))

    faulty = [lines[0], '{"id": "none"}', "no JSON", lines[1]]
    replies = [json.loads(reply) for reply in pipe(faulty, short)]
    counts.same("a row with a fault has an error, and the others go on",
                [True, False, False, True], ["answer" in reply for reply in replies])  # fmt: skip
    counts.same("its error has its id", "none", replies[1]["id"])

    first = pipe(lines, short)
    counts.same("take(1)", 0, json.loads(next(first))["id"])
    first.close()  # returns: the program ends when nobody reads
    counts.same("a wrong option fails the task", "status 2", fails(lines, short + " --rubric no"))


def main() -> int:
    if subprocess.run([GRADE, "stream", "--help"], capture_output=True).returncode != 0:
        print("skipped: this grade has no stream")
        return 77
    counts = Counts()
    run(counts)
    return counts.finish()


if __name__ == "__main__":
    sys.exit(main())
