"""The error for an optional extra whose libraries are not installed."""

from __future__ import annotations


class MissingLibraryError(ImportError):
    """A library of an optional extra is missing; the message is one readable line.

    >>> str(MissingLibraryError())
    "grading requires more libraries: pip install 'causal-loops[grade]'"
    """

    def __init__(
        self, problem: str = "grading requires more libraries", extra: str = "grade"
    ) -> None:
        # The parts, not the message, so that it can be sent to another process.
        super().__init__(problem, extra)
        self.problem = problem
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.problem}: pip install 'causal-loops[{self.extra}]'"
