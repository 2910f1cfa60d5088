"""How a transaction was made: tap, chip, online, person to person, transfer, direct debit, cash, cheque.

Inferred from what the bank wrote, by words that banks of many countries use; what the person chose wins. No word, no
answer: a wrong channel is worse than none.
"""

from __future__ import annotations

import re

from hub.domain.text import fold

TAP, CHIP, ONLINE, P2P = "tap", "chip", "online", "p2p"
TRANSFER, DIRECT_DEBIT, CASH, CHEQUE = "transfer", "direct_debit", "cash", "cheque"
CHANNELS = (TAP, CHIP, ONLINE, P2P, TRANSFER, DIRECT_DEBIT, CASH, CHEQUE)

_WORDS: tuple[tuple[str, str], ...] = (
    (
        DIRECT_DEBIT,
        (
            r"lastschrift|sepa-lastschrift|direct debit|prelevement|prlv|adeudo|recibo domiciliado|addebito diretto|"
            r"sdd|incasso|autogiro|mandate|mandatsref|mandat|domiciliation|口座振替|自动扣款"
        ),
    ),
    (
        CASH,
        (
            r"atm|bargeldauszahlung|geldautomat|geldautom|cash withdrawal|cash machine|withdrawal|retrait|dab|cajero|"
            r"bancomat prelievo|prelievo|geldopname|uttag|auszahlung|سحب نقدي|برداشت نقدی|取款|提现"
        ),
    ),
    (CHEQUE, r"cheque|check no|check #|scheck|assegno|talon|شيك|چک|支票"),
    (TAP, r"contactless|sans contact|kontaktlos|apple pay|google pay|gpay|nfc|tap to pay|contacto|لمس|云闪付"),
    (
        ONLINE,
        (
            r"e-commerce|ecommerce|online|internet|www|paypal|klarna|amzn mktp|web payment|cnp|vad|"
            r"[a-z0-9]+\.(?:com|de|fr|net|org|io|eu|shop)"
        ),
    ),
    (P2P, r"p2p|venmo|zelle|cash app|bizum|twint|swish|lydia|paylib|wero|mobilepay|vipps|微信转账|红包|转账给"),
    (
        CHIP,
        (
            r"chip|pos|kartenzahlung|card purchase|card payment|cb|carte|debitkarte|girocard|ec-karte|visa debit|"
            r"purchase|pago con tarjeta|compra|betaalautomaat|kortkop|شراء|خريد|消费"
        ),
    ),
    (
        TRANSFER,
        (
            r"uberweisung|gutschrift|dauerauftrag|standing order|faster payment|bank transfer|wire|virement|vir|"
            r"transferencia|bonifico|overboeking|sepa credit|sct|ach|giro|حواله|تحويل|انتقال|转账"
        ),
    ),
)
_PATTERNS = tuple(
    (channel, re.compile(rf"(?<![^\W_])(?:{'|'.join(fold(one) for one in words.split('|'))})(?![^\W_])"))
    if "\\" not in words
    else (channel, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])"))
    for channel, words in _WORDS
)
_CJK = re.compile("[\u4e00-\u9fff]")


def channel_of(*texts: str) -> str | None:
    """The channel that texts of a bank tell; None when they don't."""
    folded = fold(" ".join(texts))
    if not folded:
        return None
    found = next((channel for channel, pattern in _PATTERNS if pattern.search(folded)), None)
    if found is None and _CJK.search(folded):  # no blanks between words
        found = next(
            (
                channel
                for channel, words in _WORDS
                if any(_CJK.match(one) and one in folded for one in words.split("|"))
            ),
            None,
        )
    return found
