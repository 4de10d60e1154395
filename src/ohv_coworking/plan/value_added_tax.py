"""Value added tax: output tax, deductible share, correction of input tax, advance returns.

Paragraphs: § 4 Nr. 12 and § 9 (letting and option), § 15 Abs. 4 (share), § 15a (correction), § 18 (returns), § 19
(small business) UStG; thresholds of the correction in § 44 UStDV.
"""

import numpy as np

from ohv_coworking.plan.depreciation import trailing_sum
from ohv_coworking.plan.timeline import Timeline, delayed


def rate_of(vat_class: str, option_to_tax, standard, reduced):
    """Return the rate (..., months) of a class; letting is taxed only after waiving the exemption."""
    match vat_class:
        case "Regelsatz":
            return standard
        case "ermäßigt":
            return reduced
        case "Vermietung":
            return standard * option_to_tax
        case "ohne":
            return np.zeros_like(standard)
    raise ValueError(f"unknown class of value added tax: {vat_class!r}")


def small_business(chosen, turnover, previous_year_limit, current_year_limit, timeline: Timeline):
    """Return the months (..., months) in which the small-business rule applies, as 1 and 0.

    It ends with the turnover that passes the limit of the current year, and with the year after one above the limit of
    the previous year; in the year of founding the lower limit counts for that year itself.
    """
    if not np.any(chosen):
        return np.zeros(timeline.months)
    yearly = timeline.by_year(turnover)
    before = np.concatenate([np.zeros_like(yearly[..., :1]), yearly[..., :-1]], axis=-1)
    carried = np.cumsum(before, axis=-1)[..., timeline.year_of_month]
    so_far = np.cumsum(turnover, axis=-1) - carried
    founding = carried == 0
    within_year = so_far <= np.where(founding, previous_year_limit, current_year_limit)
    return chosen * within_year * (before[..., timeline.year_of_month] <= previous_year_limit)


def deductible_share(exempt, turnover, small, timeline: Timeline):
    """Return the share (..., months) of input tax that can be deducted: what is not exempt, year by year.

    A year without turnover takes the share of the whole plan, what the spending is meant for.
    """
    if np.all(exempt == 0):
        return 1 - small
    yearly, untaxed = timeline.by_year(turnover), timeline.by_year(exempt)
    whole = quotient(untaxed.sum(axis=-1, keepdims=True), yearly.sum(axis=-1, keepdims=True))
    share = np.where(yearly > 0, 1 - quotient(untaxed, yearly), 1 - whole)
    return share[..., timeline.year_of_month] * (1 - small)


def correction(input_tax, deductible, months: int, smallest_share, smallest_amount, timeline: Timeline):
    """Return the correction (..., months) of input tax on investments, positive in the operator's favour.

    Each month of the correction period (`months`: 60 for movables, 120 for buildings) carries its part of the input tax
    (..., months), first deducted by the share of its time. The period starts with the first use, the opening at the
    earliest; a change counts from a share of the tax or an amount a year on (§ 44 Abs. 2 UStDV).
    """
    if np.all(deductible == deductible[..., :1]):
        return np.zeros(timeline.months)
    pool = trailing_sum(_from_first_use(input_tax, timeline), months)
    deducted = trailing_sum(_from_first_use(input_tax * deductible, timeline), months)
    change = deductible * pool - deducted
    counts = np.abs(change) >= np.minimum(smallest_share * pool, smallest_amount * months / 12)
    return np.where(counts, change / months, 0.0)


def advance_payments(balance, filing: str, delay: int, timeline: Timeline):
    """Return the payments (..., months) on a monthly tax balance: filed monthly or quarterly, paid `delay` months later."""
    period = {"monatlich": 1, "vierteljährlich": 3}[filing]
    filed = np.where(timeline.month_of_year % period == 0, trailing_sum(balance, period), 0.0)
    return delayed(filed, delay)


def quotient(part, whole):
    """Return part / whole, 0 where there is no whole."""
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


def _from_first_use(flow, timeline: Timeline):
    used = flow * (timeline.since_opening >= 0)
    used[..., timeline.preparation] = flow[..., : timeline.preparation + 1].sum(axis=-1)
    return used
