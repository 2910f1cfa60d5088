"""Settings: every setting by its group, the passphrase, what was imported, the rules, and what this program is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.transaction import Batch, Rule
from hub.services import access, history, imports, outbound, rules, settings
from ui import undoing
from ui.locale import N_, _, ngettext, text, wording
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Head
from ui.parts.texts import label
from ui.preferences import reading
from ui.preferences.about import About
from ui.preferences.groups import Groups
from ui.preferences.imports import Imports
from ui.preferences.passphrase import PassphraseDialog
from ui.preferences.reading import Shown
from ui.preferences.rules import Acts, RuleList
from ui.screen import Context, Screen, View

_SECTIONS = {"all": N_("Preferences"), "imports": N_("Imports"), "rules": N_("Rules"), "about": N_("About")}
_OFF = "is_everything_off"


class SettingsView(View[Shown]):
    """One section at a time; a setting counts as soon as its field is left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: Shown | None = None
        self.groups: Groups | None = None
        self.dialog: PassphraseDialog | None = None
        self.head = Head()
        self.sections = Segmented(_("Part of the settings"), [Choice(key, _(name)) for key, name in _SECTIONS.items()])
        self.sections.chosen.connect(self._show_section)
        self.imports = Imports(self.undo_import, lambda: context.frame.navigate("bring", choose=True))
        self.rules = RuleList(Acts(self.turn_rule, self.swap_rules, self.remove_rule))
        self.about = About()
        self._holder = row(gap=0)
        self.pages: dict[str, QWidget] = {
            "all": holding(self._holder), "imports": self.imports, "rules": self.rules, "about": self.about,
        }  # fmt: skip
        for part in (self.head, holding(row(self.sections, 0)), *self.pages.values()):
            self.body.addWidget(part)
        self.body.addStretch()
        self._show_section("all")

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `section`: all, imports, rules, about."""
        section = arguments.get("section")
        if isinstance(section, str) and section in self.pages:
            self._show_section(section)
        super().open(arguments)

    def load(self, progress: Progress) -> Shown:
        """Read settings, imports and rules."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault)

    def fill(self, value: Shown) -> None:
        """Show them."""
        self.shown = value
        if self.groups is None or self.groups.currency != value.settings.home_currency:
            self._make_groups(value.settings.home_currency)
        if self.groups is not None:
            self.groups.show_settings(value.settings)
        self.imports.show_imports(value)
        self.rules.show_rules(value)
        self.about.show_facts(value)
        self._show_section(self.sections.current)

    def change(self, name: str, value: object) -> None:
        """Set one setting; language, look and density show at once, because the program watches this topic."""
        vault = self.context.vault

        def write(_progress: Progress) -> None:
            settings.change(vault, **{name: value})
            if name == _OFF and value is True:
                outbound.revoke(vault)

        def refused(error: HubError) -> None:
            if self.groups is not None:
                self.groups.refuse(name, str(wording.error(error)))

        words = _("Set: {setting}").format(setting=wording.label("setting", name))
        self.context.tasks.run(write, lambda _none: self.context.frame.say(words, "check"), failed=refused)

    def change_passphrase(self) -> None:
        """Ask for the old passphrase and the new one."""
        self.dialog = PassphraseDialog(self._set_passphrase, self.context.frame.dialog_parent())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def undo_import(self, batch: Batch) -> None:
        """Take an import back; the toast brings it again."""
        vault, frame = self.context.vault, self.context.frame
        words = _("Took back the import of {file}").format(file=text.code(batch.file_name))

        def again() -> None:
            self.context.tasks.run(lambda _progress: history.redo(vault), lambda _done: None)

        self.context.tasks.run(
            lambda _progress: imports.undo_batch(vault, batch.id),
            lambda _done: frame.toast(words, again),
            failed=self.show_problem,
        )

    def turn_rule(self, rule: Rule, is_on: bool) -> None:
        """Turn a rule on or off."""
        words = _("Turned a rule on") if is_on else _("Turned a rule off")
        self._change_rule(rule, words, is_enabled=is_on)

    def swap_rules(self, one: Rule, other: Rule) -> None:
        """Let two rules change places."""
        vault, today = self.context.vault, self.context.today()

        def write(_progress: Progress) -> None:
            rules.change(vault, one.id, today, position=other.position)
            rules.change(vault, other.id, today, position=one.position)

        self.context.tasks.run(
            write, lambda _none: self.context.frame.say(_("Moved a rule"), "check"), failed=self.show_problem
        )

    def remove_rule(self, rule: Rule) -> None:
        """Remove a rule; what it sorted stays."""
        vault = self.context.vault
        undoing.do(self.context, lambda: rules.remove(vault, rule.id), _("Removed the rule"), failed=self.show_problem)

    def _change_rule(self, rule: Rule, words: str, **values: object) -> None:
        vault, today = self.context.vault, self.context.today()
        undoing.do(self.context, lambda: rules.change(vault, rule.id, today, **values), words, failed=self.show_problem)

    def _set_passphrase(self, old: str, new: str) -> None:
        vault, dialog = self.context.vault, self.dialog

        def work(_progress: Progress) -> int:
            return len(access.change_passphrase(vault, old, new))

        def done(left: int) -> None:
            if dialog is not None:
                dialog.accept()
            words = _("Changed the passphrase")
            if left:
                template = ngettext(
                    "Changed the passphrase; {count} backup out of reach still opens with the old one",
                    "Changed the passphrase; {count} backups out of reach still open with the old one",
                    left,
                )
                words = template.format(count=text.count(left))
            self.context.frame.toast(words)

        def refused(error: HubError) -> None:
            if dialog is not None:
                dialog.refuse(error)

        self.context.tasks.run(work, done, title=_("Making the key"), failed=refused)

    def _make_groups(self, currency: str) -> None:
        old, made = self.groups, Groups(currency, self.context.today())
        made.changed.connect(self.change)
        security = made.groups.get("security")
        if security is not None:
            change = button(_("Change the passphrase…"), self.change_passphrase, icon="key-round")
            security.add(holding(column(label(_("Passphrase"), "strong", "text-2"), row(change, 0), gap=2)))
        if old is not None:
            self._holder.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._holder.addWidget(made)
        made.show()
        self.groups = made

    def _show_section(self, section: str) -> None:
        self.sections.choose(section)
        for key, page in self.pages.items():
            page.setVisible(key == section)
        sentences = {
            "all": _("Everything you set counts at once."),
            "imports": _("What came in from files, and the way back."),
            "rules": _("Rules sort what comes in."),
            "about": _("About Coffer"),
        }
        self.head.say(sentences[section], sub=_("Kept in your vault, encrypted."))


SCREEN = Screen(
    name="settings",
    title=N_("Settings"),
    group="you",
    order=30,
    icon="settings-2",
    topics=("settings", "imports", "rules", "transactions", "accounts", "categories"),
    build=SettingsView,
)
