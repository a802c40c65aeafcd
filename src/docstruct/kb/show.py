"""One report with its records in place: an outline for the terminal, a page for the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
from rich.markup import escape

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.figures import format_figure
from docstruct.kb.vocabularies import CHINESE

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report and the rows that belong to it, each list in text order.

    ``entities`` are those of its mentions and subjects by id; ``places`` names the codes that these refer to.
    """

    report: Row
    text: str
    sections: list[Row]
    observations: list[Row]
    mentions: list[Row]
    entities: dict[str, Row]
    places: dict[str, str]


def find_report(connection: duckdb.DuckDBPyConnection, words: str) -> str:
    """Return the id of the report that an id, the beginning of one, or a part of title or file name means.

    Raises
    ------
    KnowledgeBaseError
        None or several; lists candidates.
    """
    rows = connection.execute(
        """SELECT report_id, title, source_name FROM reports JOIN documents USING (report_id)
           WHERE report_id = $1 OR starts_with(report_id, $1) OR contains(title, $1) OR contains(source_name, $1)
           ORDER BY report_id""",
        [words],
    ).fetchall()
    exact = [row for row in rows if row[0] == words]
    found = exact or rows
    if len(found) == 1:
        return str(found[0][0])
    if not found:
        some = connection.execute(
            "SELECT report_id, title FROM reports ORDER BY report_id LIMIT 5"
        ).fetchall()
        raise KnowledgeBaseError(f"No report {words!r}. There are, among others: {_list_reports(some)}.")
    raise KnowledgeBaseError(
        f"{words!r} means {len(found)} reports: {_list_reports(found[:10])}. Give one id."
    )


def read_report(connection: duckdb.DuckDBPyConnection, report_id: str) -> ReportView:
    """Read a report with its sections, observations and mentions."""

    def rows(table: str, order: str) -> list[Row]:
        statement = f"SELECT * FROM {table} WHERE report_id = ? ORDER BY {order}"
        found: list[Row] = connection.sql(statement, params=[report_id]).to_arrow_table().to_pylist()
        return found

    entities: list[Row] = (
        connection.sql(
            """SELECT * FROM entities WHERE entity_id IN (
                 SELECT entity_id FROM mentions WHERE report_id = $1
                 UNION SELECT subject_entity_id FROM observations WHERE report_id = $1)""",
            params=[report_id],
        )
        .to_arrow_table()
        .to_pylist()
    )
    codes = {code for row in entities for code in (row["parent_adcode"], *_split(row["candidates"])) if code}
    names = connection.execute(
        """SELECT ref_area, concat_ws(' ', nullif(city, name), name) FROM regions
           WHERE list_contains(?::VARCHAR[], ref_area)""",
        [sorted(codes)],
    ).fetchall()
    document = rows("documents", "report_id")[0]
    return ReportView(
        report=rows("reports", "report_id")[0] | {"source_name": document["source_name"]},
        text=document["text"],
        sections=rows("sections", "char_start, level, section_id"),
        observations=rows("observations", "char_start, char_end, obs_id"),
        mentions=rows("mentions", "char_start, char_end, mention_id"),
        entities={row["entity_id"]: row for row in entities},
        places=dict(names),
    )


def _split(codes: str | None) -> list[str]:
    return codes.split("|") if codes else []


def outline(view: ReportView) -> str:
    """Return the outline of a report as text with rich markup: sections, and in each its facts and names in order.

    Parameters
    ----------
    view : ReportView
        From :func:`read_report`.
    """
    report = view.report
    lines = [
        f"[bold]{escape(report['title'])}[/bold]",
        f"[dim]{report['report_id']} · {escape(report['ref_area_name'])} {report['ref_area'] or ''} · "
        f"{report['time_period']} · {len(view.observations)} 条事实 · {len(view.mentions)} 处实体[/dim]",
    ]
    by_section: dict[str | None, list[tuple[int, str, Row]]] = {}
    for kind, rows in (("fact", view.observations), ("name", view.mentions)):
        for row in rows:
            by_section.setdefault(row["section_id"], []).append((row["char_start"], kind, row))
    known = {section["section_id"] for section in view.sections}
    lines += _list_items([item for key in by_section.keys() - known for item in by_section[key]], indent=2)
    for section in view.sections:
        indent = 2 * (section["level"] - 1)
        heading = escape(section["heading"]) or "（无标题）"
        role = CHINESE["role"][section["role"]]
        lines.append(f"{' ' * indent}[bold]{heading}[/bold] [magenta]〔{role}〕[/magenta]")
        lines += _list_items(by_section.get(section["section_id"], []), indent=indent + 2)
    return "\n".join(lines)


def _list_items(items: list[tuple[int, str, Row]], *, indent: int) -> list[str]:
    lines: list[str] = []
    names: list[str] = []
    for _, kind, row in sorted(items, key=lambda item: (item[0], item[1])):
        if kind == "name":
            names.append(f"{escape(row['text'])}[dim]·{CHINESE['label'][row['label']]}[/dim]")
            continue
        if names:
            lines.append(f"{' ' * indent}[green]◦[/green] {'，'.join(names)}")
            names = []
        lines.append(f"{' ' * indent}• {_describe_fact(row)}")
    if names:
        lines.append(f"{' ' * indent}[green]◦[/green] {'，'.join(names)}")
    return lines


def _describe_fact(row: Row) -> str:
    words = [CHINESE["basis"].get(row["basis"] or "", ""), CHINESE["kind"][row["kind"]]]
    figure = format_figure(row | {"unit": row["unit_text"]})
    name = f" [cyan]{row['indicator_id']}[/cyan]" if row["indicator_id"] else ""
    return (
        f"{escape(row['indicator_text'])}{name} {''.join(words)} [yellow]{escape(figure)}[/yellow] "
        f"[dim]{CHINESE['status'][row['status']]} {row['time_period']} @{row['char_start']}[/dim]"
    )


def _list_reports(rows: list[Any]) -> str:
    return "; ".join(f"{row[0]} ({row[1]})" for row in rows)
