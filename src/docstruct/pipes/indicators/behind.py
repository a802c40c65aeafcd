"""The words behind a figure: the noun phrase it counts, or the change it measures."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Phrase
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.endings import find_end, skip_list
from docstruct.pipes.indicators.leads import is_glued_time
from docstruct.pipes.indicators.patterns import EDGE

#: 6部专门为…制定的法规: a clause that describes the noun behind it.
_RELATIVE = re.compile(r"[^，。；、“”]{4,30}的(?=[^，。；、“”]{2,12}$)")
#: 47家升级建设的卫生院聘任100名医生.
_SHORT_RELATIVE = re.compile(r"[^，。；、“”的]{2,14}的(?=[^，。；、“”]{2,})")
#: 大幅下降6.7%的困难局面, 压减10%的基础上: what the figure was a circumstance of.
_CIRCUMSTANCE = re.compile(
    r"(?:[\u4e00-\u9fff]{2})?(?:情况|局面|形势|背景|条件|前提|压力|基数)(?:下|上|之上|之下|时|，|$)|基础(?:上|之上)"
)
#: 增长12%的好成绩, 翻两番的宏伟目标.
_ACHIEVEMENT = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:目标|速度|成绩|佳绩|水平|态势|势头|增速|涨幅|纪录|记录|高位|业绩)"
)
#: Divisions that a predicate with a subject of its own stands behind: 13个设区市地区生产总值有所增加.
_DIVISION = re.compile(
    r"(?:旗县|盟市|设区市|[市县区](?=空气|环境质量|森林|全部|生活垃圾)|市州|省辖市|县市区|市县|区县|县区|省份|地级市|乡镇|街镇|行政村)(?=[^级域镇村区市县和及与、].{3})"
)
#: What such a division may merely own: 40所乡镇中心幼儿园.
_ESTABLISHMENT = frozenset("园院校站所心馆店司厂点场库房屋桥路队员业")
#: Nouns that sum up a list before the figure: 养老金、残疾人补贴等5项标准.
_SUMMING = frozenset(("标准", "举措", "措施", "任务", "政策", "目标"))
#: 16家高水平医院建设, 市级示范村建设及市级复核: what is done to the things counted.
_WORKS = re.compile(r"建设(?:[及和][^，。；、“”]{2,6})?$")
#: 建议1052件和市政协提案937件: the next item begins at once.
_CONJOINED = re.compile(r"和(?!平|谐|美|睦)|及(?!时|格)|与(?!会)|以及|并(?!购|网|轨)")
#: 保持40%以上增长, 实现10%的降幅: the change is named behind the figure.
_GROWING = re.compile(
    r"(?:高速|左右的?|以上的?|同比|中高速)?(?:(?P<up>增长|增速|增幅|涨幅)|(?P<down>下降|降幅))(?:速度|率)?(?:目标|任务)?$"
)
#: Nouns of doing that complete the object in front of a figure: 储备粮粳米2750吨轮换.
_DEVERBAL = frozenset(
    (
        "轮换",
        "申请式退租",
        "退租",
        "参保",
        "改造",
        "建设",
        "治理",
        "修缮",
        "整治",
        "更新",
        "提升",
        "举措",
        "措施",
        "任务",
        "标准",
        "受益",
        "就业",
        "搬迁",
        "验收",
        "投资",
        "工程",
        "改造任务",
        "建设任务",
    )
)


#: What opens a predicate behind a percentage: 毕业生67.5%留省就业, 用电量100%由绿电供应.
_PREDICATIVE = frozenset("留由投使为用按与在向归可能不来回")
#: The whole that a percentage is of: 低空经济集聚全国30%以上产业链企业.
_WHOLE = re.compile(r"(?<=[集汇]聚|聚集|拥有)(?:全国|全球|世界|全省|全市|全区)$")


def read_behind(text: str, frame: Frame, right: int, runs_into_next: bool) -> int:
    """Set ``post`` and return where it was cut."""
    start = frame.quantity.right_bound
    while start < right and text[start] in " \u3000":
        start += 1
    begin = start
    if text.startswith("的", start) and start < right:
        frame.attributive = True
        start += 1
    words = load_predicates()
    if _CONJOINED.match(text, start, right):
        return begin
    edge = right
    while right > start and text[right - 1] in "和及与、" + EDGE and not text.startswith("参与", right - 2):
        right -= 1
        if text[right - 1 : right + 1] == "以及":
            right -= 1
    if start >= right:
        return begin
    conjoined = text[right:edge] in ("和", "及", "与", "以及")
    whole = text[start:right]
    if whole.endswith(("台阶", "大关", "关口")) and not runs_into_next:
        frame.defines = frame.quantity.unit_text == "个"  # 连跨4个千亿台阶
        return right
    growing = None if runs_into_next else _GROWING.match(whole)
    if growing:
        frame.tails.append(("up" if growing["up"] else "down", growing.group()))
        return right
    if _CIRCUMSTANCE.match(whole) or (frame.attributive and _ACHIEVEMENT.fullmatch(whole)):
        return start + len(whole) if not runs_into_next else begin
    listed = text[frame.quantity.left_bound - 1] == "等" and frame.quantity.left_bound > 0
    stopped = whole in words.post_stop or ("的" + whole if frame.attributive else whole) in words.post_stop
    if stopped and not (listed and whole in _SUMMING):
        return right
    if text[start] == "由":
        return begin  # 80%以上由企业牵头承担
    kept = words.keep.beginning(text, start, right)
    first_verb = words.verbs.beginning(text, start, right)
    tail = words.tail.beginning(text, start, right)
    relative = _RELATIVE.match(text, start, right) if first_verb and not kept else None
    if relative is None and runs_into_next and first_verb and not kept:
        relative = _SHORT_RELATIVE.match(text, start, right)
    blocked = (first_verb and relative is None and not conjoined) or _is_predicate(text, tail, right)
    if runs_into_next and not kept and blocked:
        return begin
    if relative is not None:
        start = relative.end()
    start = skip_list(text, start, right)
    if frame.quantity.unit_text == "人" and text[start] == "口":
        start -= 1  # 14亿多人口大国
    batch = patterns.BATCH.match(text, start, right)
    if batch:
        start = batch.end()
    stop = find_end(text, start, right, runs_into_next=runs_into_next)
    rest = stop
    while stop > start and text[stop - 1] in EDGE + "的等和及与":
        stop -= 1
    if stop <= start or (
        text[start:stop] in words.post_stop and not (listed and text[start:stop] in _SUMMING)
    ):
        return rest if runs_into_next else right
    works = _WORKS.search(text, start, stop)
    if works is not None and works.end() == stop and works.start() - start >= 4:
        stop = works.start()
    division = _DIVISION.match(text, start, stop) if stop < right else None
    if division is not None and text[stop - 1] not in _ESTABLISHMENT:
        frame.owned = Phrase.of(text, division.end(), stop)
        stop = division.end()  # 13个设区市地区生产总值有所增加 counts 设区市
    frame.post = Phrase.of(text, start, stop)
    if frame.post.text in patterns.GENERIC and not runs_into_next:
        frame.post = _read_became(text, frame.post, right)
    return rest


def _is_predicate(text: str, tail: tuple[int, str] | None, right: int) -> bool:
    """Whether the stretch begins with a predicate, adverbs before it: 46位进一步提升到31位."""
    while tail is not None and tail[1] == "adverb":
        tail = load_predicates().tail.beginning(text, tail[0], right)
    return tail is not None


def _read_became(text: str, post: Phrase, right: int) -> Phrase:
    if post.end is None:
        return post
    m = patterns.BECAME.match(text, post.end, right)
    if m is None:
        return post
    start, end = m.start("what"), m.end("what")
    when = patterns.TIME.match(text, start, end)
    if when and not is_glued_time(text, when.end(), end):
        start = when.end() + (text[when.end() : when.end() + 1] in ("的", "度"))
    if m["verb"] in ("进入", "通过", "纳入", "列入", "达", "达到"):
        if m["verb"] in ("纳入", "列入", "达", "达到"):
            return post
        return Phrase(text[m.start() : end] + post.text)  # 6个区通过督导评估认定
    return Phrase.of(text, start, end)


def _settle_part(frame: Frame, left: Phrase, post: Phrase, *, purpose: bool) -> None:
    """Decide what a bare percentage between two phrases is of."""
    whole = _WHOLE.search(left.text)
    if purpose or post.text[0] in _PREDICATIVE:
        frame.post = None  # 省内高校毕业生67.5%留省就业
    elif whole is not None:
        frame.base = Phrase(whole.group())  # 集聚全国30%以上产业链企业
    elif frame.verb.endswith(("调整", "优化", "淘汰", "压减", "减免", "免除", "覆盖", "承担")):
        frame.post = left.join(post)  # 优化调整高校8%左右学科专业
    else:
        frame.post = None


def settle_behind(frame: Frame) -> None:
    """Decide between the noun phrase behind a quantity and the one before it."""
    post, left = frame.post, frame.subject
    if post is None:
        return
    words = load_predicates()
    purpose = words.verbs.beginning(post.text, 0, len(post.text)) is not None and not words.keep.beginning(
        post.text, 0, len(post.text)
    )
    if left is None:
        # 投入567亿元办好民生实事: money for a purpose
        if purpose and frame.verb.endswith(("投入", "安排", "拿出", "筹集", "筹措", "拨付", "下达", "统筹")):
            frame.post = None
        return
    if frame.attributive and frame.comparison is None and not frame.has_tail("up", "down"):
        return
    counted = frame.has_tail("reach_change") and frame.quantity.unit_text not in ("%", "个百分点", "倍", "")
    if counted and not frame.has_tail("up", "down") and not purpose:
        return  # 亚太示范电子口岸网络拓展至24个成员口岸
    if (
        frame.quantity.unit_text == "%"
        and not frame.tails
        and not left.text.endswith(("率", "比例", "比重", "进度"))
    ):
        _settle_part(frame, left, post, purpose=purpose)
        return
    if frame.comparison in ("gap", "plan") or (
        frame.has_tail("up", "down", "reach_change") and not frame.attributive
    ):
        frame.post = None
        return
    if left.text.endswith("等"):
        if post.text in _SUMMING:
            frame.post = Phrase(left.text + post.text)
        return
    if frame.has_tail("stage", "reach") or frame.joint == "none":
        return
    if post.text in _DEVERBAL or (post.text in patterns.GENERIC and frame.verb):
        frame.post = left.join(post)
        return
    if purpose:
        frame.post = None
