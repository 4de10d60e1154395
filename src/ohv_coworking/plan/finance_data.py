"""What the financial model works on: the plan of `study.yaml` and the catalogued statutory values."""

from datetime import date

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.financial_model import FinancialModel, financial_model
from ohv_coworking.plan.statutory_values import StatutoryValue
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows


def read_financial_model(
    catalog: Catalog, plan: PlanParameters, opening: date, price_base: int, reference_date: date
) -> FinancialModel:
    """Return the financial model of an edition; InputFault for what its files or dates do not allow."""
    statutes = planning_rows(catalog, StatutoryValue)
    return financial_model(plan, opening, price_base, reference_date, statutes)
