"""Reads a csv report with Python's reader and compares every cell with the json
report on the same answers.

    read_csv.py REPORT.csv REPORT.json

Prints rows and columns.
"""

import csv
import json
import re
import sys

from visible import visible

SIGNS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read(source, separator):
    lines = source.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == "", "the last line does not end"
    assert all("\n" not in line and "\r" not in line for line in lines)
    return list(csv.reader(lines, delimiter=separator, strict=separator == ","))


def is_formula(cell):
    return cell.strip()[:1] in SIGNS and cell.strip() != "" and not NUMBER.fullmatch(cell)


def is_words(cell, text):
    return cell == text or re.sub(
        r"(^|;)'(?=[\s\u200b\u00ad]*[%s]|::)" % re.escape(SIGNS), r"\1", cell) == text


def expected_cells(answer):
    cells = {
        "rubric": None,
        "score": answer["score"],
        "band": answer["band"] or "",
        "complete": str(answer["complete"]).lower(),
        "design": str(answer["design"]).lower(),
    }
    for item in answer["sections"]:
        cells[item["id"] + " points"] = item["points"]
    for item in answer["criteria"]:
        cells[item["id"]] = "undecided" if item["undetermined"] else item["level"]
    for item in answer["penalties"]:
        cells[item["id"]] = "undecided" if item["undetermined"] else item["points"]
    return cells


def main():
    with open(sys.argv[1], "rb") as file:
        source = file.read()
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    assert source.startswith(b"\xef\xbb\xbf")
    assert not re.search(b"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", source)
    header, *rows = read(source, ",")
    assert len(set(header)) == len(header)
    lost = [item for item in report["diagnostics"] if item["severity"] == "error"]
    assert len(rows) == len(report["answers"]) + len(lost)
    for row in rows:
        assert len(row) == len(header), row
    for row, answer in zip(rows, report["answers"]):
        cells = dict(zip(header, row))
        assert is_words(cells.pop("path"), visible(answer["path"])), row[0]
        for name, value in expected_cells(answer).items():
            cell = cells.pop(name)
            if isinstance(value, (int, float)):
                assert NUMBER.fullmatch(cell) and float(cell) == value, (name, cell)
            elif value is not None:
                assert cell == value, (name, cell)
        assert set(cells) <= {"caps", "checks", "notes"} or not any(
            cells[name] for name in set(cells) - {"caps", "checks", "notes"}), cells
        assert all(cap["because"] in cells["caps"] for cap in answer["caps"])
    for row, item in zip(rows[len(report["answers"]):], lost):
        assert is_words(row[0], visible(item["origin"]))
        assert row[-1] == "not graded: " + visible(item["message"])
    # As a spreadsheet reads it: where a cell ends at a comma, and where it ends
    # at a semicolon.
    for separator in ",;":
        for row in read(source, separator):
            for cell in row:
                assert not is_formula(cell), cell
    print(len(rows), len(header))


main()
