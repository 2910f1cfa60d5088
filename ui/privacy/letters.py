"""Letters to who holds something: erase it, withdraw a consent, say what you hold. Texts to check, not legal advice.

Regulation (EU) 2016/679: Art. 7(3) withdrawal of consent, Art. 15 access, Art. 17 erasure, Art. 20 portability,
Art. 21(2) objection to direct marketing, Art. 12(3) one month to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hub.domain.outgoing import Disclosure
from hub.domain.register import HeldFact
from ui.locale import _, text, wording

KINDS = ("erasure", "access", "withdrawal")


def titles() -> dict[str, str]:
    """The kinds of letter by their names."""
    return {
        "erasure": _("Erase what you hold (Art. 17)"),
        "access": _("Say and hand over what you hold (Art. 15 and 20)"),
        "withdrawal": _("I withdraw my consent (Art. 7 and 21)"),
    }


def letter(kind: str, company: str, held: Sequence[str], household: str, today: date) -> str:
    """The text of a letter. held: what the company holds, one line each; household: who writes, "" = to be filled."""
    listed = "\n".join(f"  - {one}" for one in held) or f"  - {_('everything about me')}"
    parts = (
        company,
        text.day_long(today),
        titles()[kind],
        _("Dear Sir or Madam,"),
        _asks(kind).format(listed=listed),
        _("Please answer within one month, as Art. 12(3) GDPR asks. If you refuse, say why and where I can complain."),
        _("Yours faithfully,"),
        household or _("[your name and address]"),
    )
    return "\n\n".join(parts) + "\n"


def of_facts(facts: Sequence[HeldFact]) -> list[str]:
    """What a register says that a company holds, one line each."""
    return [
        _("{what} ({kind}), given on {day}").format(
            what=one.what, kind=wording.label("held_kind", one.kind).lower(), day=text.day_long(one.given_on)
        )
        if one.given_on is not None
        else _("{what} ({kind})").format(what=one.what, kind=wording.label("held_kind", one.kind).lower())
        for one in facts
    ]


def of_records(records: Sequence[Disclosure]) -> list[str]:
    """What a recipient got, one line for each disclosure."""
    return [
        _("{purpose}, sent on {day}, {size}, SHA-256 {digest}").format(
            purpose=wording.label("purpose", one.purpose),
            day=text.day_long(one.at.astimezone().date()),
            size=text.size(one.size),
            digest=one.sha256[:16],
        )
        for one in records
    ]


def _asks(kind: str) -> str:
    return {
        "erasure": _(
            "under Art. 17 GDPR I ask you to erase the following personal data about me without undue delay, to tell "
            "everybody you passed it on to, and to confirm the erasure:\n\n{listed}"
        ),
        "access": _(
            "under Art. 15 GDPR I ask you which personal data about me you process, for which purposes, from whom you "
            "have it, to whom you gave it, and how long you keep it; under Art. 20 GDPR I ask for a copy in a common, "
            "machine-readable format. This includes:\n\n{listed}"
        ),
        "withdrawal": _(
            "under Art. 7(3) GDPR I withdraw my consent to the following, and under Art. 21(2) GDPR I object to the "
            "use of my data for direct marketing:\n\n{listed}"
        ),
    }[kind]
