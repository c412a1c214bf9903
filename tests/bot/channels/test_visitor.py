from __future__ import annotations

import base64
import json
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.visitor import (
    TOKEN_VALID_S,
    IdentityInvalid,
    VisitorDesk,
    identity_jwt,
    user_hash,
)
from bot.domain.message import Identity

NOW = 1_800_000_000.0
SECRET = "visitor-secret-visitor-secret-vis"
SHOP = "identity-secret-identity-secret-i"


def desk(now: float = NOW, **changes: Any) -> VisitorDesk:
    arguments: dict[str, Any] = {
        "secrets_": [SECRET],
        "identity_secrets": [SHOP],
        "clock": lambda: now,
        **changes,
    }
    return VisitorDesk(arguments.pop("widget_id", "shop"), **arguments)


def test_a_token_brings_the_same_visitor_back() -> None:
    first = desk().admit(None, None)
    again = desk(NOW + 60).admit(first.token, None)
    assert again == first
    assert first.sender == f"v-{first.visitor_id}"
    assert desk().admit(None, None).visitor_id != first.visitor_id


def test_a_token_is_renewed_after_a_day_and_ends_after_half_a_year() -> None:
    first = desk().admit(None, None)
    later = desk(NOW + 2 * 86_400).admit(first.token, None)
    assert later.visitor_id == first.visitor_id
    assert later.token != first.token
    gone = desk(NOW + TOKEN_VALID_S + 1).admit(first.token, None)
    assert gone.visitor_id != first.visitor_id


def test_a_token_is_bound_to_its_widget_and_its_secret() -> None:
    first = desk().admit(None, None)
    for other in (desk(widget_id="other"), desk(secrets_=["another secret"])):
        assert other.admit(first.token, None).visitor_id != first.visitor_id


def test_the_old_secret_still_counts_while_it_is_changed() -> None:
    first = desk().admit(None, None)
    changed = desk(secrets_=["new secret", SECRET])
    assert changed.admit(first.token, None).visitor_id == first.visitor_id


def test_no_secret_no_widget() -> None:
    for secrets in ([], [""]):
        with pytest.raises(ValueError, match="no secret"):
            desk(secrets_=secrets)


def test_no_flipped_bit_of_a_token_is_accepted() -> None:
    first = desk().admit(None, None)
    raw = first.token.encode()
    for index in range(len(raw)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[index] ^= 1 << bit
            token = flipped.decode("latin-1")
            assert desk().admit(token, None).visitor_id != first.visitor_id


@given(st.text(max_size=200))
def test_no_text_is_a_token(text: str) -> None:
    assert len(desk().admit(text, None).visitor_id) == 32


def test_a_signed_jwt_makes_a_customer() -> None:
    known = Identity("C1001", "mara@example.com", "Mara")
    token = identity_jwt(SHOP, "shop", known, now=NOW)
    visitor = desk().admit(None, {"jwt": token})
    assert visitor.identity == known
    assert visitor.sender.startswith("c-")
    assert "C1001" not in visitor.sender


def test_a_customer_is_the_same_on_every_device() -> None:
    token = identity_jwt(SHOP, "shop", Identity("C1001"), now=NOW)
    hashed = {"identifier": "C1001", "user_hash": user_hash(SHOP, "C1001")}
    assert desk().admit(None, {"jwt": token}).sender == desk().admit(None, hashed).sender
    other = {"identifier": "C1002", "user_hash": user_hash(SHOP, "C1002")}
    assert desk().admit(None, other).sender != desk().admit(None, hashed).sender


def test_unsigned_attributes_beside_a_hash_are_not_believed() -> None:
    visitor = desk().admit(
        None,
        {"identifier": "C1", "user_hash": user_hash(SHOP, "C1"), "email": "boss@shop.example"},
    )
    assert visitor.identity == Identity("C1")


def signed(claims: dict[str, Any], secret: str = SHOP, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm)


GOOD = {"sub": "C1", "aud": "shop", "iat": NOW, "exp": NOW + 600}


def unsigned() -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(GOOD)}."


@pytest.mark.parametrize(
    "identity",
    [
        {"jwt": unsigned()},
        {"jwt": signed(GOOD, "wrong secret wrong secret wrong s")},
        {"jwt": signed(GOOD, SHOP * 2, "HS512")},
        {"jwt": signed({**GOOD, "aud": "other"})},
        {"jwt": signed({**GOOD, "exp": NOW - 61})},
        {"jwt": signed({**GOOD, "exp": NOW + 3700})},
        {"jwt": signed({**GOOD, "iat": NOW + 100})},
        {"jwt": signed({**GOOD, "nbf": NOW + 100})},
        {"jwt": signed({key: GOOD[key] for key in ("sub", "aud", "iat")})},
        {"jwt": signed({key: GOOD[key] for key in ("sub", "iat", "exp")})},
        {"jwt": signed({key: GOOD[key] for key in ("aud", "iat", "exp")})},
        {"jwt": signed({**GOOD, "sub": ""})},
        {"jwt": signed({**GOOD, "sub": "C1\n"})},
        {"jwt": "a.b.c"},
        {"jwt": ""},
        {"jwt": "ü"},
        {"jwt": 5},
        {"jwt": {"a": 1}},
        {"jwt": "x" * 5000},
        {"identifier": "C1"},
        {"identifier": "C1", "user_hash": ""},
        {"identifier": "C1", "user_hash": "0" * 64},
        {"identifier": "C2", "user_hash": user_hash(SHOP, "C1")},
        {"identifier": 5, "user_hash": user_hash(SHOP, "5")},
        {"identifier": "", "user_hash": user_hash(SHOP, "")},
        {"identifier": "C1", "user_hash": ["x"]},
        {"email": "a@b.c"},
    ],
)
def test_no_unsigned_or_stale_identity_is_believed(identity: dict[str, Any]) -> None:
    with pytest.raises(IdentityInvalid):
        desk().admit(None, identity)


def test_huge_times_are_refused() -> None:
    for value in (10**400, -(10**400), "1", True, None):
        with pytest.raises(IdentityInvalid):
            desk().admit(None, {"jwt": signed_raw({**GOOD, "exp": value})})


def signed_raw(claims: dict[str, Any]) -> str:
    # PyJWT checks the types of times when it encodes; an attacker does not
    return jwt.api_jws.encode(json.dumps(claims).encode(), SHOP, "HS256")


def test_without_a_secret_of_the_shop_nobody_is_a_customer() -> None:
    hashed = {"identifier": "C1", "user_hash": user_hash("", "C1")}
    for secrets in ([], [""]):
        with pytest.raises(IdentityInvalid):
            desk(identity_secrets=secrets).admit(None, hashed)
