"""Names of people: common Chinese family and given names, in characters and in pinyin."""

import numpy as np
import pandas as pd

from crmlab.story.streams import pick

# The commonest family names, with weights roughly as common as they are (per cent of the population,
# Ministry of Public Security, 2020 report, rounded).
FAMILY = (
    ("王", "Wang", 7.2), ("李", "Li", 7.2), ("张", "Zhang", 6.8), ("刘", "Liu", 5.2), ("陈", "Chen", 4.8),
    ("杨", "Yang", 3.2), ("黄", "Huang", 2.4), ("赵", "Zhao", 2.0), ("吴", "Wu", 2.0), ("周", "Zhou", 1.9),
    ("徐", "Xu", 1.4), ("孙", "Sun", 1.4), ("马", "Ma", 1.3), ("朱", "Zhu", 1.3), ("胡", "Hu", 1.2),
    ("郭", "Guo", 1.1), ("何", "He", 1.1), ("林", "Lin", 1.1), ("高", "Gao", 1.0), ("罗", "Luo", 1.0),
    ("郑", "Zheng", 0.9), ("梁", "Liang", 0.9), ("谢", "Xie", 0.8), ("宋", "Song", 0.8), ("唐", "Tang", 0.7),
)  # fmt: skip
GIVEN = (
    ("伟", "Wei"), ("芳", "Fang"), ("秀英", "Xiuying"), ("敏", "Min"), ("静", "Jing"), ("丽", "Li"),
    ("强", "Qiang"), ("磊", "Lei"), ("洋", "Yang"), ("艳", "Yan"), ("勇", "Yong"), ("杰", "Jie"),
    ("娟", "Juan"), ("涛", "Tao"), ("明", "Ming"), ("超", "Chao"), ("秀兰", "Xiulan"), ("霞", "Xia"),
    ("平", "Ping"), ("刚", "Gang"), ("桂英", "Guiying"), ("建国", "Jianguo"), ("志强", "Zhiqiang"),
    ("婷婷", "Tingting"), ("雪梅", "Xuemei"), ("海燕", "Haiyan"), ("晓东", "Xiaodong"), ("文博", "Wenbo"),
    ("子涵", "Zihan"), ("雨桐", "Yutong"), ("浩然", "Haoran"), ("欣怡", "Xinyi"), ("梓轩", "Zixuan"),
    ("国华", "Guohua"), ("春梅", "Chunmei"), ("玉兰", "Yulan"), ("立新", "Lixin"), ("佳琪", "Jiaqi"),
    ("思远", "Siyuan"), ("美玲", "Meiling"),
)  # fmt: skip


def draw_names(rng, n):
    """Draw n names.

    Returns
    -------
    pandas.DataFrame
        Columns ``name_zh`` (characters, family name first) and ``name_en`` (pinyin, family name first).
    """
    family = pick(rng, [weight for *_, weight in FAMILY], n)
    given = rng.integers(len(GIVEN), size=n)
    return pd.DataFrame(
        {
            "name_zh": np.array(
                [FAMILY[f][0] + GIVEN[g][0] for f, g in zip(family, given, strict=True)], dtype=object
            ),
            "name_en": np.array(
                [f"{FAMILY[f][1]} {GIVEN[g][1]}" for f, g in zip(family, given, strict=True)], dtype=object
            ),
        }
    )
