"""Renders a markdown report with cmark-gfm and looks at what GitHub would make
of it: no element, link or mention may come from an answer, and its words must
stand there letter by letter.

    read_markdown.py REPORT.md REPORT.json

The json report is on the same answers. Prints how many quotations and names
were compared.
"""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser

from visible import flow, visible

OURS = {
    "h2", "h3", "p", "strong", "em", "code", "ul", "ol", "li", "details", "summary",
    "table", "thead", "tbody", "tr", "th", "td",
}
# What GitHub looks for in words that are no code, once Markdown is HTML.
SECOND_LOOK = re.compile(r"@|#|\$|://|www\.|GH-\d|:[a-z0-9_+-]+:", re.IGNORECASE)
LONGEST_NAME = 160


class Page(HTMLParser):
    """Texts with code between \\x01 and \\x02, cell by cell and as a whole."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.words, self.cells, self.names, self.strong = [], "", [], [], []
        self.feed(html)
        self.close()
        assert not self.open, "left open: %s" % self.open

    def handle_starttag(self, tag, attrs):
        assert tag in OURS, "an element <%s>" % tag
        allowed = {"align", "start"}
        assert all(name in allowed for name, _ in attrs), (tag, attrs)
        self.open.append(tag)
        if tag in ("td", "h2", "summary", "strong"):
            self.cells.append(len(self.words))
        if tag == "code":
            self.words += "\x01"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, "</%s> closes another element" % tag
        if tag == "code":
            self.words += "\x02"
        if tag in ("td", "h2", "summary", "strong"):
            inner = self.words[self.cells.pop():]
            kind = self.strong if tag == "strong" else self.names
            kind.append((tag, inner))

    def handle_data(self, data):
        if "code" not in self.open:
            found = SECOND_LOOK.search(data)
            assert not found, "GitHub makes something of %r" % data
        assert "\x01" not in data and "\x02" not in data
        self.words += data

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def handle_decl(self, decl):
        raise AssertionError("a declaration")

    unknown_decl = handle_pi = handle_decl


def bare(text):
    return text.replace("\x01", "").replace("\x02", "")


def expected_quotes(answer):
    def first(items):
        return [(item["evidence"][0]["line"], flow(item["evidence"][0]["text"]) or "(nothing)")
                for item in items if item["evidence"]]

    if not answer["design"]:
        return []
    criteria = answer["criteria"]
    groups = [
        [c for c in criteria if c["undetermined"]],
        [c for c in criteria if not c["undetermined"] and c["level"] == 0],
        [c for c in criteria if not c["undetermined"] and 0 < c["level"] < c["max_level"]],
        [c for c in criteria if not c["undetermined"] and c["level"] == c["max_level"]],
    ]
    shown = first([p for p in answer["penalties"] if p["present"] or p["undetermined"]])
    for group in groups:
        shown += first(group)
    return shown


def as_name(path):
    name = visible(path)
    if len(name.encode()) <= LONGEST_NAME:
        return name
    return "\u2026" + name.encode()[-LONGEST_NAME:].decode(errors="ignore")


def main():
    with open(sys.argv[1], "rb") as file:
        source = file.read()
    with open(sys.argv[2], encoding="utf-8") as file:
        answers = json.load(file)["answers"]
    assert len(source) <= 65536, "too long: %d" % len(source)
    assert not re.search(b"[\x00-\x09\x0b-\x1f\x7f]", source), "a control character"
    html = subprocess.run(
        ["cmark-gfm", "--unsafe", "--hardbreaks", "-e", "footnotes", "-e", "table", "-e", "autolink",
         "-e", "strikethrough", "-e", "tasklist"],
        input=source, stdout=subprocess.PIPE, check=True).stdout.decode()
    page = Page(html)
    cut = "This report is cut" in page.words

    answers.sort(key=lambda answer: -answer["score"])
    if len(answers) > 1:
        cells = [bare(text) for tag, text in page.names if tag == "td"]
        rows = len(re.findall(r"(?m)^\| [0-9.]+ \| ", source.decode()))
        wide = [cells[at] for at in range(2, 4 * rows, 4)]
        assert rows == len(answers) or cut
        for got, answer in zip(wide, answers):
            assert got == as_name(answer["path"]), (got, as_name(answer["path"]))
    else:
        rows = len(answers)
        heads = [text for tag, text in page.names if tag == "h2"]
        assert heads[0].startswith("\x01%s\x02: " % as_name(answers[0]["path"])), heads

    quotes = re.findall("line (\\d+): \x01?([^\x01\x02]*?)\x02?( \u2026| and \\d+ more)?(?:\n|$)",
                        page.words.replace("\x02 \u2026 and", "\x02 \u2026\n and"))
    expected = [quote for answer in answers for quote in expected_quotes(answer)]
    assert len(quotes) == len(expected) or (cut and 0 < len(quotes) < len(expected)), (
        len(quotes), len(expected))
    for (line, text, end), (at, words) in zip(quotes, expected):
        assert int(line) == at, (line, at)
        whole = words == text or (end == " \u2026" and words.startswith(text) and len(text) > 100)
        assert whole, (text, words)
    if answers and not cut:
        titles = {bare(text) for _, text in page.strong}
        for answer in answers:
            for item in answer["criteria"]:
                assert not answer["design"] or flow(item["title"]) in titles, item["title"]
    print(rows, "names,", len(quotes), "quotations")


main()
