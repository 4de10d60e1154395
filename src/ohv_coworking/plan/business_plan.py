"""The plan month by month: what is sold, what it costs, what is invested, financed and taxed.

One scenario and a million run through the same code: every number of the plan is a scalar or an array
(scenarios, 1), every line of the result an array (..., months).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan import value_added_tax as vat
from ohv_coworking.plan.fixed_assets import Asset, assets
from ohv_coworking.plan.grants import GrantFlow, grant_flow
from ohv_coworking.plan.loans import LoanSchedule, schedule
from ohv_coworking.plan.running_costs import Expense, expense, rent, running_costs
from ohv_coworking.plan.sales import ProductSales, sales
from ohv_coworking.plan.staff_cost import PostCost, staff_cost
from ohv_coworking.plan.timeline import Timeline

LOAN_KINDS = {"Annuität": "annuity", "gleiche Tilgung": "linear", "endfällig": "bullet"}
VAT_CLASSES = ("Regelsatz", "ermäßigt", "Vermietung", "ohne")


@dataclass(frozen=True)
class AssetFlow:
    """One investment month by month, arrays (..., months), euros.

    What is borne of the expense is capitalised; `granted` is what grants pay of it, written off alike.
    """

    expense: Expense
    granted: np.ndarray
    depreciation: np.ndarray
    grant_release: np.ndarray


@dataclass(frozen=True)
class TaxAccount:
    """Value added tax month by month, arrays (..., months), euros; `due` is output less deducted input tax."""

    small_business: np.ndarray
    deductible_share: np.ndarray
    output_tax: np.ndarray
    input_tax: np.ndarray
    correction: np.ndarray
    due: np.ndarray
    paid: np.ndarray


@dataclass(frozen=True)
class BusinessPlan:
    """Everything the plan computes before its statements, arrays (..., months)."""

    timeline: Timeline
    sales: dict[str, ProductSales]
    desks: float
    occupancy: np.ndarray
    users: np.ndarray
    visits: np.ndarray
    revenue: np.ndarray
    gross_revenue: np.ndarray
    bad_debts: np.ndarray
    rent: Expense
    costs: dict[str, Expense]
    staff: dict[str, PostCost]
    assets: dict[str, AssetFlow]
    grants: dict[str, GrantFlow]
    grant_income: np.ndarray
    municipal_contribution: np.ndarray
    loans: dict[str, LoanSchedule]
    tax: TaxAccount


def business_plan(plan: PlanParameters, timeline: Timeline, law: Mapping[str, np.ndarray]) -> BusinessPlan:
    """Return the plan; `plan` holds bare numbers, `law` the statutory values (months,) by key."""
    inflation = timeline.january_index(plan.economy.inflation)
    energy = timeline.january_index(plan.economy.energy_yearly_rise)
    own_price = timeline.january_index(plan.economy.price_yearly_rise, int(plan.economy.price_step_years))
    rates = {
        word: vat.rate_of(word, plan.taxes.option_to_tax, law["vat_standard_rate"], law["vat_reduced_rate"])
        for word in VAT_CLASSES
    }

    sold = sales(plan.products, plan.ramp_up, plan.season, own_price, timeline)
    revenue = total(one.revenue for one in sold.values())
    exempt = total(one.revenue for key, one in sold.items() if not np.any(rates[plan.products[key].vat]))
    small = _small_business(plan, revenue, timeline, law)
    deductible = vat.deductible_share(exempt, revenue, small, timeline)
    billed_tax = (1 - small) * total(one.revenue * rates[plan.products[key].vat] for key, one in sold.items())

    products, quantities = plan.products, {key: one.quantity for key, one in sold.items()}
    desks_of = {key: product.capacity * product.desks_per_place for key, product in products.items()}
    desks = sum(desks_of.values())
    occupied = _weighted(desks_of, {key: one.occupancy for key, one in sold.items()})
    users = _weighted({key: product.users_per_sale for key, product in products.items()}, quantities)
    visits = _weighted({key: product.visits_per_sale for key, product in products.items()}, quantities)
    measures = {"Monat": 1.0, "m²": plan.premises.area, "Arbeitsplatz": desks, "Nutzungstag": visits}
    net = running_costs(plan.running_costs, measures, {"inflation": inflation, "energy": energy}, timeline)
    costs = {key: expense(cost, rates[plan.running_costs[key].vat], deductible) for key, cost in net.items()}
    won = total(
        product.acquisition_cost * sold[key].new_contracts
        for key, product in products.items()
        if np.any(product.acquisition_cost)
    )
    costs["acquisition"] = expense(won * inflation, rates["Regelsatz"], deductible)
    rented = expense(rent(plan.premises, timeline), plan.taxes.vat_on_rent * rates["Regelsatz"], deductible)
    posts = staff_cost(plan.staff, timeline)

    measures = {"gesamt": 1.0, "Arbeitsplatz": desks, "m²": plan.premises.area}
    lease, limit = int(plan.premises.lease_months), law["low_value_asset_limit"]
    bought = assets(plan.investments, measures, inflation, lease, limit, timeline)
    spent = {
        key: expense(one.purchase, rates[plan.investments[key].vat], deductible)
        for key, one in bought.items()
    }

    fundable = {
        **{key: one.borne for key, one in {**spent, **costs, "rent": rented}.items()},
        **{key: one.cost - one.wage_subsidy for key, one in posts.items()},
    }
    terms = plan.financing.grants
    grants = {
        key: grant_flow(grant, total(fundable[cost] for cost in grant.covers), timeline)
        for key, grant in terms.items()
    }
    running = {key: grant for key, grant in grants.items() if not plan.funds_assets(key)}
    taxed_part = (1 - small) * rates["Regelsatz"] / (1 + rates["Regelsatz"])
    supplement_tax = taxed_part * total(
        grant.earned for key, grant in running.items() if terms[key].price_supplement
    )
    bad = plan.working_capital.bad_debt_share
    output_tax = billed_tax * (1 - bad) + supplement_tax
    contributing = (timeline.since_opening >= 0) & (
        timeline.since_opening < plan.financing.municipal_contribution_months
    )
    return BusinessPlan(
        timeline=timeline,
        sales=sold,
        desks=desks,
        occupancy=vat.quotient(occupied, desks),
        users=users,
        visits=visits,
        revenue=revenue,
        gross_revenue=revenue + billed_tax,
        bad_debts=bad * revenue,
        rent=rented,
        costs=costs,
        staff=posts,
        assets={key: _asset_flow(key, one, spent[key], plan, grants) for key, one in bought.items()},
        grants=grants,
        grant_income=total(grant.earned for grant in running.values()) - supplement_tax,
        municipal_contribution=plan.financing.municipal_contribution_a_year / 12 * contributing,
        loans=_loans(plan, timeline),
        tax=_tax_account(
            plan, law, timeline, output_tax, deductible, small, [*costs.values(), rented], spent
        ),
    )


def total(lines: Iterable[np.ndarray]):
    """Return the sum of lines (..., months), 0 without any."""
    found = 0.0
    for line in lines:
        # Added in place where the shape allows: a new array for every term costs a third of the time.
        if np.ndim(line) <= np.ndim(found):
            found += line
        else:
            found = found + line
    return found


def _weighted(weights: Mapping[str, float], lines: Mapping[str, np.ndarray]):
    """Return the weighted sum of lines by key; what weighs nothing is left out."""
    return total(weight * lines[key] for key, weight in weights.items() if np.any(weight))


def _small_business(plan: PlanParameters, turnover, timeline: Timeline, law):
    limits = law["small_business_previous_year_limit"], law["small_business_current_year_limit"]
    return vat.small_business(plan.taxes.small_business, turnover, *limits, timeline)


def _asset_flow(key: str, asset: Asset, spent: Expense, plan: PlanParameters, grants) -> AssetFlow:
    shares = [
        vat.quotient(grants[name].earned, grants[name].eligible)
        for name, grant in plan.financing.grants.items()
        if key in grant.covers and np.any(grant.applied)
    ]
    granted = spent.borne * sum(shares) if shares else np.zeros(asset.low_value.shape[-1])
    return AssetFlow(spent, granted, asset.depreciation(spent.borne), asset.depreciation(granted))


def _loans(plan: PlanParameters, timeline: Timeline) -> dict[str, LoanSchedule]:
    return {
        key: schedule(
            loan.amount,
            loan.yearly_rate,
            loan.term_months,
            loan.grace_months,
            LOAN_KINDS[loan.kind],
            drawn_in=timeline.preparation - int(loan.months_before_opening),
            months=timeline.months,
        )
        for key, loan in plan.financing.loans.items()
    }


def _tax_account(plan, law, timeline, output_tax, deductible, small, expenses, spent) -> TaxAccount:
    smallest = law["input_tax_correction_share"], law["input_tax_correction_amount"]
    correction = 0.0
    for movable, kind in ((True, "movable"), (False, "building")):
        pool = [one for key, one in spent.items() if plan.investments[key].movable == movable]
        months = int(law[f"input_tax_correction_months_{kind}"][0])
        input_tax = total(one.gross for one in pool) - total(one.net for one in pool)
        correction = correction + vat.correction(input_tax, deductible, months, *smallest, timeline)
    everything = [*expenses, *spent.values()]
    input_tax = total(one.gross for one in everything) - total(one.net for one in everything)
    due = output_tax - deductible * input_tax - correction
    filing, delay = plan.taxes.vat_filing_months, int(plan.taxes.vat_payment_months)
    paid = vat.advance_payments(due, filing, delay, timeline)
    return TaxAccount(small, deductible, output_tax, input_tax, correction, due, paid)
