# ---
# id: "06a"
# title: {en: "What does she need? Needs and customisation", zh: "她要的是什么？需求与定制"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 代码里的括号、引号、逗号都要用英文输入法。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="06a.1" part="task" kind="table"
# ## 1. How large is each need?
#
# Find three groups in the points (`scale=False`), name them with `need_named` as in the lesson, and give a table with the columns `need` and `share`: which part of those who answered belongs to each.

# %% [markdown] lang="zh" exercise="06a.1" part="task"
# ## 1. 每种需求有多少人？
#
# 按分数分成三群（`scale=False`），像课文那样用`need_named`起名，给出一张表，有`need`和`share`两列：作答者里每种需求占几成。

# %% exercise="06a.1" part="given"
from crmlab import differentiate, personalize

points = crm.load("survey_importance")
parts = ["goods", "delivery", "service", "online", "aftersales", "price"]
stands_out = {"price": "thrifty", "delivery": "hurried", "goods": "fresh"}
points.head(3)

# %% lang="en" exercise="06a.1" part="stub"
need_shares = ____  # a table: need, share (0 to 1)

# %% lang="zh" exercise="06a.1" part="stub"
need_shares = ____  # 一张表：need、share（0到1）

# %% exercise="06a.1" part="solution"
grouped = differentiate.clusters(points, parts, 3, scale=False)
names = personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)
share = grouped["cluster"].map(names).value_counts(normalize=True)
need_shares = share.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="also_right"
import pandas as pd

grouped = differentiate.clusters(points, parts, 3, scale=False)
centres = grouped.groupby("cluster")[parts].mean()
rows = [
    {"need": need, "share": (grouped["cluster"] == centres[part].idxmax()).sum() / len(points)}
    for part, need in stands_out.items()
]
need_shares = pd.DataFrame(rows)

# %% exercise="06a.1" part="wrong" en="These are numbers of people. Divide by all who answered." zh="这是人数。再除以全部作答者。"
grouped = differentiate.clusters(points, parts, 3, scale=False)
names = personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)
need_shares = grouped["cluster"].map(names).value_counts().rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="These are per cent. A share lies between zero and one." zh="这是百分数。比例在零到一之间。"
grouped = differentiate.clusters(points, parts, 3, scale=False)
names = personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)
share = 100 * grouped["cluster"].map(names).value_counts(normalize=True)
need_shares = share.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="The groups still bear numbers. Map them to names with need_named." zh="群还是编号。用need_named换成名字。"
grouped = differentiate.clusters(points, parts, 3, scale=False)
share = grouped["cluster"].value_counts(normalize=True)
need_shares = share.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="You averaged the points. The question is how many people belong to each group." zh="你算的是平均分。题目问的是每群有多少人。"
need_shares = (points[["price", "delivery", "goods"]].mean() / 100).rename(stands_out)
need_shares = need_shares.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="You counted which of the six things each gave most points, so things other than the three stand in the table too. Cluster, then name." zh="你数的是每人六项里哪项最高，所以别的项也混了进来。先聚类，再起名。"
highest = points[parts].idxmax(axis=1)
need_shares = highest.value_counts(normalize=True).rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="That is two groups. The lesson argued for three." zh="这是两群。课文论证的是三群。"
grouped = differentiate.clusters(points, parts, 2, scale=False)
names = personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)
share = grouped["cluster"].map(names).value_counts(normalize=True)
need_shares = share.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="You let clusters put all parts on one spread first. Points are in one unit already: scale=False, as the lesson argues." zh="你让clusters先把各项拉到同样的离散程度了。分数本来就是同一个单位：照课文用scale=False。"
grouped = differentiate.clusters(points, parts, 3)
names = personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)
share = grouped["cluster"].map(names).value_counts(normalize=True)
need_shares = share.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="You clustered log ratios. The task says points." zh="你是按对数比聚的类。题目说按分数。"
grouped = differentiate.clusters(personalize.log_ratios(points, parts), parts, 3, scale=False)
names = personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)
share = grouped["cluster"].map(names).value_counts(normalize=True)
need_shares = share.rename_axis("need").rename("share").reset_index()

# %% exercise="06a.1" part="wrong" en="You named each person by the highest of the three things, without groups. Cluster all six things first, then name the groups." zh="你没分群，直接看每人三项里哪项最高。先按六项聚类，再给群起名。"
highest = points[list(stands_out)].idxmax(axis=1).map(stands_out)
need_shares = highest.value_counts(normalize=True).rename_axis("need").rename("share").reset_index()

# %% [markdown] lang="en" exercise="06a.1" part="hint"
# First `differentiate.clusters`, then the mean points of each cluster, then the names.

# %% [markdown] lang="zh" exercise="06a.1" part="hint"
# 先`differentiate.clusters`，再算每群的平均分，再起名。

# %% [markdown] lang="en" exercise="06a.1" part="hint"
# `personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)` gives a dict from cluster to name; `value_counts(normalize=True)` the shares.

# %% [markdown] lang="zh" exercise="06a.1" part="hint"
# `personalize.need_named(grouped.groupby("cluster")[parts].mean(), stands_out)`给出群号到名字的字典；`value_counts(normalize=True)`给出比例。

# %% [markdown] lang="en" exercise="06a.1" part="analysis"
# No need has a majority: the largest holds {{need_shares["share"].max():.0%}}.
# They are shares of those who answered, who come oftener and like the shop better than those who were asked.

# %% [markdown] lang="zh" exercise="06a.1" part="analysis"
# 没有哪种需求占多数：最大的一群也只有{{need_shares["share"].max():.0%}}。
# 这是作答者里的比例；肯答的人比被问的人来得勤，也更喜欢这家店。

# %% [markdown] lang="en" exercise="06a.2" part="task" kind="number"
# ## 2. Rules at the till
#
# A colleague has written `rules` for the types of customers.
# `cases` are labelled: `label` is what each really needs.
# On which share of the cases that the rules decide are they right (`right`)?
# And which share of all respondents in `points` has no rule at all (`uncovered`)?

# %% [markdown] lang="zh" exercise="06a.2" part="task"
# ## 2. 收银台的规则
#
# 同事写了一张分客户类型的规则表`rules`。
# `cases`是标注案例，`label`写着每位真正要什么。
# 规则定得下来的案例里，定对的占多少（`right`）？
# `points`里的全部作答者，有多大比例一条规则也不符合（`uncovered`）？

# %% exercise="06a.2" part="given"
from crmlab import personalize

points = crm.load("survey_importance")
need = crm.load("truth/survey_latent").set_index("customer_id")["need"]
cases = points.sample(200, random_state=11).assign(label=lambda t: t["customer_id"].map(need))
rules = [
    ("waits", "delivery >= 15", "hurried"),
    ("counts", "price >= 35", "thrifty"),
    ("looks", "goods >= 40", "fresh"),
]
cases.head(3)

# %% lang="en" exercise="06a.2" part="stub"
right = ____  # a number between 0 and 1
uncovered = ____  # a number between 0 and 1

# %% lang="zh" exercise="06a.2" part="stub"
right = ____  # 0到1之间的数
uncovered = ____  # 0到1之间的数

# %% exercise="06a.2" part="solution"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, rules)["share"].iloc[-1]


# %% exercise="06a.2" part="also_right"
def first(row):
    if row["delivery"] >= 15:
        return "hurried"
    if row["price"] >= 35:
        return "thrifty"
    return "fresh" if row["goods"] >= 40 else None


verdict = cases.apply(first, axis=1)
right = (verdict == cases["label"]).sum() / verdict.notna().sum()
uncovered = points.apply(first, axis=1).isna().mean()

# %% exercise="06a.2" part="wrong" en="right counts the undecided cases as mistakes. Divide by the cases that a rule decides." zh="right把没定下来的案例也算成了错。分母只算规则定得下来的。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
right = (said == cases["label"].to_numpy()).mean()
uncovered = personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="right is mended, but uncovered is a share of the labelled cases. Use all respondents, points." zh="right对了，可uncovered是在标注案例里的比例。要用全部作答者points。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = 1 - sum(decided) / len(said)

# %% exercise="06a.2" part="wrong" en="uncovered is a number of people. Divide by all respondents." zh="uncovered是人数。再除以全部作答者。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, rules)["fits"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="Your uncovered is the share that is covered: take it from one." zh="你的uncovered是规则管得到的比例，用一减去它。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = 1 - personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="You let the last rule that fits decide. The first one does: look at the order." zh="你让最后一条符合的规则说了算。应该是第一条，看看次序。"
said = personalize.apply_rules(cases, rules[::-1])["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="Both are per cent. Shares lie between zero and one." zh="两个都是百分数。比例在零到一之间。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = 100 * (said == cases["label"].to_numpy())[decided].mean()
uncovered = 100 * personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="right is the share of mistakes. Take it from one." zh="right算成了错的比例，用一减去它。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said != cases["label"].to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="uncovered is the share for whom two rules disagree. Those without a rule stand in the last row of rule_coverage." zh="uncovered算成了两条规则打架的比例。没有规则的人在rule_coverage的最后一行。"
said = personalize.apply_rules(cases, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = personalize.apply_rules(points, rules)["conflict"].mean()

# %% exercise="06a.2" part="wrong" en="These are the rules of the lesson. Use the colleague's `rules`, which cut elsewhere." zh="你用的是课文的规则。要用同事写的`rules`，分界跟课文不一样。"
lesson_rules = [
    ("counts", "price >= 30", "thrifty"),
    ("waits", "delivery >= 25", "hurried"),
    ("looks", "goods >= 35", "fresh"),
]
said = personalize.apply_rules(cases, lesson_rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, lesson_rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="You let the rule on price decide before that on delivery. The order belongs to the rule table: delivery comes first." zh="你让价格那条排到了配送前面。先后次序也是规则表的一部分：先看配送。"
said = personalize.apply_rules(cases, [rules[1], rules[0], rules[2]])["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == cases["label"].to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% exercise="06a.2" part="wrong" en="right is judged on all respondents. Judge it on the labelled `cases`; in life nobody knows the label of the others." zh="right是拿全部作答者来检验的。要用标注案例`cases`；现实里，别人的答案谁也不知道。"
said = personalize.apply_rules(points, rules)["then"].to_numpy()
decided = [one is not None for one in said]
right = (said == points["customer_id"].map(need).to_numpy())[decided].mean()
uncovered = personalize.rule_coverage(points, rules)["share"].iloc[-1]

# %% [markdown] lang="en" exercise="06a.2" part="hint"
# `personalize.apply_rules(cases, rules)` gives one row for each case; `then` is empty where no rule fits.

# %% [markdown] lang="zh" exercise="06a.2" part="hint"
# `personalize.apply_rules(cases, rules)`每个案例给一行；没有规则符合时`then`是空的。

# %% [markdown] lang="en" exercise="06a.2" part="hint"
# Compare `then` with `label` on the decided rows only (both with `.to_numpy()`, as their indexes differ); the last row of `rule_coverage(points, rules)` holds those without a rule.

# %% [markdown] lang="zh" exercise="06a.2" part="hint"
# 只在定得下来的行里比较`then`和`label`（两边都加`.to_numpy()`，因为索引不一样）；`rule_coverage(points, rules)`的最后一行就是没有规则的人。

# %% [markdown] lang="en" exercise="06a.2" part="analysis"
# Right on {{right:.0%}} of what they decide, with {{uncovered:.0%}} left over: the first rule is far too greedy.
# Fifteen points for delivery are nothing special, yet whoever gives them is never looked at again.
# Accuracy without coverage, or the other way round, can always be bought: show both.

# %% [markdown] lang="zh" exercise="06a.2" part="analysis"
# 定下来的里面对了{{right:.0%}}，还有{{uncovered:.0%}}没人管：第一条规则太贪。
# 给配送十五分很平常，可谁给了，后面的规则就再也轮不到看她。
# 只报准确率或只报覆盖率，都可以做得很好看：两个要一起报。

# %% [markdown] lang="en" exercise="06a.3" part="task" kind="fix"
# ## 3. Mend the coefficient
#
# The cell below should give `worse` for the feature `till_tag`: the share that its absence would hurt, as a negative number.
# It runs, and three things in it are wrong.
# Mend it so that it is what the lesson says.

# %% [markdown] lang="zh" exercise="06a.3" part="task"
# ## 3. 改错：系数
#
# 下面这一格本来要算`till_tag`（收银价与价签一致）的`worse`：缺了它会伤到多大比例的人，写成负数。
# 它能运行，但有三处不对。
# 改成课文所说的样子。

# %% exercise="06a.3" part="given"
from crmlab import personalize

answers = crm.load("survey_kano").dropna()
straight = personalize.straight_liners(answers, ["functional", "dysfunctional"])
attentive = answers[~answers["customer_id"].isin(straight)]
counts = personalize.kano_summary(attentive).set_index("feature_id").loc["till_tag", list("MOAIRQ")]
counts

# %% exercise="06a.3" part="stub"
worse = (counts["A"] + counts["M"]) / counts.sum()

# %% exercise="06a.3" part="solution"
worse = -(counts["O"] + counts["M"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="also_right"
worse = personalize.kano_summary(attentive).set_index("feature_id").loc["till_tag", "worse"]

# %% exercise="06a.3" part="wrong" en="The size is right, the sign is missing: absence hurts, so worse is negative." zh="大小对了，少了负号：缺了会伤人，所以worse是负的。"
worse = (counts["O"] + counts["M"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="The sign and the top of the fraction are right now. In its bottom leave out R and Q: only A, O, M and I tell how absence feels." zh="负号和分子对了。分母要去掉R和Q：只有A、O、M、I能说明缺了会怎样。"
worse = -(counts["O"] + counts["M"]) / counts.sum()

# %% exercise="06a.3" part="wrong" en="The sign and the bottom are right, one thing is left: attractive features are not missed when absent. Put O beside M, not A." zh="负号和分母对了，还剩一处：魅力型缺了也没人惦记，跟M放在一起的是O，不是A。"
worse = -(counts["A"] + counts["M"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="That is better, the share that presence would please. worse counts O and M." zh="这是better，有了能让多少人满意。worse数的是O和M。"
worse = (counts["A"] + counts["O"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="You left out the one-dimensional. They are hurt by absence as well." zh="你漏了一元型。缺了它，他们也不满。"
worse = -counts["M"] / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="That is a number of people. Divide by those in A, O, M and I." zh="这是人数。还要除以A、O、M、I的总人数。"
worse = -(counts["O"] + counts["M"])

# %% exercise="06a.3" part="wrong" en="In the bottom of the fraction the indifferent are missing: they have answered, and absence leaves them cold." zh="分母漏了I：无差异的人也作答了，只是缺了也无所谓。"
worse = -(counts["O"] + counts["M"]) / counts[["A", "O", "M"]].sum()

# %% exercise="06a.3" part="wrong" en="Leave A out of the top: an attractive feature is not missed when absent." zh="分子去掉A：魅力型缺了也没人惦记。"
worse = -(counts["A"] + counts["O"] + counts["M"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="These are per cent. worse lies between minus one and zero." zh="这是百分数。worse在负一到零之间。"
worse = -100 * (counts["O"] + counts["M"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="The minus is right, two things are left: whom does absence hurt (top), and whose answers tell it (bottom)?" zh="负号对了，还剩两处：缺了会伤到谁（分子）？谁的回答说明得了（分母）？"
worse = -(counts["A"] + counts["M"]) / counts.sum()

# %% exercise="06a.3" part="wrong" en="The top of the fraction is right, two things are left: the sign, and the bottom." zh="分子对了，还剩两处：符号和分母。"
worse = (counts["O"] + counts["M"]) / counts.sum()

# %% exercise="06a.3" part="wrong" en="The bottom of the fraction is right, two things are left: the sign, and the top." zh="分母对了，还剩两处：符号和分子。"
worse = (counts["A"] + counts["M"]) / counts[["A", "O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="R is still in the bottom. Who would rather not have it says nothing on its absence: divide by A, O, M and I only." zh="分母里还有R。宁可没有它的人，缺不缺都说明不了什么：只除以A、O、M、I。"
worse = -(counts["O"] + counts["M"]) / counts[["A", "O", "M", "I", "R"]].sum()

# %% exercise="06a.3" part="wrong" en="A is missing from the bottom: the attracted have answered too, and absence does not hurt them." zh="分母漏了A：魅力型的人也作答了，只是缺了不难受。"
worse = -(counts["O"] + counts["M"]) / counts[["O", "M", "I"]].sum()

# %% exercise="06a.3" part="wrong" en="The formula is right, but you counted those who ticked straight down as well. Use `counts`, from which they have been taken out." zh="公式对了，可一路勾到底的人也被你算进去了。用`counts`，那里已经去掉了他们。"
everybody = personalize.kano_summary(answers).set_index("feature_id").loc["till_tag"]
worse = -(everybody["O"] + everybody["M"]) / everybody[["A", "O", "M", "I"]].sum()

# %% [markdown] lang="en" exercise="06a.3" part="hint"
# Whom does absence hurt? Go through the six letters one by one.

# %% [markdown] lang="zh" exercise="06a.3" part="hint"
# 缺了会伤到谁？把六个字母一个一个想一遍。

# %% [markdown] lang="en" exercise="06a.3" part="hint"
# Above stand O and M, below A, O, M and I, and in front a minus.

# %% [markdown] lang="zh" exercise="06a.3" part="hint"
# 分子是O和M，分母是A、O、M、I，前面一个负号。

# %% [markdown] lang="en" exercise="06a.3" part="analysis"
# {{worse:.2f}}: {{-worse:.0%}} would be hurt by a wrong price at the till.
# Yet its better is small: nobody praises a shop for charging what the tag says.
# Must-bes are checked, not advertised.

# %% [markdown] lang="zh" exercise="06a.3" part="analysis"
# {{worse:.2f}}：收银价错了，{{-worse:.0%}}的人会不满。
# 可它的better很小：没有人因为价钱没收错而夸一家店。
# 必备型要天天检查，不用拿来做广告。

# %% [markdown] lang="en" exercise="06a.4" part="task" kind="function" ordered="true"
# ## 4. From utilities to shares
#
# Write a function that takes the utilities of all alternatives on offer and gives the share of choices that each gets by the conditional logit, in the same order.

# %% [markdown] lang="zh" exercise="06a.4" part="task"
# ## 4. 从效用到份额
#
# 写一个函数：给它全部选项的效用，它按条件logit模型给出每个选项得到的选择份额，次序不变。


# %% lang="en" exercise="06a.4" part="stub"
def shares(utilities):
    # utilities: a list of numbers; give a list of numbers that sum to 1
    return ____


# %% lang="zh" exercise="06a.4" part="stub"
def shares(utilities):
    # utilities：一列数；返回一列数，合计为1
    return ____


# %% exercise="06a.4" part="solution"
import math


def shares(utilities):
    raised = [math.exp(one - max(utilities)) for one in utilities]
    return [one / sum(raised) for one in raised]


# %% exercise="06a.4" part="also_right"
import numpy as np


def shares(utilities):
    raised = np.exp(np.array(utilities, dtype=float))
    return (raised / raised.sum()).tolist()


# %% exercise="06a.4" part="wrong" en="You divided the utilities themselves. Take the exponential first: utilities may be negative, shares may not." zh="你直接拿效用去除。先取指数：效用可以是负的，份额不行。"
def shares(utilities):
    return [one / sum(utilities) if sum(utilities) else 0.0 for one in utilities]


# %% exercise="06a.4" part="wrong" en="These do not sum to one. Divide each by the sum of all." zh="合计不是一。每个都要除以总和。"
import math


def shares(utilities):
    return [math.exp(one) for one in utilities]


# %% exercise="06a.4" part="wrong" en="You gave everything to the best. People differ by chance as well: the others get a part." zh="你把份额全给了最好的那个。人的选择还有偶然，别的也会分到一份。"
def shares(utilities):
    best = max(utilities)
    return [1.0 if one == best else 0.0 for one in utilities]


# %% exercise="06a.4" part="wrong" en="That is each against a utility of nothing, one by one, and does not sum to one. Put all of them below the line." zh="这是每个单独跟效用为零的相比，合计不是一。分母要放全部选项。"
import math


def shares(utilities):
    return [1 / (1 + math.exp(-one)) for one in utilities]


# %% exercise="06a.4" part="wrong" en="The worst gets most: there is a minus too many in the exponent." zh="最差的反而分得最多：指数里多了一个负号。"
import math


def shares(utilities):
    raised = [math.exp(-one) for one in utilities]
    return [one / sum(raised) for one in raised]


# %% exercise="06a.4" part="wrong" en="The shares are right, but not in the order of the utilities: you sorted them. The first share belongs to the first alternative." zh="份额算对了，次序却乱了：你排过序。第一个份额要对应第一个选项。"
import math


def shares(utilities):
    raised = sorted(math.exp(one) for one in utilities)
    return [one / sum(raised) for one in raised]


# %% exercise="06a.4" part="wrong" en="The shares are right, but not in the order of the utilities: you sorted them. The first share belongs to the first alternative." zh="份额算对了，次序却乱了：你排过序。第一个份额要对应第一个选项。"
import math


def shares(utilities):
    raised = sorted((math.exp(one) for one in utilities), reverse=True)
    return [one / sum(raised) for one in raised]


# %% exercise="06a.4" part="wrong" en="You added one for none of these below the line. All alternatives stand in the list already, and the shares must sum to one." zh="分母里多加了一个一，给了“都不选”。全部选项已经在列表里，份额合计要等于一。"
import math


def shares(utilities):
    raised = [math.exp(one) for one in utilities]
    return [one / (1 + sum(raised)) for one in raised]


# %% exercise="06a.4" part="hidden"
hidden_inputs = [
    ([0.0, 0.0],),
    ([1.0, 0.0, -1.0],),
    ([0.3, 0.3, 0.3],),
    ([2.0, -0.5],),
    ([-3.0, -1.2, 0.7, 0.1],),
]

# %% [markdown] lang="en" exercise="06a.4" part="hint"
# Two steps: the exponential of each, then each over the sum.

# %% [markdown] lang="zh" exercise="06a.4" part="hint"
# 两步：每个取指数，再各除以总和。

# %% [markdown] lang="en" exercise="06a.4" part="hint"
# `raised = [math.exp(u) for u in utilities]`, after `import math`.

# %% [markdown] lang="zh" exercise="06a.4" part="hint"
# 先`import math`，再`raised = [math.exp(u) for u in utilities]`。

# %% [markdown] lang="en" exercise="06a.4" part="analysis"
# Add the same to all utilities, and nothing changes: only differences count.
# That is why each attribute has a base, and why the model solution may take the largest away first, so that no exponential overflows.

# %% [markdown] lang="zh" exercise="06a.4" part="analysis"
# 全部效用都加上同一个数，份额不变：只有差别才算数。
# 所以每个属性都要留一个基准；参考答案先减去最大的，也不会错，还避免指数溢出。

# %% [markdown] lang="en" exercise="06a.5" part="task" kind="number"
# ## 5. What is money back worth to whom?
#
# Fit the choices of those who need it `fresh`, and of them only, with standard errors that count persons.
# What are they willing to pay for `guarantee_refund` (`wtp`), in yuan, and between which bounds (`low`, `high`, ninety-five per cent)?

# %% [markdown] lang="zh" exercise="06a.5" part="task"
# ## 5. 不新鲜退款，对谁值多少？
#
# 只用图新鲜（`fresh`）的客户来拟合他们的选择，标准误按人算。
# 他们愿意为`guarantee_refund`付多少元（`wtp`）？区间是多少（`low`、`high`，百分之九十五）？

# %% exercise="06a.5" part="given"
import pandas as pd

from crmlab import differentiate, personalize

answers = crm.load("survey_conjoint")
attentive = answers[~answers["customer_id"].isin(personalize.straight_liners(answers, ["chosen"]))]
choices = personalize.choice_table(attentive, crm.load("survey_designs"))
coded = personalize.code_levels(choices, bases={"hours": 24, "guarantee": "nothing", "packaging": "plastic"})
features = list(coded)
tasks = pd.concat([choices[["choice_id", "customer_id", "chosen"]], coded], axis=1)
parts = ["goods", "delivery", "service", "online", "aftersales", "price"]
grouped = differentiate.clusters(crm.load("survey_importance"), parts, 3, scale=False)
names = personalize.need_named(
    grouped.groupby("cluster")[parts].mean(), {"price": "thrifty", "delivery": "hurried", "goods": "fresh"}
)
need = grouped.set_index("customer_id")["cluster"].map(names)
tasks["need"] = tasks["customer_id"].map(need)
tasks.head(4)

# %% lang="en" exercise="06a.5" part="stub"
wtp = ____  # in yuan per delivery
low = ____
high = ____

# %% lang="zh" exercise="06a.5" part="stub"
wtp = ____  # 元/次
low = ____
high = ____

# %% exercise="06a.5" part="solution"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% exercise="06a.5" part="also_right"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
wtp = -fit.part_worths["guarantee_refund"] / fit.part_worths["price"]
row = personalize.willingness_to_pay(fit).query("feature == 'guarantee_refund'")
low, high = row["low"].item(), row["high"].item()

# %% exercise="06a.5" part="wrong" en="That is one logit over all needs, an average of three. Keep the rows with need == 'fresh'." zh="这是三种需求混在一起拟合的平均。只留need == 'fresh'的行。"
fit = personalize.fit_choices(tasks, features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="These are part-worths, not yuan. Divide by the part-worth of a yuan: willingness_to_pay does, interval and all." zh="这是部分效用，不是元。要除以一元钱的部分效用：willingness_to_pay会连区间一起算好。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = fit.coefficients.set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["estimate"], row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="The sign is turned: the part-worth of a yuan is negative, so there is a minus before the ratio." zh="符号反了：一元钱的部分效用是负的，比值前面要加负号。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = -row["wtp"], -row["low"], -row["high"]

# %% exercise="06a.5" part="wrong" en="These are the thrifty, who count money. The question is about those who want it fresh." zh="这是图省钱的客户。题目问的是图新鲜的。"
fit = personalize.fit_choices(tasks[tasks["need"] == "thrifty"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="That is what having it replaced is worth. Take the row guarantee_refund." zh="这是换货值多少。要取guarantee_refund那一行。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_replace"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="wtp is right, but the standard errors count choices. Let them count persons: cluster='customer_id'. (Here it moves the interval by a hair; with real people it moves more.)" zh="wtp对了，可标准误是按题算的。要按人算：cluster='customer_id'。（这里区间只动一点点，真实客户会动得更多。）"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features)
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="wtp is right, but you went one standard error to each side: that is about two thirds, not ninety-five per cent. low and high stand in the table." zh="wtp对了，可上下只走了一个标准误：那大约是三分之二，不是百分之九十五。表里就有low和high。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["wtp"] - row["se"], row["wtp"] + row["se"]

# %% exercise="06a.5" part="wrong" en="wtp is right, but you divided the bounds of the part-worth by the part-worth of a yuan as if that were certain. willingness_to_pay counts both uncertainties." zh="wtp对了，可你拿部分效用的上下限直接去除，好像一元钱的部分效用毫无误差。willingness_to_pay把两头的误差都算进去。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
worth = fit.coefficients.set_index("feature")
yuan = -worth.loc["price", "estimate"]
wtp, low, high = (worth.loc["guarantee_refund", column] / yuan for column in ("estimate", "low", "high"))

# %% exercise="06a.5" part="wrong" en="That is one logit over all needs, and its standard errors count choices. Keep the rows with need == 'fresh', and pass cluster='customer_id'." zh="这是三种需求混在一起拟合的，标准误也是按题算的。只留need == 'fresh'的行，再加上cluster='customer_id'。"
fit = personalize.fit_choices(tasks, features)
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="wtp lacks its minus: the part-worth of a yuan is negative, so a minus belongs before the ratio." zh="wtp少了负号：一元钱的部分效用是负的，比值前面要加负号。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp = fit.part_worths["guarantee_refund"] / fit.part_worths["price"]
low, high = row["low"], row["high"]

# %% exercise="06a.5" part="wrong" en="wtp is right, the bounds are a hair too wide: two standard errors stand for 1.96. Take low and high from the table." zh="wtp对了，上下限宽了一点点：百分之九十五的区间是1.96个标准误，不是2个。直接取表里的low和high。"
fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["wtp"] - 2 * row["se"], row["wtp"] + 2 * row["se"]

# %% exercise="06a.5" part="wrong" en="These are the hurried, who want it fast. The question is about those who want it fresh." zh="这是图省时的客户。题目问的是图新鲜的。"
fit = personalize.fit_choices(tasks[tasks["need"] == "hurried"], features, cluster="customer_id")
row = personalize.willingness_to_pay(fit).set_index("feature").loc["guarantee_refund"]
wtp, low, high = row["wtp"], row["low"], row["high"]

# %% [markdown] lang="en" exercise="06a.5" part="hint"
# First keep the rows of one need, then fit, then turn part-worths into money.

# %% [markdown] lang="zh" exercise="06a.5" part="hint"
# 先留下一种需求的行，再拟合，再把部分效用换成钱。

# %% [markdown] lang="en" exercise="06a.5" part="hint"
# `fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")`, then `personalize.willingness_to_pay(fit)`.

# %% [markdown] lang="zh" exercise="06a.5" part="hint"
# `fit = personalize.fit_choices(tasks[tasks["need"] == "fresh"], features, cluster="customer_id")`，然后`personalize.willingness_to_pay(fit)`。

# %% [markdown] lang="en" exercise="06a.5" part="analysis"
# {{wtp:.1f}} yuan a delivery, between {{low:.1f}} and {{high:.1f}}: more than a delivery costs today.
# It is what they say, not what they paid; and it holds for this need only.

# %% [markdown] lang="zh" exercise="06a.5" part="analysis"
# 每次{{wtp:.1f}}元，区间{{low:.1f}}到{{high:.1f}}：比现在的运费还多。
# 这是嘴上说的，不是手上付的；而且只对这种需求成立。

# %% [markdown] lang="en" exercise="06a.6" part="task" kind="choice"
# ## 6. A blue bus at Hejia
#
# The next-day service gets {{before:.0%}} of the choices of one need, beside "none of these".
# A colleague puts the same service on the menu a second time under the name "Morning Star" and runs the simulator: together the two now get {{after:.0%}}.
# What do you tell the owner?
#
# - **a** Add a third name: shares rise with every name.
# - **b** The rise is the model's doing: a logit gives each entry a chance of its own, and a copy has none. Count on {{before:.0%}}.
# - **c** The sample was too small: with more respondents the rise would vanish.
# - **d** The part-worths are wrong: fit them again with both names in the table.

# %% [markdown] lang="zh" exercise="06a.6" part="task"
# ## 6. 禾家的蓝巴士
#
# 某一种需求的客户，在“次日送到”和“都不选”之间，{{before:.0%}}的次数选次日送到。
# 同事把同一种服务换了个名字“晨星达”，又放进菜单一次，跑了一遍模拟：两种合起来得到{{after:.0%}}。
# 你怎么跟老板说？
#
# - **a** 再加第三个名字：名字越多，份额越高。
# - **b** 涨出来的是模型造成的：logit给每个选项各算一份偶然，翻版却没有自己的那份。还是按{{before:.0%}}打算。
# - **c** 样本太小：多问些人，涨幅就会消失。
# - **d** 部分效用估错了：把两个名字都放进表里重新拟合。

# %% exercise="06a.6" part="given"
import pandas as pd

from crmlab import personalize

one_unit = pd.Series({"utility": 1.0})
menu = pd.DataFrame({"utility": [0.0, 0.0]}, index=["next_day", "none"])
before = personalize.choice_shares(one_unit, menu)["all"]["next_day"]
twice = pd.concat([menu, menu.loc[["next_day"]].rename({"next_day": "morning_star"})])
after = 1 - personalize.choice_shares(one_unit, twice)["all"]["none"]
round(float(before), 2), round(float(after), 2)

# %% lang="en" exercise="06a.6" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="06a.6" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="06a.6" part="solution"
choice = "b"

# %% exercise="06a.6" part="wrong" en="A name brings nobody the delivery sooner. The model would go on to a hundred per cent with enough names: that should warn you." zh="换个名字，东西不会到得更早。名字够多，模型能一直涨到百分之百：这正该让你起疑。"
choice = "a"

# %% exercise="06a.6" part="wrong" en="More data make the estimate sharper, but the rise follows from the form of the model, however many answer." zh="数据多了，估计更准；可这涨幅来自模型的形式，问多少人都一样。"
choice = "c"

# %% exercise="06a.6" part="wrong" en="The part-worths may be perfect: a copy has the same features, so a new fit changes nothing." zh="部分效用可能一点没错：翻版的特征一模一样，重新拟合也不会变。"
choice = "d"

# %% [markdown] lang="en" exercise="06a.6" part="hint"
# Think of the red bus and the blue bus: who changes her mind because of paint?

# %% [markdown] lang="zh" exercise="06a.6" part="hint"
# 想想红巴士和蓝巴士：有谁会因为刷漆而改主意？

# %% [markdown] lang="en" exercise="06a.6" part="hint"
# Where does the additional share come from: from the data, or from the formula?

# %% [markdown] lang="zh" exercise="06a.6" part="hint"
# 多出来的份额从哪来：数据，还是公式？

# %% [markdown] lang="en" exercise="06a.6" part="analysis"
# Independence of irrelevant alternatives: the ratio of any two shares does not feel a third.
# For alternatives that truly differ it is a fair first guess; for near copies it is false.
# A nested logit or groups with part-worths of their own take the edge off.

# %% [markdown] lang="zh" exercise="06a.6" part="analysis"
# 这就是无关选项独立性：任意两个选项的份额之比，感觉不到第三个。
# 选项确实不同，拿它作初步估计还行；换汤不换药的，就不对。
# 嵌套logit，或者分群各用各的部分效用，都能减轻这个毛病。

# %% [markdown] lang="en" exercise="06a.7" part="task" kind="table"
# ## 7. Which kind of customisation?
#
# Give a table with the columns `idea` and `kind`: `collaborative`, `transparent`, `cosmetic` or `adaptive` (Gilmore and Pine 1997).
#
# - `rice_blend`: at the counter customer and shopkeeper taste and mix her own blend; it is named after her.
# - `less_salt`: the shop has seen that a household sends salty things back, and packs a milder pickle, without a word.
# - `school_label`: the same rice cakes, for each school in its own wrapper.
# - `dial_lid`: one jar for everybody, with a lid on which the customer sets how much comes out.
# - `riper_fruit`: those who cook the same day get riper fruit in the same bag; nobody has asked, nobody is told.

# %% [markdown] lang="zh" exercise="06a.7" part="task"
# ## 7. 哪一种定制？
#
# 给出一张表，有`idea`和`kind`两列；`kind`填`collaborative`（合作型）、`transparent`（透明型）、`cosmetic`（装饰型）或`adaptive`（适应型）（Gilmore和Pine 1997）。
#
# - `rice_blend`：客户和店主在柜台边尝边配，配出她自己的米，用她的名字命名。
# - `less_salt`：店里发现这家老退咸的东西，就悄悄换成淡一点的咸菜，什么也没说。
# - `school_label`：一样的米糕，给每所学校包上它自己的包装纸。
# - `dial_lid`：人人都用同一种罐子，盖子上能自己调出多少。
# - `riper_fruit`：当天就做饭的人家，同样的袋子里装的是更熟的水果；没问过，也没告诉。

# %% exercise="06a.7" part="given"
import pandas as pd

ideas = ["rice_blend", "less_salt", "school_label", "dial_lid", "riper_fruit"]

# %% lang="en" exercise="06a.7" part="stub"
kinds = ____  # a table: idea, kind

# %% lang="zh" exercise="06a.7" part="stub"
kinds = ____  # 一张表：idea、kind

# %% exercise="06a.7" part="solution"
answers = ["collaborative", "transparent", "cosmetic", "adaptive", "transparent"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="also_right"
from crmlab import personalize

changes = [(True, True), (True, False), (False, True), (False, False), (True, False)]
kinds = pd.DataFrame({"idea": ideas, "kind": [personalize.customisation_kind(*two) for two in changes]})

# %% exercise="06a.7" part="wrong" en="Transparent and cosmetic have changed places. Transparent: the thing changes, its looks don't. Cosmetic: the looks change, the thing doesn't." zh="透明型和装饰型弄反了。透明型：东西变，样子不变；装饰型：样子变，东西不变。"
answers = ["collaborative", "cosmetic", "transparent", "adaptive", "cosmetic"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="wrong" en="The lid is adaptive: the shop changes nothing, the customer does. The blend is collaborative: made anew after a talk." zh="罐子是适应型：店里什么也没变，是客户自己调；配米是合作型：商量之后重新做的。"
answers = ["adaptive", "transparent", "cosmetic", "collaborative", "transparent"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="wrong" en="riper_fruit looks the same for all, only what is in the bag differs, and nobody talks about it: not cosmetic." zh="riper_fruit外表都一样，不同的是袋子里的东西，而且不声张：不是装饰型。"
answers = ["collaborative", "transparent", "cosmetic", "adaptive", "cosmetic"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="wrong" en="Collaborative needs a conversation. Where the shop watches and makes in silence, it is transparent." zh="合作型要有商量。店里看在眼里、悄悄做的，是透明型。"
answers = ["collaborative", "collaborative", "cosmetic", "adaptive", "collaborative"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="wrong" en="You wrote the Chinese names. Write collaborative, transparent, cosmetic or adaptive." zh="类型分对了，但表里要填英文：collaborative、transparent、cosmetic、adaptive。"
kinds = pd.DataFrame({"idea": ideas, "kind": ["合作型", "透明型", "装饰型", "适应型", "透明型"]})

# %% exercise="06a.7" part="wrong" en="dial_lid: the shop changes neither the jar nor its looks, the customer sets it herself. Neither changes: not cosmetic." zh="dial_lid：罐子没变，样子也没变，是客户自己调的。两样都不变，不是装饰型。"
kinds = pd.DataFrame(
    {"idea": ideas, "kind": ["collaborative", "transparent", "cosmetic", "cosmetic", "transparent"]}
)

# %% exercise="06a.7" part="wrong" en="riper_fruit: the customer sets nothing herself, the shop chooses other fruit for her. The product changes: not adaptive." zh="riper_fruit：客户自己什么也没调，是店里给她挑了不同的水果。产品变了，不是适应型。"
kinds = pd.DataFrame(
    {"idea": ideas, "kind": ["collaborative", "transparent", "cosmetic", "adaptive", "adaptive"]}
)

# %% exercise="06a.7" part="wrong" en="less_salt: the customer sets nothing herself, the shop packs another pickle for her. The product changes: not adaptive." zh="less_salt：客户自己什么也没调，是店里给她换了咸菜。产品变了，不是适应型。"
kinds = pd.DataFrame(
    {"idea": ideas, "kind": ["collaborative", "adaptive", "cosmetic", "adaptive", "transparent"]}
)

# %% exercise="06a.7" part="wrong" en="rice_blend: not only the name changes. The mixture itself is made for her, after talking and tasting: both change." zh="rice_blend：变的不只是名字，米本身也是商量、试吃以后给她配的：两样都变。"
kinds = pd.DataFrame(
    {"idea": ideas, "kind": ["cosmetic", "transparent", "cosmetic", "adaptive", "transparent"]}
)

# %% exercise="06a.7" part="wrong" en="less_salt and school_label have changed places. The milder pickle is another thing in the same jar (transparent); the cakes are the same in another wrapper (cosmetic)." zh="less_salt和school_label弄反了。淡咸菜是东西变了，样子没变（transparent透明型）；米糕是东西没变，包装变了（cosmetic装饰型）。"
answers = ["collaborative", "cosmetic", "transparent", "adaptive", "transparent"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="wrong" en="less_salt: another pickle is packed, and nobody is told. The thing changes, its looks don't: not cosmetic." zh="less_salt：装的咸菜换了，什么也没说。东西变，样子不变，不是装饰型。"
answers = ["collaborative", "cosmetic", "cosmetic", "adaptive", "transparent"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% exercise="06a.7" part="wrong" en="school_label: the cakes are the same for all, only the wrapper differs: not transparent." zh="school_label：米糕都一样，只有包装纸不同，不是透明型。"
answers = ["collaborative", "transparent", "transparent", "adaptive", "transparent"]
kinds = pd.DataFrame({"idea": ideas, "kind": answers})

# %% [markdown] lang="en" exercise="06a.7" part="hint"
# Ask two questions of each: does the thing itself change from customer to customer? Does the way it is shown?

# %% [markdown] lang="zh" exercise="06a.7" part="hint"
# 每个都问两句：东西本身因客户而变吗？呈现方式变吗？

# %% [markdown] lang="en" exercise="06a.7" part="hint"
# Both: collaborative. The thing only: transparent. The looks only: cosmetic. Neither: adaptive.

# %% [markdown] lang="zh" exercise="06a.7" part="hint"
# 都变：合作型。只变东西：透明型。只变样子：装饰型。都不变：适应型。

# %% [markdown] lang="en" exercise="06a.7" part="analysis"
# Two of the five work without asking, and these live on what the shop has seen: they need good data and consent (lesson 3b).
# Nobody likes to find out that she is watched; what is transparent to her must be open in the privacy notice.

# %% [markdown] lang="zh" exercise="06a.7" part="analysis"
# 五个里有两个不用问，靠的是店里看到的：要有好数据，还要有同意（第3b课）。
# 没有人喜欢事后才发现自己被盯着；不声张的做法，隐私声明里要写清楚。

# %% [markdown] lang="en" exercise="06a.8" part="task" kind="number"
# ## 8. The basket of the week, configured
#
# A weekly vegetable basket has four modules, `modules`; what does not go together stands in `forbidden`.
# How many variants can be ordered (`n_variants`)?
# The variant `basket` is chosen among itself and "none of these" with the utilities given.
# What is its `margin` in yuan each time it is sold, and how many yuan does it bring on average per customer who is asked (`expected`)?

# %% [markdown] lang="zh" exercise="06a.8" part="task"
# ## 8. 配一只每周蔬菜篮
#
# 每周蔬菜篮由四个模块`modules`拼成，拼不到一起的写在`forbidden`里。
# 能订的方案有多少种（`n_variants`）？
# 客户在`basket`这种方案和“都不选”之间选，效用已经给出。
# 每卖一次，它的毛利（`margin`）是多少元？平均每问一位客户，它带来多少元（`expected`）？

# %% exercise="06a.8" part="given"
from crmlab import personalize

modules = {
    "size": ["small", "large"],
    "kind": ["leafy", "mixed", "roots"],
    "cut": ["whole", "washed", "chopped"],
    "day": ["Tuesday", "Friday"],
}
forbidden = [{"kind": "roots", "cut": "chopped"}, {"cut": "chopped", "day": "Friday"}]
costs = {"large": 14.0, "mixed": 3.0, "washed": 2.0, "Friday": 1.0}
basket, price = ["large", "mixed", "washed", "Friday"], 26.0
utility, utility_none = 0.4, 0.9

# %% lang="en" exercise="06a.8" part="stub"
n_variants = ____  # how many
margin = ____  # yuan each time it is sold
expected = ____  # yuan per customer asked

# %% lang="zh" exercise="06a.8" part="stub"
n_variants = ____  # 多少种
margin = ____  # 每卖一次多少元
expected = ____  # 每问一位客户多少元

# %% exercise="06a.8" part="solution"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
chance = math.exp(utility) / (math.exp(utility) + math.exp(utility_none))
expected = chance * margin

# %% exercise="06a.8" part="also_right"
from itertools import product

import numpy as np

works = [
    v for v in product(*modules.values()) if not (v[2] == "chopped" and (v[1] == "roots" or v[3] == "Friday"))
]
n_variants, margin = len(works), price - 14 - 3 - 2 - 1
expected = margin / (1 + np.exp(utility_none - utility))

# %% exercise="06a.8" part="wrong" en="n_variants counts all combinations. Take out those that are forbidden." zh="n_variants数的是全部组合。要去掉禁用的。"
import math

n_variants = len(personalize.variants(modules))
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="You took off one variant for each rule. A rule forbids every variant that holds its combination." zh="你每条规则只减了一种。一条规则会禁掉所有含有那个搭配的方案。"
import math

n_variants = len(personalize.variants(modules)) - len(forbidden)
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="You took variants that break both rules off twice." zh="两条规则都违反的方案，你减了两次。"
import math

n_variants = len(personalize.variants(modules)) - 4 - 6
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="margin is right. expected forgets that some choose none of these: margin times the chance of being chosen." zh="margin对了。expected忘了有人都不选：要用毛利乘以被选中的概率。"
n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
expected = margin

# %% exercise="06a.8" part="wrong" en="n_variants is right, but margin is the price. Take off what the four options cost." zh="n_variants对了，可margin还是售价。要减去四个选项的成本。"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = price
expected = margin * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="expected is the price, not the margin, times the chance." zh="expected用的是售价乘概率，应该用毛利。"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
expected = price * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="That is the chance to choose none of these. Put the utility of the basket above the line." zh="这是都不选的概率。分子应该放篮子的效用。"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility_none) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="In expected the utility of none of these is missing: you put one below the line in place of exp(utility_none)." zh="expected里漏了“都不选”的效用：分母该加exp(utility_none)，你加的是一。"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility) / (math.exp(utility) + 1)

# %% exercise="06a.8" part="wrong" en="In expected the chance is not one yet: divide exp(utility) by the sum of exp over both alternatives." zh="expected里乘的还不是概率：exp(utility)要除以两个选项的exp之和。"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility)

# %% exercise="06a.8" part="wrong" en="margin is a share of the price. Give yuan: the price less the four costs; expected then follows." zh="margin算成了毛利率。要的是元：售价减四项成本；expected也跟着变。"
import math

n_variants = len(personalize.variants(modules, forbidden))
margin = (price - sum(costs[option] for option in basket)) / price
expected = margin * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% exercise="06a.8" part="wrong" en="In expected you divided the utilities themselves. Take the exponential of each first." zh="expected里你直接拿效用去除。每个都要先取指数。"
n_variants = len(personalize.variants(modules, forbidden))
margin = price - sum(costs[option] for option in basket)
expected = margin * utility / (utility + utility_none)

# %% exercise="06a.8" part="wrong" en="Close: more than one variant breaks both rules at once. Count small and large." zh="只差一点：同时违反两条规则的不止一种，大小两个尺寸都要数。"
import math

n_variants = len(personalize.variants(modules)) - 4 - 6 + 1
margin = price - sum(costs[option] for option in basket)
expected = margin * math.exp(utility) / (math.exp(utility) + math.exp(utility_none))

# %% [markdown] lang="en" exercise="06a.8" part="hint"
# `personalize.variants(modules, forbidden)` lists what can be ordered.

# %% [markdown] lang="zh" exercise="06a.8" part="hint"
# `personalize.variants(modules, forbidden)`列出能订的方案。

# %% [markdown] lang="en" exercise="06a.8" part="hint"
# The chance is exp(utility) over exp(utility) plus exp(utility_none); `expected` is this times `margin`.

# %% [markdown] lang="zh" exercise="06a.8" part="hint"
# 概率等于exp(utility)除以exp(utility)加exp(utility_none)；`expected`是它乘以`margin`。

# %% [markdown] lang="en" exercise="06a.8" part="analysis"
# {{n_variants}} variants from four short lists, {{margin:.0f}} yuan when one is sold, {{expected:.2f}} per customer asked.
# A fifth module of three options would triple the list, and with it the ways to go wrong: that is the cost of variety.

# %% [markdown] lang="zh" exercise="06a.8" part="analysis"
# 四张短单子就拼出{{n_variants}}种方案；卖一次赚{{margin:.0f}}元，平均每问一位客户{{expected:.2f}}元。
# 再加一个三选一的模块，单子就长三倍，出错的地方也多三倍：这就是多样化成本。

# %% [markdown] lang="en" exercise="06a.9" part="task" kind="order"
# ## 9. The customisation process
#
# Put the steps in order, as a list of letters.
#
# - **a** Offer it to a random tenth, count, and write the answers back to each customer.
# - **b** Ask a sample what matters, and find needs in the answers.
# - **c** Configure services from modules, and choose how many by margin less the cost of variety.
# - **d** Write rules that name the need of a customer, and check them on labelled cases.
# - **e** Attach to each rule what is offered first, with a last rule for those unknown, and count coverage.
#
# Services are configured for the needs that were named; offers can only be attached to services that exist.

# %% [markdown] lang="zh" exercise="06a.9" part="task"
# ## 9. 个性化的过程
#
# 把步骤排好次序，答案是一个字母列表。
#
# - **a** 随机挑十分之一的客户试推，数一数，把答复写回每位客户名下。
# - **b** 问一批客户看重什么，从答案里找出需求。
# - **c** 用模块配出服务，按毛利减多样化成本决定放几种。
# - **d** 写出判定客户需求的规则，在标注案例上检验。
# - **e** 给每条规则配上先推什么，末尾加一条给不知道的人，再数覆盖率。
#
# 服务是为叫得出名字的需求配的；先有服务，才能把推荐挂到规则上。

# %% lang="en" exercise="06a.9" part="stub"
steps = ____  # a list of five letters, such as ["a", "b", "c", "d", "e"]

# %% lang="zh" exercise="06a.9" part="stub"
steps = ____  # 五个字母的列表，例如["a", "b", "c", "d", "e"]

# %% exercise="06a.9" part="solution"
steps = ["b", "d", "c", "e", "a"]

# %% exercise="06a.9" part="wrong" en="You configure before anybody can say whose need it is. First name the needs by rule (d)." zh="还说不清是谁的需求，你就开始配服务了。先用规则把需求认出来（d）。"
steps = ["b", "c", "d", "e", "a"]

# %% exercise="06a.9" part="wrong" en="You attach offers (e) before there are services to offer (c)." zh="还没有服务（c），你就把推荐挂上去了（e）。"
steps = ["b", "d", "e", "c", "a"]

# %% exercise="06a.9" part="wrong" en="Rules are written on needs that have been found: ask first (b)." zh="规则是根据找到的需求写的：先问（b）。"
steps = ["d", "b", "c", "e", "a"]

# %% exercise="06a.9" part="wrong" en="You try (a) before each rule has its offer (e): the till would not know what to show." zh="规则还没配上推荐（e），你就试推了（a）：店员不知道该推什么。"
steps = ["b", "d", "c", "a", "e"]

# %% exercise="06a.9" part="wrong" en="Trying it on a random tenth comes last: there must be something to offer, and a rule for everybody." zh="随机试推放在最后：先得有东西可推，人人都有规则可依。"
steps = ["a", "b", "d", "c", "e"]

# %% exercise="06a.9" part="wrong" en="This is the reverse. It begins with asking." zh="次序整个反了。应该从问开始。"
steps = ["a", "e", "c", "d", "b"]

# %% [markdown] lang="en" exercise="06a.9" part="hint"
# What needs the result of what? Begin with the step that needs nothing.

# %% [markdown] lang="zh" exercise="06a.9" part="hint"
# 哪一步要用哪一步的结果？从什么都不用的那步开始。

# %% [markdown] lang="en" exercise="06a.9" part="hint"
# It begins with b and ends with a.

# %% [markdown] lang="zh" exercise="06a.9" part="hint"
# 从b开始，到a结束。

# %% [markdown] lang="en" exercise="06a.9" part="analysis"
# Ask, name, build, attach, try; then round again with what was learnt.
# The last step feeds the first: every answer that is written back makes one more customer known.

# %% [markdown] lang="zh" exercise="06a.9" part="analysis"
# 问、认、配、挂、试；带着学到的再来一圈。
# 最后一步接上第一步：每写回一个答复，就多认识一位客户。

# %% [markdown] lang="en" exercise="06a.10" part="task" kind="memo"
# ## 10. Decision memo
#
# Keeping a service on the menu has got dearer: each costs `fixed` yuan a month.
# A month has `delivered` deliveries by today's service; the given cell reckons the occasions behind them and the best menu of each size (`variants` holds rows of `offers`).
# The owner wants half a page: how many delivery services, which, at what price, what do they leave, against what, and what is it built on?
# Find two numbers first: how many services you offer (`n_services`), and how many yuan a month the best menu leaves more than the present service alone (`more`); keeping the present service costs `fixed` yuan a month, too.
# Then write at least forty words, in triple quotation marks, with the numbers that you found written in digits, not in words, and mark them by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="06a.10" part="task"
# ## 10. 决策备忘
#
# 养一种服务变贵了：每种每月要`fixed`元。
# 现有服务每月送`delivered`单；给出的那一格已经算好背后有多少次机会，以及放一种、两种、三种时最好的菜单（`variants`是`offers`里的行号）。
# 老板要半页纸：配送放几种，哪几种，什么价，每月剩多少，比什么多，靠什么假设？
# 先算两个数：放几种（`n_services`）；最好的菜单每月比只放现有服务多剩多少元（`more`）；别忘了，养着现有服务每月也要`fixed`元。
# 再用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数（用阿拉伯数字写），再按评分标准打分：先给自己打，然后跟同学交换。

# %% lang="en" exercise="06a.10" part="stub"
n_services = ____
more = ____  # yuan a month
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="06a.10" part="stub"
n_services = ____
more = ____  # 元/月
memo = ____  # 你的正文，用三引号括起来

# %% exercise="06a.10" part="given"
import pandas as pd

from crmlab import differentiate, personalize

fixed, won, delivered = 2400, 7.5, 850
answers = crm.load("survey_conjoint")
attentive = answers[~answers["customer_id"].isin(personalize.straight_liners(answers, ["chosen"]))]
choices = personalize.choice_table(attentive, crm.load("survey_designs"))
bases = {"hours": 24, "guarantee": "nothing", "packaging": "plastic"}
coded = personalize.code_levels(choices, bases=bases)
tasks = pd.concat([choices[["choice_id", "customer_id", "chosen"]], coded], axis=1)
parts = ["goods", "delivery", "service", "online", "aftersales", "price"]
grouped = differentiate.clusters(crm.load("survey_importance"), parts, 3, scale=False)
names = personalize.need_named(
    grouped.groupby("cluster")[parts].mean(), {"price": "thrifty", "delivery": "hurried", "goods": "fresh"}
)
need = grouped.set_index("customer_id")["cluster"].map(names)
of = tasks["customer_id"].map(need)
fits = {one: personalize.fit_choices(tasks[of == one], list(coded)) for one in need.unique()}
share = need.value_counts(normalize=True)
present = {"price": 3, "hours": 24, "guarantee": "nothing", "packaging": "plastic"}
now = personalize.code_levels(pd.DataFrame([present]), bases=bases)
now = now.reindex(columns=list(coded), fill_value=0.0)
now.loc["none"] = [float(column == "none") for column in coded]
occasions = delivered / personalize.choice_shares(fits, now, share)["all"].iloc[0]
costs = {
    "hours": {2: 5.0, 8: 3.0, 24: 2.0},
    "guarantee": {"refund": 1.2, "replace": 0.8, "nothing": 0.0},
    "packaging": {"box": 0.9, "paper": 0.4, "plastic": 0.1},
}
modules = {"price": [0, 3, 6, 9], **{part: list(levels) for part, levels in costs.items()}}
offers = personalize.variants(modules, [{"hours": 2, "packaging": "box"}, {"hours": 2, "price": 0}])
offers["margin"] = offers["price"] - sum(offers[part].map(levels) for part, levels in costs.items()) + won
utility = personalize.part_worth_utility(fits, personalize.code_levels(offers, bases=bases))
none = {one: fit.part_worths["none"] for one, fit in fits.items()}
best = personalize.menus(utility, offers["margin"], none, offers["hours"], fixed, share, occasions)
best.round(2)

# %% lang="en" exercise="06a.10" part="solution"
top = best.loc[best["profit"].idxmax()]
rest = best.drop(top.name).nlargest(1, "profit").iloc[0]
present_margin = 3 - (2.0 + 0.0 + 0.1) + won
present_left = delivered * present_margin - fixed
n_services, more = top["size"], top["profit"] - present_left
words = {2: "within two hours", 8: "the same evening", 24: "the next day", "nothing": "no guarantee"}
words |= {"refund": "money back if not fresh", "replace": "replaced if not fresh"}
words |= {"box": "in a box", "paper": "in a paper bag", "plastic": "in a plastic bag"}
lines = [
    f"{words[row.hours]}, {words[row.guarantee]}, {words[row.packaging]}, at {row.price} yuan"
    for row in offers.loc[top["variants"]].sort_values("hours").itertuples()
]
listed = "; ".join(lines)
less = personalize.menus(utility, offers["margin"] - won / 2, none, offers["hours"], fixed, share, occasions)
memo = (
    f"I propose to offer {n_services} delivery services: {listed}. "
    f"Each costs us {fixed:,} yuan a month to keep. After that they leave {top['profit']:,.0f} yuan a month, "
    f"{more:,.0f} more than the present service alone with its {delivered} deliveries; "
    f"the next best menu, with {rest['size']}, would leave {rest['profit']:,.0f}. "
    f"Behind the {delivered} deliveries we suppose {occasions:,.0f} occasions, since many choose none of these; "
    f"{top['served']:.0%} of them would take one of the new. "
    "The numbers rest on choices in a survey, fitted for each need; nobody has paid yet, so I would try the "
    "menu on a tenth of the customers drawn by lot before we change it for all. "
    f"They also suppose that a delivery wins {won} yuan of margin on goods. Were it half as much, the best menu "
    f"would hold {less.loc[less['profit'].idxmax(), 'size']} and leave {less['profit'].max():,.0f} yuan."
)
print(memo)

# %% lang="zh" exercise="06a.10" part="solution"
top = best.loc[best["profit"].idxmax()]
rest = best.drop(top.name).nlargest(1, "profit").iloc[0]
present_margin = 3 - (2.0 + 0.0 + 0.1) + won
present_left = delivered * present_margin - fixed
n_services, more = top["size"], top["profit"] - present_left
words = {2: "两小时送到", 8: "当晚送到", 24: "次日送到", "nothing": "不包退换"}
words |= {"refund": "不新鲜退款", "replace": "不新鲜换货"}
words |= {"box": "用周转箱", "paper": "用纸袋", "plastic": "用塑料袋"}
lines = [
    f"{words[row.hours]}、{words[row.guarantee]}、{words[row.packaging]}，{row.price}元"
    for row in offers.loc[top["variants"]].sort_values("hours").itertuples()
]
listed = "；".join(lines)
less = personalize.menus(utility, offers["margin"] - won / 2, none, offers["hours"], fixed, share, occasions)
memo = (
    f"建议放{n_services}种配送服务：{listed}。"
    f"每种每月要花{fixed:,}元养着，减去以后每月剩{top['profit']:,.0f}元，"
    f"比只放现有服务（每月{delivered}单）多{more:,.0f}元；"
    f"次好的菜单放{rest['size']}种，剩{rest['profit']:,.0f}元。"
    f"这{delivered}单背后，估计每月有{occasions:,.0f}次机会，因为许多人什么都不选；"
    f"换成新菜单，{top['served']:.0%}的机会会选其中一种。"
    "这些数靠的是问卷里的选择，按需求分别拟合；谁也还没真掏钱，"
    "所以先抽签挑十分之一的客户试卖，再决定要不要全面铺开。"
    f"另一个假设是每送一次多赚{won}元商品毛利；要是只有一半，最好的菜单放"
    f"{less.loc[less['profit'].idxmax(), 'size']}种，剩{less['profit'].max():,.0f}元。"
)
print(memo)

# %% exercise="06a.10" part="wrong" en="more compares with too small a present: today's service has its 850 deliveries, all of them. Do not multiply them by its share again." zh="more比的现状太小：现有服务的850单是实实在在送出去的，不能再乘一次被选中的比例。"
top = best.loc[best["profit"].idxmax()]
taken = personalize.choice_shares(fits, now, share)["all"].iloc[0]
n_services, more = top["size"], top["profit"] - (delivered * taken * (3 - 2.1 + won) - fixed)
memo = ""

# %% exercise="06a.10" part="wrong" en="In more the present service is kept for nothing: take its cost of variety off as well." zh="more里现有服务成了白养的：它也要减一份多样化成本。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"] - delivered * (3 - 2.1 + won)
memo = ""

# %% exercise="06a.10" part="wrong" en="more is what the menu leaves in all. Take off what the present service alone leaves." zh="more是菜单一共剩多少。还要减去只放现有服务剩的。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"]
memo = ""

# %% exercise="06a.10" part="wrong" en="more compares with the best menu of one service. Compare with the present service: delivered times its margin, less fixed." zh="more比的是只放一种时最好的菜单。要比现有服务：delivered乘它的毛利，再减fixed。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"] - best["profit"].iloc[0]
memo = ""

# %% exercise="06a.10" part="wrong" en="Two things are missing in more: the present service wins goods as well (won), and it costs fixed to keep." zh="more里现有服务少了两样：多赚的商品毛利（won），养着它的钱（fixed）。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"] - delivered * (3 - 2.1)
memo = ""

# %% exercise="06a.10" part="wrong" en="In more the menu stands before its cost of variety, the present service after. Use profit, not margin." zh="more里菜单没减多样化成本，现有服务却减了。用profit，不用margin。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["margin"] - (delivered * (3 - 2.1 + won) - fixed)
memo = ""

# %% exercise="06a.10" part="wrong" en="In more the present service lacks what a delivery wins on goods. Add won to its margin, as for the others." zh="more里现有服务少算了多赚的商品毛利。跟别的服务一样，毛利要加上won。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"] - (delivered * (3 - 2.1) - fixed)
memo = ""

# %% exercise="06a.10" part="wrong" en="There is no number in your text. Say how many services, at what price, and what they leave." zh="正文里一个数字也没有。写明放几种、什么价、每月剩多少。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"] - (delivered * (3 - 2.1 + won) - fixed)
memo = """We offer several services, because our customers differ in what they need and each should find something that suits her. Some want it fast, some want it fresh and some want it cheap, and we ought to serve all of them as well as we can in the future. 我们多放几种配送服务，因为客户要的东西不一样，每个人都应该找到适合自己的。有的人要快，有的人要新鲜，有的人要便宜，我们以后要尽量把每一类都照顾到，让大家都满意。"""

# %% exercise="06a.10" part="wrong" en="Too short for a decision: how many and which, what they leave, against what, on which assumptions." zh="太短了，定不了事：放几种、哪几种，剩多少、跟什么比，靠什么假设。"
top = best.loc[best["profit"].idxmax()]
n_services, more = top["size"], top["profit"] - (delivered * (3 - 2.1 + won) - fixed)
memo = "Offer 2 services. 放2种。"

# %% [markdown] lang="en" exercise="06a.10" part="hint"
# The row of `best` with the largest `profit` holds the size and the row labels of `offers`. The present service needs no model: `delivered` times its margin, less `fixed`.

# %% [markdown] lang="zh" exercise="06a.10" part="hint"
# `best`里`profit`最大的那一行，有服务的种数和它们在`offers`里的行号。现有服务用不着模型：`delivered`乘它的毛利，再减`fixed`。

# %% [markdown] lang="en" exercise="06a.10" part="hint"
# Run `personalize.menus` again with a smaller margin, `offers["margin"] - won / 2`, and see whether the menu stays.

# %% [markdown] lang="zh" exercise="06a.10" part="hint"
# 把毛利调小，用`offers["margin"] - won / 2`再跑一遍`personalize.menus`，看菜单变不变。

# %% [markdown] lang="en" exercise="06a.10" part="rubric"
# - **Decision** (2): says how many services and describes each with its price; one point for the number alone.
# - **Money** (2): what the menu leaves a month after the cost of variety, and how much more that is than today on the same base; one point for one of the two.
# - **Evidence** (2): names the survey of choices and that it was fitted for each need; one point for one of the two.
# - **Uncertainty** (2): says that saying is not paying, and how it will be tried; one point for the first alone.
# - **Assumption** (1): with a number, what changes if a delivery wins less, or variety costs more.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="06a.10" part="rubric"
# - **决定**（2）：写明放几种，每种什么样、什么价；只写几种得1分。
# - **金额**（2）：减去多样化成本后每月剩多少，按同一个基数比现在多多少；只写其中一样得1分。
# - **依据**（2）：说明依据是选择题问卷，而且按需求分别拟合；只写其中一样得1分。
# - **把握**（2）：说明嘴上选不等于掏钱买，打算怎么试；只说前一半得1分。
# - **前提**（1）：带数字说明，多赚的毛利变少或多样化成本变高会怎样。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="06a.10" part="analysis"
# The model memo offers {{n_services}} and expects {{more:,.0f}} yuan a month more than the present service leaves.
# A good memo may choose another menu, say, so that those who count money find something too, as long as it says what that costs: the next best costs {{top["profit"] - rest["profit"]:,.0f}} yuan a month.

# %% [markdown] lang="zh" exercise="06a.10" part="analysis"
# 参考备忘放{{n_services}}种，预期每月比现在多剩{{more:,.0f}}元。
# 好的备忘也可以换一张菜单，比如让精打细算的人也有得选，只要写明代价：次好的菜单每月少{{top["profit"] - rest["profit"]:,.0f}}元。
