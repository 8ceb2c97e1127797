"""Answers to measure with: of four kinds, of any size, the same each time."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

KINDS = {
    "on topic": "answers of the development corpus, one after another",
    "off topic": "sentences about railways and cooking, joined of halves",
    "every wording": "wordings of the rubric and nothing else, in any order",
    "marks": "broken Markdown, half characters, marks of quotes (`tests/support/hostile.md`)",
}


def fill(parts, size: int) -> bytes:
    out = bytearray()
    for part in parts:
        out += part
        if len(out) >= size:
            break
    return bytes(out[:size])


def again(part: bytes):
    while True:
        yield part


def halves(source: Path):
    """Sentences made of the beginning of one and the end of another one."""
    text = " ".join((source / f"corpus/checked/trap-{name}.md").read_text("utf-8")
                    for name in ("railway-essay", "recipe"))  # fmt: skip
    sentences = [each.split() for each in re.split(r"(?<=[.!?])\s+", text) if len(each.split()) > 5]
    chance = random.Random(1)
    number = 0
    while True:
        first, second = chance.choice(sentences), chance.choice(sentences)
        number += 1
        words = first[: len(first) // 2] + second[len(second) // 2 :]
        yield (" ".join(words) + ("\n\n" if number % 6 == 0 else " ")).encode()


def wordings(source: Path):
    sys.path.insert(0, str(source / "tests/growth"))
    import answers  # of that folder

    found = answers.literals(source, "\n").split("\n")
    random.Random(1).shuffle(found)
    while True:
        for wording in found:
            yield (wording + ". ").encode()


def make(kind: str, size: int, source: Path) -> bytes:
    if kind == "on topic":
        paths = sorted(source.glob("corpus/development/*.md"))
        return fill((path.read_bytes() + b"\n" for path in paths), size)
    if kind == "off topic":
        return fill(halves(source), size)
    if kind == "every wording":
        return fill(wordings(source), size)
    return fill(again((source / "tests/support/hostile.md").read_bytes()), size)
