# ---
# id: "06b"
# title: {en: "What goes with what? Baskets and recommendations", zh: "什么配什么？购物篮与推荐"}
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

# %% [markdown] lang="en" exercise="06b.1" part="task" kind="number"
# ## 1. Greens and tofu
#
# `sold` holds the lines of all receipts since 2024, one row for each product of a receipt.
# Take the rule "greens (`P022`), therefore tofu (`P019`)".
# What are its `support`, its `confidence` and its `lift`?

# %% [markdown] lang="zh" exercise="06b.1" part="task"
# ## 1. 青菜和豆腐
#
# `sold`是2024年以来全部小票的明细，一张小票的每种商品一行。
# 看这条规则：“买青菜（`P022`），就买豆腐（`P019`）”。
# 它的支持度（`support`）、置信度（`confidence`）、提升度（`lift`）各是多少？

# %% exercise="06b.1" part="given"
orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
sold = crm.load("order_lines").query("quantity > 0").merge(orders[["order_id"]], on="order_id")
sold.head(3)

# %% lang="en" exercise="06b.1" part="stub"
support = ____  # a number between 0 and 1
confidence = ____  # a number between 0 and 1
lift = ____  # a number above 0

# %% lang="zh" exercise="06b.1" part="stub"
support = ____  # 0到1之间的数
confidence = ____  # 0到1之间的数
lift = ____  # 大于0的数

# %% exercise="06b.1" part="solution"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens & tofu)
support, confidence = both / n, both / len(greens)
lift = confidence / (len(tofu) / n)

# %% exercise="06b.1" part="also_right"
from crmlab import personalize

pairs = personalize.pair_counts(sold).set_index(["item_a", "item_b"])
row = pairs.loc[("P019", "P022")]
support, confidence, lift = row["support"], row["confidence_back"], row["lift"]

# %% exercise="06b.1" part="wrong" en="You turned the rule round: the confidence is the share of the receipts with greens, not of those with tofu." zh="方向反了：置信度是有青菜的小票里有豆腐的占比，不是有豆腐的里面有青菜的占比。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens & tofu)
support, confidence = both / n, both / len(tofu)
lift = both * n / (len(greens) * len(tofu))

# %% exercise="06b.1" part="wrong" en="You divided by lines. A receipt has several lines: count receipts, each once." zh="你除的是明细行数。一张小票有好几行，要数小票，每张只数一次。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = len(sold), len(greens & tofu)
support, confidence = both / n, both / len(greens)
lift = confidence / (len(tofu) / n)

# %% exercise="06b.1" part="wrong" en="Support and confidence are right. For the lift, divide the confidence by the share of all receipts that hold tofu." zh="支持度和置信度对了。提升度要用置信度除以全部小票里有豆腐的占比。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens & tofu)
support, confidence = both / n, both / len(greens)
lift = confidence / (len(greens) / n)

# %% exercise="06b.1" part="wrong" en="You took receipts with greens or tofu. The rule needs both on one receipt: the intersection, &." zh="你取的是有青菜或者有豆腐的小票。规则要两样都在同一张上：取交集，用&。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens | tofu)
support, confidence = both / n, both / len(greens)
lift = confidence / (len(tofu) / n)

# %% exercise="06b.1" part="wrong" en="Support and confidence are right. You divided the confidence by the support; divide it by the share of all receipts that hold tofu." zh="支持度和置信度对了。你用置信度除以了支持度；要除以全部小票里有豆腐的占比。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens & tofu)
support, confidence = both / n, both / len(greens)
lift = confidence / support

# %% exercise="06b.1" part="wrong" en="Support and confidence are right. The lift is upside down: what is observed goes above, what is to be expected below." zh="支持度和置信度对了。提升度上下颠倒了：实际的在上，应有的在下。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens & tofu)
support, confidence = both / n, both / len(greens)
lift = (len(tofu) / n) / confidence

# %% exercise="06b.1" part="wrong" en="Support and confidence are right. In the lift the number of all receipts is missing: it divides shares, not counts." zh="支持度和置信度对了。提升度里漏了小票总数：要用占比来除，不是用张数。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, both = sold["order_id"].nunique(), len(greens & tofu)
support, confidence = both / n, both / len(greens)
lift = both / (len(greens) * len(tofu))

# %% exercise="06b.1" part="wrong" en="You took receipts with greens or tofu for support and confidence. The rule needs both on one receipt: the intersection, &." zh="算支持度和置信度时，你取的是有青菜或者有豆腐的小票。规则要两样都在同一张上：取交集，用&。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
n, either = sold["order_id"].nunique(), len(greens | tofu)
support, confidence = either / n, either / len(greens)
lift = len(greens & tofu) * n / (len(greens) * len(tofu))

# %% exercise="06b.1" part="wrong" en="These are counts of receipts. Divide: support by all receipts, confidence by the receipts with greens." zh="这是小票张数。还要除：支持度除以全部小票数，置信度除以有青菜的小票数。"
greens = set(sold.loc[sold["product_id"] == "P022", "order_id"])
tofu = set(sold.loc[sold["product_id"] == "P019", "order_id"])
support, confidence, lift = len(greens & tofu), len(greens), len(tofu)

# %% [markdown] lang="en" exercise="06b.1" part="hint"
# You need four numbers: all receipts, those with greens, those with tofu, those with both.

# %% [markdown] lang="zh" exercise="06b.1" part="hint"
# 要四个数：全部小票、有青菜的、有豆腐的、两样都有的。

# %% [markdown] lang="en" exercise="06b.1" part="hint"
# `set(sold.loc[sold["product_id"] == "P022", "order_id"])` are the receipts with greens; `&` of two sets gives those with both.

# %% [markdown] lang="zh" exercise="06b.1" part="hint"
# `set(sold.loc[sold["product_id"] == "P022", "order_id"])`就是有青菜的小票；两个集合用`&`，得到两样都有的。

# %% [markdown] lang="en" exercise="06b.1" part="analysis"
# Support {{support:.3f}}, confidence {{confidence:.1%}}, lift {{lift:.2f}}.
# Of ten receipts with greens, more than one has tofu; that is a little more than one would find among all receipts.
# A confidence that sounds high may be nothing but a popular consequent: ask for the lift.

# %% [markdown] lang="zh" exercise="06b.1" part="analysis"
# 支持度{{support:.3f}}，置信度{{confidence:.1%}}，提升度{{lift:.2f}}。
# 十张有青菜的小票，一张多有豆腐；跟全部小票比，只多一点。
# 置信度听上去高，也许只是后项本来就好卖：要再看提升度。

# %% [markdown] lang="en" exercise="06b.2" part="task" kind="function"
# ## 2. Not lost to a float
#
# Write a function that says whether a rule is strong enough: is its confidence at least p/q?
# `count` receipts hold the whole rule, `base` receipts hold the antecedent, there are `baskets` receipts in all; the limit is the fraction `p` / `q`.
# It gives True or False, and a rule of exactly four in five must pass a limit of four in five.

# %% [markdown] lang="zh" exercise="06b.2" part="task"
# ## 2. 别丢在小数上
#
# 写一个函数，判断规则够不够强：置信度是不是至少p/q？
# `count`张小票上有整条规则，`base`张有前项，小票一共`baskets`张；门槛是分数`p` / `q`。
# 返回True或False；恰好五分之四的规则，必须过得了五分之四的门槛。


# %% lang="en" exercise="06b.2" part="stub"
def strong(count, base, baskets, p, q):
    # whole numbers; True if the confidence is at least p / q
    return ____


# %% lang="zh" exercise="06b.2" part="stub"
def strong(count, base, baskets, p, q):
    # 都是整数；置信度不低于p / q时返回True
    return ____


# %% exercise="06b.2" part="solution"
def strong(count, base, baskets, p, q):
    return q * count >= p * base


# %% exercise="06b.2" part="also_right"
from fractions import Fraction


def strong(count, base, baskets, p, q):
    return Fraction(count, base) >= Fraction(p, q)


# %% exercise="06b.2" part="also_right"
def strong(count, base, baskets, p, q):
    return count / base >= p / q


# %% exercise="06b.2" part="wrong" en="You divide one support by another: (4/6) / (5/6) comes out just under 0.8, and the rule is lost. Compare whole numbers: q times count with p times base." zh="你用支持度除以支持度：(4/6) / (5/6)会比0.8小一丝，规则就丢了。用整数比：q乘count跟p乘base比。"
def strong(count, base, baskets, p, q):
    return (count / baskets) / (base / baskets) >= p / q


# %% exercise="06b.2" part="wrong" en="Exactly p/q must pass: at least means >=, not >." zh="恰好等于p/q也算过：不低于，用>=，不是>。"
def strong(count, base, baskets, p, q):
    return q * count > p * base


# %% exercise="06b.2" part="wrong" en="Rounding lets rules through that are below the limit. Do not round; compare whole numbers." zh="四舍五入会把不到门槛的规则也放进来。别取整，用整数比。"
def strong(count, base, baskets, p, q):
    return round(count / base, 1) >= p / q


# %% exercise="06b.2" part="wrong" en="Rounding to two decimals turns one in three into 0.33, which is below 1/3. Do not round; compare whole numbers." zh="四舍五入到两位小数，三分之一成了0.33，比1/3小。别取整，用整数比。"
def strong(count, base, baskets, p, q):
    return round(count / base, 2) >= p / q


# %% exercise="06b.2" part="wrong" en="The limit is not always 0.8: use p and q." zh="门槛不总是0.8：要用p和q。"
def strong(count, base, baskets, p, q):
    return count / base >= 0.8


# %% exercise="06b.2" part="wrong" en="That is the support. The confidence is a share of the receipts with the antecedent: base, not baskets." zh="这是支持度。置信度是有前项的小票里的占比：除以base，不是baskets。"
def strong(count, base, baskets, p, q):
    return q * count >= p * baskets


# %% exercise="06b.2" part="wrong" en="You crossed p and q: count over base is at least p over q when q times count is at least p times base." zh="p和q交叉乘反了：count除以base不小于p除以q，就是q乘count不小于p乘base。"
def strong(count, base, baskets, p, q):
    return p * count >= q * base


# %% exercise="06b.2" part="hidden"
hidden_inputs = [
    (4, 5, 6, 4, 5),
    (4, 5, 12, 4, 5),
    (8, 10, 14, 4, 5),
    (3, 5, 6, 4, 5),
    (39, 50, 200, 4, 5),
    (41, 50, 200, 4, 5),
    (1, 3, 9, 1, 3),
    (2, 3, 3, 2, 3),
    (0, 7, 20, 1, 10),
    (7, 7, 1000, 1, 1),
    (1, 20, 40, 1, 10),
]

# %% [markdown] lang="en" exercise="06b.2" part="hint"
# count / base is at least p / q. Multiply both sides by base and by q: no division is left.

# %% [markdown] lang="zh" exercise="06b.2" part="hint"
# count / base不小于p / q。两边同乘base和q，除法就没有了。

# %% [markdown] lang="en" exercise="06b.2" part="hint"
# `return q * count >= ...`

# %% [markdown] lang="zh" exercise="06b.2" part="hint"
# `return q * count >= ...`

# %% [markdown] lang="en" exercise="06b.2" part="analysis"
# `q * count >= p * base`: whole numbers do not round.
# One division on each side, `count / base >= p / q`, gives the same for all receipts a shop can print; two divisions, support by support, lose rules that lie exactly on the limit.
# Limits are round numbers and counts are small, so "exactly on the limit" is no rare case.

# %% [markdown] lang="zh" exercise="06b.2" part="analysis"
# `q * count >= p * base`：整数不会有舍入误差。
# 两边各除一次，`count / base >= p / q`，对一家店打得出的小票来说结果一样；用支持度除以支持度，恰好在门槛上的规则就会丢。
# 门槛是整数比，计数又不大，“恰好在门槛上”并不少见。

# %% [markdown] lang="en" exercise="06b.3" part="task" kind="number"
# ## 3. The other way round
#
# The lesson found its rules on the customers with even numbers and checked them on the odd ones.
# Turn it round, with the same settings: at least {{least}} receipts, confidence at least {{limit}}, lift above one.
# How many rules are found (`n_rules`), and how many hold (`n_held`)?

# %% [markdown] lang="zh" exercise="06b.3" part="task"
# ## 3. 反过来
#
# 课文在编号为偶数的客户上找规则，在奇数的上面查。
# 反过来做一遍，条件不变：至少{{least}}张小票，置信度不低于{{limit}}，提升度大于一。
# 找到几条规则（`n_rules`）？成立几条（`n_held`）？

# %% exercise="06b.3" part="given"
from crmlab import personalize

least, limit = 12, 0.05
orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
lines = crm.load("order_lines").query("quantity > 0 and product_id != 'P048'")
sold = lines.merge(orders[["order_id", "customer_id"]], on="order_id")
even = sold["customer_id"].str[-1].isin(list("02468"))
int(even.sum()), int((~even).sum())

# %% lang="en" exercise="06b.3" part="stub"
n_rules = ____  # rules found on the odd half
n_held = ____  # of these, how many hold on the even half

# %% lang="zh" exercise="06b.3" part="stub"
n_rules = ____  # 在奇数那一半找到的规则数
n_held = ____  # 其中在偶数那一半成立的

# %% exercise="06b.3" part="solution"
found = personalize.frequent_itemsets(sold[~even], least)
rules = personalize.association_rules(found, limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), int(personalize.check_rules(rules, sold[even])["holds"].sum())
tried = personalize.association_rules(found, 1e-9)
n_bonferroni = int((rules["p_value"] < 0.05 / len(tried)).sum())

# %% exercise="06b.3" part="also_right"
halves = {True: sold[even], False: sold[~even]}
rules = personalize.association_rules(personalize.frequent_itemsets(halves[False], least), limit)
rules = rules.query("lift > 1").reset_index(drop=True)
checked = personalize.check_rules(rules, halves[True])
n_rules = len(checked)
n_held = len(checked[checked["holds"]])

# %% exercise="06b.3" part="wrong" en="These are the lesson's numbers: found on the even half. Find on the odd half, sold[~even]." zh="这是课文里的数：在偶数那一半找的。要在奇数那一半找，sold[~even]。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[even], least), limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), int(personalize.check_rules(rules, sold[~even])["holds"].sum())

# %% exercise="06b.3" part="wrong" en="You checked on the receipts on which you found the rules. Luck agrees with itself: check on the even half." zh="你拿找规则的那些小票来查规则。运气当然跟自己一致：要在偶数那一半查。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[~even], least), limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), int(personalize.check_rules(rules, sold[~even])["holds"].sum())

# %% exercise="06b.3" part="wrong" en="You checked on all receipts, and half of them helped to find the rules. Keep only the half that took no part." zh="你在全部小票上查，其中一半参与过找规则。只能用没参与过的那一半。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[~even], least), limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), int(personalize.check_rules(rules, sold)["holds"].sum())

# %% exercise="06b.3" part="wrong" en="You counted the rules with a p-value under 0.05 on the new half. With so many rules that lets luck through: count the column holds." zh="你数的是新的一半上p值小于0.05的规则。规则这么多，这样会放运气过关：要数holds这一列。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[~even], least), limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), int((personalize.check_rules(rules, sold[even])["p_new"] < 0.05).sum())

# %% exercise="06b.3" part="wrong" en="The number of rules is right. For n_held you counted the rows that were checked: all were; count those where holds is True." zh="规则数对了。n_held数的是查过的行数，每条都查过；要数holds为True的。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[~even], least), limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), len(personalize.check_rules(rules, sold[even]))

# %% exercise="06b.3" part="wrong" en="The number of rules is right. For n_held you used the p-values of the half that found the rules: check on the even half, with check_rules." zh="规则数对了。n_held用的是找规则那一半的p值：要用check_rules在偶数那一半上查。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[~even], least), limit)
rules = rules[rules["lift"] > 1]
n_rules, n_held = len(rules), int((rules["p_value"] < 0.05).sum())

# %% exercise="06b.3" part="wrong" en="You kept the rules with a lift of one or less. Filter them out before you count and check." zh="提升度不大于一的规则你也留着了。先筛掉，再数、再查。"
rules = personalize.association_rules(personalize.frequent_itemsets(sold[~even], least), limit)
n_rules, n_held = len(rules), int(personalize.check_rules(rules, sold[even])["holds"].sum())

# %% [markdown] lang="en" exercise="06b.3" part="hint"
# `sold[even]` and `sold[~even]` change places; the rest is the lesson's code.

# %% [markdown] lang="zh" exercise="06b.3" part="hint"
# `sold[even]`和`sold[~even]`换个位置，其余照课文。

# %% [markdown] lang="en" exercise="06b.3" part="hint"
# `frequent_itemsets(sold[~even], least)`, then `association_rules(found, limit)` (without `limit` it keeps only a confidence of one half and more), keep `lift > 1`, then `check_rules(rules, sold[even])`.

# %% [markdown] lang="zh" exercise="06b.3" part="hint"
# 先`frequent_itemsets(sold[~even], least)`，再`association_rules(found, limit)`（不写`limit`，就只留置信度一半以上的），留下`lift > 1`的，最后`check_rules(rules, sold[even])`。

# %% [markdown] lang="en" exercise="06b.3" part="analysis"
# {{n_rules}} rules, of which {{n_held}} hold: other numbers than the lesson's, the same story.
# Which rules are found depends on the half; what is firm is found either way.
# Most of these rules come in pairs, one for each direction: it is fewer discoveries than it seems.
#
# The other way, on one half alone, is to divide the limit by the number of tests (**Bonferroni**): one in twenty over all {{len(tried):,}} rules that the search tried lets {{n_bonferroni}} pass.
# To divide by the {{n_rules}} that survived the filter would be a mistake: who filters by lift and confidence has looked at all.

# %% [markdown] lang="zh" exercise="06b.3" part="analysis"
# {{n_rules}}条规则，成立{{n_held}}条：数跟课文不同，道理一样。
# 找到哪些规则，要看用哪一半；真正靠得住的，两边都找得到。
# 这些规则大多成对出现，两个方向各一条，所以发现其实没有看上去那么多。
#
# 另一条路只用一半数据：把门槛除以检验的次数（**Bonferroni**校正）。二十分之一除以试过的全部{{len(tried):,}}条规则，过关的有{{n_bonferroni}}条。
# 只除以筛剩下的{{n_rules}}条就错了：按提升度、置信度筛的时候，每一条其实都看过。

# %% [markdown] lang="en" exercise="06b.4" part="task" kind="choice"
# ## 4. Wipes and cereal
#
# For baby wipes and baby cereal the cell below gives the lift over all receipts, and within customers.
# What follows for the shop?
#
# - **a** Put the cereal beside the wipes: a lift of four or more is a strong link.
# - **b** Leave the shelf; but a customer who buys wipes is one to tell about the cereal.
# - **c** Nothing at all: within customers the lift is below one, so the link is luck.
# - **d** Move them apart: within customers they repel each other.

# %% [markdown] lang="zh" exercise="06b.4" part="task"
# ## 4. 湿巾和米粉
#
# 下面一格给出婴儿湿巾和婴儿米粉的提升度：全部小票的，以及同一客户内的。
# 店里该怎么办？
#
# - **a** 把米粉摆到湿巾旁边：提升度超过四，联系很强。
# - **b** 货架不动；不过，买湿巾的客户，可以跟她提一提米粉。
# - **c** 什么也不用做：同一客户内提升度小于一，所以这个联系是运气。
# - **d** 把两样挪开：同一客户内它们互相排斥。

# %% exercise="06b.4" part="given"
from crmlab import personalize

orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
lines = crm.load("order_lines").query("quantity > 0")
sold = lines.merge(orders[["order_id", "customer_id"]], on="order_id")
pairs = personalize.lift_within(sold, "customer_id", min_count=15)
pairs.query("item_a == 'P046' and item_b == 'P047'")[["count", "lift", "lift_within"]].round(2)

# %% lang="en" exercise="06b.4" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="06b.4" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="06b.4" part="solution"
choice = "b"

# %% exercise="06b.4" part="wrong" en="The lift is of families, not of the aisle: who has a baby buys both, on one day or another. Nothing says that seeing the one makes her take the other." zh="这个提升度来自家庭，不是来自货架：有宝宝的两样都买，今天买或改天买。没有迹象说明，看到这样就会顺手拿那样。"
choice = "a"

# %% exercise="06b.4" part="wrong" en="The link is no luck: on well over a hundred receipts it is far above chance. It is real, but it belongs to the family and not to the basket; use it to choose whom to speak to." zh="这不是运气：一百多张小票，远远超出碰巧。联系是真的，只是属于家庭，不属于篮子；可以用来挑跟谁说。"
choice = "c"

# %% exercise="06b.4" part="wrong" en="In short baskets unlinked pairs have a lift of about three quarters, as in the lesson. This pair is no lower than that: it does not repel." zh="篮子小的时候，不相干的组合提升度就在四分之三上下，课文里讲过。这一对并不更低，谈不上排斥。"
choice = "d"

# %% [markdown] lang="en" exercise="06b.4" part="hint"
# Which of the two numbers answers "what beside what", which "what to whom"?

# %% [markdown] lang="zh" exercise="06b.4" part="hint"
# 两个数，哪个回答“摆在哪儿”，哪个回答“跟谁说”？

# %% [markdown] lang="en" exercise="06b.4" part="hint"
# The lift over all receipts comes from families; and a lift within customers of about three quarters is what blind dealing gives.

# %% [markdown] lang="zh" exercise="06b.4" part="hint"
# 全部小票的提升度来自家庭；同一客户内四分之三上下，闭着眼睛放也是这样。

# %% [markdown] lang="en" exercise="06b.4" part="analysis"
# The pair tells us whom to speak to, not what to put where.
# A borrowed lift is worthless on the shelf and useful in a letter: that is why the recommender of this lesson works on customers and not on receipts.

# %% [markdown] lang="zh" exercise="06b.4" part="analysis"
# 这一对告诉我们跟谁说，不告诉我们摆在哪儿。
# 借来的提升度，对货架没用，对写信有用：所以这一课的推荐按客户算，不按小票算。

# %% [markdown] lang="en" exercise="06b.5" part="task" kind="number"
# ## 5. A stricter comparison
#
# The lesson compared receipts with nappies to *all* others.
# Families with a baby may have changed in their own way, so compare only with receipts of the same families (`baby` is True) *without* nappies.
# By how much did the share of receipts with a razor change in this comparison (`control`)?
# And what is the `effect` of the move, as a difference in differences?
# Give shares (between zero and one, not percentage points), unrounded: the comparison moves only the fourth decimal.

# %% [markdown] lang="zh" exercise="06b.5" part="task"
# ## 5. 更严的对照
#
# 课文拿有纸尿裤的小票跟**所有**其他小票比。
# 有宝宝的家庭也许自己就有变化，所以只跟同样这些家庭（`baby`为True）**没有**纸尿裤的小票比。
# 这个对照里，带刮胡刀的小票的比例变了多少（`control`）？
# 用双重差分来算，挪货架的效果`effect`又是多少？
# 写零到一之间的比例，不写百分点，也不要四舍五入：换对照，动的只是第四位小数。

# %% exercise="06b.5" part="given"
orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
sold = crm.load("order_lines").query("quantity > 0").merge(orders, on="order_id")
parents = set(sold.loc[sold["product_id"].isin(["P045", "P046", "P047"]), "customer_id"])
receipts = sold.groupby("order_id").agg(day=("ordered_on", "first"), customer=("customer_id", "first"))
receipts["after"] = receipts["day"] >= "2025-03-01"
receipts["baby"] = receipts["customer"].isin(parents)
receipts["nappies"] = receipts.index.isin(sold.loc[sold["product_id"] == "P045", "order_id"])
receipts["razor"] = receipts.index.isin(sold.loc[sold["product_id"] == "P043", "order_id"])
receipts.drop(columns="customer").head(3)

# %% lang="en" exercise="06b.5" part="stub"
control = ____  # after less before, same families without nappies
effect = ____  # a difference of differences

# %% lang="zh" exercise="06b.5" part="stub"
control = ____  # 之后减之前，同样这些家庭没有纸尿裤的小票
effect = ____  # 两个变化之差

# %% exercise="06b.5" part="solution"
share = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()
control = share[False, True] - share[False, False]
effect = (share[True, True] - share[True, False]) - control

# %% exercise="06b.5" part="also_right"
home = receipts.query("baby")
change = {}
for held, part in home.groupby("nappies"):
    change[held] = part.loc[part["after"], "razor"].mean() - part.loc[~part["after"], "razor"].mean()
control, effect = change[False], change[True] - change[False]

# %% exercise="06b.5" part="wrong" en="There are families without a baby in your comparison: it is all other receipts, as in the lesson, or only theirs. Keep only the families with a baby." zh="你的对照里有没宝宝的家庭：要么是课文里的全部其他小票，要么只是他们的。只留有宝宝的家庭。"
share = receipts.groupby(["nappies", "after"])["razor"].mean()
control = share[False, True] - share[False, False]
effect = (share[True, True] - share[True, False]) - control

# %% exercise="06b.5" part="wrong" en="The comparison is right. Your effect is the change with nappies alone: take the comparison off." zh="对照算对了。effect只是有纸尿裤那边的变化：还要减去对照的变化。"
share = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()
control = share[False, True] - share[False, False]
effect = share[True, True] - share[True, False]

# %% exercise="06b.5" part="wrong" en="The comparison is right. For the effect you compared with and without nappies after the move only; they differed before as well: take that difference off." zh="对照算对了。effect只比了挪货架之后有和没有纸尿裤的差别；之前本来就有差别，要减掉。"
share = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()
control = share[False, True] - share[False, False]
effect = share[True, True] - share[False, True]

# %% exercise="06b.5" part="wrong" en="You counted receipts. Before and after are not equally long: compare shares of receipts." zh="你数的是张数。前后两段不一样长，要比小票中的比例。"
number = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].sum()
control = number[False, True] - number[False, False]
effect = (number[True, True] - number[True, False]) - control

# %% exercise="06b.5" part="wrong" en="You added the two changes. The change of the comparison is taken off." zh="你把两个变化加起来了。对照组的变化要减掉。"
share = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()
control = share[False, True] - share[False, False]
effect = (share[True, True] - share[True, False]) + control

# %% exercise="06b.5" part="wrong" en="You took all receipts of the families for the comparison, those with nappies too. Compare with those without." zh="你的对照用了这些家庭的全部小票，连有纸尿裤的也算进去了。只用没有纸尿裤的。"
share = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()
home = receipts[receipts["baby"]].groupby("after")["razor"].mean()
control = home[True] - home[False]
effect = (share[True, True] - share[True, False]) - control

# %% exercise="06b.5" part="wrong" en="Both have the wrong sign: after less before, and with nappies less without." zh="两个都反了正负号：之后减之前，有纸尿裤的减没有的。"
share = receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()
control = share[False, False] - share[False, True]
effect = (share[True, False] - share[True, True]) - control

# %% [markdown] lang="en" exercise="06b.5" part="hint"
# Four shares: with and without nappies, before and after, all among the families with a baby.

# %% [markdown] lang="zh" exercise="06b.5" part="hint"
# 要四个比例：有、没有纸尿裤，之前、之后，都只看有宝宝的家庭。

# %% [markdown] lang="en" exercise="06b.5" part="hint"
# `receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()` gives all four.

# %% [markdown] lang="zh" exercise="06b.5" part="hint"
# `receipts[receipts["baby"]].groupby(["nappies", "after"])["razor"].mean()`一次算出四个。

# %% [markdown] lang="en" exercise="06b.5" part="analysis"
# The effect is {{100 * effect:.1f}} percentage points, practically the lesson's: families had no fashion for razors of their own.
# Nor did their receipts without nappies lose razors: the change there is {{100 * control:.2f}} points.
# Two comparisons that agree are worth more than one with a smaller interval.
# What neither can rule out: something else that was changed beside the nappies on the same day.

# %% [markdown] lang="zh" exercise="06b.5" part="analysis"
# 效果是{{100 * effect:.1f}}个百分点，跟课文几乎一样：这些家庭并没有自己兴起买刮胡刀。
# 他们没有纸尿裤的小票上，刮胡刀也没见少：变化是{{100 * control:.2f}}个百分点。
# 两种对照结果一致，比单独一种、区间更窄，更有说服力。
# 两种都排除不了的是：同一天，纸尿裤旁边还动过别的东西。

# %% [markdown] lang="en" exercise="06b.6" part="task" kind="table"
# ## 6. How many factors?
#
# Whoever tries several settings must not choose on the half year that judges them.
# Choose on the spring: learn from what was bought before 1 April 2025, judge on April to June (`spring`).
# For each number of factors in `tries`, give the precision of the lists of five, items bought before included.
# The table has the columns `factors` and `precision`.

# %% [markdown] lang="zh" exercise="06b.6" part="task"
# ## 6. 要几个因子？
#
# 试了几种设定，就不能在评判用的那半年上挑。
# 在春季上挑：用2025年4月1日以前的购买来学，用第二季度（`spring`）来评。
# `tries`里每个因子数，给出五样推荐的查准率，从前买过的也可以推。
# 答案是一张表，有`factors`和`precision`两列。

# %% exercise="06b.6" part="given"
from crmlab import personalize

tries = (2, 4, 8, 16)
orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
lines = crm.load("order_lines").query("quantity > 0 and product_id != 'P048'")
sold = lines.merge(orders[["order_id", "customer_id", "ordered_on"]], on="order_id")
purchases = personalize.purchase_table(sold[sold["ordered_on"] < "2025-04-01"])
spring = sold[sold["ordered_on"].between("2025-04-01", "2025-06-30")]
back = purchases.index.isin(spring["customer_id"])
purchases.shape, int(back.sum())

# %% lang="en" exercise="06b.6" part="stub"
table = ____  # a table: factors, precision; judge only the customers in back

# %% lang="zh" exercise="06b.6" part="stub"
table = ____  # 一张表：factors、precision；只评back里的客户

# %% exercise="06b.6" part="solution"
import pandas as pd

rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(purchases, factors)[back], k=5)
    rows.append((factors, personalize.judge(five, spring)["precision"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="also_right"
import pandas as pd


def precision(factors):
    five = personalize.top(personalize.score_factors(purchases, factors).loc[back], 5)
    return personalize.hits(five, spring)["precision"].mean()


table = pd.DataFrame({"factors": tries, "precision": [precision(factors) for factors in tries]})

# %% exercise="06b.6" part="wrong" en="You left out what they had bought before. Here a list may hold the usual things too." zh="你把从前买过的去掉了。这里的推荐可以包括平时常买的。"
import pandas as pd

rows = []
for factors in tries:
    scores = personalize.score_factors(purchases, factors)
    five = personalize.top(scores[back], 5, leave_out=purchases[back])
    rows.append((factors, personalize.hits(five, spring)["precision"].mean()))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="You learnt from all purchases, the spring among them: the answer has leaked into the question." zh="你用全部购买来学，连春季也在里面：答案漏进题目里了。"
import pandas as pd

everything = personalize.purchase_table(sold[sold["ordered_on"] < "2025-07-01"])
come = everything.index.isin(spring["customer_id"])
rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(everything, factors)[come], 5)
    rows.append((factors, personalize.judge(five, spring)["precision"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="You judged on the half year from July on. That one is kept for the final judgement: use spring." zh="你是在7月以后的半年上评的。那半年要留到最后：用spring。"
import pandas as pd

after = sold[sold["ordered_on"] >= "2025-07-01"]
come = purchases.index.isin(after["customer_id"])
rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(purchases, factors)[come], 5)
    rows.append((factors, personalize.judge(five, after)["precision"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="You judged the spring's customers on the half year from July on. That half year is kept for the final judgement: use spring." zh="春季的客户，你是在7月以后的半年上评的。那半年要留到最后：用spring。"
import pandas as pd

after = sold[sold["ordered_on"] >= "2025-07-01"]
rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(purchases, factors)[back], 5)
    five = five[five["customer_id"].isin(after["customer_id"])]
    rows.append((factors, personalize.judge(five, after)["precision"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="That is MAP, which counts a hit at the top for more. Precision counts all places alike." zh="这是MAP，排在前面的命中更值钱。查准率不看名次。"
import pandas as pd

rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(purchases, factors)[back], 5)
    rows.append((factors, personalize.judge(five, spring)["map"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="That is the share of customers with a hit. Precision is the share of the five things that they bought." zh="这是至少命中一样的客户占多少。查准率是五样里买了的占多少。"
import pandas as pd

rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(purchases, factors)[back], 5)
    rows.append((factors, personalize.judge(five, spring)["found"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="That is the recall: the share of what they bought that was on the list. Precision is the share of the list that they bought." zh="这是查全率：买了的里面推荐到的占多少。查准率是推荐的里面买了的占多少。"
import pandas as pd

rows = []
for factors in tries:
    five = personalize.top(personalize.score_factors(purchases, factors)[back], 5)
    rows.append((factors, personalize.judge(five, spring)["recall"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% exercise="06b.6" part="wrong" en="Your lists are of ten. Take five: top(scores, k=5)." zh="你的推荐列了十样。只要五样：top(scores, k=5)。"
import pandas as pd

rows = []
for factors in tries:
    ten = personalize.top(personalize.score_factors(purchases, factors)[back], 10)
    rows.append((factors, personalize.judge(ten, spring)["precision"]))
table = pd.DataFrame(rows, columns=["factors", "precision"])

# %% [markdown] lang="en" exercise="06b.6" part="hint"
# One round of a loop: scores, lists of five for the customers in `back`, judgement on `spring`.

# %% [markdown] lang="zh" exercise="06b.6" part="hint"
# 循环一轮做三件事：算分，给`back`里的客户列五样，在`spring`上评。

# %% [markdown] lang="en" exercise="06b.6" part="hint"
# `personalize.judge(personalize.top(personalize.score_factors(purchases, 8)[back], 5), spring)["precision"]` is the row for eight.

# %% [markdown] lang="zh" exercise="06b.6" part="hint"
# `personalize.judge(personalize.top(personalize.score_factors(purchases, 8)[back], 5), spring)["precision"]`就是八个因子那一行。

# %% [markdown] lang="en" exercise="06b.6" part="analysis"
# The best of the four is {{table.loc[table["precision"].idxmax(), "factors"]:.0f}} factors, with {{table["precision"].max():.1%}}.
# Too few, and all customers look alike; too many, and the model learns by heart what each has bought.
# Neighbours differ little: do not fight over the third digit.

# %% [markdown] lang="zh" exercise="06b.6" part="analysis"
# 四个里最好的是{{table.loc[table["precision"].idxmax(), "factors"]:.0f}}个因子，查准率{{table["precision"].max():.1%}}。
# 因子太少，客户都一个样；太多，模型就把每个人买过什么死记下来。
# 相邻两个差别很小，不必为小数点后第三位较真。

# %% [markdown] lang="en" exercise="06b.7" part="task" kind="number"
# ## 7. Right on average
#
# This model of first purchases leaves out how popular an item is (`buyers`).
# On average its chances are right.
# Now choose, for each customer, the one item with the largest `chance` times `margin`.
# On these chosen rows: what is the mean chance (`predicted`), and what share was really bought (`actual`)?

# %% [markdown] lang="zh" exercise="06b.7" part="task"
# ## 7. 平均是对的
#
# 这个首次购买的模型，没有用商品有多热销（`buyers`）这一项。
# 平均起来，它的概率是对的。
# 现在给每位客户挑一样`chance`乘`margin`最大的商品。
# 在挑出来的这些行里：平均概率`predicted`是多少？实际买了的比例`actual`是多少？

# %% exercise="06b.7" part="given"
import numpy as np
from sklearn.linear_model import LogisticRegression

from crmlab import personalize

orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
lines = crm.load("order_lines").query("quantity > 0 and product_id != 'P048'")
sold = lines.merge(orders[["order_id", "customer_id", "ordered_on"]], on="order_id")
then = personalize.candidates(sold, "2025-10-01")
next_quarter = sold.loc[sold["ordered_on"] >= "2025-10-01", ["customer_id", "product_id"]]
bought = next_quarter.drop_duplicates().assign(bought=1)
then = then.merge(bought, on=["customer_id", "product_id"], how="left").fillna({"bought": 0})
x = np.column_stack([then["score"], np.log1p(then["days"]), np.log1p(then["visits"])])
then["chance"] = LogisticRegression(C=1e6).fit(x, then["bought"]).predict_proba(x)[:, 1]
products = crm.load("products").set_index("product_id")
then["margin"] = then["product_id"].map(products["unit_price"] - products["unit_cost"])
then[["chance", "bought"]].mean().round(4)

# %% lang="en" exercise="06b.7" part="stub"
predicted = ____  # mean chance of the chosen rows
actual = ____  # share of the chosen rows that were bought

# %% lang="zh" exercise="06b.7" part="stub"
predicted = ____  # 挑出的行的平均概率
actual = ____  # 挑出的行里实际买了的比例

# %% exercise="06b.7" part="solution"
worth = then["chance"] * then["margin"]
chosen = then.loc[worth.groupby(then["customer_id"]).idxmax()]
predicted, actual = chosen["chance"].mean(), chosen["bought"].mean()

# %% exercise="06b.7" part="also_right"
ranked = then.assign(worth=then["chance"] * then["margin"]).sort_values("worth", ascending=False)
first = ranked.drop_duplicates("customer_id")
predicted = first["chance"].sum() / len(first)
actual = (first["bought"] == 1).mean()

# %% exercise="06b.7" part="wrong" en="That is the average over all rows. Choose one item for each customer first." zh="这是全部行的平均。先给每位客户挑一样。"
predicted, actual = then["chance"].mean(), then["bought"].mean()

# %% exercise="06b.7" part="wrong" en="You chose the most likely item. Choose by chance times margin, as an offer does." zh="你挑的是最可能买的。要按概率乘毛利来挑，推荐就是这样挑的。"
chosen = then.loc[then.groupby("customer_id")["chance"].idxmax()]
predicted, actual = chosen["chance"].mean(), chosen["bought"].mean()

# %% exercise="06b.7" part="wrong" en="You chose the dearest margin, whatever the chance. Multiply the two." zh="你只挑了毛利最高的，没管概率。两个要相乘。"
chosen = then.loc[then.groupby("customer_id")["margin"].idxmax()]
predicted, actual = chosen["chance"].mean(), chosen["bought"].mean()

# %% exercise="06b.7" part="wrong" en="You gave yuan: the mean of chance times margin. The question is about the chance itself." zh="你给的是元：概率乘毛利的平均。题目问的是概率本身。"
worth = then["chance"] * then["margin"]
chosen = then.loc[worth.groupby(then["customer_id"]).idxmax()]
predicted, actual = (chosen["chance"] * chosen["margin"]).mean(), (chosen["bought"] * chosen["margin"]).mean()

# %% exercise="06b.7" part="wrong" en="These are sums over the chosen rows. Divide by their number." zh="这是挑出的行的合计。还要除以行数。"
worth = then["chance"] * then["margin"]
chosen = then.loc[worth.groupby(then["customer_id"]).idxmax()]
predicted, actual = chosen["chance"].sum(), chosen["bought"].sum()

# %% [markdown] lang="en" exercise="06b.7" part="hint"
# Add a column with chance times margin, and keep for each customer the row where it is largest.

# %% [markdown] lang="zh" exercise="06b.7" part="hint"
# 加一列概率乘毛利，每位客户只留这一列最大的那一行。

# %% [markdown] lang="en" exercise="06b.7" part="hint"
# `then.loc[worth.groupby(then["customer_id"]).idxmax()]` are the chosen rows; then two means.

# %% [markdown] lang="zh" exercise="06b.7" part="hint"
# `then.loc[worth.groupby(then["customer_id"]).idxmax()]`就是挑出来的行；再求两个平均。

# %% [markdown] lang="en" exercise="06b.7" part="analysis"
# Predicted {{predicted:.1%}}, actual {{actual:.1%}}: right on average, and far too high on the offers.
# The model does not know that few people buy milk powder; its margin is the largest, so of all errors the choice picks those.
# Check a model where you use it, not where you learnt it: by item, among the chosen.

# %% [markdown] lang="zh" exercise="06b.7" part="analysis"
# 预测{{predicted:.1%}}，实际{{actual:.1%}}：平均是对的，挑出来的却高估了很多。
# 模型不知道买奶粉的人很少；奶粉毛利最高，于是这一挑，正好把这些错挑了出来。
# 在哪里用，就在哪里查：按商品查，在挑出来的里面查。

# %% [markdown] lang="en" exercise="06b.8" part="task" kind="fix"
# ## 8. Whom may we text?
#
# The cell below counts the customers who may get an advertising text message today, by their latest statement.
# It runs, and the number is wrong: some who said yes are missing.
# (`consents` is in order of time; a customer may have taken a yes back, and said yes again later. All dates in `withdrawn_on` lie in the past: a date means taken back.)
# Mend it.

# %% [markdown] lang="zh" exercise="06b.8" part="task"
# ## 8. 短信能发给谁？
#
# 下面这一格数的是：按最后一次表态，今天可以收营销短信的客户有多少。
# 它能运行，可是数不对：有些同意过的人漏掉了。
# （`consents`按时间排好；客户可能先同意、后收回，再后来又同意。`withdrawn_on`里的日期都已经过去，有日期就是收回了。）
# 改一改。

# %% exercise="06b.8" part="given"
consents = crm.load("consents").query("purpose == 'marketing' and channel == 'sms'")
consents = consents.sort_values("stated_on", kind="stable")
len(consents), consents["customer_id"].nunique()

# %% exercise="06b.8" part="stub"
reachable = len(
    consents.groupby("customer_id", as_index=False).last().query("granted == 1 and withdrawn_on.isna()")
)

# %% exercise="06b.8" part="solution"
reachable = len(
    consents.drop_duplicates("customer_id", keep="last").query("granted == 1 and withdrawn_on.isna()")
)

# %% exercise="06b.8" part="also_right"
latest = consents.groupby("customer_id").tail(1)
reachable = ((latest["granted"] == 1) & latest["withdrawn_on"].isna()).sum()

# %% exercise="06b.8" part="wrong" en="You counted everybody who ever said yes. A later no, or a yes taken back, ends it." zh="你数的是曾经同意过的人。后来说了不，或者收回了，就不算。"
reachable = consents.loc[consents["granted"] == 1, "customer_id"].nunique()

# %% exercise="06b.8" part="wrong" en="You no longer look at what was taken back. A yes that was withdrawn is no yes." zh="你不看收回了没有。收回的同意不算同意。"
latest = consents.drop_duplicates("customer_id", keep="last")
reachable = int((latest["granted"] == 1).sum())

# %% exercise="06b.8" part="wrong" en="You took the first statement of each customer. The latest one counts." zh="你取的是每位客户第一次表态。要看最后一次。"
latest = consents.drop_duplicates("customer_id", keep="first")
reachable = len(latest[(latest["granted"] == 1) & latest["withdrawn_on"].isna()])

# %% exercise="06b.8" part="wrong" en="You counted customers with any yes that was not taken back. Some of them said no later: the latest statement counts." zh="你数的是“曾同意、且那条没收回”的客户。其中有人后来又说了不：要看最后一次表态。"
valid = consents[(consents["granted"] == 1) & consents["withdrawn_on"].isna()]
reachable = valid["customer_id"].nunique()

# %% exercise="06b.8" part="wrong" en="You counted statements. A customer with two valid ones is still one customer, and an older yes does not outlive a later no." zh="你数的是表态条数。一位客户有两条也还是一位；旧的同意也管不过后来的不同意。"
reachable = len(consents[(consents["granted"] == 1) & consents["withdrawn_on"].isna()])

# %% [markdown] lang="en" exercise="06b.8" part="hint"
# What does `groupby(...).last()` take where the last row of a customer is empty?

# %% [markdown] lang="zh" exercise="06b.8" part="hint"
# 一位客户最后一行的某一列是空的，`groupby(...).last()`会取什么？

# %% [markdown] lang="en" exercise="06b.8" part="hint"
# It takes the last value that is *not missing*, column by column. `drop_duplicates("customer_id", keep="last")` takes whole rows.

# %% [markdown] lang="zh" exercise="06b.8" part="hint"
# 它逐列取最后一个**不为空**的值。`drop_duplicates("customer_id", keep="last")`取的才是整行。

# %% [markdown] lang="en" exercise="06b.8" part="analysis"
# {{reachable:,}} customers: `last()` takes the last value that is not missing, column by column, and so glued an old withdrawal to a new yes.
# Here the error was on the safe side; with `granted` missing in a row it would have been on the other.
# A text to somebody who said no is not a rounding error: test the gate with a customer of each kind.

# %% [markdown] lang="zh" exercise="06b.8" part="analysis"
# {{reachable:,}}位客户：`last()`逐列取最后一个不为空的值，就把一次旧的收回，粘到了新的同意上。
# 这次错在保守的一边；要是哪一行的`granted`缺了，就会错到另一边去。
# 给说过不的人发短信，可不是四舍五入的小误差：每种情况各拿一位客户来试试这道关。

# %% [markdown] lang="en" exercise="06b.9" part="task" kind="order"
# ## 9. From receipts to an offer
#
# Put the steps in order: a list of letters, first step first.
#
# - **a** Compare what the two halves bought.
# - **b** Turn the scores of the lists that won into chances, and see whether these keep their word.
# - **c** Count the purchases of each customer before a certain day.
# - **d** Send the offers to a half drawn by lot.
# - **e** Judge the lists on the purchases after that day, beside simple rivals.
# - **f** Score the items for each customer, and make lists.
# - **g** Multiply chances by margin and uplift, take off the cost, and choose for those who agreed.

# %% [markdown] lang="zh" exercise="06b.9" part="task"
# ## 9. 从小票到推荐
#
# 把步骤排好顺序：一个字母列表，第一步在最前。
#
# - **a** 比较两半客户各买了什么。
# - **b** 把评出来最好的那种分数变成概率，看它说话算不算数。
# - **c** 数出每位客户在某一天以前的购买。
# - **d** 抽签给一半人发推荐。
# - **e** 拿那一天以后的购买来评推荐，跟简单的办法比。
# - **f** 给每位客户的各种商品打分，列出推荐。
# - **g** 概率乘毛利和增益，减去成本，在同意过的人里挑。

# %% lang="en" exercise="06b.9" part="stub"
steps = ____  # such as ["a", "b", "c", "d", "e", "f", "g"]

# %% lang="zh" exercise="06b.9" part="stub"
steps = ____  # 例如["a", "b", "c", "d", "e", "f", "g"]

# %% exercise="06b.9" part="solution"
steps = ["c", "f", "e", "b", "g", "d", "a"]

# %% exercise="06b.9" part="wrong" en="You score before you have counted any purchases." zh="还没数购买，就开始打分了。"
steps = ["f", "c", "e", "b", "g", "d", "a"]

# %% exercise="06b.9" part="wrong" en="You make offers of scores. A score times a margin is no money: first turn scores into chances." zh="你拿分数直接算价值。分数乘毛利不是钱：先把分数变成概率。"
steps = ["c", "f", "e", "g", "b", "d", "a"]

# %% exercise="06b.9" part="wrong" en="You turn scores into chances before the judgement has said which lists won: judge first." zh="还没评出哪种分数最好，就拿去变成概率了：先评。"
steps = ["c", "f", "b", "e", "g", "d", "a"]

# %% exercise="06b.9" part="wrong" en="You choose the offers before the lists were judged: judge them on later purchases first." zh="推荐还没评过，就挑好要发的了：先用后来的购买评一评。"
steps = ["c", "f", "b", "g", "e", "d", "a"]

# %% exercise="06b.9" part="wrong" en="Judging the past cannot wait until after the sending: it costs nothing and may show that the lists are worthless." zh="用过去评判，不能等发完再做：它不花钱，却可能看出推荐根本不行。"
steps = ["c", "f", "b", "g", "d", "a", "e"]

# %% exercise="06b.9" part="wrong" en="You compare the halves before anything was sent." zh="还没发，就比较两半了。"
steps = ["c", "f", "e", "b", "g", "a", "d"]

# %% [markdown] lang="en" exercise="06b.9" part="hint"
# Which step needs the result of none of the others?
# And which one can only come after the sending?

# %% [markdown] lang="zh" exercise="06b.9" part="hint"
# 哪一步不需要别的任何一步？
# 哪一步只能在发出之后？

# %% [markdown] lang="en" exercise="06b.9" part="hint"
# Begin with c, f, e; end with d, a.

# %% [markdown] lang="zh" exercise="06b.9" part="hint"
# 从c、f、e开始，最后是d、a。

# %% [markdown] lang="en" exercise="06b.9" part="analysis"
# Purchases, scores, judgement, chances, offers, experiment, comparison.
# The judgement on the past says whether the list is any good; only the experiment says whether sending it changes anything.

# %% [markdown] lang="zh" exercise="06b.9" part="analysis"
# 购买、打分、评判、概率、推荐、实验、比较。
# 用过去评判，只说明推荐得准不准；发出去有没有用，只有实验说得清。

# %% [markdown] lang="en" exercise="06b.10" part="task" kind="memo"
# ## 10. Decision memo
#
# The owner, proud of his razors, wants to rebuild the whole shop by the list of lifts: "A third more razors!"
# You may write half a page: what did the move of the razors bring, what should be moved next, and why not the rest?
#
# First two numbers for it.
# How many razors a *year* does the move add (`extra_year`; `move.extra` is for ten months), and what margin does that bring in the first year after the work of moving (`gain_year`, {{hours}} hours at {{wage}} yuan)?
# Then the text, at least forty words in triple quotation marks, with your numbers in it; mark it by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="06b.10" part="task"
# ## 10. 决策备忘
#
# 老板挪了刮胡刀，很得意：“多卖了三分之一！”他想照着提升度的榜单把全店重摆一遍。
# 你只能写半页纸：挪刮胡刀带来了什么？接下来挪什么？为什么别的不挪？
#
# 先算两个数。
# 挪货架**一年**多卖几把刮胡刀（`extra_year`；`move.extra`是十个月的）？头一年扣掉挪货架的工钱（{{hours}}小时，每小时{{wage}}元），毛利多多少元（`gain_year`）？
# 再用三引号写一段话，至少六十个字（数字和标点不算），把算出的数写进去，按评分标准打分：先给自己打，然后跟同学交换。

# %% lang="en" exercise="06b.10" part="stub"
extra_year = ____  # razors a year
gain_year = ____  # yuan, first year, after the work
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="06b.10" part="stub"
extra_year = ____  # 一年多卖几把
gain_year = ____  # 头一年多赚多少元（扣掉工钱）
memo = ____  # 你的正文，用三引号括起来

# %% exercise="06b.10" part="given"
from crmlab import personalize

hours, wage = 4, 30
orders = crm.load("orders").query("ordered_on >= '2024-01-01' and amount > 0")
lines = crm.load("order_lines").query("quantity > 0 and product_id != 'P048'")
sold = lines.merge(orders[["order_id", "customer_id", "ordered_on"]], on="order_id")
product = crm.load("products").set_index("product_id")
move = personalize.shelf_move(sold, "P043", "P045", "2025-03-01")
within = personalize.lift_within(sold, "customer_id", min_count=15)
firm = within[personalize.holm(within["p_value"]) < 0.05]
round(move.effect, 3), round(move.low, 3), round(move.high, 3), len(within), len(firm)

# %% lang="en" exercise="06b.10" part="solution"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra / 10 * 12
gain_year = extra_year * unit - hours * wage
listed = int((within["lift"] >= 2).sum()) - 1
wipes = within.query("item_a == 'P045' and item_b == 'P046'").iloc[0]
memo = (
    f"Leave the razors where they hang. On receipts with nappies the move added {100 * move.effect:.1f} "
    f"percentage points (interval {100 * move.low:.1f} to {100 * move.high:.1f}), receipts without nappies "
    f"taken as the comparison: about {extra_year:.0f} razors a year and, after the work, {gain_year:.0f} yuan "
    "of margin in the first. The owner's third counts razors that went home without nappies too. "
    f"Don't rebuild by the list: the other {listed} pairs with a lift of two or more would cost "
    f"{listed * hours * wage} yuan of work, and nothing says that they would sell more. "
    f"Of {len(within)} pairs only {len(firm)} is left when each customer is compared with herself. "
    f"Nappies and wipes have a lift of {wipes['lift']:.1f} over all receipts and {wipes['lift_within']:.1f} "
    "within customers: families with a baby buy both, and no shelf makes them. "
    "If you want to try a move, choose one, write down the day, and count receipts with and without, before "
    "and after. All this assumes that nothing else changed beside the nappies in March and that the winter "
    f"is like the other months; if every second razor would have been sold anyway, it is "
    f"{extra_year * unit / 2 - hours * wage:.0f} yuan."
)
print(memo)

# %% lang="zh" exercise="06b.10" part="solution"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra / 10 * 12
gain_year = extra_year * unit - hours * wage
listed = int((within["lift"] >= 2).sum()) - 1
wipes = within.query("item_a == 'P045' and item_b == 'P046'").iloc[0]
memo = (
    f"刮胡刀就挂在那儿。有纸尿裤的小票里，带刮胡刀的比例多了{100 * move.effect:.1f}"
    f"个百分点（区间{100 * move.low:.1f}到{100 * move.high:.1f}），"
    f"没有纸尿裤的小票作对照：一年约多卖{extra_year:.0f}把，头一年扣掉工钱多赚{gain_year:.0f}元。"
    "老板说的三分之一，把没跟纸尿裤一起买的刮胡刀也算进去了。"
    f"别照着榜单重摆：提升度二以上的另外{listed}对，要花{listed * hours * wage}元工钱，却看不出会多卖。"
    f"{len(within)}个组合，跟每位客户自己比，只剩{len(firm)}个。"
    f"纸尿裤和湿巾，全部小票的提升度是{wipes['lift']:.1f}，同一客户内只有{wipes['lift_within']:.1f}"
    "：有宝宝的家庭本来两样都买，跟货架没关系。"
    "真想再挪，就只挪一样，记下日子，前后都数一数有的和没有的小票。"
    "以上假设3月里纸尿裤旁边没有动过别的东西，冬天跟别的月份也差不多；"
    f"要是每两把里有一把本来也会卖掉，就只有{extra_year * unit / 2 - hours * wage:.0f}元。"
)
print(memo)

# %% exercise="06b.10" part="wrong" en="`move.extra` is for the ten months since the move. A year has twelve." zh="`move.extra`是挪货架以后十个月的。一年有十二个月。"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra
gain_year = extra_year * unit - hours * wage
memo = ""

# %% exercise="06b.10" part="wrong" en="These are all razors that the owner counts, before and after. The shop has grown too: take what the comparison leaves, `move.extra`." zh="这是老板数的全部刮胡刀，前后一减。店里生意也在长：要用对照之后剩下的，`move.extra`。"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
razors = sold[sold["product_id"] == "P043"]
after = (razors["ordered_on"] >= "2025-03-01").sum()
extra_year = (after / 10 - (len(razors) - after) / 14) * 12
gain_year = extra_year * unit - hours * wage
memo = ""

# %% exercise="06b.10" part="wrong" en="You took sales for margin. Take off what the razor costs the shop: unit_price less unit_cost." zh="你用的是售价，不是毛利。要减去进价：unit_price减unit_cost。"
extra_year = move.extra / 10 * 12
gain_year = extra_year * product.loc["P043", "unit_price"] - hours * wage
memo = ""

# %% exercise="06b.10" part="wrong" en="The razors are right. In the money the work of moving is missing: hours times wage goes off, once." zh="把数对了。金额里忘了挪货架的工钱：要减一次小时数乘工价。"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra / 10 * 12
gain_year = extra_year * unit
memo = ""

# %% exercise="06b.10" part="wrong" en="Your text does not use what you found. An owner decides about money: say how many razors, how much margin, how many pairs are left." zh="你算出来的数，正文里一个也没有。老板要决定的是钱：写明多卖几把、多赚多少、还剩几对。"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra / 10 * 12
gain_year = extra_year * unit - hours * wage
memo = """The move of the razors was a success and should be kept, because the share of receipts with both has risen clearly. The rest of the shop should stay as it is, since most of the links come from families and not from the shelf, and it would be a lot of work for nothing. 挪刮胡刀是成功的，应该保留，因为两样一起买的小票明显多了。店里别的地方先不要动，大多数联系来自家庭，不是来自货架，重摆一遍白费力气。以后想挪，也要一样一样来，记下日子再比较。"""

# %% exercise="06b.10" part="wrong" en="The third is the owner's: all razors, without a comparison. And a list of lifts says who buys, not what to move: how many pairs are left within customers?" zh="三分之一是老板的数：全部刮胡刀，没有对照。提升度的榜单说的是谁在买，不是该挪什么：同一客户内还剩几对？"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra / 10 * 12
gain_year = extra_year * unit - hours * wage
memo = """We sold 33% more razors since they hang beside the nappies, so the method works. We should take the list of lifts and rebuild the whole shop by it, pair after pair, beginning with the wipes and the cereal beside the nappies, because their lift is very high and they will surely sell more as well. 刮胡刀挂到纸尿裤旁边以后多卖了33%，可见这个办法管用。应该照着提升度的榜单，把全店都重新摆一遍，先把湿巾和米粉摆到纸尿裤旁边，它们的提升度很高，一定也会多卖不少。"""

# %% exercise="06b.10" part="wrong" en="Too short for a decision: what it brought, what next, why not the rest, what could be wrong." zh="太短了，定不了事：带来了什么、接下来挪什么、为什么别的不挪、哪里可能错。"
unit = product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]
extra_year = move.extra / 10 * 12
gain_year = extra_year * unit - hours * wage
memo = "Keep it, 22 razors more. 留着，多卖22把。"

# %% exercise="06b.10" part="wrong" en="You multiplied the razors of ten months by twelve. Divide by ten first: that is a month." zh="你把十个月的把数直接乘了十二。先除以十，才是一个月的。"
extra_year = move.extra * 12
gain_year = extra_year * (product.loc["P043", "unit_price"] - product.loc["P043", "unit_cost"]) - hours * wage
memo = ""

# %% [markdown] lang="en" exercise="06b.10" part="hint"
# Four sentences: what the move brought, with its interval; what that is in yuan; how many pairs are left within customers; what you would try next, and how you would read it.

# %% [markdown] lang="zh" exercise="06b.10" part="hint"
# 四句话：挪货架带来了什么，区间多宽；合多少元；同一客户内还剩几对；接下来试什么、怎么看结果。

# %% [markdown] lang="en" exercise="06b.10" part="hint"
# `extra_year = move.extra / 10 * 12`; `gain_year` is that times the margin (`unit_price` less `unit_cost`), less `hours * wage`. For the text: `move.effect`, `move.low`, `move.high`, `firm`.

# %% [markdown] lang="zh" exercise="06b.10" part="hint"
# `extra_year = move.extra / 10 * 12`；`gain_year`是它乘毛利（`unit_price`减`unit_cost`），再减`hours * wage`。正文要用的在`move.effect`、`move.low`、`move.high`、`firm`里。

# %% [markdown] lang="en" exercise="06b.10" part="rubric"
# - **Decision** (2): keeps the razors, and says what else is or is not moved; one point for one of the two.
# - **Money** (2): razors and margin in a stated time, after the work, and what the owner's rebuilding would cost; one point for one of the two.
# - **Evidence** (2): before and after *with a comparison*, and the interval; one point for one of the two.
# - **Confounding** (2): says why a high lift is no reason to move, with an example and its number; one point without the number.
# - **Assumption** (1): names what else could have changed, or what happens if the margin falls.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="06b.10" part="rubric"
# - **决定**（2）：刮胡刀留着，并说明别的挪不挪；只写其中一样得1分。
# - **金额**（2）：写明多长时间多卖几把、扣掉工钱多赚多少，以及照老板的办法重摆要花多少；只写其中一样得1分。
# - **依据**（2）：前后对比**带对照**，并给出区间；只写其中一样得1分。
# - **混杂**（2）：说明提升度高为什么不等于该挪，举一例并带数字；没有数字得1分。
# - **前提**（1）：点明还可能有什么变化，或毛利下降会怎样。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="06b.10" part="analysis"
# The model memo keeps one shelf and refuses the rest, for {{gain_year:.0f}} yuan in the first year.
# A good memo may propose another move, as long as it is one at a time, with a day and a comparison.

# %% [markdown] lang="zh" exercise="06b.10" part="analysis"
# 参考备忘只留一处货架，其余不动，头一年多赚{{gain_year:.0f}}元。
# 好的备忘也可以提议再挪一处，只要一次一处，写明日子，留好对照。
