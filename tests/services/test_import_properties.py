"""What holds of every import: twice is once, parts in any order and overlap are the whole, undo is the vault before.

The ledgers are made up: twins, days without rows, balances or none, newest first or last, other columns, another format
of the same account, dates that move between pending and booked. COFFER_EXAMPLES=2000 tries more of them than the suite.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hub.services import accounts, history, imports, ledger, vaults
from hub.services.choosing import Choices
from storage.schema import recorded_tables
from storage.vault import Vault

EXAMPLES = int(os.environ.get("COFFER_EXAMPLES", "4"))
TODAY, START, OPENING = date(2026, 11, 21), date(2026, 1, 3), 123_456
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
BANK = Choices(account_name="Bank")


@dataclass(frozen=True)
class Row:
    """A movement, and the balance after it."""

    on: date
    payee: str
    amount: int
    balance: int


@st.composite
def ledgers(draw: st.DrawFn) -> list[Row]:
    """At least four rows on three days, oldest first; few payees and amounts, so that twins are common."""
    payees = st.sampled_from(["Grocer North", "Tram Company", "Coffee Corner", "Employer Lindner"])
    amounts = st.one_of(st.sampled_from([-350, -350, -1_299, 250_000]), st.integers(-20_000, 20_000).filter(bool))
    days = draw(st.lists(st.lists(st.tuples(payees, amounts), max_size=4), min_size=3, max_size=14))
    rows, balance = [], OPENING
    for number, found in enumerate(
        [*days, [("Tram Company", -480)], [("Grocer North", -911), ("Employer Lindner", 3)]]
    ):
        for payee, amount in found:
            balance += amount
            rows.append(Row(START + timedelta(2 * number), payee, amount, balance))
    rows.insert(0, Row(START - timedelta(1), "Grocer North", -100, OPENING))
    return rows


def money(cents: int, mark: str = ".") -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}{mark}{abs(cents) % 100:02}"


def plain(rows: Sequence[Row], newest_first: bool, with_balance: bool) -> str:
    """Comma and point; the balance where it is wanted."""
    lines = [
        f"{one.on},{one.payee},{money(one.amount)}{',' + money(one.balance) if with_balance else ''}" for one in rows
    ]
    head = f"Date,Payee,Amount{',Balance' if with_balance else ''}"
    return "\n".join([head, *(reversed(lines) if newest_first else lines), ""])


def german(rows: Sequence[Row], newest_first: bool) -> str:
    """Other columns, other signs, the balance always."""
    lines = [f"{money(r.amount, ',')};{r.payee};{r.on:%d.%m.%Y};{money(r.balance, ',')}" for r in rows]
    return "\n".join(["Betrag;Empfänger;Buchungstag;Saldo", *(reversed(lines) if newest_first else lines), ""])


def ofx(rows: Sequence[Row], first: int = 0) -> str:
    """The same account in another format, with the bank's ids. first: number of the first row in the whole."""
    lines = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{r.on:%Y%m%d}<TRNAMT>{money(r.amount)}<FITID>F{n}<NAME>{r.payee}</STMTTRN>"
        for n, r in enumerate(rows, first)
    )
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>"
        "<BANKID>1<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20261231"
        f"{lines}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    )


def put(folder: str, name: str, content: str) -> Path:
    path = Path(folder, name)
    path.write_text(content, encoding="utf-8")
    return path


def bring(vault: Vault, *paths: Path, choices: Choices = BANK) -> int:
    """Import; how many rows came in."""
    return sum(one.new for one in imports.accept(vault, imports.preview(vault, list(paths), choices=choices)))


def held(vault: Vault) -> Counter[tuple[date, int]]:
    rows = ledger.load(vault, ledger.find(vault, "", TODAY))
    return Counter((one.booked_on, one.amount) for one in rows)


def wanted(rows: Sequence[Row]) -> Counter[tuple[date, int]]:
    return Counter((one.on, one.amount) for one in rows)


def snapshot(vault: Vault) -> dict[str, str]:
    """A hash of the rows of each recorded table, whatever their order on the disk."""
    with vault.read() as connection:
        rows = {table.name: sorted(map(repr, connection.execute(select(table)))) for table in recorded_tables()}
    return {name: hashlib.sha256("\n".join(found).encode()).hexdigest() for name, found in rows.items()}


def parts_of(rows: list[Row], data: st.DataObject) -> list[tuple[int, int]]:
    """Spans that cover all rows, overlapping or not, each longer than a row; equal rows of a day stay together."""
    together = [0]
    for at in range(1, len(rows)):
        same = [r for r in rows if r.on == rows[at].on]
        if rows[at].on != rows[at - 1].on or len({(r.payee, r.amount) for r in same}) == len(same):
            together.append(at)
    cuts = sorted(data.draw(st.sets(st.sampled_from(together), max_size=3)) | {0})
    spans = []
    for start, end in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        earlier = [at for at in together if at <= start]
        later = [at for at in [*together, len(rows)] if at >= end]
        spans.append((data.draw(st.sampled_from(earlier[-6:])), data.draw(st.sampled_from(later[:6]))))
    return spans


@MANY
@given(
    rows=ledgers(),
    newest_first=st.booleans(),
    with_balance=st.booleans(),
    second=st.sampled_from(["same", "turned", "german", "ofx"]),
)
def test_twice_is_once_in_any_format(rows: list[Row], newest_first: bool, with_balance: bool, second: str) -> None:
    with TemporaryDirectory() as folder, Vault.in_memory() as vault:
        vaults.prepare(vault)
        first = put(folder, "bank.csv", plain(rows, newest_first, with_balance))
        assert bring(vault, first) == len(rows)
        before, balance = held(vault), accounts.positions(vault)[0].balance
        content = {
            "same": plain(rows, newest_first, with_balance),
            "turned": plain(rows, not newest_first, with_balance),
            "german": german(rows, newest_first),
            "ofx": ofx(rows),
        }[second]
        other = put(folder, f"again.{'ofx' if second == 'ofx' else 'csv'}", content)
        for _time in range(2):
            assert bring(vault, other) == 0
        assert held(vault) == before == wanted(rows)
        assert accounts.positions(vault)[0].balance == balance


@MANY
@given(
    rows=ledgers(), data=st.data(), in_one_go=st.booleans(), kind=st.sampled_from(["plain", "balance", "german", "ofx"])
)
def test_parts_in_any_order_and_overlap_are_the_whole(
    rows: list[Row], data: st.DataObject, in_one_go: bool, kind: str
) -> None:
    spans = parts_of(rows, data)
    # Of a part without a minus the reader asks whether its money was spent.
    assume(kind == "ofx" or all(any(one.amount < 0 for one in rows[start:end]) for start, end in spans))
    order = data.draw(st.permutations(range(len(spans))))
    turned = [data.draw(st.booleans()) for _span in spans]
    with TemporaryDirectory() as folder, Vault.in_memory() as vault:
        vaults.prepare(vault)
        paths = []
        for at in order:
            some = rows[spans[at][0] : spans[at][1]]
            content = {
                "plain": plain(some, turned[at], with_balance=False),
                "balance": plain(some, turned[at], with_balance=True),
                "german": german(some, turned[at]),
                "ofx": ofx(some, spans[at][0]),
            }[kind]
            paths.append(put(folder, f"part-{at}.{'ofx' if kind == 'ofx' else 'csv'}", content))
        if in_one_go:
            bring(vault, *paths)
        else:
            for path in paths:
                bring(vault, path)
        assert held(vault) == wanted(rows)
        (position,) = accounts.positions(vault)
        if kind in {"balance", "german"} and all(end - start > 2 for start, end in spans):
            assert position.balance == rows[-1].balance
        again = put(
            folder,
            "whole.ofx" if kind == "ofx" else "whole.csv",
            ofx(rows) if kind == "ofx" else german(rows, newest_first=True),
        )
        assert bring(vault, again) == 0


@MANY
@given(rows=ledgers(), data=st.data())
def test_undo_is_the_vault_before_hash_for_hash(rows: list[Row], data: st.DataObject) -> None:
    spans = parts_of(rows, data)
    with TemporaryDirectory() as folder, Vault.in_memory() as vault:
        vaults.prepare(vault)
        account = accounts.add(vault, "Bank", "current", "EUR")
        typed = data.draw(st.sampled_from(rows))
        ledger.add(vault, account, typed.on + timedelta(data.draw(st.integers(-3, 3))), typed.amount, typed.payee)
        states, operations = [snapshot(vault)], []
        for number, (start, end) in enumerate(spans):
            path = put(folder, f"{number}.csv", plain(rows[start:end], data.draw(st.booleans()), with_balance=True))
            shown = imports.preview(vault, [path], choices=BANK)
            if not shown.to_add:
                continue
            imports.accept(vault, shown)
            operations.append(next(op.id for op in history.operations(vault) if op.name == "import"))
            states.append(snapshot(vault))
        for operation, before in zip(reversed(operations), reversed(states[:-1]), strict=True):
            history.undo_last(vault, operation)
            assert snapshot(vault) == before
        for after in states[1:]:
            history.redo(vault)
            assert snapshot(vault) == after


@MANY
@given(rows=ledgers(), moves=st.lists(st.integers(-3, 3), min_size=60, max_size=60))
def test_pending_rows_that_are_booked_on_another_day_stay_one(rows: list[Row], moves: list[int]) -> None:
    """Only amounts of their own: two pending rows of one amount within days of each other may be told apart no more."""
    counts = Counter(one.amount for one in rows)
    own = [one for one in rows if counts[one.amount] == 1]
    pending = [
        f"{r.on + timedelta(move)},{r.payee},{money(r.amount)},pending" for r, move in zip(own, moves, strict=False)
    ]
    booked = [f"{r.on},{r.payee.upper()} CARD 4711,{money(r.amount)},booked" for r in own]
    head = "Date,Payee,Amount,Status\n"
    if len(own) < 3:
        return
    with TemporaryDirectory() as folder, Vault.in_memory() as vault:
        vaults.prepare(vault)
        bring(vault, put(folder, "pending.csv", head + "\n".join(pending) + "\n"))
        assert bring(vault, put(folder, "booked.csv", head + "\n".join(booked) + "\n")) == 0
        assert held(vault) == wanted(own)
