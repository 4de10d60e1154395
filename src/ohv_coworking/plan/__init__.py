"""The financial plan as lines of formulas: name, German label, unit, formula (`lines/`).

The same lines are reckoned for one case or a million (`reckoning`) and printed as live Excel (`workbook/`).
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "finance_data": "read_financial_model",
        "financial_model": "FinancialModel Run",
        "plan_lines": "PlanLines",
        "case_comparison": "compare",
        "uncertainty": "simulate",
        "sensitivities": "tornado",
        "cost_keys": "compare_keys",
        "statutory_values": "StatutoryValue in_force",
    },
)
