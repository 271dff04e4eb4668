#!/usr/bin/env python3
"""Renders k8s/base and every overlay with `kubectl kustomize` and holds the result against rules.py.

Usage: check.py REPOSITORY. Exit codes: 0 all rules hold, 1 they do not, 77 skipped because there is no kubectl.
"""

import pathlib
import shutil
import subprocess
import sys

import yaml

import rules


def render(folder):
    result = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True, timeout=30)
    if result.returncode != 0:
        raise SystemExit(f"{folder}: kubectl kustomize failed:\n{result.stderr}")
    return [document for document in yaml.safe_load_all(result.stdout) if document]


def main():
    root = pathlib.Path(sys.argv[1])
    if shutil.which("kubectl") is None:
        print("skip: kubectl is not installed, so the manifests cannot be rendered")
        return 77
    page = (root / "k8s/README.md").read_text()
    folders = [root / "k8s/base", *sorted(p for p in (root / "k8s/overlays").iterdir() if p.is_dir())]
    failed = False
    for folder in folders:
        documents = render(folder)
        violations = rules.check(documents, page)
        print(f"{folder.relative_to(root)}: {len(documents)} objects, {len(violations)} violations")
        for violation in violations:
            print(f"  {violation}")
        failed = failed or bool(violations)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
