from __future__ import annotations

import pytest

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.compare import compare
from docstruct.kb.connection import open_kb
from docstruct.kb.plot import find_font, plot_comparison

from .builders import make_extraction


@pytest.fixture
def connection(store, publish):
    publish(
        make_extraction("310115", "乙区", 2025, growth="6.1"),
        *(make_extraction(year=year, growth=str(5 + year / 10)) for year in range(2021, 2026)),
    )
    return open_kb(store.kb)


@pytest.fixture
def font():
    try:
        return find_font()
    except KnowledgeBaseError:
        pytest.skip("no font with Chinese characters is installed")


@pytest.mark.usefixtures("font")
def test_same_comparison_gives_the_same_svg(connection, tmp_path):
    for name in ("one.svg", "two.svg"):
        plot_comparison(compare(connection, "gdp"), tmp_path / name, title="增速")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("region", ["310114", None])
def test_every_character_has_a_glyph(connection, tmp_path, region, recwarn):
    plot_comparison(compare(connection, "gdp", region=region), tmp_path / "p.png", title="地区生产总值增速")
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_no_chinese_font_says_which_to_install(monkeypatch):
    monkeypatch.setattr("matplotlib.font_manager.fontManager.ttflist", [])
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    with pytest.raises(KnowledgeBaseError, match="fonts-noto-cjk"):
        find_font()


def test_figures_of_several_kinds_are_refused(store, publish, tmp_path):
    extraction = make_extraction()
    level = extraction.observations[0].model_copy(update={"kind": "level", "basis": None, "obs_id": "level"})
    publish(extraction.model_copy(update={"observations": (*extraction.observations, level)}))
    with pytest.raises(KnowledgeBaseError, match="--kind"):
        plot_comparison(compare(open_kb(store.kb), "gdp"), tmp_path / "p.svg", title="x")


def test_nothing_to_draw_is_told(connection, tmp_path):
    with pytest.raises(KnowledgeBaseError, match="Nothing to draw"):
        plot_comparison(compare(connection, "gdp", kind="share"), tmp_path / "p.svg", title="x")


def test_other_picture_formats_are_refused(connection, tmp_path):
    with pytest.raises(KnowledgeBaseError, match=r"\.svg and \.png"):
        plot_comparison(compare(connection, "gdp"), tmp_path / "p.jpg", title="x")
