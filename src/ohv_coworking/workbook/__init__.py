"""The financial plan as a live Excel workbook: inputs with their cases, every line as a formula, an overview.

It prints the lines of `plan/` and reckons nothing of its own; Excel's results are those of `plan/reckoning`.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "write": "write_workbook",
        "cover": "Cover",
        "input_rows": "InputRows",
    },
)
