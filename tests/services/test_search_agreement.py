"""The search language on a real vault agrees with a plain Python filter, on random rows and random queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from hub.domain.transaction import Split
from hub.services import accounts, attachments, ledger, transfers
from storage import batches
from storage.vault import Vault

TODAY = date(2026, 11, 21)
PAYEES = ("Grünmarkt", "Bäckerei LANG", "星巴克咖啡", "فروشگاه یاس", "كافيه", "Kino Harmonie", "Shop №۴۷")
TEXTS = ("", "KARTENZAHLUNG 4471", "Ref ١٢٣", "supermarkt basel", "100%_x")


@dataclass(frozen=True)
class Plain:
    """A row as a plain filter sees it: texts already made comparable by hand."""

    id: int
    text: str
    payee: str
    amount: Decimal
    day: date
    category: str | None
    tags: tuple[str, ...]
    is_split: bool
    has_receipt: bool
    status: str
    account: str
    notes: str
    file: str = ""
    parts: tuple[str | None, ...] = ()
    is_move: bool = False

    @property
    def is_transfer(self) -> bool:
        return self.is_move or self.category == "transfer"

    @property
    def is_uncounted(self) -> bool:
        return self.is_transfer or self.category == "not_counted"


Check = Callable[[Plain], bool]
SIMPLE: tuple[tuple[str, Check], ...] = (
    ("grunm", lambda one: "grunm" in one.text),
    ("GRÜN", lambda one: "grun" in one.text),
    ("巴克", lambda one: "巴克" in one.text),
    ("يا", lambda one: "يا" in one.text),  # an Arabic yeh finds the Persian one
    ("کاف", lambda one: "كاف" in one.text),
    ("47", lambda one: "47" in one.text),
    ("۱۲۳", lambda one: "123" in one.text),
    ("%_", lambda one: "%_" in one.text),
    ("payee:lang", lambda one: "lang" in one.payee),
    ('"kino har"', lambda one: "kino har" in one.text),
    ("category:leis", lambda one: "leisure" in (one.category, *one.parts)),
    ("category:fees", lambda one: one.is_move and one.amount == Decimal("-10.50")),
    ("account:limm", lambda one: one.account == "Limmat"),
    ("-file:gıro", lambda one: "giro" not in one.file),
    ("file:giro", lambda one: "giro" in one.file),
    ('file:"2026 ب"', lambda one: "2026" in one.file),
    ("has:file", lambda one: bool(one.file)),
    ("notes:later", lambda one: "later" in one.notes),
    ("later", lambda one: "later" in one.notes),
    ("has:notes", lambda one: bool(one.notes)),
    ("has:category", lambda one: one.category is not None),
    ("tag:trip", lambda one: "trip" in one.tags),
    ("amount>50", lambda one: abs(one.amount) > 50),
    ("amount:20..30", lambda one: 20 <= abs(one.amount) <= 30),
    ("amount<=-12.5", lambda one: one.amount <= Decimal("-12.5")),
    ("on:2026-03", lambda one: one.day.strftime("%Y-%m") == "2026-03"),
    ("on:2026-02..2026-04-10", lambda one: date(2026, 2, 1) <= one.day <= date(2026, 4, 10)),
    ("last:30d", lambda one: TODAY - timedelta(days=29) <= one.day <= TODAY),
    ("is:uncategorised", lambda one: one.category is None and not one.is_split and not one.is_move),
    ("is:split", lambda one: one.is_split),
    ("is:income", lambda one: one.amount > 0 and not one.is_uncounted),
    ("is:spending", lambda one: one.amount < 0 and not one.is_uncounted),
    ("is:transfer", lambda one: one.is_transfer),
    ("is:ignored", lambda one: one.category == "not_counted"),
    ("is:pending", lambda one: one.status == "pending"),
    ("has:receipt", lambda one: one.has_receipt),
    ("has:tag", lambda one: bool(one.tags)),
)
FOLDED = {
    "Grünmarkt": "grunmarkt", "Bäckerei LANG": "backerei lang", "فروشگاه یاس": "فروشگاه ياس", "Shop №۴۷": "shop no47",
    "Kino Harmonie": "kino harmonie", "Ref ١٢٣": "ref 123", "KARTENZAHLUNG 4471": "kartenzahlung 4471",
}  # fmt: skip


def written(dice: Random, depth: int = 2) -> tuple[str, Check]:
    """A random query, and the plain filter that means the same."""
    if depth == 0 or dice.random() < 0.3:
        return dice.choice(SIMPLE)
    kind = dice.choice(("all", "any", "not"))
    parts = [written(dice, depth - 1) for _ in range(1 if kind == "not" else dice.choice((2, 2, 3)))]
    texts, checks = [text for text, _check in parts], [check for _text, check in parts]
    if kind == "all":
        return f"({' '.join(texts)})", lambda one: all(check(one) for check in checks)
    if kind == "any":
        return f"({' or '.join(texts)})", lambda one: any(check(one) for check in checks)
    return f"-({texts[0]})", lambda one: not checks[0](one)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vault, list[Plain]]:
    from hub.services import vaults

    vault, dice = Vault.in_memory(), Random(7)  # noqa: S311  (a seed for tests, no secret)
    vaults.prepare(vault)
    held = {name: accounts.add(vault, name, "current", code) for name, code in (("Current", "EUR"), ("Limmat", "CHF"))}
    files = {"giro.csv": 0, "كشف 2026 ب.csv": 0}
    for name in files:
        files[name] = batch(vault, held["Current"], name)
    codes = {one.name: one.id for one in ledger.categories(vault)}
    paper = tmp_path_factory.mktemp("paper") / "receipt.txt"
    paper.write_text("paid", "utf-8")
    made = []
    for _at in range(120):
        payee, text = dice.choice(PAYEES), dice.choice(TEXTS)
        category = dice.choice((None, None, "leisure", "groceries", "transfer", "not_counted"))
        cents, day = dice.randrange(-9000, 9000) or 1, TODAY - timedelta(days=dice.randrange(320))
        status = dice.choice(("booked", "booked", "pending", "reconciled"))
        name, file = dice.choice(("Current", "Current", "Limmat")), dice.choice(("", "", *files))
        notes = "See later" if dice.random() < 0.1 else ""
        details = {"description": text, "category_id": codes.get(category or ""), "status": status, "notes": notes}
        one = ledger.add(vault, held[name], day, cents, payee, batch_id=files.get(file), **details)
        tags = ("trip",) if dice.random() < 0.2 else ("شغل",) if dice.random() < 0.2 else ()
        if tags:
            ledger.tag(vault, one, tags)
        is_split = category is None and dice.random() < 0.2
        if is_split:
            ledger.split(vault, one, [Split(0, codes["leisure"], cents + 1), Split(0, None, -1)])
        has_receipt = dice.random() < 0.1
        if has_receipt:
            attachments.add(vault, one, paper)
        folded = f"{FOLDED.get(payee, payee)}\n{FOLDED.get(text, text)}\n{notes.lower()}"
        amount = Decimal(cents) / 100
        made.append(
            Plain(
                one, folded, FOLDED.get(payee, payee), amount, day, category, tags, is_split, has_receipt, status, name,
                notes.lower(), file, ("leisure", None) if is_split else (),
            )
        )  # fmt: skip
    return vault, [*made, *moves(vault, held)]


def batch(vault: Vault, account: int, name: str) -> int:
    facts = dict.fromkeys(("file_hash", "format", "importer"), "x") | {"imported_at": "2026-01-01T00:00:00+00:00"}
    numbers = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
    with vault.write("import") as write:
        values = {"account_id": account, "file_name": name, **facts, **numbers}
        return batches.insert_batch(write.connection, **values)


def moves(vault: Vault, held: dict[str, int]) -> list[Plain]:
    """A move with a fee, one without, and one between currencies."""
    pot = accounts.add(vault, "Pot", "savings", "EUR")
    found = []
    for into, amount, received in (("Pot", 1050, 1000), ("Pot", 800, 800), ("Limmat", 700, 650)):
        at = pot if into == "Pot" else held[into]
        move = transfers.book(vault, held["Current"], at, amount, TODAY, "Kino Harmonie", received=received)
        for row in next(one.legs for one in transfers.linked(vault) if one.id == move):
            name = "Current" if row.amount < 0 else into
            text = "kino harmonie\n\n"
            found.append(
                Plain(row.id, text, "kino harmonie", Decimal(row.amount) / 100, TODAY, None, (), False, False, "booked",
                      name, "", is_move=True)
            )  # fmt: skip
    return found


@pytest.mark.parametrize(("text", "check"), SIMPLE, ids=[text for text, _check in SIMPLE])
def test_each_token_finds_what_a_plain_filter_finds(rows: tuple[Vault, list[Plain]], text: str, check: Check) -> None:
    vault, plain = rows
    assert sorted(ledger.find(vault, text, TODAY)) == [one.id for one in plain if check(one)]


def test_random_queries_find_what_a_plain_filter_finds(rows: tuple[Vault, list[Plain]]) -> None:
    vault, plain = rows
    dice, hits = Random(11), 0  # noqa: S311  (a seed for tests, no secret)
    for _ in range(300):
        text, check = written(dice)
        found = sorted(ledger.find(vault, text, TODAY))
        assert found == [one.id for one in plain if check(one)], text
        hits += 0 < len(found) < len(plain)
    assert hits > 100
