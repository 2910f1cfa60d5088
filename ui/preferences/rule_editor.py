"""The editor of a rule: what it finds, in the search language, what it does, and what it would change now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from hub.domain.completion import Vocabulary
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.transaction import Category, Rule, Transaction
from hub.services import rule_history, rules, vocabulary
from hub.services.rule_history import WouldChange
from ui.drafting import Content, Drafted, fill, typed
from ui.fields import ChoiceField, TextField
from ui.fields.completing import QueryCompleter
from ui.locale import N_, _, ngettext, text, wording
from ui.locale.text import EntryError
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, set_tone
from ui.preferences.rule_parts import PartsField
from ui.screen import Context
from ui.style import tokens
from ui.table import Amount, Column, Row, Rows, Table, Words
from ui.transactions.naming import category_name

_SORT, _SPLIT, _TRANSFER, _LEAVE_OUT = "sort", "split", "transfer", "ignored"
_WAYS = {_SORT: N_("Sort"), _SPLIT: N_("Split"), _TRANSFER: N_("Transfer"), _LEAVE_OUT: N_("Don’t count")}
_REST_MS = 250
"""How long the typing rests before the rule is tried."""
_LISTED = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A rule that can be kept; applies: also to what is there."""

    rule: Rule
    applies: bool


class RuleEditor(QDialog):
    """Tries the rule while it is typed. on_save(saved) when it is kept; `refuse` says why it was not."""

    def __init__(
        self, context: Context, before: Rule, categories: Sequence[Category], on_save: Callable[[Saved], object]
    ) -> None:
        super().__init__(context.frame.dialog_parent())
        self._context, self._before, self._on_save = context, before, on_save
        self._by_kind = {one.kind: one.id for one in reversed(categories)}
        self._kinds = {one.id: one.kind for one in categories}
        is_new = before.id == 0
        title = _("Make a rule") if is_new else _("Edit the rule")
        self.setWindowTitle(title)
        self.setFixedWidth(tokens.px(720))
        named: list[tuple[int | None, str]] = [
            (one.id, category_name(one)) for one in categories if one.kind in {"expense", "income"}
        ]
        self.query = TextField(_("When a transaction matches"), is_required=True, longest=2000)
        self.query.entry.setPlaceholderText('payee:"Bakery" amount<20')
        self.completer = QueryCompleter(self.query.entry, context.today)
        ways = [one for one in _WAYS if one in {_SORT, _SPLIT} or one in self._by_kind]
        self.way = Segmented(_("What it does"), [Choice(one, _(_WAYS[one])) for one in ways], _SORT)
        self.category = ChoiceField(_("Category"), [(None, _("as it is")), *named])
        self.parts = PartsField([(None, _("To sort")), *named], self._changed)
        self.payee = TextField(_("Payee becomes"), placeholder=_("as it is"))
        self.tags = TextField(_("Tags to add"), placeholder=_("holiday, shared"))
        self.trial = Paragraph(role="small")
        self.rows = Rows(4)
        columns = [
            Column(_("Date"), 110),
            Column(_("Payee")),
            Column(_("Now"), 150),
            Column(_("Amount"), 130, is_trailing=True),
        ]
        self.table = Table(_("What it would change"), columns, self.rows, is_selectable=False)
        self.save = button(_("Save"), lambda: self._finish(applies=False))
        self.save_and_apply = button(_("Save and apply"), lambda: self._finish(applies=True), kind="primary")
        self._names = {one.id: category_name(one) for one in categories}
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self.try_out)
        self._lay_out(title)
        self._fill(before)
        for field in (self.query, self.category, self.payee, self.tags):
            field.changed.connect(self._changed)
        self.way.chosen.connect(lambda _way: self._show_way())
        context.tasks.run(lambda _progress: vocabulary.vocabulary(context.vault, category_name), self._know, owner=self)
        Drafted(self, "rule", before.id, self._typed, put=self._put)
        self.query.setFocus()

    def _typed(self) -> Content:
        return {**typed(self), "parts": self.parts.typed()}

    def _put(self, content: Content) -> None:
        fill(self, content)
        self.parts.put(content["parts"])

    def drafted(self) -> Rule:
        """The rule as it stands; `EntryError` while a field can't be read."""
        way = self.way.current
        chosen = self.category.value() if way == _SORT else self._by_kind.get(way)
        return rules.draft(
            self.query.value(),
            category_id=chosen,
            payee=self.payee.value(),
            tags=self.tags.value().split(","),
            parts=self.parts.value() if way == _SPLIT else (),
            position=self._before.position,
            rule_id=self._before.id,
        )

    def try_out(self) -> None:
        """Say what the rule would change now, or what is wrong with it."""
        self._timer.stop()
        try:
            rule = self.drafted()
        except EntryError:
            self._say_nothing()
            return
        vault, today = self._context.vault, self._context.today()

        def work(_progress: Progress) -> WouldChange:
            rules.check(vault, rule, today)
            return rule_history.dry_run(vault, rule, today, _LISTED)

        self._context.tasks.run(work, self._show, owner=self, key=f"try {id(self)}", failed=self.refuse)

    def refuse(self, error: HubError) -> None:
        """Say what is wrong; everything typed is still there."""
        self.rows.show([])
        self.trial.say(str(wording.error(error)))
        set_tone(self.trial, "negative")
        self.save.setEnabled(False)
        self.save_and_apply.setEnabled(False)

    def _show(self, found: WouldChange) -> None:
        parts = [
            (ngettext("{count} gets the category", "{count} get the category", found.sorted), found.sorted),
            (ngettext("{count} gets the payee", "{count} get the payee", found.named), found.named),
            (ngettext("{count} gets tags", "{count} get tags", found.tagged), found.tagged),
            (ngettext("{count} is split", "{count} are split", found.split), found.split),
        ]
        said = ", ".join(words.format(count=text.count(count)) for words, count in parts if count)
        template = ngettext("Would change {count} transaction", "Would change {count} transactions", found.count)
        words = template.format(count=text.count(found.count))
        self.trial.say(
            f"{words}: {said}." if said else _("Would change nothing that is there; it waits for what comes.")
        )
        set_tone(self.trial, "text")
        self.rows.show([self._row(one) for one in found.first])
        self.save.setEnabled(True)
        self.save_and_apply.setEnabled(found.count > 0)

    def _row(self, one: Transaction) -> Row:
        now = self._names.get(one.category_id, "") if one.category_id is not None else ""
        cells = (
            Words(text.day(one.booked_on), tone="text-2"),
            Words(one.payee or one.description),
            Words(now or _("To sort"), tone="text-2"),
            Amount(text.money(one.amount, one.currency), "in" if one.amount > 0 else "out"),
        )
        return Row(one.id, cells)

    def _say_nothing(self) -> None:
        self.rows.show([])
        self.trial.say(_("Type what the transactions have in common, as in the filter line."))
        set_tone(self.trial, "text-2")
        self.save.setEnabled(False)
        self.save_and_apply.setEnabled(False)

    def _know(self, found: Vocabulary) -> None:
        self.completer.known = found

    def _changed(self) -> None:
        self._timer.start()

    def _show_way(self) -> None:
        self.category.setVisible(self.way.current == _SORT)
        self.parts.setVisible(self.way.current == _SPLIT)
        self._changed()

    def _fill(self, before: Rule) -> None:
        self.query.set_value(before.query)
        kind = self._kinds.get(before.category_id, "") if before.category_id is not None else ""
        self.way.choose(_SPLIT if before.parts else kind if kind in _WAYS else _SORT)
        self.category.set_value(before.category_id if kind not in _WAYS else None)
        self.payee.set_value(before.payee or "")
        self.tags.set_value(", ".join(before.tags))
        if before.parts:
            self.parts.set_value(before.parts)
        self._show_way()
        self.try_out()

    def _lay_out(self, title: str) -> None:
        cancel = button(_("Cancel"), self.reject, kind="quiet")
        self.table.setFixedHeight(tokens.px(216))
        named = row(self.payee, self.tags, gap=5)
        named.setStretch(0, 1)
        named.setStretch(1, 1)
        outer = column(
            Paragraph(title, role="title", tone="text"),
            self.query,
            row(self.way, 0),
            self.category,
            self.parts,
            named,
            self.trial,
            self.table,
            row(0, cancel, self.save, self.save_and_apply),
            gap=4,
            parent=self,
        )
        margin = tokens.space(6)
        outer.setContentsMargins(margin, margin, margin, margin)

    def _finish(self, *, applies: bool) -> None:
        try:
            self._on_save(Saved(self.drafted(), applies))
        except EntryError as error:
            self.refuse(error)
