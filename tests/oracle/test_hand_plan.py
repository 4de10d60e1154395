"""The plan agrees to the cent with plain loops that share no code with it: regimes of tax and finance, random plans."""

import numpy as np
import pytest
from hand_plan import hand_plan

from plan_files import added, random_values, selling, study_model, with_plan

CENT = 0.005
MODEL = study_model()


def scaled(ends: str, factor: float) -> dict[str, float]:
    """Return the inputs whose name ends so, times a factor."""
    return {
        name: one.value * factor
        for name, one in MODEL.inputs.items()
        if name.endswith(ends) and not one.words
    }


def all_set(ends: str, value: float) -> dict[str, float]:
    return {name: value for name in MODEL.inputs if name.endswith(ends)}


LETTING = {name: "Vermietung" for name in MODEL.inputs if name.endswith("_vat")}
GRANTS = all_set("_applied", 1.0)
EIGHTFOLD, THIRTYFOLD = scaled("_price", 8), scaled("_price", 30)
SELLING = selling(MODEL, "furniture")
REGIMES = {
    "as shipped": {},
    "no waiver of the exemption": {"option_to_tax": 0.0},
    "no tax on the rent": {"vat_on_rent": 0.0},
    "all letting, exempt": {**LETTING, "option_to_tax": 0.0},
    "all letting, taxed": {**LETTING, "option_to_tax": 1.0},
    "small business": {"small_business": 1.0},
    "small business that grows out of it": {"small_business": 1.0, **scaled("_price", 2)},
    "small business, exempt letting": {"small_business": 1.0, **LETTING, "option_to_tax": 0.0},
    "use changes after the start (§ 15a)": {
        "option_to_tax": 0.0, "team_office_start_after_months": 18.0, **scaled("team_office_price", 4),
        **scaled("_unit_price", 3),
    },
    "dear furniture is corrected, chairs are not (§ 44)": {
        "option_to_tax": 0.0, "team_office_start_after_months": 18.0, **scaled("furniture_unit_price", 5),
    },
    "wage subsidy": {**all_set("service_staff_subsidy_year_1", 1.0), **all_set("community_manager_subsidy_year_2", 0.75)},
    "pay at the minimum wage": {"service_step_1_pay": 2_400.0, "service_staff_subsidy_year_5": 0.7},
    "founded before": {"newly_founded": 0.0},
    "taxed when paid (§ 20)": {"tax_on_receipt": 1.0, "receivable_days": 20.0},
    "contribution as a price": {"contribution_taxed": 1.0, "municipal_contribution_a_year": 100_000.0},
    "need as a price": {"contribution_taxed": 1.0},
    "small business beside exempt letting": {"small_business": 1.0, "option_to_tax": 0.0, **scaled("team_office_price", 9)},
    "monthly returns": {"vat_filing_months": "monatlich", "vat_payment_months": 2.0},
    "all grants": GRANTS,
    "all grants, as a special item": {**GRANTS, "grant_treatment": "Sonderposten"},
    "all grants, small business": {**GRANTS, "small_business": 1.0},
    "grants of the whole cost": {**GRANTS, **all_set("_own_share", 0.0), **all_set("_ceiling", 1e8)},
    "linear loan": {"investment_loan_kind": "gleiche Tilgung"},
    "bullet loan": {"investment_loan_kind": "endfällig", "investment_loan_term_months": 60.0},
    "loan without interest": {"investment_loan_yearly_rate": 0.0},
    "quarterly instalments": {"investment_loan_instalments": "vierteljährlich"},
    "quarterly linear loan": {"investment_loan_instalments": "vierteljährlich", "investment_loan_kind": "gleiche Tilgung"},
    "quarterly bullet loan": {"investment_loan_instalments": "vierteljährlich", "investment_loan_kind": "endfällig", "investment_loan_term_months": 60.0},
    "no loan": {"investment_loan_amount": 0.0},
    "profit, corporate and trade tax": EIGHTFOLD,
    "profit of a town": {**EIGHTFOLD, "corporate_tax": 1.0, "corporate_allowance": 1.0, "trade_tax": 0.0},
    "profit of an association": {**EIGHTFOLD, "corporate_allowance": 1.0, "trade_tax_allowance": 5_000.0},
    "profit below the limit of § 64 AO": {"receipts_limit": 1.0, **scaled("_price", 0.5), **all_set("_full_time_equivalents", 0.0)},
    "losses carried forward into profit": {**scaled("_price", 5), "innovation": 0.005},
    "add-back of rent and interest": {**THIRTYFOLD, "rent_per_square_metre": 90.0, "area": 2_000.0},
    "prices of zero": scaled("_price", 0.0),
    "agreed contribution": {"municipal_contribution_a_year": 150_000.0, "municipal_contribution_months": 120.0},
    "no preparation": {"preparation_months": 0.0, **all_set("_months_before_opening", 0.0)},
    "a year of preparation": {"preparation_months": 12.0},
    "nothing let": {"area": 0.0},
    "anchor leaves": {"employer_contingent_ends_after_months": 24.0},
}  # fmt: skip


def gaps(values: dict, model=MODEL) -> list[str]:
    """Return what differs by more than half a cent, with its first month."""
    run = model.run(values, refusing=False)
    hand = hand_plan(model.plan, values, model.opening, model.price_base, model.statutes)
    found = []
    for name, one in hand.items():
        wanted = np.array(np.nan if one is None else one, dtype=float)
        got = np.atleast_1d(run[name])[: wanted.size] if wanted.ndim else np.asarray(run[name], dtype=float)
        off = ~(np.isclose(wanted, got, rtol=1e-9, atol=CENT, equal_nan=True))
        found += [f"{name}[{int(np.argmax(off))}]"] if off.any() else []
    return found


@pytest.mark.parametrize("regime", REGIMES)
def test_regimes(regime):
    """Every month of every line, every key figure."""
    assert [] == gaps(MODEL.values() | REGIMES[regime])


@pytest.mark.parametrize(
    "regime", ["as shipped", "small business", "all grants, as a special item", "quarterly instalments"]
)
def test_assets_sold(regime):
    """Furniture sold after two and a half years, before and after it was bought anew: proceeds, book value, grants, tax."""
    for after in (30.0, 96.0):
        assert [] == gaps(
            SELLING.values()
            | REGIMES[regime]
            | {"furniture_sold_after_months": after, "furniture_useful_life_years": 3.0},
            SELLING,
        )


DEAR = scaled("furniture_unit_price", 12)


@pytest.mark.parametrize(
    "regime",
    [
        {"option_to_tax": 0.0},
        {"small_business": 1.0, **scaled("_price", 4)},
    ],
)
def test_input_tax_is_corrected_when_a_thing_is_sold(regime):
    """§ 15a (8) UStG: a taxed sale gives back what was not deducted, for the months that are left of five years."""
    for after in (30.0, 50.0):
        values = SELLING.values() | DEAR | regime | {"furniture_sold_after_months": after}
        run = SELLING.run(values, refusing=False)

        assert [] == gaps(values, SELLING)
        assert run["sale_correction"].sum() > 0
        assert np.flatnonzero(run["sale_correction"] > CENT).tolist() == [run["preparation_months"] + after]


def test_nothing_is_corrected_after_five_years():
    values = (
        SELLING.values()
        | DEAR
        | {"option_to_tax": 0.0, "furniture_sold_after_months": 70.0, "furniture_useful_life_years": 9.0}
    )

    assert [] == gaps(values, SELLING)
    assert pytest.approx(0, abs=CENT) == SELLING.run(values, refusing=False)["sale_correction"]


def test_every_case_of_the_study():
    """Operators, fundings, alternatives, scenarios and shocks."""
    for group in ("operators", "funding_mixes", "alternatives", "scenarios", "shocks"):
        for key in getattr(MODEL.plan, group):
            assert [] == gaps(MODEL.values(**{group: key})), (group, key)


def test_two_hundred_random_plans():
    """Every input drawn within what is allowed, choices at random."""
    generator = np.random.default_rng(20)
    for at in range(200):
        assert [] == gaps(random_values(MODEL, generator)), at


def test_entries_of_their_own_time():
    """A café with a ramp of its own and a share of its turnover, a second area, post, purchase and loan after two years."""
    model = with_plan(added)
    generator = np.random.default_rng(21)
    for key in model.plan.alternatives:
        assert [] == gaps(model.values(alternatives=key), model), key
    for at in range(40):
        assert [] == gaps(random_values(model, generator), model), at
