"""Bylines, credits and datelines: recognised on a page, and put into English."""

from translator.text.bylines.recognition import dateline_length, is_byline, is_closing_credit
from translator.text.bylines.translation import translate_byline, translate_dateline

__all__ = ["dateline_length", "is_byline", "is_closing_credit", "translate_byline", "translate_dateline"]
