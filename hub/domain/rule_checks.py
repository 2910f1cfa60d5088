"""Rules that can't be kept: those that do nothing, never match, contradict another one, or change things in a circle.

A circle: what one rule makes of a transaction is what another one surely turns back ("payee A → B" and "payee B → A"),
so that applying the rules never comes to rest. Only what is sure is refused: a query that also asks for something
that the rules leave alone may match or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hub.domain import rule_parts
from hub.domain.errors import LedgerError, QueryError
from hub.domain.query import All, Amount, AnyOf, Has, Is, Node, Not, On, Text, category_holds
from hub.domain.search import parse
from hub.domain.text import fold
from hub.domain.transaction import Category, Rule


class _After(NamedTuple):
    """What is known of a transaction after a rule; None = nothing is known."""

    payee: str | None
    category: Category | None
    tags: frozenset[str]


class _Read(NamedTuple):
    """A rule with its tree."""

    rule: Rule
    root: Node


def refuse(rule: Rule, others: Iterable[Rule], categories: Mapping[int, Category], today: date) -> None:
    """QueryError or LedgerError when a rule can't be kept beside the others; nothing when it can.

    Codes: rule_matches_everything, rule_never_matches, rule_does_nothing, rule_splits_and_sorts, those of
    `rule_parts.check`, rule_contradicts and rule_loops with the other rules' positions.
    """
    query = parse(rule.query, today)
    if query.is_everything:
        raise QueryError("rule_matches_everything", where={"position": 0, "token": ""})
    if not (rule.category_id is not None or rule.payee or rule.tags or rule.parts):
        raise LedgerError("rule_does_nothing", where={"field": "category"})
    if rule.parts and rule.category_id is not None:
        raise LedgerError("rule_splits_and_sorts", where={"field": "category"})
    rule_parts.check(rule.parts)
    if _is_empty(query.root):
        raise QueryError("rule_never_matches", where={"position": 0, "token": rule.query})
    if rule.is_enabled:
        enabled = [one for one in others if one.is_enabled and one.id != rule.id]
        _refuse_contradiction(rule, query.root, enabled, today)
        _refuse_circle(_Read(rule, query.root), list(_read(enabled, today)), categories)


def _read(rules: Iterable[Rule], today: date) -> Iterator[_Read]:
    for one in rules:
        try:
            yield _Read(one, parse(one.query, today).root)
        except QueryError:
            continue  # decides nothing, so that it stands in nobody's way


def _refuse_contradiction(rule: Rule, root: Node, others: Sequence[Rule], today: date) -> None:
    for other in _read(others, today):
        if _plain(other.root) != _plain(root):
            continue
        first, second = other.rule, rule
        sorts_twice = _differ(first.category_id, second.category_id) or _differ(first.payee, second.payee)
        if sorts_twice or (first.parts and second.category_id) or (second.parts and first.category_id):
            raise LedgerError("rule_contradicts", where={"rule": first.id}, position=first.position, query=first.query)


def _differ(one: object, other: object) -> bool:
    return bool(one) and bool(other) and one != other


def _plain(node: Node) -> object:
    """The tree without the order of its parts."""
    match node:
        case All(parts) | AnyOf(parts):
            return type(node), frozenset(_plain(part) for part in parts)
        case Not(part):
            return Not, _plain(part)
    return node


def _refuse_circle(new: _Read, others: Sequence[_Read], categories: Mapping[int, Category]) -> None:
    """Walk from the new rule along sure changes; back at it = a circle."""
    path: list[_Read] = []
    seen: set[int] = set()

    def walk(at: _Read) -> bool:
        after = _after(at.rule, categories)
        for one in (new, *others):
            if one.rule.id == at.rule.id or not (_changes(one.rule, after) and _holds(one.root, after)):
                continue
            if one is new:
                return True
            if one.rule.id not in seen:
                seen.add(one.rule.id)
                path.append(one)
                if walk(one):
                    return True
                path.pop()
        return False

    if walk(new):
        raise LedgerError("rule_loops", where={"rule": path[0].rule.id}, queries=[one.rule.query for one in path])


def _after(rule: Rule, categories: Mapping[int, Category]) -> _After:
    category = categories.get(rule.category_id) if rule.category_id is not None else None
    return _After(rule.payee, category, frozenset(rule.tags))


def _changes(rule: Rule, after: _After) -> bool:
    payee = rule.payee and after.payee and rule.payee != after.payee
    category = rule.category_id and after.category and rule.category_id != after.category.id
    return bool(payee or category)


def _holds(node: Node, after: _After) -> bool | None:
    """Whether a query surely holds (True), surely not (False), or nobody knows."""
    match node:
        case All(parts):
            answers = [_holds(part, after) for part in parts]
            return False if False in answers else None if None in answers else True
        case AnyOf(parts):
            answers = [_holds(part, after) for part in parts]
            return True if True in answers else None if None in answers else False
        case Not(part):
            inner = _holds(part, after)
            return None if inner is None else not inner
        case Text(text, field):
            return _text_holds(text, field, after)
        case Has("category"):
            return True if after.category is not None else None
        case Is("uncategorised"):
            return False if after.category is not None else None
    return None


def _text_holds(text: str, field: str | None, after: _After) -> bool | None:
    if field == "tag":
        return True if any(text in fold(tag) for tag in after.tags) else None
    if field == "category":
        return None if after.category is None else category_holds(text, after.category.name, after.category.name)
    if field in {"payee", None} and after.payee is not None:
        is_part = text in fold(after.payee)
        return is_part if field == "payee" or is_part else None
    return None


def _is_empty(node: Node) -> bool:
    """Whether no transaction can match: parts that exclude each other."""
    if isinstance(node, AnyOf):
        return all(_is_empty(part) for part in node.parts)
    if not isinstance(node, All):
        return False
    plain = {_plain(part) for part in node.parts}
    excluded = any(isinstance(part, Not) and _plain(part.part) in plain for part in node.parts)
    states = {part.word for part in node.parts if isinstance(part, Is)}
    is_torn = (
        len(states & {"income", "spending", "transfer"}) > 1 or len(states & {"pending", "booked", "reconciled"}) > 1
    )
    return excluded or is_torn or _is_gap(node.parts) or any(_is_empty(part) for part in node.parts)


def _is_gap(parts: Sequence[Node]) -> bool:
    """Whether amounts or days leave nothing between them."""
    days = [part for part in parts if isinstance(part, On)]
    first, last = [one.first for one in days if one.first], [one.last for one in days if one.last]
    if first and last and max(first) > min(last):
        return True
    for is_signed in (False, True):
        amounts = [part for part in parts if isinstance(part, Amount) and part.is_signed == is_signed]
        low = max(((one.low, one.low_strict) for one in amounts if one.low is not None), default=None)
        high = min(((one.high, not one.high_strict) for one in amounts if one.high is not None), default=None)
        if low and high and (low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1]))):
            return True
    return False
