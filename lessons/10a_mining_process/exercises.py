# ---
# id: "10a"
# title: {en: "Data mining: the process", zh: "数据挖掘：过程"}
# ---

# %% [markdown] lang="en"
# Put your answer in place of `____` and run the cell: `check` says at once whether it is right, and if not, which way it is wrong.
# Run the first cell below, and in each exercise the cell with the data before your own; otherwise the exercises do not depend on each other.
# Stuck? Take the `#` away before `hint`.

# %% [markdown] lang="zh"
# 把`____`换成你的答案，运行这一格：`check`马上告诉你对不对，不对的话错在哪里。
# 先运行下面第一格；每道题先运行给数据的那一格，再写自己的答案。除此之外，各题互不依赖。
# 卡住了，就去掉`hint`前面的`#`。

# %% [markdown] lang="en" exercise="10a.1" part="task" kind="number" exact="true"
# ## 1. The winter regulars
#
# The manager says: "I want to know which of our customers stay with us in winter."
# You agree on this.
# Unit: each customer who bought in October 2025.
# Target: she buys again in the window of sixty days that begins on 1 November (the last day is 30 December).
# What share of the units is a yes?
# A refund is no purchase.
# Do not round: refunds and a day too many show in the third decimal only.

# %% [markdown] lang="zh" exercise="10a.1" part="task"
# ## 1. 冬天还来的人
#
# 经理说：“我想知道哪些客户冬天还跟着我们。”
# 你们约定如下。
# 单位：2025年10月买过东西的每位客户。
# 目标：从11月1日起的六十天窗口里（最后一天是12月30日）又来买过。
# 这些单位里，“是”占多大比例？
# 退款不算购买。
# 不要四舍五入：算进退款、多算一天，差别都在第三位小数上。

# %% exercise="10a.1" part="given"
import pandas as pd

orders = crm.load("orders")
first_day, horizon = pd.Timestamp("2025-11-01"), 60
orders["ordered_on"].agg(["min", "max"])

# %% lang="en" exercise="10a.1" part="stub"
share_yes = ____  # a number between 0 and 1, unrounded

# %% lang="zh" exercise="10a.1" part="stub"
share_yes = ____  # 0到1之间的数，不要四舍五入

# %% exercise="10a.1" part="solution"
from crmlab import mine

bought = orders[orders["amount"] > 0]
units = bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"].unique()
share_yes = mine.came_in_window(units, bought, first_day, horizon).mean()

# %% exercise="10a.1" part="also_right"
bought = orders[orders["amount"] > 0]
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = len(october & later) / len(october)

# %% exercise="10a.1" part="wrong" en="Your units are all customers who ever bought. The unit is a customer who bought in October." zh="你把买过东西的客户全算成了单位。单位是10月买过的客户。"
bought = orders[orders["amount"] > 0]
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = len(later) / bought["customer_id"].nunique()

# %% exercise="10a.1" part="wrong" en="You counted orders, not customers: who bought three times in October stands three times. One row for each unit." zh="你数的是订单，不是客户：10月买了三次的人占了三行。一个单位只占一行。"
bought = orders[orders["amount"] > 0]
october = bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"]
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = october.isin(later).mean()

# %% exercise="10a.1" part="wrong" en="Turned round: you asked who of the winter customers had been there in October. Divide by the October customers." zh="方向反了：你问的是冬天的客户里谁10月来过。要除以10月的客户数。"
bought = orders[orders["amount"] > 0]
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = len(october & later) / len(later)

# %% exercise="10a.1" part="wrong" en="Your window begins in October, so everybody says yes by what made her a unit. It begins on 1 November." zh="你的窗口从10月就开始了，单位凭入选的那一单就成了“是”。窗口从11月1日开始。"
share_yes = 1.0

# %% exercise="10a.1" part="wrong" en="That is per cent. The answer is a share between zero and one." zh="这是百分数。答案要写成零到一之间的比例。"
bought = orders[orders["amount"] > 0]
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = 100 * len(october & later) / len(october)

# %% exercise="10a.1" part="wrong" en="Your window has thirty days. The agreement says sixty." zh="你的窗口是三十天。约定的是六十天。"
bought = orders[orders["amount"] > 0]
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-11-30"), "customer_id"])
share_yes = len(october & later) / len(october)

# %% exercise="10a.1" part="wrong" en="That is the share of the no. The target is: she does buy again." zh="这是“否”的比例。目标是又来买过的。"
bought = orders[orders["amount"] > 0]
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = 1 - len(october & later) / len(october)

# %% exercise="10a.1" part="wrong" en="Refunds are still in it. A refund is no purchase: keep the amounts above zero." zh="退款还混在里面。退款不算购买：只留金额大于零的。"
bought = orders
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-30"), "customer_id"])
share_yes = len(october & later) / len(october)

# %% exercise="10a.1" part="wrong" en="Your window has one day too many. Sixty days from 1 November end on 30 December." zh="你的窗口多了一天。从11月1日起的六十天，到12月30日为止。"
bought = orders[orders["amount"] > 0]
october = set(bought.loc[bought["ordered_on"].between("2025-10-01", "2025-10-31"), "customer_id"])
later = set(bought.loc[bought["ordered_on"].between("2025-11-01", "2025-12-31"), "customer_id"])
share_yes = len(october & later) / len(october)

# %% [markdown] lang="en" exercise="10a.1" part="hint"
# First the list of units, each once; then mark who stands among the buyers of the window.

# %% [markdown] lang="zh" exercise="10a.1" part="hint"
# 先列出单位，每位一次；再看谁在窗口里买过。

# %% [markdown] lang="en" exercise="10a.1" part="hint"
# `mine.came_in_window(units, bought, first_day, horizon)` gives 0 and 1 for each unit.

# %% [markdown] lang="zh" exercise="10a.1" part="hint"
# `mine.came_in_window(units, bought, first_day, horizon)`给每个单位一个0或1。

# %% [markdown] lang="en" exercise="10a.1" part="analysis"
# {{share_yes:.0%}} are a yes. Whoever says yes to everybody is right as often as that; a model must do better.
# With another window the number would be another: a target without its window is no target.

# %% [markdown] lang="zh" exercise="10a.1" part="analysis"
# “是”占{{share_yes:.0%}}。全猜“是”，就能对这么多；模型要比它强才行。
# 换一个窗口就是另一个数：不写窗口的目标不算目标。

# %% [markdown] lang="en" exercise="10a.2" part="task" kind="order"
# ## 2. Six notes from a project
#
# Six notes have fallen from a folder.
# Put them in the order of CRISP-DM.
#
# - **a** "Half of the customers were set aside; on these the list would have earned money."
# - **b** "Tier empty means: no member. The balance of points is out, it is today's."
# - **c** "The owner wants to write only to those who will order the box within thirty days."
# - **d** "The list lies on the counter; on 1 March we look whether the customers have changed."
# - **e** "Orders since 2023, one row for each receipt; a tenth of the customers spend ten times the median."
# - **f** "Gini, at least fifty customers in a leaf, pruned to five leaves."

# %% [markdown] lang="zh" exercise="10a.2" part="task"
# ## 2. 六张散落的纸条
#
# 一个项目的文件夹里掉出六张纸条。
# 按CRISP-DM的先后排好。
#
# - **a** “留出了一半客户没动；在他们身上，这张名单能赚钱。”
# - **b** “等级空着就是没入会。积分余额不要，那是今天的数。”
# - **c** “老板只想给三十天内会订礼盒的人寄信。”
# - **d** “名单放上柜台了；3月1日再看客户变了没有。”
# - **e** “订单从2023年起，一张小票一行；十分之一的客户花的钱是中位数的十倍。”
# - **f** “基尼不纯度，一片叶子至少五十位客户，剪到五片叶子。”

# %% lang="en" exercise="10a.2" part="stub"
steps = ____  # six letters in order, such as ["a", "b", "c", "d", "e", "f"]

# %% lang="zh" exercise="10a.2" part="stub"
steps = ____  # 六个字母按先后排好，例如["a", "b", "c", "d", "e", "f"]

# %% exercise="10a.2" part="solution"
steps = ["c", "e", "b", "f", "a", "d"]

# %% exercise="10a.2" part="wrong" en="You began with the data. Without the owner's question nobody knows which data to take: c comes first." zh="你从数据开始了。没有老板的问题，就不知道该拿哪些数据：c在最前。"
steps = ["e", "c", "b", "f", "a", "d"]

# %% exercise="10a.2" part="wrong" en="You cleaned before you looked: only after a look (e) can one say what an empty tier means (b)." zh="你还没看就清洗了：先看过（e），才说得出空着的等级是什么意思（b）。"
steps = ["c", "b", "e", "f", "a", "d"]

# %% exercise="10a.2" part="wrong" en="The list went to the counter before it was judged. Evaluation (a) stands before deployment (d)." zh="还没考就把名单放上柜台了。评估（a）在部署（d）之前。"
steps = ["c", "e", "b", "f", "d", "a"]

# %% exercise="10a.2" part="wrong" en="You grew the tree before the table was ready: preparation (b) stands before modelling (f)." zh="表还没备好就长树了：数据准备（b）在建模（f）之前。"
steps = ["c", "e", "f", "b", "a", "d"]

# %% [markdown] lang="en" exercise="10a.2" part="hint"
# Which note does not mention data at all?

# %% [markdown] lang="zh" exercise="10a.2" part="hint"
# 哪张纸条根本没提数据？

# %% [markdown] lang="en" exercise="10a.2" part="hint"
# Business, look, prepare, model, judge, use.

# %% [markdown] lang="zh" exercise="10a.2" part="hint"
# 业务、看数据、备数据、建模、评估、使用。

# %% [markdown] lang="en" exercise="10a.2" part="analysis"
# Question, look, preparation, tree, test, list: the folder is in order.
# In life the steps are walked back and forth; the leak in b is usually found only after a tree that was too good.

# %% [markdown] lang="zh" exercise="10a.2" part="analysis"
# 问题、看数据、准备、长树、考试、名单：文件夹理好了。
# 实际做起来会来回走；b里的泄漏，多半是树好得可疑才发现的。

# %% [markdown] lang="en" exercise="10a.3" part="task" kind="table"
# ## 3. Twenty questions
#
# Match each to its task: **a** classification, **b** estimation, **c** clustering, **d** association, **e** outlier detection.
#
# 1. Will this member leave next quarter?
# 2. How many yuan will she spend next year?
# 3. Which groups of households buy alike, nobody having named any?
# 4. What lies in the basket together with soy sauce?
# 5. Which receipt looks like no other?
# 6. Which of the three known needs has this new customer?
# 7. How many calls will come on Monday at ten?
# 8. Is this complaint urgent or not, judging by those that were sorted by hand?
# 9. What is bought some weeks after a rice cooker?
# 10. Who of the staff reads far more records than the others?
# 11. What natural kinds of restaurants are there among the accounts?
# 12. How many days until her next visit?
# 13. Will the canteen pay this bill late?
# 14. Which dishes are ordered together?
# 15. Which account of points moves in a way no other does?
# 16. How can the streets be gathered into delivery areas that resemble each other?
# 17. Who will answer the phone call?
# 18. How high will the margin of a new account be?
# 19. Which pages are seen in one session?
# 20. Which web orders are strange, if not one fraud is known yet?
#
# Give a table with the columns `question` (the number) and `task` (a letter).

# %% [markdown] lang="zh" exercise="10a.3" part="task"
# ## 3. 二十个问题
#
# 给每个问题配上任务：**a** 分类，**b** 估值，**c** 聚类，**d** 关联，**e** 异常检测。
#
# 1. 这位会员下季度会不会走？
# 2. 她明年会花多少元？
# 3. 哪些家庭买东西相像？事先没有人分过类。
# 4. 跟酱油同在一篮的是什么？
# 5. 哪张小票跟别的都不像？
# 6. 三种已知的需求里，这位新客户是哪一种？
# 7. 星期一上午十点会来多少个电话？
# 8. 参照从前人工分好的，这条投诉急不急？
# 9. 买了电饭锅，几个星期后常买什么？
# 10. 哪位员工看的档案远比别人多？
# 11. 客户单位里的餐馆天然分成哪几种？
# 12. 她下次来还要多少天？
# 13. 这家食堂会不会拖欠这笔账？
# 14. 哪些菜常一起点？
# 15. 哪个积分账户的变动跟谁都不一样？
# 16. 怎样把各条街归成几个彼此相近的配送片区？
# 17. 谁会接这通电话？
# 18. 一个新客户单位的毛利会有多高？
# 19. 一次浏览里哪些页面常一起看？
# 20. 一笔欺诈都还没确认过，哪些网上订单可疑？
#
# 答案是一张表，有`question`（题号）和`task`（一个字母）两列。

# %% exercise="10a.3" part="given"
import pandas as pd

numbers = list(range(1, 21))
len(numbers)

# %% lang="en" exercise="10a.3" part="stub"
# for example pd.DataFrame({"question": numbers, "task": list("aaaaabbbbbcccccddddd")})
tasks = ____

# %% lang="zh" exercise="10a.3" part="stub"
# 例如pd.DataFrame({"question": numbers, "task": list("aaaaabbbbbcccccddddd")})
tasks = ____

# %% exercise="10a.3" part="solution"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdeabadecbadecabde")})

# %% exercise="10a.3" part="also_right"
found = {"a": [1, 6, 8, 13, 17], "b": [2, 7, 12, 18], "c": [3, 11, 16], "d": [4, 9, 14, 19]}
found["e"] = [5, 10, 15, 20]
rows = [(number, letter) for letter, of_task in found.items() for number in of_task]
tasks = pd.DataFrame(rows, columns=["question", "task"])

# %% exercise="10a.3" part="wrong" en="'How many' and 'how high' ask for a number: that is estimation, not classification (2, 7, 12, 18)." zh="“多少”“多高”要的是一个数：那是估值，不是分类（2、7、12、18）。"
tasks = pd.DataFrame({"question": numbers, "task": list("aacdeaaadecaadecaade")})

# %% exercise="10a.3" part="wrong" en="Where nobody has named any groups (3, 11, 16), there is no answer to learn from: clustering." zh="事先没有人分过类（3、11、16），就没有答案可学：那是聚类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abadeabadeabadeaabde")})

# %% exercise="10a.3" part="wrong" en="Question 20 knows no fraud yet, so there is nothing to learn a class from: what is strange is an outlier." zh="第20题一笔欺诈都没有，没有答案可学：可疑就是异常，属异常检测。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdeabadecbadecabda")})

# %% exercise="10a.3" part="wrong" en="Things that go together, also one after the other (4, 9, 14, 19), are association; clustering puts customers or things that are alike into groups." zh="什么跟什么在一起（一前一后也算：4、9、14、19）是关联；聚类是把相像的归成一群。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcceabacecbacecabce")})

# %% exercise="10a.3" part="wrong" en="In 6 and 8 the classes are known from before, so there is an answer to learn from: classification, not clustering." zh="第6、8题的类别事先已知，有答案可学：是分类，不是聚类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdecbcdecbadecabde")})

# %% exercise="10a.3" part="wrong" en="In question 6 the three needs are known already, so there are customers with a known answer to learn from: classification, not clustering." zh="第6题的三种需求是已知的，有答案可学：是分类，不是聚类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdecbadecbadecabde")})

# %% exercise="10a.3" part="wrong" en="In question 8 people have sorted complaints already: that is an answer to learn from, so classification." zh="第8题已经有人工分好的投诉，有答案可学：是分类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdeabcdecbadecabde")})

# %% exercise="10a.3" part="wrong" en="Question 20 has no fraud to learn from, so it is outlier detection. In question 6 the needs are known already: classification." zh="第20题没有一笔确认过的欺诈可学，是异常检测；第6题的需求是已知的，是分类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdecbadecbadecabda")})

# %% exercise="10a.3" part="wrong" en="Some weeks later is still together: what follows on a rice cooker (9) is association." zh="隔几个星期也算在一起：买了电饭锅之后买什么（第9题）是关联。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdeabaaecbadecabde")})

# %% exercise="10a.3" part="wrong" en="When she comes next (12) is a number of days: estimation." zh="下次来还要多少天（第12题）是一个数：估值。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdeabadecaadecabde")})

# %% exercise="10a.3" part="wrong" en="The letters a and b are exchanged: a kind (will she or not, which need) is classification, a number (how many, how high) is estimation." zh="a和b换位了：问哪一类（会不会、哪种需求）是分类，问多少（几个、多高）是估值。"
tasks = pd.DataFrame({"question": numbers, "task": list("bacdebabdecabdecbade")})

# %% exercise="10a.3" part="wrong" en="The letters c and d are exchanged: customers or things that are alike are clustering (c), what goes together in one basket is association (d)." zh="c和d换位了：把相像的归成一群是聚类（c），什么跟什么在一起是关联（d）。"
tasks = pd.DataFrame({"question": numbers, "task": list("abdceabacedbacedabce")})

# %% exercise="10a.3" part="wrong" en="The letters c and e are exchanged: groups of those who are alike are clustering (c), the one who is like nobody is an outlier (e)." zh="c和e换位了：把相像的归成一群是聚类（c），跟谁都不像的是异常（e）。"
tasks = pd.DataFrame({"question": numbers, "task": list("abedcabadcebadceabdc")})

# %% exercise="10a.3" part="wrong" en="The letters d and e are exchanged: what goes together is association (d), what fits nowhere is an outlier (e)." zh="d和e换位了：什么跟什么在一起是关联（d），跟谁都不像是异常（e）。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcedabaedcbaedcabed")})

# %% exercise="10a.3" part="wrong" en="In 5, 10, 15 and 20 one case is like no other; nobody asks for groups. That is outlier detection, not clustering." zh="第5、10、15、20题问的是跟谁都不一样的那一个，不是分群：是异常检测，不是聚类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdcabadccbadccabdc")})

# %% exercise="10a.3" part="wrong" en="In 5, 10, 15 and 20 nobody has said of old cases whether they were wrong, so there is no class to learn: outlier detection, not classification." zh="第5、10、15、20题里，没有人说过旧例对不对，没有类别可学：是异常检测，不是分类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdaabadacbadacabda")})

# %% exercise="10a.3" part="wrong" en="Groups of which nobody has named any (3, 11, 16) are clustering; association asks what goes together." zh="事先没有人分过类（3、11、16）是聚类；关联问的是什么跟什么在一起。"
tasks = pd.DataFrame({"question": numbers, "task": list("abddeabadedbadedabde")})

# %% exercise="10a.3" part="wrong" en="Question 20 has no known fraud to learn from: outlier detection. Question 8 has complaints sorted by hand: classification." zh="第20题没有一笔确认过的欺诈可学，是异常检测；第8题有人工分好的投诉，是分类。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdeabcdecbadecabda")})

# %% exercise="10a.3" part="wrong" en="Questions 6 and 8 have known classes to learn from: classification. Question 20 has none: outlier detection." zh="第6、8题有已知的类别可学，是分类；第20题没有，是异常检测。"
tasks = pd.DataFrame({"question": numbers, "task": list("abcdecbcdecbadecabda")})

# %% exercise="10a.3" part="wrong" en="You wrote the tasks out in words. Give a letter for each: a classification, b estimation, c clustering, d association, e outlier detection." zh="你写的是任务的名字。每题只填一个字母：a分类，b估值，c聚类，d关联，e异常检测。"
named = {"a": "classification", "b": "estimation", "c": "clustering", "d": "association"}
named["e"] = "outlier detection"
tasks = pd.DataFrame({"question": numbers, "task": [named[x] for x in "abcdeabadecbadecabde"]})

# %% exercise="10a.3" part="wrong" en="You wrote the tasks out in words. Give a letter for each: a classification, b estimation, c clustering, d association, e outlier detection." zh="你写的是任务的名字。每题只填一个字母：a分类，b估值，c聚类，d关联，e异常检测。"
named = {"a": "分类", "b": "估值", "c": "聚类", "d": "关联", "e": "异常检测"}
tasks = pd.DataFrame({"question": numbers, "task": [named[x] for x in "abcdeabadecbadecabde"]})

# %% [markdown] lang="en" exercise="10a.3" part="hint"
# Ask first: is there an old case with a known answer? Then a or b.

# %% [markdown] lang="zh" exercise="10a.3" part="hint"
# 先问：有没有已知答案的旧例？有就是a或b。

# %% [markdown] lang="en" exercise="10a.3" part="hint"
# A kind is a, a number is b; alike is c, together is d, unlike all others is e.

# %% [markdown] lang="zh" exercise="10a.3" part="hint"
# 哪一类是a，多少是b；相像是c，在一起是d，跟谁都不像是e。

# %% [markdown] lang="en" exercise="10a.3" part="analysis"
# Nine of the twenty have an answer to learn from; the rest describe.
# One question can change its task: as soon as ten frauds are known, question 20 becomes a.

# %% [markdown] lang="zh" exercise="10a.3" part="analysis"
# 二十个里有九个有答案可学，其余是描述。
# 问题会换任务：等确认了十笔欺诈，第20题就变成a。

# %% [markdown] lang="en" exercise="10a.4" part="task" kind="fix"
# ## 4. Mend the preparation
#
# A tree is to be grown for the June coupon (sent on 5 June 2025).
# The cell below prepares its table, runs, and is wrong in two columns: they know more than anybody knew on that day, or count from another day.
# Mend it.

# %% [markdown] lang="zh" exercise="10a.4" part="task"
# ## 4. 改好准备工作
#
# 要为六月短信券（2025年6月5日发出）长一棵树。
# 下面这一格在准备表，能运行，却有两列不对：不是知道了那天谁也不知道的事，就是从别的日子算起。
# 把它改好。

# %% exercise="10a.4" part="given"
import pandas as pd

day = pd.Timestamp("2025-06-05")
orders = crm.load("orders")
bought = orders[orders["amount"] > 0]
people = crm.load("campaign_contacts").query("campaign_id == 'K03'")[["customer_id", "responded"]]
people = people.merge(crm.load("customers")[["customer_id", "joined_on", "joined_channel"]], on="customer_id")
people.head(3)

# %% exercise="10a.4" part="stub"
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (pd.Timestamp("2026-01-01") - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(bought["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="solution"
earlier = bought[bought["ordered_on"] < day]
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (day - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(earlier["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="also_right"
from crmlab import mine

earlier = mine.known_before(bought, day)
prepared = people[["customer_id"]].copy()
prepared["days_known"] = (day - people["joined_on"]).dt.days
prepared["purchases"] = people["customer_id"].map(earlier.groupby("customer_id").size()).fillna(0)
prepared["web"] = people["joined_channel"].map(lambda channel: 1 if channel == "web" else 0)

# %% exercise="10a.4" part="wrong" en="The days are mended. The purchases still include those made after the coupon went out: that leaks." zh="天数改好了。购买次数里还混着发券之后的：这是泄漏。"
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (day - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(bought["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="wrong" en="The purchases are mended. The days still count up to January: count them up to the day of the coupon." zh="购买次数改好了。天数还是算到1月：要算到发券那天。"
earlier = bought[bought["ordered_on"] < day]
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (pd.Timestamp("2026-01-01") - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(earlier["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="wrong" en="You count the purchases of 5 June itself. The coupon goes out that day, and what comes of it is the answer, not the question." zh="你把6月5日当天的购买也算进去了。那天发券，当天买的已经是结果了。"
earlier = bought[bought["ordered_on"] <= day]
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (day - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(earlier["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="wrong" en="You count refunds as purchases. `bought` has only the purchases." zh="你把退款也算成了购买。`bought`里才只有购买。"
earlier = orders[orders["ordered_on"] < day]
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (day - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(earlier["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="wrong" en="You kept the purchases after the coupon, and threw away those before it: turn the sign round." zh="你留的是发券之后的购买，把之前的丢了：符号反了。"
earlier = bought[bought["ordered_on"] >= day]
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (day - people["joined_on"]).dt.days,
        "purchases": people["customer_id"].map(earlier["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% exercise="10a.4" part="wrong" en="The days run backwards: the later day less the earlier one." zh="天数反了：要用后面的日子减前面的。"
earlier = bought[bought["ordered_on"] < day]
prepared = pd.DataFrame(
    {
        "customer_id": people["customer_id"],
        "days_known": (people["joined_on"] - day).dt.days,
        "purchases": people["customer_id"].map(earlier["customer_id"].value_counts()).fillna(0).astype(int),
        "web": (people["joined_channel"] == "web").astype(int),
    }
)

# %% [markdown] lang="en" exercise="10a.4" part="hint"
# On which day would you act? Ask of both columns what was known on its eve.

# %% [markdown] lang="zh" exercise="10a.4" part="hint"
# 你在哪一天行动？问问这两列：头一天晚上知道什么？

# %% [markdown] lang="en" exercise="10a.4" part="hint"
# Keep the rows of `bought` before `day`, then count them.

# %% [markdown] lang="zh" exercise="10a.4" part="hint"
# 先留下`bought`里`day`之前的行，再数次数。

# %% [markdown] lang="en" exercise="10a.4" part="analysis"
# The broken cell counted purchases up to January: {{people.loc[people["responded"] == 1, "customer_id"].map(bought.loc[bought["ordered_on"] >= day, "customer_id"].value_counts()).fillna(0).mean():.1f}} a head too many for those who came with the coupon, {{people.loc[people["responded"] == 0, "customer_id"].map(bought.loc[bought["ordered_on"] >= day, "customer_id"].value_counts()).fillna(0).mean():.1f}} for the others.
# The purchase with the coupon is one of them: such a column knows part of the answer.

# %% [markdown] lang="zh" exercise="10a.4" part="analysis"
# 坏的那一格把购买次数数到了1月：用券来过的人，平均每位多数了{{people.loc[people["responded"] == 1, "customer_id"].map(bought.loc[bought["ordered_on"] >= day, "customer_id"].value_counts()).fillna(0).mean():.1f}}次，别的人只多数了{{people.loc[people["responded"] == 0, "customer_id"].map(bought.loc[bought["ordered_on"] >= day, "customer_id"].value_counts()).fillna(0).mean():.1f}}次。
# 多出来的里面就有用券的那一次：这样的列知道一部分答案。

# %% [markdown] lang="en" exercise="10a.5" part="task" kind="choice"
# ## 5. Which column must stay out?
#
# On 10 March 2025 agents begin to call; a yes is a purchase by 6 April.
# A tree is to say whom to call first.
# Which of these columns must not go into it?
#
# - **a** purchases in the ninety days before 10 March
# - **b** minutes of the call of 10 March
# - **c** the district she lived in when she joined in 2023
# - **d** complaints that were written down in February

# %% [markdown] lang="zh" exercise="10a.5" part="task"
# ## 5. 哪一列不能用？
#
# 2025年3月10日，客服开始打电话；4月6日之前来买了就算“是”。
# 要用一棵树决定先打给谁。
# 下面哪一列不能放进去？
#
# - **a** 3月10日之前九十天里的购买次数
# - **b** 3月10日那通电话打了几分钟
# - **c** 2023年登记时住的片区
# - **d** 2月记下的投诉

# %% lang="en" exercise="10a.5" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="10a.5" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="10a.5" part="solution"
choice = "b"

# %% exercise="10a.5" part="wrong" en="These purchases lie before the day: they are known, and they are the best column of all." zh="这些购买都在那天之前：是已知的，还是最有用的一列。"
choice = "a"

# %% exercise="10a.5" part="wrong" en="It may be out of date, but it was known on the day; an old column is weak, not leaking." zh="也许过时了，可那天是知道的；旧的列只是不灵，不是泄漏。"
choice = "c"

# %% exercise="10a.5" part="wrong" en="February comes before 10 March: known, and worth a look." zh="2月在3月10日之前：是已知的，值得一看。"
choice = "d"

# %% [markdown] lang="en" exercise="10a.5" part="hint"
# Stand in the office on the morning of 10 March, before the first call.

# %% [markdown] lang="zh" exercise="10a.5" part="hint"
# 想象你在3月10日早上的办公室里，第一通电话还没打。

# %% [markdown] lang="en" exercise="10a.5" part="hint"
# Which of the four cannot be written down yet?

# %% [markdown] lang="zh" exercise="10a.5" part="hint"
# 四样里哪一样还没法写下来？

# %% [markdown] lang="en" exercise="10a.5" part="analysis"
# The minutes exist only once she has been called: the tree would need the result of the act that it is to decide.
# A public data set on phone calls of a bank (Moro and others 2014) has just this column, and its authors warn against it.

# %% [markdown] lang="zh" exercise="10a.5" part="analysis"
# 打了电话才有分钟数：树要决定打不打，却先要知道打完的结果。
# 有一份公开的银行电话营销数据（Moro等，2014）就带着这一列，作者自己提醒别用。

# %% [markdown] lang="en" exercise="10a.6" part="task" kind="number"
# ## 6. What tells whether a call was settled?
#
# The contact centre works for several clients; you may use the calls of Hejia only.
# Take the calls that were answered *and* have an entry in `resolved` (an empty one means: nobody wrote it down).
# How many bits does the `reason` of a call tell about `resolved`?
# Give the information gain.

# %% [markdown] lang="zh" exercise="10a.6" part="task"
# ## 6. 什么能说明电话办没办成？
#
# 联络中心替好几家委托方接电话；你只能用禾家的来电。
# 只看接通的、而且`resolved`（办成没有）有记录的来电（空着的是没记下来）。
# 来电原因（`reason`），对办没办成能提供多少比特的信息？
# 答案是信息增益。

# %% exercise="10a.6" part="given"
all_calls = crm.load("cc_calls")
calls = all_calls.query("client == 'hejia'")
calls.groupby("answered")["resolved"].agg(["size", "count", "mean"])

# %% lang="en" exercise="10a.6" part="stub"
bits = ____  # a number of bits

# %% lang="zh" exercise="10a.6" part="stub"
bits = ____  # 比特数

# %% exercise="10a.6" part="solution"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.gain(known["reason"], known["resolved"])

# %% exercise="10a.6" part="also_right"
import numpy as np


def entropy(share):
    return -sum(part * np.log2(part) for part in (share, 1 - share) if part)


known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
parts = known.groupby("reason")["resolved"].agg(["size", "mean"])
mixed = (parts["size"] * parts["mean"].map(entropy)).sum() / len(known)
bits = entropy(known["resolved"].mean()) - mixed

# %% exercise="10a.6" part="wrong" en="You made the empty entries a third class. 'Not written down' is no answer: drop those calls first." zh="你把空着的当成了第三类。“没记下来”不是答案：先去掉这些来电。"
from crmlab import mine

answered = calls[calls["answered"] == 1]
bits = mine.gain(answered["reason"], answered["resolved"].fillna(2))

# %% exercise="10a.6" part="wrong" en="These are the calls of all clients. You may use those of Hejia only." zh="这是所有委托方的来电。你只能用禾家的。"
from crmlab import mine

known = all_calls[all_calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.gain(known["reason"], known["resolved"])

# %% exercise="10a.6" part="wrong" en="That is the gain of `transferred`. Asked is the `reason` of the call." zh="这是`transferred`（转接）的增益。问的是来电原因`reason`。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.gain(known["transferred"], known["resolved"])

# %% exercise="10a.6" part="wrong" en="That is the gain in Gini impurity. Bits come from entropy, the measure that gain takes by itself." zh="这是按基尼不纯度算的增益。比特来自熵，gain默认用的就是它。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.gain(known["reason"], known["resolved"], "gini")

# %% exercise="10a.6" part="wrong" en="That is the entropy before the question. Take off what is left after it." zh="这是问之前的熵。还要减去问之后剩下的。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.entropy(known["resolved"])

# %% exercise="10a.6" part="wrong" en="That is what is left after the question. The gain is what it took away." zh="这是问之后还剩下的熵。增益是问掉了多少。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.entropy(known["resolved"]) - mine.gain(known["reason"], known["resolved"])

# %% exercise="10a.6" part="wrong" en="You took natural logarithms. Bits need the logarithm to base two." zh="你用的是自然对数。比特要用以2为底的对数。"
import numpy as np

from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.gain(known["reason"], known["resolved"]) * np.log(2)

# %% exercise="10a.6" part="wrong" en="You gave every reason the same weight. Count each by its calls." zh="你给每种原因一样的权重。要按来电数加权。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
after = known.groupby("reason")["resolved"].apply(mine.entropy).mean()
bits = mine.entropy(known["resolved"]) - after

# %% exercise="10a.6" part="wrong" en="That is the share of the entropy that the reason takes away. Asked are the bits themselves." zh="这是增益占熵的比例。问的是比特数本身。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = mine.gain(known["reason"], known["resolved"]) / mine.entropy(known["resolved"])

# %% exercise="10a.6" part="wrong" en="You filled the empty entries with zero, as if nobody had settled those calls. 'Not written down' is no answer: drop them first." zh="你把空着的填成了0，等于说这些电话都没办成。“没记下来”不是答案：先去掉这些来电。"
from crmlab import mine

answered = calls[calls["answered"] == 1]
bits = mine.gain(answered["reason"], answered["resolved"].fillna(0))

# %% exercise="10a.6" part="wrong" en="That is a hundred times too much. Bits are no share: give them as they come, without turning them into per cent." zh="大了一百倍。比特不是比例，算出多少就写多少，不要乘一百。"
from crmlab import mine

known = calls[calls["answered"] == 1].dropna(subset=["resolved"])
bits = 100 * mine.gain(known["reason"], known["resolved"])

# %% [markdown] lang="en" exercise="10a.6" part="hint"
# Entropy of all, less the mean entropy of the groups, each counted by its size.

# %% [markdown] lang="zh" exercise="10a.6" part="hint"
# 全体的熵，减去各组按来电数加权的平均熵。

# %% [markdown] lang="en" exercise="10a.6" part="hint"
# `mine.gain(groups, labels)`; keep the answered calls first, and `dropna(subset=["resolved"])`.

# %% [markdown] lang="zh" exercise="10a.6" part="hint"
# `mine.gain(groups, labels)`；先只留接通的来电，再`dropna(subset=["resolved"])`。

# %% [markdown] lang="en" exercise="10a.6" part="analysis"
# {{bits:.3f}} bits, of an entropy of {{mine.entropy(known["resolved"]):.2f}}: most of what decides a call is not in this question.
# Whether a call was passed on (`transferred`) tells only {{mine.gain(known["transferred"], known["resolved"]):.4f}} bits. Were the empty entries a third class, it would seem to tell {{mine.gain(calls.query("answered == 1")["transferred"], calls.query("answered == 1")["resolved"].fillna(2)):.4f}}: then what is missing does most of the talking.
# A gain says nothing of causes, either.

# %% [markdown] lang="zh" exercise="10a.6" part="analysis"
# {{bits:.3f}}比特，而熵有{{mine.entropy(known["resolved"]):.2f}}：决定一通电话办不办得成的，大半不在这个问题里。
# 有没有转接（`transferred`）只值{{mine.gain(known["transferred"], known["resolved"]):.4f}}比特。要是把空着的当成第三类，就好像值{{mine.gain(calls.query("answered == 1")["transferred"], calls.query("answered == 1")["resolved"].fillna(2)):.4f}}比特：那时说话的，多半是缺失本身。
# 另外，增益不讲因果。

# %% [markdown] lang="en" exercise="10a.7" part="task" kind="function"
# ## 7. The gain in Gini impurity
#
# Write the function with which scikit-learn chooses a question.
# It gets the number of orders and of customers on either side of a cut, and gives the impurity of all less what is left.

# %% [markdown] lang="zh" exercise="10a.7" part="task"
# ## 7. 基尼不纯度的增益
#
# 写出scikit-learn挑问题用的那个函数。
# 给它一刀两边各有几单、各有几位客户，它给出全体的不纯度减去剩下的不纯度。


# %% lang="en" exercise="10a.7" part="stub"
def gini_gain(left_yes, left_all, right_yes, right_all):
    # such as 4 orders of 6 customers on the left, 1 of 6 on the right
    return ____


# %% lang="zh" exercise="10a.7" part="stub"
def gini_gain(left_yes, left_all, right_yes, right_all):
    # 例如左边6位客户4单，右边6位客户1单
    return ____


# %% exercise="10a.7" part="solution"
def impurity(yes, everybody):
    p = yes / everybody
    return 2 * p * (1 - p)


def gini_gain(left_yes, left_all, right_yes, right_all):
    n = left_all + right_all
    left = left_all / n * impurity(left_yes, left_all)
    right = right_all / n * impurity(right_yes, right_all)
    return impurity(left_yes + right_yes, n) - left - right


# %% exercise="10a.7" part="also_right"
from crmlab import mine


def gini_gain(left_yes, left_all, right_yes, right_all):
    sides = ["left"] * left_all + ["right"] * right_all
    orders = [1] * left_yes + [0] * (left_all - left_yes) + [1] * right_yes + [0] * (right_all - right_yes)
    return mine.gain(sides, orders, "gini")


# %% exercise="10a.7" part="wrong" en="You gave both sides the same weight. Count each by its customers: ten people weigh more than two." zh="你给两边一样的权重。要按人数算：十个人比两个人重。"
def gini_gain(left_yes, left_all, right_yes, right_all):
    def impurity(yes, everybody):
        return 2 * yes / everybody * (1 - yes / everybody)

    both = impurity(left_yes, left_all) + impurity(right_yes, right_all)
    return impurity(left_yes + right_yes, left_all + right_all) - both / 2


# %% exercise="10a.7" part="wrong" en="That is what is left after the cut. The gain is the impurity of all less this." zh="这是切过之后剩下的。增益是全体的不纯度减去它。"
def gini_gain(left_yes, left_all, right_yes, right_all):
    def impurity(yes, everybody):
        return 2 * yes / everybody * (1 - yes / everybody)

    left, right = left_all * impurity(left_yes, left_all), right_all * impurity(right_yes, right_all)
    return (left + right) / (left_all + right_all)


# %% exercise="10a.7" part="wrong" en="That is the information gain, in bits. Here Gini impurity is asked for: 2p(1 - p)." zh="这是信息增益，单位是比特。这里要的是基尼不纯度：2p(1-p)。"
def gini_gain(left_yes, left_all, right_yes, right_all):
    from crmlab import mine

    sides = ["left"] * left_all + ["right"] * right_all
    orders = [1] * left_yes + [0] * (left_all - left_yes) + [1] * right_yes + [0] * (right_all - right_yes)
    return mine.gain(sides, orders)


# %% exercise="10a.7" part="wrong" en="Half of it: with p orders, two drawn differ with chance 2p(1 - p), because either may come first." zh="少了一半：订的占p时，任抽两位不同的机会是2p(1-p)，因为谁先抽到都行。"
def gini_gain(left_yes, left_all, right_yes, right_all):
    def impurity(yes, everybody):
        return yes / everybody * (1 - yes / everybody)

    n = left_all + right_all
    both = left_all * impurity(left_yes, left_all) + right_all * impurity(right_yes, right_all)
    return impurity(left_yes + right_yes, n) - both / n


# %% exercise="10a.7" part="hidden"
hidden_inputs = [(4, 6, 1, 6), (1, 2, 4, 10), (0, 5, 5, 5), (3, 9, 1, 3), (20, 100, 30, 900), (0, 4, 2, 8)]

# %% [markdown] lang="en" exercise="10a.7" part="hint"
# Write the impurity of one group first; you need it three times.

# %% [markdown] lang="zh" exercise="10a.7" part="hint"
# 先写一组的不纯度，要用三次。

# %% [markdown] lang="en" exercise="10a.7" part="hint"
# All: `left_yes + right_yes` of `left_all + right_all`. Then take off each side, counted by its share of the customers.

# %% [markdown] lang="zh" exercise="10a.7" part="hint"
# 全体是`left_all + right_all`位里的`left_yes + right_yes`单。再减去两边，各按人数占比计。

# %% [markdown] lang="en" exercise="10a.7" part="analysis"
# On the lesson's twelve customers, cut at twenty days, it gives {{gini_gain(4, 6, 1, 6):.3f}}.
# Equal shares on both sides gain nothing, and a cut that makes both sides pure gains all there was.

# %% [markdown] lang="zh" exercise="10a.7" part="analysis"
# 课文里的十二位客户，在二十天处切，得到{{gini_gain(4, 6, 1, 6):.3f}}。
# 两边比例相同，一点也不增益；切得两边都纯，就把原有的全拿走了。

# %% [markdown] lang="en" exercise="10a.8" part="task" kind="number"
# ## 8. What a tree is worth
#
# Grow a tree on `train` with the settings below, on the columns in `columns`.
# The printer has become cheaper: a letter costs {{new_cost:.0f}} yuan now, so break-even is another one too.
# Mail those in `test` for whom the tree sees a chance above the new break-even.
# How many letters, and what profit?

# %% [markdown] lang="zh" exercise="10a.8" part="task"
# ## 8. 一棵树值多少
#
# 用下面的设置，在`train`上用`columns`里的列长一棵树。
# 印刷便宜了，现在一封信{{new_cost:.0f}}元，盈亏平衡点也跟着变。
# 给`test`里树认为概率高于新的盈亏平衡点的人寄信。
# 寄多少封，利润多少？

# %% exercise="10a.8" part="given"
from sklearn.tree import DecisionTreeClassifier

from crmlab import mine, retain

new_cost, margin = 2.0, 50.0
letters = crm.load("campaign_contacts").query("campaign_id == 'K01' and group == 'treatment'")
known = retain.churn_table(crm.load("orders"), "2025-09-01", seen_within=2000, horizon=None)
people = letters[["customer_id", "responded"]].merge(known, on="customer_id")
columns = ["silent", "orders", "recent", "spent"]
train, test = mine.split_customers(people, test=0.5, seed=11)
tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=50, random_state=0)

# %% lang="en" exercise="10a.8" part="stub"
n_mailed = ____  # letters
profit = ____  # in yuan

# %% lang="zh" exercise="10a.8" part="stub"
n_mailed = ____  # 封数
profit = ____  # 单位：元

# %% exercise="10a.8" part="solution"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(test[columns])[:, 1]
mailed = test[chance > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * new_cost

# %% exercise="10a.8" part="also_right"
tree.fit(train[columns], train["responded"])
pays = tree.predict_proba(test[columns])[:, 1] * margin > new_cost
n_mailed = pays.sum()
profit = (test["responded"] * margin - new_cost)[pays].sum()

# %% exercise="10a.8" part="wrong" en="You judged the tree on the customers it learnt from. Mail those in test." zh="你在树学过的客户身上算账。要寄给test里的人。"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(train[columns])[:, 1]
mailed = train[chance > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * new_cost

# %% exercise="10a.8" part="wrong" en="predict cuts at one half, and nobody reaches that: no letter goes out. Take predict_proba and cut at break-even." zh="predict在一半处切，没有人够得着，一封也不寄。用predict_proba，在盈亏平衡点切。"
n_mailed = 0
profit = 0.0

# %% exercise="10a.8" part="wrong" en="You mailed all of test. Only those above break-even pay." zh="你把test里的人全寄了。只有高于盈亏平衡点的才回本。"
n_mailed = len(test)
profit = test["responded"].sum() * margin - n_mailed * new_cost

# %% exercise="10a.8" part="wrong" en="The letters are right, but the profit is before they are paid: take off letters times cost." zh="封数对了，可是利润还没减信的成本：减去封数乘单价。"
tree.fit(train[columns], train["responded"])
mailed = test[tree.predict_proba(test[columns])[:, 1] > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin

# %% exercise="10a.8" part="wrong" en="The letters are right, but you took their cost off the orders only. Those who did not order got a letter too." zh="封数对了，可是成本只从订的人身上减了。没订的人也收到了信。"
tree.fit(train[columns], train["responded"])
mailed = test[tree.predict_proba(test[columns])[:, 1] > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * (margin - new_cost)

# %% exercise="10a.8" part="wrong" en="The letters are right, but the profit is what the tree promised, not what the unseen customers did. Count their orders." zh="封数对了，可是利润是树承诺的，不是没见过的客户做到的。数他们实际订了多少。"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(test[columns])[:, 1]
n_mailed = (chance > new_cost / margin).sum()
profit = (chance[chance > new_cost / margin] * margin - new_cost).sum()

# %% exercise="10a.8" part="wrong" en="You cut at the old break-even, 4 of 50 yuan. The letter is cheaper now, so break-even is lower." zh="你用的还是旧的盈亏平衡点（50元里的4元）。信便宜了，盈亏平衡点也低了。"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(test[columns])[:, 1]
mailed = test[chance > 4 / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * new_cost

# %% exercise="10a.8" part="wrong" en="The letters are right, but you paid for them at the old price of 4 yuan." zh="封数对了，可是信的成本还按旧价4元算。"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(test[columns])[:, 1]
mailed = test[chance > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * 4

# %% exercise="10a.8" part="wrong" en="You used the old cost of 4 yuan, for break-even and for the letters." zh="盈亏平衡点和信的成本，你用的都是旧的4元。"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(test[columns])[:, 1]
mailed = test[chance > 4 / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * 4

# %% exercise="10a.8" part="wrong" en="You grew the tree on the very customers you judge it on. Fit it on train." zh="你拿要考的客户长了树。要在train上训练。"
tree.fit(test[columns], test["responded"])
chance = tree.predict_proba(test[columns])[:, 1]
mailed = test[chance > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * new_cost

# %% exercise="10a.8" part="wrong" en="You mailed both halves, train and test. Mail those in test." zh="你给两半人都寄了。只寄给test里的人。"
tree.fit(train[columns], train["responded"])
chance = tree.predict_proba(people[columns])[:, 1]
mailed = people[chance > new_cost / margin]
n_mailed = len(mailed)
profit = mailed["responded"].sum() * margin - n_mailed * new_cost

# %% [markdown] lang="en" exercise="10a.8" part="hint"
# Fit on train; chances of test; compare with cost over margin; count the orders of those mailed.

# %% [markdown] lang="zh" exercise="10a.8" part="hint"
# 在train上训练；算test的概率；跟成本除以毛利比；数寄到的人里订了几位。

# %% [markdown] lang="en" exercise="10a.8" part="hint"
# `tree.predict_proba(test[columns])[:, 1]` holds the chances.

# %% [markdown] lang="zh" exercise="10a.8" part="hint"
# 概率在`tree.predict_proba(test[columns])[:, 1]`里。

# %% [markdown] lang="en" exercise="10a.8" part="analysis"
# {{n_mailed}} letters, {{profit:,.0f}} yuan on customers that the tree had not seen; mailing all {{len(test)}} would make {{test["responded"].sum() * margin - len(test) * new_cost:,.0f}}.
# At the old break-even of {{4 / margin:.0%}} it would have been {{int((chance > 4 / margin).sum())}} letters: new terms, new list.

# %% [markdown] lang="zh" exercise="10a.8" part="analysis"
# {{n_mailed}}封信，在树没见过的客户身上是{{profit:,.0f}}元；{{len(test)}}人全寄是{{test["responded"].sum() * margin - len(test) * new_cost:,.0f}}元。
# 照旧的盈亏平衡点{{4 / margin:.0%}}，只会寄{{int((chance > 4 / margin).sum())}}封：条件变了，名单也变。

# %% [markdown] lang="en" exercise="10a.9" part="task" kind="number"
# ## 9. Has the web changed?
#
# A model of web visitors was built on February 2025.
# Compare where the visits came from in February with December, by the population stability index.
# Take the visits of all sites together; `visits` holds their sums.
# (Visits from messages are left out: there were none in February, and nothing has no logarithm.)

# %% [markdown] lang="zh" exercise="10a.9" part="task"
# ## 9. 网上的来客变了吗？
#
# 有个网站访客模型，是用2025年2月的数据建的。
# 用群体稳定性指数，比一比2月和12月的访问来源。
# 各站合在一起算；`visits`里是加好的访问数。
# （短信带来的访问没有算进来：2月一次也没有，零取不了对数。）

# %% exercise="10a.9" part="given"
traffic = crm.load("web_traffic")
month = traffic["counted_on"].dt.month
visits = traffic.assign(month=month).pivot_table(
    index="source", columns="month", values="visits", aggfunc="sum"
)
visits = visits.drop("message")[[2, 12]]
visits

# %% lang="en" exercise="10a.9" part="stub"
index = ____  # the population stability index

# %% lang="zh" exercise="10a.9" part="stub"
index = ____  # 群体稳定性指数

# %% exercise="10a.9" part="solution"
import numpy as np

shares = visits / visits.sum()
index = ((shares[12] - shares[2]) * np.log(shares[12] / shares[2])).sum()

# %% exercise="10a.9" part="also_right"
from crmlab import mine

index = mine.psi(visits.index.repeat(visits[2]), visits.index.repeat(visits[12]))

# %% exercise="10a.9" part="wrong" en="You compared numbers of visits. Turn each month into shares first, else more visits look like drift." zh="你比的是访问数。先把每个月换成占比，不然访问多了也像漂移。"
import numpy as np

index = ((visits[12] - visits[2]) * np.log(visits[12] / visits[2])).sum()

# %% exercise="10a.9" part="wrong" en="You took the logarithm to base ten. The rules of thumb belong to the natural logarithm." zh="你用的是常用对数。经验界线配的是自然对数。"
import numpy as np

shares = visits / visits.sum()
index = ((shares[12] - shares[2]) * np.log10(shares[12] / shares[2])).sum()

# %% exercise="10a.9" part="wrong" en="That is the sum of the differences in absolute value. PSI weighs each by the logarithm of the ratio." zh="这是差的绝对值之和。PSI还要乘上比值的对数。"
shares = visits / visits.sum()
index = (shares[12] - shares[2]).abs().sum()

# %% exercise="10a.9" part="wrong" en="You divided by the visits of both months together. Each month is one whole: divide by its own sum." zh="你除的是两个月的总访问数。每个月自成一体：除以它自己的合计。"
import numpy as np

shares = visits / visits.sum().sum()
index = ((shares[12] - shares[2]) * np.log(shares[12] / shares[2])).sum()

# %% exercise="10a.9" part="wrong" en="That is one half of it, the divergence in one direction. PSI multiplies the difference of the shares." zh="这只是一个方向的散度。PSI乘的是两个占比之差。"
import numpy as np

shares = visits / visits.sum()
index = (shares[12] * np.log(shares[12] / shares[2])).sum()

# %% exercise="10a.9" part="wrong" en="You took the logarithm to base two. Entropy counts bits, PSI does not: take the natural logarithm." zh="你用的是以2为底的对数。熵才用比特，PSI用自然对数。"
import numpy as np

shares = visits / visits.sum()
index = ((shares[12] - shares[2]) * np.log2(shares[12] / shares[2])).sum()

# %% exercise="10a.9" part="wrong" en="You counted the shares in per cent, so the index is a hundred times too large. The rules of thumb belong to shares between zero and one." zh="你的占比按百分数算，指数大了一百倍。经验界线配的是零到一之间的占比。"
import numpy as np

shares = 100 * visits / visits.sum()
index = ((shares[12] - shares[2]) * np.log(shares[12] / shares[2])).sum()

# %% [markdown] lang="en" exercise="10a.9" part="hint"
# Shares of each month first: every column adds up to one.

# %% [markdown] lang="zh" exercise="10a.9" part="hint"
# 先算每个月的占比：每列加起来等于一。

# %% [markdown] lang="en" exercise="10a.9" part="hint"
# Sum of (new share - old share) times the natural logarithm of (new share / old share).

# %% [markdown] lang="zh" exercise="10a.9" part="hint"
# （新占比-旧占比）乘（新占比/旧占比）的自然对数，再加总。

# %% [markdown] lang="en" exercise="10a.9" part="analysis"
# The index is {{index:.3f}}; from 0.10 keep watch, from 0.25 act, and below that call it stable (Siddiqi 2017).
# Look at the rows, too: one source went from {{shares.loc[(shares[12] / shares[2]).idxmax(), 2]:.1%}} to {{shares.loc[(shares[12] / shares[2]).idxmax(), 12]:.1%}} of the visits, and one index for all rows hides that.
# With so many visits even a small index is beyond chance, so ask whether the shift matters, not only whether it is there.

# %% [markdown] lang="zh" exercise="10a.9" part="analysis"
# 指数是{{index:.3f}}；不到0.10算稳定，到0.10要留意，到0.25要动手（Siddiqi 2017）。
# 还要看看每一行：有一种来源从{{shares.loc[(shares[12] / shares[2]).idxmax(), 2]:.1%}}变到{{shares.loc[(shares[12] / shares[2]).idxmax(), 12]:.1%}}；合成一个指数，这就看不见了。
# 访问数这么大，再小的指数也不会是偶然，所以要问变化要不要紧，不能只问有没有变。

# %% [markdown] lang="en" exercise="10a.10" part="task" kind="memo"
# ## 10. Decision memo
#
# The owner reads half a page.
# Define the task (target, unit, window), say how many letters go out in January under which rule, what they cost and should bring, what the consents do, and when the tree is to be grown anew.
# Write at least forty words in triple quotation marks, with your numbers, and mark them by the rubric.

# %% [markdown] lang="zh" exercise="10a.10" part="task"
# ## 10. 决策备忘
#
# 老板只看半页纸。
# 写清任务（目标、单位、窗口），1月按什么规则寄多少封，花多少、预期赚多少，同意这一关影响多大，什么时候重新长树。
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你的数字，再按评分标准打分。

# %% exercise="10a.10" part="given"
import pandas as pd
from sklearn.tree import DecisionTreeClassifier

from crmlab import identify, mine, retain

cost, margin, columns = 4.0, 50.0, ["silent", "spent"]
orders = crm.load("orders")
letters = crm.load("campaign_contacts").query("campaign_id == 'K01' and group == 'treatment'")
then = retain.churn_table(orders, "2025-09-01", seen_within=2000, horizon=None)
now = retain.churn_table(orders, "2026-01-01", seen_within=2000, horizon=None)
train, test = mine.split_customers(
    letters[["customer_id", "responded"]].merge(then, on="customer_id"), seed=3
)
tree = DecisionTreeClassifier(max_leaf_nodes=3, min_samples_leaf=50, random_state=0)
tree.fit(train[columns], train["responded"])
promises = mine.tree_rules(tree, train, break_even=cost / margin).set_index("leaf")["rate"]  # choose by these
seen = mine.tree_rules(tree, test, break_even=cost / margin).set_index("leaf")["rate"]  # count by these
leaf = pd.Series(tree.apply(now[columns]))
people = now[["customer_id"]].assign(chance=leaf.map(promises), seen=leaf.map(seen))
consents = identify.drop_default_yes(crm.load("consents"))
plan = mine.action_list(people, consents, "2026-01-05", "letter", cost, margin)
earned = (plan.rows["seen"] * margin - cost).sum()
never_asked = (plan.refused["consent"] == "never_asked").sum()
plan.counts, round(earned), never_asked

# %% lang="en" exercise="10a.10" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="10a.10" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% lang="en" exercise="10a.10" part="solution"
psi = mine.psi(then["silent"], now["silent"])
memo = (
    "Task: a yes is an order of the box within thirty days; the unit is a customer who gets a letter; "
    "known is what was written before the letter. "
    f"The tree was grown on one half; its list takes the groups that promise more than {cost / margin:.0%}, "
    f"and its money is counted by the rates of {len(test)} customers it had not seen. "
    f"In January {plan.counts['listed']} letters go out, for {plan.cost:,.0f} yuan, "
    f"with an expected profit of {earned:,.0f} yuan. "
    f"Another {plan.counts['no_consent']} stand in these groups but may not get a letter; {never_asked} of them were never asked, so we ask at the till. "
    f"PSI of the days of silence is {psi:.2f}; at 0.25, or when a rule breaks its promise, we grow anew. "
    "All this assumes that the offer of January is answered like that of September; "
    "a few from the other groups, drawn by lot among those who agreed, get a letter too, to see whether they changed."
)
print(memo)

# %% lang="zh" exercise="10a.10" part="solution"
psi = mine.psi(then["silent"], now["silent"])
memo = (
    "任务：三十天内回信订礼盒算“是”；单位是收到信的客户；"
    "只用寄信之前写下的数据。"
    f"树在一半客户上长成，名单收承诺的响应率高于{cost / margin:.0%}的人群，"
    f"钱按没见过的{len(test)}位客户身上见到的响应率算。"
    f"1月寄{plan.counts['listed']}封信，花{plan.cost:,.0f}元，"
    f"预期利润{earned:,.0f}元。"
    f"另有{plan.counts['no_consent']}位也在这些人群里，可是不能寄；其中{never_asked}位从没问过，先在柜台上征求同意。"
    f"没来天数的PSI是{psi:.2f}；到0.25，或者规则没兑现，就重新长树。"
    "以上都假设1月推的东西跟9月的一样有人订；再从别的人群里，在同意收信的人中抽签寄几封，看他们变了没有。"
)
print(memo)

# %% exercise="10a.10" part="wrong" en="There is no number in it. Say how many letters, what they cost and what they should bring." zh="一个数字也没有。写明寄多少封、花多少、预期赚多少。"
memo = """The tree tells us who will order the box, and we should write to those people and to nobody else, because letters are dear. Some have not agreed to letters and must be left alone. Later on we shall look whether the customers have changed, and if they have, we grow the tree anew and start again. 树告诉我们谁会订礼盒，就只给这些人寄信，别人不寄，因为寄信不便宜。有些人没有同意收信，不能打扰。过一阵子再看看客户有没有变，要是变了，就重新长一棵树，从头再来一遍。"""

# %% exercise="10a.10" part="wrong" en="Too short for a decision: task, list, money, consent, expiry." zh="太短了，定不了事：任务、名单、钱、同意、何时作废。"
memo = "Mail 48 people. 寄48封。"

# %% [markdown] lang="en" exercise="10a.10" part="hint"
# Five sentences, one for each: task, rule and letters, money, consent, when to grow anew.

# %% [markdown] lang="zh" exercise="10a.10" part="hint"
# 五句话，各管一样：任务、规则和封数、钱、同意、何时重新长树。

# %% [markdown] lang="en" exercise="10a.10" part="hint"
# The numbers stand in `plan`, `earned`, `never_asked` and `mine.psi(then["silent"], now["silent"])`.

# %% [markdown] lang="zh" exercise="10a.10" part="hint"
# 数字都在`plan`、`earned`、`never_asked`和`mine.psi(then["silent"], now["silent"])`里。

# %% [markdown] lang="en" exercise="10a.10" part="rubric"
# - **Task** (2): target, unit and window; one point for two of the three.
# - **Decision** (2): the rule and the number of letters; one point for one of the two.
# - **Money** (2): cost and expected profit, judged on unseen customers; one point for the amounts alone.
# - **Consent** (1): how many would pay but may not be written to, and what to do about it.
# - **Expiry** (2): when to grow anew, with a number; one point without.
# - **Assumption** (1): names what must hold, such as the offer of January being answered like September's.

# %% [markdown] lang="zh" exercise="10a.10" part="rubric"
# - **任务**（2）：目标、单位、窗口；三样写出两样得1分。
# - **决定**（2）：规则和封数；只写其中一样得1分。
# - **金额**（2）：成本和预期利润，并说明是在没见过的客户身上算的；只写金额得1分。
# - **同意**（1）：多少人划算却不能寄，打算怎么办。
# - **作废**（2）：什么时候重新长树，带数字；没有数字得1分。
# - **前提**（1）：点明靠什么假设，比如1月推的东西跟9月的一样有人订。

# %% [markdown] lang="en" exercise="10a.10" part="analysis"
# The model memo sends {{plan.counts["listed"]}} letters and expects {{earned:,.0f}} yuan by the rates seen; the promises would have said {{plan.expected_profit:,.0f}}.
# A good memo may test an undecided group instead, as long as it says what that costs.

# %% [markdown] lang="zh" exercise="10a.10" part="analysis"
# 参考备忘寄{{plan.counts["listed"]}}封，按见到的响应率预期利润{{earned:,.0f}}元；按承诺会算出{{plan.expected_profit:,.0f}}元。
# 好的备忘也可以先拿没定论的那群人做测试，只要写明要花多少。
