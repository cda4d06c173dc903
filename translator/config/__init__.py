"""The settings of a project, in a file `translator.toml`: what may stand there, and reading it with checks."""

from translator.config.reading import FILE_NAME, Config, find, read_config
from translator.config.setting import Kind, Setting

__all__ = ["FILE_NAME", "Config", "Kind", "Setting", "find", "read_config"]
