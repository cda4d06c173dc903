"""The models there are for Chinese → English, with what is published about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model that can be installed by its ``name``, the name of its engine.

    ``megabytes`` is the size on disk; ``flores`` and ``newstest`` are BLEU on FLORES-200 devtest and newstest2019, as
    published by mozilla/firefox-translations-models, not measured here.
    """

    name: str
    title: str
    megabytes: int
    licence: str
    flores: float
    newstest: float


OFFERS = (
    Offer(
        name="firefox", title="Firefox Translations, base", megabytes=60, licence="MPL-2.0", flores=29.0, newstest=34.8
    ),
    Offer(
        name="argos", title="Argos Translate 1.9", megabytes=100, licence="see its README", flores=23.3, newstest=21.0
    ),
)  # fmt: skip
"""The best first."""

EMBEDDED_LICENCE = "CC BY 4.0"
EMBEDDED_BLEU = (13.6, 16.5)
"""BLEU of the embedded model on FLORES-200 devtest and newstest2019, measured here, as its README says."""


def offer_of(name: str) -> Offer:
    """Return the offer of an engine."""
    return next(offer for offer in OFFERS if offer.name == name)
