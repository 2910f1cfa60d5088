"""Where the totals of transactions come from, for scripts and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.domain.money import decimal_text
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.locale import _

if TYPE_CHECKING:
    from hub.services.whence import FileRows, OfRows, Reason, Together


def facts(found: OfRows) -> dict[str, Any]:
    """As JSON: files with their lines, why rows have their category, and per currency what counts and the rate."""
    return {
        "files": [_file(one) for one in found.files],
        "categories": [{"by": one.by, "rule": one.rule, "count": one.rows} for one in found.reasons],
        "sums": [_sum(one, found.home) for one in found.sums],
    }


def lines(found: OfRows) -> str:
    """The same for people."""
    from ui.locale import text, wording

    files = [
        (one.file or _("By hand"), _span(one), text.count(one.rows), text.money(one.total, one.currency))
        for one in found.files
    ]
    said = [
        _("{amount} at {rate}, the rate of {day} from {source}").format(
            amount=text.money(one.worth, found.home), rate=text.number(one.rate.rate, 4), day=text.day(one.rate.day),
            source=wording.rate_source(one.rate.source),
        )
        for one in found.sums
        if one.rate is not None and one.worth is not None
    ]  # fmt: skip
    said += [
        _("{amount} of transfers are fees, and count.").format(amount=text.money(-one.fees, one.currency))
        for one in found.sums
        if one.fees
    ]
    heads = (_("File"), _("Lines"), _("Rows"), _("Sum"))
    return paragraphs(table(heads, files, "<<>>"), table((_("Category"), _("Rows")), _reasons(found), "<>"), *said)


def _reasons(found: OfRows) -> list[tuple[str, str]]:
    from ui.locale import text

    return [(_reason(one), text.count(one.rows)) for one in found.reasons]


def _reason(one: Reason) -> str:
    from ui.locale import text

    if one.place is not None:
        return _("by rule {place}").format(place=text.count(one.place))
    words = {
        "hand": _("by hand"), "learned": _("learned"), "file": _("from the file"), "rule": _("by a rule that is gone"),
    }  # fmt: skip
    return words.get(one.by or "", _("without a category"))


def _span(one: FileRows) -> str:
    if one.first is None or one.last is None:
        return ""
    return str(one.first) if one.first == one.last else f"{one.first}–{one.last}"


def _file(one: FileRows) -> dict[str, Any]:
    return {
        "file": one.file or None, "batch": one.batch, "currency": one.currency, "count": one.rows,
        "first_line": one.first, "last_line": one.last, "total": decimal_text(one.total, one.currency),
    }  # fmt: skip


def _sum(one: Together, home: str) -> dict[str, Any]:
    code = one.currency
    rate = None if one.rate is None else {
        "rate": str(one.rate.rate), "day": day(one.rate.day), "source": one.rate.source,
    }  # fmt: skip
    return {
        "currency": code, "count": one.rows, "total": decimal_text(one.total, code), "out": decimal_text(one.out, code),
        "in": decimal_text(one.came_in, code), "fees": decimal_text(one.fees, code), "uncounted": one.left_out,
        "uncounted_total": decimal_text(one.moved, code), "rate": rate,
        "worth": None if one.worth is None else {"amount": decimal_text(one.worth, home), "currency": home},
    }  # fmt: skip
