"""Packs of terms: signed, pinned, never going back, and silent about the person."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, LargeBinary, insert
from sqlalchemy.exc import IntegrityError

from hub.domain.errors import PackError
from hub.services import history, outbound, publishers, sharing, signing, templates, terms, trying
from storage.schema import metadata
from storage.vault import Vault

TODAY = date(2026, 11, 19)
CARD = {"id": "gold", "name": "Gold", "kind": "credit_card", "rules": [{"id": "b", "kind": "base", "rate": "0.01"}]}
CANARY = "Zqxj Kanarienvogel"


def pack(version: int = 1, rate: str = "0.01", secret: bytes | None = None, name: str = "Club") -> dict[str, Any]:
    product = {**CARD, "rules": [{"id": "b", "kind": "base", "rate": rate}]}
    made = {"format": terms.FORMAT, "name": name, "version": version, "terms": {"products": [product]}}
    return made if secret is None else signing.sign_with(secret, made)


def rate(vault: Vault) -> str:
    return str(terms.versions(vault, "gold")[0]["rules"][0]["rate"])


def refused(vault: Vault, document: dict[str, Any]) -> str:
    before = rate(vault)
    with pytest.raises(PackError) as caught:
        terms.import_document(vault, document, "club")
    assert rate(vault) == before
    return caught.value.code


def test_a_publisher_s_key_is_pinned_and_versions_only_rise(vault: Vault) -> None:
    key, other = (Ed25519PrivateKey.generate().private_bytes_raw() for _ in range(2))
    terms.import_document(vault, pack(3, "0.01", key), "club")
    assert refused(vault, pack(4, "0.05", other)) == "key_changed"
    assert refused(vault, pack(4, "0.05")) == "signature_missing"
    assert refused(vault, pack(2, "0.05", key)) == "pack_older"
    assert refused(vault, pack(3, "0.05", key)) == "same_version"
    forged = {**pack(4, "0.01", key), "terms": pack(4, "0.05")["terms"]}
    assert refused(vault, forged) == "forged"
    assert refused(vault, {**pack(4, "0.05", key), "version": True}) == "forged"
    terms.import_document(vault, pack(3, "0.01", key), "club")
    terms.import_document(vault, pack(4, "0.02", key), "club")
    assert rate(vault) == "0.02"


def test_a_key_is_forgotten_after_a_look_at_its_fingerprint_and_comes_back_by_undo(vault: Vault) -> None:
    key, other = (Ed25519PrivateKey.generate().private_bytes_raw() for _ in range(2))
    first = pack(3, "0.01", key)
    terms.import_document(vault, first, "club")
    shown = signing.fingerprint(first["key"])
    assert [(one.kind, one.name, one.key) for one in publishers.listed(vault)] == [("terms", "Club", shown)]
    for name, fingerprint, code in (("Club", "0123 4567 89ab cdef", "other_key"), ("Nobody", shown, "no_such_key")):
        with pytest.raises(PackError, match=code):
            publishers.forget(vault, name, fingerprint)
    assert refused(vault, pack(4, "0.05", other)) == "key_changed"
    publishers.forget(vault, "Club", shown.replace(" ", "").upper())
    assert publishers.listed(vault) == []
    history.undo_last(vault)
    assert refused(vault, pack(4, "0.05", other)) == "key_changed"
    history.redo(vault)
    assert refused(vault, pack(2, "0.05", other)) == "pack_older"  # who signs may change, the version never goes back
    terms.import_document(vault, pack(4, "0.05", other), "club")
    assert rate(vault) == "0.05"
    assert refused(vault, pack(5, "0.01", key)) == "key_changed"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
@settings(max_examples=60)
def test_a_signature_covers_every_part(inside: object) -> None:
    key = bytes(range(32))
    signed = signing.sign_with(key, {"format": "x", "inside": inside})
    assert signing.verified_key(json.loads(json.dumps(signed))) == signed["key"]
    with pytest.raises(PackError, match="forged"):
        signing.verified_key({**signed, "inside": [inside, "more"]})


def fill_with_canaries(vault: Vault) -> int:
    """How many rows: a canary in every text of every table, and in terms wherever a person can type."""
    name = terms.add_programme(vault, CANARY, Decimal("0.004"))
    texts = {"name": CANARY, "note": CANARY, "source": CANARY, "issuer": CANARY, "network": CANARY}
    rule = {"id": "Kanarienvogel-r", "kind": "base", "rate": "1", "programme": name, "note": CANARY,
            "caps": ["Kanarienvogel-c"]}  # fmt: skip
    cap = {"id": "Kanarienvogel-c", "basis": "units", "amount": "100", "period": "calendar_month", "note": CANARY}
    plain = {**texts, "rules": [rule], "caps": [cap]}
    terms.put_instrument(vault, CANARY, "credit_card", None, plain, note=CANARY)
    shop = {"id": "s", "kind": "replace", "rate": "2", "match": {"any": [{"merchant": [CANARY]}]}}
    terms.put_instrument(vault, CANARY, "credit_card", None, {"rules": [shop]}, "with-a-shop")
    own = {"id": "c", "kind": "replace", "rate": "2", "match": {"not": {"category": [CANARY]}}}
    terms.put_instrument(vault, CANARY, "credit_card", None, {"rules": [own]}, "with-a-category")
    kept = ("packs", "products", "instruments", "programmes", "settings", "signing_keys", "disclosures", "grants")
    filled = 0
    with vault.write("test", values={}, topics=()) as write:
        for table in metadata.sorted_tables:
            if table.name not in kept:
                row = {one.name: name if one.name == "programme" else _canary(one.type) for one in table.columns}
                with suppress(IntegrityError):  # what belongs to a pack has none to belong to
                    filled += write.connection.execute(insert(table).values(**row).prefix_with("OR IGNORE")).rowcount
    return filled


def _canary(kind: Any) -> object:
    if isinstance(kind, Date):
        return TODAY
    if isinstance(kind, LargeBinary):
        return CANARY.encode()
    return 1 if isinstance(kind, Integer | Boolean) else CANARY


def test_a_pack_says_nothing_about_the_person(vault: Vault, tmp_path: Path) -> None:
    assert fill_with_canaries(vault) > 25
    path = tmp_path / "shared.json"
    written = sharing.export_pack(vault, path)
    text = path.read_text()
    assert "kanarienvogel" not in text.casefold()
    assert set(written.left_out) == {"with-a-shop", "with-a-category"}
    made = json.loads(text)
    (product,) = made["terms"]["products"]
    assert (product["id"], product["rules"][0]["caps"]) == ("product-1", [product["caps"][0]["id"]])
    assert made["terms"]["programmes"] == [{"id": product["rules"][0]["programme"], "cash_value": "0.004"}]
    assert signing.verified_key(made) == written.key
    assert outbound.disclosures(vault)[-1].body == path.read_bytes()
    with Vault.in_memory() as other:
        assert terms.import_pack(other, path)["products"] == 1


def test_what_a_pack_brought_is_passed_on_as_it_came(vault: Vault, tmp_path: Path) -> None:
    terms.import_document(vault, pack(), "club")
    terms.put_instrument(vault, "Mine", "credit_card", None, {"rules": []}, "mine")
    named = sharing.shareable(vault, names={"mine": "Plain card"})
    assert [one["name"] for one in named.terms["products"]] == ["Gold", "Plain card"]
    assert sharing.shareable(vault, ["gold"]).terms["products"] == [CARD]


def test_versions_follow_each_other_without_a_gap(vault: Vault) -> None:
    terms.put_instrument(vault, "Gold", "credit_card", None, {"rules": CARD["rules"]}, "gold")
    terms.put_version(vault, {**CARD, "valid_from": "2026-06-01"})
    terms.put_version(vault, {**CARD, "valid_from": "2027-01-01", "rules": []})
    ends = [(one.get("valid_from", ""), one.get("valid_to", "")) for one in terms.versions(vault, "gold")]
    assert ends == [("", "2026-05-31"), ("2026-06-01", "2026-12-31"), ("2027-01-01", "")]
    (now,), (then,) = terms.instruments(vault, TODAY), terms.instruments(vault, date(2027, 1, 1))
    assert now.product is not None
    assert then.product is not None
    assert (now.product["valid_from"], then.product["valid_from"]) == ("2026-06-01", "2027-01-01")
    terms.remove_version(vault, "gold", "2026-06-01")
    assert [one.get("valid_to", "") for one in terms.versions(vault, "gold")] == ["2026-12-31", ""]
    with pytest.raises(PackError) as caught:
        terms.put_version(vault, {**CARD, "rules": [{"id": "x", "kind": "base", "rate": "one"}]})
    assert caught.value.where == {"path": "$.rules[0].rate"}


def test_a_removed_way_leaves_no_wallet_that_draws_on_it(vault: Vault) -> None:
    for name in ("a", "b"):
        terms.put_instrument(vault, name, "debit_card", instrument_id=name)
    terms.put_instrument(vault, "Tap", "wallet", None, {"rules": []}, "tap", funding=["a", "b"])
    terms.remove_instrument(vault, "a")
    assert [one.document.get("funding") for one in terms.instruments(vault) if one.id == "tap"] == [["b"]]


@pytest.mark.parametrize("code", templates.templates())
def test_every_template_is_usable_terms(vault: Vault, code: str) -> None:
    product = {"id": code, **templates.templates()[code]}
    terms.check_product(product)
    found = trying.preview(vault, product, Decimal("200.00"), TODAY, "groceries")
    assert (found is None) == (product["kind"] == "bnpl")
