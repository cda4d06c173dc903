"""Term bases as TBX-Basic: valid, read by another implementation, and read from what other programs write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from translator.errors import GlossaryError
from translator.terms import tbx
from translator.terms.csv_read import read_table
from translator.terms.entries import terms_of
from translator.terms.rows import Table

SCHEMA = Path(__file__).parents[1] / "schemas" / "tbx" / "tbx.xsd"
ROOT = '<tbx type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2">'
TERMS = """source,target,variants,forbidden,pos,domain,status,priority,abbreviation,case,except,note,reference,owner
青岛,Qingdao,Tsingtao|Qingdao City,Tsing Tao,noun,place,,advise,QD,as-is,青岛市,"a note
of two lines",China Daily,Li
试点,pilot & trial,,,,policy,proposed,,,,,translator {not ours,,
试点,trial,attempt,trail,,policy,deprecated,,TR,,,,,
特区,special zone,,,,,preferred,force,,,,,,
特区,SEZ,,,,,admitted,,,,,,,
河北,Hebei,,,,place,,repair,,,,,,
"""


def terms() -> Table:
    return read_table(TERMS.encode(), "terms.csv")


def values(table: Table) -> list[dict[str, str]]:
    return [{name: value for name, value in row.values.items() if value} for row in table.rows]


def read(entries: str, root: str = ROOT) -> Table:
    closing = root[1:].split(" ", maxsplit=1)[0]
    return tbx.read_table(f"{root}<text><body>{entries}</body></text></{closing}>".encode(), "t.tbx")


def entry(chinese: str, *english: str, about: str = "") -> str:
    zh = f'<langSec xml:lang="zh-CN"><termSec><term>{chinese}</term></termSec></langSec>'
    en = "".join(f"<termSec>{one}</termSec>" for one in english)
    return f'<conceptEntry>{about}<langSec xml:lang="en-US">{en}</langSec>{zh}</conceptEntry>'


def status(value: str) -> str:
    return f'<termNote type="administrativeStatus">{value}-admn-sts</termNote>'


# --- ours --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [tbx.write_table, tbx.write_table_2008])
def test_every_field_comes_back(write):
    assert values(tbx.read_table(write(terms()), "t.tbx")) == values(terms())


def test_the_form_of_2008_is_valid():
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.fromstring(tbx.write_table_2008(terms())))


def test_the_form_of_2019_is_that_of_2008_under_the_names_of_2019():
    text = tbx.write_table_2008(terms()).decode()
    for new, old in tbx.NAMES_2008.items():
        text = re.sub(rf"(</?){old}\b", rf"\g<1>{new}", text)
    text = text.replace("<tbx ", f'<tbx xmlns="{tbx.NAMESPACE}" ').replace('Basic"', 'Basic" style="dca"', 1)
    assert tbx.write_table(terms()).decode() == text


def test_categories_stand_at_the_levels_of_tbx_basic_with_the_values_that_it_knows():
    """By the Schematron rules that ISO 30042:2019 has for TBX-Basic in DCA style; no XML Schema expresses them."""
    levels = {"subjectField": "conceptEntry", "definition": "conceptEntry", "context": "termSec"}
    known = {
        "partOfSpeech": {"noun", "verb", "adjective", "adverb", "other"},
        "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
        "administrativeStatus": {
            f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated", "superseded")
        },
    }
    root = etree.fromstring(tbx.write_table(terms()))
    notes = list(root.iter(f"{{{tbx.NAMESPACE}}}termNote"))
    assert {note.get("type") for note in notes} == set(known)
    assert all(note.text in known[note.get("type")] for note in notes)
    assert all(etree.QName(note.getparent()).localname == "termSec" for note in notes)
    for one in root.iter(f"{{{tbx.NAMESPACE}}}descrip"):
        assert etree.QName(one.getparent()).localname == levels[one.get("type")]


def test_another_implementation_reads_the_terms():
    from translate.storage.tbx import tbxfile

    store = tbxfile.parsestring(tbx.write_table_2008(terms()))
    assert [str(unit.source) for unit in store.units] == ["青岛", "试点", "试点", "特区", "特区", "河北"]
    assert [str(unit.target) for unit in store.units][:2] == ["Qingdao", "pilot & trial"]


# --- other programs' ---------------------------------------------------------------------------------------------


def test_the_preferred_term_is_the_target_whatever_the_order():
    found = read(
        entry(
            "世界贸易组织",
            "<term>WTO</term><termNote type='termType'>acronym</termNote>",
            f"<term>World Trading Organization</term>{status('supersededTerm')}",
            f"<term>the World Trade Organization</term>{status('admittedTerm')}",
            f"<term>World\n Trade Organization</term>{status('preferredTerm')}"
            "<termNote type='partOfSpeech'>properNoun</termNote><admin type='source'>WTO site</admin>",
            about="<descrip type='subjectField'>trade</descrip><note>body</note>",
        )
    )
    assert values(found) == [
        {
            "source": "世界贸易组织",
            "target": "World Trade Organization",
            "variants": "the World Trade Organization",
            "forbidden": "World Trading Organization",
            "pos": "noun",
            "status": "preferred",
            "abbreviation": "WTO",
            "reference": "WTO site",
            "domain": "trade",
            "note": "body",
        }
    ]
    assert found.warnings == []


def test_dct_style_is_read():
    root = ROOT.replace("dca", "dct").replace(
        ">", ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
    )
    about = "<min:subjectField>trade</min:subjectField>"
    target = (
        "<term>quota</term><min:partOfSpeech>noun</min:partOfSpeech><basic:source>WTO site</basic:source>"
    )
    assert values(read(entry("配额", target, about=about), root)) == [
        {"source": "配额", "target": "quota", "pos": "noun", "reference": "WTO site", "domain": "trade"}
    ]


def test_dct_style_is_read_under_the_newest_name_of_the_standard_and_in_groups():
    root = (
        '<tbx type="TBX-Basic" style="dct" xmlns="urn:iso:std:iso:30042:ed:3.0" '
        'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
    )
    target = (
        "<term>quota</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>"
        "<descripGrp><basic:context>a quota of fish</basic:context><basic:source>FAO</basic:source></descripGrp>"
    )
    about = "<transacGrp><basic:transactionType>origination</basic:transactionType><date>2020-01-02</date></transacGrp>"
    (row,) = values(read(entry("配额", target, about=about), root))
    assert (row["source"], row["target"], row["status"], row["context"]) == (
        "配额",
        "quota",
        "preferred",
        "a quota of fish",
    )


def test_the_martif_of_2008_is_read_with_its_nested_groups():
    entries = (
        "<termEntry><descripGrp><descrip type='definition'>a limit</descrip><admin type='source'>book</admin>"
        "</descripGrp><langSet xml:lang='zh'><ntig><termGrp><term>配额</term></termGrp></ntig></langSet>"
        "<langSet xml:lang='en'><ntig><termGrp><term>quota</term><termNote type='partOfSpeech'>noun</termNote>"
        "</termGrp></ntig></langSet></termEntry>"
    )
    found = read(entries, '<martif type="TBX">')
    assert values(found) == [{"source": "配额", "target": "quota", "pos": "noun", "definition": "a limit"}]
    assert found.warnings == [
        "t.tbx: the dialect is TBX of 2008, not TBX-Basic; what it has beyond TBX-Basic is not read",
        "t.tbx: not read: source (1)",
        "t.tbx: columns that are not used: definition",
    ]


def test_the_first_tbx_min_is_read():
    entries = (
        "<entry><langGroup xml:lang='zh'><termGroup><term>配额</term></termGroup></langGroup>"
        "<langGroup xml:lang='en'><termGroup><term>quota</term><termStatus>admitted</termStatus></termGroup>"
        "</langGroup></entry>"
    )
    found = read(entries, '<TBX dialect="TBX-Min">')
    assert values(found) == [{"source": "配额", "target": "quota", "status": "admitted"}]
    assert "the dialect is TBX-Min of 2008" in found.warnings[0]


def test_what_is_left_out_is_counted_by_kind():
    about = "<transacGrp><transac type='transactionType'>origination</transac></transacGrp>"
    found = read(
        entry("配额", "<term>quota</term><termNote type='grammaticalGender'>neuter</termNote>")
        + entry("关税", "<term>tariff</term>", about=about)
        + "<conceptEntry><langSec xml:lang='de'><termSec><term>Zoll</term></termSec></langSec></conceptEntry>"
    )
    assert [row["source"] for row in values(found)] == ["配额", "关税"]
    assert found.warnings == [
        "t.tbx: 1 entry is skipped, without a Chinese and an English term",
        "t.tbx: not read: grammaticalGender (1), transacGrp (1)",
    ]


def test_notes_of_all_terms_are_read_each_with_its_form():
    found = tbx.read_table(
        f"{ROOT}<text><body><conceptEntry><note>of the concept</note>"
        "<langSec xml:lang='zh'><termSec><term>配额</term><note>also 限额</note></termSec></langSec>"
        "<langSec xml:lang='en'><termSec><term>quota</term><note>one</note><note>two</note></termSec>"
        f"<termSec><term>allotment</term>{status('admittedTerm')}<note>in fishery</note></termSec></langSec>"
        "</conceptEntry></body></text></tbx>".encode(),
        "t.tbx",
    )
    (row,) = values(found)
    assert row["note"] == "of the concept; one; two; allotment: in fishery; 配额: also 限额"
    assert found.warnings == []


def test_what_terms_say_without_a_column_is_counted():
    noun = "<termNote type='partOfSpeech'>noun</termNote>"
    source = "<admin type='source'>{}</admin>"
    chinese = f"配额</term>{noun}{source.format('GB')}{status('deprecatedTerm')}<term>"
    found = read(
        entry(
            chinese,
            f"<term>quota</term>{noun}{source.format('WTO')}{source.format('FAO')}"
            "<descrip type='definition'>a limit</descrip>",
            f"<term>allotment</term>{status('admittedTerm')}{noun}{source.format('WTO')}",
            "<term>share</term><termNote type='partOfSpeech'>verb</termNote>",
            about=source.format("all"),
        )
    )
    assert values(found)[0]["reference"] == "WTO; FAO"
    assert found.warnings == [
        "t.tbx: not read: administrativeStatus (1), definition (1), partOfSpeech (1), source (2)"
    ]


def test_simplified_and_traditional_terms_of_one_entry_are_one_row_and_synonyms_two():
    english = "<langSec xml:lang='en'><termSec><term>digital economy</term></termSec></langSec>"
    chinese = "".join(
        f"<langSec xml:lang='{language}'><termSec><term>{term}</term></termSec></langSec>"
        for language, term in (("zh-Hans", "数字经济"), ("zh-TW", "數字經濟"), ("zh", "数码经济"))
    )
    found = read(f"<conceptEntry>{chinese}{english}</conceptEntry>")
    assert [row["source"] for row in values(found)] == ["数字经济", "数码经济"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tbx type='TBX-Basic'><text>", "the file is damaged or not XML from here on"),
        (b"<xliff/>", "the file is XML, but not TBX"),
        (b"<tbx type='TBX-Basic'/>", "there are no entries"),
        (b"<!DOCTYPE tbx [<!ENTITY a 'b'>]><tbx/>", "the file declares entities, which TBX does not need"),
        ("<!DOCTYPE tbx [<!ENTITY a 'b'>]><tbx/>".encode("utf-16"), "the file declares entities"),
    ],
)
def test_what_cannot_be_read_is_named(data, message):
    (fault,) = tbx.read_table(data, "t.tbx").faults
    assert message in fault.message
    assert fault.hint


def test_the_entries_before_the_damage_are_read():
    whole = tbx.write_table(terms())
    found = tbx.read_table(whole[: whole.index(b'id="c3"')], "t.tbx")
    assert len(found.rows) == 2
    assert len(found.faults) == 1


def test_a_file_is_checked_like_any_other():
    found = read(entry("配额", "<term>配额</term>"))
    terms_of(found)
    assert "the English of 配额 has Chinese characters" in found.faults[0].message


def test_a_file_of_another_program_is_not_changed():
    data = f"{ROOT}<text><body>{entry('配额', '<term>quota</term>')}</body></text></tbx>".encode()
    with pytest.raises(GlossaryError, match="a TBX file of another program is not changed"):
        tbx.change_table(
            data, tbx.read_table(data, "t.tbx"), [(None, {"source": "关税", "target": "tariff"})]
        )


def test_what_shows_nothing_is_left_out_and_an_entry_nested_too_deeply_is_a_fault():
    (row,) = values(read(entry("青\u200e岛", "<term>Qing\u202adao</term>")))
    assert (row["source"], row["target"]) == ("青岛", "Qingdao")
    deep = "<descripGrp>" * 1500 + "</descripGrp>" * 1500
    assert [fault.message for fault in read(entry("青岛", "<term>Qingdao</term>", about=deep)).faults]
