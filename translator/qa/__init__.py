"""Checks of a translation: what may be wrong in a job, found without a person and told in one sentence each."""

from translator.qa.checks import CHECKS
from translator.qa.fluency import without_doubled_words
from translator.qa.model import Category, Remark
from translator.qa.run import (
    AS_USUAL,
    VALUES,
    chosen,
    findings,
    issues_of_segment,
    material_of,
    needs_work,
    run_checks,
    serious_findings,
    signature,
)
from translator.qa.wording import OF_TERMS

__all__ = [
    "AS_USUAL",
    "CHECKS",
    "OF_TERMS",
    "VALUES",
    "Category",
    "Remark",
    "chosen",
    "findings",
    "issues_of_segment",
    "material_of",
    "needs_work",
    "run_checks",
    "serious_findings",
    "signature",
    "without_doubled_words",
]
