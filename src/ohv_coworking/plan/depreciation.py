"""German straight-line depreciation by months (§ 7 Abs. 1 EStG)."""

import numpy as np


def acquisition_cost(net, input_tax, deductible_share):
    """Return what is depreciated: the net price and the input tax that can't be deducted (§ 9b EStG).

    >>> acquisition_cost(1040, 197.6, deductible_share=0)
    1237.6
    """
    return net + input_tax * (1 - deductible_share)


def straight_line(additions, life_months: int):
    """Return the depreciation (..., months) of additions (..., months) over `life_months` each.

    The month of acquisition counts in full. Depreciation never exceeds the additions.

    >>> straight_line(np.array([24.0, 0.0, 12.0, 0.0]), 2)
    array([12., 12.,  6.,  6.])
    """
    return trailing_sum(additions, life_months) / life_months


def trailing_sum(flows, window: int):
    """Return, for each month, the sum of flows (..., months) over the last `window` months."""
    total = np.cumsum(flows, axis=-1)
    total[..., window:] -= total[..., :-window].copy()
    return total
