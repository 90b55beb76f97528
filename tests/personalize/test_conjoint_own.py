"""Your own choice survey: read with an account from a file or a table, or refused in words."""

import numpy as np
import pandas as pd
import pytest

import crmlab as crm
from crmlab import personalize as pz
from crmlab.frames import InputError

ROLES = {"respondent": "Resp", "task": "Q", "chosen": "Pick", "price": "Fee"}
BASES = {"Delivery, hours": 24, "Bag": "plastic"}
SURVEY_BASES = {"hours": 24, "guarantee": "nothing", "packaging": "plastic"}


@pytest.fixture
def export():
    """Forty people, four tasks each: three services and none of these."""
    rng = np.random.default_rng(8)
    rows = []
    for person in range(40):
        for task in range(1, 5):
            fees = rng.choice([0, 3, 6, 9], 3)
            hours = rng.choice([2, 8, 24], 3)
            bags = rng.choice(["paper", "plastic"], 3)
            worth = -0.3 * fees + 1.0 * (hours == 2) + 0.5 * (bags == "paper")
            taken = np.argmax(np.append(worth, -0.5) + rng.gumbel(size=4))
            for place in range(4):
                shown = (fees[place], hours[place], bags[place]) if place < 3 else (None, None, None)
                rows.append((f"P{person}", task, *shown, int(place == taken)))
    return pd.DataFrame(rows, columns=["Resp", "Q", "Fee", "Delivery, hours", "Bag", "Pick"])


def test_a_file_is_read_as_the_table_is(export, tmp_path, capsys):
    chinese = export.assign(Pick=export["Pick"].map({1: "是", 0: "否"}))
    path = tmp_path / "choices.csv"
    chinese.to_csv(path, sep=";", index=False, encoding="gbk")
    from_file, from_table = (pz.read_choices(source, **ROLES, bases=BASES) for source in (path, export))
    pd.testing.assert_frame_equal(from_file, from_table, check_dtype=False)
    assert list(from_table.columns[3:]) == [
        "price",
        "Delivery, hours_2",
        "Delivery, hours_8",
        "Bag_paper",
        "none",
    ]
    assert from_table["chosen"].sum() == 160
    assert "Left out" not in capsys.readouterr().out


def test_the_shops_survey_gives_the_fit_of_the_lesson(capsys):
    choices = pz.choice_table(crm.load("survey_conjoint"), crm.load("survey_designs"))
    own = pz.read_choices(
        choices.sample(frac=1, random_state=1).sort_values("alternative", kind="stable"),
        "customer_id",
        "task",
        "chosen",
        "price",
        SURVEY_BASES,
    )
    coded = pz.code_levels(choices, bases=SURVEY_BASES)
    plain = pd.concat([choices[["choice_id", "customer_id", "chosen"]], coded], axis=1)
    ours, theirs = (
        pz.fit_choices(table, list(coded), cluster="customer_id").coefficients for table in (own, plain)
    )
    pd.testing.assert_frame_equal(ours, theirs)
    assert "18 people" in capsys.readouterr().out  # who always took the first, as the lesson finds them


def test_every_choice_is_accounted_for(export, capsys, language):
    spoilt = export.astype({"Fee": "object"})
    spoilt.loc[spoilt.index[:4], "Resp"] = None  # P0, task 1: four rows
    spoilt.loc[4, "Fee"] = "cheap"  # P0, task 2
    spoilt.loc[8, "Bag"] = None  # P0, task 3
    spoilt.loc[12:15, "Pick"] = 0  # P0, task 4
    spoilt.loc[16:19, "Pick"] = 1  # P1, task 1
    spoilt = spoilt.drop(index=[21, 22, 23])  # P1, task 2: one alternative is left
    own = pz.read_choices(spoilt, **ROLES, bases=BASES)
    told = capsys.readouterr().out
    assert own["choice_id"].nunique() == 160 - 6
    says = {
        "en": [
            "4 rows without",
            "no number",
            "half empty",
            "nothing was taken",
            "several were",
            "one alternative",
        ],
        "zh": ["没有作答者或题号的4行", "不是数", "只填了一半", "一个也没选", "选了不止一个", "只有一个选项"],
    }
    assert all(words in told for words in says[language])


def test_without_none_of_these_there_is_no_such_feature(export, capsys):
    forced = export[export["Fee"].notna()]
    forced = forced[forced.groupby(["Resp", "Q"])["Pick"].transform("sum") == 1]
    own = pz.read_choices(forced, **ROLES, bases=BASES)
    assert "none" not in own
    assert pz.fit_choices(own, list(own.columns[3:])).part_worths["price"] < 0


BAD = [
    (lambda t: pz.read_choices(3, **ROLES, bases=BASES), "path of a CSV", "文件的路径"),
    (lambda t: pz.read_choices(t, **{**ROLES, "task": "Question"}, bases=BASES), "'Question'", "'Question'"),
    (lambda t: pz.read_choices(t, **ROLES, bases={"Sped": "slow"}), "no column Sped", "写了Sped"),
    (lambda t: pz.read_choices(t, **ROLES, bases={"Bag": "jute"}), "jute is not a level", "没有jute"),
    (lambda t: pz.read_choices(t, **ROLES, bases={}), "one attribute or more", "至少一个属性"),
    (
        lambda t: pz.read_choices(t.assign(Pick=3), **ROLES, bases=BASES),
        "number of the alternative",
        "选项编号",
    ),
    (
        lambda t: pz.read_choices(t.assign(Pick=0), **ROLES, bases=BASES),
        "No choice is left",
        "一次能用的选择也没有",
    ),
    (lambda t: pz.read_choices(t[["Resp"]], **ROLES, bases=BASES), "only one column", "只有一列"),
    (lambda t: pz.read_choices("no_such.csv", **ROLES, bases=BASES), "no_such.csv", "no_such.csv"),
]


@pytest.mark.parametrize(("call", "en", "zh"), BAD)
def test_wrong_calls_are_answered_in_the_learners_language(export, call, en, zh, language):
    with pytest.raises(InputError, match=en if language == "en" else zh):
        call(export)


def test_none_of_these_may_be_written_out_and_priced_at_nothing(export):
    written = export.assign(Fee=export["Fee"].fillna(0)).astype({"Delivery, hours": "object"})
    written = written.fillna({"Delivery, hours": "none", "Bag": "-"})
    pd.testing.assert_frame_equal(
        pz.read_choices(written, **ROLES, bases=BASES), pz.read_choices(export, **ROLES, bases=BASES)
    )


@pytest.mark.parametrize("fee", ["8.5 apples", "free"])
def test_a_price_in_words_is_named(export, fee, capsys):
    spoilt = export.astype({"Fee": "object"})
    spoilt.loc[0, "Fee"] = fee
    pz.read_choices(spoilt, **ROLES, bases=BASES)
    assert f"1 choices with a price that is no number, such as {fee!r}" in capsys.readouterr().out


def test_what_was_read_is_said_levels_prices_and_guesses(export, tmp_path, capsys):
    export = export.assign(Bag=export["Bag"].where(export.index != 0, "Paper"))
    export["Fee"] = export["Fee"].map(lambda fee: None if np.isnan(fee) else f"{1 + fee / 1000:.3f}")
    path = tmp_path / "choices.csv"
    export.to_csv(path, sep=";", index=False)
    pz.read_choices(path, **ROLES, bases=BASES)
    said = capsys.readouterr().out
    assert "Bag: Paper (1), paper (" in said and "price 1 to 1.009" in said
    assert "GUESS" in said  # a dot before three digits may part thousands


def test_a_file_pasted_twice_is_noticed(export, capsys):
    pz.read_choices(pd.concat([export, export.query("Q == 1 and Pick == 0")]), **ROLES, bases=BASES)
    assert "repeat another row in every cell" in capsys.readouterr().out
