#!/usr/bin/env python3
"""Every relative link of every page leads somewhere, and every path of the repository in backticks exists.

Usage: links.py REPOSITORY
"""

import pathlib
import re

import repository

LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s*(\S+)")
CODE = re.compile(r"`([^`]+)`")
# A path as a whole, or a command of ours before its arguments; not a pattern such as proto/<context>/ or tests/*.py.
OUR_PATH = re.compile(r"(?:services|proto|deploy|k8s|tests)/[\w./-]*$")


def check(root, paths):
    for path in paths:
        if path.endswith(".md"):
            yield from page(pathlib.Path(root), path)


def page(root, path):
    fenced = False
    for number, line in repository.lines(root, path):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            for target in broken(root, path, line):
                yield f"{path}:{number}: {target} does not exist"


def broken(root, path, line):
    """The targets on one line that lead nowhere."""
    prose = CODE.sub("", line)
    for target in LINK.findall(prose) + REFERENCE.findall(prose):
        file = target.split("#")[0]
        if file and not re.match(r"[a-z]+:", file) and not ((root / path).parent / file).exists():
            yield target
    for code in CODE.findall(line):
        name = code.split()[0] if code.split() else ""
        if OUR_PATH.match(name) and not (root / name).exists():
            yield name


if __name__ == "__main__":
    repository.run(check)
