"""Who is believed when rules and tagger find different names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.pipes.entities.logic import find_entities
from docstruct.pipes.entities.tagger import Tagged
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import tokenize
from docstruct.pipes.entities.trust import SURE, combine
from docstruct.pipes.entities.vocabulary import load_vocabulary
from docstruct.records import EntityLabel
from tests.pipes.entities.marked import unmark

LABELS: dict[str, EntityLabel] = {
    "DISTRICT": "DISTRICT",
    "ZONE": "ZONE",
    "PROJECT": "PROJECT",
    "COMPANY": "COMPANY",
    "ORG": "ORG",
}


class Marks:
    """A tagger that finds what is marked."""

    def __init__(self, marked: str, confidence: float) -> None:
        self._found = [
            Tagged(start, end, LABELS[label], confidence) for start, end, label in unmark(marked)[1]
        ]

    def tag(self, text: str) -> list[Tagged]:
        return self._found


def find(marked: str, confidence: float) -> list[tuple[str, str, str]]:
    text = unmark(marked)[0]
    found = find_entities(text, tagger=Marks(marked, confidence))
    return [(text[item.start : item.end], item.tag.label, item.tag.method) for item in found]


def test_name_that_no_rule_knows_is_the_taggers() -> None:
    assert find("〔永盛里|ZONE〕热闹非凡", SURE) == [("永盛里", "ZONE", "tagger")]


def test_unsure_tagger_is_not_heard() -> None:
    assert find("〔永盛里|ZONE〕热闹非凡", SURE - 0.01) == []


def test_gazetteer_alone_decides_what_is_a_division() -> None:
    assert find("〔南山|DISTRICT〕日出，〔嘉定区|DISTRICT〕", 0.99) == [("嘉定区", "DISTRICT", "gazetteer")]


def test_known_name_keeps_what_the_lexicon_knows() -> None:
    assert find("支持〔雄安新区|ZONE〕建设", 0.99) == [("雄安新区", "ZONE", "gazetteer")]
    assert find("与〔上汽大众|ORG〕签约", 0.99) == [("上汽大众", "COMPANY", "lexicon")]


def test_tagger_gives_the_label_of_a_stretch_that_a_rule_found_by_its_form() -> None:
    assert find("〔海映大厦|COMPANY〕签约", SURE) == [("海映大厦", "COMPANY", "tagger")]


def test_word_that_joins_is_cut_from_the_end_of_a_find() -> None:
    text = "推进海映路海中段及松江枢纽"
    found = find_entities(text, tagger=Marks("推进〔海映路海中段及|PROJECT〕松江枢纽", 0.99))
    assert ("海映路海中段", "PROJECT") in [(text[item.start : item.end], item.tag.label) for item in found]


def test_phase_of_a_body_is_works() -> None:
    assert find("推动〔海映总医院二期|ORG〕建设", SURE) == [("海映总医院二期", "PROJECT", "tagger")]


def test_line_begins_at_its_first_end() -> None:
    for marked in ("完工，胜利至〔宿州输电工程|PROJECT〕投运", "完工，胜利〔至宿州输电工程|PROJECT〕投运"):
        assert find(marked, SURE) == [("胜利至宿州输电工程", "PROJECT", "tagger")]
    assert find("加快延伸至〔宿州输电工程|PROJECT〕", SURE)[0][0] == "宿州输电工程"


def test_longer_name_of_a_rule_stands() -> None:
    assert find("建设〔海映|ZONE〕科学城", 0.99) == [("海映科学城", "ZONE", "head")]


@pytest.mark.parametrize(
    "marked",
    [
        "完善〔口岸|PROJECT〕查验",
        "〔北虹桥区|ZONE〕域加快",
        "完成〔桩基，海映汽车|PROJECT〕",
        "与〔中韩|ZONE〕、中澳相比",
        "参与〔京津冀铁路|PROJECT〕建设",
    ],
)
def test_what_can_be_no_name_is_none(marked: str) -> None:
    text, spans = unmark(marked)
    found = find_entities(text, tagger=Marks(marked, 0.99))
    assert all((item.start, item.end) != spans[0][:2] for item in found)


def test_longer_name_of_the_tagger_takes_in_a_place() -> None:
    assert find("〔上海海映示范点|ZONE〕", SURE) == [("上海海映示范点", "ZONE", "tagger")]


@pytest.mark.parametrize(
    "marked", ["修订〔海映国家公园|ZONE〕条例", "举办〔长三角|ZONE〕科创大赛", "〔北疆|ZONE〕文化"]
)
def test_name_inside_that_of_a_law_or_event_is_none(marked: str) -> None:
    assert find(marked, 0.99) == []


def test_surer_find_wins_among_those_of_the_tagger() -> None:
    text, tagged = "海映里小店坊", [Tagged(0, 4, "ORG", 0.9), Tagged(2, 6, "ZONE", 0.97)]
    tokens = tokenize(text, load_vocabulary())
    assert [(item.start, item.end) for item in combine(text, tokens, [], tagged)] == [(2, 6)]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(list(LABELS)), st.floats(0.5, 1))


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_names_never_overlap_and_stand_in_order(
    by_rules: list[tuple[int, int, str, float]], by_tagger: list[tuple[int, int, str, float]]
) -> None:
    rules: list[Found] = []
    for start, size, label, confidence in sorted(by_rules):
        if not rules or rules[-1].end <= start:
            rules.append(Found(start, start + size, EntityTag(LABELS[label], confidence, "head")))
    tagged = [Tagged(start, start + size, LABELS[label], sure) for start, size, label, sure in by_tagger]
    ends = [0]
    for item in combine("海" * 40, tokenize("海" * 40, load_vocabulary()), rules, tagged):
        assert ends[-1] <= item.start < item.end
        ends.append(item.end)
