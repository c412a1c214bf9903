"""The look that all category pictures share: one palette, one frame, few shapes.

Pictures are 400 by 300 units. A drawing stands on the ground line at y = 252.
"""

from __future__ import annotations

PINE, MOSS, SAGE = "#2f5d50", "#6f9161", "#a9bf9c"
NAVY, SKY, ICE = "#2b4a63", "#8fb4c6", "#d3e4ea"
RUST, BRICK, OCHRE, SUN = "#c9683f", "#a44f2f", "#e0a544", "#f4d58a"
SAND, BARK, OAK = "#dcc9a3", "#6a4632", "#96693f"
INK, STEEL, GREY, MIST, SNOW = "#24322f", "#5f6f70", "#98a5a4", "#c6cfcd", "#f8f6ef"
# One tint a group of the shop's menu: the paper and the disc behind the drawing.
TINTS = {
    "Camping": ("#e9f0e4", "#d5e2cd"),
    "Packs & Bags": ("#f4ecdd", "#e8d9bd"),
    "Footwear": ("#e5eef2", "#cfe0e8"),
    "Clothing": ("#f5e9e2", "#ebd4c6"),
    "Trail Gear": ("#e4efec", "#cbe0da"),
}


def frame(title: str, group: str, drawing: str) -> str:
    """Return a whole SVG document with the drawing on the group's tint."""
    paper, disc = TINTS[group]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" role="img">'
        f"<title>{title}</title>"
        f'<rect width="400" height="300" fill="{paper}"/>'
        f'<circle cx="200" cy="146" r="122" fill="{disc}"/>'
        f'<ellipse cx="200" cy="256" rx="146" ry="12" fill="{INK}" opacity=".1"/>'
        f"{drawing}</svg>\n"
    )


def shape(d: str, fill: str, more: str = "") -> str:
    """Return a filled path."""
    return f'<path d="{d}" fill="{fill}"{_more(more)}/>'


def stroke(d: str, colour: str, width: float = 4, more: str = "") -> str:
    """Return a line along a path, with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        f'stroke-linecap="round" stroke-linejoin="round"{_more(more)}/>'
    )


def box(
    x: float, y: float, width: float, height: float, fill: str, radius: float = 0, more: str = ""
) -> str:
    """Return a rectangle with rounded corners."""
    rounded = f' rx="{radius:g}"' if radius else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{rounded} '
        f'fill="{fill}"{_more(more)}/>'
    )


def disc(x: float, y: float, radius: float, fill: str, more: str = "") -> str:
    """Return a circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"{_more(more)}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> str:
    """Return an ellipse."""
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"{_more(more)}/>'


def group(drawing: str, transform: str) -> str:
    """Return a drawing moved or turned as a whole."""
    return f'<g transform="{transform}">{drawing}</g>'


def _more(attributes: str) -> str:
    return f" {attributes}" if attributes else ""
