"""Time reading and writing files of 5 MB and tables of 300 pages, each against a plain parser in the same run.

    python -m tests.benchmarks.bench_files [--runs 3]

The peers do less: they open the file and give its text. ``growth`` is how many times as long ten times as much takes;
10 is linear. Times are the best of the runs, in seconds.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Sequence

import docx
from lxml import etree, html
from rich.console import Console
from rich.table import Table

from tests.contracts.test_readers import MAKERS, SEED
from tests.unit.sample_documents import large_document
from translator.model import Document, Page, State
from translator.pages.articles import articles_of
from translator.readers.table import read_page
from translator.review.apply import apply_returned
from translator.review.read_docx import read_review_table
from translator.review.results import Options
from translator.review.table import review_docx
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

PAGE_BYTES = 5_000_000
TABLE_ROWS = 4_500
"""About 300 pages."""

Case = tuple[str, Callable[[], object], Callable[[], object] | None, Callable[[], object]]
"""The name, the work on the whole, the peer's work on the whole, the work on a tenth."""


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Return the seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _all_text(document: docx.document.Document) -> str:
    cells = (
        element.text or "" for element in document.element.body.iter() if str(element.tag).endswith("}t")
    )
    return "".join(cells)


def _docx_page(paragraphs: Sequence[str]) -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


PAGES = MAKERS | {".docx": _docx_page}
"""The tests' Word pages hold less than python-docx wants to open."""

PEERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    ".txt": ("decode", lambda data: data.decode("utf-8").splitlines()),
    ".docx": ("python-docx", lambda data: [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]),
    ".html": ("lxml.html", lambda data: html.fromstring(data).text_content()),
}


def page_cases() -> list[Case]:
    """Read pages of `PAGE_BYTES`, and find the articles of one."""
    paragraphs = [line.strip() for line in SEED.splitlines() if len(line) > 100]
    many = paragraphs * (PAGE_BYTES // len("".join(paragraphs).encode()) + 1)
    cases: list[Case] = []
    for extension, (peer, parse) in PEERS.items():
        data, tenth = (PAGES[extension](some) for some in (many, many[: len(many) // 10]))
        cases.append(
            (
                f"read a {extension} page / {peer}",
                lambda data=data, name=f"page{extension}": read_page(data, name),
                lambda data=data, parse=parse: parse(data),
                lambda data=tenth, name=f"page{extension}": read_page(data, name),
            )
        )
    page = read_page(PAGES[".txt"](many), "page.txt")
    less = Page(name=page.name, lines=page.lines[: len(page.lines) // 10])
    return [*cases, ("find its articles", lambda: articles_of(page), None, lambda: articles_of(less))]


def job_cases() -> list[Case]:
    """Write, read and apply the review table and the XLIFF of a job of `TABLE_ROWS`."""
    job, small = large_document(TABLE_ROWS), large_document(TABLE_ROWS // 10)
    table, small_table = edited_table(job), edited_table(small)
    xliff, small_xliff = write_xliff(job), write_xliff(small)
    return [
        ("write a review table", lambda: review_docx(job), None, lambda: review_docx(small)),
        (
            "read a review table / python-docx",
            lambda: read_review_table(table, "table"),
            lambda: _all_text(docx.Document(io.BytesIO(table))),
            lambda: read_review_table(small_table, "table"),
        ),
        (
            "apply it, every row edited",
            lambda: applied(job, table),
            None,
            lambda: applied(small, small_table),
        ),
        ("write XLIFF", lambda: write_xliff(job), None, lambda: write_xliff(small)),
        (
            "read XLIFF / lxml",
            lambda: read_xliff(xliff, "job"),
            lambda: "".join(etree.fromstring(xliff).itertext()),
            lambda: read_xliff(small_xliff, "job"),
        ),
    ]


def edited_table(job: Document) -> bytes:
    """Return the job's review table as a reviewer sends it back: another English in every row."""
    sheet = docx.Document(io.BytesIO(review_docx(job)))
    for element in sheet.element.body.iter("{*}t"):
        if element.text and "will raise the level" in element.text:
            element.text = element.text.replace("raise", "lift")
    buffer = io.BytesIO()
    sheet.save(buffer)
    return buffer.getvalue()


def applied(job: Document, table: bytes) -> None:
    """Read and apply a table, and see that the edits came in."""
    result = apply_returned(job, read_review_table(table, "table"), Options(reviewer="Li Wen"))
    reviewed = sum(segment.state is State.REVIEWED for segment in result.document.segments())
    if reviewed < 0.9 * len(list(job.segments())):
        raise SystemExit(f"only {reviewed} edits were found: the benchmark does not do what it says")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    table = Table("work / peer", "seconds", "peer", "ratio", "growth")
    for name, work, peer, tenth in [*page_cases(), *job_cases()]:
        ours, small = best_of(runs, work), best_of(runs, tenth)
        theirs = best_of(runs, peer) if peer else None
        ratio = ["–", "–"] if theirs is None else [f"{theirs:.2f}", f"{ours / theirs:.1f}"]
        table.add_row(name, f"{ours:.2f}", *ratio, f"{ours / small:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
