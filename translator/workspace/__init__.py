"""The disk: input files, job folders, atomic writes, backups and locks.

A file is written whole or not at all, a file that a person has changed is copied before it is replaced, and two runs
never work on one job at the same time.
"""

from translator.workspace.backups import back_up, is_backup, now, replace_file, write_over
from translator.workspace.files import (
    atomic_writer,
    check_is_file,
    is_open_elsewhere,
    make_folder,
    read_input,
    unwritable,
    write_atomically,
)
from translator.workspace.glossaries import read_glossaries
from translator.workspace.inputs import InputFile, Inputs, inputs, key_of, readable_files
from translator.workspace.jobs import JobFolder, Saved, is_as_written, is_job_file, load, save
from translator.workspace.locks import lock, lock_file
from translator.workspace.office import page_of
from translator.workspace.publications import PublishedFiles, publish
from translator.xliff.job import LoadedJob

__all__ = [
    "InputFile",
    "Inputs",
    "JobFolder",
    "LoadedJob",
    "PublishedFiles",
    "Saved",
    "atomic_writer",
    "back_up",
    "check_is_file",
    "inputs",
    "is_as_written",
    "is_backup",
    "is_job_file",
    "is_open_elsewhere",
    "key_of",
    "load",
    "lock",
    "lock_file",
    "make_folder",
    "now",
    "page_of",
    "publish",
    "read_glossaries",
    "read_input",
    "readable_files",
    "replace_file",
    "save",
    "unwritable",
    "write_atomically",
    "write_over",
]
