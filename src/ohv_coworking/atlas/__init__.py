"""All municipalities of a Land in one pass: demand, access by rail, existing supply, the option that fits, what is missing.

Each stands for itself, as if it were the whole region; all rest on the same vintage of figures, which is named.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "screening": "Municipalities municipalities_of screened_demand desk_ranges",
        "best_options": "best_options",
        "ranking": "rank_municipalities",
        "read_atlas": "Atlas read_atlas",
        "likeness": "alike",
    },
)
