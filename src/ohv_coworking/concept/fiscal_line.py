"""What a subsidised job costs the public purse, and what comes back to it: no measure of what the work is worth."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class FiscalLine(NamedTuple):
    """Euros of one year: the wage subsidy, social contributions and benefits saved, and what is left to pay."""

    subsidy: np.ndarray
    contributions: np.ndarray
    benefits: np.ndarray

    @property
    def returned(self) -> np.ndarray:
        return self.contributions + self.benefits

    @property
    def net(self) -> np.ndarray:
        return self.subsidy - self.returned


def fiscal_line(
    hourly_wage_eur: ArrayLike,
    hours_per_week: ArrayLike,
    rate: ArrayLike,
    on_cost_share: ArrayLike,
    benefits_a_month_eur: ArrayLike,
) -> FiscalLine:
    """Return the fiscal line of one job of a year; arrays where draws go in.

    `rate` is the share of wage and on-cost that is subsidised, `on_cost_share` the employer's contributions of the wage
    (the employee's are as high), `benefits_a_month_eur` the basic income support the employee no longer draws.

    >>> float(fiscal_line(10, 30, 1.0, 0.2, 800).net)
    2880.0
    """
    wage = np.asarray(hourly_wage_eur, float) * hours_per_week * 52
    return FiscalLine(
        rate * wage * (1 + np.asarray(on_cost_share, float)),
        2 * np.asarray(on_cost_share, float) * wage,
        12 * np.asarray(benefits_a_month_eur, float),
    )
