"""What is known of a region: people, jobs, commuters, self-employed, boundaries, listed sites, and which source wins.

`source` gives each statistic by its role, from the shipped tables and from offices' own files alike.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "benchmarks": "benchmark all_benchmarks",
        "latest": "latest_shared",
        "ages": "age_structure",
        "region_profile": "commuting commuter_flows",
        "candidates": "region_candidates",
        "mergers": "after_mergers",
        "self_employed": "self_employed_around",
    },
)
