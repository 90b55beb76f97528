"""What several test files of the world share."""

import pytest

from crmlab.story import surveys
from tests.story.blocks import OTHER_SEED, SEED, make_block


@pytest.fixture(scope="module")
def block(request):
    """A block with the tables of the parts that the test file names in PARTS."""
    return make_block(SEED, parts=request.module.PARTS)


@pytest.fixture(scope="module")
def other(request):
    return make_block(OTHER_SEED, parts=request.module.PARTS)


@pytest.fixture(scope="session")
def blocks():
    """The blocks that were asked in the survey, by seed."""
    return {seed: make_block(seed) for seed in (SEED, OTHER_SEED)}


@pytest.fixture(scope="module", params=[SEED, OTHER_SEED])
def survey(request, blocks):
    return surveys.make(blocks[request.param]) | surveys.make_shop(request.param)


@pytest.fixture(scope="module")
def truth():
    return surveys.make_shop(0)["truth/survey_parameters"].set_index("parameter")["value"]
