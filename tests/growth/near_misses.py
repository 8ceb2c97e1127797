"""Near misses: for each concept of the playbook a text of what its wordings almost match,
and for each signal one of all that it names, nearly near enough."""
import re

from answers import PRIMITIVES, concepts, plain, signals

LARGEST = 50000
SIGNAL_LARGEST = 6000
MOST_NAMES = 12
APART = [" ", " and all the other big old things that stand here, ",
         ". Other words. Still other words. ", "\n\n"]


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


def concept_texts(known):
    """(concept, text) of each concept; without full stops, so that sentences are longest."""
    for name, wordings in known.items():
        parts = [part for wording in wordings for part in variants(whole(wording, known))]
        yield name, " ".join(parts).encode()[:LARGEST]


def names_in(expression, known, expressions, depth=0):
    """The concepts that an expression names, by way of other signals, too."""
    for name in re.findall(r"[a-z_][a-z_0-9]*", expression):
        if name in known:
            yield name
        elif name in expressions and depth < 3:
            yield from names_in(expressions[name], known, expressions, depth + 1)


def signal_texts(known, expressions):
    """(signal:NAME, text): what it names, forwards and backwards, at several distances."""
    for name, expression in expressions.items():
        named = list(dict.fromkeys(names_in(expression, known, expressions)))[:MOST_NAMES]
        said = [whole(known[concept][0], known) for concept in named if known[concept]]
        if said:
            parts = [apart.join(order) for apart in APART for order in (said, said[::-1])]
            text = ". ".join(parts) + ". "
            yield "signal:" + name, (text * (SIGNAL_LARGEST // len(text) + 1)).encode()


def texts(source):
    known = concepts(source)
    yield from concept_texts(known)
    yield from signal_texts(known, signals(source))
