# ---
# id: "04b"
# title: {en: "What is a customer worth? Lifetime value", zh: "一位客户值多少？终身价值"}
# minutes: {lecture: 50, exercises: 70}
# textbook: [idic 4.2.4, practice 2.2, practice 2.3, practice 2.5, practice 2.92]
# needs: ["04a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## The case: a price for a household
#
# A new estate opens beside the shop, and its developer sells places in the welcome parcel.
# For {{offer}} yuan a household he promises to bring newcomers to Hejia's door.
# "On her first visit a customer leaves us {{first_visit:.0f}} yuan of margin", says the owner. "Robbery."
# "She comes back", says his daughter, "for years."
# How many years, and what are they worth today? This lesson digs it out of the order book.

# %% [markdown] lang="zh" slide="slide"
# ## 案例：一户人家的价钱
#
# 店旁边新开了一个小区，开发商出售“迎新礼包”里的位置：
# 每给禾家带来一户新客，收{{offer}}元。
# 老板说：“新客头一回来店，毛利才{{first_visit:.0f}}元，这不是抢钱吗？”
# 女儿说：“人家还会再来的，一来好几年。”
# 到底几年？折成今天的钱值多少？这一课从订单里把答案挖出来。

# %% [markdown] lang="en" slide="notes"
# Minutes: case and formula fifteen, tenure eight, migration ten, contracts ten, decision seven.
#
# Ask everybody to write down the most they would pay for one household, before any number is shown.
# Keep the slips: at the end each is too low or too high by a reason that has a name.

# %% [markdown] lang="zh" slide="notes"
# 时间：案例和公式十五分钟，客龄八分钟，迁移十分钟，合同十分钟，决策七分钟。
#
# 先不给任何数字，让每个人写下：为一户新客最多愿意付多少钱。
# 纸条收好：到最后，偏低偏高都能说出原因，而且每种原因都有名字。

# %% [markdown] lang="en"
# Value needs margin, not sales, so we take the cost of goods off every line of every order.

# %% [markdown] lang="zh"
# 谈价值要看毛利，不看销售额：先把每张订单每一行的进价减掉。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

offer, discount, today = 450, 0.10, "2026-01-01"
orders = crm.load("orders")
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]], on="product_id")
lines[["order_id", "product_id", "quantity", "unit_price", "unit_cost"]].head(3)

# %%
paid = (lines["quantity"] * lines["unit_price"]).sum()
margin_share = 1 - (lines["quantity"] * lines["unit_cost"]).sum() / paid
first_visit = margin_share * orders.groupby("customer_id")["amount"].first().mean()
round(float(margin_share), 3), round(float(first_visit), 1)

# %% [markdown] lang="en"
# On average {{100 * margin_share:.0f}} fen of each yuan are margin; we use this share throughout.

# %% [markdown] lang="zh"
# 平均每卖一元，毛利约{{margin_share:.2f}}元；下面一律用这个比例。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Compute** a lifetime value under a stated convention, and its sensitivity (exercises 4b.1, 4b.2 and 4b.3).
# - **Place** customers in a life-cycle stage by rule, and read value by tenure (exercises 4b.4 and 4b.5).
# - **Value** customers who come and go, as a Markov chain (exercise 4b.6).
# - **Project** contracts, and say why an average retention rate undervalues them (exercise 4b.7).
# - **Order** the steps of a valuation and **decide** what a customer may cost (exercise 4b.8 and the memo, 4b.9).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **计算**：讲明约定，算出终身价值，看它对假设有多敏感（练习4b.1、4b.2、4b.3）。
# - **分期**：按规则给客户划分生命周期阶段，读懂客龄与价值的关系（练习4b.4、4b.5）。
# - **估值**：用马尔可夫链给来来去去的客户估值（练习4b.6）。
# - **推算**：推算合同客户还能留多久，说清平均留存率为什么会低估（练习4b.7）。
# - **决策**：排出估值的步骤，决定为一位客户最多花多少钱（练习4b.8和决策备忘4b.9）。

# %% [markdown] lang="en" slide="slide"
# ## The idea: money to come, in money of today
#
# **Customer lifetime value** (CLV) is the margin that a customer will bring, discounted to today, less what it costs to win her.
# Three words in it carry weight.
# *Will*: RFM counted the past; CLV looks ahead, so it is always an estimate.
# *Discounted*: a yuan next year is worth less than a yuan today; at a **discount rate** of {{discount:.0%}} it is worth {{1 / (1 + discount):.2f}}.
# *Win*: the **acquisition cost** is spent before the first margin comes. For a customer we already have it is gone either way: leave it out.
#
# How customers leave decides the model.
# Some are **lost for good** when they leave, as with a contract; others give us **always a share**: here this month, elsewhere the next (Jackson 1985).
# Dwyer (1989) gave each kind its model: **retention** for the first, **migration** for the second.
# We do both.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：将来的钱，折成今天的钱
#
# **客户终身价值**（customer lifetime value, CLV）是一位客户将来带来的毛利，折成现值，再减去赢得她的花费。
# 这句话里有三个词要紧。
# **将来**：RFM数的是过去，CLV看的是将来，所以永远是估计。
# **折成现值**：明年的一元不如今天的一元；**贴现率**（discount rate）为{{discount:.0%}}，明年的一元今天只值{{1 / (1 + discount):.2f}}元。
# **赢得**：**获客成本**（acquisition cost）花在前头，毛利来在后头。已有的客户，这笔钱早花掉了，不用再减。
#
# 用什么模型，要看客户怎么离开。
# 有的一走就**不再回来**（lost for good），比如合同客户；有的**来来去去**（always a share），这个月在这家，下个月在那家（Jackson 1985）。
# Dwyer（1989）给两种客户各配了一个模型：前者用**留存模型**（retention model），后者用**迁移模型**（migration model）。
# 两个我们都做。

# %% [markdown] lang="en" slide="slide"
# ## The formula by hand
#
# Suppose the shop sold a tea box by subscription, paid once a year, with {{box}} yuan of margin.
# Each year {{kept:.0%}} renew: the **retention rate**.
# A pencil table of five years:

# %% [markdown] lang="zh" slide="slide"
# ## 公式：先手算
#
# 假设店里推出茶叶订阅，一年付一次，毛利{{box}}元。
# 每年有{{kept:.0%}}的人续订，这就是**留存率**（retention rate）。
# 用铅笔列五年：

# %%
box, kept = 100, 0.80
years = pd.DataFrame({"year": range(5)})
years["still_here"] = kept ** years["year"]
years["margin"] = box * years["still_here"]
years["today"] = years["margin"] / (1 + discount) ** years["year"]
years.round(2)

# %% [markdown] lang="en"
# Read the third row aloud: {{years["still_here"][2]:.0%}} are still here, so an average customer brings {{years["margin"][2]:.0f}} yuan, worth {{years["today"][2]:.1f}} today.
# Five years make {{years["today"].sum():.0f}} yuan.
# Each term is the one before, times $r/(1+d)$; so all terms, for ever, make
#
# $$\mathrm{CLV} = \sum_{t=0}^{\infty} m\,\frac{r^t}{(1+d)^t} - c = m\,\frac{1+d}{1+d-r} - c$$
#
# with margin $m$, retention $r$, discount rate $d$ and acquisition cost $c$.

# %% [markdown] lang="zh"
# 第三行这样读：还剩{{years["still_here"][2]:.0%}}，平均每人带来{{years["margin"][2]:.0f}}元，折到今天是{{years["today"][2]:.1f}}元。
# 五年合计{{years["today"].sum():.0f}}元。
# 每一项都是前一项乘$r/(1+d)$，这是等比数列，无限加下去是
#
# $$\mathrm{CLV} = \sum_{t=0}^{\infty} m\,\frac{r^t}{(1+d)^t} - c = m\,\frac{1+d}{1+d-r} - c$$
#
# $m$是毛利，$r$是留存率，$d$是贴现率，$c$是获客成本。

# %%
from crmlab import differentiate

by_formula = box * (1 + discount) / (1 + discount - kept)
by_call = differentiate.lifetime_value(box, retention=kept, discount=discount)
round(by_formula, 2), round(by_call, 2)

# %% [markdown] lang="en" slide="slide"
# ### Who pays first?
#
# Two books, two formulas, and both are right.
# Berger and Nasr (1998) set out several such cases.
# They differ in *when* the first margin comes: at the **start** of the year, in its **middle**, at its **end**, or only at the first **renewal**, if she is still there.

# %% [markdown] lang="zh" slide="slide"
# ### 谁先付钱？
#
# 翻开两本书，公式不一样，却都没错；Berger和Nasr（1998）就列出了好几种情形。
# 差别在第一笔毛利**什么时候**来：年初（`start`）、年中（`middle`）、年末（`end`），还是要等到第一次续订（`renewal`），而且她得还在。

# %%
conventions = differentiate.lifetime_conventions(box, kept, discount, horizons=(5, None))
by_timing = conventions.pivot_table(index="timing", columns="horizon", values="value")
by_timing.reindex(["start", "middle", "end", "renewal"]).round(0)

# %% [markdown] lang="en" slide="fragment"
# The same subscriber is worth {{worth["start"]:.0f}} or {{worth["renewal"]:.0f}} yuan, {{1 - worth["renewal"] / worth["start"]:.0%}} less, for all years; stopping after five payments changes the number again.
# `renewal` leaves out the first payment, as $m\,r/(1+d-r)$, the form of Gupta and Lehmann (2003), does: right for a customer who has just paid, wrong for a prospect.
# So never compare two CLVs before you know who pays first, and how long was counted.

# %% [markdown] lang="zh" slide="fragment"
# 同一位订户，不设期限，可以值{{worth["start"]:.0f}}元，也可以值{{worth["renewal"]:.0f}}元，少{{1 - worth["renewal"] / worth["start"]:.0%}}；只算五笔，又是另一个数。
# `renewal`不算第一笔，和Gupta与Lehmann（2003）的$m\,r/(1+d-r)$一样：对刚付过钱的老客户正合适，对还没来的新客就错了。
# 所以，比较两个CLV之前，先问清谁先付钱、算了多少年。

# %%
worth = by_timing[np.inf]
worth.round(1).to_dict()

# %% [markdown] lang="en"
# Which assumption matters most?
# We move retention and discount together.

# %% [markdown] lang="zh"
# 哪个假设最要紧？
# 让留存率和贴现率一起变。

# %%
grid = differentiate.lifetime_sensitivity(box, retentions=[0.7, 0.8, 0.85, 0.9], discounts=[0.05, 0.10, 0.15])
table = grid.pivot_table(index="retention", columns="discount", values="value")
table.round(0)

# %% [markdown] lang="en"
# Five points more retention, from {{kept:.0%}} to {{0.85:.0%}}, add {{table.loc[0.85, 0.1] - table.loc[0.8, 0.1]:.0f}} yuan; five points less discount add {{table.loc[0.8, 0.05] - table.loc[0.8, 0.1]:.0f}}.
# Retention is where the value lies, and so is the danger: at high rates a small error in it is a large error in CLV.

# %% [markdown] lang="zh"
# 留存率提高五个百分点，从{{kept:.0%}}到{{0.85:.0%}}，多{{table.loc[0.85, 0.1] - table.loc[0.8, 0.1]:.0f}}元；贴现率降五个百分点，多{{table.loc[0.8, 0.05] - table.loc[0.8, 0.1]:.0f}}元。
# 价值主要在留存率上，危险也在这里：留存率高的时候，估错一点点，CLV就差一大截。

# %% [markdown] lang="en" slide="slide"
# ## One shop, two answers
#
# Now the households.
# `value_by_tenure` gives every customer a clock of her own that starts on her first visit, and counts whole periods only.

# %% [markdown] lang="zh" slide="slide"
# ## 同一家店，两个答案
#
# 轮到店里的住户了。
# `value_by_tenure`给每位客户一只自己的钟，从头一回来店起算，只数完整的周期；走过的时间叫**客龄**（tenure）。

# %%
by_year = differentiate.value_by_tenure(orders, days=365, as_of=today)
by_quarter = differentiate.value_by_tenure(orders, days=91, as_of=today).query("customers >= 800")
by_quarter[["tenure", "customers", "retention", "amount_per_customer", "amount_per_active"]].round(2).head(4)

# %%
year_margin, year_kept = margin_share * by_year["amount_per_customer"][0], by_year["retention"][1]
clv_year = differentiate.lifetime_value(year_margin, year_kept, discount, timing="middle")
per_quarter = (1 + discount) ** (1 / 4) - 1
quarter_margin, quarter_kept = margin_share * by_quarter["amount_per_customer"][0], by_quarter["retention"][1]
clv_quarter = differentiate.lifetime_value(quarter_margin, quarter_kept, per_quarter, timing="middle")
round(year_margin), round(float(year_kept), 2), round(clv_year), round(clv_quarter)

# %% [markdown] lang="en" slide="fragment"
# A household brings {{year_margin:.0f}} yuan of margin in its first year, and {{year_kept:.0%}} buy in their second: by years the formula says {{clv_year:.0f}} yuan.
# By quarters, {{quarter_kept:.0%}} buy in their second, and it says {{clv_quarter:.0f}}.
# Same shop, same formula; one answer is above the developer's {{offer}}, the other below.
# The formula assumes *one* retention rate for ever, and there is none; and who skips a quarter counts as lost.

# %% [markdown] lang="zh" slide="fragment"
# 一户人家第一年带来毛利{{year_margin:.0f}}元，第二年还来买的有{{year_kept:.0%}}：按年算，公式说值{{clv_year:.0f}}元。
# 按季度算，第二个季度还来的有{{quarter_kept:.0%}}，公式却说值{{clv_quarter:.0f}}元。
# 同一家店，同一个公式，一个答案高过开发商的{{offer}}元，一个低于它。
# 公式假设留存率**永远是同一个数**，可实际上没有这样的数；而且只要空了一个季度，就被当成走了。

# %% [markdown] lang="en" slide="slide"
# ## Cohorts and value by tenure
#
# A **cohort** is all customers who came in the same period.
# `cohort_table` follows each through the calendar; like `rfm` it takes any engine.

# %% [markdown] lang="zh" slide="slide"
# ## 同期群与客龄价值
#
# 同一时期来的客户叫一个**同期群**（cohort）。
# `cohort_table`跟着日历追踪每个同期群；它和`rfm`一样，什么引擎的表都收。

# %%
cohorts = differentiate.cohort_table(orders, as_of=today)
cohorts.head(3)

# %% lang="en" slide="fragment" alt="Heat map of twelve quarterly cohorts by age in quarters. Along every row the share who bought falls steeply at first, to about a half after three quarters, then slowly."
ax = differentiate.plot_cohorts(cohorts)
ax.set_title("Every cohort thins out fast, then slowly (% who bought)")
plt.show()

# %% lang="zh" slide="fragment" alt="十二个季度同期群的热力图，横轴是来店后的季度数。每一行都是先陡降，三个季度后剩一半左右，然后降得很慢。"
ax = differentiate.plot_cohorts(cohorts)
ax.set_title("每个同期群都是先走得快、后走得慢（购买比例，%）")
plt.show()

# %% [markdown] lang="en"
# All rows tell one story: many leave at once, few leave later.
# (Column 0 is a part of a quarter, as customers come all through it; so don't compare its money with the next. These are calendar quarters, so column 1 is not the {{quarter_kept:.0%}} above.)

# %% [markdown] lang="zh"
# 每一行讲的都是同一件事：一开始走得多，后来走得少。
# （第0列不满一个季度，因为客户是陆续来的；它的金额别跟后面比。这里用的是日历季度，所以第1列不等于上面的{{quarter_kept:.0%}}。）

# %%
share_next = by_quarter["active"].to_numpy() / by_quarter["customers"].to_numpy()
step = share_next[1:] / share_next[:-1]
step.round(2)

# %% [markdown] lang="en"
# From the first quarter to the second the share falls to {{step[0]:.0%}}; after that each quarter keeps {{step[1:].mean():.0%}} of the one before, on average.
# The formula used {{step[0]:.0%}} for every quarter.
# And two things are mixed in it: some have left, others only skipped the quarter.
# The truth knows the day on which each household left.

# %% [markdown] lang="zh"
# 从第一个季度到第二个季度，比例降到{{step[0]:.0%}}；再往后，平均每个季度是前一季的{{step[1:].mean():.0%}}。
# 公式却把{{step[0]:.0%}}用到了每一个季度。
# 何况这个数里混着两件事：有的真走了，有的只是这季没来。
# 哪一户哪天离开的，真相知道。

# %%
born = orders[orders["amount"] > 0].groupby("customer_id")["ordered_on"].min()
left_on = crm.load("truth/customers").set_index("customer_id")["left_on"]
with_us = (left_on - born).dt.days.fillna(np.inf)  # days from the first visit
alive = np.array([(with_us[born < "2024-01-01"] > 91 * quarter).mean() for quarter in range(9)])
true_kept = alive[1:] / alive[:-1]
true_kept.round(2)

# %% [markdown] lang="en" slide="fragment"
# Of those who came in 2023, {{true_kept[0]:.0%}} were still customers after a quarter; two years later {{true_kept[-1]:.0%}} stay from one quarter to the next.
# Nobody grew more loyal: who leaves easily left first.
# A rate that changes because of who is left is called **selection**.

# %% [markdown] lang="zh" slide="fragment"
# 2023年来的客户，过了一个季度还在的是{{true_kept[0]:.0%}}；两年之后，每过一个季度留下{{true_kept[-1]:.0%}}。
# 没有谁变得更忠诚，只是容易走的先走了。
# 剩下的人不同，比例就跟着变，这叫**选择效应**（selection）。

# %% lang="en" slide="slide" alt="Yuan a quarter against tenure. Per customer who ever came it falls to less than a third; per customer who still bought it hardly changes."
ax = differentiate.plot_tenure(by_quarter)
ax.set(xlabel="Quarter since the first visit (91 days each)", ylabel="Yuan a quarter")
ax.set_title("The cohort brings less; those who still buy do not")
plt.show()

# %% lang="zh" slide="slide" alt="每季度金额随客龄变化：按所有来过的客户平均，降到不足三分之一；按还在买的客户平均，几乎不变。"
ax = differentiate.plot_tenure(by_quarter)
ax.set(xlabel="客龄（第几个季度，每季91天）", ylabel="每季度金额（元）")
ax.set_title("人均越来越低，还在买的人却没少花")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# A Chinese textbook on portfolios says that a new customer consumes far less than an old one.
# Do customers *grow*?
# Or do the small ones leave?
# Compare those of 2023 in their *first* year: who came back in the second, and who did not.

# %% [markdown] lang="zh" slide="fragment"
# 有教材说，新客户的消费远不如老客户。
# 是客户越来越能买，
# 还是买得少的先走了？
# 拿2023年来的客户，比他们**第一年**的消费：第二年还来的，和不再来的。

# %%
age = (orders["ordered_on"] - orders["customer_id"].map(born)).dt.days // 365
old = orders[orders["customer_id"].map(born) < "2024-01-01"].assign(year=age)
spent = old.pivot_table(index="customer_id", columns="year", values="amount", aggfunc="sum", fill_value=0)
stayed = spent[1] > 0
first_year = spent[0].groupby(stayed).mean()
first_year.round(0)

# %% [markdown] lang="en"
# Those who came back had spent {{first_year[True]:,.0f}} yuan in their first year, those who did not only {{first_year[False]:,.0f}}.
# So the small ones left?
# Ask first how much of that year each was with us.

# %% [markdown] lang="zh"
# 第二年还来的，第一年花了{{first_year[True]:,.0f}}元；不再来的，只花了{{first_year[False]:,.0f}}元。
# 那么，走的都是小客户？
# 先问一句：那一年里，各人在店多久？

# %%
here = with_us[spent.index].clip(upper=365)
days_here = here.groupby(stayed).mean()
full_year = 365 * spent[0].groupby(stayed).sum() / here.groupby(stayed).sum()
days_here.round(0).to_dict(), full_year.round(0).to_dict()

# %% [markdown] lang="en" slide="fragment"
# Those who did not come back were with us for {{days_here[False]:.0f}} days of that year, the others for {{days_here[True]:.0f}}.
# For a full year with us they spent {{full_year[False]:,.0f}} and {{full_year[True]:,.0f}} yuan: much the same.
# It was not the small who left; who left early had less time to buy.
# That is **exposure**: before you compare "a year", ask how long each was there.

# %% [markdown] lang="zh" slide="fragment"
# 不再来的人，那一年平均只在店{{days_here[False]:.0f}}天；还来的人，在店{{days_here[True]:.0f}}天。
# 按在店天数折成一整年，分别是{{full_year[False]:,.0f}}元和{{full_year[True]:,.0f}}元，几乎一样。
# 走的不是小客户，是走得早的人没来得及花。
# 这就是**在店时间**（exposure）的差别：比“一年”之前，先看各人待了多久。

# %%
two_years = spent.loc[with_us[spent.index] >= 730, [0, 1]].mean()
two_years.round(0).to_dict()

# %% [markdown] lang="en"
# And did anybody grow?
# Households with us through both years spent {{two_years[0]:,.0f}} yuan, then {{two_years[1]:,.0f}}: no growth to speak of.
# Reinartz and Kumar (2000) tested such claims about loyal customers and found little support.

# %% [markdown] lang="zh"
# 那有没有人越买越多？
# 两年都在店的住户，第一年花{{two_years[0]:,.0f}}元，第二年花{{two_years[1]:,.0f}}元：谈不上成长。
# Reinartz和Kumar（2000）检验过“老客户更值钱”一类的说法，找到的支持很少。

# %% [markdown] lang="en" slide="slide"
# ## Stages of the customer life cycle
#
# A relation begins, grows, settles and may end (Dwyer, Schurr and Oh 1987).
# Chinese textbooks call the stages trial, forming, stable and decline.
# We need rules that a till can apply, in this order:
# silent for more than three of her own gaps and more than {{rules["quiet_days"]}} days (seen once: {{rules["once_days"]}} days), she **declines**;
# new ({{rules["new_days"]}} days) or seen once, she is just **acquired**; within {{rules["settled_days"]}} days she is **forming**; then **stable**.

# %% [markdown] lang="zh" slide="slide"
# ## 客户生命周期的阶段
#
# 一段关系有开始、成长、稳定，也可能结束（Dwyer、Schurr和Oh 1987）。
# 国内教材把**客户生命周期**（customer life cycle）分成考察期（`acquire`）、形成期（`form`）、稳定期（`stable`）、退化期（`decline`）。
# 收银机要的是规则，依次是：
# 没来的时间超过自己平时间隔的三倍，而且超过{{rules["quiet_days"]}}天（只来过一次的，超过{{rules["once_days"]}}天），算退化期；
# 来了不到{{rules["new_days"]}}天或只来过一次，算考察期；{{rules["settled_days"]}}天以内，算形成期；其余算稳定期。

# %%
rules = {"new_days": 90, "settled_days": 365, "quiet_gaps": 3, "quiet_days": 60, "once_days": 180}
staged = differentiate.life_cycle(orders, as_of=today, **rules)
truth = crm.load("truth/customers").assign(gone=lambda people: people["left_on"].notna())
stages = staged.merge(truth, on="customer_id").groupby("stage")
by_stage = stages.agg(
    customers=("gone", "size"), gone=("gone", "mean"), next_year=("amount_next_year", "mean")
)
by_stage.reindex(["acquire", "form", "stable", "decline"]).round(2)

# %% lang="en" alt="Bars: customers in four life-cycle stages, and the mean money that each will spend in 2026. Most customers are in decline and will spend next to nothing; the other three stages will spend over a thousand yuan each."
names = ["acquire", "form", "stable", "decline"]
fig, (left, right) = plt.subplots(1, 2, figsize=(7, 2.8), sharey=True)
left.barh(range(4), by_stage.loc[names, "customers"], color="C0")
right.barh(range(4), by_stage.loc[names, "next_year"], color="C1")
left.set_yticks(range(4), ["acquired", "forming", "stable", "declining"])
left.set(title="Where they stand", xlabel="Customers")
right.set(title="What comes in 2026", xlabel="Yuan per customer (truth)")
left.invert_yaxis()
plt.show()

# %% lang="zh" alt="条形图：四个生命周期阶段的客户数，以及每位2026年的平均消费。多数客户处在退化期，几乎不再消费；其余三期人均都过千元。"
names = ["acquire", "form", "stable", "decline"]
fig, (left, right) = plt.subplots(1, 2, figsize=(7, 2.8), sharey=True)
left.barh(range(4), by_stage.loc[names, "customers"], color="C0")
right.barh(range(4), by_stage.loc[names, "next_year"], color="C1")
left.set_yticks(range(4), ["考察期", "形成期", "稳定期", "退化期"])
left.set(title="现在处在哪一期", xlabel="客户数")
right.set(title="2026年每人会花多少", xlabel="人均金额（元，真相）")
left.invert_yaxis()
plt.show()

# %% [markdown] lang="en" slide="fragment"
# The truth agrees with the rule: of those called declining {{by_stage.loc["decline", "gone"]:.0%}} have left, of the stable {{by_stage.loc["stable", "gone"]:.0%}}.
# More than half of the names on the books are history: whoever multiplies a CLV by all {{len(staged):,}} names values ghosts.

# %% [markdown] lang="zh" slide="fragment"
# 规则跟真相对得上：划进退化期的，{{by_stage.loc["decline", "gone"]:.0%}}已经离开；稳定期的只有{{by_stage.loc["stable", "gone"]:.0%}}。
# 账上一半以上的名字已成过去：拿CLV乘全部{{len(staged):,}}个名字，等于给影子估值。

# %% [markdown] lang="en" slide="slide"
# ## Dwyer's migration model
#
# The retention model calls a household lost when it skips a quarter.
# Does it come back?
# A customer's **state** is how many quarters ago she last bought; we count how often each state was followed by a purchase.

# %% [markdown] lang="zh" slide="slide"
# ## Dwyer的迁移模型
#
# 一户人家空了一个季度，留存模型就说她丢了。
# 她会不会回来？
# 看她上次买是几个季度之前，这就是她的**状态**（state）；数一数，各个状态之后有多少次又来买了。

# %%
moves = differentiate.migration(orders, states=6, as_of=today)
moves.round(3)

# %% [markdown] lang="en"
# Who bought last quarter buys again in {{moves["probability"][0]:.0%}} of cases; who skipped one still comes back in {{moves["probability"][1]:.0%}}.
# Lay these chances out as a **transition matrix**: back to the first state, or one further; who is in the last stays in it.
# By hand with three states, the last holding all who have been away longer:

# %% [markdown] lang="zh"
# 上个季度买过的，{{moves["probability"][0]:.0%}}会再来；空了一个季度的，仍有{{moves["probability"][1]:.0%}}回来。
# 把这些概率排成**转移矩阵**（transition matrix）：要么回到第一个状态，要么再退一格；已在最后一格的就留在那里。
# 先拿三个状态手算，最后一格装下所有更久没来的人：

# %%
p1, p2, p3 = differentiate.migration(orders, states=3, as_of=today)["probability"]
P = np.array([[p1, 1 - p1, 0], [p2, 0, 1 - p2], [p3, 0, 1 - p3]])
now = np.array([1, 0, 0])
pd.DataFrame([now @ np.linalg.matrix_power(P, t) for t in range(5)], columns=[1, 2, 3]).round(2)

# %% [markdown] lang="en" slide="fragment"
# Read down: of those who bought just now, {{P[0, 0]:.0%}} buy in the next quarter, and after four quarters {{(now @ np.linalg.matrix_power(P, 4))[0]:.0%}} do.
# If $R$ holds the margin of a quarter in each state, all quarters from the present one on are worth (Pfeifer and Carraway 2000)
#
# $$V = \sum_{t=0}^{\infty} \frac{P^t R}{(1+d)^t} = \left(I - \frac{P}{1+d}\right)^{-1} R$$
#
# It is the old formula, with a matrix where retention stood.

# %% [markdown] lang="zh" slide="fragment"
# 从上往下读：刚买过的人，下个季度有{{P[0, 0]:.0%}}来买，四个季度后那一季有{{(now @ np.linalg.matrix_power(P, 4))[0]:.0%}}。
# 设$R$是处在各状态时一个季度的毛利，从本季起所有季度的现值合计是（Pfeifer和Carraway 2000）
#
# $$V = \sum_{t=0}^{\infty} \frac{P^t R}{(1+d)^t} = \left(I - \frac{P}{1+d}\right)^{-1} R$$
#
# 还是原来的公式，只是留存率的位置换成了矩阵；这样的过程叫**马尔可夫链**（Markov chain）。

# %%
per_buyer = (moves["buyers"] * moves["amount_per_buyer"]).sum() / moves["buyers"].sum()
reward = margin_share * per_buyer * np.array([1, 0, 0])
by_hand = np.linalg.solve(np.eye(3) - P / (1 + per_quarter), reward)
chain = differentiate.transition_matrix([p1, p2, p3])
by_call = differentiate.migration_value(chain, reward, per_quarter)
by_hand.round(0), by_call.round(0).to_list()

# %% [markdown] lang="en"
# Both agree; but three states are few: the last throws those who bought three quarters ago in with those who bought two years ago.
# With six, a customer who has just bought is worth {{six[1]:.0f}} yuan instead of {{by_hand[0]:.0f}}; {{to_come[1]:.0f}} of them are still to come.

# %% [markdown] lang="zh"
# 两种算法一致；不过三个状态太粗：最后一格把三个季度前买过的和两年前买过的混在了一起。
# 换成六个状态，刚买过的客户值{{six[1]:.0f}}元，不是{{by_hand[0]:.0f}}元；其中{{to_come[1]:.0f}}元还在后头。

# %%
chain = differentiate.transition_matrix(moves["probability"])
reward = margin_share * per_buyer * np.array([1, 0, 0, 0, 0, 0])
six = differentiate.migration_value(chain, reward, per_quarter)
to_come = six - reward
base_value = float((to_come.to_numpy() * moves["customers_now"]).sum())
to_come.round(0).to_list(), round(base_value)

# %% [markdown] lang="en"
# The whole customer base is worth about {{base_value / 1e6:.2f}} million yuan by this model.
# How good is it?
# We let it predict the sales of 2026, four quarters without discount, and open the envelope.

# %% [markdown] lang="zh"
# 按这个模型，全部客户大约值{{base_value / 1e4:.0f}}万元。
# 准不准？
# 让它预测2026年的销售额（四个季度，不贴现），再打开信封。

# %% [markdown] lang="en" slide="slide"
# ## Truth check: where the chain fails

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相：链子在哪里断

# %%
year_ahead = differentiate.migration_value(chain, reward / margin_share, 0.0, horizon=4, now=False)
last = orders[orders["amount"] > 0].groupby("customer_id")["ordered_on"].max().dt.to_period("Q")
state = (pd.Period("2025Q4") - last).map(lambda gap: gap.n + 1).clip(upper=6)
known = truth.merge(state.rename("state").reset_index(), on="customer_id")
known["model"] = known["state"].map(year_ahead)
check = known.groupby("state")[["model", "amount_next_year"]].mean()
check.round(0)

# %% lang="en" slide="fragment" alt="Bars by state: model and truth for 2026. For those who bought last quarter the truth is higher than the model; for those who last bought two quarters ago or longer the model promises more than comes."
ax = check.plot.bar(rot=0, color=["C0", "C1"], figsize=(7, 3.2))
ax.legend(["migration model", "truth"])
ax.set(xlabel="Quarters since the last purchase (6: so long or longer)", ylabel="Yuan per customer in 2026")
ax.set_title("Too little for the best, too much for the lost")
plt.show()

# %% lang="zh" slide="fragment" alt="各状态的条形图：2026年的模型值与真相。上季度买过的，真相高过模型；上次购买在两个季度之前或更早的，模型许下的比实际来的多。"
ax = check.plot.bar(rot=0, color=["C0", "C1"], figsize=(7, 3.2))
ax.legend(["迁移模型", "真相"])
ax.set(xlabel="距上次购买的季度数（6表示6个季度及以上）", ylabel="2026年人均金额（元）")
ax.set_title("最好的估低了，走掉的估高了")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# In all, the chain expects {{total_model / total_true:.0%}} of what comes.
# It forgets: the first state puts a household of a hundred visits beside one that came once, and gives both the same chance.
# To the {{gone_long:,}} names in the last state it gives {{year_ahead[6]:.0f}} yuan each; they will bring {{check.loc[6, "amount_next_year"]:.1f}}.
# And we made it coarse: {{per_buyer:.0f}} yuan for every buyer, while who comes back after a skipped quarter brings {{moves["amount_per_buyer"][1]:.0f}}.

# %% [markdown] lang="zh" slide="fragment"
# 合计起来，链子预期的是实际的{{total_model / total_true:.0%}}。
# 它健忘：来过一百回的和只来过一回的，都在第一个状态，概率也一样。
# 最后一格的{{gone_long:,}}个名字，它每人许了{{year_ahead[6]:.0f}}元；实际只会来{{check.loc[6, "amount_next_year"]:.1f}}元。
# 我们还用得粗：凡是来买的都算{{per_buyer:.0f}}元，可空了一季再回来的，只买{{moves["amount_per_buyer"][1]:.0f}}元。

# %%
total_model, total_true = known["model"].sum(), known["amount_next_year"].sum()
skipped, gone_long = int((known["state"] == 2).sum()), int((known["state"] == 6).sum())
skipped_money = known.loc[known["state"] == 2, "amount_next_year"].sum()
skipped, round(skipped_money), round(skipped * year_ahead[2])

# %%
own_amounts = moves["probability"].to_numpy() * moves["amount_per_buyer"].to_numpy()
finer = differentiate.migration_value(chain, own_amounts, 0.0, horizon=3)  # the first quarter, and three more
finer.round(0).to_list()

# %% [markdown] lang="en"
# With each state's own amounts the second falls from {{year_ahead[2]:.0f}} to {{finer[2]:.0f}} yuan (truth {{check.loc[2, "amount_next_year"]:.0f}}): half of its error was ours.
# The first hardly moves, from {{year_ahead[1]:,.0f}} to {{finer[1]:,.0f}} (truth {{check.loc[1, "amount_next_year"]:,.0f}}): there the chain forgets.
# Yet it sees what retention cannot: the {{skipped}} who skipped a quarter, written off by retention, will bring {{skipped_money:,.0f}} yuan in 2026, though less than the {{skipped * year_ahead[2]:,.0f}} it promised.
# Lesson 4c gives each customer her own rhythm.

# %% [markdown] lang="zh"
# 各状态改用自己的金额，第二个状态就从{{year_ahead[2]:.0f}}元降到{{finer[2]:.0f}}元（真相{{check.loc[2, "amount_next_year"]:.0f}}元）：误差有一半是我们自己造成的。
# 第一个状态几乎不动，从{{year_ahead[1]:,.0f}}元到{{finer[1]:,.0f}}元（真相{{check.loc[1, "amount_next_year"]:,.0f}}元）：这才是链子的健忘。
# 不过，它看得见留存模型看不见的：空了一个季度的{{skipped}}位，留存模型当作丢了，2026年他们会带来{{skipped_money:,.0f}}元；只是没有链子许的{{skipped * year_ahead[2]:,.0f}}元那么多。
# 第4c课让每位客户有自己的节奏。

# %% [markdown] lang="en" slide="slide"
# ## Contracts: why the average undervalues
#
# With a contract we *see* who leaves.
# Take a hundred houses of two kinds, half of which leave with probability one half at every renewal, half with one tenth.
# Nobody changes; watch the retention rate.

# %% [markdown] lang="zh" slide="slide"
# ## 合同客户：平均数为什么低估
#
# 有合同，谁走了**看得见**。
# 设想一百户，分两种：一半人每次续约时有五成会走，另一半只有一成会走。
# 谁也没变，只看留存率怎么变。

# %%
two = pd.DataFrame({"renewal": range(6)})
two["quick"], two["steady"] = 50 * 0.5 ** two["renewal"], 50 * 0.9 ** two["renewal"]
two["still_here"] = two["quick"] + two["steady"]
two["retention"] = two["still_here"] / two["still_here"].shift()
two.round(2)

# %% [markdown] lang="en"
# Retention rises from {{two["retention"][1]:.0%}} to {{two["retention"][5]:.0%}}, and nobody grew more loyal: the quick ones are gone, selection again.
# The **shifted beta-geometric model** (sBG) of Fader and Hardie (2007) takes not two kinds but a whole Beta distribution of chances to leave.
# Two numbers, alpha and beta, give everything:
#
# $$S(t) = \frac{B(\alpha,\,\beta+t)}{B(\alpha,\,\beta)}, \qquad r(t) = \frac{\beta+t-1}{\alpha+\beta+t-1}$$
#
# The shop has such contracts: the standing orders of the rice notebook, delivered round by round through 2023.
# Who ended the order is not written there; we take a house without a delivery for {{quiet}} days as gone.

# %% [markdown] lang="zh"
# 留存率从{{two["retention"][1]:.0%}}升到{{two["retention"][5]:.0%}}，可没有谁变得更忠诚：容易走的都走了，又是选择效应。
# Fader和Hardie（2007）的**移位贝塔几何模型**（shifted beta-geometric, sBG）不止两种人，流失的概率因人而异，服从一个贝塔分布。
# 只要两个数，alpha和beta：
#
# $$S(t) = \frac{B(\alpha,\,\beta+t)}{B(\alpha,\,\beta)}, \qquad r(t) = \frac{\beta+t-1}{\alpha+\beta+t-1}$$
#
# 店里就有这样的合同：2023年送米账上的长期订户，一轮一轮送。
# 谁停订了，账上没写；超过{{quiet}}天没送货的，我们就当作停订。

# %%
quiet, end = 50, pd.Timestamp("2024-01-01")
rounds = crm.load("rice_deliveries").groupby("customer_id")["delivered_on"].agg(["min", "max", "size"])
rounds["lost"] = (end - rounds["max"]).dt.days > quiet
rounds["renewals"] = rounds["size"] - ~rounds["lost"]
houses = rounds[rounds["renewals"] > 0]
len(houses), int(houses["lost"].sum())

# %% [markdown] lang="en"
# A house with five deliveries that goes on has renewed four times; one that stopped after five left at its fifth renewal.

# %% [markdown] lang="zh"
# 送过五轮、还在继续的，续了四次；送完五轮停掉的，是在第五次续约时走的。

# %%
model = differentiate.ShiftedBetaGeometric().fit_customers(houses["renewals"], houses["lost"])
average = 1 - houses["lost"].sum() / houses["renewals"].sum()
model, round(float(average), 3)

# %% [markdown] lang="en"
# The annual report would say: "{{average:.1%}} of our houses renew."
# Is the second parameter worth it?
# Take the logarithm of the chance that a model gave to what each house did, and add up: this is the **log-likelihood**, the larger the better.

# %% [markdown] lang="zh"
# 年报会写：“续订率{{average:.1%}}。”
# 多一个参数值不值？
# 模型给每户的实际结果一个概率；取对数、相加，就是**对数似然**（log-likelihood），越大越像数据。

# %%
gone, stays = houses["lost"].sum(), houses["renewals"].sum() - houses["lost"].sum()
one_rate = gone * np.log(1 - average) + stays * np.log(average)
gain = model.log_likelihood_ - one_rate
round(float(one_rate), 1), round(model.log_likelihood_, 1)

# %%
from scipy.stats import chi2, norm

level = 0.05
enough = chi2.ppf(1 - level, 1) / 2  # twice the gain is compared with chi-square, one degree of freedom
round(float(gain), 1), round(float(enough), 1)

# %% [markdown] lang="en"
# One more parameter gains {{gain:.1f}} points; a gain of {{enough:.1f}} would already count (at the usual level of {{level:.0%}}).
# The model says: {{model.retention(1):.0%}} at the first renewal, {{model.retention(12):.0%}} at the twelfth.
# We fitted on 2023 alone; the truth knows who stayed with the shop through 2024 and 2025, and we take it that the order lasted as long.

# %% [markdown] lang="zh"
# 多一个参数，对数似然高出{{gain:.1f}}；按通常的{{level:.0%}}水准，高出{{enough:.1f}}就值得了。
# 模型说：第一次续约是{{model.retention(1):.0%}}，第十二次是{{model.retention(12):.0%}}。
# 拟合只用了2023年；2024、2025年谁还在店里，真相知道；这里假定在店期间一直在订。

# %%
left_on = left_on.reindex(rounds.index).fillna(pd.Timestamp("2099-01-01"))
length = crm.load("rice_deliveries").groupby("customer_id")["delivered_on"].diff().dt.days.mean()
lived = (left_on - rounds["min"]).dt.days / length
seen = np.array([(lived > t).mean() for t in range(33)])
t = np.arange(33)

# %% lang="en" slide="fragment" alt="Share of houses left against rounds. Dots of the truth fall fast, then slowly, to about a third. The sBG curve stays near them; the curve of one average rate falls below a sixth."
ax = differentiate.plot_survival(seen, {"average": average**t, "sbg": model.survival(t)})
ax.axvline(365 / length, color="lightgrey", zorder=0)
ax.set_title("Fitted on 2023 (grey line: a year of rounds); dots are the truth")
plt.show()

# %% lang="zh" slide="fragment" alt="还在的户数比例随轮次变化。真相的圆点先快后慢地下降，最后约剩三分之一；sBG曲线贴着圆点，单一平均留存率的曲线降到六分之一以下。"
ax = differentiate.plot_survival(seen, {"average": average**t, "sbg": model.survival(t)})
ax.axvline(365 / length, color="lightgrey", zorder=0)
ax.set_title("拟合只用2023年（灰线约为一年的轮数）；圆点是真相")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ### What is the base worth?
#
# Value the houses still on the round at the end of 2023, over the {{ahead}} rounds of the next two years.
# A house that has had ten rounds is one of the steady ones, and the model knows it.

# %% [markdown] lang="zh" slide="slide"
# ### 这批客户值多少？
#
# 给2023年底还在订的住户估值，看今后两年的{{ahead}}轮。
# 已经送过十轮的，多半是稳定的那种人，模型知道这一点。

# %%
ahead = round(730 / length)
staying, k = rounds[~rounds["lost"]], np.arange(ahead)
by_average = (average ** (k + 1)).sum()
by_model = np.mean([(model.survival(n + k) / model.survival(n - 1)).sum() for n in staying["size"]])
true_days = (left_on[staying.index].clip(upper=pd.Timestamp(today)) - end).dt.days.clip(lower=0)
by_truth = (true_days / length).mean()
[round(float(number), 1) for number in (by_average, by_model, by_truth)]

# %% [markdown] lang="en" slide="fragment"
# In truth each house still takes {{by_truth:.1f}} rounds (its days with the shop, over the mean gap of {{length:.0f}} days).
# The average rate gives {{by_average:.1f}}, {{1 - by_average / by_truth:.0%}} too few; sBG gives {{by_model:.1f}}, {{abs(by_model / by_truth - 1):.0%}} off.
# The average is of all who ever came, quick ones included; the base is made of those who stayed.
# So a single rate, applied to an existing base, undervalues it (Fader and Hardie 2010): here by {{missing:,.0f}} yuan of margin, not discounted, for {{len(staying)}} houses.
# A seller loses by it, a buyer wins.

# %% [markdown] lang="zh" slide="fragment"
# 真相是：每户平均还要送{{by_truth:.1f}}轮（在店天数除以平均间隔{{length:.0f}}天）。
# 平均留存率算出{{by_average:.1f}}轮，少了{{1 - by_average / by_truth:.0%}}；sBG算出{{by_model:.1f}}轮，相差{{abs(by_model / by_truth - 1):.0%}}。
# 平均数把来过的人都算上了，包括容易走的；现有客户却都是留下来的。
# 所以，拿一个平均留存率去估现有客户，会低估（Fader和Hardie 2010）：这里{{len(staying)}}户少算了{{missing:,.0f}}元毛利（未贴现）。
# 卖店的吃亏，买店的占便宜。

# %%
rice = crm.load("products").set_index("product_id").loc["P001"]
per_delivery = crm.load("rice_deliveries")["bags"].mean() * (rice["unit_price"] - rice["unit_cost"])
missing = len(staying) * per_delivery * (by_truth - by_average)
round(float(per_delivery), 1), round(float(missing))

# %% [markdown] lang="en"
# Two limits.
# {{already}} of the {{len(staying)}} houses, silent for less than {{quiet}} days, had left already; on the others sBG says {{fair_model:.1f}} rounds against {{fair_truth:.1f}}, and the average's {{by_average:.1f}} are {{1 - by_average / fair_truth:.0%}} too few.
# And beyond the years that anybody has seen the curve is faith: for ever, discounted, it promises {{for_ever:.0f}} rounds a house, where the average rate has {{average_for_ever:.0f}}.
# Prefer a horizon.

# %% [markdown] lang="zh"
# 两个限制。
# {{len(staying)}}户里有{{already}}户，没送货还不到{{quiet}}天，其实已经走了；只看其余各户，sBG是{{fair_model:.1f}}轮，真相{{fair_truth:.1f}}轮，平均留存率的{{by_average:.1f}}轮少了{{1 - by_average / fair_truth:.0%}}。
# 另外，超出见过的年头，曲线就没有数据撑腰了：不设期限，折现后它预测每户{{for_ever:.0f}}轮，平均留存率只有{{average_for_ever:.0f}}轮。
# 最好设个期限。

# %%
really = staying[left_on[staying.index] > end]
already, fair_truth = len(staying) - len(really), (true_days[really.index] / length).mean()
fair_model = np.mean([(model.survival(n + k) / model.survival(n - 1)).sum() for n in really["size"]])
already, round(float(fair_model), 1), round(float(fair_truth), 1)

# %%
per_round = (1 + discount) ** (length / 365) - 1
for_ever = model.discounted_expected_residual_lifetime(per_round, staying["size"]).mean()
average_for_ever = differentiate.lifetime_value(1, average, per_round, timing="renewal") * (1 + per_round)
round(float(for_ever), 1), round(float(average_for_ever), 1)

# %% [markdown] lang="en" slide="notes"
# Ask before the curve: "retention rises; is our service getting better?"
# Most will say yes.
# The pencil table is the answer: nobody changed.

# %% [markdown] lang="zh" slide="notes"
# 画曲线之前先问：“留存率在升，是不是服务变好了？”
# 多数人会说是。
# 铅笔表就是答案：谁也没变。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Move the sliders, from the households' yearly numbers.
# They begin with payment at the start of the year, so with {{clv_start:.0f}} yuan, not the {{clv_year:.0f}} of the middle above.
#
# 1. Paid at the start, all years counted: how low may retention fall before {{offer}} yuan is too much?
# 2. Change who pays first to the first renewal. What becomes of the decision?
# 3. What is worth more: a point of retention, or a point of discount?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 从住户的年度数字出发，拖动滑块。
# 滑块起初设在年初付款，所以是{{clv_start:.0f}}元，不是前面按年中算的{{clv_year:.0f}}元。
#
# 1. 年初付款，年数不限：留存率降到多少，{{offer}}元就太贵了？
# 2. 把付款时点改成“首次续约起”，结论会怎样？
# 3. 留存率一个百分点，贴现率一个百分点，哪个更值钱？

# %% alt_en="Value less acquisition cost against payments counted: it begins below zero, crosses it at the second payment and flattens out. Sliders set margin, retention, discount, cost, and who pays first." alt_zh="价值减获客成本随计入的付款次数变化：起初为负，第二次付款后转正，然后趋平。滑块可以调毛利、留存率、贴现率、成本和付款时点。"
from crmlab import widgets

widgets.lifetime(margin=year_margin, retention=year_kept, discount=discount, acquisition_cost=offer)

# %%
lowest = (1 + discount) * (1 - year_margin / offer)
at_renewal = differentiate.lifetime_value(year_margin, year_kept, discount, offer, timing="renewal")
clv_start = differentiate.lifetime_value(year_margin, year_kept, discount)
round(float(lowest), 2), round(at_renewal), round(clv_start)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# Paid at the start, retention may fall to {{lowest:.0%}}.
# Counted from the first renewal the same household loses {{-at_renewal:.0f}} yuan: the convention alone turns the decision, and here it is the wrong one, as the first year is what we buy.
# A point of retention is worth more.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 按年初付款，留存率可以低到{{lowest:.0%}}。
# 从首次续约起算，同一户人家反而亏{{-at_renewal:.0f}}元：光换个约定，结论就翻了。这里不该用这个约定，因为要买的正是第一年。
# 留存率一个百分点更值钱。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: the developer's offer
#
# For the decision we need no model at all: ten quarters have been seen.
# We discount what households really brought, quarter by quarter.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：开发商的报价
#
# 做这个决定，根本用不着模型：十个季度的账摆在那里。
# 把住户真实带来的毛利按季度折现。

# %%
quarters = by_quarter.head(10)
middle = (quarters["tenure"] - 0.5) / 4
brought = margin_share * quarters["amount_per_customer"] / (1 + discount) ** middle
total = brought.cumsum()
payback = int((total < offer).sum()) + 1
round(total.iloc[-1]), payback

# %% [markdown] lang="en"
# Ten quarters brought {{total.iloc[-1]:.0f}} yuan: far more than the {{clv_quarter:.0f}} that the quarterly formula promised for ever, and nearly all of the {{clv_year:.0f}} of the yearly one, with more quarters to come.
# Both were too low.

# %% [markdown] lang="zh"
# 十个季度就带来{{total.iloc[-1]:.0f}}元：按季度的公式，永远算下去也只有{{clv_quarter:.0f}}元，差得远；按年的公式，永远算下去才{{clv_year:.0f}}元，十个季度就快到了，后面还有。
# 可见两个答案都偏低。

# %% lang="en" slide="fragment" alt="Discounted margin of a household, added up over ten quarters. It crosses the line of the offer in the second year and goes on rising; at three quarters of the margin it only just reaches it."
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(quarters["tenure"], total, marker="o")
ax.plot(quarters["tenure"], 0.75 * total, marker="o", color="lightgrey")
ax.axhline(offer, color="C1", linestyle="--")
ax.text(1, offer + 12, "the offer", color="C1")
ax.text(7, 0.5 * total.iloc[-1], "newcomers 25% worse", color="grey")
ax.set(xlabel="Quarters since the first visit", ylabel="Margin, yuan of today", ylim=(0, None))
ax.set_title("The offer pays back, if newcomers are like the others")
plt.show()

# %% lang="zh" slide="fragment" alt="一户人家十个季度的折现毛利累计：第二年越过报价线，之后继续上升；毛利打七五折，就只能勉强够到。"
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(quarters["tenure"], total, marker="o")
ax.plot(quarters["tenure"], 0.75 * total, marker="o", color="lightgrey")
ax.axhline(offer, color="C1", linestyle="--")
ax.text(1, offer + 12, "报价", color="C1")
ax.text(7, 0.5 * total.iloc[-1], "新客差25%", color="grey")
ax.set(xlabel="来店后第几个季度", ylabel="毛利（现值，元）", ylim=(0, None))
ax.set_title("只要新客跟老客一样，报价就回得了本")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: take the offer for {{n_pilot}} households, for {{n_pilot * offer:,.0f}} yuan, and count.
# A household brings {{total.iloc[-1]:.0f}} yuan of today in ten quarters and pays back in quarter {{payback}}; {{n_pilot}} leave {{n_pilot * (total.iloc[-1] - offer):,.0f}} yuan.
# If the margin share falls from {{margin_share:.0%}} to {{lower_share:.0%}}, a household brings {{lower:.0f}}, and {{lower - offer:.0f}} yuan each are left.
# Break-even lies at {{offer / total.iloc[-1]:.0%}} of what our own customers bring.
#
# Three risks can eat the rest.
#
# - **Worse**: customers who are bought need not be like customers who came.
# - **Ours anyway**: the estate is beside the shop. If {{1 - offer / total.iloc[-1]:.0%}} would have come by themselves, nothing is left. Give no parcel to some doors, and compare.
# - **Never**: our values are of households that *bought*; the developer counts households brought to the door. If {{never:.0%}} never buy, {{total.iloc[-1]:.0f}} yuan become {{(1 - never) * total.iloc[-1]:.0f}}. Pay for first purchases only.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：先买{{n_pilot}}户试试，花{{n_pilot * offer:,.0f}}元，边买边数。
# 一户十个季度带来现值{{total.iloc[-1]:.0f}}元，第{{payback}}个季度回本；{{n_pilot}}户净赚{{n_pilot * (total.iloc[-1] - offer):,.0f}}元。
# 如果毛利率从{{margin_share:.0%}}降到{{lower_share:.0%}}，一户带来{{lower:.0f}}元，每户还剩{{lower - offer:.0f}}元。
# 盈亏平衡点：新客要有老客的{{offer / total.iloc[-1]:.0%}}。
#
# 剩下的这点钱，有三样风险能吃光：
#
# - **不如老客**：花钱买来的客户，未必跟自己上门的一样。
# - **本来就会来**：小区就在店旁边。只要有{{1 - offer / total.iloc[-1]:.0%}}本来就会来，就一分不剩。留几栋楼不发礼包，比一比。
# - **根本不买**：我们算的是**买过**的住户，开发商数的是带到门口的住户。要是{{never:.0%}}从来不买，{{total.iloc[-1]:.0f}}元就变成{{(1 - never) * total.iloc[-1]:.0f}}元。所以只为第一次购买付钱。

# %%
n_pilot, lower_share, never = 200, 0.25, 0.20
lower = total.iloc[-1] * lower_share / margin_share
round(lower), round(float(offer / total.iloc[-1]), 2)

# %%
days = (orders["ordered_on"] - orders["customer_id"].map(born)).dt.days
early = orders[(days < 182) & (orders["customer_id"].map(born) < "2025-07-01")]
brought_early = margin_share * early.groupby("customer_id")["amount"].sum()
noise = brought_early.std() / n_pilot**0.5
gap = total.iloc[1] * (1 - offer / total.iloc[-1])
round(float(noise)), round(float(gap))

# %%
power, power_12 = (
    norm.cdf(gap / (noise * (n_pilot / n) ** 0.5) - norm.ppf(1 - level)) for n in (n_pilot, 12)
)
round(float(power), 2), round(float(power_12), 2)

# %% [markdown] lang="en"
# What does the pilot tell?
# After two quarters a household should have brought {{total.iloc[1]:.0f}} yuan; break-even is {{total.iloc[1] - gap:.0f}}.
# The mean of {{n_pilot}} households has a standard error of {{noise:.0f}} yuan, so a test at the level of {{level:.0%}} (one-sided) tells the two apart in {{power:.0%}} of cases; with a dozen households, in {{power_12:.0%}}.
# Two quarters are only {{total.iloc[1] / total.iloc[-1]:.0%}} of the money, and say little about who stays.
# And by then the {{n_pilot}} are paid for: the pilot decides on the next ones.

# %% [markdown] lang="zh"
# 试点能说明什么？
# 过了两个季度，一户该带来{{total.iloc[1]:.0f}}元；盈亏平衡点是{{total.iloc[1] - gap:.0f}}元。
# {{n_pilot}}户平均数的标准误是{{noise:.0f}}元，按{{level:.0%}}水准（单侧）检验，有{{power:.0%}}的把握分清这两个数；只试十来户，把握只有{{power_12:.0%}}。
# 两个季度只占全部毛利的{{total.iloc[1] / total.iloc[-1]:.0%}}，以后谁会留下，还看不大出来。
# 而且那时{{n_pilot}}户的钱已经花了：试点决定的是要不要买下一批。

# %% [markdown] lang="en"
# ## Your own data
#
# The practice assignment of this chapter, on your own export: value by tenure, stages, and the chance to come back.
# Three questions for your report: how much of a cohort is left after four quarters; which stage holds most names; how much may a new customer cost, and under which convention?
# Put your path in place of ours, and your own margin share; we look back from the day after the last order.
# If a state's chance is `nan`, nobody ever stood in it: take fewer states.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 这一章的实践作业，用你自己的导出数据来做：客龄价值、阶段、回来的概率。
# 报告回答三个问题：四个季度之后，同期群还剩多少；哪个阶段名字最多；一位新客最多能花多少钱，用的是哪个约定？
# 把路径换成你的文件，毛利率换成你自己的；时间从最后一张订单的次日往回看。
# 哪个状态的概率是`nan`，就是从来没有人到过那里：把`states`改小。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_share, own_today = 0.30, own["ordered_on"].max() + pd.Timedelta(days=1)
own_tenure = differentiate.value_by_tenure(own, as_of=own_today)
own_tenure["margin"] = own_share * own_tenure["amount_per_customer"]
own_tenure["margin_so_far"] = own_tenure["margin"].cumsum()  # not discounted
own_tenure[["tenure", "customers", "retention", "margin", "margin_so_far"]].round(2).head(4)

# %%
own_stages = differentiate.life_cycle(own, as_of=own_today)["stage"].value_counts()
own_moves = differentiate.migration(own, states=4, as_of=own_today)
own_stages.to_dict(), own_moves["probability"].round(2).to_list()

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - CLV is margin to come, in money of today, less the cost of winning her. Say who pays first and how long you count.
# - One retention rate is a fiction: in truth {{true_kept[0]:.0%}} a quarter at first, {{true_kept[-1]:.0%}} later, as those who leave easily leave first.
# - "Old customers spend more": ask two things first. Are they the same people, and were they there for the same time?
# - Who is lost for good needs retention, who comes and goes migration: a chain of states.
# - An average rate undervalues a base, here by {{1 - by_average / by_truth:.0%}}.
# - What was seen beats what is modelled: decide on observed quarters. Ask who would have come anyway.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - CLV是将来的毛利，折成现值，减去获客成本。要讲明谁先付钱、算了多久。
# - 单一的留存率是虚构：真相是每季起初留{{true_kept[0]:.0%}}，后来留{{true_kept[-1]:.0%}}，因为容易走的先走了。
# - “老客户花得多”，先查两件事：是不是同一群人，待的时间一样不一样。
# - 一走不回的用留存模型，来来去去的用迁移模型：一条状态的链。
# - 平均留存率会低估现有客户，这里低估{{1 - by_average / by_truth:.0%}}。
# - 看得见的账，胜过模型：按见过的季度做决定；再问一句，谁本来就会来。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Customer lifetime value, retention rate, discount rate, acquisition cost, cohort, tenure, selection, exposure, customer life cycle, migration model, retention model, Markov chain, transition matrix, log-likelihood, shifted beta-geometric model.
#
# - Jackson, B. B. (1985). *Winning and Keeping Industrial Customers*. Lexington Books.
# - Dwyer, F. R., Schurr, P. H. and Oh, S. (1987). Developing buyer-seller relationships. *Journal of Marketing*.
# - Dwyer, F. R. (1989). Customer lifetime valuation to support marketing decision making. *Journal of Direct Marketing*.
# - Berger, P. D. and Nasr, N. I. (1998). Customer lifetime value: marketing models and applications. *Journal of Interactive Marketing*.
# - Pfeifer, P. E. and Carraway, R. L. (2000). Modeling customer relationships as Markov chains. *Journal of Interactive Marketing*.
# - Reinartz, W. J. and Kumar, V. (2000). On the profitability of long-life customers in a noncontractual setting. *Journal of Marketing*.
# - Gupta, S. and Lehmann, D. R. (2003). Customers as assets. *Journal of Interactive Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2007). How to project customer retention. *Journal of Interactive Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2010). Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity. *Marketing Science*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 客户终身价值、留存率、贴现率、获客成本、同期群、客龄、选择效应、在店时间、客户生命周期、迁移模型、留存模型、马尔可夫链、转移矩阵、对数似然、移位贝塔几何模型。
#
# - Jackson, B. B. (1985). *Winning and Keeping Industrial Customers*. Lexington Books.
# - Dwyer, F. R., Schurr, P. H. and Oh, S. (1987). Developing buyer-seller relationships. *Journal of Marketing*.
# - Dwyer, F. R. (1989). Customer lifetime valuation to support marketing decision making. *Journal of Direct Marketing*.
# - Berger, P. D. and Nasr, N. I. (1998). Customer lifetime value: marketing models and applications. *Journal of Interactive Marketing*.
# - Pfeifer, P. E. and Carraway, R. L. (2000). Modeling customer relationships as Markov chains. *Journal of Interactive Marketing*.
# - Reinartz, W. J. and Kumar, V. (2000). On the profitability of long-life customers in a noncontractual setting. *Journal of Marketing*.
# - Gupta, S. and Lehmann, D. R. (2003). Customers as assets. *Journal of Interactive Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2007). How to project customer retention. *Journal of Interactive Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2010). Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity. *Marketing Science*.
#
# <!-- exercises link -->
