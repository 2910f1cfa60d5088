"""Receipts from the command line: kept, listed, saved as they were, taken off and brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_receipt_comes_and_goes(in_household: Run, tmp_path: Path) -> None:
    one = in_household("transactions", "--limit", "1", "--json").json["transactions"][0]["id"]
    assert in_household("receipts", "list", one, "--json").json == {"transaction": one, "receipts": []}
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.4 three coffees")
    made = in_household("receipts", "add", one, bill, "--json").json["receipt"]
    digest = hashlib.sha256(bill.read_bytes()).hexdigest()
    assert (made["name"], made["media_type"], made["size"], made["sha256"]) == (
        "bill.pdf",
        "application/pdf",
        22,
        digest,
    )
    assert in_household("receipts", "add", one, bill, "--json").json["receipt"]["id"] == made["id"]
    assert "bill.pdf" in in_household("receipts", "list", one).out
    copy = tmp_path / "copy.pdf"
    saved = in_household("receipts", "save", made["id"], copy, "--json").json
    assert copy.read_bytes() == bill.read_bytes()
    left = in_household("privacy", "disclosures", "--json").json["disclosures"]
    assert saved["disclosure"] in {entry["id"] for entry in left}
    assert in_household("receipts", "remove", made["id"], "--json").json["removed"]["name"] == "bill.pdf"
    assert in_household("receipts", "list", one, "--json").json["receipts"] == []
    in_household("undo", "--json")
    assert [entry["name"] for entry in in_household("receipts", "list", one, "--json").json["receipts"]] == ["bill.pdf"]


def test_what_can_not_be_kept_is_refused(in_household: Run, tmp_path: Path) -> None:
    one = in_household("transactions", "--limit", "1", "--json").json["transactions"][0]["id"]
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(2 << 30)
    refused = in_household("receipts", "add", one, huge, "--json")
    assert (refused.code, refused.error["code"], refused.error["where"]["file"]) == (1, "file_too_large", "film.mp4")
    for command in (("list", 999_999), ("add", 999_999, huge)):
        refused = in_household("receipts", *command, "--json")
        assert (refused.code, refused.error["code"]) == (1, "no_such_transaction")
    refused = in_household("receipts", "remove", 999_999, "--json")
    assert (refused.code, refused.error["code"]) == (1, "no_such_attachment")
