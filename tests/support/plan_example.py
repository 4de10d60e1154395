"""A small plan with round numbers, so that a test can reckon its result in the head."""

from copy import deepcopy
from datetime import date
from typing import get_args

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import Section
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import base_values
from ohv_coworking.parameters.plan_sections import Season
from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.plan.reckoning import Reckoning
from ohv_coworking.plan.statutory_values import StatutoryValue

LAW = {
    "vat_standard_rate": 0.19,
    "vat_reduced_rate": 0.07,
    "small_business_previous_year_limit": 25_000,
    "small_business_current_year_limit": 100_000,
    "vat_founder_years": 0,
    "input_tax_correction_object": 0,
    "input_tax_correction_share": 0.1,
    "input_tax_correction_amount": 1_000,
    "input_tax_correction_months_movable": 60,
    "input_tax_correction_months_building": 120,
    "low_value_asset_limit": 800,
    "corporate_tax_rate": 0.15,
    "corporate_tax_allowance": 5_000,
    "solidarity_surcharge_rate": 0.055,
    "trade_tax_base_rate": 0.035,
    "trade_tax_add_back_share": 0.25,
    "trade_tax_rent_share": 0.5,
    "trade_tax_add_back_allowance": 200_000,
    "charity_receipts_limit": 50_000,
    "minimum_wage": 13.9,
    "guarantee_aid_rate": 0.02,
    "de_minimis_ceiling": 300_000,
    "de_minimis_years": 3,
}

STATUTES = [
    StatutoryValue(
        key=key, label=key, value=value, unit="€", valid_from=date(2000, 1, 1), law="§ 1", checked="zu prüfen"
    )
    for key, value in LAW.items()
]

EXAMPLE = {
    "horizon_years": 5,
    "preparation_months": 2,
    "economy": {
        "inflation": (0.0, 0.02, 0.04),
        "energy_yearly_rise": 0.03,
        "price_yearly_rise": 0.02,
        "price_step_years": 1,
        "discount_rate": 0.04,
    },
    "premises": {
        "area": 100,
        "rent_per_square_metre": (8, 10, 12),
        "rent_yearly_rise": 0.02,
        "rent_free_months": 1,
        "rent_deposit_months": 3,
        "lease_months": 60,
    },
    "demand": {"demand_desks": (10, 40, 60)},
    "ramp_up": {"initial_share": 0.2, "innovation": (0.05, 0.1, 0.2), "imitation": 0.2},
    "season": dict.fromkeys(Season.model_fields, 1) | {"august": 0.8, "september": 1.2},
    "products": {
        "desk": {
            "label": "Platz",
            "sold": "Vertrag",
            "vat": "Regelsatz",
            "price_quoted": "netto",
            "capacity": 10,
            "sales_per_place": 1,
            "utilisation": (0.5, 0.7, 0.9),
            "price": (80, 100, 120),
            "churn": 0.05,
            "acquisition_cost": 20,
            "deposit_months": 1,
            "desks_per_place": 1,
            "users_per_sale": 1,
            "visits_per_sale": 10,
        },
        "office": {
            "label": "Büro",
            "sold": "Vertrag",
            "vat": "Vermietung",
            "price_quoted": "netto",
            "capacity": 2,
            "sales_per_place": 1,
            "utilisation": 0.8,
            "price": 400,
            "desks_per_place": 3,
            "users_per_sale": 3,
        },
        "day": {
            "label": "Tag",
            "sold": "Tag",
            "vat": "ermäßigt",
            "price_quoted": "netto",
            "capacity": 2,
            "sales_per_place": 20,
            "utilisation": (0.2, 0.4, 0.6),
            "price": 15,
            "season_weight": 1,
            "start_after_months": 2,
            "ends_after_months": 40,
        },
    },
    "running_costs": {
        "energy": {
            "label": "Strom",
            "amount": (1, 2, 3),
            "per": "m²",
            "rises_with": "energy",
            "vat": "Regelsatz",
            "begins": "Eröffnung",
        },
        "insurance": {
            "label": "Versicherung",
            "amount": 100,
            "per": "Monat",
            "rises_with": "inflation",
            "vat": "ohne",
            "begins": "Mietbeginn",
        },
        "coffee": {
            "label": "Kaffee",
            "amount": 1,
            "per": "Nutzungstag",
            "rises_with": "inflation",
            "vat": "ermäßigt",
            "begins": "Eröffnung",
        },
    },
    "staff": {
        "weekly_hours": 40,
        "pay_yearly_rise": 0.02,
        "pay_rise_month": 4,
        "annual_bonus": 0.5,
        "on_cost_rate": 0.2,
        "subsidised_on_cost": 0.15,
        "pension_rate": 0.05,
        "pay_grades": {
            "clerk": {
                "label": "E 5",
                "steps": [{"after_months": 0, "pay": 3_000}, {"after_months": 24, "pay": 3_300}],
            }
        },
        "posts": {
            "host": {
                "label": "Empfang",
                "grade": "clerk",
                "full_time_equivalents": 0.5,
                "months_before_opening": 1,
                "subsidy_year_1": 0.5,
            }
        },
    },
    "investments": {
        "fit_out": {
            "label": "Ausbau",
            "unit_price": (100, 200, 400),
            "units": 1,
            "per": "m²",
            "vat": "Regelsatz",
            "useful_life_years": 10,
            "months_before_opening": 2,
            "replaced": False,
            "movable": False,
            "ends_with_lease": True,
        },
        "chairs": {
            "label": "Stühle",
            "unit_price": 300,
            "units": 1,
            "per": "Arbeitsplatz",
            "vat": "Regelsatz",
            "useful_life_years": 8,
            "months_before_opening": 1,
            "replaced": False,
            "movable": True,
        },
        "server": {
            "label": "Technik",
            "unit_price": 6_000,
            "units": 1,
            "per": "gesamt",
            "vat": "Regelsatz",
            "useful_life_years": 3,
            "months_before_opening": 0,
            "replaced": True,
            "movable": True,
        },
    },
    "working_capital": {
        "receivable_days": 15,
        "payable_days": 10,
        "bad_debt_share": 0.01,
        "minimum_liquidity": 1_000,
    },
    "financing": {
        "equity": 30_000,
        "public_equity_share": 0.5,
        "municipal_contribution_a_year": 12_000,
        "municipal_contribution_months": 36,
        "grant_treatment": "mindert Anschaffungskosten",
        "loans": {
            "bank": {
                "label": "Bank",
                "kind": "Annuität",
                "amount": 20_000,
                "yearly_rate": 0.04,
                "term_months": 48,
                "grace_months": 12,
                "months_before_opening": 1,
            }
        },
        "grants": {
            "building": {
                "label": "Bau",
                "covers": ["fit_out"],
                "applied": 1,
                "rate": 0.6,
                "ceiling": 10_000,
                "own_share": 0.5,
                "runs_months": 0,
                "pays_after_months": 3,
                "earmarked_months": 60,
                "price_supplement": False,
                "de_minimis": True,
            },
            "service": {
                "label": "Betrieb",
                "covers": ["host"],
                "applied": 1,
                "rate": 0.4,
                "ceiling": 15_000,
                "own_share": 0,
                "runs_months": 36,
                "pays_after_months": 2,
                "earmarked_months": 0,
                "price_supplement": True,
                "de_minimis": False,
            },
        },
    },
    "taxes": {
        "small_business": 0,
        "option_to_tax": 0,
        "vat_on_rent": 1,
        "newly_founded": 1,
        "vat_filing_months": "vierteljährlich",
        "vat_payment_months": 1,
        "corporate_tax": 1,
        "corporate_allowance": 0,
        "trade_tax": 1,
        "trade_tax_allowance": 0,
        "trade_tax_multiplier": 4,
        "receipts_limit": 0,
        "tax_payment_months": 6,
    },
    "exit": {
        "staff_notice_months": 3,
        "rent_saved_share": 0.5,
        "dismantling_per_square_metre": 50,
        "resale_share": 0.2,
    },
    "landlord": {
        "landlord_investment": 1_000,
        "landlord_rate": 0.05,
        "landlord_years": 20,
        "landlord_upkeep": 1,
        "landlord_vacancy": 0.05,
    },
    "usual": {},
    "scenarios": {
        "base": {"label": "Basis"},
        "cautious": {
            "label": "Vorsichtig",
            "changes": {"desk_utilisation": "low", "desk_price": {"factor": 0.9}},
        },
    },
    "shocks": {"rent_up": {"label": "Miete + 20 %", "changes": {"rent_per_square_metre": {"factor": 1.2}}}},
    "operators": {"company": {"label": "GmbH"}},
    "funding_mixes": {"all": {"label": "alle"}},
    "alternatives": {"plan": {"label": "Plan"}},
    "common_factors": {},
    "correlations": [
        {"first": "desk_utilisation", "second": "innovation", "value": 0.5, "source": "Annahme"}
    ],
}


def raw_example() -> dict:
    """Return the example as `study.yaml` would hold it: each bare number an assumption with unit and source."""
    return _filled(PlanParameters, deepcopy(EXAMPLE))


def example() -> PlanParameters:
    """Return the example as a typed plan."""
    return PlanParameters.model_validate(raw_example())


def model(plan=None, opening=date(2026, 9, 1), price_base=2026, years=5) -> FinancialModel:
    """Return the model of the example."""
    plan = (plan or example()).model_copy(update={"horizon_years": years})
    return FinancialModel(plan, opening, price_base, STATUTES)


def run(lines=None, opening=date(2026, 9, 1), price_base=2026, years=5, **changes) -> Run:
    """Return a run of the example with some inputs changed, and with whole `lines` given instead of reckoned."""
    built = model(None, opening, price_base, years)
    values = base_values(built.plan) | changes
    given = built.given(values) | (lines or {})
    return Run(built.lines, values, Reckoning(built.lines.by_name, given, built.lines.length, built.law))


def _filled(model, given):
    content = {}
    for field, declared in model.model_fields.items():
        if field not in given:
            continue
        value, annotation = given[field], declared.annotation
        if annotation is Assumption:
            low, middle, high = value if isinstance(value, tuple) else (value, value, value)
            unit = declared.json_schema_extra["unit"]
            value = {"value": middle, "low": low, "high": high, "unit": unit, "source": "Beispiel"}
        elif isinstance(annotation, type) and issubclass(annotation, Section):
            value = _filled(annotation, value)
        elif (inner := _section_in(annotation)) and isinstance(value, dict):
            value = {key: _filled(inner, item) for key, item in value.items()}
        elif inner:
            value = [_filled(inner, item) for item in value]
        content[field] = value
    return content


def _section_in(annotation):
    found = [one for one in get_args(annotation) if isinstance(one, type) and issubclass(one, Section)]
    return found[0] if found else None
