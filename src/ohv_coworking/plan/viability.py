"""Does it carry itself, and if not, what does it take: key figures of a run.

The reference year is the last twelve months of the plan. In it the own result, without subsidies and taxes on
income, is linear in occupancy, price, rent and staff, so what makes it zero is a closed form.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ohv_coworking.plan.break_even import break_even_share, debt_service_cover
from ohv_coworking.plan.business_plan import total
from ohv_coworking.plan.depreciation import acquisition_cost, trailing_sum
from ohv_coworking.plan.exit_cost import exit_cost
from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.landlord import rent_needed
from ohv_coworking.plan.present_value import gridded_rate, net_present_value, payback
from ohv_coworking.plan.value_added_tax import quotient

SUBSIDIES = ("grant_income", "wage_subsidies", "municipal_contribution")
OPERATING_PAYMENTS = (
    "from_customers", "deposits", "to_suppliers", "rent_paid", "staff_paid", "vat_paid",
    "running_grants_received", "municipal_contribution_received", "income_tax_paid",
)  # fmt: skip
FINANCING_PAYMENTS = (
    "equity_paid_in", "loans_drawn", "loans_repaid", "interest_paid", "municipal_contribution_received",
)  # fmt: skip
YEAR = 12
HALF_A_CENT = 0.005
"""Below it there is no debt service, only the rounding of a loan paid back."""


def own_result(run: Run):
    """Return the result (..., months) before subsidies and taxes on income."""
    lines = run.statements.profit_and_loss
    return total(line for name, line in lines.items() if name not in (*SUBSIDIES, "income_tax"))


def free_cash_flow(run: Run):
    """Return the payments (..., months) of the project itself, before any financing and municipal contribution."""
    lines = run.statements.cash_flow
    return total(line for name, line in lines.items() if name not in FINANCING_PAYMENTS)


@dataclass(frozen=True)
class ReferenceYear:
    """Sums (...) of the last twelve months, euros; `variable` moves with use, `fixed` does not."""

    run: Run

    @cached_property
    def revenue(self):
        return self._sum(self.run.statements.profit_and_loss["revenue"])

    @cached_property
    def net_revenue(self):
        """Revenue after bad debts."""
        return self.revenue + self._sum(self.run.statements.profit_and_loss["bad_debts"])

    @cached_property
    def variable(self):
        """Cost that moves with use: per day of use, and per new contract."""
        costs = self.run.numbers.running_costs
        used = [key for key, cost in costs.items() if cost.per == "Nutzungstag"]
        return total(self._sum(self.run.built.costs[key].borne) for key in (*used, "acquisition"))

    @cached_property
    def fixed(self):
        return self.net_revenue - self.variable - self.result

    @cached_property
    def result(self):
        """Own result."""
        return self._sum(own_result(self.run))

    @cached_property
    def staff(self):
        return -self._sum(self.run.statements.profit_and_loss["staff"])

    @cached_property
    def occupancy(self):
        return self._sum(self.run.built.occupancy) / YEAR

    @cached_property
    def users(self):
        return self._sum(self.run.built.users) / YEAR

    @cached_property
    def visits(self):
        """Days on which somebody works at one of the desks."""
        return self._sum(self.run.built.visits)

    @cached_property
    def cost_of_a_euro_of_rent(self):
        """What one euro per square metre and month costs in the year, input tax that can't be deducted included."""
        premises, built = self.run.numbers.premises, self.run.built
        vat = self.run.numbers.taxes.vat_on_rent * self.run.law["vat_standard_rate"]
        borne = acquisition_cost(1, vat, built.tax.deductible_share)
        return premises.area * self._sum(built.timeline.lease_index(premises.rent_yearly_rise) * borne)

    def _sum(self, line):
        return np.sum(
            np.broadcast_to(line, (*np.shape(line)[:-1], self.run.timeline.months))[..., -YEAR:], axis=-1
        )


def break_even_utilisation(year: ReferenceYear):
    """Return the mean desk occupancy at which the reference year carries itself; above 1 it can't."""
    return year.occupancy * break_even_share(year.fixed, year.net_revenue - year.variable)


def price_factor_needed(year: ReferenceYear, occupancy=None):
    """Return the factor on all prices at which the reference year carries itself, at planned or another occupancy."""
    use = 1.0 if occupancy is None else occupancy / year.occupancy
    return quotient(year.fixed + year.variable * use, year.net_revenue * use)


def rent_borne(year: ReferenceYear):
    """Return the rent at the start of the lease that the reference year bears, euros per square metre and month."""
    rent = np.squeeze(year.run.numbers.premises.rent_per_square_metre)
    return rent + quotient(year.result, year.cost_of_a_euro_of_rent)


def staff_share_borne(year: ReferenceYear):
    """Return the share of the planned staff that the reference year bears; below 0 not even none."""
    return quotient(year.staff + year.result, year.staff)


def break_even_month(run: Run):
    """Return the first plan month whose last twelve operating months carry themselves, missing if there is none."""
    result = trailing_sum(own_result(run), YEAR)
    carries = (result >= 0) & (run.timeline.since_opening >= YEAR - 1)
    return np.where(carries.any(axis=-1), np.argmax(carries, axis=-1), np.nan)


def additional_need(run: Run):
    """Return what must be added (..., months) so that cash never falls below its minimum.

    Each month adds only what the months before have not.
    """
    shortfall = run.numbers.working_capital.minimum_liquidity - run.statements.cash
    return np.diff(np.maximum.accumulate(np.maximum(shortfall, 0), axis=-1), axis=-1, prepend=0)


def subsidy_need(run: Run):
    """Return what the municipalities pay (..., years): the agreed contribution and what must be added to it."""
    return run.timeline.by_year(additional_need(run) + run.built.municipal_contribution)


def yearly_debt_service_cover(run: Run):
    """Return operating payments over interest and repayment (..., years), missing without debt service."""
    lines, by_year = run.statements.cash_flow, run.timeline.by_year
    service = by_year(-lines["loans_repaid"] - lines["interest_paid"])
    paid = by_year(total(lines[name] for name in OPERATING_PAYMENTS))
    return np.where(service > HALF_A_CENT, debt_service_cover(paid, service), np.nan)


def debt_cover(run: Run):
    """Return the lowest yearly cover (...), missing without any debt service."""
    cover = yearly_debt_service_cover(run)
    return np.where(
        np.isnan(cover).all(axis=-1), np.nan, np.min(np.where(np.isnan(cover), np.inf, cover), axis=-1)
    )


def insolvent(run: Run):
    """Return the months (..., months) in or before which cash has run out."""
    return np.logical_or.accumulate(run.statements.cash < 0, axis=-1)


def key_figures(run: Run) -> dict[str, np.ndarray]:
    """Return the key figures (...) by English name."""
    year, timeline, cash = ReferenceYear(run), run.timeline, run.statements.cash
    operating_years = (timeline.months - timeline.preparation) / YEAR
    needed = subsidy_need(run)
    a_year = np.sum(needed, axis=-1) / operating_years
    flows, rate = free_cash_flow(run), np.squeeze(run.numbers.economy.discount_rate)
    closing = total(exit_cost(run).values())
    return {
        "desks_planned": np.squeeze(run.built.desks),
        "utilisation_planned": year.occupancy,
        "users_planned": year.users,
        "visits_per_year": year.visits,
        "revenue_per_year": year.revenue,
        "result_per_year": year.result,
        "break_even_utilisation": break_even_utilisation(year),
        "price_factor_needed": price_factor_needed(year),
        "rent_borne": rent_borne(year),
        "staff_share_borne": staff_share_borne(year),
        "break_even_month": break_even_month(run),
        "investment": np.sum(total(one.expense.net for one in run.built.assets.values()), axis=-1),
        "subsidy_total": np.sum(needed, axis=-1),
        "subsidy_per_year": a_year,
        "subsidy_highest_year": np.max(needed, axis=-1),
        "subsidy_per_desk": quotient(a_year, np.squeeze(run.built.desks)),
        "subsidy_per_user": quotient(a_year, year.users),
        "minimum_liquidity_reached": np.min(cash, axis=-1),
        "minimum_liquidity_month": np.argmin(cash, axis=-1).astype(float),
        "first_month_without_cash": first_month(cash < 0),
        "net_present_value": net_present_value((1 + rate) ** (1 / YEAR) - 1, flows),
        "internal_rate": gridded_rate(flows),
        "payback_years": payback(flows) / YEAR,
        "debt_cover": debt_cover(run),
        "exit_at_opening": closing[..., timeline.preparation],
        "exit_at_end": closing[..., -1],
        "rent_needed": np.squeeze(rent_needed(run.numbers.landlord)),
        **{f"subsidy_need_year_{at}": one for at, one in enumerate(np.moveaxis(needed, -1, 0), 1)},
    }


def first_month(happens):
    """Return the first month (...) in which something happens (..., months), missing if it never does."""
    return np.where(happens.any(axis=-1), np.argmax(happens, axis=-1), np.nan)
