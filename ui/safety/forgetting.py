"""What erasing for good would take along and what it did, in words: for the window and for the command line."""

from __future__ import annotations

from hub.services.forgetting import Forgotten, Plan
from ui.locale import _, ngettext, text
from ui.locale.wording import doctor
from ui.locale.wording.template import words


def there_is(planned: Plan) -> list[str]:
    """What would go, a line each."""
    count = ngettext("{count} transaction would go.", "{count} transactions would go.", planned.transactions)
    lines = [count.format(count=text.count(planned.transactions))]
    if planned.receipts:
        template = ngettext("{count} receipt with it.", "{count} receipts with it.", planned.receipts)
        lines.append(template.format(count=text.count(planned.receipts)))
    lines += [_("A backup in {folder}.").format(folder=text.code(str(one))) for one in planned.backups]
    lines += [
        _("Backups in {folder}, which is not there now.").format(folder=text.code(str(one))) for one in planned.away
    ]
    return lines


def report(done: Forgotten) -> list[str]:
    """What was erased and what no program can reach, a line each."""
    count = ngettext("Erased {count} transaction.", "Erased {count} transactions.", done.transactions)
    facts = [
        (_("Receipts: {count}."), done.receipts),
        (_("Entries of the history emptied: {count}."), done.operations),
        (_("Records of what left without their bytes now: {count}."), done.disclosures),
        (_("Backups destroyed: {count}."), done.backups),
        (_("Your own records that name it and stay: {count}."), sum(done.mentioned.values())),
    ]
    lines = [count.format(count=text.count(done.transactions))]
    lines += [template.format(count=text.count(number)) for template, number in facts if number]
    lines += [
        _("Not removed: {path} ({reason})").format(path=text.code(str(path)), reason=reason)
        for path, reason in done.left
    ]
    lines.append(_("No program can reach:"))
    return lines + [f"• {words(doctor.UNREACHABLE[code], {})}" for code in done.unreachable]
