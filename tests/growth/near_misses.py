"""Near misses: for each concept of the playbook a text of what its wordings almost match."""
import re

from answers import PRIMITIVES, concepts, plain

LARGEST = 50000


def spelled(name, known, depth=0):
    """A text for {name}: that of a primitive, or of the first wording of a concept."""
    mark = "{" + name + "}"
    if mark in PRIMITIVES or name not in known or not known[name] or depth > 3:
        return PRIMITIVES.get(mark, name)
    return whole(known[name][0], known, depth + 1)


def whole(wording, known, depth=0):
    return re.sub(r"\{(\w+)\}", lambda part: spelled(part[1], known, depth), plain(wording))


def variants(text):
    """`text` made wrong in each way that costs a matcher the most before it can tell."""
    words = text.split()
    if not words:
        return
    yield text[:-1]
    yield " ".join(words[:1] * 12 + words[1:-1])
    yield " ".join(words[:-1] + ["other"])
    yield " all the big old ".join(words[:-1] + [words[-1][:-1]])
    if len(words) > 2:
        yield " ".join(words[:1] + ["other"] + words[2:])
        yield " ".join((words[:-1]) * 4)


def texts(source):
    """(concept, text) of each concept; without full stops, so that sentences are longest."""
    known = concepts(source)
    for name, wordings in known.items():
        parts = [part for wording in wordings for part in variants(whole(wording, known))]
        yield name, " ".join(parts).encode()[:LARGEST]
