"""Which census a figure of the official update rests on: series are comparable only on one base.

The update (Fortschreibung) counts on from the latest census; with a new base all figures step, in 2022 by 1.6 % for
Germany. Offices published figures on the census of 2011 until the end of 2023, so from the day of the census of 2022 on
only the file tells its base (a column `base`, a footnote), or the catalogue, where acceptance asked for it.
"""

import re
from collections.abc import Iterable

BEFORE = "vor dem Zensus 2011"
CENSUS_2011, CENSUS_2022 = BASES = "Zensus 2011", "Zensus 2022"
CENSUS_DAY_2011, CENSUS_DAY_2022 = "2011-05-09", "2022-05-15"
TOLD = re.compile(r"(?:Grundlage|Basis)[^.;]*?Zensus(?:daten)?(?: vom \d+\. Mai)? (2011|2022)")


def told_base(footnotes: str) -> str | None:
    """Return the base that the footnotes of a file name, None where they name none or both.

    >>> told_base("Ergebnisse auf Grundlage des Zensus 2011."), told_base("Bis 2021 Basis Zensus 2011; Basis Zensus 2022")
    ('Zensus 2011', None)
    """
    told = set(TOLD.findall(footnotes))
    return f"Zensus {told.pop()}" if len(told) == 1 else None


def census_base(days: Iterable[str], told: str | None) -> list[str | None]:
    """Return the base of each day (ISO text): before a census it can't be that one, afterwards it is what was told.

    >>> census_base(["2010-12-31", "2015-12-31", "2022-06-30"], None)
    ['vor dem Zensus 2011', 'Zensus 2011', None]
    >>> census_base(["2023-12-31"], "Zensus 2011")
    ['Zensus 2011']
    """
    return [
        BEFORE if day < CENSUS_DAY_2011 else CENSUS_2011 if day < CENSUS_DAY_2022 else told for day in days
    ]
