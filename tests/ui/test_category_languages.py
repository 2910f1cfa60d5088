"""Default categories are named in five languages, whatever the window speaks; a person's own name stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from opened import TODAY, opened
from pytestqt.qtbot import QtBot

from hub.domain.category_names import LANGUAGES, NAMES
from hub.domain.transaction import Category
from hub.services import accounts, ledger
from ui import locale
from ui.cli.shapes import shown_category
from ui.fields.offered import choice_name
from ui.locale import wording
from ui.table.rows import CELL
from ui.transactions.naming import category_name


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    locale.use_names("")
    locale.use("en")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("ar_EG", "السكن"),
        ("fa", "مسکن"),
        ("zh_CN", "住房"),
        ("fr", "Logement"),
        ("en_GB", "Housing"),
        ("sv", "Housing"),
    ],
)
def test_the_language_that_was_asked_for_names_the_categories(asked: str, shown: str) -> None:
    locale.use(asked)
    assert category_name(Category(1, "housing", "expense", None, 0, "", 0)) == shown
    assert shown_category("housing") == shown
    assert category_name(Category(2, "My own", "expense", None, 0, "", 0)) == "My own"


def test_the_choice_of_names_goes_before_the_language() -> None:
    locale.use("fr")
    locale.use_names("zh")
    assert {wording.category(code) for code in NAMES} == {names[4] for names in NAMES.values()}
    assert [choice_name("setting", "category_language", one) for one in ("same", *LANGUAGES)] == [
        "Dans la langue ci-dessus", "English", "Français", "العربية", "فارسی", "中文",
    ]  # fmt: skip


def test_a_setting_names_them_in_the_table(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    with opened(qtbot) as ready:
        account = accounts.add(ready.vault, "Rheinbank", "current", "EUR")
        groceries = next(one.id for one in ledger.categories(ready.vault) if one.name == "groceries")
        ledger.add(ready.vault, account, TODAY, -900, "Grünmarkt", category_id=groceries)
        locale.use_names("ar")
        screen = ready.show("transactions")
        screen.bar.show_all()
        ready.rest()
        at = screen.table.layout_in_use.keys.index("category")
        assert screen.table.model().index(0, at).data(CELL).words == "البقالة"
