"""Named styles of the Word files we write, as values and as WordprocessingML (ISO/IEC 29500-1).

An editor can restyle a file in one place: everything has a style. Styles name only what differs from the style they
are based on, and only base styles name fonts, always for both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

BULLETS, MORE_BULLETS, NUMBERS = 1, 2, 3
"""The lists a style can be numbered by; a list for each style, as LibreOffice numbers no second one."""

NAVY, BLUE, GREY, LIGHT, RED, AMBER = "1F3864", "2F5496", "595959", "BFBFBF", "B00020", "8A5A00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The font of Latin text with the font of Chinese text."""

    latin: str
    chinese: str


SERIF = Fonts(latin="Times New Roman", chinese="SimSun")
SANS = Fonts(latin="Arial", chinese="Microsoft YaHei")
"""Both pairs come with Word on Windows and Mac; LibreOffice on Linux has equals of the Latin ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A named paragraph or character style; what is left out comes from ``based_on``.

    ``size``, ``before``, ``after``, ``left`` and ``hanging`` are in points, ``line`` in lines, ``indent`` (of
    the first line) in characters. ``outline`` is the level in the navigation pane, from 1. ``numbering`` is
    one of the lists above. ``right_tab`` is a position in twentieths of a point. ``rule`` is the colour of a
    line below; ``fill`` is a background colour; ``underline`` is a pattern of Word's with its colour.
    """

    name: str
    character: bool = False
    based_on: str = ""
    next: str = ""
    fonts: Fonts | None = None
    size: float = 0
    bold: bool | None = None
    color: str = ""
    fill: str = ""
    underline: tuple[str, str] | None = None
    before: float | None = None
    after: float | None = None
    line: float = 0
    left: float = 0
    hanging: float = 0
    indent: int = 0
    align: str = ""
    outline: int = 0
    keep_next: bool = False
    numbering: int = 0
    right_tab: int = 0
    rule: str = ""


def style_id(name: str) -> str:
    """Return the id under which a style's name is referred to: its words, without spaces and signs."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", name))


def base_styles(fonts: Fonts, size: float, text_width: int) -> tuple[Style, ...]:
    """Return the styles every file has; ``text_width``, in twentieths of a point, is where the footer ends."""
    heading = Style(name="", fonts=SANS, bold=True, keep_next=True, next="Normal")
    return (
        Style(name="Normal", fonts=fonts, size=size, line=1.15, before=0, after=0),
        replace(heading, name="Title", size=18, color=NAVY, after=2),
        replace(heading, name="heading 1", size=14, color=NAVY, outline=1, before=16, after=5),
        replace(heading, name="heading 2", size=11, color=BLUE, outline=2, before=10, after=4),
        Style(name="footer", fonts=SANS, size=8, color=GREY, right_tab=text_width),
    )


# --- XML -----------------------------------------------------------------------------------------


def styles_xml(styles: Iterable[Style], tables: str, chinese_lang: str) -> str:
    """Return the styles part: defaults, ``styles`` in order, then the XML of the table styles.

    The first style must be ``Normal`` and must name fonts and size, which become the file's defaults.
    """
    listed = tuple(styles)
    normal = listed[0]
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(normal.fonts)}'
        f'{_size(normal.size)}<w:lang w:val="en-US" w:eastAsia="{chinese_lang}" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        f"{''.join(_style(style) for style in listed)}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/></w:style>{tables}</w:styles>'
    )


def table_style_xml(name: str, borders: str, margins: tuple[int, int, int, int]) -> str:
    """Return a table style; ``borders`` fills ``w:tblBorders``, ``margins`` are top, left, bottom, right."""
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in zip(("top", "left", "bottom", "right"), margins, strict=True)
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr></w:style>"
    )


_BUILT_IN = ("Normal", "Title", "heading 1", "heading 2", "footer")


def _style(style: Style) -> str:
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if style.name == "Normal" else ""
    kind = "character" if style.character else "paragraph"
    parent = style.based_on or ("DefaultParagraphFont" if style.character else "Normal")
    based_on = "" if style.name == "Normal" else f'<w:basedOn w:val="{style_id(parent)}"/>'
    following = f'<w:next w:val="{style_id(style.next)}"/>' if style.next else ""
    paragraph = "" if style.character else f"<w:pPr>{_paragraph_properties(style)}</w:pPr>"
    return (
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/>{based_on}{following}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"{paragraph}<w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: Style) -> str:
    """Return the content of ``w:pPr``, in the schema's order (Word refuses some files in another)."""
    normal = style.name == "Normal"
    rule = f'<w:bottom w:val="single" w:sz="6" w:space="1" w:color="{style.rule}"/>'
    parts = (
        (style.keep_next, "<w:keepNext/>"),
        (normal, "<w:widowControl/>"),
        (style.numbering, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{style.numbering}"/></w:numPr>'),
        (style.rule, f"<w:pBdr>{rule}</w:pBdr>"),
        (style.right_tab, f'<w:tabs><w:tab w:val="right" w:pos="{style.right_tab}"/></w:tabs>'),
        # East Asian line breaking: no closing mark starts a line, marks may hang, space between the scripts.
        (normal, "<w:kinsoku/><w:overflowPunct/><w:topLinePunct/><w:autoSpaceDE/><w:autoSpaceDN/>"),
        (normal, '<w:snapToGrid w:val="0"/>'),
        (True, _spacing(style)),
        (style.left or style.hanging or style.indent, _indent(style)),
        (style.align, f'<w:jc w:val="{style.align}"/>'),
        (style.outline, f'<w:outlineLvl w:val="{style.outline - 1}"/>'),
    )
    return "".join(xml for wanted, xml in parts if wanted)


def _spacing(style: Style) -> str:
    values = (("before", style.before, 20), ("after", style.after, 20), ("line", style.line or None, 240))
    given = "".join(f' w:{name}="{round(value * unit)}"' for name, value, unit in values if value is not None)
    rule = ' w:lineRule="auto"' if style.line else ""
    return f"<w:spacing{given}{rule}/>" if given else ""


def _indent(style: Style) -> str:
    hanging = f' w:hanging="{round(style.hanging * 20)}"' if style.hanging else ""
    if style.indent:
        first = round(style.indent * style.size * 20)
        hanging += f' w:firstLineChars="{style.indent * 100}" w:firstLine="{first}"'
    return f'<w:ind w:left="{round(style.left * 20)}"{hanging}/>'


def _run_properties(style: Style) -> str:
    """Return the content of ``w:rPr``, in the schema's order."""
    pattern, line_color = style.underline or ("", "")
    bold = "" if style.bold else ' w:val="0"'
    parts = [
        (style.fonts, _fonts(style.fonts)),
        (style.bold is not None, f"<w:b{bold}/><w:bCs{bold}/>"),
        (style.color, f'<w:color w:val="{style.color}"/>'),
        (style.size, _size(style.size)),
        (pattern, f'<w:u w:val="{pattern}" w:color="{line_color}"/>'),
        (style.fill, f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>'),
    ]
    return "".join(xml for wanted, xml in parts if wanted)


def _fonts(fonts: Fonts | None) -> str:
    if fonts is None:
        return ""
    return (
        f'<w:rFonts w:ascii="{fonts.latin}" w:hAnsi="{fonts.latin}" w:eastAsia="{fonts.chinese}" '
        f'w:cs="{fonts.latin}"/>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def numbering_xml() -> str:
    """Return the numbering part; the indents of a list come from the style using it."""
    kinds = ((BULLETS, "bullet", "•"), (MORE_BULLETS, "bullet", "•"), (NUMBERS, "decimal", "%1."))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        for number, kind, sign in kinds
    )
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _, _ in kinds
    )
    return f'<w:numbering xmlns:w="{W}">{lists}{uses}</w:numbering>'


def font_table_xml() -> str:
    """Return the font table, which tells Word what kind of font may replace a missing font."""
    fonts = "".join(
        f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, charset, family in (
            (SERIF.latin, "", "00", "roman"),
            (SERIF.chinese, '<w:altName w:val="宋体"/>', "86", "roman"),
            (SANS.latin, "", "00", "swiss"),
            (SANS.chinese, '<w:altName w:val="微软雅黑"/>', "86", "swiss"),
        )
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'
