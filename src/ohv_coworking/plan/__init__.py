"""The financial plan as lines of formulas: name, German label, unit, formula (`lines/`).

The lines are reckoned for one case or a million (`reckoning`); `options/` compares cases, `workbook/` prints the lines as Excel.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "finance_data": "read_financial_model",
        "financial_model": "FinancialModel Run",
        "plan_lines": "PlanLines",
        "statutory_values": "StatutoryValue in_force",
    },
)
