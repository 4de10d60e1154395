"""The lines of a run by English name: what the command prints and the workbook shows, month by month."""

import numpy as np

from ohv_coworking.plan.exit_cost import exit_cost
from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.grants import de_minimis_used
from ohv_coworking.plan.viability import additional_need, free_cash_flow, own_result


def monthly_lines(run: Run) -> dict[str, np.ndarray]:
    """Return every line (..., months) of a run.

    Lines of an entry are named by its key, `desk_revenue`; lines of the statements stand under their own name.
    """
    built, found, sheet = run.built, run.statements, run.balance_sheet
    lines = {"occupancy": built.occupancy, "users": built.users, "gross_revenue": built.gross_revenue}
    for key, one in built.sales.items():
        lines |= {
            f"{key}_occupancy": one.occupancy,
            f"{key}_quantity": one.quantity,
            f"{key}_revenue": one.revenue,
            f"{key}_new_contracts": one.new_contracts,
        }
    for key, post in built.staff.items():
        lines |= {
            f"{key}_cost": post.cost,
            f"{key}_wage_subsidy": post.wage_subsidy,
            f"{key}_hourly_pay": post.hourly_pay,
        }
    for key, asset in built.assets.items():
        lines |= {
            f"{key}_purchase": asset.expense.net,
            f"{key}_depreciation": asset.depreciation,
            f"{key}_grant_release": asset.grant_release,
        }
    for key, grant in built.grants.items():
        lines |= {f"{key}_earned": grant.earned, f"{key}_paid": grant.paid}
    for key, loan in built.loans.items():
        lines |= {
            f"{key}_balance": loan.balance,
            f"{key}_interest": loan.interest,
            f"{key}_repayment": loan.repayment,
        }
    tax = built.tax
    lines |= {
        "small_business_applies": tax.small_business,
        "deductible_share": tax.deductible_share,
        "output_tax": tax.output_tax,
        "input_tax": tax.input_tax,
        "vat_due": tax.due,
    }
    lines |= found.profit_and_loss | found.cash_flow | sheet.assets | sheet.liabilities
    granted = (flow for key, flow in built.grants.items() if run.numbers.financing.grants[key].de_minimis)
    lines |= {
        "profit": found.profit,
        "cash_balance": found.cash,
        "own_result": own_result(run),
        "free_cash_flow": free_cash_flow(run),
        "additional_need": additional_need(run),
        "de_minimis_used": de_minimis_used(granted, int(run.law["de_minimis_years"][0]), run.timeline),
        **exit_cost(run),
    }
    return {name: line + np.zeros(run.timeline.months) for name, line in lines.items()}
