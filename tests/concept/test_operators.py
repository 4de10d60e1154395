import numpy as np
import pandas as pd
import pytest

from ohv_coworking.concept.operators import (
    Criterion,
    OperatorModel,
    OperatorRule,
    comparison,
    field_headings,
    rules_by_model,
)


def model(key: str) -> OperatorModel:
    held = {name: "x" for name in OperatorModel.model_fields}
    return OperatorModel.model_construct(**held | {"key": key, "model": key.upper()})


def rule(operator: str, field: str, paragraph: str, checked: str) -> OperatorRule:
    return OperatorRule.model_construct(
        operator=operator, field=field, paragraph=paragraph, rule=f"{operator} {field}", checked=checked
    )


MODELS = [model("a"), model("b")]
RULES = [
    rule("b", "Vergabe", "UVgO", "ja"), rule("b", "Beihilfe", "Art. 107", "nein"),
    rule("a", "Vergabe", "GWB", "ja"), rule("a", "Beihilfe", "Art. 108", "ja"),
]  # fmt: skip


class TestRules:
    def test_models_stand_in_their_order_and_fields_in_that_of_the_rules(self):
        """A model counts as checked only if each of its rules is."""
        table = rules_by_model(RULES, MODELS)

        assert ["model", "Vergabe", "Beihilfe", "checked"] == list(table.columns)
        assert ["A", "B"] == table["model"].to_list()
        assert ["ja", "nein"] == table["checked"].to_list()

    def test_a_field_is_headed_by_the_paragraph_named_first(self):
        assert {"Vergabe": "Vergabe (UVgO)", "Beihilfe": "Beihilfe (Art. 107)"} == field_headings(RULES)


class TestComparison:
    def test_the_best_weighted_score_comes_first(self):
        """Better in every criterion: more points under the weights, and first under all weightings drawn."""
        criteria = [
            Criterion.model_construct(key=key, criterion=key, weight=weight)
            for key, weight in (("x", 0.7), ("y", 0.3))
        ]
        scores = pd.DataFrame({"x": [1.0, 3.0], "y": [2.0, 4.0]}, index=["a", "b"])
        found = comparison(scores, MODELS, criteria, np.random.default_rng(1), draws=50)

        assert ["B", "A"] == found["model"].to_list()
        assert [3.3, 1.3] == pytest.approx(found["score"].to_list())
        assert [1, 0] == found["wins"].to_list()
