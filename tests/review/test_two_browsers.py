"""Two people at one fact at once: both words are kept, and what they differ in is published as disputed."""

from __future__ import annotations

from pathlib import Path

from docstruct.corrections.log import Log, locate_log
from docstruct.corrections.users import Users, locate_users
from docstruct.kb.connection import open_kb
from docstruct.kb.releases import Store
from kb.builders import make_extraction, make_reference

from .serving import log_in, open_browser, serve
from .test_browser import Annotator


def test_two_people_at_one_fact_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "kb")
    store.publish([make_extraction()], reference=make_reference(), fingerprint="v1")
    users = Users(locate_users(store.kb))
    tokens = [users.add(name) for name in ("王", "李")]
    with serve(store.kb) as server, open_browser() as browser:
        hands = [Annotator(log_in(browser, server, token)) for token in tokens]
        (row,) = {one.current for one in hands}
        # both have the row open, with its field, before either saves
        for one in hands:
            one.press("c")
            one.page.wait_for_selector(".field.editing")
        for one, choice in zip(hands, "35", strict=True):
            one.press(choice)
            one.page.wait_for_selector(".field.editing", state="detached")
        # one after the other to the disk: which of two words at once comes first is the server's to say
        for one in hands:
            one.move("Enter")
            one.settle()
    said = {(event.actor, event.field, event.new) for event in Log(locate_log(store.kb)).events()}
    assert {("王", "kind", "delta"), ("李", "kind", "gap")} <= said
    store.publish([make_extraction()], reference=make_reference(), fingerprint="v1")
    with open_kb(store.kb) as connection:
        found = connection.execute(
            "SELECT kind, review_status FROM observations WHERE obs_id = ?", [row]
        ).fetchall()
    # the last value that nobody disputed: the first word
    assert found == [("delta", "disputed")]
