"""The page of security: ways in, the lock, the check-up, a new key, and the end of the vault."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.settings import Settings
from hub.services import erasing
from hub.services.erasing import Plan
from hub.services.vaults import Slot
from ui.fields.choice import ChoiceField
from ui.fields.offered import choice_name
from ui.locale import _, wording
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.safety.blocks import Block
from ui.safety.checkup import Checkup
from ui.safety.erasing import EraseDialog
from ui.safety.rotation import RotationDialog
from ui.safety.ways import KeyringBlock, PassphraseBlock, RecoveryBlock
from ui.screen import Context
from ui.style import tokens

_LOCK = "lock_after_minutes"


class Security(QWidget):
    """on_setting(name, value): one of the settings was changed here. on_backups: the way to the page of backups."""

    def __init__(
        self, context: Context, on_setting: Callable[[str, object], object], on_backups: Callable[[], object]
    ) -> None:
        super().__init__()
        self._context = context
        self.rotation: RotationDialog | None = None
        self.erasing: EraseDialog | None = None
        self.passphrase = PassphraseBlock(context, self.refresh)
        self.recovery = RecoveryBlock(context, self.refresh)
        self.keyring = KeyringBlock(context, self.refresh)
        self.lock = _lock_field()
        self.lock.committed.connect(lambda: on_setting(_LOCK, self.lock.value()))
        self.checkup = Checkup(
            context,
            {
                "no_recovery_code": (_("Make a recovery code…"), self.recovery.ask),
                "restore_backup": (_("Choose a backup…"), on_backups),
            },
        )
        self.problem = ProblemBar()
        self.none = Paragraph(
            _("This vault lies in memory and is gone when it is closed: it has no key to keep and nothing to back up.")
        )
        self._lasting = self._blocks()
        layout = column(self.none, self.problem, *self._lasting[:3], self._lock_block(), gap=5, parent=self)
        for one in self._lasting[3:]:
            layout.addWidget(one)
        is_lasting = context.vault.is_lasting
        self.none.setVisible(not is_lasting)
        for one in self._lasting:
            one.setVisible(is_lasting)

    def refresh(self) -> None:
        """Show the ways in as they are now, here and where else they are listed."""
        self._show_slots(self._context.vault.access.slots)
        self._context.frame.changed("access")

    def show_page(self, settings: Settings) -> None:
        """The page came on screen."""
        self.lock.set_value(settings.lock_after_minutes)
        if self._context.vault.is_lasting:
            self._show_slots(self._context.vault.access.slots)
            self.keyring.look()

    def rotate(self) -> None:
        """Ask for what a new key needs."""
        self.rotation = RotationDialog(self._context)
        self.rotation.finished.connect(self.rotation.deleteLater)
        self.rotation.open()

    def erase(self) -> None:
        """See what there is, then ask."""
        vault = self._context.vault
        self.problem.hide()
        self._context.tasks.run(
            lambda _progress: erasing.plan(vault), self._ask_erasing, owner=self, failed=self.problem.show_error
        )

    def _ask_erasing(self, planned: Plan) -> None:
        self.erasing = EraseDialog(self._context, planned)
        self.erasing.finished.connect(self.erasing.deleteLater)
        self.erasing.open()

    def _show_slots(self, slots: tuple[Slot, ...]) -> None:
        for one in (self.passphrase, self.recovery, self.keyring):
            one.show_slots(slots)

    def _blocks(self) -> list[QWidget]:
        new_key = Paragraph(_("When somebody may know the passphrase and have a copy of the files."), tone="text")
        end = Paragraph(_("Everything in it, with all its backups, for ever."), tone="text")
        self.new_key = button(_("Give it a new key…"), self.rotate, icon="refresh-cw")
        self.end = button(_("Destroy the vault…"), self.erase, kind="danger", icon="trash-2")
        return [
            self.passphrase,
            self.recovery,
            self.keyring,
            Block(_("Check-up"), self.checkup),
            Block(_("New key"), new_key, row(self.new_key, 0)),
            Block(_("Erase"), end, row(self.end, 0)),
        ]

    def _lock_block(self) -> Block:
        words = _("It also locks when the computer sleeps or its screen is locked, and with Ctrl+Shift+L at once.")
        first = Paragraph(wording.label("setting_help", _LOCK), "small")
        return Block(_("Lock"), self.lock, first, Paragraph(words, "small"), has_line=self._context.vault.is_lasting)


def _lock_field() -> ChoiceField:
    known = next(one for one in dataclasses.fields(Settings) if one.name == _LOCK)
    options = [(value, choice_name("setting", _LOCK, value)) for value in known.metadata["choices"]]
    made = ChoiceField(wording.label("setting", _LOCK), options)
    made.setObjectName("lock_on_page")
    made.setMaximumWidth(tokens.px(340))
    return made
