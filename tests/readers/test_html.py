from __future__ import annotations

import pytest

from docstruct.readers.html import read_html

TITLE = "样例市2025年政府工作报告"
PROSE = (
    "过去一年，全市经济稳中有进，地区生产总值增长5.2%，城镇新增就业6.5万人。",
    "今年，地区生产总值预期增长5%左右，粮食总产量保持稳定，居民收入与经济同步增长。",
)
ARTICLE = "".join(f"<p>{text}</p>" for text in PROSE)
MENU = "<div><ul><li><a href='/'>首页</a></li><li><a href='/a'>政务公开</a></li><li><a href='/b'>办事服务</a></li></ul></div>"
FOOTER = "<div><p>主办单位：样例市人民政府办公室，联系电话：000</p><p>ICP备00000000号，公网安备00号</p></div>"


def page(body: str, head: str = f"<title>{TITLE}_样例市人民政府</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read(body: str, **options: str) -> list[str]:
    return read_html(page(body, **options), "样例.html").split("\n")


def test_the_article_without_what_surrounds_it():
    body = f"{MENU}<div><h1>{TITLE}</h1><div>{ARTICLE}</div></div>{MENU}{FOOTER}"
    assert read(body) == [TITLE, *PROSE]


@pytest.mark.parametrize(
    "furniture",
    [
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/a'>政务公开</a> &gt; 正文</div>",
        "<div>您所在的位置: 首页 &gt;&gt; 报告</div>",
        "<div>点击数：<span>1234</span></div>",
        "<p>浏览次数：88次</p>",
        "<div>分享到：<a href='#'>微信</a> <a href='#'>微博</a></div>",
        "<div class='bdsharebuttonbox'>一键转发，多多支持</div>",
        "<div>字号：[<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a>]</div>",
        "<div>【打印】 【关闭】</div>",
        "<p>上一篇：<a href='/1'>关于预算的报告</a></p>",
        "<nav>导航，导航</nav>",
        "<div style='display: none'>看不见，也不读</div>",
        "<script>var 说明 = '不是正文，是代码';</script>",
        "<div>扫一扫在手机打开当前页</div>",
        "<div>联系地址：样例市一路1号，邮编：000000</div>",
    ],
)
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_furniture_is_dropped_wherever_it_stands(furniture, place):
    above, inside, below = (furniture if place == here else "" for here in ("above", "inside", "below"))
    body = f"<div><h1>{TITLE}</h1>{above}<div id='zoom'><p>{PROSE[0]}</p>{inside}<p>{PROSE[1]}</p></div>{below}</div>"
    assert read(body) == [TITLE, *PROSE]


def test_what_stands_beside_a_counter_stays():
    body = f"<h1>{TITLE}</h1><p>发布日期：2025-01-20 浏览次数：88次</p>{ARTICLE}"
    assert read(body)[1] == "发布日期：2025-01-20"


def test_a_counter_within_prose_is_prose():
    text = "全年政务平台访问量：1200次以上，办件更快，群众更满意。"
    assert read(f"<h1>{TITLE}</h1>{ARTICLE}<p>{text}</p>")[-1] == text


def test_lines_between_title_and_article_come_along():
    body = f"{MENU}<div><h1>{TITLE}</h1><p>——2025年1月8日在市人民代表大会上</p></div><div>{ARTICLE}</div>"
    assert read(body) == [TITLE, "——2025年1月8日在市人民代表大会上", *PROSE]


def test_a_title_broken_over_lines_is_not_given_twice():
    body = f"<div><h1>样例市2025年<br>政府工作报告</h1></div><p>市长</p><div>{ARTICLE}</div>"
    assert read(body)[:3] == ["样例市2025年", "政府工作报告", "市长"]


@pytest.mark.parametrize(
    ("head", "heading", "expected"),
    [
        (f"<title>{TITLE}-样例市人民政府网</title>", "样例市人民政府", TITLE),
        (f"<meta name='ArticleTitle' content='{TITLE}'><title>{TITLE}|门户</title>", "", TITLE),
        ("<title>2021-2025年情况报告_样例网</title>", "", "2021-2025年情况报告"),
        ("", TITLE, TITLE),
    ],
)
def test_the_title_from_the_place_that_names_the_article(head, heading, expected):
    assert read(f"<div><h1>{heading}</h1></div>{MENU}<div>{ARTICLE}</div>", head=head)[0] == expected


def test_data_tables_row_by_row():
    table = (
        "<table><caption>表1 主要指标</caption><tr><th>指标</th><th>实绩</th><th>目标</th></tr>"
        "<tr><td><p>生产</p><p>总值</p></td><td>5.2%</td><td></td></tr></table>"
    )
    assert read(f"<div>{ARTICLE}{table}</div>")[-3:] == [
        "表1 主要指标",
        "指标\t实绩\t目标",
        "生产 总值\t5.2%\t",
    ]


def test_tables_that_lay_out_the_page_are_no_rows():
    layout = f"<table><tr><td>{MENU}</td><td>{ARTICLE}<table><tr><td>就业</td><td>6.5万人</td></tr></table></td></tr></table>"
    assert read(layout) == [TITLE, *PROSE, "就业\t6.5万人"]


def test_a_table_beside_the_prose_is_kept():
    table = "<table><tr><td>就业</td><td>6.5万人</td></tr></table>"
    assert read(f"<div><div>{ARTICLE}</div><div>{table}</div></div>{FOOTER}")[-1] == "就业\t6.5万人"


def test_breaks_and_broken_source_lines():
    body = f"<div>{PROSE[0][:10]}\n   {PROSE[0][10:]}<br>{PROSE[1]}</div>"
    assert read(body)[1:] == list(PROSE)


def test_paragraphs_with_many_links_stay():
    body = f"<div>{ARTICLE}<p><a href='/x'>就业</a>、<a href='/y'>物价</a>总体稳定，好于预期。</p></div>"
    assert read(body)[-1] == "就业、物价总体稳定，好于预期。"


def test_a_part_with_most_of_the_prose_is_no_furniture_whatever_its_name():
    assert read(f"<div class='nav share'>{ARTICLE}</div>") == [TITLE, *PROSE]


def test_unclosed_elements_by_the_ten_thousand_are_refused(refused):
    assert refused(("<html>" + "<div>" * 30_000 + PROSE[0]).encode()).code == "damaged"


def test_a_page_of_short_lines_is_not_lost():
    assert "新增就业6.5万人" in read("<div>新增就业6.5万人</div>")
