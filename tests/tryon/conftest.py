"""A few bodies, made once."""

import pytest

from vrplanner.core.person import Measurements
from vrplanner.tryon.body import Body, make_body

WOMAN = Measurements(height_m=1.70, chest_m=0.92, waist_m=0.76, hip_m=0.98)
MAN = Measurements(height_m=1.80, chest_m=1.02, waist_m=0.88, hip_m=1.01)


@pytest.fixture(scope="session")
def woman() -> Body:
    return make_body(WOMAN, "female")


@pytest.fixture(scope="session")
def man() -> Body:
    return make_body(MAN, "male")
