"""The operations of an intervention, and the words people write for them."""

from __future__ import annotations

from cld.core.suggest import closest

OPERATIONS = (
    "add",
    "cut",
    "weaken",
    "strengthen",
    "delay",
    "set",
    "capacity",
    "inform",
    "stock",
    "rule",
    "self-organise",
    "goal",
    "paradigm",
    "transcend",
)

# Words for each; some have two meanings, of which the usual one stands first.
_MEANT = {
    "cut": "remove delete break drop disconnect sever eliminate unlink",
    "add": "insert create new link connect introduce close",
    "weaken": "reduce decrease lower dampen diminish soften",
    "strengthen": "increase raise boost amplify reinforce grow",
    "delay": "slow quicken shorten lengthen speed wait",
    "set": "change value parameter tune adjust",
    "inform": "show tell report publish measure notify",
    "rule": "policy law limit forbid require",
    "capacity": "size buffer",
    "goal": "aim target purpose",
}
_BY_WORD = {word: verb for verb, words in _MEANT.items() for word in words.split()}


def meant_operation(word: str) -> str | None:
    """Return the operation that a word was probably meant to be, or None.

    >>> meant_operation("remove"), meant_operation("weeken"), meant_operation("Pods")
    ('cut', 'weaken', None)
    """
    folded = word.casefold()
    return _BY_WORD.get(folded) or closest(folded, OPERATIONS)
