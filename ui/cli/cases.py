"""Purchases and cases as the commands take them in, and cases as they print them."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hub.domain.errors import CaseError
from ui.cli.session import today
from ui.locale import _

if TYPE_CHECKING:
    from datetime import date

    from hub.services.decide import Purchase
    from hub.services.vaults import Vault


def read_case(place: str) -> object:
    """The JSON of a case file; CaseError when it is none."""
    where = {"file": place}
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as error:
        raise CaseError(
            "cannot_read_file", where=where, next_step="check_permission", reason=error.strerror or ""
        ) from error
    except json.JSONDecodeError as error:
        raise CaseError("not_json", where={**where, "line": error.lineno}) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise CaseError("not_json", where=where) from error


def print_document(document: object) -> None:
    """A case as a file wants it."""
    print(json.dumps(document, ensure_ascii=False, indent=1))  # noqa: T201 - the answer


def purchase_of(vault: Vault, line: str) -> Purchase:
    """The purchase that a line of words describes, with what the history knows of the shop; wrong usage for none."""
    from ui.payment import reading
    from ui.payment.line import read

    ground = reading.ground(vault, today(), lambda *_said: None)
    situation = reading.completed(read(line, ground.known, today()), ground)
    purchase = reading.named(situation, ground).purchase(ground.known.home)
    if purchase is None:
        raise typer.BadParameter(_("the line needs an amount"))
    if situation.unread:
        words = ", ".join(situation.unread)
        print(_("Not understood: {words}").format(words=words), file=sys.stderr)  # noqa: T201 - beside the answer
    return purchase


def described(
    vault: Vault, amount: Decimal, currency: str, on: date, facts: tuple[str, str, str, str, str],
    contactless: bool | None,
) -> Purchase:  # fmt: skip
    """The purchase of the options; facts: merchant, category, mcc, country, channel."""
    from hub.services import decide, settings

    merchant, category, mcc, country, channel = facts
    code = (currency or settings.load(vault).home_currency).upper()
    said = decide.Purchase(amount, code, on, merchant, category, mcc, country, channel, contactless)
    return decide.completed(vault, said)
