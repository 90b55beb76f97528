# ---
# id: "07a"
# title: {en: "Nine out of ten? Satisfaction measured", zh: "九成满意？量一量满意度"}
# minutes: {lecture: 50, exercises: 70}
# textbook: [outsourcing 4.1, portfolio 8, portfolio 9.1-9.2, ecommerce 4.1-4.4, practice 5.1-5.3, idic 7.1-7.2]
# needs: ["05a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## A banner over the door
#
# In November 2025 Hejia asked {{n_invited:,}} of its customers what they think of it, and {{n_answers}} answered.
# The owner wants a banner over the door: "Nine out of ten are satisfied!"
# His daughter asks: satisfied with what, from which mark on, and what of those who did not answer?
# After this lesson the shop knows which banner is true, and which of three repairs is worth its money.

# %% [markdown] lang="zh" slide="slide"
# ## 门口的横幅
#
# 2025年11月，禾家向{{n_invited:,}}位客户发了问卷，{{n_answers}}位作答。
# 老板想在门口挂条横幅：“十位客户，九位满意！”
# 女儿问：对什么满意？几分起算满意？没答的人呢？
# 学完这一课，店里就知道哪条横幅是真话，三个改进办法里哪个值得花钱。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and idea eight, small survey six, who answered ten, index and grades eight, what to mend (quadrants, gaps, Kano) ten, decision eight.
#
# Before the first numbers, ask: "From which mark of ten on is somebody satisfied?"
# Write down all answers; every one of them will give another banner.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和道理八分钟，小问卷六分钟，谁答了十分钟，指数和级度八分钟，先改什么（象限、差距、卡诺）十分钟，决策八分钟。
#
# 看数字之前先问：“十分制里，几分起算满意？”
# 把答案都记下来，每个答案都会得出另一条横幅。

# %%
import matplotlib.pyplot as plt
import pandas as pd

from crmlab import retain

invited = crm.load("survey_invitations")
answers = crm.load("survey_satisfaction")
n_invited, n_answers = len(invited), len(answers)
answers[["customer_id", "sat_overall", "sat_confirm", "sat_ideal"]].head(3)

# %% [markdown] lang="en"
# One question, "How satisfied are you with Hejia?", from one to ten, and three banners.

# %% [markdown] lang="zh"
# 同一道题：“你对禾家总体有多满意？”（一到十分），能写出三条横幅。

# %%
overall = answers["sat_overall"].dropna()
banners = {mark: float((overall >= mark).mean()) for mark in (6, 7, 8, 9)}
{mark: round(share, 3) for mark, share in banners.items()}

# %% [markdown] lang="en" slide="fragment"
# {{len(overall)}} answered this question. Six or more: {{banners[6]:.0%}}. Eight or more: {{banners[8]:.0%}}. Nine or more: {{banners[9]:.0%}}.
# Nobody lies, and no number means anything without its threshold.

# %% [markdown] lang="zh" slide="fragment"
# 这道题有{{len(overall)}}人答。六分起算：{{banners[6]:.0%}}满意；八分起算：{{banners[8]:.0%}}；九分起算：{{banners[9]:.0%}}。
# 谁也没撒谎，可是不说清从几分起算，哪个数都没有意义。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Read** a survey: sampling error, non-response, reliability, styles of answering (exercises 7a.1 and 7a.2).
# - **Build** an index from a tree of indicators, weigh it and grade it (exercises 7a.3 and 7a.4).
# - **Choose** what to mend first by quadrants, drivers, SERVQUAL gaps and Kano (exercises 7a.5 and 7a.7).
# - **Measure** without a questionnaire: products and moments of truth (exercise 7a.6).
# - **Report** honestly on units, with a decision in money (exercises 7a.8 and the memo, 7a.9).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **读**懂一份调查：抽样误差、无应答、信度、作答习惯（练习7a.1、7a.2）。
# - **建**一套指标体系，定权重，算指数，分级（练习7a.3、7a.4）。
# - **选**出先改什么：象限、驱动因素、SERVQUAL差距、卡诺（练习7a.5、7a.7）。
# - **量**没有问卷的满意：产品和关键时刻（练习7a.6）。
# - **写**一份老实的评价报告，把决策算成钱（练习7a.8和决策备忘7a.9）。

# %% [markdown] lang="en" slide="slide"
# ## The idea: what I got, against what I expected
#
# **Satisfaction** is a judgement: what I got, held against what I expected (Oliver 1980).
# So it belongs to the customer, not to the product; it moves, because today's surprise is tomorrow's expectation; and it has layers: the goods, the service, the whole relation.
# There are two ways to raise it: do more, or promise less.
#
# Three neighbours are not the same.
# *Loyalty* is what she does next (lesson 7b).
# An *emotion* is what she feels in the moment; it fades faster than a judgement, and leaves its mark on it.
# A *sense of privilege* is more than satisfaction: she gets something that not everybody gets, and knows it.
# Satisfaction can be bought for all; privilege, by its nature, only for some.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：得到的，比一比期望的
#
# **客户满意**（customer satisfaction）是一种判断：拿得到的跟期望的比（Oliver 1980）。
# 所以它长在客户心里，不长在产品上；它会变，今天的惊喜就是明天的期望；它也分层次：商品、服务、整个关系。
# 提升满意有两条路：做得更多，或者少许愿。
#
# 有三样东西跟它相近，但不是一回事。
# **忠诚**是她接下来怎么做（第7b课）。
# **情绪**是她当下的感受，散得比判断快，却会在判断里留下痕迹。
# **客户优越感**（sense of privilege）比满意更进一步：她得到了不是人人都有的东西，而且自己知道。
# 满意可以让人人都有；优越感人人都有，就不是优越感了。

# %% [markdown] lang="en"
# ## A small survey by hand
#
# Five customers, three questions from one to ten, and weights that sum to one.

# %% [markdown] lang="zh"
# ## 小问卷：先手算
#
# 五位客户，三道题，一到十分；权重合计为一。

# %%
small = pd.DataFrame(
    {"fresh": [9, 7, 10, 4, 8], "on_time": [7, 5, 9, 3, 8], "fair": [8, 6, 9, 5, 7]}, index=list("abcde")
)
weights = pd.Series({"fresh": 0.5, "on_time": 0.3, "fair": 0.2})
small["csi"] = ((small * weights).sum(axis=1) - 1) / 9 * 100
small.round(1)

# %% [markdown] lang="en"
# Read customer a aloud: half of nine, three tenths of seven, a fifth of eight make {{points_a:.1f}} points; less the lowest mark, over the nine steps of the scale, that is {{small.loc["a", "csi"]:.1f}} of a hundred.
# This is the **customer satisfaction index** (CSI): the sum of weight times score, put on a scale from nothing to a hundred.
#
# If several questions ask for one thing in several ways, answers rise and fall together, and the sum varies more than its parts.
# **Cronbach's alpha** (1951) says how well such a sum measures that thing; that it is *one* thing is taken for granted.
# We need it below for three questions on satisfaction as a whole; facets of an index need not go together, and here only serve to learn the sum.

# %% [markdown] lang="zh"
# 念一遍客户a：九分的一半，加七分的十分之三，加八分的五分之一，是{{points_a:.1f}}分；减去最低的一分，再除以量表的九步，得{{small.loc["a", "csi"]:.1f}}（满分一百）。
# 这就是**客户满意度指数**（customer satisfaction index, CSI）：权重乘得分再相加，换算成百分制。
#
# 几道题换着说法问同一样东西，答案就会同升同降，总分的方差就比各题方差之和大得多。
# **克隆巴赫α系数**（Cronbach's alpha, 1951）说的是：这个总分把那样东西量得有多稳；至于是不是**同一样**东西，它只是当作前提，并不检验。
# 后面我们用它来看总体满意的三道题；合成指数的各个方面本来不必同升同降，这里只借三列小数字学手算。

# %%
points_a = float((small.loc["a", ["fresh", "on_time", "fair"]] * weights).sum())
items = small[["fresh", "on_time", "fair"]]
parts, whole = float(items.var().sum()), float(items.sum(axis=1).var())
alpha_by_hand = 3 / 2 * (1 - parts / whole)
round(parts, 2), round(whole, 2), round(alpha_by_hand, 3)

# %%
round(retain.cronbach_alpha(items), 3)

# %% [markdown] lang="en" slide="slide"
# ## Who answered?
#
# The list held {{n_list:,}} customers who bought within a year.
# A sample has an error, and the error shrinks when the sample is a good part of the list (*finite population*).

# %% [markdown] lang="zh" slide="slide"
# ## 谁答了？
#
# 名单上有{{n_list:,}}位一年内买过东西的客户。
# 抽样就有误差；样本占了名单的一大块，误差就会小一些（**有限总体**，finite population）。

# %%
orders = crm.load("orders")
sent, year = pd.Timestamp("2025-11-10"), pd.Timedelta(days=365)
before = orders[(orders["amount"] > 0) & (orders["ordered_on"] < sent)]
n_list = before.loc[before["ordered_on"] >= sent - year, "customer_id"].nunique()
top_two = retain.top_box(overall, population=n_list)
round(top_two.value, 3), round(top_two.low, 3), round(top_two.high, 3)

# %%
margin = 0.04
needed, endless = retain.survey_sample_size(margin, population=n_list), retain.survey_sample_size(margin)
needed, endless

# %% [markdown] lang="en"
# The **top-2-box** share (marks nine and ten) is {{top_two.value:.0%}}, between {{top_two.low:.0%}} and {{top_two.high:.0%}}.
# For four points up or down the list needs {{needed}} answers; an endless one would need {{endless}}.
# We have enough, if those who answered are like those who did not.
# Are they? One thing is known of all who were asked: how often they bought in the last half year.

# %% [markdown] lang="zh"
# **最高两格比例**（top-2-box，即九分和十分）是{{top_two.value:.0%}}，区间{{top_two.low:.0%}}到{{top_two.high:.0%}}。
# 要做到上下四个百分点，这份名单需要{{needed}}份答卷；名单若是无限长，要{{endless}}份。
# 我们的答卷够了，前提是答的人跟没答的人一个样。
# 真的一样吗？有一件事人人都查得到：最近半年买过几次。

# %%
half_year = before[before["ordered_on"] >= sent - pd.Timedelta(days=180)]
invited["visits"] = invited["customer_id"].map(half_year["customer_id"].value_counts()).fillna(0)
bands = pd.cut(invited["visits"], [-1, 0, 2, 6, 14, 999], labels=["0", "1-2", "3-6", "7-14", "15+"])
invited["band"] = bands.astype(str)
cells = retain.response_weights(invited, "band").sort_values("rate", ignore_index=True)
cells.round(2)

# %% [markdown] lang="en" slide="fragment"
# Of those who never came in the half year {{cells["rate"].iloc[0]:.0%}} answered, of the regulars {{cells["rate"].iloc[-1]:.0%}}.
# That is **non-response**: the list is a fair sample, the answers are not.
# A weight of {{cells["weight"].iloc[0]:.1f}} lets each of the few speak for the many who are like her.
# It mends what visits explain, and nothing else; keep that in mind until the truth check.

# %% [markdown] lang="zh" slide="fragment"
# 半年没来的人只有{{cells["rate"].iloc[0]:.0%}}作答，常客有{{cells["rate"].iloc[-1]:.0%}}。
# 这叫**无应答**（non-response）：名单抽得公平，答卷却不公平。
# 给一个{{cells["weight"].iloc[0]:.1f}}的权重，让少数作答的人替许多跟她相像的人说话。
# 它只能补上来店次数解释得了的那一部分；补了多少，到“核对真相”一节再验证。

# %% [markdown] lang="en"
# ### How they ticked
#
# Some tick one number straight down the page, whatever is asked.

# %% [markdown] lang="zh"
# ### 怎么勾的
#
# 有人不管问什么，一路勾同一个数。

# %%
indicators = crm.load("survey_indicators")
names = indicators.set_index("indicator_id")[f"name_{crm.language.get_language()}"].to_dict()
tree = retain.indicator_tree(indicators)
leaves = [leaf for facet in tree.values() for leaf in facet]
styles = retain.response_styles(answers, leaves)
n_straight = int(styles["straight"].sum())
styles.loc[styles["straight"], ["customer_id", "answered", "mean", "run"]].head(3)

# %% [markdown] lang="en"
# {{n_straight}} of {{n_answers}} ticked straight: {{n_straight / n_answers:.0%}}, of whose answers we know nothing.
# We leave them out from here on, and say so in the report; nine or more then come to {{without_them:.0%}}.
# *Acquiescence*, ticking a little too high everywhere, cannot be seen in one row; reversed questions (exercise 7a.2) show it.

# %% [markdown] lang="zh"
# {{n_answers}}人里有{{n_straight}}人一路勾到底，占{{n_straight / n_answers:.0%}}；他们怎么想，我们并不知道。
# 从这里起不算他们，报告里要写明；去掉他们，九分起算是{{without_them:.0%}}。
# 还有一种**附和**（acquiescence），处处勾高一点，单看一行看不出来；反向题（练习7a.2）能让它现形。

# %%
kept = answers[~styles["straight"].to_numpy()].reset_index(drop=True)
without_them = float((kept["sat_overall"].dropna() >= 9).mean())
scale = retain.reliability(kept[["sat_overall", "sat_confirm", "sat_ideal"]].dropna())
scale.items.round(2)

# %%
round(scale.alpha, 2), round(scale.low, 2), round(scale.high, 2), round(scale.omega, 2)

# %% [markdown] lang="en"
# The three questions on satisfaction as a whole have an alpha of {{scale.alpha:.2f}} ({{scale.low:.2f}} to {{scale.high:.2f}}); **McDonald's omega** (1999), which lets questions differ in weight, says {{scale.omega:.2f}}.
# Nunnally (1978) asks for 0.70 in early research, 0.80 to compare groups, and 0.90 or more to decide on single persons; often only the first is quoted (Lance, Butts and Michels 2006).
# High is not better without end: three questions that say the same come close to one and waste the customer's time.

# %% [markdown] lang="zh"
# 总体满意这三题的α是{{scale.alpha:.2f}}（{{scale.low:.2f}}到{{scale.high:.2f}}）；**麦克唐纳ω系数**（McDonald's omega, 1999）允许各题轻重不同，算出来是{{scale.omega:.2f}}。
# Nunnally（1978）的要求是：研究初期0.70，比较各组0.80，要决定个人的事0.90以上；别人引用时常常只剩第一个数（Lance、Butts和Michels 2006）。
# 也不是越高越好：三道题换个说法问同一件事，能接近一，白费客户的时间。

# %% [markdown] lang="en" slide="slide"
# ### The pulse between surveys
#
# A card in the bag asks one question per order; it costs nearly nothing and shows *when* something happened.

# %% [markdown] lang="zh" slide="slide"
# ### 两次调查之间：随袋卡
#
# 袋子里放一张卡，每单只问一题；几乎不花钱，却看得出事情是**什么时候**发生的。

# %%
cards = crm.load("survey_pulse")
trend = retain.pulse(cards, "asked_on", "score")
trend[["period", "answers", "mean", "low", "high", "top"]].round(2)

# %% lang="en" slide="fragment" alt="Mean of the card in the bag by quarter with its band: about seven and a half through 2024, a sharp fall in the first quarter of 2025, and back by the third."
ax = retain.plot_pulse(trend)
ax.set_title("Something broke at the turn of 2025, and was mended")
plt.show()

# %% lang="zh" slide="fragment" alt="随袋卡每季度平均分和区间：2024年在七分半上下，2025年第一季度猛跌，第三季度回到原来的水平。"
ax = retain.plot_pulse(trend)
ax.set_title("2025年初出了问题，后来补上了")
plt.show()

# %% [markdown] lang="en"
# The fall to {{trend.loc[4, "mean"]:.1f}} in {{trend.loc[4, "period"]}} is no accident: its interval lies below the whole of 2024 (the axis shows only a part of the ten marks).
# The online shop opened then, but marks in the *store* fell too: not enough of an explanation.
# A card says when, not why: read what was complained of in those months.
# The survey of November, alone, would have shown nothing: by then it was over.

# %% [markdown] lang="zh"
# {{trend.loc[4, "period"]}}跌到{{trend.loc[4, "mean"]:.1f}}，不是偶然：它的区间低于整个2024年（注意纵轴只画了十分里的一段，看着会更陡）。
# 网店正是那时开的，可是**到店**的卡也跌了，只拿网店来解释还不够。
# 卡片只说得出什么时候，说不出为什么：下一步去看那几个月投诉了什么。
# 光靠11月那次调查什么也看不出来：那时事情已经过去了。

# %%
shop_cards = retain.pulse(cards[cards["channel"] == "shop"], "asked_on", "score").set_index("period")["mean"]
round(float(shop_cards["2024Q4"] - shop_cards["2025Q1"]), 2)

# %% [markdown] lang="en" slide="slide"
# ## A tree of indicators
#
# "Satisfied with what?" is answered by a tree on three levels: the index, its facets, their indicators.
# An indicator must be seen by the customer, be changed by the shop, and be told apart from its neighbour.

# %% [markdown] lang="zh" slide="slide"
# ## 指标体系
#
# “对什么满意？”要靠三级**指标体系**（indicator system）来回答：总指数、方面、指标。
# 一项好指标，客户感受得到，店里改得动，跟旁边那项分得开。
# 六个方面的代码是：goods商品、delivery配送、service店内服务、online网店、aftersales售后、price价格。

# %%
pd.Series({names[facet]: len(leaves) for facet, leaves in tree.items()}, name="indicators")

# %% [markdown] lang="en"
# ### Four ways to weigh
#
# Equal weights need no reason.
# Customers dealt out a hundred points.
# The owner compared facets in pairs, and the **analytic hierarchy process** (AHP; Saaty 1980) makes weights of that.

# %% [markdown] lang="zh"
# ### 四种定权重的办法
#
# 等权不用讲理由。
# 客户把一百分分给各方面。
# 老板两两比较，用**层次分析法**（analytic hierarchy process, AHP；Saaty 1980）化成权重。

# %%
facets = list(tree)
said = {
    ("goods", "delivery"): 2, ("goods", "service"): 3, ("goods", "online"): 4, ("goods", "aftersales"): 3,
    ("goods", "price"): 1, ("delivery", "service"): 2, ("delivery", "online"): 2, ("delivery", "aftersales"): 2,
    ("delivery", "price"): 1 / 2, ("service", "online"): 2, ("service", "aftersales"): 1, ("service", "price"): 1 / 3,
    ("online", "aftersales"): 1 / 2, ("online", "price"): 1 / 4, ("aftersales", "price"): 3,
}  # fmt: skip
owner = retain.ahp_weights(retain.pairwise_matrix(said, facets))
first_ratio = owner.consistency_ratio
round(first_ratio, 3)

# %%
implied = float(owner.check["implied"].iloc[0])
owner.check.head(2).round(2)

# %% [markdown] lang="en"
# The **consistency ratio** compares the contradictions with those of random answers; Saaty asks for a tenth at most, and this is {{first_ratio:.2f}}.
# The table says which comparison to ask again: "after-sales three times price", where all judgements together imply {{implied:.2f}} times.
# The owner laughs: he had it the wrong way round.

# %% [markdown] lang="zh"
# **一致性比率**（consistency ratio）拿前后矛盾的程度跟随便乱填的比；Saaty要求不超过十分之一，这里是{{first_ratio:.2f}}。
# 表里指出该回头问哪一对：“售后是价格的三倍”，可把全部判断合起来算，只有{{implied:.2f}}倍。
# 老板笑了：他说反了。

# %%
said["aftersales", "price"] = 1 / 3
compared = retain.pairwise_matrix(said, facets)
owner = retain.ahp_weights(compared)
round(owner.consistency_ratio, 3)

# %% [markdown] lang="en"
# By hand it is nearly this: the geometric mean of each row, scaled to sum to one.

# %% [markdown] lang="zh"
# 手算的办法相差无几：每行取几何平均，再化成合计为一。

# %%
rows = compared.prod(axis=1) ** (1 / len(facets))
pd.DataFrame({"by_hand": rows / rows.sum(), "ahp": owner.weights}).round(3).T

# %% [markdown] lang="en"
# The fourth, **entropy** weights, asks nobody: the more answers differ, the more a facet counts.

# %% [markdown] lang="zh"
# 第四种是**熵权**（entropy weights），谁也不问：回答的差别越大，权重越高。

# %%
by_facet = pd.DataFrame({facet: kept[leaves].mean(axis=1) for facet, leaves in tree.items()})
points = crm.load("survey_importance")[facets].mean()
ways = pd.DataFrame({"equal": 1 / 6, "points": points / 100, "owner": owner.weights})
ways["entropy"] = retain.entropy_weights(by_facet.dropna())
ways.rename(index=names).round(2)

# %%
by_way = {way: float(retain.satisfaction_index(kept, tree, ways[way])["csi"].mean()) for way in ways}
moved = max(by_way.values()) - min(by_way.values())
{way: round(index, 1) for way, index in by_way.items()}

# %% [markdown] lang="en"
# The weights differ by a factor of two and more, the index by {{moved:.1f}}: from {{min(by_way.values()):.1f}} to {{max(by_way.values()):.1f}}.
# The six facets' means lie between {{scores[facets].mean().min():.0f}} and {{scores[facets].mean().max():.0f}}, and no way stakes all on one.
# Still it is more than the sampling error below: who changes the weights can no longer compare with last year.
# Entropy gives after-sales {{ways.loc["aftersales", "entropy"]:.0%}}, although customers give it {{ways.loc["aftersales", "points"]:.0%}}: it measures disagreement, not importance.
# We take the customers' points: it is their satisfaction.

# %% [markdown] lang="zh"
# 权重能差一倍多，指数只差{{moved:.1f}}点：{{min(by_way.values()):.1f}}到{{max(by_way.values()):.1f}}。
# 六个方面的平均分都在{{scores[facets].mean().min():.0f}}到{{scores[facets].mean().max():.0f}}之间，又没有哪套权重把宝全押在一项上，平均数自然动得不多。
# 不过这已经超过下面的抽样误差：换了权重，就不能再跟去年比。
# 熵权给售后{{ways.loc["aftersales", "entropy"]:.0%}}，客户只给{{ways.loc["aftersales", "points"]:.0%}}：它量的是分歧，不是重要性。
# 我们用客户自己分的分数：满意是他们的。

# %%
scores = retain.satisfaction_index(kept, tree, ways["points"])
csi = retain.mean_interval(scores["csi"].dropna(), population=n_list)
american = retain.acsi(kept[["sat_overall", "sat_confirm", "sat_ideal"]])
round(csi.value, 1), round(csi.low, 1), round(csi.high, 1), round(american, 1)

# %% [markdown] lang="en"
# The index is {{csi.value:.1f}} ({{csi.low:.1f}} to {{csi.high:.1f}}).
# From the three questions on the whole, the formula of the **American Customer Satisfaction Index** (ACSI; Fornell et al. 1996) gives {{american:.1f}}: other questions, other number.
# Compare an index only with itself.

# %% [markdown] lang="zh"
# 指数是{{csi.value:.1f}}（{{csi.low:.1f}}到{{csi.high:.1f}}）。
# 用总体满意的三道题，按**美国顾客满意度指数**（American Customer Satisfaction Index, ACSI；Fornell等1996）的公式算，是{{american:.1f}}：题目不同，数就不同。
# 指数只能跟自己比。

# %% [markdown] lang="en" slide="slide"
# ### From index to grades
#
# A **grade scale** gives ranges of the index a name, here seven: very dissatisfied to very satisfied.
# Where the thresholds stand is a choice.

# %% [markdown] lang="zh" slide="slide"
# ### 从指数到级度
#
# **满意级度**（grade scale）给指数的各段起名字，这里分七级：从很不满意到很满意。
# 分界划在哪里，是人定的。

# %%
strict = [40, 50, 60, 70, 80, 90]
even, hard = retain.grade_table(scores["csi"]), retain.grade_table(scores["csi"], strict)
even_share, hard_share = even.loc[5:, "share"].sum(), hard.loc[5:, "share"].sum()
grade_names = hard[f"name_{crm.language.get_language()}"].str.replace(" ", "\n")
hard[["grade", "from", "customers", "share", "worth"]].round(2)

# %% lang="en" slide="fragment" alt="Bars of respondents by seven grades with strict thresholds: few in the lowest three, most in rather satisfied and satisfied, a tenth in very satisfied."
ax = retain.plot_grades(hard, names=grade_names)
ax.set_title("Seven grades, thresholds at 40, 50, 60, 70, 80, 90")
plt.show()

# %% lang="zh" slide="fragment" alt="七级人数占比柱状图，分界较严：最低三级很少，较满意和满意最多，很满意约一成。"
ax = retain.plot_grades(hard, names=grade_names)
ax.set_title("七级人数占比，分界为40、50、60、70、80、90")
plt.show()

# %% [markdown] lang="en"
# "Satisfied" or better are {{even_share:.0%}} with even steps and {{hard_share:.0%}} with these.
# To **quantify** grades, number them around zero, from minus three to three, and take the mean: {{hard["worth"].sum():.2f}} here.
# Write the thresholds down *before* the survey.

# %% [markdown] lang="zh"
# “满意”及以上的人，等分七级时占{{even_share:.0%}}，照这套分界占{{hard_share:.0%}}。
# 要**量化**，就给七级编号，从负三到三，再求平均：这里是{{hard["worth"].sum():.2f}}。
# 分界要在调查**之前**就写下来。

# %% [markdown] lang="en" slide="slide"
# ## What to mend first
#
# **Importance and performance** (Martilla and James 1977): a facet that matters and lies low comes first.

# %% [markdown] lang="zh" slide="slide"
# ## 先改什么
#
# **重要性—表现分析**（importance-performance analysis；Martilla和James 1977）：又重要、又做得差的，先改。

# %%
four = pd.DataFrame(
    {"facet": facets, "importance": points.to_numpy(), "performance": scores[facets].mean().to_numpy()}
)
four = retain.importance_performance(four)
four.round(1)

# %% lang="en" slide="fragment" alt="Six facets by performance and importance. Delivery and price lie in the upper left, important and poor; goods are important and good; after-sales is poorest but matters little."
ax = retain.plot_quadrants(four, "facet", names=names)
ax.set(title="Price and delivery first", ylabel="Importance (points of 100)")
plt.show()

# %% lang="zh" slide="fragment" alt="六个方面的重要性和表现。配送和价格在左上角：重要而表现差；商品又重要又好；售后最差，但不太重要。"
ax = retain.plot_quadrants(four, "facet", names=names)
ax.set(title="价格和配送优先", ylabel="重要性（100分中的分数）")
plt.show()

# %% [markdown] lang="en"
# The lines cross at the means, and even an excellent shop has facets below its own mean: it is an order, not an alarm.
# After-sales, lowest of all, lands in "can wait" because few weigh it high; the {{scores["aftersales"].count()}} who needed it may think otherwise.
#
# People *say* what matters; do their marks agree?
# **Drivers**: regress overall satisfaction on the facets, and share out what they explain together.
# As facets go together, each one's part depends on what entered before it; the mean over all orders is fair (Lindeman, Merenda and Gold 1980; it is a Shapley value).

# %% [markdown] lang="zh"
# 两条线交在平均数上，位置都是相对的：再好的店，也有方面低于自己的平均。它排的是先后，不是拉警报。
# 售后分数最低，却落在“可以缓一缓”，因为整体看重它的人少；真用过售后的{{scores["aftersales"].count()}}人未必这么想。
#
# 客户**嘴上**说什么重要，跟打的分一致吗？
# 找**驱动因素**（drivers）：拿总体满意对各方面做回归，再把合起来解释的部分分给各方面。
# 各方面缠在一起，谁先进模型谁占便宜；把所有次序都算一遍取平均，才公平（Lindeman、Merenda和Gold 1980；就是沙普利值）。

# %%
scores["overall"] = (kept[["sat_overall", "sat_confirm", "sat_ideal"]].mean(axis=1) - 1) / 9 * 100
complete = scores[["overall", *facets]].dropna()
driven = retain.drivers(complete, "overall", facets, draws=100)
driven[["driver", "slope", "low", "high", "share"]].round(2)

# %% lang="en" alt="Relative importance of six facets with intervals: goods and price lead with about a quarter each; the intervals of the other four overlap."
retain.plot_importance(driven, names=names).set_title("Goods and price drive satisfaction")
plt.show()

# %% lang="zh" alt="六个方面的相对重要性和区间：商品和价格领先，各占四分之一左右；其余四项区间互相重叠。"
retain.plot_importance(driven, names=names).set_title("商品和价格最能带动满意")
plt.show()

# %% [markdown] lang="en"
# Together the facets explain {{driven.attrs["r_squared"]:.0%}}; goods carry {{driven.loc[0, "share"]:.0%}} of that, price {{driven.loc[5, "share"]:.0%}}.
# Words and marks agree on the first two.
# Only {{len(complete)}} respondents rated all six; those who never returned anything are left out.
#
# One level up are the three causes of the American index: what was expected, the quality, and the **perceived value**, which is quality for its price.

# %% [markdown] lang="zh"
# 六个方面合起来解释{{driven.attrs["r_squared"]:.0%}}；其中商品占{{driven.loc[0, "share"]:.0%}}，价格占{{driven.loc[5, "share"]:.0%}}。
# 前两名，嘴上说的和打的分一致。
# 六个方面都打了分的只有{{len(complete)}}人；从没退换过东西的人不在里面。
#
# 再往上一层，是美国顾客满意度指数的三个原因：expectation期望、quality感知质量、value**感知价值**（perceived value，按价钱看值不值）。

# %%
cause = pd.DataFrame({"overall": kept[["sat_overall", "sat_confirm", "sat_ideal"]].mean(axis=1)})
for name, start in {"expectation": "exp_", "quality": "qual_", "value": "value_"}.items():
    cause[name] = kept.filter(like=start).mean(axis=1)
causes = retain.drivers(cause.dropna(), "overall", ["expectation", "quality", "value"])
causes[["driver", "slope", "low", "high", "share"]].round(2)

# %% [markdown] lang="en"
# At equal quality, a point more of value goes with {{causes.loc[2, "slope"]:.2f}} points more of satisfaction; whether a fairer price *makes* it, only a trial can tell.
# Expectation speaks against "promise less": at equal quality, those who expected more are a little *more* satisfied ({{causes.loc[0, "slope"]:.2f}}), perhaps because some tick high everywhere.

# %% [markdown] lang="zh"
# 质量一样时，价值高一分的人，满意高{{causes.loc[2, "slope"]:.2f}}分；价格公道一点是不是真能**带来**满意，要试了才知道。
# 期望这一行跟“少许愿”唱反调：质量一样时，期望高的人反而满意一点（{{causes.loc[0, "slope"]:.2f}}），也许是因为有人处处勾高。

# %% [markdown] lang="en" slide="slide"
# ## SERVQUAL: gaps
#
# **SERVQUAL** (Parasuraman, Zeithaml and Berry 1988; reworded 1991) asks each statement twice: what would an excellent shop do, and what does this one do?
# The gap is perception less expectation, over five dimensions.

# %% [markdown] lang="zh" slide="slide"
# ## SERVQUAL：量差距
#
# **SERVQUAL**（Parasuraman、Zeithaml和Berry 1988，1991年改过措辞）每句问两遍：一家优秀的店会怎样？这家店怎样？
# 差距 = 感知 − 期望，分五个维度，表里的代码在图上都有中文名。

# %%
servqual = crm.load("survey_servqual")
questions = crm.load("survey_questions").query("questionnaire == 'servqual'")
dimensions = questions.groupby("dimension", sort=False)["question_id"].apply(list).to_dict()
gaps = retain.servqual(servqual, dimensions)
gaps[["dimension", "expected", "perceived", "gap", "low", "high"]].round(2)

# %% lang="en" slide="fragment" alt="Expected and perceived scores on five dimensions joined by lines. Tangibles exceed expectation slightly; reliability falls short most, then responsiveness."
words = {
    "tangibles": "tangibles", "reliability": "reliability", "responsiveness": "responsiveness",
    "assurance": "assurance", "empathy": "empathy",
}  # fmt: skip
retain.plot_gaps(gaps, names=words).set_title("Reliability falls short most")
plt.show()

# %% lang="zh" slide="fragment" alt="五个维度的期望分和感知分，用线相连：有形性略超期望；可靠性差得最多，其次是响应性。"
words = {
    "tangibles": "有形性", "reliability": "可靠性", "responsiveness": "响应性",
    "assurance": "保证性", "empathy": "移情性",
}  # fmt: skip
retain.plot_gaps(gaps, names=words).set_title("可靠性差得最多")
plt.show()

# %% [markdown] lang="en"
# Reliability lacks {{-gaps.loc[1, "gap"]:.2f}} points of seven, responsiveness {{-gaps.loc[2, "gap"]:.2f}}; tangibles are above what is asked, so no new paint this year.
# A difference carries the errors of both its parts; the more the two go together, the less reliable it is (Peter, Churchill and Brown 1993).
# Here they hardly do (correlation {{gaps.loc[1, "correlation"]:.2f}}): expected {{gaps.loc[1, "alpha_expected"]:.2f}}, perceived {{gaps.loc[1, "alpha_perceived"]:.2f}}, their difference {{gaps.loc[1, "alpha_gap"]:.2f}}.
# That is good enough for five means of hundreds, not for ranking persons.
#
# Take statements singly and you have **promises**.

# %% [markdown] lang="zh"
# 七分制里，可靠性差{{-gaps.loc[1, "gap"]:.2f}}分，响应性差{{-gaps.loc[2, "gap"]:.2f}}分；有形性已经超出要求，今年不用重新刷墙。
# 差值带着两边的误差；两边越是同升同降，差值越不可靠（Peter、Churchill和Brown 1993）。
# 这里两边只略有正相关（{{gaps.loc[1, "correlation"]:.2f}}）：信度期望{{gaps.loc[1, "alpha_expected"]:.2f}}，感知{{gaps.loc[1, "alpha_perceived"]:.2f}}，差值{{gaps.loc[1, "alpha_gap"]:.2f}}。
# 几百人的五个平均数，够用；拿来给个人排名，不够。
#
# 一句一句看，就是一个个**承诺**。

# %%
one_by_one = {name: [name] for name in dimensions["reliability"] + dimensions["responsiveness"]}
promises = retain.servqual(servqual, one_by_one).sort_values("gap", ignore_index=True)
reliable = promises[promises["dimension"].isin(dimensions["reliability"])]
spread, reach = reliable["gap"].max() - reliable["gap"].min(), (reliable["high"] - reliable["gap"]).mean()
promises[["dimension", "expected", "perceived", "gap", "low", "high"]].round(2)

# %%
wording = questions.set_index("question_id")[f"name_{crm.language.get_language()}"]
wording[dimensions["reliability"]]

# %% [markdown] lang="en"
# The five of reliability (`rel`) lie within {{spread:.2f}} of each other, each up or down {{reach:.2f}}: there is no order among them, only a group that lies below responsiveness (`res`).
#
# A promise can be kept better or made smaller.
# **Managing expectations** means to lower those that we cannot keep and that we made ourselves: "by seven" becomes "between six and eight".
# What customers expect of any shop, such as a bill without mistakes, cannot be lowered, only kept.
# Exercise 7a.7 finds from deliveries which promise could be kept, and at which level.

# %% [markdown] lang="zh"
# 可靠性的五句（`rel`）彼此只差{{spread:.2f}}，每句自己就有上下{{reach:.2f}}的误差：五句之间不分先后，只能说这一组比响应性（`res`）低。
#
# 承诺可以兑现得好一点，也可以许得小一点。
# **客户期望管理**（expectation management），就是把自己许下、又做不到的降下来：“七点到”改成“六点到八点之间”。
# 客户对哪家店都会有的期望，比如账单不出错，降不下来，只能做到。
# 练习7a.7从送货记录里找：哪个承诺守得住，许到多少守得住。

# %% [markdown] lang="en" slide="slide"
# ## Kano: not all features are alike
#
# Kano et al. (1984) ask twice as well: how would you feel *with* the feature, and *without* it?
# The pair gives a category; lesson 6a builds the table by hand.
# Timko (1993) makes two numbers of the counts of attractive (A), one-dimensional (O), must-be (M) and indifferent (I).
# The **better coefficient** is $(A+O)/(A+O+M+I)$, the **worse coefficient** $-(O+M)/(A+O+M+I)$; reverse (R) stays out.

# %% [markdown] lang="zh" slide="slide"
# ## 卡诺：功能和功能不一样
#
# 狩野纪昭等（1984）也问两遍：**有**它你觉得怎样，**没有**它又怎样？
# 一对答案定一个类别；评价表怎么来，第6a课手工做过。
# Timko（1993）把人数化成两个系数。
# **Better系数** =（魅力型＋一元型）÷ 四类之和；**Worse系数** = −（一元型＋必备型）÷ 四类之和。
# 字母A魅力型、O一元型、M必备型、I无差异型、R反向型；功能代码的意思看图。

# %%
retain.better_worse(attractive=30, one_dimensional=20, must_be=40, indifferent=10)

# %%
pairs = crm.load("survey_kano").dropna()
features = retain.kano(pairs)
annoyed = features["R"].iloc[-1] / features["pairs"].iloc[-1]
features[["feature_id", "A", "O", "M", "I", "R", "category", "sure", "better", "worse"]].round(2)

# %% lang="en" slide="fragment" alt="Eight features by worse and better. Fresh dates and true price tags lie bottom right, must-be; choosing the hour and easy returns top right; tracking and the usual basket top left; recipe card and daily message bottom left."
labels = {
    "fresh_date": "fresh dates", "till_tag": "till = tag", "easy_return": "easy return", "choose_hour": "choose the hour",
    "track_rider": "track the rider", "usual_basket": "usual basket", "recipe_card": "recipe card", "daily_message": "daily message",
}  # fmt: skip
retain.plot_kano(features, names=labels).set_title("What is missed, and what delights")
plt.show()

# %% lang="zh" slide="fragment" alt="八项功能的Worse系数和Better系数。新鲜和价签一致在右下，属必备型；自选时间和爽快退款在右上；看骑手和备好常买的在左上；菜谱和每日短信在左下。"
labels = {
    "fresh_date": "不临期", "till_tag": "价签一致", "easy_return": "爽快退款", "choose_hour": "自选时间",
    "track_rider": "看骑手", "usual_basket": "备好常买的", "recipe_card": "菜谱", "daily_message": "每日短信",
}  # fmt: skip
retain.plot_kano(features, names=labels).set_title("缺了会恼的，有了会喜的")
plt.show()

# %% [markdown] lang="en"
# Must-be features (M, bottom right) are not noticed until they fail: fresh dates, true price tags.
# One-dimensional ones (O) pay in proportion; attractive ones (A, top left) delight and are not missed.
# The daily message is *reverse* (R): {{annoyed:.0%}} of the pairs say that it had better not come, and the coefficients, which leave R out, do not show that.
# Keep the order: first no must-be fails, then O as far as it pays, then one A.

# %% [markdown] lang="zh"
# 必备型（M，右下）出了错才有人注意：不临期、价签一致。
# 一元型（O）做多少得多少；魅力型（A，左上）有了高兴，没有也不惦记。
# 每日短信是**反向型**（R）：{{annoyed:.0%}}的答案说宁可没有；系数不把R算进去，所以看不出这一点。
# 先后不能乱：先保必备型不出错，再看一元型值不值，最后挑一项魅力型。

# %% [markdown] lang="en" slide="slide"
# ## Moments of truth
#
# A **moment of truth** is each time customer and shop meet (Normann 1984).
# A year is a chain of them, and some moment breaks it most often.
# Each has its own instrument: orders in the shop and on the web the card in the bag (second half of 2025), calls the marks of six weeks in autumn, complaints the marks of the year.
# Only {{calls["satisfaction"].notna().mean():.0%}} of the calls and {{marks["satisfaction"].notna().mean():.0%}} of the complaints got a mark; the others are silent here, too.
# A call or complaint is bad at one or two of five. From which mark of ten is a *card* bad? We try two cuts.

# %% [markdown] lang="zh" slide="slide"
# ## 关键时刻
#
# 客户和店打交道的每一次，都是一个**关键时刻**（moment of truth；Normann 1984）。
# 一年就是一串这样的时刻，总有一环断得最多。
# 各环节用各自的办法量：shop（到店购物）和web（网购）看2025年下半年的随袋卡，call（来电）看秋天六个星期的打分，complaint（投诉）看全年的打分。
# 来电只有{{calls["satisfaction"].notna().mean():.0%}}打了分，投诉只有{{marks["satisfaction"].notna().mean():.0%}}：这里也有无应答。
# 来电和投诉，五分里两分及以下算糟。随袋卡十分里几分以下算糟？我们试两条线。

# %%
bought = orders[(orders["amount"] > 0) & (orders["ordered_on"] >= "2025-01-01")]
n_buyers = bought["customer_id"].nunique()
recent = cards[cards["asked_on"] >= "2025-07-01"].groupby("channel")["score"]
calls = crm.load("cc_calls").query("client == 'hejia' and answered == 1")
marks = crm.load("complaints").query("opened_at >= '2025-01-01'")
contacts = crm.load("contacts").query(
    "contacted_at >= '2025-01-01' and direction == 'in' and channel == 'phone'"
)
bad = {
    name: (table["satisfaction"].dropna() <= 2).mean()
    for name, table in (("call", calls), ("complaint", marks))
}
times = bought["channel"].value_counts().to_dict() | {"call": len(contacts), "complaint": len(marks)}

# %%
chains = {}
for cut in (4, 5):
    poor = bad | {channel: (recent.get_group(channel) <= cut).mean() for channel in ("shop", "web")}
    links = [(moment, times[moment] / n_buyers, share) for moment, share in poor.items()]
    chains[cut] = retain.weakest_link(pd.DataFrame(links, columns=["moment", "occasions", "bad"]))
chains[5].round(3)

# %%
chains[4].round(3)

# %% [markdown] lang="en"
# `fine` is the chance that the moment never goes wrong in a year, `part` its part in the breaks, `without` the chance of a year without any trouble if it never failed; everybody is taken to meet each moment equally often, and one failure not to bring another.
# With cards up to five called bad, orders in the shop are the weakest link ({{chains[5].loc[0, "part"]:.0%}} of the breaks); with cards up to four it is the complaint ({{chains[4].loc[0, "part"]:.0%}}), and the shop comes third.
# So nobody may name the weakest link before the cut has a reason, such as the mark below which customers stay away.
# What holds at both cuts: a complaint is the rarest moment, and of those marked {{bad["complaint"]:.0%}} go badly.
#
# The calls are taken by a contact centre outside the house, which serves other firms too.
# What drives its marks?

# %% [markdown] lang="zh"
# `fine`是一年里这一环从不出岔子的可能，`part`是一年里的岔子有多少来自它，`without`是这一环若从不出错、全年平安的可能；算的时候当作人人次数一样，各次互不影响。
# 卡片五分及以下算糟，最弱的一环是到店购物（岔子的{{chains[5].loc[0, "part"]:.0%}}）；四分及以下才算糟，就成了投诉（{{chains[4].loc[0, "part"]:.0%}}），到店退到第三。
# 所以线划在哪里要先有理由，比如“低于几分，客户就不来了”；没有理由，谁是最弱一环就说不得。
# 两条线下都成立的只有一条：投诉最少见，而打了分的投诉里{{bad["complaint"]:.0%}}很糟。
#
# 电话由外包的客服中心接，它同时也接别家的电话。
# 打给它的分跟什么有关？（resolved为解决了，minutes为等待分钟数，transferred为转接过。）

# %%
rated = calls.dropna(subset=["satisfaction", "resolved"]).assign(
    minutes=lambda call: call["wait_seconds"] / 60
)
centre = retain.drivers(rated, "satisfaction", ["resolved", "minutes", "transferred"])
centre[["driver", "slope", "low", "high", "share"]].round(2)

# %% [markdown] lang="en"
# A call that solves the matter goes with {{centre.loc[0, "slope"]:.1f}} marks more of five, a minute of waiting with {{-centre.loc[1, "slope"]:.1f}} less.
# So put the *solving* into the contract with the centre, beside the seconds of waiting.
# And the mood? For complaints the desk notes it, with the outcome.

# %% [markdown] lang="zh"
# 问题解决了的电话，五分制里多{{centre.loc[0, "slope"]:.1f}}分；多等一分钟，少{{-centre.loc[1, "slope"]:.1f}}分。
# 跟外包中心签合同，除了等待秒数，还要写**解决率**。
# 客户的情绪呢？受理投诉的人记了下来，连同结果：angry愤怒、anxious着急、calm平静、disappointed失望；结果分resolved已解决、unresolved未解决。

# %%
marks.groupby("mood")["satisfaction"].agg(["count", "mean"]).round(2)

# %%
marks.groupby("outcome")["satisfaction"].agg(["count", "mean"]).round(2)

# %% [markdown] lang="en"
# Solved and unsolved differ by {{outcome_gap:.1f}} marks; between the highest and the lowest of four moods lie {{mood_gap:.1f}}, which may be chance.
# Listen to the emotion first; but her mark goes with whether it was solved.
# Lesson 5b treats complaints and recovery.

# %% [markdown] lang="zh"
# 解没解决差{{outcome_gap:.1f}}分；四种情绪里最高和最低相差{{mood_gap:.1f}}分，可能只是碰巧。
# 先听情绪；可她打分的高低，跟事情解没解决有关。
# 投诉和补救，第5b课细讲。

# %%
mood_gap = marks.groupby("mood")["satisfaction"].mean().agg(lambda mean: mean.max() - mean.min())
by_outcome = marks.groupby("outcome")["satisfaction"].mean()
outcome_gap = by_outcome["resolved"] - by_outcome["unresolved"]
round(float(mood_gap), 2), round(float(outcome_gap), 2)

# %% [markdown] lang="en" slide="slide"
# ## Units compared, and the report
#
# The owner wants a league table of districts.
# Two honesties first: an interval for each, and the same mix of customers everywhere.

# %% [markdown] lang="zh" slide="slide"
# ## 单位比较与评价报告
#
# 老板想给各城区排个名次。
# 要先做到两点老实：每个数带区间，客户构成要拉平（各区都按全店的构成换算）。

# %%
people = invited[["customer_id", "band"]].merge(crm.load("customers"), on="customer_id")
scores = scores.merge(people[["customer_id", "band", "district", "joined_on"]], on="customer_id")
scores["mix"] = scores["band"].replace({"0": "0-2", "1-2": "0-2", "7-14": "7+", "15+": "7+"})
units = retain.compare_units(scores, "district", "csi", mix="mix")
delivery = retain.compare_units(scores.dropna(subset=["delivery"]), "district", "delivery", mix="mix")
delivery[["district", "answers", "mean", "adjusted", "verdict"]].round(1)

# %% lang="en" slide="fragment" alt="Delivery index by district with intervals. New town lies clearly below the dashed mean; old mill is low with a wide interval; East Gate lies above it."
places = {
    "east_gate": "East Gate", "lane": "the lane", "new_town": "New Town",
    "old_mill": "Old Mill", "riverside": "Riverside", "university": "University",
}  # fmt: skip
delivery_mean = scores["delivery"].mean()
ax = retain.plot_intervals(
    delivery, "district", "adjusted", "adjusted_low", "adjusted_high", names=places, line=delivery_mean
)
ax.set(
    title="Delivery: New Town below the rest, East Gate above",
    xlabel="Delivery index (0 to 100), same mix of customers",
)
plt.show()

# %% lang="zh" slide="fragment" alt="各城区配送指数和区间：新城明显低于虚线的平均；老磨坊也低，但区间宽；东门在虚线以上。"
places = {
    "east_gate": "东门", "lane": "巷子", "new_town": "新城",
    "old_mill": "老磨坊", "riverside": "河边", "university": "大学",
}  # fmt: skip
delivery_mean = scores["delivery"].mean()
ax = retain.plot_intervals(
    delivery, "district", "adjusted", "adjusted_low", "adjusted_high", names=places, line=delivery_mean
)
ax.set(title="配送：新城低于其余，东门高于其余", xlabel="配送指数（0到100），客户构成已拉平")
plt.show()

# %% [markdown] lang="en"
# On the whole index the survey can tell *none* of {{n_open}} districts from the rest: their order is no ranking.
# On delivery New Town is below and East Gate above, beyond chance.
# The verdict compares a district with all others, and is stricter than its interval: who looks {{len(units)}} times may find something by chance, so the bar is raised (Bonferroni).
# So New Town's interval on the index lies below the mean, and the verdict is still `open`.
#
# Units can be stages as well; here are those of the **customer life cycle**.

# %% [markdown] lang="zh"
# 看总指数，{{n_open}}个城区**没有一个**跟其余分得出高低：先后不是名次。
# 看配送，新城偏低、东门偏高，都不只是碰巧。
# 结论那一列比的是这个区跟其余各区的差，而且比单看区间更严：看上{{len(units)}}次，难免碰巧看出点什么，所以门槛按比较的次数抬高（Bonferroni校正）。
# 因此新城总指数的区间整个在平均以下，结论仍然是`open`（没定论）。
#
# 单位也可以是阶段；下面按**客户生命周期**（customer life cycle）来分：acquire考察期、form形成期、stable稳定期、decline退化期。

# %%
n_open = int((units["verdict"] == "open").sum())
days = (sent - scores["joined_on"]).dt.days
scores["stage"] = "form"
scores.loc[scores["band"].isin(["7-14", "15+"]), "stage"] = "stable"
scores.loc[scores["band"] == "0", "stage"] = "decline"
scores.loc[days < 180, "stage"] = "acquire"
stages = retain.compare_units(scores, "stage", "csi")
stages[["stage", "answers", "mean", "low", "high", "verdict"]].round(1)

# %% [markdown] lang="en"
# Those in decline who answered are no less satisfied; but of those who had not come for half a year only {{cells["rate"].iloc[0]:.0%}} answered, and the others are silent.
# A report says what may be said, and what not; ours stands at the end, with its decision.

# %% [markdown] lang="zh"
# 退化期的人里，作答的并没有更不满意；可是半年没来的人只有{{cells["rate"].iloc[0]:.0%}}作答，其余的一声不吭。
# 报告写能说的，也写不能说的；我们的报告连同决策放在最后。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# The shop is simulated, so we know how satisfied all {{n_invited:,}} invited really are.

# %% [markdown] lang="zh" slide="slide"
# ## 核对真相
#
# 这家店是模拟的，所以{{n_invited:,}}位受邀者真正有多满意，我们都知道。

# %%
truth = crm.load("truth/survey_latent").merge(invited[["customer_id", "responded", "band"]], on="customer_id")
joined = scores.dropna(subset=["csi"]).merge(truth[["customer_id", "satisfaction"]], on="customer_id")
slope = joined["csi"].cov(joined["satisfaction"]) / joined["satisfaction"].var()
bias = slope * float(truth.loc[truth["responded"] == 1, "satisfaction"].mean() - truth["satisfaction"].mean())
weighed = joined.merge(cells[["band", "weight"]], on="band")
mended = csi.value - float((weighed["csi"] * weighed["weight"]).sum() / weighed["weight"].sum())
half_width = (csi.high - csi.low) / 2
round(bias, 2), round(mended, 2), round(half_width, 2)

# %% [markdown] lang="en" slide="fragment"
# Those who answered are more satisfied than those who were asked: the index comes out {{bias:.1f}} points too high, more than its whole margin of {{half_width:.1f}}.
# Weighing by visits mends nothing: it moves the index by {{abs(mended):.2f}}. Whether somebody answers depends on satisfaction itself, and visits hardly tell satisfaction.
# A narrow interval around a biased sample is precise and wrong; the remedy is to telephone *some* of the silent, not to mail more people.

# %% [markdown] lang="zh" slide="fragment"
# 肯作答的人比名单上的人更满意：指数高估了{{bias:.1f}}点，比整个误差范围{{half_width:.1f}}还大。
# 按来店次数加权等于没补，指数只动了{{abs(mended):.2f}}：肯不肯答本来就看满不满意，而来店次数看不出满意。
# 样本偏了，区间再窄也只是“精确地错”；对策是给**一部分**没答的人打电话，不是多发问卷。

# %%
parameters = crm.load("truth/survey_parameters").set_index("parameter")["value"]
quality = ["goods", "delivery", "service", "online", "aftersales"]
true_weight = parameters[[f"weight.{facet}" for facet in quality]].to_numpy()
weighing = pd.DataFrame({"true": true_weight}, index=quality)
weighing["said"], weighing["derived"] = points[quality], driven.set_index("driver")["share"][quality]
weighing = weighing / weighing.sum()
weighing.rename(index=names).round(2)

# %% [markdown] lang="en"
# Of the five facets of quality, both ways find goods first and delivery second, as planted.
# Both put delivery too low ({{weighing.loc["delivery", "said"]:.2f}} said, {{weighing.loc["delivery", "derived"]:.2f}} derived, {{weighing.loc["delivery", "true"]:.2f}} true) and after-sales too high.
# The derived suffer most: facets share what they explain, and {{len(complete)}} complete answers are few.

# %% [markdown] lang="zh"
# 质量的五个方面里，两种办法都找出商品第一、配送第二，跟埋下的一致。
# 两种办法都把配送看低了（嘴上{{weighing.loc["delivery", "said"]:.2f}}，推算{{weighing.loc["delivery", "derived"]:.2f}}，真实{{weighing.loc["delivery", "true"]:.2f}}），把售后看高了。
# 推算的偏得更多：各方面共享一部分解释力，六项都答的又只有{{len(complete)}}人。

# %% [markdown] lang="en" slide="slide"
# ### Where the index fails
#
# Does a satisfied customer buy more?
# We look at the six weeks after the survey, by thirds of satisfaction.

# %% [markdown] lang="zh" slide="slide"
# ### 指数失灵的地方
#
# 越满意的人，买得越多吗？
# 看看调查之后的六个星期：low、middle、high是满意度低、中、高三组，各占三分之一。

# %%
after = orders[(orders["amount"] > 0) & (orders["ordered_on"] > "2025-11-17")]
later = after.groupby("customer_id")["amount"].sum()
scores["later"] = scores["customer_id"].map(later).fillna(0)
scores["third"] = pd.qcut(scores["overall"].rank(method="first"), 3, labels=["low", "middle", "high"])
link = scores["overall"].corr(scores["later"])
scores.groupby("third", observed=True)["later"].agg(["size", "mean", "median"]).round(0)

# %% [markdown] lang="en" slide="fragment"
# The correlation is {{link:.2f}}: in this shop, over these weeks, satisfaction does not predict who buys more.
# Households buy what they eat; a satisfied small family buys little.
# So "a point of index brings so many yuan" is not to be had from this survey, and we shall not pretend.
# Lesson 7b looks at what satisfaction does change.

# %% [markdown] lang="zh" slide="fragment"
# 相关系数是{{link:.2f}}：在这家店、这几个星期里，满意度看不出谁买得多。
# 一家人吃多少就买多少；再满意的小家庭也买不多。
# 所以“指数涨一点，多卖多少钱”这种话，这份调查给不出来，我们也不装。
# 满意究竟改变了什么，第7b课再看。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# 1. Move the weight of delivery from nothing to everything. How far does the index go, and which district moves most?
# 2. Move the threshold until the banner "nine out of ten" is true. Where does it stand?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 1. 把配送的权重从零拖到全部：指数动多少？哪个城区动得最多？
# 2. 拖动分界，直到“十位里九位满意”成真：分界在哪里？

# %% alt_en="Left: respondents by index with a threshold. Right: mean index of six districts with intervals. Sliders move the weight of delivery and the threshold." alt_zh="左：按指数统计的作答人数和满意分界。右：六个城区的平均指数和区间。滑块调配送的权重和分界。"
from crmlab import widgets

widgets.satisfaction(scores, ways["points"], "delivery", names=names | places)

# %%
nine_of_ten = float(scores["csi"].dropna().quantile(0.1))
only_delivery = float(scores["delivery"].mean())
round(nine_of_ten, 1), round(only_delivery, 1)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# Delivery alone would give {{only_delivery:.1f}} in place of {{csi.value:.1f}}, and New Town falls most.
# Nine of ten have an index of {{nine_of_ten:.0f}} or more: there the threshold makes the news, not the shop.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 只看配送，指数从{{csi.value:.1f}}变成{{only_delivery:.1f}}，新城跌得最多。
# 分界划在指数{{nine_of_ten:.0f}}，横幅就成真了：是分界在说话，不是店在说话。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: three repairs
#
# Yuan come from what can be counted: complaints, what they cost, and who stays away after one.
# First the latter: customers who complained, against customers who came as often, on ordinary days.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：三个办法
#
# 钱要从数得清的事情里算：投诉、投诉的花费、投诉之后不来的人。
# 先算不来的：投诉过的客户，跟来得一样勤、平平常常买东西的客户比。


# %% lang="en"
def half_years(events):
    """Count purchases in the 180 days before and after a day, and what was paid before it."""
    both = events.merge(orders[orders["amount"] > 0], on="customer_id")
    gap = (both["ordered_on"] - both["day"]).dt.days
    both["before"], both["after"] = gap.between(-180, -1), gap.between(1, 180)
    both["paid"] = both["amount"] * both["before"]
    return both.groupby(["customer_id", "day", "treated"])[["before", "after", "paid"]].sum().reset_index()


# %% lang="zh"
def half_years(events):
    """数一数某一天前后各180天买了几次，之前付了多少。"""
    both = events.merge(orders[orders["amount"] > 0], on="customer_id")
    gap = (both["ordered_on"] - both["day"]).dt.days
    both["before"], both["after"] = gap.between(-180, -1), gap.between(1, 180)
    both["paid"] = both["amount"] * both["before"]
    return both.groupby(["customer_id", "day", "treated"])[["before", "after", "paid"]].sum().reset_index()


# %%
from crmlab import interact

upset = crm.load("complaints").query("'2024-01-01' <= opened_at < '2025-06-30'")
upset = upset.assign(day=upset["opened_at"].dt.normalize(), treated=1)[["customer_id", "day", "treated"]]
calm = orders[(orders["amount"] > 0) & orders["ordered_on"].between("2024-01-01", "2025-06-29")]
calm = calm.sample(6000, random_state=1).assign(treated=0).rename(columns={"ordered_on": "day"})
cases = half_years(pd.concat([upset, calm[["customer_id", "day", "treated"]]]).drop_duplicates())
cases["visits"] = pd.cut(cases["before"], [-1, 0, 2, 5, 10, 20, 999]).astype(str)
cases["gone"] = (cases["after"] == 0).astype(int)
away = interact.like_with_like(cases, ["visits"], responded="gone")
round(away.effect, 3), round(away.low, 3), round(away.high, 3)

# %%
paid = cases[cases["treated"] == 1].groupby("visits")["paid"].mean().reset_index()
bands = away.classes.merge(paid, on="visits")
bands[["visits", "treated", "share", "share_untreated", "difference", "paid"]].round(2)

# %% [markdown] lang="en"
# After a complaint {{100 * away.effect:.0f}} more *in a hundred* stay away for half a year than among customers like them ({{100 * away.low:.0f}} to {{100 * away.high:.0f}} percentage points).
# This is no experiment: many of the calm complained at another time, and one customer may count several times, so the interval is too narrow.
# Those who come seldom leave most easily and bring least: multiply within each row, not the two averages.
# A complaint costs what was given in recovery, the clerk's minutes, and the half year's margin of those who stay away.

# %% [markdown] lang="zh"
# 投诉之后，半年不来的人比情况相近的客户多{{100 * away.effect:.0f}}个**百分点**（{{100 * away.low:.0f}}到{{100 * away.high:.0f}}个百分点）。
# 这不是实验：对照组里不少人别的时候也投诉过，一个客户还可能出现几次，所以区间偏窄，只当作估计。
# 留意各行：来得少的人最容易走，带来的钱也最少；所以要逐行相乘，不能拿两个平均数去乘。
# 一件投诉的花费有三样：给出去的补偿、受理人的工时、不来的人半年的毛利。

# %%
wage, minutes, margin_rate = 22, 12, 0.28
recovery, handling = marks["recovery_value"].mean(), marks["times_contacted"].mean() * minutes / 60 * wage
lost_sales = (bands["treated"] * bands["difference"] * bands["paid"]).sum() / bands["treated"].sum()
lost_margin = lost_sales * margin_rate
cost_each = recovery + handling + lost_margin
cost_low = recovery + handling + lost_margin * away.low / away.effect
[round(float(yuan), 1) for yuan in (recovery, handling, lost_margin, cost_each)]

# %% [markdown] lang="en"
# A clerk's hour costs {{wage}} yuan, a contact {{minutes}} minutes; goods leave a margin of {{margin_rate:.0%}}.
# So a complaint costs {{cost_each:.0f}} yuan.
# The owner has three proposals; how far each would cut its complaints is his guess.

# %% [markdown] lang="zh"
# 店员一小时{{wage}}元，每次联系{{minutes}}分钟；毛利率{{margin_rate:.0%}}。
# 这样一件投诉要花{{cost_each:.0f}}元。
# 老板有三个办法；各能减少多少投诉，是他估的。

# %%
home = marks["customer_id"].map(crm.load("customers").set_index("customer_id")["district"])
counts = marks["category"].value_counts()
n_far = int(((marks["category"] == "late") & home.isin(["new_town", "old_mill"])).sum())
plans = pd.DataFrame({"plan": ["shelf", "rider", "window"], "cut": [0.5, 0.7, 0.25]})
plans["complaints"] = [counts["quality"], n_far, counts["late"]]
plans["cost"] = [0.5 * wage * 365, 3 * wage * 365, 600]
plans["worth"] = plans["complaints"] * plans["cut"] * cost_each
plans["net"] = plans["worth"] - plans["cost"]
plans["cut_needed"] = plans["cost"] / (plans["complaints"] * cost_each)
plans.round(2)

# %% [markdown] lang="en"
# *Shelf*: half an hour a day for a second look at dates and quality.
# *Rider*: a second rider for three evening hours in the two far districts.
# *Window*: say "between six and eight" in place of "at seven"; new leaflets.

# %% [markdown] lang="zh"
# shelf（看货架）：每天花半小时，再看一遍日期和品相。
# rider（加骑手）：两个远城区每晚加一名骑手三小时。
# window（宽时段）：不说“七点到”，说“六点到八点之间”，重印单页。

# %%
smaller = plans["complaints"] * plans["cut"] * (cost_each - lost_margin / 3) - plans["cost"]
cautious = plans["complaints"] * plans["cut"] * cost_low - plans["cost"]
shelf, rider, window = (plans.loc[row] for row in range(3))
smaller.round(0).tolist(), cautious.round(0).tolist()

# %% [markdown] lang="en" slide="fragment"
# **The banner**: "{{banners[9]:.0%}} of the {{len(overall)}} who answered gave us nine or ten."
# "Nine out of ten" is true from six on ({{banners[6]:.0%}}), no longer from seven ({{banners[7]:.0%}}); so the mark must stand on it, and neither banner speaks of the silent.
#
# **The proposal**: the second look and the wider window, for {{shelf["cost"] + window["cost"]:,.0f}} yuan a year; together they save some {{shelf["net"] + window["net"]:,.0f}} net.
# The look pays if it prevents {{shelf["cut_needed"]:.0%}} of the quality complaints; we hope for {{shelf["cut"]:.0%}}, so count for a whole year and stop if it does not.
# A quarter brings only some {{shelf["complaints"] / 4:.0f}} such complaints: too few to tell a half from a third.
# If the margin falls by a third, the look nets {{smaller[0]:,.0f}} and the window {{smaller[2]:,.0f}}.
#
# Not the rider: he costs {{rider["cost"]:,.0f}} and saves {{rider["worth"]:,.0f}}, although delivery in New Town lies below the rest; even if he prevented all {{rider["complaints"]}} late deliveries complained of there, he would save {{rider["complaints"] * cost_each:,.0f}}.
# The survey says where it hurts; only the cost says what to do about it.
# Where a promise is too dear to keep, lower it: that is the window.
# For price, important and poor as well, there is no proposal yet, and this survey does not say what a lower price would cost.
#
# Two limits.
# Only voiced complaints are counted, so all three are worth more than this; the rider would have to save {{rider["cost"] / rider["worth"]:.0f}} times what is counted here.
# And the wider window takes something from customers who like to choose their hour: watch the cards.

# %% [markdown] lang="zh" slide="fragment"
# **横幅**：“作答的{{len(overall)}}人里，{{banners[9]:.0%}}给了九分或十分。”
# “九成满意”要六分起算才成立（{{banners[6]:.0%}}），七分起算就不成立了（{{banners[7]:.0%}}），所以几分起算得写在横幅上；两条横幅说的都只是作答的人。
#
# **提案**：再看一遍货架，放宽时段，一年花{{shelf["cost"] + window["cost"]:,.0f}}元，合计大约净省{{shelf["net"] + window["net"]:,.0f}}元。
# 看货架只要挡住{{shelf["cut_needed"]:.0%}}的质量投诉就回本，我们指望{{shelf["cut"]:.0%}}；数满一年，挡不住就停。
# 一个季度只有{{shelf["complaints"] / 4:.0f}}件左右，分不清挡住的是一半还是三分之一。
# 毛利要是降三分之一，看货架净省{{smaller[0]:,.0f}}元，放宽时段{{smaller[2]:,.0f}}元。
#
# 骑手不加：要花{{rider["cost"]:,.0f}}元，只省{{rider["worth"]:,.0f}}元，尽管新城的配送低于其余各区；就算那里{{rider["complaints"]}}件迟到投诉全部避免，也只省{{rider["complaints"] * cost_each:,.0f}}元。
# 调查告诉你哪里疼；怎么治，要看药价。
# 守不起的承诺就降下来，这正是放宽时段。
# 价格同样又重要又差，可眼下没有人提办法，降价要花多少钱，这份调查也说不出。
#
# 两个限制要说明。
# 只数了说出口的投诉，所以三个办法都比这里算的更值；骑手省下的钱要达到这里算出的{{rider["cost"] / rider["worth"]:.0f}}倍，才够本。
# 时段放宽，喜欢自己挑时间的客户会少一点满意：再看看随袋卡。

# %% [markdown] lang="en"
# ### The report
#
# One call makes the page: units with intervals, what may be said, and the decision; `to_html` writes it as a file for the owner.

# %% [markdown] lang="zh"
# ### 评价报告
#
# 一行生成这一页：各单位带区间、能说的话、决策；`to_html`把它存成文件给老板看。

# %% lang="en"
decided = [
    f"Second look at the shelf and a wider delivery window: {shelf['cost'] + window['cost']:,.0f} yuan a year, net {shelf['net'] + window['net']:,.0f}.",
    f"No second rider: {rider['cost']:,.0f} yuan for {rider['worth']:,.0f}.",
    f"Call some of the {n_invited - n_answers:,} silent: what they think, this survey cannot say.",
]
remarks = [
    "On delivery New Town lies below the rest and East Gate above, beyond chance.",
    f"{n_straight} who ticked straight down the page are left out.",
]
called = names | places
retain.satisfaction_report(
    scores, "district", facets, mix="mix", names=called, thresholds=strict, population=n_list,
    remarks=remarks, decision=decided,
)  # fmt: skip

# %% lang="zh"
decided = [
    f"再看一遍货架、放宽送货时段：一年{shelf['cost'] + window['cost']:,.0f}元，净省{shelf['net'] + window['net']:,.0f}元。",
    f"不加骑手：花{rider['cost']:,.0f}元，只省{rider['worth']:,.0f}元。",
    f"没答的有{n_invited - n_answers:,}人，他们怎么想，这份调查说不出：挑一些打电话。",
]
remarks = [
    "配送上，新城低于其余，东门高于其余，都不只是碰巧。",
    f"一路勾到底的{n_straight}人没有算。",
]
called = names | places
retain.satisfaction_report(
    scores, "district", facets, mix="mix", names=called, thresholds=strict, population=n_list,
    remarks=remarks, decision=decided,
)  # fmt: skip

# %% [markdown] lang="en" slide="notes"
# Groups will defend the rider, because the survey says delivery.
# Let them say what he would have to save, and from which customers; then ask which of the eight Kano features he is.

# %% [markdown] lang="zh" slide="notes"
# 总有小组替骑手说话，因为调查说的就是配送。
# 让他们说出骑手得省多少钱、从哪些客户身上省；再问：他算八项功能里的哪一项？

# %% [markdown] lang="en"
# ## Your own data
#
# One row for each respondent and one column for each question will do: put the path in place of our table (`source = "my_survey.csv"`; separator and encoding are found), and write your tree with the questions as your export names them.
# `respondent` is the column that says who answered; leave it out for anonymous sheets.
# Marks for answers in words come as `words={"very satisfied": 5, ...}`, the ends of your scale as `low` and `high`; turn reversed questions round afterwards (exercise 7a.2).

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 只要一人一行、一题一列就行：把我们的表换成文件路径（`source = "我的问卷.csv"`，分隔符和编码它自己会认），指标体系里照抄导出文件的列名。
# `respondent`是写明谁答的那一列，匿名问卷就不写。
# 答案是文字的，用`words={"很满意": 5, ...}`给分；量表两端写在`low`和`high`里；反向题读进来以后倒过来（练习7a.2）。

# %%
source = crm.load("survey_satisfaction")
own_tree = {"goods": ["goods_fresh", "goods_stock"], "price": ["price_fair", "price_clear"]}
own = retain.read_survey(source, own_tree, respondent="customer_id", low=1, high=10)

# %%
own_scores = retain.satisfaction_index(own, own_tree, {"goods": 60, "price": 40}, low=1, high=10)
own_csi = retain.mean_interval(own_scores["csi"].dropna())
own_grades = retain.grade_table(own_scores["csi"], grades=5)
round(own_csi.value, 1), round(own_csi.low, 1), round(own_csi.high, 1), own_grades["customers"].tolist()

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - No share of satisfied customers without its threshold: {{banners[6]:.0%}} or {{banners[9]:.0%}}, by choice.
# - Sampling error is the error we can calculate; non-response cost {{bias:.1f}} points here, which no formula shows.
# - Weights move an index by {{moved:.1f}}, thresholds the share satisfied by {{100 * (even_share - hard_share):.0f}} percentage points: fix both before the survey.
# - Important and poor comes first; must-be before one-dimensional before attractive.
# - A league table without intervals and equal mix is chance with names on it.
# - A survey says where it hurts. Decide by what it costs.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 满意的比例要连同分界一起说：同一份答卷，{{banners[6]:.0%}}还是{{banners[9]:.0%}}，看你怎么划。
# - 抽样误差算得出来；无应答在这里就差了{{bias:.1f}}点，没有哪个公式会告诉你。
# - 换权重，指数动{{moved:.1f}}点；换分界，满意的比例动{{100 * (even_share - hard_share):.0f}}个百分点：两样都在调查之前定好。
# - 又重要又差的先改；先必备型，再一元型，后魅力型。
# - 没有区间、没按客户构成调整的名次，不过是贴了名字的随机波动。
# - 调查说哪里疼，决策看花多少钱。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Customer satisfaction index, top-2-box, finite population, non-response, Cronbach's alpha, McDonald's omega, indicator system, grade scale, consistency ratio, entropy weights, importance-performance analysis, driver, SERVQUAL, better coefficient, worse coefficient, moment of truth, expectation management, sense of privilege.
#
# - Oliver, R. L. (1980). A cognitive model of the antecedents and consequences of satisfaction decisions. *Journal of Marketing Research*.
# - Fornell, C. et al. (1996). The American Customer Satisfaction Index. *Journal of Marketing*.
# - Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1988). SERVQUAL. *Journal of Retailing*. Reworded in: Parasuraman, A., Berry, L. L. and Zeithaml, V. A. (1991). Refinement and reassessment of the SERVQUAL scale. *Journal of Retailing*.
# - Peter, J. P., Churchill, G. A. and Brown, T. J. (1993). Caution in the use of difference scores. *Journal of Consumer Research*.
# - Kano, N. et al. (1984). Attractive quality and must-be quality. *Journal of the Japanese Society for Quality Control*.
# - Timko, M. (1993). An experiment in continuous analysis. *Center for Quality of Management Journal*.
# - Martilla, J. A. and James, J. C. (1977). Importance-performance analysis. *Journal of Marketing*.
# - Lindeman, R. H., Merenda, P. F. and Gold, R. Z. (1980). *Introduction to Bivariate and Multivariate Analysis*. Scott, Foresman.
# - Cronbach, L. J. (1951). Coefficient alpha. *Psychometrika*. McDonald, R. P. (1999). *Test Theory*. Erlbaum. Nunnally, J. C. (1978). *Psychometric Theory*. McGraw-Hill.
# - Lance, C. E., Butts, M. M. and Michels, L. C. (2006). The sources of four commonly reported cutoff criteria. *Organizational Research Methods*.
# - Saaty, T. L. (1980). *The Analytic Hierarchy Process*. McGraw-Hill. Normann, R. (1984). *Service Management*. Wiley.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 客户满意度指数、最高两格比例、有限总体、无应答、克隆巴赫α系数、麦克唐纳ω系数、指标体系、满意级度、一致性比率、熵权、重要性—表现分析、驱动因素、SERVQUAL、Better系数与Worse系数、关键时刻、客户期望管理、客户优越感。
#
# - Oliver, R. L. (1980). A cognitive model of the antecedents and consequences of satisfaction decisions. *Journal of Marketing Research*.
# - Fornell, C. et al. (1996). The American Customer Satisfaction Index. *Journal of Marketing*.
# - Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1988). SERVQUAL. *Journal of Retailing*. 1991年改过措辞：Parasuraman, A., Berry, L. L. and Zeithaml, V. A. (1991). Refinement and reassessment of the SERVQUAL scale. *Journal of Retailing*.
# - Peter, J. P., Churchill, G. A. and Brown, T. J. (1993). Caution in the use of difference scores. *Journal of Consumer Research*.
# - Kano, N. et al. (1984). Attractive quality and must-be quality. *Journal of the Japanese Society for Quality Control*.
# - Timko, M. (1993). An experiment in continuous analysis. *Center for Quality of Management Journal*.
# - Martilla, J. A. and James, J. C. (1977). Importance-performance analysis. *Journal of Marketing*.
# - Lindeman, R. H., Merenda, P. F. and Gold, R. Z. (1980). *Introduction to Bivariate and Multivariate Analysis*. Scott, Foresman.
# - Cronbach, L. J. (1951). Coefficient alpha. *Psychometrika*. McDonald, R. P. (1999). *Test Theory*. Erlbaum. Nunnally, J. C. (1978). *Psychometric Theory*. McGraw-Hill.
# - Lance, C. E., Butts, M. M. and Michels, L. C. (2006). The sources of four commonly reported cutoff criteria. *Organizational Research Methods*.
# - Saaty, T. L. (1980). *The Analytic Hierarchy Process*. McGraw-Hill. Normann, R. (1984). *Service Management*. Wiley.
#
# <!-- exercises link -->
