# ---
# id: "07c"
# title: {en: "Who leaves, and who comes back? Churn and win-back", zh: "谁走了，谁会回来？流失与赢回"}
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

# %% [markdown] lang="en" exercise="07c.1" part="task" kind="fix"
# ## 1. Mend the rate
#
# A customer of a day is whoever bought in the {{silence}} days before it.
# The cell below wants the churn rate of 2024: of the customers at the start, which share was no longer one at the end?
# It runs, and the owner likes what it says.
# Mend it.

# %% [markdown] lang="zh" exercise="07c.1" part="task"
# ## 1. 改流失率
#
# 某一天之前{{silence}}天里买过的人，算那一天的客户。
# 下面这一格想算2024年的流失率：年初的客户里，到年底已经不再是客户的占几成？
# 它能运行，老板看了也高兴。
# 把它改对。

# %% exercise="07c.1" part="given"
import pandas as pd

silence = 180
visits = crm.load("orders").query("amount > 0")


def customers_of(day):
    day = pd.Timestamp(day)
    recent = visits["ordered_on"].between(day - pd.Timedelta(days=silence), day - pd.Timedelta(days=1))
    return set(visits.loc[recent, "customer_id"])


at_start, at_end = customers_of("2024-01-01"), customers_of("2025-01-01")
len(at_start), len(at_end)

# %% exercise="07c.1" part="stub"
churn_rate = (len(at_start) - len(at_end)) / len(at_start)

# %% exercise="07c.1" part="solution"
churn_rate = len(at_start - at_end) / len(at_start)

# %% exercise="07c.1" part="also_right"
churn_rate = 1 - len(at_start & at_end) / len(at_start)

# %% exercise="07c.1" part="also_right"
from crmlab import retain

churn_rate = (
    retain.churn_rates(crm.load("orders"), "2024-01-01", "2025-01-01").set_index("rate").loc["start", "value"]
)

# %% exercise="07c.1" part="wrong" en="That is the share that stayed. Churn is the rest." zh="这是留下的比例。流失是剩下的那部分。"
churn_rate = len(at_start & at_end) / len(at_start)

# %% exercise="07c.1" part="wrong" en="The right people, but over the customers at the end, newcomers among them. The base is the start." zh="人数对了，却除以年底的客户，里面有新来的。分母是年初的客户。"
churn_rate = len(at_start - at_end) / len(at_end)

# %% exercise="07c.1" part="wrong" en="Over the average of start and end: a rate too, but not the one that was asked for." zh="除以年初年底的平均数：也是一种流失率，但题目问的不是它。"
churn_rate = len(at_start - at_end) / ((len(at_start) + len(at_end)) / 2)

# %% exercise="07c.1" part="wrong" en="These are the newcomers: at the end, but not at the start. Turn the difference round." zh="这是新来的人：年底在、年初不在。把减号两边换一换。"
churn_rate = len(at_end - at_start) / len(at_start)

# %% exercise="07c.1" part="wrong" en="That is the number of customers lost. Divide it by those at the start." zh="这是走掉的人数。再除以年初的客户数。"
churn_rate = len(at_start - at_end)

# %% exercise="07c.1" part="wrong" en="The sign ^ takes those who were there on one of the two days only, newcomers too. The lost are at_start - at_end." zh="^取的是只在其中一天出现的人，新来的也算进去了。走掉的人是at_start - at_end。"
churn_rate = len(at_start ^ at_end) / len(at_start)

# %% exercise="07c.1" part="wrong" en="Per cent in place of a share: leave out the hundred." zh="你给的是百分数。要比例，别乘一百。"
churn_rate = 100 * len(at_start - at_end) / len(at_start)

# %% exercise="07c.1" part="wrong" en="That is the change in the number of customers: newcomers are set off against the lost. Count who was there at the start and is not there at the end." zh="这是总数的变化：新来的把走的抵掉了。要数年初在、年底不在的人。"
churn_rate = (len(at_end) - len(at_start)) / len(at_start)

# %% [markdown] lang="en" exercise="07c.1" part="hint"
# The difference of two counts lets a newcomer stand in for somebody who left.
# Who exactly is in `at_start` and not in `at_end`?

# %% [markdown] lang="zh" exercise="07c.1" part="hint"
# 两个人数相减，来了一个新人就把一个走的人抵掉了。
# 到底谁在`at_start`里、不在`at_end`里？

# %% [markdown] lang="en" exercise="07c.1" part="hint"
# Sets can be subtracted: `at_start - at_end`; then count, and divide by the start.

# %% [markdown] lang="zh" exercise="07c.1" part="hint"
# 集合可以相减：`at_start - at_end`；数一数，再除以年初的人数。

# %% [markdown] lang="en" exercise="07c.1" part="analysis"
# {{churn_rate:.0%}} of the customers at the start were gone at the end, while the number of customers went from {{len(at_start):,}} to {{len(at_end):,}}, {{(len(at_end) - len(at_start)) / len(at_start):+.0%}}.
# Newcomers hid the lost.
# Both numbers are worth knowing, under their own names.

# %% [markdown] lang="zh" exercise="07c.1" part="analysis"
# 年初的客户，到年底走了{{churn_rate:.0%}}；客户总数却从{{len(at_start):,}}变成{{len(at_end):,}}，变化{{(len(at_end) - len(at_start)) / len(at_start):+.0%}}。
# 新来的人把走的人盖住了。
# 两个数都值得知道，只是要各叫各的名字。

# %% [markdown] lang="en" exercise="07c.2" part="task" kind="function"
# ## 2. Kaplan-Meier in a few lines
#
# Write a function that gives the share still here after `t` months, by Kaplan and Meier.
# `months` says how long each customer was watched, `left` whether she left then (1) or was still here (0).
# Whoever leaves in month `t` itself is no longer here after it.

# %% [markdown] lang="zh" exercise="07c.2" part="task"
# ## 2. 几行写出卡普兰-迈耶
#
# 写一个函数，按卡普兰-迈耶的办法，给出`t`个月之后还在的比例。
# `months`是每位客户观察了几个月，`left`是那时走了（1）还是还在（0）。
# 正好在第`t`个月走的，之后就不在了。


# %% lang="en" exercise="07c.2" part="stub"
def still_here(months, left, t):
    # months, left: two lists of one length; t: a number of months
    return ____


# %% lang="zh" exercise="07c.2" part="stub"
def still_here(months, left, t):
    # months、left：一样长的两个列表；t：月数
    return ____


# %% exercise="07c.2" part="solution"
def still_here(months, left, t):
    share = 1.0
    for time in sorted(set(months)):
        gone = sum(m == time and x == 1 for m, x in zip(months, left))
        at_risk = sum(m >= time for m in months)
        if time <= t:
            share = share * (1 - gone / at_risk)
    return share


# %% exercise="07c.2" part="also_right"
from crmlab import retain


def still_here(months, left, t):
    return retain.survival_at(retain.kaplan_meier(months, left), t)


# %% exercise="07c.2" part="also_right"
import numpy as np


def still_here(months, left, t):
    months, left = np.array(months), np.array(left)
    times = np.unique(months[(left == 1) & (months <= t)])
    return np.prod([1 - ((months == s) & (left == 1)).sum() / (months >= s).sum() for s in times])


# %% exercise="07c.2" part="wrong" en="You threw away those who are still here. They were at risk as long as they were watched: count them in at_risk." zh="你把还在的人扔掉了。他们被观察的那段时间，要算在还在观察的人数（at_risk）里。"
def still_here(months, left, t):
    only = [m for m, x in zip(months, left) if x == 1]
    return sum(m > t for m in only) / max(len(only), 1)


# %% exercise="07c.2" part="wrong" en="You counted everybody whose watching ended as one who left. Only left == 1 has left." zh="你把观察结束的人都当成走了。left等于1的才是走了。"
def still_here(months, left, t):
    return sum(m > t for m in months) / len(months)


# %% exercise="07c.2" part="wrong" en="You divide by all customers at every time, as if the censored stayed for ever. Divide by those still watched." zh="你每次都除以全部客户，等于假定删失的人永远不会走。要除以当时还在观察的人。"
def still_here(months, left, t):
    return 1 - sum(m <= t and x == 1 for m, x in zip(months, left)) / len(months)


# %% exercise="07c.2" part="wrong" en="Whoever leaves in this month is still at risk in it: use >= in at_risk, not >." zh="这个月走的人，走之前还在观察：数at_risk要用>=，不是>。"
def still_here(months, left, t):
    share = 1.0
    for time in sorted(set(months)):
        gone = sum(m == time and x == 1 for m, x in zip(months, left))
        at_risk = sum(m > time for m in months)
        if time <= t:
            share = share * (1 - gone / at_risk)
    return share


# %% exercise="07c.2" part="wrong" en="You stop before month t. Whoever leaves in month t is no longer here after it: time <= t." zh="你算到第t个月之前就停了。第t个月走的人，之后也不在了：要用time <= t。"
def still_here(months, left, t):
    share = 1.0
    for time in sorted(set(months)):
        gone = sum(m == time and x == 1 for m, x in zip(months, left))
        at_risk = sum(m >= time for m in months)
        if time < t:
            share = share * (1 - gone / at_risk)
    return share


# %% exercise="07c.2" part="wrong" en="Where two leave in one month you took them one after the other with the same number at risk. Take them together: 1 - 2 / at_risk." zh="同一个月走了两个人，你拿同样的观察人数乘了两次。要一起算：1 - 2 / at_risk。"
def still_here(months, left, t):
    share = 1.0
    for m, x in zip(months, left):
        if x == 1 and m <= t:
            share = share * (1 - 1 / max(sum(other >= m for other in months), 1))
    return share


# %% exercise="07c.2" part="wrong" en="Where several leave in one month you took off one only. Take them all: 1 - gone / at_risk." zh="同一个月走了几个人，你只算了一个。要全算上：1 - gone / at_risk。"
def still_here(months, left, t):
    share = 1.0
    for time in sorted({m for m, x in zip(months, left) if x == 1 and m <= t}):
        share = share * (1 - 1 / sum(m >= time for m in months))
    return share


# %% exercise="07c.2" part="wrong" en="These are per cent. Give a share between zero and one." zh="这是百分数。要0到1之间的比例。"
def still_here(months, left, t):
    share = 100.0
    for time in sorted(set(months)):
        gone = sum(m == time and x == 1 for m, x in zip(months, left))
        if time <= t:
            share = share * (1 - gone / sum(m >= time for m in months))
    return share


# %% exercise="07c.2" part="wrong" en="You divide by all customers at every time. Divide by those still watched at that time: at_risk." zh="你每次都除以全部客户。要除以当时还在观察的人数（at_risk）。"
def still_here(months, left, t):
    share = 1.0
    for m, x in zip(months, left):
        if x == 1 and m <= t:
            share = share * (1 - 1 / len(months))
    return share


# %% exercise="07c.2" part="wrong" en="You counted those who are still here as leavers. Who has left has left == 1." zh="你把还在的人当成走了的。走了的是left等于1。"
def still_here(months, left, t):
    share = 1.0
    for time in sorted(set(months)):
        gone = sum(m == time and x == 0 for m, x in zip(months, left))
        if time <= t:
            share = share * (1 - gone / sum(m >= time for m in months))
    return share


# %% exercise="07c.2" part="wrong" en="That is the share that has left. Give the share still here." zh="这是走掉的比例。要的是还在的比例。"
def still_here(months, left, t):
    share = 1.0
    for time in sorted(set(months)):
        gone = sum(m == time and x == 1 for m, x in zip(months, left))
        if time <= t:
            share = share * (1 - gone / sum(m >= time for m in months))
    return 1 - share


# %% exercise="07c.2" part="hidden"
tea = [1, 2, 4, 6, 7, 3, 5, 8, 9, 9]
stays = [1, 1, 1, 0, 1, 1, 0, 1, 0, 0]
# No t at or after the last month watched: there a learner's `m > time` would divide by zero before it is judged.
hidden_inputs = [(tea, stays, t) for t in (0, 1, 4, 5, 7, 8)]
hidden_inputs += [([2, 2, 3, 5, 5, 6], [1, 1, 0, 1, 0, 0], t) for t in (2, 3, 5)]

# %% [markdown] lang="en" exercise="07c.2" part="hint"
# Go through the months in which somebody left, in order.
# Each time: how many left, how many were still watched just before?

# %% [markdown] lang="zh" exercise="07c.2" part="hint"
# 按顺序走过每一个有人离开的月份。
# 每次都问：走了几个，临走前还在观察的有几个？

# %% [markdown] lang="en" exercise="07c.2" part="hint"
# `at_risk = sum(m >= time for m in months)`; multiply the share by `1 - gone / at_risk` for each time up to and including `t`.

# %% [markdown] lang="zh" exercise="07c.2" part="hint"
# `at_risk = sum(m >= time for m in months)`；到`t`为止（含`t`），每次把比例乘上`1 - gone / at_risk`。

# %% [markdown] lang="en" exercise="07c.2" part="analysis"
# A product of small shares, each over those still watched: that is the whole method.
# Of the ten tea subscribers an estimated {{still_here([1, 2, 4, 6, 7, 3, 5, 8, 9, 9], [1, 1, 1, 0, 1, 1, 0, 1, 0, 0], 8):.0%}} stay beyond month eight.
# It rests on one assumption: those whose watching ends early would have gone on like the others. Where people drop out of the data *because* they are about to leave, no curve can tell.

# %% [markdown] lang="zh" exercise="07c.2" part="analysis"
# 一串比例连乘，每个都除以当时还在观察的人：方法就这么多。
# 十位茶叶订户里，估计过了第八个月还在的是{{still_here([1, 2, 4, 6, 7, 3, 5, 8, 9, 9], [1, 1, 1, 0, 1, 1, 0, 1, 0, 0], 8):.0%}}。
# 它靠一个假设：提前结束观察的人，后来跟别人一样。要是有人**正因为**快走了才从数据里消失，什么曲线也看不出来。

# %% [markdown] lang="en" exercise="07c.3" part="task" kind="choice"
# ## 3. Do complaints keep customers?
#
# The table below compares the hazard of leaving of those who complained while we watched them with that of the others.
# "Complainers leave far less", says the app team. "Let us ask for complaints!"
# Which reading is right?
#
# **a** Complaining relieves people, so they stay.
#
# **b** Whoever complained had to stay until the complaint; those days, in which she could not leave, are counted in her favour.
#
# **c** The shop solves most complaints, and solved complaints bind more than no complaint at all.
#
# **d** There are too few complainers to say anything.
#
# Answer with a letter in quotation marks.

# %% [markdown] lang="zh" exercise="07c.3" part="task"
# ## 3. 投诉能留住客户吗？
#
# 下表比较两群客户流失的风险率：观察期间投诉过的，和没投诉过的。
# 小程序团队说：“投诉过的人走得少多了，我们来征集投诉吧！”
# 哪种理解对？
#
# **a** 投诉能消气，气消了就留下来。
#
# **b** 要投诉，先得留到投诉那天；那段不可能离开的日子，都算成了投诉的功劳。
#
# **c** 多数投诉都解决了，解决好的投诉比没有投诉更能留人。
#
# **d** 投诉的人太少，说明不了什么。
#
# 用引号里的一个字母回答。

# %% exercise="07c.3" part="given"
from crmlab import retain

people = retain.lifetimes(crm.load("orders"), 180, as_of="2026-01-01").query("duration > 0")
first_complaint = crm.load("complaints").groupby("customer_id")["opened_at"].min().dt.normalize()
told = people["customer_id"].map(first_complaint)
told_on = (told - people["first_on"]).dt.days
people = people.assign(complained=(told_on < people["duration"]).astype(int))
retain.cox(people, ["complained"]).table[["covariate", "hazard_ratio", "low", "high"]].round(2)

# %% lang="en" exercise="07c.3" part="stub"
reading = ____  # one letter, such as "a"

# %% lang="zh" exercise="07c.3" part="stub"
reading = ____  # 一个字母，比如"a"

# %% exercise="07c.3" part="solution"
import pandas as pd

reading = "b"
late = (people["complained"] == 1) & (told_on > 0)
before = people.assign(entry=0.0, told=(told_on <= 0).astype(int))
before.loc[late, "duration"], before.loc[late, "left"] = told_on[late], 0
after = people[late].assign(entry=told_on[late], told=1)
fair = retain.cox(pd.concat([before, after]), ["told"], entry="entry").table.iloc[0]

# %% exercise="07c.3" part="wrong" en="It may be so, but this table cannot show it: to be a complainer one must first have stayed. Compare from the day of the complaint on." zh="也许有这回事，但这张表证明不了：要投诉，先得留下来。要从投诉那天起比。"
reading = "a"

# %% exercise="07c.3" part="wrong" en="Lesson 5b tests that with redress drawn by lot. This table mixes solved and unsolved, and gives all of them days in which they could not leave." zh="第5b课用抽签的补偿检验过这件事。这张表把解决了的和没解决的混在一起，还都送了他们一段不可能离开的日子。"
reading = "c"

# %% exercise="07c.3" part="wrong" en="Look at the interval: it is narrow. The comparison is wrong, not small." zh="看看区间，很窄。问题不在人少，而在比法不对。"
reading = "d"

# %% [markdown] lang="en" exercise="07c.3" part="hint"
# Think of somebody who left after one week. In which of the two groups can she be?

# %% [markdown] lang="zh" exercise="07c.3" part="hint"
# 想一位来了一星期就走的客户：她多半会在哪一组？

# %% [markdown] lang="en" exercise="07c.3" part="hint"
# It is the member card of the lesson once more: what did one have to do before one could be in the group?

# %% [markdown] lang="zh" exercise="07c.3" part="hint"
# 又是课文里那张会员卡：要进这一组，先得做到什么？

# %% [markdown] lang="en" exercise="07c.3" part="analysis"
# b: immortal time.
# Cut each life at the first complaint and count the part after it with `entry`: the ratio is then {{fair["hazard_ratio"]:.2f}} ({{fair["low"]:.2f}} to {{fair["high"]:.2f}}).
# The wonder has turned round: from the complaint on, complainers leave *more*. Whether the trouble or something else drives them this table cannot say; that complaining keeps them, nobody can say now.

# %% [markdown] lang="zh" exercise="07c.3" part="analysis"
# 选b：永恒时间。
# 在第一次投诉那天把时间切开，后一段用`entry`来算，风险比变成{{fair["hazard_ratio"]:.2f}}（{{fair["low"]:.2f}}到{{fair["high"]:.2f}}）。
# 奇迹翻了过来：从投诉那天起，投诉过的人走得**更多**。是麻烦本身赶走了他们，还是另有原因，这张表说不上来；可是再没有理由说投诉能留人。

# %% [markdown] lang="en" exercise="07c.4" part="task" kind="table"
# ## 4. Kept after a year
#
# Build the cohort retention of one year: for each quarterly cohort that is old enough, which share bought in the fourth quarter after the one in which they came?
# Give a table with the columns `cohort`, `customers` (how many came) and `kept` (a share).

# %% [markdown] lang="zh" exercise="07c.4" part="task"
# ## 4. 一年后还在的
#
# 算出一年的同期群留存：每个够老的季度同期群，来的那个季度之后的第四个季度，来买的占几成？
# 答案是一张表，有`cohort`、`customers`（来了多少人）、`kept`（比例）三列。

# %% exercise="07c.4" part="given"
from crmlab import differentiate

cohorts = differentiate.cohort_table(crm.load("orders"), as_of="2026-01-01")
cohorts.head(6)

# %% lang="en" exercise="07c.4" part="stub"
kept_a_year = ____  # a table: cohort, customers, kept

# %% lang="zh" exercise="07c.4" part="stub"
kept_a_year = ____  # 一张表：cohort、customers、kept

# %% exercise="07c.4" part="solution"
kept_a_year = cohorts[cohorts["age"] == 4][["cohort", "customers", "retention"]].rename(
    columns={"retention": "kept"}
)

# %% exercise="07c.4" part="also_right"
old = cohorts.query("age == 4")
kept_a_year = old.assign(kept=old["active"] / old["customers"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="also_right"
wide = cohorts.pivot_table(index="cohort", columns="age", values="active")
kept_a_year = (
    (wide[4] / wide[0])
    .dropna()
    .rename("kept")
    .reset_index()
    .merge(cohorts.query("age == 0")[["cohort", "customers"]])
)
kept_a_year = kept_a_year[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="That is the third quarter after they came. Age 0 is the quarter in which they came, so a year later is age 4." zh="这是之后的第三个季度。age为0是来的那个季度，一年后是age等于4。"
old = cohorts[cohorts["age"] == 3]
kept_a_year = old.assign(kept=old["retention"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="That is the fifth quarter after they came. A year is four quarters: age 4." zh="这是之后的第五个季度。一年是四个季度：age等于4。"
old = cohorts[cohorts["age"] == 5]
kept_a_year = old.assign(kept=old["retention"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="kept holds how many bought. Divide by the customers of the cohort." zh="kept里是来买的人数。要除以这一群的客户数。"
old = cohorts[cohorts["age"] == 4]
kept_a_year = old.assign(kept=old["active"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="You divided by those who bought in the quarter before. Retention of a year is over all who came." zh="你除以的是上一个季度来买的人。一年的留存要除以来过的全部人。"
wide = cohorts.pivot_table(index="cohort", columns="age", values="active")
kept_a_year = (
    (wide[4] / wide[3])
    .dropna()
    .rename("kept")
    .reset_index()
    .merge(cohorts.query("age == 0")[["cohort", "customers"]])
)
kept_a_year = kept_a_year[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="customers holds those who still bought. Give how many came: the size of the cohort." zh="customers里是后来还来买的人数。要的是当初来了多少人。"
old = cohorts[cohorts["age"] == 4]
kept_a_year = old.assign(customers=old["active"], kept=old["retention"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="These are per cent. Give shares between zero and one." zh="这是百分数。要0到1之间的比例。"
old = cohorts[cohorts["age"] == 4]
kept_a_year = old.assign(kept=100 * old["retention"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="That is the share that did not buy in that quarter. Give the share that bought." zh="这是那个季度没来买的比例。要的是来买的比例。"
old = cohorts[cohorts["age"] == 4]
kept_a_year = old.assign(kept=1 - old["retention"])[["cohort", "customers", "kept"]]

# %% exercise="07c.4" part="wrong" en="All ages are in your table. Keep the fourth quarter after the first only." zh="你的表里什么年龄都有。只留第四个季度那一行。"
kept_a_year = cohorts[["cohort", "customers", "retention"]].rename(columns={"retention": "kept"})

# %% [markdown] lang="en" exercise="07c.4" part="hint"
# `age` counts quarters since the one in which they came, which is 0.

# %% [markdown] lang="zh" exercise="07c.4" part="hint"
# `age`数的是来的那个季度之后过了几个季度，来的那个季度是0。

# %% [markdown] lang="en" exercise="07c.4" part="hint"
# `cohorts[cohorts["age"] == 4]`; then keep three columns and rename one.

# %% [markdown] lang="zh" exercise="07c.4" part="hint"
# `cohorts[cohorts["age"] == 4]`，再留三列、改一个列名。

# %% [markdown] lang="en" exercise="07c.4" part="analysis"
# {{len(kept_a_year)}} cohorts are a year old or more, and keep between {{kept_a_year["kept"].min():.0%}} and {{kept_a_year["kept"].max():.0%}}.
# Before you call the difference progress: a cohort has {{kept_a_year["customers"].min()}} to {{kept_a_year["customers"].max()}} people, and a share of so few is uncertain by {{196 * (kept_a_year["kept"] * (1 - kept_a_year["kept"]) / kept_a_year["customers"]).min() ** 0.5:.1f}} to {{196 * (kept_a_year["kept"] * (1 - kept_a_year["kept"]) / kept_a_year["customers"]).max() ** 0.5:.1f}} points either way.

# %% [markdown] lang="zh" exercise="07c.4" part="analysis"
# 满一年的同期群有{{len(kept_a_year)}}个，留存在{{kept_a_year["kept"].min():.0%}}到{{kept_a_year["kept"].max():.0%}}之间。
# 先别说是进步：一群只有{{kept_a_year["customers"].min()}}到{{kept_a_year["customers"].max()}}人，比例上下能差{{196 * (kept_a_year["kept"] * (1 - kept_a_year["kept"]) / kept_a_year["customers"]).min() ** 0.5:.1f}}到{{196 * (kept_a_year["kept"] * (1 - kept_a_year["kept"]) / kept_a_year["customers"]).max() ** 0.5:.1f}}个百分点。

# %% [markdown] lang="en" exercise="07c.5" part="task" kind="number"
# ## 5. What a point costs
#
# What did one point of retention cost with the June coupon (K03), among {{n:,}} customers?
# A point is a percentage point more who buy while the campaign is open.
# Each customer contacted costs the message; each who comes gets the gift, whether or not she would have come anyway.
# Give yuan per point.

# %% [markdown] lang="zh" exercise="07c.5" part="task"
# ## 5. 一个点多少钱
#
# 6月的短信券（K03），对{{n:,}}位客户来说，留存提高一个点要花多少钱？
# 一个点，是活动期间来买的比例高出一个百分点。
# 联系一位花一条短信；来了的每人拿一份赠品，不管她本来会不会来。
# 答案是每个点多少元。

# %% exercise="07c.5" part="given"
n = 2000
terms = crm.load("campaigns").set_index("campaign_id").loc["K03"]
listed = crm.load("campaign_contacts").query("campaign_id == 'K03'")
rate = listed.groupby("group")["responded"].mean()
terms[["cost_per_contact", "gift_per_response"]].to_dict(), rate.round(3).to_dict()

# %% lang="en" exercise="07c.5" part="stub"
yuan_per_point = ____  # a number

# %% lang="zh" exercise="07c.5" part="stub"
yuan_per_point = ____  # 一个数

# %% exercise="07c.5" part="solution"
points = 100 * (rate["treatment"] - rate["control"])
spent = 2000 * (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"])
yuan_per_point = spent / points
noise = listed.groupby("group")["responded"].agg(lambda came: came.var() / came.size).sum()
fewest = points - 196 * noise**0.5

# %% exercise="07c.5" part="also_right"
messages, gifts = 2000 * terms["cost_per_contact"], 2000 * rate["treatment"] * terms["gift_per_response"]
extra_customers = 2000 * (rate["treatment"] - rate["control"])
yuan_per_point = (messages + gifts) / extra_customers * 20  # a point is twenty of two thousand

# %% exercise="07c.5" part="wrong" en="You forgot the gift: most of the money goes there." zh="你漏了赠品：钱大半花在那里。"
yuan_per_point = 2000 * terms["cost_per_contact"] / (100 * (rate["treatment"] - rate["control"]))

# %% exercise="07c.5" part="wrong" en="You took the rates as they are printed, rounded. Take them from rate itself: the difference of two rounded shares is off by more than it looks." zh="你用了显示出来的四舍五入的数。要用rate里的原数：两个四舍五入的比例一减，误差就放大了。"
shown = rate.round(3)
yuan_per_point = (
    2000
    * (terms["cost_per_contact"] + terms["gift_per_response"] * shown["treatment"])
    / (100 * (shown["treatment"] - shown["control"]))
)

# %% exercise="07c.5" part="wrong" en="Not everybody contacted gets the gift: only those who come." zh="不是联系了就送赠品：来了的才送。"
yuan_per_point = (
    2000
    * (terms["cost_per_contact"] + terms["gift_per_response"])
    / (100 * (rate["treatment"] - rate["control"]))
)

# %% exercise="07c.5" part="wrong" en="You divided by all who came. A point is what the coupon added: subtract the control group." zh="你除以的是来了的全部人。一个点是短信券多带来的：要减去对照组。"
yuan_per_point = (
    2000
    * (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"])
    / (100 * rate["treatment"])
)

# %% exercise="07c.5" part="wrong" en="You divided by the share. A point is a hundredth: multiply the difference by a hundred." zh="你除以的是比例。一个点是百分之一：差要先乘一百。"
yuan_per_point = (
    2000
    * (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"])
    / (rate["treatment"] - rate["control"])
)

# %% exercise="07c.5" part="wrong" en="That is among 1,000 customers, as in the lesson. Here there are 2,000." zh="这是1,000位客户的价钱，和课文一样。这里是2,000位。"
yuan_per_point = (
    1000
    * (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"])
    / (100 * (rate["treatment"] - rate["control"]))
)

# %% exercise="07c.5" part="wrong" en="You gave gifts only to those whom the coupon brought. Who would have come anyway takes one as well." zh="你只给短信券带来的人算了赠品。本来就会来的也会拿。"
extra = rate["treatment"] - rate["control"]
yuan_per_point = 2000 * (terms["cost_per_contact"] + terms["gift_per_response"] * extra) / (100 * extra)

# %% exercise="07c.5" part="wrong" en="That is what the campaign costs in all. Divide it by the points it brought." zh="这是活动一共花的钱。还要除以它带来的点数。"
yuan_per_point = 2000 * (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"])

# %% exercise="07c.5" part="wrong" en="That is what one customer contacted costs. Take all of them, and divide by the points." zh="这是联系一位客户花的钱。要算全部客户的，再除以点数。"
yuan_per_point = terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"]

# %% exercise="07c.5" part="wrong" en="You took as many customers as stand on the campaign's list. The question is about 2,000." zh="你用的是那次活动名单上的人数。题目问的是2,000位。"
yuan_per_point = (
    len(listed)
    * (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"])
    / (100 * (rate["treatment"] - rate["control"]))
)

# %% exercise="07c.5" part="wrong" en="That is yuan per customer whom the coupon brought. Among 2,000 a point is twenty of them." zh="这是多带来一位客户花的钱。2,000人里，一个点是二十位。"
yuan_per_point = (terms["cost_per_contact"] + terms["gift_per_response"] * rate["treatment"]) / (
    rate["treatment"] - rate["control"]
)

# %% [markdown] lang="en" exercise="07c.5" part="hint"
# First what it costs for all: messages to all, gifts to those who come.

# %% [markdown] lang="zh" exercise="07c.5" part="hint"
# 先算一共要花多少：人人一条短信，来了的一份赠品。

# %% [markdown] lang="en" exercise="07c.5" part="hint"
# Then divide by the points: a hundred times the difference of the two rates.

# %% [markdown] lang="zh" exercise="07c.5" part="hint"
# 再除以点数：两个比例之差乘一百。

# %% [markdown] lang="en" exercise="07c.5" part="analysis"
# {{yuan_per_point:,.0f}} yuan for a point, which is twenty customers: {{yuan_per_point / 20:.0f}} yuan each.
# {{points:.1f}} points is a measurement with an interval; at its lower end, {{fewest:.1f}}, a point costs more than twice as much.

# %% [markdown] lang="zh" exercise="07c.5" part="analysis"
# 一个点{{yuan_per_point:,.0f}}元，一个点是二十位客户：每位{{yuan_per_point / 20:.0f}}元。
# {{points:.1f}}个点是量出来的，有区间；在区间下端（{{fewest:.1f}}个点），一个点的价钱要翻一倍还多。

# %% [markdown] lang="en" exercise="07c.6" part="task" kind="order"
# ## 6. An honest churn model
#
# Put the steps in order, from the first to the last.
#
# **a** Learn on the table of the earlier day.
#
# **b** Say how long a silence counts as leaving, and why.
#
# **c** Make each table's columns from what was written before its day, and its outcome from what came after.
#
# **d** Draw lots: half of those above the threshold get the offer, and compare who stays.
#
# **e** On the table of the later day look at ranking and calibration.
#
# **f** Choose two days on which one might have acted, the second long enough after the first.
#
# **g** From margin, cost and share kept work out the chance above which an offer pays.
#
# Answer with a list of letters.

# %% [markdown] lang="zh" exercise="07c.6" part="task"
# ## 6. 经得起检验的流失模型
#
# 把步骤从先到后排好。
#
# **a** 在较早那天的表上学习。
#
# **b** 说定沉默多久算流失，为什么。
#
# **c** 每张表的各列只用那天之前写下的东西，结果用那天之后发生的事。
#
# **d** 抽签：门槛以上的人一半给优惠、一半不给，比谁留下来。
#
# **e** 在较晚那天的表上，看排序和校准。
#
# **f** 选两个可能要行动的日子，第二个离第一个要足够远。
#
# **g** 由毛利、成本和留住的比例，算出概率高过多少才值得给优惠。
#
# 答案是一个字母列表。

# %% lang="en" exercise="07c.6" part="stub"
steps = ____  # a list of seven letters, such as ["a", "b", ...]

# %% lang="zh" exercise="07c.6" part="stub"
steps = ____  # 七个字母的列表，比如["a", "b", ...]

# %% exercise="07c.6" part="solution"
steps = ["b", "f", "c", "a", "e", "g", "d"]

# %% exercise="07c.6" part="wrong" en="Columns come before the days in your order. Without a day nobody can say what was known." zh="你先做列、后选日子。没有日子，就说不上什么是那时已知的。"
steps = ["b", "c", "f", "a", "e", "g", "d"]

# %% exercise="07c.6" part="wrong" en="You choose the days before you say what leaving is. How far apart they must be hangs on the silence." zh="你先选日子、后定流失。两个日子要隔多远，得看沉默多久算流失。"
steps = ["f", "b", "c", "a", "e", "g", "d"]

# %% exercise="07c.6" part="wrong" en="The threshold uses the chances as they are; look whether they are true (calibration) before you put money on them." zh="门槛要直接用概率；先看概率准不准（校准），再拿它算钱。"
steps = ["b", "f", "c", "a", "g", "e", "d"]

# %% exercise="07c.6" part="wrong" en="You draw lots among those above a threshold that you have not worked out yet." zh="门槛还没算出来，你就在门槛以上的人里抽签了。"
steps = ["b", "f", "c", "a", "e", "d", "g"]

# %% exercise="07c.6" part="wrong" en="The model is looked at before it has learnt." zh="模型还没学，你就去检查它了。"
steps = ["b", "f", "c", "e", "a", "g", "d"]

# %% [markdown] lang="en" exercise="07c.6" part="hint"
# The definition comes first; what needs a running offer comes last.

# %% [markdown] lang="zh" exercise="07c.6" part="hint"
# 定义放最前，要真的给优惠才做得了的放最后。

# %% [markdown] lang="en" exercise="07c.6" part="hint"
# Definition, days, tables, learning, looking, threshold, lots.

# %% [markdown] lang="zh" exercise="07c.6" part="hint"
# 定义、日子、表、学习、检查、门槛、抽签。

# %% [markdown] lang="en" exercise="07c.6" part="analysis"
# b, f, c, a, e, g, d: what is meant, when, with what, then the model, its test, its money and its effect.
# Most published wonders skip c, most disappointments d.

# %% [markdown] lang="zh" exercise="07c.6" part="analysis"
# b、f、c、a、e、g、d：先说清指什么、哪一天、用什么，再是模型、检查、算钱、看效果。
# 吹得神乎其神的，多半跳过了c；用了失望的，多半跳过了d。

# %% [markdown] lang="en" exercise="07c.7" part="task" kind="number"
# ## 7. How many offers?
#
# A saved customer brings {{value}} yuan.
# The offer keeps one leaver in five who gets it; whoever takes it gets a gift of {{gift}} yuan, and stayers take it too.
# Each contact costs one yuan.
# How many of these customers should be contacted, if you trust the chances?

# %% [markdown] lang="zh" exercise="07c.7" part="task"
# ## 7. 发多少份优惠？
#
# 留住一位带来{{value}}元。
# 要走的人里，五位有一位会被优惠留住；接受的人得一份{{gift}}元的赠品，本来不走的人也会拿。
# 联系一位花一元。
# 如果概率可信，这些客户里该联系多少人？

# %% exercise="07c.7" part="given"
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from crmlab import retain

orders = crm.load("orders")
known = ["silent", "tenure", "orders", "gap", "overdue", "recent"]
learn, now = retain.churn_table(orders, "2025-01-06"), retain.churn_table(orders, "2025-07-05")
model = make_pipeline(FunctionTransformer(np.log1p), StandardScaler(), LogisticRegression(max_iter=1000))
now["chance"] = model.fit(learn[known], learn["churned"]).predict_proba(now[known])[:, 1]
value, saved, gift, contact = 160, 0.2, 8, 1
now[["customer_id", "chance"]].head(3).round(3)

# %% lang="en" exercise="07c.7" part="stub"
n_offers = ____  # a whole number

# %% lang="zh" exercise="07c.7" part="stub"
n_offers = ____  # 整数

# %% exercise="07c.7" part="solution"
threshold = (gift + contact) / (saved * value + gift * (1 - saved))
n_offers = (now["chance"] > threshold).sum()

# %% exercise="07c.7" part="also_right"
n_offers = int((now["chance"] > retain.worth_contacting(value, saved, gift, contact)).sum())

# %% exercise="07c.7" part="also_right"
earned = now["chance"] * saved * (value - gift) - (1 - now["chance"]) * gift - contact
n_offers = int((earned > 0).sum())

# %% exercise="07c.7" part="wrong" en="You set the threshold as if every leaver contacted stayed. Only one in five does." zh="你这个门槛，等于假定联系一个就留住一个；其实五个里只留得住一个。"
n_offers = (now["chance"] > (gift + contact) / value).sum()

# %% exercise="07c.7" part="wrong" en="You forgot the gift: stayers take it too, and that is the larger cost." zh="不走的人也会拿走赠品，这笔钱算了吗？那才是大头。"
n_offers = (now["chance"] > contact / (saved * value)).sum()

# %% exercise="07c.7" part="wrong" en="A chance of one half is not the line. Where the line runs, the money decides." zh="界线不是五成。界线在哪里，由钱来定。"
n_offers = (now["chance"] > 0.5).sum()

# %% exercise="07c.7" part="wrong" en="Near. But four leavers in five decline, and then you keep the gift: weigh what is earned against what is spent, leaver and stayer apart." zh="接近了。可是要走的人五个里有四个不接受，赠品就省下了：要走的、不走的分开，算算各赚多少、各花多少。"
n_offers = (now["chance"] > (gift + contact) / (saved * value)).sum()

# %% exercise="07c.7" part="wrong" en="Near. A leaver who declines leaves you the gift, and you took it off only where she stays: weigh leaver and stayer apart." zh="接近了。要走的人不接受，赠品也省下了，你却只在留住时才算赠品的账：要走的、不走的分开算。"
n_offers = (now["chance"] > (gift + contact) / (saved * (value - gift))).sum()

# %% exercise="07c.7" part="wrong" en="Near. Whoever is saved takes the gift as well: take it off the value first." zh="接近了。留下来的人也拿赠品：value要先减去gift。"
n_offers = (now["chance"] * saved * value - (1 - now["chance"]) * gift - contact > 0).sum()

# %% exercise="07c.7" part="wrong" en="One in five is how many leavers the offer keeps, not the line for the chance to leave." zh="五分之一是优惠能留住的比例，不是流失概率的门槛。"
n_offers = (now["chance"] > saved).sum()

# %% exercise="07c.7" part="wrong" en="These are all customers. Contact only those for whom the offer earns more than it costs." zh="这是全部客户。只联系赚的比花的多的那些。"
n_offers = len(now)

# %% exercise="07c.7" part="wrong" en="These are the customers below the line. An offer pays above it." zh="这是门槛以下的人。门槛以上才值得。"
n_offers = (now["chance"] <= (gift + contact) / (saved * value + gift * (1 - saved))).sum()

# %% exercise="07c.7" part="wrong" en="That is the threshold. How many customers lie above it?" zh="这是门槛。门槛以上有多少客户？"
n_offers = (gift + contact) / (saved * value + gift * (1 - saved))

# %% exercise="07c.7" part="wrong" en="That is a share. Give the number of customers." zh="这是比例。要的是人数。"
n_offers = (now["chance"] > (gift + contact) / (saved * value + gift * (1 - saved))).mean()

# %% exercise="07c.7" part="wrong" en="You forgot the gift to the stayers: they take it too, and that is the larger cost." zh="不走的人也会拿走赠品，这笔钱算了吗？那才是大头。"
n_offers = (now["chance"] > contact / (saved * (value - gift))).sum()

# %% exercise="07c.7" part="wrong" en="You forgot the gift to the stayers: they take it too, and that is the larger cost." zh="不走的人也会拿走赠品，这笔钱算了吗？那才是大头。"
n_offers = (now["chance"] * saved * value - now["chance"] * gift - contact > 0).sum()

# %% [markdown] lang="en" exercise="07c.7" part="hint"
# What does one contact earn from a customer with chance p? A leaver stays with chance `saved` and brings the value less the gift; a stayer costs the gift; both cost the contact.

# %% [markdown] lang="zh" exercise="07c.7" part="hint"
# 流失概率为p的客户，联系一次赚多少？要走的有`saved`的概率留下，带来价值减赠品；不走的要送赠品；两种都要联系费。

# %% [markdown] lang="en" exercise="07c.7" part="hint"
# Count where `p * saved * (value - gift) - (1 - p) * gift - contact` is above zero.

# %% [markdown] lang="zh" exercise="07c.7" part="hint"
# 数一数`p * saved * (value - gift) - (1 - p) * gift - contact`大于零的有多少人。

# %% [markdown] lang="en" exercise="07c.7" part="analysis"
# {{n_offers}} of {{len(now):,}}: a contact pays from a chance of {{threshold:.0%}}.
# Trust in the chances is a condition: many who look like leavers have left already, and of them no offer keeps one in five. Hence the test.

# %% [markdown] lang="zh" exercise="07c.7" part="analysis"
# {{len(now):,}}人里联系{{n_offers}}人：流失概率到{{threshold:.0%}}才值得联系。
# 前提是概率可信：看着要走的人，不少其实早走了，他们里头可留不住五分之一。所以要测试。

# %% [markdown] lang="en" exercise="07c.8" part="task" kind="table"
# ## 8. Reasons, counted in money
#
# `exits` holds the last complaints of customers who then fell silent, and what each had spent in all.
# Code the texts with crmlab's code book, leave out the unclear, and say for each reason which share of the *money* left with it.
# Give a table with the columns `reason` and `share`.

# %% [markdown] lang="zh" exercise="07c.8" part="task"
# ## 8. 原因，按钱数
#
# `exits`是后来沉默的客户留下的最后一次投诉，以及每人一共花过多少钱。
# 用crmlab的编码本给原话编码，去掉看不出原因的（unclear），算每个原因带走的**钱**占几成。
# 答案是一张表，有`reason`和`share`两列。

# %% exercise="07c.8" part="given"
from crmlab import retain

orders = crm.load("orders")
people = retain.lifetimes(orders, 180, as_of="2026-01-01")
final = (
    crm.load("complaints")
    .sort_values("opened_at")
    .groupby("customer_id")
    .tail(1)
    .merge(people, on="customer_id")
)
days_after = (final["opened_at"].dt.normalize() - final["last_on"]).dt.days
exits = final[(final["left"] == 1) & days_after.between(-30, 60)][["customer_id", "category", "text"]].copy()
exits["spent"] = exits["customer_id"].map(orders.groupby("customer_id")["amount"].sum()).clip(lower=0)
exits.head(3)

# %% lang="en" exercise="07c.8" part="stub"
by_money = ____  # a table: reason, share

# %% lang="zh" exercise="07c.8" part="stub"
by_money = ____  # 一张表：reason、share

# %% exercise="07c.8" part="solution"
coded = exits.assign(reason=retain.code_reasons(exits["text"])).query("reason != 'unclear'")
by_money = retain.pareto_table(coded["reason"], weight=coded["spent"])[["reason", "share"]]

# %% exercise="07c.8" part="also_right"
coded = exits.assign(reason=retain.code_reasons(exits["text"]))
clear = coded[coded["reason"] != "unclear"]
by_money = (clear.groupby("reason")["spent"].sum() / clear["spent"].sum()).rename("share").reset_index()

# %% exercise="07c.8" part="wrong" en="You counted complaints. The question is which share of the money each reason took: retain.pareto_table takes the money as weight." zh="你数的是件数。问的是每个原因带走了几成的钱：retain.pareto_table有weight参数，把钱传给它。"
coded = exits.assign(reason=retain.code_reasons(exits["text"])).query("reason != 'unclear'")
by_money = retain.pareto_table(coded["reason"])[["reason", "share"]]

# %% exercise="07c.8" part="wrong" en="The unclear are still in it. Leave them out before you count." zh="看不出原因的还在里面。先去掉再算。"
coded = exits.assign(reason=retain.code_reasons(exits["text"]))
by_money = retain.pareto_table(coded["reason"], weight=coded["spent"])[["reason", "share"]]

# %% exercise="07c.8" part="wrong" en="You left the unclear out of the table, but their money is still in the base, so the shares do not add up to one." zh="表里去掉了看不出原因的，分母里却还有他们的钱，各项比例加起来不到1。"
coded = exits.assign(reason=retain.code_reasons(exits["text"]))
table = retain.pareto_table(coded["reason"], weight=coded["spent"])
by_money = table[table["reason"] != "unclear"][["reason", "share"]]

# %% exercise="07c.8" part="wrong" en="You used the desk's categories. The task is to code the texts." zh="你用的是受理人的类别。题目要你给原话编码。"
by_money = retain.pareto_table(exits["category"], weight=exits["spent"])[["reason", "share"]]

# %% exercise="07c.8" part="wrong" en="You used the desk's categories, turned into reasons. The task is to code the texts: retain.code_reasons." zh="你用的是受理人的归类，只是换成了原因的名称。题目要你给原话编码：retain.code_reasons。"
filed = {"late": "inconvenience", "app": "inconvenience", "rude": "service_encounter", "price": "pricing"}
reason = exits["category"].map(filed).fillna("core_service")
by_money = retain.pareto_table(reason, weight=exits["spent"])[["reason", "share"]]

# %% exercise="07c.8" part="wrong" en="You used the desk's categories, turned into reasons, and counted complaints. Code the texts, and count the money." zh="你用的是受理人的归类，数的又是件数。要给原话编码，再按钱数算。"
filed = {"late": "inconvenience", "app": "inconvenience", "rude": "service_encounter", "price": "pricing"}
reason = exits["category"].map(filed).fillna("core_service")
by_money = retain.pareto_table(reason)[["reason", "share"]]

# %% exercise="07c.8" part="wrong" en="That is the cumulative share. Give each reason its own." zh="这是累计比例。要每个原因自己的比例。"
coded = exits.assign(reason=retain.code_reasons(exits["text"])).query("reason != 'unclear'")
table = retain.pareto_table(coded["reason"], weight=coded["spent"])
by_money = table[["reason"]].assign(share=table["cumulative"])

# %% exercise="07c.8" part="wrong" en="That is the mean money of a customer in each reason. Add the money up, and divide by the sum of all reasons." zh="这是每个原因里平均每人花过的钱。要先加总，再除以全部原因的钱。"
coded = exits.assign(reason=retain.code_reasons(exits["text"])).query("reason != 'unclear'")
by_money = coded.groupby("reason")["spent"].mean().rename("share").reset_index()

# %% exercise="07c.8" part="wrong" en="That is yuan. Divide by the money of all reasons." zh="这是金额。要除以全部原因的钱。"
coded = exits.assign(reason=retain.code_reasons(exits["text"])).query("reason != 'unclear'")
by_money = coded.groupby("reason")["spent"].sum().rename("share").reset_index()

# %% [markdown] lang="en" exercise="07c.8" part="hint"
# Three steps: `retain.code_reasons(exits["text"])`, drop the rows that say `"unclear"`, count with a weight.

# %% [markdown] lang="zh" exercise="07c.8" part="hint"
# 三步：`retain.code_reasons(exits["text"])`，去掉`"unclear"`的行，带权重地数。

# %% [markdown] lang="en" exercise="07c.8" part="hint"
# `retain.pareto_table(reasons, weight=...)`, with the money of the same rows; then two columns.

# %% [markdown] lang="zh" exercise="07c.8" part="hint"
# `retain.pareto_table(原因, weight=...)`，钱要是同样那些行的；再留两列。

# %% [markdown] lang="en" exercise="07c.8" part="analysis"
# The first reason takes {{by_money["share"].max():.0%}} of the money of those who told us.
# Read some texts of each pile aloud before you act on it: a customer with two troubles lands in one pile only.

# %% [markdown] lang="zh" exercise="07c.8" part="analysis"
# 排第一的原因，占开过口的人带走的钱的{{by_money["share"].max():.0%}}。
# 动手之前，每一堆都挑几段原话念一念：说了两件事的人，只会进一堆。

# %% [markdown] lang="en" exercise="07c.9" part="task" kind="table"
# ## 9. A hundred calls
#
# The shop wants to telephone a hundred of the silent.
# A call costs {{call}} yuan, whoever comes gets a gift of {{gift}}, a visit leaves {{margin}}.
# Suppose a call works as the October mail did: `with_contact` and `without` are the chances to come, by a model learnt from it.
# Choose the hundred with the highest expected value.
# Give a table with the columns `customer_id` and `worth` (yuan per call).
# Count visits, as `winback_value` does: if visits come at random (Poisson), a chance $p$ to come means $v = -\ln(1-p)$ visits.

# %% [markdown] lang="zh" exercise="07c.9" part="task"
# ## 9. 一百个电话
#
# 店里想给一百位沉默的客户打电话。
# 一个电话{{call}}元，来的人送{{gift}}元的赠品，来一次毛利{{margin}}元。
# 假定电话的效果和10月的邮件一样：`with_contact`和`without`是联系、不联系时来的概率，模型从那次活动学来。
# 选出期望价值最高的一百位。
# 答案是一张表，有`customer_id`和`worth`（每个电话多少元）两列。
# 到店次数跟`winback_value`一样算：假定来得随机（泊松分布），来的概率$p$折成$v=-\ln(1-p)$次。

# %% exercise="07c.9" part="given"
import numpy as np

from crmlab import interact, retain

call, gift, margin = 6, 5, 30
sent = crm.load("campaign_contacts").query("campaign_id == 'K04'")
silent = retain.churn_table(crm.load("orders"), "2025-10-13", seen_within=540, horizon=None).merge(
    sent, on="customer_id"
)
used = np.log1p(silent[["silent", "tenure", "orders", "online"]])
model = interact.TwoModelUplift().fit(used, silent["responded"], silent["group"] == "treatment")
comes, uplift = model.predict_response(used), model.predict(used)
silent["with_contact"], silent["without"] = comes.clip(0, 0.99), (comes - uplift).clip(0, 0.99)
silent[["customer_id", "silent", "spent", "with_contact", "without"]].head(3).round(2)

# %% lang="en" exercise="07c.9" part="stub"
calls = ____  # a table of a hundred rows: customer_id, worth

# %% lang="zh" exercise="07c.9" part="stub"
calls = ____  # 一百行的表：customer_id、worth

# %% exercise="07c.9" part="solution"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="solution"
real = crm.load("truth/campaign_contacts").query("campaign_id == 'K04'").set_index("customer_id")
real = real.loc[silent["customer_id"]]
truth = retain.winback_value(real["true_chance"], real["chance_without"], margin=30, contact=6, gift=5)
ways = {"worth": silent["worth"], "recent": -silent["silent"], "comes": silent["with_contact"]}
by_truth = retain.compare_lists(ways, truth, 100).set_index("order")["per_contact"]

# %% exercise="07c.9" part="also_right"
visits = -np.log(1 - silent[["with_contact", "without"]])
table = silent.assign(
    worth=30 * (visits["with_contact"] - visits["without"]) - 6 - 5 * silent["with_contact"]
)
calls = table.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="also_right"
more = retain.visits_expected(silent["with_contact"]) - retain.visits_expected(silent["without"])
table = silent.assign(worth=30 * more - 6 - 5 * silent["with_contact"])
calls = table.sort_values("worth", ascending=False).head(100)[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You called the longest silent: most of them have left for good. Order by worth." zh="你打给了沉默最久的人：他们大多一去不回。要按价值排。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.nlargest(100, "silent")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You called those who spent most. What they spent is past; the call is paid for by what it changes." zh="你打给了花钱最多的人。那是过去；电话值不值，看它能改变多少。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.nlargest(100, "spent")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You called the likeliest to come. Some of them would come without a call: order by worth." zh="你打给了最可能来的人。其中有的不打也会来：要按价值排。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.nlargest(100, "with_contact")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You ordered by uplift, the chance that is gained. Visits count, and the gift costs: order by worth." zh="你按增益（多出来的概率）排。可是要数的是到店次数，还要扣赠品：要按价值排。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
silent["uplift"] = silent["with_contact"] - silent["without"]
calls = silent.nlargest(100, "uplift")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="These are the first hundred rows as they stand. Sort by worth, the highest first, before you take a hundred." zh="你取的是表里原来的前一百行。先按价值从高到低排，再取一百行。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.head(100)[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You counted whether they come, not how often, and left the gift out. winback_value does both." zh="你只算了来没来，没算来几次，还漏了赠品。winback_value把两样都算进去。"
table = silent.assign(worth=30 * (silent["with_contact"] - silent["without"]) - 6)
calls = table.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="The gift is missing: 5 yuan for whoever comes." zh="漏了赠品：来的人每位5元。"
silent["worth"] = retain.winback_value(silent["with_contact"], silent["without"], margin=30, contact=6)
calls = silent.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="with_contact and without have changed places: first the chance with a call, then without." zh="with_contact和without写反了：先写打电话时的概率，再写不打时的。"
silent["worth"] = retain.winback_value(
    silent["without"], silent["with_contact"], margin=30, contact=6, gift=5
)
calls = silent.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="Call and gift have changed places: the call costs 6 yuan, the gift 5." zh="电话费和赠品写反了：电话每个6元，赠品5元。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=5, gift=6
)
calls = silent.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="The cost of the call is missing: 6 yuan each." zh="漏了电话费：每个6元。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=0, gift=5
)
calls = silent.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You counted answers: uplift times margin. Who comes back comes several times: a chance p means -ln(1 - p) visits, as in winback_value." zh="你只算了来没来。回来的人往往不止来一次：概率p要先折成−ln(1−p)次到店，winback_value就是这样算的。"
uplift = silent["with_contact"] - silent["without"]
table = silent.assign(worth=30 * uplift - 6 - 5 * silent["with_contact"])
calls = table.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="These are the hundred with the lowest worth. Turn the order round." zh="这是价值最低的一百位。顺序反了。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.nsmallest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="The worth is there; now take the hundred best." zh="价值算出来了；再取最高的一百位。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="What she would do without a call is missing: subtract the visits that come anyway (without)." zh="没有减去不打电话也会来的那部分（without）：电话的功劳，只是多出来的到店次数。"
table = silent.assign(
    worth=30 * retain.visits_expected(silent["with_contact"]) - 6 - 5 * silent["with_contact"]
)
calls = table.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You took all who come, and whether they come only. Subtract who comes anyway (without), and count visits as winback_value does." zh="你把来的人全算上了，而且只算来没来。要减去本来就会来的（without），再像winback_value那样按到店次数算。"
table = silent.assign(worth=(30 - 5) * silent["with_contact"] - 6)
calls = table.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="These are the terms of the October mail. A call costs 6 yuan and the gift is 5." zh="这是10月那封邮件的条件。电话每个6元，赠品5元。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=0.5, gift=15
)
calls = silent.nlargest(100, "worth")[["customer_id", "worth"]]

# %% exercise="07c.9" part="wrong" en="You called the longest silent: most of them have left for good. Order by worth." zh="你打给了沉默最久的人：他们大多一去不回。要按价值排。"
silent["worth"] = retain.winback_value(
    silent["with_contact"], silent["without"], margin=30, contact=6, gift=5
)
calls = silent.sort_values("silent", ascending=False).head(100)[["customer_id", "worth"]]

# %% [markdown] lang="en" exercise="07c.9" part="hint"
# First a worth for each of the silent: `retain.winback_value(with_contact, without, margin, contact, gift)`.

# %% [markdown] lang="zh" exercise="07c.9" part="hint"
# 先给每位沉默的客户算价值：`retain.winback_value(with_contact, without, margin, contact, gift)`。

# %% [markdown] lang="en" exercise="07c.9" part="hint"
# Then `silent.nlargest(100, "worth")`, and two columns of it.

# %% [markdown] lang="zh" exercise="07c.9" part="hint"
# 再用`silent.nlargest(100, "worth")`，留两列。

# %% [markdown] lang="en" exercise="07c.9" part="analysis"
# The hundred promise {{calls["worth"].mean():.0f}} yuan a call on average; among all {{len(silent):,}}, {{(silent["worth"] < 0).sum():,}} would cost more than they bring.
# That is what a dear contact does: the list hardly mattered only where a mail cost half a yuan *and* there was room for all.
# The promise is the model's own, made on the customers on whom it learnt.
# By the truth of October's chances this list makes {{by_truth["worth"]:.1f}} yuan a call, the hundred likeliest to come {{by_truth["comes"]:.1f}}, the hundred who bought last {{by_truth["recent"]:.1f}}, and the best hundred {{by_truth["best"]:.1f}}.
# A difference is hard to learn; that is why the lesson says to try the plain order first.

# %% [markdown] lang="zh" exercise="07c.9" part="analysis"
# 这一百位，平均每个电话预期{{calls["worth"].mean():.0f}}元；{{len(silent):,}}人里有{{(silent["worth"] < 0).sum():,}}人打了就亏。
# 联系费高，名单就要紧；半元一封、又不限人数，名单才几乎无所谓。
# 这个预期是模型自己说的，而且就在它学过的那些人身上算。
# 按10月的真实概率，这张名单每个电话只得{{by_truth["worth"]:.1f}}元；打给最可能来的一百位，得{{by_truth["comes"]:.1f}}元；打给最近来过的一百位，得{{by_truth["recent"]:.1f}}元；最好的一百位是{{by_truth["best"]:.1f}}元。
# 两个概率之差不容易学准，所以课文说，先试简单的排法。

# %% [markdown] lang="en" exercise="07c.10" part="task" kind="memo"
# ## 10. Decision memo
#
# The owner has read that "keeping a customer costs a fraction of winning one" and wants to spend {{budget:,}} yuan on customers who leave.
# Write half a page: what churn is in this shop and how large, whom the money should go to and whom not, what it should bring, and which test will tell.
# At least forty words, in triple quotation marks, with numbers that you found; then mark it by the rubric.

# %% [markdown] lang="zh" exercise="07c.10" part="task"
# ## 10. 决策备忘
#
# 老板读到“留住老客户比拉新客便宜得多”，想花{{budget:,}}元在要走的客户身上。
# 写半页纸：这家店什么叫流失、有多大；钱该花在谁身上、不该花在谁身上；预期带来多少；靠什么测试说话。
# 用三引号，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分。

# %% exercise="07c.10" part="given"
import pandas as pd

from crmlab import retain

budget, margin, contact, gift = 5000, 30, 0.5, 15
orders = crm.load("orders")
rates = retain.churn_rates(orders, "2025-01-01", "2026-01-01").set_index("rate")["value"]
returns = retain.return_curve(orders, as_of="2026-01-01").set_index("window")["came_back"]
terms = crm.load("campaigns").set_index("campaign_id").loc["K04"]
listed = crm.load("campaign_contacts").query("campaign_id == 'K04'")
days = orders["ordered_on"].between(terms["sent_on"] + pd.Timedelta(days=1), terms["closed_on"])
times = orders[days & (orders["amount"] > 0)]["customer_id"].value_counts()
listed = listed.assign(visits=listed["customer_id"].map(times).fillna(0))
mail = listed.groupby("group")[["responded", "visits"]].mean()
waiting = retain.churn_table(orders, "2026-01-01", seen_within=540, horizon=None).query("silent > 45")
rates.round(3).to_dict(), mail.round(3).to_dict(), len(waiting)

# %% lang="en" exercise="07c.10" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="07c.10" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% lang="en" exercise="07c.10" part="solution"
more = mail.loc["treatment", "visits"] - mail.loc["control", "visits"]
a_mail = contact + gift * mail.loc["treatment", "responded"]
n_mails = min(int(budget / a_mail), len(waiting) * 9 // 10)
per_head = margin * more - a_mail
noise = (
    listed.assign(
        net=margin * listed["visits"] - gift * listed["responded"] * (listed["group"] == "treatment")
    )
    .groupby("group")["net"]
    .agg(lambda net: net.var() / net.size)
)
spread = 1.96 * noise.sum() ** 0.5
memo = (
    f"We call a customer lost after 180 days of silence, because only {returns[180]:.0%} come back in the half-year after. In 2025 we lost "
    f"{rates['start']:.0%} of the customers of the start, and {rates['money']:.0%} of their money. {len(waiting):,} customers have "
    f"been silent for more than 45 days and bought within 540. A mail costs {a_mail:.2f} yuan with the gift for those who come, so "
    f"{budget:,} yuan reach about {n_mails:,} of them. I propose to draw these by lot, as no order "
    f"of the list has been tested yet; the other {len(waiting) - n_mails:,} get no mail and are the control group. In October a mail brought {more:.2f} visits more; at {margin} yuan a visit that leaves "
    f"{per_head:.1f} yuan a head after mail and gift ({per_head - spread:.1f} to {per_head + spread:.1f}), some "
    f"{n_mails * per_head:,.0f} in all. Nothing for the riskiest among our active customers: many of them have left already, and "
    "nobody has tested an offer. By 15 February we compare the visits of both groups. If a visit leaves 20 yuan only, "
    f"{20 * more - a_mail:.1f} yuan a head remain. Whether keeping is cheaper than winning, this does not say."
)
print(memo)

# %% lang="zh" exercise="07c.10" part="solution"
more = mail.loc["treatment", "visits"] - mail.loc["control", "visits"]
a_mail = contact + gift * mail.loc["treatment", "responded"]
n_mails = min(int(budget / a_mail), len(waiting) * 9 // 10)
per_head = margin * more - a_mail
noise = (
    listed.assign(
        net=margin * listed["visits"] - gift * listed["responded"] * (listed["group"] == "treatment")
    )
    .groupby("group")["net"]
    .agg(lambda net: net.var() / net.size)
)
spread = 1.96 * noise.sum() ** 0.5
memo = (
    f"我们把沉默满180天的客户算作流失，因为之后半年里回来的只有{returns[180]:.0%}。2025年流失了年初客户的{rates['start']:.0%}，"
    f"按金额是{rates['money']:.0%}。沉默45天以上、540天内买过的有{len(waiting):,}位。一封邮件连同来的人的赠品，平均{a_mail:.2f}元，"
    f"{budget:,}元大约够发{n_mails:,}位。还没有哪种排法经过检验，所以我建议抽签决定发给谁，没抽中的{len(waiting) - n_mails:,}位不发，正好作对照组。"
    f"10月那次，平均每封多带来{more:.2f}次到店；一次毛利按{margin}元算，扣掉邮件和赠品，每人还剩{per_head:.1f}元"
    f"（{per_head - spread:.1f}到{per_head + spread:.1f}元），一共约{n_mails * per_head:,.0f}元。"
    "还在来的客户里风险最高的，暂不送优惠：不少人其实早走了，优惠也没测过。到2月15日，比两组的到店次数。"
    f"一次毛利要是只有20元，每人还剩{20 * more - a_mail:.1f}元。留老客户是不是比拉新客便宜，这笔账说明不了。"
)
print(memo)

# %% exercise="07c.10" part="wrong" en="There is no number in it. Say how many, what it costs, what it brings and how sure that is." zh="一个数字也没有。写明多少人、花多少、带来多少、有多大把握。"
memo = """We lose many customers and should do something for the ones who are most likely to leave, because keeping an old customer is cheaper than winning a new one. I would give all of them a present and a kind letter, and then look after some months whether they are still with us or have gone elsewhere. 我们丢了很多客户，应该为最可能走的人做点什么，因为留住老客户比拉新客便宜。我会给他们每人送一份礼物，写一封亲切的信，过几个月再看看他们还在不在我们店里买东西，是不是去了别家。"""

# %% exercise="07c.10" part="wrong" en="Too short for a decision: what churn is, whom, what it costs and brings, which test." zh="太短了，定不了事：什么算流失、找谁、花多少带来多少、靠什么测试。"
memo = "Mail 1,677 people. 给1677人发邮件。"

# %% [markdown] lang="en" exercise="07c.10" part="hint"
# What did one mail of October change, in visits? Times the margin of a visit, less the mail, less the gift for those who came. And how many mails does the budget pay?

# %% [markdown] lang="zh" exercise="07c.10" part="hint"
# 10月那次，一封邮件多带来几次到店？乘一次的毛利，减邮件，再减来的人的赠品。预算够发多少封？

# %% [markdown] lang="en" exercise="07c.10" part="hint"
# Say also whom you leave alone, and why; and draw a control group.

# %% [markdown] lang="zh" exercise="07c.10" part="hint"
# 也要写明不去打扰谁、为什么；再抽签留一个对照组。

# %% [markdown] lang="en" exercise="07c.10" part="rubric"
# - **Definition** (2): a window with its argument, and a rate with its base; one point for one of the two.
# - **Whom** (2): chosen by what the contact changes, or, where that is not known, by lot with the reason; not by risk or past spending; says who is left alone.
# - **Money** (2): cost, return and result on one basis, and within the budget; one point for two of the four.
# - **Test** (2): a control group drawn by lot, what is compared, and when; one point for two of the three.
# - **Doubt** (1): says what is assumed, or what happens if the margin falls.
# - **Form** (1): half a page that an owner understands without a course; the "fraction" of the saying is not taken as a fact.

# %% [markdown] lang="zh" exercise="07c.10" part="rubric"
# - **定义**（2）：窗口有理由，流失率有分母；写出一样得1分。
# - **找谁**（2）：按联系能改变多少来选；没有把握时抽签也行，要写理由；不按风险，也不按过去花了多少；写明不打扰谁。
# - **金额**（2）：成本、收益、结果用同一个口径，并且不超预算；四样做到两样得1分。
# - **测试**（2）：抽签留对照组、比什么、哪天比；三样写出两样得1分。
# - **存疑**（1）：说明假定了什么，或者毛利降了会怎样。
# - **表达**（1）：半页纸，没上过课的老板也看得懂；不把“便宜得多”当成事实。

# %% [markdown] lang="en" exercise="07c.10" part="analysis"
# The model memo mails {{n_mails:,}} of {{len(waiting):,}} people, spends {{n_mails * a_mail:,.0f}} yuan and expects {{per_head:.1f}} yuan a head, October's average.
# The lesson's model, learnt on half of October's list, promises less a head; both lie within the interval.
# A good memo may also spend nothing before a test, as long as it says what the test costs and when it will tell.

# %% [markdown] lang="zh" exercise="07c.10" part="analysis"
# 参考备忘给{{len(waiting):,}}人里的{{n_mails:,}}人发邮件，花{{n_mails * a_mail:,.0f}}元，预期每人{{per_head:.1f}}元，用的是10月的平均数。
# 课文里的模型只学了10月名单的一半，预期要少一些；两个数都在区间之内。
# 也可以在测试之前一分钱不花，只要写明测试花多少、什么时候见分晓。
