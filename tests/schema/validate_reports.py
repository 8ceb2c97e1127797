"""Holds reports of grade against the JSON Schemas that it prints.

    validate_reports.py GRADE SOURCE_DIR [FOLDER...]

Reports are json and jsonl, of a sample of answers and of those in FOLDERs. Each is
validated twice: as a reader would, who lets unknown keys pass, and strictly, so
that no key is written that the schema does not describe. And the other way round:
every key that is described is written in some report.
"""
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

GRADE, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
FOLDERS = sys.argv[3:]
# An answer has a rubric of its own only where a program grades with several, and
# never as many diagnostics as are kept.
NEVER_BY_GRADE = {"answer.rubric", "answer.diagnostics_suppressed"}
# Nothing is asked of the answers of a stream.
NEVER_BY_STREAM = {"answer.checks", "check.rule", "check.status", "check.message"}
failures = []


def fail(message):
    failures.append(message)


def run(*arguments):
    done = subprocess.run([GRADE, *arguments], cwd=SOURCE, capture_output=True, check=False)
    return done.stdout.decode("utf-8")


def printed_schema(name):
    text = run("schema", name)
    schema = json.loads(text)
    jsonschema.Draft7Validator.check_schema(schema)
    return text, schema


def strict(schema):
    """The schema with every object closed."""
    closed = copy.deepcopy(schema)
    for definition in closed["definitions"].values():
        definition["additionalProperties"] = False
    return closed


def check_descriptions(schema):
    def visit(node, place):
        for key, value in node.get("properties", {}).items():
            if not value.get("description"):
                fail(f"{place}.{key} has no description")
    for name, definition in schema["definitions"].items():
        if not definition.get("description"):
            fail(f"{name} has no description")
        visit(definition, name)


class Validator:
    def __init__(self, schema):
        self.open = jsonschema.Draft7Validator(schema)
        self.closed = jsonschema.Draft7Validator(strict(schema))
        self.definitions = schema["definitions"]
        self.root = schema["allOf"][0]["$ref"].split("/")[-1]
        self.count = 0
        self.seen = set()

    def check(self, report, name):
        self.count += 1
        for error in list(self.open.iter_errors(report))[:3]:
            fail(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        for error in list(self.closed.iter_errors(report))[:3]:
            fail(f"{name}, strictly: {'/'.join(map(str, error.absolute_path))}: "
                 f"{error.message[:200]}")
        self.note(report, self.root)

    def note(self, value, definition):
        """Which described keys occur."""
        for key, item in value.items():
            self.seen.add(f"{definition}.{key}")
            text = json.dumps(self.definitions[definition]["properties"].get(key, {}))
            if "#/definitions/" in text:
                inner = text.split("#/definitions/")[1].split('"')[0]
                for part in item if isinstance(item, list) else [item]:
                    if isinstance(part, dict):
                        self.note(part, inner)

    def described(self):
        reached, todo = set(), [self.root]
        while todo:
            name = todo.pop()
            for key, value in self.definitions[name]["properties"].items():
                if f"{name}.{key}" not in reached:
                    reached.add(f"{name}.{key}")
                    todo += [part.split('"')[0]
                             for part in json.dumps(value).split("#/definitions/")[1:]]
        return reached


def calls():
    """Names and arguments of what writes reports, but for the format."""
    answers = ["examples/answers", "tests/support/hostile.md"]
    yield "answers", answers
    yield "what cannot be read", [f"missing-{number}" for number in range(1100)]
    yield "one that can and one that cannot", [*answers, "missing"]
    yield "expectations", ["check", "corpus/checked"]
    yield "another rubric", ["--rubric", "tests/cli/data/rubric.yaml", "tests/cli/data"]
    for folder in FOLDERS:
        yield folder, [folder]


def stream():
    """Replies to every answer of the examples, and to lines that cannot be graded."""
    texts = sorted((SOURCE / "examples/answers").glob("*.md")) + [
        SOURCE / "tests/support/hostile.md"]
    lines = [json.dumps({"id": path.name, "answer": path.read_bytes().decode("utf-8", "replace")})
             for path in texts]
    # Half a character is repaired, and told.
    lines += ['{"answer": "\\ud800"}', "", "nonsense", "[]", '{"answer": 1}',
              '{"answer": "", "rubric": "none"}']
    capped = {"answer": (SOURCE / "tests/cli/data/capped.md").read_text(encoding="utf-8"),
              "rubric": "three"}
    done = subprocess.run([GRADE, "stream", "-r", "senior-data-engineer", "-r",
                           "tests/cli/data/rubric.yaml"], cwd=SOURCE, capture_output=True,
                          check=True, input="\n".join([*lines, json.dumps(capped)]).encode())
    return done.stdout.decode("utf-8").split("\n")[:-1]


def with_format(arguments, form):
    first = 1 if arguments[0] == "check" else 0
    return [*arguments[:first], "--format", form, *arguments[first:]]


def main():
    text, schema = printed_schema("report")
    if text != (SOURCE / "rubrics/schema/report.schema.json").read_text(encoding="utf-8"):
        fail("grade schema report is not rubrics/schema/report.schema.json")
    rubric_text, _ = printed_schema("rubric")
    if rubric_text != (SOURCE / "rubrics/schema/rubric.schema.json").read_text(encoding="utf-8"):
        fail("grade schema rubric is not rubrics/schema/rubric.schema.json")
    _, line_schema = printed_schema("report-line")
    _, reply_schema = printed_schema("stream-line")
    if not line_schema["definitions"] == reply_schema["definitions"] == schema["definitions"]:
        fail("the schemas of reports and lines have different definitions")
    check_descriptions(schema)

    reports, lines, replies = Validator(schema), Validator(line_schema), Validator(reply_schema)
    for name, arguments in calls():
        report = json.loads(run(*with_format(arguments, "json")))
        reports.check(report, name)
        count = 0
        for line in run(*with_format(arguments, "jsonl")).splitlines():
            lines.check(json.loads(line), f"{name}, line {count + 1}")
            count += 1
        if count != len(report["answers"]):
            fail(f"{name}: {len(report['answers'])} answers and {count} lines")
    for number, line in enumerate(stream(), 1):
        replies.check(json.loads(line), f"reply {number}")
    for validator in reports, lines, replies:
        never = NEVER_BY_GRADE | (NEVER_BY_STREAM if validator is replies else set())
        for key in sorted(validator.described() - validator.seen - never):
            fail(f"{key} is described and in no report")

    # What must be refused.
    for broken in ({}, {"report": 1}, {**json.loads(run("-f", "json", "missing")), "report": 2}):
        if any(kind.open.is_valid(broken) for kind in (reports, lines, replies)):
            fail(f"accepted: {broken}")

    for failure in failures[:40]:
        print(failure)
    print(f"{reports.count} reports, {lines.count} lines, {replies.count} replies, "
          f"{len(failures)} failures")
    return 1 if failures or reports.count < 5 or lines.count < 20 or replies.count < 5 else 0


sys.exit(main())
