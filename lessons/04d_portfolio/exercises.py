# ---
# id: "04d"
# title: {en: "Whom to invest in: the customer portfolio", zh: "把力气花在谁身上：客户组合"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="04d.1" part="task" kind="fix"
# ## 1. The accountant's cell
#
# The cell below runs, and charges every account the same share of its sales.
# Mend it, so that each account bears what it caused: its use of each driver times the rate.
# Keep the two columns `account_id` and `contribution`.

# %% [markdown] lang="zh" exercise="04d.1" part="task"
# ## 1. 会计的那一格
#
# 下面这一格能运行，可它让每家客户按销售额的同一比例分摊成本。
# 改一改，让每家承担自己引起的成本：各动因的用量乘以费率。
# 保留`account_id`和`contribution`两列。

# %% exercise="04d.1" part="given"
from crmlab import differentiate


def year_2025(name):
    table = crm.load(name)
    return table[table["month_on"] >= "2025-01-01"]


orders, use, pools = year_2025("account_orders"), year_2025("account_costs"), year_2025("cost_pools")
rates = differentiate.activity_rates(pools, use)
margin, sales = (orders.groupby("account_id")[name].sum() for name in ("margin", "amount"))
total = pools["cost"].sum()
rates.round(2)

# %% exercise="04d.1" part="stub"
served = (margin - total * sales / sales.sum()).rename("contribution").reset_index()

# %% exercise="04d.1" part="solution"
rate = rates.set_index("driver")["rate"]
cost = (use.groupby("account_id")[list(rate.index)].sum() * rate).sum(axis=1)
served = (margin - cost).rename("contribution").reset_index()

# %% exercise="04d.1" part="also_right"
served = differentiate.contribution(orders, use, rates, "account_id")[["account_id", "contribution"]]

# %% exercise="04d.1" part="wrong" en="Now every account bears the same yuan. Each should bear what it used: deliveries, visits and the rest, times their rates." zh="现在每家分到同样多的钱。应该各担各的：送货、拜访等等的用量乘以费率。"
served = (margin - total / len(margin)).rename("contribution").reset_index()

# %% exercise="04d.1" part="wrong" en="That charges the visits alone. Add up all seven activities." zh="你只算了拜访。七项作业都要加上。"
visit = rates.set_index("driver").loc["visits", "rate"]
served = (margin - use.groupby("account_id")["visits"].sum() * visit).rename("contribution").reset_index()

# %% exercise="04d.1" part="wrong" en="The rates stand against the wrong drivers: rates and the columns of use have another order. Match them by name, with rates.set_index(\"driver\")." zh="费率和动因对错了位：rates的行和use的列，顺序不一样。要按名字对上，用rates.set_index(\"driver\")。"
sums = use.groupby("account_id")[[name for name in use.columns if name in set(rates["driver"])]].sum()
served = (margin - (sums * rates["rate"].to_numpy()).sum(axis=1)).rename("contribution").reset_index()

# %% exercise="04d.1" part="wrong" en="You took the cost off sales. Contribution starts from the margin: the goods have to be paid for first." zh="你是从销售额里减的。贡献要从毛利算起：货款先得付掉。"
rate = rates.set_index("driver")["rate"]
cost = (use.groupby("account_id")[list(rate.index)].sum() * rate).sum(axis=1)
served = (sales - cost).rename("contribution").reset_index()

# %% exercise="04d.1" part="wrong" en="That is the cost to serve. Take it off the margin." zh="这是服务成本。还要从毛利里减掉它。"
rate = rates.set_index("driver")["rate"]
served = (
    (use.groupby("account_id")[list(rate.index)].sum() * rate)
    .sum(axis=1)
    .rename("contribution")
    .reset_index()
)

# %% exercise="04d.1" part="wrong" en="You multiplied by what a whole activity cost. Multiply by its rate: the cost of one visit, one delivery, one kilometre." zh="你乘的是整项作业的总成本。要乘费率：一次拜访、一趟送货、一公里多少钱。"
pool = rates.set_index("driver")["cost"]
cost = (use.groupby("account_id")[list(pool.index)].sum() * pool).sum(axis=1)
served = (margin - cost).rename("contribution").reset_index()

# %% exercise="04d.1" part="wrong" en="You shared out everything by deliveries. Visits, kilometres, returns and the rest have drivers of their own." zh="你把全部成本都按送货次数分了。拜访、公里、退货等等各有各的动因。"
drops = use.groupby("account_id")["deliveries"].sum()
served = (margin - total * drops / drops.sum()).rename("contribution").reset_index()

# %% [markdown] lang="en" exercise="04d.1" part="hint"
# `use` has a column for each driver; `rates` says what a unit of each costs.

# %% [markdown] lang="zh" exercise="04d.1" part="hint"
# `use`里每个动因一列；`rates`写着每个单位多少钱。

# %% [markdown] lang="en" exercise="04d.1" part="hint"
# Sum `use` by account, multiply by `rates.set_index("driver")["rate"]`, add across; `differentiate.contribution` does it in one call.

# %% [markdown] lang="zh" exercise="04d.1" part="hint"
# 把`use`按客户加总，乘以`rates.set_index("driver")["rate"]`，再横着加起来；`differentiate.contribution`一步就行。

# %% [markdown] lang="en" exercise="04d.1" part="analysis"
# Now {{(served["contribution"] < 0).sum()}} accounts lose money; by the accountant's cell next to none did.
# The sum is the same to the yuan: activity-based costing adds no cost, it only finds the owner.

# %% [markdown] lang="zh" exercise="04d.1" part="analysis"
# 现在看得出有{{(served["contribution"] < 0).sum()}}家亏钱；照会计那一格，几乎一家也没有。
# 合计一分不差：作业成本法不增加成本，只是替成本找到主人。

# %% [markdown] lang="en" exercise="04d.2" part="task" kind="number"
# ## 2. The whale of 2024
#
# `served` holds the contributions of 2024.
# How high does the whale curve climb (`peak`, as a share of the whole: above one if it passes the whole), and how many accounts lose money (`losing`)?

# %% [markdown] lang="zh" exercise="04d.2" part="task"
# ## 2. 2024年的鲸鱼
#
# `served`是2024年各家的贡献。
# 鲸鱼曲线最高到多少（`peak`，写成占总额的比例，超过总额就大于一）？多少家亏钱（`losing`）？

# %% exercise="04d.2" part="given"
from crmlab import differentiate


def year_2024(name):
    table = crm.load(name)
    return table[table["month_on"].dt.year == 2024]


orders, use, pools = year_2024("account_orders"), year_2024("account_costs"), year_2024("cost_pools")
served = differentiate.contribution(orders, use, differentiate.activity_rates(pools, use), "account_id")
served[["account_id", "amount", "contribution"]].head(3).round()

# %% lang="en" exercise="04d.2" part="stub"
peak = ____  # a share of the whole
losing = ____  # a number of accounts

# %% lang="zh" exercise="04d.2" part="stub"
peak = ____  # 占总额的比例
losing = ____  # 客户数（家）

# %% exercise="04d.2" part="solution"
curve = differentiate.whale_curve(served["contribution"])
peak = curve["value_share"].max()
losing = (served["contribution"] < 0).sum()

# %% exercise="04d.2" part="also_right"
value = served["contribution"].sort_values(ascending=False)
peak = value[value > 0].sum() / value.sum()
losing = len(value) - (value >= 0).sum()

# %% exercise="04d.2" part="wrong" en="You divided by the sum of the positive ones, so the curve can't pass 1. The whole is what remains in the end, losses taken off." zh="你除的是正数之和，所以曲线过不了1。总额是最后剩下的，亏的要减掉。"
value = served["contribution"]
peak = value.clip(lower=0).cumsum().max() / value.clip(lower=0).sum()
losing = (value < 0).sum()

# %% exercise="04d.2" part="wrong" en="That is where the peak lies, as a share of the accounts. The question is how high it is." zh="这是峰值出现的位置（客户占比）。题目问的是有多高。"
curve = differentiate.whale_curve(served["contribution"])
peak = curve.loc[curve["value_share"].idxmax(), "customers_share"]
losing = (served["contribution"] < 0).sum()

# %% exercise="04d.2" part="wrong" en="The peak is right. Losing is a number of accounts, not a share." zh="峰值对了。losing要的是家数，不是比例。"
peak = differentiate.whale_curve(served["contribution"])["value_share"].max()
losing = (served["contribution"] < 0).mean()

# %% exercise="04d.2" part="wrong" en="Those are the numbers of 2025, from the lesson. The question is about 2024: use the table served above." zh="这是课文里2025年的数。题目问的是2024年：用上面的served。"
months_2025 = [
    crm.load(name).query("month_on >= '2025-01-01'")
    for name in ("account_orders", "account_costs", "cost_pools")
]
rates_2025 = differentiate.activity_rates(months_2025[2], months_2025[1])
value = differentiate.contribution(months_2025[0], months_2025[1], rates_2025, "account_id")["contribution"]
peak, losing = differentiate.whale_curve(value)["value_share"].max(), (value < 0).sum()

# %% exercise="04d.2" part="wrong" en="You lined them up by sales. Line them up by contribution, the largest first." zh="你是按销售额排的。要按贡献从大到小排。"
peak = (
    served.sort_values("amount", ascending=False)["contribution"].cumsum() / served["contribution"].sum()
).max()
losing = (served["contribution"] < 0).sum()

# %% exercise="04d.2" part="wrong" en="That is the peak in yuan. Divide it by the whole contribution." zh="这是峰值的金额。再除以总贡献。"
peak = served["contribution"].cumsum().max()
losing = (served["contribution"] < 0).sum()

# %% exercise="04d.2" part="wrong" en="The peak is right. You counted those who bring money; losing are those below zero." zh="峰值对了。你数的是赚钱的，losing要数小于零的。"
peak = differentiate.whale_curve(served["contribution"])["value_share"].max()
losing = (served["contribution"] > 0).sum()

# %% [markdown] lang="en" exercise="04d.2" part="hint"
# `differentiate.whale_curve` gives the whole curve; which column is its height?

# %% [markdown] lang="zh" exercise="04d.2" part="hint"
# `differentiate.whale_curve`给出整条曲线；哪一列是高度？

# %% [markdown] lang="en" exercise="04d.2" part="hint"
# The largest `value_share`; and count where `contribution` is below zero.

# %% [markdown] lang="zh" exercise="04d.2" part="hint"
# `value_share`的最大值；再数`contribution`小于零的有几家。

# %% [markdown] lang="en" exercise="04d.2" part="analysis"
# {{peak:.0%}}, with {{losing}} of {{len(served)}} accounts below zero.
# The hump is the money that the rest eat: the losses together are {{peak - 1:.0%}} of what remains.

# %% [markdown] lang="zh" exercise="04d.2" part="analysis"
# {{peak:.0%}}，{{len(served)}}家里有{{losing}}家是负的。
# 鼓出来的那一截就是被吃掉的钱：亏损合计相当于剩下总额的{{peak - 1:.0%}}。

# %% [markdown] lang="en" exercise="04d.3" part="task" kind="table"
# ## 3. Another matrix: margin rate and cost to serve
#
# Shapiro, Rangan, Moriarty and Ross (1987) place customers by price and cost to serve.
# Take the margin and the cost to serve, each as a share of sales; high is above the median.
# High margin rate and high cost rate: `carriage_trade`; high margin, low cost: `passive`; low margin, high cost: `aggressive`; low and low: `bargain_basement`.
# Give a table with `type`, `accounts` (how many) and `contribution` (their sum).

# %% [markdown] lang="zh" exercise="04d.3" part="task"
# ## 3. 另一张矩阵：毛利率与服务成本
#
# Shapiro、Rangan、Moriarty和Ross（1987）按价格和服务成本给客户定位。
# 毛利和服务成本都除以销售额；高于中位数算高。
# 毛利率高、成本率高：`carriage_trade`（豪华型）；毛利率高、成本率低：`passive`（随和型）；毛利率低、成本率高：`aggressive`（强势型）；两样都低：`bargain_basement`（特价型）。
# 答案是一张表：`type`、`accounts`（几家）、`contribution`（合计）。

# %% exercise="04d.3" part="given"
from crmlab import differentiate


def year_2025(name):
    table = crm.load(name)
    return table[table["month_on"] >= "2025-01-01"]


orders, use, pools = year_2025("account_orders"), year_2025("account_costs"), year_2025("cost_pools")
served = differentiate.contribution(orders, use, differentiate.activity_rates(pools, use), "account_id")
served[["account_id", "amount", "margin", "cost_to_serve", "contribution"]].head(3).round()

# %% lang="en" exercise="04d.3" part="stub"
types = ____  # a table: type, accounts, contribution

# %% lang="zh" exercise="04d.3" part="stub"
types = ____  # 一张表：type、accounts、contribution

# %% exercise="04d.3" part="solution"
rich = served["margin"] / served["amount"]
dear = served["cost_to_serve"] / served["amount"]
names = {(True, True): "carriage_trade", (True, False): "passive"}
names |= {(False, True): "aggressive", (False, False): "bargain_basement"}
kind = [names[pair] for pair in zip(rich > rich.median(), dear > dear.median())]
types = (
    served.assign(type=kind)
    .groupby("type", as_index=False)
    .agg(accounts=("account_id", "size"), contribution=("contribution", "sum"))
)

# %% exercise="04d.3" part="also_right"
import numpy as np

rich = served["margin"] / served["amount"]
dear = served["cost_to_serve"] / served["amount"]
rich, dear = rich > rich.median(), dear > dear.median()
kind = np.select([rich & dear, rich, dear], ["carriage_trade", "passive", "aggressive"], "bargain_basement")
grouped = served.groupby(kind)["contribution"]
types = grouped.agg(accounts="size", contribution="sum").rename_axis("type").reset_index()

# %% exercise="04d.3" part="wrong" en="You cut at the averages. A few extreme accounts pull them; the task cuts at the medians." zh="你在平均数处切的，几家极端的会把它拉偏；题目要在中位数处切。"
import numpy as np

rich = served["margin"] / served["amount"]
dear = served["cost_to_serve"] / served["amount"]
rich, dear = rich > rich.mean(), dear > dear.mean()
kind = np.select([rich & dear, rich, dear], ["carriage_trade", "passive", "aggressive"], "bargain_basement")
types = (
    served.groupby(kind)["contribution"]
    .agg(accounts="size", contribution="sum")
    .rename_axis("type")
    .reset_index()
)

# %% exercise="04d.3" part="wrong" en="You have passive and aggressive the wrong way round: the aggressive press the price and ask for much service." zh="passive和aggressive弄反了：强势型压价，还要许多服务。"
import numpy as np

rich = served["margin"] / served["amount"]
dear = served["cost_to_serve"] / served["amount"]
rich, dear = rich > rich.median(), dear > dear.median()
kind = np.select([rich & dear, rich, dear], ["carriage_trade", "aggressive", "passive"], "bargain_basement")
types = (
    served.groupby(kind)["contribution"]
    .agg(accounts="size", contribution="sum")
    .rename_axis("type")
    .reset_index()
)

# %% exercise="04d.3" part="wrong" en="You took yuan. Large accounts then are high in everything; divide both by sales." zh="你用的是金额，那样大客户样样都高；两样都要除以销售额。"
import numpy as np

rich = served["margin"] > served["margin"].median()
dear = served["cost_to_serve"] > served["cost_to_serve"].median()
kind = np.select([rich & dear, rich, dear], ["carriage_trade", "passive", "aggressive"], "bargain_basement")
types = (
    served.groupby(kind)["contribution"]
    .agg(accounts="size", contribution="sum")
    .rename_axis("type")
    .reset_index()
)

# %% exercise="04d.3" part="wrong" en="You divided the cost to serve by the margin. Both shares are of sales: divide by amount." zh="服务成本你除的是毛利。两样都要占销售额的比例：除以amount。"
import numpy as np

rich = served["margin"] / served["amount"]
dear = served["cost_to_serve"] / served["margin"]
rich, dear = rich > rich.median(), dear > dear.median()
kind = np.select([rich & dear, rich, dear], ["carriage_trade", "passive", "aggressive"], "bargain_basement")
types = (
    served.groupby(kind)["contribution"]
    .agg(accounts="size", contribution="sum")
    .rename_axis("type")
    .reset_index()
)

# %% exercise="04d.3" part="wrong" en="The types are right; the contribution is a mean. Add it up." zh="类型对了；贡献你算的是平均，要的是合计。"
import numpy as np

rich = served["margin"] / served["amount"]
dear = served["cost_to_serve"] / served["amount"]
rich, dear = rich > rich.median(), dear > dear.median()
kind = np.select([rich & dear, rich, dear], ["carriage_trade", "passive", "aggressive"], "bargain_basement")
types = (
    served.groupby(kind)["contribution"]
    .agg(accounts="size", contribution="mean")
    .rename_axis("type")
    .reset_index()
)

# %% [markdown] lang="en" exercise="04d.3" part="hint"
# Two shares of sales, two medians, four combinations.

# %% [markdown] lang="zh" exercise="04d.3" part="hint"
# 两个占销售额的比例，两个中位数，四种组合。

# %% [markdown] lang="en" exercise="04d.3" part="hint"
# `rich = served["margin"] / served["amount"]`, then `rich > rich.median()`; the same for the cost; then a name for each pair and `groupby`.

# %% [markdown] lang="zh" exercise="04d.3" part="hint"
# `rich = served["margin"] / served["amount"]`，再`rich > rich.median()`；成本照做；每一对起个名字，然后`groupby`。

# %% [markdown] lang="en" exercise="04d.3" part="analysis"
# The cheap to serve (`passive` and `bargain_basement`) bring {{types.set_index("type")["contribution"][["passive", "bargain_basement"]].sum() / types["contribution"].sum():.0%}} of the whole contribution of {{types["contribution"].sum():,.0f}} yuan; the dear to serve together {{types.set_index("type")["contribution"][["carriage_trade", "aggressive"]].sum() / types["contribution"].sum():+.0%}}.
# Here the cost to serve parts good accounts from bad ones far better than the price does.

# %% [markdown] lang="zh" exercise="04d.3" part="analysis"
# 总贡献{{types["contribution"].sum():,.0f}}元里，服务成本低的（`passive`和`bargain_basement`）占{{types.set_index("type")["contribution"][["passive", "bargain_basement"]].sum() / types["contribution"].sum():.0%}}，服务成本高的两类合计占{{types.set_index("type")["contribution"][["carriage_trade", "aggressive"]].sum() / types["contribution"].sum():+.0%}}。
# 在这里，分得出好坏的主要是服务成本，不是价格。

# %% [markdown] lang="en" exercise="04d.4" part="task" kind="function"
# ## 4. Place a customer
#
# Write a function that places one customer in the matrix of value and relation: `"true_friend"`, `"butterfly"`, `"barnacle"` or `"stranger"`.
# A customer is valuable, or close, if *above* the cut; one exactly on it is not.

# %% [markdown] lang="zh" exercise="04d.4" part="task"
# ## 4. 给客户定位
#
# 写一个函数，把一位客户放进价值—关系矩阵：`"true_friend"`（挚友）、`"butterfly"`（蝴蝶）、`"barnacle"`（藤壶）或`"stranger"`（陌生人）。
# **高于**界线才算有价值、算亲近；正好在界线上的不算。


# %% lang="en" exercise="04d.4" part="stub"
def quadrant(contribution, relation, value_cut, relation_cut):
    # two numbers of the customer, two cuts; returns one of the four codes
    return ____


# %% lang="zh" exercise="04d.4" part="stub"
def quadrant(contribution, relation, value_cut, relation_cut):
    # 客户的两个数，两条界线；返回四个代号之一
    return ____


# %% exercise="04d.4" part="solution"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution > value_cut:
        return "true_friend" if relation > relation_cut else "butterfly"
    return "barnacle" if relation > relation_cut else "stranger"


# %% exercise="04d.4" part="also_right"
def quadrant(contribution, relation, value_cut, relation_cut):
    names = [["stranger", "barnacle"], ["butterfly", "true_friend"]]
    return names[int(contribution > value_cut)][int(relation > relation_cut)]


# %% exercise="04d.4" part="wrong" en="A customer exactly on a cut is not above it: compare with >, not with >=." zh="正好在界线上的不算高于：用>，不要用>=。"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution >= value_cut:
        return "true_friend" if relation >= relation_cut else "butterfly"
    return "barnacle" if relation >= relation_cut else "stranger"


# %% exercise="04d.4" part="wrong" en="You return the names in Chinese. Return the English codes: true_friend, butterfly, barnacle, stranger." zh="你返回的是中文名。要返回英文代号：true_friend、butterfly、barnacle、stranger。"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution > value_cut:
        return "挚友" if relation > relation_cut else "蝴蝶"
    return "藤壶" if relation > relation_cut else "陌生人"


# %% exercise="04d.4" part="wrong" en="Butterflies and barnacles changed places: a butterfly pays and flies by, a barnacle sits tight and costs." zh="蝴蝶和藤壶弄反了：蝴蝶给钱，停不久；藤壶粘得牢，倒贴钱。"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution > value_cut:
        return "true_friend" if relation > relation_cut else "barnacle"
    return "butterfly" if relation > relation_cut else "stranger"


# %% exercise="04d.4" part="wrong" en="You wrote zero into the function. Use the argument value_cut, so that it works for other limits." zh="你把零写死了。要用参数value_cut，换一条界线也能用。"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution > 0:
        return "true_friend" if relation > relation_cut else "butterfly"
    return "barnacle" if relation > relation_cut else "stranger"


# %% exercise="04d.4" part="hidden"
hidden_inputs = [
    (500, 0.9, 0, 0.5),
    (500, 0.1, 0, 0.5),
    (-500, 0.9, 0, 0.5),
    (-500, 0.1, 0, 0.5),
    (0, 0.9, 0, 0.5),
    (500, 0.5, 0, 0.5),
    (900, 0.9, 1000, 0.5),
    (900, 0.4, 1000, 0.3),
]


# %% exercise="04d.4" part="wrong" en="You wrote both cuts into the function. Use the arguments value_cut and relation_cut." zh="两条界线你都写死了。要用参数value_cut和relation_cut。"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution > 0:
        return "true_friend" if relation > 0.5 else "butterfly"
    return "barnacle" if relation > 0.5 else "stranger"


# %% exercise="04d.4" part="wrong" en="You hold each number against the other one's cut: contribution belongs to value_cut, relation to relation_cut." zh="两个数跟界线配错了对：contribution对value_cut，relation对relation_cut。"
def quadrant(contribution, relation, value_cut, relation_cut):
    if contribution > relation_cut:
        return "true_friend" if relation > value_cut else "butterfly"
    return "barnacle" if relation > value_cut else "stranger"


# %% [markdown] lang="en" exercise="04d.4" part="hint"
# Ask about value first, then about relation: four ways through.

# %% [markdown] lang="zh" exercise="04d.4" part="hint"
# 先问价值，再问关系：一共四条路。

# %% [markdown] lang="en" exercise="04d.4" part="hint"
# `if contribution > value_cut:` has two answers, and so has the rest.

# %% [markdown] lang="zh" exercise="04d.4" part="hint"
# `if contribution > value_cut:`里有两个答案，剩下的也有两个。

# %% [markdown] lang="en" exercise="04d.4" part="analysis"
# Two questions, four kinds; `differentiate.value_relation` asks them of a whole table.
# The cuts are decisions: zero asks who covers the cost of being served, the median of closeness always makes half of them close.

# %% [markdown] lang="zh" exercise="04d.4" part="analysis"
# 两个问题，四类客户；`differentiate.value_relation`对整张表一起问。
# 界线是决定，不是天生的：零问的是谁的毛利盖得住服务成本，关系取中位数，永远有一半算亲近。

# %% [markdown] lang="en" exercise="04d.5" part="task" kind="choice"
# ## 5. A barnacle with a large wallet
#
# A canteen close to the shop for {{years}} years loses it {{loss:,}} yuan a year.
# It spends {{wallet:,}} yuan a month on such goods, {{share:.0%}} of it at Hejia, in many small deliveries.
# What first?
#
# - **a** Hand it to a wholesaler: it loses money.
# - **b** Two more visits a month: it is loyal and deserves attention.
# - **c** Offer to bring what it buys elsewhere on the same deliveries, at a lower price for full ones.
# - **d** Nothing: loyal customers become profitable with time.

# %% [markdown] lang="zh" exercise="04d.5" part="task"
# ## 5. 钱包很大的藤壶
#
# 一家食堂跟店里来往{{years}}年，每年让店里亏{{loss:,}}元。
# 它每月在这类货上花{{wallet:,}}元，只有{{share:.0%}}花在禾家，还分许多小单送。
# 先做什么？
#
# - **a** 转给批发商：它亏钱。
# - **b** 每月多拜访两次：它忠诚，值得关照。
# - **c** 建议把它在别处买的货也搭同一趟车送来，整车给优惠价。
# - **d** 什么也不做：忠诚的客户，时间长了自然赚钱。

# %% exercise="04d.5" part="given"
years, loss, wallet, share = 3, 4000, 28_000, 0.12

# %% lang="en" exercise="04d.5" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="04d.5" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="04d.5" part="solution"
choice = "c"

# %% exercise="04d.5" part="wrong" en="That throws away a large wallet on the way already driven. Exit is for small wallets that no new terms would make pay." zh="车已经开到门口，却把一个大钱包扔了。退出留给钱包小、改了条件也不赚钱的客户。"
choice = "a"

# %% exercise="04d.5" part="wrong" en="A visit costs money and lifts sales by a few per cent. On an account that loses money as it is, this mostly deepens the hole." zh="拜访要花钱，只能把销售额提高百分之几。本来就亏钱的客户，这样做坑多半更深。"
choice = "b"

# %% exercise="04d.5" part="wrong" en="In the shop's data tenure and contribution hardly go together. Time alone changes no terms." zh="店里的数据里，合作时长和贡献几乎不相干。光等时间，条件不会自己变。"
choice = "d"

# %% [markdown] lang="en" exercise="04d.5" part="hint"
# Is its wallet large or small? Where does the rest of it go?

# %% [markdown] lang="zh" exercise="04d.5" part="hint"
# 它的钱包大不大？剩下的花到哪里去了？

# %% [markdown] lang="en" exercise="04d.5" part="hint"
# Which option lowers the cost per yuan sold and raises the share of wallet at once?

# %% [markdown] lang="zh" exercise="04d.5" part="hint"
# 哪个选项既降低每元销售额的成本，又提高钱包份额？

# %% [markdown] lang="en" exercise="04d.5" part="analysis"
# A barnacle with a large wallet is a chance, one with a small wallet a cost (Reinartz and Kumar 2002).
# {{wallet * (1 - share):,.0f}} yuan a month go elsewhere; if part of it rides on drops that are driven anyway, the account turns.

# %% [markdown] lang="zh" exercise="04d.5" part="analysis"
# 钱包大的藤壶是机会，钱包小的是成本（Reinartz和Kumar 2002）。
# 每月有{{wallet * (1 - share):,.0f}}元花在别处；其中一部分要是搭上反正要跑的车，这家就能转亏为盈。

# %% [markdown] lang="en" exercise="04d.6" part="task" kind="table"
# ## 6. A grade from four marks
#
# A firm without costs grades its accounts by volume (yuan), frequency (deliveries), satisfaction (mean mark) and credit (mean days overdue; few are good).
# Turn each into a score from one to five: rank them (equal ones share the mean rank), times five, over their number, rounded up.
# The grade weighs volume {{weights["volume"]}}, each of the others {{weights["overdue"]}}.
# Give a table with `account_id` and `grade`.

# %% [markdown] lang="zh" exercise="04d.6" part="task"
# ## 6. 四项合成一个等级分
#
# 不知道成本的企业，按购买量（元）、频率（送货次数）、满意度（平均分）、信用（平均逾期天数，越少越好）给客户评级。
# 每一项换成一到五分：排名次（并列取平均名次），乘以五，除以家数，向上取整。
# 总分里购买量权重{{weights["volume"]}}，其余三项各{{weights["overdue"]}}。
# 答案是一张表，有`account_id`和`grade`两列。

# %% exercise="04d.6" part="given"
import numpy as np

from crmlab import differentiate

weights = {"volume": 0.4, "frequency": 0.2, "satisfaction": 0.2, "overdue": 0.2}
orders = crm.load("account_orders").query("month_on >= '2025-01-01'")
use = crm.load("account_costs").query("month_on >= '2025-01-01'")
reviews = crm.load("account_reviews").query("quarter_ends_on >= '2025-01-01'")
days = orders["account_id"].map(crm.load("accounts").set_index("account_id")["credit_days"])
orders["overdue"] = orders["paid_days"].astype(float) - days
four = orders.groupby("account_id").agg(volume=("amount", "sum"), overdue=("overdue", "mean"))
four["frequency"] = use.groupby("account_id")["deliveries"].sum()
four["satisfaction"] = reviews.groupby("account_id")["mark"].mean()
four = four.dropna().reset_index()
four.head(3).round(1)

# %% lang="en" exercise="04d.6" part="stub"
graded = ____  # a table: account_id, grade

# %% lang="zh" exercise="04d.6" part="stub"
graded = ____  # 一张表：account_id、grade

# %% exercise="04d.6" part="solution"
ways = {"volume": "high", "frequency": "high", "satisfaction": "high", "overdue": "low"}
graded = differentiate.grade(four, ways, weights)[["account_id", "grade"]]

# %% exercise="04d.6" part="also_right"
marks = four.set_index("account_id").assign(overdue=lambda table: -table["overdue"])[list(weights)]
scores = np.ceil(marks.rank() * 5 / len(marks))
graded = (scores * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="Many days overdue earn a high score in your grade. Turn that measure round: few days are good." zh="你的等级分里，逾期越久分越高。这一项要反过来：天数少才好。"
marks = four.set_index("account_id")[list(weights)]
scores = np.ceil(marks.rank() * 5 / len(marks))
graded = (scores * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="Your order is upside down: the largest, most frequent and most content score lowest. Only overdue is to be turned round." zh="你的名次整个倒了：买得多、来得勤、满意的反而分低。要反过来的只有逾期天数。"
ways = {"volume": "low", "frequency": "low", "satisfaction": "low", "overdue": "high"}
graded = differentiate.grade(four, ways, weights)[["account_id", "grade"]]

# %% exercise="04d.6" part="wrong" en="You turned all four measures round. Only overdue is good when low; the other three are good when high." zh="四项你全反过来了。只有逾期天数是越少越好，其余三项越高越好。"
ways = dict.fromkeys(weights, "low")
graded = differentiate.grade(four, ways, weights)[["account_id", "grade"]]

# %% exercise="04d.6" part="wrong" en="You added the four scores without their weights. Multiply each score by its weight, then add." zh="你把四项分数直接加了，没乘权重。每项先乘权重再加。"
marks = four.set_index("account_id").assign(overdue=lambda table: -table["overdue"])[list(weights)]
graded = np.ceil(marks.rank() * 5 / len(marks)).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="All four weigh the same in your grade. Volume weighs twice as much as each of the others." zh="你的四项权重一样。购买量的权重是其他各项的两倍。"
ways = {"volume": "high", "frequency": "high", "satisfaction": "high", "overdue": "low"}
graded = differentiate.grade(four, ways)[["account_id", "grade"]]

# %% exercise="04d.6" part="wrong" en="You added up the raw measures. Yuan drown everything else: score each measure first." zh="你把原始数直接加了，元会淹没一切：先把每一项换成分数。"
marks = four.set_index("account_id").assign(overdue=lambda table: -table["overdue"])[list(weights)]
graded = (marks * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="You forgot to round up: scores are whole numbers from one to five." zh="忘了向上取整：每项的分数是一到五的整数。"
marks = four.set_index("account_id").assign(overdue=lambda table: -table["overdue"])[list(weights)]
graded = (marks.rank() * 5 / len(marks) * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="Equal measures got different ranks, by their order in the table. Equal ones share the mean rank: rank() without method." zh="并列的拿到了不同的名次，谁在前全看表里的顺序。并列要取平均名次：rank()不带method。"
marks = four.set_index("account_id").assign(overdue=lambda table: -table["overdue"])[list(weights)]
scores = np.ceil(marks.rank(method="first") * 5 / len(marks))
graded = (scores * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="You gave few days overdue a high score by six minus the score. That moves accounts that lie on a border of two scores; rank the negative days instead." zh="你用六减分数把逾期天数反过来，正好落在两档边界上的客户就错了档。改成给负的天数排名次。"
marks = four.set_index("account_id")[list(weights)]
scores = np.ceil(marks.rank() * 5 / len(marks))
scores["overdue"] = 6 - scores["overdue"]
graded = (scores * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% exercise="04d.6" part="wrong" en="You cut by quantiles of the values (qcut). The task ranks: rank times five over the number, rounded up; on the borders and for equal ones that differs." zh="你是按数值的分位数切的（qcut）。题目要排名次：名次乘五除以家数，向上取整；边界上和并列的，两种做法不一样。"
import pandas as pd

marks = four.set_index("account_id").assign(overdue=lambda table: -table["overdue"])[list(weights)]
scores = marks.apply(lambda column: pd.qcut(column, 5, labels=False, duplicates="drop") + 1)
graded = (scores * list(weights.values())).sum(axis=1).rename("grade").reset_index()

# %% [markdown] lang="en" exercise="04d.6" part="hint"
# Three measures are good when high, one when low.

# %% [markdown] lang="zh" exercise="04d.6" part="hint"
# 三项越高越好，一项越低越好。

# %% [markdown] lang="en" exercise="04d.6" part="hint"
# `differentiate.grade(four, {"volume": "high", ...}, weights)`, or `np.ceil(marks.rank() * 5 / len(marks))` by hand.

# %% [markdown] lang="zh" exercise="04d.6" part="hint"
# `differentiate.grade(four, {"volume": "high", ...}, weights)`；手算就用`np.ceil(marks.rank() * 5 / len(marks))`。

# %% [markdown] lang="en" exercise="04d.6" part="analysis"
# Grades run from {{graded["grade"].min():.1f}} to {{graded["grade"].max():.1f}}.
# A grade is quick and needs no costs, and has their blind spot: frequent small deliveries raise it, although they are what costs most.
# Set the weights before you see who comes out on top.

# %% [markdown] lang="zh" exercise="04d.6" part="analysis"
# 等级分从{{graded["grade"].min():.1f}}到{{graded["grade"].max():.1f}}。
# 评级快，不用知道成本，可也就看不见成本：送得勤、送得碎，分数反而高，偏偏那最费钱。
# 权重要在看到谁排第一之前定好。

# %% [markdown] lang="en" exercise="04d.7" part="task" kind="number"
# ## 7. A third of the budget
#
# The owner has only {{budget:,}} yuan.
# To keep it short, take only the {{len(year)}} accounts that ordered in all twelve months of 2025; so the numbers differ from the lesson.
# What is the greatest `gain` (yuan a year, the outlay taken off), and what is the shadow `price` of the budget there (yuan of gain per yuan, as if accounts could be split)?

# %% [markdown] lang="zh" exercise="04d.7" part="task"
# ## 7. 预算只剩三分之一
#
# 老板只拿得出{{budget:,}}元。
# 为省事，只看2025年十二个月都订了货的{{len(year)}}家，所以数字跟课文不同。
# 最多能多得多少（`gain`，元，已扣掉投入）？这时预算的影子价格（`price`，假如客户可以拆开，每加一元多得几元）是多少？

# %% exercise="04d.7" part="given"
import pandas as pd

from crmlab import differentiate

budget = 10_000
orders = crm.load("account_orders").query("month_on >= '2025-01-01'")
use = crm.load("account_costs").query("month_on >= '2025-01-01'")
pools = crm.load("cost_pools").query("month_on >= '2025-01-01'")
rates = differentiate.activity_rates(pools, use)
served = differentiate.contribution(orders, use, rates, "account_id")
months = orders.groupby("account_id")["month_on"].agg(["size", "max"])
kept = months[(months["size"] == 12) & (months["max"] == "2025-12-01")].index
same = dict.fromkeys(rates["activity"], 1.0)
less = {"delivery": 0.7, "driving": 0.7, "returns": 0.5, "order_taking": 0.0}
plans = pd.DataFrame(
    [
        {"strategy": "invest", "outlay": 2286.0, "margin": 1.06, "stays": 1.0, **same},
        {"strategy": "maintain", "outlay": 0.0, "margin": 1.0, "stays": 1.0, **same},
        {"strategy": "manage", "outlay": 600.0, "margin": 1.0, "stays": 0.9, **same, **less},
        {"strategy": "exit", "outlay": 100.0, "margin": 1.0, "stays": 0.0, **same},
    ]
)
year = served[served["account_id"].isin(kept)]
options = differentiate.strategy_options(year, plans, "account_id", sunk=0.3)
options.head(4).round()

# %% lang="en" exercise="04d.7" part="stub"
gain = ____  # yuan a year
price = ____  # yuan per yuan

# %% lang="zh" exercise="04d.7" part="stub"
gain = ____  # 元/年
price = ____  # 每一元预算

# %% exercise="04d.7" part="solution"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain, price = plan.gain, plan.shadow_price

# %% exercise="04d.7" part="also_right"
gain = differentiate.choose_strategies(options, budget, "account_id").chosen["gain"].sum()
steps = differentiate.budget_curve(options, "account_id")
price = steps.loc[steps["outlay"] >= budget, "price"].iloc[0]

# %% exercise="04d.7" part="wrong" en="You took a budget of thirty thousand, as in the lesson. Here it is ten thousand." zh="你用的是课文里三万元的预算。这里只有一万元。"
plan = differentiate.choose_strategies(options, 30_000, "account_id")
gain, price = plan.gain, plan.shadow_price

# %% exercise="04d.7" part="wrong" en="The gain is right. You divided it by the budget: that is the average yuan. The shadow price is the last one, and it brings much less." zh="gain对了。price你用gain除以预算，那是平均每元。影子价格看的是最后一元，少得多。"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain, price = plan.gain, plan.gain / budget

# %% exercise="04d.7" part="wrong" en="The gain is right. For the price you added one yuan and solved again: accounts come whole, so one yuan mostly buys nothing. The shadow price is that of the plan in which accounts may be split: plan.shadow_price." zh="gain对了。price你是加一元再解一遍：客户每家不可拆，加一元常常得零。影子价格是假如客户可以拆开时的价，用plan.shadow_price。"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain = plan.gain
price = differentiate.choose_strategies(options, budget + 1, "account_id").gain - plan.gain

# %% exercise="04d.7" part="wrong" en="The gain is right. For the price you added a hundred yuan and divided: accounts come whole, so that depends on what happens to fit. Take plan.shadow_price, as if accounts could be split." zh="gain对了。price你是加一百元再除：客户每家不可拆，结果全看碰巧塞得下什么。用plan.shadow_price，那是假如客户可以拆开时的价。"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain = plan.gain
price = (differentiate.choose_strategies(options, budget + 100, "account_id").gain - plan.gain) / 100

# %% exercise="04d.7" part="wrong" en="You took the best strategy for everybody, as if the budget had no end." zh="你给每家都选了最好的策略，好像预算没有尽头。"
gain = options.groupby("account_id")["gain"].max().sum()
price = differentiate.choose_strategies(options, budget, "account_id").shadow_price

# %% exercise="04d.7" part="wrong" en="You took the outlay off again. The gain is counted after it already." zh="你又减了一次投入。gain已经是扣掉投入之后的。"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain, price = plan.gain - plan.outlay, plan.shadow_price

# %% exercise="04d.7" part="wrong" en="You bought the largest gains first. Per yuan they are not the best: two small ones may fit for one large one." zh="你先挑收益最大的。按每元算它们并不最划算：一个大的占的钱，够办几个小的。"
ranked = options.sort_values("gain", ascending=False).drop_duplicates("account_id")
gain = ranked.loc[ranked["outlay"].cumsum() <= budget, "gain"].sum()
price = differentiate.choose_strategies(options, budget, "account_id").shadow_price

# %% exercise="04d.7" part="wrong" en="The gain is right. For the price you added six hundred yuan, one more account managed: close, but whole accounts don't fit to the yuan. The shadow price is that of accounts that may be split: plan.shadow_price." zh="gain对了。price你是加六百元，也就是多控制一家，再除：很接近，可整家整家地选，钱总有零头。影子价格是客户可以拆开时的价，用plan.shadow_price。"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain = plan.gain
price = (differentiate.choose_strategies(options, budget + 600, "account_id").gain - plan.gain) / 600

# %% exercise="04d.7" part="wrong" en="The gain is right. For the price you added a thousand yuan and divided: that goes beyond the next step, and part of the thousand may lie idle. The shadow price is that of the next step, as if accounts could be split: plan.shadow_price." zh="gain对了。price你是加一千元再除：这已经不止下一步，还可能有零头没花出去。影子价格只看下一步，而且假定客户可以拆开：用plan.shadow_price。"
plan = differentiate.choose_strategies(options, budget, "account_id")
gain = plan.gain
price = (differentiate.choose_strategies(options, budget + 1000, "account_id").gain - plan.gain) / 1000

# %% [markdown] lang="en" exercise="04d.7" part="hint"
# `differentiate.choose_strategies(options, budget, "account_id")` gives a plan; what does it carry?

# %% [markdown] lang="zh" exercise="04d.7" part="hint"
# `differentiate.choose_strategies(options, budget, "account_id")`给出方案；它带着哪些数？

# %% [markdown] lang="en" exercise="04d.7" part="hint"
# `plan.gain` and `plan.shadow_price`.

# %% [markdown] lang="zh" exercise="04d.7" part="hint"
# `plan.gain`和`plan.shadow_price`。

# %% [markdown] lang="en" exercise="04d.7" part="analysis"
# {{gain:,.0f}} yuan; and if accounts could be split, another yuan would bring {{price:.2f}} besides itself.
# Accounts come whole, so a single yuan buys nothing: the price is that of the next step, and it falls with every step.
# The average yuan brings {{gain / budget:.1f}}, the next one {{price:.2f}}: whoever asks for more budget must quote the second number.

# %% [markdown] lang="zh" exercise="04d.7" part="analysis"
# 多得{{gain:,.0f}}元；假如客户可以拆开，再加一元，本钱收回，还多得{{price:.2f}}元。
# 客户拆不开，单加一元什么也办不成：这个价说的是下一步，走一步低一点。
# 平均每元带来{{gain / budget:.1f}}元，下一元只带来{{price:.2f}}元：要加预算，该拿第二个数说话。

# %% [markdown] lang="en" exercise="04d.8" part="task" kind="number"
# ## 8. The price of tier A
#
# `standards` says what tier A is promised in a month, `rates` what a unit costs.
# The owner lets the standard eat at most {{part:.0%}} of an account's yearly margin.
# Take all accounts of 2025 with the margin they brought, also those that came late or left; so the numbers differ from the lesson.
# How many accounts are in A (`in_a`), and what does A's standard cost for all of them in a year (`cost_a`, yuan)?

# %% [markdown] lang="zh" exercise="04d.8" part="task"
# ## 8. A层的价钱
#
# `standards`写着A层每月得到什么，`rates`写着每个单位多少钱。
# 老板规定，服务标准最多吃掉客户全年毛利的{{part:.0%}}。
# 2025年的客户全部算上，毛利是多少就是多少，中途来的、走了的都在内；所以数字跟课文不同。
# A层有多少家（`in_a`）？全部A层一年的服务标准要花多少（`cost_a`，元）？

# %% exercise="04d.8" part="given"
import pandas as pd

from crmlab import differentiate

part = 0.4
use = crm.load("account_costs").query("month_on >= '2025-01-01'")
pools = crm.load("cost_pools").query("month_on >= '2025-01-01'")
rates = differentiate.activity_rates(pools, use)
standards = pd.DataFrame({"tier": ["A"], "visits": [2], "deliveries": [12], "km": [55], "phone_orders": [6]})
orders = crm.load("account_orders").query("month_on >= '2025-01-01'")
year = orders.groupby("account_id").agg(margin=("margin", "sum"), amount=("amount", "sum")).reset_index()
year.head(3)

# %% lang="en" exercise="04d.8" part="stub"
in_a = ____  # accounts
cost_a = ____  # yuan a year

# %% lang="zh" exercise="04d.8" part="stub"
in_a = ____  # 家
cost_a = ____  # 元/年

# %% exercise="04d.8" part="solution"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= price / part).sum()
cost_a = in_a * price

# %% exercise="04d.8" part="also_right"
rate = rates.set_index("driver")["rate"]
price = 12 * (2 * rate["visits"] + 12 * rate["deliveries"] + 55 * rate["km"] + 6 * rate["phone_orders"])
tiered = differentiate.tiers(year, "margin", (price / part,), names=("A", "B"))
in_a = (tiered["tier"] == "A").sum()
cost_a = price * in_a

# %% exercise="04d.8" part="wrong" en="The standard is for a month, the margin for a year. Take twelve months." zh="服务标准是一个月的，毛利是一年的。要乘十二个月。"
price = differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= price / part).sum()
cost_a = in_a * price

# %% exercise="04d.8" part="wrong" en="You multiplied by the part. If the price may be that part of the margin, the margin must be the price divided by it." zh="你乘了这个比例。价格最多占毛利的这么多，毛利就得是价格除以它。"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= price * part).sum()
cost_a = in_a * price

# %% exercise="04d.8" part="wrong" en="You took one half, as in the lesson. Here the standard may eat at most 40% of the margin: use part." zh="你用的是课文里的一半。这里服务标准最多吃掉毛利的40%：用part。"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= price / 0.5).sum()
cost_a = in_a * price

# %% exercise="04d.8" part="wrong" en="You set the limit on sales. The standard is paid from the margin." zh="你把界线定在销售额上了。服务标准是从毛利里出的。"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["amount"] >= price / part).sum()
cost_a = in_a * price

# %% exercise="04d.8" part="wrong" en="The number of accounts is right; the cost is that of one. Multiply." zh="家数对了；费用只是一家的，还要乘上家数。"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= price / part).sum()
cost_a = price

# %% exercise="04d.8" part="wrong" en="The price is that of a year, but your limit is set by that of a month. Both are for a year." zh="费用按一年算对了，界线用的却是一个月的价。两样都按一年算。"
month = differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= month / part).sum()
cost_a = in_a * month * 12

# %% exercise="04d.8" part="wrong" en="Your limit is the bare price: then the standard may eat the whole margin. It may eat only a part: divide the price by part." zh="你的界线就是标准的价钱，那样毛利会被吃光。它只能吃掉一部分：价钱要除以part。"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
in_a = (year["margin"] >= price).sum()
cost_a = in_a * price

# %% exercise="04d.8" part="wrong" en="Those are the accounts of the lesson, brought to a year and without those who left. Here take the table year as it stands." zh="这是课文里的那些客户：折成一年，去掉了走掉的。这里就用给出的year表。"
price = 12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]
months = orders.groupby("account_id")["month_on"].agg(["size", "max"])
kept = months[(months["size"] >= 3) & (months["max"] == "2025-12-01")]
brought = year.set_index("account_id")["margin"].reindex(kept.index) * 12 / kept["size"]
in_a = (brought >= price / part).sum()
cost_a = in_a * price

# %% [markdown] lang="en" exercise="04d.8" part="hint"
# First the price of the standard for one account and year; then the margin of which it is that part.

# %% [markdown] lang="zh" exercise="04d.8" part="hint"
# 先算一家一年的标准要多少钱；再想毛利多大，它才恰好占那个比例。

# %% [markdown] lang="en" exercise="04d.8" part="hint"
# `12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]`, divided by `part`, is the limit.

# %% [markdown] lang="zh" exercise="04d.8" part="hint"
# `12 * differentiate.standard_cost(standards, rates)["cost"].iloc[0]`再除以`part`，就是界线。

# %% [markdown] lang="en" exercise="04d.8" part="analysis"
# From {{price / part:,.0f}} yuan of margin an account is in A: {{in_a}} accounts, {{cost_a:,.0f}} yuan a year.
# A promise to a tier is a line in the budget; whoever moves the limit moves that line.

# %% [markdown] lang="zh" exercise="04d.8" part="analysis"
# 毛利满{{price / part:,.0f}}元的进A层：{{in_a}}家，一年{{cost_a:,.0f}}元。
# 对一层客户的承诺，就是预算里的一行；挪动界线，就是改这一行。

# %% [markdown] lang="en" exercise="04d.9" part="task" kind="number"
# ## 9. Groups in the calendar
#
# `season` says for each account how far its orders in four parts of the year lie from its own mean (in logs).
# Try two to five groups.
# Which `k` do stability and silhouette recommend, and how many accounts are in the `smallest` group?

# %% [markdown] lang="zh" exercise="04d.9" part="task"
# ## 9. 日历里的群
#
# `season`记着每家客户一年里四段时间的订货离自己的平均有多远（取对数）。
# 试试分成二到五群。
# 稳定性和轮廓系数都推荐几群（`k`）？最小的一群有几家（`smallest`）？

# %% exercise="04d.9" part="given"
import numpy as np

from crmlab import differentiate

orders = crm.load("account_orders").query("month_on >= '2025-01-01'").copy()
full = orders[orders.groupby("account_id")["month_on"].transform("size") == 12].copy()
full["log_amount"] = np.log(full["amount"])
full["log_amount"] -= full.groupby("account_id")["log_amount"].transform("mean")
parts = {1: "january", 2: "february", 7: "summer", 8: "summer", 9: "autumn", 10: "autumn", 11: "autumn"}
full["part"] = full["month_on"].dt.month.map(parts)
season = full.pivot_table(index="account_id", columns="part", values="log_amount").reset_index()
season.head(3).round(2)

# %% lang="en" exercise="04d.9" part="stub"
k = ____  # groups
smallest = ____  # accounts

# %% lang="zh" exercise="04d.9" part="stub"
k = ____  # 群数
smallest = ____  # 家

# %% exercise="04d.9" part="solution"
columns = ["january", "february", "summer", "autumn"]
arguments = differentiate.compare_k(season, columns, ks=range(2, 6), scale=False, draws=10)
k = arguments.loc[arguments["silhouette"].idxmax(), "k"]
smallest = arguments.loc[arguments["silhouette"].idxmax(), "smallest"]

# %% exercise="04d.9" part="solution"
groups = differentiate.clusters(season, columns, int(k), scale=False)
small = groups[groups["cluster"] == groups["cluster"].value_counts().idxmin()]
schools = (crm.load("accounts").set_index("account_id").loc[small["account_id"], "segment"] == "school").sum()
level = np.exp(small[columns].mean())

# %% exercise="04d.9" part="also_right"
k = 2
groups = differentiate.clusters(season, ["january", "february", "summer", "autumn"], k, scale=False)
smallest = groups["cluster"].value_counts().min()

# %% exercise="04d.9" part="wrong" en="You took the k with the least variance inside. That always falls: with as many groups as accounts it is nothing." zh="你选的是群内方差最小的k。它总是下降：一家一群时就是零。"
columns = ["january", "february", "summer", "autumn"]
arguments = differentiate.compare_k(season, columns, ks=range(2, 6), scale=False, draws=10)
k = arguments.loc[arguments["within"].idxmin(), "k"]
smallest = arguments.loc[arguments["within"].idxmin(), "smallest"]

# %% exercise="04d.9" part="wrong" en="The number of groups is right; that is the largest group." zh="群数对了；这是最大的一群。"
k = 2
groups = differentiate.clusters(season, ["january", "february", "summer", "autumn"], k, scale=False)
smallest = groups["cluster"].value_counts().max()

# %% exercise="04d.9" part="wrong" en="Three groups, as the needs had. Here both indices are highest elsewhere: look at the table of compare_k." zh="三群，和需要那里一样。可这里两个指数的最高点不在三：看compare_k的表。"
k = 3
groups = differentiate.clusters(season, ["january", "february", "summer", "autumn"], k, scale=False)
smallest = groups["cluster"].value_counts().min()

# %% [markdown] lang="en" exercise="04d.9" part="hint"
# `differentiate.compare_k(season, columns, ks=range(2, 6), scale=False)` lays the arguments out.

# %% [markdown] lang="zh" exercise="04d.9" part="hint"
# `differentiate.compare_k(season, columns, ks=range(2, 6), scale=False)`把依据都摆出来。

# %% [markdown] lang="en" exercise="04d.9" part="hint"
# Take the row where `silhouette` and `stability` are both highest, and read `k` and `smallest` there.

# %% [markdown] lang="zh" exercise="04d.9" part="hint"
# 找`silhouette`和`stability`都最高的那一行，读出`k`和`smallest`。

# %% [markdown] lang="en" exercise="04d.9" part="analysis"
# {{k}} groups; the {{smallest}} accounts of the smaller one order less than half as usual in February ({{level["february"]:.0%}}) and in summer ({{level["summer"]:.0%}}); {{schools}} of them are schools.
# Only accounts that ordered in every month are here; schools that stop for the summer are not.
# Name it "quiet in the holidays", and the van crew knows when to take theirs.

# %% [markdown] lang="zh" exercise="04d.9" part="analysis"
# {{k}}群；小的那群{{smallest}}家，二月（{{level["february"]:.0%}}）和夏天（{{level["summer"]:.0%}}）订货不到平时的一半；其中{{schools}}家是学校。
# 这里只收全年十二个月都订了货的客户，暑假停订的学校不在其中。
# 起名叫“放假就少”，送货班就知道什么时候轮休。

# %% [markdown] lang="en" exercise="04d.10" part="task" kind="table"
# ## 10. Where are more of the good ones?
#
# `customers` says who is `good`: in the best fifth by contribution.
# For each type of firm (`segment`) give the `lift`: the share of good ones among its customers over the share among all; and how many `prospects` of it are on the books (accounts without `opened_on`).
# Give a table with `segment`, `lift` and `prospects`.

# %% [markdown] lang="zh" exercise="04d.10" part="task"
# ## 10. 更多的好客户在哪里？
#
# `customers`标着谁是`good`：贡献排在最好的五分之一。
# 对每种单位类型（`segment`）算`lift`（提升度）：它的客户里好客户的比例，除以全部客户里好客户的比例；再数它有多少家还没成交（`prospects`，即`opened_on`为空的）。
# 答案是一张表，有`segment`、`lift`、`prospects`三列。
# `segment`里：restaurant餐馆，chain连锁餐饮，factory工厂，office写字楼，school学校，hospital医院，hotel宾馆，care_home养老院。

# %% exercise="04d.10" part="given"
from crmlab import differentiate

orders = crm.load("account_orders").query("month_on >= '2025-01-01'")
use = crm.load("account_costs").query("month_on >= '2025-01-01'")
pools = crm.load("cost_pools").query("month_on >= '2025-01-01'")
accounts = crm.load("accounts")
served = differentiate.contribution(orders, use, differentiate.activity_rates(pools, use), "account_id")
customers = served[["account_id", "amount", "contribution"]].merge(accounts[["account_id", "segment"]])
customers["good"] = customers["contribution"].rank(pct=True) > 0.8
customers.head(3).round()

# %% lang="en" exercise="04d.10" part="stub"
targets = ____  # a table: segment, lift, prospects

# %% lang="zh" exercise="04d.10" part="stub"
targets = ____  # 一张表：segment、lift、prospects

# %% exercise="04d.10" part="solution"
lift = customers.groupby("segment")["good"].mean() / customers["good"].mean()
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = lift.rename("lift").to_frame().assign(prospects=prospects).reset_index()

# %% exercise="04d.10" part="also_right"
good = customers[customers["good"]]["segment"].value_counts(normalize=True)
everybody = customers["segment"].value_counts(normalize=True)
targets = (good.reindex(everybody.index, fill_value=0.0) / everybody).rename("lift").reset_index()
waiting = accounts.loc[accounts["opened_on"].isna(), "segment"].value_counts()
targets["prospects"] = targets["segment"].map(waiting)

# %% exercise="04d.10" part="wrong" en="That is the share of good ones in each type. Divide it by the share among all customers." zh="这是每一类里好客户的比例。还要除以全部客户里的比例。"
share = customers.groupby("segment")["good"].mean().rename("lift")
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = share.to_frame().assign(prospects=prospects).reset_index()

# %% exercise="04d.10" part="wrong" en="That is how the good ones divide over the types. A common type gets much of them for that alone: ask how many of its own are good." zh="这是好客户在各类型里怎么分布。数量多的类型自然分得多：要问的是它自己的客户里有多少好的。"
spread = customers[customers["good"]]["segment"].value_counts(normalize=True).rename("lift")
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = spread.to_frame().assign(prospects=prospects).reset_index()

# %% exercise="04d.10" part="wrong" en="The lift is right; you counted all accounts. Prospects are those without opened_on." zh="提升度对了；可你数的是全部单位。没成交的是opened_on为空的。"
lift = customers.groupby("segment")["good"].mean() / customers["good"].mean()
targets = lift.rename("lift").to_frame().assign(prospects=accounts.groupby("segment").size()).reset_index()

# %% exercise="04d.10" part="wrong" en="You took the best fifth by sales. Good is by contribution, as the column says." zh="你按销售额取了前五分之一。好不好看贡献，表里已经标好了。"
best = customers["amount"].rank(pct=True) > 0.8
lift = best.groupby(customers["segment"]).mean() / best.mean()
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = lift.rename("lift").to_frame().assign(prospects=prospects).reset_index()

# %% exercise="04d.10" part="wrong" en="Your lift is a difference of two shares. A lift is one divided by the other: one means no better than all." zh="你的提升度是两个比例相减。提升度是相除：等于一就是跟全体一样。"
lift = customers.groupby("segment")["good"].mean() - customers["good"].mean()
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = lift.rename("lift").to_frame().assign(prospects=prospects).reset_index()

# %% exercise="04d.10" part="wrong" en="You took one off the lift. Leave it as it is: two means twice as many good ones as among all." zh="提升度你又减了一。不用减：等于二就是好客户的比例是全体的两倍。"
lift = customers.groupby("segment")["good"].mean() / customers["good"].mean() - 1
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = lift.rename("lift").to_frame().assign(prospects=prospects).reset_index()

# %% exercise="04d.10" part="wrong" en="The lift is right; you counted the customers. Prospects are those who are not customers yet: opened_on is empty." zh="提升度对了；可你数的是已有客户。要数还没成交的：opened_on为空。"
lift = customers.groupby("segment")["good"].mean() / customers["good"].mean()
targets = lift.rename("lift").to_frame().assign(prospects=customers.groupby("segment").size()).reset_index()

# %% exercise="04d.10" part="wrong" en="That is how the good ones divide over the types, with none where there are none. A common type gets much of them for that alone: ask how many of its own are good." zh="这是好客户在各类型里怎么分布，没有的记作零。数量多的类型自然分得多：要问的是它自己的客户里有多少好的。"
spread = customers[customers["good"]]["segment"].value_counts(normalize=True).rename("lift")
prospects = accounts[accounts["opened_on"].isna()].groupby("segment").size()
targets = (
    spread.reindex(prospects.index, fill_value=0.0)
    .rename_axis("segment")
    .to_frame()
    .assign(prospects=prospects)
    .reset_index()
)

# %% [markdown] lang="en" exercise="04d.10" part="hint"
# The mean of a column of true and false is a share.

# %% [markdown] lang="zh" exercise="04d.10" part="hint"
# 真假列的平均数，就是比例。

# %% [markdown] lang="en" exercise="04d.10" part="hint"
# `customers.groupby("segment")["good"].mean() / customers["good"].mean()`; and count `accounts[accounts["opened_on"].isna()]` by segment.

# %% [markdown] lang="zh" exercise="04d.10" part="hint"
# `customers.groupby("segment")["good"].mean() / customers["good"].mean()`；再按类型数`accounts[accounts["opened_on"].isna()]`。

# %% [markdown] lang="en" exercise="04d.10" part="analysis"
# The lift is highest for {{lift.idxmax()}}, {{targets["lift"].max():.1f}}; in the types above one wait {{targets.loc[targets["lift"] > 1, "prospects"].sum()}} prospects.
# Mind small numbers: a type with a dozen customers can have its lift by luck, and a prospect that said no before is not a fresh one.

# %% [markdown] lang="zh" exercise="04d.10" part="analysis"
# 提升度最高的是{{lift.idxmax()}}，{{targets["lift"].max():.1f}}；提升度大于一的几类单位里，还没成交的有{{targets.loc[targets["lift"] > 1, "prospects"].sum()}}家。
# 数目小的要当心：一类里只有十来家客户，提升度高也可能是运气；从前拒绝过我们的，也不能当作新面孔。

# %% [markdown] lang="en" exercise="04d.11" part="task" kind="order"
# ## 11. The process
#
# Put the steps of differentiating customers in the order of the lesson's process: a list of letters, first step first.
#
# - **a** Choose a strategy for each customer under the budget.
# - **b** Charge each customer the activities it used, and take them off its margin.
# - **c** Fix the months to look at, and the day from which to look back.
# - **d** Place customers by value and relation.
# - **e** Divide the cost of each activity by its driver.
# - **f** Leave out, and count, those who have stopped ordering or are too new to judge.
# - **g** Try the plan on a few drawn by lot, and measure who stays.
# - **h** Put the customers placed so into tiers, each with its standard of service.

# %% [markdown] lang="zh" exercise="04d.11" part="task"
# ## 11. 过程
#
# 按课文里的过程，把区分客户的步骤排好顺序：一个字母列表，第一步在最前。
#
# - **a** 在预算之内给每位客户选一种策略。
# - **b** 把客户用掉的作业记在该客户名下，从毛利里减去。
# - **c** 定下看哪几个月、从哪一天往回看。
# - **d** 按价值和关系给客户定位。
# - **e** 把每项作业的成本除以它的动因。
# - **f** 略去已经不订货的、太新的，并数清有多少。
# - **g** 抽签挑几家试行，量一量谁留下。
# - **h** 给定好位的客户分层，每层配一套服务标准。

# %% lang="en" exercise="04d.11" part="stub"
steps = ____  # such as ["a", "b", "c", "d", "e", "f", "g", "h"]

# %% lang="zh" exercise="04d.11" part="stub"
steps = ____  # 例如["a", "b", "c", "d", "e", "f", "g", "h"]

# %% exercise="04d.11" part="solution"
steps = ["c", "e", "b", "f", "d", "h", "a", "g"]

# %% exercise="04d.11" part="also_right"
steps = list("cebfdhag")

# %% exercise="04d.11" part="wrong" en="You left customers out before the costs were shared: then those who stay bear the cost of those who left." zh="还没分摊成本就略去了一些客户：留下的人就替走了的人背了成本。"
steps = ["c", "f", "e", "b", "d", "h", "a", "g"]

# %% exercise="04d.11" part="wrong" en="Customers can be charged only when a unit of each activity has its rate." zh="先得知道每个单位的费率，才能记到客户名下。"
steps = ["c", "b", "e", "f", "d", "h", "a", "g"]

# %% exercise="04d.11" part="wrong" en="The trial comes after the plan: first say what is to be tried." zh="试行在方案之后：先说清楚要试什么。"
steps = ["c", "e", "b", "f", "d", "h", "g", "a"]

# %% exercise="04d.11" part="wrong" en="Rates need their months: fix the window first." zh="算费率也得知道是哪几个月的：先定时间窗口。"
steps = ["e", "c", "b", "f", "d", "h", "a", "g"]

# %% exercise="04d.11" part="wrong" en="First settle who is counted in, then place: the median that cuts close from distant is taken over the final list." zh="先定下谁算进来，再定位：分亲疏的中位数，要在最后的名单上取。"
steps = ["c", "e", "b", "d", "f", "h", "a", "g"]

# %% exercise="04d.11" part="wrong" en="Tiers before the matrix: card h speaks of customers who are placed already. Place them first." zh="还没定位就分层：卡片h说的是已经定好位的客户。先定位。"
steps = ["c", "e", "b", "f", "h", "d", "a", "g"]

# %% exercise="04d.11" part="wrong" en="Tiers come before the strategies: the standard holds for everybody in a tier, and a strategy is chosen for the single customer on top of it." zh="分层要在选策略之前：服务标准对一层里的客户都算数，策略是在它之上再给单个客户选的。"
steps = ["c", "e", "b", "f", "d", "a", "h", "g"]

# %% exercise="04d.11" part="wrong" en="The tiers are missing: h belongs in it too, after the matrix." zh="漏了分层：h也要排进去，在定位之后。"
steps = ["c", "e", "b", "f", "d", "a", "g"]

# %% exercise="04d.11" part="wrong" en="Tiers after the trial: a trial tests the whole plan, tiers and strategies together, so it comes last." zh="试行之后才分层：试行试的是整套方案，分层和策略都要先定好，试行放最后。"
steps = ["c", "e", "b", "f", "d", "a", "g", "h"]

# %% [markdown] lang="en" exercise="04d.11" part="hint"
# Which step needs the result of none of the others? Who caused the costs of last year: only those who are still here?

# %% [markdown] lang="zh" exercise="04d.11" part="hint"
# 哪一步不需要别的结果？去年的成本，只是现在还在的客户引起的吗？

# %% [markdown] lang="en" exercise="04d.11" part="hint"
# Begin with c, e, b; end with h, a, g.

# %% [markdown] lang="zh" exercise="04d.11" part="hint"
# 开头是c、e、b，最后是h、a、g。

# %% [markdown] lang="en" exercise="04d.11" part="analysis"
# Window, rates, contribution, who is counted in, matrix, tiers, strategy, trial: each step has its choice, and each choice a line in the record.
# Rates come from everybody who was served, also from those who have left since.

# %% [markdown] lang="zh" exercise="04d.11" part="analysis"
# 窗口、费率、贡献、把谁算进来、矩阵、分层、策略、试行：每一步都有选择，每个选择都在记录里占一行。
# 费率要按全部服务过的客户来算，后来走了的也算。

# %% [markdown] lang="en" exercise="04d.12" part="task" kind="memo"
# ## 12. Decision memo
#
# The owner has half a page for you: how to spend {{budget:,}} yuan on the accounts in 2026.
# To keep it short, take only the {{len(year)}} accounts that ordered in all twelve months of 2025; so the numbers differ from the lesson.
# What do you propose for how many accounts, what does it cost and bring, what is it compared with, what does it hang on, what do you try first?
# Write at least forty words, in triple quotation marks, with the numbers that you found, and mark them by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="04d.12" part="task"
# ## 12. 决策备忘
#
# 老板只给你半页纸：2026年这{{budget:,}}元，怎么花在客户身上。
# 为省事，只看2025年十二个月都订了货的{{len(year)}}家，所以数字跟课文不同。
# 建议对多少家做什么，花多少、多得多少，跟什么比，结论靠什么假设，先试什么？
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分：先给自己打，然后跟同学交换。

# %% exercise="04d.12" part="given"
import pandas as pd

from crmlab import differentiate

budget = 30_000
orders = crm.load("account_orders").query("month_on >= '2025-01-01'")
use = crm.load("account_costs").query("month_on >= '2025-01-01'")
rates = differentiate.activity_rates(crm.load("cost_pools").query("month_on >= '2025-01-01'"), use)
served = differentiate.contribution(orders, use, rates, "account_id")
months = orders.groupby("account_id")["month_on"].agg(["size", "max"])
kept = months[(months["size"] == 12) & (months["max"] == "2025-12-01")].index
year = served[served["account_id"].isin(kept)]
same = dict.fromkeys(rates["activity"], 1.0)
less = {"delivery": 0.7, "driving": 0.7, "returns": 0.5, "order_taking": 0.0}
plans = pd.DataFrame(
    [
        {"strategy": "invest", "outlay": 2286.0, "margin": 1.06, "stays": 1.0, **same},
        {"strategy": "maintain", "outlay": 0.0, "margin": 1.0, "stays": 1.0, **same},
        {"strategy": "manage", "outlay": 600.0, "margin": 1.0, "stays": 0.9, **same, **less},
        {"strategy": "exit", "outlay": 100.0, "margin": 1.0, "stays": 0.0, **same},
    ]
)
len(year), int((year["contribution"] < 0).sum())

# %% lang="en" exercise="04d.12" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="04d.12" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% lang="en" exercise="04d.12" part="solution"
options = differentiate.strategy_options(year, plans, "account_id", sunk=0.3)
plan = differentiate.choose_strategies(options, budget, "account_id")
counts = plan.chosen["strategy"].value_counts().reindex(plans["strategy"], fill_value=0)
# Only half of the planned savings come true, of dropped deliveries and of exits alike.
half = plans.copy()
half.loc[half["strategy"] == "manage", list(less)] = [(1 + factor) / 2 for factor in less.values()]
stuck = differentiate.strategy_options(year, half, "account_id", sunk=1 - 0.7 / 2)
proposed = stuck["account_id"].map(plan.chosen.set_index("account_id")["strategy"])
worse = stuck.loc[stuck["strategy"] == proposed, "gain"].sum()
largest = (
    options[options["strategy"] == "invest"]
    .set_index("account_id")
    .loc[year.nlargest(13, "amount")["account_id"]]
)
memo = (
    f"Of {len(year)} accounts {int((year['contribution'] < 0).sum())} cost more than they bring. "
    f"I propose to offer {counts['manage']} new terms (fuller deliveries, orders by app), to hand {counts['exit']} to a "
    f"wholesaler with notice, to visit {counts['invest']} twice more a month ({counts['invest'] * 2286:,} yuan of the money), "
    f"and to leave {counts['maintain']} as they are. "
    f"All this costs {plan.outlay:,.0f} yuan and should bring {plan.gain:,.0f} yuan a year; "
    f"visits to the thirteen largest would bring {largest['gain'].sum():,.0f} for the same money. "
    "It hangs on two guesses: that nine in ten of the managed stay, and that the costs we drop are really saved. "
    f"If only half of the savings come true, the same plan brings {worse:,.0f} yuan. "
    f"Talks with the {counts['exit']} first would cost {600 * counts['exit']:,} yuan more; I would not, but tell them why and in time. "
    "I would begin with half of the managed, drawn by lot, leave the other half as it is, count after six months who "
    "stays in both, and watch the petrol bill of one district where a whole round is dropped."
)
print(memo)

# %% lang="zh" exercise="04d.12" part="solution"
options = differentiate.strategy_options(year, plans, "account_id", sunk=0.3)
plan = differentiate.choose_strategies(options, budget, "account_id")
counts = plan.chosen["strategy"].value_counts().reindex(plans["strategy"], fill_value=0)
# 打算省的成本只省下一半：少送的货和退出都一样。
half = plans.copy()
half.loc[half["strategy"] == "manage", list(less)] = [(1 + factor) / 2 for factor in less.values()]
stuck = differentiate.strategy_options(year, half, "account_id", sunk=1 - 0.7 / 2)
proposed = stuck["account_id"].map(plan.chosen.set_index("account_id")["strategy"])
worse = stuck.loc[stuck["strategy"] == proposed, "gain"].sum()
largest = (
    options[options["strategy"] == "invest"]
    .set_index("account_id")
    .loc[year.nlargest(13, "amount")["account_id"]]
)
memo = (
    f"{len(year)}家客户里，有{int((year['contribution'] < 0).sum())}家带来的抵不上花掉的。"
    f"建议请{counts['manage']}家改条件：少送几趟、每趟送满、手机下单；{counts['exit']}家提前打招呼，转给批发商；"
    f"{counts['invest']}家每月多拜访两次（占{counts['invest'] * 2286:,}元）；{counts['maintain']}家照旧。"
    f"一共花{plan.outlay:,.0f}元，预计一年多得{plan.gain:,.0f}元；"
    f"同样的钱去拜访最大的十三家，只多得{largest['gain'].sum():,.0f}元。"
    "这靠两个猜测：改了条件的客户十家留下九家；打算省的成本真能省下来。"
    f"要是只省得下一半，方案照做，结果是{worse:,.0f}元。"
    f"要退出的那{counts['exit']}家如果都先谈一遍，还得多花{600 * counts['exit']:,}元；我不主张谈，但要及早说明理由。"
    "要改条件的先抽签分成两半，一半改，一半半年不动，再比两边各留下多少；"
    "另挑一个片区，整趟车不跑，看油费省了多少。"
)
print(memo)

# %% exercise="04d.12" part="wrong" en="There is no number in it. An owner decides about money: how many accounts, what it costs, what it brings." zh="一个数字也没有。老板要决定的是钱：多少家、花多少、多得多少。"
memo = """I propose to look after the large accounts because they bring the most and deserve our attention. The small ones that cost us money should be talked to and perhaps given up if they do not change. We should watch what happens and learn from it for next year, as good firms always do with their customers. 我建议多关照大客户，因为他们买得多，理应得到照顾。那些亏钱的小客户，先谈一谈，不肯改就算了。做完以后看看效果，总结经验，明年再做得好一些，好企业都是这样经营客户的。"""

# %% exercise="04d.12" part="wrong" en="Too short for a decision: what for whom, what cost, what gain, what risk." zh="太短了，定不了事：对谁做什么、花多少、多得多少、有什么风险。"
memo = "Manage 40 accounts. 控制40家。"

# %% exercise="04d.12" part="wrong" en="There is no number in it: a plan without money can't be compared with another." zh="没有数字：不带金额的方案，没法跟别的方案比。"
memo = """We should send away every account that loses money at once and spend the whole budget on visits to our true friends, because loyalty always pays in the end and because the sales people know their customers best of all. Whoever complains can buy from somebody else in town, there are enough wholesalers around. 亏钱的客户应该马上全部请走，预算都用来拜访老朋友，因为忠诚最后总会有回报，销售人员最了解自己的客户。谁有意见就去别家买，城里批发商多得很，用不着我们操心，也不必再讨论。"""

# %% [markdown] lang="en" exercise="04d.12" part="hint"
# Five sentences: what for whom; cost and gain; compared with what; on which guess it hangs, with a number; what to try first.

# %% [markdown] lang="zh" exercise="04d.12" part="hint"
# 五句话：对谁做什么；花多少、多得多少；跟什么比；靠哪个猜测（带数字）；先试什么。

# %% [markdown] lang="en" exercise="04d.12" part="hint"
# `strategy_options(year, plans, "account_id", sunk=0.3)`, then `choose_strategies(options, budget, "account_id")`; then other options with another `sunk` and smaller savings of `manage` in `plans`, and the gain of the strategies you have already chosen.

# %% [markdown] lang="zh" exercise="04d.12" part="hint"
# 先`strategy_options(year, plans, "account_id", sunk=0.3)`，再`choose_strategies(options, budget, "account_id")`；再换个`sunk`、把`plans`里控制省下的改小，算一遍`options`，把已经选定的策略放进去，看多得多少。

# %% [markdown] lang="en" exercise="04d.12" part="rubric"
# - **Decision** (2): says which strategy for how many accounts; one point for one of the two.
# - **Money** (2): outlay and expected gain a year, and what another way of spending would bring; one point for two of the three.
# - **Evidence** (2): rests on contribution after the cost to serve, and names how many lose money; one point for one of the two.
# - **Assumption** (2): names the guess on which most hangs, and with a number what the same plan brings if it is wrong (not a plan chosen anew); one point for the name alone.
# - **Trial** (1): says what to try first, on whom, what to count, and with whom to compare (some left as they are).
# - **Fairness and form** (1): what is proposed is what was priced, so talks before an exit are either paid for or left out openly; half a page that an owner understands.

# %% [markdown] lang="zh" exercise="04d.12" part="rubric"
# - **决定**（2）：写明什么策略、多少家；只写其中一样得1分。
# - **金额**（2）：投入、一年多得多少，以及换一种花法会怎样；三样写出两样得1分。
# - **依据**（2）：以扣除服务成本后的贡献为依据，写明多少家亏钱；只写其中一样得1分。
# - **前提**（2）：点明最要紧的猜测，用数字说明猜错了、方案照做会怎样（不是重选以后的数）；只点明得1分。
# - **试行**（1）：先在谁身上试，数什么，跟谁比（留一些不动）。
# - **公道与表达**（1）：提的就是算过价的那个方案，退出之前谈不谈，要么把钱算进去，要么明说不谈；半页纸，老板看得懂。

# %% [markdown] lang="en" exercise="04d.12" part="analysis"
# The model memo spends {{plan.outlay:,.0f}} yuan and expects {{plan.gain:,.0f}}.
# Another good memo lets nobody go in the first year and says what that costs; what counts is that the guess is named and will be measured.

# %% [markdown] lang="zh" exercise="04d.12" part="analysis"
# 参考备忘花{{plan.outlay:,.0f}}元，预计多得{{plan.gain:,.0f}}元。
# 另一份好备忘也可以第一年谁都不放走，只要写明代价；要紧的是把猜测说出来，并且打算去量。
