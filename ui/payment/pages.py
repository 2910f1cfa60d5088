"""The three ways to look at paying: one purchase, what is planned, the past."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.locale import _
from ui.parts.segmented import Choice, Segmented
from ui.payment.ahead import AheadPage
from ui.payment.past import PastPage
from ui.payment.reading import Ground
from ui.screen import Context

ONE, AHEAD, PAST = "one", "ahead", "past"


class Pages:
    """The choice and the two pages beside the comparison, which the screen lays out.

    on_switch(): another one is looked at. on_compare(line): a planned purchase alone.
    """

    def __init__(self, context: Context, on_switch: Callable[[], object], on_compare: Callable[[str], object]) -> None:
        names = [Choice(ONE, _("A purchase")), Choice(AHEAD, _("Planned")), Choice(PAST, _("Looking back"))]
        self.modes = Segmented(_("What to look at"), names, ONE)
        self.ahead, self.past = AheadPage(context, on_compare), PastPage(context)
        self._on_switch = on_switch
        self.modes.chosen.connect(self.switch)
        for hidden in (self.modes, self.ahead, self.past):
            hidden.hide()

    @property
    def mode(self) -> str:
        """What is looked at."""
        return self.modes.current

    @property
    def page(self) -> QWidget | None:
        """The page that is looked at; None for the comparison."""
        return {AHEAD: self.ahead, PAST: self.past}.get(self.mode)

    def switch(self, mode: str) -> None:
        """Look at something else."""
        self.modes.choose(mode)
        self._on_switch()

    def show_parts(self, *, is_main: bool) -> None:
        """Show what belongs to the choice. is_main: nothing else covers it."""
        self.modes.setVisible(is_main)
        for page in (self.ahead, self.past):
            page.setVisible(is_main and page is self.page)

    def begin(self, ground: Ground | None) -> None:
        """The page was switched to: work it out where that was not done yet, and take the focus."""
        is_ready = ground is not None and bool(ground.instruments)
        if is_ready and self.mode == AHEAD:
            self.ahead.reload()
        elif is_ready and self.mode == PAST and self.past.seen is None:
            self.past.reload()
        if self.page is not None:
            self.page.setFocus()

    def stand_on(self, ground: Ground, *, is_fresh: bool) -> None:
        """What is known changed, or only how amounts look."""
        self.ahead.stand_on(ground)
        if not is_fresh and self.past.seen is not None:
            self.past.show_seen(self.past.seen)
            return
        self.past.seen = None
        if ground.instruments and self.mode == PAST:
            self.past.reload()
