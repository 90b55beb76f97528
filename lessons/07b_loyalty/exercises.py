# ---
# id: "07b"
# title: {en: "Loyal, or only used to us? Loyalty", zh: "是忠诚，还是习惯？客户忠诚"}
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

# %% [markdown] lang="en" exercise="07b.1" part="task" kind="number"
# ## 1. One market's score
#
# Work out the Net Promoter Score of the customers who live where there are several rivals, and its standard error.
# Both in points, not as shares: a hundred times the difference of the shares.

# %% [markdown] lang="zh" exercise="07b.1" part="task"
# ## 1. 一个市场的净推荐值
#
# 算出住在“好几家对手”城区的客户的净推荐值和它的标准误。
# 两个数都以分为单位，不写比例：比例之差乘以一百。

# %% exercise="07b.1" part="given"
answers = crm.load("survey_loyalty").merge(crm.load("survey_invitations"), on="customer_id")
recommend = answers.loc[answers["competition"] == 2, "recommend"]
len(recommend)

# %% lang="en" exercise="07b.1" part="stub"
score = ____  # points
standard_error = ____  # points

# %% lang="zh" exercise="07b.1" part="stub"
score = ____  # 分
standard_error = ____  # 分

# %% exercise="07b.1" part="solution"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score = 100 * (p - d)
standard_error = 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="also_right"
from crmlab import retain

found = retain.net_promoter(recommend)
score, standard_error = found.score, found.standard_error

# %% exercise="07b.1" part="also_right"
marks = 1 * (recommend >= 9) - 1 * (recommend <= 6)
score, standard_error = 100 * marks.mean(), 100 * marks.sem()

# %% exercise="07b.1" part="wrong" en="Your promoters begin at 8. An eight is a passive: promoters tick 9 or 10." zh="你把8分也算成了推荐者。8分是中立者：推荐者打9分、10分。"
p, d = (recommend >= 8).mean(), (recommend <= 6).mean()
score, standard_error = 100 * (p - d), 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="You left out the sixes: detractors are 0 to 6, six included." zh="你漏了打6分的人：贬损者是0到6分，6分也算。"
p, d = (recommend >= 9).mean(), (recommend < 6).mean()
score, standard_error = 100 * (p - d), 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="You dropped the passives from the number of answers. They count nothing above the line, but they are counted below it." zh="你把中立者从总人数里去掉了。他们在分子上记零，在分母里照样要数。"
n = (recommend >= 9).sum() + (recommend <= 6).sum()
p, d = (recommend >= 9).sum() / n, (recommend <= 6).sum() / n
score, standard_error = 100 * (p - d), 100 * ((p + d - (p - d) ** 2) / n) ** 0.5

# %% exercise="07b.1" part="wrong" en="Right, but as shares. Give points: times 100." zh="算对了，但这是比例。要的是分：乘以100。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = p - d, ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The error is right. The score is a share: give points, times 100." zh="误差对了。分数你给的是比例，要的是分：乘以100。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = p - d, 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The score is right. Its error is a share: give points, times 100." zh="分数对了。误差你给的是比例，要的是分：乘以100。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = 100 * (p - d), ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="Two things. Give points, not shares: times 100. And the error treats promoters and detractors as two separate surveys: they come from one." zh="有两处。要的是分，不是比例：乘以100。误差又把推荐者和贬损者当成了两次独立的调查：其实是同一次。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = p - d, (p * (1 - p) / len(recommend) + d * (1 - d) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The score is right. The error treats promoters and detractors as two separate surveys: they come from one, and more of the ones means fewer of the others." zh="分数对了。误差却把推荐者和贬损者当成了两次独立的调查：其实是同一次，一边多了另一边就少。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score = 100 * (p - d)
standard_error = 100 * (p * (1 - p) / len(recommend) + d * (1 - d) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The score is right. What you give for its error is the spread of single answers: divide by the root of their number." zh="分数对了。你给的误差是单个答案的离散程度：还要除以人数的平方根。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = 100 * (p - d), 100 * (p + d - (p - d) ** 2) ** 0.5

# %% exercise="07b.1" part="wrong" en="The score is right. You gave the half-width of the interval, 1.96 standard errors; give one." zh="分数对了。你给的是区间的半宽，也就是1.96个标准误；这里只要一个。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = 100 * (p - d), 196 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="That is the mean of the answers and its error. The Net Promoter Score counts promoters and detractors." zh="这是答案的平均分和它的误差。净推荐值数的是推荐者和贬损者。"
score, standard_error = recommend.mean(), recommend.sem()

# %% exercise="07b.1" part="wrong" en="The error is right. In the score your promoters begin at 8: an eight is a passive." zh="误差对了。分数里你把8分也算成了推荐者：8分是中立者。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score = 100 * ((recommend >= 8).mean() - d)
standard_error = 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The error is right. In the score you left out the sixes: detractors are 0 to 6, six included." zh="误差对了。分数里你漏了打6分的人：贬损者是0到6分，6分也算。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score = 100 * (p - (recommend < 6).mean())
standard_error = 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The error is right. For the score you gave the share of promoters: take the detractors off." zh="误差对了。分数你给的是推荐者的比例：还要减去贬损者。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score = 100 * p
standard_error = 100 * ((p + d - (p - d) ** 2) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="You counted the promoters only, and their error. Take the detractors off; the error is that of the difference." zh="你只算了推荐者和它的误差。要减去贬损者，误差是这个差的误差。"
p = (recommend >= 9).mean()
score, standard_error = 100 * p, 100 * (p * (1 - p) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The score is right. In its error (p - d) ** 2 has not been taken off: without it this is no variance." zh="分数对了。误差里忘了减去p与d之差的平方：不减就不是方差。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = 100 * (p - d), 100 * ((p + d) / len(recommend)) ** 0.5

# %% exercise="07b.1" part="wrong" en="That is everybody's score. Take the customers with several rivals only: competition is 2, and recommend holds them." zh="这是全体客户的分数。只要有好几家对手的城区：competition等于2，recommend里就是他们。"
everybody = answers["recommend"]
p, d = (everybody >= 9).mean(), (everybody <= 6).mean()
score, standard_error = 100 * (p - d), 100 * ((p + d - (p - d) ** 2) / len(everybody)) ** 0.5

# %% exercise="07b.1" part="wrong" en="You took all who have a rival, one or several. Several is competition 2 alone." zh="你把有一家对手的也算进去了。好几家对手只是competition等于2。"
some = answers.loc[answers["competition"] >= 1, "recommend"]
p, d = (some >= 9).mean(), (some <= 6).mean()
score, standard_error = 100 * (p - d), 100 * ((p + d - (p - d) ** 2) / len(some)) ** 0.5

# %% exercise="07b.1" part="wrong" en="The score is right. Its error is divided by the root of the number of answers, not by the number." zh="分数对了。误差要除以人数的平方根，不是除以人数。"
p, d = (recommend >= 9).mean(), (recommend <= 6).mean()
score, standard_error = 100 * (p - d), 100 * (p + d - (p - d) ** 2) ** 0.5 / len(recommend)

# %% [markdown] lang="en" exercise="07b.1" part="hint"
# Two shares, p and d, of all who answered.
# The score is their difference; the formula of the error stands in the lesson.

# %% [markdown] lang="zh" exercise="07b.1" part="hint"
# 先算两个占全部作答者的比例p和d。
# 分数是两者之差；误差的公式在课文里。

# %% [markdown] lang="en" exercise="07b.1" part="hint"
# `p, d = (recommend >= 9).mean(), (recommend <= 6).mean()`; the number of answers is `len(recommend)`.

# %% [markdown] lang="zh" exercise="07b.1" part="hint"
# `p, d = (recommend >= 9).mean(), (recommend <= 6).mean()`；作答人数是`len(recommend)`。

# %% [markdown] lang="en" exercise="07b.1" part="analysis"
# {{score:.0f}} points, with a standard error of {{standard_error:.1f}}: the score of {{len(recommend)}} people is known to {{1.96 * standard_error:.0f}} points either way, no better.
# Cut a survey into markets, and each piece is too small to rank.

# %% [markdown] lang="zh" exercise="07b.1" part="analysis"
# {{score:.0f}}分，标准误{{standard_error:.1f}}分：{{len(recommend)}}个人的分数，上下能差{{1.96 * standard_error:.0f}}分。
# 一次调查切成几个市场，每一块都小得排不出名次。

# %% [markdown] lang="en" exercise="07b.2" part="task" kind="table"
# ## 2. The four corners
#
# Sort the respondents into the four types of loyalty.
# Liking is high from {{likes_from}} on, behaviour from {{comes_from}} visits on; who stands exactly on a cut is high.
# Here `liking` is the mean of three questions; the lesson's scale has four, so the counts differ from those there.
# Leave out those without `liking`.
# Give a table with the columns `loyalty_type` (`"true"`, `"latent"`, `"spurious"`, `"none"`) and `customers`.

# %% [markdown] lang="zh" exercise="07b.2" part="task"
# ## 2. 四个角
#
# 把作答者分成四种忠诚。
# `liking`（喜欢）{{likes_from}}分以上算高，`visits`（到店）{{comes_from}}天以上算高；恰好等于分界的也算高。
# 这里的`liking`是三道题的平均，课文的量表有四道题，所以人数跟课文不同。
# 没有`liking`的不算在内。
# 答案是一张表，有`loyalty_type`（取`"true"`真忠诚、`"latent"`潜在忠诚、`"spurious"`虚假忠诚、`"none"`不忠诚）和`customers`（人数）两列。

# %% exercise="07b.2" part="given"
import pandas as pd

from crmlab import retain

likes_from, comes_from = 5, 15
answers = crm.load("survey_loyalty")
answers["liking"] = (answers["att_first"] + answers["att_home"] + answers["att_speak"]) / 3
orders = crm.load("orders")
buying = retain.buying_behaviour(orders[orders["ordered_on"] < "2025-11-10"], as_of="2025-11-10")
people = answers[["customer_id", "liking"]].merge(buying, on="customer_id")
people.head(3)

# %% lang="en" exercise="07b.2" part="stub"
types = ____  # a table: loyalty_type, customers

# %% lang="zh" exercise="07b.2" part="stub"
types = ____  # 一张表：loyalty_type、customers

# %% exercise="07b.2" part="solution"
known = people.dropna(subset=["liking"])
typed = retain.loyalty_types(known, "liking", "visits", cuts=(likes_from, comes_from))
types = typed["loyalty_type"].value_counts().rename("customers").reset_index()

# %% exercise="07b.2" part="also_right"
known = people.dropna(subset=["liking"])
high, often = known["liking"] >= likes_from, known["visits"] >= comes_from
types = pd.DataFrame(
    {
        "loyalty_type": ["true", "latent", "spurious", "none"],
        "customers": [
            (high & often).sum(),
            (high & ~often).sum(),
            (~high & often).sum(),
            (~high & ~often).sum(),
        ],
    }
)

# %% exercise="07b.2" part="wrong" en="Those without an answer have slipped in as low: a comparison with a missing number is False. Leave them out first." zh="没答的人混进了“低”的一边：缺失值跟任何数比都是False。先把他们去掉。"
high, often = people["liking"] >= likes_from, people["visits"] >= comes_from
types = pd.DataFrame(
    {
        "loyalty_type": ["true", "latent", "spurious", "none"],
        "customers": [
            (high & often).sum(),
            (high & ~often).sum(),
            (~high & often).sum(),
            (~high & ~often).sum(),
        ],
    }
)

# %% exercise="07b.2" part="wrong" en="Latent and spurious are swapped. Latent loyalty likes without coming, spurious comes without liking." zh="潜在和虚假弄反了。潜在忠诚是喜欢却不来，虚假忠诚是常来却不喜欢。"
known = people.dropna(subset=["liking"])
high, often = known["liking"] >= likes_from, known["visits"] >= comes_from
types = pd.DataFrame(
    {
        "loyalty_type": ["true", "spurious", "latent", "none"],
        "customers": [
            (high & often).sum(),
            (high & ~often).sum(),
            (~high & often).sum(),
            (~high & ~often).sum(),
        ],
    }
)

# %% exercise="07b.2" part="wrong" en="Who stands exactly on a cut counts as high: >=, not >." zh="恰好等于分界的也算高：用>=，不用>。"
known = people.dropna(subset=["liking"])
high, often = known["liking"] > likes_from, known["visits"] > comes_from
types = pd.DataFrame(
    {
        "loyalty_type": ["true", "latent", "spurious", "none"],
        "customers": [
            (high & often).sum(),
            (high & ~often).sum(),
            (~high & often).sum(),
            (~high & ~often).sum(),
        ],
    }
)

# %% exercise="07b.2" part="wrong" en="You cut at the medians. The task names its cuts: pass cuts=(likes_from, comes_from)." zh="你按中位数切的。题目给了分界：传cuts=(likes_from, comes_from)。"
known = people.dropna(subset=["liking"])
typed = retain.loyalty_types(known, "liking", "visits")
types = typed["loyalty_type"].value_counts().rename("customers").reset_index()

# %% exercise="07b.2" part="wrong" en="These are the cuts of the lesson, 12 visits. Here they are likes_from and comes_from." zh="这是课文里的分界，12天。这里的分界是likes_from和comes_from。"
known = people.dropna(subset=["liking"])
typed = retain.loyalty_types(known, "liking", "visits", cuts=(5, 12))
types = typed["loyalty_type"].value_counts().rename("customers").reset_index()

# %% exercise="07b.2" part="wrong" en="You gave shares. The column customers holds how many they are." zh="你给的是比例。customers这一列要的是人数。"
known = people.dropna(subset=["liking"])
typed = retain.loyalty_types(known, "liking", "visits", cuts=(likes_from, comes_from))
types = typed["loyalty_type"].value_counts(normalize=True).rename("customers").reset_index()

# %% exercise="07b.2" part="wrong" en="You gave per cent. The column customers holds how many they are." zh="你给的是百分数。customers这一列要的是人数。"
known = people.dropna(subset=["liking"])
typed = retain.loyalty_types(known, "liking", "visits", cuts=(likes_from, comes_from))
types = (100 * typed["loyalty_type"].value_counts(normalize=True)).rename("customers").reset_index()

# %% exercise="07b.2" part="wrong" en="The cuts are swapped: the first is that of liking, the second that of visits." zh="两个分界写反了：先是喜欢的，后是到店的。"
known = people.dropna(subset=["liking"])
typed = retain.loyalty_types(known, "liking", "visits", cuts=(comes_from, likes_from))
types = typed["loyalty_type"].value_counts().rename("customers").reset_index()

# %% [markdown] lang="en" exercise="07b.2" part="hint"
# First drop those whose `liking` is missing.
# Then two questions of each customer: does she like, does she come?

# %% [markdown] lang="zh" exercise="07b.2" part="hint"
# 先去掉`liking`缺失的人。
# 再对每位客户问两句：喜欢吗？常来吗？

# %% [markdown] lang="en" exercise="07b.2" part="hint"
# `retain.loyalty_types(known, "liking", "visits", cuts=(likes_from, comes_from))` sorts; `value_counts()` counts.

# %% [markdown] lang="zh" exercise="07b.2" part="hint"
# `retain.loyalty_types(known, "liking", "visits", cuts=(likes_from, comes_from))`分类，`value_counts()`数人数。

# %% [markdown] lang="en" exercise="07b.2" part="analysis"
# {{types["customers"].sum()}} customers, all four types well filled.
# The cuts are a convention: move one and people change type without having changed, so report the cuts with the counts.

# %% [markdown] lang="zh" exercise="07b.2" part="analysis"
# 一共{{types["customers"].sum()}}位客户，四种都有不少。
# 分界是约定：挪一挪，人没变，类型就变了，所以报人数时要写明分界。

# %% [markdown] lang="en" exercise="07b.3" part="task" kind="order"
# ## 3. Four sentences, four stages
#
# Put these sentences in the order in which loyalty forms after Oliver (1999), the first stage first.
#
# - **a** "I like going there; the people are like neighbours."
# - **b** "It was raining, a new shop had opened next door with balloons, and I went to Hejia all the same."
# - **c** "Their rice is better for the money than the others'."
# - **d** "Next year too I am going to buy there."

# %% [markdown] lang="zh" exercise="07b.3" part="task"
# ## 3. 四句话，四个阶段
#
# 按Oliver（1999）的忠诚形成次序，把这几句话从最早的阶段排到最后。
#
# - **a** “我喜欢去那儿，店里的人像邻居一样。”
# - **b** “那天下雨，隔壁新店开张还挂着气球，我照样去了禾家。”
# - **c** “同样的价钱，他家的米比别家好。”
# - **d** “明年我还打算在他家买。”

# %% lang="en" exercise="07b.3" part="stub"
stages = ____  # such as ["a", "b", "c", "d"]

# %% lang="zh" exercise="07b.3" part="stub"
stages = ____  # 例如["a", "b", "c", "d"]

# %% exercise="07b.3" part="solution"
stages = ["c", "a", "d", "b"]

# %% exercise="07b.3" part="wrong" en="You begin with liking. In this order knowing comes first: she compares what she gets for her money." zh="你从喜欢开始。按这个次序，先是知道好：她在比同样的钱能买到什么。"
stages = ["a", "c", "d", "b"]

# %% exercise="07b.3" part="wrong" en="You begin with liking. In this order knowing comes first: she compares what she gets for her money." zh="你从喜欢开始。按这个次序，先是知道好：她在比同样的钱能买到什么。"
stages = ["a", "c", "b", "d"]

# %% exercise="07b.3" part="wrong" en="You begin with liking. In this order knowing comes first: she compares what she gets for her money." zh="你从喜欢开始。按这个次序，先是知道好：她在比同样的钱能买到什么。"
stages = ["a", "b", "c", "d"]

# %% exercise="07b.3" part="wrong" en="You begin with liking. In this order knowing comes first: she compares what she gets for her money." zh="你从喜欢开始。按这个次序，先是知道好：她在比同样的钱能买到什么。"
stages = ["a", "b", "d", "c"]

# %% exercise="07b.3" part="wrong" en="You begin with liking. In this order knowing comes first: she compares what she gets for her money." zh="你从喜欢开始。按这个次序，先是知道好：她在比同样的钱能买到什么。"
stages = ["a", "d", "b", "c"]

# %% exercise="07b.3" part="wrong" en="You begin with liking. In this order knowing comes first: she compares what she gets for her money." zh="你从喜欢开始。按这个次序，先是知道好：她在比同样的钱能买到什么。"
stages = ["a", "d", "c", "b"]

# %% exercise="07b.3" part="wrong" en="Meaning to and doing are swapped. A plan comes before the deed that overcomes an obstacle." zh="打算和做到弄反了。先有打算，才有克服阻碍的行动。"
stages = ["c", "a", "b", "d"]

# %% exercise="07b.3" part="wrong" en="You go from knowing straight to meaning to. Liking stands between: the affective before the conative stage." zh="你从知道好直接到了打算来。中间还有喜欢：情感阶段在意向阶段之前。"
stages = ["c", "d", "a", "b"]

# %% exercise="07b.3" part="wrong" en="The other way round: you began with the last stage, action." zh="方向反了：你从最后的行为阶段排起。"
stages = ["b", "d", "a", "c"]

# %% [markdown] lang="en" exercise="07b.3" part="hint"
# Know, like, mean to, do: which sentence is about which?

# %% [markdown] lang="zh" exercise="07b.3" part="hint"
# 知道好、喜欢、打算来、真的来：每句话说的是哪一样？

# %% [markdown] lang="en" exercise="07b.3" part="hint"
# A comparison of goods and prices is knowledge; an obstacle overcome is action.

# %% [markdown] lang="zh" exercise="07b.3" part="hint"
# 比货比价是“知道”；克服了阻碍的是“行为”。

# %% [markdown] lang="en" exercise="07b.3" part="analysis"
# Cognitive, affective, conative, action.
# The order is a theory. The lesson's ladder agrees with it and would agree with other orders too: to see which comes first, ask the same people twice.

# %% [markdown] lang="zh" exercise="07b.3" part="analysis"
# 认知、情感、意向、行为。
# 这个次序是一种理论。课文里的台阶跟它不矛盾，可换个次序也一样不矛盾：要看谁先谁后，得把同一批人问两次。

# %% [markdown] lang="en" exercise="07b.4" part="task" kind="table"
# ## 4. Where they went
#
# `moves` holds each customer's stage on two days.
# For each stage in which customers stood first, give the share that stood in decline on the second day.
# The table has the columns `before` and `share`.

# %% [markdown] lang="zh" exercise="07b.4" part="task"
# ## 4. 他们去了哪里
#
# `moves`里是每位客户在两个日子所处的阶段。
# 按前一个日子的阶段分，算出后一个日子处在退化期（decline）的比例。
# 答案是一张表，有`before`和`share`两列。

# %% exercise="07b.4" part="given"
import pandas as pd

from crmlab import differentiate, retain

orders = crm.load("orders")
first = differentiate.life_cycle(orders[orders["ordered_on"] < "2024-07-01"], as_of="2024-07-01")
second = differentiate.life_cycle(orders[orders["ordered_on"] < "2025-07-01"], as_of="2025-07-01")
moves = first[["customer_id", "stage"]].merge(
    second[["customer_id", "stage"]], on="customer_id", suffixes=("_before", "_after")
)
moves.head(3)

# %% lang="en" exercise="07b.4" part="stub"
declined = ____  # a table: before, share

# %% lang="zh" exercise="07b.4" part="stub"
declined = ____  # 一张表：before、share

# %% exercise="07b.4" part="solution"
is_down = moves["stage_after"] == "decline"
declined = is_down.groupby(moves["stage_before"]).mean().rename("share").rename_axis("before").reset_index()

# %% exercise="07b.4" part="also_right"
table = retain.stage_moves(moves["stage_before"], moves["stage_after"])
declined = table[table["after"] == "decline"].dropna(subset=["share"])[["before", "share"]]

# %% exercise="07b.4" part="also_right"
table = pd.crosstab(moves["stage_before"], moves["stage_after"], normalize="index")
declined = table["decline"].rename("share").rename_axis("before").reset_index()

# %% exercise="07b.4" part="wrong" en="You divided by those who ended in decline: where the declined came from. Divide by those who began in the stage." zh="你除以的是最后处在退化期的人，那是衰退的人从哪儿来。要除以一开始在那个阶段的人。"
table = pd.crosstab(moves["stage_before"], moves["stage_after"], normalize="columns")
declined = table["decline"].rename("share").rename_axis("before").reset_index()

# %% exercise="07b.4" part="wrong" en="You divided by all customers. Divide each row by the number who began in that stage." zh="你除以的是全部客户。每一行要除以一开始在那个阶段的人数。"
table = pd.crosstab(moves["stage_before"], moves["stage_after"], normalize="all")
declined = table["decline"].rename("share").rename_axis("before").reset_index()

# %% exercise="07b.4" part="wrong" en="These are numbers of customers. Divide by how many began in the stage." zh="这是人数。再除以一开始在那个阶段的人数。"
table = pd.crosstab(moves["stage_before"], moves["stage_after"])
declined = table["decline"].rename("share").rename_axis("before").reset_index()

# %% exercise="07b.4" part="wrong" en="Time runs backwards in your table: you grouped by the second day and asked who was in decline on the first." zh="你的表里时间倒流了：你按后一个日子分组，问的是前一个日子谁在衰退。"
was_down = moves["stage_before"] == "decline"
declined = was_down.groupby(moves["stage_after"]).mean().rename("share").rename_axis("before").reset_index()

# %% exercise="07b.4" part="wrong" en="These are per cent. Give shares between zero and one." zh="这是百分数。要的是0到1之间的比例。"
is_down = moves["stage_after"] == "decline"
declined = (
    (100 * is_down.groupby(moves["stage_before"]).mean()).rename("share").rename_axis("before").reset_index()
)

# %% exercise="07b.4" part="wrong" en="This is the share that did not decline. Take it from one." zh="这是没有衰退的比例。用一减去它。"
not_down = moves["stage_after"] != "decline"
declined = not_down.groupby(moves["stage_before"]).mean().rename("share").rename_axis("before").reset_index()

# %% [markdown] lang="en" exercise="07b.4" part="hint"
# A transition table is read by rows: of those who stood here, how many went there?

# %% [markdown] lang="zh" exercise="07b.4" part="hint"
# 转移表横着读：原来在这里的人，去了那里的有多少？

# %% [markdown] lang="en" exercise="07b.4" part="hint"
# Compare `stage_after` with `"decline"`, group by `stage_before`, and take the mean.

# %% [markdown] lang="zh" exercise="07b.4" part="hint"
# 拿`stage_after`跟`"decline"`比，按`stage_before`分组，取平均。

# %% [markdown] lang="en" exercise="07b.4" part="analysis"
# Of the settled {{declined.set_index("before").loc["stable", "share"]:.0%}} had declined a year later, of those just won {{declined.set_index("before").loc["acquire", "share"]:.0%}}.
# The stages are rules on silence and tenure, so part of the difference lies in the rules: who is called settled has already survived.

# %% [markdown] lang="zh" exercise="07b.4" part="analysis"
# 稳定期的客户一年后有{{declined.set_index("before").loc["stable", "share"]:.0%}}衰退，刚来的有{{declined.set_index("before").loc["acquire", "share"]:.0%}}。
# 阶段是按沉默时间和客龄定的规则，差别有一部分来自规则本身：能称为稳定的，已经是留下来的人。

# %% [markdown] lang="en" exercise="07b.5" part="task" kind="table"
# ## 5. A slope for each market
#
# By how many points does `recommend` rise for one point of `sat_overall`?
# Fit a straight line in each market.
# The table has the columns `competition` and `slope`.

# %% [markdown] lang="zh" exercise="07b.5" part="task"
# ## 5. 每个市场一条斜率
#
# `sat_overall`（总体满意）每多一分，`recommend`（推荐意愿）多几分？
# 每个市场各拟合一条直线。
# 答案是一张表，有`competition`（竞争程度）和`slope`（斜率）两列。

# %% exercise="07b.5" part="given"
import numpy as np
import pandas as pd

from crmlab import retain

people = crm.load("survey_loyalty").merge(crm.load("survey_satisfaction"), on="customer_id")
people = people.merge(crm.load("survey_invitations"), on="customer_id")
people = people[["customer_id", "competition", "sat_overall", "recommend"]].dropna()
people.head(3)

# %% lang="en" exercise="07b.5" part="stub"
slopes = ____  # a table: competition, slope

# %% lang="zh" exercise="07b.5" part="stub"
slopes = ____  # 一张表：competition、slope

# %% exercise="07b.5" part="solution"
fitted = {
    c: np.polyfit(rows["sat_overall"], rows["recommend"], 1)[0] for c, rows in people.groupby("competition")
}
slopes = pd.Series(fitted, name="slope").rename_axis("competition").reset_index()

# %% exercise="07b.5" part="also_right"
found = [
    (c, retain.find_zones(rows, "sat_overall", "recommend", zones=1).table["slope"][0])
    for c, rows in people.groupby("competition")
]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% exercise="07b.5" part="also_right"
found = [
    (c, rows["sat_overall"].cov(rows["recommend"]) / rows["sat_overall"].var())
    for c, rows in people.groupby("competition")
]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% exercise="07b.5" part="wrong" en="These are correlations. A slope has units, points for a point; a correlation has none." zh="这是相关系数。斜率有单位（分对分），相关系数没有。"
found = [(c, rows["sat_overall"].corr(rows["recommend"])) for c, rows in people.groupby("competition")]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% exercise="07b.5" part="wrong" en="You explained satisfaction by recommendation. Satisfaction is on the x axis." zh="你用推荐去解释满意了。满意应该放在x轴。"
fitted = {
    c: np.polyfit(rows["recommend"], rows["sat_overall"], 1)[0] for c, rows in people.groupby("competition")
}
slopes = pd.Series(fitted, name="slope").rename_axis("competition").reset_index()

# %% exercise="07b.5" part="wrong" en="These are the intercepts. polyfit gives the highest power first: the slope is the first number." zh="这是截距。polyfit从最高次排起：第一个数才是斜率。"
fitted = {
    c: np.polyfit(rows["sat_overall"], rows["recommend"], 1)[1] for c, rows in people.groupby("competition")
}
slopes = pd.Series(fitted, name="slope").rename_axis("competition").reset_index()

# %% exercise="07b.5" part="wrong" en="All markets have got the slope of everybody. Fit within each market." zh="各市场用的都是全体的斜率。要在每个市场里各拟合一次。"
slope = np.polyfit(people["sat_overall"], people["recommend"], 1)[0]
slopes = pd.DataFrame({"competition": [0, 1, 2], "slope": slope})

# %% exercise="07b.5" part="wrong" en="One regression with an interaction term makes the slope change by the same step each time. Fit a line in each market." zh="你用一个交互项把三个市场绑在了一起，斜率每级只能变一样多。要每个市场各拟合一条直线，不要交互项。"
found = retain.moderation(people, "recommend", "sat_overall", "competition").slopes([0, 1, 2])
slopes = pd.DataFrame({"competition": [0, 1, 2], "slope": found["slope"]})

# %% exercise="07b.5" part="wrong" en="You divided mean by mean. A slope asks how the two move together, not how large they are." zh="你用均值除以均值。斜率问的是两者怎样一起变动，不是各有多大。"
found = [
    (c, rows["recommend"].mean() / rows["sat_overall"].mean()) for c, rows in people.groupby("competition")
]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% exercise="07b.5" part="wrong" en="You fitted a parabola: its first number is the bend. A straight line has degree 1." zh="你拟合的是抛物线，第一个数是弯度。直线的次数是1。"
fitted = {
    c: np.polyfit(rows["sat_overall"], rows["recommend"], 2)[0] for c, rows in people.groupby("competition")
}
slopes = pd.Series(fitted, name="slope").rename_axis("competition").reset_index()

# %% exercise="07b.5" part="wrong" en="These are mean recommendations. The question is by how much recommendation rises with satisfaction." zh="这是推荐意愿的平均分。题目问的是满意每多一分，推荐多几分。"
slopes = people.groupby("competition")["recommend"].mean().rename("slope").reset_index()

# %% exercise="07b.5" part="wrong" en="These are covariances. Divide by the variance of sat_overall." zh="这是协方差。还要除以sat_overall的方差。"
found = [(c, rows["sat_overall"].cov(rows["recommend"])) for c, rows in people.groupby("competition")]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% exercise="07b.5" part="wrong" en="Your line is forced through zero. Let it have an intercept: np.polyfit does." zh="你的直线硬要过原点。要给它截距，np.polyfit就有。"
found = [
    (c, (rows["sat_overall"] * rows["recommend"]).sum() / (rows["sat_overall"] ** 2).sum())
    for c, rows in people.groupby("competition")
]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% exercise="07b.5" part="wrong" en="You divided spread by spread. That forgets how far the two move together: multiply by their correlation." zh="你用标准差除以标准差，没管两者有多同步：还要乘以相关系数。"
found = [
    (c, rows["recommend"].std() / rows["sat_overall"].std()) for c, rows in people.groupby("competition")
]
slopes = pd.DataFrame(found, columns=["competition", "slope"])

# %% [markdown] lang="en" exercise="07b.5" part="hint"
# Three groups, three lines: `people.groupby("competition")`.

# %% [markdown] lang="zh" exercise="07b.5" part="hint"
# 三组，三条线：`people.groupby("competition")`。

# %% [markdown] lang="en" exercise="07b.5" part="hint"
# `np.polyfit(x, y, 1)[0]` is the slope of a line.

# %% [markdown] lang="zh" exercise="07b.5" part="hint"
# `np.polyfit(x, y, 1)[0]`就是直线的斜率。

# %% [markdown] lang="en" exercise="07b.5" part="analysis"
# {{slopes["slope"][0]:.2f}}, {{slopes["slope"][1]:.2f}}, {{slopes["slope"][2]:.2f}}: a point of satisfaction goes with more recommendation where there is a choice.
# One question alone measures satisfaction with much error, and error on the x axis flattens a slope: expect the true ones to be steeper.

# %% [markdown] lang="zh" exercise="07b.5" part="analysis"
# {{slopes["slope"][0]:.2f}}、{{slopes["slope"][1]:.2f}}、{{slopes["slope"][2]:.2f}}：有得选的地方，满意每差一分，推荐意愿差得更多。
# 只用一道题，满意测得不太准，而x轴上的误差会把斜率压平：真实的斜率应该更陡。

# %% [markdown] lang="en" exercise="07b.6" part="task" kind="function"
# ## 6. Points where margins grow
#
# The lesson held the yearly margin flat; in the cases of Reichheld and Sasser, who stays brings more every year.
# Say that a customer brings $m$ in her first year, $m(1+g)$ in her second if she stays, $m(1+g)^2$ in her third, and so on.
# Each year she stays with probability $r$, and a yuan of next year counts $1/(1+d)$ today.
# Write a function: by what share does her value rise when retention rises by some percentage points?
# All four numbers come in as shares: five points are `0.05`, a growth of a tenth is `0.1`.
# You may take it that $(r+p)(1+g)$ is smaller than $1+d$.

# %% [markdown] lang="zh" exercise="07b.6" part="task"
# ## 6. 毛利会涨的时候
#
# 课文里每年毛利不变；Reichheld和Sasser的例子里，留下来的客户一年比一年带来得多。
# 设一位客户第一年带来$m$元，第二年要是还在，带来$m(1+g)$元，第三年$m(1+g)^2$元，依此类推。
# 她每年留下来的概率是$r$；明年的一元，今天只算$1/(1+d)$元。
# 写一个函数：留存率提高几个百分点，她的价值增加的比例是多少？
# 四个数都按比例传进来：五个百分点是`0.05`，每年涨一成是`0.1`。
# 可以认为$(r+p)(1+g)$小于$1+d$。


# %% lang="en" exercise="07b.6" part="stub"
def gain_share(retention, points, discount, growth):
    # 0.33 means: a third more
    return ____


# %% lang="zh" exercise="07b.6" part="stub"
def gain_share(retention, points, discount, growth):
    # 0.33表示多三分之一
    return ____


# %% exercise="07b.6" part="solution"
def gain_share(retention, points, discount, growth):
    before = 1 / (1 + discount - retention * (1 + growth))
    after = 1 / (1 + discount - (retention + points) * (1 + growth))
    return after / before - 1


# %% exercise="07b.6" part="also_right"
def gain_share(retention, points, discount, growth):
    more = points * (1 + growth)
    return more / (1 + discount - retention * (1 + growth) - more)


# %% exercise="07b.6" part="also_right"
def gain_share(retention, points, discount, growth):
    def value(kept):
        return sum((kept * (1 + growth) / (1 + discount)) ** year for year in range(2000))

    return value(retention + points) / value(retention) - 1


# %% exercise="07b.6" part="also_right"
from crmlab import retain


def gain_share(retention, points, discount, growth):
    # Growth is a smaller discount: divide both by 1 + growth.
    rate = (1 + discount) / (1 + growth) - 1
    return retain.retention_gain(retention, points, discount=rate)["gain_share"][0]


# %% exercise="07b.6" part="wrong" en="This is the lesson's formula, for a margin that stays the same. Next year she brings the margin times r, and times 1 + g as well." zh="这是课文的公式，毛利不变时才对。明年的毛利除了乘以r，还要乘以1+g。"
def gain_share(retention, points, discount, growth):
    return points / (1 + discount - retention - points)


# %% exercise="07b.6" part="wrong" en="You added the growth to the retention. They multiply: with probability r she brings 1 + g times as much." zh="你把增长率加到留存率上了。两者是相乘：她有r的可能留下，留下就带来1+g倍。"
def gain_share(retention, points, discount, growth):
    return points / (1 + discount - retention - growth - points)


# %% exercise="07b.6" part="wrong" en="The margins of those whom the points keep grow as well: (r + p)(1 + g), not r(1 + g) + p." zh="多留住的人，毛利也在涨：1+g要乘在r与p的和上，不能只乘r。"
def gain_share(retention, points, discount, growth):
    return points / (1 + discount - retention * (1 + growth) - points)


# %% exercise="07b.6" part="wrong" en="Below the line it is right. Above it the points grow as well: p(1 + g), not p." zh="分母对了。分子里的p也要乘以1+g。"
def gain_share(retention, points, discount, growth):
    return points / (1 + discount - (retention + points) * (1 + growth))


# %% exercise="07b.6" part="wrong" en="In your value before, nothing grows. Those who stay bring more every year at either retention." zh="你在提高之前那一边没算增长。留存率不管高低，留下来的人都一年比一年带来得多。"
def gain_share(retention, points, discount, growth):
    before = 1 / (1 + discount - retention)
    after = 1 / (1 + discount - (retention + points) * (1 + growth))
    return after / before - 1


# %% exercise="07b.6" part="wrong" en="Your growth makes later years count less: it stands beside the discount. It belongs beside the retention." zh="你的增长让以后的钱更不值钱了：它跟贴现率乘到了一起。它该跟留存率相乘。"
def gain_share(retention, points, discount, growth):
    return points / ((1 + discount) * (1 + growth) - retention - points)


# %% exercise="07b.6" part="wrong" en="You added per cent of the retention. Points are added: 0.60 and five points make 0.65, not 0.63." zh="你加的是留存率的百分之几。百分点是直接加：0.60加五个百分点是0.65，不是0.63。"
def gain_share(retention, points, discount, growth):
    before = 1 / (1 + discount - retention * (1 + growth))
    after = 1 / (1 + discount - retention * (1 + points) * (1 + growth))
    return after / before - 1


# %% exercise="07b.6" part="wrong" en="You divided by the value after. The rise is measured against the value before." zh="你除以的是提高之后的价值。增加的比例要跟之前的价值比。"
def gain_share(retention, points, discount, growth):
    return points * (1 + growth) / (1 + discount - retention * (1 + growth))


# %% exercise="07b.6" part="wrong" en="You left the discount out: a yuan of next year counts less than one of today." zh="你漏了贴现：明年的一元，不如今天的一元。"
def gain_share(retention, points, discount, growth):
    return points * (1 + growth) / (1 - (retention + points) * (1 + growth))


# %% exercise="07b.6" part="wrong" en="This is value after over value before, such as 1.33. How much more is that? Take one off." zh="这是之后除以之前，比如1.33。多了多少？再减一。"
def gain_share(retention, points, discount, growth):
    return (1 + discount - retention * (1 + growth)) / (1 + discount - (retention + points) * (1 + growth))


# %% exercise="07b.6" part="wrong" en="These are per cent. Give a share: 0.33, not 33." zh="这是百分数。要的是比例：0.33，不是33。"
def gain_share(retention, points, discount, growth):
    more = points * (1 + growth)
    return 100 * more / (1 + discount - retention * (1 + growth) - more)


# %% exercise="07b.6" part="wrong" en="That is the gain for one yuan of margin, in yuan. Divide it by the value before." zh="这是每一元毛利对应增加多少元。再除以之前的价值。"
def gain_share(retention, points, discount, growth):
    before = (1 + discount) / (1 + discount - retention * (1 + growth))
    return (1 + discount) / (1 + discount - (retention + points) * (1 + growth)) - before


# %% exercise="07b.6" part="wrong" en="points comes in as a share already, 0.05 for five points. Don't divide it by 100." zh="points传进来已经是比例，五个百分点就是0.05。不要再除以100。"
def gain_share(retention, points, discount, growth):
    more = points / 100 * (1 + growth)
    return more / (1 + discount - retention * (1 + growth) - more)


# %% exercise="07b.6" part="wrong" en="You multiplied the lesson's answer by 1 + g. Growth comes again every year: it belongs beside the retention, below the line too." zh="你把课文的答案乘了一次1+g。增长年年都有：它要跟留存率相乘，分母里也要。"
def gain_share(retention, points, discount, growth):
    return points * (1 + growth) / (1 + discount - retention - points)


# %% exercise="07b.6" part="wrong" en="Your growth happens once, and only after the rise. Those who stay grow every year, before the rise as well." zh="你的增长只算了一次，还只算在提高之后。留下来的人年年都涨，提高之前也一样。"
def gain_share(retention, points, discount, growth):
    before = 1 / (1 + discount - retention)
    return (1 + growth) / (1 + discount - retention - points) / before - 1


# %% exercise="07b.6" part="wrong" en="Your sum begins with the second year. The first year's margin comes in at once, whether she stays or not: begin with year 0." zh="你的求和从第二年起。第一年的毛利马上就有，不管她以后留不留：要从第0年加起。"
def gain_share(retention, points, discount, growth):
    def value(kept):
        return sum((kept * (1 + growth) / (1 + discount)) ** year for year in range(1, 2000))

    return value(retention + points) / value(retention) - 1


# %% exercise="07b.6" part="hidden"
hidden_inputs = [
    (0.60, 0.05, 0.10, 0.00),
    (0.60, 0.05, 0.10, 0.10),
    (0.90, 0.05, 0.10, 0.05),
    (0.45, 0.05, 0.25, 0.20),
    (0.80, 0.02, 0.08, 0.06),
    (0.30, 0.10, 0.20, 0.15),
]

# %% [markdown] lang="en" exercise="07b.6" part="hint"
# Write down the first three years of her value. What is each year's share of it times, to give the next?

# %% [markdown] lang="zh" exercise="07b.6" part="hint"
# 把她头三年的价值逐年写出来。前一年那一项乘以什么，就是后一年那一项？

# %% [markdown] lang="en" exercise="07b.6" part="hint"
# Each year is the last one times $q = r(1+g)/(1+d)$, so the value is $m/(1-q)$.
# Write it for $r$ and for $r+p$, divide, take one off.

# %% [markdown] lang="zh" exercise="07b.6" part="hint"
# 每一年都是前一年乘以$q = r(1+g)/(1+d)$，所以价值是$m/(1-q)$。
# 用$r$和$r+p$各写一个，相除，再减一。

# %% [markdown] lang="en" exercise="07b.6" part="analysis"
# From {{0.60:.0%}} five points add {{gain_share(0.60, 0.05, 0.10, 0.0):.0%}} with flat margins and {{gain_share(0.60, 0.05, 0.10, 0.1):.0%}} if they grow by a tenth a year; from {{0.90:.0%}} it is {{gain_share(0.90, 0.05, 0.10, 0.0):.0%}}, and {{gain_share(0.90, 0.05, 0.10, 0.09):.0%}} if they grow by {{0.09:.0%}}.
# So the famous upper end takes a high retention *and* growing margins.
# Growth works like a smaller discount; and every cost has dropped out: a percentage of value is not yet a profit.

# %% [markdown] lang="zh" exercise="07b.6" part="analysis"
# 从{{0.60:.0%}}起，五个百分点在毛利不变时多{{gain_share(0.60, 0.05, 0.10, 0.0):.0%}}，毛利每年涨一成时多{{gain_share(0.60, 0.05, 0.10, 0.1):.0%}}；从{{0.90:.0%}}起，毛利不变多{{gain_share(0.90, 0.05, 0.10, 0.0):.0%}}，每年涨{{0.09:.0%}}就多{{gain_share(0.90, 0.05, 0.10, 0.09):.0%}}。
# 可见那个有名的上限，既要留存率高，**又**要毛利年年涨。
# 增长的作用等于把贴现率调低；花费一概没算进去：价值多百分之几，还不等于利润。

# %% [markdown] lang="en" exercise="07b.7" part="task" kind="fix"
# ## 7. Mend the cell
#
# "Customers who stay with us buy more and more each half-year", says a slide, and the cell below is its proof.
# Each row divides by those who still bought.
# Mend it so that `per_customer` is the mean amount per customer of those for whom the half-year is over, whether or not they still bought.
# The column `amount` holds all they paid in that half-year.

# %% [markdown] lang="zh" exercise="07b.7" part="task"
# ## 7. 改错
#
# 幻灯片上说：“留下来的客户，一个半年比一个半年买得多。”下面这一格就是证据。
# 可它每一行除以的都是还在买的人。
# 改一改，让`per_customer`等于人均金额，分母是已经过完这个半年的全部客户，不管还买不买。
# `amount`这一列是他们在这个半年里付的全部金额。

# %% exercise="07b.7" part="given"
from crmlab import differentiate

halves = differentiate.value_by_tenure(crm.load("orders"), days=182, as_of="2026-01-01")
halves = halves[halves["tenure"] <= 5][["tenure", "customers", "active", "amount"]]
halves

# %% exercise="07b.7" part="stub"
per_customer = halves.set_index("tenure")["amount"] / halves.set_index("tenure")["active"]

# %% exercise="07b.7" part="solution"
table = halves.set_index("tenure")
per_customer = table["amount"] / table["customers"]

# %% exercise="07b.7" part="also_right"
halves["mean"] = halves["amount"] / halves["customers"]
per_customer = halves.set_index("tenure")["mean"]

# %% exercise="07b.7" part="also_right"
per_customer = halves["amount"] / halves["customers"]

# %% exercise="07b.7" part="also_right"
orders = crm.load("orders")
whole = differentiate.value_by_tenure(orders, days=182, as_of="2026-01-01").set_index("tenure")
per_customer = whole.loc[1:5, "amount_per_customer"]

# %% exercise="07b.7" part="wrong" en="You divided every half-year by all who ever came. Those won last month have not had a fifth half-year: take the column customers, row by row." zh="你每一行都除以了当初的全部客户。上个月才来的人还没有第五个半年：要按行除以customers。"
table = halves.set_index("tenure")
per_customer = table["amount"] / table["customers"].max()

# %% exercise="07b.7" part="wrong" en="This is the share that still bought. The question is about money." zh="这是还在买的人的比例。题目问的是钱。"
table = halves.set_index("tenure")
per_customer = table["active"] / table["customers"]

# %% exercise="07b.7" part="wrong" en="This is the total of each half-year. Divide it by customers." zh="这是每个半年的总额。再除以customers。"
per_customer = halves.set_index("tenure")["amount"]

# %% exercise="07b.7" part="wrong" en="You divided by those who had stopped buying. Divide by all of them, stopped or not." zh="你除以的是已经不买的人。要除以全部的人，买不买都算。"
table = halves.set_index("tenure")
per_customer = table["amount"] / (table["customers"] - table["active"])

# %% exercise="07b.7" part="wrong" en="You divided by those who had stopped buying. Divide by all of them, stopped or not." zh="你除以的是已经不买的人。要除以全部的人，买不买都算。"
table = halves.set_index("tenure")
per_customer = table["amount"] / (table["customers"] - table["active"]).clip(lower=1)

# %% exercise="07b.7" part="wrong" en="You divided every half-year by the sum over all rows, which counts the same customers several times. Divide row by row." zh="你每一行都除以了各行人数之和，同一位客户数了好几遍。要按行除。"
table = halves.set_index("tenure")
per_customer = table["amount"] / table["customers"].sum()

# %% [markdown] lang="en" exercise="07b.7" part="hint"
# Who is missing from the divisor, and what did they pay in that half-year?

# %% [markdown] lang="zh" exercise="07b.7" part="hint"
# 分母里少了谁？这些人在那个半年里付了多少？

# %% [markdown] lang="en" exercise="07b.7" part="hint"
# Look at the table's columns again: which counts all for whom the half-year is over, whether or not they still bought?

# %% [markdown] lang="zh" exercise="07b.7" part="hint"
# 再看一遍表里的各列：哪一列数的是已经过完这个半年的全部客户，不管还买不买？

# %% [markdown] lang="en" exercise="07b.7" part="analysis"
# From {{per_customer.iloc[0]:.0f}} yuan the mean falls to {{per_customer.iloc[-1]:.0f}}; among those who still bought it does not.
# Both are true of the same people; only the first can be multiplied by the number of customers you are about to win.

# %% [markdown] lang="zh" exercise="07b.7" part="analysis"
# 人均从{{per_customer.iloc[0]:.0f}}元降到{{per_customer.iloc[-1]:.0f}}元；只看还在买的人，就不降。
# 两个数说的是同一批人，都是真的；可是要乘上你准备赢得的客户数，只能用前一个。

# %% [markdown] lang="en" exercise="07b.8" part="task" kind="choice"
# ## 8. Feeling for a diamond
#
# A jeweller sells engagement rings.
# Hardly anybody buys two, and the advertising ties the stone to a promise for life.
# Which set of measures tells the jeweller most about customer loyalty?
#
# - **a** Repeat rate within twelve months and days since the last purchase.
# - **b** Recommendations made and traced to new buyers, the wish to buy later jewels there, and the price accepted beside a rival's.
# - **c** Share of customers who own exactly one ring.
# - **d** Satisfaction on the day of the sale: it is loyalty where nobody can come back.

# %% [markdown] lang="zh" exercise="07b.8" part="task"
# ## 8. 将情感赋予钻石
#
# 一家珠宝店卖求婚戒指。
# 几乎没有人买第二枚，广告把石头和一生的承诺连在一起。
# 要了解客户忠诚，哪一组指标最有用？
#
# - **a** 十二个月内的复购率，离最后一次购买的天数。
# - **b** 推荐了多少人、其中多少真的来买，以后买别的首饰愿不愿意再来，比别家贵多少还肯买。
# - **c** 只有一枚戒指的客户占多少。
# - **d** 成交当天的满意度：没人能再来的生意，满意就等于忠诚。

# %% lang="en" exercise="07b.8" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="07b.8" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="07b.8" part="solution"
choice = "b"

# %% exercise="07b.8" part="wrong" en="With one purchase in a life the repeat rate is near zero for the most loyal too: these measures cannot tell loyal from disloyal." zh="一辈子买一次，最忠诚的人复购率也近于零：这些指标分不出忠诚不忠诚。"
choice = "a"

# %% exercise="07b.8" part="wrong" en="Nearly all customers have one ring, loyal or not. A measure that is the same for everybody measures nothing." zh="几乎人人只有一枚，忠不忠诚都一样。人人相同的指标，什么也量不出来。"
choice = "c"

# %% exercise="07b.8" part="wrong" en="Satisfaction is not loyalty: where she speaks of the shop, and whether she returns for other jewels, shows later and may differ." zh="满意不等于忠诚：她会不会跟人说、买别的首饰会不会再来，以后才看得出，而且可能不一样。"
choice = "d"

# %% [markdown] lang="en" exercise="07b.8" part="hint"
# What can a loyal customer of this shop still do for it?

# %% [markdown] lang="zh" exercise="07b.8" part="hint"
# 这家店的忠诚客户，还能为它做什么？

# %% [markdown] lang="en" exercise="07b.8" part="hint"
# A measure is of use if loyal and disloyal customers differ on it.

# %% [markdown] lang="zh" exercise="07b.8" part="hint"
# 忠诚和不忠诚的人在这个指标上要有差别，指标才有用。

# %% [markdown] lang="en" exercise="07b.8" part="analysis"
# Attitude, and what it makes others do: recommendation, intention, price tolerance.
# Trace the recommendations to buyers where you can: what is said is not what is done, in jewels as in rice.

# %% [markdown] lang="zh" exercise="07b.8" part="analysis"
# 看态度，也看态度带来的行动：推荐、再来的打算、价格容忍度。
# 能追到真的来买的人就追：嘴上说的不等于做的，卖珠宝和卖米都一样。

# %% [markdown] lang="en" exercise="07b.9" part="task" kind="memo"
# ## 9. Decision memo
#
# The owner wants to sign the calls for everybody, and to tie the staff's bonus to the NPS.
# Half a page: sign or not, what it costs and what it is worth, what the NPS can and cannot carry, and what you would do on Monday.
# Write at least forty words, in triple quotation marks, with the numbers that you found, and mark them by the rubric.

# %% [markdown] lang="zh" exercise="07b.9" part="task"
# ## 9. 决策备忘
#
# 老板想签下全员的回访电话，还想把员工奖金跟净推荐值挂钩。
# 半页纸：签不签，花多少、值多少，净推荐值撑得起什么、撑不起什么，星期一先做什么。
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分。

# %% lang="en" exercise="07b.9" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="07b.9" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% exercise="07b.9" part="given"
import pandas as pd

from crmlab import differentiate, interact, retain

price, discount = 30, 0.1
orders, lines = crm.load("orders"), crm.load("order_lines")
lines = lines.merge(crm.load("products")[["product_id", "unit_cost"]], on="product_id")
paid = (lines["quantity"] * lines["unit_price"]).sum()
margin_share = 1 - (lines["quantity"] * lines["unit_cost"]).sum() / paid
bought = orders[orders["amount"] > 0]
years = pd.crosstab(bought["customer_id"], bought["ordered_on"].dt.year) > 0
kept, buyers = years.loc[years[2024], 2025].mean(), int(years[2025].sum())
sales = orders.loc[orders["ordered_on"].dt.year == 2025, "amount"].sum()
margin_year = margin_share * sales / buyers
nps = retain.net_promoter(crm.load("survey_loyalty")["recommend"])
round(float(kept), 3), buyers, round(float(margin_year)), nps

# %% lang="en" exercise="07b.9" part="solution"
found = retain.retention_gain(kept, 0.05, margin_year, discount).iloc[0]
needed = 100 * price / margin_year * (1 + discount - kept)
half = buyers // 2
power = interact.power_of(kept, 0.05, half)
seen = interact.compare_shares(round((kept + 0.05) * half), half, round(kept * half), half)
reach = 50 * (seen.high - seen.low)
a_point, fee = found["affordable"] / 5, price / 5
memo = (
    f"I propose not to sign for everybody. {kept:.0%} of our customers buy again the year after, and one "
    f"brings {margin_year:.0f} yuan of margin a year, so five points of retention are worth "
    f"{found['gain']:.0f} yuan each, {found['gain_share']:.0%} more, not 25 to 85 per cent. That carries at most "
    f"{found['affordable']:.0f} yuan a customer and year against a price of {price}; the calls must bring "
    f"{needed:.1f} points to pay, and nobody has shown that they do. A test at full price, {half:,} of {buyers:,} "
    f"buyers drawn by lot, costs {half * price:,.0f} yuan and tells five points from none with a chance of "
    f"{power:.0%}, but knows them only to {reach:.1f} points either way. So on Monday we offer the caller the same "
    f"draw, paid by result: {fee:.0f} yuan for each point, where a point is worth {a_point:.1f} to us, judged by "
    f"who buys again. If the margin falls by a quarter, a point is worth {0.75 * a_point:.1f}. No bonus on the NPS: {nps.score:.0f} points have a standard error of {nps.standard_error:.1f}, those "
    "who stayed silent are not in it, and it differs with the district."
)
print(memo)

# %% lang="zh" exercise="07b.9" part="solution"
found = retain.retention_gain(kept, 0.05, margin_year, discount).iloc[0]
needed = 100 * price / margin_year * (1 + discount - kept)
half = buyers // 2
power = interact.power_of(kept, 0.05, half)
seen = interact.compare_shares(round((kept + 0.05) * half), half, round(kept * half), half)
reach = 50 * (seen.high - seen.low)
a_point, fee = found["affordable"] / 5, price / 5
memo = (
    f"建议不签全员。我们的客户第二年又来买的占{kept:.0%}，人均一年带来毛利"
    f"{margin_year:.0f}元，所以留存率提高五个百分点，每人只多值"
    f"{found['gain']:.0f}元，即{found['gain_share']:.0%}，不是25%到85%。这样每人每年最多付得起"
    f"{found['affordable']:.0f}元，报价是{price}元；电话要带来"
    f"{needed:.1f}个百分点才够本，没人证明过它做得到。照原价做测试，从{buyers:,}位买过的客户里抽{half:,}位打电话，"
    f"要花{half * price:,.0f}元；真有五个百分点，看得出不是零的机会是{power:.0%}，"
    f"可上下还能差{reach:.1f}个百分点。所以星期一跟对方谈：照样抽签，看谁又来买，按效果付费，每个百分点付"
    f"{fee:.0f}元；对我们来说，一个百分点值{a_point:.1f}元。毛利若降四分之一，只值{0.75 * a_point:.1f}元。"
    f"奖金不跟净推荐值挂钩：{nps.score:.0f}分的标准误有{nps.standard_error:.1f}分，"
    "没开口的人不在里面，各城区的分数也不一样。"
)
print(memo)

# %% exercise="07b.9" part="wrong" en="There is no number in it. The owner decides about money: price, worth, points needed, cost of a test." zh="一个数字也没有。老板要决定的是钱：报价、值多少、要几个百分点、测试花多少。"
memo = """I propose not to sign the calls for everybody because nobody has shown that they work, and the famous rule about retention comes from other trades. We should try them on some customers first and compare with the others. A bonus on the score is a bad idea, since it depends on chance and on who answers. 我建议不签全员的电话，因为没有人证明过它有用，那条有名的规律是别的行业的。先在一部分客户身上试，再跟其余的人比。奖金也不要跟分数挂钩，分数靠运气，也要看谁肯答。"""

# %% exercise="07b.9" part="wrong" en="Too short for a decision: sign or not, cost, worth, the NPS, Monday." zh="太短了，定不了事：签不签、花多少、值多少、净推荐值怎么用、星期一做什么。"
memo = "Don't sign, test with 1,000. 不签，先测试1000人。"

# %% [markdown] lang="en" exercise="07b.9" part="hint"
# Five sentences: sign or not; what five points are worth and what they may cost; how many points pay; the test; the bonus.

# %% [markdown] lang="zh" exercise="07b.9" part="hint"
# 五句话：签不签；五个百分点值多少、最多能花多少；几个百分点够本；怎么测试；奖金怎么办。

# %% [markdown] lang="en" exercise="07b.9" part="hint"
# `retain.retention_gain(kept, 0.05, margin_year, discount)` has gain and `affordable`; `interact.power_of(kept, 0.05, buyers // 2)` says how much a test can see.

# %% [markdown] lang="zh" exercise="07b.9" part="hint"
# `retain.retention_gain(kept, 0.05, margin_year, discount)`里有增加的价值和`affordable`（最多付得起多少）；`interact.power_of(kept, 0.05, buyers // 2)`说测试看得出多少。

# %% [markdown] lang="en" exercise="07b.9" part="rubric"
# - **Decision** (2): says sign, don't sign or test, for whom and how many; one point for the decision alone.
# - **Money** (2): price, worth of five points and the points needed to pay, on one base; one point for two of the three.
# - **Evidence** (2): says that 25 to 85 per cent is not this shop's figure, and why; one point without the why.
# - **The NPS** (2): gives its standard error and one thing that the error does not cover; one point for one of the two.
# - **Test** (1): drawn by lot and judged by buying, with its size and cost and what it cannot tell; or a contract paid by result.
# - **What if** (1): says with a number what changes if the margin falls or fewer points come.

# %% [markdown] lang="zh" exercise="07b.9" part="rubric"
# - **决定**（2）：写明签、不签还是先测试，对谁、多少人；只写决定得1分。
# - **金额**（2）：报价、五个百分点值多少、几个百分点够本，三样口径一致；写出两样得1分。
# - **依据**（2）：说明25%到85%不是这家店的数，并讲出为什么；没讲为什么得1分。
# - **净推荐值**（2）：给出标准误，再说一件标准误管不到的事；只写一样得1分。
# - **测试**（1）：抽签分组，看谁又来买，写明人数、花费和它分不清什么；或者提出按效果付费。
# - **假如**（1）：毛利下降或者百分点不到，会怎么变（带数字）。

# %% [markdown] lang="en" exercise="07b.9" part="analysis"
# The model memo signs nothing for all and pays by points reached: the risk goes to the one who claims to know.
# A test at full price, {{half * price:,.0f}} yuan for {{half:,}} customers, is a good answer too, if the memo says that it cannot tell {{needed:.1f}} points from five.

# %% [markdown] lang="zh" exercise="07b.9" part="analysis"
# 参考备忘不签全员合同，按实际提高的百分点付费：让说得有把握的人担这个风险。
# 照原价花{{half * price:,.0f}}元在{{half:,}}位客户身上测试，也是好答案，只要写明它分不清{{needed:.1f}}个和五个百分点。
