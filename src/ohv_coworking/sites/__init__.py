"""Who reaches a site on foot, by bike and by rail, and which sites are best.

Distances are on an equal-area map in metres, times in minutes; a ranking is held against random weights.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "location_data": "read_sites read_cells read_timetable",
        "reach": "people_within share_within",
        "rail_network": "Waiting door_to_door",
        "catchment": "huff",
        "site_network": "p_median maximal_covering",
        "site_ranking": "weighted_sum",
        "travel_savings": "commute_savings",
    },
)
