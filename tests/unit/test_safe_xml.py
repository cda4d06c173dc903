"""XML from strangers: nothing is replaced, loaded or fetched, whichever way it is opened."""

import pytest
from lxml import etree

from translator.text.xml import begun_elements, ended_elements, safe_parser


def texts(data: bytes) -> dict[str, str]:
    ended = [e.text or "" for _, e in ended_elements(data, ["{*}r"])]
    begun = [e for _, e in begun_elements(data)]
    return {
        "ended": ended[0],
        "begun": begun[0].text or "",
        "parsed": etree.fromstring(data, safe_parser()).text or "",
        "huge": etree.fromstring(data, safe_parser(huge=True)).text or "",
    }


@pytest.mark.parametrize("kind", ["internal", "external"])
def test_no_entity_is_replaced(tmp_path, kind):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    value = '"secret"' if kind == "internal" else f'SYSTEM "{secret.as_uri()}"'
    data = f"<!DOCTYPE r [<!ENTITY a {value}>]><r>&a;</r>".encode()
    assert "secret" in (etree.fromstring(data, etree.XMLParser(resolve_entities=True)).text or "")
    assert not any("secret" in text for text in texts(data).values())


def test_comments_and_instructions_are_not_there():
    data = b"<r>a<!-- b -->c<?d e?>f</r>"
    assert set(texts(data).values()) == {"acf"}


def test_only_what_is_asked_for_may_be_huge():
    deep = b"<r>" + b"<b>" * 300 + b"</b>" * 300 + b"</r>"
    assert [e.tag for _, e in ended_elements(deep, ["r"])] == ["r"]
    assert etree.fromstring(deep, safe_parser(huge=True)).tag == "r"
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(deep, safe_parser())
