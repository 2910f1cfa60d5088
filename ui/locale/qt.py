"""Qt's side of the language: its own texts (dialogs, context menus), its locale and the reading direction."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from ui import locale
from ui.locale import pseudo

_NAME = "coffer-qtbase"


def install(app: QApplication) -> None:
    """Make Qt follow `ui.locale.use`: call after it, and again after each change of language."""
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.deleteLater()
    rtl = locale.is_right_to_left()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    code = "en" if locale.language() == pseudo.CODE else locale.language()
    QLocale.setDefault(QLocale(f"{code}_{locale.territory()}" if locale.territory() else code))
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{'zh_CN' if code == 'zh' else code}", folder):
        app.installTranslator(translator)
