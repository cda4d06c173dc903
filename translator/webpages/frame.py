"""The frame of a web page, and the style sheets and scripts that stand beside this module.

A page never loads anything. Pages about the work also tell this to the browser, and name the one allowed script.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from translator.text.xml import escaped


def frame(title: str, body: str, *, style: str, lang: str = "en", head: str = "", script: str = "") -> bytes:
    """Return a page as UTF-8; ``title`` is plain text, ``body`` and ``head`` are HTML."""
    last = f"<script>{script}</script>\n" if script else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<title>{escaped(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="translator">\n'
        f"{head}<style>{style}</style>\n</head>\n<body>\n{body}{last}</body>\n</html>\n"
    ).encode()


def work_page(title: str, body: str, name: str = "") -> bytes:
    """Return a page about the work, headed by its title, in the style that such pages share.

    ``name`` is the name of the page's own style sheet and script, if any.
    """
    style = _asset("work.css") + _asset(f"{name}.css")
    script = _asset(f"{name}.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    runs = f"; script-src 'sha256-{digest}'" if script else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline'{runs}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    heading = f"<h1>{escaped(title)}</h1>\n"
    return frame(title, heading + body, style=style, head=head, script=script)


def attribute(text: str) -> str:
    """Return a text as the value of an attribute in double quotes."""
    return escaped(text).replace('"', "&quot;")


def _asset(name: str) -> str:
    """Return a file beside this module, with line ends as in the repository."""
    path = files(__package__).joinpath(name)
    return path.read_text("utf-8").replace("\r\n", "\n") if path.is_file() else ""
