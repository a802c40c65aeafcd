"""Short names of administrative divisions: 嘉定区 is 嘉定, 延边朝鲜族自治州 is 延边."""

from __future__ import annotations

import re
from functools import cache

_SUFFIX = re.compile(
    r"(特别行政区|自治州|自治县|自治旗|联合旗|自治区|行政委员会|"
    r"地区|林区|特区|新区|矿区|省|市|县|区|旗|盟)$"
)

# The 55 minorities as they stand in names of autonomous places; some without 族 too, because 新疆维吾尔自治区
# and 克孜勒苏柯尔克孜自治州 leave it out. Two characters must stay: 东乡族自治县 and 鄂伦春自治旗 are called by
# nothing but their people.
_PEOPLE = re.compile(
    r"(?<=..)(蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|"
    r"哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|"
    r"仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|乌孜别克族|俄罗斯族|"
    r"鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|门巴族|珞巴族|基诺族|各族)$"
)
# Banners of Inner Mongolia: 科尔沁右翼前旗 is 科右前旗, 察哈尔右翼中旗 is 察右中旗.
_WING = re.compile(r"(.).+([左右])翼([前中后])旗")
_MINIMUM = 2

# Names that shorten by habit and not by rule.
_HABIT = {
    "内蒙古自治区": ("内蒙古", "内蒙"),
    "东乡族自治县": ("东乡",),
    "鄂温克族自治旗": ("鄂温克",),
    "伊犁哈萨克自治州": ("伊犁", "伊犁州"),
    "克孜勒苏柯尔克孜自治州": ("克孜勒苏", "克州"),
    "博尔塔拉蒙古自治州": ("博尔塔拉", "博州"),
    "巴音郭楞蒙古自治州": ("巴音郭楞", "巴州"),
    "昌吉回族自治州": ("昌吉", "昌吉州"),
    "锡林郭勒盟": ("锡林郭勒", "锡盟"),
    "黔东南苗族侗族自治州": ("黔东南", "黔东南州"),
    "察布查尔锡伯自治县": ("察布查尔",),
    "阿克塞哈萨克族自治县": ("阿克塞",),
    "西沙、南沙、中沙群岛": (),
    "公主岭市": ("公主岭",),
}


@cache
def stem(name: str) -> str:
    """Strip the class word and the names of peoples from the full name of a division.

    Parameters
    ----------
    name : str
        A full official name.

    Returns
    -------
    str
        The proper name alone; the name itself when nothing can be stripped.

    Examples
    --------
    >>> stem("嘉定区"), stem("双江拉祜族佤族布朗族傣族自治县"), stem("鄂伦春自治旗")
    ('嘉定', '双江', '鄂伦春')
    """
    short = _SUFFIX.sub("", name)
    if not short:
        return name
    if "自治" not in name:
        return short
    while (rest := _PEOPLE.sub("", short)) != short:
        short = rest
    return short


def short_names(name: str) -> tuple[str, ...]:
    """List the short names that reports use for a division.

    A one-character stem (萧县, 渠县) is no short name: texts write the full name.

    Parameters
    ----------
    name : str
        A full official name.

    Examples
    --------
    >>> short_names("浦东新区"), short_names("萧县"), short_names("延边朝鲜族自治州")
    (('浦东',), (), ('延边', '延边州'))
    >>> short_names("科尔沁右翼前旗")
    ('科尔沁右翼前', '科右前旗')
    """
    if name in _HABIT:
        return _HABIT[name]
    short = stem(name)
    if short == name or len(short) < _MINIMUM:
        return ()
    if name.endswith("自治州"):
        return (short, f"{short}州")
    if wing := _WING.fullmatch(name):
        return (short, "".join(wing.groups()) + "旗")
    return (short,)
