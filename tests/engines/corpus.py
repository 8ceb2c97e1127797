"""Writes what the engines are tested on, and what the command says of it.

    corpus.py GRADE SOURCE_DIR FOLDER COUNT

FOLDER/answers.csv      number, name, text: COUNT rows of the development answers
FOLDER/expected.csv     name, the line of `grade --output jsonl`
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

grade, source, folder, count = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
names = sorted(str(path.relative_to(source)) for path in source.glob("corpus/development/*.md"))
texts = {name: (source / name).read_bytes().decode() for name in names}

with open(folder / "answers.csv", "w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    for number in range(count):
        name = names[number % len(names)]
        rows.writerow([number, name, texts[name]])

told = subprocess.run([grade, "--output", "jsonl", *names], cwd=source, check=True,
                      stdout=subprocess.PIPE).stdout  # fmt: skip
with open(folder / "expected.csv", "w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    for line in told.decode().splitlines():
        rows.writerow([json.loads(line)["answer"]["path"], line])
