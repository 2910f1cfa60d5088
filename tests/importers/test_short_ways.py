"""The short ways for large files give what the long ones give, on random tables that hold all that may go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from hub.domain import line_columns, text
from hub.domain.errors import StatementError
from hub.domain.matching import Known, match, minor_amounts
from hub.domain.statement import FileReading, Line
from importers import balances as proof
from importers import chunks, detect, grid, table, table_words
from importers.balances import chains, dense_chains
from importers.blocks import Block
from importers.chunks import ChunkReader
from importers.columns import Columns
from importers.money_cells import MoneyCells

FILES = 30
LAYOUTS = (
    ("Date;Payee;Text;Amount;Balance", "{day};{payee};{text};{amount};{balance}"),
    ("Buchungstag;Valuta;Empfänger;Verwendungszweck;Soll;Haben", "{day};{day};{payee};{text};{out};{into}"),
    ("Date;Description;Amount;Currency;Status", '{day};"{payee} {text}";{amount};{currency};{status}'),
    ("Date;Description;Amount;Fee;Total", "{day};{payee};{amount};{fee};{amount}"),
)
ODD = (
    "Total;;;12.00;", ";;;;;", "no date;Shop;x;-3.00;1", "{day};Opening balance;;;5.00", ";;only text;;", "{day};x",
    '{day};"open quote;x;-1.00;2', "{day};Saldo;alt;;7.00", "{day};Shop;two\nlines;abc;9", "2026-13-45;a;b;-1.00;1",
)  # fmt: skip


def _file(dice: Random) -> bytes:
    head, layout = dice.choice(LAYOUTS)
    written = dice.choice(["%Y-%m-%d", "%d.%m.%Y"])
    comma, day, balance = dice.random() < 0.3, date(2026, 1, 1), 0
    found, odd = [head], dice.choice([0.0, 0.05, 0.2])

    def money(cents: int) -> str:
        plain = f"{Decimal(cents).scaleb(-2)}"
        return plain.replace(".", ",") if comma else plain

    for _ in range(dice.randrange(5, 90)):
        day += timedelta(dice.randrange(3))
        cents = dice.choice([-1, 1]) * dice.randrange(1, 90_000)
        balance += cents
        if dice.random() < odd:
            found.append(dice.choice(ODD).format(day=day.strftime(written)))
        found.append(
            layout.format(
                day="" if dice.random() < odd / 2 else day.strftime(written),
                payee=dice.choice(["Kino", "Café  Nord", "Summer Shop", "Total 44", "n/a", "MARKT\u200b 7", ""]),
                text=dice.choice(["a", "b  c", "-", "Saldo", "Überweisung 1"]),
                amount=money(cents),
                balance=money(balance),
                out=money(-cents) if cents < 0 else "",
                into=money(cents) if cents > 0 else "",
                currency=dice.choice(["EUR", "EUR", "USD"]),
                status=dice.choice(["booked", "booked", "pending", "failed" if odd else "booked"]),
                fee=money(dice.randrange(9)),
            )
        )
    return "\n".join(found).encode()


def _outcome(content: bytes) -> FileReading | str:
    try:
        return detect.read("a.csv", content)
    except StatementError as error:
        return error.code


@pytest.fixture
def files() -> Iterator[bytes]:
    return (_file(Random(seed)) for seed in range(FILES))  # noqa: S311 - a seed for tests, no secret


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows by blocks of some lines, as in large files."""
    monkeypatch.setattr(grid, "_SMALL", 0)
    monkeypatch.setattr(grid, "_FIRST", 100)
    monkeypatch.setattr(grid, "_LENGTH", 300)
    monkeypatch.setattr(grid, "_FEW", 3)
    monkeypatch.setattr(chunks, "_PART", 3)


@pytest.mark.usefixtures("small_chunks")
def test_columns_at_once_are_rows_one_by_one(files: Iterator[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    whole, even, taken = list(files), ChunkReader._even, [0, 0]

    def counted(self: ChunkReader, block: Block) -> object:
        found = even(self, block)
        taken[found is None] += 1
        return found

    with monkeypatch.context() as patch:
        patch.setattr(ChunkReader, "_even", counted)
        fast = [_outcome(content) for content in whole]
    assert min(taken) > FILES // 2  # both ways were gone often
    monkeypatch.setattr(ChunkReader, "_even", lambda _self, _block: None)
    assert fast == [_outcome(content) for content in whole]


def test_rows_by_blocks_are_rows_one_by_one(files: Iterator[bytes], request: pytest.FixtureRequest) -> None:
    whole = list(files)
    single = [_outcome(content) for content in whole]
    request.getfixturevalue("small_chunks")
    assert single == [_outcome(content) for content in whole]


@pytest.mark.usefixtures("small_chunks")
def test_rows_cut_when_asked_are_rows_in_memory(files: Iterator[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(files)
    held = [_outcome(content) for content in whole]
    monkeypatch.setattr(grid, "_LARGE", 0)
    monkeypatch.setattr(grid, "_DIFFERENT", 5)
    assert held == [_outcome(content) for content in whole]


@pytest.mark.usefixtures("small_chunks")
def test_lines_held_by_field_are_lines(files: Iterator[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(files)
    single = [_outcome(content) for content in whole]
    monkeypatch.setattr(line_columns, "LARGE", 20)
    assert single == [_outcome(content) for content in whole]


def test_an_early_proof_of_the_mark_is_the_whole_one(files: Iterator[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(files)
    monkeypatch.setattr(table, "_MARK_PROOFS", 60)
    early = [_outcome(content) for content in whole]
    monkeypatch.setattr(table, "_MARK_PROOFS", 10**9)
    assert early == [_outcome(content) for content in whole]


def test_dense_chains_are_chains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_BLOCK", 4)
    dice = Random(2)  # noqa: S311 - a seed for tests, no secret
    for _ in range(400):
        amounts = [Decimal(dice.choice([0, 0, -1, 1, 2, -2])) for _ in range(dice.randrange(1, 12))]
        balances = [Decimal(dice.randrange(-2, 3)) for _ in amounts]
        for run in (-1, 0, 1):
            entries = [(amount, balance, "") for amount, balance in zip(amounts, balances, strict=True)]
            assert dense_chains(amounts, balances, run) == chains(entries, run)


def test_numbers_at_once_are_numbers_one_by_one() -> None:
    dice = Random(3)  # noqa: S311 - a seed for tests, no secret
    alike = ("1.25 -7.00 0.00", "1,234.50 +3.00 -12,345,678.90", "5 7 -12", "1.000,50 -2,00", "1.234 5.678", "0,1 2,3")
    taken = 0
    for number in range(600):
        texts = dice.choice(alike).split()
        if dice.random() < 0.5:
            texts[dice.randrange(2)] = dice.choice(["", "-0.00", "3", "4,00", "5.00 DR", "1e5", "٣", "1.00\n2.00", "-"])
        mark, in_hundredths = dice.choice(".,"), number % 3 == 0
        money = MoneyCells(Columns(balance=0), mark, in_hundredths=in_hundredths)
        balances = list(money.balances(texts))
        assert list(map(repr, balances)) == [repr(money.balance([text])) for text in texts]
        found = money.dense(texts)
        taken += found is not None
        if found is not None:
            read = [MoneyCells(Columns(), mark, in_hundredths=in_hundredths).parse(text) for text in texts]
            assert list(map(repr, found)) == [repr(one.value) for one in read if one]
            assert list(map(repr, -found)) == [repr(-one.value) for one in read if one]
    assert taken > 100


def test_a_name_does_not_depend_on_numbers_in_it() -> None:
    dice = Random(4)  # noqa: S311 - a seed for tests, no secret
    words = (
        "SUMUP * *CAFE AMZN US*2K3 TONWERK*MUSIC 7-Eleven 1&1 3Store GmbH BERLIN Café // x/y 4471 12.03. PAYPAL "
        "X9SQ*A1 1&1abc2 ٣٤ ab٣ \u200b SQ *A1 4U 99Cents NORD OPTIK*HB9FPK DEU"
    ).split(" ")
    for _ in range(5000):
        written = " ".join(dice.choices(words, k=dice.randrange(6)))
        long = text._clean_name.__wrapped__(written.encode())  # the long way
        assert text.clean_payee(written) == (long.name or " ".join(written.replace("\u200b", " ").split()))


def test_a_new_account_is_matched_as_any_other() -> None:
    dice = Random(5)  # noqa: S311 - a seed for tests, no secret
    far = Known(1, date(1999, 1, 1), 1, "19990101:1:1")
    for _ in range(200):
        lines = [
            Line(at, date(2026, 1, dice.randrange(1, 4)), Decimal(dice.randrange(1, 3)), "EUR", dice.choice("ab"))
            for at in range(dice.randrange(9))
        ]
        amounts = minor_amounts(lines, "EUR")
        assert match(lines, amounts, [], "EUR") == match(lines, amounts, [far], "EUR")
        assert match(lines, amounts, [], "USD") == match(lines, amounts, [far], "USD")


def test_the_first_letters_never_hide_a_label() -> None:
    dice = Random(6)  # noqa: S311 - a seed for tests, no secret
    words = [
        "Saldo",
        "sX",
        "S",
        "END",
        "End.",
        "(x)Saldo",
        "Résumé",
        "Balance:",
        "*Saldo",
        "newBalance",
        "余额",
        "Ende",
    ]
    for _ in range(3000):
        word = dice.choice([*table_words._FIRST_WORDS, *words])
        at = dice.randrange(len(word) + 1)
        word = word[:at] + dice.choice(["", "", " ", "-", "1", "x", "X", "é", "ß", "(1)"]) + word[at:]
        word = dice.choice([word, word.upper(), word.lower(), word.title()])
        if table_words.begins_label(word.partition(" ")[0]):
            assert table_words.may_begin_label(word[: table_words.LABEL_HEAD]), word


def test_a_cleared_posting_of_a_journal_counts() -> None:
    book = (
        "2026-01-05 Baker\n  * Expenses:Food  4.20 EUR\n  ! Assets:Cash  -4.20 EUR\n"
        "  *\n  ; a comment\n  * (Budget:Food)  -4.20 EUR\n\n"
    )
    (cash,) = [one for one in detect.read("a.ledger", book.encode()).statements if one.account.name == "Assets:Cash"]
    assert [(line.amount, line.payee) for line in cash.lines] == [(Decimal("-4.20"), "Baker")]
