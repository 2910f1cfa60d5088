"""Bills from the command line: judged, joined, explained, agreed, read, paid, and the agenda as a calendar."""

from __future__ import annotations

from pathlib import Path

from command_run import Run

BILL = "Stadtwerke Freital\nRechnungsbetrag 84,20 EUR\nZahlbar bis 24.11.2026\nIBAN DE89 3704 0044 0532 0130 00\n"


def test_a_bill_is_read_paid_and_taken_off_the_agenda(in_household: Run, tmp_path: Path) -> None:
    path = tmp_path / "bill.txt"
    path.write_text(BILL, "utf-8")
    assert in_household("bills", "read", str(path), "--dry-run", "--json").json["bills"][0]["id"] is None
    (read,) = in_household("bills", "read", str(path), "--json").json["bills"]
    assert (read["amount"], read["iban"], read["evidence"]["amount"]) == (
        "-84.20", "DE89370400440532013000", "Rechnungsbetrag 84,20 EUR",
    )  # fmt: skip
    sheet = in_household("bills", "pay", "stadtwerke f", "--json").json
    assert sheet["payload"].splitlines()[5:8] == ["Stadtwerke Freital", "DE89370400440532013000", "EUR84.20"]
    titles = [one["title"] for one in in_household("bills", "agenda", "--json").json["events"]]
    assert "Stadtwerke Freital" in titles
    reminded = in_household("bills", "remind", "--json").json
    assert reminded["shown"] is False
    assert in_household("bills", "remind").out.strip(), "there is a sentence, whatever there is to say"
    assert reminded.keys() == {"late", "due", "asked", "short_on", "shown"}
    in_household("bills", "mark", "stadtwerke f", "paid")
    calendar = tmp_path / "coffer.ics"
    out = in_household("bills", "agenda", "--out", str(calendar), "--json").json
    assert "Stadtwerke Freital" not in [one["title"] for one in out["events"]]
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_series_is_explained_agreed_on_ignored_and_brought_back(in_household: Run) -> None:
    payee = in_household("bills", "--json").json["series"][0]["payee"]
    told = in_household("bills", "contract", payee, "--ends", "2027-03-31", "--notice", "30", "--json").json
    assert told["contract"]["term_ends_on"] == told["cancelling"]["ends_on"] == "2027-03-31"
    assert in_household("bills", "explain", payee, "--json").json["evidence"]["count"] > 2
    in_household("bills", "judge", payee, "ignored")
    assert [one["payee"] for one in in_household("bills", "ignored", "--json").json["ignored"]] == [payee]
    in_household("bills", "judge", payee, "found")
    assert in_household("bills", "ignored", "--json").json["ignored"] == []
    gone = in_household("bills", "explain", "Nobody at all", "--json")
    assert (gone.code, gone.error["code"]) == (1, "no_such_series")


def test_the_watch_tells_and_forgets(in_household: Run) -> None:
    found = in_household("watch", "--json").json["alerts"]
    assert found
    left = in_household("watch", "--all-right", found[0]["key"], "--json").json["alerts"]
    assert found[0]["key"] not in [one["key"] for one in left]
