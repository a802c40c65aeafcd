"""Text of a report is text: markup in it does nothing, and characters outside the BMP move no offset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docstruct.corrections.log import Log, locate_log
from docstruct.corrections.users import Users, locate_users
from docstruct.kb.releases import Store
from kb.builders import make_extraction, make_reference

from .serving import log_in, open_browser, serve

PLACE = "𠮷𠮷<img src=x onerror=document.title='owned'><script>document.title='owned'</script>县"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path, str]]:
    kb = tmp_path_factory.mktemp("hostile") / "kb"
    extraction = make_extraction(place=PLACE, company="𠮷<b>机械</b>")
    Store(kb).publish([extraction], reference=make_reference(), fingerprint="v1")
    token = Users(locate_users(kb)).add("<i>王</i>")
    with serve(kb) as server, open_browser() as browser:
        yield log_in(browser, server, token), kb, extraction.report.text


def test_markup_is_shown_and_does_nothing(desk):
    page, _, _ = desk
    page.keyboard.press("o")
    page.wait_for_selector("#dialog[open] article")
    assert PLACE in page.inner_text("#dialog article")
    assert page.query_selector_all("img, #dialog b b, #dialog script, header i") == []
    assert page.title() == "校订台"
    page.keyboard.press("Escape")
    page.keyboard.press(",")
    page.wait_for_selector(".progress")
    assert page.query_selector_all("img, .progress script") == []
    page.keyboard.press(".")
    page.wait_for_selector("#paragraph")
    assert page.faults == []


def test_selected_words_are_anchored_in_code_points(desk):
    page, kb, text = desk
    while "生产总值" not in page.inner_text("#paragraph") or "新厂" not in page.inner_text("#paragraph"):
        before = page.get_attribute("body", "data-current")
        page.keyboard.press("j")
        page.wait_for_selector(f'body:not([data-current="{before}"])', state="attached")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector("#paragraph"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf("新厂");
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 2);
          }
        }"""
    )
    page.keyboard.press("n")
    page.wait_for_selector(".field.editing input")
    page.keyboard.type("新厂")
    page.keyboard.press("Enter")
    page.keyboard.press("v")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.keyboard.press("w")
    page.keyboard.type("座")
    page.wait_for_selector(".choices .at[data-query='座']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".field.editing", state="detached")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-waiting='0']", state="attached")
    (event,) = Log(locate_log(kb)).events()
    assert (event.op, event.target.quote, event.target.start) == ("add", "新厂", text.index("新厂"))
