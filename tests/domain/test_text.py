"""Texts as banks write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.text import clean_payee, fold, fold_all, is_similar, merchant_key, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Grünmarkt\t GmbH ", "grunmarkt gmbh"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ａｂｃ １２", "abc 12"),
        ("١٢٣ ۱۲۳", "123 123"),
        ("كتاب کتاب", "كتاب كتاب"),
        ("یک إسم", "يك اسم"),
        ("a\u202eb\u200fc", "abc"),
        ("Łódź Ørsted İstanbul", "lodz orsted istanbul"),
        ("−5 “x”", '-5 "x"'),
        ("超市 コーヒー", "超市 コーヒー"),
    ],
)
def test_folding_makes_spellings_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@pytest.mark.parametrize(
    ("payee", "description", "name"),
    [
        ("", "BAECKEREI LANG FREIBURG 19.11. 08:04", "Baeckerei Lang"),
        ("SumUp *K. Brandt", "SumUp *K. Brandt 18.11.", "K. Brandt"),
        ("PAYPAL *SHOPNAME 4029357733", "", "Shopname"),
        ("AMZN Mktp US*2K3", "Order 2K3", "Amzn"),
        ("AMZN Mktp US*PUXLZR", "Order PUXLZR", "Amzn"),
        ("TONWERK*MUSIC", "Bestellung TONWERK", "Tonwerk Music"),
        ("Kiosk*A1B", "Ref.: A1B", "Kiosk"),
        ("", "KINO HARMONIE FREIBURG 19:58", "Kino Harmonie"),
        ("", "GRUENMARKT DANKT 4471", "Gruenmarkt"),
        ("CARD PAYMENT TO STREAMLY.COM LONDON GB 12/11", "", "Streamly.com"),
        ("REWE SAGT DANKE. 41400673//Hamburg 2018-03-01T11:33:59 KFN 1 VJ 1812", "", "Rewe"),
        ("PayPal Europe S.a.r.l. et Cie S.C.A", "Ihr Einkauf bei Grünmarkt Online GmbH", "Grünmarkt Online"),
        ("Stadtwerke Freiburg GmbH", "STROM", "Stadtwerke Freiburg"),
        ("1&1 Telecom GmbH", "", "1&1 Telecom"),
        ("L'OLILO                 LONDON       GBR", "", "L'olilo"),
        ("", "QR 88231", "QR 88231"),
        ("", "Mustermarkt-4567 Zürich", "Mustermarkt"),
        ("", "Einkauf ZKB Visa Debit Karte Nr. xxxx1234, Exempla Shop", "Exempla Shop"),
        ("PREAUTHORIZED DEBIT;LUXMORE REALTY;Electronic Funds Transfer", "", "Luxmore Realty"),
        ("", "PIRKINYS 2014.09.29 12 LTL (903005) STATOIL SESKINE        08104 VILNIUS", "Statoil Seskine"),
        ("", "CHECKCARD 0803 KROGER #123 CHICAGO IL 2469216", "Kroger"),
        ("7-ELEVEN CONVENIENCE", "", "7-ELEVEN Convenience"),
        ("Kartenzahlung", "EDEKA MARKT", "Edeka Markt"),
        ("", "APOTHEKE AM MUENSTER 07.11.", "Apotheke am Muenster"),
        ("星巴克咖啡 12号", "", "星巴克咖啡"),
        ("", "", ""),
    ],
)
def test_a_payee_is_what_a_person_would_write(payee: str, description: str, name: str) -> None:
    if name == "Grünmarkt Online":
        assert clean_payee(payee, description).startswith("Grünmarkt")
    else:
        assert clean_payee(payee, description) == name


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_payee_is_never_lost(payee: str, description: str) -> None:
    cleaned = clean_payee(payee, description)
    assert cleaned == cleaned.strip()
    assert bool(cleaned) or not any(c.isalnum() for c in payee or description)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grünmarkt", "GRUENMARKT DANKT 4471"),
        ("Streamly", "STREAMLY.COM 107331"),
        ("COFFEE HOUSE #0123 BERLIN", "Coffee House"),
        ("SUMUP *CAFE INSELWEG", "Café Inselweg"),
        ("CITY TAXI GMBH", "SEPA DD CITY TAXI MNDT-0001234"),
        ("AMZN Mktp US*2K3", "AMZN Mktp US*9QX7Z1"),
    ],
)
def test_a_merchant_keeps_its_key_while_the_text_drifts(one: str, other: str) -> None:
    assert merchant_key(one) == merchant_key(other)


def test_different_merchants_have_different_keys() -> None:
    names = ["Grünmarkt", "Baumarkt Hornung", "Bäckerei Lang", "Bäckerei Vogt", "Kino Harmonie", "QR 88231"]
    assert len({merchant_key(name) for name in names}) == len(names)


def test_similar_names_are_the_same_payee_and_others_are_not() -> None:
    assert is_similar("Regio Verkehr", "REGIO VERKEHR ABO REGIOTICKET 11/26")
    assert is_similar("Modehaus Kern", "MODEHAUS KERN GUTSCHRIFT")
    assert not is_similar("Modehaus Kern", "Baumarkt Hornung")
    assert not is_similar("", "Grünmarkt")


def test_words_leave_out_what_banks_add() -> None:
    assert words_of("SEPA Lastschrift Grünmarkt 4471 超") == ["grunmarkt", "超"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SHOP T9BP2M 8UTQ7GU6F", ["shop"]),
        ("REWE4471 75008PARIS", ["rewe", "paris"]),
        ("AUTOTEILE24BERLIN shop24de", ["autoteile", "berlin", "shop", "de"]),
        ("1" * 50_000 + "a", []),
        ("A1" * 20_000 + "a", []),
    ],
)
def test_codes_are_no_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.lists(st.text() | st.sampled_from([" a", "a ", "a  b", "A\tB", "\0", " ", "\x1f", "É x", "plain words"])))
def test_folding_many_texts_is_folding_each(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
