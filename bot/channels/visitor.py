"""Who a visitor of the widget is: our token for everybody, the shop's signature for customers.

Visitor token   `v1.<widget id>.<32 hex digits>.<issued, seconds>.<hex HMAC-SHA256>`; made here,
                kept by the browser, valid for 180 days and renewed after one. It names the
                visitor and nothing else, and is bound to one widget.
Identity        a JWT (HS256, `aud` = widget id, valid for at most one hour) or the hex
                HMAC-SHA256 of the customer's id, signed by the shop's own server with a secret
                that it shares with the bot. E-mail and name count only if the JWT carries them.

A customer's conversations hang on the customer and not on the browser, so that the next person
on the same machine does not read them.
"""

from __future__ import annotations

import hmac
import math
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import jwt

from bot.domain.message import Identity

TOKEN_VALID_S = 180 * 86_400
TOKEN_RENEWED_AFTER_S = 86_400
# Clocks of two servers differ; tokens from a little in the future are taken.
CLOCK_SKEW_S = 60
IDENTITY_VALID_S = 3600
MAX_JWT_CHARS = 4096
MAX_CUSTOMER_ID_CHARS = 200

_TOKEN = re.compile(r"v1\.([A-Za-z0-9_-]{1,64})\.([0-9a-f]{32})\.([0-9]{1,12})\.([0-9a-f]{64})")


class IdentityInvalid(ValueError):
    """A signed identity that does not hold; the message says which part."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor, the token that proves it, and the identity if it is a known customer."""

    visitor_id: str
    token: str
    identity: Identity | None = None

    @property
    def sender(self) -> str:
        """Return the sender of this visitor's messages; holds no personal data."""
        if self.identity is None:
            return f"v-{self.visitor_id}"
        return f"c-{sha256(self.identity.customer_id.encode()).hexdigest()[:32]}"


class VisitorDesk:
    """Issues visitor tokens and checks identities for one widget.

    The first of each kind of secret signs, all of them are accepted, so that a secret can be
    changed while visitors are here.
    """

    def __init__(
        self,
        widget_id: str,
        *,
        secrets_: Sequence[str],
        identity_secrets: Sequence[str] = (),
        clock: Callable[[], float],
    ) -> None:
        """Raise ValueError if there is no secret to sign with."""
        if not secrets_ or not all(secrets_):
            raise ValueError("the widget has no secret to sign visitor tokens with")
        self._widget_id = widget_id
        self._secrets = tuple(secret.encode() for secret in secrets_)
        self._identity_secrets = tuple(secret.encode() for secret in identity_secrets if secret)
        self._clock = clock

    def admit(self, token: str | None, identity: Mapping[str, Any] | None) -> Visitor:
        """Return the visitor of a token, or a new one; raises IdentityInvalid."""
        known = self._check_identity(identity) if identity else None
        visitor_id, issued = self._read(token)
        now = self._clock()
        if visitor_id is None:
            visitor_id = secrets.token_hex(16)
            token = self._sign(visitor_id, int(now))
        elif now - issued > TOKEN_RENEWED_AFTER_S:
            token = self._sign(visitor_id, int(now))
        return Visitor(visitor_id, token or "", known)

    def _read(self, token: str | None) -> tuple[str | None, int]:
        match = _TOKEN.fullmatch(token) if isinstance(token, str) else None
        if match is None or match[1] != self._widget_id:
            return None, 0
        issued = int(match[3])
        signed = token_text(match[1], match[2], issued)
        given = bytes.fromhex(match[4])
        if not any(hmac.compare_digest(given, _mac(key, signed)) for key in self._secrets):
            return None, 0
        age = self._clock() - issued
        return (match[2], issued) if -CLOCK_SKEW_S <= age <= TOKEN_VALID_S else (None, 0)

    def _sign(self, visitor_id: str, issued: int) -> str:
        signed = token_text(self._widget_id, visitor_id, issued)
        return f"{signed}.{_mac(self._secrets[0], signed).hex()}"

    def _check_identity(self, identity: Mapping[str, Any]) -> Identity:
        if not self._identity_secrets:
            raise IdentityInvalid("this widget has no secret to check identities with")
        token = identity.get("jwt")
        if token is not None:
            return self._check_jwt(token)
        return self._check_hash(identity.get("identifier"), identity.get("user_hash"))

    def _check_hash(self, identifier: Any, user_hash: Any) -> Identity:
        customer_id = _customer_id(identifier, "identifier")
        if not isinstance(user_hash, str) or not re.fullmatch(r"[0-9a-fA-F]{64}", user_hash):
            raise IdentityInvalid("'user_hash' is not 64 hex digits")
        given = bytes.fromhex(user_hash)
        if not any(
            hmac.compare_digest(given, _mac(key, customer_id)) for key in self._identity_secrets
        ):
            raise IdentityInvalid("'user_hash' does not belong to 'identifier'")
        return Identity(customer_id)

    def _check_jwt(self, token: Any) -> Identity:
        if not isinstance(token, str) or not token.isascii() or len(token) > MAX_JWT_CHARS:
            raise IdentityInvalid("'jwt' is not a JWT")
        claims = self._decode(token)
        self._check_times(claims)
        return Identity(
            _customer_id(claims.get("sub"), "sub"),
            email=_claim(claims, "email"),
            name=_claim(claims, "name"),
        )

    def _decode(self, token: str) -> dict[str, Any]:
        problem = "'jwt' is not valid"
        for secret in self._identity_secrets:
            try:
                return jwt.decode(
                    token,
                    secret,
                    algorithms=["HS256"],
                    audience=self._widget_id,
                    # times are checked below, with the clock that was passed in
                    options={
                        "require": ["exp", "sub", "aud"],
                        "verify_exp": False,
                        "verify_iat": False,
                        "verify_nbf": False,
                    },
                )
            except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
                problem = f"'jwt' is not valid: {error}"
        raise IdentityInvalid(problem)

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        now = self._clock()
        expires = _seconds(claims, "exp", now)
        starts = max(_seconds(claims, "iat", now), _seconds(claims, "nbf", now), 0.0)
        if expires <= now - CLOCK_SKEW_S:
            raise IdentityInvalid("'jwt' has expired")
        if starts > now + CLOCK_SKEW_S:
            raise IdentityInvalid("'jwt' is not valid yet")
        if expires > now + IDENTITY_VALID_S + CLOCK_SKEW_S:
            raise IdentityInvalid("'jwt' is valid for longer than one hour")


def token_text(widget_id: str, visitor_id: str, issued: int) -> str:
    """Return the part of a visitor token that is signed."""
    return f"v1.{widget_id}.{visitor_id}.{issued}"


def user_hash(secret: str, customer_id: str) -> str:
    """Return what a shop's server passes as `user_hash` for one of its customers."""
    return _mac(secret.encode(), customer_id).hex()


def identity_jwt(secret: str, widget_id: str, identity: Identity, *, now: float) -> str:
    """Return what a shop's server passes as `jwt` for one of its customers."""
    claims = {
        "sub": identity.customer_id,
        "email": identity.email,
        "name": identity.name,
        "aud": widget_id,
        "iat": int(now),
        "exp": int(now) + IDENTITY_VALID_S,
    }
    return jwt.encode({key: value for key, value in claims.items() if value}, secret, "HS256")


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), sha256).digest()


def _customer_id(value: Any, name: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_CUSTOMER_ID_CHARS:
        raise IdentityInvalid(f"'{name}' is not a customer's id")
    if not value.isprintable():
        raise IdentityInvalid(f"'{name}' has characters that no customer's id has")
    return value


def _claim(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value.isprintable():
        return ""
    return value[:MAX_CUSTOMER_ID_CHARS]


def _seconds(claims: Mapping[str, Any], name: str, default: float) -> float:
    value = claims.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise IdentityInvalid(f"'{name}' is not a time")
    try:
        seconds = float(value)
    except OverflowError:
        seconds = math.inf
    if not math.isfinite(seconds):
        raise IdentityInvalid(f"'{name}' is not a time")
    return seconds
