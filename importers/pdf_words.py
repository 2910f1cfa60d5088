"""The words of a PDF with their places, read by pdfplumber in a child process."""

from __future__ import annotations

import importlib.util
import io
from typing import Any, NamedTuple

from hub.domain.errors import StatementError
from importers.confined import Steps, confined

PAGE_LIMIT = 400
WORD_LIMIT = 400_000
_LONGEST, _EACH = 1600, 1000
"""Milliseconds of work that opening a file with its first page may take, or one page, and those that a page ended
gives to the next: a dense page takes 100 to 400, a damaged file may be searched for its parts for minutes."""
_LETTERS_OF_A_SCAN = 12
"""Fewer letters a page than this, beside pictures, and the page is a photograph with a stamp on it."""


class Word(NamedTuple):
    """A word: number of its page from 0, left and right edge, top and bottom (hundredths of a point), its text."""

    page: int
    left: int
    right: int
    top: int
    bottom: int
    text: str


def words_of(content: bytes) -> list[Word]:
    """All words; StatementError when the extra is missing, the file is locked, broken, or a picture of paper."""
    if importlib.util.find_spec("pdfplumber") is None:
        raise StatementError("pdf_extra_missing", next_step="install_pdf_extra")
    found = confined(read_words, content, "broken_pdf")
    if isinstance(found, str):
        raise StatementError(found, next_step="unlock_file" if found == "locked_file" else "other_export")
    return [Word(*one) for one in found]


def read_words(content: bytes) -> list[list[Any]] | str:
    """The words as rows, or the code of why there are none."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    words: list[list[Any]] = []
    pictures = 0
    steps = Steps(_LONGEST, _EACH)
    try:
        with pdfplumber.open(io.BytesIO(content)) as book:
            if len(book.pages) > PAGE_LIMIT:
                return "too_large"
            for number, page in enumerate(book.pages):
                pictures += len(page.images)
                words += [_row(number, one) for one in page.extract_words(keep_blank_chars=False)]
                page.close()
                steps.ended()
                if len(words) > WORD_LIMIT:
                    return "too_large"
            pages = len(book.pages)
    except PdfminerException as error:
        inner = error.args[0] if error.args else None
        return "locked_file" if isinstance(inner, PDFEncryptionError | PDFPasswordIncorrect) else "broken_pdf"
    if pictures and sum(len(row[-1]) for row in words) < _LETTERS_OF_A_SCAN * pages:
        return "scanned_pdf"
    return words or "no_table"


def _row(number: int, word: dict[str, Any]) -> list[Any]:
    edges = (round(100 * word[edge]) for edge in ("x0", "x1", "top", "bottom"))
    return [number, *edges, word["text"]]
