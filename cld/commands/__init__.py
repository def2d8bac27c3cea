"""The subcommands of `cld`, a module each.

Contains: `app` is the group, which loads a subcommand when it is called; `options` is the code
they share; `unusable` is the error of a command that cannot do its work; `misread` finds the
command, the operation or the loop that was probably meant.

May import: everything but `cli`.
Start reading at `app.py`, then `check.py` as the shortest command that reads a file.
"""
