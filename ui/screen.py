"""What a screen is: its header, its context, and the base of its widget.

`ui/screens/__init__.py` says how to add one; `ui.places` finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.settings import Settings
from ui.locale import N_
from ui.parts.bars import ProblemBar
from ui.parts.boxes import holding, scrolled
from ui.style import tokens
from ui.tasks import Tasks

if TYPE_CHECKING:
    from hub.services.vaults import Vault  # the store takes a third of a second to import: not before the window shows

T = TypeVar("T")
GROUPS = {"now": N_("Now"), "money": N_("Money"), "decide": N_("Decide"), "see": N_("See"), "you": N_("You")}
"""The groups of the sidebar in their order; a screen of the group "" stands in none (welcome, unlock, import)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen's header: what the window needs before the screen is imported.

    name: of the module. title: marked with `N_`. group: key of `GROUPS` or "". order: within the group. icon: its
    name in `ui.icons`. topics: the writes after which the screen loads again ("transactions", "bills" …).
    """

    name: str
    title: str
    group: str
    order: int
    icon: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen(Place):
    """A screen: its header and how its widget is made."""

    build: Callable[[Context], View[Any]] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an errand: one sentence, and what else is to be known, a line each."""

    words: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Errand:
    """Work that needs the vault closed; after its report the program begins anew with the locked window.

    title: what is being done; note: what the person should know meanwhile; work: runs on a worker. may_cancel: where
    it raises `Cancelled`, everything is as it was.
    """

    title: str
    note: str
    work: Callable[[Progress], Report]
    may_cancel: bool = True


class Frame(Protocol):
    """What the window does for screens."""

    def navigate(self, place: str, **arguments: object) -> None:
        """Show another screen by name; its `arguments` are set before it loads."""

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done, with a way back; it also stands in the status line."""

    def refuse(self, words: str) -> None:
        """Say why something was not done; it stays while other things take the status line."""

    def say(self, words: str, icon: str = "", explain: Callable[[], object] | None = None) -> None:
        """Show a sentence in the status line; explain: called when its numbers are asked where they come from."""

    def badge(self, place: str, count: int, *, is_due: bool = False) -> None:
        """Put a number beside a place, 0 takes it away; is_due: in ink, because something has to be done."""

    def inspect(self, widget: QWidget | None, *, width: int = 0) -> None:
        """Show a widget in the inspector beside the screen; None closes it. width: at 100 %, by default 320."""

    def inspector_parent(self) -> QWidget:
        """What holds the inspector: a widget made as its child is not dressed a second time when it is shown."""

    def changed(self, *topics: str) -> None:
        """Let all screens that care about these topics load again."""

    def close_for(self, errand: Errand) -> None:
        """Close the vault and do work that needs it closed; nothing of the screens is left after it."""

    def dialog_parent(self) -> QWidget:
        """The window, as parent of dialogs."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a screen may use of its surroundings.

    vault: first argument of every service; screens only pass it on. tasks: work off the GUI thread. frame: the
    window. settings and today are asked each time, because both change while the window is open.
    """

    vault: Vault
    tasks: Tasks
    frame: Frame
    settings: Callable[[], Settings] = Settings
    today: Callable[[], date] = date.today


class View(QWidget, Generic[T]):
    """The widget of a screen: subclass it, fill `self.body`, write `load` and `fill`.

    scrolls: the content scrolls as a whole; a screen whose table scrolls says False. commands: what the menus do
    here, by name ("find", "new", "edit", "delete", "print", "export"); the menu items without one are off.
    """

    def __init__(self, context: Context, *, scrolls: bool = True) -> None:
        super().__init__()
        self.context = context
        self.arguments: Mapping[str, object] = {}
        self.commands: dict[str, Callable[[], object]] = {}
        self.is_stale = True
        self.problem = ProblemBar(self.reload)
        self.body = QVBoxLayout()
        gutter = tokens.frame("gutter")
        self.body.setContentsMargins(gutter, tokens.px(22), gutter, tokens.space(6) if scrolls else 0)
        self.body.setSpacing(tokens.space(5))
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        bar = QVBoxLayout()
        bar.setContentsMargins(gutter, 0, gutter, 0)
        bar.addWidget(self.problem)
        outer.addLayout(bar)
        if scrolls:
            outer.addWidget(scrolled(holding(self.body)))
        else:
            outer.addLayout(self.body)
        self._value: T | None = None

    def load(self, progress: Progress) -> T:
        """Read what the screen shows. Runs on a worker: touch no widget, only `self.context` and plain attributes."""
        raise NotImplementedError

    def fill(self, value: T) -> None:
        """Show what was loaded. Runs on the GUI thread, again whenever amounts are hidden or shown."""
        raise NotImplementedError

    def open(self, arguments: Mapping[str, object]) -> None:
        """The person came here; arguments as `Frame.navigate` got them, none when they came by the sidebar."""
        if arguments:
            self.arguments = arguments
        if arguments or self.is_stale:
            self.reload()

    def reload(self) -> None:
        """Load again and fill when it arrives; the newest load wins, the last content stays until then."""
        self.is_stale = False
        self.problem.hide()
        self.context.tasks.run(self.load, self._loaded, owner=self, key=f"load {id(self)}", failed=self.show_problem)

    def refill(self) -> None:
        """Show the last value again, for a change of what amounts look like."""
        if self._value is not None:
            self.fill(self._value)

    def show_problem(self, error: HubError) -> None:
        """Say on this screen what went wrong and what to do now."""
        self.problem.show_error(error)

    def _loaded(self, value: T) -> None:
        self._value = value
        self.fill(value)
