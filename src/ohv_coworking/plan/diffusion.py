"""How a new offer spreads: the model of Bass (1969), here the ramp-up of a newly opened space."""

import numpy as np


def adopted(time, innovation, imitation):
    """Return the share of the final level reached after `time` periods, from 0 to 1.

    >>> round(float(adopted(1, 0.005, 0.84)), 6)
    0.007797
    """
    decay = np.exp(-(innovation + imitation) * np.asarray(time))
    return (1 - decay) / (1 + imitation / innovation * decay)
