# ---
# id: "07b"
# title: {en: "Loyal, or only used to us? Loyalty", zh: "是忠诚，还是习惯？客户忠诚"}
# minutes: {lecture: 50, exercises: 70}
# textbook: [outsourcing 4.3, ecommerce 5.1-5.2, practice 1.3, practice 1.92, idic 7.3-7.4]
# needs: ["04b", "07a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## Plus nineteen
#
# In November 2025 Hejia (禾家) asked its customers how likely they were to recommend the shop, on a scale from zero to ten.
# The share that ticked nine or ten, less the share that ticked six or lower: plus {{nps_said:.0f}}.
# The owner pins the number up beside the till.
# "Customer {{sample_id}} ticked a ten", says his daughter, "and she has bought from us on {{sample_visits}} days in a year."
#
# The firm that takes the shop's calls has read the number too, and makes an offer: for {{price}} yuan a customer and year its people ring everybody up.
# "That keeps five customers more in every hundred, and five points of retention make {{famous[0]:.0%}} to {{famous[1]:.0%}} more profit. It is well known."
#
# Three questions: is it nineteen, are those loyal who say so, and what are five points worth here?

# %% [markdown] lang="zh" slide="slide"
# ## 十九分
#
# 2025年11月，禾家（Hejia）问客户：你有多大可能把禾家推荐给朋友？零到十分。
# 打九分、十分的比例，减去打六分及以下的比例：得{{nps_said:+.0f}}分。
# 老板把这个数贴在了收银台边上。
# 女儿说：“客户{{sample_id}}打了十分，可她一年里只有{{sample_visits}}天来买过东西。”
#
# 替店里接电话的外包公司也看到了这个数，上门来谈：每位客户每年{{price}}元，他们给所有客户打回访电话。
# “一百个客户里能多留住五个。留存率提高五个百分点，利润多{{famous[0]:.0%}}到{{famous[1]:.0%}}，这是大家都知道的。”
#
# 三个问题：真是十九分吗？嘴上说喜欢的人忠诚吗？五个百分点在这里值多少钱？

# %% [markdown] lang="en" slide="notes"
# Minutes: case and idea eight, measures and the two-by-two twelve, NPS eight, stages five, factors and markets ten, five points and decision seven.
# Ask first: "You buy your train tickets from one seller only. Are you loyal to it?" Keep the answers for the two-by-two.
# Expect the word loyalty to be used for coming, for liking and for staying: three things, and the lesson is about where they part.

# %% [markdown] lang="zh" slide="notes"
# 时间：案例和道理八分钟，度量和四种忠诚十二分钟，净推荐值八分钟，形成阶段五分钟，影响因素和市场十分钟，五个百分点和决策七分钟。
# 先问一句：“火车票你只在一家买，你对它忠诚吗？”答案留着，讲四种忠诚时再用。
# 学生会把常来、喜欢、不走都叫忠诚：这是三件事，这一课讲的就是它们在哪里分开。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

today, asked_on = pd.Timestamp("2026-01-01"), pd.Timestamp("2025-11-10")
price, famous = 30, (0.25, 0.85)
orders, answers = crm.load("orders"), crm.load("survey_loyalty")
answers[["customer_id", "recommend", "repurchase", "att_home", "price_tolerance"]].head(3)

# %%
promoters, detractors = (answers["recommend"] >= 9).mean(), (answers["recommend"] <= 6).mean()
nps_said = 100 * (promoters - detractors)
len(answers), round(float(nps_said), 1)

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Measure** loyalty in behaviour and in attitude, and sort customers into four kinds (exercises 7b.1 and 7b.2).
# - **Trace** the stages of loyalty, and who moves between those of the till (exercises 7b.3 and 7b.4).
# - **Fit** the curve of loyalty over satisfaction in each market, with expectation and competition as moderators (exercise 7b.5).
# - **Value** points of retention, and see through survivors (exercises 7b.6 and 7b.7).
# - **Choose** measures that fit the trade, and decide (exercises 7b.8 and 7b.9).
#
# You need lesson 4b's value formula and lesson 7a's scales.

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **度量**：从行为和态度两面量忠诚，把客户分成四种（练习7b.1、7b.2）。
# - **追踪**：忠诚分几个阶段形成，收银记录里谁在阶段之间移动（练习7b.3、7b.4）。
# - **拟合**：画出各个市场里忠诚随满意变化的曲线，看期望和竞争怎样调节（练习7b.5）。
# - **估值**：算出留存率提高几个百分点值多少钱，不上幸存者的当（练习7b.6、7b.7）。
# - **取舍**：选出适合这门生意的指标，作出决定（练习7b.8、7b.9）。
#
# 要用到第4b课的估值公式和第7a课的量表。

# %% [markdown] lang="en" slide="slide"
# ## The idea: two faces of loyalty
#
# **Customer loyalty** is not mere repetition.
# Jacoby and Kyner (1973) ask for more: somebody chooses, over a time, the same among alternatives, and for reasons of her own.
# So loyalty has a face that we see, behaviour, and one that we must ask about, attitude.
#
# On the web the rival is one click away, and habit alone holds nobody.
# A firm that outsources its calls stays for the length of the contract, whatever it feels: count renewals and extensions, not days.
# A diamond is bought once: "A diamond is forever", coined for De Beers in 1947, gives feeling to the stone; here a repeat rate says nothing and recommendation nearly all.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：忠诚有两面
#
# **客户忠诚**（customer loyalty）不等于反复买。
# Jacoby和Kyner（1973）要求更多：有得选，在一段时间里总选同一家，而且出于自己的理由。
# 所以忠诚有看得见的一面，就是行为；也有要开口问的一面，就是态度。
#
# 网上买东西，对手只隔一次点击，光靠习惯留不住人。
# 把电话外包出去的企业，合同没到期就走不了，心里怎么想都一样：要数续约和加单，别数合作了多少天。
# 钻石一辈子买一次：1947年为戴比尔斯（De Beers）写下的那句“钻石恒久远”，给一块很少有人买第二次的石头注入了情感；复购率没有意义，几乎只能看推荐。

# %% [markdown] lang="en"
# ## Measured by hand
#
# Behaviour: how often, how regularly, for how long, what share of her wallet.
# Attitude: recommendation, intention, liking, and **price tolerance**, the rise in price that she would bear.
# Days and points don't add up, so each becomes the share of customers below, ties in the middle.
# Five customers and a pencil:

# %% [markdown] lang="zh"
# ## 先手算
#
# 行为：来得多不多、规律不规律、来了多久、占她钱包的几成。
# 态度：推荐意愿、再购意愿、喜欢的程度，还有**价格容忍度**（price tolerance），也就是涨多少她还肯来。
# 天数和分数没法相加，所以都换成“排在她后面的人占几成”，并列的取中间。
# 五位客户，一支铅笔：

# %%
small = pd.DataFrame({"customer": list("abcde"), "visits": [30, 12, 2, 40, 1]})
small["recommend"] = [9, 3, 10, 6, 7]
below = (small[["visits", "recommend"]].rank() - 0.5) / len(small)
small["by_hand"] = 100 * below.mean(axis=1)
small

# %%
from crmlab import retain

small["loyalty_score"] = retain.loyalty_score(small, ["visits", "recommend"])
bool(np.allclose(small["by_hand"], small["loyalty_score"]))

# %% [markdown] lang="en"
# Customers {{small["customer"][2]}} and {{small["customer"][3]}} have the same score, {{small["loyalty_score"][2]:.0f}}, and are nothing alike: {{small["customer"][2]}} likes the shop best and hardly comes, {{small["customer"][3]}} comes most and would hardly recommend it.
# A **loyalty score** ranks, and hides which face is missing.
#
# Now the shop: what the till saw in the year before the question.

# %% [markdown] lang="zh"
# 客户{{small["customer"][2]}}和{{small["customer"][3]}}都是{{small["loyalty_score"][2]:.0f}}分，人却完全两样：{{small["customer"][2]}}最喜欢这家店，却难得来；{{small["customer"][3]}}来得最勤，却不大肯推荐。
# 一个**忠诚度得分**（loyalty score）能排先后，却看不出缺的是哪一面。
#
# 再看全店：提问之前那一年，收银机记下了什么。

# %%
earlier = orders[orders["ordered_on"] < asked_on]
buying = retain.buying_behaviour(earlier, as_of=asked_on)
buying.head(3)

# %%
by_hand = earlier[(earlier["amount"] > 0) & (earlier["ordered_on"] >= asked_on - pd.Timedelta(days=365))]
by_hand = by_hand.groupby("customer_id")["ordered_on"].nunique()
lately = buying[buying["visits"] > 0].set_index("customer_id")
repeat_rate = lately["repeat"].mean()
bool((lately["visits"] == by_hand).all()), round(float(repeat_rate), 2)

# %% [markdown] lang="en"
# Of those who came in that year {{repeat_rate:.0%}} came on two days or more: the **repeat rate**.
# The questions make scales as in lesson 7a, the reversed one turned round; Cronbach's alpha tells how far each agrees with itself.

# %% [markdown] lang="zh"
# 那一年来过的人里，{{repeat_rate:.0%}}来过两天以上：这就是**复购率**（repeat rate）。
# 各题照第7a课合成量表，反向题先倒过来；克隆巴赫α系数说明一个量表自己跟自己有多一致。

# %%
satisfied = crm.load("survey_satisfaction")
scales = {
    "attitude": ["att_first", "att_home", "att_speak", "att_leave"],
    "trust": ["trust_goods", "trust_word", "trust_care"],
    "switching": ["switch_effort", "switch_points", "switch_habit"],
    "satisfaction": ["sat_overall", "sat_confirm", "sat_ideal"],
    "expectation": ["exp_overall", "exp_personal", "exp_reliable"],
    "belief": ["qual_overall", "qual_personal", "qual_reliable", "value_price", "value_quality"],
}

# %%
marks = retain.indicator_tree(crm.load("survey_indicators"))
marks = [question for facet in marks.values() for question in facet]
straight = retain.response_styles(satisfied, marks)["straight"].to_numpy()
asked = answers.merge(satisfied[~straight], on="customer_id")
asked["att_leave"] = 8 - asked["att_leave"]
for name, items in scales.items():
    asked[name] = asked[items].mean(axis=1).where(asked[items].notna().sum(axis=1) >= 2)
alpha = {name: retain.cronbach_alpha(asked[items].dropna()) for name, items in scales.items()}
{name: round(value, 2) for name, value in alpha.items()}

# %% [markdown] lang="en"
# A scale is the mean of what was answered, of two questions at least; straight tickers are left out (lesson 7a).
# We add what the till knows, and the **competition** in the district: zero for no other food shop, one for one, two for several.

# %% [markdown] lang="zh"
# 一个量表至少答了两题，就取答了的平均；一路勾到底的人照第7a课去掉。
# 再加上收银机的记录和所在城区的**竞争程度**（competition）：没有别的食品店是零，有一家是一，有好几家是二。

# %%
invited = crm.load("survey_invitations")
people = asked.merge(buying, on="customer_id").merge(invited[["customer_id", "competition"]])
people = people.dropna(subset=[*scales, "repurchase"]).reset_index(drop=True)
after = orders[(orders["ordered_on"] > "2025-11-30") & (orders["amount"] > 0)]
people["came"] = people["customer_id"].isin(after["customer_id"])
n_people, n_straight, n_left = len(people), len(answers) - len(asked), len(asked) - len(people)
no_repurchase = int(asked["repurchase"].isna().sum())
len(answers), n_straight, n_left, no_repurchase, n_people

# %%
unlike = people[(people["recommend"] == 10) & people["visits"].between(1, 3) & (people["tenure_days"] > 365)]
sample_id, sample_visits = unlike.iloc[0][["customer_id", "visits"]]
no_wallet = people["share_of_wallet"].isna()
visits_silent = people.loc[no_wallet, "visits"].median()
visits_told = people.loc[~no_wallet, "visits"].median()
int(no_wallet.sum()), visits_silent, visits_told

# %% [markdown] lang="en"
# Of the {{len(answers)}}, {{n_straight}} ticked straight down; {{n_left}} more go out, {{no_repurchase}} without an answer on buying again and {{n_left - no_repurchase}} with too few on satisfaction. {{n_people}} remain.
# Share of wallet stays out of the score: {{no_wallet.sum()}} of the {{n_people}} left it empty, and they come less often (median {{visits_silent:.0f}} visits against {{visits_told:.0f}}).
#
# How far do the measures agree with liking, the scale `attitude`?
# We correlate by ranks.

# %% [markdown] lang="zh"
# {{len(answers)}}人里，先去掉{{n_straight}}个一路勾到底的，再去掉{{n_left}}人（{{no_repurchase}}人没答再购意愿，{{n_left - no_repurchase}}人满意那几题答得太少），剩{{n_people}}人。
# 钱包份额（share of wallet）不放进得分：{{n_people}}人里有{{no_wallet.sum()}}人没填，而这些人来得也少（到店天数的中位数是{{visits_silent:.0f}}，填了的人是{{visits_told:.0f}}）。
#
# 这些指标跟“喜欢”（`attitude`量表）有多一致？
# 逐个算秩相关。

# %%
stated = ["recommend", "repurchase", "price_tolerance", "share_of_wallet"]
counted = ["visits", "active_windows", "spend", "tenure_days"]
agreement = people[[*stated, *counted]].corrwith(people["attitude"], method="spearman")
agreement.round(2)

# %% lang="en" slide="slide" alt="Bars of the rank correlation with liking. Recommendation, repurchase and price tolerance, answered on the same sheet, have the longest bars; share of wallet about one half; the four measures counted by the till are short or nothing."
names = ["recommend", "buy again", "price tolerance", "share of wallet"]
names += ["visits", "months with a visit", "spend", "tenure"]
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.barh(names[::-1], agreement[::-1], color=["#D55E00"] * 4 + ["#0072B2"] * 4)
ax.set(xlim=(-0.1, 1), xlabel="Rank correlation with liking", title="What is said agrees with what is said")
plt.show()

# %% lang="zh" slide="slide" alt="各指标与“喜欢”的秩相关条形图。同一张问卷上的推荐、再购、价格容忍度最长，钱包份额约一半；收银机记下的四个指标都很短，甚至没有。"
names = ["推荐意愿", "再购意愿", "价格容忍度", "钱包份额"]
names += ["到店天数", "有来过的月数", "消费额", "客龄"]
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.barh(names[::-1], agreement[::-1], color=["#D55E00"] * 4 + ["#0072B2"] * 4)
ax.set(xlim=(-0.1, 1), xlabel="与“喜欢”的秩相关系数", title="嘴上说的跟嘴上说的一致")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Blue, what customers said; orange, what the till counted.
# Liking agrees with recommending at {{agreement["recommend"]:.2f}}, with visits at {{agreement["visits"]:.2f}}.
# Part of the first is real, part **common-method bias**: one sheet, one mood, one style of ticking (Podsakoff et al. 2003).
# The second is above suspicion: one number was ticked, the other counted.

# %% [markdown] lang="zh" slide="fragment"
# 蓝色是客户说的，橙色是收银机数的。
# 喜欢和推荐的相关是{{agreement["recommend"]:.2f}}，和到店天数只有{{agreement["visits"]:.2f}}。
# 前一个数有一部分是真的，有一部分是**共同方法偏差**（common-method bias）：同一张卷子、同一种心情、同一种勾法（Podsakoff等2003）。
# 后一个数没有这层嫌疑：一个是勾的，一个是数的。

# %%
score_said = retain.loyalty_score(people, ["recommend", "repurchase", "attitude", "price_tolerance"])
score_done = retain.loyalty_score(people, ["visits", "active_windows", "spend", "tenure_days"])
people["score"] = (score_said + score_done) / 2
faces = score_said.corr(score_done)
round(float(faces), 2)

# %% [markdown] lang="en" slide="slide"
# ## Four kinds of loyalty
#
# Two scores that correlate at {{faces:.2f}} should be crossed before they are added up.
# Dick and Basu (1994) do so, with liking relative to the rivals; our sheet does not ask about rivals, so plain liking must do.
# **True loyalty** has both, **latent loyalty** likes without coming, **spurious loyalty** comes without liking, and the rest have none.
# Our cuts: a liking of {{cuts[0]}} (of seven), and {{cuts[1]}} visits a year, or more.

# %% [markdown] lang="zh" slide="slide"
# ## 四种忠诚
#
# 两个得分的相关只有{{faces:.2f}}，先别忙着相加，交叉起来看。
# Dick和Basu（1994）就是这样交叉的，不过他们的“喜欢”是跟别家比；我们的问卷没有问别家，只好用喜欢本身。
# 两样都高是**真忠诚**（true），喜欢却不来是**潜在忠诚**（latent），常来却不喜欢是**虚假忠诚**（spurious），两样都低是**不忠诚**（none）。
# 我们的分界：喜欢程度{{cuts[0]}}分以上（满分七分），一年来{{cuts[1]}}天以上。

# %% lang="en" slide="fragment" alt="Customers by visits a year, on a logarithmic axis, and liking from one to seven, with lines at the two cuts. All four corners are well filled; the corner of few visits and low liking holds most."
cuts = (5, 12)
ax = retain.plot_loyalty_types(people, "attitude", "visits", cuts=cuts)
ax.set(xlabel="Visits in a year", ylabel="Liking (1 to 7)", title="There are customers in all four corners")
plt.show()

# %% lang="zh" slide="fragment" alt="横轴是一年到店天数（对数轴），纵轴是喜欢程度一到七分，两条线是分界。四个角都有不少人，来得少又不喜欢的一角人最多。"
cuts = (5, 12)
ax = retain.plot_loyalty_types(people, "attitude", "visits", cuts=cuts)
ax.set(xlabel="一年到店天数", ylabel="喜欢程度（1到7）", title="四个角里都有客户")
plt.show()

# %%
typed = retain.loyalty_types(people, "attitude", "visits", cuts=cuts)
kinds = typed.groupby("loyalty_type").agg(
    customers=("visits", "size"), recommend=("recommend", "mean"), bears=("price_tolerance", "mean"),
    spend=("spend", "mean"), came_in_december=("came", "mean"),
)  # fmt: skip
kinds.round(2)

# %%
reasons = typed.assign(no_rival=typed["competition"] == 0).groupby("loyalty_type").agg(
    wallet=("share_of_wallet", "mean"), wallet_told=("share_of_wallet", "count"),
    no_rival=("no_rival", "mean"), switching=("switching", "mean"),
)  # fmt: skip
reasons.round(2)

# %%
moved = {
    "liking 5.5": retain.loyalty_types(people, "attitude", "visits", cuts=(5.5, 12)),
    "visits 8": retain.loyalty_types(people, "attitude", "visits", cuts=(5, 8)),
}
moved = pd.DataFrame({name: table["loyalty_type"].value_counts() for name, table in moved.items()})
moved

# %% [markdown] lang="en"
# `bears` is the price rise, in per cent, that she would bear.
# Look at what did not make the corners: recommendation and price tolerance follow the liking, money and December the visits.
# The spurious are {{kinds.loc["spurious", "customers"]}} people of {{kinds.loc["spurious", "spend"]:,.0f}} yuan each: a shop that knows only its till would count them among its best.
#
# The names claim more than the table holds.
# *Latent*: they give us {{reasons.loc["latent", "wallet"]:.0f}}% of their wallet, the spurious {{reasons.loc["spurious", "wallet"]:.0f}}% ({{no_wallet.sum()}} did not say): who lives alone comes seldom, and may buy nowhere else.
# *Spurious*: held by the lack of a choice? No rival is near {{reasons.loc["spurious", "no_rival"]:.0%}} of them and {{reasons.loc["true", "no_rival"]:.0%}} of the true, and leaving costs them no more (`switching` {{reasons.loc["spurious", "switching"]:.1f}} against {{reasons.loc["true", "switching"]:.1f}}).
# And the cuts decide: at {{moved.columns[0][-3:]}} of liking the true fall from {{kinds.loc["true", "customers"]}} to {{moved.loc["true", "liking 5.5"]}}; at {{moved.columns[1][-1:]}} visits the spurious rise from {{kinds.loc["spurious", "customers"]}} to {{moved.loc["spurious", "visits 8"]}}.
#
# What wins loyalty differs by corner, at a grocer's as in a firm that sells services:
#
# - true: thank them, keep the promise, don't pay for what they do anyway;
# - latent: remove what is in the way (hours, distance, minimum order); a small household has no more to buy;
# - spurious: find out what holds them (contract, habit, lack of a choice), and earn their liking before it ends;
# - none: serve politely, spend nothing extra.

# %% [markdown] lang="zh"
# `bears`是她自己说的、能承受的涨价幅度（%）。
# 看没用来切角的几列：推荐和价格容忍度跟着喜欢走，花钱和12月来没来（came_in_december）跟着到店走。
# 虚假忠诚（spurious）有{{kinds.loc["spurious", "customers"]}}人，每人一年花{{kinds.loc["spurious", "spend"]:,.0f}}元：只看收银机的店会把他们当成最好的客户。
#
# 不过，这些名称说过了头，表里没有那么多依据。
# **潜在忠诚**（latent）：他们钱包的{{reasons.loc["latent", "wallet"]:.0f}}%花在禾家，虚假忠诚的人是{{reasons.loc["spurious", "wallet"]:.0f}}%（{{no_wallet.sum()}}人没填），差不多：一个人过日子，来得就少，可能还没去过别家。
# **虚假忠诚**：是没得选才来的吗？他们附近没有对手（no_rival）的占{{reasons.loc["spurious", "no_rival"]:.0%}}，真忠诚（true）的人占{{reasons.loc["true", "no_rival"]:.0%}}；换一家的代价（switching）也不比真忠诚的人高（{{reasons.loc["spurious", "switching"]:.1f}}对{{reasons.loc["true", "switching"]:.1f}}）。
# 分界也左右结果：喜欢改成{{moved.columns[0][-3:]}}分起算，真忠诚从{{kinds.loc["true", "customers"]}}人降到{{moved.loc["true", "liking 5.5"]}}人；到店改成{{moved.columns[1][-1:]}}天起算，虚假忠诚从{{kinds.loc["spurious", "customers"]}}人升到{{moved.loc["spurious", "visits 8"]}}人。
#
# 怎样赢得忠诚，四个角各不相同，开杂货店和做服务外包都一样：
#
# - 真忠诚：道谢，守信；她本来就会做的事，别再花钱去买；
# - 潜在忠诚：有什么挡路（时间不合适、路远、起送价太高）就搬开；家里人口少的，本来也买不了更多；
# - 虚假忠诚：弄清楚是什么留住了她（合同、习惯，还是没得选），趁它还在，把好感挣来；
# - 不忠诚：以礼相待，不额外花钱。

# %% [markdown] lang="en" slide="slide"
# ## The Net Promoter Score, with its error
#
# The **Net Promoter Score** (NPS; Reichheld 2003) is the share of **promoters**, who tick nine or ten, less that of **detractors**, zero to six, in points; seven and eight are **passives**.
# Give each answer plus one, zero or minus one: the score is a mean, so it has a standard error,
#
# $$\text{SE} = 100\sqrt{\frac{p + d - (p - d)^2}{n}}.$$

# %% [markdown] lang="zh" slide="slide"
# ## 净推荐值和它的误差
#
# **净推荐值**（Net Promoter Score, NPS；Reichheld 2003）是**推荐者**（promoters，九分、十分）的比例减去**贬损者**（detractors，零到六分）的比例，单位是分；七分、八分是**中立者**（passives）。
# 把每个答案记成正一、零或负一，净推荐值就是平均数，所以有标准误：
#
# $$\text{SE} = 100\sqrt{\frac{p + d - (p - d)^2}{n}}$$

# %% lang="en" slide="fragment" alt="Customers by the number ticked from zero to ten. Ten is the most frequent, then eight; detractors from zero to six form a tail that thins out to the left."
ax = retain.plot_recommend(answers["recommend"])
ax.set_title("A crowd of sevens and eights counts for nothing")
plt.show()

# %% lang="zh" slide="fragment" alt="推荐意愿零到十各分数的人数。十分的人最多，其次是八分；零到六分的贬损者拖成一条尾巴，越往左越少。"
ax = retain.plot_recommend(answers["recommend"])
ax.set_title("一大群七分、八分，一分也不算")
plt.show()

# %%
variance = promoters + detractors - (promoters - detractors) ** 2
error_by_hand = 100 * np.sqrt(variance / len(answers))
nps = retain.net_promoter(answers["recommend"])
round(float(error_by_hand), 2), round(nps.standard_error, 2), round(nps.low, 1), round(nps.high, 1)

# %% [markdown] lang="en"
# `net_promoter` agrees, and adds an interval, at ninety-five per cent, that keeps its promise in small surveys too (Rocks 2016).
# {{nps.score:.0f}} points, give or take {{1.96 * nps.standard_error:.0f}}, from {{nps.answers}} answers; not narrowed for the finite list (lesson 7a), as it shall speak of next month's customers too.
# And for a margin of three points, or one?

# %% [markdown] lang="zh"
# `net_promoter`算出来一样，还给出95%的区间，答卷少的时候也靠得住（Rocks 2016）。
# 所以：{{nps.answers}}份答卷得{{nps.score:.0f}}分，上下约{{1.96 * nps.standard_error:.0f}}分。
# 这里不像第7a课那样按有限总体缩小误差，因为这个分数还要拿来说下个月的客户。
# 要把误差缩到三分、一分，各要多少份答卷？

# %%
needed = {margin: retain.nps_sample_size(margin, promoters, detractors) for margin in (6, 3, 1)}
change_error = np.sqrt(2) * nps.standard_error
needed, round(float(change_error), 1)

# %%
by_market = {c: retain.net_promoter(rows["recommend"]) for c, rows in people.groupby("competition")}
rivals = retain.compare_nps(
    people.loc[people["competition"] == 0, "recommend"], people.loc[people["competition"] == 2, "recommend"]
)
{c: round(found.score) for c, found in by_market.items()}, round(rivals.low, 1), round(rivals.high, 1)

# %% [markdown] lang="en" slide="fragment"
# Half the margin takes four times the answers: {{needed[6]:,}}, {{needed[3]:,}}, and {{needed[1]:,}} for a single point.
# Three points more than last month, from two surveys of this size? The difference has a standard error of {{change_error:.1f}}.
#
# The score is {{by_market[0].score:.0f}} where there is no rival and {{by_market[2].score:.0f}} where there are several (interval of the difference {{rivals.low:.0f}} to {{rivals.high:.0f}}).
# But {{n_people}} people live in six districts only, two to each level: whatever else sets those apart is in the difference, and a bonus by district would pay for what no cashier can help.
# And "the one number you need to grow"?
# Keiningham et al. (2007) tested it on firms' growth: no better than other measures.

# %% [markdown] lang="zh" slide="fragment"
# 误差减半，答卷要四倍：{{needed[6]:,}}份、{{needed[3]:,}}份；缩到一分要{{needed[1]:,}}份。
# 比上个月多了三分？两次都是这么多答卷的话，差的标准误就有{{change_error:.1f}}分。
#
# 没有对手的城区{{by_market[0].score:.0f}}分，有好几家对手的城区{{by_market[2].score:.0f}}分，差距的区间是{{rivals.low:.0f}}到{{rivals.high:.0f}}。
# 可是这{{n_people}}人只分住在六个城区，每级竞争两个：这些城区还有什么跟别处不同，也都算进了这个差距。按城区发奖金，奖的很可能是收银员管不着的事。
# 至于“增长只看这一个数”，Keiningham等（2007）用企业的增长检验过，它并不比别的指标强。

# %% [markdown] lang="en" slide="slide"
# ## Stages: how loyalty forms
#
# Oliver (1999) sees four stages: **cognitive loyalty** (I know they are good), **affective loyalty** (I like them), **conative loyalty** (I mean to stay), and **action loyalty** (I come, whatever is in the way).
# We cut each as a step; who misses a step stands below it.
# For action we take a purchase in December, though nothing may have stood in the way.

# %% [markdown] lang="zh" slide="slide"
# ## 阶段：忠诚怎样形成
#
# Oliver（1999）分四个阶段：**认知忠诚**（cognitive，我知道他们好）、**情感忠诚**（affective，我喜欢他们）、**意向忠诚**（conative，我打算一直来）、**行为忠诚**（action，有阻碍我也来）。
# 一个阶段当一级台阶；哪一级没上去，就算停在它下面。
# 行为这一级用“12月来买过”代替，虽然有没有阻碍我们并不知道。

# %%
people["knows"], people["likes"] = people["belief"] >= 7.5, people["attitude"] >= 5
people["means_to"] = people["repurchase"] >= 8
steps = ["knows", "likes", "means_to", "came"]
ladder = retain.loyalty_ladder(people, steps)
ladder.round(2)

# %%
shuffled = retain.loyalty_ladder(people, ["means_to", "likes", "knows"])
shuffled.round(2)

# %%
people["log_visits"] = np.log(people["visits"])
means, rest = people[people["means_to"]], people[~people["means_to"]]
intent = crm.interact.compare_shares(means["came"].sum(), len(means), rest["came"].sum(), len(rest))
held = retain.loyalty_factors(people, "came", ["means_to", "log_visits"]).table.set_index("factor")
missed = int((people["means_to"] & ~(people["knows"] & people["likes"])).sum())
round(intent.share, 2), round(intent.control_share, 2), held[["coefficient", "low", "high"]].round(2)

# %% [markdown] lang="en"
# Row `means_to`: of the {{ladder["could"][2]}} who know and like, {{ladder["rate"][2]:.0%}} mean to stay; of the others {{ladder["others_rate"][2]:.0%}}.
# That proves no order: begin with meaning to, end with knowing, and every step passes as well ({{shuffled["rate"][1]:.0%}} against {{shuffled["others_rate"][1]:.0%}}, {{shuffled["rate"][2]:.0%}} against {{shuffled["others_rate"][2]:.0%}}).
# Answers on one sheet go together in any order; an order takes two moments.
#
# The last row seems to say that coming is another matter: {{ladder["rate"][3]:.0%}} against {{ladder["others_rate"][3]:.0%}}.
# But {{missed}} of the others mean to stay too, and only missed an earlier step.
# By intention alone it is {{intent.share:.0%}} against {{intent.control_share:.0%}}, {{100 * intent.difference:.0f}} points apart (interval {{100 * intent.low:.0f}} to {{100 * intent.high:.0f}}).
# Past visits say more: held against each other, intention {{held.loc["means_to", "coefficient"]:.2f}} ({{held.loc["means_to", "low"]:.2f}} to {{held.loc["means_to", "high"]:.2f}}) and visits {{held.loc["log_visits", "coefficient"]:.2f}} standard deviations.

# %% [markdown] lang="zh"
# 看`means_to`（打算一直来）那一行：又知道好、又喜欢的{{ladder["could"][2]}}人里，{{ladder["rate"][2]:.0%}}打算一直来；其余的人是{{ladder["others_rate"][2]:.0%}}。
# 这证明不了次序：倒过来，从打算来排到知道好，每一级照样“成立”（{{shuffled["rate"][1]:.0%}}对{{shuffled["others_rate"][1]:.0%}}，{{shuffled["rate"][2]:.0%}}对{{shuffled["others_rate"][2]:.0%}}）。
# 同一张卷子上的答案，怎么排都连在一起；要看次序，得有两个时点。
#
# 最后一行像是说，来不来是另一回事：{{ladder["rate"][3]:.0%}}对{{ladder["others_rate"][3]:.0%}}。
# 可是其余的人里有{{missed}}人也打算一直来，只是前面有一级没上去。
# 只按打算来分，是{{intent.share:.0%}}对{{intent.control_share:.0%}}，差{{100 * intent.difference:.0f}}个百分点（区间{{100 * intent.low:.0f}}到{{100 * intent.high:.0f}}）。
# 过去来得多不多，说明得更多：两样一起放进回归，打算的系数是{{held.loc["means_to", "coefficient"]:.2f}}（区间{{held.loc["means_to", "low"]:.2f}}到{{held.loc["means_to", "high"]:.2f}}），到店的是{{held.loc["log_visits", "coefficient"]:.2f}}个标准差。

# %%
factors = ["satisfaction", "trust", "switching", "competition", "log_visits"]
effects = retain.step_effects(people, steps, factors)
last_low, last_high = effects.query("factor == 'satisfaction' and step == 'came'")[["low", "high"]].iloc[0]
effects.query("factor == 'satisfaction' or step == 'came'").round(2)

# %% lang="en" slide="fragment" alt="Odds ratios with intervals for five factors on four steps. Satisfaction is far above one on the first three steps and at one on the last; visits of the past year are well above one on the last step; the rest lie near one."
words = {"knows": "1 knows", "likes": "2 likes", "means_to": "3 means to stay", "came": "4 came"}
words |= {"satisfaction": "satisfaction", "trust": "trust", "switching": "switching cost"}
words |= {"competition": "competition", "log_visits": "past visits (log)"}
ax = retain.plot_step_effects(effects, words)
ax.set_title("What goes with each step")
plt.show()

# %% lang="zh" slide="fragment" alt="五个因素在四级台阶上的优势比及其区间。满意在前三级远高于一，到最后一级就在一附近；过去一年的到店次数在最后一级明显高于一；其余多在一附近。"
words = {"knows": "1 知道好", "likes": "2 喜欢", "means_to": "3 打算一直来", "came": "4 来了"}
words |= {"satisfaction": "满意", "trust": "信任", "switching": "转换成本"}
words |= {"competition": "竞争程度", "log_visits": "过去的到店（对数）"}
ax = retain.plot_step_effects(effects, words)
ax.set_title("跟每一级有关的是什么")
plt.show()

# %% [markdown] lang="en"
# These are odds ratios for one standard deviation, the other factors held, among those who could take the step.
# Satisfaction goes with knowing, liking and meaning to; on the last step only past visits stand out.
# Not found is not absent: those {{ladder["could"][3]}} are nearly all pleased, and the interval of satisfaction, {{last_low:.1f}} to {{last_high:.1f}}, hides a good deal.
#
# The till has two moments: each customer's stage of `life_cycle` (lesson 4b) a year ago, and today.

# %% [markdown] lang="zh"
# 这里是因素每高一个标准差的优势比（odds ratio），其他因素不变，只看有机会上这一级的人。
# 满意跟知道好、喜欢、打算来都有关；到最后一级，看得出来的只有过去来得多不多。
# 没找到不等于没有：剩下的{{ladder["could"][3]}}人差不多个个满意，满意的区间是{{last_low:.1f}}到{{last_high:.1f}}，宽得能藏下不少东西。
#
# 收银机有两个时点：用`life_cycle`（第4b课）看每位客户一年前在哪个阶段，今天在哪个阶段。

# %%
from crmlab import differentiate

year_ago = pd.Timestamp("2025-01-01")
before = differentiate.life_cycle(orders[orders["ordered_on"] < year_ago], as_of=year_ago)
now = differentiate.life_cycle(orders, as_of=today)
stages = ["acquire", "form", "stable", "decline"]
moves = retain.stage_moves(
    before.set_index("customer_id")["stage"],
    now.set_index("customer_id")["stage"].loc[before["customer_id"]],
    stages,
)
moves.pivot_table("share", "before", "after").loc[stages, stages].round(2)

# %%
share_moved = moves.set_index(["before", "after"])["share"]
fallen = moves[moves["after"] == "decline"].set_index("before")["customers"]
stays, falls = share_moved["stable", "stable"], share_moved["form", "decline"]
back = share_moved["decline", "stable"]
round(float(stays), 2), round(float(falls), 2), round(float(back), 2)

# %% [markdown] lang="en"
# Of the settled (`stable`) {{stays:.0%}} are settled a year later; of those still forming {{falls:.0%}} have declined; of the declined {{back:.0%}} have come back.
# After a year nobody counts as new: the first two columns are empty by definition.
# The *share* lost is highest early ({{share_moved["acquire", "decline"]:.0%}} of those just won), the *number* among the settled ({{fallen["stable"]}}, against {{fallen["acquire"]}} and {{fallen["form"]}}).

# %% [markdown] lang="zh"
# 稳定期（stable）的客户，一年后{{stays:.0%}}还在稳定期；形成期（form）的，{{falls:.0%}}已经到了退化期；退化期（decline）的，回来的只有{{back:.0%}}。
# 满一年就不算新客户了，所以头两列按定义就是零。
# 按比例，越早丢得越多（考察期（acquire）丢{{share_moved["acquire", "decline"]:.0%}}）；按人数，丢得最多的是稳定期（{{fallen["stable"]}}人，考察期{{fallen["acquire"]}}人，形成期{{fallen["form"]}}人）。

# %% [markdown] lang="en" slide="slide"
# ## Factors of loyalty
#
# Textbooks name three: satisfaction, **trust**, and **switching cost**, what it takes to leave.
# A regression on standardised scales asks how far liking goes with each, the others held.

# %% [markdown] lang="zh" slide="slide"
# ## 忠诚的影响因素
#
# 教科书讲三样：满意、**信任**（trust）、**转换成本**（switching cost，换一家要付出的代价）。
# 各量表标准化之后作回归，看其他因素不变时，喜欢程度跟每一样各有多大关系。

# %%
three = ["satisfaction", "trust", "switching"]
fitted = retain.loyalty_factors(people, "attitude", three, reliability=alpha)
beta = fitted.table.set_index("factor")
fitted.table.round(2)

# %%
alone = retain.loyalty_factors(people, "attitude", ["satisfaction"]).table["coefficient"][0]
on_visits = retain.loyalty_factors(people, "log_visits", three)
round(float(alone), 2), round(fitted.r_squared, 2), round(on_visits.r_squared, 3)

# %% [markdown] lang="en" slide="fragment"
# Satisfaction {{beta.loc["satisfaction", "coefficient"]:.2f}}, trust {{beta.loc["trust", "coefficient"]:.2f}}, switching cost {{beta.loc["switching", "coefficient"]:.2f}} standard deviations; `vif` near 1 says that they can be told apart.
# What a regression cannot say:
#
# - **What was left out.** Without trust, satisfaction seems to bear {{alone:.2f}}.
# - **What was measured badly.** Random error moves coefficients, mostly towards zero; `corrected` undoes it with alpha.
# - **Which way it runs.** Liking may bring visits, visits may bring liking: the numbers are the same.
# - **What people do.** The same factors explain {{fitted.r_squared:.0%}} of what is said, and {{on_visits.r_squared:.1%}} of the visits.

# %% [markdown] lang="zh" slide="fragment"
# 满意{{beta.loc["satisfaction", "coefficient"]:.2f}}、信任{{beta.loc["trust", "coefficient"]:.2f}}、转换成本{{beta.loc["switching", "coefficient"]:.2f}}个标准差；`vif`接近1，说明三者分得开。
# 回归说不了的：
#
# - **漏了什么**。不放信任，满意看上去有{{alone:.2f}}。
# - **测得准不准**。随机误差会挪动系数，多半往零挪；`corrected`用信度把它校正回来。
# - **谁引起谁**。喜欢了才来，还是来多了才喜欢？数字是一样的。
# - **实际做了什么**。同样三个因素，能解释说法的{{fitted.r_squared:.0%}}，只能解释到店的{{on_visits.r_squared:.1%}}。

# %% [markdown] lang="en" slide="slide"
# ## Satisfied, therefore loyal?
#
# First one curve for all: `find_zones` looks for the places where the slope changes.

# %% [markdown] lang="zh" slide="slide"
# ## 满意了就忠诚吗？
#
# 先给所有人画一条曲线，看它在哪里拐弯：`find_zones`找斜率变化的地方。

# %%
zones = {n: retain.find_zones(people, "satisfaction", "attitude", zones=n) for n in (1, 2, 3)}
bic = {n: round(found.bic, 1) for n, found in zones.items()}
bend = zones[2].breaks[0]
low_slope, high_slope = zones[2].table["slope"]
zones[2].table.round(2)

# %%
best_zones = min(bic, key=bic.get)
bic, best_zones

# %% [markdown] lang="en"
# One bend, at {{bend:.1f}} of ten: below it a point of satisfaction goes with {{low_slope:.2f}} points of liking, above it with {{high_slope:.2f}}.
# A bend is always found, so compare `bic` (smaller is better): {{best_zones}} zones win.
#
# Jones and Sasser (1995) say that there is not one curve: without a choice even the dissatisfied stay; where rivals compete, only the completely satisfied do.
# So we fit one for each market, with recommendation as outcome.

# %% [markdown] lang="zh"
# 有一个拐点，在{{bend:.1f}}分（满分十分）：{{bend:.1f}}分以下，每多一分满意，喜欢多{{low_slope:.2f}}分；{{bend:.1f}}分以上，多{{high_slope:.2f}}分。
# 拐点总能找出来，所以要比`bic`（越小越好）：{{best_zones}}段胜出。
#
# 可是Jones和Sasser（1995）说，曲线不止一条。
# 没得选的地方，不满意的人也不走；对手多的地方，只有完全满意的人才留下。
# 所以每个市场各画一条，结果变量用推荐意愿。

# %%
curves = retain.fit_curves(people, "satisfaction", "recommend", by="competition", degree=2)
low_line, high_line = 6.5, 8.5
affection = curves[curves["fitted"] >= high_line].groupby("competition")["satisfaction"].min()
defection = curves[curves["fitted"] <= low_line].groupby("competition")["satisfaction"].max()
edges = pd.DataFrame({"defection_up_to": defection, "affection_from": affection}, index=[0, 1, 2])
widest = curves[curves["high"] <= low_line].groupby("competition")["satisfaction"].max()
narrowest = curves[curves["low"] <= low_line].groupby("competition")["satisfaction"].max()
edges.assign(surely=widest, at_most=narrowest).round(1)

# %%
alone_here = people.loc[people["competition"] == 0, "satisfaction"]
few_low, n_alone = int((alone_here <= 5).sum()), len(alone_here)
few_low, n_alone

# %% lang="en" slide="fragment" alt="Three curves of recommendation over satisfaction with bands. With no rival the curve is flat and high; with one rival steeper; with several steepest, lowest at the left and level with the others at the right."
markets = {0: "no rival", 1: "one rival", 2: "several"}
ax = retain.plot_curves(curves, "satisfaction", "competition", people, "recommend", names=markets)
ax.set(xlabel="Satisfaction (1 to 10)", ylabel="Recommendation (0 to 10)", ylim=(2, 10))
ax.set_title("Where there is a choice, the curve is steeper")
plt.show()

# %% lang="zh" slide="fragment" alt="三条推荐意愿随满意变化的曲线及置信带。没有对手的曲线平而高；一家对手的较陡；好几家对手的最陡，左端最低，右端与其他两条相当。"
markets = {0: "没有对手", 1: "一家对手", 2: "好几家对手"}
ax = retain.plot_curves(curves, "satisfaction", "competition", people, "recommend", names=markets)
ax.set(xlabel="满意（1到10）", ylabel="推荐意愿（0到10）", ylim=(2, 10))
ax.set_title("有得选的地方，曲线更陡")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# In the **zone of defection** the mean answer rounds to six or less, in the **zone of affection** to nine or more; between them lies indifference. These lines are ours.
# With several rivals defection reaches up to about {{edges.loc[2, "defection_up_to"]:.1f}} points of satisfaction (by the band, {{widest[2]:.1f}} to {{narrowest[2]:.1f}}).
# With none we cannot say: {{few_low}} of {{n_alone}} stand at five or lower.
# An interaction asks all the data at once, and holds other factors.

# %% [markdown] lang="zh" slide="fragment"
# 平均推荐意愿四舍五入后不到七分的一段叫**背离区**（zone of defection），到九分的一段叫**依恋区**（zone of affection），中间是漠然。这两条线是我们自己定的。
# 有好几家对手时，背离区大约到满意{{edges.loc[2, "defection_up_to"]:.1f}}分（按置信带是{{widest[2]:.1f}}到{{narrowest[2]:.1f}}分）。
# 没有对手时到哪里为止，说不准：{{n_alone}}人里五分及以下的只有{{few_low}}人。
# 用一个交互项，就能拿全部数据一次问清楚，同时管住其他因素。

# %%
columns = ["attitude", "satisfaction", "expectation", "trust", "switching", "log_visits"]
standard = people[[*columns, "competition"]].copy()
standard[columns] = (standard[columns] - standard[columns].mean()) / standard[columns].std()
others = ["trust", "switching", "log_visits"]
rivalry = retain.moderation(standard, "attitude", "satisfaction", "competition", others)
rivalry.table.round(3)

# %%
slopes = rivalry.slopes([0, 1, 2])
step_c = rivalry.table.set_index("term").loc["satisfaction:competition"]
slopes.round(2)

# %%
homes = crm.load("customers").set_index("customer_id")["district"]
standard["district"] = people["customer_id"].map(homes)
free = {
    names: np.polyfit(rows["satisfaction"], rows["attitude"], 1)[0]
    for names, rows in standard.groupby(["competition", "district"])
}
free = pd.Series(free)
free.round(2)

# %% [markdown] lang="en"
# Competition is a **moderator**: a slope depends on it.
# The **interaction term** satisfaction:competition is {{step_c["coefficient"]:.2f}} (interval {{step_c["low"]:.2f}} to {{step_c["high"]:.2f}}), which makes slopes of {{slopes["slope"][0]:.2f}}, {{slopes["slope"][1]:.2f}} and {{slopes["slope"][2]:.2f}}; that the steps are equal is the model's doing.
# Competition varies between six districts only, so trust the last table, a line for each district, more than the interval: the order holds.
# Beside the product, the row `satisfaction` is the slope where competition is zero, no "main effect".
#
# Expectation is the second moderator: does disappointment weigh more for those who hoped for much?

# %% [markdown] lang="zh"
# 竞争程度是**调节变量**（moderator）：别的因素的斜率随它而变。
# **交互项**（interaction term）satisfaction:competition的系数是{{step_c["coefficient"]:.2f}}（区间{{step_c["low"]:.2f}}到{{step_c["high"]:.2f}}）：三个斜率是{{slopes["slope"][0]:.2f}}、{{slopes["slope"][1]:.2f}}、{{slopes["slope"][2]:.2f}}。
# 每级增加得一样多，是模型规定的，不是发现的。
# 再说，竞争程度只在六个城区之间变，与其信这个区间，不如看最后一张表，每个城区各拟合一条直线：六个斜率的高低，次序跟竞争程度一致。
# 有了交互项，`satisfaction`那一行是竞争程度为0时的斜率，不是什么“主效应”。
#
# 第二个调节变量是期望：当初指望得多的人，失望起来是不是更重？

# %%
hopes = retain.moderation(standard, "attitude", "satisfaction", "expectation", [*others, "competition"])
step_e = hopes.table.set_index("term").loc["satisfaction:expectation"]
lower_turn, upper_turn = hopes.turning_points()
hopes.slopes([-1, 0, 1]).round(2)

# %%
bent = standard.assign(sat_square=standard["satisfaction"] ** 2, exp_square=standard["expectation"] ** 2)
squares = ["sat_square", "exp_square"]
with_bends = retain.moderation(
    bent, "attitude", "satisfaction", "expectation", [*others, "competition", *squares]
)
still = with_bends.table.set_index("term").loc["satisfaction:expectation"]
still.round(2)

# %% lang="en" slide="slide" alt="Slope of liking on satisfaction against expectation in standard deviations, with its band. It rises in a straight line and has its band above zero except for the very lowest expectations; a dashed line marks where."
ax = retain.plot_slopes(hopes)
ax.set(xlabel="Expectation (standard deviations)", ylabel="Slope of liking on satisfaction")
ax.set_title("The more was expected, the steeper the slope")
plt.show()

# %% lang="zh" slide="slide" alt="喜欢对满意的斜率随期望（标准差）变化的直线及置信带。一路上升，除了期望极低的人，置信带都在零以上；虚线标出分界。"
ax = retain.plot_slopes(hopes)
ax.set(xlabel="期望（标准差）", ylabel="喜欢对满意的斜率")
ax.set_title("期望越高，斜率越陡")
plt.show()

# %% [markdown] lang="en"
# The dashed line is the point of Johnson and Neyman (1936): above {{upper_turn:.1f}} standard deviations of expectation the slope's interval, point by point, lies above zero.
# A bend can look like an interaction, so both squares went in as well: the product stays at {{still["coefficient"]:.2f}} ({{still["low"]:.2f}} to {{still["high"]:.2f}}).
# A slope read at a few values of the moderator is a **simple slope** (Aiken and West 1991).

# %% [markdown] lang="zh"
# 虚线是Johnson和Neyman（1936）的分界点：期望高于{{upper_turn:.1f}}个标准差，斜率的95%区间（逐点算）就全在零以上。
# 曲线本身弯，也会装成交互作用，所以把两个平方项也放进去试：交互项还是{{still["coefficient"]:.2f}}（{{still["low"]:.2f}}到{{still["high"]:.2f}}）。
# 在调节变量的几个取值上读出的斜率，叫**简单斜率**（simple slope；Aiken和West 1991）。

# %% [markdown] lang="en" slide="notes"
# Ask what the owner of the only shop in the lane should conclude from his flat curve. Expect "satisfaction does not matter here".
# Answer: it does not matter for what they say today; it will on the day a second shop opens. A flat curve may be spurious loyalty seen from the side.

# %% [markdown] lang="zh" slide="notes"
# 问：巷子里独一家的老板看到自己的曲线是平的，该得出什么结论？学生会说“满意在这里不重要”。
# 答案：对他们今天的说法不重要，等第二家店开张就重要了。平的曲线，可能就是从侧面看到的虚假忠诚。

# %% [markdown] lang="en" slide="slide"
# ## What loyalty is worth
#
# "Customers who stay longer bring more each year": is it so?
# Half-years of tenure, each customer on her own clock (lesson 4b), margin instead of sales.

# %% [markdown] lang="zh" slide="slide"
# ## 忠诚值多少钱
#
# “客户待得越久，每年带来的越多”，是这样吗？
# 按客龄半年一段，每人用自己的钟（第4b课），看毛利，不看销售额。

# %%
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]], on="product_id")
paid = (lines["quantity"] * lines["unit_price"]).sum()
margin_share = 1 - (lines["quantity"] * lines["unit_cost"]).sum() / paid

# %%
halves = differentiate.value_by_tenure(orders, days=182, as_of=today).query("customers >= 100")
columns = ["amount_per_customer", "amount_per_active"]
margins = halves[["tenure", "customers", "active", *columns]].copy()
margins[columns] = margin_share * margins[columns]
margins.round(1)

# %% lang="en" slide="fragment" alt="Margin by half-year of tenure. Per customer who still bought it rises a little; per customer ever won it falls to about a third."
ax = differentiate.plot_tenure(margins)
ax.set(xlabel="Half-year as a customer", ylabel="Margin (yuan)", title="Both lines are the same customers")
plt.show()

# %% lang="zh" slide="fragment" alt="各半年客龄的毛利。按仍在买的人平均略有上升；按当初赢得的每位客户平均，则降到三分之一左右。"
ax = differentiate.plot_tenure(margins)
ax.set(xlabel="成为客户后的第几个半年", ylabel="毛利（元）", title="两条线说的是同一批客户")
plt.show()

# %% [markdown] lang="en"
# The upper line rises, though perhaps nobody bought a fen more: small buyers leave, and the mean of the rest goes up.
# That is **survivorship bias**.
# The test: take those won at least five half-years ago, and split them by whether they still bought in the fifth.

# %% [markdown] lang="zh"
# 上面那条线在升，可也许谁也没多买一分钱：买得少的人走了，剩下的人平均数就高了。
# 这就是**幸存者偏差**（survivorship bias）。
# 检验的办法：取五个半年以前就来了的客户，按第五个半年还买不买分成两组。

# %%
first = orders[orders["amount"] > 0].groupby("customer_id")["ordered_on"].min()
clock = orders.assign(half=(orders["ordered_on"] - orders["customer_id"].map(first)).dt.days // 182 + 1)
long_ago = first[(today - first).dt.days >= 5 * 182].index
wide = clock[clock["customer_id"].isin(long_ago) & (clock["half"] <= 5)].pivot_table(
    index="customer_id", columns="half", values="amount", aggfunc="sum", fill_value=0
)
paths = margin_share * wide.groupby((wide[5] > 0).rename("still_buys")).mean()
paths.round(0)

# %% [markdown] lang="en" slide="fragment"
# Those who still buy brought {{paths.loc[True, 1]:.0f}} yuan of margin in their first half-year and {{paths.loc[True, 5]:.0f}} in their fifth: they did not grow, they were bigger from the start.
# The others began at {{paths.loc[False, 1]:.0f}}.
# Reinartz and Kumar (2002) found in four firms: long-lived customers are not always the more profitable.

# %% [markdown] lang="zh" slide="fragment"
# 还在买的人，第一个半年带来毛利{{paths.loc[True, 1]:.0f}}元，第五个半年{{paths.loc[True, 5]:.0f}}元：他们没有变大，是一开始就大。
# 另一组一开始只有{{paths.loc[False, 1]:.0f}}元。
# Reinartz和Kumar（2002）在四家企业里也发现：待得久的客户，不见得更赚钱。

# %% [markdown] lang="en" slide="slide"
# ### Five points of retention
#
# Reichheld and Sasser (1990) report profits 25 to 85 per cent higher where five points fewer customers leave.
# In their cases the yearly profit grows with tenure; we saw no growth and hold it flat: with a yearly margin $m$, retention $r$ and discount rate $d$ a customer is worth $m(1+d)/(1+d-r)$ (lesson 4b), so five points add a share of
#
# $$\frac{0.05}{1 + d - r - 0.05}.$$

# %% [markdown] lang="zh" slide="slide"
# ### 留存率的五个百分点
#
# Reichheld和Sasser（1990）报告说，流失的客户少五个百分点，利润高出25%到85%。
# 他们的例子里，每年的利润随客龄增长；禾家看不到这种增长，就当它不变：每年毛利$m$、留存率$r$、贴现率$d$，一位客户值$m(1+d)/(1+d-r)$（第4b课），所以五个百分点让价值增加的比例是
#
# $$\frac{0.05}{1 + d - r - 0.05}$$

# %%
bought = orders[orders["amount"] > 0]
years = pd.crosstab(bought["customer_id"], bought["ordered_on"].dt.year) > 0
kept, n_buyers = years.loc[years[2024], 2025].mean(), int(years[2025].sum())
sales = orders.loc[orders["ordered_on"].dt.year == 2025, "amount"].sum()
margin_year, discount = margin_share * sales / n_buyers, 0.1
round(float(kept), 3), n_buyers, round(float(margin_year))

# %%
gains = retain.retention_gain([kept, 0.7, 0.8, 0.9, 0.94], 0.05, margin_year, discount)
by_formula = 0.05 / (1 + discount - gains["retention"] - 0.05)
gains.round(3)

# %%
here = gains.iloc[0]
r_for_25 = 1 + discount - 0.05 - 0.05 / famous[0]
bool(np.allclose(by_formula, gains["gain_share"])), round(r_for_25, 2)

# %% [markdown] lang="en" slide="fragment"
# Of those who bought in 2024, {{kept:.0%}} bought again in 2025, and a buyer of 2025 brought {{margin_year:.0f}} yuan of margin.
# Five points more are worth {{here["gain"]:.0f}} yuan per customer, {{here["gain_share"]:.1%}}: nowhere near {{famous[0]:.0%}}, which takes a retention of {{r_for_25:.0%}} to begin with.
# From {{gains["retention"][3]:.0%}} to {{gains["retention"][3] + 0.05:.0%}} the average life doubles, from {{gains["life"][3]:.0f}} years to {{gains["life_after"][3]:.0f}}, and value rises by {{gains["gain_share"][3]:.0%}}. The famous {{famous[1]:.0%}} were a bank's branches; a grocer does not keep {{gains["retention"][3]:.0%}}.

# %% [markdown] lang="zh" slide="fragment"
# 2024年买过的客户，2025年又买的有{{kept:.0%}}；2025年买过的客户，人均带来毛利{{margin_year:.0f}}元。
# 提高五个百分点，每位客户多值{{here["gain"]:.0f}}元，即{{here["gain_share"]:.1%}}：离{{famous[0]:.0%}}远得很，要到{{famous[0]:.0%}}，留存率本来就得有{{r_for_25:.0%}}。
# 从{{gains["retention"][3]:.0%}}到{{gains["retention"][3] + 0.05:.0%}}，平均寿命翻一倍，从{{gains["life"][3]:.0f}}年到{{gains["life_after"][3]:.0f}}年，价值增加{{gains["gain_share"][3]:.0%}}。有名的{{famous[1]:.0%}}出自一家银行的网点；杂货店留不住{{gains["retention"][3]:.0%}}的客户。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# Hejia is simulated: we know what all invited would have ticked, and what was planted.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 禾家是模拟出来的，所以每位受邀者本来会打几分、背后埋了什么规律，都查得到。

# %%
latent = crm.load("truth/survey_latent").merge(invited, on="customer_id")
true_nps = retain.net_promoter(latent["would_recommend"])
late = latent[(latent["responded"] == 1) & (latent["responded_on"] > "2025-11-17")]
nps_late = retain.net_promoter(late["would_recommend"])
round(true_nps.score, 1), round(nps.low, 1), len(late), round(nps_late.score, 1)

# %% [markdown] lang="en" slide="fragment"
# **It is not nineteen.**
# Had all {{len(latent):,}} invited answered, the score would be {{true_nps.score:.0f}}, below the whole interval ({{nps.low:.0f}} to {{nps.high:.0f}}).
# The standard error knows of chance only, not that those who answer are fonder of the shop.
# Even the {{len(late)}} who answered after the reminder score {{nps_late.score:.0f}}: no warning there.
# Part of the score is style:

# %% [markdown] lang="zh" slide="fragment"
# **不是十九分**。
# 假如{{len(latent):,}}位受邀者人人都答，分数是{{true_nps.score:.0f}}，比整个区间（{{nps.low:.0f}}到{{nps.high:.0f}}）都低。
# 标准误只管抽样的运气，管不了“肯答的人本来就更喜欢”。
# 催了才答的那{{len(late)}}人也有{{nps_late.score:.0f}}分，看不出异样。
# 分数里还有一部分是作答习惯：

# %%
styled = people.merge(latent[["customer_id", "style"]], on="customer_id")
style_rows = {
    name: (
        len(rows),
        retain.net_promoter(rows["recommend"]).score,
        rows["satisfaction"].corr(rows["attitude"]),
    )
    for name, rows in styled.groupby("style")
}
by_style = pd.DataFrame(style_rows, index=["customers", "nps", "correlation"]).T
by_style.round(2)

# %%
said_r = people["satisfaction"].corr(people["attitude"])
meant = latent[latent["customer_id"].isin(people["customer_id"])]
meant_r = meant["satisfaction"].corr(meant["loyalty"])
round(float(said_r), 2), round(float(meant_r), 2)

# %% [markdown] lang="en"
# Those who agree with everything (`acquiescent`) score {{by_style.loc["acquiescent", "nps"]:.0f}}, those who keep to the middle (`midpoint`) {{by_style.loc["midpoint", "nps"]:.0f}}: a matter of habit, not of love.
# But style did not make the link of satisfaction and liking: among the `plain` it is {{by_style.loc["plain", "correlation"]:.2f}}, among all {{said_r:.2f}}, and between the true opinions {{meant_r:.2f}}.
# Here random error lowers a correlation more than the common sheet raises it.

# %% [markdown] lang="zh"
# 什么都点头的人（acquiescent）净推荐值{{by_style.loc["acquiescent", "nps"]:.0f}}，爱打中间分的人（midpoint）{{by_style.loc["midpoint", "nps"]:.0f}}：差的是习惯，不是感情。
# 不过，满意和喜欢的关系不是习惯造出来的：平实作答的人（plain）里相关是{{by_style.loc["plain", "correlation"]:.2f}}，全体是{{said_r:.2f}}，真实看法之间是{{meant_r:.2f}}。
# 在这里，随机误差压低相关的作用，大于共同方法抬高相关的作用。

# %%
planted = crm.load("truth/survey_parameters").set_index("parameter")["value"]
true_slopes = [
    planted["loyalty.satisfaction"] + c * planted["loyalty.satisfaction_competition"] for c in range(3)
]
meant_beta = retain.loyalty_factors(meant, "loyalty", ["satisfaction", "trust", "switching_cost"]).table
compare = pd.DataFrame({"planted": true_slopes, "found": slopes["slope"]}, index=markets)
meant_beta["coefficient"].round(2).tolist(), compare.round(2)

# %% [markdown] lang="en" slide="fragment"
# **The moderators are there.** The slopes (planted: at average satisfaction) are found in the right order, their differences too small, as error in scales has it.
# For expectation {{planted["loyalty.satisfaction_expectation"]:.2f}} was planted and {{step_e["coefficient"]:.2f}} found: luck, for a product of two scales with error should shrink more than either (interval {{step_e["low"]:.2f}} to {{step_e["high"]:.2f}}).
# Between the true opinions the three factors have {{meant_beta["coefficient"][0]:.2f}}, {{meant_beta["coefficient"][1]:.2f}}, {{meant_beta["coefficient"][2]:.2f}}. `corrected` brings satisfaction nearer ({{beta.loc["satisfaction", "coefficient"]:.2f}} to {{beta.loc["satisfaction", "corrected"]:.2f}}), leaves switching cost about as far away on the other side ({{beta.loc["switching", "coefficient"]:.2f}} to {{beta.loc["switching", "corrected"]:.2f}}), and takes trust further off ({{beta.loc["trust", "coefficient"]:.2f}} to {{beta.loc["trust", "corrected"]:.2f}}): it knows of random error only.

# %% [markdown] lang="zh" slide="fragment"
# **调节作用是真的**。表里埋进去的斜率（planted，满意取平均时）和找到的（found）次序一致，找到的差距偏小，量表有误差就会这样。
# 期望的交互项埋的是{{planted["loyalty.satisfaction_expectation"]:.2f}}，找到的是{{step_e["coefficient"]:.2f}}，那是碰巧：两个量表都有误差，乘积本该缩得更厉害（区间{{step_e["low"]:.2f}}到{{step_e["high"]:.2f}}）。
# 三个因素在真实看法之间的系数是{{meant_beta["coefficient"][0]:.2f}}、{{meant_beta["coefficient"][1]:.2f}}、{{meant_beta["coefficient"][2]:.2f}}。校正以后，满意更接近了（{{beta.loc["satisfaction", "coefficient"]:.2f}}变成{{beta.loc["satisfaction", "corrected"]:.2f}}）；转换成本从偏低变成偏高，离得差不多一样远（{{beta.loc["switching", "coefficient"]:.2f}}变成{{beta.loc["switching", "corrected"]:.2f}}）；信任反而更远（{{beta.loc["trust", "coefficient"]:.2f}}变成{{beta.loc["trust", "corrected"]:.2f}}）：校正只管随机误差。

# %% lang="en" alt="Three true curves of loyalty over satisfaction, from the planted numbers. No rival: rises and flattens at the top. One rival: nearly straight. Several: flat at the bottom, then steep."
grid = np.linspace(-3, 1.5, 60)
fig, ax = plt.subplots(figsize=(7, 3.6))
for c, slope in enumerate(true_slopes):
    bent = planted["loyalty.square"] + c * planted["loyalty.square_competition"]
    height = slope * grid + bent * grid**2 - c * planted["loyalty.competition"]
    ax.plot(grid, height, label=markets[c])
ax.set(xlabel="True satisfaction (standard deviations)", ylabel="Loyalty", title="What was planted")
ax.legend()
plt.show()

# %% lang="zh" alt="按埋入的数值画出的三条真实曲线。没有对手：上升后上端变平；一家对手：近乎直线；好几家对手：下端平，然后变陡。"
grid = np.linspace(-3, 1.5, 60)
fig, ax = plt.subplots(figsize=(7, 3.6))
for c, slope in enumerate(true_slopes):
    bent = planted["loyalty.square"] + c * planted["loyalty.square_competition"]
    height = slope * grid + bent * grid**2 - c * planted["loyalty.competition"]
    ax.plot(grid, height, label=markets[c])
ax.set(xlabel="真实满意（标准差）", ylabel="忠诚", title="埋进去的曲线")
ax.legend()
plt.show()

# %%
squared = people.assign(square=(people["satisfaction"] - 8) ** 2)
bends = {}
for outcome in ("attitude", "recommend"):
    for c, rows in squared.groupby("competition"):
        fit = retain.loyalty_factors(rows, outcome, ["satisfaction", "square"]).table.set_index("factor")
        bends[outcome, c] = fit.loc["square", ["coefficient", "low", "high"]].astype(float)
pd.DataFrame(bends).T.round(2)

# %%
at_ten = (people["sat_overall"] == 10).mean()
bend_like, bend_recommend = bends["attitude", 0], bends["recommend", 0]
round(float(at_ten), 2)

# %% [markdown] lang="en" slide="slide"
# ### Where it fails
#
# **The bends are not settled.** Without a rival the true curve flattens at the top.
# Recommendation says so too (bend {{bend_recommend["coefficient"]:.2f}}), liking the opposite ({{bend_like["coefficient"]:.2f}}); both intervals hold zero.
# {{at_ten:.0%}} ticked the full ten for satisfaction: the end of a scale puts the pleased and the delighted into one box, and that alone can bend a curve.
#
# **The arrow was planted the other way.**
# No table above shows it, so look at the recipe: visits were drawn first, and loyalty from them, {{planted["loyalty.behaviour"]:.2f}} standard deviations up for one of visits, {{planted["loyalty.gone"]:.2f}} down for having left.
# Nothing runs back from liking to visits.

# %% [markdown] lang="zh" slide="slide"
# ### 看走眼的地方
#
# **弯不弯，没有定论**。没有对手时，真实曲线上端变平。
# 推荐意愿也这么说（弯度{{bend_recommend["coefficient"]:.2f}}），喜欢说的却相反（{{bend_like["coefficient"]:.2f}}），两个区间都含零。
# {{at_ten:.0%}}的人总体满意打了满分：量表到十分为止，满意的人和惊喜的人挤在一格，光凭这一点，曲线就可能弯。
#
# **箭头的方向是反的**。
# 上面哪张表都看不出来，要看当初怎么设定：先抽到店，再由到店算出忠诚。到店频率每高一个标准差，忠诚高{{planted["loyalty.behaviour"]:.2f}}个标准差；已经离开的，低{{planted["loyalty.gone"]:.2f}}个标准差。
# 从喜欢到来店，没有设任何作用。

# %%
truth = typed.merge(crm.load("truth/customers"), on="customer_id")
left_before = truth["left_on"] < asked_on
fate = truth[~left_before].groupby("loyalty_type").agg(
    customers=("orders_next_year", "size"),
    orders_next_year=("orders_next_year", "mean"), error=("orders_next_year", "sem"),
)  # fmt: skip
int(left_before.sum()), fate.round(1)

# %% [markdown] lang="en" slide="fragment"
# {{left_before.sum()}} had already left when they were asked, and go out first.
# Of those still there the spurious order {{fate.loc["spurious", "orders_next_year"]:.0f}} times in the next year and the true {{fate.loc["true", "orders_next_year"]:.0f}}, the latent {{fate.loc["latent", "orders_next_year"]:.0f}} and those without loyalty {{fate.loc["none", "orders_next_year"]:.0f}}, with standard errors of {{fate["error"].min():.1f}} to {{fate["error"].max():.1f}}.
# Who comes often goes on coming; what she ticks adds little.
# That is this simulated town, not a law: an experiment would show it, no regression could.

# %% [markdown] lang="zh" slide="fragment"
# 有{{left_before.sum()}}人提问之前就已经离开，先去掉。
# 当时还在的人，第二年的到店次数，虚假忠诚是{{fate.loc["spurious", "orders_next_year"]:.0f}}次，真忠诚是{{fate.loc["true", "orders_next_year"]:.0f}}次，潜在忠诚{{fate.loc["latent", "orders_next_year"]:.0f}}次，不忠诚{{fate.loc["none", "orders_next_year"]:.0f}}次，标准误{{fate["error"].min():.1f}}到{{fate["error"].max():.1f}}次。
# 常来的人接着来，她打几分，说明不了多少。
# 这是这座模拟的城，不是定律；哪个回归都看不出来，做一次实验才能知道。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Move the retention of today, the points and the price.
#
# 1. At which retention do five points reach {{famous[0]:.0%}}?
# 2. At which do they reach {{famous[1]:.0%}}? What else would you need?
# 3. Put the caller's price at Hejia's retention. How many points must it bring to pay?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 拖动现在的留存率、提高的百分点和花费。
#
# 1. 留存率到多少，五个百分点才值{{famous[0]:.0%}}？
# 2. 到多少才值{{famous[1]:.0%}}？还要靠什么？
# 3. 留存率放在禾家的位置，填上外包公司的报价：要提高几个百分点才划算？

# %% alt_en="Gain in value from five points more retention, in per cent, against the retention of today: below ten per cent at the left, rising ever more steeply to the right, with a grey band for the famous range. Sliders set retention, points, discount and cost." alt_zh="留存率提高五个百分点带来的价值增幅，随现在的留存率变化：左边不到百分之十，越往右升得越陡；灰带是那个有名的范围。滑块可以调留存率、百分点、贴现率和花费。"
from crmlab import widgets

widgets.retention_points(margin_year, kept, discount, cost=price)

# %%
points_needed = price / margin_year * (1 + discount - kept)
r_for_85 = 1 + discount - 0.05 - 0.05 / famous[1]
round(100 * points_needed, 1), round(r_for_85, 3)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# At a discount of {{discount:.0%}}, {{famous[0]:.0%}} takes a retention of {{r_for_25:.0%}}, and {{famous[1]:.0%}} one of {{r_for_85:.0%}}, to which five points cannot be added.
# So the upper end needs margins that grow with tenure, or an acquisition cost that makes the base small.
# The offer of {{price}} yuan pays from {{100 * points_needed:.1f}} points on.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 贴现率{{discount:.0%}}时，要到{{famous[0]:.0%}}，留存率得有{{r_for_25:.0%}}；要到{{famous[1]:.0%}}，得有{{r_for_85:.0%}}，再加五个百分点就超过全部了。
# 所以上限要靠别的：毛利随客龄增长，或者获客成本把基数压得很小。
# {{price}}元的报价，提高{{100 * points_needed:.1f}}个百分点以上才划算。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: the calls
#
# If the caller keeps the promise, the calls are worth up to {{here["affordable"]:.0f}} yuan a customer and year, and cost {{price}}; they need {{100 * points_needed:.1f}} points to pay for themselves.
# Nobody has shown five.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：打不打回访电话
#
# 诺言兑现的话，电话每人每年最多值{{here["affordable"]:.0f}}元，要价{{price}}元；要提高{{100 * points_needed:.1f}}个百分点才够本。
# 可是没有人证明过五个百分点。

# %%
outcomes = {}
for points in (0.01, 0.02, 0.05):
    gain = retain.retention_gain(kept, points, margin_year, discount).iloc[0]["gain"]
    outcomes[points] = gain - differentiate.lifetime_value(price, kept + points, discount)
thinner = retain.retention_gain(kept, 0.05, 0.75 * margin_year, discount).iloc[0]["affordable"]
{points: round(float(net), 1) for points, net in outcomes.items()}, round(float(thinner), 1)

# %%
half_of_them = n_buyers // 2
test_cost, power = half_of_them * price, crm.interact.power_of(kept, 0.05, half_of_them)
all_cost, all_gain = n_buyers * price, round(n_buyers * outcomes[0.05], -3)
half_of_them, test_cost, round(power, 2), all_cost, all_gain

# %%
five = crm.interact.compare_shares(
    round((kept + 0.05) * half_of_them), half_of_them, round(kept * half_of_them), half_of_them
)
test_error = np.sqrt(2 * kept * (1 - kept) / half_of_them)
fee, worth = price / 5, 0.01 * margin_year / (1 + discount - kept)
paid_by_chance = round(half_of_them * fee * 100 * test_error / np.sqrt(2 * np.pi), -2)
round(100 * five.low, 1), round(100 * five.high, 1), fee, round(worth, 1), paid_by_chance

# %% [markdown] lang="en" slide="fragment"
# With five points a customer leaves {{outcomes[0.05]:.0f}} yuan more over her whole life, after the calls; with two she costs {{-outcomes[0.02]:.0f}}.
# If the margin falls by a quarter, we could pay at most {{thinner:.0f}} yuan a year, {{thinner / 5:.1f}} a point: below the price even if the promise is kept.
#
# A test by lot among the {{n_buyers:,}} buyers of 2025, {{half_of_them:,}} rung for a year and as many not, costs {{test_cost:,.0f}} yuan at full price.
# The stake: for all, the calls cost {{all_cost:,.0f}} yuan a year, and if the promise is true they leave about {{all_gain:,.0f}}, over all those lives.
# And the test is too weak. Five true points show against *nothing* with a chance of {{power:.0%}}; but if it finds exactly five, the interval is {{100 * five.low:.1f}} to {{100 * five.high:.1f}}, with our {{100 * points_needed:.1f}} inside.
#
# **The proposal**: no contract for all; the same draw, but paid by result, {{fee:.0f}} yuan a customer for each point that those rung stay ahead.
# A point is worth {{worth:.1f}} yuan a customer and year, so we need not know how many there are; if there are none, chance alone costs us some {{paid_by_chance:,.0f}} yuan on average.
# Whoever is sure of five points gets the {{price}} yuan asked, on average.
# Judge it by who buys again, not by the NPS, and tie no bonus to that.
#
# Two limits: the formula uses one retention for all (lesson 4c), and takes the five points to last for ever, while the test sees one year.

# %% [markdown] lang="zh" slide="fragment"
# 真提高五个百分点，每位客户扣掉电话费，一辈子还多{{outcomes[0.05]:.0f}}元；只提高两个百分点，就倒贴{{-outcomes[0.02]:.0f}}元。
# 毛利若降四分之一，每年最多只付得起{{thinner:.0f}}元，合每个百分点{{thinner / 5:.1f}}元，诺言兑现也不够本。
#
# 在2025年买过的{{n_buyers:,}}位客户里抽签做测试，{{half_of_them:,}}位打一年电话，同样多的人不打，照原价要花{{test_cost:,.0f}}元。
# 赌注有多大：给所有人打，一年要{{all_cost:,.0f}}元；诺言兑现的话，所有客户一辈子加起来，净得约{{all_gain:,.0f}}元。
# 而且这个测试太弱。真有五个百分点，看得出“不是零”的机会是{{power:.0%}}；可就算测得正好五个，区间也是{{100 * five.low:.1f}}到{{100 * five.high:.1f}}，够本的{{100 * points_needed:.1f}}就在里面。
#
# **提案**：不签全员的合同。照样抽签，但按效果付费：打了电话的比没打的每多留一个百分点，每人付{{fee:.0f}}元。
# 一个百分点每人每年值{{worth:.1f}}元，所以不必先弄清到底有几个；要是一个也没有，光凭运气，我们平均要付出去{{paid_by_chance:,.0f}}元左右。
# 真能做到五个百分点的，平均每人照样拿{{price}}元，并不吃亏。
# 成效看谁又来买，不看净推荐值，奖金更别跟它挂钩。
#
# 两个限制：公式假定人人留存率相同（第4c课），还假定五个百分点年年都在，测试却只看得到一年。

# %% [markdown] lang="en" slide="notes"
# Expect groups to ring only the latent, "because they like us". Ask what the calls would change for them, and who in the truth check stayed away all the same.
# Expect also: "five per cent of retention". Let them compute both: five per cent of sixty-odd is three points and a bit, less than it takes to pay.

# %% [markdown] lang="zh" slide="notes"
# 会有小组只给潜在忠诚的客户打，“因为他们喜欢我们”。问他们：电话能改变什么？对照真相时，喜欢的人照样不来的有多少？
# 还会有人把五个百分点当成百分之五。让他们两样都算：六十几的百分之五，只有三个多百分点，还不够本。

# %% [markdown] lang="en"
# ## Your own data
#
# An export of your orders gives behaviour; a column of answers from zero to ten gives `retain.net_promoter(own["recommend"])`.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 导出的订单能算行为；有一列零到十的答案，就能算`retain.net_promoter(own["recommend"])`。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_buying = retain.buying_behaviour(own, as_of=own["ordered_on"].max() + pd.Timedelta(days=1))
own_buying["score"] = retain.loyalty_score(own_buying, ["visits", "active_windows", "tenure_days"])
round(float(own_buying["repeat"].mean()), 2), own_buying["score"].round(0).head(3).tolist()

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Loyalty is behaviour and attitude; at Hejia they correlate at {{faces:.2f}}. Cross them before you add them.
# - An NPS needs its standard error ({{nps.standard_error:.1f}} points here), which does not cover the silent.
# - Stages: knowing, liking, meaning to, coming. One sheet shows that they go together, not which comes first.
# - A point of satisfaction goes with the most liking where there is a choice, and where much was expected.
# - Survivors' means are high because the small have left. Five points are worth {{here["gain_share"]:.1%}} here, not {{famous[0]:.0%}} to {{famous[1]:.0%}}.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 忠诚有行为和态度两面，在禾家两者的相关只有{{faces:.2f}}。先交叉，再相加。
# - 净推荐值要带标准误（这里{{nps.standard_error:.1f}}分），而标准误管不到没开口的人。
# - 形成阶段：知道好、喜欢、打算来、真的来。一张问卷只看得出它们连在一起，看不出谁先谁后。
# - 有得选、期望高的地方，满意每差一分，喜欢差得最多。
# - 留下的人平均数高，是因为买得少的走了。五个百分点在这里值{{here["gain_share"]:.1%}}，不是{{famous[0]:.0%}}到{{famous[1]:.0%}}。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Customer loyalty, loyalty score, repeat rate, share of wallet, price tolerance, true, latent and spurious loyalty, Net Promoter Score, promoter, passive, detractor, stages of loyalty, trust, switching cost, common-method bias, moderator, interaction term, simple slope, zone of defection, zone of affection, survivorship bias.
#
# - Aiken, L. S. and West, S. G. (1991). *Multiple Regression: Testing and Interpreting Interactions*. Sage.
# - Dick, A. S. and Basu, K. (1994). Customer loyalty: toward an integrated conceptual framework. *Journal of the Academy of Marketing Science*.
# - Jacoby, J. and Kyner, D. B. (1973). Brand loyalty vs. repeat purchasing behavior. *Journal of Marketing Research*.
# - Johnson, P. O. and Neyman, J. (1936). Tests of certain linear hypotheses and their application to some educational problems. *Statistical Research Memoirs*.
# - Jones, T. O. and Sasser, W. E. (1995). Why satisfied customers defect. *Harvard Business Review*.
# - Keiningham, T. L., Cooil, B., Andreassen, T. W. and Aksoy, L. (2007). A longitudinal examination of net promoter and firm revenue growth. *Journal of Marketing*.
# - Oliver, R. L. (1999). Whence consumer loyalty? *Journal of Marketing*.
# - Podsakoff, P. M., MacKenzie, S. B., Lee, J.-Y. and Podsakoff, N. P. (2003). Common method biases in behavioral research. *Journal of Applied Psychology*.
# - Reichheld, F. F. (2003). The one number you need to grow. *Harvard Business Review*.
# - Reichheld, F. F. and Sasser, W. E. (1990). Zero defections: quality comes to services. *Harvard Business Review*.
# - Reinartz, W. and Kumar, V. (2002). The mismanagement of customer loyalty. *Harvard Business Review*.
# - Rocks, B. (2016). Interval estimation for the "Net Promoter Score". *The American Statistician*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 客户忠诚、忠诚度得分、复购率、钱包份额、价格容忍度、真忠诚、潜在忠诚、虚假忠诚、净推荐值、推荐者、中立者、贬损者、忠诚形成阶段、信任、转换成本、共同方法偏差、调节变量、交互项、简单斜率、背离区、依恋区、幸存者偏差。
#
# - Aiken, L. S. and West, S. G. (1991). *Multiple Regression: Testing and Interpreting Interactions*. Sage.
# - Dick, A. S. and Basu, K. (1994). Customer loyalty: toward an integrated conceptual framework. *Journal of the Academy of Marketing Science*.
# - Jacoby, J. and Kyner, D. B. (1973). Brand loyalty vs. repeat purchasing behavior. *Journal of Marketing Research*.
# - Johnson, P. O. and Neyman, J. (1936). Tests of certain linear hypotheses and their application to some educational problems. *Statistical Research Memoirs*.
# - Jones, T. O. and Sasser, W. E. (1995). Why satisfied customers defect. *Harvard Business Review*.
# - Keiningham, T. L., Cooil, B., Andreassen, T. W. and Aksoy, L. (2007). A longitudinal examination of net promoter and firm revenue growth. *Journal of Marketing*.
# - Oliver, R. L. (1999). Whence consumer loyalty? *Journal of Marketing*.
# - Podsakoff, P. M., MacKenzie, S. B., Lee, J.-Y. and Podsakoff, N. P. (2003). Common method biases in behavioral research. *Journal of Applied Psychology*.
# - Reichheld, F. F. (2003). The one number you need to grow. *Harvard Business Review*.
# - Reichheld, F. F. and Sasser, W. E. (1990). Zero defections: quality comes to services. *Harvard Business Review*.
# - Reinartz, W. and Kumar, V. (2002). The mismanagement of customer loyalty. *Harvard Business Review*.
# - Rocks, B. (2016). Interval estimation for the "Net Promoter Score". *The American Statistician*.
#
# <!-- exercises link -->
