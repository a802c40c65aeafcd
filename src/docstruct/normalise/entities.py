"""One entity across mentions and reports."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docstruct.lexicon.regions import PlaceName, Region, RegionIndex, Resolver, load_regions
from docstruct.records import Entity, EntityLabel, Mention, RegionLevel, Report

_QUOTES = str.maketrans("", "", '“”"「」『』‘’ 　')
_BRACKETS = str.maketrans("(),", "（），")
# 上汽大众汽车有限公司 is 上汽大众: the legal form and the trade before it; 蔚来能源 keeps its trade.
_LEGAL = re.compile(
    r"(?:汽车|技术|科技|控股|实业|工业)?(?:集团|控股)?(?:股份)?(?:有限(?:责任)?公司|股份公司)$"
)
_GROUP = re.compile(r"(?:控股)?集团(?:公司)?$")
# Trades that tell a group of the province and are no name by themselves: 交通集团, 能源集团.
_TRADE = re.compile(
    r"(?:省|市|区|自治区)?(?:交通|能源|文旅|电力|矿产|数据|投资|建设|水务|担保|粮食|储备粮|纺织|外经贸|农发|农业|林草|能投|交投|建投|水投)"
)
# Short forms of zones and bodies; the full form makes the key.
_FULL_FORMS = (
    (re.compile(r"自贸试验区|(?<!国家)自贸区"), "自由贸易试验区"),
    (re.compile(r"自贸港"), "自由贸易港"),
    (re.compile(r"综保区"), "综合保税区"),
    (re.compile(r"经开区"), "经济技术开发区"),
    (re.compile(r"高新区"), "高新技术产业开发区"),
    (re.compile(r"发改委|发展改革委(?!员)"), "发展和改革委员会"),
    (re.compile(r"国资委"), "国有资产监督管理委员会"),
    (re.compile(r"人大常委会"), "人民代表大会常务委员会"),
)
# 第七届人民代表大会 and the next are one body.
_TERM = re.compile(r"第[一二三四五六七八九十]+届")
# 区中心医院 is that of the report's district, 省能源集团 that of its province; 市民体育公园, 市场监管局 are not the city's.
_ADMIN = re.compile(
    r"(自治区|自治州|省|市|区|县|州|旗)(?![域际级属间]|(?<=市)场|(?<=市)民(?![政族宗营生办]))(?=..)"
)
# Names that many places have; alone they mean the report's own: 11号线, 机场三期改扩建工程.
_LINE = re.compile(r"\d+号线")
# 轨道交通机场联络线 is 机场联络线.
_RAIL = re.compile(r"^(?:地铁|轨道交通)(?=.{1,8}线)")
_LOCAL = re.compile(r"机场|地铁|轨道交通|高铁|市域|新城|图书馆|天文馆|大歌剧院")
# Places below the counties have no code; their last word tells the level.
_BELOW: tuple[tuple[str, RegionLevel], ...] = (
    *((word, "town") for word in ("镇", "乡", "街道", "苏木")),
    *((word, "village") for word in ("村", "社区", "嘎查")),
)
_SHORTEST = 2
_CLASSES = frozenset("省市县区旗州盟")


class _Identity(NamedTuple):
    """What makes two mentions one entity, and what is known of it."""

    label: EntityLabel
    key: str
    name: str
    region: Region | None = None
    level: RegionLevel | None = None
    parent: str | None = None
    candidates: tuple[str, ...] = ()


def link_entities(
    mentions: Sequence[Mention], report: Report
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Give every mention of a report the id of its entity.

    The id is a hash of label and canonical name (of the code for a division), so it is the same in every report:
    上汽大众 and 上汽大众汽车有限公司 meet, 联影 the COMPANY and 联影二期 the PROJECT don't. Names that only mean
    something at their place (区中心医院, 交通集团, 11号线, 大石皮村) carry the report's place in their key.

    Parameters
    ----------
    mentions : sequence of Mention
        Of one report.
    report : Report
        Whose mentions they are.

    Returns
    -------
    tuple of (tuple of Mention, tuple of Entity)
        The mentions in their order with ``entity_id`` filled; the entities by id.
    """
    resolver = Resolver(load_regions(), report.ref_area, report.year)
    places = [
        PlaceName(mention.char_start, _clean(mention.text))
        for mention in mentions
        if mention.label == "DISTRICT"
    ]
    identities = [_identify(mention, places, report, resolver) for mention in mentions]
    ids = [_make_id(identity) for identity in identities]
    forms: defaultdict[str, set[str]] = defaultdict(set)
    known: defaultdict[str, list[_Identity]] = defaultdict(list)
    for mention, identity, entity_id in zip(mentions, identities, ids, strict=True):
        known[entity_id].append(identity)
        forms[entity_id].add(mention.text)
    linked = tuple(
        mention.model_copy(update={"entity_id": entity_id})
        for mention, entity_id in zip(mentions, ids, strict=True)
    )
    entities = (_describe(entity_id, known[entity_id], forms[entity_id]) for entity_id in sorted(known))
    return linked, tuple(entities)


def _clean(text: str) -> str:
    return text.translate(_QUOTES).translate(_BRACKETS)


def _identify(mention: Mention, places: Sequence[PlaceName], report: Report, resolver: Resolver) -> _Identity:
    text = _clean(mention.text)
    if mention.label in ("DISTRICT", "ZONE"):
        place = PlaceName(mention.char_start, text)
        region = resolver.resolve(place, places if mention.label == "DISTRICT" else ())
        # 嘉定新城 shares no code with 嘉定; only places with a code of ours are zones with a code.
        if region is not None and region.is_zone == (mention.label == "ZONE"):
            return _Identity(
                mention.label, region.adcode, region.name, region, region.level, region.parent_adcode
            )
        if mention.label == "DISTRICT":
            return _identify_uncoded(place, mention.method, report, resolver)
    key, name = _canonical(text, mention.label)
    own_key = _add_place(key, mention.label, report, load_regions())
    own_name = name if own_key == key else _add_place(name, mention.label, report, load_regions())
    return _Identity(mention.label, own_key, own_name)


def _identify_uncoded(place: PlaceName, method: str, report: Report, resolver: Resolver) -> _Identity:
    """Towns and villages hang on the division in front of their name, else on the report's place.

    What the gazetteer knows but can't tell apart is nobody's yet; cities abroad are nobody's ever.
    """
    text = place.text
    candidates = resolver.list_candidates(text)
    if method == "gazetteer":
        levels = {region.level for region in candidates}
        return _Identity(
            "DISTRICT",
            f":{text}",
            text,
            level=levels.pop() if len(levels) == 1 else None,
            candidates=tuple(region.adcode for region in candidates),
        )
    level = next((level for word, level in _BELOW if text.endswith(word)), None)
    for cut in range(len(text) - _SHORTEST, _SHORTEST - 1, -1):
        if text[cut] in _CLASSES:
            # 诸暨县 of old is no 诸暨 of today with a town 县…镇.
            continue
        upper = resolver.resolve(PlaceName(place.start, text[:cut]))
        if upper is not None:
            return _Identity(
                "DISTRICT", f"{upper.adcode}:{text[cut:]}", text[cut:], level=level, parent=upper.adcode
            )
    return _Identity("DISTRICT", f"{report.ref_area or ''}:{text}", text, level=level, parent=report.ref_area)


def _canonical(text: str, label: EntityLabel) -> tuple[str, str]:
    """The key that all forms of a name share, and the name to show."""
    key = name = text
    if label == "COMPANY":
        name = _LEGAL.sub("", text) or text
        group = _GROUP.sub("", name)
        key = group if len(group) > 1 and not _TRADE.fullmatch(group) else name
    if label == "ORG":
        key = name = _TERM.sub("", text) or text
    if label == "PROJECT":
        key = name = _RAIL.sub("", text)
    for short, full in _FULL_FORMS if label in ("ORG", "ZONE") else ():
        key = short.sub(full, key)
    common = _aliases().get((label, key)) or _aliases().get((label, name))
    return (common, common) if common else (key, name)


def _add_place(name: str, label: EntityLabel, report: Report, regions: RegionIndex) -> str:
    """A name that lacks its place, with the place in front; a name that stands alone as it is."""
    if report.ref_area is None:
        return name
    if (label, name) in _aliases():
        # 国家能源集团 is known by its name everywhere.
        return name
    around = [regions.get(code, year=report.year) for code in regions.surroundings(report.ref_area)]
    for upper in around[1:]:
        if upper is not None and name.startswith(upper.name + report.ref_area_name):
            # 上海市嘉定区… is 嘉定区…
            return name.removeprefix(upper.name)
    admin = _ADMIN.match(name)
    if admin and label in ("ORG", "PROJECT", "COMPANY"):
        for region in around:
            if region is not None and region.name.endswith(admin.group(1)):
                return region.name + name[admin.end() :]
    if label == "PROJECT" and _LINE.match(name):
        # The lines of a city are not those of its districts.
        city = next((region for region in around if region is not None and region.name.endswith("市")), None)
        return f"{city.name if city else report.ref_area_name}{name}"
    if (label == "PROJECT" and _LOCAL.match(name)) or (label == "COMPANY" and name.endswith("集团")):
        return report.ref_area_name + name
    return name


def _make_id(identity: _Identity) -> str:
    return hashlib.sha256(f"{identity.label}\x1f{identity.key}".encode()).hexdigest()[:20]


def _describe(entity_id: str, identities: Sequence[_Identity], forms: set[str]) -> Entity:
    names = Counter(identity.name for identity in identities)
    name = min(names, key=lambda name: (-names[name], -len(name), name))
    first = identities[0]
    region = first.region
    return Entity(
        entity_id=entity_id,
        label=first.label,
        name=name,
        aliases="|".join(sorted(forms - {name})),
        adcode=region.adcode if region else None,
        candidates="|".join(first.candidates) or None,
        level=first.level,
        parent_adcode=first.parent,
        valid_from=str(region.valid_from) if region and region.valid_from else None,
        valid_to=str(region.valid_to) if region and region.valid_to else None,
    )


@cache
def _aliases() -> dict[tuple[str, str], str]:
    with (files(__package__) / "aliases.toml").open("rb") as stream:
        table = tomllib.load(stream)
    return {
        (label, alias): group[0] for label, groups in table.items() for group in groups for alias in group
    }
