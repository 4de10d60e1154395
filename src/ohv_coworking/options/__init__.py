"""The cases of the plan beside each other: the options, the towns' keys, one input moved, all risks drawn.

What a case costs and brings is reckoned by `plan/`; here cases are compared and one is recommended.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "option_table": "options recommended",
        "case_comparison": "compare",
        "uncertainty": "simulate",
        "sensitivities": "tornado",
        "cost_keys": "compare_keys",
    },
)
