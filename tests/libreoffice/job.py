"""Write the job that the saved review tables belong to, and the tables that were given to LibreOffice."""

from __future__ import annotations

from pathlib import Path

from tests.review_tables import TableFile, p, r
from tests.unit.sample_documents import full_document
from translator.model import Document
from translator.review.table import review_docx
from translator.xliff.write import write_xliff

HERE = Path(__file__).parent

_TYPES = (
    '<Override PartName="/word/comments{more}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.comments{more}+xml"/>'
)


def with_threads(table: bytes, job: Document) -> bytes:
    """Put comments, an answer to one and a resolved one into the table, as Word writes them."""
    file = TableFile(table)
    english = {segment.id: segment.target for segment in job.segments()}
    for row, numbers in (("a01.p004.s01", "01"), ("a01.p006.s02", "2")):
        starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in numbers)
        ends = "".join(
            f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in numbers
        )
        file.put(row, "English", p(starts + r(english[row]) + ends))
    said = (("Li Wen", "Too flowery?"), ("Zhao Min", "No, keep it."), ("Li Wen", "People?"))
    file.add_comments(
        "".join(
            f'<w:comment w:id="{n}" w:author="{who}" w:date="2026-05-13T10:0{n}:00Z" w:initials="R">'
            f'<w:p w14:paraId="0000001{n}">{r(text)}</w:p></w:comment>'
            for n, (who, text) in enumerate(said)
        ),
        '<w15:commentEx w15:paraId="00000010" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000011" w15:paraIdParent="00000010" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000012" w15:done="1"/>',
    )
    types = "".join(_TYPES.format(more=more) for more in ("", "Extended"))
    name = "[Content_Types].xml"
    file.parts[name] = file.parts[name].replace(b"</Types>", f"{types}</Types>".encode())
    return file.save()


if __name__ == "__main__":
    job = full_document()
    table = review_docx(job)
    (HERE / "job.xlf").write_bytes(write_xliff(job))
    (HERE / "job.docx").write_bytes(table)
    (HERE / "threads.docx").write_bytes(with_threads(table, job))
