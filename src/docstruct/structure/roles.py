"""The temporal role of a section: what has been, what is planned, what is amiss."""

from __future__ import annotations

import re

from docstruct.records import Role
from docstruct.structure.dates import find_years

_GREETING = re.compile(r"^各位[^，！：]{0,8}[，！：]")
_HEADING_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("appendix", re.compile(r"名词解释|名词注释|术语解释|指标解释|^注释|^附[件表录注]|^注[：:]")),
    ("closing", re.compile(r"^结束语$|^结语$")),
    (
        "problems",
        re.compile(
            r"(?:存在|面临).{0,8}(?:困难|问题|挑战|不足|矛盾)|(?:困难|问题|不足)(?:和|与|及)(?:困难|问题|挑战|不足)|主要问题"
        ),
    ),
    (
        "review",
        re.compile(
            r"回顾|过去.{0,2}[一五]?年|工作总结|(?:执行|完成|进展|运行|工作)情况|去年|取得.{0,6}(?:成效|成就|进展)"
        ),
    ),
    (
        "plan",
        re.compile(
            r"工作安排|(?:主要|重点|工作|目标)任务|重点工作|总体(?:要求|部署|思路|安排)|预期目标|主要目标|奋斗目标|"
            r"今年|今后|下一?步|下半年|下一年|未来|建议|规划|纲要|安排|部署|思路|打算|展望|民生实事|计划草案|预算草案"
        ),
    ),
)
_PROBLEM_WORDS = "困难|问题|挑战|不足|短板|差距|矛盾|缺点|制约|弱项"
_PROBLEMS = (
    re.compile(rf"(?:清醒|客观|充分|深刻)(?:地)?(?:看到|认识|意识)[^。]{{0,60}}(?:{_PROBLEM_WORDS})"),
    re.compile(
        rf"(?:要|也|应该|应当|必须)(?:清醒)?(?:地)?(?:看到|认识到|意识到|深知|正视)[^。]{{0,60}}(?:{_PROBLEM_WORDS})"
    ),
    re.compile(rf"(?:还|仍|依然|也)(?:然|旧)?(?:还)?(?:存在|面临)(?:着)?[^。]{{0,30}}(?:{_PROBLEM_WORDS})"),
    re.compile(
        rf"(?:存在|面临)的?(?:主要|突出|一些)?(?:{_PROBLEM_WORDS})(?:和(?:{_PROBLEM_WORDS}))?(?:主要)?[是有：:]"
    ),
    re.compile(rf"我们(?:也)?(?:深知|清楚|明白|知道)[^。]{{0,40}}(?:{_PROBLEM_WORDS})"),
    re.compile(
        rf"(?:还|仍|依然)有(?:不少|许?多|一些|诸多|很大|较大|不小|明显)[^。]{{0,20}}(?:{_PROBLEM_WORDS})"
    ),
)
_PROBLEMS_GO_ON = re.compile(
    rf"(?:我们)?也(?:要)?清醒|[一二三四五六七八九十]是|——|(?:对|针对)?(?:这些|以上|上述|此|对此)[^。]{{0,12}}(?:{_PROBLEM_WORDS})|对此，"
    rf"|总的来看[^。]{{0,20}}(?:{_PROBLEM_WORDS})"
)
_REVIEW_OPENING = re.compile(
    r"(?:刚刚)?过去(?:的)?[一两三五]?[个]?(?:年|一年)|刚刚过去|在?过去的?一?年|一年来|去年|上年|[两三四五]年来|近[年几]|这[几五]年|回顾|全年|截至|上半年|今年以来|年初以来"
)
_PLAN_OPENING = re.compile(
    r"今年(?!以来)|新的一年|下半年|今后|未来|下一步|做好|我们[要将]|必须|要|当前|面对新|新征程|实现|完成|按照"
)
_TARGETS = re.compile(
    r"(?:主要|总体|发展)?(?:预期|奋斗|发展)?目标(?:是|为|：)|政府工作的?总体?要求是|总体要求[：是]"
)


def heading_role(
    heading: str, *, review_year: int | None = None, plan_year: int | None = None
) -> Role | None:
    """Read the role that the words of a heading state, None where they are silent.

    A year in the heading outranks its words: “2025年主要目标” plans, “2024年目标完成” looks back.

    Examples
    --------
    >>> heading_role("一、2024年工作回顾"), heading_role("二、今年重点工作"), heading_role("（一）创新驱动")
    ('review', 'plan', None)
    """
    cues = [role for role, pattern in _HEADING_CUES if pattern.search(heading)]
    if cues and cues[0] in ("appendix", "closing", "problems"):
        if cues[0] == "appendix" and "实事" in heading:
            return "plan"
        return cues[0]
    years = find_years(heading)
    if years and review_year is not None and plan_year is not None and review_year != plan_year:
        if years[-1] >= plan_year:
            return "plan"
        return "review"
    return cues[0] if cues else None


def opening_role(paragraph: str, *, review_year: int, plan_year: int) -> Role | None:
    """Read the role that the opening words of a paragraph suggest, None where they are silent."""
    text = _GREETING.sub("", paragraph)[:80]
    if is_target(paragraph):
        return "plan"
    years = find_years(text[:12])
    if years and review_year != plan_year:
        return "plan" if years[0] >= plan_year else "review"
    if _REVIEW_OPENING.match(text):
        return "review"
    if _PLAN_OPENING.match(text):
        return "plan"
    return None


def is_target(paragraph: str) -> bool:
    """Tell whether a paragraph states the targets: “今年…主要预期目标是：…”."""
    return bool(_TARGETS.search(paragraph[:80]))


def is_problems(paragraph: str) -> bool:
    """Tell whether a paragraph of a review turns to what is amiss: “我们也清醒看到…”.

    Examples
    --------
    >>> is_problems("同时，我们也清醒看到，发展还面临不少困难和挑战。")
    True
    """
    return any(pattern.search(paragraph[:120]) for pattern in _PROBLEMS)


def problems_go_on(paragraph: str) -> bool:
    """Tell whether a paragraph after a problems paragraph still speaks of them."""
    return bool(_PROBLEMS_GO_ON.match(paragraph)) or is_problems(paragraph)
