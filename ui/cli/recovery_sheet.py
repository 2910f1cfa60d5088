"""The recovery sheet as a PDF, from the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from hub.domain.outgoing import Outgoing
from hub.services import outbound
from ui.cli.session import today
from ui.safety.code import FIELDS, PURPOSE

if TYPE_CHECKING:
    from hub.services.vaults import Vault


def write(vault: Vault, code: str, path: Path) -> None:
    """Write the sheet of a code that only this person can read; what left is recorded without the code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # nothing is shown: no display is needed
    from PySide6.QtGui import QGuiApplication

    from ui.safety import sheet
    from ui.style import style

    app = QGuiApplication.instance() or QGuiApplication(["coffer"])
    style.load_fonts()
    made = sheet.pdf(sheet.Sheet(code, vault.id, vault.folder, today()))
    app.processEvents()  # it lives until here: fonts belong to it
    leaving = Outgoing(PURPOSE, f"file:{path.name}", FIELDS, made)
    outbound.write_file(vault, leaving, path, keeps_body=False)
