"""Learned categories: from general words at first, from corrections at once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.categories import DEFAULTS, STARTER, code_of_mcc
from hub.domain.categorise import Categoriser, learning, starter

IDS = {default.code: at for at, default in enumerate(DEFAULTS, 1)}
CODES = {at: code for code, at in IDS.items()}


def fresh() -> Categoriser:
    return Categoriser(starter(IDS, DEFAULTS))


def test_the_starter_only_speaks_of_default_categories() -> None:
    assert set(STARTER) <= {default.code for default in DEFAULTS}
    assert {default.slot for default in DEFAULTS} == set(range(8))
    words = Counter(word for text in STARTER.values() for word in text.split())
    assert [word for word, count in words.items() if count > 2] == []


@pytest.mark.parametrize(
    ("text", "sign", "code"),
    [
        ("Bäckerei Lang", -1, "eating_out"),
        ("Wochenmarkt", -1, "groceries"),
        ("SUPERMERCADO SOL 12", -1, "groceries"),
        ("Parkhaus Altstadt", -1, "transport"),
        ("Stadtbibliothek", -1, "leisure"),
        ("PHARMACIE DU RHIN", -1, "health"),
        ("Hausverwaltung Seifert MIETE", -1, "housing"),
        ("Lindner Verlag GEHALT 11/26", 1, "salary"),
        ("超市 12", -1, "groceries"),
    ],
)
def test_a_first_import_is_sorted_by_general_words(text: str, sign: int, code: str) -> None:
    found = fresh().suggest(text, sign)
    assert found is not None
    assert CODES[found.category_id] == code


def test_what_was_never_seen_is_not_guessed() -> None:
    assert fresh().suggest("K. Brandt") is None
    assert fresh().suggest("4471") is None
    assert Categoriser([]).suggest("Grünmarkt") is None


def test_one_correction_counts_at_once_and_names_the_words() -> None:
    categoriser = fresh()
    categoriser.learn(learning("Kletterhalle Freiburg", -1, IDS["health"]))
    categoriser.learn(learning("Kletterhalle Freiburg", -1, IDS["health"]))
    found = categoriser.suggest("KLETTERHALLE MITGLIEDSBEITRAG")
    assert found is not None
    assert CODES[found.category_id] == "health"
    assert found.words[0] == "kletterhalle"


def test_confidence_grows_with_what_was_seen() -> None:
    categoriser, last = fresh(), 0
    for _ in range(5):
        categoriser.learn(learning("Les Amis du Rhin", -1, IDS["gifts"]))
        found = categoriser.suggest("Les Amis du Rhin")
        assert found is not None
        assert CODES[found.category_id] == "gifts"
        assert found.confidence >= last
        last = found.confidence
    assert last >= 80


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from([-1, 1]), st.integers(1, 5)), max_size=8))
def test_taking_back_what_was_taught_leaves_nothing(taught: list[tuple[str, int, int]]) -> None:
    categoriser = Categoriser([])
    for text, sign, category_id in taught:
        categoriser.learn(learning(text, sign, category_id))
    for text, sign, category_id in taught:
        categoriser.learn(learning(text, sign, category_id, -1))
    assert all(categoriser.suggest(text, sign) is None for text, sign, _ in taught)


def test_merchant_codes_name_categories() -> None:
    assert code_of_mcc("5411") == "groceries"
    assert code_of_mcc("5541") == "fuel"
    assert code_of_mcc("0000") is None
    assert code_of_mcc("54١١") is None
