# ---
# id: "00"
# title: {en: "Start here", zh: "从这里开始"}
# minutes: {lecture: 5, exercises: 0}
# textbook: []
# needs: []
# ---

# %% [markdown] lang="en"
# Welcome to CRM Lab, a workbook for learning customer relationship management with data.
# You open a lesson, read a case, run the method by hand and then in one call, move a slider, decide, and do exercises that tell you at once what is right and which mistake was made.
#
# Click into a cell and press <kbd>Shift</kbd>+<kbd>Enter</kbd> to run it.
# Start with this one: it checks that everything is in place.

# %% [markdown] lang="zh"
# 欢迎来到CRM实验室：一本用数据学客户关系管理的练习册。
# 打开一课，读一个案例，先手算，再用一行代码算；拖一拖滑块，做一个决策；练习会当场告诉你对没对、错在哪儿。
#
# 点一下格子，按<kbd>Shift</kbd>+<kbd>Enter</kbd>运行。
# 先运行这一格，看看东西齐不齐。

# %%
crm.data.check_environment()

# %% [markdown] lang="en"
# If it says that something is missing, close the lab and run `python lab.py setup` once more.
#
# ## The shop
#
# Every lesson works on one company, Hejia (禾家): a rice shop in a lane that became a grocer, then went online.
# It is simulated, so its truth is known: after each analysis we look how far off we were.
# History runs from 2023-01-01 to 2025-12-31; *today* is 2026-01-01.

# %% [markdown] lang="zh"
# 如果提示缺了什么，关掉实验室，再运行一次`python lab.py setup`。
#
# ## 这家店
#
# 每一课都用同一家公司：禾家（Hejia），从巷子里的米店起步，后来卖杂货，再后来开了网店。
# 它是模拟出来的，真相已知：每次分析完，都可以看看差了多少。
# 历史从2023-01-01到2025-12-31，“今天”是2026-01-01。

# %%
crm.describe("orders")

# %% [markdown] lang="en"
# That was the card of one table; below are all of them, by area.
# `crm.data.table_names()` lists them, and `crm.describe(name)` shows the card of each.
# `crm.data.plot_tables("surveys")` draws one area closer, with its columns and keys.

# %% [markdown] lang="zh"
# 上面是一张表的卡片；所有的表都在下图里，按板块排。
# `crm.data.table_names()`列出全部表名，`crm.describe(name)`显示其中一张的卡片。
# `crm.data.plot_tables("surveys")`把一个板块放大，画出各表的列和键。

# %% alt_en="Boxes with the names of the shop's tables and their rows, one box for each area. Arrows lead from the areas about customers, such as surveys and the contact centre, to customers and orders, and from the CRM desk to the accounts." alt_zh="每个板块一个方框，列出其中的表名和行数。箭头从调查、呼叫中心等讲客户的板块指向客户与订单，从CRM日常运营指向企业客户。"
import matplotlib.pyplot as plt

crm.data.plot_tables()
plt.show()

# %% [markdown] lang="en"
# ## The lessons
#
# <!-- lesson map -->
#
# ## How to use the exercises
#
# Each lesson has a notebook of exercises.
# Put your answer in place of `____`, run the cell, and read what `check` says.
# Brackets, quotation marks and commas in code are always the English ones.
# Stuck? `hint("04a.1")` gives a first hint, and a second one when you ask again.
# `solution("04a.1")` folds out the answer; try first.
# Want other numbers, for practice or for a test? `crm.check.variant(42)` gives you a shop of your own, and the checks follow; `crm.check.variant(None)` leads back.
#
# Your notebooks are yours: they lie in `my-work`, and a newer version of the workbook never overwrites what you have written.

# %% [markdown] lang="zh"
# ## 各课
#
# <!-- lesson map -->
#
# ## 怎么做练习
#
# 每一课配一个练习本。
# 把`____`换成你的答案，运行，看`check`怎么说。
# 代码里的括号、引号、逗号一律用英文输入法。
# 卡住了？`hint("04a.1")`给第一条提示，再运行一次给第二条。
# `solution("04a.1")`会展开答案；先自己试试。
# 想换一套数字练手或考试？`crm.check.variant(42)`给你一家自己的店，检查也跟着换；`crm.check.variant(None)`换回来。
#
# 笔记本是你自己的，放在`my-work`里；练习册更新，不会盖掉你写的东西。

# %% [markdown] lang="en"
# ## How to switch language
#
# Each notebook has a link to its twin at the top.
# In a notebook, `crm.set_language("zh")` makes figures and messages speak Chinese.
# To start in Chinese, menus included: `python lab.py --lang zh`.

# %% [markdown] lang="zh"
# ## 怎么换语言
#
# 每个笔记本的开头都有通往另一种语言的链接。
# 在笔记本里运行`crm.set_language("en")`，图和提示就变成英文。
# 想让整个界面都用英文：`python lab.py --lang en`。
