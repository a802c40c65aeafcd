"""Which series an indicator's wording means: a registry id, or a stable id of its own.

A wrong headline id is worse than none. A headline series is named whole, but for the frame around the name
(全省, 上半年, 完成 before it; 增速, 占比 behind it) and in a unit of its dimension; other series also meet without
the verb of the works (新建高标准农田, 高标准农田建设).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from docstruct.errors import LexiconError
from docstruct.lexicon.indicators import DERIVED_PREFIX, Indicator, fold_name, load_indicators
from docstruct.records import Kind

# Dimensions of the units in which a change, a share or a gap of any series is given: %, 个百分点, 倍.
RELATIVE = frozenset({"ratio", "points", "multiple"})

# Dimensions of other units in which a series that is no headline is counted: enterprises in 户, trainees in 人.
_ALSO: dict[str, set[str | None]] = {
    "count": {"households", "persons", None},
    "households": {"count", "persons"},
    "persons": {"person_times", "count", None},
    "person_times": {"persons", None},
    "containers": {"count"},
    "mass_per_area": {"mass"},
    "mass": {"mass_co2"},
    "energy": {"mass"},
}

_OWN_PLACE = r"(?:全(?:省|市|区|县|州|盟|旗|疆|镇|乡)|[我本](?:省|市|区|县|州|盟|旗|国))(?![域性级场])"
_PERIOD = (
    r"(?:(?:19|20)\d\d年(?:度|末|底)?|[今去上当]年(?![龄级])|年[末底内]|全年|[上下]半年|前三季度|第?[一二三四]季度"
    r"|十[二三四五]五(?:时期|期间|以来|末)?|[五十]年(?:来|间|累计)|年度)"
)
_OUTCOME = r"(?:预计|力争|确保|争取|累计|合计|完成|实现|达到|保持|年均)"
# 21个国、市考断面优Ⅲ类比例: a number that belongs to a spec
_NUMBER = r"\d+(?:个|家|类|项|座|条)"
_HEAD = re.compile(rf"(?:{_OWN_PLACE}|{_PERIOD}|{_OUTCOME}|{_NUMBER})+")
_TAIL = re.compile(
    r"(?:占.{2,16}?(?:比例|比重)|占比|比重|增速|增幅|涨幅|降幅|降低率?|下降率|增长率|增长速度|平均值?|预期目标|目标)\Z"
)

_WORKS = (
    r"(?:新?改扩建|新建改扩建|新改建|新建|改建|扩建|建设(?!用地|者|项目|工程|标准|性|资金|银行)|(?:基本)?建成|改造|提质|提升|更新"
    r"|新?增设|新增|净增|新设立?|新?认定|新?培育|新?引进|新?开工|新?开通|筹集|筹建|筹措|供应(?!链)|打造|实施"
    r"|新?创建|新?获批|新?入选|推广(?:应用)?|治理|整治|修复|修缮|发放|举办|开展|接待|办理|提请|审议|制定|修订|修改|废止)"
)
# 增值, 改造率, 供应量: a noun of its own, not a verb before one
_NOT_VERB = r"(?![值率量额者型化件])"
_WORKS_HEAD = re.compile(rf"(?:{_WORKS}[和与及或]?)+{_NOT_VERB}")
_WORKS_TAIL = re.compile(
    r"(?<!化)(?:新建改建|建设改造|改造提升|更新改造|综合整治|提档升级|建设|改造|治理|整治|创建)+\Z"
)
_COUNT_TAIL = re.compile(r"(?:数量|总个?数|个数|(?<![指人户天次倍分系起件单点算参函基])数)\Z")
# What is left must still say something: 新增就业 is not 就业, 新增贷款 is not 贷款.
_TOO_GENERAL = re.compile(
    r"(?:就业|人才|企业|项目|贷款|存款|资金|投资|收入|支出|人口|人员|土地|债务|债券|岗位|学位|床位|面积|里程"
    r"|规模|产值|产量|机构|中心|平台|服务|活动|工程|住房|用地|装机|能力|贸易)\Z"
)

# Functional areas have no place in the administrative hierarchy: a row about them carries no headline series.
_FUNCTIONAL_AREA = re.compile(
    r"(?:保税区|综保区|保税港|开发区|高新区|经开区|片区|自贸区|自贸港|贸易港|试验区|示范区|实验区|园区?|科技城|科学城|新城"
    r"|集聚区|合作区|功能区|先行区|先导区|总部湾|(?<!浦东)(?<!滨海)新区)\Z"
)


@lru_cache(maxsize=65_536)
def normalise_key(text: str) -> str:
    """Return the key under which the wordings of one series meet.

    The own place, the period, predicates, verbs of works (新建, 改造, 新增), and the tails 占比, 增速, 数量 go;
    modifiers that make a series stay.

    Examples
    --------
    >>> normalise_key("全省新建和改造高标准农田")
    '高标准农田'
    >>> normalise_key("高标准农田建设")
    '高标准农田'
    >>> normalise_key("民营规模以上工业增加值占比")
    '民营规上工业增加值'
    """
    key, before = fold_name(text), ""
    while key != before:
        before = key
        for pattern in (_HEAD, _WORKS_HEAD):
            key = _cut_head(pattern, key)
        for pattern in (_TAIL, _COUNT_TAIL, _WORKS_TAIL):
            key = _cut_tail(pattern, key)
    return key


@lru_cache(maxsize=65_536)
def identify(
    text: str,
    *,
    unit_dimension: str | None,
    kind: Kind,
    region: str | None = None,
    national: bool = False,
) -> tuple[str | None, str]:
    """Return the id of the series that a wording means, and its normalised name.

    Parameters
    ----------
    text : str
        The indicator as the report words it.
    unit_dimension : str or None
        Dimension of the fact's unit in the unit registry; None for a number without unit.
    kind : Kind
        What the figure is of the series. A ``spec`` measures nothing, so it takes no registry id.
    region : str, optional
        The place the row is about, where it is not the report's own. It may stand in front of the name
        (南疆粮食产量). A functional area (综保区) takes no headline id.

    national : bool
        Whether the row is about the whole country, where 财政收入 is the general public budget's.

    Returns
    -------
    tuple of (str or None, str)
        A registry id with the canonical name; else ``x_`` and 12 hexadecimal digits of the key's SHA-256, with
        the key as name; (None, "") for a text without words.

    Examples
    --------
    >>> identify("全省规模以上工业增加值", unit_dimension="ratio", kind="growth")
    ('industrial_va', '规上工业增加值')
    >>> identify("工业增加值", unit_dimension="ratio", kind="growth")
    ('industrial_va_total', '工业增加值')
    >>> identify("标准化菜市场", unit_dimension="count", kind="level")
    ('x_f10aeafb7966', '标准化菜市场')
    """
    heads = _heads(fold_name(text), fold_name(region or ""))
    key = normalise_key(heads[-1])
    if not key:
        return None, ""
    if kind != "spec":
        for found in _candidates(heads, key, unit_dimension, kind, national=national):
            if _fits(found, unit_dimension, kind) and not (found.headline and _is_functional_area(region)):
                return found.id, found.name
    return DERIVED_PREFIX + hashlib.sha256(key.encode()).hexdigest()[:12], key


def _candidates(
    heads: list[str], key: str, unit_dimension: str | None, kind: Kind, *, national: bool
) -> Iterator[Indicator]:
    registry = load_indicators()
    # 全国 is a frame before a series of the registry only: 全国文明城市 is a name.
    heads = [*heads, heads[-1].removeprefix("全国")]
    wordings = dict.fromkeys([*heads, *(_cut_tail(_TAIL, head) for head in heads)])
    for wording in wordings:
        if national and (found := registry.lookup_national(wording)) is not None:
            yield found
        if (found := registry.lookup(wording)) is not None:
            yield found
    for wording in wordings:
        if kind == "growth":
            found = registry.lookup_growth(wording)
        else:
            found = registry.lookup_level(wording, unit_dimension)
        if found is not None:
            yield found
    for wording in wordings:
        if (found := registry.match(wording)) is not None:
            yield found
    if key in _by_key():
        yield _by_key()[key]


def _heads(name: str, region: str) -> list[str]:
    """List the folded name as it stands, without own place and period, and without the place of the row."""
    heads = [name, _cut_head(_HEAD, name)]
    if region and heads[-1].startswith(region):
        heads.append(_cut_head(_HEAD, heads[-1].removeprefix(region)))
    return heads


@cache
def _by_key() -> dict[str, Indicator]:
    """Index the series that are no headline by the keys of their names."""
    registry = load_indicators()
    index: dict[str, Indicator] = {}
    for indicator in registry:
        if indicator.headline:
            continue
        for name in (indicator.name, *indicator.aliases):
            key = normalise_key(name)
            if registry.lookup(key) not in (None, indicator):
                continue  # 新增贷款 is a flow, the key 贷款 a stock: such a name counts whole only
            other = index.setdefault(key, indicator)
            if other is not indicator:
                raise LexiconError(
                    f"indicators: {name!r} of {indicator.id!r} has the key of {other.id!r}, {key!r}"
                )
    return index


def _fits(indicator: Indicator, unit_dimension: str | None, kind: Kind) -> bool:
    if kind == "rank":
        return True
    if kind != "level" and unit_dimension in RELATIVE:
        return True
    if unit_dimension == indicator.dimension or (unit_dimension is None and indicator.dimension == "pure"):
        return True
    return not indicator.headline and unit_dimension in _ALSO.get(indicator.dimension, ())


def _is_functional_area(region: str | None) -> bool:
    return region is not None and _FUNCTIONAL_AREA.search(region) is not None


def _cut_head(pattern: re.Pattern[str], name: str) -> str:
    match = pattern.match(name)
    return _rest_or_whole(name[match.end() :], name) if match else name


def _cut_tail(pattern: re.Pattern[str], name: str) -> str:
    match = pattern.search(name)
    return _rest_or_whole(name[: match.start()], name) if match else name


def _rest_or_whole(rest: str, whole: str) -> str:
    return rest if len(rest) >= 2 and not _TOO_GENERAL.match(rest) else whole
