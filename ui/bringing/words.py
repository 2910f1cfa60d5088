"""The words of a preview: why a line is what it is, how an account was recognised."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hub.domain.marks import SHARED_DAY
from hub.domain.matching import NEW, Mark
from hub.domain.transaction import BY_FILE, BY_HAND, BY_LEARNING, BY_RULE
from hub.services.foreseeing import Move
from hub.services.imports import Part
from hub.services.sorting import Sorted
from ui.bringing.marked import FRESH, marked
from ui.locale import N_, _, text
from ui.transactions.reading import Names

_ROOM = 14
"""Letters of words that were learned from, so that how sure it is stands beside them."""
_RECOGNISED = {
    "number": N_("by its number"),
    "name": N_("by its name"),
    "layout": N_("by the layout of the file"),
    "overlap": N_("by rows you have already"),
    "balances": N_("its balances continue those of the account"),
    "only_one": N_("your only account that fits"),
    "chosen": N_("you chose it"),
    "none": N_("a new account"),
}


def payee(part: Part, index: int, move: Move | None) -> str:
    """The other side of a line; of a move between own accounts both ends."""
    if move is not None:
        ends = part.account.name, move.account
        return _("{start} → {end}").format(
            start=text.name(ends[0 if move.is_out else 1]), end=text.name(ends[1 if move.is_out else 0])
        )
    return part.sorted_as[index].payee or part.statement.lines[index].description or _("No name")


def why(mark: Mark, as_: Sorted, names: Names, places: Mapping[int, tuple[str, int]], move: Move | None = None) -> str:
    """Why a line is marked so; for a new line, where its category comes from; for a known one, where it stands."""
    if move is not None:
        return _("{day} in {account}").format(day=text.day(move.booked_on), account=text.name(move.account))
    if mark.why == BY_HAND:
        return _("You said so")
    if mark.id is not None and mark.id in places and mark.why != SHARED_DAY:
        file, line = places[mark.id]
        return _("In {file}, line {line}").format(file=text.name(file), line=text.count(line))
    if mark.kind != NEW or mark.why != FRESH:
        return marked(mark.kind, mark.why)
    if as_.by == BY_LEARNING:
        words = text.name(_shortened(as_.why))
        return _("Learned from {words}, {percent}").format(words=words, percent=_percent(as_.confidence))
    if as_.by is not None:
        return {
            BY_RULE: _("By your rule"),
            BY_FILE: _("Named in the file"),
            BY_HAND: _("You chose it"),
        }[as_.by]
    if as_.suggested is not None:
        name = names.category(as_.suggested)
        return _("Could be {category}, {percent}").format(category=name, percent=_percent(as_.confidence))
    return _("Nothing learned about it yet")


def _shortened(learned: str) -> str:
    """The words that decided, as many as there is room for; the first weighs most."""
    first, *others = learned.split() or [""]
    for one in others:
        if len(first) + len(one) >= _ROOM:
            break
        first += f" {one}"
    return first


def recognised(code: str) -> str:
    """How an account was recognised."""
    return _(_RECOGNISED.get(code, code))


def _percent(confidence: int) -> str:
    return text.percent(Decimal(confidence) / 100)
