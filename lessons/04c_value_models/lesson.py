# ---
# id: "04c"
# title: {en: "Will she come back? Models of value", zh: "她还会来吗？价值模型"}
# minutes: {lecture: 50, exercises: 80}
# textbook: [idic 4.2.4-4.2.5]
# needs: ["04a", "04b"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## Nobody says goodbye
#
# On New Year's Day 2025 the owner of Hejia opens the customer file.
# It holds {{n_customers:,}} names.
# "Our customers", he says.
# "Half of them are gone", says his daughter, "they just didn't tell us."
# A gym member cancels; a shop's customer only stays away.
# Here are two who have both been silent for about {{silence:.0f}} weeks.

# %% [markdown] lang="zh" slide="slide"
# ## 没有人会来道别
#
# 2025年元旦，禾家的老板打开客户名册。
# 册上有{{n_customers:,}}个名字。
# “都是我们的客户。”他说。
# “有一半早走了，”女儿说，“只是没来打招呼。”
# 健身房的会员会来退卡，小店的客户只是不再露面。
# 下面两位，都有大约{{silence:.0f}}周没来了。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and story ten, likelihood twelve, probability and money ten, the contest eight, truth and failures six, decision four.
# Skip the cells without a slide mark.
#
# Ask before the picture: "Twenty weeks of silence. Gone or not?"
# Expect a quarrel; let it run for a minute, then ask what each side would need to know.
# Sooner or later somebody asks "how often did she come before?"; that is the lesson.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和故事十分钟，似然十二分钟，概率和金额十分钟，三种方法比赛八分钟，对照真相和看走眼六分钟，决策四分钟。
# 没标幻灯片的格子跳过。
#
# 出图之前先问：“二十周没来，走了还是没走？”
# 学生会吵起来；让他们吵一分钟，再问：要下判断，还缺什么信息？
# 早晚有人会问“她从前多久来一次？”，这一课就从这里开始。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

orders = crm.load("orders")
cut = pd.Timestamp("2025-01-01")
past, later = orders[orders["ordered_on"] < cut], orders[orders["ordered_on"] >= cut]

# %% [markdown] lang="en"
# We stand on that day and hide all of 2025, so that at the end the year itself can tell us who was right.

# %% [markdown] lang="zh"
# 我们就站在那一天，把2025年全部遮住；到最后，让这一年自己来说谁对。

# %%
bought = past[past["amount"] > 0]
visits = bought.groupby("customer_id")["ordered_on"].agg(["min", "max", "nunique"])
n_customers = len(visits)
visits["silent"] = (cut - visits["max"]).dt.days / 7
alike = visits[visits["silent"].between(19, 21) & (visits["nunique"] >= 4)].sort_values("nunique")
pair = [alike.index[0], alike.index[-1]]
silence = alike.loc[pair, "silent"].mean()
half_years = pd.to_datetime(["2023-01-01", "2023-07-01", "2024-01-01", "2024-07-01", "2025-01-01"])
alike.loc[pair]

# %% lang="en" slide="fragment" alt="Two rows of dots, one for each purchase up to the end of 2024. The first customer has come a few times with long gaps; the second came every week or two and then stopped. Both rows end some twenty weeks before the line that marks the day."
fig, ax = plt.subplots(figsize=(7, 2.4))
for row, customer in enumerate(pair):
    days = bought.loc[bought["customer_id"] == customer, "ordered_on"]
    ax.plot(days, [row] * len(days), "o", markersize=5)
ax.axvline(cut, color="grey", linewidth=1)
ax.set_xticks(half_years, half_years.strftime("%Y-%m"))
ax.set(yticks=[0, 1], yticklabels=pair, ylim=(-0.6, 1.6), title="The same silence, two rhythms")
ax.set_xlabel("Purchases; the line is New Year's Day 2025")
plt.show()

# %% lang="zh" slide="fragment" alt="两行圆点，一个点是一次购买，到2024年底为止。第一位来得少，间隔长；第二位一两个星期就来一次，然后停了。两行都在竖线之前二十周左右结束。"
fig, ax = plt.subplots(figsize=(7, 2.4))
for row, customer in enumerate(pair):
    days = bought.loc[bought["customer_id"] == customer, "ordered_on"]
    ax.plot(days, [row] * len(days), "o", markersize=5)
ax.axvline(cut, color="grey", linewidth=1)
ax.set_xticks(half_years, half_years.strftime("%Y-%m"))
ax.set(yticks=[0, 1], yticklabels=pair, ylim=(-0.6, 1.6), title="一样久没来，节奏不同")
ax.set_xlabel("每次购买；竖线是2025年元旦")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Summarise** a log of orders into the four numbers that the models need (exercises 4c.1 and 4c.2).
# - **Fit** BG/NBD, Pareto/NBD and Gamma-Gamma, and judge a fit by its likelihood (exercises 4c.3 to 4c.5).
# - **Say** how likely a customer still is one, and how much she will buy (exercise 4c.6).
# - **Compare** ABC, RFM and lifetime value on a hold-out year (exercises 4c.7 and 4c.8).
# - **Tell** where the models fail, and decide all the same (exercise 4c.9 and the memo, 4c.10).
#
# You need lesson 4a, the idea of discounting from 4b, and logarithms.
# The **likelihood** is how likely a history is at given parameters.

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **汇总**：把订单流水变成模型要的四个数（练习4c.1、4c.2）。
# - **拟合**：拟合BG/NBD、Pareto/NBD和Gamma-Gamma，用似然判断拟合的好坏（练习4c.3到4c.5）。
# - **回答**：她有多大可能还是客户，今后会买多少（练习4c.6）。
# - **比较**：用留出的一年比一比ABC、RFM和终身价值（练习4c.7、4c.8）。
# - **取舍**：说出模型在哪里看走眼，然后照样拿主意（练习4c.9和决策备忘4c.10）。
#
# 需要第4a课、第4b课的贴现和对数。
# **似然**，就是给定参数时，出现这段历史的可能性有多大。

# %% [markdown] lang="en" slide="slide"
# ## The idea: she buys until she is gone
#
# With a contract we see a customer leave (lesson 4b).
# Without one we see only purchases and silence, and silence has two explanations: she is between visits, or she is gone.
# Four sentences make a model of it (Schmittlein, Morrison and Colombo 1987):
#
# 1. While she is a customer, she buys at random times, at a **purchase rate** of her own.
# 2. At some moment, unseen, she leaves for good.
# 3. Customers differ, in both.
# 4. How often she buys has nothing to do with how soon she leaves.
#
# The version of Fader, Hardie and Lee (2005a) says *when* she may leave: right after a purchase, with a **dropout probability** of her own.
# It is called **BG/NBD**, after the beta-geometric and negative binomial distributions inside it.
# We fit a population, and then ask about one customer: given what she did, which kind is she?

# %% [markdown] lang="zh" slide="slide"
# ## 道理：一直买，直到走
#
# 有合同的客户，走了看得见（第4b课）。
# 没有合同，能看见的只有购买和沉默；而沉默有两种解释：还没到下一次，或者已经走了。
# 四句话就是一个模型（Schmittlein、Morrison和Colombo 1987）：
#
# 1. 只要还是客户，她就在随机的时刻购买，有自己的**购买率**（purchase rate）。
# 2. 到了某个时刻，她悄悄地走了，不再回来。
# 3. 这两样，人人不同。
# 4. 买得勤不勤，和走得早不早，互不相干。
#
# Fader、Hardie和Lee（2005a）的版本把走的**时机**也定了下来：每次买完，都有一定的概率就此离开，这个**流失概率**（dropout probability）也是人人不同。
# 它叫**BG/NBD**，名字来自里面的贝塔几何分布和负二项分布。
# 先拟合一大群人，再回头问一个人：看她的这段历史，她多半是哪一种人？

# %% [markdown] lang="en" slide="slide"
# ## Four numbers per customer, by hand
#
# The models need no more of a customer than this:
#
# - **frequency** $x$: repeat purchases, that is, days with a purchase after the first.
# - **recency** $t_x$: from the first purchase to the last.
# - **T**: from the first purchase to today.
# - **monetary value**: the average of the repeat purchases.
#
# Careful, two words have moved since lesson 4a.
# There, recency was the silence, and small was good; here, it runs from first to last, and the silence is $T-t_x$.
# There, frequency counted all purchases; here, the first one opens the account and is not counted.

# %% [markdown] lang="zh" slide="slide"
# ## 每位客户四个数：先手算
#
# 对每位客户，模型只需要四个数：
#
# - **frequency**（频度）$x$：重复购买次数，也就是第一次之后有购买的天数。
# - **recency**（近度）$t_x$：从第一次购买到最后一次购买的时间。
# - **T**（认识多久）：从第一次购买到今天的时间。
# - **monetary value**（金额）：重复购买的平均金额。
#
# 当心，有两个词和第4a课的意思不一样了。
# 那里的近度是沉默的时间，越小越好；这里从第一次算到最后一次，沉默是$T-t_x$。
# 那里的频度数全部购买；这里第一次只算“开户”，不计在内。
# 所以下面提到这两个量，一律用英文名，免得跟第4a课混。

# %%
notebook = pd.DataFrame(
    [
        ("Wang", "2024-10-03", 35), ("Wang", "2024-11-07", 25), ("Wang", "2024-12-26", 30),
        ("Li", "2024-12-19", 60),
        ("Zhang", "2024-01-04", 380), ("Zhang", "2024-02-01", 300), ("Zhang", "2024-02-01", 100),
        ("Zhao", "2024-03-07", 20),
    ],
    columns=["customer_id", "ordered_on", "amount"],
)  # fmt: skip
notebook["ordered_on"] = pd.to_datetime(notebook["ordered_on"])

# %% [markdown] lang="en"
# Two receipts of one day are one purchase: add up by day first.

# %% [markdown] lang="zh"
# 同一天的两张小票只算一次购买：先按天加总。


# %%
def four_numbers(orders, today):
    days = orders.groupby(["customer_id", "ordered_on"], as_index=False)["amount"].sum()
    by = days.groupby("customer_id")
    first, last = by["ordered_on"].min(), by["ordered_on"].max()
    table = pd.DataFrame({"frequency": by.size() - 1, "recency": (last - first).dt.days / 7})
    table["T"] = (today - first).dt.days / 7
    repeat_money = by["amount"].sum() - by["amount"].first()
    table["monetary_value"] = (repeat_money / table["frequency"]).where(table["frequency"] > 0, 0.0)
    return table


four = four_numbers(notebook, cut)
four.round(1)

# %% [markdown] lang="en"
# Read Zhang aloud: {{four.loc["Zhang", "frequency"]}} repeat purchase, of {{four.loc["Zhang", "monetary_value"]:.0f}} yuan, {{four.loc["Zhang", "recency"]:.0f}} weeks after the first, and since then {{zhang_silent:.0f}} weeks of silence.
#
# `summary` does it for the whole shop.
# It also deals with refunds: a refund is no purchase, and its money is taken off the customer's purchases in proportion; the last column counts them.

# %% [markdown] lang="zh"
# 看Zhang那一行：重复购买{{four.loc["Zhang", "frequency"]}}次，{{four.loc["Zhang", "monetary_value"]:.0f}}元，在第一次之后{{four.loc["Zhang", "recency"]:.0f}}周；从那以后沉默了{{zhang_silent:.0f}}周。
#
# 全店的数，`summary`一行就算好。
# 退款它也管：退款不算购买，退掉的钱按比例从这位客户的各次购买里扣；最后一列是退款的次数。

# %%
from crmlab import differentiate

zhang_silent = four.loc["Zhang", "T"] - four.loc["Zhang", "recency"]
customers = differentiate.summary(past, as_of=cut)
customers.head(3)

# %%
gross = four_numbers(bought, cut).reset_index()
columns = ["frequency", "recency", "T"]
no_refund = customers["refunds"] == 0
same_money = np.allclose(customers["monetary_value"][no_refund], gross["monetary_value"][no_refund])
bool((customers[columns] == gross[columns]).all(axis=None)) and same_money

# %% [markdown] lang="en"
# All {{n_customers:,}} agree; where there were no refunds, the money does too.
# One more look before we model: how many bought once and never again?

# %% [markdown] lang="zh"
# {{n_customers:,}}位客户全都一致；没有退款的，金额也一致。
# 建模之前再看一眼：只买过一次、再没来过的有多少？

# %%
share_once = float((customers["frequency"] == 0).mean())
round(share_once, 2), int(customers["frequency"].max()), int(customers["refunds"].sum())

# %% [markdown] lang="en" slide="slide"
# ## The likelihood by hand
#
# Take one customer: a first purchase, one more at $t_x$, nothing until $T$.
# Say her rate is $\lambda$ and her dropout probability $p$.
# There are two ways to this history:
#
# - she stayed, and simply did not buy again: $\lambda(1-p)\,e^{-\lambda T}$
# - she left with her last purchase: $\lambda p\,e^{-\lambda t_x}$
#
# We know neither $\lambda$ nor $p$.
# So we average over all customers that there might be, with $\lambda\sim\text{Gamma}(r,\alpha)$ and $p\sim\text{Beta}(a,b)$.
# The integrals come out in closed form:
#
# $$L=\frac{\Gamma(r+x)\,\alpha^r}{\Gamma(r)}\;\frac{B(a,b+x)}{B(a,b)}\left[\frac{1}{(\alpha+T)^{r+x}}+\delta_{x>0}\,\frac{a}{b+x-1}\,\frac{1}{(\alpha+t_x)^{r+x}}\right]$$
#
# $\Gamma$ and $B$ are functions that a computer knows; $\Gamma(n)=(n-1)!$ for whole numbers.
# Two terms, two ways; $\delta$ drops the second for whoever has no repeat purchase to leave with.

# %% [markdown] lang="zh" slide="slide"
# ## 似然：先手算
#
# 拿一位客户来说：第一次购买之后，$t_x$时又买一次，到$T$为止再没来。
# 假设她的购买率是$\lambda$，流失概率是$p$。
# 通向这段历史的路有两条：
#
# - 她还在，只是没再买：$\lambda(1-p)\,e^{-\lambda T}$
# - 最后一次买完就走了：$\lambda p\,e^{-\lambda t_x}$
#
# $\lambda$和$p$都不知道。
# 那就对所有可能的客户取平均，设$\lambda\sim\text{Gamma}(r,\alpha)$，$p\sim\text{Beta}(a,b)$。
# 积分算得出来，结果是：
#
# $$L=\frac{\Gamma(r+x)\,\alpha^r}{\Gamma(r)}\;\frac{B(a,b+x)}{B(a,b)}\left[\frac{1}{(\alpha+T)^{r+x}}+\delta_{x>0}\,\frac{a}{b+x-1}\,\frac{1}{(\alpha+t_x)^{r+x}}\right]$$
#
# $\Gamma$和$B$是计算机会算的函数，$n$是整数时$\Gamma(n)=(n-1)!$。
# 两项对应两条路；没有重复购买的人，谈不上在重复购买之后离开，$\delta$就把第二项去掉。

# %% [markdown] lang="en"
# In Python it is the same, in logarithms: for a few hundred purchases the powers are too small to hold, but their logarithms are not.

# %% [markdown] lang="zh"
# 写成Python是一样的，只是取了对数：对买过几百次的人，幂的值小得计算机存不下，对数就没问题。

# %%
from scipy.optimize import minimize
from scipy.special import betaln, gammaln


def log_likelihood(values, x, t_x, T):
    r, alpha, a, b = values
    stayed = -(r + x) * np.log(alpha + T)
    repeat = np.maximum(x, 1)  # keeps the next line defined; x = 0 is set aside below
    left = np.log(a / (b + repeat - 1)) - (r + x) * np.log(alpha + t_x)
    ways = np.logaddexp(stayed, np.where(x > 0, left, -np.inf))
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b) + ways


# %% [markdown] lang="en"
# Check it with a pencil.
# With all four parameters at one, a customer with $x=1$, $t_x=1$, $T=3$ has the likelihood $\frac12\left(\frac1{16}+\frac14\right)=\frac5{32}$.

# %% [markdown] lang="zh"
# 用铅笔验一下。
# 四个参数都取1时，$x=1$、$t_x=1$、$T=3$的客户，似然是$\frac12\left(\frac1{16}+\frac14\right)=\frac5{32}$。

# %%
float(np.exp(log_likelihood([1, 1, 1, 1], 1, 1, 3))), 5 / 32

# %% [markdown] lang="en" slide="slide"
# Now all customers at once: add up their log-likelihoods, and look for the four numbers that make the sum largest.
# We search over logarithms, so that no parameter can turn negative.

# %% [markdown] lang="zh" slide="slide"
# 再来全体客户：把每个人的对数似然加起来，找出让总和最大的四个数。
# 我们在对数上找，这样参数就不会变成负的。

# %% slide="fragment"
x, t_x, T = customers["frequency"], customers["recency"], customers["T"]
search = minimize(lambda logs: -log_likelihood(np.exp(logs), x, t_x, T).sum(), np.zeros(4), method="L-BFGS-B")
by_hand = np.exp(search.x)
by_hand.round(1), round(float(-search.fun), 1)

# %% [markdown] lang="en"
# ## BG/NBD with crmlab
#
# `BGNBD` finds the same top.
# It knows the slope exactly and counts equal histories once, so a million customers take seconds.

# %% [markdown] lang="zh"
# ## BG/NBD：用crmlab
#
# `BGNBD`找到的是同一个最高点。
# 它的斜率是精确算的，相同的历史只算一次，所以一百万位客户也只要几秒钟。

# %%
bg = differentiate.BGNBD().fit(x, t_x, T)
bool(np.allclose(bg.values_, by_hand, rtol=0.01)), round(bg.log_likelihood_, 1)

# %%
estimates = bg.estimates()
estimates.round(3)

# %% [markdown] lang="en" slide="slide"
# Read aloud: while she is one, a customer buys {{bg_rate:.2f}} times a week on average, and she leaves after a repeat purchase with probability {{bg_dropout:.1%}}.
# The **standard errors** say how well {{n_customers:,}} customers pin this down: the {{0.95:.0%}} interval of $b$ runs from {{b_low:.1f}} to {{b_high:.1f}}.
# The averages hide how people differ, and that is what the model is for.

# %% [markdown] lang="zh" slide="slide"
# 这样读：客户还在的时候，平均每周购买{{bg_rate:.2f}}次，每次重复购买之后有{{bg_dropout:.1%}}的概率离开。
# **标准误**（standard error）说的是{{n_customers:,}}位客户能把这些数定得多准：$b$的{{0.95:.0%}}置信区间是{{b_low:.1f}}到{{b_high:.1f}}。
# 平均数看不出人和人的差别，而模型要的正是差别。

# %%
bg_rate, bg_dropout = bg.r_ / bg.alpha_, bg.a_ / (bg.a_ + bg.b_)
b_low, b_high = estimates.set_index("parameter").loc["b", ["low", "high"]]
round(bg_rate, 2), round(bg_dropout, 3)

# %% [markdown] lang="en"
# A second model says that she may leave at *any* moment, not only after a purchase: **Pareto/NBD**, the older one.
# Its formula holds a special function, an infinite series; `ParetoNBD` computes it.
# Both have four parameters, so their likelihoods on the same data can be compared.

# %% [markdown] lang="zh"
# 还有一个模型，说她在**任何**时刻都可能走，不一定是买完之后：这就是更早的**Pareto/NBD**。
# 它的公式里有一个特殊函数（无穷级数），手算不了，由`ParetoNBD`来算。
# 两个模型都是四个参数，所以在同一份数据上可以比似然。

# %%
pareto = differentiate.ParetoNBD().fit(x, t_x, T)
gain = pareto.log_likelihood_ - bg.log_likelihood_
pareto, round(gain, 1)

# %% [markdown] lang="en"
# Here Pareto/NBD is ahead by {{gain:.0f}} points of log-likelihood, which is a great deal; one point would mean that the data are $e$ times as likely.
# On the best known data of the field, 2,357 customers of the music shop CDNOW, it is the other way round: −9582.4 for BG/NBD, −9595.0 for Pareto/NBD (Fader, Hardie and Lee 2005a).
# Which model fits is a question for the data, not for taste; which one serves, a question of what you ask.

# %% [markdown] lang="zh"
# 在这里，Pareto/NBD的对数似然高出{{gain:.0f}}，差得很多；只差1，数据出现的可能性就是$e$倍。
# 这个领域最有名的数据是音乐网店CDNOW的2,357位客户，在那里正好相反：BG/NBD是−9582.4，Pareto/NBD是−9595.0（Fader、Hardie和Lee 2005a）。
# 哪个模型拟合得好，要问数据，不凭喜好；哪个用得上，要看你问什么。

# %% [markdown] lang="en" slide="slide"
# ## Is she still a customer?
#
# The two terms of the likelihood were the two ways to the same silence.
# The share of the first is the **probability alive**, as the field calls it.
#
# $$P(\text{alive})=\frac{\text{stayed}}{\text{stayed}+\text{left}}$$

# %% [markdown] lang="zh" slide="slide"
# ## 她还是客户吗？
#
# 似然里的两项，是通向同一段沉默的两条路。
# 第一项所占的比例就是**存活概率**（probability alive），这个叫法是行内的习惯。
#
# $$P(\text{alive})=\frac{\text{stayed}}{\text{stayed}+\text{left}}$$

# %%
two = customers.set_index("customer_id").loc[pair, columns]
two["bg"] = bg.probability_alive(two["frequency"], two["recency"], two["T"])
two["pareto"] = pareto.probability_alive(two["frequency"], two["recency"], two["T"])
days = pd.DatetimeIndex(bought.loc[bought["customer_id"] == pair[1], "ordered_on"].unique()).sort_values()
longest = days.to_series().diff().max().days / 7  # weeks, of the fast one
two.round(3)

# %% [markdown] lang="en" slide="fragment"
# The same {{silence:.0f}} weeks: for the slow customer Pareto/NBD gives {{alive_slow:.0%}}, for the fast one {{alive_fast:.1%}}.
# RFM scores silence and frequency each by itself, so it puts the fast one higher.
# The model reads them together.
# Two cautions. The fast one has stayed away for {{longest:.0f}} weeks before, and come back: the model takes her rate as constant, so it is surer than a manager who knows that. And {{alive_slow:.0%}} does not mean "is there"; the truth check opens the envelope on both.
# The map shows it for every history of a customer who joined two years ago.

# %% [markdown] lang="zh" slide="fragment"
# 同样是{{silence:.0f}}周没来：来得慢的那位，Pareto/NBD给{{alive_slow:.0%}}；来得勤的那位，只有{{alive_fast:.1%}}。
# RFM把近度和频度分开打分，来得勤的那位反而排在前面。
# 模型把两样合在一起看。
# 两点要当心：来得勤的那位从前也有过{{longest:.0f}}周没来，后来又来了；模型把她的购买率当成一成不变的，所以比知道这件事的店长还要肯定。另外，{{alive_slow:.0%}}不等于“还在”；对照真相时，我们拆开信封看这两位。
# 下图画的是两年前成为客户的人：每一种历史，对应多大的存活概率。

# %%
alive_slow, alive_fast = two["pareto"]
many, last = np.meshgrid(np.arange(1, 61), np.linspace(2, 104, 52))
grid = pareto.probability_alive(many, last, 104.0)

# %% lang="en" alt="Map of the probability alive by number of repeat purchases and by the time of the last. Along the top, where the last purchase is recent, it is near one. Further down it falls, slowly for those who came seldom and at once for those who came often."
fig, ax = plt.subplots(figsize=(7, 4))
picture = ax.pcolormesh(many, last, grid, cmap="Blues", vmin=0, vmax=1, shading="nearest")
ax.contour(many, last, grid, levels=[0.5], colors="black")
ax.set(xlabel="Repeat purchases (frequency)", ylabel="First to last purchase (weeks)")
ax.set_title("The more often she came, the more a silence says")
fig.colorbar(picture, label="Probability alive; the line is one half")
plt.show()

# %% lang="zh" alt="存活概率的地图，横轴是重复购买次数，纵轴是首次到末次购买的时间。最上面一带，末次购买就在最近，概率接近一。往下走概率下降：来得少的降得慢，来得勤的一下子就降了。"
fig, ax = plt.subplots(figsize=(7, 4))
picture = ax.pcolormesh(many, last, grid, cmap="Blues", vmin=0, vmax=1, shading="nearest")
ax.contour(many, last, grid, levels=[0.5], colors="black")
ax.set(xlabel="重复购买次数（frequency）", ylabel="首次到末次购买（周）")
ax.set_title("从前来得越勤，沉默越说明问题")
fig.colorbar(picture, label="存活概率；黑线是一半")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## How often will she come?
#
# For each customer the model expects a number of purchases in the time ahead: what she would buy if she is still here today (she may leave later), times the probability that she is.
# We ask for the {{ahead:.0f}} weeks of 2025, and uncover the year.

# %% [markdown] lang="zh" slide="slide"
# ## 她会来几次？
#
# 对每位客户，模型都给出今后一段时间的预期购买次数：假如今天还在，今后会买多少（往后也可能走），再乘以今天还在的概率。
# 我们问2025年这{{ahead:.0f}}周，然后把这一年揭开。

# %%
ahead = 365 / 7
actual = later[later["amount"] > 0].groupby("customer_id")["ordered_on"].nunique()
customers["visits_2025"] = customers["customer_id"].map(actual).fillna(0)
customers["expected_bg"] = bg.conditional_expected_purchases(ahead, x, t_x, T)
customers["expected"] = pareto.conditional_expected_purchases(ahead, x, t_x, T)
totals = customers[["visits_2025", "expected_bg", "expected"]].sum()
totals.round(0)

# %% lang="en" slide="fragment" alt="Average number of purchases in 2025 by repeat purchases before, in groups. Black dots for what happened lie close to both models' lines; for those who had bought only once BG/NBD lies near the dots as well."
groups = customers.groupby(pd.cut(x, [-1, 0, 1, 2, 4, 7, 12, 20, 35, 200]), observed=True)
shown = groups[["visits_2025", "expected_bg", "expected"]].mean()
labels = ["0", "1", "2", "3-4", "5-7", "8-12", "13-20", "21-35", "36+"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(labels, shown["expected_bg"], label="BG/NBD", linestyle="--")
ax.plot(labels, shown["expected"], label="Pareto/NBD")
ax.plot(labels, shown["visits_2025"], "o", color="black", label="what happened")
ax.set(xlabel="Repeat purchases to the end of 2024", ylabel="Purchases in 2025, average")
ax.set_title("Both models foresee the groups, some better than others")
ax.legend()
plt.show()

# %% lang="zh" slide="fragment" alt="按从前的重复购买次数分组，2025年的平均购买次数。黑点是实际情况，紧挨着两个模型的线；只买过一次的那一组，BG/NBD也离黑点不远。"
groups = customers.groupby(pd.cut(x, [-1, 0, 1, 2, 4, 7, 12, 20, 35, 200]), observed=True)
shown = groups[["visits_2025", "expected_bg", "expected"]].mean()
labels = ["0", "1", "2", "3-4", "5-7", "8-12", "13-20", "21-35", "36+"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(labels, shown["expected_bg"], label="BG/NBD", linestyle="--")
ax.plot(labels, shown["expected"], label="Pareto/NBD")
ax.plot(labels, shown["visits_2025"], "o", color="black", label="实际")
ax.set(xlabel="到2024年底的重复购买次数", ylabel="2025年平均购买次数")
ax.set_title("分组来看大体料中，有的组准，有的组不准")
ax.legend()
plt.show()

# %%
ratio = shown[["expected_bg", "expected"]].div(shown["visits_2025"], axis=0).set_axis(labels)
ratio.round(2).T

# %% [markdown] lang="en"
# They expected {{totals["expected_bg"]:,.0f}} and {{totals["expected"]:,.0f}} purchases of these customers; it was {{totals["visits_2025"]:,.0f}}.
# The misses of the low groups are small on this axis, but many people stand there: of those with one repeat purchase both expect some {{1 - ratio.loc["1", "expected_bg"]:.0%}} too few, of those with none Pareto/NBD {{1 - ratio.loc["0", "expected"]:.0%}} too few; of the most frequent both expect somewhat too many.
# Keep the good total of BG/NBD in mind: the truth check asks both models another question.

# %% [markdown] lang="zh"
# 两个模型分别预期这些客户购买{{totals["expected_bg"]:,.0f}}次和{{totals["expected"]:,.0f}}次，实际是{{totals["visits_2025"]:,.0f}}次。
# 左边几组在图上差得不多，人却多：重复购买过一次的，两个模型都少估了{{1 - ratio.loc["1", "expected_bg"]:.0%}}左右；一次也没有的，Pareto/NBD少估了{{1 - ratio.loc["0", "expected"]:.0%}}；最勤的一组，两个都估多了一些。
# 记住BG/NBD的总数很准：对照真相时，我们要问两个模型另一个问题。

# %% [markdown] lang="en" slide="slide"
# ## How much will she spend?
#
# One customer bought once again, for a thousand yuan.
# Will her next purchase be a thousand?
# The **Gamma-Gamma model** (Colombo and Jiang 1999) says: believe her in part.
# The amounts of a customer are Gamma with shape $p$ and a rate $\nu$ of her own, so her average is $p/\nu$; the rates differ by a second Gamma with $q$ and $\gamma$.
# With $\bar z$ the average of $x$ repeat purchases:
#
# $$\ln L=\ln\Gamma(px+q)-\ln\Gamma(px)-\ln\Gamma(q)+q\ln\gamma+(px-1)\ln\bar z+px\ln x-(px+q)\ln(\gamma+x\bar z)$$
#
# It assumes that how much does not depend on how often, so look at that first.

# %% [markdown] lang="zh" slide="slide"
# ## 她会花多少？
#
# 有一位客户只回来买过一次，花了一千元。
# 下一次还会是一千吗？
# **Gamma-Gamma模型**（Colombo和Jiang 1999）说：只信一部分。
# 一位客户的各次金额服从伽马分布，形状是$p$，速率$\nu$是她自己的，所以她的平均金额是$p/\nu$；各人的速率不同，由第二个伽马分布描述，参数是$q$和$\gamma$。
# $\bar z$是$x$次重复购买的平均金额：
#
# $$\ln L=\ln\Gamma(px+q)-\ln\Gamma(px)-\ln\Gamma(q)+q\ln\gamma+(px-1)\ln\bar z+px\ln x-(px+q)\ln(\gamma+x\bar z)$$
#
# 它假设花多少和来多勤无关，所以先看看是不是这样。

# %%
again = customers[(x > 0) & (customers["monetary_value"] > 0)]
correlation = again["frequency"].corr(again["monetary_value"], method="spearman")
round(float(correlation), 2)


# %%
def spend_likelihood(values, x, z):
    p, q, gamma = values
    powers = (p * x - 1) * np.log(z) + p * x * np.log(x) - (p * x + q) * np.log(gamma + x * z)
    return gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma) + powers


x2, z = again["frequency"], again["monetary_value"]
start = np.log([2, 2, 100])
money_search = minimize(lambda logs: -spend_likelihood(np.exp(logs), x2, z).sum(), start, method="L-BFGS-B")
np.exp(money_search.x).round(1)

# %%
spend = differentiate.GammaGamma().fit(again["frequency"], again["monetary_value"])
spend, bool(np.allclose(spend.values_, np.exp(money_search.x), rtol=0.02))

# %% [markdown] lang="en"
# The rank correlation is {{correlation:.2f}}, small enough (were it beyond some {{0.2}}, look at frequent and rare buyers separately).
# For somebody of whom we know nothing the model expects {{everybody:.0f}} yuan.
# A thousand yuan once makes it {{one_time:.0f}}; a thousand on average over twenty purchases {{twenty_times:.0f}}.

# %% [markdown] lang="zh"
# 秩相关系数是{{correlation:.2f}}，够小了（要是超过{{0.2}}左右，就得把来得勤的和来得少的分开看）。
# 对一无所知的人，模型预期一次花{{everybody:.0f}}元。
# 花过一次一千元，预期变成{{one_time:.0f}}元；二十次平均一千元，就是{{twenty_times:.0f}}元。

# %%
everybody, one_time, twenty_times = spend.expected_spend([0, 1, 20], [0, 1000, 1000])
round(everybody), round(one_time), round(twenty_times)

# %% lang="en" alt="Expected amount of a purchase against the observed average, for one, four and twenty repeat purchases. The line for twenty lies near the diagonal; the line for one is much flatter and crosses it at the average of all."
fig, ax = plt.subplots(figsize=(6.4, 3.6))
seen = np.linspace(1, 600, 100)
for n in (1, 4, 20):
    line = spend.expected_spend(n, seen)
    ax.plot(seen, line)
    ax.annotate(
        f"{n} repeats" if n > 1 else "1 repeat",
        (600, line[-1]),
        xytext=(4, -4),
        textcoords="offset points",
    )
ax.plot(seen, seen, color="grey", linestyle=":")
ax.set(xlabel="Average of the repeat purchases (yuan)", ylabel="Expected next time (yuan)", xlim=(0, 720))
ax.set_title("One repeat purchase is believed in part")
plt.show()

# %% lang="zh" alt="预期单次金额随已观察到的平均金额变化，分别对应一次、四次、二十次重复购买。二十次的线贴近对角线；一次的线平得多，在全体平均数附近与对角线相交。"
fig, ax = plt.subplots(figsize=(6.4, 3.6))
seen = np.linspace(1, 600, 100)
for n in (1, 4, 20):
    line = spend.expected_spend(n, seen)
    ax.plot(seen, line)
    ax.annotate(
        f"重复{n}次" if n > 1 else "重复1次", (600, line[-1]), xytext=(4, -4), textcoords="offset points"
    )
ax.plot(seen, seen, color="grey", linestyle=":")
ax.set(xlabel="重复购买的平均金额（元）", ylabel="预期下次金额（元）", xlim=(0, 720))
ax.set_title("只回来过一次的，金额只信一部分")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## What is she worth?
#
# **Residual lifetime value**: the margin of what she is still to buy, in money of today.
#
# $$\text{value}=\text{margin}\times\text{expected amount}\times\text{discounted expected purchases}$$
#
# `residual_value` puts the two models together; the shop keeps {{margin:.0%}} of what it sells, and discounts at {{discount:.0%}} a year.
# In its table `purchases` are already discounted, so they are somewhat fewer than expected.

# %% [markdown] lang="zh" slide="slide"
# ## 她值多少？
#
# **剩余终身价值**（residual lifetime value）：她今后还会买的东西带来的毛利，折成今天的钱。
#
# $$\text{value}=\text{margin}\times\text{expected amount}\times\text{discounted expected purchases}$$
#
# `residual_value`把两个模型合在一起；店里的毛利率是{{margin:.0%}}，每年按{{discount:.0%}}贴现。
# 结果表里的`purchases`已经贴现过，所以比预期次数少一点。

# %%
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]], on="product_id")
sold, cost = (lines["quantity"] * lines["unit_price"]).sum(), (lines["quantity"] * lines["unit_cost"]).sum()
margin, discount = float(1 - cost / sold), 0.10
value = differentiate.residual_value(customers, pareto, spend, margin=margin, discount=discount, years=3)
value.round(2).head(3)

# %%
base_value, top_tenth = (
    value["residual_value"].sum(),
    differentiate.top_share(value["residual_value"], top=0.1),
)
round(base_value), round(top_tenth, 2)

# %% [markdown] lang="en" slide="fragment"
# Over three years the whole file is worth about {{base_value / 1e6:.2f}} million yuan, and the best tenth of the names holds {{top_tenth:.0%}} of it.
#
# So a customer base can be valued from a log of orders, a margin and a discount rate.
# The best known example is CDNOW, with 23,570 customers, 78 weeks of purchases, a margin of 30%, a discount of 15% a year and no horizon: about 1.1 million dollars, 47 a customer, although half of them never bought again (Fader, Hardie and Lee 2005b).
# These very functions, on those data, come within five per cent of it; it is one of the tests of this lab.

# %% [markdown] lang="zh" slide="fragment"
# 三年算下来，整本名册值{{base_value / 1e4:,.0f}}万元左右，最值钱的一成占了{{top_tenth:.0%}}。
#
# 所以，一份订单流水，加上毛利率和贴现率，就能给一家企业的客户估值。
# 最有名的例子是CDNOW：23,570位客户，78周的购买记录，毛利率30%，每年贴现15%，不设期限，结果是约110万美元，人均47美元，虽然有一半客户再也没买过（Fader、Hardie和Lee 2005b）。
# 就用这几个函数，在那份数据上算出来的数相差不到百分之五；这是本书的一项测试。

# %% [markdown] lang="en" slide="slide"
# ## Three methods, one year
#
# Now the contest: rank the same customers of 1 January 2025 by
#
# - **ABC**: what they have spent so far;
# - **RFM**: the sum of the three scores, ties by money;
# - **CLV**: what the models expect them to spend in the coming year, no further, since the judge is one year;
# - and, as a yardstick, **a simple rule**: the money of the last six months.
#
# The judge is 2025.
# Three questions: does the whole ranking agree (Spearman's **rank correlation**), how many of the true best fifth are found (**overlap**), and how much of the year's money lies with the fifth that was picked?

# %% [markdown] lang="zh" slide="slide"
# ## 三种方法，同一年
#
# 现在比赛：2025年1月1日的同一批客户，按下面几种办法各排一次名次：
#
# - **ABC**：到现在为止花了多少；
# - **RFM**：三个分数之和，同分看金额；
# - **CLV**：模型预期他们今后一年花多少；裁判只有一年，所以这里只算一年；
# - 再加一把尺子，**简单规则**：最近半年花了多少。
#
# 裁判是2025年。
# 三个问题：整个名次对不对得上（Spearman**秩相关系数**，rank correlation）？真正最好的五分之一，找到了几成（**重合率**，overlap）？挑出来的五分之一，占了这一年多少钱？

# %%
board = customers.set_index("customer_id")
board["abc"] = past.groupby("customer_id")["amount"].sum()
scores = differentiate.rfm(past, as_of=cut).set_index("customer_id")
board["rfm"] = scores[["r_score", "f_score", "m_score"]].sum(axis=1) + scores["monetary"].rank(pct=True) / 2
board["clv"] = board["expected"] * spend.expected_spend(board["frequency"], board["monetary_value"])
board["money_2025"] = later.groupby("customer_id")["amount"].sum().reindex(board.index).fillna(0)
board[["abc", "rfm", "clv", "money_2025"]].head(3).round(1)

# %%
lately = past[past["ordered_on"] >= cut - pd.DateOffset(months=6)]
board["recent"] = lately.groupby("customer_id")["amount"].sum().reindex(board.index).fillna(0)


# %%
def judge(rank_by, fifth=0.2):
    n = round(fifth * len(board))
    picked, best = board[rank_by].nlargest(n).index, board["money_2025"].nlargest(n).index
    return {
        "rank_correlation": board[rank_by].corr(board["money_2025"], method="spearman"),
        "overlap": picked.isin(best).mean(),
        "money_found": board.loc[picked, "money_2025"].sum() / board["money_2025"].sum(),
    }


contest = pd.DataFrame({name: judge(name) for name in ("abc", "rfm", "recent", "clv", "money_2025")}).T
lead = (contest.loc["clv", "money_found"] - contest.loc["recent", "money_found"]) * board["money_2025"].sum()
contest.round(2)

# %%
by_abc, by_rfm_sum = (
    board.sort_values(name, ascending=False)["money_2025"].to_numpy().cumsum() for name in ("abc", "rfm")
)
crossing = (by_rfm_sum < by_abc).nonzero()[0].max() / len(board)
full = (scores[["r_score", "f_score", "m_score"]].sum(axis=1) == 15).reindex(board.index)
full_score = full.mean()
first_abc, first_rfm = (board[name].nlargest(full.sum()).index for name in ("abc", "rfm"))
passed_over, put_there = first_abc.difference(first_rfm), first_rfm.difference(first_abc)
spent_over, spent_there = (board.loc[ids, "money_2025"].mean() for ids in (passed_over, put_there))
round(float(crossing), 3), round(float(full_score), 3), len(passed_over)

# %% lang="en" slide="fragment" alt="Share of the money of 2025 against share of customers picked, best first. The curve of CLV lies above those of RFM and ABC, and RFM above ABC from a tenth on; the curve of a perfect ranking lies above all."
fig, ax = plt.subplots(figsize=(7, 4))
names = {"money_2025": "perfect", "clv": "CLV", "rfm": "RFM", "abc": "ABC"}
for name, style in zip(names, (":", "-", "--", "-.")):
    found = board.sort_values(name, ascending=False)["money_2025"].cumsum() / board["money_2025"].sum()
    ax.plot(np.arange(1, len(board) + 1) / len(board), found, label=names[name], linestyle=style)
ax.axvline(0.2, color="grey", linewidth=1)
ax.set(xlabel="Share of customers picked, best first", ylabel="Share of the money of 2025", xlim=(0, 0.6))
ax.set_title("The model finds more of next year's money")
ax.legend(loc="lower right")
plt.show()

# %% lang="zh" slide="fragment" alt="横轴是挑选的客户占比（从最好的挑起），纵轴是2025年金额的占比。CLV的曲线高于RFM和ABC，过了一成之后RFM高于ABC；完美排名的曲线最高。"
fig, ax = plt.subplots(figsize=(7, 4))
names = {"money_2025": "完美", "clv": "CLV", "rfm": "RFM", "abc": "ABC"}
for name, style in zip(names, (":", "-", "--", "-.")):
    found = board.sort_values(name, ascending=False)["money_2025"].cumsum() / board["money_2025"].sum()
    ax.plot(np.arange(1, len(board) + 1) / len(board), found, label=names[name], linestyle=style)
ax.axvline(0.2, color="grey", linewidth=1)
ax.set(xlabel="挑选的客户占比（从最好的挑起）", ylabel="占2025年金额的比例", xlim=(0, 0.6))
ax.set_title("模型找到的钱更多")
ax.legend(loc="lower right")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Rank correlation {{contest.loc["abc", "rank_correlation"]:.2f}}, {{contest.loc["rfm", "rank_correlation"]:.2f}}, {{contest.loc["clv", "rank_correlation"]:.2f}}; money found {{contest.loc["abc", "money_found"]:.0%}}, {{contest.loc["rfm", "money_found"]:.0%}}, {{contest.loc["clv", "money_found"]:.0%}}, in the order ABC, RFM, CLV.
# With perfect foresight it would be {{contest.loc["money_2025", "money_found"]:.0%}}; names drawn by lot would find {{0.2:.0%}} of the money, and overlap as much.
# RFM is not ahead everywhere: up to the first {{crossing:.0%}} of the names it finds less than ABC. A big spender with a score below five has to stand behind all the {{full_score:.0%}} with the full score: {{len(passed_over)}} of ABC's first {{len(first_abc)}} are passed over for that, mostly for their recency, and they spent {{spent_over:,.0f}} yuan each in 2025; those put in their place {{spent_there:,.0f}}.
#
# And the simple rule? {{contest.loc["recent", "rank_correlation"]:.2f}} and {{contest.loc["recent", "money_found"]:.0%}}: better than RFM, and not far behind the model.
# On other data Wübben and von Wangenheim (2008) found such rules as good as the models or better, except for the total of the whole base.
# A model must beat the simple rule, not only the old method; here it does, by little: the fifth picked by the model spent {{lead / 1000:,.0f}} thousand yuan more in the year, {{lead * margin / 1000:,.0f}} thousand of margin. Set that against the work.
#
# | | looks at | needs | is for |
# |---|---|---|---|
# | ABC | money spent | one sum per customer | the accounts, the stockroom |
# | RFM | when, how often, how much | three ranks and a table of rules | a mailing on Monday, staff who must understand it |
# | CLV | each customer's rhythm | a model, and somebody who checks it | budgets, valuing the base, whom to keep |
#
# They are not rivals: ABC costs, very roughly, a minute, RFM an hour, CLV a day.

# %% [markdown] lang="zh" slide="fragment"
# 按ABC、RFM、CLV的顺序，秩相关系数是{{contest.loc["abc", "rank_correlation"]:.2f}}、{{contest.loc["rfm", "rank_correlation"]:.2f}}、{{contest.loc["clv", "rank_correlation"]:.2f}}；找到的金额占{{contest.loc["abc", "money_found"]:.0%}}、{{contest.loc["rfm", "money_found"]:.0%}}、{{contest.loc["clv", "money_found"]:.0%}}。
# 就算能未卜先知，也只有{{contest.loc["money_2025", "money_found"]:.0%}}；要是抽签挑人，找到的钱和重合率都只有{{0.2:.0%}}左右。
# RFM也不是处处领先：只挑前{{crossing:.0%}}以内的话，它还不如ABC。花钱再多，只要有一项不是五分，就得排在全部满分的人（{{full_score:.0%}}）后面：ABC的前{{len(first_abc)}}名里，有{{len(passed_over)}}名就这样被挤掉，多半输在近度上；他们2025年人均花了{{spent_over:,.0f}}元，顶替他们的人只花了{{spent_there:,.0f}}元。
#
# 那条简单规则呢？{{contest.loc["recent", "rank_correlation"]:.2f}}和{{contest.loc["recent", "money_found"]:.0%}}：胜过RFM，离模型也不远。
# Wübben和von Wangenheim（2008）用别的数据比过：除了预测全体客户的总数，这类简单规则不输给模型。
# 模型不光要赢过老办法，还要赢过简单规则；在这里赢了，赢得不多：模型挑的五分之一，一年多花{{lead / 1e4:.1f}}万元，合毛利{{lead * margin / 1e4:.1f}}万元。值不值得费这个工夫，自己掂量。
#
# | | 看什么 | 需要什么 | 用在哪里 |
# |---|---|---|---|
# | ABC | 花过的钱 | 每位客户一个总数 | 对账、盘点 |
# | RFM | 多近、多勤、多少 | 三个名次和一张规则表 | 下周一的邮寄，店员一听就懂 |
# | CLV | 每位客户自己的节奏 | 一个模型和会检查它的人 | 做预算、给客户估值、决定留住谁 |
#
# 三者不是对手：粗略地说，ABC花一分钟，RFM花一小时，CLV花一天。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# The truth knows on which day each customer really left.
# If the model says {{0.8:.0%}} for a hundred customers, eighty of them should still be there.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 真相表知道每位客户到底是哪天走的。
# 如果模型给一百位客户都报{{0.8:.0%}}，其中就该有八十位还在。

# %%
truth = crm.load("truth/customers").set_index("customer_id")
board["here"] = ~(truth["left_on"].reindex(board.index) < cut)
board["bg"] = bg.probability_alive(board["frequency"], board["recency"], board["T"])
board["pareto"] = pareto.probability_alive(board["frequency"], board["recency"], board["T"])
counted = board[["here", "bg", "pareto"]].sum()
counted.round(0)

# %% lang="en" slide="fragment" alt="Share of customers really still there against the predicted probability, in ten groups. The points of Pareto/NBD lie along the diagonal. Those of BG/NBD lie below it in the middle, and its last point, at a probability of one, falls far below."
fig, ax = plt.subplots(figsize=(5.6, 4.2))
ax.plot([0, 1], [0, 1], color="grey", linestyle=":")
for name, shape in (("bg", "s--"), ("pareto", "o-")):
    tenth = pd.cut(board[name], np.append(np.linspace(0, 0.9, 10), [0.9999, 1.0]), include_lowest=True)
    points = board.groupby(tenth, observed=True)[[name, "here"]].mean()
    ax.plot(points[name], points["here"], shape, label={"bg": "BG/NBD", "pareto": "Pareto/NBD"}[name])
ax.set(xlabel="Probability alive, by the model", ylabel="Share really still there", ylim=(0, 1.05))
ax.set_title("One of the two can be taken at its word")
ax.legend(loc="upper left")
plt.show()

# %% lang="zh" slide="fragment" alt="横轴是模型给的概率，纵轴是真正还在的比例，分成若干组。Pareto/NBD的点沿着对角线；BG/NBD中段的点偏低，概率为一的最后一点低得多。"
fig, ax = plt.subplots(figsize=(5.6, 4.2))
ax.plot([0, 1], [0, 1], color="grey", linestyle=":")
for name, shape in (("bg", "s--"), ("pareto", "o-")):
    tenth = pd.cut(board[name], np.append(np.linspace(0, 0.9, 10), [0.9999, 1.0]), include_lowest=True)
    points = board.groupby(tenth, observed=True)[[name, "here"]].mean()
    ax.plot(points[name], points["here"], shape, label={"bg": "BG/NBD", "pareto": "Pareto/NBD"}[name])
ax.set(xlabel="模型给的存活概率", ylabel="真正还在的比例", ylim=(0, 1.05))
ax.set_title("两个模型里，只有一个的概率靠得住")
ax.legend(loc="upper left")
plt.show()

# %%
once = board[board["frequency"] == 0]
once_here, once_bg, once_pareto = once[["here", "bg", "pareto"]].mean()
too_many, too_many_once = counted["bg"] - counted["here"], (once["bg"] - once["here"]).sum()
middle = board[board["bg"].between(0.1, 0.8)]
middle_here, middle_bg = middle[["here", "bg"]].mean()
pair_left = truth.loc[pair, "left_on"].dt.strftime("%Y-%m-%d")
round(once_here, 2), round(once_bg, 2), round(once_pareto, 2), round(middle_here, 2), round(middle_bg, 2)

# %%
board["clv_bg"] = board["expected_bg"] * spend.expected_spend(board["frequency"], board["monetary_value"])
bg_found = judge("clv_bg")["money_found"]
once_visits, once_expected_bg, once_expected = once[["visits_2025", "expected_bg", "expected"]].mean()
round(float(bg_found), 2), round(once_visits, 2), round(once_expected_bg, 2), round(once_expected, 2)

# %% [markdown] lang="en" slide="fragment"
# Really still there: {{counted["here"]:,.0f}} of {{n_customers:,}}, so the daughter was right.
# Pareto/NBD counts {{counted["pareto"]:,.0f}}, BG/NBD {{counted["bg"]:,.0f}}.
#
# The last square is the worst.
# In BG/NBD a customer leaves only after a *repeat* purchase, so whoever bought once can't have left: probability {{once_bg:.0%}}.
# In truth {{once_here:.0%}} of these {{len(once)}} are still there; Pareto/NBD says {{once_pareto:.0%}}.
# They make {{too_many_once:.0f}} of the {{too_many:.0f}} that it counts too many. But in the middle it is too hopeful as well: the {{len(middle)}} to whom it gives between {{0.1:.0%}} and {{0.8:.0%}}, {{middle_bg:.0%}} on average, are still there in {{middle_here:.0%}} of cases.
# Yet its purchases are nearly right, even for those who bought once: BG/NBD expected {{once_expected_bg:.2f}} of each, Pareto/NBD {{once_expected:.2f}}, and it was {{once_visits:.2f}}; it mistakes those who are gone for very slow buyers.
# Ranked by a CLV from BG/NBD, the best fifth hold {{bg_found:.0%}} of the money, about as much as before.
# So the verdict depends on the question: *who is still there* needs Pareto/NBD, *how much will they buy* does not.
# Check a model on the question that you ask.
# (A small change of BG/NBD lets people leave after the first purchase too: Batislam, Denizel and Filiztekin 2007, now called MBG/NBD.)
#
# (It is no accident that Pareto/NBD wins: this world lets people leave at any moment. Yours may not.)
#
# And the two of the beginning? The fast one left on {{pair_left.iloc[1]}}, as the model said. The slow one, with {{alive_slow:.0%}}, left on {{pair_left.iloc[0]}}: she too is gone. Her number was not wrong: of a hundred like her some {{100 * alive_slow:.0f}} are still there.

# %% [markdown] lang="zh" slide="fragment"
# 真正还在的：{{n_customers:,}}人里有{{counted["here"]:,.0f}}人，女儿说对了。
# Pareto/NBD数出{{counted["pareto"]:,.0f}}人，BG/NBD数出{{counted["bg"]:,.0f}}人。
#
# 最糟的是最后那个方块。
# 在BG/NBD里，只有**重复**购买之后才会走，所以只买过一次的人不可能走：概率{{once_bg:.0%}}。
# 其实这{{len(once)}}人里还在的只有{{once_here:.0%}}；Pareto/NBD说{{once_pareto:.0%}}。
# 它多数出来的{{too_many:.0f}}人里，这群人占了{{too_many_once:.0f}}。可中段它也偏乐观：概率给在{{0.1:.0%}}到{{0.8:.0%}}之间的{{len(middle)}}人，它平均给{{middle_bg:.0%}}，其实还在的是{{middle_here:.0%}}。
# BG/NBD的购买次数却大致是准的，连只买过一次的人也准：它预期每人{{once_expected_bg:.2f}}次，Pareto/NBD预期{{once_expected:.2f}}次，实际{{once_visits:.2f}}次；它把走了的人当成了来得极慢的人。
# 用BG/NBD算CLV来排名，最好的五分之一占{{bg_found:.0%}}的金额，和刚才差不多。
# 所以要看问什么：问**谁还在**，得用Pareto/NBD；问**会买多少**，两个都行。
# 拿你真正想问的问题去检验模型。
# （把BG/NBD稍微改一改，让人第一次买完也可以走，就是后来所说的MBG/NBD：Batislam、Denizel和Filiztekin 2007。）
#
# （Pareto/NBD赢得并不偶然：这个世界里的人随时会走。你的世界未必如此。）
#
# 开头那两位呢？来得勤的，{{pair_left.iloc[1]}}就走了，模型说中了。来得慢的，模型给了{{alive_slow:.0%}}，其实{{pair_left.iloc[0]}}也走了。这个数并没有错：一百个像她那样的人，大约有{{100 * alive_slow:.0f}}个还在。

# %% [markdown] lang="en" slide="notes"
# Ask: the total was right to the third digit, so what is the harm?
# Expect a shrug; then ask whom they would call with a budget of five hundred calls.
# By BG/NBD the surest customers of all are those who came once and never again.

# %% [markdown] lang="zh" slide="notes"
# 问一句：总数准到第三位，错在个人又有什么要紧？
# 学生多半耸耸肩；再问：预算只够打五百个电话，你打给谁？
# 照BG/NBD，最有把握的客户竟是那些只来过一次的人。

# %% [markdown] lang="en" slide="slide"
# ### Where the models fail: the calendar
#
# Both say that purchases come at random, at a constant average rate.
# Week by week, 2025 looked like this.

# %% [markdown] lang="zh" slide="slide"
# ### 模型看走眼之一：日历
#
# 两个模型都说购买是随机的，但平均速度不变。
# 一周一周看，2025年是这样的。

# %%
seen = later[(later["amount"] > 0) & later["customer_id"].isin(board.index)]
seen = seen.drop_duplicates(["customer_id", "ordered_on"])
weekly = seen.groupby((seen["ordered_on"] - cut).dt.days // 7).size().reindex(range(52), fill_value=0)
upto = [pareto.conditional_expected_purchases(week, x, t_x, T).sum() for week in range(53)]
expected_weekly = np.diff(upto)
before_feast, feast = weekly[1:4].sum() / expected_weekly[1:4].sum(), weekly[4] / expected_weekly[4]
round(float(before_feast), 1), round(float(feast), 1)

# %% lang="en" slide="fragment" alt="Purchases in each week of 2025. The expected line falls smoothly. The actual one stands far above it in January, drops to about a quarter in the week of Spring Festival, and then follows the line with small waves."
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(weekly.index + 1, weekly, color="black")
ax.plot(weekly.index + 1, expected_weekly, color="C1")
ax.annotate("happened", (4.6, 640))
ax.annotate("expected", (52.6, expected_weekly[-1]), va="center", color="C1")
ax.annotate("Spring Festival", (5, weekly[4]), xytext=(8, -2), textcoords="offset points")
ax.set(
    xlabel="Week of 2025",
    ylabel="Purchases",
    xlim=(1, 60),
    xticks=[1, 10, 20, 30, 40, 52],
    ylim=(0, 720),
    title="The model has never heard of Spring Festival",
)
plt.show()

# %% lang="zh" slide="fragment" alt="2025年每周的购买次数。预期线平滑下降；实际的线在1月高出许多，春节那一周跌到四分之一左右，之后跟着预期线小幅起伏。"
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(weekly.index + 1, weekly, color="black")
ax.plot(weekly.index + 1, expected_weekly, color="C1")
ax.annotate("实际", (4.6, 640))
ax.annotate("预期", (52.6, expected_weekly[-1]), va="center", color="C1")
ax.annotate("春节", (5, weekly[4]), xytext=(8, -2), textcoords="offset points")
ax.set(
    xlabel="2025年第几周",
    ylabel="购买次数",
    xlim=(1, 60),
    xticks=[1, 10, 20, 30, 40, 52],
    ylim=(0, 720),
    title="模型没听说过春节",
)
plt.show()

# %% [markdown] lang="en"
# In the three weeks before the feast people came {{before_feast:.1f}} times as often as expected, in the week itself {{feast:.1f}} times.
# Over this year it nearly evened out: {{weekly.sum() / expected_weekly.sum() - 1:+.0%}}. Never plan a week's rice by this model, and don't end a history in a quiet week.

# %% [markdown] lang="zh"
# 节前三周，实际来的是预期的{{before_feast:.1f}}倍；春节那周只有{{feast:.1f}}倍。
# 放到这一整年里看，差不多就抵消了：实际比预期{{weekly.sum() / expected_weekly.sum() - 1:+.0%}}。所以别用它安排一周的进货，也别让历史恰好截止在冷清的一周。

# %% [markdown] lang="en" slide="slide"
# ### Where the models fail: when something happens
#
# The models know rhythm, not reasons.
# Take those who met with a bad experience in the second half of 2024: some left for good over it, some stayed away for a time.

# %% [markdown] lang="zh" slide="slide"
# ### 模型看走眼之二：出了事
#
# 模型懂节奏，不懂原因。
# 看看2024年下半年遇到过不愉快的人：有的因此不再来，有的只是躲了一阵。

# %%
upset = crm.load("truth/dissatisfactions").query("noticed_on >= '2024-07-01' and noticed_on < '2025-01-01'")
then = upset[upset["then"] != "stays"].drop_duplicates("customer_id", keep="last")
hit = board.join(then.set_index("customer_id")["then"], how="inner")
by_then = hit.groupby("then").agg(
    customers=("here", "size"), pareto=("pareto", "mean"), here=("here", "mean"),
    expected=("expected", "sum"), visits_2025=("visits_2025", "sum"),
)  # fmt: skip
all_hit = board[board.index.isin(upset["customer_id"])]
sums = all_hit[["expected", "visits_2025"]].sum()
by_then.loc["all"] = [len(all_hit), *all_hit[["pareto", "here"]].mean(), *sums]
by_then.round(2)

# %% [markdown] lang="en" slide="fragment"
# Those who left were given a chance of {{by_then.loc["left", "pareto"]:.0%}} on average, and {{by_then.loc["left", "here"]:.0%}} were still there.
# Those who stayed away for a time were given {{by_then.loc["away", "pareto"]:.0%}}, and {{by_then.loc["away", "here"]:.0%}} were.
# Taken together, all who met with something bad ({{len(all_hit)}}, also those who simply stayed) were given {{all_hit["pareto"].mean():.0%}}, and {{all_hit["here"].mean():.0%}} were there: right on average, blind to who will go.
# A complaint, a letter, a new member card: what is known of a customer beyond her rhythm, the model does not know.
# Use it for the many; for the few with a story, read the story (lessons 5b and 7c).

# %% [markdown] lang="zh" slide="fragment"
# 就此不再来的人，模型平均给{{by_then.loc["left", "pareto"]:.0%}}，其实还在的只有{{by_then.loc["left", "here"]:.0%}}。
# 躲了一阵的人，模型给{{by_then.loc["away", "pareto"]:.0%}}，其实还在的有{{by_then.loc["away", "here"]:.0%}}。
# 遇到过不愉快的人合起来看（{{len(all_hit)}}人，包括照常来的），模型平均给{{all_hit["pareto"].mean():.0%}}，其实还在{{all_hit["here"].mean():.0%}}：平均很准，只是分不出谁会走。
# 一次投诉、一封信、一张新会员卡：节奏以外的事，模型一概不知。
# 对大多数人，用模型；对少数有故事的人，去看故事（第5b、7c课）。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# One customer's history, both models.
#
# 1. Leave recency and T alone and raise the frequency from {{12}} to {{50}}. Which way does the probability go, and why?
# 2. Set the frequency to {{0}}. What does each model say, and which would you believe?
# 3. Find a history for which Pareto/NBD says one half. How many of her own gaps has she been silent?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 一位客户的历史，两个模型。
#
# 1. recency和T不动，把frequency从{{12}}调到{{50}}：概率往哪边走，为什么？
# 2. 把frequency调到{{0}}：两个模型各怎么说？你信哪个？
# 3. 调出一段历史，让Pareto/NBD恰好给一半。她沉默了自己平时间隔的几倍？

# %% alt_en="Probability that a customer still is one against the weeks since her last purchase, for both models, with a mark at today. Sliders set frequency, recency and T." alt_zh="仍是客户的概率随沉默周数变化的曲线，两个模型各一条，标出今天。滑块可以调frequency、recency和T。"
from crmlab import widgets

widgets.coming_back({"BG/NBD": bg, "Pareto/NBD": pareto})

# %%
seldom, often = pareto.probability_alive([12, 50], 60, 80)
silent = np.linspace(0, 150, 1501)
below = {n: pareto.probability_alive(n, 60, 60 + silent) < 0.5 for n in (3, 50)}
half_few, half_many = (silent[below[n].argmax()] / (60 / n) for n in (3, 50))
never_bg, never_pareto = bg.probability_alive(0, 0, 80), pareto.probability_alive(0, 0, 80)
[round(float(v), 4) for v in (seldom, often, never_pareto, half_few, half_many)]

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# With twelve purchases Pareto/NBD gives {{seldom:.0%}}, with fifty {{often:.2%}}: more purchases make the customer *less* likely to be there, because the same silence is longer for her.
# With none, BG/NBD says {{never_bg:.0%}} and Pareto/NBD {{never_pareto:.0%}}.
# With a recency of {{60}}, one half comes after {{half_few:.1f}} of her own gaps if we saw three repeat purchases, after {{half_many:.1f}} if we saw fifty.
# With three purchases her own gap is {{60 / 3:.0f}} weeks, long enough to leave within one; with fifty it is {{60 / 50:.1f}}, so it takes several empty gaps.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 买过十二次，Pareto/NBD给{{seldom:.0%}}；买过五十次，只有{{often:.2%}}：买得越多，反而越**不**像还是客户，因为同样长的沉默，对她来说更反常。
# 一次也没再买的，BG/NBD说{{never_bg:.0%}}，Pareto/NBD说{{never_pareto:.0%}}。
# recency取{{60}}时，重复购买过三次的，沉默到自己间隔的{{half_few:.1f}}倍，概率就只剩一半；五十次的，要到{{half_many:.1f}}倍。
# 主要因为间隔长短不同：买过三次的，{{60 / 3:.0f}}周才来一次，一个间隔里有足够时间走掉；买过五十次的，{{60 / 50:.1f}}周一次，一个间隔里很难走，要空上好几次才信。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: the four hundred gifts again
#
# Lesson 4a gave {{n_gifts}} New Year gifts by RFM, on the last day of 2025.
# We fit once more, on all three years, and give them by residual value for the year ahead.
# A gift, brought to the door, costs {{gift_cost:.0f}} yuan.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：再送一次四百份年礼
#
# 第4a课在2025年最后一天，按RFM送出{{n_gifts}}份年礼。
# 现在用全部三年重新拟合，按今后一年的剩余终身价值来送。
# 一份年礼送上门，成本{{gift_cost:.0f}}元。

# %%
today, n_gifts = "2026-01-01", 400
gift_cost = float(crm.load("campaigns").set_index("campaign_id").loc["K06", "cost_per_contact"])
now = differentiate.summary(orders, as_of=today)
buying = differentiate.ParetoNBD().fit(now["frequency"], now["recency"], now["T"])
amounts = differentiate.GammaGamma().fit(now["frequency"], now["monetary_value"])
worth = differentiate.residual_value(now, buying, amounts, margin=margin, discount=discount, years=1)
chosen = worth.nlargest(n_gifts, "residual_value")
chosen.round(2).head(3)

# %%
year_margin, budget = chosen["residual_value"].sum(), n_gifts * gift_cost
needed = budget / year_margin
needed_if_half = budget / (year_margin / 2)
round(year_margin), budget, round(float(needed), 3)

# %%
old = differentiate.rfm(orders, as_of=today)
old["sum"] = old[["r_score", "f_score", "m_score"]].sum(axis=1)
by_rfm = old.sort_values(["sum", "monetary"], ascending=False).head(n_gifts)["customer_id"]
next_year = truth["amount_next_year"]
clv_money, rfm_money = next_year[chosen["customer_id"]].sum(), next_year[by_rfm].sum()
clv_over_rfm = clv_money / rfm_money - 1
half_year = orders[orders["ordered_on"] >= pd.Timestamp(today) - pd.DateOffset(months=6)]
by_recent = half_year.groupby("customer_id")["amount"].sum().nlargest(n_gifts).index
clv_over_recent = clv_money / next_year[by_recent].sum() - 1
same_names = int(chosen["customer_id"].isin(by_recent).sum())
round(float(clv_over_rfm), 2), round(float(clv_over_recent), 2), same_names

# %%
# How much of this is luck? Draw the whole file again, with replacement, a thousand times.
names = now["customer_id"].to_numpy()
lists = [np.isin(names, list(who)) for who in (chosen["customer_id"], by_rfm, by_recent)]
spent, rng = next_year.reindex(names).fillna(0).to_numpy(), np.random.default_rng(4)
again_sums = []
for _ in range(1000):
    drawn = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names)) * spent
    again_sums.append([drawn[who].sum() for who in lists])
by_clv, with_rfm, with_recent = np.array(again_sums).T
rfm_low, rfm_high = np.quantile(by_clv / with_rfm - 1, [0.025, 0.975])
recent_low, recent_high = np.quantile(by_clv / with_recent - 1, [0.025, 0.975])
np.round([rfm_low, rfm_high, recent_low, recent_high], 2)

# %%
lived = later.groupby("customer_id")["amount"].sum().reindex(chosen["customer_id"]).fillna(0)
held = n_gifts // 10
unsure, unsure_half = (
    lived.std() * np.sqrt(1 / back + 1 / (n_gifts - back)) / lived.mean() for back in (held, n_gifts // 2)
)
# A rise shows when it is two standard errors; twice the years make the error smaller by the root of two.
years_needed = (unsure_half / (needed / 2)) ** 2
round(float(unsure), 2), round(float(unsure_half), 3), round(years_needed)

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: the {{n_gifts}} with the highest residual value; {{budget:,.0f}} yuan.
# We expect a margin of about {{year_margin / 1000:,.0f}} thousand yuan from them next year anyway, in money of today, so the gifts pay if they raise it by {{needed:.1%}}; should the margin halve, by {{needed_if_half:.1%}}.
# Whether a gift does that, no model of rhythm can say; only a comparison with some who get none, drawn by lot, can (lesson 5a).
# But with one in ten kept back, the margins differ so much that the comparison has a standard error of {{unsure:.0%}}: a rise of {{needed:.1%}} can't be seen in it.
# Keeping back half is the best that can be done, and still leaves {{unsure_half:.1%}}: to see {{needed:.1%}} we should have to repeat it for some {{years_needed:.0f}} years.
# So with four hundred customers it can't be known. To know it within one year takes about {{n_gifts * years_needed / 1000:.0f}} thousand customers, fewer if each is compared with her own past; or say openly that the gift is a thank-you.
# It goes to the best, who mostly come anyway; to win somebody back is another budget, and another list (exercise 4c.10).
#
# The envelope, opened: those chosen by the model will spend {{clv_over_rfm:.0%}} more in 2026 than those whom RFM chose in lesson 4a (if customers are drawn again, {{rfm_low:+.0%}} to {{rfm_high:+.0%}} in {{0.95:.0%}} of draws).
# Against those with the most money in the last six months it is {{clv_over_recent:+.1%}} ({{recent_low:+.1%}} to {{recent_high:+.1%}}): that may be luck, and {{same_names}} of the {{n_gifts}} are the same people.
# The forecast itself? They will bring a margin of {{clv_money * margin / 1000:,.0f}} thousand, not discounted; ours was {{year_margin / 1000:,.0f}} thousand, discounted: {{1 - year_margin / (clv_money * margin):.0%}} too low, and more than half of the gap is the discount.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：送给剩余终身价值最高的{{n_gifts}}位，花{{budget:,.0f}}元。
# 不送，他们明年也会带来{{year_margin / 1e4:.1f}}万元左右的毛利（折成今天的钱），所以只要礼物能让它多出{{needed:.1%}}就不亏；要是毛利率减半，就得多出{{needed_if_half:.1%}}。
# 礼物有没有这个本事，懂节奏的模型说不了；只有抽签留一些人不送，两边一比才知道（第5a课）。
# 不过每十人留一人的话，各人的毛利相差太大，比较结果的标准误有{{unsure:.0%}}，{{needed:.1%}}的涨幅根本看不出来。
# 最多留一半不送，标准误也还有{{unsure_half:.1%}}：要看出{{needed:.1%}}，得年年重做，做上{{years_needed:.0f}}年左右。
# 所以只有四百位客户，这件事就弄不清。想一年就弄清，要拿{{n_gifts * years_needed / 1e4:.1f}}万人左右来试，人人跟自己的从前比可以少一些；要么就坦白说：这份礼就是答谢。
# 答谢给最好的客户，他们多半本来就会来；把人请回来是另一笔预算、另一张名单（练习4c.10）。
#
# 打开信封看答案：模型选的人，2026年的消费比第4a课RFM选的人多{{clv_over_rfm:.0%}}（把客户重抽一遍又一遍，{{0.95:.0%}}的时候在{{rfm_low:+.0%}}到{{rfm_high:+.0%}}之间）。
# 跟最近半年花钱最多的人比，是{{clv_over_recent:+.1%}}（{{recent_low:+.1%}}到{{recent_high:+.1%}}）：可能只是碰巧，何况{{n_gifts}}人里有{{same_names}}人本来就是同一批。
# 预测本身准不准？他们实际会带来毛利{{clv_money * margin / 1e4:.1f}}万元，没有贴现；我们预测的{{year_margin / 1e4:.1f}}万元是贴现过的：低了{{1 - year_margin / (clv_money * margin):.0%}}，其中一多半只是贴现。

# %% [markdown] lang="en" slide="notes"
# Groups like to say "the gifts earn the margin". They don't: these people would come anyway.
# Push for the one number that decides, the rise that pays, and for the test that would show it.

# %% [markdown] lang="zh" slide="notes"
# 小组爱说“礼物赚来了这些毛利”。不对：这些人本来就会来。
# 追问两样：多出多少才不亏？怎么试才知道有没有多出来？

# %% [markdown] lang="en"
# ## Your own data
#
# The same for your export, in one cell.
# You need some hundred customers and a year or more; with fewer the standard errors will tell you.
# Put your margin in place of ours.
# `summary` looks back from the day after the last order; if your log ends earlier than your day, say `as_of`.
# Before you believe it, hide the last months and let them judge, as above: both models, and the simple rule.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 换成你自己导出的数据，只要一格代码。
# 至少要有百来位客户、一年以上的记录；太少的话，标准误会告诉你。
# 把毛利率换成你的。
# `summary`从最后一张订单的第二天往回看；你要从更晚的某一天看，就写明`as_of`。
# 先别急着信：把最后几个月遮住，像上面那样让它们当裁判，两个模型和简单规则都比一比。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
mine = differentiate.summary(own)
my_buying = differentiate.ParetoNBD().fit(mine["frequency"], mine["recency"], mine["T"])
my_amounts = differentiate.GammaGamma().fit(mine["frequency"], mine["monetary_value"])
my_worth = differentiate.residual_value(mine, my_buying, my_amounts, margin=0.3, discount=0.1, years=1)
my_worth.nlargest(3, "residual_value").round(2)

# %%
my_buying.estimates().round(2)

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Without a contract nobody says goodbye; a model turns frequency, recency and T into the probability that she still is a customer.
# - The same silence says little about a slow customer, and much about a fast one.
# - Fit by likelihood; judge on the question that you ask. BG/NBD had the total right and {{once_bg:.0%}} for people of whom {{once_here:.0%}} were still there.
# - On the hold-out year CLV found {{contest.loc["clv", "money_found"]:.0%}} of the money, RFM {{contest.loc["rfm", "money_found"]:.0%}}, ABC {{contest.loc["abc", "money_found"]:.0%}}; the money of the last six months found {{contest.loc["recent", "money_found"]:.0%}}, so beat the simple rule first.
# - The models know rhythm: not the calendar, not the complaint, not what your gift will change.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 没有合同，就没有人道别；模型把frequency、recency和T变成“她还是客户”的概率。
# - 同样的沉默，来得慢的人身上说明不了多少，来得勤的人身上就很说明问题。
# - 用似然来拟合，拿你真正想问的问题来评判。BG/NBD总数很准，却给只剩{{once_here:.0%}}的那群人打了{{once_bg:.0%}}。
# - 在留出的一年里，CLV找到{{contest.loc["clv", "money_found"]:.0%}}的钱，RFM找到{{contest.loc["rfm", "money_found"]:.0%}}，ABC找到{{contest.loc["abc", "money_found"]:.0%}}；只看最近半年的金额，也找到{{contest.loc["recent", "money_found"]:.0%}}：模型要先赢过简单规则。
# - 模型懂节奏，不懂日历，不懂投诉，也不知道你的礼物能改变什么。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Purchase rate, dropout probability, likelihood, standard error, BG/NBD, Pareto/NBD, Gamma-Gamma model, probability alive, residual lifetime value, hold-out, rank correlation, overlap.
#
# - Schmittlein, D. C., Morrison, D. G. and Colombo, R. (1987). Counting your customers: who are they and what will they do next? *Management Science*.
# - Colombo, R. and Jiang, W. (1999). A stochastic RFM model. *Journal of Interactive Marketing*.
# - Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005a). "Counting your customers" the easy way: an alternative to the Pareto/NBD model. *Marketing Science*.
# - Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005b). RFM and CLV: using iso-value curves for customer base analysis. *Journal of Marketing Research*.
# - Batislam, E. P., Denizel, M. and Filiztekin, A. (2007). Empirical validation and comparison of models for customer base analysis. *International Journal of Research in Marketing*.
# - Wübben, M. and von Wangenheim, F. (2008). Instant customer base analysis: managerial heuristics often "get it right". *Journal of Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2009). Probability models for customer-base analysis. *Journal of Interactive Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2013). The Gamma-Gamma model of monetary value. brucehardie.com.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 购买率、流失概率、似然、标准误、BG/NBD、Pareto/NBD、Gamma-Gamma模型、存活概率、剩余终身价值、留出、秩相关系数、重合率。
#
# - Schmittlein, D. C., Morrison, D. G. and Colombo, R. (1987). Counting your customers: who are they and what will they do next? *Management Science*.
# - Colombo, R. and Jiang, W. (1999). A stochastic RFM model. *Journal of Interactive Marketing*.
# - Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005a). "Counting your customers" the easy way: an alternative to the Pareto/NBD model. *Marketing Science*.
# - Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005b). RFM and CLV: using iso-value curves for customer base analysis. *Journal of Marketing Research*.
# - Batislam, E. P., Denizel, M. and Filiztekin, A. (2007). Empirical validation and comparison of models for customer base analysis. *International Journal of Research in Marketing*.
# - Wübben, M. and von Wangenheim, F. (2008). Instant customer base analysis: managerial heuristics often "get it right". *Journal of Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2009). Probability models for customer-base analysis. *Journal of Interactive Marketing*.
# - Fader, P. S. and Hardie, B. G. S. (2013). The Gamma-Gamma model of monetary value. brucehardie.com.
#
# <!-- exercises link -->
