"""Checks of the characters of the English: width, quotes, brackets, marks, spaces, and what is to be kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.qa.model import Pair, Remark, places
from translator.text.addresses import ADDRESS, without_addresses
from translator.text.spans import Span

_WIDE = re.compile("[！-～、。〈-】〔〕｡-･￠￡￥\u3000]|——|…{2,}")
_SHOWN = 3


def full_width(pair: Pair) -> Iterator[str]:
    """Report signs of Chinese typesetting in the English: full-width characters, 《》, 、, —— and the like.

    Passes:
        《民法典》自2021年起施行。 = The Civil Code took effect in 2021.

    Fails:
        《民法典》自2021年起施行。 = The 《Civil Code》 took effect in 2021。
    """
    found = [*_WIDE.finditer(pair.target)]
    if found:
        signs = " ".join([*dict.fromkeys(one[0] for one in found)][:_SHOWN])
        yield Remark(
            f"the English has {signs}; write it with English signs", target=[one.span() for one in found]
        )


def quotes(pair: Pair) -> Iterator[str]:
    """Report a quotation mark without its partner.

    Passes:
        他说：“这很好。” = "This is good," he said.

    Fails:
        他说：“这很好。” = "This is good, he said.
    """
    target = pair.target
    straight = target.count('"') - len(re.findall(r'\d"(?=[\s,.;x×)-])', target))
    odd = target.count('"') % 2 and straight % 2
    opened, closed = target.count("“"), target.count("”")
    if (odd or opened != closed) and not _is_part(pair.source):
        yield Remark("a quotation mark has no partner", target=_signs(target, '"“”'))


def _is_part(source: str) -> bool:
    """Return whether the Chinese itself has only a part of a quotation."""
    return (
        source.count("“") != source.count("”")
        or source.count('"') % 2 == 1
        or (source.count("「") != source.count("」"))
    )


_SPEECH = re.compile("[：:,，]\\s?[“「][^”」]{8,}[。！？…；，][”」]")
_ANY_QUOTE = re.compile("[\"“”'‘’«»„]|''")


def lost_quotes(pair: Pair) -> Iterator[str]:
    """Report speech in quotation marks whose English has none.

    Passes:
        他说：“今年我们要把这件事办好。” = "We will get this done this year," he said.

    Fails:
        他说：“今年我们要把这件事办好。” = He said we will get this done this year.
    """
    speech = _SPEECH.search(pair.source)
    if speech and not _ANY_QUOTE.search(pair.target):
        yield Remark("the quotation marks of the Chinese are missing", source=[speech.span()])


_ENUMERATOR = re.compile(r"(?:^|(?<=[\s;,(]))(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\)")
_EMOTICON = re.compile(r"[:;]-?[()]")
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))


def brackets(pair: Pair) -> Iterator[str]:
    """Report a bracket without its partner.

    Passes:
        世界卫生组织（世卫组织）发布报告。 = The World Health Organization (WHO) released a report.

    Fails:
        世界卫生组织（世卫组织）发布报告。 = The World Health Organization (WHO released a report.
    """
    target, source = pair.target, pair.source
    bare = _EMOTICON.sub("", target)
    for opener, closer in _BRACKETS:
        without = _ENUMERATOR.sub("", bare) if closer == ")" else bare
        even = bare.count(opener) == bare.count(closer) or without.count(opener) == without.count(closer)
        if not even and _depth(source) == 0:
            yield Remark(
                f"a bracket has no partner: {opener} or {closer}", target=_signs(target, opener + closer)
            )


def _signs(text: str, signs: str) -> Iterator[Span]:
    return ((at, at + 1) for at, sign in enumerate(text) if sign in signs)


def _depth(text: str) -> int:
    opened, closed = (sum(map(text.count, signs)) for signs in ("(（[［【〔{", ")）]］】〕}"))
    return opened - closed


_DOUBLED = re.compile(
    r",\s?,|;\s?;|:\s?:(?!:)|(?<!\.)\.\.(?!\.)|\.\s\.(?!\s?\.)|,\.|\.,(?<!\w\.,)|[;:][.,]|\?\.(?!\w)|!\.(?!\w)"
)


def doubled_mark(pair: Pair) -> Iterator[str]:
    """Report two marks in a row where one belongs: `,,` `..` `,.` `?.` and the like.

    Passes:
        等等。 = And so on...

    Fails:
        会议在京举行。 = The meeting was held in Beijing..
    """
    found = _DOUBLED.search(pair.target)
    if found and found[0] not in pair.source:
        yield Remark(f"the English has two marks in a row, “{found[0]}”", target=[found.span()])


_SPACE_BEFORE = re.compile(r"(?<=[A-Za-z0-9)]) +(?:[,;!?](?=\s|$)|\.(?=\s|$)|%)")
_SPACE_DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_NO_SPACE = re.compile(r"[a-z]{2}[,;!?][A-Za-z]{2}|[a-z]{3}\.[A-Z][a-z]|[a-z]{2}\([a-z]{3}|\)[a-z]{3}")


def spacing(pair: Pair) -> Iterator[str]:
    """Report a space before a mark, two spaces in a row, and a space that is missing behind a mark.

    Passes:
        他到了，我也到了。 = He came, and so did I.

    Fails:
        他到了，我也到了。 = He came ,and  so did I.
    """
    text = ADDRESS.sub("x", pair.target)  # a word, so that the spaces on both sides stay apart
    if found := _SPACE_BEFORE.search(text):
        where = places(pair.target, found[0])
        yield Remark(f"a space stands before “{found[0].strip()}”", target=where)
    if found := _SPACE_DOUBLE.search(text.strip()):
        yield Remark("two spaces stand in a row", target=places(pair.target, found[0]))
    if found := _NO_SPACE.search(text):
        yield Remark(f"a space is missing in “{found[0]}”", target=places(pair.target, found[0]))


_CODE = re.compile(
    r"(?<![A-Za-z0-9.\-])(?=[A-Z0-9.\-]*[A-Z])(?=[A-Z0-9.\-]*\d)[A-Z0-9]+(?:[.\-][A-Z0-9]+)*(?![A-Za-z0-9])"
)
_BARE = re.compile(r"[\s.\-‑–—/‐]+")
_UNITS = re.compile(
    r"\d[\d.]*(?:G|M|K|KB|MB|GB|TB|KM|CM|MM|KG|ML|W|V|A|L|T|C|F|B|X|H|MW|KW|GW|HZ|KHZ|MHZ|GHZ)"
)


def codes(pair: Pair) -> Iterator[str]:
    """Report an address, or a code of letters and figures, that the English does not have as it is.

    Passes:
        C919客机的详情见www.comac.cc。 = For details of the C919 aircraft see www.comac.cc.

    Fails:
        C919客机的详情见www.comac.cc。 = For details of the C99 aircraft see www.comac.cc.
    """
    english = _BARE.sub("", pair.target).casefold()
    addresses = (found[0] for found in ADDRESS.finditer(pair.source))
    for found in dict.fromkeys((*addresses, *_CODE.findall(without_addresses(pair.source)))):
        code = found.rstrip(".,;)/")
        if not _UNITS.fullmatch(code) and _BARE.sub("", code).casefold() not in english:
            where = places(pair.source, code)
            yield Remark(f"{code} is not in the English as it is", source=where, use=code)
