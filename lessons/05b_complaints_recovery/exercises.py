# ---
# id: "05b"
# title: {en: "Complaints and recovery", zh: "投诉与补救"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="05b.1" part="task" kind="order"
# ## 1. One complaint, five steps
#
# Mrs Shen ordered oil for her dinner; it was not in the bag.
# Put what the shop does into the order of the lesson's five steps.
#
# - **a** The oil is taken to her door the same afternoon.
# - **b** "Thank you for telling us, and I am sorry about your dinner. You will hear from me before three."
# - **c** Her own words are written down, with the hour: "no oil in the bag".
# - **d** The week's count says that oil was forgotten nine times; it now stands first on the packing slip.
# - **e** A small bag of new rice for the trouble.

# %% [markdown] lang="zh" exercise="05b.1" part="task"
# ## 1. 一件投诉，五步
#
# 沈太太订了油做晚饭，袋子里没有。
# 把店里做的事按课文的五步排好。
#
# - **a** 当天下午把油送上门。
# - **b** “谢谢您告诉我们，耽误您做饭了，对不起。三点以前我给您回话。”
# - **c** 原话记下来，写上几点：“袋子里没有油”。
# - **d** 一周数下来，油漏了九回；现在装袋单上油排在第一行。
# - **e** 送一小袋新米，算是赔个不是。

# %% lang="en" exercise="05b.1" part="stub"
order = ____  # a list of letters, such as ["a", "b", "c", "d", "e"]

# %% lang="zh" exercise="05b.1" part="stub"
order = ____  # 一列字母，例如["a", "b", "c", "d", "e"]

# %% exercise="05b.1" part="solution"
order = ["c", "b", "a", "e", "d"]

# %% exercise="05b.1" part="also_right"
order = list("cbaed")

# %% exercise="05b.1" part="wrong" en="A present before the oil: she cannot cook with it. Solve the matter first, then make good." zh="油还没到先送礼：礼物炒不了菜。先把事办好，再补偿。"
order = ["c", "b", "e", "a", "d"]

# %% exercise="05b.1" part="wrong" en="You apologise before you have heard what happened. Hear and write down first." zh="还没听清发生了什么就道歉。先听，先记下来。"
order = ["b", "c", "a", "e", "d"]

# %% exercise="05b.1" part="wrong" en="You solve it without a word to her: until the afternoon she does not know whether anybody listens. Answer and promise a time first." zh="一声不吭就去办：到下午之前，她都不知道有没有人理。先答复，说好时间。"
order = ["c", "a", "b", "e", "d"]

# %% exercise="05b.1" part="wrong" en="You count before the customer is helped. Learning comes last: she is waiting now." zh="客户的事还没办，你就先去数数。学是最后一步，她现在正等着。"
order = ["c", "d", "b", "a", "e"]

# %% exercise="05b.1" part="wrong" en="Turned round: you begin with what comes last. Begin with hearing." zh="顺序倒了：你从最后一步开始。先从听开始。"
order = ["d", "e", "a", "b", "c"]

# %% [markdown] lang="en" exercise="05b.1" part="hint"
# Hear, answer, solve, make good, learn: which card is which?

# %% [markdown] lang="zh" exercise="05b.1" part="hint"
# 听、答、办、补、学：哪张卡片是哪一步？

# %% [markdown] lang="en" exercise="05b.1" part="hint"
# It begins with c and ends with d.

# %% [markdown] lang="zh" exercise="05b.1" part="hint"
# 从c开始，到d结束。

# %% [markdown] lang="en" exercise="05b.1" part="analysis"
# Hear, answer, solve, make good, learn.
# The fourth step is what customers remember, the fifth is what keeps the next one from complaining; most desks stop after the third.

# %% [markdown] lang="zh" exercise="05b.1" part="analysis"
# 听、答、办、补、学。
# 客户记得住的是第四步，让下一位不用投诉的是第五步；多数店做完第三步就停了。

# %% [markdown] lang="en" exercise="05b.2" part="task" kind="table"
# ## 2. Four ways in
#
# `log` holds the closed complaints of 2025.
# Give one row per channel: `channel`; `median_hours` from opening to the first answer; `within_day`, the share answered within {{promise}} hours; `first_contact`, the share that was resolved (`outcome`) in a single contact (the lesson adds "and not told again"; here you need not look for that).
# Shares lie between 0 and 1.

# %% [markdown] lang="zh" exercise="05b.2" part="task"
# ## 2. 四条进来的路
#
# `log`是2025年已经结案的投诉。
# 每个渠道一行：`channel`；`median_hours`，从投诉到首次回应的小时数的中位数；`within_day`，{{promise}}小时内回应的比例；`first_contact`，一次联系就解决（看`outcome`）的比例（课文还要求“没有再来投诉”，这里不用查）。
# 比例在0到1之间。

# %% exercise="05b.2" part="given"
complaints = crm.load("complaints")
promise = 24
log = complaints[(complaints["opened_at"] >= "2025-01-01") & complaints["closed_at"].notna()]
log[["complaint_id", "channel", "opened_at", "first_response_at", "outcome", "times_contacted"]].head(3)

# %% lang="en" exercise="05b.2" part="stub"
desk = ____  # a table: channel, median_hours, within_day, first_contact

# %% lang="zh" exercise="05b.2" part="stub"
desk = ____  # 一张表：channel、median_hours、within_day、first_contact

# %% exercise="05b.2" part="solution"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="also_right"
rows = []
for channel, some in log.groupby("channel"):
    wait = (some["first_response_at"] - some["opened_at"]).dt.total_seconds() / 3600
    settled = some[(some["outcome"] == "resolved") & (some["times_contacted"] == 1)]
    rows.append(
        {
            "channel": channel,
            "median_hours": wait.median(),
            "within_day": (wait <= 24).sum() / len(some),
            "first_contact": len(settled) / len(some),
        }
    )
import pandas as pd

desk = pd.DataFrame(rows)

# %% exercise="05b.2" part="wrong" en="You took the mean of the hours; a few long waits pull it up. The task asks for the median." zh="你取的是小时数的平均值，几件拖得久的会把它拉高。题目要的是中位数。"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "mean"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="You counted every single contact as first-contact resolution. Some of these were never resolved: look at outcome as well." zh="只联系一次的你全算成首次解决了，其中有些根本没解决：还要看outcome。"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
rows = log.assign(hours=hours, quick=hours <= promise, once=log["times_contacted"] == 1).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="`.dt.seconds` forgets whole days: a wait of 30 hours counts as 6. Take `.dt.total_seconds()`." zh="`.dt.seconds`把整天丢掉了：等了30小时只算6小时。要用`.dt.total_seconds()`。"
hours = (log["first_response_at"] - log["opened_at"]).dt.seconds / 3600
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="You took everything resolved, however many contacts it took. First contact means one." zh="你把解决了的都算上了，不管联系了几次。首次解决只算一次联系的。"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
rows = log.assign(hours=hours, quick=hours <= promise, once=log["outcome"] == "resolved").groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="Your hours run until the complaint was closed. The first answer comes earlier: first_response_at." zh="你的小时数算到了结案。首次回应要早得多：first_response_at。"
hours = (log["closed_at"] - log["opened_at"]).dt.total_seconds() / 3600
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="These are days. The promise and the column are in hours." zh="这是天数。承诺和这一列都按小时算。"
days = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 86400
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(days=days, quick=days <= 1, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("days", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="The column within_day holds the late ones. Turn the comparison round: hours up to the promise." zh="within_day里装的是超时的。比较号反了：要不超过承诺的小时数。"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(hours=hours, quick=hours > promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="You counted complaints; the columns ask for shares. Take the mean in place of the sum." zh="你数的是件数，两列要的是比例。把加总换成平均。"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
once = (log["outcome"] == "resolved") & (log["times_contacted"] == 1)
rows = log.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "sum"), first_contact=("once", "sum")
).reset_index()

# %% exercise="05b.2" part="wrong" en="You divided by the resolved complaints only. The share is of all closed complaints of the channel: whoever was not resolved counts below the line too." zh="你只除以了解决的件数。要除以这个渠道全部结案的投诉：没解决的也在分母里。"
hours = (log["first_response_at"] - log["opened_at"]).dt.total_seconds() / 3600
rows = log.assign(hours=hours, quick=hours <= promise).groupby("channel")
solved = log[log["outcome"] == "resolved"]
once = (solved["times_contacted"] == 1).groupby(solved["channel"]).mean().rename("first_contact")
desk = rows.agg(median_hours=("hours", "median"), within_day=("quick", "mean")).join(once).reset_index()

# %% exercise="05b.2" part="wrong" en="These are the complaints of all years. Use `log`: closed, and of 2025 only." zh="你把各年的投诉都算进去了。用`log`：已经结案、只要2025年的。"
all_years = complaints[complaints["closed_at"].notna()]
hours = (all_years["first_response_at"] - all_years["opened_at"]).dt.total_seconds() / 3600
once = (all_years["outcome"] == "resolved") & (all_years["times_contacted"] == 1)
rows = all_years.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% exercise="05b.2" part="wrong" en="These are the complaints of all years, open ones among them. Use `log`: closed, and of 2025 only." zh="各年的投诉、还没结案的，你都算进去了。用`log`：已经结案、只要2025年的。"
hours = (complaints["first_response_at"] - complaints["opened_at"]).dt.total_seconds() / 3600
once = (complaints["outcome"] == "resolved") & (complaints["times_contacted"] == 1)
rows = complaints.assign(hours=hours, quick=hours <= promise, once=once).groupby("channel")
desk = rows.agg(
    median_hours=("hours", "median"), within_day=("quick", "mean"), first_contact=("once", "mean")
).reset_index()

# %% [markdown] lang="en" exercise="05b.2" part="hint"
# Three columns of true and false or numbers first: hours, quick, once; then one `groupby("channel")`.

# %% [markdown] lang="zh" exercise="05b.2" part="hint"
# 先做三列：小时数、快不快、一次解决没有；再来一个`groupby("channel")`。

# %% [markdown] lang="en" exercise="05b.2" part="hint"
# `once` needs two conditions: `(log["outcome"] == "resolved") & (log["times_contacted"] == 1)`.

# %% [markdown] lang="zh" exercise="05b.2" part="hint"
# `once`要两个条件：`(log["outcome"] == "resolved") & (log["times_contacted"] == 1)`。

# %% [markdown] lang="en" exercise="05b.2" part="analysis"
# The fastest channel answers half of its complaints within {{desk["median_hours"].min():.0f}} hours, the slowest within {{desk["median_hours"].max():.0f}}; first-contact resolution lies between {{desk["first_contact"].min():.0%}} and {{desk["first_contact"].max():.0%}}.
# Customers do not choose a channel by lot, so a slow channel is a place to look, not yet a cause.
# The lesson also leaves out what is told again later; in this log nobody tells a *resolved* matter again, so it comes to the same. With your own data it may not.

# %% [markdown] lang="zh" exercise="05b.2" part="analysis"
# 最快的渠道{{desk["median_hours"].min():.0f}}小时内回应一半，最慢的要{{desk["median_hours"].max():.0f}}小时；首次解决率在{{desk["first_contact"].min():.0%}}到{{desk["first_contact"].max():.0%}}之间。
# 走哪条渠道不是抽签定的，所以慢的渠道值得去看看，还不能说它就是原因。
# 课文里还去掉了后来又投诉的；这份数据里，解决了的没有人再来投诉，所以结果一样。换成你自己的数据，就未必了。

# %% [markdown] lang="en" exercise="05b.3" part="task" kind="fix"
# ## 3. Limits that hide everything
#
# The cell below draws the limits of a p-chart so wide that no month is ever a signal.
# Correct it: the centre is the share late in the first {{base}} months taken together, and each month has its own binomial limits, three standard deviations away; no limit lies below 0.

# %% [markdown] lang="zh" exercise="05b.3" part="task"
# ## 3. 什么都藏得住的上下限
#
# 下面这一格给p图算的上下限宽得离谱，哪个月都成不了信号。
# 改一改：中心线是前{{base}}个月合起来的超时比例；每个月各有自己的上下限，按二项分布取三个标准差；下限不低于0。

# %% exercise="05b.3" part="given"
import numpy as np
import pandas as pd

complaints = crm.load("complaints").query("opened_at >= '2024-01-01'")
month = complaints["opened_at"].dt.strftime("%Y-%m")
hours = (complaints["first_response_at"] - complaints["opened_at"]).dt.total_seconds() / 3600
size = month.value_counts().sort_index()
late = (~hours.le(24)).groupby(month).sum().reindex(size.index)
share, base = late / size, 12
pd.DataFrame({"late": late, "size": size, "share": share}).head(3)

# %% exercise="05b.3" part="stub"
limits = pd.DataFrame(
    {
        "month": size.index,
        "low": share.mean() - 3 * share.std(),
        "high": share.mean() + 3 * share.std(),
    }
)

# %% exercise="05b.3" part="solution"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = np.sqrt(centre * (1 - centre) / size)
low, high = (centre - 3 * spread).clip(lower=0), centre + 3 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% exercise="05b.3" part="also_right"
from crmlab import interact

chart = interact.p_chart(late, size, base=base)
limits = chart.rename(columns={"point": "month"})[["month", "low", "high"]]

# %% exercise="05b.3" part="wrong" en="The limits are each month's own now, but the centre still rests on all months: the bad half-year lifts it and hides itself. Use the first twelve only." zh="上下限已经各月各算，可中心线还是用了全部月份：糟糕的那半年把它抬高，自己藏了起来。只用前十二个月。"
centre = late.sum() / size.sum()
spread = np.sqrt(centre * (1 - centre) / size)
low, high = (centre - 3 * spread).clip(lower=0), centre + 3 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% exercise="05b.3" part="wrong" en="The centre is right now. The spread is still that of the shares themselves, which holds the signals too. Use the binomial one: sqrt(centre (1 - centre) / size)." zh="中心线改对了。分散程度用的还是各月比例自己的标准差，信号也算进去了。要用二项分布的：中心线乘以1减中心线，除以当月件数，再开方。"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = (late / size).std()
low = max(centre - 3 * spread, 0)
limits = pd.DataFrame({"month": size.index, "low": low, "high": centre + 3 * spread})

# %% exercise="05b.3" part="wrong" en="You divided by the complaints of all months together, so the limits are far too narrow. Each month has its own size." zh="你除的是所有月份加起来的件数，上下限太窄了。每个月用自己的件数。"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = np.sqrt(centre * (1 - centre) / size.sum())
limits = pd.DataFrame({"month": size.index, "low": centre - 3 * spread, "high": centre + 3 * spread})

# %% exercise="05b.3" part="wrong" en="You forgot the three: these are the limits at one standard deviation, and one month in three would cry wolf." zh="忘了乘3：这是一个标准差的上下限，三个月里就有一个月误报。"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = np.sqrt(centre * (1 - centre) / size)
limits = pd.DataFrame(
    {
        "month": size.index,
        "low": (centre - spread).clip(lower=0).to_numpy(),
        "high": (centre + spread).to_numpy(),
    }
)

# %% exercise="05b.3" part="wrong" en="Two standard deviations: one calm month in twenty would give an alarm. Control charts take three." zh="这是两个标准差：太平无事的月份，二十个里也有一个误报。控制图取三个。"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = np.sqrt(centre * (1 - centre) / size)
low, high = (centre - 2 * spread).clip(lower=0), centre + 2 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% exercise="05b.3" part="wrong" en="Your centre is the mean of twelve monthly shares, so a small month weighs as much as a large one. Take the twelve together: all late ones by all complaints." zh="你的中心线是十二个月比例的平均，小月跟大月一样重。要合起来算：超时的总数除以投诉的总数。"
centre = (late / size).iloc[:base].mean()
spread = np.sqrt(centre * (1 - centre) / size)
low, high = (centre - 3 * spread).clip(lower=0), centre + 3 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% exercise="05b.3" part="wrong" en="You took each month's own share for its limits, so every month is judged by itself and none can stand out. The centre is one and the same for all." zh="各月的上下限用了各月自己的比例，等于自己跟自己比，谁也越不了限。中心线只有一条，各月共用。"
own = late / size
spread = np.sqrt(own * (1 - own) / size)
low, high = (own - 3 * spread).clip(lower=0), own + 3 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% exercise="05b.3" part="wrong" en="Centre right, but the spread rests on each month's own share. Limits say what chance does to the *centre*: centre (1 - centre) / size." zh="中心线对了，分散程度却用了各月自己的比例。上下限说的是**中心线**的水平下偶然能差多少：中心线×(1－中心线)/件数，再开方。"
centre, own = late.iloc[:base].sum() / size.iloc[:base].sum(), late / size
spread = np.sqrt(own * (1 - own) / size)
low, high = (centre - 3 * spread).clip(lower=0), centre + 3 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% exercise="05b.3" part="wrong" en="You gave all months the same limits, by the mean number of complaints. Limits are wider where there were few: divide by each month's own size." zh="你用平均每月的件数，各月的上下限成了一样的。件数少的月份要宽一些：除以当月自己的件数。"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = np.sqrt(centre * (1 - centre) / size.mean())
limits = pd.DataFrame({"month": size.index, "low": max(centre - 3 * spread, 0), "high": centre + 3 * spread})

# %% exercise="05b.3" part="wrong" en="You forgot the root: centre (1 - centre) / size is the variance, not the standard deviation." zh="忘了开方：中心线×(1－中心线)/总数是方差，不是标准差。"
centre = late.iloc[:base].sum() / size.iloc[:base].sum()
spread = centre * (1 - centre) / size
low, high = (centre - 3 * spread).clip(lower=0), centre + 3 * spread
limits = pd.DataFrame({"month": size.index, "low": low.to_numpy(), "high": high.to_numpy()})

# %% [markdown] lang="en" exercise="05b.3" part="hint"
# Two things are wrong: from which months is the centre, and whose spread is it?

# %% [markdown] lang="zh" exercise="05b.3" part="hint"
# 有两处错：中心线用的是哪些月份？分散程度是谁的？

# %% [markdown] lang="en" exercise="05b.3" part="hint"
# `centre = late.iloc[:base].sum() / size.iloc[:base].sum()` and `spread = np.sqrt(centre * (1 - centre) / size)`.

# %% [markdown] lang="zh" exercise="05b.3" part="hint"
# `centre = late.iloc[:base].sum() / size.iloc[:base].sum()`；`spread = np.sqrt(centre * (1 - centre) / size)`。

# %% [markdown] lang="en" exercise="05b.3" part="analysis"
# The limits now run from {{limits["low"].min():.0%}} to {{limits["high"].max():.0%}} at the widest, and {{int(((late / size).to_numpy() > limits["high"].to_numpy()).sum())}} months lie above them.
# A base with the trouble in it makes the trouble normal; choose the base before you look.

# %% [markdown] lang="zh" exercise="05b.3" part="analysis"
# 现在上下限最宽处从{{limits["low"].min():.0%}}到{{limits["high"].max():.0%}}，有{{int(((late / size).to_numpy() > limits["high"].to_numpy()).sum())}}个月高出上限。
# 拿出了毛病的月份做基准，毛病就成了正常；基准要在看图之前选好。

# %% [markdown] lang="en" exercise="05b.4" part="task" kind="number"
# ## 4. The price of silence
#
# `audit` is a sample of the {{n_buyers:,}} customers who had bought in {{days}} days.
# How many of all these customers had a problem and did not tell the shop (`silent_people`)?
# If {{leaving:.0%}} of them leave because of it, each with {{stake}} yuan of margin, and every {{days}} days are like these, what does silence cost in a year of {{year}} days (`loss_per_year`, in yuan)?

# %% [markdown] lang="zh" exercise="05b.4" part="task"
# ## 4. 沉默的代价
#
# `audit`是从{{days}}天里买过东西的{{n_buyers:,}}位客户中抽的样本。
# 全部这些客户里，遇到问题却没跟店里说的有多少人（`silent_people`）？
# 如果其中{{leaving:.0%}}因此离开，每人带走{{stake}}元毛利，而且每个{{days}}天都一样，一年按{{year}}天算，沉默要花多少钱（`loss_per_year`，元）？

# %% exercise="05b.4" part="given"
audit = crm.load("problem_audit")
orders = crm.load("orders")
window = orders[orders["ordered_on"].between("2025-08-19", "2025-11-16") & (orders["amount"] > 0)]
n_buyers = window["customer_id"].nunique()
days, year, leaving, stake = 90, 365, 0.04, 250
audit[["customer_id", "had_problem", "told_shop"]].head(3)

# %% lang="en" exercise="05b.4" part="stub"
silent_people = ____  # a number of customers
loss_per_year = ____  # yuan

# %% lang="zh" exercise="05b.4" part="stub"
silent_people = ____  # 人数
loss_per_year = ____  # 元

# %% exercise="05b.4" part="solution"
silent = (audit["had_problem"] == 1) & (audit["told_shop"] == 0)
silent_people = n_buyers * silent.mean()
loss_per_year = silent_people * leaving * stake * year / days

# %% exercise="05b.4" part="also_right"
silent_people = n_buyers * (audit["told_shop"] == 0).sum() / len(audit)
loss_per_year = round(silent_people) * leaving * stake * year / days

# %% exercise="05b.4" part="also_right"
from crmlab import interact

silent_people = interact.iceberg(audit, customers=n_buyers).people
loss_per_year = silent_people * leaving * stake / days * year

# %% exercise="05b.4" part="wrong" en="These are the silent in the sample. The survey asked only some of the customers: scale up to all of them." zh="这是样本里没吭声的人。回访只问了一部分客户：要推到全部客户。"
silent_people = ((audit["had_problem"] == 1) & (audit["told_shop"] == 0)).sum()
loss_per_year = silent_people * leaving * stake * year / days

# %% exercise="05b.4" part="wrong" en="You took the share silent among those with a problem, and applied it to all customers. Most customers had none: divide by all who were asked." zh="你用的是“遇到问题的人里没吭声的比例”，却乘到全部客户上。多数客户没遇到问题：要除以全部受访人数。"
silent_people = n_buyers * (1 - audit["told_shop"].mean())
loss_per_year = silent_people * leaving * stake * year / days

# %% exercise="05b.4" part="wrong" en="These are all who had a problem, also those who told. Keep the silent only." zh="这是遇到问题的全部人，包括说了的。只留没吭声的。"
silent_people = n_buyers * audit["had_problem"].mean()
loss_per_year = silent_people * leaving * stake * year / days

# %% exercise="05b.4" part="wrong" en="These told the shop. The question is about those who did not." zh="这是跟店里说了的人。问的是没说的。"
silent_people = n_buyers * (audit["told_shop"] == 1).mean()
loss_per_year = silent_people * leaving * stake * year / days

# %% exercise="05b.4" part="wrong" en="People are right, but the loss is that of ninety days. A year holds 365 / 90 such periods." zh="人数对了，损失却只算了九十天。一年有365÷90个这样的时段。"
silent_people = n_buyers * ((audit["had_problem"] == 1) & (audit["told_shop"] == 0)).mean()
loss_per_year = silent_people * leaving * stake

# %% exercise="05b.4" part="wrong" en="People are right. Four times ninety days are only 360: the task says a year of 365 days, so multiply by 365 / 90." zh="人数对了。四个九十天只有360天：题目说一年按365天算，要乘365÷90。"
silent_people = n_buyers * ((audit["had_problem"] == 1) & (audit["told_shop"] == 0)).mean()
loss_per_year = silent_people * leaving * stake * 4

# %% exercise="05b.4" part="wrong" en="People are right. You divided by the days and did not multiply by a year (or the other way round): times 365, by 90." zh="人数对了。天数弄反了：要乘365、除以90。"
silent_people = n_buyers * ((audit["had_problem"] == 1) & (audit["told_shop"] == 0)).mean()
loss_per_year = silent_people * leaving * stake * days / year

# %% exercise="05b.4" part="wrong" en="These are the silent in the sample, and of ninety days only. Scale up twice: to all customers, and to a year." zh="这是样本里没吭声的人，而且只算了九十天。要推两步：推到全部客户，再推到一年。"
silent_people = ((audit["had_problem"] == 1) & (audit["told_shop"] == 0)).sum()
loss_per_year = silent_people * leaving * stake

# %% exercise="05b.4" part="wrong" en="People are right, but you let all of them leave. Only the given share goes." zh="人数对了，可你让他们全走了。只有给定的那个比例会走。"
silent_people = n_buyers * ((audit["had_problem"] == 1) & (audit["told_shop"] == 0)).mean()
loss_per_year = silent_people * stake * year / days

# %% exercise="05b.4" part="wrong" en="told_shop is empty for those without a problem, and empty is not 0: you counted everybody who had nothing to tell as silent." zh="没遇到问题的人，told_shop是空的，空不等于0：你把没什么可说的人也算成没吭声了。"
silent_people = n_buyers * (audit["told_shop"].fillna(0) == 0).mean()
loss_per_year = silent_people * leaving * stake * year / days

# %% [markdown] lang="en" exercise="05b.4" part="hint"
# First the share of *all asked* who had a problem and said nothing; then from the sample to all buyers.

# %% [markdown] lang="zh" exercise="05b.4" part="hint"
# 先算**全部受访者**里遇到问题又没吭声的比例；再从样本推到全部客户。

# %% [markdown] lang="en" exercise="05b.4" part="hint"
# Loss: people times share that leaves times stake, times the number of such periods in a year.

# %% [markdown] lang="zh" exercise="05b.4" part="hint"
# 损失：人数×走掉的比例×每人的毛利×一年里有几个这样的时段。

# %% [markdown] lang="en" exercise="05b.4" part="analysis"
# About {{silent_people:.0f}} silent customers in {{days}} days, and {{loss_per_year:,.0f}} yuan a year.
# The share that leaves is the weak link: we took it as given; to measure it, follow the silent for half a year beside like customers without a problem.

# %% [markdown] lang="zh" exercise="05b.4" part="analysis"
# {{days}}天里大约{{silent_people:.0f}}人没吭声，一年损失{{loss_per_year:,.0f}}元。
# 最没把握的是走掉的比例：这里是给定的；要量它，就得跟踪没吭声的人半年，跟没遇到问题的同类客户比。

# %% [markdown] lang="en" exercise="05b.5" part="task" kind="choice"
# ## 5. What the paradox allows
#
# A shop drew its offers by lot and found, against customers without any trouble: those whose small matter was made good at once give {{marks_more}} marks more; the share that does not come back differs by {{100 * gone_more:.0f}} percentage points (interval from {{100 * gone_low:.0f}} to {{100 * gone_high:.0f}}).
# Which conclusion holds?
#
# - **a** Recovery makes better customers than no trouble, so small slips are good for business.
# - **b** Quick recovery pleases more than no trouble; that it brings more people back than no trouble would cannot be seen.
# - **c** The interval holds zero, so recovery has no effect.
# - **d** The marks prove that these customers will spend more later.

# %% [markdown] lang="zh" exercise="05b.5" part="task"
# ## 5. 悖论能说明什么
#
# 一家店抽签决定补偿，跟没出过事的客户相比：小事当场补足的客户，打分高{{marks_more}}分；不再来的比例相差{{100 * gone_more:.0f}}个百分点（区间{{100 * gone_low:.0f}}到{{100 * gone_high:.0f}}）。
# 哪个结论站得住？
#
# - **a** 补救过的比没出事的还好，所以出点小岔子对生意有利。
# - **b** 补救得快，客户比没出事还高兴；是不是比没出事更愿意回来，看不出。
# - **c** 区间里有零，所以补救没有效果。
# - **d** 打分高，证明这些客户以后会花更多钱。

# %% exercise="05b.5" part="given"
marks_more = 0.6
gone_more, gone_low, gone_high = -0.01, -0.06, 0.04

# %% lang="en" exercise="05b.5" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="05b.5" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="05b.5" part="solution"
choice = "b"

# %% exercise="05b.5" part="wrong" en="They give better marks, but that more of them come back cannot be seen, and every slip costs its recovery; the slow and the grave ones cost customers too." zh="打分是高了，可看不出有更多人回来；每出一次岔子都要花补救的钱，慢的、重的还会丢客户。"
choice = "a"

# %% exercise="05b.5" part="wrong" en="The interval compares with customers who had no trouble. Against the troubled who get nothing, the effect of recovery is large." zh="这个区间是跟没出事的客户比。跟出了事又没得到补偿的比，补救的效果大着呢。"
choice = "c"

# %% exercise="05b.5" part="wrong" en="A mark is a mark. Coming back was measured as well, and shows no clear gain; spending was not measured at all." zh="打分就是打分。再来不来也量了，看不出更好；花多少钱根本没量。"
choice = "d"

# %% [markdown] lang="en" exercise="05b.5" part="hint"
# Two measures, two comparisons: against whom is zero?

# %% [markdown] lang="zh" exercise="05b.5" part="hint"
# 两种度量，各跟谁比？零表示跟谁一样？

# %% [markdown] lang="en" exercise="05b.5" part="hint"
# Zero means: they come back as those do to whom nothing happened. The interval says what else would fit.

# %% [markdown] lang="zh" exercise="05b.5" part="hint"
# 零的意思是：回来的比例跟没出过事的人一样。区间还说，哪些别的情况也对得上。

# %% [markdown] lang="en" exercise="05b.5" part="analysis"
# In the marks a paradox, in behaviour none to be seen.
# The interval allows some points on either side, so it is no proof that there is none; but nothing here says that a slip earns anything, and every recovery costs money.

# %% [markdown] lang="zh" exercise="05b.5" part="analysis"
# 打分上有悖论，行为上看不出。
# 区间往两边都容得下几个百分点，所以也不能说证明了没有；只是这里没有什么说明出岔子能赚钱，而每次补救都要花钱。

# %% [markdown] lang="en" exercise="05b.6" part="task" kind="table"
# ## 6. The decision table
#
# `offers` says for four offers how much of the chance of going each takes away (`saved`, against doing nothing), and what it costs per case.
# `cases` holds four complaints with their `stake`: margin lost if the customer goes, in yuan.
# For each complaint choose the offer with the greatest net value.
# Give a table with one row per complaint: `complaint_id`, `offer` and `net` (yuan).

# %% [markdown] lang="zh" exercise="05b.6" part="task"
# ## 6. 决策表
#
# `offers`写着四种做法各能减掉多少走人的概率（`saved`，跟什么都不做比），每件花多少（`cost`）。
# `cases`是四件投诉和各自的风险金额`stake`（客户走掉会损失的毛利，元）。
# 给每件投诉选净值最大的做法。
# 答案是一张表，每件投诉一行：`complaint_id`、`offer`、`net`（元）。

# %% exercise="05b.6" part="given"
import pandas as pd

offers = pd.DataFrame(
    {
        "offer": ["none", "apology", "owner_call", "made_good"],
        "saved": [0.0, 0.04, 0.10, 0.16],
        "cost": [0, 2, 12, 24],
    }
)
cases = pd.DataFrame({"complaint_id": ["T1", "T2", "T3", "T4"], "stake": [30, 120, 180, 400]})
print(cases.to_string(index=False))
offers

# %% lang="en" exercise="05b.6" part="stub"
decision = ____  # a table: complaint_id, offer, net

# %% lang="zh" exercise="05b.6" part="stub"
decision = ____  # 一张表：complaint_id、offer、net

# %% exercise="05b.6" part="solution"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
decision = grid.loc[grid.groupby("complaint_id")["net"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="also_right"
from crmlab import interact

table = interact.recovery_table(offers, cases["stake"])
decision = table[table["best"]].merge(cases)[["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="also_right"
rows = []
for name, stake in zip(cases["complaint_id"], cases["stake"]):
    net = stake * offers["saved"] - offers["cost"]
    rows.append({"complaint_id": name, "offer": offers["offer"][net.idxmax()], "net": net.max()})
decision = pd.DataFrame(rows)

# %% exercise="05b.6" part="wrong" en="You chose the offer that saves most, whatever it costs. For a small stake it costs more than there is to lose." zh="你总选挽回最多的，不管花多少。风险金额小的时候，花的比会丢的还多。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
decision = grid.loc[grid.groupby("complaint_id")["saved"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="You took the dearest offer that is better than nothing. It must beat the other offers too: compare the net values." zh="你选的是比“什么都不做”划算的里面最贵的。它还得胜过别的做法：比净值。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
decision = grid[grid["net"] >= 0].groupby("complaint_id").tail(1)[["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="You chose by what a yuan saves. A cheap offer wins that prize at any stake; what counts is yuan saved less yuan spent." zh="你按每块钱挽回多少来选。便宜的做法永远得第一；要看的是挽回的减去花掉的。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
grid["each"] = (grid["saved"] / grid["cost"]).fillna(0)
decision = grid.loc[grid.groupby("complaint_id")["each"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="You left out `none`. Where even the best of the others costs more than it saves, doing nothing is right, with a net of 0." zh="你没把“什么都不做”（`none`）算进去。别的做法里最好的都亏本时，就该选它，净值是0。"
grid = cases.merge(offers[offers["offer"] != "none"], how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
decision = grid.loc[grid.groupby("complaint_id")["net"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="That is the whole table, every offer for every complaint. Keep for each complaint only the row with the greatest net." zh="这是整张表，每件投诉的每种做法都在。每件投诉只留净值最大的那一行。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
decision = grid[["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="The offers are right; your net is before the cost. Take the cost off." zh="做法选对了，净值却没减成本。把成本减掉。"
grid = cases.merge(offers, how="cross")
grid["true_net"] = grid["stake"] * grid["saved"] - grid["cost"]
grid["net"] = grid["stake"] * grid["saved"]
decision = grid.loc[grid.groupby("complaint_id")["true_net"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="You took the chance of going, one less saved, as lost value and chose the least loss before costs. Costs belong in the comparison." zh="你算的是走人带来的损失，选了损失最小的，却没把成本算进去比。成本也要一起比。"
grid = cases.merge(offers, how="cross")
grid["net"] = -grid["stake"] * (1 - grid["saved"])
decision = grid.loc[grid.groupby("complaint_id")["net"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="You took the smallest net value of each complaint. Take the greatest: idxmax." zh="你选了每件净值最小的。要最大的：用idxmax。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"] - grid["cost"]
decision = grid.loc[grid.groupby("complaint_id")["net"].idxmin(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="You chose by what an offer saves, before its cost, and gave that as net. Take the cost off first, then choose." zh="你按没减成本的挽回额来选，还把它当成了净值。先减成本，再挑。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"]
decision = grid.loc[grid.groupby("complaint_id")["net"].idxmax(), ["complaint_id", "offer", "net"]]

# %% exercise="05b.6" part="wrong" en="That is every offer for every complaint, and before its cost. Take the cost off, then keep for each complaint only the row with the greatest net." zh="每件投诉的每种做法都在，而且没减成本。先减成本，再给每件投诉只留净值最大的那一行。"
grid = cases.merge(offers, how="cross")
grid["net"] = grid["stake"] * grid["saved"]
decision = grid[["complaint_id", "offer", "net"]]

# %% [markdown] lang="en" exercise="05b.6" part="hint"
# For one stake: four values of stake times saved less cost; which is the greatest?

# %% [markdown] lang="zh" exercise="05b.6" part="hint"
# 先看一个风险金额：四种做法各算“风险金额×saved－cost”，哪个最大？

# %% [markdown] lang="en" exercise="05b.6" part="hint"
# `cases.merge(offers, how="cross")` lays every complaint beside every offer; then `groupby("complaint_id")["net"].idxmax()`.

# %% [markdown] lang="zh" exercise="05b.6" part="hint"
# `cases.merge(offers, how="cross")`让每件投诉配上每种做法；再用`groupby("complaint_id")["net"].idxmax()`。

# %% [markdown] lang="en" exercise="05b.6" part="analysis"
# Four stakes, four different offers: the rule is not "be generous" or "be thrifty" but "match the offer to what is at stake".
# What is owed by law or contract stands outside the table.

# %% [markdown] lang="zh" exercise="05b.6" part="analysis"
# 四个风险金额，四种做法：规则不是“大方”也不是“节省”，而是“看会丢多少”。
# 法律和合同该赔的，不在这张表里。

# %% [markdown] lang="en" exercise="05b.7" part="task" kind="number"
# ## 7. Thirty-five calls
#
# A tale told in many trainings, without a source that we could check: a department store finds in the evening that it has sold a foreign visitor an empty display model in place of a record player, and makes {{n_calls}} urgent calls through the night to find her.
# Let us work it out: each call costs {{per_call}} yuan with the time it takes; the present that comes with the new machine costs {{gift}}.
# The machine itself, at {{machine:,}}, is owed in any case.
# If she goes, the store loses {{stake:,}} yuan of margin.
#
# By how much must the effort lower her chance of going to pay for itself (`needed`)?
# And if she would also tell {{listeners}} people, each of whom leaves with chance {{believes:.0%}} and is worth {{listener_stake}} yuan, and going or staying decides whether she tells (`needed_with_talk`)?
# Both answers lie between 0 and 1.

# %% [markdown] lang="zh" exercise="05b.7" part="task"
# ## 7. 三十五次紧急电话
#
# 培训课上常讲的一个故事，出处我们查不到：一家百货公司晚上发现，卖给一位外国客人的唱机其实是空壳样机，于是连夜打了{{n_calls}}个紧急电话找她。
# 来算一算：每个电话连人工{{per_call}}元；跟新机器一起送上的礼物{{gift}}元。
# 机器本身{{machine:,}}元，怎么说都该赔。
# 她要是走了，店里损失{{stake:,}}元毛利。
#
# 这番功夫至少要让她走人的概率降低多少，才够本（`needed`）？
# 如果她走了还会告诉{{listeners}}个人，每人有{{believes:.0%}}的可能跟着走、各值{{listener_stake}}元，而她不走就不会说（`needed_with_talk`）呢？
# 两个答案都在0到1之间。

# %% exercise="05b.7" part="given"
n_calls, per_call, gift, machine = 35, 12, 60, 1500
stake = 2400
listeners, believes, listener_stake = 10, 0.05, 1200

# %% lang="en" exercise="05b.7" part="stub"
needed = ____  # a number between 0 and 1
needed_with_talk = ____  # a number between 0 and 1

# %% lang="zh" exercise="05b.7" part="stub"
needed = ____  # 0到1之间的数
needed_with_talk = ____  # 0到1之间的数

# %% exercise="05b.7" part="solution"
effort = n_calls * per_call + gift
needed = effort / stake
needed_with_talk = effort / (stake + listeners * believes * listener_stake)

# %% exercise="05b.7" part="also_right"
needed = (35 * 12 + 60) / 2400
needed_with_talk = (35 * 12 + 60) / (2400 + 10 * 0.05 * 1200)

# %% exercise="05b.7" part="wrong" en="You counted the machine. It is owed whether or not they search for her, so it is no cost of the effort." zh="你把机器算进去了。找不找她都得赔，不是这番功夫的成本。"
effort = n_calls * per_call + gift + machine
needed = effort / stake
needed_with_talk = effort / (stake + listeners * believes * listener_stake)

# %% exercise="05b.7" part="wrong" en="You forgot the present, which belongs to the effort." zh="忘了礼物，它也是这番功夫的一部分。"
effort = n_calls * per_call
needed = effort / stake
needed_with_talk = effort / (stake + listeners * believes * listener_stake)

# %% exercise="05b.7" part="wrong" en="You counted one call. There were thirty-five." zh="你只算了一个电话。一共三十五个。"
effort = per_call + gift
needed = effort / stake
needed_with_talk = effort / (stake + listeners * believes * listener_stake)

# %% exercise="05b.7" part="wrong" en="Turned round: cost goes on top, stake below." zh="上下颠倒了：成本在上，风险金额在下。"
effort = n_calls * per_call + gift
needed = stake / effort
needed_with_talk = (stake + listeners * believes * listener_stake) / effort

# %% exercise="05b.7" part="wrong" en="These are per cent. The answers lie between 0 and 1." zh="这是百分数。答案在0到1之间。"
effort = n_calls * per_call + gift
needed = 100 * effort / stake
needed_with_talk = 100 * effort / (stake + listeners * believes * listener_stake)

# %% exercise="05b.7" part="wrong" en="The first is right. In the second every listener leaves for certain; take the chance into account." zh="第一个对了。第二个里你让听到的人全走了；要乘上那个可能性。"
effort = n_calls * per_call + gift
needed = effort / stake
needed_with_talk = effort / (stake + listeners * listener_stake)

# %% exercise="05b.7" part="wrong" en="The first is right. In the second you counted the listeners only; she herself is still at stake." zh="第一个对了。第二个里只算了听众，她自己那份也还在。"
effort = n_calls * per_call + gift
needed = effort / stake
needed_with_talk = effort / (listeners * believes * listener_stake)

# %% exercise="05b.7" part="wrong" en="The first is right. In the second there is more at stake, so less is needed: add the listeners to the stake, do not take them off." zh="第一个对了。第二个里风险金额更大，需要的就更少：听众的份要加上，不是减掉。"
effort = n_calls * per_call + gift
needed = effort / stake
needed_with_talk = effort / (stake - listeners * believes * listener_stake)

# %% [markdown] lang="en" exercise="05b.7" part="hint"
# It pays where chance saved times stake is at least the cost of the effort.

# %% [markdown] lang="zh" exercise="05b.7" part="hint"
# 减掉的概率乘风险金额，不少于这番功夫的成本，才够本。

# %% [markdown] lang="en" exercise="05b.7" part="hint"
# The effort is calls and present. With talk, the stake grows by listeners times chance times what each is worth.

# %% [markdown] lang="zh" exercise="05b.7" part="hint"
# 这番功夫是电话加礼物。算上口口相传，风险金额多出“人数×可能性×每人的价值”。

# %% [markdown] lang="en" exercise="05b.7" part="analysis"
# The effort pays if it lowers her chance of going by {{needed:.0%}}, with talk by {{needed_with_talk:.0%}}: no folly at all.
# But the tale is told because it ended well; nobody tells of the nights of calls that found no one.

# %% [markdown] lang="zh" exercise="05b.7" part="analysis"
# 只要让她走人的概率降低{{needed:.0%}}就够本，算上口口相传，{{needed_with_talk:.0%}}就够：一点也不傻。
# 不过，这个故事流传下来是因为结局好；打了一夜电话没找着人的，没人讲。

# %% [markdown] lang="en" exercise="05b.8" part="task" kind="function"
# ## 8. Agreement beyond chance
#
# Write Cohen's kappa.
# `table` is a square list of lists of counts: rows are the first reader's classes, columns the second's.
# With the share on which they agree, $a$, and the share on which they would agree by chance, $c$ (for each class, the first reader's share of it times the second's, added up), kappa is $(a - c) / (1 - c)$.

# %% [markdown] lang="zh" exercise="05b.8" part="task"
# ## 8. 扣掉碰巧的一致
#
# 写出Cohen's kappa系数。
# `table`是一个方形的列表套列表，里面是个数：行是第一位判读者的类别，列是第二位的。
# 一致的比例记作$a$，碰巧一致的比例记作$c$（每一类里，两人各自归入这一类的比例相乘，再全部相加），kappa就是$(a - c) / (1 - c)$。


# %% lang="en" exercise="05b.8" part="stub"
def kappa(table):
    # table: a square list of lists of counts, such as [[20, 5], [10, 15]]
    return ____


# %% lang="zh" exercise="05b.8" part="stub"
def kappa(table):
    # table：方形的列表套列表，例如[[20, 5], [10, 15]]
    return ____


# %% exercise="05b.8" part="solution"
def kappa(table):
    total = sum(sum(row) for row in table)
    rows = [sum(row) / total for row in table]
    columns = [sum(column) / total for column in zip(*table)]
    agree = sum(table[at][at] for at in range(len(table))) / total
    by_chance = sum(row * column for row, column in zip(rows, columns))
    return (agree - by_chance) / (1 - by_chance)


# %% exercise="05b.8" part="also_right"
import numpy as np


def kappa(table):
    share = np.array(table) / np.sum(table)
    by_chance = share.sum(axis=0) @ share.sum(axis=1)
    return (np.trace(share) - by_chance) / (1 - by_chance)


# %% exercise="05b.8" part="also_right"
from crmlab import interact


def kappa(table):
    return interact.agreement(table).kappa


# %% exercise="05b.8" part="wrong" en="That is the share on which they agree. Take off what chance would give, and divide by what was left to gain." zh="这是一致的比例。要减去碰巧的部分，再除以还剩的余地。"
def kappa(table):
    return sum(table[at][at] for at in range(len(table))) / sum(sum(row) for row in table)


# %% exercise="05b.8" part="wrong" en="You took off chance but did not divide by 1 - c, so perfect agreement would not give 1." zh="碰巧的减掉了，可没除以1－c：完全一致时得不到1。"
def kappa(table):
    total = sum(sum(row) for row in table)
    rows = [sum(row) / total for row in table]
    columns = [sum(column) / total for column in zip(*table)]
    agree = sum(table[at][at] for at in range(len(table))) / total
    return agree - sum(row * column for row, column in zip(rows, columns))


# %% exercise="05b.8" part="wrong" en="You let chance hit every class equally often. Readers have habits: use their own shares of each class." zh="你让碰巧在各类里机会均等。判读者有习惯：要用他们各自归入每一类的比例。"
def kappa(table):
    total = sum(sum(row) for row in table)
    agree = sum(table[at][at] for at in range(len(table))) / total
    by_chance = 1 / len(table)
    return (agree - by_chance) / (1 - by_chance)


# %% exercise="05b.8" part="wrong" en="You used the first reader's shares twice. The second has habits of her own: the column sums." zh="你把第一位的比例用了两次。第二位有自己的习惯：要用列的合计。"
def kappa(table):
    total = sum(sum(row) for row in table)
    rows = [sum(row) / total for row in table]
    agree = sum(table[at][at] for at in range(len(table))) / total
    by_chance = sum(row * row for row in rows)
    return (agree - by_chance) / (1 - by_chance)


# %% exercise="05b.8" part="hidden"
hidden_inputs = [
    ([[88, 14, 18], [10, 40, 10], [2, 6, 12]],),
    ([[20, 5], [10, 15]],),
    ([[75, 1, 4], [5, 4, 1], [0, 0, 10]],),
    ([[7, 0], [0, 3]],),
    ([[3, 9], [4, 1]],),
    ([[90, 5], [4, 1]],),
]

# %% [markdown] lang="en" exercise="05b.8" part="hint"
# Three numbers: the total; the diagonal over the total; row shares times column shares, added up.

# %% [markdown] lang="zh" exercise="05b.8" part="hint"
# 三个数：总数；对角线之和除以总数；行比例乘列比例，再相加。

# %% [markdown] lang="en" exercise="05b.8" part="hint"
# `zip(*table)` gives the columns.

# %% [markdown] lang="zh" exercise="05b.8" part="hint"
# `zip(*table)`给出各列。

# %% [markdown] lang="en" exercise="05b.8" part="analysis"
# On Cohen's own example it gives {{kappa([[88, 14, 18], [10, 40, 10], [2, 6, 12]]):.3f}}.
# Look at the last hidden table: {{91 / 100:.0%}} agreement and a kappa of {{kappa([[90, 5], [4, 1]]):.2f}}, as both call nearly everything by one name.
# A desk that files everything under quality would agree with everybody most of the time, and know nothing.

# %% [markdown] lang="zh" exercise="05b.8" part="analysis"
# 拿Cohen自己的例子算，得{{kappa([[88, 14, 18], [10, 40, 10], [2, 6, 12]]):.3f}}。
# 再看最后一张隐藏的表：一致{{91 / 100:.0%}}，kappa只有{{kappa([[90, 5], [4, 1]]):.2f}}，因为两人几乎把所有东西都归成同一类。
# 什么都归进“质量”的受理人，跟谁都常常一致，其实什么也不知道。

# %% [markdown] lang="en" exercise="05b.9" part="task" kind="number"
# ## 9. From which chance on?
#
# `chance` is what a reader says of ten messages, `angry` what they turned out to be.
# A call costs {{call}} yuan, needed or not; an angry message left alone costs {{missed}}.
# Supposing that the chances can be trusted, from which chance on should a message be passed on (`threshold`)?
# And what would this rule have cost on these ten messages (`cost`)?

# %% [markdown] lang="zh" exercise="05b.9" part="task"
# ## 9. 多大概率就上报？
#
# `chance`是机器对十条留言的判断，`angry`是后来发现的真实情况。
# 打一个电话{{call}}元，该打不该打都要花；生气的留言没管，损失{{missed}}元。
# 假定概率信得过，概率达到多少就该上报（`threshold`）？
# 按这个规则，这十条一共花多少（`cost`）？

# %% exercise="05b.9" part="given"
import numpy as np

chance = np.array([0.02, 0.05, 0.08, 0.12, 0.18, 0.25, 0.40, 0.60, 0.80, 0.95])
angry = np.array([0, 0, 0, 1, 0, 1, 0, 1, 1, 1])
call, missed = 15, 100

# %% lang="en" exercise="05b.9" part="stub"
threshold = ____  # a number between 0 and 1
cost = ____  # yuan

# %% lang="zh" exercise="05b.9" part="stub"
threshold = ____  # 0到1之间的数
cost = ____  # 元

# %% exercise="05b.9" part="solution"
threshold = call / missed
on = chance >= threshold
cost = on.sum() * call + angry[~on].sum() * missed

# %% exercise="05b.9" part="also_right"
from crmlab import interact

threshold = call / missed
table = interact.escalation_costs(chance, angry, call=call, missed=missed)
cost = table[table["threshold"] >= threshold]["cost"].iloc[0]

# %% exercise="05b.9" part="wrong" en="One half would be right if a call too many cost as much as a missed one saves. Here a call is cheap: begin earlier." zh="一半，只有在多打一个电话跟漏报一条同样贵的时候才对。这里电话便宜：要早一点。"
threshold = 0.5
on = chance >= threshold
cost = on.sum() * call + angry[~on].sum() * missed

# %% exercise="05b.9" part="wrong" en="You took call / (call + missed): that holds where a needed call is free. Here every call costs, needed or not." zh="你用的是“电话/（电话＋漏报）”：那是该打的电话不要钱时才对。这里每个电话都要钱。"
threshold = call / (call + missed)
on = chance >= threshold
cost = on.sum() * call + angry[~on].sum() * missed

# %% exercise="05b.9" part="wrong" en="The threshold is right; in the cost you forgot the angry one that stays below it." zh="阈值对了；成本里漏了那条低于阈值却生气的。"
threshold = call / missed
cost = (chance >= threshold).sum() * call

# %% exercise="05b.9" part="wrong" en="The threshold is right; you charged only the angry one that was missed. The calls cost as well." zh="阈值对了；你只算了漏报的那条。打出去的电话也要花钱。"
threshold = call / missed
cost = angry[chance < threshold].sum() * missed

# %% exercise="05b.9" part="wrong" en="The threshold is right; your cost is the expected one, from the chances. The task asks what it did cost: `angry` says who really was." zh="阈值对了；你算的是按概率期望的成本。题目问的是实际花了多少：谁真生气，看`angry`。"
threshold = call / missed
on = chance >= threshold
cost = on.sum() * call + chance[~on].sum() * missed

# %% exercise="05b.9" part="wrong" en="The threshold is right; you charged only the needless calls. The needed ones cost as well." zh="阈值对了；你只算了白打的电话。该打的也要花钱。"
threshold = call / missed
on = chance >= threshold
cost = (on & (angry == 0)).sum() * call + angry[~on].sum() * missed

# %% exercise="05b.9" part="wrong" en="That is per cent, or yuan. The threshold is a chance: between 0 and 1." zh="这是百分数。阈值是概率，在0到1之间。"
threshold = 100 * call / missed
on = chance >= call / missed
cost = on.sum() * call + angry[~on].sum() * missed

# %% exercise="05b.9" part="wrong" en="Turned round: you pass on those *below* the threshold." zh="反了：你把低于阈值的上报了。"
threshold = call / missed
on = chance < threshold
cost = on.sum() * call + angry[~on].sum() * missed

# %% exercise="05b.9" part="wrong" en="You set the threshold by hindsight, where these ten messages come cheapest. The task asks for the rule that follows from the two costs." zh="你是事后挑的，挑这十条里最省钱的地方。题目要的是由两项成本推出的规则。"
threshold = 0.12
on = chance >= threshold
cost = on.sum() * call + angry[~on].sum() * missed

# %% [markdown] lang="en" exercise="05b.9" part="hint"
# Passing on costs the call for certain; leaving alone costs chance times missed. Where are they equal?

# %% [markdown] lang="zh" exercise="05b.9" part="hint"
# 上报，肯定花一个电话；不报，平均花“概率×漏报损失”。两者在哪里相等？

# %% [markdown] lang="en" exercise="05b.9" part="hint"
# `on = chance >= threshold`; then calls for all of these, and losses for the angry ones among the others.

# %% [markdown] lang="zh" exercise="05b.9" part="hint"
# `on = chance >= threshold`；上报的每条一个电话，其余里生气的每条一份损失。

# %% [markdown] lang="en" exercise="05b.9" part="analysis"
# From {{threshold:.0%}} on; here it costs {{cost:.0f}} yuan.
# On these ten a slightly lower threshold would have been cheaper: that is luck, and ten messages prove nothing.
# The rule rests on chances that can be trusted; check first that of the messages with a chance near one fifth about one in five is angry.

# %% [markdown] lang="zh" exercise="05b.9" part="analysis"
# 从{{threshold:.0%}}起上报，这十条花{{cost:.0f}}元。
# 就这十条来说，阈值再低一点更省：那是运气，十条说明不了什么。
# 规则靠的是概率信得过；先查一查，概率在两成左右的留言里，是不是五条里大约有一条真生气。

# %% [markdown] lang="en" exercise="05b.10" part="task" kind="table"
# ## 10. Answering bad reviews
#
# `bad` holds the reviews with three stars or fewer; `hours` says after how long the shop replied (empty: never).
# Give one row for each kind of `reply` (`"none"`, `"quick"` up to and including {{limit}} hours, `"slow"` later): `raised`, the share whose stars were raised afterwards, and `gain`, the mean change of stars over all reviews of the kind.

# %% [markdown] lang="zh" exercise="05b.10" part="task"
# ## 10. 回复差评
#
# `bad`是三星及以下的评价；`hours`是店里隔了几小时回复（空：没回）。
# 每种`reply`一行（`"none"`没回，`"quick"`不超过{{limit}}小时，`"slow"`更晚）：`raised`，后来提高了星级的比例；`gain`，这一类全部评价平均变化几颗星。

# %% exercise="05b.10" part="given"
import numpy as np
import pandas as pd

reviews = crm.load("reviews")
bad = reviews[reviews["stars"] <= 3].copy()
bad["hours"] = (bad["replied_at"] - bad["reviewed_at"]).dt.total_seconds() / 3600
limit = 24
bad[["review_id", "stars", "hours", "changed_on", "stars_after"]].head(3)

# %% lang="en" exercise="05b.10" part="stub"
by_reply = ____  # a table: reply, raised, gain

# %% lang="zh" exercise="05b.10" part="stub"
by_reply = ____  # 一张表：reply、raised、gain

# %% exercise="05b.10" part="solution"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))
rows = bad.assign(
    reply=reply, changed=bad["changed_on"].notna(), more=bad["stars_after"] - bad["stars"]
).groupby("reply")
by_reply = rows.agg(raised=("changed", "mean"), gain=("more", "mean")).reset_index()

# %% exercise="05b.10" part="also_right"
rows = []
kinds = {"none": bad["hours"].isna(), "quick": bad["hours"] <= limit, "slow": bad["hours"] > limit}
for name, which in kinds.items():
    some = bad[which]
    rows.append(
        {
            "reply": name,
            "raised": (some["stars_after"] > some["stars"]).mean(),
            "gain": some["stars_after"].mean() - some["stars"].mean(),
        }
    )
by_reply = pd.DataFrame(rows)

# %% exercise="05b.10" part="wrong" en="Reviews without a reply have no hours, and a missing number is not below the limit: they went to slow. Sort them out first." zh="没回复的没有小时数，空值不会小于等于界限，于是落进了slow。先把它们分出来。"
reply = np.where(bad["hours"] <= limit, "quick", "slow")
rows = bad.assign(
    reply=reply, changed=bad["changed_on"].notna(), more=bad["stars_after"] - bad["stars"]
).groupby("reply")
by_reply = rows.agg(raised=("changed", "mean"), gain=("more", "mean")).reset_index()

# %% exercise="05b.10" part="wrong" en="Your gain counts only those who changed. The task asks for the mean over all reviews of the kind: an unchanged one gains 0." zh="你的gain只算了改了星的。题目要这一类全部评价的平均：没改的算0。"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))
rows = bad.assign(reply=reply, changed=bad["changed_on"].notna(), more=bad["stars_after"] - bad["stars"])
by_reply = (
    rows.groupby("reply")
    .agg(raised=("changed", "mean"))
    .join(rows[rows["changed"]].groupby("reply")["more"].mean().rename("gain"))
    .reset_index()
)

# %% exercise="05b.10" part="wrong" en="Your gain is the mean of the stars today. Take off the stars of before." zh="你的gain是现在的平均星级。要减去原来的。"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))
rows = bad.assign(reply=reply, changed=bad["changed_on"].notna()).groupby("reply")
by_reply = rows.agg(raised=("changed", "mean"), gain=("stars_after", "mean")).reset_index()

# %% exercise="05b.10" part="wrong" en="You divided by all who raised their stars: these shares add up to 1. Divide by the reviews of each kind." zh="你除的是全部改星的人，这几个比例加起来是1。要除以各类的评价数。"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))
rows = bad.assign(
    reply=reply, changed=bad["changed_on"].notna(), more=bad["stars_after"] - bad["stars"]
).groupby("reply")
by_reply = rows.agg(raised=("changed", "sum"), gain=("more", "mean")).reset_index()
by_reply["raised"] = by_reply["raised"] / by_reply["raised"].sum()

# %% exercise="05b.10" part="wrong" en="You counted the reviews that were raised. The task asks for their share." zh="你数的是改星的条数。题目要的是比例。"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))
rows = bad.assign(
    reply=reply, changed=bad["changed_on"].notna(), more=bad["stars_after"] - bad["stars"]
).groupby("reply")
by_reply = rows.agg(raised=("changed", "sum"), gain=("more", "mean")).reset_index()

# %% exercise="05b.10" part="wrong" en="Quick and slow have changed places." zh="quick和slow放反了。"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "slow", "quick"))
rows = bad.assign(
    reply=reply, changed=bad["changed_on"].notna(), more=bad["stars_after"] - bad["stars"]
).groupby("reply")
by_reply = rows.agg(raised=("changed", "mean"), gain=("more", "mean")).reset_index()

# %% exercise="05b.10" part="wrong" en="The sign is turned: stars today less stars before." zh="符号反了：应该是现在的星级减原来的。"
reply = np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))
rows = bad.assign(
    reply=reply, changed=bad["changed_on"].notna(), more=bad["stars"] - bad["stars_after"]
).groupby("reply")
by_reply = rows.agg(raised=("changed", "mean"), gain=("more", "mean")).reset_index()

# %% [markdown] lang="en" exercise="05b.10" part="hint"
# First a column that says none, quick or slow; mind that a comparison with an empty value is false.

# %% [markdown] lang="zh" exercise="05b.10" part="hint"
# 先做一列，写none、quick或slow；注意跟空值比较，结果总是假。

# %% [markdown] lang="en" exercise="05b.10" part="hint"
# `np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))`, then one `groupby`.

# %% [markdown] lang="zh" exercise="05b.10" part="hint"
# `np.where(bad["hours"].isna(), "none", np.where(bad["hours"] <= limit, "quick", "slow"))`，再来一个`groupby`。

# %% [markdown] lang="en" exercise="05b.10" part="analysis"
# Raised: {{by_reply.set_index("reply")["raised"]["none"]:.0%}} without a reply, {{by_reply.set_index("reply")["raised"]["slow"]:.0%}} after a slow one, {{by_reply.set_index("reply")["raised"]["quick"]:.0%}} after a quick one.
# A quick reply gains {{by_reply.set_index("reply")["gain"]["quick"]:.1f}} stars on average; it costs minutes, as long as it is meant.

# %% [markdown] lang="zh" exercise="05b.10" part="analysis"
# 提高星级的：没回{{by_reply.set_index("reply")["raised"]["none"]:.0%}}，回晚了{{by_reply.set_index("reply")["raised"]["slow"]:.0%}}，回得快{{by_reply.set_index("reply")["raised"]["quick"]:.0%}}。
# 回得快，平均多{{by_reply.set_index("reply")["gain"]["quick"]:.1f}}颗星；花的不过几分钟，只要是真心话。

# %% [markdown] lang="en" exercise="05b.11" part="task" kind="memo"
# ## 11. Decision memo
#
# The owner has half a page for you.
# Damaged, wrong or poor goods are made good in any case (`owed`); the other complaints get the offer that is best for their stake.
# What does that cost, what will it bring against making good for all, how sure is it, and what must be watched?
#
# First two numbers for it, for {{n_year:,}} complaints a year like those of `rota`: what the offers cost (`budget`), and what they bring over doing nothing, costs taken off (`gain`).
# The margin rate is rounded to {{margin_rate:.0%}} here, so the numbers differ a little from the lesson's.
# Then the text, at least forty words in triple quotation marks, with your numbers in it; mark it by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="05b.11" part="task"
# ## 11. 决策备忘
#
# 老板只给你半页纸。
# 破损、错发漏发、质量问题一律补足（`owed`）；别的投诉，按风险金额给最划算的那种补偿。
# 要花多少钱，跟人人补足比多赚还是少赚，有多大把握，要盯住什么？
#
# 先算两个数，按一年{{n_year:,}}件、情况跟`rota`一样来算：补偿要花多少（`budget`）；扣掉这些成本，比什么都不做多赚多少（`gain`）。
# 毛利率在这里取整成{{margin_rate:.0%}}，所以跟课文的数略有出入。
# 再用三引号写一段话，至少六十个字（数字和标点不算），把算出的数写进去，按评分标准打分：先给自己打，然后跟同学交换。

# %% lang="en" exercise="05b.11" part="stub"
budget = ____  # yuan a year
gain = ____  # yuan a year over doing nothing, costs taken off
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="05b.11" part="stub"
budget = ____  # 一年花多少元
gain = ____  # 一年比什么都不做多赚多少元（扣掉成本）
memo = ____  # 你的正文，用三引号括起来

# %% exercise="05b.11" part="given"
import warnings

import numpy as np

from crmlab import interact

complaints, orders, apology_cost, margin_rate = crm.load("complaints"), crm.load("orders"), 2, 0.30
complaints["offer"] = complaints["recovery"].replace({"refund": "made_good", "replacement": "made_good"})
first = complaints[~complaints["complaint_id"].isin(complaints["repeat_of"].dropna())]
with warnings.catch_warnings(action="ignore"):
    rota = interact.follow_up(first[first["by_rota"] == 1], orders)
effects = interact.offer_effects(rota)
price = rota.groupby("offer")["recovery_value"].mean().to_dict() | {"apology": apology_cost}
offers = effects.assign(cost=effects["offer"].map(price))
stakes = (rota["spent_before"] * margin_rate).clip(lower=0)
owed = rota["category"].isin(["damaged", "wrong_item", "quality"]).to_numpy()
n_year = int((complaints["opened_at"] >= "2025-01-01").sum())
offers[["offer", "cases", "gone", "saved", "saved_low", "saved_high", "cost"]].round(3)

# %% lang="en" exercise="05b.11" part="solution"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
rows = np.arange(len(best))
budget = n_year * cost[best].mean()
gain = n_year * net[rows, best].mean()
all_good = n_year * net[:, at_good].mean()
halved = n_year * (np.outer(stakes, offers["saved"] / 2) - cost)[rows, best].mean()
low_switch, switch = interact.switch_points(offers)["from_stake"].iloc[[1, -1]]
good = offers.set_index("offer").loc["made_good"]
memo = (
    "I propose to end the rota. Damaged, wrong or poor goods are made good whatever the stake: that is owed. "
    f"The other complaints go by stake, the margin of the last half-year: nothing below {low_switch:.0f} yuan, "
    f"an apology from there, made good from {switch:.0f} on. {(best == at_good).mean():.0%} of the cases would be made good. "
    f"With {n_year:,} complaints a year this costs {budget:,.0f} yuan and brings {gain:,.0f} yuan more than doing nothing, "
    f"where making good for all brings {all_good:,.0f}: the two are close, and the second is simpler. "
    f"The evidence is {len(rota):,} complaints whose offers were given by rota: made good, {good['gone']:.0%} did not come back, "
    f"against {offers['gone'][0]:.0%} with no offer, which saves {100 * good['saved']:.0f} points "
    f"({100 * good['saved_low']:.0f} to {100 * good['saved_high']:.0f}). "
    f"If only half of the effect is true, the same rule brings {halved:,.0f} yuan. "
    "It assumes that a lost customer is lost for half a year, and that an offer works alike for all kinds of complaint. "
    "Where nothing is owed I would keep a tenth on the rota to measure again, and the p-chart of late answers on the wall."
)
print(memo)

# %% lang="zh" exercise="05b.11" part="solution"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
rows = np.arange(len(best))
budget = n_year * cost[best].mean()
gain = n_year * net[rows, best].mean()
all_good = n_year * net[:, at_good].mean()
halved = n_year * (np.outer(stakes, offers["saved"] / 2) - cost)[rows, best].mean()
low_switch, switch = interact.switch_points(offers)["from_stake"].iloc[[1, -1]]
good = offers.set_index("offer").loc["made_good"]
memo = (
    "建议不再轮流给补偿。破损、错发漏发、质量问题，风险金额再小也补足：这是该赔的。"
    f"别的投诉看风险金额（前半年的毛利）：{low_switch:.0f}元以下不补，往上道歉，{switch:.0f}元起补足。"
    f"这样补足的占{(best == at_good).mean():.0%}。"
    f"一年{n_year:,}件投诉，花{budget:,.0f}元，比什么都不做多{gain:,.0f}元；"
    f"人人补足则多{all_good:,.0f}元，两者相差不大，后者更简单。"
    f"依据是{len(rota):,}件按轮次给补偿的投诉：补足的有{good['gone']:.0%}没再来，"
    f"不补偿的有{offers['gone'][0]:.0%}，挽回{100 * good['saved']:.0f}个百分点"
    f"（{100 * good['saved_low']:.0f}到{100 * good['saved_high']:.0f}）。"
    f"要是效果只有一半是真的，同样的规则多{halved:,.0f}元。"
    "前提是走掉的客户损失半年的毛利，一种补偿对各类投诉效果一样。"
    "不涉及该赔的投诉里，留一成继续轮流给，好再量一次；超时回应的p图贴在墙上。"
)
print(memo)

# %% exercise="05b.11" part="wrong" en="You let the stake decide everywhere. What is owed is made good whatever the stake: set these rows to made good first." zh="你让风险金额说了算，连该赔的也算进去了。该赔的一律补足：先把`owed`的那些行定成补足。"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
best = net.argmax(axis=1)
budget = n_year * cost[best].mean()
gain = n_year * net[np.arange(len(best)), best].mean()
memo = ""

# %% exercise="05b.11" part="wrong" en="These are the numbers of making good for all. Only what is owed is always made good; the rest goes by stake." zh="这是人人补足的数。一律补足的只有该赔的，其余看风险金额。"
at_good = offers.set_index("offer").index.get_loc("made_good")
budget = n_year * offers["cost"].iloc[at_good]
gain = n_year * (np.outer(stakes, offers["saved"]) - offers["cost"].to_numpy())[:, at_good].mean()
memo = ""

# %% exercise="05b.11" part="wrong" en="The budget is right; your gain is before the costs. Take them off." zh="花的钱算对了；多赚的却没减成本。把成本减掉。"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
budget = n_year * cost[best].mean()
gain = n_year * np.outer(stakes, offers["saved"])[np.arange(len(best)), best].mean()
memo = ""

# %% exercise="05b.11" part="wrong" en="These are sums over the complaints in `rota`, two years of them. Take the mean per complaint and multiply by the complaints of a year, `n_year`." zh="这是`rota`里全部投诉的总数，跨了不止一年。先取每件的平均，再乘一年的件数`n_year`。"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
budget = cost[best].sum()
gain = net[np.arange(len(best)), best].sum()
memo = ""

# %% exercise="05b.11" part="wrong" en="These are yuan per complaint. Multiply by the complaints of a year, `n_year`." zh="这是每件的金额。要乘一年的件数`n_year`。"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
budget = cost[best].mean()
gain = net[np.arange(len(best)), best].mean()
memo = ""

# %% exercise="05b.11" part="wrong" en="Near, but with the unrounded margin rate of the lesson. Here take `margin_rate` as it stands." zh="很接近，可用的是课文里没取整的毛利率。这里就用给定的`margin_rate`。"
lines = crm.load("order_lines").merge(crm.load("products")[["product_id", "unit_cost"]])
cost_share = (lines["quantity"] * lines["unit_cost"]).sum() / (lines["quantity"] * lines["unit_price"]).sum()
lesson_stakes = (rota["spent_before"] * (1 - cost_share)).clip(lower=0)
cost = offers["cost"].to_numpy()
net = np.outer(lesson_stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
budget = n_year * cost[best].mean()
gain = n_year * net[np.arange(len(best)), best].mean()
memo = ""

# %% exercise="05b.11" part="wrong" en="`budget` and `gain` are right; your text holds no number. Write both into it: what does it cost, and what does it bring?" zh="`budget`和`gain`都对了；正文里却一个数字也没有。把两个数写进去：花多少，多赚多少？"
cost = offers["cost"].to_numpy()
net = np.outer(stakes, offers["saved"]) - cost
at_good = offers.set_index("offer").index.get_loc("made_good")
best = np.where(owed, at_good, net.argmax(axis=1))
budget = n_year * cost[best].mean()
gain = n_year * net[np.arange(len(best)), best].mean()
memo = """We make good whatever is owed, and give the other customers the offer that is best for what is at stake, because that brings more than giving offers by rota and is fair to those who were sold damaged goods. We will chart the late answers and measure again next year. 该赔的一律补足，别的投诉看风险金额给最划算的补偿，这样比轮流给赚得多，对买到坏东西的客户也公平。超时回应画进控制图，不涉及该赔的留一部分继续轮流给，明年再量一次效果，看看还是不是这样。"""

# %% [markdown] lang="en" exercise="05b.11" part="hint"
# `np.outer(stakes, offers["saved"]) - offers["cost"].to_numpy()` has the net of every offer for every case, `argmax(axis=1)` the best; `np.where(owed, ..., ...)` sets what is owed to made good.

# %% [markdown] lang="zh" exercise="05b.11" part="hint"
# 每件每种补偿的净值是`np.outer(stakes, offers["saved"]) - offers["cost"].to_numpy()`，`argmax(axis=1)`挑出最好的；`np.where(owed, ..., ...)`把该赔的定成补足。

# %% [markdown] lang="en" exercise="05b.11" part="hint"
# The memo in five sentences: the rule (`interact.switch_points(offers)`); its cost in a year; its gain, and that of making good for all; the evidence with its interval; what is assumed and watched.

# %% [markdown] lang="zh" exercise="05b.11" part="hint"
# 备忘五句话：规则（看`interact.switch_points(offers)`）；一年花多少；多赚多少，跟人人补足比；依据和区间；前提和要盯的事。

# %% [markdown] lang="en" exercise="05b.11" part="rubric"
# - **Decision** (2): says what is made good in any case, and which offer from which stake on for the rest; one point for one of the two.
# - **Money** (2): cost in a year, gain over doing nothing, and what making good for all would bring; one point for two of the three.
# - **Evidence** (2): rests on the offers given by rota, with share gone and interval; one point without the interval.
# - **Uncertainty** (2): says with a number what remains if the effect or the margin is smaller; one point if only in words.
# - **Fairness** (1): says why what is owed does not depend on the stake.
# - **Watching** (1): says how it will be measured again, and what is charted.

# %% [markdown] lang="zh" exercise="05b.11" part="rubric"
# - **决定**（2）：写明哪些一律补足，其余从多少风险金额起给哪种补偿；只写其中一样得1分。
# - **金额**（2）：一年花多少，比什么都不做多赚多少，人人补足又是多少；三样写出两样得1分。
# - **依据**（2）：以轮流给的补偿为依据，写出走掉的比例和区间；没有区间得1分。
# - **把握**（2）：效果或毛利打折以后还剩多少，用数字说；只用文字得1分。
# - **公平**（1）：说清该赔的为什么不看风险金额。
# - **跟踪**（1）：说明怎么再量一次，什么画进控制图。

# %% [markdown] lang="en" exercise="05b.11" part="analysis"
# The model memo spends {{budget:,.0f}} yuan a year and gains {{gain:,.0f}}; making good for all gains {{all_good:,.0f}}.
# A good memo may make everybody good, as long as it says what that costs and that it chose simplicity.

# %% [markdown] lang="zh" exercise="05b.11" part="analysis"
# 参考备忘一年花{{budget:,.0f}}元，多赚{{gain:,.0f}}元；人人补足多赚{{all_good:,.0f}}元。
# 好的备忘也可以主张人人补足，只要写明多花多少，并且说清图的是简单。
