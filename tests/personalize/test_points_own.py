"""Your own points: read with an account from a file or a table, or refused in words."""

import pandas as pd
import pytest

import crmlab as crm
from crmlab import personalize as pz
from crmlab.frames import InputError

PARTS = ["price", "speed", "fresh"]


@pytest.fixture
def export():
    """Three good rows, and one of each kind that cannot be used."""
    rows = [
        ("P1", "50", "30", "20"),
        ("P2", "33.3", "33.3", "33.3"),
        ("P3", "100", "", ""),
        ("P4", "50", "30", "10"),
        ("P5", "much", "50", "50"),
        ("P6", "-10", "60", "50"),
        ("", "50", "30", "20"),
        ("P1", "20", "30", "50"),
    ]
    return pd.DataFrame(rows, columns=["Who", *PARTS])


def test_each_unusable_row_is_counted_and_the_first_of_a_person_kept(export, capsys):
    points = pz.read_points(export, "Who", PARTS)
    assert points["customer_id"].tolist() == ["P1", "P2", "P3"]
    assert points.loc[0, PARTS].tolist() == [50, 30, 20]
    assert points.loc[2, PARTS].tolist() == [100, 0, 0]
    told = capsys.readouterr().out
    assert "8 rows read; the points of 3 people are used." in told
    assert "1 rows that do not sum to 100, such as 90" in told
    for reason in ("without a respondent", "no number", "negative points", "stand there already"):
        assert f"{reason}" in told


def test_a_file_is_read_as_the_table_is(export, tmp_path):
    chinese = export.rename(columns={"Who": "编号", "price": "价格"})
    path = tmp_path / "points.csv"
    chinese.to_csv(path, sep=";", index=False, encoding="gbk")
    from_file = pz.read_points(path, "编号", ["价格", "speed", "fresh"])
    from_table = pz.read_points(export, "Who", PARTS).rename(columns={"price": "价格"})
    pd.testing.assert_frame_equal(from_file, from_table, check_dtype=False)


def test_the_shops_points_are_all_used_and_another_sum_is_asked_for(capsys):
    points = crm.load("survey_importance")
    parts = ["goods", "delivery", "service", "online", "aftersales", "price"]
    own = pz.read_points(points, "customer_id", parts)
    assert (own[parts].to_numpy() == points[parts].to_numpy()).all()
    assert "Left out" not in capsys.readouterr().out
    tenths = points.assign(**{part: points[part] / 10 for part in parts})
    assert len(pz.read_points(tenths, "customer_id", parts, whole=10)) == len(points)
    with pytest.raises(InputError, match="do not sum to 100, such as 10"):
        pz.read_points(tenths, "customer_id", parts)


def test_what_cannot_be_read_is_refused_in_both_languages(export):
    with pytest.raises(InputError):
        pz.read_points(export, "Who", ["price"])
    with pytest.raises(InputError, match="Nobody"):
        pz.read_points(export, "Nobody", PARTS)
    with pytest.raises(InputError, match="points has no column Speed"):
        pz.read_points(export, "Who", ["price", "Speed"])
    crm.set_language("zh")
    with pytest.raises(InputError, match="合计不是7的"):
        pz.read_points(export, "Who", PARTS, whole=7)
