"""Free queries over one release."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import open_kb
from docstruct.kb.tables import TABLES
from docstruct.kb.views import VIEWS


def sql(statement: str, kb: Path | str) -> pa.Table:
    """Run a query over the current release of a base.

    Parameters
    ----------
    statement : str
        DuckDB SQL; tables and views by their names.
    kb : Path or str
        A knowledge base, or the folder of one release.

    Raises
    ------
    KnowledgeBaseError
        The statement is wrong; quotes DuckDB and lists what there is to query.
    """
    with open_kb(kb) as connection:
        try:
            return connection.sql(statement).to_arrow_table()
        except duckdb.Error as error:
            names = ", ".join([*TABLES, *VIEWS])
            raise KnowledgeBaseError(f"The query failed: {error}\nTables and views: {names}.") from error
