"""What is written at the desk: notes, letters and answers, each in Chinese and in English."""

# Notes to an activity.  Most are too short to help anybody but the writer: a manager's records of a bank's
# platinum customers had fewer than ten characters each (the case of the textbook).
SHORT_NOTES = (
    ("已联系", "called"), ("OK", "OK"), ("再说", "later"), ("不在", "not in"), ("老样子", "as usual"),
    ("客户忙", "busy"), ("下周再打", "call next week"), ("已发", "sent"), ("价格偏高", "price too high"),
    ("没问题", "no problem"),
)  # fmt: skip
LONG_NOTES = (
    (
        "食堂经理说油每月要{n}桶，现在的供应商常晚到，周四前要我们的报价。",
        "The canteen manager needs {n} drums of oil a month; her supplier is late; quote by Thursday.",
    ),
    (
        "厨师长试过东北大米，满意；采购还要比一家，价格差{n}%以内可以谈。",
        "The head cook liked the Northeast rice; purchasing compares one more and talks within {n}%.",
    ),
    (
        "付款改由财务审批，需要盖章的对账单，每月{n}号前送到。",
        "Accounts now approve payment and want a stamped statement by the {n}th of each month.",
    ),
    (
        "老板下月开第二家店，大约{n}个座位，问能不能早上六点前送货。",
        "The owner opens a second place of about {n} seats next month and asks for delivery before six.",
    ),
)
# Letters that come in, by topic, and the answers.
LETTERS = {
    "price": (
        ("请问大米最近的价格是多少？量大能优惠吗？", "What does rice cost now? Is it less for a large lot?"),
        ("报价单已发到你的邮箱，有效期三十天。", "The quote is in your mailbox and holds for thirty days."),
    ),
    "delivery": (
        ("今天的货还没到，厨房等着用。", "Today's delivery is not here and the kitchen is waiting."),
        (
            "司机已在路上，预计四十分钟内送到，给你添麻烦了。",
            "The driver is on his way: forty minutes. We are sorry.",
        ),
    ),
    "invoice": (
        (
            "上个月的发票金额和送货单对不上，请核对。",
            "Last month's invoice and delivery notes differ; please check.",
        ),
        ("已核对，更正后的发票今天寄出。", "Checked; the corrected invoice leaves today."),
    ),
    "quality": (
        ("这批米里有碎石，请尽快处理。", "There are small stones in this lot of rice; please see to it."),
        ("我们明早上门换货，并赔偿这一批。", "We will replace it tomorrow morning and refund this lot."),
    ),
    "new_goods": (
        ("你们有没有大包装的酱油？", "Do you have soy sauce in large packs?"),
        (
            "有，二十升一桶，下次送货带一桶样品给你。",
            "Yes, in drums of twenty litres; a sample comes next time.",
        ),
    ),
    "seminar": (
        (
            "我想报名参加食品安全讲座，请确认名额。",
            "Please confirm a place for me in the food safety seminar.",
        ),
        ("已为你留位，时间地点见附件。", "A place is kept for you; time and place are attached."),
    ),
}
TOPICS, TOPIC_SHARES = tuple(LETTERS), (0.30, 0.22, 0.20, 0.10, 0.13, 0.05)
SIGNING = (
    "我半小时后到，来签合同，请把合同准备好。",
    "I shall be there in half an hour to sign; please have the contract ready.",
)
REPAIR = (
    "一个月前报修的米柜到现在没人来看。",
    "The rice dispenser I reported a month ago has not been looked at.",
)
MAILINGS = (
    ("2025-01-08", "春节备货价目表", "Price list for Spring Festival"),
    ("2025-03-05", "春季新米到货", "New rice of the spring"),
    ("2025-05-14", "食用油团购", "Oil at a joint price"),
    ("2025-07-09", "夏季饮料和配送时间", "Summer drinks and delivery times"),
    ("2025-09-03", "中秋礼盒预订", "Mooncake boxes to order"),
    ("2025-11-19", "食品安全讲座邀请", "Invitation to the food safety seminar"),
)
