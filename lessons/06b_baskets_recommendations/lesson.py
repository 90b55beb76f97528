# ---
# id: "06b"
# title: {en: "What goes with what? Baskets and recommendations", zh: "什么配什么？购物篮与推荐"}
# minutes: {lecture: 50, exercises: 80}
# textbook: [idic 6.3.3, idic 10.2.1]
# needs: ["03b", "04a"]
# ---

# %% [markdown] lang="en" slide="slide"
# ## Razors and nappies
#
# A hypermarket, a textbook tells, found razors and nappies on the same receipts: men who were sent for nappies took something for themselves.
# It laid the shelves anew, the one beside the other.
# Elsewhere it is beer and nappies.
# It is a **legend**: what is on record is a study of 1.2 million receipts of about 25 Osco Drug stores in 1992, which saw beer and nappies together between five and seven in the evening, and after which no shelf was moved (Power 2002).
#
# Hejia's owner has heard the story too.
# On 1 March 2025 he hung the razors beside the nappies.
# Did it work?
# And what else belongs together?

# %% [markdown] lang="zh" slide="slide"
# ## 刮胡刀和纸尿裤
#
# 教科书上说，有家大卖场发现刮胡刀和纸尿裤常出现在同一张小票上：爸爸来给孩子买，顺手给自己也带一样。
# 卖场就重新布置货架，把两样摆到一起。
# 别的书里换成了啤酒和尿布。
# 这是个**传说**：有据可查的，只是1992年对Osco Drug约25家店、120万张小票的一次分析，看到傍晚五点到七点之间啤酒和尿布常在一起；之后并没有哪家店挪过货架（Power 2002）。
#
# 禾家的老板也听过这个故事。
# 2025年3月1日，他把刮胡刀挂到了纸尿裤旁边。
# 管用吗？
# 还有哪些东西该摆在一起？

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case eight, six receipts eight, chance ten, who buys eight, the shelf eight, recommendations and offers eight.
# Cells without a slide mark are for reading at home; who reads all of it alone should allow an hour and a half.
#
# Ask before you start: who has told the beer story as a fact, and where did you read it?
# Then: what would you have to see to believe it?
# Expect "a high lift".
# Write it on the board; three sections will take it apart.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例八分钟，六张小票八分钟，运气十分钟，谁在买八分钟，货架八分钟，推荐八分钟。
# 没标幻灯片的格子留给学生回去读；一个人从头读完，大约要一个半小时。
#
# 开讲之前先问：谁把啤酒和尿布当真事讲过？在哪儿读到的？
# 再问：要看到什么，你才信？
# 多数人会说“提升度高”。
# 写在黑板上，后面三节会一点一点拆掉它。

# %% [markdown] lang="en"
# We need what lay in each basket, and who carried it.

# %% [markdown] lang="zh"
# 先看每只篮子里装了什么、是谁的篮子。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

today = pd.Timestamp("2026-01-01")
lines = crm.load("order_lines").merge(crm.load("orders"), on="order_id")
lines[["order_id", "customer_id", "ordered_on", "product_id", "quantity"]].head(3)

# %%
products = crm.load("products").set_index("product_id")
name = products[f"name_{crm.language.get_language()}"]
razor, nappies, wipes = "P043", "P045", "P046"
name[[razor, nappies, wipes]]

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Compute** support, confidence and lift from receipts, by hand and exactly (exercises 6b.1 and 6b.2).
# - **Tell** a rule from luck, and a basket from a household (exercises 6b.3 and 6b.4).
# - **Read** a shelf move as an experiment (exercise 6b.5).
# - **Judge** recommendations on later purchases, against simple rivals (exercise 6b.6).
# - **Choose** the next best offer by margin, and only for those who agreed (exercises 6b.7 to 6b.9 and the memo, 6b.10).
#
# You need pandas as far as `groupby` and `merge`.

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **计算**：从小票算支持度、置信度、提升度，先手算，再算得一点不差（练习6b.1、6b.2）。
# - **分辨**：哪条规则是运气，哪个搭配其实是家庭的缘故（练习6b.3、6b.4）。
# - **解读**：把挪货架当成一次实验来读（练习6b.5）。
# - **评判**：拿后来的购买给推荐打分，跟简单的办法比（练习6b.6）。
# - **选择**：按毛利挑下一个最佳推荐，只发给同意过的人（练习6b.7到6b.9和决策备忘6b.10）。
#
# 会用pandas的`groupby`和`merge`就够了。

# %% [markdown] lang="en" slide="slide"
# ## The idea: together is not because
#
# Lesson 6a asked customers what they need.
# Here nobody is asked: we look only at what they buy, in two ways.
# What lies in one **basket** tells the shopkeeper what to put side by side.
# What one **customer** buys over the months tells him what to put before her next.
#
# Two things are often found together for three reasons that are not the shelf: **chance**, because we look at so many pairs; **who buys**, because a family with a baby buys everything for babies; and **when**, because season and growth lift both.
# Each gets a section.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：在一起，不等于因为它
#
# 第6a课问客户需要什么。
# 这一课谁也不问，只看客户买了什么，看法有两种。
# 同一只**篮子**里有什么，告诉店主哪些东西该摆在一起。
# 同一位**客户**几个月里买了什么，告诉店主接下来向她推荐什么。
#
# 两样东西常在一起，有三个跟货架无关的原因：**运气**，因为我们看的组合太多；**谁在买**，家里有宝宝的，什么婴儿用品都买；**什么时候**，季节和生意的增长会把两样一起抬高。
# 每个原因讲一节。

# %% [markdown] lang="en" slide="slide"
# ## Six receipts by hand
#
# Six receipts fit a pencil.

# %% [markdown] lang="zh" slide="slide"
# ## 手算六张小票
#
# 六张小票，用铅笔就够了（rice大米、eggs鸡蛋、tofu豆腐、salt食盐）。

# %%
receipts = [
    {"rice", "eggs"}, {"rice", "eggs", "salt"}, {"rice", "eggs", "tofu"},
    {"rice", "eggs"}, {"rice", "tofu"}, {"salt"},
]  # fmt: skip


def count(*items):
    return sum(set(items) <= receipt for receipt in receipts)


count("rice"), count("eggs"), count("rice", "eggs"), len(receipts)

# %% [markdown] lang="en" slide="fragment"
# Four counts make three measures of the **association rule** "rice, therefore eggs" (Agrawal, Imieliński and Swami 1993):
#
# - **Support**: on what share of the receipts does the whole rule stand?
# - **Confidence**: of the receipts with rice (the antecedent), on what share are eggs (the consequent)?
# - **Lift**: how many times more often than if rice and eggs had nothing to do with each other (Brin, Motwani, Ullman and Tsur 1997)?

# %% [markdown] lang="zh" slide="fragment"
# 四个计数，得出**关联规则**（association rule）“买大米，就买鸡蛋”的三个指标（Agrawal、Imieliński和Swami 1993）：
#
# - **支持度**（support）：整条规则都在的小票占多少？
# - **置信度**（confidence）：有大米（前项）的小票里，也有鸡蛋（后项）的占多少？
# - **提升度**（lift）：一起出现的次数，是两样毫不相干时的几倍（Brin、Motwani、Ullman和Tsur 1997）？

# %%
support = count("rice", "eggs") / len(receipts)
confidence = count("rice", "eggs") / count("rice")
lift_by_hand = confidence / (count("eggs") / len(receipts))
round(support, 3), round(confidence, 3), round(lift_by_hand, 3)

# %% [markdown] lang="en" slide="fragment"
# Read aloud: on {{support:.0%}} of the receipts are both; of the receipts with rice {{confidence:.0%}} have eggs; that is {{lift_by_hand:.1f}} times the share among all receipts.
# Confidence has a direction: from eggs to rice it would be {{count("rice", "eggs") / count("eggs"):.0%}}.
# Lift has none.

# %% [markdown] lang="zh" slide="fragment"
# 这样读：{{support:.0%}}的小票两样都有；有大米的小票里{{confidence:.0%}}有鸡蛋；这是全部小票里鸡蛋占比的{{lift_by_hand:.1f}}倍。
# 置信度有方向：从鸡蛋到大米是{{count("rice", "eggs") / count("eggs"):.0%}}。
# 提升度没有方向。

# %% [markdown] lang="en"
# Suppose we keep rules with a confidence of four in five or more.
# Ours is exactly that.
# A program that divides one support by another loses it: a computer rounds its decimals, gets {{(4 / 6) / (5 / 6):.16f}}, and that is a hair too little.
# A program that compares whole numbers does not lose it.

# %% [markdown] lang="zh"
# 假如只留置信度不低于五分之四的规则。
# 我们这条恰好是五分之四。
# 用支持度除以支持度的程序会把它弄丢：电脑里的小数有舍入，算出来是{{(4 / 6) / (5 / 6):.16f}}，比门槛小一丝。用整数比较的程序不会。

# %%
(4 / 6) / (5 / 6) >= 0.8, 5 * count("rice", "eggs") >= 4 * count("rice")

# %% [markdown] lang="en"
# ## On the shop's receipts
#
# Refunds are no baskets, and the mooncake box came by letter only: both go.
# Then a trap that has nothing to do with statistics: which receipts count at all?

# %% [markdown] lang="zh"
# ## 用到全店
#
# 退货不算篮子，月饼礼盒只通过信件卖：两样都去掉。
# 接着是一个跟统计无关的坑：哪些小票该算进来？

# %%
basket_lines = lines[(lines["quantity"] > 0) & (lines["product_id"] != "P048")]


def lift(table, a, b):
    with_a, with_b = (set(table.loc[table["product_id"] == one, "order_id"]) for one in (a, b))
    return len(with_a & with_b) * table["order_id"].nunique() / (len(with_a) * len(with_b))


lift_three_years = lift(basket_lines, razor, nappies)
products.loc[[razor, nappies], "listed_on"].max(), round(lift_three_years, 1)

# %%
sold = basket_lines[basket_lines["ordered_on"] >= "2024-01-01"].copy()
n_receipts = sold["order_id"].nunique()
lift_since = lift(sold, razor, nappies)
n_receipts, round(lift_since, 1)

# %% [markdown] lang="en"
# Razors and nappies came onto the shelf in 2024.
# Receipts of 2023 hold neither, and are taken for evidence that the two stay away together: over three years the lift is {{lift_three_years:.1f}}, over the time when both could be bought {{lift_since:.1f}}.
# Compare only what was on the shelf together.

# %% [markdown] lang="zh"
# 刮胡刀和纸尿裤2024年才上架。
# 2023年的小票上两样都没有，却被当成了“它俩总是同进同退”的证据：按三年算，提升度是{{lift_three_years:.1f}}；只看两样都买得到的时候，是{{lift_since:.1f}}。
# 只能比同时在架上的东西。

# %% [markdown] lang="en"
# `pair_counts` counts all pairs in one call, on pandas or on any engine that holds your receipts.

# %% [markdown] lang="zh"
# `pair_counts`一次数完所有组合，小票放在pandas里还是别的引擎里都行。

# %%
from crmlab import personalize

pairs = personalize.pair_counts(sold)
best = pairs[pairs["count"] >= 15].nlargest(5, "lift")
best = best[["item_a", "item_b", "count", "confidence", "lift"]]
best.assign(item_a=best["item_a"].map(name), item_b=best["item_b"].map(name)).round(3)

# %%
pair = pairs[(pairs["item_a"] == razor) & (pairs["item_b"] == nappies)].iloc[0]
bool(np.isclose(pair["lift"], lift_since))

# %% [markdown] lang="en"
# ### Lift in the shop
#
# Razor and nappies lead all {{len(pairs):,}} pairs: {{pair["count"]:.0f}} receipts, lift {{pair["lift"]:.1f}}.
# Look at the middle of the list too: half of all pairs have a lift below {{typical:.2f}}.
# Do groceries repel each other?

# %% [markdown] lang="zh"
# ### 全店的提升度
#
# {{len(pairs):,}}个组合里，刮胡刀和纸尿裤排第一：{{pair["count"]:.0f}}张小票，提升度{{pair["lift"]:.1f}}。
# 再看看中间：一半的组合提升度低于{{typical:.2f}}。
# 难道食品杂货互相排斥？

# %%
typical = pairs["lift"].median()
sizes = sold.groupby("order_id").size()
room = (sizes * (sizes - 1)).mean() / sizes.mean() ** 2
round(float(typical), 2), round(float(room), 2), round(float(sizes.mean()), 2)

# %% [markdown] lang="en"
# No: baskets are short, {{sizes.mean():.1f}} things on average, and each thing in a basket leaves less room for the others.
# If things fell into baskets blindly, pairs would have a lift of about {{room:.2f}}: here the line between attraction and repulsion lies there, not at one.
# It depends on how basket sizes vary: where a few baskets are huge and most are small, it lies *above* one, and a lift well above one may be nothing.
# Compute it, as above, before you read a lift.

# %% [markdown] lang="zh"
# 不是的：篮子小，平均才{{sizes.mean():.1f}}样，放了一样，别的就少了位置。
# 假如东西都是闭着眼睛放进去的，提升度大约是{{room:.2f}}：相吸还是相斥，在这家店要以它为界，而不是以一为界。
# 界线在哪儿，要看篮子大小参差不齐到什么程度：要是少数篮子特别大、多数很小，界线就**高于**一，提升度明显大于一，也许什么都不算。
# 看提升度之前，先照上面这样算一算。

# %% [markdown] lang="en"
# ## Frequent itemsets at speed
#
# {{len(name)}} products make a thousand pairs; ten thousand products make fifty million.
# Nobody counts them all, because of one remark: **a set can't be on more receipts than any of its parts** (Agrawal and Srikant 1994).
# Whatever is rare need not be extended.
#
# **Eclat** (Zaki 2000) writes for each item the receipts that hold it, here as bits of a whole number.
# Both items together is then one AND, and the count is the number of ones.

# %% [markdown] lang="zh"
# ## 快速找频繁项集
#
# {{len(name)}}种商品有一千来个两两组合；一万种商品有五千万个。
# 没人会全数一遍，靠的是一句话：**一个组合出现的次数，不会超过它的任何一部分**（Agrawal和Srikant 1994）。
# 已经少见的，就不必再往上加。
#
# **Eclat算法**（Zaki 2000）给每种商品记下有它的小票，这里记成一个整数的各个二进制位。
# 两样都有，就是做一次“与”运算；次数，就是里面有几个1。


# %%
def bits(item):
    return sum(1 << place for place, receipt in enumerate(receipts) if item in receipt)


together = bits("rice") & bits("eggs")
f"{bits('rice'):06b}", f"{bits('eggs'):06b}", f"{together:06b}", together.bit_count()

# %%
leverage = support - count("rice") * count("eggs") / len(receipts) ** 2
exceptions = count("rice") - count("rice", "eggs")
conviction = count("rice") * (1 - count("eggs") / len(receipts)) / exceptions
round(leverage, 2), round(conviction, 2)

# %% [markdown] lang="en"
# `frequent_itemsets` does it on sixty-four receipts at a time.
# We let it search only the customers with an even number; the odd ones we shall need later.

# %% [markdown] lang="zh"
# `frequent_itemsets`一次处理六十四张小票。
# 先只让它看编号为偶数的客户；奇数的留着，待会儿有用。

# %%
even = sold["customer_id"].str[-1].isin(list("02468"))
found = personalize.frequent_itemsets(sold[even], min_support=12)
rules = personalize.association_rules(found, min_confidence=0.05)
rules = rules[rules["lift"] > 1].reset_index(drop=True)
found["size"].value_counts().sort_index()


# %%
def in_words(items):
    return " + ".join(name[item] for item in items)


shown = rules[["antecedent", "consequent", "count", "confidence", "lift"]].head(4).copy()
shown["antecedent"] = shown["antecedent"].map(in_words)
shown["consequent"] = shown["consequent"].map(in_words)
shown.round(3)

# %% [markdown] lang="en"
# A **frequent itemset** is on at least {{found["count"].min()}} receipts here; {{len(rules)}} rules with a confidence of a twentieth or more and a lift above one come of them.
# Each pair appears twice, once in each direction.
# The table also holds *leverage*, the support in excess of what is expected (rice and eggs: {{leverage:.2f}}), and *conviction*, expected exceptions over actual ones (rice without eggs: {{conviction:.1f}}).
# How much faster bits are than the usual packages is measured in `benchmarks/itemsets.py`.

# %% [markdown] lang="zh"
# 这里的**频繁项集**（frequent itemset）至少出现在{{found["count"].min()}}张小票上；由它们得到{{len(rules)}}条置信度不低于二十分之一、提升度大于一的规则。
# 每一对出现两次，两个方向各一次。
# 表里还有“杠杆度”（leverage，支持度比应有的多出多少；大米和鸡蛋是{{leverage:.2f}}）和“确信度”（conviction，应有的例外是实际例外的几倍；有大米没鸡蛋是{{conviction:.1f}}倍）。
# 用位运算比常用的包快多少，`benchmarks/itemsets.py`里有实测。

# %% [markdown] lang="en" slide="slide"
# ## First suspect: chance
#
# We tested {{len(rules)}} rules and more.
# To see what chance alone makes, shuffle all products over the receipts like cards: every receipt keeps its length, every product its number, and every link is broken (Gionis, Mannila, Mielikäinen and Tsaparas 2007).
# One shuffle may be lucky or not, so we take twenty.

# %% [markdown] lang="zh" slide="slide"
# ## 第一个嫌疑：运气
#
# 我们试过的规则不止{{len(rules)}}条。
# 想看光凭运气会出什么，就像洗牌一样，把全部商品重新发到小票上：每张小票的长短不变，每种商品的次数不变，商品之间的联系全断了（Gionis、Mannila、Mielikäinen和Tsaparas 2007）。
# 洗一次，手气有好有坏，所以洗二十次。

# %%
by_luck = personalize.shuffled_pairs(sold, times=20, min_count=15)
largest = by_luck.groupby("shuffle")["lift"].max()
observed = pairs[pairs["count"] >= 15]
low_luck, top_luck = largest.min(), largest.max()
n_above = int((observed["lift"] > top_luck).sum())
round(float(low_luck), 2), round(float(top_luck), 2), n_above

# %% lang="en" slide="fragment" alt="Two histograms of the lift of pairs, bars on a log scale. In the shuffled shop the lifts stand in a hill around three quarters and end at a dashed line below two. In the real shop a few pairs stand to the right of that line."
fig, ax = plt.subplots(figsize=(7, 3.4))
edges = np.linspace(0.2, 2.45, 46)
per_shuffle = np.full(len(by_luck), 1 / 20)
ax.hist(observed["lift"].clip(upper=2.42), edges, alpha=0.7, label="our receipts")
ax.hist(by_luck["lift"], edges, weights=per_shuffle, histtype="step", linewidth=2, label="shuffled, mean")
ax.axvline(top_luck, color="grey", linestyle="--", label="largest by luck")
ax.set(
    xlabel="Lift (2.4 and above in the last bar)", ylabel="Pairs (log scale)", yscale="log", xlim=(0.2, 2.8)
)
ax.set_title("What chance makes, and what it does not")
ax.legend()
plt.show()

# %% lang="zh" slide="fragment" alt="组合提升度的两个直方图，纵轴是对数刻度。洗牌以后，提升度集中在四分之三附近，到二以下的一条虚线为止；真实小票里有几个组合在虚线右边。"
fig, ax = plt.subplots(figsize=(7, 3.4))
edges = np.linspace(0.2, 2.45, 46)
per_shuffle = np.full(len(by_luck), 1 / 20)
ax.hist(observed["lift"].clip(upper=2.42), edges, alpha=0.7, label="真实小票")
ax.hist(by_luck["lift"], edges, weights=per_shuffle, histtype="step", linewidth=2, label="洗牌以后（平均）")
ax.axvline(top_luck, color="grey", linestyle="--", label="运气的最大值")
ax.set(xlabel="提升度（2.4及以上归入最后一条）", ylabel="组合数（对数刻度）", yscale="log", xlim=(0.2, 2.8))
ax.set_title("哪些是运气，哪些不是")
ax.legend()
plt.show()

# %% [markdown] lang="en"
# In twenty shuffles the largest lift lies between {{low_luck:.2f}} and {{top_luck:.2f}}; in the shop {{n_above}} pairs lie above all of them.
# (Another twenty shuffles would change that number by a few.)
# If nothing hung together, the shop would beat all twenty in one case of twenty-one: so some links are real.
#
# For the single rule there is the **p-value**: how often luck alone would put the two together so often or more often (column `p_value`, Fisher's exact test).
# A limit of one in twenty sounds strict.
# But of a thousand pairs without any link, it lets up to fifty pass on average.

# %% [markdown] lang="zh"
# 洗二十次，每次最大的提升度在{{low_luck:.2f}}到{{top_luck:.2f}}之间；真实小票里有{{n_above}}对比二十次都大。
# （再洗二十次，这个数会差几对。）
# 假如商品之间毫无联系，要比二十次都大，二十一回里才有一回：可见有些联系是真的。
#
# 单看一条规则，有**p值**：光凭运气，两样一起出现这么多次或更多次的可能性有多大（`p_value`这一列，用的是Fisher精确检验）。
# 不到二十分之一才算，听上去很严。
# 可是一千对毫不相干的商品，平均下来会有多达五十对过关。

# %%
n_passed = int((rules["p_value"] < 0.05).sum())
len(rules), n_passed

# %% [markdown] lang="en" slide="slide"
# ### A judge who was not there: receipts that took no part
#
# One may tighten the limit, but then one must count every rule that the search has *tried*, not only those that survived (exercise 6b.3).
# It is simpler to find on one half and check on the other: there only the rules that were found are tested, however long the search was (Webb 2007).
# The customers with odd numbers have waited for this.
# `check_rules` counts again, and keeps the chance that *any* rule it passes is wrong at one in twenty at most (Holm 1979).

# %% [markdown] lang="zh" slide="slide"
# ### 当时不在场的裁判：没参与过的小票
#
# 也可以把门槛收紧，可是那就得把**试过**的规则全算上，不能只算留下来的（练习6b.3）。
# 更简单的办法：在一半上找，在另一半上查；另一半只检验找到的那些，之前试过多少都不用管（Webb 2007）。
# 编号为奇数的客户就等着这一刻。
# `check_rules`重新数一遍；通过的规则中，至少错一条的概率不超过二十分之一（Holm 1979）。

# %%
checked = personalize.check_rules(rules, sold[~even])
n_held = int(checked["holds"].sum())
as_sets = [
    frozenset(one + other) for one, other in zip(rules["antecedent"], rules["consequent"], strict=True)
]
n_sets = len(set(as_sets))
n_sets_held = len({items for items, held in zip(as_sets, checked["holds"]) if held})
high = checked["confidence"] >= 0.2
n_high, n_high_held = int(high.sum()), int(checked.loc[high, "holds"].sum())
(len(rules), n_passed, n_held), (n_sets, n_sets_held)

# %%
firmest = checked.loc[high, ["antecedent", "consequent", "confidence", "confidence_new", "count_new"]]
firmest = firmest.assign(antecedent=firmest["antecedent"].map(in_words))
firmest.assign(consequent=firmest["consequent"].map(in_words)).round(2)

# %% [markdown] lang="en" slide="fragment"
# Of {{len(rules)}} rules, {{n_passed}} pass Fisher's test and {{n_held}} hold on the other half.
# Each pair counts twice, once in each direction: as *sets* of products it is {{n_sets_held}} of {{n_sets}}.
# "Does not hold" means: could not be confirmed with so few receipts, not: is false.
#
# And the rules with the highest confidence, one in five or more?
# There are {{n_high}}, they rest on a dozen receipts each, and {{n_high_held}} of them hold.
# Whoever sorts by confidence puts luck at the top of the list.

# %% [markdown] lang="zh" slide="fragment"
# {{len(rules)}}条规则里，{{n_passed}}条通过Fisher检验，{{n_held}}条在另一半也成立。
# 一对商品两个方向各算一条；按商品**组合**数，是{{n_sets}}组里成立{{n_sets_held}}组。
# “不成立”的意思是小票太少、没能证实，并不等于假的。
#
# 置信度最高的那几条呢，就是不低于五分之一的？
# 一共{{n_high}}条，每条只靠十来张小票，成立的有{{n_high_held}}条。
# 按置信度排序，排在最前面的就是运气。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Filled dots hold on the other half; hollow ones do not.
#
# 1. Raise the least confidence. Do the rules that remain hold more often?
# 2. Put it back and raise the least lift to two. And now?
# 3. Which setting would you teach to a program that reads receipts every night?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 实心点在另一半成立，空心点不成立。
#
# 1. 调高最小置信度。剩下的规则更靠得住吗？
# 2. 调回去，把最小提升度调到二。现在呢？
# 3. 要是写个程序每晚读小票，你会教它用哪个门槛？

# %% alt_en="Dots for rules, number of receipts across and confidence up. Filled dots hold on new receipts; most of the hollow ones do not, the highest among them. Sliders set least support, confidence and lift." alt_zh="每个点是一条规则，横轴是小票数，纵轴是置信度。实心点在新小票上成立；空心点不成立，最高的几个都是空心。滑块可以调最小支持度、置信度、提升度。"
from crmlab import widgets

judged_rules = rules[["count"]].join(checked[["confidence", "lift", "holds"]])
widgets.basket_rules(judged_rules)


# %%
def share_held(mask):
    return float(checked.loc[mask, "holds"].mean())


sure = checked["confidence"] >= checked["confidence"].quantile(0.9)
strong = checked["lift"] >= 2
lost = int(checked.loc[~strong, "holds"].sum())
few, mild = 20, 1.25
loose = (rules["count"] >= few) & (checked["lift"] >= mild)
[(int(mask.sum()), round(share_held(mask), 2)) for mask in (sure | True, sure, strong, loose)], lost

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# Of all rules {{n_held / len(rules):.0%}} hold.
# Of the tenth with the highest confidence ({{sure.sum()}} rules) it is {{share_held(sure):.0%}}, of those with a lift of two or more ({{strong.sum()}} rules) {{share_held(strong):.0%}}.
# Confidence rewards whatever everybody buys anyway; lift compares with that.
#
# But a lift of two has its price: it throws away {{lost}} of the {{n_held}} rules that hold.
# At least {{few}} receipts and a lift of {{mild}} keep {{checked.loc[loose, "holds"].sum()}} of them, among {{loose.sum()}} rules.
# So teach the program mild limits, and a check on receipts that took no part: no limit replaces it.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 全部规则里成立的占{{n_held / len(rules):.0%}}。
# 置信度最高的十分之一（{{sure.sum()}}条），成立{{share_held(sure):.0%}}；提升度不低于二的（{{strong.sum()}}条），成立{{share_held(strong):.0%}}。
# 人人都买的东西，置信度天生就高；提升度跟那个水平比过。
#
# 不过门槛定在二是有代价的：{{n_held}}条成立的规则，扔掉了{{lost}}条。
# 小票不少于{{few}}张、提升度不低于{{mild}}，就能留住其中{{checked.loc[loose, "holds"].sum()}}条，一共剩{{loose.sum()}}条规则。
# 所以给程序定宽一点的门槛，再用没参与过的小票查一遍：门槛再高也代替不了查。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Second suspect: who buys
#
# Nappies and baby wipes have a lift of {{lift_wipes:.1f}}.
# Shall we put the wipes beside the nappies as well?
# Look only at receipts of customers who ever bought something for a baby.

# %% [markdown] lang="zh" slide="slide"
# ## 第二个嫌疑：谁在买
#
# 纸尿裤和婴儿湿巾的提升度是{{lift_wipes:.1f}}。
# 那湿巾也摆到纸尿裤旁边？
# 先只看买过婴儿用品的客户的小票。

# %%
lift_wipes = lift(sold, nappies, wipes)
baby_goods = products.index[products["category"] == "baby"]
parents = set(sold.loc[sold["product_id"].isin(baby_goods), "customer_id"])
sold["baby"] = sold["customer_id"].isin(parents)
at_home = sold[sold["baby"]]
home_wipes, home_razor = lift(at_home, nappies, wipes), lift(at_home, nappies, razor)
round(home_wipes, 2), round(home_razor, 2)

# %% [markdown] lang="en" slide="fragment"
# Among these families the wipes fall to {{home_wipes:.2f}}, no more than blind shuffling gives.
# Families with a baby buy both, on different days as readily as on one.
# The baby is the **confounder**: it makes nappies likely and wipes likely, and neither makes the other.
# The razor stays at {{home_razor:.1f}}.
# (The group is made from purchases, so it misses parents who buy their nappies elsewhere.)
#
# Is it the weekend, then, when fathers shop?

# %% [markdown] lang="zh" slide="fragment"
# 在这些家庭里，湿巾降到{{home_wipes:.2f}}，跟闭着眼睛放没什么两样。
# 有宝宝的家庭两样都买，可是分开买和一起买一样平常。
# 宝宝就是**混杂因素**（confounder）：有宝宝，就会买纸尿裤，也会买湿巾；这两样谁也没有带动谁。
# 刮胡刀还有{{home_razor:.1f}}。
# （这一组是按购买挑的，在别处买纸尿裤的家庭不在里面。）
#
# 那是不是因为周末，爸爸们来买？

# %%
sold["weekend"] = sold["ordered_on"].dt.day_of_week >= 5
by_weekend = {weekend: round(lift(part, nappies, razor), 1) for weekend, part in sold.groupby("weekend")}
with_razor = sold.loc[sold["product_id"] == razor, "order_id"]
both = sold[(sold["product_id"] == nappies) & sold["order_id"].isin(with_razor)]
n_weekend = both.groupby("weekend").size().to_dict()
by_weekend, n_weekend

# %% [markdown] lang="en"
# No: {{by_weekend[False]}} on weekdays, {{by_weekend[True]}} at weekends.
# Had the weekend made the link, it would be gone within each of the two.
# (They rest on {{n_weekend[False]}} and {{n_weekend[True]}} receipts: a small difference would not be seen.)
#
# We need not guess the suspects one by one.
# `lift_within` compares each customer with herself: given what she buys over two years, how often should the two things meet on one of her receipts by chance?
# That takes out everything that stays with her, baby, taste and purse (Mantel and Haenszel 1959).

# %% [markdown] lang="zh"
# 不是：平日{{by_weekend[False]}}，周末{{by_weekend[True]}}。
# 要是周末造成的，分开看就该没有了。
# （两边只有{{n_weekend[False]}}张和{{n_weekend[True]}}张小票，差别小了看不出来。）
#
# 嫌疑不用一个一个猜。
# `lift_within`拿每位客户跟她自己比：照她两年里买的东西，这两样碰巧出现在她同一张小票上，该有多少次？
# 凡是跟着她走的，宝宝、口味、钱包，都一并去掉了（Mantel和Haenszel 1959）。

# %%
within = personalize.lift_within(sold, "customer_id", min_count=15)
n_tested = len(within)
real = within[personalize.holm(within["p_value"]) < 0.05]
shown = within.head(4)[["item_a", "item_b", "count", "lift", "expected", "lift_within"]]
shown.assign(item_a=shown["item_a"].map(name), item_b=shown["item_b"].map(name)).round(2)

# %% lang="en" slide="slide" alt="Dots for pairs: lift over all receipts across, lift within customers up. Nearly all lie at the bottom around a dashed line at three quarters, three baby pairs among them although far to the right. Razor and nappies stand alone at the top right."
ax = personalize.plot_within(within, labels=name, mark=4, neutral=room)
ax.set_ylabel("Lift within customers")
ax.set_title("One pair stands, the rest went with the customer")
plt.show()

# %% lang="zh" slide="slide" alt="每个点是一个组合，横轴是全部小票的提升度，纵轴是同一客户内的提升度。几乎所有点都在下面四分之三处的虚线附近，三个婴儿用品组合虽然在右边，也在下面。只有刮胡刀和纸尿裤在右上角。"
ax = personalize.plot_within(within, labels=name, mark=4, neutral=room)
ax.set_ylabel("同一客户内的提升度")
ax.set_title("只有一对站得住，其余跟着客户走")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# Of {{n_tested}} pairs {{len(real)}} is left: razor and nappies.
# The baby goods at the right edge hang together by family only, the others by taste.
# (The dashed line is where things fall blindly. The test starts from one, so it is strict: a pair with a weak pull may have been missed.)
# It does not make them useless: they tell us *to whom* to speak, and not *what to put where*.

# %% [markdown] lang="zh" slide="fragment"
# {{n_tested}}个组合只剩下{{len(real)}}个：刮胡刀和纸尿裤。
# 右边的几对婴儿用品，只是因为同一家都要用；其余的是各人口味。
# （虚线是闭着眼睛放的水平。检验是从一算起的，所以偏严：拉力弱的组合可能漏掉。）
# 它们并不是没用：它们告诉我们**跟谁说**，而不是**摆在哪儿**。

# %% [markdown] lang="en" slide="notes"
# Ask: the wipes have a lift of four, so why not put them beside the nappies anyway?
# Expect "it can't hurt".
# Shelf space beside the nappies is the scarcest in the aisle; whatever hangs there pushes out something else.

# %% [markdown] lang="zh" slide="notes"
# 问：湿巾的提升度有四，顺手摆过去又怎样？
# 会有人说“反正没坏处”。
# 纸尿裤旁边是这排货架最紧俏的位置，挂上这个，就得撤下那个。

# %% [markdown] lang="en" slide="slide"
# ## Third suspect: when. The shelf as an experiment
#
# Since 1 March 2025 the razors hang beside the nappies.
# The owner counts razors.

# %% [markdown] lang="zh" slide="slide"
# ## 第三个嫌疑：什么时候。把货架当实验
#
# 2025年3月1日起，刮胡刀挂在纸尿裤旁边。
# 老板数了数卖出的刮胡刀。

# %%
moved_on = pd.Timestamp("2025-03-01")
sold["after"] = sold["ordered_on"] >= moved_on
months = {False: 14, True: 10}
razors = sold[sold["product_id"] == razor].groupby("after").size()
per_month = {after: float(razors[after]) / months[after] for after in (False, True)}
growth = per_month[True] / per_month[False] - 1
{after: round(number, 1) for after, number in per_month.items()}

# %% [markdown] lang="en"
# "Razors a month are up by {{growth:.0%}}, all thanks to the shelf."
# But the shop has grown too, and most razors go home without nappies.
# The question is narrower: of the receipts *with nappies*, what share holds a razor, before and after?

# %% [markdown] lang="zh"
# “刮胡刀每月多卖了{{growth:.0%}}，全靠挪货架。”
# 可是店里的生意也在长，而且多数刮胡刀不是跟纸尿裤一起买的。
# 该问的更窄：**有纸尿裤的**小票里，带刮胡刀的占多少？之前、之后各是多少？

# %%
receipt = sold.groupby("order_id").agg(after=("after", "first"))
for product, column in ((razor, "razor"), (nappies, "nappies")):
    receipt[column] = receipt.index.isin(sold.loc[sold["product_id"] == product, "order_id"])
shares = receipt.groupby(["nappies", "after"])["razor"].agg(["mean", "sum", "size"])
shares.round(4)

# %% [markdown] lang="en"
# With nappies the share rises from {{shares["mean"][True, False]:.1%}} to {{shares["mean"][True, True]:.1%}}.
# Without, it goes from {{shares["mean"][False, False]:.2%}} to {{shares["mean"][False, True]:.2%}}: that much we put down to season and growth.
# The first change less the second is the effect, a **difference in differences**.
#
# It rests on two assumptions: without the move both shares would have changed alike (*parallel trends*), and the shelf does nothing to receipts without nappies.
# Look at the months before: were the two parallel then?

# %% [markdown] lang="zh"
# 有纸尿裤的小票里，比例从{{shares["mean"][True, False]:.1%}}升到{{shares["mean"][True, True]:.1%}}。
# 没有纸尿裤的小票，从{{shares["mean"][False, False]:.2%}}到{{shares["mean"][False, True]:.2%}}：我们把它算作季节和增长。
# 前一个变化减去后一个，才是货架的效果，叫**双重差分**（difference in differences）。
#
# 这靠两个假设：要是不挪，两边的变化本来会一样（**平行趋势**）；货架影响不到没有纸尿裤的小票。
# 先看看之前那几个月，两边平行吗？

# %%
receipt["customer_id"] = sold.groupby("order_id")["customer_id"].first()
receipt["day"] = sold.groupby("order_id")["ordered_on"].first()
cuts = pd.to_datetime(["2023-12-31", "2024-07-31", "2025-02-28", "2025-07-31", "2025-12-31"])
spans = pd.cut(receipt["day"], cuts, labels=["2024-01..07", "2024-08..2025-02", "2025-03..07", "2025-08..12"])
by_span = receipt.astype({"razor": float}).pivot_table("razor", spans, "nappies", observed=True)
by_span.round(4)

# %%
same_homes = receipt[receipt["customer_id"].isin(parents) & ~receipt["nappies"]]
elsewhere = same_homes.groupby("after")["razor"].mean()
elsewhere.round(4)

# %% [markdown] lang="en"
# With nappies the share was falling before the move, from {{by_span[True].iloc[0]:.1%}} to {{by_span[True].iloc[1]:.1%}}; without, it rose slightly.
# A fall cannot explain the rise that follows, but it warns us: with so few razors the numbers swing.
# And did fathers merely buy the razor now that they would have bought next week, on another receipt?
# Then the same families' receipts without nappies would lose razors; they go from {{elsewhere[False]:.2%}} to {{elsewhere[True]:.2%}}, so nothing points to it.

# %% [markdown] lang="zh"
# 有纸尿裤的小票，挪之前在降，从{{by_span[True].iloc[0]:.1%}}到{{by_span[True].iloc[1]:.1%}}；没有的略升。
# 之前在降，解释不了之后的升；不过这也提醒我们：刮胡刀卖得少，数字起伏大。
# 还有：爸爸们会不会只是把下周另一张小票上要买的，提前拿了？
# 那样的话，同样这些家庭没有纸尿裤的小票上，刮胡刀就会变少；实际上从{{elsewhere[False]:.2%}}到{{elsewhere[True]:.2%}}，看不出这个迹象。

# %%
move = personalize.shelf_move(sold, razor, nappies, moved_on)
round(move.effect, 4), round(move.low, 4), round(move.high, 4), round(move.extra, 1)

# %% lang="en" slide="fragment" alt="Share of receipts with a razor before and after the move. With nappies it more than doubles, with wide intervals that hardly meet; on all other receipts it stays near one per cent."
ax = personalize.plot_shelf_move(move, labels=("with nappies", "all others"))
ax.set(ylabel="Receipts with a razor", title="The shelf works on receipts with nappies")
plt.show()

# %% lang="zh" slide="fragment" alt="调整前后带刮胡刀的小票比例。有纸尿裤的小票翻了一倍多，区间较宽；其余小票一直在百分之一上下。"
ax = personalize.plot_shelf_move(move, labels=("有纸尿裤", "其余小票"))
ax.set(ylabel="带刮胡刀的小票", title="货架只对有纸尿裤的小票起作用")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# The move added {{100 * move.effect:.1f}} percentage points, with an interval from {{100 * move.low:.1f}} to {{100 * move.high:.1f}}: it worked.
# And it sold {{move.extra:.0f}} more razors in ten months, as far as they would not have been bought otherwise.
# The legend may be true, and small.

# %% [markdown] lang="zh" slide="fragment"
# 挪货架多带来{{100 * move.effect:.1f}}个百分点，区间从{{100 * move.low:.1f}}到{{100 * move.high:.1f}}：管用。
# 十个月里，多卖了{{move.extra:.0f}}把刮胡刀（前提是这些本来不会另买）。
# 传说可以是真的，只是效果不大。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# Hejia is simulated, and the card of `order_lines` says how: whoever has nappies in the basket adds a razor with probability {{q_before:.0%}}, since the move with {{q_after:.0%}}.
# No other pair was planted; households have tastes, and offers draw a little.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# 禾家是模拟出来的，`order_lines`的卡片写着做法：篮子里有纸尿裤的，会以{{q_before:.0%}}的概率顺手带一把刮胡刀，挪货架以后是{{q_after:.0%}}。
# 别的组合都没有动过手脚；各家有各家的口味，促销会带动一点，仅此而已。

# %%
q_before, q_after = 0.05, 0.16
true_effect = q_after - q_before
n_after = int(move.table.query("neighbour and after")["baskets"].iloc[0])
true_extra = true_effect * n_after
move.low < true_effect < move.high, round(true_extra)

# %% [markdown] lang="en"
# The truth, {{100 * true_effect:.0f}} points and some {{true_extra:.0f}} razors, lies inside the interval; with {{n_after}} receipts we could not come closer.
# Our one pair was the planted one, and what held on the other half but not within customers was taste.
#
# When does this fail?
# When the rule is read as an instruction.
# The next section has a case: lift, asked for recommendations.

# %% [markdown] lang="zh"
# 真实的效果是{{100 * true_effect:.0f}}个百分点，约{{true_extra:.0f}}把刮胡刀，落在区间里；只有{{n_after}}张小票，没法更准了。
# 剩下的那一对，正是当初放进去的那一对；在另一半成立、在同一客户内却不成立的，都是口味。
#
# 什么时候会看走眼？
# 把规则当成指令的时候。
# 下一节就有一例：拿提升度去做推荐。

# %% [markdown] lang="en" slide="slide"
# ## From baskets to customers: recommend
#
# Now over months, not receipts: five things to put before each customer.
# We know purchases until 30 June 2025, and judge by the half year after: a **time split**, because a shop recommends before it knows.

# %% [markdown] lang="zh" slide="slide"
# ## 从篮子到客户：推荐
#
# 现在看几个月，不看单张小票：给每位客户推荐五样东西。
# 用2025年6月30日以前的购买，拿后面半年来评判：这叫**按时间切分**，因为店里推荐的时候，后面的事还没发生。

# %%
split = pd.Timestamp("2025-07-01")
before, later = sold[sold["ordered_on"] < split], sold[sold["ordered_on"] >= split]
purchases = personalize.purchase_table(before)
back = purchases.index.isin(later["customer_id"])
n_back = int(back.sum())
purchases.shape, n_back

# %% [markdown] lang="en"
# **Item-to-item recommendation** by hand: how alike are salt and chilli sauce?
# Count who buys the one, the other, both; the **cosine similarity** is both over the square root of the product (Sarwar, Karypis, Konstan and Riedl 2001; Linden, Smith and York 2003).

# %% [markdown] lang="zh"
# **基于物品的推荐**（item-to-item recommendation）先手算：食盐和辣椒酱有多像？
# 数一数买这样的、买那样的、两样都买的；**余弦相似度**（cosine similarity）就是“都买的人数”除以“两个人数乘积的平方根”（Sarwar、Karypis、Konstan和Riedl 2001；Linden、Smith和York 2003）。

# %%
salt, chilli = purchases["P014"] > 0, purchases["P016"] > 0
cosine = (salt & chilli).sum() / np.sqrt(salt.sum() * chilli.sum())
likeness = personalize.item_similarity(purchases)
round(float(cosine), 3), round(float(likeness.loc["P014", "P016"]), 3)

# %%
neighbours = likeness["P046"].nlargest(3)
neighbours.rename(index=name).round(2)

# %% [markdown] lang="en"
# "Who buys baby wipes also buys" the other things for babies: here family ties are welcome.
#
# Six ways to fill a list of five: at random; the five most **popular** items for everybody; each customer's **own** most frequent; cosine; lift; and a **factor model**.
# The last describes each customer by {{n_factors}} numbers, tastes as it were, and each product by {{n_factors}} numbers too, found so that their products come as near to the table of purchases as they can (truncated singular value decomposition; Cremonesi, Koren and Turrin 2010).

# %% [markdown] lang="zh"
# “买婴儿湿巾的人还买”别的婴儿用品：在这里，一家人的联系正好用得上。
#
# 填满五样推荐，有六种办法：随机；给每个人都推最**热销**的五样；每位客户**自己**最常买的；余弦相似度；提升度；还有**因子模型**（factor model）。
# 因子模型用{{n_factors}}个数描述每位客户，好比口味，也用{{n_factors}}个数描述每种商品；两边对应相乘再相加，要尽量接近那张购买表（截断奇异值分解；Cremonesi、Koren和Turrin 2010）。

# %%
n_factors = 8
popular = personalize.score_popular(purchases)
draws = np.random.default_rng(0).random(purchases.shape)
ways = {
    "random": pd.DataFrame(draws, index=purchases.index, columns=purchases.columns),
    "popular": popular,
    "own": purchases + popular / 1e6,
    "cosine": personalize.score_similar(purchases, "cosine"),
    "lift": personalize.score_similar(purchases, "lift"),
    "factors": personalize.score_factors(purchases, n_factors),
}

# %% [markdown] lang="en"
# The *number* of factors was not chosen on the half year that judges; eight to twelve do about as well on the spring before.
#
# Each list is judged by what the customer bought later: **precision at k** (share of the k things listed that she bought; here k is five), **recall** (share of what she bought that was on the list), and MAP, which counts a hit at the top for more.
# Two more speak for the shop: **coverage**, how much of the shelf anybody is shown, and **diversity**, how mixed a list is.

# %% [markdown] lang="zh"
# 因子的个数不是在评判用的半年上挑的；在之前的春季上试，八到十二个都差不多。
#
# 每份推荐都拿客户后来买的东西来评：**前k查准率**（precision at k，推荐的k样里后来买了的占多少，这里k是五）、**查全率**（recall，后来买的里面推荐到的占多少），还有MAP，排在前面的命中更值钱。
# 另外两个指标替店家说话：**覆盖率**（coverage，货架上有多少商品推给过人）和**多样性**（diversity，一份推荐里有多杂）。

# %% lang="en"
labels = {
    "random": "random",
    "popular": "popular",
    "own": "her own",
    "cosine": "cosine",
    "lift": "lift",
    "factors": "factors",
}

# %% lang="zh"
labels = {
    "random": "随机",
    "popular": "热销榜",
    "own": "自己常买",
    "cosine": "余弦",
    "lift": "提升度",
    "factors": "因子",
}

# %%
category = products["category"].drop("P048")
lists = {way: personalize.top(scores[back], k=5) for way, scores in ways.items()}
judged = pd.DataFrame({way: personalize.judge(five, later, category) for way, five in lists.items()}).T
judged.rename(index=labels)[["precision", "recall", "map", "coverage", "diversity"]].round(3)

# %% lang="en" slide="fragment" alt="Bars of precision at five for six ways. Factors lead, then each customer's own purchases, then the popular items; cosine is a little below popular, lists at random get half as much, and lift is last."
ax = personalize.plot_judged(judged, labels=labels)
ax.set(xlabel="Precision at 5", title="What she buys anyway is hard to beat")
plt.show()

# %% lang="zh" slide="fragment" alt="六种办法的前五查准率。因子模型最高，其次是客户自己常买的，再次是热销榜；余弦略低于热销榜，随机只有一半，提升度垫底。"
ax = personalize.plot_judged(judged, labels=labels)
ax.set(xlabel="前5查准率", title="自己常买的，最难赢")
plt.show()


# %%
def gap(table, first, second):
    return [100 * x for x in personalize.paired_interval(table[first], table[second])]


hits = {way: personalize.hits(five, later) for way, five in lists.items()}
gap_cosine, gap_own = gap(hits, "cosine", "popular"), gap(hits, "own", "popular")
gap_factors = gap(hits, "factors", "own")
[[round(x, 1) for x in one] for one in (gap_cosine, gap_own, gap_factors)]

# %% [markdown] lang="en" slide="slide"
# ### What the judges say
#
# - Of the five most popular items the customers later bought {{judged.loc["popular", "precision"]:.0%}}. Cosine, "people who bought this", is {{-gap_cosine[0]:.1f}} points below (interval {{-gap_cosine[2]:.1f}} to {{-gap_cosine[1]:.1f}}).
# - What each has bought most is {{gap_own[0]:.1f}} points above popular: with things bought again and again, *that* is the rival to beat.
# - Factors beat it, by {{gap_factors[0]:.1f}} points ({{gap_factors[1]:.1f}} to {{gap_factors[2]:.1f}}).
# - Lift is worse than random: it loves rare things, which hardly anybody buys.
#
# Here the clever one wins, by little; many another has lost to a simple one that was tuned as carefully (Ferrari Dacrema, Cremonesi and Jannach 2019).

# %% [markdown] lang="zh" slide="slide"
# ### 裁判怎么说
#
# - 最热销的五样，客户后来买了{{judged.loc["popular", "precision"]:.0%}}；余弦，也就是“买过这个的人还买”，比它低{{-gap_cosine[0]:.1f}}个百分点（区间{{-gap_cosine[2]:.1f}}到{{-gap_cosine[1]:.1f}}）。
# - 每位客户自己常买的，比热销榜高{{gap_own[0]:.1f}}个百分点：反复要买的东西，**它**才是该赢的对手。
# - 因子模型赢了它，高{{gap_factors[0]:.1f}}个百分点（{{gap_factors[1]:.1f}}到{{gap_factors[2]:.1f}}）。
# - 提升度比随机还差：它偏爱冷门货，而冷门货本来就没几个人买。
#
# 这一回聪明的办法赢了，赢得不多；也有不少聪明的推荐算法，输给了同样用心调过的简单办法（Ferrari Dacrema、Cremonesi和Jannach 2019）。

# %% [markdown] lang="en"
# But who needs to be told to buy her usual rice?
# Judge only what she has *not* bought before.

# %% [markdown] lang="zh"
# 可是她本来就买的大米，还用得着推荐吗？
# 只评她**从前没买过**的东西。

# %%
pairs_known = purchases.reset_index().melt("customer_id", value_name="times")
first_time = later.merge(pairs_known.query("times == 0"), on=["customer_id", "product_id"])
open_to_new = purchases.index.isin(first_time["customer_id"])
had = purchases[open_to_new]
new_lists = {
    way: personalize.top(scores[open_to_new], 5, leave_out=had)
    for way, scores in ways.items()
    if way != "own"
}
judged_new = pd.DataFrame(
    {way: personalize.judge(five, first_time, category) for way, five in new_lists.items()}
).T
judged_new.rename(index=labels)[["precision", "recall", "map", "coverage", "diversity"]].round(3)

# %% lang="en" alt="Bars of precision at five among items never bought before. Factors, cosine and popular lie close together; random and lift follow far behind."
ax = personalize.plot_judged(judged_new, labels=labels)
ax.set(xlabel="Precision at 5, things never bought before", title="For new things the lead is thin")
plt.show()

# %% lang="zh" alt="只看从没买过的商品，各办法的前五查准率。因子、余弦、热销榜相差不多，随机和提升度远远落后。"
ax = personalize.plot_judged(judged_new, labels=labels)
ax.set(xlabel="前5查准率（只算从没买过的）", title="推荐新东西，领先不多")
plt.show()

# %%
new_hits = {way: personalize.hits(five, first_time) for way, five in new_lists.items()}
new_cosine, new_factors = (gap(new_hits, way, "popular") for way in ("cosine", "factors"))
new_between = gap(new_hits, "factors", "cosine")
[[round(x, 1) for x in one] for one in (new_cosine, new_factors, new_between)]

# %% [markdown] lang="en"
# Now popularity is the rival, and both beat it by a little: cosine by {{new_cosine[0]:.1f}} points ({{new_cosine[1]:.1f}} to {{new_cosine[2]:.1f}}), factors by {{new_factors[0]:.1f}} ({{new_factors[1]:.1f}} to {{new_factors[2]:.1f}}).
# Between the two it is open: {{new_between[1]:.1f}} to {{new_between[2]:.1f}}.
# That is what the whole machine is worth here.
# A hit is also no proof that the recommendation *caused* the purchase; she bought without any.

# %% [markdown] lang="zh"
# 这时对手是热销榜，两种办法都赢了，只赢一点：余弦高{{new_cosine[0]:.1f}}个百分点（{{new_cosine[1]:.1f}}到{{new_cosine[2]:.1f}}），因子高{{new_factors[0]:.1f}}个（{{new_factors[1]:.1f}}到{{new_factors[2]:.1f}}）。
# 这两种之间分不出高下：区间是{{new_between[1]:.1f}}到{{new_between[2]:.1f}}。
# 整套办法在这家店就值这么多。
# 而且，命中并不说明购买是推荐**带来**的：她当时并没有收到推荐。

# %% [markdown] lang="en" slide="slide"
# ## The next best offer
#
# A list is not yet an offer.
# An offer needs a **chance** (not a score), a **margin**, an effect, and a yes from the customer.
#
# First the chance that a customer buys a thing for the first time within a quarter: learnt from what was known on 1 October 2025 and what followed, then applied to today.

# %% [markdown] lang="zh" slide="slide"
# ## 下一个最佳推荐
#
# 有了清单，还不等于可以推。
# 推一样东西，要有**概率**（不是分数），要有**毛利**，要有效果，还要客户明确同意过。
#
# 先算概率：客户在一个季度里第一次买某样东西的概率。用2025年10月1日当时知道的情况和后来的结果来学，再用到今天。

# %%
key = ["customer_id", "product_id"]
then = personalize.candidates(sold, "2025-10-01", n_factors)
bought_next = sold.loc[sold["ordered_on"] >= "2025-10-01", key].drop_duplicates().assign(bought=1)
then = then.merge(bought_next, on=key, how="left").fillna({"bought": 0})
len(then), round(float(then["bought"].mean()), 4)

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def features(table):
    logs = np.log1p(table[["buyers", "days", "visits"]].to_numpy())
    return np.column_stack([table["score"], logs])


model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features(then), then["bought"])
then["chance"] = model.predict_proba(features(then))[:, 1]

# %% [markdown] lang="en"
# Do the chances keep their word?
# Put the pairs in tenths by predicted chance, and count what happened.

# %% [markdown] lang="zh"
# 这些概率说话算数吗？
# 按预测概率把它们分成十组，数一数实际发生了多少。

# %%
tenths = then.groupby(pd.qcut(then["chance"], 10, labels=False))[["chance", "bought"]].mean()
tenths.round(4).T

# %% lang="en" alt="Ten dots, predicted against actual share of first purchases, near the diagonal, first below, then above and at last below it again, from near zero up to more than a tenth."
fig, ax = plt.subplots(figsize=(5, 4))
ax.plot([0, 0.16], [0, 0.16], color="grey", linewidth=1)
ax.plot(tenths["chance"], tenths["bought"], "o")
ax.set(
    xlabel="Predicted chance in a quarter",
    ylabel="Share that bought",
    title="Predicted and bought, by tenths",
)
plt.show()

# %% lang="zh" alt="十个点，横轴是预测概率，纵轴是实际购买比例，都在对角线附近，先略低，再略高，最后一个又略低，从接近零到一成以上。"
fig, ax = plt.subplots(figsize=(5, 4))
ax.plot([0, 0.16], [0, 0.16], color="grey", linewidth=1)
ax.plot(tenths["chance"], tenths["bought"], "o")
ax.set(xlabel="预测的季度购买概率", ylabel="实际购买比例", title="预测的和实际买的，分十组")
plt.show()

# %%
cost, uplift = 0.1, 0.3
margin = products["unit_price"] - products["unit_cost"]
then["value"] = personalize.offer_value(then["chance"], then["product_id"].map(margin), cost, uplift)
picked = then.loc[then.groupby("customer_id")["value"].idxmax()].query("value > 0")
picked[["chance", "bought"]].mean().round(3)

# %% [markdown] lang="en"
# In the top tenth, from which offers mostly come, the chances are near enough; in the lowest tenth they are several times too high, and from the seventh to the ninth tenth too low by a fifth or so.
# (All on the quarter from which they were learnt.)
# Whoever multiplies by margins must look closer: offers pick the pairs where the model errs upwards.
# Among those that would pay, it predicts {{picked["chance"].mean():.1%}}, and {{picked["bought"].mean():.1%}} bought; exercise 6b.7 has a model that is right on average and wrong wherever it matters.

# %% [markdown] lang="zh"
# 推荐大多出自最高的那一组，那里的概率够准；最低的一组高估了几倍，第七到第九组又低估了两成上下。
# （看的还是学它的那个季度。）
# 一乘毛利，就得看得更细：挑出来的，往往正是模型估高了的组合。
# 值得发的那些，预测{{picked["chance"].mean():.1%}}，实际{{picked["bought"].mean():.1%}}买了。练习6b.7里有个模型，平均起来是对的，偏偏要紧的地方全错。

# %% [markdown] lang="en"
# ### Who said yes?
#
# The latest statement counts, as of today, and not if it was taken back.
# We want two: to be written to by text message, and to have her purchases used for a profile (lesson 3b).

# %% [markdown] lang="zh"
# ### 谁同意过？
#
# 以截至今天的最后一次表态为准，收回了的不算。
# 要两个同意：愿意收短信营销，愿意让我们用她的购买记录做画像（第3b课）。

# %%
said = crm.load("consents").query("stated_on < @today").sort_values("stated_on", kind="stable")
latest = said.drop_duplicates(["customer_id", "purpose", "channel"], keep="last")
valid = latest[(latest["granted"] == 1) & ~(latest["withdrawn_on"] <= today)]
by_text = set(valid.query("purpose == 'marketing' and channel == 'sms'")["customer_id"])
profiled = set(valid.query("purpose == 'profiling'")["customer_id"])
allowed = by_text & profiled
len(by_text), len(profiled), len(allowed)

# %%
now = personalize.candidates(sold, today, n_factors)
now["chance"] = model.predict_proba(features(now))[:, 1]
offers = personalize.next_best_offer(now, margin, allowed, cost, uplift)
offers["decision"].value_counts()

# %% [markdown] lang="en" slide="fragment"
# We *assume* that a message makes each chance larger by {{uplift:.0%}} of itself (a relative **uplift**; in lesson 5a it was a difference of chances); a text message costs {{cost:.1f}} yuan, as in the campaign of June 2025.
# The value of an offer is *chance × uplift × margin − cost*: what she would have bought anyway earns us nothing new.
#
# One uplift for everybody means: the likelier she buys anyway, the more our message brings.
# Lesson 5a found the opposite: the likeliest to answer are not those whom a message moves most.
# So the list below is a proposal for a test; only the test can put each group's own uplift in.

# %% [markdown] lang="zh" slide="fragment"
# **假设**一条消息让每个人的购买概率都增加原来的{{uplift:.0%}}（这叫相对**增益**，是比例；第5a课的增益是两个概率之差）；一条短信{{cost:.1f}}元，和2025年6月那次活动一样。
# 一次推荐的价值是“概率×增益×毛利−成本”：她本来就会买的，不算我们多赚的。
#
# 人人用同一个增益，等于说：越是本来就会买的人，发了越赚。
# 第5a课看到的正相反：最可能响应的，不是最该联系的。
# 所以下面这张名单只是拿去测试的方案；测过才知道各组自己的增益是多少。

# %%
go = offers[offers["decision"] == "offer"]
n_go, value_go = len(go), go["value"].sum()
likely = (
    now[now["customer_id"].isin(allowed)].sort_values("chance").drop_duplicates("customer_id", keep="last")
)
likely_value = personalize.offer_value(likely["chance"], likely["product_id"].map(margin), cost, uplift)
value_likely = likely_value[likely_value > 0].sum()
n_go, round(value_go), round(value_likely)

# %% [markdown] lang="en"
# {{n_go}} people get an offer, and together these should bring {{value_go:.0f}} yuan; the most *likely* thing for each would bring {{value_likely:.0f}}.
# Both rest on the assumed uplift, that is, on about {{extra_buyers:.0f}} more first purchases; and they count one pack each, while those who buy these goods take {{packs:.1f}} at a time.
# {{n_no:,}} of {{len(offers):,}} customers get none, because they did not give both consents.

# %% [markdown] lang="zh"
# 有{{n_go}}人会收到推荐，合起来预期多赚{{value_go:.0f}}元；如果每人都推**最可能**买的那样，是{{value_likely:.0f}}元。
# 两个数都靠假设的增益，也就是多出大约{{extra_buyers:.0f}}次首次购买；每次只算一件，而买这些商品的人一次平均买{{packs:.1f}}件。
# {{len(offers):,}}位客户里，{{n_no:,}}位不发，因为没有两个都同意。

# %%
n_no = int((offers["decision"] == "no_consent").sum())
extra_buyers = (go["chance"] * uplift).sum()
packs = (go["product_id"].map(sold.groupby("product_id")["quantity"].mean()) * go["chance"]).sum()
packs = packs / go["chance"].sum()
go["product_id"].map(name).value_counts().head(4)

# %% [markdown] lang="en"
# ## What if the offer works less, or costs a discount?
#
# Move the uplift, and then a discount.
#
# 1. How small may the uplift be before hardly any message pays?
# 2. Give a discount of a quarter of the margin. What must the uplift be to earn the same as before?

# %% [markdown] lang="zh"
# ## 要是没那么管用，或者还得打折？
#
# 先拖动增益，再加上让利。
#
# 1. 增益小到多少，几乎没有一条短信划算？
# 2. 把四分之一的毛利让出去。增益要多大，才能赚得跟之前一样多？

# %% alt_en="Bars of expected extra margin for the products offered, with the number of people for each. Sliders set uplift, discount and cost per message." alt_zh="各推荐商品预期多赚毛利的条形图，标出人数。滑块可以调增益、让利和每条成本。"
widgets.next_offer(now[now["customer_id"].isin(allowed)], margin, cost, uplift, names=name)


# %%
def total(uplift, discount):
    table = now[now["customer_id"].isin(allowed)]
    unit = table["product_id"].map(margin)
    worth = personalize.offer_value(table["chance"], unit, cost, uplift, unit * discount)
    best = worth.groupby(table["customer_id"]).max()
    return float(best[best > 0].sum())


needed = next(u for u in np.arange(0.3, 2, 0.05) if total(u, 0.25) >= value_go)
even_at = 1 / (1 - 0.25) - 1
round(total(0.05, 0)), round(total(0.3, 0.25)), round(float(needed), 2)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# With an uplift of a twentieth all messages together bring {{total(0.05, 0):.0f}} yuan.
# With a quarter of the margin given away the old uplift makes no message pay: it must exceed {{even_at:.0%}} to lose nothing, and be about {{needed:.0%}} to earn as much as without. Everybody takes the discount, including those who would have paid in full.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 增益只有二十分之一时，所有短信合起来只赚{{total(0.05, 0):.0f}}元。
# 让出四分之一的毛利，照原来的增益，没有一条短信划算：增益要超过{{even_at:.0%}}才不亏，要到{{needed:.0%}}左右才赚得跟不打折一样多。折扣人人都享受，本来会付全价的人也一样。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: Monday
#
# Two proposals lie on the table: leave the razors where they hang, and send the texts.
# Moving the shelf took {{move_hours}} hours at {{wage}} yuan.

# %% [markdown] lang="zh" slide="slide"
# ## 决策：下周一
#
# 桌上有两个提案：刮胡刀就挂在那儿；短信发出去。
# 挪货架花了{{move_hours}}小时，每小时{{wage}}元。

# %%
move_hours, wage = 4, 30
seen = {"low": move.low, "measured": move.effect, "high": move.high}
shelf = pd.DataFrame({"extra_a_month": {end: effect * n_after / 10 for end, effect in seen.items()}})
for unit in (margin[razor], margin[razor] / 2):
    shelf[f"months_at_{unit:.1f}"] = move_hours * wage / (shelf["extra_a_month"] * unit)
shelf.round(1)

# %%
per_month_yuan = shelf.loc["measured", "extra_a_month"] * margin[razor]
months_worst = shelf.loc["low"].iloc[-1]
base = go["chance"].mean()
detectable = 2.8 * np.sqrt(2 * base * (1 - base) / (n_go / 2)) / base
n_quarters = np.ceil((detectable / uplift) ** 2)
round(per_month_yuan), round(float(detectable), 2), int(n_quarters)

# %% [markdown] lang="en" slide="fragment"
# **The shelf**: it earns {{per_month_yuan:.0f}} yuan a month and has paid for itself after {{shelf.loc["measured"].iloc[1]:.0f}} months.
# Even at the low end of the interval, and if every second razor would have been sold anyway, it is {{months_worst:.0f}} months.
# Leave it. Don't move the wipes.
#
# **The texts**: {{n_go}} messages cost {{n_go * cost:.0f}} yuan and bring {{value_go:.0f}} more than that *if* the uplift is {{uplift:.0%}}.
# Send them to half, drawn by lot: that halves the money, to about {{value_go / 2:.0f}} yuan, and buys the knowledge.
# But with so few people only an uplift above {{detectable:.0%}} would show (one chance in five of missing it).
# For {{uplift:.0%}} the test must run for {{n_quarters:.0f}} quarters with chances like these, or something bigger must be tested; lesson 5a does the sums.
# And the chances are those of an autumn: that the next quarter is like it is an assumption.

# %% [markdown] lang="zh" slide="fragment"
# **货架**：每月多赚{{per_month_yuan:.0f}}元，{{shelf.loc["measured"].iloc[1]:.0f}}个月回本。
# 就算取区间下限，而且每两把里有一把本来也会卖掉，{{months_worst:.0f}}个月也回本。
# 留着。湿巾不用挪。
#
# **短信**：{{n_go}}条花{{n_go * cost:.0f}}元，**如果**增益真有{{uplift:.0%}}，扣掉成本还多赚{{value_go:.0f}}元。
# 抽签只发给一半人：多赚的也减半，约{{value_go / 2:.0f}}元，换来的是心里有数。
# 不过人这么少，增益超过{{detectable:.0%}}才看得出来（还有五分之一的可能看漏）。
# 想看出{{uplift:.0%}}，概率不变的话，也要连测{{n_quarters:.0f}}个季度，要么就测个更大的动作；第5a课教怎么算。
# 还有一个假设：概率是从秋冬那个季度学来的，下个季度未必一样。

# %% [markdown] lang="en" slide="notes"
# Groups will want to send to everybody, because it costs next to nothing.
# Ask what it costs when a customer who never said yes gets a text: not a tenth of a yuan.

# %% [markdown] lang="zh" slide="notes"
# 会有小组说，反正几乎不花钱，不如全发。
# 问问他们：没同意过的客户收到短信，代价是多少？可不止一毛钱。

# %% [markdown] lang="en"
# ## Your own data
#
# Any export with one row for each product of a receipt will do: put its path in place of our table (`source = "my_receipts.csv"`; semicolons and GBK are found by themselves), and say which column is which.
# Without a customer, a day or a number of packs, take that line out.
# The account says what was left out, and *which products were not on the shelf all the time*: then set `since`, or the trap with the lift of {{lift_three_years:.1f}} is yours.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 只要是一行一种商品的小票明细就行：把我们的表换成文件路径（`source = "我的小票.csv"`，分号分隔、GBK编码都认得），再用参数写明哪一列是什么。
# 没有客户、日期或件数，就把那一行删掉。
# 读完会说明哪些行没用上，**哪些商品不是一直在架上**：那就要写`since`，否则就会掉进提升度{{lift_three_years:.1f}}的那个坑。

# %%
source = crm.load("order_lines").merge(crm.load("orders"), on="order_id")
own = personalize.read_lines(
    source,
    basket="order_id",
    item="product_id",
    customer="customer_id",
    day="ordered_on",
    quantity="quantity",
    since="2024-01-01",
    leave_out=["P048"],
)

# %% [markdown] lang="en"
# Half of the customers, drawn at random, find the rules, the others check them; for each set of products you see one rule.
# Read only what holds, and then ask who buys, with `lift_within`.
# `seed` draws other halves: what holds with one draw only is not firm.

# %% [markdown] lang="zh"
# 随机抽一半客户来找规则，另一半来查；每组商品只列一条。
# 只看成立的，然后再用`lift_within`问一句：是谁在买？
# 换个`seed`就换一种分法：只在一种分法下成立的，还靠不住。

# %%
own_checked = personalize.split_and_check(own, by="customer_id", min_support=12, seed=1)
own_held = own_checked[own_checked["holds"]]
table = own_held[["antecedent", "consequent", "count", "lift", "lift_new"]].head(5)
len(own_checked), len(own_held)

# %%
in_own_words = {code: name.get(code, code) for code in own["product_id"].unique()}
for side in ("antecedent", "consequent"):
    table[side] = [" + ".join(in_own_words[one] for one in items) for items in table[side]]
table.round(2)

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Support, confidence and lift are four counts; compare whole numbers, and only receipts on which both could be.
# - Chance makes rules: find on one half, check on the other. {{n_sets_held}} of {{n_sets}} sets of products held.
# - Who buys makes rules: within customers {{len(real)}} pair of {{n_tested}} was left.
# - A shelf is an experiment: with and without, before and after. It brought {{move.extra:.0f}} razors.
# - Before you recommend, beat what she buys anyway, and for new things the popular ones, on later purchases; lift is for shelves, not for lists.
# - An offer is chance times uplift times margin, and a yes; the uplift must be measured.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 支持度、置信度、提升度就是四个计数；用整数比，只比两样都买得到的小票。
# - 运气会造规则：一半上找，另一半上查。{{n_sets}}组商品里成立{{n_sets_held}}组。
# - 谁在买也会造规则：跟同一位客户自己比，{{n_tested}}对只剩{{len(real)}}对。
# - 货架是实验：有和没有、之前和之后都要比。它多卖了{{move.extra:.0f}}把刮胡刀。
# - 推荐之前，先在后来的购买上赢过她自己常买的；推新东西，要赢过热销榜。提升度用来摆货架，不用来列推荐。
# - 推荐的价值是概率乘增益乘毛利，外加客户同意过；增益要测出来。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Support, confidence, lift, association rule, frequent itemset, leverage, conviction, confounder, p-value, difference in differences, parallel trends, item-to-item, factor model, precision at k, recall, coverage, diversity, next best offer, uplift.
#
# - Power, D. J. (2002). What is the "true story" about using data mining to identify a relation between sales of beer and diapers? *DSS News*, 10 November.
# - Agrawal, R., Imieliński, T. and Swami, A. (1993). Mining association rules between sets of items in large databases. *SIGMOD*.
# - Agrawal, R. and Srikant, R. (1994). Fast algorithms for mining association rules. *VLDB*.
# - Brin, S., Motwani, R., Ullman, J. D. and Tsur, S. (1997). Dynamic itemset counting and implication rules for market basket data. *SIGMOD*.
# - Zaki, M. J. (2000). Scalable algorithms for association mining. *IEEE Transactions on Knowledge and Data Engineering*.
# - Webb, G. I. (2007). Discovering significant patterns. *Machine Learning*.
# - Gionis, A., Mannila, H., Mielikäinen, T. and Tsaparas, P. (2007). Assessing data mining results via swap randomization. *ACM Transactions on Knowledge Discovery from Data*.
# - Holm, S. (1979). A simple sequentially rejective multiple test procedure. *Scandinavian Journal of Statistics*.
# - Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of disease. *Journal of the National Cancer Institute*.
# - Sarwar, B., Karypis, G., Konstan, J. and Riedl, J. (2001). Item-based collaborative filtering recommendation algorithms. *WWW*.
# - Linden, G., Smith, B. and York, J. (2003). Amazon.com recommendations: item-to-item collaborative filtering. *IEEE Internet Computing*.
# - Cremonesi, P., Koren, Y. and Turrin, R. (2010). Performance of recommender algorithms on top-N recommendation tasks. *RecSys*.
# - Ferrari Dacrema, M., Cremonesi, P. and Jannach, D. (2019). Are we really making much progress? *RecSys*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 支持度、置信度、提升度、关联规则、频繁项集、杠杆度、确信度、混杂因素、p值、双重差分、平行趋势、基于物品的推荐、因子模型、前k查准率、查全率、覆盖率、多样性、下一个最佳推荐、增益。
#
# - Power, D. J. (2002). What is the "true story" about using data mining to identify a relation between sales of beer and diapers? *DSS News*, 10 November.
# - Agrawal, R., Imieliński, T. and Swami, A. (1993). Mining association rules between sets of items in large databases. *SIGMOD*.
# - Agrawal, R. and Srikant, R. (1994). Fast algorithms for mining association rules. *VLDB*.
# - Brin, S., Motwani, R., Ullman, J. D. and Tsur, S. (1997). Dynamic itemset counting and implication rules for market basket data. *SIGMOD*.
# - Zaki, M. J. (2000). Scalable algorithms for association mining. *IEEE Transactions on Knowledge and Data Engineering*.
# - Webb, G. I. (2007). Discovering significant patterns. *Machine Learning*.
# - Gionis, A., Mannila, H., Mielikäinen, T. and Tsaparas, P. (2007). Assessing data mining results via swap randomization. *ACM Transactions on Knowledge Discovery from Data*.
# - Holm, S. (1979). A simple sequentially rejective multiple test procedure. *Scandinavian Journal of Statistics*.
# - Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of disease. *Journal of the National Cancer Institute*.
# - Sarwar, B., Karypis, G., Konstan, J. and Riedl, J. (2001). Item-based collaborative filtering recommendation algorithms. *WWW*.
# - Linden, G., Smith, B. and York, J. (2003). Amazon.com recommendations: item-to-item collaborative filtering. *IEEE Internet Computing*.
# - Cremonesi, P., Koren, Y. and Turrin, R. (2010). Performance of recommender algorithms on top-N recommendation tasks. *RecSys*.
# - Ferrari Dacrema, M., Cremonesi, P. and Jannach, D. (2019). Are we really making much progress? *RecSys*.
#
# <!-- exercises link -->
