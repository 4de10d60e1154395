"""Months, indices, statutory values, ramp-up and season."""

from ohv_coworking.parameters.plan_sections import Season
from ohv_coworking.plan.line import Axis, Block, Line, Page

LAW = {
    "vat_standard_rate": "Umsatzsteuer, Regelsatz",
    "vat_reduced_rate": "Umsatzsteuer, ermäßigt",
    "small_business_previous_year_limit": "Kleinunternehmer, Grenze Vorjahr",
    "small_business_current_year_limit": "Kleinunternehmer, Grenze laufendes Jahr",
    "vat_founder_years": "Neugründung, Jahre mit monatlicher Voranmeldung",
    "input_tax_correction_object": "Vorsteuerberichtigung, kleinste Vorsteuer eines Gegenstands",
    "input_tax_correction_share": "Vorsteuerberichtigung, kleinste Änderung",
    "input_tax_correction_amount": "Vorsteuerberichtigung, kleinster Jahresbetrag",
    "input_tax_correction_months_movable": "Berichtigungszeitraum beweglich",
    "input_tax_correction_months_building": "Berichtigungszeitraum Gebäude",
    "low_value_asset_limit": "Geringwertige Wirtschaftsgüter",
    "corporate_tax_rate": "Körperschaftsteuer",
    "corporate_tax_allowance": "Freibetrag § 24 KStG",
    "solidarity_surcharge_rate": "Solidaritätszuschlag",
    "trade_tax_base_rate": "Gewerbesteuermesszahl",
    "trade_tax_add_back_share": "Hinzurechnung, Anteil",
    "trade_tax_rent_share": "Hinzurechnung, Finanzierungsanteil der Miete",
    "trade_tax_add_back_allowance": "Hinzurechnung, Freibetrag",
    "charity_receipts_limit": "Freigrenze § 64 Abs. 3 AO",
    "minimum_wage": "Mindestlohn je Stunde",
    "de_minimis_ceiling": "De-minimis-Obergrenze",
    "de_minimis_years": "De-minimis-Zeitraum in Jahren",
    "guarantee_aid_rate": "Beihilfewert einer Bürgschaft je Jahr",
}


def time_page() -> Page:
    first = "YEAR(opening_month)*12 + MONTH(opening_month) - 1 + opens_later_months - preparation_months"
    months = [
        Line("month", "Planmonat", "Nr.", "position()", "count"),
        Line("calendar_month", "Monate seit dem Jahr 0", "Nr.", f"{first} + month", "count"),
        Line("year", "Kalenderjahr", "Jahr", "INT(calendar_month/12)", "plain"),
        Line("month_of_year", "Kalendermonat", "Nr.", "MOD(calendar_month, 12) + 1", "count"),
        Line("date", "Monat", "Datum", "DATE(year, month_of_year, 1)", "month"),
        Line("since_opening", "Monate seit Eröffnung", "Monate", "month - preparation_months", "count"),
    ]
    base = "MAX(year - price_base, 0)"
    steps = "INT(years_since_base/price_step_years)*price_step_years"
    rounds = "MAX(year - price_base - (month_of_year < pay_rise_month), 0)"
    indices = [
        Line("years_since_base", "Jahre seit Preisstand", "Jahre", base, "count"),
        Line("inflation_index", "Index allgemein", "Faktor", "compounded(inflation, years_since_base)", "factor"),
        Line("energy_index", "Index Energie", "Faktor", "compounded(energy_yearly_rise, years_since_base)", "factor"),
        Line("own_price_index", "Index eigene Preise", "Faktor", f"compounded(price_yearly_rise, {steps})", "factor"),
        Line("lease_index", "Index Miete", "Faktor", "compounded(rent_yearly_rise, INT(month/12))", "factor"),
        Line("pay_rounds", "Tarifrunden seit Preisstand", "Anzahl", rounds, "count"),
        Line("pay_index", "Index Entgelt", "Faktor", "compounded(pay_yearly_rise, pay_rounds)", "factor"),
    ]  # fmt: skip
    law = [
        *(Line(key, label, "", f'in_force("{key}")', "law") for key, label in LAW.items()),
        Line("law_is_carried_on", "ein Wert ist fortgeschrieben", "ja/nein", "(date > law_known_until)*1", "count"),
    ]  # fmt: skip
    demand = [
        Line("selling_month", "Verkaufsmonat", "Monate", "MAX(since_opening + 1, 0)", "count"),
        *ramp_lines(),
        Line("opened", "geöffnet", "ja/nein", "(selling_month > 0)*1", "count"),
        Line("season", "Saison", "Faktor", f"CHOOSE(month_of_year, {', '.join(Season.model_fields)})", "factor"),
    ]  # fmt: skip
    closing = "IF(operating_months > 0, MIN(preparation_months + operating_months, month_count), month_count)"
    leaving = "IF(operating_months > 0, MAX(closing_month, lease_months), month_count)"
    single = [
        Line("month_count", "Planmonate", "Monate", "count_of(month)", "count"),
        Line("closing_month", "Planmonat, in dem der Betrieb schon beendet ist", "Nr.", closing, "count"),
        Line(
            "leaving_month", "Planmonat, in dem die Räume schon zurückgegeben sind", "Nr.", leaving, "count"
        ),
        Line(
            "operating_years",
            "Betriebsjahre im Plan",
            "Jahre",
            "(closing_month - preparation_months)/12",
            "decimal",
        ),
        Line("last_date", "letzter Planmonat", "Datum", "largest(date)", "date"),
    ]
    running = [
        Line("running", "vor dem Ende des Betriebs", "ja/nein", "(month < closing_month)*1", "count"),
        Line("letting", "Räume gemietet", "ja/nein", "(month < leaving_month)*1", "count"),
    ]
    known = [
        *(Line(f"{key}_known_until", f"{label}, bekannt bis", "Datum", f'known_until("{key}")', "date") for key, label in LAW.items()),
        Line("law_known_until", "alle Werte bekannt bis", "Datum", f"MIN({', '.join(f'{key}_known_until' for key in LAW)})", "date"),
    ]  # fmt: skip
    return Page(
        "Zeit",
        "Zeitachse, Indizes, Rechtsstand",
        [
            Block("Monate", Axis.MONTH, months),
            Block("Anzahl", Axis.SINGLE, single),
            Block("Betrieb und Miete", Axis.MONTH, running),
            Block("Indizes", Axis.MONTH, indices),
            Block("Gesetzliche Werte (nach dem letzten bekannten Stand fortgeschrieben)", Axis.MONTH, law),
            Block("Gesetzliche Werte: letzter bekannter Tag (offen: Planende)", Axis.SINGLE, known),
            Block("Hochlauf und Saison", Axis.MONTH, demand),
        ],
    )


def ramp_lines(prefix: str = "") -> list[Line]:
    """Return the ramp-up of Bass over the months sold: what is still missing, and the share reached."""
    decay = f"EXP(-({prefix}innovation + {prefix}imitation)*selling_month)"
    bass = f"(1 - {prefix}ramp_decay)/(1 + {prefix}imitation/{prefix}innovation*{prefix}ramp_decay)"
    reached = f"(selling_month > 0)*({prefix}initial_share + (1 - {prefix}initial_share)*{bass})"
    return [
        Line(f"{prefix}ramp_decay", "Hochlauf, Rest", "Anteil", decay, "factor"),
        Line(f"{prefix}ramp_level", "Hochlauf, erreichter Anteil", "Anteil", reached, "percent"),
    ]


def in_time(key: str, begins: str = "") -> str:
    """Return the factor of a formula by which an entry counts only from its beginning to its end and while the house is run.

    One without a beginning of its own begins with the plan, or as `begins` says.
    """
    return f"*({begins or begun(key)}*{until_end(key)})"


def begun(key: str) -> str:
    """Return whether an entry has begun; one that begins with the opening has so from the first month of the plan on."""
    return f"OR({key}_start_after_months == 0, since_opening >= {key}_start_after_months)"


def until_end(key: str) -> str:
    """Return whether an entry has not ended yet and the house is still run."""
    return f"OR({key}_ends_after_months == 0, since_opening < {key}_ends_after_months)*running"


def at_end(name: str) -> str:
    """Return what a monthly line is in the last month of the plan."""
    return f"entry({name}, month_count - 1)"
