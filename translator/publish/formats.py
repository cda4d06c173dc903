"""Kinds of publications by the name that the command line uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from translator.model import Document, Layout


def _docx(document: Document, layout: Layout) -> dict[str, bytes]:
    from translator.publish.docx import bilingual_docx, english_docx

    return {"bilingual.docx": bilingual_docx(document, layout), "en.docx": english_docx(document)}


def _html(document: Document, layout: Layout) -> dict[str, bytes]:
    from translator.publish.html import bilingual_html, english_html

    return {"bilingual.html": bilingual_html(document, layout), "en.html": english_html(document)}


def _markdown(document: Document, layout: Layout) -> dict[str, bytes]:  # noqa: ARG001  # Markdown has no columns
    from translator.publish.markdown import bilingual_markdown, english_markdown

    both, english = bilingual_markdown(document), english_markdown(document)
    return {f"{id_}.bilingual.md": data for id_, data in both.items()} | {
        f"{id_}.en.md": data for id_, data in english.items()
    }


FORMATS: Mapping[str, Callable[[Document, Layout], dict[str, bytes]]] = {
    "docx": _docx,
    "html": _html,
    "md": _markdown,
}
"""Functions that return the files of a job, by suffix."""
