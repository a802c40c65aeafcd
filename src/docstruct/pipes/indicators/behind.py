"""The words behind a figure: the noun phrase it counts, or the change it measures."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Phrase
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.leads import is_glued_time
from docstruct.pipes.indicators.patterns import EDGE

#: 6部专门为…制定的法规: a clause that describes the noun behind it.
_RELATIVE = re.compile(r"[^，。；、“”]{4,30}的(?=[^，。；、“”]{2,12}$)")
#: 16家高水平医院建设, 市级示范村建设及市级复核: what is done to the things counted.
_WORKS = re.compile(r"建设(?:[及和][^，。；、“”]{2,6})?$")
#: 建议1052件和市政协提案937件: the next item begins at once.
_CONJOINED = re.compile(r"和(?!平|谐|美|睦)|及(?!时|格)|与(?!会)|以及|并(?!购|网|轨)")
#: 保持40%以上增长, 实现10%的降幅: the change is named behind the figure.
_GROWING = re.compile(
    r"(?:高速|左右的?|以上的?|同比|中高速)?(?:(?P<up>增长|增速|增幅|涨幅)|(?P<down>下降|降幅))(?:速度|率)?(?:目标|任务)?$"
)
#: Words of doing that head a noun phrase when they end it: 业态改革试点, 市级技改项目验收.
_FINAL_NOUNS = frozenset(
    (
        "提升",
        "升级",
        "创建",
        "互认",
        "整改",
        "推广",
        "认定",
        "培育",
        "扩容",
        "参与",
        "试点",
        "搬迁",
        "落实",
        "发布",
        "打造",
        "覆盖",
        "申报",
        "试行",
        "转型升级",
    )
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
    while right > start and text[right - 1] in "和及与、" + EDGE and not text.startswith("参与", right - 2):
        right -= 1
        if text[right - 1 : right + 1] == "以及":
            right -= 1
    if start >= right:
        return begin
    whole = text[start:right]
    if whole.endswith(("台阶", "大关", "关口")) and not runs_into_next:
        frame.defines = frame.quantity.unit_text == "个"  # 连跨4个千亿台阶
        return right
    growing = None if runs_into_next else _GROWING.match(whole)
    if growing:
        frame.tails.append(("up" if growing["up"] else "down", growing.group()))
        return right
    if whole in words.post_stop or ("的" + whole if frame.attributive else whole) in words.post_stop:
        return right
    if text[start] == "由":
        return begin  # 80%以上由企业牵头承担
    kept = words.keep.beginning(text, start, right)
    first_verb = words.verbs.beginning(text, start, right)
    tail = words.tail.beginning(text, start, right)
    if runs_into_next and not kept and (first_verb or (tail and tail[1] != "adverb")):
        return begin
    relative = _RELATIVE.match(text, start, right) if first_verb and not kept else None
    if relative is not None:
        start = relative.end()
    batch = patterns.BATCH.match(text, start, right)
    if batch:
        start = batch.end()
    stop = _cut_post(text, start, right, runs_into_next)
    rest = stop
    while stop > start and text[stop - 1] in EDGE + "的等和及与":
        stop -= 1
    if stop <= start or text[start:stop] in words.post_stop:
        return rest if runs_into_next else right
    works = _WORKS.search(text, start, stop)
    if works is not None and works.end() == stop and works.start() - start >= 4:
        stop = works.start()
    frame.post = Phrase.of(text, start, stop)
    if frame.post.text in patterns.GENERIC and not runs_into_next:
        frame.post = _read_became(text, frame.post, right)
    return rest


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
        return post if m["verb"] in ("纳入", "列入", "达", "达到") else Phrase.of(text, m.start(), end)
    return Phrase.of(text, start, end)


def _cut_post(text: str, start: int, right: int, runs_into_next: bool) -> int:
    words = load_predicates()
    at = start
    while at < right:
        if text[at] in patterns.OPENERS:
            close = text.find(patterns.OPENERS[text[at]], at + 1, right)
            if close > 0:
                at = close + 1
                continue
        if at > start:
            cut = words.post_cut.beginning(text, at, right)
            if (
                text[at] == "向"
                and text[at - 1] not in "方面导流走意定动转趋一"
                and text[at + 1 : at + 2] not in "上日"
            ):
                return at
            if (
                text[at] == "获"
                and text[at - 1] not in "收抓捕查缴采荣"
                and text[at + 1 : at + 2] not in "批评得奖"
            ):
                return at
            if text[at] == "由" and text[at - 1] not in "自理缘" and at - start >= 2:
                return at
            # a verb at the very end heads a noun phrase: 业态改革试点, 市级技改项目验收
            ends = cut is not None and (
                cut[0] < right or runs_into_next or text[at : cut[0]] not in _FINAL_NOUNS
            )
            if ends and not words.keep.beginning(text, at, right):
                return at
        at += 1
    return right


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
        frame.post = None  # 省内高校毕业生67.5%留省就业
        return
    if frame.comparison in ("gap", "plan") or (
        frame.has_tail("up", "down", "reach_change") and not frame.attributive
    ):
        frame.post = None
        return
    if left.text.endswith("等"):
        if post.text in ("标准", "举措", "措施", "任务", "政策"):
            frame.post = Phrase(left.text + post.text)
        return
    if frame.has_tail("stage", "reach") or frame.joint == "none":
        return
    if post.text in _DEVERBAL or (post.text in patterns.GENERIC and frame.verb):
        frame.post = left.join(post)
        return
    if purpose:
        frame.post = None
