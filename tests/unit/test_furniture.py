"""What belongs to the paper or the site, and that no text of an article does."""

import random

import pytest

from translator.pages.furniture import ends_article, furniture_rule, names_a_paper

FURNITURE = """
masthead: 海湾晨报 | 海湾日报　要闻　第3版 | HAIWAN MORNING POST | Haiwan Daily | 海灣日報
date: 2024年5月 | 2024年5月17日 | 二〇二四年五月十七日 | 2024年5月17日（星期五） | 1130517
date: 2024-05-17 08:32　来源：海湾日报
date: 2024年5月17日 星期五 第04版：影像 上一版 下一版
date: 2024/5/17 14:37（5/17 18:02 更新）
date: 维港文汇 2024年5月17日 星期五 A8 港闻
date: 海湾网 2024-05-17 09:12 | 原创 张三 海湾发布 2024-05-17 18:00 发表于山东 | 2024.05.17
weekday: 星期五
lunar date: 甲辰年四月初十 | 农历四月初十
issue: 今日16版　总第10245期 | 总第3872期
publication number: 国内统一连续出版物号 CN 37-0000 | 邮发代号 23-00
page number: 第12版 | A3 民生 | — 7 — | － 7 － | 第3页 共8页
staff line: 责任编辑：王晓丽　美术编辑：孙强　校对：李红 | 值班总编辑：赵刚　本版编辑：李萍
staff line: [责任编辑：孟晓] | 編輯／林芳
staff line: 责编丨王伟 | 一审：王伟 二审：李丽 三审：赵刚 | 责任编辑：王伟（实习） | 新媒体编辑 王伟
publisher of a paper: 中共海湾市委机关报 | 海湾报业集团主办 | 海湾日报社出版 地址：海湾路1号
address: 海湾网网址：http://www.example.com | 本报地址：海湾路1号 邮政编码：266000
reading time: 全文共1234字，阅读约需3分钟
section: 综合新闻 | 要闻
supplement: 海湾　文学周刊 | 副刊·麦浪
section: 体育·财经
breadcrumb: 海湾网 / 文化 / 正文 | 海湾新闻网 - 海湾要闻 | 海湾网 > 县区 | 海湾网＞县区
posting line: 最后更新时间：2024-06-01 14:30 | 更新：2024-06-01 14:30
call: 觉得不错，点亮小红心 | 点个在看吧！ | 点个赞和在看 | 请为我们点个赞 | 点击关注海湾发布
page of the printed paper: 《 海湾日报 》（ 2024年06月20日   02 版）
address: 官方网址：http://www.example.com
heads of contents: 导读 | 导　读 | 今日要目
entry of contents: 高考倒计时20天 考点周边禁止鸣笛　　详见2版 | 新桥今日通车…………A05 | 夏粮收购开秤（见第5版）
weather: 今日天气：海湾 晴转多云 南风3～4级 18℃～31℃ | 海湾 小雨 12~19℃ 北山 阴 10~15℃
breadcrumb: 当前位置：首页 > 政务公开 > 部门文件 | 首頁 / 生活 | 您的位置：海湾在线 >> 新闻中心 >> 正文 | 新闻 > 国内
label of a site: 发布时间：2024-06-24　10:00　来源：市政府新闻办　阅读：1504
label of a site: 浏览次数：382 | 字号：大 中 小 | 新闻热线：5520000
label of a site: 作者：徐小淼　浏览次数：3826
counter: 阅读 1.2万 | 点赞 12　评论 3
share: 分享到：微博 微信　【打印本页】【关闭窗口】 | 分享到：微信微博QQ空间
command: 【打印本页】【关闭窗口】 | 阅读原文 | 关于我们 | 广告服务 | 法律声明 | 相关链接 | 上一篇 下一篇
button: 【打印】【关闭】 | 打印 收藏
channel: 微信 微博 QQ空间
network: 豆瓣 QQ空间
call: 今日海湾官方微信　　扫一扫　关注我们 | 长按识别二维码 关注本报公众号 | 扫码下载
host: 主办：海湾市人民政府办公室　承办：海湾市大数据中心
link to another page: 上一篇：全市口袋公园年底前开放 | 下一篇：三天气温骤降 最低零下5℃
notice: 版权声明：凡本网注明来源的作品，版权均属于本网，未经授权不得转载、摘编。
notice: 本網站之文字，非經授權，不得轉載。
notice: 网友评论仅供其表达个人看法，并不表明本网立场。 | 本文为海湾纪事原创，转载请在后台留言。
notice: 本网站所载文章来自网络。如有侵权，请联系删除。 | 【免责声明】内容来自网络。如有侵权，请联系删除。
notice: 凡本报记者署名的文字、图片，版权均属海湾日报社所有。 | 未经许可不得复制，版权归海湾日报社。
notice: 凡注明“本报讯”的作品，未经本报许可不得使用。 | 文章转载自网络，如有侵权请联系本站删除。
notice: 打开微信，使用“扫一扫”即可将网页分享至朋友圈。 | 免责声明：以上内容仅供参考，不构成投资建议。
imprint: 網站支持IPv6 | All rights reserved | 未經許可 請勿轉載
imprint: 海湾在线版权所有，未经书面授权禁止使用 | 海湾在线版权所有。 | 网站ICP备案号：海05000000
imprint: Copyright © 2003-2024 海湾在线 版权所有 | 海ICP备05000000号-1 海公网安备32080000号 | 中華海灣網 版權所有 © 2024
jump line: （下转第三版） | （相关报道见第4版） | 详见5版
end mark: 完 | （完） | — END — | （未完待续） | 全文完
rule: ********** | ——————
"""
"""The rule by which the block is furniture, and lines it holds for; `` | `` with blanks stands between two lines."""

SITE_MAP = "关于我们 | 广告服务 | 法律声明"
CASES = [
    (rule, text.strip())
    for line in FURNITURE.strip().splitlines()
    for rule, _, texts in [line.partition(": ")]
    for text in texts.replace(SITE_MAP, SITE_MAP.replace(" | ", " ｜ ")).split(" | ")
]


@pytest.mark.parametrize(("rule", "text"), CASES)
def test_furniture(rule, text):
    assert furniture_rule(text) == rule


TEXTS = """
扫码缴费、无感支付，市民停车更方便了。
扫一扫就能乘公交
关注民生的人
更多精彩在路上
2024年5月17日，大桥正式通车。
截至2024年5月17日
（2024年5月17日）
5月17日
周五
08:30
星期五的集市
农历新年刚过
农历新年前的最后一个集市
第三版规划通过评审
总第一名
未经许可，任何人不得进入施工区域。
未经授权的设备已全部下线
此举不代表政府立场
本报记者采访了版权专家，专家说未经许可转载属于侵权。
他告诉海湾日报
他还上了电视台
两国发表新闻公报
教育
来源不明
编辑：这个问题您怎么看？
编辑部的故事
策划 一场好看的灯会
统筹推进城乡融合
责任编辑制度改革试点启动
济南晴了，气温回升到18℃，市民出门赏花。
今天最高气温31℃
产品更新到第3版
《统计学》 第2版
位置：大桥北侧
地址：海湾市民主路98号
联系人：张三　联系电话：0536—0000000
电子邮箱：kjj@example.com
主办单位：海湾市文旅局
来源：海湾日报
作者：张三　李四
记者：今年一季度运行情况如何？
上一篇文章写得好
首页设计获奖
打印
分享快乐
评论
完善
完成时
分享到会的心得
■ 延伸阅读
科技—产业—金融
G50
未经许可不得入内
3月17日起发布于海湾
时间：2024年5月17日
海湾网
路线图
北京时间上午八时，飞船发射。
今日16时启动应急响应
3872期培训班结业
阅读2000本书的人
1万人参与
本报讯（记者张三）新规明确，网约车平台未经乘客同意不得泄露个人信息。
新华社北京5月17日电（记者张三）他说，未经本平台许可，商家不得上架新品。
张三告诉本网记者，物业公司未经业主同意不得出租车位，本站已停用。
著作权法规定，未经版权人许可，任何人不得复制发行其作品。
日本社会对此反应不一，有人主张未经批准允许不得入内，未经同意不得拍摄。
基本文化设施未经许可不得改作他用。
日本网络平台未经用户同意不得共享数据。
成本报告未经董事会同意不得公开。
本台设备已经老旧。业主未经许可不得改装。
谁是人工智能作品的版权所有者
作品的版权所有人怎样认定
版权所有权登记办法公布
工信部要求APP限期完成ICP备案
法院认定，原告是涉案图片的版权所有者，被告应停止侵权。
法院认定，涉案图片的版权所有不明，驳回起诉。
古镇夜市点亮心头烟火
三代矿工点亮心灯
给最美护士点个赞！
为海湾速度点个赞
祖孙三人读海湾日报
数字网/算力网/电网
城乡一张网 - 办事更方便
查询网址：http://www.example.com/score
放映时间：2024年6月1日 14:30
开庭时间：2024-06-01 14:30 第三法庭
报名截止：2024-06-20 17:00
开播：2024年6月1日 20:00
开庭：2024-06-01 14:30
""".strip().splitlines()


@pytest.mark.parametrize("text", TEXTS)
def test_texts_of_articles_are_no_furniture(text):
    assert furniture_rule(text) is None


def test_what_ends_an_article():
    assert all(map(ends_article, ["（下转第三版）", "（详见第5版）", "（全文完）", "（待續）"]))
    assert not any(map(ends_article, ["（上午）", "（图略）", "（见图3）"]))


def test_a_short_name_above_date_and_issue_is_the_papers():
    assert names_a_paper("今日海湾", "2024年5月17日　星期五　总第687期")
    assert names_a_paper("今日海湾", "2024年5月17日　农历四月初十")
    assert not names_a_paper("春到海湾", "2024年5月17日　星期五")
    assert not names_a_paper("春到海湾，万物生", "2024年5月17日　总第687期")


def test_long_lines_and_many_lines_take_linear_time():
    # A quadratic scan would take minutes.
    generator = random.Random(5)
    parts = (
        [text for _, text in CASES] + TEXTS + [" ", "　", "：", ">", "微信", "责编", "张三", "1", "℃", "版"]
    )
    lines = ["".join(generator.choices(parts, k=12))[: generator.choice([30, 90, 300])] for _ in range(1500)]
    assert sum(furniture_rule(line) is not None for line in [*lines, "微信" * 100_000, "> " * 100_000]) < 1500
