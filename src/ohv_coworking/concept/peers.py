"""What other places went through with an option, as a reader of the options should know it."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from ohv_coworking.basics.records import Address, Key, Record


class PeerCase(Record):
    """One place: `told` is what its source tells, `lesson` what follows for the option; the option is a key of the plan."""

    table = "peer_cases"
    identity = ("option", "place")

    option: Key
    place: str
    state: str
    period: str
    told: str
    lesson: str
    source_url: Address


def cases_by_option(
    cases: Iterable[PeerCase], labels: Mapping[str, str], own_towns: Collection[str]
) -> pd.DataFrame:
    """Return the cases in the order of the options, `labels` by key: option, place, period, told, lesson.

    A case of the region's own towns is none; one of an option that the plan has no more is left out.
    """
    held = [one for one in cases if one.option in labels and not any(town in one.place for town in own_towns)]
    held.sort(key=lambda one: list(labels).index(one.option))
    rows = [
        (labels[one.option], f"{one.place}, {one.state}", one.period, one.told, one.lesson) for one in held
    ]
    return pd.DataFrame(rows, columns=["option", "place", "period", "told", "lesson"])


def support_per_desk(ceiling_eur: float, years: float, fewest: float, most: float) -> tuple[float, float]:
    """Return the least and the most that a ceiling of support gives a desk a year, euros.

    >>> support_per_desk(60_000, 3, 4, 10)
    (2000.0, 5000.0)
    """
    return ceiling_eur / years / most, ceiling_eur / years / fewest
