"""Types a line into an interactive shell, presses TAB, and prints what the
terminal then shows, without escape sequences.

    typed.py TABS LINE SHELL [ARGUMENT...]

The first line that the shell gets is that of the variable SETUP.
"""
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

READY = "ready" + "-to-type"


def read_until_quiet(terminal, quiet, limit, wanted=None):
    text, end = b"", time.monotonic() + limit
    while time.monotonic() < end:
        if select.select([terminal], [], [], quiet)[0]:
            try:
                text += os.read(terminal, 65536)
            except OSError:
                break
        elif wanted is None or wanted.encode() in text:
            break
    return text.decode("utf-8", "replace")


def main():
    tabs, line, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 120, 200, 0, 0))
    read_until_quiet(terminal, 0.3, 10)
    os.write(terminal, (os.environ["SETUP"] + "; echo ready''-to-type\n").encode())
    read_until_quiet(terminal, 0.3, 30, "\n" + READY)
    os.write(terminal, line.encode())
    read_until_quiet(terminal, 0.3, 10, line[-1:])
    for _ in range(tabs):
        os.write(terminal, b"\t")
        shown = read_until_quiet(terminal, 0.5, 15)
        print(re.sub(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|[=>]|\][^\x07]*\x07)|[\x07\r]", "", shown))
    os.write(terminal, b"\x03")
    os.close(terminal)


main()
