"""Several files of one account dropped together make one account, whatever their order and names; others stay apart."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.services import accounts, imports, vaults
from hub.services.choosing import Choices
from storage.vault import Vault

MONTHS = ("03", "04", "05")


def month(folder: Path, name: str, number: str, amounts: list[int], opening: int | None) -> Path:
    """A file of a month. amounts: cents; opening: cents before them, None for a file without balances."""
    rows, balance = [], opening
    for day, amount in enumerate(amounts, 3):
        end = ""
        if balance is not None:
            balance += amount
            end = f",{balance / 100:.2f}"
        rows.append(f"2026-{number}-{day:02},Shop {day % 4},{amount / 100:.2f}{end}")
    path = folder / name
    path.write_text(f"Date,Payee,Amount{'' if opening is None else ',Balance'}\n" + "\n".join(rows) + "\n")
    return path


def months(folder: Path, names: tuple[str, ...], opening: int | None = 100_000) -> list[Path]:
    made = []
    for at, (name, number) in enumerate(zip(names, MONTHS, strict=True)):
        amounts = [-1_250 - 10 * at, -333, 4_200 + at, -78 * (at + 1)]
        made.append(month(folder, name, number, amounts, opening))
        opening = None if opening is None else opening + sum(amounts)
    return made


def brought(vault: Vault, paths: list[Path], choices: Choices | None = None) -> imports.Preview:
    shown = imports.preview(vault, paths, choices=choices)
    imports.accept(vault, shown)
    return shown


def balances(vault: Vault) -> list[int]:
    return sorted(one.balance for one in accounts.positions(vault))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_months_under_unlike_names_are_one_account(vault: Vault, tmp_path: Path, order: tuple[int, ...]) -> None:
    files = months(tmp_path, ("spring.csv", "export.csv", "download (7).csv"))
    shown = brought(vault, [files[at] for at in order])
    assert balances(vault) == [100_000 + sum(sum(part.amounts) for file in shown.files for part in file.parts)]
    by = [file.parts[0].recognised_by for file in shown.files]
    assert by == ["none", "balances", "balances"]
    assert all(part.apart == 0 for part in shown.files[-1].parts)


@given(
    amounts=st.lists(st.lists(st.integers(-9_000, 9_000).filter(bool), min_size=3, max_size=5), min_size=2, max_size=4),
    data=st.data(),
)
@settings(max_examples=6, deadline=None)
def test_any_number_of_months_in_any_order_are_one_account(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[list[int]], data: st.DataObject
) -> None:
    folder, opening, files = tmp_path_factory.mktemp("months"), 1_000_037, []
    for at, some in enumerate(amounts):
        files.append(month(folder, f"{'abcde'[at]}.csv", f"{at + 1:02}", some, opening))
        opening += sum(some)
    order = data.draw(st.permutations(range(len(files))))
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        brought(vault, [files[at] for at in order])
        assert balances(vault) == [opening]


def test_the_next_and_the_last_month_are_known_by_the_balance_of_the_account(vault: Vault, tmp_path: Path) -> None:
    first, second, third = months(tmp_path, ("a.csv", "b.csv", "c.csv"))
    brought(vault, [second])
    for path in (third, first):
        assert brought(vault, [path]).files[0].parts[0].recognised_by == "balances"
    assert len(balances(vault)) == 1


def test_a_file_of_a_known_account_takes_its_neighbours_along(vault: Vault, tmp_path: Path) -> None:
    first, second, third = months(tmp_path, ("a.csv", "b.csv", "c.csv"))
    brought(vault, [first], Choices(account_name="Bank"))
    shown = brought(vault, [third, second, first])
    assert [file.parts[0].account.name for file in shown.files] == ["Bank"] * 3
    assert len(balances(vault)) == 1


def test_two_accounts_over_the_same_days_stay_two(vault: Vault, tmp_path: Path) -> None:
    one = month(tmp_path, "one.csv", "03", [-100, -200, -300, -400], None)
    (tmp_path / "other").mkdir()
    other = month(tmp_path / "other", "one.csv", "03", [-111, -222, -333, -444], None)
    shown = brought(vault, [one, other])
    assert len(balances(vault)) == 2
    assert not any(file.reading is not None and file.reading.questions for file in shown.files)


def test_balances_that_meet_twice_join_nothing_that_contradicts(vault: Vault, tmp_path: Path) -> None:
    """Both second files begin with the balance with which the first ends, and differ on the same days."""
    first = month(tmp_path, "first.csv", "03", [-100, -200, -300], 100_000)
    one = month(tmp_path, "one.csv", "04", [-10, -20, -30, -40], 99_400)
    other = month(tmp_path, "other.csv", "04", [-11, -21, -31, -41], 99_400)
    brought(vault, [first, one, other])
    assert len(balances(vault)) == 2


def test_where_nothing_joins_them_it_is_asked(vault: Vault, tmp_path: Path) -> None:
    files = months(tmp_path, ("spring.csv", "export.csv", "summer.csv"), None)
    shown = imports.preview(vault, files)
    asked = [file.reading.questions for file in shown.files if file.reading is not None]
    assert [[(one.code, one.assumed, one.because) for one in some] for some in asked] == [
        [],
        [("same_account", "one", "follow")],
        [("same_account", "one", "follow")],
    ]
    assert len({part.account.name for file in shown.files for part in file.parts}) == 1
    apart = Choices(answers={str(files[2]): {"same_account": "apart"}})
    brought(vault, files, apart)
    assert len(balances(vault)) == 2


def test_files_with_months_between_are_taken_for_two_and_can_be_one(vault: Vault, tmp_path: Path) -> None:
    early = month(tmp_path, "early.csv", "01", [-100, -200], None)
    late = month(tmp_path, "late.csv", "09", [-300, -400], None)
    shown = imports.preview(vault, [late, early])
    assert shown.files[1].reading is not None
    (question,) = shown.files[1].reading.questions
    assert (question.assumed, question.because) == ("apart", "no_sign")
    one = brought(vault, [late, early], Choices(answers={str(early): {"same_account": "one"}}))
    assert one.files[1].parts[0].recognised_by == "chosen"
    assert balances(vault) == [-1_000]


def test_the_rest_of_a_day_that_comes_later_leaves_the_balance_right(vault: Vault, tmp_path: Path) -> None:
    """The first file begins in the middle of a day; the second brings the lines of that day before it."""
    head = "Date,Payee,Amount,Balance\n"
    day = ["2026-03-05,A,-10.00,990.00\n", "2026-03-05,B,-20.00,970.00\n", "2026-03-05,C,-30.00,940.00\n"]
    later, whole = tmp_path / "later.csv", tmp_path / "whole.csv"
    later.write_text(head + day[1] + day[2] + "2026-03-06,D,-40.00,900.00\n")
    whole.write_text(head + "2026-03-04,Z,5.00,1000.00\n" + "".join(day))
    brought(vault, [later], Choices(account_name="Bank"))
    assert balances(vault) == [90_000]
    brought(vault, [whole], Choices(account_name="Bank"))
    assert balances(vault) == [90_000]
