"""The months of a plan: calendar, opening, and indices that step at their own time of year."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Timeline:
    """Plan months from the start of the lease; the opening follows after `preparation` months."""

    first_month: date
    months: int
    preparation: int
    price_base: int

    @cached_property
    def month(self) -> np.ndarray:
        """Plan months from 0."""
        return np.arange(self.months)

    @cached_property
    def since_opening(self) -> np.ndarray:
        """Months since the opening: 0 in the first operating month, negative before."""
        return self.month - self.preparation

    @cached_property
    def _calendar(self) -> np.ndarray:
        return self.first_month.year * 12 + self.first_month.month - 1 + self.month

    @cached_property
    def year(self) -> np.ndarray:
        """Calendar year of each month."""
        return self._calendar // 12

    @cached_property
    def month_of_year(self) -> np.ndarray:
        """Calendar month of each month, 1 to 12."""
        return self._calendar % 12 + 1

    @cached_property
    def years(self) -> np.ndarray:
        """Calendar years the plan touches; the first and the last may be short."""
        return np.unique(self.year)

    @cached_property
    def year_of_month(self) -> np.ndarray:
        """Place of each month's year in `years`."""
        return self.year - self.year[0]

    @cached_property
    def year_ends(self) -> np.ndarray:
        """Last plan month of each calendar year."""
        return np.flatnonzero(np.diff(self.year, append=self.year[-1] + 1))

    @property
    def dates(self) -> list[date]:
        """First day of each month."""
        pairs = zip(self.year.tolist(), self.month_of_year.tolist(), strict=True)
        return [date(year, month, 1) for year, month in pairs]

    def by_year(self, flows):
        """Return flows (..., months) summed over calendar years (..., years)."""
        starts = np.concatenate(([0], self.year_ends[:-1] + 1))
        return np.add.reduceat(np.broadcast_to(flows, (*np.shape(flows)[:-1], self.months)), starts, axis=-1)

    def january_index(self, yearly_rise, every_years: int = 1):
        """Return the price index (..., months): 1 in the year of the price base, a step each January after it.

        With `every_years` above 1 the steps are rarer and as much larger.

        >>> plan = Timeline(date(2026, 12, 1), 3, 0, price_base=2026)
        >>> plan.january_index(0.02).tolist()
        [1.0, 1.02, 1.02]
        """
        years = np.maximum(self.years - self.price_base, 0) // every_years * every_years
        return ((1 + np.asarray(yearly_rise)) ** years)[..., self.year_of_month]

    def pay_index(self, yearly_rise, rise_month: int):
        """Return the pay index (..., months): a step each year in `rise_month`, the first after the price base."""
        rounds = np.maximum(self.year - self.price_base - (self.month_of_year < rise_month), 0)
        return ((1 + np.asarray(yearly_rise)) ** np.arange(rounds[-1] + 1))[..., rounds]

    def lease_index(self, yearly_rise):
        """Return the rent index (..., months): a step after each twelve months of the lease."""
        years = self.month // 12
        return ((1 + np.asarray(yearly_rise)) ** np.arange(years[-1] + 1))[..., years]


def plan_months(opening: date, preparation: int, years: int, price_base: int) -> Timeline:
    """Return the months of a plan that opens in `opening` and runs `years` from the start of the lease."""
    start = opening.year * 12 + opening.month - 1 - preparation
    return Timeline(date(start // 12, start % 12 + 1, 1), 12 * years, preparation, price_base)


def delayed(flows, months: int):
    """Return flows (..., months) that happen `months` later; what falls behind the last month is left out."""
    if months == 0:
        return flows
    late = np.zeros_like(flows)
    late[..., months:] = flows[..., :-months]
    return late
