"""Which products customers have in one go: counted from interactions, newer ones more. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from retrieval.types import Interaction

HALF_LIFE_DAYS = 180.0
"""After half a year an interaction counts half: last winter still tells something of this one."""
KIND_WEIGHTS: Mapping[str, float] = {"view": 1.0, "cart": 3.0, "purchase": 5.0}
"""How much an act says: many views lead to a cart, most carts to a purchase."""
SHRINKAGE = 3.0
"""Pairs seen in few baskets are pulled to nothing: three customers are no habit yet."""
MAX_BASKET = 40
"""The newest items of a basket that are paired; only robots have more."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A product had together with another: how strongly, and by how many customers."""

    product_id: str
    strength: float
    customers: int


@dataclass(frozen=True, slots=True)
class Event:
    """An interaction with its time read; `decay` is 1 for the newest and falls with age."""

    product_id: str
    kind: str
    at: datetime
    decay: float


def read_time(text: str) -> datetime | None:
    """Return an ISO date-time with its zone (UTC if it has none), None if it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def newest(interactions: Iterable[Interaction]) -> datetime | None:
    """Return the time of the newest interaction, None if there is none."""
    return max((at for one in interactions if (at := read_time(one.at)) is not None), default=None)


def decay(at: datetime, now: datetime) -> float:
    """Return how much something of that time still counts, in (0, 1]."""
    age = max((now - at) / timedelta(days=1), 0.0)
    return float(0.5 ** (age / HALF_LIFE_DAYS))


class Cooccurrence:
    """Neighbours of each product within baskets, and how much each product was asked for."""

    def __init__(
        self,
        interactions: Sequence[Interaction],
        product_ids: Sequence[str],
        *,
        kinds: frozenset[str],
        gap: timedelta,
    ) -> None:
        """Count what one customer did with at most `gap` between one act and the next."""
        self._ids = tuple(product_ids)
        self._rows = {one: row for row, one in enumerate(self._ids)}
        now = newest(interactions)
        baskets = self._baskets(interactions, now, kinds, gap) if now else []
        self.demand: NDArray[np.float64] = np.zeros(len(self._ids))
        pairs: dict[tuple[int, int], float] = {}
        customers: dict[tuple[int, int], set[str]] = {}
        for customer, basket in baskets:
            for row, weight in basket.items():
                self.demand[row] += weight
            kept = sorted(sorted(basket, key=lambda row: -basket[row])[:MAX_BASKET])
            for pair in combinations(kept, 2):
                pairs[pair] = pairs.get(pair, 0.0) + min(basket[pair[0]], basket[pair[1]])
                customers.setdefault(pair, set()).add(customer)
        self._neighbours = self._ranked(pairs, customers)

    def neighbours(self, product_id: str) -> Sequence[Neighbour]:
        """Return what is had together with a product, strongest first."""
        row = self._rows.get(product_id)
        return self._neighbours.get(row, ()) if row is not None else ()

    def demand_for(self, product_id: str) -> float:
        """Return the decayed, weighted number of acts on a product."""
        row = self._rows.get(product_id)
        return float(self.demand[row]) if row is not None else 0.0

    def _baskets(
        self,
        interactions: Sequence[Interaction],
        now: datetime,
        kinds: frozenset[str],
        gap: timedelta,
    ) -> list[tuple[str, dict[int, float]]]:
        by_customer: dict[str, list[tuple[datetime, int, float]]] = {}
        for one in interactions:
            at, row = read_time(one.at), self._rows.get(one.product_id)
            if at is not None and row is not None and one.kind in kinds:
                weight = KIND_WEIGHTS[one.kind] * decay(at, now)
                by_customer.setdefault(one.customer_id, []).append((at, row, weight))
        baskets: list[tuple[str, dict[int, float]]] = []
        for customer in sorted(by_customer):
            last: datetime | None = None
            for at, row, weight in sorted(by_customer[customer]):
                if last is None or at - last > gap:
                    baskets.append((customer, {}))
                basket = baskets[-1][1]
                basket[row] = max(weight, basket.get(row, 0.0))
                last = at
        return baskets

    def _ranked(
        self, pairs: Mapping[tuple[int, int], float], customers: Mapping[tuple[int, int], set[str]]
    ) -> dict[int, tuple[Neighbour, ...]]:
        found: dict[int, list[Neighbour]] = {}
        for (one, other), weight in pairs.items():
            count = len(customers[one, other])
            likeness = weight / float(np.sqrt(self.demand[one] * self.demand[other]))
            strength = likeness * count / (count + SHRINKAGE)
            found.setdefault(one, []).append(Neighbour(self._ids[other], strength, count))
            found.setdefault(other, []).append(Neighbour(self._ids[one], strength, count))
        return {
            row: tuple(sorted(near, key=lambda one: (-one.strength, one.product_id)))
            for row, near in found.items()
        }
