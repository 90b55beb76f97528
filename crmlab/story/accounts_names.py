"""Names of firms and their telephones: invented brands, what a place is called, and numbers nobody has.

A firm's name is a brand of two characters and a word for the kind of place.  Telephone numbers begin with
115, where mobile numbers in China begin with 13 to 19, so that no card calls anybody.
"""

import numpy as np

FIRST = (
    ("绿", "Lv"), ("鼎", "Ding"), ("福", "Fu"), ("金", "Jin"), ("海", "Hai"), ("云", "Yun"), ("嘉", "Jia"),
    ("瑞", "Rui"), ("锦", "Jin"), ("顺", "Shun"), ("德", "De"), ("恒", "Heng"), ("明", "Ming"),
    ("春", "Chun"), ("兴", "Xing"), ("悦", "Yue"), ("康", "Kang"), ("泰", "Tai"),
    ("凤", "Feng"), ("龙", "Long"),
)  # fmt: skip
SECOND = (
    ("源", "yuan"), ("丰", "feng"), ("盛", "sheng"), ("泉", "quan"), ("轩", "xuan"), ("园", "yuan"),
    ("香", "xiang"), ("华", "hua"), ("隆", "long"), ("湖", "hu"), ("美", "mei"), ("达", "da"),
    ("城", "cheng"), ("阁", "ge"), ("味", "wei"), ("乐", "le"), ("谷", "gu"),
    ("亭", "ting"), ("满", "man"), ("和", "he"),
)  # fmt: skip
# What each kind of place is called.
PLACES = {
    "school": (("中学食堂", "Middle School canteen"), ("小学食堂", "Primary School canteen")),
    "factory": (("电子厂食堂", "Electronics Works canteen"), ("服装厂食堂", "Clothing Works canteen")),
    "office": (("大厦食堂", "Tower canteen"), ("科技园食堂", "Science Park canteen")),
    "hospital": (("医院食堂", "Hospital canteen"),),
    "restaurant": (("饭馆", "Eating House"), ("面馆", "Noodle House"), ("酒楼", "Restaurant")),
    "chain": (("餐饮连锁", "Catering Chain"), ("快餐连锁", "Fast Food Chain")),
    "hotel": (("宾馆", "Hotel"), ("酒店", "Grand Hotel")),
    "care_home": (("养老院", "Care Home"), ("颐养中心", "Home for the Aged")),
}
PREFIX = "115"


def draw_firms(rng, segments):
    """Draw a name for each firm; no two firms have the same.

    Parameters
    ----------
    rng : numpy.random.Generator
    segments : sequence of str
        Keys of `PLACES`.

    Returns
    -------
    tuple of numpy.ndarray of str
        Names in Chinese and in English.
    """
    zh, en, seen = [], [], set()
    for segment in segments:
        while True:
            a, b = FIRST[rng.integers(len(FIRST))], SECOND[rng.integers(len(SECOND))]
            place = PLACES[segment][rng.integers(len(PLACES[segment]))]
            name = a[0] + b[0] + place[0]
            if name not in seen:
                break
        seen.add(name)
        zh.append(name)
        en.append(f"{a[1]}{b[1]} {place[1]}")
    return np.array(zh, dtype=object), np.array(en, dtype=object)


def draw_phones(rng, n):
    """Draw n different telephone numbers of eleven digits."""
    tails = rng.choice(10**8, size=n, replace=False)
    return np.array([f"{PREFIX}{tail:08d}" for tail in tails], dtype=object)
