"""`vault backup`, `restore`, `check`, `erase`: looking after the encrypted store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import VaultError
from ui.cli.session import CAN_ACT, DONE, Session, secret_from
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.backup import Bundle, Checked, Preview
    from hub.services.doctor import Finding
    from hub.services.erasing import Erased, Plan
    from hub.services.vaults import Vault

Place = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help=N_("A folder to put it in, or the new one to be; default: with the vault.")),
]
Source = Annotated[Path, typer.Argument(metavar="FILE", help=N_("The backup's folder."))]
CodeFile = Annotated[
    str, typer.Option(metavar="FILE", help=N_("Open it with the recovery code in FILE, - for the next line of stdin."))
]


def backup(
    context: typer.Context,
    file: Place = None,
    show: Annotated[bool, typer.Option("--list", help=N_("Only list the known backups."))] = False,
    verify: Annotated[bool, typer.Option("--verify", help=N_("Only read known backups again, FILE or all."))] = False,
) -> int:
    """JSON: {"backup": {"folder", "made_at", "reason", "size"}}; {"backups": [{..., "checked_at", "whole"}], "old":
    false, "problem": ""} with --list; with --verify the same "backups", and 1 when one is not whole."""
    from hub.services import backup as service

    session: Session = context.obj
    with session.vault() as vault:
        if verify:
            return _verify(session, vault, file)
        if show:
            found, stands, checked = service.listed(vault), service.standing(vault), service.checked(vault)
            listed = [_bundle(one) | _proof(checked.get(one.folder)) for one in found]
            document = {"backups": listed, "old": stands.is_old, "problem": stands.problem}
            session.answer(document, lambda: _bundles_text(found, checked))
            return DONE
        with session.progress() as progress:
            made = service.make(vault, file, "hand", progress)
    words = _("The backup is in {folder}. Another program has read all of it again.")
    session.answer({"backup": _bundle(made)}, words.format(folder=made.folder))
    return DONE


def restore(
    context: typer.Context,
    file: Source,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would change."))] = False,
    recovery_code_file: CodeFile = "",
) -> None:
    """JSON: {"restored": true, "folder", "made_at", "kept": "...|null", "changes": {...}|null}."""
    from hub.services import backup as service
    from hub.services.closed_vault import is_used

    session: Session = context.obj
    slot_type = "recovery" if recovery_code_file else "passphrase"
    secret = secret_from(recovery_code_file) if recovery_code_file else session.passphrase()
    access = service.open_bundle(file, secret, slot_type)
    shown = service.preview_locked(session.folder, file, access, secret, slot_type)
    document: dict[str, Any] = {
        "restored": not dry_run,
        "folder": str(session.folder),
        "made_at": service.made_at(file).isoformat(),
        "changes": None if shown is None else _changes(shown),
        "kept": None,
    }
    if dry_run:
        session.answer(document, lambda: _changes_text(shown))
        return
    if is_used(session.folder):
        session.say(_changes_text(shown))
        session.confirm(_("Put the backup in the place of the vault? The vault is kept beside it."))
    with session.progress() as progress:
        kept = service.restore(access, session.folder, progress)
    document["kept"] = None if kept is None else str(kept)
    words = _("The backup is now the vault in {folder}.").format(folder=session.folder)
    if kept is not None:
        words += " " + _("The vault that was there is in {kept}.").format(kept=kept)
    session.answer(document, words)


def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help=N_("Repair what can be without losing anything."))] = False,
) -> int:
    """JSON: {"whole": true, "checks": [{"name", "whole", "detail"}], "findings": [{"part", "code", "place", "level",
    "repair", "message"}], "repaired": 0}; 1 when something is not whole."""
    from hub.services import doctor

    session: Session = context.obj
    with session.vault() as vault, session.progress() as progress:
        found, repaired = doctor.check(vault, progress), 0
        if repair and found:
            doctor.repair_all(vault, found, progress)
            before, found = found, doctor.check(vault, progress)
            repaired = len([one for one in before if one not in found])
    damage = [one for one in found if one.level == doctor.DAMAGE]
    checks = []
    for part in doctor.PARTS:
        details = [f"{one.code} {one.place}".rstrip() for one in damage if one.part == part]
        checks.append({"name": part, "whole": not details, "detail": ", ".join(details)})
    document = {
        "whole": not damage,
        "checks": checks,
        "findings": [_finding(one) for one in found],
        "repaired": repaired,
    }
    session.answer(document, lambda: _check_text(checks, found, repaired))
    return CAN_ACT if damage else DONE


def erase(
    context: typer.Context,
    locked: Annotated[bool, typer.Option("--locked", help=N_("Erase a vault that nobody can open."))] = False,
) -> None:
    """JSON: {"erased": {"keys", "files", "size", "keyring"}, "left": [{"path", "reason"}], "unreachable": [...],
    "away": [...], "exports": 0}."""
    from hub.services import erasing
    from ui.faults import log_path

    session: Session = context.obj
    if locked:
        planned = erasing.plan_locked(session.folder)
    else:
        with session.vault() as vault:
            planned = erasing.plan(vault)
    session.say(_plan_text(planned))
    session.confirm(_("Destroy the vault in {folder} with all its backups, for ever?").format(folder=planned.folder))
    done = erasing.erase(planned, [log_path()])
    document = {
        "erased": {"keys": done.keys, "files": done.files, "size": done.size, "keyring": done.is_keyring_cleared},
        "left": [{"path": str(path), "reason": reason} for path, reason in done.left],
        "unreachable": list(planned.unreachable),
        "away": [str(path) for path in planned.away],
        "exports": planned.exports,
    }
    session.answer(document, lambda: _erased_text(planned, done))


def _bundle(one: Bundle) -> dict[str, Any]:
    return {"folder": str(one.folder), "made_at": one.made_at.isoformat(), "reason": one.reason, "size": one.size}


def _verify(session: Session, vault: Vault, file: Path | None) -> int:
    from hub.services import backup as service

    wanted = None if file is None else file.absolute()
    chosen = [one for one in service.listed(vault) if wanted in (None, one.folder.absolute())]
    if wanted is not None and not chosen:
        raise VaultError("no_backup", where={"path": str(file)})
    with session.progress() as progress:
        found = {one.folder: service.verify(vault, one, progress) for one in chosen}
    checked = service.checked(vault)
    document = {"backups": [_bundle(one) | _proof(checked.get(one.folder)) for one in chosen]}
    session.answer(document, lambda: _bundles_text(chosen, checked))
    return CAN_ACT if any(found.values()) else DONE


def _proof(known: Checked | None) -> dict[str, Any]:
    """Each was whole when it was made; what reading it again said."""
    return {
        "checked_at": None if known is None else known.at.isoformat(),
        "whole": None if known is None else known.is_whole,
    }


def _bundles_text(found: list[Bundle], checked: Mapping[Path, Checked]) -> str:
    from ui.locale import text

    if not found:
        return _("There is no backup yet.")
    rows = [
        (
            one.made_at.astimezone().isoformat(" ", "minutes"),
            one.reason,
            _proof_text(checked.get(one.folder)),
            text.size(one.size),
            str(one.folder),
        )
        for one in found
    ]
    return table((_("Made"), _("Why"), _("Proof"), _("Size"), _("Where")), rows, longest=200)


def _proof_text(known: Checked | None) -> str:
    if known is None:
        return _("when it was made")
    return known.at.astimezone().isoformat(" ", "minutes") if known.is_whole else _("not whole")


def _changes(shown: Preview) -> dict[str, Any]:
    from ui.cli.shapes import money

    def amount(value: int, currency: str) -> str:
        return money(value, currency)["amount"]

    return {
        "counts": {name: {"now": now, "then": then} for name, (now, then) in shown.counts.items()},
        "accounts": [
            {
                "name": one.name,
                "currency": one.currency,
                "balance_now": None if one.balance_now is None else amount(one.balance_now, one.currency),
                "balance_then": None if one.balance_then is None else amount(one.balance_then, one.currency),
                "transactions_now": one.count_now,
                "transactions_then": one.count_then,
            }
            for one in shown.accounts
        ],
    }


def _changes_text(shown: Preview | None) -> str:
    if shown is None:
        return _("What would change can't be said: the vault does not open with this.")
    if shown.is_same:
        return _("Sums and counts are the same now as then.")
    changes = _changes(shown)
    rows = [
        (
            one["name"],
            one["balance_now"] or "–",
            one["balance_then"] or "–",
            one["currency"],
            str(one["transactions_now"]),
            str(one["transactions_then"]),
        )
        for one in changes["accounts"]
    ]
    counts = [(name, str(one["now"]), str(one["then"])) for name, one in changes["counts"].items()]
    parts = []
    if rows:
        heads = (_("Account"), _("Balance now"), _("Then"), "", _("Transactions now"), _("Then"))
        parts.append(table(heads, rows, longest=40))
    if counts:
        parts.append(table((_("Rows"), _("Now"), _("Then")), counts, longest=40))
    return paragraphs(*parts)


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "part": one.part,
        "code": one.code,
        "place": one.place,
        "level": one.level,
        "repair": one.repair,
        "message": _sentence(one),
    }


def _sentence(one: Finding) -> str:
    from ui.locale.wording import doctor
    from ui.locale.wording.template import words

    template = doctor.FINDINGS.get(one.code)
    return words(template, {"place": one.place}) if template else one.code.replace("_", " ")


def _check_text(checks: list[dict[str, Any]], found: list[Finding], repaired: int) -> str:
    from ui.locale.wording import doctor
    from ui.locale.wording.template import words

    rows = [
        (words(doctor.PARTS[one["name"]], {}), _("whole") if one["whole"] else _("damaged"), one["detail"])
        for one in checks
    ]
    lines = []
    for one in found:
        line = f"• {_sentence(one)}"
        if one.repair:
            line += " " + _("Repair: {what}.").format(what=words(doctor.REPAIRS[one.repair], {}))
        lines.append(line)
    parts = [table((_("Part"), _("State"), _("Where")), rows, longest=100), "\n".join(lines)]
    if repaired:
        parts.append(_("Repaired: {count}.").format(count=repaired))
    elif any(one.repair and one.repair != "restore_backup" for one in found):
        parts.append(_("Repeat it with --repair to repair what can be."))
    return paragraphs(*(part for part in parts if part))


def _plan_text(planned: Plan) -> str:
    from ui.locale import text

    lines = [
        _("In {folder}: {size}, with all backups there.").format(folder=planned.folder, size=text.size(planned.size))
    ]
    lines += [_("A backup in {folder}.").format(folder=one) for one in planned.copies]
    return "\n".join(lines)


def _erased_text(planned: Plan, done: Erased) -> str:
    from ui.locale import text
    from ui.locale.wording import doctor
    from ui.locale.wording.template import words

    first = _("Destroyed: {keys} headers with the wrapped keys, then {files} files, {size} in all.")
    lines = [first.format(keys=text.count(done.keys), files=text.count(done.files), size=text.size(done.size))]
    if not done.is_keyring_cleared:
        lines.append(_("The keyring could not be reached; what it holds opens nothing any more."))
    lines += [_("Not removed: {path} ({reason})").format(path=path, reason=reason) for path, reason in done.left]
    lines += [_("Not there now, so not erased: {path}").format(path=path) for path in planned.away]
    if planned.exports:
        lines.append(_("Files written out of the vault earlier: {count}.").format(count=text.count(planned.exports)))
    lines.append(_("No program can reach:"))
    lines += [f"• {words(doctor.UNREACHABLE[code], {})}" for code in planned.unreachable]
    return "\n".join(lines)
