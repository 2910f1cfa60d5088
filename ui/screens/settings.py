"""Settings: every setting by its group, the passphrase, what was imported, the rules, and what this program is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.transaction import Batch
from hub.services import history, outbound, settings
from ui.locale import N_, _, text, wording
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Head
from ui.parts.texts import label
from ui.preferences import reading
from ui.preferences.about import About
from ui.preferences.groups import Groups
from ui.preferences.imports import Imports
from ui.preferences.incoming import Incoming
from ui.preferences.reading import Shown
from ui.preferences.rule_deeds import RuleDeeds
from ui.preferences.rules import Acts, RuleList
from ui.safety.backups import Backups
from ui.safety.security import Security
from ui.screen import Context, Screen, View
from ui.taking_back import TakingBack

_SECTIONS = {
    "all": N_("Preferences"), "security": N_("Security"), "backups": N_("Backups"), "imports": N_("Imports"),
    "rules": N_("Rules"), "about": N_("About"),
}  # fmt: skip
_OFF = "is_everything_off"


class SettingsView(View[Shown]):
    """One section at a time; a setting counts as soon as its field is left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: Shown | None = None
        self.groups: Groups | None = None
        self.head = Head()
        self.sections = Segmented(_("Part of the settings"), [Choice(key, _(name)) for key, name in _SECTIONS.items()])
        self.sections.chosen.connect(self._choose)
        self.taking_back = TakingBack(context, self, self.show_problem)
        self.imports = Imports(self.undo_import, lambda: context.frame.navigate("bring", choose=True))
        self.incoming = Incoming(context, self.change, self.show_problem)
        deeds = self.rule_deeds = RuleDeeds(context, self.show_problem)
        self.rules = RuleList(Acts(deeds.make, deeds.edit, deeds.apply, deeds.turn, deeds.order, deeds.remove))
        self.about = About()
        self.security = Security(context, self.change, lambda: self._choose("backups"))
        self.backups = Backups(context)
        self._holder = row(gap=0)
        self.pages: dict[str, QWidget] = {
            "all": holding(self._holder), "security": self.security, "backups": self.backups,
            "imports": holding(column(self.imports, self.incoming, gap=7)), "rules": self.rules, "about": self.about,
        }  # fmt: skip
        for part in (self.head, holding(row(self.sections, 0)), *self.pages.values()):
            self.body.addWidget(part)
        self.body.addStretch()
        self._show_section("all")

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `section`: one of the pages."""
        section = arguments.get("section")
        if isinstance(section, str) and section in self.pages:
            self._choose(section)
        super().open(arguments)
        if arguments.get("new_rule") is not None:
            self.rule_deeds.make(str(arguments["new_rule"]))

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
        self.incoming.show_incoming(value.profiles, value.accounts, value.settings.watch_folder)
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

    def undo_import(self, batch: Batch) -> None:
        """Take an import back, after a question where later edits would be lost; the toast brings it again."""
        words = _("Took back the import of {file}").format(file=text.code(batch.file_name))
        self.taking_back.ask(lambda: history.plan_of_batch(self.context.vault, batch.id), words)

    def _make_groups(self, currency: str) -> None:
        old, made = self.groups, Groups(currency, self.context.today())
        made.changed.connect(self.change)
        security = made.groups.get("security")
        if security is not None:
            keys = button(_("Passphrase, recovery code, check-up…"), lambda: self._choose("security"), icon="key-round")
            security.add(holding(column(label(_("Ways in"), "strong", "text-2"), row(keys, 0), gap=2)))
        if old is not None:
            self._holder.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._holder.addWidget(made)
        made.show()
        self.groups = made

    def _choose(self, section: str) -> None:
        """Show a page, and let those that look at the vault's files look now."""
        self._show_section(section)
        if section == "security":
            self.security.show_page(self.context.settings() if self.shown is None else self.shown.settings)
        elif section == "backups":
            self.backups.show_page()

    def _show_section(self, section: str) -> None:
        self.sections.choose(section)
        for key, page in self.pages.items():
            page.setVisible(key == section)
        sentences = {
            "all": _("Everything you set counts at once."),
            "security": _("Only you can open this vault."),
            "backups": _("Backups bring everything back."),
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
