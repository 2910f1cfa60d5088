"""XML of unknown origin as a tree: no document type definitions, no entities, bounded depth and size.

Names lose their namespaces. Prefixes that a file uses without declaring them are declared (some programs write such
files); a document type without a body is dropped, one with a body is refused.
"""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, TreeBuilder

from hub.domain.errors import StatementError

DEPTH_LIMIT = 200
ELEMENT_LIMIT = 5_000_000
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.-]*):")
_DECLARED = re.compile(rb"xmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT = re.compile(rb"<[A-Za-z_][\w.:-]*")
_BARE_DOCTYPE = re.compile(rb"<!DOCTYPE\s++[^\[<>]*+>")
_ENCODING = re.compile(rb'\s*<\?xml[^>]{1,200}?encoding\s*=\s*["\']([\w.:-]{1,40})["\'][^>]{0,200}\?>')
_WIDE = frozenset("gb2312 gbk gb18030 big5 big5hkscs cp950 shift_jis cp932 euc_jp iso2022_jp euc_kr cp949 hz".split())
_UTF16_LIE = re.compile(rb'\s*(<\?xml[^>]{1,200}?encoding=["\'])utf-16(["\'])', re.IGNORECASE)


class _Builder(TreeBuilder):
    """A tree builder that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEPTH_LIMIT:
            raise StatementError("nested_too_deep", limit=DEPTH_LIMIT)
        if self.count > ELEMENT_LIMIT:
            raise StatementError("too_large", limit=ELEMENT_LIMIT)
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag.rpartition("}")[2])


def parse(content: bytes) -> Element:
    """The root of a document; StatementError with the line when it is not well-formed or holds what is refused."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    lie = _UTF16_LIE.match(content)
    content = lie[1] + b"utf-8" + content[lie.start(2) :] if lie else content
    content = _BARE_DOCTYPE.sub(b"", content, count=1).lstrip(b"\r\n\t ")
    content = _in_utf8(content)
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(_declare(content))
        root = parser.close()
    except ParseError as error:
        raise StatementError("not_well_formed", where={"line": error.position[0]}) from error
    except LookupError as error:
        raise StatementError("not_well_formed", reason="encoding") from error
    except DefusedXmlException as error:
        raise StatementError("forbidden_xml", reason=type(error).__name__) from error
    except ValueError as error:
        raise StatementError("not_well_formed", reason="encoding") from error
    if not isinstance(root, Element):
        raise StatementError("not_well_formed")
    return root


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


def text_of(element: Element | None, path: str) -> str:
    """The text at a path below an element, without padding; "" where there is none."""
    found = element.find(path) if element is not None else None
    return (found.text or "").strip() if found is not None else ""
