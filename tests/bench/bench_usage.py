"""Times of deriving what is used of caps: python -m tests.bench.bench_usage FOLDER BANK_CSV [count].

BANK_CSV: what `../shared/bench/gen.py` wrote. All rows are of one card with caps by month, statement and year, the
worst that can be: every one may count. FOLDER keeps the vault, so that it is filled once. One JSON object on standard
output: milliseconds, wall clock and processor.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.services import decide, ledger, terms, vaults
from hub.services.decide import Purchase
from storage import keys
from storage.paying_tables import seen
from storage.vault import Vault
from tests.bench.bench_ledger import PASSPHRASE, TODAY, Times, fill, timed

_MATCHES = {"groceries": "5411", "fuel": "5541-5542", "dining": "5812-5814", "travel": "4511"}


def card(period: str) -> dict[str, Any]:
    """A card whose rules count in periods of one kind."""
    caps = [{"id": f"{kind}-cap", "basis": "spend", "amount": "500", "period": period} for kind in _MATCHES]
    rules: list[dict[str, Any]] = [{"id": "base", "kind": "base", "rate": "0.005"}]
    rules += [
        {"id": kind, "kind": "additive", "rate": "0.02", "match": {"category": [kind]}, "caps": [f"{kind}-cap"]}
        for kind in _MATCHES
    ]
    return {"id": period, "kind": "credit_card", "rules": rules, "caps": caps}


def equip(vault: Vault, period: str) -> None:
    """The one account is the card's."""
    document = card(period)
    instrument = {"id": "card", "product": period, "statement_close_day": 12, "opened_on": "2019-03-05"}
    pack = {
        "format": terms.FORMAT, "name": "bench",
        "terms": {"categories": {kind: [code] for kind, code in _MATCHES.items()}, "products": [document]},
        "instruments": [{**instrument, "name": "Account 0"}],
    }  # fmt: skip
    terms.import_document(vault, pack, "bench")


def forget(vault: Vault) -> None:
    """Nothing counted is kept."""
    with vault.aside() as connection:
        connection.execute(seen.delete())


def questions(vault: Vault, period: str) -> Times:
    """Usage the first time, again, after a payment of today, after one of a month ago, and a whole case."""

    def asked(on: date = TODAY) -> None:
        decide.case_of(vault, Purchase(Decimal(10), "EUR", on))

    def first() -> None:
        forget(vault)
        asked()

    def after(back: int) -> None:
        newest = ledger.find(vault, f"on:{date.fromordinal(TODAY.toordinal() - back).isoformat()}", TODAY, limit=1)
        ledger.change(vault, newest, amount=-1234 - back)

    times = {f"{period}, first": timed(first, 1), f"{period}, again": timed(asked)}
    for back in (0, 30):
        after(back)
        times[f"{period}, after a change {back} days back"] = timed(asked, 1)
    return times


def measure(folder: Path, source: Path, count: int) -> dict[str, Any]:
    """All times."""
    if not (folder / "vault.db").exists():
        with vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
            fill(vault, source, count)
    times: Times = {}
    with vaults.open_vault(folder, lambda: PASSPHRASE) as vault:
        for period in ("calendar_month", "statement", "anniversary_year"):
            equip(vault, period)
            times |= questions(vault, period)
    return {"count": count, "wall and cpu, ms": times}


if __name__ == "__main__":
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    found = measure(Path(sys.argv[1]) / "usage", Path(sys.argv[2]), wanted)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
