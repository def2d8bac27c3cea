"""The class of a sentence in a report: its words, its condition and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that a report can print.

    Attributes
    ----------
    template : the words, with `{names}` for the values from the diagram.
    when : the condition under which it is printed, and true.
    source : its basis: a publication, the file itself, or a count.

    Examples
    --------
    >>> Sentence("{loop} is unchecked", "no balancing loop meets it", "a count")(loop="R1")
    'R1 is unchecked'
    """

    template: str
    when: str
    source: str

    def __call__(self, **values: object) -> str:
        """Return the sentence with its names replaced by values."""
        return self.template.format(**values)


# Sources that several sentences share.
FILE = "statements of the file"
COUNT = "a count over the loops of the diagram"
