"""Reads a SARIF report as a service does that shows it beside the text, and
compares it with the json report on the same answers.

    read_sarif.py REPORT.sarif REPORT.json ROOT

ROOT is what %SRCROOT% stands for.
"""

import collections
import os
import re
import sys
import urllib.parse

import expected_faults

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
RANKS = {"error": 0, "warning": 1, "note": 2}


def source_of(uri, root):
    """The bytes of the file that a URI names."""
    assert re.fullmatch(r"[A-Za-z0-9\-._~!$&'()*+,;=@/:%]*", uri), uri
    path = urllib.parse.unquote_to_bytes(uri)
    if path.startswith(b"file://"):
        path = path[len(b"file://") :]
    else:
        assert ":" not in uri.split("/")[0] and not path.startswith((b"/", b"./")), uri
        path = os.path.join(os.fsencode(root), path)
    with open(path, "rb") as file:
        return file.read()


def lines_of(text):
    return re.split("\r\n|\n|\r", text)


def text_between(text, region):
    lines = lines_of(text)
    first, last = region["startLine"], region["endLine"]
    assert 1 <= first <= last <= len(lines), region
    assert 1 <= region["startColumn"] <= len(lines[first - 1]) + 1, region
    assert 1 <= region["endColumn"] <= len(lines[last - 1]) + 1, region
    if first == last:
        return lines[first - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
    picked = [lines[first - 1][region["startColumn"] - 1 :]]
    picked += lines[first : last - 1]
    return "\n".join(picked + [lines[last - 1][: region["endColumn"] - 1]])


def check_region(region, source):
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None  # then bytes must do
    if "byteOffset" in region:
        start = region["byteOffset"]
        words = source[start : start + region["byteLength"]]
        assert len(words) == region["byteLength"] > 0, region
        shown = words.decode("utf-8", errors="replace")
        if "snippet" in region:
            assert region["snippet"]["text"] == shown, region
        if text is not None:
            assert text_between(text, region) == "\n".join(lines_of(shown)), region
    else:
        assert (region["startLine"], region["startColumn"], region["endLine"]) == (1, 1, 1), region
        if text is not None:
            assert text_between(text, region) == lines_of(text)[0], region


def check_text(text):
    assert text and not STEERS.search(text), text


def check_message(text):
    check_text(text)
    assert "\n" not in text, text
    assert not re.search(r"(?<!\\)\]\(", text), text  # no links
    assert "{" not in text.replace("{{", ""), text  # no arguments


def check_rules(rules):
    for rule in rules:
        for key in "shortDescription", "fullDescription":
            check_text(rule[key]["text"])
            assert len(rule[key]["text"]) <= 1024, rule["id"]
        check_text(rule["help"]["text"])
        check_text(rule["help"]["markdown"])
        assert not re.search(r"(?<!\\)[<>\[\]`_|]", rule["help"]["markdown"]), rule["id"]
        assert rule["defaultConfiguration"]["level"] in RANKS
    ids = [rule["id"] for rule in rules]
    assert len(set(ids)) == len(ids), ids


class Reader:
    def __init__(self, run, root):
        self.run = run
        self.root = root
        self.files = [artifact["location"] for artifact in run["artifacts"]]
        self.sources = {}

    def check_location(self, location):
        physical = location["physicalLocation"]
        file = dict(physical["artifactLocation"])
        index = file.pop("index")
        assert file == self.files[index], file
        if not file["uri"].startswith("file:///"):
            assert file["uriBaseId"] in self.run["originalUriBaseIds"], file
        if index not in self.sources:
            self.sources[index] = source_of(file["uri"], self.root)
            assert len(self.sources[index]) == self.run["artifacts"][index]["length"]
        check_region(physical["region"], self.sources[index])
        return index, physical["region"].get("byteOffset")

    def read_result(self, result):
        """(file, level, rule, offset)"""
        rule = self.run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] and result["kind"] == "fail"
        check_message(result["message"]["text"])
        (location,) = result["locations"]
        index, offset = self.check_location(location)
        related = result.get("relatedLocations", [])
        assert len({other["id"] for other in related}) == len(related)
        for other in related:
            self.check_location(other)
        return index, result["level"], result["ruleId"], offset


def check_fingerprints(results):
    seen = {"primaryLocationLineHash": set(), "gradeCriterion/v1": set()}
    for result in results:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        prints = result["partialFingerprints"]
        assert set(prints) == set(seen)
        for key, value in prints.items():
            assert re.fullmatch("[0-9a-f]{32}:[0-9]+", value), value
            place = uri if key == "primaryLocationLineHash" else None
            assert (place, value) not in seen[key], value
            seen[key].add((place, value))


def main():
    sarif = expected_faults.load(sys.argv[1])
    report = expected_faults.load(sys.argv[2])
    (run,) = sarif["runs"]
    root = sys.argv[3]
    reader = Reader(run, root)
    check_rules(run["tool"]["driver"]["rules"])
    found = collections.Counter(reader.read_result(result) for result in run["results"])
    expected = collections.Counter()
    order = []  # files, in the order in which they first come
    for answer in report["answers"]:
        path = expected_faults.from_root(answer["path"], os.path.abspath(root))
        if path not in order:
            order.append(path)
        for severity, rule, evidence in expected_faults.faults_of(answer):
            offset = evidence["start"] if evidence else None
            expected[order.index(path), severity, rule, offset] += 1
    assert found == expected, (found - expected, expected - found)
    levels = [RANKS[result["level"]] for result in run["results"]]
    assert levels == sorted(levels)
    check_fingerprints(run["results"])
    (invocation,) = run["invocations"]
    lost = expected_faults.lost_files(report)
    assert invocation["executionSuccessful"] == (not lost)
    notes = invocation.get("toolExecutionNotifications", [])
    for note in notes:
        check_message(note["message"]["text"])
    assert [note["descriptor"]["id"] for note in notes if note["level"] == "error"] == [
        item["code"] for item in lost
    ]
    print(len(run["results"]), "results")


main()
