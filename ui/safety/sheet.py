"""The recovery sheet: one page with the recovery code and how to use it, the same on paper, in preview and as PDF."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument, QTextOption
from PySide6.QtWidgets import QWidget

from ui.locale import _, text
from ui.parts.texts import is_mirrored, leading
from ui.style import tokens

_DPI, _POINTS = 300, 11


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the sheet: the code in groups of four, which vault it opens, the day."""

    code: str
    vault_id: str
    folder: Path
    made_on: date


def document(sheet: Sheet) -> QTextDocument:
    """The page as a document that can be printed; black on white, whatever the window looks like."""
    groups = sheet.code.split("-")
    rows = "".join(
        f"<tr>{''.join(_cell(one) for one in groups[start : start + 4])}</tr>" for start in range(0, len(groups), 4)
    )
    mono = tokens.font("mono").family()
    code = f'<table dir="ltr" cellpadding="8" style="font-family:\'{mono}\';font-size:20pt">{rows}</table>'
    made = QTextDocument()
    font = tokens.font("body")
    font.setPointSizeF(_POINTS)  # paper has one size, whatever the window's
    made.setDefaultFont(font)
    option = QTextOption(leading())
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_mirrored() else Qt.LayoutDirection.LeftToRight)
    made.setDefaultTextOption(option)
    made.setHtml(
        f"<div style=\"font-family:'{tokens.font('body').family()}';font-size:11pt\">"
        f"<h1>{_plain(_('Recovery code of your vault'))}</h1>"
        f"<p>{_plain(_('Whoever has this sheet and the vault’s files can read everything in it.'))}</p>{code}"
        f"{''.join(f'<p>{_plain(line)}</p>' for line in _lines(sheet))}</div>"
    )
    return made


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF of one A4 page."""
    octets = QByteArray()
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(_("Recovery code of your vault"))
    document(sheet).print_(writer)
    del writer  # it writes the end of the file when it goes
    buffer.close()
    return bytes(octets.data())


def print_it(sheet: Sheet, parent: QWidget) -> bool:
    """Ask which printer, and print; False when the person thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # asks the system for its printers

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Recovery code of your vault"))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    document(sheet).print_(printer)
    return True


def preview(sheet: Sheet, parent: QWidget) -> bool:
    """Show the sheet as it will look on paper; whether it was printed from there."""
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # asks the system for its printers

    dialog = QPrintPreviewDialog(QPrinter(QPrinter.PrinterMode.HighResolution), parent)
    dialog.setWindowTitle(_("Recovery sheet"))
    dialog.resize(tokens.px(720), tokens.px(760))
    dialog.paintRequested.connect(lambda printer: document(sheet).print_(printer))
    return dialog.exec() == QPrintPreviewDialog.DialogCode.Accepted


def _lines(sheet: Sheet) -> list[str]:
    return [
        _("When the passphrase is forgotten: start Coffer, choose “Use the recovery code”, and type these signs."),
        _("Small letters and hyphens don’t matter; O is read as 0, I and L as 1. The last sign checks the others."),
        _("Keep this sheet apart from the computer. When it is lost, make another code: this one then opens nothing."),
        _("Vault {id} in {folder}. Made on {day}.").format(
            id=text.code(sheet.vault_id), folder=text.code(str(sheet.folder)), day=text.day(sheet.made_on)
        ),
    ]


def _cell(group: str) -> str:
    return f"<td>{_plain(group)}</td>"


def _plain(words: str) -> str:
    return html.escape(words)
