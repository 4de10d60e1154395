"""What is sold: places times occupancy, ramped up after Bass, with season, churn and price steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ohv_coworking.parameters.plan import Product, RampUp, Season
from ohv_coworking.plan.diffusion import adopted
from ohv_coworking.plan.timeline import Timeline, delayed


@dataclass(frozen=True)
class ProductSales:
    """One product month by month, arrays (..., months): shares, sales, net euros."""

    occupancy: np.ndarray
    quantity: np.ndarray
    revenue: np.ndarray
    churn: float

    @cached_property
    def new_contracts(self) -> np.ndarray:
        """Contracts won anew: they replace what churned and fill what grew."""
        return np.maximum(self.quantity - (1 - self.churn) * delayed(self.quantity, 1), 0)


def sales(
    products: Mapping[str, Product], ramp_up: RampUp, season: Season, price_index, timeline: Timeline
) -> dict[str, ProductSales]:
    """Return the sales of each product.

    Occupancy is the mature one times ramp-up times season, never above 1.
    """
    months = np.broadcast_arrays(*(np.atleast_1d(factor) for _, factor in season))
    seasonal = np.concatenate(months, axis=-1)[..., timeline.month_of_year - 1]
    sold = np.maximum(timeline.since_opening + 1, 0)
    initial = ramp_up.initial_share
    level = initial + (1 - initial) * adopted(sold, ramp_up.innovation, ramp_up.imitation)
    level = level * (sold > 0)
    return {
        key: _product_sales(product, level, seasonal, price_index, timeline)
        for key, product in products.items()
    }


def _product_sales(product: Product, level, seasonal, price_index, timeline: Timeline) -> ProductSales:
    reached, ends = delayed(level, int(product.start_after_months)), product.ends_after_months
    if np.any(ends):
        reached = reached * ((ends == 0) | (timeline.since_opening < ends))
    season = 1 + product.season_weight * (seasonal - 1)
    occupancy = np.minimum(product.utilisation * season * reached, 1)
    quantity = product.capacity * product.sales_per_place * occupancy
    return ProductSales(occupancy, quantity, quantity * (product.price * price_index), product.churn)
