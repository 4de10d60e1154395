import numpy as np
import pandas as pd

from ohv_coworking.concept.demography import leslie_matrix, project
from reference import case, folder, within


def test_swedish_women():
    """P-DE-01: eighteen age groups and their sum after five years."""
    known = case("P-DE-01")
    women = pd.read_csv(folder() / "sweden93_box61.csv")

    later = project(women["women_1993"], leslie_matrix(women["L_x"], women["fertility_rate"]), steps=1)[1]

    assert within(known["expected"]["population_1998"], later)
    assert within(known["expected"]["total_1998"], later.sum())


LIVED, FERTILITY = [490_000.0, 480_000, 300_000], [0.0, 0.1, 0.0]


def test_nobody_is_born_without_births():
    """Without fertility a closed population only shrinks, cohort by cohort."""
    now, then = project([100, 100, 100], leslie_matrix(LIVED, [0, 0, 0]), steps=1)

    assert 0 == then[0]
    assert np.allclose([100 * 480 / 490, 200 * 300 / 780], then[1:])
    assert then.sum() < now.sum()


def test_steps_are_powers_of_the_matrix():
    matrix = leslie_matrix(LIVED, FERTILITY)

    assert np.allclose(np.linalg.matrix_power(matrix, 4) @ [50, 60, 70], project([50, 60, 70], matrix, 4)[4])


def test_migrants_come_half_before_and_half_after():
    """Half of those who move in live through the step, half arrive at its end."""
    matrix = leslie_matrix(LIVED, FERTILITY)
    moving = np.array([10.0, 20, 0])

    found = project([0, 0, 0], matrix, 1, migration=moving)[1]

    assert np.allclose(matrix @ moving / 2 + moving / 2, found)
