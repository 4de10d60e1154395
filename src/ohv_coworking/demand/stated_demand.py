"""Users and days from what people say: how often they would come, brought down to those who really will."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.demand.occupancy import desks_by_service, occupied_desks
from ohv_coworking.estimation.stratified import Design, Estimate, mean
from ohv_coworking.parameters.span_draws import low_middle_high
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.questionnaire import Question

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


class StatedUse(NamedTuple):
    """Draws of the users of a population, of those who say they would come by answer, and of the desks filled on a mean day."""

    users: np.ndarray
    said: dict[str, float]
    occupied: np.ndarray

    def desks(self, busiest_day_share: np.ndarray, full_house: float) -> np.ndarray:
        """Return draws of the desks they need on the busiest day, in one house, as often as they say they come."""
        days_per_week = 5 * self.occupied / np.maximum(self.users, 1e-9)
        return desks_by_service(self.occupied, days_per_week, busiest_day_share, full_house)


def unasked_for_use(people: Responses, intents: Iterable[str], towns: Sequence[str] = ()) -> list[str]:
    """Return the questions that stated use rests on and nobody was asked: without one of them it is not known.

    Interest, how often, and whether the firm lets its staff work elsewhere: who was not asked has not said yes.
    Residence in each of the `towns`: the answers of one do not stand for the others.
    """
    needed = {"interest": tuple(intents), "frequency": (), "remote_allowed": BOUND_TO_THE_FIRM}
    unasked = [name for name, options in needed.items() if not people.asks(name, options)]
    return unasked + ["town"] * (people.asked_in(towns) != list(towns))


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


def stated_use(
    days: pd.DataFrame,
    come: Mapping[str, np.ndarray],
    selection: np.ndarray,
    design: Design,
    population: float,
    generator: np.random.Generator,
    minimum: int = 1,
) -> StatedUse | None:
    """Return the users and the desks they fill, from the same draws: nobody fills more than one desk a day.

    `come` holds, by answer, draws of the share who come of those who say so, `selection` draws of how much of that holds
    beyond the respondents. How many say so and how often they would come is drawn by the standard errors.
    None with fewer than `minimum` answers or an unknown population.
    """
    if days.notna().all(axis=1).sum() < minimum or not np.isfinite(population):
        return None
    users, occupied, said = 0.0, 0.0, {}
    for intent, share in come.items():
        stated = days[intent].gt(0).astype(float).mask(days[intent].isna())
        saying, often = mean(stated, design), mean(days[intent].where(days[intent].gt(0)), design)
        drawn = population * _normal(saying, generator, len(share)) * share * selection
        said[intent] = population * saying.value
        users = users + drawn
        if saying.value > 0:
            occupied = occupied + occupied_desks(drawn, np.minimum(_normal(often, generator, len(share)), 5))
    return StatedUse(users, said, occupied)


def commitment(
    found: StatedUse | None, come: Mapping[str, np.ndarray], selection: np.ndarray, question: Question
) -> pd.DataFrame:
    """Return `label, stated, low, value, high`: who says so, in persons, and the share of them who come, the surest first."""
    texts = {option.id: option.text for option in question.options}
    rows = [
        (texts[intent], found.said[intent] if found else np.nan, *low_middle_high(share * selection))
        for intent, share in come.items()
    ]
    return pd.DataFrame(rows, columns=["label", "stated", "low", "value", "high"])


def _normal(found: Estimate, generator: np.random.Generator, count: int) -> np.ndarray:
    """Return draws around an estimate, never below 0; without a standard error its value."""
    error = np.nan_to_num(found.standard_error)
    return np.maximum(generator.normal(np.nan_to_num(found.value), error, count), 0)
