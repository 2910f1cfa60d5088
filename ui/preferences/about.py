"""What this program is, where it keeps things, and whose work is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.locale import _, text
from ui.parts.boxes import column
from ui.parts.texts import Paragraph
from ui.preferences.reading import Shown
from ui.program.version import installed
from ui.style import tokens


class About(QWidget):
    """Version, licence, folder, counts."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.space(6))
        self._grid.setVerticalSpacing(tokens.space(3))
        self._grid.setColumnStretch(1, 1)
        self.values: dict[str, Paragraph] = {}
        names = {
            "version": _("Version"), "licence": _("Licence"), "folder": _("Vault"), "held": _("In it"),
            "work": _("Other people’s work in it"),
        }  # fmt: skip
        for at, (key, name) in enumerate(names.items()):
            self.values[key] = Paragraph(tone="text")
            self._grid.addWidget(Paragraph(name, tone="text-3"), at, 0)
            self._grid.addWidget(self.values[key], at, 1)
        words = Paragraph(_("Coffer keeps your money matters on this computer, and nowhere else."), "title", "text")
        column(words, self._grid, 1, gap=5, parent=self)

    def show_facts(self, shown: Shown) -> None:
        """Show what is known now."""
        facts = shown.facts
        held = _("{accounts} accounts, {transactions} transactions, {operations} steps that can be looked up; {size}")
        said = {
            "version": text.code(installed()),
            "licence": _("MIT: use it, read it, change it, pass it on."),
            "folder": text.code(str(facts.folder)),
            "held": held.format(
                accounts=text.count(facts.accounts), transactions=text.count(facts.transactions),
                operations=text.count(facts.operations), size=text.size(facts.size),
            ),
            "work": _("Qt (LGPL), SQLCipher, Inter and Vazirmatn (OFL), Lucide icons (ISC), CLDR data through Babel."),
        }  # fmt: skip
        for key, words in said.items():
            self.values[key].say(words)
