"""The security check-up: every part of the vault looked at; each finding with its repair and a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import doctor
from hub.services.doctor import Finding
from ui.locale import _, ngettext, text
from ui.locale.wording import doctor as wording
from ui.locale.wording.template import words
from ui.parts.bars import ProblemBar, WorkBar
from ui.parts.boxes import clear, column, inset, row
from ui.parts.buttons import button
from ui.parts.chips import tag
from ui.parts.texts import Paragraph
from ui.screen import Context
from ui.tasks import Job

Deeds = dict[str, tuple[str, Callable[[], object]]]
"""What the page does for findings that no repair of a file mends: words of the button and the deed, by code."""


class Checkup(QWidget):
    """deeds: by the code of a finding or of its repair ("no_recovery_code", "restore_backup")."""

    def __init__(self, context: Context, deeds: Deeds) -> None:
        super().__init__()
        self._context, self._deeds = context, deeds
        self.found: list[Finding] | None = None
        self.words = Paragraph(_("Looks at header, keys, pages, sums, journal, receipts, files and backups."))
        self.look = button(_("Check everything"), self.check, icon="heart-pulse")
        self.work = WorkBar()
        self.problem = ProblemBar()
        self._list = column(gap=3)
        column(self.words, row(self.look, 0), self.work, self.problem, self._list, gap=4, parent=self)
        context.tasks.changed.connect(self._watch)

    def check(self) -> None:
        """Look at every part; nothing is changed by looking."""
        vault = self._context.vault
        self.problem.hide()
        self.look.setEnabled(False)
        job = self._context.tasks.run(
            lambda progress: doctor.check(vault, progress), self.show_findings, owner=self, key=f"check {id(self)}",
            failed=self.problem.show_error, ended=lambda: self.look.setEnabled(True),
        )  # fmt: skip
        self.work.watch(job, _("Looking at everything"))

    def show_findings(self, found: list[Finding]) -> None:
        """Show what was found, damage first."""
        self.found = sorted(found, key=lambda one: one.level != doctor.DAMAGE)
        clear(self._list)
        damaged = sum(one.level == doctor.DAMAGE for one in found)
        if not found:
            self.words.say(_("Everything is whole, and nothing is missing."))
        elif not damaged:
            template = ngettext(
                "Everything is whole; {count} thing to think of.", "Everything is whole; {count} things to think of.",
                len(found),
            )  # fmt: skip
            self.words.say(template.format(count=text.count(len(found))))
        else:
            template = ngettext("{count} thing is damaged.", "{count} things are damaged.", damaged)
            self.words.say(template.format(count=text.count(damaged)))
        for one in self.found:
            self._list.addWidget(FoundRow(one, self._button(one)))

    def repair(self, one: Finding) -> None:
        """Do the repair of a finding, then look again."""
        vault = self._context.vault

        def work(progress: Progress) -> list[Finding]:
            doctor.repair(vault, one, progress)
            return doctor.check(vault, progress)

        def done(found: list[Finding]) -> None:
            self.show_findings(found)
            self._context.frame.toast(_("Repaired: {what}").format(what=sentence(one)))

        self.problem.hide()
        job = self._context.tasks.run(work, done, owner=self, key=f"check {id(self)}", failed=self._failed)
        self.work.watch(job, _("Repairing"))

    def _button(self, one: Finding) -> QPushButton | None:
        deed = self._deeds.get(one.code) or self._deeds.get(one.repair)
        if deed is not None:
            made = button(deed[0], deed[1], grade="small")
        elif one.repair:
            made = button(text.capital(words(wording.REPAIRS[one.repair], {})), lambda: self.repair(one), grade="small")
        else:
            return None
        made.setAccessibleName(f"{made.text().strip()}: {sentence(one)}")
        return made

    def _failed(self, error: HubError) -> None:
        self.problem.show_error(error)

    def _watch(self, job: Job) -> None:
        step = words(wording.PARTS[job.note], {}) if job.note in wording.PARTS else ""
        self.work.refresh(job, _("Looking at: {part}").format(part=step) if step else "")


class FoundRow(QFrame):
    """One finding: how bad, what, and the button where something can be done here."""

    def __init__(self, one: Finding, act: QPushButton | None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.act = act
        is_damage = one.level == doctor.DAMAGE
        state = tag(_("Damaged") if is_damage else _("Advice"), "negative" if is_damage else "info")
        said = Paragraph(sentence(one), tone="text")
        line = row(state, said, gap=4)
        line.setStretch(1, 1)
        outer = column(line, gap=3, parent=self)
        if act is not None:
            outer.addLayout(row(1, act))
        else:
            outer.addWidget(Paragraph(advice(one), "small"))
        inset(outer, 4, 3)


def sentence(one: Finding) -> str:
    """What was found."""
    template = wording.FINDINGS.get(one.code)
    return words(template, {"place": text.code(one.place)}) if template else text.capital(one.code.replace("_", " "))


def advice(one: Finding) -> str:
    """What the person can do where no button helps."""
    template = wording.ADVICE.get(one.code)
    return words(template, {"place": text.code(one.place)}) if template else ""
