from __future__ import annotations

import pytest

from importers import grid
from importers.columns import headings_for
from importers.dialect import dialect_of
from importers.encoding import decode
from importers.grid import all_rows
from importers.headings import heading_of, known_words
from importers.profiles import profile
from importers.table_words import balance_word, direction_of, directions_of, is_total, state_of
from importers.text_rows import rows_of

TEXTS = {
    "cp1252": "Datum;Empfänger;Betrag\n05.01.2026;Bäckerei Müller;-3,50\n06.01.2026;Café Größe;-4,00\n",
    "cp1250": "Datum zaúčtování;Částka;Příjemce\n05.01.2026;-3,50;Řeznictví\n06.01.2026;-4,00;Pekařství\n",
    "cp1251": "Дата операции;Сумма;Описание\n05.01.2026;-3,50;Продукты\n06.01.2026;-4,00;Аптека\n",
    "cp1253": "Ημερομηνία;Ποσό;Περιγραφή\n05.01.2026;-3,50;ΦΟΥΡΝΟΣ\n",
    "cp1254": "Tarih;Açıklama;Tutar\n05.01.2026;MARKET ALIŞVERİŞİ;-3,50\n06.01.2026;MAAŞ ÖDEMESİ;4,00\n",
    "cp1255": "תאריך,תיאור,חובה,זכות\n05/01/2026,מכולת,3.50,\n",
    "cp1256": "التاريخ,الوصف,المبلغ\n05/01/2026,مخبز,-3.50\n",
    "cp1257": "Data,Gavėjas,Suma\n2026-01-05,Kepykla Šviežia,-3.50\n2026-01-06,Vaistinė,-4.00\n",
    "gb18030": "交易时间,商品名称,金额\n2026-01-05,面包,3.50\n",
    "cp932": "ご利用日,ご利用店名,ご利用金額\n2026/01/05,パン屋,350\n",
    "cp949": "거래일시,적요,출금금액\n2026-01-05,빵집,3500\n",
    "big5": "日期,摘要,支出金額\n2026/01/05,麵包,350\n",
    "utf-8": "Date,Amount\n2026-01-05,€3.50\n",
    "utf-16-le": "Date,Amount\n2026-01-05,3.50\n",
}


@pytest.mark.parametrize(("encoding", "text"), TEXTS.items())
def test_the_encoding_is_found(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), known_words)[0] == text


MIXED = {
    "accents": ("2026-01-05,Käse,-1.00\n", "2026-01-06,Öl für Möbel,-2.00\n", "cp1252"),
    "more that is UTF-8": ("2026-01-05,żółty,-1.00\n" * 3, "2026-01-06,Übung,-2.00\n", "cp1252"),
    "cyrillic": ("2026-01-05,хлеб,-1.00\n", "2026-01-06,Магазин на углу,-2.00\n", "cp1251"),
}


@pytest.mark.parametrize("name", MIXED)
def test_lines_in_two_encodings_are_each_read_in_their_own(name: str) -> None:
    own, other, encoding = MIXED[name]
    content = b"Date,Payee,Amount\n" + own.encode() + other.encode(encoding) + own.encode()
    assert decode(content, known_words) == ("Date,Payee,Amount\n" + own + other + own, f"utf-8+{encoding}")


def test_a_broken_character_beside_whole_ones_is_no_other_encoding() -> None:
    text, name = decode("Käse und Öl\n".encode() * 3 + "Brot für ö".encode()[:-1] + b" l\n")
    assert name == "utf-8"
    assert text.count("\ufffd") == 1


def test_padding_and_cut_characters_do_no_harm() -> None:
    assert decode(b"a;b\n" + b"\0" * 300)[0] == "a;b\n"
    assert decode("é".encode() * 50 + b"\xc3")[1] == "utf-8"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Datum;Text;Betrag\n05.01.2026;Brot, Butter;-3,50\n", ";"),
        ("Date,Text,Amount\n2026-01-05,bread; butter,-3.50\n", ","),
        ("2026-01-05\tbread, butter\t-3.50\n", "\t"),
        ("Datum|Text|Betrag\n05.01.26|Brot|3,50\n", "|"),
        ("sep=;\nDate;Amount\n", ";"),
        ("Date        Text          Amount\n2026-01-05  bread         -3.50\n", ""),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    found = dialect_of(text)
    assert found is not None
    assert found.delimiter == delimiter


def test_lines_that_are_one_quoted_cell_are_unwrapped() -> None:
    text = '"Date,Text,Amount"\n"2026-01-05,""bread, rye"",-3.50"\n'
    found = dialect_of(text)
    assert found is not None
    assert [row.cells for row in rows_of(text, found)][1] == ["2026-01-05", "bread, rye", "-3.50"]


def test_a_broken_quote_costs_one_row() -> None:
    lines = [f'2026-01-{day:02},"bread {day}",-3.50' for day in range(1, 29)]
    lines[19] = '2026-01-20,"bread 20,-3.50'
    text = "Date,Text,Amount\n" + "\n".join(lines) + "\n"
    found = dialect_of(text)
    assert found is not None
    rows = list(rows_of(text, found))
    assert [row.line for row in rows if row.fault] == [21]
    assert len(rows) == 29


@pytest.mark.parametrize("limit", [0, 1 << 20])
def test_a_large_text_gives_the_same_rows_by_blocks(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    lines = [f'2026-01-{day:02},"bread, {day}\nrye",-3.50' for day in range(1, 29)]
    lines[5] = lines[20] = '2026-01-20,"bread 20,-3.50'
    text = "Date,Text,Amount\n\n" + "\n".join(lines) + "\n"
    found = dialect_of(text)
    assert found is not None
    small = all_rows(text, found)
    monkeypatch.setattr(grid, "_SMALL", 0)
    monkeypatch.setattr(grid, "_FIRST", 40)
    monkeypatch.setattr(grid, "_LENGTH", 90)
    monkeypatch.setattr(grid, "_LARGE", limit)
    large = all_rows(text, found)
    assert isinstance(large, grid.Grid)
    assert list(large) == small
    assert len(large) == len(small)
    assert list(large[3:9]) == small[3:9]
    assert list(large[3:20][2:5]) == small[3:20][2:5]
    assert list(large[::5]) == small[::5]
    assert large[7] == small[7]
    assert large[-1] == small[-1]


def test_quotes_within_quotes_and_line_breaks_in_cells_are_kept() -> None:
    text = 'Date,Text,Amount\n2026-01-05,"a ""good""\nbread",-3.50\n2026-01-06,"x "y" z",-1.00\n'
    found = dialect_of(text)
    assert found is not None
    rows = list(rows_of(text, found))
    assert [row.line for row in rows] == [1, 2, 4]
    assert rows[1].cells[1] == 'a "good"\nbread'


@pytest.mark.parametrize(
    ("text", "role", "currency"),
    [
        ("Buchungstag", "booked", None),
        ("Betrag (EUR)", "amount", "EUR"),
        ("Betrag (Fremdwährung)", "original", None),
        ("Amount (credit)", "credit", None),
        ("记账金额(支出)", "debit", None),
        ("CAD$", "amount", "CAD"),
        ("ValueDate", "value", None),
        ("#Saldo po operacji", "balance", None),
        ("IBAN Zahlungsbeteiligter", "counterparty", None),
        ("Saldo Währung", "balance_currency", None),
        ("Empfaenger 1", "payee", None),
        ("金额（元）", "amount", "CNY"),
        ("Lebensmittel", "", None),
    ],
)
def test_a_heading_has_its_role(text: str, role: str, currency: str | None) -> None:
    found = heading_of(text)
    assert (found.role, found.currency) == (role, currency)


def test_cells_overrule_headings() -> None:
    rows = [["05.01.2026", "EUR", "-3,50"], ["06.01.2026", "EUR", "-4,00"]]
    profiles = [profile(list(column)) for column in zip(*rows, strict=True)]
    assert [h.role for h in headings_for(["Datum", "Valuta", "Betrag"], profiles)] == ["date", "currency", "amount"]


def test_words_of_rows() -> None:
    assert [direction_of(w) for w in ("Soll", "CR", "支出", "不计收支", "Bread")] == ["out", "in", "out", "neutral", ""]
    assert directions_of(frozenset(("D", "K"))) == {"D": "out", "K": "in"}
    assert directions_of(frozenset(("J", "K"))) == {"J": "in", "K": "out"}
    assert [state_of(w) for w in ("PENDING", "交易关闭", "Completed")] == ["pending", "failed", ""]
    assert [balance_word(w) for w in ("Saldo Anterior", "Konečný zůstatek", "S A L D O", "Saldo Foods Ltd")] == [
        "opening", "closing", "closing", "",
    ]  # fmt: skip
    assert is_total("Total per 31.01.2026")
    assert not is_total("Total Energies Station 12 Berlin Mitte Nord Ost West")
