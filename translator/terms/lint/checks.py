"""The checks of term bases, in the order in which they are explained."""

from __future__ import annotations

from translator.terms.lint import english, entries, romanization, typing_errors, usage
from translator.terms.lint.model import Check

CHECKS = (
    Check(name="fields", find=typing_errors.fields),
    Check(name="values", find=typing_errors.values),
    Check(name="duplicate", find=entries.duplicate, drops_rows=True),
    Check(name="script", find=entries.script),
    Check(name="several-targets", find=entries.several_targets),
    Check(name="shared-target", find=entries.shared_target),
    Check(name="cycle", find=entries.cycle),
    Check(name="shadowed", find=entries.shadowed),
    Check(name="exception", find=entries.exception),
    Check(name="ambiguous", find=usage.ambiguous),
    Check(name="forbidden", find=english.forbidden),
    Check(name="chinese", find=english.chinese),
    Check(name="article", find=english.article, mend=english.without_article),
    Check(name="slash", find=english.slash),
    Check(name="capitals", find=english.capitals),
    Check(name="quotes", find=english.quotes),
    Check(name="width", find=typing_errors.width, mend=typing_errors.in_ascii_width),
    Check(name="spaces", find=typing_errors.spaces, mend=typing_errors.with_plain_spaces),
    Check(name="pinyin", find=romanization.pinyin),
    Check(name="domain", find=typing_errors.domain),
    Check(name="reference", find=typing_errors.reference),
)
"""Every check by its name."""
