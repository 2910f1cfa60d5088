"""The sentence of a comparison, the line below it, and what is not known in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from hub.domain.decide.model import Line, Option
from ui.locale import _, text, wording
from ui.parts.sentence import Figure, Head
from ui.parts.texts import Run
from ui.payment.ranking import earned, earner_of, in_sentence, kind_of, money, product_of, zero_of
from ui.payment.reading import Answer
from ui.style import tokens

_LARGE = 1.5
"""From this font scale on the line below the sentence gives its room to the rows; the inspector says the same."""


def say(head: Head, answer: Answer, explain: Callable[[], QWidget | None]) -> None:
    """Say which way is best and by how much. explain: where the number comes from."""
    found = answer.comparison
    if not found.ranking:
        head.say(_("Nothing you have can pay this."))
        return
    best = found.option(found.ranking[0][0])
    cash = zero_of(found, answer.compared.kinds)
    against = cash.net_expected if cash is not None else Decimal(0)
    better = best.net_expected - against
    way = Run(in_sentence(best, answer.names), is_strong=True)
    figure = Figure(money(abs(better), found.currency), explain)
    sub = below(best, answer) if tokens.look().scale < _LARGE else ""
    if cash is not None and better > 0:
        head.say(_("Pay with {way}: {amount} better than cash."), sub=sub, way=way, amount=figure)
    elif better > 0:
        head.say(_("Pay with {way}: {amount} better than the plain price."), sub=sub, way=way, amount=figure)
    elif better < 0:
        head.say(_("Pay with {way}: it costs {amount} more, the least of all."), sub=sub, way=way, amount=figure)
    else:
        head.say(_("Pay as you like: nothing is better than {way}."), sub=sub, way=way)


def below(option: Option, answer: Answer) -> str:
    """Where the net comes from: what each instrument of the path gives, and what is left of the caps."""
    gives: dict[str, list[str]] = {}
    left: list[str] = []
    for line in option.lines:
        if line.kind not in {"reward", "wallet_reward"}:
            continue
        hop, _rule = earner_of(line, option, answer.compared.case)
        gives.setdefault(hop, []).append(earned(line, option, answer))
        left += caps_left(line, option, answer)
    said = [
        _("{name} gives {rewards}.").format(name=text.name(answer.names.get(hop, hop)), rewards=", ".join(rewards))
        for hop, rewards in gives.items()
    ]
    return " ".join([*said, *dict.fromkeys(left)])


def caps_left(line: Line, option: Option, answer: Answer) -> list[str]:
    """What a reward's caps still leave, before this purchase."""
    hop, rule = earner_of(line, option, answer.compared.case)
    caps = line.why.facts.get("caps")
    known = {cap["id"]: cap for cap in product_of(hop, answer.compared.case).get("caps", ())}
    found = []
    for one in caps if isinstance(caps, list) else ():
        cap, left = known.get(one.get("cap")), one.get("left_before")
        if cap is None or not isinstance(left, Decimal):
            continue
        kind = kind_of(rule) or text.name(answer.names.get(hop, hop))
        amount = money(left, answer.comparison.currency) if cap["basis"] in {"cash", "spend"} else text.number(left)
        found.append(_("{kind}: {amount} of the cap is left.").format(kind=kind, amount=amount))
    return found


def unknown(fact: str, answer: Answer) -> str:
    """A fact that nobody stated: "whether “3.00 back” is activated for Aurum Credit"."""
    kind, *ids = fact.split(":")
    names = [text.name(answer.names.get(one, one)) for one in ids]
    if kind == "activation" and len(names) == 2:
        return _("whether “{offer}” is activated for {way}").format(offer=names[1], way=names[0])
    label = wording.label("unknown_fact", kind)
    return f"{label} ({', '.join(names)})" if names else label


def flag(written: str, answer: Answer) -> str:
    """A note on an option, with names instead of ids."""
    name, *values = written.split(":")
    shown = [answer.names.get(one, one).replace(":", " ") for one in values]
    return wording.flag(":".join([name, *shown]), answer.comparison.currency)
