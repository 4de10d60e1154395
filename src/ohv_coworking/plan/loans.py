"""Loans repaid month by month in arrears: annuity, linear and bullet, each after a grace period."""

from dataclasses import dataclass

import numpy as np

KINDS = ("annuity", "linear", "bullet")


@dataclass(frozen=True)
class LoanSchedule:
    """Payments (..., months) of a loan; `balance` is what is owed at the end of the month."""

    drawn: np.ndarray
    interest: np.ndarray
    repayment: np.ndarray
    balance: np.ndarray


def schedule(amount, yearly_rate, term, grace, kind: str, drawn_in, months: int) -> LoanSchedule:
    """Return the schedule of a loan of `amount` euro over `months` plan months.

    It is drawn at the end of plan month `drawn_in`; `term` months of payments follow, the first `grace` of
    them interest only. The nominal rate is paid monthly. Numbers or arrays (..., 1) broadcast with the months.

    What is repaid after q of n instalments is a closed form: q/n (linear), ((1+i)^q - 1) / ((1+i)^n - 1)
    (annuity), all at the end (bullet).
    """
    if kind not in KINDS:
        raise ValueError(f"kind of loan {kind!r} is not one of {KINDS}")
    if np.any(np.asarray(grace) >= term):
        raise ValueError("the grace period must be shorter than the loan")
    monthly_rate = np.asarray(yearly_rate) / 12
    instalments = term - grace
    since_draw = np.arange(-1, months) - drawn_in
    paid = np.clip(since_draw - grace, 0, instalments)
    if kind == "bullet":
        repaid = paid >= instalments
    elif kind == "linear":
        repaid = paid / instalments
    else:
        # Without interest an annuity is linear; a tiny rate keeps the quotient defined there.
        growth = np.log1p(np.where(monthly_rate == 0, 1e-12, monthly_rate))
        repaid = np.expm1(growth * paid) / np.expm1(growth * instalments)
    balance = amount * (since_draw >= 0) * (1 - repaid)
    drawn = amount * (since_draw[..., 1:] == 0)
    return LoanSchedule(
        drawn=drawn,
        interest=monthly_rate * balance[..., :-1],
        repayment=drawn - np.diff(balance, axis=-1),
        balance=balance[..., 1:],
    )
