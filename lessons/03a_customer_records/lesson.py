# ---
# id: "03a"
# title: {en: "One record per customer: clean, match, merge", zh: "一人一档：清洗、匹配、合并"}
# minutes: {lecture: 50, exercises: 100}
# textbook: [idic 3.1-3.6, ecommerce 2.1, ecommerce 3.1-3.5, practice 3.1-3.5, portfolio 4.1, portfolio 5.1-5.3]
# needs: []
# ---

# %% [markdown] lang="en" slide="slide"
# ## Four rows, one person
#
# Hejia (禾家) keeps its customers in three places: a ledger under the counter, the sign-up of the web shop, and the file of the contact centre.
# On Monday all three are to become one.
# Look at four of the {{n_records:,}} rows.

# %% [markdown] lang="zh" slide="slide"
# ## 四行记录，一个人
#
# 禾家（Hejia）的客户资料存在三个地方：柜台下的账本、网店的注册表、呼叫中心的档案。
# 下周一，三份要并成一份。
# 先从{{n_records:,}}行里挑四行看看。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

records = crm.load("customer_records")
truth = crm.load("truth/customer_records")
spellings = records.merge(truth).groupby("person_id")["name"].agg(["size", "nunique"])
someone = spellings.query("size == 4").sort_values("nunique", ascending=False, kind="stable").index[0]
four = truth.loc[truth["person_id"] == someone, "record_id"]
records.loc[records["record_id"].isin(four), ["record_id", "source", "name", "phone", "address", "born_on"]]

# %% [markdown] lang="en"
# {{n_names}} spellings of a name, {{n_phones}} ways to write a number, and it is one person.
# That is one person counted four times; who complains in one file is courted in the next; and no file knows what one person spends in all.
#
# The textbooks tell the same of an estate agency, Shanghai Jinfeng Yiju (上海金丰易居).
# We have no figures of it that we could check, so we take its question only.
# Letting, selling and fitting out each keep a list of their own; what happens to a client who asks two of them?

# %% [markdown] lang="zh"
# 姓名有{{n_names}}种写法，电话有{{n_phones}}种写法，其实是同一个人。
# 一个人被数成了四位；在这份档案里投诉过，在那份档案里却是座上宾；而这个人一共花了多少钱，哪份档案都说不清。
#
# 教材里上海金丰易居的案例，讲的是同一件事。
# 它的数字我们无从核对，所以只取它的问题：
# 租赁、销售、装潢各存一份名单，一位客户问了两个部门，会怎么样？

# %%
written = records[records["record_id"].isin(four)]
n_records, n_names, n_phones = len(records), written["name"].nunique(), written["phone"].nunique()
n_records, n_names, n_phones

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: case and identification eight, cleaning seven, Fellegi and Sunter fifteen, truth and failure eight, threshold and widget seven, merging five.
# Ask before the next cells: what would you compare to know that two rows are one person, and which agreement convinces you most?
# Expect "the name". Keep the answer on the board for the figure of weights.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：案例和识别八分钟，清洗七分钟，Fellegi–Sunter十五分钟，对照真相和看走眼八分钟，阈值和互动图七分钟，合并五分钟。
# 先问全班：两行是不是同一个人，你会比什么？哪一栏相同最有说服力？
# 多数人会说“姓名”。把答案留在黑板上，等权重图出来再看。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Identify**: say which receipts have a person behind them, and who in a firm decides, buys and uses (exercises 3a.1 and 3a.9).
# - **Link** records by weight of evidence, and choose the threshold by what errors cost (exercises 3a.2 to 3a.5).
# - **Collect** only what earns its place, at a known cost (exercises 3a.6 to 3a.8).
# - **Answer** ten questions from one customer base, and tag customers so that the tags foretell (exercises 3a.10 and 3a.11).
# - **Keep** it true: the order of the work, and a one-page report on the base (exercise 3a.12 and the memo, 3a.13).

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **识别**：说出哪些小票背后有名有姓，一家单位里谁拍板、谁采购、谁使用（练习3a.1、3a.9）。
# - **匹配**：按证据的分量判断两条记录是不是一个人，再按差错的成本定阈值（练习3a.2到3a.5）。
# - **收集**：只收集值得收集的，并且知道花多少钱（练习3a.6到3a.8）。
# - **运用**：从一份客户信息库里回答十个问题，给客户打上能预测的标签（练习3a.10、3a.11）。
# - **维护**：理清先后步骤，写一页客户信息库报告（练习3a.12和备忘3a.13）。

# %% [markdown] lang="en"
# ## The idea: who is a customer?
#
# *Consumers* eat the rice, *users* cook with it, *customers* pay at the till.
# A **client** is a customer whose name we know and whom a named person looks after.
# In a firm these are several people; and whoever takes over our work inside the house is an *internal* customer.
#
# Each has a life cycle: prospect, first order, regular, fading, gone.
# **Customer identification** turns the unnamed into clients, in six steps: define what to know, collect, standardise, match, merge, keep up to date.
# Define by purpose, and collect the least that serves it: lesson 3b says why the law asks for the same.

# %% [markdown] lang="zh"
# ## 道理：谁是客户？
#
# 吃米的是**消费者**，拿米做饭的是**用户**，在柜台付钱的是**顾客**。
# 知道名字、又有专人照应的顾客，才是**客户**（client）。
# 客户要是一家单位，这几种身份往往分在好几个人身上；在自己店里，接手下一道工序的同事，是**内部客户**。
#
# 每位客户都有生命周期：潜在、首购、常客、变淡、离开。
# **客户识别**（customer identification）就是把无名的人变成客户，分六步：定义要知道什么、收集、标准化、匹配、合并、更新。
# 定义要看用途，够用就好：第3b课会讲，法律也是这样要求的。

# %% [markdown] lang="en" slide="slide"
# ### How many receipts have a name?
#
# Our table of orders names the buyer of each, because the shop is simulated.
# A real till knows who buys only if she holds out her card, signs in, or phones: the **identification rate** is the share of such receipts.

# %% [markdown] lang="zh" slide="slide"
# ### 多少小票有名有姓？
#
# 我们的订单表里每一单都写着是谁买的，因为这家店是模拟的。
# 真实的收银台，只有在顾客出示会员卡、登录网店或打电话来的时候才知道她是谁：这类小票的占比叫**识别率**（identification rate）。

# %%
orders = crm.load("orders").query("amount > 0").copy()
carded = orders["order_id"].isin(crm.load("points")["order_id"])
orders["known_by"] = orders["channel"].mask(orders["channel"] == "shop", "anonymous")
orders.loc[carded & (orders["channel"] == "shop"), "known_by"] = "card"
quarter = orders["ordered_on"].dt.to_period("Q").astype(str)
shares = pd.crosstab(quarter, orders["known_by"], normalize="index")[["phone", "card", "web", "anonymous"]]
shares.iloc[[0, 5, 6, 11]].round(2)

# %% lang="en" slide="fragment" alt="Stacked bars by quarter: at first nine receipts in ten are anonymous; from the third quarter of 2024 the member card, and from 2025 the web shop, put names to most; a quarter stays anonymous."
from crmlab import identify

identify.plot_identified(shares).set_title("The card and the web gave the receipts names")
plt.show()

# %% lang="zh" slide="fragment" alt="按季度的堆积柱形图：起初十张小票有九张不知是谁；2024年三季度有了会员卡，2025年有了网店，大多数小票有了名字；还有四分之一不知是谁。"
from crmlab import identify

identify.plot_identified(shares).set_title("会员卡和网店让小票有了名字")
plt.show()

# %% [markdown] lang="en"
# From {{rate_first:.0%}} at the start to {{rate_last:.0%}} at the end.
# The rest of this lesson asks: *whose* name?

# %% [markdown] lang="zh"
# 识别率从一开始的{{rate_first:.0%}}升到最后的{{rate_last:.0%}}。
# 接下来要问的是：究竟是**谁**的名字？

# %%
rate_first, rate_last = 1 - shares["anonymous"].iloc[[0, -1]]
round(rate_first, 2), round(rate_last, 2)

# %% [markdown] lang="en" slide="slide"
# ## What did each source collect?
#
# A **data dictionary** lists the fields, how often they are filled, and how often with something that can be used.

# %% [markdown] lang="zh" slide="slide"
# ## 三个来源各收集到了什么？
#
# **数据字典**（data dictionary）列出有哪些栏目、填了多少、其中多少能用。

# %%
clean, changes = identify.standardise(records)
fields = ["name", "phone", "address", "email", "born_on", "gender"]
identify.data_dictionary(records, clean, fields).drop(columns="kind").round(2)

# %% lang="en" slide="fragment" alt="Table of shades, six fields by three sources. The ledger has no mail addresses and few birthdays; the web has nearly everything; the call centre has every phone and few mail addresses."
filled = identify.fill_rates(clean, fields, "source")
identify.plot_fill(filled).set_title("Who asks gets: valid values by source")
plt.show()

# %% lang="zh" slide="fragment" alt="六个栏目、三个来源的深浅表。账本没有邮箱，生日也少；网店几乎样样都有；呼叫中心电话齐全，邮箱很少。"
filled = identify.fill_rates(clean, fields, "source")
identify.plot_fill(filled).set_title("问了才有：各来源的有效率")
plt.show()

# %% [markdown] lang="en"
# The most expensive source is not the best.
# Call a record valid if it has a usable name and a phone or an address; divide what all records cost by how many are valid.

# %% [markdown] lang="zh"
# 最贵的来源不等于最好的来源。
# 姓名能用、电话和地址至少有一样能用的记录，才算有效；用全部记录的成本除以有效条数。

# %%
valid = clean["name"].notna() & (clean["phone"].notna() | clean["address"].notna())
costs = crm.load("record_sources").set_index("source")["cost_per_record"].to_dict()
by_channel = identify.cost_per_valid(records, valid, costs)
by_channel.round(2)

# %% [markdown] lang="en"
# A valid record costs {{by_channel["cost_per_valid"].iloc[0]:.2f}} yuan where the customer keys it herself, {{by_channel["cost_per_valid"].iloc[-1]:.2f}} where an agent does.
# For firms the dictionary has three tables, because a firm doesn't answer the phone, people do: account, contact, role.

# %% [markdown] lang="zh"
# 客户自己录入，一条有效记录{{by_channel["cost_per_valid"].iloc[0]:.2f}}元；客服录入，{{by_channel["cost_per_valid"].iloc[-1]:.2f}}元。
# 单位客户的数据字典要三张表，因为接电话的不是单位，是人：单位、联系人、角色。

# %%
people = crm.load("account_contacts").merge(crm.load("account_roles"), on="person_id")
people[people["account_id"] == "A0003"][["account_id", "person_id", "job", "phone", "role"]]

# %% [markdown] lang="en"
# ### Sixty fields
#
# What should we ask in future?
# The departments wanted {{n_form}} fields on the sign-up form, {{minutes_form:.0f}} minutes of a customer's time.
# A field earns its place if some decision reads it, nothing else tells it, and what it earns is more than the seconds and the risk it costs.
# The three prices below are our assumptions: what one use is worth, what a second and a point of risk cost.

# %% [markdown] lang="zh"
# ### 六十个栏目
#
# 以后该问些什么？
# 各部门想在注册表上放{{n_form}}个栏目，客户要填{{minutes_form:.0f}}分钟。
# 一个栏目值得留，要满足三条：有决策用到它，别处得不到，带来的好处大于耗费的时间和担的风险。
# 下面三个价格是我们的假设：用一次值多少，填一秒、担一分风险各要多少。
# 结果里，`earns`是值得留，`dear`是划不来，`unused`是没人用，`known`是别处已有。

# %%
form = identify.prune_form(identify.form_fields(), yuan_per_use=0.02, yuan_per_second=0.03, yuan_per_risk=0.5)
n_form, minutes_form = len(form), form["seconds"].sum() / 60
seconds_kept = int(form.loc[form["keep"], "seconds"].sum())
form["why"].value_counts()

# %% [markdown] lang="en"
# {{form["keep"].sum()}} fields stay, {{seconds_kept}} seconds.
# {{(form["why"] == "unused").sum()}} had no reader at all, and {{(form["why"] == "known").sum()}} are known already from other tables.

# %% [markdown] lang="zh"
# 留下{{form["keep"].sum()}}个栏目，{{seconds_kept}}秒就能填完。
# 有{{(form["why"] == "unused").sum()}}个根本没人用；有{{(form["why"] == "known").sum()}}个，别的表里早就有了。

# %% [markdown] lang="en" slide="slide"
# ## One spelling for each value
#
# **Standardisation** undoes what is no error at all: traditional characters, order of names, dashes in a number.
# It empties what a form filled in by itself, and it writes every change down.

# %% [markdown] lang="zh" slide="slide"
# ## 一个值，一种写法
#
# **标准化**（standardisation）消除的是那些根本不算错的差别：繁体字、姓名颠倒、电话里的横线。
# 表单自动填的默认值，清空；每改一处，记一笔。

# %%
from opencc import OpenCC
from pypinyin import lazy_pinyin

name = OpenCC("t2s").convert("劉曉東")
digits = "".join(c for c in "113-5025-7830" if c.isdigit())
name, " ".join(lazy_pinyin(name)), digits

# %% [markdown] lang="en"
# `standardise` does it for all six fields; here is what it changed.

# %% [markdown] lang="zh"
# `standardise`把六个栏目都做了一遍；看看它改了些什么。

# %%
pd.crosstab(changes["field"], changes["rule"])

# %%
clean.loc[clean["record_id"].isin(four), ["record_id", "name", "sound", "phone", "address"]]

# %% [markdown] lang="en"
# {{len(changes):,}} changes, each in the log with its value before.
# A wrong character is still wrong: no rule can know it, only another record.
# The sound helps, since about three wrong characters in four resemble the right one in sound (Liu and others 2011).

# %% [markdown] lang="zh"
# 一共改了{{len(changes):,}}处，改之前的值都在日志里。
# 错字还是错字：没有规则能看出来，只有另一条记录才能。
# 读音帮得上忙，因为错字四个里约有三个跟正字读音相同或相近（Liu等2011）。

# %% [markdown] lang="en" slide="slide"
# ## Matching by hand
#
# Comparing everybody with everybody is hopeless.
# **Blocking** compares only pairs that share something: a phone, the sound of the name, a building, a mail address.

# %% [markdown] lang="zh" slide="slide"
# ## 匹配：先手算
#
# 每两条都比，根本比不完。
# **分块**（blocking）只比至少有一样相同的：电话、姓名读音、同一栋楼、邮箱。

# %%
all_pairs = len(clean) * (len(clean) - 1) // 2
pairs = identify.candidate_pairs(clean, ["phone", "sound", "building", "email"])
compared = identify.compare(clean, pairs)
true = identify.true_pairs(truth)
kept = identify.pair_quality(pairs, true)["recall"]
all_pairs, len(pairs), round(kept, 3)

# %% [markdown] lang="en"
# Of {{all_pairs:,}} pairs {{len(pairs):,}} are left, and {{kept:.1%}} of the true ones are among them.
#
# How much does an agreement say?
# Fellegi and Sunter (1969) ask two chances: **m**, that a field agrees if the two are one person, and **u**, that it agrees if they are two.
# The weight is $\log_2(m/u)$ for an agreement and $\log_2((1-m)/(1-u))$ for a disagreement, in bits; if the fields err independently, weights add up.

# %% [markdown] lang="zh"
# {{all_pairs:,}}对只剩下{{len(pairs):,}}对，真正是同一个人的记录对，{{kept:.1%}}还在里面。
#
# 一栏相同，能说明多少？
# Fellegi和Sunter（1969）看两个概率：**m**，两条是同一个人时这一栏相同的概率；**u**，两条是两个人时碰巧相同的概率。
# 相同的权重是$\log_2(m/u)$，不同的权重是$\log_2((1-m)/(1-u))$，单位是比特；只要各栏出错互不相干，权重就可以相加。

# %%
small = pd.DataFrame({"m": [0.8, 0.9, 0.98], "u": [0.002, 0.0001, 0.5]}, index=["name", "phone", "gender"])
small["agrees"] = np.log2(small["m"] / small["u"])
small["differs"] = np.log2((1 - small["m"]) / (1 - small["u"]))
small.round(4)

# %% [markdown] lang="en"
# Read aloud: two people rarely share a phone, so an equal phone is worth {{small.loc["phone", "agrees"]:.1f}} bits, an equal gender {{small.loc["gender", "agrees"]:.1f}}.
# An equal name and phone with different genders make {{pencil:.1f}} bits.
#
# From bits to a probability: with r, the share of pairs that are one person, and w, the weight, the odds are $\frac{r}{1-r} 2^w$, and the probability is odds over one plus odds.
# In our files r is so small that it costs {{rarity:.1f}} bits; what is left of the {{pencil:.1f}} makes a probability of {{sure:.2f}}.
# But where do m and u come from, if nobody tells us who is who?

# %% [markdown] lang="zh"
# 这样读：两个人碰巧同一个电话很少见，所以电话相同值{{small.loc["phone", "agrees"]:.1f}}比特，性别相同只值{{small.loc["gender", "agrees"]:.1f}}比特。
# 姓名、电话相同而性别不同，合计{{pencil:.1f}}比特。
#
# 从比特到概率：r是全部记录对里同一人的占比，w是权重，胜算（odds）就是$\frac{r}{1-r} 2^w$，概率等于胜算除以（一加胜算）。
# 我们的档案里r非常小，要扣掉{{rarity:.1f}}比特；{{pencil:.1f}}比特扣过之后，概率是{{sure:.2f}}。
# 可是没人告诉我们谁是谁，m和u从哪儿来？

# %%
pencil = small.loc["name", "agrees"] + small.loc["phone", "agrees"] + small.loc["gender", "differs"]
round(pencil, 1)

# %% [markdown] lang="en" slide="slide"
# ### Learning m without answers
#
# u is easy: draw pairs at random, nearly all are two people, and count.
# For m, guess; say with that guess how likely each pair is a match; count agreements weighted by it; repeat.
# This is **expectation maximisation** (EM; Dempster, Laird and Rubin 1977).
# Pairs with the same pattern go together, so three fields need eight rows.

# %% [markdown] lang="zh" slide="slide"
# ### 没有答案，也能学出m
#
# u好办：随机抽一批记录对，几乎全是两个人，数一数就行。
# m先猜一个；按这个猜测，算每一对有多大可能是同一个人；再按可能性加权，重新数相同的比例；重复这几步，直到m不再变。
# 这就是**期望最大化**（expectation maximisation, EM；Dempster、Laird和Rubin 1977）。
# 模式相同的记录对归在一起，三栏只要八行。

# %%
three = ["name", "phone", "address"]
lot = identify.compare(clean, identify.random_pairs(clean, 100_000))
u = (lot[three] == "same").where(lot[three].notna()).mean().astype(float)
full = compared[three].dropna() == "same"
patterns = full.astype(int).value_counts().sort_index().rename("pairs").reset_index()


# %%
def likelihood(chance):
    return np.where(patterns[three] == 1, chance, 1 - chance).prod(axis=1)


m, match_rate = pd.Series(0.9, index=three), 0.001
for _ in range(30):
    one, two = match_rate * likelihood(m), (1 - match_rate) * likelihood(u)
    patterns["probability"] = one / (one + two)
    matches = patterns["probability"] * patterns["pairs"]
    m = patterns[three].mul(matches, axis=0).sum() / matches.sum()
    match_rate = matches.sum() / all_pairs
patterns.round(3)

# %%
rarity = np.log2((1 - match_rate) / match_rate)
sure = 1 / (1 + 2 ** (rarity - pencil))
alone = compared.loc[full.index[full["phone"] & ~full["name"] & ~full["address"]], ["record_a", "record_b"]]
n_alone, n_alone_true = len(alone), len(alone.merge(true, on=["record_a", "record_b"]))
n_alone, n_alone_true

# %% [markdown] lang="en"
# The pairs that blocking left out count as two people, so we divide by all pairs.
# So do here, to keep the pencil short, the {{len(compared) - len(full):,}} with an empty field, though some of them are true.
# Thirty rounds later m is {{m["name"]:.2f}} for the name, {{m["phone"]:.2f}} for the phone, {{m["address"]:.2f}} for the address.
# By the model any two agreements nearly settle it, and an equal name alone says almost nothing.
# Two of its rows we must not believe.
# Equal phone and address under another name may be a family (below); and where the phone alone is equal, {{n_alone_true}} of {{n_alone}} pairs are one person in truth, because a name that only sounds the same counted as different.
# So we need levels.

# %% [markdown] lang="zh"
# 分块没留下的记录对按两个人算，所以除以全部对数。
# 为了手算省事，有一栏空着的{{len(compared) - len(full):,}}对也这样算了，虽然其中有些是同一个人。
# 三十轮之后，姓名的m是{{m["name"]:.2f}}，电话{{m["phone"]:.2f}}，地址{{m["address"]:.2f}}。
# 按模型，任意两栏相同，基本可以定；光是姓名相同，几乎说明不了什么。
# 有两行不能全信。
# 电话、地址相同而姓名不同的，可能是一家人（看后面）；只有电话相同的，{{n_alone}}对里其实有{{n_alone_true}}对是同一个人，因为同音的姓名被当成了“不同”。
# 所以要分级。

# %% [markdown] lang="en"
# ## Matching with crmlab
#
# `learn_weights` is the same: on the same three fields it gives the same m.

# %% [markdown] lang="zh"
# ## 匹配：用crmlab
#
# `learn_weights`做的是同一件事：同样三栏，得到同样的m。

# %%
words = full.replace({True: "same", False: "differs"})
known_u = {field: {"same": u[field], "differs": 1 - u[field]} for field in three}
again = identify.learn_weights(words, u=known_u, all_pairs=all_pairs).weights.query("level == 'same'")
bool(np.allclose(again["m_"], m, atol=1e-4))

# %% [markdown] lang="en"
# Five fields, with levels between same and different: sounds alike, one digit wrong, same building.

# %% [markdown] lang="zh"
# 五栏都用上，相同和不同之间再分几级：同音、错一个数字、同一栋楼。

# %%
model = identify.learn_weights(compared, u=identify.count_levels(lot), all_pairs=all_pairs)
scored = model.score(compared)
weight_of = model.weights.set_index(["field", "level"])
model.weights.head(4).round(4)

# %% lang="en" slide="fragment" alt="Bars for each level of five fields. The same phone, address and birthday weigh about twelve bits each, the same name about nine, the same gender about one; a different name weighs five bits against."
identify.plot_weights(model.weights).set_title("A phone convinces more than a name")
plt.show()

# %% lang="zh" slide="fragment" alt="五栏各级的条形图。电话、地址、生日相同各约十二比特，姓名相同约九比特，性别相同约一比特；姓名不同约负五比特。"
identify.plot_weights(model.weights).set_title("电话比姓名更有说服力")
plt.show()

# %% [markdown] lang="en"
# A name that only *sounds* alike weighs more than an equal one: two people rarely sound alike in different characters (u is {{weight_of["u_"]["name", "sounds"]:.4f}}), and share a name oftener ({{weight_of["u_"]["name", "same"]:.4f}}).
#
# At scale we use a library: **Splink** (Linacre and others 2022) runs the same model as SQL, here on DuckDB, elsewhere on Spark.
# It knows one thing more: 王伟 is a common name, and agreeing on it says less.

# %% [markdown] lang="zh"
# “同音”的权重比“相同”还高：两个陌生人同音不同字，更少见（u是{{weight_of["u_"]["name", "sounds"]:.4f}}）；同名同字反而多一些（{{weight_of["u_"]["name", "same"]:.4f}}）。
#
# 数据量大了就用现成的库：**Splink**（Linacre等2022）把同一个模型写成SQL来跑，这里用DuckDB，别处也可以用Spark。
# 它还多懂一点：“王伟”太常见，相同也说明不了多少。

# %%
splink = identify.link_at_scale(clean)
both = splink.merge(scored, on=["record_a", "record_b"], suffixes=("_splink", "_ours"))
yes = both[["probability_splink", "probability_ours"]] > 0.5
n_yes, n_split = int(yes.any(axis=1).sum()), int((yes.sum(axis=1) == 1).sum())
len(both), n_yes, n_split

# %% [markdown] lang="en"
# Splink hands back only pairs above one in a thousand. Of those, one of the two calls {{n_yes:,}} a match, and on {{n_split}} of these they disagree.

# %% [markdown] lang="zh"
# Splink只返回概率高于千分之一的记录对。其中至少有一方判为同一人的有{{n_yes:,}}对，两者意见不同的只有{{n_split}}对。

# %% [markdown] lang="en" slide="slide"
# ## Truth check
#
# **Precision** is the share of merged pairs that are right, **recall** the share of true pairs that were merged.

# %% [markdown] lang="zh" slide="slide"
# ## 对照真相
#
# **查准率**（precision）：合并了的记录对里，多少没合错。**查全率**（recall）：该合并的记录对里，找出了多少。

# %%
found = splink[splink["probability"] >= 0.5]
half = identify.pair_quality(found, true)
half.to_frame("merged from 0.5 on").T

# %% [markdown] lang="en"
# Did EM learn the right m? With the truth we can count it.

# %% [markdown] lang="zh"
# EM学到的m对不对？有真相，就能数出来。

# %%
counted = identify.count_levels(identify.compare(clean, true))
learnt = model.weights.query("level == 'same'").set_index("field")["m_"]
m_table = pd.DataFrame({"learnt": learnt, "true": {field: counted[field]["same"] for field in learnt.index}})
worst_m = float((m_table["learnt"] - m_table["true"]).abs().max())
m_table.round(4)

# %% [markdown] lang="en"
# It is off by {{100 * worst_m:.1f}} percentage points at most, without one answer.

# %% [markdown] lang="zh"
# 一个答案都没看过，最多只差{{100 * worst_m:.1f}}个百分点。

# %% lang="en" slide="fragment" alt="Histogram of pair scores on a logarithmic scale. Pairs of two people pile up at low scores, pairs of one person at high ones; the two overlap in the middle. Dashed lines mark two thresholds among the overlap."
identify.plot_scores(splink, true, at=[0.5, 0.83]).set_title("Two crowds of scores that overlap")
plt.show()

# %% lang="zh" slide="fragment" alt="记录对总分的直方图，纵轴为对数。两个人的集中在低分，同一个人的集中在高分，中间有重叠。两条虚线是两个阈值，都在重叠处。"
identify.plot_scores(splink, true, at=[0.5, 0.83]).set_title("两群分数，重叠处拿不准")
plt.show()

# %% [markdown] lang="en"
# The first line is where we merge here; the second is the threshold that the prices below will ask for.
# The model finds {{half["recall"]:.0%}} of the true pairs, and {{half["precision"]:.1%}} of what it merges is right.
#
# ### Where it fails: families
#
# Who are the {{half["false"]}} false ones?

# %% [markdown] lang="zh"
# 第一条虚线是这里的合并界线，第二条是后面按价格算出来的阈值。
# 该合并的记录对，模型找出了{{half["recall"]:.0%}}；它合并的，{{half["precision"]:.1%}}没合错。
#
# ### 看走眼的地方：一家人
#
# 合错的{{half["false"]}}对，都是些什么人？

# %%
home, person = (truth.set_index("record_id")[column] for column in ("household_id", "person_id"))
ends = found[["record_a", "record_b"]]
wrong = ends["record_a"].map(person) != ends["record_b"].map(person)
same_home = ends["record_a"].map(home) == ends["record_b"].map(home)
family = float(same_home[wrong].mean())
round(family, 2)

# %% [markdown] lang="en" slide="fragment"
# {{family:.0%}} live in one household: a daughter who left her mother's number.
# Phone and address then agree *together*, and the model, which takes fields for independent, counts the evidence twice.
# The mend is a rule that no score overrides: different full names with different gender or birthday are two people.
# Chains break too: A like B and B like C doesn't make A and C one, if they contradict each other.

# %% [markdown] lang="zh" slide="fragment"
# {{family:.0%}}是一家人：女儿留了妈妈的电话。
# 这时电话和地址是**一起**相同的，模型却以为各栏互不相干，把同一份证据算了两遍。
# 补救办法是加一条分数推翻不了的规则：姓名不同，性别或生日也不同，就是两个人。
# 链条也会断：A像B、B像C，可A和C互相矛盾，三条就不能都并成一个人。

# %%
import warnings

apart = identify.contradictions(compared)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    chains = identify.group_records(clean, found)
    groups = identify.group_records(clean, found, apart)
chained = identify.pair_quality(identify.pairs_of_groups(chains), true)
mended = identify.pair_quality(identify.pairs_of_groups(groups), true)
print(told[-1].message)
steps = pd.DataFrame({"links": half, "chains": chained, "chains and rule": mended})
steps.loc[["false", "missed", "precision", "recall"]].T.round(3)

# %% [markdown] lang="en"
# Chains find pairs that no direct comparison did: recall rises from {{half["recall"]:.1%}} to {{chained["recall"]:.1%}}, but the false ones rise from {{half["false"]:.0f}} to {{chained["false"]:.0f}}.
# The rule brings these down to {{mended["false"]:.0f}}, a precision of {{mended["precision"]:.1%}}, for a little recall ({{mended["recall"]:.1%}} is left).

# %% [markdown] lang="zh"
# 归组带出了直接比较找不到的配对：查全率从{{half["recall"]:.1%}}升到{{chained["recall"]:.1%}}，可是错的也从{{half["false"]:.0f}}对增到{{chained["false"]:.0f}}对。
# 规则再把错的压到{{mended["false"]:.0f}}对，查准率{{mended["precision"]:.1%}}，查全率只少一点，还有{{mended["recall"]:.1%}}。

# %% [markdown] lang="en"
# ### The trap: learning from the wrong pairs
#
# Let EM learn everything from the blocked pairs alone, u as well.

# %% [markdown] lang="zh"
# ### 陷阱：拿错了样本去学
#
# 如果只用分块后的记录对，连u也一起学呢？

# %%
naive_model = identify.learn_weights(compared)
naive = naive_model.score(compared)
trap = identify.pair_quality(naive[naive["probability"] >= 0.5], true)
trap[["found", "precision", "recall"]]

# %%
naive_weight = naive_model.weights.set_index(["field", "level"])["weight"]
naive_weight[["name", "address"]].round(1)

# %% [markdown] lang="en"
# Precision falls to {{trap["precision"]:.0%}}.
# Blocking chose pairs that agree on *something*, so EM found the two kinds of pairs that blocking made: those of one building, which it took for one person, and namesakes.
# No error message will tell you; the weights do: an equal name counts {{naive_weight["name", "same"]:.1f}} bits, a different one {{naive_weight["name", "differs"]:+.1f}}.
# Take u from random pairs *and* give `all_pairs`; one without the other is not enough.

# %% [markdown] lang="zh"
# 查准率掉到{{trap["precision"]:.0%}}。
# 分块挑的就是**有一样**相同的记录对，EM找到的是分块造出来的两类：住同一栋楼的（被当成同一个人）和同名的。
# 程序不会报错，权重却露了馅：姓名相同是{{naive_weight["name", "same"]:.1f}}比特，姓名不同反而是{{naive_weight["name", "differs"]:+.1f}}。
# u要从随机抽的记录对里数，`all_pairs`也要给：缺一样都不行。

# %% [markdown] lang="en" slide="slide"
# ## What if: the threshold is a price
#
# A false merge shows one customer another's complaint: say {{cost_false}} yuan of apology and repair.
# A missed one sends two letters and splits a history: say {{cost_missed}} yuan.
# Merging a pair of probability p costs $(1-p)$ times the first, leaving it apart p times the second; the two are equal at p = first over first plus second.
#
# 1. Merge from which probability on, at these prices?
# 2. A hospital's records: raise the first price as far as the slider goes. What happens to the missed ones?
# 3. At which prices would you merge nearly everything?

# %% [markdown] lang="zh" slide="slide"
# ## 假如：阈值就是价格
#
# 错合并，会让一位客户看到别人的投诉：道歉加补救，算{{cost_false}}元。
# 漏合并，多寄一封信，历史断成两截：算{{cost_missed}}元。
# 概率为p的一对，合并的预期损失是$(1-p)$乘前者，不合并是p乘后者。两个损失相等时的p就是阈值：前一个价格除以两个价格之和。
#
# 1. 按这两个价格，概率达到多少才合并？
# 2. 换成医院的病历：把前一个价格拉到头，漏合并的会怎样？
# 3. 什么样的价格下，你几乎什么都合并？

# %% alt_en="Cost of the errors against the threshold: high on the left where much is merged falsely, lowest in the middle, rising on the right where matches are missed. Sliders set the threshold and the two costs." alt_zh="差错成本随阈值变化的曲线：左边错合并多，成本高；中间最低；右边漏合并多，又升高。滑块可以调阈值和两项成本。"
from crmlab import widgets

cost_false, cost_missed = 40, 8
widgets.merging(splink, true, cost_false, cost_missed)

# %%
by_rule = identify.best_threshold(cost_false, cost_missed)
stops = identify.threshold_costs(splink, true, cost_false, cost_missed, [0.01, 0.5, by_rule, 0.99])
finely = identify.threshold_costs(splink, true, cost_false, cost_missed, np.arange(0.05, 1, 0.01))
best = finely.loc[finely["cost"].idxmin()]
stops.round(3)

# %% [markdown] lang="en"
# The rule says {{by_rule:.2f}}, and errors cost {{stops["cost"].iloc[2]:,.0f}} yuan there, against {{stops["cost"].iloc[0]:,.0f}} at {{stops["threshold"].iloc[0]:.2f}}.
# That is for single pairs; chains and rule come after and mend some of it.
# Measured by the truth, the cheapest threshold is {{best["threshold"]:.2f}} with {{best["cost"]:,.0f}} yuan: the model's probabilities are not quite right, and a shop without the truth can only follow the rule.
# Near its bottom the curve is flat: the exact threshold matters little, the ratio of the two prices much.
# Between "merge" and "leave" Fellegi and Sunter set a third answer: have a person look (exercise 3a.4). They drew its borders from tolerated error rates, we draw them from costs.

# %% [markdown] lang="zh"
# 规则给出{{by_rule:.2f}}，差错成本{{stops["cost"].iloc[2]:,.0f}}元；阈值{{stops["threshold"].iloc[0]:.2f}}时是{{stops["cost"].iloc[0]:,.0f}}元。
# 这里算的是单个的记录对；之后的归组和规则还会纠正一部分。
# 对照真相去量，最省的阈值是{{best["threshold"]:.2f}}，{{best["cost"]:,.0f}}元：模型的概率并不全准，而店里没有真相，只能用公式。
# 谷底很平：阈值差一点不要紧，要紧的是两个价格之比。
# “合并”和“不合并”之间，Fellegi和Sunter还留了第三个答案：让人看一眼（练习3a.4）。他们按容许的差错率划界，我们按成本划界。

# %% [markdown] lang="en" slide="slide"
# ## Merging, and undoing it
#
# Which of several addresses stands in the **master record**?
# A **survivorship rule** says so, field by field. Everybody's first idea is "the newest".
# We group at the threshold just found, take the person of each group's first record for its owner, and count how often each rule is right.

# %% [markdown] lang="zh" slide="slide"
# ## 合并，以及撤销
#
# 地址有好几个，**主记录**（master record）写哪一个？
# 由**取舍规则**（survivorship rule）逐栏来定。人人先想到“最新的”。
# 按刚才的阈值归组，每组以第一条记录背后的真人为准，数一数各条规则对了多少。

# %%
linked = splink[splink["probability"] >= by_rule]
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    groups = identify.group_records(clean, linked, apart)
who = person[groups["person"].unique()]
real = crm.load("truth/persons").set_index("person_id")[["name_zh", "phone", "born_on"]]
real = real.rename(columns={"name_zh": "name"}).reindex(who).set_index(who.index)


# %%
def right(field, rule):
    masters, _ = identify.survive(clean, groups, {field: rule})
    several = masters[masters["n_records"] > 1].dropna(subset=field)
    return (several[field].to_numpy() == real.loc[several["person"], field].to_numpy()).mean()


rules = ["newest", "most_trusted", "commonest", "in_characters"]
survival = pd.DataFrame({field: {rule: right(field, rule) for rule in rules} for field in real})
survival.round(3)

# %% [markdown] lang="en"
# The newest name is right in {{survival.loc["newest", "name"]:.0%}} of the merged masters, Chinese characters before pinyin in {{survival.loc["in_characters", "name"]:.0%}}.
# For phones the commonest and the most trusted are as good as each other; for birthdays the source that the customer filled in herself is best.
#
# A `MasterFile` keeps the records as they are and the merges in a log, so each can be taken back.

# %% [markdown] lang="zh"
# 姓名取最新的，合并后的主记录有{{survival.loc["newest", "name"]:.0%}}是对的；汉字优先于拼音，{{survival.loc["in_characters", "name"]:.0%}}是对的。
# 电话取最常见的、取最可信来源的，几乎一样准；生日取客户自己填的来源最准。
#
# `MasterFile`不动原始记录，只把合并写进日志，所以每一次都能撤销。

# %%
file = identify.MasterFile(clean)
events = file.merge_groups(groups, why=f"splink from {by_rule:.2f}")
before = file.masters()
len(before), len(events)

# %%
singles = before.loc[before["n_records"] == 1, "person"].head(2).tolist()
event = file.merge(singles, why="same family name")
n_after = len(file.masters())
file.undo(event, why="two people")
file.keep_apart(singles, why="they said so")
n_after, file.masters().equals(before)

# %%
from crmlab.frames import InputError

try:
    file.merge(singles)
except InputError as refusal:
    print(refusal)
file.log.tail(3)[["event", "action", "undoes", "why", "stands"]]

# %% [markdown] lang="en"
# Exactly as before, and the log remembers the merge, its undoing, and that the two are to be kept apart.
# From {{n_records:,}} records we have {{len(before):,}} masters; the truth has {{truth["person_id"].nunique():,}} people.

# %% [markdown] lang="zh"
# 跟合并前分毫不差；合并、撤销、不许合并，日志里都记着。
# {{n_records:,}}条记录并成{{len(before):,}}份主记录；真相是{{truth["person_id"].nunique():,}}个人。

# %% [markdown] lang="en" slide="slide"
# ## The customer base: keys, a view, tags
#
# A **customer base** lets nonsense not even in: a key says "once", a foreign key "only who is there", a check "only these".

# %% [markdown] lang="zh" slide="slide"
# ## 客户信息库：键、全景、标签
#
# 好的**客户信息库**（customer base）根本不让不合规矩的数据进门：主键管“不重复”，外键管“不能无中生有”，检查约束管“只许这几样”。

# %%
import duckdb

base = duckdb.connect()
base.execute("CREATE TABLE customer (person TEXT PRIMARY KEY, name TEXT, phone TEXT, address TEXT)")
base.execute("""CREATE TABLE record (record_id TEXT PRIMARY KEY, person TEXT REFERENCES customer,
    source TEXT CHECK (source IN ('ledger', 'web', 'call_centre')))""")
members = clean.merge(groups, on="record_id")
base.execute("INSERT INTO customer SELECT person, name, phone, address FROM before")
base.execute("INSERT INTO record SELECT record_id, person, source FROM members").fetchone()

# %%
for row in ("('R999999', 'nobody', 'web')", "('R000001', 'R000001', 'web')", "('R999999', 'R000001', 'fax')"):
    try:
        base.execute(f"INSERT INTO record VALUES {row}")
    except duckdb.ConstraintException as refused:
        print(row, "->", str(refused).split(":")[1].split("constraint")[0].strip()[:40])

# %% [markdown] lang="en"
# {{n_one_source:,}} masters stand in one source only: for them the three files had nothing to tell each other.

# %% [markdown] lang="zh"
# 只在一个来源里出现的主记录有{{n_one_source:,}}份：对它们来说，三份档案并没有什么可以互相补充的。

# %%
n_one_source = int((before["n_sources"] == 1).sum())
base.sql("""SELECT count(*) AS customers, count(name) AS named, count(phone) AS with_phone,
    count(address) AS with_address FROM customer""").df()

# %% [markdown] lang="en"
# What does the shop know about each?
# The till's own list has a number, a name and the day of the first order; our records have a name and the day they were made: name and day tie the two.

# %% [markdown] lang="zh"
# 每位客户，店里到底知道些什么？
# 收银台自己的名单有编号、姓名和首购日期；各份档案里有姓名和登记日期：姓名加日期，就能对上。

# %%
till = crm.load("customers")
till["sound"] = till["name_zh"].map(identify.spelling.name_sound)
tied = members.merge(till, left_on=["sound", "recorded_on"], right_on=["sound", "joined_on"])
numbered = tied.drop_duplicates("person")[["person", "customer_id"]].drop_duplicates("customer_id")
real_number = tied["record_id"].map(truth.set_index("record_id")["customer_id"])
right_tie = float((tied["customer_id"] == real_number)[numbered.index].mean())
len(tied), len(numbered), round(right_tie, 3)

# %% [markdown] lang="en"
# {{len(numbered):,}} customers get a number, {{right_tie:.1%}} of them the right one.
# Now the **360-degree view**: one row for each, from {{len(tables)}} tables.

# %% [markdown] lang="zh"
# {{len(numbered):,}}位客户有了编号，其中{{right_tie:.1%}}是对的。
# 现在做**客户全景视图**（360-degree view）：一人一行，来自{{len(tables)}}张表。

# %%
names = ["points", "contacts", "complaints", "consents", "reviews"]
tables = {"orders": orders, **{table: crm.load(table) for table in names}}
days = {"orders": "ordered_on", "contacts": "contacted_at", "complaints": "opened_at"}
view = identify.view_360(numbered.merge(before, on="person"), tables, days)
view[["name", "phone", "orders", "orders_last", *names, "seen_in"]].head(3)

# %%
spent = orders.groupby("customer_id")["amount"].sum()
profile = view.merge(till[["customer_id", "district"]])
profile["spent"] = profile["customer_id"].map(spent)
by_district = profile.groupby("district")[["spent", "orders", "complaints", "seen_in"]].mean().round(1)

# %% lang="en"
by_district.set_axis(["East gate", "Lane", "New town", "Old mill", "Riverside", "University"])

# %% lang="zh"
by_district.set_axis(["东门", "巷子", "新城", "老磨坊", "河边", "大学"])

# %% [markdown] lang="en"
# On average a customer stands in {{len(tables) * view["completeness"].mean():.1f}} of the {{len(tables)}} tables, {{view["completeness"].mean():.0%}}.
# A **tag** is a short name for a rule on such a row; it is worth keeping if it foretells something.
# We tag as of 1 October 2025 and look who orders in the quarter after.

# %% [markdown] lang="zh"
# {{len(tables)}}张表，平均一位客户只出现在其中{{len(tables) * view["completeness"].mean():.1f}}张里，占{{view["completeness"].mean():.0%}}。
# **标签**（tag）是给一条规则起的短名字；能预测点什么，才值得留。
# 我们站在2025年10月1日打标签，看之后一个季度谁会下单。

# %%
day = pd.Timestamp("2025-10-01")
past, after = orders[orders["ordered_on"] < day], orders[orders["ordered_on"] >= day]
facts = past.groupby("customer_id")["ordered_on"].agg(["size", "min", "max"]).reset_index()
facts["silent"], facts["known"] = (day - facts["max"]).dt.days, (day - facts["min"]).dt.days
facts["outcome"] = facts["customer_id"].isin(after["customer_id"]).astype(int)

# %%
stages = {
    "new": "known <= 90",
    "regular": "size >= 12 and silent <= 60",
    "fading": "60 < silent <= 180",
    "lost": "silent > 180",
}
lift = identify.tag_lift(identify.tag(facts, stages), facts)
lift.round(2)

# %% lang="en" slide="fragment" alt="Bars: share ordering in the next quarter for four life-cycle tags. Regulars far above the line of all customers, new ones above, fading and lost ones below."
spoken = {"regular": "regular", "new": "new", "fading": "fading", "lost": "lost"}
fig, ax = plt.subplots(figsize=(7, 2.6))
ax.barh(lift["tag"].map(spoken), lift["rate"], color="#0072B2")
ax.axvline(facts["outcome"].mean(), color="grey")
ax.invert_yaxis()
ax.xaxis.set_major_formatter("{x:.0%}")
ax.set_xlabel("Share who order in the next quarter; the line is all customers")
ax.set_title("The stage of life foretells the next order")
plt.show()

# %% lang="zh" slide="fragment" alt="条形图：四个生命周期标签的客户在下个季度下单的比例。常客远高于全体的竖线，新客也高于它，变淡的和流失的低于它。"
spoken = {"regular": "常客", "new": "新客", "fading": "变淡", "lost": "流失"}
fig, ax = plt.subplots(figsize=(7, 2.6))
ax.barh(lift["tag"].map(spoken), lift["rate"], color="#0072B2")
ax.axvline(facts["outcome"].mean(), color="grey")
ax.invert_yaxis()
ax.xaxis.set_major_formatter("{x:.0%}")
ax.set_xlabel("下个季度下单的比例；竖线是全体客户")
ax.set_title("生命周期标签能预测下一单")
plt.show()

# %% [markdown] lang="en"
# "Fading" foretells nothing: its lift is {{lift.set_index("tag").loc["fading", "lift"]:.2f}}, so divide that tag or drop it.
# And {{len(facts) - identify.tag(facts, stages)["customer_id"].nunique():,}} of {{len(facts):,}} customers have no stage: those who come now and then.

# %% [markdown] lang="zh"
# “变淡”等于没说：提升度只有{{lift.set_index("tag").loc["fading", "lift"]:.2f}}，这个标签该拆细，或者拿掉。
# 另外，{{len(facts):,}}位客户里有{{len(facts) - identify.tag(facts, stages)["customer_id"].nunique():,}}位没有标签：他们只是偶尔来一趟。

# %% [markdown] lang="en" slide="slide"
# ## Keeping it true
#
# People move, and the file doesn't notice.
# So each value has an age: days since a record last said it. An address not confirmed for two years is flagged **stale**.

# %% [markdown] lang="zh" slide="slide"
# ## 保持真实
#
# 人会搬家，档案却不知道。
# 所以每个值都有年龄：距离上一次有记录这样写，过了多少天。两年没有确认过的地址，标为**过时**（stale）。

# %%
origins = file.origins()
aged = identify.age_fields(origins, "2026-01-01", {"address": 730, "phone": 730})
moved = aged[aged["field"] == "address"].merge(truth[["record_id", "address_error"]], on="record_id")
moved["old"] = moved["address_error"] == "old"
stale = moved.groupby("stale").agg(addresses=("old", "size"), old=("old", "mean"))
stale.round(3)

# %% [markdown] lang="en"
# Of the stale addresses {{stale.loc[True, "old"]:.0%}} are old ones in truth, of the others {{stale.loc[False, "old"]:.0%}}: call the stale first.
# And a change never overwrites: type 2 history (Kimball 1996) closes the old row and opens a new one.
# Its days are those of loading. It keeps every change, also one that only mends or makes an error: not each is a move.

# %% [markdown] lang="zh"
# 过时的地址里，真的已经搬走的有{{stale.loc[True, "old"]:.0%}}，其余的只有{{stale.loc[False, "old"]:.0%}}：先给过时的打电话。
# 改动从不覆盖旧值：缓慢变化维的第二类做法（type 2；Kimball 1996）是给旧行封账，另起一行。
# 日期是入库的日期。改正错字、写错一笔也会留下一行：不是每一次改动都是搬家。

# %%
then, newest = clean[clean["recorded_on"] < "2025-07-01"], {"address": "newest"}
earlier, _ = identify.survive(then, groups, newest)
later, _ = identify.survive(clean, groups, newest)
history = identify.keep_history(None, earlier[["person", "address"]], "2025-07-01")
history = identify.keep_history(history, later[["person", "address"]], "2026-01-01")
history["change"].value_counts()

# %%
changed = history.loc[history["change"] == "address", "person"].iloc[0]
history[history["person"] == changed]

# %% [markdown] lang="en" slide="slide"
# ### The platinum customer's ten characters
#
# A bank knew its platinum customer's every deposit; of her, its manager had noted little, each note under ten characters (a case of the textbooks).
# Here are the notes of our own desk on firms of tiers A, B and C.

# %% [markdown] lang="zh" slide="slide"
# ### 白金客户的十个字
#
# 一家银行清楚白金客户的每一笔存款；客户经理记下的往来却寥寥无几，每条不到十个字（教材里的例子）。
# 看看我们自己的销售对A、B、C三级单位客户记了些什么。

# %%
tiers = crm.load("accounts")[["account_id", "tier"]]
notes = crm.load("desk_activities").dropna(subset="done_at").merge(tiers)
quality = identify.note_quality(notes, "note_zh", "tier")
quality.round(2)

# %%
lengths = notes["note_zh"].fillna("").str.len()
notes.groupby(["note_zh", "note_en"]).size().nlargest(3)

# %% lang="en" slide="fragment" alt="Histogram of note lengths in characters: most notes are empty or have two to four characters; a small group has over twenty."
fig, ax = plt.subplots(figsize=(7, 2.8))
ax.hist(lengths, bins=range(36), color="#0072B2")
ax.axvline(10, color="grey")
ax.set(xlabel="Characters in the note; the line is at ten", ylabel="Notes", title="Most notes say nothing")
plt.show()

# %% lang="zh" slide="fragment" alt="记录字数的直方图：多数是空的或只有两到四个字，一小部分超过二十个字。"
fig, ax = plt.subplots(figsize=(7, 2.8))
ax.hist(lengths, bins=range(36), color="#0072B2")
ax.axvline(10, color="grey")
ax.set(xlabel="记录的字数；竖线在十个字", ylabel="条数", title="大多数记录等于没记")
plt.show()

# %% [markdown] lang="en"
# Of the notes on A customers {{quality.loc[0, "telling"]:.0%}} have ten characters or more, and {{quality.loc[0, "numbers"]:.0%}} hold a number.
# For the others nobody can answer: who decides, how much, by when, what did we promise?

# %% [markdown] lang="zh"
# A级客户的记录里，够十个字的只有{{quality.loc[0, "telling"]:.0%}}，带数字的只有{{quality.loc[0, "numbers"]:.0%}}。
# 其余的，谁拍板、要多少、什么时候要、我们答应过什么，一概答不上来。

# %% [markdown] lang="en" slide="slide"
# ## Decision: Monday
#
# A clerk looks at a pair in two minutes, {{look}} yuan.
# She is worth it where the expected loss, merged or not, is above that: from {{low:.2f}} ({{look}} over {{cost_missed}}) to {{high:.2f}} (one minus {{look}} over {{cost_false}}).

# %% [markdown] lang="zh" slide="slide"
# ## 决策：下周一
#
# 店员看一对要两分钟，算{{look}}元。
# 合并或不合并的预期损失都高于这个数，才值得让人看：概率从{{low:.2f}}（{{look}}除以{{cost_missed}}）到{{high:.2f}}（一减去{{look}}除以{{cost_false}}）。

# %%
look = 2
p = splink["probability"]
risk = np.minimum((1 - p) * cost_false, p * cost_missed)
n_look, saved = int((risk > look).sum()), float((risk[risk > look] - look).sum())
low, high = look / cost_missed, 1 - look / cost_false
n_merge = int((p >= high).sum())
low, high, n_merge, n_look, round(saved)

# %% [markdown] lang="en"
# These savings are what the probabilities promise; the truth says what they would have been.

# %% [markdown] lang="zh"
# 这是按概率算出来的节省；实际能省多少，要对照真相。

# %%
is_one = splink["record_a"].map(person) == splink["record_b"].map(person)
error = np.where(p >= by_rule, ~is_one * cost_false, is_one * cost_missed)
really = float(error[risk > look].sum() - n_look * look)
round(really)

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: merge the {{n_merge:,}} pairs from {{high:.2f}} on by machine, except those that the family rule bars; show a clerk the {{n_look}} between {{low:.2f}} and {{high:.2f}}, for {{n_look * look:,}} yuan; leave the rest. By the probabilities that saves {{saved:,.0f}} yuan more than it costs, in truth {{really:,.0f}}. Log all.
# If a false merge costs half, the upper border falls to {{high_half:.2f}}, and she has {{n_look_half}} to look at.
#
# Two limits. Families share more than the model believes, so it is too sure of them: {{n_sure_false}} of the {{n_false}} false pairs above the rule's {{by_rule:.2f}} lie above {{high:.2f}}, where she never looks.
# And a real shop has no truth table. Let her also look at a hundred merges whose names differ; a hundred drawn from all would hold about one error, or none, and would show no missed pair.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：概率{{high:.2f}}以上的{{n_merge:,}}对由机器合并，规则判为两个人的除外；{{low:.2f}}到{{high:.2f}}之间的{{n_look}}对交店员看，花{{n_look * look:,}}元；再低的不合并。按概率算净省{{saved:,.0f}}元，实际是{{really:,.0f}}元；全部记日志。
# 错合并的代价如果减半，上界降到{{high_half:.2f}}，要看的变成{{n_look_half}}对。
#
# 两个限制。一家人共用的东西比模型以为的多，所以它对一家人太有把握：{{by_rule:.2f}}以上的{{n_false}}对错的里，有{{n_sure_false}}对在{{high:.2f}}以上，店员根本看不到。
# 真实的店没有真相表。另抽一百对姓名不同却已合并的，也请店员看看；从全部合并里抽一百对，大约只碰上一对错的，也可能一对都没有，漏合并的更是看不出来。

# %%
high_half = 1 - look / (cost_false / 2)
n_look_half = int((np.minimum((1 - p) * cost_false / 2, p * cost_missed) > look).sum())
n_false, n_sure_false = int((~is_one & (p >= by_rule)).sum()), int((~is_one & (p >= high)).sum())
high_half, n_look_half, n_false, n_sure_false

# %% [markdown] lang="en" slide="notes"
# Expect groups to set the threshold by feel, at nine in ten. Ask what they would pay for one false merge; the rest follows.
# Some will want to merge the families "because it is one household". For rice deliveries they may be right: the unit follows from the use.

# %% [markdown] lang="zh" slide="notes"
# 会有小组凭感觉把阈值定在九成。问问他们：错合并一次愿意赔多少钱？剩下的就算得出来了。
# 也会有人想把一家人合并，“反正是一户”。送米的话，他们也许对：以什么为单位，要看用途。

# %% [markdown] lang="en"
# ## Your own data
#
# Read every column as text, or a phone loses its plus sign and a zero; in `rename` your names stand on the left, ours on the right.
# `record_id` must be there and name each row once.
# If pandas stops with a `UnicodeDecodeError`, add `encoding="gbk"`; if birthdays are written day first, add `day_first=True` to `standardise`.
# See what was emptied: only mobile numbers of eleven digits are read, no landlines.
# Names that were garbled earlier, 寮犱紵 for 张伟, are mended where that can be done; the rest is emptied and counted.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 每一列都按文本读，不然电话会丢掉加号和零；`rename`里左边是你的列名，右边是我们的。
# `record_id`这一列必须有，一行一个，不能重复。
# pandas如果报`UnicodeDecodeError`，就加上`encoding="gbk"`；生日如果先写日后写月，就给`standardise`加上`day_first=True`。
# 看看清空了多少：电话只认十一位的手机号，座机不认。
# 早就成了乱码的姓名，比如“张伟”变成“寮犱紵”，能还原的会还原，其余的清空，并告诉你有多少。

# %%
own = pd.read_csv(crm.data.folder() / "customer_records.csv", dtype=str)
own = own.rename(columns={"id": "record_id", "tel": "phone", "dob": "born_on"})
own_clean, own_changes = identify.standardise(own)
emptied = own_changes.query("rule == 'emptied'")["field"].value_counts()
pd.DataFrame({"emptied": emptied, "share": emptied / own[emptied.index].notna().sum()}).round(3)

# %%
own_compared = identify.compare(own_clean, identify.candidate_pairs(own_clean, ["phone", "sound"]))
own_u = identify.count_levels(identify.compare(own_clean, identify.random_pairs(own_clean, 50_000)))
n_own = len(own_clean)
own_model = identify.learn_weights(own_compared, u=own_u, all_pairs=n_own * (n_own - 1) // 2)
own_model.score(own_compared).nlargest(5, "probability").round(3)

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Three careless files hold {{n_records:,}} records of {{truth["person_id"].nunique():,}} people; blocking makes comparing possible.
# - Weight of evidence: rare agreements say much, common ones little. m and u can be learnt without answers, from the right pairs.
# - The threshold is a price: the cost of a false merge over the sum of both costs.
# - Merge in a log that can be undone; keep old values as history; ask who has not confirmed for long.
# - Collect for a use. A note of under ten characters answers nothing.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 三份档案记得马虎，{{n_records:,}}条记录其实是{{truth["person_id"].nunique():,}}个人；有了分块，才比得过来。
# - 证据有轻重：罕见的相同分量重，常见的相同分量轻。样本选对了，没有答案也能学出m和u。
# - 阈值就是价格：错合并的成本，除以两项成本之和。
# - 合并写进可撤销的日志；旧值留作历史；太久没确认的去问一声。
# - 有用才收集。不到十个字的记录，什么也答不了。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Customer identification, client, identification rate, data dictionary, standardisation, blocking, expectation maximisation, precision, recall, survivorship rule, master record, customer base, 360-degree view, tag, stale.
#
# - Fellegi, I. P. and Sunter, A. B. (1969). A theory for record linkage. *Journal of the American Statistical Association*.
# - Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM algorithm. *Journal of the Royal Statistical Society B*.
# - Winkler, W. E. (1988). Using the EM algorithm for weight computation in the Fellegi-Sunter model of record linkage. *Proceedings of the Section on Survey Research Methods, ASA*.
# - Kimball, R. (1996). *The Data Warehouse Toolkit*. Wiley.
# - Cochran, W. G. (1977). *Sampling Techniques*, 3rd edition. Wiley.
# - Christen, P. (2012). *Data Matching*. Springer.
# - Liu, C.-L. and others (2011). Visually and phonologically similar characters in incorrect Chinese words. *ACM Transactions on Asian Language Information Processing*.
# - Linacre, R., Lindsay, S., Manassis, T., Slade, Z. and Hepworth, T. (2022). Splink: free software for probabilistic record linkage at scale. *International Journal of Population Data Science*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 客户识别、客户、识别率、数据字典、标准化、分块、期望最大化、查准率、查全率、取舍规则、主记录、客户信息库、客户全景视图、标签、过时。
#
# - Fellegi, I. P. and Sunter, A. B. (1969). A theory for record linkage. *Journal of the American Statistical Association*.
# - Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM algorithm. *Journal of the Royal Statistical Society B*.
# - Winkler, W. E. (1988). Using the EM algorithm for weight computation in the Fellegi-Sunter model of record linkage. *Proceedings of the Section on Survey Research Methods, ASA*.
# - Kimball, R. (1996). *The Data Warehouse Toolkit*. Wiley.
# - Cochran, W. G. (1977). *Sampling Techniques*, 3rd edition. Wiley.
# - Christen, P. (2012). *Data Matching*. Springer.
# - Liu, C.-L. and others (2011). Visually and phonologically similar characters in incorrect Chinese words. *ACM Transactions on Asian Language Information Processing*.
# - Linacre, R., Lindsay, S., Manassis, T., Slade, Z. and Hepworth, T. (2022). Splink: free software for probabilistic record linkage at scale. *International Journal of Population Data Science*.
#
# <!-- exercises link -->
