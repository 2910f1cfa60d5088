"""Makes the golden vault of the version at hand: `python tests/storage/make_golden.py`.

One for each schema version stays for ever; that of a version that is not released yet is made anew when the tables
change. Beside the vault lies what it holds, so that any later version and any other engine can be held to it.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from hub.domain.transaction import Split
from hub.services import access, accounts, attachments, history, ledger, vaults
from storage import figures, keys, migrations
from storage.vault import Vault

GOLDEN = Path(__file__).with_name("golden")
PASSPHRASE = "سه سیب سبز"
RECOVERY_CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"
PAPER = b"%PDF-1.4 a receipt over 12.50\n" * 3000


def main() -> None:
    """Replace the golden vault of this version."""
    target = GOLDEN / f"v{migrations.VERSION}"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        with vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
            fill(vault, Path(place))
            held = _held(vault)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("vault.lock", "backups"))
    target.with_suffix(".json").write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", "utf-8")


def fill(vault: Vault, place: Path) -> None:
    """A little of everything: scripts, splits, tags, a receipt, something undone, something deleted."""
    code = code_with_check()
    access.keep_recovery_code(vault, code, code)
    current = accounts.add(vault, "Girokonto Zürich", "current", "EUR", opening=123_456)
    yen = accounts.add(vault, "日本円", "cash", "JPY")
    rial = accounts.add(vault, "حساب", "savings", "IRR", opening=-5)
    ids = [
        ledger.add(vault, account, date(2026, 1, day), amount, payee)
        for account, day, amount, payee in (
            (current, 1, -350, "Bäckerei"),
            (current, 2, -9_876_543_210, "House"),
            (yen, 3, 1200, "おつり"),
            (rial, 4, -999_999_999_999_999, "فروشگاه"),
            (current, 5, -1250, "To be deleted"),
        )
    ]
    category = ledger.categories(vault)[0].id
    ledger.split(vault, ids[0], [Split(0, category, -300, "bread"), Split(0, None, -50)])
    ledger.tag(vault, ids[1], ["big"])
    ledger.set_category(vault, [ids[2]], category, date(2026, 2, 1))
    paper = place / "receipt.pdf"
    paper.write_bytes(PAPER)
    attachments.add(vault, ids[0], paper, now=datetime(2026, 1, 1, tzinfo=UTC))
    ledger.remove(vault, [ids[4]])
    ledger.tag(vault, ids[1], ["undone"])
    history.undo_last(vault)


def code_with_check() -> str:
    """The recovery code with its check symbol."""
    return next(code for sign in keys._CHECK if keys.recovery_secret(code := f"{RECOVERY_CODE}-{sign}"))


def _held(vault: Vault) -> dict[str, object]:
    with vault.read() as connection:
        read = figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])
    return {"figures": read.as_json()}


if __name__ == "__main__":
    main()
