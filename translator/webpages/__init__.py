"""Web pages, each one file that loads nothing: their frame, and the style of pages about the work."""

from translator.webpages.frame import attribute, frame, work_page

__all__ = ["attribute", "frame", "work_page"]
