"""The command line: the same services as the windows, for scripts and for terminals.

`main` runs a command, turns errors into messages and exit codes, and opens the desktop app when there is none.
Each module here adds a few commands to `app`; names, JSON keys and exit codes are a stable interface.
"""

from __future__ import annotations

import json
import os
import sys
import traceback

import typer

from hub.domain.errors import Cancelled, CaseError, ConsentNeeded, HubError
from ui.cli import accounts, bring, decide, demo, leave, ledger, offers, privacy, vaults
from ui.cli.session import BUG, CAN_ACT, CANCELLED, CONSENT, DONE, WRONG_USAGE, Session, error_document
from ui.locale import _

app = typer.Typer(
    name="coffer",
    help="A desktop personal finance hub: one encrypted store, every way to pay compared, nothing leaves unasked.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (accounts, bring, decide, demo, leave, ledger, offers, privacy, vaults):
    module.register(app)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    vault: str = typer.Option("", "--vault", envvar="COFFER_VAULT", help="The vault's folder."),
    passphrase_file: str = typer.Option(
        "", "--passphrase-file", envvar="COFFER_PASSPHRASE_FILE", help="Read the passphrase from FILE, - for stdin."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on standard output."),  # noqa: FBT001, FBT003
    timings: bool = typer.Option(False, "--timings", help="A last line on standard error: seconds by phase."),  # noqa: FBT001, FBT003
    lang: str = typer.Option("", "--lang", help="en or fr; default: the system's."),
    yes: bool = typer.Option(False, "--yes", help="Answer yes to questions about this computer only."),  # noqa: FBT001, FBT003
) -> None:
    """With no command, open the desktop app."""
    from pathlib import Path

    session = context.obj
    session.vault_folder = Path(vault).expanduser() if vault else None
    session.passphrase_file = passphrase_file or None
    session.as_json = session.as_json or as_json
    session.shows_timings = timings
    session.says_yes = yes
    session.use_language(lang or None)
    if context.invoked_subcommand is None:
        from ui.app import run

        raise typer.Exit(run(session))
