"""What the tests of the room share."""

import matplotlib as mpl
import pytest

from crmlab.language import language_is

mpl.use("agg")


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param
