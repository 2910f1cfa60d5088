"""`inspect` and `import`: what files say, and bringing them into the vault."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import HubError
from hub.domain.money import decimal_text
from ui.cli.bring_after import after_of, after_text
from ui.cli.bring_lines import layouts_of, lines_of, lines_text, questions_of, questions_text, turned
from ui.cli.session import CAN_ACT, DONE, Session, today
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.statement import FileReading, Problem, Statement
    from hub.domain.transaction import Batch
    from hub.services.ahead import Ahead
    from hub.services.imports import FilePreview, Part, Preview
    from hub.services.vaults import Vault

Files = Annotated[
    list[Path],
    typer.Argument(
        readable=False,
        metavar="FILE...",
        show_default=False,
        help=N_("Files from your bank; - for text from standard input."),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("inspect", help=N_("Read files without a vault: what each is and what it says."))(inspect_files)
    app.command("import", help=N_("Bring files into the vault; known lines are not added again."))(import_)


def inspect_files(context: typer.Context, files: Files) -> int:
    """Read files and print what they say; 1 when one can't be read at all."""
    from hub.services import inspecting

    session: Session = context.obj
    with session.phase("read"):
        outcomes = list(inspecting.read_files(files))
    documents = [_inspected(path, outcome) for path, outcome in outcomes]
    session.answer(
        {"files": documents}, lambda: paragraphs(*(_reading_text(path, outcome) for path, outcome in outcomes))
    )
    return CAN_ACT if any(isinstance(outcome, HubError) for _path, outcome in outcomes) else DONE


def import_(
    context: typer.Context,
    files: Files,
    account: Annotated[str, typer.Option(metavar="NAME", help=N_("Put everything into this account."))] = "",
    answer: Annotated[
        list[str], typer.Option(metavar="CODE=CHOICE", help=N_("Answer a question that a file leaves open."))
    ] = [],  # noqa: B006 - read only
    turn: Annotated[
        list[str],
        typer.Option(
            metavar="LINE",
            help=N_(
                "Add a line that would be left out (one deleted before comes back), or leave one out; or FILE:LINE;"
                " “all” leaves all out."
            ),
        ),
    ] = [],  # noqa: B006 - read only
    lines: Annotated[bool, typer.Option("--lines", help=N_("Show each line with what it is and why."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would happen."))] = False,
) -> int:
    """Preview the files and accept what is new; a file that can't be read stops none of the others."""
    session: Session = context.obj
    answers = dict(one.partition("=")[::2] for one in answer)
    with _with_pasted(files) as paths, _opened_beside(session, paths, answers) as (vault, ahead):
        from hub.services import imports, ledger
        from hub.services.choosing import Choices

        with session.progress() as progress:
            choices = Choices(account or None, answers={str(one): answers for one in paths}, today=today())
            shown = imports.preview(vault, paths, progress, choices, ahead)
            shown = turned(shown, turn) if turn else shown
            failed = [(file, file.error) for file in shown.files if file.error is not None]
            if len(failed) == len(shown.files) == 1:
                raise failed[0][1]
            known = layouts_of(vault, shown)
            accepted = imports.accept(vault, shown, progress) if shown.to_add and not dry_run else None
            after = after_of(vault, shown, today()) if dry_run else {}
            names = _account_names(vault)
            categories = {one.id: one.name for one in ledger.categories(vault)} if lines else {}
    document: dict[str, Any] = {"batches": _batches(shown, accepted, names), "layouts": known}
    if lines:
        parts = [part for file in shown.files for part in file.parts]
        for batch, part in zip(document["batches"], parts, strict=True):
            batch["lines"] = lines_of(part, categories)
    errors = [_failure(file.path, error) for file, error in failed]
    more = {"after": after, "questions": questions_of(shown), "errors": errors}
    document |= {name: found for name, found in more.items() if found}
    session.answer(document, lambda: _import_text(shown, document, is_dry=dry_run))
    return CAN_ACT if failed else DONE


@contextmanager
def _opened_beside(
    session: Session, paths: Sequence[Path], answers: Mapping[str, str]
) -> Iterator[tuple[Vault, Ahead]]:
    """The open vault, and the files, which are read while the key is derived: neither needs the other."""
    from hub.services.ahead import Ahead

    with Ahead(paths, answers, today()) as ahead, session.vault() as vault:
        yield vault, ahead


@contextmanager
def _with_pasted(files: Sequence[Path]) -> Iterator[list[Path]]:
    """The files, with standard input in the place of "-"."""
    if Path("-") not in files:
        yield list(files)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="coffer-") as folder:
        pasted = Path(folder, _("Pasted table"))
        pasted.write_bytes(sys.stdin.buffer.read())
        yield [pasted if one == Path("-") else one for one in files]


def _inspected(path: Path, outcome: FileReading | HubError) -> dict[str, Any]:
    from hub.services import inspecting

    document = inspecting.reading_document(str(path), outcome)
    return {**document, "error": _failure(path, outcome)} if isinstance(outcome, HubError) else document


def _failure(path: Path, error: HubError) -> dict[str, Any]:
    from ui.cli.errors import error_document

    return {"file": str(path), **error_document(error)["error"]}


def _reading_text(path: Path, outcome: FileReading | HubError) -> str:
    from ui.locale import text, wording

    if isinstance(outcome, HubError):
        return f"{path}\n  {wording.error(outcome)}"
    sure = _("{percent} sure").format(percent=text.percent(outcome.confidence))
    head = f"{path}\n  {outcome.format}, {sure}: {wording.facts(outcome.facts)}"
    questions = [
        _("  {question} Assumed: {choice} ({reason}).").format(
            question=wording.question(one), choice=wording.choice(one.assumed), reason=wording.because(one.because)
        )
        for one in outcome.questions
    ]
    parts = [_statement_text(statement) for statement in outcome.statements]
    return paragraphs("\n".join([head, *questions]), *parts, _problems_text(outcome.problems))


def _statement_text(statement: Statement) -> str:
    from hub.domain.money import to_minor
    from ui.locale import text

    account = statement.account

    def money(amount: Any, currency: str | None) -> str:
        code = currency or account.currency
        return text.money(to_minor(amount, code), code) if code else text.number(amount)

    count = len(statement.lines)
    facts = [
        account.name or account.id or _("An account without a name"),
        ngettext("{count} transaction", "{count} transactions", count).format(count=text.count(count)),
    ]
    if statement.closing is not None:
        facts.append(_("balance {amount}").format(amount=money(statement.closing.amount, account.currency)))
    if statement.balances_agree is not None:
        facts.append(_("the balances agree") if statement.balances_agree else _("the balances don't agree"))
    rows = [
        (str(line.line), text.day(line.booked_on), line.payee or line.description, money(line.amount, line.currency))
        for line in statement.lines
    ]
    return f"  {', '.join(facts)}\n" + table((_("Line"), _("Day"), _("Payee"), _("Amount")), rows, "><<>", indent="  ")


def _problems_text(problems: Sequence[Problem]) -> str:
    from ui.locale import wording

    of_lines = _("  Line {line}: {message} {text}")
    lines = [
        of_lines.format(line=one.line, message=wording.problem(one), text=one.text[:60])
        if one.line
        else f"  {wording.problem(one)} {one.text[:60]}"
        for one in problems
    ]
    return "\n".join(line.rstrip() for line in lines)


def _batches(shown: Preview, accepted: list[Batch] | None, names: dict[int, str]) -> list[dict[str, Any]]:
    """A row for each account of each file, from what was accepted or, in a dry run, from the preview."""
    pairs = [(file, part) for file in shown.files for part in file.parts]
    rows = []
    for number, (file, part) in enumerate(pairs):
        first = number == 0 or pairs[number - 1][0] is not file
        batch = None if accepted is None else accepted[number]
        rows.append(
            {
                **_counts(file, part, batch, names),
                "recognised_by": part.recognised_by,
                "problems": _problems(file) if first else [],
            }
        )
    return rows


def _counts(file: FilePreview, part: Part, batch: Batch | None, names: dict[int, str]) -> dict[str, Any]:
    from hub.domain import matching

    if batch is None:
        rejected = file.left_out(part)
        counts = (len(part.marks), part.count(matching.NEW), part.count(matching.DUPLICATE), part.count(matching.MATCH))
        read, new, duplicate, matched, transfers = *counts, 0
    else:
        read, new, duplicate, matched = batch.read, batch.new, batch.duplicate, batch.matched
        transfers, rejected = batch.transfers, batch.rejected
    return {
        "batch": None if batch is None else batch.id,
        "file": str(file.path),
        "account": part.account.name if batch is None else names[batch.account_id],
        "read": read,
        "new": new,
        "duplicate": duplicate,
        "matched": matched,
        "transfers": transfers,
        "rejected": rejected,
        "balance": decimal_text(part.balance_after, part.account.currency),
        "currency": part.account.currency,
    }


def _problems(file: FilePreview) -> list[dict[str, Any]]:
    found = () if file.reading is None else file.reading.problems
    if not found:
        return []
    from ui.locale import wording

    return [{"line": one.line, "code": one.code, "text": one.text, "message": wording.problem(one)} for one in found]


def _account_names(vault: Any) -> dict[int, str]:
    from hub.services import accounts

    return {position.account.id: position.account.name for position in accounts.positions(vault)}


def _import_text(shown: Preview, document: dict[str, Any], *, is_dry: bool) -> str:
    from ui.locale import text, wording

    batches = document["batches"]
    heads = (
        _("File"), _("Account"), _("Read"), _("New"), _("Known"), _("Completed"), _("Transfers"), _("Problems"),
    )  # fmt: skip
    numbers = ("read", "new", "duplicate", "matched", "transfers", "rejected")
    rows = [(Path(one["file"]).name, one["account"], *(text.count(one[n]) for n in numbers)) for one in batches]
    problems = [_problems_text(file.reading.problems) for file in shown.files if file.reading is not None]
    errors = [str(wording.error(file.error)) for file in shown.files if file.error is not None]
    added = sum(one["new"] for one in batches)
    last = _("Nothing was written; this is what an import would do.") if is_dry else ""
    if not is_dry and added == 0 and batches:
        last = _("Everything in these files is in the vault already.")
    each = [lines_text(one["lines"]) for one in batches if "lines" in one]
    summed = table(heads, rows, "<<>>>>>>") if rows else ""
    return paragraphs(summed, *each, questions_text(shown), *problems, *errors, after_text(document), last)
