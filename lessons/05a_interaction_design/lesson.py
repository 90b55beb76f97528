# ---
# id: "05a"
# title: {en: "Whom to contact and how: design and test", zh: "联系谁、怎么联系：设计与检验"}
# minutes: {lecture: 50, exercises: 75}
# textbook: [idic 5.1-5.3, outsourcing 3.1.4, outsourcing 6.2, outsourcing 7.4.2, ecommerce 6.6]
# needs: ["03b", "04a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## The call at nine
#
# A salesman rings the same customer at nine every morning.
# At nine the customer, who works for a multinational, answers his e-mail: a textbook tells the case without saying how it ended.
# Hejia can look it up.
# Since 2025 an agency makes the shop's calls, and it starts its lists at nine.

# %% [markdown] lang="zh" slide="slide"
# ## 早上九点的电话
#
# 一个推销员每天早上九点给同一位客户打电话。
# 九点正是这位客户处理邮件的时候，他在跨国公司上班：教材讲了这个故事，没讲结局。
# 禾家可以查一查。
# 从2025年起，店里的电话外包给一家公司打，他们九点开始照着名单拨。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and idea six, hours six, frequency seven, budget seven, test and size eight, peeking three, parcel and uplift nine, decision four.
# "One customer, many logs", "Novelty" and "Simpson's paradox" have no slides: the class reads them at home, and exercises 5a.2 and 5a.3 take up the logs.
#
# Before the first figure let the class write down the hour at which they themselves would answer.
# Expect "noon" and "evening", and keep the tally: a class is one segment, the shop has six districts.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和道理六分钟，时段六分钟，频次七分钟，预算七分钟，测试和人数八分钟，偷看三分钟，礼包和增益九分钟，决策四分钟。
# “一位客户，好几本日志”“新奇效应”“辛普森悖论”这三节没有幻灯片：留给学生课后读，日志在练习5a.2和5a.3里还要用。
#
# 看第一张图之前，让学生各自写下自己几点会接电话。
# 多半是“中午”和“晚上”；把票数留在黑板上：一个班只是一群人，店里有六个城区。

# %% [markdown] lang="en"
# One row for each contact between the shop and a customer; here are the calls that the shop made.

# %% [markdown] lang="zh"
# 店里和客户的每一次联系，记一行；这里先取店里打出去的电话。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

contacts = crm.load("contacts")
calls = contacts.query("channel == 'phone' and direction == 'out'")
calls = calls.assign(hour=calls["contacted_at"].dt.hour, year=calls["contacted_at"].dt.year)
calls[["contact_id", "customer_id", "contacted_at", "agent_id", "answered", "mood"]].tail(3)

# %%
agency = calls[(calls["year"] == 2025) & (calls["purpose"] != "campaign")]
by_hour = agency.groupby("hour")["answered"].agg(["size", "mean"])
share_nine = by_hour["size"][9] / by_hour["size"].sum()
spoke = agency[agency["mood"].notna()]
annoyed = spoke["mood"].eq("annoyed").groupby(spoke["hour"].eq(9)).mean()
pd.Series({"made_at_nine": share_nine, "annoyed_at_nine": annoyed[True], "else": annoyed[False]}).round(2)

# %% lang="en" slide="fragment" alt="Bars: share of the agency's calls answered, by hour from nine to twenty. Nine is the lowest at about a quarter, nineteen the highest at nearly half."
fig, ax = plt.subplots(figsize=(7, 3))
ax.bar(by_hour.index, by_hour["mean"], color=["#D55E00"] + ["#0072B2"] * 11)
ax.bar_label(ax.containers[0], fmt="{:.0%}", fontsize=9)
ax.set(title="At nine, three calls out of four ring in vain", xticks=by_hour.index)
ax.set(xlabel="Hour of the call", ylabel="Share answered", yticks=[])
plt.show()

# %% lang="zh" slide="fragment" alt="条形图：外包公司每个钟点打出的电话接通的比例，从九点到二十点。九点最低，约四分之一；十九点最高，将近一半。"
fig, ax = plt.subplots(figsize=(7, 3))
ax.bar(by_hour.index, by_hour["mean"], color=["#D55E00"] + ["#0072B2"] * 11)
ax.bar_label(ax.containers[0], fmt="{:.0%}", fontsize=9)
ax.set(title="九点打的电话，四通里三通没人接", xticks=by_hour.index)
ax.set(xlabel="拨打钟点", ylabel="接通比例", yticks=[])
plt.show()

# %% [markdown] lang="en"
# The agency makes {{share_nine:.0%}} of its calls at nine, and {{by_hour["mean"][9]:.0%}} of these are answered; at seven in the evening it is {{by_hour["mean"][19]:.0%}}.
# Whoever does answer them at nine is annoyed in {{annoyed[True]:.0%}} of the calls, at other hours in {{annoyed[False]:.0%}}.

# %% [markdown] lang="zh"
# 外包公司有{{share_nine:.0%}}的电话在九点打，其中{{by_hour["mean"][9]:.0%}}有人接；晚上七点打的，接通{{by_hour["mean"][19]:.0%}}。
# 九点接起他们电话的人，{{annoyed[True]:.0%}}感到厌烦；其他钟点是{{annoyed[False]:.0%}}。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Plan** an interaction in six steps, and keep its promises on a clock (exercises 5a.1 and 5a.2).
# - **Choose** channel, hour and frequency from a log of contacts (exercises 5a.3, 5a.4 and 5a.5).
# - **Set** a budget in three ways, and say what the last yuan brings (exercise 5a.6).
# - **Size** a test, read it with its interval, and see where it fools you (exercises 5a.7, 5a.8 and 5a.9).
# - **Target** those whom a contact changes, and defend the plan in half a page (the memo, 5a.10).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **计划**：用六步设计一次互动，答应的事按时兑现（练习5a.1、5a.2）。
# - **挑选**：从联系记录里选出渠道、钟点和频次（练习5a.3、5a.4、5a.5）。
# - **定预算**：用三种办法定预算，说出最后一块钱换来什么（练习5a.6）。
# - **检验**：算出测试要多少人，连区间一起读，看出哪里会上当（练习5a.7、5a.8、5a.9）。
# - **挑人**：找出联系了才会改变的人，用半页纸说服老板（决策备忘5a.10）。

# %% [markdown] lang="en" slide="slide"
# ## The idea: six steps, one plan
#
# An **interaction** is whatever passes between the shop and a customer: information and opinions, goods and money, feelings too.
# Kinds differ by who begins it, shop or customer, and by what carries it: a person, a letter, a machine.
# Interactive marketing means that the answer is remembered and the next message uses it (Blattberg and Deighton 1991).
# So each contact is planned, in six steps:
#
# 1. **Whom**: whose behaviour could this change?
# 2. **Aim**: what shall they do, by when, how many of them?
# 3. **Content**: what do we say or give?
# 4. **Budget**: what may it cost, and where does the next yuan do most?
# 5. **Channel and frequency**: by which way, at what hour, how often?
# 6. **Effect**: what would have happened without it?
#
# We begin with step 5, which is easiest to measure, and come to step 1 last: it needs all the others.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：六步，一份计划
#
# **互动**（interaction）就是店和客户之间你来我往的一切：信息和意见，货和钱，还有情感。
# 互动分几类：看谁先开口，是店还是客户；看靠什么传话，是人、是信，还是机器。
# 所谓互动营销，就是记住对方的回应，下一次开口用得上（Blattberg和Deighton 1991）。
# 所以每一次联系都要有计划，分六步：
#
# 1. **对象**：这件事能改变谁的行为？
# 2. **目标**：要他们做什么，什么时候之前，多少人？
# 3. **内容**：说什么，给什么？
# 4. **预算**：最多花多少，下一块钱花在哪里最有用？
# 5. **渠道与频次**：走哪条路，几点，多少次？
# 6. **效果**：要是没联系，会怎么样？
#
# 我们从最容易量的第5步讲起，第1步放到最后：它要用到其余各步。

# %% [markdown] lang="en" slide="slide"
# ## Step 5: channel and hour
#
# A **channel** is chosen by whom it reaches and at what cost: what counts is the yuan for a contact that *got through*: the telephone picked up, the message opened, the door opened.

# %% [markdown] lang="zh" slide="slide"
# ## 第5步：渠道和钟点
#
# 选**渠道**（channel），看够得着谁、花多少钱。要算的是**联系上**一次花几块钱：电话有人接，消息有人点开，上门有人开门，才算联系上。

# %%
campaigns = crm.load("campaigns").set_index("campaign_id")
sent = contacts[(contacts["direction"] == "out") & (contacts["purpose"] != "reply")]
price = campaigns.groupby("channel")["cost_per_contact"].max()
channels = sent.groupby("channel")["answered"].agg(contacts="size", got_through="mean")
channels["yuan_each"] = price / channels["got_through"]
channels.dropna().round(2)

# %% [markdown] lang="en"
# A visit gets through to {{channels.loc["visit", "got_through"]:.0%}} and costs {{channels.loc["visit", "yuan_each"]:.0f}} yuan each time it does; a text message {{channels.loc["sms", "got_through"]:.0%}}, for {{channels.loc["sms", "yuan_each"]:.1f}}.
# (Of a letter nobody knows whether it was read.)
# A call lies between, and depends on its hour: by hand one line, for each group of customers.

# %% [markdown] lang="zh"
# 上门能见着{{channels.loc["visit", "got_through"]:.0%}}的人，见一次花{{channels.loc["visit", "yuan_each"]:.0f}}元；短信点开的只有{{channels.loc["sms", "got_through"]:.0%}}，点开一次{{channels.loc["sms", "yuan_each"]:.1f}}元。
# （信有没有人看，谁也不知道。）
# 电话在两者之间，还要看钟点：手算只要一行，但要分群算，不能把所有人混在一起。

# %%
customers = crm.load("customers")
calls = calls.merge(customers[["customer_id", "district"]], on="customer_id")
by_hand = calls.groupby(["district", "hour"])["answered"].mean()
by_hand.reset_index().pivot_table("answered", "hour", "district").loc[[9, 10, 14, 19]].round(2)

# %% [markdown] lang="en"
# `best_hours` adds the number of calls, the interval, and the best hour of each group.

# %% [markdown] lang="zh"
# `best_hours`再加上拨打次数、区间，并标出每一群的最佳钟点。

# %%
from crmlab import interact

hours = interact.best_hours(calls, by="district")
bool(np.allclose(hours.set_index(["district", "hour"])["rate"], by_hand))

# %% lang="en" slide="fragment" alt="Heat map of six districts by twelve hours with the share of calls answered. Each row's best hour is framed: ten in the lane, nineteen in New Town and East Gate, the afternoon elsewhere. In New Town nine o'clock is the palest square."
names = dict(
    zip(hours["district"].unique(), ["East Gate", "Lane", "New Town", "Old Mill", "Riverside", "University"])
)
interact.plot_hours(hours, names).set_title("Every district has an hour of its own")
plt.show()

# %% lang="zh" slide="fragment" alt="热力图：六个城区、十二个钟点的接通比例，每行的最佳钟点加框：巷子是十点，新城和东门是十九点，其余在下午。新城的九点颜色最浅。"
names = dict(zip(hours["district"].unique(), ["东门", "巷子", "新城", "老磨坊", "河边", "大学"]))
interact.plot_hours(hours, names).set_title("每个城区都有自己的好钟点")
plt.show()

# %% [markdown] lang="en"
# The best of twelve squares is also the luckiest of twelve.
# So choose the hours on 2024 and measure them on 2025.

# %% [markdown] lang="zh"
# 十二格里最好的一格，也是十二格里运气最好的一格。
# 所以，用2024年来选钟点，用2025年来量。

# %%
chosen = interact.best_hours(calls[calls["year"] == 2024], by="district").query("best")
later = calls[calls["year"] == 2025]
at_best = later.merge(chosen[["district", "hour"]], on=["district", "hour"])["answered"].mean()
not_nine = later.loc[later["hour"] != 9, "answered"].mean()
pd.Series({"chosen_hours": at_best, "all_but_nine": not_nine, "all": later["answered"].mean()}).round(2)

# %% [markdown] lang="en"
# Calls that happened to fall into the chosen hours were answered in {{at_best:.0%}}, all others but those at nine in about {{not_nine:.0%}}.
# Nine is left out, for the agency rang at nine so often; otherwise who was rung at which hour was drawn by lot, that is, at random, so the two can be compared.

# %% [markdown] lang="zh"
# 正好落在选定钟点的电话，接通{{at_best:.0%}}；九点以外的电话，总共接通{{not_nine:.0%}}。
# 谁在几点被拨到是抽签定的，也就是随机的，只是九点抽得特别多；所以去掉九点再比，才公平。

# %% [markdown] lang="en" slide="slide"
# ### How often is too often?
#
# Six times in two years the shop ran a sales drive of three weeks, and drew by lot who would be contacted how often.
# That is a gift to us: an experiment in **frequency**. (We use five drives; of the month after the sixth, in December 2025, nothing is known yet.)

# %% [markdown] lang="zh" slide="slide"
# ### 多少次算太多？
#
# 两年里店里搞了六轮推销，每轮三周，谁被联系几次由抽签决定。
# 这等于送给我们一次**频次**（frequency）实验。（这里用前五轮；第六轮在2025年12月，之后的一个月还没有数据。）

# %%
orders = crm.load("orders").query("amount > 0")
begins = pd.to_datetime(["2024-03-04", "2024-06-03", "2024-09-02", "2025-04-10", "2025-07-01"])
month = pd.Timedelta(days=30)


# %%
def after_drive(begin):
    end = begin + pd.Timedelta(days=21)
    drive = sent[sent["purpose"].isin(["sales", "care", "news"])]
    times = drive[drive["contacted_at"].between(begin, end)].groupby("customer_id").size()
    within = orders[orders["ordered_on"].between(begin, end)].groupby("customer_id").size()
    visits = orders[orders["ordered_on"].between(end, end + month)].groupby("customer_id").size()
    listed = orders.loc[orders["ordered_on"].between(begin - 12 * month, begin), "customer_id"].unique()
    people = pd.DataFrame({"times": times, "within": within, "visits": visits}, index=listed)
    return people.fillna(0).astype(int)


drives = pd.concat([after_drive(begin) for begin in begins])
planned = drives[drives["times"].isin([0, 1, 2, 4, 6])].groupby("times")  # a few had other contacts too
within, dose = planned["within"].mean(), planned["visits"].agg(["size", "mean", "sem"])
dose.round(3)

# %% lang="en" slide="fragment" alt="Visits per customer in the thirty days after a drive against the number of contacts in it, with intervals: about level for none, one and two contacts, clearly lower at four, lowest at six."
fig, ax = plt.subplots(figsize=(7, 3))
ax.errorbar(dose.index, dose["mean"], 1.96 * dose["sem"], marker="o", capsize=4)
ax.set(title="Contacted four or six times, they come less", xticks=dose.index, ylim=(0, 0.8))
ax.set(xlabel="Contacts in three weeks, drawn by lot", ylabel="Visits in the next 30 days")
plt.show()

# %% lang="zh" slide="fragment" alt="推销之后三十天里人均到店次数，随推销期间联系次数变化，带区间：零、一、两次差不多，四次明显低，六次最低。"
fig, ax = plt.subplots(figsize=(7, 3))
ax.errorbar(dose.index, dose["mean"], 1.96 * dose["sem"], marker="o", capsize=4)
ax.set(title="联系四次、六次的，来得少了", xticks=dose.index, ylim=(0, 0.8))
ax.set(xlabel="三周内联系次数（抽签决定）", ylabel="此后30天到店次数")
plt.show()

# %% [markdown] lang="en"
# Six contacts cost {{lost_visits:.0%}} of the visits of the next month ({{lost_low:.0%}} to {{lost_high:.0%}}).
# They had not come earlier instead: within the three weeks there were {{within[6]:.2f}} visits against {{within[0]:.2f}}.
# **Contact pressure** counts, at each contact, how many a customer has had in the last thirty days; those who spoke to us show the rest.

# %% [markdown] lang="zh"
# 联系六次，下一个月的到店少了{{lost_visits:.0%}}（{{lost_low:.0%}}到{{lost_high:.0%}}）。
# 并不是提前来过了：那三周里也来得少，人均{{within[6]:.2f}}次，没被联系的{{within[0]:.2f}}次。
# **联系压力**（contact pressure）就是每次联系时，这位客户最近三十天一共被联系了几次；跟我们说上话的人，还透露了更多。

# %%
ratio = dose["mean"][6] / dose["mean"][0]
noise = 1.96 * ratio * np.hypot(dose["sem"][6] / dose["mean"][6], dose["sem"][0] / dose["mean"][0])
lost_visits, lost_low, lost_high = 1 - ratio, 1 - ratio - noise, 1 - ratio + noise
under = interact.pressure(sent, days=30)
talks = under[under["mood"].notna()]
level = talks["pressure"].clip(upper=6)
mood = talks["mood"].eq("annoyed").groupby(level).mean()
leaving = talks["outcome"].eq("opt_out").groupby(level).mean()
pd.DataFrame({"annoyed": mood, "opt_out": leaving}).round(3).T

# %% [markdown] lang="en"
# With two contacts in thirty days hardly more are annoyed than with one; with three, {{mood[3]:.0%}} instead of {{mood[2]:.0%}}; at six, {{mood[6]:.0%}}, and {{leaving[6]:.0%}} ask for no more.
# So the **frequency cap** is two, over all channels together, and `contact_room` says who still has room today.

# %% [markdown] lang="zh"
# 三十天里联系两次，厌烦的人跟一次差不多；到了三次，从{{mood[2]:.0%}}升到{{mood[3]:.0%}}；到了六次是{{mood[6]:.0%}}，还有{{leaving[6]:.0%}}要求别再联系（表里`annoyed`是厌烦，`opt_out`是要求别再联系）。
# 所以**频次上限**（frequency cap）定为两次，各个渠道合起来算；`contact_room`告诉你今天谁还有余量。

# %%
cap = 2
room = interact.contact_room(sent, as_of="2026-01-01", days=30, cap=cap)
first_no = sent[sent["outcome"] == "opt_out"].groupby("customer_id")["contacted_at"].min()
again = sent[sent["contacted_at"] > sent["customer_id"].map(first_no)]
n_no_room, n_opted_out, n_again = int(room["room"].eq(0).sum()), len(first_no), len(again)
n_by_campaign = int(again["purpose"].eq("campaign").sum())
{"no_room": n_no_room, "opted_out": n_opted_out, "again": n_again, "by_campaign": n_by_campaign}

# %% [markdown] lang="en"
# {{n_no_room}} people have no room today, {{n_opted_out}} of them because they have asked for no more, ever.
# These were contacted {{n_again}} times *after* they had asked.

# %% [markdown] lang="zh"
# 今天有{{n_no_room}}人没有余量，其中{{n_opted_out}}人是因为明说过别再联系。
# 可是说了**之后**，他们又被联系了{{n_again}}次。

# %% [markdown] lang="en"
# ### One customer, many logs
#
# Interaction with customers stands on interaction inside the firm, between the firm and its own people (Heskett and others 1994).
# {{n_by_campaign}} of those {{n_again}} contacts came from campaigns: the list of refusals existed, and nobody had shown it to those who plan campaigns.
#
# A **customer interaction centre** is the place where all channels meet; it begins with one view of each customer, so we lay three logs into one.

# %% [markdown] lang="zh"
# ### 一位客户，好几本日志
#
# 跟客户互动，底子是企业跟自己员工的互动（Heskett等1994）。
# 那{{n_again}}次里有{{n_by_campaign}}次是做活动发的：谢绝名单早就有了，只是没人拿给做活动的看。
#
# **客户互动中心**（customer interaction centre）是各个渠道汇合的地方，第一步是一位客户一个视图；我们先把三本日志合成一本。

# %%
asked = contacts.query("purpose == 'question'").rename(columns={"contacted_at": "at"})
phoned = crm.load("cc_calls").query("client == 'hejia'").rename(columns={"called_at": "at"})
complained = crm.load("complaints").rename(columns={"opened_at": "at"})
unknown = phoned["customer_id"].isna().mean()
centre = phoned.dropna(subset="customer_id").assign(channel="phone")
log = interact.merge_logs(shop=asked, centre=centre, complaints=complained)
log.tail(3)

# %%
six_weeks = log[log["at"].between("2025-09-01", "2025-10-13")]
visits_to_us = interact.sessions(six_weeks, gap_days=7)
n_sessions, more = len(visits_to_us), (visits_to_us["contacts"] > 1).mean()
told_again, repeats = visits_to_us["told_again"].sum(), visits_to_us["repeats"].sum()
print(f"sessions {n_sessions}, more than one contact {more:.0%}, repeats {repeats}, told again {told_again}")

# %% [markdown] lang="en"
# In the six weeks of the contact centre there are {{n_sessions:,}} sessions, and in {{more:.0%}} of them the customer came more than once.
# {{told_again}} of the {{repeats:,}} repeats went to another log, where she had to explain everything again.
# And {{unknown:.0%}} of the calls came from numbers that the screen did not know; we had to leave them out, with whatever they repeated.

# %% [markdown] lang="zh"
# 呼叫中心的那六周里共有{{n_sessions:,}}次会话，其中{{more:.0%}}里，客户不止联系了一次。
# {{repeats:,}}次重复里，有{{told_again}}次换了渠道，那边的日志里什么也没有，一切得从头再讲一遍。
# 还有{{unknown:.0%}}的来电，屏幕认不出号码；只好略去，他们重复了什么也就看不到了。

# %% [markdown] lang="en" slide="slide"
# ## Step 4: three ways to a budget
#
# "Twenty million went into marketing last year: what did it bring?"
# The question is a textbook's; in our world the mill that supplies Hejia's rice has to answer it.

# %% [markdown] lang="zh" slide="slide"
# ## 第4步：预算的三种定法
#
# “去年市场上花了两千万，换来了什么？”
# 这是教材里的问题；在我们的世界里，轮到给禾家供米的米厂来回答。

# %%
months = crm.load("exhibition_budget").query("channel != 'fair'")
year = months.groupby("channel")[["spend", "leads", "won"]].sum()
year["yuan_per_customer"] = year["spend"] / year["won"]
year.round(0)

# %% [markdown] lang="en"
# The *average* yuan tells which channel was cheap; the budget needs the *next* yuan.
# Spend varied from month to month, so each channel's **response curve** can be fitted.
# It bends: money doubled brings about {{2**slope:.1f}} times the leads in television, that is, they grow with the power {{slope:.2f}} of the spend; in logarithms a straight line.

# %% [markdown] lang="zh"
# 每块钱的**平均**效果，只说明哪个渠道便宜；定预算要看**下一块**钱。
# 每个月花得有多有少，所以能给每个渠道拟合一条**响应曲线**（response curve）。
# 它是弯的：钱翻一倍，线索翻不了一倍，电视只有{{2**slope:.1f}}倍左右；写成公式，线索数跟花费的{{slope:.2f}}次方成正比，取对数就成了直线。

# %%
tv = months[months["channel"] == "television"]
slope, height = np.polyfit(np.log(tv["spend"]), np.log(tv["leads"]), 1)
curves = interact.fit_response(months, response="leads")
print("television by hand:", round(slope, 3))
curves.set_index("channel")["elasticity"].round(3)

# %% [markdown] lang="en"
# By hand and in one call the same: {{tenth:.0%}} more money brings about {{tenth * slope:.0%}} more leads.
# We assume that a customer is worth {{value:,.0f}} yuan (a first deal's margin, known from the fair only, for {{n_years}} years, as if nobody left) and that leads become customers at the same rate as now. No channel may get more than it ever had in a month: beyond that we would be guessing.

# %% [markdown] lang="zh"
# 手算和一行代码结果一样：钱多花{{tenth:.0%}}，线索大约多{{tenth * slope:.0%}}。
# 有三条假设。一位客户值{{value:,.0f}}元：拿第一单的毛利（只有展会的单子查得到）乘{{n_years}}年，当作没人流失。每个渠道的线索，成交比例不变。任何渠道每月都不超过它花过的最高额，再往上就是瞎猜了。

# %%
deals = crm.load("exhibition_deals").dropna(subset=["won_on"])
n_years, tenth = 3, 0.10
value = deals["margin"].mean() * n_years
won_per_lead = curves["channel"].map(year["won"] / year["leads"])
most = curves["channel"].map(months.groupby("channel")["spend"].max())
curves = curves.assign(value=won_per_lead, most=most)

# %%
now = year["spend"] / 12
split = interact.allocate_budget(curves, now.sum())
split = split.assign(now=split["channel"].map(now), customers=split["response"] * won_per_lead)
split[["channel", "now", "spend", "customers"]].round(0)

# %% lang="en" slide="fragment" alt="Five response curves of customers against monthly spend; a dot shows today's spend, an arrow the proposal. Online and telephone move right along steep curves, television, outdoor and print move far left along flat ones."
moves = split.rename(columns={"spend": "proposed"})
media = dict(zip(curves["channel"], ["online", "outdoor", "print", "telephone", "television"]))
interact.plot_response_curves(curves, moves, 900_000, media).set_title(
    "Same money, moved to where it does more"
)
plt.show()

# %% lang="zh" slide="fragment" alt="五条响应曲线，横轴每月花费，纵轴客户数；圆点是现在，箭头指向建议。网络和电话沿着陡的曲线往右，电视、户外、报刊沿着平的曲线往左退很多。"
moves = split.rename(columns={"spend": "proposed"})
media = dict(zip(curves["channel"], ["网络", "户外", "报刊", "电话", "电视"]))
interact.plot_response_curves(curves, moves, 900_000, media).set_title("钱还是那么多，挪到更有用的地方")
plt.show()

# %% [markdown] lang="en"
# By the curves, the money of last year in equal months brings {{as_now:,.0f}} customers (in fact it was {{year["won"].sum():,}}); moved until the next yuan brings the same wherever it may still go (Dorfman and Steiner 1954), {{moved:,.0f}}.
# How much money in all? Three rules give three answers.

# %% [markdown] lang="zh"
# 按曲线算，去年的钱照原来的分法、每月一样多，能赢得{{as_now:,.0f}}位客户（实际是{{year["won"].sum():,}}位）；总额不变，在渠道之间挪，挪到凡是还能加钱的渠道、下一块钱换来的都一样多为止（Dorfman和Steiner 1954），是{{moved:,.0f}}位。
# 总共该花多少？三条规则，三个答案。


# %%
def outcome(budget):
    customers = 12 * (interact.allocate_budget(curves, budget / 12)["response"] * won_per_lead).sum()
    return {"budget": budget, "customers": customers, "profit": customers * value - budget}


by_channel = curves.set_index("channel")
as_now = 12 * (by_channel["scale"] * now ** by_channel["elasticity"] * by_channel["value"]).sum()
moved, target, rule_share = 12 * split["customers"].sum(), year["won"].sum(), 0.7
steps = [outcome(budget) for budget in np.arange(5e6, 20e6, 5e5)]
percentage = outcome(rule_share * target * value)
objective = next(step for step in steps if step["customers"] >= target)
response = max(steps, key=lambda step: step["profit"])
flat = [step["budget"] / 1e6 for step in steps if step["profit"] > 0.99 * response["profit"]]
budgets = pd.DataFrame([percentage, objective, response], ["percentage", "objective", "response"])
budgets.round(0)

# %% [markdown] lang="en" slide="fragment"
# **Percentage method**: {{rule_share:.0%}} of what last year's customers will bring, whatever it buys.
# **Objective and task method**: as many customers as last year, {{target:,}}, so as much as that takes: {{objective["budget"] / 1e6:.1f}} million in place of {{year["spend"].sum() / 1e6:.1f}}.
# **Response curve**: as long as the next half million brings back more than it costs, up to {{response["budget"] / 1e6:.1f}} million.
# Only the third looks at both sides of the yuan. Its top is flat: from {{flat[0]:.1f}} to {{flat[-1]:.1f}} million hardly anything changes.
# Its limit: nobody drew by lot which month got more money; if the mill spent more when people asked more, the curve is too steep.

# %% [markdown] lang="zh" slide="fragment"
# **百分比法**：拿去年新客户将带来的毛利的{{rule_share:.0%}}，能买到什么算什么。
# **目标任务法**：客户要和去年一样多，{{target:,}}位，需要多少就是多少：{{objective["budget"] / 1e4:,.0f}}万元就够，去年花了{{year["spend"].sum() / 1e4:,.0f}}万元。
# **响应曲线法**：只要下一个五十万能收回来，就接着花，花到{{response["budget"] / 1e4:,.0f}}万元为止。
# 只有第三种同时看花出去的和收回来的。不过山顶是平的：从{{100 * flat[0]:,.0f}}万到{{100 * flat[-1]:,.0f}}万元，利润几乎一样。
# 它也有短处：哪个月多花钱不是抽签定的；要是米厂专挑旺季多花，曲线就画得太陡。

# %% [markdown] lang="en" slide="slide"
# ## Aim, content and effect: a test
#
# In November 2024 the shop wrote to bring customers in within three weeks: the **aim**.
# Two **contents** stood against each other, one on price, one on freshness, and a third group got nothing.
# Which was better, and are we sure?

# %% [markdown] lang="zh" slide="slide"
# ## 目标、内容和效果：做一次测试
#
# 2024年11月店里发短信，想让客户三周内来一趟：这是**目标**。
# 两种**内容**对着比，一种主打价格（`price`），一种主打新鲜（`fresh`），第三组（`control`）什么也没收到。
# 哪一种好？有把握吗？

# %%
lists = crm.load("campaign_contacts")
test = lists.query("campaign_id == 'K05'").groupby("group")["responded"].agg(["sum", "size", "mean"])
test.round(3)

# %% [markdown] lang="en"
# By hand, with a pencil: the difference of two shares, its standard error, and about two of these to either side.

# %% [markdown] lang="zh"
# 用铅笔手算：两个比例之差，它的标准误，左右各留出大约两个标准误。

# %%
(p, n), (q, m) = test.loc["fresh", ["mean", "size"]], test.loc["price", ["mean", "size"]]
difference = p - q
error = np.sqrt(p * (1 - p) / n + q * (1 - q) / m)
pd.Series(
    [difference, difference - 1.96 * error, difference + 1.96 * error], ["points", "low", "high"]
).round(3)


# %%
came = {group: (int(row["sum"]), int(row["size"])) for group, row in test.iterrows()}
pairs = [("fresh", "control"), ("price", "control"), ("fresh", "price")]
read = pd.DataFrame(
    [interact.compare_shares(*came[a], *came[b]) for a, b in pairs], [f"{a} - {b}" for a, b in pairs]
)
read.round(3)

# %% [markdown] lang="en"
# `compare_shares` gives nearly the same interval (Newcombe 1998: it holds for small groups too).
# In words: freshness brought {{100 * read["difference"].iloc[0]:.1f}} points more than silence, and almost certainly more than nothing.
# Between the two messages the difference is {{100 * read["difference"].iloc[2]:.1f}} points, and anything from {{100 * read["low"].iloc[2]:.1f}} to {{100 * read["high"].iloc[2]:.1f}} fits.
# The p-value, {{read["p_value"].iloc[2]:.3f}}, says "not significant"; the interval says what that means: we don't know yet.

# %% [markdown] lang="zh"
# `compare_shares`给出的区间几乎一样（Newcombe 1998：人少也站得住）。
# 这样读：主打新鲜的短信比不发多{{100 * read["difference"].iloc[0]:.1f}}个百分点，几乎可以肯定不是零。
# 两种短信之间差{{100 * read["difference"].iloc[2]:.1f}}个百分点，从{{100 * read["low"].iloc[2]:.1f}}到{{100 * read["high"].iloc[2]:.1f}}都说得通。
# p值{{read["p_value"].iloc[2]:.3f}}说“不显著”；区间说清了这是什么意思：还不知道。

# %% [markdown] lang="en" slide="slide"
# ### How many people does it take?
#
# Ask *before* the test: which difference would change what we do, and how sure do we want to be of finding it?
# The chance of finding it is the **power** of the test.

# %% [markdown] lang="zh" slide="slide"
# ### 要多少人才够？
#
# 这要在测试**之前**问：差多少才会改变做法？有多大机会把它找出来才放心？
# 这个机会叫**检验效能**（power）。

# %%
from scipy.stats import norm

base, lift = test.loc["price", "mean"], 0.05
middle = base + lift / 2
null, spread = 2 * middle * (1 - middle), base * (1 - base) + (base + lift) * (1 - base - lift)
by_pencil = ((norm.ppf(0.975) * np.sqrt(null) + norm.ppf(0.8) * np.sqrt(spread)) / lift) ** 2
needed = interact.sample_size(base, lift)
had = interact.power_of(base, lift, int(m))
pd.Series({"by_pencil": by_pencil, "needed": needed, "power_had": had}).round(2)

# %% [markdown] lang="en"
# To find five points with a chance of four in five, each group needs {{needed:,}} people (Fleiss, Levin and Paik 2003; always rounded up).
# The shop had {{n:.0f}} and {{m:.0f}}: it would have found them in {{had:.0%}} of such tests.
# "Not significant" was likely from the start.

# %% [markdown] lang="zh"
# 想有五分之四的机会找出五个百分点，每组要{{needed:,}}人（Fleiss、Levin和Paik 2003；人数一律往上取整）。
# 店里只有{{n:.0f}}人和{{m:.0f}}人：这样的测试只有{{had:.0%}}的机会找得出来。
# 所以“不显著”从一开始就是最可能的结果。

# %% [markdown] lang="en" slide="slide"
# ## Where a test fools you
#
# ### Peeking
#
# "Significant on day six, stop!"
# We run two thousand tests in which *nothing* differs, look twenty times each, and count the alarms.
# Each look adds another portion of pure chance to all before it; z is the sum, in standard errors.

# %% [markdown] lang="zh" slide="slide"
# ## 测试怎么骗人
#
# ### 偷看
#
# “第六天就显著了，收工！”
# 模拟两千次测试，两组**毫无**差别，每次看二十回，数数有多少次误报。
# 每看一回，就在前面的结果上再添一份纯粹的运气；z就是加到这一回的总和，以标准误为单位。

# %%
rng = np.random.default_rng(5)
n_tests, n_looks = 2000, 20
z = rng.standard_normal((n_tests, n_looks)).cumsum(axis=1) / np.sqrt(np.arange(1, n_looks + 1))
ever = (abs(z) > 1.96).any(axis=1)
at_end = abs(z[:, -1]) > 1.96
in_theory = interact.false_alarms(n_looks)
pd.Series({"at_some_look": ever.mean(), "at_the_end": at_end.mean(), "in_theory": in_theory}).round(3)

# %% lang="en" slide="fragment" alt="Sixty paths of the test statistic over twenty looks, all without any true effect, between two dashed lines; those that cross a line at some look are orange, about a third of these sixty, though most of them end inside."
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(range(1, n_looks + 1), z[:60][~ever[:60]].T, color="#666666", linewidth=0.6, alpha=0.6)
ax.plot(range(1, n_looks + 1), z[:60][ever[:60]].T, color="#D55E00", linewidth=1.2)
ax.hlines([-1.96, 1.96], 1, n_looks, color="black", linestyle="--", linewidth=1)
ax.set(title="Orange: crossed the line at some look", xlabel="Look", ylabel="Test statistic z")
ax.set_xticks([1, 5, 10, 15, 20])
plt.show()

# %% lang="zh" slide="fragment" alt="六十条检验统计量的轨迹，看二十回，真实效果都是零；中途越过虚线的画成橙色，在这六十条里约占三分之一，多数最后又回到线内。"
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(range(1, n_looks + 1), z[:60][~ever[:60]].T, color="#666666", linewidth=0.6, alpha=0.6)
ax.plot(range(1, n_looks + 1), z[:60][ever[:60]].T, color="#D55E00", linewidth=1.2)
ax.hlines([-1.96, 1.96], 1, n_looks, color="black", linestyle="--", linewidth=1)
ax.set(title="橙色：某一回越过了线", xlabel="第几回看", ylabel="检验统计量z")
ax.set_xticks([1, 5, 10, 15, 20])
plt.show()

# %% [markdown] lang="en"
# Read once at the end, {{at_end.mean():.0%}} cry wolf; read at every look, {{ever.mean():.0%}} do (in theory {{in_theory:.1%}}: Armitage, McPherson and Rowe 1969; the figure shows the first sixty only).
# Fix the day of reading in the plan, or pay for looks with a stricter level (Pocock 1977).

# %% [markdown] lang="zh"
# 只在最后看一次，误报{{at_end.mean():.0%}}；每回都看，误报{{ever.mean():.0%}}（理论值{{in_theory:.1%}}：Armitage、McPherson和Rowe 1969；图里只画了前六十次）。
# 计划里就写定哪天看结果；非要中途看，每次就用更严的显著性水平来换（Pocock 1977）。

# %% [markdown] lang="en"
# ### Novelty
#
# What is new pulls; for how long?
# Two text messages closed after three weeks; here is the difference in visits by week, within each campaign, then the mean of the two (pooled, their unlike groups would mislead).

# %% [markdown] lang="zh"
# ### 新奇效应
#
# 新东西吸引人，能吸引多久？
# 两次短信活动都在三周后截止；下面按周看到店次数之差，一直看到截止以后：先在每次活动里面比，再取两次的平均（两次的人不一样，混在一起比会走样）。

# %%
texted = lists[lists["campaign_id"].isin(["K03", "K05"])].assign(arm=lambda t: t["group"] != "control")
trips = texted.merge(orders[["customer_id", "ordered_on"]], on="customer_id")
trips["week"] = (trips["ordered_on"] - trips["campaign_id"].map(campaigns["sent_on"])).dt.days // 7
size = texted.groupby(["campaign_id", "arm"]).size()
weekly = pd.crosstab(trips["week"], [trips["campaign_id"], trips["arm"]]).loc[-3:9] / size
pull = (weekly.xs(True, axis=1, level="arm") - weekly.xs(False, axis=1, level="arm")).mean(axis=1)
week_error = np.sqrt((weekly / size).sum(axis=1)) / 2
during, after = pull.loc[0:2].mean(), pull.loc[3:9].mean()
pd.Series({"during": during, "after": after}).round(3)

# %% lang="en" alt="Extra visits per customer and week, treated less control, from three weeks before the message to nine after. The three weeks of the coupon stand far above all others, which lie near zero."
fig, ax = plt.subplots(figsize=(7, 2.8))
open_weeks = ["#0072B2" if 0 <= week < 3 else "#666666" for week in pull.index]
ax.bar(pull.index, pull, yerr=1.96 * week_error, color=open_weeks)
ax.set(title="The pull ends with the coupon", xlabel="Weeks since the message")
ax.set_ylabel("Extra visits per customer")
plt.show()

# %% lang="zh" alt="试验组比对照组每人每周多来的次数，从发短信前三周到后九周。有券的三周远高于其余各周，其余各周都在零附近。"
fig, ax = plt.subplots(figsize=(7, 2.8))
open_weeks = ["#0072B2" if 0 <= week < 3 else "#666666" for week in pull.index]
ax.bar(pull.index, pull, yerr=1.96 * week_error, color=open_weeks)
ax.set(title="券一到期，吸引力就没了", xlabel="发短信后第几周")
ax.set_ylabel("人均多来的次数")
plt.show()

# %% [markdown] lang="en"
# {{during:.2f}} extra visits a week while the coupon runs, {{after:.2f}} afterwards.
# Whoever multiplies the first weeks by seventeen to get a year deceives himself.
# Here an offer ended; where nothing ends, as with a new button or slogan, the new itself wears off: that is the **novelty effect** proper (Kohavi, Tang and Xu 2020).

# %% [markdown] lang="zh"
# 有券的时候，每周人均多来{{during:.2f}}次；过后是{{after:.2f}}次。
# 拿头三周乘以十七当一年，是骗自己。
# 这里是优惠到期了；新按钮、新口号没有到期这回事，可新鲜劲自己会过去，这才是严格意义上的**新奇效应**（novelty effect；Kohavi、Tang和Xu 2020）。

# %% [markdown] lang="en"
# ### Simpson's paradox
#
# A pencil table: two teams, two hours.

# %% [markdown] lang="zh"
# ### 辛普森悖论
#
# 一张铅笔算得出的表：两个队，两个钟点。

# %%
rows = [("own", 9, 100, 20), ("own", 19, 300, 150), ("agency", 9, 300, 75), ("agency", 19, 100, 55)]
teams = pd.DataFrame(rows, columns=["team", "hour", "calls", "answered"])
teams["rate"] = teams["answered"] / teams["calls"]
total = teams.groupby("team")[["calls", "answered"]].sum()
overall = total["answered"] / total["calls"]
teams.pivot_table("rate", "team", "hour").assign(overall=overall).round(3)

# %% [markdown] lang="en"
# The agency is better at nine, better at nineteen, and worse overall: it calls at nine more often.
# Such a turn is called **Simpson's paradox** (Simpson 1951).
# Now the real log: agents S are the shop's own, agents T the agency's.

# %% [markdown] lang="zh"
# 外包队九点更好，十九点也更好，总的却更差：因为它九点打得多。
# 这样的翻转叫**辛普森悖论**（Simpson's paradox，Simpson 1951）。
# 再看真实记录：S开头是店里自己人，T开头是外包。

# %%
ours = calls[calls["purpose"] != "campaign"].assign(team=lambda table: table["agent_id"].str[0])
plain = ours.groupby("team")["answered"].mean()
rate = ours.pivot_table(index="hour", columns="team", values="answered")
weight = ours["hour"].value_counts(normalize=True)
fair = rate.mul(weight, axis=0).sum()
gap, fair_gap = plain["S"] - plain["T"], fair["S"] - fair["T"]
made = ours.pivot_table(index="hour", columns="team", values="answered", aggfunc="size")
fair_error = np.sqrt((rate * (1 - rate) / made).mul(weight**2, axis=0).sum().sum())
pd.Series({"plain": gap, "same_hours": fair_gap, "standard_error": fair_error}).round(3)

# %% [markdown] lang="en"
# The agency seems {{100 * gap:.1f}} points worse; given the same hours it is {{100 * fair_gap:.1f}} points ({{100 * (fair_gap - 1.96 * fair_error):.1f}} to {{100 * (fair_gap + 1.96 * fair_error):.1f}}).
# Most of the gap was the clock. The rest may be nothing, or the callers, or the year: the shop's own people made all calls of 2024, the agency all of 2025.

# %% [markdown] lang="zh"
# 外包队看上去差{{100 * gap:.1f}}个百分点；换成同样的钟点，只差{{100 * fair_gap:.1f}}个（{{100 * (fair_gap - 1.96 * fair_error):.1f}}到{{100 * (fair_gap + 1.96 * fair_error):.1f}}）。
# 差距多半出在钟点。剩下的可能是零，可能是人，也可能是年份：2024年的电话全是自己人打的，2025年的全是外包打的。

# %% [markdown] lang="en" slide="slide"
# ## No lot drawn: the year-end parcel
#
# In December 2024 the owner himself chose {{n_parcels}} customers and had a parcel carried to each, at {{parcel["cost_per_contact"]:.0f}} yuan.
# "{{gross:.0%}} came! At {{parcel["margin_per_response"]:.0f}} yuan of margin that pays."

# %% [markdown] lang="zh" slide="slide"
# ## 没有抽签：年末礼包
#
# 2024年12月，老板亲自挑了{{n_parcels}}位客户，把礼包送上门，一份{{parcel["cost_per_contact"]:.0f}}元。
# “来了{{gross:.0%}}！一单毛利{{parcel["margin_per_response"]:.0f}}元，划算。”


# %%
def known_on(day):
    before = orders[orders["ordered_on"] < day].assign(remote=lambda t: t["channel"].isin(["phone", "web"]))
    one = before.groupby("customer_id")
    table = one["ordered_on"].agg(recency="max", tenure="min")
    table = table.apply(lambda column: (day - column).dt.days)
    table["frequency"], table["spend"] = one.size(), one["amount"].mean()
    table["remote"] = one["remote"].mean()
    table["half_year"] = before[before["ordered_on"] >= day - 6 * month].groupby("customer_id").size()
    return table.fillna({"half_year": 0}).reset_index()


def campaign_list(campaign):
    people = lists[lists["campaign_id"] == campaign]
    people = people.assign(treated=(people["group"] != "control").astype(int))
    return people.merge(known_on(campaigns.loc[campaign, "sent_on"]), on="customer_id")


# %% [markdown] lang="en"
# Two helpers: what was known of each customer on a day, and a campaign's list with it.

# %% [markdown] lang="zh"
# 上面是两个小工具：某一天对每位客户知道些什么，以及带上这些的活动名单。

# %%
parcel, parcels = campaigns.loc["K06"], campaign_list("K06")
got = parcels["treated"] == 1
n_parcels, gross = int(got.sum()), parcels.loc[got, "responded"].mean()
naive = gross - parcels.loc[~got, "responded"].mean()
parcels.groupby("group")[["half_year", "recency", "spend"]].mean().round(1)

# %% [markdown] lang="en"
# The share that came is {{100 * naive:.0f}} points higher among the chosen.
# But look at the table: he had chosen those who came anyway.
# We know what he looked at, so we compare like with like (Cochran 1968): classes of visits and of silence, and in each the difference.

# %% [markdown] lang="zh"
# 选中的人比其他人多来{{100 * naive:.0f}}个百分点。
# 可是看看这张表：他挑的正是本来就常来的人。
# 他凭什么挑，我们知道，所以可以拿条件相近的人来比（Cochran 1968）：按到店次数和多久没来分档，每一档里比一比。

# %%
import warnings

parcels["often"] = pd.cut(parcels["half_year"], [-1, 0, 1, 2, 3, 5, 8, 12, 20, 999])
parcels["lately"] = pd.cut(parcels["recency"], [-1, 7, 14, 30, 60, 999])
with warnings.catch_warnings(record=True) as told:
    alike = interact.like_with_like(parcels, by=["often", "lately"])
print(*(note.message for note in told))

# %%
true_parcel = parcels.merge(crm.load("truth/campaign_contacts"), on=["campaign_id", "customer_id"])
true_effect = true_parcel.loc[got, "true_effect"].mean()
earned = alike.effect * parcel["margin_per_response"] - parcel["cost_per_contact"]
pd.Series({"effect": alike.effect, "low": alike.low, "high": alike.high, "truth": true_effect}).round(3)

# %% lang="en" slide="fragment" alt="Four readings of the parcel: all who came, two thirds; chosen less others, about four tenths; like with like, near zero with an interval that holds the truth; the truth, a few points."
fig, ax = plt.subplots(figsize=(7, 2.6))
said = ["came at all", "chosen less others", "like with like", "truth"]
ax.barh(said, [gross, naive, alike.effect, true_effect], color=["#666666", "#666666", "#0072B2", "black"])
ax.hlines(2, alike.low, alike.high, color="#D55E00", linewidth=3)
ax.set(title="The parcel's effect, read four ways", xlabel="Share of the chosen")
ax.xaxis.set_major_formatter("{x:.0%}")
ax.invert_yaxis()
plt.show()

# %% lang="zh" slide="fragment" alt="礼包效果的四种读法：来过的人，三分之二；选中的减没选中的，四成左右；同类相比，接近零，区间包含真相；真相，几个百分点。"
fig, ax = plt.subplots(figsize=(7, 2.6))
said = ["来过的比例", "选中减未选中", "同类相比", "真相"]
ax.barh(said, [gross, naive, alike.effect, true_effect], color=["#666666", "#666666", "#0072B2", "black"])
ax.hlines(2, alike.low, alike.high, color="#D55E00", linewidth=3)
ax.set(title="礼包的效果，四种读法", xlabel="占选中客户的比例")
ax.xaxis.set_major_formatter("{x:.0%}")
ax.invert_yaxis()
plt.show()

# %% [markdown] lang="en"
# The function says how many it could compare with nobody: {{n_parcels - alike.treated}} parcels.
# Comparing like with like leaves {{100 * alike.effect:.0f}} points ({{100 * alike.low:.0f}} to {{100 * alike.high:.0f}}); the truth is {{100 * true_effect:.0f}}.
# Each parcel lost about {{-earned:.0f}} yuan.
# This corrects only for what we can see: had the owner gone by a look at their faces, no table would help.
# A random draw beforehand costs nothing.

# %% [markdown] lang="zh"
# 找不到同类可比的，函数会报出来：这里只有{{n_parcels - alike.treated}}份。
# 同类相比，只剩{{100 * alike.effect:.0f}}个百分点（{{100 * alike.low:.0f}}到{{100 * alike.high:.0f}}）；真相是{{100 * true_effect:.0f}}个。
# 每份礼包亏了{{-earned:.0f}}元左右。
# 这样比，只能抵消看得见的差别：要是老板凭的是脸色，什么表也帮不上忙。
# 事先抽个签，一分钱不用花。

# %% [markdown] lang="en" slide="notes"
# Vote before the next slide: a thousand coupons, and a model that says who is likely to come.
# Who gets them, the likeliest or the unlikeliest?
# Expect "the likeliest, they answer".
# Some say "the unlikeliest, to win them": wrong as well.

# %% [markdown] lang="zh" slide="notes"
# 放下一张之前先投票：一千张券，还有一个模型能说出谁多半会来。
# 发给最可能来的，还是最不可能来的？
# 多数人会说“最可能来的，他们有回应”。
# 有人会说“最不可能来的，好把他们争取过来”：也不对，值得花两分钟讲。

# %% [markdown] lang="en" slide="slide"
# ## Step 1: whom? Uplift
#
# Four kinds of customers stand on every list: **persuadables** come if asked, **sure things** come anyway, **lost causes** never, and **do-not-disturbs** stay away *because* we asked.
# Only the first are worth a contact.
# **Uplift** is the chance of coming with the contact less the chance without (Radcliffe 2007).
# Nobody shows both, so it is measured on groups: here two tests with a draw, the spring call of 2025 and the message on freshness, by how long ago customers came.

# %% [markdown] lang="zh" slide="slide"
# ## 第1步：联系谁？看增益
#
# 每份名单上都有四种人：**可争取者**，请了才来；**必买者**，不请也来；**无望者**，请也不来；**勿扰者**，请了**反而**不来。
# 只有第一种值得联系。
# **增益**（uplift）就是联系时会来的机会，减去不联系时会来的机会（Radcliffe 2007）。
# 一个人不可能两样都让你看到，所以只能一群一群地量：这里用两次抽过签的测试，2025年的春季电话和主打新鲜的短信，按多久没来分群。

# %%
past = pd.concat([campaign_list("K02"), campaign_list("K05").query("group != 'price'")], ignore_index=True)
bands = ["0-14", "15-30", "31-60", "61-90", "91+"]
past["last_seen"] = pd.cut(past["recency"], [-1, 14, 30, 60, 90, 999], labels=bands)


def uplift_in(people):
    yes, size = people.groupby("treated")["responded"].agg(["sum", "size"]).to_numpy().T
    return interact.compare_shares(yes[1], size[1], yes[0], size[0])


by_band = pd.DataFrame([uplift_in(past[past["last_seen"] == band]) for band in bands], bands)
by_band[["share", "control_share", "difference", "low", "high"]].round(3)

# %% [markdown] lang="en"
# Those seen within two weeks answer most, {{by_band["share"].iloc[0]:.0%}}, and the contact changes {{100 * by_band["difference"].iloc[0]:.0f}} points of it.
# Those last seen two to three months ago answer less, {{by_band["share"].iloc[3]:.0%}}, and {{100 * by_band["difference"].iloc[3]:.0f}} points of that is our doing.
# Response and uplift are different orders.

# %% [markdown] lang="zh"
# 两周内来过的人响应最高，{{by_band["share"].iloc[0]:.0%}}，可是联系只改变了其中{{100 * by_band["difference"].iloc[0]:.0f}}个百分点。
# 两三个月没来的人响应低些，{{by_band["share"].iloc[3]:.0%}}，其中{{100 * by_band["difference"].iloc[3]:.0f}}个百分点是联系带来的。
# 按响应排和按增益排，是两种顺序。

# %% [markdown] lang="en"
# For single customers take two models: one learns from the treated, one from the control group, and the uplift is the difference of their forecasts (a **two-model learner**, or T-learner: Künzel and others 2019).
# We learn on those two campaigns, a call and a message, and measure on a later one, the coupon of June 2025: that what moved people then moves them now is what June tests.

# %% [markdown] lang="zh"
# 要细到每个人，就用两个模型：一个学试验组，一个学对照组，预测相减就是增益（**双模型法**，two-model learner，又叫T-learner：Künzel等2019）。
# 用前面那两次活动（一次电话、一次短信）来学，拿后来的一次来量，也就是2025年6月的短信券：从前管用的现在还管用，这是假设，6月正好拿来检验。

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

known = ["recency", "tenure", "frequency", "spend", "remote"]
june, is_treated = campaign_list("K03"), past["treated"] == 1
with_it, without = (make_pipeline(StandardScaler(), LogisticRegression()) for _ in range(2))
with_it.fit(past.loc[is_treated, known], past.loc[is_treated, "responded"])
without.fit(past.loc[~is_treated, known], past.loc[~is_treated, "responded"])
uplift_by_hand = (with_it.predict_proba(june[known]) - without.predict_proba(june[known]))[:, 1]

# %%
model = interact.TwoModelUplift().fit(past[known], past["responded"], past["treated"])
june["uplift"], june["response"] = model.predict(june[known]), model.predict_response(june[known])
bool(np.allclose(june["uplift"], uplift_by_hand))

# %% [markdown] lang="en" slide="slide"
# ### Qini: does the order help?
#
# Contact the best first, and count the answers *caused*: the share that answered among the treated less that of the control group, times the share of the list contacted.
# The area between this curve and the straight line of a random order is the **Qini** (Radcliffe 2007): how many more answers per customer on the list the order causes, averaged over all lengths of the list.

# %% [markdown] lang="zh" slide="slide"
# ### Qini：这个顺序有用吗？
#
# 从得分最高的开始联系，数**促成**的响应：试验组的响应率减去对照组的响应率，再乘上已经联系了名单的几成。
# 这条曲线和随机联系的直线之间的面积，叫**Qini系数**（Radcliffe 2007）：名单上平均每人，这个顺序比随机多促成几次响应（从一个不联系到全都联系，取平均）。


# %%
def curve(score):
    return interact.uplift_curve(score, june["responded"], june["treated"])


by_uplift, by_response = curve(june["uplift"]), curve(june["response"])
qini_uplift, qini_response = interact.qini(by_uplift), interact.qini(by_response)
pd.Series({"by_uplift": qini_uplift, "by_response": qini_response}).round(4)


# %% [markdown] lang="en"
# Against a random order, for each thousand on the list: by uplift {{1000 * qini_uplift:+.0f}} answers, by response {{1000 * qini_response:+.0f}}. How much of this is luck the truth will show.

# %% [markdown] lang="zh"
# 跟随机的顺序比，名单上每一千人：按增益排，{{1000 * qini_uplift:+.0f}}次响应；按响应排，{{1000 * qini_response:+.0f}}次。其中有多少是运气，下面对照真相就知道。

# %% lang="en" slide="fragment" alt="Answers caused against share of the list contacted. The curve of the uplift model rises above the straight line of a random order from early on; the curve of the response model lies below or on the line over the first half of the list."
labels = ["by uplift", "by response"]
interact.plot_uplift_curves(dict(zip(labels, [by_uplift, by_response]))).set_title(
    "The likeliest to answer are not the ones to ask"
)
plt.show()

# %% lang="zh" slide="fragment" alt="促成的响应随联系比例变化。增益模型的曲线很早就高出抽签直线；响应模型的曲线，前半段名单都在直线上或直线以下。"
labels = ["按增益", "按响应"]
interact.plot_uplift_curves(dict(zip(labels, [by_uplift, by_response]))).set_title(
    "最可能响应的，不是最该联系的"
)
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# Hejia's truth knows every customer's chance with and without the coupon.
# How far were the model, the message test and the hours off?

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 每位客户有券没券各有多大机会来，禾家的真相表里都有。
# 模型、短信测试、钟点，各差了多少？

# %%
truth = crm.load("truth/campaign_contacts")
june = june.merge(truth.drop(columns="chance_other"), on=["campaign_id", "customer_id"])
effect = june["true_effect"]
orders_of_list = {"best": effect, "uplift": june["uplift"], "response": june["response"]}
true_qini = {
    name: interact.qini(interact.expected_curve(score, effect)) for name, score in orders_of_list.items()
}
reached = true_qini["uplift"] / true_qini["best"]
{name: round(area, 4) for name, area in true_qini.items()}

# %%
k05 = truth[truth["campaign_id"] == "K05"]
true_gap = (k05["true_chance"] - k05["chance_other"]).mean()
own_hour = crm.load("truth/contact_types").merge(customers, on="customer_id")
own_hour = own_hour.merge(chosen[["district", "hour"]], on="district")
right_hour = (own_hour["best_hour"] == own_hour["hour"]).mean()
kinds = june["type"].value_counts(normalize=True)
dnd_recent = june.loc[june["type"] == "do_not_disturb", "recency"].le(14).mean()
print("fresh - price:", round(true_gap, 3), " hour right:", round(right_hour, 2))
kinds.round(2)

# %% [markdown] lang="en"
# - By the truth, the uplift order reaches {{reached:.0%}} of the Qini of a perfect order; the order by response is worse than a random one. {{kinds["do_not_disturb"]:.0%}} of the list are do-not-disturbs, and {{dnd_recent:.0%}} of these had been seen within two weeks.
# - Freshness was truly better than price, by {{100 * true_gap:.1f}} points. "Not significant" was not "no difference".
# - **A failure**: the district's hour is the customer's own best hour in {{right_hour:.0%}} of cases only. Offices, homes and night shifts live side by side; the next step is her own log.

# %% [markdown] lang="zh"
# - 按真相算，增益顺序的Qini达到完美顺序的{{reached:.0%}}；按响应排比抽签还差。（表里`persuadable`是可争取者，`sure_thing`必买者，`lost_cause`无望者，`do_not_disturb`勿扰者。）名单上{{kinds["do_not_disturb"]:.0%}}是勿扰者，其中{{dnd_recent:.0%}}两周内刚来过。
# - 主打新鲜确实比主打价格好，好{{100 * true_gap:.1f}}个百分点。“不显著”不等于“没差别”。
# - **看走眼的地方**：城区的最佳钟点，只对{{right_hour:.0%}}的客户是她本人的最佳钟点。坐班的、在家的、上晚班的住在一个城区；下一步要看她自己的记录。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Move the sliders and plan the next message test.
#
# 1. How many people would find two points instead of five?
# 2. You look once a week for ten weeks. What is a "significant" result worth now?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 拖动滑块，计划下一次短信测试。
#
# 1. 要找出两个百分点，而不是五个，得多少人？
# 2. 连看十周，每周看一次，“显著”还值多少？

# %% alt_en="Left, the chance of finding the effect rises with people per group; right, the chance of a false alarm rises with the number of looks. Orange dots show the setting of the sliders." alt_zh="左图：找出效果的机会随每组人数上升；右图：误报的机会随看结果的次数上升。橙点是滑块现在的位置。"
from crmlab import widgets

widgets.planning(base=base, lift=0.05, size=int(m))

# %%
two_points = interact.sample_size(round(base, 2), 0.02)
ten_looks = interact.false_alarms(10)
fewer, more_people = 0.05 / 0.02, two_points / interact.sample_size(round(base, 2), 0.05)
pd.Series({"two_points": two_points, "times_as_many": more_people, "ten_looks": ten_looks}).round(3)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# Two points take {{two_points:,}} people per group, more than the shop has customers (and beyond the end of the slider): an effect {{1 / fewer:.1f}} times as large takes {{more_people:.1f}} times the people, about the square of {{fewer:.1f}}.
# With ten looks the false alarms are {{ten_looks:.0%}}.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 找两个百分点，每组要{{two_points:,}}人，比全店的客户还多，滑块都拉不到：效果缩到{{1 / fewer:.1f}}倍，人数要{{more_people:.1f}}倍，大约是{{fewer:.1f}}的平方。
# 看十次，误报{{ten_looks:.0%}}。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: the spring coupon
#
# A coupon earns for each contact: uplift times margin, less the message, less the gift, which the sure things take as well.
# First what three choices would have earned in June: all, the likeliest to answer, and those whose expected worth is above zero.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：春天的短信券
#
# 一张券每联系一人赚多少：增益乘毛利，减去短信费，再减去赠品；必买者也照拿赠品。
# 先看6月那次，三种挑法各赚多少：人人都发；发给最可能响应的；发给算下来值得联系的。

# %%
offer = campaigns.loc["K03"]
margin, cost, gift = offer[["margin_per_response", "cost_per_contact", "gift_per_response"]]
june["worth"] = june["uplift"] * margin - cost - gift * june["response"]
n_pick = int((june["worth"] > 0).sum())
picks = {"all": june, "response": june.nlargest(n_pick, "response"), "worth": june.nlargest(n_pick, "worth")}
n_pick


# %%
def earned_by(people):
    rate = people.groupby("treated")["responded"].mean()
    measured = (rate[1] - rate[0]) * margin - cost - gift * rate[1]
    true = (people["true_effect"] * margin - cost - gift * people["true_chance"]).mean()
    return {"people": len(people), "measured": len(people) * measured, "true": len(people) * true}


june_table = pd.DataFrame({name: earned_by(people) for name, people in picks.items()}).T
june_table.round(0)

# %%
worth_read = uplift_in(picks["worth"])
with_gift = picks["worth"].groupby("treated")["responded"].agg(["mean", "size"])
spread_june = with_gift["mean"] * (1 - with_gift["mean"]) / with_gift["size"]
error_june = n_pick * np.sqrt((margin - gift) ** 2 * spread_june[1] + margin**2 * spread_june[0])
low_june, high_june = june_table.loc["worth", "measured"] + 1.96 * error_june * np.array([-1, 1])
pd.Series({"uplift": worth_read.difference, "low": low_june, "high": high_june}).round(3)

# %% [markdown] lang="en"
# Now the list of spring 2026: bought within a year, room under the cap, worth above zero.
# And **consent** before all (lesson 3b), for no refusal is not a yes: the shop's rule asks for two, to texts and to using her purchases for choosing.

# %% [markdown] lang="zh"
# 再看2026年春天的名单：一年内买过，没到上限，算下来值得联系。
# 而比这些都要先看的是**同意**（第3b课）：没说过不要，不等于答应了。按店里的规矩要有两个同意：愿意收短信，愿意让我们用她的购买记录挑人。

# %%
from crmlab import identify

spring = known_on(pd.Timestamp("2026-01-01"))
spring["uplift"], spring["response"] = model.predict(spring[known]), model.predict_response(spring[known])
spring["worth"] = spring["uplift"] * margin - cost - gift * spring["response"]
full = room.loc[room["room"] == 0, "customer_id"]
free = spring[(spring["recency"] <= 365) & ~spring["customer_id"].isin(full)]

# %%
consents = crm.load("consents")
texted_ok = identify.check_export(free, consents, "2026-01-01", "marketing", "sms").allowed
allowed = identify.check_export(texted_ok, consents, "2026-01-01", "profiling").allowed
chosen_ones = allowed[allowed["worth"] > 0]
n_free, n_worth = len(free), int((free["worth"] > 0).sum())
n_shut = n_worth - len(chosen_ones)
{"under_the_cap": n_free, "worth_it": n_worth, "worth_it_and_allowed": len(chosen_ones)}

# %% [markdown] lang="en"
# How many shall get nothing?
# The effect must also pay for the gifts, so the line to beat is the **break-even** uplift, not zero.
# And a model's forecast for those whom it has picked is usually too high: in June {{100 * forecast_june:.1f}} points, measured {{100 * worth_read.difference:.1f}}. We reckon with both.

# %% [markdown] lang="zh"
# 留多少人不发？
# 效果大于零还不够，还得付得起赠品，所以要越过的线是**保本**的增益。
# 另外，模型对自己挑出来的人，预测往往偏高：6月预测{{100 * forecast_june:.1f}}个百分点，实测{{100 * worth_read.difference:.1f}}个。所以两个数都算一算。

# %%
start = (chosen_ones["response"] - chosen_ones["uplift"]).mean()
break_even = (cost + gift * start) / (margin - gift)
n_held, forecast_june = len(chosen_ones) // 2, picks["worth"]["uplift"].mean()
expected, measured = chosen_ones["uplift"].mean(), worth_read.difference


# %%
def honest(lift):
    spread = start * (1 - start) + (start + lift) * (1 - start - lift)
    paid = (margin - gift) ** 2 * (start + lift) * (1 - start - lift) + margin**2 * start * (1 - start)
    per_head = (margin - gift) * (lift - break_even)
    effect = norm.cdf(lift / np.sqrt(spread / n_held) - norm.ppf(0.975))
    profit = norm.cdf(per_head / np.sqrt(paid / n_held) - norm.ppf(0.975))
    needed = paid * ((norm.ppf(0.975) + norm.ppf(0.8)) / per_head) ** 2
    return {"lift": lift, "finds_effect": effect, "finds_profit": profit, "needed_for_profit": needed}


plan = pd.DataFrame([honest(expected), honest(measured)], ["as_forecast", "as_in_june"])
plan.round(2)

# %% [markdown] lang="en"
# Below {{100 * break_even:.1f}} points we lose.
# Even with half of the list held out ({{n_held}}), one spring shows *an effect* with a power of {{plan.loc["as_forecast", "finds_effect"]:.0%}} and *a profit* with {{plan.loc["as_forecast", "finds_profit"]:.0%}}, if the model is right; with June's uplift {{plan.loc["as_in_june", "finds_effect"]:.0%}} and {{plan.loc["as_in_june", "finds_profit"]:.0%}}.
# Four chances in five for the profit take {{plan.loc["as_forecast", "needed_for_profit"]:,.0f}} people per group: {{n_rounds}} such lists, one a quarter, read together. With June's uplift it would be {{rounds_june}} lists: too long to wait.

# %% [markdown] lang="zh"
# 不到{{100 * break_even:.1f}}个百分点就亏。
# 哪怕名单留出一半（{{n_held}}人）不发，只做一个春天：就算模型说得对，这样的测试也只有{{plan.loc["as_forecast", "finds_effect"]:.0%}}的机会看出**有效果**，{{plan.loc["as_forecast", "finds_profit"]:.0%}}的机会看出**有赚头**；照6月的增益，是{{plan.loc["as_in_june", "finds_effect"]:.0%}}和{{plan.loc["as_in_june", "finds_profit"]:.0%}}。
# 要有五分之四的机会看出有赚头，每组得{{plan.loc["as_forecast", "needed_for_profit"]:,.0f}}人：这样的名单每季一份，攒{{n_rounds}}份合起来看。照6月的增益得攒{{rounds_june}}份，店里等不起。

# %%
n_rounds, rounds_june = np.ceil(2 * plan["needed_for_profit"] / len(chosen_ones)).astype(int)
held_out = chosen_ones.sample(n_held, random_state=1)
texts = chosen_ones.drop(held_out.index)
n_sent, budget_spring, gain_model = len(texts), (cost + gift * texts["response"]).sum(), texts["worth"].sum()
gain_june = n_sent * (measured * margin - cost - gift * (start + measured))
price_of_knowing, low_margin = held_out["worth"].sum(), 20
n_low = int((allowed["uplift"] * low_margin - cost - gift * allowed["response"] > 0).sum())
pd.Series(
    {"budget": budget_spring, "model": gain_model, "june": gain_june, "knowing": price_of_knowing}
).round(0)

# %% [markdown] lang="en" slide="fragment"
# | step | plan |
# |---|---|
# | whom | {{len(chosen_ones):,}} customers: of {{n_free:,}} under the cap {{n_worth:,}} are worth a message, and these have allowed it |
# | aim | a visit within three weeks; {{100 * measured:.0f}} points more than without (June), {{100 * expected:.0f}} by the model |
# | content | freshness, with the coupon |
# | budget | {{budget_spring:,.0f}} yuan: {{n_sent:,}} messages, and gifts for those who come; expected profit {{gain_june:,.0f}} (June) to {{gain_model:,.0f}} (model) |
# | channel and frequency | one text message, which counts towards the cap of {{cap}} in thirty days |
# | effect | {{n_held}} held out by lot, again in each quarter; read once, at the end of round {{n_rounds}}; price of knowing, by the model, {{price_of_knowing:,.0f}} yuan a round |
#
# In June this choice earned {{june_table.loc["worth", "measured"]:,.0f}} yuan (true: {{june_table.loc["worth", "true"]:,.0f}}); a coupon for all lost {{-june_table.loc["all", "measured"]:,.0f}}, one for the likeliest lost {{-june_table.loc["response", "measured"]:,.0f}}.
# But the interval runs from {{low_june:,.0f}} to {{high_june:,.0f}}: June alone does not prove it, and neither will one spring. We send because the best guess is a profit and only some {{budget_spring:,.0f}} yuan are at stake; the control groups will show in time whether it was right.
# That freshness *with* a coupon works as well was never tested; we assume it.
# The other {{n_shut:,}} of {{n_worth:,}} may not be written to: the way to them is to ask at the till.
# Should the margin fall from {{margin:.0f}} to {{low_margin}} yuan, {{n_low:,}} people would still be worth a message.

# %% [markdown] lang="zh" slide="fragment"
# | 步骤 | 计划 |
# |---|---|
# | 对象 | {{len(chosen_ones):,}}人：没到上限的{{n_free:,}}人里，值得联系的有{{n_worth:,}}人，其中答应过的就是这些 |
# | 目标 | 三周内来一趟，比不联系多{{100 * measured:.0f}}个百分点（照6月），模型说多{{100 * expected:.0f}}个 |
# | 内容 | 主打新鲜，附券 |
# | 预算 | {{budget_spring:,.0f}}元：{{n_sent:,}}条短信，加上来的人的赠品；预期利润{{gain_june:,.0f}}元（照6月）到{{gain_model:,.0f}}元（照模型） |
# | 渠道与频次 | 一条短信，计入三十天{{cap}}次的上限 |
# | 效果 | 抽签留出{{n_held}}人不发，每季都这样做；到第{{n_rounds}}轮结束时看一次；弄明白的代价，照模型算每轮{{price_of_knowing:,.0f}}元 |
#
# 6月那次，这样挑能赚{{june_table.loc["worth", "measured"]:,.0f}}元（真相{{june_table.loc["worth", "true"]:,.0f}}元）；人人发券亏{{-june_table.loc["all", "measured"]:,.0f}}元，发给最可能响应的亏{{-june_table.loc["response", "measured"]:,.0f}}元。
# 不过区间是从{{low_june:,.0f}}到{{high_june:,.0f}}元：要是没有真相表，光凭6月证明不了，只做一个春天也证明不了。还是发，因为最好的估计是能赚，而押上的不过{{budget_spring:,.0f}}元上下；估得对不对，靠一轮一轮的对照组来看。
# 主打新鲜**又**附券，从来没有一起试过，这也是假设。
# 值得联系的{{n_worth:,}}人里，另外{{n_shut:,}}人不能发：想联系他们，先在收银台问一声愿不愿意。
# 如果毛利从{{margin:.0f}}元降到{{low_margin}}元，还有{{n_low:,}}人值得发。

# %% [markdown] lang="en" slide="notes"
# Expect "but the regulars deserve a coupon".
# They may: then it is a thank-you, with another aim, and it is not to be read as an effect.
# Ask also who should tell the agency about the cap: without that, step 5 is paper.

# %% [markdown] lang="zh" slide="notes"
# 会有人说：“老主顾也该有券。”
# 可以给，但那是答谢，目标不同，不能拿来当效果读。
# 再问一句：上限由谁告诉外包公司？没人说，第5步就是一张纸。

# %% [markdown] lang="en"
# ## Your own data
#
# Plan a test on your own customers, in one cell: who had bought in the half year before a day, how many of them came in the four weeks after it anyway, how many it takes to find ten points more, and a random draw.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 给自己的客户计划一次测试，一格就够：以四周前那天为界，此前半年谁买过，其中多少人后来四周里本来就来了，要找出十个百分点得多少人，然后抽签。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
last = own["ordered_on"].max()
cut = last - pd.Timedelta(days=28)  # the list as it stood four weeks ago: what came after must not choose it
mine = own[own["ordered_on"].between(cut - pd.Timedelta(days=180), cut)][["customer_id"]].drop_duplicates()
anyway = mine["customer_id"].isin(own.loc[own["ordered_on"] > cut, "customer_id"]).mean()
mine["group"] = np.random.default_rng(1).permutation(np.resize(["control", "treatment"], len(mine)))
own_needed = interact.sample_size(anyway, 0.10)
print("needed in each group:", own_needed)
mine["group"].value_counts()

# %% [markdown] lang="en"
# {{len(mine)}} customers, and each group would need {{own_needed}}: a small shop tests for large effects, over a longer time, or together with its neighbours.

# %% [markdown] lang="zh"
# 一共{{len(mine)}}位客户，每组却要{{own_needed}}人：小店要么只测大的效果，要么测得久一些，要么跟邻居合着测。

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Six steps make a plan: whom, aim, content, budget, channel and frequency, effect.
# - Every group has its hour, and every customer a cap over all channels: here {{cap}} in thirty days.
# - A budget follows the next yuan, not the average one.
# - Plan the size and the day of reading; report the interval.
# - Without a draw, compare like with like, and say what you cannot see.
# - Contact those whom it changes and who have allowed it: most of the likeliest to answer would have come anyway.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 六步成一份计划：对象、目标、内容、预算、渠道与频次、效果。
# - 每群客户有自己的钟点，每位客户有一个各渠道合计的上限：这里是三十天{{cap}}次。
# - 预算跟着下一块钱走，不是跟着平均数走。
# - 人数和看结果的日子都先定好；报告时给出区间。
# - 没抽过签，就拿条件相近的人比，并说明看不见的是什么。
# - 联系那些会因此改变、又答应过的人：最可能响应的，多半本来就会来。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# interaction, channel, contact pressure, frequency cap, response curve, percentage method, objective-and-task method, control group, confidence interval, power, sample size, false alarm, peeking, novelty effect, Simpson's paradox, uplift, two-model learner, Qini.
#
# - Simpson, E. H. (1951). The interpretation of interaction in contingency tables. *Journal of the Royal Statistical Society B*.
# - Dorfman, R. and Steiner, P. O. (1954). Optimal advertising and optimal quality. *American Economic Review*.
# - Cochran, W. G. (1968). The effectiveness of adjustment by subclassification in removing bias in observational studies. *Biometrics*.
# - Armitage, P., McPherson, C. K. and Rowe, B. C. (1969). Repeated significance tests on accumulating data. *Journal of the Royal Statistical Society A*.
# - Pocock, S. J. (1977). Group sequential methods in the design and analysis of clinical trials. *Biometrika*.
# - Blattberg, R. C. and Deighton, J. (1991). Interactive marketing: exploiting the age of addressability. *Sloan Management Review*.
# - Heskett, J. L. and others (1994). Putting the service-profit chain to work. *Harvard Business Review*.
# - Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. *Statistics in Medicine*.
# - Fleiss, J. L., Levin, B. and Paik, M. C. (2003). *Statistical Methods for Rates and Proportions*. Wiley.
# - Radcliffe, N. J. (2007). Using control groups to target on predicted lift: building and assessing uplift models. *Direct Marketing Analytics Journal*.
# - Künzel, S. R. and others (2019). Metalearners for estimating heterogeneous treatment effects using machine learning. *PNAS*.
# - Kohavi, R., Tang, D. and Xu, Y. (2020). *Trustworthy Online Controlled Experiments*. Cambridge University Press.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 互动、渠道、联系压力、频次上限、响应曲线、百分比法、目标任务法、对照组、置信区间、检验效能、样本量、误报、偷看、新奇效应、辛普森悖论、增益、双模型法、Qini系数。
#
# - Simpson, E. H. (1951). The interpretation of interaction in contingency tables. *Journal of the Royal Statistical Society B*.
# - Dorfman, R. and Steiner, P. O. (1954). Optimal advertising and optimal quality. *American Economic Review*.
# - Cochran, W. G. (1968). The effectiveness of adjustment by subclassification in removing bias in observational studies. *Biometrics*.
# - Armitage, P., McPherson, C. K. and Rowe, B. C. (1969). Repeated significance tests on accumulating data. *Journal of the Royal Statistical Society A*.
# - Pocock, S. J. (1977). Group sequential methods in the design and analysis of clinical trials. *Biometrika*.
# - Blattberg, R. C. and Deighton, J. (1991). Interactive marketing: exploiting the age of addressability. *Sloan Management Review*.
# - Heskett, J. L.等 (1994). Putting the service-profit chain to work. *Harvard Business Review*.
# - Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. *Statistics in Medicine*.
# - Fleiss, J. L., Levin, B. and Paik, M. C. (2003). *Statistical Methods for Rates and Proportions*. Wiley.
# - Radcliffe, N. J. (2007). Using control groups to target on predicted lift: building and assessing uplift models. *Direct Marketing Analytics Journal*.
# - Künzel, S. R.等 (2019). Metalearners for estimating heterogeneous treatment effects using machine learning. *PNAS*.
# - Kohavi, R., Tang, D. and Xu, Y. (2020). *Trustworthy Online Controlled Experiments*. Cambridge University Press.
#
# <!-- exercises link -->
