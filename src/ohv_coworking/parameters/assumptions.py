"""The assumptions of the study, declared once: German label, unit and the range allowed.

Value, low, high and source stand in `study.yaml`.
"""

from ohv_coworking.parameters.assumption import Assumption, AssumptionGroup, assumed


class DemandAssumptions(AssumptionGroup):
    office_share: Assumption = assumed("Anteil der Auspendelnden in Büroberufen", "Anteil", 0, 1)
    remote_share: Assumption = assumed(
        "Anteil der Büroarbeit, der ortsunabhängig möglich ist", "Anteil", 0, 1
    )
    preference_share: Assumption = assumed(
        "Anteil, der lieber wohnortnah im Coworking als zu Hause oder im Betrieb arbeitet", "Anteil", 0, 1
    )
    days_per_week: Assumption = assumed("Nutzungstage je Person und Woche", "Tage/Woche", 0, 5)
    utilisation: Assumption = assumed("Auslastung eines eingeführten Coworking-Raums", "Anteil", 0.05, 1)


class LocationAssumptions(AssumptionGroup):
    walking_speed: Assumption = assumed("Gehgeschwindigkeit", "km/h", 1, 8)
    cycling_speed: Assumption = assumed("Geschwindigkeit mit dem Rad", "km/h", 5, 30)
    detour_factor: Assumption = assumed("Weglänge im Verhältnis zur Luftlinie", "Faktor", 1, 3)
    reach_minutes: Assumption = assumed("Weg zum Coworking zu Fuß oder mit dem Rad", "min", 5, 60)
    rail_reach_minutes: Assumption = assumed("Weg zum Coworking mit Bahn und Rad, von Tür zu Tür", "min", 10, 120)
    station_access_minutes: Assumption = assumed("Weg mit dem Rad zum Bahnhof, der angenommen wird", "min", 1, 60)
    station_walk_minutes: Assumption = assumed(
        "Fußweg vom Bahnhof, bis zu dem ein Standort am Weg der Pendelnden liegt", "min", 1, 30
    )
    first_wait_cap: Assumption = assumed("Wartezeit vor der ersten Fahrt, höchstens", "min", 0, 60)
    transfer_wait_cap: Assumption = assumed("Wartezeit beim Umsteigen, höchstens", "min", 0, 120)
    change_minutes: Assumption = assumed("Weg beim Umsteigen im Bahnhof", "min", 0, 20)
    service_day_hours: Assumption = assumed("Betriebsdauer der Bahn an einem Tag", "h", 10, 24)
    rail_share: Assumption = assumed("Anteil der Pendelnden in die Großstadt mit Bus und Bahn", "Anteil", 0, 1)
    huff_decay: Assumption = assumed("Abnahme der Anziehung mit der Wegezeit (Exponent)", "Exponent", 0.5, 4)


class Assumptions(DemandAssumptions, LocationAssumptions):
    """All assumptions, flat by name as in `study.yaml`."""
