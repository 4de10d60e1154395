"""A sketch of the rooms to scale: the open desks along one side of a corridor, all other rooms along the other.

The outline of the hall is not known; its sides are supposed to be as 2 to 3.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

PROPORTION = 2 / 3
CORRIDOR = "Flur und Wege"
FREE = "frei"


class Part(NamedTuple):
    """One rectangle of the sketch, metres from the lower left corner of the hall."""

    room: str
    x: float
    y: float
    width: float
    depth: float

    @property
    def area_m2(self) -> float:
        return self.width * self.depth


def sketch(rooms: Sequence[tuple[str, float]], hall_m2: float, circulation_share: float) -> list[Part]:
    """Return the first room, the corridor and the other rooms as rectangles of their areas (m²); what is left over is free.

    Raise ValueError for rooms that need more than the hall has beside its corridor.
    """
    length = math.sqrt(hall_m2 / PROPORTION)
    (first, open_m2), others = rooms[0], rooms[1:]
    behind_m2 = hall_m2 * (1 - circulation_share) - open_m2
    left_m2 = behind_m2 - sum(area for _, area in others)
    if left_m2 < -1e-6:
        raise ValueError(f"{-left_m2:.1f} m² too much for a hall of {hall_m2:.1f} m²")
    front, corridor, behind = (area / length for area in (open_m2, hall_m2 * circulation_share, behind_m2))
    parts = [Part(first, 0.0, 0.0, length, front), Part(CORRIDOR, 0.0, front, length, corridor)]
    start = 0.0
    for room, area in [*others, *([(FREE, left_m2)] if left_m2 > 0.5 else [])]:
        parts.append(Part(room, start, front + corridor, area / behind, behind))
        start += area / behind
    return parts


def desk_places(part: Part, desks: int) -> list[tuple[float, float]]:
    """Return the middle of each desk in a part, in two rows, metres."""
    columns = math.ceil(desks / 2)
    spots = [
        (part.x + (column + 0.5) * part.width / columns, part.y + (row + 0.5) * part.depth / 2)
        for column in range(columns)
        for row in range(2)
    ]
    return spots[:desks]
