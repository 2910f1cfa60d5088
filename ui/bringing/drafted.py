"""A preview survives a lock: which files, and everything that was chosen against the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hub.domain.draft import Draft
from hub.domain.transaction import BY_HAND
from hub.services.choosing import Choices
from hub.services.imports import Part, Preview
from hub.services.recognising import NewAccount
from ui.bringing import changing
from ui.bringing.changing import Place
from ui.drafting import Content
from ui.screen import Context


def resume(context: Context, draft: Draft) -> None:
    """Look at the same files again, with the same choices."""
    context.frame.navigate("bring", draft=draft)


def content_of(paths: Sequence[Path], choices: Choices, preview: Preview | None) -> Content:
    """What was chosen, as JSON; empty without files."""
    if not paths:
        return {}
    parts = _parts(preview) if preview is not None else []
    return {
        "paths": [str(one) for one in paths],
        "account_name": choices.account_name,
        "accounts": [[name, number, account_id] for (name, number), account_id in choices.accounts.items()],
        "answers": {name: dict(answers) for name, answers in choices.answers.items()},
        "flipped": sorted(map(list, choices.flipped)),
        "categories": [
            [*place, line, as_.category_id]
            for place, part in parts
            for line, as_ in enumerate(part.sorted_as)
            if as_.by == BY_HAND
        ],
        "names": [
            [*place, part.account.name, part.account.kind]
            for place, part in parts
            if isinstance(part.account, NewAccount)
        ],
    }


def paths_of(content: Content) -> list[Path]:
    """The files."""
    return [Path(one) for one in content["paths"]]


def choices_of(content: Content) -> Choices:
    """What decides how the files are read and marked."""
    return Choices(
        content["account_name"],
        {(name, number): account_id for name, number, account_id in content["accounts"]},
        content["answers"],
        frozenset((name, number, line) for name, number, line in content["flipped"]),
    )


def applied(preview: Preview, content: Content) -> Preview:
    """The preview with the categories and names that were given by hand; of files that changed, what still fits."""
    known = dict(_parts(preview))
    for file, number, line, category_id in content["categories"]:
        place = (file, number)
        if place in known and line < len(known[place].sorted_as):
            preview = changing.categorise(preview, place, line, category_id)
    for file, number, name, kind in content["names"]:
        if (file, number) in known:
            preview = changing.name_account(preview, (file, number), name, kind)
    return preview


def _parts(preview: Preview) -> list[tuple[Place, Part]]:
    return [((at, number), part) for at, file in enumerate(preview.files) for number, part in enumerate(file.parts)]
