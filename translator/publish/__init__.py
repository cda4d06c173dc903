"""Documents for publication: bilingual and English only."""
