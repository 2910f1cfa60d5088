"""What is worth doing, as cards: each with its why, its one action, "Not now" and "Never"."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.domain.insight import Insight
from ui.locale import text, wording
from ui.parts.cards import Suggestion

MOST = 3
"""Cards at a time."""
_TAGS = {
    "safe": ("warning", "shield-check"),
    "clear": ("info", "scan-eye"),
    "in_control": ("info", "settings-2"),
    "growing": ("positive", "trending-up"),
    "yours": ("positive", "target"),
}
_STANDING = frozenset({"to_sort", "stale_account", "idle_money"})
"""Insights about a sum that simply is there: it comes neither once nor every month."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where the action of an insight leads: a screen and its arguments."""

    place: str
    arguments: dict[str, object] = field(default_factory=dict)


def way(insight: Insight) -> Way:
    """The screen that an insight's action opens, with the arguments that screen understands."""
    if insight.action == "import_file":
        return Way("bring", {"choose": True})
    if insight.target == "transactions":
        return Way("transactions", _of_transactions(insight))
    return Way(insight.target, dict(insight.arguments))


def suggestion(
    insight: Insight,
    today: date,
    go: Callable[[Way], object],
    not_now: Callable[[Insight], object],
    never: Callable[[Insight], object],
) -> Suggestion:
    """The card of an insight; today: so that near days are named as people name them."""
    state, icon = _TAGS[insight.level]
    values = {"currency": insight.currency, **insight.values, "today": today}
    return Suggestion(
        headline=text.capital(wording.insight(insight.code, values, today)),
        why=wording.insight_why(insight.why, values),
        action=wording.action(insight.action, values),
        on_action=lambda: go(way(insight)),
        on_not_now=lambda: not_now(insight),
        on_never=lambda: never(insight),
        tag=wording.label("level", insight.level),
        state=state,
        icon=icon,
        figure=text.money(insight.figure, insight.currency),
        per="" if insight.code in _STANDING else wording.label("per", insight.per),
    )


def shown(insights: Collection[Insight], places: Collection[str]) -> list[Insight]:
    """The first few whose action leads to a screen that there is."""
    return [one for one in insights if way(one).place in places][:MOST]


def _of_transactions(insight: Insight) -> dict[str, object]:
    query = insight.arguments.get("query")
    if query == "is:uncategorised":
        return {"to_sort": True}
    found: dict[str, object] = {"query": query} if query else {}
    ids = insight.arguments.get("ids")
    payee = str(insight.values.get("payee", "")).replace('"', "")
    if isinstance(ids, tuple) and payee:
        found["query"] = f'payee:"{payee}" {_around(insight.values.get("on"))}'
    if isinstance(ids, tuple) and len(ids) == 2:
        found["transaction"] = ids[-1]
    return found


def _around(on: object) -> str:
    """The days in which a pair stands; a year for what comes again and again."""
    if isinstance(on, date):
        return f"on:{(on - timedelta(days=1)).isoformat()}..{on.isoformat()}"
    return "last:1y"
