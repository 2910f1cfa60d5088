"""Planning ahead: a list of purchases, each with the way to pay that serves all of them best; ticked off one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hub.domain.decide.exact import round_money
from hub.domain.errors import HubError
from hub.domain.money import to_minor
from hub.domain.progress import Progress
from hub.services import planned
from hub.services.decide import Purchase
from hub.services.planned import Ahead, CapWorth, Planned, Step
from ui import undoing
from ui.fields.field import Entry
from ui.locale import _, text, wording
from ui.parts.bars import ProblemBar
from ui.parts.boxes import clear, column, heading, holding, row
from ui.parts.buttons import button
from ui.parts.sentence import Head
from ui.parts.texts import Paragraph, Run
from ui.payment import line, reading
from ui.payment.ranking import chain, icon_of, kind_of, money, product_of, purchase_kind, signed
from ui.payment.reading import Ground
from ui.payment.short import ShortTable
from ui.payment.units import per_unit
from ui.screen import Context
from ui.table import Amount, Column, Payee, Row, Rows, Tag, Tick, Words

Found = tuple[list[Planned], Ahead | None]


class AheadPage(QWidget):
    """The list and its plan. on_compare(line): the person wants to look at one purchase alone."""

    def __init__(self, context: Context, on_compare: Callable[[str], object]) -> None:
        super().__init__()
        self._context, self._on_compare = context, on_compare
        self._ground: Ground | None = None
        self.found: Found = ([], None)
        self.head = Head()
        self.problem = ProblemBar()
        self.entry = Entry()
        self.entry.setPlaceholderText(_("600 hotel in France on 12 December"))
        self.entry.setAccessibleName(_("What do you plan to buy?"))
        self.entry.setMaxLength(line.LONGEST)
        self.entry.returnPressed.connect(self.add)
        self.put = button(_("Plan it"), self.add, kind="primary", icon="plus")
        self._rows = Rows(5)
        self._rows.on_tick = self.tick
        columns = [
            Column("", 34), Column(_("Purchase")), Column(_("Price"), 110, is_trailing=True),
            Column(_("Pay with"), 250), Column(_("Net"), 90, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Planned purchases"), columns, self._rows, height="two-line")
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _key: self._enable())
        QShortcut(QKeySequence("Del"), self.table, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        self._drop = button(_("Remove"), self.remove, kind="quiet", icon="trash-2")
        self.caps = column(gap=1)
        asking = row(self.entry, self.put, gap=3)
        asking.setStretchFactor(self.entry, 1)
        self._below = holding(column(row(self._drop, 0), self.caps, gap=4))
        column(self.head, self.problem, asking, self.table, self._below, gap=5, parent=self)
        self.setFocusProxy(self.entry)

    def stand_on(self, ground: Ground) -> None:
        """What is known changed: plan again."""
        self._ground = ground
        if not self.isHidden():
            self.reload()

    def reload(self) -> None:
        """Work the plan out anew."""
        vault, today = self._context.vault, self._context.today()

        def work(progress: Progress) -> Found:
            progress(0, 0, "planning")
            listed = planned.listed(vault)
            open_ = any(one.done_on is None for one in listed)
            return listed, planned.ahead(vault, today) if open_ else None

        self._context.tasks.run(work, self._show, owner=self, key=f"plan {id(self)}", failed=self._refuse)

    def add(self) -> None:
        """Put what the line says on the list."""
        typed = self.entry.text().strip()
        purchase = self._read(typed)
        if purchase is None:
            self.problem.say(_("Say what it costs, as in “600 hotel on 12 December”."), "info", may_retry=False)
            return
        self.problem.hide()
        vault, name = self._context.vault, _name(purchase, typed)
        words = _("Planned {name}").format(name=text.name(name))
        undoing.do(self._context, lambda: planned.add(vault, name, purchase), words, lambda _id: self._added())

    def tick(self, key: object, is_on: bool) -> None:
        """Tick a purchase off, or open it again."""
        vault, on = self._context.vault, self._context.today() if is_on else None
        words = _("Ticked off") if is_on else _("Open again")
        undoing.do(self._context, lambda: planned.tick(vault, int(str(key)), on), words)

    def remove(self) -> None:
        """Take the current one off the list; the toast brings it back."""
        current = self._current()
        if current is not None:
            vault = self._context.vault
            words = _("Removed {way}").format(way=text.name(current.name))
            undoing.do(self._context, lambda: planned.remove(vault, current.id), words)

    def _read(self, typed: str) -> Purchase | None:
        if self._ground is None:
            return None
        said = reading.completed(line.read(typed, self._ground.known, self._context.today()), self._ground)
        return reading.named(said, self._ground).purchase(self._ground.known.home)

    def _added(self) -> None:
        self.entry.clear()
        self.entry.setFocus()

    def _show(self, found: Found) -> None:
        self.found = found
        listed, ahead = found
        self.problem.hide()
        if ahead is None:
            self.head.say(
                _("What do you plan to buy?") if not listed else _("Everything planned is done."),
                sub=_(
                    "Several purchases share caps and thresholds: planned together, each gets the way that serves all."
                ),
            )
        else:
            _say(self.head, ahead)
        steps = {} if ahead is None else {step.planned.id: step for step in ahead.steps}
        today = self._context.today()
        order = sorted(listed, key=lambda one: (one.done_on is not None, one.purchase.on, one.id))
        self._rows.show([_row(one, steps.get(one.id), ahead, today) for one in order])
        self.table.setVisible(bool(listed))
        self._below.setVisible(bool(listed))
        self.table.fit_rows()
        clear(self.caps)
        if ahead is not None and ahead.caps:
            self.caps.addLayout(heading(_("What caps are worth"), _("each unit that is left")))
            for one in ahead.caps:
                self.caps.addWidget(_worth(one, ahead))
        self._enable()

    def _open(self, key: object) -> None:
        current = next((one for one in self.found[0] if one.id == key), None)
        if current is not None:
            self._on_compare(current.name)

    def _current(self) -> Planned | None:
        key = self.table.current()
        return next((one for one in self.found[0] if one.id == key), None)

    def _enable(self) -> None:
        self._drop.setEnabled(self._current() is not None)

    def _refuse(self, error: HubError) -> None:
        self.problem.show_error(error)


def _say(head: Head, ahead: Ahead) -> None:
    """What the plan brings, and how sure it is that none is better."""
    total = Run(money(ahead.total, ahead.currency), is_strong=True)
    more = ahead.total - ahead.alone
    if ahead.gap is None:
        sure = _("The best plan found; nothing is proven about better ones.")
    elif not ahead.gap:
        sure = _("No plan is better: this is proven.")
    else:
        sure = _("No plan is more than {share} better: this is proven.").format(share=text.percent(ahead.gap, 2))
    if more > 0:
        template = _("This plan brings {total}: {more} more than the best way for each by itself.")
        head.say(template, sub=sure, total=total, more=Run(money(more, ahead.currency), is_strong=True))
    else:
        head.say(_("This plan brings {total}: the best way for each by itself is best for all."), sub=sure, total=total)


def _row(one: Planned, step: Step | None, ahead: Ahead | None, today: date) -> Row:
    purchase = one.purchase
    when = text.capital(text.day_in_words(purchase.on, today))
    about = ", ".join(filter(None, (when, purchase_kind(purchase.category) if purchase.category else "")))
    tone = "text-2" if one.done_on is not None else "text"
    price = text.money(to_minor(purchase.amount, purchase.currency), purchase.currency)
    way: Words | Tag = Tag(_("done"), "positive", "check") if one.done_on is not None else Words("")
    net = None
    if step is not None and ahead is not None:
        way = Words(chain(step.path, ahead.names), icon=icon_of(_kind(step.path[-1], ahead)))
        net = Amount(signed(step.net, ahead.currency))
    state = Tick(one.done_on is not None, _("Done: {name}").format(name=text.name(one.name)))
    return Row(one.id, (state, Payee(one.name, key=str(one.id), sub=about, tone=tone, icon="calendar"), Words(
        price, is_trailing=True, tone=tone), way, net))  # fmt: skip


def _worth(one: CapWorth, ahead: Ahead) -> Paragraph:
    """ "Each euro left of Aurum Credit's cap is worth 75 cents"."""
    made = Paragraph(role="small", tone="text-2")
    made.show_words(
        _("{card}, {cap}: one more {unit} is worth {worth}."),
        card=Run(text.name(ahead.names.get(one.instrument, one.instrument)), is_strong=True),
        cap=_cap_name(one, ahead),
        unit=_unit(one, ahead.currency),
        worth=Run(_written(one.worth, ahead.currency), is_strong=True),
    )
    return made


def _cap_name(one: CapWorth, ahead: Ahead) -> str:
    """What a cap is for: the kinds of purchase of its rules, else its own name."""
    rules = product_of(one.instrument, ahead.case).get("rules", ())
    kinds = [kind_of(rule) for rule in rules if one.cap in rule.get("caps", ())]
    return ", ".join(dict.fromkeys(filter(None, kinds))) or text.name(one.cap)


def _written(worth: Decimal, currency: str) -> str:
    """An amount as usual, or with more decimals where it is a fraction of the smallest coin."""
    return money(worth, currency) if round_money(worth, currency) else per_unit(worth, currency)


def _unit(one: CapWorth, currency: str) -> str:
    """What one more of a cap is, in words: "EUR of reward"."""
    kind = wording.label("cap_unit", one.basis)
    return _("{currency} {kind}").format(currency=currency, kind=kind) if one.basis in {"spend", "cash"} else kind


def _kind(instrument: str, ahead: Ahead) -> str:
    own: Mapping[str, object] = next((one for one in ahead.case["instruments"] if one["id"] == instrument), {})
    products = {one["id"]: one.get("kind", "") for one in ahead.case["terms"]["products"]}
    return str(own.get("kind") or products.get(own.get("product"), ""))


def _name(purchase: Purchase, typed: str) -> str:
    return typed or purchase.merchant or purchase.category
