"""How many people to ask in each group."""

from typing import Literal

import numpy as np
import pandas as pd

from ohv_coworking.basics.apportionment import apportion, whole

Method = Literal["proportional", "equal", "neyman"]


def allocate(
    population: pd.Series,
    n: int,
    method: Method = "proportional",
    deviation: pd.Series | None = None,
    at_least: int = 0,
) -> pd.Series:
    """Return the sample of `n` people split over the strata (index of `population`), whole and adding up.

    `proportional` follows the population, `equal` gives each stratum the same, `neyman` follows population ×
    standard deviation (Neyman 1934). No stratum gets fewer than `at_least` nor more people than it has.

    >>> allocate(pd.Series({"A": 500, "B": 300, "C": 200}), 100).to_dict()
    {'A': 50, 'B': 30, 'C': 20}
    """
    people = population.to_numpy(float)
    match method:
        case "proportional":
            measure = people
        case "equal":
            measure = np.ones_like(people)
        case "neyman":
            if deviation is None:
                raise ValueError("Neyman allocation needs the standard deviation of each stratum")
            measure = people * deviation.reindex(population.index).to_numpy(float)
    parts = apportion(measure, n, np.minimum(at_least, people), people)
    return pd.Series(whole(parts, people), index=population.index, name="n")
