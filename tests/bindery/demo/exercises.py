# ---
# id: "99x"
# title: {en: "A demo lesson", zh: "演示课"}
# ---

# %% [markdown] lang="en"
# Take your time.

# %% [markdown] lang="zh"
# 慢慢来。

# %% [markdown] lang="en" exercise="99x.1" part="task" kind="number"
# ## 1. The share that stayed
# What share of the {{len(visits)}} customers came at all? A number between 0 and 1.

# %% [markdown] lang="zh" exercise="99x.1" part="task"
# ## 1. 留下的占多少
# {{len(visits)}}位客户里，来过的占多少？答案是0到1之间的一个数。

# %% exercise="99x.1" part="given"
visits = [12, 7, 3, 0]

# %% lang="en" exercise="99x.1" part="stub"
stayed = ____  # a number between 0 and 1

# %% lang="zh" exercise="99x.1" part="stub"
stayed = ____  # 0到1之间的一个数

# %% exercise="99x.1" part="solution"
stayed = sum(n > 0 for n in visits) / len(visits)

# %% exercise="99x.1" part="wrong" en="You counted visits, not customers." zh="你数的是次数，不是客户。"
stayed = sum(visits)

# %% [markdown] lang="en" exercise="99x.1" part="hint"
# Count those above zero.

# %% [markdown] lang="zh" exercise="99x.1" part="hint"
# 数大于零的。

# %% [markdown] lang="en" exercise="99x.1" part="hint"
# Divide by `len(visits)`.

# %% [markdown] lang="zh" exercise="99x.1" part="hint"
# 除以`len(visits)`。

# %% [markdown] lang="en" exercise="99x.1" part="analysis"
# {{stayed:.0%}} came.

# %% [markdown] lang="zh" exercise="99x.1" part="analysis"
# 来过的占{{stayed:.0%}}。

# %% [markdown] lang="en" exercise="99x.2" part="task" kind="memo"
# ## 2. Write to the owner
# Say in one paragraph whom to call.

# %% [markdown] lang="zh" exercise="99x.2" part="task"
# ## 2. 给老板写几句
# 用一段话说清楚该给谁打电话。

# %% exercise="99x.2" part="stub"
memo = ____

# %% lang="en" exercise="99x.2" part="solution"
never = 1
memo = (
    f"Call the {never} customer who never came, before anybody else, and ask why. "
    "A call costs us five minutes; a customer who comes back brings a year of rice. "
    "If nobody answers after two calls, we stop, and we spend the time on those who still come."
)

# %% lang="zh" exercise="99x.2" part="solution"
never = 1
memo = (
    f"先给那{never}位一次没来过的客户打电话，问问原因。"
    "一个电话只要五分钟，找回一位客户就是一年的米钱，这笔账怎么算都划得来。"
    "打两次没人接就停，把时间留给还在来的客户，这样谁也不会嫌我们烦。"
)

# %% [markdown] lang="en" exercise="99x.2" part="hint"
# Begin with the decision.

# %% [markdown] lang="zh" exercise="99x.2" part="hint"
# 先写决定。

# %% [markdown] lang="en" exercise="99x.2" part="hint"
# Then what it costs.

# %% [markdown] lang="zh" exercise="99x.2" part="hint"
# 再写花多少钱。

# %% [markdown] lang="en" exercise="99x.2" part="analysis"
# A decision, its cost, its limit.

# %% [markdown] lang="zh" exercise="99x.2" part="analysis"
# 决定、花费、界限，一样不少。

# %% [markdown] lang="en" exercise="99x.2" part="rubric"
# - **Decision** (2): names whom to call
# - **Number** (2): names how many
# - **Cost** (2): says what it costs
# - **Limit** (1): says when to stop

# %% [markdown] lang="zh" exercise="99x.2" part="rubric"
# - **决定**（2）：说清楚给谁打
# - **数字**（2）：说清楚有几位
# - **花费**（2）：说清楚要花什么
# - **界限**（1）：说清楚何时停手
