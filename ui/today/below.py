"""What waits to be sorted, the level, and the month so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QBoxLayout, QWidget

from hub.domain.insight import LEVELS
from hub.domain.period import add_months, clamp_day
from hub.services.backup import Standing
from ui.charts import ChartView, LevelRing
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, Run
from ui.safety.saying import standing_words
from ui.today.cards import Way, way
from ui.today.columns import Section
from ui.today.reading import Shown

Go = Callable[[Way], object]


def to_sort(shown: Shown, go: Go) -> QWidget:
    """What waits for a decision, each with the way to it."""
    inbox, doubles = shown.seen.inbox, shown.worth.doubles
    made = QWidget()
    lines = column(Section(_("To sort")), gap=2, parent=made)
    if inbox.uncategorised:
        words = ngettext("transaction without a category", "transactions without a category", inbox.uncategorised)
        lines.addWidget(
            _waiting(
                "circle-help", inbox.uncategorised, words, _("Sort"), lambda: go(Way("transactions", {"to_sort": True}))
            )
        )
    if inbox.late_bills:
        words = ngettext("expected payment not seen yet", "expected payments not seen yet", inbox.late_bills)
        lines.addWidget(_waiting("calendar-clock", inbox.late_bills, words, _("See"), lambda: go(Way("bills"))))
    if doubles:
        payees = ", ".join(dict.fromkeys(text.name(one.second.payee) for one in doubles))
        words = ngettext("charge that may be double: {payees}", "charges that may be double: {payees}", len(doubles))
        found = next((one for one in shown.worth.insights if one.code == "double_charge"), None)
        there = way(found) if found is not None else Way("transactions")
        lines.addWidget(_waiting("copy", len(doubles), words.format(payees=payees), _("See"), lambda: go(there)))
    if shown.doubles:
        words = ngettext("row that may be there twice", "rows that may be there twice", shown.doubles)
        lines.addWidget(_waiting("copy", shown.doubles, words, _("Compare"), lambda: go(Way("doubles"))))
    if shown.alerts:
        words = ngettext("charge that looks wrong, or a fee", "charges that look wrong, or fees", shown.alerts)
        lines.addWidget(_waiting("shield-check", shown.alerts, words, _("Look"), lambda: go(Way("watch"))))
    lines_of_offers(shown, go, lines)
    if shown.offered:
        names = ", ".join(dict.fromkeys(text.name(one.account) for one in shown.offered))
        words = ngettext("file for {accounts}", "files for {accounts}", len(shown.offered)).format(accounts=names)
        files: dict[str, object] = {"paths": tuple(str(one.path) for one in shown.offered)}
        lines.addWidget(_waiting("file-down", len(shown.offered), words, _("Look"), lambda: go(Way("bring", files))))
    if shown.backups is not None and (shown.backups.is_old or shown.backups.problem):
        lines.addWidget(_backup_due(shown.backups, lambda: go(Way("settings", {"section": "backups"}))))
    if lines.count() == 1:
        lines.addLayout(row(Picture("circle-check", "positive"), Paragraph(_("Nothing waits for you.")), gap=3))
    lines.addStretch()
    return made


def lines_of_offers(shown: Shown, go: Go, lines: QBoxLayout) -> None:
    """Offers that the person decided for and that end; credits that did not come."""
    there = Way("offers")
    if shown.ending:
        first = shown.ending[0]
        names = ", ".join(dict.fromkeys(text.name(one.offer.merchant or one.offer.title) for one in shown.ending))
        many = len(shown.ending)
        if first.code == "activate_soon":
            words = ngettext(
                "offer to activate by {day}: {names}", "offers to activate, the first by {day}: {names}", many
            )
        else:
            words = ngettext("offer ends on {day}: {names}", "offers end, the first on {day}: {names}", many)
        said = words.format(day=text.day_month(first.on), names=names)
        lines.addWidget(_waiting("tag", many, said, _("See"), lambda: go(there)))
    if shown.missing:
        words = ngettext("credit of an offer that did not come", "credits of offers that did not come", shown.missing)
        lines.addWidget(_waiting("mail", shown.missing, words, _("See"), lambda: go(there)))


def level(shown: Shown) -> QWidget:
    """The lowest level with something open, and what is open there."""
    standing = shown.worth.standing
    names = tuple(wording.label("level", one) for one in LEVELS)
    made = QWidget()
    if not standing.level:
        met = _("Safe, Clear and In control are met.")
        column(
            Section(
                _("Level {number} of {count}").format(
                    number=text.count(standing.number - 1), count=text.count(len(LEVELS))
                )
            ),
            Paragraph(met),
            1,
            gap=3,
            parent=made,
        )
        return made
    name = wording.label("level", standing.level)
    title = _("Level {number} of {count}: {name}").format(
        number=text.count(standing.number), count=text.count(len(LEVELS)), name=name
    )
    things = ", ".join(wording.label("check", code) for code in standing.open)
    words = _("Still open: {things}.").format(things=things)
    if standing.number > 1:
        lower = wording.label("level", LEVELS[standing.number - 2])
        words = _("{level} is met. Still open: {things}.").format(level=lower, things=things)
    ring = ChartView(LevelRing(title, names, standing.number, standing.percent))
    ring.setFixedWidth(ring.sizeHint().width())
    line = row(ring, Paragraph(words), gap=5)
    column(Section(title), line, 1, gap=3, parent=made)
    return made


def month(shown: Shown, go: Go) -> QWidget:
    """What was spent this month against last month up to the same day."""
    seen, currency = shown.seen, shown.currency
    before = add_months(seen.day.replace(day=1), -1)
    until = clamp_day(before.year, before.month, seen.day.day)
    first = Way("transactions", {"month": seen.day})
    last = Way("transactions", {"query": f"on:{before.isoformat()}..{until.isoformat()}"})
    lines = [
        Line(
            text.capital(text.month_name(seen.day)),
            text.amount(seen.spent_this_month, currency),
            explain=lambda: go(first),
        ),
        Line(
            _("By {day}").format(day=text.day_month(until)),
            text.amount(seen.spent_last_month, currency),
            explain=lambda: go(last),
        ),
    ]
    change = seen.spent_this_month - seen.spent_last_month
    total = Line(_("Difference"), text.amount(change, currency, sign=True))
    section = Section(_("Spent so far"))
    section.comment.say(_("without transfers"))
    made = QWidget()
    column(section, Arithmetic(lines, total), 1, gap=2, parent=made)
    return made


def _backup_due(stands: Standing, on_act: Callable[[], object]) -> QWidget:
    said = Paragraph(standing_words(stands, datetime.now(UTC)), tone="text")
    link = button(_("Back up"), on_act, kind="link", grade="small")
    made = QWidget()
    row(Picture("database-backup", "warning"), said, link, gap=4, parent=made).setStretch(1, 1)
    return made


def _waiting(icon: str, count: int, words: str, act: str, on_act: Callable[[], object]) -> QWidget:
    made = QWidget()
    template = Paragraph(tone="text")
    template.show_words("{count} {words}", count=Run(text.count(count), is_strong=True), words=words)
    link = button(act, on_act, kind="link", grade="small")
    link.setAccessibleName(f"{act}: {text.count(count)} {words}")
    layout = row(Picture(icon), template, link, gap=4, parent=made)
    layout.setStretchFactor(template, 1)
    return made
