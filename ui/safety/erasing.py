"""Erasing the vault: what there is of it, what no program can reach, the passphrase, and then the report."""

from __future__ import annotations

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import access, erasing
from hub.services.erasing import Erased, Plan
from ui.ask import Dialog
from ui.fields import PassphraseField
from ui.locale import _, ngettext, text, wording
from ui.locale.wording import doctor
from ui.locale.wording.template import words as worded
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context, Errand, Report


class EraseDialog(Dialog):
    """Says everything before it asks; the passphrase is asked for because there is no way back."""

    keeps_typed = False

    def __init__(self, context: Context, planned: Plan) -> None:
        super().__init__(_("Destroy this vault for ever?"), context.frame.dialog_parent(), width=520)
        self._context, self._planned = context, planned
        self.passphrase = PassphraseField(_("Your passphrase, to be sure that it is you"))
        self.add(*(Paragraph(line, tone="text") for line in there_is(planned)))
        self.add(Paragraph(_("No program can reach:"), "strong", "text-2"))
        self.add(*(Paragraph(line, "small") for line in unreachable(planned)), self.passphrase)
        self.yes = button(_("Destroy the vault"), self._go_on, kind="danger")
        self.no = button(_("Keep it"), self.reject)
        self.add_answers(self.no, self.yes, safe=self.no)
        self.fit()

    def done(self, result: int) -> None:
        """Nothing stays in the field."""
        self.passphrase.set_value("")
        super().done(result)

    def _go_on(self) -> None:
        if not self.passphrase.check():
            self.passphrase.setFocus()
            return
        self.yes.setEnabled(False)
        vault, typed = self._context.vault, self.passphrase.value()
        self._context.tasks.run(
            lambda _progress: access.prove(vault, typed), self._proved, owner=self, failed=self._refuse
        )

    def _refuse(self, error: HubError) -> None:
        self.yes.setEnabled(True)
        self.passphrase.show_error(str(wording.error(error)))
        self.passphrase.setFocus()

    def _proved(self, _none: object) -> None:
        planned = self._planned

        def work(_progress: Progress) -> Report:
            from ui.faults import log_path

            return report(planned, erasing.erase(planned, [log_path()]))

        self.accept()
        note = _("First the keys, which makes all the rest unreadable wherever it lies; then file by file.")
        self._context.frame.close_for(Errand(_("Destroying the vault"), note, work, may_cancel=False))


def there_is(planned: Plan) -> list[str]:
    """What would be destroyed, a line each."""
    first = _("In {folder}: {size}, with all backups there.")
    lines = [first.format(folder=text.code(str(planned.folder)), size=text.size(planned.size))]
    return lines + [_("A backup in {folder}.").format(folder=text.code(str(one))) for one in planned.copies]


def unreachable(planned: Plan) -> list[str]:
    """What no program can erase, a line each."""
    lines = [f"• {worded(doctor.UNREACHABLE[code], {})}" for code in planned.unreachable]
    lines += [
        _("• backups in {place}, which is not there now").format(place=text.code(str(one))) for one in planned.away
    ]
    if planned.exports:
        template = ngettext(
            "• {count} file written out of the vault earlier", "• {count} files written out of the vault earlier",
            planned.exports,
        )  # fmt: skip
        lines.append(template.format(count=text.count(planned.exports)))
    return lines


def report(planned: Plan, done: Erased) -> Report:
    """What was destroyed, and what was not."""
    first = _("{keys} headers with the wrapped keys went first, then {files} files, {size} in all.")
    lines = [first.format(keys=text.count(done.keys), files=text.count(done.files), size=text.size(done.size))]
    if not done.is_keyring_cleared:
        lines.append(_("The keyring could not be reached; what it holds opens nothing any more."))
    lines += [
        _("Not removed: {path} ({reason})").format(path=text.code(str(path)), reason=reason)
        for path, reason in done.left
    ]
    return Report(_("The vault is destroyed."), (*lines, _("No program can reach:"), *unreachable(planned)))
