"""`cld grade ANSWER… --key KEY`: answers to an exercise, graded."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cld.commands.key import read_sound_key
from cld.commands.options import color_option, emit, format_option, paper_on
from cld.commands.unusable import UnusableInput
from cld.exits import DONE, FINDINGS
from cld.files import FileError, read_bytes
from cld.grade.answer import Answer, read_answer
from cld.grade.byhand import read_by_hand
from cld.grade.grade import Grade
from cld.grade.graded import graded
from cld.grade.key import Key
from cld.grade.matches import Matches
from cld.grade.missing import MissingLibraryError
from cld.output.grade_csv import grades_csv
from cld.output.grade_markdown import grades_markdown
from cld.output.grade_results import gradescope, junit, prairielearn
from cld.output.grade_text import print_class, print_grade, print_table
from cld.output.grade_values import grade_values, grades_values, ungraded_values
from cld.output.grade_words import key_view, title_of
from cld.output.json_text import as_json
from cld.output.progress import Progress
from cld.source import decode

# Files of a folder that are answers.
ENDINGS = (".cld", ".json", ".csv", ".graphml", ".dot", ".gv", ".mmd")

Result = tuple[Answer, Grade | None, Matches | None]


@click.command(short_help="Answers to an exercise, graded against a key.")
@click.argument("answers", nargs=-1, required=True, metavar="ANSWER...")
@click.option("--key", "key_file", required=True, metavar="KEY", help="The key of the exercise.")
@click.option(
    "--match",
    "by_hand_file",
    metavar="FILE",
    help="Lines `answer's name -> key's name` that overrule how names are matched.",
)
@click.option("--strict", is_flag=True, help="Only the same names and aliases match.")
@click.option("--reveal", is_flag=True, help="Show what is missing, with points and hints.")
@format_option("text", "json", "csv", "markdown", "junit", "gradescope", "prairielearn")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead.")
@color_option
def grade(
    answers: tuple[str, ...],
    key_file: str,
    by_hand_file: str | None,
    strict: bool,
    reveal: bool,
    format_: str,
    output: str | None,
    color: str,
) -> int:
    """Grade each ANSWER, a file or a folder of files, against a KEY.

    For one file it prints what a learner may see: what was found, in which line, and what is not
    right yet, without what the key holds. For several it prints a table, what was met, mistakes
    that are common, and answers that are nearly the same. JSON holds all of it;
    CSV a row a file, with the columns that nbgrader gives its grades. gradescope and
    prairielearn print the results.json of an autograder, of one answer.

    Exit code 1 where an answer could not be read; it earns 0 points, the others are graded.
    """
    key = read_sound_key(key_file)
    by_hand = _by_hand(by_hand_file)
    files = list(_files(answers))
    results: list[Result] = []
    with Progress() as progress:
        for number, (file, within) in enumerate(files):
            progress("grading", number / len(files))
            results.append(_graded(key, read_answer(file, within), by_hand, strict))
    if format_ == "text":
        _print(key, results, reveal, output, color)
    else:
        if format_ in ("gradescope", "prairielearn") and len(results) > 1:
            raise UnusableInput(f"--format {format_} takes one answer at a time")
        values = [_values(key, result, reveal) for result in results]
        emit(_written(key, values, format_, reveal), output)
    return FINDINGS if any(found is None for _, found, _ in results) else DONE


def _written(key: Key, values: list[dict[str, Any]], format_: str, reveal: bool) -> str:
    points = key_view(key, reveal).points
    if format_ == "csv":
        titles = [title_of(criterion, reveal=True) for criterion in key.criteria]
        return grades_csv(key.title, titles, values)
    if format_ == "markdown":
        return grades_markdown(key.title, values, points)
    if format_ == "junit":
        return junit(key.title, values, points)
    if format_ == "gradescope":
        return as_json(gradescope(values[0], points))
    if format_ == "prairielearn":
        return as_json(prairielearn(values[0], points))
    return as_json(grades_values(values, key.title))


def _print(key: Key, results: list[Result], reveal: bool, output: str | None, color: str) -> None:
    with paper_on(output, color) as paper:
        _, found, matches = results[0]
        if len(results) == 1 and found is not None and matches is not None:
            print_grade(found, matches, key_view(key, reveal), paper)
        else:
            rows = [(a.file, g.score if g else None, key.total, a.problem) for a, g, _ in results]
            print_table(rows, paper)
            print_class([found for _, found, _ in results if found is not None], paper)


def _values(key: Key, result: Result, reveal: bool) -> dict[str, Any]:
    answer, found, matches = result
    if found is None or matches is None:
        return ungraded_values(answer, key.total)
    return grade_values(found, matches, key_view(key, reveal))


def _files(answers: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Each file, and the folder it was found in, whose files come in order of their names."""
    found: list[tuple[str, str | None]] = []
    for answer in answers:
        if answer != "-" and Path(answer).is_dir():
            inside = sorted(Path(answer).rglob("*"), key=lambda path: os.fsencode(path))
            found += [(str(p), answer) for p in inside if p.suffix in ENDINGS and not p.is_dir()]
        else:
            found.append((answer, None))
    if not found:
        raise UnusableInput("there are no answers in this folder")
    return found


def _graded(key: Key, answer: Answer, by_hand: Mapping[str, str | None], strict: bool) -> Result:
    if answer.report is None:
        return answer, None, None
    try:
        found, matches = graded(key, answer.report, by_hand, strict)
    except MissingLibraryError as error:
        raise UnusableInput(str(error)) from None
    return answer, found, matches


def _by_hand(file: str | None) -> Mapping[str, str | None]:
    if file is None:
        return {}
    try:
        text = decode(read_bytes(file)).text
    except FileError as error:
        raise UnusableInput(str(error)) from None
    found = read_by_hand(text)
    for line, problem in found.problems:
        click.echo(f"cld: {file}:{line}: {problem}", err=True)
    return found.names
