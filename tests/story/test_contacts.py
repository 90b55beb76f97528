"""Contacts and web traffic: whole, and what was planted found again."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.story import contacts
from crmlab.story.contact_centre_truth import VOLUME
from crmlab.story.contacts import annoy, press
from crmlab.story.contacts_out import recent_contacts
from crmlab.story.contacts_truth import ANSWER, DAY_TYPES, DRIVES, HOURS, NINE, OPT_OUT, PRESSURE, QUESTIONS
from crmlab.story.streams import BLOCK
from crmlab.story.traffic import SOURCES, TRAFFIC
from crmlab.story.world import make_block

SEEDS = (20260101, 7)
WITHIN = 2.58  # standard errors: the 99 % interval, since many are looked at


@pytest.fixture(scope="module", params=SEEDS)
def world(request):
    return make_block(request.param, 0, 0, BLOCK)


@pytest.fixture(scope="module")
def outgoing(world):
    table = world["contacts"]
    return table[(table["direction"] == "out") & (table["purpose"] != "reply")]


@pytest.fixture(scope="module")
def calls(world, outgoing):
    """Calls of the drives, with the caller's type of day and district."""
    table = outgoing[(outgoing["channel"] == "phone") & outgoing["campaign_id"].isna()]
    table = table.merge(world["truth/contact_types"], on="customer_id")
    table = table.merge(world["customers"][["customer_id", "district"]], on="customer_id")
    return table.assign(hour=table["contacted_at"].dt.hour)


def bought(world):
    return world["orders"].query("amount > 0")


def visits_between(world, rows, first, last):
    """Count each row's purchases from `first` to `last` days after its ``day``."""
    met = rows[["customer_id", "day"]].reset_index(names="row").merge(bought(world), on="customer_id")
    lag = (met["ordered_on"] - met["day"]).dt.days
    return met[lag.between(first, last)].groupby("row").size().reindex(rows.index, fill_value=0)


def poisson_fit(x, y, who):
    """Fit a log-linear model by Newton's method; give estimates and errors robust to repeated rows."""
    b = np.zeros(x.shape[1])
    b[0] = np.log(y.mean())
    for _ in range(30):
        mean = np.exp(x @ b)
        bread = np.linalg.inv((x * mean[:, None]).T @ x)
        b = b + bread @ (x.T @ (y - mean))
    score = pd.DataFrame(x * (y - mean)[:, None]).groupby(np.asarray(who)).sum().to_numpy()
    return b, np.sqrt(np.diag(bread @ score.T @ score @ bread))


# --- keys and ranges --------------------------------------------------------------------------------------


def test_keys_and_ranges_hold(world):
    table = world["contacts"]
    assert 25_000 < len(table) < 36_000
    assert table["contact_id"].is_unique
    assert table["contact_id"].str.fullmatch(r"K\d{6}").all()
    assert table["customer_id"].isin(world["customers"]["customer_id"]).all()
    assert table["contacted_at"].is_monotonic_increasing
    assert table["contacted_at"].between("2024-01-01", "2025-12-31 23:59:59").all()
    assert (table["contacted_at"] == table["contacted_at"].dt.floor("s")).all()
    assert set(table["answered"].dropna()) == {0, 1}
    assert (table["mood"].notna() == table["minutes"].notna()).all()
    assert table.loc[table["mood"].notna(), "answered"].eq(1).all()
    joined = table["customer_id"].map(world["customers"].set_index("customer_id")["joined_on"])
    assert (table["contacted_at"] >= joined).all()


def test_a_reply_answers_a_question_of_the_same_customer(world):
    table = world["contacts"].set_index("contact_id")
    replies = table[table["reply_to"].notna()]
    asked = table.loc[replies["reply_to"]]
    assert (replies["purpose"] == "reply").all() and (table["purpose"] == "reply").sum() == len(replies)
    assert (asked["purpose"] == "question").all() and (asked["outcome"] == "replied").all()
    assert (asked["customer_id"].to_numpy() == replies["customer_id"].to_numpy()).all()
    assert (asked["contacted_at"].to_numpy() <= replies["contacted_at"].to_numpy()).all()
    assert replies["reply_to"].is_unique


def test_the_contacts_of_campaigns_are_those_of_their_treated(world, outgoing):
    of = outgoing.dropna(subset=["campaign_id"])
    treated = world["campaign_contacts"].query("group != 'control'")
    key = ["campaign_id", "customer_id"]
    assert set(map(tuple, of[key].to_numpy())) == set(map(tuple, treated[key].to_numpy()))
    assert not of.duplicated(key).any()


def test_an_order_by_phone_is_a_call_unless_the_centre_kept_the_record(world):
    start = pd.Timestamp(VOLUME.first_on)
    span = (start, start + pd.Timedelta(days=VOLUME.days - 1))
    orders = bought(world).query("channel == 'phone' and ordered_on >= '2024-01-01'")
    orders = orders[~orders["ordered_on"].between(*span)]
    table = world["contacts"].query("purpose == 'order'")
    days = table["contacted_at"].dt.normalize()
    assert sorted(zip(table["customer_id"], days, strict=True)) == sorted(
        zip(orders["customer_id"], orders["ordered_on"], strict=True)
    )
    incoming = world["contacts"].query("direction == 'in' and channel == 'phone'")["contacted_at"]
    assert not incoming.dt.normalize().between(*span).any()


# --- slips ------------------------------------------------------------------------------------------------


def test_some_messages_went_out_twice_and_some_after_a_no(outgoing):
    news = outgoing[outgoing["purpose"] == "news"]
    again = news.assign(day=news["contacted_at"].dt.normalize()).duplicated(["customer_id", "channel", "day"])
    assert stats.binomtest(int(again.sum()), len(news), DRIVES.twice).pvalue > 0.001
    first = outgoing[outgoing["outcome"] == "opt_out"].groupby("customer_id")["contacted_at"].min()
    late = outgoing[outgoing["contacted_at"] > outgoing["customer_id"].map(first)]
    assert (late["purpose"] != "campaign").sum() > 0
    assert (late["purpose"] == "campaign").sum() > (late["purpose"] != "campaign").sum()


def test_the_unanswered_ask_again(world):
    table = world["contacts"].query("purpose == 'question'")
    by_message = table[table["channel"] != "phone"]
    silent = (by_message["outcome"] == "no_reply").sum()
    assert stats.binomtest(int(silent), len(by_message), QUESTIONS.never).pvalue > 0.001
    hours = world["contacts"].set_index("contact_id")
    replies = hours[hours["reply_to"].notna() & (hours["channel"] == "wechat")]
    asked_at = hours.loc[replies["reply_to"], "contacted_at"].to_numpy()
    waited = np.log((replies["contacted_at"].to_numpy() - asked_at) / np.timedelta64(1, "h"))
    # Three and a half standard errors: over eight more worlds the mean was off by -1.3 to 2.1 of them.
    assert abs(waited.mean() - np.log(QUESTIONS.wechat_hours)) < 3.5 * waited.std() / np.sqrt(len(waited))
    assert abs(waited.std() - QUESTIONS.spread) < 0.1


# --- hours ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day_type", DAY_TYPES)
def test_the_chance_of_an_answer_by_hour_is_found(calls, day_type):
    table = (
        calls[calls["day_type"] == day_type].groupby("hour")["answered"].agg(["size", "sum"]).reindex(HOURS)
    )
    p = np.array(getattr(ANSWER, day_type))
    z = (table["sum"] - table["size"] * p) / np.sqrt(table["size"] * p * (1 - p))
    assert (z**2).sum() < stats.chi2.ppf(0.999, len(HOURS))
    best = (table["sum"] / table["size"]).astype(float).idxmax()
    assert p[best - HOURS[0]] >= p.max() - 0.02


def test_nine_o_clock_is_badly_answered_and_annoys(calls):
    nine, new_town = calls["hour"] == NINE.hour, calls["district"] == "new_town"
    assert (
        calls.loc[nine & new_town, "answered"].mean() < 0.6 * calls.loc[~nine & new_town, "answered"].mean()
    )
    spoke = calls["mood"].notna()
    annoyed = calls["mood"] == "annoyed"
    # Some forty calls only are answered at nine in the new town; about 2.5 times as many annoy as later.
    assert annoyed[spoke & nine & new_town].mean() > 1.5 * annoyed[spoke & ~nine & new_town].mean()


def test_a_call_at_nine_costs_visits_where_people_work_in_offices(world, calls):
    """Hours were drawn by lot, so the calls of other hours are the control group."""
    rows = calls.assign(day=calls["contacted_at"].dt.normalize())
    x = visits_between(world, rows, 1, NINE.days).to_numpy(dtype=float)
    before = np.log1p(visits_between(world, rows, -90, -1)).to_numpy()
    nine = (rows["hour"] == NINE.hour).to_numpy(dtype=float)
    office = (rows["day_type"] == "office").to_numpy()
    for here, truth in ((office, np.log(NINE.factor)), (~office, 0.0)):
        design = np.column_stack([np.ones(here.sum()), nine[here], before[here]])
        b, error = poisson_fit(design, x[here], rows.loc[here, "customer_id"])
        # Somebody called at nine may be called at nine again, and so may her control: a little is lost.
        assert abs(b[1] - truth) < WITHIN * error[1] + 0.05
        if truth:
            assert b[1] < -WITHIN * error[1]


# --- pressure ---------------------------------------------------------------------------------------------


def test_contacts_beyond_a_few_cost_visits(world, outgoing):
    """The rota drew the numbers by lot: visits of the ten days after a drive, by contacts in it."""
    parts = []
    office = world["truth/contact_types"].set_index("customer_id")["day_type"] == "office"
    for begin in map(pd.Timestamp, DRIVES.begins):
        ends = begin + pd.Timedelta(days=DRIVES.days)
        last = bought(world).query("ordered_on < @begin").groupby("customer_id")["ordered_on"].max()
        listed = last.index[last >= begin - pd.Timedelta(days=DRIVES.seen_within)]
        inside = outgoing[outgoing["contacted_at"].between(begin, ends)]
        rows = pd.DataFrame({"customer_id": listed, "day": ends})
        count = inside.groupby("customer_id").size().reindex(listed, fill_value=0).to_numpy()
        nine = inside[(inside["contacted_at"].dt.hour == NINE.hour) & (inside["channel"] == "phone")]
        at_nine = rows["customer_id"].isin(nine["customer_id"]) & office.reindex(listed).to_numpy()
        parts.append(
            rows.assign(
                beyond=np.maximum(count - PRESSURE.free, 0),
                called=count > 0,
                nine=at_nine,
                visits=visits_between(world, rows, 0, 8),
                before=visits_between(world, rows, -111, -22),
            )
        )
    data = pd.concat(parts, ignore_index=True)
    x = np.column_stack(
        [np.ones(len(data)), data["beyond"], data["called"], data["nine"], np.log1p(data["before"])]
    )
    b, error = poisson_fit(x.astype(float), data["visits"].to_numpy(dtype=float), data["customer_id"])
    assert abs(b[1] - np.log(PRESSURE.factor)) < WITHIN * error[1]
    assert b[1] < -WITHIN * error[1]
    assert abs(b[2]) < WITHIN * error[2]  # a contact or two do no harm


def test_pressure_makes_people_ask_for_no_more(outgoing):
    through = outgoing[outgoing["answered"].eq(1).fillna(False)]
    rows = outgoing.sort_values(["customer_id", "contacted_at"])
    recent = pd.Series(
        recent_contacts(rows["customer_id"].str[1:].astype(int), rows["contacted_at"]), index=rows.index
    ).reindex(through.index)
    beyond = np.maximum(recent - PRESSURE.free, 0).to_numpy()
    annoyed = (through["mood"] == "annoyed").to_numpy()
    chance = OPT_OUT.base + OPT_OUT.beyond * beyond + OPT_OUT.annoyed * annoyed
    no_more = (through["outcome"] == "opt_out").to_numpy()
    # Contacts were dropped after a no, so that who is still there was under more pressure than is seen.
    assert (
        abs(no_more.sum() - chance.sum()) < 3.5 * np.sqrt((chance * (1 - chance)).sum()) + 0.1 * no_more.sum()
    )
    assert no_more[beyond >= 2].mean() > 2 * no_more[beyond == 0].mean()


def test_effects_last_as_long_as_they_should():
    at = pd.to_datetime(["2025-07-01 09:10", "2025-07-02 09:10", "2025-07-04 09:10", "2025-07-05 15:00"])
    out = pd.DataFrame({"household": 0, "contacted_at": at, "channel": "phone"})
    pressed = press(out)
    assert pressed["factor"].tolist() == pytest.approx([0.82, 0.82**2, 0.82])
    assert pressed["begins"].dt.strftime("%m-%d").tolist() == ["07-05", "07-06", "08-01"]
    assert pressed["ends"].iloc[-1] == pd.Timestamp("2025-08-02")
    nine = annoy(out, np.array([DAY_TYPES.index("office")]))
    assert nine["ends"].max() == pd.Timestamp("2025-07-19")
    assert (nine["ends"].to_numpy()[:-1] <= nine["begins"].to_numpy()[1:]).all()
    assert len(annoy(out, np.array([DAY_TYPES.index("home")]))) == 0


def test_without_pressure_there_is_no_effect(monkeypatch):
    monkeypatch.setattr(contacts, "PRESSURE", replace(PRESSURE, free=1000))
    at = pd.date_range("2025-07-01", periods=20)
    assert len(press(pd.DataFrame({"household": 0, "contacted_at": at}))) == 0


# --- web traffic ------------------------------------------------------------------------------------------


def test_every_day_and_source_is_counted_and_the_funnel_narrows(world):
    table = world["web_traffic"]
    assert not table.duplicated(["site", "counted_on", "source"]).any()
    assert len(table) == 365 * len(SOURCES)
    assert (table["orders"] <= table["checkouts"]).all() and (table["checkouts"] <= table["carts"]).all()
    assert (table["carts"] + table["bounces"] <= table["visits"]).all()
    assert (table["ad_cost"] >= 0).all() and (
        table.loc[~table["source"].str.endswith("_ad"), "ad_cost"] == 0
    ).all()
    total = table[["visits", "bounces", "orders"]].sum()
    assert 0.30 < total["bounces"] / total["visits"] < 0.60
    assert 0.01 < total["orders"] / total["visits"] < 0.06


def test_its_orders_are_the_web_orders_of_each_day(world):
    orders = bought(world).query("channel == 'web'").groupby("ordered_on").size()
    counted = world["web_traffic"].groupby("counted_on")[["orders", "checkouts"]].sum()
    assert (counted["orders"] == orders.reindex(counted.index, fill_value=0)).all()
    begun = world["checkouts"].groupby(world["checkouts"]["started_at"].dt.normalize()).size()
    assert (counted["checkouts"] == begun.reindex(counted.index, fill_value=0)).all()


@pytest.mark.parametrize("source", ["search_ad", "feed_ad"])
def test_the_second_yuan_brings_less_than_the_first(world, source):
    table = world["web_traffic"].query("source == @source and ad_cost > 0")
    weekday = pd.get_dummies(table["counted_on"].dt.day_of_week).to_numpy(dtype=float)
    x = np.column_stack([np.log(table["ad_cost"]), weekday])
    y = np.log(table["visits"])
    b, rest = np.linalg.lstsq(x, y, rcond=None)[:2]
    error = np.sqrt(rest[0] / (len(y) - x.shape[1]) * np.linalg.inv(x.T @ x)[0, 0])
    truth = getattr(TRAFFIC, f"{source}_elasticity")
    assert abs(b[0] - truth) < WITHIN * error
    assert b[0] + WITHIN * error < 1


def test_advertisements_bring_visitors_but_no_orders(world):
    """What a last click gives to them is not what they cause."""
    table = world["web_traffic"]
    days = table.groupby("counted_on")[["visits", "orders", "ad_cost"]].sum()
    spent = days["ad_cost"] > days["ad_cost"].median()
    assert stats.ttest_ind(days.loc[spent, "visits"], days.loc[~spent, "visits"]).pvalue < 1e-6
    detrended = days["orders"] / days["orders"].rolling(28, center=True, min_periods=7).mean()
    assert stats.ttest_ind(detrended[spent], detrended[~spent]).pvalue > 0.001
    assert table.loc[table["source"].str.endswith("_ad"), "orders"].sum() > 500


def test_the_coupon_shows_in_the_traffic(world):
    message = world["web_traffic"].query("source == 'message'").set_index("counted_on")["visits"]
    assert message["2025-06-05"] > 50 and message["2025-06-05"] == message.max()
    assert message["2025-06-20":"2025-06-30"].max() < 10


def test_a_small_shop_has_a_small_site():
    small = make_block(5, 0, 0, 40)
    assert small["web_traffic"]["visits"].sum() < 12_000
    assert small["contacts"]["contact_id"].is_unique
    again = make_block(5, 0, 0, 40)
    for name in ("contacts", "web_traffic", "truth/contact_types"):
        pd.testing.assert_frame_equal(small[name], again[name])


def test_blocks_do_not_share_numbers():
    second = make_block(5, 1, BLOCK, 40)
    assert second["contacts"]["contact_id"].min() > f"K{contacts.PER_BLOCK:07d}"
    assert set(second["web_traffic"]["site"]) == {2}
