"""`python -m hub` does the same as `coffer`."""

from ui.cli import program

program()
