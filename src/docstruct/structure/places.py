"""Which place a report is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docstruct.lexicon.regions import NATION, Region, RegionIndex
from docstruct.structure.dates import fold
from docstruct.structure.sources import Sources

_HAN = "[\u4e00-\u9fff]"
_COUNCIL = re.compile(r"代表国务院|受国务院(?:的)?委托|国务院总理")
_NATIONAL = re.compile(r"全国人民代表大会|全国人大|国家统计局|国家发展和?改革委员会|中华人民共和国")
_GOVERNMENT = re.compile(rf"(?:代表|受)({_HAN}{{2,24}}?)(?:人民)?政府")
_CONGRESS = re.compile(
    rf"(?:在|受|为)?({_HAN}{{2,24}}?)第[一二三四五六七八九十]{{1,4}}届(?:人民代表大会|人大)"
)
_OFFICE = re.compile(
    rf"^({_HAN}{{2,20}}?)(?:人民政府|发展和?改革委员会|财政局|财政厅|统计局|省长|市长|区长|县长|州长|旗长|盟长)"
)
_PLACE_LINE = re.compile(rf"{_HAN}{{2,11}}[省市区县州旗盟]")
_LEADING = re.compile(r"^(?:关于|在|于|我|受|现在|和|，|[“《（(])+")
_CUT = re.compile(r"(?:人民)?政府工作|国民经济|经济社会|经济和社会|计划执行|预算|决算|财政|统计公报|工作报告")
_NOISE = re.compile(
    r"关于|(?:19|20)\d\d年?|二[〇零○][〇零○一二三四五六七八九]{2}年?|上半年|下半年|全年|前三季度|[一二三四]季度|年度|"
    r"[（(].*?[)）]|[“”《》：:\-—_ ]"
)
#: 全省, 我市 …: what a report calls its place shows how the full name ends.
_ENDINGS = "省市县区"
_MIN_VOTES = 3


def find_region(sources: Sources, regions: RegionIndex, year: int) -> Region | None:
    """Resolve the place of a report: title, header, opening, then a vote of the body, then the file name.

    The body comes before the file name so that an identity outlives a renamed file.

    Returns
    -------
    Region or None
        None where no name resolves, or several places share it and nothing tells them apart.
    """
    nation = regions.get(NATION, year=year)
    if not title_place(sources.title) and _is_national(sources):
        return nation
    rivals: tuple[Region, ...] = ()
    for phrase in _phrases(sources):
        if phrase in ("全国", "国务院", "中华人民共和国"):
            return nation
        found = _resolve(phrase, regions, year)
        fitting = _narrow(rivals, found, regions) if rivals else found
        if len(fitting) == 1:
            return fitting[0]
        rivals = rivals or found
    if rivals:
        return _nearest(rivals, sources, regions)
    return _vote(sources, regions, year) or next(
        iter(_resolve(title_place(sources.stem), regions, year)), None
    )


def title_place(title: str) -> str:
    """Cut the name of a place out of a title.

    Examples
    --------
    >>> title_place("关于嘉定区2024年上半年预算执行情况的报告"), title_place("政府工作报告")
    ('嘉定区', '')
    """
    folded = fold(title)
    cut = _CUT.search(folded)
    return _NOISE.sub("", folded[: cut.start()]) if cut else ""


def written_place(sources: Sources) -> str:
    """Give the name of the place as written, for one that does not resolve."""
    return next((phrase for phrase in _phrases(sources) if len(phrase) > 1), title_place(sources.stem))


def _is_national(sources: Sources) -> bool:
    return any(_COUNCIL.search(text) or _NATIONAL.search(text) for text in sources.header) or bool(
        _COUNCIL.search(sources.opening[:400])
    )


def _phrases(sources: Sources) -> Iterator[str]:
    yield title_place(sources.title)
    for text in sources.header:
        yield from _CONGRESS.findall(text)
        yield from _OFFICE.findall(text)
        if _PLACE_LINE.fullmatch(text):
            yield text
    yield from _GOVERNMENT.findall(sources.opening)
    yield from _CONGRESS.findall(sources.opening)


def _resolve(phrase: str, regions: RegionIndex, year: int) -> tuple[Region, ...]:
    """Find the places that a phrase may mean; more than one only where the name alone does not tell."""
    phrase = _LEADING.sub("", phrase)
    for start in range(len(phrase) - 1):
        name = phrase[start:]
        sure = regions.resolve(name, year=year)
        if sure is not None:
            return (sure,)
        found = tuple(region for region in regions.find(name, year=year) if region.in_use(year))
        if found:
            return found
    return ()


def _narrow(
    rivals: tuple[Region, ...], found: tuple[Region, ...], regions: RegionIndex
) -> tuple[Region, ...]:
    """Keep the rivals that a further phrase names or encloses: 朝阳区, then 北京市朝阳区."""
    return tuple(
        rival for rival in rivals if any(regions.contains(region.adcode, rival.adcode) for region in found)
    )


def _nearest(rivals: tuple[Region, ...], sources: Sources, regions: RegionIndex) -> Region | None:
    """Take the rival whose upper divisions the body names, if only one has any."""
    named = {
        rival.adcode: sum(
            sources.body.count(up.name) for up in regions.ancestors(rival.adcode) if up.adcode != NATION
        )
        for rival in rivals
    }
    ranked = sorted(rivals, key=lambda rival: -named[rival.adcode])
    first, second = named[ranked[0].adcode], named[ranked[1].adcode]
    return ranked[0] if first > second else None


def _vote(sources: Sources, regions: RegionIndex, year: int) -> Region | None:
    """Take the place that the body names most, whose name ends as 全省, 全市, 全县 or 全区 shows."""
    own = {ending: len(re.findall(f"[全我]{ending}", sources.body)) for ending in _ENDINGS}
    ending = max(own, key=lambda item: own[item])
    if own[ending] < _MIN_VOTES:
        ours = sources.body.count("我国") + sources.body.count("全国")
        return regions.get(NATION, year=year) if ours > 3 * _MIN_VOTES else None
    votes: Counter[str] = Counter()
    for region in regions:
        if region.name.endswith(ending) and region.in_use(year):
            # 上海 and 广西 stand for themselves; of lower places only the full name is beyond doubt
            if region.level == "province":
                votes[region.adcode] = sum(sources.body.count(name) for name in region.aliases)
            else:
                votes[region.adcode] = sources.body.count(region.name)
    (first, most), (_, next_most) = votes.most_common(2)
    return regions.get(first, year=year) if most >= max(_MIN_VOTES, 2 * next_most) else None
