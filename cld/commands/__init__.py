"""The subcommands of `cld`, a module each.

Contains: `app` is the group, which loads a subcommand when it is called; `options` is what they
share; `unusable` is how one says that it cannot do what it was asked.

May import: everything but `cli`.
Start reading at `app.py`, then `check.py` as the shortest command that reads a file.
"""
