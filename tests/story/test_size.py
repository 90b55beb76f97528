"""Sizes and windows of the world: small when bundled, Parquet in bounded memory, nothing half-written."""

import pandas as pd
import pytest

from crmlab.data import folder
from crmlab.story import simulate
from crmlab.story.__main__ import main
from crmlab.story.cards import read_cards


def test_the_bundled_tables_together_stay_under_twenty_megabytes():
    """They come with every installation."""
    size = sum(path.stat().st_size for path in folder().rglob("*.csv"))
    assert size < 20e6, f"the tables take {size:,} bytes"


def test_parquet_holds_the_same_world(tmp_path):
    files = simulate(4500, seed=3, write=tmp_path)
    world = simulate(4500, seed=3)
    assert {path.parent.relative_to(tmp_path).as_posix() for path in files} == set(world)
    for name in ("orders", "truth/customers", "products"):
        stored = pd.read_parquet(tmp_path / name)
        pd.testing.assert_frame_equal(stored, world[name], check_dtype=False)
    assert len(list((tmp_path / "orders").iterdir())) == 2
    assert not (tmp_path / ".making").exists()


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    one = simulate(60, seed=5, write=tmp_path / "a")
    two = simulate(60, seed=5, write=tmp_path / "b")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    simulate(30, seed=1, write=tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}

    def full(table, path, **kwargs):
        path.write_bytes(b"PAR1")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(OSError, match="No space left"):
        simulate(40, seed=2, write=tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == before
    assert not (tmp_path / ".making").exists()


def test_a_window_keeps_what_happened_in_it_and_what_hangs_on_it():
    world = simulate(300, seed=2, start="2024-01-01", end="2024-12-31")
    cards = read_cards()
    for name, table in world.items():
        when, since = cards[name].get("when"), cards[name].get("since")
        if when and len(table):
            assert table[when].between("2024-01-01", "2025-01-01", inclusive="left").all(), name
        if since and len(table):
            assert not (table[since] >= "2025-01-01").any(), name
        for here, target, there in cards[name].get("foreign", []):
            assert table[here].dropna().isin(world[target][there]).all(), (name, here)


def test_a_window_keeps_the_customers_of_before_and_all_their_orders_in_it():
    world = simulate(300, seed=2, start="2024-01-01", end="2024-12-31")
    orders = simulate(300, seed=2)["orders"]
    orders = orders[orders["ordered_on"].between("2024-01-01", "2024-12-31")]
    lost = ~orders["order_id"].isin(world["orders"]["order_id"])
    assert (orders.loc[lost, "amount"] < 0).all()  # refunds of orders before the window point to nothing
    assert world["customers"]["joined_on"].min() < pd.Timestamp("2024-01-01")


def test_every_table_of_days_says_what_they_mean_for_a_window():
    """Only what is planned as a whole, and answers that hang on an invitation, have days and are not cut."""
    whole = {"cc_chat_steps", "cc_transfers", "comparison_shops", "exhibition_deals", "project_tasks"}
    for name, card in read_cards().items():
        days = [column for column in card["schema"]["columns"] if column["type"] in ("date", "datetime")]
        if days and not name.startswith("truth/") and name not in whole:
            assert "when" in card or "since" in card, name


def test_a_window_of_the_whole_history_is_the_world():
    whole = simulate(40, seed=2)
    given = simulate(40, seed=2, start="2023-01-01", end="2025-12-31")
    pd.testing.assert_frame_equal(whole["orders"], given["orders"])


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"start": "2025-02-01", "end": "2025-01-01"}, "comes before the start"),
        ({"end": "2027-01-01"}, "not within the history"),
        ({"start": "2020-01-01"}, "not within the history"),
        ({"start": "soon"}, "must be days"),
    ],
)
def test_an_impossible_window_is_refused(window, words):
    with pytest.raises(ValueError, match=words):
        simulate(10, seed=1, **window)


def test_the_command_writes_parquet_and_refuses_nonsense(tmp_path, capsys):
    main(["--customers", "20", "--seed", "4", "--out", str(tmp_path)])
    assert (tmp_path / "orders" / "part-00000.parquet").exists()
    for wrong in (["--customers", "-3", "--out", str(tmp_path)], ["--customers", "20"]):
        with pytest.raises(SystemExit) as stop:
            main(wrong)
        assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "customers is -3" in said
    assert "--out DIR" in said
