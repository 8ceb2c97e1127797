"""How much of the library the kept inputs run, by layer.

    coverage.py BUILD_DIR SOURCE_DIR [TARGET...]

BUILD_DIR was built by gcc with --coverage (./dev fuzz coverage does). Each target, or
each one named, reads its own corpus. Then the lines of every layer are counted, with
the files of which least was run; "all" is behind the last layer.
"""
import collections
import json
import pathlib
import subprocess
import sys

LEAST = 3  # files named for each layer


def replay(build, corpus):
    program = build / "bin" / f"fuzz_{corpus.name}"
    run = subprocess.run([program, corpus], stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"coverage.py: {program.name} failed over {corpus}")
    print(f"{program.name}: {run.stdout.strip()}", flush=True)


def lines_run(build, source):
    """How often each line ran: {file: {line: times}}, of files of the library."""
    counted = collections.defaultdict(collections.Counter)
    library = source / "libgrade" / "src"
    notes = sorted(str(path) for path in (build / "libgrade").rglob("*.gcno"))
    for start in range(0, len(notes), 50):
        run = subprocess.run(["gcov", "--json-format", "--stdout", *notes[start:start + 50]],
                             cwd=build, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             check=True)
        for part in run.stdout.splitlines():
            for file in json.loads(part)["files"]:
                path = (build / file["file"]).resolve()
                if library in path.parents:
                    for line in file["lines"]:
                        counted[path.relative_to(library)][line["line_number"]] += line["count"]
    return counted


def share(lines):
    ran = sum(1 for count in lines if count > 0)
    return f"{ran:6} of {len(lines):6}  {100 * ran / max(len(lines), 1):5.1f}%"


def main():
    build, source = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    for old in build.rglob("*.gcda"):
        old.unlink()
    wanted = sys.argv[3:]
    for corpus in sorted((source / "tests/fuzz/corpus").iterdir()):
        if not wanted or corpus.name in wanted:
            replay(build, corpus)
    counted = lines_run(build, source)
    layers = collections.defaultdict(list)
    for path, lines in counted.items():
        layers[path.parts[0]] += lines.values()
    for layer in sorted(layers):
        print(f"{layer:10}{share(layers[layer])}")
        files = {path: lines.values() for path, lines in counted.items() if path.parts[0] == layer}
        missed = {path: sum(1 for count in lines if count == 0) for path, lines in files.items()}
        for path in sorted(missed, key=missed.get, reverse=True)[:LEAST]:
            if missed[path]:
                print(f"    {path!s:34}{share(files[path])}")
    print(f"{'all':10}{share([count for lines in layers.values() for count in lines])}")


main()
