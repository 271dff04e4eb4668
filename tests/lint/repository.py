"""The files of a repository as the lint checks see them, and how a check reports."""

import pathlib
import subprocess
import sys


def files(root):
    """Paths relative to `root`, sorted: tracked files and new ones that are not ignored; not those deleted from the tree."""
    listed = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, text=True)
    if listed.returncode == 0:
        paths = {path for path in listed.stdout.split("\0") if path}
    else:  # Not a git repository: a source archive.
        skipped = {".git", "build", "var", "node_modules"}
        paths = {str(path.relative_to(root)) for path in pathlib.Path(root).rglob("*")
                 if not skipped & set(path.relative_to(root).parts)}
    return sorted(path for path in paths if (pathlib.Path(root) / path).is_file())


def lines(root, path):
    """The lines of a text file, numbered from 1; none for a binary file."""
    content = (pathlib.Path(root) / path).read_bytes()
    if b"\0" in content:
        return []
    return list(enumerate(content.decode("utf-8", errors="replace").splitlines(), 1))


def run(check):
    """Runs `check(root, paths)`, which yields sentences, on the repository that the command line names."""
    root = sys.argv[1]
    paths = files(root)
    violations = list(check(root, paths))
    for violation in violations:
        print(violation)
    print(f"{len(paths)} files, {len(violations)} violations")
    sys.exit(1 if violations or not paths else 0)
