"""What holds for every statement and every file: a rendering is read back, and garbage is refused or reported."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers import detect

SAMPLES = Path(__file__).parents[1] / "samples"
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüéñ ABCDEF&'-", min_size=3, max_size=24).map(
    lambda t: f"Shop {t.strip()} x"
)
CENTS = st.integers(min_value=-9_999_999, max_value=9_999_999).filter(bool)
ROWS = st.lists(st.tuples(st.integers(0, 5), CENTS, WORDS), min_size=4, max_size=25)

HEADINGS = {
    "en": ("Date", "Description", "Amount", "Balance", "Debit", "Credit"),
    "de": ("Buchungstag", "Verwendungszweck", "Betrag", "Saldo", "Soll", "Haben"),
    "fr": ("Date", "Libellé", "Montant", "Solde", "Débit", "Crédit"),
    "cs": ("Datum zaúčtování", "Popis", "Částka", "Zůstatek", "Na vrub", "Ve prospěch"),
    "ru": ("Дата операции", "Описание", "Сумма", "Остаток", "Расход", "Приход"),
    "ja": ("取引日", "摘要", "取引金額", "残高", "お支払金額", "お預り金額"),
    "ar": ("التاريخ", "الوصف", "المبلغ", "الرصيد", "مدين", "دائن"),
}
ORDERS = {
    "ymd": "%Y-%m-%d",
    "dmy": "%d/%m/%Y",
    "dots": "%d.%m.%Y",
    "short": "%d.%m.%y",
    "name": "%d %b %Y",
    "packed": "%Y%m%d",
}


def money(cents: int, mark: str, grouped: bool) -> str:
    text = f"{abs(cents) // 100:,}" if grouped else str(abs(cents) // 100)
    other = "." if mark == "," else ","
    return f"{'-' if cents < 0 else ''}{text.replace(',', other)}{mark}{abs(cents) % 100:02}"


@st.composite
def dialects(draw: st.DrawFn) -> dict[str, object]:
    mark = draw(st.sampled_from([".", ","]))
    return {
        "language": draw(st.sampled_from(sorted(HEADINGS))),
        "delimiter": draw(st.sampled_from([",", ";", "\t", "|"])),
        "mark": mark,
        "grouped": draw(st.booleans()),
        "order": draw(st.sampled_from(sorted(ORDERS))),
        "layout": draw(st.sampled_from(["signed", "two", "balance"])),
        "newest_first": draw(st.booleans()),
        "preamble": draw(st.booleans()),
        "encoding": draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])),
        "end": draw(st.sampled_from(["\n", "\r\n"])),
    }


def render(rows: list[tuple[date, int, str]], how: dict[str, object]) -> bytes:
    day, text, amount, balance, debit, credit = HEADINGS[str(how["language"])]
    layout, mark, grouped = how["layout"], str(how["mark"]), bool(how["grouped"])
    names = {"signed": [day, text, amount], "two": [day, text, debit, credit], "balance": [day, text, amount, balance]}
    table, total = [], 100_000_000
    for on, cents, words in rows:
        total += cents
        shown = money(cents, mark, grouped)
        cells = [on.strftime(ORDERS[str(how["order"])]), words]
        if layout == "two":
            cells += ["", shown] if cents > 0 else [money(-cents, mark, grouped), ""]
        else:
            cells += [shown, money(total, mark, grouped)] if layout == "balance" else [shown]
        table.append(cells)
    if how["newest_first"]:
        table.reverse()
    delimiter = str(how["delimiter"])
    lines = ["Statement of account", ""] if how["preamble"] else []
    rendered = [names[str(layout)], *table]
    lines += [delimiter.join(f'"{c}"' if delimiter in c or "'" in c else c for c in cells) for cells in rendered]
    return (str(how["end"]).join(lines) + str(how["end"])).encode(str(how["encoding"]))


@QUICK
@given(ROWS, dialects())
def test_what_was_rendered_is_read_back(drawn: list[tuple[int, int, str]], how: dict[str, object]) -> None:
    rows, day = [], date(2026, 1, 14)
    for step, cents, words in drawn:
        day += timedelta(days=step)
        rows.append((day, cents, " ".join(words.split())))
    rows.append((date(2026, 12, 31), -100, "Shop end x"))
    rows.append((date(2026, 12, 31), 100, "Shop back x"))
    reading = detect.read("x.csv", render(rows, how))
    lines = [(x.booked_on, x.amount, x.description) for s in reading.statements for x in s.lines]
    if how["newest_first"]:
        lines.reverse()
    assert lines == [(on, Decimal(cents).scaleb(-2), words) for on, cents, words in rows]
    assert reading.problems == ()


def outcome(name: str, content: bytes) -> FileReading | None:
    try:
        return detect.read(name, content)
    except StatementError as error:
        refusal = error
    assert refusal.code != "unreadable", refusal.__cause__
    assert refusal.where["file"] == name
    return None


@QUICK
@given(st.binary(max_size=2000))
def test_garbage_is_refused_or_read(content: bytes) -> None:
    outcome("x", content)


@QUICK
@given(st.text(alphabet=st.sampled_from('0123456789.,;-/"\n\t €abcDate:#=()'), max_size=600))
def test_text_of_the_letters_of_tables_is_refused_or_read(text: str) -> None:
    outcome("x.csv", text.encode())


PARENTS = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file() and path.name != "truth.json"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PARENTS), st.data())
def test_damaged_files_are_refused_or_read(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        kind = data.draw(st.sampled_from(["set", "cut", "double", "drop"]))
        if kind == "set":
            content[place] = data.draw(st.integers(0, 255))
        elif kind == "cut" and place:
            del content[place:]
        elif kind == "double":
            content[place:place] = content[place : place + 40]
        else:
            del content[place : place + data.draw(st.integers(1, 30))]
        if not content:
            content = bytearray(b"x")
    reading = outcome(path.name, bytes(content))
    if reading:
        for statement in reading.statements:
            assert all(line.amount.is_finite() for line in statement.lines)


@QUICK
@given(ROWS)
def test_an_ofx_file_says_what_was_written(drawn: list[tuple[int, int, str]]) -> None:
    blocks = [
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>202601{1 + step:02}<TRNAMT>{Decimal(cents).scaleb(-2)}<FITID>{n}"
        f"<NAME>{words.replace('&', '&amp;')}</STMTTRN>"
        for n, (step, cents, words) in enumerate(drawn)
    ]
    text = f"OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>{''.join(blocks)}</BANKTRANLIST></STMTRS></OFX>"
    lines = detect.read("x.ofx", text.encode()).statements[0].lines
    assert [(x.amount, x.payee, x.id) for x in lines] == [
        (Decimal(cents).scaleb(-2), " ".join(words.split()), str(n)) for n, (_, cents, words) in enumerate(drawn)
    ]
