"""Grants: rate, ceiling and own share on eligible cost, pay-out delay, earmarking and repayment, de-minimis.

Eligible is a cost net of the input tax that can be deducted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ohv_coworking.parameters.plan import Grant
from ohv_coworking.plan.depreciation import trailing_sum
from ohv_coworking.plan.timeline import Timeline, delayed


@dataclass(frozen=True)
class GrantFlow:
    """One grant month by month, arrays (..., months), euros: earned with the cost, paid later."""

    eligible: np.ndarray
    earned: np.ndarray
    paid: np.ndarray


def grant_flow(grant: Grant, cost, timeline: Timeline) -> GrantFlow:
    """Return what a grant earns on a cost (..., months) until it ends or its ceiling is reached."""
    if not np.any(grant.applied):
        return GrantFlow(*np.zeros((3, timeline.months)))
    eligible = cost * (timeline.since_opening < grant.runs_months) * grant.applied
    rate = np.minimum(grant.rate, 1 - grant.own_share)
    total = np.minimum(rate * np.cumsum(eligible, axis=-1), grant.ceiling)
    earned = np.diff(total, axis=-1, prepend=0)
    return GrantFlow(eligible, earned, delayed(earned, int(grant.pays_after_months)))


def repayable(grant: Grant, flow: GrantFlow, timeline: Timeline):
    """Return what must be paid back (..., months) if the operation closes at the end of a month.

    In proportion to the months of the earmarking period still to come (§ 49 Abs. 3 VwVfG, terms of the notice).
    """
    kept = np.clip(timeline.since_opening + 1, 0, None)
    period = np.maximum(grant.earmarked_months, 1)
    open_share = np.where(grant.earmarked_months > 0, np.clip(1 - kept / period, 0, 1), 0)
    return np.cumsum(flow.earned, axis=-1) * open_share


def de_minimis_used(flows: Iterable[GrantFlow], years: int, timeline: Timeline):
    """Return the de-minimis aid (..., months) of the last `years` up to each month."""
    earned = sum((flow.earned for flow in flows), start=np.zeros(timeline.months))
    return trailing_sum(earned, 12 * years)
