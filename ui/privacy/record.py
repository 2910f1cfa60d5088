"""One record of what left, beside the screen: its bytes word for word, and what the chain knows of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from hub.domain.outgoing import Disclosure
from ui.ask import verbatim
from ui.locale import _, text, wording
from ui.parts.boxes import holding
from ui.parts.inspector import Inspector
from ui.parts.texts import Paragraph, label
from ui.privacy import saying
from ui.style import tokens

WIDTH = 364
_SHOWN = 20_000
"""Characters of a body that are shown; the rest is in the file that was written."""


def record(one: Disclosure, on_close: Callable[[], object]) -> Inspector:
    """The inspector of a record."""
    name = saying.who(one.recipient)
    made = Inspector(name, on_close)
    made.title(name, saying.when(one.at))
    made.block(label(_("Exactly these {size} left").format(size=text.size(one.size)), "section"), _body(one))
    made.block(_facts(one))
    return made


def _body(one: Disclosure) -> QWidget:
    if one.body is None:
        words = _(
            "More than fits into the record. Its size and its checksum are kept, and prove which bytes they were."
        )
        return Paragraph(words, "small")
    if not one.body:
        return Paragraph(_("No bytes: this only records what became of a request."), "small")
    written = one.body.decode("utf-8-sig", "backslashreplace").strip()
    return verbatim(written[:_SHOWN] + ("\n…" if len(written) > _SHOWN else ""), lines=16)


def _facts(one: Disclosure) -> QWidget:
    levels = ", ".join(
        _("{field}: {level}").format(field=wording.label("field", name), level=wording.label("detail", level).lower())
        for name, level in one.fields.items()
    )
    rows = [
        (_("For"), wording.label("purpose", one.purpose)),
        (_("What"), text.capital(levels)),
        (_("How"), text.capital(wording.label("way", one.channel))),
        (_("Result"), text.capital(saying.result(one.result))),
        (_("Allowed by"), _("permission {number}").format(number=one.grant_id) if one.grant_id else _("you, at once")),
        (_("Number"), text.count(one.id)),
        (_("Checksum"), _short(one.sha256)),
        (_("Hash"), _short(one.hash)),
        (_("Hash before"), _short(one.previous_hash)),
    ]
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.space(4))
    grid.setVerticalSpacing(tokens.space(2))
    grid.setColumnStretch(1, 1)
    for at, (name, value) in enumerate(rows):
        grid.addWidget(label(name, "small", "text-3"), at, 0)
        grid.addWidget(Paragraph(value, "small", "text"), at, 1)
    return holding(grid)


def _short(digest: str) -> str:
    return text.code(f"{digest[:16]}…{digest[-4:]}")
