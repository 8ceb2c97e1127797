"""Runs the module against a library, and compares it with the command.

    python3 test_libgrade.py [LIBRARY [GRADE]] [UNITTEST ARGUMENTS]

Without arguments LIBGRADE_LIBRARY, or the library of the system, and LIBGRADE_GRADE,
or `grade` of the PATH.
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, Optional

import libgrade
from libgrade import Error, Library, Status
from libgrade_types import raw

ROOT = Path(__file__).resolve().parents[2]
HEADER = ROOT / "libgrade/include/libgrade/libgrade.h"
GRADE = os.environ.get("LIBGRADE_GRADE") or shutil.which("grade")
LIBRARY: Optional[str] = None

ANSWERS = [
    "examples/answers/weak.md",
    "examples/answers/medium.md",
    "examples/answers/strong.md",
    "tests/support/hostile.md",
    *(f"corpus/development/answer-{number:03}.md" for number in (1, 20, 157, 417, 903)),
]

SMALL = """\
rubric: small
format: 1
version: 1.0.0
title: One thing to say
concepts:
  merge: [merge~, upsert~]
sections:
  - id: process
    title: Processing
    criteria:
      - id: process.idempotency
        title: A second run is harmless
        points: 4
        levels: {1: merge}
        advice: Name the key the write merges on.
        probe: What does a second run do?
        tests: {1: [We merge each batch.], 0: [We append each batch.]}
"""


class Case(unittest.TestCase):
    def setUp(self) -> None:
        self.library = Library(LIBRARY)

    def assertFails(self, status: Status, call: Any, *arguments: Any) -> Error:
        with self.assertRaises(Error) as caught:
            call(*arguments)
        self.assertEqual(caught.exception.status, status)
        return caught.exception


class Declarations(Case):
    def test_structures_are_those_of_the_header(self) -> None:
        header = re.sub(r"/\*.*?\*/", "", HEADER.read_text(), flags=re.S)
        compared = 0
        for body, name in re.findall(r"typedef struct \w+ \{(.*?)\} lgr_(\w+);", header, re.S):
            python = "".join(word.capitalize() for word in name.split("_"))
            if not hasattr(raw, python):
                continue
            body = re.sub(r"\(\*(\w+)\)\([^)]*\)", r"\1", body)
            members = [line.split()[-1].lstrip("*") for line in body.split(";") if line.strip()]
            declared = [field[0] for field in getattr(raw, python)._fields_]
            self.assertEqual(declared, members, name)
            compared += 1
        self.assertEqual(compared, sum(isinstance(each, type) and each is not raw.PROGRESS
                                       for each in vars(raw).values()))  # fmt: skip

    def test_status_is_that_of_the_header(self) -> None:
        for name, value in re.findall(r"LGR_(\w+) = (-?\d+),? ", HEADER.read_text()):
            if name in Status.__members__:
                self.assertEqual(Status[name], int(value))
        self.assertEqual(len(Status), 10)


class Rubrics(Case):
    def test_builtin(self) -> None:
        self.assertIn("senior-data-engineer", self.library.builtin_ids())
        with self.library.builtin("senior-data-engineer") as rubric:
            self.assertEqual(rubric.id, "senior-data-engineer")
            self.assertRegex(rubric.digest, "^[0-9a-f]{64}$")
            self.assertEqual(sum(each.max_points for each in rubric.criteria), 100)
            for criterion in rubric.criteria:
                self.assertEqual(list(criterion.points), sorted(criterion.points))
            self.assertTrue(all(each.points < 0 for each in rubric.penalties))
            starts = [band.at for band in rubric.bands]
            self.assertEqual(starts, sorted(starts, reverse=True))

    def test_unknown(self) -> None:
        error = self.assertFails(Status.UNSUPPORTED, self.library.builtin, "nosuch")
        self.assertIn("nosuch", str(error))
        self.assertRaises(ValueError, self.library.builtin, "senior-data-engineer\0x")

    def test_refused_with_diagnostics(self) -> None:
        error = self.assertFails(Status.REJECTED, self.library.parse,
                                 SMALL.replace("{1: merge}", "{1: merged_by}"))  # fmt: skip
        self.assertTrue(any("merged_by" in each.message for each in error.diagnostics), error)
        self.assertIn("rubric:14:", str(error))

    def test_file_with_includes(self) -> None:
        file = ROOT / "rubrics/senior-data-engineer/rubric.yaml"
        with self.library.load(file) as read, self.library.builtin("senior-data-engineer") as held:
            self.assertEqual(read.criteria, held.criteria)
            self.assertEqual(read.digest, held.digest)
        with tempfile.TemporaryDirectory() as folder:
            alone = shutil.copy(file, folder)
            error = self.assertFails(Status.REJECTED, self.library.load, alone)
        self.assertIn(alone, str(error))

    def test_what_the_reader_raises_comes_out(self) -> None:
        def read(name: str) -> bytes:
            raise KeyError(name)

        text = (ROOT / "rubrics/senior-data-engineer/rubric.yaml").read_text()
        with self.assertRaises(KeyError):
            self.library.parse(text, read_include=read)


class Grading(Case):
    def setUp(self) -> None:
        super().setUp()
        self.rubric = self.library.parse(SMALL)

    def test_evidence(self) -> None:
        text = "# Läuft\n\nWe merge each batch.\n"
        with self.rubric.grader() as grader, grader.grade(text, name="a.md") as result:
            (criterion,) = result.criteria
            (evidence,) = criterion.evidence
            self.assertEqual((result.name, criterion.level, criterion.points), ("a.md", 1, 4))
            self.assertEqual(text.encode()[evidence.start : evidence.end].decode(), evidence.text)
            self.assertEqual((evidence.line, criterion.advice), (3, None))

    def test_nothing_found(self) -> None:
        with self.rubric.grader() as grader, grader.grade("") as result:
            self.assertEqual(result.criteria[0].evidence, ())
            self.assertEqual(result.next_steps[0].id, "process.idempotency")
            self.assertEqual(result.score, 0)

    def test_bytes_that_are_no_text(self) -> None:
        with self.rubric.grader() as grader:
            texts: list[libgrade.Text] = [b"We merge \xff\xfe each\0batch.", "We merge \ud800 it."]
            for text in texts:
                with grader.grade(text) as result:
                    self.assertEqual(result.criteria[0].level, 1)
                    self.assertNotEqual(result.diagnostics, ())

    def test_over_the_limit(self) -> None:
        with self.rubric.grader() as grader:
            self.assertFails(Status.LIMIT, grader.grade, b" " * (64 * 1024 * 1024 + 1))
            grader.grade("We merge.").close()

    def test_reports(self) -> None:
        with self.rubric.grader() as grader, grader.grade("We append.", name="a.md") as result:
            for name in self.library.report_formats():
                self.assertTrue(result.report(name), name)
            self.assertEqual(self.library.report("csv", [result, result]).count(b"a.md"), 2)
            self.assertIn(b"\x1b[", result.report("text", color=True))
            self.assertFails(Status.UNSUPPORTED, result.report, "nosuch")
        self.assertEqual(json.loads(self.library.report("json", []))["answers"], [])

    def test_cancelling(self) -> None:
        def interrupt() -> bool:
            raise KeyboardInterrupt

        with self.rubric.grader(progress=lambda: True) as grader:
            self.assertFails(Status.CANCELLED, grader.grade, "We merge.")
        with self.rubric.grader(progress=interrupt) as grader:
            self.assertRaises(KeyboardInterrupt, grader.grade, "We merge.")
        with self.rubric.grader(progress=lambda: False) as grader:
            grader.grade("We merge.").close()

    def test_a_grader_is_busy_meanwhile(self) -> None:
        found: list[Error] = []

        def grade_again() -> bool:
            try:
                grader.grade("We merge.")
            except Error as error:
                found.append(error)
            return False

        with self.rubric.grader(progress=grade_again) as grader:
            grader.grade("We merge.").close()
        self.assertEqual({error.status for error in found}, {Status.BUSY})

    def test_one_rubric_many_threads(self) -> None:
        scores: list[float] = []

        def work() -> None:
            with self.rubric.grader() as grader:
                for _ in range(20):
                    with grader.grade("We merge each batch.") as result:
                        scores.append(result.score)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(scores), 80)
        self.assertEqual(len(set(scores)), 1)


class Lifetimes(Case):
    def test_closed_objects_refuse(self) -> None:
        rubric = self.library.parse(SMALL)
        grader = rubric.grader()
        self.assertRaises(ValueError, rubric.close)
        result = grader.grade("We merge.")
        grader.close()
        grader.close()
        rubric.close()
        self.assertEqual(result.criteria[0].level, 1)  # stands on its own
        result.close()
        self.assertRaises(ValueError, lambda: result.score)
        self.assertRaises(ValueError, grader.grade, "We merge.")
        self.assertRaises(ValueError, rubric.grader)
        self.assertRaises(ValueError, self.library.report, "text", [result])

    def test_a_grader_keeps_its_rubric(self) -> None:
        grader = self.library.parse(SMALL).grader(progress=lambda: False)
        gc.collect()
        self.assertEqual(grader.grade("We merge.").criteria[0].level, 1)
        rubric = grader.rubric
        del grader
        gc.collect()
        rubric.close()


class LikeTheCommand(Case):
    def setUp(self) -> None:
        super().setUp()
        if GRADE is None:
            self.skipTest("no command grade to compare with")

    def test_same_answers(self) -> None:
        """Every member of the report, and what the objects say of it."""
        command = [str(GRADE), "--output", "json", *ANSWERS]
        told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        expected = json.loads(told)["answers"]
        with self.library.builtin("senior-data-engineer") as rubric, rubric.grader() as grader:
            results = [grader.grade((ROOT / name).read_bytes(), name=name) for name in ANSWERS]
        report = json.loads(self.library.report("json", results))
        self.assertEqual(report["answers"], expected)
        for result, answer in zip(results, expected, strict=True):
            with self.subTest(answer["path"]), result:
                self.compare(result, answer)

    def compare(self, result: libgrade.Result, answer: dict[str, Any]) -> None:
        self.assertEqual(
            (result.name, result.score, result.band, result.complete, result.is_design),
            tuple(answer[key] for key in ("path", "score", "band", "complete", "design")),
        )
        self.compare_members(result.criteria, answer["criteria"])
        self.compare_members(result.penalties, answer["penalties"])

    def compare_members(self, items: list[Any], expected: list[dict[str, Any]]) -> None:
        self.assertEqual(len(items), len(expected))
        for item, members in zip(items, expected):
            common = vars(item).keys() & members.keys() - {"evidence"}
            self.assertGreaterEqual(len(common), 5)
            for key in common:
                self.assertEqual(getattr(item, key), members[key], (item.id, key))
            for evidence, place in zip(item.evidence, members["evidence"], strict=True):
                self.assertEqual(vars(evidence), vars(evidence) | place)


if __name__ == "__main__":
    while len(sys.argv) > 1 and os.path.exists(sys.argv[1]):
        if LIBRARY is None:
            LIBRARY = os.path.abspath(sys.argv.pop(1))
        else:
            GRADE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
