"""What the tests of the storage layer write and read."""

from __future__ import annotations

from storage import keys
from storage.vault import Vault

PASSPHRASE = "three green apples"
CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"
CODE = next(code for sign in keys._CHECK if keys.recovery_secret(code := f"{CODE}-{sign}"))
"""A second way into the vaults of the tests: it costs no key derivation."""


def add_account(vault: Vault, name: str) -> int:
    with vault.write("add_account", values={"name": name}, topics=("accounts",)) as write:
        write.connection.exec_driver_sql(
            "INSERT INTO accounts (name, kind, currency) VALUES (?, 'current', 'EUR')", (name,)
        )
    assert write.operation_id is not None
    return write.operation_id


def account_names(vault: Vault) -> list[str]:
    with vault.read() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM accounts ORDER BY id").scalars())
