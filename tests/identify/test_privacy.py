"""Pseudonyms, masks, crowds: published test vectors and tables, properties, and bad calls."""

import hashlib
import hmac

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab.frames import InputError
from crmlab.identify import (
    anonymise,
    code_ladder,
    date_ladder,
    equivalence_classes,
    generalise,
    k_anonymity,
    l_diversity,
    linkage_attack,
    loss_of_every_way,
    mask,
    pseudonym,
)
from crmlab.language import language_is

KEY = b"sixteen bytes ok"


@pytest.fixture(params=["en", "zh"])
def language(request):
    with language_is(request.param):
        yield request.param


def born(*days):
    return pd.to_datetime(pd.Series(days))


def test_the_pseudonym_is_hmac_sha256_of_rfc_4231():
    """Test case 1 of the RFC: key of twenty bytes 0x0b, data "Hi There"."""
    found = pseudonym(["Hi There"], key=b"\x0b" * 20, length=64)[0]
    assert found == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"


def test_same_value_and_key_same_pseudonym_else_another():
    values = pd.Series(["a", None, "a", "b"], index=[3, 1, 4, 9], name="phone")
    found = pseudonym(values, KEY)
    assert found.index.tolist() == [3, 1, 4, 9]
    assert found.name == "phone"
    assert found[3] == found[4] != found[9]
    assert pd.isna(found[1])
    assert pseudonym(values, "another key of ours")[3] != found[3]
    assert found[3] == hmac.new(KEY, b"a", hashlib.sha256).hexdigest()[:16]
    assert found[3] != hashlib.sha256(KEY + b"a").hexdigest()[:16]


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        ({"key": b"short"}, "at least 16 bytes, but 5", "至少16个字节的密钥，你给的只有5个"),
        ({"key": 7}, "of type int", "你给的是int"),
        ({"key": KEY, "length": 4}, "from 8 to 64, but 4", "8到64的整数，你给的是4"),
    ],
)
def test_a_weak_key_is_refused(language, call, english, chinese):
    with pytest.raises(InputError, match=english if language == "en" else chinese):
        pseudonym(["a"], **call)


@given(st.text(st.characters(min_codepoint=33), max_size=20), st.integers(0, 6), st.integers(0, 6))
def test_a_mask_keeps_the_length_and_shows_only_the_ends(text, first, last):
    shown = mask([text], first, last)[0]
    assert len(shown) == len(text)
    if len(text) > first + last:
        assert shown[:first] == text[:first]
        assert shown[len(text) - last :] == text[len(text) - last :]
        assert set(shown[first : len(text) - last]) == {"*"}
    else:
        assert set(shown) <= {"*"}


def test_mask_refuses_a_negative_count(language):
    with pytest.raises(
        InputError, match={"en": "at least 0, but -1", "zh": "不小于0的整数，你给的是-1"}[language]
    ):
        mask(["a"], first=-1)


# Sweeney (2002), figure 2: k = 2 over race, birth, gender and ZIP.
SWEENEY = pd.DataFrame(
    [
        ("Black", "1965", "m", "0214*", "short breath"), ("Black", "1965", "m", "0214*", "chest pain"),
        ("Black", "1965", "f", "0213*", "hypertension"), ("Black", "1965", "f", "0213*", "hypertension"),
        ("Black", "1964", "f", "0213*", "obesity"), ("Black", "1964", "f", "0213*", "chest pain"),
        ("White", "1964", "m", "0213*", "chest pain"), ("White", "1964", "m", "0213*", "obesity"),
        ("White", "1964", "m", "0213*", "short breath"), ("White", "1967", "m", "0213*", "chest pain"),
        ("White", "1967", "m", "0213*", "chest pain"),
    ],
    columns=["race", "birth", "gender", "zip", "problem"],
)  # fmt: skip


def test_the_published_table_of_sweeney_is_2_anonymous_and_gives_two_classes_away():
    quasi = ["race", "birth", "gender", "zip"]
    assert k_anonymity(SWEENEY, quasi) == 2
    assert l_diversity(SWEENEY, quasi, "problem") == 1
    classes = equivalence_classes(SWEENEY, quasi, "problem")
    assert classes["people"].tolist() == [2, 2, 2, 2, 3]
    assert (classes["different"] == 1).sum() == 2


# Machanavajjhala and others (2007), figures 1 to 3: twelve patients by ZIP and age.
PATIENTS = pd.DataFrame(
    {
        "zip": ["13053", "13068", "13068", "13053", "14853", "14853", "14850", "14850", "13053", "13053",
                "13068", "13068"],
        "age": [28, 29, 21, 23, 50, 55, 47, 49, 31, 37, 36, 35],
        "condition": ["heart", "heart", "viral", "viral", "cancer", "heart", "viral", "viral", "cancer",
                      "cancer", "cancer", "cancer"],
    }
)  # fmt: skip


def test_the_published_patients_are_4_anonymous_and_one_class_is_all_cancer():
    ages = pd.cut(PATIENTS["age"], [0, 30, 40, 99], right=False, labels=["<30", "3*", ">=40"]).astype(str)
    released = PATIENTS.assign(age=ages, zip=PATIENTS["zip"].str[:3] + "**")
    assert k_anonymity(released, ["zip", "age"]) == 4
    assert l_diversity(released, ["zip", "age"], "condition") == 1
    diverse = PATIENTS.assign(age=PATIENTS["age"] > 40, zip=PATIENTS["zip"].str[:4] + "*")
    assert k_anonymity(diverse, ["zip", "age"]) == 4
    assert l_diversity(diverse, ["zip", "age"], "condition") == 3


def test_a_missing_value_is_a_value_like_any_other():
    table = pd.DataFrame({"born": ["1965", "1965", None]})
    assert equivalence_classes(table, ["born"])["people"].tolist() == [1, 2]


def test_each_step_up_the_date_ladder_joins_and_never_parts():
    days = born("1993-02-05", "1993-02-20", "1993-07-01", "1994-01-01", "1988-12-31", "1979-01-01")
    ladder = date_ladder()
    different = [ladder.climb(days, level).nunique() for level in range(ladder.top + 1)]
    assert different == [6, 5, 4, 3, 3, 2, 1]
    assert ladder.levels == ("day", "month", "year", "5_years", "10_years", "20_years", "star")


def people(rows):
    return pd.DataFrame(
        {
            "born_on": [pd.Timestamp("1960-01-01") + pd.Timedelta(days=97 * number) for number, _, _ in rows],
            "part": [part for _, part, _ in rows],
            "wine": [wine for _, _, wine in rows],
        }
    )


LADDERS = {"born_on": date_ladder(), "part": code_ladder({"a": "x", "b": "x", "c": "y"})}
some_people = st.lists(
    st.tuples(st.integers(0, 150), st.sampled_from("abc"), st.booleans()), min_size=8, max_size=60
)


@settings(deadline=None, max_examples=60)
@given(some_people, st.integers(1, 6))
def test_what_comes_out_is_as_anonymous_as_asked_and_accounts_for_every_row(rows, k):
    table = people(rows)
    found = anonymise(table, LADDERS, k=k, sensitive="wine", most_suppressed=0.5)
    assert found.k == k_anonymity(found.table, ["born_on", "part"]) >= k
    assert len(found.table) + found.suppressed == len(table)
    assert 0 <= found.loss <= 1
    assert found.table["wine"].equals(table.loc[found.table.index, "wine"])
    if k == 1:
        assert found.loss == found.suppressed == 0
    ways = loss_of_every_way(table, LADDERS, k)
    fair = ways[ways["suppressed"] <= 0.5 * len(table)]
    assert found.loss == pytest.approx(fair["loss"].min())
    higher = anonymise(table, LADDERS, k=k + 1, sensitive="wine", most_suppressed=0.5)
    assert higher.loss >= found.loss - 1e-12


@settings(deadline=None, max_examples=40)
@given(some_people)
def test_nobody_can_be_named_from_an_extract_with_k_above_one(rows):
    table = people(rows).assign(person=[f"P{n}" for n in range(len(rows))])
    found = anonymise(table, LADDERS, k=2, most_suppressed=0.5)
    roll = generalise(table, LADDERS, found.levels)
    attack = linkage_attack(found.table, roll, ["born_on", "part"], "person")
    assert attack["named"].isna().all()
    assert (attack["candidates"] >= 2).all()


def test_diverse_classes_are_made_where_asked():
    table = people([(n // 2, "a", n % 8 == 0) for n in range(40)])
    plain = anonymise(table, LADDERS, k=2, sensitive="wine")
    diverse = anonymise(table, LADDERS, k=2, l=2, sensitive="wine")
    assert plain.l == 1
    assert diverse.l == 2
    assert diverse.loss > plain.loss


def test_loss_after_iyengar_by_pencil():
    """Four birthdays in two spans of five years: each value stands for two of four, (2 - 1) / (4 - 1)."""
    table = pd.DataFrame({"born_on": born("1990-03-01", "1991-05-01", "1972-07-01", "1974-01-01")})
    ways = loss_of_every_way(table, {"born_on": date_ladder()}, k=2).set_index("born_on")
    assert ways["loss"].round(4).tolist() == [1.0, 1.0, 1.0, 0.3333, 0.3333, 0.3333, 1.0]
    assert ways["suppressed"].tolist() == [4, 4, 4, 0, 0, 0, 0]


def test_the_attack_names_only_who_is_alone_on_both_sides():
    extract = pd.DataFrame({"born": list("abbcd")})
    roll = pd.DataFrame({"born": list("abccx"), "name": ["A", "B", "C", "D", "X"]})
    attack = linkage_attack(extract, roll, ["born"], "name")
    assert attack["candidates"].tolist() == [1, 1, 1, 2, 0]
    assert attack["named"].fillna("-").tolist() == ["A", "-", "-", "-", "-"]


def test_the_chance_of_a_guess_is_one_in_the_candidates_if_she_is_among_them():
    extract = pd.DataFrame({"born": list("abcd"), "really": ["A", "X", "D", "Y"]})
    roll = pd.DataFrame({"born": list("abcc"), "name": ["A", "B", "C", "D"]})
    attack = linkage_attack(extract, roll, ["born"], "name", truth="really")
    assert attack["chance"].tolist() == [1.0, 0.0, 0.5, 0.0]
    assert attack["named"].fillna("-").tolist() == ["A", "B", "-", "-"]  # the second is named wrongly


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        ({"k": 0}, "k must be a whole number of at least 1, but 0", "k应该是不小于1的整数，你给的是0"),
        ({"k": True}, "but True", "你给的是True"),
        ({"k": 999}, "k=999 and l=1 cannot be reached", "做到k=999、l=1"),
        ({"l": 2}, "different values of a sensitive column", "要求敏感列有几种不同的值"),
        ({"most_suppressed": 2}, "a share from 0 to 1", "0到1之间的比例"),
        ({"ladders": {}}, "ladders must name at least one column", "ladders里至少要有一列"),
        ({"ladders": {"part": {}}}, "must be made by date_ladder", "要用date_ladder"),
        ({"ladders": {"part": code_ladder({"a": "x"})}}, "no step for 'b', 'c'", "没有'b'、'c'的上一级"),
        ({"ladders": {"part": date_ladder()}}, "must hold dates", "应该是日期"),
        ({"ladders": {"home": code_ladder()}}, "has no column 'home'", "没有'home'这一列"),
        ({"sensitive": "part"}, "'part' cannot be both", "'part'不能两边都占"),
        ({"sensitive": "beer"}, "has no column 'beer'", "没有'beer'这一列"),
    ],
)
def test_wrong_demands_are_told_what_to_do(language, call, english, chinese):
    table = people([(n, "abc"[n % 3], n % 2 == 0) for n in range(12)])
    with pytest.raises(InputError, match=english if language == "en" else chinese):
        anonymise(table, **({"ladders": LADDERS} | call))


def test_more_wrong_calls(language):
    table = people([(1, "a", True)])
    with pytest.raises(InputError, match={"en": r"write \['born_on'\]", "zh": r"写\['born_on'\]"}[language]):
        k_anonymity(table, "born_on")
    with pytest.raises(InputError, match={"en": "at least one column", "zh": "至少写一个"}[language]):
        k_anonymity(table, [])
    with pytest.raises(
        InputError, match={"en": "levels 0 to 6, but 7", "zh": "只有0到6级，你给的是7"}[language]
    ):
        generalise(table, LADDERS, {"born_on": 7})
    with pytest.raises(InputError, match={"en": "divide one another", "zh": "整除"}[language]):
        date_ladder((2, 5))
    with pytest.raises(InputError):
        k_anonymity(table.head(0), ["part"])
