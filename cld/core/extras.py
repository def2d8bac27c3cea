"""What is said where the libraries of an optional extra are not installed."""

from __future__ import annotations


class MissingLibraryError(ImportError):
    """A library of an optional extra is missing; its text is one line for people.

    >>> str(MissingLibraryError())
    "grading needs more libraries: pip install 'causal-loops[grade]'"
    """

    def __init__(self, problem: str = "grading needs more libraries", extra: str = "grade") -> None:
        # What it is made of, not its text: so it comes whole from one process to another.
        super().__init__(problem, extra)
        self.problem = problem
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.problem}: pip install 'causal-loops[{self.extra}]'"
