"""From registered interest to contracts: how many, how many desks, with the spread of both rate and chance."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

WORKING_DAYS = 5


@dataclass(frozen=True)
class Forecast:
    """Draws of one forecast: contracts signed and desks filled on an average working day."""

    contracts: np.ndarray
    full_desks: np.ndarray


def conversion_forecast(
    desks: ArrayLike, days_per_week: ArrayLike, rate: ArrayLike, generator: np.random.Generator
) -> Forecast:
    """Return draws of the contracts that come of the interests, and of the desks they fill.

    `desks` and `days_per_week` have one entry an interest; `rate` holds draws of the share of interests that become
    contracts. In each draw every interest signs with this chance: both the unknown rate and the small number spread
    the result. A full desk is one used five days a week.
    """
    load = (
        np.asarray(desks, float) * np.minimum(np.asarray(days_per_week, float), WORKING_DAYS) / WORKING_DAYS
    )
    chance = np.asarray(rate, float)
    signed = generator.random((chance.size, load.size)) < chance[:, None]
    return Forecast(contracts=signed.sum(axis=1), full_desks=signed @ load)


def conversion_stages(
    wanted: float, expected: float, rate: float, span: tuple[float, float, float]
) -> pd.DataFrame:
    """Return `label, low, value, high`: desks wanted, desks filled if all signed, and the `span` filled at this rate."""
    stages = {
        "gewünschte Plätze": (wanted,) * 3,
        "gefüllte Plätze, wenn alle Verträge schlössen": (expected / rate,) * 3,
        "gefüllte Plätze nach Erfahrung": span,
    }
    return pd.DataFrame(
        [(label, *ends) for label, ends in stages.items()], columns=["label", "low", "value", "high"]
    )


def entries_needed(contracts: float, rate: float) -> int:
    """Return how many registered interests it takes to expect so many contracts.

    >>> entries_needed(10, 0.2)
    50
    """
    return int(np.ceil(round(contracts / rate, 9)))
