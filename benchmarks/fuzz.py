"""Fuzzers of the readers, the quantity grammar and the whole extraction, guided by coverage.

    pip install atheris
    python benchmarks/fuzz.py TARGET --seconds 1800 --findings out/fuzz

TARGET: ``bytes`` (any file), ``docx`` (the XML inside), ``html``, ``quantities`` and ``report`` (text made of the words
of the genre). An input is kept where something else than a refusal is raised, an invariant breaks, or it takes longer
than a second; one file a place in the code, so that a finding is not drowned by its repetitions.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["docstruct", "legacy_doc"]):
    from docstruct.errors import QuarantineError
    from docstruct.extraction import extract
    from docstruct.kb.rows import build_rows
    from docstruct.pipes.quantities.logic import match
    from docstruct.readers import read_bytes
    from docstruct.settings import Settings

SETTINGS = Settings()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>增长5%</w:t><w:tab/></w:r><w:del/></w:p>"
#: What mutation of bytes would hardly come upon by itself: one valid document, and the words of its language.
SEEDS = {
    "docx": f"<w:document {W}><w:body>{PARAGRAPH}<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl></w:body></w:document>",
    "html": "<h1>工作报告</h1><p>增长<b>5%</b></p><table><tr><td>1<td rowspan=2>2</table><script>x</script><ul><li>a</ul>",
}
TOKENS = {
    "docx": "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:numPr> <w:ilvl/> "
    "<w:numId/> w:val= <w:gridSpan/> <w:vMerge/> <w:txbxContent> <w:footnoteReference/> <w:sdt> <w:ins> <w:br/> &lt;",
    "html": "<table> </table> <tr> <td> rowspan= colspan= <div> </div> <p> <br> <li> <ol> <script> <style> <!-- --> "
    "<title> <meta> <iframe> <svg> <template> <select> <a> href= class= id= share nav footer &nbsp; &#0; &#xFFFE;",
}
SLOW_SECONDS = 1.0
HEAD = (
    "2025年上海市政府工作报告\n各位代表：现在，我代表市人民政府，向大会报告工作。\n一、2024年工作回顾\n"
    + ("一年来，全市上下团结奋斗，各项事业取得新的成绩。\n" * 10)
)
WORDS = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "9",
    "10",
    "2024",
    "2025",
    ".",
    ",",
    "，",
    "。",
    "、",
    "；",
    "：",
    "%",
    "％",
    "‰",
    "∶",
    ":",
    "/",
    "—",
    "-",
    "~",
    "至",
    "到",
    "和",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "\n",
    "一",
    "二",
    "三",
    "五",
    "九",
    "零",
    "〇",
    "两",
    "几",
    "半",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "万亿",
    "多",
    "余",
    "来",
    "成",
    "倍",
    "翻番",
    "翻一番",
    "翻两番",
    "分之",
    "百分之",
    "百分点",
    "个百分点",
    "元",
    "亿元",
    "万人",
    "公里",
    "平方公里",
    "公顷",
    "万亩",
    "亿斤",
    "吨",
    "千瓦时",
    "个",
    "家",
    "项",
    "件",
    "所",
    "套",
    "户",
    "人次",
    "名",
    "位",
    "增长",
    "下降",
    "提高",
    "减少",
    "增加",
    "增长到",
    "由",
    "从",
    "比",
    "比上年",
    "同比",
    "年均",
    "累计",
    "分别",
    "其中",
    "达到",
    "超过",
    "突破",
    "约",
    "近",
    "左右",
    "以上",
    "以下",
    "以内",
    "不低于",
    "不超过",
    "预期",
    "力争",
    "确保",
    "完成",
    "实现",
    "新增",
    "建成",
    "占",
    "比重",
    "排名",
    "第",
    "位居",
    "全国",
    "全省",
    "全市",
    "上海市",
    "浦东新区",
    "江苏省",
    "苏州工业园区",
    "生产总值",
    "地区生产总值",
    "一般公共预算收入",
    "城镇新增就业",
    "居民人均可支配收入",
    "粮食产量",
    "进出口总额",
    "年",
    "月",
    "日",
    "去年",
    "今年",
    "上半年",
    "一季度",
    "“十四五”",
    "期间",
    "以来",
    "１",
    "２",
    "％",
    "３．５",
    "1,234",
    "12.3",
    "A",
    "5G",
    "GDP",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "各位代表",
]


def read_any(data: bytes) -> None:
    """Read bytes as a file of any kind."""
    raw = read_bytes(data, source_name="f", source_uri="f", settings=SETTINGS.reader)
    assert len(raw.text) <= SETTINGS.reader.max_chars
    assert all(char.isprintable() or char.isspace() for char in raw.text if char < "\x80")
    raw.text.encode()


def read_docx_body(data: bytes) -> None:
    """Read bytes as the XML inside a docx."""
    name = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxml'
            f'formats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{name}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", data)
    read_any(file.getvalue())


def read_page(data: bytes) -> None:
    """Read bytes as a web page."""
    read_any(b"<!DOCTYPE html><html><body>" + data)


def phrase(data: bytes) -> str:
    """Make text of the words of the genre, a word a byte."""
    return "".join(WORDS[byte % len(WORDS)] for byte in data)


def find_quantities(data: bytes) -> None:
    """Find the quantities of a text made of the words of the genre."""
    text = phrase(data)
    end = 0
    for found in match(text):
        assert end <= found.start < found.end <= len(text), "quantities overlap or leave the text"
        assert text[found.start : found.end] == found.text, "a quantity is not where it says"
        assert found.value.is_finite() and (found.high is None or found.high.is_finite())
        assert found.left_bound <= found.start and found.right_bound >= found.end
        end = found.end


def extract_text(data: bytes) -> None:
    """Extract a report made of the words of the genre, up to the rows of the tables."""
    found = extract(HEAD + phrase(data), source_name="2025年上海市政府工作报告.txt", settings=SETTINGS)
    text = found.report.text
    for observation in found.observations:
        assert text[observation.char_start : observation.char_end] == observation.quantity_text
    build_rows(found, fingerprint="fuzz", as_of=None)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "bytes": read_any,
    "docx": read_docx_body,
    "html": read_page,
    "quantities": find_quantities,
    "report": extract_text,
}


class Recorder:
    """Runs a target and keeps the inputs that it does not bear."""

    def __init__(self, target: Callable[[bytes], None], folder: Path) -> None:
        self.target = target
        self.folder = folder
        self.seen: Counter[str] = Counter()

    def __call__(self, data: bytes) -> None:
        """Try one input."""
        started = time.process_time()
        try:
            self.target(data)
        except QuarantineError:
            pass
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            self.keep(f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}", data, repr(error))
        if time.process_time() - started > SLOW_SECONDS:
            self.keep("slow", data, f"{time.process_time() - started:.1f} s")

    def keep(self, name: str, data: bytes, message: str) -> None:
        """Keep the first of a kind, and any shorter one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        self.seen[name] += 1
        if not path.exists() or path.stat().st_size > len(data):
            path.write_bytes(data)
            path.with_suffix(".txt").write_text(message[:2000] + "\n" + phrase(data)[:2000], "utf-8")


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--findings", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--seeds", type=Path, nargs="*", default=[Path("corpus/samples")])
    asked = parser.parse_args()
    corpus = asked.findings / f"{asked.target}.corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    recorder = Recorder(TARGETS[asked.target], asked.findings / asked.target)
    recorder(b"")
    if asked.target in SEEDS:
        (corpus / "seed").write_text(SEEDS[asked.target], "utf-8")
    dictionary = asked.findings / f"{asked.target}.dict"
    words = [word.replace('"', "") for word in TOKENS.get(asked.target, "0").split()]
    dictionary.write_text("".join(f'"{word}"\n' for word in words), "utf-8")
    longest = {"bytes": 100_000, "docx": 8192, "html": 8192}.get(asked.target, 512)
    limits = ["-timeout=60", "-rss_limit_mb=3072", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            *map(str, asked.seeds if asked.target == "bytes" else []),
            f"-dict={dictionary}",
            f"-max_len={longest}",
            f"-max_total_time={asked.seconds}",
            f"-artifact_prefix={asked.findings}/{asked.target}-",
            *limits,
        ],
        recorder,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
