"""Servers on this machine that answer as models and translators do, and misbehave on request."""

from __future__ import annotations

import hashlib
import http.server
import json
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CERTIFICATES = Path(__file__).parent / "certificates"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer of a server: ``cut`` breaks it off, ``wait`` holds it back until the server stops."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    wait: bool = False


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(
        status=status,
        body=json.dumps(value).encode(),
        headers={"Content-Type": "application/json", **headers},
    )


@dataclass(frozen=True)
class Request:
    """What a server was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def rules(self) -> str:
        """Return what a model was told to do."""
        return str(self.body["messages"][0]["content"])

    @property
    def data(self) -> dict[str, Any]:
        """Return what a model was given to translate."""
        found = json.loads(self.body["messages"][1]["content"])
        assert isinstance(found, dict)
        return found

    @property
    def sentences(self) -> list[dict[str, Any]]:
        return [line for passage in self.data["passages"] for line in passage["lines"] if "n" in line]


Answer = Callable[[Request], Reply]


@dataclass
class Server:
    """A running server: its address, what it was asked, and how it answers."""

    url: str
    answer: Answer
    asked: list[Request] = field(default_factory=list)
    faults: list[BaseException | None] = field(default_factory=list)

    def misbehave(self, *replies: Reply) -> None:
        """Give these answers first."""
        waiting, usual = list(replies), self.answer
        self.answer = lambda request: waiting.pop(0) if waiting else usual(request)


class _Listening(http.server.ThreadingHTTPServer):
    """The server itself; ``known`` is what a test sees of it."""

    daemon_threads = True
    known: Server

    def __init__(self, certificate: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stopping = threading.Event()
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(
            fault := sys.exception(), OSError
        ):  # a client that hangs up, or trusts no certificate
            self.known.faults.append(fault)


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Listening

    def do_GET(self) -> None:
        self._reply(None)

    def do_POST(self) -> None:
        self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _reply(self, body: Any) -> None:
        request = Request(self.command, self.path, dict(self.headers), body)
        self.server.known.asked.append(request)
        reply = self.server.known.answer(request)
        if reply.wait:
            self.server.stopping.wait(30)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) + 100 * reply.cut))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(answer: Answer, certificate: str = "") -> Iterator[Server]:
    """Yield a server on this machine, with TLS by one of the `CERTIFICATES` where one is named."""
    with _Listening(certificate) as listening:
        scheme = "https" if certificate else "http"
        listening.known = Server(f"{scheme}://127.0.0.1:{listening.server_address[1]}", answer)
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield listening.known
        finally:
            listening.stopping.set()
            listening.shutdown()
            thread.join()
        assert not listening.known.faults


# --- a model --------------------------------------------------------------------------------------------------------


def english_of(source: str, known: dict[str, str] | None = None) -> str:
    """Return what the model makes of a source: words of its own, and the English it knows."""
    digest = hashlib.sha256(source.encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    count = max(3, len(source) // 3)
    words = [hashlib.sha256(f"{digest}{at}".encode()).hexdigest()[:6] for at in range(count)]
    letters = [word.translate(str.maketrans("0123456789", "ghijklmnop")) for word in words]
    return " ".join(["It", *letters, *(known or {}).values()]) + "."


def entry_of(sentence: dict[str, Any]) -> dict[str, Any]:
    """Return the model's entry for a sentence to translate, or for a draft to correct."""
    if "draft" in sentence:
        english = " ".join([sentence["draft"].rstrip("."), *sentence["lacking"].values()]) + "."
    else:
        english = english_of(sentence["zh"], sentence.get("known"))
    return {"n": sentence["n"], "zh": sentence["zh"][:8], "en": english}


def entries_of(request: Request) -> list[dict[str, Any]]:
    return [entry_of(sentence) for sentence in request.sentences]


def completion(content: object, **usage: int) -> Reply:
    """Return the answer of a chat model with this content."""
    text = content if isinstance(content, str) else json.dumps({"translations": content}, ensure_ascii=False)
    counted = {"usage": {"prompt_tokens": 100, "completion_tokens": 20} | usage}
    return as_json(
        {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]} | counted
    )


def model(request: Request) -> Reply:
    """Answer as a model that does what it is told."""
    if request.path.endswith("/models"):
        return as_json({"data": [{"id": "qwen2.5:7b"}, {"id": "llama3.2"}]})
    return completion(entries_of(request))


# --- LibreTranslate -------------------------------------------------------------------------------------------------


def libretranslate(request: Request) -> Reply:
    """Answer as LibreTranslate 1.6 does."""
    if request.path == "/languages":
        return as_json(
            [
                {"code": "zh-Hans", "name": "Chinese", "targets": ["en", "zh-Hans"]},
                {"code": "en", "targets": []},
            ]
        )
    return as_json({"translatedText": [english_of(text) for text in request.body["q"]]})
