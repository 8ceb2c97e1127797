"""Copies an answer into a folder under names that steer careless programs.

    hostile_names.py ANSWER FOLDER
"""

import os
import shutil
import sys

NAMES = [
    b"two words 'and\" quotes.md",
    b"<b>&\"'.md",
    b"]]>.md",
    b"100%25%0A.md",
    b"::error::pwned.md",
    b"line\nbreak.md",
    b"\nnot ok 1 - x.md",
    b"Bail out!.md",
    b"ok 7 # SKIP all.md",
    b"#, # TODO \\# \\",
    b"esc\x1b[31m\x07\x7f.md",
    b"\xc2\x9b31m.md",
    b"no text \xff.md",
    b"no text \xfe.md",
    b"no text \xed\xa0\x80.md",
    b"no character \xef\xbf\xbe.md",
    b"turned \xe2\x80\xaegpj.md",
    b"=cmd().md",
    b"-x.md",
    b"[[ATTACHMENT|x]].md",
    b"same.md",
    b"same.txt",
    b"same (2).md",
]

folder = os.fsencode(sys.argv[2])
os.mkdir(folder)
for name in NAMES:
    shutil.copyfile(os.fsencode(sys.argv[1]), os.path.join(folder, name))
