"""Payees and categories of many lines: what is remembered of one text never shows in another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.categories import DEFAULTS
from hub.domain.categorise import Categoriser, starter
from hub.domain.statement import Line
from hub.domain.text import clean_payee
from hub.services import imports, ledger, rules, vaults
from hub.services.choosing import Choices
from hub.services.sorting import Sorter
from storage import accounts
from storage.vault import Vault

TODAY = date(2026, 3, 9)
_PIECES = st.sampled_from(
    "SQ *|AMZN Mktp US*|PAYPAL *|REWE|3Store|1&1|7-Eleven|12ABC|A1B2|Bäckerei|POS|*|Ihr Einkauf bei |BERLIN|24/7|O2|"
    "SHOP24|,|  |\u200b|超市|ref ".split("|")
)
_TEXTS = st.lists(
    _PIECES | st.from_regex(r"[A-Z0-9]{1,9}", fullmatch=True) | st.from_regex(r"[0-9]{1,6}", fullmatch=True),
    max_size=5,
).map(" ".join)


@cache
def _parts() -> tuple[Callable[[], Sorter], Categoriser]:
    """How a sorter is made that has seen nothing, and what decides categories in it."""
    vault = Vault.in_memory()
    vaults.prepare(vault)
    with vault.read() as connection:
        ids = {one.name.casefold(): one.id for one in accounts.all_categories(connection)}

    def made() -> Sorter:
        with vault.read() as connection:
            return Sorter(connection)

    return made, Categoriser(starter(ids, DEFAULTS))


@settings(deadline=None)
@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.sampled_from([-100, 100])), min_size=1, max_size=60))
def test_lines_are_sorted_as_if_each_were_the_only_one(texts: list[tuple[str, str, int]]) -> None:
    made, categoriser = _parts()
    sorter = made()
    for n, (payee, description, amount) in enumerate(texts, 1):
        line = Line(n, date(2026, 11, 2), Decimal(amount) / 100, payee=payee, description=description)
        found = sorter.one(line, amount, "EUR", "Giro")
        alone = categoriser.suggest(f"{payee} {description}", amount)
        assert found.payee == clean_payee(payee, description)
        assert (found.category_id or found.suggested) == (alone.category_id if alone else None)
        assert found.confidence == (alone.confidence if alone else 0)


def test_numbers_and_codes_decide_no_category() -> None:
    sorter = _parts()[0]()
    plain, coded = (
        sorter.one(Line(1, date(2026, 11, 2), Decimal(-1), payee=f"AMZN Mktp US*{code}"), -100, "EUR", "Giro")
        for code in ("RRZ", "T9BP2M")  # "BP" sells fuel
    )
    assert coded == plain


def test_a_rule_of_a_file_sorts_its_lines_as_they_come_in_and_later(vault: Vault, current: int, tmp_path: Path) -> None:
    gifts = next(one.id for one in ledger.categories(vault) if one.name == "gifts")
    rules.add(vault, "file:giro", gifts, None, TODAY, apply=False)
    for name in ("giro.csv", "other.csv"):
        (tmp_path / name).write_text(f"Date;Payee;Amount\n2026-03-02;Qzxv {name[:4]};-3,50\n", "utf-8")
        shown = imports.preview(vault, [tmp_path / name], choices=Choices(account_name="Current"))
        imports.accept(vault, shown)
    rows = {one.payee: one for one in ledger.load(vault, ledger.find(vault, "qzxv", TODAY))}
    assert (rows["Qzxv giro"].category_id, rows["Qzxv othe"].category_id) == (gifts, None)
    ledger.set_category(vault, [rows["Qzxv giro"].id], None, TODAY)
    assert [one.transaction.payee for one in rules.proposed(vault)] == ["Qzxv giro"]
