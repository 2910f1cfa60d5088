"""A session with a vault full of canaries, for a look at everything it writes.

Arguments: folder of the vault, folder of the files to bring in. The passphrase is the first line of standard input.
"""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import text

from hub.domain.draft import Draft
from hub.domain.errors import HubError
from hub.services import accounts, attachments, backup, bills, drafts, history, imports, ledger, rules, settings
from storage import engine
from storage.vault import Vault
from ui import faults

WORDS = [f"kanarie{number}zeisig" for number in range(34)]
IBAN = "GB29NWBK60161331926819"
RECEIPT = "%PDF receipt over papagei"
TODAY = date(2026, 11, 21)


def _say_a_crash(log: Path, word: str) -> None:
    """A defect with a canary in its message and its variables, as the window would write it down."""
    held = {word: 1}
    try:
        held[word + word]
    except KeyError as error:
        faults.record(error, log)


def main(folder: Path, files: Path) -> None:
    """Unlock, bring in, search, sort on disk, undo, attach, back up, and die in the middle of a write."""
    engine._SETTINGS["temp_store"] = "FILE"
    vault = Vault.open(folder, sys.stdin.readline().rstrip("\n"))
    imports.accept(vault, imports.preview(vault, [files / "bank.csv"]))
    (account, *_others) = accounts.positions(vault)
    accounts.add(vault, WORDS[20], "cash", "EUR", number=IBAN)
    added = ledger.add(vault, account.account.id, TODAY, -4929123, WORDS[21], notes=WORDS[22])
    ledger.tag(vault, [added][0], [WORDS[23]])
    attachments.add(vault, added, files / "receipt.pdf")
    ledger.find(vault, f"payee:{WORDS[3]}", TODAY)
    with vault.read() as connection:
        query = text(
            "SELECT * FROM transactions a JOIN transactions b ON a.id < 120 ORDER BY a.raw || b.payee || a.folded"
        )
        connection.execute(text("PRAGMA cache_size = 10"))
        connection.execute(query).fetchmany(5)
    ledger.remove(vault, [added])
    history.undo_last(vault)
    with contextlib.suppress(HubError):
        ledger.find(vault, "payee:(", TODAY)
    drafts.keep(vault, [Draft("bill", "", {"biller": WORDS[25], "notes": WORDS[26]})])
    settings.remember(vault, "filter", WORDS[27])
    rules.add(vault, f'payee:"{WORDS[28]}"', None, WORDS[32], TODAY, apply=True)
    bills.add(vault, WORDS[29], TODAY, -4929123, "EUR", notes=WORDS[30])
    _say_a_crash(Path(os.environ["HOME"]) / "faults.log", WORDS[31])
    backup.make(vault)
    print(vault.access.database_key())  # noqa: T201 - for the search
    sys.stdout.flush()
    with vault.write("never finished") as write:
        write.connection.execute(text("UPDATE accounts SET notes = :notes"), {"notes": WORDS[24]})
        sys.exit(3)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
