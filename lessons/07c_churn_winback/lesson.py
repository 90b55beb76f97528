# ---
# id: "07c"
# title: {en: "Who leaves, and who comes back? Churn and win-back", zh: "谁走了，谁会回来？流失与赢回"}
# minutes: {lecture: 100, exercises: 80}
# textbook: [idic 7.5, portfolio 8.2, portfolio 8.4, practice 8.91]
# needs: ["04b", "05a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## The case: how many have we lost?
#
# New Year's Day 2026, three people over one order book.
# "We lost {{year.loc["start", "value"]:.0%}} of our customers in a year", says the daughter.
# "We have {{-year.loc["net", "value"]:.0%}} more than a year ago", says the owner.
# "Those who left had brought {{year.loc["money", "value"]:.0%}} of the sales", says the bookkeeper.
# All three are right, and none of them knows yet whom to call on Monday.

# %% [markdown] lang="zh" slide="slide"
# ## 案例：到底丢了多少客户？
#
# 2026年元旦，三个人对着同一本订单。
# 女儿说：“一年里丢了{{year.loc["start", "value"]:.0%}}的客户。”
# 老板说：“客户比一年前还多了{{-year.loc["net", "value"]:.0%}}。”
# 会计说：“走掉的人，原先贡献了{{year.loc["money", "value"]:.0%}}的销售额。”
# 三个人都没算错，可是下周一该给谁打电话，谁也说不上来。

# %% [markdown] lang="en" slide="notes"
# Two lectures of fifty minutes each, in minutes. First: case and window twelve, rates and price of a point twelve, survival by hand sixteen, immortal time ten. Second, from "Who is next?" on: model and leak eighteen, causes ten, win-back sixteen, decision six.
# With one lecture only: case, window, rates, leak, whom to win back and decision; the rest is for reading.
# Ask first: "When is a customer lost?" Write down the days they name; the return curve answers.

# %% [markdown] lang="zh" slide="notes"
# 两节课，各五十分钟。第一节：案例和窗口十二分钟，流失率和一个点的价钱十二分钟，生存曲线手算十六分钟，永恒时间十分钟。第二节从“下一个是谁？”讲起：模型与泄漏十八分钟，原因十分钟，赢回十六分钟，决策六分钟。
# 只有一节课的话，讲案例、窗口、流失率、泄漏、赢回谁、决策，其余让学生自己读。
# 先问：“多久没来才算丢了？”把学生报的天数写在黑板上，等“回来”曲线来回答。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab import differentiate, interact, retain

today, silence = pd.Timestamp("2026-01-01"), 180
orders = crm.load("orders")
visits = orders[orders["amount"] > 0]
year = retain.churn_rates(orders, "2025-01-01", today, silence).set_index("rate")
year.round(3)

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Define** churn with an argument, and compute rates and cohorts without fooling yourself (exercises 7c.1 and 7c.4).
# - **Estimate** how long customers stay, although most have not left yet (exercises 7c.2 and 7c.3).
# - **Price** a point of retention, and **predict** who leaves, without peeking at the future (exercises 7c.5, 7c.6 and 7c.7).
# - **Code** why they leave (exercise 7c.8).
# - **Choose** whom to win back by what it brings, and defend it (exercise 7c.9 and the memo, 7c.10).
#
# The lesson fills two lectures: the first looks back, at who left and when; the second, from "Who is next?" on, looks ahead.

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **定义**：有理有据地定义流失，算流失率、看同期群，都不自欺（练习7c.1、7c.4）。
# - **估计**：多数客户还没走，也能估出他们留多久（练习7c.2、7c.3）。
# - **算账与预测**：算出留存提高一个点要花多少钱；预测谁要走，又不偷看未来（练习7c.5、7c.6、7c.7）。
# - **编码**：给流失原因编码（练习7c.8）。
# - **挑选**：按能带来多少挑人赢回，并说服老板（练习7c.9和决策备忘7c.10）。
#
# 这一课分两节讲：第一节回头看，谁走了、什么时候走的；第二节从“下一个是谁？”开始，往前看。

# %% [markdown] lang="en" slide="slide"
# ## The idea: two ways to leave
#
# **Churn** is customers leaving, and everything depends on whether we see it.
# With a contract somebody cancels, or stops ordering, and the order book says so the next month.
# In a shop nobody cancels: customers just fall silent, and some of the silent come back (Fader and Hardie 2009).
# So in a shop churn is a *verdict* after so many days of silence, and a verdict can be wrong.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：两种走法
#
# 客户离开叫**流失**（churn）；关键在于看不看得见。
# 有合同的，退订了或者不再下单，下个月账上就看得出来。
# 开店没有人来退订：客户只是不声不响地不来了，其中有的还会再来（Fader和Hardie 2009）。
# 所以在店里，流失是沉默了若干天之后下的**判断**，判断就可能错。

# %%
firms = crm.load("account_orders").groupby("account_id")["month_on"].agg(months="size", last="max")
firms = firms.join(crm.load("accounts").set_index("account_id")["segment"])
firms["left"] = (firms["last"] < firms["last"].max()).astype(int)
true_left = crm.load("truth/accounts").set_index("account_id")["left_on"].reindex(firms.index).notna()
len(firms), int(firms["left"].sum()), float((firms["left"] == true_left).mean())

# %% [markdown] lang="en"
# Of the {{len(firms)}} firms that buy every month, {{firms["left"].sum()}} ordered nothing last month, and the truth says that these, and no others, have left.
# A contract needs no window.

# %% [markdown] lang="zh"
# 每月订货的单位有{{len(firms)}}家，其中{{firms["left"].sum()}}家上个月没有订货；和真相一对，走的正是这些，一家不差。
# 有合同，就用不着窗口。

# %% [markdown] lang="en" slide="slide"
# ### In the shop: a window with an argument
#
# How long a silence is a farewell?
# Ask the past: of all who fell silent for so many days, how many came back within the next half-year?

# %% [markdown] lang="zh" slide="slide"
# ### 店里：窗口要讲得出理由
#
# 沉默多久才算告别？
# 问过去：所有沉默满这么多天的人，后来半年里有多少回来了？

# %%
returns = retain.return_curve(orders, as_of=today)
returns.round(2)

# %% lang="en" slide="fragment" alt="Share of the silent who came back within half a year, against days of silence: it falls from almost four fifths after thirty days to under a fifth after half a year and almost none after a year. A line marks half a year."
ax = returns.plot("window", "came_back", marker="o", legend=False, figsize=(7, 3.2))
ax.axvline(silence, color="grey", linewidth=1, linestyle="--")
ax.set(xlim=(0, 380), ylim=(0, 0.85), xlabel="Days of silence", ylabel="Came back in half a year")
ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
ax.set_title("After 180 days few come back")
plt.show()

# %% lang="zh" slide="fragment" alt="沉默的人后来半年内回来的比例，随沉默天数下降：三十天时将近八成，半年时不到两成，一年后几乎没有。虚线标出半年。"
ax = returns.plot("window", "came_back", marker="o", legend=False, figsize=(7, 3.2))
ax.axvline(silence, color="grey", linewidth=1, linestyle="--")
ax.set(xlim=(0, 380), ylim=(0, 0.85), xlabel="沉默天数", ylabel="半年内回来的比例")
ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
ax.set_title("沉默满180天，回来的就不多了")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# After {{back.index[0]}} days {{back[30]:.0%}} come back (*came_back*): whoever writes them off on that day is wrong nearly four times in five.
# After {{silence}} days it is {{back[silence]:.0%}}.
# A shorter window raises false alarms, a longer one comes too late; we accept fewer than one false verdict in five and take {{silence}} days.
#
# Now the envelope: how do some definitions that one meets compare with the truth of 1 January?

# %% [markdown] lang="zh" slide="fragment"
# 沉默{{back.index[0]}}天的，{{back[30]:.0%}}会回来（came_back）：那天就当他们走了，五次里错将近四次。
# 满{{silence}}天的，是{{back[silence]:.0%}}。
# 窗口短了乱报警，长了来不及；我们定的标准是误判不到两成，于是取{{silence}}天。
#
# 打开信封：常见的几种定义，跟1月1日的真相比，各差多少？

# %%
back = returns.set_index("window")["came_back"]
last = visits.groupby("customer_id")["ordered_on"].max()
left_on = crm.load("truth/customers").set_index("customer_id")["left_on"].reindex(last.index)
silent, gone = (today - last).dt.days, left_on.notna()
calendar = last.dt.year == 2024
verdicts = {"30": silent >= 30, "180": silent >= 180, "365": silent >= 365, "calendar": calendar}
judged = {
    name: {"lost": v.sum(), "right": gone[v].mean(), "found": v[gone].mean()} for name, v in verdicts.items()
}
judged = pd.DataFrame(judged).T
judged.round(2)

# %% [markdown] lang="en"
# *right* is the share of verdicts that are true, *found* the share of the true leavers who are found.
# "Bought in 2024, not in 2025" (calendar) sounds careful and finds {{judged.loc["calendar", "found"]:.0%}} of the leavers: it never looks at those who left in 2023 or during 2025.
# Whoever is silent for {{silence}} days *today* has left in {{judged.loc["180", "right"]:.0%}} of the cases, more than the return curve seems to promise.
# The curve judges everybody on the day on which the silence reaches its length; the table judges all who are silent *today*, and most of them have been so for far longer. That is why even the {{back.index[0]}} days are right in {{judged.loc["30", "right"]:.0%}} here.
# And who returns later had not left: a slow customer may come back after the window, too.

# %% [markdown] lang="zh"
# right是判对的比例，found是真正走掉的人里查出来的比例。
# “2024年买过、2025年没买”（calendar）听着谨慎，却只查出{{judged.loc["calendar", "found"]:.0%}}：2023年就走的、2025年中途走的，它都不管。
# **今天**沉默满{{silence}}天的人，{{judged.loc["180", "right"]:.0%}}真的走了，比上面那条“回来”曲线说的还高。
# 曲线是在刚刚沉默满这么多天的那一天下判断；表里算的是**今天**沉默的所有人，多数早已不止这么多天。所以{{back.index[0]}}天那一行，在表里也有{{judged.loc["30", "right"]:.0%}}判对。
# 再说，晚回来的人并没有走：来得慢的客户，过了窗口也可能再来。

# %% [markdown] lang="en" slide="slide"
# ## Rates that disagree
#
# A rate has a numerator and a base, and the quarrel of New Year's Day is about bases.
# Lost {{year.loc["start", "lost"]:.0f}} over the {{year.loc["start", "base"]:.0f}} customers at the start is the **churn rate**, {{year.loc["start", "value"]:.1%}}.
# Over the average of start and end it is {{year.loc["average", "value"]:.1%}}.
# The *net* rate, {{year.loc["net", "value"]:.1%}}, sets newcomers off against the lost: a leaking bucket looks full while the tap runs.
# And of the money it is {{year.loc["money", "value"]:.1%}}: those counted as lost had bought less in the half-year before.
# Not that small customers leave more easily: by the truth {{gone_before:.0%}} of the lost had left before New Year already, so they bought for only a part of that half-year.
# Say which one you mean; quote none without its base and its period.

# %% [markdown] lang="zh" slide="slide"
# ## 互不相同的流失率
#
# 比率有分子，也有分母；元旦那场争论，争的是分母。
# 丢了{{year.loc["start", "lost"]:.0f}}位，除以期初的{{year.loc["start", "base"]:.0f}}位，是**流失率**（churn rate），{{year.loc["start", "value"]:.1%}}。
# 除以期初期末的平均数，是{{year.loc["average", "value"]:.1%}}。
# **净**流失率是{{year.loc["net", "value"]:.1%}}，新客把走掉的人抵消了：水龙头开着，漏水的桶看上去也是满的。
# 按金额算是{{year.loc["money", "value"]:.1%}}：算作流失的人，之前半年买得少一些。
# 这并不说明买得少的更容易走：按真相，流失的人里有{{gone_before:.0%}}元旦之前就已经走了，那半年里自然买得少。
# 说清楚你用的是哪一个；没有分母、没有时段的流失率，别引用。

# %%
begin, half_year = pd.Timestamp("2025-01-01"), pd.Timedelta(days=silence)
before = visits[visits["ordered_on"].between(begin - half_year, begin - pd.Timedelta(days=1))]
money = before.groupby("customer_id")["amount"].sum()
counted_lost = ~money.index.isin(visits.loc[visits["ordered_on"] >= today - half_year, "customer_id"])
gone_before = float((left_on.reindex(money.index)[counted_lost] < begin).mean())
round(gone_before, 2), money.groupby(counted_lost).mean().round().to_dict()

# %% [markdown] lang="en"
# ## Cohorts, and the price of a point
#
# A rate mixes old and new customers; a **cohort** (lesson 4b) does not.

# %% [markdown] lang="zh"
# ## 同期群，和一个点的价钱
#
# 流失率把新老客户混在一起；**同期群**（cohort，第4b课）不会。

# %%
cohorts = differentiate.cohort_table(orders, as_of=today)
kept = cohorts.pivot_table(index="cohort", columns="age", values="retention")[[1, 2, 4, 8]]
kept.round(2)

# %% [markdown] lang="en"
# Read a row: of the first cohort {{kept.loc["2023Q1", 1]:.0%}} bought in the next quarter, {{kept.loc["2023Q1", 4]:.0%}} a year later, {{kept.loc["2023Q1", 8]:.0%}} after two.
# Read a column: the shop keeps newcomers no better than before.
#
# What does one point of retention cost?
# Four campaigns asked for a visit and drew a control group by lot, so what they changed is known.

# %% [markdown] lang="zh"
# 横着看：第一个同期群，下个季度来买的有{{kept.loc["2023Q1", 1]:.0%}}，一年后{{kept.loc["2023Q1", 4]:.0%}}，两年后{{kept.loc["2023Q1", 8]:.0%}}。
# 竖着看：店里留住新客的本事没有长进。
#
# 留存提高一个点，要花多少钱？
# 有四次请客户来一趟的活动是抽签分组的，效果算得出来。

# %%
campaigns = crm.load("campaigns").set_index("campaign_id")
sent = crm.load("campaign_contacts").query("campaign_id in ['K02', 'K03', 'K04', 'K05']")
sent = sent.assign(treated=sent["group"] != "control")
rate = sent.pivot_table(index="campaign_id", columns="treated", values="responded")
price = campaigns.loc[rate.index, ["name_en", "cost_per_contact", "gift_per_response"]]
price["points"] = 100 * (rate[True] - rate[False])
noise = sent.groupby(["campaign_id", "treated"])["responded"].agg(lambda column: column.var() / column.size)
price["plus_minus"] = 196 * np.sqrt(noise.groupby("campaign_id").sum())
per_thousand = 1000
spent = per_thousand * (price["cost_per_contact"] + price["gift_per_response"] * rate[True])
price["per_point"] = spent / price["points"]
price[["points", "plus_minus", "per_point"]].round(1)

# %% [markdown] lang="en" slide="fragment"
# Among {{per_thousand:,}} customers a point of activity costs {{price.loc["K05", "per_point"]:.0f}} yuan with the cheapest, text messages (K05), and {{price.loc["K02", "per_point"]:,.0f}} by telephone (K02).
# A point is ten customers; at {{margin}} yuan of margin for a visit it brings {{10 * margin:.0f}}.
# Counted in one visit each, only K05 pays.
# But the points are known to within four or five only (*plus_minus*, at {{1 - level:.0%}}), so {{price.loc["K05", "per_point"]:.0f}} and {{price.loc["K03", "per_point"]:.0f}} yuan cannot be told apart; and who came more than once counts once here. For K04 we shall count visits below.

# %% [markdown] lang="zh" slide="fragment"
# 每{{per_thousand:,}}位客户，来买的比例提高一个点，最便宜的短信（K05）花{{price.loc["K05", "per_point"]:.0f}}元，电话（K02）要{{price.loc["K02", "per_point"]:,.0f}}元。
# 一个点是十位客户；来一次毛利{{margin}}元，一共{{10 * margin:.0f}}元。
# 每人只算来一次，划算的只有K05。
# 不过这些点数的误差有四五个点（plus_minus，{{1 - level:.0%}}置信），{{price.loc["K05", "per_point"]:.0f}}元和{{price.loc["K03", "per_point"]:.0f}}元分不出高低；来了不止一次的人，这里也只算一次。K04那次，后面再按到店次数算。

# %%
margin = int(campaigns.loc["K04", "margin_per_response"])
price.loc[price["per_point"] < 10 * margin].index.to_list()

# %% [markdown] lang="en" slide="slide"
# ## How long do they stay? By hand
#
# Ten tea subscribers: months observed, and whether they left.
# Four are still here: their stories are cut off, or **censored**.
# Average the six who left, and you study only the quickest; to use all ten you need another method.
# *monthly* is one for those who pay by the month, zero for those who pay by the year.

# %% [markdown] lang="zh" slide="slide"
# ## 他们留多久？先手算
#
# 十位茶叶订户：观察了几个月，走没走。
# 有四位还在：他们的故事还没完，叫**删失**（censored）。
# 只平均走掉的六位，看到的是走得最快的；要把十位都用上，就得换个办法。
# monthly是1的按月付，是0的按年付。

# %%
tea = pd.DataFrame({"months": [1, 2, 4, 6, 7, 3, 5, 8, 9, 9], "left": [1, 1, 1, 0, 1, 1, 0, 1, 0, 0]})
tea["monthly"] = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
times = np.sort(tea.loc[tea["left"] == 1, "months"])
pencil = pd.DataFrame({"months": times, "at_risk": [(tea["months"] >= t).sum() for t in times]})
pencil["survival"] = (1 - 1 / pencil["at_risk"]).cumprod()
pencil.round(3)

# %% [markdown] lang="en"
# Each time somebody leaves, ask what share of those *still watched* stays, and multiply: the **Kaplan-Meier** curve (Kaplan and Meier 1958).
# At month seven four were watched (*at_risk*) and one left: times three quarters.
# An estimated {{pencil["survival"].iloc[-1]:.0%}} stay beyond month eight, and the censored have helped to say so as long as they were watched.

# %% [markdown] lang="zh"
# 每当有人走，就问**还在观察的人**里留下了几成，再连乘起来：这就是**卡普兰-迈耶曲线**（Kaplan-Meier curve；Kaplan和Meier 1958）。
# 第七个月还在观察的（at_risk）有四位，走了一位：乘四分之三。
# 估计有{{pencil["survival"].iloc[-1]:.0%}}过了第八个月还在；没走的人，在被观察的那段时间里也算进了分母。

# %% [markdown] lang="en" slide="slide"
# ### Two groups: the log-rank test
#
# Do those who pay by the month leave sooner?
# Whenever somebody leaves, those at risk share the leaver by their numbers: that is what to expect if the groups are alike (Mantel 1966).

# %% [markdown] lang="zh" slide="slide"
# ### 两组相比：对数秩检验
#
# 按月付的人走得更快吗？
# 每走一个人，就按当时还在观察的人数把这一个“分摊”到两组：两组若是一样，期望就是这么多（Mantel 1966）。

# %%
monthly = tea[tea["monthly"] == 1]
pencil["share"] = [(monthly["months"] >= t).sum() for t in times] / pencil["at_risk"]
observed, expected = monthly["left"].sum(), pencil["share"].sum()
variance = (pencil["share"] * (1 - pencil["share"])).sum()
chi_square = (observed - expected) ** 2 / variance
int(observed), round(float(expected), 2), round(float(chi_square), 2)

# %% [markdown] lang="en"
# Of those who pay by the month {{observed}} left; {{expected:.2f}} were expected. Chi-square is {{chi_square:.2f}}, and {{critical:.2f}} would be needed to speak of more than luck at the usual level of {{level:.0%}}.
#
# ### How much sooner: Cox by hand
#
# The **hazard** is the rate at which those still here leave, at this moment.
# Cox (1972) lets a covariate multiply it by a constant factor, the **hazard ratio** $e^{\beta}$, and asks at each departure: how likely was it that *this* one left, of all at risk?

# %% [markdown] lang="zh"
# 按月付的走了{{observed}}位，期望{{expected:.2f}}位；卡方是{{chi_square:.2f}}，按通常的{{level:.0%}}水准，要到{{critical:.2f}}才能说不只是运气。
#
# ### 快多少：Cox回归手算
#
# **风险率**（hazard）说的是：此刻还在的人，流失得有多快。
# Cox（1972）让一个变量把它乘上一个固定倍数，即**风险比**（hazard ratio）$e^{\beta}$；每走一个人就问：还在观察的人里，走的偏偏是**这一位**，可能性有多大？


# %%
def log_likelihood(beta):
    risk = np.exp(beta * tea["monthly"])
    leavers = tea.index[tea["left"] == 1]
    return sum(np.log(risk[i] / risk[tea["months"] >= tea["months"][i]].sum()) for i in leavers)


betas = np.linspace(-1, 4, 101)
by_hand = betas[np.argmax([log_likelihood(beta) for beta in betas])]
round(float(by_hand), 2), round(float(np.exp(by_hand)), 1)

# %% [markdown] lang="en" slide="slide"
# ## With crmlab
#
# `kaplan_meier`, `log_rank` and `cox` do the same on any size, with intervals; inside they call the library statsmodels.

# %% [markdown] lang="zh" slide="slide"
# ## 用crmlab
#
# `kaplan_meier`、`log_rank`、`cox`做的是同样的事，多少人都行，还带区间；里面调用的是statsmodels。

# %%
curve = retain.kaplan_meier(tea["months"], tea["left"])
test = retain.log_rank(tea["months"], tea["left"], tea["monthly"])
fit = retain.cox(tea, ["monthly"], duration="months")
level, critical = 0.05, 3.841459
bool(np.allclose(curve["survival"][1:], pencil["survival"])), round(test.chi_square, 2)

# %%
fit.table.round(2)

# %% [markdown] lang="en"
# All agree.
# The ratio is {{fit.table["hazard_ratio"][0]:.1f}}, its interval {{fit.table["low"][0]:.1f}} to {{fit.table["high"][0]:.1f}}: ten people prove nothing.
#
# Now the firms: do restaurants leave sooner?

# %% [markdown] lang="zh"
# 全都一致。
# 风险比是{{fit.table["hazard_ratio"][0]:.1f}}，区间从{{fit.table["low"][0]:.1f}}到{{fit.table["high"][0]:.1f}}：十个人证明不了什么。
#
# 再看单位客户：餐馆走得更快吗？

# %%
firms["restaurant"] = (firms["segment"] == "restaurant").astype(int)
firm_test = retain.log_rank(firms["months"], firms["left"], firms["restaurant"])
firm_fit = retain.cox(firms, ["restaurant"], duration="months").table.iloc[0]
round(firm_test.p_value, 3), firm_fit[["hazard_ratio", "low", "high"]].round(2).to_dict()

# %% [markdown] lang="en" slide="fragment"
# The ratio is {{firm_fit["hazard_ratio"]:.2f}}, from {{firm_fit["low"]:.2f}} to {{firm_fit["high"]:.2f}}; the log-rank p is {{firm_test.p_value:.3f}}.
# "No significant difference" would be true; "no difference", as an annual report might put it, is wrong: in the world behind these data restaurants leave about two and a half times as often (`crm.describe("accounts")` gives the chances).
# With {{firms["left"].sum()}} departures even so large a difference is missed now and then; what is not proved is not refuted.

# %% [markdown] lang="zh" slide="fragment"
# 风险比{{firm_fit["hazard_ratio"]:.2f}}，区间{{firm_fit["low"]:.2f}}到{{firm_fit["high"]:.2f}}；对数秩检验的p值是{{firm_test.p_value:.3f}}。
# 写“差异不显著”没错；年报要是写成“没有差异”，就错了：在生成这份数据的世界里，餐馆的流失率大约是别家的两倍半（各类单位的概率，看`crm.describe("accounts")`）。
# 只走了{{firms["left"].sum()}}家，这么大的差别也有看漏的时候；未能证明，不等于已被否定。

# %% [markdown] lang="en" slide="slide"
# ## Truth check: the curve, and immortal time
#
# In the shop leaving is a verdict: `lifetimes` takes the last purchase of whoever has been silent for {{silence}} days as the farewell, and watches nobody in the last {{silence}} days, in which nobody can be convicted.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相：曲线，与永恒时间
#
# 店里的流失靠判断：`lifetimes`把沉默满{{silence}}天的人的最后一次购买当作告别；最近{{silence}}天谁也判不了，所以不看。

# %%
people = retain.lifetimes(orders, silence, as_of=today)
shop = retain.kaplan_meier(people["duration"], people["left"])
born = people.set_index("customer_id")["first_on"]
lived = (left_on.fillna(today) - born).dt.days.clip(lower=0)
truth = retain.kaplan_meier(lived, left_on.notna())
median, true_median = retain.median_time(shop), retain.median_time(truth)
of_the_lost = people.loc[people["left"] == 1, "duration"].median()
float(of_the_lost), median, true_median

# %% lang="en" slide="fragment" alt="Share still customers against days since the first purchase. Estimate and truth fall fast, then slowly; the estimate starts with a drop on the first day, lies below the truth throughout, and ends earlier."
labels = ["estimate", "truth"]
ax = retain.plot_kaplan_meier(dict(zip(labels, [shop, truth[["time", "survival"]]])))
ax.set(title="Kaplan-Meier sees farewells early", xlabel="Days since the first purchase")
plt.show()

# %% lang="zh" slide="fragment" alt="仍是客户的比例随首次购买后的天数变化。估计和真相都是先快后慢地下降；估计在第一天就掉一截，此后一直低于真相，并且结束得更早。"
labels = ["估计", "真相"]
ax = retain.plot_kaplan_meier(dict(zip(labels, [shop, truth[["time", "survival"]]])))
ax.set(title="卡普兰-迈耶曲线把告别看早了", xlabel="首次购买后的天数")
plt.show()

# %% [markdown] lang="en"
# Half have left after {{median:.0f}} days; in truth after {{true_median:.0f}}.
# The curve is early because it takes the last *purchase* for the last day.
# The median of the lost alone, {{of_the_lost:.0f}} days, is not early but nonsense.
#
# Now a claim from a sales talk: "members stay longer".

# %% [markdown] lang="zh"
# 走掉一半，曲线说要{{median:.0f}}天，真相是{{true_median:.0f}}天。
# 看早了，是因为它把最后一次**购买**当成了最后一天。
# 只拿走掉的人取中位数，得{{of_the_lost:.0f}}天，那就不是看早了，而是根本不对。
#
# 再听一句推销员的话：“会员留得更久。”

# %%
cards = crm.load("members").set_index("customer_id")[["arm", "eligible_on", "enrolled_on"]]
watched = people[people["duration"] > 0].set_index("customer_id").join(cards)
watched["member"] = watched["enrolled_on"].notna().astype(int)
naive = retain.cox(watched, ["member"]).table
naive[["hazard_ratio", "low", "high"]].round(2)

# %% [markdown] lang="en" slide="slide"
# ### Who could not die yet
#
# Members leave at {{naive["hazard_ratio"][0]:.1f}} times the hazard of the others, it seems.
# But to get a card she had to *stay* until the card came: those days are **immortal time**, and they were credited to the card: immortal time bias (Suissa 2008).
# Cut each life in two: before the card she is no member, from the card on she is.

# %% [markdown] lang="zh" slide="slide"
# ### 那段不可能流失的时间
#
# 看上去，会员的风险率只有别人的{{naive["hazard_ratio"][0]:.1f}}倍。
# 可是，要拿到卡，先得**留到**发卡那天。这段不可能流失的日子叫**永恒时间**（immortal time），却都记成了卡的功劳：这就是流行病学说的永恒时间偏倚（Suissa 2008）。
# 把每个人的时间切成两段：拿卡之前不算会员，拿卡之后才算。

# %%
joined = (watched["enrolled_on"] - watched["first_on"]).dt.days + 1
on_way = (joined > 0) & (joined < watched["duration"])
first_part = watched.assign(entry=0.0, card=0)
first_part.loc[on_way, "duration"], first_part.loc[on_way, "left"] = joined[on_way], 0
second_part = watched[on_way].assign(entry=joined[on_way], card=1)

# %%
timed = retain.cox(pd.concat([first_part, second_part]), ["card"], entry="entry").table
timed[["hazard_ratio", "low", "high"]].round(2)

# %% [markdown] lang="en"
# And still regulars choose the card more often.
# Who was *offered* one was drawn by lot: that comparison is fair.

# %% [markdown] lang="zh"
# 即便如此，愿意办卡的本来就多是常客。
# **邀请**谁办卡是抽签定的：比这个才公平。

# %%
watched["entry"] = (watched["eligible_on"] - watched["first_on"]).dt.days.clip(lower=0)
drawn = watched[watched["entry"] < watched["duration"]]
drawn = drawn.assign(offered=(drawn["arm"] == "offered").astype(int))
by_lot = retain.cox(drawn, ["offered"], entry="entry").table
ratios = pd.concat([naive, timed, by_lot], ignore_index=True)
took = drawn.loc[drawn["offered"] == 1, "enrolled_on"].notna().mean()
by_card = by_lot[["hazard_ratio", "low", "high"]].iloc[0] ** (1 / took)
ratios[["covariate", "hazard_ratio", "low", "high"]].round(2)

# %% lang="en" slide="fragment" alt="Three hazard ratios with intervals: members against others far below one, card counted from its day a little below one, offer drawn by lot close to one with an interval that holds one."
labels = ["card at any time", "card from its day on", "offered a card, by lot"]
fig, ax = plt.subplots(figsize=(7, 2.4))
ax.hlines(labels, ratios["low"], ratios["high"])
ax.plot(ratios["hazard_ratio"], labels, "o")
ax.axvline(1, color="grey", linewidth=1)
ax.set(xlim=(0.3, 1.2), ylim=(2.5, -0.5), xlabel="Hazard ratio of leaving (1: no difference)")
ax.set_title("Asked fairly, the card does little or nothing")
plt.show()

# %% lang="zh" slide="fragment" alt="三个风险比和区间：会员与非会员相比，远低于1；从拿卡那天算起，略低于1；按抽签邀请比，接近1，区间包含1。"
labels = ["办过卡（不管何时）", "从拿卡那天算起", "抽签被邀请"]
fig, ax = plt.subplots(figsize=(7, 2.4))
ax.hlines(labels, ratios["low"], ratios["high"])
ax.plot(ratios["hazard_ratio"], labels, "o")
ax.axvline(1, color="grey", linewidth=1)
ax.set(xlim=(0.3, 1.2), ylim=(2.5, -0.5), xlabel="流失的风险比（1表示没有差别）")
ax.set_title("问得公平，会员卡作用很小，甚至没有")
plt.show()

# %% [markdown] lang="en"
# Immortal time made most of the miracle.
# The last two rows answer different questions: the second is about the *card*, the third about the *offer*, which {{took:.0%}} took and nobody else could.
# Roughly, then, the card's own ratio by lot is {{by_card["hazard_ratio"]:.2f}} ({{by_card["low"]:.2f}} to {{by_card["high"]:.2f}}): as much as in the second row, or nothing at all. Even this many customers cannot tell which.

# %% [markdown] lang="zh"
# 奇迹大半是永恒时间造出来的。
# 后两行问的不是一回事：第二行问的是**卡**，第三行问的是**邀请**；受邀的有{{took:.0%}}办了卡，没受邀的办不了。
# 粗略折算，按抽签，卡本身的风险比是{{by_card["hazard_ratio"]:.2f}}（{{by_card["low"]:.2f}}到{{by_card["high"]:.2f}}）：可能跟第二行差不多，也可能毫无作用。客户还不够多，分不清是哪一种。

# %% [markdown] lang="en" slide="notes"
# Ask which of the three the owner will want to print, and what it would make him spend.
# A good answer: the last one is about the offer, not the card; it includes those who declined.

# %% [markdown] lang="zh" slide="notes"
# 问：老板会想印哪一个数？印了以后他会多花多少钱？
# 好的回答会指出：最后一个说的是“邀请”，不是“卡”，没接受邀请的人也在里头。

# %% [markdown] lang="en" slide="slide"
# ## Who is next? The churn model
#
# Stand on a day and use only what is known *before* it; the outcome is what comes after.
# We learn on 6 January 2025 and test on 5 July, each followed by {{silence}} days: a **time split**, as in real life.
# Active is whoever bought in the last {{lately}} days; the others are already silent.

# %% [markdown] lang="zh" slide="slide"
# ## 下一个是谁？流失模型
#
# 站在某一天，只用那天**之前**知道的事；结果看那天之后。
# 用2025年1月6日那张表训练，用7月5日那张检验，各往后看{{silence}}天：这叫**按时间切分**（time split），跟实际一样。
# 最近{{lately}}天买过的算活跃，其余的已经沉默了。

# %%
lately = 90
learn = retain.churn_table(orders, "2025-01-06", seen_within=lately, horizon=silence)
exam = retain.churn_table(orders, "2025-07-05", seen_within=lately, horizon=silence)
learn.drop(columns="spent").head(3).round(1)

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier

# %%
known = ["silent", "tenure", "orders", "gap", "overdue", "recent", "basket", "online"]
model = make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), LogisticRegression(max_iter=1000))
exam["chance"] = model.fit(learn[known], learn["churned"]).predict_proba(exam[known])[:, 1]
tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=50, random_state=1)
by_tree = tree.fit(learn[known], learn["churned"]).predict_proba(exam[known])[:, 1]
auc, auc_tree = (retain.auc(chance, exam["churned"]) for chance in (exam["chance"], by_tree))
round(float(exam["churned"].mean()), 3), round(auc, 3), round(auc_tree, 3)

# %% [markdown] lang="en"
# {{exam["churned"].mean():.0%}} of {{len(exam):,}} fell silent.
# The **AUC** is the chance that the model puts a leaver above a stayer: {{auc:.2f}} for logistic regression, {{auc_tree:.2f}} for a tree; a coin has one half.
#
# A colleague beats us by far.
# He has found two more columns in the CRM system: is she on the list of the win-back mail, and how many orders has she made in all?

# %% [markdown] lang="zh"
# {{len(exam):,}}人里有{{exam["churned"].mean():.0%}}沉默了。
# **AUC**是模型把一个走的排在一个留的前面的概率：逻辑回归{{auc:.2f}}，决策树{{auc_tree:.2f}}；抛硬币只有一半对一半。
#
# 有位同事的成绩好得多。
# 他在CRM系统里又找到两列：在不在赢回邮件的名单上（on_list），总共下过多少单（orders_now）。

# %%
wonder = exam.assign(on_list=exam["customer_id"].isin(sent.query("campaign_id == 'K04'")["customer_id"]))
wonder["orders_now"] = wonder["customer_id"].map(visits["customer_id"].value_counts())
half = np.random.default_rng(7).random(len(wonder)) < 0.5
more = [*known, "on_list", "orders_now"]
cheat = make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), LogisticRegression(max_iter=1000))
cheat.fit(wonder.loc[half, more].astype(float), wonder.loc[half, "churned"])
auc_cheat = retain.auc(
    cheat.predict_proba(wonder.loc[~half, more].astype(float))[:, 1], wonder.loc[~half, "churned"]
)
round(auc_cheat, 3)

# %%
retain.leak_check(wonder[[*more, "churned"]]).head(3).round(2)

# %% [markdown] lang="en" slide="slide"
# ### A column from the future
#
# {{auc_cheat:.2f}}: too good to be true.
# The mail went out on 13 October, *because* she was silent; the orders were counted on 1 January, with those after 5 July in them.
# Both columns were written after the day on which we would act: **leakage** (Kaufman and others 2012).
# `leak_check` suspects the first, which tells too much alone; the second hides, as it leaks only beside `orders`.
# So ask of every column: *on which day was it written?* The random split could not warn him, as both halves know the future.

# %% [markdown] lang="zh" slide="slide"
# ### 来自未来的一列
#
# {{auc_cheat:.2f}}：好得不像真的。
# 邮件是10月13日发的，**因为**她沉默了才上名单；订单数是1月1日数的，7月5日以后的也在里面。
# 两列都写在我们该行动的那天之后：这叫**泄漏**（leakage；Kaufman等2012）。
# `leak_check`怀疑第一列，因为它单独就说得太多；第二列藏得住，要跟`orders`放在一起才露馅。
# 所以每一列都要问：**它是哪一天写下的？** 随机切分警告不了他，因为两半都知道未来。

# %%
lift = retain.lift_table(exam["chance"], exam["churned"])
lift.round(2).head(3)

# %% lang="en" slide="slide" alt="Predicted chance against the share that left for ten groups, with intervals. The points lie near the diagonal; the riskiest group left more often than predicted."
retain.plot_calibration(lift).set_title("Calibrated, but for the top")
plt.show()

# %% lang="zh" slide="slide" alt="十组客户的预测流失概率与实际流失比例，带区间。各点靠近对角线；风险最高的一组，实际流失得比预测的多。"
retain.plot_calibration(lift).set_title("除了最高一组，预测和实际相符")
plt.show()

# %% [markdown] lang="en"
# A model may rank well and still give wrong chances, so check both.
# **Calibration**: of those given {{lift["predicted"][3]:.0%}}, {{lift["churned"][3]:.0%}} left; at the top {{lift["predicted"][0]:.0%}} were predicted and {{lift["churned"][0]:.0%}} left: too low.
# **Lift**: the riskiest tenth leaves {{lift["lift"][0]:.1f}} times as often as the average and holds {{lift["captured"][0]:.0%}} of all leavers (*captured*).
#
# ### How good could any model be?
#
# The truth knows who had already left on 5 July, and everybody's own pace.

# %% [markdown] lang="zh"
# 排得准，概率未必准，所以两样都要查。
# **校准**（calibration）：预测{{lift["predicted"][3]:.0%}}的那组，走了{{lift["churned"][3]:.0%}}；最高一组预测{{lift["predicted"][0]:.0%}}，实际{{lift["churned"][0]:.0%}}，预测低了。
# **提升度**（lift）：风险最高的一成，流失率是平均的{{lift["lift"][0]:.1f}}倍，占了全部流失者的{{lift["captured"][0]:.0%}}（captured）。
#
# ### 模型最好能有多好？
#
# 7月5日那天谁已经走了、每个人自己的节奏是多少，真相都知道。

# %%
fate = crm.load("truth/customers").set_index("customer_id").reindex(exam["customer_id"])
had_left = (fate["left_on"] < "2025-07-05").to_numpy()
knows_all = np.where(had_left, 1, np.exp(-fate["purchase_rate"] / 30 * silence))
ceiling = retain.auc(knows_all, exam["churned"])
too_late = had_left[exam["churned"] == 1].mean()
round(ceiling, 3), round(float(too_late), 2)

# %% [markdown] lang="en" slide="fragment"
# Even with that knowledge the AUC is {{ceiling:.2f}}: no model can honestly do much better in *this* shop, and one that claims more deserves the question above. Where a contract ends on a known day, more may be honest.
# The other number matters more: {{too_late:.0%}} of the "churners" *had already left* on the day of the forecast.
# No offer reaches them. A churn model finds those who have left as readily as those about to leave.

# %% [markdown] lang="zh" slide="fragment"
# 就算这些全知道，AUC也只有{{ceiling:.2f}}：在**这家店**里，不作弊的模型高不过这里多少；谁说自己的还高，就拿上面那个问题问他。有合同、到期日写明的生意，更高也可能是真的。
# 另一个数更要紧：“流失者”里有{{too_late:.0%}}，预测那天**早就走了**。
# 什么优惠也够不着他们。流失模型找出来的，有要走的，也有早已走了的。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# An offer to stay costs a contact, and a gift for each who takes it: all stayers do, and would have stayed anyway (Neslin and others 2006).
# A saved customer brings {{value:.0f}} yuan of margin in half a year, as the stayers among the riskiest fifth did.
# How many leavers it keeps, nobody has tested; the slider begins at {{terms["saved"]:.0%}}.
#
# 1. Where is the best stop, and what does it cost to contact everybody?
# 2. Lower the share kept. When is it best to leave everybody in peace?
# 3. How many are contacted we choose ourselves; the other four are assumptions. Which would you test first?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 挽留要花联系费，接受的人每人一份赠品；留下的人全都会拿，而他们本来就不走（Neslin等2006）。
# 留住一位，半年带来毛利{{value:.0f}}元：风险最高的五分之一里，留下的人就是这么多。
# 能留住几成要走的人，没人测过；滑块先放在{{terms["saved"]:.0%}}。
#
# 1. 最佳位置在哪里？人人都联系，结果又如何？
# 2. 把留住的比例调低：低到多少，不如谁也别打扰？
# 3. 联系多少人由我们定，其余四个都是假设。你会先测哪一个？

# %%
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]], on="product_id")
paid = (lines["quantity"] * lines["unit_price"]).sum()
margin_share = 1 - (lines["quantity"] * lines["unit_cost"]).sum() / paid
risky = exam[exam["chance"] >= exam["chance"].quantile(0.8)]
later = visits[visits["ordered_on"] >= "2025-07-05"].groupby("customer_id")["amount"].sum()
value = margin_share * later.reindex(risky.loc[risky["churned"] == 0, "customer_id"]).mean()
round(float(margin_share), 3), round(value)

# %% alt_en="Profit of an offer to stay against the share of customers contacted, riskiest first: it climbs, peaks at around a third and falls below zero when everybody is contacted. Sliders set depth, share kept, value, gift and contact cost." alt_zh="挽留的利润随联系比例变化，从风险最高的起：先升，约三成处最高，人人都联系则跌到零以下。滑块可以调联系比例、留住的比例、价值、赠品和联系费。"
from crmlab import widgets

widgets.saving(exam[["chance", "churned"]], value=value)

# %%
terms = {"value": value, "saved": 0.15, "gift": 5, "contact": 0.5}
profit = retain.saving_profit(exam["chance"], exam["churned"], **terms)
stop = profit.loc[profit["profit"].idxmax()]
threshold = retain.worth_contacting(**terms)
fewer = {
    s: retain.saving_profit(exam["chance"], exam["churned"], value, s / 100, 5, 0.5)["profit"].max()
    for s in range(15)
}
too_low = max(s for s, most in fewer.items() if most < 100)
round(float(stop["share"]), 2), round(stop["profit"]), round(float(threshold), 2), too_low

# %%
by_rule = profit[profit["contacted"] == (exam["chance"] > threshold).sum()].iloc[0]
ranked = exam.assign(here=(exam["churned"] == 1) & ~had_left).sort_values("chance", ascending=False)
top = ranked.head(lift["customers"][0])
top_gone = 1 - top["here"].sum() / top["churned"].sum()
here_kept = 0.15 * ranked["churned"].sum() / ranked["here"].sum()
fair = (ranked["here"] * here_kept * (value - 5) - (1 - ranked["churned"]) * 5 - 0.5).cumsum()
fair_stop = (np.argmax(fair) + 1) / len(fair)
round(float(top_gone), 2), round(float(here_kept), 2), round(float(fair_stop), 2), round(fair.max())

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# In hindsight the best stop is at {{stop["share"]:.0%}}, with {{stop["profit"]:,.0f}} yuan; contacting all makes {{profit["profit"].iloc[-1]:,.0f}}.
# Beforehand there is only the rule: a contact pays from a chance of {{threshold:.0%}}. It contacts {{by_rule["share"]:.0%}} and makes {{by_rule["profit"]:,.0f}}.
# If the offer keeps {{too_low}}% or fewer, there is less than a hundred yuan in it.
# Test the share kept first: it decides most and is known least.
#
# And the slider is too kind to the top of the list: it keeps the same share of leavers at every risk.
# Of the leavers in the riskiest tenth {{top_gone:.0%}} had left by the day of the forecast, and nobody keeps those.
# Let the same number be kept among those still here, {{here_kept:.0%}} of them: then the best stop is at {{fair_stop:.0%}} and makes {{fair.max():,.0f}} yuan only.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 事后看，最佳位置在{{stop["share"]:.0%}}，得{{stop["profit"]:,.0f}}元；人人都联系，结果是{{profit["profit"].iloc[-1]:,.0f}}元。
# 事前只有一条规则：流失概率到{{threshold:.0%}}才值得联系。照它要联系{{by_rule["share"]:.0%}}，得{{by_rule["profit"]:,.0f}}元。
# 要是只留得住{{too_low}}%或更少，怎么挑也赚不到一百元。
# 先测“留住的比例”：它影响最大，我们又最没数。
#
# 滑块还偏袒了名单前头的人：它假定风险再高，留得住的比例都一样。
# 可是风险最高的一成里，流失者有{{top_gone:.0%}}在预测那天早就走了，谁也留不住。
# 假如留住的人数不变，但只能从还没走的人里留（留住他们的{{here_kept:.0%}}），最佳位置就在{{fair_stop:.0%}}，只得{{fair.max():,.0f}}元。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Causes: what they said, and what they did
#
# Nobody fills in a form on leaving.
# The nearest thing to an exit interview is the last complaint of those who then fell silent.
# **Coding** puts each text under a reason; our code book follows a part of Keaveney's (1995) critical incidents, four of her eight kinds.

# %% [markdown] lang="zh" slide="slide"
# ## 原因：说了什么，做了什么
#
# 客户走的时候不填表。
# 最接近离店访谈的，是后来沉默的人留下的最后一次投诉。
# **编码**（coding）就是把每段话归到一个原因下；编码本取自Keaveney（1995）的关键事件，八类里用了四类。

# %%
complaints = crm.load("complaints")
final = complaints.sort_values("opened_at").groupby("customer_id").tail(1).merge(people, on="customer_id")
days_after = (final["opened_at"].dt.normalize() - final["last_on"]).dt.days
exits = final[(final["left"] == 1) & days_after.between(-30, 60)].copy()
exits["reason"] = retain.code_reasons(exits["text"])
exits[["text", "reason"]].head(4)

# %%
filed = {"late": "inconvenience", "app": "inconvenience", "rude": "service_encounter", "price": "pricing"}
exits["filed"] = exits["category"].map(filed).fillna("core_service")
clear = exits[exits["reason"] != "unclear"]
kappa, kappa_all = (retain.agreement(each["reason"], each["filed"])["kappa"] for each in (clear, exits))
unclear = 1 - len(clear) / len(exits)
round(unclear, 2), round(kappa, 2), round(kappa_all, 2)

# %% lang="en" alt="Bars: reasons in the last complaints of lost customers. The goods themselves are named in more than half, then pricing, inconvenience and the service encounter; the cumulative line reaches all."
reasons = retain.pareto_table(exits["filed"])
names = {
    "core_service": "goods",
    "pricing": "pricing",
    "inconvenience": "inconvenience",
    "service_encounter": "staff",
}
retain.plot_pareto_reasons(reasons, names).set_title("Of those who told us, most name the goods")
plt.show()

# %% lang="zh" alt="条形图：流失客户最后一次投诉的原因。一半以上是商品本身，然后依次是价格、不便、接待；累计线到百分之百。"
reasons = retain.pareto_table(exits["filed"])
names = {"core_service": "商品", "pricing": "价格", "inconvenience": "不便", "service_encounter": "接待"}
retain.plot_pareto_reasons(reasons, names).set_title("开过口的人，多半怪商品")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Two coders must agree beyond chance before their counts mean anything: our words and the desk's filing reach a **kappa** (Cohen 1960) of {{kappa:.2f}} with {{unclear:.0%}} unclear left out, and of {{kappa_all:.2f}} with them.
# The picture counts the desk's filing; the goods lead with {{reasons["share"][0]:.0%}}.
# But these are {{len(exits)}} of {{people["left"].sum():,}} lost customers, and by the truth only {{n_spoke}} of the {{len(exits)}} left *because* something went wrong: the others complained, and left for reasons of their own life.
# In all {{n_because}} left because something went wrong, {{n_silent}} of them without a word.
# A Pareto of reasons speaks for those who spoke, and not always of why they left.

# %% [markdown] lang="zh" slide="fragment"
# 两个人编码，一致程度要比碰运气高，数出来才算数：我们的编码本和受理人的归类，**kappa系数**（Cohen 1960）是{{kappa:.2f}}（去掉看不出原因的{{unclear:.0%}}；不去掉，只有{{kappa_all:.2f}}）。
# 图里数的是受理人的归类，商品排第一，占{{reasons["share"][0]:.0%}}。
# 不过这只是{{people["left"].sum():,}}位流失客户里的{{len(exits)}}位；按真相，这{{len(exits)}}位里真正**因为**出了岔子才走的只有{{n_spoke}}位，别的人投诉归投诉，走是自己生活上的原因。
# 全店因为出了岔子才走的，一共{{n_because}}位，其中{{n_silent}}位一声没吭。
# 原因的帕累托图，代表的是开过口的人，说的也未必就是他们走的原因。

# %%
wrongs = crm.load("truth/dissatisfactions").query("then == 'left'")
n_because, n_silent = len(wrongs), int((wrongs["voiced"] == 0).sum())
n_spoke = int(exits["customer_id"].isin(wrongs["customer_id"]).sum())
n_because, n_silent, n_spoke

# %% [markdown] lang="en"
# ### A driver model: is service the best barrier?
#
# A **driver model** asks what goes along with leaving, all at once.
# After each complaint: did she stay away for {{away_days}} days?
# Since 2024 the redress was given by rota, so here its effect is more than a correlation.

# %% [markdown] lang="zh"
# ### 驱动模型：好的服务是不是最好的屏障？
#
# **驱动模型**（driver model）把几个因素放在一起，看什么跟离开有关。
# 每次投诉之后：她是不是{{away_days}}天没来？
# 2024年起补偿按轮次表给，所以它的作用不只是相关。

# %%
case = complaints.query("by_rota == 1 and opened_at < '2025-10-01' and outcome != 'open'").copy()
case = case[~case["complaint_id"].isin(complaints["repeat_of"]) & case["first_response_at"].notna()]
case["day"] = case["opened_at"].dt.normalize()
in_order = visits.sort_values("ordered_on")[["customer_id", "ordered_on"]]
case = pd.merge_asof(
    case.sort_values("day"), in_order, left_on="day", right_on="ordered_on", by="customer_id",
    direction="forward", allow_exact_matches=False,
)  # fmt: skip
away_days = 90
case["away"] = (~((case["ordered_on"] - case["day"]).dt.days <= away_days)).astype(int)
round(float(case["away"].mean()), 2), len(case)

# %% [markdown] lang="en"
# Her pace may count visits up to the complaint only: leakage lurks here too.

# %% [markdown] lang="zh"
# 她平时来得多勤，只能数到投诉那天为止：这里也可能泄漏。

# %%
so_far = in_order.assign(visit=in_order.groupby("customer_id").cumcount() + 1)
so_far = so_far.rename(columns={"ordered_on": "seen_on"})
case = pd.merge_asof(case, so_far, left_on="day", right_on="seen_on", by="customer_id")
known_for = (case["day"] - case["customer_id"].map(born)).dt.days
case["pace"] = case["visit"] / (known_for + 30)

# %%
from statsmodels.discrete.discrete_model import Logit

hours = (case["first_response_at"] - case["opened_at"]).dt.total_seconds() / 3600
drivers = pd.DataFrame({"severity": case["severity"], "twice_the_wait": np.log2(hours)})
drivers["unsolved"] = (case["outcome"] == "unresolved").astype(int)
drivers["made_good"] = case["recovery"].isin(["refund", "replacement"]).astype(int)
drivers["pace"] = np.log(case["pace"])
found = Logit(case["away"], drivers.assign(const=1.0)).fit(disp=0)

# %%
odds = np.exp(pd.concat([found.params, found.conf_int()], axis=1).drop("const")).set_axis(
    ["odds", "low", "high"], axis=1
)
n_quiet = int((gone & ~gone.index.isin(complaints["customer_id"])).sum())
odds.round(2)

# %% [markdown] lang="en" slide="fragment"
# Twice the wait multiplies the odds of staying away by {{odds.loc["twice_the_wait", "odds"]:.2f}}, an unsolved case by {{odds.loc["unsolved", "odds"]:.1f}}; making good divides them by {{1 / odds.loc["made_good", "odds"]:.1f}}.
# Only the redress went by rota, so only making good is an effect; the wait and the unsolved case go along with staying away.
# Is good service a barrier, as the textbook says? One part of it is proved, that making good keeps customers, and only after these {{len(case):,}} complaints.
# The {{n_quiet:,}} who left without ever complaining are beyond its reach, however well complaints are handled.

# %% [markdown] lang="zh" slide="fragment"
# 等待时间翻一倍，不来的优势（odds，不来与来的概率之比）乘{{odds.loc["twice_the_wait", "odds"]:.2f}}；没解决，乘{{odds.loc["unsolved", "odds"]:.1f}}；退款或换货，除以{{1 / odds.loc["made_good", "odds"]:.1f}}。
# 只有补偿是按轮次表给的，所以只有退换算得上“作用”；等待和没解决，只是跟不来有关。
# 教材说好的服务是屏障，这里能证明的只有一样：退换能留人；而且只在这{{len(case):,}}件投诉里验证过。
# 没投诉就走的有{{n_quiet:,}}人，投诉处理得再好也够不着。

# %% [markdown] lang="en" slide="slide"
# ## Whom to win back?
#
# In October the shop wrote to customers who had bought within {{seen}} days but not in the last {{quiet}}: a mail for {{mail["cost_per_contact"]}} yuan, a gift of {{mail["gift_per_response"]:.0f}} for whoever comes, and a control group drawn by lot.
# ({{(lost["silent"] <= quiet).sum()}} of {{len(lost):,}} had bought again by the day on which it went out.)

# %% [markdown] lang="zh" slide="slide"
# ## 赢回谁？
#
# 10月，店里给{{seen}}天内买过、最近{{quiet}}天没来的客户发邮件：一封{{mail["cost_per_contact"]}}元，来的人送一份{{mail["gift_per_response"]:.0f}}元的赠品，并抽签留了对照组。
# （{{len(lost):,}}人里有{{(lost["silent"] <= quiet).sum()}}位，到发信那天又来买过了。）

# %%
mail = campaigns.loc["K04"]
lost = retain.churn_table(orders, mail["sent_on"], seen_within=540, horizon=None)
lost = lost.merge(sent.query("campaign_id == 'K04'"), on="customer_id")
open_days = visits[visits["ordered_on"].between(mail["sent_on"] + pd.Timedelta(days=1), mail["closed_on"])]
lost["visits"] = lost["customer_id"].map(open_days["customer_id"].value_counts()).fillna(0)
groups = lost.groupby("treated")[["responded", "visits", "amount"]].mean()
caused = groups.loc[True] - groups.loc[False]
cost = mail["cost_per_contact"] + mail["gift_per_response"] * groups.loc[True, "responded"]
per_answer, per_visit = margin * caused["responded"] - cost, margin * caused["visits"] - cost
per_yuan = margin_share * caused["amount"] - cost
groups.round(3)

# %%
fee = lost["treated"] * (mail["cost_per_contact"] + mail["gift_per_response"] * lost["responded"])
nets = pd.DataFrame({"visits": margin * lost["visits"] - fee, "yuan": margin_share * lost["amount"] - fee})
noise = nets.groupby(lost["treated"]).agg(lambda column: column.var() / column.size).sum() ** 0.5
low, high = ([per_visit, per_yuan] + 1.96 * side * noise for side in (-1, 1))
pd.DataFrame({"a_head": [per_visit, per_yuan], "low": low, "high": high}).round(1)

# %% [markdown] lang="en" slide="fragment"
# {{groups.loc[True, "responded"]:.0%}} came, against {{groups.loc[False, "responded"]:.0%}} without the mail.
# At {{margin}} yuan an answer the mail loses {{-per_answer:.2f}} yuan a head.
# But who came back came several times: counted in visits it makes {{per_visit:.2f}} yuan a head, from {{low["visits"]:.1f}} to {{high["visits"]:.1f}} at {{1 - level:.0%}}.
# By the money in the till, at {{margin_share:.0%}} margin, it would be {{per_yuan:.1f}}, but money scatters more: {{low["yuan"]:.1f}} to {{high["yuan"]:.1f}}.
# Count visits, not answers; {{margin}} yuan is the shop's careful figure for one.
# Each customer then has an **expected value**:
#
# $$\mathrm{EV} = m\,(v_1 - v_0) - c - g\,p_1$$
#
# with margin $m$ of a visit, visits $v_1$ with the mail and $v_0$ without, cost $c$, gift $g$, and the chance $p_1$ that she comes at all.

# %% [markdown] lang="zh" slide="fragment"
# 发了邮件的来了{{groups.loc[True, "responded"]:.0%}}，没发的来了{{groups.loc[False, "responded"]:.0%}}。
# 来一位只算{{margin}}元，平均每人亏{{-per_answer:.2f}}元。
# 可是回来的人不止来一次：按到店次数算，平均每人赚{{per_visit:.2f}}元，{{1 - level:.0%}}区间从{{low["visits"]:.1f}}到{{high["visits"]:.1f}}元。
# 按收银台的钱、毛利{{margin_share:.0%}}算，是{{per_yuan:.1f}}元；可是金额的波动大，区间从{{low["yuan"]:.1f}}到{{high["yuan"]:.1f}}元。
# 要数来了几次，别只数来没来；一次{{margin}}元，是店里偏保守的数。
# 于是每位客户有一个**期望价值**（expected value, EV）：
#
# $$\mathrm{EV} = m\,(v_1 - v_0) - c - g\,p_1$$
#
# $m$是来一次的毛利，$v_1$、$v_0$是发和不发邮件时的到店次数，$c$是联系费，$g$是赠品，$p_1$是发了邮件后会来的概率。

# %%
closed = visits[visits["ordered_on"] > mail["closed_on"]]["customer_id"]
lost["afterwards"] = lost["customer_id"].isin(closed)
stayed_on = lost.groupby("treated")["afterwards"].mean()
stayed_on.round(3).to_dict()

# %% [markdown] lang="en"
# One sober look: after the mail had closed, {{stayed_on[True]:.0%}} of the mailed and {{stayed_on[False]:.0%}} of the others bought.
# The mail brought visits, not loyalty; count nothing beyond them.
#
# For each customer we need visits with and without: two models, as in lesson 5a, one learnt on the mailed and one on the others, here of counts (Poisson regression).
# We learn on one half of the list and use the other.

# %% [markdown] lang="zh"
# 冷静看一眼：活动结束以后，发过邮件的有{{stayed_on[True]:.0%}}来买，没发的有{{stayed_on[False]:.0%}}。
# 邮件带来的是几次到店，不是忠诚；以后的一概别算。
#
# 每位客户要算两个次数：发和不发。照第5a课的办法建两个模型，一个学发过的，一个学没发的；数的是次数，所以用泊松回归（Poisson regression）。
# 用名单的一半来学，学到的用在另一半上。

# %%
from sklearn.linear_model import PoissonRegressor

learned = lost.sample(frac=0.5, random_state=7)
hold = lost.drop(learned.index).copy()
used = ["silent", "tenure", "orders", "online"]
len(learned), len(hold)


# %%
def learn_visits(rows):
    counts = make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), PoissonRegressor(alpha=0.01))
    return counts.fit(rows[used], rows["visits"])


# %%
with_mail, without = (learn_visits(learned[learned["treated"] == mailed]) for mailed in (True, False))
answers = interact.TwoModelUplift().fit(np.log1p(learned[used]), learned["responded"], learned["treated"])


def expect(customers, margin=margin, gift=mail["gift_per_response"]):
    more_visits = with_mail.predict(customers[used]) - without.predict(customers[used])
    comes = answers.predict_response(np.log1p(customers[used]))
    return margin * more_visits - mail["cost_per_contact"] - gift * comes


hold["worth"] = expect(hold)
hold[["silent", "orders", "visits", "worth"]].head(4).round(2)

# %% [markdown] lang="en" slide="slide"
# ### Risk alone
#
# The usual list takes the highest risk first.
# Suppose there is room for {{n_mails}} of the {{len(hold)}}.
# The truth says what each list is worth: it knows the chances, and `winback_value` turns a chance $p$ into $-\ln(1-p)$ visits, as if they came at random (Poisson).
# The risk is that of the model above; it has learnt on customers active in the last {{lately}} days and is asked here about far longer silences, as a program for lists would do without a word.

# %% [markdown] lang="zh" slide="slide"
# ### 只看风险
#
# 通常的名单，从风险最高的排起。
# 假定{{len(hold)}}人里只能联系{{n_mails}}位。
# 每张名单值多少，真相说了算：来的概率$p$是已知的，`winback_value`再按泊松分布把它折成$-\ln(1-p)$次到店。
# 风险用的是上面那个模型：它学的是最近{{lately}}天来过的人，这里却拿它给沉默久得多的人打分；现成的软件也会这么做，还不提醒你。

# %%
n_mails = 200
real = crm.load("truth/campaign_contacts").query("campaign_id == 'K04'").set_index("customer_id")
real = real.loc[hold["customer_id"]]
true_worth = retain.winback_value(
    real["true_chance"], real["chance_without"], margin=margin, contact=0.5, gift=15
)
risk = model.predict_proba(hold[known])[:, 1]
comes = answers.predict_response(np.log1p(hold[used]))
ways = {
    "risk": risk,
    "spent": hold["spent"],
    "recent": -hold["silent"],
    "lot": np.zeros(len(hold)),
    "comes": comes,
    "worth": hold["worth"],
}
lists = retain.compare_lists(ways, true_worth, n_mails).set_index("order")
lists.round(2)

# %% [markdown] lang="en"
# *of_best* is the share of what the best list could earn.
# But that is one split, drawn by lot; another may turn the order round.
# So we do all of it {{n_splits}} times.

# %% [markdown] lang="zh"
# of_best是占最好名单的比例。
# 可是这只是抽签分的一次，换一次，名次也许就变了。
# 所以从头到尾做{{n_splits}}次。

# %%
from threadpoolctl import threadpool_limits

whole = crm.load("truth/campaign_contacts").query("campaign_id == 'K04'").set_index("customer_id")
whole = whole.loc[lost["customer_id"]]
lost["truth"] = retain.winback_value(whole["true_chance"], whole["chance_without"], margin, 0.5, 15)
lost["risk"] = model.predict_proba(lost[known])[:, 1]


# %%
def one_split(seed):
    learned = lost.sample(frac=0.5, random_state=seed)
    hold = lost.drop(learned.index)
    with_mail, without = (learn_visits(learned[learned["treated"] == mailed]) for mailed in (True, False))
    answers = interact.TwoModelUplift().fit(np.log1p(learned[used]), learned["responded"], learned["treated"])
    comes = answers.predict_response(np.log1p(hold[used]))
    worth = margin * (with_mail.predict(hold[used]) - without.predict(hold[used])) - 0.5 - 15 * comes
    ways = {"risk": hold["risk"], "spent": hold["spent"], "lot": np.zeros(len(hold))}
    ways |= {"recent": -hold["silent"], "comes": comes, "worth": worth}
    return retain.compare_lists(ways, hold["truth"], n_mails).set_index("order")["worth"]


# %%
n_splits = 20
with threadpool_limits(1):
    splits = pd.DataFrame([one_split(seed) for seed in range(n_splits)])
mean = splits.mean()
splits.agg(["mean", "min", "max"]).round(0)

# %%
chosen = (hold["worth"] > 0).to_numpy()
stops = {
    "all": true_worth.sum(),
    "worth above 0": true_worth[chosen].sum(),
    "best": true_worth[true_worth > 0].sum(),
}
int(chosen.sum()), {name: round(float(yuan)) for name, yuan in stops.items()}

# %% lang="en" slide="fragment" alt="Bars: yuan that the first names of each list bring, by the truth. By risk a small loss; by lot and by money spent something; by most recent purchase, chance to come and expected value far more and about alike, though well below the best possible. Lines show the range over the splits."
labels = [
    "highest risk",
    "spent most",
    "by lot",
    "most recent",
    "likeliest to come",
    "expected value",
    "best possible",
]
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.barh(labels, mean, color=["#D55E00", *["#666666"] * 4, "#0072B2", "#56B4E9"])
ax.hlines(labels, splits.min(), splits.max(), color="black", linewidth=1)
for row, high_end in enumerate(splits.max().clip(lower=0)):
    ax.annotate(f"{mean.iloc[row]:,.0f}", (high_end, row), (6, 0), textcoords="offset points", va="center")
ax.invert_yaxis()
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.axvline(0, color="grey", linewidth=1)
ax.set(title="The riskiest are past saving", xlabel="Yuan earned, by the truth: mean and range of the splits")
ax.margins(x=0.15)
plt.show()

# %% lang="zh" slide="fragment" alt="条形图：按真相，每张名单排在前面的人带来多少元。按风险排略亏；抽签和按消费排赚一些；按最近来过、按来的概率、按期望价值排多得多，三者相差不大，但都远不及最好的名单。细线是各次的范围。"
labels = ["风险最高", "消费最多", "抽签", "最近来过", "最可能来", "期望价值", "最好的名单"]
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.barh(labels, mean, color=["#D55E00", *["#666666"] * 4, "#0072B2", "#56B4E9"])
ax.hlines(labels, splits.min(), splits.max(), color="black", linewidth=1)
for row, high_end in enumerate(splits.max().clip(lower=0)):
    ax.annotate(f"{mean.iloc[row]:,.0f}", (high_end, row), (6, 0), textcoords="offset points", va="center")
ax.invert_yaxis()
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.axvline(0, color="grey", linewidth=1)
ax.set(title="风险最高的人，已经救不回来", xlabel="赚到的钱（元，按真相）：各次的平均与范围")
ax.margins(x=0.15)
plt.show()

# %% [markdown] lang="en" slide="fragment"
# By risk alone the mail loses {{-mean["risk"]:,.0f}} yuan on average, worse than drawing lots ({{mean["lot"]:,.0f}}) in every one of the {{n_splits}} splits; by expected value {{mean["worth"]:,.0f}}, which is {{mean["worth"] / mean["best"]:.0%}} of the best list there could be.
# Ascarza (2018) found the like in field experiments: the highest risk is not the highest effect.
# {{gone_share:.0%}} of the whole list had left for good, and nothing moves them.
# But a plain list does as well: the most recent first {{mean["recent"]:,.0f}}, the likeliest to come {{mean["comes"]:,.0f}}, better than expected value in {{(splits["comes"] > splits["worth"]).mean():.0%}} of the splits.
# Few on this list would come anyway, and a chance is easier to learn than a difference. In lesson 5a, among customers who do come anyway, that order was worse than a lot.
# Without a limit the list hardly matters: mailing all {{len(hold)}} makes {{stops["all"]:,.0f}} yuan, the {{chosen.sum()}} with a value above zero {{stops["worth above 0"]:,.0f}}. A mail is cheap; where a contact is dear or places are few, the list is the campaign.

# %% [markdown] lang="zh" slide="fragment"
# 只看风险，平均亏{{-mean["risk"]:,.0f}}元，{{n_splits}}次里次次不如抽签（平均赚{{mean["lot"]:,.0f}}元）；按期望价值排得{{mean["worth"]:,.0f}}元，是最好的名单的{{mean["worth"] / mean["best"]:.0%}}。
# Ascarza（2018）在现场实验里也看到：风险最高的，不是效果最大的。
# 整张名单上有{{gone_share:.0%}}已经一去不回，什么也打动不了。
# 不过，简单的排法并不差：最近来过的排前面，得{{mean["recent"]:,.0f}}元；最可能来的排前面，得{{mean["comes"]:,.0f}}元，有{{(splits["comes"] > splits["worth"]).mean():.0%}}的次数比期望价值还好。
# 这张名单上本来就会来的人不多，而且概率比两个概率之差容易学准。第5a课的名单上，多是不请也来的人，那样排比抽签还差。
# 要是不限人数，名单就不大要紧了：{{len(hold)}}人全发，得{{stops["all"]:,.0f}}元；只发期望价值大于零的{{chosen.sum()}}人，得{{stops["worth above 0"]:,.0f}}元。邮件便宜；换成联系费高、名额少的办法，成败就在名单。

# %%
gone_share = (left_on.reindex(lost["customer_id"]) < mail["sent_on"]).mean()
promised = hold["worth"].sum()
round(float(gone_share), 2), round(promised)

# %% [markdown] lang="en" slide="slide"
# ## Decision: Monday
#
# The same mail, to whoever is as silent today as the October list was: a purchase within {{seen}} days, none in the last {{quiet}}.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：下周一
#
# 还是那封邮件，发给今天跟10月名单一样沉默的人：{{seen}}天内买过，最近{{quiet}}天没来。

# %%
seen, quiet, held_out = 540, 45, 0.1
now = retain.churn_table(orders, today, seen_within=seen, horizon=None).query("silent > @quiet")
gifts = answers.predict_response(np.log1p(now[used])).sum()
n_sent = round((1 - held_out) * len(now))


def plan(margin, gift):
    outlay = mail["cost_per_contact"] * len(now) + gift * gifts
    return {"outlay": outlay, "earned": expect(now, margin, gift).sum()}


options = n_sent / len(now) * pd.DataFrame({both: plan(*both) for both in [(30, 15), (20, 15), (30, 5)]}).T
options = options.rename_axis(["margin", "gift"])
options.round(0)

# %%
monday, leaner = options.loc[(30, 15)], options.loc[(20, 15)]
riskier_half = lift["churned"][:5].mean()
n_half = int(lift["customers"][:5].sum())
per_group = interact.sample_size(riskier_half, -terms["saved"] * riskier_half)
third = interact.sample_size(riskier_half, -riskier_half / 3)
len(now), n_sent, round(float(riskier_half), 2), n_half, per_group, third

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: of the {{len(now):,}}, a tenth drawn by lot gets nothing and is the control group; mail the other {{n_sent:,}}. (Those who have asked not to be written to go out before the draw, lesson 3b, which makes all sums a little smaller.)
# It costs {{monday["outlay"]:,.0f}} yuan with the gifts, and we expect {{monday["earned"]:,.0f}} on top of that; if a visit leaves {{options.index[1][0]}} yuan only, {{leaner["earned"]:,.0f}}.
# That is {{monday["earned"] / n_sent:.1f}} yuan a head, near the careful end of what October showed ({{low["visits"]:.1f}} to {{high["visits"]:.1f}}); by the truth October made {{lost["truth"].mean():.1f}}.
# How far is such a promise to be trusted? On the other half of October's list the model promised {{promised:,.0f}} yuan, and the truth gave {{stops["all"]:,.0f}}.
#
# **For those who still come**: no offer to stay before a test, and know what a test can see.
# In the riskier half {{riskier_half:.0%}} leave. If the offer keeps {{terms["saved"]:.0%}} of them, {{(1 - terms["saved"]) * riskier_half:.0%}} leave: to see that takes {{per_group:,}} in each of two groups, and there are {{n_half}} people in all.
# {{third}} in each would see only an offer that keeps a third. So a test of one half-year can find a very good offer, but says little about an ordinary one; for that, pool several half-years.
#
# Two limits.
# The winter is not the autumn.
# And only the terms of October were tested: the last row of the table assumes that a smaller gift draws as well, and nobody knows that.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：{{len(now):,}}人里抽签留一成不发，作对照组，其余{{n_sent:,}}人都发。（说过别再联系的人，抽签之前先去掉，见第3b课，下面的数就再小一点。）
# 连赠品花{{monday["outlay"]:,.0f}}元，扣掉这些，预期还赚{{monday["earned"]:,.0f}}元；来一次的毛利要是只有{{options.index[1][0]}}元，就剩{{leaner["earned"]:,.0f}}元。
# 平均每人{{monday["earned"] / n_sent:.1f}}元，靠近10月测得的区间（{{low["visits"]:.1f}}到{{high["visits"]:.1f}}元）的保守一头；按真相，10月是每人{{lost["truth"].mean():.1f}}元。
# 这样的承诺信得过几分？在10月名单的另一半上，模型预测{{promised:,.0f}}元，真相是{{stops["all"]:,.0f}}元。
#
# **还在来的人**：没测试过，就先不送；还要知道测试能看出多大的效果。
# 风险较高的一半里有{{riskier_half:.0%}}会走。优惠要是留得住其中的{{terms["saved"]:.0%}}，就降到{{(1 - terms["saved"]) * riskier_half:.0%}}：要看出这点差别，抽签分两组，每组要{{per_group:,}}人，而这一半一共才{{n_half}}人。
# 每组{{third}}人，只看得出留得住三分之一的优惠。所以测半年，找得到特别好的优惠，判断不了普通优惠有没有用；要判断，就得攒几个半年的数据。
#
# 两个限制。
# 冬天不是秋天。
# 而且测过的只有10月那一种条件：表里最后一行假定赠品变小、效果不变，这一点谁也不知道。

# %% [markdown] lang="en"
# ## Your own data
#
# Window, churn rate and curve of your own till, in one cell: put the path of your file in place of ours, and set the two days of the rate to a year that your file covers.
# The file may hold but a few hundred orders: then look at `silences` before you trust a share.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 你自己店里的窗口、流失率、曲线，一格就够：把路径换成你的文件，算流失率的起止两天改成你的文件里有的一年。
# 订单要是只有几百张，先看`silences`有多少，再决定信不信那个比例。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_returns = retain.return_curve(own, windows=[30, 60, 90], horizon=60)
own_people = retain.lifetimes(own, silence=90)
own_curve = retain.kaplan_meier(own_people["duration"], own_people["left"])
own_rate = retain.churn_rates(own, "2025-01-01", "2026-01-01", silence=90).set_index("rate").loc["start"]
own_returns.round(2), own_rate.round(2).to_dict(), retain.median_time(own_curve)

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Churn in a shop is a verdict after a silence; argue the window from who came back. After {{silence}} days {{back[silence]:.0%}} do, within half a year.
# - Name the base: {{year.loc["start", "value"]:.0%}}, {{year.loc["net", "value"]:.0%}} and {{year.loc["money", "value"]:.0%}} are all "the churn rate" of one year.
# - Censored customers count as long as they are watched; days that one *had* to survive are no merit.
# - Ask of every column on which day it was written; a wonder is a leak.
# - Win back by what the contact changes, not by risk: by risk it loses {{-mean["risk"]:,.0f}} yuan, by expected value it earns {{mean["worth"]:,.0f}}; a plain list of the most recent makes {{mean["recent"]:,.0f}}, so try the plain one first.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 店里的流失，是沉默之后的判断；窗口要拿“回来了多少”讲理由。满{{silence}}天的，半年内还会回来{{back[silence]:.0%}}。
# - 分母要说清：{{year.loc["start", "value"]:.0%}}、{{year.loc["net", "value"]:.0%}}、{{year.loc["money", "value"]:.0%}}，都是同一年的“流失率”。
# - 删失的客户，观察多久算多久；**本来就不可能流失**的日子，不算功劳。
# - 每一列都问是哪天写下的；成绩好得离奇，就是泄漏。
# - 赢回，看联系能改变多少，不看风险：按风险亏{{-mean["risk"]:,.0f}}元，按期望价值赚{{mean["worth"]:,.0f}}元；简单地从最近来过的排起，也有{{mean["recent"]:,.0f}}元，先试简单的。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Churn, churn rate, cohort, censored, Kaplan-Meier curve, log-rank test, hazard, hazard ratio, immortal time, time split, AUC, leakage, calibration, lift, coding, kappa, driver model, expected value.
#
# - Ascarza, E. (2018). Retention futility: targeting high-risk customers might be ineffective. *Journal of Marketing Research*.
# - Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*.
# - Cox, D. R. (1972). Regression models and life-tables. *Journal of the Royal Statistical Society B*.
# - Fader, P. S. and Hardie, B. G. S. (2009). Probability models for customer-base analysis. *Journal of Interactive Marketing*.
# - Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. *Journal of the American Statistical Association*.
# - Kaufman, S., Rosset, S., Perlich, C. and Stitelman, O. (2012). Leakage in data mining. *ACM Transactions on Knowledge Discovery from Data*.
# - Keaveney, S. M. (1995). Customer switching behavior in service industries: an exploratory study. *Journal of Marketing*.
# - Kleinbaum, D. G. and Klein, M. (2012). *Survival Analysis: A Self-Learning Text*. Springer.
# - Mantel, N. (1966). Evaluation of survival data and two new rank order statistics arising in its consideration. *Cancer Chemotherapy Reports*.
# - Neslin, S. A. and others (2006). Defection detection: measuring and understanding the predictive accuracy of customer churn models. *Journal of Marketing Research*.
# - Suissa, S. (2008). Immortal time bias in pharmacoepidemiology. *American Journal of Epidemiology*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 流失、流失率、同期群、删失、卡普兰-迈耶曲线、对数秩检验、风险率、风险比、永恒时间、按时间切分、AUC、泄漏、校准、提升度、编码、kappa系数、驱动模型、期望价值。
#
# - Ascarza, E. (2018). Retention futility: targeting high-risk customers might be ineffective. *Journal of Marketing Research*.
# - Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*.
# - Cox, D. R. (1972). Regression models and life-tables. *Journal of the Royal Statistical Society B*.
# - Fader, P. S. and Hardie, B. G. S. (2009). Probability models for customer-base analysis. *Journal of Interactive Marketing*.
# - Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. *Journal of the American Statistical Association*.
# - Kaufman, S., Rosset, S., Perlich, C. and Stitelman, O. (2012). Leakage in data mining. *ACM Transactions on Knowledge Discovery from Data*.
# - Keaveney, S. M. (1995). Customer switching behavior in service industries: an exploratory study. *Journal of Marketing*.
# - Kleinbaum, D. G. and Klein, M. (2012). *Survival Analysis: A Self-Learning Text*. Springer.
# - Mantel, N. (1966). Evaluation of survival data and two new rank order statistics arising in its consideration. *Cancer Chemotherapy Reports*.
# - Neslin, S. A. and others (2006). Defection detection: measuring and understanding the predictive accuracy of customer churn models. *Journal of Marketing Research*.
# - Suissa, S. (2008). Immortal time bias in pharmacoepidemiology. *American Journal of Epidemiology*.
#
# <!-- exercises link -->
