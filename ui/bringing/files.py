"""The files and their accounts, when there is more than one: which is shown below, and which can't be read."""

from __future__ import annotations

from hub.domain.line_columns import field_of
from hub.services.imports import FilePreview, Part, Preview
from hub.services.recognising import NewAccount
from ui.bringing.changing import Place
from ui.locale import _, ngettext, text
from ui.table import Column, Payee, Row, Rows, Table, Tag, Words

_SHOWN = 5


class FileTable(Table):
    """A row for each part of each file; `picked` carries its place."""

    def __init__(self) -> None:
        self._files = Rows(5)
        columns = [
            Column(_("File")),
            Column(_("Account"), 190),
            Column(_("Time"), 220),
            Column(_("To add"), 150),
            Column(_("Adds up"), 120),
        ]
        super().__init__(_("Files"), columns, self._files, is_flush=True, height="compact")

    def show_files(self, preview: Preview) -> None:
        """Show them all."""
        rows = []
        for at, file in enumerate(preview.files):
            if file.error is not None or not file.parts:
                rows.append(Row((at, -1), (_file(file), None, None, Tag(_("can’t be read"), "negative"), None)))
            rows += [Row((at, number), _cells(file, part)) for number, part in enumerate(file.parts)]
        self._files.show(rows)
        self.fit_rows()
        self.setFixedHeight(min(self.height(), self.row_height * (_SHOWN + 1) + self.row_height))

    def place(self) -> Place | None:
        """The place of the current row."""
        found = self.current()
        return found if isinstance(found, tuple) else None


def places(preview: Preview) -> list[Place]:
    """All parts; (file, -1) for a file that can't be read."""
    found: list[Place] = []
    for at, file in enumerate(preview.files):
        found += [(at, number) for number in range(len(file.parts))] or [(at, -1)]
    return found


def _cells(file: FilePreview, part: Part) -> tuple[Payee | Words | Tag | None, ...]:
    days = field_of(part.statement.lines, "booked_on")
    span = text.period(min(days), max(days)) if days else ""
    count, added = len(part.taken), sum(part.taken)
    is_new = isinstance(part.account, NewAccount)
    account = _("{account}, new").format(account=part.account.name) if is_new else part.account.name
    template = ngettext("{added} of {count} line", "{added} of {count} lines", count)
    agrees = part.statement.balances_agree
    sums = {True: Tag(_("yes"), "positive", "check"), False: Tag(_("no"), "negative", "circle-alert"), None: None}
    return (
        _file(file),
        Words(account, tone="text-2"),
        Words(span, tone="text-2"),
        Words(template.format(added=text.count(added), count=text.count(count))),
        sums[agrees],
    )


def _file(file: FilePreview) -> Payee:
    return Payee(text.code(file.path.name), icon="file-text" if file.error is None else "circle-alert")
