"""What other tools put into a job's file is there again after the next run or review."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from tests.cat_tools import NS, q
from tests.properties.test_xliff import SAMPLE, schema
from tests.unit.sample_documents import full_document
from translator import identity
from translator.commands.reuse import reused
from translator.errors import JobError
from translator.model import Extension
from translator.xliff.read import read_xliff
from translator.xliff.write import write_xliff

FS = "urn:oasis:names:tc:xliff:fs:2.0"
SLR = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
DECLARED = f'xmlns:fs="{FS}" xmlns:slr="{SLR}" xmlns:my="urn:my"'
CHANGE_TRACK = """<ctr:changeTrack xmlns:ctr="urn:oasis:names:tc:xliff:changetracking:2.0">
<ctr:revisions appliesTo="target" ref="a01.p001.s01"><ctr:revision author="Li" datetime="2026-01-01T00:00:00Z">
<ctr:item property="content">old</ctr:item></ctr:revision></ctr:revisions></ctr:changeTrack>"""
VALIDATION = """<val:validation xmlns:val="urn:oasis:names:tc:xliff:validation:2.0"><val:rule isPresent="Qingdao"/>
</val:validation>"""
RESOURCES = """<res:resourceData xmlns:res="urn:oasis:names:tc:xliff:resourcedata:2.0"><res:resourceItem id="r1">
<res:source href="a.html"/></res:resourceItem></res:resourceData>"""
PROFILES = (
    '<slr:profiles generalProfile="xliff:codepoints"><slr:normalization general="none"/></slr:profiles>'
)


def with_everything(text: str) -> str:
    """Put something foreign into every place that the standard has for it."""
    text = text.replace("<xliff ", f'<xliff {DECLARED} my:job="7" ', 1)
    text = text.replace(
        ' xml:space="preserve">',
        f' xml:space="preserve" fs:fs="div" slr:sizeInfo="small"><skeleton href="page.skl"/>{PROFILES}'
        "<my:tool><plain xmlns=''>é &amp; </plain></my:tool>",
        1,
    )
    text = text.replace("<unit ", '<notes><note priority="2">of the file</note></notes><unit ', 1)
    text = text.replace("<unit ", '<unit canResegment="no" srcDir="ltr" slr:storageRestriction="255" ', 1)
    text = text.replace(
        "</mda:metadata>\n      <gls",
        '<mda:metaGroup category="crm"><mda:meta type="ticket">42</mda:meta></mda:metaGroup></mda:metadata>'
        "\n      <gls",
    )
    text = text.replace(
        "      </gls:glossary>",
        '<gls:glossEntry id="x1" ref="#t1"><gls:term>岛</gls:term><gls:translation id="y">isle</gls:translation>'
        "<my:rank>1</my:rank></gls:glossEntry></gls:glossary>",
    )
    text = text.replace(
        "</mtc:matches>",
        '<mtc:match id="m9" ref="#m1" matchSuitability="80" my:from="cloud"><source>a</source><target>b</target>'
        "</mtc:match></mtc:matches>",
    )
    text = text.replace("      <notes>", f"{CHANGE_TRACK}{VALIDATION}{RESOURCES}      <notes>")
    text = text.replace(
        "</note>\n      </notes>",
        '</note><note id="9" category="qa" priority="3" my:who="Bo">look</note></notes>'
        '<originalData><data id="d1">&lt;b&gt;</data></originalData>',
    )
    text = re.sub('(<segment id="a01.p001.s01")', r'\1 canResegment="no"', text)
    text = text.replace('subState="translator:mt"', 'subState="my:checked"')
    return re.sub(r"(<segment.*?)<target>", r'\1<target xml:lang="en" order="1">', text, flags=re.S)


FOREIGN = with_everything(SAMPLE.decode())


def written(text: str) -> str:
    data = write_xliff(read_xliff(text.encode(), "page.xlf"))
    schema().assertValid(etree.fromstring(data))
    return data.decode()


def test_what_is_put_in_here_is_valid_itself():
    schema().assertValid(etree.fromstring(FOREIGN.encode()))


@pytest.mark.parametrize(
    "kept",
    [
        'my:job="7"', 'fs:fs="div"', 'slr:sizeInfo="small"', '<skeleton', 'href="page.skl"', "generalProfile",
        "é &amp;", 'priority="2">of the file', 'canResegment="no" srcDir="ltr"', "storageRestriction",
        ">42</mda:meta>", "<my:rank", 'id="y">isle', "matchSuitability", 'my:from="cloud"', "changetracking:2.0",
        'author="Li"', "isPresent", 'href="a.html"', 'category="qa" priority="3"', 'my:who="Bo">look</note>',
        "&lt;b&gt;</data>", 'subState="my:checked" canResegment="no"', '<target order="1" xml:lang="en">',
    ],
)  # fmt: skip
def test_it_is_all_there_again(kept):
    assert kept in written(FOREIGN)


def test_the_second_time_nothing_changes():
    once = written(FOREIGN)
    assert written(once) == once
    document = read_xliff(FOREIGN.encode(), "x")
    assert read_xliff(once.encode(), "x") == document


def test_nothing_of_it_changes_what_we_read():
    plain, foreign = read_xliff(SAMPLE, "x"), read_xliff(FOREIGN.encode(), "x")
    (one,), (two,) = plain.segments(), foreign.segments()
    assert replace(two, notes=one.notes) == one
    assert [note.text for note in two.notes] == ["check", "look"]
    assert identity.content_hash(plain) != identity.content_hash(foreign)  # because of the note
    assert identity.content_hash(replace(foreign, extensions=())) == identity.content_hash(foreign)


def test_references_to_our_markers_lead_to_the_segment():
    text = written(FOREIGN)
    assert (
        '<gls:glossEntry xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0" id="x1" ref="#a01.p001.s01">'
        in text
    )
    assert re.search(r'<mtc:match [^>]*id="m9"[^>]* ref="#a01.p001.s01"', text)


def test_other_prefixes_and_default_namespaces_mean_the_same():
    text = SAMPLE.decode().replace("<unit ", '<unit xmlns:mda="urn:other" mda:x="1" ', 1)
    # The tool binds our prefix to a name of its own inside the unit; ours gets another.
    text = re.sub(r"<(/?)mda:", r"<\1zz:", text).replace("<xliff ", f'<xliff xmlns:zz="{NS["mda"]}" ', 1)
    again = written(text)
    assert 'xmlns:ns1="urn:other" ns1:x="1"' in again
    assert read_xliff(text.encode(), "x").articles == read_xliff(SAMPLE, "x").articles
    assert written(again) == again


def test_a_whole_file_with_prefixes_is_read_as_the_same_job():
    text = SAMPLE.decode().replace(f'xmlns="{NS["x"]}"', f'xmlns:ns0="{NS["x"]}"')
    names = "xliff|file|unit|notes|note|segment|source|target|mrk"
    text = re.sub(rf"<(/?)({names})\b", r"<\1ns0:\2", text)
    assert read_xliff(text.encode(), "x") == read_xliff(SAMPLE, "x")


def test_a_name_that_a_tool_gives_a_unit_is_not_its_id():
    text = SAMPLE.decode().replace("<unit ", '<unit name="Lead" ', 1)
    assert read_xliff(text.encode(), "x").articles == read_xliff(SAMPLE, "x").articles
    assert ' name="Lead">' in written(text)


def test_groups_stay_round_their_units():
    document = full_document()
    text = write_xliff(document).decode()
    text = text.replace(
        '<unit id="a01.p003"', '<group id="g1" name="head"><group id="g2"><unit id="a01.p003"'
    )
    text = text.replace('<unit id="a01.p005"', '</group><unit id="a01.p005"')
    text = text.replace('<unit id="a01.p006"', '</group><unit id="a01.p006"')
    again = etree.fromstring(written(text).encode())
    inside = {
        group.get("id"): [u.get("id") for u in group.iter(q("unit"))] for group in again.iter(q("group"))
    }
    assert inside == {"g1": ["a01.p003", "a01.p004", "a01.p005"], "g2": ["a01.p003", "a01.p004"]}
    assert written(written(text)) == written(text)
    assert read_xliff(text.encode(), "x").articles == document.articles


def test_a_unit_inside_what_another_tool_keeps_is_none_of_ours():
    copy = re.search(r"<unit.*?</unit>", SAMPLE.decode(), re.S)[0].replace("lqi1", "x1")
    text = SAMPLE.decode().replace("<unit ", f'<b:backup xmlns:b="urn:b">{copy}</b:backup><unit ', 1)
    assert read_xliff(text.encode(), "x").articles == read_xliff(SAMPLE, "x").articles
    assert written(text).count("<unit ") == 2


def test_an_undeclared_prefix_is_refused():
    text = SAMPLE.decode().replace("<unit ", "<who:knows/><unit ", 1)
    with pytest.raises(JobError, match="who:knows"):
        read_xliff(text.encode(), "x")


def test_inline_codes_of_a_tool_go_and_their_text_stays():
    text = SAMPLE.decode().replace(
        "Qingdao released a plan.", 'Qingdao <pc id="1">released</pc> a<ph id="2"/> plan.'
    )
    (part,) = read_xliff(text.encode(), "x").segments()
    assert part.target == "Qingdao released a plan."
    assert "<pc" not in written(text)


# --- a changed input page ------------------------------------------------------------------------------------


def test_a_changed_page_passes_on_what_belongs_to_units_that_are_still_there():
    old = full_document()
    first, second = old.articles[0].blocks[3], old.articles[1].blocks[0]
    places = [
        (), ("a01",), ("a01", first.id), ("a01", first.id, first.segments[0].id),
        ("a02", second.id), ("a02", "gone"),
    ]  # fmt: skip
    old = replace(old, extensions=tuple(Extension(place=p, slot="element", text="<x/>") for p in places))
    blocks = tuple(
        replace(
            block,
            id=f"a09.{block.id[4:]}",
            segments=tuple(replace(s, id=f"a09.{s.id[4:]}") for s in block.segments),
        )
        for block in old.articles[0].blocks
    )
    new = replace(old, articles=(replace(old.articles[0], id="a09", blocks=blocks),), extensions=())
    carried, _ = reused(new, old)
    home = f"a09.{first.id[4:]}"
    assert [e.place for e in carried.extensions] == [
        (), ("a09",), ("a09", home), ("a09", home, f"{home}.s01"),
    ]  # fmt: skip


def test_what_belongs_to_a_unit_that_is_gone_is_not_written():
    document = read_xliff(FOREIGN.encode(), "x")
    article = replace(document.articles[0], blocks=())
    data = write_xliff(replace(document, articles=(article,)))
    schema().assertValid(etree.fromstring(data))
    assert b"my:tool" in data
    assert b"my:rank" not in data


def test_the_sub_state_of_a_state_that_no_longer_holds_goes():
    text = SAMPLE.decode().replace('subState="translator:mt"', 'subState="my:checked"')
    bare = re.sub("<mda:metadata>(?:(?!job|signature).)*?</mda:metadata>", "", text, flags=re.S)  # no seals
    document = read_xliff(bare.encode(), "job.xlf")
    assert any(segment.state.by_person for segment in document.segments())
    assert read_xliff(write_xliff(document), "job.xlf") == document


def test_an_issue_of_another_tool_is_shown_and_written_back_as_it_was():
    theirs = (
        '<its:locQualityIssue locQualityIssueType="misspelling" locQualityIssueComment="teh" '
        'locQualityIssueSeverity="30" locQualityIssueEnabled="no" locQualityIssueProfileRef="http://example.org/q"/>'
    )
    text = SAMPLE.decode().replace("</its:locQualityIssues>", f"{theirs}</its:locQualityIssues>", 1)
    assert text != SAMPLE.decode()
    issue = next(read_xliff(text.encode(), "page.xlf").segments()).issues[-1]
    assert (issue.check, issue.message) == ("misspelling", "teh")
    root = etree.fromstring(written(text).encode())
    attributes = [dict(found.attrib) for found in root.iter("{*}locQualityIssue")]
    assert dict(etree.fromstring(theirs.replace("its:", "")).attrib) in attributes
