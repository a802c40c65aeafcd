"""A comparison as a picture: a ranking of places with target against outcome, or lines over years."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.figures import format_figure
from docstruct.kb.vocabularies import CHINESE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = dict[str, Any]

#: families that hold Chinese, best first; where none is installed any font with the characters will do
_FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Noto Sans CJK JP", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Noto Serif CJK SC", "SimSun",
    "Arial Unicode MS",
)  # fmt: skip
_REGULAR = 400
_PROBE = "增长率实际目标"
_MOST_LINES = 6
_OUTCOME, _ESTIMATE, _TARGET = "#3b6fb6", "#a9c3e6", "#d9541e"
_FORMATS = {".svg", ".png"}


def plot_comparison(comparison: pa.Table, path: Path, *, title: str) -> None:
    """Draw the chosen figures of a comparison.

    Up to six places with three years or more become lines over years; anything else a ranking of places by their
    latest outcome, with the latest target as a mark.

    Parameters
    ----------
    comparison : pyarrow.Table
        From :func:`docstruct.kb.compare.compare`, of one kind.
    path : Path
        ``.svg`` or ``.png``.
    title : str
        Title of the picture.

    Raises
    ------
    KnowledgeBaseError
        Nothing to draw, figures of several kinds, another format, or no font with Chinese characters.
    """
    if path.suffix not in _FORMATS:
        raise KnowledgeBaseError(f"No picture format {path.suffix!r}; there are .svg and .png.")
    rows = [row for row in comparison.to_pylist() if row["chosen"] and len(row["time_period"]) == 4]
    if not rows:
        raise KnowledgeBaseError("Nothing to draw: the comparison holds no figure of a whole year.")
    sorts = sorted({(row["kind"], row["basis"] or "", row["unit_name"]) for row in rows})
    if len(sorts) > 1:
        found = "; ".join(" ".join(filter(None, sort)) for sort in sorts)
        raise KnowledgeBaseError(
            f"One picture shows one sort of figure, here are {found}. Choose with --kind."
        )

    import matplotlib as mpl
    from matplotlib.figure import Figure

    places = {row["ref_area"] for row in rows}
    years = {row["time_period"] for row in rows}
    as_lines = len(places) <= _MOST_LINES and len(years) >= 3
    look: Any = {
        "font.family": [find_font(), "sans-serif"],
        "axes.unicode_minus": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "docstruct",
    }
    with mpl.rc_context(look):
        figure = Figure(
            figsize=(9, 5.2) if as_lines else (8.5, 1.6 + 0.36 * len(places)), layout="constrained"
        )
        axes = figure.subplots()
        (_draw_lines if as_lines else _draw_ranking)(axes, rows)
        axes.set_title(title, loc="left", fontsize=14, pad=12)
        axes.spines[["top", "right"]].set_visible(False)
        figure.supxlabel(
            "来源：各地政府工作报告。≈ 左右，≥ 以上，≤ 以内，> 超过。",
            fontsize=8,
            color="#667085",
            x=0.01,
            ha="left",
        )
        metadata = {"Date": None} if path.suffix == ".svg" else None
        figure.savefig(path, dpi=160, metadata=metadata)


def name_picture(series: str, comparison: pa.Table) -> str:
    """Return a title: the series and, unless figures are levels, their kind."""
    kinds = {row["kind"] for row in comparison.select(["kind"]).to_pylist()} - {"level"}
    return " ".join([series, *(CHINESE["kind"][kind] for kind in sorted(kinds))])


def find_font() -> str:
    """Return the family name of an installed font with Chinese characters.

    Raises
    ------
    KnowledgeBaseError
        There is none; names one to install.
    """
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    known = {entry.name for entry in font_manager.fontManager.ttflist if entry.weight == _REGULAR}
    for family in _FAMILIES:
        if family in known:
            return family
    # matplotlib knows the fonts of the day on which it first ran; look at those there are now, bold ones last
    fonts = [(file, FT2Font(file)) for file in sorted(font_manager.findSystemFonts())]
    for file, font in sorted(fonts, key=lambda found: "regular" not in found[1].style_name.casefold()):
        if all(font.get_char_index(ord(char)) for char in _PROBE):
            font_manager.fontManager.addfont(file)
            return str(font.family_name)
    raise KnowledgeBaseError(
        "No font with Chinese characters is installed. Install one, e.g. fonts-noto-cjk (Debian, Ubuntu) or "
        "google-noto-sans-cjk-fonts (Fedora), and draw again."
    )


def _draw_ranking(axes: Axes, rows: list[Row]) -> None:
    latest: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: row["time_period"]):
        latest.setdefault(row["ref_area"], {})["target" if row["status"] == "target" else "outcome"] = row

    def rank(place: str) -> tuple[float, float]:
        outcome, target = (
            latest[place].get(side, {}).get("value", float("-inf")) for side in ("outcome", "target")
        )
        return (outcome if outcome != float("-inf") else target, target)

    order = sorted(latest, key=rank)
    names = [next(iter(latest[place].values()))["region"] for place in order]
    axes.set_yticks(range(len(order)), names)
    axes.tick_params(axis="y", length=0)
    axes.margins(y=0.02)
    axes.grid(axis="x", color="#e4e7ec")
    axes.set_axisbelow(True)
    shown = [row for sides in latest.values() for row in sides.values()]
    widest = max(abs(row["value"]) for row in shown) or 1.0
    labelled: set[str] = set()
    for height, place in enumerate(order):
        outcome, target = latest[place].get("outcome"), latest[place].get("target")
        if outcome:
            estimate = outcome["status"] == "estimate"
            label = _label(outcome)
            axes.barh(
                height, outcome["value"], height=0.62, color=_ESTIMATE if estimate else _OUTCOME,
                label=label if label not in labelled else None,
            )  # fmt: skip
            labelled.add(label)
            axes.text(widest * 0.012, height, _figure(outcome), va="center", ha="left", fontsize=9,
                      color="#1d2129" if estimate else "white")  # fmt: skip
        if target:
            label = _label(target)
            axes.plot(
                target["value"], height, marker="D", markersize=7, color=_TARGET, linestyle="none", clip_on=False,
                label=label if label not in labelled else None,
            )  # fmt: skip
            labelled.add(label)
            if target["value_high"] is not None:
                axes.hlines(height, target["value"], target["value_high"], color=_TARGET, linewidth=3)
            reach = max(target["value"], outcome["value"] if outcome else target["value"])
            axes.text(reach + widest * 0.025, height, _figure(target), va="center", fontsize=9, color=_TARGET)
    axes.set_xlim(right=max(row["value"] for row in shown) + widest * 0.16)
    axes.set_xlabel(rows[0]["unit_name"])
    handles, labels = axes.get_legend_handles_labels()
    # outcomes by year before targets
    ordered = sorted(
        zip(labels, handles, strict=True), key=lambda item: (CHINESE["status"]["target"] in item[0], item[0])
    )
    axes.legend(
        [handle for _, handle in ordered], [label for label, _ in ordered],
        loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False,
    )  # fmt: skip


def _draw_lines(axes: Axes, rows: list[Row]) -> None:
    import matplotlib as mpl

    colours = mpl.color_sequences["tab10"]
    places = sorted({(row["ref_area"], row["region"]) for row in rows})
    for number, (place, name) in enumerate(places):
        colour = colours[number % len(colours)]
        for side, style in (("outcome", "-"), ("target", "--")):
            points = {
                int(row["time_period"]): row
                for row in rows
                if row["ref_area"] == place and (row["status"] == "target") == (side == "target")
            }
            if not points:
                continue
            hollow = side == "target"
            span = range(min(points), max(points) + 1)
            # a year without a figure breaks the line, so that nothing is read into the gap
            heights = [points[year]["value"] if year in points else float("nan") for year in span]
            axes.plot(
                span, heights, style, color=colour, marker="o", markerfacecolor="white" if hollow else colour,
                label=f"{name} {CHINESE['side'][side]}",
            )  # fmt: skip
            if len(places) <= 2:
                others = {int(row["time_period"]): row["value"] for row in rows
                          if row["ref_area"] == place and (row["status"] == "target") != hollow}  # fmt: skip
                for year, row in points.items():
                    # the higher of two figures is labelled above, the lower below
                    above = row["value"] > others.get(year, float("-inf")) or (
                        hollow and row["value"] == others[year]
                    )
                    axes.annotate(_figure(row), (year, row["value"]), textcoords="offset points", fontsize=8.5,
                                  xytext=(0, 9 if above else -16), ha="center", color=colour)  # fmt: skip
    years = sorted({int(row["time_period"]) for row in rows})
    axes.set_xticks(range(years[0], years[-1] + 1))
    axes.margins(x=0.05, y=0.15)
    axes.grid(axis="y", color="#e4e7ec")
    axes.set_ylabel(rows[0]["unit_name"])
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)


def _label(row: Row) -> str:
    return f"{row['time_period']}年{CHINESE['status'][row['status']]}"


def _figure(row: Row) -> str:
    return format_figure(row | {"unit": row["unit_name"]})
