"""English nouns in the singular and the plural, by rules of spelling and lists of what spelling does not tell.

inflect, which knows more, takes seconds to import.
"""

from __future__ import annotations

import re

from translator.text.tables import table

_WORDS = table("translator.text", "nouns.toml")


def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name].split())


def _pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a listed word, or a compound of three letters more that ends with one."""
    return re.compile(rf"(?:\w{{3,}})?(?:{'|'.join(sorted(_listed(name)))})")


_ONE: dict[str, str] = _WORDS["irregular"]
_SEVERAL = {one: several for several, one in _ONE.items()}
_NO_PLURAL, _ICS = _listed("no_plural"), _pattern("ics")
_SINGULAR_IN_S, _F_TO_VES = _pattern("singular_in_s"), _pattern("f_to_ves")
_I_AND_U, _IN_IE, _O_TO_OES = _listed("i_and_u"), _listed("ie"), _listed("o_to_oes")
_SILENT_E = _listed("oe") | _listed("che") | _listed("use")
_NOT_MAN, _CH_TO_CHS = _listed("not_man"), _listed("ch_to_chs")
_UNCOUNTABLE, _COUNTABLE = _listed("uncountable"), _listed("countable")
_SES_OF_SIS = re.compile(r".*(?:ly|the|gno)ses|(?:cri|oa|empha|metasta)ses")
_CONSONANT_Y = re.compile(r".*(?:[^aeiou]|qu)y")
_SIBILANT = re.compile(r".*(?:[sxz]|[cs]h)")
_SIBILANT_AND_ES = re.compile(r".*(?:ss|x|sh|ch|tz|[^aeo]us|\w[^aeiou]o)es")

_UNCOUNTABLE_ENDING = re.compile(r".*(?:ing|ship|ness|ism|i[sz]ation)")
_HEAD = re.compile(
    r"(?<!\w)[^\W\d_]+(?=$| \(| (?:of|for|in|on|at|to|with|from|by|against|under|between|among|that|which|who) )"
)


def head(text: str) -> re.Match[str] | None:
    """Return the head noun of a phrase: the word before the first preposition or bracket, or the last one."""
    return _HEAD.search(text)


def singular(word: str) -> str:
    """Return the singular of a noun in small letters; the word itself if it has none or is no plural."""
    if word in _ONE:
        return _ONE[word]
    if word.endswith("men") and len(word) > 4 and word not in _NOT_MAN:
        return word[:-3] + "man"
    if len(word) <= 3 or not word.endswith("s") or _is_no_plural(word):
        return word
    if word.endswith(("ss", "is", "us")):
        return word[:-1] if word[:-1] in _I_AND_U else word
    return _without_es(word) if word.endswith("es") else word[:-1]


def _is_no_plural(word: str) -> bool:
    return word in _NO_PLURAL or bool(_ICS.fullmatch(word) or _SINGULAR_IN_S.fullmatch(word))


def _without_es(word: str) -> str:
    for ending in ("f", "fe"):
        if word.endswith("ves") and _F_TO_VES.fullmatch(word[:-3] + ending):
            return word[:-3] + ending
    if _SES_OF_SIS.fullmatch(word):
        return word[:-2] + "is"
    if word.endswith("ies") and len(word) > 4:
        return word[:-1] if word[:-1] in _IN_IE else word[:-3] + "y"
    if word[:-1] not in _SILENT_E and (
        _SIBILANT_AND_ES.fullmatch(word) or _SINGULAR_IN_S.fullmatch(word[:-2])
    ):
        return word[:-2]
    return word[:-1]


def plural(noun: str) -> str:
    """Return the plural of a noun that is in small letters and the singular."""
    if noun in _SEVERAL or noun in _NO_PLURAL or _ICS.fullmatch(noun):
        return _SEVERAL.get(noun, noun)
    if noun.endswith("man") and noun not in _NOT_MAN:
        return noun[:-3] + "men"
    if _F_TO_VES.fullmatch(noun):
        return noun.removesuffix("e").removesuffix("f") + "ves"
    if noun.endswith("sis"):
        return noun[:-2] + "es"
    if _CONSONANT_Y.fullmatch(noun):
        return noun[:-1] + "ies"
    sibilant = _SIBILANT.fullmatch(noun) and noun not in _CH_TO_CHS
    return noun + ("es" if sibilant or noun in _O_TO_OES else "s")


def countable(noun: str) -> bool:
    """Return whether a noun in small letters is a singular that has a plural, so far as it is known."""
    if singular(noun) != noun or noun in _UNCOUNTABLE or _ICS.fullmatch(noun):
        return False
    return noun in _COUNTABLE or not _UNCOUNTABLE_ENDING.fullmatch(noun)
