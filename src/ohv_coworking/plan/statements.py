"""Profit and loss, cash flow and balance sheet of a plan, month by month; the balance sheet balances every month.

Cash comes from the cash flow, the retained result from profit and loss: that both sides agree is proof, not
construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.business_plan import BusinessPlan, total
from ohv_coworking.plan.income_taxes import IncomeTax, income_tax

DAYS_PER_MONTH = 30

Lines = dict[str, np.ndarray]


@dataclass(frozen=True)
class Statements:
    """Lines (..., months) by English name, euros: income and receipts positive, expenses and payments negative."""

    profit_and_loss: Lines
    cash_flow: Lines
    income_tax: IncomeTax

    @cached_property
    def profit(self) -> np.ndarray:
        """Result of the month after tax."""
        return total(self.profit_and_loss.values())

    @cached_property
    def cash(self) -> np.ndarray:
        """Cash at the end of each month; below zero it is a gap someone must fill."""
        return np.cumsum(total(self.cash_flow.values()), axis=-1)


@dataclass(frozen=True)
class BalanceSheet:
    """Balances (..., months) at the end of each month by English name, euros."""

    assets: Lines
    liabilities: Lines

    @property
    def difference(self) -> np.ndarray:
        """Assets less liabilities: zero in every month."""
        return total(self.assets.values()) - total(self.liabilities.values())


def statements(built: BusinessPlan, plan: PlanParameters, law: Mapping[str, np.ndarray]) -> Statements:
    """Return profit and loss and cash flow of a plan."""
    before_tax = _profit_and_loss(built)
    tax = _income_tax(built, before_tax, plan, law)
    booked, paid = _tax_months(tax, built, plan)
    return Statements({**before_tax, "income_tax": -booked}, _cash_flow(built, plan, paid), tax)


def balance_sheet(built: BusinessPlan, plan: PlanParameters, found: Statements) -> BalanceSheet:
    """Return what is owned and owed at the end of each month."""
    held = built.assets.values()
    cost = total(one.expense.borne - one.depreciation for one in held)
    granted = np.cumsum(total(one.granted - one.grant_release for one in held), axis=-1)
    lowers_cost = plan.financing.grant_treatment == "mindert Anschaffungskosten"
    grants_open = total(flow.earned - flow.paid for flow in built.grants.values())
    vat_owed = np.cumsum(built.tax.due - built.tax.paid, axis=-1)
    income_tax_open = -found.profit_and_loss["income_tax"] + found.cash_flow["income_tax_paid"]
    every_month = np.zeros(built.timeline.months)
    assets = {
        "fixed_assets": np.cumsum(cost, axis=-1) - granted * lowers_cost,
        "receivables": _receivables(built, plan),
        "grants_receivable": np.cumsum(grants_open + every_month, axis=-1),
        "vat_receivable": np.maximum(-vat_owed, 0),
        "rent_deposit": _rent_deposit(plan) + every_month,
        "cash": np.maximum(found.cash, 0),
    }
    liabilities = {
        "paid_in_equity": plan.financing.equity + every_month,
        "retained_result": np.cumsum(found.profit, axis=-1),
        "special_item": granted * (not lowers_cost),
        "loans": total(loan.balance for loan in built.loans.values()) + every_month,
        "payables": _payables(built, plan),
        "deposits_held": _deposits(built, plan) + every_month,
        "vat_payable": np.maximum(vat_owed, 0),
        "income_tax_payable": np.cumsum(income_tax_open, axis=-1),
        "funding_gap": np.maximum(-found.cash, 0),
    }
    return BalanceSheet(assets, liabilities)


def _profit_and_loss(built: BusinessPlan) -> Lines:
    held = built.assets.values()
    return {
        "revenue": built.revenue,
        "grant_income": built.grant_income,
        "wage_subsidies": total(post.wage_subsidy for post in built.staff.values()),
        "municipal_contribution": built.municipal_contribution,
        "grant_release": total(one.grant_release for one in held),
        "input_tax_correction": built.tax.correction,
        "bad_debts": -built.bad_debts,
        "rent": -built.rent.borne,
        **{key: -cost.borne for key, cost in built.costs.items()},
        "staff": -total(post.cost for post in built.staff.values()),
        "depreciation": -total(one.depreciation for one in held),
        "interest": -total(loan.interest for loan in built.loans.values()),
    }


def _income_tax(built: BusinessPlan, before_tax: Lines, plan: PlanParameters, law) -> IncomeTax:
    by_year = built.timeline.by_year
    return income_tax(
        profit=by_year(total(before_tax.values())),
        interest=by_year(-before_tax["interest"]),
        rent=by_year(-before_tax["rent"]),
        receipts=by_year(built.gross_revenue),
        taxes=plan.taxes,
        law={key: values[built.timeline.year_ends] for key, values in law.items()},
    )


def _tax_months(tax: IncomeTax, built: BusinessPlan, plan: PlanParameters):
    """Return the tax of each year booked in its last month, and paid some months later."""
    yearly, timeline = tax.total, built.timeline
    booked, paid = np.zeros((2, *yearly.shape[:-1], timeline.months))
    booked[..., timeline.year_ends] = yearly
    due = timeline.year_ends + int(plan.taxes.tax_payment_months)
    paid[..., due[due < timeline.months]] = yearly[..., due < timeline.months]
    return booked, paid


def _cash_flow(built: BusinessPlan, plan: PlanParameters, tax_paid) -> Lines:
    collectible = built.gross_revenue * (1 - plan.working_capital.bad_debt_share)
    billed = total(cost.gross for cost in built.costs.values())
    at_start = built.timeline.month == 0
    for_assets, running = [], []
    for key, flow in built.grants.items():
        (for_assets if plan.funds_assets(key) else running).append(flow.paid)
    return {
        "from_customers": collectible - _change(_receivables(built, plan)),
        "deposits": _change(_deposits(built, plan)),
        "to_suppliers": _change(_payables(built, plan)) - billed,
        "rent_paid": -built.rent.gross,
        "staff_paid": total(post.wage_subsidy - post.cost for post in built.staff.values()),
        "vat_paid": -built.tax.paid,
        "running_grants_received": total(running),
        "municipal_contribution_received": built.municipal_contribution,
        "income_tax_paid": -tax_paid,
        "investments_paid": -total(one.expense.gross for one in built.assets.values()),
        "investment_grants_received": total(for_assets),
        "rent_deposit_paid": -_rent_deposit(plan) * at_start,
        "equity_paid_in": plan.financing.equity * at_start,
        "loans_drawn": total(loan.drawn for loan in built.loans.values()),
        "loans_repaid": -total(loan.repayment for loan in built.loans.values()),
        "interest_paid": -total(loan.interest for loan in built.loans.values()),
    }


def _receivables(built: BusinessPlan, plan: PlanParameters):
    terms = plan.working_capital
    return built.gross_revenue * ((1 - terms.bad_debt_share) * terms.receivable_days / DAYS_PER_MONTH)


def _payables(built: BusinessPlan, plan: PlanParameters):
    billed = total(cost.gross for cost in built.costs.values())
    return billed * (plan.working_capital.payable_days / DAYS_PER_MONTH)


def _deposits(built: BusinessPlan, plan: PlanParameters):
    products = plan.products
    return total(
        products[key].deposit_months * one.revenue
        for key, one in built.sales.items()
        if np.any(products[key].deposit_months)
    )


def _rent_deposit(plan: PlanParameters):
    premises = plan.premises
    return premises.rent_deposit_months * premises.area * premises.rent_per_square_metre


def _change(balance):
    return np.diff(balance, axis=-1, prepend=0) if np.ndim(balance) else balance
