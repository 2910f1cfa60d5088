"""What is remembered of a layout: applied the next time, said, changed, forgotten, shared without personal data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from hub.domain.errors import HubError, LedgerError
from hub.services import accounts, imports, outbound, profiles, vaults
from hub.services.choosing import Choices
from hub.services.imports import FilePreview
from storage.vault import Vault

OPEN = "Date,Payee,Amount\n03/04/2026,Bakery Lindner,-3.50\n05/06/2026,Market,-12.00\n"
LATER = "Date,Payee,Amount\n01/07/2026,Bakery Lindner,-4.10\n02/07/2026,Market,-9.00\n"
PERSONAL = ("Lindner", "DE02120300000000202051", "Giro", "3.50", "Bakery", "statement", "4711")


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def look(vault: Vault, path: Path, answers: Mapping[str, str] | None = None) -> imports.Preview:
    return imports.preview(vault, [path], choices=Choices(answers={str(path): answers or {}}))


def asked(file: FilePreview) -> dict[str, tuple[str, bool]]:
    assert file.reading is not None
    return {one.code: (one.assumed, one.is_answered) for one in file.reading.questions}


def first_day(shown: imports.Preview) -> str:
    return shown.files[0].parts[0].statement.lines[0].booked_on.isoformat()


@pytest.fixture
def answered(vault: Vault, tmp_path: Path) -> Vault:
    path = put(tmp_path, "statement-2026-06.csv", OPEN)
    imports.accept(vault, look(vault, path, {"day_or_month_first": "dmy"}))
    return vault


def test_an_answer_is_applied_to_the_next_file_and_named(answered: Vault, tmp_path: Path) -> None:
    shown = look(answered, put(tmp_path, "statement-2026-07.csv", LATER))
    assert first_day(shown) == "2026-07-01"
    assert asked(shown.files[0]) == {"day_or_month_first": ("dmy", True)}
    assert shown.files[0].remembered == {"day_or_month_first"}
    assert shown.files[0].parts[0].recognised_by == "layout"


def test_a_remembered_answer_is_applied_to_the_first_rows_of_a_large_file(answered: Vault, tmp_path: Path) -> None:
    rows = "".join(f"0{1 + n % 9}/07/2026,Market {n},-{n}.00\n" for n in range(1, 3000))
    path = put(tmp_path, "statement-2026-07.csv", f"Date,Payee,Amount\n{rows}")
    shown = imports.first_rows(answered, [path])
    assert shown is not None
    assert first_day(shown) == "2026-07-02"
    assert shown.files[0].remembered == {"day_or_month_first"}
    assert asked(shown.files[0]) == {}
    other = imports.first_rows(answered, [path], choices=Choices(answers={str(path): {"day_or_month_first": "mdy"}}))
    assert other is not None
    assert first_day(other) == "2026-02-07"


def test_a_remembered_answer_can_be_changed_and_the_change_is_remembered(answered: Vault, tmp_path: Path) -> None:
    path = put(tmp_path, "statement-2026-07.csv", LATER)
    changed = look(answered, path, {"day_or_month_first": "mdy"})
    assert first_day(changed) == "2026-01-07"
    assert changed.files[0].remembered == frozenset()
    imports.accept(answered, changed)
    assert (
        first_day(look(answered, put(tmp_path, "statement-2026-08.csv", LATER.replace("4.10", "5.10")))) == "2026-01-07"
    )


def test_an_answer_that_was_never_given_is_not_remembered(vault: Vault, tmp_path: Path) -> None:
    imports.accept(vault, look(vault, put(tmp_path, "a.csv", OPEN)))
    assert all(not one.answers for one in profiles.all_profiles(vault))
    shown = look(vault, put(tmp_path, "b.csv", LATER))
    assert asked(shown.files[0]) == {"day_or_month_first": ("dmy", False)}


def test_under_another_name_the_layout_alone_tells_unless_banks_contradict(answered: Vault, tmp_path: Path) -> None:
    other = put(tmp_path, "credit union.csv", LATER)
    assert first_day(look(answered, other)) == "2026-07-01"
    imports.accept(answered, look(answered, other, {"day_or_month_first": "mdy"}))
    third = look(answered, put(tmp_path, "third.csv", LATER.replace("9.00", "8.00")))
    assert asked(third.files[0]) == {"day_or_month_first": ("dmy", False)}
    own = look(answered, put(tmp_path, "statement-2026-09.csv", LATER.replace("9.00", "7.00")))
    assert first_day(own) == "2026-07-01"


def test_the_year_is_asked_each_time(vault: Vault, tmp_path: Path) -> None:
    text = "Date,Payee,Amount\n31/01,Bakery,-1.00\n30/01,Market,-2.00\n"
    path = put(tmp_path, "a.csv", text)
    shown = look(vault, path, {"year": "2025"})
    assert first_day(shown) == "2025-01-31"
    imports.accept(vault, shown)
    assert [one.answers for one in profiles.all_profiles(vault)] == [{}]


def test_a_layout_can_be_forgotten_and_the_undo_brings_it_back(answered: Vault, tmp_path: Path) -> None:
    for one in profiles.all_profiles(answered):
        profiles.remove(answered, one.layout)
    shown = look(answered, put(tmp_path, "statement-2026-07.csv", LATER))
    assert shown.files[0].remembered == frozenset()
    with pytest.raises(LedgerError) as caught:
        profiles.remove(answered, "0" * 64)
    assert caught.value.code == "no_such_profile"


def test_the_shared_file_holds_nothing_personal_and_serves_another_vault(vault: Vault, tmp_path: Path) -> None:
    named = "Bakery Lindner 4711,DE02120300000000202051,Amount,Date\n"
    accounts.add(vault, "Giro of Lindner", "current", "EUR", number="DE02120300000000202051")
    for number, text in enumerate((OPEN, named + "x,y,-3.50,03/04/2026\nx,z,-12.00,05/06/2026\n")):
        path = put(tmp_path, f"statement Lindner {number}.csv", text)
        choices = Choices("Giro of Lindner", answers={path.name: {"day_or_month_first": "dmy"}})
        imports.accept(vault, imports.preview(vault, [path], choices=choices))
    out = tmp_path / "profiles.json"
    record = profiles.write_out(vault, out)
    shared = out.read_text(encoding="utf-8")
    assert not [word for word in PERSONAL if word.casefold() in shared.casefold()]
    assert set(json.loads(shared)) == {"format", "profiles"}
    assert (record.purpose, record.channel) == ("share_profiles", "file")
    assert outbound.disclosures(vault)[-1].purpose == "share_profiles"
    with Vault.in_memory() as other:
        vaults.prepare(other)
        assert profiles.take_in(other, out) == len(json.loads(shared)["profiles"])
        assert profiles.take_in(other, out) == 0
        shown = look(other, put(tmp_path, "mine.csv", LATER))
        assert first_day(shown) == "2026-07-01"
        assert shown.files[0].remembered == {"day_or_month_first"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"format": "coffer-profiles/1"}',
        '{"format": "coffer-profiles/1", "profiles": [{"layout": "x"}]}',
        '{"format": "other", "profiles": []}',
        "[" * 100_000,
    ],
)
def test_another_file_is_refused_and_changes_nothing(vault: Vault, tmp_path: Path, text: str) -> None:
    with pytest.raises(HubError) as caught:
        profiles.take_in(vault, put(tmp_path, "p.json", text))
    assert caught.value.code == "not_profiles"
    assert profiles.all_profiles(vault) == []


def test_what_parts_the_decimals_is_remembered_for_the_layout(vault: Vault, tmp_path: Path) -> None:
    head = "Datum;Text;Betrag\n"
    first = put(tmp_path, "march.csv", head + "01.03.2026;A;-3.450\n13.03.2026;B;-12.500\n15.03.2026;C;25.100\n")
    second = put(tmp_path, "april.csv", head + "01.04.2026;A;-4.450\n13.04.2026;B;-11.500\n15.04.2026;C;26.100\n")
    imports.accept(vault, imports.preview(vault, [first], choices=Choices(answers={str(first): {"decimal_mark": "."}})))
    again = imports.preview(vault, [second]).files[0]
    assert again.remembered == {"decimal_mark"}
    assert str(again.parts[0].statement.lines[0].amount) == "-4.450"
