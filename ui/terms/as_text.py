"""Terms as text: the document itself, checked while it is typed, with the place of a mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from hub.domain.errors import PackError
from ui.locale import _
from ui.style import tokens

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


class TermsText(QPlainTextEdit):
    """The document as JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Terms as text"))
        self.setFont(tokens.font("mono"))
        self.setMinimumHeight(tokens.px(320))
        self.setTabChangesFocus(True)

    def show_document(self, product: Mapping[str, Any]) -> None:
        """Show these terms."""
        self.setPlainText(json.dumps(product, ensure_ascii=False, indent=2))

    def document_typed(self) -> dict[str, Any]:
        """What is typed; PackError with the line where it is no JSON."""
        try:
            found = json.loads(self.toPlainText(), parse_float=str)
        except json.JSONDecodeError as error:
            raise PackError("not_json", where={"line": error.lineno}, next_step="correct_the_terms") from error
        except RecursionError as error:
            raise PackError("not_json", next_step="correct_the_terms") from error
        if not isinstance(found, dict):
            raise PackError("not_a_product", where={"path": "$"}, next_step="correct_the_terms")
        return found

    def go_to(self, error: PackError) -> None:
        """Put the cursor where the mistake is."""
        line = error.where.get("line") or line_of(self.toPlainText(), str(error.where.get("path", "$")))
        cursor = QTextCursor(self.document().findBlockByNumber(int(str(line)) - 1))
        cursor.select(QTextCursor.SelectionType.LineUnderCursor)
        self.setTextCursor(cursor)


def line_of(written: str, path: str) -> int:
    """The line, from 1, on which a JSON path stands in a document that is written with two blanks a level."""
    lines, at, depth = written.split("\n"), 0, 1
    for name, index in _STEP.findall(path.removeprefix("$")):
        blanks = " " * (2 * depth)
        seen = -1
        for number in range(at + 1, len(lines)):
            line = lines[number]
            if not line.startswith(blanks):
                return at + 1
            if line[len(blanks) : len(blanks) + 1] in (" ", "}", "]"):
                continue
            seen += 1
            if (name and line.startswith(f'{blanks}"{name}":')) or (index and seen == int(index)):
                at, depth = number, depth + 1
                break
        else:
            return at + 1
    return at + 1
