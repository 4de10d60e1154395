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


class Assumptions(DemandAssumptions):
    """All assumptions, flat by name as in `study.yaml`."""
