# ---
# id: "03b"
# title: {en: "What the customer allowed: privacy and consent", zh: "客户答应了什么：隐私与同意"}
# minutes: {lecture: 50, exercises: 75}
# textbook: [idic 3.7.1, idic 3.7.2]
# needs: []
# ---

# %% [markdown] lang="en" slide="slide"
# ## A list for the partner
#
# In July 2025 a marketer at Hejia exported the names, phones and addresses of {{n_listed}} customers.
# They went to a partner, a life insurer, who wished to call them and paid {{price}} yuan a record.
# Nobody thought twice.
# Should somebody have?
# A firm in Hong Kong once did the same with nearly two million people, and it cost the chief executive her post.

# %% [markdown] lang="zh" slide="slide"
# ## 给合作方的一份名单
#
# 2025年7月，禾家的一名营销专员导出了{{n_listed}}位客户的姓名、电话和地址。
# 名单给了合作方，一家人寿保险公司，对方要打电话推销，每条付{{price}}元。
# 谁也没多想。
# 该不该多想一步？
# 香港有家公司干过同样的事，涉及近两百万人，总裁为此丢了职位。

# %% [markdown] lang="en" slide="notes"
# The lecture, in minutes: Octopus eight, defaults five, consent at a date ten, hash six, k-anonymity twelve, access log five, decision four.
# Skip the cells without a slide mark; the class reads them at home.
#
# Ask before the next cells: who here has ever read a privacy notice to its end?
# And: what is your own record worth to an insurer? Write the guesses on the board; the arithmetic comes at once.

# %% [markdown] lang="zh" slide="notes"
# 一堂课这样分：八达通八分钟，默认选项五分钟，某一天的同意十分钟，哈希六分钟，k-匿名十二分钟，访问日志五分钟，决策四分钟。
# 没标幻灯片的格子跳过，留给学生回去读。
#
# 往下运行之前先问：谁把隐私条款从头读到尾过？
# 再问：你这一条记录，卖给保险公司值多少钱？把猜的数写在黑板上，马上就算。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

today = pd.Timestamp("2026-01-01")
log, lists = crm.load("access_log"), crm.load("access_exports")
partner = log[log["reason"] == "partner"].iloc[0]
listed = lists[lists["access_id"] == partner["access_id"]]
price, n_listed = 20, len(listed)
partner[["staff_id", "accessed_at", "field_group", "records"]]

# %% [markdown] lang="en" slide="slide"
# ### The Octopus case
#
# Octopus (八达通) is the card with which Hong Kong pays its fares.
# Its rewards programme asked members for name, phone, identity number and date of birth.
# The notice said that data might be passed on to others, in small print, unless the member objected.

# %% [markdown] lang="zh" slide="slide"
# ### 八达通事件
#
# 八达通（Octopus）是香港人坐车付钱的卡。
# 它的积分计划“日日赏”要会员填姓名、电话、身份证号、出生日期。
# 条款用小字写着：除非会员提出反对，资料可能转给他人。

# %% lang="en"
timeline = [
    ("2005-11", "rewards programme begins"),
    ("2010-07-07", "the firm denies selling data"),
    ("2010-07-09", "a former employee of the insurer CIGNA goes to the press and the Commissioner"),
    ("2010-07-20", "the firm admits that data went to two partners"),
    ("2010-07-26", "hearing: six partners, 1.97 million members, HK$44 million in four and a half years"),
    ("2010-08-04", "the chief executive resigns; the money goes to charity"),
    ("2010-10-18", "report: asked for too much, told too vaguely, sold without consent"),
    ("2013-04-01", "new law: no direct marketing without consent or a stated 'no objection'"),
]
for when, what in timeline:
    print(f"{when:10}  {what}")

# %% lang="zh"
timeline = [
    ("2005-11", "积分计划启动"),
    ("2010-07-07", "公司否认出售资料"),
    ("2010-07-09", "保险公司信诺的一名前雇员向媒体和私隐专员举报"),
    ("2010-07-20", "公司承认把资料给了两家合作方"),
    ("2010-07-26", "聆讯：六家合作方，197万会员，四年半收入4400万港元"),
    ("2010-08-04", "总裁辞职；这笔钱捐给慈善机构"),
    ("2010-10-18", "调查报告：收得太多，说得太含糊，未经同意就出售"),
    ("2013-04-01", "新法生效：未经同意或未表明“不反对”，不得直接促销"),
]
for when, what in timeline:
    print(f"{when:10}  {what}")

# %% [markdown] lang="en"
# The dates are the Privacy Commissioner's (PCPD 2010, 2013) and the newspapers' (South China Morning Post, July 2010; The Standard, August 2010).
# A textbook dates the admission to 14 July: sources differ, so name yours.
# Now divide before you quote.

# %% [markdown] lang="zh"
# 日期依据私隐专员公署（PCPD 2010、2013）和报纸（《南华早报》2010年7月、The Standard 2010年8月）。
# 有教材把承认的日子写成7月14日：来源不一，引用时要写明出处。
# 引用数字之前，先做个除法核对一下。

# %%
money, years, cards, people = 44e6, 4.5, 20e6, 7.0e6
records = pd.Series({"firm": 1.97e6, "witness": 2.4e6})
per_record = money / records
cards_each, per_year = cards / people, per_record["firm"] / years
money_eight_years = 57.9e6
per_record.round(1)

# %% [markdown] lang="en" slide="fragment"
# A record fetched HK\${{per_record["firm"]:.1f}} by the firm's own count, or {{per_record["witness"]:.1f}} by the witness's count of members; over four and a half years that is HK\${{per_year:.0f}} per record and year.
# For that price the firm lost its name.
#
# Two warnings about the printed figures.
# A textbook says "about two cards per person": its own numbers give {{cards_each:.1f}}.
# It also has these {{money / 1e6:.0f}} million earned "since 2002", where the hearing spoke of four and a half years; for eight years the report is said to give {{money_eight_years / 1e6:.1f}} million (Ming Pao, October 2010).

# %% [markdown] lang="zh" slide="fragment"
# 按公司自己的人数，一条记录卖了{{per_record["firm"]:.1f}}港元；按举报人说的会员数是{{per_record["witness"]:.1f}}港元；摊到四年半，每年不到{{per_year:.0f}}港元。
# 为了这点钱，公司赔上了名声。
#
# 书上的数字有两处要当心。
# 有教材说“人均约两张卡”，可按它自己的数字一除，是{{cards_each:.1f}}张。
# 那本教材又说，这{{money / 1e4:.0f}}万港元是“2002年以来”的收入，聆讯上说的却是四年半；八年合计，报道说专员报告里是{{money_eight_years / 1e4:.0f}}万（《明报》2010年10月）。

# %% [markdown] lang="en" slide="slide"
# ## What you will be able to do
#
# - **Price** a record, and say what a price leaves out (exercise 3b.1).
# - **Check** consent at a date before every export (exercises 3b.2 and 3b.3).
# - **Pseudonymise** with a key, and show why a bare hash protects nobody (exercise 3b.4).
# - **Measure and reach** k-anonymity (exercises 3b.5 and 3b.6).
# - **Write** a role-permission matrix, **find** violations in a log, and **test** a back-up (exercises 3b.7 to 3b.9).
# - **Answer** a leak, and **decide** on an offer for data (exercise 3b.10 and the memo, 3b.11).
#
# What the laws ask is told in plain words; it is no legal advice.

# %% [markdown] lang="zh" slide="slide"
# ## 学完你能做什么
#
# - **估价**：算出一条记录的价格，说清这个价格漏掉了什么（练习3b.1）。
# - **核对**：每次导出之前，查某一天的同意是否有效（练习3b.2、3b.3）。
# - **假名化**：用密钥做假名，并说明光用哈希为什么谁也保护不了（练习3b.4）。
# - **衡量并做到**k-匿名（练习3b.5、3b.6）。
# - **写**角色权限矩阵，从日志里**找**违规，**检验**备份（练习3b.7到3b.9）。
# - **应对**一次泄露，对别人出价买数据**拿主意**（练习3b.10和决策备忘3b.11）。
#
# 法律要求什么，这里只用大白话讲，不是法律意见。

# %% [markdown] lang="en" slide="slide"
# ## The idea: the data are hers
#
# Four questions come before every use of customer data.
#
# 1. *Did she allow it?* For this purpose, by this channel, and still today. **Opt-in** means that silence is a no; **opt-out** means that silence is a yes.
# 2. *Do we need this field?* **Data minimisation**: what the purpose does not need is not collected, and not handed on.
# 3. *Can she be recognised?* A name is not needed for that.
# 4. *Who may look?* Only whose work asks for it: **least privilege** (Saltzer and Schroeder 1975).
#
# China's Personal Information Protection Law (PIPL 2021) and the EU's General Data Protection Regulation (GDPR 2016) ask the same four, and name their articles.

# %% [markdown] lang="zh" slide="slide"
# ## 道理：数据是客户的
#
# 每次动用客户数据之前，先问四个问题。
#
# 1. **她同意了吗？** 是不是为这个用途、走这个渠道、到今天还算数。**选择加入**（opt-in）：不说话就是不同意；**选择退出**（opt-out）：不说话就算同意。
# 2. **这个字段用得着吗？** **数据最小化**（data minimisation）：用途不需要的，不收集，也不往外给。
# 3. **能认出是谁吗？** 认人不一定要靠名字。
# 4. **谁可以看？** 工作需要的人才能看：**最小权限**（least privilege；Saltzer和Schroeder 1975）。
#
# 中国的《个人信息保护法》（PIPL 2021）和欧盟的《通用数据保护条例》（GDPR 2016）问的就是这四件事，条文写得很具体。

# %% lang="en"
law = [
    ("a basis is needed; consent is one of several", "13", "6"),
    (
        "free, informed, unambiguous consent; a box ticked in advance is none (PIPL: explicit)",
        "14",
        "4(11), recital 32",
    ),
    ("taking it back is easy", "15", "7(3)"),
    ("no service refused for want of consent that it does not need (GDPR: weighed)", "16", "7(4)"),
    ("only what the purpose needs", "6", "5(1)(b), (c)"),
    ("handing on to others: tell who and why; PIPL asks for separate consent", "23", "13, 14"),
    ("unlawful sale is forbidden and can be a crime (China: Criminal Law 253-1)", "10", "84"),
    ("advertising by profile: an easy way to refuse", "24", "21(2), (3)"),
    ("she may see, correct, delete", "44 to 47", "15 to 17, 12(3)"),
    ("security: rights, encryption, de-identification", "51", "25, 32"),
    (
        "after a leak: tell the authority, and the people (PIPL: unless harm is averted; GDPR: high risk)",
        "57",
        "33, 34",
    ),
    ("pseudonymous is still personal, anonymous is not", "4, 73", "4(5), recital 26"),
    ("fine, grave cases: to 50 million yuan or 5% of last year's turnover", "66", "-"),
    ("fine: to 20 million euro or 4% of world turnover (security: 10 or 2%), the higher", "-", "83(4), (5)"),
]
print("Advertising messages: Advertising Law 43; EU: Directive 2002/58/EC, article 13\n")
print(f"{'PIPL':<9} {'GDPR':<17} in plain words")
for words, pipl, gdpr in law:
    print(f"{pipl:<9} {gdpr:<17} {words}")

# %% lang="zh"
law = [
    ("处理要有依据，同意是其中一种", "13", "6"),
    ("同意要自愿、知情、明确（GDPR写明：沉默和预先打勾都不算）", "14", "4(11), recital 32"),
    ("撤回要方便", "15", "7(3)"),
    ("非必需的同意，不给也不能拒绝服务（GDPR：判断“自愿”时重点考虑）", "16", "7(4)"),
    ("只收用途必需的", "6", "5(1)(b), (c)"),
    ("给别人：说明给谁、干什么；中国要求单独同意", "23", "13, 14"),
    ("不得非法买卖，情节严重的是犯罪（《刑法》第253条之一）", "10", "84"),
    ("按画像推送营销：拒绝要方便", "24", "21(2), (3)"),
    ("本人可查、可改、可删", "44 to 47", "15 to 17, 12(3)"),
    ("安全：权限、加密、去标识化", "51", "25, 32"),
    ("泄露之后：告知主管部门和本人（中国：已避免危害的可不告知本人；GDPR：风险高才须告知）", "57", "33, 34"),
    ("假名化的仍是个人信息，匿名化的不是", "4, 73", "4(5), recital 26"),
    ("罚款，情节严重的：最高5000万元或上年营业额5%", "66", "-"),
    ("罚款：2000万欧元或全球营业额4%（安全义务1000万或2%），取高者", "-", "83(4), (5)"),
]
print("营销短信、邮件、电话另见《广告法》第43条；欧盟：2002/58/EC号指令第13条\n")
print(f"{'PIPL':<9} {'GDPR':<17} 大白话")
for words, pipl, gdpr in law:
    print(f"{pipl:<9} {gdpr:<17} {words}")

# %% [markdown] lang="en" slide="slide"
# ## Opt-in and opt-out: the box that ticks itself
#
# Until June 2025 the boxes of Hejia's web sign-up were already ticked; since July they are empty.
# Same shop, same page, same question.

# %% [markdown] lang="zh" slide="slide"
# ## 选择加入与选择退出：替你打好的勾
#
# 2025年6月以前，禾家网店注册页的勾是预先打好的；7月起改成空白。
# 店没变，页面没变，问题也没变。

# %%
consents = crm.load("consents")
web = consents[consents["form"].isin(["web_ticked", "web_empty"])]
yes = web.pivot_table(index="purpose", columns="form", values="granted")
yes.round(2)

# %% lang="en" slide="fragment" alt="Share of yes for advertising, profiling and sharing with partners. Boxes already ticked bring about nine in ten; empty boxes less than half, and for sharing about one in ten."
ax = yes[["web_ticked", "web_empty"]].set_axis(["advertising", "profiling", "sharing"]).plot.bar(rot=0)
ax.legend(["ticked already", "empty"])
ax.set(ylabel="Share who 'agree'", ylim=(0, 1), title="A ticked box buys most of the yes")
plt.show()

# %% lang="zh" slide="fragment" alt="营销、画像、提供给合作方三项答应的比例。预先打勾时大多在八九成，空白时不到一半，提供给合作方只有一成左右。"
ax = yes[["web_ticked", "web_empty"]].set_axis(["营销", "画像", "给合作方"]).plot.bar(rot=0)
ax.legend(["预先打勾", "空白"])
ax.set(ylabel="“同意”的比例", ylim=(0, 1), title="“同意”大半是预先打的勾造出来的")
plt.show()

# %% [markdown] lang="en" slide="fragment"
# For sharing, {{yes.loc["sharing", "web_ticked"]:.0%}} "agree" where the box is ticked already, {{yes.loc["sharing", "web_empty"]:.0%}} where they tick it themselves.
# A default decides for people (Johnson, Bellman and Lohse 2002).
# After the scandal Octopus told {{told / 1e6:.1f}} million members how to opt out, and about {{left:,}} did (China Daily, 20 October 2010): {{opted_out:.2%}}.
# That measures the default more than the wish.
# (Ours is a before and an after, no experiment: those who sign up may have changed too.)
#
# And a yes that was not meant lasts less long.

# %% [markdown] lang="zh" slide="fragment"
# 提供给合作方这一项，预先打勾时有{{yes.loc["sharing", "web_ticked"]:.0%}}“同意”，自己动手打勾的只有{{yes.loc["sharing", "web_empty"]:.0%}}。
# 默认选项替人做了决定（Johnson、Bellman和Lohse 2002）。
# 事发之后，八达通通知{{told / 1e4:.0f}}万会员怎样退出，约{{left / 1e4:.0f}}万人照办（《中国日报》2010年10月20日）：{{opted_out:.2%}}。
# 这个数字量出来的，多半是默认选项的力量，不是大家的心愿。
# （我们这里只是前后对比，不是随机试验：注册的人也可能变了。）
#
# 不是真心的同意，也留得短些。

# %%
told, left = 2.4e6, 30_000
opted_out = left / told
said_yes = consents[(consents["granted"] == 1) & (consents["stated_on"] <= today - pd.Timedelta(days=90))]
soon = (said_yes["withdrawn_on"] - said_yes["stated_on"]).dt.days <= 90
taken_back = soon.groupby(said_yes["form"]).mean()
taken_back.round(3)

# %% [markdown] lang="en"
# Within ninety days {{taken_back["web_ticked"]:.0%}} of the ticked-box consents were taken back; on the same page with empty boxes, {{taken_back["web_empty"]:.0%}}.

# %% [markdown] lang="zh"
# 九十天之内，预先打勾得来的同意有{{taken_back["web_ticked"]:.0%}}被收回；同一个网页，空白框的只有{{taken_back["web_empty"]:.0%}}。

# %% [markdown] lang="en" slide="slide"
# ## Consent at a date, step by step
#
# A consent has a life: asked, given, changed, taken back.
# So the question is never "has she agreed?" but "what held *on that day*?"
# The rule: her latest earlier statement for this purpose and channel, unless taken back by then.
# Never asked is no yes.

# %% [markdown] lang="zh" slide="slide"
# ## 某一天的同意：一步一步来
#
# 同意有一生：被问到、答应、改口、收回。
# 所以要问的不是“她同意过吗”，而是“**那一天**算不算数”。
# 规则：同一用途、同一渠道，看那天之前最后一次表态，而且那天还没收回。
# 没问过，不等于同意。

# %%
said = pd.DataFrame(
    [("Wang", "2025-01-10", 1, None), ("Li", "2025-02-01", 1, "2025-03-15"), ("Wang", "2025-06-01", 0, None)],
    columns=["customer", "stated_on", "granted", "withdrawn_on"],
)  # fmt: skip
calls = pd.DataFrame(
    [("Wang", "2025-03-01"), ("Li", "2025-03-01"), ("Wang", "2025-07-01"), ("Li", "2025-07-01"), ("Zhao", "2025-07-01")],
    columns=["customer", "called_on"],
)  # fmt: skip
said[["stated_on", "withdrawn_on"]] = said[["stated_on", "withdrawn_on"]].apply(pd.to_datetime)
calls["called_on"] = pd.to_datetime(calls["called_on"])

# %% [markdown] lang="en"
# An *as-of join* takes for each call the latest statement before it; both tables must be in order of time.

# %% [markdown] lang="zh"
# **时点连接**（as-of join）给每次通话找出此前最后一次表态；两张表都要按时间排好。

# %%
asked = pd.merge_asof(
    calls, said, left_on="called_on", right_on="stated_on", by="customer", allow_exact_matches=False
)
states = [asked["granted"].isna(), asked["granted"] == 0, asked["withdrawn_on"] <= asked["called_on"]]
asked["consent"] = np.select(states, ["never_asked", "no", "withdrawn"], "yes")
asked

# %% [markdown] lang="en"
# Two of the five calls were allowed: the first to Wang and the first to Li.

# %% [markdown] lang="zh"
# 五次通话里两次得到允许：给Wang和给Li的第一次。

# %% [markdown] lang="en"
# ## Consent with crmlab: an audit
#
# Hejia's campaigns and drives never looked at the consents.
# `consent_status` looks now, at each advertising contact of two years.

# %% [markdown] lang="zh"
# ## 用crmlab：查一遍账
#
# 禾家的营销活动和推销从没看过同意记录。
# 现在用`consent_status`逐条补查两年里的每一次营销联系。

# %%
from crmlab import identify

contacts = crm.load("contacts")
sent = contacts["direction"] == "out"
ours = contacts[sent & contacts["purpose"].isin(["campaign", "sales", "news"])]
judged = identify.consent_status(ours, consents)
share_allowed = (judged["consent"] == "yes").mean()
channels = ["phone", "sms", "wechat", "letter", "email", "visit"]
pd.crosstab(judged["purpose"], judged["consent"])

# %% lang="en" slide="slide" alt="Advertising contacts by channel, stacked by consent. Most went to people who were never asked; the allowed are a small part. WeChat, letters and visits have hardly any consent or none."
kinds = dict(zip(channels, ["phone", "SMS", "WeChat", "letter", "e-mail", "visit"]))
ax = identify.plot_consent(judged, by="channel", names=kinds)
ax.set_title("Most contacts went to people nobody had asked")
plt.show()

# %% lang="zh" slide="slide" alt="营销联系按渠道、按同意状况堆叠。大多数发给了从没问过的人，得到同意的只占一小块；微信、信件、上门几乎没有同意。"
kinds = dict(zip(channels, ["电话", "短信", "微信", "信件", "邮件", "上门"]))
ax = identify.plot_consent(judged, by="channel", names=kinds)
ax.set_title("大多数联系，对方从没被问过")
plt.show()

# %%
own_yes = identify.drop_default_yes(consents)
strict = identify.consent_status(ours, own_yes)
share_strict = (strict["consent"] == "yes").mean()
requests = crm.load("data_requests")
stops = requests[requests["kind"] == "stop_marketing"].dropna(subset=["answered_on"])
again = judged.merge(stops, on="customer_id").query("contacted_at > answered_on")

# %%
n_stop, n_again = len(stops), again["customer_id"].nunique()
n_blind = again.loc[again["consent"] == "yes", "customer_id"].nunique()
settled = requests["answered_on"].fillna(today)  # still open: late if due before today
n_late = int((settled > requests["due_on"]).sum())
round(share_allowed, 3), round(share_strict, 3), n_stop, n_again, n_blind, n_late

# %% [markdown] lang="en"
# Of {{len(judged):,}} contacts {{share_allowed:.0%}} had a consent on file.
# Nobody was ever asked about WeChat or visits.
# If a box ticked in advance is no yes, {{share_strict:.0%}} remain: `drop_default_yes` leaves out that yes, but keeps every no and every taking back, or an older yes would come alive again.
# Other bases exist: in the EU a shop may write to its own customers about similar goods until they object (the ePrivacy Directive of 2002). Our shop takes consent as its rule.
#
# Of {{n_stop}} customers who wrote in to stop the advertising and got an answer, {{n_again}} were contacted again.
# For {{n_blind}} of them the consent table still said yes: a stop must be entered there, or no gate sees it.
# And {{n_late}} of {{len(requests)}} requests to see, correct, delete or stop were overdue; thirty days is what a recommended Chinese standard allows (GB/T 35273-2020); PIPL article 50 names no number.

# %% [markdown] lang="zh"
# {{len(judged):,}}次联系里，查得到同意的只有{{share_allowed:.0%}}。
# 微信和上门，从来没问过任何人肯不肯。
# 预先打好的勾要是不算，就剩{{share_strict:.0%}}：`drop_default_yes`只去掉那种“同意”，拒绝和收回都留着；不然更早的同意就会“复活”。
# 依据也不只同意一种：在欧盟，给老客户推荐同类商品，对方没反对就可以发（2002年《电子隐私指令》第13条）。我们店里以同意为准。
#
# 来信要求停止营销并得到答复的{{n_stop}}位客户里，有{{n_again}}位后来又被联系过。
# 其中{{n_blind}}位，同意表上还写着“同意”：停止的要求要登记进这张表，不然关卡看不见。
# 查看、更正、删除、停止营销的请求一共{{len(requests)}}件，{{n_late}}件逾期；三十天是推荐性国标的期限（GB/T 35273-2020），《个人信息保护法》第50条没有写天数。

# %% [markdown] lang="en" slide="slide"
# ### What would the gate have cost?
#
# "If we ask, we sell nothing", says the marketer.
# The shop is simulated, so we know what each campaign contact caused: the true effect on the chance to buy.

# %% [markdown] lang="zh" slide="slide"
# ### 设一道关卡，要损失多少？
#
# 营销专员说：“要是都得先问一声，就什么也卖不出去了。”
# 这家店是模拟的，所以我们知道每次活动联系起了多大作用，也就是它对购买概率的真实影响。

# %%
campaigns = crm.load("campaigns").set_index("campaign_id")
sends = strict[strict["purpose"] == "campaign"]
sends = sends.merge(crm.load("truth/campaign_contacts"), on=["campaign_id", "customer_id"])
terms = ["cost_per_contact", "margin_per_response", "gift_per_response"]
sends = sends.join(campaigns[terms], on="campaign_id")
bought = crm.load("campaign_contacts").query("responded == 1").groupby("campaign_id")["amount"].mean()

# %%
sends["sales"] = sends["true_effect"] * sends["campaign_id"].map(bought)
spent = sends["cost_per_contact"] + sends["true_chance"] * sends["gift_per_response"]
sends["profit"] = sends["true_effect"] * sends["margin_per_response"] - spent
each = sends.groupby(sends["consent"] == "yes")["profit"].mean()
wrong = sends[sends["consent"] != "yes"]
caused = wrong.groupby("campaign_id")[["sales", "profit"]].sum()

# %%
orders = crm.load("orders")
share_sales = caused["sales"].sum() / orders.loc[orders["ordered_on"] >= "2024-01-01", "amount"].sum()
print(f"{share_sales:.3f}", each.round(2).to_dict())
caused.round(0)

# %% lang="en" slide="fragment" alt="Expected sales and profit caused by contacts without consent, by campaign. Sales are positive in all six; profit is negative or near nothing but for the two messages in November."
names = campaigns.loc[caused.index, f"name_{crm.language.get_language()}"]
fig, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
axes[0].barh(names, caused["sales"])
axes[0].set(xlabel="Sales caused (yuan)", title="Without consent: sales ...")
axes[0].set_xticks([0, 10_000, 20_000], ["0", "10,000", "20,000"])
axes[1].barh(names, caused["profit"], color=np.where(caused["profit"] > 0, "C2", "C1"))
axes[1].set(xlabel="Profit (yuan)", title="... but hardly a profit")
axes[1].set_xticks([-5000, 0])
plt.show()

# %% lang="zh" slide="fragment" alt="未经同意的联系在各次活动中带来的销售额和利润。六次活动的销售额都是正的；利润大多为负或接近零，只有双十一短信是正的。"
names = campaigns.loc[caused.index, f"name_{crm.language.get_language()}"]
fig, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
axes[0].barh(names, caused["sales"])
axes[0].set(xlabel="带来的销售额（元）", title="未经同意的联系：有销售……")
axes[0].set_xticks([0, 10_000, 20_000], ["0", "1万", "2万"])
axes[1].barh(names, caused["profit"], color=np.where(caused["profit"] > 0, "C2", "C1"))
axes[1].set(xlabel="利润（元）", title="……却几乎没有利润")
axes[1].set_xticks([-5000, 0])
plt.show()

# %% [markdown] lang="en" slide="fragment"
# The gate, with ticked boxes not counted, would have cost {{caused["sales"].sum():,.0f}} yuan of sales, {{share_sales:.1%}} of two years' turnover, and left the shop {{-caused["profit"].sum():,.0f}} yuan *richer*: most of these contacts cost more than they earned.
# But so did those with consent: {{-each[True]:.2f}} yuan lost on each, against {{-each[False]:.2f}} without. The campaigns were poor; where a campaign pays, the gate has a price.
# The {{(judged["purpose"] == "news").sum():,}} news messages are not in the sum.
# The sales drives cost it nothing at all: in this world they only tire people (`crm.describe("contacts")`).
# Elsewhere the sum may come out otherwise; it must be done, not feared.

# %% [markdown] lang="zh" slide="fragment"
# 预先打的勾不算数，照这个口径设关卡，会少卖{{caused["sales"].sum():,.0f}}元，占两年销售额的{{share_sales:.1%}}；店里反而**多赚**{{-caused["profit"].sum():,.0f}}元：这些联系大多花的比赚的多。
# 不过同意的那些也亏：每次亏{{-each[True]:.2f}}元，没同意的每次亏{{-each[False]:.2f}}元。毛病出在活动本身；换成赚钱的活动，关卡会有代价。
# {{(judged["purpose"] == "news").sum():,}}次资讯消息没算在内。
# 推销那部分更是毫无损失：在这个世界里，推销只会惹人烦（见`crm.describe("contacts")`）。
# 换一家店，结果也许不同；先算一算，别光害怕。

# %% [markdown] lang="en" slide="slide"
# ### The list of July
#
# `check_export` is the gate: who may be on this list, today, for this purpose?

# %% [markdown] lang="zh" slide="slide"
# ### 7月那份名单
#
# `check_export`就是那道关卡：为这个用途，今天谁可以上名单？

# %%
gate = identify.check_export(listed, consents, on=partner["accessed_at"], purpose="sharing")
gate_strict = identify.check_export(listed, own_yes, on=partner["accessed_at"], purpose="sharing")
pd.DataFrame({"boxes as they stand": gate.counts, "strict": gate_strict.counts})

# %% [markdown] lang="en" slide="fragment"
# Of {{n_listed}} people {{gate.counts["yes"]}} had "allowed" it, all by a box ticked for them; by a box they ticked themselves, {{gate_strict.counts["yes"]}}.
# The gate takes one line, and it stands *before* the export.

# %% [markdown] lang="zh" slide="fragment"
# {{n_listed}}人里有{{gate.counts["yes"]}}人“同意”过，全是别人替打的勾；自己动手打勾的有{{gate_strict.counts["yes"]}}人。
# 关卡只要一行代码，要设在导出**之前**。

# %% [markdown] lang="en"
# ## Fewer fields
#
# The partner asked for seven fields.
# To call somebody who allowed it, two are needed; Octopus was blamed for asking identity numbers that no reward needed (PCPD 2010).

# %% [markdown] lang="zh"
# ## 少给几个字段
#
# 合作方要七个字段。
# 给同意的人打电话，两个就够；八达通受批评的一条，就是收了积分用不着的身份证号（PCPD 2010）。

# %%
wished = {"name", "phone", "address", "email", "born_on", "gender", "spend"}
needed = {"call": {"name", "phone"}, "deliver": {"name", "phone", "address"}, "study": {"born_on", "gender"}}
{purpose: sorted(wished - fields) for purpose, fields in needed.items()}

# %% [markdown] lang="en"
# Where staff must recognise a number without reading it, a *mask* shows the ends only.

# %% [markdown] lang="zh"
# 店员只要核对、不必看全号码的时候，用**掩码**，只露两头。

# %%
persons = crm.load("truth/persons")
heads = persons[persons["role"] == "head"].copy()
heads["customer_id"] = "C" + heads["household_id"].str[1:]
identify.mask(heads["phone"]).head(3)

# %% [markdown] lang="en" slide="slide"
# ## Another name: pseudonyms
#
# "We hash the phones, so it is anonymous."
# A **hash** turns a text into a fingerprint; it cannot be computed back, but it can be guessed.
# Matching (lesson 3a) gave each customer a phone and a birthday; here we borrow them from the truth table, so that this lesson stands alone.

# %% [markdown] lang="zh" slide="slide"
# ## 换个名字：假名化
#
# “电话我们做了哈希，所以是匿名的。”
# **哈希**（hash）把一段文字变成指纹；指纹算不回原文，却可以猜。
# 第3a课的匹配给每位客户配上了电话和生日；为了让这一课独立，这里直接从真相表借用。

# %%
import hashlib


def fingerprint(text):
    return hashlib.sha256(text.encode()).hexdigest()


extract_phones = heads["phone"].map(fingerprint)
extract_phones.iloc[0]

# %% [markdown] lang="en"
# But there are few telephone numbers.
# In Hejia's town they begin with {{prefix}}, and eight digits follow; we try the first million.

# %% [markdown] lang="zh"
# 可是电话号码总共也没有多少个。
# 禾家所在城市的号码都是{{prefix}}加八位数字；我们把头一百万个试一遍。

# %%
prefix, n_tried, n_numbers, per_second = "113", 1_000_000, 10**8, 1_000_000
wanted, tries = set(extract_phones), (f"{prefix}{n:08d}" for n in range(n_tried))
broken = [number for number in tries if fingerprint(number) in wanted]
minutes_for_all = n_numbers / per_second / 60
len(broken), broken[:3]

# %% [markdown] lang="en" slide="fragment"
# {{len(broken)}} customers have their number back, in about a second, with one number in {{n_numbers // n_tried}} tried.
# At a million a second, one core of a laptop, all {{n_numbers:,}} take {{minutes_for_all:.1f}} minutes.
# The hash is sound; the numbers are few.
# All eleven-digit numbers of China are at most a hundred times as many, which is hours, not years.
#
# So add a secret.
# A keyed hash, **HMAC** (Krawczyk, Bellare and Canetti 1997), cannot be tried out without the key, and the key stays in the house.

# %% [markdown] lang="zh" slide="fragment"
# 大约一秒，每{{n_numbers // n_tried}}个号码才试一个，就有{{len(broken)}}位客户的号码被还原。
# 按每秒一百万个（笔记本电脑一个核）算，全部{{n_numbers / 1e8:.0f}}亿个只要{{minutes_for_all:.1f}}分钟。
# 哈希没毛病，是号码太少。
# 全国十一位的手机号再多也不超过一百倍，那是几小时的事，不是几年。
#
# 那就加一个秘密。
# 带密钥的哈希**HMAC**（Krawczyk、Bellare和Canetti 1997）没有密钥就没法逐个去试，密钥留在自己手里。

# %%
key = "in real life: 32 random bytes, in a safe"
pseudonyms = identify.pseudonym(heads["phone"], key)
known = {fingerprint(number)[:16] for number in broken}
pseudonyms.head(2), len(known & set(pseudonyms))

# %% [markdown] lang="en"
# Even the numbers that we know to be in the table are no longer found, and two tables under one key can still be joined.
# It is **pseudonymisation** (the PIPL says de-identification), not anonymity: with the key one goes back, so it stays personal data.
# And nobody needs the phone if the rest gives the customer away.

# %% [markdown] lang="zh"
# 连我们明知在表里的那些号码也对不上了，而同一把密钥下的两张表照样能连起来。
# 这叫**假名化**（pseudonymisation；《个人信息保护法》归入“去标识化”），不是匿名：有密钥就能还原，所以仍是个人信息。
# 何况其余的字段要是暴露了身份，根本用不着电话。

# %% [markdown] lang="en" slide="slide"
# ## Hiding in a crowd: k-anonymity, step by step
#
# Eight customers, no names; the last column says whether they buy alcohol.
# **Quasi-identifiers** are what an outsider may know of somebody: birth, gender, district.
# People who share them form a class; an extract is **k-anonymous** if the smallest class has k people (Sweeney 2002).

# %% [markdown] lang="zh" slide="slide"
# ## 藏进人群：k-匿名，一步一步来
#
# 八位客户，没有名字（片区一栏，lane是巷子，new_town是新城；alcohol是买没买过酒）。
# **准标识符**（quasi-identifier）是外人可能知道的那些：生日、性别、片区。
# 这几项相同的人归为一类；最小的一类有k个人，这份数据就是**k-匿名**（k-anonymity；Sweeney 2002）。

# %%
eight = pd.DataFrame(
    [(1961, "F", "lane", "no"), (1964, "F", "lane", "no"), (1968, "F", "lane", "no"), (1991, "M", "lane", "yes"),
     (1993, "M", "lane", "no"), (1995, "M", "new_town", "yes"), (1996, "M", "new_town", "no"), (1957, "F", "new_town", "yes")],
    columns=["born", "gender", "district", "alcohol"],
)  # fmt: skip
quasi = ["born", "gender", "district"]
k_raw = int(eight.groupby(quasi).size().min())
k_raw

# %% [markdown] lang="en"
# Everybody stands alone.
# We *generalise*, years to decades, and *suppress*, leave out, who still stands alone.

# %% [markdown] lang="zh"
# 人人自成一类。
# 先**泛化**（generalise）：年份变年代；还落单的就**抑制**（suppress），也就是略去。

# %%
coarse = eight.assign(born=(eight["born"] // 10 * 10).astype(str) + "s")
size = coarse.groupby(quasi)["born"].transform("size")
safe = coarse[size >= 2]
safe.groupby(quasi)["alcohol"].agg(["size", "nunique"])

# %% [markdown] lang="en" slide="fragment"
# One person left out, and k is two.
# Yet look at the last column: the three women of the lane all say no, so we know it about each without knowing who is who.
# **l-diversity** asks that every class hold at least l different values of what must stay hidden (Machanavajjhala and others 2007).

# %% [markdown] lang="zh" slide="fragment"
# 略去一人，k就到了二。
# 可是看最后一列：巷子里那三位女士都是no，分不清谁是谁，也知道每个人的答案了。
# **l-多样性**（l-diversity）要求每一类里，要保密的那一项至少有l种不同的值（Machanavajjhala等2007）。

# %% [markdown] lang="en"
# ## k-anonymity with crmlab, and an attack
#
# The insurer would also be content with a table without names: birthday, gender, district, and whether alcohol was bought in 2025.

# %% [markdown] lang="zh"
# ## 用crmlab做k-匿名，再攻击一次
#
# 保险公司退了一步：不要名字也行，只要生日、性别、片区，以及2025年买没买过酒。

# %%
lines = crm.load("order_lines").merge(orders[orders["ordered_on"] >= "2025-01-01"], on="order_id")
drinkers = lines.loc[lines["product_id"].isin(["P034", "P035"]), "customer_id"]
active = crm.load("customers").query("customer_id in @lines['customer_id']")
columns = ["person_id", "customer_id", "born_on", "gender"]
extract = active[["customer_id", "district"]].merge(heads[columns], on="customer_id")
extract["alcohol"] = np.where(extract["customer_id"].isin(drinkers), "yes", "no")

# %% [markdown] lang="en"
# The attacker has a list with names: here all who live in these households, with the district they live in now.
# She joins the two, as Sweeney joined a hospital file and a voters' roll (Sweeney 2002).

# %% [markdown] lang="zh"
# 攻击者手里有一份带名字的名单：这里设为这些家庭里的所有人，片区是现在住的地方。
# 她把两张表一对，就像Sweeney拿医院档案去对选民名册（Sweeney 2002）。

# %%
homes = crm.load("truth/addresses").query("to_on.isna()")[["household_id", "district"]]
roll = persons.merge(homes, on="household_id")
quasi = ["born_on", "gender", "district"]
naive = identify.linkage_attack(extract, roll, quasi, "person_id", truth="person_id")
share_named = naive["named"].notna().mean()
share_right = (naive["named"] == naive["person_id"]).mean()
unnamed = naive[naive["named"].isna()]
movers = crm.load("truth/addresses").query("to_on.notna()")["household_id"].str[1:]
n_moved = int(unnamed["customer_id"].str[1:].isin(movers).sum())
round(share_named, 3), round(share_right, 3), len(unnamed), n_moved

# %% [markdown] lang="en" slide="slide"
# Without a single name in the extract the attack names {{share_named:.0%}} of {{len(extract):,}} people, and {{share_right / share_named:.0%}} of these names are right.
# Of the {{len(unnamed)}} who got away {{n_moved}} had moved house; the others share all three with somebody. The wrong names are movers, too, taken for somebody else.
# A real attacker's list has gaps, and strangers on it; this one is close to the worst case.

# %% [markdown] lang="zh" slide="slide"
# 数据里一个名字也没有，攻击却指认了{{len(extract):,}}人里的{{share_named:.0%}}，其中{{share_right / share_named:.0%}}指对了。
# 躲过去的{{len(unnamed)}}人里，{{n_moved}}人搬过家，其余的三项都和别人相同；指错的也都是搬过家的，被当成了别人。
# 真实的攻击者名单有缺漏，也有不相干的人；这里差不多是最坏的情形。

# %% [markdown] lang="en"
# `anonymise` climbs a ladder for each quasi-identifier, tries every combination, and takes the one that loses least, among those that leave out at most one row in twenty (`most_suppressed`).

# %% [markdown] lang="zh"
# `anonymise`给每个准标识符一架梯子，一级级往上爬，所有组合都试一遍，在略去不超过二十分之一（`most_suppressed`）的里面取损失最小的。

# %%
part = {"lane": "old", "east_gate": "old", "old_mill": "old", "riverside": "new", "new_town": "new", "university": "new"}  # fmt: skip
ladders = {
    "born_on": identify.date_ladder(),
    "gender": identify.code_ladder(),
    "district": identify.code_ladder(part),
}
five = identify.anonymise(extract, ladders, k=5, sensitive="alcohol")
five

# %% [markdown] lang="en"
# The birthday became a span of five years; {{five.suppressed}} people were left out.
# **Information loss** of a cell: how many of the column's different values it now stands for, on a scale from 0 (itself) to 1 (all) (Iyengar 2002); a row left out counts as 1; the mean over all columns is {{five.loss:.0%}}.
# A measure of loss is a choice: for a study of ages little is gone, for sending birthday cards everything is lost.
# Now attack again, with the list generalised alike.

# %% [markdown] lang="zh"
# 生日变成了五年一段，略去{{five.suppressed}}人。
# 一格的**信息损失**（information loss）：它现在代表了这一列多少种不同的值，从0（只代表自己）到1（代表全部）（Iyengar 2002）；略去的行算1；各列平均是{{five.loss:.0%}}。
# 怎么量损失是一种选择：研究年龄结构，几乎没丢什么；要寄生日贺卡，就全没了。
# 把名单同样泛化，再攻击一次。


# %%
def attack(k):
    made = identify.anonymise(extract, ladders, k=k)
    coarse_roll = identify.generalise(roll, ladders, made.levels)
    tried = identify.linkage_attack(made.table, coarse_roll, quasi, "person_id", truth="person_id")
    hits, named = tried["chance"].sum() / len(extract), tried["named"].notna().sum()
    return {"k": k, "loss": made.loss, "suppressed": made.suppressed, "named": named, "right": hits}


price_of_k = pd.DataFrame([attack(k) for k in (1, 5, 10, 20)])
price_of_k.round(3)

# %% lang="en" slide="fragment" alt="People recognised by a guess against information lost, for k from one to twenty. With k of one four in five are recognised, with k of five or more hardly anybody; the loss grows with k."
price_of_k["label"] = "k = " + price_of_k["k"].astype(str)
ax = identify.plot_anonymity(price_of_k)
ax.set(xlim=(0, 0.25), title="A little coarseness hides almost everybody")
plt.show()

# %% lang="zh" slide="fragment" alt="随信息损失变化的被猜中比例，k从一到二十。k为一时五个人里认出四个；k到五以上，几乎认不出谁，损失随k增大。"
price_of_k["label"] = "k = " + price_of_k["k"].astype(str)
ax = identify.plot_anonymity(price_of_k)
ax.set(xlim=(0, 0.25), title="稍微粗一点，就几乎认不出谁了")
plt.show()

# %% [markdown] lang="en"
# Nobody is named for sure any more; with k of five a guess from the list hits {{right_five:.1%}}, with k of one {{price_of_k["right"][0]:.0%}}.
# The ladder does the work: five-year spans alone, with no k, bring it to {{right_spans:.1%}}; k takes out the stragglers.
# (k of twenty leaves out fewer than ten because its districts are coarser, too.)

# %% [markdown] lang="zh"
# 再没有一个人能被确认是谁；k为五时，照名单瞎猜能猜中{{right_five:.1%}}，k为一时是{{price_of_k["right"][0]:.0%}}。
# 出力的是梯子：单用五年一段、不设k，就降到{{right_spans:.1%}}；k去掉的是零星落单的人。
# （k为二十时略去的人反而比十时少，因为片区也变粗了。）


# %%
def guessed(level):
    coarse = [identify.generalise(table, ladders, {"born_on": level}) for table in (extract, roll)]
    tried = identify.linkage_attack(*coarse, quasi, "person_id", truth="person_id")
    return tried["chance"].sum() / len(extract)


right_five, right_spans = price_of_k.set_index("k").loc[5, "right"], guessed(3)

# %%
classes = identify.equivalence_classes(five.table, quasi, "alcohol")
uniform = five.table.merge(classes[classes["different"] == 1], on=quasi)
diverse = identify.anonymise(extract, ladders, k=5, l=2, sensitive="alcohol")
len(uniform), diverse.suppressed, round(diverse.loss, 3)

# %% [markdown] lang="en"
# But {{len(uniform)}} people sit in classes where all answers agree (all "{{uniform["alcohol"].iloc[0]}}"): the insurer knows it about each of them.
# Asking for two different answers in each class leaves out {{diverse.suppressed}} people instead of {{five.suppressed}}.
# If nine of ten in a class drink, l-diversity is content and the insurer too; t-closeness (Li, Li and Venkatasubramanian 2007) is stricter.

# %% [markdown] lang="zh"
# 不过有{{len(uniform)}}人所在的类答案全都一样（都是“{{uniform["alcohol"].iloc[0]}}”）：保险公司等于知道了他们每个人的答案。
# 要求每一类有两种答案，就得略去{{diverse.suppressed}}人，而不是{{five.suppressed}}人。
# 一类里十个有九个喝酒，l-多样性照样通过，保险公司也满意；t-接近性（Li、Li和Venkatasubramanian 2007）更严。

# %% [markdown] lang="en" slide="slide"
# ### Where it fails: two safe extracts
#
# In March the shop gives away decades of birth with districts; in May, years of birth without.
# In each the smallest class has five people or more.
# Both carry the same pseudonym, so that the partner can follow people.

# %% [markdown] lang="zh" slide="slide"
# ### 失灵的地方：两份安全的数据
#
# 3月给出的是出生年代加片区；5月给出的是出生年份，不带片区。
# 每一份里，最小的一类都不少于五人。
# 两份用的是同一套假名，好让合作方跟踪。


# %%
def release(levels):
    made = identify.generalise(extract, ladders, levels)
    return made[made.groupby(quasi)["gender"].transform("size") >= 5]


march, may = release({"born_on": 4}), release({"born_on": 2, "district": 2})
both = march.merge(may, on="customer_id", suffixes=("_march", "_may"))
joined = [f"{column}_{month}" for column in quasi for month in ("march", "may")]
alone = int((identify.equivalence_classes(both, joined)["people"] == 1).sum())
releases = ((march, quasi), (may, quasi), (both, joined))
[identify.k_anonymity(*extract_and_columns) for extract_and_columns in releases], alone

# %% [markdown] lang="en" slide="fragment"
# Side by side they are not: {{alone}} people stand alone again.
# k-anonymity guards one extract, not their sum, and no ladder knows what the attacker will learn next.
# So: another key for each extract, a record of what went out, and a contract.

# %% [markdown] lang="zh" slide="fragment"
# 放到一起就不安全了：{{alone}}人又成了孤零零一个。
# k-匿名护得住一份数据，护不住几份之和；攻击者以后还会知道什么，梯子也不知道。
# 所以：每次换一把密钥，记下给出去过什么，并且签合同。

# %% [markdown] lang="en" slide="slide"
# ## Who may look: roles, rights and the log
#
# The **role-permission matrix** says what each role may do with each group of fields; what is not in it is forbidden.
# Hollow marks: rights not used in 2025.

# %% [markdown] lang="zh" slide="slide"
# ## 谁可以看：角色、权限与日志
#
# **角色权限矩阵**（role-permission matrix）写明每个角色对每组字段可以做什么；没写的一律不许。
# 空心的是2025年日志里从没用过的权限。

# %%
permissions, staff = crm.load("permissions"), crm.load("staff_roles")
worked = log.merge(staff[["staff_id", "role"]], on="staff_id")
right = permissions.query("allowed == 1").merge(worked[["role", "field_group", "action"]].drop_duplicates(), how="left", indicator=True)  # fmt: skip
n_idle, n_rights = int((right["_merge"] == "left_only").sum()), len(right)
n_idle, n_rights

# %% lang="en" slide="fragment" alt="Matrix of nine roles by five groups of fields with marks for read, change and export. The administrator has no right at all. Most of the owner's and the team leader's rights are hollow: not used in the year."
identify.plot_permissions(permissions, used=worked)
plt.show()

# %% lang="zh" slide="fragment" alt="九个角色对五组字段的权限矩阵，标出看、改、导。系统管理员没有任何权限；店主和客服班长的权限大多是空心的，一年没用过。"
identify.plot_permissions(permissions, used=worked)
plt.show()

# %% [markdown] lang="en"
# {{n_idle}} of {{n_rights}} rights went unused: ask of each whether it is needed.
# Two rules by hand: the hour, and the matrix.

# %% [markdown] lang="zh"
# {{n_rights}}项权限里有{{n_idle}}项没用过：每一项都该问问还要不要。
# 先手写两条规则：看工作时间，看矩阵。

# %%
looks = log.merge(staff, on="staff_id").merge(permissions, on=["role", "field_group", "action"])
hour = looks["accessed_at"].dt.hour
night = looks[(hour < looks["from_hour"]) | (hour >= looks["to_hour"])]
forbidden = looks[looks["allowed"] == 0]
len(night), len(forbidden)

# %% [markdown] lang="en"
# `find_violations` adds accounts of people who left, lists that are too long, looks "for an order" on days without one, and lists sent without consent.
# The truth knows which looks broke a rule.

# %% [markdown] lang="zh"
# `find_violations`再加上：离职者的账号、过长的名单、当天没有订单却填“下单”的查看、未经同意的名单。
# 哪些查看真的违规，真相表里有。

# %%
found = identify.find_violations(log, staff, permissions, orders, lists, consents)
truth = crm.load("truth/access_log")
scores = identify.score_audit(found, truth)
by_rule = scores.set_index("rule").loc["no_reason"]
scores

# %% [markdown] lang="en"
# `no_reason` found {{by_rule["found"]:.0f}} where {{by_rule["planted"]:.0f}} were planted: the others broke another rule as well, so no alarm is false.
# Perfect, because these are the very rules that the world was broken by, and the log is complete.
# No real audit is so lucky: see what cruder rules would do.
# *Precision* is the share of the alarms that are real, *recall* the share of the violations that are found.

# %% [markdown] lang="zh"
# `no_reason`找出{{by_rule["found"]:.0f}}次，植入的是{{by_rule["planted"]:.0f}}次：多出的那些同时违反别的规则，也是真违规，所以查准率仍是一。
# 全对，因为这个世界违反的正是这几条规则，日志也没有缺漏。
# 真实的审计没这么走运：看看粗糙的规则会怎样。
# **查准率**（precision）是警报里真违规的比例，**查全率**（recall）是违规里被找出来的比例。

# %%
clock = log["accessed_at"].dt.hour
pairs = log.groupby(["staff_id", "customer_id"])["access_id"].transform("size")
crude = {
    "one_clock": log[(clock < 8) | (clock >= 20)],
    "busiest": log[log["staff_id"].isin(log["staff_id"].value_counts().index[:3])],
    "three_looks": log[pairs >= 3],
    "log_only": identify.find_violations(log, staff, permissions),
}
alarms = {name: identify.score_audit(rows.assign(rule=name), truth).iloc[-1] for name, rows in crude.items()}
crude_scores = pd.DataFrame(alarms).T[["found", "precision", "recall"]]
crude_scores

# %% lang="en" slide="fragment" alt="Precision and recall of four crude rules. One clock for all and the busiest accounts raise mostly false alarms; three looks at one customer is right half of the time; matrix, hours, leavers and limits together are always right and find half."
ax = crude_scores[["precision", "recall"]].astype(float).plot.barh()
ax.set_yticklabels(
    ["one clock for all", "busiest accounts", "three looks", "matrix, hours,\nleavers, limits"]
)
ax.legend(["precision", "recall"], loc="center right")
ax.set(xlim=(0, 1.02), title="Crude rules: false alarms or blind spots")
plt.show()

# %% lang="zh" slide="fragment" alt="四种粗规则的查准率和查全率。全店同一个时段、盯最忙的账号，警报大多是假的；同一客户看三次，一半是真的；矩阵、时间、离职、上限合起来从不冤枉人，但只找出一半。"
ax = crude_scores[["precision", "recall"]].astype(float).plot.barh()
ax.set_yticklabels(["全店同一个时段", "最忙的账号", "看同一人三次", "矩阵、时间、\n离职、上限"])
ax.legend(["查准率", "查全率"], loc="center right")
ax.set(xlim=(0, 1.02), title="粗规则：不是冤枉人，就是看不见")
plt.show()

# %% [markdown] lang="en"
# One clock for everybody accuses drivers at seven in the morning: {{crude_scores.loc["one_clock", "precision"]:.0%}} of its alarms are real.
# Matrix, hours, leaving dates and limits accuse nobody wrongly, and miss curiosity: an agent who looks up the same three customers for months has every *right* to look.
# What gives the agent away is the order that was never placed.

# %% [markdown] lang="zh"
# 全店同一个时段，会把早上七点出车的送货员也算进去：警报里只有{{crude_scores.loc["one_clock", "precision"]:.0%}}是真的。
# 矩阵、时间、离职、上限不会冤枉人，却看不出“好奇”：一名坐席几个月里反复查同样三位客户，**权限**上毫无问题。
# 露馅的是那些从来没下过的订单。

# %% [markdown] lang="en"
# ### A back-up is a restore
#
# Security is also that the data are still there tomorrow.
# A copy counts only once it has been read back and compared.

# %% [markdown] lang="zh"
# ### 能恢复的才叫备份
#
# 安全还包括：明天数据还在。
# 一份备份，要读回来、对照过，才算数。

# %%
import tempfile
from pathlib import Path

customers = crm.load("customers")
with tempfile.TemporaryDirectory() as folder:
    customers[customers["joined_on"] < "2025-12-24"].to_csv(Path(folder) / "copy.csv", index=False)
    restored = pd.read_csv(Path(folder) / "copy.csv", dtype=str)
copy = identify.compare_backup(customers, restored, "customer_id")
copy.whole, len(copy.missing), len(copy.changed)

# %% [markdown] lang="en"
# This one is a week old: {{len(copy.missing)}} customers would be gone.

# %% [markdown] lang="zh"
# 这份备份是一周前的：{{len(copy.missing)}}位客户会丢掉。

# %% [markdown] lang="en" slide="slide"
# ## What if
#
# Climb the ladders of the extract, and ask for a larger k.
# The birthday's steps are day, month, year, five, ten, twenty years, all.
#
# 1. With k at one, which single ladder hides the most people for the least loss?
# 2. Set k to five and leave the ladders at the bottom. What happens, and why?
# 3. Birthday at the bottom, climb the district: *more* are recognised. Why?
# 4. Find a way to stay under one in a hundred at the least loss. Would it serve a study of ages? A birthday card?

# %% [markdown] lang="zh" slide="slide"
# ## 假如
#
# 拖动滑块：提高级别，把k调大。
# 生日的级别依次是日、月、年、五年、十年、二十年、全部。
#
# 1. k为一时，只提高哪一项的级别，损失最小、藏住的人最多？
# 2. k调到五，各项都留在最低级别，会怎样？为什么？
# 3. 生日不动，只提高片区的级别：被猜中的反而**多了**。为什么？
# 4. 找出猜中不到百分之一、损失又最小的办法。拿来研究年龄够不够用？寄生日贺卡呢？

# %% alt_en="Dots for all combinations of levels: people recognised by a guess against information lost, the present one marked. Sliders for birthday, gender, district and k." alt_zh="所有级别组合的散点：被猜中的人随信息损失变化，当前组合用大点标出。滑块可以调生日、性别、片区和k。"
from crmlab import widgets

widgets.anonymity(extract, roll, ladders, "person_id")

# %%
ways = {
    "birthday": identify.loss_of_every_way(extract, ladders, k=1).query("gender == 0 and district == 0"),
    "bottom": identify.loss_of_every_way(extract, ladders, k=5).iloc[0],
}
losses = ways["birthday"].set_index("born_on")["loss"]
loss_year, loss_years, loss_decades = losses[[2, 3, 4]]
right_year, right_decades = guessed(2), guessed(4)
bottom_left_out = int(ways["bottom"]["suppressed"]) / len(extract)

# %% [markdown] lang="en"
# <details><summary>What we found</summary>
#
# The birthday. The year alone costs {{loss_year:.1%}} (the mean of three columns) and leaves {{right_year:.1%}} recognised; five-year spans cost {{loss_years:.1%}} and leave {{right_spans:.1%}}. The exact day gives nearly everybody away.
# With k at five and all ladders down, {{bottom_left_out:.0%}} of the rows are left out: almost everybody is alone, so suppression alone throws the extract away.
# The district: those who moved house stood under the old one; without it they fit again.
# Under one in a hundred: decades with k of one lose {{loss_decades:.1%}} and leave {{right_decades:.1%}}. Enough for a study of ages, useless for a card.
#
# </details>

# %% [markdown] lang="zh"
# <details><summary>我们的答案</summary>
#
# 生日。只留年份，损失{{loss_year:.1%}}（三列平均），还能猜中{{right_year:.1%}}；五年一段，损失{{loss_years:.1%}}，猜中{{right_spans:.1%}}。暴露身份的主要是具体日子。
# k为五、各项都在最低级别时，{{bottom_left_out:.0%}}的行要略去：几乎人人落单，光靠抑制等于把数据全扔了。
# 片区：搬过家的人，表上还是旧片区；片区一变粗，又对上了。
# 不到百分之一：十年一段、k为一，损失{{loss_decades:.1%}}，猜中{{right_decades:.1%}}。研究年龄够用，寄贺卡没法用。
#
# </details>

# %% [markdown] lang="en" slide="slide"
# ## Decision: the partner's offer
#
# The insurer offers {{price}} yuan a record for another {{n_listed}} names.
# What if some of these customers leave when the calls begin?

# %% [markdown] lang="zh" slide="slide"
# ## 决策：合作方的报价
#
# 保险公司还想再买{{n_listed}}个名字，每条{{price}}元。
# 电话打过去，要是有些客户因此不来了呢？

# %%
cost = lines["product_id"].map(crm.load("products").set_index("product_id")["unit_cost"])
margin_year = (lines["quantity"] * (lines["unit_price"] - cost)).sum() / lines["customer_id"].nunique()
income = price * n_listed
from_list = lines["customer_id"].isin(listed["customer_id"])
margin_list = (lines["quantity"] * (lines["unit_price"] - cost))[from_list].sum() / n_listed
margins = {"active customer": margin_year, "the same, -40%": 0.6 * margin_year, "July list": margin_list}
what_if = pd.DataFrame({"margin": margins})

# %%
what_if["leavers_to_break_even"] = np.ceil(income / what_if["margin"])
what_if["share"] = what_if["leavers_to_break_even"] / n_listed
leavers, shares = what_if["leavers_to_break_even"], what_if["share"]
what_if.round(3)

# %%
asked_ever = consents.query("purpose == 'marketing'")["customer_id"]
n_unasked = len(customers) - asked_ever.nunique()
unasked = active[~active["customer_id"].isin(asked_ever)]
by_hand = web[(web["form"] == "web_empty") & (web["purpose"] == "marketing")]
said_person = by_hand.groupby("customer_id")["granted"].agg(all="min", any="max").mean()
n_low, n_high = len(unasked) * said_person["all"], len(unasked) * said_person["any"]

# %%
n_sharing = identify.check_export(active, own_yes, on=today, purpose="sharing").counts["yes"]
letters = identify.check_export(active, own_yes, on=today, purpose="marketing", channel="letter")
n_letters, crime_from = letters.counts["yes"], 5_000
crime_line = crime_from / 2
n_unasked, len(unasked), round(n_low), round(n_high), n_sharing, n_letters

# %% [markdown] lang="en" slide="fragment"
# **The proposal**: decline.
# The list brings {{income:,}} yuan once; an active customer brings {{margin_year:.0f}} yuan of margin a year, so {{leavers.iloc[0]:.0f}} who leave ({{shares.iloc[0]:.0%}}) eat it up in the first, {{leavers.iloc[1]:.0f}} if margins fall by two fifths. People like those of July bring only {{margin_list:.0f}} each: then {{leavers.iloc[2]:.0f}} ({{shares.iloc[2]:.0%}}).
# And it may be a crime, not only a fine: in China, selling personal data unlawfully is grave from {{crime_from:,}} yuan of illegal gains, and from half of that, {{crime_line:,.0f}}, if they were got in the course of service (Criminal Law, article 253-1; article 5 of the judicial interpretation of 2017). July brought {{income:,}}: ask a lawyer now.
# Only {{n_sharing}} active customers have said yes to sharing by their own hand.
#
# Instead, from Monday: no list leaves without the strict gate; by the truth above that loses {{caused["sales"].sum() / 2:,.0f}} yuan of sales a year, and saves more in postage and gifts than their margin.
# Of {{n_unasked:,}} customers never asked, {{len(unasked)}} bought in 2025: ask them at the till or with the next order, with empty boxes. Not by SMS: to ask for leave to advertise is advertising, too. Between {{n_low:.0f}} (as many as allow both channels on the web) and {{n_high:.0f}} (at least one) may say yes.
# And offer the insurer to put its leaflet into our own letters: today {{n_letters}} active customers allow letters; ask them whether a partner's leaflet may lie in it. The data stay; who answers tells the insurer that she shops here, and the leaflet must say so.
#
# What this assumes: that those not yet asked answer like the web's new customers.

# %% [markdown] lang="zh" slide="fragment"
# **提案**：不卖。
# 名单一次收入{{income:,}}元；一位活跃客户一年的毛利是{{margin_year:.0f}}元，只要走掉{{leavers.iloc[0]:.0f}}位（{{shares.iloc[0]:.0%}}），头一年就把这笔钱赔光；毛利降四成，是{{leavers.iloc[1]:.0f}}位。要是像7月名单上那些人，人均只有{{margin_list:.0f}}元，就是{{leavers.iloc[2]:.0f}}位（{{shares.iloc[2]:.0%}}）。
# 而且这可能是犯罪，不只是罚款：非法出售个人信息，违法所得满{{crime_from:,}}元就算“情节严重”；信息要是在提供服务时得来的，标准减半，{{crime_line:,.0f}}元就够（《刑法》第253条之一；两高2017年司法解释第5条）。7月那份收了{{income:,}}元：现在就去问律师。
# 亲手答应过“给合作方”的，活跃客户里只有{{n_sharing}}位。
#
# 下周一起换个做法：没过严格关卡的名单，一律不出门；按上面的真相，一年少卖{{caused["sales"].sum() / 2:,.0f}}元，省下的邮费和赠品比丢掉的毛利还多。
# 从没问过的{{n_unasked:,}}位客户里，2025年来买过的有{{len(unasked)}}位：在收银台、下次下单时问他们，用空白框。别群发短信去问：征求营销许可，本身就是营销。估计有{{n_low:.0f}}位（照网店里两个渠道都答应的比例）到{{n_high:.0f}}位（至少答应一个）同意。
# 再向保险公司提议：把它的传单夹进我们自己的信里。现在同意收信的活跃客户有{{n_letters}}位，要先问他们肯不肯收合作方的广告。数据不走；但谁去回复，保险公司就知道谁是禾家的客户，传单上要写明。
#
# 这里假设：没问过的人，回答和网店的新客户差不多。

# %% [markdown] lang="en" slide="notes"
# Expect "but the insurer will get the data elsewhere": ask what that changes for the shop's own customers.
# Expect "they agreed, they ticked the box": ask who ticked it.
# A group that sells to those with a valid yes has a case; let it count them first.

# %% [markdown] lang="zh" slide="notes"
# 会有人说“保险公司反正能从别处弄到”：问他，这对店里自己的客户有什么不同。
# 会有人说“他们同意了，打了勾”：问他，勾是谁打的。
# 有小组主张只卖给有效同意的人，这说得通；让他们先数数有几个。

# %% [markdown] lang="en"
# ## Your own data
#
# How recognisable are your own customers by the days on which they shopped?
# Put your file in place of ours; `k_anonymity` takes any table and any columns.
# A k of 1 means that somebody stands alone: take coarser spans, or leave out the classes under five, before anything goes out.

# %% [markdown] lang="zh"
# ## 用你自己的数据
#
# 单凭哪天来过，能认出你的客户吗？
# 把路径换成你的文件；`k_anonymity`什么表、什么列都行。
# k等于1，就是有人落单：给出去之前，换更粗的年段，或者略去不满五人的类。

# %%
own = crm.read_own(crm.data.folder() / "own" / "till_export.csv")
own_habits = own.groupby("customer_id")["ordered_on"].agg(first="min", last="max")
own_coarse = own_habits.apply(lambda days: days.dt.year.astype(str))
[identify.k_anonymity(table, ["first", "last"]) for table in (own_habits, own_coarse)]

# %% lang="en" alt="Number of people in each class of the export, by first and last year of purchase."
crowds = identify.equivalence_classes(own_coarse, ["first", "last"])
fig, ax = plt.subplots(figsize=(7, 1.2 + 0.3 * len(crowds)))
ax.xaxis.get_major_locator().set_params(integer=True)
ax.barh(crowds["first"] + " - " + crowds["last"], crowds["people"])
ax.set(xlabel="People", ylabel="First and last year", title="Your crowds")
plt.show()

# %% lang="zh" alt="导出数据按首次和末次购买年份分出的各类人数。"
crowds = identify.equivalence_classes(own_coarse, ["first", "last"])
fig, ax = plt.subplots(figsize=(7, 1.2 + 0.3 * len(crowds)))
ax.xaxis.get_major_locator().set_params(integer=True)
ax.barh(crowds["first"] + " - " + crowds["last"], crowds["people"])
ax.set(xlabel="人数", ylabel="首次和末次购买的年份", title="你的人群")
plt.show()

# %% [markdown] lang="en" slide="slide"
# ## Key points
#
# - Consent has a date, a purpose and a channel; silence is none, nor is a box ticked for her. Here {{share_strict:.0%}} of the contacts had one.
# - The gate before the export is one line, and need not cost a profit: count it.
# - A bare hash of a phone number falls in minutes; a key holds.
# - Names are not needed: birthday, gender and district named {{share_named:.0%}}. Spans of years hide almost all, in one extract.
# - Forbidden unless allowed; then read the log against the matrix and against the work.

# %% [markdown] lang="zh" slide="slide"
# ## 要点
#
# - 同意有日期、有用途、有渠道；沉默不算，别人替打的勾也不算。这里只有{{share_strict:.0%}}的联系得到同意。
# - 导出前的关卡只要一行代码，未必损失利润：算一算。
# - 电话号码光做哈希，几分钟就破；加了密钥才守得住。
# - 认人用不着名字：生日、性别、片区就指认了{{share_named:.0%}}。换成年段，一份数据里几乎都藏得住。
# - 没允许的一律不许；再拿日志核对矩阵和实际工作。

# %% [markdown] lang="en"
# ## Terms and further reading
#
# Opt-in, opt-out, data minimisation, pseudonymisation, hash, HMAC, quasi-identifier, k-anonymity, l-diversity, information loss, least privilege, role-permission matrix, precision, recall.
#
# - Iyengar, V. S. (2002). Transforming data to satisfy privacy constraints. *KDD*.
# - Johnson, E. J., Bellman, S. and Lohse, G. L. (2002). Defaults, framing and privacy: why opting in-opting out. *Marketing Letters*.
# - Krawczyk, H., Bellare, M. and Canetti, R. (1997). HMAC: keyed-hashing for message authentication. `RFC 2104`.
# - Li, N., Li, T. and Venkatasubramanian, S. (2007). t-closeness: privacy beyond k-anonymity and l-diversity. *ICDE*.
# - Machanavajjhala, A., Kifer, D., Gehrke, J. and Venkitasubramaniam, M. (2007). l-diversity: privacy beyond k-anonymity. *ACM Transactions on Knowledge Discovery from Data*.
# - Office of the Privacy Commissioner for Personal Data, Hong Kong (2010). *Report R10-9866: the Octopus Rewards Programme*.
# - Saltzer, J. H. and Schroeder, M. D. (1975). The protection of information in computer systems. *Proceedings of the IEEE*.
# - Sweeney, L. (2002). k-anonymity: a model for protecting privacy. *International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems*.
#
# <!-- exercises link -->

# %% [markdown] lang="zh"
# ## 术语与延伸阅读
#
# 选择加入、选择退出、数据最小化、假名化、哈希、HMAC、准标识符、k-匿名、l-多样性、信息损失、最小权限、角色权限矩阵、查准率、查全率。
#
# - Iyengar, V. S. (2002). Transforming data to satisfy privacy constraints. *KDD*.
# - Johnson, E. J., Bellman, S. and Lohse, G. L. (2002). Defaults, framing and privacy: why opting in-opting out. *Marketing Letters*.
# - Krawczyk, H., Bellare, M. and Canetti, R. (1997). HMAC: keyed-hashing for message authentication. `RFC 2104`.
# - Li, N., Li, T. and Venkatasubramanian, S. (2007). t-closeness: privacy beyond k-anonymity and l-diversity. *ICDE*.
# - Machanavajjhala, A., Kifer, D., Gehrke, J. and Venkitasubramaniam, M. (2007). l-diversity: privacy beyond k-anonymity. *ACM Transactions on Knowledge Discovery from Data*.
# - 香港个人资料私隐专员公署（2010）。《八达通日日赏计划调查报告》（R10-9866）。
# - Saltzer, J. H. and Schroeder, M. D. (1975). The protection of information in computer systems. *Proceedings of the IEEE*.
# - Sweeney, L. (2002). k-anonymity: a model for protecting privacy. *International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems*.
#
# <!-- exercises link -->
