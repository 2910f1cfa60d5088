"""How a command that failed says so: a message or a JSON document, and its exit code."""

from __future__ import annotations

import os
import traceback
from hashlib import sha256
from typing import Any, cast

import typer

from hub.domain.errors import CaseError, ConsentNeeded, HubError
from hub.domain.outgoing import Outgoing
from ui.cli.session import BUG, CAN_ACT, CONSENT, WRONG_USAGE, Session, outgoing_text
from ui.locale import _

UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""What typer raises for any wrong command line; it has no public name."""


def error_document(error: HubError) -> dict[str, Any]:
    """The JSON of an error; with the exact outgoing bytes where consent is needed."""
    from ui.cli.shapes import plain
    from ui.locale import wording

    worded = wording.error(error)
    document: dict[str, Any] = {
        "code": error.code,
        "message": worded.message,
        "where": plain(error.where),
        "next_step": worded.next_step or error.next_step,
    }
    if isinstance(error, ConsentNeeded):
        document["outgoing"] = outgoing_document(error.outgoing)
    return {"error": document}


def outgoing_document(leaving: Outgoing) -> dict[str, Any]:
    """What would leave, word for word, as JSON."""
    return {
        "purpose": leaving.purpose,
        "recipient": leaving.recipient,
        "fields": dict(leaving.fields),
        "address": leaving.shown_address,
        "bytes": leaving.kept.decode("utf-8", "backslashreplace"),
        "size": len(leaving.body),
        "sha256": sha256(leaving.body).hexdigest(),
        "secrets": len(leaving.secrets),
    }


def report(session: Session, error: HubError) -> int:
    """Say what the person can act on. A case that is not usable is wrong usage."""
    if session.as_json:
        session.answer(error_document(error), "")
    else:
        from ui.locale import wording

        if isinstance(error, ConsentNeeded):
            session.say(outgoing_text(error.outgoing) + "\n")
        session.say(str(wording.error(error)))
    _debug()
    if isinstance(error, ConsentNeeded):
        return CONSENT
    return WRONG_USAGE if isinstance(error, CaseError) else CAN_ACT


def usage(session: Session, error: Any) -> int:
    """Say how a command line is wrong."""
    message = error.format_message()
    context = getattr(error, "ctx", None)
    command = "coffer" if context is None else context.command_path
    if session.as_json:
        where = {"command": command}
        document = {"code": "wrong_usage", "message": message, "where": where, "next_step": f"{command} --help"}
        session.answer({"error": document}, "")
    else:
        session.say(_("{message} See {command} --help.").format(message=message, command=command))
    return WRONG_USAGE


def bug(session: Session, error: Exception) -> int:
    """One line for a defect of the program; the rest is in the local log."""
    from ui import faults

    path = faults.record(error)
    kind = type(error).__name__
    message = _("A defect of Coffer stopped this ({kind}).").format(kind=kind)
    if path is not None:
        message += " " + _("What happened is noted in {path}, without amounts or names.").format(path=path)
    if session.as_json:
        where = {} if path is None else {"log": str(path)}
        session.answer({"error": {"code": "defect", "message": message, "where": where, "next_step": ""}}, "")
    else:
        session.say(message)
    _debug()
    return BUG


def _debug() -> None:
    if os.environ.get("COFFER_DEBUG") == "1":
        traceback.print_exc()
