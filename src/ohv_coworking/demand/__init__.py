"""How many desks, for whom, in which town: people by segment, the supply of comparable towns, both pooled, desks by occupancy.

Shares carry their base (`parameters.chains`); every estimate is an array of draws, so that one range has one meaning.
"""

from ohv_coworking.basics.faces import face

__getattr__, __all__ = face(
    __name__,
    {
        "model": "Ground Demand demand desks_for",
        "pooling": "pooled disagreement",
        "occupancy": "desks_by_service desks_by_average",
        "supply_benchmark": "comparable_towns existing_desks",
        "stated_demand": "stated_use",
        "interest_conversion": "conversion_forecast",
    },
)
