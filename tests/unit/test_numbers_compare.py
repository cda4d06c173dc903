"""Numbers of a sentence compared with those of its translation."""

from __future__ import annotations

import pytest

from translator.numbers import compare, held


def messages(source: str, target: str) -> list[str]:
    return [mismatch.message for mismatch in compare(source, target)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("投资90亿元", "An investment of 9 billion yuan"),
        ("投资90亿元", "An investment of 9,000 million yuan"),
        ("投资90亿元", "RMB 9bn was invested"),
        ("投资90亿元", "It cost $1.3 billion"),
        ("投资90亿元", "9 billion yuan ($1.3 billion) was invested"),
        ("培养6972人", "It trained 6,972 people"),
        ("种了10万亩", "on 100,000 mu"),
        ("种了1800亩", "on 120 hectares"),
        ("产量14298亿斤", "Output was 714.9 million tonnes"),
        ("装机625万瓦", "a 6.25-megawatt turbine"),
        ("用时90分钟", "It took one and a half hours"),
        ("24小时值守", "They work around the clock"),
        ("占近三成", "nearly 30 percent"),
        ("占三分之一", "a third of the total"),
        ("减少两成", "a cut of a fifth"),
        ("打六折", "a 40 percent discount"),
        ("增长两倍", "tripled"),
        ("增长1.5倍", "up 150 percent"),
        ("翻一番", "doubled"),
        ("增长2.3倍", "grew 2.3 times"),
        ("增长到去年的2.3倍", "grew to 2.3 times last year's figure"),
        ("每斤90元", "90 yuan per jin"),
        ("每度电0.5元", "0.5 yuan per kilowatt-hour"),
        ("每公斤90元", "90 yuan a kilo"),
        ("每周一会商", "They confer weekly"),
        ("每礼拜四十八小时的工作", "48 hours of work a week"),
        ("从12%降到3.4%", "from 12 to 3.4 percent"),
        ("提高4.2个百分点", "up 4.2 percentage points"),
        ("2023年5月6日上午9时30分", "at 9:30 a.m. on May 6, 2023"),
        ("1—7月", "from January to July"),
        ("前7个月", "in January-July"),
        ("第十四届", "the 14th session"),
        ("“十四五”时期", "during the 14th Five-Year Plan period (2021-25)"),
        ("90后", "born in the 1990s"),
        ("80后", "born after 1980"),
        ("上世纪80年代", "in the 1980s"),
        ("2019—2023年", "2019-23"),
        ("五分之一的受访者", "One in five respondents"),
        ("九成受访者", "Nine out of 10 respondents"),
        ("每5人中有1人", "one in every five people"),
        ("20%的儿童近视", "One child in five is nearsighted"),
        ("校庆100周年庆典", "the centennial celebration of the university"),
        ("五四运动100周年", "the centenary of the May Fourth Movement"),
        ("一千年前的古城", "a city from a millennium ago"),
        ("距今2000年左右", "some two millennia ago"),
        ("迎接新时代", "It welcomes a new millennium"),
        ("晋级1/4决赛", "advanced to the quarterfinals"),
        ("晋级八分之一决赛", "advanced to the round of 16"),
        ("“九一八”事变", "the September 18 Incident"),
        ("纪念“一二八”淞沪抗战", "the January 28 battle of Shanghai"),
        ("“六一八”大促", "the June 18 shopping festival"),
        ("618购物节", "the June 18 shopping festival"),
        ("坚持“九二共识”", "Uphold the 1992 Consensus"),
        ("电话：0532—85911023", "Tel: 0532 8591 1023"),
        ("传真：010-65992988", "Fax: +86 10 6599 2988"),
        ("联系电话：13812345678", "Contact: 138 1234 5678"),
        ("账号：6222021234567890", "Account: 6222 0212 3456 7890"),
        ("售出手机12000部", "12,000 mobile telephones were sold"),
        ("热线受理电话12345件", "The hotline received 12,345 calls"),
        ("凌晨三四点钟", "at three or four in the morning"),
        ("夜里十一二点钟", "at 11 or 12 at night"),
        ("下午四五点", "at 4 or 5 p.m."),
        ("五月七八日", "on May 7 or 8"),
        ("12月3日8时至12月5日18时", "from 8 a.m. on December 3 to 6 p.m. on December 5"),
        ("5月8日和9日", "on May 8 and 9"),
        ("不收一分钱", "without charging a cent"),
        ("每度便宜7分钱", "7 fen cheaper per kilowatt-hour"),
        ("零下20多摄氏度", "temperatures below minus 20 degrees Celsius"),
        ("不足5000元", "It is not more than 5,000 yuan"),
        ("均不超过38元", "none priced above 38 yuan"),
        ("师生比1∶13.5", "a ratio of 1:13.5"),
        ("投入产出比3:10.5", "a ratio of 3 to 10.5"),
        ("按1:15的比例配制", "mixed at 1:15"),
        ("成绩为2:08.28", "a time of 2:08.28"),
        ("比8:30早到", "earlier than 8:30 a.m."),
        ("下午1∶30开门", "It opens at 1:30 p.m."),
        ("2023/24赛季", "the 2023-24 season"),
        ("2023/24赛季", "the 2023/24 season"),
        ("2023-2024赛季", "the 2023/24 season"),
        ("PMI为50.8%，高于临界点", "The PMI was 50.8, above the 50-point mark"),
        ("299.8万人", "nearly 3 million people"),
        ("预算收入216784亿元", "Revenue came to 21.68 trillion yuan"),
        ("生产总值1260582亿元", "GDP came to 126.06 trillion yuan"),
        ("旅客发送量1亿2345万人次", "123 million passenger trips were made"),
        ("总额为12.345亿元至23.456亿元", "1.23 to 2.35 billion yuan"),
        ("600多元", "more than 600 yuan"),
        ("千万元级", "tens of millions of yuan"),
        ("财政部等9部门", "The Ministry of Finance and eight other departments"),
        ("沪、苏、浙、皖四地", "Shanghai, Jiangsu, Zhejiang and Anhui"),
        ("一个村的两位老人", "Elderly people of a village"),
        ("双方", "the two sides"),
        ("会议18日举行", "The meeting was held on Monday"),
        ("会议18日举行", "The meeting was held on Nov. 18"),
        ("2022年增长", "It grew last year"),
        ("等了一两秒", "He waited for a second"),
        ("票价5美元", "Tickets cost 500 cents"),
        ("一带一路", "the Belt and Road"),
        ("5G网络", "a 5G network"),
        ("图①", "Photo 1"),
        ("0至14岁儿童", "children aged up to 14"),
        ("气温-5℃", "It was 5 C below zero"),
        ("数十家企业", "Dozens of companies"),
        ("没有数字", "There is no one here."),
        ("流转土地1200亩", "1,200 mu (80 hectares) of land"),
        ("每公斤20元，每斤10元", "20 yuan a kilogram, or 10 yuan per jin"),
        ("投资90亿元，出口5000万美元", "It cost $1.3 billion, and exports were $50 million"),
        ("凌晨两点半", "at 2:30 a.m."),
        ("晚上八点一刻", "at 8:15 p.m."),
        ("下午三点二十", "at 3:20 p.m."),
        ("下午3時30分舉行", "It was held at 3:30 p.m."),
        ("佔地1200畝", "It covers 80 hectares"),
        ("一點五倍", "1.5 times"),
        ("六七十年代", "in the 1960s and 1970s"),
        ("上世纪50、60年代", "in the 1950s and '60s"),
        ("一九九零年代", "in the 1990s"),
        ("民國二十六年", "in 1937"),
        ("营收2兆7191亿元", "revenue of 2.7191 trillion yuan"),
        ("以2比0（21：18、21：15）获胜", "They won 2-0 (21-18, 21-15)"),
        ("成绩是9秒83", "a time of 9.83 seconds"),
        ("以1分08秒37夺冠", "won in 1:08.37"),
        ("以1分08秒37夺冠", "won in one minute and 8.37 seconds"),
        ("用时2小时08分28秒", "in 2:08:28"),
        ("用时2小时08分28秒", "in 2 hours, 8 minutes and 28 seconds"),
        ("用时4分00秒", "in four minutes"),
        ("用时5分30秒", "in 5:30"),
        ("等了30秒", "He waited for 30 seconds"),
        ("7×24小时服务", "24/7 service"),
        ("十人中有七人", "seven in 10 people"),
        ("二三十年前", "two or three decades ago"),
        ("比例尺1:50000", "a scale of 1:50,000"),
        ("第三产业增加值首次过半", "Services topped half for the first time"),
        ("第二天", "the next day, the third of the month"),
        ("夜里2点", "at 2 a.m."),
        ("最晚8点到校", "Pupils come to school by 8 a.m."),
        ("9时至17时开放", "open from 9 a.m. to 5 p.m."),
        ("上午10时至下午1时", "from 10 a.m. to 1 p.m."),
        ("上午11时至下午1时", "from 11 to 1 p.m."),
        ("晚上12点", "at midnight"),
        ("中午12时30分", "at 12:30 p.m."),
        ("3时30分", "at 3:30 p.m."),
        ("17:00", "at 17:00"),
        ("半小时", "30 minutes"),
        ("半个多世纪", "more than 50 years"),
        ("30分钟", "half an hour"),
        ("6个月", "half a year"),
        ("7天", "a week"),
        ("15分钟", "a quarter of an hour"),
        ("两个一百年奋斗目标", "the two centenary goals"),
        ("下调准备金率0.5个百分点", "cut the reserve ratio by 50 basis points"),
        ("下调利率25个基点", "cut the rate by 0.25 percentage points"),
        ("下调利率25个基点", "cut the rate by a quarter of a percentage point"),
        ("中心最低气压955百帕", "a minimum central pressure of 955 hPa"),
        ("总投资1.5—2亿元", "an investment of RMB 150-200 million"),
        ("总投资1.5—2亿美元", "an investment of $150-200 million"),
        ("凌晨四点一刻", "at a quarter past four in the morning"),
        ("三四十岁的农民工", "Migrant workers in their thirties and forties"),
        ("新台币100元", "NT$100"),
        ("50美分", "$0.50"),
        ("最低气温零下15摄氏度", "a low of 5 degrees Fahrenheit"),
        ("气温在零下10至零下5摄氏度", "between -10 and -5 C"),
        ("最低气温零下5℃", "Lows were five degrees Celsius below freezing"),
        ("门票打八折", "tickets at 80 percent of the price"),
        ("门票打八五折", "Tickets are 15 percent off"),
        ("会议星期三举行", "The meeting was held on Wednesday"),
        ("周一至周五开放", "open Monday to Friday"),
        ("上周三启动", "It started yesterday"),
        ("每周三次", "three times a week"),
        ("每周一班", "It runs once a week"),
        ("连跌四个季度", "It fell for four quarters in a row"),
        ("票价九块九", "Tickets cost 9.9 yuan"),
        ("每度电便宜3分钱", "each kilowatt-hour is 0.03 yuan cheaper"),
        ("老板贷了五个亿", "The boss borrowed 500 million yuan"),
        ("孩子2岁3个月时走失", "The child went missing at 27 months"),
        ("一岁零八个月的孩子", "a child of one year and eight months"),
        ("同治元年", "in 1862"),
        ("公元前221年", "in 221 B.C."),
        ("一天采茶两斤半", "She picks 1.25 kilograms of tea a day"),
        ("以6米12夺冠", "won with 6.12 meters"),
        ("第1000万名读者", "the 10 millionth reader"),
        ("披露方案187单", "187 M&A plans were disclosed"),
        ("二等奖30个", "30 second prizes"),
        ("新增就业50万人", "500,000 year-round jobs"),
        ("迈入20兆瓦时代", "the 20-megawatt era"),
        ("五大连池和七台河", "Wudalianchi and Qitaihe"),
        ("写着八个字", "It bears a few words"),
        ("", ""),
        ("", "one"),
    ],
)
def test_a_right_translation_raises_no_alarm(source: str, target: str) -> None:
    assert messages(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "总投资12.6亿元",
            "an investment of $1.26 billion",
            "the amount 12.6亿元 (1.26 billion yuan) is not in the English; it says $1.26 billion",
        ),
        (
            "亏损2.3亿欧元",
            "lost US$230 million",
            "the amount 2.3亿欧元 (230 million euros) is not in the English; it says US$230 million",
        ),
        (
            "产量450亿斤",
            "Output was 45 billion yuan",
            "the amount 450亿斤 (45 billion jin) is not in the English; it says 45 billion yuan",
        ),
        (
            "完成7.2万单",
            "It came to 72,000 yuan",
            "the amount 7.2万单 (72,000 orders) is not in the English; it says 72,000 yuan",
        ),
        (
            "会议星期三举行",
            "The meeting was held on March 23",
            "the weekday 星期三 (Wednesday) is not in the English; it says March 23",
        ),
        (
            "上周三开幕",
            "It opened on Thursday",
            "the weekday 上周三 (last Wednesday) is not in the English; it says Thursday",
        ),
        (
            "最高气温31℃",
            "a high of 31 degrees Fahrenheit",
            "the amount 31℃ (31 degrees Celsius) is not in the English; it says 31 degrees Fahrenheit",
        ),
        (
            "降至零下15摄氏度，创历史新低",
            "dropped to a record-low 15 degrees Celsius",
            "the amount 零下15摄氏度 (minus 15 degrees Celsius) is not in the English",
        ),
        (
            "门票打八折",
            "Tickets are sold at an 80 percent discount",
            "the amount 八折 (20 percent off) is not in the English",
        ),
        (
            "下调利率25个基点",
            "cut the rate by 2.5 basis points",
            "the amount 25个基点 (25 basis points) is not in the English; it says 2.5 basis points",
        ),
        (
            "用时1分08秒37",
            "in 1:08.73",
            "the time 1分08秒37 (1:08.37) is not in the English; it says 1:08.73",
        ),
        (
            "用时2小时08分28秒",
            "in 2:09:28",
            "the time 2小时08分28秒 (two hours, eight minutes and 28 seconds) is not in the English; it says 2:09:28",
        ),
        (
            "投资90亿元",
            "90 billion yuan was invested",
            "the amount 90亿元 (9 billion yuan) is not in the English; it says 90 billion yuan",
        ),
        ("投资90亿元", "Much was invested", "the amount 90亿元 (9 billion yuan) is not in the English"),
        (
            "培养6972人",
            "It trained 6,927 people",
            "the amount 6972人 (6,972 people) is not in the English; it says 6,927 people",
        ),
        (
            "占近三成",
            "nearly 3 percent",
            "the percentage 近三成 (nearly 30 percent) is not in the English; it says nearly 3 percent",
        ),
        (
            "提高4.2个百分点",
            "up 4.2 percent",
            "the percentage 4.2个百分点 (4.2 percentage points) is not in the English; it says 4.2 percent",
        ),
        (
            "2023年5月6日",
            "on May 8, 2023",
            "the date 2023年5月6日 (May 6, 2023) is not in the English; it says May 8, 2023",
        ),
        (
            "2022年增长3%",
            "In 2021 it grew 3 percent from the previous year",
            "the year 2022年 (2022) is not in the English; it says 2021",
        ),
        ("6月开工", "It began in July", "the month 6月 (June) is not in the English; it says July"),
        (
            "十四五规划",
            "the 13th Five-Year Plan",
            "the number 十四五 (14th) is not in the English; it says 13th",
        ),
        (
            "种了1800亩",
            "on 1,200 hectares",
            "the amount 1800亩 (1,800 mu) is not in the English; it says 1,200 hectares",
        ),
        (
            "下午3时",
            "at 4 p.m.",
            "the time 下午3时 (3 p.m.) is not in the English; it says 4 p.m.",
        ),
        (
            "600多元",
            "more than 602 yuan",
            "the amount 600多元 (more than 600 yuan) is not in the English; it says more than 602 yuan",
        ),
        (
            "流转土地1200亩",
            "1,200 hectares of land",
            "the amount 1200亩 (1,200 mu) is not in the English; it says 1,200 hectares",
        ),
        (
            "山路30里",
            "30 kilometers of mountain road",
            "the amount 30里 (30 li) is not in the English; it says 30 kilometers",
        ),
        (
            "投资90亿元",
            "$90 billion was invested",
            "the amount 90亿元 (9 billion yuan) is not in the English; it says $90 billion",
        ),
        (
            "投资90亿元，出口5000万美元",
            "An investment of 90 billion yuan, exports of $50 million",
            "the amount 90亿元 (9 billion yuan) is not in the English; it says 90 billion yuan",
        ),
        (
            "降至零下15摄氏度",
            "It fell to minus 5 C",
            "the amount 零下15摄氏度 (minus 15 degrees Celsius) is not in the English; it says minus 5 C",
        ),
        (
            "获得第三名",
            "She finished second",
            "the number 第三名 (third) is not in the English; it says second",
        ),
        (
            "上午9时30分",
            "at 9:30 p.m.",
            "the time 上午9时30分 (9:30 a.m.) is not in the English; it says 9:30 p.m.",
        ),
        (
            "6月30日17:00",
            "at 5 a.m. on June 30",
            "the time 17:00 (5 p.m.) is not in the English; it says 5 a.m.",
        ),
        ("30分钟", "half a day", "the amount 30分钟 (30 minutes) is not in the English"),
        ("半小时", "50 minutes", "the English says 50 minutes; the Chinese has no such figure"),
        ("翻一番", "tripled", "the multiple 翻一番 (doubled) is not in the English; it says tripled"),
        (
            "是2012年的2.3倍",
            "3.3 times that of 2012",
            "the multiple 2.3倍 (2.3 times) is not in the English; it says 3.3 times",
        ),
        (
            "产量增长近2.3倍。",
            "Output grew to nearly 2.3 times.",
            "the multiple 近2.3倍 (by nearly 2.3 times) is not in the English; it says to nearly 2.3 times",
        ),
        (
            "产量是去年的2.3倍。",
            "Output grew by 2.3 times.",
            "the multiple 2.3倍 (to 2.3 times) is not in the English; it says by 2.3 times",
        ),
        (
            "每斤售价90元。",
            "It sells at 90 yuan a kilogram.",
            "the amount 每斤 (per jin) is not in the English; it says a kilogram",
        ),
        (
            "每亩收入3000元。",
            "The income was 3,000 yuan per hectare.",
            "the amount 每亩 (per mu) is not in the English; it says per hectare",
        ),
        (
            "电价为0.5元/度电。",
            "Power costs 0.5 yuan/MWh.",
            "the amount /度电 (/kilowatt-hour) is not in the English; it says /MWh",
        ),
        (
            "民国二十六年",
            "in 1973",
            "the year 民国二十六年 (1937) is not in the English; it says 1973",
        ),
        ("销量大增", "Sales rose 30 percent", "the English says 30 percent; the Chinese has no such figure"),
    ],
)
def test_a_wrong_figure_is_named_with_the_right_one(source: str, target: str, message: str) -> None:
    assert messages(source, target) == [message]


@pytest.mark.parametrize(
    ("source", "target", "repaired"),
    [
        ("产量达450亿斤", "Output was 4.5 billion jin.", "Output was 45 billion jin."),
        ("产量450亿斤", "Output was 45 billion yuan.", "Output was 45 billion jin."),
        ("占近三成", "Nearly 3 percent of all", "Nearly 30 percent of all"),
        ("超450亿斤", "The harvest exceeded 4.5 billion jin.", "The harvest exceeded 45 billion jin."),
        ("超450亿斤", "over 450 billion jin", "more than 45 billion jin"),
        ("日均订单7.2万单", "7,200 orders a day", "72,000 orders a day"),
        ("完成7.2万单", "It handled 7,200 orders.", "It handled 72,000 orders."),
        ("完成7.2万单", "It handled 7,200 items.", "It handled 72,000 items."),
        ("一座4200平方米的展厅", "a 42,000-square-meter hall", "a 4,200-square-meter hall"),
        ("1996年6月29日出生", "born on June 23, 1996", "born on June 29, 1996"),
        ("一季度大增", "It grew in the third quarter.", "It grew in the first quarter."),
        ("四季度大增", "Third quarter growth", "The fourth quarter growth"),
        ("四季度大增", "strong third-quarter growth", "strong fourth-quarter growth"),
        ("前三季度大增", "It grew in the first two quarters.", "It grew in the first three quarters."),
        ("19世纪建成", "built in the 18th century", "built in the 19th century"),
        ("本法第二十三条", "Article 32 of this Law", "Article 23 of this Law"),
        ("地铁6号线", "Metro Line 9", "Metro Line 6"),
        ("国务院令第803号", "Decree No. 830", "Decree No. 803"),
        ("民初1146号", "Min Chu No. 1164", "Min Chu No. 1146"),
        ("2号院", "Compound 7", "Compound 2"),
        ("第三期", "Phase II", "Phase 3"),
        ("92号汽油", "95-octane gasoline", "92-octane gasoline"),
        ("第十四届大会", "the 13th congress", "the 14th congress"),
        ("他获得第二名", "He came third.", "He came second."),
        ("师生比1∶13.5", "a ratio of 1:15.3", "a ratio of 1:13.5"),
        ("师生比1:13.5", "a ratio of 1 to 15.3", "a ratio of 1:13.5"),
        ("配比1∶30", "mixed at 1:31", "mixed at 1:30"),
        ("5月8日", "on August 5", "on May 8"),
        ("不足5000元", "more than 5,000 yuan", "less than 5,000 yuan"),
        ("产量增长近2.3倍", "Output grew to nearly 2.3 times.", "Output grew by nearly 2.3 times."),
        ("每斤售价90元", "90 yuan a kilogram", "90 yuan per jin"),
        ("售价90元/斤", "90 yuan/kg", "90 yuan/jin"),
        ("近5000人", "more than 5,000 people", "nearly 5,000 people"),
        ("超5000元", "nearly 5,000 yuan", "more than 5,000 yuan"),
        ("18岁以下者", "those over 18", "those no older than 18"),
        ("三年", "for three months", "for three years"),
        ("7分多钟", "more than seven hours", "more than seven minutes"),
        ("3个多月", "more than three years", "more than three months"),
        ("2025年5月8日", "on August 5, 2025", "on May 8, 2025"),
        ("下午四五点", "at 6 or 7 p.m.", "at 4 to 5 p.m."),
        ("凌晨三四点钟", "at 12 a.m.", "at 3 to 4 a.m."),
        ("电话：0532—85911023", "Tel: 0532-85911032", "Tel: 0532-85911023"),
        ("电话：(0532)85911023", "Tel: (0532) 8591 1032", "Tel: 0532-85911023"),
        ("举报电话：85911023", "Hotline: 85911032", "Hotline: 85911023"),
        ("拨打12345热线", "call the hotline 12354", "call the hotline 12345"),
    ],
)
def test_a_wrong_figure_can_be_replaced(source: str, target: str, repaired: str) -> None:
    (wrong,) = compare(source, target)
    assert source[wrong.start : wrong.end] == wrong.chinese
    assert target[wrong.found_start : wrong.found_end] == wrong.found
    assert target[: wrong.found_start] + wrong.replacement + target[wrong.found_end :] == repaired


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("五分之一的受访者", "One in six respondents"),
        ("九成受访者", "Eight out of 10 respondents"),
        ("每5人中有1人", "one in six people"),
        ("校庆110周年庆典", "the centennial celebration of the university"),
        ("八分之一的选手", "16 athletes"),
        ("“六一八”大促", "the June 19 shopping festival"),
        ("坚持“九二共识”", "Uphold the 1993 Consensus"),
        ("2023/24赛季", "the 2022-23 season"),
        ("PMI为50.8%", "The PMI was 58.0"),
        ("价格指数上涨5%", "The price index rose 5"),
        ("预算收入216784亿元", "Revenue came to 21.67 trillion yuan"),  # cut, not rounded
        ("预算收入216784亿元", "Revenue came to 21.68 trillion dollars"),
        ("预算收入216784亿元", "Revenue came to 22 trillion yuan"),  # two digits: a hedge is due
        ("培养69724人", "It trained 69,700 people"),
    ],
)
def test_another_value_in_a_form_that_is_accepted_is_wrong(source: str, target: str) -> None:
    assert messages(source, target)


def test_a_figure_that_is_missing_has_no_place_in_the_english() -> None:
    (wrong,) = compare("投资90亿元", "Much was invested")
    assert (wrong.start, wrong.end) == (2, 6)
    assert (wrong.found_start, wrong.found_end, wrong.replacement) == (-1, -1, "")


def test_figures_that_stand_in_the_english_are_counted() -> None:
    assert held("投资90亿元，增长3%", "It invested 9 billion yuan, up 4 percent.") == (1, 2)
    assert held("投资90亿元", "") == (0, 1)
    assert held("数十家企业", "Dozens of companies") == (0, 0)


def test_each_wrong_figure_is_set_against_the_english_that_stands_for_it() -> None:
    found = compare("进口30亿元，出口900万元", "Imports of 30 billion yuan and exports of 90 million yuan")
    assert [(m.chinese, m.found) for m in found] == [
        ("30亿元", "30 billion yuan"),
        ("900万元", "90 million yuan"),
    ]


def test_the_likeliest_pair_is_set_together_first() -> None:
    found = compare("培养博士后6972人，总投资达90亿元", "72 people, 90 million yuan")
    assert [(m.chinese, m.found) for m in found] == [("6972人", "72"), ("90亿元", "90 million yuan")]


def test_a_value_that_stands_twice_need_be_said_once() -> None:
    assert messages("甲占30%，乙占30%", "A and B have 30 percent each") == []


def test_the_number_of_a_course_is_not_repaired_to_that_of_a_plan() -> None:
    assert messages("第十五期培训班开班", "The 15th training course opened") == []


def test_degrees_below_zero_may_not_lose_their_sign() -> None:
    assert messages("最低气温零下15度", "a low of 15 degrees Celsius") == [
        "the amount 零下15度 (minus 15 degrees Celsius) is not in the English"
    ]
    for right in (
        "a low of minus 15 degrees Celsius",
        "15 degrees below zero",
        "a low of 5 degrees Fahrenheit",
    ):
        assert messages("最低气温零下15度", right) == []
    assert messages("气温在零下10度到零下5度之间", "between -10 and -5 C") == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("被判处有期徒刑十二年六个月。", "He was sentenced to 12 and a half years in prison."),
        ("被判处有期徒刑十二年六个月。", "He was sentenced to 12 years and six months in prison."),
        ("孩子今年5岁半。", "The child is five and a half years old."),
        ("每斤3元5角。", "It costs 3.5 yuan per jin."),
        ("重6斤8两。", "It weighed 3.4 kilograms."),
        ("用时1小时36分。", "It took 1 hour and 36 minutes."),
        ("用时1小时36分。", "It took 96 minutes."),
        ("身高一米七五。", "He is 1.75 meters tall."),
    ],
)
def test_an_amount_of_several_units_may_be_one_figure_or_its_parts(source: str, target: str) -> None:
    assert compare(source, target) == ()


@pytest.mark.parametrize(
    ("target", "is_right"),
    [
        ("It earned 40 million U.S. dollars.", True),
        ("It earned 400 million U.S. dollars.", False),
        ("It earned 36 million euros.", True),
        ("It earned 4.4 billion yen.", True),
        ("It earned 1.5 trillion yen.", False),
        ("It earned 6 billion baht.", True),
    ],
)
def test_an_amount_in_another_currency_may_be_worth_as_much(target: str, is_right: bool) -> None:
    assert (compare("收入3亿元。", target) == ()) is is_right


def test_a_month_is_no_bare_number() -> None:
    assert [
        one.chinese for one in compare("沪深300指数2024年3月上涨。", "The index rose in March 2024.")
    ] == ["300"]


@pytest.mark.parametrize("source", ["港币约3亿至5亿元", "三亿港元至五亿元"])
def test_a_range_has_one_currency_where_it_stands_before_both(source: str) -> None:
    high = "yuan" if source.startswith("三") else "Hong Kong dollars"
    found = compare(f"投资{source}。", f"Investment is HK$300 million to 500 million {high}.")
    assert found == ()


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("刑期十二年六个月。", "He was sentenced to 12 years and nine months.", "12 years and six months"),
        ("每斤3元5角。", "It costs 3.8 yuan per jin.", "3.5 yuan"),
    ],
)
def test_another_amount_of_several_units_is_found(source: str, target: str, expected: str) -> None:
    assert [one.expected for one in compare(source, target) if one.chinese] == [expected]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "处三年以上七年以下有期徒刑。",
            "a fixed-term imprisonment of not less than three years and not more than seven years",
        ),
        ("处三年以上七年以下有期徒刑。", "imprisonment of more than three years but less than seven years"),
        ("处三年以上七年以下有期徒刑。", "three to seven years in prison"),
        ("处三年以上七年以下有期徒刑。", "imprisonment of between 3 and 7 years"),
        ("并处一万元以上十万元以下罚款。", "a fine of 10,000 yuan to 100,000 yuan"),
        ("并处一万元以上十万元以下罚款。", "fined not less than 10,000 yuan and no more than 100,000 yuan"),
        ("65周岁以上老年人", "people aged 65 or above"),
        ("65周岁以上老年人", "people over 65 years old"),
        ("35岁以下青年", "young people aged 35 or under"),
        ("50万元以下罚款", "a fine of less than 500,000 yuan"),
    ],
)
def test_the_usual_english_of_at_least_and_at_most_is_accepted(source: str, target: str) -> None:
    assert compare(source, target) == ()


def test_a_wrong_end_of_a_legal_range_is_found() -> None:
    found = compare(
        "处三年以上七年以下有期徒刑。", "a prison term of more than three years but less than nine years"
    )
    assert [(one.chinese, one.expected) for one in found] == [("三年以上七年以下", "three to seven years")]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("2024亿万农民健身活动启动。", "The 2024 farmers' fitness campaign was launched."),
        ("“2024万里行”活动启动。", 'The "2024 Long March" campaign was launched.'),
        ("2024千人徒步大会举行。", "The 2024 hiking event drew people."),
        ("2026米兰冬奥会开幕。", "The Milan 2026 Winter Olympics opened."),
        ("2024级新生报到。", "The class of 2024 registered."),
    ],
)
def test_a_year_that_opens_a_name_is_one_in_english(source: str, target: str) -> None:
    assert compare(source, target) == ()


@pytest.mark.parametrize(
    "target",
    [
        "a low of 12 C and a high of minus 3 C",
        "a high of minus 3 C and a low of 12 C",
        "from 12 C in the morning to 3 C below zero at noon",
    ],
)
def test_the_minus_of_another_temperature_does_not_count(target: str) -> None:
    assert messages("最低气温零下12℃，最高气温零下3℃", target) == [
        "the amount 零下12℃ (minus 12 degrees Celsius) is not in the English"
    ]


@pytest.mark.parametrize(
    "target",
    [
        "a low of minus 12 C and a high of minus 3 C",
        "a low of –12 C and a high of –3 C",
        "between 12 and 3 degrees below zero",
        "lows of -12, highs of -3",
        "subzero temperatures of 12 to 3 C",
        "12 C below zero at night, and 3 C below freezing by day",
    ],
)
def test_a_word_beside_a_temperature_says_that_it_is_below_zero(target: str) -> None:
    assert messages("最低气温零下12℃，最高气温零下3℃", target) == []


@pytest.mark.parametrize(
    ("source", "target", "chinese"),
    [
        ("一季度增长6.1%", "up 6.1 percent in the third quarter", "一季度"),
        ("三季度增长6.1%", "up 6.1 percent in the first quarter", "三季度"),
        ("前三季度增长6.1%", "up 6.1 percent in the first two quarters", "前三季度"),
        ("三天两夜的行程", "a five-day, two-night trip", "三天"),
        ("任职三年", "She served for five years", "三年"),
    ],
)
def test_a_small_number_is_expected_where_the_english_has_another_of_its_unit(
    source: str, target: str, chinese: str
) -> None:
    assert [one.chinese for one in compare(source, target)] == [chinese]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("一季度增长6.1%", "up 6.1 percent in the first quarter"),
        ("前三季度增长6.1%", "up 6.1 percent in the first three quarters"),
        ("一季度增长6.1%", "up 6.1 percent from January to March"),
        ("三年来，他每天工作", "Over the years he worked every day"),
        ("25年来，他坚守岗位", "He has stuck to his post for a quarter of a century"),
        ("等了三天，走了5公里", "He waited for days and walked 5 kilometers"),
        ("吊灯重一点三吨", "The chandelier weighs 1.3 tons"),
    ],
)
def test_a_small_number_may_be_left_out_where_the_english_has_none_of_its_unit(
    source: str, target: str
) -> None:
    assert messages(source, target) == []


def test_an_age_of_years_and_months_is_worded_by_its_parts() -> None:
    [wrong] = compare("一岁零八个月时", "at 22 months")
    assert wrong.expected == "one year and eight months"


def test_a_year_of_an_unknown_reign_may_be_any_year() -> None:
    assert not compare("唐上元二年", "in 675")
    assert [wrong.found for wrong in compare("唐上元二年", "in 675 with 30 people")] == ["30"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("年近花甲", "nearly 60"),
        ("年逾古稀", "over 70"),
        ("耄耋老人", "an old man in his 80s"),
        ("耄耋老人", "an old man in his 90s"),
        ("过了而立之年", "past 30"),
    ],
)
def test_a_word_for_an_age_says_a_number(source: str, target: str) -> None:
    assert not compare(source, target)


@pytest.mark.parametrize(
    ("source", "target", "replacement"),
    [
        ("早上不到6时", "They leave at 7 a.m.", "before 6 a.m."),
        ("早上不到6时", "They leave before 7 a.m.", "before 6 a.m."),
        ("零下三十多度", "It fell to 20 below", "more than 30 degrees Celsius below zero"),
        ("零下30度", "It fell to 20 degrees below zero", "minus 30 degrees Celsius"),
    ],
)
def test_a_replacement_takes_the_place_of_the_words_around_a_figure(
    source: str, target: str, replacement: str
) -> None:
    [wrong] = compare(source, target)
    assert wrong.replacement == replacement
    assert target[: wrong.found_start].endswith(("leave ", "fell to "))
    assert target[wrong.found_end :] == ""
