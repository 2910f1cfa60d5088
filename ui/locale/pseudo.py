"""The pseudo-locale `qps-plocm`: right to left, accented and about 40 % longer, made from the English texts in code.

It shows developers and tests what is hard-coded (no accents), clipped (no closing bracket) or not mirrored.
"""

from __future__ import annotations

import gettext
import re

CODE = "qps-plocm"

_ACCENTS = str.maketrans(
    "abcdeghijklnorstuwyzABCDEGHIJKLNORSTUWYZ",
    "åƀçðéĝĥîĵķļñöŕšţûŵýžÅƁÇÐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽ",
)
_KEPT = re.compile(r"(\{[^{}]*\}|%[(\w).]*[sd%]|&\w|<[^>]+>|&\w+;)")
"""Places for values, mnemonics and mark-up: taken over as they are."""

_RIGHT_TO_LEFT_MARK = "\u200f"
_FILLER = "~"


def pseudo(text: str) -> str:
    """The text with accents, 40 % longer, in brackets, running from right to left."""
    if not text:
        return text
    parts = _KEPT.split(text)
    words = "".join(part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts))
    filler = _FILLER * max(1, round(len(text) * 0.4) - 2)
    return f"{_RIGHT_TO_LEFT_MARK}⟦{words}{filler}⟧"


class PseudoTranslations(gettext.NullTranslations):
    """A catalogue that makes its texts instead of holding them."""

    def gettext(self, message: str) -> str:
        """The pseudo text."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The pseudo text of the English plural form."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The pseudo text; a context makes no difference."""
        del context
        return pseudo(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The pseudo text of the English plural form; a context makes no difference."""
        del context
        return self.ngettext(msgid1, msgid2, n)
