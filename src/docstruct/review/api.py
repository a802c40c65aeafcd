"""What the page asks of the desk, and what it may write."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from docstruct.corrections.events import Event
from docstruct.corrections.users import User
from docstruct.kb.vocabularies import CHINESE
from docstruct.review import decisions
from docstruct.review.base import Document, TableName
from docstruct.review.choices import search
from docstruct.review.decisions import Message
from docstruct.review.desk import Desk
from docstruct.review.endpoints import Endpoint, Forbidden, Missing
from docstruct.review.items import show_item, show_reading, show_report
from docstruct.review.progress import count_progress, list_feed
from docstruct.review.queue import QueueQuery
from docstruct.review.rules import preview_rule
from docstruct.review.suggestions import suggest_fact

Json = dict[str, Any]


class Nothing(Message):
    """No parameters."""


class ItemsQuery(Message):
    """Several rows, ids joined by commas."""

    ids: Annotated[str, Field(min_length=1, max_length=4000)]


class ReportQuery(Message):
    """One report."""

    report_id: decisions.Id


class ChoiceQuery(Message):
    """What a field can hold, and what is typed so far."""

    of: Literal["indicators", "units", "places", "entities"]
    q: Annotated[str, Field(max_length=50)] = ""


class SpanQuery(Message):
    """A stretch of a report."""

    report_id: decisions.Id
    start: decisions.Offset
    end: decisions.Offset


class PreviewQuery(Message):
    """A rule that is thought of."""

    wording: Annotated[str, Field(min_length=1, max_length=100)]
    indicator_id: decisions.Id
    scope: Literal["report", "place", "all"]
    row_id: decisions.Id


def get_boot(desk: Desk, user: User, sent: Nothing) -> Json:
    """Who is here, which release, and the words of every vocabulary."""
    return {
        "user": {"name": user.name, "adjudicator": user.adjudicator},
        "release": desk.base.release_id,
        "words": CHINESE,
        "reports": [show_report(document.report) for document in desk.base.documents.values()],
        "headline": [[key, desk.base.indicators[key]["name"]] for key in sorted(desk.base.headline)],
    }


def get_queue(desk: Desk, user: User, sent: QueueQuery) -> Json:
    """List the next rows of the queue."""
    return desk.queue.list_rows(sent, user, desk.settings.review.page_rows, sample=desk.draw_sample(user))


def get_items(desk: Desk, user: User, sent: ItemsQuery) -> list[Json]:
    """Return some rows whole, as many as one page of the queue at most."""
    ids = dict.fromkeys(sent.ids.split(","))
    shown = (show_item(desk.ledger, row_id, user) for row_id in list(ids)[: desk.settings.review.page_rows])
    return [item for item in shown if item is not None]


def get_reading(desk: Desk, user: User, sent: ReportQuery) -> Json:
    """Return a whole report with everything found in it."""
    return show_reading(desk.ledger, _document(desk, sent.report_id), user)


def get_choices(desk: Desk, user: User, sent: ChoiceQuery) -> list[Json]:
    """Search what a field can hold, by name, alias, id or pinyin initials."""
    found = search(desk.list_choices(sent.of), sent.q, desk.settings.review.choices)
    return [{"id": choice.id, "name": choice.name, "detail": choice.detail} for choice in found]


def get_suggestion(desk: Desk, user: User, sent: SpanQuery) -> Json:
    """Guess the fields of a missed fact from its words and its neighbours."""
    return suggest_fact(desk.ledger, _document(desk, sent.report_id), sent.start, sent.end)


def get_preview(desk: Desk, user: User, sent: PreviewQuery) -> Json:
    """List what a rule would change."""
    _, row = _row(desk, sent.row_id)
    return preview_rule(
        desk.ledger, sent.wording, sent.indicator_id, sent.scope, row, limit=desk.settings.review.preview_rows
    )


def get_progress(desk: Desk, user: User, sent: Nothing) -> Json:
    """Count what is done, by report and by person."""
    return count_progress(desk.ledger)


def get_feed(desk: Desk, user: User, sent: Nothing) -> list[Json]:
    """List who did what, the latest first."""
    return list_feed(desk.ledger, user, desk.settings.review.feed_rows)


def post_decision(desk: Desk, user: User, sent: decisions.Decision) -> Json:
    """Accept, fix or reject a row."""
    table, _ = _row(desk, sent.row_id)
    standing = desk.ledger.judge(sent.row_id, user)
    document = _document(desk, standing.row["report_id"])
    stored = desk.store(decisions.write_decision(sent, user.name, standing, table, document, desk.base))
    return _acknowledge(desk, user, stored, sent.row_id)


def post_addition(desk: Desk, user: User, sent: decisions.Addition) -> Json:
    """Add a fact or a name that was missed."""
    document = _document(desk, sent.report_id)
    stored = desk.store(decisions.write_addition(sent, user.name, document, desk.base))
    return _acknowledge(desk, user, stored, desk.ledger.rows_of.get(stored[0].event_id))


def post_rule(desk: Desk, user: User, sent: decisions.Ruling) -> Json:
    """Rule that a wording always means one series."""
    _, row = _row(desk, sent.row_id)
    document = _document(desk, row["report_id"])
    return _acknowledge(
        desk, user, desk.store(decisions.write_ruling(sent, user.name, row, document, desk.base))
    )


def post_merging(desk: Desk, user: User, sent: decisions.Merging) -> Json:
    """Say that two entities are one."""
    return _acknowledge(desk, user, desk.store(decisions.write_merging(sent, user.name, desk.base)))


def post_retraction(desk: Desk, user: User, sent: decisions.Retraction) -> Json:
    """Take back what one did."""
    row_id = desk.ledger.rows_of.get(str(sent.undoes))
    stored = desk.store(decisions.write_retraction(sent, user.name, desk.log))
    return _acknowledge(desk, user, stored, row_id)


def post_adjudication(desk: Desk, user: User, sent: decisions.Adjudication) -> Json:
    """Settle a dispute."""
    if not user.adjudicator:
        raise Forbidden("只有裁定人可以裁定争议。")
    table, _ = _row(desk, sent.row_id)
    row = desk.ledger.judge(sent.row_id, user).row
    document = _document(desk, row["report_id"])
    stored = desk.store(decisions.write_adjudication(sent, user.name, row, table, document, desk.base))
    return _acknowledge(desk, user, stored, sent.row_id)


ENDPOINTS = (
    Endpoint("GET", "/api/boot", "Who is here, and all vocabularies", Nothing, get_boot),
    Endpoint("GET", "/api/queue", "The next rows that are worth a look", QueueQuery, get_queue),
    Endpoint("GET", "/api/items", "Some rows, whole", ItemsQuery, get_items),
    Endpoint("GET", "/api/reading", "A whole report, marked up", ReportQuery, get_reading),
    Endpoint("GET", "/api/choices", "What a field can hold", ChoiceQuery, get_choices),
    Endpoint("GET", "/api/suggestion", "A first guess at a missed fact", SpanQuery, get_suggestion),
    Endpoint("GET", "/api/preview", "What a rule would change", PreviewQuery, get_preview),
    Endpoint("GET", "/api/progress", "What is done, by report and person", Nothing, get_progress),
    Endpoint("GET", "/api/feed", "Who did what", Nothing, get_feed),
    Endpoint("POST", "/api/decisions", "Accept, fix or reject", decisions.Decision, post_decision),
    Endpoint("POST", "/api/additions", "Add what was missed", decisions.Addition, post_addition),
    Endpoint("POST", "/api/rules", "This wording means that series", decisions.Ruling, post_rule),
    Endpoint("POST", "/api/mergings", "Two entities are one", decisions.Merging, post_merging),
    Endpoint("POST", "/api/retractions", "Take back", decisions.Retraction, post_retraction),
    Endpoint("POST", "/api/adjudications", "Settle a dispute", decisions.Adjudication, post_adjudication),
)


def _row(desk: Desk, row_id: str) -> tuple[TableName, Json]:
    found = desk.ledger.find(row_id)
    if found is None:
        raise Missing(f"没有 {row_id} 这一条；可能已发布新版本，请刷新。")
    return found


def _document(desk: Desk, report_id: str) -> Document:
    document = desk.base.documents.get(report_id)
    if document is None:
        raise Missing(f"没有报告 {report_id}；可能已发布新版本，请刷新。")
    return document


def _acknowledge(desk: Desk, user: User, stored: list[Event], row_id: str | None = None) -> Json:
    """Tell the page what is on disk, and how the row stands now."""
    return {
        "event_ids": [event.event_id for event in stored],
        "item": show_item(desk.ledger, row_id, user) if row_id else None,
    }
