"""What came of asking for catalogues on the schedule, in a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.locale import N_
from ui.locale.wording import label
from ui.locale.wording.template import words

if TYPE_CHECKING:
    from hub.services.regional import Kept

_SENTENCES = {
    "newer": N_("{kind} for {region}: version {version:plain} is here."),
    "same": N_("{kind} for {region}: nothing newer."),
    "not_allowed": N_("{kind} for {region} were not asked for: {trouble}."),
    "failed": N_("{kind} for {region} could not be fetched: {trouble}. Those you have stay."),
}


def asked_words(one: Kept) -> str:
    """The sentence of one catalogue that was due."""
    values = {
        "kind": label("catalogue_kind", one.file.kind),
        "region": one.file.region.upper(),
        "version": one.file.version,
        "trouble": label("fetch_trouble", one.code or one.result),
    }
    return words(_SENTENCES[one.result], values)
