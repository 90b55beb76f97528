# ---
# id: "04d"
# title: {en: "Whom to invest in: the customer portfolio", zh: "把力气花在谁身上：客户组合"}
# minutes: {lecture: 50, exercises: 90}
# textbook: [idic 4.3-4.4, portfolio 4.2-4.3, ecommerce 2.2-2.4, practice 2]
# needs: ["04a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## Thirty thousand yuan
#
# Hejia (禾家) sells rice, oil and sauces to canteens and restaurants too.
# In 2025 it served {{n_served}} such accounts, and earned {{total_margin:,.0f}} yuan of margin on them.
# For 2026 the owner sets aside {{budget:,.0f}} yuan for looking after accounts.
# "More visits to the biggest", says the head of sales.
# "First tell me which of them earn anything", says the daughter, who pays for the petrol.

# %% [markdown] lang="zh" slide="slide"
# ## 三万块钱
#
# 禾家（Hejia）也给食堂和餐馆供米、油和调料。
# 2025年一共服务了{{n_served}}家这样的客户，毛利{{total_margin:,.0f}}元。
# 2026年，老板拨出{{budget:,.0f}}元，专门用来经营这些客户。
# 销售主管说：“多拜访大客户。”
# 管油费报销的女儿说：“先告诉我哪几家真赚钱。”

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and cost by hand ten, whale curve seven, matrix eight, budget twelve, tiers five, clusters and their failure six, decision two.
# Before the whale curve, ask how many of the accounts lose money.
# Expect "one in ten". Write the guesses on the board.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和手算成本十分钟，鲸鱼曲线七分钟，矩阵八分钟，预算十二分钟，分层五分钟，聚类和它的失灵六分钟，决策两分钟。
# 出鲸鱼曲线之前，先问全班：有多少家客户是亏钱的？
# 多数人会说“一成”。把猜的数写在黑板上。

# %% [markdown] lang="en"
# Three tables cover the year: what each account ordered in each month, what it made the shop do, and what that doing cost altogether.

# %% [markdown] lang="zh"
# 一年的账在三张表里：每家客户每月订了多少；让店里做了多少事；这些事一共花了多少钱。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

today = pd.Timestamp("2026-01-01")
budget = 30_000


# %%
def year_2025(name):
    table = crm.load(name)
    return table[table["month_on"] >= "2025-01-01"]


orders, use, pools = year_2025("account_orders"), year_2025("account_costs"), year_2025("cost_pools")
use.head(3)

# %%
n_served = orders["account_id"].nunique()
total_margin, total_cost = orders["margin"].sum(), pools["cost"].sum()
n_served, round(total_margin), round(total_cost)

# %% [markdown] lang="en"
# Serving the accounts cost {{total_cost:,.0f}} yuan, {{total_cost / total_margin:.0%}} of the margin.
# Who caused it?

# %% [markdown] lang="zh"
# 服务这些客户花了{{total_cost:,.0f}}元，占毛利的{{total_cost / total_margin:.0%}}。
# 是谁花掉的？

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Work out** what each customer contributes after the cost to serve it, and draw the whale curve (exercises 4d.1 to 4d.3).
# - **Place** customers by value and relation, and say what to do with each kind (4d.4, 4d.5).
# - **Grade** customers, set tiers and cost their service standards (4d.6, 4d.8).
# - **Choose** a strategy for each customer under a budget, and read the shadow price (4d.7).
# - **Argue** for a number of segments, and find customers like the good ones (4d.9, 4d.10).
# - **Document** the whole process (4d.11), and decide (the memo, 4d.12).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **核算**：扣掉服务成本，每家客户贡献多少；画出鲸鱼曲线（练习4d.1到4d.3）。
# - **定位**：按价值和关系给客户定位，说出每一类怎么办（4d.4、4d.5）。
# - **分级分层**：给客户评级、划层，算出服务标准要花多少钱（4d.6、4d.8）。
# - **取舍**：预算有限时给每家客户选策略，读懂影子价格（4d.7）。
# - **论证**：客户该分几群，去哪里找跟好客户相像的人（4d.9、4d.10）。
# - **留痕**：把整个区分过程记录在案（4d.11），再作决策（决策备忘4d.12）。

# %% [markdown] lang="en" slide="slide"
# ## The idea: contribution, not sales
#
# The **customer contribution** is the margin a customer brings, less the **cost to serve** it: deliveries, visits, returns, phone calls, money lent.
# Two accounts of one size can differ in it enormously, and that is why customers have to be segmented at all: the same treatment is too dear for some and too poor for others.
#
# **Activity-based costing** (Cooper and Kaplan 1988) finds the cost to serve in three steps:
#
# 1. Collect what each *activity* costs, such as visiting.
# 2. Divide by its *driver*, the number of visits: that is the **activity rate**.
# 3. Charge each customer its visits times the rate.
#
# Accountants shorten it to ABC too; in this book ABC is the analysis of lesson 4a.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：看贡献，不看销售额
#
# **客户贡献价值**（customer contribution）是客户带来的毛利，减去**服务成本**（cost to serve）：送货、拜访、退货、接电话、垫款。
# 买得一样多的两家，贡献可以天差地别。客户要细分，道理就在这里：同样的待遇，对有的客户太贵，对有的又太差。
#
# **作业成本法**（activity-based costing；Cooper和Kaplan 1988）分三步算出服务成本：
#
# 1. 归集每项**作业**花了多少钱，比如拜访。
# 2. 除以它的**动因**（拜访了多少次），得到**作业费率**（activity rate）。
# 3. 每位客户的次数乘以费率，记在该客户名下。
#
# 会计也把它简称ABC；本书里的ABC专指第4a课的ABC分析法。

# %% [markdown] lang="en"
# ## Cost to serve, by hand
#
# With a pencil: three accounts, two activities, {{pencil_costs["visits"]}} yuan spent on visits and {{pencil_costs["deliveries"]}} on deliveries.

# %% [markdown] lang="zh"
# ## 服务成本：先手算
#
# 用铅笔算：三家客户，两项作业，拜访花了{{pencil_costs["visits"]}}元，送货花了{{pencil_costs["deliveries"]}}元。

# %%
pencil = pd.DataFrame({"account": list("abc"), "margin": [500, 500, 300]})
pencil["visits"], pencil["deliveries"] = [2, 3, 1], [2, 12, 6]
pencil_costs = {"visits": 480, "deliveries": 600}
pencil_rates = {driver: cost / pencil[driver].sum() for driver, cost in pencil_costs.items()}
pencil["cost"] = sum(pencil[driver] * rate for driver, rate in pencil_rates.items())
pencil.assign(contribution=pencil["margin"] - pencil["cost"])

# %% [markdown] lang="en"
# A visit costs {{pencil_rates["visits"]:.0f}} yuan, a delivery {{pencil_rates["deliveries"]:.0f}}.
# Accounts a and b bring the same margin; b has twelve small deliveries, and loses money.
#
# On the shop's data it is the same division.

# %% [markdown] lang="zh"
# 一次拜访{{pencil_rates["visits"]:.0f}}元，送一趟{{pencil_rates["deliveries"]:.0f}}元。
# a和b毛利相同；b十二趟小单，反而亏钱。
#
# 全店的数据，也是同样的除法。

# %%
by_activity = pools.groupby(["activity", "driver"])["cost"].sum().reset_index()
by_activity["volume"] = by_activity["driver"].map(use.drop(columns=["account_id", "month_on"]).sum())
by_activity["rate"] = by_activity["cost"] / by_activity["volume"]
by_activity.round(2)

# %%
rate = by_activity.set_index("driver")["rate"]
cost_by_hand = (use.groupby("account_id")[list(rate.index)].sum() * rate).sum(axis=1)
margin_by_hand = orders.groupby("account_id")["margin"].sum()
by_hand = margin_by_hand - cost_by_hand
by_hand.describe().round()

# %% [markdown] lang="en"
# ## With crmlab
#
# `activity_rates` and `contribution` do the same, and count every row that they can't use.

# %% [markdown] lang="zh"
# ## 用crmlab
#
# `activity_rates`和`contribution`做的是同一件事，凡是用不上的行都会报数。

# %%
from crmlab import differentiate

rates = differentiate.activity_rates(pools, use)
served = differentiate.contribution(orders, use, rates, "account_id")
bool(np.allclose(served.set_index("account_id")["contribution"].sort_index(), by_hand.sort_index()))

# %% [markdown] lang="en"
# The two agree.
# Now look at two accounts of almost the same sales: the largest that loses money, and the best of its size.

# %% [markdown] lang="zh"
# 两边一致。
# 再看销售额几乎相同的两家：一家是亏钱客户里买得最多的，一家是买得一样多、却最赚钱的。

# %%
loser = served[served["contribution"] < 0].nlargest(1, "amount").iloc[0]
twin = served[(served["amount"] / loser["amount"]).between(0.97, 1.03)].iloc[0]
activities = list(rates["activity"])
pair = pd.DataFrame([twin, loser]).set_index("account_id")
margin_part = (twin["margin"] - loser["margin"]) / (twin["contribution"] - loser["contribution"])
sales_value = served["amount"].corr(served["contribution"], method="spearman")
pair[["amount", "margin", "cost_to_serve", "contribution"]].astype(float).round()

# %% lang="en" slide="slide" alt="Stacked bars of the cost to serve of two accounts with the same sales. The one that loses money costs three times as much; deliveries are the largest part."
ax = pair[activities].astype(float).plot.barh(stacked=True, figsize=(7, 3), colormap="viridis")
words = ["delivery", "driving", "visiting", "picking", "credit", "returns", "phone orders"]
ax.legend(words, ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.3))
ax.set(xlabel="Cost to serve in 2025 (yuan)", ylabel="")
ax.set_title("Same sales, three times the cost")
plt.show()

# %% lang="zh" slide="slide" alt="销售额相同的两家客户，服务成本的堆叠条形图。亏钱的那家成本是另一家的三倍，大头是送货。"
ax = pair[activities].astype(float).plot.barh(stacked=True, figsize=(7, 3), colormap="viridis")
words = ["送货", "行车", "拜访", "拣货", "垫款", "退货", "电话接单"]
ax.legend(words, ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.3))
ax.set(xlabel="2025年服务成本（元）", ylabel="")
ax.set_title("销售额一样，服务成本差两倍")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Both buy for about {{loser["amount"] / 1000:.0f}} thousand yuan.
# {{twin["account_id"]}} contributes {{twin["contribution"]:,.0f}} yuan; {{loser["account_id"]}} costs the shop {{-loser["contribution"]:,.0f}}.
# Of this gap, {{margin_part:.0%}} is thinner margin and {{1 - margin_part:.0%}} is cost to serve: small deliveries, often.
# The pair is an extreme one.
# Over all accounts sales and contribution do go together, with a rank correlation of {{sales_value:.2f}}; what sales don't show is who has slipped below zero.

# %% [markdown] lang="zh" slide="fragment"
# 两家都买了{{loser["amount"] / 1000:.0f}}千元上下。
# {{twin["account_id"]}}贡献{{twin["contribution"]:,.0f}}元；{{loser["account_id"]}}让店里倒贴{{-loser["contribution"]:,.0f}}元。
# 这个差距里，{{margin_part:.0%}}是因为毛利薄，{{1 - margin_part:.0%}}是因为服务成本高：要得零碎，送得频繁。
# 这一对是挑出来的极端例子。
# 放到全部客户里看，销售额和贡献大体同升同降，秩相关系数有{{sales_value:.2f}}；看不出来的是：谁已经掉到零以下。

# %% [markdown] lang="en" slide="slide"
# ## The whale curve
#
# Line the accounts up, largest contribution first, and add up as you go: that is the **whale curve** (Kaplan and Narayanan 2001).
# It climbs above the whole, because the rest eat part of what the first bring.

# %% [markdown] lang="zh" slide="slide"
# ## 鲸鱼曲线
#
# 客户从贡献最大的排起，一家一家往上加，就是**鲸鱼曲线**（whale curve；Kaplan和Narayanan 2001）。
# 它会升到总额之上，因为排在后面的吃掉了前面挣来的一部分。

# %%
spread = served["margin"] - served["amount"] * served["cost_to_serve"].sum() / served["amount"].sum()
curve = differentiate.whale_curve(served["contribution"])
peak = curve["value_share"].max()
n_losing, n_losing_spread = int((served["contribution"] < 0).sum()), int((spread < 0).sum())
eaten = (peak - 1) / peak
n_losing, n_losing_spread

# %% lang="en" slide="fragment" alt="Whale curve: the cumulative contribution climbs to well over the whole at three fifths of the accounts and falls back to the whole at the end. A grey curve, with costs spread by sales, only rises."
ax = differentiate.plot_whale(served["contribution"], spread)
ax.set_title("Two fifths of the accounts eat nearly a fifth of what the others bring")
plt.show()

# %% lang="zh" slide="fragment" alt="鲸鱼曲线：累计贡献在六成客户处升到总额之上，然后一路落回总额。灰线是成本按销售额平摊的情形，只升不降。"
ax = differentiate.plot_whale(served["contribution"], spread)
ax.set_title("四成客户吃掉了其余客户挣来的近两成")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# At its peak the curve stands at {{peak:.0%}}: {{n_losing}} of {{n_served}} accounts lose money, and eat {{eaten:.0%}} of what the others bring.
# Spread the cost by sales, as most accounting systems do, and only {{n_losing_spread}} would seem to lose money.
# The classic case is steeper: at Kanthal, a Swedish maker of heating wire, a fifth of the customers made 225% of the profit (Cooper and Kaplan 1991).
#
# Two warnings.
# A losing account is not an enemy: the firm chose the terms.
# And its cost does not vanish when it leaves: the van still stands in the yard.
# Kaplan and Anderson (2004) divide by what *could* be done, so that idle hours are charged to nobody; `activity_rates(..., capacity=...)` does so.

# %% [markdown] lang="zh" slide="fragment"
# 曲线最高到{{peak:.0%}}：{{n_served}}家客户里有{{n_losing}}家亏钱，吃掉了其余客户挣来的{{eaten:.0%}}。
# 如果像多数账本那样按销售额平摊成本，看上去亏钱的只有{{n_losing_spread}}家。
# 经典案例更陡：瑞典做电热丝的Kanthal公司，五分之一的客户创造了225%的利润（Cooper和Kaplan 1991）。
#
# 提醒两点。
# 亏钱的客户不是敌人：条件是企业自己答应的。
# 而且客户走了，成本不会跟着消失：车还停在院子里。
# Kaplan和Anderson（2004）的办法是除以产能（最多能做多少），闲置的工时不摊给任何人；`activity_rates(..., capacity=...)`就是这样算的。

# %% [markdown] lang="en" slide="slide"
# ## Value and relation
#
# Contribution says what an account brought; it does not say how close it is.
# Closeness has parts that a firm can measure: our **share of wallet**, the **tenure of an account**, the contacts.
# We keep the accounts that still order and that we have known for three months, and bring their money to a year.

# %% [markdown] lang="zh" slide="slide"
# ## 价值与关系
#
# 贡献说的是客户带来了多少，没说跟我们有多近。
# 远近可以拆成几样量得出来的东西：它的采购有多少归我们，即**钱包份额**（share of wallet）；**合作时长**（tenure）；联系次数。
# 只留下还在订货、认识满三个月的客户，金额折成一年。

# %%
months = orders.groupby("account_id")["month_on"].agg(["size", "max"])
kept = months[(months["size"] >= 3) & (months["max"] == "2025-12-01")]
year = served[served["account_id"].isin(kept.index)].copy()
money = year.columns[1:]
year[money] = year[money].mul(12 / year["account_id"].map(kept["size"]), axis=0)
len(served), len(year)

# %%
accounts = crm.load("accounts").set_index("account_id")
reviews = crm.load("account_reviews").query("quarter_ends_on >= '2025-01-01'")
wallet = reviews.groupby("account_id")["spends_with_all"].mean()
year["share"] = year["amount"] / 12 / year["account_id"].map(wallet)
year["tenure"] = (today - year["account_id"].map(accounts["opened_on"])).dt.days
year["contacts"] = year["account_id"].map(use.groupby("account_id")["visits"].mean())

# %% [markdown] lang="en"
# Each part becomes a place in line between zero and one; the **relation index** is their mean.
# By hand it is one line, and `relation_index` agrees.

# %% [markdown] lang="zh"
# 每一项换成零到一之间的名次，取平均就是**关系指数**（relation index）。
# 手算只要一行，`relation_index`的结果与它一致。

# %%
parts = ["share", "tenure", "contacts"]
places = (year[parts].rank() - 1) / (year[parts].notna().sum() - 1)
close = differentiate.relation_index(year, parts)
bool(np.allclose(close["relation"], places.mean(axis=1)))

# %%
placed = differentiate.value_relation(close)
ranks = year[["tenure", "contacts", "contribution"]].rank().corr()["contribution"]
tenure_value, contact_value = ranks["tenure"], ranks["contacts"]
placed["quadrant"].value_counts()

# %% lang="en" slide="slide" alt="Scatter of contribution against relation index in four coloured quadrants. True friends and strangers are many; barnacles, close and losing money, are few."
ax = differentiate.plot_relation(placed)
ax.set_title("Four kinds of account")
plt.show()

# %% lang="zh" slide="slide" alt="贡献对关系指数的散点图，分成四个颜色的区域。挚友和陌生人多；又近又亏钱的藤壶少。"
ax = differentiate.plot_relation(placed)
ax.set_title("四类客户")
plt.show()

# %% [markdown] lang="en"
# The names are those of Reinartz and Kumar (2002), who asked whether loyal customers are the profitable ones, and in four firms found the link weak to moderate.
# Ours is weaker still: the rank correlation of tenure and contribution is {{tenure_value:.2f}}.
# Time alone makes nobody profitable.
#
# Mind the third part: contacts correlate {{contact_value:.2f}} with contribution, but it is we who choose whom to visit.
# An index that holds our own doing partly measures us.

# %% [markdown] lang="zh"
# 这几个名字出自Reinartz和Kumar（2002）。他们问：忠诚的客户就赚钱吗？四家企业的答案是：有关系，但只是弱到中等。
# 我们这里更弱：合作时长和贡献的秩相关系数是{{tenure_value:.2f}}。
# 光靠时间，谁也不会变得赚钱。
#
# 留意第三项：联系次数和贡献的相关系数高达{{contact_value:.2f}}，可去拜访谁是我们自己挑的。
# 把自己做的事放进指数，量到的有一部分是我们自己。

# %%
spoken = crm.language.get_language()
pd.options.display.max_colwidth = None  # whole sentences
differentiate.relation_names().set_index("quadrant")[[f"name_{spoken}", f"action_{spoken}"]]

# %% [markdown] lang="en" slide="notes"
# Ask for a barnacle: who would you send away?
# Expect "the one with the largest loss".
# Ask back: what has the shop agreed with it? Would it pay on other terms?

# %% [markdown] lang="zh" slide="notes"
# 挑一家藤壶问：你会请走谁？
# 多数人会说“亏得最多的那家”。
# 反问：当初是怎么跟它谈的？换个条件，它能不能不亏？

# %% [markdown] lang="en" slide="slide"
# ## A portfolio under a budget
#
# An **account portfolio** is managed like investments (Fiocca 1982): some customers get more, some the same, some less.
# Other firms draw the matrix with growth, or with price and cost to serve, on its axes (Shapiro and others 1987; exercise 4d.3); the question is the same.
# Four strategies, one for each account:
#
# - **invest**: two more visits a month;
# - **maintain**: all as it is;
# - **manage**: new terms, that is fewer, fuller deliveries, orders by app, returns charged in half;
# - **exit**: hand the account to a wholesaler, with notice but without talks about terms.
#
# What is another visit worth? A naive look misleads.
# First with a pencil, two accounts and three months: take each account's own mean away, then compare.

# %% [markdown] lang="zh" slide="slide"
# ## 预算之下的客户组合
#
# **客户组合**（customer portfolio）像投资组合一样打理（Fiocca 1982）：有的多给，有的照旧，有的少给。
# 画矩阵时，也有企业用增长率作轴，或者用价格和服务成本作轴（Shapiro等1987；练习4d.3），问的是同一件事。
# 每家客户在四种策略里选一种：
#
# - **投入**（invest）：每月多拜访两次；
# - **维持**（maintain）：一切照旧；
# - **控制**（manage）：改条件，少送几趟、每趟送满，改用手机下单，退货费各担一半；
# - **退出**（exit）：提前打招呼，直接转给批发商，不再谈条件。
#
# 多拜访一次值多少？随手一比会上当。先用铅笔看两家、三个月：各自的数减去各自的平均，再比。

# %%
two = pd.DataFrame({"account": list("aaabbb"), "visits": [0, 1, 2, 4, 5, 6]})
two["sales"] = [100, 103, 106, 300, 303, 306]
apart = two[["visits", "sales"]] - two.groupby("account")[["visits", "sales"]].transform("mean")
two_naive, two_within = (np.polyfit(t["visits"], t["sales"], 1)[0] for t in (two, apart))
two.join(apart.add_suffix("_less_mean"))

# %% [markdown] lang="en"
# A line through the raw rows says {{two_naive:.0f}} yuan a visit, because b is large and visited often.
# With the means taken away it says {{two_within:.0f}}: that is what one more visit did in either account.
# The same on all accounts, in logs, so that the effect is in per cent, and with the account's age and the school holidays beside it:

# %% [markdown] lang="zh"
# 直接对原始数据画线，一次拜访值{{two_naive:.0f}}元，那是因为b个头大，去得又勤。
# 减去各自的平均再画，是{{two_within:.0f}}元：在每一家，多去一次就带来这么多。
# 全部客户也这样做：销售额取对数，效果就是百分比；同时把合作的年头和学校的假期考虑进去。

# %%
panel = crm.load("account_orders").merge(crm.load("account_costs")).sort_values(["account_id", "month_on"])
panel["visits_before"] = panel.groupby("account_id")["visits"].shift()
panel["log_amount"], panel["age"] = np.log(panel["amount"]), panel.groupby("account_id").cumcount()
school = panel["account_id"].map(accounts["segment"]) == "school"
panel["holidays"] = (school & panel["month_on"].dt.month.isin([2, 7, 8])).astype(float)
panel = panel.dropna(subset=["visits_before"])

# %%
naive_effect = np.polyfit(panel["visits_before"], panel["log_amount"], 1)[0]
columns = ["log_amount", "visits_before", "age", "holidays"]
within = panel[columns] - panel.groupby("account_id")[columns].transform("mean")
slopes = np.linalg.lstsq(within[columns[1:]], within["log_amount"])[0]
effect = slopes[0]
round(float(naive_effect), 3), round(float(effect), 3)

# %%
# How sure? The months of one account go together, so each account counts as one draw.
others, visited_more = within[columns[2:]], within["visits_before"]
alone = visited_more - others @ np.linalg.lstsq(others, visited_more)[0]
left_over = alone * (within["log_amount"] - within[columns[1:]] @ slopes)
error = np.sqrt((left_over.groupby(panel["account_id"]).sum() ** 2).sum()) / (alone**2).sum()
effect_low, effect_high = effect - 1.96 * error, effect + 1.96 * error
np.expm1([effect_low, effect, effect_high]).round(3)

# %% [markdown] lang="en"
# Across accounts, one more visit goes with {{np.exp(naive_effect) - 1:.0%}} more sales (the slope {{naive_effect:.2f}} is in logs: exp({{naive_effect:.2f}}) − 1), most likely because managers visit those who are large.
# Compare each account only with itself, month against month, and a visit brings {{np.expm1(effect):.1%}} ({{0.95:.0%}} interval {{np.expm1(effect_low):.1%}} to {{np.expm1(effect_high):.1%}}).
# The first number would have spent the budget on a mistake.

# %% [markdown] lang="zh"
# 客户之间相比，多一次拜访，销售额高{{np.exp(naive_effect) - 1:.0%}}（斜率{{naive_effect:.2f}}是对数，exp({{naive_effect:.2f}})−1就是这个百分数）：多半因为客户经理爱去大客户那里。
# 只拿每家客户跟它自己比，这个月对那个月，一次拜访带来{{np.expm1(effect):.1%}}（{{0.95:.0%}}置信区间{{np.expm1(effect_low):.1%}}到{{np.expm1(effect_high):.1%}}）。
# 照第一个数花钱，整笔预算都会花错。

# %%
visit = rates.set_index("activity").loc["visiting", "rate"]
lift = np.exp(2 * effect) - 1
# A row of the table is a dict; | joins dicts, and the right one wins.
same, more = dict.fromkeys(activities, 1.0), {"picking": 1 + lift, "credit": 1 + lift}
invest = {"strategy": "invest", "outlay": 24 * visit, "margin": 1 + lift, "stays": 1.0} | same | more
maintain = {"strategy": "maintain", "outlay": 0.0, "margin": 1.0, "stays": 1.0} | same

# %%
fewer = {"delivery": 0.7, "driving": 0.7, "returns": 0.5, "order_taking": 0.0}
manage = {"strategy": "manage", "outlay": 600.0, "margin": 1.0, "stays": 0.9} | same | fewer
leave = {"strategy": "exit", "outlay": 100.0, "margin": 1.0, "stays": 0.0} | same
plans = pd.DataFrame([invest, maintain, manage, leave])
sunk = 0.3
plans.round(2)

# %% [markdown] lang="en"
# Read the table aloud: managing an account costs {{manage["outlay"]:.0f}} yuan of talks, of those who would have stayed anyway nine in ten stay, and {{1 - fewer["delivery"]:.0%}} of the deliveries go.
# When an account goes, {{sunk:.0%}} of its cost to serve remains: the van is still there.
# The deliveries that managing drops are taken to save their whole cost: that is generous, for the van is the same; below a slider lowers it, and the decision asks again.
# Only the effect of a visit is measured, and the fifth visit is taken to work like the second; the rest are assumptions, so they stand where everybody can attack them.

# %% [markdown] lang="zh"
# 这张表这样读：控制一家要花{{manage["outlay"]:.0f}}元去谈，本来会留下的客户十家里留下九家，送货少{{1 - fewer["delivery"]:.0%}}。
# 客户走了，服务成本还剩{{sunk:.0%}}省不掉：车还在。
# 少送的那几趟，按成本全能省下来算：这也是假设，而且偏乐观，因为车还是那辆车；下面的互动图里可以把它调低，决策时还要再问一次。
# 只有拜访的效果是量出来的（还假定第五次拜访跟第二次一样管用），其余都是假设，所以摆在明处，谁都可以质疑。

# %% [markdown] lang="en"
# ### Choosing by hand
#
# Budget ten; three customers; each either left alone or invested in.
# The `gain` is what remains when the outlay has been paid, over leaving the customer alone.

# %% [markdown] lang="zh"
# ### 先手选
#
# 预算是十；三位客户，要么不动，要么投入。
# `gain`是扣掉投入以后，比不动多得的钱。

# %%
tiny = pd.DataFrame({"account_id": list("abc") * 2, "strategy": ["maintain"] * 3 + ["invest"] * 3})
tiny["gain"], tiny["outlay"] = [0.0] * 3 + [13.0, 10.0, 10.0], [0.0] * 3 + [6.0, 5.0, 5.0]
best = differentiate.choose_strategies(tiny, 10, "account_id")
greedy = differentiate.greedy_strategies(tiny, 10, "account_id")
best.gain, greedy.gain, best.shadow_price

# %% [markdown] lang="en"
# Customer a has the best return: six yuan bring thirteen after they have been paid back.
# Take a first, and nothing else fits: {{greedy.gain:.0f}}.
# The best plan passes a over and takes b and c: {{best.gain:.0f}}.
# This is the **knapsack problem**, with exactly one strategy for each customer; `choose_strategies` solves it with `scipy.optimize.milp`.
# If customers could be split, one more yuan would bring {{best.shadow_price:.0f}}: the **shadow price** of the budget.

# %% [markdown] lang="zh"
# a的回报最高：投六，本钱收回，还多得十三。
# 先选a，别的就放不下了，一共{{greedy.gain:.0f}}。
# 最优方案恰恰跳过a，选b和c，一共{{best.gain:.0f}}。
# 这叫**背包问题**（knapsack problem），每位客户恰好选一种策略；`choose_strategies`用`scipy.optimize.milp`来解。
# 假如客户可以拆开，预算再多一元能多得{{best.shadow_price:.0f}}元：这就是预算的**影子价格**（shadow price）。

# %%
options = differentiate.strategy_options(year, plans, "account_id", sunk=sunk)
plan = differentiate.choose_strategies(options, budget, "account_id")
round(plan.gain), round(plan.outlay), round(plan.shadow_price, 2)

# %%
by_return = differentiate.greedy_strategies(options, budget, "account_id")
sales = year.set_index("account_id")["amount"]
by_sales = differentiate.proportional_strategies(options, budget, sales, "account_id")
biggest = sales.nlargest(int(budget // invest["outlay"])).index
visited = np.where(options["account_id"].isin(biggest), "invest", "maintain")
to_biggest = options[options["strategy"] == visited]
gain_biggest, spent_biggest = to_biggest["gain"].sum(), to_biggest["outlay"].sum()

# %%
# The same visits, if a visit works as little, or as much, as its interval allows.
largest = year.set_index("account_id").loc[biggest]
grows = (largest["margin"] - largest["picking"] - largest["credit"]).sum()
visits_low, visits_high = (np.expm1(2 * e) * grows - spent_biggest for e in (effect_low, effect_high))
round(visits_low), round(gain_biggest), round(visits_high)

# %%
rules = {"best plan": plan, "best return first": by_return, "in proportion to sales": by_sales}
compared = pd.DataFrame({rule: {"gain": p.gain, "outlay": p.outlay} for rule, p in rules.items()}).T
compared.loc["visits to the biggest"] = [gain_biggest, spent_biggest]
compared.round()

# %% lang="en" slide="slide" alt="The gain rises steeply with the first few thousand yuan of budget and then ever more slowly. The best plan lies on the curve; visits to the biggest and shares by sales lie far below it."
sales_plan = differentiate.Plan(to_biggest, gain_biggest, spent_biggest, budget)
marks = [("best plan", plan), ("visits to the biggest", sales_plan), ("by sales", by_sales)]
ax = differentiate.plot_budget(differentiate.budget_curve(options, "account_id"), marks)
ax.set_title("Repair first, feed later")
plt.show()

# %% lang="zh" slide="slide" alt="多得的金额先随预算猛升，再越来越慢。最优方案落在曲线上；拜访大客户、按销售额分摊都远在曲线下面。"
sales_plan = differentiate.Plan(to_biggest, gain_biggest, spent_biggest, budget)
marks = [("最优方案", plan), ("拜访大客户", sales_plan), ("按销售额分", by_sales)]
ax = differentiate.plot_budget(differentiate.budget_curve(options, "account_id"), marks)
ax.set_title("先止漏，再投入")
plt.show()

# %%
chosen = plan.chosen["strategy"].value_counts()
by_kind = plan.chosen.merge(placed[["account_id", "quadrant", "contribution", "amount"]], on="account_id")
pd.crosstab(by_kind["quadrant"], by_kind["strategy"])

# %%
managed, let_go = (by_kind[by_kind["strategy"] == name] for name in ("manage", "exit"))
n_earning, n_friends = (managed["contribution"] > 0).sum(), (managed["quadrant"] == "true_friend").sum()
friend = options["account_id"].isin(placed.loc[placed["quadrant"] == "true_friend", "account_id"])
sparing = options[~(friend & (options["strategy"] == "manage"))]
spared = differentiate.choose_strategies(sparing, budget, "account_id")
int(n_earning), int(n_friends), round(plan.gain - spared.gain)

# %%
# The same terms for those who are let go: what would talking to them first cost, and bring?
talked = options[options["account_id"].isin(let_go["account_id"]) & (options["strategy"] == "manage")]
on_terms = year.set_index("account_id").loc[let_go["account_id"]]
on_terms = on_terms["margin"] - (on_terms[activities] * [manage[name] for name in activities]).sum(axis=1)
talks, gain_if_talked = talked["outlay"].sum(), plan.gain - let_go["gain"].sum() + talked["gain"].sum()
price_later = differentiate.choose_strategies(options, budget + 10_000, "account_id").shadow_price
int((on_terms > 0).sum()), round(talks), round(gain_if_talked), round(price_later, 2)

# %% [markdown] lang="en" slide="fragment"
# For the same money the best plan gains {{plan.gain:,.0f}} yuan a year, the head of sales' {{gain_biggest:,.0f}}.
# It manages {{chosen["manage"]}} accounts, lets {{chosen["exit"]}} go, and hardly invests at all yet: repairs pay more per yuan.
# Shared out by sales, hardly any account gets enough to buy anything.
# Best return first finds {{by_return.gain:,.0f}}: with many small accounts the greedy rule is good enough, with three it was not.
#
# Look at who they are.
# The exits bring {{let_go["gain"].sum() / plan.gain:.0%}} of the gain for {{let_go["outlay"].sum():,.0f}} yuan, and give up {{let_go["amount"].sum() / year["amount"].sum():.0%}} of sales.
# But {{n_earning}} of the {{chosen["manage"]}} managed earn money, and {{n_friends}} are true friends, to whom the matrix says: keep the promise.
# The plan cuts their deliveries because that pays. If they are not to be touched, it gains {{plan.gain - spared.gain:,.0f}} yuan less: the owner should know that price, and decide.
#
# The shadow price is {{plan.shadow_price:.2f}}: if accounts could be split, one more yuan would come back and bring that much besides.
# They can't: a single yuan buys nothing, and the price is that of the next step, here one more account managed for {{manage["outlay"]:.0f}} yuan.
# It falls as the budget grows: with {{budget + 10_000:,}} yuan it is {{price_later:.2f}}.
# If our assumptions hold, ask for more until the price has fallen to what the bank asks.

# %% [markdown] lang="zh" slide="fragment"
# 同样的钱，最优方案一年多得{{plan.gain:,.0f}}元，销售主管的办法多得{{gain_biggest:,.0f}}元。
# 它控制{{chosen["manage"]}}家，放走{{chosen["exit"]}}家，暂时几乎不做投入：每一元用来止漏，回报更高。
# 按销售额分，每家分到的钱太少，几乎什么也办不成。
# “回报高的先来”也找到{{by_return.gain:,.0f}}元：小客户多，这种贪心法（greedy）就够用；只有三位客户时，它就不行。
#
# 看看都是谁。
# 退出的那些，只花{{let_go["outlay"].sum():,.0f}}元，就带来全部收益的{{let_go["gain"].sum() / plan.gain:.0%}}，同时放弃{{let_go["amount"].sum() / year["amount"].sum():.0%}}的销售额。
# 可是控制的{{chosen["manage"]}}家里，有{{n_earning}}家是赚钱的，其中{{n_friends}}家还是挚友，矩阵说过对他们要说到做到。
# 方案少给他们送货，只因为这样划算。要是不动挚友，方案少得{{plan.gain - spared.gain:,.0f}}元：这个价要让老板知道，由他来定。
#
# 影子价格是{{plan.shadow_price:.2f}}：假如客户可以拆开，再投一元，本钱收回，还多得这么多。
# 客户拆不开，单加一元什么也办不成；这个价说的是下一步，在这里就是再花{{manage["outlay"]:.0f}}元多控制一家。
# 预算越大，它越低：有{{budget + 10_000:,}}元时，只剩{{price_later:.2f}}。
# 只要假设都对，就可以一直加，加到它跌到借钱的年利率为止。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# 1. Pull the budget down to a third. What does the plan give up first?
# 2. Fewer of the managed stay. What takes the place of managing?
# 3. Suppose that only half of the cost of the dropped deliveries is saved. Is managing still worth its talks?
# 4. Suppose nothing of an account's cost leaves with it. Is anybody still let go?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 1. 把预算拉到三分之一：方案先放弃什么？
# 2. 改了条件的客户留下的少了：什么策略来顶替？
# 3. 少送的货，假如成本只省得下一半：还值得去谈吗？
# 4. 假如客户走了，成本一分也省不下：还会放走谁吗？

# %% alt_en="Gain against budget, and beside it bars for how many accounts get each strategy. Sliders set budget, how many managed accounts stay, how much of what managing drops is saved, and how much cost leaves with an exit." alt_zh="多得的金额随预算变化的曲线，旁边是四种策略各有多少家的条形图。滑块可以调预算、改了条件的客户留下的比例、少送的货能省下的成本、退出能省下的成本。"
from crmlab import widgets

widgets.portfolio(year, plans, budget, sunk=sunk)

# %%
# The four questions of "What if", answered by the best plan each time.
third = differentiate.choose_strategies(options, budget / 3, "account_id").chosen["strategy"].value_counts()
stuck = differentiate.strategy_options(year, plans, "account_id", sunk=1.0)
stuck = differentiate.choose_strategies(stuck, budget, "account_id").chosen["strategy"]
n_stuck = int((stuck == "exit").sum())
fewer_stay = plans.assign(stays=plans["stays"].where(plans["strategy"] != "manage", 0.7))
fewer_stay = differentiate.strategy_options(year, fewer_stay, "account_id", sunk=sunk)
fewer_stay = (
    differentiate.choose_strategies(fewer_stay, budget, "account_id").chosen["strategy"].value_counts()
)
less_fewer = {activity: (1 + factor) / 2 for activity, factor in fewer.items()}
half_plans = pd.DataFrame([invest, maintain, manage | less_fewer, leave])
half_options = differentiate.strategy_options(year, half_plans, "account_id", sunk=sunk)
half_plan = differentiate.choose_strategies(half_options, budget, "account_id")
half_saved = half_plan.chosen["strategy"].value_counts()
half_kept_to = plan.chosen[["account_id", "strategy"]].merge(half_options)["gain"].sum()

# %%
cases = {"third": third, "fewer_stay": fewer_stay, "half_saved": half_saved, "none": stuck.value_counts()}
pd.DataFrame(cases).fillna(0).astype(int)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# With a third of the money {{third["exit"]}} accounts go and {{third["manage"]}} are managed: exits are cheap, so managing is what gives way.
# When only seven in ten of the managed stay, {{fewer_stay["manage"]}} are managed instead of {{chosen["manage"]}}, and {{fewer_stay["maintain"]}} left as they are instead of {{chosen["maintain"]}}; the money set free goes into visits, and exits hardly change.
# With half of the dropped deliveries' cost saved, {{half_saved["manage"]}} are managed, the plan gains {{half_plan.gain:,.0f}} yuan instead of {{plan.gain:,.0f}}, and the shadow price falls to {{half_plan.shadow_price:.2f}}; whoever does not know it and keeps to the old plan gains {{half_kept_to:,.0f}}.
# And if no cost leaves with an exit, the number let go is {{n_stuck}}: the wish to send customers away stands and falls with that one assumption.
#
# So that it moves at once, the picture takes the best return first, and may miss the best plan by a trifle.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 钱只剩三分之一，放走{{third["exit"]}}家，控制{{third["manage"]}}家：退出便宜，让路的是控制。
# 改了条件的客户十家只留下七家，控制就从{{chosen["manage"]}}家减到{{fewer_stay["manage"]}}家，维持从{{chosen["maintain"]}}家增到{{fewer_stay["maintain"]}}家：主要由维持顶替，省下的钱转去投入，退出几乎不变。
# 少送的货只省得下一半，控制的就只有{{half_saved["manage"]}}家，方案多得{{half_plan.gain:,.0f}}元，不再是{{plan.gain:,.0f}}元，影子价格降到{{half_plan.shadow_price:.2f}}；要是不知情、照老方案做，只多得{{half_kept_to:,.0f}}元。
# 如果客户走了一分成本也省不下，放走的家数是{{n_stuck}}：想不想请客户走，全看这一个假设。
#
# 为了拖得动，互动图用的是“回报高的先来”，可能比最优方案少一点点。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Tiers and service standards
#
# Nobody manages {{len(year)}} accounts one by one; they are kept in **tiers**, each with a **service standard** (Zeithaml, Rust and Lemon 2001).
# A standard has a price: visits, deliveries, kilometres and calls a month, times the rates.
# Picking, credit and returns come on top; they follow the orders, and no standard sets them.

# %% [markdown] lang="zh" slide="slide"
# ## 分层与服务标准
#
# {{len(year)}}家客户没法一家一家管，要**分层**（tier），每层配一套**服务标准**（service standard；Zeithaml、Rust和Lemon 2001）。
# 标准是有价的：每月拜访、送货、公里数、接电话的次数，乘以费率。
# 拣货、垫款、退货另算：它们跟着订单走，标准管不着。

# %%
standards = pd.DataFrame({"tier": ["A", "B", "C"], "visits": [2, 1, 0.25], "deliveries": [12, 8, 4]})
standards["km"], standards["phone_orders"] = [55, 37, 18], [6, 2, 0]
price = differentiate.standard_cost(standards, rates).set_index("tier")["cost"] * 12
price.round()

# %% [markdown] lang="en"
# A rule for the limits: a standard may eat at most half of an account's margin.
# So the limit of a tier is twice the price of its standard.

# %% [markdown] lang="zh"
# 界线这样定：服务标准最多吃掉客户一半的毛利。
# 所以每层的界线，就是它那套标准价格的两倍。

# %%
limits = (price["A"] * 2, price["B"] * 2)
tiered = differentiate.tiers(year, "margin", limits)
tiered["now"] = tiered[["visiting", "delivery", "driving", "order_taking"]].sum(axis=1)
tiered["on_top"] = tiered["cost_to_serve"] - tiered["now"]
by_tier = tiered.groupby("tier")[["margin", "now", "on_top"]].sum()
by_tier["accounts"] = tiered["tier"].value_counts()
by_tier["standard"] = by_tier["accounts"] * price
by_tier.round()

# %%
too_dear = (tiered["tier"] == "C") & (tiered["margin"] < price["C"] + tiered["on_top"])
below_c = int(too_dear.sum())
c_over_half = int(((tiered["tier"] == "C") & (tiered["margin"] < 2 * price["C"])).sum())
saved = by_tier["now"].sum() - by_tier["standard"].sum()
{"below_c": below_c, "c_over_half": c_over_half, "saved": round(saved)}

# %% [markdown] lang="en" slide="fragment"
# Visits, deliveries, kilometres and calls for tier C cost {{by_tier.loc["C", "now"]:,.0f}} yuan now, more than its margin of {{by_tier.loc["C", "margin"]:,.0f}}; by its standard they would cost {{by_tier.loc["C", "standard"]:,.0f}}, for those who accept it.
# For tier A the standard costs more than now ({{by_tier.loc["A", "standard"]:,.0f}} against {{by_tier.loc["A", "now"]:,.0f}}): it promises more than A gets today.
# C has no limit below: {{c_over_half}} of its {{by_tier.loc["C", "accounts"]}} accounts break the rule of the half already.
# With picking, credit and returns on top, {{below_c}} of them don't cover even the plainest service: for them a minimum order, or another price.
#
# Tiers should not flip to and fro.
# We set them by the first half of 2025 and again by the second.

# %% [markdown] lang="zh" slide="fragment"
# C层的拜访、送货、公里和接电话，现在花{{by_tier.loc["C", "now"]:,.0f}}元，比它的毛利{{by_tier.loc["C", "margin"]:,.0f}}元还多；按标准只要{{by_tier.loc["C", "standard"]:,.0f}}元，前提是客户肯接受。
# A层按标准反而比现在贵（{{by_tier.loc["A", "standard"]:,.0f}}元对{{by_tier.loc["A", "now"]:,.0f}}元）：标准许下的，比A层今天得到的多。
# C层下面没有界线：{{by_tier.loc["C", "accounts"]}}家里有{{c_over_half}}家已经超出“一半”这条规矩。
# 再加上拣货、垫款、退货，C层有{{below_c}}家连最简单的服务都养不起：要么设起订量，要么换个价。
#
# 分层不该跳来跳去。
# 用2025年上半年分一次，再用下半年分一次。

# %%
half = np.where(orders["month_on"] < "2025-07-01", "first", "second")
halves = orders.assign(half=half, margin=orders["margin"] * 12)
halves = halves.pivot_table("margin", "account_id", "half").dropna().reset_index()
before = differentiate.tiers(halves, "first", limits).rename(columns={"tier": "before"})
plain = differentiate.tiers(before, "second", limits, before="before")
calm = differentiate.tiers(before, "second", limits, before="before", buffer=2000)
n_plain, n_calm = int((plain["tier"] != plain["before"]).sum()), int((calm["tier"] != calm["before"]).sum())

# %%
differentiate.tier_moves(plain["before"], plain["tier"])

# %%
moved = {}
for part in (0.4, 0.5, 0.6):
    shifted = differentiate.tiers(year, "margin", (price["A"] / part, price["B"] / part))
    moved[part] = shifted["tier"].value_counts().to_dict()
    moved[part]["standard"] = round(shifted["tier"].map(price).sum())
moves = pd.DataFrame(moved).T.rename_axis("part_of_margin")
moves[["A", "B", "C", "standard"]]

# %% [markdown] lang="en"
# {{n_plain}} of {{len(plain)}} accounts change tier within half a year; with a buffer of {{buffer:,}} yuan, {{n_calm}}.
# A customer who rises in March and falls in September has been moved twice for a trifle.
# And the limits are money: let the standard eat {{moves.index[2]:.0%}} of the margin instead of {{moves.index[0]:.0%}}, and the standards cost {{dearer:,.0f}} yuan more.
#
# Is the promise kept? A broken standard costs twice: the service is paid for, and the customer is angry.
# Here we need the tiers that the shop promised in 2025, the column `tier` of `accounts`, not those we have just drawn.

# %% [markdown] lang="zh"
# {{len(plain)}}家里有{{n_plain}}家半年内换了层；加上{{buffer:,}}元的缓冲带，只剩{{n_calm}}家。
# 三月升、九月降，为一点零头惹客户两回。
# 界线就是钱：标准可吃掉的毛利从{{moves.index[0]:.0%}}放宽到{{moves.index[2]:.0%}}，服务标准要多花{{dearer:,.0f}}元。
#
# 承诺兑现了吗？兑现不了的标准要付两份代价：服务的钱花了，客户还得罪了。
# 这里要看店里2025年承诺时用的分层，也就是`accounts`表的`tier`列，不是我们刚划的。

# %%
buffer, dearer = 2000, moves["standard"].iloc[2] - moves["standard"].iloc[0]
levels = year_2025("service_levels").merge(accounts["tier"].reset_index(), on="account_id")
kept_promise = levels.groupby("tier")[["on_time", "deliveries"]].sum()
kept_promise["promised"] = levels.groupby("tier")["agreed_on_time"].first()
kept_promise["given"] = kept_promise["on_time"] / kept_promise["deliveries"]
kept_promise.round(3)

# %% [markdown] lang="en"
# A accounts are promised {{kept_promise.loc["A", "promised"]:.0%}} on time and get {{kept_promise.loc["A", "given"]:.0%}}; C accounts are promised {{kept_promise.loc["C", "promised"]:.0%}} and get {{kept_promise.loc["C", "given"]:.0%}}.
# All ride in one van: the tier is on paper only.
#
# A firm that does not know its costs can still grade, by volume, frequency, satisfaction and credit: exercise 4d.6.

# %% [markdown] lang="zh"
# 承诺A层准时率{{kept_promise.loc["A", "promised"]:.0%}}，实际{{kept_promise.loc["A", "given"]:.0%}}；承诺C层{{kept_promise.loc["C", "promised"]:.0%}}，实际{{kept_promise.loc["C", "given"]:.0%}}。
# 大家的货都在一辆车上：分层只分在纸上。
#
# 不知道成本的企业也可以给客户评级，看购买量、频率、满意度和信用：见练习4d.6。

# %% [markdown] lang="en" slide="slide"
# ## Segments: by which dimension?
#
# Customers can be cut by place, by what they are, by what they do, by what they need.
# A good dimension tells apart what matters, and its segments can be named, reached, and are large and lasting enough to act on (Wedel and Kamakura 2000).
# `explained_share` gives how much of the differences in contribution lies between the groups.

# %% [markdown] lang="zh" slide="slide"
# ## 细分：按哪个维度？
#
# 客户可以按地理分，按身份分，按行为分，按需要分。
# 好的**细分维度**（segmentation dimension）分得出要紧的差别，分出的群叫得出名字、找得到人、够大、够稳，值得专门为它做点什么（Wedel和Kamakura 2000）。
# `explained_share`算的是：贡献的差异有多大一部分落在组与组之间。

# %%
traits = year.merge(accounts.reset_index()[["account_id", "district", "source", "segment", "meals_per_day"]])
traits["delivery_cost"] = traits["delivery"]
dimensions = ["district", "source", "segment", "meals_per_day", "delivery_cost"]
power = differentiate.explained_share(traits, "contribution", dimensions).set_index("dimension")
power.assign(share=power["share"].round(2) + 0.0)

# %% [markdown] lang="en"
# The meals an account serves a day explain {{power.loc["meals_per_day", "share"]:.0%}}, the type of firm {{power.loc["segment", "share"]:.0%}}, the district next to nothing.
# Nor does the cost of deliveries by itself: who gets much delivered also buys much. Only set against the margin does it tell good from bad.
# A high-quality customer contributes, pays on time and leaves room to grow; but that is known only afterwards.
# To find such customers we need traits that can be seen from the street before the first visit, such as these two; exercise 4d.10 makes a list of prospects from them.
#
# Needs can't be seen from the street: {{len(points)}} households dealt out a hundred points over six facets.
# Are there kinds? **k-means** finds k groups; which k we have to argue.

# %% [markdown] lang="zh"
# 贡献的差异，每天供应多少餐能解释{{power.loc["meals_per_day", "share"]:.0%}}，单位类型能解释{{power.loc["segment", "share"]:.0%}}，所在片区几乎什么也解释不了。
# 单看送货成本也解释不了：送得多的，买得也多。要跟毛利对着看，才分得出好坏。
# 优质客户贡献大、付款准时、还有增长的余地，可这些都是事后才知道的。
# 要找到它们，得靠第一次拜访之前就写在门口的特征，比如这两样；练习4d.10据此列一份潜在客户名单。
#
# 需要却不写在门口：{{len(points)}}户人家把一百分分给六个方面。
# 有没有类型之分？**k均值聚类**（k-means）总能找出k群；k取几，要讲出道理。

# %%
points = crm.load("survey_importance")
facets = ["goods", "delivery", "service", "online", "aftersales", "price"]
arguments = differentiate.compare_k(points, facets, ks=range(2, 7), scale=False, draws=10)
arguments.round(2)

# %% [markdown] lang="en"
# Read row by row.
# `within`, the variance left inside, always falls, so it cannot decide alone.
# The **silhouette** (Rousseeuw 1987) asks whether everybody is nearer to her own group than to the next; `shuffled` is the silhouette when every column is shuffled by itself, and no groups are left.
# `stability` clusters bootstrap samples and compares by the adjusted Rand index (Hubert and Arabie 1985): one if the groups come back, zero if only by chance.
# All columns are points of one hundred, so we do not scale; with yuan beside kilometres we would have to.

# %% [markdown] lang="zh"
# 一行一行看。
# `within`是群内剩下的方差，总是下降，单靠它定不了。
# **轮廓系数**（silhouette；Rousseeuw 1987）问的是：每个人离自己这群是不是比离邻群近；`shuffled`是把每一列各自打乱、群都没了之后的轮廓系数。
# `stability`对自助样本重新聚类，用调整兰德指数（adjusted Rand index；Hubert和Arabie 1985）比较：每次都分得一样，得1；纯属巧合，约为0。
# 各列都是百分制的分，所以不做标准化；要是元和公里放在一起，就非做不可。

# %% lang="en" slide="slide" alt="Against the number of groups: stability and silhouette both peak at three; the silhouette of shuffled columns stays flat and well below."
ax = differentiate.plot_k(arguments)
ax.set_title("Needs: everything says three")
plt.show()

# %% lang="zh" slide="slide" alt="横轴是群数：稳定性和轮廓系数都在三处最高；各列打乱后的轮廓系数一直平平，低得多。"
ax = differentiate.plot_k(arguments)
ax.set_title("需要：样样都指向三群")
plt.show()

# %%
grouped = differentiate.clusters(points, facets, 3, scale=False)
profile = grouped.groupby("cluster")[facets].mean()
profile["households"] = grouped["cluster"].value_counts()
profile.round()

# %% [markdown] lang="en"
# Name them by what stands out: group {{profile["price"].idxmax()}} gives {{profile["price"].max():.0f}} points to price (thrifty), group {{profile["delivery"].idxmax()}} gives {{profile["delivery"].max():.0f}} to delivery (hurried), group {{profile["goods"].idxmax()}} gives {{profile["goods"].max():.0f}} to the goods (fresh).
# Three groups of size, easy to name, and each asks for something else: that is *useful*, and no index measures it.

# %% [markdown] lang="zh"
# 看哪一项突出来起名：第{{profile["price"].idxmax()}}群给价格{{profile["price"].max():.0f}}分（图省钱），第{{profile["delivery"].idxmax()}}群给配送{{profile["delivery"].max():.0f}}分（图省时），第{{profile["goods"].idxmax()}}群给商品{{profile["goods"].max():.0f}}分（图新鲜）。
# 三群都不小，名字好起，要的东西各不相同：这叫**有用**，哪个指数也量不出来。

# %% [markdown] lang="en" slide="slide"
# ### Where clustering fails
#
# It always finds something.
# Take three habits of the accounts: deliveries a month, share of orders by phone, returns per delivery.

# %% [markdown] lang="zh" slide="slide"
# ### 聚类失灵的地方
#
# 不管有没有群，聚类总能分出点什么来。
# 看客户的三个习惯：每月送货次数、电话订货的比例、每次送货的退货次数。

# %%
totals = use.groupby("account_id")[["deliveries", "phone_orders", "returns"]].sum()
habits = pd.DataFrame({"drops": np.log(totals["deliveries"] / months["size"])})
habits["phone"] = totals["phone_orders"] / totals["deliveries"]
habits["returns"] = totals["returns"] / totals["deliveries"]
habits = habits[months["size"] >= 6].reset_index()
nothing = differentiate.compare_k(habits, ["drops", "phone", "returns"], ks=range(2, 7), draws=10)

# %% lang="en" slide="fragment" alt="For the habits the silhouette runs along the line of shuffled columns, and the stability stays around one half or below for every number of groups."
ax = differentiate.plot_k(nothing)
ax.set_title("Habits: no number of groups is better than chance")
plt.show()

# %% lang="zh" slide="fragment" alt="习惯数据上，轮廓系数和打乱后的几乎重合，稳定性无论分几群都在一半上下或更低。"
ax = differentiate.plot_k(nothing)
ax.set_title("习惯：分几群都不比碰运气强")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# k-means gives us three groups here too, and we could find names for them.
# But the silhouette is that of shuffled columns, and the groups don't come back: the world draws these habits one by one, without groups.
# Use the habits as they are, as numbers.

# %% [markdown] lang="zh" slide="fragment"
# 在这里，k均值照样能分出三群，名字也编得出来。
# 可是轮廓系数跟打乱之后差不多，换一批样本，分法就变了：这些习惯本来就是一项一项各自抽出来的，没有群。
# 习惯就当数字用，不要硬分。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# The world was made with known rates, a known effect of a visit and known needs.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 这个世界是按已知的费率、已知的拜访效果、已知的需要造出来的。

# %%
# As the cards of cost_pools and account_orders give them.
true_rates = {"delivery": 30.0, "driving": 3.2, "visiting": 95.0, "returns": 60.0}
true_rates |= {"order_taking": 7.0, "picking": 1.1, "credit": 0.16}
true_effect = 0.03  # in logs, as our slope
worst_rate = (rates.set_index("activity")["rate"] / pd.Series(true_rates) - 1).abs().max()
truth = crm.load("truth/accounts").set_index("account_id")
share_found = year["share"].corr(year["account_id"].map(truth["share"]))
{"worst_rate": round(float(worst_rate), 4), "share_found": round(float(share_found), 2)}

# %%
from sklearn.metrics import adjusted_rand_score

needs = grouped.merge(crm.load("truth/survey_latent")[["customer_id", "need"]], on="customer_id")
agreement = adjusted_rand_score(needs["need"], needs["cluster"])
round(agreement, 2)

# %% [markdown] lang="en" slide="fragment"
# The rates are within {{worst_rate:.1%}} of the truth; a visit brings {{np.expm1(true_effect):.1%}}, we found {{np.expm1(effect):.1%}}; the three needs come out with an adjusted Rand index of {{agreement:.2f}}.
# The share of wallet rests on what buyers say, and still correlates {{share_found:.2f}} with the true one.
#
# And the relation index? Place the accounts of a year ago, and see who left in 2025.

# %% [markdown] lang="zh" slide="fragment"
# 费率与真相最多差{{worst_rate:.1%}}；一次拜访真实带来{{np.expm1(true_effect):.1%}}，我们量出{{np.expm1(effect):.1%}}；三种需要找得回来，调整兰德指数{{agreement:.2f}}。
# 钱包份额靠采购人自己说，跟真实份额的相关系数也有{{share_found:.2f}}。
#
# 关系指数呢？把一年前的客户排一排，看2025年谁走了。

# %%
panel_2024 = panel[panel["month_on"].dt.year == 2024].groupby("account_id")
past = panel_2024.agg(contacts=("visits", "mean"), amount=("amount", "mean"), last=("month_on", "max"))
past = past[past["last"] == "2024-12-01"].join(accounts["opened_on"]).join(truth["left_on"])
earlier = crm.load("account_reviews").query("quarter_ends_on < '2025-01-01'")
past["share"] = past["amount"] / earlier.groupby("account_id")["spends_with_all"].mean()
past["tenure"], past["left"] = (today - past["opened_on"]).dt.days, past["left_on"].notna()

# %%
past = differentiate.relation_index(past, parts)
past["close"] = past["relation"] > past["relation"].median()
gone = past.groupby("close")["left"].agg(left="sum", accounts="size")
(gone_far, n_far), (gone_close, n_close) = gone.to_numpy()
gone

# %% [markdown] lang="en"
# Of the {{n_far}} distant accounts {{gone_far}} left, of the {{n_close}} close ones {{gone_close}}: so few that the difference may be chance.
# The index says where we stand, not who will stay; for that, lessons 4b, 4c and 7c.

# %% [markdown] lang="zh"
# 疏远的{{n_far}}家走了{{gone_far}}家，亲近的{{n_close}}家走了{{gone_close}}家；数目这么小，这点差别可能只是碰巧。
# 关系指数说的是现在站在哪儿，不是以后谁会留下；那要看第4b、4c、7c课。

# %% [markdown] lang="en" slide="slide"
# ## The whole process, written down
#
# Differentiating customers is a process: window, contribution, who is counted in, relation, matrix, tiers, strategy.
# In the theory of CRM it stands between knowing customers (identify) and talking to them (interact): relationship marketing says why relations are worth money, cost accounting what they cost, portfolio theory how to divide a budget.
# Whoever repeats it next year must know each choice.
# `differentiate_customers` runs the steps and keeps a record: what was chosen, how many came in, how many were left out.

# %% [markdown] lang="zh" slide="slide"
# ## 整个过程，白纸黑字
#
# 区分客户是一个过程：时间窗口、贡献、把谁算进来、关系、矩阵、分层、策略。
# 在客户关系管理的理论体系里，它前面是认识客户（识别），后面是跟客户打交道（互动）：关系营销说明关系为什么值钱，成本会计算出关系要花多少钱，投资组合理论教你怎么分一笔预算。
# 明年谁来重做，都得知道每一步当初是怎么选的。
# `differentiate_customers`把各步跑一遍，留下记录：选了什么、进来多少、略去多少。

# %%
closeness = accounts.reset_index()[["account_id"]].merge(year[["account_id", *parts]], how="left")
choices = differentiate.Choices(as_of="2026-01-01", tier_value="margin", limits=tuple(limits), sunk=sunk)
process = differentiate.differentiate_customers(
    crm.load("account_orders"), crm.load("account_costs"), crm.load("cost_pools"),
    closeness, choices, plans, budget,
)  # fmt: skip
print(process.report())

# %%
again = process.customers.set_index("account_id")
same_tiers = again["tier"] == tiered.set_index("account_id")["tier"].reindex(again.index)
bool(np.isclose(process.plan.gain, plan.gain)), bool(same_tiers.all())

# %% [markdown] lang="en"
# One call gives the plan and the tiers that we found step by step.
# Nobody has vanished: of {{process.record["customers_in"].iloc[0]}} accounts {{process.record["left_out"].sum()}} were left out, and the record says where.

# %% [markdown] lang="zh"
# 一次调用，得到的策略和分层跟前面一步步做的一致。
# 没有人悄悄消失：{{process.record["customers_in"].iloc[0]}}家里略去{{process.record["left_out"].sum()}}家，在哪一步、为什么，记录里都有。

# %% [markdown] lang="en" slide="slide"
# ## Decision: what on Monday?
#
# How much hangs on what we assumed? Fewer of the managed stay, and only a part of the cost that we meant to save is saved, by exits and by dropped deliveries alike: it is the same van.
# The first table carries the proposal out as it stands; the second chooses anew, as if we had known.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：下周一做什么？
#
# 结论有多少是靠假设撑着的？假如改了条件的客户留下得少些；再假如本想省下的成本只省下一部分，退出和少送货都一样，因为车是同一辆。
# 第一张表照提案执行；第二张表假定事先知道实情，重新选过。


# %%
# `saved` is the part of the savings we plan with that comes true: 1 is the plan itself.
def options_if(stays, saved):
    less = {activity: 1 - (1 - factor) * saved for activity, factor in fewer.items()}
    now = pd.DataFrame([invest, maintain, manage | less | {"stays": stays}, leave])
    return differentiate.strategy_options(year, now, "account_id", sunk=1 - (1 - sunk) * saved)


# %%
proposed = plan.chosen.set_index("account_id")["strategy"]


def gain_of_proposal(found):
    return found.loc[found["strategy"] == found["account_id"].map(proposed), "gain"].sum()


# %%
def gain_if_chosen_anew(found):
    return differentiate.choose_strategies(found, budget, "account_id").gain


# A row for each part saved, a column for each share that stays; `rule` is one of the two functions above.
def nine_cases(rule):
    return pd.DataFrame({s: {a: rule(options_if(s, a)) for a in (1.0, 0.7, 0.4)} for s in (0.9, 0.8, 0.7)})


# %%
kept_to = nine_cases(gain_of_proposal)
kept_to.rename_axis("saved").round()

# %%
chosen_anew, n_worse = nine_cases(gain_if_chosen_anew), int((kept_to < 0).sum().sum())
# With nine in ten staying, the gain grows in a straight line with the part saved.
nothing_saved = gain_of_proposal(options_if(0.9, 0.0))
break_even = (gain_biggest - nothing_saved) / (plan.gain - nothing_saved)
chosen_anew.rename_axis("saved").round()

# %%
from crmlab import interact

unsure = np.sqrt(2 * 0.9 * 0.1 / 20)  # standard error of the difference of two groups of twenty
n_needed = interact.sample_size(0.9, -0.1)
round(float(unsure), 3), n_needed, round(float(break_even), 2)

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: offer {{chosen["manage"]}} accounts new terms, hand {{chosen["exit"]}} to a wholesaler at once, with notice, visit {{chosen["invest"]}} more often, spend {{plan.outlay:,.0f}} yuan, and expect {{plan.gain:,.0f}} yuan a year over leaving all as it is.
# Why no talks with the {{chosen["exit"]}}? Even on the new terms none of them would cover its cost. To offer them all the same would take {{talks:,.0f}} yuan of talks, far over the budget; if they accept as the others do, the whole gains {{gain_if_talked:,.0f}}. That is the price of giving everybody a chance.
#
# If the assumptions are wrong and we carry the plan out all the same, {{n_worse}} of our nine cases lose money, the worst {{-kept_to.min().min():,.0f}} yuan.
# Had we known and chosen anew, even the worst would gain {{chosen_anew.min().min():,.0f}}: the gap is what acting on a wrong guess costs in that case.
# Visits to the biggest bring {{gain_biggest:,.0f}} in each of the nine, which do not touch them; the effect of a visit is uncertain too, so take {{visits_low:,.0f}} to {{visits_high:,.0f}}.
# If nine in ten stay, the plan beats those visits as long as {{break_even:.0%}} of the planned savings come true.
#
# So try first: of the {{chosen["manage"]}}, draw twenty by lot for the new terms, and leave the other twenty as they are for half a year.
# Without the second twenty we could not tell: of {{n_far + n_close}} accounts {{gone_far + gone_close}} left in 2025, and nobody managed them.
# Twenty against twenty show a disaster, not more: the difference has a standard error of {{100 * unsure:.0f}} points, and to tell nine in ten from eight in ten takes {{n_needed}} in each group (lesson 5a), more than the shop has.
# The savings, on which more hangs, show only where a whole round of the van is dropped: try that in one district, and read the petrol bill.
#
# Limits: this is one year's contribution, not a lifetime; an exit may cost reputation that no pool shows; and whoever is handed over must be told why, and in time.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：跟{{chosen["manage"]}}家谈新条件；{{chosen["exit"]}}家提前打招呼，直接转给批发商；多拜访{{chosen["invest"]}}家；花{{plan.outlay:,.0f}}元，预计一年比维持现状多得{{plan.gain:,.0f}}元。
# 那{{chosen["exit"]}}家为什么不谈？按新条件算，也没有一家盖得住成本。硬要先谈，光谈就得{{talks:,.0f}}元，远超预算；如果他们也像别家那样接受，整个方案多得{{gain_if_talked:,.0f}}元。给每家一次机会，就是这个价。
#
# 如果假设错了，方案照做，九种情形里有{{n_worse}}种倒亏，最差的亏{{-kept_to.min().min():,.0f}}元。
# 如果事先知道实情，重新选过，最差也多得{{chosen_anew.min().min():,.0f}}元：中间的差额，就是在那种情形下猜错的代价。
# 只去拜访大客户，九种情形都是多得{{gain_biggest:,.0f}}元，因为这些情形没有动到它；可拜访的效果本身也拿不准，应当看作{{visits_low:,.0f}}到{{visits_high:,.0f}}元。
# 只要十家留下九家，打算省的成本又有{{break_even:.0%}}真省下来，方案就胜过拜访大客户。
#
# 所以先试行：从这{{chosen["manage"]}}家里抽签挑二十家改条件，另外二十家半年不动。
# 没有后面这二十家就没法比：2025年谁也没去控制，{{n_far + n_close}}家里照样走了{{gone_far + gone_close}}家。
# 二十家对二十家，只看得出有没有闯大祸：两边之差的标准误有{{100 * unsure:.0f}}个百分点；要分清留九成还是留八成，每组得有{{n_needed}}家（第5a课），店里没有这么多客户。
# 更要紧的是成本省不省得下，这要整趟车不跑了才看得出来：挑一个片区试，看油费单。
#
# 局限：这是一年的贡献，不是一辈子的；放走客户可能伤口碑，成本表里看不见；要转走的客户，得及早把理由说清楚。

# %% [markdown] lang="en"
# ## Your own data
#
# With an export of orders, and two numbers from your accounts, you have a whale curve: what taking an order costs in all, and what refunds cost.
# Put your file in place of ours, your margin in place of a fifth, and your yuan in `own_pools`.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 有一份订单导出，再从账上找两个数，就能画出鲸鱼曲线：处理订单一共花多少，处理退款一共花多少。
# 把文件换成你的，五分之一的毛利率换成你的，`own_pools`里的金额也换成你的。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own["margin"] = own["amount"] / 5
own["sales"], own["refunds"] = (own["amount"] > 0).astype(int), (own["amount"] < 0).astype(int)
own_pools = pd.DataFrame({"activity": ["orders", "refunds"], "driver": ["sales", "refunds"]})
own_pools["cost"] = [2000.0, 500.0]
own_rates = differentiate.activity_rates(own_pools, own)
own_served = differentiate.contribution(own, own, own_rates)

# %% lang="en" alt="Whale curve of the export's customers."
differentiate.plot_whale(own_served["contribution"]).set_title("Your whale")
plt.show()

# %% lang="zh" alt="导出数据中客户的鲸鱼曲线。"
differentiate.plot_whale(own_served["contribution"]).set_title("你的鲸鱼")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Contribution is margin less cost to serve; here {{n_losing / n_served:.0%}} of the accounts lose money, and a spread by sales hides nearly all of them.
# - Value and closeness are two things; tenure alone earns nothing.
# - Under a budget choose by gain per yuan, one strategy for each customer; the shadow price says what the next step is worth.
# - A tier is a promise with a price. Set its limits by that price, hold them with a buffer, and keep the promise.
# - Clustering always finds groups: ask whether they beat shuffled data, come back, and are of use.
# - Write down every choice.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 贡献等于毛利减服务成本；这里{{n_losing / n_served:.0%}}的客户亏钱，按销售额平摊成本，几乎全看不出来。
# - 价值和远近是两回事；光有时间长，不等于赚钱。
# - 预算有限，按每元的收益来选，每家一种策略；影子价格告诉你再往前一步值多少。
# - 分层是有价的承诺：按价定界线，用缓冲带稳住，说到做到。
# - 聚类总能找出群：要问它是否强过打乱后的数据，能不能重现，有没有用。
# - 每一个选择都写下来。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Customer contribution, cost to serve, activity-based costing, activity rate, whale curve, share of wallet, tenure, relation index, customer portfolio, knapsack problem, shadow price, tier, service standard, segmentation dimension, k-means, silhouette, adjusted Rand index.
#
# - Cooper, R. and Kaplan, R. S. (1988). Measure costs right: make the right decisions. *Harvard Business Review*.
# - Cooper, R. and Kaplan, R. S. (1991). Profit priorities from activity-based costing. *Harvard Business Review*.
# - Fiocca, R. (1982). Account portfolio analysis for strategy development. *Industrial Marketing Management*.
# - Kaplan, R. S. and Anderson, S. R. (2004). Time-driven activity-based costing. *Harvard Business Review*.
# - Kaplan, R. S. and Narayanan, V. G. (2001). Measuring and managing customer profitability. *Journal of Cost Management*.
# - Reinartz, W. and Kumar, V. (2002). The mismanagement of customer loyalty. *Harvard Business Review*.
# - Rousseeuw, P. J. (1987). Silhouettes. *Journal of Computational and Applied Mathematics*.
# - Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification*.
# - Shapiro, B. P., Rangan, V. K., Moriarty, R. T. and Ross, E. B. (1987). Manage customers for profits (not just sales). *Harvard Business Review*.
# - Wedel, M. and Kamakura, W. A. (2000). *Market Segmentation*. Kluwer.
# - Zeithaml, V. A., Rust, R. T. and Lemon, K. N. (2001). The customer pyramid. *California Management Review*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 客户贡献价值、服务成本、作业成本法、作业费率、鲸鱼曲线、钱包份额、合作时长、关系指数、客户组合、背包问题、影子价格、分层、服务标准、细分维度、k均值聚类、轮廓系数、调整兰德指数。
#
# - Cooper, R. and Kaplan, R. S. (1988). Measure costs right: make the right decisions. *Harvard Business Review*.
# - Cooper, R. and Kaplan, R. S. (1991). Profit priorities from activity-based costing. *Harvard Business Review*.
# - Fiocca, R. (1982). Account portfolio analysis for strategy development. *Industrial Marketing Management*.
# - Kaplan, R. S. and Anderson, S. R. (2004). Time-driven activity-based costing. *Harvard Business Review*.
# - Kaplan, R. S. and Narayanan, V. G. (2001). Measuring and managing customer profitability. *Journal of Cost Management*.
# - Reinartz, W. and Kumar, V. (2002). The mismanagement of customer loyalty. *Harvard Business Review*.
# - Rousseeuw, P. J. (1987). Silhouettes. *Journal of Computational and Applied Mathematics*.
# - Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification*.
# - Shapiro, B. P., Rangan, V. K., Moriarty, R. T. and Ross, E. B. (1987). Manage customers for profits (not just sales). *Harvard Business Review*.
# - Wedel, M. and Kamakura, W. A. (2000). *Market Segmentation*. Kluwer.
# - Zeithaml, V. A., Rust, R. T. and Lemon, K. N. (2001). The customer pyramid. *California Management Review*.
#
# <!-- exercises link -->
