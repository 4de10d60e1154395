"""The formulas of the plan in words say what is reckoned, for every line that is a result."""

import pytest

from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.plan.formula_words import formula_in_words
from ohv_coworking.plan.line import Line

LABELS = {"a": "Kosten", "b": "Erlöse", "c": "Jahre", "month_count": "Planmonate"}


@pytest.mark.parametrize(
    "expected, formula",
    [
        ("(„Kosten“ − „Erlöse“) ÷ „Jahre“", "(a - b)/c"),
        ("„Kosten“ − („Erlöse“ − „Jahre“)", "a - (b - c)"),
        ("falls „Jahre“ > 0: „Kosten“ ÷ „Jahre“, sonst 0", "IF(c > 0, a/c, 0)"),
        ("(Summe der letzten zwölf Planmonate: „Kosten“) ÷ 12", "last_year(a)/12"),
        ("„Kosten“ am Ende des Plans", "entry(a, month_count - 1)"),
        ("Summe aus 5 Posten, darunter „Kosten“", "a + b + c + a + b"),
    ],
)
def test_says_the_formula(expected, formula):
    """Brackets stand where the order needs them; long sums are counted."""
    assert expected == formula_in_words(Line("x", "X", "€", formula), LABELS)


def test_every_result_has_words(root):
    """No result uses a function or a name without a German word."""
    from ohv_coworking.parameters import load
    from ohv_coworking.raw import Catalog

    study = load(root / "study.yaml")
    model = read_financial_model(
        Catalog.load(root / "data" / "raw"),
        study.plan,
        study.opening_month,
        study.price_base,
        study.reference_date,
    )

    assert model.lines.results
    for name in model.lines.results:
        assert "„" in model.lines.in_words(name) or "gesetzlich" in model.lines.in_words(name), name
