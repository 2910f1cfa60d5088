"""The errors that a person can act on.

An error carries a code, the values that its wording needs, the place and the next step as a code; the user
interface words it in the person's language. Anything that is not a `HubError` is a defect of the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.domain.outgoing import Outgoing


class HubError(Exception):
    """Something the person can act on.

    code: snake_case, stable, names what happened ("wrong_passphrase").
    values: what the wording needs, by name.
    where: the place: file, line, path, account … whatever applies.
    next_step: code of what to do now; empty when the code says it already.
    """

    def __init__(
        self, code: str, *, where: Mapping[str, object] | None = None, next_step: str = "", **values: object
    ) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.where: dict[str, object] = dict(where or {})
        self.next_step = next_step

    def __str__(self) -> str:
        details = ", ".join(f"{k}={v!r}" for k, v in {**self.where, **self.values}.items())
        return f"{self.code}({details})"


class StatementError(HubError):
    """A file can't be read as a statement: where holds file, line; values the reason."""


class LedgerError(HubError):
    """A change would make the ledger wrong (a split that does not add up, an unknown account …)."""


class QueryError(HubError):
    """A search or rule text is not understood; where holds the position in the text."""


class CaseError(HubError):
    """A comparison case is not usable; where holds the JSON path."""


class NotYet(HubError):
    """A well-formed request uses a feature that this version does not have; values name it."""


class PackError(HubError):
    """A pack (terms, offers, profiles) can't be used; where holds file and JSON path."""


class NetworkError(HubError):
    """A granted request failed on its way or was refused by the rules of the gate."""


class VaultError(HubError):
    """The vault can't be opened, made or written."""


class WrongPassphrase(VaultError):
    """No slot opens with what was given. Never says which part was wrong."""


class VaultTooNew(VaultError):
    """Made by a newer version of the program; nothing was touched."""


class VaultDamaged(VaultError):
    """Header or database is not what was written; nothing was touched."""


class VaultBusy(VaultError):
    """Another process holds the vault."""


class ConsentNeeded(HubError):
    """Data is about to leave and no grant covers it. Holds the exact outgoing bytes for the person to see."""

    def __init__(self, outgoing: Outgoing) -> None:
        super().__init__("consent_needed", purpose=outgoing.purpose, recipient=outgoing.recipient)
        self.outgoing = outgoing


class Cancelled(Exception):
    """The person stopped the work; silent."""
