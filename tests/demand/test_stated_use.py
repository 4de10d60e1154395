import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.demand.stated_use import expected_use


def factors(**rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=["low", "value", "high"]).T


def test_each_answer_comes_true_in_part():
    """Two answers with their factors add up to a range."""
    found = expected_use(pd.Series({"ja": 10, "eher": 40}), factors(eher=(0, 0.1, 0.25), ja=(0.2, 0.5, 0.8)))

    assert [2, 9, 18] == pytest.approx(found.tolist())


@pytest.mark.parametrize("wrong", [(0.5, 0.4, 0.6), (-0.1, 0, 0.5), (0.5, 0.8, 1.2)])
def test_names_an_answer_whose_factor_cannot_be(wrong):
    with pytest.raises(InputFault, match="Zur Antwort „eher“"):
        expected_use(pd.Series({"ja": 10, "eher": 40}), factors(ja=(0.2, 0.5, 0.8), eher=wrong))


def test_names_an_answer_without_factor():
    with pytest.raises(InputFault, match="Zur Antwort „eher“"):
        expected_use(pd.Series({"ja": 10, "eher": 40}), factors(ja=(0.2, 0.5, 0.8)))
