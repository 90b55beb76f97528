# ---
# id: "99x"
# title: {en: "A demo lesson", zh: "演示课"}
# minutes: {lecture: 5, exercises: 4}
# textbook: [idic 4.1, idic 4.2.1-4.2.3, ecommerce 9.2]
# needs: ["98a"]
# ---
# A word among authors, which no learner sees.

# %% [markdown] lang="en" slide="slide"
# # Who stays?
#
# The shop has {{n_customers:,}} customers, and churn takes {{churn_share:.0%}} of them.

# %% [markdown] lang="zh" slide="slide"
# # 谁会留下？
#
# 店里有{{n_customers:,}}位客户，流失了{{churn_share:.0%}}。

# %% [markdown] lang="en" slide="notes"
# Ask before you run.

# %% [markdown] lang="zh" slide="notes"
# 运行之前先提问。

# %%
import matplotlib.pyplot as plt
import pandas as pd

visits = pd.DataFrame({"customer_id": ["C00001", "C00002", "C00003", "C00004"], "visits": [12, 7, 3, 0]})
visits

# %%
n_customers = len(visits)
churn_share = (visits["visits"] == 0).mean()
print("of", n_customers)

# %% [markdown] lang="en"
# ## 1. The picture, {{n_customers}} bars
# In 2025 one of them, C00004, never came; see section 2 and $x_{i,2}$.
#
# <!-- lesson map -->

# %% [markdown] lang="zh"
# ## 1. 图上有{{n_customers}}根柱子
# 2025年有一位（C00004）一次也没来；见第2节和$x_{i,2}$。
#
# <!-- lesson map -->

# %% lang="en" alt="{{n_customers}} bars, the last one empty." tags=["figure"]
fig, ax = plt.subplots()
ax.bar(visits["customer_id"], visits["visits"])
ax.set(title=f"Visits of {n_customers} customers", ylabel="visits")  # words for the reader
plt.show()

# %% lang="zh" alt="{{n_customers}}根柱子，最后一根是空的。" tags=["figure"]
fig, ax = plt.subplots()
ax.bar(visits["customer_id"], visits["visits"])
ax.set(title=f"{n_customers}位客户的到店次数", ylabel="次数")  # 给读者看的字
plt.show()

# %% alt_en="A slider and its bar." alt_zh="滑块和它的柱子。"
from base64 import b64encode
from io import BytesIO

import ipywidgets
from matplotlib.figure import Figure


class View(ipywidgets.VBox):
    def _repr_mimebundle_(self, **kwargs):
        still = {"text/plain": "View", "image/png": b64encode(self.picture).decode()}
        return {**super()._repr_mimebundle_(**kwargs), **still}


view = View([ipywidgets.IntSlider(3)])
buffer = BytesIO()
Figure(figsize=(2, 1)).savefig(buffer)
view.picture = buffer.getvalue()
view

# %% [markdown] lang="en"
# <!-- exercises link -->

# %% [markdown] lang="zh"
# <!-- exercises link -->
