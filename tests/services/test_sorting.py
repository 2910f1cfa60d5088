"""Payees and categories of many lines: what is remembered of one text never shows in another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.categories import DEFAULTS
from hub.domain.categorise import Categoriser, starter
from hub.domain.statement import Line
from hub.domain.text import clean_payee
from hub.services import vaults
from hub.services.sorting import Sorter
from storage import accounts
from storage.vault import Vault

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
