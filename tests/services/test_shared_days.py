"""Equal rows of a day that two files part between them: never lost, never doubled without a word."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_import_properties import BANK, MANY, Row, bring, german, held, ledgers, ofx, plain, put, wanted

from hub.services import imports, vaults
from hub.services.choosing import Choices
from storage.vault import Vault

_HEAD = "Date,Payee,Amount\n"
_EARLY = "2026-03-01,Employer,2500.00\n2026-03-02,Rent,-900.00\n"
_LATE = "2026-03-08,Tram,-4.80\n2026-03-09,Grocer,-31.20\n"
_COFFEE = "2026-03-05,Coffee,-3.50\n"


def cut(rows: list[Row], data: st.DataObject) -> list[tuple[int, int]]:
    """Spans that cover all rows, cut anywhere and overlapping by any number of them."""
    inner = st.integers(1, len(rows) - 1)
    cuts = [0, *sorted(data.draw(st.sets(inner, min_size=1, max_size=3))), len(rows)]
    before = data.draw(st.lists(st.integers(0, 5), min_size=4, max_size=4))
    return [(max(start - some, 0), end) for (start, end), some in zip(pairwise(cuts), before, strict=False)]


@MANY
@given(
    rows=ledgers(), data=st.data(), in_one_go=st.booleans(), kind=st.sampled_from(["plain", "balance", "german", "ofx"])
)
def test_no_part_loses_or_doubles_a_row_in_silence(
    rows: list[Row], data: st.DataObject, in_one_go: bool, kind: str
) -> None:
    spans = cut(rows, data)
    # Of a part without a minus the reader asks whether its money was spent.
    assume(kind == "ofx" or all(any(one.amount < 0 for one in rows[start:end]) for start, end in spans))
    with TemporaryDirectory() as folder, Vault.in_memory() as vault:
        vaults.prepare(vault)
        paths = []
        for at in data.draw(st.permutations(range(len(spans)))):
            some, turned = rows[slice(*spans[at])], data.draw(st.booleans())
            content = {
                "plain": plain(some, turned, with_balance=False),
                "balance": plain(some, turned, with_balance=True),
                "german": german(some, turned),
                "ofx": ofx(some, spans[at][0]),
            }[kind]
            paths.append(put(folder, f"part-{at}.{'ofx' if kind == 'ofx' else 'csv'}", content))
        texts = [one.read_text(encoding="utf-8") for one in paths]
        assume(len(set(texts)) == len(texts))  # the very same file is the same file
        asked = False
        for some_paths in [paths] if in_one_go else [[one] for one in paths]:
            shown = imports.preview(vault, some_paths, choices=BANK)
            asked = asked or any(
                one.code == "shared_day" for file in shown.files if file.reading for one in file.reading.questions
            )
            imports.accept(vault, shown)
        found, whole = held(vault), wanted(rows)
        assert not found - whole
        assert asked or found == whole
        for path in paths:
            assert bring(vault, path) == 0


def _of(vault: Vault, folder: Path, *contents: str, answer: str | None = None) -> imports.Preview:
    """Import files one after the other; the preview of the last one."""
    for at, content in enumerate(contents):
        path = put(str(folder), f"{at}.csv", content)
        answers = {str(path): {"shared_day": answer}} if answer else {}
        shown = imports.preview(vault, [path], choices=Choices("Bank", answers=answers))
        imports.accept(vault, shown)
    return shown


def _asked(shown: imports.Preview) -> list[tuple[str, str]]:
    (file,) = shown.files
    return [(one.code, one.assumed) for one in (file.reading.questions if file.reading else ())]


@pytest.mark.parametrize("is_turned", [False, True])
def test_equal_rows_of_the_day_on_which_files_meet_are_counted_once_and_asked_about(
    vault: Vault, tmp_path: Path, is_turned: bool
) -> None:
    files = [_HEAD + _EARLY + _COFFEE, _HEAD + _COFFEE + _LATE]
    shown = _of(vault, tmp_path, *(reversed(files) if is_turned else files))
    assert _asked(shown) == [("shared_day", "same_rows")]
    assert [one.why for one in shown.files[0].parts[0].marks].count("shared_day") == 1
    assert sum(held(vault).values()) == 5


def test_said_to_be_further_rows_they_come_in_and_their_file_brings_them_no_more(vault: Vault, tmp_path: Path) -> None:
    files = [_HEAD + _EARLY + _COFFEE, _HEAD + _COFFEE + _LATE]
    _of(vault, tmp_path, *files, answer="further_rows")
    assert sum(held(vault).values()) == 6
    assert bring(vault, tmp_path / "1.csv") == 0
    again = put(str(tmp_path), "again.csv", files[1].replace("Date,Payee", "Day,Payee"))
    shown = imports.preview(vault, [again], choices=BANK)
    assert (shown.to_add, _asked(shown)) == (0, [])


@pytest.mark.parametrize(("opening", "count"), [("96.50", 6), ("100.00", 5)])
def test_balances_decide_without_a_question(vault: Vault, tmp_path: Path, opening: str, count: int) -> None:
    """The second file goes on where the first one ends, or begins with the day as the first one does."""
    first = "Date,Payee,Amount,Balance\n2026-03-01,Rent,-900.00,200.00\n2026-03-02,Shop,-100.00,100.00\n"
    first += "2026-03-05,Coffee,-3.50,96.50\n"
    after = [f"{float(opening) - less:.2f}" for less in (3.5, 8.3, 39.5)]
    second = f"Date,Payee,Amount,Balance\n2026-03-05,Coffee,-3.50,{after[0]}\n"
    second += f"2026-03-08,Tram,-4.80,{after[1]}\n2026-03-09,Grocer,-31.20,{after[2]}\n"
    shown = _of(vault, tmp_path, first, second)
    assert _asked(shown) == []
    assert sum(held(vault).values()) == count


def test_days_within_a_file_and_three_rows_that_both_hold_leave_nothing_open(vault: Vault, tmp_path: Path) -> None:
    shared = "2026-03-05,Shop,-1.00\n2026-03-05,Tram,-4.80\n"
    shown = _of(vault, tmp_path, _HEAD + _EARLY + shared + _COFFEE, _HEAD + shared + _COFFEE + _LATE)
    assert _asked(shown) == []
    assert held(vault) == Counter(dict.fromkeys(held(vault), 1))
    third = put(str(tmp_path), "third.csv", _HEAD + _COFFEE + "2026-03-06,New,-7.00\n")
    shown = imports.preview(vault, [third], choices=BANK)
    assert _asked(shown) == [("shared_day", "same_rows")]
    fourth = put(str(tmp_path), "fourth.csv", _HEAD + "2026-03-02,Rent,-900.00\n" + _COFFEE + _LATE)
    shown = imports.preview(vault, [fourth], choices=BANK)
    assert (shown.to_add, _asked(shown)) == (0, [])


def test_pages_of_one_file_go_on_where_the_one_before_ends(vault: Vault, tmp_path: Path) -> None:
    """A day that two statements of a file part between them, each with its balances."""
    pages = ""
    for number, (before, rows, after) in enumerate(
        [("100,00", ("0104", "0105"), "93,00"), ("93,00", ("0105", "0106"), "86,00")], 1
    ):
        moves = "".join(f":61:26{day}{day}D3,50NMSCNONREF\n:86:COFFEE\n" for day in rows)
        pages += f":20:A\n:25:50880050/0194774600888\n:28C:1/{number}\n:60F:C260104EUR{before}\n{moves}"
        pages += f":62F:C260106EUR{after}\n-\n"
    path = tmp_path / "bank.sta"
    path.write_text(pages, encoding="ascii")
    shown = imports.preview(vault, [path])
    assert _asked(shown) == []
    imports.accept(vault, shown)
    assert sum(held(vault).values()) == 4
    assert imports.preview(vault, [path]).to_add == 0
