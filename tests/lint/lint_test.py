#!/usr/bin/env python3
"""Each lint check finds what is planted for it in a small repository, and finds nothing before it is planted."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77

# A small repository in which every check finds nothing.
SOUND = {
    "CMakeLists.txt": "", "CMakePresets.json": "{}", "LICENSE": "", "deploy/demo": "", "k8s/base/x.yaml": "",
    ".clang-format": "BasedOnStyle: Google\n",
    "README.md": "[map](services/README.md), [site](https://example.org), `deploy/demo --quick`, `services/<context>/`\n",
    "services/README.md": "Up to the [top](../README.md#shape). `services/metrics/domain/metric.cc`\n",
    "services/metrics/domain/metric.cc":
        '#include <string>\n\n#include "fivestep/metrics/v1/events.pb.h"\n#include "metrics/spc/chart.h"\n'
        '#include "platform/core/ids.h"\n',
    "services/metrics/spc/chart.h": "#include <vector>\n",
    "services/metrics/main.cc": "#include <grpcpp/grpcpp.h>\n",
    "services/platform/eventlog/log.cc": "#include <rocksdb/db.h>\n",
    "tests/lint/a_test.cc": "#include <nats/nats.h>\n",
    "proto/fivestep/metrics/v1/metric.proto":
        'syntax = "proto3";\n\n// Metrics.\npackage fivestep.metrics.v1;\n\n// A metric.\nmessage Metric {\n'
        "  // Its name.\n  string name = 1;\n}\n",
}

UNFINISHED = "TO" + "DO"
MACHINE = "/" + "work/"
BESIDE = "../" + "shared"

# Check, planted file, its content, and part of what the check must say.
PLANTED = [
    ("layering.py", "services/platform/core/a.h", '#include "analysis/domain/x.h"\n', "the platform knows no context"),
    ("layering.py", "services/platform/rpc/a.h", '#include "fivestep/analysis/v1/x.pb.h"\n', "the platform knows no context"),
    ("layering.py", "services/platform/core/a.h", '#include "platform/rpc/x.h"\n', "platform/core includes nothing else"),
    ("layering.py", "services/metrics/views/a.cc", '#include "analysis/domain/x.h"\n', "they meet in proto/"),
    ("layering.py", "services/metrics/views/a.cc", '#include "../analysis/domain/x.h"\n', "does not start at services/"),
    ("layering.py", "services/metrics/views/a.cc", '#include "metrics/metrics_service.h"\n', "lie below the service"),
    ("layering.py", "services/metrics/domain/a.cc", '#include "metrics/views/x.h"\n', "domain/ is pure"),
    ("layering.py", "services/metrics/domain/a.cc", '#include "platform/eventlog/x.h"\n', "domain/ is pure"),
    ("layering.py", "services/metrics/domain/a.cc", '#include "platform/testing/given.h"\n', "domain/ is pure"),
    ("layering.py", "services/metrics/spc/a.cc", '#include "metrics/domain/x.h"\n', "spc/ is pure"),
    ("layering.py", "services/metrics/domain/a.cc", "#include <thread>\n", "come from outside"),
    ("layering.py", "services/metrics/domain/a.cc", "#include <gtest/gtest.h>\n", "in a pure folder"),
    ("layering.py", "services/cli/a.cc", '#include "metrics/domain/metric.h"\n', "by reflection only"),
    ("layering.py", "services/platform/bus/a.cc", "#include <rocksdb/db.h>\n", "<rocksdb/db.h> belongs"),
    ("layering.py", "services/metrics/reactions/a.cc", "#include <nats/nats.h>\n", "<nats/nats.h> belongs"),
    ("layering.py", "services/metrics/views/a.cc", "#include <grpcpp/grpcpp.h>\n", "<grpcpp/grpcpp.h> belongs"),
    ("layering.py", "services/platform/eventlog/a.cc", "#include <sodium.h>\n", "<sodium.h> belongs"),
    ("layering.py", "services/platform/bus/a.cc", " # include <spdlog/spdlog.h>\n", "<spdlog/spdlog.h> belongs"),
    ("tree.py", "notes.txt", "", "notes.txt: does not belong at the top level"),
    ("tree.py", "services/metrics/main.cc", "\n" * 101, "101 lines, more than 100"),
    ("tree.py", "services/metrics/views/a.cc", "\n" * 501, "501 lines, more than 500"),
    ("tree.py", "deploy/big.bin", "x" * ((1 << 20) + 1), "more than 1048576"),
    ("tree.py", "deploy/a", f"# {UNFINISHED}: later\n", "deploy/a:1: unfinished"),
    ("tree.py", "deploy/a", f"cd {MACHINE}main\n", "names a folder of one machine"),
    ("tree.py", "deploy/a", f"cat {BESIDE}/a.csv\n", "beside the repository"),
    ("links.py", "services/a.md", "See [it](missing.md).\n", "missing.md does not exist"),
    ("links.py", "services/a.md", "See [`it`](../missing/).\n", "../missing/ does not exist"),
    ("links.py", "services/a.md", "[it]: missing.md\n", "missing.md does not exist"),
    ("links.py", "README.md", "Run `tests/missing --all`.\n", "tests/missing does not exist"),
    ("format", "services/metrics/views/a.cc", "int  a ;\n", "clang-format-violations"),
    ("buf", "proto/fivestep/metrics/v1/a.proto",
     'syntax = "proto3";\npackage fivestep.metrics.v1;\nmessage Bad {}\n', "should have a non-empty comment"),
]


def run(check, root):
    command = [sys.executable, str(HERE / check)] if check.endswith(".py") else [str(HERE / check)]
    result = subprocess.run([*command, str(root)], capture_output=True, text=True, timeout=60)
    return result.returncode, result.stdout + result.stderr


def write(root, files):
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)


class LintTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        write(self.root, SOUND)

    def test_finds_nothing_in_a_sound_repository(self):
        for check in sorted({check for check, *_ in PLANTED}):
            with self.subTest(check):
                code, output = run(check, self.root)
                self.assertIn(code, (0, SKIPPED), output)

    def test_finds_what_is_planted(self):
        for check, path, content, sentence in PLANTED:
            with self.subTest(check=check, content=content[:60]):
                write(self.root, {path: content})
                code, output = run(check, self.root)
                if code != SKIPPED:
                    self.assertEqual(code, 1 if check != "buf" else 100, output)
                    self.assertIn(sentence, output)
                (self.root / path).unlink()
                write(self.root, SOUND)

    def test_finds_a_missing_top_level_file(self):
        (self.root / "LICENSE").unlink()
        self.assertIn("LICENSE: is missing", run("tree.py", self.root)[1])

    def test_does_not_look_at_ignored_files(self):
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        write(self.root, {".gitignore": "/build/\n", "build/a": f"{MACHINE}\n"})
        self.assertEqual(run("tree.py", self.root)[0], 0)

    def test_an_empty_folder_is_not_a_sound_repository(self):
        with tempfile.TemporaryDirectory() as empty:
            for check in ("layering.py", "tree.py", "links.py"):
                with self.subTest(check):
                    self.assertEqual(run(check, empty)[0], 1)


if __name__ == "__main__":
    unittest.main()
