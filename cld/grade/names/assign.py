"""Pairs items one to one so that the total worth of the pairs is greatest."""

from __future__ import annotations

from collections.abc import Mapping

from cld.core.extras import MissingLibraryError

RowColumn = tuple[int, int]


def assign(worth: Mapping[RowColumn, float]) -> list[RowColumn]:
    """Return the pairs, each item in at most one, whose total worth is greatest.

    Parameters
    ----------
    worth : the worth of each possible pair of a row and a column, above 0; other pairs are not
        possible.

    Returns
    -------
    The pairs in order. If several choices have the same worth, the result depends only on the
    numbers of rows and columns.

    Raises MissingLibraryError if there is a choice to make and scipy is not installed.

    References
    ----------
    H. W. Kuhn, The Hungarian method for the assignment problem, Naval Res. Logist. 2, 1955;
    D. F. Crouse, On implementing 2D rectangular assignment algorithms, IEEE Trans. Aerosp.
    Electron. Syst. 52(4), 2016 (as in scipy). Rows and columns that no pair connects do not
    matter to each other, so each connected block is solved by itself.

    >>> assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (5, 5): 0.1})
    [(0, 1), (1, 0), (5, 5)]
    """
    found: list[RowColumn] = []
    for block in _blocks(sorted(worth)):
        found += block if len(block) == 1 else _best(block, worth)
    return sorted(found)


def _blocks(pairs: list[RowColumn]) -> list[list[RowColumn]]:
    """Group pairs that share rows or columns, directly or through others."""
    root: dict[int, int] = {}

    def find(end: int) -> int:
        while (up := root.setdefault(end, end)) != end:
            root[end] = end = root[up]
        return end

    for row, column in pairs:
        root[find(row)] = find(~column)  # columns count below 0
    blocks: dict[int, list[RowColumn]] = {}
    for row, column in pairs:
        blocks.setdefault(find(row), []).append((row, column))
    return list(blocks.values())


def _best(block: list[RowColumn], worth: Mapping[RowColumn, float]) -> list[RowColumn]:
    rows = {row: place for place, row in enumerate(dict.fromkeys(row for row, _ in block))}
    columns = {column: place for place, column in enumerate(sorted({c for _, c in block}))}
    if min(len(rows), len(columns)) == 1:
        return [max(block, key=lambda pair: worth[pair])]
    try:
        import numpy
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise MissingLibraryError from error
    table = numpy.zeros((len(rows), len(columns)))
    for row, column in block:
        table[rows[row], columns[column]] = worth[row, column]
    names, others = list(rows), list(columns)
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    pairs = [(names[row], others[column]) for row, column in chosen]
    return [pair for pair in pairs if pair in worth]
