# ---
# id: "04a"
# title: {en: "Who pays the rent? ABC and RFM", zh: "谁在养店？ABC与RFM"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Brackets, quotation marks and commas in code are the English ones.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 代码里的括号、引号、逗号都要用英文输入法。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="04a.1" part="task" kind="table"
# ## 1. The shelf in three classes
#
# ABC began in the storeroom.
# Classify the shop's products by the money that they brought, with the usual cuts at {{cuts[0]:.0%}} and {{cuts[1]:.0%}}.
# Give a table with the columns `product_id` and `abc`.

# %% [markdown] lang="zh" exercise="04a.1" part="task"
# ## 1. 货架分三类
#
# ABC本来就是仓库里的方法。
# 按带来的金额给商品分类，两刀照惯例切在{{cuts[0]:.0%}}和{{cuts[1]:.0%}}。
# 答案是一张表，有`product_id`和`abc`两列。

# %% exercise="04a.1" part="given"
from crmlab import differentiate

cuts = (0.80, 0.95)
lines = crm.load("order_lines")
lines["amount"] = lines["quantity"] * lines["unit_price"]
lines.head(3)

# %% lang="en" exercise="04a.1" part="stub"
product_classes = ____  # a table: product_id, abc

# %% lang="zh" exercise="04a.1" part="stub"
product_classes = ____  # 一张表：product_id、abc

# %% exercise="04a.1" part="solution"
product_classes = differentiate.abc(lines, "product_id", "amount")[["product_id", "abc"]]

# %% exercise="04a.1" part="also_right"
sales = lines.groupby("product_id")["amount"].sum().sort_values(ascending=False)
before = (sales.cumsum() - sales) / sales.sum()
product_classes = (
    before.map(lambda share: "A" if share < 0.8 else "B" if share < 0.95 else "C").rename("abc").reset_index()
)

# %% exercise="04a.1" part="wrong" en="You added up packs. A class is about money: add up quantity times price." zh="你加的是件数。分类看的是金额：数量乘单价再加总。"
product_classes = differentiate.abc(lines, "product_id", "quantity")[["product_id", "abc"]]

# %% exercise="04a.1" part="wrong" en="The product that crosses a cut still belongs to the better class: look at the share before it, not after it." zh="恰好跨过那一刀的商品仍算前一类：要看排在它前面的合计，不是连它一起的合计。"
sales = lines.groupby("product_id")["amount"].sum().sort_values(ascending=False)
after = sales.cumsum() / sales.sum()
product_classes = (
    after.map(lambda share: "A" if share < 0.8 else "B" if share < 0.95 else "C").rename("abc").reset_index()
)

# %% exercise="04a.1" part="wrong" en="You cut the number of products, not the money. Cumulate the money first." zh="你切的是商品个数，不是金额。先把金额累计起来。"
ranked = lines.groupby("product_id")["amount"].sum().rank(ascending=False, pct=True)
product_classes = (
    ranked.map(lambda share: "A" if share <= 0.2 else "B" if share <= 0.5 else "C")
    .rename("abc")
    .reset_index()
)

# %% exercise="04a.1" part="wrong" en="You cumulated in the order of the product numbers. Sort by money first, the biggest on top." zh="你是按商品编号的顺序累计的。先按金额从大到小排，再累计。"
sales = lines.groupby("product_id")["amount"].sum()
before = (sales.cumsum() - sales) / sales.sum()
product_classes = (
    before.map(lambda share: "A" if share < 0.8 else "B" if share < 0.95 else "C").rename("abc").reset_index()
)

# %% exercise="04a.1" part="wrong" en="The second cut is at ninety-five in a hundred, not at nine tenths." zh="第二刀切在九成五，不是九成。"
product_classes = differentiate.abc(lines, "product_id", "amount", cuts=(0.8, 0.9))[["product_id", "abc"]]

# %% exercise="04a.1" part="wrong" en="You sorted from the smallest up, so the screws became A. Sort the biggest first." zh="你从小排到大，螺丝钉成了A类。要从大排到小。"
sales = lines.groupby("product_id")["amount"].sum().sort_values()
before = (sales.cumsum() - sales) / sales.sum()
product_classes = (
    before.map(lambda share: "A" if share < 0.8 else "B" if share < 0.95 else "C").rename("abc").reset_index()
)

# %% [markdown] lang="en" exercise="04a.1" part="hint"
# First one number for each product: the sum of `amount`.
# Then it is the lesson's ABC, with products in place of customers.

# %% [markdown] lang="zh" exercise="04a.1" part="hint"
# 先给每种商品算一个数：`amount`之和。
# 剩下的就是课文里的ABC，只是把客户换成商品。

# %% [markdown] lang="en" exercise="04a.1" part="hint"
# `differentiate.abc(lines, key, value)` does it in one call; then keep two columns.

# %% [markdown] lang="zh" exercise="04a.1" part="hint"
# `differentiate.abc(lines, key, value)`一行就够，再留下两列。

# %% [markdown] lang="en" exercise="04a.1" part="analysis"
# {{(product_classes["abc"] == "A").sum()}} of {{len(product_classes)}} products are A: the shelf is less unequal than the customers.
# A long tail of C products is normal; before you drop one, look who buys it.
# A champion who finds her vinegar gone may take her whole basket elsewhere.

# %% [markdown] lang="zh" exercise="04a.1" part="analysis"
# {{len(product_classes)}}种商品里有{{(product_classes["abc"] == "A").sum()}}种是A类：货架上的差距没有客户之间那么大。
# C类商品拖着一条长尾巴，很正常；下架之前先看看是谁在买。
# 明星客户找不到她常买的醋，可能整篮东西都去别家买了。

# %% [markdown] lang="en" exercise="04a.2" part="task" kind="number"
# ## 2. The best tenth
#
# What share of all money comes from the best tenth of the customers?
# Count customers, not orders; give a number between zero and one.

# %% [markdown] lang="zh" exercise="04a.2" part="task"
# ## 2. 最好的十分之一
#
# 花钱最多的十分之一客户，贡献了全部金额的多少？
# 数客户，不数订单；答案是零到一之间的一个数。

# %% exercise="04a.2" part="given"
orders = crm.load("orders")
spend = orders.groupby("customer_id")["amount"].sum()
spend.head(3)

# %% lang="en" exercise="04a.2" part="stub"
top_share = ____  # a number between 0 and 1

# %% lang="zh" exercise="04a.2" part="stub"
top_share = ____  # 0到1之间的数

# %% exercise="04a.2" part="solution"
best = spend.nlargest(round(len(spend) / 10))
top_share = best.sum() / spend.sum()

# %% exercise="04a.2" part="also_right"
from crmlab import differentiate

top_share = differentiate.top_share(spend, top=0.1)

# %% exercise="04a.2" part="also_right"
top_share = spend.sort_values(ascending=False).iloc[: len(spend) // 10].sum() / orders["amount"].sum()

# %% exercise="04a.2" part="wrong" en="You took a tenth of the orders. One customer has many orders: add them up for each customer first." zh="你取的是十分之一的订单。一位客户有很多订单，先按客户加总。"
top_share = orders["amount"].nlargest(len(orders) // 10).sum() / orders["amount"].sum()

# %% exercise="04a.2" part="wrong" en="These are the ones who spend least. The best tenth spend most: nlargest." zh="你取的是花钱最少的十分之一。要的是花钱最多的：nlargest。"
top_share = spend.nsmallest(round(len(spend) / 10)).sum() / spend.sum()

# %% exercise="04a.2" part="wrong" en="You took the first tenth of the table as it stands, by customer number. Sort by money first." zh="你取的是表里排在前面的十分之一，那是按客户编号排的。先按金额排序。"
top_share = spend.iloc[: len(spend) // 10].sum() / spend.sum()

# %% exercise="04a.2" part="wrong" en="You counted how many of the customers they are, which is a tenth by definition. Add up their money." zh="你数的是人数占比，那当然是十分之一。要加的是他们的钱。"
top_share = round(len(spend) / 10) / len(spend)

# %% exercise="04a.2" part="wrong" en="That is the best fifth, as in the lesson. The question is about a tenth." zh="这是最好的五分之一，和课文一样。题目问的是十分之一。"
top_share = spend.nlargest(round(len(spend) / 5)).sum() / spend.sum()

# %% exercise="04a.2" part="wrong" en="That is money, in yuan. Divide it by the money of all customers." zh="这是金额，单位是元。再除以全部客户的金额。"
top_share = spend.nlargest(round(len(spend) / 10)).sum()

# %% [markdown] lang="en" exercise="04a.2" part="hint"
# `spend` has one number for each customer.
# Which of them are the best tenth, and what do these add up to?

# %% [markdown] lang="zh" exercise="04a.2" part="hint"
# `spend`里每位客户一个数。
# 哪些人是最好的十分之一？他们加起来是多少？

# %% [markdown] lang="en" exercise="04a.2" part="hint"
# `spend.nlargest(n)` gives the n largest; the rest is a division.

# %% [markdown] lang="zh" exercise="04a.2" part="hint"
# `spend.nlargest(n)`给出最大的n个；剩下就是一步除法。

# %% [markdown] lang="en" exercise="04a.2" part="analysis"
# The best tenth bring {{top_share:.0%}} of the money.
# Where one customer in ten brings about half, losing a handful of them is felt at once.
# Ask what such a customer would have to see to leave, before you ask how to win new ones.

# %% [markdown] lang="zh" exercise="04a.2" part="analysis"
# 最好的十分之一贡献了{{top_share:.0%}}的金额。
# 十个人里有一个带来一半左右的钱，少掉几位立刻就觉得出来。
# 先问什么事会让他们走，再问怎么拉新客。

# %% [markdown] lang="en" exercise="04a.3" part="task" kind="fix"
# ## 3. Mend the cell
#
# The cell below runs, and two of its three columns are wrong.
# A refund is money that goes back; it is not a visit.
# Mend the cell so that `measures` holds recency (days before `today`), frequency and money as the lesson defines them.

# %% [markdown] lang="zh" exercise="04a.3" part="task"
# ## 3. 改错
#
# 下面这一格能运行，但三列里有两列不对。
# 退款是退回去的钱，不是来店里买东西。
# 改一改，让`measures`里的近度（距`today`的天数）、频度、额度符合课文的定义。

# %% exercise="04a.3" part="given"
import pandas as pd

orders = crm.load("orders")
today = pd.Timestamp("2026-01-01")
int((orders["amount"] < 0).sum())

# %% exercise="04a.3" part="stub"
measures = pd.DataFrame(
    {
        "recency": (today - orders.groupby("customer_id")["ordered_on"].max()).dt.days,
        "frequency": orders.groupby("customer_id").size(),
        "monetary": orders.groupby("customer_id")["amount"].sum().round(2),
    }
)

# %% exercise="04a.3" part="solution"
bought = orders[orders["amount"] > 0]
measures = pd.DataFrame(
    {
        "recency": (today - bought.groupby("customer_id")["ordered_on"].max()).dt.days,
        "frequency": bought.groupby("customer_id").size(),
        "monetary": orders.groupby("customer_id")["amount"].sum().round(2),
    }
)

# %% exercise="04a.3" part="also_right"
from crmlab import differentiate

measures = differentiate.rfm(orders, as_of=today)[["customer_id", "recency", "frequency", "monetary"]]

# %% exercise="04a.3" part="wrong" en="Frequency is mended. Recency still takes the day of a refund for the day of a visit." zh="频度改对了。近度还是把退款那天当成了来店那天。"
measures = pd.DataFrame(
    {
        "recency": (today - orders.groupby("customer_id")["ordered_on"].max()).dt.days,
        "frequency": orders[orders["amount"] > 0].groupby("customer_id").size(),
        "monetary": orders.groupby("customer_id")["amount"].sum().round(2),
    }
)

# %% exercise="04a.3" part="wrong" en="Recency is mended. Frequency still counts refunds as purchases." zh="近度改对了。频度还是把退款也算成了购买。"
measures = pd.DataFrame(
    {
        "recency": (today - orders[orders["amount"] > 0].groupby("customer_id")["ordered_on"].max()).dt.days,
        "frequency": orders.groupby("customer_id").size(),
        "monetary": orders.groupby("customer_id")["amount"].sum().round(2),
    }
)

# %% exercise="04a.3" part="wrong" en="Recency and frequency are right now, but money has forgotten the refunds: it was right before. Add up all orders there." zh="近度和频度对了，额度却把退款忘了：它本来是对的。额度要把全部订单加起来。"
bought = orders[orders["amount"] > 0].groupby("customer_id")
measures = pd.DataFrame(
    {
        "recency": (today - bought["ordered_on"].max()).dt.days,
        "frequency": bought.size(),
        "monetary": bought["amount"].sum().round(2),
    }
)

# %% [markdown] lang="en" exercise="04a.3" part="hint"
# Find a customer with a refund, and read her rows aloud: what should R, F and M be?

# %% [markdown] lang="zh" exercise="04a.3" part="hint"
# 找一位有退款的客户，把她的几行念一遍：R、F、M应该各是多少？

# %% [markdown] lang="en" exercise="04a.3" part="hint"
# Two of the three columns need only the purchases: `orders[orders["amount"] > 0]`.

# %% [markdown] lang="zh" exercise="04a.3" part="hint"
# 三列里有两列只该看购买：`orders[orders["amount"] > 0]`。

# %% [markdown] lang="en" exercise="04a.3" part="analysis"
# Purchases make recency and frequency; all orders, refunds too, make the money.
# It is a definition, not a law of nature, so write it down: a shop whose refunds are visits to the counter may decide otherwise.
# What matters is that one definition holds in the whole house.

# %% [markdown] lang="zh" exercise="04a.3" part="analysis"
# 近度和频度只看购买，额度要把退款一起算。
# 这是定义，不是天理，所以要写下来：如果退货得亲自来柜台，店家也可以另作规定。
# 要紧的是全店只用一个定义。

# %% [markdown] lang="en" exercise="04a.4" part="task" kind="function"
# ## 4. Scores by fixed cut points
#
# Fifths move whenever the customers change; a manager often wants cut points that stay.
# Write a function that turns a recency in days into a score.
# `cuts` holds four rising numbers.
# Up to and including the first, the score is five; above the last, it is one.

# %% [markdown] lang="zh" exercise="04a.4" part="task"
# ## 4. 按固定分界点打分
#
# 五等分会随客户变动而移动；经理往往希望界线固定。
# 写一个函数，把近度（天数）变成分数。
# `cuts`是四个从小到大的数。
# 不超过第一个数得五分，超过最后一个数得一分。


# %% lang="en" exercise="04a.4" part="stub"
def recency_score(days, cuts):
    # days: a number of days; cuts: four rising numbers, such as [30, 90, 180, 365]
    return ____


# %% lang="zh" exercise="04a.4" part="stub"
def recency_score(days, cuts):
    # days：天数；cuts：四个从小到大的数，比如[30, 90, 180, 365]
    return ____


# %% exercise="04a.4" part="solution"
def recency_score(days, cuts):
    if days <= cuts[0]:
        return 5
    if days <= cuts[1]:
        return 4
    if days <= cuts[2]:
        return 3
    if days <= cuts[3]:
        return 2
    return 1


# %% exercise="04a.4" part="also_right"
def recency_score(days, cuts):
    return 5 - sum(days > cut for cut in cuts)


# %% exercise="04a.4" part="also_right"
def recency_score(days, cuts):
    for score, cut in zip((5, 4, 3, 2), cuts):
        if days <= cut:
            return score
    return 1


# %% exercise="04a.4" part="also_right"
import numpy as np


def recency_score(days, cuts):
    return 5 - np.searchsorted(cuts, days, side="left")


# %% exercise="04a.4" part="wrong" en="Who stands exactly on a cut point keeps the better score: she has not exceeded it. Look at your comparison signs." zh="恰好落在分界点上的人还没有超过它，保留较高的分数。看看你的比较号。"
def recency_score(days, cuts):
    return 5 - sum(days >= cut for cut in cuts)


# %% exercise="04a.4" part="wrong" en="Turned round: few days are good and earn a five." zh="方向反了：天数少是好事，该得五分。"
def recency_score(days, cuts):
    return 1 + sum(days > cut for cut in cuts)


# %% exercise="04a.4" part="wrong" en="Your scores begin at four: four cut points make five scores, from five down to one." zh="你的分数从四分开始：四个分界点分出五档，从五分到一分。"
def recency_score(days, cuts):
    return 4 - sum(days > cut for cut in cuts)


# %% exercise="04a.4" part="wrong" en="You wrote the cut points into the function. Use the argument cuts, so that it works for other shops too." zh="你把分界点写死在函数里了。要用参数cuts，换一家店也能用。"
def recency_score(days, cuts):
    return 5 - sum(days > cut for cut in [30, 90, 180, 365])


# %% exercise="04a.4" part="hidden"
cuts = [30, 90, 180, 365]
hidden_inputs = [
    (0, cuts),
    (30, cuts),
    (31, cuts),
    (90, cuts),
    (180, cuts),
    (365, cuts),
    (366, cuts),
    (2000, cuts),
]
hidden_inputs += [(7, [7, 14, 28, 56]), (20, [7, 14, 28, 56]), (60, [7, 14, 28, 56])]

# %% [markdown] lang="en" exercise="04a.4" part="hint"
# How many of the four cut points does the customer exceed?
# None: five. All four: one.

# %% [markdown] lang="zh" exercise="04a.4" part="hint"
# 她超过了四个分界点里的几个？
# 一个也没超过，五分；全超过，一分。

# %% [markdown] lang="en" exercise="04a.4" part="hint"
# Begin with `if days <= cuts[0]: return 5`, and go on so; the last line is for those beyond all four.
# (Shorter: `sum(days > cut for cut in cuts)` counts the cut points exceeded.)

# %% [markdown] lang="zh" exercise="04a.4" part="hint"
# 从`if days <= cuts[0]: return 5`写起，依次往下；最后一行留给四个都超过的人。
# （更短的写法：`sum(days > cut for cut in cuts)`数出超过了几个。）

# %% [markdown] lang="en" exercise="04a.4" part="analysis"
# From five down to one, and whoever is beyond all cut points gets the one; in one line, `5 - sum(days > cut for cut in cuts)`.
# `rfm(orders, thresholds={"recency": cuts})` scores so.
# Fixed cut points make months comparable and treat equal customers equally; the price is that the groups are no longer of one size.

# %% [markdown] lang="zh" exercise="04a.4" part="analysis"
# 从五分往下数，四个分界点都超过的得一分；一行的写法是`5 - sum(days > cut for cut in cuts)`。
# `rfm(orders, thresholds={"recency": cuts})`就这样打分。
# 固定分界点让各个月份可以比较，相同的客户得相同的分；代价是各组人数不再一样多。

# %% [markdown] lang="en" exercise="04a.5" part="task" kind="table"
# ## 5. The eight types
#
# Many textbooks cut each measure only in two, high (H) and low (L), often at the average.
# We cut the scores: high is four or five, low is three or less.
# Two times two times two makes eight types, such as `HLH`: lately here, seldom, big spender.
# Count the customers of each type.
# Give a table with the columns `type` (letters in the order R, F, M) and `customers`.

# %% [markdown] lang="zh" exercise="04a.5" part="task"
# ## 5. 八类客户
#
# 不少教材把每个指标只分高（H）低（L）两档，界线常取平均数。
# 我们按分数来分：四分、五分为高，三分及以下为低。
# 二乘二乘二得八类，比如`HLH`：最近来过、来得少、花得多。
# 数一数每一类有多少客户。
# 答案是一张表，有`type`（字母按R、F、M的顺序）和`customers`两列。

# %% exercise="04a.5" part="given"
from crmlab import differentiate

scores = differentiate.rfm(crm.load("orders"), as_of="2026-01-01")
scores.head(3)

# %% lang="en" exercise="04a.5" part="stub"
types = ____  # a table: type, customers

# %% lang="zh" exercise="04a.5" part="stub"
types = ____  # 一张表：type、customers

# %% exercise="04a.5" part="solution"
high = scores[["r_score", "f_score", "m_score"]] >= 4
letters = high.apply(lambda column: column.map({True: "H", False: "L"}))
kind = letters["r_score"] + letters["f_score"] + letters["m_score"]
types = kind.value_counts().rename_axis("type").reset_index(name="customers")


# %% exercise="04a.5" part="also_right"
def letter(value):
    return "H" if value >= 4 else "L"


triples = zip(scores["r_score"], scores["f_score"], scores["m_score"])
labelled = scores.assign(type=[letter(r) + letter(f) + letter(m) for r, f, m in triples])
types = labelled.groupby("type", as_index=False).agg(customers=("customer_id", "size"))

# %% exercise="04a.5" part="wrong" en="You let three count as high. High is four or five." zh="你把三分也算成高了。四分、五分才算高。"
letters = {
    column: (scores[column] >= 3).map({True: "H", False: "L"}) for column in ("r_score", "f_score", "m_score")
}
types = (
    (letters["r_score"] + letters["f_score"] + letters["m_score"])
    .value_counts()
    .rename_axis("type")
    .reset_index(name="customers")
)

# %% exercise="04a.5" part="wrong" en="Only five counts as high in your table. Four is high too: use >= 4, not > 4." zh="你的表里只有五分算高。四分也算：用>= 4，不是> 4。"
letters = {
    column: (scores[column] > 4).map({True: "H", False: "L"}) for column in ("r_score", "f_score", "m_score")
}
types = (
    (letters["r_score"] + letters["f_score"] + letters["m_score"])
    .value_counts()
    .rename_axis("type")
    .reset_index(name="customers")
)

# %% exercise="04a.5" part="wrong" en="Your letters stand in the order F, R, M. The order is R, F, M, as in the name." zh="你的字母顺序是F、R、M。应该按R、F、M，和名字一样。"
letters = {
    column: (scores[column] >= 4).map({True: "H", False: "L"}) for column in ("r_score", "f_score", "m_score")
}
types = (
    (letters["f_score"] + letters["r_score"] + letters["m_score"])
    .value_counts()
    .rename_axis("type")
    .reset_index(name="customers")
)

# %% exercise="04a.5" part="wrong" en="You cut recency, frequency and money at their averages, as some textbooks do. Here the scores decide: high is four or five." zh="你按近度、频度、额度的平均数来分高低，有的教材这样做。这里看分数：四分、五分为高。"
measures = scores.assign(recency=-scores["recency"])[["recency", "frequency", "monetary"]]
letters = measures.gt(measures.mean()).apply(lambda column: column.map({True: "H", False: "L"}))
kind = letters["recency"] + letters["frequency"] + letters["monetary"]
types = kind.value_counts().rename_axis("type").reset_index(name="customers")

# %% exercise="04a.5" part="wrong" en="You have the money of each type, not its customers. Count rows." zh="你算的是每一类的金额，不是人数。要数行数。"
letters = {
    column: (scores[column] >= 4).map({True: "H", False: "L"}) for column in ("r_score", "f_score", "m_score")
}
kind = letters["r_score"] + letters["f_score"] + letters["m_score"]
types = scores.groupby(kind)["monetary"].sum().rename_axis("type").reset_index(name="customers")

# %% [markdown] lang="en" exercise="04a.5" part="hint"
# Turn each score into one letter, then put the three letters side by side with `+`.

# %% [markdown] lang="zh" exercise="04a.5" part="hint"
# 每个分数先变成一个字母，再用`+`把三个字母连起来。

# %% [markdown] lang="en" exercise="04a.5" part="hint"
# `(scores["r_score"] >= 4).map({True: "H", False: "L"})` gives the first letter; `value_counts()` counts at the end.

# %% [markdown] lang="zh" exercise="04a.5" part="hint"
# `(scores["r_score"] >= 4).map({True: "H", False: "L"})`得到第一个字母；最后用`value_counts()`计数。

# %% [markdown] lang="en" exercise="04a.5" part="analysis"
# `LLL` is the largest type with {{types.set_index("type")["customers"]["LLL"]:,}} customers, `HHH` the second with {{types.set_index("type")["customers"]["HHH"]:,}}.
# Chinese textbooks name them by money first: with M high, `HHH` is an important customer to value, `HLH` to develop, `LHH` to keep, `LLH` to win back; with M low the same four are "ordinary".
# Eight types are easy to remember; the price is that a three and a one look the same.

# %% [markdown] lang="zh" exercise="04a.5" part="analysis"
# 人数最多的是`LLL`，{{types.set_index("type")["customers"]["LLL"]:,}}人；其次是`HHH`，{{types.set_index("type")["customers"]["HHH"]:,}}人。
# 教材上的叫法先看额度：M高的四类，`HHH`是重要价值客户，`HLH`是重要发展客户，`LHH`是重要保持客户，`LLH`是重要挽留客户；M低的四类把“重要”换成“一般”。
# 八类好记，代价是三分和一分看上去一个样。

# %% [markdown] lang="en" exercise="04a.6" part="task" kind="order"
# ## 6. First things first
#
# Put the steps of an RFM mailing in order: a list of letters, first step first.
#
# - **a** Cut each measure into scores.
# - **b** Mail a random sample, and count responses by segment.
# - **c** Fix the day from which you look back.
# - **d** Mail the segments whose response rate is above break-even.
# - **e** Measure recency, frequency and money for each customer.
# - **f** Name the segments by a table of rules.

# %% [markdown] lang="zh" exercise="04a.6" part="task"
# ## 6. 先后有序
#
# 把一次RFM邮寄的步骤排好顺序：一个字母列表，第一步在最前。
#
# - **a** 把每个指标切成分数。
# - **b** 给随机样本寄信，按客户群数响应。
# - **c** 定下从哪一天往回看。
# - **d** 给响应率高于盈亏平衡点的客户群寄信。
# - **e** 计算每位客户的近度、频度、额度。
# - **f** 按规则表给客户群命名。

# %% lang="en" exercise="04a.6" part="stub"
steps = ____  # such as ["a", "b", "c", "d", "e", "f"]

# %% lang="zh" exercise="04a.6" part="stub"
steps = ____  # 例如["a", "b", "c", "d", "e", "f"]

# %% exercise="04a.6" part="solution"
steps = ["c", "e", "a", "f", "b", "d"]

# %% exercise="04a.6" part="wrong" en="You measure recency before you know from which day: the day comes first." zh="还没定从哪天往回看，就去算近度了：先定日子。"
steps = ["e", "c", "a", "f", "b", "d"]

# %% exercise="04a.6" part="wrong" en="You mail everybody above break-even before the test has told you who that is." zh="测试还没做，你怎么知道谁高于盈亏平衡点？先测试，再寄信。"
steps = ["c", "e", "a", "f", "d", "b"]

# %% exercise="04a.6" part="wrong" en="Segments are named by scores, so the scores must be there first." zh="客户群是按分数命名的，得先有分数。"
steps = ["c", "e", "f", "a", "b", "d"]

# %% exercise="04a.6" part="wrong" en="You count responses by segment before there are segments." zh="还没有客户群，就按客户群数响应了。"
steps = ["c", "e", "a", "b", "f", "d"]

# %% [markdown] lang="en" exercise="04a.6" part="hint"
# Which step needs the result of none of the others?

# %% [markdown] lang="zh" exercise="04a.6" part="hint"
# 哪一步不需要其他任何一步的结果？

# %% [markdown] lang="en" exercise="04a.6" part="hint"
# Begin with c; end with b, then d.

# %% [markdown] lang="zh" exercise="04a.6" part="hint"
# 从c开始，最后两步是b、d。

# %% [markdown] lang="en" exercise="04a.6" part="analysis"
# The day comes first, the test before the roll-out.
# Scores and names cost nothing, letters do: so a small random test stands between the two.
# The scores used to read the test are those of the day before it was sent.

# %% [markdown] lang="zh" exercise="04a.6" part="analysis"
# 先定日子；先测试，再铺开。
# 打分和命名不花钱，寄信花钱，所以中间隔着一次小规模的随机测试。
# 读测试结果时，用的是寄信前一天的分数。

# %% [markdown] lang="en" exercise="04a.7" part="task" kind="number"
# ## 7. When letters get cheaper
#
# The printer makes an offer: a letter now costs {{new_cost}} yuan; the margin of a response stays at {{margin}} yuan.
# Take the September test as it stands, in `response`.
# How many `letters` would you have sent, if you had mailed only the segments above the new break-even, and what `profit` in yuan would they have brought?

# %% [markdown] lang="zh" exercise="04a.7" part="task"
# ## 7. 信便宜了
#
# 印刷厂给了优惠，一封信的成本降到{{new_cost}}元，一个响应的毛利还是{{margin}}元。
# 就用9月那次测试的结果`response`。
# 如果只寄高于新盈亏平衡点的客户群，要寄多少封（`letters`）？利润多少元（`profit`）？

# %% exercise="04a.7" part="given"
from crmlab import differentiate

new_cost, margin = 3, 50
sent_on = crm.load("campaigns").set_index("campaign_id").loc["K01", "sent_on"]
orders, contacts = crm.load("orders"), crm.load("campaign_contacts").query("campaign_id == 'K01'")
mailed = contacts[contacts["group"] == "treatment"]
earlier = orders[orders["ordered_on"] < sent_on]
then = differentiate.segments(differentiate.rfm(earlier, as_of=sent_on))
response = differentiate.cell_response(mailed, then, by="segment")
response.round(3)

# %% lang="en" exercise="04a.7" part="stub"
letters = ____  # how many letters
profit = ____  # in yuan

# %% lang="zh" exercise="04a.7" part="stub"
letters = ____  # 封数
profit = ____  # 单位：元

# %% exercise="04a.7" part="solution"
result = differentiate.mailing_profit(response, cost_per_contact=new_cost, margin_per_response=margin)
letters, profit = result.contacts_selected, result.profit_selected

# %% exercise="04a.7" part="also_right"
chosen = response[response["rate"] > new_cost / margin]
letters = chosen["customers"].sum()
profit = chosen["responses"].sum() * margin - letters * new_cost

# %% exercise="04a.7" part="wrong" en="You kept the old break-even. A cheaper letter pays at a lower response rate: new cost over margin." zh="你还在用旧的盈亏平衡点。信便宜了，响应率低一些也回本：新成本除以毛利。"
chosen = response[response["rate"] > 4 / margin]
letters = chosen["customers"].sum()
profit = chosen["responses"].sum() * margin - letters * new_cost

# %% exercise="04a.7" part="wrong" en="These are the lesson's numbers, at the old cost of a letter. Take the new cost everywhere." zh="这是课文里的数，用的还是原来的成本。处处都要换成新成本。"
result = differentiate.mailing_profit(response, cost_per_contact=4, margin_per_response=margin)
letters, profit = result.contacts_selected, result.profit_selected

# %% exercise="04a.7" part="wrong" en="The letters are right. The profit is that of mailing all: take profit_selected, not profit_all." zh="封数对了。利润却是全寄的利润：要用profit_selected，不是profit_all。"
result = differentiate.mailing_profit(response, cost_per_contact=new_cost, margin_per_response=margin)
letters, profit = result.contacts_selected, result.profit_all

# %% exercise="04a.7" part="wrong" en="You took the cost of a letter off each response only. Those who stay silent got a letter too: letters times cost." zh="你只给有响应的人减了信的成本。没响应的人也收到了信：封数乘单价。"
chosen = response[response["rate"] > new_cost / margin]
letters = chosen["customers"].sum()
profit = chosen["responses"].sum() * (margin - new_cost)

# %% exercise="04a.7" part="wrong" en="You mailed everybody. Keep only the segments whose rate is above break-even." zh="你给所有人都寄了。只留响应率高于盈亏平衡点的客户群。"
letters = response["customers"].sum()
profit = response["responses"].sum() * margin - letters * new_cost

# %% exercise="04a.7" part="wrong" en="The segments are right, but the profit is before the letters are paid: take off letters times cost." zh="客户群选对了，可是利润还没减信的成本：减去封数乘单价。"
chosen = response[response["rate"] > new_cost / margin]
letters = chosen["customers"].sum()
profit = chosen["responses"].sum() * margin

# %% exercise="04a.7" part="wrong" en="You counted the responses as letters. Everybody mailed costs a letter, also those who stay silent." zh="你把响应人数当成了封数。寄给谁都要花一封信的钱，不响应的也一样。"
chosen = response[response["rate"] > new_cost / margin]
letters = chosen["responses"].sum()
profit = chosen["responses"].sum() * margin - letters * new_cost

# %% [markdown] lang="en" exercise="04a.7" part="hint"
# What response rate pays for a letter now?
# Which rows of `response` are above it?

# %% [markdown] lang="zh" exercise="04a.7" part="hint"
# 现在响应率要多高，一封信才回本？
# `response`里哪几行高于它？

# %% [markdown] lang="en" exercise="04a.7" part="hint"
# `chosen = response[response["rate"] > new_cost / margin]`; then responses times margin, less letters times cost.

# %% [markdown] lang="zh" exercise="04a.7" part="hint"
# `chosen = response[response["rate"] > new_cost / margin]`；然后响应数乘毛利，减去封数乘成本。

# %% [markdown] lang="en" exercise="04a.7" part="analysis"
# {{letters}} letters, {{profit:,.0f}} yuan: break-even has fallen to {{new_cost / margin:.0%}}, and more segments reach it.
# The profit was found on the same test on which the segments were chosen, so expect a little less next time.

# %% [markdown] lang="zh" exercise="04a.7" part="analysis"
# {{letters}}封信，利润{{profit:,.0f}}元：盈亏平衡点降到{{new_cost / margin:.0%}}，够得着的客户群多了。
# 挑客户群和算利润用的是同一次测试，所以下一次要准备比这少一点。

# %% [markdown] lang="en" exercise="04a.8" part="task" kind="choice"
# ## 8. Who has left?
#
# Two customers have the same scores for frequency and money.
# P usually comes every {{p_gap}} days and was last seen {{p_silent}} days ago.
# Q usually comes every {{q_gap}} days and was last seen {{q_silent}} days ago.
# Which of the two has more likely left for good?
#
# - **a** P, who has been away longer.
# - **b** Q, who has been away for many of her own gaps.
# - **c** Neither: with equal scores the chances are equal.
# - **d** Nobody can say anything without knowing what they buy.

# %% [markdown] lang="zh" exercise="04a.8" part="task"
# ## 8. 谁走了？
#
# 两位客户的频度分和额度分都一样。
# P平时每{{p_gap}}天来一次，最近一次是{{p_silent}}天前。
# Q平时每{{q_gap}}天来一次，最近一次是{{q_silent}}天前。
# 哪一位更可能已经不会再来了？
#
# - **a** P，她没来的时间更长。
# - **b** Q，她没来的时间是自己平时间隔的好几倍。
# - **c** 都一样：分数相同，可能性就相同。
# - **d** 不知道他们买什么，就什么也说不了。

# %% exercise="04a.8" part="given"
p_gap, p_silent = 45, 60
q_gap, q_silent = 5, 50

# %% lang="en" exercise="04a.8" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="04a.8" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="04a.8" part="solution"
choice = "b"

# %% exercise="04a.8" part="wrong" en="Days alone deceive: for somebody who comes every six weeks, P's silence is hardly longer than usual. Compare it with her own gap." zh="光看天数会上当：P本来就六个多星期才来一次，这次没比平时久多少。要跟她自己的间隔比。"
choice = "a"

# %% exercise="04a.8" part="wrong" en="Equal scores mean that RFM cannot tell them apart, not that they are alike. Their rhythms differ." zh="分数相同，只说明RFM分不出来，不说明两个人一样。他们的节奏不同。"
choice = "c"

# %% exercise="04a.8" part="wrong" en="What they buy might help, but the rhythm already says much: divide the silence by the usual gap." zh="知道买什么也许有用，可是节奏已经说明很多了：拿没来的天数除以平时的间隔。"
choice = "d"

# %% [markdown] lang="en" exercise="04a.8" part="hint"
# How many visits has each of them missed?

# %% [markdown] lang="zh" exercise="04a.8" part="hint"
# 两个人各错过了几次该来的日子？

# %% [markdown] lang="en" exercise="04a.8" part="hint"
# Divide the days of silence by the usual gap, for both.

# %% [markdown] lang="zh" exercise="04a.8" part="hint"
# 分别用没来的天数除以平时的间隔。

# %% [markdown] lang="en" exercise="04a.8" part="analysis"
# Q has been silent for {{q_silent / q_gap:.0f}} of her own gaps, P for {{p_silent / p_gap:.1f}}.
# The oftener somebody came, the more a silence says.
# A model that knows each customer's rhythm turns this into a probability: lesson 4c.

# %% [markdown] lang="zh" exercise="04a.8" part="analysis"
# Q没来的时间是自己平时间隔的{{q_silent / q_gap:.0f}}倍，P只有{{p_silent / p_gap:.1f}}倍。
# 从前来得越勤，一段时间没来说明的就越多。
# 懂得每位客户节奏的模型，能把它变成概率：见第4c课。

# %% [markdown] lang="en" exercise="04a.9" part="task" kind="memo"
# ## 9. Decision memo
#
# The owner has half a page for you.
# To whom should the New Year letter go, what does it cost, what will it bring, and what could go wrong?
# Write at least forty words, in triple quotation marks, with the numbers that you found, and mark them by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="04a.9" part="task"
# ## 9. 决策备忘
#
# 老板只给你半页纸。
# 新年的信寄给谁，花多少钱，能赚多少，哪里可能出错？
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分：先给自己打，然后跟同学交换。

# %% lang="en" exercise="04a.9" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="04a.9" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% exercise="04a.9" part="given"
from crmlab import differentiate

letter = crm.load("campaigns").set_index("campaign_id").loc["K01"]
cost, margin = letter["cost_per_contact"], letter["margin_per_response"]
orders, contacts = crm.load("orders"), crm.load("campaign_contacts").query("campaign_id == 'K01'")
mailed = contacts[contacts["group"] == "treatment"]
earlier = orders[orders["ordered_on"] < letter["sent_on"]]
then = differentiate.segments(differentiate.rfm(earlier, as_of=letter["sent_on"]))
now = differentiate.segments(differentiate.rfm(orders, as_of="2026-01-01"))
response = differentiate.cell_response(mailed, then, by="segment")
plan = response.drop(columns="customers").merge(
    now["segment"].value_counts().rename("customers").reset_index(), on="segment"
)
plan[["segment", "customers", "rate", "low", "high"]].round(3)

# %% lang="en" exercise="04a.9" part="solution"
offer = differentiate.mailing_profit(plan, cost_per_contact=cost, margin_per_response=margin)
names = differentiate.segment_names().set_index("segment")[f"name_{crm.language.get_language()}"]
cells = offer.cells
sure = cells[cells["low"] > offer.break_even]
undecided = cells[(cells["low"] <= offer.break_even) & (cells["high"] >= offer.break_even)]
n_sure, profit_sure, n_test = sure["customers"].sum(), sure["profit"].sum(), 400
lower = (sure["customers"] * (sure["rate"] * (margin - 10) - cost)).sum()
listed, open_ones = ", ".join(names[sure["segment"]]), ", ".join(names[undecided["segment"]])
memo = (
    f"I propose to mail {n_sure:,} customers: {listed}. In September these answered clearly more often than "
    f"the {offer.break_even:.0%} that pays for a letter. "
    f"The letters cost {n_sure * cost:,.0f} yuan and should bring a profit of {profit_sure:,.0f} yuan; "
    f"mailing all {offer.contacts_all:,} would bring {offer.profit_all:,.0f} yuan. "
    f"For {open_ones} the September test was too small to tell. "
    f"I would mail {n_test} of them, drawn by lot, for {n_test * cost:,.0f} yuan, and decide by their answers. "
    "All this assumes that New Year answers like Mid-Autumn. "
    f"Should a box earn ten yuan less, the same customers still pay, with {lower:,.0f} yuan."
)
print(memo)

# %% lang="zh" exercise="04a.9" part="solution"
offer = differentiate.mailing_profit(plan, cost_per_contact=cost, margin_per_response=margin)
names = differentiate.segment_names().set_index("segment")[f"name_{crm.language.get_language()}"]
cells = offer.cells
sure = cells[cells["low"] > offer.break_even]
undecided = cells[(cells["low"] <= offer.break_even) & (cells["high"] >= offer.break_even)]
n_sure, profit_sure, n_test = sure["customers"].sum(), sure["profit"].sum(), 400
lower = (sure["customers"] * (sure["rate"] * (margin - 10) - cost)).sum()
listed, open_ones = "、".join(names[sure["segment"]]), "、".join(names[undecided["segment"]])
memo = (
    f"建议给{n_sure:,}位客户寄信：{listed}。9月那次，他们的响应率明显高于"
    f"一封信回本所需的{offer.break_even:.0%}。"
    f"信的成本{n_sure * cost:,.0f}元，预期利润{profit_sure:,.0f}元；"
    f"如果{offer.contacts_all:,}人全寄，结果是{offer.profit_all:,.0f}元。"
    f"{open_ones}这几群，9月的测试人数太少，还看不准。"
    f"我想抽签给其中{n_test}位寄信，花{n_test * cost:,.0f}元，再按响应决定。"
    "以上都假设新年的响应和中秋差不多。"
    f"要是一盒少赚十元，寄给这些人仍然划算，利润{lower:,.0f}元。"
)
print(memo)

# %% exercise="04a.9" part="wrong" en="There is no number in it. An owner decides about money: say how many letters, what they cost and what they bring." zh="一个数字也没有。老板要决定的是钱：写明寄多少封、花多少、赚多少。"
memo = """I propose to write to our best customers because they like us and will surely answer. The others should be left in peace for the time being, since letters are dear and our time is short. We should look at the result afterwards and learn from it for the next time, as we always do. 我建议给最好的客户写信，因为他们喜欢我们的店，一定会回信。其余的人先不打扰，信不便宜，人手也不够。寄完以后看看结果，下次做得更好，我们一向都是这样做的。"""

# %% exercise="04a.9" part="wrong" en="Too short for a decision: whom, what cost, what gain, what risk." zh="太短了，定不了事：寄给谁、花多少、赚多少、有什么风险。"
memo = "Mail 1,000 people. 寄1000封。"

# %% [markdown] lang="en" exercise="04a.9" part="hint"
# Four sentences: whom and how many; what the letters cost; what profit you expect and against what; what the numbers assume.

# %% [markdown] lang="zh" exercise="04a.9" part="hint"
# 四句话：寄给谁、多少人；信花多少钱；预期赚多少、跟什么比；数字靠什么假设。

# %% [markdown] lang="en" exercise="04a.9" part="hint"
# `differentiate.mailing_profit(plan, cost_per_contact=cost, margin_per_response=margin)` has the numbers; try another margin too.

# %% [markdown] lang="zh" exercise="04a.9" part="hint"
# 数字都在`differentiate.mailing_profit(plan, cost_per_contact=cost, margin_per_response=margin)`里；换个毛利再试试。

# %% [markdown] lang="en" exercise="04a.9" part="rubric"
# - **Decision** (2): says to whom the letter goes, by segment and number of people; one point for one of the two.
# - **Money** (2): cost of the letters, expected profit, and what an alternative would bring; one point for two of the three.
# - **Evidence** (2): rests on the September test and names break-even; one point for one of the two.
# - **Uncertainty** (2): says which segments are undecided and what to do about them; one point for the first alone.
# - **Assumption** (1): names what must hold, and with a number what changes if the margin falls.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="04a.9" part="rubric"
# - **决定**（2）：写明寄给哪些客户群、多少人；只写其中一样得1分。
# - **金额**（2）：信的成本、预期利润，以及换一种做法会怎样；三样写出两样得1分。
# - **依据**（2）：以9月的测试为依据，点出盈亏平衡点；只写其中一样得1分。
# - **把握**（2）：说明哪些客户群还没有定论、打算怎么办；只说前一半得1分。
# - **前提**（1）：点明靠什么假设，毛利下降会怎么变（带数字）。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="04a.9" part="analysis"
# The model memo mails {{n_sure:,}} people and expects {{profit_sure:,.0f}} yuan.
# A good memo may choose otherwise, say, mail the loyal customers too, as long as it says how sure that is and what it costs if it fails.

# %% [markdown] lang="zh" exercise="04a.9" part="analysis"
# 参考备忘寄{{n_sure:,}}人，预期利润{{profit_sure:,.0f}}元。
# 好的备忘也可以另选一条路，比如忠诚客户也寄，只要写明有多大把握、万一不成要亏多少。
