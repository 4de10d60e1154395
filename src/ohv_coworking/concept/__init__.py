"""The tables planners keep, and what follows from them: rooms, operators, funding, effect, work packages, interested users.

Each table is a record beside the functions that use it; `raw.planning_tables` reads it by its kind.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "space_programme": "fit_by_priority",
        "funding_eligibility": "eligibility financing_mix",
        "critical_path": "schedule",
        "outcome_values": "value_outcomes",
        "social_return": "net_impact",
        "operators": "comparison",
        "register_profiles": "public_tables",
        "scope": "for_towns regional_rows",
    },
)
