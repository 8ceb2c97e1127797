"""The faults that a report must show, told from the json report on the same
answers: an account of its own, not a copy of the program's."""

import json
import os
import re


def load(path):
    with open(path, encoding="utf-8", newline="") as file:
        return json.load(file)


def from_root(path, root):
    """As services want it; what lies outside stays absolute."""
    if os.path.isabs(path):
        relative = os.path.relpath(path, root)
        return path if relative.startswith("..") else relative
    return re.sub(r"^(\./+)+(?=.)", "", path)


def place(item):
    return item["evidence"][0] if item["evidence"] else None


def faults_of(answer):
    """(severity, rule, evidence or None), in no order."""
    found = []
    if not answer["design"]:
        found.append(("error", "design", None))
    for item in answer["criteria"]:
        if item["undetermined"]:
            found.append(("error", item["id"], place(item)))
        elif answer["design"] and item["level"] < item["max_level"]:
            severity = "warning" if item["level"] == 0 else "note"
            found.append((severity, item["id"], place(item)))
    for item in answer["penalties"]:
        if item["undetermined"] or (answer["design"] and item["present"]):
            found.append(("error", item["id"], place(item)))
    return found


def lost_files(report):
    return [item for item in report["diagnostics"] if item["severity"] == "error"]
