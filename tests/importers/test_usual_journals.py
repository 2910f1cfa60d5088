"""Journals of ledger and beancount read in one look give what their other patterns give, on generated journals."""

from __future__ import annotations

import re
from random import Random

import pytest

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers import beancount, ledger
from importers.base import Source, silent

_NEVER = re.compile(r"(?!)")
_NAMES = (
    "Assets:Bank", "Assets:Bank of Nowhere", "Expenses:Food", "Expenses:Food & Drink", "Liabilities:Card", "Income:Été",
    "Equity:Opening", "assets:cash", "Equity", "Expenses:Total 44",
)  # fmt: skip
_BEANS = ("Assets:Bank", "Assets:EU:Bank-1", "Expenses:Food", "Liabilities:Card", "Income:Work", "Equity:Opening")
_AMOUNTS = (
    "-12.30 EUR", "12.30 EUR", "+5 USD", "0.00 EUR", "7 EUR", "1,234.50 EUR", "-3.5 BTC", "10 ACME @ 2.00 EUR", "$4.00",
    "12.30EUR", "4.00 EUR = 100.00 EUR", "1.2.3 EUR", "12.30", "-8", "3.14159265358979 EUR", "5.00 EUR ; note",
    "99 eur",
)  # fmt: skip
_TEXTS = (
    "Shop", "Shop | a note", "Café  Nord", "Shop  ; aside", "* odd", "(x) odd", "", " ", "Shop ; not aside", "A|B|C",
    "42",
)  # fmt: skip
_HEADS = (
    "{day} {text}",
    "{day} * {text}",
    "{day} ! {text}",
    "{day} * (42) {text}",
    "{day}  {text}",
    "{day}={day} {text}",
)
_BEAN_HEADS = (
    '{day} * "{text}"',
    '{day} ! "Payee" "{text}"',
    '{day} txn "{text}"',
    "{day} *",
    '{day} * "{text}" #tag ^l',
)
_BETWEEN = ("\n", "\n", "\n\n", "\n; a comment\n", "\n\t\n", "\n  ; below\n", "", "\nP 2026-01-01 EUR 1.10 USD\n")
_LEADS, _GAPS = ("  ", "    ", "\t", " "), ("  ", "    ", "\t", "  \t")


def _journal(dice: Random, *, is_bean: bool) -> str:
    names, heads = (_BEANS, _BEAN_HEADS) if is_bean else (_NAMES, _HEADS)
    found = ["2026-01-01 open Assets:Bank\n"] if is_bean else []
    for number in range(dice.randrange(1, 9)):
        day = f"2026-{dice.choice(['01', '1', '13']) if dice.random() < 0.2 else '02'}-{1 + number:02}"
        text = dice.choice(_TEXTS) if dice.random() < 0.4 else "Shop"
        lines = [dice.choice(heads).format(day=day, text=text)]
        amount = (
            dice.choice(_AMOUNTS) if dice.random() < 0.4 else f"{dice.choice(['-', ''])}{dice.randrange(9999)}.50 EUR"
        )
        one, other, third = (dice.choice(names) for _ in range(3))
        lead = dice.choice(_LEADS)
        lines.append(f"{lead}{one}{dice.choice(_GAPS)}{amount}")
        if dice.random() < 0.2:
            lines.append(f"{lead}{third}  1.00 EUR")
        lines.append(f"{lead}{other}{'   ' if dice.random() < 0.1 else ''}")
        if dice.random() < 0.1:
            lines.append(f"{lead}; kept: yes")
        found += ["\n".join(lines), dice.choice(_BETWEEN)]
        found += ["" if found[-1] else "\n"]
    return "".join(found) + dice.choice(("", "\n", "\n\n"))


def _read(text: str, name: str) -> tuple[object, ...] | str:
    module = ledger if name == "ledger" else beancount
    try:
        reading: FileReading = module.extract(Source(name, text.encode()), silent)
    except StatementError as error:
        return error.code
    lines = [(one.account, tuple(one.lines), one.opening, one.closing) for one in reading.statements]
    return tuple(lines), reading.problems, reading.facts


@pytest.mark.parametrize("name", ["ledger", "beancount"])
def test_the_quick_way_gives_what_the_long_one_gives(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = Random(20_261_122)  # noqa: S311 - journals are no secret
    module = ledger if name == "ledger" else beancount
    texts = [_journal(dice, is_bean=name == "beancount") for _ in range(800)]
    quick = [_read(text, name) for text in texts]
    assert sum(len(list(module._USUAL.finditer(text))) for text in texts) > 200
    monkeypatch.setattr(module, "_USUAL", _NEVER)
    for text, found in zip(texts, quick, strict=True):
        assert _read(text, name) == found, text
