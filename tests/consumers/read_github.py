"""Reads what format github wrote as the runner of GitHub Actions reads it: line
by line, in both forms of commands that it knows, with its order of decoding.

    read_github.py OUTPUT REPORT.json ROOT

The json report is on the same answers. Prints errors, warnings, notices and
lines that are no command.
"""

import json
import re
import sys

from visible import visible

# Every command a runner has registered, lest one slips through.
COMMANDS = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher",
    "remove-matcher", "set-output", "save-state", "set-env", "add-path", "echo",
    "internal-set-repo-path", "stop-commands",
}
PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def decode(text, table):
    for code, token in table:
        text = text.replace(code, token)
    return text


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]


def second_form(line):
    """::name key=value,key=value::message, behind white space."""
    line = line.lstrip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    end = line.index("::", 2)
    name, _, rest = line[2:end].partition(" ")
    if name not in COMMANDS:
        return None
    properties = {}
    for part in filter(None, rest.strip().split(",")):
        key, _, value = part.partition("=")
        value = value.lstrip("=")  # the runner drops empty entries
        if key and value:
            properties[key] = decode(value, PROPERTY)
    return name, properties, decode(line[end + 2:], DATA)


def first_form(line):
    """##[name key=value;key=value]message, anywhere in a line."""
    if "##[" not in line or "]" not in line[line.index("##["):]:
        return None
    start = line.index("##[") + 3
    name = line[start:line.index("]", start)].partition(" ")[0]
    return (name, {}, "") if name in COMMANDS else None


def shown(path, root):
    if path.startswith(root + "/"):
        path = path[len(root) + 1:]
    path = re.sub(r"^(\./+)+(?=.)", "", path)
    return visible(path).replace("##[", "##\\u005b")


def expected(report):
    """Errors, warnings and notices there are, shown or not."""
    errors = sum(item["severity"] == "error" for item in report["diagnostics"])
    warnings = notices = 0
    for answer in report["answers"]:
        verdicts = answer["criteria"] + answer["penalties"]
        errors += sum(item["undetermined"] for item in verdicts)
        errors += not answer["design"]
        if not answer["design"]:
            continue
        errors += sum(p["present"] and not p["undetermined"] for p in answer["penalties"])
        decided = [c for c in answer["criteria"] if not c["undetermined"]]
        warnings += sum(c["level"] == 0 for c in decided)
        notices += sum(0 < c["level"] < c["max_level"] for c in decided)
    return {"error": errors, "warning": warnings, "notice": notices}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    root = sys.argv[3]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f]", text)
    assert "##[" not in text
    rules = {"design": "Not a design"}
    for answer in report["answers"]:
        for item in answer["criteria"] + answer["penalties"]:
            rules[item["id"]] = item["title"]
    for item in report["diagnostics"]:
        rules[item["code"]] = "Not graded"
    files = {shown(a["path"], root).lstrip("=") for a in report["answers"]}
    files |= {shown(d["origin"], root).lstrip("=") for d in report["diagnostics"]}

    counts = {"error": 0, "warning": 0, "notice": 0}
    plain = []
    for line in text.splitlines():
        command = second_form(line) or first_form(line)
        if command is None:
            assert not line.lstrip().startswith("::"), line
            plain.append(line)
            continue
        name, properties, message = command
        counts[name] += 1
        assert not plain, "a command behind the plain lines: " + line
        assert set(properties) <= PROPERTIES, properties
        assert properties["file"] in files, properties["file"]
        assert message.startswith(rules[properties["title"]]), message
        assert int(properties["line"]) <= int(properties.get("endLine", properties["line"]))
        assert ("col" in properties) == (properties.get("endLine") == properties["line"])
    there_are = expected(report)
    assert counts == {name: min(count, 10) for name, count in there_are.items()}, there_are
    left = sum(there_are.values()) - sum(counts.values())
    scores = len(report["answers"])
    assert len(plain) == min(scores, 20) + (scores > 20) + (left > 0), plain
    if left:
        assert plain[-1].startswith("and %d more " % left), plain[-1]
    for line, answer in zip(plain[:20], report["answers"]):
        assert ": " + shown(answer["path"], root) in line, line
    print(counts["error"], counts["warning"], counts["notice"], len(plain))


main()
