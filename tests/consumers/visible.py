"""What reports make of text from outside: an account of its own, not a copy of
the program's."""

import re

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def as_seen(match):
    code = ord(match[0])
    if code < 0x20 or code == 0x7F:
        return "^" + chr(code ^ 0x40)
    units = match[0].encode("utf-16-be")
    return "".join("\\u%02x%02x" % (units[i], units[i + 1]) for i in range(0, len(units), 2))


def visible(text):
    return UNSAFE.sub(as_seen, text).replace("##[", "##\\u005b")


def flow(text):
    """Prose: and no word begins with "::"."""
    text = visible(" ".join(part for part in re.split("[ \t\n\r\f\v]+", text) if part))
    return re.sub("(^| )::", r"\1\\u003a:", text)
