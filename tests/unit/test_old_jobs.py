"""Jobs that earlier versions wrote: read once, as this version would have written them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translator.model import Draft, Origin, OriginKind, State, TermStatus
from translator.xliff.job import LoadedJob
from translator.xliff.read import read_job
from translator.xliff.write import write_xliff

REVIEWED = Path(__file__).parent / "old_jobs" / "reviewed.xlf"
ARGOS = "argos zh_en 0.1 (embedded)"


def loaded(text: str = "") -> LoadedJob:
    return read_job((text or REVIEWED.read_text(encoding="utf-8")).encode(), "reviewed.xlf")


def test_an_old_job_is_as_written() -> None:
    job = loaded()
    assert job.as_written
    assert not job.corrected_sources()
    assert not job.reviewed_elsewhere()
    assert (job.meta.engine, job.meta.input, job.meta.incomplete) == (ARGOS, "../page.txt", ())
    assert set(job.meta.documents) == {"review.docx", "bilingual.docx", "en.docx"}


def test_drafts_origins_and_terms_of_an_old_job_are_known() -> None:
    _, edited, approved, machine, _ = loaded().document.segments()
    assert edited.origin == approved.origin == Origin(kind=OriginKind.HUMAN, reviewer="Li Wen")
    assert edited.candidates == approved.candidates == ()
    target = "The Qingdao plan has been released in 1010 days, with 15 projects."
    score = -1.3329296112060547
    assert edited.draft == Draft(target=target, origin=Origin(kind=OriginKind.MT, engine=ARGOS, score=score))
    assert approved.draft is not None
    assert approved.draft.target == approved.target
    assert (machine.state, machine.terms[0].status) == (State.TRANSLATED, TermStatus.FOUND)


def test_an_old_job_written_anew_is_the_same_job() -> None:
    job = loaded()
    again = read_job(write_xliff(job.document), "reviewed.xlf")
    assert again.document == job.document
    old = {
        name: replace(own, left_as=again.fingerprints[name].left_as) for name, own in job.fingerprints.items()
    }
    assert again.fingerprints == old
    assert again.as_written


def test_work_of_another_tool_in_an_old_job_is_noticed() -> None:
    text = REVIEWED.read_text(encoding="utf-8")
    job = loaded(text.replace("The meeting was held in the Qingdao.", "The meeting was held in Qingdao."))
    assert not job.as_written
    assert job.reviewed_elsewhere() == {"a01.p003.s01"}
    job = loaded(text.replace("居民表示支持。</mrk>", "居民表示反对。</mrk>"))
    assert job.corrected_sources() == ("a01.p002.s02",)
