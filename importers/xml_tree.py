"""XML of unknown origin as a tree: no document type definitions, no entities, bounded depth and size.

Names lose their namespaces. Prefixes that a file uses without declaring them are declared (some programs write such
files); a document type without a body is dropped, one with a body is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers.expat import ExpatError, ParserCreate

from hub.domain.errors import StatementError

DEPTH_LIMIT = 200
ELEMENT_LIMIT = 5_000_000
_PART, _DEEP = 1 << 16, 10_000
"""Bytes that are looked at together; elements open at once from which a tree is not even begun."""
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.-]*):")
_DECLARED = re.compile(rb"xmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT = re.compile(rb"<[A-Za-z_][\w.:-]*")
_BARE_DOCTYPE = re.compile(rb"<!DOCTYPE\s++[^\[<>]*+>")
_ENCODING = re.compile(rb'\s*<\?xml[^>]{1,200}?encoding\s*=\s*["\']([\w.:-]{1,40})["\'][^>]{0,200}\?>')
_WIDE = frozenset("gb2312 gbk gb18030 big5 big5hkscs cp950 shift_jis cp932 euc_jp iso2022_jp euc_kr cp949 hz".split())
_UTF16_LIE = re.compile(rb'\s*(<\?xml[^>]{1,200}?encoding=["\'])utf-16(["\'])', re.IGNORECASE)


class _Guard:
    """Goes through a document, or its beginning, before a tree is made of it: counts, and refuses document types."""

    def __init__(self, *, is_whole: bool) -> None:
        self.has_begun = False
        self._is_whole = is_whole
        self._depth = self._count = 0

    def check(self, content: bytes) -> None:
        """Raise StatementError for a document type, and where the whole is gone through for what is too deep or large.

        A document type can only stand above the first element.
        """
        parser = ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        for begin in range(0, len(content), _PART):
            parser.Parse(content[begin : begin + _PART], False)
            if self.has_begun and not self._is_whole:
                return
        parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise StatementError("forbidden_xml", reason="DTDForbidden")

    def _start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.has_begun = True
        self._depth += 1
        self._count += 1
        if self._depth > DEPTH_LIMIT:
            raise StatementError("nested_too_deep", limit=DEPTH_LIMIT)
        if self._count > ELEMENT_LIMIT:
            raise StatementError("too_large", limit=ELEMENT_LIMIT)

    def _end(self, _tag: str) -> None:
        self._depth -= 1


def parse(content: bytes) -> Element:
    """The root of a document; StatementError with the line when it is not well-formed or holds what is refused."""
    lie = _UTF16_LIE.match(content)
    content = lie[1] + b"utf-8" + content[lie.start(2) :] if lie else content
    content = _BARE_DOCTYPE.sub(b"", content, count=1).lstrip(b"\r\n\t ")
    content = _declare(_in_utf8(content))
    with _refusals():
        _Guard(is_whole=_may_be_deep(content)).check(content)
        parser = XMLParser()  # noqa: S314 - the guard has refused what can do harm
        parser.feed(content)
        root = parser.close()
    if not isinstance(root, Element):
        raise StatementError("not_well_formed")
    _shorten_names(root)
    return root


def check(content: bytes) -> None:
    """Raise StatementError when a document is not well-formed or holds what is refused; no tree is made."""
    with _refusals():
        _Guard(is_whole=True).check(content)


@contextmanager
def _refusals() -> Iterator[None]:
    """What the parser says of a damaged document, as a StatementError with the line."""
    try:
        yield
    except ExpatError as error:
        raise StatementError("not_well_formed", where={"line": error.lineno}) from error
    except ParseError as error:
        raise StatementError("not_well_formed", where={"line": error.position[0]}) from error
    except (LookupError, ValueError) as error:
        raise StatementError("not_well_formed", reason="encoding") from error


def _may_be_deep(content: bytes) -> bool:
    """Whether more elements than allowed may be open at once, or be there at all, by the marks of tags."""
    depth = elements = 0
    for begin in range(0, len(content), _PART):
        part = content[begin : begin + _PART]
        opened, closed = part.count(b"<"), part.count(b"</")
        elements += opened - closed
        depth += opened - 2 * closed - part.count(b"/>")
        if depth > _DEEP or elements > ELEMENT_LIMIT:
            return True
    return False


def _shorten_names(root: Element) -> None:
    """Take the namespaces off, level by level: what the marks of tags did not show to be too deep ends here."""
    names, level = dict[str, str](), [root]
    for _ in range(DEPTH_LIMIT):
        for element in level:
            tag = element.tag
            name = names.get(tag)
            if name is None:
                name = names[tag] = tag.rpartition("}")[2]
            element.tag = name
        level = [one for element in level if len(element) for one in element]
        if not level:
            return
    raise StatementError("nested_too_deep", limit=DEPTH_LIMIT)


def _in_utf8(content: bytes) -> bytes:
    """A document in an encoding of several bytes a character that the parser can't read, in UTF-8."""
    declared = _ENCODING.match(content)
    if declared is None:
        return content
    try:
        name = codecs.lookup(declared[1].decode()).name
        if name not in _WIDE:
            return content
        return b'<?xml version="1.0"?>' + _text(content[declared.end() :], name).encode()
    except (LookupError, ValueError) as error:
        raise StatementError("not_well_formed", reason="encoding") from error


def _text(content: bytes, encoding: str) -> str:
    """Text that is UTF-8 whatever it says, or else what it says."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode(encoding)


def _declare(content: bytes) -> bytes:
    """Declare the prefixes that are used but not declared."""
    missing = set(_PREFIX.findall(content)) - set(_DECLARED.findall(content[:65536])) - {b"xml", b"xmlns"}
    start = _ROOT.search(content)
    if not missing or start is None:
        return content
    added = b"".join(b' xmlns:%s="urn:undeclared:%s"' % (p, p) for p in sorted(missing))
    return content[: start.end()] + added + content[start.end() :]


def find_at(element: Element | None, path: str) -> Element | None:
    """The first element at a path below another; step by step it is found many times faster than by the whole path."""
    found = element
    for step in path.split("/"):
        if found is None:
            break
        found = found.find(step)
    if found is not None or element is None or "/" not in path:
        return found
    step, _, rest = path.partition("/")
    return next((found for one in element.findall(step) if (found := find_at(one, rest)) is not None), None)


def text_of(element: Element | None, path: str) -> str:
    """The text at a path below an element, without padding; "" where there is none."""
    found = find_at(element, path)
    return (found.text or "").strip() if found is not None else ""


def whole_text(element: Element) -> str:
    """All texts in an element, without padding."""
    return " ".join(filter(None, map(str.strip, element.itertext())))
