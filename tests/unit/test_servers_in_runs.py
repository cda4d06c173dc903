"""`translator run` with engines behind servers that misbehave: the message, the next step, and a job to go on with."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers import (
    CERTIFICATES,
    Reply,
    Request,
    Server,
    as_json,
    completion,
    entries_of,
    libretranslate,
    model,
    serving,
)
from translator import pipeline, workspace
from translator.cli import main
from translator.commands.run import Settings as RunSettings
from translator.commands.watch import RETRY, Handled, Settings, watch
from translator.engines import http
from translator.model import Document, OriginKind, State

KEY = "sk-do-not-show-me"
PAGE = """# 青岛推进一网通办

□ 本报记者 杨国胜

5月10日，青岛市推进一网通办改革。市民纷纷点赞，希望办事更方便。

据介绍，改革还将继续推进。下一步将推广到全市各个区市。
"""
OK = 0
FAILED = 1
USAGE = 2


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(http, "FIRST_WAIT", 0.0)
    for name in os.environ:
        if name.startswith(("TRANSLATOR_", "SSL_CERT")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    Path("terms.csv").write_text(
        "source,target,domain,note\n一网通办,one-stop services,policy,\n", encoding="utf-8"
    )
    return tmp_path


def run(server: Server | str, *more: str, engine: str = "llm", **options: str) -> int:
    url = server if isinstance(server, str) else server.url
    given = {"base_url": url + ("/v1" if engine == "llm" else ""), "api_key": KEY, **options}
    given |= {"model": "qwen2.5:7b"} | options if engine == "llm" else {}
    words = [word for name, value in given.items() for word in ("--engine-option", f"{name}={value}")]
    with pytest.raises(SystemExit) as left:
        main(["run", "page.txt", "--engine", engine, "--glossary", "terms.csv", *words, *more])
    return int(left.value.code or 0)


def job() -> Document | None:
    found = workspace.load(workspace.JobFolder(out=Path("out"), name="page"))
    return found.document if found else None


def drafted(document: Document | None) -> dict[str, str]:
    segments = document.segments() if document else ()
    return {s.source: s.target for s in segments if s.origin and s.origin.kind is OriginKind.MT}


def nothing_shows_the_key(shown: str) -> bool:
    return KEY not in shown and not any(
        KEY.encode() in file.read_bytes() for file in Path().rglob("*") if file.is_file()
    )


def test_a_page_is_translated_with_its_terms(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(model) as server:
        assert run(server, "--json") == OK
        shown = capsys.readouterr()
        (result,) = json.loads(shown.out)
        assert result["status"] == "done"
        assert result["engine"] == "llm qwen2.5:7b prompt 1"
        assert result["terms"]["evidence"]["inline"] == result["terms"]["found"] == 2
        asked = len(server.asked)
        assert result["usage"] == {
            "requests": asked, "tokens_in": 100 * asked, "tokens_out": 20 * asked, "cost": None, "estimated": False,
        }  # fmt: skip
        assert server.asked[0].headers["Authorization"] == f"Bearer {KEY}"
        assert run(server) == OK
        assert "up to date" in capsys.readouterr().out
        assert len(server.asked) == asked
    assert nothing_shows_the_key(shown.out + shown.err)


def test_the_summary_counts_tokens_and_cost(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(model) as server:
        assert run(server, price_in="1000", price_out="0") == OK
        asked = len(server.asked)
    shown = capsys.readouterr()
    assert (
        f"Tokens: {100 * asked} in, {20 * asked} out, in {asked} requests, {0.1 * asked:g} at your prices"
        in shown.out
    )
    assert "Using the model qwen2.5:7b at http://127.0.0.1" in shown.err


def test_a_sentence_that_the_model_refuses_stays_open_and_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sorry = "I'm sorry, but I cannot translate this content."

    def refusing(request: Request) -> Reply:
        refused = {one["n"] for one in request.sentences if "点赞" in one["zh"]}
        return completion([{**e, "en": sorry} if e["n"] in refused else e for e in entries_of(request)])

    with serving(refusing) as server:
        assert run(server) == OK
        assert "1 sentence has no English" in capsys.readouterr().err
        whole = job()
        assert whole is not None
        assert pipeline.untranslated(whole) == 1
        assert sorry not in [s.target for s in whole.segments()]
        server.answer = model
        server.asked.clear()
        assert run(server) == OK
        assert ["点赞" in one["zh"] for request in server.asked for one in request.sentences] == [True]


BAD = {
    "wrong key": (as_json({"error": {"message": f"Incorrect API key: {KEY}"}}, 401), "refuses the key", "api_key"),
    "forbidden": (Reply(status=403, body=b"<html>no</html>"), "refuses the key", "api_key"),
    "unknown model": (as_json({"error": {"message": "not found"}}, 404), "no model 'qwen2.5:7b'", "llama3.2"),
    "no money": (as_json({"error": {"code": "insufficient_quota"}}, 429), "insufficient_quota", "account"),
    "long wait": (as_json({}, 429, **{"Retry-After": "3600"}), "asks to wait 3600 s", "run the same command again"),
    "web page": (Reply(body=b"<!doctype html><title>Log in</title>"), "a web page came back", "/v1"),
    "moved": (Reply(status=302, headers={"Location": "https://example.com/"}), "https://example.com/", "base_url"),
    "slow": (Reply(wait=True), "no answer within 1 s", "timeout"),
}  # fmt: skip


AZURE = (
    "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-06-01 have exceeded token "
    "rate limit of your current OpenAI S0 pricing tier. Please retry after 1 second. Please go here: "
    "https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit."
)
GOOGLE = "Resource has been exhausted (e.g. check quota)."


@pytest.mark.parametrize("name", ["wrong key", "long wait", "slow"])
def test_a_failure_in_the_middle_says_what_to_do_and_leaves_a_job_to_go_on_with(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reply, message, hint = BAD[name]
    with serving(model) as server:
        server.answer = lambda request: (
            model(request) if len(server.asked) == 1 or request.method == "GET" else reply
        )
        timeout = {"timeout": "1"} if name == "slow" else {}
        assert run(server, batch="1", **timeout) == FAILED
        shown = capsys.readouterr()
        assert message in shown.err
        assert hint in shown.err
        assert "What was translated is kept" in shown.err
        half = drafted(job())
        assert len(half) == 1
        server.answer = model
        before = len(server.asked)
        assert run(server) == OK
        assert all(one["zh"] not in half for request in server.asked[before:] for one in request.sentences)
    whole = job()
    assert whole is not None
    assert pipeline.untranslated(whole) == 0
    assert half.items() <= drafted(whole).items()
    assert nothing_shows_the_key(shown.out + shown.err + "".join(capsys.readouterr()))


@pytest.mark.parametrize("name", BAD)
def test_a_failure_at_once_says_the_same_and_begins_no_other_input(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reply, message, hint = BAD[name]
    Path("page2.txt").write_text(PAGE, encoding="utf-8")
    with serving(lambda request: model(request) if request.method == "GET" else reply) as server:
        assert run(server, "page2.txt", timeout="1") == FAILED
    shown = capsys.readouterr().err
    assert message in shown
    assert hint in shown
    assert shown.count("Error:") == 1
    assert "1 more input was not begun" in shown
    assert job() is None


@pytest.mark.parametrize(
    "replies",
    [
        [Reply(status=500, body=b"oops"), Reply(status=503)],
        [as_json({}, 429, **{"Retry-After": "0"})],
        [as_json({}, 429, **{"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})],
        [as_json({}, 429, **{"Retry-After": "soon"})],
        [as_json({"error": {"code": "429", "message": AZURE}}, 429, **{"Retry-After": "0"})],
        [as_json({"error": {"code": 429, "message": GOOGLE, "status": "RESOURCE_EXHAUSTED"}}, 429)],
        [as_json({"error": {"code": "insufficient_quota"}}, 429, **{"Retry-After": "0"})],
        [Reply(body=b'{"choices": [{"mess', cut=True)],
        [Reply(body=b'{"choices": [{"mess'), Reply(body=b"")],
    ],
    ids=[
        "500 and 503",
        "429",
        "429 with a date",
        "429 with a word",
        "Azure",
        "Google",
        "quota that comes back",
        "connection cut",
        "JSON cut",
    ],
)
def test_what_passes_is_tried_again(replies: list[Reply]) -> None:
    with serving(model) as server:
        server.misbehave(*replies)
        assert run(server) == OK


def test_what_does_not_pass_ends_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(lambda _request: Reply(status=503)) as server:
        assert run(server) == FAILED
        assert len(server.asked) == http.TRIES
    assert "stays busy (HTTP 503)" in capsys.readouterr().err


def test_a_limit_that_does_not_pass_says_what_the_server_says(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(lambda _request: as_json([{"error": {"message": GOOGLE}}], 429)) as server:
        assert run(server) == FAILED
        assert len(server.asked) == http.TRIES
    shown = capsys.readouterr().err
    assert GOOGLE in shown
    assert "Look at your account" in shown


def test_a_server_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(model) as server:
        pass
    assert run(server) == FAILED
    shown = capsys.readouterr().err
    assert "cannot be reached (connection refused)" in shown
    assert "is running" in shown


@pytest.mark.parametrize(
    ("certificate", "reason"), [("self-signed.pem", "self-signed"), ("expired.pem", "expired")]
)
def test_a_certificate_that_cannot_be_trusted(
    certificate: str, reason: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason == "expired":
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / certificate))
    with serving(model, certificate) as server:
        assert run(server) == FAILED
        assert not server.asked
    shown = capsys.readouterr().err
    assert "certificate cannot be trusted" in shown
    assert reason in shown
    assert "SSL_CERT_FILE" in shown


def test_a_certificate_of_one_s_own_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "self-signed.pem"))
    with serving(model, "self-signed.pem") as server:
        assert run(server) == OK


def test_offline_forbids_other_machines_and_allows_this_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATOR_OFFLINE", "1")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    assert run("https://api.example.com") == FAILED
    assert "TRANSLATOR_OFFLINE is set" in capsys.readouterr().err
    with serving(model) as server:
        assert run(server) == OK


def test_a_spent_budget_stops_and_the_next_run_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(lambda r: completion(entries_of(r), prompt_tokens=900)) as server:
        assert run(server, "--max-tokens", "1500", batch="1") == FAILED
        shown = capsys.readouterr()
        assert "the budget of 1,500 tokens is spent" in shown.err
        assert "Tokens: 900 in" in shown.out
        assert len(drafted(job())) == 1
        assert run(server) == OK


def watched(server: Server, sweeps: int, **options: str) -> list[Handled]:
    """Return what a watch says of the pages in the current folder, half a minute between two looks at them."""
    given = {"base_url": f"{server.url}/v1", "model": "qwen2.5:7b", **options}
    settings = RunSettings(out=Path("out"), engine="llm", engine_options=given)
    now = count(step=RETRY)
    return list(
        watch(Settings(folders=(Path("inbox"),), run=settings), [True] * sweeps, clock=lambda: next(now))
    )


def test_a_watch_keeps_one_budget_until_it_ends() -> None:
    Path("inbox").mkdir()
    for number in range(12):
        Path(f"inbox/page{number}.txt").write_text(f"会议{number + 10}次指出这件事。", encoding="utf-8")
    with serving(lambda request: completion(entries_of(request), prompt_tokens=400)) as server:
        said = watched(server, 20, max_tokens="4000")
        failed = [one.path for one in said if one.error]
        assert 400 * len(server.asked) < 4000
        assert 12 > len(set(failed)) == len(failed) > 0
        assert not any(one.again for one in said)
        assert all("budget of 4,000 tokens is spent" in str(one.error) for one in said if one.error)
        assert {one.path for one in watched(server, 20) if one.result} == set(failed)


def test_a_cluster_takes_no_budget(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(model) as server:
        assert run(server, "--cluster", "local:1", max_tokens="100000") == USAGE
        assert not server.asked
    assert "a budget cannot be kept" in capsys.readouterr().err


def test_an_engine_that_counts_nothing_takes_no_budget(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["run", "page.txt", "--max-tokens", "5"])
    assert left.value.code == 2
    assert "'argos' has no option 'max_tokens'" in capsys.readouterr().err


@pytest.mark.parametrize("amount", ["0", "-1", "nan"])
def test_a_budget_of_nothing_is_refused(amount: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("http://localhost:1", "--max-cost", amount, price_in="1") == 2
    shown = capsys.readouterr().err
    assert "--max-cost" in shown
    assert "greater than 0" in shown


@pytest.mark.parametrize("engine", ["llm", "libretranslate"])
@pytest.mark.parametrize("scheme", ["", "http://"])
def test_a_proxy_gets_its_name_and_password(
    scheme: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = model if engine == "llm" else libretranslate
    with serving(lambda asked: answer(replace(asked, path=urlsplit(asked.path).path))) as proxy:
        place = proxy.url.removeprefix("http://")
        monkeypatch.setenv("http_proxy", f"{scheme}user:p%40ss@{place}")
        assert run("http://models.example", engine=engine) == OK
        assert {request.headers.get("Proxy-Authorization") for request in proxy.asked} == {
            "Basic dXNlcjpwQHNz"
        }


@pytest.mark.parametrize(
    "proxy",
    ["http://user:p@/ss@127.0.0.1:0", "user:p@/ss@127.0.0.1:port", "socks5://user:p@/ss@127.0.0.1:9"],
)
def test_the_password_of_a_proxy_is_in_no_message(
    proxy: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    assert run("http://models.example") == FAILED
    shown = "".join(capsys.readouterr())
    assert "cannot be reached" in shown
    assert "ss@" not in shown


# --- LibreTranslate -------------------------------------------------------------------------------------------------


def libre(server: Server, *more: str) -> int:
    return run(server, *more, engine="libretranslate")


def test_libretranslate_translates_in_batches_with_terms_inline(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(libretranslate) as server:
        assert libre(server, "--engine-option", "batch=2") == OK
        languages, *asked = server.asked
        assert languages.path == "/languages"
        assert [len(request.body["q"]) for request in asked[:2]] == [2, 2]
        assert all(
            request.body["source"] == "zh-Hans" and request.body["api_key"] == KEY for request in asked
        )
        assert any("one-stop services" in text for request in asked for text in request.body["q"])
        assert libre(server) == OK
        assert "up to date" in capsys.readouterr().out
        assert job_engine() == f"libretranslate {server.url.removeprefix('http://')}"
    assert nothing_shows_the_key("".join(capsys.readouterr()))


def job_engine() -> str:
    found = job()
    return found.meta.engine if found else ""


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        ([{"code": "zh", "targets": ["en"]}, {"code": "zh-Hans", "targets": ["ja"]}], "zh"),
        ([{"code": "zh"}, {"code": "en"}], "zh"),
        ([{"code": "zh-CN", "targets": ["de", "en"]}], "zh-CN"),
    ],
)
def test_libretranslate_finds_the_server_s_chinese(languages: list[dict[str, object]], code: str) -> None:
    with serving(lambda r: as_json(languages) if r.method == "GET" else libretranslate(r)) as server:
        assert libre(server) == OK
        assert {request.body["source"] for request in server.asked[1:]} == {code}


@pytest.mark.parametrize(
    ("reply", "message", "hint"),
    [
        (
            as_json([{"code": "de", "targets": ["en"]}]),
            "no model for Chinese to English",
            "--load-only en,zh",
        ),
        (as_json({"models": []}), "not LibreTranslate", "base_url"),
        (as_json([1]), "not LibreTranslate", "base_url"),
        (Reply(body=b"<html>"), "a web page came back", "base_url"),
        (as_json({"error": f"Invalid API key {KEY}"}, 403), "refuses the key", "api_key"),
        (
            as_json({"error": "Please contact the server operator to get an API key"}, 400),
            "the key",
            "api_key",
        ),
    ],
)
def test_libretranslate_that_cannot_be_used_says_why(
    reply: Reply, message: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(lambda _request: reply) as server:
        assert libre(server) == FAILED
    shown = capsys.readouterr().err
    assert message in shown
    assert hint in shown
    assert KEY not in shown


def test_libretranslate_with_limits_gets_less_at_a_time() -> None:
    def limited(request: Request) -> Reply:
        if request.method == "POST" and (len(request.body["q"]) > 1 or len(request.body["q"][0]) > 20):
            return as_json({"error": "Invalid request: request exceeds text limit"}, 400)
        return libretranslate(request)

    with serving(limited) as server:
        assert libre(server) == OK
    whole = job()
    assert whole is not None
    assert pipeline.untranslated(whole) == 0


def test_libretranslate_that_loses_a_sentence_is_asked_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    def forgetful(request: Request) -> Reply:
        if request.method == "POST" and len(request.body["q"]) > 1:
            return as_json({"translatedText": ["It is one for all of them."]})
        return libretranslate(request)

    with serving(forgetful) as server:
        assert libre(server) == OK
    assert "It is one for all of them." not in drafted(job()).values()


@pytest.mark.skipif(sys.platform == "win32", reason="signals end the process there")
def test_ctrl_c_keeps_what_is_ready() -> None:
    def answer(request: Request) -> Reply:
        if len(server.asked) == 3:
            os.kill(os.getpid(), signal.SIGINT)
        return model(request)

    with serving(model) as server:
        server.answer = answer
        assert run(server, batch="1") == 130
        assert 1 <= len(drafted(job())) <= 3
        server.answer = model
        assert run(server) == OK


def test_a_segment_that_a_person_reviewed_is_not_asked_but_read() -> None:
    with serving(model) as server:
        assert run(server) == OK
        before = job()
        assert before is not None
        sentence = "据介绍，改革还将继续推进。"
        after = pipeline.map_segments(
            before,
            lambda s: s.edited("The reform will go on, it was said.", "Li") if s.source == sentence else s,
        )
        from datetime import datetime

        workspace.save(
            workspace.JobFolder(out=Path("out"), name="page"), after, {}, now=lambda: datetime(2026, 1, 1)
        )
        server.asked.clear()
        assert run(server, "--force") == OK
        asked = [one["zh"] for request in server.asked for one in request.sentences]
        shown = json.dumps([request.data for request in server.asked], ensure_ascii=False)
    assert sentence not in asked
    assert "The reform will go on, it was said." in shown
    found = job()
    assert found is not None
    assert [s.state for s in found.segments() if s.source == sentence] == [State.REVIEWED]
