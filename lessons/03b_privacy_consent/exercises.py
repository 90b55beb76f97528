# ---
# id: "03b"
# title: {en: "What the customer allowed: privacy and consent", zh: "客户答应了什么：隐私与同意"}
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

# %% [markdown] lang="en" exercise="03b.1" part="task" kind="number"
# ## 1. The price of one call
#
# The hearing on Octopus put more numbers on the table: the data of {{records:,.0f}} members brought HK\${{money:,.0f}}, each member was contacted {{contacts_each}} times on average, and the two companies took in HK\${{revenue:,.0f}} in all (South China Morning Post, July 2010).
# What did the buyers pay for one contact, in HK\$?
# And what share of the revenue came from the sale, between zero and one?

# %% [markdown] lang="zh" exercise="03b.1" part="task"
# ## 1. 一通电话的价钱
#
# 八达通聆讯上还有几个数字：{{records:,.0f}}位会员的资料卖了{{money:,.0f}}港元，平均每人被联系{{contacts_each}}次，两家公司同期收入{{revenue:,.0f}}港元（《南华早报》2010年7月）。
# 买方为每一次联系付了多少港元？
# 出售资料占收入的多少（零到一之间的数）？

# %% exercise="03b.1" part="given"
records, money, contacts_each, revenue = 1.97e6, 44e6, 1.7, 140e6

# %% lang="en" exercise="03b.1" part="stub"
per_contact = ____  # in HK$
share = ____  # between 0 and 1

# %% lang="zh" exercise="03b.1" part="stub"
per_contact = ____  # 单位：港元
share = ____  # 0到1之间的数

# %% exercise="03b.1" part="solution"
per_contact = money / (records * contacts_each)
share = money / revenue

# %% exercise="03b.1" part="also_right"
per_contact = money / records / contacts_each
share = 44 / 140

# %% exercise="03b.1" part="wrong" en="That is the price of a record. A record was used more than once: divide by the contacts." zh="这是一条记录的价钱。一条记录不止用了一次：还要除以联系次数。"
per_contact = money / records
share = money / revenue

# %% exercise="03b.1" part="wrong" en="You multiplied by the contacts. More calls for the same money make each call cheaper: divide." zh="你乘了联系次数。同样的钱打的电话越多，每通越便宜：该除。"
per_contact = money / records * contacts_each
share = money / revenue

# %% exercise="03b.1" part="wrong" en="Turned round: these are contacts for each dollar. Put the money on top." zh="倒过来了：这是每一港元能联系几次。钱要放在上面。"
per_contact = records * contacts_each / money
share = money / revenue

# %% exercise="03b.1" part="wrong" en="The contact is right. The share is turned round: the part stands on top, the whole below." zh="每次联系的价钱对了。比例倒过来了：部分在上，全体在下。"
per_contact = money / (records * contacts_each)
share = revenue / money

# %% [markdown] lang="en" exercise="03b.1" part="hint"
# How many contacts were there in all?

# %% [markdown] lang="zh" exercise="03b.1" part="hint"
# 一共联系了多少次？

# %% [markdown] lang="en" exercise="03b.1" part="hint"
# `records * contacts_each` contacts; money over that.

# %% [markdown] lang="zh" exercise="03b.1" part="hint"
# 一共`records * contacts_each`次；用钱去除。

# %% [markdown] lang="en" exercise="03b.1" part="analysis"
# {{per_contact:.1f}} Hong Kong dollars a contact, {{share:.0%}} of the revenue.
# The two companies made a loss all the same, as the hearing heard.
# And the price says what the buyer gains, not what the people lose: that appeared in no accounts until the newspapers wrote it.

# %% [markdown] lang="zh" exercise="03b.1" part="analysis"
# 每次联系{{per_contact:.1f}}港元，占收入的{{share:.0%}}。
# 聆讯上说，两家公司合起来照样亏损。
# 价钱只说明买方得到多少，没说当事人失去多少：报纸登出来之前，哪本账上都没有这一笔。

# %% [markdown] lang="en" exercise="03b.2" part="task" kind="table"
# ## 2. Off the list
#
# For 11 November the shop plans an SMS to all who ordered in October; `planned` holds the list, `sent_on` the day.
# Who on it has not allowed advertising by SMS on that day?
# Statements made before `sent_on` count, and a consent taken back on or before that day no longer holds.
# A yes by a box that was ticked already does not count; a no or a taking back by that form does.
# Give a table with the column `customer_id`, each customer once.

# %% [markdown] lang="zh" exercise="03b.2" part="task"
# ## 2. 从名单上划掉
#
# 店里打算在11月11日给10月下过单的客户群发短信，名单是`planned`，日期是`sent_on`。
# 名单上哪些人在那一天并没有同意短信营销？
# `sent_on`之前的表态才算；当天或之前收回的，不再算数。
# 预先打勾得来的“同意”不算；走那张表的拒绝和收回照样算。
# 答案是一张表，只有`customer_id`一列，每人一行。

# %% exercise="03b.2" part="given"
import pandas as pd

from crmlab import identify

orders, consents, sent_on = crm.load("orders"), crm.load("consents"), pd.Timestamp("2025-11-11")
october = orders[(orders["ordered_on"] >= "2025-10-01") & (orders["ordered_on"] < "2025-11-01")]
planned = october[["customer_id"]].drop_duplicates(ignore_index=True)
len(planned)

# %% lang="en" exercise="03b.2" part="stub"
off = ____  # a table: customer_id

# %% lang="zh" exercise="03b.2" part="stub"
off = ____  # 一张表：customer_id

# %% exercise="03b.2" part="solution"
own_yes = identify.drop_default_yes(consents)
gate = identify.check_export(planned, own_yes, on=sent_on, purpose="marketing", channel="sms")
off = gate.refused[["customer_id"]]

# %% exercise="03b.2" part="also_right"
sms = consents[(consents["purpose"] == "marketing") & (consents["channel"] == "sms")]
sms = sms[(sms["form"] != "web_ticked") | (sms["granted"] == 0) | sms["withdrawn_on"].notna()].copy()
ended = sms["withdrawn_on"] <= sent_on
still_ticked = (sms["form"] == "web_ticked") & (sms["granted"] == 1) & ~ended
sms.loc[ended, "granted"] = 0
sms.loc[ended, "stated_on"] = sms.loc[ended, "withdrawn_on"] - pd.Timedelta(days=1)
sms = sms[~still_ticked]
earlier = sms[sms["stated_on"] < sent_on].sort_values("stated_on", kind="stable")
latest = earlier.drop_duplicates("customer_id", keep="last")
holds = latest["granted"] == 1
off = planned.loc[~planned["customer_id"].isin(latest.loc[holds, "customer_id"]), ["customer_id"]]

# %% exercise="03b.2" part="wrong" en="These are the ones who may stay. The question is who comes off." zh="这些是可以留下的人。题目问的是该划掉谁。"
own_yes = identify.drop_default_yes(consents)
gate = identify.check_export(planned, own_yes, on=sent_on, purpose="marketing", channel="sms")
off = gate.allowed[["customer_id"]]

# %% exercise="03b.2" part="wrong" en="You looked only at those who said no or took it back. Whoever was never asked has not said yes." zh="你只找了说过不同意或收回的人。没问过的人，也没有同意过。"
own_yes = identify.drop_default_yes(consents)
gate = identify.check_export(planned, own_yes, on=sent_on, purpose="marketing", channel="sms")
off = gate.refused.loc[gate.refused["consent"] != "never_asked", ["customer_id"]]

# %% exercise="03b.2" part="wrong" en="You let every yes count that was ever given. It may have been taken back, or turned into a no later." zh="你把曾经的同意都算上了。她后来可能收回，也可能改口。"
sms = consents[(consents["purpose"] == "marketing") & (consents["channel"] == "sms")]
own = sms[sms["form"] != "web_ticked"]
ever = own[(own["granted"] == 1) & (own["stated_on"] < sent_on)]["customer_id"]
off = planned.loc[~planned["customer_id"].isin(ever), ["customer_id"]]

# %% exercise="03b.2" part="wrong" en="You let a yes for e-mail or telephone count for SMS. A consent holds for its channel." zh="邮件、电话的同意你也算给了短信。同意只在它自己的渠道有效。"
own_yes = identify.drop_default_yes(consents)
allowed = set()
for channel in ("sms", "phone", "email", "letter"):
    gate = identify.check_export(planned, own_yes, on=sent_on, purpose="marketing", channel=channel)
    allowed |= set(gate.allowed["customer_id"])
off = planned[~planned["customer_id"].isin(allowed)]

# %% exercise="03b.2" part="wrong" en="You checked on today's date. What counts is the day on which the list goes out." zh="你按今天的日期核对了。要看的是名单发出那一天。"
own_yes = identify.drop_default_yes(consents)
gate = identify.check_export(planned, own_yes, on="2026-01-01", purpose="marketing", channel="sms")
off = gate.refused[["customer_id"]]

# %% exercise="03b.2" part="wrong" en="That is consent to sharing with partners. This list is for our own advertising: purpose marketing, channel sms." zh="这是给合作方的同意。这份名单是自己营销用的：用途marketing，渠道sms。"
own_yes = identify.drop_default_yes(consents)
gate = identify.check_export(planned, own_yes, on=sent_on, purpose="sharing")
off = gate.refused[["customer_id"]]

# %% exercise="03b.2" part="wrong" en="You let boxes count that were ticked already. Use identify.drop_default_yes on the consents first." zh="预先打好的勾你也算成同意了。先对consents用identify.drop_default_yes。"
gate = identify.check_export(planned, consents, on=sent_on, purpose="marketing", channel="sms")
off = gate.refused[["customer_id"]]

# %% exercise="03b.2" part="wrong" en="You dropped all rows of the ticked form, and with them its noes and takings back: an older yes came alive again. Drop only the yes: identify.drop_default_yes." zh="预先打勾那张表的行你全删了，上面的拒绝和收回也没了，更早的同意就“复活”了。只去掉同意：用identify.drop_default_yes。"
rest = consents[consents["form"] != "web_ticked"]
gate = identify.check_export(planned, rest, on=sent_on, purpose="marketing", channel="sms")
off = gate.refused[["customer_id"]]

# %% [markdown] lang="en" exercise="03b.2" part="hint"
# One purpose, one channel, one day.
# Which call of the lesson asks for all three?

# %% [markdown] lang="zh" exercise="03b.2" part="hint"
# 一个用途、一个渠道、一个日子。
# 课文里哪个函数三样都要？

# %% [markdown] lang="en" exercise="03b.2" part="hint"
# `own_yes = identify.drop_default_yes(consents)`; then `identify.check_export(planned, own_yes, on=..., purpose="marketing", channel="sms")`, and its `refused`.

# %% [markdown] lang="zh" exercise="03b.2" part="hint"
# 先`own_yes = identify.drop_default_yes(consents)`，再`identify.check_export(planned, own_yes, on=..., purpose="marketing", channel="sms")`，取它的`refused`。

# %% [markdown] lang="en" exercise="03b.2" part="analysis"
# {{len(off)}} of {{len(planned)}} come off; only {{len(planned) - len(off)}} may have the message.
# The reasons differ, and so does the remedy: who was never asked may be asked (at the till or in the account, not by SMS), who said no or took it back is left in peace.

# %% [markdown] lang="zh" exercise="03b.2" part="analysis"
# {{len(planned)}}人里要划掉{{len(off)}}人，能发的只剩{{len(planned) - len(off)}}人。
# 原因不同，补救也不同：没问过的可以去问（在收银台或账户里问，不要发短信问）；不同意的、收回的，就别打扰了。

# %% [markdown] lang="en" exercise="03b.3" part="task" kind="choice"
# ## 3. Which yes counts?
#
# On 10 July the shop wants to send an SMS with an offer of its own.
# Which of these customers has allowed it, by what the lesson says?
#
# - **a** She signed up in May; the box for SMS was ticked already, and she left it so.
# - **b** She has shopped here for three years, has left her number, and has never complained.
# - **c** She ticked the empty box for SMS on 2 July, and took back her consent to e-mail on 5 July.
# - **d** She told the agent on the telephone that the insurer, a partner, may call her.

# %% [markdown] lang="zh" exercise="03b.3" part="task"
# ## 3. 哪个“同意”算数？
#
# 7月10日，店里想群发一条自己的优惠短信。
# 按课文所说，下面哪位客户是同意了的？
#
# - **a** 她5月注册，短信那一栏的勾是预先打好的，她没动。
# - **b** 她来店里三年了，留过电话，从没抱怨过。
# - **c** 她7月2日在空白框里给短信打了勾，7月5日收回了对邮件的同意。
# - **d** 她在电话里跟坐席说，合作的保险公司可以打给她。

# %% lang="en" exercise="03b.3" part="stub"
choice = ____  # one letter in quotation marks, such as "a"

# %% lang="zh" exercise="03b.3" part="stub"
choice = ____  # 一个字母，带英文引号，例如"a"

# %% exercise="03b.3" part="solution"
choice = "c"

# %% exercise="03b.3" part="wrong" en="Somebody else ticked that box. A consent is given by doing something, not by leaving something alone." zh="那个勾是别人打的。同意要靠自己做点什么，不是什么也不做。"
choice = "a"

# %% exercise="03b.3" part="wrong" en="Silence is no yes, however long it lasts: she was never asked." zh="沉默不是同意，再久也不是：从来没有问过她。"
choice = "b"

# %% exercise="03b.3" part="wrong" en="Another purpose, another channel: she allowed a partner to call, not us to write." zh="用途不同，渠道也不同：她答应的是合作方打电话，不是我们发短信。"
choice = "d"

# %% [markdown] lang="en" exercise="03b.3" part="hint"
# Who did something herself, for this purpose and this channel?

# %% [markdown] lang="zh" exercise="03b.3" part="hint"
# 谁为这个用途、这个渠道，自己动手做了点什么？

# %% [markdown] lang="en" exercise="03b.3" part="hint"
# Taking back e-mail says nothing about SMS.

# %% [markdown] lang="zh" exercise="03b.3" part="hint"
# 收回邮件，跟短信无关。

# %% [markdown] lang="en" exercise="03b.3" part="analysis"
# Only c ticked an empty box herself, for SMS, and has not taken that back.
# In the EU b might be written to about similar goods until she objects, if she was told so when she left the number (the ePrivacy Directive of 2002); our shop takes consent as its rule.
# It would be kind to ask whether she meant all channels when she took back e-mail: the law sets the floor, not the manners.

# %% [markdown] lang="zh" exercise="03b.3" part="analysis"
# 只有c是自己给短信打的勾，而且没有收回。
# 在欧盟，b要是留电话时被告知过、又没反对，可以收到同类商品的推荐（2002年《电子隐私指令》第13条）；我们店里以同意为准。
# 她收回邮件时，不妨问一句是不是都不想收了：法律是底线，不是分寸。

# %% [markdown] lang="en" exercise="03b.4" part="task" kind="fix"
# ## 4. Mend the pseudonyms
#
# The cell below makes a code for each telephone number, so that a study can follow people without their numbers.
# It has two faults: the first four numbers are one and the same, yet get four codes; and anybody can try out numbers.
# Mend it: keep only the digits, take the last eleven, and use HMAC with SHA-256 and `key`.
# Keep sixteen hexadecimal digits; `codes` is a list, in the order of `phones`.

# %% [markdown] lang="zh" exercise="03b.4" part="task"
# ## 4. 修好假名
#
# 下面这一格给每个电话做一个代码，好让研究者跟踪客户而看不到号码。
# 它有两个毛病：前四个其实是同一个号码，却得了四个代码；而且谁都可以拿号码一个个去试。
# 改好它：只留数字，取最后十一位，用`key`做HMAC（SHA-256）。
# 保留十六位十六进制数；`codes`是一个列表，顺序同`phones`。

# %% exercise="03b.4" part="given"
import hashlib
import hmac
import re

from crmlab import identify

phones = ["113-5025-7830", "11350257830", "113 5025 7830", "+86 113 5025 7830", "11356847190"]
key = b"the analysts do not have this key"

# %% exercise="03b.4" part="stub"
codes = [hashlib.sha256(phone.encode()).hexdigest()[:16] for phone in phones]

# %% exercise="03b.4" part="solution"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = identify.pseudonym(plain, key).tolist()

# %% exercise="03b.4" part="also_right"
codes = []
for phone in phones:
    digits = "".join(sign for sign in phone if sign.isdigit())[-11:]
    codes.append(hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()[:16])

# %% exercise="03b.4" part="wrong" en="The key is there now, but one number still gets several codes. Bring the numbers to one spelling first." zh="密钥有了，可同一个号码还是有好几个代码。先把号码统一成一种写法。"
codes = identify.pseudonym(phones, key).tolist()

# %% exercise="03b.4" part="wrong" en="One number, one code: mended. But a bare hash can still be tried out number by number; use the key." zh="同一个号码一个代码，这一处改对了。可光用哈希，别人照样能一个个号码去试；要用密钥。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = [hashlib.sha256(phone.encode()).hexdigest()[:16] for phone in plain]

# %% exercise="03b.4" part="wrong" en="You glued the key in front of the number. That is no HMAC: a full SHA-256 made so can be lengthened by others (length extension). Use hmac or identify.pseudonym." zh="你把密钥直接接在号码前面。这不是HMAC：完整的SHA-256这样做，别人可以往后接着算（长度扩展攻击）。用hmac，或者identify.pseudonym。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = [hashlib.sha256(key + phone.encode()).hexdigest()[:16] for phone in plain]

# %% exercise="03b.4" part="wrong" en="You took the last eleven signs before you dropped hyphens and spaces. Digits first, then the last eleven." zh="横线和空格还没去掉，你就取了最后十一个字符。先只留数字，再取十一位。"
codes = identify.pseudonym([phone[-11:] for phone in phones], key).tolist()

# %% exercise="03b.4" part="wrong" en="Right but for the length: keep sixteen digits." zh="只差长度：保留十六位。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = identify.pseudonym(plain, key, length=64).tolist()

# %% exercise="03b.4" part="wrong" en="You glued the key behind the number. That is no HMAC. Use hmac or identify.pseudonym." zh="你把密钥接在号码后面。这不是HMAC。用hmac，或者identify.pseudonym。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = [hashlib.sha256(phone.encode() + key).hexdigest()[:16] for phone in plain]

# %% exercise="03b.4" part="wrong" en="Key and number have changed places: hmac.new takes the key first, then the message." zh="密钥和号码写反了：hmac.new先写密钥，再写内容。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = [hmac.new(phone.encode(), key, hashlib.sha256).hexdigest()[:16] for phone in plain]

# %% exercise="03b.4" part="wrong" en="That is HMAC with SHA-1. The task asks for SHA-256." zh="这是用SHA-1做的HMAC。题目要的是SHA-256。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = [hmac.new(key, phone.encode(), hashlib.sha1).hexdigest()[:16] for phone in plain]

# %% exercise="03b.4" part="wrong" en="You kept the last sixteen digits of the hash. Keep the first sixteen." zh="你留的是哈希的后十六位。要留前十六位。"
plain = [re.sub(r"\D", "", phone)[-11:] for phone in phones]
codes = [hmac.new(key, phone.encode(), hashlib.sha256).hexdigest()[-16:] for phone in plain]

# %% exercise="03b.4" part="wrong" en="You kept the country code 86, so one number still differs. Take the last eleven digits." zh="国家代码86还留着，所以有一个号码对不上。取最后十一位。"
codes = identify.pseudonym([re.sub(r"\D", "", phone) for phone in phones], key).tolist()

# %% exercise="03b.4" part="wrong" en="You took the first eleven digits, so the country code 86 pushes two digits out. Take the last eleven." zh="你取的是前十一位，国家代码86把后两位挤掉了。取最后十一位。"
codes = identify.pseudonym([re.sub(r"\D", "", phone)[:11] for phone in phones], key).tolist()

# %% [markdown] lang="en" exercise="03b.4" part="hint"
# Two steps: first make the five numbers look alike where they are alike; then hash with the key.

# %% [markdown] lang="zh" exercise="03b.4" part="hint"
# 分两步：先把相同的号码写成一样，再带着密钥做哈希。

# %% [markdown] lang="en" exercise="03b.4" part="hint"
# `re.sub(r"\D", "", phone)[-11:]` for each number; then `identify.pseudonym(..., key)`.

# %% [markdown] lang="zh" exercise="03b.4" part="hint"
# 每个号码先`re.sub(r"\D", "", phone)[-11:]`，再`identify.pseudonym(..., key)`。

# %% [markdown] lang="en" exercise="03b.4" part="analysis"
# Five numbers, {{len(set(codes))}} people, {{len(set(codes))}} codes, and without the key nobody can make them again.
# Standardising comes first here as it did in lesson 3a: a hash turns one hyphen into another person.
# Whoever loses the key loses the way back; whoever leaks it leaks the numbers.

# %% [markdown] lang="zh" exercise="03b.4" part="analysis"
# 五个号码、{{len(set(codes))}}个人、{{len(set(codes))}}个代码，没有密钥谁也做不出来。
# 和第3a课一样，先统一写法：多一道横线，哈希就当成另一个人。
# 密钥丢了，就还原不了；密钥泄了，号码也就泄了。

# %% [markdown] lang="en" exercise="03b.5" part="task" kind="function"
# ## 5. How large is the smallest crowd?
#
# Write a function that gives k for a table and a list of quasi-identifiers: the number of people in the smallest class.
# A missing value is a value like any other: those without a district look like each other.

# %% [markdown] lang="zh" exercise="03b.5" part="task"
# ## 5. 最小的人群有多大？
#
# 写一个函数，给一张表和一列准标识符，算出k：最小的一类有几个人。
# 缺失也算一种值：没填片区的人彼此一样。


# %% exercise="03b.5" part="given"
import pandas as pd

people = pd.DataFrame(
    {"born": ["1960s", "1960s", "1990s", "1990s", "1990s"], "district": ["lane", "lane", "lane", None, None]}
)
people


# %% lang="en" exercise="03b.5" part="stub"
def smallest_crowd(table, quasi):
    # table: a DataFrame; quasi: a list of column names
    return ____


# %% lang="zh" exercise="03b.5" part="stub"
def smallest_crowd(table, quasi):
    # table：一张DataFrame；quasi：一列列名
    return ____


# %% exercise="03b.5" part="solution"
def smallest_crowd(table, quasi):
    return table.groupby(quasi, dropna=False).size().min()


# %% exercise="03b.5" part="also_right"
def smallest_crowd(table, quasi):
    return table.fillna("?").value_counts(quasi).min()


# %% exercise="03b.5" part="also_right"
from collections import Counter


def smallest_crowd(table, quasi):
    known = table[quasi].astype(object).fillna("missing")
    return min(Counter(known.itertuples(index=False, name=None)).values())


# %% exercise="03b.5" part="wrong" en="You lost those with a missing value: groupby drops them unless you say dropna=False." zh="你把有缺失的人弄丢了：groupby默认会丢掉缺失值，要写dropna=False。"
def smallest_crowd(table, quasi):
    return table.groupby(quasi).size().min()


# %% exercise="03b.5" part="wrong" en="That is how many classes there are. k is how many people the smallest of them has." zh="这是一共有几类。k是最小的一类有几个人。"
def smallest_crowd(table, quasi):
    return table.groupby(quasi, dropna=False).ngroups


# %% exercise="03b.5" part="wrong" en="An average hides the one who stands alone. k is the smallest class." zh="平均数会盖住那个落单的人。k看的是最小的一类。"
def smallest_crowd(table, quasi):
    return table.groupby(quasi, dropna=False).size().mean()


# %% exercise="03b.5" part="wrong" en="You count how many classes have a single member. k is the size of the smallest class." zh="你数的是只有一人的类有几个。k是最小一类的人数。"
def smallest_crowd(table, quasi):
    return (table.groupby(quasi, dropna=False).size() == 1).sum()


# %% exercise="03b.5" part="wrong" en="You grouped by the first column only. An outsider knows all of them: group by the whole list." zh="你只按第一列分了组。外人几列都知道：要按整个列表分。"
def smallest_crowd(table, quasi):
    return table.groupby(quasi[0], dropna=False).size().min()


# %% exercise="03b.5" part="wrong" en="That is the largest class. k is the smallest." zh="这是最大的一类。k看的是最小的一类。"
def smallest_crowd(table, quasi):
    return table.groupby(quasi, dropna=False).size().max()


# %% exercise="03b.5" part="wrong" en="You filled in a word that stands in the table already, so the missing joined that class. groupby with dropna=False needs no filling." zh="你填进去的词，表里本来就有，缺失的人就混进了那一类。groupby写dropna=False，什么也不用填。"
def smallest_crowd(table, quasi):
    return table.fillna("x").value_counts(quasi).min()


# %% exercise="03b.5" part="wrong" en="You filled in a word that stands in the table already, so the missing joined that class. groupby with dropna=False needs no filling." zh="你填进去的词，表里本来就有，缺失的人就混进了那一类。groupby写dropna=False，什么也不用填。"
def smallest_crowd(table, quasi):
    return table.fillna("y").value_counts(quasi).min()


# %% exercise="03b.5" part="wrong" en="You threw out everybody with a missing value. They are in the table and must be counted: groupby with dropna=False." zh="你把有缺失的人都删掉了。他们也在表里，要算进去：groupby写dropna=False。"
def smallest_crowd(table, quasi):
    return table.dropna().groupby(quasi).size().min()


# %% exercise="03b.5" part="hidden"
import pandas as pd

three = pd.DataFrame(
    {
        "born": ["a", "a", "a", "b", "b", "b", "b", "c", "c", "c"],
        "gender": ["F", "F", "M", "M", "M", "F", "F", "F", "F", "F"],
        "part": ["x", "x", "x", None, "x", "x", "x", "y", "y", "y"],
    }
)
hidden_inputs = [
    (three, ["born"]),
    (three, ["gender"]),
    (three, ["born", "gender"]),
    (three, ["born", "gender", "part"]),
    (three.iloc[:2], ["born", "gender"]),
    (three.iloc[4:], ["born", "part"]),
    (pd.concat([three, three]), ["born", "gender", "part"]),
    (pd.concat([three, three]), ["part"]),
    (three.iloc[2:6], ["part"]),
]

# %% [markdown] lang="en" exercise="03b.5" part="hint"
# Group by the quasi-identifiers, count the rows of each group, take the least.

# %% [markdown] lang="zh" exercise="03b.5" part="hint"
# 按准标识符分组，数每组的行数，取最小的。

# %% [markdown] lang="en" exercise="03b.5" part="hint"
# `table.groupby(quasi, dropna=False).size()` counts; its `.min()` is k.

# %% [markdown] lang="zh" exercise="03b.5" part="hint"
# `table.groupby(quasi, dropna=False).size()`计数，再取`.min()`就是k。

# %% [markdown] lang="en" exercise="03b.5" part="analysis"
# One line: `table.groupby(quasi, dropna=False).size().min()`.
# k is the weakest point, not the average, because the attacker chooses whom she looks for.
# Which columns are quasi-identifiers is the harder question: ask what a neighbour, an employer or another list could know.

# %% [markdown] lang="zh" exercise="03b.5" part="analysis"
# 一行就够：`table.groupby(quasi, dropna=False).size().min()`。
# k看最弱的一处，不看平均，因为要找谁是攻击者说了算。
# 更难的是哪些列算准标识符：想想邻居、老板、另一份名单能知道什么。

# %% [markdown] lang="en" exercise="03b.6" part="task" kind="number"
# ## 6. Coarse enough?
#
# Five years are too coarse for a study of ages, so the shop generalises birthdays to spans of three years, and keeps gender and district.
# Then it leaves out everybody whose class has fewer than five people.
# How many people are `left_out`?
# And of those who stay, how many are `exposed`: in a class in which all have the same answer on alcohol?

# %% [markdown] lang="zh" exercise="03b.6" part="task"
# ## 6. 够粗了吗？
#
# 研究者嫌五年一段太粗，店里改成三年一段；性别和片区不变。
# 然后略去所在类不满五人的。
# 略去了多少人（`left_out`）？
# 留下的人里，有多少人所在的类买不买酒的答案全都一样（`exposed`）？

# %% exercise="03b.6" part="given"
import numpy as np

orders = crm.load("orders")
lines = crm.load("order_lines").merge(orders[orders["ordered_on"] >= "2025-01-01"], on="order_id")
drinkers = set(lines.loc[lines["product_id"].isin(["P034", "P035"]), "customer_id"])
persons = crm.load("truth/persons").query("role == 'head'")
persons = persons.assign(customer_id="C" + persons["household_id"].str[1:])
known = persons[["customer_id", "gender", "born_on"]]
table = crm.load("customers")[["customer_id", "district"]].merge(known)
table = table[table["customer_id"].isin(lines["customer_id"])].reset_index(drop=True)
table["span"] = table["born_on"].dt.year // 3 * 3
table["alcohol"] = np.where(table["customer_id"].isin(drinkers), "yes", "no")
table.head(3)

# %% lang="en" exercise="03b.6" part="stub"
left_out = ____  # people in classes under five
exposed = ____  # people who stay, in classes with one answer only

# %% lang="zh" exercise="03b.6" part="stub"
left_out = ____  # 不满五人的类里一共多少人
exposed = ____  # 留下的人里，所在的类只有一种答案的

# %% exercise="03b.6" part="solution"
quasi = ["span", "gender", "district"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
kept = table[size >= 5]
answers = kept.groupby(quasi)["alcohol"].transform("nunique")
exposed = int((answers == 1).sum())

# %% exercise="03b.6" part="also_right"
from crmlab import identify

quasi = ["span", "gender", "district"]
classes = identify.equivalence_classes(table, quasi, "alcohol")
small = classes["people"] < 5
left_out = classes.loc[small, "people"].sum()
exposed = classes.loc[~small & (classes["different"] == 1), "people"].sum()

# %% exercise="03b.6" part="wrong" en="You counted classes. The question is about people: add up those in the classes." zh="你数的是类。题目问的是人：把类里的人加起来。"
quasi = ["span", "gender", "district"]
classes = table.groupby(quasi)["alcohol"].agg(["size", "nunique"])
left_out = (classes["size"] < 5).sum()
exposed = ((classes["size"] >= 5) & (classes["nunique"] == 1)).sum()

# %% exercise="03b.6" part="wrong" en="You left out the classes of exactly five too. Five are enough for k of five: fewer than five go." zh="正好五人的类你也略去了。五人就够了：不满五人的才略去。"
quasi = ["span", "gender", "district"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size <= 5).sum())
kept = table[size > 5]
exposed = int((kept.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% exercise="03b.6" part="wrong" en="Left out is right. Of the exposed you counted those too who are left out: look only at the rest." zh="略去的人数对了。暴露的人里你把略去的也算上了：只看留下的。"
quasi = ["span", "gender", "district"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
exposed = int((table.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% exercise="03b.6" part="wrong" en="You grouped by the exact birthday. Take the span: that is what goes out." zh="你按具体生日分了组。要按年段：给出去的是年段。"
quasi = ["born_on", "gender", "district"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
kept = table[size >= 5]
exposed = int((kept.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% exercise="03b.6" part="wrong" en="Alcohol is what must stay hidden, not what an outsider knows: do not group by it." zh="买不买酒是要保密的，不是外人知道的：不能按它分组。"
quasi = ["span", "gender", "district", "alcohol"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
exposed = int((size >= 5).sum())

# %% exercise="03b.6" part="wrong" en="Left out is right. Of the exposed you counted classes: add up the people in them." zh="略去的人数对了。暴露的你数的是类：把类里的人加起来。"
classes = table.groupby(["span", "gender", "district"])["alcohol"].agg(["size", "nunique"])
left_out = classes.loc[classes["size"] < 5, "size"].sum()
exposed = ((classes["size"] >= 5) & (classes["nunique"] == 1)).sum()

# %% exercise="03b.6" part="wrong" en="You made spans of five years, as in the lesson. Here they are three years: take the column span as it is given." zh="你按课文用了五年一段。这里是三年一段：直接用给你的span列。"
five = table.assign(span=table["born_on"].dt.year // 5 * 5)
quasi = ["span", "gender", "district"]
size = five.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
kept = five[size >= 5]
exposed = int((kept.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% exercise="03b.6" part="wrong" en="You forgot the gender: an outsider knows span, gender and district." zh="漏了性别：外人知道的是年段、性别、片区三项。"
quasi = ["span", "district"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
kept = table[size >= 5]
exposed = int((kept.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% exercise="03b.6" part="wrong" en="You forgot the district: an outsider knows span, gender and district." zh="漏了片区：外人知道的是年段、性别、片区三项。"
quasi = ["span", "gender"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size < 5).sum())
kept = table[size >= 5]
exposed = int((kept.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% exercise="03b.6" part="wrong" en="You counted those who stay. left_out is the others: those in classes under five." zh="你数的是留下的人。left_out要的是另外那些：不满五人的类里的人。"
quasi = ["span", "gender", "district"]
size = table.groupby(quasi)["alcohol"].transform("size")
left_out = int((size >= 5).sum())
kept = table[size >= 5]
exposed = int((kept.groupby(quasi)["alcohol"].transform("nunique") == 1).sum())

# %% [markdown] lang="en" exercise="03b.6" part="hint"
# `groupby(...).transform("size")` writes beside each person how many there are like her.

# %% [markdown] lang="zh" exercise="03b.6" part="hint"
# `groupby(...).transform("size")`在每个人旁边写上和她一样的有几个。

# %% [markdown] lang="en" exercise="03b.6" part="hint"
# The same with `"nunique"` on `alcohol`, among those who stay, says how many answers her class has.

# %% [markdown] lang="zh" exercise="03b.6" part="hint"
# 在留下的人里，对`alcohol`用`"nunique"`，就知道她那一类有几种答案。

# %% [markdown] lang="en" exercise="03b.6" part="analysis"
# {{left_out}} of {{len(table):,}} are left out, and {{exposed}} of the rest are exposed: k-anonymity alone does not hide an answer that all share.
# Both numbers are larger than with five years: finer spans make smaller classes.
# A harmless answer here; a column on unpaid bills would.

# %% [markdown] lang="zh" exercise="03b.6" part="analysis"
# {{len(table):,}}人里略去{{left_out}}人，留下的有{{exposed}}人暴露：大家答案一样，光靠k-匿名藏不住。
# 两个数都比五年一段时大：年段越细，每一类的人越少。
# 这里泄露的答案无伤大雅；换成“欠没欠账”那一列，就不是了。

# %% [markdown] lang="en" exercise="03b.7" part="task" kind="table"
# ## 7. A new role
#
# Hejia takes on packers, who also deliver.
# A packer reads the address to print the label.
# If a customer at the door wants no more advertising, the packer looks up her consents and enters it.
# What goes into the box is printed by the till, so nothing else is needed.
# Write the matrix: a table with `field_group`, `action` and `allowed` (1 or 0), one row for each pair.

# %% [markdown] lang="zh" exercise="03b.7" part="task"
# ## 7. 新来的角色
#
# 禾家要招打包兼送货员。
# 这个角色要看地址，好打标签。
# 送到门口时客户要是说别再发广告了，就查她的同意记录，登记下来。
# 箱里装什么由收银台打单，别的都用不着。
# 写出矩阵：一张表，有`field_group`、`action`、`allowed`（1或0）三列，每一对一行。

# %% exercise="03b.7" part="given"
import pandas as pd

groups = ["contact", "identity", "purchases", "consents", "notes"]
actions = ["read", "change", "export"]
every = pd.MultiIndex.from_product([groups, actions], names=["field_group", "action"]).to_frame(index=False)
every.head(4)

# %% lang="en" exercise="03b.7" part="stub"
matrix = ____  # a table: field_group, action, allowed

# %% lang="zh" exercise="03b.7" part="stub"
matrix = ____  # 一张表：field_group、action、allowed

# %% exercise="03b.7" part="solution"
rights = {("contact", "read"), ("consents", "read"), ("consents", "change")}
pairs = zip(every["field_group"], every["action"])
matrix = every.assign(allowed=[int(pair in rights) for pair in pairs])

# %% exercise="03b.7" part="also_right"
matrix = every.copy()
matrix["allowed"] = 0
matrix.loc[(matrix["field_group"] == "contact") & (matrix["action"] == "read"), "allowed"] = 1
matrix.loc[(matrix["field_group"] == "consents") & (matrix["action"] != "export"), "allowed"] = 1

# %% exercise="03b.7" part="wrong" en="Whoever enters a wish must see what is there: consents need read as well as change." zh="要登记，先得看得见原来的：同意记录既要能改，也要能看。"
rights = {("contact", "read"), ("consents", "change")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="Purchases are not needed: the till prints what goes into the box. Least privilege gives nothing for convenience." zh="购买记录用不着：装什么由收银台打单。最小权限不为图方便多给。"
rights = {("contact", "read"), ("consents", "read"), ("consents", "change"), ("purchases", "read")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="A label needs the address read, not changed. Changing it is the assistant's work." zh="打标签只要看地址，不用改。改地址是店员的事。"
rights = {("contact", "read"), ("contact", "change"), ("consents", "read"), ("consents", "change")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="You gave the right to export. One address on a label is a look, not a list." zh="你给了导出的权限。标签上一个地址是查看，不是名单。"
rights = {("contact", "read"), ("contact", "export"), ("consents", "read"), ("consents", "change")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="You copied the driver, who may only read contacts. A packer also enters the wish at the door." zh="你照抄了送货员，只能看联系方式。这个角色还要登记门口听到的要求。"
rights = {("contact", "read")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="Without contact read there is no label: the address must be seen." zh="没有联系方式的查看权限，标签就打不出来：地址要看得见。"
rights = {("consents", "read"), ("consents", "change")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="The wish cannot be entered: consents need change as well as read." zh="客户的要求没法登记：同意记录既要能看，也要能改。"
rights = {("contact", "read"), ("consents", "read")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="Identity (gender, birthday) is not needed for a label. Least privilege gives nothing for convenience." zh="打标签用不着身份信息（性别、生日）。最小权限不为图方便多给。"
rights = {("contact", "read"), ("identity", "read")}
rights |= {("consents", "read"), ("consents", "change")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="Notes are not needed: no sentence of the task asks for them." zh="记录用不着：题目里没有一句话要看它。"
rights = {("contact", "read"), ("notes", "read")}
rights |= {("consents", "read"), ("consents", "change")}
matrix = every.assign(allowed=[int(pair in rights) for pair in zip(every["field_group"], every["action"])])

# %% exercise="03b.7" part="wrong" en="You gave no right at all. Nobody could print a label; go through the task sentence by sentence." zh="一项权限也没给，连标签都打不了。一句一句看题目。"
matrix = every.assign(allowed=0)

# %% exercise="03b.7" part="wrong" en="You gave every right. What no sentence of the task asks for is forbidden." zh="权限全给了。题目里没有一句话用到的，一律不许。"
matrix = every.assign(allowed=1)

# %% [markdown] lang="en" exercise="03b.7" part="hint"
# Start with 0 everywhere, and go through the task sentence by sentence: which look or entry does it ask for?

# %% [markdown] lang="zh" exercise="03b.7" part="hint"
# 先全写0，再一句一句看题目：这句话要她看什么、填什么？

# %% [markdown] lang="en" exercise="03b.7" part="hint"
# Three rights are enough: one on contact, two on consents.

# %% [markdown] lang="zh" exercise="03b.7" part="hint"
# 三项权限就够：联系方式一项，同意记录两项。

# %% [markdown] lang="en" exercise="03b.7" part="analysis"
# Three rights of {{len(matrix)}}, each with a sentence of the task behind it.
# Whatever is not written down is forbidden, so a forgotten right is noticed at once, and a right too many never.
# That is why the matrix is gone through every year, against the log.

# %% [markdown] lang="zh" exercise="03b.7" part="analysis"
# {{len(matrix)}}格里给三项，每一项都能在题目里找到出处。
# 没写的一律不许：少给一项，马上有人来说；多给一项，谁也不会说。
# 所以每年要拿日志把矩阵过一遍。

# %% [markdown] lang="en" exercise="03b.8" part="task" kind="table"
# ## 8. Whose accounts?
#
# Hold the log of 2025 against all the rules of the lesson: matrix, leaving dates, hours, limits, orders and consents.
# How many looks of each account broke at least one rule?
# Give a table with `staff_id` and `looks`, only for accounts with one look or more.
# A look that broke two rules is one look.

# %% [markdown] lang="zh" exercise="03b.8" part="task"
# ## 8. 是谁的账号？
#
# 拿2025年的日志对课文里的全部规则：矩阵、离职日期、工作时间、条数、订单、同意。
# 每个账号有多少次查看至少违反一条？
# 答案是一张表，有`staff_id`和`looks`两列，只列有违规的账号。
# 一次查看违反两条，也只算一次。

# %% exercise="03b.8" part="given"
from crmlab import identify

log, staff, permissions = crm.load("access_log"), crm.load("staff_roles"), crm.load("permissions")
orders, lists, consents = crm.load("orders"), crm.load("access_exports"), crm.load("consents")
log.head(3)

# %% lang="en" exercise="03b.8" part="stub"
accounts = ____  # a table: staff_id, looks

# %% lang="zh" exercise="03b.8" part="stub"
accounts = ____  # 一张表：staff_id、looks

# %% exercise="03b.8" part="solution"
found = identify.find_violations(log, staff, permissions, orders, lists, consents)
accounts = found.groupby("staff_id")["access_id"].nunique().rename("looks").reset_index()

# %% exercise="03b.8" part="also_right"
found = identify.find_violations(log, staff, permissions, orders=orders, exports=lists, consents=consents)
once = found.drop_duplicates("access_id")
accounts = once["staff_id"].value_counts().rename_axis("staff_id").reset_index(name="looks")

# %% exercise="03b.8" part="wrong" en="A look that broke two rules counts twice in your table. Count different looks: nunique of access_id." zh="违反两条的查看，你的表里算了两次。要数不同的查看：access_id的nunique。"
found = identify.find_violations(log, staff, permissions, orders, lists, consents)
accounts = found.groupby("staff_id").size().rename("looks").reset_index()

# %% exercise="03b.8" part="wrong" en="You left out orders and consents, so curiosity and careless lists go unseen. Give all tables." zh="你没给订单和同意记录，好奇的查看和没核对同意的名单就看不见。六张表都要给。"
found = identify.find_violations(log, staff, permissions)
accounts = found.groupby("staff_id")["access_id"].nunique().rename("looks").reset_index()

# %% exercise="03b.8" part="wrong" en="The careless lists are missing: give the lists and the consents as well." zh="少了没核对同意的名单：还要给lists和consents。"
found = identify.find_violations(log, staff, permissions, orders)
accounts = found.groupby("staff_id")["access_id"].nunique().rename("looks").reset_index()

# %% exercise="03b.8" part="wrong" en="These are all looks of each account, allowed or not. Count only those that broke a rule." zh="这是每个账号的全部查看，不管违不违规。只数违规的。"
accounts = log.groupby("staff_id")["access_id"].nunique().rename("looks").reset_index()

# %% [markdown] lang="en" exercise="03b.8" part="hint"
# `find_violations` takes six tables.
# It gives one row for each rule that a look broke.

# %% [markdown] lang="zh" exercise="03b.8" part="hint"
# `find_violations`要六张表。
# 一次查看违反几条规则，就有几行。

# %% [markdown] lang="en" exercise="03b.8" part="hint"
# `found.groupby("staff_id")["access_id"].nunique()` counts looks, not rules.

# %% [markdown] lang="zh" exercise="03b.8" part="hint"
# `found.groupby("staff_id")["access_id"].nunique()`数的是查看，不是规则。

# %% [markdown] lang="en" exercise="03b.8" part="analysis"
# {{accounts["looks"].sum()}} looks of {{len(accounts)}} accounts; one account, {{accounts.set_index("staff_id")["looks"].idxmax()}}, has {{accounts["looks"].max()}} of them.
# A number is no verdict: ask before you accuse.
# Two of the accounts belong to nobody any more, and closing them costs a minute.

# %% [markdown] lang="zh" exercise="03b.8" part="analysis"
# {{len(accounts)}}个账号共{{accounts["looks"].sum()}}次，其中{{accounts.set_index("staff_id")["looks"].idxmax()}}一个账号就占{{accounts["looks"].max()}}次。
# 数字不是判决：先问清楚，再下结论。
# 有两个账号早就没有主人了，注销只要一分钟。

# %% [markdown] lang="en" exercise="03b.9" part="task" kind="number"
# ## 9. The Christmas copy
#
# The shop restores `customers` from its last copy, and compares.
# How many customers are `missing` from the copy?
# And how many rows that stand in both differ in some column (`changed`)?

# %% [markdown] lang="zh" exercise="03b.9" part="task"
# ## 9. 圣诞节那份备份
#
# 店里用最近一份备份恢复`customers`，再对照。
# 备份里少了多少位客户（`missing`）？
# 两边都有的行里，又有多少行至少一列不一样（`changed`）？

# %% exercise="03b.9" part="given"
customers = crm.load("customers")
restored = customers[customers["joined_on"] < "2025-12-20"].copy()
restored.loc[restored["name_zh"].str.contains("婷|轩"), "name_zh"] = "??"
restored.loc[restored["district"] == "old_mill", "district"] = "Old Mill"
restored = restored.sample(frac=1, random_state=1)
restored.head(3)

# %% lang="en" exercise="03b.9" part="stub"
missing = ____  # customers that the copy lacks
changed = ____  # customers in both, with a difference

# %% lang="zh" exercise="03b.9" part="stub"
missing = ____  # 备份里没有的客户数
changed = ____  # 两边都有但不一样的客户数

# %% exercise="03b.9" part="solution"
from crmlab import identify

comparison = identify.compare_backup(customers, restored, "customer_id")
missing, changed = len(comparison.missing), len(comparison.changed)

# %% exercise="03b.9" part="also_right"
missing = len(customers) - len(restored)
both = customers.merge(restored, on="customer_id", suffixes=("", "_copy"))
names, places = both["name_zh"] != both["name_zh_copy"], both["district"] != both["district_copy"]
changed = (names | places).sum()

# %% exercise="03b.9" part="wrong" en="You compared row by row as the tables lie, but the copy is in another order. Bring the rows together by customer_id." zh="你按行的位置对照，可备份的顺序不一样。要按customer_id对上再比。"
missing = len(customers) - len(restored)
first = customers.head(len(restored)).reset_index(drop=True)
changed = (first != restored.reset_index(drop=True)).any(axis=1).sum()

# %% exercise="03b.9" part="wrong" en="Names are mended, districts forgotten: compare every column." zh="姓名比了，片区忘了：每一列都要比。"
missing = len(customers) - len(restored)
both = customers.merge(restored, on="customer_id", suffixes=("", "_copy"))
changed = (both["name_zh"] != both["name_zh_copy"]).sum()

# %% exercise="03b.9" part="wrong" en="Districts are compared, names forgotten: compare every column." zh="片区比了，姓名忘了：每一列都要比。"
missing = len(customers) - len(restored)
both = customers.merge(restored, on="customer_id", suffixes=("", "_copy"))
changed = (both["district"] != both["district_copy"]).sum()

# %% exercise="03b.9" part="wrong" en="Who has a bad name and a bad district is one changed row, not two." zh="姓名和片区都坏了的人，也只是一行，不是两行。"
missing = len(customers) - len(restored)
both = customers.merge(restored, on="customer_id", suffixes=("", "_copy"))
changed = (both["name_zh"] != both["name_zh_copy"]).sum() + (both["district"] != both["district_copy"]).sum()

# %% exercise="03b.9" part="wrong" en="The changed rows are right, but you counted the missing among them too: they are in one table only." zh="不一样的行里你把缺少的也算进去了：那些只在一张表里。"
from crmlab import identify

comparison = identify.compare_backup(customers, restored, "customer_id")
missing = len(comparison.missing)
changed = len(comparison.changed) + len(comparison.missing)

# %% [markdown] lang="en" exercise="03b.9" part="hint"
# The copy is shuffled: bring the rows together by their key.

# %% [markdown] lang="zh" exercise="03b.9" part="hint"
# 备份的顺序打乱了：先按编号对上。

# %% [markdown] lang="en" exercise="03b.9" part="hint"
# `identify.compare_backup(customers, restored, "customer_id")` has both lists.

# %% [markdown] lang="zh" exercise="03b.9" part="hint"
# `identify.compare_backup(customers, restored, "customer_id")`里两个名单都有。

# %% [markdown] lang="en" exercise="03b.9" part="analysis"
# {{missing}} missing, {{changed}} changed; and counting rows would have shown the first only.
# Characters turned into question marks and codes renamed on the way are the usual faults.
# So restore on an ordinary Tuesday, not on the day of the fire.

# %% [markdown] lang="zh" exercise="03b.9" part="analysis"
# 少了{{missing}}位，变了{{changed}}位；光数行数，只看得出前一个。
# 汉字变问号、代码被改名，是最常见的毛病。
# 所以要挑个平常的日子试着恢复，别等着火那天。

# %% [markdown] lang="en" exercise="03b.10" part="task" kind="order"
# ## 10. The day it comes out
#
# A newspaper calls: is it true that Hejia's customers are being sold?
# Put the steps in order: a list of letters, first step first.
#
# - **a** Tell the customers concerned what happened, and what they can do.
# - **b** Stop the flow: block the accounts and the export.
# - **c** Change the rule that let it happen, and check after a month that it holds.
# - **d** Find out from the log what went out, of whom, and to whom.
# - **e** Answer the press with the numbers that you have checked.

# %% [markdown] lang="zh" exercise="03b.10" part="task"
# ## 10. 事发那天
#
# 报社打来电话：听说禾家在卖客户资料，是真的吗？
# 把步骤排好顺序：一个字母列表，第一步在最前。
#
# - **a** 告知相关客户：出了什么事、他们可以怎么办。
# - **b** 堵住口子：停账号，停导出。
# - **c** 改掉出问题的规则，一个月后检查改好没有。
# - **d** 查日志：流出了什么、谁的、给了谁。
# - **e** 用核实过的数字答复报社。

# %% lang="en" exercise="03b.10" part="stub"
steps = ____  # such as ["a", "b", "c", "d", "e"]

# %% lang="zh" exercise="03b.10" part="stub"
steps = ____  # 例如["a", "b", "c", "d", "e"]

# %% exercise="03b.10" part="solution"
steps = ["b", "d", "a", "e", "c"]

# %% exercise="03b.10" part="wrong" en="You answered before you knew. That is how a denial of 7 July became an admission of 20 July." zh="还没弄清楚就答复了。7月7日否认、7月20日承认，就是这么来的。"
steps = ["e", "b", "d", "a", "c"]

# %% exercise="03b.10" part="wrong" en="While you search the log, data go on leaving. Stop the flow first." zh="你查日志的时候，资料还在往外流。先堵住口子。"
steps = ["d", "b", "a", "e", "c"]

# %% exercise="03b.10" part="wrong" en="The customers read it in the newspaper before they heard it from you. Those concerned come first." zh="客户先从报上看到，才听你说。先告诉当事人。"
steps = ["b", "d", "e", "a", "c"]

# %% exercise="03b.10" part="wrong" en="You told people before you had found out what went out, and of whom: whom did you tell, and what?" zh="还没查清流出了什么、是谁的，你就去通知了：通知谁？说什么？"
steps = ["b", "a", "d", "e", "c"]

# %% exercise="03b.10" part="wrong" en="You told people first: but whose data, and what went out? And meanwhile they go on leaving. Stop the flow first." zh="一上来就通知：可流出了谁的、什么，都还不知道，资料还在往外流。先堵住口子。"
steps = ["a", "b", "d", "e", "c"]

# %% exercise="03b.10" part="wrong" en="A new rule takes days; data leave now. Stop the flow first, change the rule last." zh="改规则要好几天，资料现在就在往外流。先堵住口子，最后改规则。"
steps = ["c", "b", "d", "a", "e"]

# %% exercise="03b.10" part="wrong" en="The newspaper waits for an answer; the rule can be changed, and checked after a month, when that is given." zh="报社在等答复；规则可以答复之后再改，还要过一个月检查。"
steps = ["b", "d", "a", "c", "e"]

# %% exercise="03b.10" part="wrong" en="The rule can wait: customers and press should hear first. Checking it takes a month." zh="规则可以晚点改：先让客户和报社知道。检查还要等一个月。"
steps = ["b", "d", "c", "a", "e"]

# %% [markdown] lang="en" exercise="03b.10" part="hint"
# What gets worse with every minute?

# %% [markdown] lang="zh" exercise="03b.10" part="hint"
# 哪件事每拖一分钟就更糟？

# %% [markdown] lang="en" exercise="03b.10" part="hint"
# Begin with b, end with c; who should hear it first, the customers or the press?

# %% [markdown] lang="zh" exercise="03b.10" part="hint"
# 从b开始，到c结束；该让谁先知道，客户还是报社？

# %% [markdown] lang="en" exercise="03b.10" part="analysis"
# Stop, find out, tell those concerned, answer the press, mend.
# The authority need not wait for all of it: the GDPR gives 72 hours from the moment one knows, and takes the notice in parts (GDPR 2016); the PIPL asks for remedies at once, and notice; the people need not be told if the harm is really averted (PIPL 2021).
# A sale by the shop itself is more than a leak: it is an unlawful disclosure, and a case for a lawyer.
# "We are checking, and you will hear from us by Friday" is an answer that needs no number.

# %% [markdown] lang="zh" exercise="03b.10" part="analysis"
# 堵住、查清、告知当事人、答复报社、改规则。
# 告知主管部门不必等全查清：欧盟从知道时起给72小时，可以分几次报（GDPR 2016）；中国要求立即补救并通知，已有效避免危害的可以不通知本人（PIPL 2021）。
# 店里自己卖出去，比“泄露”更严重，是违法提供，要赶紧找律师。
# “正在核实，星期五之前给答复”，这句话不需要数字。

# %% [markdown] lang="en" exercise="03b.11" part="task" kind="memo"
# ## 11. Decision memo
#
# The insurer offers {{price}} yuan a record for the names and phones of all customers who bought in 2025, and is in a hurry.
# The owner has half a page for you: sell, sell to some, or decline; what it would bring, what it could cost, and what you would offer instead.
# Write at least forty words, in triple quotation marks, with the numbers that you found, and mark them by the rubric: yourself first, then swap with a neighbour.

# %% [markdown] lang="zh" exercise="03b.11" part="task"
# ## 11. 决策备忘
#
# 保险公司想买2025年所有客户的姓名和电话，一条{{price}}元，催得很急。
# 老板只给你半页纸：全卖、卖一部分、还是不卖；能赚多少，可能赔多少，换个什么办法。
# 用三引号写一段话，至少六十个字（数字和标点不算），带上你算出的数字，再按评分标准打分：先给自己打，然后跟同学交换。

# %% lang="en" exercise="03b.11" part="stub"
memo = ____  # your text, in triple quotation marks

# %% lang="zh" exercise="03b.11" part="stub"
memo = ____  # 你的正文，用三引号括起来

# %% exercise="03b.11" part="given"
from crmlab import identify

price = 20
orders, consents = crm.load("orders"), crm.load("consents")
lines = crm.load("order_lines").merge(orders[orders["ordered_on"] >= "2025-01-01"], on="order_id")
cost = lines["product_id"].map(crm.load("products").set_index("product_id")["unit_cost"])
active = lines[["customer_id"]].drop_duplicates()
margin = (lines["quantity"] * (lines["unit_price"] - cost)).sum() / len(active)
gate = identify.check_export(active, consents, on="2026-01-01", purpose="sharing")
own_yes = identify.drop_default_yes(consents)
strict = identify.check_export(active, own_yes, on="2026-01-01", purpose="sharing")
letters = identify.check_export(active, own_yes, on="2026-01-01", purpose="marketing", channel="letter")
len(active), round(margin), gate.counts["yes"], strict.counts["yes"], letters.counts["yes"]

# %% lang="en" exercise="03b.11" part="solution"
income, n_yes, n_own = price * len(active), gate.counts["yes"], strict.counts["yes"]
leavers = int(-(-income // margin))  # rounded up: one less would not eat up all
memo = (
    f"I propose to decline. All {len(active):,} records would bring {income:,} yuan once. "
    f"Only {n_yes} of these customers have a yes to sharing on file, and only {n_own} of them gave it themselves. "
    "I count only these: a box ticked for somebody is no consent. "
    f"To them we could put a separate question, naming the buyer: at most {n_own * price:,} yuan. "
    f"A customer leaves us {margin:.0f} yuan of margin a year, so if {leavers} of them, "
    f"{leavers / len(active):.1%}, stay away because of the calls, the whole income is gone within a year. "
    "That is before any fine, and selling such a list may be a crime: ask a lawyer. "
    "I assume that those who leave are average customers; if they are the regulars, fewer suffice. "
    f"Instead we ask the {letters.counts['yes']} customers who allow letters whether the insurer's leaflet may lie in ours: "
    "the data stay here. And from now on no list leaves without a check of consent."
)
print(memo)

# %% lang="zh" exercise="03b.11" part="solution"
income, n_yes, n_own = price * len(active), gate.counts["yes"], strict.counts["yes"]
leavers = int(-(-income // margin))  # rounded up: one less would not eat up all
memo = (
    f"建议不卖。{len(active):,}条记录全卖，一次收入{income:,}元。"
    f"可这些客户里，表上写着同意给合作方的只有{n_yes}位，其中自己答应的只有{n_own}位。"
    "只算后面这些：别人替打的勾不是本人的同意。"
    f"最多只能再去单独问这些人、讲明买方是谁，顶多{n_own * price:,}元。"
    f"一位客户一年的毛利是{margin:.0f}元，只要有{leavers}位（"
    f"{leavers / len(active):.1%}）因为推销电话不来了，一年就把收入全赔光。"
    "罚款还没算，卖这样的名单还可能犯罪，要先问律师。"
    "这里假设走的是普通客户；要是走的是常客，用不了这么多人。"
    f"换个办法：同意收信的客户有{letters.counts['yes']}位，问他们肯不肯在我们的信里收到保险公司的传单，"
    "数据留在店里。以后没核对过同意的名单，一律不出门。"
)
print(memo)

# %% exercise="03b.11" part="wrong" en="There is no number in it. An owner decides about money: what it brings, who has allowed it, how many leavers undo it." zh="一个数字也没有。老板要决定的是钱：能收多少、几个人同意过、走掉几位就白干。"
memo = """I propose to decline the offer because it would be wrong to hand on the data of people who trust us, and because the newspapers would write about it sooner or later. We should rather keep the trust of our customers, ask them politely what they wish, and find another way to work with the partner. 建议不要卖，客户信任我们才留下资料，卖出去迟早会上报纸。应该先好好问问客户愿意不愿意，再想想跟合作方有没有别的办法。信任丢了就很难再找回来，这笔生意不划算，大家都看得明白。"""

# %% exercise="03b.11" part="wrong" en="Too short for a decision: what it brings, who has allowed it, what it risks, what instead." zh="太短了，定不了事：收多少、谁同意过、冒什么险、换什么办法。"
memo = "Don't sell 2,439 records. 不卖2439条。"

# %% [markdown] lang="en" exercise="03b.11" part="hint"
# Four sentences: what it brings; who has allowed it; how many leavers eat it up; what instead.

# %% [markdown] lang="zh" exercise="03b.11" part="hint"
# 四句话：能收多少；谁同意过；走掉几位就白干；换什么办法。

# %% [markdown] lang="en" exercise="03b.11" part="hint"
# The given cell has the number of customers, the margin of one, two counts of consent to sharing, and the count for letters; income over margin gives the leavers.

# %% [markdown] lang="zh" exercise="03b.11" part="hint"
# 给数据的那一格里有客户数、人均毛利、两个“给合作方”的同意人数和同意收信的人数；收入除以毛利就是走掉几位。

# %% [markdown] lang="en" exercise="03b.11" part="rubric"
# - **Decision** (2): says sell, sell to some or decline, and to whom; one point without the whom.
# - **Money** (2): income, and how many leaving customers undo it; one point for one of the two.
# - **Consent** (2): counts the valid consents to sharing, and says which yes it counts and why; one point for the count alone.
# - **Instead** (2): an offer to the partner or a way to ask, with a number; one point without a number.
# - **Assumption** (1): names what must hold for the sum to hold.
# - **Form** (1): half a page that an owner understands without a course.

# %% [markdown] lang="zh" exercise="03b.11" part="rubric"
# - **决定**（2）：写明全卖、卖一部分还是不卖，涉及谁；没写涉及谁得1分。
# - **金额**（2）：收入多少，走掉多少客户就赔光；两样写出一样得1分。
# - **同意**（2）：数出有效的同意，说明哪种同意算数、为什么；只有人数得1分。
# - **替代**（2）：给合作方换个方案，或者怎样去问客户，带数字；没有数字得1分。
# - **前提**（1）：点明这笔账靠什么假设。
# - **表达**（1）：半页纸，没上过课的老板也看得懂。

# %% [markdown] lang="en" exercise="03b.11" part="analysis"
# The model memo declines {{income:,}} yuan.
# A good memo may go on to sell to those of the {{n_own}} with a yes of their own who agree again, asked separately and told who the buyer is; selling to all is hard to defend.

# %% [markdown] lang="zh" exercise="03b.11" part="analysis"
# 参考备忘放弃了{{income:,}}元。
# 从自己答应过的{{n_own}}人里，告诉他们买方是谁、单独再征求一次，卖给又答应的人，也说得通；全卖就很难站住脚了。
