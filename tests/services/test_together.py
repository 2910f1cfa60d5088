"""Several files in one go, in any order and overlap, are the whole; doubtful rows wait for one decision."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from test_imports_service import ROWS, TODAY, amounts, put

from hub.domain.errors import LedgerError
from hub.services import accounts, doubles, history, imports, ledger
from hub.services.choosing import Choices
from storage.vault import Vault


def positions(vault: Vault) -> list[tuple[int, int]]:
    return [(one.transactions, one.balance) for one in accounts.positions(vault)]


def test_two_overlapping_files_of_a_new_account_make_one_account(vault: Vault, tmp_path: Path) -> None:
    first, second = put(tmp_path, "october.csv", ROWS[:5]), put(tmp_path, "november.csv", ROWS[1:])
    shown = imports.preview(vault, [first, second])
    assert shown.files[1].parts[0].recognised_by == "overlap"
    assert shown.to_add == len(ROWS)
    assert shown.files[1].parts[0].places
    imports.accept(vault, shown)
    assert len(amounts(vault)) == len(ROWS)
    assert len(positions(vault)) == 1


def test_the_same_file_twice_in_one_go_adds_once(vault: Vault, tmp_path: Path) -> None:
    one, copy = put(tmp_path, "a.csv", ROWS), put(tmp_path, "a (1).csv", ROWS)
    shown = imports.preview(vault, [one, copy, one])
    assert len(shown.files) == 2
    imports.accept(vault, shown)
    assert len(amounts(vault)) == len(ROWS)


def test_files_of_one_name_from_two_folders_are_told_apart(vault: Vault, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    first, second = put(tmp_path / "one", "x.csv", ROWS[:3]), put(tmp_path / "two", "x.csv", ROWS[3:])
    chosen = accounts.add(vault, "Chosen", "current", "EUR")
    shown = imports.preview(vault, [first, second], choices=Choices(accounts={(str(second), 0): chosen}))
    assert [file.parts[0].recognised_by for file in shown.files] == ["none", "chosen"]


def test_a_booked_row_of_a_later_file_takes_the_place_of_the_pending_one(vault: Vault, tmp_path: Path) -> None:
    pending, booked = tmp_path / "a.csv", tmp_path / "b.csv"
    head = "Date,Description,Amount,Status\n"
    pending.write_text(head + "2026-11-01,SHOP,-9.00,booked\n2026-11-03,KINO HARMONIE,-18.50,pending\n")
    booked.write_text(head + "2026-11-04,KINO HARMONIE,-18.50,booked\n2026-11-05,ZOO,-4.00,booked\n")
    shown = imports.preview(vault, [pending, booked], choices=Choices(account_name="Bank"))
    assert shown.files[0].parts[0].taken == (True, False)
    imports.accept(vault, shown)
    assert amounts(vault) == [-1850, -900, -400]


@pytest.fixture
def doubtful(vault: Vault, tmp_path: Path) -> doubles.Double:
    imports.accept(vault, imports.preview(vault, [put(tmp_path, "a.csv", ROWS)], choices=Choices("Bank")))
    other = put(tmp_path, "b.csv", ["2026-11-09,TIERPARK KASSE 3,-42.00", "2026-11-10,NEW ONE,-1.00"])
    imports.accept(vault, imports.preview(vault, [other], choices=Choices("Bank")))
    (one,) = doubles.waiting(vault)
    return one


def test_a_possible_duplicate_waits_with_both_rows(vault: Vault, doubtful: doubles.Double) -> None:
    assert (doubtful.known.description, doubtful.new.description) == ("ZOO BASEL", "TIERPARK KASSE 3")
    assert (doubtful.why, doubles.count(vault)) == ("possible_duplicate", 1)


def test_the_same_means_that_one_stays_and_its_file_brings_it_no_more(
    vault: Vault, doubtful: doubles.Double, tmp_path: Path
) -> None:
    doubles.are_same(vault, doubtful.known.id, doubtful.new.id)
    assert doubles.count(vault) == 0
    assert amounts(vault).count(-4200) == 1
    again = imports.preview(vault, [tmp_path / "b.csv"], choices=Choices("Bank"))
    assert again.to_add == 0
    history.undo_last(vault)
    assert (doubles.count(vault), amounts(vault).count(-4200)) == (1, 2)


def test_different_is_remembered(vault: Vault, doubtful: doubles.Double, tmp_path: Path) -> None:
    doubles.are_different(vault, doubtful.known.id, doubtful.new.id)
    assert doubles.count(vault) == 0
    assert amounts(vault).count(-4200) == 2
    assert imports.preview(vault, [tmp_path / "b.csv"], choices=Choices("Bank")).to_add == 0
    with pytest.raises(LedgerError) as caught:
        doubles.are_same(vault, doubtful.known.id, doubtful.new.id)
    assert caught.value.code == "no_such_double"


def test_undoing_the_import_takes_the_pair_along(vault: Vault, doubtful: doubles.Double) -> None:
    assert doubtful.new.batch_id is not None
    imports.undo_batch(vault, doubtful.new.batch_id)
    assert doubles.count(vault) == 0
    assert ledger.find(vault, "tierpark", TODAY) == []


def test_a_line_joined_by_hand_completes_the_row_and_one_taken_apart_is_new(vault: Vault, tmp_path: Path) -> None:
    account = accounts.add(vault, "Bank", "current", "EUR")
    typed = ledger.add(vault, account_id=account, booked_on=TODAY, amount=-4200, payee="Animals")
    path = put(tmp_path, "b.csv", ["2026-11-09,TIERPARK KASSE 3,-42.00", "2026-11-10,NEW ONE,-1.00"])
    plain = imports.preview(vault, [path], choices=Choices("Bank"))
    assert plain.to_add == 2
    joined = imports.preview(vault, [path], choices=Choices("Bank", joined={(str(path), 0, 0): typed}))
    imports.accept(vault, joined)
    assert amounts(vault) == [-4200, -100]
    (row,) = ledger.load(vault, [typed])
    assert (row.payee, row.description) == ("Animals", "TIERPARK KASSE 3")


def _month(folder: Path, name: str, rows: str) -> Path:
    path = folder / name
    path.write_text("Datum;Text;Betrag;Saldo\n" + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("names", [("a-2601.csv", "a-2602.csv", "a-2603.csv"), ("jan.csv", "feb.csv", "mar.csv")])
def test_the_balance_after_adding_is_the_account_s_whatever_the_order_of_the_files(
    tmp_path: Path, vault: Vault, order: tuple[int, ...], names: tuple[str, str, str]
) -> None:
    files = [
        _month(tmp_path, names[0], "02.01.2026;a;-50,00;950,00\n03.01.2026;b;-50,00;900,00\n"),
        _month(tmp_path, names[1], "02.02.2026;c;-60,00;840,00\n03.02.2026;d;-40,00;800,00\n"),
        _month(tmp_path, names[2], "02.03.2026;e;-10,00;790,00\n03.03.2026;f;-90,00;700,00\n"),
    ]
    preview = imports.preview(vault, [files[at] for at in order])
    parts = [part for file in preview.files for part in file.parts]
    imports.accept(vault, preview)
    balances = sorted(one.balance for one in accounts.positions(vault))
    assert balances == [70_000]
    assert parts[-1].balance_after == 70_000
    assert parts[-1].apart == 0


def test_an_older_file_leaves_today_s_balance_as_it_is(tmp_path: Path, vault: Vault) -> None:
    late = _month(tmp_path, "a-2602.csv", "02.02.2026;c;-60,00;840,00\n03.02.2026;d;-40,00;800,00\n")
    old = _month(tmp_path, "a-2601.csv", "02.01.2026;a;-50,00;950,00\n03.01.2026;b;-50,00;900,00\n")
    imports.accept(vault, imports.preview(vault, [late]))
    preview = imports.preview(vault, [old])
    (part,) = preview.files[0].parts
    imports.accept(vault, preview)
    (position,) = accounts.positions(vault)
    assert (part.balance_before, part.balance_after, position.balance) == (80_000, 80_000, 80_000)


def _swift(number: str, *amounts: str) -> str:
    moves = "".join(f":61:2601{day:02}0105D{amount},NTRFNONREF\n" for day, amount in enumerate(amounts, 5))
    return f":20:A\n:25:50880050/{number}\n:28C:1/1\n:60F:C260101EUR100,00\n{moves}:62F:C260131EUR90,00\n-\n"


@pytest.mark.parametrize("in_one_go", [True, False])
def test_numbers_that_end_alike_are_accounts_of_their_own(tmp_path: Path, vault: Vault, in_one_go: bool) -> None:
    texts = [_swift("0194774600888", "5,00", "5,00"), _swift("0194777100888", "5,00", "5,00")]
    paths = []
    for at, text in enumerate(["".join(texts)] if in_one_go else texts):
        paths.append(tmp_path / str(at) / "bank.sta")
        paths[-1].parent.mkdir()
        paths[-1].write_text(text, encoding="ascii")
    for path in paths:
        imports.accept(vault, imports.preview(vault, [path]))
    assert positions(vault) == [(2, 9_000), (2, 9_000)]
    assert len({one.account.name for one in accounts.positions(vault)}) == 2
    assert imports.preview(vault, paths).to_add == 0


def test_the_currency_of_a_file_that_names_nothing_is_asked_once(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("14.11.2026;Kino Harmonie;-18,50\n15.11.2026;Gruenmarkt;-1,00\n", encoding="utf-8")

    def asked(choices: Choices) -> tuple[list[tuple[str, str]], str]:
        (file,) = imports.preview(vault, [path], choices=choices).files
        questions = file.reading.questions if file.reading else ()
        return [(one.code, one.assumed) for one in questions if not one.is_answered], file.parts[0].account.currency

    assert asked(Choices()) == ([("account_currency", "EUR")], "EUR")
    francs = Choices(answers={str(path): {"account_currency": "CHF"}})
    assert asked(francs) == ([], "CHF")
    imports.accept(vault, imports.preview(vault, [path], choices=francs))
    assert asked(Choices()) == ([], "CHF")
