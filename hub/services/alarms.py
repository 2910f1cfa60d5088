"""Fraud and fee watch: what looks wrong, with its evidence; all right, disputed, or looked at."""

from __future__ import annotations

from datetime import date, timedelta

from babel.core import get_global

from hub.domain.alerts import LOOK_BACK, NEWS_FOR, Alert, alerts
from hub.services import charges, ledger, settings
from storage import evidence
from storage import settings as setting_rows
from storage.vault import Vault

DISPUTED = "disputed"
"""The tag of payments that the person does not accept."""


def waiting(vault: Vault, today: date) -> list[Alert]:
    """What looks wrong and was not put away, newest first."""
    with vault.read() as connection:
        put_away = setting_rows.dismissals(connection)
        doubles = charges.doubles(connection, today)
        fees = frozenset(one.id for one in charges.fees(connection, today))
        rows = evidence.rows(connection, today - timedelta(LOOK_BACK), today)
    found = [
        Alert(
            "double_charge", f"double_charge:{first.id}:{second.id}", second.booked_on, second.payee, -second.amount,
            second.currency, (first.id, second.id),
        )
        for first, second in doubles
        if (today - second.booked_on).days <= NEWS_FOR
    ]  # fmt: skip
    found += alerts(rows, today, _countries(), fees)
    hidden = {key for key, until in put_away.items() if until is None or until > today}
    return sorted((one for one in found if one.key not in hidden), key=lambda one: (one.on, one.ids), reverse=True)


def all_right(vault: Vault, alert: Alert) -> None:
    """Never tell this again."""
    settings.never(vault, alert.key)


def dispute(vault: Vault, alert: Alert) -> None:
    """Tag the payment as disputed and put the alert away; the tag finds it again."""
    payment_id = alert.ids[-1]
    tags = ledger.detail(vault, payment_id).tags
    ledger.tag(vault, payment_id, [*tags, DISPUTED])
    settings.never(vault, alert.key)


def _countries() -> frozenset[str]:
    return frozenset(get_global("territory_zones")) | frozenset(get_global("territory_aliases"))
