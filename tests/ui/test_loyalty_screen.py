"""The loyalty wallet as a person uses it, and codes that a scanner can read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hub.services import codes, loyalty, terms, vouchers
from ui import locale
from ui.loyalty.code_view import CodeView
from ui.screens.loyalty import Loyalty
from ui.style import tokens

Dress = Callable[..., None]


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def scanned(view: QWidget) -> list[tuple[str, str]]:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    found = zxingcpp.read_barcodes(np.ascontiguousarray(pixels[:, : image.width()]))
    return [(one.text, one.format.name) for one in found]


@pytest.mark.parametrize(
    ("symbology", "code", "name"),
    [
        ("code128", "4006381333931", "Code128"),
        ("code128", "Gift-Card/2026 #77~", "Code128"),
        ("qr", "https://example.org/v/8H2K-99?x=äöü", "QRCode"),
        ("qr", "9" * 300, "QRCode"),
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_scanner_reads_what_is_drawn(
    qtbot: QtBot, dressed: Dress, symbology: str, code: str, name: str, theme: str
) -> None:
    dressed(tokens.Look(theme))
    picture = codes.picture(code, symbology)
    assert picture is not None
    view = CodeView(picture, "code")
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    assert scanned(view) == [(code, name)]


def test_a_wallet_from_nothing(qtbot: QtBot, dressed: Dress, tmp_path: Path) -> None:
    dressed()
    locale.use("en")
    context: AbstractContextManager[Opened] = opened(qtbot)
    with context as app:
        view: Loyalty = app.show("loyalty")
        assert view.empty.isVisible()
        view.add_programme()
        assert view.asking.dialog is not None
        qtbot.keyClicks(view.asking.dialog.fields["name"].control, "Miles")
        app.press(view.asking.dialog.fields["name"].control, Qt.Key.Key_Return)
        app.until(lambda: view.asking.dialog is None and view.shown is not None and view.shown.programmes)
        (tmp_path / "p.csv").write_text("programme;balance;date;value\nMiles;10.000;1.9.2026;0,006\n")
        view.bring_file(tmp_path / "p.csv")
        app.until(lambda: "60.00" in view.head.findChildren(QWidget)[0].accessibleName())
        view.look("miles")
        assert view.inspector is not None
        app.click(view.inspector.buttons["value"])
        dialog = view.asking.dialog
        assert dialog is not None
        dialog.fields["value"].set_value(Decimal("0.004"))
        dialog.fields["source"].set_value("new table")
        app.click(dialog.save)
        app.until(lambda: view.alert.isVisible() and view.asking.dialog is None)
        assert "33" in view.alert.text()
        assert view.inspector is not None
        assert "new table" in words(view.inspector)
        year = view.inspector.programme.year
        assert (year.by_balance, year.by_value) == (60, -20)
        assert not nameless(view.inspector)


def test_a_voucher_is_kept_shown_and_paid_with(qtbot: QtBot, dressed: Dress) -> None:
    dressed()
    locale.use("en")
    with opened(qtbot) as app:
        view: Loyalty = app.show("loyalty")
        app.click(view.shelf.keep)
        dialog = view.asking.dialog
        assert dialog is not None
        dialog.fields["name"].set_value("Books")
        dialog.fields["face"].set_value(2500)
        dialog.fields["code"].set_value("Ä-1")
        dialog.fields["symbology"].set_value("code128")
        app.click(dialog.save)
        app.until(dialog.problem.isVisible)
        dialog.fields["symbology"].set_value("qr")
        dialog.fields["expires_on"].set_value(date(2026, 12, 1))
        app.click(dialog.save)
        app.until(lambda: view.shown is not None and view.shown.vouchers)
        (kept,) = vouchers.all_vouchers(app.vault)
        view.shelf.show_code(kept.id)
        assert view.shelf.code is not None
        assert view.shelf.code.view is not None
        assert scanned(view.shelf.code.view) == [("Ä-1", "QRCode")]
        view.shelf.code.accept()
        view.shelf.table.selectRow(0)
        app.click(view.shelf.use)
        paying = view.asking.dialog
        assert paying is not None
        paying.fields["amount"].set_value(2000)
        app.click(paying.save)
        app.until(lambda: vouchers.get(app.vault, kept.id).balance == 500)
        app.rest()
        assert not nameless(view)


def test_thirty_programmes_fit_in_large_type(qtbot: QtBot, dressed: Dress) -> None:
    dressed(tokens.Look(scale=2.0))
    with opened(qtbot) as app:
        for number in range(30):
            own_id = terms.add_programme(app.vault, f"Programme number {number}")
            loyalty.set_balance(app.vault, own_id, Decimal(1000 * number), TODAY)
        view: Loyalty = app.show("loyalty")
        app.until(lambda: view.shown is not None and len(view.shown.programmes) == 30)
        assert view.programmes.height() >= 30 * view.programmes.row_height
