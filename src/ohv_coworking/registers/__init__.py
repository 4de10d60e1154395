"""What a figure rests on: the lists of the annex, the cited rows of its sources, its derivation step by step.

Everything here is read from the ledger (`exhibits/`), the catalogue and the parameters; nothing is typed.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "annex_registers": "Term",
        "figure_registers": "References",
        "derivation": "Derivation",
        "source_lines": "source_line",
    },
)
