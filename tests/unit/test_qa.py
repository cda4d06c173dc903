"""The checks run over jobs: what stays, what is replaced, the choice of checks, and the command `qa`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.review_tables import TableFile
from tests.unit.page_job import FOLDER, LIKED, files, id_of, job, make_job, run_again
from tests.unit.sample_documents import article
from translator import qa
from translator.cli import app
from translator.commands.review import change_job
from translator.commands.run import Settings, run_all
from translator.errors import ConfigError, UsageError
from translator.model import ENGINE, Document, Issue, Origin, OriginKind, Role, Segment, Severity
from translator.pipeline import map_segments
from translator.publish.readiness import notice
from translator.qa import CHECKS, chosen, needs_work, run_checks, signature

TABLE = Path("out/page/page.review.docx")
DOCS = Path(__file__).parents[2] / "docs/checks.md"
WRONG = "项目投资90亿元。", "The project cost 90 billion yuan"
BY_ENGINE = Origin(kind=OriginKind.MT)


def document(*pairs: tuple[str, str], person: str = "") -> Document:
    made = Document(name="page", articles=(article(1, [(Role.PARAGRAPH, [*pairs])]),))
    targets = dict(pairs)

    def filled(segment: Segment) -> Segment:
        drafted = segment.drafted(targets[segment.source], BY_ENGINE)
        return drafted.approved(person) if person else drafted

    blocks = tuple(
        replace(block, segments=tuple(map(filled, block.segments))) for block in made.articles[0].blocks
    )
    return replace(made, articles=(replace(made.articles[0], blocks=blocks),))


def found(checked: Document) -> list[str]:
    return [issue.check for segment in checked.segments() for issue in segment.issues]


def test_findings_are_the_issues_of_segments_and_are_found_anew() -> None:
    checked = run_checks(document(WRONG))
    assert found(checked) == ["number", "end-mark"]
    assert run_checks(checked) == checked
    assert found(run_checks(checked, {"number": "off", "end-mark": "off"})) == []


@pytest.mark.parametrize("wrong", ["1,0,000", "1,0000", "10,00,000"])
def test_digits_in_wrong_groups_are_no_figure(wrong: str) -> None:
    source = "“十百千万”计划集聚人才10000人。"
    plan = 'The "10-100-1,000-10,000" plan attracts'
    assert "added-number" in found(run_checks(document((source, f"{plan} {wrong} people."))))
    assert "added-number" not in found(run_checks(document((source, f"{plan} 10,000 people."))))


@pytest.mark.parametrize("text", ["on May 3,2023", "Nos. 1,2,3", "12,345,678 people"])
def test_digits_in_other_groups_are_left_alone(text: str) -> None:
    checked = run_checks(document(("会议召开。", f"They met, {text}.")))
    assert not [i for s in checked.segments() for i in s.issues if "no figure" in i.message]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("详情请登录www.qingdao.gov.cn查询。", "Visit www.qingdao.gov.cn for details."),
        ("请登录www.12306.cn购票。", "Buy tickets at www.12306.cn now."),
        ("网址www.12377.cn，邮箱：test123@163.com。", "Visit www.12377.cn or email test123@163.com."),
        ("投稿邮箱qdrb2023@163.com。", "Send articles to qdrb2023@163.com."),
        ("详见WWW.163.COM和ltn.tw/2024。", "See WWW.163.COM and ltn.tw/2024."),
        ("见https://a.cn/2024/5。", "See https://a.cn/2024/5."),
    ],
)
def test_an_address_that_is_kept_raises_no_alarm(source: str, target: str) -> None:
    assert found(run_checks(document((source, target)))) == []


def test_an_address_that_is_changed_is_named_without_the_chinese_beside_it() -> None:
    checked = run_checks(document(("投稿邮箱qdrb2023@163.com。", "Send articles to qdrb2032@163.com.")))
    (issue,) = (issue for segment in checked.segments() for issue in segment.issues)
    assert issue.message == "qdrb2023@163.com is not in the English as it is"


def test_a_mark_behind_an_address_is_still_seen() -> None:
    assert found(run_checks(document(("请登录www.a.cn。", "Visit www.a.cn , or  call.")))) == [
        "spacing",
        "spacing",
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("人均收入从不足3000元增至2.6万元。", "Per capita income rose from 3,000 yuan to 26,000 yuan."),
        ("参与人数从不到百人发展到上万人。", "Participation grew from some 100 people to more than 10,000."),
        ("从不满 20 人增加到50人。", "It grew from 20 people to 50."),
        ("从不足之处入手。", "Start from the weak points."),
        ("整改从不到位到到位。", "Rectification went from poor to sound."),
    ],
)
def test_less_than_a_number_is_no_negation(source: str, target: str) -> None:
    assert "negation" not in found(run_checks(document((source, target))))


@pytest.mark.parametrize("source", ["他从不迟到。", "他从不满足。", "他从不过问。", "他从不低头。"])
def test_never_is_a_negation(source: str) -> None:
    assert "negation" in found(run_checks(document((source, "He does so."))))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("客流量增长5.9%。", "Passenger numbers were down 5.9 percent."),
        ("失业率下降0.1个百分点。", "The jobless rate was up 0.1 percentage points."),
        ("95号汽油每升下调0.17元。", "Gasoline was raised by 0.17 yuan per liter."),
        ("第二产业增加值增长4.7%。", "The value added of secondary industry fell 4.7 percent."),
        ("股價上漲2%。", "Shares fell more than 2 percent."),
    ],
)
def test_a_rise_for_a_fall_is_found(source: str, target: str) -> None:
    assert "direction" in found(run_checks(document((source, target))))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "出口增长3.8%，进口下降1.2%。",
            "Exports were down 3.8 percent and imports up 1.2 percent.",
        ),  # not seen
        ("降幅收窄至1.1%。", "The decline narrowed to 1.1 percent."),
        ("增速放缓至5%。", "Growth slowed to 5 percent."),
        ("时间缩短5天。", "The time was shortened by up to 5 days."),
        ("含糖量低于0.5克/100毫升。", "It contains less than 0.5 grams of sugar per 100 milliliters."),
        ("首付比例下调至15%。", "The minimum down payment was lowered to 15 percent."),
        ("成本节约三成。", "Costs were cut by 30 percent."),
        ("从20%提升到50%。", "It went from 20 percent to 50 percent."),
        ("水平不断提高。", "Standards never fell."),
    ],
)
def test_a_direction_that_is_said_or_that_is_not_sure_raises_no_alarm(source: str, target: str) -> None:
    assert "direction" not in found(run_checks(document((source, target))))


def test_warnings_of_the_engine_and_issues_of_other_tools_stay() -> None:
    kept = (
        Issue(check=ENGINE, message="cut off"),
        Issue(check="register", message="casual", foreign=' locQualityIssueType="register"'),
    )
    made = document(("项目投资90亿元。", "The project cost 9 billion yuan."))
    (block,) = made.articles[0].blocks
    block = replace(block, segments=tuple(replace(s, issues=kept) for s in block.segments))
    made = replace(made, articles=(replace(made.articles[0], blocks=(block,)),))
    assert next(run_checks(made).segments()).issues == kept


def test_a_sentence_is_held_against_what_other_jobs_have_published() -> None:
    source = "会议在北京隆重举行。"
    other = document((source, "The meeting was held in Beijing."), person="Li Wen")
    ours = document((source, "A conference took place in Beijing."))
    ((issue,),) = qa.findings(ours, published=[("may", other)]).values()
    assert (issue.check, "The meeting was held" in issue.message, "may " in issue.message) == (
        "same-source",
        True,
        True,
    )
    drafts = document((source, "The meeting was held in Beijing."))
    assert qa.findings(ours, published=[("may", drafts)]) == {}


def test_drafts_with_errors_and_serious_findings_need_work_until_a_person_approves_them() -> None:
    pairs = (
        ("他来了。", "He came and he came and he came and he came and he came."),  # an error
        ("他走进了房间。", "He went into the the room."),  # serious
        ("他很高兴。", "he was glad."),  # neither
    )
    assert [needs_work(s) for s in run_checks(document(*pairs)).segments()] == [True, True, False]
    approved = run_checks(document(*pairs, person="Li Wen"))
    assert not any(map(needs_work, approved.segments()))
    drafts = run_checks(document(*pairs))
    assert notice(drafts) == "Draft: 3 of 3 sentences not reviewed, 2 need work"


def test_an_unknown_check_names_the_nearest_one() -> None:
    with pytest.raises(UsageError) as error:
        chosen({"nummber": "off"})
    assert "Did you mean 'number'?" in error.value.hint
    with pytest.raises(UsageError):
        chosen({"number": "fatal"})


def test_a_severity_is_another_choice_of_checks() -> None:
    assert signature({}) == signature({"number": "warning"}) == ""
    assert signature({"number": "error"}) != signature({"number": "info"}) != ""
    (number,) = [check for check in chosen({"number": "error"}) if check.name == "number"]
    assert number.severity is Severity.ERROR
    assert len(chosen({"term-variants": "on"})) == len(chosen({})) + 1


def test_the_docs_name_every_check_as_it_is() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z-]+) \| ([a-z]+) \| (.*) \|$", DOCS.read_text("utf-8"), re.M)
    assert rows == [
        (
            check.name,
            check.category,
            str(check.severity) if check.on else "off",
            check.purpose.removeprefix("Report ").rstrip("."),
        )
        for check in CHECKS
    ]


# --- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_job(tmp_path, monkeypatch)


def call(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


def findings(*words: str) -> dict[str, str]:
    (result,) = json.loads(call("qa", "out/page", "--json", *words).stdout)
    return {one["check"]: one["severity"] for one in result["findings"]}


@pytest.mark.usefixtures("page")
def test_the_gate_fails_at_its_severity_and_nothing_is_written() -> None:
    before = files()
    severities = findings()
    assert set(severities.values()) == {"error", "warning"}
    milder = [word for check in severities for word in ("--severity", f"{check}=warning")]
    off = [word for check in severities for word in ("--off", check)]
    assert call("qa", "out/page").exit_code == 0
    assert call("qa", "out/page", "--fail-on", "error").exit_code == 3
    assert call("qa", "out/page", "--fail-on", "error", *milder).exit_code == 0
    assert call("qa", "out/page", "--fail-on", "warning", *milder).exit_code == 3
    assert call("qa", "out/page", "--fail-on", "warning", *off).exit_code == 0
    assert files() == before


@pytest.mark.usefixtures("page")
def test_the_list_explains_every_check() -> None:
    shown = call("qa", "--list", "--off", "number").stdout
    assert all(f"{check.name} ({check.category}, " in shown for check in CHECKS)
    assert "number (numbers, off)" in shown


@pytest.mark.usefixtures("page")
def test_the_table_qa_of_translator_toml_holds_for_runs_too_and_translates_nothing() -> None:
    name = next(iter(findings()))
    Path("translator.toml").write_text(f'[qa]\n{name} = "off"\n', encoding="utf-8")
    assert name not in findings()
    assert run_again().status == "up to date"  # with the checks as usual
    wanted = run_again(checks={name: "off"})
    assert (wanted.status, wanted.translated) == ("done", 0)
    assert name not in found(job())
    Path("translator.toml").write_text('[qa]\nnumbr = "off"\n', encoding="utf-8")
    error = call("qa", "out/page").exception
    assert isinstance(error, ConfigError)
    assert "qa.number" in error.hint


@pytest.mark.usefixtures("page")
def test_what_a_reviewer_wrote_is_checked() -> None:
    file = TableFile(TABLE.read_bytes())
    file.write(id_of(LIKED), "English", "The the residents (all of them approve.")
    TABLE.write_bytes(file.save())
    told = call("review", "apply", str(TABLE), "--json").stdout
    assert "the word “The” stands twice" in told
    assert {"doubled-word", "brackets"} <= set(found(job()))


@pytest.mark.usefixtures("page")
def test_what_a_run_found_against_its_house_stays_in_a_review_where_the_english_does() -> None:
    opens = next(segment.source for segment in job().segments() if segment.source != LIKED)
    file = TableFile(TABLE.read_bytes())
    for source in (LIKED, opens):
        file.write(id_of(source), "English", "The centre approves.")
    TABLE.write_bytes(file.save())
    assert call("review", "apply", str(TABLE)).exit_code == 0
    settings = Settings(out=Path("out"), engine="test", glossaries=(Path("terms.csv"),), house="xinhua")
    [result] = run_all([Path("page.txt")], settings)
    assert result.error is None

    def said() -> dict[str, str]:
        of_style = (
            (segment.source, issue.message)
            for segment in job().segments()
            for issue in segment.issues
            if issue.check == "house-style"
        )
        return dict(of_style)

    before = said()
    assert {LIKED, opens} <= set(before)
    file = TableFile(TABLE.read_bytes())
    file.write(id_of(LIKED), "English", "Residents approve.")
    file.write(id_of(opens), "Status", "FINAL")
    TABLE.write_bytes(file.save())
    assert call("review", "apply", str(TABLE)).exit_code == 0
    before.pop(LIKED)
    assert said() == before
    change_job(
        FOLDER, lambda d: map_segments(d, lambda s: s.edited("Yes.", "Li") if s.source == LIKED else s)
    )
    assert said() == before
    change_job(FOLDER, lambda document: document, {"house-style": "off"})
    assert said() == {}
