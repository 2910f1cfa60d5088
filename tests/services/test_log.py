"""The log of what left: every way to tamper with it is found at every position; it is searched and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from hub.domain.errors import ConsentNeeded, HubError
from hub.domain.outgoing import Outgoing
from hub.domain.register import HeldFact
from hub.services import disclosing, history, outbound, privacy_checkup, register, settings, summary
from hub.services.ledger import add
from storage.vault import Vault

COUNT = 6
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
COLUMNS = {
    "at": "'2020-01-01T00:00:00+00:00'", "purpose": "'other'", "recipient": "'other'", "fields": "'{}'",
    "body": "x'41'", "size": "9", "sha256": "'other'", "grant_id": "9", "channel": "'other'", "result": "'other'",
    "previous_hash": "'other'", "hash": "'other'", "kept_sha256": "'other'",
}  # fmt: skip


@pytest.fixture
def log(vault: Vault) -> Vault:
    for number in range(COUNT):
        outbound.note_copy(vault, Outgoing("export", "clipboard", {"transactions": "full"}, b"row %d" % number), NOW)
    assert outbound.verify(vault) == []
    return vault


def change(number: int, values: str) -> str:
    return f"UPDATE disclosures SET {values} WHERE id = {number}"  # noqa: S608 - constants of this test


def drop(condition: str) -> str:
    return f"DELETE FROM disclosures WHERE {condition}"  # noqa: S608 - constants of this test


def tampered(vault: Vault, *statements: str) -> list[disclosing.Altered]:
    """What is found after these statements; everything is as before afterwards."""
    with vault.write("keep") as write:
        write.connection.execute(sql("CREATE TEMP TABLE IF NOT EXISTS kept AS SELECT * FROM disclosures"))
    with vault.write("tamper", undoable=False) as write:
        for one in statements:
            write.connection.execute(sql(one))
    found = outbound.altered(vault)
    with vault.write("mend", undoable=False) as write:
        write.connection.execute(sql("DELETE FROM disclosures"))
        write.connection.execute(sql("INSERT INTO disclosures SELECT * FROM kept"))
    assert outbound.verify(vault) == []
    return found


def test_an_edit_of_every_column_of_every_record_is_found(log: Vault) -> None:
    for number in range(1, COUNT + 1):
        for column, value in COLUMNS.items():
            found = tampered(log, change(number, f"{column} = {value}"))
            assert number in {one.id for one in found}, column
            assert next(one for one in found if one.id == number).kind == "edited"


def test_a_removed_record_is_found_wherever_it_was(log: Vault) -> None:
    for number in range(1, COUNT):
        assert tampered(log, drop(f"id = {number}")) == [disclosing.Altered(number + 1, "removed")]
        closed = [change(n, "id = id - 1") for n in range(number + 1, COUNT + 1)]
        moved = tampered(log, drop(f"id = {number}"), *closed)
        assert {(one.id, one.kind) for one in moved} >= {(number, "moved")}


def test_what_is_cut_off_the_end_is_found(log: Vault) -> None:
    for number in range(1, COUNT + 1):
        cut = tampered(log, drop(f"id >= {number}"))
        assert cut == [disclosing.Altered(lost, "cut") for lost in range(number, COUNT + 1)]


def test_any_two_records_that_change_places_are_found(log: Vault) -> None:
    for one in range(1, COUNT + 1):
        for other in range(one + 1, COUNT + 1):
            swap = [change(old, f"id = {new}")
                    for old, new in ((one, 99), (other, one), (99, other))]  # fmt: skip
            kinds = {found.id: found.kind for found in tampered(log, *swap)}
            assert (kinds[one], kinds[other]) == ("moved", "moved")


def test_a_false_witness_is_found(log: Vault) -> None:
    with log.write("tamper", undoable=False) as write:
        write.connection.execute(sql("UPDATE meta SET value = replace(value, '6', '5') WHERE name = 'disclosure_head'"))
    assert [one.kind for one in outbound.altered(log)] == ["cut"]


def test_it_is_searched_by_words_and_days_and_saved_with_its_hashes(log: Vault) -> None:
    known = outbound.disclosures(log)
    assert [one.id for one in disclosing.found(known, "ROW 3")] == [4]
    assert disclosing.found(known, "clipboard nothing") == []
    assert [one.id for one in disclosing.found(known, known[2].sha256[:12])] == [3]
    assert len(disclosing.found(known, "clip", date(2026, 11, 21), date(2026, 11, 21))) == COUNT
    assert disclosing.found(known, "", date(2026, 11, 22)) == []
    lines = [json.loads(one) for one in disclosing.exported(log, known).decode().splitlines()]
    assert [one["hash"] for one in lines] == [one.hash for one in known]
    assert [one["bytes"] for one in lines][:2] == ["row 0", "row 1"]
    assert all(one["is_whole"] for one in lines)


def test_a_clock_that_was_set_back_revives_no_grant(vault: Vault) -> None:
    leaving = outbound.request("exchange_rates", "https://localhost/x")
    outbound.grant(vault, leaving, now=NOW)
    outbound.note_copy(vault, Outgoing("export", "clipboard", {}, b"x"), NOW + timedelta(days=91))
    with pytest.raises(ConsentNeeded):
        outbound.send(vault, leaving, NOW + timedelta(days=1))


def test_a_summary_is_written_as_it_was_shown(vault: Vault, current: int, tmp_path: Path) -> None:
    for number in range(6):
        add(
            vault,
            account_id=current,
            booked_on=date(2026, 10, 1 + number),
            amount=-1000 - number,
            payee=f"Shop {number}",
        )
    span = (date(2026, 10, 1), date(2026, 11, 1))
    parts, path = summary.items(vault, *span), tmp_path / "for-adviser.json"
    for level in summary.PURPOSE.choices["spending"]:
        shown = summary.outgoing(parts, {"spending": level}, *span, path)
        record = summary.write(vault, shown, path)
        assert path.read_bytes() == shown.body == record.body
        assert (b"Shop" in shown.body) == (level == "full")
        assert record.fields["spending"] == level
    with pytest.raises(HubError, match="no_such_level"):
        summary.outgoing(parts, {"balances": "category"}, *span, path)


def test_the_register_is_kept_with_undo(vault: Vault) -> None:
    fact = register.put(vault, HeldFact(0, "River Telecom", "marketing", "newsletter"))
    register.put(vault, HeldFact(fact.id, "River Telecom", "marketing", "newsletter and calls"))
    register.end(vault, fact.id, date(2026, 11, 1))
    register.remove(vault, fact.id)
    assert register.facts(vault) == []
    seen: list[Callable[[], bool]] = [
        lambda: register.facts(vault)[0].ended_on == date(2026, 11, 1),
        lambda: register.facts(vault)[0].ended_on is None,
        lambda: register.facts(vault)[0].what == "newsletter",
        lambda: register.facts(vault) == [],
    ]
    for check in seen:
        history.undo_last(vault)
        assert check()
    for wrong in (HeldFact(0, " ", "other", "x"), HeldFact(0, "x", "other", ""), HeldFact(0, "x", "friend", "y")):
        with pytest.raises(HubError):
            register.put(vault, wrong)


def test_the_check_up_has_eight_points_each_with_a_fix(vault: Vault) -> None:
    settings.change(vault, lock_after_minutes=0)
    outbound.grant(vault, outbound.request("exchange_rates", "https://localhost/x"), now=NOW - timedelta(days=31))
    register.put(vault, HeldFact(0, "River Telecom", "marketing", "newsletter"))
    register.put(vault, HeldFact(0, "Harbour Bank", "paper", "passport", expires_on=date(2026, 1, 1)))
    points = {one.code: one for one in privacy_checkup.points(vault, NOW)}
    assert len(points) == 8
    assert all(one.fix for one in points.values())
    assert {code for code, one in points.items() if not one.is_well} == {"lock", "grants", "marketing", "papers"}
    assert privacy_checkup.fix(vault, "grants", NOW) == 1
    privacy_checkup.fix(vault, "lock")
    left = {one.code for one in privacy_checkup.points(vault, NOW) if not one.is_well}
    assert left == {"marketing", "papers"}
    with pytest.raises(HubError):
        privacy_checkup.fix(vault, "papers")
