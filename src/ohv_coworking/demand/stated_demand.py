"""Desks from what people say: how often they would come, brought down to those who really will."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ohv_coworking.demand.commuter_funnel import desks_needed
from ohv_coworking.parameters.correlated_draws import triangular
from ohv_coworking.survey.stratified import Design, mean
from ohv_coworking.survey.triangulation import Estimate, quantile_range

WEEKS_PER_YEAR, MONTHS_PER_YEAR = 52, 12
MONTHLY = MONTHS_PER_YEAR / WEEKS_PER_YEAR
# Days a week, from and to, as the answers say it; a class counts with its middle.
DAYS_PER_WEEK = {
    "rarely": (0, MONTHLY),
    "monthly": (MONTHLY, 3 * MONTHLY),
    "one_day": (1, 1),
    "two_three_days": (2, 3),
    "four_five_days": (4, 5),
}

BOUND_TO_THE_FIRM = ("not_allowed", "not_possible")

Span = tuple[float, float, float]


def stated_days(answers: pd.DataFrame, intents: Iterable[str]) -> pd.DataFrame:
    """Return the days a week each respondent speaks of, in the column of the answer to `interest` they gave.

    `intents` are the answers that lead to the question how often. All others mean no day, and so does a firm that
    does not let its staff work elsewhere; who left out either question is missing.
    """
    interest, frequency = answers["interest"], answers["frequency"]
    middle = {name: (low + high) / 2 for name, (low, high) in DAYS_PER_WEEK.items()}
    days = frequency.astype(object).map(middle).astype(float)
    unknown = interest.isna() | (interest.isin(list(intents)) & days.isna())
    bound = answers["remote_allowed"].isin(BOUND_TO_THE_FIRM)
    return pd.DataFrame(
        {
            intent: days.where(interest.eq(intent).fillna(False) & ~bound, 0.0).mask(unknown)
            for intent in intents
        }
    )


def commitment(
    days: pd.DataFrame, intents: Mapping[str, Span], selection: Span, design: Design, population: float
) -> pd.DataFrame:
    """Return how many of a population say they would come, and the part of them who will, by answer (row).

    Columns: `stated` in people, and `low`, `value`, `high`, the share who come of those who say so (`intents`) times
    how much of that holds beyond the respondents (`selection`): what `stated_use.expected_use` takes.
    """
    said = days.gt(0).astype(float).mask(days.isna())
    rows = [
        (population * mean(said[intent], design).value, *np.multiply(span, selection))
        for intent, span in intents.items()
    ]
    return pd.DataFrame(
        rows, columns=["stated", "low", "value", "high"], index=pd.Index(intents, name="intent")
    )


def expected_desks(
    days: pd.DataFrame,
    intents: Mapping[str, Span],
    selection: Span,
    utilisation: Span,
    design: Design,
    population: float,
    generator: np.random.Generator,
    minimum: int = 1,
    count: int = 20_000,
) -> Estimate:
    """Return the desks for the days expected of a population, with the range of eight tenths of the draws.

    `intents` are the shares who come of those who say so, `selection` how much of that holds beyond the respondents,
    each as low, middle, high. Drawn are the intents, all high or low together since one bias moves them all, the
    selection, the utilisation, and the mean days by their standard errors. NaN with fewer than `minimum` answers.
    """
    if days.notna().all(axis=1).sum() < minimum:
        return Estimate(np.nan, np.nan, np.nan)
    stated = [mean(days[intent], design) for intent in intents]
    bias = generator.random(count)
    come = [triangular(*span).ppf(bias) for span in intents.values()]
    said = [np.maximum(generator.normal(found.value, found.standard_error, count), 0) for found in stated]
    selected, used = (
        triangular(*span).rvs(count, random_state=generator) for span in (selection, utilisation)
    )
    drawn = sum(share * per_person for share, per_person in zip(come, said, strict=True))
    low, high = quantile_range(desks_needed(population * drawn * selected, 1, used))
    middle = sum(span[1] * found.value for span, found in zip(intents.values(), stated, strict=True))
    base = float(desks_needed(population * middle * selection[1], 1, utilisation[1]))
    # The middle of skewed assumptions may lie outside the range of their draws.
    return Estimate(min(low, base), base, max(high, base))
