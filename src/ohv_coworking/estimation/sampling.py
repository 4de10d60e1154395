"""How many people to ask in each group."""

import math

import pandas as pd

from ohv_coworking.basics.apportionment import apportion, whole
from ohv_coworking.estimation.intervals import sample_size


def answers_needed(population: pd.Series, error: float, at_least: int) -> pd.Series:
    """Return how many answers each stratum needs for a share to be known within ± `error`; none where nobody is known."""
    if population.empty:
        return population
    return sample_by_stratum(population, math.ceil(sample_size(error, population=population.sum())), at_least)


def sample_by_stratum(population: pd.Series, n: int, at_least: int = 0) -> pd.Series:
    """Return the sample of `n` people split over the strata (index of `population`) in proportion, whole and adding up.

    No stratum gets fewer than `at_least` nor more people than it has.

    >>> allocate(pd.Series({"A": 500, "B": 300, "C": 200}), 100).to_dict()
    {'A': 50, 'B': 30, 'C': 20}
    """
    people = population.to_numpy(float)
    parts = apportion(people, n, people.clip(max=at_least), people)
    return pd.Series(whole(parts, people), index=population.index, name="n")
