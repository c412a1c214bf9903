"""Rain jackets, down jackets, fleece, base layers, trousers, hats and gloves."""

from __future__ import annotations

from scripts.demo_shop.pictures.frame import (
    BARK,
    BRICK,
    GREY,
    INK,
    MIST,
    MOSS,
    NAVY,
    OAK,
    OCHRE,
    PINE,
    RUST,
    SAND,
    SKY,
    SNOW,
    STEEL,
    SUN,
    box,
    disc,
    oval,
    shape,
    stroke,
)

LEFT_SLEEVE = "M140 88Q104 96 92 132L62 226 98 238 138 158Z"
RIGHT_SLEEVE = "M260 88Q296 96 308 132L338 226 302 238 262 158Z"
BODY = "M140 88Q200 108 260 88L270 150V246Q200 258 130 246V150Z"


def rain_jacket() -> str:
    """A hooded shell in the rain."""
    drops = "".join(
        shape(f"M{x} {y}q9 14 0 20q-9-6 0-20Z", SKY)
        for x, y in ((64, 60), (92, 24), (128, 44), (282, 40), (320, 20), (336, 76), (48, 128))
    )
    return (
        drops
        + shape(LEFT_SLEEVE, BRICK)
        + shape(RIGHT_SLEEVE, BRICK)
        + shape(BODY, RUST)
        + shape("M150 92Q142 34 200 32Q258 34 250 92Q226 112 200 112T150 92Z", BRICK)
        + oval(200, 78, 32, 34, INK)
        + stroke("M168 78Q168 44 200 44T232 78", OCHRE, 5)
        + stroke("M200 112V250", SUN, 5)
        + stroke("M150 186 176 202M250 186 224 202", INK, 5)
        + stroke("M184 108V128M216 108V128", SNOW, 4)
        + stroke("M64 222 98 234M336 222 302 234", INK, 6)
    )


def down_jacket() -> str:
    """A quilted jacket with a high collar."""
    rows = "".join(
        stroke(f"M{131 - bulge} {y}Q200 {y + 12} {269 + bulge} {y}", SKY, 4, 'opacity=".6"')
        for y, bulge in ((122, -6), (150, 2), (178, 3), (206, 3), (232, 2))
    )
    arms = "".join(
        stroke(
            f"M{x} {y} {x + 36} {y + 14}M{400 - x} {y} {364 - x} {y + 14}", SKY, 4, 'opacity=".6"'
        )
        for x, y in ((94, 128), (83, 160), (73, 192))
    )
    return (
        shape("M140 84Q94 92 82 136L56 224Q74 240 98 238L140 160Z", "#22405a")
        + shape("M260 84Q306 92 318 136L344 224Q326 240 302 238L260 160Z", "#22405a")
        + shape("M138 84Q200 104 262 84L276 150V244Q200 262 124 244V150Z", NAVY)
        + rows
        + arms
        + shape("M154 58Q200 44 246 58L252 94Q200 116 148 94Z", "#22405a")
        + stroke("M156 76Q200 88 244 76", SKY, 4, 'opacity=".6"')
        + stroke("M200 60V252", SUN, 5)
        + stroke("M152 190 158 218M248 190 242 218", SUN, 4)
    )


def fleece() -> str:
    """A half-zip pullover of deep pile."""
    tufts = "".join(
        f"M{x} {y}q5-7 10 0"
        for x, y in (
            *((x, 150) for x in (146, 168, 222, 244)),
            *((x, 172) for x in (140, 162, 184, 206, 228, 250)),
            *((x, 194) for x in (146, 168, 190, 212, 234)),
            *((x, 216) for x in (140, 162, 184, 206, 228, 250)),
            *((86, 190), (98, 164), (304, 190), (292, 164)),
        )
    )
    return (
        shape(LEFT_SLEEVE, MOSS)
        + shape(RIGHT_SLEEVE, MOSS)
        + shape(BODY, MOSS)
        + shape("M140 88Q200 108 260 88L266 128Q200 142 134 128Z", PINE)
        + stroke(tufts, SAND, 3, 'opacity=".7"')
        + shape("M160 62Q200 50 240 62L250 92Q200 114 150 92Z", PINE)
        + stroke("M200 66V154", SUN, 5)
        + disc(200, 158, 6, OCHRE)
        + stroke("M132 244Q200 256 268 244M64 222 98 234M336 222 302 234", PINE, 10)
    )


def base_layer() -> str:
    """A close-fitting long-sleeved shirt."""
    return (
        shape("M146 74Q112 80 104 118L82 232 110 238 142 150Z", STEEL)
        + shape("M254 74Q288 80 296 118L318 232 290 238 258 150Z", STEEL)
        + shape(
            "M146 74Q200 92 254 74L262 140Q252 190 260 248Q200 258 140 248Q148 190 138 140Z", GREY
        )
        + shape("M164 72Q200 116 236 72L226 66Q200 96 174 66Z", INK)
        + stroke(
            "M146 76Q166 120 142 158M254 76Q234 120 258 158", SNOW, 3, 'stroke-dasharray="7 5"'
        )
        + stroke(
            "M158 160Q150 200 158 248M242 160Q250 200 242 248", SNOW, 3, 'stroke-dasharray="7 5"'
        )
        + stroke("M84 226 110 232M316 226 290 232", MIST, 7)
        + box(178, 206, 44, 22, SAND, 4)
        + stroke("M188 217H212", OAK, 4)
    )


def hiking_trousers() -> str:
    """Trousers with a cargo pocket and shaped knees."""
    return (
        shape("M134 50H266L286 250H222L200 124 178 250H114Z", SAND)
        + shape("M200 50H266L286 250H222L200 124Z", "#cdb88d")
        + box(130, 42, 140, 20, BARK, 5)
        + box(188, 40, 24, 24, OCHRE, 4)
        + stroke("M200 64V118", OAK, 4)
        + stroke("M142 70Q150 96 132 104M258 70Q250 96 268 104", OAK, 4)
        + stroke("M126 166Q150 178 186 164M274 166Q250 178 214 164", OAK, 4)
        + box(232, 116, 38, 40, OAK, 5, 'opacity=".45"')
        + stroke("M234 128H268", BARK, 4)
        + stroke("M116 238 180 240M284 238 220 240", OAK, 5)
    )


def hats_and_gloves() -> str:
    """A bobble hat and a mitten."""
    ribs = "".join(stroke(f"M{92 + n * 22} 176V206", BRICK, 4) for n in range(7))
    return (
        disc(158, 56, 24, SNOW)
        + "".join(disc(x, y, 5, MIST) for x, y in ((148, 48), (166, 50), (158, 66), (172, 64)))
        + shape("M76 172Q76 76 158 76T240 172Z", RUST)
        + stroke("M84 144 106 124 128 144 150 124 172 144 194 124 216 144 232 130", SUN, 7)
        + box(68, 166, 180, 46, OCHRE, 12)
        + ribs
        + shape(
            "M262 252V168Q262 118 296 118T330 168V180Q344 158 358 170T348 206L330 226V252Z", PINE
        )
        + box(254, 226, 84, 28, MOSS, 8)
        + stroke("M276 160 296 146 316 160", SUN, 6)
        + stroke("M276 178 296 164 316 178", SUN, 6)
    )
