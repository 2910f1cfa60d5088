"""Privacy: who gets what, every byte that left, what may be asked for, what companies know, a check-up, all off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from hub.domain.errors import ConsentNeeded, HubError
from hub.domain.outgoing import Disclosure, Grant
from hub.domain.progress import Progress
from hub.services import outbound, rates, settings
from hub.services.privacy_checkup import Point
from ui.locale import N_, _, ngettext, text
from ui.parts.boxes import column, heading, holding, row
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Head
from ui.privacy import reading, record, saying
from ui.privacy.asking import Request
from ui.privacy.banks import Banks
from ui.privacy.checking import Checkup
from ui.privacy.companies import Acts, Companies
from ui.privacy.deeds import Deeds
from ui.privacy.dialling import Dialled
from ui.privacy.granted import Granted
from ui.privacy.keys import Keys
from ui.privacy.leaving import Leaving
from ui.privacy.left import Left
from ui.privacy.reading import Shown
from ui.screen import Context, Screen, View
from ui.style import tokens

_TWO_FROM = 900


class Privacy(View[Shown]):
    """The sentence and the one switch; permissions; the request and its bytes beside what left; exports and keys."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: Shown | None = None
        self.off = QCheckBox(_("Everything off"))
        self.off.setProperty("kind", "switch")
        self.off.clicked.connect(self.switch)
        self.head = Head(self.off)
        self.deeds = Deeds(context, lambda: self.shown, self.show_problem)
        self.segments = Segmented(_("Part of this screen"), _segments())
        self.segments.chosen.connect(self.show_part)
        self.granted = Granted(self.stop)
        self.dial = Dialled(context, self.show_problem, self._turn_soon)
        self.request = Request(self.fetch_rates)
        self.banks = Banks(self.deeds.connect_bank, self.deeds.fetch_bank, self.deeds.forget_bank)
        self.left_list = Left(self._open, self.check, self.deeds.export_log)
        self.leaving = Leaving(context, self.show_problem)
        self.keys = Keys()
        deeds = self.deeds
        acts = Acts(deeds.add_fact, deeds.edit_fact, deeds.end_fact, deeds.write_to, deeds.remove_fact)
        self.companies = Companies(acts)
        self.checkup = Checkup(self._fix)
        self._lay_out()

    def _lay_out(self) -> None:
        asked = heading(_("What may be asked for"), _("you see each request first"))
        asked.addStrut(tokens.control("small"))
        self._start = holding(column(self.dial, asked, self.request, 1, gap=5))
        self._end = holding(column(self.left_list, self.banks, self.leaving, self.keys, 1, gap=7))
        self._columns = row(self._start, self._end, gap=8)
        self._columns.setStretch(0, 11)
        self._columns.setStretch(1, 9)
        self._parts = {
            "gets": holding(column(self.granted, self._columns, gap=6)),
            "knows": self.companies,
            "check": self.checkup,
        }
        self.body.addWidget(self.head)
        self.body.addLayout(row(self.segments, 0))
        for part in self._parts.values():
            self.body.addWidget(part)
        self.body.addStretch()
        self.show_part("gets")

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `part`: gets, knows or check."""
        part = str(arguments.get("part", ""))
        if part in self._parts:
            self.segments.choose(part)
            self.show_part(part)
        super().open(arguments)

    def show_part(self, name: str) -> None:
        """Show one part of the screen."""
        for key, part in self._parts.items():
            part.setVisible(key == name)

    def load(self, progress: Progress) -> Shown:
        """Read grants and records, and check their chain."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, datetime.now(UTC))

    def fill(self, value: Shown) -> None:
        """Show it all."""
        self.shown = value
        self.off.setChecked(value.is_off)
        saying.say(self.head, value, self._open_last)
        self.granted.show_grants(value)
        self.request.show_request(value)
        self.left_list.show_records(value)
        self.keys.show_keys(value)
        self.banks.show_banks(value.banks, is_off=value.is_off)
        self.companies.show_facts(value.register, self.context.today())
        self.checkup.show_points(value.points)
        self.segments.show_choices(_segments(value), self.segments.current)
        self.dial.refresh()
        self._turn_soon()

    def switch(self, is_off: bool) -> None:
        """Everything off: also what was allowed ends. Back on: requests may ask again."""
        vault = self.context.vault

        def write(_progress: Progress) -> int:
            settings.change(vault, is_everything_off=is_off)
            return outbound.revoke(vault) if is_off else 0

        def said(ended: int) -> None:
            words = _("Requests may ask again; nothing is allowed yet.")
            if is_off:
                template = ngettext(
                    "Everything is off; {count} permission ended", "Everything is off; {count} permissions ended", ended
                )
                words = template.format(count=text.count(ended)) if ended else _("Everything is off")
            self.context.frame.toast(words)

        self.context.tasks.run(write, said, failed=self.show_problem)

    def stop(self, grant: Grant) -> None:
        """End one permission."""
        vault = self.context.vault
        words = _("Stopped {who}. What it holds already, it keeps.").format(who=saying.who(grant.recipient))

        def said(_count: int) -> None:
            self.context.frame.toast(words)
            self.deeds.say_held(grant)

        self.context.tasks.run(lambda _progress: outbound.revoke(vault, [grant.id]), said, failed=self.show_problem)

    def fetch_rates(self) -> None:
        """Ask for the reference rates: through the gate, so that the person sees the bytes and decides."""
        vault = self.context.vault
        self.problem.hide()

        def said(count: int) -> None:
            template = ngettext("{count} exchange rate arrived", "{count} exchange rates arrived", count)
            self.context.frame.toast(template.format(count=text.count(count)))

        self.context.tasks.run(
            lambda _progress: rates.fetch(vault), said, title=_("Asking for exchange rates"), failed=self._failed
        )

    def check(self) -> None:
        """Check the chain of records again and say the result."""
        vault = self.context.vault

        def said(altered: list[int]) -> None:
            count = len(self.shown.disclosures) if self.shown is not None else 0
            template = ngettext("{count} record, unchanged", "{count} records, unchanged", count)
            words = template.format(count=text.count(count))
            self.context.frame.say(
                _("The chain is broken") if altered else words, "triangle-alert" if altered else "link"
            )
            self.reload()

        self.context.tasks.run(lambda _progress: outbound.verify(vault), said, owner=self, failed=self.show_problem)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Below each other where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def _fix(self, point: Point) -> None:
        if point.code == "log":
            self.segments.choose("gets")
            self.show_part("gets")
        else:
            self.deeds.fix(point)

    def _failed(self, error: HubError) -> None:
        if isinstance(error, ConsentNeeded):  # a no is an answer, not a problem
            self.context.frame.say(_("Nothing was sent"), "shield-check")
        else:
            self.show_problem(error)

    def _open(self, one: Disclosure) -> None:
        shown = record.record(one, lambda: self.context.frame.inspect(None))
        self.context.frame.inspect(shown, width=record.WIDTH)

    def _open_last(self) -> QWidget | None:
        if self.shown is not None and self.shown.left:
            self._open(self.shown.left[0])
        return None

    def _turn_soon(self) -> None:
        """Turn when the widths of what was shown are known."""
        QTimer.singleShot(0, self, self._turn)

    def _turn(self) -> None:
        least = [max(one.minimumSizeHint().width(), one.minimumWidth()) for one in (self._start, self._end)]
        wanted = sum(least) + tokens.space(8)
        room = self.width() - 2 * tokens.frame("gutter")
        is_wide = room >= max(wanted, tokens.px(_TWO_FROM))
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)


def _segments(shown: Shown | None = None) -> list[Choice]:
    today = datetime.now(UTC).date() if shown is None else shown.now.date()
    held = 0 if shown is None else sum(one.state(today) != "ended" for one in shown.register)
    wanting = 0 if shown is None else sum(not one.is_well for one in shown.points)
    return [
        Choice("gets", _("Who gets what")),
        Choice("knows", _("What companies know"), text.count(held) if held else ""),
        Choice("check", _("Check-up"), text.count(wanting) if wanting else ""),
    ]


SCREEN = Screen(
    name="privacy",
    title=N_("Privacy"),
    group="you",
    order=10,
    icon="shield",
    topics=("privacy", "settings", "rates"),
    build=Privacy,
)
