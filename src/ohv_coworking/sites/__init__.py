"""Who reaches a site by car, by bike or with neither, by bus and rail, and which sites rank first.

Distances are on an equal-area map in metres, times in minutes; a ranking is held against random weights.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "location_data": "read_sites read_cells read_network",
        "reach": "people_within",
        "rail_network": "Waiting",
        "travel": "Travel traveller_shares",
        "site_network": "best_networks",
        "site_ranking": "ranked",
        "travel_savings": "commute_savings",
    },
)
