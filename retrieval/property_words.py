"""Colours, brands, materials and attributes that a query asks for or turns down."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from retrieval.analyzer import Token
from retrieval.draft import Draft, Limit
from retrieval.filters import KIND, ProductTable, has_attribute
from retrieval.kinds import Kinds
from retrieval.mentions import Mention
from retrieval.schema import AttributeSchema, Column, leaf_of
from retrieval.vocabulary import Facet, Meaning

MIN_GENERAL_LEAVES = 3
"""Without a category only texts that so many categories use count: "winter", not "clamp"."""

FEW_WORDS = 3
"""In so short a text every word is there to be found: "merino", "down gilet"."""
_MADE = frozenset({"of", "in", "from", "with", "pure", "real", "100"})

_ANYTHING = frozenset(
    {"something", "anything", "everything", "gear", "stuff", "things", "equipment", "gift"}
    | {"gifts", "present", "presents", "items", "products", "what"}
)
"""Words for things of no particular sort."""
_PLACES = frozenset({"for", "on", "onto", "through", "like", "to"})
"""After these a colour word is a thing: "for sand", "on snow"."""


class PropertyWords:
    """Reads mentions as constraints on what products are like, given the categories asked for."""

    def __init__(self, table: ProductTable, schema: AttributeSchema) -> None:
        self._table = table
        self._schema = schema
        self._kinds = Kinds(table)

    def read(
        self, mention: Mention, tokens: Sequence[Token], leaves: Collection[str], draft: Draft
    ) -> bool:
        """Put what a mention says into the draft; False if it says nothing here."""
        readers = (self._brand, self._text, self._colour, self._flag, self._material, self._kind)
        return any(read(mention, tokens, leaves, draft) for read in readers)

    def _brand(
        self, mention: Mention, _: Sequence[Token], __: Collection[str], draft: Draft
    ) -> bool:
        brands = [value for one in mention.of(Facet.BRAND) for value in one.values]
        draft.add("not_brands" if mention.refused else "brands", *brands)
        return bool(brands)

    def _text(
        self, mention: Mention, tokens: Sequence[Token], leaves: Collection[str], draft: Draft
    ) -> bool:
        """Read a text of an attribute: the winter of `season`, the gas of `fuel`."""
        for meaning in mention.of(Facet.TEXT):
            column = self._column(meaning, tokens, leaves)
            # without a category "camp fire" need not mean camping, nor "my wife" women's clothes
            plain = leaves or _said(mention, tokens) == meaning.values[0]
            # nor are "camping chairs" only those that list camping as an activity
            if column is None or not plain or (mention.inner and column.listed):
                continue
            if not mention.refused:
                limit = Limit("attributes", meaning.values[0], column.key)
                if column.listed:
                    # "an espresso maker for camping" is an espresso maker first
                    if leaves or _ANYTHING.intersection(token.text for token in tokens):
                        draft.hopes.append(limit)
                else:
                    draft.limit(limit)
            elif mention.of(Facet.MATERIAL):
                draft.add("not_materials", *meaning.values)
            else:
                draft.limit(Limit("not_attributes", meaning.values[0], column.key))
            return True
        return False

    def _column(
        self, meaning: Meaning, tokens: Sequence[Token], leaves: Collection[str]
    ) -> Column | None:
        """Return the attribute a text belongs to; None if it is unclear which."""
        columns = self._schema.keys_of_text(meaning.values[0], leaves)
        if not leaves:
            columns = [
                column
                for column in columns
                if sum(meaning.values[0] in texts for texts in column.texts.values())
                >= MIN_GENERAL_LEAVES
            ]
        stems = {token.stem for token in tokens}
        named = [column for column in columns if set(column.name) <= stems]
        chosen = named or columns
        return chosen[0] if len(chosen) == 1 and chosen[0].key == meaning.key else None

    def _colour(
        self, mention: Mention, tokens: Sequence[Token], leaves: Collection[str], draft: Draft
    ) -> bool:
        colours = [value for one in mention.of(Facet.COLOUR) for value in one.values]
        before = tokens[mention.start - 1].text if mention.start else ""
        if not colours or (before in _PLACES and not mention.refused):
            return False
        if mention.of(Facet.MATERIAL) and not self._comes_in(colours[0], leaves):
            return False
        draft.add("not_colours" if mention.refused else "colours", *colours)
        return True

    def _comes_in(self, colour: str, leaves: Collection[str]) -> bool:
        words = frozenset(self._table.analyzer.phrase(colour))
        return any(
            words <= own
            for facets in self._table.facets
            if not leaves or leaf_of(facets) in leaves
            for own in facets.colours
        )

    def _flag(
        self, mention: Mention, tokens: Sequence[Token], leaves: Collection[str], draft: Draft
    ) -> bool:
        """Read the name of a yes-or-no attribute, if the categories know it at all."""
        for meaning in mention.of(Facet.FLAG):
            # without a category "insulation" need not mean insulated bottles
            if not leaves and _said(mention, tokens) != meaning.key.replace("_", " "):
                continue
            known = any(
                has_attribute(facets, meaning.key, True)
                for facets in self._table.facets
                if not leaves or leaf_of(facets) in leaves
            )
            # "a stove with 2 burners" has said more of burners than that there are some
            said_more = not mention.refused and meaning.key in draft.filters().attributes
            if not known or said_more:
                continue
            if not mention.refused:
                draft.limit(Limit("attributes", True, meaning.key))
            elif self._schema.says_no(meaning.key, leaves):
                draft.limit(Limit("attributes", False, meaning.key))
            else:
                draft.limit(Limit("not_attributes", True, meaning.key))
            return True
        return False

    def _material(
        self, mention: Mention, tokens: Sequence[Token], leaves: Collection[str], draft: Draft
    ) -> bool:
        said = _said(mention, tokens)
        materials = [
            value
            for one in mention.of(Facet.MATERIAL)
            for value in one.values
            # "it boils" is not about boiled wool
            if not value.endswith("ed") or value == said
        ]
        after = tokens[mention.end].text if mention.end < len(tokens) else ""
        if not materials or (after == "to" and not mention.refused):
            return False  # "down to", "natural to"
        if not (leaves or mention.refused or _tells_material(mention, tokens)):
            return False  # "on the way down", "a run in the woods"
        draft.add("not_materials" if mention.refused else "materials", *materials)
        return True

    def _kind(
        self, mention: Mention, _: Sequence[Token], leaves: Collection[str], draft: Draft
    ) -> bool:
        kinds = mention.of(Facet.KIND)
        if not kinds:
            return False
        if not mention.refused:
            return self._made_for(mention, leaves, draft)
        draft.limit(Limit("not_attributes", self._kinds.ending(mention.stems), KIND))
        return True

    def _made_for(self, mention: Mention, leaves: Collection[str], draft: Draft) -> bool:
        """Read another kind of thing as a property: the pack that takes a "hydration bladder"."""
        for key in self._schema.flags(leaves):
            if tuple(self._table.analyzer.phrase(key)) == mention.stems[:1]:
                draft.limit(Limit("attributes", True, key))
                return True
        return False


def _tells_material(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether words of no category speak of what things are made of: "anything in merino"."""
    before = tokens[mention.start - 1].text if mention.start else ""
    return len(tokens) <= FEW_WORDS or before in _MADE


def _said(mention: Mention, tokens: Sequence[Token]) -> str:
    """Return the words of a mention as they stand in the text, folded."""
    words = tokens[mention.start : mention.end]
    return " ".join(token.text for token in words if token.kind != "sign")
