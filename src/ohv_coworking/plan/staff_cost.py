"""Staff by post: pay steps, pay rounds, annual bonus, on-costs, wage subsidies, minimum wage."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ohv_coworking.parameters.plan import PayGrade, Post, Staff
from ohv_coworking.plan.timeline import Timeline

WEEKS_PER_MONTH = 52 / 12
NOVEMBER = 11


@dataclass(frozen=True)
class PostCost:
    """One post month by month, arrays (..., months), euros.

    `cost` is pay with bonus and on-costs, `monthly_cost` the same without bonus; `hourly_pay` is a full-time one.
    """

    pay: np.ndarray
    cost: np.ndarray
    monthly_cost: np.ndarray
    wage_subsidy: np.ndarray
    hourly_pay: np.ndarray


def staff_cost(staff: Staff, timeline: Timeline) -> dict[str, PostCost]:
    """Return the cost of each post."""
    index = timeline.pay_index(staff.pay_yearly_rise, int(staff.pay_rise_month))
    return {
        key: _post_cost(post, staff.pay_grades[post.grade], staff, index, timeline)
        for key, post in staff.posts.items()
    }


def below_minimum_wage(posts: Mapping[str, PostCost], minimum_wage) -> dict[str, np.ndarray]:
    """Return, for each post, in which months its hourly pay lies below the minimum wage."""
    return {key: (post.pay > 0) & (post.hourly_pay < minimum_wage) for key, post in posts.items()}


def _post_cost(post: Post, grade: PayGrade, staff: Staff, index, timeline: Timeline) -> PostCost:
    employed = timeline.since_opening + post.months_before_opening
    full_time, before = 0.0, 0.0
    for step in grade.steps:
        full_time = full_time + (step.pay - before) * (employed >= step.after_months)
        before = step.pay
    full_time = full_time * index * (employed >= 0)
    monthly = post.full_time_equivalents * full_time
    # Employed in November means employed in November and December: two twelfths in the first year at least.
    share_of_year = np.minimum((employed + 2) / 12, 1)
    bonus = staff.annual_bonus * monthly * share_of_year * (timeline.month_of_year == NOVEMBER)
    pay = monthly + bonus
    with_on_costs = 1 + staff.on_cost_rate + staff.pension_rate
    cost = pay * with_on_costs
    rates = (
        post.subsidy_year_1, post.subsidy_year_2, post.subsidy_year_3, post.subsidy_year_4, post.subsidy_year_5,
    )  # fmt: skip
    rate = sum(rate * (employed // 12 == year) for year, rate in enumerate(rates))
    return PostCost(
        pay=pay,
        cost=cost,
        monthly_cost=monthly * with_on_costs,
        wage_subsidy=rate * cost,
        hourly_pay=full_time / (staff.weekly_hours * WEEKS_PER_MONTH),
    )
