"""The command line: the same services as the windows, for scripts and for terminals.

`main` runs a command, turns errors into messages and exit codes, and opens the desktop app when there is none.
Each module here adds a few commands with its `register`; names, JSON keys and exit codes are a stable interface:
they change only with a line in the change log.

Amounts in JSON are decimal strings with the currency's digits, days are ISO 8601, currencies ISO 4217, and money out
is negative. With `--json` an error is `{"error": {"code", "message", "where", "next_step"}}`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from hub.domain.errors import Cancelled, HubError
from hub.services.process import harden
from ui.cli import arguments, errors
from ui.cli.session import CANCELLED, DONE, Session, utf8_output
from ui.locale import N_, _

MODULES = {
    "vaults": "vault",
    "bring": "inspect import",
    "incoming": "imports downloads duplicates profiles desktop-entry",
    "accounts": "accounts",
    "ledger": "transactions categorise",
    "editing": "add edit split",
    "history": "history undo redo",
    "receipts": "receipts",
    "views": "views",
    "rules": "rules",
    "transfers": "transfers",
    "schedule": "bills watch",
    "forecast": "forecast",
    "plans": "budget goals debts",
    "reports": "report",
    "decide": "decide replay plan",
    "past": "keep",
    "planned": "planned",
    "paying": "usage outcomes priorities",
    "terms": "terms programmes",
    "loyalty": "loyalty",
    "vouchers": "vouchers",
    "offers": "offers",
    "privacy": "privacy",
    "rates": "rates",
    "outward": "bank catalogue summary",
    "held": "companies",
    "leave": "export leave",
    "demo": "demo",
}
"""The modules here and the commands that each adds: a start makes only the ones it needs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code. argv: without the program's name; None = the process's own."""
    harden()
    options, rest = arguments.hoisted(sys.argv[1:] if argv is None else argv)
    session = Session(as_json="--json" in options)
    session.use_language(arguments.value_of(options, "--lang"))
    utf8_output(is_json=session.as_json)
    code = _guarded(session, options, rest)
    session.finish()
    return code


def program() -> NoReturn:
    """The program itself: one command line, and then out at once.

    To take the interpreter apart takes longer than most commands: the vault is closed, what was said is out, and the
    system takes the memory back. The desktop app ends in the usual way, for Qt has things to put in order.
    """
    code = main()
    if "PySide6.QtCore" in sys.modules:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody is left to read
            stream.flush()
    os._exit(code)


def command_tree(word: str = "") -> Any:
    """The commands of the module that has this one, every command where none has; their help in the language in use."""
    app = typer.Typer(
        help=N_("A desktop personal finance hub. Without a command it opens the desktop app."),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(start)
    for module in [name for name, words in MODULES.items() if word in words.split()] or MODULES:
        import_module(f"ui.cli.{module}").register(app)
    return _translated(typer.main.get_command(app))


def start(
    context: typer.Context,
    vault: Annotated[str, typer.Option(envvar="COFFER_VAULT", metavar="DIR", help=N_("The vault's folder."))] = "",
    passphrase_file: Annotated[
        str,
        typer.Option(
            envvar="COFFER_PASSPHRASE_FILE", metavar="FILE", help=N_("Read the passphrase from FILE, - for stdin.")
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help=N_("One JSON document on standard output."))] = False,
    timings: Annotated[
        bool, typer.Option("--timings", help=N_("A last line on standard error: seconds by phase."))
    ] = False,
    lang: Annotated[str, typer.Option(metavar="CODE", help=N_("en or fr; default: the system's."))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=N_("Answer yes to questions about this computer only."))] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="WARNING", help=N_("Open in spite of this warning; repeat.")),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version and leave."))] = False,
) -> int | None:
    """Take in the global options; with no command, open the desktop app."""
    del lang  # chosen before the commands were made, so that their help is in it
    session: Session = context.obj
    session.vault_folder = Path(vault).expanduser() if vault else None
    session.passphrase_file = passphrase_file or None
    session.as_json = as_json
    session.shows_timings = timings
    session.says_yes = yes
    session.accepted = _acceptable(accept or [])
    if version:
        from ui.program.version import installed

        session.answer({"version": installed()}, installed())
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        from ui.app import run as open_window

        raise typer.Exit(open_window(session))
    return None


def _acceptable(codes: Sequence[str]) -> tuple[str, ...]:
    if not codes:
        return ()
    from hub.services import vaults

    unknown = sorted(set(codes) - vaults.ACCEPTABLE)
    if unknown:
        known = ", ".join(sorted(vaults.ACCEPTABLE))
        raise typer.BadParameter(_("{code} is no warning; there are {known}").format(code=unknown[0], known=known))
    return tuple(codes)


def _guarded(session: Session, options: list[str], rest: list[str]) -> int:
    """Run a command; every way it can end becomes an exit code and, where it failed, a message."""
    try:
        tree = command_tree(rest[0] if rest else "")
        result = tree.main([*options, *rest], prog_name="coffer", obj=session, standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except HubError as error:
        return errors.report(session, error)
    except errors.UsageError as error:
        return errors.usage(session, error)
    except (Cancelled, KeyboardInterrupt, typer.Abort):
        return CANCELLED
    except (BrokenPipeError, SystemExit) as error:
        if not isinstance(error if isinstance(error, OSError) else error.__context__, BrokenPipeError):
            raise
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - nobody is left to read
        return DONE
    except Exception as error:  # noqa: BLE001 - the last wall: a defect becomes one line and a log
        return errors.bug(session, error)


def _translated(command: Any) -> Any:
    """Pass all help texts through gettext, where they are shown: after the language is known."""
    for one in (command, *command.params):
        if getattr(one, "help", None):
            one.help = _(one.help)
    for inner in getattr(command, "commands", {}).values():
        _translated(inner)
    return command
