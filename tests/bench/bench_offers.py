"""Times and memory of matching offers: python -m tests.bench.bench_offers [offers] [payees] [transactions].

A vault in memory with a catalogue and a year of payments, matched whole, again, after a payment, after an import and
after a decision. The naive reference holds every merchant's key against every payee's; a hundredth of it is run and
multiplied. One JSON object on standard output: milliseconds, wall clock and processor; megabytes that stay.
"""

from __future__ import annotations

import gc
import json
import sys
import time
import tracemalloc
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import insert

from hub.domain.offer_book import match_offers
from hub.domain.offers import Offer, Person, Visit
from hub.domain.text import merchant_key
from hub.services import accounts, ledger, offers
from storage import offers as offer_rows
from storage import search, terms, transactions
from storage.tables import batches
from storage.vault import Vault
from tests.bench.bench_ledger import Times, timed
from tests.bench.shops import names_made

TODAY = date(2026, 11, 19)
STRANGERS = 20_000
"""Merchants of offers where nobody buys."""


def payments(own: list[str], count: int, account: int, first_line: int = 0) -> list[tuple[Any, ...]]:
    """Rows of a year in the order of `transactions.BULK`."""
    made: list[tuple[Any, ...]] = []
    for at in range(count):
        payee, line = own[at % len(own)].upper(), first_line + at
        day = (TODAY - timedelta(at % 300)).isoformat()
        made.append((account, day, None, -(1_000 + at % 977), payee, payee, "booked", None, None, "", None, None, None,
                     None, "", None, f"{line:016x}", 1, line, payee, search.folded_text(payee, payee, "")))  # fmt: skip
    return made


def take_in(vault: Vault, rows: list[tuple[Any, ...]], number: int, account: int) -> None:
    """One batch, as an import writes it."""
    facts = dict.fromkeys(("file_name", "file_hash", "format", "importer"), "x") | {"imported_at": "2026-01-01"}
    numbers = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
    rows = [(*row[:17], number, *row[18:]) for row in rows]
    with vault.write("import", topics=("transactions",)) as write:
        write.connection.execute(insert(batches).values(id=number, account_id=account, **facts, **numbers))
        with write.bulk(number) as connection:
            transactions.insert_many(connection, rows)


def put_offers(vault: Vault, names: list[str], count: int) -> None:
    """A catalogue."""
    documents = [
        {"id": f"o{at:06}", "merchant": names[at % len(names)], "title": f"Offer {at}", "kind": "percent",
         "value": "0.10", "origin": "portal", "valid_to": (TODAY + timedelta(30 + at % 90)).isoformat()}
        for at in range(count)
    ]  # fmt: skip
    with vault.write("import_offers", topics=("offers",)) as write:
        pack = terms.put_pack(write.connection, "offers", "bench", 1, "2026-11-01T00:00:00+00:00", {})
        offer_rows.put_offers(write.connection, pack, documents, {})


def naive(merchants: list[str], payees: list[str]) -> float:
    """Milliseconds of processor time of holding every merchant against every payee, from a hundredth of it."""
    keys = [merchant_key(one) for one in payees]
    start = time.process_time()
    for merchant in merchants[::100]:
        wanted = merchant_key(merchant)
        sum(wanted in key or key in wanted for key in keys)
    return (time.process_time() - start) * 1e3 * 100


def measure(count: int, payees: int, visits: int) -> dict[str, Any]:
    """All figures."""
    names = names_made(Random(7), payees + STRANGERS)  # noqa: S311 - the same case every time
    own = names[:payees]
    plain = [Offer(str(at), names[at % len(names)], "", "percent", Decimal("0.1"), origin="portal")
             for at in range(count)]  # fmt: skip
    bought = [Visit(own[at % payees].upper(), TODAY - timedelta(at % 300), 1_000 + at % 977) for at in range(visits)]
    times: Times = {"whole, values alone": timed(partial(match_offers, plain, bought, TODAY, Person("EUR")), 3)}
    reference = naive([one.merchant for one in plain], [one.upper() for one in own])
    with Vault.in_memory() as vault:
        account = accounts.add(vault, "Account", "current", "EUR")
        take_in(vault, payments(own, visits, account), 1, account)
        put_offers(vault, names, count)
        times |= stored(vault, own, account, visits)
        kept = memory(vault)
    whole = times["stored, whole"][1]
    return {"offers, payees, transactions": (count, payees, visits), "wall and cpu, ms": times,
            "naive, cpu ms": round(reference), "naive is so many times as long": round(reference / whole, 1),
            **kept}  # fmt: skip


def stored(vault: Vault, own: list[str], account: int, visits: int) -> Times:
    """What a person waits for: everything the first time, then only what a change touches."""

    def asked() -> None:
        offers.matched(vault, TODAY)

    times = {"stored, whole": timed(asked, 1), "stored, again": timed(asked)}
    newest = ledger.find(vault, "", TODAY, limit=1)
    ledger.change(vault, newest, amount=-4_711)
    times["stored, after a payment changed"] = timed(asked, 1)
    ledger.add(vault, account, TODAY, -1_234, payee=own[3].upper())
    times["stored, after a payment"] = timed(asked, 1)
    take_in(vault, payments(own[:30], 30, account, visits), 2, account)
    times["stored, after an import of 30"] = timed(asked, 1)
    offers.mark(vault, "o000003", "tracked", TODAY)
    times["stored, after an offer is tracked"] = timed(asked, 1)
    return times


def memory(vault: Vault) -> dict[str, float]:
    """Megabytes of Python values at most during a whole matching, and kept for the next one."""
    offers.forget(vault)
    gc.collect()
    tracemalloc.start()
    offers.matched(vault, TODAY)
    gc.collect()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"kept, MB": round(kept / 1e6, 1), "at most, MB": round(peak / 1e6, 1)}


if __name__ == "__main__":
    wanted = [int(one) for one in sys.argv[1:]]
    sys.stdout.write(json.dumps(measure(*(wanted or (100_000, 3_000, 100_000))), indent=1) + "\n")
