"""Backpacks, daypacks, travel bags and dry bags."""

from __future__ import annotations

from scripts.demo_shop.pictures.frame import (
    BARK,
    BRICK,
    INK,
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


def backpack() -> str:
    """A tall trekking pack with a mat below."""
    return (
        stroke("M140 96Q110 140 128 210M260 96Q290 140 272 210", INK, 14)
        + stroke("M182 44Q182 28 200 28T218 44", INK, 8)
        + shape(
            "M132 92Q132 62 168 58H232Q268 62 268 92V208Q268 222 254 222H146Q132 222 132 208Z",
            PINE,
        )
        + shape("M124 62Q130 38 200 38T276 62L272 104Q200 118 128 104Z", MOSS)
        + stroke("M162 104V146M238 104V146", INK, 7)
        + box(154, 130, 16, 14, SAND, 3)
        + box(230, 130, 16, 14, SAND, 3)
        + shape("M150 152H250V204Q250 214 240 214H160Q150 214 150 204Z", "#244a40")
        + stroke("M160 166H240", OCHRE, 4)
        + shape("M114 158Q112 150 132 152V216H124Q114 214 114 204Z", MOSS)
        + shape("M286 158Q288 150 268 152V216H276Q286 214 286 204Z", MOSS)
        + box(112, 224, 176, 32, RUST, 16)
        + disc(128, 240, 11, BRICK)
        + disc(128, 240, 5, SUN)
        + stroke("M168 222V258M232 222V258", INK, 7)
    )


def daypack() -> str:
    """A round-shouldered day pack with one front pocket."""
    return (
        stroke("M144 110Q96 150 118 236M256 110Q304 150 282 236", BARK, 13)
        + stroke("M180 58Q180 36 200 36T220 58", BARK, 9)
        + shape("M122 132Q122 54 200 54T278 132V230Q278 252 256 252H144Q122 252 122 230Z", RUST)
        + stroke("M140 134Q142 76 200 76T260 134", BRICK, 4)
        + shape("M144 168H256V222Q256 236 242 236H158Q144 236 144 222Z", BRICK)
        + stroke("M152 182H248", SUN, 5)
        + stroke("M236 182V200", SUN, 5)
        + shape("M182 106H218V136L200 146 182 136Z", OAK)
        + stroke("M192 116V130M208 116V130", BARK, 4)
        + shape("M104 196Q104 186 122 188V250Q104 246 104 230Z", OCHRE)
        + box(100, 156, 20, 44, SKY, 7)
        + box(103, 146, 14, 12, INK, 3)
        + shape("M296 196Q296 186 278 188V250Q296 246 296 230Z", OCHRE)
    )


def travel_bag() -> str:
    """A duffel with its handles and long zip."""
    return (
        stroke("M74 152Q200 -6 326 152", INK, 9)
        + shape(
            "M50 158Q50 108 100 108H300Q350 108 350 158V208Q350 252 306 252H94Q50 252 50 208Z",
            NAVY,
        )
        + oval(74, 180, 26, 62, "#22405a")
        + oval(326, 180, 26, 62, "#22405a")
        + stroke("M104 124H296", SUN, 5)
        + stroke("M280 124V142", SUN, 5)
        + stroke("M138 252V152Q138 84 200 84T262 152V252", OAK, 13)
        + box(172, 76, 56, 18, BARK, 8)
        + shape("M152 178H248V228Q248 236 240 236H160Q152 236 152 228Z", "#22405a")
        + stroke("M160 190H240", SKY, 4)
        + box(68, 172, 12, 30, STEEL, 5)
        + box(320, 172, 12, 30, STEEL, 5)
    )


def dry_bag() -> str:
    """A roll-top bag in the water."""
    return (
        stroke("M134 96Q108 96 108 70T146 50M266 96Q292 96 292 70T254 50", INK, 9)
        + shape("M132 92H268L282 218Q282 252 200 252T118 218Z", OCHRE)
        + shape("M132 92H176L166 248Q118 240 118 218Z", SUN)
        + box(124, 66, 152, 34, OCHRE, 10)
        + stroke("M130 84H270", BRICK, 4)
        + stroke("M144 50H256", INK, 11)
        + box(180, 38, 40, 24, STEEL, 6)
        + shape("M200 130Q228 164 200 184Q172 164 200 130Z", NAVY)
        + stroke("M214 156Q212 168 204 172", SNOW, 4)
        + shape(
            "M40 232Q60 214 80 232"
            "T120 232 160 232 200 232 240 232 280 232 320 232 360 232V268H40Z",
            SKY,
        )
        + stroke("M60 250Q74 240 88 250T116 250M250 252Q264 242 278 252T306 252", SNOW, 4)
    )
