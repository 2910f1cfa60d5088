"""What the tests of the storage layer write and read."""

from __future__ import annotations

from storage.vault import Vault

PASSPHRASE = "three green apples"


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
