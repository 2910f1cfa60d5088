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

from hub.services import accounts, counters, ledger, templates, terms, usage
from ui import locale
from ui.locale import text
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


def test_versions_go_and_what_is_used_is_corrected_and_a_pack_is_seen_first(
    qtbot: QtBot, dressed: Callable[..., None], tmp_path: Path
) -> None:
    dressed()
    locale.use("en")
    with opened(qtbot) as app:
        account = accounts.add(app.vault, "Gold", "card", "EUR")
        product = {
            "rules": [{"id": "base", "kind": "base", "rate": "0.01", "caps": ["all"]}],
            "caps": [{"id": "all", "basis": "spend", "amount": "400", "period": "calendar_month"}],
        }  # fmt: skip
        terms.put_instrument(app.vault, "Gold", "credit_card", account, product, "gold")
        later = {"id": "gold", "name": "Gold", "kind": "credit_card", **product, "valid_from": "2026-11-01"}
        terms.put_version(app.vault, later)
        ledger.add(app.vault, account, date(2026, 11, 3), -5_000, "Market")
        view: Terms = app.show("terms")
        view.edit("gold")
        held = view.held
        assert held is not None
        app.until(held.caps.isVisible)
        assert not nameless(held)
        row = held._cap_rows.row_at(0)
        assert row is not None
        assert [cell.words.replace(text.NBSP, " ") for cell in row.cells[1:3] if cell] == [
            "€ 50.00 of € 400.00", "your payments",
        ]  # fmt: skip
        held.caps.acted.emit("gold/all")
        dialog = held.dialog
        assert dialog is not None
        dialog.used.set_value(Decimal(120))
        dialog.source.set_value("app of the bank")
        dialog.save.click()
        app.until(lambda: [one.used for one in usage.openings(app.vault)] == ["120"])
        app.rest()
        row = view.held._cap_rows.row_at(0) if view.held else None
        assert row is not None
        assert "app of the bank" in row.cells[2].words  # type: ignore[union-attr] # it is there
        assert counters.standings(app.vault, TODAY)[0].left == 280
        held.versions.acted.emit("2026-11-01")
        app.until(lambda: len(terms.versions(app.vault, "gold")) == 1)
        app.rest()
        path = tmp_path / "shared.json"
        view.preview_pack(path)
        app.until(lambda: view.preview is not None)
        preview = view.preview
        assert preview is not None
        shown = preview.body.toPlainText()
        assert "Gold" not in shown
        assert not path.exists()
        preview.write.click()
        app.until(path.exists)
        assert path.read_text() == shown
        app.rest()


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
