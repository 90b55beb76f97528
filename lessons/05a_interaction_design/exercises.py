# ---
# id: "05a"
# title: {en: "Whom to contact and how: design and test", zh: "联系谁、怎么联系：设计与检验"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。
# 代码里的引号、逗号、括号和字母都用英文输入法打。

# %% [markdown] lang="en" exercise="05a.1" part="task" kind="order"
# ## 1. Six steps of one plan
#
# Somebody dropped the cards of a plan.
# Put them into the order of the lesson's six steps.
#
# - **a** At most two contacts in thirty days; a text message, sent at ten.
# - **b** Bring back a hundred of them by the end of March.
# - **c** A tenth is drawn by lot and gets nothing; read once, on the first of April.
# - **d** Customers who came every month and have not come for two.
# - **e** Two thousand yuan, because the next yuan in the newspaper brings less.
# - **f** New rice has come in, and a bag is put aside for you.

# %% [markdown] lang="zh" exercise="05a.1" part="task"
# ## 1. 一份计划的六步
#
# 一份计划的卡片掉在地上，全乱了。
# 按课文的六步排好。
#
# - **a** 三十天里最多联系两次；发短信，十点发。
# - **b** 三月底之前请回其中的一百位。
# - **c** 抽签留出一成，什么也不发；四月一日看结果，只看一次。
# - **d** 从前月月来、这两个月没来的客户。
# - **e** 两千元，因为同样一块钱登报纸换来的更少。
# - **f** 新米到了，给你留了一袋。

# %% lang="en" exercise="05a.1" part="stub"
order = ____  # a list of letters, such as ["a", "b", "c", "d", "e", "f"]

# %% lang="zh" exercise="05a.1" part="stub"
order = ____  # 一列字母，例如["a", "b", "c", "d", "e", "f"]

# %% exercise="05a.1" part="solution"
order = ["d", "b", "f", "e", "a", "c"]

# %% exercise="05a.1" part="also_right"
order = list("dbfeac")

# %% exercise="05a.1" part="wrong" en="You begin with the number to be reached. A hundred of whom? First say whose behaviour could change." zh="你从要达到的数字开始。一百位谁？先说清能改变谁的行为。"
order = ["b", "d", "f", "e", "a", "c"]

# %% exercise="05a.1" part="wrong" en="You choose the channel before you know what to say and what it may cost. Content and budget come first." zh="还不知道说什么、能花多少，你就选了渠道。内容和预算在前。"
order = ["d", "b", "a", "f", "e", "c"]

# %% exercise="05a.1" part="wrong" en="The money stands before the message. First decide what to say, then what it may cost." zh="钱放在了话的前面。先定说什么，再定花多少。"
order = ["d", "b", "e", "f", "a", "c"]

# %% exercise="05a.1" part="wrong" en="You begin with the message: a nice idea looking for a listener. Whom and what for come first." zh="你从要说的话开始：有个好主意，再去找听众。先定对象和目标。"
order = ["f", "d", "b", "e", "a", "c"]

# %% [markdown] lang="en" exercise="05a.1" part="hint"
# Which card answers "whom", and which answers "what would have happened without it"?

# %% [markdown] lang="zh" exercise="05a.1" part="hint"
# 哪张卡片回答“谁”？哪张回答“要是没联系会怎么样”？

# %% [markdown] lang="en" exercise="05a.1" part="hint"
# Whom, aim, content, budget, channel and frequency, effect: it begins with d and ends with c.

# %% [markdown] lang="zh" exercise="05a.1" part="hint"
# 对象、目标、内容、预算、渠道与频次、效果：从d开始，到c结束。

# %% [markdown] lang="en" exercise="05a.1" part="analysis"
# Whom, aim, content, budget, channel and frequency, effect.
# In practice one goes round twice: a budget that is too small sends you back to a shorter list.
# But the effect is planned *before* anything is sent, though it is read last: afterwards there is no lot to draw.

# %% [markdown] lang="zh" exercise="05a.1" part="analysis"
# 对象、目标、内容、预算、渠道与频次、效果。
# 实际做的时候会转两圈：预算不够，就得回头缩短名单。
# 可是效果要在发出**之前**计划好，虽然最后才看：发完就没法抽签了。

# %% [markdown] lang="en" exercise="05a.2" part="task" kind="table"
# ## 2. The overdue list
#
# It is {{moment}} at the service desk.
# Each ticket promised its customer a number of hours.
# Which tickets are open at this moment and already late, and by how many hours?
# Give a table with the columns `ticket_id` and `hours_late`.
# Nothing that happens later may be used.

# %% [markdown] lang="zh" exercise="05a.2" part="task"
# ## 2. 超时清单
#
# 现在是{{moment}}，你在服务台。
# 每张工单都向客户答应过一个时限（小时）。
# 此刻哪些工单还没解决、已经超时？各超了多少小时？
# 答案是一张表，有`ticket_id`和`hours_late`两列。
# 此刻之后的事，一概不能用。

# %% exercise="05a.2" part="given"
import pandas as pd

tickets = crm.load("desk_tickets")
moment = pd.Timestamp("2025-12-04 09:00")
tickets[["ticket_id", "opened_at", "promised_hours", "solved_at"]].head(3)

# %% lang="en" exercise="05a.2" part="stub"
overdue = ____  # a table: ticket_id, hours_late

# %% lang="zh" exercise="05a.2" part="stub"
overdue = ____  # 一张表：ticket_id、hours_late

# %% exercise="05a.2" part="solution"
unsolved = tickets["solved_at"].isna() | (tickets["solved_at"] > moment)
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - due_at).dt.total_seconds() / 3600)
overdue = late.loc[unsolved & (due_at < moment), ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="also_right"
from crmlab import interact

clock = interact.sla_clock(tickets, moment).query("state == 'overdue'")
overdue = clock.assign(hours_late=-clock["hours_left"])[["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="You took only tickets without a solution to this day. At that moment those solved later were still open." zh="你只取了至今没解决的工单。在那个时刻，后来才解决的也还没解决。"
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - due_at).dt.total_seconds() / 3600)
overdue = late.loc[tickets["solved_at"].isna() & (due_at < moment), ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="You counted the hours since it was opened. Late begins when the promised hours are over." zh="你数的是提交以后的小时数。过了答应的时限才算超时。"
unsolved = tickets["solved_at"].isna() | (tickets["solved_at"] > moment)
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - tickets["opened_at"]).dt.total_seconds() / 3600)
overdue = late.loc[unsolved & (due_at < moment), ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="You listed everything that is open. Keep only what is past its promise." zh="你把所有没解决的都列上了。只留已经过了时限的。"
unsolved = (tickets["solved_at"].isna() | (tickets["solved_at"] > moment)) & (tickets["opened_at"] <= moment)
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - due_at).dt.total_seconds() / 3600)
overdue = late.loc[unsolved, ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="Your clock starts at the first reply. The promise runs from the moment it was reported." zh="你的钟从首次答复开始走。答应的时限从提交那一刻算起。"
unsolved = tickets["solved_at"].isna() | (tickets["solved_at"] > moment)
due_at = tickets["first_reply_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - due_at).dt.total_seconds() / 3600)
overdue = late.loc[unsolved & (due_at < moment), ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="These are days. The promise is in hours, so the delay should be too." zh="这是天数。答应的是小时，超时也按小时算。"
unsolved = tickets["solved_at"].isna() | (tickets["solved_at"] > moment)
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - due_at).dt.total_seconds() / 86400)
overdue = late.loc[unsolved & (due_at < moment), ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="These are whole days: `.dt.days` cuts off the hours. Take `.dt.total_seconds() / 3600`." zh="这是整天数：`.dt.days`把不满一天的小时都砍掉了。用`.dt.total_seconds() / 3600`。"
unsolved = tickets["solved_at"].isna() | (tickets["solved_at"] > moment)
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
late = tickets.assign(hours_late=(moment - due_at).dt.days)
overdue = late.loc[unsolved & (due_at < moment), ["ticket_id", "hours_late"]]

# %% exercise="05a.2" part="wrong" en="You let the clock run until each ticket was solved, whenever that was. The question is what is open and overdue at this moment: by how much until now?" zh="你算的是各张工单到解决时超了多少，不管哪天解决的。问的是此刻：还没解决、已经超时的，到现在超了多少小时？"
due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")
took = (tickets["solved_at"].fillna(moment) - due_at).dt.total_seconds() / 3600
overdue = tickets.assign(hours_late=took).query("hours_late > 0")[["ticket_id", "hours_late"]]

# %% [markdown] lang="en" exercise="05a.2" part="hint"
# Three times matter: opened, due, solved.
# At the moment, open means not solved, or solved only later.

# %% [markdown] lang="zh" exercise="05a.2" part="hint"
# 关键有三个时间：提交、到期、解决。
# 在那个时刻，没解决就是至今没解决，或者后来才解决。

# %% [markdown] lang="en" exercise="05a.2" part="hint"
# `due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")`; or look at `interact.sla_clock(tickets, moment)`.

# %% [markdown] lang="zh" exercise="05a.2" part="hint"
# `due_at = tickets["opened_at"] + pd.to_timedelta(tickets["promised_hours"], unit="h")`；或者看看`interact.sla_clock(tickets, moment)`。

# %% [markdown] lang="en" exercise="05a.2" part="analysis"
# {{len(overdue)}} tickets are overdue, the longest by {{overdue["hours_late"].max():.0f}} hours.
# A list like this belongs on the wall at nine, the longest on top: an average of all tickets hides it.
# The clock here runs at night too; a promise in working hours needs another clock, and should say so.

# %% [markdown] lang="zh" exercise="05a.2" part="analysis"
# {{len(overdue)}}张工单超时，最久的超了{{overdue["hours_late"].max():.0f}}小时。
# 这样一张清单，早上九点就该贴在墙上，最久的排在最前：看全部工单的平均数是看不出来的。
# 这里的钟夜里也走；如果答应的是工作时间，就得换一种算法，而且要跟客户说清楚。

# %% [markdown] lang="en" exercise="05a.3" part="task" kind="table"
# ## 3. Reading an interaction log
#
# Three campaigns, one row for each customer who was contacted.
# `answered` says whether she took part (picked up, tapped, opened), `contacted_on` the day of the contact, `first_order` the day on which she first bought from then on, while the offer was open (empty: never).
# Give one row per campaign: `campaign_id`, `participation` and `conversion` (shares of those contacted), and `reply_days`, the median of days from contact to purchase among the buyers (the same day is zero).

# %% [markdown] lang="zh" exercise="05a.3" part="task"
# ## 3. 读互动日志
#
# 三次活动，每位被联系的客户一行。
# `answered`是她有没有参与（接听、点链接、打开），`contacted_on`是联系她的日子，`first_order`是从那天起、活动期间她第一次来买的日子（空：没买）。
# 每次活动一行：`campaign_id`；`participation`（参与率）和`conversion`（转化率），都按被联系的人算；`reply_days`，买了的人从联系到购买的天数的中位数（当天来买算零天）。

# %% exercise="05a.3" part="given"
import pandas as pd

campaigns = crm.load("campaigns")
sent = crm.load("contacts").dropna(subset=["campaign_id", "answered"])
log = sent[sent["campaign_id"].isin(["K02", "K03", "K04"])].merge(campaigns, on="campaign_id")
log["contacted_on"] = log["contacted_at"].dt.normalize()
windows = log[["contact_id", "customer_id", "contacted_on", "closed_on"]]
orders = crm.load("orders").query("amount > 0").merge(windows, on="customer_id")
after = orders[orders["ordered_on"].between(orders["contacted_on"], orders["closed_on"])]
log["first_order"] = log["contact_id"].map(after.groupby("contact_id")["ordered_on"].min())
log = log[["campaign_id", "customer_id", "contacted_on", "answered", "first_order"]]
log.head(3)

# %% lang="en" exercise="05a.3" part="stub"
reading = ____  # a table: campaign_id, participation, conversion, reply_days

# %% lang="zh" exercise="05a.3" part="stub"
reading = ____  # 一张表：campaign_id、participation、conversion、reply_days

# %% exercise="05a.3" part="solution"
days = (log["first_order"] - log["contacted_on"]).dt.days
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "mean"), reply_days=("days", "median")
).reset_index()

# %% exercise="05a.3" part="also_right"
rows = []
for campaign, people in log.groupby("campaign_id"):
    buyers = people.dropna(subset=["first_order"])
    wait = (buyers["first_order"] - buyers["contacted_on"]) / pd.Timedelta(days=1)
    rows.append(
        {
            "campaign_id": campaign,
            "participation": people["answered"].sum() / len(people),
            "conversion": len(buyers) / len(people),
            "reply_days": wait.median(),
        }
    )
reading = pd.DataFrame(rows)

# %% exercise="05a.3" part="wrong" en="You divided the buyers by those who took part. The task asks for shares of all who were contacted: the call was made to them too." zh="你用买的人除以参与的人。题目要的是占全部被联系者的比例：没参与的人，同样被联系过、花过钱。"
days = (log["first_order"] - log["contacted_on"]).dt.days
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "sum"), reply_days=("days", "median")
).reset_index()
reading["conversion"] = reading["conversion"] / log.groupby("campaign_id")["answered"].sum().to_numpy()

# %% exercise="05a.3" part="wrong" en="You took the mean of the days. A few late buyers pull it up; the task asks for the median." zh="你取的是天数的平均值。几个拖得久的人会把它拉高；题目要的是中位数。"
days = (log["first_order"] - log["contacted_on"]).dt.days
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "mean"), reply_days=("days", "mean")
).reset_index()

# %% exercise="05a.3" part="wrong" en="You kept only those who answered. Those who did not pick up were contacted too, and some of them bought." zh="你只留了参与的人。没接的人也被联系了，其中有人还买了。"
some = log[log["answered"] == 1]
days = (some["first_order"] - some["contacted_on"]).dt.days
rows = some.assign(bought=some["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "mean"), reply_days=("days", "median")
).reset_index()

# %% exercise="05a.3" part="wrong" en="Your conversion is the share of buyers among those who took part. The others were contacted too, and some of them bought: take all rows." zh="你的转化率只算了参与者里有多少人买。没参与的也被联系了，其中有人还买了：要算全部的行。"
days = (log["first_order"] - log["contacted_on"]).dt.days
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(participation=("answered", "mean"), reply_days=("days", "median")).reset_index()
some = log[log["answered"] == 1]
reading["conversion"] = some["first_order"].notna().groupby(some["campaign_id"]).mean().to_numpy()

# %% exercise="05a.3" part="wrong" en="Your `reply_days` are hours. A day has 24 of them." zh="`reply_days`现在是小时数。一天有24小时。"
hours = (log["first_order"] - log["contacted_on"]).dt.total_seconds() / 3600
rows = log.assign(bought=log["first_order"].notna(), hours=hours).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "mean"), reply_days=("hours", "median")
).reset_index()

# %% exercise="05a.3" part="wrong" en="These are counts. Divide by the number of people contacted." zh="这是人数。要除以被联系的人数。"
days = (log["first_order"] - log["contacted_on"]).dt.days
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "sum"), conversion=("bought", "sum"), reply_days=("days", "median")
).reset_index()

# %% exercise="05a.3" part="wrong" en="You filled the days of those who did not buy with zero, as if they had bought at once. Leave them empty: the median is of those who bought." zh="没买的人，你的天数填成了零，好像当天就买了。让它空着：中位数只算买了的人。"
days = (log["first_order"] - log["contacted_on"]).dt.days.fillna(0)
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "mean"), reply_days=("days", "median")
).reset_index()

# %% exercise="05a.3" part="wrong" en="You counted the day of the contact as day one. Who buys on the same day took zero days." zh="你把联系当天算成了第一天。当天来买，算零天。"
days = (log["first_order"] - log["contacted_on"]).dt.days + 1
rows = log.assign(bought=log["first_order"].notna(), days=days).groupby("campaign_id")
reading = rows.agg(
    participation=("answered", "mean"), conversion=("bought", "mean"), reply_days=("days", "median")
).reset_index()

# %% [markdown] lang="en" exercise="05a.3" part="hint"
# Add two columns to `log` first: whether she bought, and how many days it took.

# %% [markdown] lang="zh" exercise="05a.3" part="hint"
# 先给`log`加两列：买没买，隔了几天。

# %% [markdown] lang="en" exercise="05a.3" part="hint"
# `log["first_order"].notna()` says whether; `(log["first_order"] - log["contacted_on"]).dt.days` says how long; then `groupby("campaign_id").agg(...)`.

# %% [markdown] lang="zh" exercise="05a.3" part="hint"
# 买没买：`log["first_order"].notna()`；隔了几天：`(log["first_order"] - log["contacted_on"]).dt.days`；再`groupby("campaign_id").agg(...)`。

# %% [markdown] lang="en" exercise="05a.3" part="analysis"
# The call was answered by {{reading["participation"][0]:.0%}}, the text tapped by {{reading["participation"][1]:.0%}}, the mail opened by {{reading["participation"][2]:.0%}}; the lists were of different people, so this does not rank the channels.
# More people bought than took part in the text campaign: a message can work unread, or they would have come anyway.
# Only the control group can tell; participation, reply time and conversion describe, they do not explain.

# %% [markdown] lang="zh" exercise="05a.3" part="analysis"
# 电话有{{reading["participation"][0]:.0%}}接听，短信有{{reading["participation"][1]:.0%}}点开，邮件有{{reading["participation"][2]:.0%}}打开；名单上的人不同，所以不能据此给渠道排名。
# 短信活动里，买的人比参与的人还多：短信不点开也可能起作用，也可能他们本来就会来。
# 到底是哪一种，只有对照组说得清；参与率、回应时间、转化率是描述，不是解释。

# %% [markdown] lang="en" exercise="05a.4" part="task" kind="table"
# ## 4. A best hour for business customers?
#
# After a fair, five salespeople rang the people whose cards they had.
# Anything but `no_answer` means that somebody picked up.
# Give a table with one row per hour: `hour`, `calls` and `rate`, the share of calls answered.

# %% [markdown] lang="zh" exercise="05a.4" part="task"
# ## 4. 企业客户有没有好钟点？
#
# 展会之后，五位销售照着名片打电话。
# 结果只要不是`no_answer`，就是有人接了。
# 每个钟点一行：`hour`、`calls`（拨打次数）、`rate`（接通的比例）。

# %% exercise="05a.4" part="given"
fair_calls = crm.load("exhibition_calls")
fair_calls["outcome"].value_counts()

# %% lang="en" exercise="05a.4" part="stub"
hours = ____  # a table: hour, calls, rate

# %% lang="zh" exercise="05a.4" part="stub"
hours = ____  # 一张表：hour、calls、rate

# %% exercise="05a.4" part="solution"
answered = (fair_calls["outcome"] != "no_answer").groupby(fair_calls["called_at"].dt.hour)
hours = answered.agg(calls="size", rate="mean").rename_axis("hour").reset_index()

# %% exercise="05a.4" part="also_right"
from crmlab import interact

picked_up = fair_calls.assign(answered=(fair_calls["outcome"] != "no_answer").astype(int))
hours = interact.best_hours(picked_up, at="called_at")[["hour", "calls", "rate"]]

# %% exercise="05a.4" part="wrong" en="You counted meetings. A refusal was answered as well: everything but no_answer counts." zh="你数的是约到面谈的。拒绝的也是接了的：只要不是no_answer都算。"
answered = (fair_calls["outcome"] == "meeting").groupby(fair_calls["called_at"].dt.hour)
hours = answered.agg(calls="size", rate="mean").rename_axis("hour").reset_index()

# %% exercise="05a.4" part="wrong" en="You counted a refusal as unanswered. Whoever refused had picked up." zh="你把拒绝的当成没接。能拒绝，说明接了。"
answered = (~fair_calls["outcome"].isin(["no_answer", "refused"])).groupby(fair_calls["called_at"].dt.hour)
hours = answered.agg(calls="size", rate="mean").rename_axis("hour").reset_index()

# %% exercise="05a.4" part="wrong" en="Your `calls` are the answered calls only. Those that rang in vain were made as well." zh="你的`calls`只数了接通的。拨了没人接的，也算拨打。"
answered = (fair_calls["outcome"] != "no_answer").groupby(fair_calls["called_at"].dt.hour)
hours = answered.agg(calls="sum", rate="mean").rename_axis("hour").reset_index()

# %% exercise="05a.4" part="wrong" en="Turned round: this is the share that nobody answered." zh="反了：这是没人接的比例。"
answered = (fair_calls["outcome"] == "no_answer").groupby(fair_calls["called_at"].dt.hour)
hours = answered.agg(calls="size", rate="mean").rename_axis("hour").reset_index()

# %% exercise="05a.4" part="wrong" en="You divided by all calls of the table, so the busiest hour looks best. Divide by the calls of the same hour." zh="你除以了全表的电话数，打得最多的钟点就显得最好。要除以同一个钟点的电话数。"
answered = (fair_calls["outcome"] != "no_answer").groupby(fair_calls["called_at"].dt.hour)
hours = answered.agg(calls="size", rate="sum").rename_axis("hour").reset_index()
hours["rate"] = hours["rate"] / len(fair_calls)

# %% exercise="05a.4" part="wrong" en="You kept first calls only. Second and third tries are calls too." zh="你只留了第一次打的。第二次、第三次也是打。"
first = fair_calls[fair_calls["attempt"] == 1]
answered = (first["outcome"] != "no_answer").groupby(first["called_at"].dt.hour)
hours = answered.agg(calls="size", rate="mean").rename_axis("hour").reset_index()

# %% [markdown] lang="en" exercise="05a.4" part="hint"
# The hour is `fair_calls["called_at"].dt.hour`; answered is a comparison, true or false.

# %% [markdown] lang="zh" exercise="05a.4" part="hint"
# 钟点是`fair_calls["called_at"].dt.hour`；接没接是一个比较，真或假。

# %% [markdown] lang="en" exercise="05a.4" part="hint"
# Group the comparison by the hour, and take its size and its mean.

# %% [markdown] lang="zh" exercise="05a.4" part="hint"
# 把这个比较按钟点分组，取个数和平均。

# %% [markdown] lang="en" exercise="05a.4" part="analysis"
# From {{hours["rate"].min():.0%}} to {{hours["rate"].max():.0%}}: is that a best hour?
# Look at the intervals with `interact.best_hours`: nearly all hours overlap, and in our world they are truly equal.
# The best of several equal hours always looks good; the test is whether it is still best in the next month's calls.

# %% [markdown] lang="zh" exercise="05a.4" part="analysis"
# 从{{hours["rate"].min():.0%}}到{{hours["rate"].max():.0%}}：这算有好钟点吗？
# 用`interact.best_hours`看看区间：各钟点几乎都重叠，在我们的世界里它们确实一样。
# 几个一样的钟点里，总有一个看着最好；要检验，就看它下个月是不是还最好。

# %% [markdown] lang="en" exercise="05a.5" part="task" kind="function"
# ## 5. Room under the cap
#
# Write a function that says how many more contacts a customer may have today.
# `days_ago` lists how many days ago each of her contacts was; a contact counts if it was at most `window` days ago.
# The answer never falls below zero.

# %% [markdown] lang="zh" exercise="05a.5" part="task"
# ## 5. 还能联系几次
#
# 写一个函数，算出一位客户今天还能被联系几次。
# `days_ago`是她每次被联系距今的天数；不超过`window`天的才算数。
# 答案不会小于零。


# %% lang="en" exercise="05a.5" part="stub"
def room_left(days_ago, cap, window):
    # days_ago: a list of numbers, such as [3, 12, 45]; cap and window: numbers, such as 2 and 30
    return ____


# %% lang="zh" exercise="05a.5" part="stub"
def room_left(days_ago, cap, window):
    # days_ago：一列数，比如[3, 12, 45]；cap和window：数，比如2和30
    return ____


# %% exercise="05a.5" part="solution"
def room_left(days_ago, cap, window):
    recent = sum(days <= window for days in days_ago)
    return max(0, cap - recent)


# %% exercise="05a.5" part="also_right"
def room_left(days_ago, cap, window):
    count = 0
    for days in days_ago:
        if days <= window:
            count = count + 1
    if count > cap:
        return 0
    return cap - count


# %% exercise="05a.5" part="also_right"
import numpy as np


def room_left(days_ago, cap, window):
    return np.maximum(cap - (np.array(days_ago) <= window).sum(), 0)


# %% exercise="05a.5" part="wrong" en="A contact exactly window days ago still counts: at most means less or equal." zh="正好window天前的那次也算数：不超过就是小于或等于。"
def room_left(days_ago, cap, window):
    return max(0, cap - sum(days < window for days in days_ago))


# %% exercise="05a.5" part="wrong" en="Your answer can fall below zero. Who is over the cap has no room: zero." zh="你的答案会小于零。已经超了的人没有余量：就是零。"
def room_left(days_ago, cap, window):
    return cap - sum(days <= window for days in days_ago)


# %% exercise="05a.5" part="wrong" en="You counted all contacts, however old. Only those within the window count." zh="多久以前的你都数上了。窗口以内的才算。"
def room_left(days_ago, cap, window):
    return max(0, cap - len(days_ago))


# %% exercise="05a.5" part="wrong" en="You wrote the cap and the window into the function. Use the arguments, so that another shop can set its own." zh="你把上限和窗口写死在函数里了。用参数，别的店才能自己定。"
def room_left(days_ago, cap, window):
    return max(0, 2 - sum(days <= 30 for days in days_ago))


# %% exercise="05a.5" part="wrong" en="This is how many contacts she has had. The question is how many are left." zh="这是已经联系的次数。问的是还剩几次。"
def room_left(days_ago, cap, window):
    return sum(days <= window for days in days_ago)


# %% exercise="05a.5" part="hidden"
hidden_inputs = [
    ([3, 12, 45], 2, 30),
    ([3, 45], 2, 30),
    ([], 2, 30),
    ([30, 31], 2, 30),
    ([1, 2, 3, 4], 2, 30),
    ([7, 20], 4, 14),
    ([0, 14], 3, 14),
]

# %% [markdown] lang="en" exercise="05a.5" part="hint"
# First count the contacts inside the window, then take that from the cap.

# %% [markdown] lang="zh" exercise="05a.5" part="hint"
# 先数窗口以内的次数，再从上限里减掉。

# %% [markdown] lang="en" exercise="05a.5" part="hint"
# `sum(days <= window for days in days_ago)` counts; `max(0, ...)` keeps it from falling below zero.

# %% [markdown] lang="zh" exercise="05a.5" part="hint"
# `sum(days <= window for days in days_ago)`来数；`max(0, ...)`保证不小于零。

# %% [markdown] lang="en" exercise="05a.5" part="analysis"
# A cap is one line of code; the hard part is that every channel must ask it.
# In Hejia's log the campaigns never did.
# And a cap is not a target: a customer with room for two need not get two.

# %% [markdown] lang="zh" exercise="05a.5" part="analysis"
# 上限只要一行代码；难的是每个渠道发之前都来问它。
# 禾家的记录里，做活动的从来没问过。
# 另外，上限不是指标：还能联系两次，不等于非得联系两次。

# %% [markdown] lang="en" exercise="05a.6" part="task" kind="number"
# ## 6. A tenth more
#
# Suppose the mill shared out the `now` yuan that it spends a month at their best over five channels, with no channel above the most that it ever had in a month.
# It could spend a tenth more, under the same rule.
# How many `extra_customers` a month would that bring, and what would each of them cost, `yuan_each`?

# %% [markdown] lang="zh" exercise="05a.6" part="task"
# ## 6. 多花一成
#
# 假设米厂把现在每月花的`now`元在五个渠道之间分到最好，任何渠道都不超过它花过的最高月额。
# 规则不变，再多花一成，每月多赢得多少位客户（`extra_customers`）？这些多出来的客户每位花了多少钱（`yuan_each`）？

# %% exercise="05a.6" part="given"
from crmlab import interact

months = crm.load("exhibition_budget").query("channel != 'fair'")
year = months.groupby("channel")[["spend", "leads", "won"]].sum()
curves = interact.fit_response(months, response="leads")
won_per_lead = curves["channel"].map(year["won"] / year["leads"])
most = curves["channel"].map(months.groupby("channel")["spend"].max())
curves = curves.assign(value=won_per_lead, most=most)
now = year["spend"].sum() / 12
split = interact.allocate_budget(curves, now)
split.assign(customers=split["response"] * won_per_lead).round(1)

# %% lang="en" exercise="05a.6" part="stub"
extra_customers = ____  # per month
yuan_each = ____  # for each of the extra customers

# %% lang="zh" exercise="05a.6" part="stub"
extra_customers = ____  # 每月
yuan_each = ____  # 多出来的客户，每位多少元

# %% exercise="05a.6" part="solution"
more = interact.allocate_budget(curves, 1.1 * now)
extra_customers = ((more["response"] - split["response"]) * won_per_lead).sum()
yuan_each = 0.1 * now / extra_customers


# %% exercise="05a.6" part="also_right"
def customers(budget):
    return (interact.allocate_budget(curves, budget)["response"] * won_per_lead).sum()


extra_customers = customers(now + now / 10) - customers(now)
yuan_each = (now / 10) / extra_customers

# %% exercise="05a.6" part="wrong" en="A tenth more money does not bring a tenth more customers: the curve bends. Share out the larger budget anew." zh="钱多一成，客户不会多一成：曲线是弯的。把大一点的预算重新分一次。"
extra_customers = 0.1 * (split["response"] * won_per_lead).sum()
yuan_each = 0.1 * now / extra_customers

# %% exercise="05a.6" part="wrong" en="For `yuan_each` you divided the whole budget by all customers: that is the average. The extra customers cost the extra money." zh="`yuan_each`你用的是全部预算除以全部客户，那是平均数。多出来的客户，花的是多出来的钱。"
more = interact.allocate_budget(curves, 1.1 * now)
extra_customers = ((more["response"] - split["response"]) * won_per_lead).sum()
yuan_each = 1.1 * now / (more["response"] * won_per_lead).sum()

# %% exercise="05a.6" part="wrong" en="These are all customers of the larger budget. Take off those who would come with today's money." zh="这是预算加一成以后的全部客户。要减去原来那些钱就能赢得的。"
more = interact.allocate_budget(curves, 1.1 * now)
extra_customers = (more["response"] * won_per_lead).sum()
yuan_each = 1.1 * now / extra_customers

# %% exercise="05a.6" part="wrong" en="These are leads. Turn them into customers, each channel with its own share." zh="这是线索。按各渠道自己的成交比例换成客户。"
more = interact.allocate_budget(curves, 1.1 * now)
extra_customers = (more["response"] - split["response"]).sum()
yuan_each = 0.1 * now / extra_customers

# %% exercise="05a.6" part="wrong" en="For `yuan_each` you divided the whole budget. Each extra customer costs the extra money divided by their number." zh="`yuan_each`你除的是全部预算。多出来的客户每位的花费，是多出来的钱除以多出来的人数。"
more = interact.allocate_budget(curves, 1.1 * now)
extra_customers = ((more["response"] - split["response"]) * won_per_lead).sum()
yuan_each = 1.1 * now / extra_customers

# %% exercise="05a.6" part="wrong" en="You divided the extra money alone, as if the curves began anew at zero. The first yuan brings most, and it is spent already: divide 1.1 times the money, and take off what the old money brings." zh="你只把多出来的钱单独分了一遍，等于曲线又从零开始。头几块钱换来的最多，可那是早就花了的：把1.1倍的钱重新分，再减去原来的钱换来的。"
more = interact.allocate_budget(curves, 0.1 * now)
extra_customers = (more["response"] * won_per_lead).sum()
yuan_each = 0.1 * now / extra_customers

# %% [markdown] lang="en" exercise="05a.6" part="hint"
# Share out `1.1 * now` in the same way, and compare the customers of the two splits.

# %% [markdown] lang="zh" exercise="05a.6" part="hint"
# 把`1.1 * now`用同样的办法分一次，再比较两次分法的客户数。

# %% [markdown] lang="en" exercise="05a.6" part="hint"
# `more = interact.allocate_budget(curves, 1.1 * now)`; customers are `response * won_per_lead`, added up.

# %% [markdown] lang="zh" exercise="05a.6" part="hint"
# `more = interact.allocate_budget(curves, 1.1 * now)`；客户数是`response * won_per_lead`再加总。

# %% [markdown] lang="en" exercise="05a.6" part="analysis"
# {{extra_customers:.1f}} customers more, at {{yuan_each:,.0f}} yuan each, while the average customer costs {{now / (split["response"] * won_per_lead).sum():,.0f}}.
# The question "should we spend more?" is about the price of the *extra* customer: compare it with what a customer is worth in the lesson, not the average with it.
# Two channels stand at their limit already, so the extra money goes to the others; and the curves know only what was tried: move there in steps.

# %% [markdown] lang="zh" exercise="05a.6" part="analysis"
# 多{{extra_customers:.1f}}位客户，每位{{yuan_each:,.0f}}元；而平均每位客户花{{now / (split["response"] * won_per_lead).sum():,.0f}}元。
# “要不要多花钱”，看的是**多出来**的客户每位多少钱：拿它跟课文里一位客户值多少钱比，别拿平均数去比。
# 有两个渠道已经到了上限，多出来的钱只能给别的渠道；曲线也只知道试过的范围：一步一步挪过去。

# %% [markdown] lang="en" exercise="05a.7" part="task" kind="number"
# ## 7. How many letters?
#
# Of old customers who get no mail, {{base:.0%}} come back by themselves.
# The owner will go on with the win-back mail only if it adds at least {{lift * 100:.0f}} points.
# How many people does each group need (`per_group`), for a chance of {{power:.0%}} of finding that, at the usual level of {{level:.0%}}?
# And what will the test `cost` in yuan, if a mail costs {{mail}} and each of the mailed who comes takes a gift of {{gift}} yuan, supposing the mail just adds its {{lift * 100:.0f}} points?

# %% [markdown] lang="zh" exercise="05a.7" part="task"
# ## 7. 要寄多少封？
#
# 没收到邮件的老客户里，有{{base:.0%}}自己也会回来。
# 召回邮件至少要多带回{{lift * 100:.0f}}个百分点，老板才愿意接着做。
# 想有{{power:.0%}}的机会把它找出来，显著性水平仍取{{level:.0%}}，每组要多少人（`per_group`）？
# 一封邮件{{mail}}元，收到邮件又来了的人每位拿一份{{gift}}元的赠品；假设邮件正好多带来{{lift * 100:.0f}}个百分点，这次测试要花多少元（`cost`）？

# %% exercise="05a.7" part="given"
from crmlab import interact

base, lift, power, level = 0.12, 0.04, 0.8, 0.05
mail, gift = 0.5, 15

# %% lang="en" exercise="05a.7" part="stub"
per_group = ____  # people in each group
cost = ____  # yuan for the whole test

# %% lang="zh" exercise="05a.7" part="stub"
per_group = ____  # 每组人数
cost = ____  # 整个测试要花的钱（元）

# %% exercise="05a.7" part="solution"
per_group = interact.sample_size(base, lift, power)
cost = per_group * (mail + gift * (base + lift))

# %% exercise="05a.7" part="also_right"
from scipy.stats import norm

new = base + lift
middle = (base + new) / 2
null, spread = (2 * middle * (1 - middle)) ** 0.5, (base * (1 - base) + new * (1 - new)) ** 0.5
per_group = ((norm.ppf(0.975) * null + norm.ppf(power) * spread) / lift) ** 2
cost = per_group * mail + per_group * new * gift

# %% exercise="05a.7" part="wrong" en="You paid for both groups. The control group gets neither mail nor gift: only one group costs money." zh="你算了两组的钱。对照组既没有邮件也没有赠品：只有一组要花钱。"
per_group = interact.sample_size(base, lift, power)
cost = 2 * per_group * (mail + gift * (base + lift))

# %% exercise="05a.7" part="wrong" en="You gave the gift only to those whom the mail brought. All mailed people who come take it, the others too." zh="你只给邮件带来的人算了赠品。收到邮件又来了的人都拿，本来就会来的也拿。"
per_group = interact.sample_size(base, lift, power)
cost = per_group * (mail + gift * lift)

# %% exercise="05a.7" part="wrong" en="You planned for a share that rises to four per cent. Four points are added to the base: from twelve to sixteen per cent." zh="你按升到百分之四来算了。四个百分点是加上去的：从百分之十二到百分之十六。"
per_group = interact.sample_size(base, lift - base, power)
cost = per_group * (mail + gift * lift)

# %% exercise="05a.7" part="wrong" en="You took four per cent of the base. Points are added: twelve per cent and four points make sixteen." zh="你算的是基数的百分之四。百分点是直接加的：百分之十二加四个百分点是百分之十六。"
per_group = interact.sample_size(base, base * lift, power)
cost = per_group * (mail + gift * base * (1 + lift))

# %% exercise="05a.7" part="wrong" en="That is both groups together. The question is how many in each." zh="这是两组合起来的人数。问的是每组多少人。"
per_group = 2 * interact.sample_size(base, lift, power)
cost = per_group / 2 * (mail + gift * (base + lift))

# %% exercise="05a.7" part="wrong" en="You reckoned the gifts at the base. With the mail more people come, and each of them takes a gift: the share is the base and the lift together." zh="赠品你按原来的比例算了。收到邮件后来的人更多，人人都拿：比例是原来的加上多带来的。"
per_group = interact.sample_size(base, lift, power)
cost = per_group * (mail + gift * base)

# %% exercise="05a.7" part="wrong" en="You sent the mail to both groups. The control group gets none." zh="邮件你给两组都寄了。对照组不寄。"
per_group = interact.sample_size(base, lift, power)
cost = per_group * (2 * mail + gift * (base + lift))

# %% exercise="05a.7" part="wrong" en="The control group gets no gifts, and you gave it some: only who was mailed takes one." zh="对照组没有赠品，你却给他们算了：收到邮件的人才拿。"
per_group = interact.sample_size(base, lift, power)
cost = per_group * (mail + gift * (base + lift) + gift * base)

# %% exercise="05a.7" part="wrong" en="The gifts are missing in the cost." zh="花费里少了赠品。"
per_group = interact.sample_size(base, lift, power)
cost = per_group * mail

# %% exercise="05a.7" part="wrong" en="This size watches for a rise only. The usual test looks to both sides, for the mail may also drive people away." zh="这个人数只防着上升的一边。通常的测试两边都看：邮件也可能把人赶跑。"
from math import ceil

from scipy.stats import norm

new = base + lift
middle = (base + new) / 2
null, spread = (2 * middle * (1 - middle)) ** 0.5, (base * (1 - base) + new * (1 - new)) ** 0.5
per_group = ceil(((norm.ppf(0.95) * null + norm.ppf(power) * spread) / lift) ** 2)
cost = per_group * (mail + gift * (base + lift))

# %% exercise="05a.7" part="wrong" en="Every mailed person was given a gift. Only those who come take one." zh="你给每个收到邮件的人都算了赠品。来了的人才拿。"
per_group = interact.sample_size(base, lift, power)
cost = per_group * (mail + gift)

# %% exercise="05a.7" part="wrong" en="The second number of `sample_size` is the difference to be found, not the share with the mail: give it the four points." zh="`sample_size`的第二个数是要找出的差，不是收到邮件后的比例：写四个百分点。"
per_group = interact.sample_size(base, base + lift, power)
cost = per_group * (mail + gift * (base + lift))

# %% [markdown] lang="en" exercise="05a.7" part="hint"
# `interact.sample_size(base, lift, power)` gives the people in one group.
# Who of them causes a cost?

# %% [markdown] lang="zh" exercise="05a.7" part="hint"
# `interact.sample_size(base, lift, power)`给出一组的人数。
# 这些人里，谁要花钱？

# %% [markdown] lang="en" exercise="05a.7" part="hint"
# All mailed people cost a mail; of these, the share `base + lift` comes and takes a gift.

# %% [markdown] lang="zh" exercise="05a.7" part="hint"
# 收到邮件的人每人一封邮件；其中`base + lift`的人会来，各拿一份赠品。

# %% [markdown] lang="en" exercise="05a.7" part="analysis"
# {{per_group:,}} people in each group, {{cost:,.0f}} yuan, most of it for gifts.
# Three quarters of the gifts go to people who would have come anyway: that, and not the mail, is the price.
# Half the effect would take about four times the people.

# %% [markdown] lang="zh" exercise="05a.7" part="analysis"
# 每组{{per_group:,}}人，{{cost:,.0f}}元，大部分是赠品。
# 赠品有四分之三给了本来就会来的人：贵的是这个，不是邮件。
# 要找的效果减半，人数大约要四倍。

# %% [markdown] lang="en" exercise="05a.8" part="task" kind="fix"
# ## 8. Fix the reading
#
# How many yuan of sales does *sending* the win-back mail bring, per mail sent?
# The cell runs, but it answers another question.
# Fix it: `effect` is a difference of two means, in yuan.

# %% [markdown] lang="zh" exercise="05a.8" part="task"
# ## 8. 改正读数
#
# **寄出**召回邮件，平均每封多带来多少元销售额？
# 这一格能运行，可是答的是另一个问题。
# 改一改：`effect`是两个平均数之差，单位是元。

# %% exercise="05a.8" part="given"
people = crm.load("campaign_contacts").query("campaign_id == 'K04'")
mails = crm.load("contacts").query("campaign_id == 'K04'")[["customer_id", "answered"]]
people = people.merge(mails, on="customer_id", how="left")  # answered: the mail was opened
people.head(3)

# %% exercise="05a.8" part="stub"
effect = (
    people.query("responded == 1 and group == 'treatment'")["amount"].mean()
    - people.query("responded == 1 and group == 'control'")["amount"].mean()
)

# %% exercise="05a.8" part="solution"
mean = people.groupby("group")["amount"].mean()
effect = mean["treatment"] - mean["control"]

# %% exercise="05a.8" part="also_right"
total = people.groupby("group")["amount"].agg(["sum", "size"])
per_head = total["sum"] / total["size"]
effect = per_head["treatment"] - per_head["control"]

# %% exercise="05a.8" part="wrong" en="You compare those who opened the mail with the control group. Opening is the customer's own choice, made after the draw; the mail was sent to all. Whether the number comes out near or far is luck." zh="你拿打开邮件的跟对照组比。打不打开，是客户在抽签之后自己定的；邮件是人人都寄了的。算出来差得远还是近，全凭运气。"
opened = people[people["answered"] == 1]
effect = opened["amount"].mean() - people.loc[people["group"] == "control", "amount"].mean()

# %% exercise="05a.8" part="wrong" en="You put the unopened mails into the control group. They were sent all the same; the draw decides who belongs where." zh="你把没打开的并进了对照组。邮件照样寄了；谁属于哪一组，由抽签定。"
opened = people["answered"] == 1
effect = people.loc[opened, "amount"].mean() - people.loc[~opened, "amount"].mean()

# %% exercise="05a.8" part="wrong" en="These are the sales per mail. Take off what the control group bought without one." zh="这是每封邮件对应的销售额。还要减去对照组没收到邮件时也买了的。"
effect = people.loc[people["group"] == "treatment", "amount"].mean()

# %% exercise="05a.8" part="wrong" en="Turned round: the mailed less the control group." zh="反了：是收到邮件的减对照组。"
mean = people.groupby("group")["amount"].mean()
effect = mean["control"] - mean["treatment"]

# %% exercise="05a.8" part="wrong" en="This is the difference in the share that bought. The question is yuan: take `amount`." zh="这是购买比例之差。问的是多少元：要用`amount`。"
mean = people.groupby("group")["responded"].mean()
effect = mean["treatment"] - mean["control"]

# %% exercise="05a.8" part="wrong" en="These are totals, and the groups are not of one size. Take the mean of each." zh="这是总额之差，两组人数又不一样。各取平均。"
total = people.groupby("group")["amount"].sum()
effect = total["treatment"] - total["control"]

# %% [markdown] lang="en" exercise="05a.8" part="hint"
# Which people did the draw put into the two groups?
# Who decided about buying, and when?

# %% [markdown] lang="zh" exercise="05a.8" part="hint"
# 抽签把哪些人分进了两组？
# 买不买，是谁定的，什么时候定的？

# %% [markdown] lang="en" exercise="05a.8" part="hint"
# Everybody who was drawn counts, whoever bought nothing with zero: leave out `responded == 1`.

# %% [markdown] lang="zh" exercise="05a.8" part="hint"
# 凡是抽中的都要算，没买的按零算：去掉`responded == 1`。

# %% [markdown] lang="en" exercise="05a.8" part="analysis"
# Each mail sent brings {{effect:.0f}} yuan of sales; the broken cell compared what *buyers* spent, and said {{people.query("responded == 1 and group == 'treatment'")["amount"].mean() - people.query("responded == 1 and group == 'control'")["amount"].mean():.0f}}.
# Who buys is settled after the draw, and partly by the mail itself: the buyers of the two groups are no longer alike, so their difference is no effect of anything.
# It also forgets the main thing that a mail does: more people buy. The same holds for comparing only those who opened.
# Compare as drawn: whoever was to get it, against whoever was not ("intention to treat").

# %% [markdown] lang="zh" exercise="05a.8" part="analysis"
# 每寄一封，多带来{{effect:.0f}}元销售额；原来那一格比的是**买了的人**各花多少，算出{{people.query("responded == 1 and group == 'treatment'")["amount"].mean() - people.query("responded == 1 and group == 'control'")["amount"].mean():.0f}}元。
# 买不买是抽签之后才定的，邮件本身就有份：两组的买家已经不是一类人，他们的差别说明不了邮件的效果。
# 它还漏了邮件最主要的作用：买的人变多了。只比打开了邮件的人，也是同样的错。
# 怎么抽的就怎么比：该收到的对不该收到的，这叫“意向性分析”（intention to treat）。

# %% [markdown] lang="en" exercise="05a.9" part="task" kind="choice"
# ## 9. Day four
#
# A test is planned for {{planned_days}} days, to be read at its end.
# On day four a colleague looks and reports a p-value of {{p_value}}.
# What do you do?
#
# - **a** Stop: it is significant, and every further day costs money.
# - **b** Go on to the planned day, and read it then.
# - **c** Go on, look every day, and stop as soon as it is significant twice running.
# - **d** Stop, and repeat it with half the people to make sure.

# %% [markdown] lang="zh" exercise="05a.9" part="task"
# ## 9. 第四天
#
# 一次测试计划做{{planned_days}}天，结束时看结果。
# 第四天，同事看了一眼，报告p值是{{p_value}}。
# 你怎么办？
#
# - **a** 停：已经显著了，多一天就多花一天的钱。
# - **b** 接着做到计划的那天，到时候再看。
# - **c** 接着做，天天看，连着两次显著就停。
# - **d** 停，再用一半的人重做一次，确认一下。

# %% exercise="05a.9" part="given"
planned_days, p_value = 21, 0.03

# %% lang="en" exercise="05a.9" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="05a.9" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="05a.9" part="solution"
choice = "b"

# %% exercise="05a.9" part="wrong" en="Whoever looks every day and stops at the first alarm is fooled in about one test out of four without any effect. And the first days carry the novelty." zh="天天看、一响就停的人，毫无效果的测试里每四次就有一次上当。何况头几天还带着新鲜劲。"
choice = "a"

# %% exercise="05a.9" part="wrong" en="Twice running is still many chances to be lucky: two days share nearly all their people, so the second look hardly checks the first." zh="连着两次，还是给了运气很多机会：相邻两天的人几乎一样，第二眼并没有核实第一眼。"
choice = "c"

# %% exercise="05a.9" part="wrong" en="Half the people have much less power: a true effect would probably be missed, and then you would know less than before." zh="人数减半，检验效能差得多：真有效果也多半找不出来，到头来比原来知道的还少。"
choice = "d"

# %% [markdown] lang="en" exercise="05a.9" part="hint"
# How often does a test *without any effect* show a small p-value on at least one of its days?

# %% [markdown] lang="zh" exercise="05a.9" part="hint"
# **毫无效果**的测试，至少有一天p值很小的，占多少？

# %% [markdown] lang="en" exercise="05a.9" part="hint"
# `interact.false_alarms(21)` says it.

# %% [markdown] lang="zh" exercise="05a.9" part="hint"
# `interact.false_alarms(21)`会告诉你。

# %% [markdown] lang="en" exercise="05a.9" part="analysis"
# Go on: the plan is what makes the p-value mean what it says.
# If you must be able to stop early, plan the looks and pay for them with a stricter level at each: for five looks about 0.016 in place of 0.05 (Pocock 1977).
# Harm is another matter: if customers complain, stop at once, for a reason that has nothing to do with p.

# %% [markdown] lang="zh" exercise="05a.9" part="analysis"
# 接着做：事先定好哪天看，p值才真的等于误报的机会。
# 如果必须能提前停，就把中途看几次写进计划，用每次更严的水平来换：看五次，每次约0.016，而不是0.05（Pocock 1977）。
# 有害另当别论：客户投诉了就马上停，那跟p值没有关系。

# %% [markdown] lang="en" exercise="05a.10" part="task" kind="memo"
# ## 10. Decision memo
#
# The owner wants to send the parcel again this winter, to the same kind of customers.
# Work out two numbers: `effect_points`, the percentage points of visits that a parcel added, comparing like with like; and `result`, the yuan that all parcels together earned or lost.
# Then write half a page with them: what the parcel really brought, and a plan in six steps for no more than the same money, with the test that will tell.
# It must be possible: only the customers in `may_text` (not seen for one to six months, with both consents) may be written to.
# At least forty words, in triple quotation marks; then mark it by the rubric.

# %% [markdown] lang="zh" exercise="05a.10" part="task"
# ## 10. 决策备忘
#
# 老板今年冬天还想送礼包，还送给同一类客户。
# 先算两个数：`effect_points`，跟条件相近的人比，礼包让来的人多了几个百分点；`result`，全部礼包合计赚了或亏了多少元。
# 再用这两个数写半页纸：礼包到底带来了什么；不超过同样的钱，用六步定一个计划，写明用什么测试来检验。
# 计划要做得到：能发短信的只有`may_text`里的客户（一到六个月没来，两个同意都有）。
# 用三引号，至少六十个字（数字和标点不算），再按评分标准打分。

# %% lang="en" exercise="05a.10" part="stub"
effect_points = ____  # percentage points, such as 12.3
result = ____  # yuan, below zero for a loss
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="05a.10" part="stub"
effect_points = ____  # 百分点，例如12.3
result = ____  # 元，亏了就是负数
memo = ____  # 你的正文，用三引号括起来

# %% exercise="05a.10" part="given"
import warnings

import pandas as pd

from crmlab import identify, interact

warnings.simplefilter("ignore", crm.frames.LeftOutWarning)  # a few parcels find nobody to compare with
parcel = crm.load("campaigns").set_index("campaign_id").loc["K06"]
people = crm.load("campaign_contacts").query("campaign_id == 'K06'")
orders = crm.load("orders").query("amount > 0")
before = orders[orders["ordered_on"] < parcel["sent_on"]]
half_year = before[before["ordered_on"] >= parcel["sent_on"] - pd.Timedelta(days=180)]
visits = people["customer_id"].map(half_year["customer_id"].value_counts()).fillna(0)
silent = (
    parcel["sent_on"] - people["customer_id"].map(before.groupby("customer_id")["ordered_on"].max())
).dt.days
people = people.assign(
    treated=(people["group"] == "treatment").astype(int),
    often=pd.cut(visits, [-1, 0, 1, 2, 3, 5, 8, 12, 20, 999]),
    lately=pd.cut(silent, [-1, 7, 14, 30, 60, 999]),
)
away = (pd.Timestamp("2026-01-01") - orders.groupby("customer_id")["ordered_on"].max()).dt.days
missed = away[away.between(31, 180)].rename("days_away").reset_index()
consents = crm.load("consents")
may_text = identify.check_export(missed, consents, "2026-01-01", "marketing", "sms").allowed
may_text = identify.check_export(may_text, consents, "2026-01-01", "profiling").allowed
print(len(missed), len(may_text))
people.groupby("group")["responded"].agg(["size", "mean"]).round(3)

# %% lang="en" exercise="05a.10" part="solution"
alike = interact.like_with_like(people, by=["often", "lately"])
sent = int(people["treated"].sum())
came = people.loc[people["treated"] == 1, "responded"].mean()
cost, margin = parcel["cost_per_contact"], parcel["margin_per_response"]
effect_points = 100 * alike.effect
brought = sent * alike.effect * margin
result = brought - sent * cost
per_group, half = interact.sample_size(0.3, 0.10), len(may_text) // 2
rounds = -(-per_group // half)  # rounded up
spring_cost = half * (0.1 + 6 * 0.4)
memo = (
    f"Of the {sent} customers who got the parcel {came:.0%} came, but most would have come anyway. "
    f"Compared with customers who came as often and as lately, it added {effect_points:.1f} points "
    f"({100 * alike.low:.0f} to {100 * alike.high:.0f}). The parcels cost {sent * cost:,.0f} yuan and brought "
    f"{brought:,.0f} yuan of margin: {result:,.0f}. Instead I propose, for about {spring_cost:,.0f} yuan a round: "
    f"whom: the {len(may_text)} customers not seen for one to six months who have allowed us to write; "
    "aim: a visit within three weeks; content: the new rice, with a coupon for a gift of 6 yuan; "
    "channel: one text message on the first of March, at most two contacts in thirty days; "
    f"effect: half of them, {half}, drawn at random get nothing. To find ten points with four chances in five "
    f"takes {per_group} in each group, so we do it {rounds} times, every quarter, and read all together once, "
    "three weeks after the last message; the rest of the money stays in the till. "
    "We assume that the owner chose by visits alone: had he known more, we could be wrong."
)
print(memo)

# %% lang="zh" exercise="05a.10" part="solution"
alike = interact.like_with_like(people, by=["often", "lately"])
sent = int(people["treated"].sum())
came = people.loc[people["treated"] == 1, "responded"].mean()
cost, margin = parcel["cost_per_contact"], parcel["margin_per_response"]
effect_points = 100 * alike.effect
brought = sent * alike.effect * margin
result = brought - sent * cost
per_group, half = interact.sample_size(0.3, 0.10), len(may_text) // 2
rounds = -(-per_group // half)  # 往上取整
spring_cost = half * (0.1 + 6 * 0.4)
memo = (
    f"收到礼包的{sent}位客户里来了{came:.0%}，但多半本来就会来。"
    f"跟来得一样勤、一样近的客户比，礼包只多带来{effect_points:.1f}个百分点"
    f"（{100 * alike.low:.0f}到{100 * alike.high:.0f}）。礼包花了{sent * cost:,.0f}元，带来毛利{brought:,.0f}元，"
    f"合计{result:,.0f}元。我建议换个做法，每轮大约{spring_cost:,.0f}元。"
    f"对象：一到六个月没来、答应过我们联系的{len(may_text)}位客户；"
    "目标：三周内来一趟；内容：新米到了，附一张六元赠品券；"
    "渠道：三月一日发一条短信，三十天里最多联系两次；"
    f"效果：抽签留出一半（{half}人）不发。想有五分之四的机会找出十个百分点，每组要{per_group}人，"
    f"所以每季一轮，做{rounds}轮合起来看，最后一条短信发出三周后只看一次；其余的钱先不花。"
    "前提是老板只按来得勤不勤挑人：要是他还知道别的，我们的数就可能不准。"
)
print(memo)

# %% exercise="05a.10" part="wrong" en="`effect_points` is the gap between chosen and not chosen. He had chosen those who come anyway: compare like with like." zh="`effect_points`是选中和没选中的差。他挑的本来就常来：要跟条件相近的人比。"
rate = people.groupby("treated")["responded"].mean()
sent = int(people["treated"].sum())
effect_points = 100 * (rate[1] - rate[0])
result = sent * ((rate[1] - rate[0]) * parcel["margin_per_response"] - parcel["cost_per_contact"])
memo = "39 points."

# %% exercise="05a.10" part="wrong" en="Who came is not what the parcel changed: take off how many would have come without it, among customers who are alike." zh="来了多少不等于带来多少：要减去条件相近的客户不送也会来的。"
rate = people.groupby("treated")["responded"].mean()
sent = int(people["treated"].sum())
effect_points = 100 * rate[1]
result = sent * (rate[1] * parcel["margin_per_response"] - parcel["cost_per_contact"])
memo = "68% came, so send it again. 来了68%，接着送。"

# %% exercise="05a.10" part="wrong" en="Your effect is a share. The question is percentage points: times 100." zh="你给的是比例。问的是百分点：乘以100。"
alike = interact.like_with_like(people, by=["often", "lately"])
effect_points = alike.effect
result = people["treated"].sum() * (alike.effect * parcel["margin_per_response"] - parcel["cost_per_contact"])
memo = "x"

# %% exercise="05a.10" part="wrong" en="That is the result for one parcel. The question is all of them together." zh="这是一份礼包的结果。问的是全部合计。"
alike = interact.like_with_like(people, by=["often", "lately"])
effect_points = 100 * alike.effect
result = alike.effect * parcel["margin_per_response"] - parcel["cost_per_contact"]
memo = "x"

# %% exercise="05a.10" part="wrong" en="The cost is missing in `result`: each parcel cost money, also those of customers who did not come." zh="`result`里少了成本：每份礼包都要花钱，没来的人那份也一样。"
alike = interact.like_with_like(people, by=["often", "lately"])
effect_points = 100 * alike.effect
result = people["treated"].sum() * alike.effect * parcel["margin_per_response"]
memo = "x"

# %% [markdown] lang="en" exercise="05a.10" part="hint"
# First the effect: `interact.like_with_like(people, by=["often", "lately"]).effect`; the result is, for all parcels, effect times margin, less cost.

# %% [markdown] lang="zh" exercise="05a.10" part="hint"
# 先算效果：`interact.like_with_like(people, by=["often", "lately"]).effect`；结果是全部礼包的效果乘毛利，减去成本。

# %% [markdown] lang="en" exercise="05a.10" part="hint"
# Then one sentence for each of the six steps; for the last one `interact.sample_size(base, lift)`, and if `may_text` is too short for it, several rounds.

# %% [markdown] lang="zh" exercise="05a.10" part="hint"
# 再给六步各写一句；最后一步用`interact.sample_size(base, lift)`，要是`may_text`里的人不够，就多做几轮。

# %% [markdown] lang="en" exercise="05a.10" part="rubric"
# - **Effect** (2): says what the parcel changed, not how many came, with its interval; one point without the interval.
# - **Money** (2): what the parcels cost, what they brought, and the result; one point for two of the three.
# - **Plan** (2): all six steps, each with something one could do on Monday, for people who have allowed it; one point for four of them.
# - **Test** (2): a control group drawn by lot, its size against the people there are, and the day of reading; one point for two of the three.
# - **Assumption** (1): says what like with like cannot see, or what changes with the margin.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="05a.10" part="rubric"
# - **效果**（2）：写的是礼包改变了多少，不是来了多少，并给出区间；没有区间得1分。
# - **金额**（2）：花了多少、带来多少、结果多少；三样写出两样得1分。
# - **计划**（2）：六步都有，每一步下周一都能动手，只联系答应过的人；写出四步得1分。
# - **测试**（2）：抽签留对照组、每组要多少人而手上有多少人、哪天看结果；三样写出两样得1分。
# - **前提**（1）：说明同类相比看不见什么，或者毛利变了会怎样。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="05a.10" part="analysis"
# The model memo finds {{effect_points:.1f}} points and a result of {{result:,.0f}} yuan.
# A good memo may keep the parcel, as thanks and not as advertising, as long as it says so and does not count the visits as its effect.

# %% [markdown] lang="zh" exercise="05a.10" part="analysis"
# 参考备忘算出{{effect_points:.1f}}个百分点，结果{{result:,.0f}}元。
# 好的备忘也可以保留礼包，但那是答谢，不是促销：写明白，并且不把到店算成它的效果。
