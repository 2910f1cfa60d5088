"""The default categories have a name in five languages, and are found by each of them."""

from __future__ import annotations

from hub.domain.categories import DEFAULTS
from hub.domain.category_names import LANGUAGES, NAMES
from hub.domain.query import category_holds
from hub.domain.text import fold


def test_every_default_has_its_own_name_in_each_language() -> None:
    assert set(NAMES) == {default.code for default in DEFAULTS}
    for at, language in enumerate(LANGUAGES):
        names = [NAMES[default.code][at] for default in DEFAULTS]
        assert all(names), language
        assert len(set(names)) == len(names), language


def test_a_category_is_found_by_its_name_in_any_language() -> None:
    for typed in ("groceries", "Courses", "البقاله", "خواربار", "食品"):
        assert category_holds(fold(typed), "groceries", "groceries")
    assert category_holds(fold("eating out"), "eating_out", "eating_out")
    assert not category_holds(fold("Courses"), "leisure", "leisure")
    assert not category_holds(fold("Courses"), "Mine", None)
