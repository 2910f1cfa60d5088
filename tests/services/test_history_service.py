"""Taking back one operation out of many: alone, with what builds on it, and doing it all again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.errors import LedgerError
from hub.domain.transaction import Split
from hub.services import accounts, history, imports, ledger, rules
from storage.schema import recorded_tables
from storage.vault import Vault

TODAY = date(2026, 11, 21)
FILE = "Date;Payee;Amount\n2026-03-02;Kiosk;-3,50\n2026-03-05;Kino Harmonie;-18,50\n2026-03-09;Grünmarkt;-41,20\n"


def fingerprint(vault: Vault) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Every row of every recorded table."""
    found = []
    with vault.read() as connection:
        for table in recorded_tables():
            key = ", ".join(f'"{column.name}"' for column in table.primary_key)
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {key}').all()  # noqa: S608
            found.append((table.name, [tuple(row) for row in rows]))
    return found


def newest(vault: Vault) -> int:
    return history.operations(vault, 1)[0].id


def test_an_edit_of_another_field_stays(vault: Vault, current: int, categories: dict[str, int]) -> None:
    one = ledger.add(vault, current, TODAY, -500, "Kiosk")
    ledger.set_category(vault, [one], categories["leisure"], TODAY)
    sorted_by = newest(vault)
    ledger.change(vault, [one], notes="with Jonas")
    planned = history.plan(vault, sorted_by)
    assert planned.is_alone
    history.undo_with_later(vault, planned)
    row = ledger.detail(vault, one).transaction
    assert (row.category_id, row.notes) == (None, "with Jonas")


def test_what_builds_on_it_goes_and_comes_back_with_it(vault: Vault, current: int, categories: dict[str, int]) -> None:
    one = ledger.add(vault, current, TODAY, -500, "Kiosk")
    added = newest(vault)
    ledger.split(vault, one, [Split(0, categories["leisure"], -200), Split(0, None, -300)])
    ledger.tag(vault, one, ["trip"])
    other = ledger.add(vault, current, TODAY, -900, "Other")
    before = fingerprint(vault)
    with pytest.raises(LedgerError, match="undo_conflict"):
        history.undo_last(vault, added)
    planned = history.plan(vault, added)
    assert [operation.name for operation in planned.also] == ["tag", "split"]
    history.undo_with_later(vault, planned)
    assert ledger.find(vault, "", TODAY) == [other]
    history.redo(vault)
    assert fingerprint(vault) == before
    assert {operation.state for operation in history.operations(vault)} <= {"done", "kept"}


def test_an_import_lists_the_edits_that_are_lost_with_it(
    vault: Vault, categories: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "march.csv"
    path.write_text(FILE, "utf-8")
    shown = imports.preview(vault, [path])
    imports.accept(vault, shown)
    imported = newest(vault)
    rows = ledger.find(vault, "", TODAY)
    assert len(rows) == 3
    ledger.set_category(vault, rows[:1], categories["gifts"], TODAY)
    ledger.tag(vault, rows[1], ["trip"])
    before = fingerprint(vault)
    planned = history.plan(vault, imported)
    assert [operation.name for operation in (*planned.also, *planned.lost)] == ["tag", "set_category"]
    history.undo_with_later(vault, planned)
    assert ledger.find(vault, "", TODAY) == []
    history.redo(vault)
    assert fingerprint(vault) == before


def test_what_was_done_since_the_question_is_not_lost_unasked(vault: Vault, current: int) -> None:
    one = ledger.add(vault, current, TODAY, -500, "Kiosk")
    planned = history.plan(vault, newest(vault))
    ledger.change(vault, [one], notes="later")
    with pytest.raises(LedgerError, match="history_changed"):
        history.undo_with_later(vault, planned)
    assert ledger.detail(vault, one).transaction.notes == "later"


STEPS = st.lists(
    st.sampled_from(["add", "sort", "note", "split", "tag", "rule", "remove", "account"]), min_size=1, max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, pick=st.integers(0, 7))
def test_taking_back_any_step_and_doing_it_again_is_the_identity(steps: list[str], pick: int) -> None:
    with Vault.in_memory() as vault:
        account = accounts.add(vault, "A", "cash", "EUR")
        for at, step in enumerate(steps):
            ids = ledger.find(vault, "", TODAY)
            if step == "add" or not ids:
                ledger.add(vault, account, TODAY, -100 - at, f"Payee {at}")
            elif step == "note":
                ledger.change(vault, ids[:2], notes=f"note {at}")
            elif step == "split":
                whole = ledger.detail(vault, ids[0]).transaction.amount
                ledger.split(vault, ids[0], [Split(0, None, whole + 1), Split(0, None, -1)])
            elif step == "tag":
                ledger.tag(vault, ids[-1], [f"t{at}"])
            elif step == "rule":
                rules.add(vault, f"payee:payee -x{at}", None, f"Payee R{at}", TODAY, apply=True)
            elif step == "remove":
                ledger.remove(vault, ids[:1])
            elif step == "account":
                accounts.add(vault, f"B{at}", "cash", "EUR")
            else:
                ledger.change(vault, ids[-1:], payee=f"Sorted {at}")
        before = fingerprint(vault)
        done = [one for one in history.operations(vault) if one.state == "done"]
        history.undo_with_later(vault, history.plan(vault, done[pick % len(done)].id))
        assert history.redo(vault) is not None
        assert fingerprint(vault) == before
