"""What a person does to rules: each write runs off the GUI thread and leaves a toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hub.domain.errors import HubError
from hub.domain.transaction import Category, Rule
from hub.services import ledger, rule_history, rules
from ui import undoing
from ui.locale import _, ngettext, text
from ui.preferences.rule_editor import RuleEditor, Saved
from ui.screen import Context


class RuleDeeds:
    """The writes of the list of rules. failed(error): when one can't be done."""

    def __init__(self, context: Context, failed: Callable[[HubError], None]) -> None:
        self._context, self._failed = context, failed
        self.editor: RuleEditor | None = None

    def make(self, query: str = "") -> None:
        """Ask for a new rule."""
        self.edit(rules.draft(query))

    def edit(self, rule: Rule) -> None:
        """Ask for changes of a rule."""
        vault = self._context.vault
        self._context.tasks.run(lambda _progress: ledger.categories(vault), lambda found: self._open(rule, found))

    def turn(self, rule: Rule, is_on: bool) -> None:
        """Turn a rule on or off."""
        vault, today = self._context.vault, self._context.today()
        words = _("Turned a rule on") if is_on else _("Turned a rule off")
        undoing.do(
            self._context,
            lambda: rules.change(vault, rule.id, today, is_enabled=is_on),
            words,
            failed=self._failed,
        )

    def order(self, ids: Sequence[int]) -> None:
        """Put the rules into another order."""
        vault = self._context.vault
        undoing.do(self._context, lambda: rules.reorder(vault, ids), _("Moved a rule"), failed=self._failed)

    def remove(self, rule: Rule) -> None:
        """Remove a rule; what it sorted stays."""
        vault = self._context.vault
        undoing.do(self._context, lambda: rules.remove(vault, rule.id), _("Removed the rule"), failed=self._failed)

    def apply(self, rule: Rule) -> None:
        """Do what the rule says to all that is there."""
        vault, today = self._context.vault, self._context.today()

        def work() -> int:
            return rule_history.apply(vault, rule.id, today)

        def said(count: int) -> None:
            template = ngettext("The rule changed {count} transaction", "The rule changed {count} transactions", count)
            self._context.frame.say(template.format(count=text.count(count)), "check")

        undoing.do(self._context, work, _("Applied the rule to what is there"), said, self._failed)

    def _open(self, rule: Rule, categories: list[Category]) -> None:
        self.editor = RuleEditor(self._context, rule, categories, self._save)
        self.editor.finished.connect(self.editor.deleteLater)
        self.editor.open()

    def _save(self, saved: Saved) -> None:
        vault, today, rule, editor = self._context.vault, self._context.today(), saved.rule, self.editor
        values = {"category_id": rule.category_id, "payee": rule.payee, "tags": rule.tags, "parts": rule.parts}

        def write() -> int:
            if not rule.id:
                return rules.add(
                    vault, rule.query, rule.category_id, rule.payee, today,
                    apply=saved.applies, tags=rule.tags, parts=rule.parts,
                )  # fmt: skip
            rules.change(vault, rule.id, today, query=rule.query, apply=saved.applies, **values)
            return rule.id

        words = _("Changed the rule") if rule.id else _("Made a rule")
        if editor is not None:
            undoing.do(self._context, write, words, lambda _id: editor.accept(), editor.refuse)
