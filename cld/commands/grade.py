"""`cld grade ANSWER… --key KEY`: grade answers to an exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from cld.commands.answer_files import answer_files
from cld.commands.completion import file_names
from cld.commands.grading import GradedFile, GradingOptions, Task, grade_one, unfinished
from cld.commands.key import read_sound_key
from cld.commands.options import color_option, emit, format_option, paper_on
from cld.commands.pages import write_pages
from cld.commands.unusable import UnusableInput
from cld.core.exits import DONE, FINDINGS
from cld.core.extras import MissingLibraryError
from cld.core.files import FileError, read_bytes
from cld.core.gate import say
from cld.grade.batch import CannotStartError, each
from cld.grade.names.byhand import read_by_hand
from cld.io.known import format_of
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

# The format of a result by the extension of its file.
BY_ENDING = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xml": "junit",
}
# A .cld file of at most this many bytes is graded at once, without a process of its own.
SMALL = 50_000


@click.command("grade")
@click.argument("answers", nargs=-1, required=True, metavar="ANSWER...", shell_complete=file_names)
@click.option(
    "--key",
    "key_file",
    required=True,
    metavar="KEY",
    shell_complete=file_names,
    help="Answer key of the exercise.",
)
@click.option(
    "--match",
    "by_hand_file",
    metavar="FILE",
    shell_complete=file_names,
    help="File that overrides how names are matched, one line per name: "
    '`name in the answer -> name in the key`. Write `-> opposite "name in the key"` for an '
    "opposite, and nothing after the arrow for a name that matches none.",
)
@click.option("--strict", is_flag=True, help="Match only identical names and aliases.")
@click.option(
    "--reveal", is_flag=True, help="Also show the missing parts, with their points and hints."
)
@click.option(
    "--pages",
    metavar="FOLDER",
    shell_complete=file_names,
    help="Also write a page for each learner, with both diagrams. Symbolic links in FOLDER are "
    "replaced, not followed.",
)
@format_option("text", "json", "csv", "markdown", "html", "junit", "gradescope", "prairielearn")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=file_names,
    help="Write the result to a file. Without --format, the extension of its name decides: .json, "
    ".csv, .md, .html or .xml (junit), otherwise text.",
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

    For one answer, cld prints feedback for the learner: what was found (with line numbers) and
    what is still wrong, without revealing the key. For several, it prints a table of scores,
    the expectations met, common mistakes, and answers that are nearly identical.

    \b
    json         everything
    csv          a row for each answer, with the columns nbgrader uses for grades
    html         a page with the diagrams of answer and key
    gradescope, prairielearn
                 the results.json of an autograder, for one answer

    In a folder, cld grades the files in a format it reads (.cld, .json, .csv, .graphml, .dot,
    .gv, .mmd, .mermaid), and each .txt file that contains a link. It lists the files that it
    skips on standard error. The KEY is not graded.

    Several answers are graded in parallel, each within 10 seconds and 500 MB.

    Exit code 1: an answer could not be graded; the others were. An answer that cannot be read
    scores 0 points. An answer that exceeds the time or memory limit has no score and is marked
    `needs_review`.
    """
    format_ = _format(format_, output)
    key = read_sound_key(key_file)
    files = answer_files(answers, [file for file in (key_file, by_hand_file, output) if file])
    if format_ in ("gradescope", "prairielearn") and len(files) > 1:
        raise UnusableInput(
            f"--format {format_} takes one answer, and there are {len(files)}; name one file"
        )
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


def _format(format_: str, output: str | None) -> str:
    """Return the format for a result: if --format is not given, the one that the extension of the
    file suggests."""
    given = click.get_current_context().get_parameter_source("format_")
    if given is not ParameterSource.DEFAULT or not output:
        return format_
    return BY_ENDING.get(Path(output).suffix.lower(), format_)


def _graded(tasks: Sequence[Task]) -> list[GradedFile]:
    """Grade one small answer in this process, and all others in processes with limits, which
    take a second to start."""
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
        size = 0  # the grading reports why it cannot be read
    return size <= SMALL


def _data(file: str) -> bytes | None:
    """Return the content of standard input if the file is `-`, else None."""
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
        # Imported here because pages load slow libraries.
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
    """Return the folder that contains all answers, and the rows with file names relative to it.
    People read these; programs get the full names."""
    folder = common_folder([row.values["file"] for row in rows])
    return folder, [row.within(folder) for row in rows]


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
