"""The thresholds from which on the study says something: rules of its texts, no assumptions about the world."""

from typing import Any

from pydantic import Field

from ohv_coworking.parameters.declaration import Declared


def threshold(label: str, unit: str, minimum: float, maximum: float) -> Any:
    """Declare a threshold: its German label, its unit and its limits."""
    return Field(description=f"{label} ({unit})", ge=minimum, le=maximum)


class Rules(Declared):
    """Where a word begins to be right: „die meisten“, „stark“, „kaum“."""

    majority: float = threshold("Anteil, über dem von den meisten die Rede ist", "Anteil", 0.5, 1)
    same_share: float = threshold("Unterschied, unter dem zwei Anteile als gleich gelten", "Anteil", 0, 0.1)
    same_minutes: float = threshold("Unterschied, unter dem Reisezeiten als gleich gelten", "min", 0, 10)
    age_ratio_apart: float = threshold(
        "Verhältnis zweier Altenquotienten, über dem sich Städte stark unterscheiden", "Faktor", 1, 5
    )
    one_way_ratio: float = threshold(
        "Verhältnis beider Richtungen, über dem ein Pendelstrom einseitig ist", "Faktor", 1, 20
    )
    notable_association: float = threshold(
        "Cramérs V, ab dem ein Zusammenhang nennenswert ist", "von 0 bis 1", 0, 1
    )
    notable_lead: float = threshold(
        "Anteil der Gewichtungen, über dem eine andere Lage genannt wird", "Anteil", 0, 1
    )
    small_gain: float = threshold(
        "Zuwachs der Menschen in Reichweite, unter dem er klein ist", "Anteil", 0, 1
    )
    area_tolerance: float = threshold(
        "Abweichung der Fläche je Platz, bis zu der sie üblich ist", "Anteil", 0, 1
    )
    score_tie: float = threshold(
        "Abstand, unter dem zwei Bewertungen nahe beieinander liegen", "Punkte", 0, 4
    )
    list_tolerance: float = threshold(
        "Abweichung von der Ausstattungsliste, bis zu der der Plan ihr folgt", "Anteil", 0, 1
    )
    balance_tolerance: float = threshold("Abweichung der Bilanz, bis zu der sie Rundung ist", "€", 0, 1)
