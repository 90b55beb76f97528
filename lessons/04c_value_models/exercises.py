# ---
# id: "04c"
# title: {en: "Will she come back? Models of value", zh: "她还会来吗？价值模型"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="04c.1" part="task" kind="table"
# ## 1. From receipts to four numbers
#
# Summarise the receipts below, looking back from `today`, as the models want it: weeks, purchases of one day count once, the first purchase is not counted.
# Give a table with the columns `customer_id`, `frequency`, `recency`, `T` and `monetary_value`.
# Nobody has sent anything back.

# %% [markdown] lang="zh" exercise="04c.1" part="task"
# ## 1. 从小票到四个数
#
# 从`today`往回看，把下面的小票汇总成模型要的样子：以周为单位，同一天的购买算一次，第一次购买不计。
# 答案是一张表，有`customer_id`、`frequency`、`recency`、`T`、`monetary_value`五列。
# 没有人退过货。

# %% exercise="04c.1" part="given"
import pandas as pd

from crmlab import differentiate

columns = ["customer_id", "frequency", "recency", "T", "monetary_value"]
today = pd.Timestamp("2025-01-01")
receipts = pd.DataFrame(
    {
        "customer_id": ["A", "A", "A", "A", "B", "C", "C"],
        "ordered_on": pd.to_datetime(
            [
                "2024-07-03", "2024-09-04", "2024-09-04", "2024-12-18",
                "2024-11-06", "2024-03-06", "2024-06-26",
            ]
        ),
        "amount": [50.0, 20.0, 25.0, 85.0, 40.0, 12.0, 300.0],
    }
)  # fmt: skip
receipts

# %% lang="en" exercise="04c.1" part="stub"
four = ____  # a table: customer_id, frequency, recency, T, monetary_value

# %% lang="zh" exercise="04c.1" part="stub"
four = ____  # 一张表：customer_id、frequency、recency、T、monetary_value

# %% exercise="04c.1" part="solution"
four = differentiate.summary(receipts, as_of=today)[columns]

# %% exercise="04c.1" part="also_right"
days = receipts.groupby(["customer_id", "ordered_on"], as_index=False)["amount"].sum()
by = days.groupby("customer_id")
first, last = by["ordered_on"].min(), by["ordered_on"].max()
four = pd.DataFrame({"frequency": by.size() - 1, "recency": (last - first).dt.days / 7})
four["T"] = (today - first).dt.days / 7
four["monetary_value"] = by["amount"].apply(lambda paid: paid.iloc[1:].mean()).fillna(0)
four = four.reset_index()

# %% exercise="04c.1" part="wrong" en="Frequency counts *repeat* purchases: the first one opens the account and is not counted." zh="frequency数的是**重复**购买：第一次只算开户，不计在内。"
four = differentiate.summary(receipts, as_of=today)[columns]
four["frequency"] += 1

# %% exercise="04c.1" part="wrong" en="Two receipts of one day are one purchase: add up by customer and day first." zh="同一天的两张小票算一次购买：先按客户和日期加总。"
by = receipts.groupby("customer_id")
first, last = by["ordered_on"].min(), by["ordered_on"].max()
four = pd.DataFrame({"frequency": by.size() - 1, "recency": (last - first).dt.days / 7})
four["T"] = (today - first).dt.days / 7
four["monetary_value"] = by["amount"].apply(lambda paid: paid.iloc[1:].mean()).fillna(0)
four = four.reset_index()

# %% exercise="04c.1" part="wrong" en="A bought on three days, not four times: two receipts of one day are one purchase. Count days, not receipts." zh="A有三天买过东西，不是四次：同一天的两张小票算一次购买。数的是天数，不是小票张数。"
four = differentiate.summary(receipts, as_of=today)[columns]
four["frequency"] = receipts.groupby("customer_id").size().to_numpy() - 1

# %% exercise="04c.1" part="wrong" en="The counts are right, but your average is one of receipts. Two receipts of one day are one purchase: add them up, then take the average." zh="次数对了，平均金额却是按小票算的。同一天的两张小票是一次购买：先加总，再平均。"
four = differentiate.summary(receipts, as_of=today)[columns]
by = receipts.groupby("customer_id")["amount"]
four["monetary_value"] = by.apply(lambda paid: paid.iloc[1:].mean()).fillna(0).to_numpy()

# %% exercise="04c.1" part="wrong" en="That recency is the silence, as in lesson 4a. Here recency runs from the first purchase to the last." zh="你的recency是沉默的时间，那是第4a课的近度。这里的recency是从第一次购买到最后一次购买。"
four = differentiate.summary(receipts, as_of=today)[columns]
four["recency"] = four["T"] - four["recency"]

# %% exercise="04c.1" part="wrong" en="These are days. Give recency and T in weeks." zh="这是天数。recency和T要以周为单位。"
four = differentiate.summary(receipts, as_of=today, unit="day")[columns]

# %% exercise="04c.1" part="wrong" en="The money of the first purchase is in your average. Only repeat purchases count." zh="你的平均金额把第一次购买也算进去了。只算重复购买。"
four = differentiate.summary(receipts, as_of=today)[columns]
days = receipts.groupby(["customer_id", "ordered_on"])["amount"].sum()
four["monetary_value"] = four["customer_id"].map(days.groupby("customer_id").mean())

# %% exercise="04c.1" part="wrong" en="You looked back from another day. Pass as_of=today." zh="你回望的日子不对。写明as_of=today。"
four = differentiate.summary(receipts)[columns]

# %% [markdown] lang="en" exercise="04c.1" part="hint"
# Take customer A with a pencil: on how many days did she buy, and which of them was the first?

# %% [markdown] lang="zh" exercise="04c.1" part="hint"
# 先用铅笔算客户A：她在几天里买过东西？哪一天是第一次？

# %% [markdown] lang="en" exercise="04c.1" part="hint"
# `differentiate.summary(receipts, as_of=today)` gives all of it and one column more.

# %% [markdown] lang="zh" exercise="04c.1" part="hint"
# `differentiate.summary(receipts, as_of=today)`全都有，只多出一列。

# %% [markdown] lang="en" exercise="04c.1" part="analysis"
# A: {{four["frequency"][0]}} repeat days, {{four["recency"][0]:.0f}} weeks from first to last, known for {{four["T"][0]:.0f}}.
# Her silence is the difference of the last two.
# For B, who bought once, recency and money are 0 by convention: not "nothing", but "nothing seen yet".

# %% [markdown] lang="zh" exercise="04c.1" part="analysis"
# A有{{four["frequency"][0]}}个重复购买日，从第一次到最后一次{{four["recency"][0]:.0f}}周，认识了{{four["T"][0]:.0f}}周。
# 后两个数相减，就是她的沉默。
# B只买过一次，recency和金额按惯例记0：意思不是“没有”，而是“还没看到”。

# %% [markdown] lang="en" exercise="04c.2" part="task" kind="fix"
# ## 2. Mend the likelihood
#
# The cell adds up the BG/NBD log-likelihood of the shop at given parameters; `stayed` and `left` are the logarithms of the two ways.
# It runs, and the total is wrong: something is forgotten about those who have bought only once.
# Mend it, so that `total` is right.

# %% [markdown] lang="zh" exercise="04c.2" part="task"
# ## 2. 修好似然
#
# 这一格在给定的参数下，把全店的BG/NBD对数似然加起来；`stayed`和`left`是两条路的对数。
# 它能运行，总数却不对：只买过一次的人，有一点被忘了。
# 改一改，让`total`正确。

# %% exercise="04c.2" part="given"
import numpy as np
from scipy.special import betaln, gammaln

from crmlab import differentiate

orders = crm.load("orders")
customers = differentiate.summary(orders[orders["ordered_on"] < "2025-01-01"], as_of="2025-01-01")
x, t_x, T = (customers[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T"))
r, alpha, a, b = 0.8, 3.0, 0.6, 8.0
start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
stayed = -(r + x) * np.log(alpha + T)
left = np.log(a / (b + x - 1)) - (r + x) * np.log(alpha + t_x)

# %% exercise="04c.2" part="stub"
total = (start + np.logaddexp(stayed, left)).sum()

# %% exercise="04c.2" part="solution"
total = (start + np.where(x > 0, np.logaddexp(stayed, left), stayed)).sum()

# %% exercise="04c.2" part="also_right"
total = (start + np.logaddexp(stayed, np.where(x > 0, left, -np.inf))).sum()

# %% exercise="04c.2" part="also_right"
total = differentiate.BGNBD().log_likelihood(x, t_x, T, values=[r, alpha, a, b])[0]

# %% exercise="04c.2" part="wrong" en="You dropped the one-time buyers altogether. They count: they stayed and did not buy again, so their first term remains." zh="你把只买过一次的人整个去掉了。他们要算：他们还在、只是没再买，所以第一项要留着。"
total = (start + np.logaddexp(stayed, left))[x > 0].sum()

# %% exercise="04c.2" part="wrong" en="You took away the second way for everybody. Only those without a repeat purchase cannot have left." zh="你给所有人都去掉了第二条路。只有没有重复购买的人才不可能离开。"
total = (start + stayed).sum()

# %% exercise="04c.2" part="wrong" en="The two ways are added as probabilities, not as logarithms: keep np.logaddexp." zh="两条路是按概率相加，不是按对数相加：保留np.logaddexp。"
total = (start + np.where(x > 0, stayed + left, stayed)).sum()

# %% exercise="04c.2" part="wrong" en="A 0 is a logarithm too: it stands for a way with probability 1. A way that does not exist has the logarithm -np.inf; or leave it out." zh="0也是对数，代表概率为1的一条路。不存在的路，对数是-np.inf；也可以干脆不加。"
total = (start + np.logaddexp(stayed, np.where(x > 0, left, 0))).sum()

# %% exercise="04c.2" part="wrong" en="That is the average of a customer. The question is about the whole shop: add up." zh="这是每位客户的平均。题目问的是全店：要加总。"
total = (start + np.where(x > 0, np.logaddexp(stayed, left), stayed)).mean()

# %% exercise="04c.2" part="wrong" en="For repeat buyers both ways are open: they may have stayed, too. Add the two for them." zh="有重复购买的人，两条路都走得通：他们也可能还在。对他们要把两条路加起来。"
total = (start + np.where(x > 0, left, stayed)).sum()

# %% [markdown] lang="en" exercise="04c.2" part="hint"
# Look at the formula in the lesson: what does $\delta_{x>0}$ do?

# %% [markdown] lang="zh" exercise="04c.2" part="hint"
# 看课文里的公式：$\delta_{x>0}$是干什么的？

# %% [markdown] lang="en" exercise="04c.2" part="hint"
# `np.where(x > 0, both_ways, first_way)` chooses customer by customer.

# %% [markdown] lang="zh" exercise="04c.2" part="hint"
# `np.where(x > 0, 两条路, 第一条路)`可以逐个客户选择。

# %% [markdown] lang="en" exercise="04c.2" part="analysis"
# The total is {{total:,.1f}}: whoever has no repeat purchase can't have left after one.
# The broken cell raised no error, because $b+x-1$ happens to be above zero; a formula that runs is not yet a formula that is right.
# Test on one customer with a pencil, as the lesson did.

# %% [markdown] lang="zh" exercise="04c.2" part="analysis"
# 总数是{{total:,.1f}}：没有重复购买的人，不可能在重复购买之后离开。
# 坏掉的那一格没有报错，只因为$b+x-1$碰巧大于零；能运行的公式不等于正确的公式。
# 像课文那样，用铅笔拿一位客户验一下。

# %% [markdown] lang="en" exercise="04c.3" part="task" kind="function"
# ## 3. The probability alive
#
# Write the function for BG/NBD: the share of "stayed" in the two ways.
# For one customer; without repeat purchases (`x == 0`) nobody can have left, so the answer is certain.
# Mind that $(\alpha+T)^{r+x}$ overflows for a customer with hundreds of purchases: work with a ratio or with logarithms.

# %% [markdown] lang="zh" exercise="04c.3" part="task"
# ## 3. 存活概率
#
# 给BG/NBD写这个函数：“还在”在两条路里占的比例。
# 一次算一位客户；没有重复购买（`x == 0`）的人不可能离开，答案是确定的。
# 注意：买过几百次的客户，$(\alpha+T)^{r+x}$会溢出，要用比值或者对数来算。


# %% exercise="04c.3" part="given"
import numpy as np


# %% lang="en" exercise="04c.3" part="stub"
def alive(r, alpha, a, b, x, t_x, T):
    # eight numbers go in (four parameters, a history), one between 0 and 1 comes out
    return ____


# %% lang="zh" exercise="04c.3" part="stub"
def alive(r, alpha, a, b, x, t_x, T):
    # 输入四个参数和一段历史，输出0到1之间的一个数
    return ____


# %% exercise="04c.3" part="solution"
def alive(r, alpha, a, b, x, t_x, T):
    if x == 0:
        return 1.0
    log_odds_left = np.log(a / (b + x - 1)) + (r + x) * np.log((alpha + T) / (alpha + t_x))
    return 1 / (1 + np.exp(min(log_odds_left, 700)))


# %% exercise="04c.3" part="also_right"
def alive(r, alpha, a, b, x, t_x, T):
    if x == 0:
        return 1.0
    stayed = -(r + x) * np.log(alpha + T)
    left = np.log(a / (b + x - 1)) - (r + x) * np.log(alpha + t_x)
    return float(np.exp(stayed - np.logaddexp(stayed, left)))


# %% exercise="04c.3" part="also_right"
from crmlab import differentiate


def alive(r, alpha, a, b, x, t_x, T):
    return differentiate.BGNBD.at(r=r, alpha=alpha, a=a, b=b).probability_alive(x, t_x, T)


# %% exercise="04c.3" part="wrong" en="That is the probability that she has left. Turn it round." zh="这是她已经离开的概率，反过来才对。"
def alive(r, alpha, a, b, x, t_x, T):
    if x == 0:
        return 0.0
    odds = a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
    return odds / (1 + odds)


# %% exercise="04c.3" part="wrong" en="You forgot the customers without repeat purchase: for x = 0 the answer is 1." zh="你忘了没有重复购买的客户：x为0时答案是1。"
def alive(r, alpha, a, b, x, t_x, T):
    return 1 / (1 + a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))


# %% exercise="04c.3" part="wrong" en="Recency and T have changed places: a longer silence must make the probability smaller." zh="recency和T放反了：沉默越久，概率应该越小。"
def alive(r, alpha, a, b, x, t_x, T):
    if x == 0:
        return 1.0
    return 1 / (1 + a / (b + x - 1) * ((alpha + t_x) / (alpha + T)) ** (r + x))


# %% exercise="04c.3" part="wrong" en="Of x repeat purchases she stayed after all but the last, so it is b + x - 1." zh="x次重复购买里，除了最后一次，她都留了下来，所以是b + x - 1。"
def alive(r, alpha, a, b, x, t_x, T):
    if x == 0:
        return 1.0
    return 1 / (1 + a / (b + x) * ((alpha + T) / (alpha + t_x)) ** (r + x))


# %% exercise="04c.3" part="hidden"
hidden_inputs = [
    (0.243, 4.414, 0.793, 2.426, 2, 30.43, 38.86),
    (0.243, 4.414, 0.793, 2.426, 0, 0.0, 38.86),
    (0.243, 4.414, 0.793, 2.426, 1, 1.71, 38.86),
    (0.8, 3.0, 0.6, 8.0, 12, 60.0, 80.0),
    (0.8, 3.0, 0.6, 8.0, 116, 102.0, 104.0),
    (1.0, 1.0, 1.0, 1.0, 1, 1.0, 3.0),
    (0.8, 3.0, 0.6, 8.0, 300, 103.0, 104.0),
]

# %% [markdown] lang="en" exercise="04c.3" part="hint"
# Divide both ways by the first: what remains of the second is $\frac{a}{b+x-1}\left(\frac{\alpha+T}{\alpha+t_x}\right)^{r+x}$.

# %% [markdown] lang="zh" exercise="04c.3" part="hint"
# 两条路都除以第一条：第二条剩下$\frac{a}{b+x-1}\left(\frac{\alpha+T}{\alpha+t_x}\right)^{r+x}$。

# %% [markdown] lang="en" exercise="04c.3" part="hint"
# Then the answer is 1 over (1 plus that); and 1 if `x == 0`.

# %% [markdown] lang="zh" exercise="04c.3" part="hint"
# 答案就是1除以（1加上它）；`x == 0`时是1。

# %% [markdown] lang="en" exercise="04c.3" part="analysis"
# One over one plus the odds that she has left, and the odds grow with the power r + x.
# That power is the whole secret: with many purchases a small stretch of silence is multiplied many times.
# (Fader, Hardie and Lee 2005a, and for the numbers that overflow, logarithms.)

# %% [markdown] lang="zh" exercise="04c.3" part="analysis"
# 1除以（1加上“已离开”的胜算），而胜算按r + x次方增长。
# 秘密全在这个次方：买得多的人，一小段沉默会被乘上很多遍。
# （Fader、Hardie和Lee 2005a；会溢出的数，就用对数。）

# %% [markdown] lang="en" exercise="04c.4" part="task" kind="choice"
# ## 4. Three searches, three answers
#
# Three people fit Pareto/NBD to the shop's histories, each from another start, and each program says that it has converged.
# Look at the table.
# Which answer do you report?
#
# - **a** The first: it needed the fewest steps.
# - **b** Any of them, since all three have converged.
# - **c** The average of the three, so that no start is favoured.
# - **d** The one with the highest log-likelihood, after trying a few starts more.

# %% [markdown] lang="zh" exercise="04c.4" part="task"
# ## 4. 三次搜索，三个答案
#
# 三个人用Pareto/NBD拟合同一家店的购买历史，起点各不相同，程序都说“已收敛”。
# 看看这张表。
# 你报哪一个？
#
# - **a** 第一个：它用的步数最少。
# - **b** 随便哪个，反正三个都收敛了。
# - **c** 三个取平均，不偏向任何起点。
# - **d** 再多试几个起点，然后报对数似然最高的那个。

# %% exercise="04c.4" part="given"
import numpy as np
import pandas as pd
from scipy.optimize import minimize

from crmlab import differentiate

orders = crm.load("orders")
customers = differentiate.summary(orders[orders["ordered_on"] < "2025-01-01"], as_of="2025-01-01")
histories = [customers[name] for name in ("frequency", "recency", "T")]
model = differentiate.ParetoNBD()


def downhill(logs):
    height, slope = model.log_likelihood(*histories, values=np.exp(logs))
    return -height, -slope * np.exp(logs)


starts = {"first": [1, 10, 100, 10_000], "second": [1, 1, 1, 1], "third": [10, 10, 10, 10]}
found = {
    name: minimize(downhill, np.log(start), jac=True, method="L-BFGS-B") for name, start in starts.items()
}
table = pd.DataFrame(
    {name: np.exp(search.x) for name, search in found.items()}, index=["r", "alpha", "s", "beta"]
)
table.loc["log_likelihood"] = [-search.fun for search in found.values()]
table.loc["steps"] = [search.nit for search in found.values()]
table.loc["converged"] = [search.success for search in found.values()]
table.round(1)

# %% lang="en" exercise="04c.4" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="04c.4" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="04c.4" part="solution"
choice = "d"

# %% exercise="04c.4" part="wrong" en="Few steps only mean that it got stuck early. Compare the log-likelihoods." zh="步数少，只说明它早早卡住了。比一比对数似然。"
choice = "a"

# %% exercise="04c.4" part="wrong" en="Converged means stopped: the ground was flat there. It may be flat on a ridge far below the top." zh="“收敛”只是说它停下了：那里地势平。山腰上的一道脊也可以很平。"
choice = "b"

# %% exercise="04c.4" part="wrong" en="The average of a top and a ridge is neither. Parameters are not votes; take the most likely." zh="最高点和山脊一平均，两边都不是。参数不是选票，要取似然最高的。"
choice = "c"

# %% [markdown] lang="en" exercise="04c.4" part="hint"
# What is maximum likelihood looking for?

# %% [markdown] lang="zh" exercise="04c.4" part="hint"
# 极大似然，找的是什么？

# %% [markdown] lang="en" exercise="04c.4" part="hint"
# Look at the last row of the table, and at how large `s` and `beta` are in the lower one.

# %% [markdown] lang="zh" exercise="04c.4" part="hint"
# 看表的最后一行，再看似然低的那一列里`s`和`beta`有多大。

# %% [markdown] lang="en" exercise="04c.4" part="analysis"
# A fit is judged by its likelihood, never by the word "converged".
# The low one ended on a ridge where s and beta run away together: it says that all customers leave at one and the same rate.
# So know what can be had: on CDNOW the top of Pareto/NBD is −9595.0 (Fader, Hardie and Lee 2005a), and a program that reports much less has stopped on a ridge.
# `ParetoNBD().fit` tries several starts for you; other programs may not.

# %% [markdown] lang="zh" exercise="04c.4" part="analysis"
# 拟合的好坏看似然，不看“收敛”二字。
# 似然低的那次停在一道山脊上，s和beta一起越跑越大：意思是所有客户都以同一个速度流失。
# 所以要知道最高能到多少：在CDNOW数据上，Pareto/NBD的最高点是−9595.0（Fader、Hardie和Lee 2005a）；哪个程序报的低得多，就是停在山脊上了。
# `ParetoNBD().fit`会替你试几个起点，别的程序不一定。

# %% [markdown] lang="en" exercise="04c.5" part="task" kind="number"
# ## 5. Two likelihoods of one model
#
# You and a colleague fit Gamma-Gamma to the same customers and get the same p, q and γ, but another log-likelihood.
# Hers is that of the customers' *total* spend $s=x\bar z$; yours, `model.log_likelihood_`, is that of the *average* $\bar z$.
# A density of $s$ is the density of $\bar z$ divided by $x$.
# What log-likelihood does she report?

# %% [markdown] lang="zh" exercise="04c.5" part="task"
# ## 5. 一个模型，两个似然
#
# 你和同事用同一批客户拟合Gamma-Gamma，p、q、γ都一样，对数似然却不一样。
# 她的是客户**总金额**$s=x\bar z$的似然；你的`model.log_likelihood_`是**平均金额**$\bar z$的似然。
# $s$的密度等于$\bar z$的密度除以$x$。
# 她报的对数似然是多少？

# %% exercise="04c.5" part="given"
import numpy as np

from crmlab import differentiate

orders = crm.load("orders")
customers = differentiate.summary(orders[orders["ordered_on"] < "2025-01-01"], as_of="2025-01-01")
again = customers[(customers["frequency"] > 0) & (customers["monetary_value"] > 0)]
model = differentiate.GammaGamma().fit(again["frequency"], again["monetary_value"])
model.log_likelihood_

# %% lang="en" exercise="04c.5" part="stub"
of_totals = ____  # a number below zero

# %% lang="zh" exercise="04c.5" part="stub"
of_totals = ____  # 一个负数

# %% exercise="04c.5" part="solution"
of_totals = model.log_likelihood_ - np.log(again["frequency"]).sum()

# %% exercise="04c.5" part="also_right"
of_totals = model.log_likelihood_total_

# %% exercise="04c.5" part="wrong" en="The wrong way round: divided by x means minus its logarithm." zh="方向反了：除以x，就是减去它的对数。"
of_totals = model.log_likelihood_ + np.log(again["frequency"]).sum()

# %% exercise="04c.5" part="wrong" en="You took off x itself. In a log-likelihood a division becomes the subtraction of a logarithm." zh="你减的是x本身。在对数似然里，除法变成减去对数。"
of_totals = model.log_likelihood_ - again["frequency"].sum()

# %% exercise="04c.5" part="wrong" en="That is the likelihood of the averages, unchanged. Take the factor 1/x of each customer into account." zh="这还是平均金额的似然。把每位客户的因子1/x算进去。"
of_totals = model.log_likelihood_

# %% exercise="04c.5" part="wrong" en="Every customer has her own factor: add up the logarithms, not the logarithm of the sum." zh="每位客户有自己的因子：把各人的对数加起来，不是对总和取对数。"
of_totals = model.log_likelihood_ - np.log(again["frequency"].sum())

# %% exercise="04c.5" part="wrong" en="That is the average of the logarithms. Each customer has a factor of her own: subtract their sum." zh="这是对数的平均。每位客户都有自己的因子：要减去它们的总和。"
of_totals = model.log_likelihood_ - np.log(again["frequency"]).mean()

# %% exercise="04c.5" part="wrong" en="That is the logarithm to base ten. A log-likelihood is a natural logarithm: np.log." zh="这是以十为底的对数。对数似然用自然对数：np.log。"
of_totals = model.log_likelihood_ - np.log10(again["frequency"]).sum()

# %% [markdown] lang="en" exercise="04c.5" part="hint"
# For each customer one factor $1/x$; what does it become in a sum of logarithms?

# %% [markdown] lang="zh" exercise="04c.5" part="hint"
# 每位客户多一个因子$1/x$；在对数之和里，它变成什么？

# %% [markdown] lang="en" exercise="04c.5" part="hint"
# Subtract `np.log(again["frequency"]).sum()`.

# %% [markdown] lang="zh" exercise="04c.5" part="hint"
# 减去`np.log(again["frequency"]).sum()`。

# %% [markdown] lang="en" exercise="04c.5" part="analysis"
# She reports {{of_totals:,.1f}}, and neither of you is wrong: the difference does not depend on the parameters, so the top is at the same place.
# The published record has the same trap: for CDNOW p 6.25, q 3.74, γ 15.44 are printed with −4659.3, that of totals, while the printed formula, that of averages, gives −4055.9 (Fader and Hardie 2013).
# Compare likelihoods only of the same data in the same form.

# %% [markdown] lang="zh" exercise="04c.5" part="analysis"
# 她报的是{{of_totals:,.1f}}，两个人都没错：差额跟参数无关，所以最高点在同一个地方。
# 公开发表的结果里也有这个坑：CDNOW的p 6.25、q 3.74、γ 15.44旁边印的是总金额的−4659.3，而印出来的公式是平均金额的，算出来是−4055.9（Fader和Hardie 2013）。
# 只有同一份数据、同一种写法的似然才能相比。

# %% [markdown] lang="en" exercise="04c.6" part="task" kind="number"
# ## 6. A regular who went quiet
#
# The model below is fitted in weeks.
# A customer has {{visits}} repeat purchases; between her first and her last lie {{span}} *days*, and her last was {{quiet}} *days* ago.
# How likely is she still a customer (`alive`), and how many `purchases` do you expect of her in the next half year of {{half_year}} days?

# %% [markdown] lang="zh" exercise="04c.6" part="task"
# ## 6. 一位安静下来的常客
#
# 下面的模型以周为单位拟合。
# 有位客户重复购买过{{visits}}次，从第一次到最后一次相隔{{span}}**天**，最后一次是{{quiet}}**天**前。
# 她有多大可能还是客户（`alive`）？今后半年（{{half_year}}天）预期购买几次（`purchases`）？

# %% exercise="04c.6" part="given"
from crmlab import differentiate

visits, span, quiet, half_year = 9, 420, 63, 182
orders = crm.load("orders")
customers = differentiate.summary(orders, as_of="2026-01-01")
model = differentiate.ParetoNBD().fit(customers["frequency"], customers["recency"], customers["T"])
model

# %% lang="en" exercise="04c.6" part="stub"
alive = ____  # between 0 and 1
purchases = ____  # a number of purchases

# %% lang="zh" exercise="04c.6" part="stub"
alive = ____  # 0到1之间
purchases = ____  # 购买次数

# %% exercise="04c.6" part="solution"
history = visits, span / 7, (span + quiet) / 7
alive = model.probability_alive(*history)
purchases = model.conditional_expected_purchases(half_year / 7, *history)

# %% exercise="04c.6" part="also_right"
alive = model.probability_alive(frequency=9, recency=60, T=69)
purchases = model.conditional_expected_purchases(26, frequency=9, recency=60, T=69)

# %% exercise="04c.6" part="wrong" en="The model counts in weeks, you gave it days. Divide by seven." zh="模型以周计时，你给的是天。除以七。"
alive = model.probability_alive(visits, span, span + quiet)
purchases = model.conditional_expected_purchases(half_year, visits, span, span + quiet)

# %% exercise="04c.6" part="wrong" en="The history is right, but you gave the horizon in days: the half year, too, must be turned into weeks." zh="历史对了，可是半年你给的是天数：它也要换成周。"
alive = model.probability_alive(visits, span / 7, (span + quiet) / 7)
purchases = model.conditional_expected_purchases(half_year, visits, span / 7, (span + quiet) / 7)

# %% exercise="04c.6" part="wrong" en="T runs from the first purchase to today: the span plus the silence." zh="T从第一次购买算到今天：间隔加上沉默。"
alive = model.probability_alive(visits, quiet / 7, span / 7)
purchases = model.conditional_expected_purchases(half_year / 7, visits, quiet / 7, span / 7)

# %% exercise="04c.6" part="wrong" en="expected_purchases is for a new customer of whom nothing is known. Use conditional_expected_purchases, with her history." zh="expected_purchases说的是一无所知的新客户。要用conditional_expected_purchases，把她的历史给它。"
alive = model.probability_alive(visits, span / 7, (span + quiet) / 7)
purchases = model.expected_purchases(half_year / 7)

# %% exercise="04c.6" part="wrong" en="You multiplied by the probability once more. The expectation already holds it." zh="你把概率多乘了一次。conditional_expected_purchases里已经含有存活概率。"
alive = model.probability_alive(visits, span / 7, (span + quiet) / 7)
purchases = model.conditional_expected_purchases(half_year / 7, visits, span / 7, (span + quiet) / 7) * alive

# %% exercise="04c.6" part="wrong" en="The silence is missing: T runs from the first purchase to today, so it is the span plus the silence." zh="少了沉默的那一段：T从第一次购买算到今天，等于间隔加上沉默。"
alive = model.probability_alive(visits, span / 7, span / 7)
purchases = model.conditional_expected_purchases(half_year / 7, visits, span / 7, span / 7)

# %% exercise="04c.6" part="wrong" en="You added the first purchase. The repeat purchases are the frequency as it stands." zh="你把第一次购买加上了。重复购买的次数就是frequency，不用再加。"
alive = model.probability_alive(visits + 1, span / 7, (span + quiet) / 7)
purchases = model.conditional_expected_purchases(half_year / 7, visits + 1, span / 7, (span + quiet) / 7)

# %% [markdown] lang="en" exercise="04c.6" part="hint"
# Write down frequency, recency and T of this customer, in weeks.

# %% [markdown] lang="zh" exercise="04c.6" part="hint"
# 先写出这位客户的frequency、recency和T，以周为单位。

# %% [markdown] lang="en" exercise="04c.6" part="hint"
# `model.probability_alive(visits, span / 7, (span + quiet) / 7)`, and the same history for the expected purchases, `half_year / 7` weeks ahead.

# %% [markdown] lang="zh" exercise="04c.6" part="hint"
# `model.probability_alive(visits, span / 7, (span + quiet) / 7)`；预期购买用同样的历史，往前看`half_year / 7`周。

# %% [markdown] lang="en" exercise="04c.6" part="analysis"
# {{alive:.0%}}, and {{purchases:.1f}} purchases in the half year.
# Her usual gap is {{span / visits:.0f}} days, so nine weeks are not much more than one of her gaps.
# Units are the commonest error with these models, and no program can notice it: write the unit beside the number.

# %% [markdown] lang="zh" exercise="04c.6" part="analysis"
# 概率{{alive:.0%}}，半年预期购买{{purchases:.1f}}次。
# 她平时隔{{span / visits:.0f}}天来一次，九周不过比一个间隔长一些。
# 用这些模型，最常见的错就是单位，而且程序发现不了：把单位写在数字旁边。

# %% [markdown] lang="en" exercise="04c.7" part="task" kind="order"
# ## 7. A fair contest
#
# Put the steps of a hold-out comparison in order: a list of letters, first step first.
#
# - **a** Rank the customers by each method, with what was known on the cut day.
# - **b** Compare each ranking with the money of the hold-out year.
# - **c** Fit the model on the orders before the cut.
# - **d** Choose the cut day, and the question that the judge will ask.
# - **e** Hide all orders from the cut on.
# - **f** Uncover the hold-out year.

# %% [markdown] lang="zh" exercise="04c.7" part="task"
# ## 7. 公平的比赛
#
# 把留出检验的步骤排好顺序：一个字母列表，第一步在最前。
#
# - **a** 用截止日已知的信息，按每种方法给客户排名次。
# - **b** 拿每个名次跟留出那一年的金额比。
# - **c** 用截止日之前的订单拟合模型。
# - **d** 定下截止日，以及裁判要问的问题。
# - **e** 把截止日起的订单全部遮住。
# - **f** 揭开留出的那一年。

# %% lang="en" exercise="04c.7" part="stub"
steps = ____  # such as ["a", "b", "c", "d", "e", "f"]

# %% lang="zh" exercise="04c.7" part="stub"
steps = ____  # 例如["a", "b", "c", "d", "e", "f"]

# %% exercise="04c.7" part="solution"
steps = ["d", "e", "c", "a", "f", "b"]

# %% exercise="04c.7" part="wrong" en="You uncover the year before the ranking is made: then it is no test." zh="名次还没排，你就把那一年揭开了：这就不算检验了。"
steps = ["d", "e", "c", "f", "a", "b"]

# %% exercise="04c.7" part="wrong" en="You fit before the later orders are hidden: the answer leaks into the question." zh="后面的订单还没遮住就拟合了：答案漏进了题目里。"
steps = ["d", "c", "e", "a", "f", "b"]

# %% exercise="04c.7" part="wrong" en="CLV ranks by the model, so the model must be fitted first." zh="CLV靠模型来排名，得先把模型拟合好。"
steps = ["d", "e", "a", "c", "f", "b"]

# %% exercise="04c.7" part="wrong" en="Choose the cut and the question first: whoever chooses the question after seeing the result can always win." zh="先定截止日和问题：看了结果再挑问题，谁都能赢。"
steps = ["e", "c", "a", "f", "d", "b"]

# %% [markdown] lang="en" exercise="04c.7" part="hint"
# What has to be fixed before anything is touched?

# %% [markdown] lang="zh" exercise="04c.7" part="hint"
# 什么都没动之前，要先定下什么？

# %% [markdown] lang="en" exercise="04c.7" part="hint"
# Begin with d, e; end with f, b.

# %% [markdown] lang="zh" exercise="04c.7" part="hint"
# 从d、e开始，最后两步是f、b。

# %% [markdown] lang="en" exercise="04c.7" part="analysis"
# Question and cut first, then hide, fit, rank; only then uncover and compare.
# A ranking made after a look at the answer is not a forecast, however good it looks.

# %% [markdown] lang="zh" exercise="04c.7" part="analysis"
# 先定问题和截止日，再遮住、拟合、排名，最后才揭开来比。
# 看过答案再排的名次，再漂亮也不是预测。

# %% [markdown] lang="en" exercise="04c.8" part="task" kind="table"
# ## 8. Three methods, another year
#
# One hold-out year may be luck.
# Rank the customers of 1 July 2024 by ABC (money so far) and by CLV (expected purchases in the next {{weeks}} weeks times the expected amount), and let the {{weeks}} weeks from that day on judge.
# Give a table with the columns `method` (`"abc"`, `"clv"`), `rank_correlation` (Spearman), `overlap` (share of the true best fifth that is found) and `money_found` (share of the later money that lies with the fifth picked).
# A fifth is `n_fifth` customers.

# %% [markdown] lang="zh" exercise="04c.8" part="task"
# ## 8. 换一年再比
#
# 只比一年，也许是运气。
# 把2024年7月1日的客户按ABC（到那天为止的金额）和CLV（今后{{weeks}}周的预期购买次数乘预期金额）各排一次名次，让那天起的{{weeks}}周来当裁判。
# 答案是一张表，有`method`（`"abc"`、`"clv"`）、`rank_correlation`（Spearman）、`overlap`（真正最好的五分之一里找到的比例）、`money_found`（挑出的五分之一占后来金额的比例）四列。
# 五分之一就是`n_fifth`位客户。

# %% exercise="04c.8" part="given"
import pandas as pd

from crmlab import differentiate

weeks, cut = 52, pd.Timestamp("2024-07-01")
orders = crm.load("orders")
past = orders[orders["ordered_on"] < cut]
later = orders[(orders["ordered_on"] >= cut) & (orders["ordered_on"] < cut + pd.Timedelta(weeks=weeks))]
board = differentiate.summary(past, as_of=cut).set_index("customer_id")
board["later"] = later.groupby("customer_id")["amount"].sum().reindex(board.index).fillna(0)
n_fifth = round(len(board) / 5)
board.head(3)

# %% lang="en" exercise="04c.8" part="stub"
contest = ____  # a table: method, rank_correlation, overlap, money_found

# %% lang="zh" exercise="04c.8" part="stub"
contest = ____  # 一张表：method、rank_correlation、overlap、money_found

# %% exercise="04c.8" part="solution"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
coming = buying.conditional_expected_purchases(weeks, *history)
ranks = {
    "abc": past.groupby("customer_id")["amount"].sum().reindex(board.index),
    "clv": coming * spend.expected_spend(board["frequency"], board["monetary_value"]),
}
best = board["later"].nlargest(n_fifth).index
rows = []
for method, rank in ranks.items():
    rank = pd.Series(rank, index=board.index)
    picked = rank.nlargest(n_fifth).index
    correlation = rank.corr(board["later"], method="spearman")
    money = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append((method, correlation, picked.isin(best).mean(), money))
contest = pd.DataFrame(rows, columns=["method", "rank_correlation", "overlap", "money_found"])

# %% exercise="04c.8" part="also_right"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="You summarised all the orders, the hold-out year among them: the answer leaked into the question. Use past, and as_of=cut." zh="你把全部订单都汇总了，留出的那一年也在里面：答案漏进了题目。要用past，as_of=cut。"
known = differentiate.summary(orders, as_of="2026-01-01").set_index("customer_id").loc[board.index]
history = [known[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(known["frequency"], known["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    known["frequency"], known["monetary_value"]
)
abc = orders.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="That is Pearson's correlation, which a few big spenders decide. Compare ranks: method='spearman'." zh="这是Pearson相关，几位大客户就左右了结果。要比名次：method='spearman'。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="pearson")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="You picked a tenth. The question is about a fifth: n_fifth customers." zh="你挑的是十分之一。题目问的是五分之一：n_fifth位客户。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(len(board) // 10).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(len(board) // 10).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="Your money_found is a share of what the true best fifth spent. Divide by the money of all." zh="你的money_found除的是真正最好的五分之一花的钱。应该除以全部客户的金额。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board.loc[best, "later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="You ranked by the probability alive. Somebody may surely be there and buy little: rank by expected purchases times expected amount." zh="你按存活概率排的名次。人肯定还在，也可能买得很少：要按预期购买次数乘预期金额来排。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = pd.Series(buying.probability_alive(*history), index=board.index)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="You ranked by the number of purchases alone. Multiply by the expected amount." zh="你只按购买次数排的名次。还要乘以预期金额。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
clv = buying.conditional_expected_purchases(weeks, *history)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="You multiplied by the observed average, which is 0 for whoever bought once. Use spend.expected_spend." zh="你乘的是已观察到的平均金额，只买过一次的人会变成0。要用spend.expected_spend。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
clv = buying.conditional_expected_purchases(weeks, *history) * board["monetary_value"]
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="The money so far is to be that of past. In yours the hold-out year is counted too: the answer leaked into the question." zh="“到那天为止的金额”只能用past来算。你把留出的那一年也算进去了：答案漏进了题目。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = orders.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="Your model is fitted in weeks, and you asked it for 364 of them: that is seven years. Give the horizon in weeks." zh="你的模型以周为单位，你却让它往前看364周，那是七年。往前看多久，也要用周。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(7 * weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="Your ABC leaves the refunds out. The money so far is what the shop kept: add up all amounts, the negative ones too." zh="你的ABC没算退款。到那天为止的金额，是店里真正收下的钱：负数也要加进去。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past[past["amount"] > 0].groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("abc", abc), ("clv", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% exercise="04c.8" part="wrong" en="The two methods have changed places: look at the labels." zh="两种方法的名字放反了，看看标签。"
history = [board[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(board["frequency"], board["monetary_value"])
clv = buying.conditional_expected_purchases(weeks, *history) * spend.expected_spend(
    board["frequency"], board["monetary_value"]
)
abc = past.groupby("customer_id")["amount"].sum().reindex(board.index)
best = board["later"].nlargest(n_fifth).index
rows = []
for name, rank in (("clv", abc), ("abc", pd.Series(clv, index=board.index))):
    picked = rank.nlargest(n_fifth).index
    row = {"method": name, "rank_correlation": rank.corr(board["later"], method="spearman")}
    row["overlap"] = picked.isin(best).mean()
    row["money_found"] = board.loc[picked, "later"].sum() / board["later"].sum()
    rows.append(row)
contest = pd.DataFrame(rows)

# %% [markdown] lang="en" exercise="04c.8" part="hint"
# First two rankings, each a Series by customer; then the same three figures for both, so write the judge once, in a loop or a function.

# %% [markdown] lang="zh" exercise="04c.8" part="hint"
# 先做出两个名次，都是按客户编号的Series；三个数的算法相同，所以裁判只写一遍，用循环或函数。

# %% [markdown] lang="en" exercise="04c.8" part="hint"
# CLV is `buying.conditional_expected_purchases(weeks, ...) * spend.expected_spend(...)`; `rank.nlargest(n_fifth).index` picks, `.isin(best).mean()` is the overlap.

# %% [markdown] lang="zh" exercise="04c.8" part="hint"
# CLV就是`buying.conditional_expected_purchases(weeks, ...) * spend.expected_spend(...)`；`rank.nlargest(n_fifth).index`挑人，`.isin(best).mean()`就是重合率。

# %% [markdown] lang="en" exercise="04c.8" part="analysis"
# CLV wins again: rank correlation {{contest["rank_correlation"][1]:.2f}} against {{contest["rank_correlation"][0]:.2f}}, money found {{contest["money_found"][1]:.0%}} against {{contest["money_found"][0]:.0%}}.
# Two years are better than one, and still the same shop; add RFM as a third row, and try a cut in a busy week.
# The gain is in who is gone: ABC can't know it.

# %% [markdown] lang="zh" exercise="04c.8" part="analysis"
# CLV又赢了：秩相关系数{{contest["rank_correlation"][1]:.2f}}对{{contest["rank_correlation"][0]:.2f}}，找到的金额{{contest["money_found"][1]:.0%}}对{{contest["money_found"][0]:.0%}}。
# 两年胜过一年，但还是同一家店；可以把RFM加成第三行，再试试截止日落在旺季会怎样。
# 赢在知道谁走了：这一点ABC无从知道。

# %% [markdown] lang="en" exercise="04c.9" part="task" kind="choice"
# ## 9. Which business may use it?
#
# For which of these would you fit Pareto/NBD to the log of purchases, without changing anything?
#
# - **a** A gym with monthly cards: members cancel in writing.
# - **b** A mooncake bakery that sells in the four weeks before Mid-Autumn only.
# - **c** A corner pharmacy with member numbers at the till, open all year.
# - **d** A wedding photographer.

# %% [markdown] lang="zh" exercise="04c.9" part="task"
# ## 9. 哪家能用？
#
# 下面哪一家，你会直接拿购买流水去拟合Pareto/NBD？
#
# - **a** 办月卡的健身房：会员退卡要书面申请。
# - **b** 只在中秋前四周开卖的月饼店。
# - **c** 街角药店，收银时登记会员号，全年营业。
# - **d** 婚纱摄影师。

# %% lang="en" exercise="04c.9" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="04c.9" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="04c.9" part="solution"
choice = "c"

# %% exercise="04c.9" part="wrong" en="The gym sees its members leave: that is a contract. Model retention with the sBG of lesson 4b; these models are for leaving that nobody sees." zh="健身房看得见会员退卡：那是合同客户，用第4b课的sBG来描述留存。这里的模型是给看不见的离开用的。"
choice = "a"

# %% exercise="04c.9" part="wrong" en="Eleven months of silence mean nothing there: purchases do not come at random at a constant rate. Count in seasons, one chance a year." zh="在那里沉默十一个月也不说明什么：购买不是随时都可能发生的。要按季来算，一年只有一次机会。"
choice = "b"

# %% exercise="04c.9" part="wrong" en="Hardly anybody buys twice, so there are no repeat purchases to learn from; what matters there is being recommended." zh="几乎没有人买第二次，也就没有重复购买可学；那一行要紧的是口碑推荐。"
choice = "d"

# %% [markdown] lang="en" exercise="04c.9" part="hint"
# Go through the sentences of the model for each: random times at a constant average rate, leaving unseen, customers who differ.

# %% [markdown] lang="zh" exercise="04c.9" part="hint"
# 拿模型的几句话逐家对照：平均速度不变的随机购买、悄悄地离开、人人不同。

# %% [markdown] lang="en" exercise="04c.9" part="hint"
# Where does a silence mean something, and where do people buy again and again all year?

# %% [markdown] lang="zh" exercise="04c.9" part="hint"
# 哪一家的沉默有意义？哪一家的客户一年到头会一再来买？

# %% [markdown] lang="en" exercise="04c.9" part="analysis"
# The pharmacy: no contract, repeat purchases all the year round, customers who differ.
# Even there look first: a flu season is a small Spring Festival, and people who fill a prescription every thirty days are more regular than the model thinks.
# Contract or not, and whether at any time or on occasions only: these two questions choose the model (Fader and Hardie 2009).

# %% [markdown] lang="zh" exercise="04c.9" part="analysis"
# 药店：没有合同，全年都有重复购买，客户各不相同。
# 就算是它，也要先看一眼：流感季就是小小的春节；每三十天配一次药的人，比模型想的规律得多。
# 有没有合同，是随时能买还是只在特定时机能买：这两问决定用哪个模型（Fader和Hardie 2009）。

# %% [markdown] lang="en" exercise="04c.10" part="task" kind="memo"
# ## 10. Decision memo
#
# The owner will pay for {{calls}} phone calls, at {{call_cost}} yuan each, to customers who have gone quiet.
# The table has, for each customer, the probability alive, the margin expected in the year ahead (`residual_value`), and the margin if she were surely a customer (`if_here`); `purchases` are already discounted.
# Whom would you call, what does it cost, how much must a call change to pay, and what does the model not know?
# At least forty words, with your numbers; then mark by the rubric.

# %% [markdown] lang="zh" exercise="04c.10" part="task"
# ## 10. 决策备忘
#
# 老板愿意出钱打{{calls}}个电话，每个{{call_cost}}元，打给那些安静下来的客户。
# 表里有每位客户的存活概率、今后一年的预期毛利（`residual_value`），以及假如她肯定还在的毛利（`if_here`）；`purchases`已经贴现过。
# 你打给谁？花多少钱？一个电话要改变多少才不亏？有什么是模型不知道的？
# 至少六十个字（数字和标点不算），带上你的数字；写完按评分标准打分。

# %% exercise="04c.10" part="given"
from crmlab import differentiate

calls, call_cost = 300, 6
customers = differentiate.summary(crm.load("orders"), as_of="2026-01-01")
history = [customers[name] for name in ("frequency", "recency", "T")]
buying = differentiate.ParetoNBD().fit(*history)
spend = differentiate.GammaGamma().fit(customers["frequency"], customers["monetary_value"])
worth = differentiate.residual_value(customers, buying, spend, margin=0.3, discount=0.1, years=1)
worth["if_here"] = worth["residual_value"] / worth["probability_alive"]
worth.sample(5, random_state=1).round(2)

# %% lang="en" exercise="04c.10" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="04c.10" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% lang="en" exercise="04c.10" part="solution"
doubtful = worth[worth["probability_alive"].between(0.2, 0.7)]
chosen = doubtful.nlargest(calls, "if_here")
called = calls * 2 // 3  # the last third is left out by lot
cost, lift = called * call_cost, call_cost / chosen["if_here"].mean()
memo = (
    f"I propose a list of {len(chosen)} customers whose probability of still being ours lies between a fifth and "
    f"seven tenths, those who would be worth most: {chosen['if_here'].mean():,.0f} yuan of margin each in the year ahead. "
    f"We draw {called} of them by lot and call these; the other {len(chosen) - called} are left alone, for comparison. "
    f"The calls cost {cost:,.0f} yuan. They pay if they raise the chance of keeping such a customer by {100 * lift:.1f} "
    f"percentage points; should the margin be half of ours, by {200 * lift:.1f}. "
    "I would not call those who are surely here, because they come anyway, nor those who are surely gone. "
    "The model knows their rhythm, not why they went quiet: look into complaints before dialling. "
    "And it cannot say what a call changes: compare the two groups after three months. "
    "So small a test shows only a large effect; the rest of the money waits for its result."
)
print(memo)

# %% lang="zh" exercise="04c.10" part="solution"
doubtful = worth[worth["probability_alive"].between(0.2, 0.7)]
chosen = doubtful.nlargest(calls, "if_here")
called = calls * 2 // 3  # the last third is left out by lot
cost, lift = called * call_cost, call_cost / chosen["if_here"].mean()
memo = (
    f"建议先列一张{len(chosen)}人的名单：他们还是客户的概率在两成到七成之间，"
    f"留住之后最值钱，今后一年平均每人毛利{chosen['if_here'].mean():,.0f}元。"
    f"从中抽签{called}人打电话，剩下{len(chosen) - called}人不打，留作比较。"
    f"电话费一共{cost:,.0f}元。只要每个电话能把留住客户的机会提高{100 * lift:.1f}"
    f"个百分点就不亏；毛利率要是减半，就得提高{200 * lift:.1f}个百分点。"
    "肯定还在的不用打，他们本来就会来；肯定走了的也不打。"
    "模型只懂节奏，不知道他们为什么安静下来，拨号之前先查一查投诉记录。"
    "电话能改变多少，模型也说不了，所以三个月后拿两组来比；这么小的试验，只看得出大的效果，余下的钱等有了结果再花。"
)
print(memo)

# %% exercise="04c.10" part="wrong" en="There is no number in it. Say how many calls, what they cost, and by how much a call must raise the chance to pay." zh="一个数字也没有。写明打多少个、花多少钱、一个电话要把机会提高多少才不亏。"
memo = """I propose to call the customers whom we are about to lose, because they used to buy a lot and would surely be glad to hear from us again. The model will tell us who they are. We should be friendly, ask what was wrong, and offer something small, as good shops do. 建议给快要失去的客户打电话，因为他们从前买得多，接到电话一定高兴。是哪些人，模型会告诉我们。说话要客气，问问哪里不满意，再送一点小东西，好店都是这样做的。"""

# %% exercise="04c.10" part="wrong" en="Too short for a decision: whom, what cost, what must change, what is not known." zh="太短了，定不了事：打给谁、花多少、要改变多少、还有什么不知道。"
memo = "Call 300 people. 打300个电话。"

# %% [markdown] lang="en" exercise="04c.10" part="hint"
# Who comes anyway, and who is gone whatever you do? Between them lies what a call can change.

# %% [markdown] lang="zh" exercise="04c.10" part="hint"
# 谁本来就会来？谁怎么做都不会来？电话能改变的，在这两种人之间。

# %% [markdown] lang="en" exercise="04c.10" part="hint"
# A call pays if it raises the chance by `call_cost / if_here`; take the customers for whom that is smallest.

# %% [markdown] lang="zh" exercise="04c.10" part="hint"
# 一个电话只要把机会提高`call_cost / if_here`就不亏；挑这个数最小的客户。

# %% [markdown] lang="en" exercise="04c.10" part="rubric"
# - **Decision** (2): says whom to call, by probability and by value, and how many; one point for one of the two.
# - **Money** (2): the cost of the calls, and the margin at stake; one point for one of the two.
# - **Break-even** (2): by how much a call must change the chance, and what happens if the margin falls; one point for the first alone.
# - **Limits** (2): names what the model does not know (the reason, the season, what a call changes); one point for one of these.
# - **Test** (1): keeps a group without a call, chosen by lot, and says when to compare.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="04c.10" part="rubric"
# - **决定**（2）：写明打给谁（看概率，也看价值）、打多少个；只看其中一样得1分。
# - **金额**（2）：电话费，以及事关多少毛利；只写其中一样得1分。
# - **盈亏平衡**（2）：一个电话要把机会提高多少，毛利下降又会怎样；只写前一半得1分。
# - **局限**（2）：点出模型不知道什么（原因、季节、电话能改变多少）；只写一样得1分。
# - **检验**（1）：抽签留一组不打，写明什么时候比较。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="04c.10" part="analysis"
# The model memo calls {{called}} of {{len(chosen)}} customers for {{cost:,.0f}} yuan and needs {{100 * lift:.1f}} percentage points.
# Another band of probabilities is as good if it is argued; calling the highest residual values is not, because most of those come anyway.
# (The gifts of the lesson went to them as a thank-you; a call is to win somebody back.)
# In the model whoever has left never returns, so what a call does lies outside it: `if_here` only says what is at stake.
# And a test of this size is coarse: with a third not called, the two shares who come back differ by up to {{100 * (0.25 / (len(chosen) - called) + 0.25 / called) ** 0.5:.0f}} percentage points (one standard error) by luck alone.

# %% [markdown] lang="zh" exercise="04c.10" part="analysis"
# 参考备忘从{{len(chosen)}}位客户里抽{{called}}位打电话，花{{cost:,.0f}}元，要提高{{100 * lift:.1f}}个百分点才不亏。
# 概率换一个区间也行，说得出道理就好；打给剩余价值最高的人则不行，他们多半本来就会来。
# （课文里的年礼送给他们，是答谢；打电话是为了把人请回来。）
# 在模型里，走了就不会回来，所以电话的作用在模型之外：`if_here`只说明事关多少钱。
# 而且这么小的试验很粗：留三分之一不打，单凭运气，两边回来的比例就可能差{{100 * (0.25 / (len(chosen) - called) + 0.25 / called) ** 0.5:.0f}}个百分点（一个标准误）。
