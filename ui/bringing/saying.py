"""The sentence of the import screen, and the words after it is done."""

from __future__ import annotations

from collections.abc import Sequence

from hub.domain.matching import DUPLICATE
from hub.domain.transaction import Batch
from hub.services.imports import FilePreview, Part, Preview
from ui.bringing.reckoned import Reckoned
from ui.locale import _, ngettext, text
from ui.parts.sentence import Figure, Head


def say(head: Head, preview: Preview, part: Part | None, known: Sequence[Reckoned]) -> None:
    """What would be added, of one account or of all files. known: of all parts."""
    sub = _("Nothing is in your vault yet · adding can be undone in one step, also tomorrow")
    count = sum(len(one.taken) for file in preview.files for one in file.parts)
    lines = ngettext("{added} of {count} line", "{added} of {count} lines", count)
    added = sum(one.sums.added for one in known)
    figure = Figure(lines.format(added=text.count(added), count=text.count(count)))
    parts = [one for file in preview.files for one in file.parts]
    if preview.is_provisional:
        first = ngettext("the first {count} line", "the first {count} lines", count).format(count=text.count(count))
        head.say(_("{file}: {lines}, while the rest is read…"), file=_name(preview), lines=Figure(first), sub=sub)
        return
    if len(preview.files) == 1 and len(parts) == 1 and part is not None:
        account, sums = text.name(part.account.name), known[0].sums
        if sums.first is None or sums.last is None:
            head.say(_("{account}: this file holds no lines."), account=account, sub=sub)
            return
        head.say(
            _("{account}, {period}: {lines} will be added."),
            account=account,
            period=text.period(sums.first, sums.last),
            lines=figure,
            sub=sub,
        )
        return
    if len(preview.files) == 1:
        count = len(parts)
        accounts = ngettext("{count} account", "{count} accounts", count).format(count=text.count(count))
        words = _("{file}, {accounts}: {lines} will be added.")
        head.say(words, file=_name(preview), accounts=accounts, lines=figure, sub=sub)
        return
    if asked := sum(not one.is_answered for file in preview.files if file.reading for one in file.reading.questions):
        open_ = ngettext("{count} question is open", "{count} questions are open", asked)
        sub = f"{open_.format(count=text.count(asked))} · {sub}"
    files = len(preview.files)
    template = ngettext("{files} file: {lines} will be added.", "{files} files: {lines} will be added.", files)
    head.say(template, files=text.count(files), lines=figure, sub=sub)


def _name(preview: Preview) -> str:
    """The file, or how many there are."""
    count = len(preview.files)
    if count == 1:
        return text.name(preview.files[0].path.name)
    return ngettext("{count} file", "{count} files", count).format(count=text.count(count))


def unreadable(head: Head, file: FilePreview) -> None:
    """A file that can't be read is all there is."""
    head.say(_("{file} can’t be read."), file=text.name(file.path.name), sub=_("Nothing was changed."))


def done(batches: Sequence[Batch], preview: Preview) -> str:
    """What was added, for the toast."""
    added = sum(one.new + one.matched for one in batches)
    left = sum(part.count(DUPLICATE) for file in preview.files for part in file.parts)
    names = list(dict.fromkeys(one.file_name for one in batches))
    template = ngettext("Added {count} transaction from {file}", "Added {count} transactions from {file}", added)
    where = text.code(names[0]) if len(names) == 1 else ngettext("{count} file", "{count} files", len(names))
    words = template.format(count=text.count(added), file=where.format(count=text.count(len(names))))
    if not left:
        return words
    more = ngettext("{words}; {count} already there left out", "{words}; {count} already there left out", left)
    return more.format(words=words, count=text.count(left))
