"""Sentences on how many loops there are, which are listed, and whether they were checked."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

OLIVA = "R. Oliva, Model structure analysis through graph theory, System Dynamics Review 20, 2004"
NETWORKX = "networkx.simple_cycles, run on the same diagram"

# -- how many --

NO_LOOP = Sentence("{size}, no loop", "the diagram has no loop", COUNT)
ALL_COUNTED = Sentence("{size}, {loops}: {kinds}", "every loop was counted", COUNT)
AT_LEAST = Sentence(
    "{size}, at least {loops}; found {kinds}", "the search ended before all were found", COUNT
)

# -- which are listed --

SHOWING = Sentence("Showing {number} of {total}", "not all loops are listed", COUNT)
IN_ORDER = Sentence("{showing}{which}, {order}{more}.", "not all loops are listed", COUNT)
NAMED_FIRST = Sentence(
    "those named in the file and the shortest first", "a statement of the file names a loop", COUNT
)
SHORTEST_FIRST = Sentence("the shortest first", "no statement names a loop", COUNT)
LEAST_DELAY_FIRST = Sentence("least delay first", "`--order delay`", COUNT)
SET_LISTED = Sentence(
    "{showing}: {pieces}.", "more loops than are listed, and no choice was made", OLIVA
)
WHAT_THE_SET_IS = Sentence(
    "Every other loop is a combination of loops in this set (links that occur twice cancel out).",
    "the independent set was found whole; it spans the cycle space",
    OLIVA,
)
PART_OF_THE_SET = Sentence(
    "Every loop is a combination of {rank} such loops (links that occur twice cancel out); "
    "{number} of them were found.",
    "the search for the independent set reached its bound",
    OLIVA,
)
SHOWS_MORE = Sentence(
    "--loops {number} shows the whole set, ", "not the whole set is listed", COUNT
)
CHOOSES = Sentence(
    "{more}--order shortest chooses from {every}, --loops all lists them.",
    "the independent set is listed",
    COUNT,
)

# -- whether they were checked (`--verify`) --

NOT_CHECKED = Sentence("Not checked: {reason}", "networkx was not run to its end", NETWORKX)
NO_LOOP_EITHER = Sentence("Checked: {engine} finds no loop either.", "both find none", NETWORKX)
SAME_LOOPS = Sentence(
    "Checked: {engine} finds {same}, {kinds}.", "all loops are listed and equal", NETWORKX
)
SAME_NUMBERS = Sentence(
    "Checked: {engine} finds the same number of loops, {total}: {kinds}. The loops were "
    "not compared one by one: they are too many or too long for that.",
    "the numbers of each type are equal",
    NETWORKX,
)
NOT_COUNTED = Sentence(
    "the diagram has at least {loops}, and not all of them could be counted.",
    "the count is not exact",
    COUNT,
)
STOPPED = Sentence("{engine} was stopped.", "the run was interrupted", NETWORKX)
TOO_MANY = Sentence(
    "{engine} would have to list {loops} one by one; the limit is {most}.",
    "more loops than the bound",
    COUNT,
)
TOO_LONG = Sentence(
    "{engine} could need more than {steps} steps to list {loops} in a diagram of this "
    "size, and that is the limit.",
    "loops times links exceed the bound",
    COUNT,
)
DIFFERENT = Sentence(
    "Error: cld finds {ours}, but {engine} finds {theirs}. One of them is wrong, so do "
    "not rely on this report. Please report the problem and attach the file.",
    "the two disagree",
    NETWORKX,
)
ONLY_ONE = Sentence(
    "The first loop that only {engine} finds: {around}", "a loop is missing on one side", NETWORKX
)

# -- the size of a loop --

NO_DELAY_MARKED = Sentence("no delay marked", "no link of the loop has a delay", FILE)
DELAY = Sentence("delay {delay} ({marked})", "a link or a controller of it has a mark", FILE)
DELAY_UNKNOWN = Sentence("delay of unknown length ({marked})", "no mark on it has a length", FILE)
LINKS_MARKED = Sentence("{marked} of {links} marked", "for every loop with a mark", FILE)
