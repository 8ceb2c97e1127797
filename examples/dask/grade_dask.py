#!/usr/bin/env python3
"""Grades files of JSON lines on a Dask cluster, each block of them by `grade stream`.

    grade_dask.py SCHEDULER FOLDER FILE... [-- OPTIONS OF grade stream]
    grade_dask.py tcp://127.0.0.1:8786 graded answers.jsonl -- --fields score,band

FOLDER gets a part for each block; one after another they are what `grade stream`
writes for the files one after another. The files, FOLDER and the program must be in
the same place on every worker. Only names and counts go through the scheduler.

May be copied and changed freely, without notice (CC0-1.0).
"""

from __future__ import annotations

import argparse
import codecs
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import cloudpickle
from distributed import Client, KilledWorker, as_completed

# The workers need not have this module.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

PIECE = 1 << 16
BLOCK = 1 << 20


def lines_that_begin(file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    """The lines of which the first byte lies there, in pieces: a line may be of any length."""
    if start > 0:
        file.seek(start - 1)
        while (piece := file.readline(PIECE)) and not piece.endswith(b"\n"):
            pass
    inside = False
    while (inside or file.tell() < stop) and (piece := file.readline(PIECE)):
        yield piece
        inside = not piece.endswith(b"\n")


def ask(grade: subprocess.Popen[bytes], pieces: Iterator[bytes], start: int) -> int:
    """Writes the lines and returns their number; less when the program ends meanwhile."""
    assert grade.stdin is not None
    asked = 0
    ended = True
    with suppress(BrokenPipeError), grade.stdin as lines:
        for piece in pieces:
            if asked == 0 and start > 0:
                # The mark that may be in front of the first line of all, and of no other.
                lines.write(codecs.BOM_UTF8)
            asked += ended
            lines.write(piece)
            ended = piece.endswith(b"\n")
    return asked


def count(part: str) -> tuple[int, int]:
    """Replies, and those of them that are errors."""
    replies = errors = 0
    with open(part, "rb") as lines:
        for line in lines:
            replies += 1
            errors += b'"error":{"code":' in line and "error" in json.loads(line)
    return replies, errors


def grade_block(file: str, start: int, stop: int, part: str, command: list[str]) -> tuple[int, int]:
    """Writes the replies to the lines that begin there: all of `part` or nothing of it,
    also when it is tried in two places at once. Returns what `count` does."""
    partial = f"{part}.{uuid.uuid4().hex}.partial"
    try:
        with open(partial, "wb") as replies, tempfile.TemporaryFile() as message:
            with open(file, "rb") as source, subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=replies, stderr=message
            ) as grade:
                asked = ask(grade, lines_that_begin(source, start, stop), start)
            message.seek(0)
            said = message.read(1000).decode(errors="replace")
        place = f"{file}, from byte {start}"
        if grade.returncode != 0:
            raise RuntimeError(f"{place}: {command[0]}: status {grade.returncode}: {said}")
        replied, errors = count(partial)
        if replied != asked:
            raise RuntimeError(f"{place}: {asked} lines, {replied} replies")
        os.replace(partial, part)
        return replied, errors
    finally:
        with suppress(FileNotFoundError):
            os.unlink(partial)


def grade_files(client: Client, files: Sequence[str], folder: str, options: Sequence[str] = (), *,
                program: str = "grade", block: int = BLOCK, retries: int = 3) -> tuple[int, int]:  # fmt: skip
    """Grades the lines of all files into parts in `folder`, which must be empty or not
    exist. Returns the number of replies, and of errors among them."""
    out = Path(folder).resolve()
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    blocks = [
        (str(Path(file).resolve()), start, start + block)
        for file in files
        for start in range(0, os.path.getsize(file), block)
    ]
    parts = [str(out / f"part-{number:06}.jsonl") for number in range(len(blocks))]
    tasks = [
        client.submit(grade_block, *place, part, [program, "stream", *options],
                      pure=False, retries=retries)
        for place, part in zip(blocks, parts)
    ]  # fmt: skip
    replies = errors = 0
    try:
        for _, counted in as_completed(tasks, with_results=True):
            replies += counted[0]
            errors += counted[1]
    finally:
        client.cancel(tasks)
        for left in out.glob("*.partial"):  # of workers that went away
            left.unlink(missing_ok=True)
    return replies, errors


def main() -> int:
    arguments = argparse.ArgumentParser(description="Grade JSON lines on a Dask cluster.")
    arguments.add_argument("scheduler", help="its address, or the file it wrote")
    arguments.add_argument("folder", help="where the parts are written")
    arguments.add_argument("files", nargs="+", help="JSON lines, as for grade stream")
    arguments.add_argument("--program", default="grade", help="grade on the workers")
    arguments.add_argument("--block", type=int, default=BLOCK, help="bytes for each task")
    own, options = sys.argv[1:], []
    if "--" in own:
        options = own[own.index("--") + 1 :]
        own = own[: own.index("--")]
    given = arguments.parse_args(own)
    place = {"scheduler_file" if os.path.exists(given.scheduler) else "address": given.scheduler}
    with Client(**place) as client:
        try:
            replies, errors = grade_files(client, given.files, given.folder, options,
                                          program=given.program, block=given.block)  # fmt: skip
        except (OSError, RuntimeError, KilledWorker) as error:
            print(f"{arguments.prog}: {error}", file=sys.stderr)
            return 2
    print(f"{replies} replies, {errors} of them errors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
