#!/usr/bin/env python3
"""Rules about the tree of files as a whole. Usage: tree.py REPOSITORY

The top level is fixed; files are small enough to hold in the head; nothing is left to be done; nothing names the machine that
it was written on.
"""

import pathlib
import re

import repository

TOP = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "proto", "services", "deploy", "k8s", "tests"}
FILE_LINES = 500
# A context's events are one list, and so are its methods: other systems read them in one place.
LIST_LINES = 1000
LISTS = ("/events.proto", "_service.proto")
MAIN_LINES = 100
FILE_BYTES = 1 << 20
# In pieces, or this file would find itself.
UNFINISHED = re.compile(r"\b(" + "TO" + "DO|FIX" + r"ME)\b")
MACHINE = "/" + "work/"
# Reading that developers have beside the repository, and users do not: tests may use it where it is there.
BESIDE = "../" + "shared"


def check(root, paths):
    yield from top_level(paths)
    for path in paths:
        size = (pathlib.Path(root) / path).stat().st_size
        if size > FILE_BYTES:
            yield f"{path}: {size} bytes, more than {FILE_BYTES}"
            continue
        lines = repository.lines(root, path)
        if path.endswith("/main.cc") and len(lines) > MAIN_LINES:
            yield f"{path}: {len(lines)} lines, more than {MAIN_LINES}: a composition root only composes"
        limit = LIST_LINES if path.endswith(LISTS) else FILE_LINES
        if path.endswith((".cc", ".h", ".py", ".proto")) and len(lines) > limit:
            yield f"{path}: {len(lines)} lines, more than {limit}: does it hold one idea?"
        for number, line in lines:
            if UNFINISHED.search(line):
                yield f"{path}:{number}: unfinished: do it, or write down why not in a sentence"
            if MACHINE in line:
                yield f"{path}:{number}: names a folder of one machine"
            if BESIDE in line and not path.startswith("tests/"):
                yield f"{path}:{number}: names a folder beside the repository, which users do not have"


def top_level(paths):
    found = {path.split("/")[0] for path in paths if not path.startswith(".")}
    for name in sorted(found - TOP):
        yield f"{name}: does not belong at the top level"
    for name in sorted(TOP - found):
        yield f"{name}: is missing at the top level"


if __name__ == "__main__":
    repository.run(check)
