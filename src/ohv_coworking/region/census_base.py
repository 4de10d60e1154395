"""Which census a figure of the official update rests on: series are comparable only on one base.

The update (Fortschreibung) counts on from the latest census. With a new base all figures step, in 2022 by 1.6 % for
Germany; early releases of 2022 and 2023 still rest on the census of 2011, which their footnotes say.
"""

import re
from collections.abc import Iterable

BEFORE = "vor dem Zensus 2011"
CENSUS_2011, CENSUS_2022 = "Zensus 2011", "Zensus 2022"
FIRST_DAY_2011, FIRST_DAY_2022 = "2011-05-09", "2022-12-31"
TOLD = re.compile(r"(?:Grundlage|Basis)[^.;]*?Zensus (2011|2022)")


def census_base(days: Iterable[str], footnotes: str = "") -> list[str]:
    """Return the base of each day (ISO text); from the end of 2022 on the file's own footnotes decide.

    >>> census_base(["2010-12-31", "2015-12-31", "2022-06-30", "2023-12-31"])
    ['vor dem Zensus 2011', 'Zensus 2011', 'Zensus 2011', 'Zensus 2022']
    >>> census_base(["2022-12-31"], "Ergebnisse auf Grundlage des Zensus 2011.")
    ['Zensus 2011']
    """
    told = set(TOLD.findall(footnotes))
    latest = f"Zensus {told.pop()}" if len(told) == 1 else CENSUS_2022
    return [
        BEFORE if day < FIRST_DAY_2011 else CENSUS_2011 if day < FIRST_DAY_2022 else latest for day in days
    ]
