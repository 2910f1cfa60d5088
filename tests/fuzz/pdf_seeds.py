"""PDF statements with plain streams, so that damage reaches their texts and places and not only a packed stream."""

from __future__ import annotations

from collections.abc import Sequence

Text = tuple[int, int, str]
"""Left edge and height from the bottom in points; the words."""

_ROWS = (
    ("05.01.2026", "Grocer", "-12,40", "987,60"),
    ("07.01.2026", "Employer", "1.500,00", "2.487,60"),
    ("19.01.2026", "Rent", "-700,00", "1.787,60"),
)
_PAIRS = (
    ("2026-01-05", "Shop", "12.40", "", "987.60"),
    ("2026-01-07", "Pay", "", "1,500.00", "2,487.60"),
    ("2026-01-19", "Rent", "700.00", "", "1,787.60"),
)


def pdf_seeds() -> list[bytes]:
    """A signed column with a balance on two pages, two columns, and a page without a table."""
    signed = _table(("Datum", "Text", "Betrag", "Saldo"), _ROWS, (50, 130, 350, 470), 700)
    again = _table(("Datum", "Text", "Betrag", "Saldo"), _ROWS[:1], (50, 130, 350, 470), 740)
    pairs = _table(("Date", "Details", "Debit", "Credit", "Balance"), _PAIRS, (40, 130, 300, 390, 480), 650)
    above = [(50, 780, "IBAN DE02 1203 0000 0000 2020 51"), (50, 760, "Kontoauszug 1/2026")]
    return [_pdf([[*above, *signed], again]), _pdf([pairs]), _pdf([above])]


def short_pdf_seeds() -> list[bytes]:
    """One or two rows of each kind of table."""
    signed = _table(("Datum", "Text", "Betrag", "Saldo"), _ROWS[:2], (50, 130, 350, 470), 700)
    plain = _table(("Date", "Text", "Amount"), [row[:3] for row in _ROWS[:1]], (50, 130, 350), 700)
    pairs = _table(("Date", "Details", "Debit", "Credit"), [row[:4] for row in _PAIRS[:2]], (40, 130, 300, 390), 650)
    return [_pdf([signed]), _pdf([plain]), _pdf([plain, plain]), _pdf([pairs])]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], at: Sequence[int], top: int) -> list[Text]:
    lines = [head, *rows]
    return [
        (x, top - 16 * number, cell)
        for number, line in enumerate(lines)
        for x, cell in zip(at, line, strict=True)
        if cell
    ]


def _pdf(pages: Sequence[Sequence[Text]]) -> bytes:
    """A file of such pages after ISO 32000-1, section 7.5, with one of the fonts that every reader has."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        stream = "".join(f"BT /F1 9 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in page).encode("latin-1")
        place = f"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {place} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
    out, starts = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail
