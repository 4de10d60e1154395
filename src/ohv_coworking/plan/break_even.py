"""Break-even and cover: how far the contribution carries what is fixed."""

from ohv_coworking.plan.value_added_tax import quotient


def break_even_share(fixed, contribution):
    """Return the share of the planned use at which the contribution just carries the fixed cost.

    Times units it is the break-even quantity, times revenue the break-even revenue; what it lacks to 1 is the margin of
    safety.

    >>> float(break_even_share(10_000.0, (50.0 - 30.0) * 1_000)) * 1_000
    500.0
    """
    return quotient(fixed, contribution)


def debt_service_cover(operating_payments, debt_service):
    """Return payments of the operation over interest and repayment (DSCR), 0 without debt service.

    >>> float(debt_service_cover(120_000.0, 100_000.0))
    1.2
    """
    return quotient(operating_payments, debt_service)
