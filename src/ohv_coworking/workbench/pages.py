"""The other pages of the workbench: survey, derivation and data, each a widget over one edition."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.evaluation.evaluated_survey import PLACES, count_people, sensitive_variables
from ohv_coworking.exhibits import charts
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.formats.maps.map_layers import is_map, read_layer
from ohv_coworking.formats.recognise import understand
from ohv_coworking.parameters.search import has_words
from ohv_coworking.raw.column_names import german_columns
from ohv_coworking.region import source
from ohv_coworking.region.office_files import is_shipped_layout
from ohv_coworking.registers.derivation import Derivation
from ohv_coworking.registers.derivation_words import tree_lines
from ohv_coworking.survey.responses import open_survey
from ohv_coworking.workbench.cross_tables import CrossTables
from ohv_coworking.workbench.lever import number_typed
from ohv_coworking.workbench.models import Models

WIDE = widgets.Layout(width="98%")
NONE, HIDDEN = "(keiner)", "verborgen"
MOST_ROWS, SHORT = 200, 13
FIRST_TOLD = "demand.desks"


def survey_page(models: Models) -> widgets.Widget:
    """Return the page that crosses a question of the survey with a group, within a filter, and draws the shares."""
    study, catalog, p = models.study, models.catalog, models.study.assumptions
    region = study.region
    asked = count_people(
        open_survey(catalog, "person", region, study.surveys.person),
        region.towns,
        (source.age_groups(catalog), source.employment(catalog)),
        {},
        int(p.minimum_base.value),
        p.weight_limit.value,
        p.reach_minutes.value,
        p.speeder_share.value,
    )
    questions = asked.people.questionnaire
    tables = CrossTables(asked, int(p.minimum_base.value), sensitive_variables(questions), PLACES)
    labels = {}
    for name in tables.variables:
        question, _, option = name.partition("__")
        if question in questions.questions:
            texts = {one.id: one.text for one in questions.questions[question].options}
            labels[
                questions.questions[question].text + (f" – {texts[option]}" if option in texts else "")
            ] = name
    synthetic = catalog.entry("survey").synthetic
    note = "Künstliche Antworten: sie zeigen nur, wie ausgewertet wird. " if synthetic else ""
    note += (
        "Unter jedem Anteil steht sein Stichprobenfehler (Intervall zu 95\u00a0%). Kleine Zellen sind verborgen, Basen auf Zehner "
        "und Anteile auf Schritte von 5\u00a0% gerundet, damit sich Tabellen nicht voneinander abziehen lassen. Verborgen ist, was auf "
        f"weniger als {tables.minimum} Antworten beruht oder einen bis {MINIMUM - 1} Menschen zeigen würde."
    )

    apart = {*tables.sensitive, *tables.places}
    first = next(name for name in ("interest", *labels.values()) if name in {*labels.values()} - apart)
    question = widgets.Dropdown(options=labels, value=first, description="Frage", layout=WIDE)
    group = widgets.Dropdown(options=labels, value="town", description="Gruppe", layout=WIDE)
    filtered = widgets.Dropdown(options={NONE: ""} | labels, description="Filter", layout=WIDE)
    value = widgets.Dropdown(description="Antwort", layout=widgets.Layout(width="98%", display="none"))

    def content() -> str:
        found = tables.table(
            question.value, group.value, filtered.value, value.value if filtered.value else ""
        )
        return f"{_told(note)}{_share_table(found)}{_share_chart(found, synthetic)}"

    def offer(_) -> None:
        value.options = tables.values(filtered.value) if filtered.value else []
        value.value = value.options[0] if value.options else None
        value.layout.display = None if filtered.value else "none"

    filtered.observe(offer, "value")
    return _page([question, group, filtered, value], content)


def derivation_page(models: Models) -> widgets.Widget:
    """Return the page that shows what a key figure rests on, down to the rows of raw files."""
    names = {
        f"{figure.label} ({chapter}.{name})": f"{chapter}.{name}"
        for chapter in models.ledger
        for name, figure in models.ledger[chapter].figures.items()
        if chapter != "study"
    }
    derivation = Derivation(models.ledger, models.study, models.catalog)
    words = widgets.Text(
        description="Suche",
        placeholder="Wörter aus der Bezeichnung, z. B. Zuschuss",
        continuous_update=False,
        layout=WIDE,
    )
    figure = widgets.Dropdown(options=names, value=FIRST_TOLD, description="Kennzahl", layout=WIDE)

    def search(_) -> None:
        if found := matching():
            figure.options = found

    def matching() -> dict[str, str]:
        return {label: name for label, name in names.items() if has_words(label, words.value)}

    def content() -> str:
        found = plural(len(figure.options), "Kennzahl", "Kennzahlen") + " zur Auswahl."
        if not matching():
            found = f"Keine Kennzahl enthält diese Wörter; {found}"
        return _told(found) + "".join(map(_indented, tree_lines(derivation.of(figure.value))))

    words.observe(search, "value")
    return _page([words, figure], content)


def data_page(models: Models) -> widgets.Widget:
    """Return the page that shows any catalogued table of `data/raw`, searched for words, with its source; nothing of persons."""
    entries = {
        f"{one.title} ({one.file})": one
        for one in models.catalog.entries.values()
        if not (one.private_file or one.is_private or one.file.endswith(".yaml"))
    }
    file = widgets.Dropdown(options=entries, description="Datei", layout=WIDE)
    word = widgets.Text(
        description="Suche", placeholder="Wörter oder eine Zahl", continuous_update=False, layout=WIDE
    )

    def content() -> str:
        frame = cells_of(models.catalog.path(file.value.name))
        names = german_columns(models.catalog.folder, file.value.name)
        if word.value.strip():
            rows = [" ".join(row) for row in frame.itertuples(index=False)]
            number = number_typed(word.value)
            plain = "" if number is None else f"{number:.10g}"
            frame = frame[[has_words(row, word.value) or (bool(plain) and plain in row) for row in rows]]
        told = f"{file.value.attribution}; Stand {file.value.as_of}; {file.value.licence}; Quelle: {file.value.source}. "
        told += plural(len(frame), "Zeile", "Zeilen")
        told += f", die ersten {MOST_ROWS} gezeigt." if len(frame) > MOST_ROWS else "."
        return f"{_told(told)}{_table(frame.head(MOST_ROWS), names)}"

    return _page([file, word], content)


def cells_of(path: Path) -> pd.DataFrame:
    """Return a table as it stands in its file, as text: of a map what its shapes are, of a timetable its stations."""
    if is_shipped_layout(path):
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    if is_map(path):
        frame = pd.DataFrame(read_layer(path).drop(columns="geometry"))
    else:
        table = understand(path).table
        frame = table.frame.rename(columns={name: label or name for name, label in table.labels.items()})
    return frame.astype(object).where(frame.notna(), "").map(_as_typed)


def _as_typed(cell: object) -> str:
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)


def _table(frame: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return rows as they stand in a file; the heads say in German what a column is, and its name in the file below."""
    heads = "".join(
        f'<th style="text-align:left">{escape(names.get(one, one))}'
        f'<br><small style="font-weight:normal">{escape(one if one in names else "")}</small></th>'
        for one in frame
    )
    rows = "".join(f"<tr>{''.join(map(_raw_cell, row))}</tr>" for row in frame.itertuples(index=False))
    return (
        '<div style="overflow:auto;max-height:70vh"><style>.raw td,.raw th{padding:2px 10px 2px 0;line-height:1.3;'
        "vertical-align:top;max-width:36em;border-bottom:1px solid #ddd}.raw thead th{position:sticky;top:0;background:white}</style>"
        f'<table class="raw"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _told(text: str) -> str:
    return f'<p style="line-height:1.4">{escape(text)}</p>'


def as_lines(text: str, fault: bool = False) -> str:
    """Return a text of several lines as it stands; a fault in red."""
    colour = "#a00" if fault else "inherit"
    return f'<pre style="white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere;color:{colour}">{escape(text)}</pre>'


def _indented(line: str) -> str:
    """Return a line of a tree that stays behind its own beginning where it goes on."""
    depth = len(line) - len(line.lstrip()) + 1
    return f'<div style="line-height:1.35;margin-left:{depth}em;text-indent:-1em;overflow-wrap:anywhere">{escape(line.strip())}</div>'


def _page(controls: list[widgets.Widget], content: Callable[[], str]) -> widgets.Widget:
    """Return controls with what follows from them below; a fault is told in its place."""
    shown = widgets.HTML()

    def show(_=None) -> None:
        try:
            shown.value = content()
        except InputFault as fault:
            shown.value = as_lines(str(fault), fault=True)

    for one in controls:
        for control in getattr(one, "children", [one]):
            control.observe(show, "value")
    show()
    return widgets.VBox([*controls, shown])


def _raw_cell(text: str) -> str:
    short = ' style="white-space:nowrap"' if len(text) < SHORT else ""
    return f"<td{short}>{escape(text)}</td>"


def _share_table(found: pd.DataFrame) -> str:
    """Return answers as rows and groups as columns: the share, its interval below, the base in the head."""
    groups, answers = found["group"].drop_duplicates(), found["answer"].drop_duplicates()
    told = found.set_index(["answer", "group"])
    heads = "".join(
        f"<th>{escape(group)}{'' if pd.isna(n) else f'<br>(rund {n:.0f} Antworten)'}</th>"
        for group, n in found.groupby("group", sort=False)["n"].max().items()
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(answer)}</th>{"".join(_cell(told.loc[answer, group]) for group in groups)}</tr>'
        for answer in answers
    )
    return (
        "<style>.shares th,.shares td{line-height:1.25;padding:3px 14px 3px 0;text-align:left;vertical-align:top}</style>"
        f'<table class="shares"><tr><th></th>{heads}</tr>{rows}</table>'
    )


def _cell(one: pd.Series) -> str:
    if pd.isna(one["share"]):
        return f"<td>{HIDDEN}</td>"
    return f"<td>{_percent(one['share'])}<br><small>{_percent(one['low'])} bis {_percent(one['high'])}</small></td>"


def _share_chart(found: pd.DataFrame, synthetic: bool) -> str:
    drawn = found.dropna(subset="share")
    if drawn.empty:
        return "<p>Zu wenige Antworten für ein Bild.</p>"
    labels = [f"{one.group}: {one.answer}" for one in drawn.itertuples()]
    with charts.chart(0.8 + 0.28 * len(drawn)) as (figure, axes):
        charts.ranges(axes, labels, *(100 * drawn[end].astype(float) for end in ("low", "share", "high")))
        axes.set(xlabel="Anteil in %", xlim=(0, 100))
        if synthetic:
            charts.mark_synthetic(figure)
        return charts.svg(figure)


def _percent(share: float) -> str:
    return shown_value(float(share), "Anteil", 0)
