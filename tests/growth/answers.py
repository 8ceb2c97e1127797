"""Nasty answers: each generator gives at least `size` bytes of one kind of trouble."""
import functools
import pathlib
import re

import yaml

PLAYBOOK = "rubrics/senior-data-engineer"
PRIMITIVES = {"{number}": "500", "{percent}": "5%", "{size}": "40 GB", "{duration}": "15 minutes",
              "{rate}": "50k events per second", "{money}": "$40", "{clock}": "06:00",
              "{comparison}": "more than", "{identifier}": "event_id"}


def fill(unit, size):
    """`unit` again and again, cut at `size` bytes (a character may be cut, too)."""
    data = unit.encode("utf-8", "surrogatepass")
    return (data * (size // len(data) + 1))[:size]


def numbered(template, size):
    """`template` with a different number each time."""
    parts, length, number = [], 0, 0
    while length < size:
        part = template.format(number).encode()
        parts.append(part)
        length += len(part)
        number += 1
    return b"".join(parts)[:size]


def plain(wording):
    """A wording as an answer would have it: the first of every choice, no marks."""
    text, depth, chosen = [], 0, [True]
    skip = False
    for char in wording:
        if skip:
            skip = False
        elif char == "\\":
            skip = True
        elif char == "(":
            depth += 1
            chosen.append(chosen[-1])
        elif char == ")" and depth:
            depth -= 1
            chosen.pop()
        elif char == "|" and depth:
            chosen[-1] = False
        elif chosen[-1] and char not in "?~*+^$[]":
            text.append(char)
    result = re.sub(r"<(\d+)>", lambda gap: "all " * int(gap[1]), "".join(text))
    for mark, word in PRIMITIVES.items():
        result = result.replace(mark, word)
    return " ".join(result.split())


@functools.cache
def concepts(source):
    """Name of each concept of the playbook, with its wordings."""
    found = {}
    for folder in ("concepts", "vocabulary"):
        for path in sorted(pathlib.Path(source, PLAYBOOK, folder).glob("*.yaml")):
            part = yaml.safe_load(path.read_text("utf-8"))
            for name, body in (part.get("concepts") or {}).items():
                wordings = body.get("any", []) if isinstance(body, dict) else body
                found[name] = [str(wording) for wording in wordings]
    return found


@functools.cache
def signals(source):
    """Name of each signal of the playbook, with its expression."""
    found = {}
    for path in sorted(pathlib.Path(source, PLAYBOOK).rglob("*.yaml")):
        for name, body in (yaml.safe_load(path.read_text("utf-8")).get("signals") or {}).items():
            parts = [body.get("find"), body.get("unless")] if isinstance(body, dict) else [body]
            found[name] = " ".join(str(part) for part in parts if part)
    return found


def literals(source, end):
    """The wordings of the playbook, back to back."""
    texts = [plain(wording) for wordings in concepts(source).values() for wording in wordings]
    return end.join(text for text in texts if text and "{" not in text) + end


def nested_quotes(size):
    """Lines quoted one level deeper each, to a hundred, and again."""
    return fill("".join("> " * depth + "late events are merged\n" for depth in range(1, 101)), size)


def nested_lists(size):
    """List items indented one step more each, to sixty, and again."""
    return fill("".join("  " * depth + "- late events are merged\n" for depth in range(60)), size)


def alternating(text, other):
    """Letters of two scripts in turn."""
    return "".join(a + b for a, b in zip(text, other))


CYRILLIC = "парктитионы по часам ускоряют чтение"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω αβγδεζηθικλμ"
ZALGO = "".join(chr(0x300 + number) for number in range(64))

# Units that are repeated.
REPEATED = {
    "quantifier-bait": "aaaaaaaaaaaaaaaaaaaaaaaaaaaa! ",
    "quantifier-words": "run run run run run run run run run ",
    "no-full-stop": "the load merges rows into the table by day and ",
    "no-space": "x",
    "one-word": "partition",
    "full-stops": ".",
    "sentences-of-a-word": "Merge. ",
    "question-marks": "?",
    "questions": "How late? ",
    "bullets": "- \n",
    "bullets-filled": "- merge rows\n",
    "bullets-endless-line": "- ",
    "numbers-listed": "1. merge\n",
    "headings": "# Storage\n",
    "headings-empty": "#\n",
    "headings-deep": "# a\n## b\n### c\n#### d\n##### e\n###### f\n",
    "headings-underlined": "Storage\n---\n",
    "labels": "**Storage:** files\n",
    "labels-only": "Storage:\n",
    "table-rows": "| a | b |\n|---|---|\n| merge | rows |\n",
    "table-cells": "| late ",
    "table-pipes": "|",
    "rules": "---\n",
    "blank-lines": "\n",
    "spaces": " ",
    "tabs": "\t",
    "quote-marks": ">",
    "quotation-marks": '"',
    "quotation-open": "“late ",
    "quotation-mixed": "\"late\" 'rows' “merge” ",
    "apostrophes": "'",
    "parentheses": "(",
    "parentheses-closed": "(late) ",
    "links-open": "[",
    "links-half": "[a](",
    "links-images": "![[",
    "links": "[a](b) ",
    "emphasis": "*",
    "emphasis-open": "**a ",
    "emphasis-mixed": "*a_b*_c ",
    "emphasis-words": "_merge_ *rows* ",
    "strikethrough": "~~a ",
    "backticks": "`",
    "code-open": "`a ",
    "fences-open": "```\nmerge into t\n",
    "angle-brackets": "<",
    "html-open": "<a ",
    "html-comment": "<!-- ",
    "html-tags": "<b>late</b> ",
    "entities": "&amp;",
    "entities-open": "&",
    "backslashes": "\\",
    "addresses": "https://a.b/c ",
    "at-signs": "a@b.c ",
    "carriage-returns": "\r",
    "lines-ended-by-cr": "late events are merged\r",
    "lines-ended-by-crlf": "late events are merged\r\n",
    "lines-of-one": "a\n",
    "nul": "\0",
    "zalgo": "la" + ZALGO + "te ",
    "marks-only": "́",
    "marks-unordered": "á̖" * 8 + " ",
    "joiners": "\u200d",
    "ligatures": "ﷺ",
    "hangul": "각 ",
    "right-to-left": "\u202elate\u202c ",
    "scripts-alternating": alternating(CYRILLIC, "partitions by the hour read faster!!") + " ",
    "scripts-three": alternating(alternating(CYRILLIC, GREEK), "partitions by the hour " * 3) + " ",
    "ideographs": "日本語の文。",
    "capitals": "LATE EVENTS ARE MERGED BY THE LOAD. ",
    "negations": "not never no without ",
    "negations-short": "not ",
    "negations-listed": "we do not merge, not load, nor keep, ",
    "if": "if ",
    "if-commas": "if, ",
    "if-then": "If we merge then if we load then ",
    "speech": "he said she said they say ",
    "past": "we used to append and regretted it, ",
    "questions-indirect": "I would ask how late whether who what ",
    "questions-first": "Questions:\n- how late\n\n",
    "commas": ",",
    "terms-listed": "Kafka, Spark, dbt, Airflow, ",
    "and": "and or but ",
    "colons": "a: ",
    "semicolons": "late; ",
    "dashes": "- - ",
    "hyphens": "re-run-",
    "underscores": "a_b_",
    "dots": "a.b.",
    "slashes": "a/b/",
    "digits": "7",
    "digits-spaced": "7 ",
    "digits-grouped": "1,000,",
    "number-words": "three hundred thousand and twenty ",
    "amounts": "$40 5% 40 GB 15 minutes 06:00 50k events per second ",
    "comparisons": "more than at least < > ",
    "abbreviations": "e.g. i.e. etc. vs. ",
    "typos": "idempotant idmpotent idempotnt ",
    "summary": "To sum up, ",
    "html-quotes": "<blockquote>late ",
    "bytes-ill-formed": None,
}

# (name) -> function of (source, size).
ANSWERS = {name: (lambda source, size, unit=unit: fill(unit, size))
           for name, unit in REPEATED.items() if unit is not None}
ANSWERS["bytes-ill-formed"] = lambda source, size: b"\xf0\x9f\xc3(\xed\xa0\x80\xff" * (size // 8)
ANSWERS["nested-quotes"] = lambda source, size: nested_quotes(size)
ANSWERS["nested-quotes-deepest"] = lambda source, size: fill("> ", size)
ANSWERS["nested-lists"] = lambda source, size: nested_lists(size)
ANSWERS["nested-lists-line"] = lambda source, size: fill("* + - 1. ", size)
ANSWERS["fence-unclosed"] = lambda source, size: b"```\n" + fill("merge into t\n", size)
ANSWERS["link-definitions"] = lambda source, size: numbered("[r{0}]: /u\n\n[r{0}] ", size)
ANSWERS["labels-different"] = lambda source, size: numbered("Part {0}: merge\n\n", size)
ANSWERS["headings-different"] = lambda source, size: numbered("# Part {0}\n\nmerge\n\n", size)
ANSWERS["words-different"] = lambda source, size: numbered("word{0} ", size)
ANSWERS["backticks-growing"] = lambda source, size: b" ".join(
    b"`" * number + b"a" for number in range(1, 1 + int((2 * size) ** 0.5)))
ANSWERS["indents-growing"] = lambda source, size: b"\n".join(
    b" " * number + b"- a" for number in range(1, 1 + int((2 * size) ** 0.5)))
ANSWERS["quotes-growing"] = lambda source, size: b"\n".join(
    b">" * number + b" a" for number in range(1, 1 + int((2 * size) ** 0.5)))
ANSWERS["wordings"] = lambda source, size: fill(literals(source, " "), size)
ANSWERS["wordings-listed"] = lambda source, size: fill(literals(source, ", "), size)
ANSWERS["wordings-sentences"] = lambda source, size: fill(literals(source, ". "), size)
ANSWERS["wordings-asked"] = lambda source, size: fill(literals(source, "? "), size)
ANSWERS["wordings-lines"] = lambda source, size: fill(literals(source, "\n"), size)
ANSWERS["wordings-bullets"] = lambda source, size: fill(literals(source, "\n- "), size)
ANSWERS["wordings-headings"] = lambda source, size: fill(literals(source, "\n# "), size)
