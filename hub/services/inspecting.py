"""Reading files without a vault: what each is and what it says, in the shape of `inspect --json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from hub.domain.errors import HubError
from hub.domain.money import digits_of
from hub.domain.progress import Progress, silent
from hub.domain.statement import Balance, Fact, FileReading, Line, Problem, Question, Statement
from hub.services.file_reading import read_file

MESSAGES = {
    "amount_missing": "The row has a date but no amount.",
    "amount_unreadable": "The amount of this row can't be read.",
    "balances_disagree": "The balances in the file don't add up with its rows.",
    "broken_quote": "A quotation mark in this row is never closed.",
    "cannot_read_file": "The file can't be opened.",
    "cell_too_long": "A cell of this row is longer than 64 kB.",
    "date_missing": "The row has an amount but no date.",
    "date_unreadable": "The date of this row can't be read.",
    "empty_file": "The file is empty.",
    "mixed_encodings": "The file mixes two encodings: look at the names with accents.",
    "not_executed": "The payment was not executed.",
    "pending_without_date": "The payment is pending and has no date yet.",
    "undecodable_characters": "Some characters can't be read in the file's encoding.",
}
"""English wording of the codes of problems and errors; a code without one is shown as it is."""


def inspect_files(paths: Sequence[Path], progress: Progress = silent) -> dict[str, object]:
    """The document of `inspect --json` for several files; a file that can't be read is one with a problem."""
    return {"files": [reading_document(str(path), outcome) for path, outcome in read_files(paths, progress)]}


def read_files(paths: Sequence[Path], progress: Progress = silent) -> Iterator[tuple[Path, FileReading | HubError]]:
    """Each file with what it says, or with the error that says why it can't be read."""
    for path in paths:
        read = read_file(path, {}, progress)
        outcome = read.reading or read.error
        if outcome is not None:
            yield path, outcome


def reading_document(file_name: str, outcome: FileReading | HubError) -> dict[str, object]:
    """The entry of one file: its reading, or the reason why there is none."""
    if isinstance(outcome, HubError):
        line = outcome.where.get("line")
        problem = {
            "line": line if isinstance(line, int) else None,
            "code": outcome.code,
            "text": "",
            "message": message(outcome.code),
        }
        return {
            "file": file_name, "format": None, "importer": None, "confidence": 0, "encoding": None, "reading": "",
            "statements": [], "questions": [], "problems": [problem],
        }  # fmt: skip
    return {
        "file": file_name,
        "format": outcome.format,
        "importer": outcome.importer,
        "confidence": _plain(outcome.confidence),
        "encoding": outcome.encoding,
        "reading": sentence(outcome.facts),
        "statements": [_statement(s) for s in outcome.statements],
        "questions": [_question(q) for q in outcome.questions],
        "problems": [_problem(p) for p in outcome.problems],
    }


def message(code: str) -> str:
    """The English words for a code."""
    return MESSAGES.get(code, code.replace("_", " "))


def sentence(facts: Sequence[Fact]) -> str:
    """How a file was read, in a few words ("delimiter ;, decimal mark ,, header line 7")."""
    return ", ".join(" ".join([f.code.replace("_", " "), *map(str, f.values.values())]) for f in facts)


def _statement(statement: Statement) -> dict[str, object]:
    account = statement.account
    return {
        "account": {"id": account.id, "name": account.name, "kind": account.kind, "currency": account.currency},
        "opening": _balance(statement.opening, account.currency),
        "closing": _balance(statement.closing, account.currency),
        "balances_agree": statement.balances_agree,
        "transactions": [_line(line) for line in statement.lines],
    }


def _line(line: Line) -> dict[str, object]:
    original = None
    if line.original_amount is not None:
        original = {"amount": _money(line.original_amount, line.original_currency), "currency": line.original_currency}
    return {
        "line": line.line,
        "id": line.id,
        "booked_on": _day(line.booked_on),
        "value_on": _day(line.value_on),
        "amount": _money(line.amount, line.currency),
        "currency": line.currency,
        "original": original,
        "payee": line.payee,
        "description": line.description,
        "balance": None if line.balance is None else _money(line.balance, line.currency),
        "status": line.status,
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "code": question.code,
        "choices": list(question.choices),
        "assumed": question.assumed,
        "because": question.because,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {"line": problem.line, "code": problem.code, "text": problem.text, "message": message(problem.code)}


def _balance(balance: Balance | None, currency: str | None) -> dict[str, object] | None:
    return None if balance is None else {"amount": _money(balance.amount, currency), "on": _day(balance.on)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _money(amount: Decimal, currency: str | None) -> str:
    """A decimal with the currency's digits (two where it is not known); more only where the file states more."""
    digits = digits_of(currency) if currency else 2
    text = f"{amount.normalize():f}" if amount else "0"
    stated = len(text.partition(".")[2])
    return f"{amount:.{max(digits, stated)}f}" if amount else f"{abs(amount):.{digits}f}"


def _plain(confidence: Decimal) -> object:
    """JSON has no decimals; a confidence is a statistic, not money."""
    return int(confidence * 100) / 100
