"""The pictures of the buyer pages on paper: each becomes an image of its own, with its words as the alternative.

On a page a picture is as wide as the screen, takes its colours from the style of the page, and places things in per
cent. What prints it knows none of that: so it is drawn for one width, in the colours of the light page, and everything
in it gets a place in px.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

from lxml import etree

WIDE, NARROW = 640.0, 320.0
"""How wide a picture is drawn, in px: across the sheet, and along a spine."""
_SPINE = "course"
"""The class of a picture that runs down the page."""
_TOKEN = re.compile(r"--([\w-]+):\s*(#\w+)")
_QUOTED = re.compile(r"var\(--([\w-]+)\)")
_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"(?:^|(?<=\}))\s*(\.rail [^{}]*\{[^{}]*\})")
_FONTS = re.compile(r":lang\((\w+)\)\s*\{\s*font-family:\s*([^;}]+)")
_SHORTER = {"box-first": 4.0, "box-last": 4.0, "box-mid": 8.0}
"""By its class how much narrower a box is than what it stands in: there the tick has its gap."""
_ACROSS = frozenset(("x", "x1", "x2", "cx", "width"))
_SPELT = {"patternunits": "patternUnits", "patterntransform": "patternTransform"}
"""What an HTML parser writes in small letters."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What pictures are drawn with: the rules of their style, with colours in place of their names, and fonts."""

    rules: str
    fonts: str

    @classmethod
    def of(cls, style: str, lang: str) -> Ink:
        """From the style of the pages, as it looks by day.

        >>> style = ":root{--ink:#123456}@media print{p{top:0}}.rail text{fill:var(--ink)}"
        >>> Ink.of(f"{style}:lang(zh){{font-family:A,B;top:0}}", "zh-Hans")
        Ink(rules='.rail text{fill:#123456}', fonts='A,B')
        """
        light = _ROOT.search(style)
        colours = dict(_TOKEN.findall(light[1])) if light else {}
        # A size that is worked out is given to each box by itself.
        rules = "".join(rule for rule in _RULE.findall(_MEDIA.sub("", style)) if "calc(" not in rule)
        fonts = dict(_FONTS.findall(style)).get(lang[:2], "sans-serif")
        return cls(_QUOTED.sub(lambda name: colours[name[1]], rules), fonts)


def draw(figure: etree._Element, ink: Ink) -> None:
    """Replace the picture of a figure by an image that says the same; nothing where it holds none."""
    picture = figure.find(".//svg")
    if picture is None:
        return
    title = picture.findtext("title") or ""
    width = NARROW if _SPINE in (figure.get("class") or "").split() else WIDE
    drawn = _picture(picture, width, ink)
    image = etree.Element("img", alt=title, width=f"{width:g}", height=picture.get("height", "0"))
    image.set("src", f"data:image/svg+xml;base64,{b64encode(etree.tostring(drawn)).decode()}")
    image.tail = picture.tail
    parent = picture.getparent()
    if parent is not None:
        parent.replace(picture, image)


def _picture(picture: etree._Element, width: float, ink: Ink) -> etree._Element:
    height = picture.get("height", "0")
    names = {"width": f"{width:g}", "height": height, "viewBox": f"0 0 {width:g} {height}", "class": "rail"}
    drawn = etree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **names, "font-family": ink.fonts})
    etree.SubElement(drawn, "style").text = ink.rules
    for child in picture:
        if child.tag != "title":
            drawn.append(_placed(child, width))
    return drawn


def _placed(element: etree._Element, width: float) -> etree._Element:
    """A copy in which everything across is in px; a picture in the picture becomes a group at its place."""
    names = {_SPELT.get(str(name), str(name)): str(value) for name, value in element.attrib.items()}
    names = {name: value for name, value in names.items() if not name.startswith("data-")}
    for name in _ACROSS & names.keys():
        if names[name].endswith("%"):
            names[name] = f"{float(names[name][:-1]) * width / 100:g}"
    if element.tag == "svg":
        inner = float(names.get("width", width))
        group = etree.Element("g", transform=f"translate({names.get('x', '0')} {names.get('y', '0')})")
        group.extend([_placed(child, inner) for child in element])
        return group
    for name, less in _SHORTER.items():
        if name in names.get("class", "").split():
            names["width"] = f"{width - less:g}"
    placed = etree.Element(str(element.tag), names)
    placed.text, placed.tail = element.text, element.tail
    placed.extend([_placed(child, width) for child in element])
    return placed
