"""What stands beside the comparison: the inspector of a way to pay, or of what came of earlier decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from hub.domain.decide.model import Option
from hub.domain.errors import HubError
from hub.domain.priorities import Weighed
from hub.services import forecast, offers, predictions
from hub.services.forecast import Affordable
from hub.services.offers import OfferView
from hub.services.predictions import Outcome
from ui import undoing
from ui.locale import _
from ui.payment import outcomes, worked
from ui.payment.changes import Change
from ui.payment.reading import Answer, Ground
from ui.screen import Context


class Inspecting:
    """The inspector's content. owner: the screen; current(): the option that is looked at, with its answer."""

    def __init__(
        self, context: Context, owner: QWidget, current: Callable[[], tuple[Option, Answer, Ground] | None]
    ) -> None:
        self._context, self._owner, self._current = context, owner, current
        self.changes: list[Change] = []
        self.bears: dict[tuple[int, int], Affordable] = {}
        self.weighed: Mapping[str, Weighed] = {}

    def forget(self) -> None:
        """Another purchase is compared."""
        self.changes, self.bears = [], {}

    def show(self) -> None:
        """Show the current option; whether its account can bear it is found out meanwhile."""
        current = self._current()
        if current is None:
            return
        option, answer, ground = current
        acts = worked.Acts(self._mark, lambda: self._context.frame.inspect(None))
        place = self._place(option, answer, ground)
        bears = None if place is None else self.bears.get(place)
        aside = worked.Aside(self.changes, bears, self.weighed.get(option.id))
        self._context.frame.inspect(worked.inspector(option, answer, ground, acts, aside), width=worked.WIDTH)
        if place is not None and place not in self.bears:
            self._foresee(place, answer)

    def explain(self) -> QWidget | None:
        """The arithmetic of the current option alone."""
        current = self._current()
        return None if current is None else worked.worked(current[0], current[1])

    def outcomes(self, ground: Ground) -> None:
        """Show what came of earlier decisions."""
        close = lambda: self._context.frame.inspect(None)  # noqa: E731 - one expression
        shown = outcomes.inspector(ground.outcomes, ground, self._post, close)
        self._context.frame.inspect(shown, width=outcomes.WIDTH)

    def _place(self, option: Option, answer: Answer, ground: Ground) -> tuple[int, int] | None:
        """Account and price of a forecast; None where the account is of another currency."""
        account = ground.account_of(option.path[-1])
        is_home = account is not None and account.currency == answer.comparison.currency
        return (account.id, answer.price) if account is not None and is_home and answer.price else None

    def _foresee(self, place: tuple[int, int], answer: Answer) -> None:
        vault, today = self._context.vault, self._context.today()
        day = max(answer.situation.on, today)

        def told(found: Affordable) -> None:
            self.bears[place] = found
            current = self._current()
            if current is not None and self._owner.isVisible() and self._place(*current) == place:
                self.show()

        def unknown(_error: HubError) -> None:
            """The account went meanwhile."""

        self._context.tasks.run(
            lambda _progress: forecast.affords(vault, place[0], place[1], day, today),
            told, owner=self._owner, key=f"bears {id(self._owner)}", failed=unknown,
        )  # fmt: skip

    def _mark(self, view: OfferView, state: str) -> None:
        vault, said = self._context.vault, {"tracked": _("Tracking the offer"), "active": _("Activated the offer")}
        words = said.get(state, _("Put the offer away"))
        undoing.do(self._context, lambda: offers.mark(vault, view.offer.id, state), words)

    def _post(self, one: Outcome, reward: Decimal | None) -> None:
        vault, today = self._context.vault, self._context.today()
        undoing.do(
            self._context, lambda: predictions.post(vault, one.transaction.id, reward, today), _("Noted what came")
        )
