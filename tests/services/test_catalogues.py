"""Catalogues of offers: published, fetched over TLS, changed by deltas; those that lie are refused or contained."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from loopback import Server, authority, reply, running

from hub.domain.catalogue import LARGEST
from hub.domain.errors import ConsentNeeded, PackError
from hub.services import catalogues, offers, outbound, regional, sample, settings, signing
from hub.services.offering import publishing
from storage.vault import Vault

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET = bytes(range(32))


def one(number: int, **more: object) -> dict[str, object]:
    plain = {"id": f"o{number}", "merchant": "Grünmarkt", "title": "5 %", "kind": "percent", "value": "0.05"}
    return {**plain, "origin": "portal", **more}


def document(version: int = 1, **more: object) -> dict[str, Any]:
    return {"format": "coffer-offers/1", "name": "Town", "version": version, "offers": [one(1), one(2)], **more}


def signed(version: int = 1, secret: bytes = SECRET, **more: object) -> bytes:
    return json.dumps(signing.sign_with(secret, document(version, **more))).encode()


def ids(vault: Vault) -> set[str]:
    return {view.offer.id for view in offers.matched(vault, TODAY)}


def refused(vault: Vault, content: bytes) -> str:
    before = ids(vault), catalogues.held(vault)
    with pytest.raises(PackError) as caught:
        catalogues.accept(vault, content, TODAY)
    assert (ids(vault), catalogues.held(vault)) == before
    return caught.value.code


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    trusted, served = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with running(served) as found:
        yield found


def test_published_fetched_changed_by_a_delta_tampered_with_and_rolled_back(
    vault: Vault, server: Server, tmp_path: Path
) -> None:
    site, file = tmp_path / "site", tmp_path / "town.json"
    swapped: dict[str, bytes] = {}

    def answer(request: bytes) -> bytes:
        path = request.split(b" ")[1].decode().lstrip("/")
        return reply(swapped.get(path) or (site / path).read_bytes())

    def fetch(path: str) -> regional.CatalogueFile:
        return regional.fetch(vault, "offers", "de", f"{server.address}/{path}", NOW)

    server.answer = answer
    with Vault.in_memory() as shop:
        for version in (5, 6):
            entries = [one(1), one(2)] if version == 5 else [one(2, value="0.10"), one(3)]
            text = json.dumps(document(version, offers=entries, expires_on="2026-12-20", region="de"))
            file.write_text(text, encoding="utf-8")
            made = publishing.publish(shop, file, site, TODAY)
            if version == 5:
                with pytest.raises(ConsentNeeded):
                    fetch("offers/de.json")
                assert server.requests == []
                leaving = regional.outgoing(vault, "offers", "de", f"{server.address}/offers/de.json")
                outbound.grant(vault, leaving, now=NOW)
                assert fetch("offers/de.json").version == 5
                assert ids(vault) == {"o1", "o2"}
                offers.mark(vault, "o2", "tracked")
    assert [path.name for path in made.files] == ["de.json", "de.from-5.json"]
    whole = (site / "offers/de.json").read_bytes()
    swapped["offers/de.from-5.json"] = (site / "offers/de.from-5.json").read_bytes().replace(b"0.10", b"0.99")
    with pytest.raises(PackError, match="forged"):
        fetch("offers/de.from-5.json")
    assert ids(vault) == {"o1", "o2"}
    swapped.clear()
    assert fetch("offers/de.from-5.json").version == 6
    found = {view.offer.id: (str(view.offer.value), view.state) for view in offers.matched(vault, TODAY)}
    assert found == {"o2": ("0.10", "tracked"), "o3": ("0.05", "seen")}
    old = json.loads(whole)
    assert old["version"] == 6
    swapped["offers/de.json"] = signed(
        4, catalogue="offers", region="de", issued=NOW.isoformat(), expires="2027-01-01T00:00:00+00:00"
    )
    with pytest.raises(PackError, match=r"pack_older|key_changed"):
        fetch("offers/de.json")
    assert ids(vault) == {"o2", "o3"}


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("pack_older", lambda: signed(4)),
        ("same_version", lambda: signed(5, offers=[one(9)])),
        ("forged", lambda: signed(6).replace(b'"0.05"', b'"0.50"')),
        ("key_changed", lambda: signed(6, b"x" * 32)),
        ("signature_missing", lambda: json.dumps(document(6)).encode()),
        ("catalogue_expired", lambda: signed(6, expires="2026-11-20T00:00:00+00:00")),
        ("catalogue_other_region", lambda: signed(6, region="fr")),
        ("delta_misfit", lambda: signed(7, delta_from=6)),
        ("bad_version", lambda: signed(0)),
        ("not_a_catalogue", lambda: signed(6, offers={"a": 1})),
        ("other_pack", lambda: signed(6, format="coffer-terms/1")),
        ("not_json", lambda: b"<html>"),
        ("number_not_text", lambda: b'{"format": "coffer-offers/1", "version": 1, "offers": [{"value": 0.5}]}'),
    ],
)
def test_a_catalogue_that_lies_is_refused_and_the_old_one_stays(
    vault: Vault, code: str, content: Callable[[], bytes]
) -> None:
    settings.change(vault, country="DE")
    assert catalogues.accept(vault, signed(5), TODAY).count == 2
    assert refused(vault, content()) == code


def test_a_million_entries_are_refused(vault: Vault) -> None:
    catalogues.accept(vault, signed(1), TODAY)
    assert LARGEST < 1_000_000
    many = b'{"format":"coffer-offers/1","name":"Much","version":2,"offers":[' + b"{}," * 999_999 + b"{}]}"
    assert refused(vault, many) == "catalogue_too_large"


@pytest.mark.parametrize(
    ("reason", "entry"),
    [
        ("matches_everything", one(3, merchant="", match={})),
        ("matches_everything", one(3, merchant="*")),
        ("matches_everything", one(3, merchant="Hotel", match={"country": ["DE"]})),
        ("matches_everything", one(3, merchant="", origin="card", networks=["visa"])),
        ("bad_number", one(3, value="1e9")),
        ("bad_number", one(3, value="5")),
        ("bad_day", one(3, valid_to="2026-13-01")),
        ("bad_condition", one(3, match={"any": [{}]})),
        ("bad_id", one(3, id="a b")),
        ("bad_kind", one(3, kind="luck")),
        ("bad_text", one(3, title="x" * 9_999)),
        ("needs_programme", one(3, kind="points", value="2")),
        ("needs_a_card", one(3, origin="card")),
        ("id_twice", one(1, merchant="Route Station")),
        ("not_an_object", 7),
    ],
)  # fmt: skip
def test_an_entry_that_lies_is_set_aside_and_the_rest_is_used(vault: Vault, reason: str, entry: object) -> None:
    made = catalogues.accept(vault, signed(1, offers=[one(1), entry]), TODAY)
    assert ([aside.reason for aside in made.set_aside], ids(vault)) == ([reason], {"o1"})


def test_a_catalogue_can_not_touch_the_offers_of_another_one(vault: Vault) -> None:
    catalogues.accept(vault, signed(1), TODAY)
    thief = signed(1, b"t" * 32, name="Thief", offers=[one(1, merchant="Route Station"), one(8)])
    made = catalogues.accept(vault, thief, TODAY)
    assert [aside.reason for aside in made.set_aside] == ["id_taken"]
    assert {view.offer.id: view.offer.merchant for view in offers.matched(vault, TODAY)}["o1"] == "Grünmarkt"
    catalogues.remove(vault, "Thief")
    assert ids(vault) == {"o1", "o2"}


def test_a_folder_is_taken_in_by_version_and_once(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(signed(2, delta_from=1, offers=[one(3)], removed=["o1"]))
    (tmp_path / "a.json").write_bytes(signed(1))
    assert [made.version for made in catalogues.accept_file(vault, tmp_path, TODAY)] == [1, 2]
    assert ids(vault) == {"o2", "o3"}
    assert catalogues.accept_file(vault, tmp_path, TODAY) == []


def test_kinds_become_terms_of_a_comparison_and_the_schema_agrees(tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(publishing.schema())
    file = tmp_path / "all.json"
    entries = [
        one(1, kind="cashback"),
        one(2, kind="points", value="2", programme="miles"),
        one(3, kind="multiplier", value="3", base="1", programme="miles", channels=["online"]),
        one(4, uses=2, stack_group="g", commission={"paid_to": "catalogue", "rate": "1.00"}),
    ]
    extra = {
        "coupons": [one(5, code="KERN15")],
        "merchants": [{"name": "Grünmarkt", "ways": ["visa"], "surcharges": {"amex": "0.02"}, "refunds": {"days": 14}}],
        "programmes": [{"id": "miles", "name": "Miles", "cash_value": "0.004"}],
    }
    file.write_text(json.dumps(document(1, offers=entries, **extra)))
    assert publishing.validate(file, TODAY) == []
    with Vault.in_memory() as vault:
        made = catalogues.accept_file(vault, file, TODAY)[0]
        assert (made.count, made.set_aside) == (5, ())
        kinds = {view.offer.id: (view.offer.kind, str(view.offer.value), view.offer.form)
                 for view in offers.matched(vault, TODAY)}  # fmt: skip
    assert kinds["o1"] == ("percent", "0.05", "cashback")
    assert kinds["o3"] == ("percent", "2", "multiplier")
    assert kinds["o5"] == ("percent", "0.05", "coupon")
    file.write_text(json.dumps(sample.sample_catalogue(TODAY)))
    assert publishing.validate(file, TODAY) == []


@pytest.mark.parametrize("broken", [{"offers": [one(1, id="a b")]}, {"merchants": [{}]}, {"expires_on": "2020-01-01"}])
def test_a_wrong_catalogue_is_not_signed(vault: Vault, tmp_path: Path, broken: dict[str, object]) -> None:
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(document(1, **broken)))
    assert publishing.validate(file, TODAY)
    with pytest.raises(PackError, match="catalogue_wrong"):
        publishing.sign(vault, file, tmp_path / "signed.json", TODAY)
    assert not (tmp_path / "signed.json").exists()


def test_what_was_tracked_stays_so_when_the_catalogue_changes(vault: Vault) -> None:
    catalogues.accept(vault, signed(1), TODAY)
    offers.mark(vault, "o1", "tracked", TODAY)
    catalogues.accept(vault, signed(2, offers=[one(1, value="0.06")]), TODAY + timedelta(1))
    assert [(view.offer.id, view.state) for view in offers.matched(vault, TODAY)] == [("o1", "tracked")]
