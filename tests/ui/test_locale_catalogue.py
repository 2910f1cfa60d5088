"""Catalogues are complete, up to date and typed as the language wants; the pseudo-locale is what it says."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui import locale
from ui.locale import catalogue, ngettext, pgettext
from ui.locale.po import Catalogue
from ui.locale.pseudo import pseudo
from ui.locale.qt import install


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale.use("en")
    instance = QApplication.instance()
    if isinstance(instance, QApplication):
        install(instance)


def test_every_catalogue_is_complete_and_up_to_date() -> None:
    # mended by: python -m ui.locale.catalogue update, then translating what is empty
    assert {language: catalogue.faults(language) for language in catalogue.languages()} == {"fr": []}


def test_texts_in_places_of_formatted_strings_are_found() -> None:
    assert catalogue.extracted().get("Add {count}") is not None  # ui/screens/bring.py writes it as f" {_('…')}"


def test_what_a_catalogue_lacks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = locale.catalogue_path("fr").read_text("utf-8")
    broken = good.replace('msgstr "aujourd’hui"', 'msgstr ""').replace("a {count} minutes", "a {cuont} minutes")
    broken += '\nmsgid "Nobody says this any more"\nmsgstr "Personne"\n'
    broken = re.sub(r'(?m)^msgid "Nothing due"\nmsgstr .*\n', "", broken)
    path = tmp_path / "fr" / "LC_MESSAGES" / "coffer.po"
    path.parent.mkdir(parents=True)
    path.write_text(broken, "utf-8")
    monkeypatch.setattr(locale, "catalogue_path", lambda _code: path)
    kinds = {fault.partition(":")[0] for fault in catalogue.faults("fr")}
    assert kinds == {"missing", "stale", "not translated", "places differ"}


def french() -> Iterator[str]:
    for message in catalogue.read("fr"):
        if message.id:
            yield from message.string if isinstance(message.string, tuple | list) else (message.string,)


def test_french_is_typed_as_french_is() -> None:
    for text in french():
        plain = re.sub(r"\{[^}]*\}|https?://\S*|[0-9]:[0-9]|\b[a-z_]+:\S+", "", text)
        assert not re.search(r"[^\u00a0\u202f\s][;?!]|[^\u00a0\u202f:\s]:(?!\w)", plain), text
        assert not re.search(r" [;:?!»]|« ", plain), text
        assert "'" not in plain, text
        assert not re.search(r"\b(tu|ton|tes|toi)\b", plain), text


def test_the_reader_reads_as_gettext_does(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==0 ? 0 : n==1 ? 1 : 2);\\n"\n\n'
        'msgid "plain"\nmsgstr "ein\\n\\"Satz\\" \\\\ "\n"in zwei Zeilen"\n\n'
        '# a comment\nmsgctxt "verb"\nmsgid "open"\nmsgstr "öffnen"\n\n'
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "kein"\nmsgstr[1] "ein"\nmsgstr[2] "viele"\n\n'
        '#, fuzzy\nmsgid "guess"\nmsgstr "geraten"\n\nmsgid "empty"\nmsgstr ""\n\n#~ msgid "old"\n#~ msgstr "alt"\n',
        "utf-8",
    )
    texts = Catalogue(path)
    assert texts.gettext("plain") == 'ein\n"Satz" \\ in zwei Zeilen'
    assert (texts.pgettext("verb", "open"), texts.gettext("open")) == ("öffnen", "open")
    assert [texts.ngettext("{n} day", "{n} days", n) for n in (0, 1, 7)] == ["kein", "ein", "viele"]
    assert [texts.gettext(one) for one in ("guess", "empty", "old")] == ["guess", "empty", "old"]


def test_a_language_is_there_at_once() -> None:
    locale._texts.cache_clear()
    start = time.perf_counter()
    locale.use("fr")
    assert time.perf_counter() - start < 0.25  # 0.02 s on an idle machine for 1,500 texts
    assert locale.gettext("today") == "aujourd’hui"


@pytest.mark.parametrize(
    ("asked", "language", "territory"),
    [
        ("fr", "fr", ""),
        ("fr_CH.UTF-8", "fr", "CH"),
        ("en-US", "en", "US"),
        ("xx_YY", "en", "YY"),
        ("QPS-plocm", "qps-plocm", ""),
        ("de_DE@euro", "en", "DE"),
    ],
)
def test_languages_are_understood_in_every_spelling(asked: str, language: str, territory: str) -> None:
    assert locale.use(asked) == language
    assert locale.territory() == territory


def test_the_system_names_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    assert locale.system_language() == "en"
    monkeypatch.setenv("LANG", "fr_CH.UTF-8")
    assert locale.system_language() == "fr_CH"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert locale.system_language() == "en"


def test_missing_texts_stay_english_and_empty_ones_empty() -> None:
    locale.use("fr")
    assert locale.gettext("nothing says this") == "nothing says this"
    assert locale.gettext("") == ""
    assert ngettext("{count} xyz", "{count} xyzs", 3) == "{count} xyzs"
    assert pgettext("nowhere", "open") == "open"


def test_the_pseudo_locale_is_longer_accented_and_keeps_what_is_not_text() -> None:
    made = pseudo("Open {amount:money} of <b>&Streamly</b> in %(count)s days")
    assert made.startswith("\u200f⟦")
    assert made.endswith("⟧")
    assert len(made) >= 1.3 * len("Open {amount:money} of <b>&Streamly</b> in %(count)s days")
    for kept in ("{amount:money}", "<b>", "&S", "</b>", "%(count)s"):
        assert kept in made
    assert "Open" not in made
    assert "Ö" in made


def test_qt_follows_the_language(qtbot: QtBot, qapp: QApplication) -> None:
    locale.use("fr_CH")
    install(qapp)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert QLocale().name() == "fr_CH"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
    locale.use("qps-plocm")
    install(qapp)
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    other = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(other)
    assert other.button(QDialogButtonBox.StandardButton.Cancel).text() == "Cancel"
