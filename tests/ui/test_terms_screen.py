"""Terms as a person edits them: from a template, guided and as text, tried on a purchase, kept with a date."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import TODAY, nameless, opened
from pytestqt.qtbot import QtBot

from hub.services import templates, terms
from ui import locale
from ui.screens.terms import Terms
from ui.terms.as_text import line_of
from ui.terms.guided import Guided, guided_of, product_of

rates = st.decimals("0.001", 5, places=3)
said = st.builds(
    Guided,
    st.sampled_from(["", "miles"]),
    rates,
    st.dictionaries(st.sampled_from(["fuel", "travel", "my own kind"]), rates),
    st.dictionaries(st.sampled_from(["fx_fee_rate", "annual_fee"]), rates),
)


@given(said, said)
def test_the_form_shows_what_it_wrote(first: Guided, second: Guided) -> None:
    product = product_of(first, {"id": "x", "kind": "credit_card"})
    terms.check_product(product)
    assert guided_of(product) == first
    changed = product_of(second, product)
    terms.check_product(changed)
    assert guided_of(changed) == second


@pytest.mark.parametrize("code", templates.templates())
def test_what_the_form_does_not_know_is_kept(code: str) -> None:
    product: dict[str, Any] = {"id": "x", **templates.templates()[code]}
    kept = product_of(guided_of(product), product)
    assert {**kept, "rules": None, "costs": None} == {**product, "rules": None, "costs": None}
    assert sorted(map(str, kept.get("rules", ()))) == sorted(map(str, product.get("rules", ())))
    assert {k: Decimal(v) for k, v in kept.get("costs", {}).items()} == {
        k: Decimal(v) for k, v in product.get("costs", {}).items()
    }


def test_a_path_is_found_in_the_text() -> None:
    document = {"id": "x", "rules": [{"id": "a", "rate": "1"}, {"id": "b", "match": {"category": ["z"]}, "rate": "?"}]}
    written = json.dumps(document, indent=2)
    lines = written.split("\n")
    assert '"?"' in lines[line_of(written, "$.rules[1].rate") - 1]
    assert '"z"' in lines[line_of(written, "$.rules[1].match.category[0]") - 1]
    assert line_of(written, "$") == 1


def test_terms_from_a_template_get_a_dated_version(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    dressed()
    locale.use("en")
    with opened(qtbot) as app:
        view: Terms = app.show("terms")
        assert view.empty.isVisible()
        view.begin("cashback_card")
        app.until(lambda: view.shown is not None and view.shown.versions)
        (key,) = view.shown.versions if view.shown else ()
        view.edit(key)
        editor = view.editor
        assert editor is not None
        app.until(lambda: "1.00" in editor.result.text())
        editor.form.kinds["fuel"].set_value(Decimal(4))
        editor.form.starts.set_value(TODAY)
        editor.kind.set_value("fuel")
        editor.form.changed.emit()
        app.until(lambda: "4.00" in editor.result.text())
        editor.how.choose("text")
        editor.how.chosen.emit("text")
        written = editor.text.toPlainText()
        editor.text.setPlainText(written.replace('"0.04"', '"four"'))
        app.until(lambda: editor.problem.isVisible() and not editor.save.isEnabled())
        editor.text.setPlainText(written)
        app.until(editor.save.isEnabled)
        assert not nameless(editor)
        app.click(editor.save)
        app.until(lambda: view.editor is None)
        found = terms.versions(app.vault, key)
        assert [one.get("valid_from") for one in found] == [None, TODAY.isoformat()]
        assert found[0]["valid_to"] == date(2026, 11, 18).isoformat()


def test_a_bank_s_words_are_taken_only_with_a_tick(qtbot: QtBot, dressed: Callable[..., None], tmp_path: Path) -> None:
    dressed()
    locale.use("en")
    product = {
        "productId": "p", "name": "Everyday", "productCategory": "CRED_AND_CHRG_CARDS",
        "fees": [{"feeType": "PERIODIC", "amount": "50.00", "additionalValue": "P1Y"}],
        "features": [{"featureType": "LOYALTY_PROGRAM", "additionalInfo": "2 points per $1"},
                     {"featureType": "CASHBACK_OFFER", "additionalInfo": "5% cashback"}],
    }  # fmt: skip
    (tmp_path / "p.json").write_text(json.dumps({"data": product}))
    with opened(qtbot) as app:
        view: Terms = app.show("terms")
        view.bring_file(tmp_path / "p.json")
        app.until(lambda: view.dialog is not None)
        assert view.dialog is not None
        first, second = view.dialog.ticks
        assert not first.isChecked()
        assert not second.isChecked()
        first.setChecked(True)
        app.click(view.dialog.take)
        app.until(lambda: terms.instruments(app.vault))
        (way,) = terms.instruments(app.vault)
        assert way.product is not None
        assert way.product["rules"] == [{"id": "base", "kind": "base", "rate": "2", "programme": "everyday"}]
