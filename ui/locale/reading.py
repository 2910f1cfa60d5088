"""Reading what people type: amounts with inline sums ("12,5*3"), numbers, dates in words.

Everything is exact (`Fraction` inside, `Decimal` and minor units outside); nothing is evaluated as code. Errors are
`EntryError` with the position of the character that is not understood, counted in the text as typed.
`ui.locale.text` is where callers find these functions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hub.domain.errors import HubError
from hub.domain.money import digits_of
from ui import locale
from ui.locale.numbers import currency_symbol, numbers

LONGEST = 200
"""Characters of an entry that are read; more is refused."""

_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = frozenset(" \t\u00a0\u202f\u2009\u2007'’٬")
_SIGNS = {"\u2212": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-", "×": "*", "÷": "/", "٫": "٫", "،": ",", "＋": "+"}
_DEEPEST = 20
_PLAIN_NUMBER = re.compile(r"^[+-]?[0-9.,٫\s'’٬]*$")


class EntryError(HubError):
    """What was typed is not understood; where holds the position, values what the sentence names."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_amount(text: str, currency: str) -> int:
    """Minor units of a typed amount or sum: "12,5*3", "1 234,50 €", "−€ 12", "۱۲٫۵".

    A sum is rounded half away from zero to the currency's digits; a plain number with more digits than the
    currency has is an error, because it is more likely a slip than a wish. Raises `EntryError`.
    """
    value, is_plain = _value(text, currency)
    scaled = value * 10 ** digits_of(currency)
    if is_plain and scaled.denominator != 1:
        raise EntryError("amount_too_precise", where={"position": len(text)}, digits=digits_of(currency), unit=currency)
    minor: int = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    if minor >= 10**15:
        raise EntryError("amount_too_large", where={"position": 0})
    return minor if value >= 0 else -minor


def parse_number(text: str, places: int = 8) -> Decimal:
    """A typed number or sum as an exact decimal, rounded to `places`. Raises `EntryError`."""
    value, _is_plain = _value(text, "")
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP).normalize() + 0


def is_sum(text: str) -> bool:
    """Whether a typed amount is a calculation, so that a field shows its result."""
    plain = "".join(_SIGNS.get(character, character) for character in text if character not in _BIDI)
    return bool(re.search(r"[0-9٠-٩۰-۹)]\s*[-+*/(]", plain))


def _value(text: str, currency: str) -> tuple[Fraction, bool]:
    if len(text) > LONGEST:
        raise EntryError("entry_too_long", where={"position": LONGEST}, limit=LONGEST)
    tokens = _tokens(_without_currency(text, currency))
    if not tokens:
        raise EntryError("amount_missing", where={"position": 0})
    is_plain = len([token for token in tokens if token.kind == "number"]) == 1 and len(tokens) <= 2
    return _Sum(tokens, len(text)).value(), is_plain


def _without_currency(text: str, currency: str) -> str:
    """The text with the field's own currency blanked out, positions kept."""
    if not currency:
        return text
    for sign in {currency, currency.lower(), currency_symbol(currency)}:
        text = text.replace(sign, " " * len(sign))
    return text


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    slash_is_decimal = locale.language() == "fa"
    position = 0
    while position < len(text):
        character = _plain(text[position])
        if character in _BIDI or character in _SPACES:
            position += 1
        elif character in "0123456789.,٫":
            start, position = position, _end_of_number(text, position, slash_is_decimal)
            tokens.append(_Token("number", text[start:position], start))
        elif character in "+-*/()":
            tokens.append(_Token(character, character, position))
            position += 1
        else:
            raise EntryError("amount_character", where={"position": position}, character=text[position])
    return tokens


def _plain(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return str(value) if value is not None else _SIGNS.get(character, character)


def _end_of_number(text: str, position: int, slash_is_decimal: bool) -> int:
    """Where a number ends: at the last digit or sign, spaces inside a number belong to it."""
    end = position
    while position < len(text):
        character = _plain(text[position])
        inside = character in "0123456789.,٫" or (slash_is_decimal and character == "/")
        if inside:
            end = position + 1
        elif character not in _SPACES and character not in _BIDI:
            break
        position += 1
    return end


class _Sum:
    """A recursive reader of + − × ÷ and brackets over tokens."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens = [*tokens, _Token("end", "", end)]
        self.next = 0

    def value(self) -> Fraction:
        result = self.terms(0)
        if self.peek.kind != "end":
            raise EntryError("amount_sign_missing", where={"position": self.peek.at})
        return result

    @property
    def peek(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def terms(self, depth: int) -> Fraction:
        result = self.factors(depth)
        while self.peek.kind in {"+", "-"}:
            plus = self.take().kind == "+"
            result += self.factors(depth) if plus else -self.factors(depth)
        return result

    def factors(self, depth: int) -> Fraction:
        result = self.factor(depth)
        while self.peek.kind in {"*", "/"}:
            sign = self.take()
            other = self.factor(depth)
            if sign.kind == "/" and other == 0:
                raise EntryError("amount_division_by_zero", where={"position": sign.at})
            result = result * other if sign.kind == "*" else result / other
        return result

    def factor(self, depth: int) -> Fraction:
        token = self.take()
        if depth > _DEEPEST:
            raise EntryError("amount_too_deep", where={"position": token.at})
        if token.kind in {"+", "-"}:
            return self.factor(depth + 1) * (1 if token.kind == "+" else -1)
        if token.kind == "(":
            result = self.terms(depth + 1)
            if self.peek.kind != ")":
                raise EntryError("amount_bracket_open", where={"position": token.at})
            self.take()
            return result
        if token.kind == "number":
            return _number(token)
        code = "amount_ends_early" if token.kind == "end" else "amount_number_missing"
        raise EntryError(code, where={"position": token.at})


def _number(token: _Token) -> Fraction:
    """The number of a token like "1.234,50", "1 234", "12,500".

    The sign that can only be decimal decides; where a single "," or "." could be either, it groups only if the
    language groups with it and three digits follow.
    """
    plain = "".join(_plain(character) for character in token.text if character not in _BIDI).replace("/", "٫")
    digits_only = "".join(character for character in plain if character not in _SPACES)
    signs = [character for character in digits_only if not character.isdigit()]
    decimal = _decimal_sign(digits_only, signs)
    if _could_be_a_thousand(digits_only, signs):
        first, second = digits_only.replace(decimal, ""), digits_only.replace(decimal, numbers().decimal)
        position = token.at + token.text.index(decimal)
        raise EntryError("amount_ambiguous", where={"position": position}, first=first, second=second)
    if decimal and signs.count(decimal) > 1:
        raise _two_signs(token, digits_only, decimal)
    whole, _sign, fraction = digits_only.partition(decimal) if decimal else (digits_only, "", "")
    if any(not character.isdigit() for character in fraction):
        raise _two_signs(token, digits_only, decimal)
    groups = re.split(r"[^0-9]", whole)
    spaced = re.split(rf"[{''.join(_SPACES)}]+", plain.partition(decimal)[0] if decimal else plain)
    if any(len(group) != 3 for group in groups[1:]) or any(sum(map(str.isdigit, group)) != 3 for group in spaced[1:]):
        raise (
            _two_signs(token, digits_only, decimal)
            if signs
            else EntryError("amount_sign_missing", where={"position": token.at + token.text.find(" ")})
        )
    if not (whole + fraction).strip(".,٫"):
        raise EntryError("amount_number_missing", where={"position": token.at})
    if len(whole) + len(fraction) > 24:
        raise EntryError("amount_too_large", where={"position": token.at})
    return Fraction(int("0" + "".join(groups) + fraction), 10 ** len(fraction))


def _decimal_sign(digits: str, signs: list[str]) -> str:
    if not signs:
        return ""
    if "٫" in signs:
        return "٫"
    last = signs[-1]
    if len(set(signs)) > 1:
        return last
    if len(signs) > 1:
        return "" if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", digits) else last
    style = numbers()
    grouping = last == style.group and re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits)
    return "" if grouping else last


def _could_be_a_thousand(digits: str, signs: list[str]) -> bool:
    """Whether "12.500" was typed where the point is neither the decimal sign nor the one between groups."""
    strange = len(signs) == 1 and signs[0] not in {numbers().decimal, numbers().group, "٫"}
    return strange and re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits) is not None


def _two_signs(token: _Token, digits: str, decimal: str) -> EntryError:
    """Two decimal signs: names both ways to mean it."""
    first = re.search(r"[.,٫]", digits)
    at = first.start() if first else 0
    without_first = re.sub(r"[.,٫]", "", digits[: at + 1]) + digits[at + 1 :]
    without_rest = digits[: at + 1] + re.sub(r"[.,٫]", "", digits[at + 1 :])
    position = token.at + max(token.text.rfind(sign) for sign in ".,٫" + decimal)
    return EntryError(
        "amount_two_decimal_signs", where={"position": position}, first=without_first, second=without_rest
    )
