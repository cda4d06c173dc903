"""Write the job that the saved review tables belong to, and the table that was given to LibreOffice."""

from __future__ import annotations

from pathlib import Path

from tests.unit.sample_documents import full_document
from translator.formats.review_docx import review_docx
from translator.formats.xliff import write_xliff

HERE = Path(__file__).parent

if __name__ == "__main__":
    job = full_document()
    (HERE / "job.xlf").write_bytes(write_xliff(job))
    (HERE / "job.docx").write_bytes(review_docx(job))
