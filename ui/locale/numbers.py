"""Numbers and money as people write them where they live.

The patterns come from Babel (CLDR) once for each language and are kept; formatting itself works on integers and
`Decimal` only. `ui.locale.text` is where callers find these functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from hub.domain.account import POINTS
from hub.domain.money import Money, digits_of
from ui import locale
from ui.locale import pseudo

if TYPE_CHECKING:
    from babel import Locale  # the locked window writes no number and starts sooner without

MINUS = "\u2212"
NBSP = "\u00a0"
HIDDEN = "\u2588" * 5
"""What stands for an amount while amounts are hidden: the same width for all."""

_TURNING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_LEFT_ISOLATE, _FIRST_ISOLATE, _POP = "\u2066", "\u2068", "\u2069"
_DEFAULT_TERRITORY = {"en": "GB", pseudo.CODE: "GB"}


class _Shown:
    """How numbers are shown; changed only by `hide_amounts` and `use_digits`."""

    hidden = False
    digits = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one language writes numbers. grouping: digits in the last group and in the others."""

    decimal: str
    group: str
    grouping: tuple[int, int]
    percent: str
    digits: Mapping[int, int] | None
    currency_first: bool
    opening: str
    closing: str


def hide_amounts(hidden: bool) -> None:
    """Hide all amounts of money from now on, or show them again (the eye in the top bar); then repaint."""
    _Shown.hidden = hidden


def amounts_hidden() -> bool:
    """Whether amounts are hidden."""
    return _Shown.hidden


def use_digits(kind: str) -> None:
    """Choose the digits: "native", "latin", or "" for what the language's people use."""
    if kind not in {"native", "latin", ""}:
        raise ValueError(kind)
    _Shown.digits = kind


def babel_locale() -> Locale:
    """Babel's data for the language and territory in use."""
    return _babel_locale(locale.language(), locale.territory())


def numbers() -> Numbers:
    """How numbers are written now."""
    return _numbers(locale.language(), locale.territory(), _Shown.digits)


def money(
    value: Money | int, currency: str = "", *, sign: bool = False, whole: bool = False, hidden: bool | None = None
) -> str:
    """An amount with its currency: "−€ 63.48", "−63,48 €", "€ 2,276".

    value: `Money`, or minor units with `currency` (ISO 4217). sign: write plus as well. whole: round to whole units
    (half away from zero). hidden: show or hide whatever the eye says.
    """
    minor, code = _exact(value, currency)
    if _Shown.hidden if hidden is None else hidden:
        return HIDDEN
    style = numbers()
    mark, figures = _figures(minor, code, style, sign=sign, whole=whole)
    symbol = currency_symbol(code)
    body = f"{symbol}{NBSP}{figures}" if style.currency_first and code != POINTS else f"{figures}{NBSP}{symbol}"
    return f"{style.opening}{mark}{body}{style.closing}"


def amount(
    value: Money | int, currency: str = "", *, sign: bool = False, whole: bool = False, hidden: bool | None = None
) -> str:
    """An amount without its currency, for columns whose head names it: "−63.48", "+2,912.45"."""
    minor, code = _exact(value, currency)
    if _Shown.hidden if hidden is None else hidden:
        return HIDDEN
    style = numbers()
    mark, figures = _figures(minor, code, style, sign=sign, whole=whole)
    return f"{style.opening}{mark}{figures}{style.closing}"


def amount_parts(value: Money | int, currency: str = "", *, sign: bool = False) -> tuple[str, str]:
    """An amount in two parts, before and from the decimal sign on, for columns that mix currencies."""
    plain = amount(value, currency, sign=sign)
    style = numbers()
    whole, separator, fraction = plain.rpartition(style.decimal)
    _minor, code = _exact(value, currency)
    if not separator or not digits_of(code) or plain == HIDDEN:
        return plain, ""
    return whole + style.closing, f"{style.opening}{separator}{fraction}"


def currency_symbol(currency: str) -> str:
    """The sign of a currency as the language in use writes it ("€", "US$"), or its code."""
    return _symbol(currency, locale.language(), locale.territory())


def number(value: Decimal | int, places: int | None = None, *, sign: bool = False) -> str:
    """A number with the language's signs; places: decimals to round to (None: as many as it has)."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    style = numbers()
    whole, _point, fraction = f"{abs(exact):f}".partition(".")
    return f"{style.opening}{_mark(exact, sign)}{_grouped(whole, fraction, style)}{style.closing}"


def count(value: int) -> str:
    """A number of things: "1,180"."""
    return number(value)


def percent(ratio: Decimal, places: int = 0, *, sign: bool = False) -> str:
    """A ratio in percent: 0.31 → "31 %", with sign "+56 %"."""
    exact = (Decimal(ratio) * 100).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    style = numbers()
    whole, _point, fraction = f"{abs(exact):f}".partition(".")
    figures = _grouped(whole, fraction, style)
    return f"{style.opening}{_mark(exact, sign)}{figures}{NBSP}{style.percent}{style.closing}"


def size(octets: int) -> str:
    """A number of bytes: "96 B", "1.2 kB", "14 MB" (decimal prefixes)."""
    _ = locale.gettext
    if octets < 1000:
        return _("{number} B").format(number=number(octets)).replace(" ", NBSP)
    value, template = Decimal(octets) / 1000, _("{number} kB")
    if value >= 1000:
        value, template = value / 1000, _("{number} MB")
    return template.format(number=number(value, 0 if value >= 10 else 1)).replace(" ", NBSP)


def code(verbatim: str) -> str:
    """A code (IBAN, file name, amount typed elsewhere) that stays left to right in every language."""
    shown = _shown(verbatim)
    return f"{_LEFT_ISOLATE}{shown}{_POP}" if locale.is_right_to_left() else shown


def name(verbatim: str) -> str:
    """A foreign name inside a translated sentence: keeps its own direction without disturbing the sentence."""
    shown = _shown(verbatim)
    return f"{_FIRST_ISOLATE}{shown}{_POP}" if locale.is_right_to_left() else shown


def _shown(verbatim: str) -> str:
    """What is shown of a text that somebody else wrote: a sign for what would turn the order of its letters."""
    return verbatim if verbatim.isprintable() else _TURNING.sub("\ufffd", verbatim)


def _exact(value: Money | int, currency: str) -> tuple[int, str]:
    if isinstance(value, Money):
        return value.minor, value.currency
    return value, currency


def _figures(minor: int, currency: str, style: Numbers, *, sign: bool, whole: bool) -> tuple[str, str]:
    places = digits_of(currency)
    units, rest = divmod(abs(minor), 10**places)
    if whole and places:
        units, rest, places = units + (2 * rest >= 10**places), 0, 0
    mark = "" if not (units or rest) else MINUS if minor < 0 else "+" if sign else ""
    return mark, _grouped(str(units), f"{rest:0{places}d}" if places else "", style)


def _mark(exact: Decimal, sign: bool) -> str:
    return MINUS if exact < 0 else "+" if sign and exact > 0 else ""


def _grouped(whole: str, fraction: str, style: Numbers) -> str:
    last, others = style.grouping
    if len(whole) > last:
        parts = [whole[-last:]]
        rest = whole[:-last]
        while rest:
            parts.append(rest[-others:])
            rest = rest[:-others]
        whole = style.group.join(reversed(parts))
    figures = f"{whole}{style.decimal}{fraction}" if fraction else whole
    return figures.translate(style.digits) if style.digits else figures


@cache
def _babel_locale(language: str, territory: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    territory = territory or _DEFAULT_TERRITORY.get(language, "")
    code = "en" if language == pseudo.CODE else language
    for wanted in (f"{code}_{territory}" if territory else code, code):
        try:
            return Locale.parse(wanted)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=512)
def _symbol(currency: str, language: str, territory: str) -> str:
    if currency == POINTS:
        return locale.gettext("pts")
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale=_babel_locale(language, territory)))


@cache
def _numbers(language: str, territory: str, digits: str) -> Numbers:
    data = _babel_locale(language, territory)
    system = data.default_numbering_system
    if digits == "native":
        system = data.other_numbering_systems.get("native", system)
    elif digits == "latin":
        system = "latn"
    symbols = data.number_symbols.get(system) or data.number_symbols["latn"]
    pattern = data.currency_formats["standard"]
    rtl = locale.is_right_to_left()
    return Numbers(
        decimal=symbols["decimal"],
        group=symbols["group"],
        grouping=pattern.grouping,
        percent=symbols["percentSign"].strip("\u200e\u200f\u061c"),
        digits=_DIGITS.get(system),
        currency_first=pattern.pattern.index("¤") < pattern.pattern.index("#"),
        opening=_LEFT_ISOLATE if rtl else "",
        closing=_POP if rtl else "",
    )


_DIGITS: dict[str, Mapping[int, int]] = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}
