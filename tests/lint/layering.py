#!/usr/bin/env python3
"""Holds every #include against the dependency rule of services/README.md. Usage: layering.py REPOSITORY

    main -> <context>_service, reactions, views -> domain -> platform/core, generated messages

A context never includes another context's code: they meet in proto/. The platform knows no context.
"""

import re

import repository

CONTEXTS = ("programme", "engagement", "analysis", "codesign", "metrics")
ROOTS = ("platform", "cli", "fivestep", "google", *CONTEXTS)

# The files outside the contexts that know their code. Models: a log at rest has no service that could say
# what its events mean, and whether rows and views are theirs can only be told by folding them again. The
# proposal of a mapping, and sheets, votes and readings as .csv: they are read on their owner's machine, as analysis reads CSV.
KNOW_CONTEXTS = ("services/cli/models.cc", "services/cli/mapping_proposal.cc", "services/cli/csv_file.cc",
                  "services/cli/sheet/csv_table.cc")

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')

# A library, and the only places that may include it.
LIBRARIES = [
    ("rocksdb/", r"(services/platform/(eventlog|testing)|tests/bench)/"),
    ("nats/", r"services/platform/bus/|tests/"),
    ("nats.h", r"services/platform/bus/|tests/"),
    ("grpcpp/", r"services/platform/rpc/|services/cli/|services/\w+/(\w+_service(_\w+)?\.(h|cc)|main\.cc)$|tests/"),
    ("grpc/", r"services/platform/rpc/|services/cli/|tests/"),
    ("sodium", r"services/platform/sealing/"),
    ("xlsxwriter.h", r"services/cli/sheet/|tests/"),
    ("zip.h", r"services/cli/sheet/|tests/"),
    ("pugixml.hpp", r"services/cli/sheet/|tests/"),
    ("spdlog/", r"services/platform/rpc/|services/\w+/main\.cc$"),
]

# Pure folders of a context: what else each may include of its own context.
PURE = {"domain": (), "statistics": (), "spc": (), "money": (), "opinion": (), "import": ("statistics",)}
DOMAIN_MAY_USE = {"analysis": ("statistics", "import"), "codesign": ("opinion",),
                  "engagement": ("statistics",), "metrics": ("spc", "money")}
# Statistics that know numbers only and no context's words or messages: more than one context counts people, and
# there is to be one interval for a proportion in this repository. The folder lies where it began.
SHARED_PURE = {"analysis/statistics/": ("codesign", "engagement", "metrics")}
# Time, chance and the world come to a pure folder from outside.
IMPURE = {"fstream", "filesystem", "iostream", "thread", "mutex", "future", "condition_variable", "atomic", "unistd.h"}


def check(root, paths):
    for path in paths:
        if re.match(r"(services|tests)/.*\.(cc|h)$", path):
            for number, line in repository.lines(root, path):
                match = INCLUDE.match(line)
                if match:
                    for sentence in (own(path, match[1]) if match[1] else library(path, match[2])):
                        yield f"{path}:{number}: {sentence}"


def library(path, include):
    """What is wrong with `#include <include>`."""
    for prefix, places in LIBRARIES:
        if include.startswith(prefix) and not re.match(places, path):
            yield f"<{include}> belongs to another folder: {places}"
    if pure_folder(path):
        if include in IMPURE:
            yield f"<{include}> in a pure folder: time, chance and the world come from outside"
        test = re.search(r"_test\.cc$", path) and include.startswith(("gtest/", "gmock/", "rapidcheck"))
        if "/" in include and not test and not include.startswith(("google/protobuf/", "boost/math/", "Eigen/")):
            yield f"<{include}> in a pure folder, which has the standard library and generated messages"


def own(path, include):
    """What is wrong with `#include "include"`."""
    if not path.startswith("services/"):
        return
    first = include.split("/")[0]
    if "/" not in include and include.endswith(".pb.h"):
        return  # a proto beside the code that alone uses it
    if first not in ROOTS or "/../" in include:
        yield f'"{include}" does not start at services/ or proto/'
        return
    owner = path.split("/")[1]
    if owner == "platform":
        # Generated messages count: a platform that reads a context's messages knows the context.
        if first in CONTEXTS + ("cli",) or include.startswith(tuple(f"fivestep/{c}/" for c in CONTEXTS)):
            yield f'"{include}": the platform knows no context'
        if path.startswith("services/platform/core/") and first == "platform" and not include.startswith("platform/core/"):
            yield f'"{include}": platform/core includes nothing else of the platform'
    elif owner == "cli":
        if first in CONTEXTS and path not in KNOW_CONTEXTS:
            yield f'"{include}": the cli knows services by reflection only'
    elif shared_pure(owner, include):
        return
    elif first in CONTEXTS + ("cli",) and first != owner:
        yield f'"{include}": a context includes no other context: they meet in proto/'
    else:
        yield from inside_a_context(path, owner, include)


def shared_pure(owner, include):
    """Whether `include` is of a shared pure folder that the context `owner` may use."""
    return any(include.startswith(folder) and owner in users for folder, users in SHARED_PURE.items())


def pure_folder(path):
    """`domain` for services/metrics/domain/metric.cc; nothing for a file in a folder that is not pure."""
    parts = path.split("/")
    if parts[0] == "services" and parts[1] in CONTEXTS and parts[2] in PURE:
        return parts[2]
    return None


def inside_a_context(path, context, include):
    """The order of the layers within one context."""
    folder = pure_folder(path)
    if folder:
        allowed = ["platform/core/", f"{context}/{folder}/", "fivestep/", "google/"]
        allowed += [f"{context}/{other}/" for other in PURE[folder]]
        if folder == "domain":
            allowed += [f"{context}/{other}/" for other in DOMAIN_MAY_USE.get(context, ())]
        if path.endswith(("_test.cc", "examples.h")):  # what tests start from
            allowed.append("platform/testing/")
        if not include.startswith(tuple(allowed)):
            yield f'"{include}": {folder}/ is pure, and includes only {", ".join(allowed)}'
    elif re.match(rf"services/{context}/(reactions|views)/", path) and re.match(rf"{context}/\w+_service", include):
        yield f'"{include}": reactions and views lie below the service'


if __name__ == "__main__":
    repository.run(check)
