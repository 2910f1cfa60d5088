"""Names of categories: those a vault starts with are codes that the language words, the person's own stay."""

from __future__ import annotations

from hub.domain.transaction import Category
from ui.locale import wording


def category_name(category: Category) -> str:
    """The name of a category as the person reads it."""
    return wording.category(category.name) or category.name
