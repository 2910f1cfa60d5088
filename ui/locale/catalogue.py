"""Keeps the catalogues in step with the code: `python -m ui.locale.catalogue update | check | add LANGUAGE`.

For developers; the program itself never extracts. A catalogue is complete when every text has a translation whose
places ("{amount}") are those of the source, and stale when it does not have exactly the texts of the code.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ui import locale

ROOT = Path(__file__).parents[2]
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_WIDTH = 120
_CHANGING = (
    '"Report-Msgid-Bugs-To',
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
)


def extracted() -> Catalog:
    """All texts of the code, with the files they are in."""
    template = Catalog(domain=locale.DOMAIN, project="coffer-hub", charset="utf-8")
    found = extract_from_dir(ROOT / "ui", method_map=[("**.py", "python")], keywords=_KEYWORDS, comment_tags=("i18n:",))
    for name, _line, message, comments, context in found:
        # line 0 is written as a file alone: numbers would change with every edit
        place = (f"ui/{Path(name).as_posix()}", 0)
        template.add(message, locations=[place], auto_comments=comments, context=context)
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for text in _inside_texts(path.read_text("utf-8")):
            template.add(text, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return template


def _inside_texts(code: str) -> Iterator[str]:
    """The texts in places of formatted strings (`f" {_('Add')}"`), which are text and not code to the extractor."""
    for string_node in ast.walk(ast.parse(code)):
        for node in ast.walk(string_node) if isinstance(string_node, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def read(language: str) -> Catalog:
    """A catalogue as it lies in the tree."""
    with locale.catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language, domain=locale.DOMAIN)


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parents[1].name for path in Path(locale.__file__).parent.glob("*/LC_MESSAGES/*.po"))


def update(language: str) -> None:
    """Take over the texts of the code: new ones empty, gone ones away, changed ones never guessed."""
    catalogue = read(language)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    _write(catalogue, language)


def add(language: str) -> None:
    """Begin the catalogue of a language, all texts empty."""
    catalogue = Catalog(locale=language, domain=locale.DOMAIN, project="coffer-hub", charset="utf-8")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    _write(catalogue, language)


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue, a line for each fault; empty when it is complete and up to date."""
    catalogue, template = read(language), extracted()
    known = {_key(message) for message in catalogue if message.id}
    wanted = {_key(message) for message in template if message.id}
    found = [f"missing: {key}" for key in sorted(wanted - known, key=str)]
    found += [f"stale: {key}" for key in sorted(known - wanted, key=str)]
    for message in catalogue:
        if message.id and _key(message) in wanted:
            found += _faults_of(message)
    return found


def _faults_of(message: Message) -> Iterator[str]:
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(texts) or message.fuzzy:
        yield f"not translated: {sources[0]}"
        return
    # a singular may say "one" instead of its number
    wanted = {place for source in sources for place in _places(source)}
    for translation in map(str, texts):
        strange = _places(translation) - wanted
        lost = _places(sources[-1]) - _places(translation) if translation == str(texts[-1]) else set()
        if strange or lost:
            yield f"places differ: {sources[0]} → {translation}"


def _places(text: str) -> set[str]:
    fields = {f"{name}:{spec}" for _literal, name, spec, _how in string.Formatter().parse(text) if name is not None}
    return fields | set(re.findall(r"<[^>]+>", text))


def _key(message: Message) -> tuple[object, object]:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def _write(catalogue: Catalog, language: str) -> None:
    path = locale.catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, catalogue, width=_WIDTH, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().lstrip().split("\n")
    # dates and addresses in the head would change with every run, or name people
    kept = [line for line in lines if not line.startswith(_CHANGING)]
    path.write_text("\n".join(kept).rstrip() + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run a command; 0 when all catalogues are as they should be."""
    command = arguments[0] if arguments else "check"
    if command == "add":
        add(arguments[1])
        return 0
    if command == "update":
        for language in languages():
            update(language)
    wrong = {language: faults(language) for language in languages()}
    for language, lines in wrong.items():
        for line in lines:
            sys.stdout.write(f"{language}: {line}\n")
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
