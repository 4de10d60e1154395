"""Harmed files, thousands of them: each is read rightly, refused in German, or told; never a trace, a hang, a bomb.

What may follow stands with each mutation (`support/mutations.py`), what became of it is judged in `support/verdicts.py`.
A verdict names the number of its mutant: `judged([NUMBER])` makes it again.
"""

from collections import Counter

import pytest

import verdicts

FAST, SLOW, MANY = range(30), range(2_000), range(2_000, 22_000)


def hold(numbers) -> None:
    """Judge the mutants and fail with those that went wrong."""
    found = list(verdicts.judged(numbers))
    wrong = [str(one) for one in found if one.word in verdicts.WRONG]

    assert [] == wrong[:20], Counter(one.word for one in found)


def test_mutants_are_read_rightly_refused_or_told():
    hold(FAST)


@pytest.mark.slow
def test_two_thousand_mutants():
    hold(SLOW)


@pytest.mark.exhaustive
def test_twenty_thousand_more():
    hold(MANY)
