# ---
# id: "05b"
# title: {en: "Complaints and recovery", zh: "投诉与补救"}
# minutes: {lecture: 50, exercises: 75}
# textbook: [idic 5.4, practice 5.4, practice 6.3, practice 5.92, outsourcing 4.1.3-4.1.4, ecommerce 8.4.3]
# needs: ["04a", "05a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## Four in a hundred
#
# "Four complaints for every hundred orders", says the owner, "so ninety-six are happy."
# His daughter has had {{len(audit)}} customers rung up and asked.
# {{found.with_problem:.0%}} of them had something go wrong within three months.
# Both numbers are right, and this lesson is about what lies between them.

# %% [markdown] lang="zh" slide="slide"
# ## 一百单里四件
#
# 老板说：“一百单才四件投诉，九十六单都满意。”
# 女儿请人给{{len(audit)}}位客户打了电话，问了一圈。
# {{found.with_problem:.0%}}的人三个月里遇到过不顺心的事。
# 两个数都没错，这一课讲的就是两者之间藏着什么。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and iceberg nine, process and charts twelve, paradox and offers fifteen, texts and escalation nine, reviews two, decision three.
#
# Before anything is shown, ask who has complained in a shop within the last year, and who had reason to.
# Count both on the board: the class is its own iceberg.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和冰山九分钟，过程和控制图十二分钟，悖论和补偿十五分钟，文字和升级九分钟，差评两分钟，决策三分钟。
#
# 什么都还没放之前，先问：最近一年谁在店里投诉过？谁有过投诉的理由？
# 两个数都写上黑板：这个班自己就是一座冰山。

# %% [markdown] lang="en"
# One row for each complaint; the text stands as the customer said or wrote it.
# The desk files it under one of seven categories: late, damaged, wrong item, quality, rude, price, app.

# %% [markdown] lang="zh"
# 每件投诉一行，客户怎么说怎么写，文字就怎么记。
# 受理人把它归入七类之一：late送晚了、damaged破损、wrong_item错发漏发、quality质量、rude态度、price价格、app小程序。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab import interact

complaints, orders = crm.load("complaints"), crm.load("orders")
audit = crm.load("problem_audit")
columns = ["opened_at", "category", "severity", "mood", "first_response_at", "text"]
complaints.groupby("language")[columns].tail(2)

# %%
ninety_days = ("2025-08-19", "2025-11-16")
bought = orders[orders["amount"] > 0]
asked_about = bought[bought["ordered_on"].between(*ninety_days)]
told_us = complaints["opened_at"].between("2025-08-19", "2025-11-17")
per_hundred = 100 * int(told_us.sum()) / len(asked_about)
n_buyers = asked_about["customer_id"].nunique()
pd.Series({"complaints_per_hundred_orders": per_hundred, "buyers": n_buyers}).round(1)

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Measure** a complaints desk step by step, and tell a signal from noise on a control chart (exercises 5b.1, 5b.2 and 5b.3).
# - **Estimate** how many stay silent, and what silence costs (exercise 5b.4).
# - **Test** what an offer changes, and choose it by expected value (exercises 5b.5, 5b.6 and 5b.7).
# - **Classify** what customers write, read the errors, and set an escalation rule (exercises 5b.8 and 5b.9).
# - **Decide** about bad reviews, and defend a recovery policy (exercise 5b.10 and the memo, 5b.11).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **度量**：一步步量出投诉处理得怎么样，用控制图分清信号和噪声（练习5b.1、5b.2、5b.3）。
# - **估计**：估出有多少人没吭声，沉默值多少钱（练习5b.4）。
# - **检验**：看一种补偿究竟改变了什么，按期望价值来选（练习5b.5、5b.6、5b.7）。
# - **归类**：给客户写的话分类，读懂错在哪里，定出升级规则（练习5b.8、5b.9）。
# - **决定**：差评怎么办，拿出一套补救办法，说服老板（练习5b.10和决策备忘5b.11）。

# %% [markdown] lang="en" slide="slide"
# ## The idea: a complaint is the cheap ending
#
# Whoever is dissatisfied can leave, speak, or bear it: *exit, voice and loyalty* (Hirschman 1970).
# A **complaint** is voice.
# It tells us what is broken, and it gives us one chance to keep her; exit gives neither.
# Its causes lie in the goods, in the delivery, in people, in prices, and in promises that were larger than the parcel.
#
# Handling it has five steps:
#
# 1. **Hear**: make it easy to speak, write down her own words, begin the clock.
# 2. **Answer**: listen first, say sorry for what happened, promise a time.
# 3. **Solve**: put the matter right, once.
# 4. **Make good**: give something for the trouble.
# 5. **Learn**: count, chart, remove the cause.
#
# Steps 2 to 4 are **service recovery**; customers judge whether the result, the way and the manner were just (Tax, Brown and Chandrashekaran 1998).

# %% [markdown] lang="zh" slide="slide"
# ## 道理：肯来投诉，已经算好的了
#
# 不满意的人有三条路：走人、开口、忍着，也就是*退出、呼吁与忠诚*（Hirschman 1970）。
# **投诉**（complaint）就是开口。
# 它告诉我们哪里坏了，还给了一次留住她的机会；她要是不声不响地走了，这两样都没有。
# 原因不外乎几样：货、配送、人、价钱，还有许诺得太满。
#
# 处理投诉分五步：
#
# 1. **听**：让人容易开口，原话记下来，开始计时。
# 2. **答**：先听完，为发生的事道歉，说好几时有结果。
# 3. **办**：把事情办好，一次办好。
# 4. **补**：给人家添了麻烦，要有所补偿。
# 5. **学**：数一数，画成图，把病根去掉。
#
# 第2到第4步合称**服务补救**（service recovery）；客户心里有三把尺：结果公不公道，办法公不公道，态度公不公道（Tax、Brown和Chandrashekaran 1998）。

# %% [markdown] lang="en"
# What goes wrong here, and how gravely, by the desk's own filing:

# %% [markdown] lang="zh"
# 这家店都出些什么事、多严重，看受理人的归类：

# %%
causes = complaints.groupby("category")["severity"].agg(["size", "mean"])
causes["share"] = causes["size"] / len(complaints)
causes.sort_values("share", ascending=False).round(2)

# %% [markdown] lang="en"
# {{causes["share"].max():.0%}} are about the quality of goods, which are also the gravest: {{causes["mean"].max():.1f}} on a scale from one to four.
# What is *not* in this table is what nobody told us.

# %% [markdown] lang="zh"
# {{causes["share"].max():.0%}}是质量问题，平均也最严重：一到四级里的{{causes["mean"].max():.1f}}。
# 没人跟我们说的事，这张表里**没有**。

# %% [markdown] lang="en" slide="slide"
# ## The iceberg
#
# The **problem audit** asked customers drawn at random, out of all who had bought in ninety days: did anything go wrong, and did you tell us?

# %% [markdown] lang="zh" slide="slide"
# ## 冰山
#
# **问题回访**从九十天里买过东西的客户中随机抽人来问：有没有不顺心的事？跟我们说过没有？

# %%
n_problem = int(audit["had_problem"].sum())
n_told = int(audit["told_shop"].sum())
n_silent = n_problem - n_told
silent_people = n_buyers * n_silent / len(audit)
pd.Series({"problem": n_problem, "told": n_told, "silent_among_all": round(silent_people)})

# %% [markdown] lang="en"
# So among all {{n_buyers:,}} buyers about {{silent_people:.0f}} had a problem in these ninety days and said nothing.
# `iceberg` does the same and adds what chance allows.

# %% [markdown] lang="zh"
# 推到全部{{n_buyers:,}}位买过的客户，这九十天里有问题却没吭声的，大约{{silent_people:.0f}}人。
# `iceberg`做的是同一件事，再加上抽样误差的范围。

# %%
found = interact.iceberg(audit, customers=n_buyers)
pd.Series(vars(found))[["people", "people_low", "people_high", "per_complainer"]].round(1)

# %% lang="en" slide="fragment" alt="One bar of all customers with a problem, from zero: first the larger dark part that said nothing, its end marked by an interval; then the lighter part that told the shop. About four in ten spoke."
people_told = n_buyers * found.with_problem * found.told
fig, ax = plt.subplots(figsize=(7, 1.9))
ax.barh([0], [found.people], color="#0072B2")
ax.barh([0], [people_told], left=[found.people], color="#56B4E9")
ax.text(found.people / 2, 0, "said nothing", ha="center", va="center", color="white")
ax.text(found.people + people_told / 2, 0, "told the shop", ha="center", va="center")
ax.hlines(0.5, found.people_low, found.people_high, color="#D55E00", linewidth=3)
ax.set(title="Most of the iceberg is under water", yticks=[], ylim=(-0.5, 0.7))
ax.set_xlabel("Customers with a problem in ninety days (orange: 95% interval for those who said nothing)")
plt.show()

# %% lang="zh" slide="fragment" alt="一根条形从零画起，表示全部遇到问题的客户：先是更长的深色一段，没吭声的，末端标出区间；再是浅色一段，跟店里说过的。开口的约四成。"
people_told = n_buyers * found.with_problem * found.told
fig, ax = plt.subplots(figsize=(7, 1.9))
ax.barh([0], [found.people], color="#0072B2")
ax.barh([0], [people_told], left=[found.people], color="#56B4E9")
ax.text(found.people / 2, 0, "没吭声", ha="center", va="center", color="white")
ax.text(found.people + people_told / 2, 0, "跟店里说过", ha="center", va="center")
ax.hlines(0.5, found.people_low, found.people_high, color="#D55E00", linewidth=3)
ax.set(title="冰山大半在水下", yticks=[], ylim=(-0.5, 0.7))
ax.set_xlabel("九十天里遇到问题的客户数（橙线：没吭声人数的95%区间）")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# For each customer who spoke there are {{found.per_complainer:.1f}} with a problem.
# The ratio belongs to this shop and these ninety days; the often quoted "for one who complains, twenty-six do not" is ascribed to American studies of about 1980, in other trades.
#
# And the owner's four?
# {{per_hundred:.1f}} complaints per hundred orders, at {{len(asked_about) / n_buyers:.1f}} orders each, make {{per_hundred * len(asked_about) / n_buyers:.0f}} per hundred *customers*, some of whom complained twice.
# In the audit {{n_told / len(audit):.0%}} had told the shop: no contradiction, only another denominator.

# %% [markdown] lang="zh" slide="fragment"
# 每一位开口的客户，对应{{found.per_complainer:.1f}}位遇到问题的客户。
# 这个倍数只属于这家店、这九十天；常听人说的“一个人投诉，背后有二十六个不说”，据说出自1980年前后美国别的行业的调查，搬不到这里来。
#
# 老板那“四件”呢？
# 每百单{{per_hundred:.1f}}件投诉，平均每人{{len(asked_about) / n_buyers:.1f}}单，折成每百位**客户**{{per_hundred * len(asked_about) / n_buyers:.0f}}件，其中有人投诉了不止一次。
# 回访里跟店里说过的占{{n_told / len(audit):.0%}}：两边并不矛盾，只是分母不同。

# %% [markdown] lang="en"
# ### What does silence cost?
#
# Did the silent come back after the audit, compared with customers to whom nothing happened?
# A plain comparison misleads: who comes often also meets more problems.
# So we compare like with like, by number of orders in the ninety days, as in lesson 5a.

# %% [markdown] lang="zh"
# ### 沉默值多少钱？
#
# 跟没出过事的客户比，没吭声的人，回访之后还来不来？
# 直接比会上当：来得勤的人，碰上的问题也多。
# 所以像第5a课那样，按九十天里的购买次数分档，同类相比。

# %%
visits = asked_about["customer_id"].value_counts()
audit["often"] = pd.cut(audit["customer_id"].map(visits), [0, 1, 2, 4, 7, 999])
audit["silent"] = audit["told_shop"].eq(0).astype(int)
came = bought.loc[bought["ordered_on"] > audit["asked_on"].max(), "customer_id"]
audit["stayed_away"] = (~audit["customer_id"].isin(came)).astype(int)

# %%
quiet = audit[audit["told_shop"] != 1]
naive = quiet.groupby("silent")["stayed_away"].mean()
fair = interact.like_with_like(quiet, by=["often"], treated="silent", responded="stayed_away")
away = {"no_problem": naive[0], "silent": naive[1], "like_with_like": fair.effect}
pd.Series(away | {"low": fair.low, "high": fair.high}).round(2)

# %% [markdown] lang="en"
# Naively the silent stay away *less*: {{naive[1]:.0%}} against {{naive[0]:.0%}} of those with no problem.
# Like with like, {{100 * fair.effect:.0f}} points more of them stayed away, with an interval from {{100 * fair.low:.0f}} to {{100 * fair.high:.0f}}: the sample is too small to say.
# So we write the **loss** as a table: silent customers, times the share that goes because of it, times what such a customer brings in half a year.

# %% [markdown] lang="zh"
# 直接比，没吭声的（silent）反而走得**少**：{{naive[1]:.0%}}，没出过事的（no_problem）是{{naive[0]:.0%}}。
# 同类相比，他们多走了{{100 * fair.effect:.0f}}个百分点，区间从{{100 * fair.low:.0f}}到{{100 * fair.high:.0f}}：样本太小，说不准。
# 那就把**损失**列成表：没吭声的人数，乘以因此走掉的比例，再乘以这样一位客户半年的毛利。

# %%
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]])
cost_of_goods = (lines["quantity"] * lines["unit_cost"]).sum()
margin_rate = 1 - float(cost_of_goods / (lines["quantity"] * lines["unit_price"]).sum())
round(margin_rate, 3)

# %%
half_year = bought[bought["ordered_on"] > "2025-05-17"].query("ordered_on <= '2025-11-16'")
spent = half_year.groupby("customer_id")["amount"].sum().reindex(visits.index)
a_customer = spent.mean() * margin_rate
loss = pd.Series({share: found.people * share * a_customer for share in (0.02, 0.05, 0.10)}).round(-2)
loss.rename_axis("share_that_goes").rename("yuan").to_frame()

# %%
heard = audit.groupby("had_problem")["people_told"].mean()
heard.round(1)

# %% [markdown] lang="en"
# Each quarter of a year silence costs some {{loss.iloc[0]:,.0f}} to {{loss.iloc[2]:,.0f}} yuan of margin, depending on whether two or ten in a hundred of the silent leave.
# They are not silent everywhere: who had a problem spoke of the shop to {{heard[1]:.1f}} people, the others to {{heard[0]:.1f}}.

# %% [markdown] lang="zh"
# 没吭声的人里走掉百分之二，一个季度损失约{{loss.iloc[0]:,.0f}}元毛利；走掉一成，约{{loss.iloc[2]:,.0f}}元。
# 他们也不是到处都沉默：遇到问题的人平均跟{{heard[1]:.1f}}个人聊起这家店，没遇到的只跟{{heard[0]:.1f}}个。

# %% [markdown] lang="en" slide="slide"
# ## The process in numbers
#
# For those who do speak, three questions: how fast, how well, how often again?
# **First-contact resolution** is the share settled in one contact and not told again.

# %% [markdown] lang="zh" slide="slide"
# ## 过程用数字说话
#
# 对开了口的客户，问三件事：多快，多好，有没有再来？
# **首次解决率**（first-contact resolution）是一次联系就办好、而且没有再来投诉的比例。

# %%
closed = complaints[complaints["closed_at"].notna()]
told_again = closed["complaint_id"].isin(complaints["repeat_of"])
once = closed["outcome"].eq("resolved") & closed["times_contacted"].eq(1) & ~told_again
in_one_call = interact.handling(complaints)["first_contact"].iloc[0]
pd.Series({"by_hand": once.mean(), "handling": in_one_call}).round(3)

# %%
opened = complaints["opened_at"]
half = opened.dt.year.astype(str) + "H" + opened.dt.month.gt(6).map({False: "1", True: "2"})
desk = interact.handling(complaints.assign(half=half), by="half", promise=24)
desk.round(2)

# %% [markdown] lang="en"
# In the first half of 2025 only {{slow["within_promise"]:.0%}} were answered within a day; since July, when the CRM system went live, {{fast["within_promise"]:.0%}}.
# First-contact resolution hardly moved, {{slow["first_contact"]:.0%}} and {{fast["first_contact"]:.0%}}: answers come faster, but hardly more matters are settled at once.
# Before and after is no proof that the system did it: late in 2024, without it, {{earlier["within_promise"]:.0%}} were answered within a day.

# %% [markdown] lang="zh"
# 2025年上半年，一天内回应的只有{{slow["within_promise"]:.0%}}；7月CRM系统上线以后是{{fast["within_promise"]:.0%}}。
# 首次解决率几乎没动：{{slow["first_contact"]:.0%}}和{{fast["first_contact"]:.0%}}。回应快了，一次就办好的并没有多多少。
# 前后一比，还不能说就是系统的功劳：2024年下半年没有系统，一天内回应的也有{{earlier["within_promise"]:.0%}}。

# %%
earlier, slow, fast = (desk.set_index("half").loc[name] for name in ("2024H2", "2025H1", "2025H2"))
ways_in = interact.handling(complaints, by="channel").set_index("channel")
ways_in.round(2)

# %% [markdown] lang="en"
# The counter answers half of its complaints within {{ways_in["median_hours"]["counter"]:.0f}} hours, the web takes {{ways_in["median_hours"]["web"]:.0f}}: whoever stands at the counter is hard to overlook.
# First-contact resolution differs little.

# %% [markdown] lang="zh"
# 柜台{{ways_in["median_hours"]["counter"]:.0f}}小时内回应一半，网页要{{ways_in["median_hours"]["web"]:.0f}}小时：人站在柜台前，想不理都难；网页上的留言，得有人惦记着去看。
# 首次解决率倒差不多。

# %% [markdown] lang="en" slide="slide"
# ## Signal or noise? Control charts
#
# In January 2025 the desk got {{n_january}} complaints, in December {{n_december}}.
# "What have you done?", the owner asks the shop.
# A **control chart** answers whether there is anything to ask (Shewhart 1931): it draws the values in order of time, and the limits that chance alone will hardly ever break.

# %% [markdown] lang="zh" slide="slide"
# ## 信号还是噪声？控制图
#
# 2025年1月来了{{n_january}}件投诉，前一个月是{{n_december}}件。
# 老板问店里：“你们干了什么？”
# 该不该问，看**控制图**（control chart，Shewhart 1931）：按时间画出数值，再画出光凭偶然几乎不会越过的上下限。

# %%
log = complaints[complaints["opened_at"] >= "2024-01-01"].copy()
month = log["opened_at"].dt.strftime("%Y-%m")
per_month = month.value_counts().sort_index()
n_december, n_january = per_month[["2024-12", "2025-01"]].tolist()
per_month["2024-12":"2025-01"]

# %%
hundreds = bought["ordered_on"].dt.strftime("%Y-%m").value_counts().reindex(per_month.index) / 100
rates = interact.u_chart(per_month, hundreds)
row = rates.set_index("point").loc["2025-01"]
expected = row["centre"] * hundreds["2025-01"]
rates.query("signal != ''")[["point", "value", "low", "high"]].round(2)

# %% [markdown] lang="en"
# The **u-chart** charts a rate, here complaints per hundred orders; with centre $u$ and $n$ hundred orders its limits lie at $u \pm 3\sqrt{u/n}$.
# January's {{row["value"]:.1f}} lies within {{row["low"]:.1f}} and {{row["high"]:.1f}}, though not far from the top.
# More orders before Spring Festival explain a part: at the usual rate they would have brought {{expected:.0f}} complaints. The rest, up to {{n_january}}, is still what chance may do; that is not a proof that all was well.
# The owner's comparison began from an unusually *good* month: December 2024 is the only signal, and the one to ask about.

# %% [markdown] lang="zh"
# **u图**（u-chart）画的是比率，这里是每百单投诉数；中心线为$u$、订单数为$n$百单时，上下限是$u \pm 3\sqrt{u/n}$。
# 1月是{{row["value"]:.1f}}，在{{row["low"]:.1f}}和{{row["high"]:.1f}}之间，不过离上限不远。
# 春节前订单多，只能解释一部分：照平常的比率，这么多订单该有{{expected:.0f}}件投诉。多到{{n_january}}件，还在偶然的范围里；没越限，也不等于证明了一切都好。
# 老板拿来比的，恰好是个格外**好**的月份：唯一的信号是2024年12月，要问，就问那个月。

# %% [markdown] lang="en"
# For single values, one a week, take the **XmR chart** (X and its moving range).
# By hand on eight weeks: the **moving range** is the step from one week to the next, and the limits lie 2.66 mean steps from the mean (Wheeler and Chambers 1992).

# %% [markdown] lang="zh"
# 一周只有一个数，用**XmR图**（XmR chart，单值与移动极差图）。
# 拿八周手算一遍：**移动极差**（moving range）就是这一周到下一周跳了多少，上下限离平均数2.66个平均步长（Wheeler和Chambers 1992）。

# %%
weeks = pd.Series([20, 24, 18, 22, 26, 20, 23, 47])
calm = weeks[:7]
steps = calm.diff().abs()
high, low = calm.mean() + 2.66 * steps.mean(), calm.mean() - 2.66 * steps.mean()
pd.Series({"mean": calm.mean(), "mean step": steps.mean(), "low": low, "high": high}).round(1)

# %% [markdown] lang="en"
# Seven calm weeks make the limits; the eighth is judged by them, and {{weeks.iloc[-1]}} lies above {{high:.1f}}: a signal.
# Now the desk's own weeks, all of 2024 for the limits, judged up to June 2025.

# %% [markdown] lang="zh"
# 上下限用平静的七周来算，第八周拿来对照：{{weeks.iloc[-1]}}超过了上限{{high:.1f}}，是信号。
# 再看店里自己的：上下限用2024年全年来定，一直看到2025年6月。

# %%
log["hours"] = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
monday = log["opened_at"].dt.to_period("W").dt.start_time.dt.strftime("%Y-%m-%d")
in_week = log[log["opened_at"] < "2025-06-30"].groupby(monday)["hours"].agg(["median", "size"])
weekly = interact.xmr_chart(in_week["median"], base=52)
worst = weekly.loc[weekly["value"].idxmax()]
weekly.loc[weekly["signal"] == "beyond", ["point", "value", "centre", "high"]].round(1)

# %%
spring = weekly[weekly["point"] >= "2025-01-06"]
n_weeks, n_above = len(spring), int((spring["value"] > spring["high"]).sum())
other_weeks = interact.xmr_chart(spring.loc[spring["point"] != worst["point"], "value"])
pd.Series({"weeks": n_weeks, "above": n_above, "limit_of_the_others": other_weeks["high"].iloc[0]}).round(1)

# %% lang="en" slide="fragment" alt="Weekly median of hours to the first answer from January 2024 to June 2025, with dashed limits from 2024. In 2024 all points lie between the limits; from January 2025 all lie above the centre and half above the limit; the week of 10 March 2025 towers over all."
ax = interact.plot_control_chart(weekly)
ax.set_title("A level that moved, and one week above all others")
ax.set(xlabel="Week beginning (dashed: limits from 2024)", ylabel="Median hours to first answer")
ax.set(xticks=range(0, len(weekly), 13), xticklabels=weekly["point"].iloc[::13], ylim=(0, 90))
plt.show()

# %% lang="zh" slide="fragment" alt="2024年1月到2025年6月每周首次回应小时数的中位数，虚线是用2024年定的上下限。2024年的点都在里面；2025年1月起全在中心线以上，一半高出上限；3月10日那一周高出所有的周。"
ax = interact.plot_control_chart(weekly)
ax.set_title("整个水平挪了，还有一周高出所有的周")
ax.set(xlabel="各周的周一（虚线：用2024年定的上下限）", ylabel="首次回应小时数（中位数）")
ax.set(xticks=range(0, len(weekly), 13), xticklabels=weekly["point"].iloc[::13], ylim=(0, 90))
plt.show()

# %% [markdown] lang="en"
# By the standard of 2024, chance reaches up to {{worst["high"]:.0f}} hours. In the first half of 2025 all {{n_weeks}} weeks lie above the centre, {{n_above}} of them above the limit: the level itself has moved.
# (Filled dots: beyond a limit. Hollow squares: the eighth or later in a row on one side of the centre, a signal too.)
# One week stands out even so: in that of 10 March half of the {{in_week["size"][worst["point"]]}} customers waited {{worst["value"]:.0f}} hours or more, and even limits made from the other weeks of this bad half-year end at {{other_weeks["high"].iloc[0]:.0f}}.
# Somebody asks, and learns that the only clerk was ill, that week and the one before, and nobody stood in for her.
# A reason that can be found behind a signal is a **special cause**.
#
# The **p-chart** charts a share, here the answers later than the promised day; again 2024 fixes the limits.

# %% [markdown] lang="zh"
# 按2024年的水平，偶然最多到{{worst["high"]:.0f}}小时。2025年上半年这{{n_weeks}}周全在中心线以上，{{n_above}}周越限：整个水平都挪了。
# （实心圆点是越限的；空心方块是在中心线同一侧连着的第八周或更后，也算信号。）
# 就算这样，还有一周格外高：3月10日那一周的{{in_week["size"][worst["point"]]}}位客户，一半等了{{worst["value"]:.0f}}小时以上；哪怕上下限改用这半年里别的周来算，也只到{{other_weeks["high"].iloc[0]:.0f}}。
# 一问才知道，管投诉的就一个人，那一周和前一周病了，没人顶班。
# 信号背后能查出来的原因，叫**特殊原因**（special cause）。
#
# **p图**（p-chart）画的是比例，这里是超过一天才回应的比例；上下限同样用2024年来定。

# %%
is_late = (~log["hours"].le(24)).groupby(month).sum()
late_share = interact.p_chart(is_late, per_month, base=12)
centre = late_share["centre"][0]
by_hand = centre + 3 * np.sqrt(centre * (1 - centre) / per_month.iloc[0])
n_better = int((late_share["value"] < late_share["low"]).sum())
pd.Series({"by_hand": by_hand, "p_chart": late_share["high"][0]}).round(3)

# %% lang="en" slide="fragment" alt="Share answered later than a day, by month. In 2024 all points lie between the limits; from January to June 2025 all lie above, from July on near or below the lower limit."
ax = interact.plot_control_chart(late_share, percent=True)
ax.set_title("2025: first overwhelmed, then better than before")
ax.set(xlabel="Month", ylabel="Answered later than a day")
plt.show()

# %% lang="zh" slide="fragment" alt="各月超过一天才回应的比例。2024年的点都在上下限之间；2025年1月到6月全部高出上限，7月起落在下限附近或以下。"
ax = interact.plot_control_chart(late_share, percent=True)
ax.set_title("2025年：先忙不过来，后来比从前还好")
ax.set(xlabel="月份", ylabel="超过一天才回应的比例")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# From January to June *every* month lies above the limit.
# That too is a special cause, only not an accident of a week: the work had outgrown one clerk, and the whole process had shifted.
# What moves *within* the limits, as in all of 2024, is **common cause**: shouting at one month changes nothing; whoever wants a better level must change the process.
# July shows such a change: {{n_better}} months of the half-year lie *below* the lower limit, signals too, good ones.
# From there on the limits should be worked out anew.

# %% [markdown] lang="zh" slide="fragment"
# 1月到6月，**每个月**都高出上限。
# 这也是特殊原因，只不过不是哪一周的意外：活儿多得一个人干不过来，整个过程挪了位置。
# 上下限**以内**的起伏，比如2024年全年，才来自**普通原因**（common cause）：冲着某个月发火没有用，想要更好的水平，就得改流程。
# 7月就改了一次：下半年有{{n_better}}个月低于**下限**，也是信号，是好的信号。
# 从那以后，上下限该重新算。

# %% [markdown] lang="en" slide="slide"
# ## The recovery paradox
#
# That a complaint handled well leaves a better customer than no complaint at all is called the **service recovery paradox** (McCollough and Bharadwaj 1992).
# Over many studies it holds for satisfaction and not for the intention to buy again (de Matos, Henrique and Rossi 2007).
# Hejia can look: since 2024 offers go by rota, nothing, an apology, a voucher, or made good (a refund or new goods; `made_good`), whatever the case.
# A rota is as good as drawing lots, as long as nobody at the desk can foresee or change whose turn it is.

# %% [markdown] lang="zh" slide="slide"
# ## 补救悖论
#
# 投诉处理得好的客户，比没出过事的还好，这叫**补救悖论**（service recovery paradox，McCollough和Bharadwaj 1992）。
# 把许多研究放在一起看，满意度上有，再购意愿上没有（de Matos、Henrique和Rossi 2007）。
# 禾家可以查：从2024年起，补偿按轮次表给：none不补、apology道歉、voucher代金券、made_good补足（退款或换货），跟案情无关。
# 受理人只要猜不到、也改不了轮到谁，轮流来就等于抽签。

# %%
import warnings

complaints["offer"] = complaints["recovery"].replace({"refund": "made_good", "replacement": "made_good"})
again = complaints["complaint_id"].isin(complaints["repeat_of"].dropna())
with warnings.catch_warnings(record=True) as told:
    cases = interact.follow_up(complaints[~again], orders, days=90)
print(*(note.message for note in told))

# %%
cases["hours"] = (cases["first_response_at"] - cases["opened_at"]).dt.total_seconds() / 3600
rota = cases[cases["by_rota"] == 1]
effects = interact.offer_effects(rota)
effects[["offer", "cases", "gone", "saved", "saved_low", "saved_high"]].round(3)

# %% [markdown] lang="en"
# `gone` is what a shop can see: no order in the ninety days after closing.
# With no offer {{effects["gone"].iloc[0]:.0%}} were gone, made good {{effects["gone"].iloc[3]:.0%}}: **saved**, {{100 * effects["saved"].iloc[3]:.0f}} points.
#
# Is it a paradox?
# That needs customers to whom nothing happened: for the marks, those of the audit; for coming back, orders of customers without a complaint around them, like with like by how often they bought.

# %% [markdown] lang="zh"
# `gone`是店里看得见的：结案后九十天没有订单。
# 不补偿的走了{{effects["gone"].iloc[0]:.0%}}，补足的走了{{effects["gone"].iloc[3]:.0%}}：**挽回**了{{100 * effects["saved"].iloc[3]:.0f}}个百分点。
#
# 这算悖论吗？
# 还得有没出过事的客户来比：打分用回访里没遇到问题的人；再来不来，用前后没有投诉的购买记录，按购买次数同类相比。

# %%
visit = bought[bought["ordered_on"].between("2024-01-01", "2025-10-02")].copy()
visit["quarter"] = visit["ordered_on"].dt.to_period("Q")
visit = visit.drop_duplicates(["customer_id", "quarter"])
n_visits = len(visit)
visit[["customer_id", "quarter"]].head(2)

# %%
near = visit.merge(complaints[["customer_id", "opened_at"]], on="customer_id")
near = near[(near["opened_at"] - near["ordered_on"]).abs() < pd.Timedelta(days=90)]["order_id"]
renamed = {"order_id": "complaint_id", "ordered_on": "closed_at"}
quiet = visit[~visit["order_id"].isin(near)].rename(columns=renamed)
quiet = interact.follow_up(quiet[["complaint_id", "customer_id", "closed_at"]], orders, days=90)
quiet["gone"].agg(["size", "mean"]).round(2)


# %%
def excess_gone(some):
    both = pd.concat([some.assign(treated=1), quiet.assign(treated=0)])
    both["often"] = pd.cut(both["visits_before"], [-1, 1, 2, 4, 7, 12, 20, 999])
    return interact.like_with_like(both, by=["often"], responded="gone")


calm_marks = audit.loc[audit["had_problem"] == 0, "satisfaction"]
best = rota.query("offer == 'made_good' and severity <= 2 and hours <= 24")
groups = {name: rota[rota["offer"] == name] for name in ("none", "made_good")} | {"best": best}
marked = {name: group["satisfaction"].dropna() for name, group in groups.items()}
marks = {name: interact.compare_means(given, calm_marks) for name, given in marked.items()}
behaviour = {name: excess_gone(group) for name, group in groups.items()}
compared = {name: {"marks": marks[name].difference, "gone": behaviour[name].effect} for name in groups}
pd.DataFrame(compared).T.round(3)

# %% lang="en" slide="slide" alt="Two panels against customers to whom nothing happened. Marks: no offer far below, made good about equal, small matters answered within a day and made good clearly above. Gone: no offer far more, made good somewhat more, small matters answered within a day and made good about equal, none clearly better."
said = ["no offer", "made good", "small, answered in\na day, made good"]
fig, axes = plt.subplots(1, 2, figsize=(7.4, 2.8), sharey=True, layout="constrained")
for ax, results in zip(axes, ([vars(m) for m in marks.values()], [vars(b) for b in behaviour.values()])):
    middle = [r.get("difference", r.get("effect")) for r in results]
    ax.hlines(said, [r["low"] for r in results], [r["high"] for r in results], linewidth=3)
    ax.plot(middle, said, "o", color="#0072B2", markersize=9)
    ax.axvline(0, color="#666666", linewidth=1)
axes[0].set(title="Marks: a paradox", xlabel="Marks above those without a problem")
axes[1].set(title="Coming back: none to be seen", xlabel="Extra share that did not return")
axes[0].set_ylim(2.4, -0.4)
plt.show()

# %% lang="zh" slide="slide" alt="两幅图，都跟没出过事的客户比。打分：不补偿的低得多，补足的差不多，小事、一天内回应、补足的明显更高。走掉：不补偿的多得多，补足的略多，小事、一天内回应、补足的差不多，没有一组明显更好。"
said = ["不补偿", "补足", "小事，一天内\n回应，补足"]
fig, axes = plt.subplots(1, 2, figsize=(7.4, 2.8), sharey=True, layout="constrained")
for ax, results in zip(axes, ([vars(m) for m in marks.values()], [vars(b) for b in behaviour.values()])):
    middle = [r.get("difference", r.get("effect")) for r in results]
    ax.hlines(said, [r["low"] for r in results], [r["high"] for r in results], linewidth=3)
    ax.plot(middle, said, "o", color="#0072B2", markersize=9)
    ax.axvline(0, color="#666666", linewidth=1)
axes[0].set(title="打分：有悖论", xlabel="比没出过事的客户高几分")
axes[1].set(title="再来不来：看不出", xlabel="走掉的比例比没出过事的多多少")
axes[0].set_ylim(2.4, -0.4)
plt.show()

# %% [markdown] lang="en" slide="fragment"
# A small matter, answered within a day and made good, earns {{marks["best"].difference:.1f}} marks *more* than no matter at all (from {{marks["best"].low:.1f}} to {{marks["best"].high:.1f}}).
# Only {{len(marked["best"])}} of these {{len(best)}} customers gave a mark, of their own accord; those they are compared with were rung up: read the gap with care.
# That they come back more often cannot be seen: {{-100 * behaviour["best"].effect:.0f}} point fewer stayed away, anything from {{100 * behaviour["best"].high:.0f}} more to {{-100 * behaviour["best"].low:.0f}} fewer would fit.
# Whoever chases the marks may be tempted to let things go wrong.

# %% [markdown] lang="zh" slide="fragment"
# 小事、一天内回应、后来补足的，打分比没出过事的还**高**{{marks["best"].difference:.1f}}分（{{marks["best"].low:.1f}}到{{marks["best"].high:.1f}}）。
# 不过这{{len(best)}}位里只有{{len(marked["best"])}}位打了分，还是自己愿意打的；对照组却是打电话问来的，这个差距要打点折扣看。
# 是不是更愿意回来，看不出：没再来的少{{-100 * behaviour["best"].effect:.0f}}个百分点，从多{{100 * behaviour["best"].high:.0f}}个到少{{-100 * behaviour["best"].low:.0f}}个都有可能。
# 光追打分，难免会想“出点事也好”。

# %% [markdown] lang="en"
# ### Where it fools you
#
# Without the rota we would have believed other things.
# In 2023 the owner chose the offers himself, and quick answers still go to the severe cases first.

# %% [markdown] lang="zh"
# ### 哪里会上当
#
# 没有轮次表，我们会信错。
# 2023年补偿由老板自己定；回应的快慢，至今还是越严重越优先。

# %%
chosen = cases[cases["by_rota"] == 0]
by_owner = chosen.groupby("offer")["severity"].agg(["size", "mean"])
owner_saved = interact.offer_effects(chosen).set_index("offer").loc["made_good"]
by_owner.round(1).T

# %%
rota = rota.assign(slow=(rota["hours"] > 24).astype(int))
plain = rota.groupby("slow")["gone"].mean()
alike = interact.like_with_like(rota, by=["severity"], treated="slow", responded="gone")
naive_slow = plain[1] - plain[0]
slow_costs = {"naive": naive_slow, "like_with_like": alike.effect, "low": alike.low, "high": alike.high}
pd.Series(slow_costs).round(3)

# %% [markdown] lang="en"
# The owner made good the grave cases (severity {{by_owner["mean"]["made_good"]:.1f}} on average) and gave nothing for the slight ones ({{by_owner["mean"]["none"]:.1f}}): in his year making good ({{by_owner["size"]["made_good"]:.0f}} cases) seems to save {{100 * owner_saved["saved"]:.0f}} points (anything from {{100 * owner_saved["saved_low"]:.0f}} to {{100 * owner_saved["saved_high"]:.0f}}), by rota {{100 * effects["saved"].iloc[3]:.0f}}.
# Slow answers lose {{100 * (plain[1] - plain[0]):.0f}} points naively and {{100 * alike.effect:.0f}} among cases equally severe.

# %% [markdown] lang="zh"
# 老板把补足给了重的（平均严重程度{{by_owner["mean"]["made_good"]:.1f}}），轻的什么也不给（{{by_owner["mean"]["none"]:.1f}}）：看他那一年，补足（{{by_owner["size"]["made_good"]:.0f}}件）好像只挽回{{100 * owner_saved["saved"]:.0f}}个百分点（区间{{100 * owner_saved["saved_low"]:.0f}}到{{100 * owner_saved["saved_high"]:.0f}}）；按轮次看是{{100 * effects["saved"].iloc[3]:.0f}}个。
# 回应慢的，直接比多走{{100 * (plain[1] - plain[0]):.0f}}个百分点；严重程度相同的比，多走{{100 * alike.effect:.0f}}个。

# %% [markdown] lang="en" slide="slide"
# ## Which offer? Recovery by expected value
#
# An offer is worth what it saves less what it costs.
# The **stake** is the margin that goes if she goes: the part of her lifetime value (lesson 4b) that is lost.
# Most who go stay away for some months, so we take what she spent in the half-year before, times the margin rate of {{margin_rate:.0%}}.
# An apology costs {{apology_cost}} yuan of somebody's time; the other costs are what was handed over, a voucher at its face value.

# %% [markdown] lang="zh" slide="slide"
# ## 给哪一种？按期望价值补救
#
# 一种补偿值多少，看挽回的减去花掉的。
# **风险金额**（stake）就是她走了会损失的毛利，也就是客户终身价值（第4b课）里丢掉的那一部分。
# 走掉的人多半是几个月不来，所以取她前半年的消费，乘毛利率{{margin_rate:.0%}}。
# 道歉一次，按{{apology_cost}}元人工算；其余的成本就是给出去的东西，代金券按面值算。

# %%
apology_cost = 2
price = rota.groupby("offer")["recovery_value"].mean()
price["apology"] = apology_cost
offers = effects.assign(cost=effects["offer"].map(price))[["offer", "saved", "cost"]]
offers["extra_saved"], offers["extra_cost"] = offers["saved"].diff(), offers["cost"].diff()
offers.round(3)

# %% [markdown] lang="en"
# By hand: making good saves {{offers["saved"][3]:.3f}} and costs {{offers["cost"][3]:.1f}}, so against nothing it pays from a stake of {{offers["cost"][3] / offers["saved"][3]:.0f}} yuan.
# Against the apology it pays from {{(offers["cost"][3] - offers["cost"][1]) / (offers["saved"][3] - offers["saved"][1]):.0f}}.
# How sure is that point? We draw the shares gone anew, as chance might have drawn them, and look where it falls.

# %% [markdown] lang="zh"
# 手算：补足挽回{{offers["saved"][3]:.3f}}，花{{offers["cost"][3]:.1f}}元，跟什么都不做比，风险金额{{offers["cost"][3] / offers["saved"][3]:.0f}}元起就划算。
# 跟道歉比，要{{(offers["cost"][3] - offers["cost"][1]) / (offers["saved"][3] - offers["saved"][1]):.0f}}元起才划算。
# 这个分界点有多准？让各组走掉的比例按偶然重抽许多遍，看它落在哪里。

# %%
chances = np.random.default_rng(5).binomial(effects["cases"], effects["gone"], (2000, 4))
drawn = chances / effects["cases"].to_numpy()
pays_from = (offers["cost"][3] - offers["cost"][1]) / (drawn[:, 1] - drawn[:, 3])
from_low, from_high = np.percentile(pays_from, [2.5, 97.5])
pd.Series({"from_low": from_low, "from_high": from_high}).round()

# %%
switches = interact.switch_points(offers)
rota = rota.assign(stake=(rota["spent_before"] * margin_rate).clip(lower=0))
third = pd.qcut(rota["stake"], 3, labels=["low", "middle", "high"])
table = interact.recovery_table(offers, rota.groupby(third)["stake"].mean())
decision = table.pivot_table("net", "stake", "offer")[offers["offer"]]
owed = rota["category"].isin(["damaged", "wrong_item", "quality"]).to_numpy()
goods_cost = offers["cost"][2] * (1 - margin_rate)
decision.round(0).rename(index=round)

# %% lang="en" slide="fragment" alt="Net value of four offers against the stake. No offer is flat at zero; apology rises gently; voucher starts at minus seventeen and is never best; made good starts at minus twenty and is the highest from somewhat under two hundred yuan on."
called = dict(zip(offers["offer"], ["no offer", "apology", "voucher", "made good"]))
ax = interact.plot_recovery(offers, 600, called)
ax.set_title("The more is at stake, the more an offer may cost")
plt.show()

# %% lang="zh" slide="fragment" alt="四种补偿的净值随风险金额变化。不补偿恒为零；道歉缓缓上升；代金券从负十七起，从来不是最好；补足从负二十起，不到两百元之后就一直最高。"
called = dict(zip(offers["offer"], ["不补偿", "道歉", "代金券", "补足"]))
ax = interact.plot_recovery(offers, 600, called)
ax.set_title("风险金额越大，越值得多补")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Nothing below {{switches["from_stake"].iloc[1]:.0f}} yuan, an apology up to {{switches["from_stake"].iloc[2]:.0f}}, then made good; nineteen in twenty of the drawn switch points lie between {{from_low:.0f}} and {{from_high:.0f}}, so take it as "somewhere between one and a few hundred yuan".
# The voucher is best for nobody, as it costs nearly as much as making good and saves half; even at what the goods cost us, {{goods_cost:.0f}} yuan, that stays so.
# The apology's {{100 * offers["saved"][1]:.0f}} points are not certain (from {{100 * effects["saved_low"][1]:.0f}} to {{100 * effects["saved_high"][1]:.0f}}), but they cost next to nothing.
#
# Two limits.
# What law or contract requires us to pay is no offer: it is paid whatever the stake (in China by the Consumer Rights Protection Law).
# {{owed.mean():.0%}} of the rota's complaints are about damaged, wrong or poor goods, where new goods or the money back are as a rule due.
# The rota left a quarter of these, too, with nothing: that shows what it costs us, but it may not go on. Hence the rule is for the *other* complaints.
# And a rule that customers can see through teaches some of them to complain.

# %% [markdown] lang="zh" slide="fragment"
# {{switches["from_stake"].iloc[1]:.0f}}元以下不补，到{{switches["from_stake"].iloc[2]:.0f}}元为止道歉，再往上补足；重抽出来的分界点，二十次里有十九次落在{{from_low:.0f}}到{{from_high:.0f}}元，当成“一百多到三四百元”来用就好。
# 代金券对谁都不是最好：花钱跟补足差不多，挽回只有一半；就算只按货的成本{{goods_cost:.0f}}元来算，也还是轮不上它。
# 道歉那{{100 * offers["saved"][1]:.0f}}个百分点还不牢靠（区间{{100 * effects["saved_low"][1]:.0f}}到{{100 * effects["saved_high"][1]:.0f}}），好在几乎不花钱。
#
# 两条界线。
# 法律和合同该给的不算补偿，风险金额再小也得给（如《消费者权益保护法》规定的退换）。
# 轮次表里{{owed.mean():.0%}}的投诉是破损、错发漏发或质量问题，按理本来就该退该换。
# 轮次表让其中四分之一什么也没得到：这让我们看清了不补的代价，可不能再这么办下去。所以规则只管**别的**投诉。
# 还有，规则要是让客户看穿了，就等于教人来投诉。

# %% [markdown] lang="en" slide="slide"
# ## Reading a thousand complaints
#
# {{n_year:,}} complaints came in 2025, in two languages.
# A machine can sort them by the characters in them: **n-grams**, runs of one, two or three characters, need no dictionary and no cutting of Chinese into words.
# By hand with runs of two: which class shares more of them with the new text?

# %% [markdown] lang="zh" slide="slide"
# ## 读一千件投诉
#
# 2025年来了{{n_year:,}}件投诉，两种语言。
# 机器可以按字来分类：**n元语法**（n-gram），就是连着的一个、两个或三个字符，不用词典，中文也不用先分词。
# 先用两个字的手算：新来的话，跟哪一类相同的多？


# %%
def pairs(text):
    return {text[at : at + 2] for at in range(len(text) - 1)}


known = {"late": ["送货迟了", "came too late"], "damaged": ["鸡蛋破了", "came broken"]}
n_year = int((complaints["opened_at"] >= "2025-01-01").sum())
new = ["鸡蛋送得太迟了", "too late again"]
runs = {label: set().union(*map(pairs, seen)) for label, seen in known.items()}
pd.DataFrame({text: {label: len(pairs(text) & runs[label]) for label in runs} for text in new})

# %% [markdown] lang="en"
# The second text is clear.
# The first is a tie: 鸡蛋 (egg) speaks for broken, but eggs are late too.
# So runs get weights, learned from {{len(learned):,}} texts: a weight for each run and class (logistic regression).
# We learn on everything before July 2025 and test on what came after; a draw across all dates would let the machine learn from its own future.

# %% [markdown] lang="zh"
# 第二句很清楚。
# 第一句打平：“鸡蛋”像是在说破损，可鸡蛋也会送晚。
# 所以要给每个字串、每个类别一个权重，从{{len(learned):,}}条文字里学来（逻辑回归）。
# 拿2025年7月以前的来学，用之后的来考；要是不分先后随机抽，等于让机器偷看答案。

# %%
go_live = "2025-07-01"
learned = complaints[complaints["opened_at"] < go_live]
later = complaints[complaints["opened_at"] >= go_live]
reader = interact.TextClassifier(sure=0.5).fit(learned["text"], learned["category"])
n_tests = len(later)
pd.Series({"to_learn_from": len(learned), "to_test_on": n_tests})

# %%
read = reader.read(later["text"])
right = read["label"].to_numpy() == later["category"].to_numpy()
baseline = later["category"].eq(learned["category"].mode()[0]).mean()
unsure = (read["flag"] == "unsure").to_numpy()
n_unsure = int(unsure.sum())
shares = {"right": right.mean(), "baseline": baseline, "right where sure": right[~unsure].mean()}
pd.Series(shares).round(2)

# %%
in_chinese = (later["language"] == "zh").to_numpy()
table = interact.confusion(later["category"], read["label"])
agree = interact.agreement(table)
times_more = learned["language"].eq("zh").sum() / learned["language"].eq("en").sum()
pd.Series({"zh": right[in_chinese].mean(), "en": right[~in_chinese].mean(), "kappa": agree.kappa}).round(2)

# %% lang="en" slide="fragment" alt="Confusion table of seven categories, desk against machine. Most counts lie on the diagonal; the largest row is quality; online trouble is most often taken for something else."
names = dict(zip(table.columns, ["app", "damaged", "late", "price", "quality", "rude", "wrong item"]))
interact.plot_confusion(table, names).set_title("More errors end in quality than anywhere else")
plt.show()

# %% lang="zh" slide="fragment" alt="七类的混淆矩阵，受理人对机器。大多数在对角线上；质量一行最多；小程序的问题最常被当成别的。"
names = dict(zip(table.columns, ["小程序", "破损", "送晚", "价格", "质量", "态度", "错发漏发"]))
interact.plot_confusion(table, names).set_title("判错的，落进“质量”的最多")
plt.show()

# %% [markdown] lang="en"
# {{right.mean():.0%}} right, where calling everything `quality` gives {{baseline:.0%}}; **Cohen's kappa**, agreement beyond chance, is {{agree.kappa:.2f}} (Cohen 1960).
# Chinese texts do better, {{right[in_chinese].mean():.0%}} against {{right[~in_chinese].mean():.0%}}: there were {{times_more:.0f}} times as many to learn from.
# {{n_unsure}} of {{n_tests}} texts it leaves to a person, being less than half sure; of the others {{right[~unsure].mean():.0%}} are right.
# Now read the errors aloud; the customers' slips of the pen are left as they were.

# %% [markdown] lang="zh"
# 判对{{right.mean():.0%}}，全部猜成质量只能对{{baseline:.0%}}；扣掉碰巧一致的部分，**Cohen's kappa系数**是{{agree.kappa:.2f}}（Cohen 1960）。
# 中文判得好些，{{right[in_chinese].mean():.0%}}对{{right[~in_chinese].mean():.0%}}：可学的中文是英文的{{times_more:.0f}}倍。
# {{n_tests}}条里有{{n_unsure}}条它把握不到一半，交给人读；其余的判对{{right[~unsure].mean():.0%}}。
# 把判错的念出来听听（都是客户的原文，错字、方言照录）。

# %%
wrong = later.assign(said=read["label"].to_numpy(), chance=read["chance"].to_numpy())[~right]
boldest = wrong.sort_values("chance", ascending=False).groupby("language").head(4)
for error in boldest.sort_values("language").itertuples():
    print(f"{error.category} -> {error.said} ({error.chance:.0%}) | {error.text}")

# %% [markdown] lang="en"
# Some tell of two things, and the desk filed the other one: no machine can be right there, and a form should allow two boxes.
# Some say nothing at all ("Not what I expect after all these years"): ask back.
# What of a language that it never learned?

# %% [markdown] lang="zh"
# 有的一条里说了两件事，受理人归了另一件：这种机器怎么判都错，该改的是表单，让人能勾两项。
# 有的什么都没说（“这件事你们看着办吧”）：得问回去。
# 要是来了一门没学过的语言呢？

# %%
strange = ["Le colis est arrivé en retard.", "Рис пришёл слишком поздно.", "鸡蛋碎了三个", "你好"]
for note in reader.read(strange)[["text", "label", "note"]].itertuples(index=False):
    print(*note, sep=" | ")

# %% [markdown] lang="en"
# On the first two and the last it passes no judgement, and says so; the third it labels, but being unsure hands to a person.
# A wrong label given with a straight face is worse than none.

# %% [markdown] lang="zh"
# 头两句和最后一句，它不作判断，而且说明白；第三句判了，可没把握，交给人看。
# 一本正经地判错，比不判更糟。

# %% [markdown] lang="en" slide="slide"
# ## Mood, and when to pass a complaint on
#
# The desk notes the **mood** it hears.
# Let a second reader learn from the words who is angry, and pass those on to the owner, who rings within the hour: **escalation**.
# A call costs {{call_cost}} yuan of his time; an angry customer left to the ordinary queue costs {{miss_cost}}, by his own estimate of scenes at the counter and calls to the authorities.

# %% [markdown] lang="zh" slide="slide"
# ## 情绪，以及什么时候往上报
#
# 受理人会记下听出来的**情绪**。
# 再训练一个模型，从字面上看谁在生气，交给老板，一小时内亲自打电话：这叫**升级**（escalation）。
# 打一个电话，老板的时间值{{call_cost}}元；生气的客户排在普通队伍里，按老板自己的估计要赔{{miss_cost}}元：柜台前吵一场，或者一通投诉电话打到主管部门。

# %%
call_cost, miss_cost = 12, 60
threshold = call_cost / miss_cost
mood_of = learned["mood"].eq("angry").map({True: "angry", False: "other"})
ear = interact.TextClassifier().fit(learned["text"], mood_of)
chance = ear.chances(later["text"])["angry"].to_numpy()
angry = later["mood"].eq("angry").astype(int).to_numpy()
costs = interact.escalation_costs(chance, angry, call=call_cost, missed=miss_cost)
costs.iloc[[0, -1]]

# %% [markdown] lang="en"
# Five rules side by side: pass on nobody, everybody, whoever uses a word from a list, whoever is angry with a chance above one half, and from the ratio of the two costs.

# %% [markdown] lang="zh"
# 五种规则放在一起比：nobody谁也不报，everybody人人都报，words按词表，half概率过半，ratio从两项成本之比起。


# %%
def price_of(handed_on):
    missed = angry[~handed_on].sum()
    return handed_on.sum(), missed, handed_on.sum() * call_cost + missed * miss_cost


loud = (
    later["text"].str.contains("气人|12315|不像话|什么破|过分|Never again|ridiculous", regex=True).to_numpy()
)
rules = {"nobody": loud & False, "everybody": loud | True, "words": loud}
rules |= {"half": chance > 0.5, "ratio": chance >= threshold}
results = {name: price_of(rule) for name, rule in rules.items()}
priced = pd.DataFrame(results, ["handed_on", "missed", "cost"]).T
priced

# %% lang="en" slide="fragment" alt="Cost of the rule against the threshold. It falls steeply from everybody on the left, is lowest and flat around one fifth, and rises to nobody on the right."
fig, ax = plt.subplots(figsize=(7, 3))
ax.step(costs["threshold"], costs["cost"], where="pre")
ax.axvline(threshold, color="#D55E00", linewidth=1.5)
ax.text(threshold + 0.02, costs["cost"].max() * 0.9, "call / miss", color="#D55E00")
ax.set(title="A wide valley around the ratio of the costs", ylim=(0, None), xlim=(0, 1))
ax.set(xlabel="Pass on from this chance of anger", ylabel="Cost in half a year (yuan)")
plt.show()

# %% lang="zh" slide="fragment" alt="规则的成本随阈值变化。最左边人人上报，成本高，往右陡降，在五分之一左右最低、很平，再往右升到谁也不报。"
fig, ax = plt.subplots(figsize=(7, 3))
ax.step(costs["threshold"], costs["cost"], where="pre")
ax.axvline(threshold, color="#D55E00", linewidth=1.5)
ax.text(threshold + 0.02, costs["cost"].max() * 0.9, "电话成本/漏报损失", color="#D55E00")
ax.set(title="成本之比附近，是一片宽谷", ylim=(0, None), xlim=(0, 1))
ax.set(xlabel="生气的概率达到多少就上报", ylabel="半年的成本（元）")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# If the chances can be trusted, pass a complaint on whenever chance times {{miss_cost}} exceeds {{call_cost}}: from {{threshold:.0%}} on, not from one half (Elkan 2001).
# That costs {{priced["cost"].iloc[4]:,.0f}} yuan in half a year; a list of words, {{priced["cost"].iloc[2]:,.0f}}; nobody, {{priced["cost"].iloc[0]:,.0f}}; everybody, {{priced["cost"].iloc[1]:,.0f}}.
# With hindsight the cheapest point, {{cheapest:.0%}}, would have cost {{costs["cost"].min():,.0f}}; nobody knows it beforehand.
#
# *Can* they be trusted? Chances said, and share truly angry:

# %% [markdown] lang="zh" slide="fragment"
# 概率要是信得过，那么概率乘{{miss_cost}}超过{{call_cost}}就该上报：从{{threshold:.0%}}起，不是从一半起（Elkan 2001）。
# 这样半年花{{priced["cost"].iloc[4]:,.0f}}元；按词表，{{priced["cost"].iloc[2]:,.0f}}元；谁也不报，{{priced["cost"].iloc[0]:,.0f}}元；人人都报，{{priced["cost"].iloc[1]:,.0f}}元。
# 事后来看，最省的一点在{{cheapest:.0%}}，要{{costs["cost"].min():,.0f}}元；可是事先谁也不知道在哪里。
#
# 概率到底信得过吗？把机器说的概率跟真生气的比例对一对：

# %%
cheapest = costs.loc[costs["cost"].idxmin(), "threshold"]
band = pd.cut(chance, [0, 0.1, 0.2, 0.3, 0.5, 1])
trust = pd.DataFrame({"said": chance, "angry": angry}).groupby(band).mean()
trust.assign(texts=pd.Series(chance).groupby(band).size()).round(2)

# %% [markdown] lang="en"
# Below one fifth they hold; just above they promise too much ({{trust["said"].iloc[2]:.0%}} said, {{trust["angry"].iloc[2]:.0%}} angry), and beyond, too little.
# That is why the floor of the valley lies somewhat to the right of the ratio.
# With so few texts in the middle we would not move the threshold yet, but look again in half a year.

# %% [markdown] lang="zh"
# 两成以下，说的和实际的合得上；刚过两成，它说高了（说{{trust["said"].iloc[2]:.0%}}，真生气{{trust["angry"].iloc[2]:.0%}}）；再往上，又说低了。
# 所以谷底不在成本之比那里，而是偏右一些。
# 中间几档的条数太少，阈值先不动，半年以后再查一次。

# %% [markdown] lang="en"
# ### Are the angry the ones who leave?
#
# Emotion against spend: what they brought before, and whether they came back.

# %% [markdown] lang="zh"
# ### 走的是生气的人吗？
#
# 拿情绪跟消费对一对：从前花多少，后来还来不来。

# %%
moods = rota.groupby("mood")[["severity", "spent_before", "gone"]].mean()
rota["angry"] = rota["mood"].eq("angry").astype(int)
plain_anger = rota.groupby("angry")["gone"].mean().diff().iloc[1]
anger = interact.like_with_like(rota, by=["severity"], treated="angry", responded="gone")
print(f"{plain_anger:.3f}")
moods.round(2)

# %% [markdown] lang="en"
# The angry leave {{100 * plain_anger:.0f}} points more often than the others.
# But their matters are graver; among equally severe cases the difference is {{100 * anger.effect:.0f}} points (from {{100 * anger.low:.0f}} to {{100 * anger.high:.0f}}): whether any is left cannot be said.
# They had spent neither clearly more nor clearly less.
# Anger says whom to ring first; severity, speed and offer say who leaves, and some of those who leave are quite calm.

# %% [markdown] lang="zh"
# 生气的人比别人多走{{100 * plain_anger:.0f}}个百分点。
# 可他们遇到的事更重；严重程度相同的人里，差{{100 * anger.effect:.0f}}个百分点（{{100 * anger.low:.0f}}到{{100 * anger.high:.0f}}），还有没有差别，看不出来。
# 从前花的钱，也没有明显多或少。
# 情绪告诉你先给谁打电话；谁会走，要看严重程度、快慢和补偿，走的人里有些平静得很。

# %% [markdown] lang="en" slide="slide"
# ## Bad reviews
#
# To three stars or fewer the shop replied by the toss of a coin.
# Does a reply change the stars, and does haste matter?

# %% [markdown] lang="zh" slide="slide"
# ## 差评
#
# 三星及以下，店里回不回是抛硬币定的。
# 回复能让客户改星吗？快慢有关系吗？

# %%
reviews = crm.load("reviews")
bad = reviews[reviews["stars"] <= 3].copy()
waited = (bad["replied_at"] - bad["reviewed_at"]).dt.total_seconds() / 3600
bad["reply"] = np.where(waited.isna(), "none", np.where(waited <= 24, "within a day", "later"))
bad["raised"] = bad["changed_on"].notna().astype(int)
before = bad.groupby("reply")["stars"].mean()
raised = interact.offer_effects(bad, offer="reply", gone="raised").set_index("offer")
raised["stars_before"] = before
raised[["cases", "gone", "low", "high", "stars_before"]].rename(columns={"gone": "raised"}).round(2)

# %% [markdown] lang="en" slide="fragment"
# Without a reply {{raised.loc["none", "gone"]:.0%}} raise their stars, after a late one {{raised.loc["later", "gone"]:.0%}}, after one within a day {{raised.loc["within a day", "gone"]:.0%}}.
# Quick or late was not the coin's choice, but those answered quickly had been no milder ({{before["within a day"]:.2f}} stars against {{before["later"]:.2f}}).

# %% [markdown] lang="zh" slide="fragment"
# 不回复，{{raised.loc["none", "gone"]:.0%}}的人会提高星级；回晚了，{{raised.loc["later", "gone"]:.0%}}；一天之内回，{{raised.loc["within a day", "gone"]:.0%}}。
# 快慢不是硬币定的，不过回得快的，原来的星级也没有更高（{{before["within a day"]:.2f}}对{{before["later"]:.2f}}）。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# The truth tables know everything that went wrong, and everybody's chance of going.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 真相表知道出过的每一桩岔子，也知道每个人走掉的概率。

# %%
truth = crm.load("truth/dissatisfactions")
quarter = truth[truth["noticed_on"].between(*ninety_days)]
latest = quarter.sort_values("noticed_on").groupby("customer_id")[["voiced", "then"]].last()
true_silent = int((latest["voiced"] == 0).sum())
true_leaving = 1 - latest.loc[latest["voiced"] == 0, "then"].eq("stays").mean()
pd.Series({"silent": true_silent, "leaving": true_leaving}).round(3)

# %%
became = rota.merge(crm.load("truth/complaints"), on="complaint_id")
true_chance = became.groupby("offer")["go_chance"].mean()
late_only = became.loc[became["then"] == "stays", "gone"].mean()
true_offers = offers.assign(saved=true_chance["none"] - offers["offer"].map(true_chance))
true_switches = interact.switch_points(true_offers)
true_offers[["offer", "saved", "cost"]].round(3)

# %% [markdown] lang="en"
# Silent customers: estimated {{found.people:.0f}}, true {{true_silent}}.
# Of these {{true_silent}} customers {{true_leaving:.1%}} went because of it, for months or for good: nearest to our table's middle row.
# Making good truly takes away {{100 * true_offers["saved"][3]:.0f}} points of the chance of going, we measured {{100 * offers["saved"][3]:.0f}}; with the true numbers it pays from {{true_switches["from_stake"].iloc[-1]:.0f}} yuan on, not from {{switches["from_stake"].iloc[-1]:.0f}}.
# Chance does a part of that, and our window of ninety days another: of those who truly stayed {{late_only:.0%}} had no order in it either.
# As this happens under every offer alike, their order stays, but every effect looks about a tenth too small.

# %% [markdown] lang="zh"
# 没吭声的客户：估计{{found.people:.0f}}人，真相{{true_silent}}人。
# 这{{true_silent}}人里，因此走掉的占{{true_leaving:.1%}}（几个月不来，或者再也不来）：最接近损失表的中间一行。
# 补足真正减掉的走人概率是{{100 * true_offers["saved"][3]:.0f}}个百分点，我们量出{{100 * offers["saved"][3]:.0f}}个；按真相算，风险金额从{{true_switches["from_stake"].iloc[-1]:.0f}}元起划算，不是{{switches["from_stake"].iloc[-1]:.0f}}元。
# 差的这些，一部分是偶然，一部分出在九十天的窗口：真正没走的人里，也有{{late_only:.0%}}在窗口里没有订单。
# 各种补偿下都一样，所以谁好谁差不会颠倒；可是每一种的效果，看上去都小了大约一成。

# %% [markdown] lang="en" slide="slide"
# ### Where the reader fails
#
# The reader of complaints now meets bad reviews: same shop, same troubles, other words.

# %% [markdown] lang="zh" slide="slide"
# ### 模型在哪里看走眼
#
# 让读投诉的机器去读差评：同一家店，同样的毛病，换了说法。

# %%
spoken = bad.dropna(subset=["text"])
moved = reader.read(spoken["text"])
sent_to_quality, unsure_reviews = (moved["label"] == "quality").mean(), (moved["flag"] != "").mean()
went_wrong = truth.groupby("order_id")["category"].last()
really = spoken["order_id"].map(went_wrong).to_numpy()
judged = pd.DataFrame({"said": moved["label"].to_numpy(), "really": really}).dropna(subset=["really"])
right_reviews, really_quality = judged.eval("said == really").mean(), judged["really"].eq("quality").mean()
shares = {"called quality": sent_to_quality, "unsure": unsure_reviews, "right": right_reviews}
pd.Series(shares | {"really quality": really_quality}).round(2)

# %% [markdown] lang="en" slide="fragment"
# It calls {{sent_to_quality:.0%}} of the reviews `quality`, and is unsure of {{unsure_reviews:.0%}}, as against {{n_unsure / n_tests:.0%}} among complaints: the doubt is the warning.
# For {{len(judged)}} of these orders the truth table knows what had gone wrong: {{really_quality:.0%}} were about quality, and only {{right_reviews:.0%}} were read rightly.
# A model knows the words that it was taught.
# And be modest about {{right.mean():.0%}}: our complaints are put together from stock phrases, so later ones sound like earlier ones; real customers are more inventive.

# %% [markdown] lang="zh" slide="fragment"
# 差评里{{sent_to_quality:.0%}}被它判成质量，{{unsure_reviews:.0%}}没有把握；读投诉时没把握的只有{{n_unsure / n_tests:.0%}}：拿不准，就是警报。
# 其中{{len(judged)}}条，真相表知道那张订单出了什么事：真是质量问题的只有{{really_quality:.0%}}，判对的只有{{right_reviews:.0%}}。
# 模型只认得教过它的那种说法。
# 那个{{right.mean():.0%}}也别太当真：这里的投诉是用现成短语拼出来的，后来的听着像从前的；真客户的花样多得多。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Move margin, months, cost and effect, and watch which offer is best for whom.
#
# 1. A customer who leaves is lost for two years, not for half of one. What happens to the switch points?
# 2. Raise the cost of making good, first to twice as much. When does the voucher come in?
# 3. The measured effect was luck, and half of it is true. What does making good for all bring, against the rule?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 拖动毛利率、月数、成本和效果，看对谁来说哪一种最划算。
#
# 1. 客户一走就是两年，不是半年：分界点怎么动？
# 2. 把补足的成本往上调，先翻一倍：代金券什么时候才有出头之日？
# 3. 测出来的效果有一半是运气：人人补足还剩多少，跟按规则来比呢？

# %% alt_en="Net value of four offers against the stake, with the best edge shaded; sliders for margin, months, cost of making good and effect." alt_zh="四种补偿的净值随风险金额变化，最优的边缘加了底色；滑块可调毛利率、月数、补足的成本和效果。"
from crmlab import widgets

widgets.recovering(offers, rota["spent_before"], margin_rate, called)

# %%
dearer = offers.assign(cost=offers["cost"].where(offers["offer"] != "made_good", 2 * offers["cost"]))
doubled = interact.switch_points(dearer)
meet = (offers["cost"][2] - offers["cost"][1]) / (offers["saved"][2] - offers["saved"][1])
voucher_from = offers["cost"][2] + meet * (offers["saved"][3] - offers["saved"][2])
doubled.round(0)

# %%
stakes, weaker = rota["stake"].to_numpy(), offers.assign(saved=offers["saved"] / 2)
weak_net = np.outer(stakes, weaker["saved"]) - weaker["cost"].to_numpy()
believed = (np.outer(stakes, offers["saved"]) - offers["cost"].to_numpy()).argmax(axis=1)
weak_all, weak_rule = weak_net[:, 3].mean(), weak_net[np.arange(len(stakes)), believed].mean()
pd.Series({"voucher_from": voucher_from, "half_for_all": weak_all, "half_by_rule": weak_rule}).round(1)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# With four times the months every stake is four times as large: the switch points stay where they are in yuan of stake, but far more customers lie beyond them.
# At twice the cost making good begins at {{doubled["from_stake"].iloc[-1]:,.0f}} yuan of stake, and the voucher still is best nowhere; it becomes best for some stakes only when making good costs more than {{voucher_from:.0f}} yuan.
# At half the effect making good for all brings {{weak_all:.1f}} yuan a complaint, and the rule as we decided it, believing the whole effect, {{weak_rule:.1f}}: it spends less where little is at stake, and so loses less by our optimism.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 月数变成四倍，每个人的风险金额都是四倍：分界点按风险金额的元数不动，可是越过分界点的客户多得多。
# 成本翻倍，补足要从{{doubled["from_stake"].iloc[-1]:,.0f}}元起，代金券还是轮不上；要等补足一次超过{{voucher_from:.0f}}元，它才出头。
# 效果减半，人人补足每件多{{weak_all:.1f}}元；照原来信以为真定下的规则，多{{weak_rule:.1f}}元：风险金额小的地方花得少，想得太美也就亏得少。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision
#
# Which recovery policy on Monday?
# All policies on one basis: yuan per complaint over doing nothing, the offers' measured effects, the stakes of the same {{len(rota):,}} complaints.

# %% [markdown] lang="zh" slide="slide"
# ## 决策
#
# 下周一起，补救按哪套办法？
# 所有办法放在同一把尺上：每件比什么都不做多几元，效果按测得的，风险金额用同样{{len(rota):,}}件投诉的。


# %%
def net_of(margin, effect):
    stake = rota["spent_before"].clip(lower=0) * margin
    return np.outer(stake, effect["saved"]) - effect["cost"].to_numpy()


def policies(margin, effect):
    net, ruled = net_of(margin, effect), net_of(margin, offers).argmax(axis=1)
    rules = {"rule": ruled, "owed_first": np.where(owed, 3, ruled)}
    by_rule = {name: net[np.arange(len(net)), chosen].mean() for name, chosen in rules.items()}
    return dict(zip(offers["offer"], net.mean(axis=0))) | {"rota": net.mean()} | by_rule


# %%
low_margin = 0.20
plan = pd.DataFrame({"measured": policies(margin_rate, offers)})
plan["lower_margin"] = policies(low_margin, offers)
plan["truth"] = policies(margin_rate, true_offers)
plan.round(1)

# %%
over_rota = n_year * (plan["measured"] - plan.loc["rota", "measured"])
gain_owed, gain_all, gain_rule = over_rota[["owed_first", "made_good", "rule"]]
chosen_offer = np.where(owed, 3, net_of(margin_rate, offers).argmax(axis=1))
share_good = (chosen_offer == 3).mean()
budget = n_year * offers["cost"].to_numpy()[chosen_offer].mean()
asked_reach = 1.96 * np.sqrt(found.with_problem * (1 - found.with_problem) / 100)
over_rota[["owed_first", "made_good", "rule"]].round()

# %% [markdown] lang="en" slide="fragment"
# **The proposal** (`owed_first`): end the rota; damaged, wrong or poor goods are made good whatever the stake; for all others an apology from {{switches["from_stake"].iloc[1]:.0f}} yuan of stake and made good from {{switches["from_stake"].iloc[2]:.0f}}.
# {{share_good:.0%}} of the cases would be made good.
# At {{n_year:,}} complaints a year this costs {{budget:,.0f}} yuan and brings {{gain_owed:,.0f}} more than the rota.
# Making good for all would bring {{gain_all:,.0f}} more than the rota: hardly less, and simpler to explain.
# The bare rule, without regard to what is owed, would bring {{gain_rule:,.0f}}; the difference is the price of paying what is owed.
# At a margin of {{low_margin:.0%}} the proposal still brings {{plan.loc["owed_first", "lower_margin"]:.0f}} yuan a complaint over doing nothing.
# Of the complaints where nothing is owed, keep a tenth on the rota, so that next year we can measure again.
#
# Beside it, three cheap habits: the promise of a day with its p-chart on the wall; a reply to every bad review within a day; and each month a hundred customers asked whether anything went wrong (a hundred show a share to within some {{100 * asked_reach:.0f}} points only, so look at the quarter).
#
# What the numbers assume: the rule was chosen and measured on the same test (by the true chances the proposal brings {{plan.loc["owed_first", "truth"]:.0f}} yuan a complaint where we measured {{plan.loc["owed_first", "measured"]:.0f}}); an offer works alike for all kinds of complaint; and a customer who goes is lost for half a year.

# %% [markdown] lang="zh" slide="fragment"
# **提案**（`owed_first`）：不再轮流给；破损、错发漏发、质量问题，风险金额再小也补足；别的投诉，风险金额{{switches["from_stake"].iloc[1]:.0f}}元起道歉，{{switches["from_stake"].iloc[2]:.0f}}元起补足。
# 这样补足的占{{share_good:.0%}}。
# 按一年{{n_year:,}}件投诉算，花{{budget:,.0f}}元，比轮流给多赚{{gain_owed:,.0f}}元。
# 人人补足，比轮流给多赚{{gain_all:,.0f}}元：少不了多少，还更好解释。
# 光看规则、不管该不该赔，能多赚{{gain_rule:,.0f}}元；差的这一点，就是“该赔的照赔”的价钱。
# 毛利率降到{{low_margin:.0%}}，按提案每件仍比什么都不做多{{plan.loc["owed_first", "lower_margin"]:.0f}}元。
# 不涉及该赔的投诉里，留一成继续轮流，明年才能再量一次。
#
# 另外养成三个花钱不多的习惯：一天内回应的承诺，p图贴上墙；差评当天就回；每个月问一百位客户有没有不顺心（一百人问出来的比例，上下能差{{100 * asked_reach:.0f}}个百分点左右，要看就看一个季度）。
#
# 这些数字的假设：挑规则和量规则用的是同一次测试（按真实概率算，提案每件{{plan.loc["owed_first", "truth"]:.0f}}元，我们量出{{plan.loc["owed_first", "measured"]:.0f}}元）；一种补偿对各类投诉效果一样；走掉的客户损失半年。

# %% [markdown] lang="en" slide="notes"
# Groups like to make everybody good, because it feels right and is hardly worse.
# Let them say what it costs and why it is still defensible: simple, fair in the eyes of those who stand side by side at the counter.
# Expect somebody to propose vouchers, because they cost "nothing": ask who pays for the goods.

# %% [markdown] lang="zh" slide="notes"
# 会有小组主张人人补足：心里舒服，也差不了多少。
# 让他们说清楚多花多少钱，为什么仍然站得住：简单，并排站在柜台前的人看着公平。
# 还会有人提代金券，说是“不花钱”：问问货是谁出的。

# %% [markdown] lang="en"
# ## Your own data
#
# An XmR chart needs one number per month, which every till has: here the mean bill, from an export.
# For complaints or refunds take `u_chart`, with periods so long that some five fall into each; with fewer its limits are rough.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# XmR图每个月只要一个数，哪台收银机里都有：这里用导出数据里的平均每单金额。
# 投诉或退款就用`u_chart`，时段取长一些，每段平均有五件左右；太少的话，上下限就不准。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_month = own["ordered_on"].dt.strftime("%Y-%m")
own_chart = interact.xmr_chart(own.query("amount > 0").groupby(own_month)["amount"].mean())
n_runs = int((own_chart["signal"] == "run").sum())
n_beyond = int((own_chart["signal"] == "beyond").sum())
own_chart.loc[own_chart["signal"] != "", ["point", "value", "low", "high", "signal"]].round(1)

# %% [markdown] lang="en"
# {{n_beyond}} month lies beyond a limit, and {{n_runs}} are marked `run`, the hollow squares of above.
# The level has moved, though apart from that one month none stands out by itself.

# %% [markdown] lang="zh"
# 越限的月份有{{n_beyond}}个，标成`run`的有{{n_runs}}个，就是前面图里的空心方块。
# 除了越限的那个月，单看哪个月都不显眼，水平却已经挪了。

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Complaints are what surfaces: here {{found.per_complainer:.1f}} customers with a problem for each one who spoke. Ask.
# - Chart before you shout: a signal has a special cause, in one week or for good, and it can be found; common causes change only with the process.
# - A small problem put right can earn better marks than none at all; that it brings people back more often cannot be seen.
# - What is owed is paid in any case; beyond that offer by stake: value saved less cost.
# - A machine reads by characters, tested on later texts; it must be able to say "I do not know".
# - Pass a complaint on from the ratio of the costs, not from one half.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 投诉只是露出水面的：这里每有一位开口，就有{{found.per_complainer:.1f}}位遇到问题。要主动问。
# - 先画图，再发火：有信号就有特殊原因，或在哪一周，或从此持续，都查得出来；普通原因要改流程。
# - 补救得好，打分能超过没出过事的人；是不是更愿意回来，看不出。
# - 该赔的照赔；此外按风险金额给补偿：挽回的减去花掉的。
# - 机器按字来读，要用后来的文字考它；它得会说“不知道”。
# - 上报的门槛由两项成本之比来定，不是一律过半。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Complaint, service recovery, problem audit, iceberg, first-contact resolution, control chart, p-chart, u-chart, XmR chart, moving range, special cause, common cause, service recovery paradox, stake, n-gram, Cohen's kappa, escalation.
#
# - Hirschman, A. O. (1970). *Exit, Voice, and Loyalty*. Harvard University Press.
# - Shewhart, W. A. (1931). *Economic Control of Quality of Manufactured Product*. Van Nostrand.
# - Wheeler, D. J. and Chambers, D. S. (1992). *Understanding Statistical Process Control*, 2nd ed. SPC Press.
# - NIST/SEMATECH. *e-Handbook of Statistical Methods*, chapter on control charts.
# - Fornell, C. and Wernerfelt, B. (1987). Defensive marketing strategy by customer complaint management. *Journal of Marketing Research*.
# - Tax, S. S., Brown, S. W. and Chandrashekaran, M. (1998). Customer evaluations of service complaint experiences. *Journal of Marketing*.
# - McCollough, M. A. and Bharadwaj, S. G. (1992). The recovery paradox. In *Marketing Theory and Applications*, American Marketing Association.
# - de Matos, C. A., Henrique, J. L. and Rossi, C. A. V. (2007). Service recovery paradox: a meta-analysis. *Journal of Service Research*.
# - Davidow, M. (2003). Organizational responses to customer complaints. *Journal of Service Research*.
# - Cavnar, W. B. and Trenkle, J. M. (1994). N-gram-based text categorization. *Proceedings of SDAIR-94*.
# - Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*.
# - Elkan, C. (2001). The foundations of cost-sensitive learning. *Proceedings of IJCAI*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 投诉、服务补救、问题回访、冰山、首次解决率、控制图、p图、u图、XmR图、移动极差、特殊原因、普通原因、补救悖论、风险金额、n元语法、Cohen's kappa系数、升级。
#
# - Hirschman, A. O. (1970). *Exit, Voice, and Loyalty*. Harvard University Press.
# - Shewhart, W. A. (1931). *Economic Control of Quality of Manufactured Product*. Van Nostrand.
# - Wheeler, D. J. and Chambers, D. S. (1992). *Understanding Statistical Process Control*, 2nd ed. SPC Press.
# - NIST/SEMATECH. *e-Handbook of Statistical Methods*, chapter on control charts.
# - Fornell, C. and Wernerfelt, B. (1987). Defensive marketing strategy by customer complaint management. *Journal of Marketing Research*.
# - Tax, S. S., Brown, S. W. and Chandrashekaran, M. (1998). Customer evaluations of service complaint experiences. *Journal of Marketing*.
# - McCollough, M. A. and Bharadwaj, S. G. (1992). The recovery paradox. In *Marketing Theory and Applications*, American Marketing Association.
# - de Matos, C. A., Henrique, J. L. and Rossi, C. A. V. (2007). Service recovery paradox: a meta-analysis. *Journal of Service Research*.
# - Davidow, M. (2003). Organizational responses to customer complaints. *Journal of Service Research*.
# - Cavnar, W. B. and Trenkle, J. M. (1994). N-gram-based text categorization. *Proceedings of SDAIR-94*.
# - Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*.
# - Elkan, C. (2001). The foundations of cost-sensitive learning. *Proceedings of IJCAI*.
#
# <!-- exercises link -->
