"""The rules of house style, in the order in which they are applied."""

from __future__ import annotations

from translator.model import Role
from translator.style import figures, lines, signs, words
from translator.style.model import Rule

RULES = (
    Rule(name="titles", find=signs.titles, values=("quotes",), signs=True),
    Rule(name="spaces", find=signs.spaces, values=("tidy",), signs=True),
    Rule(name="ellipses", find=signs.ellipses, values=("dots", "sign"), signs=True),
    Rule(name="dashes", find=signs.dashes, values=tuple(signs.DASHES), signs=True),
    Rule(name="ranges", find=signs.ranges, values=("hyphen", "en")),
    Rule(name="dates", find=figures.dates, values=("day first", "month first")),
    Rule(name="months", find=figures.months, values=("full", "short")),
    Rule(name="times", find=figures.times, values=("8 p.m.", "8pm")),
    Rule(name="money", find=figures.money, values=("yuan", "RMB", "sign")),
    Rule(name="percent", find=figures.percent, values=("percent", "per cent", "sign")),
    Rule(name="numbers", find=figures.numbers, values=("words under ten",)),
    Rule(name="spelling", find=words.spelling, values=("american", "british")),
    Rule(name="abbreviations", find=words.abbreviations, values=("with points", "without points")),
    Rule(name="offices", find=words.offices, values=("capitals",)),
    Rule(name="capitals", find=words.capitals, values=("sentences",), signs=True),
    Rule(name="headlines", find=lines.headlines, values=("title",), signs=True, role=Role.HEADLINE),
    Rule(name="bylines", find=lines.bylines, values=("by", "names"), role=Role.BYLINE),
    Rule(
        name="datelines", find=lines.datelines, values=("capitals", "plain"), signs=True, role=Role.DATELINE
    ),
    Rule(name="quotes", find=signs.quotes, values=signs.QUOTES, signs=True),
    Rule(
        name="headline-quotes",
        find=signs.headline_quotes,
        values=signs.QUOTES,
        signs=True,
        role=Role.HEADLINE,
    ),
    Rule(name="stops", find=signs.stops, values=("inside",), signs=True),
)
"""Every rule by its name, which is its key in the file of a house."""
