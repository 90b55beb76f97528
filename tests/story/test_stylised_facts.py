"""The default world beside real data: does the shop look like shops, its survey like surveys?

Each test names where the fact stands and the figure; the bands around it are our choice, wide enough for
one small shop.  Tests of what was planted, and whether it is found again, stand in the files of the parts.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

import crmlab as crm
from crmlab.story.accounts_trade import ACTIVITIES
from crmlab.story.survey_loyalty import ATTITUDE, SWITCHING, TRUST
from crmlab.story.survey_satisfaction import INDEX_QUESTIONS
from crmlab.story.survey_servqual import DIMENSIONS

SHARED = Path(__file__).parents[3] / "shared" / "data"
END = pd.Timestamp("2025-12-31")
QUARTERS = {  # a quarter in the middle of each history
    "ours": ("2025-04-01", "2025-06-30"),
    "online_retail": ("2011-06-01", "2011-08-31"),
    "CDNOW": ("1997-04-01", "1997-06-30"),
}
every_shop = pytest.mark.parametrize("shop", QUARTERS)
table = cache(crm.load)


# --- the shop's orders, and those of two real shops ----------------------------------------------------


@cache
def purchases(shop):
    """Give customer, day and amount of what was bought in our shop or in a real one."""
    if shop == "ours":
        orders = table("orders")
    elif not SHARED.exists():
        pytest.skip(f"{shop} is not there: the real data lie beside the project only where it is built")
    else:
        orders = _read_online_retail() if shop == "online_retail" else _read_cdnow()
    return orders.loc[orders["amount"] > 0, ["customer_id", "ordered_on", "amount"]]


def _read_online_retail():
    """Chen, Sain and Guo 2012: a British wholesaler of gifts on the web, invoices of a year."""
    lines = pd.read_csv(SHARED / "online_retail.csv.gz", parse_dates=["InvoiceDate"])
    lines = lines.dropna(subset=["CustomerID"])
    lines["amount"] = lines["Quantity"] * lines["UnitPrice"]
    by = lines.groupby("InvoiceNo")
    first = by[["CustomerID", "InvoiceDate"]].first().set_axis(["customer_id", "ordered_on"], axis=1)
    return first.assign(ordered_on=first["ordered_on"].dt.normalize(), amount=by["amount"].sum())


def _read_cdnow():
    """Fader and Hardie 2001: who first bought music there in early 1997, and bought in 18 months."""
    names = ["customer_id", "ordered_on", "discs", "amount"]
    rows = pd.read_csv(SHARED / "CDNOW_master.txt", sep=r"\s+", header=None, skiprows=1, names=names)
    return rows.assign(ordered_on=pd.to_datetime(rows["ordered_on"].astype(str)))


def visit_days(shop):
    return purchases(shop).drop_duplicates(["customer_id", "ordered_on"])


def top_fifth(values):
    values = values.clip(lower=0).sort_values()
    return values.tail(len(values) // 5).sum() / values.sum()


def bought_once(shop, days):
    """Give the share, of those whose first purchase is a year old or more, without another in some days."""
    visits = visit_days(shop)
    first = visits.groupby("customer_id")["ordered_on"].transform("min")
    old = first <= visits["ordered_on"].max() - pd.Timedelta(days=365)
    soon = visits["ordered_on"] < first + pd.Timedelta(days=days)
    return (visits[old & soon].groupby("customer_id").size() == 1).mean()


def misfit_of_a_quarter(shop):
    """Fit NBD and Poisson to the visits of a quarter; give the share of customers each puts elsewhere.

    Ehrenberg's fit: the mean and the share of those who did not come.
    """
    visits, (start, end) = visit_days(shop), QUARTERS[shop]
    known = visits.loc[visits["ordered_on"] < start, "customer_id"].unique()
    count = visits[visits["ordered_on"].between(start, end)].groupby("customer_id").size()
    count = count.reindex(known, fill_value=0).to_numpy()
    mean, none = count.mean(), (count == 0).mean()
    k = optimize.brentq(lambda k: (1 + mean / k) ** -k - none, 1e-3, 1e3)
    seen, cells = np.bincount(count) / len(count), np.arange(count.max() + 1)
    expected = stats.nbinom.pmf(cells, k, k / (k + mean)), stats.poisson.pmf(cells, mean)
    return [(np.abs(seen - e).sum() + 1 - e.sum()) / 2 for e in expected]


@every_shop
def test_the_best_fifth_bring_about_seven_tenths(shop):
    """.73 for packaged goods (Kim, Singh and Winer 2017), .67 over other firms (McCarthy and Winer 2018)."""
    assert 0.60 < top_fifth(purchases(shop).groupby("customer_id")["amount"].sum()) < 0.80


@every_shop
def test_repeat_buying_is_negative_binomial(shop):
    """Purchases of a period follow the NBD, not Poisson (Ehrenberg 1959); here also with those who left."""
    negative_binomial, poisson = misfit_of_a_quarter(shop)
    assert negative_binomial < 0.07
    assert poisson > 5 * negative_binomial


@every_shop
def test_one_time_buyers_become_fewer_with_exposure(shop):
    """A share of one-time buyers says nothing without its time: CDNOW's falls from 71 to 54 % in a year."""
    quarter, half, year = (bought_once(shop, days) for days in (91, 182, 365))
    assert quarter > 1.1 * half > 1.2 * year > 0.1


def test_after_a_year_one_time_buyers_are_as_many_as_in_a_real_shop_that_people_come_back_to():
    """A year on about an eighth of the gift wholesaler's customers had bought once; of CDNOW's about half."""
    ours = bought_once("ours", 365)
    assert abs(ours - bought_once("online_retail", 365)) < 0.05
    assert ours < bought_once("CDNOW", 365) - 0.2


@every_shop
def test_gaps_between_purchases_have_a_tail_longer_than_exponential(shop):
    """Rates differ from customer to customer, so pooled gaps are overdispersed (Ehrenberg 1959)."""
    gaps = visit_days(shop).sort_values(["customer_id", "ordered_on"])
    gaps = gaps.groupby("customer_id")["ordered_on"].diff().dt.days.dropna()
    assert 1.1 < gaps.std() / gaps.mean() < 1.8
    assert 0.4 < gaps.median() / gaps.mean() < np.log(2)  # of an exponential: ln 2


@every_shop
def test_amounts_are_skewed_and_their_logarithms_hardly(shop):
    """As money is: the median lies at six to eight tenths of the mean, in both real shops as in ours."""
    amount = purchases(shop)["amount"]
    assert 0.55 < amount.median() / amount.mean() < 0.80
    assert stats.skew(amount) > 3
    assert abs(stats.skew(np.log(amount))) < 0.8


def test_baskets_are_small_and_a_fifth_of_them_bring_two_fifths_to_a_half():
    """The largest fifth: half the units, two fifths of the money (Martin et al. 2020, 60,000 households).

    Of trips to a supermarket a sixth are for one thing (Sorensen 2009); to a shop in the lane more are.
    """
    by = table("order_lines").query("quantity > 0").groupby("order_id")
    assert abs(top_fifth(by["quantity"].sum()) - 0.5) < 0.12
    assert abs(top_fifth(purchases("ours")["amount"]) - 0.4) < 0.12
    lines = by.size()
    assert 1.5 < lines.mean() < 4 and stats.skew(lines) > 0.5
    assert 1 / 6 < (lines == 1).mean() < 1 / 2


def daily_orders():
    return purchases("ours").query("ordered_on >= '2024-01-01'").groupby("ordered_on").size()


def test_saturday_is_the_busiest_day_and_the_week_begins_slowly():
    """41 million Americans buy groceries on Saturdays, 29 million on Mondays (Time Use Institute 2008)."""
    days = daily_orders()
    mean = days.groupby(days.index.day_of_week).mean()
    assert mean.idxmax() == 5
    assert set(mean.nsmallest(2).index) == {0, 1}
    assert 1.2 < mean[5] / mean[[0, 1]].mean() < 1.6


def test_spring_festival_is_a_rush_and_then_a_lull():
    """People lay in goods in the weeks before and stay at home in the first days: no figure, a shape."""
    days = daily_orders()
    usual = days["2025-03-01":"2025-05-31"].mean()
    assert days["2025-01-08":"2025-01-27"].mean() > 1.3 * usual
    assert days["2025-01-29":"2025-02-03"].mean() < 0.6 * usual


# --- campaigns, contacts, the web shop ------------------------------------------------------------------


@cache
def campaign(name):
    both = table("campaign_contacts").merge(
        table("truth/campaign_contacts"), on=["campaign_id", "customer_id"], validate="one_to_one"
    )
    return both[both["campaign_id"] == name]


@pytest.mark.parametrize("name", ["K02", "K03", "K05"])
def test_most_answers_to_a_campaign_would_have_come_anyway(name):
    """What a campaign adds is a small part of what answers it (Radcliffe and Surry 2011)."""
    rows = campaign(name)
    control = rows["group"] == "control"
    treated, untreated = rows.loc[~control, "responded"].mean(), rows.loc[control, "responded"].mean()
    assert 0.5 * treated < untreated < treated


def test_some_are_driven_away_by_a_call():
    """Negative effects are real, above all where people are called (Radcliffe and Surry 2011)."""
    assert 0.04 < (campaign("K02")["true_effect"] < 0).mean() < 0.15


def test_the_silent_seldom_come_back():
    """Of lost customers 20 to 40 % buy again, of active ones 60 to 70 % (in Griffin and Lowenstein 2001)."""
    answered = campaign("K04").query("group == 'treatment'")["responded"].mean()
    assert 0.10 < answered < 0.40
    assert answered < campaign("K02").query("group == 'treatment'")["responded"].mean() / 2


def outgoing(channel):
    contacts = table("contacts")
    return contacts.query("direction == 'out' and purpose != 'reply' and channel == @channel")


def test_evenings_are_the_best_hours_to_call_where_people_work_in_offices():
    """On weekdays more is reached in the evening than by day (Weeks, Kulka and Pierson 1987)."""
    calls = outgoing("phone").query("campaign_id.isna()").merge(table("customers"), on="customer_id")
    assert 0.25 < calls["answered"].mean() < 0.45
    town = calls[(calls["district"] == "new_town") & (calls["contacted_at"].dt.day_of_week < 5)]
    hour = town["contacted_at"].dt.hour
    evening, morning = (town.loc[hour.between(*span), "answered"].mean() for span in ((18, 20), (9, 11)))
    assert evening > 1.5 * morning


def test_mailings_are_opened_by_about_a_fifth():
    """About 21 % over all trades (Mailchimp's benchmarks, October 2019)."""
    assert 0.15 < outgoing("email")["answered"].mean() < 0.30


def test_two_carts_in_three_are_left():
    """About 70 % of carts are never paid (Baymard Institute 2024: 70.19 %, the mean of its studies)."""
    total = table("web_traffic")[["carts", "orders"]].sum()
    assert 0.60 < 1 - total["orders"] / total["carts"] < 0.80


# --- the contact centre --------------------------------------------------------------------------------


def test_talk_is_lognormal():
    """Brown et al. 2005: service times are lognormal, some cut off at a few seconds apart."""
    calls = table("cc_calls").query("answered == 1 and transferred == 0")
    ln = np.log(calls.loc[calls["talk_seconds"] > 10, "talk_seconds"])
    assert abs(stats.skew(ln)) < 0.1 and abs(stats.kurtosis(ln)) < 0.2
    assert stats.kstest(stats.zscore(ln), "norm").statistic < 0.02


def test_a_day_of_calls_has_two_peaks():
    """Late morning and afternoon (Brown et al. 2005); ours has a third, after work, which is a grocer's."""
    hour = table("cc_calls")["called_at"].dt.hour.value_counts()
    assert hour[10] > hour[8] and hour[14] > hour[12] and hour[18] > hour[19]


def test_counts_of_days_vary_more_than_poisson():
    """Avramidis, Deslauriers and L'Ecuyer 2004; Brown et al. 2005: the rate itself is random."""
    days = table("cc_calls")["called_at"].dt.normalize().value_counts()
    by_weekday = days.groupby(days.index.day_of_week)
    assert (by_weekday.var() / by_weekday.mean()).min() > 2


@pytest.mark.parametrize("skill", ["order", "care"])
def test_callers_abandon_by_patience(skill):
    """More hang up where waits are longer, in proportion: one over mean patience (Brown et al. 2005)."""
    calls = table("cc_calls").query("skill == @skill")
    half_hour = calls["called_at"].dt.floor("30min").dt.strftime("%H:%M")
    cells = calls.groupby([calls["called_at"].dt.day_of_week, half_hour])
    cells = cells.agg(wait=("wait_seconds", "mean"), served=("answered", "mean"), n=("answered", "size"))
    cells = cells[cells["n"] >= 30]
    fit = stats.linregress(cells["wait"], 1 - cells["served"])
    assert fit.rvalue > 0.8
    assert abs(fit.intercept) < 0.04
    patience = calls["wait_seconds"].sum() / (calls["answered"] == 0).sum()
    assert 0.7 < fit.slope * patience < 1.3


# --- complaints and reviews ----------------------------------------------------------------------------


def test_most_of_the_dissatisfied_are_silent_and_the_more_so_the_smaller_the_matter():
    """About half tell it at the counter: 5 to 30 % of poor quality, 50 to 75 % of losses (Goodman 1999)."""
    failures = table("truth/dissatisfactions")
    voiced = failures.groupby("severity")["voiced"].mean()
    assert voiced.is_monotonic_increasing
    assert voiced[1] < 0.25 and voiced[4] > 0.70
    assert 0.3 < failures["voiced"].mean() < 0.5
    assert 0.3 < table("problem_audit")["told_shop"].mean() < 0.55


def test_stars_are_j_shaped_though_opinions_are_not():
    """Most give 5, more give 1 than 2; opinions of all buyers have one peak (Hu, Zhang and Pavlou 2009)."""
    seen, true = (table(t)["stars"].value_counts(normalize=True) for t in ("reviews", "truth/reviews"))
    assert seen[5] > seen[4] > seen[1] > seen[2]
    assert 0.40 < seen[5] < 0.65
    assert true[4] > true[5] > true[3] > true[2]


# --- who is who ----------------------------------------------------------------------------------------


def test_duplicates_per_source_are_as_many_as_elsewhere():
    """About one record in ten in hospitals' master files of patients (AHIMA 2004; 8 to 12 %, AHIMA 2019)."""
    rows = table("customer_records").merge(table("truth/customer_records"), on="record_id", validate="1:1")
    share = rows.duplicated(["source", "person_id"]).groupby(rows["source"]).mean()
    assert share.between(0.03, 0.15).all()
    assert 0.05 < share.mean() < 0.12


def test_boxes_already_ticked_about_double_the_yes():
    """48 against 96 % in the extreme conditions of Johnson, Bellman and Lohse 2002."""
    given = table("consents").query("purpose == 'marketing'").groupby("form")["granted"].mean()
    assert 1.6 < given["web_ticked"] / given["web_empty"] < 2.3


# --- the survey ----------------------------------------------------------------------------------------


def alpha(answers):
    answers = answers.dropna()
    k = answers.shape[1]
    return k / (k - 1) * (1 - answers.var().sum() / answers.sum(axis=1).var())


def attitudes():
    answers = table("survey_loyalty")
    return answers.assign(att_leave=8 - answers["att_leave"])


def test_a_third_to_a_half_answer_the_content_more_and_the_late_are_nearer_to_silence():
    """34 % on the web (Shih and Fan 2008), 53 % of individuals at large (Baruch and Holtom 2008).

    Those who wait for the reminder resemble those who never answer (Armstrong and Overton 1977).
    """
    invited = table("survey_invitations").merge(table("truth/survey_latent"), on="customer_id")
    responded = invited["responded"] == 1
    assert 0.33 < responded.mean() < 0.50
    more, less = (invited.loc[who, "satisfaction"] for who in (responded, ~responded))
    assert stats.ttest_ind(more, less, alternative="greater").pvalue < 0.01
    chance = invited[responded].groupby("reminded")["response_chance"].mean()
    assert chance[1] < chance[0]


def test_satisfaction_leans_to_the_top():
    """Self-reports of satisfaction are skewed, with most near the top (Peterson and Wilson 1992)."""
    score = table("survey_satisfaction")["sat_overall"].dropna()
    assert stats.skew(score) < -0.5 and (score >= 7).mean() > 0.65
    assert score.mode().iloc[0] >= 9
    assert 0.15 < (score == 10).mean() < 0.40


def test_scales_are_reliable():
    """Above 0.7 or nearly (Nunnally 1978), below what copies of one question would give."""
    index, servqual, panel = (table(t) for t in ("survey_satisfaction", "survey_servqual", "firm_panel"))
    of = pd.Series({question: opinion for question, (opinion, _) in INDEX_QUESTIONS.items()})
    scales = [index[of.index[of == opinion]] for opinion in of.unique()]
    scales += [attitudes()[list(names)] for names in (ATTITUDE, TRUST, SWITCHING)]
    scales += [servqual.filter(regex=f"^{side}_{name[:3]}") for side in "xp" for name in DIMENSIONS]
    items = table("firm_items").set_index("item_id")
    straight = panel[items.index].mask(items["reversed"] == 1, 8 - panel[items.index], axis=1)
    scales += [straight[of.index] for _, of in items.groupby("factor")]
    alphas = [alpha(scale) for scale in scales if scale.shape[1] > 1]
    assert 0.68 < min(alphas) < max(alphas) < 0.95


def test_people_expect_more_than_they_get_and_reliability_lacks_most():
    """Zeithaml, Parasuraman and Berry 1990."""
    ticks = table("survey_servqual")
    got, wished = (
        pd.Series({name: ticks.filter(like=f"{side}_{name[:3]}").mean().mean() for name in DIMENSIONS})
        for side in "px"
    )
    gaps = got - wished
    assert gaps.idxmin() == "reliability" and (gaps < 0).sum() >= 3


def test_attitude_and_behaviour_agree_loosely():
    """Related, not the same: loyalty is both (Dick and Basu 1994)."""
    attitude = attitudes().set_index("customer_id")[list(ATTITUDE)].mean(axis=1).dropna()
    recent = purchases("ours").query("ordered_on > '2025-06-30'").groupby("customer_id").size()
    assert 0.10 < stats.spearmanr(attitude, recent.reindex(attitude.index, fill_value=0)).statistic < 0.50


def test_firms_rate_themselves_kindly():
    """Self-reports lean to the favourable side (social desirability: Podsakoff and Organ 1986)."""
    items = table("firm_items").query("factor != 'dynamism' and reversed == 0")["item_id"]
    assert 4.1 < table("firm_panel")[items].mean().mean() < 5.2


# --- members, accounts, the project --------------------------------------------------------------------


def test_many_points_are_never_redeemed():
    """About a third of what is issued (Colloquy and Swift Exchange 2011); many of ours are still young."""
    total = table("points").groupby("kind")["points"].sum()
    issued = total["earn"] + total["bonus"] + total["reverse"]
    assert 0.10 < -total["expire"] / issued < 0.40
    assert 0.20 < -total["redeem"] / issued < 0.60


def test_members_buy_more_than_others_mostly_because_of_who_they_are():
    """The naive difference is seven times the effect on share of wallet (Leenheer et al. 2007)."""
    members = table("members")
    year = purchases("ours").query("ordered_on >= '2025-01-01'").groupby("customer_id").size()
    visits = year.reindex(members["customer_id"], fill_value=0).to_numpy()
    member = members["enrolled_on"].notna().to_numpy()
    naive = visits[member].mean() / visits[~member].mean() - 1
    effects = table("truth/member_effects").groupby("customer_id")["factor"].max()
    assert naive > 4 * (effects.mean() - 1)


def test_a_few_accounts_bring_most_of_the_sales():
    """80/20 or less, by the length of the period (Schmittlein, Cooper and Morrison 1993)."""
    assert 0.5 < top_fifth(table("account_orders").groupby("account_id")["amount"].sum()) < 0.8


def test_the_whale_curve_rises_above_its_end():
    """Profitable accounts earn more than the whole (Cooper and Kaplan 1991; Kaplan and Narayanan 2001)."""
    both = table("account_orders").merge(table("account_costs"), on=["account_id", "month_on"])
    cost = sum(rate * both[driver] for driver, _, rate in ACTIVITIES.values())
    profit = (both["margin"] - cost).groupby(both["account_id"]).sum()
    assert 1.1 < profit.clip(lower=0).sum() / profit.sum() < 3.0
    assert 0.15 < (profit < 0).mean() < 0.5


def test_restaurants_close():
    """26 % of independent restaurants in their first year (Parsa, Self, Njite and King 2005)."""
    known = table("accounts").query("segment == 'restaurant'").merge(table("truth/accounts"), on="account_id")
    years = (known["left_on"].fillna(END) - known["opened_on"]).dt.days.sum() / 365.25
    assert 0.15 < 1 - np.exp(-known["left_on"].notna().sum() / years) < 0.40


def test_the_overrun_is_like_that_of_it_projects():
    """27 per cent on average, with a wide spread (Flyvbjerg and Budzier 2011)."""
    tasks = table("project_tasks")
    assert 1.10 < tasks["actual_cost"].sum() / tasks["budget"].sum() < 1.45


def test_the_cost_index_is_stable_once_a_fifth_is_done():
    """Cost efficiency settles within about a tenth well before the end (Christensen and Heise 1993)."""
    weeks = table("project_progress").groupby("week_on")[["earned_value", "actual_cost"]].sum().cumsum()
    index = weeks["earned_value"] / weeks["actual_cost"]
    late = index[weeks["earned_value"] > 0.2 * weeks["earned_value"].iloc[-1]]
    assert (late - late.iloc[-1]).abs().max() < 0.10


def test_households_eat_as_much_rice_as_people_do():
    """200 to 300 g of all cereals a day are advised (Chinese Nutrition Society 2022); rice is most of it."""
    grams = table("truth/rice_notebook")["grams_per_head"]
    assert 140 < grams.mean() < 250
    assert grams.quantile([0.05, 0.95]).between(90, 300).all()
