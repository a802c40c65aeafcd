"""A new annotator's first half hour, by keyboard only, in Chromium; then the release that it became."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from docstruct.corrections.users import Users, locate_users
from docstruct.extraction import extract_file
from docstruct.kb.connection import open_kb
from docstruct.kb.releases import Store
from docstruct.reference import reference_tables
from docstruct.settings import Settings

from .serving import COMMAND, log_in, open_browser, serve

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


class Annotator:
    """Hands on a keyboard: no mouse, and nothing that the page would not show."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def wait(self, selector: str) -> None:
        """Wait for what the page then is; its policy lets no test evaluate code in it either."""
        self.page.wait_for_selector(selector, state="attached")

    @property
    def current(self) -> str:
        return str(self.page.get_attribute("body", "data-current"))

    def move(self, *keys: str) -> str:
        """Press keys that lead to another row; return the id of the one that was left."""
        before = self.current
        self.press(*keys)
        self.wait(f'body:not([data-current="{before}"])')
        return before

    def fix(self, key: str, *then: str, text: str = "") -> str:
        """Open a field by its key, give a value, adopt it, save; return the id of the row."""
        self.press(key)
        self.page.wait_for_selector(".field.editing")
        if text:
            self.type(text)
            if self.page.query_selector(".editor.search"):
                self.wait(f'.choices .at[data-query="{text}"]')
        self.press(*then)
        self.page.wait_for_selector(".field.editing", state="detached")
        return self.move("Enter")

    def settle(self) -> None:
        """Wait until everything is on disk."""
        self.wait("body[data-waiting='0']")


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kb = tmp_path_factory.mktemp("desk") / "kb"
    reports = [extract_file(path, Settings()) for path in sorted(SAMPLES.glob("*.txt"))]
    Store(kb).publish(reports, reference=reference_tables(), fingerprint="v1")
    return kb


@pytest.fixture(scope="module")
def played(kb: Path) -> Iterator[dict[str, Any]]:
    """Thirty rows, published; what was done to which row, and a connection to the release."""
    token = Users(locate_users(kb)).add("新手")
    done: dict[str, Any] = {}
    with serve(kb) as server, open_browser() as browser:
        page = log_in(browser, server, token)
        hands = Annotator(page)
        done["accepted"] = [hands.move("Enter") for _ in range(12)]
        done["fixed"] = play_fixes(hands)
        done["rejected"] = hands.move("x")
        done["undone"] = hands.move("x")
        hands.settle()
        hands.move("u")
        assert hands.current == done["undone"]
        hands.move("j")
        hands.settle()
        done["added"] = play_addition(hands)
        done["rule"] = play_rule(hands)
        done |= play_names(hands)
        hands.settle()
        assert page.faults == []  # type: ignore[attr-defined]
    with open_kb(kb) as before:
        done["before"] = {
            row["obs_id"]: row for row in before.sql("FROM observations").to_arrow_table().to_pylist()
        }
    subprocess.run([*COMMAND, "publish", "--kb", str(kb)], check=True, timeout=600)
    with open_kb(kb) as after:
        done["after"] = {
            row["obs_id"]: row for row in after.sql("FROM observations").to_arrow_table().to_pylist()
        }
        done["mentions"] = {
            row["mention_id"]: row for row in after.sql("FROM mentions").to_arrow_table().to_pylist()
        }
        done["connection"] = after
        yield done


def play_fixes(hands: Annotator) -> dict[str, str]:
    """One row for each field; what is typed differs from what any sample says."""
    return {
        "indicator_text": hands.fix("q", "Enter", text="另一种写法"),
        "indicator_id": hands.fix("i", "Enter", text="rjdqsczz"),
        "value": hands.fix("v", "Enter", text="1234.5亿"),
        "value_high": hands.fix("h", "Enter", text="9876543万亿"),
        "unit_text": hands.fix("w", "Enter", text="立方米"),
        "bound": hands.fix("b", "6"),
        "kind": hands.fix("c", "5"),
        "basis": hands.fix("y", "4"),
        "price_basis": hands.fix("g", "2"),
        "status": hands.fix("s", "2"),
        "commitment": hands.fix("m", "Enter", text="力保"),
        "time_period": hands.fix("t", "Enter", text="2031-Q3"),
        "ref_area": hands.fix("d", "Enter", text="拉萨市"),
        "predicate": hands.fix("p", "Enter", text="跃升至"),
        "base_text": hands.fix("e", "Enter", text="某个总数"),
    }


EXPECTED = {
    "indicator_text": "另一种写法",
    "indicator_id": "gdp_per_capita",
    "value": 123450000000.0,
    "value_high": 9876543e12,
    "unit_text": "立方米",
    "bound": "lt",
    "kind": "gap",
    "basis": "span",
    "price_basis": "nominal",
    "status": "estimate",
    "commitment": "力保",
    "time_period": "2031-Q3",
    "ref_area": "540100",
    "predicate": "跃升至",
    "base_text": "某个总数",
}


def play_addition(hands: Annotator) -> dict[str, str]:
    """Point at two characters of the paragraph by typing them, and say what they are."""
    paragraph = hands.page.inner_text("#paragraph")
    words = re.findall(r"[\u4e00-\u9fff]{2}", re.sub(r"[一二三四五六七八九十百千万亿两]", "，", paragraph))[0]
    hands.press("n")
    hands.page.wait_for_selector(".add-bar input")
    hands.type(words)
    hands.press("Enter")
    hands.page.wait_for_selector(".field.editing")
    hands.type("漏掉的指标")
    hands.press("Enter", "v")
    hands.type("77")
    hands.press("Enter", "w")
    hands.page.wait_for_selector(".editor.search")
    hands.type("座")
    hands.wait(".choices .at[data-query='座']")
    hands.press("Enter")
    hands.page.wait_for_selector(".field.editing", state="detached")
    hands.press("Enter")
    hands.settle()
    return {"words": words}


def play_rule(hands: Annotator) -> dict[str, Any]:
    """This wording always means the life expectancy, in this report; the preview says how many rows that is."""
    wording = hands.page.inner_text(".field:first-child dd span")
    hands.press("r")
    hands.page.wait_for_selector("#dialog[open] .preview p")
    hands.press("i")
    hands.page.wait_for_selector("#dialog .editor.search")
    hands.type("life_expectancy")
    hands.wait(".choices .at[data-query='life_expectancy']")
    hands.press("Enter", "1")
    hands.wait("#dialog .preview[data-series='life_expectancy'][data-scope='report']")
    promised = int(hands.page.inner_text("#dialog .preview b").strip("将改动 条"))
    row_id = hands.current
    hands.press("Enter")
    hands.page.wait_for_selector("#dialog:not([open])", state="attached")
    hands.settle()
    return {"wording": wording, "promised": promised, "row_id": row_id}


def play_names(hands: Annotator) -> dict[str, Any]:
    """Relabel a name, extend another to the right, merge a third with one that is searched for."""
    hands.press(".")
    hands.page.wait_for_selector('body[data-view="names"]', state="attached")
    hands.wait("#record[data-table='mentions']")
    number = "5" if hands.page.inner_text(".field dd span") != "机构" else "2"
    relabelled = hands.fix("c", number)
    extended = hands.current
    hands.press("]")
    hands.move("Enter")
    return {"relabelled": (relabelled, "ORG" if number == "5" else "ZONE"), "extended": extended}


def test_what_was_accepted_is_confirmed(played):
    assert {played["after"][row_id]["review_status"] for row_id in played["accepted"]} == {"confirmed"}


@pytest.mark.parametrize("field", EXPECTED)
def test_fix_of_each_field_is_published(played, field):
    row_id = played["fixed"][field]
    assert played["before"][row_id][field] != EXPECTED[field]
    row = played["after"][row_id]
    assert (row[field], row["review_status"]) == (EXPECTED[field], "corrected")


def test_what_follows_from_a_field_is_published_with_it(played):
    row = played["after"][played["fixed"]["time_period"]]
    assert (row["freq"], str(row["period_end"])) == ("Q", "2031-09-30")
    assert played["after"][played["fixed"]["ref_area"]]["ref_area_name"] == "拉萨市"


def test_what_was_rejected_is_gone(played):
    assert played["rejected"] in played["before"]
    assert played["rejected"] not in played["after"]


def test_what_was_taken_back_is_as_it_was(played):
    row_id = played["undone"]
    assert played["after"][row_id] == played["before"][row_id]


def test_missed_fact_is_there(played):
    (row,) = [row for row in played["after"].values() if row["review_status"] == "added"]
    assert (row["indicator_text"], row["value"], row["unit_text"]) == ("漏掉的指标", 77.0, "座")
    assert row["quantity_text"] == played["added"]["words"]
    assert row["quantity_text"] in row["evidence"]


def test_rule_changed_as_many_rows_as_it_promised(played):
    rows = [row for row in played["after"].values() if row["indicator_id"] == "life_expectancy"]
    changed = [
        row for row in rows if played["before"].get(row["obs_id"], row)["indicator_id"] != "life_expectancy"
    ]
    assert len(changed) == played["rule"]["promised"] > 0
    assert played["rule"]["row_id"] in {row["obs_id"] for row in changed}


def test_name_has_its_new_label(played):
    row_id, label = played["relabelled"]
    assert played["mentions"][row_id]["label"] == label


def test_name_is_longer_by_a_character(played):
    row = played["mentions"][played["extended"]]
    assert row["review_status"] == "corrected"
    assert len(row["text"]) == row["char_end"] - row["char_start"]


def test_every_event_is_named_by_the_cell_it_changed(played):
    rows = [row for row in played["after"].values() if row["review_status"] == "corrected"]
    assert all(row["correction_id"] for row in rows)
