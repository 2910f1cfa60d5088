"""Bills read from texts, mails, calendars and PDF files, in the words of several languages."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from hub.domain.errors import StatementError
from importers import bill_file
from importers.bill_text import BillReading, read_bill

TODAY = date(2026, 11, 19)
GERMAN = """Stadtwerke Freital GmbH
Rechnung Nr. 2026-3381            Rechnungsdatum: 12.11.2026
Arbeitspreis        1.012,20 EUR
Grundpreis             96,00 EUR
Rechnungsbetrag     1.318,74 EUR
Bitte überweisen Sie den zu zahlenden Betrag bis zum 28.11.2026 auf
Kontoinhaber: Stadtwerke Freital GmbH
IBAN: DE89 3704 0044 0532 0130 00 BIC: COBADEFFXXX
Verwendungszweck: 2026-3381 Kd. 5519
"""
FRENCH = """Eau du Rhin
Facture n° F-20418 du 3 novembre 2026
Montant HT 54,10 €
TVA 5,41 €
Net à payer : 59,51 €
Date limite de paiement : 1er décembre 2026
Bénéficiaire : Régie Eau du Rhin
IBAN FR14 2004 1010 0505 0001 3M02 606
"""
ENGLISH = """Northway Internet
Invoice number NW-88120
Subtotal $61.00
Amount due: $1,071.50
Your card will be charged automatically on the due date.
Due date: November 30, 2026
"""
DUTCH = """Waterland
Te betalen: € 44,95
Vervaldatum 05-12-2026
IBAN NL91 ABNA 0417 1643 00
Betalingskenmerk RF18 5390 0754 7034
"""
WITHIN = "Praxis Dr. Albrecht\nDatum 10.11.2026\nGesamtbetrag 128,40 €\nZahlbar innerhalb von 14 Tagen ohne Abzug"


def facts(one: BillReading) -> tuple[object, ...]:
    return one.biller, one.amount, one.currency, one.due_on, one.iban, one.bic, one.reference, one.is_autopay


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GERMAN, ("Stadtwerke Freital GmbH", 131_874, "EUR", date(2026, 11, 28), "DE89370400440532013000",
                  "COBADEFFXXX", "2026-3381 Kd. 5519", False)),
        (FRENCH, ("Régie Eau du Rhin", 5_951, "EUR", date(2026, 12, 1), "FR1420041010050500013M02606", "",
                  "F-20418", False)),
        (ENGLISH, ("Northway Internet", 107_150, "USD", date(2026, 11, 30), "", "", "NW-88120", True)),
        (DUTCH, ("Waterland", 4_495, "EUR", date(2026, 12, 5), "NL91ABNA0417164300", "", "RF18539007547034", False)),
        (WITHIN, ("Praxis Dr. Albrecht", 12_840, "EUR", date(2026, 11, 24), "", "", "", False)),
    ],
    ids=["german", "french", "english", "dutch", "within"],
)  # fmt: skip
def test_bills_of_several_languages_say_what_they_ask_for(text: str, expected: tuple[object, ...]) -> None:
    assert facts(read_bill(text, TODAY)) == expected


def test_an_iban_with_wrong_check_digits_is_no_iban() -> None:
    reading = read_bill(GERMAN.replace("DE89", "DE88"), TODAY)
    assert (reading.iban, reading.amount) == ("", 131_874)


def test_each_value_names_its_line() -> None:
    found = read_bill(FRENCH, TODAY).evidence
    assert found["amount"] == "Net à payer : 59,51 €"
    assert found["due_on"] == "Date limite de paiement : 1er décembre 2026"


def test_a_mail_names_its_sender_and_the_text_its_amount() -> None:
    mail = EmailMessage()
    mail["From"] = "Northway Billing <billing@northway.example>"
    mail.set_content("Dear customer,\nAmount due: € 31.50\nPlease pay by 2026-12-01\n")
    mail.add_alternative("<p>Amount due: € 99.99</p>", subtype="html")
    (one,) = bill_file.read("bill.eml", mail.as_bytes(), TODAY)
    assert facts(one)[:4] == ("Northway Billing", 3_150, "EUR", date(2026, 12, 1))


def test_events_of_a_calendar_are_bills_when_they_name_an_amount() -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260131\r\nRRULE:FREQ=MONTHLY\r\n"
        "SUMMARY:Rent: EUR 980.00\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:Birthday\r\nEND:VEVENT\r\n"
        "BEGIN:VTODO\r\nUID:3\r\nDUE;VALUE=DATE:20261224\r\nSUMMARY:Dentist\r\n"
        "DESCRIPTION:Amount due 64.20 CHF\r\nEND:VTODO\r\n"
        "END:VCALENDAR\r\n"
    )
    found = bill_file.read("bills.ics", calendar.encode(), TODAY)
    assert [(one.biller, one.amount, one.currency, one.due_on) for one in found] == [
        ("Rent", 98_000, "EUR", date(2026, 11, 30)), ("Dentist", 6_420, "CHF", date(2026, 12, 24)),
    ]  # fmt: skip


def test_a_text_that_asks_for_nothing_is_refused_with_its_name() -> None:
    with pytest.raises(StatementError) as caught:
        bill_file.read("letter.txt", b"Dear neighbour,\nsee you on Friday.", TODAY)
    assert (caught.value.code, caught.value.where["file"]) == ("no_bill", "letter.txt")


def test_the_words_of_a_pdf_are_read_as_lines() -> None:
    pytest.importorskip("pdfplumber")
    lines = ["Stadtwerke Freital", "Rechnungsbetrag 84,20 EUR", "Zahlbar bis 01.12.2026"]
    shown = b"".join(
        b"BT /F1 12 Tf 60 %d Td (%s) Tj ET\n" % (760 - 20 * at, one.encode()) for at, one in enumerate(lines)
    )
    (one,) = bill_file.read("bill.pdf", _pdf(shown), TODAY)
    assert facts(one)[:4] == ("Stadtwerke Freital", 8_420, "EUR", date(2026, 12, 1))


def _pdf(drawn: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%sendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
