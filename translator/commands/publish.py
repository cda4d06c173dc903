"""The command ``publish``: what is to be published of a job, as files of the wanted kinds.

Nothing here prints; a job that fails is a result with its error, so that the others are still published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translator import workspace
from translator.commands.jobs import job_folders, load_job
from translator.errors import JobError, TranslatorError, UsageError
from translator.model import Article, Document, Layout
from translator.publish.formats import FORMATS
from translator.publish.readiness import Readiness, readiness, reviewed_only, with_articles
from translator.workspace import JobFolder, PublishedFiles

PUBLISHED = "published"
"""The folder of a job's publications, in the job's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to publish: ``formats`` are keys of `FORMATS`, ``articles`` ids, none for all; ``layout`` None is the job's.

    ``target`` is the folder to write to, None for `PUBLISHED` in each job's own.
    """

    formats: tuple[str, ...]
    articles: tuple[str, ...] = ()
    only_reviewed: bool = False
    layout: Layout | None = None
    strict: bool = False
    target: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Outcome for one job; ``left_out`` are the articles that are not reviewed in full, where only those were wanted.

    Nothing was written of a job that was ``refused`` because of its drafts, or that has an ``error``.
    """

    job: JobFolder
    target: Path
    articles: int = 0
    readiness: Readiness = field(default_factory=readiness)
    left_out: tuple[Article, ...] = ()
    files: PublishedFiles = field(default_factory=PublishedFiles)
    refused: bool = False
    error: TranslatorError | None = None


def publish_jobs(paths: Sequence[Path], wanted: Wanted) -> Iterator[Published]:
    """Publish jobs and yield the outcome of each as soon as it is there.

    Raises `UsageError` for an unknown format or a path that is no job.
    """
    unknown = [name for name in wanted.formats if name not in FORMATS]
    if unknown:
        raise UsageError(
            f"--to {unknown[0]}: this format is not known", hint=f"Use one of {', '.join(FORMATS)}."
        )
    folders = {folder.job.resolve(): folder for path in paths for folder in job_folders(path)}
    if not folders:
        raise UsageError(
            f"{paths[0]}: has no job in it", hint="Name a job, or a folder of jobs such as out/."
        )
    _check_names(folders.values(), wanted)
    for folder in folders.values():
        try:
            yield _published(folder, wanted)
        except TranslatorError as error:
            yield Published(job=folder, target=_target(folder, wanted), error=error)


def _check_names(folders: Collection[JobFolder], wanted: Wanted) -> None:
    if wanted.target is None:
        return
    first: dict[str, JobFolder] = {}
    for folder in folders:
        other = first.setdefault(folder.name.casefold(), folder)
        if other is not folder:
            raise UsageError(
                f"{other.path} and {folder.path}: these jobs have the same name",
                hint="Publish them to different folders.",
            )


def _published(folder: JobFolder, wanted: Wanted) -> Published:
    target = _target(folder, wanted)
    if target.resolve() == folder.path.resolve():
        raise UsageError(
            f"{target}: is the job's own folder, whose documents the job keeps itself",
            hint=f"Leave --output out to publish to {folder.path / PUBLISHED}, or name another folder.",
        )
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target}: is a file", hint="Name a folder with --output.")
    document, left_out = _chosen(load_job(folder).document, wanted)
    found = readiness(*document.articles)
    refused = wanted.strict and not found.ready
    files = (
        PublishedFiles()
        if refused
        else workspace.publish(target, folder.name, _files(document, wanted), now=workspace.now)
    )
    return Published(
        job=folder,
        target=target,
        articles=len(document.articles),
        readiness=found,
        left_out=left_out,
        files=files,
        refused=refused,
    )


def _target(folder: JobFolder, wanted: Wanted) -> Path:
    return wanted.target or folder.path / PUBLISHED


def _chosen(document: Document, wanted: Wanted) -> tuple[Document, tuple[Article, ...]]:
    """Return the part of a job that is published, and the articles that are not reviewed and so left out."""
    if wanted.articles:
        document = with_articles(document, wanted.articles)
    if not wanted.only_reviewed:
        return document, ()
    chosen, left_out = reviewed_only(document)
    if not chosen.articles:
        raise JobError(
            f"{document.name}: no article is reviewed in full ({readiness(*document.articles).words})",
            hint="Apply the reviewed table first, or leave --only-reviewed out to publish drafts as drafts.",
        )
    return chosen, left_out


def _files(document: Document, wanted: Wanted) -> dict[str, bytes]:
    layout = wanted.layout or Layout(document.meta.layout or Layout.INTERLEAVED)
    files: dict[str, bytes] = {}
    for name in dict.fromkeys(wanted.formats):
        files |= FORMATS[name](document, layout)
    return files
