"""Holds the shipped rubrics, and the sketches of broken ones below, against the
JSON Schema that editors use.

    validate.py SCHEMA SOURCE_DIR

Scalars are typed as YAML 1.2 does (yes, no, on and off are text), since that is
how editors type them.
"""
import copy
import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2 types, by taking back what 1.1 adds."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers
            if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def with_text_keys(value):
    """JSON knows only text as a key; levels are numbered."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_text_keys(item) for item in value]
    return value


def load(path):
    return with_text_keys(yaml.load(path.read_text(encoding="utf-8"), Loader))


def first_criterion(rubric):
    return rubric["sections"][0]["criteria"][0]


SMALL = with_text_keys(yaml.load("""
rubric: small
format: 1
version: 1.0.0
title: Small
language: en
concepts: {merge: [merge~]}
sections:
  - id: all
    title: All
    criteria:
      - id: all.merge
        title: Merges
        points: 1
        levels: {1: merge}
        advice: Merge.
        probe: How?
""", Loader))

# Each must be refused: a name, and what breaks the small rubric.
BREAKS = {
    "an unknown key": lambda r: r.update(colour="red"),
    "a missing key": lambda r: r.pop("sections"),
    "an unknown key of a criterion": lambda r: first_criterion(r).update(levle=1),
    "a criterion without points": lambda r: first_criterion(r).pop("points"),
    "points that are text": lambda r: first_criterion(r).update(points="many"),
    "a list for a map": lambda r: r.update(concepts=["merge~"]),
}


def main():
    schema_path, source = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    failures = 0

    files = sorted((source / "rubrics").glob("**/*.yaml"))
    for path in files:
        for error in validator.iter_errors(load(path)):
            place = "/".join(str(part) for part in error.absolute_path)
            print(f"{path.relative_to(source)}: {place}: {error.message[:300]}")
            failures += 1

    if not validator.is_valid(SMALL):
        print("the small rubric is refused")
        failures += 1
    for name, breaks in BREAKS.items():
        broken = copy.deepcopy(SMALL)
        breaks(broken)
        if validator.is_valid(broken):
            print(f"accepted: {name}")
            failures += 1

    print(f"{len(files)} files, {len(BREAKS)} broken rubrics, {failures} failures")
    return 1 if failures or not files else 0


sys.exit(main())
