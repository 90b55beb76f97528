# ---
# id: "06a"
# title: {en: "What does she need? Needs and customisation", zh: "她要的是什么？需求与定制"}
# minutes: {lecture: 50, exercises: 90}
# textbook: [idic 6.1, idic 6.2.1-6.2.2, idic 6.3.1-6.3.3, practice 6.4, ecommerce 2.2.2]
# needs: ["04a", "04d"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## One delivery for everybody?
#
# Hejia delivers the next day, for {{today_price}} yuan, in a plastic bag, and what is not fresh is the customer's bad luck.
# That must change, the family agrees; into what, it does not.
# "Within two hours", says the daughter, who orders between two meetings.
# "Money back if it isn't fresh", says her mother, who cooks.
# "Leave it cheap", says the owner, who counts.
# Each knows many customers who want just that.
# In November 2025 they asked: {{n_invited:,}} customers were invited, {{n_points}} dealt out a hundred points over what matters to them.

# %% [markdown] lang="zh" slide="slide"
# ## 一种配送，人人合适？
#
# 禾家的配送一直是：次日送到，每次{{today_price}}元，装塑料袋，不新鲜自认倒霉。
# 全家都同意该改，改成什么样却说不到一块儿。
# 女儿常在两场会的空当里下单，她说：“两小时送到。”
# 母亲天天做饭，她说：“不新鲜就退钱。”
# 老板管账，他说：“便宜就行。”
# 每个人都说，好多客户跟自己想的一样。
# 2025年11月，他们干脆去问：邀请了{{n_invited:,}}位客户，{{n_points}}位按在意的程度分了一百分。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and idea six, points and needs ten, rules seven, Kano six, choices twelve, menu and decision nine.
#
# Ask first: which of the three would you build, if you may build only one?
# Count hands, write the numbers on the board.
# Expect the class to be split as the customers are, and each part to think that it is the majority.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和道理六分钟，打分与需求十分钟，规则七分钟，卡诺六分钟，选择题十二分钟，菜单和决策九分钟。
#
# 先问：三种只许做一种，你做哪种？
# 数一数举手的人，写在黑板上。
# 班上多半也会像客户那样分成几派，每一派都以为自己是多数。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

today_price = 3
points = crm.load("survey_importance")
n_invited, n_points = len(crm.load("survey_invitations")), len(points)
parts = ["goods", "delivery", "service", "online", "aftersales", "price"]
points.head(3)

# %% [markdown] lang="en"
# One row is one customer, six columns sum to a hundred.
# Those who answer are not those who were asked: {{n_points / n_invited:.0%}} did, and the frequent and the fond more often.
# What we find holds for them first.

# %% [markdown] lang="zh"
# 一行是一位客户，六列合计一百分：goods商品、delivery配送、service店内服务、online网店、aftersales售后、price价格。
# 肯答的不等于被问的：作答率{{n_points / n_invited:.0%}}，常来的、喜欢这家店的人更肯答。
# 下面的结论，先只对他们成立。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Find** need segments in points, and say what points that sum to a hundred can and cannot tell (exercise 6a.1).
# - **Write** a rule table, check it on labelled cases, count its gaps and conflicts (exercise 6a.2).
# - **Read** Kano's pairs (exercise 6a.3).
# - **Estimate** what customers would pay from what they choose, with an interval (exercises 6a.4 to 6a.6).
# - **Classify** kinds of customisation (exercise 6a.7), **configure** a service and decide how many to offer (exercises 6a.8 and 6a.9, and the memo, 6a.10).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **找**：从打分里找出需求群，说清“合计一百分”的数据能说明什么、不能说明什么（练习6a.1）。
# - **写**：写一张规则表，拿有答案的案例来检验，数一数漏了谁、在哪里打架（练习6a.2）。
# - **读**：读懂卡诺的成对题（练习6a.3）。
# - **估**：从客户的选择估出他们愿意付多少钱，带区间（练习6a.4到6a.6）。
# - **分与配**：给定制分类（练习6a.7），配出一种服务，定下供应几种（练习6a.8、6a.9和决策备忘6a.10）。

# %% [markdown] lang="en" slide="slide"
# ## The idea: value says how much, need says what
#
# Peppers and Rogers (1993) tell customers apart in two ways: by what each is worth to us, and by what each needs from us.
# Chapter 4 did the first.
# It says *how much* attention a customer gets, but not *what to do* with it: a two-hour rider for somebody who counts coins is attention wasted.
# So what the customer sees follows her need; what it may cost us follows her value as well.
#
# A **customer need** is what somebody wants to get done: dinner on the table at six.
# "Within two hours" is only one way to it.
# Needs differ between people; they change with the household and the day; under each lies another (two hours, because she works; she works, because ...); much goes unsaid because it is taken for granted.
# Hence three questions, three methods: what matters to you (points), how would you feel without it (Kano), what would you give up for it (choices).

# %% [markdown] lang="zh" slide="slide"
# ## 道理：价值定多少，需求定什么
#
# Peppers和Rogers（1993）用两把尺子区分客户：她对我们值多少，她要我们做什么。
# 第4章用的是第一把。
# 它告诉你该花**多少**心思，没告诉你心思**花在哪**：给一位精打细算的客户派两小时骑手，心思就白花了。
# 所以，给客户看什么，由她的需求定；为她花多少，还要看她的价值。
#
# **客户需求**（customer need）是一个人想办成的事：六点钟饭菜上桌。
# “两小时送到”只是办法之一。
# 需求因人而异；家里人口变了、日子变了，需求也变；一层下面还有一层（要快，因为上班；上班，因为……）；许多需求根本不说出口，因为觉得理所当然。
# 所以有三种问法：你看重什么（打分），没有它你会怎样（卡诺），为了它你肯放弃什么（选择）。

# %% [markdown] lang="en"
# ## Points by hand
#
# Three customers, three things, a hundred points each.

# %% [markdown] lang="zh"
# ## 打分：先手算
#
# 三位客户，三样东西，每人一百分。

# %%
three = pd.DataFrame(
    {"goods": [10, 20, 20], "delivery": [5, 10, 60], "price": [85, 70, 20]}, index=list("ABC")
)
logs = np.log(three)
ratios = logs.sub(logs.mean(axis=1), axis=0)
pd.concat([three, ratios.round(2)], axis=1, keys=["points", "log_ratios"])

# %% [markdown] lang="en"
# Data that sum to a whole are **compositional** (Aitchison 1986).
# They say nothing of *how much* anybody cares, only what she cares for *rather than* something else: who gives more to one must take it from the rest.
# So columns oppose each other even where tastes do not.
# Let us deal points at random and see:

# %% [markdown] lang="zh"
# 合计等于一个整体的数据叫**成分数据**（compositional data；Aitchison 1986）。
# 它不说一个人**有多**在意，只说她在意这个**胜过**那个：这里多给，别处就得少给。
# 所以，就算口味之间毫无关系，各列也会此消彼长。
# 闭着眼睛发分，看看会怎样：

# %%
upper = np.triu_indices(len(parts), 1)
blind = np.random.default_rng(6).dirichlet(np.ones(len(parts)), 5000)
blind_correlation = np.corrcoef(blind.T)[upper].mean()
pairs_seen = points[parts].corr()
seen_correlation = pairs_seen.to_numpy()[upper].mean()
round(float(blind_correlation), 2), round(float(seen_correlation), 2)

# %%
pairs_seen.round(2)

# %% [markdown] lang="en"
# Points dealt at random correlate at {{blind_correlation:.1f}} on average, ours at {{seen_correlation:.1f}}, and that says nothing about us: six columns with a fixed sum average near minus one fifth whatever people think.
# A single minus sign may be such arithmetic; look at pairs far from the average.
# Delivery and the online shop go together at {{pairs_seen.loc["delivery", "online"]:+.2f}}, which dealing at random never gives.
#
# **Points** ask how far apart two people are in points.
# **Log ratios** ask for proportion: each part over the geometric mean of the row, in logs.
# From A to B goods and delivery both double, and their ratio stays; in log ratios ten to twenty is as far as thirty to sixty.
# A zero has no logarithm and must be replaced by something small; points here come in fives, so a zero means "less than about half of five".

# %% [markdown] lang="zh"
# 随机发的分数，两两平均相关{{blind_correlation:.1f}}；我们的数据是{{seen_correlation:.1f}}。可这说明不了什么：六列合计固定，不管大家怎么想，平均数都在负五分之一附近。
# 所以单看一个负号，也许只是算术；要看哪几对离平均数远。
# 配送和网店是{{pairs_seen.loc["delivery", "online"]:+.2f}}：随机发分，发不出这样的正相关。
#
# **分数**：两个人差几分。
# **对数比**（log ratio）：看比例，每一项除以这一行的几何平均，再取对数。
# 从A到B，商品和配送都翻了一倍，两者之比没变；在对数比里，十到二十跟三十到六十一样远。
# 零没有对数，得换成一个很小的数；这里的分都是五的倍数，所以零的意思是“不到五的一半左右”。

# %%
from crmlab import differentiate, personalize

in_logs = personalize.log_ratios(points, parts)
by_points = differentiate.compare_k(points, parts, ks=(2, 3, 4, 5), scale=False, draws=4)
by_logs = differentiate.compare_k(in_logs, parts, ks=(2, 3, 4, 5), scale=False, draws=4)
arguments = pd.concat([by_points, by_logs], keys=["points", "log_ratios"])
above_points, above_logs = [
    (one["silhouette"] - one["shuffled"])[one["k"] == 3].item() for one in (by_points, by_logs)
]
arguments.drop(columns="within").round(2)

# %% lang="en" alt="Silhouette against the number of groups. Both lines peak at three; that of the points is higher and the peak is sharp, that of the log ratios is lower and flat."
fig, ax = plt.subplots(figsize=(7, 3.4))
for table, colour, text in ((by_points, "C0", "points"), (by_logs, "C1", "log ratios")):
    ax.plot(table["k"], table["silhouette"], "o-", color=colour)
    ax.annotate(text, (5.1, table["silhouette"].iloc[-1]), color=colour, va="center")
ax.set(xticks=by_points["k"], xlim=(1.8, 5.9), ylim=(0, 0.6), title="Both measures say three")
ax.set(xlabel="Number of groups k", ylabel="Mean silhouette")
plt.show()

# %% lang="zh" alt="轮廓系数随群数变化的折线。两条都在三群处最高：按分数的那条高而尖，按对数比的那条低而平。"
fig, ax = plt.subplots(figsize=(7, 3.4))
for table, colour, text in ((by_points, "C0", "分数"), (by_logs, "C1", "对数比")):
    ax.plot(table["k"], table["silhouette"], "o-", color=colour)
    ax.annotate(text, (5.1, table["silhouette"].iloc[-1]), color=colour, va="center")
ax.set(xticks=by_points["k"], xlim=(1.8, 5.9), ylim=(0, 0.6), title="两把尺子都说三群")
ax.set(xlabel="群数k", ylabel="平均轮廓系数")
plt.show()

# %% [markdown] lang="en"
# Both say three, and stably.
# Silhouettes of two different distances are not on one scale; set each against its shuffled columns: the points are {{above_points:.2f}} above them, the log ratios {{above_logs:.2f}}.
# Mind the zeros, though: let a smaller number stand in for them, and with four groups a new one of {{n_fourth}} people appears, of whom {{zero_share:.0%}} gave the online shop nothing.
# That group was made by the replacement, not by a need.
# All six parts are in one unit, and a difference of thirty points is meant to count more than one of five: we cluster the points.

# %% [markdown] lang="zh"
# 两种量法都说三群，分出来也都稳定。
# 两种距离的轮廓系数不能直接比，要各自跟打乱（shuffled）以后的比：按分数高出{{above_points:.2f}}，按对数比高出{{above_logs:.2f}}。
# 不过要当心零：换一个更小的数去代替它，分四群时就冒出一个{{n_fourth}}人的新群，其中{{zero_share:.0%}}给网店打了零分。
# 那是替换出来的，不是一种需求。
# 六项用的是同一个单位，差三十分本来就该比差五分要紧：我们按分数聚类。

# %%
smaller = personalize.log_ratios(points, parts, zero=0.2)
fourth = differentiate.clusters(smaller.assign(zero=points["online"] == 0), parts, 4, scale=False)
n_fourth = int((fourth["cluster"] == 4).sum())
zero_share = fourth.loc[fourth["cluster"] == 4, "zero"].mean()
grouped = differentiate.clusters(points, parts, 3, scale=False)
centres = grouped.groupby("cluster")[parts].mean()
centres.round(0)

# %% [markdown] lang="en"
# Numbers become names by what stands out, and the name is our reading, not the computer's.

# %% [markdown] lang="zh"
# 群号要换成名字，看哪一项冒尖；名字是我们的解读，不是电脑给的。
# 代码里写thrifty（图省钱）、hurried（图省时）、fresh（图新鲜）。

# %% lang="en"
name = {"thrifty": "thrifty", "hurried": "hurried", "fresh": "wants it fresh"}
facet = {"goods": "goods", "delivery": "delivery", "service": "counter service", "online": "online shop"}
facet |= {"aftersales": "after-sales", "price": "price"}

# %% lang="zh"
name = {"thrifty": "图省钱", "hurried": "图省时", "fresh": "图新鲜"}
facet = {"goods": "商品", "delivery": "配送", "service": "店内服务", "online": "网店"}
facet |= {"aftersales": "售后", "price": "价格"}

# %%
stands_out = {"price": "thrifty", "delivery": "hurried", "goods": "fresh"}
grouped["need"] = grouped["cluster"].map(personalize.need_named(centres, stands_out))
need = grouped.set_index("customer_id")["need"]
needs = list(name)
share = need.value_counts(normalize=True)[needs]
profile = grouped.groupby("need")[parts].mean().loc[needs]
share.round(2)

# %% lang="en" slide="slide" alt="Mean points of three need segments for six things. The thrifty give price about forty, the hurried give delivery about thirty-six, those who want it fresh give goods over forty; on the other things the three are close."
ax = personalize.plot_needs(profile, share, labels=facet, names=name)
ax.set_title("Three needs, no average customer")
plt.show()

# %% lang="zh" slide="slide" alt="三个需求群在六项上的平均分。图省钱的给价格约四十分，图省时的给配送约三十六分，图新鲜的给商品四十多分；其余各项三群相差不大。"
ax = personalize.plot_needs(profile, share, labels=facet, names=name)
ax.set_title("三种需求，没有“平均客户”")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Three **need segments** of about equal size, each with another thing that stands out.
# The grey strokes are the mean of all: what stands out in one need is far from it.

# %% [markdown] lang="zh" slide="fragment"
# 三个**需求群**（need segment）大小差不多，冒尖的各不相同。
# 灰色短竖线是全体平均：每种需求冒尖的那一项，都离它很远。

# %% [markdown] lang="en"
# The world is simulated, so we may ask whether these are the needs that were put in.

# %% [markdown] lang="zh"
# 这个世界是模拟出来的，所以可以对一对：找到的是不是当初放进去的需求。

# %%
latent = crm.load("truth/survey_latent").set_index("customer_id")
n_wrong = int((need != latent["need"].reindex(need.index)).sum())
n_wrong, round(1 - n_wrong / len(need), 3)

# %% [markdown] lang="en" slide="slide"
# ### Does value tell the need?
#
# Cut the respondents into fifths by what they spent in 2025.

# %% [markdown] lang="zh" slide="slide"
# ### 看价值，看得出需求吗？
#
# 按2025年的消费额把作答者分成五等份。

# %%
orders = crm.load("orders").query("amount > 0 and ordered_on >= '2025-01-01'")
spent = orders.groupby("customer_id")["amount"].sum().reindex(need.index).dropna()
fifth = pd.qcut(spent, 5, labels=range(1, 6))
mix = pd.crosstab(fifth, need.reindex(spent.index), normalize="index")[needs]
mix.round(2)

# %% lang="en" slide="fragment" alt="Stacked bars: share of the three needs in each fifth of spending. All three needs fill a quarter or more of every bar; the share of the thrifty falls from the lowest fifth to the highest."
mix.rename(columns=name).plot.bar(stacked=True, figsize=(7, 3.6), width=0.75, rot=0)
plt.gca().set(xlabel="Fifth by spending in 2025 (5 is highest)", ylabel="Share of respondents", ylim=(0, 1))
plt.legend(loc="center left", bbox_to_anchor=(1, 0.5), reverse=True)
plt.title("Every spending group holds every need")
plt.show()

# %% lang="zh" slide="fragment" alt="堆叠条形图：各消费五等份里三种需求的占比。每根条里三种需求都占四分之一左右或更多；从消费最少到最多，图省钱的占比往下走。"
mix.rename(columns=name).plot.bar(stacked=True, figsize=(7, 3.6), width=0.75, rot=0)
plt.gca().set(xlabel="按2025年消费额分的五等份（5最高）", ylabel="占作答者的比例", ylim=(0, 1))
plt.legend(loc="center left", bbox_to_anchor=(1, 0.5), reverse=True)
plt.title("花多花少，三种需求都有")
plt.show()

# %%
guess_by_value = (mix.max(axis=1) * fifth.value_counts(normalize=True).sort_index()).sum()
guess_blind = need.reindex(spent.index).value_counts(normalize=True).max()
r_thrifty = np.corrcoef(fifth.astype(int), need.reindex(spent.index) == "thrifty")[0, 1]
z_trend = r_thrifty * np.sqrt(len(spent))  # far beyond two: hardly chance
round(float(guess_by_value), 2), round(float(guess_blind), 2), round(float(z_trend), 1)

# %% [markdown] lang="en" slide="fragment"
# A little: of those who spend least {{mix["thrifty"][1]:.0%}} are thrifty, of those who spend most {{mix["thrifty"][5]:.0%}}, a fall that is hardly chance (z of the trend {{z_trend:.1f}}; beyond two either way is rare by chance).
# It helps next to nothing: who knows the fifth guesses {{guess_by_value:.0%}} of the needs, and that on the very people from whom the guess was read; who always says the commonest, {{guess_blind:.0%}}.
# Even the best customers do not all want the same.

# %% [markdown] lang="zh" slide="fragment"
# 看得出一点：花得最少的人里，图省钱的占{{mix["thrifty"][1]:.0%}}；花得最多的人里，只占{{mix["thrifty"][5]:.0%}}。这个下降不大像碰巧（趋势的z是{{z_trend:.1f}}，碰巧很少超出正负二）。
# 但几乎帮不上忙：知道她在哪一份，能猜中{{guess_by_value:.0%}}，还是拿同一批人自己猜自己；一律猜最多的那种，也能猜中{{guess_blind:.0%}}。
# 最好的客户，要的也不是同一样东西。

# %% [markdown] lang="en" slide="slide"
# ## Customer types by rule
#
# The till can't run k-means.
# It needs **rules** that a person can read, and somebody must have checked them.
# The family sat down with {{n_cases}} of the respondents and noted what each really needs: **labelled cases** (their notes are our table of the truth; in life a label may be wrong too).
# On half of them we write the rules, on the other half we check.
# Types may be cut by value (lesson 4a) or by the stage of the relation (4b, 4d) just as well.

# %% [markdown] lang="zh" slide="slide"
# ## 按规则分客户类型
#
# 收银台跑不了k均值。
# 店员要的是一眼能懂的**规则**，而且得有人检验过。
# 一家人找作答者里的{{n_cases}}位坐下来聊，记下每位真正要什么：这就是有答案的**标注案例**（labelled case）；这里的答案取自真相表，现实中标注也会出错。
# 一半用来写规则，另一半用来检验。
# 客户类型也可以按价值分（第4a课），按关系的阶段分（第4b、4d课），做法一样。

# %%
n_cases = 160
cases = points.sample(n_cases, random_state=6).assign(label=lambda t: t["customer_id"].map(latent["need"]))
write, check_on = cases.iloc[: n_cases // 2], cases.iloc[n_cases // 2 :]
write.groupby("label")[["price", "delivery", "goods"]].mean().round(0)

# %% [markdown] lang="en"
# A cut halfway between a type and the two others suggests itself; since points come in fives, we round up to thirty, twenty-five and thirty-five.
# The first rule that fits decides; whom none fits, we ask.

# %% [markdown] lang="zh"
# 自然的想法是：在一类和另外两类的平均分中间切一刀。分都是五的倍数，往上取整就是三十、二十五、三十五。
# 第一条符合的规则说了算；哪条都不符合的，就去问。

# %%
rules = [
    ("counts", "price >= 30", "thrifty"),
    ("waits", "delivery >= 25", "hurried"),
    ("looks", "goods >= 35", "fresh"),
]
applied = personalize.apply_rules(check_on, rules)
label, said = check_on["label"].to_numpy(), applied["then"].fillna("ask").to_numpy()
pd.crosstab(label, said, rownames=["label"], colnames=["rule"])

# %%
decided = applied["then"].notna().to_numpy()
right = (said == label)[decided].mean()
commonest = check_on["label"].value_counts(normalize=True).max()
round(float(right), 2), round(float(decided.mean()), 2), round(float(commonest), 2)

# %% [markdown] lang="en"
# On the other half the rules decide {{decided.mean():.0%}} and are right on {{right:.0%}} of these, {{(said == label).mean():.0%}} of all; always naming the commonest type would be right on {{commonest:.0%}} of all.
# Two more figures belong to a rule table: whom it misses, and where it contradicts itself.

# %% [markdown] lang="zh"
# 在另一半案例上，规则能定下{{decided.mean():.0%}}，其中{{right:.0%}}是对的，占全部案例的{{(said == label).mean():.0%}}；要是一律说最多的那一类，全部案例里只对{{commonest:.0%}}。
# 规则表上岗之前还要交代两个数：漏掉了谁，自相矛盾在哪里（fits符合、decides由它定、conflicts跟别的规则打架，单位都是人）。

# %%
covered = personalize.rule_coverage(points, rules)
conflicted = personalize.apply_rules(points, rules)["conflict"]
covered.round(2)

# %% [markdown] lang="en" slide="fragment"
# Of all who answered {{covered["share"].iloc[-1]:.1%}} are covered by no rule, and for {{conflicted.sum()}} two rules disagree, where the order decides.
#
# **Managing types** means a way to serve each type, a service technique.
# The thrifty: name price and saving first, and never push a dearer one.
# The hurried: answer first and greet later, keep the hour or call before it is missed.
# Those who want it fresh: let them see and choose, take back without a discussion.
# A type is a guess about today, not a character: one sentence from her outweighs it.

# %% [markdown] lang="zh" slide="fragment"
# 全部作答者里，{{covered["share"].iloc[-1]:.1%}}没有规则管到；有{{conflicted.sum()}}人碰上两条规则意见不一，按先后算。
#
# **管理客户类型**，就是每一类有自己的服务技巧。
# 图省钱的：先报价格和省了多少，别劝她买贵的。
# 图省时的：先答话再寒暄；约好的钟点要守住，守不住就提前打电话。
# 图新鲜的：让她自己看、自己挑，要退就退，别理论。
# 类型是对今天的猜测，不是给人定性：她自己说一句话，就比标签管用。

# %% [markdown] lang="en"
# ### Those who were not asked
#
# For everybody else we only know what the till has seen.
# Does behaviour tell the need? A small decision tree may try, each time judged on respondents that it has not seen.

# %% [markdown] lang="zh"
# ### 没问到的人
#
# 其余的人，我们只知道收银台看见的。
# 从行为看得出需求吗？让一棵小决策树试试，每次都用它没见过的作答者来打分。

# %%
from sklearn.model_selection import cross_val_score
from sklearn.tree import DecisionTreeClassifier

seen = orders.groupby("customer_id").agg(orders=("amount", "size"), basket=("amount", "mean"))
seen["delivered"] = (orders["channel"] != "shop").groupby(orders["customer_id"]).mean()
asked = seen.join(need, how="inner")
tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=20, random_state=0)
by_behaviour = cross_val_score(tree, asked[["orders", "basket", "delivered"]], asked["need"], cv=5).mean()
round(float(by_behaviour), 2)

# %%
n_active = len(seen)
share_known = seen.index.isin(need.index).mean()
n_active, round(float(share_known), 2)

# %% [markdown] lang="en"
# It is right on {{by_behaviour:.0%}}; always naming the commonest need does better, {{guess_blind:.0%}}.
# Points are known for {{share_known:.0%}} of the {{n_active:,}} customers who bought in 2025.
# So a rule for all customers must end in a question: one line in the app, "what matters most to you?"

# %% [markdown] lang="zh"
# 猜中{{by_behaviour:.0%}}，还不如一律猜最多的那种（{{guess_blind:.0%}}）。
# 2025年买过东西的{{n_active:,}}位客户里，只有{{share_known:.0%}}打过分。
# 所以，要让规则管到所有客户，最后一条只能是“问”：小程序里加一行“你最看重什么？”

# %% [markdown] lang="en" slide="slide"
# ## Kano: not all needs are alike
#
# Kano and others (1984) ask twice: how would you feel if the feature were there, and if it were not?
# Five answers are offered: one, I like it; two, it has to be so; three, I don't mind; four, I can live with it; five, I don't like it.
# The pair is looked up in a table (Berger and others 1993).

# %% [markdown] lang="zh" slide="slide"
# ## 卡诺：需求不止一种
#
# 狩野纪昭等（Kano 1984）一件事问两遍：有这项功能你觉得怎样？没有呢？
# 答案有五个：一喜欢，二理应如此，三无所谓，四能将就，五不喜欢。
# 再拿这一对答案去查评价表（Berger等1993）。

# %% slide="fragment"
table = pd.DataFrame([list("QAAAO"), list("RIIIM"), list("RIIIM"), list("RIIIM"), list("RRRRQ")])
table.index = table.columns = range(1, 6)
pairs = [(1, 3), (2, 5), (1, 5), (3, 3), (5, 1)]
print([table.loc[there, absent] for there, absent in pairs])
table

# %% [markdown] lang="en" slide="fragment"
# Down is "if it is there", across is "if it is not".
#
# - **A**, attractive: she likes it and would not miss it.
# - **M**, must-be: nobody is thanked for it, but woe if it is missing.
# - **O**, one-dimensional: the more, the better.
# - **I**, indifferent; **R**, reverse: please don't; **Q**, questionable: both can't be meant.

# %% [markdown] lang="zh" slide="fragment"
# 竖着看“有它时”，横着看“没有时”。
#
# - **A**，魅力型（attractive）：有了喜欢，没有也不惦记。
# - **M**，必备型（must-be）：有了没人谢你，缺了就出事。
# - **O**，一元型（one-dimensional）：越多越好。
# - **I**，无差异型（indifferent）；**R**，反向型（reverse）：求你别来；**Q**，可疑：两个答案不可能都当真。

# %%
kano = crm.load("survey_kano").dropna()
straight = personalize.straight_liners(kano, ["functional", "dysfunctional"])
kano = kano[~kano["customer_id"].isin(straight)]
summary = personalize.kano_summary(kano)
questions = crm.load("survey_questions").set_index("question_id")
feature_name = questions[f"name_{crm.language.get_language()}"]
len(straight), kano["customer_id"].nunique()

# %%
named = summary.set_index(summary["feature_id"].map(feature_name))
named[[*"MOAIRQ", "category", "better", "worse"]].round(2)

# %% lang="en" slide="slide" alt="Stacked bars of Kano's categories for eight features. Fresh dates and right prices at the till are mostly must-be; easy return and the chosen hour one-dimensional; rider tracking and the usual basket attractive; the recipe card indifferent; the daily message reverse."
ax = personalize.plot_kano(summary, labels=feature_name)
ax.set_title("From taken for granted to unwanted", pad=48)
plt.show()

# %% lang="zh" slide="slide" alt="八项功能的卡诺类别堆叠条形图。不卖临期、收银价一致多为必备；二话不说退款、自选送货时间多为一元；看骑手位置、备好常买的一篮多为魅力；菜谱卡多为无差异；每天发短信多为反向。"
ax = personalize.plot_kano(summary, labels=feature_name)
ax.set_title("从理所当然到不受欢迎", pad=48)
plt.show()

# %% [markdown] lang="en"
# {{len(straight)}} people who ticked straight down the page were taken out before counting.
# First secure the must-bes: no delivery service makes up for a wrong price at the till.
# Then compete on the one-dimensional, money back and the chosen hour.
# Then add one attraction; and stop the daily message.
#
# `better` is the share that a feature could please, `worse` the share that its absence would hurt, written with a minus, both among those in A, O, M, I (Timko 1993).
#
# Do the three needs answer differently here?

# %% [markdown] lang="zh"
# 一路勾到底的{{len(straight)}}人，数之前已经拿掉。
# 先保住必备型：收银价错了，配送再好也补不回来。
# 再在一元型上跟人比：二话不说就退款、送货时间可以自己选。
# 然后加一样魅力型；每天一条的短信，停掉。
#
# `better`是有了它能让多大比例的人满意，`worse`是缺了它会伤到多大比例的人（写成负数），分母都只算A、O、M、I（Timko 1993）。
#
# 三种需求的人，答得不一样吗？

# %%
kano["need"] = kano["customer_id"].map(need)
by_kano = {one: personalize.kano_summary(kano[kano["need"] == one]).set_index("feature_id") for one in needs}
columns = ["category", "better", "worse"]
pd.concat({one: each.loc[["easy_return"], columns] for one, each in by_kano.items()}).round(2)

# %% [markdown] lang="en"
# Hardly: money back is one-dimensional for all three.
# Kano tells the *kind* of a need, not what it is worth to whom; that takes another question.

# %% [markdown] lang="zh"
# 几乎一样：二话不说就退款，对三种人都是一元型。
# 卡诺说的是需求属于**哪一型**，没说它对谁值多少；那要换一种问法。

# %% [markdown] lang="en" slide="slide"
# ## Conjoint: what would you give up for it?
#
# Asked one by one, everything is important.
# So **conjoint analysis** makes people choose between whole services, and reads the worth of each part from what they gave up (Luce and Tukey 1964; choices since Louviere and Woodworth 1983).
#
# With a pencil: six customers choose between a slow delivery and a fast one that costs more.

# %% [markdown] lang="zh" slide="slide"
# ## 联合分析：为了它，你肯放弃什么？
#
# 一样一样地问，样样都重要。
# **联合分析**（conjoint analysis）让人在整套服务之间选，从他放弃了什么，读出每一部分值多少（Luce和Tukey 1964；用选择题来做始于Louviere和Woodworth 1983）。
#
# 先用铅笔：六位客户，在慢的和快但更贵的之间选。

# %%
pencil = pd.DataFrame({"extra_price": [1, 2, 3, 4, 5, 6], "takes_fast": [1, 1, 0, 1, 0, 0]})


def log_likelihood(worth, price):
    total = 0.0
    for extra, takes_fast in pencil.to_numpy():
        chance_fast = 1 / (1 + np.exp(-(worth + price * extra)))
        total += np.log(chance_fast if takes_fast else 1 - chance_fast)
    return total


[round(float(log_likelihood(*guess)), 2) for guess in [(0, 0), (2, -0.5), (4, -0.5)]]

# %% [markdown] lang="en"
# Let u be what the fast one is worth, less what its price takes away; the rest is chance, and the formula already allows for it: the fast one is taken with the chance exp(u) / (exp(u) + 1).
# This is the **conditional logit** (McFadden 1974).
# The **log-likelihood** adds the logs of the chances that the model gave to what happened: the closer to zero, the better.
# A blind guess scores {{log_likelihood(0, 0):.2f}}, six times the log of one half; a worth of two and minus a half per yuan scores {{log_likelihood(2, -0.5):.2f}}.

# %% [markdown] lang="zh"
# 记u为“快”值多少，减去涨价扣掉的。人的选择还带偶然，公式里已经平均掉了：选快的概率是exp(u) / (exp(u) + 1)。
# 这就是**条件logit模型**（conditional logit；McFadden 1974）。
# **对数似然**（log-likelihood）把模型给实际结果的概率取对数加起来：越接近零越好。
# 瞎猜是{{log_likelihood(0, 0):.2f}}，也就是六个二分之一的对数；“快”值二、每元扣二分之一，是{{log_likelihood(2, -0.5):.2f}}。

# %% lang="en" alt="Contour map of the log-likelihood over the part-worth of speed and of one yuan: one hill, long and slanting, with the estimate on its top."
worth, price = np.meshgrid(np.linspace(-1, 9, 101), np.linspace(-2.2, 0.3, 101))
height = log_likelihood(worth, price)
top = np.unravel_index(height.argmax(), height.shape)
steps = [-9, -7, -6, -5, -4.2, -3.5, -3, -2.6, -2.3]
fig, ax = plt.subplots(figsize=(7, 3.8))
shades = ax.contourf(worth, price, height, levels=steps, cmap="cividis", extend="both")
ax.plot(worth[top], price[top], "o", color="white")
fig.colorbar(shades, label="Log-likelihood")
ax.set(xlabel="Part-worth of being fast", ylabel="Part-worth of one yuan", title="One hill, one top")
plt.show()

# %% lang="zh" alt="对数似然的等高线图，横轴是“快”的部分效用，纵轴是一元钱的部分效用：一座斜长的山，估计值在山顶。"
worth, price = np.meshgrid(np.linspace(-1, 9, 101), np.linspace(-2.2, 0.3, 101))
height = log_likelihood(worth, price)
top = np.unravel_index(height.argmax(), height.shape)
steps = [-9, -7, -6, -5, -4.2, -3.5, -3, -2.6, -2.3]
fig, ax = plt.subplots(figsize=(7, 3.8))
shades = ax.contourf(worth, price, height, levels=steps, cmap="cividis", extend="both")
ax.plot(worth[top], price[top], "o", color="white")
fig.colorbar(shades, label="对数似然")
ax.set(xlabel="“快”的部分效用", ylabel="一元钱的部分效用", title="一座山，一个顶")
plt.show()

# %% [markdown] lang="en"
# The hill has one top, so a computer finds it by walking up: the steps follow the gradient, features taken less features expected.
# `fit_choices` does it, and adds standard errors from how sharp the top is.

# %% [markdown] lang="zh"
# 山只有一个顶，电脑顺着坡往上走就能找到；坡度就是“实际选中的特征减去预期的特征”。
# `fit_choices`就这么做，还根据山顶尖不尖算出标准误（estimate估计值、se标准误、low和high区间两端）。

# %%
fast = pencil.assign(task=range(6), price=pencil["extra_price"], fast=1.0, chosen=pencil["takes_fast"])
slow = fast.assign(price=0, fast=0.0, chosen=1 - fast["chosen"])
small_fit = personalize.fit_choices(pd.concat([fast, slow]), ["fast", "price"], choice="task")
small_fit.coefficients.round(2)

# %% [markdown] lang="en"
# Top of the map: {{worth[top]:.1f}} and {{price[top]:.2f}}; fit: {{small_fit.part_worths["fast"]:.2f}} and {{small_fit.part_worths["price"]:.2f}}.
# Six choices know next to nothing: the interval of the price crosses zero.
#
# ### On the survey
#
# Eight tasks each, three services and "none of these".
# We join answers to designs, drop those who always ticked the first, and code levels as zeros and ones against a base.

# %% [markdown] lang="zh"
# 图上的山顶是{{worth[top]:.1f}}和{{price[top]:.2f}}，拟合得{{small_fit.part_worths["fast"]:.2f}}和{{small_fit.part_worths["price"]:.2f}}。
# 六次选择几乎什么也说明不了：价格的区间跨过了零。
#
# ### 用到调查上
#
# 每人八道题，每题三种服务加一个“都不选”。
# 把答卷和设计表连起来，去掉每题都勾第一个的人，各水平对照一个基准编成零和一。
# hours是几小时送到；guarantee是不新鲜怎么办：refund退款、replace换货、nothing不管；packaging是包装：box周转箱、paper纸袋、plastic塑料袋。

# %%
answers = crm.load("survey_conjoint")
always_first = personalize.straight_liners(answers, ["chosen"])
attentive = answers[~answers["customer_id"].isin(always_first)]
choices = personalize.choice_table(attentive, crm.load("survey_designs"))
bases = {"hours": 24, "guarantee": "nothing", "packaging": "plastic"}
coded = personalize.code_levels(choices, bases=bases)
features = list(coded)
choices[["choice_id", "alternative", "price", "hours", "guarantee", "packaging", "chosen"]].head(4)

# %%
tasks = pd.concat([choices[["choice_id", "customer_id", "chosen"]], coded], axis=1)
tasks["need"] = tasks["customer_id"].map(need)
pooled = personalize.fit_choices(tasks, features, cluster="customer_id")
pooled.coefficients.round(2)

# %% [markdown] lang="en" slide="slide"
# These are **part-worths**: positive is liked, and only differences mean something.
# Divided by the part-worth of a yuan they become money, the **willingness to pay**.
# Eight answers of one person are not eight witnesses, so the standard errors count persons (here it changes little within a need, among real customers much more).

# %% [markdown] lang="zh" slide="slide"
# 这些是**部分效用**（part-worth）：正的是喜欢，只有差别才有意义。
# 除以一元钱的部分效用，就换算成钱，叫**支付意愿**（willingness to pay）。
# 一个人答八题，不等于八个证人，所以标准误按人算（这里同一需求的人很像，差别不大；真实客户差别会大得多）。

# %% slide="fragment"
worth_all = personalize.willingness_to_pay(pooled).set_index("feature")
refund_all = worth_all.loc["guarantee_refund"]
worth_all.drop("none").round(2)

# %% [markdown] lang="en" slide="fragment"
# One logit over all says: money back is worth {{refund_all["wtp"]:.1f}} yuan a delivery, with an interval of {{refund_all["low"]:.1f}} to {{refund_all["high"]:.1f}}.
# The interval is narrow; but whose number is it?
# The same model, once for each need segment:

# %% [markdown] lang="zh" slide="fragment"
# 全体放在一起拟合：不新鲜就退款，每次配送值{{refund_all["wtp"]:.1f}}元，区间{{refund_all["low"]:.1f}}到{{refund_all["high"]:.1f}}。
# 区间很窄，可这是谁的数？
# 同一个模型，每个需求群各拟合一次：

# %%
fits = {
    one: personalize.fit_choices(tasks[tasks["need"] == one], features, cluster="customer_id")
    for one in needs
}
worths = {one: personalize.willingness_to_pay(fit) for one, fit in fits.items()}
parameters = crm.load("truth/survey_parameters").set_index("parameter")["value"]
true = {one: pd.Series({f: parameters[f"conjoint.{one}.{f}"] for f in features}) for one in needs}
true_worths = {one: -values / values["price"] for one, values in true.items()}

# %% lang="en" slide="slide" alt="Willingness to pay for six levels, with intervals, by need, and the truth as crosses. The hurried would pay some twelve yuan for two hours, those who want it fresh some ten for a refund, the thrifty below two for anything. Most crosses lie inside the intervals."
level = {"hours_2": "two hours", "hours_8": "same evening", "guarantee_refund": "money back"}
level |= {"guarantee_replace": "replaced", "packaging_box": "box, given back", "packaging_paper": "paper bag"}
ax = personalize.plot_worth(worths, labels=level, names=name, truth=true_worths)
ax.set_title("The right person would pay several times as much")
plt.show()

# %% lang="zh" slide="slide" alt="六个水平的支付意愿和区间，按需求群画，真相用叉号。图省时的愿为两小时送到付十二元左右，图新鲜的愿为退款付十元左右，图省钱的什么都不到两元。多数叉号落在区间里。"
level = {"hours_2": "两小时送到", "hours_8": "当晚送到", "guarantee_refund": "不新鲜退款"}
level |= {"guarantee_replace": "不新鲜换货", "packaging_box": "周转箱", "packaging_paper": "纸袋"}
ax = personalize.plot_worth(worths, labels=level, names=name, truth=true_worths)
ax.set_title("同一样服务，找对人值好几倍")
plt.show()

# %%
by_need = pd.concat(worths, names=["need"]).reset_index("need").query("feature != 'none'")
by_need["truth"] = [true_worths[row.need][row.feature] for row in by_need.itertuples()]
n_inside = int(((by_need["low"] <= by_need["truth"]) & (by_need["truth"] <= by_need["high"])).sum())
refund = by_need[by_need["feature"] == "guarantee_refund"].set_index("need")
missed = by_need[(by_need["truth"] < by_need["low"]) | (by_need["truth"] > by_need["high"])]
refund[["wtp", "low", "high", "truth"]].round(2)

# %%
missed[["need", "feature", "wtp", "low", "high", "truth"]].round(2)

# %% [markdown] lang="en" slide="fragment"
# Money back: {{refund.loc["thrifty", "wtp"]:.1f}} yuan to the thrifty, {{refund.loc["hurried", "wtp"]:.1f}} to the hurried, {{refund.loc["fresh", "wtp"]:.1f}} to those who want it fresh.
# The {{refund_all["wtp"]:.1f}} of all together fits the hurried third at best, and is far from the two others.
# More respondents would narrow its interval, not mend it: it answers for an average, and no offer is made to an average.
#
# The truth lies inside {{n_inside}} of {{len(by_need)}} intervals, fewer than nineteen of twenty.
# All {{len(missed)}} misses are of the hurried, and all too low: the ratios of a group share one denominator, so when the part-worth of a yuan is off by chance, all its estimates of willingness to pay lean one way.
#
# A second caution: nobody paid. Unpaid answers take the yuan too lightly, so willingness to pay mostly comes out too high, and what lies beyond nine yuan was never on a card.
# Trust the order of the features and the comparison of needs more than the yuan, and test the price.

# %% [markdown] lang="zh" slide="fragment"
# 退款这一条：图省钱的认为值{{refund.loc["thrifty", "wtp"]:.1f}}元，图省时的{{refund.loc["hurried", "wtp"]:.1f}}元，图新鲜的{{refund.loc["fresh", "wtp"]:.1f}}元。
# 混在一起的{{refund_all["wtp"]:.1f}}元，顶多像图省时的那三分之一，离另外两种都远。
# 再多问些人，它的区间只会更窄，不会更对：它说的是平均数，可没有哪份菜单是端给平均数的。
#
# {{len(by_need)}}个区间里，有{{n_inside}}个盖住了真相，不到二十分之十九。
# 没盖住的{{len(missed)}}个全是图省时的，而且全都估低了：同一群的比值共用一个分母，一元钱的部分效用碰巧估偏，这一群的支付意愿就一起往一边偏。
#
# 还有一点要当心：谁也没真掏钱。不用掏钱的时候，人容易把钱看轻，所以支付意愿多半估高；何况超过九元的价，题里从来没出现过。
# 多信各项的先后次序、各群之间谁高谁低，少信具体是几元，价格还得试。

# %% [markdown] lang="en" slide="notes"
# Ask: the pooled interval is narrow; why is it of little use?
# Expect "because the sample is too small".
# It is not that: it is precise about the wrong quantity.

# %% [markdown] lang="zh" slide="notes"
# 问：混合拟合的区间那么窄，为什么反而没什么用？
# 多数人会说“样本太小”。
# 正相反：量得很准，量的却不是该量的东西。

# %% [markdown] lang="en" slide="slide"
# ### Where the logit fails: the red bus and the blue bus
#
# Half the town drives, half takes the red bus.
# The company paints every second bus blue.
# Who would now drive?

# %% [markdown] lang="zh" slide="slide"
# ### logit在哪里失灵：红巴士和蓝巴士
#
# 城里一半人开车，一半人坐红巴士。
# 公交公司把一半巴士刷成蓝色。
# 现在还有多少人开车？（car开车、red_bus红巴士、blue_bus蓝巴士）

# %% slide="fragment"
town = pd.DataFrame({"utility": [0.0, 0.0, 0.0]}, index=["car", "red_bus", "blue_bus"])
one_unit = pd.Series({"utility": 1.0})
before_paint = personalize.choice_shares(one_unit, town.iloc[:2])["all"]
after_paint = personalize.choice_shares(one_unit, town)["all"]
pd.DataFrame({"before": before_paint, "after": after_paint}).round(2).loc[town.index]

# %% [markdown] lang="en" slide="fragment"
# The logit says a third, because it lets any newcomer take from all in proportion: **independence of irrelevant alternatives** (Debreu 1960 told it with records, the buses are McFadden's).
# Paint moves no driver: the answer is still half.
# So never put two services on a menu that differ in next to nothing, and mistrust the share of any near copy.
# Groups soften the fault: within a need the fault remains, over all needs a newcomer takes most from what the same people like.
# In our simulated world the choices within a need come from a logit by construction; your customers gave no such promise.

# %% [markdown] lang="zh" slide="fragment"
# logit说三分之一，因为它让新来的按比例从每一家抢：这叫**无关选项独立性**（independence of irrelevant alternatives；Debreu 1960最早用唱片举例，巴士是McFadden的）。
# 刷一层漆，开车的人一个也不会少：正确答案还是一半。
# 所以，几乎没差别的两种服务别放进同一张菜单；凡是“换汤不换药”的，它的份额不能信。
# 分群能减轻这个毛病：群内照旧，放到全体来看，新来的主要抢同一类人喜欢的那种。
# 在我们的模拟世界里，同一需求的人就是按logit选的，所以群内成立是设定好的；真实的客户未必如此。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Put a second service beside the present one.
#
# 1. Give it two hours. At which price does it leave most? Whom has it won, and whom not?
# 2. Turn it into next day with money back. Who comes now?
# 3. A delivery may win a basket that we would have lost. Raise that margin: does the best price rise or fall?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 在现有服务旁边再加一种。
#
# 1. 设成两小时送到。定什么价剩下的钱最多？赢得了谁，没赢得谁？
# 2. 改成次日送到、不新鲜退款。这回来的是谁？
# 3. 送货上门，也许能留住一单本来会丢的生意。把这份毛利调高：最好的价格是升还是降？

# %%
costs = {
    "hours": {2: 5.0, 8: 3.0, 24: 2.0},
    "guarantee": {"refund": 1.2, "replace": 0.8, "nothing": 0.0},
    "packaging": {"box": 0.9, "paper": 0.4, "plastic": 0.1},
}
present = {"price": today_price, "hours": 24, "guarantee": "nothing", "packaging": "plastic"}

# %%
quarter = orders[(orders["ordered_on"] >= "2025-10-01") & (orders["channel"] != "shop")]
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]], on="product_id")
lines["margin"] = lines["quantity"] * (lines["unit_price"] - lines["unit_cost"])
basket_margin = lines.loc[lines["order_id"].isin(quarter["order_id"]), "margin"].sum() / len(quarter)
delivered, share_won = len(quarter) / 3, 0.2
won = share_won * basket_margin
round(delivered), round(float(basket_margin), 1), round(float(won), 1)

# %%
now = personalize.code_levels(pd.DataFrame([present]), bases=bases).reindex(columns=features, fill_value=0.0)
now.loc["none"] = [float(one == "none") for one in features]


def occasions_behind(part_worths, weights=None):
    return delivered / personalize.choice_shares(part_worths, now, weights)["all"].iloc[0]


occasions = occasions_behind(fits, share)
purchases = (orders["ordered_on"] >= "2025-10-01").sum() / 3
round(float(delivered / occasions), 2), round(occasions), round(purchases)

# %% [markdown] lang="en"
# Costs per delivery are the shop's estimates.
# A month has {{delivered:,.0f}} orders by phone and web, with {{basket_margin:.1f}} yuan of margin on the goods; we suppose that {{share_won:.0%}} of these baskets would be lost without delivery, so a delivery wins {{won:.1f}} yuan besides its price.
#
# Mind the base: the {{delivered:,.0f}} are deliveries that *were* chosen.
# The survey also knows "none of these", and says that today's service is taken on {{delivered / occasions:.0%}} of the **occasions**; so some {{occasions:,.0f}} occasions a month stand behind them.
# (Shop and delivery together count {{purchases:,.0f}} purchases a month, so the size is credible: "none" may well mean that she comes herself. It supposes that those who answered choose as the others do.)
# On these occasions we price every menu, and today's service gives back just the orders in the books.

# %% [markdown] lang="zh"
# 每次配送的成本是店里估的。
# 一个月有{{delivered:,.0f}}单来自电话和网店，每单商品毛利{{basket_margin:.1f}}元；假设不送的话其中{{share_won:.0%}}会丢，那么每送一次，除了运费还多赚{{won:.1f}}元。
#
# 注意基数：这{{delivered:,.0f}}单是**已经选了**配送的。
# 问卷里还有“都不选”，照问卷估，现有服务只在{{delivered / occasions:.0%}}的**机会**里被选中；所以背后每月大约有{{occasions:,.0f}}次机会。
# （门店和配送合起来每月{{purchases:,.0f}}笔，数量级对得上：“都不选”很可能就是自己来店里买。这里假定没作答的人跟作答的人选得一样。）
# 下面每张菜单都按这么多次机会算账；只放现有服务，算出来正好是账上那么多单。

# %% lang="en" alt="Bars by need: share of the present service, of the new one, and of neither. With two hours at six yuan and nothing else changed the hurried mostly take the new one, few of the thrifty do. Sliders set price, levels and the margin won."
from crmlab import widgets

words = {"hours": "Delivered within (hours)", "guarantee": "If not fresh", "packaging": "Packaging"}
words |= {"refund": "money back", "replace": "replaced", "nothing": "nothing"}
words |= {"box": "box", "paper": "paper", "plastic": "plastic"}
widgets.share_simulator(fits, share, costs, present, occasions, won, names=name, labels=words)

# %% lang="zh" alt="按需求画的条形：现有服务、新服务、都不选各占多少。只改成两小时送到、六元一次时，图省时的多数选新服务，图省钱的选的不多。滑块可以调价格、各个水平和多赚的毛利。"
from crmlab import widgets

words = {"hours": "几小时内送到", "guarantee": "不新鲜怎么办", "packaging": "包装"}
words |= {"refund": "退款", "replace": "换货", "nothing": "不管"}
words |= {"box": "周转箱", "paper": "纸袋", "plastic": "塑料袋"}
widgets.share_simulator(fits, share, costs, present, occasions, won, names=name, labels=words)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# 1. It leaves most between eight and nine yuan. Half of the hurried take it, few of the thrifty do.
# 2. First those who want it fresh. It leaves most at some five or six yuan, and about as much as two hours do.
# 3. The best price falls: the more a delivery wins besides its price, the less it pays to frighten anybody off.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 1. 定在八元到九元之间，剩下的钱最多。图省时的有一半选它，图省钱的很少。
# 2. 先来的是图新鲜的。定在五六元剩得最多，跟两小时送到差不多。
# 3. 降。每送一次在运费之外赚得越多，就越犯不着用高价把人吓走。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Four kinds of customisation
#
# From Davis (1987) and Pine (1993) on, the answer to many needs is **mass customisation**: close to what each wants, at close to the cost of the many.
# Gilmore and Pine (1997) ask two questions: does the *product* change for the customer, and does its *representation*, the way it is shown, packed, named?
#
# - **Collaborative customisation** (both): talk it over, then make. On the phone she and the shop settle a basket that bears her name.
# - **Transparent customisation** (product only): watch, then make, without saying so. The bag already holds fewer onions.
# - **Cosmetic customisation** (representation only): the same, shown differently. Her name on the crate.
# - **Adaptive customisation** (neither): one thing that she sets herself. A box with movable walls.

# %% [markdown] lang="zh" slide="slide"
# ## 四种定制
#
# 自Davis（1987）和Pine（1993）以来，面对五花八门的需求，答案叫**大规模定制**（mass customisation）：东西接近各人所要，成本接近大批量。
# Gilmore和Pine（1997）问两个问题：**产品**因客户而变吗？**呈现方式**（怎么摆、怎么包、怎么叫）变吗？
#
# - **合作型定制**（collaborative，两样都变）：先商量，再做。电话里跟她一起定下一篮菜，挂上她的名字。
# - **透明型定制**（transparent，只变产品）：看在眼里，做在前面，不声张。袋子里洋葱已经少放了两个。
# - **装饰型定制**（cosmetic，只变呈现）：东西一样，样子不同。箱子上写着她的名字。
# - **适应型定制**（adaptive，都不变）：同一样东西，她自己调。隔板能挪的周转箱。

# %%
ideas = pd.DataFrame({"idea": ["agreed_basket", "fewer_onions", "name_on_box", "movable_walls"]})
ideas["product"] = [True, True, False, False]
ideas["representation"] = [True, False, True, False]
answered = zip(ideas["product"], ideas["representation"])
ideas["kind"] = [personalize.customisation_kind(*two) for two in answered]
ideas

# %% [markdown] lang="en" slide="slide"
# ## A configurator
#
# How is it done at the cost of the many? With **modules** that combine, and a late point at which a common thing becomes hers.
# Four modules make up a delivery; not all go together.
# A rider on a two-hour round can't wait for a box to be emptied, and two hours for nothing would ruin us.

# %% [markdown] lang="zh" slide="slide"
# ## 配置器
#
# 怎么用大批量的成本做到？靠能自由组合的**模块**，再把“变成她那一份”的那一步尽量往后推。
# 一次配送由四个模块拼成，但不是都能拼。
# 周转箱要等客户腾空带回，跑两小时单的骑手等不起；两小时送到还不收钱，店要赔本。

# %%
modules = {"price": [0, 3, 6, 9], **{part: list(levels) for part, levels in costs.items()}}
n_all = int(np.prod([len(options) for options in modules.values()]))
forbidden = [{"hours": 2, "packaging": "box"}, {"hours": 2, "price": 0}]
offers = personalize.variants(modules, forbidden)
n_all, len(offers)

# %%
cost = sum(offers[part].map(levels) for part, levels in costs.items())
offers["margin"] = offers["price"] - cost + won
utility = personalize.part_worth_utility(fits, personalize.code_levels(offers, bases=bases))
none = {one: fit.part_worths["none"] for one, fit in fits.items()}
offers.assign(cost=cost).query("price == 9 and guarantee == 'refund'").round(1).head(4)

# %% [markdown] lang="en"
# {{n_all}} combinations, {{len(offers)}} that work.
# Each line of speed costs {{fixed:,}} yuan a month to keep, whoever uses it: a rota, a shelf, a page, mistakes.
# This is the **cost of variety**.
# `menus` goes through all menus with at most one service of each speed, so that no blue bus gets on.

# %% [markdown] lang="zh"
# {{n_all}}种组合，能用的{{len(offers)}}种。
# 每多一档速度，不管有没有人用，每月都要花{{fixed:,}}元养着：排班、货位、页面、出错。
# 这就是**多样化成本**（cost of variety）。
# `menus`把所有菜单试一遍，每档速度最多放一种，免得蓝巴士混上来（size放几种、served选中的机会占比、margin毛利、fixed多样化成本、profit减去成本后剩的）。

# %%
fixed = 1000
best = personalize.menus(utility, offers["margin"], none, offers["hours"], fixed, share, occasions)
shown = best.assign(variants=[offers.loc[rows, "hours"].tolist() for rows in best["variants"]])
shown.rename(columns={"variants": "hours"}).round(2)

# %% lang="en" slide="slide" alt="Yuan a month against the number of services on the menu. The margin rises from one to three, by less each time; after the cost of variety three services still leave most, but little more than two."
ax = personalize.plot_menus(best)
ax.set_title("Each further service adds less")
plt.show()

# %% lang="zh" slide="slide" alt="每月金额随菜单上服务数的变化。毛利从一种到三种一路升，升得越来越少；减去多样化成本后，三种剩得最多，但比两种多不了多少。"
ax = personalize.plot_menus(best)
ax.set_title("每多一种，多赚得越来越少")
plt.show()

# %%
n_best = int(best.loc[best["profit"].idxmax(), "size"])
menu = offers.loc[best.loc[n_best - 1, "variants"]].sort_values("hours")
profit = best.set_index("size")["profit"]
menu[["price", "hours", "guarantee", "packaging", "margin"]].round(1)

# %% [markdown] lang="en"
# ### How far off is the promise?
#
# The truth knows the real part-worths, so it can price the same menu.
# And what would the one logit over all have chosen and promised?
# Each is set to the orders in the books.

# %% [markdown] lang="zh"
# ### 承诺差了多少？
#
# 真相表里有真正的部分效用，可以给同一张菜单重新算账。
# 换成混合拟合的那一个logit，会选什么、承诺多少？
# 每一种都先对齐账上的单数。


# %%
coded_offers = personalize.code_levels(offers.drop(columns="margin"), bases=bases)
true_share = latent["need"].value_counts(normalize=True)[needs]


def taken(rows, part_worths, weights):
    services = coded_offers.loc[rows]
    services.loc["none"] = [float(column == "none") for column in services]
    return personalize.choice_shares(part_worths, services, weights)


def month(rows, part_worths, weights):
    shares = taken(rows, part_worths, weights)["all"].drop("none")
    earned = occasions_behind(part_worths, weights) * (shares * offers.loc[rows, "margin"]).sum()
    return earned - fixed * len(rows)


# %%
one_logit = {"all": pooled}
pooled_utility = personalize.part_worth_utility(one_logit, coded_offers)
pooled_none = {"all": pooled.part_worths["none"]}
pooled_occasions = occasions_behind(one_logit)
pooled_best = personalize.menus(
    pooled_utility, offers["margin"], pooled_none, offers["hours"], fixed, occasions=pooled_occasions
)
rows_need, rows_all = best.loc[n_best - 1, "variants"], pooled_best.loc[n_best - 1, "variants"]

# %%
promise = pd.DataFrame(index=["by_need", "one_logit"])
promise["promised"] = month(rows_need, fits, share), month(rows_all, one_logit, None)
promise["true"] = [month(rows, true, true_share) for rows in (rows_need, rows_all)]
true_utility = personalize.part_worth_utility(true, coded_offers)
true_none, true_occasions = {one: true[one]["none"] for one in needs}, occasions_behind(true, true_share)
known = personalize.menus(
    true_utility, offers["margin"], true_none, offers["hours"], fixed, true_share, true_occasions
)
promise.round(0)

# %% [markdown] lang="en"
# The fits by need promise {{promise.loc["by_need", "promised"]:,.0f}} yuan where the truth gives {{promise.loc["by_need", "true"]:,.0f}}; the one logit promises {{promise.loc["one_logit", "promised"]:,.0f}} where it gives {{promise.loc["one_logit", "true"]:,.0f}}.
# Who knew the truth could leave {{known["profit"].max():,.0f}}.
# In money the two menus are the same here; fitting by need has earned nothing.
# But look what the other menu holds, and whom it serves:

# %% [markdown] lang="zh"
# 按需求拟合，承诺{{promise.loc["by_need", "promised"]:,.0f}}元，实际{{promise.loc["by_need", "true"]:,.0f}}元；混合拟合，承诺{{promise.loc["one_logit", "promised"]:,.0f}}元，实际{{promise.loc["one_logit", "true"]:,.0f}}元。
# 要是知道真相，能剩{{known["profit"].max():,.0f}}元。
# 实话实说：论钱，这里两张菜单一样，按需求拟合没多赚到什么。
# 可是看看另一张菜单放了什么、服务了谁（by_need按需求，one_logit混合）：

# %%
offers.loc[rows_all, list(present)].sort_values("hours")

# %%
menu_of = {"by_need": rows_need, "one_logit": rows_all}
reach = 1 - pd.DataFrame({how: taken(rows, true, true_share).loc["none"] for how, rows in menu_of.items()})
reach.round(2)

# %% [markdown] lang="en"
# The menu made by need serves {{reach.loc["thrifty", "by_need"]:.0%}} of the occasions of the thrifty, the other {{reach.loc["thrifty", "one_logit"]:.0%}}.
# On it even the next day costs {{offers.loc[rows_all, "price"].min()}} yuan: an average customer has no use for a cheap slow service, so those who count money find less that suits them.
# Besides, one logit can't say what to show to whom.

# %% [markdown] lang="zh"
# 按需求做的菜单，图省钱的客户有{{reach.loc["thrifty", "by_need"]:.0%}}的次数选得到合意的；另一张只有{{reach.loc["thrifty", "one_logit"]:.0%}}。
# 那张菜单上，连次日送到也要{{offers.loc[rows_all, "price"].min()}}元：“平均客户”用不着便宜的慢送，于是精打细算的人在菜单上更难找到合意的。
# 何况混合拟合说不出哪一种该给谁看。

# %% [markdown] lang="en" slide="slide"
# ## Decision: what goes on the menu?
#
# Two assumptions carry it: what variety costs, and how many baskets a delivery wins.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：菜单上放什么？
#
# 两个假设撑着这个决定：多样化要花多少（fixed），送货能留住多大比例的单（share_won）。


# %%
def sizes(fixed, share_won):
    margin = offers["margin"] - won + share_won * basket_margin
    found = personalize.menus(utility, margin, none, offers["hours"], fixed, share, occasions)
    return int(found.loc[found["profit"].idxmax(), "size"])


cost_levels, won_levels = (500, 1000, 2000, 4000), (0.0, 0.1, share_won)
what_if = pd.DataFrame({w: {f: sizes(f, w) for f in cost_levels} for w in won_levels})
what_if.rename_axis(index="fixed", columns="share_won")

# %%
row_now = offers.index[(offers[list(present)] == pd.Series(present)).all(axis=1)][0]
profit_now = month([row_now], fits, share)
gain = round(profit[n_best]) - round(profit_now)
round(float(profit_now)), gain

# %% [markdown] lang="en"
# How sure is that? Draw part-worths from their standard errors, again and again, and price the same menus.

# %% [markdown] lang="zh"
# 这有多大把握？照标准误一遍遍地抽部分效用，给同样几张菜单重新算账。

# %%
on_offer = {"now": [row_now], "two": best.loc[1, "variants"], "three": best.loc[2, "variants"]}
drawn = personalize.menu_draws(
    fits, coded_offers, offers["margin"], on_offer, row_now, delivered, fixed, share
)
more = {"than_now": drawn["three"] - drawn["now"], "than_two": drawn["three"] - drawn["two"]}
sure = pd.DataFrame(more).quantile([0.025, 0.975])
sure.round(0)

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: {{n_best}} services.
# Two hours with money back, in a paper bag, at {{menu["price"].iloc[0]}} yuan; the same evening with money back, in a box, at {{menu["price"].iloc[1]}}; the next day as now, at {{menu["price"].iloc[2]}}.
# The hurried take mostly the first; the thrifty mostly the last, though four times in ten they take none; those who want it fresh are content with either of the first two.
# They leave {{profit[n_best]:,.0f}} yuan a month, where the present service alone leaves {{profit_now:,.0f}}: {{gain:,}} more (between {{sure["than_now"].iloc[0]:,.0f}} and {{sure["than_now"].iloc[1]:,.0f}}).
# That is {{occasions * best["served"].max():,.0f}} deliveries a month instead of {{delivered:,.0f}}, if there are riders for them.
# Of the gain the third service adds {{profit[3] - profit[2]:,.0f}} ({{sure["than_two"].iloc[0]:,.0f}} to {{sure["than_two"].iloc[1]:,.0f}}).
# These intervals hold the luck of the sample only; the two assumptions weigh more.
# If variety costs twice as much, two services are enough; at four times, one.
# If delivery wins no basket at all, two are enough even at this cost.
#
# Two of the prices stand at the upper end of what was asked, so the survey can't say whether more would be better still.
# So offer the menu to a random tenth first, as lesson 5a teaches, and count.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：放{{n_best}}种。
# 两小时送到、不新鲜退款、用纸袋，{{menu["price"].iloc[0]}}元；当晚送到、不新鲜退款、用周转箱，{{menu["price"].iloc[1]}}元；次日送到照旧，{{menu["price"].iloc[2]}}元。
# 图省时的多半选第一种；图省钱的十次有四次什么也不选，要选多半选最后一种；图新鲜的前两种都合意。
# 每月剩{{profit[n_best]:,.0f}}元；只有现有服务剩{{profit_now:,.0f}}元，多{{gain:,}}元（区间{{sure["than_now"].iloc[0]:,.0f}}到{{sure["than_now"].iloc[1]:,.0f}}）。
# 每月要送{{occasions * best["served"].max():,.0f}}单，现在是{{delivered:,.0f}}单：先问问骑手够不够。
# 多出来的钱里，第三种添的是{{profit[3] - profit[2]:,.0f}}元（{{sure["than_two"].iloc[0]:,.0f}}到{{sure["than_two"].iloc[1]:,.0f}}）。
# 区间只算了抽样的运气，那两个假设的分量更重。
# 多样化成本翻倍，两种就够；变成四倍，只放一种。
# 要是送货一单也留不住，就算成本不变，也只值得放两种。
#
# 有两种的价格已经是问卷里的最高价，再高会不会更好，调查答不了。
# 所以先按第5a课的办法，随机挑十分之一的客户试卖，数一数再说。

# %% [markdown] lang="en"
# ### From need to offer, for everybody
#
# The menu is one; what is shown first differs.
# The last rule fits all, so nobody is left out.

# %% [markdown] lang="zh"
# ### 从需求到推荐，人人都有
#
# 菜单是同一张，先给谁看什么不同。
# 最后一条规则谁都符合，所以一个也不漏（cheapest_first先推便宜的、fastest_first先推快的、guarantee_first先推包退的、ask先问一句）。

# %%
everyone = seen.reset_index()[["customer_id"]].merge(points, on="customer_id", how="left")
offer_rules = [
    ("counts", "price >= 30", "cheapest_first"),
    ("waits", "delivery >= 25", "fastest_first"),
    ("looks", "goods >= 35", "guarantee_first"),
    ("rest", "True", "ask"),
]
personalize.rule_coverage(everyone, offer_rules).drop(columns="conflicts").round(3)

# %% [markdown] lang="en"
# Most meet the question first.
# The customisation process is this loop: tell needs apart, name the type by rule, offer, ask those unknown, and write the answer back.

# %% [markdown] lang="zh"
# 多数人先碰到的是那句提问。
# 客户个性化的过程就是这样一圈：分清需求，按规则归类，给出推荐，不知道的就问，答案写回去。

# %% [markdown] lang="en"
# ## Your own data
#
# **Points**: any questionnaire in which people deal out a fixed sum, one row each.
# Put the path of its export in place of `points` (`"my_points.csv"`; semicolons, GBK and Excel are found by themselves), and your columns in place of ours.
# Rows with another sum than `whole` (a hundred unless you say so) are left out and counted.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# **打分**：只要是每人分同样总分的问卷，一人一行就行。
# 把`points`换成导出文件的路径（`"我的打分.csv"`，分号分隔、GBK编码、Excel都认得），列名换成你的。
# 合计不等于`whole`（不写就是一百）的行不计入，并且数给你看。

# %%
own_parts = parts
own_points = personalize.read_points(points, "customer_id", own_parts)
own_groups = differentiate.clusters(own_points, own_parts, 3, scale=False)
own_groups.groupby("cluster")[own_parts].mean().round(0)

# %% [markdown] lang="en"
# **Choices**: the export of your survey platform, one row for each alternative that each person saw.
# Put its path in place of `source`, as above.
# Say which column is the person, the task, the mark for what was taken, and the price; `bases` names every other attribute and the level to measure against.
# "None of these" is a row whose price and attributes are empty; without such rows the fit has no `none`.

# %% [markdown] lang="zh"
# **选择题**：问卷平台导出的表，每人看到的每个选项占一行。
# 同样把`source`换成文件路径。
# 写明哪一列是人、是题号、是选中的标记、是价格；其余每个属性写进`bases`，并指定拿哪个水平作基准。
# “都不选”是价格和属性都空着的那一行；没有这种行，拟合里就没有`none`。

# %%
theirs = {"customer_id": "Respondent", "task": "Task", "chosen": "Taken", "price": "Fee"}
theirs |= {"hours": "Hours", "guarantee": "If not fresh", "packaging": "Bag"}
source = choices.rename(columns=theirs)
own = personalize.read_choices(
    source, "Respondent", "Task", "Taken", price="Fee",
    bases={"Hours": 24, "If not fresh": "nothing", "Bag": "plastic"},
)  # fmt: skip

# %%
own_fit = personalize.fit_choices(own, list(own.columns[3:]), cluster="customer_id")
own_worth = personalize.willingness_to_pay(own_fit)
own_worth.round(2)

# %% [markdown] lang="en"
# These are the numbers of the pooled fit above.
# If you have points and choices of the same people, keep one group and fit again: `own[own["customer_id"].isin(...)]`.
# If your platform gives one row for each task with the number of the alternative taken, and the design in another file, `choice_table` joins the two first.

# %% [markdown] lang="zh"
# 跟前面混合拟合的数一样。
# 同一批人既打了分又做了选择题，就每次只留一群再拟合：`own[own["customer_id"].isin(...)]`。
# 平台要是一题只给一行、记的是选项编号，设计另放一个文件，就先用`choice_table`把两张表连起来。

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Value says how much attention, need says what to do with it; here value tells little about need.
# - Points that sum to a hundred say what matters *rather than* what; minus signs between them are partly arithmetic.
# - A rule table is checked on cases it has not seen, and shows its gaps and conflicts. Where behaviour does not tell, ask.
# - Must-be first, then one-dimensional, then one attraction.
# - Willingness to pay is a part-worth over that of a yuan; estimate it within a need.
# - A logit splits shares with any copy. Variety pays until a line costs more than it adds.
# - Price all menus on one base: orders are occasions on which a service was chosen, not all occasions.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 价值定花多少心思，需求定心思花在哪；这里，从价值看不出多少需求。
# - 合计一百分的数据，说的是在意这个**胜过**那个；各项之间的负相关，有一部分只是算术。
# - 规则表要在没见过的案例上检验，还要亮出漏了谁、哪里打架。行为看不出的，就问。
# - 先保必备型，再比一元型，最后加一样魅力型。
# - 支付意愿等于部分效用除以一元钱的部分效用；要在同一需求里估。
# - 换个名字的同一种服务，logit也会分给它一份。多放一档划算，只要它多赚的还盖得过多一档的成本。
# - 每张菜单用同一个基数算账：订单是选中了某种服务的机会，不是全部机会。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Customer need, need segment, compositional data, log ratio, labelled case, rule table, coverage, Kano categories, conjoint analysis, conditional logit, part-worth, willingness to pay, independence of irrelevant alternatives, mass customisation, module, cost of variety.
#
# - Aitchison, J. (1986). *The Statistical Analysis of Compositional Data*. Chapman and Hall.
# - Berger, C. and others (1993). Kano's methods for understanding customer-defined quality. *Center for Quality of Management Journal*.
# - Davis, S. M. (1987). *Future Perfect*. Addison-Wesley.
# - Debreu, G. (1960). Review of R. D. Luce, Individual choice behavior. *American Economic Review*.
# - Gilmore, J. H. and Pine, B. J. (1997). The four faces of mass customization. *Harvard Business Review*.
# - Kano, N., Seraku, N., Takahashi, F. and Tsuji, S. (1984). Attractive quality and must-be quality. *Journal of the Japanese Society for Quality Control*.
# - Louviere, J. J. and Woodworth, G. (1983). Design and analysis of simulated consumer choice or allocation experiments. *Journal of Marketing Research*.
# - Luce, R. D. and Tukey, J. W. (1964). Simultaneous conjoint measurement. *Journal of Mathematical Psychology*.
# - McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In *Frontiers in Econometrics*. Academic Press.
# - Peppers, D. and Rogers, M. (1993). *The One to One Future*. Doubleday.
# - Pine, B. J. (1993). *Mass Customization*. Harvard Business School Press.
# - Timko, M. (1993). An experiment in continuous analysis. *Center for Quality of Management Journal*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 客户需求、需求群、成分数据、对数比、标注案例、规则表、覆盖率、卡诺类别、联合分析、条件logit模型、部分效用、支付意愿、无关选项独立性、大规模定制、模块、多样化成本。
#
# - Aitchison, J. (1986). *The Statistical Analysis of Compositional Data*. Chapman and Hall.
# - Berger, C. and others (1993). Kano's methods for understanding customer-defined quality. *Center for Quality of Management Journal*.
# - Davis, S. M. (1987). *Future Perfect*. Addison-Wesley.
# - Debreu, G. (1960). Review of R. D. Luce, Individual choice behavior. *American Economic Review*.
# - Gilmore, J. H. and Pine, B. J. (1997). The four faces of mass customization. *Harvard Business Review*.
# - Kano, N., Seraku, N., Takahashi, F. and Tsuji, S. (1984). Attractive quality and must-be quality. *Journal of the Japanese Society for Quality Control*.
# - Louviere, J. J. and Woodworth, G. (1983). Design and analysis of simulated consumer choice or allocation experiments. *Journal of Marketing Research*.
# - Luce, R. D. and Tukey, J. W. (1964). Simultaneous conjoint measurement. *Journal of Mathematical Psychology*.
# - McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In *Frontiers in Econometrics*. Academic Press.
# - Peppers, D. and Rogers, M. (1993). *The One to One Future*. Doubleday.
# - Pine, B. J. (1993). *Mass Customization*. Harvard Business School Press.
# - Timko, M. (1993). An experiment in continuous analysis. *Center for Quality of Management Journal*.
#
# <!-- exercises link -->
