"""The exit codes of the command, as its help documents them."""

DONE = 0
FINDINGS = 1
UNUSABLE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
