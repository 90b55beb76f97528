# ---
# id: "07a"
# title: {en: "Nine out of ten? Satisfaction measured", zh: "九成满意？量一量满意度"}
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

# %% [markdown] lang="en" exercise="07a.1" part="task" kind="number"
# ## 1. How many to invite
#
# Next November the share of top-2-box answers shall be known to three percentage points up or down, with the usual confidence of nineteen times in twenty, share one half (the worst case).
# The list holds `n_list` customers, and the share of the invited who answer stays as it was.
# How many customers must be *invited*?

# %% [markdown] lang="zh" exercise="07a.1" part="task"
# ## 1. 该邀请多少人
#
# 明年11月，最高两格比例要精确到上下三个百分点（置信水平照常取百分之九十五，比例按最坏的一半算）。
# 名单上有`n_list`位客户，作答率跟这次一样。
# 该**邀请**多少人？

# %% exercise="07a.1" part="given"
import pandas as pd

from crmlab import retain

sent = pd.Timestamp("2025-11-10")
orders = crm.load("orders")
year = orders[
    (orders["amount"] > 0)
    & orders["ordered_on"].between(sent - pd.Timedelta(days=365), sent, inclusive="left")
]
n_list = year["customer_id"].nunique()
invited = crm.load("survey_invitations")
n_list, invited["responded"].value_counts().to_dict()

# %% lang="en" exercise="07a.1" part="stub"
invitations = ____  # a whole number of customers

# %% lang="zh" exercise="07a.1" part="stub"
invitations = ____  # 客户数，整数

# %% exercise="07a.1" part="solution"
from math import ceil

answers_needed = retain.survey_sample_size(0.03, population=n_list)
invitations = ceil(answers_needed / invited["responded"].mean())

# %% exercise="07a.1" part="also_right"
from math import ceil

endless = 1.96**2 * 0.25 / 0.03**2
finite = endless * n_list / (n_list - 1 + endless)
invitations = ceil(ceil(finite) / invited["responded"].mean())

# %% exercise="07a.1" part="also_right"
invitations = round(retain.survey_sample_size(0.03, population=n_list) / invited["responded"].mean())

# %% exercise="07a.1" part="also_right"
invitations = retain.survey_sample_size(0.03, population=n_list) / invited["responded"].mean()

# %% exercise="07a.1" part="wrong" en="That is the number of answers. Only some of those who are invited answer: divide by their share." zh="这是需要的答卷数。受邀的人只有一部分会答：再除以作答率。"
invitations = retain.survey_sample_size(0.03, population=n_list)

# %% exercise="07a.1" part="wrong" en="You took the list as endless. It has n_list customers, and that saves answers: pass population." zh="你把名单当成无限长了。名单只有n_list人，答卷可以少些：加上population。"
invitations = round(retain.survey_sample_size(0.03) / invited["responded"].mean())

# %% exercise="07a.1" part="wrong" en="You multiplied by the share that answers. If two of five answer, it takes more invitations than answers: divide." zh="你乘了作答率。五个人里两个答，邀请数要比答卷数多：应该除。"
invitations = round(retain.survey_sample_size(0.03, population=n_list) * invited["responded"].mean())

# %% exercise="07a.1" part="wrong" en="That is the number of answers from an endless list. The list has n_list customers (pass population), and only some of the invited answer (divide by their share)." zh="这是名单无限长时要的答卷数。名单只有n_list人（加上population），受邀的人也只有一部分会答（再除以作答率）。"
invitations = retain.survey_sample_size(0.03)

# %% exercise="07a.1" part="wrong" en="Twice astray: you took the list as endless, and multiplied by the share that answers. Pass population, and divide." zh="错了两处：把名单当成无限长，又乘了作答率。要加上population，再除以作答率。"
invitations = round(retain.survey_sample_size(0.03) * invited["responded"].mean())

# %% exercise="07a.1" part="wrong" en="That is for nine times in ten. Nineteen times in twenty is a level of 0.95." zh="这是90%的置信水平。题目要的是95%，level是0.95。"
answers_needed = retain.survey_sample_size(0.03, population=n_list, level=0.9)
invitations = round(answers_needed / invited["responded"].mean())

# %% exercise="07a.1" part="wrong" en="Three points up or down is a margin of 0.03; 0.06 is the whole width of the interval." zh="上下三个百分点，误差范围是0.03；0.06是整个区间的宽度。"
invitations = round(retain.survey_sample_size(0.06, population=n_list) / invited["responded"].mean())

# %% exercise="07a.1" part="wrong" en="You divided by the share that did not answer. Take the share that did." zh="你除的是没答的比例，要除以作答的比例。"
invitations = round(retain.survey_sample_size(0.03, population=n_list) / (1 - invited["responded"].mean()))

# %% exercise="07a.1" part="wrong" en="You divided by the answers' share of the whole list. Only those who were invited could answer: take their share." zh="你除的是答卷占整份名单的比例。只有受邀的人才能答：要用受邀者里作答的比例。"
answered = invited["responded"].sum() / n_list
invitations = round(retain.survey_sample_size(0.03, population=n_list) / answered)

# %% [markdown] lang="en" exercise="07a.1" part="hint"
# Two steps: how many answers does the margin need, and how many invitations bring so many answers?

# %% [markdown] lang="zh" exercise="07a.1" part="hint"
# 分两步：这个误差范围要多少份答卷？多少份邀请能换来这么多答卷？

# %% [markdown] lang="en" exercise="07a.1" part="hint"
# `retain.survey_sample_size(margin, population=...)` gives the answers; `invited["responded"].mean()` is the share that answers.

# %% [markdown] lang="zh" exercise="07a.1" part="hint"
# `retain.survey_sample_size(margin, population=...)`给出答卷数；`invited["responded"].mean()`是作答率。

# %% [markdown] lang="en" exercise="07a.1" part="analysis"
# {{answers_needed:,}} answers, so {{invitations:,}} invitations (rounded up) to a list of {{n_list:,}}.
# Before you send them all: non-response bias does not shrink with more invitations.
# The money for the last hundreds is better spent on calling some who stayed silent.

# %% [markdown] lang="zh" exercise="07a.1" part="analysis"
# 要{{answers_needed:,}}份答卷，也就是从{{n_list:,}}人的名单里邀请{{invitations:,}}人（人数向上取整）。
# 发之前想一想：无应答造成的偏差不会因为多发而变小。
# 最后那几百份的钱，不如用来给没答的人打电话。

# %% [markdown] lang="en" exercise="07a.2" part="task" kind="fix"
# ## 2. Mend the scale
#
# Four questions ask how close customers feel to Hejia, from one to seven.
# The cell below runs, but one question is turned the other way: "I would leave for a shop that is a little cheaper."
# Mend the cell so that `closeness` is the mean of all four (seven is closest) and `alpha` their reliability.

# %% [markdown] lang="zh" exercise="07a.2" part="task"
# ## 2. 改量表
#
# 四道题问客户跟禾家有多亲，一到七分。
# 下面这一格能运行，但有一题是反着问的：“别家便宜一点，我就去别家。”
# 改一改，让`closeness`是四道题合起来的平均分（七分最亲），`alpha`是它们的信度。

# %% exercise="07a.2" part="given"
from crmlab import retain

attitude = crm.load("survey_loyalty")[["att_first", "att_home", "att_speak", "att_leave"]].dropna()
attitude.corr().round(2)

# %% exercise="07a.2" part="stub"
closeness = attitude.mean(axis=1).mean()
alpha = retain.cronbach_alpha(attitude)

# %% exercise="07a.2" part="solution"
turned = attitude.assign(att_leave=8 - attitude["att_leave"])
closeness = turned.mean(axis=1).mean()
alpha = retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="also_right"
items = attitude.copy()
items["att_leave"] = items["att_leave"].map(lambda answer: 8 - answer)
closeness = items.to_numpy().mean()
parts, whole = items.var().sum(), items.sum(axis=1).var()
alpha = 4 / 3 * (1 - parts / whole)

# %% exercise="07a.2" part="wrong" en="You threw the question out. It is a good question, only turned round: use 8 minus the answer." zh="你把这题扔掉了。题是好题，只是反着问：用8减去得分。"
kept = attitude.drop(columns="att_leave")
closeness, alpha = kept.mean(axis=1).mean(), retain.cronbach_alpha(kept)

# %% exercise="07a.2" part="wrong" en="One over the answer is no reversed scale: from 1 to 2 becomes a jump, from 6 to 7 nearly nothing. Use 8 minus the answer." zh="取倒数不等于反过来：1到2成了大跳，6到7几乎不动。要用8减去得分。"
turned = attitude.assign(att_leave=7 / attitude["att_leave"])
closeness, alpha = turned.mean(axis=1).mean(), retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="wrong" en="Turned round correctly, but k over k minus 1 is missing (four questions: 4/3)." zh="反过来了，可是漏了k/(k−1)（四道题就是4/3）。"
items = attitude.assign(att_leave=8 - attitude["att_leave"])
closeness = items.mean(axis=1).mean()
alpha = 1 - items.var().sum() / items.sum(axis=1).var()

# %% exercise="07a.2" part="wrong" en="You turned another question round. The correlations show which one runs against the others." zh="你反错了题。看相关系数，哪一题跟别的题方向相反？"
turned = attitude.assign(att_first=8 - attitude["att_first"])
closeness, alpha = turned.mean(axis=1).mean(), retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="wrong" en="You turned all four round. Then they all point the other way, and the one still runs against the three." zh="你把四题全反过来了。方向全变了，那一题还是跟另外三题相反。"
closeness, alpha = (8 - attitude).mean(axis=1).mean(), retain.cronbach_alpha(8 - attitude)

# %% exercise="07a.2" part="wrong" en="On a scale from 1 to 7, 7 minus the answer runs from 0 to 6. Alpha does not notice such a shift, the mean does: use 8 minus the answer." zh="量表是1到7，用7去减，得到的是0到6。α看不出这种平移，平均分看得出：要用8减去得分。"
turned = attitude.assign(att_leave=7 - attitude["att_leave"])
closeness, alpha = turned.mean(axis=1).mean(), retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="wrong" en="The minus sign turns the question round, but off the scale: from -1 to -7. Alpha does not notice, the mean does: use 8 minus the answer." zh="加负号是反过来了，可是跑出了量表：−1到−7。α看不出来，平均分看得出：要用8减去得分。"
turned = attitude.assign(att_leave=-attitude["att_leave"])
closeness, alpha = turned.mean(axis=1).mean(), retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="wrong" en="You added the marks up. The mean of the four stays on the scale from 1 to 7." zh="你把四题加起来了。平均分要留在1到7之间。"
turned = attitude.assign(att_leave=8 - attitude["att_leave"])
closeness, alpha = turned.sum(axis=1).mean(), retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="wrong" en="alpha is right. For closeness you still average the answers as they were given: take the table with the question turned round." zh="alpha对了。算closeness还在用没倒过来的那张表：要用反向题倒过来之后的。"
turned = attitude.assign(att_leave=8 - attitude["att_leave"])
closeness, alpha = attitude.mean(axis=1).mean(), retain.cronbach_alpha(turned)

# %% exercise="07a.2" part="wrong" en="closeness is right. For alpha you still use the answers as they were given: take the table with the question turned round." zh="closeness对了。算alpha还在用没倒过来的那张表：要用反向题倒过来之后的。"
turned = attitude.assign(att_leave=8 - attitude["att_leave"])
closeness, alpha = turned.mean(axis=1).mean(), retain.cronbach_alpha(attitude)

# %% exercise="07a.2" part="wrong" en="The scale ends at 7, not at 9: 10 minus the answer leaves it. Use 8 minus the answer." zh="量表到7为止，不是到9：用10去减就跑出了量表。要用8减去得分。"
turned = attitude.assign(att_leave=10 - attitude["att_leave"])
closeness, alpha = turned.mean(axis=1).mean(), retain.cronbach_alpha(turned)

# %% [markdown] lang="en" exercise="07a.2" part="hint"
# Look at the signs of the correlations: one question goes down where the others go up.

# %% [markdown] lang="zh" exercise="07a.2" part="hint"
# 看相关系数的正负号：别的题升，有一题降。

# %% [markdown] lang="en" exercise="07a.2" part="hint"
# On a scale from one to seven the answer turned round is `8 - answer`: one becomes seven.

# %% [markdown] lang="zh" exercise="07a.2" part="hint"
# 一到七分的量表，反过来就是`8 - 得分`：一变成七。

# %% [markdown] lang="en" exercise="07a.2" part="analysis"
# Turned round, the four reach an alpha of {{alpha:.2f}}, and a mean of {{closeness:.2f}}.
# Why ask one the other way at all? Whoever says yes to everything gives himself away there: that is how acquiescence is seen.
# `retain.reliability` warns of a question that runs against the others.

# %% [markdown] lang="zh" exercise="07a.2" part="analysis"
# 反过来之后，四道题的信度是{{alpha:.2f}}，平均{{closeness:.2f}}分。
# 为什么要反着问一题？什么都说“是”的人，在这里会露馅：附和就是这样看出来的。
# 有题目跟别的题方向相反，`retain.reliability`会提醒你。

# %% [markdown] lang="en" exercise="07a.3" part="task" kind="function"
# ## 3. An index with gaps
#
# Write a function for one customer's satisfaction index, from nothing to a hundred.
# `marks` holds a mark from one to ten for each facet, or `None` where she did not answer; `weights` holds the weights, which need not sum to one.
# Facets without an answer do not count, and the weights of the others are scaled up; at least one facet is answered.

# %% [markdown] lang="zh" exercise="07a.3" part="task"
# ## 3. 有空格的指数
#
# 写一个函数，算一位客户的满意度指数（百分制）。
# `marks`里是各方面的得分（一到十），没答的是`None`；`weights`是权重，合计不一定是一。
# 没答的方面不算，其余的权重按比例放大；至少答了一项。


# %% lang="en" exercise="07a.3" part="stub"
def csi(marks, weights):
    # marks: such as {"goods": 9, "price": None}; weights: such as {"goods": 3, "price": 1}
    return ____


# %% lang="zh" exercise="07a.3" part="stub"
def csi(marks, weights):
    # marks：比如{"goods": 9, "price": None}；weights：比如{"goods": 3, "price": 1}
    return ____


# %% exercise="07a.3" part="solution"
def csi(marks, weights):
    answered = [facet for facet, mark in marks.items() if mark is not None]
    total = sum(weights[facet] for facet in answered)
    mean = sum(weights[facet] * marks[facet] for facet in answered) / total
    return (mean - 1) / 9 * 100


# %% exercise="07a.3" part="also_right"
import numpy as np


def csi(marks, weights):
    pairs = [((marks[facet] - 1) / 9, weights[facet]) for facet in marks if marks[facet] is not None]
    return 100 * np.average([mark for mark, _ in pairs], weights=[weight for _, weight in pairs])


# %% exercise="07a.3" part="wrong" en="You counted what was not answered as the lowest mark. It is no mark at all: leave it out." zh="你把没答当成最低分。没答就是没有分：不要算。"
def csi(marks, weights):
    total = sum(weights.values())
    mean = sum(weights[facet] * (marks[facet] or 1) for facet in marks) / total
    return (mean - 1) / 9 * 100


# %% exercise="07a.3" part="wrong" en="You left the facet out above the line, but its weight still stands below it: divide by the weights of the answered facets only." zh="分子里去掉了没答的，分母里却还留着它的权重：只除以答了的那些权重之和。"
def csi(marks, weights):
    mean = sum(weights[facet] * marks[facet] for facet in marks if marks[facet] is not None) / sum(
        weights.values()
    )
    return (mean - 1) / 9 * 100


# %% exercise="07a.3" part="wrong" en="The lowest mark is 1, not 0: a one must give 0 and a ten 100. Take 1 off and divide by 9." zh="最低分是1，不是0：1分该得0，10分该得100。减去1，再除以9。"
def csi(marks, weights):
    answered = [facet for facet in marks if marks[facet] is not None]
    total = sum(weights[facet] for facet in answered)
    return sum(weights[facet] * marks[facet] for facet in answered) / total * 10


# %% exercise="07a.3" part="wrong" en="You forgot the weights: this is the plain mean of the marks." zh="你忘了权重：这只是得分的简单平均。"
def csi(marks, weights):
    answered = [mark for mark in marks.values() if mark is not None]
    return (sum(answered) / len(answered) - 1) / 9 * 100


# %% exercise="07a.3" part="wrong" en="The weights need not sum to one: divide by their sum." zh="权重合计不一定是1：要除以权重之和。"
def csi(marks, weights):
    mean = sum(weights[facet] * marks[facet] for facet in marks if marks[facet] is not None)
    return (mean - 1) / 9 * 100


# %% exercise="07a.3" part="wrong" en="This is a share between 0 and 1. The index runs to 100." zh="这是0到1之间的比例。指数要到100。"
def csi(marks, weights):
    answered = [facet for facet in marks if marks[facet] is not None]
    total = sum(weights[facet] for facet in answered)
    return (sum(weights[facet] * marks[facet] for facet in answered) / total - 1) / 9


# %% exercise="07a.3" part="wrong" en="This is the weighted mark, from 1 to 10. Put it on 0 to 100: take 1 off and divide by 9." zh="这是加权得分，还在1到10之间。要换算成百分制：减去1，再除以9，乘100。"
def csi(marks, weights):
    answered = [facet for facet in marks if marks[facet] is not None]
    total = sum(weights[facet] for facet in answered)
    return sum(weights[facet] * marks[facet] for facet in answered) / total


# %% exercise="07a.3" part="wrong" en="From 1 to 10 there are nine steps, not ten: a ten must give 100. Divide by 9." zh="1到10只有九步，不是十步：10分该得100。要除以9。"
def csi(marks, weights):
    answered = [facet for facet in marks if marks[facet] is not None]
    total = sum(weights[facet] for facet in answered)
    return (sum(weights[facet] * marks[facet] for facet in answered) / total - 1) / 10 * 100


# %% exercise="07a.3" part="hidden"
weights = {"goods": 3, "delivery": 2, "price": 5}
hidden_inputs = [
    ({"goods": 10, "delivery": 10, "price": 10}, weights),
    ({"goods": 1, "delivery": 1, "price": 1}, weights),
    ({"goods": 9, "delivery": 4, "price": 7}, weights),
    ({"goods": 9, "delivery": None, "price": 7}, weights),
    ({"goods": None, "delivery": None, "price": 3}, weights),
    ({"goods": 8, "delivery": 5, "price": None}, {"goods": 0.6, "delivery": 0.3, "price": 0.1}),
]

# %% [markdown] lang="en" exercise="07a.3" part="hint"
# First list the facets that she answered; from there on the others do not exist.

# %% [markdown] lang="zh" exercise="07a.3" part="hint"
# 先列出她答了的方面；后面就当其他方面不存在。

# %% [markdown] lang="en" exercise="07a.3" part="hint"
# Weighted mean: sum of weight times mark over the sum of the same weights. Then `(mean - 1) / 9 * 100`.

# %% [markdown] lang="zh" exercise="07a.3" part="hint"
# 加权平均：权重乘得分之和，除以同样那些权重之和。然后`(平均 - 1) / 9 * 100`。

# %% [markdown] lang="en" exercise="07a.3" part="analysis"
# What she did not answer is left out, above the line and below it.
# `retain.satisfaction_index` does so for all respondents, and says under `weight_answered` how much of the weights each answer covers.
# Leaving out is not harmless: if the annoyed skip a question, as those on service do here, the facet looks better than it is.

# %% [markdown] lang="zh" exercise="07a.3" part="analysis"
# 没答的，分子分母都不算。
# `retain.satisfaction_index`对所有人都这样算，并在`weight_answered`里写明每份答卷覆盖了多少权重。
# 空着不等于没事：要是不满的人偏偏跳过这一题（这里的店内服务就是），这一方面就显得比实际好。

# %% [markdown] lang="en" exercise="07a.4" part="task" kind="number"
# ## 4. Does the daughter contradict herself?
#
# The daughter, too, compared four facets in pairs: each row says how many times it matters as much as the column.
# What is the consistency ratio of her judgements?

# %% [markdown] lang="zh" exercise="07a.4" part="task"
# ## 4. 女儿前后矛盾吗？
#
# 女儿也把四个方面两两比较过：每一行是这一方面的重要性为那一列的几倍。
# 她这些判断的一致性比率是多少？

# %% exercise="07a.4" part="given"
import pandas as pd

from crmlab import retain

facets = ["goods", "delivery", "service", "price"]
rows = [[1, 1 / 2, 3, 2], [2, 1, 3, 4], [1 / 3, 1 / 3, 1, 2], [1 / 2, 1 / 4, 1 / 2, 1]]
daughter = pd.DataFrame(rows, index=facets, columns=facets)
daughter.round(2)

# %% lang="en" exercise="07a.4" part="stub"
ratio = ____  # a number of 0 or more

# %% lang="zh" exercise="07a.4" part="stub"
ratio = ____  # 一个不小于0的数

# %% exercise="07a.4" part="solution"
ratio = retain.ahp_weights(daughter).consistency_ratio

# %% exercise="07a.4" part="also_right"
import numpy as np

largest = np.linalg.eigvals(daughter.to_numpy()).real.max()
ratio = (largest - 4) / 3 / 0.90

# %% exercise="07a.4" part="wrong" en="That is the consistency index. The ratio divides it by the index of random judgements, 0.90 for four things." zh="这是一致性指标。还要除以随机一致性指标，四个方面是0.90。"
ratio = retain.ahp_weights(daughter).consistency_index

# %% exercise="07a.4" part="wrong" en="1.12 is the random index of five things; four have 0.90." zh="1.12是五个方面的随机指标，四个方面是0.90。"
ratio = retain.ahp_weights(daughter).consistency_index / 1.12

# %% exercise="07a.4" part="wrong" en="That is the largest eigenvalue. It is at least 4; how far above 4 makes the contradiction." zh="这是最大特征根。它至少是4；超出4多少，才是矛盾的程度。"
ratio = retain.ahp_weights(daughter).lambda_max

# %% exercise="07a.4" part="wrong" en="The excess of the eigenvalue is divided by the number of things less one, 3, not by 4." zh="特征根超出的部分要除以个数减一，也就是3，不是4。"
ratio = (retain.ahp_weights(daughter).lambda_max - 4) / 4 / 0.90

# %% exercise="07a.4" part="wrong" en="That is the greatest weight. The ratio tells of contradiction, not of importance." zh="这是最大的权重。一致性比率说的是矛盾，不是重要性。"
ratio = retain.ahp_weights(daughter).weights.max()

# %% exercise="07a.4" part="wrong" en="0.58 is the random index of three things; four have 0.90." zh="0.58是三个方面的随机指标，四个方面是0.90。"
ratio = retain.ahp_weights(daughter).consistency_index / 0.58

# %% [markdown] lang="en" exercise="07a.4" part="hint"
# Consistency index: (largest eigenvalue less number of things) over (number of things less one).
# The ratio compares it with random judgements.

# %% [markdown] lang="zh" exercise="07a.4" part="hint"
# 一致性指标 =（最大特征根 − 个数）÷（个数 − 1）。
# 比率是拿它跟随机判断的指标比。

# %% [markdown] lang="en" exercise="07a.4" part="hint"
# `retain.ahp_weights(daughter)` holds it among its attributes.

# %% [markdown] lang="zh" exercise="07a.4" part="hint"
# `retain.ahp_weights(daughter)`的结果里就有这个属性。

# %% [markdown] lang="en" exercise="07a.4" part="analysis"
# {{ratio:.3f}} lies below a tenth, so her judgements may be used.
# A small ratio means that she agrees with herself, not that she is right: customers may weigh quite differently.
# Her first is delivery, the owner's are goods and price; the index hardly notices.

# %% [markdown] lang="zh" exercise="07a.4" part="analysis"
# {{ratio:.3f}}低于十分之一，她的判断可以用。
# 比率小，只说明她跟自己一致，不说明她是对的：客户的轻重可能完全不同。
# 她把配送放第一，老板看重商品和价格；指数几乎看不出差别。

# %% [markdown] lang="en" exercise="07a.5" part="task" kind="table"
# ## 5. Kano where there is a choice
#
# Customers with several other food shops in their district (`competition == 2`) are the ones who can leave at once.
# Sort the eight features by their answers alone.
# Give a table with the columns `feature_id`, `category` and `worse` (Timko's coefficient, 0 or below).

# %% [markdown] lang="zh" exercise="07a.5" part="task"
# ## 5. 有得挑的地方，卡诺怎么说
#
# 城区里有好几家别的食品店（`competition == 2`）的客户，说走就能走。
# 只用他们的回答，给八项功能分类。
# 答案是一张表，有`feature_id`、`category`、`worse`（Timko系数，不大于0）三列。

# %% exercise="07a.5" part="given"
from crmlab import retain

invited = crm.load("survey_invitations")[["customer_id", "competition"]]
pairs = crm.load("survey_kano").dropna().merge(invited, on="customer_id")
pairs.head(3)

# %% lang="en" exercise="07a.5" part="stub"
features = ____  # a table: feature_id, category, worse

# %% lang="zh" exercise="07a.5" part="stub"
features = ____  # 一张表：feature_id、category、worse

# %% exercise="07a.5" part="solution"
features = retain.kano(pairs[pairs["competition"] == 2])[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="also_right"
import pandas as pd

some = pairs.query("competition == 2")
letters = [retain.kano_category(a, b) for a, b in zip(some["functional"], some["dysfunctional"])]
counts = pd.crosstab(some["feature_id"], letters)
counts = counts.reindex(columns=list("AOMIRQ"), fill_value=0)
features = counts.idxmax(axis=1).rename("category").reset_index()
features["worse"] = (-(counts["O"] + counts["M"]) / counts[list("AOMI")].sum(axis=1)).to_numpy()

# %% exercise="07a.5" part="wrong" en="These are all customers. Keep those with competition 2 first." zh="这是全部客户。先留下competition为2的。"
features = retain.kano(pairs)[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="These are the customers without another shop near. The question is about those with several: 2." zh="这是附近没有别家店的客户。题目问的是有好几家的：2。"
features = retain.kano(pairs[pairs["competition"] == 0])[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="These are the customers with just one other shop near (1). The question is about those with several: 2." zh="这是附近只有一家别家店的客户（1）。题目问的是有好几家的：2。"
features = retain.kano(pairs[pairs["competition"] == 1])[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="You took one shop or several together. Several is 2 alone." zh="你把一家和好几家合在一起了。好几家只是2。"
features = retain.kano(pairs[pairs["competition"] >= 1])[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="Worse has a minus: it says how far satisfaction falls if the feature is missing." zh="Worse系数带负号：没有这项功能，满意会降多少。"
features = retain.kano(pairs[pairs["competition"] == 2])[["feature_id", "category", "worse"]]
features["worse"] = -features["worse"]

# %% exercise="07a.5" part="wrong" en="You divided by all pairs. Timko leaves reverse and questionable out below the line: only A, O, M and I count." zh="你除以了全部答案。Timko的分母不算R和Q，只有A、O、M、I四类。"
features = retain.kano(pairs[pairs["competition"] == 2])
features["worse"] = -(features["O"] + features["M"]) / features["pairs"]
features = features[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="That is Better: attractive and one-dimensional. Worse takes one-dimensional and must-be." zh="这是Better系数（魅力＋一元）。Worse用的是一元＋必备。"
features = retain.kano(pairs[pairs["competition"] == 2])
features["worse"] = -features["better"]
features = features[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="With and without are swapped: functional comes first." zh="“有”和“没有”写反了：functional在前。"
features = retain.kano(
    pairs[pairs["competition"] == 2], functional="dysfunctional", dysfunctional="functional"
)[["feature_id", "category", "worse"]]

# %% exercise="07a.5" part="wrong" en="That is Better, attractive and one-dimensional. Worse takes one-dimensional and must-be, and is 0 or below." zh="这是Better系数（魅力＋一元）。Worse用的是一元＋必备，而且不大于0。"
features = retain.kano(pairs[pairs["competition"] == 2])
features = features[["feature_id", "category", "better"]].rename(columns={"better": "worse"})

# %% [markdown] lang="en" exercise="07a.5" part="hint"
# First keep the pairs of the right customers, then it is the lesson's call.

# %% [markdown] lang="zh" exercise="07a.5" part="hint"
# 先留下该留的客户，剩下的跟课文一样。

# %% [markdown] lang="en" exercise="07a.5" part="hint"
# `retain.kano(pairs[pairs["competition"] == 2])` has one row per feature; then choose three columns.

# %% [markdown] lang="zh" exercise="07a.5" part="hint"
# `retain.kano(pairs[pairs["competition"] == 2])`每项功能一行，再取三列。

# %% [markdown] lang="en" exercise="07a.5" part="analysis"
# {{(features["category"] == "M").sum()}} features are must-be for those who have a choice.
# With fewer answers the intervals are wider: before you call a difference from the other customers a finding, look at `sure` and the ends.
# Categories wander with the years: what delights today is asked for tomorrow and taken for granted after that (Kano 2001).

# %% [markdown] lang="zh" exercise="07a.5" part="analysis"
# 对有得挑的客户，{{(features["category"] == "M").sum()}}项功能属于必备。
# 人少了，区间就宽：跟其他客户有差别，先看`sure`和区间两端，再说是不是发现。
# 类别会随年头走：今天的惊喜，明天成了要求，后天就是理所当然（狩野2001）。

# %% [markdown] lang="en" exercise="07a.6" part="task" kind="table"
# ## 6. What do products come back for?
#
# No questionnaire asks about every product, but three tables know: complaints (quality and damaged), units brought back, and reviews that name the product.
# `goods` has sales and reviews of 2025 already.
# Add `returned` (units that came back: the negative quantities, as a positive number) and `defects` (complaints of the two categories), and score the products.
# Give a table with the columns `product_id` and `score`.

# %% [markdown] lang="zh" exercise="07a.6" part="task"
# ## 6. 产品因为什么回来
#
# 没有问卷会把每种商品都问一遍，但三张表知道：投诉（quality质量、damaged破损）、退回来的件数、提到商品的评价。
# `goods`里已经有2025年的销量和评价。
# 加上`returned`（退回的件数：负的数量，写成正数）和`defects`（这两类投诉的件数），再给商品打分。
# 答案是一张表，有`product_id`和`score`两列。

# %% exercise="07a.6" part="given"
import pandas as pd

from crmlab import retain

orders = crm.load("orders").query("ordered_on >= '2025-01-01'")
lines = crm.load("order_lines").merge(orders[["order_id"]], on="order_id")
complaints = crm.load("complaints").query("opened_at >= '2025-01-01'")
goods = lines[lines["quantity"] > 0].groupby("product_id")["quantity"].sum().rename("sold").reset_index()
written = crm.load("reviews").groupby("product_id")["stars"].agg(reviews="size", stars="mean").reset_index()
goods = goods.merge(written, on="product_id", how="left").fillna({"reviews": 0})
goods.head(3)

# %% lang="en" exercise="07a.6" part="stub"
scored = ____  # a table: product_id, score

# %% lang="zh" exercise="07a.6" part="stub"
scored = ____  # 一张表：product_id、score

# %% exercise="07a.6" part="solution"
back = -lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()
blamed = complaints[complaints["category"].isin(["quality", "damaged"])]["product_id"].value_counts()
whole = goods.assign(
    returned=goods["product_id"].map(back).fillna(0), defects=goods["product_id"].map(blamed).fillna(0)
)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="also_right"
table = goods.set_index("product_id")
table["returned"] = lines["quantity"].clip(upper=0).abs().groupby(lines["product_id"]).sum()
table["defects"] = complaints.query("category in ['quality', 'damaged']").groupby("product_id").size()
table = table.fillna({"returned": 0, "defects": 0}).reset_index()
scored = retain.product_satisfaction(table)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="You counted all complaints that name a product. A wrong item is the packer's fault: only quality and damaged." zh="你数了所有提到商品的投诉。错发漏发不怪商品：只数quality和damaged。"
back = -lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()
blamed = complaints["product_id"].value_counts()
whole = goods.assign(
    returned=goods["product_id"].map(back).fillna(0), defects=goods["product_id"].map(blamed).fillna(0)
)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="You counted how often something came back, not how many units. Add up the quantities." zh="你数的是退了几次，不是退了几件。把数量加起来。"
back = lines[lines["quantity"] < 0].groupby("product_id").size()
blamed = complaints[complaints["category"].isin(["quality", "damaged"])]["product_id"].value_counts()
whole = goods.assign(
    returned=goods["product_id"].map(back).fillna(0), defects=goods["product_id"].map(blamed).fillna(0)
)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="These are the complaints of all three years against the sales of one. Take those of 2025." zh="你拿三年的投诉比一年的销量。投诉也只取2025年的。"
back = -lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()
ever = crm.load("complaints")
blamed = ever[ever["category"].isin(["quality", "damaged"])]["product_id"].value_counts()
whole = goods.assign(
    returned=goods["product_id"].map(back).fillna(0), defects=goods["product_id"].map(blamed).fillna(0)
)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="These are the units brought back in all three years against the sales of one. Take those of 2025: lines holds them." zh="你拿三年的退货比一年的销量。退货也只取2025年的：就在lines里。"
ever = crm.load("order_lines")
back = -ever[ever["quantity"] < 0].groupby("product_id")["quantity"].sum()
blamed = complaints[complaints["category"].isin(["quality", "damaged"])]["product_id"].value_counts()
whole = goods.assign(
    returned=goods["product_id"].map(back).fillna(0), defects=goods["product_id"].map(blamed).fillna(0)
)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="Nothing came back in your table. Units that came back stand in lines with a negative quantity." zh="你的表里一件也没退。退回的件数在lines里，数量是负的。"
blamed = complaints[complaints["category"].isin(["quality", "damaged"])]["product_id"].value_counts()
whole = goods.assign(returned=0, defects=goods["product_id"].map(blamed).fillna(0))
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="You counted quality alone. What arrives damaged is the product's and its package's fault as well." zh="你只数了quality。送到就坏了的damaged，商品和包装也有责任。"
back = -lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()
blamed = complaints[complaints["category"] == "quality"]["product_id"].value_counts()
whole = goods.assign(
    returned=goods["product_id"].map(back).fillna(0), defects=goods["product_id"].map(blamed).fillna(0)
)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="No product has a complaint in your table. Those on quality and damage stand in complaints, by product_id." zh="你的表里一件投诉也没有。质量和破损的投诉在complaints里，按product_id数。"
back = -lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()
whole = goods.assign(returned=goods["product_id"].map(back).fillna(0), defects=0)
scored = retain.product_satisfaction(whole)[["product_id", "score"]]

# %% exercise="07a.6" part="wrong" en="These are the stars, given by those who write. The score takes returns and complaints as well." zh="这是星级，只来自肯写评价的人。打分还要看退货和投诉。"
scored = goods[["product_id", "stars"]].rename(columns={"stars": "score"})

# %% [markdown] lang="en" exercise="07a.6" part="hint"
# `lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()` gives the units that came back, with a minus.
# Products without any stay empty in a `map`: fill in 0.

# %% [markdown] lang="zh" exercise="07a.6" part="hint"
# `lines[lines["quantity"] < 0].groupby("product_id")["quantity"].sum()`是退回的件数，带负号。
# 没有退货的商品在`map`之后是空的：填0。

# %% [markdown] lang="en" exercise="07a.6" part="hint"
# With `returned` and `defects` in place `retain.product_satisfaction(goods)` does the rest.

# %% [markdown] lang="zh" exercise="07a.6" part="hint"
# 有了`returned`和`defects`，`retain.product_satisfaction(goods)`就能打分。

# %% [markdown] lang="en" exercise="07a.6" part="analysis"
# At the end of the line stands {{scored.sort_values("score")["product_id"].iloc[0]}}, at its head {{scored.sort_values("score")["product_id"].iloc[-1]}}.
# Rates are drawn towards the shop's mean: a product sold twenty times with one complaint is not the worst, it is unknown.
# Stars come only from those who write, and these are the very pleased and the very angry.

# %% [markdown] lang="zh" exercise="07a.6" part="analysis"
# 排在末尾的是{{scored.sort_values("score")["product_id"].iloc[0]}}，排在最前的是{{scored.sort_values("score")["product_id"].iloc[-1]}}。
# 比率都往全店平均拉了一把：只卖过二十件、投诉一次的商品，不是最差，是还不知道。
# 星级只来自肯写的人，往往不是特别高兴，就是特别生气。

# %% [markdown] lang="en" exercise="07a.7" part="task" kind="table"
# ## 7. Which promise to lower
#
# Business customers have three promises in their contracts: a share of deliveries on time, a share of lines filled, and hours until an answer.
# `months` holds what was agreed and what was done, for each month of 2025 and each account with the middle contract (answers within eight hours).
# A promise met exactly is kept.
# For each promise find the share of months in which it was `kept`, and the level that `could` have been promised so as to keep it in nine months of ten.
# Give a table with the columns `promise` (`on_time`, `filled`, `hours`), `kept` and `could`.

# %% [markdown] lang="zh" exercise="07a.7" part="task"
# ## 7. 该降哪个承诺
#
# 企业客户的合同里有三个承诺：准时送达的比例、备齐的比例、几小时内答复。
# `months`是2025年各个月约定的和做到的，只取签了中档合同（八小时内答复）的客户。
# 刚好做到，也算守住。
# 对每个承诺，算出守住的月份比例`kept`，以及许到多少（`could`）才能十个月里守住九个月。
# 答案是一张表，有`promise`（`on_time`、`filled`、`hours`）、`kept`、`could`三列。

# %% exercise="07a.7" part="given"
import pandas as pd

levels = crm.load("service_levels").query("month_on >= '2025-01-01' and agreed_hours == 8")
months = levels.query("deliveries > 0 and lines > 0").dropna()
months = pd.DataFrame(
    {
        "on_time": months["on_time"] / months["deliveries"],
        "agreed_on_time": months["agreed_on_time"],
        "filled": months["lines_filled"] / months["lines"],
        "agreed_filled": months["agreed_filled"],
        "hours": months["answer_hours"],
        "agreed_hours": months["agreed_hours"],
    }
)
months.head(3).round(3)

# %% lang="en" exercise="07a.7" part="stub"
promises = ____  # a table: promise, kept, could

# %% lang="zh" exercise="07a.7" part="stub"
promises = ____  # 一张表：promise、kept、could

# %% exercise="07a.7" part="solution"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months["on_time"].quantile(0.1), months["filled"].quantile(0.1), months["hours"].quantile(0.9)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="also_right"
import numpy as np

rows = []
for name, sign in (("on_time", 1), ("filled", 1), ("hours", -1)):
    kept = (sign * months[name] >= sign * months["agreed_" + name]).mean()
    rows.append({"promise": name, "kept": kept, "could": sign * np.quantile(sign * months[name], 0.1)})
promises = pd.DataFrame(rows)

# %% exercise="07a.7" part="wrong" en="For the two shares more is better, so nine months of ten lie ABOVE the level: take the 10 % quantile there." zh="两个比例是越高越好，十个月里有九个月要在这个水平**之上**：取10%分位数。"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months[name].quantile(0.9) for name in ("on_time", "filled", "hours")]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="Fewer hours are better, so nine months of ten lie BELOW the level: take the 90 % quantile for hours." zh="小时数是越少越好，十个月里有九个月要在这个水平**之下**：hours取90%分位数。"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months[name].quantile(0.1) for name in ("on_time", "filled", "hours")]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="For hours the promise is kept if they are at most the agreed ones; you counted the months in which it was broken." zh="hours不超过约定才算守住；你数的是没守住的月份。"
kept = [(months[name] >= months["agreed_" + name]).mean() for name in ("on_time", "filled", "hours")]
could = [months["on_time"].quantile(0.1), months["filled"].quantile(0.1), months["hours"].quantile(0.9)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="A promise met exactly is kept: compare with >= for the shares and <= for the hours." zh="刚好做到也算守住：比例用>=，小时用<=。"
kept = [
    (months["on_time"] > months["agreed_on_time"]).mean(),
    (months["filled"] > months["agreed_filled"]).mean(),
    (months["hours"] < months["agreed_hours"]).mean(),
]
could = [months["on_time"].quantile(0.1), months["filled"].quantile(0.1), months["hours"].quantile(0.9)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="These are the shares of months in which the promises were broken; kept asks for the others." zh="这是没守住的月份比例；kept要的是守住的。"
kept = [
    (months["on_time"] < months["agreed_on_time"]).mean(),
    (months["filled"] < months["agreed_filled"]).mean(),
    (months["hours"] > months["agreed_hours"]).mean(),
]
could = [months["on_time"].quantile(0.1), months["filled"].quantile(0.1), months["hours"].quantile(0.9)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="A promise at the mean is broken in many months. Take the level that nine months of ten reach: a quantile." zh="按平均数许诺，会有许多个月守不住。要取十个月里九个月够得着的水平：分位数。"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months[name].mean() for name in ("on_time", "filled", "hours")]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="Kept is the share of months in which the promise held; you gave the mean of what was done." zh="kept是守住的月份占多少；你给的是做到的平均水平。"
kept = [months[name].mean() for name in ("on_time", "filled", "hours")]
could = [months["on_time"].quantile(0.1), months["filled"].quantile(0.1), months["hours"].quantile(0.9)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="Per cent for shares: kept lies between 0 and 1." zh="kept要写成0到1之间的比例，不是百分数。"
kept = [
    100 * (months["on_time"] >= months["agreed_on_time"]).mean(),
    100 * (months["filled"] >= months["agreed_filled"]).mean(),
    100 * (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months["on_time"].quantile(0.1), months["filled"].quantile(0.1), months["hours"].quantile(0.9)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="All three are the wrong way round: these levels are reached in one month of ten. More is better for the shares, so take their 10 % quantile; less is better for the hours, so take the 90 % quantile." zh="三个方向都反了：这样的水平，十个月里只有一个月够得着。两个比例越高越好，取10%分位数；小时数越少越好，取90%分位数。"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months["on_time"].quantile(0.9), months["filled"].quantile(0.9), months["hours"].quantile(0.1)]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="That is the worst month: a promise kept always. Nine months of ten may ask for more: take a quantile." zh="这是最差的那个月，等于月月守得住。只要十个月里九个月，可以许得多一点：取分位数。"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months["on_time"].min(), months["filled"].min(), months["hours"].max()]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% exercise="07a.7" part="wrong" en="That is the middle month: such a promise is broken in half of them. Nine months of ten: a 10 % or 90 % quantile." zh="这是中间的那个月：这样许诺，一半的月份守不住。十个月里要守九个月：取10%或90%分位数。"
kept = [
    (months["on_time"] >= months["agreed_on_time"]).mean(),
    (months["filled"] >= months["agreed_filled"]).mean(),
    (months["hours"] <= months["agreed_hours"]).mean(),
]
could = [months[name].median() for name in ("on_time", "filled", "hours")]
promises = pd.DataFrame({"promise": ["on_time", "filled", "hours"], "kept": kept, "could": could})

# %% [markdown] lang="en" exercise="07a.7" part="hint"
# Two of the promises are shares (more is better), one is a time (less is better): turn the comparison and the quantile round for it.

# %% [markdown] lang="zh" exercise="07a.7" part="hint"
# 两个承诺是比例（越高越好），一个是时间（越短越好）：比较号和分位数都要反过来。

# %% [markdown] lang="en" exercise="07a.7" part="hint"
# `(months["on_time"] >= months["agreed_on_time"]).mean()` is the share kept; `months["on_time"].quantile(0.1)` is reached in nine months of ten.

# %% [markdown] lang="zh" exercise="07a.7" part="hint"
# `(months["on_time"] >= months["agreed_on_time"]).mean()`是守住的比例；`months["on_time"].quantile(0.1)`是十个月里九个月够得着的水平。

# %% [markdown] lang="en" exercise="07a.7" part="analysis"
# Least often kept is {{promises.sort_values("kept")["promise"].iloc[0]}}, in {{promises["kept"].min():.0%}} of the months.
# On time, only {{promises["could"].iloc[0]:.0%}} could be promised: with few deliveries a month one late van breaks it, so promise over the quarter, not the month.
# Only one contract is looked at: several agreed levels in one heap would give a level that is right for none of them.
# Lower what you cannot keep, say so beforehand, and keep the new promise: the gap closes from the side of expectation.

# %% [markdown] lang="zh" exercise="07a.7" part="analysis"
# 守得最少的是{{promises.sort_values("kept")["promise"].iloc[0]}}，只有{{promises["kept"].min():.0%}}的月份守住。
# 准时送达只许得起{{promises["could"].iloc[0]:.0%}}：一个月没几趟，晚一趟就破了，所以按季度许，别按月许。
# 这里只看一档合同：几档约定混在一堆算，得出的水平对哪一档都不合适。
# 守不住的就降，事先说清楚，降了以后守住：差距从期望那一头合上。

# %% [markdown] lang="en" exercise="07a.8" part="task" kind="choice"
# ## 8. A sentence for the report
#
# The indices of six districts lie a few points apart; most intervals overlap, the verdict on the index is `open` for all six, and on delivery New Town is `below` and East Gate `above`.
# Which sentence may stand in the report?
#
# **a** "East Gate leads, New Town comes last: the manager of New Town gets no bonus."
#
# **b** "The intervals overlap, so the districts are equally satisfied."
#
# **c** "On the whole index the survey cannot tell any district from the rest; on delivery New Town lies below the rest."
#
# **d** "Larger samples have the better districts: ask more people in New Town."

# %% [markdown] lang="zh" exercise="07a.8" part="task"
# ## 8. 报告里写哪一句
#
# 六个城区的指数只差几点，区间大多重叠，指数上六个都是`open`（没定论）；配送上新城是`below`（低于其余），东门是`above`（高于其余）。
# 报告里可以写哪一句？
#
# **a** “东门第一，新城垫底：新城的负责人不发奖金。”
#
# **b** “区间重叠，所以各城区一样满意。”
#
# **c** “看总指数，这次调查没有把哪个城区跟其余分出高低；看配送，新城低于其余。”
#
# **d** “样本大的城区分数高：新城要多请些人来答。”

# %% lang="en" exercise="07a.8" part="stub"
sentence = ____  # one letter, such as "a"

# %% lang="zh" exercise="07a.8" part="stub"
sentence = ____  # 一个字母，比如"a"

# %% exercise="07a.8" part="solution"
sentence = "c"

# %% exercise="07a.8" part="wrong" en="The order of units that cannot be told from the rest may be chance; next year another may stand last. And a manager answers for the mix of his customers as little as for the weather." zh="跟其余分不出高低的单位，先后可能只是碰巧；明年垫底的也许是另一个。再说，客户构成跟天气一样，不归负责人管。"
sentence = "a"

# %% exercise="07a.8" part="wrong" en="Not found is not the same as not there: intervals several points wide leave room for a difference." zh="没找到不等于没有：区间有好几点宽，容得下差别。"
sentence = "b"

# %% exercise="07a.8" part="wrong" en="More answers make an interval narrower, not an index higher." zh="答卷多，区间会变窄，指数不会变高。"
sentence = "d"

# %% [markdown] lang="en" exercise="07a.8" part="hint"
# What do the verdicts say, and what do they not say?

# %% [markdown] lang="zh" exercise="07a.8" part="hint"
# 结论那一列说了什么？没说什么？

# %% [markdown] lang="en" exercise="07a.8" part="hint"
# `open` means that the survey cannot tell, neither better nor equal.

# %% [markdown] lang="zh" exercise="07a.8" part="hint"
# `open`就是这次调查说不清：不能说更好，也不能说一样。

# %% [markdown] lang="en" exercise="07a.8" part="analysis"
# Say what the survey tells and what it does not; the second protects people.
# A unit can do what the report names: delivery, not "satisfaction".
# Whoever links pay to a league table gets marks begged for at the till.

# %% [markdown] lang="zh" exercise="07a.8" part="analysis"
# 调查说得清的写出来，说不清的也写出来；后一句是保护人的。
# 报告要点到单位改得动的事：配送，而不是“满意度”。
# 谁把奖金挂在名次上，谁就会在收银台听见“麻烦给个十分”。

# %% [markdown] lang="en" exercise="07a.9" part="task" kind="memo"
# ## 9. Decision memo
#
# The owner has half a page for you: which banner may hang over the door, which repair is worth its money next year, and which is not?
# The cell gives you the complaints of 2025, what one costs, and two proposals; the cuts are the owner's guesses.
# The rider is another plan than in the lesson: he helps in all districts, and might save a third of all late deliveries.
# Write at least forty words, in triple quotation marks, with the numbers that you found, and mark them by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="07a.9" part="task"
# ## 9. 决策备忘
#
# 老板只给你半页纸：门口能挂哪条横幅？明年哪个办法值得花钱，哪个不值？
# 下面一格给出2025年的投诉、一件投诉的花费和两个办法；能减少多少，是老板估的。
# 这里的骑手跟课文里的方案不同：各城区都去帮忙，全部迟到投诉大约能少三分之一。
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分：先给自己打，然后跟同学交换。

# %% exercise="07a.9" part="given"
import pandas as pd

from crmlab import retain

orders = crm.load("orders").query("amount > 0 and '2024-11-10' <= ordered_on < '2025-11-10'")
overall = crm.load("survey_satisfaction")["sat_overall"].dropna()
top_two = retain.top_box(overall, population=orders["customer_id"].nunique())
marks = crm.load("complaints").query("opened_at >= '2025-01-01'")
cost_each = marks["recovery_value"].mean() + marks["times_contacted"].mean() * 4.4 + 23
plans = pd.DataFrame({"plan": ["shelf", "rider"], "cut": [0.5, 0.35], "cost": [4015, 24090]})
plans["complaints"] = [(marks["category"] == "quality").sum(), (marks["category"] == "late").sum()]
plans["worth"] = plans["complaints"] * plans["cut"] * cost_each
plans["net"] = plans["worth"] - plans["cost"]
plans.round(2)

# %% exercise="07a.9" part="given"
round(top_two.value, 3), round(top_two.low, 3), round(top_two.high, 3), round(cost_each, 1)

# %% lang="en" exercise="07a.9" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="07a.9" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% lang="en" exercise="07a.9" part="solution"
shelf, rider = plans.iloc[0], plans.iloc[1]
needed = shelf["cost"] / (shelf["complaints"] * cost_each)
memo = (
    f"Banner: '{top_two.value:.0%} of those who answered gave us nine or ten' (95 %: {top_two.low:.0%} to "
    f"{top_two.high:.0%}). It names the mark, and it speaks of those who answered; the silent may think otherwise. "
    f"I propose the second look at the shelf: {shelf['cost']:,.0f} yuan a year against complaints on quality worth "
    f"{shelf['worth']:,.0f} yuan if it halves them, net {shelf['net']:,.0f}. "
    f"It breaks even if it prevents {needed:.0%} of them; a quarter brings too few to tell, so we count for a year and stop below that. "
    f"The rider costs {rider['cost']:,.0f} and saves {rider['worth']:,.0f} in complaints, so not now, although "
    f"delivery has lower marks than goods; instead we announce a wider hour. Unvoiced trouble is not counted; it would "
    f"raise both sums."
)

# %% lang="zh" exercise="07a.9" part="solution"
shelf, rider = plans.iloc[0], plans.iloc[1]
needed = shelf["cost"] / (shelf["complaints"] * cost_each)
memo = (
    f"横幅可以写：“作答的客户里，{top_two.value:.0%}给了9分或10分”（95%区间{top_two.low:.0%}到{top_two.high:.0%}）。"
    f"要写明几分起算，也只说作答的人：没答的人怎么想，我们不知道。"
    f"建议每天再看一遍货架：一年花{shelf['cost']:,.0f}元，质量投诉若能减半，省{shelf['worth']:,.0f}元，净省{shelf['net']:,.0f}元。"
    f"只要挡住{needed:.0%}就回本；一个季度件数太少，看不准，所以数满一年，不到就停。"
    f"加骑手要花{rider['cost']:,.0f}元，投诉上只省{rider['worth']:,.0f}元，眼下不加，尽管配送的分比商品低；先把送货时段放宽。"
    f"没说出口的不满没算进来，算进来两个数都会变大。"
)

# %% [markdown] lang="en" exercise="07a.9" part="hint"
# A true banner names the threshold and whom it speaks of.

# %% [markdown] lang="zh" exercise="07a.9" part="hint"
# 真话的横幅，要写明分界，也要写明说的是谁。

# %% [markdown] lang="en" exercise="07a.9" part="hint"
# For each repair: cost, what it saves, and the cut at which it breaks even (`cost / (complaints * cost_each)`).

# %% [markdown] lang="zh" exercise="07a.9" part="hint"
# 每个办法写三个数：花多少、省多少、减少多少才回本（`cost / (complaints * cost_each)`）。

# %% [markdown] lang="en" exercise="07a.9" part="rubric"
# - **Banner** (2): a sentence with its threshold and interval (1), about those who answered (1).
# - **Decision** (2): which repair and which not; one point for one of the two.
# - **Money** (2): cost, saving and net of the chosen repair; one point for two of the three.
# - **Break-even** (2): the cut at which it pays (1), and how it will be checked (1).
# - **Limits** (1): voiced complaints only, or the owner's guess.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="07a.9" part="rubric"
# - **横幅**（2）：带分界和区间（1分），说明只指作答的人（1分）。
# - **决定**（2）：做哪个、不做哪个；只写其中一样得1分。
# - **金额**（2）：所选办法的花费、节省和净省；三样写出两样得1分。
# - **回本点**（2）：减少多少才回本（1分），打算怎么查（1分）。
# - **局限**（1）：只数了说出口的投诉，或者减少的比例是估的。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="07a.9" part="analysis"
# There is no single right text; the rubric asks for a threshold, two decisions with numbers, and a limit.
# Most first drafts repeat the lowest mark of the survey as if it were an order to act.
# The break-even cut is the number to remember: it turns the owner's guess into something that can be measured.

# %% [markdown] lang="zh" exercise="07a.9" part="analysis"
# 没有唯一正确的写法；评分看的是分界、带数字的两个决定和一条局限。
# 多数初稿会把调查里的最低分直接当成命令。
# 最该记住的是回本点：它把老板的估计变成了能量出来的东西。
