"""The exit codes of the command, as documented in its help."""

DONE = 0
FINDINGS = 1
UNUSABLE = 2
HUNG_UP = 129
INTERRUPTED = 130
TERMINATED = 143
STOPPED = (HUNG_UP, INTERRUPTED, TERMINATED)
PIPE_CLOSED = 141


class Ended(BaseException):
    """A signal asks the command to end; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
