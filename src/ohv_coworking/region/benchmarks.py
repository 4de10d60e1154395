"""One figure out of the collected benchmarks of coworking, with its source."""

import re
from dataclasses import dataclass

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import Address, Record

BENCHMARKS_FILE = "benchmarks.csv"
# Subjects of the file as a German reader knows them.
SUBJECTS = {
    "Germany": "Deutschland, Mittel",
    "all sites": "weltweit, Mittel",
    "Mietwerk Potsdam (first site)": "Mietwerk Potsdam, erster Standort",
    "GREEN HUB Luebbenau (planned)": "GREEN HUB Lübbenau, geplant",
    "Thinkfarm Eberswalde (planned)": "Thinkfarm Eberswalde, geplant",
    "IZA estimate": "Schätzung des IZA",
    "Lueneburg commuters": "Pendelnde aus Lüneburg",
    "Moelln pop-up": "Pop-up in Mölln",
    "work room": "Arbeitsraum",
    "over 100 m2": "Raum über 100 m²",
    "per permanently present person": "je ständig anwesende Person",
    "Schreibtisch in Pruem": "Schreibtisch in Prüm",
    "8-person office 115 m2": "Büro für acht Personen, 115 m²",
    "companies": "Unternehmen",
    "Dorf-Bueros, rounds 2023 to 2025": "Dorf-Büros, Runden 2023 bis 2025",
    "Dorf-Bueros, rounds 2019 to 2021": "Dorf-Büros, Runden 2019 bis 2021",
    "car": "Pkw",
    "rail local and regional": "Nah- und Regionalverkehr auf der Schiene",
    "bus, rail, tram mean": "Bus, Bahn und Tram im Mittel",
    "workshops for people with disabilities": "Werkstätten für Menschen mit Behinderungen",
    "social enterprises in Berlin-Pankow": "soziale Unternehmen in Berlin-Pankow",
}
REGIONS = {"Germany": "Deutschland", "global": "weltweit"}
# What the cited rows of both files of single facts state.
INDICATORS = {
    "area_per_desk": "Fläche je Platz",
    "capex_furniture_network": "Möbel und Netz",
    "commute_mode_bike": "mit dem Rad zur Arbeit",
    "commute_mode_car": "mit dem Auto zur Arbeit",
    "commute_mode_public_transport": "mit Bus und Bahn zur Arbeit",
    "commute_mode_walk": "zu Fuß zur Arbeit",
    "coworking_users_estimate": "Coworking-Nutzende",
    "employed_at_residence": "Beschäftigte am Wohnort",
    "employed_at_workplace": "Beschäftigte am Arbeitsort",
    "employed_persons": "Erwerbstätige",
    "firms_skilled_labour_as_risk": "Betriebe, die Fachkräftemangel als Risiko sehen",
    "ghg_per_pkm_car": "Treibhausgase",
    "ghg_per_pkm_local_rail": "Treibhausgase",
    "ghg_per_pkm_public_transport_mean": "Treibhausgase",
    "in_commuters": "Einpendelnde",
    "min_air_volume_sedentary": "Luftraum mindestens, sitzende Arbeit",
    "min_area_each_further_workplace": "Fläche mindestens, jeder weitere Arbeitsplatz",
    "min_area_first_workplace": "Fläche mindestens, erster Arbeitsplatz",
    "min_clear_room_height": "lichte Höhe mindestens",
    "modal_split_bike": "Wege mit dem Rad",
    "modal_split_car": "Wege mit dem Auto",
    "out_commuters": "Auspendelnde",
    "population_forecast": "Bevölkerung, vorausgeschätzt",
    "popup_share_real_interest": "Angesprochene mit echtem Interesse",
    "public_grant_site": "öffentlicher Zuschuss je Ort",
    "self_employed": "Selbstständige",
    "share_age_65_plus": "Anteil ab 65 Jahren",
    "share_age_65_plus_forecast": "Anteil ab 65 Jahren, vorausgeschätzt",
    "share_commuters_realistic_coworking_users": "mögliche Nutzende unter den Pendelnden",
    "share_companies_allowing_coworking": "Unternehmen, die Coworking zulassen",
    "share_coworking_users_as_printed": "Coworking-Nutzende an den Erwerbstätigen, wie gedruckt",
    "share_employees_age_55_plus": "Beschäftigte über 55 Jahre",
    "share_employees_sure_employer_pays": "Beschäftigte, die sicher sind, dass der Betrieb zahlt",
    "share_employers_would_allow_coworking": "Betriebe, die Coworking zuließen",
    "share_employers_would_pay_fully": "Betriebe, die die Kosten ganz übernähmen",
    "share_working_from_home": "Erwerbstätige, die zumindest gelegentlich zu Hause arbeiten",
    "skilled_labour_gap_forecast": "fehlende Fachkräfte, vorausgeschätzt",
    "skilled_labour_gap_share_forecast": "fehlende Fachkräfte am Bedarf, vorausgeschätzt",
    "sroi_public_return_per_eur": "Rückfluss an die öffentlichen Haushalte",
    "sroi_return_per_100_eur": "Rückfluss je hundert Euro",
    "unemployed": "Arbeitslose",
}


class BenchmarkRow(Record):
    """One figure as the table of benchmarks holds it: a value, a span, or both."""

    table = "benchmarks"
    # A value stands twice where two sources state it.
    identity = ("indicator", "subject", "region", "period", "value", "low", "source_url")

    indicator: str
    subject: str
    region: str
    period: str
    low: float | None = None
    value: float | None = None
    high: float | None = None
    unit: str
    source_title: str
    source_url: Address
    note: str | None = None


@dataclass(frozen=True)
class Benchmark:
    """A figure as a source states it; `row` is the line of the file as a spreadsheet counts it."""

    value: float
    unit: str
    period: str
    source_title: str
    row: int

    @property
    def reference(self) -> str:
        """The basis of a key figure that shows this value."""
        return f"raw:benchmarks#Zeile {self.row}, {self.source_title}"

    @property
    def share(self) -> float:
        """Return a figure in percent as a fraction."""
        return self.value / 100


def benchmark(benchmarks: pd.DataFrame, indicator: str, subject: str | None = None) -> Benchmark:
    """Return the one figure of an indicator (and subject); of rows with the same value the first.

    Raises InputFault if there is none, or if rows differ and `subject` does not decide.
    """
    held = benchmarks[benchmarks["indicator"] == indicator]
    if subject is not None:
        held = held[held["subject"] == subject]
    if held["value"].nunique() != 1:
        raise InputFault(
            "Ein Kennwert liegt nicht oder nicht eindeutig vor.",
            file=BENCHMARKS_FILE,
            found="; ".join(f"{row.subject}: {row.value:g}" for row in held.itertuples()) or "keine Zeile",
            expected=f"ein Wert für {indicator}" + (f", {subject}" if subject else ""),
        )
    return _of(held)[0]


def ceiling(benchmarks: pd.DataFrame, indicator: str, subject: str) -> Benchmark:
    """Return the upper limit that a source gives for an indicator and subject; raise InputFault where there is not one."""
    held = benchmarks[(benchmarks["indicator"] == indicator) & (benchmarks["subject"] == subject)]
    return benchmark(held.assign(value=held["high"]), indicator, subject)


def by_subject(benchmarks: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return `subject` (in German), `period` and `value` of each figure of an indicator, smallest first."""
    held = benchmarks[benchmarks["indicator"] == indicator][["subject", "period", "value"]]
    return held.sort_values("value", ignore_index=True).replace({"subject": SUBJECTS})


def all_benchmarks(benchmarks: pd.DataFrame, indicator: str) -> list[Benchmark]:
    """Return every figure of an indicator, in the order of the file."""
    return _of(benchmarks[benchmarks["indicator"] == indicator])


def _of(rows: pd.DataFrame) -> list[Benchmark]:
    return [
        Benchmark(row.value, row.unit, dated(row.period), row.source_title, row.Index + 2)
        for row in rows.itertuples()
    ]


def dated(period: str) -> str:
    """Return in German what the file says of the time of a figure."""
    # „n.d. (annual survey, ca. 2018)“: the page is undated, the year was concluded.
    if period.startswith("n.d."):
        year = re.search(r"ca\. \d{4}", period)
        return year.group() if year else "ohne Jahr"
    return period.replace("from ", "ab ").replace("in force", "in Kraft")
