"""Finding quantities in text: pure logic over strings, no spaCy."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from docstruct.numerals import fold_width, magnitude_factor, parse_arabic, parse_chinese
from docstruct.pipes.quantities import patterns
from docstruct.records import Bound

Form = Literal["arabic", "chinese", "fraction", "ratio", "word", "rank"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral that measures something, in place.

    ``start`` and ``end`` are code points, half-open. ``value`` has 万 and 亿 multiplied out, in ``unit_text``.
    ``left_bound`` is where a bound word before the number begins (超过 in 超过3万人), else ``start``;
    ``right_bound`` is where one after it ends (以上), else ``end``.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit_text: str
    form: Form
    bound: Bound = "eq"
    high: Decimal | None = None
    left_bound: int = -1
    right_bound: int = -1
    defines: bool = False


def match(text: str) -> list[Quantity]:
    """Find all quantities of a text in reading order, without overlaps.

    Parameters
    ----------
    text : str
        Canonical text of a report or any part of it.

    Returns
    -------
    list of Quantity
        By the numeral rules of guidelines 1.1 and 1.2; ordinals, dates, identifiers and slogans are left out.

    Examples
    --------
    >>> [(q.text, q.value, q.unit_text, q.bound) for q in match("惠及14万余人，占比5％以上")]
    [('14万余人', Decimal('140000'), '人', 'gt'), ('5％', Decimal('5'), '%', 'ge')]
    """
    folded = patterns.ENDLESS.sub(_blank, fold_width(text))
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    for finder in (_ratios, _fractions, _words, _ranks, _arabic, _chinese, _bare_chinese):
        for quantity in finder(text, folded):
            if quantity.value < _BEYOND and not _overlaps(taken, quantity.start, quantity.end):
                found.append(quantity)
                insort(taken, (quantity.start, quantity.end))
    found.sort(key=lambda q: q.start)
    return [_bounded(text, q) for q in _fill_elided_units(text, found)]


# 百亿亿次 (10**18 operations a second) is the largest figure that a report has; 亿亿亿亿 is a slip or an attack.
_BEYOND = Decimal(10) ** 24


def _blank(run: re.Match[str]) -> str:
    return "\ufffc" * len(run.group())


def _fill_elided_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """10.6万、3.8万、3.3万平方公里; 高2.2个和3个百分点: the last of a list names the unit for all."""
    for index in range(len(found) - 2, -1, -1):
        here, following = found[index], found[index + 1]
        crossed = not here.unit_text and here.value >= _LARGE and following.form == "arabic"
        if crossed and _CROSSED.fullmatch(text, here.end, following.start):
            found[index] = replace(here, unit_text=following.unit_text)  # 突破5万关口、达到5.28万元
            continue
        if (
            here.form != "arabic"
            or following.form != "arabic"
            or text[here.end : following.start] not in _LINKS
        ):
            continue
        if following.unit_text and (
            not here.unit_text or (here.unit_text == "个" and following.unit_text == "个百分点")
        ):
            found[index] = replace(here, unit_text=following.unit_text)
    per_volume = (q for q in found if q.unit_text in ("微克", "毫克"))
    for quantity in per_volume:
        # 平均浓度每立方米20微克: the unit is 微克/立方米 (guidelines, section 4)
        if re.search(r"每立方米[^，。；]{0,6}$", text[max(0, quantity.start - 12) : quantity.start]):
            found[found.index(quantity)] = replace(quantity, unit_text=f"{quantity.unit_text}/立方米")
    return found


_LARGE = 10_000
_CROSSED = re.compile(r"(?:大关|关口|台阶|门槛)[、，](?:达到?|增至|升至)?")
_LINKS = frozenset(("、", "和", "及", "与", "以及"))


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (start, end))
    return (at < len(taken) and taken[at][0] < end) or (at > 0 and taken[at - 1][1] > start)


def _ratios(text: str, folded: str) -> Iterator[Quantity]:
    for m in patterns.RATIO.finditer(folded):
        parts = [g for g in m.groups() if g is not None]
        if len(parts) == 3:
            # 三次产业结构4.0∶37.7∶58.3: three shares of one whole, in per cent
            for i in (1, 2, 3):
                yield Quantity(
                    m.start(i), m.end(i), text[m.start(i) : m.end(i)], Decimal(m.group(i)), "%", "ratio"
                )
        elif m.group(2) == "1":
            yield Quantity(m.start(), m.end(), text[m.start() : m.end()], Decimal(m.group(1)), "", "ratio")
        elif m.group(1) == "1":
            yield Quantity(m.start(), m.end(), text[m.start() : m.end()], Decimal(m.group(2)), "", "ratio")


def _fractions(text: str, folded: str) -> Iterator[Quantity]:
    for m in patterns.ARABIC_FRACTION.finditer(folded):
        above, below = Decimal(m.group(1)), Decimal(m.group(2))
        if 0 < above < below:
            value = (above * 100 / below).quantize(Decimal("0.000001"), ROUND_HALF_UP).normalize()
            yield Quantity(m.start(), m.end(), text[m.start() : m.end()], value, "%", "fraction")
    for m in patterns.CHINESE_FRACTION.finditer(folded):
        value = parse_chinese(m["above"]) * 100 / parse_chinese(m["below"])
        # the guidelines fix two decimals: 三分之二 → 66.67
        value = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        bound: Bound = "gt" if m["loose"] in ("强", "多") else "lt" if m["loose"] == "弱" else "eq"
        yield Quantity(m.start(), m.end(), text[m.start() : m.end()], value, "%", "fraction", bound)
    for m in patterns.CHINESE_PERCENT.finditer(folded):
        bound = "gt" if m["loose"] else "eq"
        yield Quantity(
            m.start(), m.end(), text[m.start() : m.end()], parse_chinese(m["num"]), "%", "chinese", bound
        )


_HALF_BOUNDS: dict[str, Bound] = {"过": "gt", "超": "gt", "近": "approx"}


def _words(text: str, folded: str) -> Iterator[Quantity]:
    def whole(m: re.Match[str], value: Decimal, unit: str, bound: Bound = "eq") -> Quantity:
        return Quantity(m.start(), m.end(), text[m.start() : m.end()], value, unit, "word", bound)

    for m in patterns.TENTHS.finditer(folded):
        digit = parse_chinese(m["num"]) if not m["num"][0].isdigit() else Decimal(m["num"])
        extra = Decimal(5) if m["loose"] == "半" else Decimal(0)
        yield whole(m, digit * 10 + extra, "%", "gt" if m["loose"] == "多" else "eq")
    for m in patterns.HALF.finditer(folded):
        yield whole(m, Decimal(50), "%", _HALF_BOUNDS.get(m["prefix"] or "", "eq"))
    for m in patterns.DOUBLING.finditer(folded):
        times = parse_chinese(m["num"]) if m["num"] else Decimal(1)
        yield whole(m, Decimal(2) ** int(times) - 1, "倍")
    for m in patterns.CHINESE_TIMES.finditer(folded):
        yield whole(m, parse_chinese(m["num"]), "倍", "gt" if m["loose"] or m["loose2"] else "eq")
    for m in patterns.TWO_DIGITS.finditer(folded):
        yield whole(m, Decimal(10), "%", "ge")


def _ranks(text: str, folded: str) -> Iterator[Quantity]:
    for m in patterns.RANK.finditer(folded):
        if not patterns.RANK_CONTEXT.search(folded[max(0, m.start() - 16) : m.start()]):
            continue
        number = m["n1"] or m["n2"] or "1"
        value = Decimal(number) if number[0].isdigit() else parse_chinese(number)
        yield Quantity(
            m.start(), m.end(), text[m.start() : m.end()], value, "位", "rank", "le" if m["front"] else "eq"
        )


def _arabic(text: str, folded: str) -> Iterator[Quantity]:
    at = 0
    pattern = patterns.arabic()
    while (m := pattern.search(folded, at)) is not None:
        at = max(m.end(), m.start() + 1)
        unit = m["kunit"] or m["unit"] or ""
        end = m.end()
        if m["loose2"] and not unit or (m["loose1"] and not unit and not m["mag"]):
            end = m.end()
        quantity = _read_arabic(text, folded, m, unit, end)
        if quantity is not None:
            yield quantity


def _read_arabic(text: str, folded: str, m: re.Match[str], unit: str, end: int) -> Quantity | None:
    after = folded[end : end + 8]
    low, high, mag = m["low"], m["high"], m["mag"]
    if high is not None and (m["lowunit"] or "") not in ("", unit):
        # 20个至30公里: two quantities; read the first alone, the second is found again behind it
        head = patterns.arabic().match(folded[: m.end("lowunit")], m.start())
        return (
            None
            if head is None
            else _read_arabic(text, folded, head, head["unit"] or head["kunit"] or "", m.end("lowunit"))
        )
    if unit in ("年", "日", "号", "点", "期", "届", "代", "级") or (
        not mag and not unit and patterns.IDENTIFIER_TAIL.match(after)
    ):
        return _read_year_span(text, folded, m, unit, end)
    if patterns.IDENTIFIER_TAIL.match(after) and after[:1] in ("级", "版", "型", "号", "届"):
        return None
    if after[:1] == "强" and not unit and patterns.IDENTIFIER_TAIL.match(after):
        return None  # 500强; 14轮强降雨 is counted
    if not unit and not mag and not _measures_alone(folded, m.start(), end, low):
        return None
    if unit == "周" and after[:1] == "年":
        return None
    if unit == "个" and after[:2] == "季度":
        return None
    if unit in ("天", "个月", "周") and folded[m.start() - 2 : m.start()] == "连续":
        return None
    factor = magnitude_factor(mag) * magnitude_factor(m["mag2"])  # 2.2万多亿元
    low_factor = magnitude_factor(m["lowmag"]) if m["lowmag"] else factor
    loose: Bound = "gt" if m["loose1"] or (m["kunit"] is None and m["loose2"]) else "eq"
    return Quantity(
        m.start(),
        end,
        text[m.start() : end],
        parse_arabic(low) * (low_factor if high else factor),
        unit,
        "arabic",
        loose,
        parse_arabic(high) * factor if high else None,
    )


def _read_year_span(text: str, folded: str, m: re.Match[str], unit: str, end: int) -> Quantity | None:
    # 年 measures only where a length of time is the point: 平均受教育年限11.3年; 承包期延长30年 defines
    if unit != "年" or m["mag"] or patterns.YEAR.match(m["low"]):
        return None
    if re.search(
        r"(?:年限|寿命|工期|期限|时间|延长|周期)[^，。；]{0,6}$", folded[max(0, m.start() - 12) : m.start()]
    ):
        high = parse_arabic(m["high"]) if m["high"] else None
        return Quantity(
            m.start(), end, text[m.start() : end], parse_arabic(m["low"]), "年", "arabic", "eq", high
        )
    return None


_ALONE = re.compile(
    r"(?:指数|系数|之比|比|得分|分值|评分|均值|密度|达到|达|为|至|到|由|从|降到|超过|突破|在)$"
)


_ELIDED = re.compile(r"[、和及与](?=\d)")


def _measures_alone(folded: str, start: int, end: int, number: str) -> bool:
    """Whether a bare number is a figure: an index or ratio (由6.32降至6.08), never a name or a year."""
    if patterns.YEAR.match(number) or (end < len(folded) and folded[end].isascii() and folded[end].isalnum()):
        return False
    following = patterns.arabic().match(folded, end + 1) if _ELIDED.match(folded, end) else None
    if following is not None and (
        following["unit"] in ("个百分点", "%", "倍")
        or (following["mag"] and following["unit"] and "." in number)
    ):
        return True
    if folded[end : end + 1] in ("+", "-", "/", "×", "、") and "." not in number:
        return False
    before = folded[max(0, start - 4) : start]
    return "." in number and bool(_ALONE.search(before)) and not re.match(r"[版阶]", folded[end : end + 1])


#: Chinese numerals below this count things by classifier only; guidelines 1.2 leaves them out of scoring.
_SMALL = Decimal(100)
_IDIOM = re.compile(
    r"千家万户|千千万万|千方百计|万众|百年|千年|万里|千万工程|百千万|双百|百强|万家灯火|亿万|百家争鸣|百花|万无一失|万物|万象"
)
_MEASURES = frozenset(
    ("元", "%", "吨", "斤", "亩", "公里", "平方米", "公顷", "千瓦", "美元", "度", "个百分点")
)


def _chinese(text: str, folded: str) -> Iterator[Quantity]:
    for m in patterns.chinese().finditer(folded):
        number, unit = m["num"] + (m["mag"] or ""), m["unit"]
        value = parse_chinese(number)  # 四亿零七百多万 is 四亿零七百万 and more
        if value < _SMALL and unit not in _MEASURES:
            continue
        if (
            value < 2
            or unit in ("年", "日", "代", "级", "期", "天", "周", "度", "兆", "T", "P", "分")
            or unit[0] in "里众"
        ):
            continue
        after = folded[m.end() : m.end() + 3]
        slogan = len(number) == 1 and unit not in _MEASURES and not (m["loose1"] or m["loose2"])
        bounded = patterns.PREFIX_BOUND.search(folded[max(0, m.start() - 4) : m.start()])
        if slogan and not bounded and not patterns.SUFFIX_BOUND.match(folded, m.end()):
            continue  # 千村示范, 百县千镇: one bare magnitude before a noun is rhetoric
        if after[:1] in ("级", "强", "型") or _IDIOM.search(folded[max(0, m.start() - 2) : m.end() + 4]):
            continue
        if after[:3] in ("GDP", "地区生", "生产总", "国内生", "工业增", "产值能"):
            continue  # 万元GDP能耗 is a name
        loose: Bound = "gt" if m["loose1"] or m["loose2"] else "eq"
        yield Quantity(m.start(), m.end(), text[m.start() : m.end()], value, unit, "chinese", loose)


def _bare_chinese(text: str, folded: str) -> Iterator[Quantity]:
    for m in patterns.CHINESE_UNITLESS.finditer(folded):
        if not _IDIOM.search(folded[max(0, m.start() - 2) : m.end() + 4]) and not re.match(
            r"[级强户千多里众一无能]", folded[m.end() : m.end() + 1]
        ):
            value = parse_chinese(m["num"] + m["mag"])
            yield Quantity(
                m.start(),
                m.end(),
                text[m.start() : m.end()],
                value,
                "",
                "chinese",
                "gt" if m["loose"] else "eq",
            )
    for m in (*patterns.BARE_MAGNITUDE.finditer(folded), *patterns.MAGNITUDE_OF_PEOPLE.finditer(folded)):
        yield Quantity(m.start(), m.end(), text[m.start() : m.end()], parse_chinese(m["num"]), "", "chinese")


_PREFIX_BOUNDS: tuple[tuple[str, Bound], ...] = (
    ("le", "le"),
    ("ge", "ge"),
    ("gt", "gt"),
    ("lt", "lt"),
    ("approx", "approx"),
    ("some", "ge"),
)
_SUFFIX_BOUNDS: tuple[tuple[str, Bound], ...] = (("ge", "ge"), ("approx", "approx"), ("le", "le"))


def _bounded(text: str, quantity: Quantity) -> Quantity:
    """Add the bound words directly before and after."""
    bound, left, right = quantity.bound, quantity.start, quantity.end
    if quantity.form == "rank":
        return replace(quantity, left_bound=left, right_bound=right)
    prefix = patterns.PREFIX_BOUND.search(text[max(0, left - 6) : left])
    if prefix and not (prefix["some"] and quantity.text[0] not in "百千万亿"):
        left = left - (min(6, left) - prefix.start())
        group, word_bound = next((g, b) for g, b in _PREFIX_BOUNDS if prefix[g])
        if prefix[group] != "控制在":
            bound = word_bound
    suffix = patterns.SUFFIX_BOUND.match(text, right)
    if suffix:
        right = suffix.end()
        bound = next(b for g, b in _SUFFIX_BOUNDS if suffix[g])
    return replace(
        quantity, bound=bound, left_bound=left, right_bound=right, defines=_defines(text, quantity, right)
    )


def _defines(text: str, quantity: Quantity, right: int) -> bool:
    """Whether the quantity names a thing: “15分钟就业服务圈”, 亿元以上项目, 万亩种植基地."""
    if quantity.form == "chinese" and quantity.bound == "eq" and quantity.text[0] in "百千万亿":
        bare = parse_chinese(quantity.text[:1]) == quantity.value
        behind = text[right : right + 1]
        if (
            bare
            and patterns.PREFIX_BOUND.search(text[max(0, quantity.start - 4) : quantity.start]) is None
            and behind.strip("，。；、 \n")
        ):
            return True
    opened = text.rfind("“", max(0, quantity.start - 12), quantity.start)
    return opened >= 0 and "”" not in text[opened : quantity.start] and "”" in text[right : right + 16]
