"""Rows as tab-separated text for the clipboard; more than a few of them are an export, and are recorded as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hub.domain.money import decimal_text
from hub.domain.outgoing import Outgoing
from hub.domain.transaction import Transaction
from ui.locale import _
from ui.transactions.reading import Names

UNRECORDED = 10
"""Rows that are copied like a word is; more of them are an export, and are recorded as one."""
MOST = 20_000
"""Rows that a clipboard is for; File, Export takes more."""

_BREAKS = re.compile(r"[\t\r\n]+")
_FORMULA = re.compile(r"[=+\-@|%]")


def tsv(rows: Sequence[Transaction], names: Names) -> str:
    """Rows with a head; dates and amounts as spreadsheets of every language read them."""
    if len(rows) > MOST:
        raise ValueError(f"at most {MOST} rows are copied")
    heads = [_("Date"), _("Payee"), _("Category"), _("Account"), _("Amount"), _("Currency"), _("What the bank wrote")]
    lines = ["\t".join(heads)]
    for one in rows:
        account = names.accounts.get(one.account_id)
        texts = [one.payee, names.category(one.category_id), account.name if account else ""]
        cells = [one.booked_on.isoformat(), *map(_cell, texts), decimal_text(one.amount, one.currency), one.currency]
        lines.append("\t".join([*cells, _cell(one.description)]))
    return "\n".join(lines) + "\n"


def outgoing(body: str) -> Outgoing:
    """What leaves by the clipboard."""
    return Outgoing("export", "clipboard", {"transactions": "full"}, body.encode("utf-8"))


def _cell(words: str) -> str:
    """One line, and no formula for a spreadsheet."""
    plain = _BREAKS.sub(" ", words)
    return f"'{plain}" if _FORMULA.match(plain) else plain
