"""Which cells say too much about one person or firm, before anything is hidden."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def small_counts(counts: ArrayLike, minimum: int, *, zeros: bool = False) -> np.ndarray:
    """Return which counts lie between 1 and `minimum` - 1; `zeros` makes 0 sensitive too, as some offices do.

    >>> small_counts([0, 1, 4, 5], minimum=5).tolist()
    [False, True, True, False]
    """
    counts = np.asarray(counts)
    return (counts < minimum) & (zeros | (counts > 0))


def largest_share(contributions: pd.DataFrame, by: Sequence[str], value: str, largest: int = 1) -> pd.Series:
    """Return the share of the `largest` contributions in the total of each cell of the columns `by`.

    Each row is one contributor's; contributions are not negative.
    """
    cells = contributions.groupby(list(by), observed=True)[value]
    return cells.apply(lambda cell: cell.nlargest(largest).sum()) / cells.sum()


def dominated(
    contributions: pd.DataFrame, by: Sequence[str], value: str, largest: int, percent: float
) -> pd.Series:
    """Return which cells are sensitive by the dominance rule (n, k): n contributors hold more than k percent."""
    return largest_share(contributions, by, value, largest) > percent / 100


def nearly_known(contributions: pd.DataFrame, by: Sequence[str], value: str, percent: float) -> pd.Series:
    """Return which cells are sensitive by the p-percent rule.

    The second largest contributor, taking the own part off the total, would know the largest to within p percent.
    """
    cells = contributions.groupby(list(by), observed=True)[value]
    rest = cells.sum() - cells.apply(lambda cell: cell.nlargest(2).sum())
    return rest < percent / 100 * cells.max()


def sample_frequencies(
    records: pd.DataFrame, keys: Sequence[str], weights: pd.Series | None = None
) -> pd.DataFrame:
    """Return for each record how many share its key values, in the sample (`fk`) and by weight (`Fk`).

    A record violates k-anonymity where `fk` is below k (Sweeney 2002). A missing key value is a value of its own.
    """
    weights = pd.Series(1.0, index=records.index) if weights is None else weights
    alike = weights.groupby([records[key] for key in keys], dropna=False)
    return pd.DataFrame({"fk": alike.transform("size"), "Fk": alike.transform("sum")})
