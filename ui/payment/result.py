"""What a comparison comes to: the sentence, the ranked ways, what can be done with one, what matters beside money."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hub.domain import priorities
from hub.domain.decide.model import Option
from hub.domain.progress import Progress
from hub.services import priorities as priority_service
from ui import undoing
from ui.locale import _, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.sentence import Head
from ui.parts.texts import Paragraph
from ui.payment import changes, matters, saying, using, worked
from ui.payment.beside import Beside
from ui.payment.board import Board
from ui.payment.changes import Change
from ui.payment.inspecting import Inspecting
from ui.payment.outcomes import Right
from ui.payment.reading import Answer, Ground
from ui.screen import Context
from ui.style import tokens

_LARGE = 1.5


class Result(QWidget):
    """Shows one answer. on_ways(): the list of ways to pay is wanted."""

    def __init__(self, context: Context, on_ways: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self.ground: Ground | None = None
        self.answer: Answer | None = None
        self.beside = Inspecting(context, self, self.looked_at)
        self.head = Head()
        self.board = Board(self._look, lambda _option: self.beside.show(), on_ways)
        self.strip = matters.Strip(self._fill_board, self.ask_priorities)
        self.right = Right(lambda: None if self.ground is None else self.beside.outcomes(self.ground))
        self.use = button(_("Use this"), self._use, kind="primary", icon="check")
        self.how = button(_("How it adds up"), self.beside.show, icon="panel-right")
        self.pair = button(_("Compare side by side"), self.compare_two, icon="columns-3")
        self.note = Paragraph(role="small")
        is_large = tokens.look().scale >= _LARGE
        buttons = (self.use, self.how, self.pair)
        actions = column(*(row(one, 0) for one in buttons), gap=2) if is_large else row(*buttons, self.note, gap=4)
        if not is_large:
            actions.setStretchFactor(self.note, 1)
            actions.setAlignment(self.note, Qt.AlignmentFlag.AlignVCenter)
        under = [self.note] if is_large else []
        column(self.head, self.strip, self.board, actions, *under, self.right, gap=5, parent=self)

    def stand_on(self, ground: Ground) -> None:
        """What is known changed."""
        self.ground = ground
        self.strip.show_matters(priorities.weights(ground.said))
        self.right.show_outcomes(ground.outcomes)

    def show_answer(self, answer: Answer) -> None:
        """Show a comparison, then find out what would change its order."""
        self.answer = answer
        self.beside.forget()
        saying.say(self.head, answer, self._explain)
        self._fill_board()
        self.pair.setEnabled(len(self.board.options) > 1)
        self.how.setVisible(not self.has_room)
        self._turn_facts(answer)

    def forget(self) -> None:
        """Nothing is compared any more."""
        self.answer = None
        self.beside.forget()

    def looked_at(self) -> tuple[Option, Answer, Ground] | None:
        """The current option."""
        option = self.board.current
        if option is None or self.answer is None or self.ground is None:
            return None
        return option, self.answer, self.ground

    @property
    def has_room(self) -> bool:
        """Whether the inspector stands beside the screen, and not over it."""
        is_wide = self.window().width() >= tokens.frame_unscaled("inspector-overlays-below")
        return is_wide and tokens.look().scale < _LARGE

    def compare_two(self) -> None:
        """The best and the current way beside each other; the second where the best one is current."""
        looked = self.looked_at()
        if looked is None or len(self.board.options) < 2:
            return
        option, answer, ground = looked
        ranked = [answer.comparison.option(name) for group in answer.comparison.ranking for name in group]
        best = ranked[0]
        unlike = next((one for one in ranked if one.net_expected != best.net_expected), ranked[1])
        other = unlike if option is best else option
        Beside(answer, ground, best, other, self._context.frame.dialog_parent()).open()

    def ask_priorities(self) -> None:
        """The six questions."""
        if self.ground is None:
            return
        vault, said = self._context.vault, _("Noted what matters to you")

        def keep(given: dict[int, str]) -> None:
            undoing.do(self._context, lambda: priority_service.answer(vault, given), said)

        matters.Questions(self.ground.said, keep, self._context.frame.dialog_parent()).open()

    def _fill_board(self) -> None:
        """The rows by money, or by what matters where the person asked for it."""
        if self.answer is None:
            return
        found = matters.weighing(self.answer, self.strip.matters) if self.strip.is_weighed else None
        self.beside.weighed = {} if found is None else {option.id: one for option, one in found}
        self.board.show_answer(self.answer, None if found is None else matters.weighed_rows(self.answer, found))

    def _turn_facts(self, answer: Answer) -> None:
        ground = self.ground
        if ground is None:
            return

        def told(found: list[Change]) -> None:
            self.beside.changes = found
            if found and self.has_room and self.isVisible():
                self.beside.show()

        def work(progress: Progress) -> list[Change]:
            return changes.changes(answer, ground, progress)

        self._context.tasks.run(work, told, owner=self, key=f"changes {id(self)}")

    def _look(self, option: Option) -> None:
        """Another row is current."""
        if self.answer is None or self.ground is None:
            return
        account = self.ground.account_of(option.path[-1])
        self.use.setEnabled(account is not None)
        name = text.name(self.answer.names.get(option.path[-1], option.path[-1]))
        self.note.say(
            _("Adds an expected payment; the imported line will be matched to it.")
            if account is not None
            else _("Say which account {way} draws on, then it can be used here.").format(way=name)
        )
        if self.isVisible() and self.has_room:
            self.beside.show()

    def _explain(self) -> QWidget | None:
        if self.answer is None or not self.answer.comparison.ranking:
            return None
        found = self.answer.comparison
        return worked.worked(found.option(found.ranking[0][0]), self.answer)

    def _use(self) -> None:
        looked = self.looked_at()
        if looked is not None:
            using.use(self._context, *looked)
