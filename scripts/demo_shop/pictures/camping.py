"""Tents, sleeping bags, mats, stoves, cookware, headlamps, furniture and coolers."""

from __future__ import annotations

from scripts.demo_shop.pictures.frame import (
    BRICK,
    GREY,
    ICE,
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
    TINTS,
    box,
    disc,
    group,
    oval,
    shape,
    stroke,
)


def tent() -> str:
    """A ridge tent with its door open."""
    return (
        stroke("M190 84 52 250M296 92 384 250", STEEL, 2)
        + shape("M190 82 296 92 364 252H300Z", BRICK)
        + shape("M190 82 66 252H312Z", RUST)
        + shape("M190 116 150 252H236Z", INK)
        + shape("M190 116 150 252H112Q150 190 190 116Z", SUN)
        + shape("M190 116 236 252H262Q224 190 190 116Z", OCHRE)
        + stroke("M190 82 296 92", SNOW, 3, 'opacity=".6"')
        + stroke("M182 70 190 82 198 70", STEEL, 4)
        + stroke("M48 244 54 256M386 244 380 256", INK, 5)
    )


def sleeping_bag() -> str:
    """A mummy bag from above, its hood open."""
    body = (
        "M200 34C158 34 138 64 140 102C124 122 118 156 126 196C132 236 158 262 200 262"
        "C242 262 268 236 274 196C282 156 276 122 260 102C262 64 242 34 200 34Z"
    )
    seams = "".join(
        stroke(f"M{128 + bend} {y}Q200 {y + 16} {272 - bend} {y}", SKY, 3, 'opacity=".55"')
        for y, bend in ((150, -4), (178, -4), (206, 2), (232, 12))
    )
    return (
        shape(body, NAVY)
        + seams
        + oval(200, 92, 42, 44, OCHRE)
        + oval(200, 96, 33, 36, INK)
        + shape("M171 112Q200 92 229 112Q222 132 200 132Q178 132 171 112Z", SAND)
        + stroke("M236 124Q256 150 256 190Q254 222 240 240", SUN, 4, 'stroke-dasharray="2 7"')
        + stroke("M176 133 170 146M224 133 230 146", OCHRE, 4)
    )


def sleeping_mat() -> str:
    """A mat, half unrolled."""
    chambers = "".join(
        stroke(f"M{76 + n * 9} {232 - n * 13}H{246 + n * 3}", BRICK, 3) for n in range(1, 5)
    )
    return (
        shape("M58 232 118 162H262V240H66Q58 240 58 232Z", RUST)
        + chambers
        + shape("M58 232H250V246H66Q56 246 58 232Z", BRICK)
        + shape("M236 100H318Q352 108 352 172Q352 238 318 246H236Z", RUST)
        + stroke("M258 104V244M300 104V244", NAVY, 12)
        + oval(236, 173, 36, 73, BRICK)
        + oval(236, 173, 27, 58, SUN)
        + stroke(
            "M236 135Q252 138 252 176Q250 212 234 212Q222 208 222 176Q226 152 238 158", BRICK, 6
        )
        + disc(92, 222, 6, SNOW)
    )


def stove() -> str:
    """A burner on a gas cartridge, lit."""
    flames = "".join(
        shape(f"M{x} 108Q{x - 15} 82 {x} 52Q{x + 15} 82 {x} 108Z", RUST)
        + shape(f"M{x} 108Q{x - 8} 92 {x} 76Q{x + 8} 92 {x} 108Z", SUN)
        for x in (168, 200, 232)
    )
    return (
        flames
        + stroke("M200 150 138 104V88M200 150 262 104V88", STEEL, 7)
        + shape("M160 108H240L228 130H172Z", STEEL)
        + box(190, 128, 20, 40, GREY)
        + box(178, 154, 44, 18, STEEL, 5)
        + stroke("M222 163H268", STEEL, 5)
        + box(262, 152, 20, 22, OCHRE, 5)
        + shape(
            "M132 200Q132 172 200 172Q268 172 268 200V240Q268 254 254 254H146Q132 254 132 240Z",
            PINE,
        )
        + box(132, 204, 136, 28, SNOW)
        + shape("M200 207Q213 220 200 229Q187 220 200 207Z", RUST)
    )


def cookware() -> str:
    """A steaming pot and a mug."""
    return (
        stroke("M150 78Q140 66 150 54T150 32M186 78Q176 66 186 54T186 32", GREY, 5)
        + stroke("M86 158H62V186H86M250 158H274V186H250", STEEL, 9)
        + shape("M84 134H252V226Q252 252 226 252H110Q84 252 84 226Z", GREY)
        + shape("M84 134H116V252H110Q84 252 84 226Z", MIST)
        + box(76, 120, 184, 18, STEEL, 9)
        + shape("M96 120Q110 98 168 98Q226 98 240 120Z", MIST)
        + box(154, 84, 28, 16, INK, 6)
        + stroke("M326 194Q352 194 352 214T326 234", RUST, 9)
        + shape("M268 178H330V240Q330 252 318 252H280Q268 252 268 240Z", RUST)
        + box(264, 172, 70, 10, INK, 5)
        + "".join(disc(x, y, 3, SNOW) for x, y in ((284, 206), (304, 222), (314, 200), (290, 234)))
    )


def headlamp() -> str:
    """A lamp on its head band, shining."""
    return (
        shape("M158 214 88 300H312L242 214Z", SUN, 'opacity=".6"')
        + oval(200, 138, 134, 80, RUST)
        + oval(200, 118, 114, 56, BRICK)
        + oval(200, 132, 112, 54, TINTS["Camping"][1])
        + stroke("M78 160Q110 204 200 206T322 160", OCHRE, 5)
        + shape("M184 64H216Q224 116 214 168H186Q176 116 184 64Z", BRICK)
        + shape("M190 82H210V168H190Z", RUST)
        + box(138, 156, 124, 82, INK, 20)
        + box(138, 156, 124, 20, STEEL, 10)
        + disc(200, 206, 30, GREY)
        + disc(200, 206, 24, SNOW)
        + disc(200, 206, 13, SUN)
        + box(182, 148, 36, 12, RUST, 6)
    )


def camp_furniture() -> str:
    """A folding armchair."""
    return (
        stroke("M126 60V168M274 60V168", STEEL, 9)
        + stroke("M118 170 262 250M282 170 138 250", STEEL, 9)
        + stroke("M110 150V250M290 150V250", STEEL, 9)
        + stroke("M98 250H124M276 250H302", INK, 9)
        + shape("M120 56Q200 72 280 56L274 152Q200 166 126 152Z", PINE)
        + stroke("M134 76Q200 90 266 76", MOSS, 5)
        + shape("M112 162Q200 152 288 162L296 190Q200 206 104 190Z", MOSS)
        + box(88, 136, 52, 14, OAK, 7)
        + box(260, 136, 52, 14, OAK, 7)
        + shape("M272 150H300L296 184H276Z", PINE)
        + oval(286, 150, 14, 4, INK)
    )


def cooler() -> str:
    """An ice box with its handle up."""
    flake = "".join(
        group(stroke("M0 0V-30M-8-22 0-15 8-22", SNOW, 5), f"translate(200 188) rotate({turn})")
        for turn in range(0, 360, 60)
    )
    return (
        stroke("M92 132V84Q92 66 110 66H290Q308 66 308 84V132", STEEL, 10)
        + box(150, 58, 100, 16, INK, 8)
        + box(72, 136, 256, 116, NAVY, 14)
        + box(72, 196, 256, 56, "#234056", 14)
        + box(62, 108, 276, 44, SNOW, 12)
        + box(62, 134, 276, 18, ICE, 8)
        + box(104, 138, 26, 30, OCHRE, 6)
        + box(270, 138, 26, 30, OCHRE, 6)
        + flake
        + box(86, 248, 36, 10, INK, 4)
        + box(278, 248, 36, 10, INK, 4)
    )
