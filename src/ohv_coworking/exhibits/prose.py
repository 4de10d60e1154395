"""Prose over the ledger: Markdown with strict Jinja2 and blocks (`blocks.py`) that can show key figures and nothing else.

A text sees the key figures of its own chapter by name (`{{ desks_base }}`), those of the chapters it may
read through the chapter's name (`{{ context.population }}`), and the parameters of the edition through
`study`.  What is shown is formatted by unit; text from data can only appear as text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial

import pandas as pd
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from markupsafe import Markup

from ohv_coworking.basics import german
from ohv_coworking.exhibits.blocks import as_jinja
from ohv_coworking.exhibits.ledger import CLAIMS, ChapterLedger, Column, KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.notebook_cells import TextFault
from ohv_coworking.exhibits.template_faults import excerpt, line_of, unknown_figure, unreadable

SYNTHETIC_MARK = Markup('<sup class="synthetic" title="beruht auf synthetischen Angaben">syn</sup>')

# What a text can call; the last three stand in its blocks.
FUNCTIONS = ("see", "plural", "says", "holds", "lacks", "rows")
# ASCII punctuation that Markdown or HTML could read as markup.
_MARKUP_CHARACTERS = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]()<>#+~|&\"'$^="}


def escaped_text(text: object) -> Markup:
    """Return `text` so that neither Markdown nor HTML can read anything but characters in it."""
    return Markup(str(text).translate(_MARKUP_CHARACTERS))


class Shown:
    """A key figure as a template sees it: printed with its unit and linked to its line in the annex."""

    def __init__(self, figure: KeyFigure, linked: bool, dative: bool = False):
        self._figure = figure
        self._linked = linked
        self._dative = dative

    def _print(self, text: str) -> Markup:
        figure = self._figure
        body = escaped_text(text) if isinstance(figure.value, str) else Markup(text)
        if self._linked and figure.chapter != "study":
            body = Markup(f'<a class="figure" href="#{anchor(figure.reference)}">{body}</a>')
        return body + (SYNTHETIC_MARK if figure.synthetic else "")

    def __html__(self) -> Markup:
        figure = self._figure
        return self._print(shown_value(figure.value, figure.unit, figure.decimals, dative=self._dative))

    __str__ = __html__

    @property
    def dative(self) -> "Shown":
        """The same in the dative, as it stands behind „mit“, „von“, „bei“: `mit 22 Arbeitsplätzen`."""
        return Shown(self._figure, self._linked, dative=True)

    @property
    def value(self):
        """The bare value, for conditions."""
        return self._figure.value

    @property
    def number(self) -> Markup:
        """The value without its unit."""
        return self._print(
            shown_value(self._figure.value, self._figure.unit, self._figure.decimals, unit_shown=False)
        )

    @property
    def low(self) -> float:
        return self._figure.low

    @property
    def high(self) -> float:
        return self._figure.high

    @property
    def range(self) -> Markup:
        """The range as `12 bis 34 Arbeitsplätze`."""
        figure = self._figure
        if figure.value is None:
            return self._print(german.MISSING)
        if figure.low is None or figure.high is None:
            raise TextFault(
                f"Die Kennzahl „{figure.name}“ hat keine Spanne.",
                remedy="„.range“ weglassen oder low und high angeben.",
            )
        low = shown_value(figure.low, figure.unit, figure.decimals, unit_shown=False)
        high = shown_value(figure.high, figure.unit, figure.decimals, dative=self._dative)
        return self._print(f"{low} bis {high}")

    @property
    def synthetic(self) -> bool:
        """Whether anything beneath it is synthetic, for conditions."""
        return self._figure.synthetic

    @property
    def label(self) -> Markup:
        return escaped_text(self._figure.label)

    @property
    def period(self) -> Markup:
        return escaped_text(shown_period(self._figure.period))

    def __bool__(self) -> bool:
        return bool(self._figure.value)


PERIOD = re.compile(r"\d{4}(-\d\d){0,2}")
# Fractions and their differences are shown in hundredths.
PERCENT = {"Anteil": "%", "Anteilspunkte": "Prozentpunkte"}
# Units that say what kind of number it is, and are no part of what a reader sees.
SILENT_UNITS = {"Anzahl", "Exponent", "Faktor", "Kalendermonat"}


def shown_value(
    value: object, unit: str, decimals: int | None = None, unit_shown: bool = True, dative: bool = False
) -> str:
    """Return a value as a German reader sees it; `Anteil` is shown in percent, dates as `31.12.2020`."""
    if isinstance(value, bool) or unit == "ja/nein":
        return "ja" if value else "nein"
    if isinstance(value, str):
        return shown_period(value) if unit == "Datum" else value
    if value is None:
        return german.MISSING
    if unit in PERCENT:
        value, unit = 100 * value, PERCENT[unit]
    if unit == "Jahr":
        return str(int(value))
    if decimals is None:
        decimals = german.DECIMALS_BY_UNIT.get(unit, 0)
    unit = unit if unit_shown and unit not in SILENT_UNITS else ""
    return german.quantity(value, unit, decimals, dative)


def shown_period(period: str) -> str:
    """Return a period as a German reader sees it; a text that is none stays as it is.

    >>> shown_period("2021-06-30"), shown_period("2021-06"), shown_period("2021-H2"), shown_period("2008/2022")
    ('30.06.2021', 'Juni 2021', '2. Halbjahr 2021', '2008 bis 2022')
    """
    first, _, last = period.partition("/")
    if PERIOD.fullmatch(first) and PERIOD.fullmatch(last):
        return f"{shown_period(first)} bis {shown_period(last)}"
    if half := re.fullmatch(r"(\d{4})-H([12])", period):
        return f"{half[2]}. Halbjahr {half[1]}"
    if not PERIOD.fullmatch(period) or "-" not in period:
        return period
    parts = [int(part) for part in period.split("-")]
    return german.day(date(*parts)) if len(parts) == 3 else german.month(date(*parts, 1))


def digits_given(values: Iterable[float], unit: str) -> int:
    """Return the digits behind the comma that values were given with, at most three; money has none or two.

    >>> digits_given([0.207, 0.11], "Anteil"), digits_given([14.6, 13.9], "€/h"), digits_given([25.0], "km")
    (1, 2, 0)
    """
    scale = 100 if unit in PERCENT else 1
    digits = max(len(f"{scale * value:.3f}".partition(".")[2].rstrip("0")) for value in values)
    return 2 if digits == 1 and unit.startswith("€") else digits


def anchor(reference: str) -> str:
    """Return the HTML id of a ledger reference: `figure:context.population` → `figure-context-population`."""
    return "".join(sign if sign.isalnum() or sign == "_" else "-" for sign in reference.partition("#")[0])


class _Row:
    """One row of a published table as a template sees it: each cell like a key figure; numbers lead to the table's line in the annex."""

    def __init__(self, table: NamedFrame, position: int, linked: bool):
        self._table, self._position, self._linked = table, position, linked

    def __getattr__(self, name: str) -> Shown:
        table = self._table
        if name not in table.frame or not (name in table.columns or table.frame[name].dtype == bool):
            raise UndefinedError(f"{table.name}.{name}")
        value = table.frame[name].iloc[self._position]
        column = table.columns.get(name, Column(name, "ja/nein"))
        value = None if pd.isna(value) else value.item() if hasattr(value, "item") else value
        figure = _Cell(
            table.name, column.label, value, column.unit, "computed", table.basis,
            decimals=column.decimals, synthetic=table.synthetic, chapter=table.chapter,
        )  # fmt: skip
        told = not isinstance(value, str) or any(map(str.isdigit, value))
        return Shown(figure, self._linked and told)


class _Cell(KeyFigure):
    @property
    def reference(self) -> str:
        return f"frame:{self.chapter}.{self.name}"


class _Unknown(StrictUndefined):
    """What the ledger does not hold; its message is the bare name."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _Chapter:
    def __init__(self, ledger: ChapterLedger, linked: bool):
        self._ledger, self._linked = ledger, linked

    def __getattr__(self, name: str) -> Shown:
        if name not in self._ledger.figures:
            raise UndefinedError(f"{self._ledger.chapter}.{name}")
        return Shown(self._ledger.figures[name], self._linked)


def render(
    template: str,
    ledger: Ledger,
    chapter: str,
    see: Callable[[str], str] | None = None,
    linked: bool = False,
    asked: list[str] | None = None,
) -> str:
    """Return the Markdown of one text; raise `TextFault` with the line for one that cannot be shown.

    `ledger` holds the chapters this text may read; `see` turns the name of a figure or table into its
    number (in JupyterLab, where numbers are not known yet, the name itself is shown). `asked` takes the
    rules and claims on the way through the text, in order.
    """
    on_the_way = [] if asked is None else asked

    def answered(answer: Callable, name: str) -> object:
        on_the_way.append(name)
        return answer(name)

    functions = (
        lambda name: Markup(see(name) if see else f"Abbildung „{name}“"),
        lambda count, one, many: one if getattr(count, "value", count) == 1 else many,
        partial(answered, lambda name: Markup(_said(ledger, chapter, name, see, linked))),
        partial(answered, lambda name: _holds(ledger, chapter, name)),
        lambda name: _lacks(ledger, chapter, name),
        lambda name: _rows(ledger, chapter, name, linked),
    )
    names: Mapping[str, object] = {
        **{other: _Chapter(ledger[other], linked) for other in ledger},
        **{name: Shown(figure, linked) for name, figure in ledger[chapter].figures.items()},
        **dict(zip(FUNCTIONS, functions, strict=True)),
    }
    try:
        return str(_ENVIRONMENT.from_string(syntax_tree(template)).render(names))
    except UndefinedError as error:
        raise unknown_figure(error.message, ledger, chapter, template, line_of(error)) from None
    except TextFault as fault:
        fault.row = fault.row or line_of(fault)
        fault.found = fault.found or excerpt(template, fault.row)
        raise
    except (TypeError, ZeroDivisionError) as error:
        row = line_of(error, innermost=True)
        if row is None:
            raise
        raise TextFault(
            "Ein Ausdruck in diesem Text lässt sich nicht rechnen.",
            row=row,
            found=excerpt(template, row),
            remedy="Prüfen, ob eine der Kennzahlen hier fehlt oder ein Text ist; dann „::: fehlt NAME“ davor setzen.",
        ) from None


@cache  # a text is looked through, and printed in one document or two
def syntax_tree(template: str) -> nodes.Template:
    """Return the syntax tree of a text; raise `TextFault` for what is no template."""
    try:
        return _ENVIRONMENT.parse(as_jinja(template))
    except TemplateSyntaxError as error:
        raise unreadable(template, error.lineno) from None


def _finalize(value: object) -> object:
    """Escape whatever a template prints, unless it is known to be safe."""
    if hasattr(value, "__html__"):
        return value.__html__()
    text = escaped_text(value)
    # What an author writes with its digits as a text is a name: "Haus 7", "ab 65 Jahren".
    named = isinstance(value, str) and any(sign.isdigit() for sign in value)
    return Markup('<span class="name">{}</span>').format(text) if named else text


_ENVIRONMENT = Environment(
    undefined=_Unknown, autoescape=False, finalize=_finalize, keep_trailing_newline=True
)


def _figure(ledger: Ledger, chapter: str, name: str | Shown) -> KeyFigure | None:
    """Return the key figure `name` or `chapter.name`; None for what a chapter that broke off did not publish."""
    if isinstance(name, Shown):
        return name._figure
    holder, _, own = name.rpartition(".")
    figures = ledger[holder or chapter].figures if (holder or chapter) in ledger else {}
    if own in figures:
        return figures[own]
    if _broke_off(figures):
        return None
    raise UndefinedError(name)


def _rows(ledger: Ledger, chapter: str, name: str, linked: bool) -> list[_Row]:
    """Return the rows of the table `name` or `chapter.name`; none for one that a chapter that broke off did not publish."""
    holder, _, own = name.rpartition(".")
    told = ledger.get(holder or chapter)
    if told is not None and own in told.frames:
        return [_Row(told.frames[own], position, linked) for position in range(len(told.frames[own].frame))]
    if told is not None and _broke_off(told.figures):
        return []
    raise UndefinedError(name)


def _broke_off(figures: Mapping[str, KeyFigure]) -> bool:
    return "lacking" in figures and bool(figures["lacking"].value)


def _said(ledger: Ledger, chapter: str, name: str, see: Callable[[str], str] | None, linked: bool) -> str:
    """Return the sentence of a claim that is true, over the figures of the chapter that makes it; empty where there is none."""
    holder, _, own = name.rpartition(".")
    holder = holder or chapter
    figure = _figure(ledger, holder, own)
    told = ledger[holder].frames[CLAIMS].frame if CLAIMS in ledger[holder].frames else None
    if figure is None or told is None or own not in set(told["name"]):
        return ""
    sentence = told.set_index("name").at[own, "says"]
    mark = SYNTHETIC_MARK if figure.synthetic and sentence else ""
    return render(sentence, ledger, holder, see, linked) + mark


def _holds(ledger: Ledger, chapter: str, name: str | Shown) -> bool:
    figure = _figure(ledger, chapter, name)
    if figure is None or not isinstance(figure.value, bool):
        raise TextFault(
            f"„{getattr(figure, 'name', name)}“ ist keine Regel, nach der sich ein Text richten kann.",
            expected="eine Kennzahl, deren Wert wahr oder falsch ist",
            remedy="Die Regel im Notebook mit chapter.publish veröffentlichen und hier mit ihrem Namen nennen.",
        )
    return figure.value


def _lacks(ledger: Ledger, chapter: str, name: str | Shown) -> bool:
    """Tell whether a key figure has no value, or a table no row."""
    holder, _, own = name.rpartition(".") if isinstance(name, str) else ("", "", "")
    if (told := ledger.get(holder or chapter)) is not None and own in told.frames and own not in told.figures:
        return told.frames[own].frame.empty
    figure = _figure(ledger, chapter, name)
    return figure is None or figure.value is None or figure.value == ""
