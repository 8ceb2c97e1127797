"""Nasty rubrics: each generator gives the files of one, {name: text}, of `count` parts."""
import math

HEAD = "rubric: nasty\nformat: 1\nversion: 1.0.0\ntitle: Nasty\n"
TAIL = "bands:\n  - {name: any, at: 0}\n"


def sections(criteria):
    return "sections:\n  - id: one\n    title: One\n    criteria:\n" + criteria


def criterion(name, level):
    return (f"      - id: {name}\n        title: T\n        points: 1\n        levels:\n"
            f"          1: {level}\n        advice: A.\n        probe: P?\n")


def rubric(concepts, criteria, signals="", include=""):
    middle = f"signals:\n{signals}" if signals else ""
    return {"rubric.yaml": HEAD + include + "concepts:\n" + concepts + middle + sections(criteria)
                           + TAIL}


def simple(level, signals="", count=4):
    concepts = "".join(f"  c{number}: [word{number}]\n" for number in range(count))
    return rubric(concepts, criterion("a.b", level), signals)


def criteria_many(count):
    return rubric("  c: [word]\n", "".join(criterion(f"a.b{n}", "c") for n in range(count)))


def concepts_many(count):
    return simple("c0", count=count)


def signals_many(count):
    return simple("s0", "".join(f"  s{n}: c0 near c{n % 4}\n" for n in range(count)))


def windows_many(count):
    return simple("s0", "".join(f"  s{n}: c0 near c1 within {n % 999 + 1} words\n"
                                for n in range(count)))


def aliases(count):
    """Each anchor holds the one before it twice: `count` nodes once they are spelled out."""
    levels = max(1, count.bit_length() - 1)
    lines = ["x0: &x0 [a, b]\n"]
    lines += [f"x{n}: &x{n} [*x{n - 1}, *x{n - 1}]\n" for n in range(1, levels)]
    return {"rubric.yaml": HEAD + "".join(lines)}


def anchors_many(count):
    return {"rubric.yaml": HEAD + "concepts:\n" + "".join(
        f"  c{n}: &a{n} [word{n}]\n  d{n}: *a{n}\n" for n in range(count))}


def lists_nested(count):
    return {"rubric.yaml": HEAD + "concepts: " + "[" * count}


def blocks_nested(count):
    return {"rubric.yaml": HEAD + "concepts:\n" + "- " * count + "a\n"}


def includes_many(count):
    """Each included file wants another one, too."""
    files = {f"part{n}.yaml": f"concepts:\n  c{n}: [word{n}]\n" for n in range(count)}
    names = "".join(f"  - {name}\n" for name in files)
    files.update(rubric("  c: [word]\n", criterion("a.b", "c"), include=f"include:\n{names}"))
    return files


def includes_chained(count):
    files = {f"part{n}.yaml": f"include: [part{n + 1}.yaml]\nconcepts:\n  c{n}: [word{n}]\n"
             for n in range(count)}
    names = "".join(f"  - {name}\n" for name in files)
    files.update(rubric("  c: [word]\n", criterion("a.b", "c"), include=f"include:\n{names}"))
    return files


def expression_long(operator):
    return lambda count: simple(f" {operator} ".join(f"c{n % 4}" for n in range(count)))


def expression_deep(count):
    return simple("(" * count + "c0" + ")" * count)


def expression_denied(count):
    return simple("not " * count + "c0")


def sets_long(count):
    return simple("2 of (" + ", ".join(f"c{n}" for n in range(count)) + ")", count=count)


def sets_starred(count):
    """As many sets of as many names, of `count` nodes: the limit of nodes stops it."""
    side = math.isqrt(count)
    signals = "".join(f"  s{n}: 2 of c*\n" for n in range(side))
    return simple("2 of s*", signals, count=side)


def names_mutual(count):
    """Signals in one ring."""
    return simple("s0", "".join(f"  s{n}: s{(n + 1) % count} or c0\n" for n in range(count)))


def names_chained(count):
    signals = "".join(f"  s{n}: s{n + 1}\n" for n in range(count - 1)) + f"  s{count - 1}: c0\n"
    return simple("s0", signals)


def names_doubling(count):
    """Each signal names the next one twice: 2 to the count, if they were spelled out."""
    signals = "".join(f"  s{n}: (s{n + 1} near c0) or (s{n + 1} near c1)\n"
                      for n in range(count - 1)) + f"  s{count - 1}: c0\n"
    return simple("s0", signals)


def names_unknown(count):
    return simple(" or ".join(f"unknown{n}" for n in range(count)))


def names_unknown_quoted(count):
    """Each problem stands further back in one quoted text."""
    return simple('"\\x20' + " or ".join(f"{'c0 or ' * 40}unknown{n}" for n in range(count)) + '"')


def names_same(count):
    return rubric("  c: [word]\n" * count, criterion("a.b", "c"))


def concepts_mutual(count):
    concepts = "".join(f'  c{n}: ["{{c{(n + 1) % count}}}"]\n' for n in range(count))
    return rubric(concepts, criterion("a.b", "c0"))


def concepts_chained(count):
    concepts = "".join(f'  c{n}: [word{n}, "{{c{n + 1}}}"]\n' for n in range(count - 1))
    return rubric(concepts + f"  c{count - 1}: [word]\n", criterion("a.b", "c0"))


def concepts_joined(count):
    concepts = "".join(f'  c{n}: ["{{c{n + 1}}} {{c{n + 1}}}"]\n' for n in range(count - 1))
    return rubric(concepts + f"  c{count - 1}: [word]\n", criterion("a.b", "c0"))


def wordings_many(count):
    return rubric("  c: [" + ", ".join(f"word{n} other" for n in range(count)) + "]\n",
                  criterion("a.b", "c"))


def wordings_alike(count):
    return rubric("  c: [" + ", ".join(["same word"] * count) + "]\n", criterion("a.b", "c"))


def wordings_choices(count):
    wording = "(a|b) (c|d) (e|f) (g|h) (i|j) (k|l) (m|n)"
    return rubric("".join(f"  c{n}: [{wording} w{n}]\n" for n in range(count)),
                  criterion("a.b", "c0"))


def wordings_expressions(count):
    wording = "(x+x+)+y"
    return rubric("".join(f'  c{n}: ["{wording} w{n}"]\n' for n in range(count)),
                  criterion("a.b", "c0"))


def wordings_typos(count):
    words = ", ".join(f"idempotency{n}x" for n in range(count))
    return rubric(f"  c:\n    any: [{words}]\n    typos: 2\n", criterion("a.b", "c"))


def wording_long(count):
    return rubric(f"  c: [{'(a|b) ' * count}c]\n", criterion("a.b", "c"))


def wording_deep(count):
    return rubric(f"  c: ['{'(a ' * count}b{')' * count}']\n", criterion("a.b", "c"))


def terms_many(count):
    terms = "".join(f"                c{n}: 0.1\n" for n in range(count))
    level = ("\n            weigh:\n              window: 2 sentences\n              at: 1.0\n"
             f"              terms:\n{terms}")
    return rubric("".join(f"  c{n}: [word{n}]\n" for n in range(count)), criterion("a.b", level))


def tests_many(count):
    tests = "".join(f'            - "The word{n} is here."\n' for n in range(count))
    return rubric("  c: [word1]\n",
                  criterion("a.b", "c") + f"        tests:\n          1:\n{tests}")


def keys_unknown(count):
    return {"rubric.yaml": HEAD + "".join(f"key{n}: x\n" for n in range(count))}


def keys_alike(count):
    return {"rubric.yaml": HEAD + "a: x\n" * count}


def scalar_long(count):
    return {"rubric.yaml": HEAD + "note: " + "word " * count}


def lines_empty(count):
    return {"rubric.yaml": HEAD + "\n" * count}


def bytes_random(count):
    return {"rubric.yaml": HEAD + "".join("{[*&!%@|>\"'"[n * 7 % 11] for n in range(count))}


# Name: the function, the count of the smallest of three sizes, and that of the big one.
RUBRICS = {
    "criteria": (criteria_many, 125, 100000),
    "concepts": (concepts_many, 1000, 100000),
    "signals": (signals_many, 500, 100000),
    "windows": (windows_many, 500, 4000),
    "aliases": (aliases, 1 << 12, 1 << 60),
    "anchors": (anchors_many, 60, 100000),
    # libyaml looks at all open lists for each new one; with 1,000 it gives up.
    "lists-nested": (lists_nested, 4000, 1000000),
    "blocks-nested": (blocks_nested, 250, 1000000),
    "includes": (includes_many, 60, 2000),
    "includes-chained": (includes_chained, 60, 250),
    "expression-or": (expression_long("or"), 500, 500000),
    "expression-and": (expression_long("and"), 500, 500000),
    "expression-near": (expression_long("near"), 500, 500000),
    "expression-unless": (expression_long("unless"), 7, 500000),
    "expression-deep": (expression_deep, 500, 1000000),
    "expression-not": (expression_denied, 500, 500000),
    "sets": (sets_long, 1000, 4000),
    "sets-starred": (sets_starred, 6400, 4000000),
    "names-mutual": (names_mutual, 250, 4000),
    "names-chained": (names_chained, 250, 4000),
    "names-doubling": (names_doubling, 250, 4000),
    "names-unknown": (names_unknown, 250, 200000),
    "names-unknown-quoted": (names_unknown_quoted, 250, 10000),
    "names-same": (names_same, 500, 200000),
    "concepts-mutual": (concepts_mutual, 250, 4000),
    "concepts-chained": (concepts_chained, 250, 4000),
    "concepts-joined": (concepts_joined, 250, 4000),
    "wordings": (wordings_many, 1000, 100000),
    "wordings-alike": (wordings_alike, 1000, 300000),
    "wordings-choices": (wordings_choices, 60, 4000),
    "wordings-expressions": (wordings_expressions, 125, 4000),
    "wordings-typos": (wordings_typos, 100, 20000),
    "wording-long": (wording_long, 20, 100000),
    "wording-deep": (wording_deep, 60, 100000),
    "terms": (terms_many, 250, 4000),
    "tests": (tests_many, 250, 100000),
    "keys-unknown": (keys_unknown, 500, 100000),
    "keys-alike": (keys_alike, 500, 200000),
    "scalar-long": (scalar_long, 2000, 800000),
    "lines-empty": (lines_empty, 10000, 4000000),
    "marks": (bytes_random, 1000, 2000000),
}
