"""Checks of the English as English: loops, doubled words, sentence starts, articles and end marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.engines import guards
from translator.qa.model import HEADINGS, PROSE, Pair, Remark
from translator.text.spans import Span
from translator.text.tables import table

_WORDS = table("translator.qa", "data/words.toml")


def loop(pair: Pair) -> Iterator[str]:
    """Report English that says one thing over and over where the Chinese does not.

    Passes:
        加油！加油！加油！ = Go! Go! Go!

    Fails:
        他来了。 = He came and he came and he came and he came.
    """
    if guards.is_repetitive(pair.source, pair.target):
        yield "the English repeats itself"


_DOUBLED = re.compile(r"\b([A-Za-z]+)(?: \1)+\b", re.IGNORECASE)
_TWICE = frozenset(_WORDS["doubled"]["english"].split())


def doubled_word(pair: Pair) -> Iterator[str]:
    """Report a word that stands twice in a row.

    Passes:
        他知道她早已走了。 = He knew that she had had to leave.

    Fails:
        他走进了房间。 = He went into the the room.
    """
    for found in _DOUBLED.finditer(pair.target):
        if _is_slip(found):
            yield Remark(f"the word “{found[1]}” stands twice", target=[found.span()])


def without_doubled_words(text: str) -> str:
    """Return an English text in which every word that `doubled_word` reports stands once."""
    return _DOUBLED.sub(lambda found: found[1] if _is_slip(found) else found[0], text)


def _is_slip(found: re.Match[str]) -> bool:
    word, again, *_ = found[0].split()
    return word.casefold() not in _TWICE and not (word[:1].isupper() and again[:1].isupper())


_UNKNOWN = re.compile("⁇|<unk>|\ufffd|[\ue000-\uf8ff]|&(?:amp|quot|apos|lt|gt|nbsp|#\\d+);")


def unreadable(pair: Pair) -> Iterator[str]:
    """Report signs of an unknown word or a broken encoding in the English: ⁇, <unk>, &quot; and the like.

    Passes:
        他姓亓。 = His surname is Qi.

    Fails:
        他姓亓。 = His surname is ⁇.
    """
    found = _UNKNOWN.search(pair.target)
    if found and found[0] not in pair.source:
        yield Remark(f"the English has an unreadable word: {found[0]}", target=[found.span()])


_SMALL_START = re.compile(r"[\"“'‘(\[]*([a-z]{2,})(?![\w'’]*[A-Z@./])[a-z'’]*\b")
_SMALL_INSIDE = re.compile(r"\b([a-z]{4,})[.!?] ([a-z]{2,})\b")
_OPENS = re.compile(r"[\s“”‘’\"'「『《（(【［\[]*[\u4e00-\u9fff]")
_ABBREVIATIONS = frozenset(_WORDS["abbreviations"]["english"].split())


def sentence_start(pair: Pair) -> Iterator[str]:
    """Report a sentence or a headline that begins with a small letter.

    Passes:
        会议在京举行。 = The meeting was held in Beijing.

    Fails:
        会议在京举行。 = the meeting was held in Beijing.
    """
    opens = _OPENS.match(pair.source) and (pair.role in HEADINGS or _CHINESE_END.search(pair.source))
    if pair.role not in PROSE | HEADINGS or not opens:
        return
    small = None if pair.continues else _SMALL_START.match(pair.target)
    if small and not re.match(r"[^a-z]*[a-z][-’'][A-Z]?", pair.target):
        yield Remark(f"the English begins with a small letter: “{small[1]}”", target=[small.span(1)])
    for found in _SMALL_INSIDE.finditer(pair.target):
        if found[1] not in _ABBREVIATIONS:
            yield Remark(f"a sentence begins with a small letter: “{found[2]}”", target=[found.span(2)])


_ARTICLE = re.compile(r"(?<![\w'’.-])([Aa]n?) ([A-Za-z]+|\d[\d,]*)\b(?!\.[A-Za-z])")
_VOWEL_SOUND = re.compile(_WORDS["article"]["vowel_sound"], re.IGNORECASE)
_CONSONANT_SOUND = re.compile(_WORDS["article"]["consonant_sound"], re.IGNORECASE)
_EITHER = re.compile(_WORDS["article"]["either"], re.IGNORECASE)


def article(pair: Pair) -> Iterator[str]:
    """Report “a” before the sound of a vowel, and “an” before that of a consonant.

    Passes:
        一所大学用了一小时。 = It took a university an hour.

    Fails:
        一个苹果。 = A apple.
    """
    for found in _ARTICLE.finditer(pair.target):
        said, word = found.groups()
        if said == "A" and found.start():  # vitamin A, Class A
            continue
        vowel = _begins_with_vowel(word)
        if vowel is not None and vowel != (said.lower() == "an"):
            right = f"{said[0]}{'n' if vowel else ''} {word}"
            yield Remark(f"write “{right}”", target=[found.span()], use=right)


def _begins_with_vowel(word: str) -> bool | None:
    """Return whether a word begins with the sound of a vowel, or None where that is not certain."""
    if word[0].isdigit():
        figure = word.replace(",", "")
        return (
            figure.startswith("8")
            or figure in ("11", "18")
            or (figure[:2] in ("11", "18") and len(figure) % 3 == 2)
        )
    if (
        _EITHER.match(word)
        or (len(word) > 1 and word.isupper())
        or any(map(str.isupper, word[1:]))
        or len(word) == 1
    ):
        return None
    if _VOWEL_SOUND.match(word):
        return True
    if _CONSONANT_SOUND.match(word):
        return False
    return word[0].lower() in "aeiou"


_CHINESE_END = re.compile("[。！？；…][”’」』）)】]*\\s*$")
_ENGLISH_END = re.compile(r"[.!?:;…—–\-][\"“”'‘’)\]»]*\s*$|[\"“”'‘’)\]»]\s*$")
_STOP = re.compile(r"(?<!\.)(?<!\b[A-Z])(?<![A-Z]\.[A-Z])(?<![ap]\.m)\.[\"”’']?$")


def end_mark(pair: Pair) -> Iterator[str]:
    """Report a sentence of running text whose English lacks its end mark, and a headline that ends in a full stop.

    Passes:
        会议在京举行。 = The meeting was held in Beijing.
        # 会议在京举行 = Meeting Held in Beijing

    Fails:
        会议在京举行。 = The meeting was held in Beijing
        # 会议在京举行 = Meeting Held in Beijing.
    """
    ends = _CHINESE_END.search(pair.source)
    if pair.role in PROSE and ends and not _ENGLISH_END.search(pair.target):
        yield Remark("the English lacks its end mark", target=[_last_sign(pair.target)])
    if pair.role in HEADINGS and not ends and "." not in pair.source and _STOP.search(pair.target.strip()):
        yield Remark(
            "the headline ends in a full stop that the Chinese does not have",
            target=[_last_sign(pair.target)],
        )


_QUESTION = re.compile("[？?][”’」』）)】]*\\s*$")


def question(pair: Pair) -> Iterator[str]:
    """Report a question whose English has no question mark.

    Passes:
        谁来养老？ = Who will care for the old?

    Fails:
        谁来养老？ = Who will care for the old.
    """
    if _QUESTION.search(pair.source) and "?" not in pair.target:
        yield Remark("the question mark of the Chinese is missing", target=[_last_sign(pair.target)])


_BROKEN = re.compile(rf"(?:(?<![\w'’])(?:{_WORDS['breaks_off']['english']})|,)[.…]*$")


def breaks_off(pair: Pair) -> Iterator[str]:
    """Report English that stops in the middle: behind an article, a preposition, a conjunction or a comma.

    Passes:
        会议研究了经济工作。 = The meeting discussed economic work.

    Fails:
        会议研究了经济工作。 = The meeting discussed the.
    """
    target = pair.target.rstrip()
    if pair.role in PROSE and _CHINESE_END.search(pair.source) and (found := _BROKEN.search(target)):
        yield Remark("the English breaks off", target=[found.span()])


def _last_sign(text: str) -> Span:
    end = len(text.rstrip())
    return (end - 1, end)
