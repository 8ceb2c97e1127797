"""Holds the manual pages against what they describe.

    check.py GRADE SOURCE_DIR PAGES_OF_THE_COMMAND PAGES_OF_THE_LIBRARY

Every command has a page with exactly the options of its help, in its order and
with their texts; libgrade(3) has exactly the functions, types and statuses of the
header; grade-rubric(5) names every key of the schema of rubrics.
"""
import json
import pathlib
import re
import subprocess
import sys

GRADE, SOURCE, COMMAND_PAGES, LIBRARY_PAGES = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
failures = []
checked = 0


def expect(holds, message):
    global checked
    checked += 1
    if not holds:
        failures.append(message)


def plain(roff):
    """The text of roff, its escapes undone and white space made one space."""
    names = {"aq": "'", "ga": "`", "ti": "~", "ha": "^", "dq": '"'}
    text = re.sub(r"\\\((..)", lambda match: names[match[1]], roff)
    text = re.sub(r"\\\[u([0-9A-F]+)\]", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"\\f[BIPR]|\\&", "", text).replace(r"\-", "-").replace(r"\e", "\\")
    return " ".join(text.split())


def help_of(command):
    return subprocess.run([GRADE, "help", command], check=True, capture_output=True,
                          text=True).stdout


def options_of_help(text):
    """[(names and value, text)] of the part below "Options:"."""
    part = text.split("\nOptions:\n")[1].split("\n\n")[0]
    options = []
    for line in part.split("\n"):
        begins = re.match(r"  (?:-(\w), |    )(--[a-z-]+)(?: (\S+))?(?:  +(.*))?$", line)
        if begins:
            letter, name, value, words = begins.groups()
            options.append([(letter, name, value), words or ""])
        else:
            options[-1][1] += " " + line
    return [(head, " ".join(words.split())) for head, words in options]


def options_of_page(text):
    options = []
    for item in re.split(r"^\.It (?=Fl )", text, flags=re.MULTILINE)[1:]:
        head, _, words = item.partition("\n")
        begins = re.fullmatch(r"(?:Fl (\w) , )?Fl -([a-z-]+)(?: (?:Ar|Cm) (.*))?", head)
        if begins is None:
            expect(False, f"an item that is no option: {head}")
            continue
        letter, name, value = begins.groups()
        value = value.replace(" | ", "|") if value else None
        options.append(((letter, "--" + name, value), plain(re.split(r"^\.(?:El|It)", words,
                                                                     flags=re.MULTILINE)[0])))
    return options


def check_commands():
    listed = help_of("grade").split("\nCommands:\n")[1].split("\n\n")[0]
    commands = [name for name in re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)
                if name not in ("help", "grade")]
    overview = (COMMAND_PAGES / "grade.1").read_text(encoding="utf-8")
    for command in ["grade"] + commands:
        page = COMMAND_PAGES / ("grade.1" if command == "grade" else f"grade-{command}.1")
        expect(page.exists(), f"{page.name}: there is no such page")
        if page.exists():
            text = page.read_text(encoding="utf-8")
            wanted, got = options_of_help(help_of(command)), options_of_page(text)
            expect(len(wanted) > 0 and wanted == got, f"{page.name}: options differ:\n"
                   + "\n".join(str(pair) for pair in zip(wanted, got) if pair[0] != pair[1]))
            for section in ("DESCRIPTION", "EXIT STATUS", "EXAMPLES", "SEE ALSO"):
                expect(f"\n.Sh {section}\n" in text, f"{page.name}: no {section}")
        if command != "grade":
            expect(f".It Ic {command}\n" in overview, f"grade.1 does not list {command}")
    pages = {page.name for page in COMMAND_PAGES.glob("*.1")}
    expect(pages == {"grade.1"} | {f"grade-{name}.1" for name in commands},
           f"pages without a command: {pages}")
    return overview


def check_overview(overview):
    formats = re.search(r"--format FORMAT +(.*?), on standard", help_of("grade"), re.DOTALL)[1]
    formats = re.findall(r"[a-z]+", formats.replace(" or ", " "))
    part = overview.split(".Sh OUTPUT FORMATS\n")[1].split("\n.Sh ")[0]
    expect(formats == re.findall(r"^\.It Cm (\w+)$", part, re.MULTILINE),
           "grade.1: OUTPUT FORMATS are not those of the help")
    sources = "".join(path.read_text(encoding="utf-8")
                      for path in sorted((SOURCE / "cli").glob("*.c")))
    read = set(re.findall(r'(?:getenv|variable)\("([A-Z_]+)"\)', sources))
    told = set(re.findall(r"^\.It Ev (\w+)$", overview, re.MULTILINE))
    expect(len(read) > 2 and read <= told, f"grade.1: ENVIRONMENT lacks {read - told}")


def check_library():
    header = (SOURCE / "libgrade/include/libgrade/libgrade.h").read_text(encoding="utf-8")
    page = (LIBRARY_PAGES / "libgrade.3").read_text(encoding="utf-8")
    reference = page.split("\n.Sh REFERENCE\n")[1].split("\n.Sh ")[0]
    blocks = re.findall(r"^\.Bd -literal\n(.*?)^\.Ed$", reference, re.MULTILINE | re.DOTALL)
    code = "".join(block.replace(r"\-", "-") for block in blocks)
    comments = r"/\*.*?\*/"
    declared = re.sub(comments, "", header, flags=re.DOTALL)
    shown = re.sub(comments, "", code, flags=re.DOTALL)
    functions = re.findall(r"LGR_API [\w *]*?\b(lgr_\w+)\(", declared)
    statuses = re.findall(r"\b(LGR_[A-Z_]+) = ", declared)
    types = re.findall(r"^(?:typedef struct \w+|\}) (\w+);", declared, re.MULTILINE)
    expect(len(functions) > 40 and len(statuses) > 9 and len(types) > 15, "the header is not read")
    for name in functions:
        expect(re.search(rf"^[\w *]*\b{name}\(", shown, re.MULTILINE), f"libgrade.3 lacks {name}")
    for name in statuses + types:
        expect(re.search(rf"\b{name}\b", shown), f"libgrade.3 lacks {name}")
    for name in re.findall(r"^(?!typedef)[\w *]*\b(lgr_\w+)\(", shown, re.MULTILINE):
        expect(name in functions, f"libgrade.3 tells of {name}, which is not declared")
    # Word for word, and each comment with it.
    words = " ".join(re.sub(r"LGR_API |extern \"C\" \{|^#.*$", "", declared.split("*/")[-1],
                            flags=re.MULTILINE).split())
    expect(" ".join(shown.split()).startswith(words[:60]), "libgrade.3 begins with other code")
    for comment in re.findall(r"^/\* ([A-Z].*?) ?\*/$", header, re.MULTILINE | re.DOTALL):
        text = " ".join(re.sub(r"\n \* ?", " ", comment).split())
        expect(text in plain(page), f"libgrade.3 lacks: {text}")


def keys_of(schema):
    if isinstance(schema, list):
        return set().union(*map(keys_of, schema))
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {})) if isinstance(schema.get("properties"), dict) else set()
    return own.union(*map(keys_of, schema.values()))


def check_language():
    schema = json.loads((SOURCE / "rubrics/schema/rubric.schema.json").read_text(encoding="utf-8"))
    page = (LIBRARY_PAGES / "grade-rubric.5").read_text(encoding="utf-8")
    keys = keys_of(schema)
    expect(len(keys) > 35, "the schema is not read")
    # In the words of the page, or as a key of an example.
    for key in sorted(keys):
        told = rf"\\fB(?:(?!\\fP).)*(?<![a-z_]){key}\b"
        expect(re.search(rf"{told}|^ *(?:- )?{key}:", page, re.MULTILINE),
               f"grade-rubric.5 lacks {key}")


check_overview(check_commands())
check_library()
check_language()
for failure in failures:
    print(failure)
print(f"{checked} checked, {len(failures)} failures")
sys.exit(1 if failures or checked < 200 else 0)
