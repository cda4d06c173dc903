"""Structures as people leave them in a text file: what they may change, and what is refused with its line."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from translator.errors import InputError
from translator.model import Article, Cell, Flag, Line, Markup, Page, Role
from translator.pages.articles import articles_of
from translator.pages.structure import CORRECTED, arranged, carried, rows_of, structure_hash, written
from translator.readers.table import READERS, read_page

PAGE = """海湾日报
城市书房再添十二座
□ 本报记者 邢嘉木
6月18日，盾构机始发，标志着海底段开始掘进。
据介绍，改革还将继续推进，下一步将推广到全市各区。
夜间公交再延长
□ 本报记者 柏杨
市民说，夜里回家方便多了，末班车延到零点。
Blue Carbon opens today.
责编：方明
"""


def page_of(text: str) -> tuple[Article, ...]:
    return articles_of(Page(name="page", lines=tuple(Line(text=line) for line in text.splitlines())))


RULED = page_of(PAGE)
FILE = written(RULED, "page.txt", "translator run page.txt --structure file")


def line_of(text: str) -> str:
    """Return the line of the file that ends with a text."""
    return next(line for line in FILE.splitlines() if line.endswith(text))


def edited(*changes: tuple[str, str]) -> str:
    file = FILE
    for old, new in changes:
        assert file.count(old) == 1, old
        file = file.replace(old, new)
    return file


def taken(file: str, ruled: tuple[Article, ...] = RULED) -> list[list[tuple[str, str]]]:
    """Return role and text of every block of every article that a file makes of the page."""
    articles = arranged(rows_of(file, "file"), ruled, "file")
    return [[(block.role.value, block.text) for block in article.blocks] for article in articles]


def fault(file: str) -> InputError:
    with pytest.raises(InputError) as caught:
        taken(file)
    return caught.value


AS_RULED = taken(FILE)
MASTHEAD, HEADLINE = AS_RULED[0][:2]


def test_the_rules_find_two_articles_in_the_page() -> None:
    assert [[role for role, _ in article] for article in AS_RULED] == [
        ["furniture", "headline", "byline", "paragraph", "paragraph"],
        ["headline", "byline", "paragraph", "paragraph", "furniture"],
    ]


def test_a_line_names_the_role_the_id_and_the_rule_of_a_block() -> None:
    assert re.fullmatch(
        r"headline +a01\.p002 +\(line before byline\) +\| 城市书房再添十二座", line_of("十二座")
    )


def test_a_rule_that_is_often_wrong_has_a_question_mark() -> None:
    file = written(page_of("小标题\n" + PAGE), "page", "command")
    assert "(kicker before headline?)" in file


def test_flags_and_places_in_tables_stand_with_the_rule() -> None:
    cell = Cell(table=1, row=2, column=3, rows=4, columns=4)
    blocks = [replace(block, flags=(Flag.REJOINED,), cell=cell) for block in RULED[0].blocks]
    file = written([replace(RULED[0], blocks=tuple(blocks))], "page", "command")
    assert "(line before byline, row 2, column 3, rejoined)" in file


def test_a_role_is_changed() -> None:
    found = taken(edited((line_of("邢嘉木"), line_of("邢嘉木").replace("byline  ", "label   "))))
    assert found[0][2] == ("label", "□ 本报记者 邢嘉木")


def test_role_and_text_are_enough() -> None:
    file = edited((line_of("邢嘉木"), "LIST_ITEM | □ 本报记者 邢嘉木"))
    assert taken(file)[0][2] == ("list item", "□ 本报记者 邢嘉木")


def test_a_plus_goes_on_with_the_block_above() -> None:
    file = edited((line_of("各区。"), "+" + line_of("各区。").removeprefix("paragraph")))
    assert taken(file)[0][3] == (
        "paragraph",
        "6月18日，盾构机始发，标志着海底段开始掘进。据介绍，改革还将继续推进，下一步将推广到全市各区。",
    )


def test_deleting_the_line_break_joins_two_blocks() -> None:
    both = f"{line_of('开始掘进。')}\n{line_of('各区。')}"
    file = edited((both, both.replace("\n", "")))
    assert taken(file) == taken(
        edited((line_of("各区。"), "+ | 据介绍，改革还将继续推进，下一步将推广到全市各区。"))
    )


def test_moving_the_text_up_joins_two_blocks() -> None:
    text = "据介绍，改革还将继续推进，下一步将推广到全市各区。"
    file = edited((f"{line_of(text)}\n", ""), ("开始掘进。", f"开始掘进。{text}"))
    assert taken(file)[0][3][1].endswith(text)


def test_latin_words_that_are_joined_keep_a_blank_between_them() -> None:
    ruled = page_of(
        "标题在此\n市民说，夜里回家方便多了，末班车延到零点。\nBlue Carbon opens\ntoday in the bay."
    )
    file = written(ruled, "page", "command")
    last = file.splitlines()[-1]
    assert (
        taken(file.replace(last, "+ | today in the bay."), ruled)[0][-1][1]
        == "Blue Carbon opens today in the bay."
    )


def test_pressing_enter_splits_a_block_in_two_of_its_role() -> None:
    found = taken(edited(("改革还将继续推进，", "改革还将继续推进，\n")))
    assert found[0][4:] == [
        ("paragraph", "据介绍，改革还将继续推进，"),
        ("paragraph", "下一步将推广到全市各区。"),
    ]


def test_the_second_part_of_a_split_block_may_have_a_role_of_its_own() -> None:
    found = taken(edited(("改革还将继续推进，", "改革还将继续推进，\ncaption |")))
    assert found[0][5] == ("caption", "下一步将推广到全市各区。")


def test_an_article_begins_at_a_line_of_equals_signs() -> None:
    found = taken(edited((line_of("各区。"), "===\n" + line_of("各区。"))))
    assert [len(article) for article in found] == [4, 1, 5]


def test_deleting_the_line_before_an_article_joins_it_to_the_one_before() -> None:
    error = fault(edited(("=== article a02\n", "")))
    assert "line 24: the article has a headline already, in line 19" in error.message
    file = edited(("=== article a02\n", ""), (line_of("再延长"), "subhead | 夜间公交再延长"))
    assert [len(article) for article in taken(file)] == [10]


def test_articles_and_blocks_may_stand_in_another_order() -> None:
    first, second = FILE[FILE.index("=== article a01") :].split("=== article a02")
    file = f"===\n{second}\n{first}"
    assert taken(file) == [AS_RULED[1], AS_RULED[0]]
    moved = edited(
        (line_of("海湾日报") + "\n", ""), (line_of("方明"), line_of("海湾日报") + "\n" + line_of("方明"))
    )
    assert taken(moved)[1][-2:] == [MASTHEAD, ("furniture", "责编：方明")]


def test_a_text_goes_on_where_the_page_has_other_blocks_between() -> None:
    file = edited(
        (line_of("开始掘进。") + "\n", ""),
        ("延到零点。", "延到零点。6月18日，盾构机始发，标志着海底段开始掘进。"),
    )
    assert taken(file)[1][2][1].endswith("延到零点。6月18日，盾构机始发，标志着海底段开始掘进。")


def test_comments_and_blank_lines_say_nothing() -> None:
    assert taken(edited(("=== article a02", "# 这里开始第二篇\n\n\n======== a02: 夜间公交"))) == AS_RULED


def test_a_block_that_nobody_touched_keeps_everything_and_a_corrected_one_says_so() -> None:
    (first, second) = arranged(
        rows_of(edited((line_of("再延长"), "headline | 夜间公交再延长")), "file"), RULED, "file"
    )
    assert (first, second) == RULED
    (first, _) = arranged(
        rows_of(edited((line_of("邢嘉木"), "label | □ 本报记者 邢嘉木")), "file"), RULED, "file"
    )
    assert [block.evidence == CORRECTED for block in first.blocks] == [False, False, True, False, False]


def test_only_a_text_that_still_breaks_off_is_flagged() -> None:
    ruled = page_of("标题在此\n□ 本报记者 邢嘉木\n据介绍，改革还将继续推进，下一步将推广到全市各区，并且")
    last = ruled[0].blocks[-1]
    assert last.flags == (Flag.UNFINISHED,)
    file = written(ruled, "page", "command")

    def flags(change: tuple[str, str]) -> list[tuple[Flag, ...]]:
        (article,) = arranged(rows_of(file.replace(*change), "file"), ruled, "file")
        return [block.flags for block in article.blocks[2:]]

    assert flags(("推进，", "推进，\n")) == [(), (Flag.UNFINISHED,)]
    assert flags(("paragraph", "caption")) == [()]


def test_a_table_cell_keeps_its_place_as_long_as_it_is_one() -> None:
    cell = Cell(table=1, row=1, column=1, rows=1, columns=2)
    lines = [
        Line(text="项目", markup=Markup.TABLE_CELL, cell=cell),
        Line(text="数量", markup=Markup.TABLE_CELL, cell=replace(cell, column=2)),
    ]
    ruled = articles_of(Page(name="page", lines=(Line(text="标题在此"), *lines)))
    file = written(ruled, "page", "command").replace("row 1, column 2", "whatever")
    first = next(line for line in file.splitlines() if line.endswith("项目"))
    (article,) = arranged(rows_of(file.replace(first, "label | 项目"), "file"), ruled, "file")
    assert [(block.role, block.cell) for block in article.blocks[-2:]] == [
        (Role.LABEL, None),
        (Role.TABLE_CELL, replace(cell, column=2)),
    ]


# --- what is refused -----------------------------------------------------------------------------------


def number_of(file: str, text: str) -> int:
    return next(number for number, line in enumerate(file.splitlines(), start=1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "改革还将",
            "改革正将",
            "'正将继续推进，下一步将推广…' is not in the page, which goes on with '还将继续推进，下一步将推广…'",
        ),
        ("邢嘉木", "邢家木", "'家木' is not in the page, which goes on with '嘉木6月18日，盾构机始发…'"),
        (
            "开始掘进。",
            "开始掘进。编者按。",
            "'编者按。' is not in the page, which goes on with '据介绍，改革还将继续推进，…'",
        ),
        ("责编：方明", "责编：方明 王五", "'王五' is not in the page, which ends before"),
    ],
)
def test_changed_text_is_refused_with_its_line(old: str, new: str, message: str) -> None:
    file = edited((old, new))
    error = fault(file)
    assert error.message == f"file, line {number_of(file, new)}: {message}"
    assert "Put the text back" in error.hint


def test_a_lost_character_is_refused_with_its_line() -> None:
    file = edited(("改革还将", "改革将"))
    assert (
        fault(file).message
        == f"file, line {number_of(file, '改革将')}: text of the page is missing, '还' (1)"
    )


def test_lost_text_is_refused_with_the_line_before_it() -> None:
    file = edited((line_of("各区。") + "\n", ""))
    assert fault(file).message == (
        f"file, after line {number_of(file, '开始掘进。')}: text of the page is missing, "
        "'据介绍，改革还将继续推进，…' (25)"
    )
    assert "before line 18: text of the page" in fault(edited((line_of("海湾日报") + "\n", ""))).message


def test_doubled_text_is_refused_with_both_lines() -> None:
    file = edited((line_of("各区。"), f"{line_of('各区。')}\n{line_of('各区。')}"))
    first = number_of(file, "各区。")
    assert (
        f"line {first + 1}: '据介绍，改革还将继续推进，…' stands twice, first in line {first}"
        in fault(file).message
    )


def test_an_unknown_role_is_refused_with_the_nearest() -> None:
    file = edited((line_of("再延长"), "headlin a02.p001 | 夜间公交再延长"))
    error = fault(file)
    assert error.message == f"file, line {number_of(file, '再延长')}: there is no role 'headlin'"
    assert error.hint.startswith("Did you mean 'headline'? The roles are headline, kicker,")
    assert fault(file.replace("headlin a02.p001", "标题 a02.p001")).hint.startswith("The roles are")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n=== article a01\n"])
def test_a_file_without_blocks_is_refused(text: str) -> None:
    error = fault(text)
    assert "no blocks" in error.message
    assert "translator segment FILE --edit" in error.hint


def test_a_page_is_no_structure() -> None:
    assert "line 1: the first block has no role" in fault(PAGE).message


def test_the_structure_of_another_page_is_refused_as_a_whole() -> None:
    other = page_of(
        "全国首个海洋碳汇交易平台上线\n□ 本报记者 陶相银\n记者从会上获悉，这一平台将服务于蓝色经济。"
    )
    error = fault(written(other, "other", "command"))
    assert error.message == "file: this is the structure of another page, or most of its text was changed"


def test_a_plus_where_an_article_begins_is_refused() -> None:
    file = edited((line_of("再延长"), "+ | 夜间公交再延长"))
    assert f"line {number_of(file, '再延长')}: + goes on" in fault(file).message


def test_a_page_of_furniture_alone_is_refused() -> None:
    file = re.sub(r"^\w+( +a0)", r"furniture\1", FILE, flags=re.M)
    assert "every block is furniture" in fault(file).message


# --- a page that has changed ---------------------------------------------------------------------------

CORRECTIONS = edited(
    (line_of("海湾日报"), "label | 海湾日报"),
    (line_of("各区。"), "+ | 据介绍，改革还将继续推进，下一步将推广到全市各区。"),
    (line_of("Blue Carbon opens today."), "===\ncaption | Blue Carbon opens today."),
)
OLD = arranged(rows_of(CORRECTIONS, "file"), RULED, "file")


def carried_to(page: str) -> tuple[list[list[tuple[str, str]]], int, list[str]]:
    result = carried(page_of(page), OLD)
    articles = [[(block.role.value, block.text[:8]) for block in a.blocks] for a in result.articles]
    return articles, result.kept, [block.text[:8] for block in result.lost]


def test_corrections_stay_where_their_text_does() -> None:
    articles, kept, lost = carried_to(PAGE.replace("夜里回家", "晚上回家"))
    assert articles == [
        [
            ("label", "海湾日报"),
            ("headline", "城市书房再添十二"),
            ("byline", "□ 本报记者 邢"),
            ("paragraph", "6月18日，盾构"),
        ],
        [
            ("headline", "夜间公交再延长"),
            ("byline", "□ 本报记者 柏"),
            ("paragraph", "市民说，晚上回家"),
            ("caption", "Blue Car"),
            ("furniture", "责编：方明"),
        ],
    ]
    assert (kept, lost) == (3, [])


def test_an_article_begins_where_its_neighbours_still_meet() -> None:
    articles, _, _ = carried_to(PAGE.replace("□ 本报记者 柏杨", "□ 本报记者 杨柏"))
    assert [article[0][1] for article in articles] == ["海湾日报", "夜间公交再延长", "Blue Car"]


def test_a_correction_whose_text_changed_is_lost_and_named() -> None:
    articles, kept, lost = carried_to(PAGE.replace("推广到全市", "推广至全市"))
    assert [role for role, _ in articles[0]] == ["label", "headline", "byline", "paragraph", "paragraph"]
    assert (kept, lost) == (2, ["6月18日，盾构"])


def test_a_correction_whose_text_now_stands_twice_is_lost() -> None:
    _, kept, lost = carried_to(PAGE + "海湾日报\n")
    assert (kept, lost) == (2, ["海湾日报"])


def test_corrections_that_would_give_an_article_two_headlines_are_not_carried() -> None:
    old = arranged(
        rows_of(
            edited(
                (line_of("海湾日报"), "headline | 海湾日报"),
                (line_of("再添十二座"), "=== \n" + line_of("再添十二座")),
            ),
            "file",
        ),
        RULED,
        "file",
    )
    ruled = page_of(PAGE.replace("城市书房再添十二座", "城市书房再添十三座"))
    result = carried(ruled, old)
    assert structure_hash(result.articles) == structure_hash(ruled)
    assert [block.text for block in result.lost] == ["海湾日报"]


def test_a_split_cell_has_its_place_in_the_table_of_the_changed_page() -> None:
    def ruled(rows: int) -> tuple[Article, ...]:
        cells = [
            Line(
                text=text,
                markup=Markup.TABLE_CELL,
                cell=Cell(table=1, row=row, column=1, rows=rows, columns=1),
            )
            for row, text in enumerate(
                ["海湾路一号。三号线可到。", "书山路一号。", "海湾路二号。"][:rows], start=1
            )
        ]
        return articles_of(Page(name="page", lines=(Line(text="标题在此"), *cells)))

    file = written(ruled(2), "page", "command").replace("一号。三号线", "一号。\n三号线")
    old = arranged(rows_of(file, "file"), ruled(2), "file")
    result = carried(ruled(3), old)
    assert [(b.text, b.cell and (b.cell.row, b.cell.rows)) for b in result.articles[0].blocks[1:]] == [
        ("海湾路一号。", (1, 3)), ("三号线可到。", (1, 3)), ("书山路一号。", (2, 3)), ("海湾路二号。", (3, 3)),
    ]  # fmt: skip


# --- every format --------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
PAGES = [path for path in sorted((ROOT / "tests/cases/pages").iterdir()) if path.suffix in READERS]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_structure_of_a_page_in_any_format_reads_back(path: Path) -> None:
    ruled = articles_of(read_page(path.read_bytes(), path.name))
    rows = rows_of(written(ruled, path.name, "command"), "file")
    assert arranged(rows, ruled, "file") == ruled
    turned = arranged(
        [replace(row, role=Role.PARAGRAPH, opens_article=False) for row in rows[::-1]], ruled, "file"
    )
    assert [block.text for block in turned[0].blocks] == [row.text for row in rows[::-1]]


def test_a_long_page_is_taken_in_any_order_in_little_time() -> None:
    lines = tuple(
        Line(text="".join(chr(0x4E00 + (n * k) % 5003) for k in range(1, 150)) + "。") for n in range(1, 2000)
    )
    ruled = articles_of(Page(name="page", lines=lines))
    rows = rows_of(written(ruled, "page", "command"), "file")
    start = time.perf_counter()
    assert len(arranged([*rows[900:], *rows[:900]], ruled, "file")) == 2
    with pytest.raises(InputError):
        arranged([*rows[900:], *rows[:900], rows[7]], ruled, "file")
    assert time.perf_counter() - start < 10
