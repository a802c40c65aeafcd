"""Which observations a question is about, chosen before they are ranked: what remains are whole cells."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Choice:
    """Conditions on the columns of ``observations`` (``o``), with the values of their parameters by name."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def add(self, condition: str, **values: str) -> None:
        """Add a condition with a ``$name`` for each value."""
        self.conditions.append(condition)
        self.values |= values

    def select(self, source: str) -> str:
        """Return the query for the rows of a relation that meet all conditions."""
        return f"SELECT * FROM {source} o WHERE {' AND '.join(self.conditions) or 'true'}"


def choose(
    *, kind: str | None = None, status: str | None = None, period: str | None = None, level: str | None = None
) -> Choice:
    """Return the conditions that leave whole cells: a cell has one kind, one period, one place and one side.

    Parameters
    ----------
    status : str, optional
        Chooses its side only: ``target``, or ``actual`` and ``estimate`` together.
    level : str, optional
        Of the place.

    Examples
    --------
    >>> choose(kind="growth", period="2024").select("observations")
    'SELECT * FROM observations o WHERE kind = $kind AND time_period = $period'
    """
    choice = Choice()
    if kind is not None:
        choice.add("kind = $kind", kind=kind)
    if period is not None:
        choice.add("time_period = $period", period=period)
    if status is not None:
        choice.add(f"status {'=' if status == 'target' else '<>'} 'target'")
    if level is not None:
        # of the register first: by its code 雄安新区 would be a county
        choice.add(
            "coalesce((SELECT g.level FROM regions g WHERE g.ref_area = o.ref_area), region_level(o.ref_area)) = $level",
            level=level,
        )
    return choice


def select_places(*, within: bool = False) -> str:
    """Return the query for the codes of the places that a code, a name or the beginning of a name means.

    The words are the parameter ``$place``. A query inside the query costs less than a list of codes: its least and
    greatest code pass over most of a part.

    Parameters
    ----------
    within : bool
        Whether a province or a city also stands for all places in it.
    """
    inside = " OR province = $place OR city = $place" if within else ""
    return f"""
        SELECT $place AS ref_area
        UNION ALL
        SELECT ref_area FROM regions WHERE starts_with(name, $place){inside}
        UNION ALL
        -- by the name of its time: reports of 襄樊市 are about the code that 襄阳市 has now
        SELECT ref_area FROM reports WHERE ref_area IS NOT NULL AND starts_with(ref_area_name, $place)
    """
