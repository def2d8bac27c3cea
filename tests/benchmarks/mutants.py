"""How many small errors, put into the code on purpose, the tests notice.

Run by hand, with the extras `bench` and `test` installed:
`python tests/benchmarks/mutants.py [behaviour] [loops] [grade] [--number 60] [--seed 1]
[--patience 180] [--at cld/grade/key.py:31 …]`. From each package so many places are drawn, and at
each one mutant: a comparison, a sign, a number, a condition. The tests of that package run on it
up to the first that fails. Prints those that survive while it works, and at the end how many
were killed, by module; asserts nothing. With `--at` all mutants of some lines are tried.
Interrupted, it prints the table of those tried so far.

It works on a copy in a temporary folder: the working tree is never changed. cosmic-ray makes the
mutants: mutmut passes over properties, where much of this code stands, and over all that a module
holds outside of functions.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from cosmic_ray.commands.init import init  # type: ignore[import-untyped]
from cosmic_ray.mutating import mutate_and_test  # type: ignore[import-untyped]
from cosmic_ray.work_db import WorkDB, use_db  # type: ignore[import-untyped]
from cosmic_ray.work_item import MutationSpec, TestOutcome  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
COPIED = "cld", "examples", "grammar", "gui", "tests", "pyproject.toml"
# The tests of each package, those that tell most in the least time first.
TESTS = {
    "behaviour": "cld/behaviour tests/test_oscillation.py tests/test_interactions.py "
    "tests/test_opposition.py tests/test_rules.py",
    "loops": "cld/loops tests/test_basis.py tests/test_kernel.py tests/test_space.py "
    "tests/test_loops.py "
    "--deselect tests/test_loops.py::test_a_large_network_lists_its_shortest_loops",
    "grade": "cld/grade tests/test_grade.py tests/test_grade_loops.py tests/test_grade_names.py "
    "tests/test_grade_byhand.py tests/test_grade_measures.py tests/test_grade_distance.py "
    "tests/test_grade_review.py tests/test_grade_laws.py tests/test_grade_command.py "
    "tests/test_grade_batch.py -k 'not all_possible_links and not two_thousand'",
}
OPTIONS = "-x -q -p no:cacheprovider -p first_failure"
# A property that fails is not made smaller: that takes longer than to find it.
PLUGIN = """\
from hypothesis import Phase, settings

def pytest_configure():
    settings.register_profile("first", settings(phases=[Phase.explicit, Phase.generate]))
    settings.load_profile("first")
"""
# Mutants that someone might have written. Left out: `is` for `==` and the like, which are the
# same for None and for words of the code, and operators nobody takes one for the other.
PLAUSIBLE = re.compile(
    r"core/(AddNot|NumberReplacer|ExceptionReplacer|ZeroIterationForLoop|Replace("
    r"TrueWithFalse|FalseWithTrue|AndWithOr|OrWithAnd|BreakWithContinue|ContinueWithBreak|"
    r"UnaryOperator_(USub_UAdd|Delete_USub|Delete_Not)|"
    r"BinaryOperator_(Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Mul|Mod_Mul|Pow_Mul|BitOr_BitAnd|"
    r"BitAnd_BitOr|BitXor_BitOr|LShift_RShift|RShift_LShift)|"
    r"ComparisonOperator_(Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|Lt_LtE|Lt_GtE|LtE_Lt|LtE_Gt|Gt_GtE|"
    r"Gt_LtE|GtE_Gt|GtE_Lt)))"
)
Place = tuple[int, int]


def never_run(module: Path) -> list[tuple[Place, Place]]:
    """Return where a module holds types and decorators: what is changed there says nothing."""
    nodes: list[ast.expr] = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        nodes += getattr(node, "decorator_list", [])
        own = (getattr(node, "returns", None), getattr(node, "annotation", None))
        nodes += [found for found in own if found is not None]
    return [
        ((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0))
        for node in nodes
    ]


def mutants_of(package: str) -> list[list[MutationSpec]]:
    """Return the plausible mutants of a package in the current folder, by place."""
    modules = sorted(Path("cld", package).rglob("*.py"))
    with use_db("mutants.sqlite", WorkDB.Mode.create) as work:
        init(modules, work, {})
        items = [item.mutations[0] for item in work.work_items]
    left_out = {module: never_run(module) for module in modules}
    places: dict[tuple[str, Place], list[MutationSpec]] = defaultdict(list)
    for found in items:
        at, module = tuple(found.start_pos), Path(found.module_path)
        if PLAUSIBLE.fullmatch(found.operator_name) and not any(
            start <= at < end for start, end in left_out[module]
        ):
            places[str(module), at].append(found)
    return [
        sorted(places[place], key=lambda one: (one.operator_name, one.occurrence))
        for place in sorted(places)
    ]


def drawn(package: str, number: int, seed: int, lines: list[str]) -> list[MutationSpec]:
    """Return one mutant of each of so many places, or all those of some lines."""
    places = mutants_of(package)
    if lines:
        every = [one for place in places for one in place]
        return [one for one in every if f"{one.module_path}:{one.start_pos[0]}" in lines]
    draw = random.Random(f"{seed} {package}")
    return [draw.choice(place) for place in draw.sample(places, min(number, len(places)))]


def changed(diff: str) -> str:
    """Return what stood there and what stands there now, without the file around it."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was, now = (" ".join(line[1:].strip() for line in lines if line[:1] == sign) for sign in "-+")
    return f"{was}\n    → {now}"


def benchmark(package: str, mutants: list[MutationSpec], patience: float) -> None:
    """Try mutants of a package in the current folder, and print what became of them."""
    command = f"{sys.executable} -m pytest {OPTIONS} {TESTS[package]}"
    if subprocess.run(command, shell=True, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"the tests of {package} fail without a mutant: {command}")
    tried: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    late = 0
    with contextlib.suppress(KeyboardInterrupt):
        for mutant in mutants:
            found, module = mutate_and_test([mutant], command, patience), str(mutant.module_path)
            if found.test_outcome == TestOutcome.INCOMPETENT:
                sys.exit(f"no test could be run: {found.output}")
            tried.update((module, package))
            if found.test_outcome == TestOutcome.KILLED:
                killed.update((module, package))
                late += found.output == "timeout"
            else:
                print(f"{module}:{mutant.start_pos[0]}  {changed(found.diff)}", flush=True)
    for name, count in sorted(tried.items()):
        print(f"{name:<40} {killed[name]:4} of {count:4} killed   {killed[name] / count:4.0%}")
    print(f"{late} of those killed had not ended after {patience:g} seconds")


def main() -> None:
    """Copy what is needed, and work there."""
    asked = argparse.ArgumentParser(description="Count the mutants that tests notice.")
    asked.add_argument("packages", nargs="*", default=list(TESTS))
    asked.add_argument("--number", type=int, default=60, help="how many mutants a package")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--patience", type=float, default=180, help="seconds for a mutant")
    asked.add_argument("--at", nargs="*", default=[], metavar="FILE:LINE")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            part = ROOT / name
            (shutil.copytree if part.is_dir() else shutil.copy)(part, Path(folder, name))
        Path(folder, "first_failure.py").write_text(PLUGIN, "utf-8")
        os.chdir(folder)
        os.environ["PYTHONPATH"] = folder  # before the package as it is installed
        for package in given.packages:
            mutants = drawn(package, given.number, given.seed, given.at)
            if mutants:
                benchmark(package, mutants, given.patience)
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
