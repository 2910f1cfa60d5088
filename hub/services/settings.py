"""What the person set, and small things the windows remember."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from hub.domain.errors import HubError
from hub.domain.settings import Settings
from storage import settings as rows
from storage.vault import Vault

NOT_NOW_DAYS = 7


def load(vault: Vault) -> Settings:
    """All settings."""
    with vault.read() as connection:
        return rows.load(connection)


def change(vault: Vault, **values: Any) -> Settings:
    """Change settings; HubError when a value is not one of the choices or of another type."""
    by_name = {f.name: f for f in fields(Settings)}
    for name, value in values.items():
        known = by_name.get(name)
        if known is None:
            raise HubError("unknown_setting", where={"setting": name}, known=sorted(by_name))
        choices = known.metadata["choices"]
        if type(value) is not type(known.default) or (choices and value not in choices):
            raise HubError("bad_setting", where={"setting": name}, value=value, choices=list(choices))
    with vault.write("settings", values={"names": sorted(values)}, topics=("settings",), undoable=False) as write:
        for name, value in values.items():
            rows.put(write.connection, name, value)
        return rows.load(write.connection)


def remembered(vault: Vault, name: str) -> Any:
    """Something a window remembered, None when it did not yet."""
    with vault.read() as connection:
        return rows.get(connection, f"window.{name}")


def remember(vault: Vault, name: str, value: Any) -> None:
    """Remember something for a window; no step of undo."""
    with vault.write("remember", undoable=False) as write:
        rows.put(write.connection, f"window.{name}", value)


def put_off(vault: Vault, key: str, today: date) -> None:
    """ "Not now" for an insight: it comes back after a week."""
    with vault.write("not_now", topics=("insights",)) as write:
        rows.dismiss(write.connection, key, today + timedelta(days=NOT_NOW_DAYS))


def never(vault: Vault, key: str) -> None:
    """ "Never" for an insight."""
    with vault.write("never", topics=("insights",)) as write:
        rows.dismiss(write.connection, key, None)
