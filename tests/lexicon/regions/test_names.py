import pytest

from docstruct.lexicon.regions.names import short_names, stem


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("嘉定区", "嘉定"),
        ("浦东新区", "浦东"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("龙胜各族自治县", "龙胜"),
        ("神农架林区", "神农架"),
        ("六枝特区", "六枝"),
        ("阿鲁科尔沁旗", "阿鲁科尔沁"),
        ("东乡族自治县", "东乡族"),
        ("土默特左旗", "土默特左"),
    ],
)
def test_stem_strips_class_and_peoples(name: str, short: str) -> None:
    assert stem(name) == short


def test_peoples_are_stripped_from_autonomous_places_only() -> None:
    assert stem("瑶海区") == "瑶海"
    assert stem("阿拉善左旗") == "阿拉善左"


@pytest.mark.parametrize("name", ["萧县", "城区", "忻县", "正蓝旗"])
def test_short_names_have_two_characters(name: str) -> None:
    assert all(len(short) >= 2 for short in short_names(name))


def test_prefecture_names_keep_their_class_word_too() -> None:
    assert short_names("大理白族自治州") == ("大理", "大理州")
