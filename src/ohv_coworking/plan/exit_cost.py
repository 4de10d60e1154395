"""What closing costs, month by month: lease, staff, grants to repay, dismantling, less what the equipment brings."""

import numpy as np

from ohv_coworking.plan.business_plan import total
from ohv_coworking.plan.depreciation import acquisition_cost
from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.grants import repayable


def exit_cost(run: Run) -> dict[str, np.ndarray]:
    """Return the cost (..., months) of closing at the end of each month by its parts, euros; proceeds are negative.

    The remaining rent stays at the level of the month of closing. Loans still owed come on top.
    """
    terms, premises, built = run.numbers.exit, run.numbers.premises, run.built
    timeline = run.timeline
    months_left = np.maximum(premises.lease_months - 1 - timeline.month, 0)
    rent = premises.area * premises.rent_per_square_metre * timeline.lease_index(premises.rent_yearly_rise)
    vat = run.numbers.taxes.vat_on_rent * run.law["vat_standard_rate"]
    rent = acquisition_cost(rent, rent * vat, built.tax.deductible_share)
    grants = run.numbers.financing.grants
    rising = timeline.january_index(run.numbers.economy.inflation)
    return {
        "exit_rent": (1 - terms.rent_saved_share) * rent * months_left,
        "exit_staff": terms.staff_notice_months * total(post.monthly_cost for post in built.staff.values()),
        "exit_grants": total(repayable(grants[key], flow, timeline) for key, flow in built.grants.items()),
        "exit_dismantling": terms.dismantling_per_square_metre * premises.area * rising,
        "exit_resale": -terms.resale_share * run.balance_sheet.assets["fixed_assets"],
    }
