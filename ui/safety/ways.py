"""Who may open the vault, on screen: passphrase, recovery code, the system's keyring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QCheckBox

from hub.domain.errors import HubError
from hub.services import access, vaults
from hub.services.vaults import Slot
from ui.ask import question
from ui.locale import _, ngettext, text
from ui.parts.bars import ProblemBar
from ui.parts.boxes import row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, set_tone
from ui.preferences.passphrase import PassphraseDialog
from ui.safety import saying
from ui.safety.blocks import Block
from ui.safety.recovery import RecoveryDialog
from ui.screen import Context


class PassphraseBlock(Block):
    """When it was set, and the way to another one."""

    def __init__(self, context: Context, on_changed: Callable[[], object]) -> None:
        self._context, self._on_changed = context, on_changed
        self.dialog: PassphraseDialog | None = None
        self.words = Paragraph(tone="text")
        self.change = button(_("Change the passphrase…"), self.ask, icon="key-round")
        super().__init__(_("Passphrase"), self.words, row(self.change, 0), has_line=False)

    def show_slots(self, slots: tuple[Slot, ...]) -> None:
        """Say since when."""
        there, none = _("Set on {day}. Nobody can reset it."), _("No passphrase opens this vault.")
        self.words.say(_since(slots, "passphrase", there, none))

    def ask(self) -> None:
        """Ask for the old passphrase and the new one."""
        self.dialog = PassphraseDialog(self._set, self._context.tasks, self._context.frame.dialog_parent())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _set(self, old: str, new: str) -> None:
        vault, dialog = self._context.vault, self.dialog
        if dialog is None:
            return

        def done(left: int) -> None:
            dialog.accept()
            words = _("Changed the passphrase")
            if left:
                template = ngettext(
                    "Changed the passphrase; {count} backup out of reach still opens with the old one",
                    "Changed the passphrase; {count} backups out of reach still open with the old one",
                    left,
                )
                words = template.format(count=text.count(left))
            self._context.frame.toast(words)
            self._on_changed()

        self._context.tasks.run(
            lambda _progress: len(access.change_passphrase(vault, old, new)), done, title=_("Making the key"),
            failed=dialog.refuse,
        )  # fmt: skip


class RecoveryBlock(Block):
    """Whether there is a code, and the way to one."""

    def __init__(self, context: Context, on_changed: Callable[[], object]) -> None:
        self._context, self._on_changed = context, on_changed
        self._slots: tuple[Slot, ...] = ()
        self.dialog: RecoveryDialog | None = None
        self.words = Paragraph(tone="text")
        self.make = button(_("Make a recovery code…"), self.ask, icon="file-text")
        self.remove = button(_("Remove it…"), self.ask_removal, kind="quiet")
        self.problem = ProblemBar()
        super().__init__(_("Recovery code"), self.words, row(self.make, self.remove, 0, gap=3), self.problem)

    @property
    def has_one(self) -> bool:
        """Whether a code opens the vault."""
        return any(slot.type == "recovery" for slot in self._slots)

    def show_slots(self, slots: tuple[Slot, ...]) -> None:
        """Say whether there is one."""
        self._slots = slots
        none = _("There is none: a forgotten passphrase would be the end of this vault.")
        self.words.say(_since(slots, "recovery", _("Made on {day}; it opens the vault without the passphrase."), none))
        set_tone(self.words, "text" if self.has_one else "warning")
        words = _("Replace the recovery code…") if self.has_one else _("Make a recovery code…")
        self.make.setText(f" {words}")
        self.make.setAccessibleName(words)
        self.remove.setVisible(self.has_one)

    def ask(self) -> None:
        """Make one, print it, type it once."""
        self.dialog = RecoveryDialog(self._context, self._kept, has_one=self.has_one)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def ask_removal(self) -> None:
        """Take the code away: the paper then opens nothing."""
        words = _("The paper opens nothing any more. Without a code, a forgotten passphrase is the end of this vault.")
        parent = self._context.frame.dialog_parent()
        if question(parent, _("Remove the recovery code?"), words, _("Remove it"), _("Keep it")):
            self.take_away()

    def take_away(self) -> None:
        """Close the way in by code."""
        vault, ids = self._context.vault, [slot.id for slot in self._slots if slot.type == "recovery"]

        def work(_progress: object) -> None:
            for slot_id in ids:
                access.remove_slot(vault, slot_id)

        self._do(work, _("Removed the recovery code"))

    def _kept(self) -> None:
        self._context.frame.toast(_("The recovery code opens the vault from now on"))
        self._on_changed()

    def _do(self, work: Callable[[object], None], words: str) -> None:
        def done(_none: object) -> None:
            self._context.frame.toast(words)
            self._on_changed()

        self.problem.hide()
        self._context.tasks.run(work, done, owner=self, failed=self.problem.show_error)


class KeyringBlock(Block):
    """Off by default; the honest sentence stands beside the switch, and how the keyring stands below it."""

    def __init__(self, context: Context, on_changed: Callable[[], object]) -> None:
        self._context, self._on_changed = context, on_changed
        self.switch = QCheckBox(_("Let the keyring of this computer open the vault"))
        self.switch.setProperty("kind", "switch")
        self.switch.clicked.connect(self.turn)
        honest = _(
            "While you are logged in, any program that runs as you can ask the keyring for this key, and anybody at"
            " this computer can open the vault. The passphrase is asked for every {days} days."
        )
        self.honest = Paragraph(honest.format(days=text.count(vaults.TYPED_EVERY.days)))
        self.state = Paragraph(role="small")
        self.again = button(_("Look again"), self.look, kind="link", grade="small")
        self.problem = ProblemBar()
        state = row(self.state, self.again, gap=3)
        state.setStretch(0, 1)
        super().__init__(_("Keyring"), self.switch, self.honest, state, self.problem)

    def show_slots(self, slots: tuple[Slot, ...]) -> None:
        """Show the switch."""
        self.switch.setChecked(any(slot.type == "keyring" for slot in slots))

    def look(self) -> None:
        """Ask the keyring how it is; that may take five seconds, and stops nothing else."""
        vault = self._context.vault
        self.state.say(_("Asking the keyring…"))
        set_tone(self.state, "text-2")
        self._context.tasks.run(
            lambda _progress: access.keyring_state(vault), self.show_state, owner=self, key=f"keyring {id(self)}"
        )

    def show_state(self, code: str) -> None:
        """Say how it is; one that is not ready can only be switched off."""
        self.state.say(saying.state(code))
        set_tone(self.state, saying.STATES[code][0])
        self.switch.setEnabled(code == "ready" or self.switch.isChecked())

    def turn(self, is_on: bool) -> None:
        """Let it open the vault, or no longer."""
        vault = self._context.vault
        words = _("The keyring opens the vault") if is_on else _("The keyring opens the vault no longer")

        def done(_none: object) -> None:
            self._context.frame.toast(words)
            self._on_changed()

        def refused(error: HubError) -> None:
            self.switch.setChecked(not is_on)
            self.problem.say(saying.keyring_refused(error), "warning", may_retry=False)

        self.problem.hide()
        self._context.tasks.run(
            lambda _progress: access.switch_keyring(vault, is_on=is_on), done, owner=self, failed=refused
        )


def _since(slots: tuple[Slot, ...], kind: str, there: str, none: str) -> str:
    made = [datetime.fromisoformat(slot.created) for slot in slots if slot.type == kind]
    return there.format(day=text.day(max(made).astimezone())) if made else none
