"""What a sentence of a report is: its words, when it is true, and where that is known from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing a report can say.

    Attributes
    ----------
    template : the words, with `{names}` for what the diagram puts in.
    when : the condition under which it is said, and true.
    source : what it rests on: a publication, the file itself, or a count.

    Examples
    --------
    >>> Sentence("{loop} is unchecked", "no balancing loop meets it", "a count")(loop="R1")
    'R1 is unchecked'
    """

    template: str
    when: str
    source: str

    def __call__(self, **values: object) -> str:
        """Return the sentence with values in place of its names."""
        return self.template.format(**values)


# Sources that several sentences share.
FILE = "what the file states"
COUNT = "a count over the loops of the diagram"
