"""What lesson 3a says in words: numbers follow the data by themselves, claims do not."""

import contextlib
import io
import warnings
from pathlib import Path

import matplotlib
import nbformat
import pytest

import crmlab as crm

LESSON = Path(__file__).parents[2] / "notebooks" / "en" / "03a_customer_records.ipynb"


@pytest.fixture(scope="module")
def said():
    """All names of the lesson after a run from top to bottom."""
    matplotlib.use("Agg")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
        for cell in nbformat.read(LESSON, 4).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)
    return names


def test_four_rows_are_one_person_in_several_spellings(said):
    assert len(said["four"]) == 4
    assert said["n_names"] >= 3
    assert said["n_phones"] >= 2


def test_receipts_got_names_and_a_quarter_stays_anonymous(said):
    assert said["rate_first"] < 0.15  # "nine receipts in ten are anonymous"
    assert 0.7 < said["rate_last"] < 0.8
    assert said["shares"]["card"].gt(0).idxmax() == "2024Q3"
    assert said["shares"]["web"].gt(0).idxmax() == "2025Q1"


def test_the_most_expensive_source_is_not_the_best(said):
    table = said["by_channel"].set_index("source")
    assert table.index[-1] == "call_centre"
    assert table["valid_rate"].idxmax() == "web" == table.index[0]


def test_the_ledger_never_asked_for_mail_and_the_web_has_nearly_everything(said):
    rates = said["filled"].set_index("field")
    assert rates.loc["email", "ledger"] == 0
    assert rates["web"].min() > 0.75
    assert rates.loc["phone", "call_centre"] > 0.97


def test_the_pencil_example(said):
    assert round(said["pencil"], 1) == 17.1


def test_any_two_agreements_nearly_settle_it_and_a_name_alone_says_almost_nothing(said):
    patterns = said["patterns"].set_index(["name", "phone", "address"])["probability"]
    for two in ((0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1)):
        assert patterns[two] > 0.9
    assert patterns[1, 0, 0] < 0.01


def test_a_phone_convinces_more_than_a_name_and_a_gender_hardly_at_all(said):
    weights = said["model"].weights.set_index(["field", "level"])["weight"]
    assert weights["phone", "same"] > weights["name", "same"] + 2
    assert 10 < weights["address", "same"] < 14
    assert 10 < weights["born_on", "same"] < 14
    assert 0.5 < weights["gender", "same"] < 1.5
    assert -6.5 < weights["name", "differs"] < -4


def test_splink_and_ours_agree(said):
    assert said["n_split"] < 0.02 * said["n_yes"]


def test_an_equal_phone_alone_is_mostly_one_person_though_the_pencil_model_denies_it(said):
    patterns = said["patterns"].set_index(["name", "phone", "address"])["probability"]
    assert patterns[0, 1, 0] < 0.2
    assert said["n_alone_true"] > 0.7 * said["n_alone"]


def test_a_name_that_only_sounds_alike_weighs_more(said):
    weight = said["weight_of"]["weight"]
    assert weight["name", "sounds"] > weight["name", "same"]


def test_em_learns_the_right_m(said):
    assert said["worst_m"] < 0.03


def test_most_false_merges_are_families_and_the_rule_mends_them(said):
    assert said["family"] > 0.6
    half, chained, mended = said["half"], said["chained"], said["mended"]
    assert chained["recall"] > mended["recall"] > half["recall"]
    assert chained["false"] > half["false"] > mended["false"]


def test_the_trap_ruins_precision(said):
    assert said["trap"]["precision"] < 0.6
    assert said["naive_weight"]["name", "same"] < 0 < said["naive_weight"]["name", "differs"]


def test_the_curve_is_flat_near_its_bottom_and_steep_far_from_it(said):
    cost = said["stops"]["cost"]
    assert cost.iloc[0] > 10 * cost.iloc[2]
    assert cost.iloc[1] < 1.25 * cost.iloc[2]


def test_newest_is_not_the_best_rule_for_any_field(said):
    survival = said["survival"]
    assert (survival.loc["newest"] < survival.max()).all()
    assert survival["name"].idxmax() == "in_characters"
    assert survival["name"].max() - survival.loc["newest", "name"] > 0.04
    assert abs(survival.loc["commonest", "phone"] - survival.loc["most_trusted", "phone"]) < 0.01
    assert survival["born_on"].idxmax() == "most_trusted"


def test_undoing_leaves_the_masters_as_they_were(said):
    assert said["n_after"] == len(said["before"]) - 1
    assert said["file"].log["stands"].tolist()[-3:] == [0, 0, 1]


def test_masters_are_a_few_more_than_people(said):
    assert 0 < len(said["before"]) - crm.load("truth/customer_records")["person_id"].nunique() < 250


def test_name_and_day_tie_records_to_the_till(said):
    assert said["right_tie"] > 0.97
    assert len(said["numbered"]) > 2000
    assert len(said["tables"]) >= 5


def test_stages_foretell_the_next_order(said):
    rate = said["lift"].set_index("tag")["rate"]
    base = said["facts"]["outcome"].mean()
    assert rate["regular"] > rate["new"] > base > rate["lost"]
    assert rate["regular"] > 2 * base
    assert 0.9 < rate["fading"] / base < 1.15


def test_stale_addresses_are_oftener_old(said):
    old = said["stale"]["old"]
    assert old[True] > 3 * old[False]


def test_most_notes_say_nothing(said):
    quality = said["quality"].set_index("tier")
    assert quality["telling"].max() < 0.25
    assert said["lengths"].between(10, 25).mean() < 0.05


def test_a_clerks_look_pays(said):
    assert said["n_look"] > 20
    assert said["saved"] > 0
    assert said["really"] > 0
    assert said["high_half"] < said["high"]
    assert said["n_look_half"] < said["n_look"]
    assert said["n_sure_false"] > 0.6 * said["n_false"]
    assert 0.3 < 100 * said["n_sure_false"] / said["n_merge"] < 2  # "a hundred would hold about one error"
