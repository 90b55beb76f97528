# ---
# id: "04b"
# title: {en: "What is a customer worth? Lifetime value", zh: "一位客户值多少？终身价值"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="04b.1" part="task" kind="function"
# ## 1. The formula, with an end
#
# Write a function for the value of a customer who pays `margin` at the *start* of each period, the first time today.
# Of each period's customers the share `retention` are there in the next.
# Count so many `payments`, discount each to today, and take off the acquisition `cost`.

# %% [markdown] lang="zh" exercise="04b.1" part="task"
# ## 1. 有期限的公式
#
# 写一个函数：客户每期**期初**付一笔`margin`，第一笔今天付。
# 每过一期，留下的比例是`retention`。
# 一共算`payments`笔，每笔都折到今天，再减去获客成本`cost`。


# %% lang="en" exercise="04b.1" part="stub"
def clv(margin, retention, discount, cost, payments):
    # margin, cost: yuan; retention, discount: shares for one period; payments: how many are counted
    return ____


# %% lang="zh" exercise="04b.1" part="stub"
def clv(margin, retention, discount, cost, payments):
    # margin、cost：元；retention、discount：每期的比例；payments：算几笔
    return ____


# %% exercise="04b.1" part="solution"
def clv(margin, retention, discount, cost, payments):
    total = 0
    for t in range(payments):
        total += margin * retention**t / (1 + discount) ** t
    return total - cost


# %% exercise="04b.1" part="also_right"
def clv(margin, retention, discount, cost, payments):
    ratio = retention / (1 + discount)
    return margin * (1 - ratio**payments) / (1 - ratio) - cost


# %% exercise="04b.1" part="also_right"
from crmlab import differentiate


def clv(margin, retention, discount, cost, payments):
    return differentiate.lifetime_value(margin, retention, discount, cost, horizon=payments)


# %% exercise="04b.1" part="wrong" en="You discount the first payment by a period, but it comes today: it should not be discounted." zh="你把第一笔也折现了一期，可它今天就付：第一笔不用折现。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * retention**t / (1 + discount) ** (t + 1) for t in range(payments)) - cost


# %% exercise="04b.1" part="wrong" en="You left out the payment of today: count from nought, not from one." zh="今天那一笔漏掉了：要从零数起，不是从一数起。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * (retention / (1 + discount)) ** t for t in range(1, payments + 1)) - cost


# %% exercise="04b.1" part="wrong" en="One payment too many: with the first one today, the last of n comes n minus one periods from now." zh="多算了一笔：第一笔是今天，n笔里的最后一笔在n减一期之后。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * (retention / (1 + discount)) ** t for t in range(payments + 1)) - cost


# %% exercise="04b.1" part="wrong" en="The acquisition cost is still to be taken off." zh="还没减获客成本。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * (retention / (1 + discount)) ** t for t in range(payments))


# %% exercise="04b.1" part="wrong" en="You did not discount: a yuan next year counts less than a yuan today." zh="没有折现：明年的一元不如今天的一元。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * retention**t for t in range(payments)) - cost


# %% exercise="04b.1" part="wrong" en="You counted every customer as staying to the end. Multiply by the share who are still there." zh="你把每个人都当成留到了最后。要乘上还在的比例。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin / (1 + discount) ** t for t in range(payments)) - cost


# %% exercise="04b.1" part="wrong" en="That is the formula for ever. Here only so many payments are counted: add them up, or cut the series off." zh="这是算到无穷的公式。这里只算payments笔：一笔一笔加，或者把级数截断。"
def clv(margin, retention, discount, cost, payments):
    return margin * (1 + discount) / (1 + discount - retention) - cost


# %% exercise="04b.1" part="wrong" en="One payment too few: range(payments) already stops one short of payments, as it begins with nought." zh="少算了一笔：range(payments)从零数起，已经是payments笔了。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * (retention / (1 + discount)) ** t for t in range(payments - 1)) - cost


# %% exercise="04b.1" part="wrong" en="Only the last payment is left: each round overwrites the total. Add to it, with +=." zh="只剩下最后一笔：每循环一次，总数都被盖掉了。要用+=累加。"
def clv(margin, retention, discount, cost, payments):
    total = 0
    for t in range(payments):
        total = margin * (retention / (1 + discount)) ** t
    return total - cost


# %% exercise="04b.1" part="wrong" en="Your function returns after the first payment: the return stands inside the loop. Move it to the left, under for." zh="第一笔之后函数就返回了：return写在了循环里面。往左缩一级，跟for对齐。"
def clv(margin, retention, discount, cost, payments):
    return margin - cost  # what a return inside the loop gives


# %% exercise="04b.1" part="wrong" en="You take the acquisition cost off at every payment. She is won once: take it off once, after the loop." zh="每一笔都减了一次获客成本。客户只赢得一次：循环结束后减一次。"
def clv(margin, retention, discount, cost, payments):
    return sum(margin * (retention / (1 + discount)) ** t - cost for t in range(payments))


# %% exercise="04b.1" part="hidden"
hidden_inputs = [
    (100, 0.8, 0.1, 0, 5),
    (100, 0.8, 0.1, 150, 3),
    (340, 0.5, 0.12, 450, 10),
    (20, 0.95, 0.01, 40, 1),
    (60, 0.7, 0.25, 30, 2),
]

# %% [markdown] lang="en" exercise="04b.1" part="hint"
# Write three terms with a pencil: what comes today, in one period, in two?

# %% [markdown] lang="zh" exercise="04b.1" part="hint"
# 先用铅笔写三项：今天来多少，一期后来多少，两期后来多少？

# %% [markdown] lang="en" exercise="04b.1" part="hint"
# `sum(margin * retention**t / (1 + discount) ** t for t in range(payments))` is nearly all of it.

# %% [markdown] lang="zh" exercise="04b.1" part="hint"
# `sum(margin * retention**t / (1 + discount) ** t for t in range(payments))`，差不多就是答案了。

# %% [markdown] lang="en" exercise="04b.1" part="analysis"
# A sum of payments, each smaller than the last by retention over one plus discount.
# For a hundred yuan, four fifths and a tenth, five payments bring {{clv(100, 0.8, 0.1, 0, 5):.0f}} yuan and all of them {{clv(100, 0.8, 0.1, 0, 500):.0f}}: a horizon of five years already holds most of it.

# %% [markdown] lang="zh" exercise="04b.1" part="analysis"
# 一笔一笔加起来，每一笔是上一笔乘留存率、再除以一加贴现率。
# 毛利一百元、留存八成、贴现一成时，五笔是{{clv(100, 0.8, 0.1, 0, 5):.0f}}元，全部是{{clv(100, 0.8, 0.1, 0, 500):.0f}}元：五年已经占了大头。

# %% [markdown] lang="en" exercise="04b.2" part="task" kind="table"
# ## 2. Canteens or restaurants?
#
# Firms that order by contract stop ordering when they leave, and the month shows it.
# `kinds` counts, for each kind of account, how often it could have gone on to the next month (`renewals`), how often it stopped (`lost`), and its mean `margin` in a month.
# Give a table with the columns `kind`, `retention` (a month), `value` and `value_lower`:
#
# - `value` counts {{months}} months, paid at the end of each, discounted by `per_month`, less an acquisition cost of {{cost:,}} yuan.
# - `value_lower` is the same with the retention one percentage point lower.

# %% [markdown] lang="zh" exercise="04b.2" part="task"
# ## 2. 食堂还是餐馆？
#
# 签了合同的单位客户，一走就不再下单，当月就看得出来。
# 表`kinds`按类型列出：有多少次可以续到下个月（`renewals`），有多少次停了（`lost`），平均每月毛利（`margin`）。
# 答案是一张表，有`kind`、`retention`（每月）、`value`、`value_lower`四列：
#
# - `value`：算{{months}}个月，每月月末付，按`per_month`贴现，减去获客成本{{cost:,}}元。
# - `value_lower`：留存率低一个百分点，其余一样。

# %% exercise="04b.2" part="given"
from crmlab import differentiate

cost, months, per_month = 1500, 36, 1.10 ** (1 / 12) - 1
trade = crm.load("account_orders").merge(crm.load("accounts")[["account_id", "segment"]], on="account_id")
canteens = ["school", "factory", "office", "hospital", "care_home"]
trade["kind"] = trade["segment"].isin(canteens).map({True: "canteen", False: "restaurant"})
each = trade.groupby(["kind", "account_id"])["month_on"].agg(["size", "max"])
each["lost"] = (each["max"] < trade["month_on"].max()).astype(int)
each["renewals"] = each["size"] - 1 + each["lost"]
kinds = each.groupby("kind")[["renewals", "lost"]].sum().reset_index()
kinds["margin"] = kinds["kind"].map(trade.groupby("kind")["margin"].mean()).round(2)
kinds

# %% lang="en" exercise="04b.2" part="stub"
values = ____  # a table: kind, retention, value, value_lower

# %% lang="zh" exercise="04b.2" part="stub"
values = ____  # 一张表：kind、retention、value、value_lower

# %% exercise="04b.2" part="solution"
kinds["retention"] = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "end", "horizon": months}
kinds["value"] = differentiate.lifetime_value(kinds["margin"], kinds["retention"], **terms)
kinds["value_lower"] = differentiate.lifetime_value(kinds["margin"], kinds["retention"] - 0.01, **terms)
values = kinds[["kind", "retention", "value", "value_lower"]]

# %% exercise="04b.2" part="also_right"
kept = 1 - kinds["lost"] / kinds["renewals"]
values = kinds[["kind"]].assign(retention=kept, value=-cost * 1.0, value_lower=-cost * 1.0)
for t in range(months):
    values["value"] += kinds["margin"] * kept**t / (1 + per_month) ** (t + 1)
    values["value_lower"] += kinds["margin"] * (kept - 0.01) ** t / (1 + per_month) ** (t + 1)

# %% exercise="04b.2" part="wrong" en="You divided by the number of accounts. A monthly rate needs the renewals: every month is a new chance to leave." zh="你除的是客户数。每月的留存率要除以续约次数：每个月都可能走一次。"
kept = 1 - each.groupby("kind")["lost"].mean().to_numpy()
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "end", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"].to_numpy(), kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"].to_numpy(), kept - 0.01, **terms),
)

# %% exercise="04b.2" part="wrong" en="You took a discount of a tenth each month. It is a tenth a year: use per_month." zh="你每个月都按一成贴现。一成是一年的：用per_month。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": 0.10, "acquisition_cost": cost, "timing": "end", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], kept - 0.01, **terms),
)

# %% exercise="04b.2" part="wrong" en="You counted for ever. The table asks for a limited number of months: set horizon." zh="你一直算到了无穷。题目只算有限的月数：设好horizon。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "end"}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], kept - 0.01, **terms),
)

# %% exercise="04b.2" part="wrong" en="The acquisition cost is missing: take it off both values." zh="漏了获客成本：两个价值都要减。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "timing": "end", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], kept - 0.01, **terms),
)

# %% exercise="04b.2" part="wrong" en="You took one per cent off the value. Take one percentage point off the retention, and value anew." zh="你把价值打了九九折。要把留存率减一个百分点，再重新估值。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "end", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=0.99 * differentiate.lifetime_value(kinds["margin"], kept, **terms),
)

# %% exercise="04b.2" part="wrong" en="You counted payments at the start of each month (timing left out means start). They come at the end." zh="你按每月月初付款算了（不写timing就是月初）。题目说的是月末。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "start", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], kept - 0.01, **terms),
)

# %% exercise="04b.2" part="wrong" en="You counted from the first renewal on. The first month is paid too, at its end." zh="你从首次续约算起了。第一个月也付钱，月末付。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "renewal", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], kept - 0.01, **terms),
)

# %% exercise="04b.2" part="wrong" en="You took one per cent off the retention. A percentage point lower is retention minus 0.01." zh="你把留存率打了九九折。低一个百分点，是留存率减0.01。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "end", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], 0.99 * kept, **terms),
)

# %% exercise="04b.2" part="wrong" en="value and value_lower stand in each other's place." zh="value和value_lower两列放反了。"
kept = 1 - kinds["lost"] / kinds["renewals"]
terms = {"discount": per_month, "acquisition_cost": cost, "timing": "end", "horizon": months}
values = kinds[["kind"]].assign(
    retention=kept,
    value=differentiate.lifetime_value(kinds["margin"], kept, **terms),
    value_lower=differentiate.lifetime_value(kinds["margin"], kept - 0.01, **terms),
)
values = values.rename(columns={"value": "value_lower", "value_lower": "value"})

# %% [markdown] lang="en" exercise="04b.2" part="hint"
# First the retention: of all renewals that could have been, which share was not lost?

# %% [markdown] lang="zh" exercise="04b.2" part="hint"
# 先算留存率：所有可能的续约里，没丢的占多少？

# %% [markdown] lang="en" exercise="04b.2" part="hint"
# `differentiate.lifetime_value` takes whole columns: margin and retention; then `timing="end"` and `horizon=months`.

# %% [markdown] lang="zh" exercise="04b.2" part="hint"
# `differentiate.lifetime_value`可以整列地收：毛利和留存率；再给`timing="end"`和`horizon=months`。

# %% [markdown] lang="en" exercise="04b.2" part="analysis"
# A canteen is worth {{values.set_index("kind").loc["canteen", "value"]:,.0f}} yuan, a restaurant {{values.set_index("kind").loc["restaurant", "value"]:,.0f}}.
# One point of monthly retention is worth {{(values["value"] - values["value_lower"]).iloc[0]:,.0f}} yuan for a canteen: it takes the monthly loss from {{(1 - values.set_index("kind").loc["canteen", "retention"]):.1%}} to {{(1 - values.set_index("kind").loc["canteen", "retention"] + 0.01):.1%}}.
# No cost of service is taken off yet; lesson 4d does, and some of the big ones shrink.

# %% [markdown] lang="zh" exercise="04b.2" part="analysis"
# 一家食堂值{{values.set_index("kind").loc["canteen", "value"]:,.0f}}元，一家餐馆值{{values.set_index("kind").loc["restaurant", "value"]:,.0f}}元。
# 月留存率一个百分点，对食堂来说值{{(values["value"] - values["value_lower"]).iloc[0]:,.0f}}元：每月的流失从{{(1 - values.set_index("kind").loc["canteen", "retention"]):.1%}}变成了{{(1 - values.set_index("kind").loc["canteen", "retention"] + 0.01):.1%}}。
# 服务成本还没有减；第4d课会减，有些大客户就缩水了。

# %% [markdown] lang="en" exercise="04b.3" part="task" kind="fix" rtol="0.0005"
# ## 3. Mend the cell: months and years
#
# A house on the rice round brings {{margin_month}} yuan of margin *a month*, the first today.
# Of a hundred houses {{100 * kept_year:.0f}} are still there *a year* later, at an even rate, and the discount rate is {{discount_year:.0%}} *a year*.
# The cell below runs, and mixes months with years.
# Mend it so that `value` is the lifetime value, all months counted.

# %% [markdown] lang="zh" exercise="04b.3" part="task"
# ## 3. 改错：月和年
#
# 订米的一户，**每月**带来毛利{{margin_month}}元，第一笔今天付。
# 一百户里，**一年**后还剩{{100 * kept_year:.0f}}户（流失的快慢不变），贴现率是**每年**{{discount_year:.0%}}。
# 下面这一格能运行，却把月和年混在了一起。
# 改一改，让`value`等于终身价值，所有的月份都算。

# %% exercise="04b.3" part="given"
margin_month, kept_year, discount_year = 25, 0.60, 0.10

# %% exercise="04b.3" part="stub"
value = margin_month * (1 + discount_year) / (1 + discount_year - kept_year)

# %% exercise="04b.3" part="solution"
kept_month = kept_year ** (1 / 12)
discount_month = (1 + discount_year) ** (1 / 12) - 1
value = margin_month * (1 + discount_month) / (1 + discount_month - kept_month)

# %% exercise="04b.3" part="also_right"
value = sum(margin_month * (kept_year / (1 + discount_year)) ** (month / 12) for month in range(3000))

# %% exercise="04b.3" part="also_right"
from crmlab import differentiate

value = differentiate.lifetime_value(margin_month, kept_year ** (1 / 12), (1 + discount_year) ** (1 / 12) - 1)

# %% exercise="04b.3" part="wrong" en="You divided retention by twelve: then nearly everybody leaves in the first month. Twelve months multiply up to the year: take the twelfth root." zh="你把留存率除以十二：那样第一个月人就快走光了。十二个月相乘才是一年：要开十二次方。"
discount_month = (1 + discount_year) ** (1 / 12) - 1
value = margin_month * (1 + discount_month) / (1 + discount_month - kept_year / 12)

# %% exercise="04b.3" part="wrong" en="Retention is by the month now; the discount is still by the year." zh="留存率换成按月了，贴现率还是按年的。"
kept_month = kept_year ** (1 / 12)
value = margin_month * (1 + discount_year) / (1 + discount_year - kept_month)

# %% exercise="04b.3" part="wrong" en="The discount is by the month now; retention is still by the year." zh="贴现率换成按月了，留存率还是按年的。"
discount_month = (1 + discount_year) ** (1 / 12) - 1
value = margin_month * (1 + discount_month) / (1 + discount_month - kept_year)

# %% exercise="04b.3" part="wrong" en="You made it yearly: twelve months' margin paid at once at the start of each year. But houses pay, and leave, month by month." zh="你全换成了按年：每年年初一次付清十二个月。可是住户是按月付、按月走的。"
value = 12 * margin_month * (1 + discount_year) / (1 + discount_year - kept_year)

# %% exercise="04b.3" part="wrong" en="You divided the year's loss by twelve. Each month's loss is a share of those still here: take the twelfth root of what is kept." zh="你把全年的流失除以十二。每个月流失的，是当时还在的人的一部分：要对留存率开十二次方。"
discount_month = (1 + discount_year) ** (1 / 12) - 1
kept_month = 1 - (1 - kept_year) / 12
value = margin_month * (1 + discount_month) / (1 + discount_month - kept_month)

# %% exercise="04b.3" part="wrong" en="You divided the year's loss and the year's discount by twelve. Both multiply up over the months: take twelfth roots." zh="全年的流失和贴现率都除以了十二。这两样按月都是连乘的：要开十二次方。"
discount_month = discount_year / 12
kept_month = 1 - (1 - kept_year) / 12
value = margin_month * (1 + discount_month) / (1 + discount_month - kept_month)

# %% exercise="04b.3" part="wrong" en="Retention is right. The discount divided by twelve makes more than a tenth in a year: take the twelfth root of one plus the discount, less one." zh="留存率对了。贴现率除以十二，滚一年就超过一成了：要把一加贴现率开十二次方，再减一。"
discount_month = discount_year / 12
kept_month = kept_year ** (1 / 12)
value = margin_month * (1 + discount_month) / (1 + discount_month - kept_month)

# %% exercise="04b.3" part="wrong" en="Both rates are right. You count from the end of the first month, but the first payment comes today." zh="两个比率都对了。可你从第一个月的月末算起，第一笔是今天付的。"
discount_month = (1 + discount_year) ** (1 / 12) - 1
kept_month = kept_year ** (1 / 12)
value = margin_month / (1 + discount_month - kept_month)

# %% [markdown] lang="en" exercise="04b.3" part="hint"
# Margin, retention and discount must all be of one period. Which period does the margin have?

# %% [markdown] lang="zh" exercise="04b.3" part="hint"
# 毛利、留存率、贴现率要用同一种周期。毛利用的是哪种？

# %% [markdown] lang="en" exercise="04b.3" part="hint"
# If $r$ stay each month, $r^{12}$ stay for a year. So $r$ is `kept_year ** (1 / 12)`; likewise for one plus the discount.

# %% [markdown] lang="zh" exercise="04b.3" part="hint"
# 每月留下$r$，一年就留下$r^{12}$。所以$r$是`kept_year ** (1 / 12)`；一加贴现率也一样。

# %% [markdown] lang="en" exercise="04b.3" part="analysis"
# {{value:.0f}} yuan; the broken cell said {{margin_month * (1 + discount_year) / (1 + discount_year - kept_year):.0f}}, less than three months' margin.
# Mixing periods is the commonest error in CLV, and a check costs nothing: how many months does the value correspond to? Here {{value / margin_month:.0f}}.

# %% [markdown] lang="zh" exercise="04b.3" part="analysis"
# 答案是{{value:.0f}}元；原来那一格算出{{margin_month * (1 + discount_year) / (1 + discount_year - kept_year):.0f}}元，不到三个月的毛利。
# 周期混用是CLV最常见的错，检验一下不费事：这个价值相当于几个月的毛利？这里是{{value / margin_month:.0f}}个月。

# %% [markdown] lang="en" exercise="04b.4" part="task" kind="table"
# ## 4. Stages by rule
#
# Another shop uses simpler rules, in this order:
#
# - `decline`: silent for more than {{quiet}} days;
# - `acquire`: a customer for at most {{new}} days;
# - `form`: a customer for at most {{settled}} days;
# - `stable`: all others.
#
# Place every customer of `people` (`tenure` and `silence` are days).
# Give a table with the columns `customer_id` and `stage`.

# %% [markdown] lang="zh" exercise="04b.4" part="task"
# ## 4. 按规则分期
#
# 另一家店的规则简单些，依次是：
#
# - `decline`退化期：超过{{quiet}}天没来；
# - `acquire`考察期：成为客户不超过{{new}}天；
# - `form`形成期：成为客户不超过{{settled}}天；
# - `stable`稳定期：其余的人。
#
# 给`people`里的每位客户分期（`tenure`客龄和`silence`没来的时间，单位都是天）。
# 答案是一张表，有`customer_id`和`stage`两列。

# %% exercise="04b.4" part="given"
from crmlab import differentiate

quiet, new, settled = 90, 120, 365
people = differentiate.life_cycle(crm.load("orders"), as_of="2026-01-01")
people = people[["customer_id", "tenure", "silence", "purchases"]]
people.head(3)

# %% lang="en" exercise="04b.4" part="stub"
stages = ____  # a table: customer_id, stage

# %% lang="zh" exercise="04b.4" part="stub"
stages = ____  # 一张表：customer_id、stage

# %% exercise="04b.4" part="solution"
people["stage"] = "stable"
people.loc[people["tenure"] <= settled, "stage"] = "form"
people.loc[people["tenure"] <= new, "stage"] = "acquire"
people.loc[people["silence"] > quiet, "stage"] = "decline"
stages = people[["customer_id", "stage"]]

# %% exercise="04b.4" part="also_right"
import numpy as np

rules = [people["silence"] > quiet, people["tenure"] <= new, people["tenure"] <= settled]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["decline", "acquire", "form"], "stable"))


# %% exercise="04b.4" part="also_right"
def stage_of(row):
    if row["silence"] > quiet:
        return "decline"
    if row["tenure"] <= new:
        return "acquire"
    return "form" if row["tenure"] <= settled else "stable"


stages = people.assign(stage=people.apply(stage_of, axis=1))[["customer_id", "stage"]]

# %% exercise="04b.4" part="wrong" en="The order counts: a new customer who has been silent for too long is in decline. That rule comes first." zh="规则有先后：新客户太久没来，也算退化期。那条规则排第一。"
import numpy as np

rules = [people["tenure"] <= new, people["tenure"] <= settled, people["silence"] > quiet]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["acquire", "form", "decline"], "stable"))

# %% exercise="04b.4" part="wrong" en="Nobody is acquired: with loc the later line wins, so the narrower rule must stand below the wider one." zh="考察期一个人也没有：用loc时后写的算数，范围小的规则要写在范围大的下面。"
people["stage"] = "stable"
people.loc[people["tenure"] <= new, "stage"] = "acquire"
people.loc[people["tenure"] <= settled, "stage"] = "form"
people.loc[people["silence"] > quiet, "stage"] = "decline"
stages = people[["customer_id", "stage"]]

# %% exercise="04b.4" part="wrong" en="You wrote the three loc lines in the order of the rules, but with loc the later line wins. Write them the other way round: decline last." zh="三行loc是照规则的顺序写的，可用loc时后写的算数。要倒过来写：decline放最后。"
people["stage"] = "stable"
people.loc[people["silence"] > quiet, "stage"] = "decline"
people.loc[people["tenure"] <= new, "stage"] = "acquire"
people.loc[people["tenure"] <= settled, "stage"] = "form"
stages = people[["customer_id", "stage"]]

# %% exercise="04b.4" part="wrong" en="You measured how new a customer is by her silence. Acquire and form go by tenure, the days since the first purchase." zh="你用没来的时间来量新老。考察期和形成期要看客龄，也就是首次购买到现在的天数。"
import numpy as np

rules = [people["silence"] > quiet, people["silence"] <= new, people["silence"] <= settled]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["decline", "acquire", "form"], "stable"))

# %% exercise="04b.4" part="wrong" en="You measured how new a customer is by her silence. Acquire and form go by tenure, the days since the first purchase." zh="你用没来的时间来量新老。考察期和形成期要看客龄，也就是首次购买到现在的天数。"
people["stage"] = "stable"
people.loc[people["silence"] > quiet, "stage"] = "decline"
people.loc[people["silence"] <= new, "stage"] = "acquire"
people.loc[people["silence"] <= settled, "stage"] = "form"
stages = people[["customer_id", "stage"]]

# %% exercise="04b.4" part="wrong" en="Nobody is in decline. Who has been silent for too long comes first, whatever her tenure." zh="退化期一个人也没有。太久没来的，不管客龄多长，都先算退化期。"
import numpy as np

rules = [people["tenure"] <= new, people["tenure"] <= settled]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["acquire", "form"], "stable"))

# %% exercise="04b.4" part="wrong" en="Nearly: at most so many days includes the day itself. Write <= for tenure." zh="差一点：“不超过”包括正好那一天。客龄要写<=。"
import numpy as np

rules = [people["silence"] > quiet, people["tenure"] < new, people["tenure"] < settled]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["decline", "acquire", "form"], "stable"))

# %% exercise="04b.4" part="wrong" en="Nearly: silent for more than so many days does not include the day itself. Write > for silence." zh="差一点：“超过”不包括正好那一天。没来的天数要写>。"
import numpy as np

rules = [people["silence"] >= quiet, people["tenure"] <= new, people["tenure"] <= settled]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["decline", "acquire", "form"], "stable"))

# %% exercise="04b.4" part="wrong" en="The stages are right; write them as the codes acquire, form, stable and decline." zh="分得对；可阶段要写英文代码：acquire、form、stable、decline。"
import numpy as np

rules = [people["silence"] > quiet, people["tenure"] <= new, people["tenure"] <= settled]
stages = people[["customer_id"]].assign(stage=np.select(rules, ["退化期", "考察期", "形成期"], "稳定期"))

# %% exercise="04b.4" part="wrong" en="These are the lesson's rules, which compare with each customer's own gap. Here the days are fixed." zh="这是课文里的规则，跟各人自己的间隔比。这里的天数是固定的。"
stages = differentiate.life_cycle(crm.load("orders"), as_of="2026-01-01")[["customer_id", "stage"]]

# %% [markdown] lang="en" exercise="04b.4" part="hint"
# Begin with "stable" for everybody, then overwrite, the first rule last.

# %% [markdown] lang="zh" exercise="04b.4" part="hint"
# 先让所有人都是“stable”，再一条条改写，第一条规则最后写。

# %% [markdown] lang="en" exercise="04b.4" part="hint"
# `people.loc[people["tenure"] <= settled, "stage"] = "form"` is one of three such lines; or use `np.select(rules, names, default="stable")`, which takes the first rule that holds.

# %% [markdown] lang="zh" exercise="04b.4" part="hint"
# `people.loc[people["tenure"] <= settled, "stage"] = "form"`，这样的写三行；或者用`np.select(rules, names, default="stable")`，它取第一条成立的规则。

# %% [markdown] lang="en" exercise="04b.4" part="analysis"
# {{(stages["stage"] == "decline").mean():.0%}} of the names are in decline, {{(stages["stage"] == "stable").mean():.0%}} are stable.
# Fixed days are simple and unjust: a customer who comes twice a year is "in decline" half of the time.
# The lesson's rule compares with her own gap, and needs more data of each.

# %% [markdown] lang="zh" exercise="04b.4" part="analysis"
# {{(stages["stage"] == "decline").mean():.0%}}的名字在退化期，{{(stages["stage"] == "stable").mean():.0%}}在稳定期。
# 固定天数简单，可是不公平：半年来一次的客户，一半时间都在“退化”。
# 课文的规则跟她自己的间隔比，但每个人要有更多数据。

# %% [markdown] lang="en" exercise="04b.5" part="task" kind="choice"
# ## 5. The loyal spend more
#
# A consultant shows: customers in their third year spend {{later:.0f}} yuan a quarter each, all customers in their first quarter {{first:.0f}}, and many of them never come again.
# "So customers grow with us: spend the budget on making new ones stay three years, and they will spend like these."
# What would you check first?
#
# - **a** Nothing: the numbers are measured, so the advice follows.
# - **b** Whether the margin share is the same for both.
# - **c** What those who stayed had spent in *their* first quarter.
# - **d** Whether the third year is discounted.

# %% [markdown] lang="zh" exercise="04b.5" part="task"
# ## 5. “老客户花得多”
#
# 一位顾问拿出数据：第三年的客户每季度人均花{{later:.0f}}元；全体客户的第一个季度是{{first:.0f}}元，其中许多人再没来过。
# “可见客户会跟着我们成长：把预算花在让新客留满三年上，他们就会花得像老客户一样多。”
# 你先查什么？
#
# - **a** 不用查：数字是量出来的，建议自然成立。
# - **b** 两种客户的毛利率是不是一样。
# - **c** 留下来的人，**自己**第一个季度花了多少。
# - **d** 第三年有没有折现。

# %% exercise="04b.5" part="given"
from crmlab import differentiate

tenure = differentiate.value_by_tenure(crm.load("orders"), as_of="2026-01-01").set_index("tenure")
first, later = tenure.loc[1, "amount_per_active"], tenure.loc[[9, 10], "amount_per_active"].mean()
round(float(first)), round(float(later))

# %% lang="en" exercise="04b.5" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="04b.5" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="04b.5" part="solution"
choice = "c"
orders, truth = crm.load("orders"), crm.load("truth/customers").set_index("customer_id")
born = orders[orders["amount"] > 0].groupby("customer_id")["ordered_on"].min()
born = born[born <= "2023-07-05"]  # ten whole quarters are behind them
age = (orders["ordered_on"] - orders["customer_id"].map(born)).dt.days // 91
quarters = orders.pivot_table(index="customer_id", columns=age, values="amount", aggfunc="sum", fill_value=0)
loyal = (quarters[8] > 0) | (quarters[9] > 0)
theirs, others = quarters.loc[loyal, 0].mean(), quarters.loc[~loyal, 0].mean()
stayed = (truth["left_on"] - born).dt.days.reindex(quarters.index).fillna(9999) >= 91
others_there = quarters.loc[~loyal & stayed, 0].mean()

# %% exercise="04b.5" part="wrong" en="Both numbers are right, and the advice still does not follow: they are averages of different people." zh="两个数都没错，建议却不成立：它们是两群不同的人的平均数。"
choice = "a"

# %% exercise="04b.5" part="wrong" en="Worth a look, but it does not touch the question whether anybody grew." zh="可以看看，可这跟“有没有人成长”无关。"
choice = "b"

# %% exercise="04b.5" part="wrong" en="Discounting makes the third year smaller for everybody; it cannot tell growth from selection." zh="折现让所有人的第三年都变小，分不清是成长还是选择。"
choice = "d"

# %% [markdown] lang="en" exercise="04b.5" part="hint"
# Who is missing from the third year?

# %% [markdown] lang="zh" exercise="04b.5" part="hint"
# 第三年里，少了哪些人？

# %% [markdown] lang="en" exercise="04b.5" part="hint"
# Compare the same people at two times, not two groups at one time each.

# %% [markdown] lang="zh" exercise="04b.5" part="hint"
# 要比同一群人的前后，不是比两群人。

# %% [markdown] lang="en" exercise="04b.5" part="analysis"
# Compare the same people with themselves: those who bought in the third year had spent {{theirs:.0f}} yuan in their own first quarter, so they did not grow to {{later:.0f}}.
# The others had spent {{others:.0f}}. Is that a difference of people? Partly of time: many left before the quarter was over, and those who were here all through it spent {{others_there:.0f}}.
# The rest is selection: whoever still buys in the ninth or tenth quarter is likely to be one who buys often.
# Whether keeping people *causes* spending, only an experiment can tell (lesson 5a).

# %% [markdown] lang="zh" exercise="04b.5" part="analysis"
# 拿同一群人跟他们自己比：第三年还来买的人，自己第一个季度就花了{{theirs:.0f}}元，并不是后来才长到{{later:.0f}}元的。
# 其余的人第一季度花了{{others:.0f}}元。是人不一样吗？一部分是时间不一样：不少人没待满一个季度；整季都在店的，花了{{others_there:.0f}}元。
# 剩下的差别才是选择效应：第九、第十个季度还来买的，多半本来就买得勤。
# 留住客户会不会**让**她多花钱，要做实验才知道（第5a课）。

# %% [markdown] lang="en" exercise="04b.6" part="task" kind="number"
# ## 6. Four catalogues
#
# A mail-order house earns {{order}} yuan on an order and sends a catalogue, for {{mail}} yuan, to everybody who bought within the last four periods.
# Of those who last bought one period ago a share of {{chances[0]}} buy in the next; of those who last bought two, three and four periods ago, {{chances[1]}}, {{chances[2]}} and {{chances[3]}}.
# After that they are given up (`give_up=True` in `transition_matrix` adds a state for them).
# A customer who has just bought has brought an order, and gets a catalogue; the discount rate is {{discount:.0%}} a period.
#
# Give the value of a customer who has just bought (`fresh`, the present period counted), and of one who last bought four periods ago (`fourth`).

# %% [markdown] lang="zh" exercise="04b.6" part="task"
# ## 6. 四本目录
#
# 一家邮购店，每张订单赚{{order}}元；近四期内买过的，每期寄一本目录，每本{{mail}}元。
# 上次购买在一期之前的，下一期有{{chances[0]}}的比例会买；在两期、三期、四期之前的，分别是{{chances[1]}}、{{chances[2]}}、{{chances[3]}}。
# 再往后就放弃了（给`transition_matrix`写上`give_up=True`，就多出一个“放弃”的状态）。
# 刚买过的客户带来一张订单，也收一本目录；每期贴现率{{discount:.0%}}。
#
# 求刚买过的客户的价值（`fresh`，本期也算），和上次购买在四期之前的客户的价值（`fourth`）。

# %% exercise="04b.6" part="given"
from crmlab import differentiate

order, mail, discount = 40, 4, 0.20
chances = [0.30, 0.20, 0.15, 0.05]

# %% lang="en" exercise="04b.6" part="stub"
fresh = ____  # in yuan
fourth = ____  # in yuan

# %% lang="zh" exercise="04b.6" part="stub"
fresh = ____  # 单位：元
fourth = ____  # 单位：元

# %% exercise="04b.6" part="solution"
chain = differentiate.transition_matrix(chances, give_up=True)
reward = [order - mail, -mail, -mail, -mail, 0]
value = differentiate.migration_value(chain, reward, discount)
fresh, fourth = value[1], value[4]
policies = {
    last: differentiate.migration_value(
        differentiate.transition_matrix(chances[:last], give_up=True),
        [order - mail, *[-mail] * (last - 1), 0],
        discount,
    )[1]
    for last in (2, 3, 4)
}

# %% exercise="04b.6" part="also_right"
import numpy as np

P = np.zeros((5, 5))
P[:4, 0], P[4, 4] = chances, 1
for state in range(4):
    P[state, state + 1] = 1 - chances[state]
R = np.array([order - mail, -mail, -mail, -mail, 0])
V = np.linalg.inv(np.eye(5) - P / (1 + discount)) @ R
fresh, fourth = V[0], V[3]

# %% exercise="04b.6" part="wrong" en="You left out the catalogues: every state but the last costs one." zh="目录的钱没算：除了最后一个状态，每个状态都要寄一本。"
chain = differentiate.transition_matrix(chances, give_up=True)
value = differentiate.migration_value(chain, [order, 0, 0, 0, 0], discount)
fresh, fourth = value[1], value[4]

# %% exercise="04b.6" part="wrong" en="You counted only what is to come. Here the present period counts too: her order, and the catalogue." zh="你只算了今后。这里本期也算：她的订单，还有那本目录。"
chain = differentiate.transition_matrix(chances, give_up=True)
value = differentiate.migration_value(chain, [order - mail, -mail, -mail, -mail, 0], discount, now=False)
fresh, fourth = value[1], value[4]

# %% exercise="04b.6" part="wrong" en="Nobody was given up: your last state stays and gets catalogues for ever. Use give_up=True." zh="你没有放弃任何人：最后一个状态一直留着，一直寄目录。用give_up=True。"
chain = differentiate.transition_matrix(chances)
value = differentiate.migration_value(chain, [order - mail, -mail, -mail, -mail], discount)
fresh, fourth = value[1], value[4]

# %% exercise="04b.6" part="wrong" en="Who buys gets a catalogue too: the first state earns the order less the catalogue." zh="买了的人也要寄目录：第一个状态的回报是订单减目录。"
chain = differentiate.transition_matrix(chances, give_up=True)
value = differentiate.migration_value(chain, [order, -mail, -mail, -mail, 0], discount)
fresh, fourth = value[1], value[4]

# %% [markdown] lang="en" exercise="04b.6" part="hint"
# Five states: last bought one, two, three or four periods ago, and given up. What is earned or spent in each?

# %% [markdown] lang="zh" exercise="04b.6" part="hint"
# 五个状态：上次购买在一、二、三、四期之前，各一个，再加一个“放弃”。每个状态赚多少、花多少？

# %% [markdown] lang="en" exercise="04b.6" part="hint"
# `transition_matrix(chances, give_up=True)`, then `migration_value` with five rewards. Its states are numbered from one: `value[1]` is who has just bought.

# %% [markdown] lang="zh" exercise="04b.6" part="hint"
# 先`transition_matrix(chances, give_up=True)`，再用五个回报调`migration_value`。状态从一数起：`value[1]`是刚买过的。

# %% [markdown] lang="en" exercise="04b.6" part="analysis"
# A fresh customer is worth {{fresh:.2f}} yuan; one who last bought four periods ago {{fourth:.2f}}: her catalogue costs more than it brings.
# So stop after three: a fresh customer is then worth {{policies[3]:.2f}} (after two only {{policies[2]:.2f}}). A chain does not only value a policy, it finds a better one (the case has the form of Pfeifer and Carraway 2000).

# %% [markdown] lang="zh" exercise="04b.6" part="analysis"
# 刚买过的客户值{{fresh:.2f}}元；上次购买在四期之前的值{{fourth:.2f}}元：寄给她的目录收不回成本。
# 那就只寄三期：刚买过的客户升到{{policies[3]:.2f}}元（只寄两期的话是{{policies[2]:.2f}}元）。这条链不光能给做法估值，还能找出更好的做法（题目的样子取自Pfeifer和Carraway 2000）。

# %% [markdown] lang="en" exercise="04b.7" part="task" kind="number"
# ## 7. A misprint in the journal
#
# Fader and Hardie (2007) follow {{survivors[0]:,}} contract customers for seven renewals; `survivors` counts who was left.
# Their table gives one alpha, page {{page}} of the paper prints `printed_alpha`.
# Fit the sBG model: what is `alpha`?
# And by how much (`gap`) is the log-likelihood lower if `printed_alpha` stands in place of it, with the same beta?

# %% [markdown] lang="zh" exercise="04b.7" part="task"
# ## 7. 期刊里的一处印误
#
# Fader和Hardie（2007）追踪了{{survivors[0]:,}}位合同客户的七次续约，`survivors`是每次之后还剩的人数。
# 论文的表里是一个alpha，第{{page}}页印的却是`printed_alpha`。
# 拟合sBG模型：`alpha`到底是多少？
# beta不变，把alpha换成`printed_alpha`，对数似然低多少（`gap`）？

# %% exercise="04b.7" part="given"
import numpy as np
from scipy.special import betaln

from crmlab import differentiate

survivors = np.array([1000, 869, 743, 653, 593, 551, 517, 491])
printed_alpha, page = 0.688, 82


def survival(alpha, beta):
    t = np.arange(len(survivors))
    return np.exp(betaln(alpha, beta + t) - betaln(alpha, beta))


survival(0.7, 4.0).round(3)

# %% lang="en" exercise="04b.7" part="stub"
alpha = ____  # three decimals are enough
gap = ____  # points of log-likelihood, above 0

# %% lang="zh" exercise="04b.7" part="stub"
alpha = ____  # 三位小数就够
gap = ____  # 对数似然差多少，大于0

# %% exercise="04b.7" part="solution"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
alpha, beta = model.alpha_, model.beta_


def log_likelihood(alpha, beta):
    left = survival(alpha, beta)
    lost = left[:-1] - left[1:]
    return (-np.diff(survivors) * np.log(lost)).sum() + survivors[-1] * np.log(left[-1])


gap = log_likelihood(alpha, beta) - log_likelihood(printed_alpha, beta)

# %% exercise="04b.7" part="also_right"
from scipy.optimize import minimize

gone = survivors[:-1] - survivors[1:]


def minus(point):
    left = survival(*point)
    return -(gone @ np.log(left[:-1] - left[1:]) + survivors[-1] * np.log(left[-1]))


found = minimize(minus, [1.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9})
alpha = found.x[0]
gap = minus([printed_alpha, found.x[1]]) - found.fun

# %% exercise="04b.7" part="wrong" en="You trusted the misprint. Fit the data: the likelihood is the judge." zh="你信了那处印误。用数据拟合：似然说了算。"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
gone = survivors[:-1] - survivors[1:]
one, two = (survival(a, model.beta_) for a in (model.alpha_, printed_alpha))
gap = gone @ np.log(one[:-1] - one[1:]) - gone @ np.log(two[:-1] - two[1:])
gap += survivors[-1] * (np.log(one[-1]) - np.log(two[-1]))
alpha = printed_alpha

# %% exercise="04b.7" part="wrong" en="Alpha is right. In the gap you forgot the customers who are still there: they too say something, survivors[-1] times the log of the last survival." zh="alpha对了。算差距时漏了还在的客户：他们也说明问题，survivors[-1]乘最后一个存活率的对数。"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
alpha = model.alpha_
gone = survivors[:-1] - survivors[1:]
first, second = (survival(a, model.beta_) for a in (alpha, printed_alpha))
gap = gone @ np.log(first[:-1] - first[1:]) - gone @ np.log(second[:-1] - second[1:])

# %% exercise="04b.7" part="wrong" en="Alpha is right. The gap has the wrong sign: ask by how much the misprint is lower." zh="alpha对了。差距的正负号反了：问的是印误那个低多少。"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
alpha = model.alpha_
gone = survivors[:-1] - survivors[1:]
one, two = (survival(a, model.beta_) for a in (alpha, printed_alpha))
gap = gone @ np.log(two[:-1] - two[1:]) - gone @ np.log(one[:-1] - one[1:])
gap += survivors[-1] * (np.log(two[-1]) - np.log(one[-1]))

# %% exercise="04b.7" part="wrong" en="That is beta. The fitted model has both: alpha_ and beta_." zh="这是beta。拟合好的模型里两个都有：alpha_和beta_。"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
gone = survivors[:-1] - survivors[1:]
one, two = (survival(a, model.beta_) for a in (model.alpha_, printed_alpha))
gap = gone @ np.log(one[:-1] - one[1:]) - gone @ np.log(two[:-1] - two[1:])
gap += survivors[-1] * (np.log(one[-1]) - np.log(two[-1]))
alpha = model.beta_

# %% exercise="04b.7" part="wrong" en="You fitted the first four renewals only. Give fit all the survivors." zh="你只拟合了前四次续约。把survivors整个交给fit。"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
gone = survivors[:-1] - survivors[1:]
one, two = (survival(a, model.beta_) for a in (model.alpha_, printed_alpha))
gap = gone @ np.log(one[:-1] - one[1:]) - gone @ np.log(two[:-1] - two[1:])
gap += survivors[-1] * (np.log(one[-1]) - np.log(two[-1]))
alpha = differentiate.ShiftedBetaGeometric().fit(survivors[:5]).alpha_

# %% exercise="04b.7" part="wrong" en="Alpha is right. That is how many times likelier the data are; asked is the difference of the logarithms, so no exp." zh="alpha对了。你给的是似然之比；问的是对数之差，不要取exp。"
model = differentiate.ShiftedBetaGeometric().fit(survivors)
alpha = model.alpha_
gone = survivors[:-1] - survivors[1:]
one, two = (survival(a, model.beta_) for a in (alpha, printed_alpha))
gap = gone @ np.log(one[:-1] - one[1:]) - gone @ np.log(two[:-1] - two[1:])
gap = np.exp(gap + survivors[-1] * (np.log(one[-1]) - np.log(two[-1])))

# %% [markdown] lang="en" exercise="04b.7" part="hint"
# `fit` gives alpha and the log-likelihood at its top. For the misprint write the log-likelihood yourself: those lost at each renewal, and those still there.

# %% [markdown] lang="zh" exercise="04b.7" part="hint"
# `fit`给出alpha和最高点的对数似然。印误那个要自己写对数似然：每次续约丢掉的人，加上最后还在的人。

# %% [markdown] lang="en" exercise="04b.7" part="hint"
# The chance to be lost at a renewal is the drop of `survival` there. Number lost times its log, added up; plus `survivors[-1] * np.log(survival(alpha, beta)[-1])`.

# %% [markdown] lang="zh" exercise="04b.7" part="hint"
# 某次续约丢掉的概率，就是`survival`在那里降了多少。丢掉的人数乘它的对数，加总；再加`survivors[-1] * np.log(survival(alpha, beta)[-1])`。

# %% [markdown] lang="en" exercise="04b.7" part="analysis"
# Alpha is {{alpha:.3f}}, the log-likelihood {{model.log_likelihood_:.2f}}; the printed number fits worse by {{gap:.2f}}.
# Far too little to tell two hypotheses apart, but enough to show that {{printed_alpha}} is not the maximum. A published number is a claim; the likelihood can be recomputed.

# %% [markdown] lang="zh" exercise="04b.7" part="analysis"
# alpha是{{alpha:.3f}}，对数似然{{model.log_likelihood_:.2f}}；印出来的数要差{{gap:.2f}}。
# 差得太少，分不出两个假设的高下；可是足以说明{{printed_alpha}}不是最高点。印出来的数只是说法，似然可以重算。

# %% [markdown] lang="en" exercise="04b.8" part="task" kind="order"
# ## 8. How to value a customer base
#
# Put the steps in order.
#
# - **a** Fit the model on the years before the last.
# - **b** Take off the cost of winning or keeping them, and decide, with the convention written beside the number.
# - **c** Ask whether customers tell us when they leave, or only stop coming.
# - **d** Fit again on all years, and value the customers who are with us now.
# - **e** Compare its forecast with what the last year brought.

# %% [markdown] lang="zh" exercise="04b.8" part="task"
# ## 8. 怎样给客户群估值
#
# 把步骤排好顺序。
#
# - **a** 用最后一年之前的数据拟合模型。
# - **b** 减去获客或留客的成本，做决定，数字旁边写明用的约定。
# - **c** 先问：客户离开时会告诉我们，还是只是不再来？
# - **d** 用全部年份重新拟合，给现在还在的客户估值。
# - **e** 拿它的预测跟最后一年的实际比。

# %% lang="en" exercise="04b.8" part="stub"
order = ____  # a list of letters, such as ["a", "b", "c", "d", "e"]

# %% lang="zh" exercise="04b.8" part="stub"
order = ____  # 一个列表，例如["a", "b", "c", "d", "e"]

# %% exercise="04b.8" part="solution"
order = ["c", "a", "e", "d", "b"]

# %% exercise="04b.8" part="also_right"
order = list("caedb")

# %% exercise="04b.8" part="wrong" en="You valued before you tested: a forecast is compared with a year that the model has not seen, before anybody acts on it." zh="你还没检验就估值了：要先拿模型没见过的一年来比，再用它。"
order = ["c", "a", "d", "e", "b"]

# %% exercise="04b.8" part="wrong" en="The model comes before the question here. Whether leaving is seen decides between retention and migration, so ask it first." zh="你先建模型、后提问题。看不看得见流失，决定用留存还是迁移，所以要先问。"
order = ["a", "c", "e", "d", "b"]

# %% exercise="04b.8" part="wrong" en="Fitted on all years first, the model has seen the year on which you test it." zh="先用全部年份拟合，检验用的那一年模型就已经见过了。"
order = ["c", "d", "a", "e", "b"]

# %% exercise="04b.8" part="wrong" en="The decision stands first. It comes last, when there is a number to decide on." zh="你把决定放在了第一步。要等有了数字，最后才做。"
order = ["b", "c", "a", "e", "d"]

# %% [markdown] lang="en" exercise="04b.8" part="hint"
# The first step is a question, the last a decision.

# %% [markdown] lang="zh" exercise="04b.8" part="hint"
# 第一步是提问，最后一步是决定。

# %% [markdown] lang="en" exercise="04b.8" part="hint"
# Between them: fit on the past, test on the last year, then use everything.

# %% [markdown] lang="zh" exercise="04b.8" part="hint"
# 中间是：用过去拟合，用最后一年检验，再用上全部数据。

# %% [markdown] lang="en" exercise="04b.8" part="analysis"
# Question, fit, test, value, decide.
# The test year is given back to the model before the valuation: the newest data say most about those who are here now.

# %% [markdown] lang="zh" exercise="04b.8" part="analysis"
# 提问、拟合、检验、估值、决定。
# 检验完，最后一年也交还给模型：最新的数据，最能说明现在的客户。

# %% [markdown] lang="en" exercise="04b.9" part="task" kind="memo"
# ## 9. Decision memo
#
# The developer answers: {{offer}} yuan a household, take {{n_offered}} or none.
# Write to the owner in half a page, at least forty words, in triple quotation marks: take it or not, what it costs, what it brings, by when it pays back, under which convention, and what could go wrong.
# `brought` holds what a household has brought in each quarter of its life with us, discounted to today.

# %% [markdown] lang="zh" exercise="04b.9" part="task"
# ## 9. 决策备忘
#
# 开发商回话：每户{{offer}}元，要就要{{n_offered}}户，不要拉倒。
# 用三引号给老板写半页纸，至少六十个字（数字和标点不算）：要不要，花多少，能赚多少，什么时候回本，用的是什么约定，哪里可能出错。
# `brought`是一户人家来店后每个季度带来的毛利，已经折现。

# %% lang="en" exercise="04b.9" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="04b.9" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% exercise="04b.9" part="given"
from crmlab import differentiate

offer, n_offered, discount, margin_share = 480, 300, 0.10, 0.30
quarters = differentiate.value_by_tenure(crm.load("orders"), as_of="2026-01-01").head(10)
brought = margin_share * quarters["amount_per_customer"] / (1 + discount) ** ((quarters["tenure"] - 0.5) / 4)
brought.cumsum().round(0).to_list()

# %% lang="en" exercise="04b.9" part="solution"
total = brought.cumsum()
worth, payback = total.iloc[-1], int((total < offer).sum()) + 1
low = 0.25
lower = worth * low / margin_share
outcome = "still gain" if lower > offer else "lose"
memo = (
    f"I propose to take the offer: {n_offered} households for {n_offered * offer:,} yuan. "
    f"In ten quarters, as our own customers have shown, a household brings {worth:.0f} yuan of margin, discounted "
    f"at ten per cent a year and paid through each quarter; that leaves {n_offered * (worth - offer):,.0f} yuan, "
    f"and pays back in quarter {payback}. Later quarters are not counted, so the number is cautious. "
    f"The risk is that bought customers are worse than those who came by themselves: below {offer / worth:.0%} of "
    f"their value we lose, and as much is lost if {1 - offer / worth:.0%} would have come without the parcel. "
    f"If the margin share falls from {margin_share:.0%} to {low:.0%}, a household brings {lower:.0f} yuan, "
    f"and we {outcome} {abs(lower - offer):.0f} each. "
    "Since he refuses a pilot, I would pay only for households that make a first purchase, and leave some doors "
    "without a parcel to see who comes anyway."
)
print(memo)

# %% lang="zh" exercise="04b.9" part="solution"
total = brought.cumsum()
worth, payback = total.iloc[-1], int((total < offer).sum()) + 1
low = 0.25
lower = worth * low / margin_share
outcome = "仍赚" if lower > offer else "要亏"
memo = (
    f"建议接受：{n_offered}户，共{n_offered * offer:,}元。"
    f"照我们自己客户的经验，一户十个季度带来毛利{worth:.0f}元（年贴现率一成，"
    f"按季度中间付款），净赚{n_offered * (worth - offer):,.0f}元，"
    f"第{payback}个季度回本。十个季度以后的没有算，所以是往少里估。"
    f"风险是买来的客户不如自己上门的：低于他们的{offer / worth:.0%}就亏；"
    f"要是有{1 - offer / worth:.0%}不发礼包也会来，也就不赚了。"
    f"要是毛利率从{margin_share:.0%}降到{low:.0%}，一户带来{lower:.0f}元，"
    f"每户{outcome}{abs(lower - offer):.0f}元。"
    "既然对方不肯试点，就要谈成只为第一次购买付钱，再留几栋楼不发礼包，看看谁本来就会来。"
)
print(memo)

# %% exercise="04b.9" part="wrong" en="There is no number in it. Say what it costs, what it brings and when it pays back." zh="一个数字也没有。写明花多少、赚多少、什么时候回本。"
memo = """I propose to accept the offer of the developer, because customers are the future of every shop and those who come once will surely come again for many years. The cost is high but the value of a customer is higher still, and our competitors would take these households if we did not. 我建议接受开发商的条件，因为客户就是一家店的将来，来过一次的人以后还会来很多年。花的钱虽然不少，可是客户的价值更大，如果我们不要，别的店就会把这些住户抢走。"""

# %% exercise="04b.9" part="wrong" en="Too short for a decision: cost, gain, payback, convention, risk." zh="太短了，定不了事：花多少、赚多少、何时回本、什么约定、什么风险。"
memo = "Take 300 households. 要300户。"

# %% [markdown] lang="en" exercise="04b.9" part="hint"
# Five sentences: take it or not; cost and gain; payback; how you counted; what must hold.

# %% [markdown] lang="zh" exercise="04b.9" part="hint"
# 五句话：要不要；花多少、赚多少；何时回本；怎么算的；靠什么前提。

# %% [markdown] lang="en" exercise="04b.9" part="hint"
# `brought.cumsum()` is the value after each quarter; where it passes `offer` is the payback.

# %% [markdown] lang="zh" exercise="04b.9" part="hint"
# `brought.cumsum()`是每个季度为止的价值；它超过`offer`的地方就是回本。

# %% [markdown] lang="en" exercise="04b.9" part="rubric"
# - **Decision** (1): take it or leave it, for how many households.
# - **Money** (2): total cost, and value or gain per household and in all; one point for one of the two.
# - **Payback** (1): in which quarter, or that it never comes.
# - **Convention** (2): discounted margin, not sales, and how many quarters are counted; one point for one of the two.
# - **Risk** (2): bought customers may be worse, or would have come anyway, or never buy; with the break-even. One point without the number.
# - **Sensitivity** (1): what changes if the margin falls, with a number.

# %% [markdown] lang="zh" exercise="04b.9" part="rubric"
# - **决定**（1）：要还是不要，多少户。
# - **金额**（2）：总花费，以及每户和合计的价值或净赚；两样写出一样得1分。
# - **回本**（1）：第几个季度，或者永远回不了本。
# - **约定**（2）：用的是折现后的毛利，不是销售额；算了几个季度；两样写出一样得1分。
# - **风险**（2）：买来的客户可能差一些，可能本来就会来，也可能根本不买；写出盈亏平衡点。没有数字得1分。
# - **敏感性**（1）：毛利下降会怎样，带数字。

# %% [markdown] lang="en" exercise="04b.9" part="analysis"
# The model memo takes the offer: {{worth:.0f}} yuan of margin in ten quarters against {{offer}}, payback in quarter {{payback}}.
# A good memo may refuse as well: the whole sum is at stake at once, and at {{offer / worth:.0%}} of our customers' value nothing is left; the estate is beside the shop, and some would come anyway.

# %% [markdown] lang="zh" exercise="04b.9" part="analysis"
# 参考备忘选择接受：十个季度的毛利{{worth:.0f}}元，花费{{offer}}元，第{{payback}}个季度回本。
# 好的备忘也可以拒绝：一次就押上全部的钱，而新客只要降到老客的{{offer / worth:.0%}}，就一分不剩；何况小区就在店旁边，有些人本来就会来。
