"""Reads a code quality report as GitLab does, and compares it with the json
report on the same answers.

    read_gitlab.py REPORT.gitlab REPORT.json ROOT

GitLab stops at the first entry that its schema refuses, and entries with the
same fingerprint overwrite each other.
"""

import collections
import re
import sys

import expected_faults

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}
EXPECTED = {"note": {"info"}, "warning": {"minor"}, "error": {"major", "critical"}}
STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def check_entry(entry):
    for key in "description", "check_name", "fingerprint":
        assert isinstance(entry[key], str) and entry[key], entry
    assert entry["severity"] in SEVERITIES, entry
    assert not STEERS.search(entry["description"]), entry
    path = entry["location"]["path"]
    assert isinstance(path, str) and path and not path.startswith("./"), entry
    begin = entry["location"]["lines"]["begin"]
    assert isinstance(begin, int) and begin >= 1, entry
    assert entry["location"]["lines"].get("end", begin) >= begin, entry


def main():
    with open(sys.argv[1], "rb") as file:
        assert file.read(1) == b"["  # no byte-order mark
    entries = expected_faults.load(sys.argv[1])
    report = expected_faults.load(sys.argv[2])
    root = sys.argv[3]
    kept = {}
    found = collections.Counter()
    for entry in entries:
        check_entry(entry)
        assert entry["fingerprint"] not in kept, entry
        kept[entry["fingerprint"]] = entry
        place = entry["location"]
        found[place["path"], entry["check_name"], place["lines"]["begin"]] += 1
    expected = collections.Counter()
    severities = {}
    for item in expected_faults.lost_files(report):
        expected[expected_faults.from_root(item["origin"], root), item["code"], item["line"] or 1] += 1
        severities[item["code"]] = {"blocker"}
    for answer in report["answers"]:
        for severity, rule, evidence in expected_faults.faults_of(answer):
            line = evidence["line"] if evidence else 1
            key = expected_faults.from_root(answer["path"], root), rule, line
            expected[key] += 1
            severities[key] = EXPECTED[severity]
    assert found == expected, (found - expected, expected - found)
    for entry in entries:
        place = entry["location"]
        key = place["path"], entry["check_name"], place["lines"]["begin"]
        allowed = severities.get(key) or severities[entry["check_name"]]
        assert entry["severity"] in allowed, entry
    print(len(entries), "entries")


main()
