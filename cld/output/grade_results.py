"""The result files that Gradescope and PrairieLearn read, and JUnit's for everything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from cld.core.gate import shown
from cld.prose.grades import STATES, GradeValues, match_words, problem_words
from cld.prose.unmatched import own_words


def gradescope(answer: GradeValues, points: bool) -> dict[str, Any]:
    """Return the `results.json` of a Gradescope autograder for the values of one answer.

    Students see what feedback shows them, and the points of each criterion with `points` only.
    See "Autograder Specifications" in Gradescope's documentation.

    An answer that ran out of time or memory has no score: Gradescope then asks the instructor.

    >>> empty = {"score": 0.0, "needs_review": False, "problem": "it is empty"}
    >>> found = gradescope({**empty, "feedback": [], "criteria": []}, points=False)
    >>> found["score"], found["output"]
    (0.0, 'The answer could not be read: it is empty.')
    """
    tests = [
        {
            "number": str(told["number"]),
            "name": told["title"],
            **(
                {"score": criterion["points"], "max_score": criterion["max_points"]}
                if points
                else {}
            ),
            "status": "passed" if told["state"] == "all" else "failed",
            "visibility": "visible",
            "output": _output(told),
        }
        for told, criterion in _both(answer)
    ]
    found = {"score": answer["score"], "output": _remarks(answer), "tests": tests}
    if answer["needs_review"]:
        del found["score"]
        found["extra_data"] = {"needs_review": True}
    return found


def prairielearn(answer: GradeValues, points: bool) -> dict[str, Any]:
    """Return the `results.json` of a PrairieLearn external grader for the values of one answer.

    Its score runs from 0 to 1. An answer that cannot be read is not gradable, so it costs no
    attempt.
    Without `points` each criterion counts 1 in what students see, and what is not met 0. See
    "External grading" in PrairieLearn's documentation.

    >>> prairielearn({"problem": "it is empty"}, points=False)
    {'gradable': False, 'format_errors': ['it is empty']}
    """
    if answer["problem"]:
        notes = answer.get("notes", ())
        return {"gradable": False, "format_errors": [answer["problem"], *notes]}
    tests = [
        {
            "name": told["title"],
            "points": criterion["points"] if points else float(told["state"] == "all"),
            "max_points": criterion["max_points"] if points else 1.0,
            "message": _output(told),
        }
        for told, criterion in _both(answer)
    ]
    whole = answer["max_score"]
    score = answer["score"] / whole if whole else 0.0
    return {"gradable": True, "score": score, "message": _remarks(answer), "tests": tests}


def junit(title: str, answers: Iterable[GradeValues], points: bool) -> str:
    """Return answers as JUnit XML: a suite for each file, a case for each criterion.

    >>> junit("Loops", [], points=True)
    '<?xml version="1.0" encoding="UTF-8"?>\\n<testsuites name="Loops" />\\n'
    """
    root = ElementTree.Element("testsuites", name=shown(title))
    for answer in answers:
        cases = list(_both(answer))
        failed = sum(told["state"] != "all" for told, _ in cases)
        errors = 1 if answer["problem"] else 0
        suite = ElementTree.SubElement(
            root, "testsuite", name=shown(answer["file"]), tests=str(len(cases) + errors),
            failures=str(failed), errors=str(errors),
        )  # fmt: skip
        if answer["problem"]:
            case = ElementTree.SubElement(suite, "testcase", name="can be graded")
            ElementTree.SubElement(case, "error", message=shown(answer["problem"]))
        for told, criterion in cases:
            name = f"{told['number']}. {told['title']}"
            case = ElementTree.SubElement(suite, "testcase", name=shown(name))
            if told["state"] != "all":
                said = f"{criterion['points']:g} of {criterion['max_points']:g} points"
                message = said if points else STATES[told["state"]]
                failure = ElementTree.SubElement(case, "failure", message=message)
                failure.text = "\n".join(shown(line) for line in told["lines"])
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _both(answer: GradeValues) -> Iterable[tuple[GradeValues, GradeValues]]:
    """Each criterion as the learner may see it, and its points."""
    return zip(answer["feedback"], answer["criteria"], strict=True)


def _output(told: GradeValues) -> str:
    hint = (f"hint: {told['hint']}",) if "hint" in told else ()
    return "\n".join((*told["lines"], *hint))


def _remarks(answer: GradeValues) -> str:
    if answer["problem"]:
        return "\n".join((problem_words(answer), *answer.get("notes", ())))
    taken = (f"matched: {said}" for said in match_words(answer, reveal=False))
    charged = (charge["words"] for charge in answer["feedback_charges"])
    own = own_words(answer)
    return "\n".join((*answer["notes"], *charged, *taken, *((f"{own}.",) if own else ())))
