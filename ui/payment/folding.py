"""One form of a word for comparing: small letters, without accents and marks, one form of each letter and digit."""

from __future__ import annotations

import unicodedata

_SAME = str.maketrans({"’": " ", "'": " ", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "٬": None})
"""Apostrophes part words; letters that Arabic and Persian keyboards write differently become one."""


def folded(typed: str) -> str:
    """Lower case, without accents, apostrophes and invisible marks, ASCII digits, single blanks."""
    kept = []
    for one in unicodedata.normalize("NFKD", typed.casefold()).translate(_SAME):
        if not unicodedata.combining(one) and unicodedata.category(one) != "Cf":
            digit = unicodedata.decimal(one, None)
            kept.append(one if digit is None else str(digit))
    return " ".join("".join(kept).split())
