"""Tables for readers: one named frame becomes one HTML table with German numbers and row headings."""

from jinja2 import Environment
from markupsafe import Markup

from ohv_coworking.exhibits.ledger import NamedFrame
from ohv_coworking.exhibits.prose import anchor, shown_value

_TEMPLATE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<table>
<thead><tr>{% for column in columns %}
<th scope="col"{{ ' class="number"'|safe if column.numeric }}>{{ led(column.label, column.leads_to) }}\
{% if column.unit %} <span class="unit">({{ column.unit }})</span>{% endif %}</th>
{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}
<tr>{% set line = loop.index0 %}{% for cell in row %}{% if loop.first %}<th scope="row"{{ ' class="number"'|safe if columns[0].numeric }}>{{ led(cell, leads[line]) }}</th>{% else %}\
<td{{ ' class="number"'|safe if columns[loop.index0].numeric }}>{{ cell }}</td>{% endif %}{% endfor %}</tr>
{% endfor %}
</tbody>
</table>
"""
)


def html(named: NamedFrame) -> str:
    """Return `named` as an HTML table: first column as row headings, numbers right-aligned, units in the head."""
    columns = [
        {
            "label": column.label,
            "unit": "%"
            if column.unit == "Anteil"
            else ""
            if column.unit in ("Jahr", "Datum")
            else column.unit,
            "leads_to": column.leads_to,
            "numeric": column.unit != "Datum" and _holds_numbers(named.frame[name]),
        }
        for name, column in named.columns.items()
    ]
    rows = [
        [
            column.missing
            if value is None
            else shown_value(value, column.unit, column.decimals, unit_shown=False)
            for value, column in zip(row, named.columns.values(), strict=True)
        ]
        for row in _plain_rows(named)
    ]
    leads = named.rows or [""] * len(rows)
    return _TEMPLATE.render(columns=columns, rows=rows, leads=leads, led=_led)


def _led(text: str, reference: str) -> str:
    """Return a head, linked to the line of what it rests on if that is known."""
    if not reference:
        return text
    line = anchor(reference.partition("#")[0])
    return Markup('<a class="figure" href="#{}">{}</a>').format(line, text)


def _plain_rows(named: NamedFrame) -> list[list[object]]:
    columns = [named.to_json()["data"][name] for name in named.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _holds_numbers(column) -> bool:
    return column.dtype.kind in "iuf"
