"""House style: what the rules leave alone, houses, and drafts of jobs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sample_documents import article
from translator import pipeline
from translator.commands.houses import read_house
from translator.errors import InputError, UsageError
from translator.model import Document, HeadlineCase, Origin, OriginKind, Role, State, TermMatch, TermStatus
from translator.style import House, english_guard, house_of, styled
from translator.style.houses import built_in
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

MACHINE = Origin(kind=OriginKind.MT, engine="test")


def in_house(text: str, house: str, role: Role = Role.PARAGRAPH) -> str:
    return styled(text, built_in(house), english_guard(), role).text


@pytest.mark.parametrize(
    "text",
    [
        "The World Health Organization and the Labor Day holiday.",
        "See https://example.com/color/center?organize=1 for more.",
        "A prize of this size was seized; the maize is wise.",
        "The meter reading is wrong.",
        'He said: "The organization met 3 neighbors on May 8."',
        "The 5G network of Chang'e 6 and Boeing 7 lines.",
        "They won 3 to 1 and 3-1.",
        "Children under 3 and a 5-year-old dog, 4 percentage points up.",
        "The National May 1 Labor Medal and the September 3 Parade.",
        "A time of 3 minutes 37.43 seconds, 3 hours and 58 minutes, force 8 winds.",
        "The price rose by 5 fen, wind by 8 knots, noise by 3 decibels.",
        "A voltage of 9 kilovolts within 5 nautical miles.",
        "The 3 gold, 2 silver and 5 bronze medals.",
        "The inspectors found lead in 5 of 7 samples.",
        "The Sept. 18 Incident and the September 18 Incident.",
        "Articles 4.1–4.1.3, from 15, 000–20, 000, on 2024–05–08.",
        "Beijing-Shanghai railway, the Beijing–Tianjin corridor.",
        'An unpaired " mark stays.',
    ],
)
def test_what_a_rule_has_no_business_with_stays(text):
    house = built_in("guardian")
    for name in ("quotes", "percent", "abbreviations"):
        house = house.with_value(name, "")
    assert styled(text, house, english_guard()).text == text


def test_the_number_of_an_article_is_no_share():
    text = "Under Article 5 of the law the {} agencies reported."
    assert in_house(text.format(3), "xinhua") == text.format("three")


def test_a_month_in_a_name_stays_in_either_house():
    text = "The September 18 Incident was on {} 18."
    assert in_house(text.format("September"), "xinhua") == text.format("Sept.")


def test_a_figure_of_another_clause_or_kind_keeps_none():
    text = "It has 3 schools within 5 km, on May 8, by 3 percent; 2 of {} teachers are new."
    assert in_house(text.format("12"), "xinhua") == text.replace("3 schools", "three schools").format("12")


@pytest.mark.parametrize(
    ("text", "xinhua", "guardian"),
    [
        (
            "“It’s the organisation’s ‘third way’”, president Xi Jinping said at 8pm on 8 May 2023 in the city.",
            "\"It's the organisation's 'third way,'\" President Xi Jinping said at 8 p.m. on May 8, 2023, in the city.",
            "“It’s the organisation’s ‘third way’”, president Xi Jinping said at 8pm on 8 May 2023 in the city.",
        ),
        (
            "the U.S. center spent RMB 3 billion -- 30% more -- on 4 colorful halls…",
            "The U.S. center spent 3 billion yuan -- 30 percent more -- on four colorful halls...",
            "The US centre spent 3 billion yuan – 30% more – on four colourful halls…",
        ),
        (
            "Teachers' pay rose, and 'workers' rights' count.",
            "Teachers' pay rose, and \"workers' rights\" count.",
            "Teachers’ pay rose, and “workers’ rights” count.",
        ),
    ],
)
def test_a_sentence_in_two_houses(text, xinhua, guardian):
    assert in_house(text, "xinhua") == xinhua
    assert in_house(text, "guardian") == guardian


def test_an_edit_that_changes_a_value_is_left_out():
    dates = House(name="test", values=(("dates", "day first"), ("numbers", "words under ten")))
    assert styled("May 8, 9 and 10 people.", dates, english_guard()).text == "May 8, 9 and 10 people."


def test_phrases_of_a_term_base_stay():
    text = "The labor union runs a labor center."
    kept = styled(text, built_in("guardian"), english_guard(["labor union"])).text
    assert kept == "The labor union runs a labour centre."


def drafted(*targets: str, role: Role = Role.PARAGRAPH, terms: tuple[TermMatch, ...] = ()) -> Document:
    one = article(1, [(role, [("某中心有3个。", target) for target in targets])])
    blocks = tuple(
        replace(
            block,
            segments=tuple(
                replace(s, state=State.TRANSLATED, origin=MACHINE, terms=terms) for s in block.segments
            ),
        )
        for block in one.blocks
    )
    return Document(name="job", articles=(replace(one, blocks=blocks),))


def targets(document: Document) -> list[str]:
    return [segment.target for segment in document.segments()]


def test_an_approved_form_of_a_term_stays():
    term = TermMatch(start=0, end=3, source="某中心", target="labor center", status=TermStatus.FOUND)
    document = drafted("The labor center has 3 colored halls.", terms=(term,))
    done = pipeline.in_house_style(document, built_in("guardian"))
    assert targets(done) == ["The labor center has three coloured halls."]
    assert next(done.segments()).terms[0].status is TermStatus.FOUND


def test_another_house_starts_from_the_draft_and_none_gives_it_back():
    document = drafted("The center spent 30% – “a start”.", "Plain.")
    british = pipeline.in_house_style(document, built_in("guardian"))
    american = pipeline.in_house_style(document, built_in("xinhua"))
    assert targets(american) == ['The center spent 30 percent -- "a start."', "Plain."]
    assert pipeline.in_house_style(british, built_in("xinhua")) == american
    assert pipeline.in_house_style(american, House()) == document


def test_a_job_keeps_its_drafts_without_style_and_a_changed_target_loses_them():
    document = pipeline.in_house_style(drafted("The center.", "A color."), built_in("guardian"))
    data = write_xliff(document)
    again = read_xliff(data, "job")
    assert [s.unstyled for s in again.segments()] == ["The center.", "A color."]
    edited = read_xliff(data.replace(b"The centre.", b"The hub."), "job")
    assert [s.unstyled for s in edited.segments()] == ["", "A color."]


def test_what_a_person_approved_stays():
    document = pipeline.map_segments(drafted("The center spent 30%."), lambda s: s.approved("Li"))
    assert pipeline.in_house_style(document, built_in("guardian")) == document
    styled_first = pipeline.in_house_style(drafted("The center."), built_in("guardian"))
    approved = pipeline.map_segments(styled_first, lambda s: s.approved("Li"))
    assert targets(pipeline.in_house_style(approved, House())) == ["The centre."]


def test_the_case_of_headlines_can_be_other_than_that_of_the_house():
    assert "headlines" not in dict(read_house("xinhua", HeadlineCase.DRAFT).values)
    assert dict(read_house("guardian", HeadlineCase.TITLE).values)["headlines"] == "title"
    assert read_house("", HeadlineCase.TITLE).values == (("headlines", "title"),)


def test_a_house_that_is_none_says_what_to_do(tmp_path):
    with pytest.raises(UsageError) as none:
        read_house("times")
    assert "guardian or xinhua" in none.value.hint
    for text, said in (
        ('percent = "pct"', "percent cannot be 'pct'"),
        ('comma = "serial"', "there is no rule 'comma'"),
        ("percent = ", "is not a house style"),
    ):
        with pytest.raises(InputError) as wrong:
            house_of(text, "own.toml")
        assert said in wrong.value.message
    with pytest.raises(InputError) as wrong:
        house_of('precent = "sign"', "own.toml")
    assert wrong.value.hint.startswith("Did you mean 'percent'? ")
    with pytest.raises(UsageError) as none:
        read_house("Xinhwa")
    assert none.value.hint.startswith("Did you mean 'xinhua'? ")
    file = tmp_path / "own.toml"
    file.write_bytes('# 自己\npercent = "sign"\n'.encode("gbk"))
    with pytest.raises(InputError):
        read_house(str(file))
    file.write_text('\ufeffpercent = "sign"\n', encoding="utf-8")
    assert read_house(str(file)).values == (("percent", "sign"),)


def test_the_signature_changes_with_the_values_only():
    first, second = (house_of(f'percent = "{value}"', "own") for value in ("sign", "percent"))
    assert first.signature != second.signature
    assert first.signature == house_of('# a comment\npercent = "sign"', "own").signature
    assert House().signature == ""


@pytest.mark.parametrize(
    "text", ["Pfizer said no.", "Belize has a coast.", "Gray said no.", "It ended. Grey said no."]
)
def test_a_name_at_the_beginning_of_a_sentence_keeps_its_spelling(text):
    assert [in_house(text, house) for house in ("xinhua", "guardian")] == [text, text]


def test_a_known_word_at_the_beginning_of_a_sentence_is_respelled():
    assert in_house("Organizers of colored lights.", "guardian") == "Organisers of coloured lights."
    assert in_house("Colors fade to gray.", "guardian") == "Colours fade to grey."
