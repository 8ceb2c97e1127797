"""Which cases a junit or tap report must hold, told from the json report on the
same answers: an account of its own, not a copy of the program's.

    expected_verdicts.py junit|tap REPORT.json [ROOT]

Prints a list in JSON: what read_junit.py, read_junit.mjs and read_tap.pl print
when they read the report. Reports with checks are beyond it.
"""

import json
import re
import sys

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def as_seen(character):
    code = ord(character)
    if code < 0x20 or code == 0x7F:
        return "^" + chr(code ^ 0x40)
    units = character.encode("utf-16-be")
    return "".join("\\u%02x%02x" % (units[i], units[i + 1]) for i in range(0, len(units), 2))


def visible(text, kept=""):
    return UNSAFE.sub(lambda m: m[0] if m[0] in kept else as_seen(m[0]), text)


def flow(text):
    """Prose, in which no word may be a command to a CI runner."""
    text = visible(" ".join(part for part in re.split("[ \t\n\r\f\v]+", text) if part))
    return re.sub("(^| )::", r"\1\\u003a:", text).replace("##[", "##\\u005b")


def sentence(text):
    if not text:
        return ""
    return " " + text + ("" if text[-1] in ".!?" else ".")


def number(value):
    return ("%.3f" % value).rstrip("0").rstrip(".")


def verdict(path, name, status, message, item=None, reason=None):
    evidence = (item or {}).get("evidence") or [None]
    return {
        "path": path,
        "name": name,
        "status": status,
        "message": message,
        "reason": reason,
        "quote": evidence[0] and evidence[0]["text"],
        "line": evidence[0]["line"] if evidence[0] else 1,
    }


def undecided(answer):
    """The first limit that was met, with what to do."""
    text = ": undecided, because a limit was reached"
    for item in answer["diagnostics"]:
        if item["code"] in ("A004", "A005", "A006", "A007", "A009"):
            return "%s: %s. Hint: %s." % (text, item["message"], item["hint"])
    return text + "."


def on_criterion(answer, item):
    name = "%s: %s" % (item["id"], flow(item["title"]))
    level, top, title = item["level"], item["max_level"], item["title"]
    advice = sentence(item["advice"])
    if item["held"]:
        advice = " No higher so far:" + sentence(item["held"])
    if item["undetermined"]:
        status, message = "error", title + undecided(answer)
    elif not answer["design"]:
        return verdict(answer["path"], name, "skipped", "Not a design, so nothing in it counts.", item)
    elif level == 0:
        status, message = "failure", title + ": missing." + advice
    elif level < top:
        status, message = "partial", "%s: level %d of %d.%s" % (title, level, top, advice)
    else:
        return verdict(answer["path"], name, "passed", "Level %d of %d." % (level, top), item)
    return verdict(answer["path"], name, status, message, item, item["reason"])


def on_penalty(answer, item):
    name = "%s: %s" % (item["id"], flow(item["title"]))
    status, message = "passed", ""
    if item["undetermined"]:
        status, message = "error", item["title"] + undecided(answer)
    elif not answer["design"]:
        status, message = "skipped", "Not a design, so nothing in it counts."
    elif item["present"]:
        status, message = "failure", "%s: costs %s points.%s" % (
            item["title"], number(-item["points"]), sentence(item["advice"]))
    return verdict(answer["path"], name, status, message, item)


def on_answer(answer):
    path = answer["path"]
    if answer["design"]:
        yield verdict(path, "design", "passed", "")
        text = "%s of %s points" % (number(answer["score"]), number(answer["max"]))
        text += ", band %s" % answer["band"] if answer["band"] else ""
        text += "." if answer["complete"] else (
            " for what could be decided. Incomplete: a limit left a verdict open.")
        for cap in answer["caps"]:
            text += " Capped at band %s: %s." % (cap["band"], cap["because"])
        yield verdict(path, "score", "passed", text)
    else:
        missing = "Not a design, so nothing in it counts."
        yield verdict(path, "design", "failure", missing + sentence(answer["design_because"]))
        yield verdict(path, "score", "skipped", missing)
    for item in answer["criteria"]:
        yield on_criterion(answer, item)
    for item in answer["penalties"]:
        yield on_penalty(answer, item)


def on_everything(report):
    for item in report["diagnostics"]:
        if item["severity"] == "error":
            lost = verdict(item["origin"], "graded", "error",
                           "Not graded: %s.%s" % (item["message"], sentence(item["hint"])))
            lost["line"] = item["line"] or 1
            yield lost
    for answer in report["answers"]:
        yield from on_answer(answer)


def from_root(path, root):
    if root and path.startswith(root + "/"):
        path = path[len(root) + 1:]
    return re.sub("^(\\./+)+(?=.)", "", path)


def as_case(item, root):
    lines = [item["message"], item["reason"]]
    if item["quote"] is not None:
        lines.append('Line %d: "%s"' % (item["line"], flow(item["quote"])))
    body = visible("\n".join(line for line in lines if line), kept="\n\t")
    body = body.replace("[[ATTACHMENT|", "[\\u005bATTACHMENT|")
    told = item["status"] in ("failure", "error", "skipped")
    return {
        "file": visible(from_root(item["path"], root), kept="\n\t"),
        "line": str(item["line"]),
        "name": item["name"],
        "status": item["status"] if told else "passed",
        "message": visible(item["message"], kept="\n\t") if told else "",
        "body": body,
    }


def as_point(item):
    told = item["status"] in ("failure", "error", "partial")
    severity = {"failure": "fail", "error": "error", "partial": "comment"}
    return {
        "description": "- %s: %s" % (visible(item["path"]), item["name"]),
        "ok": item["status"] not in ("failure", "error"),
        "directive": "SKIP" if item["status"] == "skipped" else "",
        "message": flow(item["message"]) if told else "",
        "severity": severity[item["status"]] if told else "",
        "reason": flow(item["reason"] or "") if told else "",
        "quote": flow(item["quote"] or "") if told else "",
        "file": visible(item["path"]) if told else "",
        "line": str(item["line"]) if told else "",
    }


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        verdicts = on_everything(json.load(file))
    root = sys.argv[3] if len(sys.argv) > 3 else ""
    if sys.argv[1] == "junit":
        expected = [as_case(item, root) for item in verdicts]
    else:
        expected = [as_point(item) for item in verdicts]
    json.dump(expected, sys.stdout, indent=1, sort_keys=True)
    print()


main()
