# ---
# id: "10b"
# title: {en: "Data mining: the methods", zh: "数据挖掘：方法"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="10b.1" part="task" kind="table"
# ## 1. Three methods, one table
#
# Fit the three methods of `models` on `learn`, and judge them on `exam`, four months later, by the AUC of their chances that somebody comes.
# Give a table with the columns `model` (the three names) and `auc`.

# %% [markdown] lang="zh" exercise="10b.1" part="task"
# ## 1. 三种方法，一张表
#
# 用`learn`训练`models`里的三种方法，到四个月后的`exam`上考：用“会来”的概率算AUC。
# 答案是一张表，有`model`（三个名字）和`auc`两列。

# %% exercise="10b.1" part="given"
from crmlab import mine, retain

orders = crm.load("orders")
columns = ["silent", "orders", "recent", "spent"]


def known_on(day):
    table = retain.churn_table(orders, day, seen_within=365, horizon=30)
    return table.assign(came=1 - table["churned"]).drop(columns="churned")


learn, exam = known_on("2025-06-01"), known_on("2025-10-01")
len(learn), len(exam)

# %% exercise="10b.1" part="given"
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

models = {
    "logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "neighbours": make_pipeline(StandardScaler(), KNeighborsClassifier(5)),
    "tree": DecisionTreeClassifier(random_state=0),
}

# %% lang="en" exercise="10b.1" part="stub"
areas = ____  # a table: model, auc

# %% lang="zh" exercise="10b.1" part="stub"
areas = ____  # 一张表：model、auc

# %% exercise="10b.1" part="solution"
rows = []
for name, model in models.items():
    chance = model.fit(learn[columns], learn["came"]).predict_proba(exam[columns])[:, 1]
    rows.append({"model": name, "auc": roc_auc_score(exam["came"], chance)})
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="also_right"
fitted = {name: model.fit(learn[columns], learn["came"]) for name, model in models.items()}
chances = {name: mine.chance_of(model, exam[columns]) for name, model in fitted.items()}
areas = mine.scoreboard(exam["came"], chances)[["model", "auc"]]

# %% exercise="10b.1" part="wrong" en="You judged on the rows from which the models learnt; the tree knows them by heart. Judge on exam." zh="你拿模型学过的行来考，树早就背熟了。要在exam上考。"
rows = []
for name, model in models.items():
    model.fit(learn[columns], learn["came"])
    rows.append(
        {"model": name, "auc": roc_auc_score(learn["came"], model.predict_proba(learn[columns])[:, 1])}
    )
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="wrong" en="You scored with yes and no. The AUC needs the order within them: predict_proba(...)[:, 1]." zh="你用的是“会”和“不会”两个值。AUC要的是先后：predict_proba(...)[:, 1]。"
rows = []
for name, model in models.items():
    model.fit(learn[columns], learn["came"])
    rows.append({"model": name, "auc": roc_auc_score(exam["came"], model.predict(exam[columns]))})
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="wrong" en="That is the chance of staying away, so the order is turned round. Take the second column: [:, 1]." zh="这是“不来”的概率，先后颠倒了。取第二列：[:, 1]。"
rows = []
for name, model in models.items():
    model.fit(learn[columns], learn["came"])
    rows.append({"model": name, "auc": roc_auc_score(exam["came"], model.predict_proba(exam[columns])[:, 0])})
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="wrong" en="You let the models learn on the exam itself. Fit on learn, judge on exam." zh="你让模型拿考卷来学了。用learn学，用exam考。"
rows = []
for name, model in models.items():
    model.fit(exam[columns], exam["came"])
    rows.append({"model": name, "auc": roc_auc_score(exam["came"], model.predict_proba(exam[columns])[:, 1])})
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="wrong" en="score gives the accuracy, the share of right decisions. The AUC is roc_auc_score of the chances." zh="score给的是准确率，也就是判对的比例。AUC要用roc_auc_score和概率来算。"
rows = []
for name, model in models.items():
    model.fit(learn[columns], learn["came"])
    rows.append({"model": name, "auc": model.score(exam[columns], exam["came"])})
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="wrong" en="You fitted on all columns of the table. Take those in `columns`, for learning and for the exam." zh="你把表里的列全用上了。学和考都只用`columns`里的列。"
every = [name for name in learn if name not in ("customer_id", "came")]
rows = []
for name, model in models.items():
    chance = model.fit(learn[every], learn["came"]).predict_proba(exam[every])[:, 1]
    rows.append({"model": name, "auc": roc_auc_score(exam["came"], chance)})
areas = pd.DataFrame(rows)

# %% exercise="10b.1" part="wrong" en="The tables are exchanged: you learnt on October and judged on June. Learn on the earlier table, learn, and judge on the later, exam." zh="两张表用反了：你用10月学、拿6月考。要用早的learn学，拿晚的exam考。"
rows = []
for name, model in models.items():
    chance = model.fit(exam[columns], exam["came"]).predict_proba(learn[columns])[:, 1]
    rows.append({"model": name, "auc": roc_auc_score(learn["came"], chance)})
areas = pd.DataFrame(rows)

# %% [markdown] lang="en" exercise="10b.1" part="hint"
# For each model: fit on one table, chances on the other, one number.

# %% [markdown] lang="zh" exercise="10b.1" part="hint"
# 每个模型：在一张表上学，在另一张表上给概率，得一个数。

# %% [markdown] lang="en" exercise="10b.1" part="hint"
# `model.fit(learn[columns], learn["came"])`, then `roc_auc_score(exam["came"], model.predict_proba(exam[columns])[:, 1])`.

# %% [markdown] lang="zh" exercise="10b.1" part="hint"
# 先`model.fit(learn[columns], learn["came"])`，再`roc_auc_score(exam["came"], model.predict_proba(exam[columns])[:, 1])`。

# %% [markdown] lang="en" exercise="10b.1" part="analysis"
# Logistic regression reaches {{areas.set_index("model").loc["logit", "auc"]:.2f}}, the full-grown tree {{areas.set_index("model").loc["tree", "auc"]:.2f}}.
# A tree that grows until every leaf is pure learns the luck of June; lesson 10a prunes it, a forest averages many.

# %% [markdown] lang="zh" exercise="10b.1" part="analysis"
# 逻辑回归{{areas.set_index("model").loc["logit", "auc"]:.2f}}，长到底的树{{areas.set_index("model").loc["tree", "auc"]:.2f}}。
# 树一直长到每片叶子都纯，学到的是6月的运气；第10a课把它剪短，随机森林则取许多棵的平均。

# %% [markdown] lang="en" exercise="10b.2" part="task" kind="choice"
# ## 2. Which exam?
#
# A seller shows you an AUC of {{shuffled_auc:.2f}}: rows of one customer, a week apart, window of thirty days, shuffled and split.
# On later months the same model has {{later_auc:.2f}}.
# What do you conclude?
#
# - **a** The customers changed in between; on fresh data of the same kind it will have the first number again.
# - **b** The second number is bad luck; take the mean of the two.
# - **c** The first exam asked about purchases that the model had seen in a neighbouring row; the second number is the one to plan with.
# - **d** The model has learnt too little; a deeper one would bring the numbers together.

# %% [markdown] lang="zh" exercise="10b.2" part="task"
# ## 2. 信哪场考试？
#
# 推销员给你看AUC {{shuffled_auc:.2f}}：同一位客户每隔一周一行，窗口三十天，打乱以后切开。
# 同一个模型到后来的月份，AUC是{{later_auc:.2f}}。
# 你怎么看？
#
# - **a** 这段时间客户变了；换一批同样的新数据，又会回到第一个数。
# - **b** 第二个数是运气不好，取两个的平均。
# - **c** 第一场考的购买，模型在相邻的行里已经见过；做计划要用第二个数。
# - **d** 模型学得还不够，再深一点，两个数就会靠近。

# %% exercise="10b.2" part="given"
shuffled_auc, later_auc = 0.87, 0.81

# %% lang="en" exercise="10b.2" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="10b.2" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="10b.2" part="solution"
choice = "c"

# %% exercise="10b.2" part="wrong" en="Then every model would fall alike. In the lesson recency, the net and logistic regression did not fall; the one that learns rows by heart fell most." zh="那样的话，每个模型都该一样掉。课文里近度、神经网络、逻辑回归都没掉，掉得最多的是最会背行的那一个。"
choice = "a"

# %% exercise="10b.2" part="wrong" en="Two exams of which one leaks have no sensible mean. Drop the one that leaks." zh="两场考试里有一场泄了题，取平均没有意义。泄题的那场作废。"
choice = "b"

# %% exercise="10b.2" part="wrong" en="A deeper model learns by heart more, so the first number rises and the second falls." zh="越深的模型背得越多：第一个数更高，第二个数更低。"
choice = "d"

# %% [markdown] lang="en" exercise="10b.2" part="hint"
# In how many rows does one purchase count as the answer?

# %% [markdown] lang="zh" exercise="10b.2" part="hint"
# 同一次购买，会在几行里当答案？

# %% [markdown] lang="en" exercise="10b.2" part="hint"
# Rows a week apart with windows of thirty days overlap by more than three weeks.

# %% [markdown] lang="zh" exercise="10b.2" part="hint"
# 行与行隔一周，窗口长三十天，重叠三个多星期。

# %% [markdown] lang="en" exercise="10b.2" part="analysis"
# The rows overlap, so the shuffled exam leaks.
# Split by time, or at least by customer; and let the windows of the two sides not touch.

# %% [markdown] lang="zh" exercise="10b.2" part="analysis"
# 行与行重叠，打乱的考试就泄了题。
# 按时间切，至少按客户切；两边的窗口不能碰在一起。

# %% [markdown] lang="en" exercise="10b.3" part="task" kind="number" rtol="0.01"
# ## 3. How many are reached?
#
# The shop can write to the best fifth of the `exam` list, in the order of `chance`.
# What share of all who come will get a letter?
# Give a number between zero and one.

# %% [markdown] lang="zh" exercise="10b.3" part="task"
# ## 3. 能覆盖多少人？
#
# 店里只能给`exam`名单上`chance`最高的五分之一写信。
# 全部会来的人里，有多大比例能收到信？
# 答案是零到一之间的一个数。

# %% exercise="10b.3" part="given"
from crmlab import mine, retain

orders = crm.load("orders")
columns = ["silent", "orders", "recent", "spent"]


def known_on(day):
    table = retain.churn_table(orders, day, seen_within=365, horizon=30)
    return table.assign(came=1 - table["churned"]).drop(columns="churned")


learn, exam = known_on("2025-06-01"), known_on("2025-10-01")

# %% exercise="10b.3" part="given"
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

logit = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(learn[columns], learn["came"])
exam["chance"] = logit.predict_proba(exam[columns])[:, 1]
exam[["customer_id", "chance", "came"]].head(3)

# %% lang="en" exercise="10b.3" part="stub"
reached = ____  # a number between 0 and 1

# %% lang="zh" exercise="10b.3" part="stub"
reached = ____  # 0到1之间的数

# %% exercise="10b.3" part="solution"
reached = mine.lift_table(exam["chance"], exam["came"], groups=5)["captured"][0]

# %% exercise="10b.3" part="also_right"
best = exam.nlargest(round(len(exam) / 5), "chance")
reached = best["came"].sum() / exam["came"].sum()

# %% exercise="10b.3" part="also_right"
curve = mine.gains(exam["chance"], exam["came"])
reached = curve.loc[curve["share"] <= 0.2, "captured"].max()

# %% exercise="10b.3" part="wrong" en="That is the lift: how many times the average. Asked is the share of all who come: captured." zh="这是提升度，是平均的多少倍。问的是占全部来客的比例：captured。"
reached = mine.lift_table(exam["chance"], exam["came"], groups=5)["lift"][0]

# %% exercise="10b.3" part="wrong" en="That is the share of the letters that reach somebody who comes. Divide by all who come, not by the letters." zh="这是信里寄对的比例。要除以全部来客，不是除以信数。"
reached = exam.nlargest(round(len(exam) / 5), "chance")["came"].mean()

# %% exercise="10b.3" part="wrong" en="That is the best tenth. The shop writes to the best fifth." zh="这是最好的一成。店里写给最好的五分之一。"
reached = mine.lift_table(exam["chance"], exam["came"], groups=10)["captured"][0]

# %% exercise="10b.3" part="wrong" en="You wrote to the fifth with the smallest chances. Put the largest first." zh="你写给了概率最小的五分之一。要从最大的排起。"
reached = exam.nsmallest(round(len(exam) / 5), "chance")["came"].sum() / exam["came"].sum()

# %% exercise="10b.3" part="wrong" en="You took the first fifth of the table as it stands, by customer number. Sort by chance first." zh="你取的是表里排在前面的五分之一，那是按客户编号排的。先按概率排序。"
reached = exam.head(round(len(exam) / 5))["came"].sum() / exam["came"].sum()

# %% exercise="10b.3" part="wrong" en="You divided by the whole list. Divide by all who come." zh="你除以了整张名单。要除以全部来客。"
reached = exam.nlargest(round(len(exam) / 5), "chance")["came"].sum() / len(exam)

# %% exercise="10b.3" part="wrong" en="That counts people. Divide by the number of all who come." zh="这是人数。再除以全部来客的人数。"
reached = exam.nlargest(round(len(exam) / 5), "chance")["came"].sum()

# %% exercise="10b.3" part="wrong" en="You took those who were here last: the rule of recency. Put the list in the order of `chance`." zh="你取的是最近来过的人，那是近度规则。要按`chance`排序。"
reached = exam.nsmallest(round(len(exam) / 5), "silent")["came"].sum() / exam["came"].sum()

# %% [markdown] lang="en" exercise="10b.3" part="hint"
# Who comes among the best fifth, and who comes at all?

# %% [markdown] lang="zh" exercise="10b.3" part="hint"
# 最好的五分之一里来了多少人？一共来了多少人？

# %% [markdown] lang="en" exercise="10b.3" part="hint"
# `mine.lift_table(..., groups=5)` has a column for it, or `exam.nlargest(...)`.

# %% [markdown] lang="zh" exercise="10b.3" part="hint"
# `mine.lift_table(..., groups=5)`里有这一列；也可以用`exam.nlargest(...)`。

# %% [markdown] lang="en" exercise="10b.3" part="analysis"
# {{reached:.0%}} of all who come are in the best fifth.
# By lot it would be a fifth of them; the ratio of the two is the lift, {{reached / 0.2:.1f}}.

# %% [markdown] lang="zh" exercise="10b.3" part="analysis"
# 全部来客里，有{{reached:.0%}}在最好的五分之一里。
# 抽签的话只有五分之一；两者之比就是提升度，{{reached / 0.2:.1f}}。

# %% [markdown] lang="en" exercise="10b.4" part="task" kind="function"
# ## 4. What a list should earn
#
# Write a function that mails everybody whose chance pays for the letter, and gives the profit to be expected, in yuan.
# `chances` is a numpy array of chances, as `predict_proba(...)[:, 1]` gives it; `gain` is what a response earns before the letter is paid, `cost` what a letter costs.

# %% [markdown] lang="zh" exercise="10b.4" part="task"
# ## 4. 一张名单该赚多少
#
# 写一个函数：概率够本的人都寄，算出预期利润（元）。
# `chances`是一个numpy数组，里面是概率，`predict_proba(...)[:, 1]`给的就是这样的数组；`gain`是一个响应在付信钱之前挣多少，`cost`是一封信多少钱。


# %% lang="en" exercise="10b.4" part="stub"
def expected_profit(chances, gain, cost):
    # chances: an array such as np.array([0.5, 0.1]); gain and cost: yuan
    return ____


# %% lang="zh" exercise="10b.4" part="stub"
def expected_profit(chances, gain, cost):
    # chances：概率的数组，比如np.array([0.5, 0.1])；gain和cost：元
    return ____


# %% exercise="10b.4" part="solution"
def expected_profit(chances, gain, cost):
    mailed = [chance for chance in chances if chance * gain > cost]
    return sum(chance * gain - cost for chance in mailed)


# %% exercise="10b.4" part="also_right"
def expected_profit(chances, gain, cost):
    worth = chances * gain - cost
    return worth[worth > 0].sum()


# %% exercise="10b.4" part="also_right"
import numpy as np


def expected_profit(chances, gain, cost):
    return np.clip(np.array(chances) * gain - cost, 0, None).sum()


# %% exercise="10b.4" part="also_right"
def expected_profit(chances, gain, cost):
    return sum(max(0, chance * gain - cost) for chance in chances)


# %% exercise="10b.4" part="wrong" en="One half is no break-even. A letter pays when the chance times the gain exceeds the cost." zh="一半不是盈亏平衡点。概率乘收益高过成本，信就回本。"
def expected_profit(chances, gain, cost):
    return sum(chance * gain - cost for chance in chances if chance >= 0.5)


# %% exercise="10b.4" part="wrong" en="You mailed everybody. Leave out those whose letter costs more than it can be expected to bring." zh="你给所有人都寄了。信的成本高过预期收益的人，别寄。"
def expected_profit(chances, gain, cost):
    return sum(chance * gain - cost for chance in chances)


# %% exercise="10b.4" part="wrong" en="The right people, but the letters are not paid yet: take off the cost of each." zh="人选对了，可是信钱还没付：每封都要减掉成本。"
def expected_profit(chances, gain, cost):
    return sum(chance * gain for chance in chances if chance * gain > cost)


# %% exercise="10b.4" part="wrong" en="You pay for the letter only when it is answered. Postage is due for all who are mailed." zh="你只在有响应时才付信钱。寄给谁都要付。"
def expected_profit(chances, gain, cost):
    return sum(chance * (gain - cost) for chance in chances if chance * gain > cost)


# %% exercise="10b.4" part="wrong" en="You count each letter as answered. It is answered with its chance only." zh="你把每封信都当成有响应。其实只有那么大的概率。"
def expected_profit(chances, gain, cost):
    return sum(1 * gain - cost for chance in chances if chance * gain > cost)


# %% exercise="10b.4" part="wrong" en="Your cut-off is cost over gain less cost. The cost is due in any case: break-even is cost over gain." zh="你的分界点是成本除以“收益减成本”。信钱反正要付：盈亏平衡点是成本除以收益。"
def expected_profit(chances, gain, cost):
    return sum(chance * gain - cost for chance in chances if chance >= cost / (gain - cost))


# %% exercise="10b.4" part="wrong" en="Your cut-off is cost over gain plus cost. Break-even is cost over gain." zh="你的分界点是成本除以“收益加成本”。盈亏平衡点是成本除以收益。"
def expected_profit(chances, gain, cost):
    return sum(chance * gain - cost for chance in chances if chance >= cost / (gain + cost))


# %% exercise="10b.4" part="wrong" en="Your cut-off is turned round: gain over cost is above one, so nobody gets a letter. Break-even is cost over gain." zh="你的分界点倒过来了：收益除以成本大于一，一封也寄不出去。盈亏平衡点是成本除以收益。"
def expected_profit(chances, gain, cost):
    return sum(chance * gain - cost for chance in chances if chance >= gain / cost)


# %% exercise="10b.4" part="wrong" en="Gain and cost are exchanged in your sum. A letter brings chance times gain, and takes the cost." zh="你的算式里收益和成本用反了。一封信带来概率乘收益，花掉成本。"
def expected_profit(chances, gain, cost):
    return sum(chance * cost - gain for chance in chances if chance * gain > cost)


# %% exercise="10b.4" part="hidden"
import numpy as np

lists = [
    ([0.5, 0.1], 10, 2),
    ([0.9, 0.35, 0.31, 0.29, 0.05], 5, 1.5),
    ([0.05, 0.02], 50, 4),
    ([0.1, 0.4, 0.02, 0.7], 50, 4),
    ([0.3], 5, 1.0),
    ([0.2, 0.6], 3, 0.3),
    ([0.25, 0.25, 0.25, 0.25], 5, 1.5),
]
hidden_inputs = [(np.array(chances), gain, cost) for chances, gain, cost in lists]

# %% [markdown] lang="en" exercise="10b.4" part="hint"
# What does one letter earn on average, to somebody who comes with a known chance?

# %% [markdown] lang="zh" exercise="10b.4" part="hint"
# 知道一个人会来的概率，寄给他的信平均赚多少？

# %% [markdown] lang="en" exercise="10b.4" part="hint"
# `chance * gain - cost`, for those for whom it is above zero.

# %% [markdown] lang="zh" exercise="10b.4" part="hint"
# `chance * gain - cost`，只加大于零的。

# %% [markdown] lang="en" exercise="10b.4" part="analysis"
# The sum of chance times gain less cost, over those above break-even.
# It holds only for calibrated chances; with naive Bayes it would promise too much.

# %% [markdown] lang="zh" exercise="10b.4" part="analysis"
# 把盈亏平衡点以上的人的“概率乘收益减成本”加起来。
# 概率校准过才算数；用朴素贝叶斯的概率，就会许诺过多。

# %% [markdown] lang="en" exercise="10b.5" part="task" kind="number"
# ## 5. Before you name a winner
#
# Two sets of decisions about the same people: `by_model` and `by_rule` (who was here in the last two weeks).
# Give McNemar's statistic with the correction for continuity.

# %% [markdown] lang="zh" exercise="10b.5" part="task"
# ## 5. 宣布谁赢之前
#
# 同一批人，两组决定：`by_model`和`by_rule`（最近两周来过的判“会来”）。
# 算出带连续性校正的麦克尼马尔统计量。

# %% exercise="10b.5" part="given"
from crmlab import mine, retain

orders = crm.load("orders")
columns = ["silent", "orders", "recent", "spent"]


def known_on(day):
    table = retain.churn_table(orders, day, seen_within=365, horizon=30)
    return table.assign(came=1 - table["churned"]).drop(columns="churned")


learn, exam = known_on("2025-06-01"), known_on("2025-10-01")

# %% exercise="10b.5" part="given"
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

logit = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(learn[columns], learn["came"])
exam["chance"] = logit.predict_proba(exam[columns])[:, 1]
by_model = (exam["chance"] >= 0.5).astype(int)
by_rule = (exam["silent"] <= 14).astype(int)
came = exam["came"]

# %% lang="en" exercise="10b.5" part="stub"
statistic = ____  # a number

# %% lang="zh" exercise="10b.5" part="stub"
statistic = ____  # 一个数

# %% exercise="10b.5" part="solution"
test = mine.mcnemar(came, by_model, by_rule)
statistic = test.corrected

# %% exercise="10b.5" part="also_right"
only_model = ((by_model == came) & (by_rule != came)).sum()
only_rule = ((by_model != came) & (by_rule == came)).sum()
statistic = (abs(only_model - only_rule) - 1) ** 2 / (only_model + only_rule)

# %% exercise="10b.5" part="wrong" en="That is without the correction: take one off the difference before you square it." zh="这是没有校正的：平方之前，先从差里减一。"
statistic = mine.mcnemar(came, by_model, by_rule).statistic

# %% exercise="10b.5" part="wrong" en="That is the p-value. Asked is the statistic." zh="这是p值。问的是统计量。"
statistic = mine.mcnemar(came, by_model, by_rule).p_value

# %% exercise="10b.5" part="wrong" en="You divided by everybody. Only those count about whom exactly one is right." zh="你除以了全部人数。只有恰好一方判对的人才算。"
only_model = ((by_model == came) & (by_rule != came)).sum()
only_rule = ((by_model != came) & (by_rule == came)).sum()
statistic = (abs(only_model - only_rule) - 1) ** 2 / len(came)

# %% exercise="10b.5" part="wrong" en="You counted all right decisions of each. Leave out those about whom both are right." zh="你数了各自全部判对的。两边都判对的人要去掉。"
only_model = (by_model == came).sum()
only_rule = (by_rule == came).sum()
statistic = (abs(only_model - only_rule) - 1) ** 2 / (only_model + only_rule)

# %% exercise="10b.5" part="wrong" en="You counted where the two decide differently one way and the other, without asking who was right. Compare each with came first." zh="你数的是两组决定怎么不同，没有问谁判对了。先各自跟came比。"
yes_no = ((by_model == 1) & (by_rule == 0)).sum()
no_yes = ((by_model == 0) & (by_rule == 1)).sum()
statistic = (abs(yes_no - no_yes) - 1) ** 2 / (yes_no + no_yes)

# %% exercise="10b.5" part="wrong" en="That is only the difference of the two counts. Take off one, square it, and divide by their sum." zh="这只是两个数之差。减一、平方，再除以两数之和。"
only_model = ((by_model == came) & (by_rule != came)).sum()
only_rule = ((by_model != came) & (by_rule == came)).sum()
statistic = abs(only_model - only_rule)

# %% exercise="10b.5" part="wrong" en="You forgot to square the difference." zh="差减一以后，忘了平方。"
only_model = ((by_model == came) & (by_rule != came)).sum()
only_rule = ((by_model != came) & (by_rule == came)).sum()
statistic = (abs(only_model - only_rule) - 1) / (only_model + only_rule)

# %% exercise="10b.5" part="wrong" en="That is its square root, z. The statistic is the square." zh="这是它的平方根z。统计量是z的平方。"
only_model = ((by_model == came) & (by_rule != came)).sum()
only_rule = ((by_model != came) & (by_rule == came)).sum()
statistic = (abs(only_model - only_rule) - 1) / (only_model + only_rule) ** 0.5

# %% exercise="10b.5" part="wrong" en="You took the other diagonal: where both are right and where both are wrong. Those say nothing of a difference; take the people about whom exactly one is right." zh="你取了另一条对角线：两边都对和两边都错的人。他们说明不了差异；要取恰好一方判对的人。"
both = ((by_model == came) & (by_rule == came)).sum()
neither = ((by_model != came) & (by_rule != came)).sum()
statistic = (abs(both - neither) - 1) ** 2 / (both + neither)

# %% exercise="10b.5" part="wrong" en="These are the false positives and false negatives of the model alone, so you compared the model with the outcome. Compare the model with the rule: about whom is only one of them right?" zh="这是模型自己的假阳性和假阴性，等于拿模型跟实际比。要拿模型跟规则比：哪些人只有一方判对？"
false_positives = ((by_model == 1) & (came == 0)).sum()
false_negatives = ((by_model == 0) & (came == 1)).sum()
statistic = (abs(false_positives - false_negatives) - 1) ** 2 / (false_positives + false_negatives)

# %% exercise="10b.5" part="wrong" en="You took the one off a negative difference, which makes it larger. Take the absolute value of the difference first: abs(...) - 1." zh="差是负的，你再减一，反而变大了。先取差的绝对值，再减一：abs(...) - 1。"
only_model = ((by_model == came) & (by_rule != came)).sum()
only_rule = ((by_model != came) & (by_rule == came)).sum()
statistic = (-abs(only_model - only_rule) - 1) ** 2 / (only_model + only_rule)

# %% exercise="10b.5" part="wrong" en="These are the false positives and false negatives of the rule alone. Compare the model with the rule: about whom is only one of them right?" zh="这是规则自己的假阳性和假阴性。要拿模型跟规则比：哪些人只有一方判对？"
false_positives = ((by_rule == 1) & (came == 0)).sum()
false_negatives = ((by_rule == 0) & (came == 1)).sum()
statistic = (abs(false_positives - false_negatives) - 1) ** 2 / (false_positives + false_negatives)

# %% [markdown] lang="en" exercise="10b.5" part="hint"
# About whom is the model right and the rule wrong, and the other way round?

# %% [markdown] lang="zh" exercise="10b.5" part="hint"
# 哪些人是模型判对、规则判错？反过来呢？

# %% [markdown] lang="en" exercise="10b.5" part="hint"
# `mine.mcnemar(came, by_model, by_rule)` has both statistics; one is corrected.

# %% [markdown] lang="zh" exercise="10b.5" part="hint"
# `mine.mcnemar(came, by_model, by_rule)`两个统计量都有，其中一个校正过。

# %% [markdown] lang="en" exercise="10b.5" part="analysis"
# {{statistic:.1f}}; above {{3.84}} the difference is significant at five per cent (chi-squared, one degree of freedom).
# The model alone is right {{test.only_first}} times, the rule alone {{test.only_second}} times. But a rule of fourteen days is an easy rival: a longer one does better, as exercise 10b.9 shows.
# The test says that the decisions differ in quality at these cut-offs, not what the difference is worth.
# On the lesson's terms ({{5}} yuan a customer, {{1.5}} a letter) the model's list makes {{mine.profit_at(by_model, came, 1, 5, 1.5):,.0f}} yuan, the rule's {{mine.profit_at(by_rule, came, 1, 5, 1.5):,.0f}}; but both cut too early, for at break-even the model makes {{mine.profit_at(exam["chance"], came, 0.3, 5, 1.5):,.0f}}.

# %% [markdown] lang="zh" exercise="10b.5" part="analysis"
# {{statistic:.1f}}；超过{{3.84}}，在百分之五的水平上显著（自由度为一的卡方分布）。
# 只有模型判对的{{test.only_first}}人，只有规则判对的{{test.only_second}}人。不过，十四天的规则是个容易赢的对手：天数放长些会更好，见练习10b.9。
# 检验说的是这两个分界点上决定的好坏不同，没说值多少钱。
# 按课文的条件（一位{{5}}元，一封信{{1.5}}元），模型的名单赚{{mine.profit_at(by_model, came, 1, 5, 1.5):,.0f}}元，规则的赚{{mine.profit_at(by_rule, came, 1, 5, 1.5):,.0f}}元；不过两张名单都停得太早，模型在盈亏平衡点上能赚{{mine.profit_at(exam["chance"], came, 0.3, 5, 1.5):,.0f}}元。

# %% [markdown] lang="en" exercise="10b.6" part="task" kind="fix"
# ## 6. Cross-sale: mend the target
#
# For a cross-sale model the unit is a customer who has *never* bought from the category before the day, and the target whether she does in the ninety days from then on.
# The cell below runs, but the list holds people who have bought already.
# Mend it; `share_new` is the share of the right list that buys.

# %% [markdown] lang="zh" exercise="10b.6" part="task"
# ## 6. 交叉销售：把目标改对
#
# 交叉销售的模型，单位是那天之前**从没**买过这一类的客户，目标是从那天起九十天内她买不买。
# 下面这一格能运行，可是名单里混进了早就买过的人。
# 改一改；`share_new`是正确名单里买了的比例。

# %% exercise="10b.6" part="given"
import pandas as pd
from crmlab import retain

orders = crm.load("orders")
day, horizon = pd.Timestamp("2025-09-01"), pd.Timedelta(days=90)
products = crm.load("products")[["product_id", "category"]]
sold = crm.load("order_lines").merge(products, on="product_id").merge(orders, on="order_id")
sold = sold[sold["category"] == "household"]
in_window = sold[(sold["ordered_on"] >= day) & (sold["ordered_on"] < day + horizon)]
people = retain.churn_table(orders, day, seen_within=180, horizon=None)
len(people)

# %% exercise="10b.6" part="stub"
share_new = people["customer_id"].isin(in_window["customer_id"]).mean()

# %% exercise="10b.6" part="solution"
before = sold[sold["ordered_on"] < day]
listed = people[~people["customer_id"].isin(before["customer_id"])]
share_new = listed["customer_id"].isin(in_window["customer_id"]).mean()

# %% exercise="10b.6" part="also_right"
had = set(sold.loc[sold["ordered_on"] < day, "customer_id"])
soon = set(sold.loc[sold["ordered_on"].between(day, day + pd.Timedelta(days=89)), "customer_id"])
never = [one for one in people["customer_id"] if one not in had]
share_new = sum(one in soon for one in never) / len(never)

# %% exercise="10b.6" part="wrong" en="Nobody is left to buy: you took off those, too, who bought on the day or after it. On the day only the past is known." zh="名单里没有人会买了：你把那天以后才买的人也去掉了。那一天只知道过去。"
listed = people[~people["customer_id"].isin(sold["customer_id"])]
share_new = listed["customer_id"].isin(in_window["customer_id"]).mean()

# %% exercise="10b.6" part="wrong" en="Turned round: these are the ones who have bought before. Cross-sale is for those who never have." zh="反了：这些是早就买过的人。交叉销售针对从没买过的人。"
before = sold[sold["ordered_on"] < day]
listed = people[people["customer_id"].isin(before["customer_id"])]
share_new = listed["customer_id"].isin(in_window["customer_id"]).mean()

# %% exercise="10b.6" part="wrong" en="The list is right; the window is open at its end. Keep the ninety days." zh="名单对了，可是窗口后面没有关上。九十天要留着。"
open_end = sold[sold["ordered_on"] >= day]
before = sold[sold["ordered_on"] < day]
listed = people[~people["customer_id"].isin(before["customer_id"])]
share_new = listed["customer_id"].isin(open_end["customer_id"]).mean()

# %% exercise="10b.6" part="wrong" en="You took off only those who bought in the last 180 days. Never means never: all days before." zh="你只去掉了最近180天买过的人。“从没”是指那天之前的所有日子。"
before = sold[(sold["ordered_on"] < day) & (sold["ordered_on"] >= day - pd.Timedelta(days=180))]
listed = people[~people["customer_id"].isin(before["customer_id"])]
share_new = listed["customer_id"].isin(in_window["customer_id"]).mean()

# %% exercise="10b.6" part="wrong" en="The buyers are right, but you divided by everybody. Divide by the list of those who never bought." zh="买的人数对了，可是除以了所有人。要除以从没买过的名单。"
before = sold[sold["ordered_on"] < day]
listed = people[~people["customer_id"].isin(before["customer_id"])]
share_new = listed["customer_id"].isin(in_window["customer_id"]).sum() / len(people)

# %% [markdown] lang="en" exercise="10b.6" part="hint"
# What do we know on the day about who has bought from the category?

# %% [markdown] lang="zh" exercise="10b.6" part="hint"
# 到那一天，谁买过这一类，我们知道什么？

# %% [markdown] lang="en" exercise="10b.6" part="hint"
# Take those with a line before `day` off the list: `people[~people["customer_id"].isin(...)]`.

# %% [markdown] lang="zh" exercise="10b.6" part="hint"
# 把`day`之前买过的人从名单里去掉：`people[~people["customer_id"].isin(...)]`。

# %% [markdown] lang="en" exercise="10b.6" part="analysis"
# {{share_new:.0%}} of those who never bought do so within ninety days.
# With the old buyers on the list the model would look excellent: it would find those who buy anyway.

# %% [markdown] lang="zh" exercise="10b.6" part="analysis"
# 从没买过的人里，{{share_new:.0%}}在九十天内买了。
# 把老买家留在名单上，模型看起来会很出色：它找到的是本来就买的人。

# %% [markdown] lang="en" exercise="10b.7" part="task" kind="order"
# ## 7. Three industries
#
# Choose one task for each, in this order: **bank, telecom, retail**.
#
# - **a** Which goods are bought together, and does the rule hold on other baskets? No names are known at the till.
# - **b** Whose contract ends next month, who is about to leave, and whom does a call keep rather than wake?
# - **c** Who will pay back, by a calibrated score whose reasons can be told to the applicant?
# - **d** Which photograph shows a cat?
#
# Give a list of three letters.

# %% [markdown] lang="zh" exercise="10b.7" part="task"
# ## 7. 三个行业
#
# 按**银行、电信、零售**的顺序，各选一项任务。
#
# - **a** 哪些货会一起买，换一批小票还成立吗？收银台不知道客人是谁。
# - **b** 谁的合同下个月到期、谁要走、打电话能留住谁，又会提醒谁走？
# - **c** 谁会按时还钱？分数要校准过，理由要能告诉申请人。
# - **d** 哪张照片上有猫？
#
# 答案是三个字母的列表。

# %% lang="en" exercise="10b.7" part="stub"
answer = ____  # such as ["d", "d", "d"]

# %% lang="zh" exercise="10b.7" part="stub"
answer = ____  # 例如["d", "d", "d"]

# %% exercise="10b.7" part="solution"
answer = ["c", "b", "a"]

# %% exercise="10b.7" part="also_right"
answer = ("c", "b", "a")

# %% exercise="10b.7" part="wrong" en="Bank and telecom are exchanged: a contract that ends next month belongs to the telephone, a loan to the bank." zh="银行和电信换位了：下个月到期的合同是电信的，还钱是银行的。"
answer = ["b", "c", "a"]

# %% exercise="10b.7" part="wrong" en="Telecom and retail are exchanged: who rings up groceries at the till has no contract that ends." zh="电信和零售换位了：收银台上买菜的人没有会到期的合同。"
answer = ["c", "a", "b"]

# %% exercise="10b.7" part="wrong" en="That is the order of the letters. The first belongs to the bank: whose money is at risk?" zh="这是字母的顺序。第一个要给银行：谁的钱有风险？"
answer = ["a", "b", "c"]

# %% exercise="10b.7" part="wrong" en="Photographs do not fill a till. What does retail know even of people without a name?" zh="照片跟收银台无关。不知道名字的客人，零售商也知道他什么？"
answer = ["c", "b", "d"]

# %% [markdown] lang="en" exercise="10b.7" part="hint"
# Which of the three has a contract, which a loan, which neither?

# %% [markdown] lang="zh" exercise="10b.7" part="hint"
# 三个行业里，哪个有合同，哪个有贷款，哪个都没有？

# %% [markdown] lang="en" exercise="10b.7" part="hint"
# Begin with the mistake that costs most: money lent, a customer with a contract lost, a wrong shelf.

# %% [markdown] lang="zh" exercise="10b.7" part="hint"
# 从最贵的错误想起：借出去的钱、有合同的客户、摆错的货架。

# %% [markdown] lang="en" exercise="10b.7" part="analysis"
# Bank: default, calibrated and readable. Telecom: churn by contract, with uplift. Retail: association rules.
# The methods are much the same everywhere; the unit, the target and the price of a mistake are not.

# %% [markdown] lang="zh" exercise="10b.7" part="analysis"
# 银行：违约，要校准、要能讲明理由。电信：按合同看流失，还要看增益。零售：关联规则。
# 哪里用的都是这几种方法；不同的是单位、目标和犯错的代价。

# %% [markdown] lang="en" exercise="10b.8" part="task" kind="table"
# ## 8. One rule for each stage
#
# Three rules, one for each stage of the life cycle, stand in `rules`.
# Measure each on `exam`: `people` who fulfil the condition; `support`, the share of *all* rows that fulfil it and have the outcome; `rate`, the share of `people` with the outcome.
# Give a table with the columns `stage`, `people`, `support`, `rate`.

# %% [markdown] lang="zh" exercise="10b.8" part="task"
# ## 8. 每个阶段一条规则
#
# `rules`里有三条规则，生命周期的每个阶段一条。
# 在`exam`上逐条度量：`people`是符合条件的人数；`support`是**全部**行里既符合条件又有这个结果的比例；`rate`是`people`里有这个结果的比例。
# 答案是一张表，有`stage`、`people`、`support`、`rate`四列。

# %% exercise="10b.8" part="given"
from crmlab import mine, retain

orders = crm.load("orders")
columns = ["silent", "orders", "recent", "spent"]


def known_on(day):
    table = retain.churn_table(orders, day, seen_within=365, horizon=30)
    return table.assign(came=1 - table["churned"]).drop(columns="churned")


learn, exam = known_on("2025-06-01"), known_on("2025-10-01")

# %% exercise="10b.8" part="given"
import pandas as pd

exam["away"] = 1 - exam["came"]
rules = pd.DataFrame(
    {
        "stage": ["new", "active", "fading"],
        "department": ["marketing", "till", "service"],
        "when": ["tenure <= 90", "recent >= 3", "silent > 120"],
        "then": ["came", "came", "away"],
    }
)
rules

# %% lang="en" exercise="10b.8" part="stub"
measured = ____  # a table: stage, people, support, rate

# %% lang="zh" exercise="10b.8" part="stub"
measured = ____  # 一张表：stage、people、support、rate

# %% exercise="10b.8" part="solution"
measured = mine.measure_rules(exam, rules)[["stage", "people", "support", "rate"]]

# %% exercise="10b.8" part="also_right"
rows = []
for rule in rules.itertuples():
    chosen = exam.query(rule.when)
    rows.append(
        {
            "stage": rule.stage,
            "people": len(chosen),
            "support": chosen[rule.then].sum() / len(exam),
            "rate": chosen[rule.then].mean(),
        }
    )
measured = pd.DataFrame(rows)

# %% exercise="10b.8" part="wrong" en="Your support counts all who fulfil the condition. Count those who fulfil it and have the outcome." zh="你的支持度数了所有符合条件的人。要数既符合条件又有结果的。"
rows = []
for rule in rules.itertuples():
    chosen = exam.query(rule.when)
    rows.append(
        {
            "stage": rule.stage,
            "people": len(chosen),
            "support": len(chosen) / len(exam),
            "rate": chosen[rule.then].mean(),
        }
    )
measured = pd.DataFrame(rows)

# %% exercise="10b.8" part="wrong" en="You divided the support by those with the outcome. Divide by all rows." zh="你的支持度除以了有这个结果的人。要除以全部的行。"
rows = []
for rule in rules.itertuples():
    chosen = exam.query(rule.when)
    rows.append(
        {
            "stage": rule.stage,
            "people": len(chosen),
            "support": chosen[rule.then].sum() / exam[rule.then].sum(),
            "rate": chosen[rule.then].mean(),
        }
    )
measured = pd.DataFrame(rows)

# %% exercise="10b.8" part="wrong" en="The third rule speaks of staying away. Take the outcome that stands in the column then." zh="第三条规则说的是不来。结果要取then那一列写的。"
rows = []
for rule in rules.itertuples():
    chosen = exam.query(rule.when)
    rows.append(
        {
            "stage": rule.stage,
            "people": len(chosen),
            "support": chosen["came"].sum() / len(exam),
            "rate": chosen["came"].mean(),
        }
    )
measured = pd.DataFrame(rows)

# %% exercise="10b.8" part="wrong" en="Your rate is that of everybody. Take it among those who fulfil the condition." zh="你的rate是所有人的比例。要在符合条件的人里算。"
rows = []
for rule in rules.itertuples():
    chosen = exam.query(rule.when)
    rows.append(
        {
            "stage": rule.stage,
            "people": len(chosen),
            "support": chosen[rule.then].sum() / len(exam),
            "rate": exam[rule.then].mean(),
        }
    )
measured = pd.DataFrame(rows)

# %% exercise="10b.8" part="wrong" en="Your people are those who also have the outcome. Count all who fulfil the condition." zh="你的people只数了有结果的人。要数所有符合条件的人。"
rows = []
for rule in rules.itertuples():
    chosen = exam.query(rule.when)
    rows.append(
        {
            "stage": rule.stage,
            "people": chosen[rule.then].sum(),
            "support": chosen[rule.then].sum() / len(exam),
            "rate": chosen[rule.then].mean(),
        }
    )
measured = pd.DataFrame(rows)

# %% exercise="10b.8" part="wrong" en="Support and rate are exchanged: support divides by all rows, rate by those who fulfil the condition." zh="support和rate写反了：support除以全部的行，rate除以符合条件的人。"
measured = mine.measure_rules(exam, rules)[["stage", "people", "support", "rate"]]
measured = measured.rename(columns={"support": "rate", "rate": "support"})

# %% exercise="10b.8" part="wrong" en="You measured on the table of June. Measure on exam." zh="你是在6月的表上量的。要在exam上量。"
known = known_on("2025-06-01")
known["away"] = 1 - known["came"]
measured = mine.measure_rules(known, rules)[["stage", "people", "support", "rate"]]

# %% [markdown] lang="en" exercise="10b.8" part="hint"
# For each rule three counts: all rows, those who fulfil the condition, those of them with the outcome.

# %% [markdown] lang="zh" exercise="10b.8" part="hint"
# 每条规则数三个数：全部行、符合条件的、其中有结果的。

# %% [markdown] lang="en" exercise="10b.8" part="hint"
# `mine.measure_rules(exam, rules)` does it; keep four columns.

# %% [markdown] lang="zh" exercise="10b.8" part="hint"
# `mine.measure_rules(exam, rules)`就行，留下四列。

# %% [markdown] lang="en" exercise="10b.8" part="analysis"
# The rule for the fading is right for {{measured["rate"][2]:.0%}} and speaks of {{measured["people"][2]:,}} people: sure, and of use to whoever saves letters.
# A high rate with few people is an anecdote; a high support with the rate of everybody is no news.

# %% [markdown] lang="zh" exercise="10b.8" part="analysis"
# 淡下去的那条规则，{{measured["rate"][2]:.0%}}说得对，涉及{{measured["people"][2]:,}}人：靠得住，想省信钱的人用得上。
# 比例高、人很少，是轶事；支持度高、比例跟大家一样，不算新闻。

# %% [markdown] lang="en" exercise="10b.9" part="task" kind="memo"
# ## 9. Decision memo
#
# A seller offers the owner a gradient boosting service for {{fee:,}} yuan a year; {{mailings}} mailings on the terms of the lesson are planned.
# Should the shop buy, use logistic regression of its own, or keep the rule of recency?
# Say how sure the differences are, in yuan: `mine.paired_bootstrap` with `earned` gives an interval (the rule's score is `lately`).
# Write at least forty words with these numbers, and mark them by the rubric.

# %% [markdown] lang="zh" exercise="10b.9" part="task"
# ## 9. 决策备忘
#
# 推销员向老板推荐一项梯度提升服务，一年{{fee}}元；全年打算寄{{mailings}}次信，条件同课文。
# 是买，是自己用逻辑回归，还是守着近度规则？
# 差异有多大把握，用元来说：`mine.paired_bootstrap`配上`earned`给出区间（规则的分数是`lately`）。
# 用这些数字写一段话，至少六十个字（数字和标点不算），再按评分标准打分。

# %% exercise="10b.9" part="given"
from crmlab import mine, retain

orders = crm.load("orders")
columns = ["silent", "orders", "recent", "spent"]


def known_on(day):
    table = retain.churn_table(orders, day, seen_within=365, horizon=30)
    return table.assign(came=1 - table["churned"]).drop(columns="churned")


learn, exam = known_on("2025-06-01"), known_on("2025-10-01")

# %% exercise="10b.9" part="given"
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

logit = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(learn[columns], learn["came"])
exam["chance"] = logit.predict_proba(exam[columns])[:, 1]
from sklearn.ensemble import GradientBoostingClassifier

gain, cost, fee, mailings = 5, 1.5, 2000, 12
boosting = GradientBoostingClassifier(n_estimators=50, random_state=0).fit(learn[columns], learn["came"])
chance = boosting.predict_proba(exam[columns])[:, 1]
by_boosting = mine.profit_at(chance, exam["came"], cost / gain, gain, cost)
by_logit = mine.profit_at(exam["chance"], exam["came"], cost / gain, gain, cost)
curve = mine.profit_curve(-learn["silent"], learn["came"], gain, cost)
days = int(-curve.loc[curve["profit"].idxmax(), "cutoff"])  # mail whoever was silent no longer
lately = (exam["silent"] <= days).astype(int)
by_recency = mine.profit_at(lately, exam["came"], 1, gain, cost)
days, by_boosting, by_logit, by_recency


# %% exercise="10b.9" part="given"
def earned(outcome, score):  # a measure for paired_bootstrap, in yuan
    mailed = score >= cost / gain
    return outcome[mailed].sum() * gain - mailed.sum() * cost


# %% lang="en" exercise="10b.9" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="10b.9" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% lang="en" exercise="10b.9" part="solution"
own = mine.paired_bootstrap(exam["came"], lately, exam["chance"], earned, draws=200)
sold = mine.paired_bootstrap(exam["came"], lately, chance, earned, draws=200)
year = mailings * (by_boosting - by_recency)
memo = (
    f"Don't buy: keep the rule of {days} days (chosen in June), and mail nobody who has not agreed to letters. "
    f"On the October list the rule earns {by_recency:,.0f} yuan, our own logistic regression {by_logit:,.0f}, "
    f"boosting {by_boosting:,.0f}. The rule less logistic regression is {own.difference:,.0f} yuan, with an "
    f"interval from {own.low:,.0f} to {own.high:,.0f}; the rule less boosting {sold.difference:,.0f}, from "
    f"{sold.low:,.0f} to {sold.high:,.0f}. Whoever costs more must be shown to be ahead, and neither model is. "
    f"Over {mailings} mailings boosting less the rule comes to {year:,.0f} yuan, before a fee of {fee:,}. "
    "This is one month, later than the one we learnt on; the sauce maker may change his terms and customers "
    "their ways. The lesson's three autumn mailings, with more columns, leaned towards logistic regression. So "
    "fit it beside the rule, judge again on three later months, and change over if it is clearly ahead; buy "
    "only if a year's gain clearly exceeds the fee."
)
print(memo)

# %% lang="zh" exercise="10b.9" part="solution"
own = mine.paired_bootstrap(exam["came"], lately, exam["chance"], earned, draws=200)
sold = mine.paired_bootstrap(exam["came"], lately, chance, earned, draws=200)
year = mailings * (by_boosting - by_recency)
memo = (
    f"不买：守着{days}天的近度规则（按6月挑的），没同意收信的人一封也不寄。"
    f"按10月的名单，规则赚{by_recency:,.0f}元，我们自己的逻辑回归{by_logit:,.0f}元，梯度提升{by_boosting:,.0f}元。"
    f"规则减逻辑回归是{own.difference:,.0f}元，区间从{own.low:,.0f}到{own.high:,.0f}元；"
    f"规则减梯度提升是{sold.difference:,.0f}元，区间从{sold.low:,.0f}到{sold.high:,.0f}元。"
    "更贵的方法要证明自己领先才行，两个模型都没做到。"
    f"全年{mailings}次，梯度提升减规则是{year:,.0f}元，还没算{fee:,}元的服务费。"
    "这只是学习之后的一个月；酱油厂的条件会变，客户也会变。"
    "课文里秋天三次寄信，用的列多些，倒是逻辑回归占先。"
    "所以把逻辑回归放在规则旁边陪跑，再拿后来三个月考一次，明显领先就换；"
    "一年多赚的钱明显超过服务费，才买。"
)
print(memo)

# %% exercise="10b.9" part="wrong" en="There is no number in it. Say what each list earned, what the fee is, and what the difference is worth in a year." zh="一个数字也没有。写明每张名单赚多少、服务费多少、一年差多少钱。"
memo = """Gradient boosting is the most modern method, has won many contests, and is surely better than what we have; the seller is friendly and the service is easy to install, so we should buy it now and look at the results afterwards with the staff. 梯度提升是最新的方法，比赛里常拿第一，肯定比我们现有的好；推销员人很热情，装起来也方便，所以应该马上买下来，以后再跟大家一起看看效果怎么样，不行再说。"""

# %% exercise="10b.9" part="wrong" en="Too short for a decision: what does each earn, how sure is the difference, what would change your mind?" zh="太短了，定不了事：各赚多少、差异有多大把握、什么情况下会改主意？"
memo = "Do not buy, 2000 is too much. 别买，2000元太贵。"

# %% [markdown] lang="en" exercise="10b.9" part="hint"
# What does each list earn, times twelve? What is the fee? How sure is the difference?

# %% [markdown] lang="zh" exercise="10b.9" part="hint"
# 每张名单赚多少，乘十二是多少？服务费多少？差异有多大把握？

# %% [markdown] lang="en" exercise="10b.9" part="hint"
# `mine.paired_bootstrap(exam["came"], lately, chance, earned)` gives the interval in yuan of the rule less boosting; with `exam["chance"]` in the place of `chance`, of the rule less logistic regression.

# %% [markdown] lang="zh" exercise="10b.9" part="hint"
# `mine.paired_bootstrap(exam["came"], lately, chance, earned)`给出规则减梯度提升的区间，单位是元；把`chance`换成`exam["chance"]`，就是规则减逻辑回归。

# %% [markdown] lang="en" exercise="10b.9" part="rubric"
# - **Decision** (2): names one of the three and says what is done with the others; one point for the first alone.
# - **Money** (2): profit of all three lists, and the fee against the difference of a year; one point for one of the two.
# - **Evidence** (2): later months, and a test or interval of the difference; one point for one of the two.
# - **Limits** (2): one month, the terms, what is the same next year; and what would change the decision.
# - **Form** (1): an owner understands it without a course.

# %% [markdown] lang="zh" exercise="10b.9" part="rubric"
# - **决定**（2）：选定一样，并说另外两样怎么办；只写前一半得1分。
# - **金额**（2）：三张名单各赚多少，一年的差额跟服务费比；只写其中一样得1分。
# - **依据**（2）：用后来的月份考，差异有检验或区间；只写其中一样得1分。
# - **局限**（2）：只有一个月、条件会变；以及什么情况下改变决定。
# - **表达**（1）：没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="10b.9" part="analysis"
# Over a year boosting less the rule comes to {{year:,.0f}} yuan, and less our own logistic regression to {{mailings * (by_boosting - by_logit):,.0f}}; the fee is {{fee:,}}.
# A fee is paid for a difference, not for a name. A memo may choose logistic regression, if it says why one month of October is not enough to drop it.

# %% [markdown] lang="zh" exercise="10b.9" part="analysis"
# 一年下来，梯度提升减规则是{{year:,.0f}}元，减我们自己的逻辑回归是{{mailings * (by_boosting - by_logit):,.0f}}元；服务费是{{fee:,}}元。
# 付钱买的是差额，不是名气。备忘也可以选逻辑回归，只要说清为什么光凭10月一个月还不该放下它。
