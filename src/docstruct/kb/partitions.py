"""How the rows of a table are cut into parts: by report year, further only where a year is large.

A part is named after its partition: ``2024``, ``2024.3of8`` in a year of many reports. Observations of headline series
stand apart from the rest (``2024.headline``, ``2024.other``): comparisons and panels of the series that everyone uses
read a tenth of the rows, in small row groups. The list of inputs, which is not cut by year, is cut by key where it is
long (``3of8``). The cut depends on the reports of the year, or on the inputs, only, never on the order of publication.
"""

from __future__ import annotations

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.schema import Table

#: partition of tables that are not cut by report year
WHOLE = "all"
#: partition of issues that concern several reports
ACROSS = "across"
#: end of the partitions with observations of headline series
HEADLINE = ".headline"

_OTHER = ".other"
#: the record of a document takes some hundred bytes
_INPUTS_PER_PART = 4096
#: other series make up nine tenths of the rows, so their parts hold fewer reports
_OTHER_SHARE = 16


def count_buckets(reports: int, per_part: int) -> int:
    """Return into how many parts a year is cut: a power of two, so that the cut seldom changes.

    Examples
    --------
    >>> count_buckets(29, 64), count_buckets(65, 64), count_buckets(300, 64)
    (1, 2, 8)
    """
    buckets = 1
    while buckets * per_part < reports:
        buckets *= 2
    return buckets


def name_partitions(table: Table, year: int, reports: int, report_id: str) -> list[str]:
    """Return the partitions that the rows of a report go to.

    Parameters
    ----------
    reports : int
        Number of reports of the year.
    """
    if table.name != "observations":
        return [_name(year, report_id, count_buckets(reports, table.reports_per_part))]
    other = count_buckets(reports, table.reports_per_part // _OTHER_SHARE)
    return [
        _name(year, report_id, count_buckets(reports, table.reports_per_part)) + HEADLINE,
        _name(year, report_id, other) + _OTHER,
    ]


def count_input_buckets(inputs: int) -> int:
    """Return into how many parts the list of all inputs is cut.

    Examples
    --------
    >>> count_input_buckets(29), count_input_buckets(12_495)
    (1, 4)
    """
    return count_buckets(inputs, _INPUTS_PER_PART)


def name_input_partition(key: str, buckets: int) -> str:
    """Return the partition of ``inputs`` that a document goes to.

    Parameters
    ----------
    key : str
        SHA-256 of its bytes, or its address.
    buckets : int
        Number of partitions.
    """
    return WHOLE if buckets == 1 else _number(key, buckets)


def split_rows(
    rows: pa.Table, table: Table, year: int, reports: int, headline: set[str]
) -> dict[str, pa.Table]:
    """Cut the rows of one year into their partitions.

    Parameters
    ----------
    reports : int
        Number of reports of the year.
    headline : set of str
        Ids of the headline series.

    Returns
    -------
    dict of str to pyarrow.Table
        Partitions without rows are left out.
    """
    owners = pc.unique(rows.column("report_id")).to_pylist()
    named = {owner: name_partitions(table, year, reports, owner) for owner in owners}
    if table.name != "observations":
        return _group(rows, {owner: names[0] for owner, names in named.items()})
    apart = pc.is_in(rows.column("indicator_id"), value_set=pa.array(sorted(headline), pa.string()))
    return _group(rows.filter(apart), {owner: names[0] for owner, names in named.items()}) | _group(
        rows.filter(pc.invert(apart)), {owner: names[1] for owner, names in named.items()}
    )


def _group(rows: pa.Table, partitions: dict[str, str]) -> dict[str, pa.Table]:
    names = sorted(set(partitions.values()))
    if len(names) == 1:
        return {names[0]: rows} if rows.num_rows else {}
    owners = rows.column("report_id")
    members = {name: [owner for owner, of in partitions.items() if of == name] for name in names}
    cut = {name: rows.filter(pc.is_in(owners, value_set=pa.array(members[name]))) for name in names}
    return {name: part for name, part in cut.items() if part.num_rows}


def _name(year: int, report_id: str, buckets: int) -> str:
    return str(year) if buckets == 1 else f"{year}.{_number(report_id, buckets)}"


def _number(key: str, buckets: int) -> str:
    return f"{int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % buckets}of{buckets}"
