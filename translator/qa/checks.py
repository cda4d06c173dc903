"""The checks of a translation, in the order in which they are explained."""

from __future__ import annotations

from translator.model import Severity
from translator.qa import (
    completeness,
    consistency,
    correspondence,
    direction,
    figures,
    fluency,
    house,
    negation,
    typography,
    wording,
)
from translator.qa.model import Category as Of
from translator.qa.model import Check, each

_ERROR = Severity.ERROR

CHECKS = (
    Check(name="empty", find=completeness.empty, category=Of.OMISSION, severity=_ERROR),
    Check(name="copied", find=each(completeness.copied), category=Of.UNTRANSLATED, severity=_ERROR),
    Check(name="chinese", find=each(completeness.chinese), category=Of.UNTRANSLATED, severity=_ERROR),
    Check(name="dropped", find=each(correspondence.dropped), category=Of.OMISSION),
    Check(name="too-long", find=each(completeness.too_long), category=Of.ADDITION),
    Check(name="breaks-off", find=each(fluency.breaks_off), category=Of.OMISSION, severity=_ERROR),
    Check(name="number", find=each(figures.number), category=Of.NUMBERS),
    Check(name="percent", find=each(figures.percent), category=Of.NUMBERS),
    Check(name="date", find=each(figures.date), category=Of.NUMBERS),
    Check(name="added-number", find=each(figures.added_number), category=Of.NUMBERS),
    Check(name="negation", find=each(negation.negation), category=Of.MISTRANSLATION),
    Check(name="direction", find=each(direction.direction), category=Of.MISTRANSLATION),
    Check(name="term", find=each(wording.term), category=Of.TERMINOLOGY, severity=_ERROR),
    Check(name="forbidden-term", find=each(wording.forbidden_term), category=Of.TERMINOLOGY, severity=_ERROR),
    Check(name="term-variants", find=consistency.term_variants, category=Of.INCONSISTENCY, on=False),
    Check(name="name", find=each(wording.name), category=Of.ENTITIES),
    Check(name="name-order", find=each(wording.name_order), category=Of.ENTITIES),
    Check(name="name-spelling", find=consistency.name_spelling, category=Of.ENTITIES),
    Check(name="byline", find=each(wording.byline), category=Of.ENTITIES),
    Check(name="same-source", find=consistency.same_source, category=Of.INCONSISTENCY),
    Check(name="same-target", find=consistency.same_target, category=Of.INCONSISTENCY),
    Check(name="loop", find=each(fluency.loop), category=Of.DUPLICATION, severity=_ERROR),
    Check(name="doubled-word", find=each(fluency.doubled_word), category=Of.DUPLICATION),
    Check(name="unreadable", find=each(fluency.unreadable), category=Of.CHARACTERS, severity=_ERROR),
    Check(name="sentence-start", find=each(fluency.sentence_start), category=Of.TYPOGRAPHICAL),
    Check(name="article", find=each(fluency.article), category=Of.GRAMMAR),
    Check(name="end-mark", find=each(fluency.end_mark), category=Of.TYPOGRAPHICAL),
    Check(name="question", find=each(fluency.question), category=Of.TYPOGRAPHICAL),
    Check(name="full-width", find=each(typography.full_width), category=Of.CHARACTERS),
    Check(name="quotes", find=each(typography.quotes), category=Of.TYPOGRAPHICAL),
    Check(name="lost-quotes", find=each(typography.lost_quotes), category=Of.TYPOGRAPHICAL),
    Check(name="brackets", find=each(typography.brackets), category=Of.TYPOGRAPHICAL),
    Check(name="doubled-mark", find=each(typography.doubled_mark), category=Of.TYPOGRAPHICAL),
    Check(name="spacing", find=each(typography.spacing), category=Of.WHITESPACE),
    Check(name="code", find=each(typography.codes), category=Of.ENTITIES),
    Check(name="house-style", find=house.house_style, category=Of.STYLE),
)
"""Every check by its name."""
