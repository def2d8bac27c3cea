"""`python -m cld` is the command `cld`."""

from cld.cli import main

main()
