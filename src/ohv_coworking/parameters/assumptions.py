"""The assumptions of the study, declared once: German label, unit and the range allowed.

Value, low, high and source stand in `study.yaml`.
"""

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import NamedSection, Section, assumed

OUT_COMMUTERS, USERS = "Auspendelnde", "Nutzende"


class DemandAssumptions(Section):
    remote_share: Assumption = assumed(
        "Auspendelnde, die zeitweise außerhalb des Betriebs arbeiten", "Anteil", 0, 1,
        of=OUT_COMMUTERS, gives="Auspendelnde mit ortsunabhängiger Arbeit",
    )  # fmt: skip
    employer_consent: Assumption = assumed(
        "Ortsunabhängig Arbeitende, deren Betrieb die Arbeit im Coworking zulässt", "Anteil", 0, 1,
        of="Auspendelnde mit ortsunabhängiger Arbeit", gives="Auspendelnde mit Zustimmung des Betriebs",
    )  # fmt: skip
    preference_share: Assumption = assumed(
        "Beschäftigte, die lieber wohnortnah im Coworking als zu Hause oder im Betrieb arbeiten", "Anteil",
        0, 1, of="Auspendelnde mit Zustimmung des Betriebs", gives="Auspendelnde mit Vorliebe für Coworking",
    )  # fmt: skip
    take_up: Assumption = assumed(
        "Beschäftigte mit dieser Vorliebe, die wirklich kommen", "Anteil", 0, 1,
        of="Auspendelnde mit Vorliebe für Coworking", gives="angestellte Nutzende",
    )  # fmt: skip
    freelancer_share: Assumption = assumed(
        "Selbstständige unter den Coworking-Nutzenden in Deutschland", "Anteil", 0, 1,
        of="Nutzende in Deutschland", gives="selbstständige Nutzende in Deutschland",
    )  # fmt: skip
    town_participation: Assumption = assumed(
        "Teilnahme der Selbstständigen in Städten ohne Großstadt im Verhältnis zu Deutschland", "Faktor", 0, 2
    )
    others_share: Assumption = assumed(
        "Nutzende, die weder angestellt noch selbstständig sind", "Anteil", 0, 0.9,
        of=USERS, gives="andere Nutzende",
    )  # fmt: skip
    days_per_week: Assumption = assumed("Nutzungstage je Person und Woche", "Tage je Woche", 0, 5)
    busiest_day_share: Assumption = assumed(
        "Anteil des stärksten Tages an den Besuchen einer Woche von Montag bis Freitag", "Anteil", 0.2, 1,
        of="Besuche einer Woche",
    )  # fmt: skip
    full_house: Assumption = assumed(
        "Anteil der stärksten Tage, an denen alle Plätze belegt sein dürfen", "Anteil", 0.001, 0.5, fixed=True,
        of="stärkste Tage der Wochen",
    )  # fmt: skip
    utilisation: Assumption = assumed(
        "Belegung eines eingeführten Coworking-Raums", "Anteil", 0.05, 1, of="Arbeitsplätze"
    )
    comparable_size: Assumption = assumed(
        "Vergleichsstädte: von der kleinsten Stadt der Region durch diesen Faktor bis zur größten mal diesen Faktor",
        "Faktor", 1, 10, fixed=True,
    )  # fmt: skip


class SurveyAssumptions(Section):
    minimum_base_prices: Assumption = assumed(
        "Antworten, auf denen ein Preispunkt mindestens beruht", "Antworten", 40, 400, fixed=True
    )
    minimum_base: Assumption = assumed(
        "Antworten, auf denen ein Anteil oder Mittelwert mindestens beruht", "Antworten", 5, 200
    )
    survey_error: Assumption = assumed(
        "Abweichung nach oben und unten, auf die ein Anteil der Befragung bekannt sein soll",
        "Anteilspunkte",
        0.01,
        0.2,
    )
    weight_limit: Assumption = assumed(
        "Größtes Gewicht einer Antwort im Verhältnis zum mittleren", "Faktor", 1, 20
    )
    speeder_share: Assumption = assumed(
        "Anteil der mittleren Bearbeitungszeit, unter dem eine Antwort als eilig gilt", "Anteil", 0.05, 0.9
    )
    intent_definitely: Assumption = assumed(
        "Anteil, der „ja, auf jeden Fall“ sagt und dann wirklich kommt",
        "Anteil",
        0,
        1,
        of="Befragte, die „ja, auf jeden Fall“ sagen",
    )
    intent_rather_yes: Assumption = assumed(
        "Anteil, der „eher ja“ sagt und dann wirklich kommt",
        "Anteil",
        0,
        1,
        of="Befragte, die „eher ja“ sagen",
    )
    intent_undecided: Assumption = assumed(
        "Anteil der Unentschiedenen, der wirklich kommt", "Anteil", 0, 1, of="Unentschiedene"
    )
    selection_factor: Assumption = assumed(
        "Nutzung in der ganzen Bevölkerung im Verhältnis zu Befragten mit gleicher Antwort",
        "Anteil",
        0,
        1,
        of="Menschen mit gleicher Antwort außerhalb der Befragung",
    )


class LocationAssumptions(Section):
    walking_speed: Assumption = assumed("Gehgeschwindigkeit", "km/h", 1, 8)
    cycling_speed: Assumption = assumed("Geschwindigkeit mit dem Rad", "km/h", 5, 30)
    detour_factor: Assumption = assumed("Weglänge im Verhältnis zur Luftlinie", "Faktor", 1, 3)
    car_speed: Assumption = assumed("Geschwindigkeit mit dem Auto von Tür zu Tür", "km/h", 5, 100)
    commute_car_speed: Assumption = assumed(
        "Geschwindigkeit mit dem Auto von Tür zu Tür auf dem Arbeitsweg in die Großstadt", "km/h", 5, 100
    )
    car_detour: Assumption = assumed("Weglänge mit dem Auto im Verhältnis zur Luftlinie", "Faktor", 1, 3)
    reach_minutes: Assumption = assumed("Weg zum Coworking zu Fuß oder mit dem Rad", "min", 5, 60)
    rail_reach_minutes: Assumption = assumed(
        "Weg zum Coworking mit Bus, Bahn oder Auto, von Tür zu Tür", "min", 10, 120
    )
    station_access_minutes: Assumption = assumed(
        "Weg zu Fuß oder mit dem Rad zu Bahnhof und Haltestelle, der angenommen wird", "min", 1, 60
    )
    station_walk_minutes: Assumption = assumed(
        "Fußweg vom Bahnhof, bis zu dem ein Standort am Weg der Pendelnden liegt", "min", 1, 30
    )
    first_wait_cap: Assumption = assumed("Wartezeit vor der ersten Fahrt, höchstens", "min", 0, 60)
    transfer_wait_cap: Assumption = assumed("Wartezeit beim Umsteigen, höchstens", "min", 0, 120)
    change_minutes: Assumption = assumed("Weg beim Umsteigen im Bahnhof", "min", 0, 20)
    service_day_hours: Assumption = assumed("Betriebsdauer von Bus und Bahn an einem Tag", "h", 10, 24)
    rail_share: Assumption = assumed(
        "Anteil der Pendelnden in die Großstadt mit Bus und Bahn",
        "Anteil",
        0,
        1,
        of="Pendelnde in die Großstadt",
    )
    huff_decay: Assumption = assumed("Abnahme der Anziehung mit der Wegezeit (Exponent)", "Exponent", 0.5, 4)
    rent_full_points: Assumption = assumed(
        "Miete, bis zu der ein Standort alle Punkte für die Miete erhält", "€/m²", 0, 100, fixed=True
    )
    rent_no_points: Assumption = assumed(
        "Miete, ab der ein Standort keine Punkte für die Miete erhält", "€/m²", 0, 100, fixed=True
    )


class PlanningAssumptions(Section):
    register_conversion: Assumption = assumed(
        "Anteil der registrierten Interessierten, die einen Vertrag schließen",
        "Anteil",
        0,
        1,
        of="registrierte Interessierte",
    )
    team_desk_share: Assumption = assumed("Anteil der Arbeitsplätze in Teambüros", "Anteil", 0, 1)
    circulation_share: Assumption = assumed("Anteil der Flure und Wege an der Fläche", "Anteil", 0, 0.5)
    commute_distance: Assumption = assumed(
        "Einfacher Arbeitsweg der Nutzenden, wo der Weg in die Großstadt nicht bekannt ist", "km", 0, 200
    )
    commute_minutes: Assumption = assumed(
        "Dauer des einfachen Arbeitswegs, wo der Weg in die Großstadt nicht bekannt ist", "min", 0, 180
    )
    residual_distance: Assumption = assumed("Einfacher Weg zum Coworking", "km", 0, 50)
    residual_minutes: Assumption = assumed("Dauer des einfachen Wegs zum Coworking", "min", 0, 120)
    replaced_commute_share: Assumption = assumed(
        "Anteil der Nutzungstage, an denen ein Arbeitsweg entfällt", "Anteil", 0, 1, of="Nutzungstage"
    )
    value_of_travel_hour: Assumption = assumed("Wert einer gesparten Stunde Wegezeit", "€/h", 0, 100)
    variable_car_cost: Assumption = assumed("Fahrtkosten mit dem Pkw je Kilometer", "€/km", 0, 2)
    climate_cost: Assumption = assumed("Schaden einer Tonne Treibhausgase", "€/t CO2e", 0, 5000)
    volunteer_hours: Assumption = assumed("Ehrenamtliche Stunden im Jahr", "Stunden im Jahr", 0, 10000)
    minimum_wage: Assumption = assumed("Mindestlohn", "€/h", 5, 50)
    subsidised_jobs: Assumption = assumed("Geförderte Stellen im Betrieb", "Stellen", 0, 20)
    subsidised_job_hours: Assumption = assumed(
        "Wochenstunden einer geförderten Stelle", "Stunden je Woche", 5, 48
    )
    saved_benefits: Assumption = assumed(
        "Grundsicherung, die mit einer geförderten Stelle entfällt", "€/Monat", 0, 3000
    )
    impact_years: Assumption = assumed("Jahre, über die Wirkungen gezählt werden", "Jahre", 1, 30)
    social_discount_rate: Assumption = assumed("Abzinsung der Wirkungen", "Anteil", 0, 0.2)
    cost_key_use: Assumption = assumed("Gewicht der Nutzung im Kostenschlüssel", "Anteil", 0, 1)
    cost_key_residents: Assumption = assumed("Gewicht der Einwohner im Kostenschlüssel", "Anteil", 0, 1)
    cost_key_jobs: Assumption = assumed("Gewicht der Arbeitsplätze am Ort im Kostenschlüssel", "Anteil", 0, 1)
    operator_prefinancing: Assumption = assumed("Vorfinanzierung durch die Betreiberin", "€", 0, 10000000)


# Shares that are multiplied, from whom on and in which order.
CHAINS = (
    (OUT_COMMUTERS, ("remote_share", "employer_consent", "preference_share", "take_up")),
    ("Nutzende in Deutschland", ("freelancer_share",)),
    (USERS, ("others_share",)),
)


class Assumptions(
    NamedSection, DemandAssumptions, SurveyAssumptions, LocationAssumptions, PlanningAssumptions
):
    """All assumptions, flat by name as in `study.yaml`."""
