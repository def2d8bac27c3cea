"""`cld grade ANSWER… --key KEY`: answers to an exercise, graded."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from cld.commands.completion import file_names
from cld.commands.grading import GradedFile, GradingOptions, Task, grade_one, unfinished
from cld.commands.key import read_sound_key
from cld.commands.options import color_option, emit, format_option, paper_on
from cld.commands.pages import write_pages
from cld.commands.unusable import UnusableInput
from cld.core.exits import DONE, FINDINGS
from cld.core.extras import MissingLibraryError
from cld.core.files import FileError, is_folder, read_bytes
from cld.core.gate import say
from cld.grade.batch import CannotStartError, each
from cld.grade.names.byhand import read_by_hand
from cld.io.known import FORMATS, format_of
from cld.language.source import decode
from cld.output.grade_csv import grades_csv
from cld.output.grade_markdown import grades_markdown
from cld.output.grade_results import gradescope, junit, prairielearn
from cld.output.grade_text import print_class, print_grade, print_table
from cld.output.grade_values import grades_values
from cld.output.json_text import as_json
from cld.output.progress import Progress
from cld.prose.classes import common_folder
from cld.prose.grades import criterion_titles, key_view

# Files of a folder that are answers.
ENDINGS = tuple(suffix for format_ in FORMATS.values() for suffix in format_.suffixes)
# A file of no more bytes, in the tool's own language, is read and graded in a moment.
SMALL = 50_000


@click.command("grade")
@click.argument("answers", nargs=-1, required=True, metavar="ANSWER...", shell_complete=file_names)
@click.option(
    "--key",
    "key_file",
    required=True,
    metavar="KEY",
    shell_complete=file_names,
    help="The key of the exercise.",
)
@click.option(
    "--match",
    "by_hand_file",
    metavar="FILE",
    shell_complete=file_names,
    help="Lines `answer's name -> key's name` that overrule how names are matched; "
    '`-> opposite "key\'s name"` for its opposite, nothing behind the arrow for none.',
)
@click.option("--strict", is_flag=True, help="Only the same names and aliases match.")
@click.option("--reveal", is_flag=True, help="Show what is missing, with points and hints.")
@click.option(
    "--pages",
    metavar="FOLDER",
    shell_complete=file_names,
    help="Also write a page for each learner, with both pictures. Links in FOLDER are replaced, "
    "not followed.",
)
@format_option("text", "json", "csv", "markdown", "html", "junit", "gradescope", "prairielearn")
@click.option(
    "-o", "--output", metavar="FILE", shell_complete=file_names, help="Write to a file instead."
)
@color_option
def grade_command(
    answers: tuple[str, ...],
    key_file: str,
    by_hand_file: str | None,
    strict: bool,
    reveal: bool,
    pages: str | None,
    format_: str,
    output: str | None,
    color: str,
) -> int:
    """Grade each ANSWER, a file or a folder of files, against a KEY.

    For one file it prints what a learner may see: what was found, in which line, and what is not
    right yet, without what the key holds. For several it prints a table, what was met, mistakes
    that are common, and answers that are nearly the same. JSON holds all of it;
    CSV a row a file, with the columns that nbgrader gives its grades; HTML a page with the
    pictures of answer and key. gradescope and prairielearn print the results.json of an
    autograder, of one answer.

    Several are graded side by side, each in at most 10 seconds and 500 MB. A KEY that lies in a
    folder of answers is left out.

    Exit code 1 where an answer could not be graded; the others are. An answer that cannot be
    read earns 0 points. One that runs out of time or memory has no score: it is marked as
    `needs_review`.
    """
    key = read_sound_key(key_file)
    files = _files(answers, key_file)
    if format_ in ("gradescope", "prairielearn") and len(files) > 1:
        raise UnusableInput(f"--format {format_} takes one answer at a time")
    view = key_view(key, reveal)
    with_page = pages is not None or (format_ == "html" and len(files) == 1)
    way = GradingOptions(key, _by_hand(by_hand_file), strict, view, with_page)
    rows = _graded([Task(file, within, way, _data(file)) for file, within in files])
    if pages is not None:
        write_pages(pages, rows)
    if format_ == "text":
        _print(way, rows, output, color)
    else:
        emit(_written(way, rows, format_, output), output)
    return FINDINGS if any(row.standing is None for row in rows) else DONE


def _graded(tasks: Sequence[Task]) -> list[GradedFile]:
    """A small one in this process, others in their own, within bounds: those take a second to
    begin with."""
    rows: list[GradedFile] = []
    try:
        if len(tasks) == 1 and _is_small(tasks[0]):
            return [grade_one(tasks[0])]
        with Progress() as progress:
            progress("grading", 0.0)
            for row in each(grade_one, tasks, unfinished):
                rows.append(row)
                progress("grading", len(rows) / len(tasks))
    except (MissingLibraryError, CannotStartError) as error:
        raise UnusableInput(str(error)) from None
    return rows


def _is_small(task: Task) -> bool:
    if format_of(task.file) not in (None, "cld"):
        return False
    try:
        size = Path(task.file).stat().st_size if task.data is None else len(task.data)
    except (OSError, ValueError):
        size = 0  # it will be told why it cannot be read
    return size <= SMALL


def _data(file: str) -> bytes | None:
    """What standard input holds."""
    try:
        return read_bytes(file) if file == "-" else None
    except FileError as error:
        raise UnusableInput(str(error)) from None


def _written(
    way: GradingOptions, rows: Sequence[GradedFile], format_: str, output: str | None
) -> str:
    key, points = way.key, way.view.points
    if format_ in ("markdown", "html"):
        _, rows = _shortly(rows)
    values = [row.values for row in rows]
    titles, standings = criterion_titles(key), [row.standing for row in rows if row.standing]
    if format_ == "csv":
        return grades_csv(key.title, titles, values)
    if format_ == "markdown":
        return grades_markdown(key.title, values, points, titles, standings)
    if format_ == "html":
        if len(rows) == 1:
            return rows[0].page
        # Not at the top: pages load what takes time.
        from cld.page.gradebook import gradebook

        return gradebook(key, values, standings)
    if format_ == "junit":
        return junit(key.title, values, points)
    if format_ == "gradescope":
        return as_json(gradescope(values[0], points), output)
    if format_ == "prairielearn":
        return as_json(prairielearn(values[0], points), output)
    return as_json(grades_values(values, key.title, titles, standings), output)


def _print(way: GradingOptions, rows: Sequence[GradedFile], output: str | None, color: str) -> None:
    key = way.key
    with paper_on(output, color) as paper:
        if len(rows) == 1 and rows[0].standing is not None:
            print_grade(key.title, rows[0].values, way.view, paper)
            return
        folder, short = _shortly(rows)
        print_table([row.values for row in short], key.total, folder, paper)
        standings = [row.standing for row in short if row.standing is not None]
        print_class(criterion_titles(key), standings, paper)


def _shortly(rows: Sequence[GradedFile]) -> tuple[str, list[GradedFile]]:
    """The folder that all answers lie in, and their rows with what their files are called there:
    people read these. Programs get the whole names."""
    folder = common_folder([row.values["file"] for row in rows])
    return folder, [row.within(folder) for row in rows]


def _files(answers: tuple[str, ...], key: str) -> list[tuple[str, str | None]]:
    """Each file, and the folder it was found in, whose files come in order of their names. The
    key, where it lies there too, is no answer."""
    found: list[tuple[str, str | None]] = []
    for answer in answers:
        if answer != "-" and is_folder(answer):
            inside = sorted(_inside(answer), key=os.fsencode)
            found += [(path, answer) for path in inside if not _is_same(path, key)]
        else:
            found.append((answer, None))
    if not found:
        raise UnusableInput("there are no answers in this folder")
    return found


def _inside(folder: str) -> Iterator[str]:
    """The answers in a folder and those in it, and folders that cannot be read: none is lost."""
    closed: list[str] = []
    for here, _, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        yield from (str(Path(here, name)) for name in files if Path(name).suffix.lower() in ENDINGS)
    yield from closed


def _is_same(path: str, key: str) -> bool:
    try:
        return not Path(path).is_symlink() and Path(path).samefile(key)
    except (OSError, ValueError):
        return False


def _by_hand(file: str | None) -> Mapping[str, str | None]:
    if file is None:
        return {}
    try:
        text = decode(read_bytes(file)).text
    except FileError as error:
        raise UnusableInput(str(error)) from None
    found = read_by_hand(text)
    for line, problem in found.problems:
        say(f"{file}:{line}: {problem}")
    return found.names
