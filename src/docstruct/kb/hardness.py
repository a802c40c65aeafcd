"""How hard a target is worded."""

from __future__ import annotations

#: 力争, 争取, 努力 promise an effort, 预期 an expectation: what the commitment is softened by
_SOFT = "力争|争取|努力|预期|有望"
_HARD = "确保|必须|坚决|务必|不低于|不少于|不超过|控制在|高于"

HARDNESS_MACRO = f"""CREATE MACRO hardness_of(bound, commitment, high) AS CASE
    WHEN regexp_matches(coalesce(commitment, ''), '{_HARD}') THEN 'hard'
    WHEN regexp_matches(coalesce(commitment, ''), '{_SOFT}') AND bound IN ('eq', 'approx') THEN 'soft'
    WHEN bound = 'approx' OR high IS NOT NULL THEN 'soft'
    WHEN bound IN ('ge', 'gt', 'le', 'lt') THEN 'hard'
    ELSE 'plain'
END"""
"""SQL macro: ``hard``, ``soft`` or ``plain`` (a bare figure without any of the words).

确保, 不低于, 控制在 make a target hard, 左右 and a range make it soft, 以上 and 以内 make it hard. 力争 and 预期 soften a
bare figure, but not a limit: 力争6%以上 is hard, as most studies code it. Code otherwise from ``bound`` and
``commitment``, which stand beside it as written.
"""
