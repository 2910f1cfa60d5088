"""How a transaction was made, as the words of banks tell it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.channel import CHANNELS, channel_of


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("SEPA-LASTSCHRIFT Stadtwerke Mandatsref 4711", "direct_debit"),
        ("PRLV SEPA FREE MOBILE", "direct_debit"),
        ("Bargeldauszahlung GA 4471", "cash"),
        ("RETRAIT DAB PARIS 12", "cash"),
        ("CHEQUE 0001234", "cheque"),
        ("REWE KONTAKTLOS 12.03", "tap"),
        ("PAYPAL *SPOTIFY", "online"),
        ("Amazon.de bestellung", "online"),
        ("TWINT an Jonas", "p2p"),
        ("Kartenzahlung Bäckerei Lang", "chip"),
        ("Dauerauftrag Miete", "transfer"),
        ("VIREMENT SALAIRE", "transfer"),
        ("超市消费", "chip"),
        ("حواله بانکی", "transfer"),
        ("Grünmarkt Dankt", None),
        ("Checkpoint Barbershop", None),
        ("", None),
    ],
)
def test_the_words_of_banks(text: str, channel: str | None) -> None:
    assert channel_of(text) == channel


@given(st.text(max_size=60))
def test_any_text_has_a_known_channel_or_none(text: str) -> None:
    assert channel_of(text) in {None, *CHANNELS}
