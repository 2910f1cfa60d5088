"""Rows that may be there twice are found in the whole vault, once, and not among the rows of one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hub.services import accounts, double_search, doubles, history, imports, ledger
from storage.vault import Vault

TODAY = date(2026, 11, 21)
FILE = "Date;Payee;Amount\n2026-03-02;Kiosk;-3,50\n2026-03-02;Kiosk;-3,50\n2026-03-05;Kino Harmonie;-18,50\n"


def test_a_row_typed_twice_and_one_typed_before_its_file_are_found_once(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_text(FILE, "utf-8")
    imports.accept(vault, imports.preview(vault, [path]))
    account = accounts.positions(vault)[0].account.id
    assert double_search.look(vault) == 0
    typed = ledger.add(vault, account, date(2026, 3, 3), -1850, "Kino Harmonie")
    ledger.add(vault, account, date(2026, 3, 20), -700, "Bakery")
    again = ledger.add(vault, account, date(2026, 3, 20), -700, "Bakery")
    ledger.add(vault, account, date(2026, 3, 20), -700, "Cinema")
    ledger.add(vault, account, date(2026, 3, 25), -700, "Bakery")
    assert double_search.look(vault) == 2
    waiting = doubles.waiting(vault)
    assert {one.new.id for one in waiting} == {typed, again}
    assert double_search.look(vault) == 0
    doubles.are_different(vault, waiting[0].known.id, waiting[0].new.id)
    doubles.are_same(vault, waiting[1].known.id, waiting[1].new.id)
    assert doubles.waiting(vault) == []
    assert double_search.look(vault) == 0
    history.undo_last(vault)
    assert len(doubles.waiting(vault)) == 1
