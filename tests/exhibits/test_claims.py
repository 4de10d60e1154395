"""A claim says what its figures say: whether it holds, in how many draws, and at which value it would fall."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.exhibits.claims import (
    ClaimWords,
    Predicate,
    UnreadablePredicate,
    firmness,
    judged,
    share_words,
)
from ohv_coworking.exhibits.ledger import CLAIMS, ChapterLedger, KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.prose import render

DRAWS = np.linspace(0, 100, 2000)


def figure(name: str, value: object, unit: str = "€", **more) -> KeyFigure:
    return KeyFigure(name, name.upper(), value, unit, "computed", (), chapter="plan", **more)


def judge(holds: str, rules: dict | None = None, drawn: dict | None = None, **values) -> dict:
    figures = {name: figure(name, value) for name, value in values.items()}
    return plain(
        judged(
            ClaimWords("Frage?", Predicate(holds), "Ja, so.", "Nein, so."), figures, rules or {}, drawn or {}
        )
    )


def plain(told: dict) -> dict:
    return told | {"turns": told["turns"].replace("\N{NO-BREAK SPACE}", " ")}


class TestPredicate:
    @pytest.mark.parametrize(
        ("holds", "expected"),
        [
            ("a > b", True),
            ("a - b >= 1 and not a < 0", True),
            ("a / b <= 1 or -a > 0", False),
            ("a > rules.most * b", False),
        ],
    )
    def test_compares_figures_and_thresholds(self, holds, expected):
        assert expected is judge(holds, {"most": 2.0}, a=3, b=2)["holds"]

    @pytest.mark.parametrize("text", ["a", "a == 1", "a > 5", "f(a) > 0", "a >", "a < b < c", "a['x'] > 0"])
    def test_is_nothing_but_a_comparison(self, text):
        """No thresholds typed into it, no calls, nothing that Python alone would run."""
        with pytest.raises(UnreadablePredicate):
            Predicate(text)

    def test_asks_the_ends_of_a_range(self):
        wide = figure("a", 5, low=-1, high=9, range_kind="Grenzwerte")
        told = plain(judged(ClaimWords("?", Predicate("a.low >= 0")), {"a": wide}, {}, {}))

        assert (False, "die untere Grenze von „A“ über 0 € liegt (jetzt −1 €)") == (
            told["holds"],
            told["turns"],
        )

    @pytest.mark.parametrize("missing", [None, "nicht bestimmbar"])
    def test_on_a_missing_figure_does_not_hold(self, missing):
        told = judge("a < 1", a=missing)

        assert (False, None, "", "Nein, so.") == (told["holds"], told["share"], told["turns"], told["says"])


class TestFirmness:
    def test_is_the_share_of_draws_with_the_same_answer(self):
        assert 0.75 == pytest.approx(judge("a > b", a=50, b=25, drawn={"a": DRAWS})["share"], abs=1e-3)
        assert 0.25 == pytest.approx(judge("a > b", a=20, b=25, drawn={"a": DRAWS})["share"], abs=1e-3)

    def test_joins_the_draws_of_two_figures_place_by_place(self):
        assert 1.0 == judge("a > b", a=50, b=49, drawn={"a": DRAWS, "b": DRAWS - 1})["share"]

    def test_is_unknown_without_draws(self):
        assert judge("a > b", a=50, b=25)["share"] is None

    def test_a_base_case_is_asked_of_other_draws(self):
        words = ClaimWords("?", Predicate("a > 0"), drawn=Predicate("b > 0"))
        told = judged(words, {"a": figure("a", 1), "b": figure("b", 50)}, {}, {"b": DRAWS - 50})

        assert (True, 0.5) == (told["holds"], told["share"])

    def test_never_rounds_doubt_away(self):
        assert [
            "in allen Verläufen",
            "in mehr als 99 % der Verläufe",
            "in 97 % der Verläufe",
            "in weniger als 1 % der Verläufe",
        ] == [share_words(one) for one in (1.0, 0.9995, 0.97, 0.0)]

    def test_is_told_in_a_sentence(self):
        told = firmness(
            [
                {
                    "label": "Trägt es sich?",
                    "holds": False,
                    "share": 0.97,
                    "turns": "„A“ über 0 € liegt (jetzt −5 €)",
                }
            ]
        )

        assert (
            "Trägt es sich? Nein, in 97 % der Verläufe; es kippt, wenn „A“ über 0 € liegt (jetzt −5 €)."
            == told
        )


class TestTurning:
    @pytest.mark.parametrize(
        ("holds", "expected"),
        [
            ("a > b", "„A“ unter 25 € liegt (jetzt 50 €)"),
            ("b < a", "„B“ über 50 € liegt (jetzt 25 €)"),
            ("a < b", "„A“ unter 25 € liegt (jetzt 50 €)"),
            ("a - b > b", "„A“ über 50 € liegt (jetzt 50 €)"),
            ("a > b and a > 1", "„A“ unter 25 € liegt (jetzt 50 €)"),
            ("a < b or b < 0", "„A“ unter 25 € liegt (jetzt 50 €) oder „B“ unter 0 € liegt (jetzt 25 €)"),
            ("a < 0 and b < 0", ""),
        ],
    )
    def test_names_the_value_that_alone_would_overturn(self, holds, expected):
        """At the value named, and only beyond it, the answer is another."""
        assert expected == judge(holds, a=50, b=25)["turns"]

    @pytest.mark.parametrize(
        ("holds", "count", "expected"),
        [
            ("a <= 0", 3, "„A“ bei höchstens 0 Programme liegt (jetzt 3 Programme)"),
            ("a <= 0", 0, "„A“ bei mindestens 1 Programm liegt (jetzt 0 Programme)"),
            ("a < 1", 0, "„A“ bei mindestens 1 Programm liegt (jetzt 0 Programme)"),
        ],
    )
    def test_says_of_whole_things_which_number_does_it(self, holds, count, expected):
        """Fewer than none there never are."""
        words = ClaimWords("?", Predicate(holds))

        assert expected == plain(judged(words, {"a": figure("a", count, "Programme")}, {}, {}))["turns"]

    def test_shows_as_many_digits_as_tell_the_two_apart(self):
        assert "„A“ unter 3,7 € liegt (jetzt 3,8 €)" == judge("a > b", a=3.8, b=3.7)["turns"]


class TestInAText:
    def test_the_true_sentence_is_said_over_the_figures_of_its_chapter(self):
        """A false sentence is not printed; what rests on synthetic answers says so."""
        held = judge("a > b", a=50, b=25)
        frame = NamedFrame(
            CLAIMS, "", _row("more", held | {"says": "Es sind {{ a }}."}), {}, (), chapter="plan"
        )
        plan = ChapterLedger(
            "plan",
            {"a": figure("a", 50), "more": figure("more", True, "ja/nein", synthetic=True)},
            {CLAIMS: frame},
        )
        ledger = Ledger([plan, ChapterLedger("summary")])

        shown = render('{{ says("plan.more") }}', ledger, "summary")

        assert shown.startswith("Es sind 50\N{NO-BREAK SPACE}€.") and "syn</sup>" in shown


def _row(name: str, told: dict):
    return pd.DataFrame([{"name": name, **told}])
