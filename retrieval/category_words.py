"""Which categories a query is about, and what kind of thing within them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from retrieval.analyzer import Token, fold
from retrieval.filters import ProductTable
from retrieval.kinds import MIN_OF_A_KIND, Kinds
from retrieval.mentions import OWNERS, Mention
from retrieval.schema import leaf_of
from retrieval.vocabulary import Facet, Meaning

MAX_KIND_LEAVES = 3
"""A word for things in more categories than this does not name a category ("repair kit")."""
OWNED_REACH = 3
"""How many words may stand between "my" and the thing ("my old walking shoes")."""
_NEW = frozenset({"new", "first", "next"})
"""After "my" these make it something that is yet to be found."""
_JOINTS = frozenset({"and", "or", "nor", "to"})
_CONTEXT = frozenset(
    {"for", "with", "fits", "fit", "into", "inside", "under", "over", "to", "on"}
    | {"underneath", "beneath", "around", "against"}
)
_PLACES = frozenset({"in", "inside", "at", "from"})
_SEEKING = frozenset(
    {"looking", "look", "search", "searching", "shopping", "hunting", "browsing", "want", "after"}
)
_DETERMINERS = frozenset({"a", "an", "the", "my", "our", "your", "his", "her", "their", "any"})

_LEAF_RANK, _SHELF_RANK, _KIND_RANK, _PROPERTY_RANK = range(4)


@dataclass(frozen=True, slots=True)
class CategoryReading:
    """What was understood: `categories` for the filters and the `leaves` they cover (none: all).

    `kind` is what the thing is called. `kinds` are the kinds to narrow down to, the strictest
    first; if they are `demanded`, nothing else will do. `mentions` are what said it all, `context`
    what only says what the thing is for. Properties said of the tokens `aside` are those of the
    main thing, not of the part that is looked for.
    """

    categories: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    kind: str = ""
    kinds: tuple[tuple[str, ...], ...] = ()
    demanded: bool = False
    aside: range = range(0)
    mentions: tuple[Mention, ...] = ()
    context: tuple[Mention, ...] = ()


class CategoryWords:
    """Reads categories out of mentions. Knows the category tree and the kinds in it."""

    def __init__(self, table: ProductTable) -> None:
        self.table = table
        self.kinds = Kinds(table)
        self.leaves_of: dict[str, set[str]] = {}
        for facets in table.facets:
            for name in facets.product.category:
                self.leaves_of.setdefault(fold(name), set()).add(leaf_of(facets))

    def read(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> CategoryReading:
        """Return what the mentions say of categories; the first one is what is looked for.

        "A mat for my tent" is about mats; "a rain cover for my backpack" about the rain covers
        among the backpacks.
        """
        said = [one for one in mentions if not one.refused and self._leaves(one)]
        outside = [one for one in said if not _is_place(tokens, one)]
        main = [
            one for one in outside if not _is_context(tokens, one) and not _is_owned(tokens, one)
        ]
        main = main or [one for one in outside[:1] if not _is_owned(tokens, one)]
        if not main:
            return CategoryReading()
        # a leaf outranks the shelf it stands on, a category a kind, and all of them a property
        # that people also call a thing by ("a waterproof")
        rank = min(self._rank(one) for one in main)
        chosen = [one for one in main if self._rank(one) == rank]
        context = [one for one in said if one not in main]
        if rank == _KIND_RANK:
            chosen = chosen[:1]
        leaves = {leaf for one in chosen for leaf in self._leaves(one)}
        if rank == _KIND_RANK:
            around = {leaf for one in context for leaf in self._leaves(one)}
            leaves = (leaves & around) or leaves
        reading = CategoryReading(
            categories=self._names(chosen, leaves, rank),
            leaves=tuple(sorted(leaves)),
            mentions=tuple(chosen),
            context=tuple(context),
        )
        if len(chosen) > 1:
            return reading
        return self._narrowed(self._with_kind(reading), tokens, main)

    def _narrowed(
        self, reading: CategoryReading, tokens: Sequence[Token], main: Sequence[Mention]
    ) -> CategoryReading:
        """Take in a kind that is named before its category: "a gripper to lift hot pots"."""
        named = reading.mentions[0]
        for one in main:
            exact = self.kinds.exact(one.stems, reading.leaves)
            between = {token.text for token in tokens[one.end : named.start]}
            before = one.end <= named.start and not _JOINTS & between
            # "dry bag repair kit": the last word says what it is
            if exact and (before or one.start == named.end):
                mentions = (*reading.mentions, one)
                return replace(reading, kinds=(exact, *reading.kinds), mentions=mentions)
        place, parts = self._part_before(named, tokens, reading.leaves)
        if not parts:
            return reading
        aside = range(place, named.end)
        return replace(reading, kind="", kinds=(parts,), demanded=False, aside=aside)

    def _part_before(
        self, named: Mention, tokens: Sequence[Token], leaves: Collection[str]
    ) -> tuple[int, tuple[str, ...]]:
        """Return where a part of a thing is named, and its kinds: the "straps" for my sandals."""
        places = [at for at in range(named.start) if tokens[at].text in _CONTEXT]
        if len(leaves) != 1 or not places:
            return 0, ()
        leaf = next(iter(leaves))
        own = set(self.table.analyzer.phrase(leaf)) | set(named.stems)
        for place, token in enumerate(tokens[: places[-1]]):
            parts = self.kinds.parts(token.stem, leaf) if token.stem not in own else ()
            if parts:
                return place, parts
        return 0, ()

    def _leaves(self, mention: Mention) -> set[str]:
        """Return the leaves that a mention names, by category or by kind."""
        named = mention.of(Facet.CATEGORY)
        exact = self.kinds.leaves(self.kinds.exact(mention.stems))
        # "camping" is an activity first and a shelf of the shop second
        if named and not (mention.of(Facet.TEXT) and self._is_shelf(named)):
            values = {value for one in named for value in one.values}
            leaves = set().union(*(self.leaves_of.get(value, set()) for value in values))
            # a map case is one wherever it stands, whatever synonym puts it elsewhere
            return leaves | exact if len(mention.stems) > 1 and exact else leaves
        if mention.of(Facet.KIND) and self.kinds.is_kind(mention.stems):
            return self.kinds.leaves(self.kinds.ending(mention.stems))
        return set()

    @staticmethod
    def _names(chosen: Sequence[Mention], leaves: set[str], rank: int) -> tuple[str, ...]:
        """Return the categories to filter by: a shelf by its own name, else the leaves."""
        if rank == _KIND_RANK and len(leaves) > MAX_KIND_LEAVES:
            return ()
        if rank != _SHELF_RANK:
            return tuple(sorted(leaves))
        named = (meaning for one in chosen for meaning in one.of(Facet.CATEGORY))
        return tuple(sorted({value for meaning in named for value in meaning.values}))

    def _is_shelf(self, named: Sequence[Meaning]) -> bool:
        return all(len(self.leaves_of.get(value, ())) > 1 for one in named for value in one.values)

    def _rank(self, mention: Mention) -> int:
        named = mention.of(Facet.CATEGORY)
        if not named or self._is_generic(mention, named):
            return _KIND_RANK
        if self._is_shelf(named):
            return _SHELF_RANK
        return _PROPERTY_RANK if is_property(mention) else _LEAF_RANK

    @staticmethod
    def _is_generic(mention: Mention, named: Sequence[Meaning]) -> bool:
        """Whether a word only ends the names of several categories, like "bag"."""
        values = {value for one in named for value in one.values}
        return all(one.loose for one in named) and len(values) > 1 and len(mention.stems) == 1

    def _with_kind(self, reading: CategoryReading) -> CategoryReading:
        """Add the kind that is looked for and how strictly to narrow down to it."""
        mention, leaves, kinds = reading.mentions[0], reading.leaves, self.kinds
        own, several = self._own_name(mention, leaves)
        exact = kinds.exact(mention.stems, leaves)
        named = mention.of(Facet.KIND)
        kind = own or (named[0].values[0] if named else "")
        ending = kinds.ending(self.table.analyzer.phrase(kind), leaves)
        if not own and not named:
            kind, ending = self._meant_by_synonym(mention, leaves)
            wishes = [ending]
        elif not own:
            many = kinds.count(ending, leaves) >= MIN_OF_A_KIND
            wishes = [exact, ending if many else ()]
        elif several:
            wishes = [exact if kinds.count(exact, leaves) >= MIN_OF_A_KIND else ()]
        else:
            # "bottle" is any bottle, but "rain jacket" is no wind jacket
            whole = len(mention.stems) > 1 or not all(one.loose for one in mention.meanings)
            main = all(kinds.is_main(ending, [leaf]) for leaf in leaves)
            wishes = [exact if whole else (), ending if main else ()]
        return replace(
            reading,
            kind=kind if ending else "",
            kinds=tuple(dict.fromkeys(filter(None, wishes))),
            demanded=bool(exact) and not own,
        )

    def _meant_by_synonym(
        self, mention: Mention, leaves: Collection[str]
    ) -> tuple[str, tuple[str, ...]]:
        """Return the kind that another word for a category means, and the kinds that end so.

        A head torch is the main thing of its category, a headlamp; a folding chair is a chair;
        a duffel bag is a duffel.
        """
        phrase, kinds = self.table.analyzer.phrase, self.kinds
        for leaf in leaves:
            ending = kinds.ending(phrase(leaf)[-1:], leaves)
            if ending and kinds.is_main(ending, leaves):
                return leaf.split()[-1], ending
        for stem in mention.stems[:-1]:
            exact = kinds.exact((stem,), leaves)
            if exact:
                return exact[0], kinds.ending((stem,), leaves)
        last = kinds.ending(mention.stems[-1:], leaves)
        if last and kinds.count(last, leaves) >= MIN_OF_A_KIND:
            return last[0].split()[-1], last
        return (last[0], last) if kinds.exact(mention.stems[-1:], leaves) else ("", ())

    def _own_name(self, mention: Mention, leaves: Collection[str]) -> tuple[str, bool]:
        """Return the last word of the leaf's own name if the mention ends with it.

        A longer kind ("gas stove") is more than the name. The flag says that the leaf is named
        after several things ("Hats & Gloves").
        """
        phrase = self.table.analyzer.phrase
        for leaf in sorted(leaves):
            parts = [part for part in leaf.replace(" and ", "&").split("&") if part.strip()]
            for part in parts:
                stems = phrase(part)
                whole = stems[-len(mention.stems) :] == mention.stems
                ended = stems[-1:] == mention.stems[-1:] and not mention.of(Facet.KIND)
                if stems and (whole or ended):
                    return part.split()[-1], len(parts) > 1
        return "", False


def is_property(mention: Mention) -> bool:
    """Whether a category is only another meaning of a property ("a waterproof")."""
    named = mention.of(Facet.CATEGORY)
    return bool(named and mention.of(Facet.FLAG, Facet.TEXT, Facet.MATERIAL)) and all(
        meaning.loose for meaning in named
    )


def _is_context(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention only tells what the wanted thing is for."""
    at = _before_determiners(tokens, mention)
    return at >= 1 and tokens[at].text in _CONTEXT and tokens[at - 1].text not in _SEEKING


def _is_owned(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention is of what somebody has already: "feathers come out of my old jacket"."""
    before = [token.text for token in tokens[max(0, mention.start - OWNED_REACH) : mention.start]]
    for place in range(len(before) - 1, -1, -1):
        if before[place] in OWNERS:
            return not _NEW.intersection(before[place:])
        if not before[place].isalpha() or before[place] in _CONTEXT:
            return False
    return False


def _is_place(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention tells where something happens: "to read in the tent"."""
    at = _before_determiners(tokens, mention)
    return at >= 0 and at < mention.start - 1 and tokens[at].text in _PLACES


def _before_determiners(tokens: Sequence[Token], mention: Mention) -> int:
    at = mention.start - 1
    while at >= 0 and tokens[at].text in _DETERMINERS:
        at -= 1
    return at
