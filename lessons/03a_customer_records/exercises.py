# ---
# id: "03a"
# title: {en: "One record per customer: clean, match, merge", zh: "一人一档：清洗、匹配、合并"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Brackets, quotation marks and commas in code are the English ones.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 代码里的括号、引号、逗号都要用英文输入法。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="03a.1" part="task" kind="function"
# ## 1. Who is she to us?
#
# Write a function that labels a party.
# It gets four answers, each `True` or `False`: does she work in our house (`inside`), does she pay us (`pays`), does she use what we sell (`uses`), do we know her by name (`named`)?
#
# - `"internal"`: she works in our house, whatever else.
# - `"client"`: she pays, and we know her by name.
# - `"customer"`: she pays, and we don't.
# - `"user"`: she does not pay, but uses it.
# - `"none"`: nothing of all that.

# %% [markdown] lang="zh" exercise="03a.1" part="task"
# ## 1. 她是我们的什么人？
#
# 写一个函数，给一个人贴上身份。
# 它收到四个回答，每个是`True`或`False`：是不是自己单位里的人（`inside`），付不付钱（`pays`），用不用我们的东西（`uses`），知不知道名字（`named`）。
#
# - `"internal"`：是自己单位里的人，其余不论。
# - `"client"`：付钱，而且知道名字。
# - `"customer"`：付钱，但不知道名字。
# - `"user"`：不付钱，但用我们的东西。
# - `"none"`：都不是。


# %% lang="en" exercise="03a.1" part="stub"
def label(inside, pays, uses, named):
    # each argument is True or False; give one of the five words
    return ____


# %% lang="zh" exercise="03a.1" part="stub"
def label(inside, pays, uses, named):
    # 每个参数是True或False；返回五个词之一
    return ____


# %% exercise="03a.1" part="solution"
def label(inside, pays, uses, named):
    if inside:
        return "internal"
    if pays:
        return "client" if named else "customer"
    return "user" if uses else "none"


# %% exercise="03a.1" part="also_right"
def label(inside, pays, uses, named):
    cases = [(inside, "internal"), (pays and named, "client"), (pays, "customer"), (uses, "user")]
    return next((word for true, word in cases if true), "none")


# %% exercise="03a.1" part="wrong" en="A colleague who also shops here is internal first: test inside before the money." zh="同事来买东西，首先还是内部的人：先看inside，再看付不付钱。"
def label(inside, pays, uses, named):
    if pays:
        return "client" if named else "customer"
    if inside:
        return "internal"
    return "user" if uses else "none"


# %% exercise="03a.1" part="wrong" en="A client is a customer whose name we know. You gave the word client to those without a name." zh="知道名字的顾客才是客户。你把client给了不知道名字的人。"
def label(inside, pays, uses, named):
    if inside:
        return "internal"
    if pays:
        return "customer" if named else "client"
    return "user" if uses else "none"


# %% exercise="03a.1" part="wrong" en="Who pays and eats is a customer, not only a user: ask about the money before the use." zh="又付钱又吃的是顾客，不只是用户：先问付不付钱，再问用不用。"
def label(inside, pays, uses, named):
    if inside:
        return "internal"
    if uses:
        return "user"
    if pays:
        return "client" if named else "customer"
    return "none"


# %% exercise="03a.1" part="wrong" en="Knowing a name is not enough: a client pays as well." zh="光知道名字还不够：客户还得付钱。"
def label(inside, pays, uses, named):
    if inside:
        return "internal"
    if named:
        return "client"
    if pays:
        return "customer"
    return "user" if uses else "none"


# %% exercise="03a.1" part="hidden"
from itertools import product

hidden_inputs = list(product([True, False], repeat=4))

# %% [markdown] lang="en" exercise="03a.1" part="hint"
# The list in the task is in the order in which to ask.

# %% [markdown] lang="zh" exercise="03a.1" part="hint"
# 题目里的次序，就是提问的次序。

# %% [markdown] lang="en" exercise="03a.1" part="hint"
# Four times `if`, each with a `return`; the last `return` is `"none"`.

# %% [markdown] lang="zh" exercise="03a.1" part="hint"
# 四个`if`，每个带一个`return`；最后`return "none"`。

# %% [markdown] lang="en" exercise="03a.1" part="analysis"
# One word for each, and always the same: the order of the questions is the definition.
# A child who eats the rice is a user; her mother with a member card is a client; the man with cash is a customer.
# In a firm the roles are shared out among people: exercise 9.

# %% [markdown] lang="zh" exercise="03a.1" part="analysis"
# 一个人一个词，前后一致：提问的次序就是定义。
# 吃米的孩子是用户，有会员卡的妈妈是客户，付现金就走的先生是顾客。
# 在单位里，这些角色分在几个人身上：见第9题。

# %% [markdown] lang="en" exercise="03a.2" part="task" kind="number"
# ## 2. The weight of the evidence
#
# Two records have the same name and the same address, and their phones differ.
# With the m and u in `chances`, what is their `weight` in bits?
# And what is the `probability` that they are one person, if one pair in a thousand is?

# %% [markdown] lang="zh" exercise="03a.2" part="task"
# ## 2. 证据的分量
#
# 两条记录姓名相同、地址相同，电话不同。
# 用`chances`里的m和u，算出它们的权重`weight`（比特）。
# 如果每一千对里有一对是同一个人，那么它们是同一个人的概率`probability`是多少？

# %% exercise="03a.2" part="given"
import numpy as np
import pandas as pd

chances = pd.DataFrame(
    {"m": [0.8, 0.9, 0.8], "u": [0.002, 0.0001, 0.0002]}, index=["name", "phone", "address"]
)
match_rate = 1 / 1000
chances

# %% lang="en" exercise="03a.2" part="stub"
weight = ____  # in bits
probability = ____  # between 0 and 1

# %% lang="zh" exercise="03a.2" part="stub"
weight = ____  # 单位：比特
probability = ____  # 0到1之间

# %% exercise="03a.2" part="solution"
agree, differ = chances["m"] / chances["u"], (1 - chances["m"]) / (1 - chances["u"])
ratio = agree["name"] * differ["phone"] * agree["address"]
weight = np.log2(ratio)
odds = match_rate / (1 - match_rate) * ratio
probability = odds / (1 + odds)

# %% exercise="03a.2" part="also_right"
m, u = chances["m"], chances["u"]
weight = np.log2(m["name"] / u["name"]) + np.log2(m["address"] / u["address"])
weight += np.log2((1 - m["phone"]) / (1 - u["phone"]))
one = match_rate * m["name"] * m["address"] * (1 - m["phone"])
two = (1 - match_rate) * u["name"] * u["address"] * (1 - u["phone"])
probability = one / (one + two)

# %% exercise="03a.2" part="wrong" en="You left the phone out. That it differs speaks against: (1 - m) over (1 - u)." zh="你没把电话算进去。电话不同是反对的证据：`(1 - m) / (1 - u)`。"
ratio = (chances["m"] / chances["u"])[["name", "address"]].prod()
weight = np.log2(ratio)
odds = match_rate / (1 - match_rate) * ratio
probability = odds / (1 + odds)

# %% exercise="03a.2" part="wrong" en="You counted the phone as equal. It differs: (1 - m) over (1 - u)." zh="你把电话当成相同了。它不同：`(1 - m) / (1 - u)`。"
ratio = (chances["m"] / chances["u"]).prod()
weight = np.log2(ratio)
odds = match_rate / (1 - match_rate) * ratio
probability = odds / (1 + odds)

# %% exercise="03a.2" part="wrong" en="The weight is right. The probability forgets how rare matches are: multiply the ratio by match_rate over 1 - match_rate first." zh="权重对了。概率没考虑同一人有多稀少：比值要先乘match_rate / (1 - match_rate)。"
agree, differ = chances["m"] / chances["u"], (1 - chances["m"]) / (1 - chances["u"])
ratio = agree["name"] * differ["phone"] * agree["address"]
weight = np.log2(ratio)
probability = ratio / (1 + ratio)

# %% exercise="03a.2" part="wrong" en="Bits are logarithms to the base two: np.log2, not np.log." zh="比特是以二为底的对数：用np.log2，不是np.log。"
agree, differ = chances["m"] / chances["u"], (1 - chances["m"]) / (1 - chances["u"])
ratio = agree["name"] * differ["phone"] * agree["address"]
weight = np.log(ratio)
odds = match_rate / (1 - match_rate) * ratio
probability = odds / (1 + odds)

# %% [markdown] lang="en" exercise="03a.2" part="hint"
# One ratio for each field: `m / u` where they agree, `(1 - m) / (1 - u)` where they differ.

# %% [markdown] lang="zh" exercise="03a.2" part="hint"
# 每一栏一个比值：相同用`m / u`，不同用`(1 - m) / (1 - u)`。

# %% [markdown] lang="en" exercise="03a.2" part="hint"
# Multiply the three; `np.log2` of that is the weight. Times the odds `match_rate / (1 - match_rate)` it gives the odds of a match.

# %% [markdown] lang="zh" exercise="03a.2" part="hint"
# 三个比值相乘，取`np.log2`就是权重。再乘`match_rate / (1 - match_rate)`，就是“同一人”的胜算（odds）。

# %% [markdown] lang="en" exercise="03a.2" part="analysis"
# {{weight:.1f}} bits, and a probability of {{probability:.3f}}: two strong agreements outweigh a new phone.
# Ten bits are a factor of about a thousand, just what the rarity of matches takes away.
# So ask of a score always: against which match rate?

# %% [markdown] lang="zh" exercise="03a.2" part="analysis"
# {{weight:.1f}}比特，概率{{probability:.3f}}：两项有力的相同，压过了一个新电话。
# 十比特约等于一千倍，正好抵掉“同一人”的稀少。
# 所以看到一个分数，总要问一句：匹配率是多少？

# %% [markdown] lang="en" exercise="03a.3" part="task" kind="fix"
# ## 3. Mend the cell
#
# A trainee compares pairs. The cell runs, but his phones agree far too often.
# `same_phone` should be 1 where two phones are equal, 0 where both are there and differ, and *missing* where one of them is not known.
# Mend the cell.

# %% [markdown] lang="zh" exercise="03a.3" part="task"
# ## 3. 改错
#
# 实习生在比较记录对。代码能运行，可是电话相同的多得离谱。
# `same_phone`应该这样：两个电话相等是1，两个都有但不相等是0，有一个不知道就**空着**。
# 改一改这一格。

# %% exercise="03a.3" part="given"
import pandas as pd

from crmlab import identify

raw = crm.load("customer_records").head(1500)
clean = identify.standardise(raw).records
pairs = identify.candidate_pairs(clean, ["sound"])
phones = clean.set_index("record_id")["phone"]
a, b = phones[pairs["record_a"]].reset_index(drop=True), phones[pairs["record_b"]].reset_index(drop=True)
len(pairs)

# %% exercise="03a.3" part="stub"
same_phone = (a.fillna("") == b.fillna("")).astype(float)

# %% exercise="03a.3" part="solution"
same_phone = (a == b).astype(float).where(a.notna() & b.notna())

# %% exercise="03a.3" part="also_right"
compared = identify.compare(clean, pairs)["phone"]
same_phone = compared.eq("same").astype(float).where(compared.notna())

# %% exercise="03a.3" part="wrong" en="Two empty phones no longer agree, but an unknown one still counts as different. Silence is no disagreement: leave it missing with where." zh="两个空电话不再算相同了，可是不知道的仍算成不同。没说不等于不一样：用where让它空着。"
same_phone = ((a == b) & a.notna()).astype(float)

# %% exercise="03a.3" part="wrong" en="Where both are unknown it is missing now; where only one is, it must be missing as well: and, not or." zh="两个都不知道的空着了；只有一个不知道的，也该空着：要用“并且”，不是“或者”。"
same_phone = (a == b).astype(float).where(a.notna() | b.notna())

# %% exercise="03a.3" part="wrong" en="You dropped the pairs with an unknown phone. Keep a value for every pair, missing where it is not known." zh="你把电话不知道的记录对删掉了。每一对都要留着，不知道的空着。"
same_phone = (a == b).astype(float)[a.notna() & b.notna()]

# %% [markdown] lang="en" exercise="03a.3" part="hint"
# Look at a pair in which both phones are missing. What does the cell say of it?

# %% [markdown] lang="zh" exercise="03a.3" part="hint"
# 找一对两个电话都空着的记录，看看这一格判它什么。

# %% [markdown] lang="en" exercise="03a.3" part="hint"
# `values.where(condition)` keeps the values where the condition holds and leaves the others missing; `.astype(float)` first makes ones and zeros.

# %% [markdown] lang="zh" exercise="03a.3" part="hint"
# `values.where(条件)`在条件成立处保留原值，其余空着；先用`.astype(float)`变成1和0。

# %% [markdown] lang="en" exercise="03a.3" part="analysis"
# Of {{len(same_phone):,}} pairs {{int(same_phone.isna().sum()):,}} cannot be compared, and {{same_phone.mean():.1%}} of the others agree.
# Two empty fields are no agreement and one empty field is no difference: both say nothing.
# This slip merges strangers by the hundred.

# %% [markdown] lang="zh" exercise="03a.3" part="analysis"
# {{len(same_phone):,}}对里有{{int(same_phone.isna().sum()):,}}对没法比，其余的有{{same_phone.mean():.1%}}相同。
# 两个都空，不算相同；一个空着，也不算不同：都是什么也没说。
# 这样一错，就把成百上千个陌生人并到一起。

# %% [markdown] lang="en" exercise="03a.4" part="task" kind="table"
# ## 4. Merge, look, or leave
#
# Fellegi and Sunter know three answers.
# A false merge costs {{cost_false}} yuan, a missed one {{cost_missed}}, and a clerk's look {{cost_look}}; she always finds the truth.
# Give each pair of `scored` the answer with the smallest expected cost: a table with `record_a`, `record_b` and `decision`, one of `"merge"`, `"look"`, `"leave"`.

# %% [markdown] lang="zh" exercise="03a.4" part="task"
# ## 4. 合并、看一眼、不合并
#
# Fellegi和Sunter有三种答案。
# 错合并一对{{cost_false}}元，漏合并一对{{cost_missed}}元，店员看一对{{cost_look}}元，她总能看出真相。
# 给`scored`里每一对选预期成本最小的答案：一张表，有`record_a`、`record_b`和`decision`三列，`decision`是`"merge"`、`"look"`、`"leave"`之一。

# %% exercise="03a.4" part="given"
import numpy as np
import pandas as pd

cost_false, cost_missed, cost_look = 60, 12, 3
scored = pd.DataFrame(
    {
        "record_a": ["R1", "R1", "R2", "R3", "R4", "R5", "R6", "R7"],
        "record_b": ["R2", "R9", "R8", "R7", "R6", "R8", "R9", "R8"],
        "probability": [0.999, 0.97, 0.94, 0.80, 0.50, 0.27, 0.20, 0.02],
    }
)
scored

# %% lang="en" exercise="03a.4" part="stub"
decisions = ____  # a table: record_a, record_b, decision

# %% lang="zh" exercise="03a.4" part="stub"
decisions = ____  # 一张表：record_a、record_b、decision

# %% exercise="03a.4" part="solution"
p = scored["probability"]
merge, leave = (1 - p) * cost_false, p * cost_missed
cheapest = np.select([merge <= np.minimum(leave, cost_look), leave <= cost_look], ["merge", "leave"], "look")
decisions = scored[["record_a", "record_b"]].assign(decision=cheapest)

# %% exercise="03a.4" part="also_right"
expected = pd.DataFrame(
    {
        "merge": (1 - scored["probability"]) * cost_false,
        "look": cost_look,
        "leave": scored["probability"] * cost_missed,
    }
)
decisions = scored[["record_a", "record_b"]].assign(decision=expected.idxmin(axis=1))

# %% exercise="03a.4" part="wrong" en="You never call the clerk. Between the two clear answers her look is cheaper than either error." zh="你一次也没叫店员。夹在中间的那些，看一眼比哪种差错都便宜。"
decisions = scored[["record_a", "record_b"]].assign(
    decision=np.where(scored["probability"] > cost_false / (cost_false + cost_missed), "merge", "leave")
)

# %% exercise="03a.4" part="wrong" en="The two costs are exchanged: a pair of probability p is merged falsely with chance 1 - p." zh="两项成本弄反了：概率为p的一对，错合并的可能是1 - p。"
p = scored["probability"]
expected = pd.DataFrame({"merge": (1 - p) * cost_missed, "look": cost_look, "leave": p * cost_false})
decisions = scored[["record_a", "record_b"]].assign(decision=expected.idxmin(axis=1))

# %% exercise="03a.4" part="wrong" en="Merging goes with the chance of a false merge, 1 - p, not with p." zh="合并的预期成本要乘错合并的可能，也就是1 - p，不是p。"
p = scored["probability"]
expected = pd.DataFrame({"merge": p * cost_false, "look": cost_look, "leave": (1 - p) * cost_missed})
decisions = scored[["record_a", "record_b"]].assign(decision=expected.idxmin(axis=1))

# %% exercise="03a.4" part="wrong" en="Thresholds by feel, one in ten and nine in ten: compute them from the three costs." zh="一成和九成是凭感觉定的阈值：要用三项成本算出来。"
p = scored["probability"]
decisions = scored[["record_a", "record_b"]].assign(
    decision=np.select([p >= 0.9, p <= 0.1], ["merge", "leave"], "look")
)

# %% exercise="03a.4" part="wrong" en="All but one are right. At 0.94 merging is false six times in a hundred, 3.60 yuan on average: the look is cheaper." zh="只差一对。概率0.94的那对，合并有6%的可能出错，平均要赔3.60元：看一眼更便宜。"
p = scored["probability"]
decisions = scored[["record_a", "record_b"]].assign(
    decision=np.select([p >= 0.9, p <= 0.25], ["merge", "leave"], "look")
)

# %% exercise="03a.4" part="wrong" en="All but one are right. At 0.27 leaving costs 3.24 yuan on average: the look is cheaper." zh="只差一对。概率0.27的那对，不合并平均要赔3.24元：看一眼更便宜。"
p = scored["probability"]
decisions = scored[["record_a", "record_b"]].assign(
    decision=np.select([p >= 0.95, p <= 0.3], ["merge", "leave"], "look")
)

# %% exercise="03a.4" part="wrong" en="Both borders are a little off: work out the expected costs at 0.94 and at 0.27, and set them against the look." zh="两条界线都差一点：算算0.94和0.27那两对的预期成本，再跟看一眼比。"
p = scored["probability"]
decisions = scored[["record_a", "record_b"]].assign(
    decision=np.select([p >= 0.9, p <= 0.3], ["merge", "leave"], "look")
)

# %% [markdown] lang="en" exercise="03a.4" part="hint"
# For each pair three numbers: the expected cost of merging, of leaving, and of looking.

# %% [markdown] lang="zh" exercise="03a.4" part="hint"
# 每一对算三个数：合并的预期成本、不合并的预期成本、看一眼的成本。

# %% [markdown] lang="en" exercise="03a.4" part="hint"
# Put them into a table with the columns merge, look and leave; `idxmin(axis=1)` names the smallest.

# %% [markdown] lang="zh" exercise="03a.4" part="hint"
# 放进一张表，列名是merge、look、leave；`idxmin(axis=1)`给出最小的那一列。

# %% [markdown] lang="en" exercise="03a.4" part="analysis"
# {{(decisions["decision"] == "look").sum()}} of {{len(decisions)}} pairs go to the clerk: those between {{cost_look / cost_missed:.2f}} and {{1 - cost_look / cost_false:.2f}}.
# The lower border is her price over that of a missed merge, the upper border is one less her price over that of a false merge.
# If she costs more than {{cost_false * cost_missed / (cost_false + cost_missed):.0f}} yuan, the borders meet and nobody asks her any more.

# %% [markdown] lang="zh" exercise="03a.4" part="analysis"
# {{len(decisions)}}对里有{{(decisions["decision"] == "look").sum()}}对交给店员：概率在{{cost_look / cost_missed:.2f}}到{{1 - cost_look / cost_false:.2f}}之间的。
# 下界是看一眼的价钱除以漏合并的成本，上界是一减去看一眼的价钱除以错合并的成本。
# 看一眼要是贵过{{cost_false * cost_missed / (cost_false + cost_missed):.0f}}元，两条界线就合在一起，谁也不会再去问她。

# %% [markdown] lang="en" exercise="03a.5" part="task" kind="choice"
# ## 5. Mother and daughter
#
# Two records have the same phone and the same address.
# One is 王秀英, born in 1958; the other 陈婷婷, born in 1986.
# Their score is well above the threshold.
# What do you do?
#
# - **a** Merge them: the score says so, and we have learnt it from the data.
# - **b** Raise the threshold until this pair falls below it.
# - **c** Keep them apart by a rule: different names with different birthdays are two people; note that they share a household.
# - **d** Leave phone and address out of the comparison, since families share them.

# %% [markdown] lang="zh" exercise="03a.5" part="task"
# ## 5. 妈妈和女儿
#
# 两条记录电话相同、地址相同。
# 一条是王秀英，1958年生；另一条是陈婷婷，1986年生。
# 总分远高于阈值。
# 你怎么办？
#
# - **a** 合并：分数说了算，权重是从数据里学来的。
# - **b** 把阈值调高，直到这一对落到下面。
# - **c** 用规则分开：姓名不同、生日也不同，就是两个人；另外记下她们是一户。
# - **d** 电话和地址不再比较，反正一家人都一样。

# %% lang="en" exercise="03a.5" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="03a.5" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="03a.5" part="solution"
choice = "c"

# %% exercise="03a.5" part="wrong" en="The weights were learnt as if fields were independent. In a family phone and address agree together, so the score counts one thing twice." zh="权重是当各栏互不相干学来的。一家人的电话和地址总是一起相同，分数把一件事算了两遍。"
choice = "a"

# %% exercise="03a.5" part="wrong" en="A threshold that high throws away hundreds of right merges to stop one wrong one. The trouble is in the model, not in the cut." zh="阈值调到那么高，为了拦住一对错的，丢掉几百对该合并的。毛病在模型，不在界线。"
choice = "b"

# %% exercise="03a.5" part="wrong" en="Phone and address are the strongest evidence there is; without them most true pairs are lost. Add a rule for the case in which they mislead." zh="电话和地址是最有力的证据，不比它们，大多数真配对都会丢。给它们骗人的情形加一条规则就行。"
choice = "d"

# %% [markdown] lang="en" exercise="03a.5" part="hint"
# Which of the agreements would you still expect if you knew that they are two people of one household?

# %% [markdown] lang="zh" exercise="03a.5" part="hint"
# 如果已经知道是一户里的两个人，哪几栏相同本来就在意料之中？

# %% [markdown] lang="en" exercise="03a.5" part="hint"
# What in the two records cannot belong to one person?

# %% [markdown] lang="zh" exercise="03a.5" part="hint"
# 两条记录里，哪些东西不可能属于同一个人？

# %% [markdown] lang="en" exercise="03a.5" part="analysis"
# Keep them apart, and keep the tie: two people, one household.
# Both facts are useful, the first for a complaint, the second for a delivery of rice.
# Better models let the evidence of phone and address depend on each other; a rule is what a shop can do on Monday.

# %% [markdown] lang="zh" exercise="03a.5" part="analysis"
# 分开，同时留下关系：两个人，一户人家。
# 两件事都有用：处理投诉看人，送米看户。
# 更好的模型会让电话和地址的证据彼此相关；规则则是店里下周一就能做的。

# %% [markdown] lang="en" exercise="03a.6" part="task" kind="table"
# ## 6. Sixty fields, a stricter owner
#
# The owner wants fewer questions still.
# Keep a field only if no table tells it already (`known_from` is empty), if it is not `sensitive`, and if `uses` times `fill_rate` for each second of the customer's time is at least {{least}}.
# Give the kept fields as a table with the column `field`.

# %% [markdown] lang="zh" exercise="03a.6" part="task"
# ## 6. 六十个栏目，老板更严
#
# 老板想再少问一些。
# 一个栏目，只有别的表里没有（`known_from`为空）、不敏感（`sensitive`为零）、而且`uses`乘`fill_rate`再除以填写秒数不低于{{least}}，才留下。
# 答案是留下的栏目，一张表，只有`field`一列。

# %% exercise="03a.6" part="given"
import pandas as pd

from crmlab import identify

least = 5
form = identify.form_fields()
late = pd.DataFrame(
    {
        "field": ["door_code", "has_lift"],
        "seconds": [4, 3],
        "fill_rate": [0.7, 0.75],
        "uses": [30, 20],
        "sensitive": [1, 0],
    }
)
form = pd.concat([form, late], ignore_index=True)  # two late wishes of the drivers
form[["field", "seconds", "fill_rate", "uses", "sensitive", "known_from"]].iloc[[0, 1, -2, -1]]

# %% lang="en" exercise="03a.6" part="stub"
kept_fields = ____  # a table: field

# %% lang="zh" exercise="03a.6" part="stub"
kept_fields = ____  # 一张表：field

# %% exercise="03a.6" part="solution"
yield_per_second = form["uses"] * form["fill_rate"] / form["seconds"]
keep = form["known_from"].isna() & (form["sensitive"] == 0) & (yield_per_second >= least)
kept_fields = form.loc[keep, ["field"]]

# %% exercise="03a.6" part="also_right"
asked = form.query("known_from.isna() and sensitive == 0")
kept_fields = asked[asked["uses"] * asked["fill_rate"] >= least * asked["seconds"]][["field"]]

# %% exercise="03a.6" part="wrong" en="You kept what other tables tell already. The district follows from the address, the spending from the orders." zh="你留下了别的表里已经有的。城区看地址就知道，花多少看订单就知道。"
keep = (form["sensitive"] == 0) & (form["uses"] * form["fill_rate"] / form["seconds"] >= least)
kept_fields = form.loc[keep, ["field"]]

# %% exercise="03a.6" part="wrong" en="You left the fill rate out: a question that nobody answers is of no use, however often it would be read." zh="你没算填写率：没人填的栏目，有再多人想用也没用。"
keep = form["known_from"].isna() & (form["sensitive"] == 0) & (form["uses"] / form["seconds"] >= least)
kept_fields = form.loc[keep, ["field"]]

# %% exercise="03a.6" part="wrong" en="You left the seconds out. The owner counts by second of the customer's time: divide by seconds." zh="你没除以秒数。老板看的是客户每花一秒换来多少：要除以seconds。"
keep = form["known_from"].isna() & (form["sensitive"] == 0) & (form["uses"] * form["fill_rate"] >= least)
kept_fields = form.loc[keep, ["field"]]

# %% exercise="03a.6" part="wrong" en="You kept a sensitive field: whoever reads the door code can walk in." zh="你留下了敏感的栏目：看得到门禁密码的人，就进得了门。"
keep = form["known_from"].isna() & (form["uses"] * form["fill_rate"] / form["seconds"] >= least)
kept_fields = form.loc[keep, ["field"]]

# %% exercise="03a.6" part="wrong" en="At least means that the border itself is enough: >=, not >." zh="“不低于”包括正好相等：用>=，不是>。"
keep = (
    form["known_from"].isna()
    & (form["sensitive"] == 0)
    & (form["uses"] * form["fill_rate"] / form["seconds"] > least)
)
kept_fields = form.loc[keep, ["field"]]

# %% exercise="03a.6" part="wrong" en="The other way round: you listed the fields to drop." zh="反了：你列的是该删的栏目。"
yield_per_second = form["uses"] * form["fill_rate"] / form["seconds"]
keep = form["known_from"].isna() & (form["sensitive"] == 0) & (yield_per_second >= least)
kept_fields = form.loc[~keep, ["field"]]

# %% [markdown] lang="en" exercise="03a.6" part="hint"
# Three conditions, joined by `&`, each in brackets.

# %% [markdown] lang="zh" exercise="03a.6" part="hint"
# 三个条件，各自加括号，用`&`连起来。

# %% [markdown] lang="en" exercise="03a.6" part="hint"
# `form["known_from"].isna()` is the first; `form.loc[keep, ["field"]]` gives the table.

# %% [markdown] lang="zh" exercise="03a.6" part="hint"
# 第一个条件是`form["known_from"].isna()`；最后`form.loc[keep, ["field"]]`就是答案。

# %% [markdown] lang="en" exercise="03a.6" part="analysis"
# {{len(kept_fields)}} fields are left: {{", ".join(kept_fields["field"])}}.
# See what this rule throws away: the address takes long to write and falls, yet nothing can be delivered without it.
# A rule for pruning proposes; somebody who knows the work must look at what falls.

# %% [markdown] lang="zh" exercise="03a.6" part="analysis"
# 留下{{len(kept_fields)}}个栏目：{{"、".join(kept_fields["field"])}}。
# 看看这条规则扔掉了什么：地址写起来慢，落选了，可是没有地址什么也送不了。
# 规则只能提建议，扔掉的东西得由懂业务的人过一遍目。

# %% [markdown] lang="en" exercise="03a.7" part="task" kind="number"
# ## 7. How many to ask?
#
# Hejia wants to know which share of its {{population:,}} customers would use a delivery slot in the evening, to within {{margin}} (half the width of the interval, at {{confidence:.0%}} confidence).
# Of those who are asked by telephone, a share of {{response}} answers; a call costs {{call}} yuan.
# How many `answers` are needed, how many customers must be `asked`, and what `cost` in yuan is that?
# Use `identify.sample_size`, which rounds as the table of Krejcie and Morgan (1970) does, and round up whom you ask.

# %% [markdown] lang="zh" exercise="03a.7" part="task"
# ## 7. 要问多少人？
#
# 禾家有{{population:,}}位客户，想知道多大比例的人会用晚间送货，误差不超过{{margin}}（置信水平{{confidence:.0%}}，区间宽度的一半）。
# 打电话去问，肯回答的占{{response}}；一通电话{{call}}元。
# 需要多少份回答（`answers`）？要问多少人（`asked`）？一共花多少元（`cost`）？
# 用`identify.sample_size`（份数按Krejcie和Morgan（1970）的表四舍五入）；要问的人数向上取整。

# %% exercise="03a.7" part="given"
import math

from crmlab import identify

population, margin, response, call = 4000, 0.05, 0.4, 3.5
confidence = 0.95  # what sample_size takes, unless told
identify.sample_size(0.1)

# %% lang="en" exercise="03a.7" part="stub"
answers = ____  # how many answers
asked = ____  # how many calls
cost = ____  # in yuan

# %% lang="zh" exercise="03a.7" part="stub"
answers = ____  # 份数
asked = ____  # 电话数
cost = ____  # 单位：元

# %% exercise="03a.7" part="solution"
answers = identify.sample_size(margin, population=population)
asked = math.ceil(answers / response)
cost = asked * call

# %% exercise="03a.7" part="also_right"
chi2 = 1.959964**2
answers = round(chi2 * population * 0.25 / (margin**2 * (population - 1) + chi2 * 0.25))
asked = -(-answers // response)
cost = asked * call

# %% exercise="03a.7" part="wrong" en="You forgot that the shop is finite: with so few customers fewer answers do. Pass population." zh="你没考虑客户总数有限：人不多的时候，回答可以少一些。把population传进去。"
answers = identify.sample_size(margin)
asked = math.ceil(answers / response)
cost = asked * call

# %% exercise="03a.7" part="wrong" en="The answers are right. Not everybody answers: divide by the response rate to know whom to ask." zh="份数对了。不是人人都回答：除以应答率，才是要问的人数。"
answers = identify.sample_size(margin, population=population)
asked = answers
cost = asked * call

# %% exercise="03a.7" part="wrong" en="There is no half call, and fewer would bring too few answers: round up with math.ceil." zh="电话不能打半通：用math.ceil向上取整。"
answers = identify.sample_size(margin, population=population)
asked = answers / response
cost = asked * call

# %% exercise="03a.7" part="wrong" en="You rounded the calls down, and so they bring too few answers: round up with math.ceil." zh="你把电话数舍去了零头，回答就凑不齐：用math.ceil向上取整。"
answers = identify.sample_size(margin, population=population)
asked = int(answers / response)
cost = asked * call

# %% exercise="03a.7" part="wrong" en="You multiplied by the response rate; more must be asked than answer, so divide." zh="你乘了应答率；要问的人比回答的多，所以是除。"
answers = identify.sample_size(margin, population=population)
asked = math.ceil(answers * response)
cost = asked * call

# %% exercise="03a.7" part="wrong" en="Answers and calls are right. Every call costs, also the unanswered: cost is asked times the price." zh="份数和电话数对了。没人回答的电话也要钱：成本等于电话数乘单价。"
answers = identify.sample_size(margin, population=population)
asked = math.ceil(answers / response)
cost = answers * call

# %% [markdown] lang="en" exercise="03a.7" part="hint"
# First the answers, from margin and population; then the calls that it takes to get them.

# %% [markdown] lang="zh" exercise="03a.7" part="hint"
# 先由误差和总数算出份数，再算打多少通电话才凑得齐。

# %% [markdown] lang="en" exercise="03a.7" part="hint"
# `identify.sample_size(margin, population=population)`; then `math.ceil(answers / response)`.

# %% [markdown] lang="zh" exercise="03a.7" part="hint"
# `identify.sample_size(margin, population=population)`；然后`math.ceil(answers / response)`。

# %% [markdown] lang="en" exercise="03a.7" part="analysis"
# {{answers}} answers, {{asked}} calls, {{cost:,.0f}} yuan.
# Half the margin would take {{identify.sample_size(margin / 2, population=population) / answers:.1f}} times the answers; and no number of answers helps if those who answer are of another kind than those who don't.
# The table of Krejcie and Morgan (1970) gives the same number for a population of this size.

# %% [markdown] lang="zh" exercise="03a.7" part="analysis"
# {{answers}}份回答，{{asked}}通电话，{{cost:,.0f}}元。
# 误差减半，回答要{{identify.sample_size(margin / 2, population=population) / answers:.1f}}倍；如果肯回答的和不肯回答的不是一类人，再多份也没用。
# Krejcie和Morgan（1970）的表里，这么大的总体查出来也是这个数。

# %% [markdown] lang="en" exercise="03a.8" part="task" kind="table"
# ## 8. The customer source centre
#
# From where do the customers of the web shop come, and what does one order cost?
# Add up `traffic` by source over the year, and give a table with `source`, `conversion` (orders over visits) and `cost_per_order` (advertising cost over orders).

# %% [markdown] lang="zh" exercise="03a.8" part="task"
# ## 8. 客户来源中心
#
# 网店的客户从哪里来，一单要花多少广告费？
# 把`traffic`全年按来源加总，答案是一张表：`source`、`conversion`（订单数除以访问数）、`cost_per_order`（广告费除以订单数）。

# %% exercise="03a.8" part="given"
traffic = crm.load("web_traffic")
traffic.head(3)

# %% lang="en" exercise="03a.8" part="stub"
sources = ____  # a table: source, conversion, cost_per_order

# %% lang="zh" exercise="03a.8" part="stub"
sources = ____  # 一张表：source、conversion、cost_per_order

# %% exercise="03a.8" part="solution"
year = traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()
year["conversion"] = year["orders"] / year["visits"]
year["cost_per_order"] = year["ad_cost"] / year["orders"]
sources = year[["source", "conversion", "cost_per_order"]]

# %% exercise="03a.8" part="also_right"
year = traffic.pivot_table(index="source", values=["visits", "orders", "ad_cost"], aggfunc="sum")
sources = year.assign(
    conversion=year["orders"] / year["visits"], cost_per_order=year["ad_cost"] / year["orders"]
)
sources = sources[["conversion", "cost_per_order"]].reset_index()

# %% exercise="03a.8" part="wrong" en="You averaged the daily rates: a slow day counts as much as a busy one. Add up first, divide then." zh="你是把每天的比率平均了：冷清的一天和热闹的一天分量一样。先加总，再相除。"
daily = traffic.assign(conversion=traffic["orders"] / traffic["visits"].replace(0, float("nan")))
daily["cost_per_order"] = traffic["ad_cost"] / traffic["orders"].replace(0, float("nan"))
sources = daily.groupby("source", as_index=False)[["conversion", "cost_per_order"]].mean()

# %% exercise="03a.8" part="wrong" en="The cost is right. You divided the visits by the orders: conversion is orders over visits." zh="成本对了。你用访问数除以订单数：转化率是订单数除以访问数。"
year = traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()
year["conversion"] = year["visits"] / year["orders"]
year["cost_per_order"] = year["ad_cost"] / year["orders"]
sources = year[["source", "conversion", "cost_per_order"]]

# %% exercise="03a.8" part="wrong" en="That is the cost of a visit. Divide the advertising cost by the orders." zh="这是一次访问的成本。广告费要除以订单数。"
year = traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()
year["conversion"] = year["orders"] / year["visits"]
year["cost_per_order"] = year["ad_cost"] / year["visits"]
sources = year[["source", "conversion", "cost_per_order"]]

# %% exercise="03a.8" part="wrong" en="You counted checkouts begun as orders. Not all of them were paid." zh="你把开始结账的当成了订单。有些并没有付款。"
year = traffic.groupby("source", as_index=False)[["visits", "checkouts", "ad_cost"]].sum()
year["conversion"] = year["checkouts"] / year["visits"]
year["cost_per_order"] = year["ad_cost"] / year["checkouts"]
sources = year[["source", "conversion", "cost_per_order"]]

# %% exercise="03a.8" part="wrong" en="The conversion is right. The cost you averaged over the days: add up first, divide then, for both columns." zh="转化率对了。每单成本你是把每天的平均了：两列都要先加总，再相除。"
year = traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()
year["conversion"] = year["orders"] / year["visits"]
daily = traffic.assign(cost_per_order=traffic["ad_cost"] / traffic["orders"].replace(0, float("nan")))
year["cost_per_order"] = year["source"].map(daily.groupby("source")["cost_per_order"].mean())
sources = year[["source", "conversion", "cost_per_order"]]

# %% exercise="03a.8" part="wrong" en="The cost is right. The conversion you averaged over the days: add up first, divide then, for both columns." zh="每单成本对了。转化率你是把每天的平均了：两列都要先加总，再相除。"
year = traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()
daily = traffic.assign(conversion=traffic["orders"] / traffic["visits"].replace(0, float("nan")))
year["conversion"] = year["source"].map(daily.groupby("source")["conversion"].mean())
year["cost_per_order"] = year["ad_cost"] / year["orders"]
sources = year[["source", "conversion", "cost_per_order"]]

# %% exercise="03a.8" part="wrong" en="The conversion is right. The cost is that of an average day; divide the year's cost by the year's orders." zh="转化率对了。成本用的是每天的平均广告费；要用全年的广告费除以全年的订单。"
year = traffic.groupby("source", as_index=False)[["visits", "orders"]].sum()
year["conversion"] = year["orders"] / year["visits"]
year["cost_per_order"] = year["source"].map(traffic.groupby("source")["ad_cost"].mean()) / year["orders"]
sources = year[["source", "conversion", "cost_per_order"]]

# %% [markdown] lang="en" exercise="03a.8" part="hint"
# `groupby("source")` and `sum` first; the two divisions come after.

# %% [markdown] lang="zh" exercise="03a.8" part="hint"
# 先`groupby("source")`加总，再做两次除法。

# %% [markdown] lang="en" exercise="03a.8" part="hint"
# `traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()` is the table to divide in.

# %% [markdown] lang="zh" exercise="03a.8" part="hint"
# 在`traffic.groupby("source", as_index=False)[["visits", "orders", "ad_cost"]].sum()`这张表上除。

# %% [markdown] lang="en" exercise="03a.8" part="analysis"
# The feed costs {{sources.set_index("source").loc["feed_ad", "cost_per_order"]:,.0f}} yuan an order, the search advertisement {{sources.set_index("source").loc["search_ad", "cost_per_order"]:,.0f}}.
# Who comes by name or by search costs nothing for the click, but somebody built the name.
# And the last click gets all the credit here: what the feed did before it is not in this table.

# %% [markdown] lang="zh" exercise="03a.8" part="analysis"
# 信息流广告一单{{sources.set_index("source").loc["feed_ad", "cost_per_order"]:,.0f}}元，搜索广告{{sources.set_index("source").loc["search_ad", "cost_per_order"]:,.0f}}元。
# 直接来的、自己搜来的，点击不花钱，可是口碑也是花工夫做出来的。
# 而且功劳都记在最后一次点击上：信息流之前起了什么作用，这张表里看不到。

# %% [markdown] lang="en" exercise="03a.9" part="task" kind="table"
# ## 9. A dictionary for firms
#
# Design the base for firms: three tables with keys, in DuckDB, filled from `accounts`, `contacts` and `roles`.
# A clerk has lost a page: of some firms the deciders are gone.
# So find the hole that costs business: the *customers* (firms with `opened_on`) of whom we know no `decider`.
# Give a table with `account_id` and `people`, the number of people that we do know there.

# %% [markdown] lang="zh" exercise="03a.9" part="task"
# ## 9. 单位客户的数据字典
#
# 给单位客户建库：用DuckDB建三张带键的表，数据来自`accounts`、`contacts`、`roles`。
# 店员弄丢了一页：有些单位谁拍板，查不到了。
# 所以要找出最误事的缺口：已经成交的单位（有`opened_on`）里，哪些不知道谁拍板（没有`decider`）？
# 答案是一张表：`account_id`和`people`（那里我们认识的人数）。

# %% exercise="03a.9" part="given"
import duckdb

accounts, contacts = crm.load("accounts"), crm.load("account_contacts")
roles = crm.load("account_roles")
lost = roles[roles["role"] == "decider"].sample(frac=0.1, random_state=7)
roles = roles.drop(lost.index)
base = duckdb.connect()
len(accounts), len(contacts), len(roles)

# %% lang="en" exercise="03a.9" part="stub"
without_decider = ____  # a table: account_id, people

# %% lang="zh" exercise="03a.9" part="stub"
without_decider = ____  # 一张表：account_id、people

# %% exercise="03a.9" part="solution"
base = duckdb.connect()
base.execute("CREATE TABLE account (account_id TEXT PRIMARY KEY, segment TEXT NOT NULL, opened_on DATE)")
base.execute(
    "CREATE TABLE contact (person_id TEXT PRIMARY KEY, account_id TEXT REFERENCES account, phone TEXT)"
)
base.execute("""CREATE TABLE role (person_id TEXT REFERENCES contact,
    role TEXT CHECK (role IN ('decider', 'buyer', 'user', 'influencer')), PRIMARY KEY (person_id, role))""")
base.execute("INSERT INTO account SELECT account_id, segment, opened_on FROM accounts")
base.execute("INSERT INTO contact SELECT person_id, account_id, phone FROM contacts")
base.execute("INSERT INTO role SELECT person_id, role FROM roles")
without_decider = base.sql("""
    SELECT account_id, count(DISTINCT person_id) AS people
    FROM account JOIN contact USING (account_id) LEFT JOIN role USING (person_id)
    WHERE opened_on IS NOT NULL
    GROUP BY account_id HAVING count(*) FILTER (WHERE role = 'decider') = 0""").df()

# %% exercise="03a.9" part="also_right"
people = contacts[contacts["account_id"].isin(accounts.dropna(subset="opened_on")["account_id"])]
deciders = roles.loc[roles["role"] == "decider", "person_id"]
known = people.assign(decides=people["person_id"].isin(deciders)).groupby("account_id")
known = known.agg(people=("person_id", "size"), decides=("decides", "any")).reset_index()
without_decider = known.loc[~known["decides"], ["account_id", "people"]]

# %% exercise="03a.9" part="wrong" en="You listed prospects as well. Customers are the firms with opened_on." zh="你把还没成交的也算进来了。成交的单位才有opened_on。"
deciders = roles.loc[roles["role"] == "decider", "person_id"]
known = contacts.assign(decides=contacts["person_id"].isin(deciders)).groupby("account_id")
known = known.agg(people=("person_id", "size"), decides=("decides", "any")).reset_index()
without_decider = known.loc[~known["decides"], ["account_id", "people"]]

# %% exercise="03a.9" part="wrong" en="You counted rows of roles, so a person with two roles counts twice. Count people: DISTINCT person_id." zh="你数的是角色的行数，一人两个角色就数成了两个。要数人：DISTINCT person_id。"
open_ones = accounts.dropna(subset="opened_on")["account_id"]
both = contacts[contacts["account_id"].isin(open_ones)].merge(roles, on="person_id", how="left")
known = both.assign(decides=both["role"] == "decider").groupby("account_id")
known = known.agg(people=("person_id", "size"), decides=("decides", "any")).reset_index()
without_decider = known.loc[~known["decides"], ["account_id", "people"]]

# %% exercise="03a.9" part="wrong" en="You left people who are not deciders out before you asked per firm, so nearly every firm is on the list. First bring everybody of a firm together, then ask whether one of them decides." zh="你先挑出了不拍板的人，再按单位归，结果几乎家家上榜。先把一家单位的人归到一起，再问里面有没有拍板的。"
open_ones = accounts.dropna(subset="opened_on")["account_id"]
deciders = roles.loc[roles["role"] == "decider", "person_id"]
rest = contacts[contacts["account_id"].isin(open_ones) & ~contacts["person_id"].isin(deciders)]
without_decider = rest.groupby("account_id").size().rename("people").reset_index()

# %% exercise="03a.9" part="wrong" en="You filtered the deciders' rows away before you asked per firm, so nearly every firm is on the list. Keep the rows, and ask of each firm whether one of them says decider." zh="你先把拍板人的行筛掉了，再按单位归，结果几乎家家上榜。这些行要留着，再问每家单位里有没有一行是decider。"
open_ones = accounts.dropna(subset="opened_on")["account_id"]
both = contacts[contacts["account_id"].isin(open_ones)].merge(roles, on="person_id", how="left")
rest = both[both["role"] != "decider"]
without_decider = rest.groupby("account_id")["person_id"].nunique().rename("people").reset_index()

# %% exercise="03a.9" part="wrong" en="People whose role is not known dropped out. They are people too: LEFT JOIN (how='left') keeps them." zh="角色不明的人被漏掉了。他们也是人：用LEFT JOIN（how='left'）才留得住。"
open_ones = accounts.dropna(subset="opened_on")["account_id"]
both = contacts[contacts["account_id"].isin(open_ones)].merge(roles, on="person_id")
known = both.assign(decides=both["role"] == "decider").groupby("account_id")
known = known.agg(people=("person_id", "nunique"), decides=("decides", "any")).reset_index()
without_decider = known.loc[~known["decides"], ["account_id", "people"]]

# %% exercise="03a.9" part="wrong" en="Those are the firms that do have a decider. Turn the condition round." zh="这些是有人拍板的单位。把条件反过来。"
people = contacts[contacts["account_id"].isin(accounts.dropna(subset="opened_on")["account_id"])]
deciders = roles.loc[roles["role"] == "decider", "person_id"]
known = people.assign(decides=people["person_id"].isin(deciders)).groupby("account_id")
known = known.agg(people=("person_id", "size"), decides=("decides", "any")).reset_index()
without_decider = known.loc[known["decides"], ["account_id", "people"]]

# %% [markdown] lang="en" exercise="03a.9" part="hint"
# A person belongs to a firm, a role to a person: so contact refers to account, and role to contact.

# %% [markdown] lang="zh" exercise="03a.9" part="hint"
# 人属于单位，角色属于人：所以contact的外键指向account，role的外键指向contact。

# %% [markdown] lang="en" exercise="03a.9" part="hint"
# Join the three with a LEFT JOIN, group by the firm, and keep groups with no row whose role is decider: `HAVING count(*) FILTER (WHERE role = 'decider') = 0`.

# %% [markdown] lang="zh" exercise="03a.9" part="hint"
# 三张表用LEFT JOIN连起来，按单位分组，留下没有decider的组：`HAVING count(*) FILTER (WHERE role = 'decider') = 0`。

# %% [markdown] lang="en" exercise="03a.9" part="analysis"
# {{len(without_decider)}} customers without a decider: whoever calls there talks to people who cannot say yes.
# Three tables, because one person may have two roles and one firm many people; in one wide table each of these facts would have to be written twice, and one day differently.

# %% [markdown] lang="zh" exercise="03a.9" part="analysis"
# {{len(without_decider)}}家成交单位不知道谁拍板：打电话过去，接电话的人没法答应你。
# 要三张表，是因为一个人可以有两个角色，一家单位有好几个人；挤在一张宽表里，同一件事就得写两遍，迟早写得不一样。

# %% [markdown] lang="en" exercise="03a.10" part="task" kind="table"
# ## 10. Ten questions
#
# A customer base is worth what it answers.
# Answer these ten from the three tables, purchases only (`amount` above zero), and give a table with the columns `question` (its number, one to ten) and `answer` (a number).
#
# 1. How many customers have bought?
# 2. How many of them bought once only?
# 3. How many bought in 2025?
# 4. How many bought in 2024 but not in 2025?
# 5. How many first bought in 2025 (`joined_on`)?
# 6. What did an average purchase amount to, in yuan?
# 7. What share of all money came from the web, between zero and one?
# 8. How many customers have used all three channels?
# 9. How many customers live in the district `new_town`?
# 10. How many members have not bought for half a year, that is, bought last before 2025-07-01?

# %% [markdown] lang="zh" exercise="03a.10" part="task"
# ## 10. 十个问题
#
# 客户信息库值多少，看它答得出什么。
# 用三张表回答下面十个问题，只算购买（`amount`大于零）；答案是一张表，有`question`（题号，整数一到十）和`answer`（一个数）两列。
#
# 1. 有多少位客户买过？
# 2. 其中只买过一次的有多少？
# 3. 2025年买过的有多少？
# 4. 2024年买过、2025年没买的有多少？
# 5. 2025年第一次来的（`joined_on`）有多少？
# 6. 平均一次买多少元？
# 7. 全部金额里，网店占多大比例（零到一之间的数）？
# 8. 三个渠道都用过的客户有多少？
# 9. 住在新城（`new_town`）的客户有多少？
# 10. 会员里半年没买过的有多少？也就是最后一次购买早于2025-07-01。

# %% exercise="03a.10" part="given"
import duckdb
import pandas as pd

customers, members = crm.load("customers"), crm.load("members").dropna(subset="enrolled_on")
orders = crm.load("orders").query("amount > 0")
base = duckdb.connect()
base.sql("SELECT count(*) AS purchases FROM orders").df()

# %% lang="en" exercise="03a.10" part="stub"
answers = ____  # a table: question, answer

# %% lang="zh" exercise="03a.10" part="stub"
answers = ____  # 一张表：question、answer

# %% exercise="03a.10" part="solution"
questions = [
    "SELECT count(DISTINCT customer_id) FROM orders",
    "SELECT count(*) FROM (SELECT customer_id FROM orders GROUP BY 1 HAVING count(*) = 1)",
    "SELECT count(DISTINCT customer_id) FROM orders WHERE year(ordered_on) = 2025",
    """SELECT count(*) FROM (SELECT customer_id FROM orders WHERE year(ordered_on) = 2024
       EXCEPT SELECT customer_id FROM orders WHERE year(ordered_on) = 2025)""",
    "SELECT count(*) FROM customers WHERE year(joined_on) = 2025",
    "SELECT avg(amount) FROM orders",
    "SELECT sum(amount) FILTER (WHERE channel = 'web') / sum(amount) FROM orders",
    "SELECT count(*) FROM (SELECT customer_id FROM orders GROUP BY 1 HAVING count(DISTINCT channel) = 3)",
    "SELECT count(*) FROM customers WHERE district = 'new_town'",
    """SELECT count(*) FROM members LEFT JOIN (SELECT customer_id, max(ordered_on) AS last FROM orders GROUP BY 1)
       USING (customer_id) WHERE last IS NULL OR last < DATE '2025-07-01'""",
]
found = [float(base.execute(sql).fetchone()[0]) for sql in questions]
answers = pd.DataFrame({"question": range(1, 11), "answer": found})

# %% exercise="03a.10" part="also_right"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 3: you counted purchases, not customers. Count each customer once: count(DISTINCT customer_id)." zh="第3题：你数的是购买次数，不是客户。每位客户只数一次：count(DISTINCT customer_id)。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    (year == 2025).sum(),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 7: you gave the web's share of the purchases. The question is about money: sum the amounts." zh="第7题：你算的是网店的次数占比。题目问的是金额：要把amount加起来。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    (orders["channel"] == "web").mean(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 4: those who bought in 2024 include many who bought in 2025 as well. Take them off: EXCEPT, or a set minus a set." zh="第4题：2024年买过的人里，很多2025年也买了。要把他们减掉：用EXCEPT，或者集合相减。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 10: you counted all customers who have been silent, not only members." zh="第10题：你数的是所有久没来的客户，不只是会员。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (last < "2025-07-01").sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 7 asks for a share between zero and one: yours is in per cent." zh="第7题要的是占比（零到一之间的数），你给的是百分数。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    100 * orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 10: you counted half a year as 180 days. The task names the day: before 2025-07-01." zh="第10题：你把半年当成了180天。题目写明了日子：早于2025-07-01。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-05"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 2: you gave a share. The question is how many customers." zh="第2题：你给的是占比。题目问的是有多少位。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).mean(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 6: that is the average per customer. An average purchase: all money over all purchases." zh="第6题：这是人均金额。题目问平均一次：总金额除以总次数。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    by_customer["amount"].sum().mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() == 3).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% exercise="03a.10" part="wrong" en="Question 8: you counted those who used at least two channels; all three are asked for." zh="第8题：你数的是用过至少两个渠道的人；题目要三个都用过。"
by_customer = orders.groupby("customer_id")
year = orders["ordered_on"].dt.year
in_2024, in_2025 = (set(orders.loc[year == y, "customer_id"]) for y in (2024, 2025))
last = by_customer["ordered_on"].max()
found = [
    orders["customer_id"].nunique(),
    (by_customer.size() == 1).sum(),
    len(in_2025),
    len(in_2024 - in_2025),
    (customers["joined_on"].dt.year == 2025).sum(),
    orders["amount"].mean(),
    orders.loc[orders["channel"] == "web", "amount"].sum() / orders["amount"].sum(),
    (by_customer["channel"].nunique() >= 2).sum(),
    (customers["district"] == "new_town").sum(),
    (~members["customer_id"].isin(last[last >= "2025-07-01"].index)).sum(),
]
answers = pd.DataFrame({"question": range(1, 11), "answer": [float(value) for value in found]})

# %% [markdown] lang="en" exercise="03a.10" part="hint"
# DuckDB reads the tables by their names: `base.execute("SELECT ... FROM orders").fetchone()[0]`. Pandas does as well.

# %% [markdown] lang="zh" exercise="03a.10" part="hint"
# DuckDB按变量名读表：`base.execute("SELECT ... FROM orders").fetchone()[0]`。用pandas也行。

# %% [markdown] lang="en" exercise="03a.10" part="hint"
# Collect the ten numbers in a list; `pd.DataFrame({"question": range(1, 11), "answer": found})` is the table.

# %% [markdown] lang="zh" exercise="03a.10" part="hint"
# 十个数收在一个列表里；`pd.DataFrame({"question": range(1, 11), "answer": found})`就是答案。

# %% [markdown] lang="en" exercise="03a.10" part="analysis"
# {{answers["answer"][1]:,.0f}} of {{answers["answer"][0]:,.0f}} customers came once only, and {{answers["answer"][3]:,.0f}} came in 2024 and no more.
# The tenth question is a list of telephone calls: {{answers["answer"][9]:,.0f}} members with a card and no visit in half a year.
# A question that the base cannot answer is a reason to collect; one that nobody asks is a reason to stop.

# %% [markdown] lang="zh" exercise="03a.10" part="analysis"
# {{answers["answer"][0]:,.0f}}位客户里有{{answers["answer"][1]:,.0f}}位只来过一次，{{answers["answer"][3]:,.0f}}位2024年来过、之后再没来。
# 第10题的答案就是一张电话名单：{{answers["answer"][9]:,.0f}}位会员有卡，却半年没来。
# 库里答不上来的问题，是该去收集的理由；没人问的问题，是可以停止收集的理由。

# %% [markdown] lang="en" exercise="03a.11" part="task" kind="table"
# ## 11. Tags that foretell
#
# Tag the customers as of 1 July 2025 by what they did before: `loyal` ({{n_loyal}} purchases or more), `web_buyer` (at least one purchase by web), `silent` (last purchase more than {{n_days}} days ago).
# The outcome is whether they bought in the {{n_days}} days from 1 July on.
# Give a table with `tag` and `lift`: the share with the outcome among the tagged, over that of all customers who had bought before 1 July.

# %% [markdown] lang="zh" exercise="03a.11" part="task"
# ## 11. 能预测的标签
#
# 站在2025年7月1日，按之前的行为给客户打标签：`loyal`（买过至少{{n_loyal}}次）、`web_buyer`（至少在网店买过一次）、`silent`（最后一次购买在{{n_days}}天以前）。
# 结果是：从7月1日起的{{n_days}}天里买没买。
# 答案是一张表：`tag`和`lift`，即有标签的人里买了的比例，除以7月1日之前买过的全体客户的这个比例。

# %% exercise="03a.11" part="given"
import pandas as pd

from crmlab import identify

day, n_loyal, n_days = pd.Timestamp("2025-07-01"), 10, 90
orders = crm.load("orders").query("amount > 0")
before = orders[orders["ordered_on"] < day]
after = orders[(orders["ordered_on"] >= day) & (orders["ordered_on"] < day + pd.Timedelta(days=n_days))]
len(before), len(after)

# %% lang="en" exercise="03a.11" part="stub"
lifts = ____  # a table: tag, lift

# %% lang="zh" exercise="03a.11" part="stub"
lifts = ____  # 一张表：tag、lift

# %% exercise="03a.11" part="solution"
people = before.groupby("customer_id").agg(n=("order_id", "size"), last=("ordered_on", "max")).reset_index()
people["web"] = people["customer_id"].isin(before.loc[before["channel"] == "web", "customer_id"])
people["days"] = (day - people["last"]).dt.days
people["outcome"] = people["customer_id"].isin(after["customer_id"]).astype(int)
tags = identify.tag(people, {"loyal": "n >= 10", "web_buyer": "web", "silent": "days > 90"})
lifts = identify.tag_lift(tags, people)[["tag", "lift"]]

# %% exercise="03a.11" part="also_right"
ids = before["customer_id"].drop_duplicates()
bought = ids.isin(after["customer_id"])
last = before.groupby("customer_id")["ordered_on"].max()
has = {
    "loyal": ids.isin(before["customer_id"].value_counts().loc[lambda n: n >= 10].index),
    "web_buyer": ids.isin(before.loc[before["channel"] == "web", "customer_id"]),
    "silent": ids.isin(last[last < day - pd.Timedelta(days=90)].index),
}
lifts = pd.DataFrame(
    {"tag": list(has), "lift": [bought[tagged].mean() / bought.mean() for tagged in has.values()]}
)

# %% exercise="03a.11" part="wrong" en="Your tags look into the future: they are made of all orders. Use only the orders before the day." zh="你的标签偷看了未来：用了全部订单。只能用那一天之前的订单。"
people = orders.groupby("customer_id").agg(n=("order_id", "size"), last=("ordered_on", "max")).reset_index()
people["web"] = people["customer_id"].isin(orders.loc[orders["channel"] == "web", "customer_id"])
people["days"] = (day - people["last"]).dt.days
people["outcome"] = people["customer_id"].isin(after["customer_id"]).astype(int)
tags = identify.tag(people, {"loyal": "n >= 10", "web_buyer": "web", "silent": "days > 90"})
lifts = identify.tag_lift(tags, people)[["tag", "lift"]]

# %% exercise="03a.11" part="wrong" en="These are the shares themselves. Divide them by the share of all customers." zh="这是比例本身。再除以全体客户的比例。"
people = before.groupby("customer_id").agg(n=("order_id", "size"), last=("ordered_on", "max")).reset_index()
people["web"] = people["customer_id"].isin(before.loc[before["channel"] == "web", "customer_id"])
people["days"] = (day - people["last"]).dt.days
people["outcome"] = people["customer_id"].isin(after["customer_id"]).astype(int)
tags = identify.tag(people, {"loyal": "n >= 10", "web_buyer": "web", "silent": "days > 90"})
lifts = identify.tag_lift(tags, people)[["tag", "rate"]].rename(columns={"rate": "lift"})

# %% exercise="03a.11" part="wrong" en="You divided by the share of those without the tag. Lift compares with all customers." zh="你除的是没有标签的人的比例。提升度是跟全体客户比。"
people = before.groupby("customer_id").agg(n=("order_id", "size"), last=("ordered_on", "max")).reset_index()
people["web"] = people["customer_id"].isin(before.loc[before["channel"] == "web", "customer_id"])
people["days"] = (day - people["last"]).dt.days
people["outcome"] = people["customer_id"].isin(after["customer_id"]).astype(int)
tags = identify.tag(people, {"loyal": "n >= 10", "web_buyer": "web", "silent": "days > 90"})
lifts = identify.tag_lift(tags, people)
lifts = lifts.assign(lift=lifts["rate"] / lifts["rate_others"])[["tag", "lift"]]

# %% exercise="03a.11" part="wrong" en="You took ten purchases as a border that must be exceeded. Ten or more: n >= 10." zh="你要求超过十次。题目是至少十次：n >= 10。"
people = before.groupby("customer_id").agg(n=("order_id", "size"), last=("ordered_on", "max")).reset_index()
people["web"] = people["customer_id"].isin(before.loc[before["channel"] == "web", "customer_id"])
people["days"] = (day - people["last"]).dt.days
people["outcome"] = people["customer_id"].isin(after["customer_id"]).astype(int)
tags = identify.tag(people, {"loyal": "n > 10", "web_buyer": "web", "silent": "days > 90"})
lifts = identify.tag_lift(tags, people)[["tag", "lift"]]

# %% [markdown] lang="en" exercise="03a.11" part="hint"
# One row for each customer who bought before the day: number of purchases, last purchase, whether by web, and the outcome.

# %% [markdown] lang="zh" exercise="03a.11" part="hint"
# 那一天之前买过的客户，一人一行：次数、最后一次、有没有在网店买过、结果。

# %% [markdown] lang="en" exercise="03a.11" part="hint"
# `identify.tag(people, {"loyal": "n >= 10", ...})` gives the tags, `identify.tag_lift(tags, people)` the lifts; `people` needs a column `outcome`.

# %% [markdown] lang="zh" exercise="03a.11" part="hint"
# `identify.tag(people, {"loyal": "n >= 10", ...})`打标签，`identify.tag_lift(tags, people)`算提升度；`people`里要有`outcome`列。

# %% [markdown] lang="en" exercise="03a.11" part="analysis"
# The silent buy at {{lifts.set_index("tag").loc["silent", "lift"]:.2f}} times the rate of all, the loyal at {{lifts.set_index("tag").loc["loyal", "lift"]:.2f}}, the web buyers at {{lifts.set_index("tag").loc["web_buyer", "lift"]:.2f}}.
# The web shop opened only in 2025, so who bought there was here lately: part of that tag's lift is recency in another coat.
# A tag that lifts nothing is clutter; take it off the screen.

# %% [markdown] lang="zh" exercise="03a.11" part="analysis"
# 沉默客户的购买比例是全体的{{lifts.set_index("tag").loc["silent", "lift"]:.2f}}倍，常客{{lifts.set_index("tag").loc["loyal", "lift"]:.2f}}倍，网购客户{{lifts.set_index("tag").loc["web_buyer", "lift"]:.2f}}倍。
# 网店2025年才开，在那里买过的人都是最近来过的：这个标签的一部分功劳，其实是近度换了件衣服。
# 什么也提升不了的标签是累赘，从屏幕上拿掉。

# %% [markdown] lang="en" exercise="03a.12" part="task" kind="order"
# ## 12. In which order?
#
# The clerk who makes one file of three has these steps on slips of paper.
# Put them in order, as a list of letters.
#
# - **a** Group the linked records into people, families kept apart.
# - **b** Compare the pairs field by field and score them.
# - **c** Say which decisions the file is for, and which fields these need.
# - **d** Choose the value that stands in each field of the master record, and log the merge.
# - **e** Bring each field to one spelling, and log what was changed.
# - **f** Apply the threshold, set by what the errors cost: keep the pairs above it as links.
# - **g** Block: list the pairs that share something.

# %% [markdown] lang="zh" exercise="03a.12" part="task"
# ## 12. 先后次序
#
# 要把三份档案并成一份，店员手里有这样几张写着步骤的纸条。
# 排好次序，答案是一列字母。
#
# - **a** 把连上的记录归到各人名下，一家人分开。
# - **b** 逐栏比较记录对，打分。
# - **c** 说清这份档案给哪些决策用，需要哪些栏目。
# - **d** 给主记录的每一栏选定取值，把合并写进日志。
# - **e** 每一栏统一写法，把改动写进日志。
# - **f** 用按差错成本定的阈值，选出要连的记录对。
# - **g** 分块：列出至少有一样相同的记录对。

# %% lang="en" exercise="03a.12" part="stub"
steps = ____  # such as ["a", "b", "c", "d", "e", "f", "g"]

# %% lang="zh" exercise="03a.12" part="stub"
steps = ____  # 例如["a", "b", "c", "d", "e", "f", "g"]

# %% exercise="03a.12" part="solution"
steps = ["c", "e", "g", "b", "f", "a", "d"]

# %% exercise="03a.12" part="also_right"
steps = list("cegbfad")

# %% exercise="03a.12" part="wrong" en="You block before you standardise: two spellings of one phone then fall into different blocks and never meet." zh="你先分块、后标准化：同一个电话的两种写法会落到不同的块里，永远碰不上。"
steps = ["c", "g", "e", "b", "f", "a", "d"]

# %% exercise="03a.12" part="wrong" en="You group before the threshold has been applied: without it every scored pair would be a link." zh="你还没用阈值挑选就归组：不挑，打过分的每一对都成了连接。"
steps = ["c", "e", "g", "b", "a", "f", "d"]

# %% exercise="03a.12" part="wrong" en="The use comes first: it says which fields are worth cleaning." zh="用途在最前面：它决定哪些栏目值得清洗。"
steps = ["e", "g", "b", "f", "a", "d", "c"]

# %% exercise="03a.12" part="wrong" en="You choose the surviving values before the groups are made: whose values are they then?" zh="还没归组就选取值：那是谁的值呢？"
steps = ["c", "e", "g", "b", "f", "d", "a"]

# %% [markdown] lang="en" exercise="03a.12" part="hint"
# Which step can be done with nothing else at hand? Which needs the groups?

# %% [markdown] lang="zh" exercise="03a.12" part="hint"
# 哪一步什么都不用先做？哪一步要等归好组才行？

# %% [markdown] lang="en" exercise="03a.12" part="hint"
# Begin with c and e; the last two are a and d.

# %% [markdown] lang="zh" exercise="03a.12" part="hint"
# 从c、e开始，最后两步是a、d。

# %% [markdown] lang="en" exercise="03a.12" part="analysis"
# Use, spelling, blocks, scores, threshold, people, masters: and then round again, because customers move.
# Two of the steps write a log; without these nothing could be undone.

# %% [markdown] lang="zh" exercise="03a.12" part="analysis"
# 用途、写法、分块、打分、阈值、归人、主记录：然后再来一轮，因为客户会变。
# 有两步要写日志；没有日志，什么也撤销不了。

# %% [markdown] lang="en" exercise="03a.13" part="task" kind="memo"
# ## 13. One page on the customer base
#
# The owner wants one page before Monday: what is in the three files, what one file would hold, from which probability on to merge and at what cost, and what to collect or stop collecting.
# Use `facts` and `profile`; the errors cost {{cost_false}} yuan (false merge) and {{cost_missed}} yuan (missed).
# Write at least forty words, in triple quotation marks, with the numbers that you found, and mark them by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="03a.13" part="task"
# ## 13. 一页纸讲清客户信息库
#
# 老板下周一之前要一页纸：三份档案里有什么，并成一份会怎样，概率达到多少就合并、代价多大，以后该收集什么、不再收集什么。
# 用`facts`和`profile`；错合并一对{{cost_false}}元，漏合并一对{{cost_missed}}元。
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分：先给自己打，然后跟同学交换。

# %% lang="en" exercise="03a.13" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="03a.13" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% exercise="03a.13" part="given"
import warnings

import pandas as pd

from crmlab import identify

cost_false, cost_missed = 40, 8
records, truth = crm.load("customer_records"), crm.load("truth/customer_records")
clean = identify.standardise(records).records
compared = identify.compare(clean, identify.candidate_pairs(clean))
u = identify.count_levels(identify.compare(clean, identify.random_pairs(clean, 50_000)))
scored = identify.learn_weights(compared, u=u, all_pairs=len(clean) * (len(clean) - 1) // 2).score(compared)
threshold = identify.best_threshold(cost_false, cost_missed)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it tells which links the family rule bars
    groups = identify.group_records(
        clean, scored[scored["probability"] >= threshold], identify.contradictions(compared)
    )
costs = identify.threshold_costs(scored, identify.true_pairs(truth), cost_false, cost_missed, [threshold])
facts = costs.iloc[0]
customers = crm.load("customers")
spent = crm.load("orders").groupby("customer_id")["amount"].sum()
customers["spent"] = customers["customer_id"].map(spent)
profile = customers.groupby("district").agg(customers=("customer_id", "size"), spent=("spent", "sum"))
accounts = crm.load("accounts").dropna(subset="opened_on")
credit = accounts["credit_days"].mean()
facts.round(3), profile.round(0)

# %% lang="en" exercise="03a.13" part="solution"
birthdays, mails = clean["born_on"].notna().mean(), clean["email"].notna().mean()
places = {
    "lane": "the lane",
    "east_gate": "the east gate",
    "riverside": "the riverside",
    "new_town": "the new town",
    "university": "the university",
    "old_mill": "the old mill",
}
biggest = places[profile["spent"].idxmax()]
memo = (
    f"The three files hold {len(records):,} records of about {groups['person'].nunique():,} people. "
    f"I propose to merge from a probability of {threshold:.2f} on, because a false merge costs {cost_false} yuan and a missed one "
    f"{cost_missed}: {facts['merged']:,.0f} pairs, of which {facts['precision']:.1%} are right; {facts['recall']:.0%} of the true pairs are found. "
    f"The remaining errors cost about {facts['cost']:,.0f} yuan, and every merge is logged and can be undone. "
    f"Of {len(customers):,} customers most money comes from the district of {biggest}; our firms have {credit:.0f} days of credit on average. "
    f"Only {birthdays:.0%} of the records have a usable birthday and {mails:.0%} a mail address. I would ask for the month of birth only, "
    "stop asking for what the orders tell, and have addresses confirmed every two years. "
    "Relatives who share a phone are kept apart by a rule, since the model is too sure of them; pairs and costs are counted before that rule."
)
print(memo)

# %% lang="zh" exercise="03a.13" part="solution"
birthdays, mails = clean["born_on"].notna().mean(), clean["email"].notna().mean()
places = {
    "lane": "巷子",
    "east_gate": "东门",
    "riverside": "河边",
    "new_town": "新城",
    "university": "大学",
    "old_mill": "老磨坊",
}
biggest = places[profile["spent"].idxmax()]
memo = (
    f"三份档案共有{len(records):,}条记录，大约是{groups['person'].nunique():,}个人。"
    f"建议概率达到{threshold:.2f}就合并，因为错合并一对要{cost_false}元，漏合并一对"
    f"{cost_missed}元：一共{facts['merged']:,.0f}对，其中{facts['precision']:.1%}是对的，该合并的对里找出了{facts['recall']:.0%}。"
    f"剩下的差错约合{facts['cost']:,.0f}元；每次合并都记日志，可以撤销。"
    f"{len(customers):,}位客户里，金额最多的城区是{biggest}；单位客户平均赊账{credit:.0f}天。"
    f"能用的生日只有{birthdays:.0%}，邮箱只有{mails:.0%}。以后只问生日月份，"
    "订单里看得出来的不再问，地址每两年确认一次。"
    "共用电话的一家人另用规则分开，因为模型对他们太有把握；对数和成本是加规则之前算的。"
)
print(memo)

# %% exercise="03a.13" part="wrong" en="There is no number in it. The owner decides about money: say how many records, which threshold, what the errors cost." zh="一个数字也没有。老板要决定的是钱：写明多少条记录、阈值多少、差错花多少钱。"
memo = """I propose to make one file of the three because our customers are in them several times and that is bad for everybody. We should merge those who are surely the same and leave the others alone for the time being. Then we should keep the file clean and ask fewer questions, since nobody likes long forms. 建议把三份档案并成一份，因为同一位客户在里面出现好几次，对谁都不好。确定是同一个人的先合并，拿不准的先放着。以后要保持干净，少问一些问题，谁也不喜欢填长长的表格，店里也省事。"""

# %% exercise="03a.13" part="wrong" en="Too short for a page: what is there, which threshold, at what cost, what to collect." zh="太短了，不成一页：现状、阈值、代价、收集什么。"
memo = "Merge from 0.83 on. 达到0.83就合并。"

# %% [markdown] lang="en" exercise="03a.13" part="hint"
# Four paragraphs of one or two sentences: the files now; the threshold and what it costs; who the customers are; what to ask in future.

# %% [markdown] lang="zh" exercise="03a.13" part="hint"
# 四段，每段一两句：现状；阈值和代价；客户是些什么人；以后问什么。

# %% [markdown] lang="en" exercise="03a.13" part="hint"
# `facts` has pairs, precision, recall and cost; `clean.notna().mean()` says how full each field is.

# %% [markdown] lang="zh" exercise="03a.13" part="hint"
# `facts`里有对数、查准率、查全率、成本；`clean.notna().mean()`是每一栏的有效率。

# %% [markdown] lang="en" exercise="03a.13" part="rubric"
# - **State** (2): how many records, how many people about, how full the important fields are; one point for two of the three.
# - **Decision** (2): names the threshold and derives it from the two costs; one point for one of the two.
# - **Consequence** (2): pairs merged, share of them right, and what the errors cost; one point for two of the three.
# - **Base** (2): who the customers are, by at least two of composition, district, purchase, credit; one point for one.
# - **Collecting** (1): says one thing to ask and one to stop asking, with a reason.
# - **Limit** (1): names what the numbers assume, such as families or the missing truth table.

# %% [markdown] lang="zh" exercise="03a.13" part="rubric"
# - **现状**（2）：多少条记录、大约多少人、重要栏目填了多少；三样写出两样得1分。
# - **决定**（2）：写明阈值，并由两项成本推出来；只写其中一样得1分。
# - **后果**（2）：合并多少对、其中多少是对的、差错花多少钱；三样写出两样得1分。
# - **客户**（2）：从构成、地区、购买、信用里至少写两样；只写一样得1分。
# - **收集**（1）：说出该问的一样、不再问的一样，并给出理由。
# - **限制**（1）：点明数字靠什么假设，比如一家人的问题，或者没有真相表。

# %% [markdown] lang="en" exercise="03a.13" part="analysis"
# The model memo merges {{facts["merged"]:,.0f}} pairs from {{threshold:.2f}} on, at errors of {{facts["cost"]:,.0f}} yuan.
# Other prices of the two errors give another threshold; a good page says which prices it took and why.
# The lesson scored with Splink, this exercise with crmlab's own model: the numbers differ a little.

# %% [markdown] lang="zh" exercise="03a.13" part="analysis"
# 参考报告从{{threshold:.2f}}起合并{{facts["merged"]:,.0f}}对，差错成本{{facts["cost"]:,.0f}}元。
# 两种差错的价格一变，阈值就跟着变；好的报告会写明用了什么价格、为什么。
# 课文用Splink打分，这里用crmlab自己的模型，所以数字略有不同。
