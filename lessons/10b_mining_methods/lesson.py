# ---
# id: "10b"
# title: {en: "Data mining: the methods", zh: "数据挖掘：方法"}
# minutes: {lecture: 50, exercises: 80}
# textbook: [idic 10.2.2, idic 10.3, idic 10.3.1, idic 10.3.2]
# needs: ["07c", "10a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## The case: six sellers and a notebook
#
# A sauce maker pays Hejia {{gain}} yuan for every customer who gets its leaflet by letter and then orders within {{window}} days, in the shop, by phone or on the web, whatever brought her.
# A letter costs {{cost}} yuan.
# So nobody asks what the letter *causes*; we only need to know who will come (in this lesson "came" and "responded" are one thing: placed an order; the figures say "response").
#
# Six sellers offer six methods.
# "Ours had the best result in the test", says the one with the forest.
# The owner keeps to his notebook: "I write to those who were here lately."
# Who is right, and how would we know before the money is spent?

# %% [markdown] lang="zh" slide="slide"
# ## 案例：六位推销员和一本笔记
#
# 一家酱油厂跟禾家说好：收到厂家传单信、之后{{window}}天内下了单的客户（到店、电话、网上都算），每位付给禾家{{gain}}元，不管她是为什么来的。
# 一封信的成本是{{cost}}元。
# 所以这一回不问信**带来**了什么，只要知道谁会来（本课的“来”和**响应**（response）是一回事，就是下了单；图上一律写“响应”）。
#
# 六位推销员各推一种方法。
# 推随机森林的说：“测试里成绩最好的是我们。”
# 老板还是翻他的笔记：“谁最近来过，我就寄给谁。”
# 谁说得对？钱花出去之前，怎么知道？

# %% [markdown] lang="en" slide="notes"
# Minutes: case and table seven, methods ten, two exams eight, curves and profit twelve, tests of differences five, one customer three, undirected and life cycle five.
# Vote first: which of six methods will win, and by how much? Most say the net or the boosting, "by far".

# %% [markdown] lang="zh" slide="notes"
# 时间：案例和数据七分钟，各种方法十分钟，两场考试八分钟，曲线和利润十二分钟，差异检验五分钟，一位客户三分钟，无目标任务和生命周期五分钟。
# 先投票：六种方法谁会赢，赢多少？多数人说神经网络或梯度提升，“赢很多”。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Fit** six methods of data mining and a rule of thumb to one table, and compare them (exercises 10b.1 and 10b.2).
# - **Judge** a score on later months: lift, gains and the cut-off that pays (exercises 10b.3 and 10b.4).
# - **Test** whether one model is better before you name a winner (exercise 10b.5).
# - **Choose** a task and a method for a stage of the life cycle and for an industry (exercises 10b.6 and 10b.7).
# - **Hand over** knowledge as rules and a decision as a memo (exercises 10b.8 and 10b.9).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **建模**：在同一张表上，用六种数据挖掘方法和一条经验法则作预测，比一比（练习10b.1、10b.2）。
# - **评判**：在后来的月份上给模型的分数打分：提升度、累积响应、值得寄的分界点（练习10b.3、10b.4）。
# - **检验**：宣布谁赢之前，先检验差异（练习10b.5）。
# - **选择**：按生命周期阶段、按行业选任务和方法（练习10b.6、10b.7）。
# - **交付**：把知识写成规则，把决定写成备忘（练习10b.8、10b.9）。

# %% [markdown] lang="en"
# ## One table, one target
#
# The unit is a customer on a day, the target whether she buys in the {{window}} days from it, as lesson 10a taught us to write down.
# `known_on` lays out what the shop knew by then, and nothing later.

# %% [markdown] lang="zh"
# ## 一张表，一个目标
#
# 单位是“某一天的一位客户”，目标是从那天起{{window}}天内她买不买；这样写清楚，是第10a课教的。
# `known_on`列出那天之前店里知道的事，之后的一概不用。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab import mine, retain

gain, cost, window = 5, 1.5, 30
orders = crm.load("orders")


# %%
def known_on(day):
    table = retain.churn_table(orders, day, seen_within=365, horizon=window)
    return table.assign(day=pd.Timestamp(day), came=1 - table["churned"]).drop(columns="churned")


fortnights = pd.date_range("2025-03-01", "2025-06-14", freq="14D")
past = pd.concat([known_on(day) for day in fortnights], ignore_index=True)
later = pd.concat([known_on(f"2025-{m:02}-01") for m in (9, 10, 11)], ignore_index=True)
past.drop(columns="day").head(3).round(2)

# %%
columns = ["silent", "tenure", "orders", "gap", "overdue", "recent", "basket", "spent", "online"]
n_past, n_later = len(past), len(later)
base = later["came"].mean()
n_past, n_later, round(float(base), 3)

# %% [markdown] lang="en"
# What the nine columns say, on that day:
#
# | Column | What it is |
# |---|---|
# | `silent`, `tenure` | days since the last order, and since the first |
# | `orders`, `recent` | orders so far, and in the last {{90}} days |
# | `gap` | usual days between two orders; who has one order only has no gap, so `tenure` stands there as a placeholder |
# | `overdue` | `silent` divided by `gap` |
# | `basket`, `spent` | yuan per order, and yuan in the last {{365}} days |
# | `online` | share of orders not made in the shop, that is by phone or on the web |

# %% [markdown] lang="zh"
# 九列各是什么（都只算到那一天）：
#
# | 列 | 含义 |
# |---|---|
# | `silent`、`tenure` | 离最近一次、离第一次下单的天数 |
# | `orders`、`recent` | 一共下过几单、最近{{90}}天下过几单 |
# | `gap` | 平时隔几天下一单；只下过一单的人没有间隔，用`tenure`占位 |
# | `overdue` | `silent`除以`gap` |
# | `basket`、`spent` | 平均每单多少元、最近{{365}}天一共多少元 |
# | `online` | 不在店里下的单（电话、网上）占几成 |

# %% [markdown] lang="en"
# {{n_past:,}} rows from spring to learn from, {{n_later:,}} from autumn to be judged on.
# In autumn {{base:.0%}} of the rows came, so "nobody comes" is right in {{1 - base:.0%}} of the cases: accuracy alone says little.
# The customers of spring appear again in autumn, as they do in life; what is new is the time.

# %% [markdown] lang="zh"
# 春天的{{n_past:,}}行用来学，秋天的{{n_later:,}}行用来考。
# 秋天有{{base:.0%}}的行来了，所以一律猜“不来”也能对{{1 - base:.0%}}：光看准确率（accuracy）说明不了什么。
# 春天的客户秋天还会出现，现实里也是这样；新的是时间。

# %% [markdown] lang="en" slide="slide"
# ## Methods of data mining, by hand
#
# Two of the six fit on a sheet of paper.
# **Naive Bayes** counts each fact apart, once among those who came and once among those who did not, and multiplies: as if, given who came, the facts were independent of each other.
# **Nearest neighbours** asks the people most like her.
# Eight customers: was she here this month, does she order online, and did she come?

# %% [markdown] lang="zh" slide="slide"
# ## 数据挖掘的方法：先手算
#
# 六种方法里，有两种写在一张纸上就够。
# **朴素贝叶斯**（naive Bayes）在来的人和没来的人里，分别把每件事数一遍再相乘：它假定在来与没来给定时，各件事相互独立。
# **最近邻**（nearest neighbours）去问跟她最像的几个人。
# 八位客户：这个月来过没有，网上买不买，后来来没来？

# %%
eight = pd.DataFrame(
    {"lately": [1, 1, 1, 0, 1, 0, 0, 0], "online": [1, 0, 1, 1, 0, 0, 0, 1], "came": [1, 1, 1, 1, 0, 0, 0, 0]}
)
shares = eight.groupby("came").mean()
shares

# %%
yes = 0.5 * shares.loc[1, "lately"] * shares.loc[1, "online"]
no = 0.5 * shares.loc[0, "lately"] * shares.loc[0, "online"]
bayes_chance = yes / (yes + no)
twins = eight.query("lately == 1 and online == 1")["came"]
round(bayes_chance, 2), twins.tolist()

# %% [markdown] lang="en"
# Somebody who was here lately and orders online: Bayes says {{bayes_chance:.0%}}.
# Her nearest neighbours are the {{len(twins)}} who are just like her, and all of them came: {{twins.mean():.0%}}.
# Two honest methods, one table, two answers; with so few people, trust neither.

# %% [markdown] lang="zh"
# 最近来过、又在网上买的人：贝叶斯说{{bayes_chance:.0%}}。
# 跟她一模一样的近邻有{{len(twins)}}位，全来了：{{twins.mean():.0%}}。
# 两种老实的方法、同一张表，答案不一样；人这么少，哪个都别太信。

# %% [markdown] lang="en" slide="slide"
# ### Six methods, one shape
#
# - `logit`, **logistic regression**: a weighted sum of the facts, bent into a chance (Cox 1958).
# - `bayes`, naive Bayes: counts or bell curves, multiplied.
# - `neighbours`: the share among the {{n_neighbours}} most similar.
# - `net`, a small **neural network**: several weighted sums, bent and summed again (Rumelhart and others 1986).
# - `forest`, a **random forest**: many deep trees on samples of the rows, averaged (Breiman 2001).
# - `boosting`, **gradient boosting**: many small trees, each on a random half of the rows and on the mistakes of those before it (Friedman 2001, 2002).
#
# And the rule of thumb: days since the last visit.
# All six have `fit` and `predict_proba`, and so will yours.

# %% [markdown] lang="zh" slide="slide"
# ### 六种方法，一个样子
#
# - `logit`是**逻辑回归**（logistic regression）：各项事实加权求和，再压成概率（Cox 1958）。
# - `bayes`是朴素贝叶斯：数次数，或套正态（钟形）曲线，再相乘。
# - `neighbours`是最近邻：最像的{{n_neighbours}}位里占几成。
# - `net`是小型**神经网络**（neural network）：算几个加权和，压一压，再加权求和（Rumelhart等1986）。
# - `forest`是**随机森林**（random forest）：抽样种许多棵深树，取平均（Breiman 2001）。
# - `boosting`是**梯度提升**（gradient boosting）：种许多棵小树，每棵随机用一半的行，专补前面的错（Friedman 2001、2002）。
#
# 再加一条**经验法则**（rule of thumb）：离上次来店多少天。
# 六种都有`fit`和`predict_proba`；你要加别的，有这两样就行。

# %%
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

# %%
n_neighbours = 25


def evened(model):
    return make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), model)


def small_net():
    return MLPClassifier((8,), learning_rate_init=0.01, max_iter=200, tol=0.001, random_state=0)


# %%
models = {
    "logit": evened(LogisticRegression(solver="newton-cholesky")),
    "bayes": evened(GaussianNB()),
    "neighbours": evened(KNeighborsClassifier(n_neighbours)),
    "net": evened(small_net()),
    "forest": RandomForestClassifier(20, random_state=0, n_jobs=1),
    "boosting": GradientBoostingClassifier(n_estimators=50, subsample=0.5, random_state=0),
}

# %% [markdown] lang="en"
# Those that measure distances or weights need columns on one scale, so `evened` takes logarithms and standardises; trees don't care.
# (`newton-cholesky` is the quick way to fit a logistic regression with many rows and few columns.)

# %% [markdown] lang="zh"
# 要算距离或权重的方法，各列须先化到同一尺度，所以`evened`先取对数再标准化；树不在乎这个。
# （行多列少的时候，逻辑回归用`newton-cholesky`来算最快。）

# %% [markdown] lang="en" slide="slide"
# ## Two exams
#
# The sellers' exam: shuffle the rows of spring, learn on six tenths, be judged on the rest.
# Our exam: the *same fitted models* on autumn.
# The **AUC** is the chance that somebody who came is put above somebody who did not (lesson 7c); a coin has one half.

# %% [markdown] lang="zh" slide="slide"
# ## 两场考试
#
# 推销员的考法：把春天的行打乱，六成用来学，其余用来考。
# 我们的考法：**同一批学好的模型**，拿秋天来考。
# **AUC**是把来的排在没来的前面的机会（第7c课）；抛硬币是一半。

# %%
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

learn, shuffled = train_test_split(past, test_size=0.4, random_state=0)
for model in models.values():
    model.fit(learn[columns], learn["came"])

# %%
chances = pd.DataFrame({name: mine.chance_of(model, later[columns]) for name, model in models.items()})
exams = pd.DataFrame(
    {
        "shuffled": {
            name: roc_auc_score(shuffled["came"], mine.chance_of(model, shuffled[columns]))
            for name, model in models.items()
        },
        "later": {name: roc_auc_score(later["came"], chances[name]) for name in models},
    }
)
exams.loc["recency"] = [roc_auc_score(rows["came"], -rows["silent"]) for rows in (shuffled, later)]
exams.round(3)

# %% lang="en" slide="fragment" alt="For each method two dots joined by a line: AUC on shuffled rows and on later months. For five methods the dots lie close together; the forest is far ahead on shuffled rows and falls to the level of recency on later months."
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.hlines(exams.index, exams["shuffled"], exams["later"], color="silver")
ax.plot(exams["shuffled"], exams.index, "o", label="shuffled rows")
ax.plot(exams["later"], exams.index, "D", label="later months")
names = ["logistic", "Bayes", "neighbours", "net", "forest", "boosting", "recency"]
ax.set_yticks(range(7), names)
ax.set(xlabel="AUC (0.5 is a coin)", title="The forest: first in one exam, last in the other")
ax.legend()
plt.show()

# %% lang="zh" slide="fragment" alt="每种方法两个点，用线连起来：打乱的行上的AUC和后来月份上的AUC。五种方法两点很近；随机森林在打乱的行上遥遥领先，到后来的月份跌到跟近度一样。"
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.hlines(exams.index, exams["shuffled"], exams["later"], color="silver")
ax.plot(exams["shuffled"], exams.index, "o", label="打乱的行")
ax.plot(exams["later"], exams.index, "D", label="后来的月份")
names = ["逻辑回归", "朴素贝叶斯", "最近邻", "神经网络", "随机森林", "梯度提升", "近度"]
ax.set_yticks(range(7), names)
ax.set(xlabel="AUC（0.5等于抛硬币）", title="随机森林：第一场第一，第二场垫底")
ax.legend()
plt.show()

# %% [markdown] lang="en" slide="fragment"
# The forest: {{exams.loc["forest", "shuffled"]:.3f}} on shuffled rows, the best of all; {{exams.loc["forest", "later"]:.3f}} on later months, about the same as the notebook's {{exams.loc["recency", "later"]:.3f}}.
# Why? The windows are {{window}} days long and the rows a fortnight apart, so one purchase is the answer in two rows of the same customer.
# Shuffle, and often one of the two lands in the exam while the other was learnt by heart.
# The deep trees remember it, neighbours a little; a weighted sum cannot.
# Nothing broke in autumn: the first exam was never an exam.

# %% [markdown] lang="zh" slide="fragment"
# 随机森林在打乱的行上{{exams.loc["forest", "shuffled"]:.3f}}，六种里最好；到后来的月份{{exams.loc["forest", "later"]:.3f}}，跟笔记本的{{exams.loc["recency", "later"]:.3f}}差不多。
# 为什么？窗口长{{window}}天，行与行却只隔两个星期，同一次购买会成为同一位客户两行的答案。
# 一打乱，往往一行进了考卷，另一行早被背了下来。
# 深树记得住，最近邻记得一点，加权和记不住。
# 秋天并没有出什么变故：第一场根本算不上考试。

# %%
pruned = RandomForestClassifier(20, min_samples_leaf=50, random_state=0, n_jobs=1)
pruned.fit(learn[columns], learn["came"])
pruned_chance = mine.chance_of(pruned, later[columns])
pruned_first = roc_auc_score(shuffled["came"], mine.chance_of(pruned, shuffled[columns]))
pruned_later = roc_auc_score(later["came"], pruned_chance)
round(pruned_first, 3), round(pruned_later, 3)

# %% [markdown] lang="en"
# Is the method bad? No, the setting: these trees grew until they knew each row.
# Let no leaf hold fewer than {{pruned.min_samples_leaf}} rows, and the forest has {{pruned_first:.3f}} and {{pruned_later:.3f}}, as good as logistic regression.
# (Whoever wants to find the best size of a leaf chooses it on other months, not on autumn.)

# %% [markdown] lang="zh"
# 是方法不好吗？不是，是设置：这些树一直长到把每一行都记住。
# 每片叶子至少留{{pruned.min_samples_leaf}}行，随机森林两场就是{{pruned_first:.3f}}和{{pruned_later:.3f}}，跟逻辑回归一样好。
# （想找最合适的叶子大小，要拿别的月份来挑，不能拿秋天来挑。）

# %% [markdown] lang="en"
# ## Right and wrong, counted
#
# A letter pays when the chance is at least cost over gain.

# %% [markdown] lang="zh"
# ## 数一数对错
#
# 概率不低于成本除以收益，一封信就回本。

# %%
pays = mine.break_even(gain, cost)
decision = (chances["logit"] >= pays).astype(int)
counts = pd.crosstab(later["came"], decision)
precision, recall = counts.loc[1, 1] / counts[1].sum(), counts.loc[1, 1] / counts.loc[1].sum()
accuracy = (decision == later["came"]).mean()
pays, round(accuracy, 2)

# %% lang="en" slide="slide" alt="Confusion matrix with four counts: decision to mail or not against responded or not. Most who responded were mailed; more than a third of the letters went to people who did not respond."
mine.plot_confusion(later["came"], decision).set_title("Mailed and responded")
plt.show()

# %% lang="zh" slide="slide" alt="混淆矩阵，四个格子：寄没寄对响应没响应。响应的人多数收到了信；三分之一以上的信寄给了没响应的人。"
mine.plot_confusion(later["came"], decision).set_title("寄没寄，响应没响应")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# The **confusion matrix** holds all there is at this cut-off: of the mailed {{precision:.0%}} came (**precision**), of those who came {{recall:.0%}} were mailed (**recall**), and {{accuracy:.0%}} of the decisions were right (accuracy).
# With a cut-off of one half the accuracy would be higher and the profit lower: a missed customer costs {{gain - cost}} yuan, a letter in vain {{cost}}.

# %% [markdown] lang="zh" slide="fragment"
# **混淆矩阵**（confusion matrix）里，这个分界点上的对错全都有：寄了的人里{{precision:.0%}}来了，这是**查准率**（precision）；来了的人里{{recall:.0%}}收到了信，这是**查全率**（recall）；决定对的占{{accuracy:.0%}}，这是准确率。
# 分界点改成一半，准确率会更高，利润却更低：漏掉一位少赚{{gain - cost}}元，白寄一封才亏{{cost}}元。

# %%
accuracy_half = ((chances["logit"] >= 0.5) == later["came"]).mean()
profit_half = mine.profit_at(chances["logit"], later["came"], 0.5, gain, cost)
profit_pays = mine.profit_at(chances["logit"], later["came"], pays, gain, cost)
round(accuracy_half, 2), profit_half, profit_pays

# %% [markdown] lang="en"
# Move the cut-off over all values, and each becomes a curve: the **ROC curve** and the **precision-recall curve**.
# In the legends stand the area under the first, AUC, and the mean height of the second, AP (average precision).

# %% [markdown] lang="zh"
# 让分界点从最高移到最低，就得到两条曲线：**ROC曲线**（ROC curve）和**查准查全曲线**（precision-recall curve）。
# 图例里，AUC是前一条下面的面积，AP（average precision）是后一条的平均高度。

# %% lang="en" slide="slide" alt="Left: ROC curves of logistic regression, forest and recency; logistic regression lies above the other two. Right: precision against recall of the same three; all fall from left to right."
three = dict(zip(["logistic", "forest", "recency"], [chances["logit"], chances["forest"], -later["silent"]]))
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.2))
mine.plot_roc(later["came"], three, ax=left).set_title("Logistic lies above")
mine.plot_precision_recall(later["came"], three, ax=right).set_title("The more found, the less pure")
plt.show()

# %% lang="zh" slide="slide" alt="左图：逻辑回归、随机森林、近度的ROC曲线，逻辑回归在另两条之上。右图：同样三种的查准率随查全率变化，都从左往右下降。"
three = dict(zip(["逻辑回归", "随机森林", "近度"], [chances["logit"], chances["forest"], -later["silent"]]))
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.2))
mine.plot_roc(later["came"], three, ax=left).set_title("逻辑回归在上面")
mine.plot_precision_recall(later["came"], three, ax=right).set_title("找得越全，越不纯")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## Calibration: is a chance a chance?
#
# Break-even needs a chance, not a place in line.
# Of people given six chances in ten, do six in ten come?

# %% [markdown] lang="zh" slide="slide"
# ## 校准：概率真是概率吗？
#
# 算盈亏平衡点，要的是概率，不是名次。
# 模型说有六成机会来的那些人，真有六成来了吗？

# %% lang="en" slide="fragment" alt="Predicted chance against the share that responded. Logistic regression and boosting follow the diagonal; naive Bayes leaves it: its high chances are too high and its low ones too low."
some = dict(
    zip(["logistic", "naive Bayes", "boosting"], [chances[m] for m in ("logit", "bayes", "boosting")])
)
mine.plot_calibration(later["came"], some).set_title("Naive Bayes is too sure")
plt.show()

# %% lang="zh" slide="fragment" alt="预测概率与实际响应的比例。逻辑回归和梯度提升贴着对角线；朴素贝叶斯偏离：高的太高，低的太低。"
some = dict(zip(["逻辑回归", "朴素贝叶斯", "梯度提升"], [chances[m] for m in ("logit", "bayes", "boosting")]))
mine.plot_calibration(later["came"], some).set_title("朴素贝叶斯太自信")
plt.show()

# %%
board = mine.scoreboard(later["came"], chances.assign(recency=-later["silent"])).set_index("model")
board[["auc", "low", "high", "brier"]].round(3)

# %% [markdown] lang="en"
# Naive Bayes orders people nearly as well as the best, AUC {{board.loc["bayes", "auc"]:.3f}}, and is far too sure of itself: it counts visits, money and silence as three witnesses, and they are one.
# The **Brier score**, the mean squared error of the chance (Brier 1950), shows it: {{board.loc["bayes", "brier"]:.3f}} against {{board.loc["logit", "brier"]:.3f}}.
# Recency has none, because days are not a probability; `chance_of` says so too of a model without probabilities.
# `low` and `high` are the interval of each AUC by itself (Hanley and McNeil 1982); it takes rows of one customer for strangers, and it does not compare two models. That comes below.

# %% [markdown] lang="zh"
# 朴素贝叶斯排先后几乎跟最好的一样，AUC是{{board.loc["bayes", "auc"]:.3f}}，可是太自信：来店次数、花的钱、没来的天数，它当成三位证人，其实是一位。
# **布里尔分数**（Brier score）是概率的均方误差（Brier 1950），一看便知：{{board.loc["bayes", "brier"]:.3f}}对{{board.loc["logit", "brier"]:.3f}}。
# 近度没有这个分数，因为天数不是概率；碰到给不出概率的模型，`chance_of`也会说明。
# `low`和`high`是每个AUC自己的区间（Hanley和McNeil 1982）；它把同一位客户的几行当成不相干的人，也不能用来比两个模型，比较在后面。

# %% [markdown] lang="en" slide="slide"
# ## Lift and gains
#
# Put the list in order, cut it into tenths, and compare each tenth with the average: that is **lift**.
# By hand on logistic regression, then in one call.

# %% [markdown] lang="zh" slide="slide"
# ## 提升度与累积响应
#
# 把名单排好，切成十段，每段跟平均比：这就是**提升度**（lift）。
# 先给逻辑回归手算，再一行代码。

# %%
ordered = later.assign(chance=chances["logit"]).sort_values("chance", ascending=False)
tenth = np.arange(n_later) * 10 // n_later + 1
by_hand = ordered.groupby(tenth)["came"].mean() / base
lift = mine.lift_table(chances["logit"], later["came"])
bool(np.allclose(by_hand, lift["lift"], atol=0.01))

# %%
lift.round(2).head(4)

# %% lang="en" slide="fragment" alt="Share of all responses that is reached, against share of the list mailed, best first: logistic regression on top, the rule of recency below it, both well above the diagonal of a lot."
two = dict(zip(["logistic regression", "recency"], [chances["logit"], -later["silent"]]))
mine.plot_gains(later["came"], two).set_title(
    "Three tenths of the list reach more than half of the responses"
)
plt.show()

# %% lang="zh" slide="fragment" alt="覆盖到的响应比例随寄信比例变化，从最好的寄起：逻辑回归在上，近度规则在下，两条都远高于抽签的对角线。"
two = dict(zip(["逻辑回归", "近度"], [chances["logit"], -later["silent"]]))
mine.plot_gains(later["came"], two).set_title("寄三成名单，覆盖一半以上的响应")
plt.show()

# %% [markdown] lang="en"
# The best tenth comes {{lift["lift"][0]:.1f}} times as often as the average, and the best three tenths hold {{lift["captured"][2]:.0%}} of all who come.
# No lift here can exceed {{1 / base:.1f}}: a tenth in which everybody comes.

# %% [markdown] lang="zh"
# 最好的一成，来的比例是平均的{{lift["lift"][0]:.1f}}倍；最好的三成占了全部来客的{{lift["captured"][2]:.0%}}。
# 这里提升度最高不过{{1 / base:.1f}}：一成里人人都来。

# %% [markdown] lang="en" slide="slide"
# ## Profit, and where to stop
#
# Each letter costs, each customer who comes pays: the same list, in yuan.

# %% [markdown] lang="zh" slide="slide"
# ## 利润，在哪里停
#
# 寄一封花一封的钱，来一位得一位的钱：还是那张名单，换成元。

# %% lang="en" slide="fragment" alt="Profit against share of the list mailed for logistic regression, forest and recency: all rise, peak between half and two thirds of the list, and fall. Logistic regression lies on top, but not by much."
mine.plot_profit(later["came"], three, gain, cost).set_title(
    "Peaks are flat; logistic regression is ahead, not by much"
)
plt.show()

# %% lang="zh" slide="fragment" alt="逻辑回归、随机森林、近度的利润随寄信比例变化：都先升，在一半到三分之二之间最高，再降。逻辑回归在最上面，但高得不多。"
mine.plot_profit(later["came"], three, gain, cost).set_title("峰顶平坦，逻辑回归领先，但不多")
plt.show()

# %%
who = later["customer_id"]
stop = mine.best_cutoff(chances["logit"], later["came"], gain, cost, by=who)
profit_all = later["came"].sum() * gain - n_later * cost
best_recency = mine.profit_curve(-later["silent"], later["came"], gain, cost)["profit"].max()
round(stop.cutoff, 2), stop.profit, round(stop.profit_elsewhere), profit_pays, profit_all

# %%
band = (chances["logit"] >= stop.cutoff) & (chances["logit"] < pays)
n_band, band_said, band_came = band.sum(), chances["logit"][band].mean(), later["came"][band].mean()
n_band, round(band_said, 2), round(band_came, 2)

# %% [markdown] lang="en" slide="fragment"
# The best stop by logistic regression is at a chance of {{stop.cutoff:.2f}} and would have made {{stop.profit:,.0f}} yuan in three mailings; all {{n_later:,}} letters {{profit_all:,.0f}}.
# But this stop was chosen on the answers.
# Draw the customers anew, and it wanders from {{stop.share_low:.0%}} to {{stop.share_high:.0%}} of the list; chosen on some and tried on the others it makes {{stop.profit_elsewhere:,.0f}} (scaled up to the whole list).
# Break-even by the terms, {{pays:.0%}}, needs no answers and makes {{profit_pays:,.0f}}.
# Why a little less? Break-even is right for calibrated chances, and in autumn ours were too low just below it: {{n_band}} rows were given {{band_said:.0%}}, and {{band_came:.0%}} came.
# In December we shall see it the other way round.
# So go by the terms, and look at the calibration each time.

# %% [markdown] lang="zh" slide="fragment"
# 按逻辑回归，最佳分界点在概率{{stop.cutoff:.2f}}处，三次寄信本可赚{{stop.profit:,.0f}}元；{{n_later:,}}封全寄赚{{profit_all:,.0f}}元。
# 可是这个点是看着答案挑的。
# 把客户重新抽样，它就在名单的{{stop.share_low:.0%}}到{{stop.share_high:.0%}}之间游走；在一些人身上挑、到另一些人身上试，能赚{{stop.profit_elsewhere:,.0f}}元（已折算成整张名单）。
# 按条件算出的盈亏平衡点{{pays:.0%}}不用看答案，能赚{{profit_pays:,.0f}}元。
# 为什么少一点？概率校准过，盈亏平衡点才是对的；秋天紧挨着它下面的一段，模型说低了：{{n_band}}行平均说{{band_said:.0%}}，来了{{band_came:.0%}}。
# 到12月，又会反过来。
# 所以按条件定分界点，每次都看一眼校准。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# 1. Move the cut-off from one half to break-even. What changes: letters in vain, or customers missed?
# 2. Halve what a customer earns. Where does the best stop go, and how many letters does it take with it?
# 3. When is mailing everybody best?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 1. 把分界点从一半移到盈亏平衡点：变的是白寄的信，还是漏掉的人？
# 2. 把一个响应的收益减半：最佳分界点往哪边走，少寄多少封？
# 3. 什么时候不如全寄？

# %% alt_en="Profit against the share of the list mailed, best first, with a dot at the chosen cut-off and a triangle at the best stop, as the legend says. Sliders set the cut-off, what a response earns and what a letter costs." alt_zh="利润随寄信比例变化的曲线，圆点是选定的分界点，三角是最佳分界点，图例里写着。滑块可以调分界点、一个响应的收益和一封信的成本。"
from crmlab import widgets

people = pd.DataFrame({"chance": chances["logit"], "outcome": later["came"]})
widgets.cutoff(people, gain=gain, cost=cost)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# A lower cut-off trades customers missed for letters in vain, and both change.
# A smaller gain raises break-even to {{cost / (gain / 2):.0%}}, so by break-even {{(chances["logit"] >= cost / (gain / 2)).sum():,}} letters go out instead of {{(chances["logit"] >= pays).sum():,}}; the best stop moves left too, from {{stop.contacted:,}} letters to {{mine.profit_curve(chances["logit"], later["came"], gain / 2, cost).set_index("contacted")["profit"].idxmax():,}}.
# Mailing everybody is best when a letter costs next to nothing.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 分界点放低，漏掉的人少了，白寄的信多了：两样都变。
# 收益变小，盈亏平衡点升到{{cost / (gain / 2):.0%}}，照它寄，从{{(chances["logit"] >= pays).sum():,}}封降到{{(chances["logit"] >= cost / (gain / 2)).sum():,}}封；最佳分界点也往左移，从{{stop.contacted:,}}封降到{{mine.profit_curve(chances["logit"], later["came"], gain / 2, cost).set_index("contacted")["profit"].idxmax():,}}封。
# 一封信几乎不花钱时，不如全寄。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Is the difference more than luck?
#
# Two tests, for two questions.
# **McNemar's test** (1947) compares *decisions*: it looks only at rows about which exactly one model is right.
# The **paired bootstrap** compares *measures*: draw customers anew, measure both models on the same draw, and see how often one is ahead.
# Rows of one customer are drawn together, because they are not independent.

# %% [markdown] lang="zh" slide="slide"
# ## 差异是不是运气？
#
# 两个问题，两种检验。
# **麦克尼马尔检验**（McNemar's test，1947）比的是**决定**：只看恰好一个模型判对的那些行。
# **配对自助法**（paired bootstrap）比的是**指标**：把客户重新抽样，两个模型在同一批人身上量，看谁领先多少次。
# 同一位客户的几行要一起抽，因为它们不独立。

# %%
mailed = chances >= pays
test_tree = mine.mcnemar(later["came"], mailed["logit"], mailed["boosting"])
test_forest = mine.mcnemar(later["came"], mailed["logit"], mailed["forest"])
[(t.only_first, t.only_second, round(t.corrected, 1), f"{t.p_value:.4f}") for t in (test_tree, test_forest)]

# %%
by_days = mine.profit_curve(-learn["silent"], learn["came"], gain, cost)
notebook_days = int(-by_days.loc[by_days["profit"].idxmax(), "cutoff"])
notebook = (later["silent"] <= notebook_days).astype(int)
profit_notebook = mine.profit_at(notebook, later["came"], 1, gain, cost)
profit_pruned = mine.profit_at(pruned_chance, later["came"], pays, gain, cost)
notebook_days, profit_notebook, profit_pruned


# %%
def earned(outcome, chance):
    mailed = chance >= pays
    return outcome[mailed].sum() * gain - mailed.sum() * cost


rivals = ["recency", "bayes", "neighbours", "net", "forest", "pruned", "boosting"]
ranks = chances.assign(recency=-later["silent"], pruned=pruned_chance)
lists = ranks.assign(recency=notebook)
areas = {
    r: mine.paired_bootstrap(later["came"], chances["logit"], ranks[r], by=who, draws=200) for r in rivals
}
yuan = {
    r: mine.paired_bootstrap(later["came"], chances["logit"], lists[r], earned, who, draws=200)
    for r in rivals
}

# %%
duels = pd.DataFrame({r: (a.difference, a.low, a.high) for r, a in areas.items()}, ["auc", "low", "high"]).T
money = pd.DataFrame({r: (a.difference, a.low, a.high) for r, a in yuan.items()}, ["yuan", "from", "to"]).T
duels.round(4).join(money.round(0))

# %% [markdown] lang="en" slide="fragment"
# Each row: logistic regression less the rival; an interval that holds zero means undecided.
# The owner's notebook, with the {{notebook_days}} days that were best in spring: {{duels.loc["recency", "auc"]:.3f}} of AUC behind, and {{money.loc["recency", "yuan"]:,.0f}} yuan in three mailings, with an interval from {{money.loc["recency", "from"]:,.0f}} to {{money.loc["recency", "to"]:,.0f}} that nearly touches zero.
# Boosting: {{test_tree.only_first}} decisions right by logistic regression alone, {{test_tree.only_second}} by boosting alone, p = {{test_tree.p_value:.4f}}. So the decisions differ; yet the profit differs by {{money.loc["boosting", "yuan"]:,.0f}} yuan, and that interval holds zero.
# McNemar counts both mistakes alike, we don't ({{gain - cost}} yuan against {{cost}}): a small p may be worth nothing.
# (It also takes three rows of one customer for three strangers, so its p-values are rather too small; the bootstrap does not.)
# This forest, grown to the last row, is behind beyond doubt, {{money.loc["forest", "yuan"]:,.0f}} yuan; with leaves of {{pruned.min_samples_leaf}} rows (`pruned`) it makes {{profit_pruned:,.0f}}, and zero lies between {{money.loc["pruned", "from"]:,.0f}} and {{money.loc["pruned", "to"]:,.0f}}. A setting lost, not a method.
# The net differs by {{-duels.loc["net", "auc"]:.3f}} of AUC, and {{-money.loc["net", "yuan"]:,.0f}} yuan in three mailings: its interval holds zero, and it would pay for no consultant.
# And whoever tries {{len(rivals)}} rivals finds one ahead, or behind, more easily than whoever tries one (lesson 5a's false alarms).

# %% [markdown] lang="zh" slide="fragment"
# 每一行是逻辑回归减对手；区间里含零，就是没有定论。
# 老板的笔记本，天数用春天最好的{{notebook_days}}天：AUC落后{{duels.loc["recency", "auc"]:.3f}}，三次寄信少赚{{money.loc["recency", "yuan"]:,.0f}}元，区间从{{money.loc["recency", "from"]:,.0f}}到{{money.loc["recency", "to"]:,.0f}}元，几乎碰到零。
# 梯度提升：只有逻辑回归判对的{{test_tree.only_first}}例，只有它判对的{{test_tree.only_second}}例，p = {{test_tree.p_value:.4f}}。决定确实不同；可是利润只差{{money.loc["boosting", "yuan"]:,.0f}}元，区间里含零。
# 麦克尼马尔检验把两种错看得一样重，我们不是（漏掉一位{{gain - cost}}元，白寄一封{{cost}}元）：p值小，也可能一分钱不值。
# （它还把同一位客户的三行当成三个不相干的人，p值偏小；自助法没有这个毛病。）
# 长到底的这片随机森林无疑落后，差{{money.loc["forest", "yuan"]:,.0f}}元；叶子至少{{pruned.min_samples_leaf}}行（`pruned`），就能赚{{profit_pruned:,.0f}}元，区间从{{money.loc["pruned", "from"]:,.0f}}到{{money.loc["pruned", "to"]:,.0f}}元，含零。输的是设置，不是方法。
# 神经网络的AUC差{{-duels.loc["net", "auc"]:.3f}}，三次寄信差{{-money.loc["net", "yuan"]:,.0f}}元：区间里含零，这点钱也不够请顾问。
# 再说，试{{len(rivals)}}个对手，比试一个更容易碰上一个领先或落后的（第5a课的误报）。

# %% [markdown] lang="en" slide="slide"
# ## A model that loses to a rule of thumb
#
# The mooncake letter of lessons 4a and 10a: {{n_letter:,}} people mailed, {{letter_yes}} responses.
# One letter has no later month, so each fifth is scored by a model that learnt on the other four: **cross-validation** (Stone 1974).

# %% [markdown] lang="zh" slide="slide"
# ## 输给经验法则的模型
#
# 第4a、10a课的月饼信：寄了{{n_letter:,}}人，响应{{letter_yes}}人。
# 一封信没有“后来的月份”，于是分成五份，每份由在另外四份上学的模型来打分：**交叉验证**（cross-validation；Stone 1974）。

# %%
from sklearn.model_selection import StratifiedKFold, cross_val_predict

letter = crm.load("campaign_contacts").query("campaign_id == 'K01' and group == 'treatment'")
letter = letter.merge(retain.churn_table(orders, "2025-09-01", 10_000, None), on="customer_id")
n_letter, letter_yes = len(letter), int(letter["responded"].sum())
n_letter, letter_yes

# %%
folds = StratifiedKFold(5, shuffle=True, random_state=0)
answer = letter["responded"]
quick = {name: models[name] for name in ("logit", "neighbours", "forest", "boosting")}
crossed = pd.DataFrame(
    {
        name: cross_val_predict(m, letter[columns], answer, cv=folds, method="predict_proba")[:, 1]
        for name, m in quick.items()
    }
).assign(recency=-letter["silent"])

# %%
truth_letter = crm.load("truth/campaign_contacts").query("campaign_id == 'K01'").set_index("customer_id")
crossed["truth"] = truth_letter["true_chance"].reindex(letter["customer_id"]).to_numpy()
small = mine.scoreboard(answer, crossed).set_index("model")[["auc", "low", "high"]]
small.round(3)

# %%
against = {name: mine.paired_bootstrap(answer, crossed["recency"], crossed[name]) for name in quick}
pd.DataFrame(
    {name: (a.difference, a.low, a.high) for name, a in against.items()}, ["auc", "low", "high"]
).T.round(3)

# %% [markdown] lang="en" slide="fragment"
# Recency alone has {{small.loc["recency", "auc"]:.3f}}; neighbours {{small.loc["neighbours", "auc"]:.3f}}, forest {{small.loc["forest", "auc"]:.3f}}, boosting {{small.loc["boosting", "auc"]:.3f}}.
# Three clever methods, set as above, are behind one column; logistic regression, {{small.loc["logit", "auc"]:.3f}}, is not to be told from it.
# Recency less boosting lies between {{against["boosting"].low:.3f}} and {{against["boosting"].high:.3f}}: zero is just outside. But the bootstrap keeps the fitted models as they are, so the luck of the folds is not in it, nor that we tried several rivals: don't lean on it.
# Still, whoever costs more must be shown to be ahead, and none is.
# With {{letter_yes}} responses there is little to learn and much to learn by heart.
# Say so, and use the rule: it costs nothing and everybody understands it.

# %% [markdown] lang="zh" slide="fragment"
# 单靠近度是{{small.loc["recency", "auc"]:.3f}}；最近邻{{small.loc["neighbours", "auc"]:.3f}}，随机森林{{small.loc["forest", "auc"]:.3f}}，梯度提升{{small.loc["boosting", "auc"]:.3f}}。
# 三种聪明的方法（设置同上）落在一列数后面；逻辑回归{{small.loc["logit", "auc"]:.3f}}，跟近度分不出高下。
# 近度减梯度提升，区间从{{against["boosting"].low:.3f}}到{{against["boosting"].high:.3f}}，刚好不含零。可是自助法没有重新训练模型，分份的运气不在里面，又试了好几个对手：这点优势别太当真。
# 不过，更贵的方法要证明自己领先才行，没有一个做到。
# 只有{{letter_yes}}个响应，可学的少，可背的多。
# 那就照实说，用经验法则：不花钱，人人看得懂。

# %% [markdown] lang="en"
# ## Truth check: the ceiling
#
# The simulated world knows each customer's pace and who has left.
# From these two follows the best chance that anybody could give, if her pace stays the same.

# %% [markdown] lang="zh"
# ## 真相核对：天花板
#
# 模拟世界知道每位客户的节奏，也知道谁已经走了。
# 只要节奏不变，由这两样就能算出最准的概率，谁也没法更准。

# %%
fate = crm.load("truth/customers").set_index("customer_id").reindex(who)
here = ~(pd.to_datetime(fate["left_on"]).to_numpy() <= later["day"].to_numpy())
best_chance = np.where(here, 1 - np.exp(-fate["purchase_rate"] * window / 30), 0)
ceiling = roc_auc_score(later["came"], best_chance)
profit_ceiling = mine.profit_at(best_chance, later["came"], pays, gain, cost)
reached = (board["auc"] - 0.5) / (ceiling - 0.5)
round(ceiling, 3), profit_ceiling


# %%
def with_here(rows):
    left_on = crm.load("truth/customers").set_index("customer_id")["left_on"].reindex(rows["customer_id"])
    gone = pd.to_datetime(left_on).to_numpy() <= rows["day"].to_numpy()
    return rows[columns].assign(here=1 - gone.astype(int))


informed = evened(LogisticRegression(solver="newton-cholesky")).fit(with_here(learn), learn["came"])
informed_chance = mine.chance_of(informed, with_here(later))
informed_auc = roc_auc_score(later["came"], informed_chance)
informed_profit = mine.profit_at(informed_chance, later["came"], pays, gain, cost)
round(informed_auc, 3), informed_profit

# %% [markdown] lang="en" slide="slide"
# Whoever knew all that would reach {{ceiling:.3f}} and {{profit_ceiling:,.0f}} yuan.
# Logistic regression goes {{reached["logit"]:.0%}} of the way from the coin to this ceiling, recency {{reached["recency"]:.0%}}.
# The difference between the good models is small beside the gap above them all: below the ceiling lies what was not recorded, above it the luck of the month.
# Add one *column*, has she left or not, and the same logistic regression has {{informed_auc:.3f}} and makes {{informed_profit:,.0f}} yuan: more than any change of *method* brought.
# No shop has that column as we do here; a bounced letter or a disconnected number comes near it.

# %% [markdown] lang="zh" slide="slide"
# 这些全知道的人，AUC能到{{ceiling:.3f}}，利润{{profit_ceiling:,.0f}}元。
# 从抛硬币到这个天花板的路，逻辑回归走了{{reached["logit"]:.0%}}，近度走了{{reached["recency"]:.0%}}。
# 几个好模型之间的差距，比起头顶上那一段小得多：天花板以下，是没记下来的事；天花板以上，是那个月的运气。
# 只加一**列**“走了没有”，同样的逻辑回归就到{{informed_auc:.3f}}，赚{{informed_profit:,.0f}}元：换哪种**方法**都没有换来这么多。
# 店里当然没有这么准的一列；退回来的信、停机的号码，能接近它。

# %% [markdown] lang="en" slide="slide"
# ## One customer
#
# Averages hide quarrels.
# Take the row in November about which the six disagree most.

# %% [markdown] lang="zh" slide="slide"
# ## 一位客户
#
# 平均数底下藏着争执。
# 在11月的行里，取六种方法分歧最大的那一行。

# %%
november = chances[later["day"] == "2025-11-01"]
row = (november.max(axis=1) - november.min(axis=1)).idxmax()
lowest, highest = november.loc[row].min(), november.loc[row].max()
pd.concat(
    [later.loc[row, ["customer_id", "silent", "orders", "gap", "recent", "came"]], chances.loc[row].round(2)]
)

# %%
scaler = models["logit"][:2].fit(learn[columns])
values = pd.Series(scaler.transform(later.loc[[row], columns])[0], columns)
pull = (values * models["logit"][-1].coef_[0]).sort_values()
pull.round(2).to_frame("pull").T

# %%
constant = models["logit"][-1].intercept_[0]
total = pull.sum() + constant
bent = 1 / (1 + np.exp(-total))
[round(float(x), 2) for x in (pull.sum(), constant, total, bent, best_chance[row])]

# %%
fresh = (later["orders"] == 1) & (later["silent"] <= 7)
fresh_said, fresh_came = chances["logit"][fresh].mean(), later["came"][fresh].mean()
int(fresh.sum()), round(fresh_said, 2), round(fresh_came, 2)

# %% [markdown] lang="en" slide="fragment"
# From {{lowest:.0%}} to {{highest:.0%}} for one and the same customer; the truth gives {{best_chance[row]:.0%}} (she came).
# Logistic regression can be read: after logarithms and one scale, each pull is weight times distance from the average.
# The pulls, {{pull.sum():.2f}}, and a constant of {{constant:.2f}} make {{total:.2f}}; bent into a chance, `1 / (1 + np.exp(-total))`, that is {{bent:.0%}}.
#
# Reading it pays. Her largest pull, {{pull["gap"]:.2f}}, comes from a `gap` of one day; but she has ordered once, so she has no gap, and the placeholder makes her look like a daily visitor.
# Of {{fresh.sum()}} rows with one order in the last week the model says {{fresh_said:.0%}}; {{fresh_came:.0%}} came.
# And `silent` is `gap` times `overdue`: the three hang together, and the sign of one alone says little.
# So mend the column, for instance by a mark "one order only".
# The forest's answer is an average of {{len(models["forest"])}} trees; nobody can read it to her.
#
# Is it fair to say "you will not come"? It is a statement about people *like* her, good enough to save a letter.
# Refusing credit or service on it is another matter: by the Personal Information Protection Law (2021) she may ask for an explanation when an automated decision weighs heavily on her, and refuse one that was made by a machine alone (lesson 3b).

# %% [markdown] lang="zh" slide="fragment"
# 同一位客户，从{{lowest:.0%}}到{{highest:.0%}}；真实概率是{{best_chance[row]:.0%}}（她后来来了）。
# 逻辑回归讲得清理由：取对数、化到同一尺度以后，每一项的拉力（pull）等于权重乘离平均多远。
# 各项拉力合计{{pull.sum():.2f}}，加上常数{{constant:.2f}}，得{{total:.2f}}；再压成概率`1 / (1 + np.exp(-total))`，就是{{bent:.0%}}。
#
# 读一遍就有收获：最大的拉力{{pull["gap"]:.2f}}来自`gap`，间隔一天；可是她只下过一单，根本没有间隔，占位的数让她看起来像天天来的人。
# 只下过一单、又在最近一周的共{{fresh.sum()}}行，模型平均说{{fresh_said:.0%}}，实际来了{{fresh_came:.0%}}。
# 还有，`silent`等于`gap`乘`overdue`，三列绑在一起，单看一项的正负会骗人。
# 所以要改的是这一列，比如加一个“只有一单”的标记。
# 随机森林的答案是{{len(models["forest"])}}棵树的平均，讲不清理由。
#
# 说“你不会来”公平吗？这说的是跟她**相像**的人，省一封信够用了。
# 拿它来拒绝赊账、拒绝服务，就是另一回事：《个人信息保护法》（2021年）规定，自动化决策对个人权益有重大影响的，她有权要求说明，也有权拒绝只由机器作出的决定（第3b课）。

# %% [markdown] lang="en" slide="slide"
# ## Without a target: groups and rules
#
# Clustering and association rules have no target, so no AUC.
# Ask instead: *would another sample show it again?*
# For groups, the **Jaccard similarity** with the nearest group of a new sample (Hennig 2007); for rules, how often half of the customers show them.

# %% [markdown] lang="zh" slide="slide"
# ## 没有目标的任务：分群和规则
#
# 聚类和关联规则没有目标，也就没有AUC。
# 换个问法：**换一批样本，还看得到吗？**
# 对一个群，看它和新样本里最像的那一群有多像，用**杰卡德相似度**（Jaccard similarity；Hennig 2007）来量；对一条规则，每次抽一半客户，数一数有几次还能看到。

# %%
today = later[later["day"] == "2025-11-01"].reset_index(drop=True)
sides = ["silent", "orders", "basket", "tenure"]
points = today[sides].apply(np.log1p)
rng = np.random.default_rng(0)
mixed = points.apply(rng.permutation)
steady = mine.cluster_stability(points, sides, 4, draws=10)
steady_mixed = mine.cluster_stability(mixed, sides, 4, draws=10)
steady.round(2)

# %%
pd.DataFrame({"real": steady["jaccard"], "mixed": steady_mixed["jaccard"]}).agg(["min", "mean"]).round(2)

# %%
lines = crm.load("order_lines").merge(orders[["order_id", "customer_id", "ordered_on"]], on="order_id")
lines = lines[(lines["ordered_on"] >= "2025-07-01") & (lines["quantity"] > 0)]
n_halves = 6
rules = mine.rule_stability(lines, 60, draws=n_halves)
n_rules, n_always = len(rules), int((rules["found_again"] == 1).sum())
rules.iloc[[0, -1]].round(2)

# %% [markdown] lang="en" slide="fragment"
# The four groups come back with a similarity of {{steady["jaccard"].min():.2f}} or more; `dissolved` is the share of draws in which a group fell below one half.
# The second table is the warning: the same columns, each shuffled by itself so that nothing hangs together any more, still give {{steady_mixed["jaccard"].min():.2f}} or more, on average {{steady_mixed["jaccard"].mean():.2f}} against {{steady["jaccard"].mean():.2f}}.
# That is hardly evidence of groups.
# Stable is necessary, not sufficient; compare with shuffled data, as `compare_k` does in lesson 4d.
# Of {{n_rules}} rules {{n_always}} appear with a lift above one in each of {{n_halves}} random halves of the customers, first of all salt (`P014`) with chilli sauce (`P016`); the others come and go.
# A single split with a test of significance is lesson 6b.

# %% [markdown] lang="zh" slide="fragment"
# 四个群都能再现，相似度不低于{{steady["jaccard"].min():.2f}}；`dissolved`是相似度跌到一半以下的次数占几成。
# 第二张表是警告：同样的列，各自打乱，列与列之间的关系没了，相似度照样有{{steady_mixed["jaccard"].min():.2f}}以上，平均{{steady_mixed["jaccard"].mean():.2f}}对{{steady["jaccard"].mean():.2f}}。
# 这还算不上有群的证据。
# 稳定是必要条件，不是充分条件；要跟打乱的数据比，第4d课的`compare_k`就这么做。
# 随机抽一半客户，抽{{n_halves}}次：{{n_rules}}条规则里，{{n_always}}条次次都在、提升度都大于一，头一条是食盐（`P014`）配辣椒酱（`P016`）；其余的时有时无。
# 只切一次、带显著性检验的做法，见第6b课。

# %% [markdown] lang="en" slide="slide"
# ## Applying data mining along the customer life cycle
#
# Who is new should respond, who is here should buy more, who fades should stay: three stages, three targets, one model each, all of one shape.
# Cross-sale: those who have never bought household goods; does she buy some within ninety days?

# %% [markdown] lang="zh" slide="slide"
# ## 从客户生命周期看数据挖掘的应用
#
# 刚来的要有响应，在的要多买一类，淡下去的要留住：三个阶段、三个目标，各一个模型，样子都一样。
# **交叉销售**（cross-sale）：从没买过家居用品（household）的人，九十天内买不买？

# %%
products = crm.load("products")[["product_id", "category"]]
sold = crm.load("order_lines").merge(products, on="product_id").merge(orders, on="order_id")
sold = sold[sold["category"] == "household"]


def cross_sale(day, horizon=90):
    day = pd.Timestamp(day)
    table = retain.churn_table(orders, day, seen_within=180, horizon=None)
    table = table[~table["customer_id"].isin(sold.loc[sold["ordered_on"] < day, "customer_id"])]
    soon = sold["ordered_on"].between(day, day + pd.Timedelta(days=horizon - 1))
    return table.assign(bought=table["customer_id"].isin(sold.loc[soon, "customer_id"]).astype(int))


# %%
def stage(name, learned, judged, target):
    model = evened(LogisticRegression(solver="newton-cholesky")).fit(learned[columns], learned[target])
    chance = mine.chance_of(model, judged[columns])
    top = mine.lift_table(chance, judged[target])["lift"][0]
    area = roc_auc_score(judged[target], chance)
    return {"stage": name, "people": len(judged), "base": judged[target].mean(), "auc": area, "top_lift": top}


# %%
leaving = [retain.churn_table(orders, day) for day in ("2024-12-20", "2025-07-01")]
buying = [cross_sale(day) for day in ("2025-05-01", "2025-10-01")]
halves = train_test_split(letter, test_size=0.5, random_state=0, stratify=answer)
cycle = pd.DataFrame(
    [
        stage("response", *halves, "responded"),
        stage("cross-sale", *buying, "bought"),
        stage("churn", *leaving, "churned"),
    ]
).set_index("stage")
cycle.round(2)

# %% [markdown] lang="en" slide="fragment"
# The response is judged on a random half, because one letter has no later month; the other two on later days.
# Response and churn depend on silence, which we know well; nine columns about pace say little of a kind of goods that she has never bought: an AUC of {{cycle.loc["cross-sale", "auc"]:.2f}}.
# The lift of the response rests on {{halves[1]["responded"].sum()}} responses; don't read it to the second digit.
# The three speak to each other: an offer goes to those whom it moves, not to those whom the churn model has buried (lesson 7c).

# %% [markdown] lang="zh" slide="fragment"
# 表里三行依次是响应（response）、交叉销售（cross-sale）、流失（churn）。
# 只有一封信，没有后来的月份，所以响应在随机的一半上考；另外两个在后来的日子上考。
# 响应和流失取决于多久没来，这个我们清楚；九列说的都是来店的节奏，从没买过的东西她买不买，它们说不出多少：AUC只有{{cycle.loc["cross-sale", "auc"]:.2f}}。
# 响应的提升度只靠{{halves[1]["responded"].sum()}}个响应撑着，别太当真。
# 三份名单要对一对：优惠给打动得了的人，不给流失模型已经判了“走”的人（第7c课）。

# %% [markdown] lang="en"
# ## Applying data mining by industry
#
# The tasks stay, the target and the price of a mistake change.
# A **bank** scores credit: few defaults, but costly ones, a law that wants reasons, so a readable and calibrated score.
# A **telecom** has contracts and calls every day: churn before the contract ends, and uplift, because a call may wake a sleeper.
# **Retail** has baskets and no contract: association, repeat purchase, and a mailing list such as ours.
# Exercise 10b.7 lets you choose.

# %% [markdown] lang="zh"
# ## 从行业看数据挖掘的应用
#
# 任务还是那些，变的是目标和犯错的代价。
# **银行**给信用打分：违约少、代价高，法律还要求说明理由，所以分数要校准过，理由要讲得清。
# **电信**有合同，天天有通话：在合同到期前找出要走的人，还要看增益，因为一个电话可能提醒了本来没想走的人。
# **零售**有购物篮、没有合同：关联规则、复购，还有我们这样的寄信名单。
# 练习10b.7让你来选。

# %% [markdown] lang="en" slide="slide"
# ## Customer knowledge: five rules for five desks
#
# A model stays with us; knowledge goes to those who meet customers.
# Each rule has a department, a condition, an outcome and its support (the share of all rows that fulfil the condition and have the outcome), written in spring and measured again in autumn.
# `people` counts rows: a customer can stand there on each of three days.

# %% [markdown] lang="zh" slide="slide"
# ## 客户知识：五条规则，五个部门
#
# 模型留在我们这里，知识要交给见客户的人。
# 每条规则写明给哪个部门、什么条件、什么结果、支持度多少（全部行里，既符合条件又有结果的占几成）；春天写下，秋天再量一次。
# `people`数的是行：一位客户三个日子各算一行。


# %%
def outcomes(rows):
    first, ends = rows["day"], rows["day"] + pd.Timedelta(days=window)
    bought = rows[["customer_id"]].assign(row=rows.index, first=first, ends=ends)
    bought = bought.merge(orders[orders["amount"] > 0], on="customer_id")
    bought = bought[(bought["ordered_on"] >= bought["first"]) & (bought["ordered_on"] < bought["ends"])]
    by_row = bought.assign(away_from_shop=bought["channel"] != "shop", big=bought["amount"] >= 200).groupby(
        "row"
    )
    found = pd.DataFrame({"twice": by_row.size() > 1, "not_in_shop": by_row["away_from_shop"].max()})
    found = found.assign(big=by_row["big"].max()).reindex(rows.index, fill_value=False).astype(int)
    return rows.join(found).assign(away=1 - rows["came"])


# %%
knowledge = pd.DataFrame(
    [
        ("till", "recent >= 6", "twice"),
        ("marketing", "silent > 120", "away"),
        ("delivery", "online > 0.5 and recent >= 2", "not_in_shop"),
        ("owner", "basket > 150 and recent >= 3", "big"),
        ("service", "overdue > 4 and recent >= 1", "away"),
    ],
    columns=["department", "when", "then"],
)
spring = mine.measure_rules(outcomes(past[past["day"].isin(fortnights[::2])]), knowledge)
autumn = mine.measure_rules(outcomes(later), knowledge)
autumn.assign(spring=spring["rate"]).drop(columns=["low", "high"]).round(2)

# %% [markdown] lang="en"
# Read one aloud, to the till: "Who came {{6}} times or more in {{90}} days comes at least twice in the next {{window}}: {{autumn["rate"][0]:.0%}} do, {{autumn["lift"][0]:.1f}} times the average. Keep what she takes."
# To delivery: keep slots free for those who mostly order by phone or on the web; to the owner: greet the big baskets; to service: ask who is overdue before she is gone.

# %% [markdown] lang="zh"
# 五个部门依次是收银台（till）、营销（marketing）、配送（delivery）、老板（owner）、客服（service）。
# 念一条给收银台听：“{{90}}天里来过{{6}}次及以上的，接下来{{window}}天至少再来两次：有{{autumn["rate"][0]:.0%}}，是平均的{{autumn["lift"][0]:.1f}}倍。她常拿的东西别断货。”
# 给配送的：多半打电话或上网下单的，送货时段先留好；给老板的：一篮子买得多的，见面打个招呼；给客服的：过了平时的间隔没来的，趁她没走先问一声。

# %%
spared = int(autumn["people"][1])
lost = round(spared * (1 - autumn["rate"][1]))
saved = spared * cost - lost * gain
profit_rule = profit_all + saved
spared, lost, saved, profit_rule

# %% [markdown] lang="en" slide="fragment"
# Their use is measured, too: had marketing followed its rule in autumn instead of mailing everybody, it would have spared {{spared:,}} letters, missed {{lost}} customers, and been {{saved:,.0f}} yuan better off: {{profit_rule:,.0f}} in all.
# That is less than the notebook's {{profit_notebook:,.0f}} or the model's {{profit_pays:,.0f}}; it is the rule for a desk that has neither.
# A rule that nobody uses earns nothing.

# %% [markdown] lang="zh" slide="fragment"
# 用没用也要量：秋天营销部要是照规则办，而不是全寄，能少寄{{spared:,}}封，错过{{lost}}位，净多{{saved:,.0f}}元，一共{{profit_rule:,.0f}}元。
# 比笔记本的{{profit_notebook:,.0f}}元、模型的{{profit_pays:,.0f}}元都少；两样都没有的部门，才用这一条。
# 没有人用的规则，一分钱也挣不到。

# %% [markdown] lang="en" slide="slide"
# ## Decision: what goes out on Monday
#
# The next letter goes out in December; by which list, and to whom may it go?

# %% [markdown] lang="zh" slide="slide"
# ## 决策：下周一寄什么
#
# 12月再寄一次，按哪张名单，又可以寄给谁？

# %%
december = known_on("2025-12-01")
list_chance = mine.chance_of(models["logit"], december[columns])
letters = int((list_chance >= pays).sum())
expected = float((list_chance[list_chance >= pays] * gain - cost).sum())
earned_december = mine.profit_at(list_chance, december["came"], pays, gain, cost)
on_list = list_chance >= pays
december_said, december_came = list_chance[on_list].mean(), december["came"][on_list].mean()
in_notebook = (december["silent"] <= notebook_days).astype(int)
notebook_december = mine.profit_at(in_notebook, december["came"], 1, gain, cost)
less = gain - 1
lower_gain = float((list_chance[list_chance >= cost / less] * less - cost).sum())
letters, round(expected), earned_december, notebook_december

# %%
from crmlab import identify

consents = identify.drop_default_yes(crm.load("consents"))
gate = identify.check_export(december[on_list], consents, "2025-12-01", "marketing", "letter")
agreed = on_list & december["customer_id"].isin(gate.allowed["customer_id"]).to_numpy()
n_agreed, n_never = int(agreed.sum()), int(gate.counts["never_asked"])
expected_agreed = float((list_chance[agreed] * gain - cost).sum())
earned_agreed = float((december["came"][agreed] * gain - cost).sum())
gate.counts

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: logistic regression finds {{letters:,}} customers with a chance of {{pays:.0%}} or more, and the gate of lesson 10a lets only {{n_agreed}} through: the others never agreed to marketing by letter, or no longer do.
# So on Monday {{n_agreed}} letters go out, for {{n_agreed * cost:,.0f}} yuan, with {{expected_agreed:,.0f}} yuan of profit expected. The {{n_never:,}} who were never asked are asked at the till: no method brings as much as their consent.
# All sums above compare methods, as if everybody had agreed; they are no plan.
# In those terms the list promised {{expected:,.0f}} yuan, {{lower_gain:,.0f}} if the sauce maker pays only {{less}}; when the month was over, it would have made {{earned_december:,.0f}}, since fewer came than in the spring on which the model learnt ({{december_said:.0%}} said, {{december_came:.0%}} came).
# **Who was right?** No seller's method beat the logistic regression that we can fit ourselves: boosting, the net and a forest with larger leaves cannot be told from it in yuan, and cannot be read aloud; neighbours and the full-grown forest are behind, and so, by a hair, is naive Bayes.
# The owner was nearly right: his notebook makes about {{money.loc["recency", "yuan"] / 3:,.0f}} yuan less a mailing, and would have made {{notebook_december:,.0f}} in December. Where nobody keeps a model, use it.
# Look again when the drift report of lesson 10a asks for it.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：逻辑回归挑出{{letters:,}}位概率不低于{{pays:.0%}}的客户，可是过第10a课的同意这一关，只剩{{n_agreed}}位：其余的没同意过收营销信，或者不再同意。
# 所以下周一寄{{n_agreed}}封，花{{n_agreed * cost:,.0f}}元，预期利润{{expected_agreed:,.0f}}元。从没问过的{{n_never:,}}位，在柜台上问一问：换什么方法都不如他们点一下头。
# 前面的金额都是比方法用的，当作人人都同意；那不是计划。
# 照那样算，名单预期{{expected:,.0f}}元，酱油厂每位只付{{less}}元的话是{{lower_gain:,.0f}}元；月底一算，本来能赚{{earned_december:,.0f}}元，因为来的人比模型学过的春天少（模型平均说{{december_said:.0%}}，来了{{december_came:.0%}}）。
# **谁说得对？** 没有一位推销员的方法胜过我们自己就能做的逻辑回归：梯度提升、神经网络、叶子大一点的随机森林，论元都跟它分不出高下，又讲不清理由；最近邻和长到底的随机森林落后，朴素贝叶斯也落后一点点。
# 老板差不多说对了：他的笔记本每次少赚约{{money.loc["recency", "yuan"] / 3:,.0f}}元，12月本来能赚{{notebook_december:,.0f}}元。没有人照看模型，就用它。
# 第10a课的漂移报告一报警，就重新来过。

# %% [markdown] lang="en"
# ## Your own data
#
# Your own receipts: learn on one day, be judged on a later one.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 换成你自己的小票：在一天上学，到后来的一天上考。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_days = [retain.churn_table(own, d, 365, window) for d in ("2025-03-01", "2025-06-01", "2025-10-01")]
known = [name for name in columns if name in own_days[0]]
own_learn, own_exam = pd.concat(own_days[:2]), own_days[2]
own_model = evened(LogisticRegression(solver="newton-cholesky")).fit(
    own_learn[known], 1 - own_learn["churned"]
)
own_scores = {"model": mine.chance_of(own_model, own_exam[known]), "recency": -own_exam["silent"]}
own_duel = mine.paired_bootstrap(1 - own_exam["churned"], own_scores["model"], own_scores["recency"])
round(own_duel.first, 2), round(own_duel.second, 2), round(own_duel.low, 2), round(own_duel.high, 2)

# %% [markdown] lang="en"
# {{len(own_exam)}} customers: model less recency lies between {{own_duel.low:.2f}} and {{own_duel.high:.2f}}, so no winner can be named.
# That, too, is a result.

# %% [markdown] lang="zh"
# 只有{{len(own_exam)}}位客户：模型减近度，区间从{{own_duel.low:.2f}}到{{own_duel.high:.2f}}，谁也不能宣布赢。
# 这也是一个结果。

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Judge on later months. Shuffled rows gave the full-grown forest {{exams.loc["forest", "shuffled"]:.2f}}, autumn {{exams.loc["forest", "later"]:.2f}}.
# - A rule of thumb belongs in every comparison; on little data it may win.
# - The cut-off comes from cost and gain, if the chances are calibrated; the best stop found on answers is partly luck.
# - Test a difference before naming a winner, and say what it is worth in yuan.
# - The ceiling here is {{ceiling:.2f}}; one better column brought {{informed_auc:.2f}}, no method did.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 拿后来的月份来考。打乱的行上，长到底的随机森林{{exams.loc["forest", "shuffled"]:.2f}}，秋天只有{{exams.loc["forest", "later"]:.2f}}。
# - 每次比较都要带上经验法则；数据少的时候，它可能赢。
# - 概率校准过，分界点就由成本和收益定；看着答案找的最佳点，一部分是运气。
# - 先检验差异，再宣布谁赢，还要说清值多少元。
# - 这里的天花板是{{ceiling:.2f}}；多一列好数据就到{{informed_auc:.2f}}，换方法换不来。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Logistic regression, naive Bayes, nearest neighbours, neural network, random forest, gradient boosting, rule of thumb, confusion matrix, precision, recall, ROC curve, precision-recall curve, gains curve, Brier score, cross-validation, McNemar's test, paired bootstrap, Jaccard similarity, cross-sale.
#
# - McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. *Psychometrika*.
# - Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly Weather Review*.
# - Cox, D. R. (1958). The regression analysis of binary sequences. *Journal of the Royal Statistical Society B*.
# - Stone, M. (1974). Cross-validatory choice and assessment of statistical predictions. *Journal of the Royal Statistical Society B*.
# - Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver operating characteristic (ROC) curve. *Radiology*.
# - Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986). Learning representations by back-propagating errors. *Nature*.
# - Efron, B. and Tibshirani, R. (1993). *An Introduction to the Bootstrap*. Chapman and Hall.
# - Breiman, L. (2001). Random forests. *Machine Learning*.
# - Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. *Annals of Statistics*.
# - Friedman, J. H. (2002). Stochastic gradient boosting. *Computational Statistics and Data Analysis*.
# - Fawcett, T. (2006). An introduction to ROC analysis. *Pattern Recognition Letters*.
# - Hand, D. J. (2006). Classifier technology and the illusion of progress. *Statistical Science*.
# - Hennig, C. (2007). Cluster-wise assessment of cluster stability. *Computational Statistics and Data Analysis*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 逻辑回归、朴素贝叶斯、最近邻、神经网络、随机森林、梯度提升、经验法则、混淆矩阵、查准率、查全率、ROC曲线、查准查全曲线、累积响应曲线、布里尔分数、交叉验证、麦克尼马尔检验、配对自助法、杰卡德相似度、交叉销售。
#
# - McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. *Psychometrika*.
# - Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly Weather Review*.
# - Cox, D. R. (1958). The regression analysis of binary sequences. *Journal of the Royal Statistical Society B*.
# - Stone, M. (1974). Cross-validatory choice and assessment of statistical predictions. *Journal of the Royal Statistical Society B*.
# - Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver operating characteristic (ROC) curve. *Radiology*.
# - Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986). Learning representations by back-propagating errors. *Nature*.
# - Efron, B. and Tibshirani, R. (1993). *An Introduction to the Bootstrap*. Chapman and Hall.
# - Breiman, L. (2001). Random forests. *Machine Learning*.
# - Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. *Annals of Statistics*.
# - Friedman, J. H. (2002). Stochastic gradient boosting. *Computational Statistics and Data Analysis*.
# - Fawcett, T. (2006). An introduction to ROC analysis. *Pattern Recognition Letters*.
# - Hand, D. J. (2006). Classifier technology and the illusion of progress. *Statistical Science*.
# - Hennig, C. (2007). Cluster-wise assessment of cluster stability. *Computational Statistics and Data Analysis*.
#
# <!-- exercises link -->
