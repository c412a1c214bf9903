"""Trekking poles, water bottles, water filters and navigation."""

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
    SKY,
    SNOW,
    STEEL,
    SUN,
    box,
    disc,
    group,
    oval,
    shape,
    stroke,
)


def trekking_poles() -> str:
    """Two poles, crossed."""
    pole = (
        stroke("M-4 -86Q-40 -70 -12 -46", OCHRE, 6)
        + box(-5, -60, 10, 90, RUST, 3)
        + box(-4, 24, 8, 76, STEEL, 3)
        + box(-8, 14, 16, 20, INK, 4)
        + box(-9, -104, 18, 52, INK, 8)
        + box(-8, -52, 16, 26, OAK, 6)
        + oval(0, 98, 17, 5, INK)
        + shape("M-3 100H3L1 118H-1Z", GREY)
        + box(-5, -20, 10, 12, SNOW)
    )
    return group(pole, "translate(212 136) rotate(24) scale(1.18)") + group(
        pole, "translate(188 136) scale(-1 1) rotate(24) scale(1.18)"
    )


def water_bottle() -> str:
    """A steel bottle with a looped cap."""
    return (
        stroke("M176 58Q176 26 200 26T224 58", INK, 10)
        + box(166, 52, 68, 28, INK, 8)
        + shape(
            "M172 80H228Q258 92 258 124V230Q258 252 236 252"
            "H164Q142 252 142 230V124Q142 92 172 80Z",
            PINE,
        )
        + shape("M172 80H190Q166 96 166 124V252H164Q142 252 142 230V124Q142 92 172 80Z", MOSS)
        + box(142, 224, 116, 14, SUN)
        + shape("M164 196 196 138 214 168 222 156 244 196Z", SNOW)
        + shape("M196 138 206 155 198 162 190 156 185 158Z", ICE)
        + shape("M314 176Q342 214 314 234Q286 214 314 176Z", SKY)
        + stroke("M326 208Q325 220 317 224", SNOW, 4)
        + shape("M82 206Q100 230 82 244Q64 230 82 206Z", SKY)
    )


def water_filter() -> str:
    """A squeeze filter under its pouch, dripping into a cup."""
    return (
        shape(
            "M142 30H258Q268 30 266 42L256 110Q252 124 236 124"
            "H164Q148 124 144 110L134 42Q132 30 142 30Z",
            SKY,
        )
        + shape(
            "M139 66Q170 56 200 66T261 66L256 110Q252 124 236 124H164Q148 124 144 110Z",
            NAVY,
            'opacity=".55"',
        )
        + box(134, 24, 132, 14, STEEL, 6)
        + box(182, 122, 36, 18, INK, 5)
        + box(172, 138, 56, 60, SNOW, 8)
        + "".join(stroke(f"M{x} 146V190", SKY, 4) for x in (182, 194, 206, 218))
        + box(166, 134, 68, 12, OCHRE, 5)
        + box(166, 190, 68, 12, OCHRE, 5)
        + shape("M190 202H210L206 212H194Z", INK)
        + shape("M200 214Q208 224 200 230Q192 224 200 214Z", SKY)
        + shape("M152 222H248L240 250Q239 256 232 256H168Q161 256 160 250Z", MIST, 'opacity=".9"')
        + shape("M156 236H244L240 250Q239 256 232 256H168Q161 256 160 250Z", SKY)
        + shape("M200 78Q214 96 200 106Q186 96 200 78Z", SNOW, 'opacity=".8"')
    )


def navigation() -> str:
    """A baseplate compass."""
    ruler = "".join(f"M{118 + n * 14} 46V{60 if n % 2 else 54}" for n in range(13))
    return (
        stroke("M236 50Q300 18 330 66T300 120", BRICK, 6)
        + box(104, 34, 192, 222, SNOW, 20)
        + box(104, 34, 192, 222, SKY, 20, 'opacity=".35"')
        + stroke(ruler, STEEL, 3)
        + shape("M200 66 214 88H206V100H194V88H186Z", RUST)
        + disc(200, 168, 80, INK)
        + disc(200, 168, 72, SNOW)
        + disc(200, 168, 62, "none", f'stroke="{INK}" stroke-width="8" stroke-dasharray="4 28.46"')
        + group(
            shape("M0 -52 13 0H-13Z", RUST)
            + shape("M0 52 13 0H-13Z", NAVY)
            + disc(0, 0, 6, OCHRE),
            "translate(200 168) rotate(24)",
        )
        + disc(200, 168, 3, SUN)
        + stroke("M120 240H150M280 240H250", STEEL, 3)
    )
