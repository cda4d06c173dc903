"""Names of places and people in English."""

from translator.names.annotation import annotate
from translator.names.gazetteer import Gazetteer

__all__ = ["Gazetteer", "annotate"]
