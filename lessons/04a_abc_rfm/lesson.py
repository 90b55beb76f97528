# ---
# id: "04a"
# title: {en: "Who pays the rent? ABC and RFM", zh: "谁在养店？ABC与RFM"}
# minutes: {lecture: 50, exercises: 60}
# textbook: [idic 4.1, idic 4.2.1-4.2.3, ecommerce 9.2, portfolio 4.2]
# needs: []
# ---

# %% [markdown] lang="en" slide="slide"
# ## Four hundred gifts
#
# On the last day of 2025, Hejia (禾家) has {{n_customers:,}} customers on its books and money for {{n_gifts}} New Year gifts.
# Who gets one?
# "Those who spend most", says the owner.
# "Those who were here last week", says his daughter, who keeps the till.
# Each is half right, and this lesson is about the other half.

# %% [markdown] lang="zh" slide="slide"
# ## 四百份年礼
#
# 2025年最后一天，禾家（Hejia）账上有{{n_customers:,}}位客户，年礼却只备得起{{n_gifts}}份。
# 送给谁？
# 老板说：“谁花钱多送谁。”
# 管收银的女儿说：“谁上星期还来过送谁。”
# 两个人都对了一半，这一课讲的是另一半。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and curve twelve, RFM by hand ten, segments five, the letter ten, truth and failure eight, decision five.
# Skip the cells without a slide mark; the class reads them at home.
#
# Ask for a show of hands before the next cells: how many customers bring half of the money?
# Expect "half" and "twenty per cent".
# Write both on the board; the curve will settle it.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和曲线十二分钟，RFM手算十分钟，客户群五分钟，月饼信十分钟，真相和看走眼八分钟，决策五分钟。
# 没标幻灯片的格子跳过，留给学生回去读。
#
# 运行后面几格之前，先让全班举手：一半的销售额来自多少客户？
# 多数人会说“一半”或“两成”。
# 把两个答案都写在黑板上，等曲线出来再回头看。

# %% [markdown] lang="en"
# We start from the orders: one row for each visit to the till.

# %% [markdown] lang="zh"
# 先看订单表：每结一次账，记一行。

# %%
import matplotlib.pyplot as plt
import pandas as pd

n_gifts = 400
today = pd.Timestamp("2026-01-01")
orders = crm.load("orders")
orders.head(3)

# %% [markdown] lang="en"
# Refunds stand in the same table, with a negative amount and the order that they refund.

# %% [markdown] lang="zh"
# 退款也记在这张表里：金额为负，并写明退的是哪一单。

# %%
orders[orders["amount"] < 0].head(3)

# %% [markdown] lang="en"
# We add up what each customer has paid, less refunds, and put the biggest first.

# %% [markdown] lang="zh"
# 把每位客户付过的钱加起来（减去退款），从大到小排。

# %%
spend = orders.groupby("customer_id")["amount"].sum().round(2).sort_values(ascending=False)
n_customers = len(spend)
spend.head()

# %%
half = int((spend.cumsum() < spend.sum() / 2).sum()) + 1
share_half = half / n_customers
half, n_customers

# %% [markdown] lang="en"
# Half of three years' money came from {{half}} people, {{share_half:.0%}} of the customers.
# Nobody in the shop had guessed so few.

# %% [markdown] lang="zh"
# 三年里一半的钱来自{{half}}个人，只占客户的{{share_half:.0%}}。
# 店里没有一个人猜到会这么少。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Classify** customers into A, B and C, and say how unequal they are (exercises 4a.1 and 4a.2).
# - **Score** customers by recency, frequency and monetary value, by hand and in one call (exercises 4a.3 and 4a.4).
# - **Name** segments, and order what to do about each (exercises 4a.5 and 4a.6).
# - **Choose** which segments to mail from a test, and say what that is worth (exercise 4a.7 and the memo, 4a.9).
# - **Tell** where RFM goes wrong (exercise 4a.8).
#
# You need pandas as far as `groupby`, and nothing else.

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **分类**：把客户分成A、B、C三类，并说出差距有多大（练习4a.1、4a.2）。
# - **打分**：按近度、频度、额度给客户打分，先手算，再一行代码算（练习4a.3、4a.4）。
# - **命名**：给客户群起名，排出对策的先后（练习4a.5、4a.6）。
# - **取舍**：根据一次测试，决定给哪些人寄信，算出值多少钱（练习4a.7和决策备忘4a.9）。
# - **找漏洞**：说出RFM在哪里会看走眼（练习4a.8）。
#
# 会用pandas的`groupby`就够了。

# %% [markdown] lang="en" slide="slide"
# ## The idea: customers differ
#
# *Customer value* has two meanings, and half of all quarrels about it come from mixing them up.
# The value **to** the customer is what she gets, weighed against what she gives, as she sees it (Zeithaml 1988).
# The value **of** the customer is what she brings the firm.
# This chapter is about the second; chapters 5 to 7 come back to the first, because nobody stays for our benefit.
#
# If all customers brought the same, it would not matter whom we call, visit or thank.
# They do not, and attention is scarce.
# So we differentiate: first by what they brought (ABC), then by how recently, how often and how much (RFM).

# %% [markdown] lang="zh" slide="slide"
# ## 道理：客户并不一样
#
# “客户价值”（customer value）有两个意思，许多争论都因为把两者混为一谈。
# 一是**给**客户的价值：在她看来，得到的跟付出的比起来值不值（Zeithaml 1988）。
# 二是客户**带来**的价值：她给企业贡献了什么。
# 这一章讲第二个；第5到第7章再回到第一个：客户觉得值，才会留下来。
#
# 假如每位客户贡献都一样，给谁打电话、去拜访谁、谢谁，就无所谓了。
# 可是他们不一样，而我们的精力有限。
# 所以要区分客户：先看贡献了多少（ABC分析法），再看是最近还是从前、常来还是偶尔、花多还是花少（RFM分析法）。

# %% [markdown] lang="en"
# ## ABC by hand
#
# **ABC analysis** comes from the stockroom (Dickie 1951): a few items make most of the value, so count those every week and the screws once a year.
# We do it with a pencil first, on ten customers.

# %% [markdown] lang="zh"
# ## ABC：先手算
#
# **ABC分析法**（ABC analysis）出自仓库（Dickie 1951）：少数物品占了大部分金额，那就每周盘点它们，螺丝钉一年数一次。
# 先拿十位客户，用铅笔算一遍。

# %%
paid = [40, 900, 15, 120, 60, 2100, 25, 300, 80, 10]
small = pd.DataFrame({"customer": list("abcdefghij"), "paid": paid})
small = small.sort_values("paid", ascending=False, ignore_index=True)
small["share"] = small["paid"] / small["paid"].sum()
small["cumulative"] = small["share"].cumsum()
small.round(3)

# %% [markdown] lang="en"
# Read aloud: customer f alone brings {{small["share"][0]:.1%}}, f and b together {{small["cumulative"][1]:.1%}}.
# The usual cuts are at {{cut_a:.0%}} and {{cut_b:.0%}} of the money.
# A customer is A while the share *before* her is below the first cut, so the one who crosses the cut still belongs to A.

# %% [markdown] lang="zh"
# 这样读：f一个人占{{small["share"][0]:.1%}}，f和b合起来占{{small["cumulative"][1]:.1%}}。
# 习惯上在金额的{{cut_a:.0%}}和{{cut_b:.0%}}处各切一刀。
# 只要排在她**前面**的人合计还没到第一刀，她就是A类；所以恰好跨过那一刀的人仍算A类。

# %%
cut_a, cut_b = 0.80, 0.95
before = small["cumulative"] - small["share"]
small["abc"] = "C"
small.loc[before < cut_b, "abc"] = "B"
small.loc[before < cut_a, "abc"] = "A"
small[["customer", "paid", "abc"]].T

# %% [markdown] lang="en"
# Two A customers, three B, five C.
# Now the same four lines on the whole shop.
# A customer who sent everything back has brought nothing: we look at these first, so that nobody drops out unseen.

# %% [markdown] lang="zh"
# A类两位，B类三位，C类五位。
# 同样几行代码，现在用到全店。
# 买了又全退掉的客户等于没有贡献：先把他们找出来看一眼，别让人悄悄消失。

# %%
n_nothing = int((spend <= 0).sum())
paying = spend[spend > 0]
n_nothing, len(paying)

# %%
before = (paying.cumsum() - paying) / paying.sum()
by_hand = before.map(lambda share: "A" if share < cut_a else "B" if share < cut_b else "C")
by_hand.value_counts()

# %% [markdown] lang="en"
# ## ABC with crmlab
#
# `abc` does the same in one call, copes with refunds and ties, and gives one row per customer.

# %% [markdown] lang="zh"
# ## ABC：用crmlab
#
# `abc`一行就做完同样的事，退款和并列都照顾到，每位客户一行。

# %%
from crmlab import differentiate

classes = differentiate.abc(paying.reset_index(), "customer_id", "amount", cuts=(cut_a, cut_b))
classes.head(3)

# %%
bool((classes.set_index("customer_id")["abc"].sort_index() == by_hand.sort_index()).all())

# %% [markdown] lang="en"
# All {{len(classes):,}} classes agree.
# A table by class is what the owner gets to see.

# %% [markdown] lang="zh"
# {{len(classes):,}}位客户的类别全部一致。
# 按类汇总，就是给老板看的那张表。

# %%
by_class = classes.groupby("abc").agg(customers=("customer_id", "size"), amount=("amount", "sum"))
by_class["customer_share"] = by_class["customers"] / by_class["customers"].sum()
by_class["amount_share"] = by_class["amount"] / by_class["amount"].sum()
by_class.round(2)

# %% [markdown] lang="en" slide="slide"
# ## How unequal? The Pareto curve
#
# Line the customers up, best first, and plot the share of the money against the share of the people: the **Pareto curve**.

# %% [markdown] lang="zh" slide="slide"
# ## 差距有多大？帕累托曲线
#
# 客户从花钱最多的排起，横轴是人数占比，纵轴是金额占比，画出来就是**帕累托曲线**（Pareto curve）。

# %% lang="en" slide="fragment" alt="Share of the money against share of customers, best first. The curve climbs steeply, passes four fifths of the money at under a third of the customers, and is nearly flat after the first half."
ax = differentiate.plot_pareto(paying)
ax.set_title("A minority carries the shop")
plt.show()

# %% lang="zh" slide="fragment" alt="金额占比随客户占比变化的曲线，从花钱最多的客户排起：先陡升，不到三成客户就占了八成金额，过了一半几乎持平。"
ax = differentiate.plot_pareto(paying)
ax.set_title("少数人撑起这家店")
plt.show()

# %% [markdown] lang="en"
# Two numbers sum up a curve.
# The share of the best fifth is easy to say aloud.
# The **Gini coefficient** measures the whole curve: zero if all spend the same, close to one if a single customer spends it all.

# %% [markdown] lang="zh"
# 一条曲线可以用两个数概括。
# 最好的五分之一客户占多少，一说就懂。
# **基尼系数**（Gini coefficient）量的是整条曲线：人人花得一样多是零，全靠一个人则接近一。

# %%
gini = differentiate.gini(paying)
top_fifth = differentiate.top_share(paying, top=0.2)
round(gini, 2), round(top_fifth, 2)

# %% [markdown] lang="en" slide="fragment"
# The best fifth bring {{top_fifth:.0%}} of the money; the Gini coefficient is {{gini:.2f}}.
# "Eighty-twenty" is a rule of thumb, not a law: measure yours before you quote it.
#
# What the class does *not* say: an A customer brought much in three years.
# Whether she still comes, it does not know.

# %% [markdown] lang="zh" slide="fragment"
# 最好的五分之一客户贡献了{{top_fifth:.0%}}的金额，基尼系数是{{gini:.2f}}。
# “二八定律”是经验之谈，不是定律：引用之前，先量一量自己的店。
#
# ABC**没说**的是：A类客户三年里贡献大，
# 可她现在还来不来，ABC不知道。

# %% [markdown] lang="en" slide="slide"
# ## RFM by hand
#
# The daughter's question is *when*.
# Mail-order houses asked three questions of each customer, and so do we (Hughes 1994):
#
# - **Recency** (R): how many days since the last purchase?
# - **Frequency** (F): how many purchases?
# - **Monetary value** (M): how much money, less refunds?
#
# A pencil and five customers first.

# %% [markdown] lang="zh" slide="slide"
# ## RFM：先手算
#
# 女儿问的是“什么时候”。
# 做邮购的人就每位客户问三个问题，我们照做（Hughes 1994）：
#
# - **近度**（recency, R；也叫最近一次消费）：离最后一次购买过了多少天？
# - **频度**（frequency, F；也叫消费频率）：买过多少次？
# - **额度**（monetary value, M；也叫消费金额）：一共花了多少钱（减去退款）？
#
# 先拿五位客户，用铅笔算。

# %%
notebook = pd.DataFrame(
    [
        ("Wang", "2025-12-09", 35), ("Wang", "2025-12-23", 25), ("Wang", "2025-12-30", 30),
        ("Li", "2025-12-28", 60),
        ("Zhang", "2025-02-11", 380), ("Zhang", "2025-03-02", 400),
        ("Zhao", "2024-08-19", 20),
        ("Chen", "2025-05-05", 95), ("Chen", "2025-05-06", -95), ("Chen", "2025-07-20", 95),
        ("Chen", "2025-10-01", 110), ("Chen", "2025-11-15", 90),
    ],
    columns=["customer_id", "ordered_on", "amount"],
)  # fmt: skip
notebook["ordered_on"] = pd.to_datetime(notebook["ordered_on"])

# %% [markdown] lang="en"
# A refund is money that goes back, so it counts in M.
# It is not a purchase, so it counts in neither R nor F.

# %% [markdown] lang="zh"
# 退款是退回去的钱，所以要算进M。
# 它不是购买，所以R和F都不算它。


# %%
def measure(orders):
    bought = orders[orders["amount"] > 0].groupby("customer_id")
    table = pd.DataFrame({"recency": (today - bought["ordered_on"].max()).dt.days})
    table["frequency"] = bought.size()
    table["monetary"] = orders.groupby("customer_id")["amount"].sum().round(2)
    return table


five = measure(notebook)
five

# %% [markdown] lang="en"
# Read Chen's row aloud: last purchase {{five.loc["Chen", "recency"]}} days ago, {{five.loc["Chen", "frequency"]}} purchases, {{five.loc["Chen", "monetary"]:.0f}} yuan, the refund taken off.
#
# Days, counts and yuan don't add up.
# So each measure becomes a **score** from one to five: stand in line by the measure, cut the line into fifths, and the best fifth gets a five.
# For recency, *few* days are good.
# Customers who are equal stand in line by their number: somebody has to stand first.

# %% [markdown] lang="zh"
# 看Chen那一行：上次购买是{{five.loc["Chen", "recency"]}}天前，买过{{five.loc["Chen", "frequency"]}}次，共{{five.loc["Chen", "monetary"]:.0f}}元，退款已经减掉。
#
# 天数、次数、元，没法相加。
# 所以每个指标都换成一到五的**分数**：按指标排队，等分成五段，最好的一段得五分。
# 近度是天数**少**的好。
# 相同的人按客户编号排队：总得有个先后。


# %%
def fifth(values):
    place = values.rank(method="first").astype(int)
    return (place - 1) * 5 // len(values) + 1


def score(table):
    scores = pd.DataFrame({"r": fifth(-table["recency"])})
    scores["f"] = fifth(table["frequency"])
    scores["m"] = fifth(table["monetary"])
    scores["cell"] = scores.astype(str).sum(axis=1)
    return scores


score(five)

# %% [markdown] lang="en"
# Three digits tell a story: Zhang, {{score(five).loc["Zhang", "cell"]}}, spends most and has not been seen for ten months; Li, {{score(five).loc["Li", "cell"]}}, came just now, once.

# %% [markdown] lang="zh"
# 三个数字就是一个故事：Zhang是{{score(five).loc["Zhang", "cell"]}}，花钱最多，可是十个月没露面了；Li是{{score(five).loc["Li", "cell"]}}，刚来过，只来过一次。

# %% [markdown] lang="en"
# On the whole shop it is the same two functions.

# %% [markdown] lang="zh"
# 用到全店，还是这两个函数。

# %%
shop = score(measure(orders))
shop.head(3)

# %%
twice = shop["f"][measure(orders)["frequency"] == 2]
twice.value_counts()

# %% [markdown] lang="en"
# Equal customers can fall on both sides of a cut: of those with two purchases, {{(twice == 1).sum()}} score one and {{(twice == 2).sum()}} score two.
# Where that hurts, use fixed cut points; exercise 4a.4 builds them.

# %% [markdown] lang="zh"
# 相同的客户可能分到界线两边：买过两次的人里，{{(twice == 1).sum()}}位得一分，{{(twice == 2).sum()}}位得两分。
# 要是这样不妥，就用固定的分界点；练习4a.4来做。

# %% [markdown] lang="en"
# ## RFM with crmlab
#
# `rfm` measures and scores in one call.
# We say from which day we look back, because a recency without its day means nothing.

# %% [markdown] lang="zh"
# ## RFM：用crmlab
#
# `rfm`一行就完成度量和打分。
# 要写明从哪一天往回看：不说日子的近度没有意义。

# %%
scores = differentiate.rfm(orders, as_of=today)
scores.head(3)

# %%
bool((scores.set_index("customer_id")["cell"] == shop["cell"]).all())

# %% [markdown] lang="en"
# All {{len(scores):,}} cells agree.
# Five times five times five makes {{n_cells}} possible cells.
# A map shows two of the three scores.

# %% [markdown] lang="zh"
# {{len(scores):,}}位客户所在的格子全部一致。
# 五乘五乘五，一共有{{n_cells}}种可能的格子（cell）。
# 画成地图，先看其中两个分数。

# %%
n_cells = 5**3
corner_best = int(((scores["r_score"] == 5) & (scores["f_score"] == 5)).sum())
corner_lost = int(((scores["r_score"] == 1) & (scores["f_score"] == 1)).sum())
often_but_silent = int(((scores["r_score"] <= 2) & (scores["f_score"] == 5)).sum())
corner_best, corner_lost, often_but_silent

# %% lang="en" slide="slide" alt="Heat map of customers by recency score and frequency score. Most stand near the diagonal from seldom and long ago to often and lately; the fullest square is five and five."
ax = differentiate.plot_rfm_heatmap(scores)
ax.set_title("Who comes often has mostly come lately")
plt.show()

# %% lang="zh" slide="slide" alt="按近度分和频度分画的客户数热力图。多数人在对角线附近：从“少来、很久没来”到“常来、最近来过”，人最多的一格是五分五分。"
ax = differentiate.plot_rfm_heatmap(scores)
ax.set_title("常来的人，多半最近也来过")
plt.show()

# %% [markdown] lang="en"
# The corner of regulars who were just here holds {{corner_best}} people, the opposite corner {{corner_lost}}.
# Look at the bottom right: {{often_but_silent}} people came very often and then stopped.
# ABC calls most of them A.

# %% [markdown] lang="zh"
# 常来而且刚来过的那一角有{{corner_best}}人，对面那一角有{{corner_lost}}人。
# 再看右下角那两格：{{often_but_silent}}人从前来得最勤，后来没了动静。
# 在ABC里，他们大多是A类。

# %%
silent_regulars = scores[(scores["r_score"] <= 2) & (scores["f_score"] == 5)]
share_a = float(silent_regulars.merge(classes, on="customer_id")["abc"].eq("A").mean())
round(share_a, 2)

# %% [markdown] lang="en"
# {{share_a:.0%}} of them are A customers: the owner would send most of them a gift.

# %% [markdown] lang="zh"
# 其中{{share_a:.0%}}是A类客户：照老板的办法，年礼大半要送到他们手里。

# %% [markdown] lang="en" slide="slide"
# ## From cells to names
#
# Nobody remembers {{n_cells}} cells; a sales team remembers ten names.
# A rule table turns scores into **segments**, and every cell belongs to exactly one.

# %% [markdown] lang="zh" slide="slide"
# ## 从格子到名字
#
# {{n_cells}}种格子没人记得住，十个名字店员记得住。
# 一张规则表把分数变成**客户群**（segment），每种格子恰好归一群。

# %%
differentiate.default_rules().head(4)

# %% [markdown] lang="en"
# Read the first row aloud: a champion has recency five, frequency four or five, and money three or more.
# The names are in wide use; where the borders lie is convention, and you may edit them.
# Many Chinese textbooks cut each score in two, high and low, and get eight types instead, from "important to value" to "ordinary to win back"; exercise 4a.5 builds and names them.

# %% [markdown] lang="zh"
# 第一行这样读：明星客户（champions）是近度五分、频度四到五分、额度三分以上。
# 名字大家都在用，界线划在哪儿是约定，可以自己改。
# 不少国内教材把每个分数只分高低两档，得到八类客户，从“重要价值客户”到“一般挽留客户”；练习4a.5就来搭这八类、叫出名字。

# %%
segmented = differentiate.segments(scores)
segmented["segment"].value_counts()

# %% lang="en" slide="fragment" alt="Bars for ten segments: share of customers beside share of the money. Champions and loyal customers hold most of the money; hibernating customers are the largest group and hold almost none."
ax = differentiate.plot_segments(segmented)
ax.set_title("Two segments hold most of the money")
plt.show()

# %% lang="zh" slide="fragment" alt="十个客户群的条形图，人数占比与金额占比并排。明星客户和忠诚客户占了大部分金额；休眠客户人数最多，几乎不占金额。"
ax = differentiate.plot_segments(segmented)
ax.set_title("两个客户群占了大部分金额")
plt.show()

# %% [markdown] lang="en"
# The tables use the codes; here are the names, each with a first idea of what to do.
# It is an idea, not a finding: the next section tests one.

# %% [markdown] lang="zh"
# 表里用的是英文代号，下面是对应的名字，后面跟着一个初步的对策。
# 那只是想法，不是结论：下一节就来检验其中一个。

# %%
spoken = crm.language.get_language()
for row in differentiate.segment_names().to_dict("records"):
    print(row["segment"], "|", row[f"name_{spoken}"], "|", row[f"action_{spoken}"])

# %% [markdown] lang="en" slide="notes"
# Let the class vote before the next section: which of R, F and M says most about who will answer a letter?
# Expect "M, they have the money".
# It is R, with M close behind: on a test of this size the two cannot be told apart for sure.

# %% [markdown] lang="zh" slide="notes"
# 讲下一节之前先投票：R、F、M哪一个最能说明谁会回信？
# 多数人会选M，“他们有钱”。
# 答案是R，M紧跟在后：这么大的测试还分不出它俩的高下。

# %% [markdown] lang="en" slide="slide"
# ## Put it to the test: the mooncake letter
#
# On 1 September 2025 the shop wrote to a random half of the {{len(contacts):,}} customers it had by then, and offered a gift box that could be ordered only by answering.
# A letter costs {{cost:.0f}} yuan; a box earns {{margin:.0f}} yuan of margin.
# Because chance decided who got a letter, the answers tell us which scores matter.

# %% [markdown] lang="zh" slide="slide"
# ## 拿事实检验：月饼信
#
# 2025年9月1日，店里从当时的{{len(contacts):,}}位客户里随机挑了一半寄信，推一款只能回信才订得到的礼盒。
# 一封信成本{{cost:.0f}}元，卖出一盒毛利{{margin:.0f}}元。
# 谁收到信由抽签决定，所以从响应就能看出哪个分数管用。

# %%
letter = crm.load("campaigns").set_index("campaign_id").loc["K01"]
cost, margin = letter["cost_per_contact"], letter["margin_per_response"]
contacts = crm.load("campaign_contacts").query("campaign_id == 'K01'")
mailed = contacts[contacts["group"] == "treatment"]
len(mailed), int(mailed["responded"].sum())

# %% [markdown] lang="en"
# The scores must be those of the day *before* the letter: whoever scores with later orders lets the answer leak into the question.

# %% [markdown] lang="zh"
# 分数必须用寄信**之前**的：如果把之后的订单也算进去，答案就漏进了题目里。

# %%
sent_on = letter["sent_on"]
earlier = orders[orders["ordered_on"] < sent_on]
then = differentiate.segments(differentiate.rfm(earlier, as_of=sent_on))
response_by_r = differentiate.cell_response(mailed, then, by="r_score")
response_by_r.round(3)

# %% [markdown] lang="en"
# Each row is one recency score: people mailed, responses, the **response rate**, and its 95% interval (Wilson 1927).
# The most recent fifth answered at {{rate_r5:.1%}}, the least recent at {{rate_r1:.1%}}.

# %% [markdown] lang="zh"
# 每行是一个近度分：寄了多少人、多少人响应、**响应率**（response rate）和它的95%区间（Wilson 1927）。
# 最近来过的五分之一，响应率{{rate_r5:.1%}}；最久没来的五分之一，只有{{rate_r1:.1%}}。


# %%
def spread(by):
    rate = differentiate.cell_response(mailed, then, by=by).set_index(by)["rate"]
    return rate[5] - rate[1]


rate_r5, rate_r1 = response_by_r.set_index("r_score")["rate"][[5, 1]]
spreads = {by: round(float(spread(by)), 3) for by in ("r_score", "f_score", "m_score")}
spreads

# %% [markdown] lang="en"
# From the lowest to the highest score the rate rises most along recency, by {{100 * spreads["r_score"]:.1f}} percentage points; along money it is {{100 * spreads["m_score"]:.1f}}, along frequency {{100 * spreads["f_score"]:.1f}}.
# In most mailings recency separates best; in this one R and M are too close to call.

# %% [markdown] lang="zh"
# 从最低分到最高分，响应率的差距近度最大，有{{100 * spreads["r_score"]:.1f}}个百分点；额度是{{100 * spreads["m_score"]:.1f}}个，频度是{{100 * spreads["f_score"]:.1f}}个。
# 大多数邮寄里，近度分得最清楚；这一次R和M差得不多，难分高下。

# %% [markdown] lang="en" slide="slide"
# A letter pays for itself when the response rate is above **break-even**: cost per letter over margin per response.

# %% [markdown] lang="zh" slide="slide"
# 响应率高于**盈亏平衡点**（break-even），信就不亏：盈亏平衡响应率等于每封信的成本除以每个响应的毛利。

# %%
break_even = cost / margin
response = differentiate.cell_response(mailed, then, by="segment")
test = differentiate.mailing_profit(response, cost_per_contact=cost, margin_per_response=margin)
test

# %% lang="en" slide="fragment" alt="Response rate of each segment with its interval, and a line at break-even. The intervals of new customers and champions lie above the line; those of loyal customers and four other segments hold it; three lie below."
ax = differentiate.plot_cell_response(response, break_even=break_even)
ax.set_title("Two segments surely pay, five are undecided")
plt.show()

# %% lang="zh" slide="fragment" alt="各客户群的响应率及其区间，以及盈亏平衡线。新客户和明星客户的整个区间都高于这条线；忠诚客户和另外四群的区间跨着它；其余三群低于它。"
ax = differentiate.plot_cell_response(response, break_even=break_even)
ax.set_title("两群确定划算，五群没有定论")
plt.show()

# %% [markdown] lang="en"
# Break-even is {{break_even:.0%}}.
# Mailing everybody lost {{-test.profit_all:,.0f}} yuan; mailing only the two segments whose rate is above the line would have earned {{test.profit_selected:,.0f}} yuan, with a sixth of the letters.
#
# Mind the whiskers: where the interval holds break-even, the test has not decided.
# Of the new customers only {{new_mailed}} were mailed and {{new_responses}} answered: the rate may be anything from {{new_low:.0%}} to {{new_high:.0%}}.

# %% [markdown] lang="zh"
# 盈亏平衡点是{{break_even:.0%}}。
# 全寄亏了{{-test.profit_all:,.0f}}元；只寄响应率高于这条线的两群，能赚{{test.profit_selected:,.0f}}元，信只用六分之一。
#
# 留意横线的长短：区间跨着盈亏平衡点的，测试还没有定论。
# 新客户只寄了{{new_mailed}}人，{{new_responses}}人响应：真实的响应率从{{new_low:.0%}}到{{new_high:.0%}}都有可能。

# %%
new_mailed, new_responses, new_low, new_high = response.set_index("segment").loc[
    "new", ["customers", "responses", "low", "high"]
]
new_mailed, new_responses = int(new_mailed), int(new_responses)
round(new_low, 2), round(new_high, 2)

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# Hejia is simulated, so we may open the envelope that no shop has: who has really left, and what everybody will spend in 2026.
# First the gifts, by three rules.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 禾家是模拟出来的，所以能看到任何一家店都看不到的答案：谁真的走了，2026年每个人会花多少。
# 先看年礼，三种送法。

# %%
truth = crm.load("truth/customers").assign(gone=lambda table: table["left_on"].notna())
known = segmented.merge(truth, on="customer_id").merge(classes[["customer_id", "abc"]], how="left")
known["sum_of_scores"] = known[["r_score", "f_score", "m_score"]].sum(axis=1)
rules = {
    "owner": known.nlargest(n_gifts, "monetary"),
    "daughter": known.nsmallest(n_gifts, "recency"),
    "rfm": known.sort_values(["sum_of_scores", "monetary"], ascending=False).head(n_gifts),
}
gifts = pd.DataFrame({"gone": {rule: chosen["gone"].mean() for rule, chosen in rules.items()}})
gifts["next_year"] = {rule: chosen["amount_next_year"].sum() for rule, chosen in rules.items()}
gifts.round(2)

# %% [markdown] lang="en"
# By the owner's rule {{gifts.loc["owner", "gone"]:.0%}} of the gifts go to people who have left.
# By the daughter's, hardly any do, but many go to people who spend little.
# With all three scores, {{gifts.loc["rfm", "gone"]:.0%}} have left, and the chosen will spend {{rfm_over_owner:.0%}} more in 2026 than the owner's choice, {{rfm_over_daughter:.0%}} more than the daughter's.
# Mind what this shows: who is worth keeping, not what a gift changes; that takes a control group.

# %% [markdown] lang="zh"
# 按老板的办法，{{gifts.loc["owner", "gone"]:.0%}}的年礼送给了已经离开的人。
# 按女儿的办法，几乎没有送错人，可不少人花钱很少。
# 三个分数一起用，送错的只有{{gifts.loc["rfm", "gone"]:.0%}}；选中的人2026年的消费，比老板选的多{{rfm_over_owner:.0%}}，比女儿选的多{{rfm_over_daughter:.0%}}。
# 注意，这说明的是谁值得留住，不是年礼能改变什么；后者要有对照组才知道。

# %%
rfm_over_owner = gifts.loc["rfm", "next_year"] / gifts.loc["owner", "next_year"] - 1
rfm_over_daughter = gifts.loc["rfm", "next_year"] / gifts.loc["daughter", "next_year"] - 1
gone_a = float(known.loc[known["abc"] == "A", "gone"].mean())
gone_all = float(known["gone"].mean())
round(gone_a, 2), round(gone_all, 2)

# %% [markdown] lang="en"
# Of all customers {{gone_all:.0%}} have left; of the A customers it is still {{gone_a:.0%}}.
# ABC looks at what was; it is right for the storeroom, where a screw does not walk away.

# %% [markdown] lang="zh"
# 全部客户里，{{gone_all:.0%}}已经离开；A类客户也有{{gone_a:.0%}}。
# ABC看的是过去；它适合仓库，因为螺丝钉不会自己走掉。

# %% [markdown] lang="en" slide="slide"
# ### Where RFM fails
#
# Take cell `344`: seen a while ago, frequent, good spenders.
# It holds {{len(cell)}} customers, whom RFM cannot tell apart.
# Here are two of them.

# %% [markdown] lang="zh" slide="slide"
# ### RFM看走眼的地方
#
# 看`344`这一格：有一阵没来，从前来得勤，花得也多。
# 这一格有{{len(cell)}}位客户，RFM分不出他们谁是谁。
# 挑两位出来。

# %%
cell = known[known["cell"] == "344"].copy()
pair = ["C03357", "C02144"]
new_years = pd.to_datetime(["2024-01-01", "2025-01-01", "2026-01-01"])
cell[cell["customer_id"].isin(pair)][["customer_id", "recency", "frequency", "monetary"]]

# %% lang="en" slide="fragment" alt="Two rows of dots, one for each purchase. The first customer comes about every nine weeks and has been away for less than two such gaps; the second came every few days for some months and then stopped."
fig, ax = plt.subplots(figsize=(7, 2.4))
for row, customer in enumerate(pair):
    days = orders.loc[(orders["customer_id"] == customer) & (orders["amount"] > 0), "ordered_on"]
    ax.plot(days, [row] * len(days), "o", markersize=5)
ax.axvline(today, color="grey", linewidth=1)
ax.set(yticks=[0, 1], yticklabels=pair, ylim=(-0.6, 1.6), title="Same cell, different rhythm")
ax.set_xticks(new_years, new_years.year)
ax.set_xlabel("Purchases; the line is today")
plt.show()

# %% lang="zh" slide="fragment" alt="两行圆点，一个点是一次购买。第一位大约九周来一次，现在缺席的时间还不到两个间隔；第二位有几个月隔几天就来，然后停了。"
fig, ax = plt.subplots(figsize=(7, 2.4))
for row, customer in enumerate(pair):
    days = orders.loc[(orders["customer_id"] == customer) & (orders["amount"] > 0), "ordered_on"]
    ax.plot(days, [row] * len(days), "o", markersize=5)
ax.axvline(today, color="grey", linewidth=1)
ax.set(yticks=[0, 1], yticklabels=pair, ylim=(-0.6, 1.6), title="同一格，节奏不同")
ax.set_xticks(new_years, new_years.year)
ax.set_xlabel("每次购买；竖线是今天")
plt.show()

# %% [markdown] lang="en"
# Three or four months of silence are little for somebody who comes every nine weeks, and a farewell for somebody who came every few days.
# So compare each customer's silence with her own usual gap.

# %% [markdown] lang="zh"
# 对九周来一次的人，三四个月没来不算什么；对隔五六天就来的人，那就是告别。
# 所以，要拿每位客户没来的时间跟她自己平时的间隔比。

# %%
visits = orders[orders["amount"] > 0].groupby("customer_id")["ordered_on"].agg(["min", "max", "size"])
usual_gap = (visits["max"] - visits["min"]).dt.days / (visits["size"] - 1)
cell["gaps_silent"] = cell["recency"] / cell["customer_id"].map(usual_gap)
cell["overdue"] = cell["gaps_silent"] > 3
overdue = cell.groupby("overdue").agg(
    customers=("gone", "size"), gone=("gone", "mean"), next_year=("amount_next_year", "mean")
)
overdue.round(2)

# %% [markdown] lang="en" slide="fragment"
# Of those silent for more than three of their own gaps {{overdue.loc[True, "gone"]:.0%}} have left; of the others {{overdue.loc[False, "gone"]:.0%}}.
# On average the first will spend {{overdue.loc[True, "next_year"]:.0f}} yuan in 2026, the others {{overdue.loc[False, "next_year"]:.0f}}, and RFM gives them the same score.
# The missing piece is a model of each customer's own rhythm.
# That is the door to lifetime value in lessons 4b and 4c.

# %% [markdown] lang="zh" slide="fragment"
# 没来的时间超过自己平时间隔三倍的人，{{overdue.loc[True, "gone"]:.0%}}已经离开；其余的人是{{overdue.loc[False, "gone"]:.0%}}。
# 2026年，前者平均会花{{overdue.loc[True, "next_year"]:.0f}}元，后者{{overdue.loc[False, "next_year"]:.0f}}元，RFM给的分却一样。
# 缺的是一个描述每位客户自身节奏的模型。
# 这就是第4b、4c课客户终身价值的入口。

# %% [markdown] lang="en"
# ### How far off was the test?
#
# The truth also knows each customer's chance of answering the letter.

# %% [markdown] lang="zh"
# ### 那次测试差了多少？
#
# 每位客户回信的真实概率，真相表里也有。

# %%
true_answers = then.merge(crm.load("truth/campaign_contacts").query("campaign_id == 'K01'"), on="customer_id")
chance = true_answers.groupby("segment")["true_chance"].mean()
measured = response.set_index("segment")[["rate", "low", "high"]].join(chance)
measured.round(3)

# %% [markdown] lang="en"
# The true chance lies inside the interval for {{n_inside}} of {{len(measured)}} segments, as it should in about nineteen cases of twenty.
# But the rates alone mislead twice.
# The new customers' rate was luck: measured {{measured.loc["new", "rate"]:.1%}}, true {{measured.loc["new", "true_chance"]:.1%}}.
# And the loyal and the potential loyalists, measured at {{measured.loc["loyal", "rate"]:.1%}} and {{measured.loc["potential_loyalist", "rate"]:.1%}} and left out, would have paid: their true chances are {{measured.loc["loyal", "true_chance"]:.1%}} and {{measured.loc["potential_loyalist", "true_chance"]:.1%}}.
# A segment whose interval contains break-even is undecided, not rejected.

# %% [markdown] lang="zh"
# {{len(measured)}}个客户群里，真实概率落在区间内的有{{n_inside}}个；按道理，二十次里应有十九次左右如此。
# 单看响应率，却会错两次。
# 新客户的响应率是运气：测得{{measured.loc["new", "rate"]:.1%}}，真实{{measured.loc["new", "true_chance"]:.1%}}。
# 忠诚客户和潜力客户测得{{measured.loc["loyal", "rate"]:.1%}}和{{measured.loc["potential_loyalist", "rate"]:.1%}}，都被刷了下来，其实寄了能赚：真实概率分别是{{measured.loc["loyal", "true_chance"]:.1%}}和{{measured.loc["potential_loyalist", "true_chance"]:.1%}}。
# 区间里含有盈亏平衡点的客户群，是“没定论”，不是“不行”。

# %%
n_inside = int(measured["true_chance"].between(measured["low"], measured["high"]).sum())
n_inside

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Move the cut point and the weights, and watch what the September letter would have earned.
#
# 1. Give R all the weight, then M. Which alone earns more at its best stop?
# 2. Lower the margin. Which way does the best stop move, and why?
# 3. Find the best setting you can. Would you bet your salary that it is the best next time as well?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 拖动分界点和权重，看9月那封信能赚多少。
#
# 1. 把权重全给R，再全给M：单靠哪一个，在最佳位置赚得更多？
# 2. 把毛利调低：最佳位置往哪边移，为什么？
# 3. 调出你能找到的最佳组合。你敢拿一个月的生活费打赌，下次它还是最佳吗？

# %% alt_en="Profit against the share of customers mailed, best score first: it rises, peaks before the first third, and falls to a loss at the end. Sliders set cut points, weights and margin." alt_zh="利润随寄信比例变化的曲线，从得分最高的寄起：先升，不到三分之一处最高，再一路降到亏损。滑块可以调分界点、权重和毛利。"
from crmlab import widgets

people = then.merge(mailed[["customer_id", "responded"]], on="customer_id")
widgets.mailing(people, cost_per_contact=cost, margin_per_response=margin)

# %%
curve_r = widgets.profit_curve(
    widgets.recency_score(people["recency"], 20), people["responded"], cost, margin
)
curve_m = widgets.profit_curve(fifth(people["monetary"]), people["responded"], cost, margin)
all_three = sum(fifth(people[name]) for name in ("frequency", "monetary"))
all_three += widgets.recency_score(people["recency"], 20)
curve_sum = widgets.profit_curve(all_three, people["responded"], cost, margin)
best_r, best_m, best_sum = curve_r[1].max(), curve_m[1].max(), curve_sum[1].max()

# %% [markdown] lang="en"
# <details><summary>The first two questions: what we found</summary>
#
# At its best stop R alone earns {{best_r:,.0f}} yuan, M alone {{best_m:,.0f}}.
# R alone even beats the sum of all three, {{best_sum:,.0f}}: the simplest rule can win, by merit or by luck.
# A lower margin raises break-even, so fewer people are worth a letter: the best stop moves left.
#
# </details>
#
# The third question has a name: *overfitting*.
# The more settings you try on one test, the more of its luck you take for skill.
# Choose on one half of the data, and measure on the other; lesson 5a plans tests so.

# %% [markdown] lang="zh"
# <details><summary>前两个问题：我们的答案</summary>
#
# 在各自的最佳位置，单靠R能赚{{best_r:,.0f}}元，单靠M只有{{best_m:,.0f}}元。
# 单靠R甚至胜过三个分数相加的{{best_sum:,.0f}}元：最简单的规则也可能赢，是真本事还是运气，还不好说。
# 毛利一低，盈亏平衡点就升高，值得寄信的人变少：最佳位置往左移。
#
# </details>
#
# 第三个问题有个名字：**过拟合**（overfitting）。
# 在同一次测试上试的组合越多，就越容易把运气当本事。
# 在一半数据上挑，在另一半上量；第5a课就这样设计测试。

# %% [markdown] lang="en" slide="slide"
# ## Decision: the New Year letter
#
# On Monday the shop may write again, on the same terms.
# The segments of today take the place of those of September, and their rates stand in for the new ones.
# That is an assumption: New Year is not Mid-Autumn.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：新年那封信
#
# 下周一可以再寄一次，条件不变。
# 客户群换成今天的，响应率借用9月的。
# 这是个假设：新年毕竟不是中秋。

# %%
plan = response.drop(columns="customers").merge(
    segmented["segment"].value_counts().rename("customers").reset_index(), on="segment"
)
offer = differentiate.mailing_profit(plan, cost_per_contact=cost, margin_per_response=margin)
offer.cells[["segment", "customers", "rate", "profit", "mail"]].round(3)

# %% [markdown] lang="en"
# What if the margin falls, because the box gets dearer to make?

# %% [markdown] lang="zh"
# 如果礼盒进价涨了，毛利下降呢？


# %%
def under(margin):
    result = differentiate.mailing_profit(plan, cost_per_contact=cost, margin_per_response=margin)
    letters, profit = result.contacts_selected, result.profit_selected
    return {"break_even": result.break_even, "letters": letters, "profit": profit}


what_if = pd.DataFrame({m: under(m) for m in (60, 50, 40, 30)}).T.rename_axis("margin")
what_if.round(3)

# %%
cells = offer.cells
sure = cells[cells["low"] > offer.break_even]
undecided = cells[(cells["low"] <= offer.break_even) & (cells["high"] >= offer.break_even)]
n_sure, profit_sure = sure["customers"].sum(), sure["profit"].sum()
n_undecided, n_test = undecided["customers"].sum(), 400
n_sure, n_undecided

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: mail the {{n_sure}} champions and new customers; the letters cost {{n_sure * cost:,.0f}} yuan, and we expect a profit of {{profit_sure:,.0f}}, where mailing all {{offer.contacts_all:,}} would lose {{-offer.profit_all:,.0f}}.
# It holds even if the margin falls to {{what_if.index[2]}} yuan: the same two remain.
# Another {{n_undecided:,}} people are undecided; a letter to {{n_test}} of them, drawn by lot, costs {{n_test * cost:,.0f}} yuan at most and will tell.
#
# Two limits.
# We chose the segments and counted their profit on the same test, so expect somewhat less next time.
# And these boxes could be bought only by letter, so every response was caused by it; where customers might have bought anyway, count only the difference from a control group, as lesson 5a does.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：给{{n_sure}}位明星客户和新客户寄信，信的成本{{n_sure * cost:,.0f}}元，预期利润{{profit_sure:,.0f}}元；{{offer.contacts_all:,}}人全寄则要亏{{-offer.profit_all:,.0f}}元。
# 就算毛利降到{{what_if.index[2]}}元，该寄的还是这两群。
# 还有{{n_undecided:,}}人没有定论；抽签给其中{{n_test}}人寄信，最多花{{n_test * cost:,.0f}}元，就能弄清楚。
#
# 两个限制要说明。
# 挑客户群和算利润用的是同一次测试，所以下一次要准备比这少一点。
# 这款礼盒只能回信订购，所以每个响应都是信带来的；如果客户本来就可能买，那就只能算比对照组多出来的部分，第5a课会讲。

# %% [markdown] lang="en" slide="notes"
# Expect groups to mail the loyal as well, because they are called loyal.
# Ask them what the interval says, and what a letter too many costs: both are defensible, silence about it is not.

# %% [markdown] lang="zh" slide="notes"
# 会有小组把忠诚客户也寄上，因为他们叫“忠诚客户”。
# 问问他们区间怎么说、多寄一封花多少钱：寄不寄都说得通，不交代就说不通。

# %% [markdown] lang="en"
# ## Your own data
#
# The classes and segments of your own customers, in one cell; for the pictures, pass your tables to the same plots.
# `read_own` finds the usual column names by itself, or you say which is which: `columns={"customer_id": "Member No"}`.
# It accounts for every row.
# Put the path of your file in place of ours.
# `rfm` looks back from the day after the last order in the file; for another day add `as_of="2026-01-01"`.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 给你自己的客户分类、分群，只要一格；要画图，就把你的表交给同样的画图函数。
# 常见的列名`read_own`自己认得；认不出来，就告诉它：`columns={"customer_id": "会员号"}`。
# 每一行的去向它都会交代。
# 把路径换成你的文件。
# `rfm`从文件里最后一张订单的第二天往回看；想从别的日子看，加上`as_of="2026-01-01"`。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_segments = differentiate.segments(differentiate.rfm(own))
own_classes = differentiate.abc(own, "customer_id", "amount")
own_classes["abc"].value_counts(), own_segments["segment"].value_counts().head(4)

# %% lang="en" alt="Share of customers beside share of the money for each segment of the export."
differentiate.plot_segments(own_segments).set_title("Your segments")
plt.show()

# %% lang="zh" alt="导出数据中各客户群的人数占比与金额占比。"
differentiate.plot_segments(own_segments).set_title("你的客户群")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Few customers bring most of the money: here the best fifth bring {{top_fifth:.0%}}. Measure yours.
# - ABC ranks by the past. {{gone_a:.0%}} of the A customers had left already.
# - RFM asks when, how often and how much.
# - Mail where the response rate is above break-even, cost over margin; where the interval holds break-even, test on.
# - Equal scores can hide different futures: RFM does not know a customer's own rhythm.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 少数客户带来大部分钱：这里最好的五分之一占{{top_fifth:.0%}}。量一量自己的店。
# - ABC按过去排名。A类客户里有{{gone_a:.0%}}早已离开。
# - RFM问的是什么时候、多少次、多少钱。
# - 响应率高于盈亏平衡点（成本除以毛利）的才寄；区间跨着盈亏平衡点的，接着测试。
# - 分数相同，前途可以不同：RFM不知道客户自己的节奏。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# ABC analysis, Pareto curve, Gini coefficient, recency, frequency, monetary value, segment, response rate, break-even, overfitting.
#
# - Dickie, H. F. (1951). ABC inventory analysis shoots for dollars, not pennies. *Factory Management and Maintenance*.
# - Zeithaml, V. A. (1988). Consumer perceptions of price, quality, and value. *Journal of Marketing*.
# - Hughes, A. M. (1994). *Strategic Database Marketing*. Probus.
# - Bult, J. R. and Wansbeek, T. (1995). Optimal selection for direct mail. *Marketing Science*.
# - Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005). RFM and CLV: using iso-value curves for customer base analysis. *Journal of Marketing Research*.
# - McCarty, J. A. and Hastak, M. (2007). Segmentation approaches in data-mining. *Journal of Business Research*.
# - Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the American Statistical Association*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# ABC分析法、帕累托曲线、基尼系数、近度、频度、额度、客户群、响应率、盈亏平衡点、过拟合。
#
# - Dickie, H. F. (1951). ABC inventory analysis shoots for dollars, not pennies. *Factory Management and Maintenance*.
# - Zeithaml, V. A. (1988). Consumer perceptions of price, quality, and value. *Journal of Marketing*.
# - Hughes, A. M. (1994). *Strategic Database Marketing*. Probus.
# - Bult, J. R. and Wansbeek, T. (1995). Optimal selection for direct mail. *Marketing Science*.
# - Fader, P. S., Hardie, B. G. S. and Lee, K. L. (2005). RFM and CLV: using iso-value curves for customer base analysis. *Journal of Marketing Research*.
# - McCarty, J. A. and Hastak, M. (2007). Segmentation approaches in data-mining. *Journal of Business Research*.
# - Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the American Statistical Association*.
#
# <!-- exercises link -->
