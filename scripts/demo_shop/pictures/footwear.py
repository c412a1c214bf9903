"""Hiking boots, trail running shoes, sandals and socks, seen from the side."""

from __future__ import annotations

from scripts.demo_shop.pictures.frame import (
    BARK,
    BRICK,
    INK,
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
    shape,
    stroke,
)


def hiking_boot() -> str:
    """A laced mid-cut boot."""
    laces = "".join(
        stroke(f"M{176 + n * 17} {92 + n * 25} {208 + n * 17} {84 + n * 24}", SUN, 6)
        for n in range(4)
    )
    lugs = "".join(box(78 + n * 33, 240, 21, 14, INK, 3) for n in range(8))
    return (
        shape("M96 60Q140 74 190 58L200 92Q214 136 252 158Q318 168 332 216H88Q86 130 96 60Z", OAK)
        + shape("M252 158Q318 168 332 216H262Q262 186 240 168Z", BARK)
        + shape("M88 150Q120 160 132 216H88Z", BARK)
        + shape("M150 66 190 58 200 92Q214 136 252 158L232 178Q182 150 168 104Z", "#b5834f")
        + laces
        + shape("M92 52Q140 68 194 50L198 70Q144 88 92 72Z", BARK)
        + stroke("M106 50Q102 34 114 34T120 52", BRICK, 6)
        + shape("M80 212H338Q346 232 330 242H84Q76 228 80 212Z", STEEL)
        + lugs
        + stroke("M88 216H336", SAND, 4)
    )


def trail_running_shoe() -> str:
    """A low shoe with a deep tread."""
    lugs = "".join(
        shape(f"M{70 + n * 27} 238H{90 + n * 27}L{86 + n * 27} 252H{74 + n * 27}Z", INK)
        for n in range(10)
    )
    laces = "".join(
        stroke(f"M{164 + n * 22} {124 + n * 12} {186 + n * 22} {110 + n * 12}", SNOW, 6)
        for n in range(4)
    )
    return (
        shape(
            "M68 118Q84 96 106 104Q122 128 150 108Q176 112 206 136"
            "Q248 164 306 170Q346 180 344 214H66Q56 160 68 118Z",
            SKY,
        )
        + shape("M306 170Q346 180 344 214H282Q282 184 306 170Z", NAVY)
        + shape("M68 118Q84 96 106 104Q98 160 112 214H66Q56 160 68 118Z", NAVY)
        + shape("M122 214Q140 160 176 140L204 154Q176 176 172 214Z", OCHRE)
        + shape("M190 214Q204 180 232 164L252 174Q232 190 228 214Z", OCHRE)
        + laces
        + stroke("M78 112Q70 92 82 88", RUST, 8)
        + shape("M60 206Q130 224 200 210T348 204Q360 226 336 240H72Q52 230 60 206Z", SNOW)
        + shape("M62 228Q200 240 352 222Q348 236 336 240H72Q64 238 62 228Z", RUST)
        + lugs
    )


def sandal() -> str:
    """A trekking sandal with three straps, on a foot that is only hinted at."""
    foot = (
        "M106 58H172Q168 118 212 144Q262 162 312 178Q334 188 330 204"
        "H84Q66 184 84 156Q102 122 106 58Z"
    )
    return (
        shape(foot, "#b4ccd8")
        + shape("M92 146 122 152 120 208H86Q72 182 92 146Z", NAVY)
        + shape("M144 208 196 134Q214 146 238 154L196 208Z", NAVY)
        + shape("M98 112Q140 132 178 108L192 132Q140 164 86 146Z", RUST)
        + shape("M236 208Q238 176 256 158L292 170Q282 186 282 208Z", RUST)
        + box(136, 122, 32, 22, SAND, 4, 'transform="rotate(-12 152 133)"')
        + box(252, 168, 28, 20, SAND, 4, 'transform="rotate(14 266 178)"')
        + shape("M64 198Q120 190 200 204T342 196Q352 208 342 220H66Q56 212 64 198Z", OAK)
        + shape("M60 216Q140 226 200 220T346 212Q354 234 334 244H82Q60 242 60 216Z", INK)
        + "".join(box(82 + n * 32, 240, 20, 12, INK, 3) for n in range(8))
        + stroke("M74 228H332", STEEL, 4)
    )


def socks() -> str:
    """A pair of striped socks."""
    front = (
        shape(
            "M112 48H184V150Q184 168 200 180L240 208Q258 222 246 240"
            "Q232 256 206 250L134 218Q112 206 112 176Z",
            PINE,
        )
        + box(106, 40, 84, 30, SAND, 8)
        + box(112, 86, 72, 14, OCHRE)
        + box(112, 112, 72, 14, SAND)
        + shape("M112 172Q140 176 146 224L134 218Q112 206 112 176Z", OCHRE)
        + shape("M228 200 240 208Q258 222 246 240Q234 254 212 251Q206 226 228 200Z", OCHRE)
        + stroke("M122 42V68M138 42V68M154 42V68M170 42V68", OAK, 2, 'opacity=".5"')
    )
    back = (
        shape(
            "M216 40H286V142Q286 160 300 172L334 200Q350 216 338 232"
            "Q324 246 300 240L236 208Q216 196 216 168Z",
            BRICK,
        )
        + box(210, 32, 82, 30, SAND, 8)
        + box(216, 78, 70, 14, SUN)
        + box(216, 104, 70, 14, SAND)
        + shape("M322 190 334 200Q350 216 338 232Q326 244 306 241Q300 216 322 190Z", SUN)
        + stroke("M226 34V60M242 34V60M258 34V60M274 34V60", OAK, 2, 'opacity=".5"')
    )
    return back + front
