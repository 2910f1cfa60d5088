"""Subscriptions that may be too many: two of one kind, and ones that are paid while all else there fell silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.bill import Series
from hub.domain.recurring import Payment
from hub.domain.text import fold, merchant_words

SILENT_FOR = 90
"""Days without any other payment to a payee after which its subscription is suspected to lie idle."""
KINDS: dict[str, str] = {
    "music": "spotify deezer tidal qobuz music musik musique napster soundcloud audible audiobook hoerbuch",
    "video": "netflix disney primevideo hulu paramount dazn canal wow joyn rtl max video stream streaming film mubi",
    "storage": "dropbox icloud onedrive cloud drive backup storage speicher pcloud",
    "news": "zeitung news presse times spiegel monde figaro post magazine abo journal gazette",
    "gym": "fitness gym mcfit fitx basicfit studio yoga training sport",
    "mobile": "mobile mobil telefon telekom vodafone orange sfr bouygues o2 handy",
    "software": "adobe microsoft office github jetbrains notion figma openai chatgpt copilot",
    "delivery": "deliveroo ubereats lieferando hellofresh kochbox",
}
"""Words in names of payees that tell what a subscription is for, folded."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Subscriptions of one kind, the dearest first."""

    kind: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """A subscription whose payee was paid for other things too, and no more since `last_use`."""

    series: Series
    last_use: date
    uses: int


def kind_of(payee: str) -> str:
    """What a subscription is for by its payee's name; "" when that does not say."""
    words = {*fold(payee).split(), *merchant_words(payee)}
    return next((kind for kind, known in KINDS.items() if not words.isdisjoint(known.split())), "")


def duplicates(series: Iterable[Series]) -> list[Duplicates]:
    """Kinds for which more than one subscription is paid at the same time."""
    found: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for one in series:
        kind = kind_of(one.payee)
        if kind and one.amount < 0 and not one.varies:
            found[kind, one.currency].append(one)
    return [
        Duplicates(kind, tuple(sorted(group, key=lambda one: (one.amount, one.payee))))
        for (kind, _currency), group in sorted(found.items())
        if len({one.key for one in group}) > 1
    ]


def silent(series: Iterable[Series], payments: Sequence[Payment], today: date) -> list[Silent]:
    """Subscriptions to payees that were used often (three times) and lately not at all, the longest silence first.

    payments: all of a year and more. Who pays a pass for deliveries and orders nothing, does not use the pass.
    """
    others: dict[str, list[Payment]] = defaultdict(list)
    for one in payments:
        words = merchant_words(one.payee)
        if words:
            others[words[0]].append(one)
    found = []
    for subscription in series:
        words = merchant_words(subscription.payee)
        own = set(subscription.transaction_ids)
        uses = [one for one in others.get(words[0], ()) if one.id not in own] if words else []
        if subscription.amount >= 0 or len(uses) < 3:
            continue
        last = max(one.booked_on for one in uses)
        is_old = subscription.steps and subscription.steps[0].since <= last
        if last < today - timedelta(SILENT_FOR) and is_old:
            found.append(Silent(subscription, last, len(uses)))
    return sorted(found, key=lambda one: (one.last_use, one.series.payee))
