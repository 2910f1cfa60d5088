"""What the screen reads from the vault. Runs on workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.domain.settings import Settings
from hub.domain.transaction import Batch, Rule
from hub.services import accounts, imports, ledger, profiles, rules, settings
from hub.services.profiles import Profile
from hub.services.vaults import Facts, Vault, facts
from ui.transactions.naming import category_name


@dataclass(frozen=True, slots=True)
class Shown:
    """Settings, imports newest first, rules in their order; accounts and categories by id, by their names."""

    settings: Settings
    batches: tuple[Batch, ...]
    rules: tuple[Rule, ...]
    accounts: Mapping[int, str]
    categories: Mapping[int, str]
    facts: Facts
    profiles: tuple[Profile, ...] = ()


def read(vault: Vault) -> Shown:
    """Everything for one look."""
    return Shown(
        settings=settings.load(vault),
        batches=tuple(imports.history(vault)),
        rules=tuple(rules.all_rules(vault)),
        accounts={one.account.id: one.account.name for one in accounts.positions(vault)},
        categories={one.id: category_name(one) for one in ledger.categories(vault)},
        facts=facts(vault),
        profiles=tuple(profiles.all_profiles(vault)),
    )
