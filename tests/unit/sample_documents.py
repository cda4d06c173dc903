"""Jobs built by hand for the tests of the Word files: every role, state, mark and note, in real text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translator.model import (
    Article,
    Block,
    Candidate,
    Document,
    Flag,
    Issue,
    JobMeta,
    Note,
    Origin,
    OriginKind,
    Role,
    Segment,
    Severity,
    State,
    TermMatch,
    TermStatus,
)

MT = Origin(kind=OriginKind.MT, engine="argos zh_en 0.6 (built-in)", score=-0.4)
SEED = Path(__file__).parents[2] / "seeds" / "qingdao-page-2023-05.txt"

Pair = tuple[str, str]
Piece = tuple[Role, Sequence[Pair]]


def segment(identifier: str, source: str, target: str) -> Segment:
    if not target:
        return Segment(id=identifier, source=source)
    return Segment(id=identifier, source=source, target=target, state=State.TRANSLATED, origin=MT)


def article(number: int, pieces: Sequence[Piece]) -> Article:
    blocks = []
    for position, (role, pairs) in enumerate(pieces, start=1):
        block_id = f"a{number:02d}.p{position:03d}"
        blocks.append(
            Block(
                id=block_id,
                role=role,
                level={Role.HEADLINE: 1, Role.SUBHEAD: 2}.get(role, 0),
                text="".join(source for source, _ in pairs),
                segments=()
                if role is Role.FURNITURE
                else tuple(
                    segment(f"{block_id}.s{index:02d}", *pair) for index, pair in enumerate(pairs, start=1)
                ),
            )
        )
    title = next((block.text for block in blocks if block.role is Role.HEADLINE), "")
    return Article(id=f"a{number:02d}", title=title, blocks=tuple(blocks))


def changed(document: Document, identifier: str, **changes: object) -> Document:
    """Return the document with one segment or block changed."""

    def block_of(block: Block) -> Block:
        if block.id == identifier:
            return replace(block, **changes)  # type: ignore[arg-type]
        segments = tuple(
            replace(s, **changes) if s.id == identifier else s  # type: ignore[arg-type]
            for s in block.segments
        )
        return replace(block, segments=segments)

    return replace(
        document,
        articles=tuple(replace(a, blocks=tuple(block_of(b) for b in a.blocks)) for a in document.articles),
    )


def term(
    source: str, text: str, target: str, status: TermStatus, *variants: str, note: str = ""
) -> TermMatch:
    start = text.index(source)
    return TermMatch(
        start=start,
        end=start + len(source),
        source=source,
        target=target,
        variants=variants,
        status=status,
        note=note,
    )


POSTDOC: list[Piece] = [
    (Role.FURNITURE, [("大众日报", "")]),
    (Role.FURNITURE, [("客户端大众日报", "")]),
    (
        Role.KICKER,
        [
            (
                "青岛正在制订博士后聚青创新创业三年行动计划",
                "Qingdao is drawing up a three-year action plan to bring postdoctoral innovators to the city",
            )
        ],
    ),
    (Role.HEADLINE, [("让博士后项目开花结果", "Helping postdoctoral projects blossom and bear fruit")]),
    (
        Role.BYLINE,
        [("□ 本报记者 杨国胜 薄克国", "By our staff reporters Yang Guosheng and Bo Keguo")],
    ),
    (
        Role.PARAGRAPH,
        [
            (
                "青岛市人力资源和社会保障局近日透露，青岛市正在制订《青岛市“十百千万”博士后聚青创新创业三年行动计划"
                "（2023—2025年）》，到2025年，全市计划对接博士后“揭榜挂帅”项目10个，新增博士后站（基地）100个，培育博士后"
                "创新创业项目1000个，累计集聚博士后在青创新创业人才10000人。",
                "The Qingdao Municipal Human Resources and Social Security Bureau recently disclosed that the city "
                "is drawing up the Three-Year Action Plan for Postdoctoral Innovation and Entrepreneurship in "
                "Qingdao (2023–2025). By 2025 it plans to match 10 postdoctoral “open competition” projects, add "
                "100 postdoctoral stations (bases), foster 1,000 projects and gather 10,000 postdoctoral "
                "innovators and entrepreneurs.",
            ),
            (
                "全方位促进博士后集聚青岛创新创业，为建设新时代社会主义现代化国际大都市提供人才支撑。",
                "All this is to draw postdoctoral researchers to Qingdao and to provide talent for a modern "
                "socialist international metropolis of the new era.",
            ),
        ],
    ),
    (
        Role.PARAGRAPH,
        [
            (
                "近年来，青岛市主动把博士后工作融入城市发展的中心大局，创新实施“博士后聚青创新创业计划”，在政策资助、平台"
                "搭建、成果转化等方面先后出台了一系列政策措施，取得了较好效果。",
                "In recent years Qingdao has made postdoctoral work part of the city's development and has issued "
                "a series of measures on funding, platforms and the commercialisation of research, with good "
                "results.",
            ),
            ("累计培养博士后6972人，占全省总量的46%。", ""),
        ],
    ),
]

DIGITAL: list[Piece] = [
    (
        Role.KICKER,
        [
            (
                "《数字青岛发展规划（2023—2025年）》发布",
                "Digital Qingdao Development Plan (2023–2025) released",
            )
        ],
    ),
    (
        Role.HEADLINE,
        [
            (
                "擘画新蓝图 城市发展能级全面提升",
                "A new blueprint: raising the city's development to a higher level",
            )
        ],
    ),
    (
        Role.BYLINE,
        [("□记者 杨国胜 薄克国 报道", "Reported by Yang Guosheng and Bo Keguo")],
    ),
    (Role.DATELINE, [("本报青岛讯", "Qingdao, from our newspaper –")]),
    (
        Role.PARAGRAPH,
        [
            (
                "近日，青岛市发布了《数字青岛发展规划（2023—2025年）》（以下简称《规划》）。",
                "Qingdao recently released the Digital Qingdao Development Plan (2023–2025) (the Plan).",
            ),
            (
                "到2025年，数字青岛建设迈上新台阶，城市发展能级全面提升，成为国内宜居、韧性、智慧城市标杆，引领山东半岛城市群"
                "数字化转型发展。",
                "By 2025 the construction of a digital Qingdao will have reached a new level, making the city a "
                "national model of a liveable, resilient and smart city that leads the digital transformation of "
                "the Shandong Peninsula city cluster.",
            ),
        ],
    ),
    (
        Role.LIST_ITEM,
        [
            (
                "数字基础设施：推进交通、能源、水利、海洋、市政等领域传统基础设施智能化升级。",
                "Digital infrastructure: smart upgrades of transport, energy, water, marine and municipal works.",
            )
        ],
    ),
    (
        Role.LIST_ITEM,
        [
            (
                "数字政府：推动“一网一云”支撑、“一网通办”服务、“一网统管”治理和“一网协同”运行等四大体系建设。",
                "Digital government: four systems of support, one-network access, unified management and "
                "coordinated operation.",
            )
        ],
    ),
    (
        Role.LIST_ITEM,
        [
            (
                "（三）数字生态：建立数据产权、共享交换、流通交易、收益分配、安全保护等数据基础制度和规范。",
                "(3) Digital ecology: basic rules for data property, exchange, trade, profit sharing and security.",
            )
        ],
    ),
]

PHOTO: list[Piece] = [
    (Role.BYLINE, [("□记者 薄克国 报道", "Photo and report by Bo Keguo")]),
    (
        Role.HEADLINE,
        [
            (
                "自然资源部北海局开展海洋防灾减灾宣传",
                "North China Sea Bureau of the Ministry of Natural Resources holds marine disaster awareness day",
            )
        ],
    ),
    (
        Role.CAPTION,
        [
            (
                "5月12日，自然资源部北海局在青岛小麦岛公园开展海洋防灾减灾宣传，讲解海洋灾害信息和海洋灾害风险知识，介绍高精度"
                "海洋观测设备的工作性能和使用方法。",
                "On May 12 the North China Sea Bureau of the Ministry of Natural Resources explained marine "
                "disaster risks and high-precision ocean observation equipment at Xiaomai Island Park, Qingdao.",
            )
        ],
    ),
]

TRADE: list[Piece] = [
    (Role.HEADLINE, [("近3年累计推出50项创新举措", "50 innovative measures in nearly three years")]),
    (Role.LABEL, [("开放引领 看自贸", "Opening-up leads the way: a look at the free trade zone")]),
    (Role.BYLINE, [("□ 本报记者 白晓", "By our staff reporter Bai Xiao")]),
    (
        Role.SUBHEAD,
        [("三方累计推动解决问题80余个", "Three parties solve more than 80 problems")],
    ),
    (
        Role.PARAGRAPH,
        [
            (
                "据介绍，区关港联合研究中心成立近3年来，区、关、港三方以市场需求为导向，",
                "Since the joint research centre was set up nearly three years ago, the zone, customs and port, "
                "guided by market demand,",
            )
        ],
    ),
    (
        Role.SUBHEAD,
        [("发布两大改革创新措施", "Two reform and innovation measures released")],
    ),
    (
        Role.PARAGRAPH,
        [
            (
                "青岛海关查验一处处长张岱介绍，区、关、港携手建设的“云港通”平台上线以来，累计注册企业1830家，2022年预约查验7.2"
                "万单18.8万箱，累计无接触查验31.6万自然箱，节省费用超4000万元。",
                "Zhang Dai, head of the first inspection division of Qingdao Customs, said that since the “Cloud "
                "Port Link” platform went online, 1,830 companies have registered; in 2022 there were 72,000 "
                "inspection bookings for 188,000 containers and 316,000 contactless inspections, which saved more "
                "than 40 million yuan.",
            )
        ],
    ),
    (Role.TABLE_CELL, [("注册企业", "Registered companies")]),
    (Role.TABLE_CELL, [("1830家", "1,830")]),
]


def full_document() -> Document:
    """Return a job with every role, state, kind of term, note, issue, candidate and flag."""
    document = Document(
        name="qingdao-page-2023-05",
        articles=(article(1, POSTDOC), article(2, DIGITAL), article(3, PHOTO), article(4, TRADE)),
        meta=JobMeta(engine="argos zh_en 0.6 (built-in)", created="2026-05-12T08:30:00+00:00"),
    )
    first = POSTDOC[5][1][0][0]
    document = changed(
        document,
        "a01.p006.s01",
        terms=(
            term(
                "人力资源和社会保障局",
                first,
                "Human Resources and Social Security Bureau",
                TermStatus.FOUND,
            ),
            term("博士后", first, "postdoctoral", TermStatus.FOUND, "postdoc"),
            term("揭榜挂帅", first, "open bidding for selecting the best candidates", TermStatus.MISSING),
        ),
        issues=(
            Issue(check="numbers", message="2025年 stands twice in the Chinese, once in the English"),
            Issue(check="engine", message="over the model's limit: translated in two parts"),
        ),
    )
    document = changed(document, "a01.p007", flags=(Flag.REJOINED,))
    document = changed(
        document,
        "a01.p007.s01",
        notes=(
            Note(text="“Commercialisation” or “application”?", author="Li Wen", time="2026-05-13T10:00:00Z"),
        ),
    )
    document = changed(document, "a02.p002.s01", state=State.FINAL)
    document = changed(
        document,
        "a02.p005.s01",
        state=State.REVIEWED,
        origin=Origin(kind=OriginKind.HUMAN, reviewer="Li Wen"),
        terms=(term("数字青岛", DIGITAL[4][1][0][0], "Digital Qingdao", TermStatus.OPEN),),
    )
    document = changed(
        document,
        "a02.p005.s02",
        origin=Origin(kind=OriginKind.TM, engine="memory", score=1.0),
        candidates=(
            Candidate(
                source="到2022年，数字青岛建设迈上新台阶，城市发展能级全面提升。",
                target="By 2022 the building of a digital Qingdao will have reached a new level.",
                score=0.874,
                origin=Origin(kind=OriginKind.TM),
            ),
            Candidate(
                source=DIGITAL[4][1][1][0],
                target="By 2025, Digital Qingdao has reached a new stage.",
                score=1.0,
                origin=MT,
            ),
        ),
    )
    document = changed(
        document,
        "a02.p007.s01",
        terms=(
            term(
                "一网通办",
                DIGITAL[6][1][0][0],
                "one-stop online government services",
                TermStatus.MISSING,
                "one-stop online services",
                note="政务服务，not “one network”",
            ),
        ),
        issues=(
            Issue(check="terms", message="a forbidden form stands in the English", severity=Severity.ERROR),
        ),
    )
    return changed(document, "a04.p005", flags=(Flag.UNFINISHED,))


def large_document(segments: int) -> Document:
    """Return a job of about that many segments: the seed page's sentences, each with a term and a target."""
    text = SEED.read_text(encoding="utf-8")
    sentences = re.findall(r"[^。\n#]{12,}。", text)
    articles, done = [], 0
    while done < segments:
        number = len(articles) + 1
        pieces: list[Piece] = [(Role.HEADLINE, [(f"第{number}号报道标题", f"Headline of report {number}")])]
        for start in range(12):
            chosen = [sentences[(done + start * 3 + i) % len(sentences)] for i in range(3)]
            pieces.append(
                (Role.PARAGRAPH, [(s, "Qingdao will raise the level of its services. " * 3) for s in chosen])
            )
        articles.append(article(number, pieces))
        done += 37
    document = Document(name="large", articles=tuple(articles))
    marked = TermMatch(start=0, end=2, source="青岛", target="Qingdao", status=TermStatus.FOUND)
    return replace(
        document,
        articles=tuple(
            replace(
                a,
                blocks=tuple(
                    replace(b, segments=tuple(replace(s, terms=(marked,)) for s in b.segments))
                    for b in a.blocks
                ),
            )
            for a in document.articles
        ),
    )
