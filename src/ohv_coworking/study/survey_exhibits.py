"""How answers of a survey are shown: tables with bases and intervals, hidden figures as a dot, charts of shares."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from ohv_coworking.basics import german
from ohv_coworking.region.adult_margins import EMPLOYED, NOT_EMPLOYED
from ohv_coworking.study import charts
from ohv_coworking.study.ledger import Column
from ohv_coworking.survey.public_answers import PublicAnswers
from ohv_coworking.survey.questionnaire import Questionnaire
from ohv_coworking.survey.respondent_weights import AND

HIDDEN = "·"
CURVES = {
    "too_cheap": "zu günstig",
    "cheap": "günstig",
    "expensive": "teuer",
    "too_expensive": "zu teuer",
}
PRICE_POINTS = {
    "pmc": "untere Grenze (zu günstig, nicht günstig)",
    "opp": "optimaler Preis (so viele zu günstig wie zu teuer)",
    "idp": "Gleichstand (so viele günstig wie teuer)",
    "pme": "obere Grenze (zu teuer, nicht teuer)",
}
TRAITS = {
    "employment": "Erwerbstätigkeit",
    "age_group": "Alter",
    "town": "Stadt",
    "city_commuter": "Arbeitsort in der Großstadt",
    "remote_allowed": "Erlaubnis, außerhalb zu arbeiten",
    "desk_work": "Anteil der Schreibtischarbeit",
    "home_office_room": "Arbeitszimmer zu Hause",
    "care": "Sorge für Kinder oder Angehörige",
    "coworking_known": "Kenntnis von Coworking",
}
VIEWS = {
    "may_work_elsewhere": "Arbeit außerhalb des Betriebs ist erlaubt",
    "open_minded": "Arbeit in einem wohnortnahen Raum ist nicht ausgeschlossen",
    "costs_borne": "der Betrieb übernähme die Kosten ganz oder zum Teil",
}


def share_columns(head: str, count: bool = True) -> dict[str, Column]:
    """Return the columns of a table of shares, the first one headed `head`."""
    return {
        "label": Column(head),
        "n": Column("Basis", "Antworten", missing=HIDDEN),
        **({"count": Column("davon", "Antworten", missing=HIDDEN)} if count else {}),
        **interval_columns("share", "Anteil", "Anteil", 0),
    }


def mean_columns(
    head: str, value: str = "Mittelwert", unit: str = "", decimals: int = 1
) -> dict[str, Column]:
    """Return the columns of a table of means, the first one headed `head`."""
    return {
        "label": Column(head),
        "n": Column("Basis", "Antworten", missing=HIDDEN),
        **interval_columns("mean", value, unit, decimals),
    }


def interval_columns(name: str, label: str, unit: str, decimals: int) -> dict[str, Column]:
    """Return the columns of an estimate (`name`, headed `label`) and its interval `low` to `high`."""
    columns = {name: label, "low": "von", "high": "bis"}
    return {key: Column(word, unit, decimals, HIDDEN) for key, word in columns.items()}


def stacked(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return several frames with a `label` one below the other, each label led by the name of its part."""
    return pd.concat(
        [rows.assign(label=f"{part}: " + rows["label"]) for part, rows in parts.items()], ignore_index=True
    )


def named_groups(representation: pd.DataFrame, questionnaire: Questionnaire) -> pd.DataFrame:
    """Return the groups of a weighting with a `label` in the words of the questionnaire."""
    words = {
        option.id: option.text
        for name in ("age_group", "town")
        for option in questionnaire.questions[name].options
    }
    words |= {EMPLOYED: "angestellt", NOT_EMPLOYED: "nicht angestellt"}
    labels = [
        german.taken_together([words[name] for name in group.split(AND)]) for group in representation["group"]
    ]
    return representation.assign(label=labels)


def shown_p(p_value: float, rough: bool = False) -> str:
    """Return a p value as a reader sees it.

    >>> shown_p(0.0004), shown_p(0.25, rough=True)
    ('unter 0,001', '0,250 (grob)')
    """
    return ("unter 0,001" if p_value < 0.001 else german.number(p_value, 3)) + " (grob)" * rough


def paired_views(people: PublicAnswers, firms: PublicAnswers) -> pd.DataFrame:
    """Return what people and firms say to the same statements: `label`, `people`, `firms` and their bases."""
    rows = []
    for name, label in VIEWS.items():
        of_people, of_firms = (answers.ticked({name: label}).iloc[0] for answers in (people, firms))
        rows.append((label, of_firms["share"], of_firms["n"], of_people["share"], of_people["n"]))
    return pd.DataFrame(rows, columns=["label", "firms", "firms_n", "people", "people_n"])


def draw_shares(axes: Axes, rows: pd.DataFrame, title: str = "") -> None:
    """Draw one span a row of `label`, `low`, `share` and `high`, in percent; hidden ones stay empty."""
    percent = 100 * rows[["low", "share", "high"]].astype(float)
    charts.ranges(axes, rows["label"], *(percent[name] for name in percent))
    axes.set(xlabel="Anteil in %", title=title, ylim=(len(rows) - 0.5, -0.5))
    charts.german_numbers(axes.xaxis)


def draw_price_curves(axes: Axes, curves: pd.DataFrame, points: pd.DataFrame) -> None:
    """Draw the curves of the price sensitivity meter (`price`, `share`, `curve`) and lines at its points."""
    drawn = curves.dropna().assign(percent=lambda rows: 100 * rows["share"])
    charts.lines(axes, drawn, "price", "percent", "curve")
    for point in points.dropna().itertuples():
        axes.axvline(point.price, color=charts.GREY, linewidth=0.8)
        axes.annotate(
            point.short,
            (point.price, 103),
            ha="center",
            fontsize=7,
            annotation_clip=False,
            rotation=90,
            va="bottom",
        )
    axes.set(xlabel="Preis in € je Monat", ylabel="Anteil in %", ylim=(-2, 102))
    charts.german_numbers(axes.xaxis)
    charts.german_numbers(axes.yaxis)


def draw_demand(axes: Axes, demand: pd.DataFrame) -> None:
    """Draw the share that would pay each price, with its interval as a band."""
    shown = demand.dropna()
    axes.fill_between(
        shown["price"], 100 * shown["low"], 100 * shown["high"], color=charts.PALETTE[4], alpha=0.4
    )
    axes.plot(shown["price"], 100 * shown["share"], color=charts.PALETTE[0])
    axes.set(xlabel="Preis in € je Monat", ylabel="Anteil in %", ylim=(0, 100))
    charts.german_numbers(axes.xaxis)
    charts.german_numbers(axes.yaxis)


def draw_responses(axes: Axes, by_day: pd.DataFrame) -> None:
    """Draw the responses of each day and their growing number, or say that the days are unknown."""
    if by_day.empty:
        axes.annotate(
            "Zeitpunkte der Antworten nicht bekannt", (0.5, 0.5), xycoords="axes fraction", ha="center"
        )
        axes.set(xticks=[], yticks=[])
        return
    axes.bar(by_day["day"], by_day["responses"], color=charts.PALETTE[4], label="je Tag")
    axes.plot(by_day["day"], by_day["cumulative"], color=charts.PALETTE[0], label="zusammen")
    axes.set(ylabel="Antworten")
    axes.legend(loc="center right")
    axes.grid(axis="x", visible=False)
    charts.german_days(axes.xaxis)
    charts.german_numbers(axes.yaxis)
