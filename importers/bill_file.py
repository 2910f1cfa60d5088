"""Bills from files: iCalendar, e-mail, PDF with a text layer, plain text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

from hub.domain.errors import StatementError
from hub.domain.period import add_months
from importers.bill_text import BillReading, read_bill
from importers.encoding import decode
from importers.pdf_words import words_of

LARGEST = 20_000_000


def read(name: str, content: bytes, today: date, currency: str = "EUR") -> list[BillReading]:
    """The bills of a file; StatementError "no_bill" when nothing in it asks for money."""
    if len(content) > LARGEST:
        raise StatementError("too_large", where={"file": name}, next_step="other_export")
    try:
        found = _read(name, content, today, currency)
    except StatementError as error:
        raise StatementError(
            error.code, where={"file": name, **error.where}, next_step=error.next_step, **error.values
        ) from error
    if not found:
        raise StatementError("no_bill", where={"file": name}, next_step="type_bill")
    return found


def _read(name: str, content: bytes, today: date, currency: str) -> list[BillReading]:
    head = content[:1024].lstrip()
    if head.startswith(b"%PDF"):
        return _asked([read_bill(_pdf_text(content), today, currency)])
    if head[:20].upper().startswith(b"BEGIN:VCALENDAR"):
        return _from_calendar(content, today, currency)
    if name.lower().endswith(".eml") or head.split(b":")[0].lower() in {b"received", b"from", b"return-path", b"date"}:
        return _from_mail(content, today, currency)
    text, _encoding = decode(content)
    return _asked([read_bill(_plain(text) if "<html" in text[:2000].lower() else text, today, currency)])


def _asked(readings: list[BillReading]) -> list[BillReading]:
    return [one for one in readings if one.amount is not None]


def _pdf_text(content: bytes) -> str:
    """The words of a PDF as lines from top to bottom."""
    words = sorted(words_of(content), key=lambda one: (one.page, one.bottom, one.left))
    lines: list[list[Any]] = []
    for _page, group in groupby(words, key=lambda one: one.page):
        for word in group:
            last = lines[-1][0] if lines else None
            if last is not None and last.page == word.page and abs(last.bottom - word.bottom) <= 300:
                lines[-1].append(word)
            else:
                lines.append([word])
    ordered = (sorted(line, key=lambda one: one.left) for line in lines)
    return "\n".join(" ".join(word.text for word in line) for line in ordered)


def _from_mail(content: bytes, today: date, currency: str) -> list[BillReading]:
    """The text of a message, then the files it brings; the sender is the biller where the text names none."""
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return []
    sender = parseaddr(str(message.get("From", "")))
    found = []
    for part in message.iter_attachments():
        payload = part.get_content()
        if isinstance(payload, bytes | str):
            body = payload if isinstance(payload, bytes) else payload.encode()
            if part.get_content_type() in {"application/pdf", "text/calendar"}:
                found += _read("", body, today, currency)
    if found:
        return found
    body_part = message.get_body(("plain", "html"))
    if body_part is None:
        return []
    text = str(body_part.get_content())
    if body_part.get_content_type() == "text/html":
        text = _plain(text)
    reading = read_bill(text, today, currency)
    if sender[0] and "biller" in reading.evidence and reading.evidence["biller"].strip() == reading.biller:
        reading = replace(reading, biller=sender[0])
    return _asked([reading])


def _from_calendar(content: bytes, today: date, currency: str) -> list[BillReading]:
    """Events and tasks that name an amount; one that repeats stands for its next day."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(content)
    except ValueError as error:
        raise StatementError("broken_calendar", next_step="other_export", reason=str(error)[:80]) from error
    found = []
    for event in calendar.walk():
        if event.name not in {"VEVENT", "VTODO"}:
            continue
        moment = event.get("DUE") or event.get("DTSTART")
        if moment is None:
            continue
        on = moment.dt.date() if isinstance(moment.dt, datetime) else moment.dt
        summary = str(event.get("SUMMARY", ""))
        text = f"{summary}\n{event.get('DESCRIPTION', '')}"
        reading = read_bill(text, today, currency)
        if reading.amount is None:
            reading = replace(read_bill(f"Total {text}", today, currency), biller=reading.biller)
        name = summary.split(":", maxsplit=1)[0].strip().rstrip("0123456789.,€$£ ").strip(" -–(") or reading.biller
        evidence = {**reading.evidence, "due_on": f"{event.name} {on.isoformat()}"}
        found.append(replace(reading, biller=name, due_on=_next(event, on, today), evidence=evidence))
    return _asked(found)


def _next(event: Any, on: date, today: date) -> date:
    """The next day of an event that repeats by weeks, months or years; its own day otherwise."""
    rule = event.get("RRULE")
    frequency = str(rule["FREQ"][0]).upper() if rule and "FREQ" in rule else ""
    every = int(rule["INTERVAL"][0]) if rule and "INTERVAL" in rule else 1
    months = {"MONTHLY": every, "YEARLY": 12 * every}.get(frequency, 0)
    if frequency == "WEEKLY" and on < today:
        step = 7 * every
        return date.fromordinal(on.toordinal() + -(-(today.toordinal() - on.toordinal()) // step) * step)
    number = 0
    day = on
    while months and day < today:
        number += 1
        day = add_months(on, number * months)
    return day


class _Text(HTMLParser):
    """The text of a page, blocks and cells on lines of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._hidden += tag in {"style", "script", "title"}
        if tag in {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table"}:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "script", "title"} and self._hidden > 0
        self.parts.append("  " if tag in {"td", "th"} else "")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(" ".join(data.split()) + " " if data.strip() else "")


def _plain(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    return "".join(reader.parts)
