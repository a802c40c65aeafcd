"""Kind, basis, bound, status, period and commitment of each figure, from its frame and its section."""

from __future__ import annotations

import re

from docstruct.pipes.frames import Fact, Frame
from docstruct.pipes.qualifiers import patterns
from docstruct.pipes.qualifiers.kinds import set_basis, set_kind
from docstruct.pipes.qualifiers.periods import Setting, set_times


def qualify(text: str, frames: list[Frame], setting: Setting) -> list[Fact]:
    """One fact a frame, all fields set but the indicator.

    Parameters
    ----------
    text : str
        Width-folded document text.
    frames : list of Frame
        The frames of one sentence, in order.
    setting : Setting
        Role of the section and the report's calendar.
    """
    facts = [Fact(frame, unit_text=frame.quantity.unit_text, bound=frame.quantity.bound) for frame in frames]
    for index, fact in enumerate(facts):
        following = facts[index + 1].frame if index + 1 < len(facts) else None
        set_kind(text, fact, following)
        set_basis(text, fact)
    set_times(text, facts, setting)
    for fact in facts:
        if fact.kind == "level" and "/" in fact.period and len(fact.period) == 9 and _adds(fact.frame):
            fact.kind = "delta"  # 五年新增养老床位2.65万张 (guidelines, section 4)
        fact.commitment = _find_commitment(text, fact) if fact.status == "target" else None
    return facts


def _adds(frame: Frame) -> bool:
    return frame.verb.startswith(("新增", "净增")) or any(
        w.startswith(("新增", "净增")) for _, w in frame.tails
    )


_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")


def _find_commitment(text: str, fact: Fact) -> str | None:
    frame = fact.frame
    clause = _QUOTED.sub(lambda quoted: "“" * len(quoted.group()), text[frame.left[0] : frame.quantity.start])
    m = patterns.COMMITMENT.search(clause)
    if m is None and frame.context[0] < frame.context[1]:
        m = patterns.COMMITMENT.search(text, frame.context[0], frame.context[1])
        if m is not None and m.group() in ("坚决", "必须", "务必", "安排"):
            return None  # 坚决遏制…，淘汰落后产能500项: it belongs to the other verb
    return m.group() if m else None
