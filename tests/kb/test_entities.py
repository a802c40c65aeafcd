from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docstruct.kb.entities import merge_forms


def form(name, aliases="", *, adcode=None, entity_id="e1"):
    return {
        "entity_id": entity_id,
        "label": "COMPANY",
        "name": name,
        "aliases": aliases,
        "adcode": adcode,
        "candidates": None,
        "level": None,
        "parent_adcode": None,
        "valid_from": None,
        "valid_to": None,
    }


def test_name_is_the_one_of_most_reports():
    merged = merge_forms([form("晨光"), form("晨光机械厂"), form("晨光")])
    assert (merged[0]["name"], merged[0]["aliases"]) == ("晨光", "晨光机械厂")


def test_longest_name_wins_among_equals():
    assert merge_forms([form("晨光"), form("晨光机械")])[0]["name"] == "晨光机械"


def test_aliases_are_united_sorted_without_the_name():
    merged = merge_forms([form("丙", "甲|乙"), form("丙", "乙|丁|丙")])
    assert merged[0]["aliases"] == "|".join(sorted(["甲", "乙", "丁"]))


def test_stated_code_wins_over_none():
    assert merge_forms([form("甲"), form("甲"), form("甲", adcode="310114")])[0]["adcode"] == "310114"


names = st.sampled_from(["甲", "甲区", "甲乙区", "乙"])


@given(
    st.lists(st.builds(form, names, names, entity_id=st.sampled_from(["e1", "e2"])), max_size=8), st.randoms()
)
def test_merge_does_not_depend_on_order(forms, random):
    shuffled = random.sample(forms, len(forms))
    assert merge_forms(forms) == merge_forms(shuffled)
