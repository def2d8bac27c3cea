"""What is said where the libraries that grading needs are not installed."""

from __future__ import annotations


class MissingLibraryError(Exception):
    """A library of the optional extra `grade` is missing; its text is one line for people.

    >>> str(MissingLibraryError())
    "grading needs more libraries: pip install 'causal-loops[grade]'"
    """

    def __init__(self) -> None:
        super().__init__("grading needs more libraries: pip install 'causal-loops[grade]'")
