"""Talks to grade stream as a program would.

    test_stream.py GRADE SOURCE_DIR [NAME...]

Every conversation runs with one job and with several, and with either the replies
must be the same. Nothing depends on how long something takes: a conversation that
hangs is ended after two minutes and has failed.
"""
import json
import os
import pathlib
import subprocess
import sys
import threading

GRADE, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
RUBRIC = str(SOURCE / "tests/cli/data/rubric.yaml")
PATIENCE = 120
# Sanitizers keep what was freed.
MEMORY_IS_TOLD = not any(name in pathlib.Path(GRADE).read_bytes()
                         for name in (b"__asan_init", b"__tsan_init"))
ANSWER = (SOURCE / "tests/cli/data/good.md").read_text(encoding="utf-8")
failures = []
checks = 0


def expect(holds, message):
    global checks
    checks += 1
    if not holds:
        failures.append(message)


class Peer:
    """A running grade stream; ends it when it takes too long."""

    def __init__(self, *arguments, **pipes):
        self.process = subprocess.Popen(
            [GRADE, "stream", *arguments], cwd=SOURCE, bufsize=0,
            **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
               **pipes})
        self.watch = threading.Timer(PATIENCE, self.process.kill)
        self.watch.start()
        if self.process.stdout:
            self.replies = os.fdopen(os.dup(self.process.stdout.fileno()), "rb")

    def write(self, data):
        view = memoryview(data)
        while view:
            view = view[self.process.stdin.write(view):]

    def read_line(self):
        return self.replies.readline()

    def end(self):
        """Status and what it said."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        said = self.process.stderr.read()
        status = self.process.wait()
        self.watch.cancel()
        if getattr(self, "replies", None):
            self.replies.close()
        return status, said


def run(data, *arguments):
    """Replies to data, read while it is written."""
    peer = Peer("--rubric", RUBRIC, *arguments)

    def feed():
        try:
            peer.write(data)
        except BrokenPipeError:
            pass
        peer.process.stdin.close()

    writer = threading.Thread(target=feed)
    writer.start()
    replies = peer.replies.read()
    writer.join()
    status, said = peer.end()
    return status, replies, said


def same_for_all_jobs(data, *arguments):
    """The replies, split; with more jobs they are the same."""
    status, replies, said = run(data, *arguments)
    for jobs in ("3", "auto"):
        other = run(data, "--jobs", jobs, *arguments)
        expect(other == (status, replies, said), f"--jobs {jobs} is another output")
    expect(status == 0, f"status {status}: {said[:200]}")
    expect(said == b"", f"said: {said[:200]}")
    expect(replies == b"" or replies.endswith(b"\n"), "the last reply does not end")
    return replies.split(b"\n")[:-1]


def record(**members):
    return json.dumps(members).encode()


# -- conversations -----------------------------------------------------------------


def a_peer_that_waits_for_each_reply():
    for jobs in ("1", "2", "5"):
        peer = Peer("--rubric", RUBRIC, "--jobs", jobs)
        for number in range(20):
            peer.write(record(id=number, answer=ANSWER) + b"\n")
            reply = json.loads(peer.read_line() or b"{}")
            expect(reply.get("id") == number and reply["answer"]["score"] == 100,
                   f"jobs {jobs}: no reply to line {number}")
        # What is wrong is told as promptly, and half a line is waited for.
        peer.write(b"\n")
        expect(b"S001" in peer.read_line(), f"jobs {jobs}: no reply to an empty line")
        peer.write(b'{"id": "half", ')
        peer.write(b'"answer": ""}\n{"id": "next"')
        expect(b'"half"' in peer.read_line(), f"jobs {jobs}: no reply to two halves")
        peer.process.stdin.close()
        expect(b'{"id":"next","error"' in peer.read_line(), f"jobs {jobs}: the rest is lost")
        expect(peer.end() == (0, b""), f"jobs {jobs}: no good end")


def a_peer_that_waits_very_often():
    peer = Peer("--rubric", RUBRIC, "--jobs", "2", "--fields", "score")
    for number in range(5000):
        peer.write(b'{"id":%d,"answer":""}\n' % number)
        if not peer.read_line().startswith(b'{"id":%d,' % number):
            expect(False, f"no reply to line {number}")
            break
    expect(peer.end() == (0, b""), "no good end")


def a_peer_that_waits_behind_several():
    peer = Peer("--rubric", RUBRIC, "--jobs", "2", "--fields", "score")
    peer.write(b"".join(record(id=number, answer=ANSWER) + b"\n" for number in range(3)))
    ids = [json.loads(peer.read_line() or b"{}").get("id") for _ in range(3)]
    expect(ids == [0, 1, 2], f"replies to three lines at once: {ids}")
    expect(peer.end() == (0, b""), "no good end")


def a_reader_that_is_slow():
    lines = [record(id=number, answer=ANSWER) for number in range(60)]
    expected = run(b"\n".join(lines))[1]
    peer = Peer("--rubric", RUBRIC, "--jobs", "2")
    writer = threading.Thread(target=lambda: (peer.write(b"\n".join(lines)),
                                              peer.process.stdin.close()))
    writer.start()
    # Byte by byte at first; the pipe is full and the program waits.
    replies = b"".join(peer.replies.read(1) for _ in range(3000)) + peer.replies.read()
    writer.join()
    expect(replies == expected, "a slow reader gets something else")
    expect(peer.end() == (0, b""), "no good end")


def a_reader_that_goes_away():
    for jobs in ("1", "2"):
        # While it reads.
        peer = Peer("--rubric", RUBRIC, "--jobs", jobs)
        peer.write(record(id=1, answer=ANSWER) + b"\n")
        peer.read_line()
        peer.replies.close()
        peer.process.stdout.close()
        status = peer.process.wait()
        expect(status == 2, f"jobs {jobs}: waiting for input: status {status}")
        peer.end()
        # While it writes.
        peer = Peer("--rubric", RUBRIC, "--jobs", jobs)
        peer.replies.close()
        peer.process.stdout.close()
        try:
            peer.write((record(id=1, answer=ANSWER) + b"\n") * 200)
        except BrokenPipeError:
            pass
        status, said = peer.end()
        expect(status == 2, f"jobs {jobs}: writing: status {status}")
        expect(said == b"", f"jobs {jobs}: said {said[:100]}")


def input_and_output_that_fail():
    folder = os.open("/", os.O_RDONLY)
    peer = Peer("--rubric", RUBRIC, stdin=folder)
    os.close(folder)
    replies = peer.replies.read()
    status, said = peer.end()
    expect((status, replies) == (2, b"") and b"<stdin>: error: cannot be read" in said,
           f"a folder: {status} {said[:100]}")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb", buffering=0) as full:
            peer = Peer("--rubric", RUBRIC, stdout=full)
            peer.write(record(answer=ANSWER) + b"\n")
            status, said = peer.end()
        expect(status == 2 and b"cannot write to standard output: No space left" in said,
               f"a full disk: {status} {said[:100]}")


# -- lines -------------------------------------------------------------------------


def ids_come_back_as_they_are():
    ids = [b"1", b"-0", b"1.50e+3", b"1e999", b"123456789012345678901234567890", b'"a"', b'""',
           b'"\\u00e9\\n\\ud83d\\ude00"', '"é \u2028 €"'.encode(), b"true", b"false", b"null", b"[]",
           b"{}", b'{"id": {"answer":[1,  2]}, "x":"}"}', b"[[[\t1 ,2]]]", b'"\\ud800"', b'"same"',
           b'"same"', b'"' + b"x" * 100000 + b'"']
    lines = [b'{"id": %s , "answer": "x"}' % one for one in ids]
    lines += [b'{"answer": "x", "id":%s}' % one for one in ids]
    replies = same_for_all_jobs(b"\n".join(lines), "--fields", "score")
    expect(len(replies) == len(lines), f"{len(replies)} replies")
    for one, reply in zip(ids + ids, replies):
        expect(reply == b'{"id":%s,"answer":{"score":0}}' % one, f"{one[:50]}: {reply[:100]}")


def the_last_of_repeated_members_counts():
    replies = same_for_all_jobs(
        b'{"id":1,"answer":5,"id":[2],"answer":"x"}\n{"id":1,"answer":"x","answer":5}\n'
        b'{"\\u0069d":3,"text":"x"}\n{"id":4,"text":5,"answer":"x","other":{"id":5}}\n'
        b'{"id":6,"answer":null,"text":"x","prompt":null,"rubric":null}\n', "--fields", "score")
    expect([json.loads(reply)["id"] for reply in replies] == [[2], 1, 3, 4, 6], str(replies))
    expect([b"error" in reply for reply in replies] == [False, True, False, False, False],
           str(replies))


def lines_that_are_wrong():
    lines = [b"", b"   ", b"\r", b"garbage", b"{", b'{"id":7,"answer":"x"', b"[1]", b"5", b'"x"',
             b"null", b'{"id":1}', b'{"id":1,"answer":5}', b'{"id":1,"answer":"x","prompt":[]}',
             b'{"id":1,"answer":"x","rubric":{}}', b'{"id":1,"answer":"x"} {}', b'{"id":1,,}',
             b'{"id":1,"answer":"a\tb"}', b'{"id":1,"answer":"a\0b"}', b"\0", b"\xff\xfe",
             b'{"id":"\xff","answer":"x"}', b'{"id":1,"answer":"\\x"}', b'{"id":1,"answer":"\\u12"}',
             b'{"id":1,"answer":"x","rubric":"none"}', b'{"id":1,"answer":"x","rubric":"/etc/passwd"}',
             b'{"id":2', b'{"answer":"x","id":21',
             b"[" * 100000, b'{"a":' * 50000]
    replies = same_for_all_jobs(b"\n".join(lines) + b"\n")
    expect(len(replies) == len(lines), f"{len(replies)} replies to {len(lines)} lines")
    for line, reply in zip(lines, replies):
        reply = json.loads(reply.decode("utf-8"))
        expect(set(reply) == {"id", "error"}, f"{line[:50]}: {str(reply)[:100]}")
        expect(set(reply.get("error", {})) == {"code", "message", "column", "hint"},
               f"{line[:50]}: {str(reply)[:100]}")
        expect(reply["id"] == (7 if b":7" in line else 1 if b'"id":1' in line else None),
               f"{line[:50]}: id {reply['id']}")
    codes = [json.loads(reply)["error"]["code"] for reply in replies]
    expect(codes[6:10] == ["S002"] * 4 and codes[-6:-4] == ["S004"] * 2, str(codes))
    columns = [json.loads(reply)["error"]["column"] for reply in replies]
    expect(columns[11:14] == [18, 31, 31], str(columns))


def text_of_any_kind_is_graded():
    """As the same text in a file."""
    answers = {
        b'"a\\u0000b"': b"a\0b",
        b'"\xff\xfe abc"': b"\xff\xfe abc",
        b'"\\ud800x\\udc00"': b"\xed\xa0\x80x\xed\xb0\x80",
        b'"\\ud83d\\ude00 \\ud83dx \\uD83D\\u0041"': "😀 ".encode() + b"\xed\xa0\xbdx \xed\xa0\xbdA",
        b'"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9"': '"\\/\b\f\n\r\té'.encode(),
        b'""': b"",
        json.dumps(ANSWER).encode(): ANSWER.encode(),
    }
    lines = [b'{"id":0,"answer":%s}' % text for text in answers]
    replies = same_for_all_jobs(b"\r\n".join(lines))
    for (_, text), reply in zip(answers.items(), replies):
        graded = subprocess.run([GRADE, "--rubric", RUBRIC, "-f", "jsonl", "-"], cwd=SOURCE,
                                input=text, capture_output=True, check=True).stdout
        expect(reply + b"\n" == b'{"id":0,' + graded[1:], f"{text[:30]}: {reply[:300]}")
    diagnostics = [json.loads(reply)["answer"]["diagnostics"] for reply in replies]
    expect([bool(one) for one in diagnostics][:5] == [True, True, True, True, False],
           f"what was repaired is not told: {diagnostics}")


def marks_and_ends_of_lines():
    data = b'\xef\xbb\xbf{"id":1,"answer":""}\r\n{"id":2,"answer":""}\n\n{"id":3,"answer":""}'
    replies = same_for_all_jobs(data, "--fields", "score")
    expect([json.loads(reply)["id"] for reply in replies] == [1, 2, None, 3], str(replies))
    expect(same_for_all_jobs(b"") == [], "a reply to nothing")
    expect(same_for_all_jobs(b"\xef\xbb\xbf") == [], "a reply to a mark")
    expect(len(same_for_all_jobs(b"\xef\xbb")) == 1, "no reply to half a mark")
    expect(len(same_for_all_jobs(b"\n\n\n")) == 3, "not three replies to three empty lines")


def peak_memory(lines, count, *arguments):
    """The peak in kB when there were `count` replies to lines that are made one after
    the other, and how many more came."""
    peer = Peer("--rubric", RUBRIC, *arguments)
    peak = []

    def read():
        for _ in range(count):
            peer.read_line()
        status = pathlib.Path(f"/proc/{peer.process.pid}/status")
        peak.append(int(status.read_text().split("VmHWM:")[1].split()[0]))

    reader = threading.Thread(target=read)
    reader.start()
    for line in lines:
        peer.write(line)
    reader.join()
    peer.process.stdin.close()
    more = len(peer.replies.readlines())
    expect(peer.end() == (0, b""), "no good end")
    return peak[0] if peak else 0, more


def a_line_that_is_too_long():
    long = b'{"id": "long", "answer": "' + b"word " * (10 << 20) + b'"}'
    lines = b"\n".join([b'{"id":1,"answer":""}', long, b'{"id":2,"answer":""}', b"x" * (17 << 20)])
    replies = [json.loads(reply) for reply in same_for_all_jobs(lines)]
    expect([reply["id"] for reply in replies] == [1, "long", 2, None], str(replies)[:300])
    errors = [reply.get("error", {}).get("code") for reply in replies]
    expect(errors == [None, "S003", None, "S003"], str(errors))
    # The longest that is read, and one byte more.
    limit = 16 << 20
    for more, wanted in (0, None), (1, "S003"):
        line = b'{"answer":""' + b" " * (limit - 13 + more) + b"}"
        expect(len(line) == limit + more, "a line of another length")
        reply = json.loads(same_for_all_jobs(line, "--fields", "score")[0])
        expect(reply.get("error", {}).get("code") == wanted, f"limit and {more}: {reply}")
    # 1 GB in one line.
    piece = b"x" * (1 << 20)
    peak, more = peak_memory([piece] * 1024 + [b"\n"], 1, "--jobs", "2")
    expect(more == 0, f"{more} replies too many")
    expect(peak < 100 << 10 or not MEMORY_IS_TOLD, f"a line of 1 GB takes {peak} kB")


def very_many_lines():
    def lines(number):
        for start in range(0, number, 1000):
            yield b"".join(b'{"id":%d,"answer":"%d"}\n' % (start + i, i) for i in range(1000))

    peak_of_few, more = peak_memory(lines(5000), 5000, "--jobs", "2", "--fields", "score")
    expect(more == 0, f"{more} replies too many")
    number = 100000 if MEMORY_IS_TOLD else 20000  # sanitizers are slow, too
    peaks = []
    # Beside other work a run may hold more replies that wait for an earlier one. What
    # grows with the lines is there in each run.
    while not peaks or (MEMORY_IS_TOLD and len(peaks) < 3 and min(peaks) >= peak_of_few + 1024):
        peak, more = peak_memory(lines(number), number, "--jobs", "2", "--fields", "score")
        expect(more == 0, f"{more} replies too many")
        peaks.append(peak)
    expect(min(peaks) < peak_of_few + 1024 or not MEMORY_IS_TOLD,
           f"memory grows with the lines: {peak_of_few} kB, {peaks} kB")


# -- options -----------------------------------------------------------------------


def all_members(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            inner = key if not path or path == "answer" else f"{path}.{key}"
            if not (path == "" and key in ("id", "answer")):
                yield inner, item
            yield from all_members(item, "answer" if (path, key) == ("", "answer") else inner)
    elif isinstance(value, list):
        for item in value:
            yield from all_members(item, path)


def members_of_schema(definitions, name, path=""):
    for key, value in definitions[name]["properties"].items():
        inner = f"{path}.{key}" if path else key
        if (name, key) not in (("reply", "id"), ("reply", "answer"), ("reply", "error"),
                               ("answer", "checks"), ("answer", "rubric")):
            yield inner
            text = json.dumps(value)
            if "#/definitions/" in text:
                yield from members_of_schema(definitions, text.split("#/definitions/")[1]
                                             .split('"')[0], inner)
    if name == "reply":
        yield from members_of_schema(definitions, "answer")


def fields_of_the_schema_can_be_chosen():
    schema = json.loads(subprocess.run([GRADE, "schema", "stream-line"], check=True,
                                       capture_output=True).stdout)
    fields = sorted(set(members_of_schema(schema["definitions"], "reply")))
    expect(len(fields) > 60, f"{len(fields)} fields")
    line = record(id=1, answer=ANSWER + "\ud800")
    whole = json.loads(same_for_all_jobs(line)[0])
    seen = list(all_members(whole))
    for field in fields:
        status, reply, said = run(line, "--fields", field)
        expect(status == 0, f"{field}: {said}")
        reply = json.loads(reply or b"{}")
        got = [(name, value) for name, value in all_members(reply) if name == field]
        expect(got == [pair for pair in seen if pair[0] == field], f"{field}: {str(reply)[:200]}")
        allowed = {field} | {field.rsplit(".", n)[0] for n in range(1, field.count(".") + 1)}
        extra = {name for name, _ in all_members(reply)
                 if name not in allowed and not name.startswith(field + ".")}
        expect(not extra, f"{field}: also {extra}")
    status, reply, _ = run(line, "--fields", ",".join(fields))
    expect(json.loads(reply) == whole, "all fields are not the whole reply")
    reply = run(line, "--fields", "band,tool.name,criteria.evidence.text,score")[1]
    expect(reply.startswith(b'{"id":1,"tool":{"name":"grade"},"answer":{"score":100,"band":'
                            b'"good","criteria":[{"evidence":[{"text":'), str(reply[:200]))
    for wrong in ("", "scor", "score,", "answer", "answer.score", "criteria.evidence.", ".", "id"):
        status, reply, said = run(line, "--fields", wrong)
        expect((status, reply) == (2, b"") and b"--fields: a reply has no" in said,
               f"--fields {wrong}: {status} {said[:100]}")


def rubrics_and_prompts_of_records():
    lines = [record(id=0, answer=ANSWER), record(id=1, answer=ANSWER, rubric="three"),
             record(id=2, answer=ANSWER, rubric="senior-data-engineer"),
             record(id=3, answer=ANSWER, rubric=RUBRIC),
             record(id=4, answer=ANSWER, rubric="tests/cli/data/rubric.yaml"),
             record(id=5, answer=ANSWER, rubric="three\0"),
             record(id=6, answer=ANSWER, prompt=ANSWER)]
    replies = [json.loads(reply) for reply in
               same_for_all_jobs(b"\n".join(lines), "--fields", "score,rubric.id")]
    ids = [reply.get("rubric", {}).get("id") for reply in replies]
    expect(ids == ["three", "three", "senior-data-engineer", "three", None, None, "three"], str(ids))
    expect(replies[4]["error"]["code"] == "S004", "a record opened a file")
    expect(replies[0]["answer"]["score"] == 100, str(replies[0]))
    expect(replies[6]["answer"]["score"] < 100, f"a prompt is not heeded: {replies[6]}")


def wrong_calls():
    for arguments, words in (
            (["answers.jsonl"], b"grade stream reads standard input only"),
            (["--rubric", "nope"], b"no such rubric"),
            (["--rubric", RUBRIC, "--rubric", RUBRIC], b"are both three"),
            (["--prompt", "nope.md"], b"cannot be read"),
            (["--jobs", "x"], b"--jobs takes a number"), (["--jobs", "-1"], b"--jobs takes a number"),
            (["--jobs", "257"], b"--jobs takes a number"), (["--jobs", ""], b"--jobs takes a number"),
            (["--jobs", "2x"], b"--jobs takes a number")):
        peer = Peer(*arguments)
        replies = peer.replies.read()
        status, said = peer.end()
        expect((status, replies) == (2, b"") and words in said, f"{arguments}: {status} {said}")


CONVERSATIONS = [a_peer_that_waits_for_each_reply, a_peer_that_waits_very_often,
                 a_peer_that_waits_behind_several, a_reader_that_is_slow, a_reader_that_goes_away, input_and_output_that_fail,
                 ids_come_back_as_they_are, the_last_of_repeated_members_counts,
                 lines_that_are_wrong, text_of_any_kind_is_graded, marks_and_ends_of_lines,
                 a_line_that_is_too_long, very_many_lines, fields_of_the_schema_can_be_chosen,
                 rubrics_and_prompts_of_records, wrong_calls]


def main():
    for conversation in CONVERSATIONS:
        name = conversation.__name__
        if len(sys.argv) > 3 and name not in sys.argv[3:]:
            continue
        before = len(failures)
        conversation()
        print(f"{'ok' if len(failures) == before else 'not ok'} - {name}", flush=True)
        for failure in failures[before:before + 20]:
            print(f"#   {failure}")
    print(f"{checks} checked, {len(failures)} failures")
    return 1 if failures or checks == 0 else 0


sys.exit(main())
