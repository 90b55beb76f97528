"""The true parameters of the survey as a table: what a lesson may hold its estimates against."""

import pandas as pd

from crmlab.story.survey_conjoint import CONJOINT, GUARANTEES, HOURS, PACKAGINGS
from crmlab.story.survey_kano import CATEGORIES, FEATURES, KANO
from crmlab.story.survey_latent import FACET, FACETS, LOYAL, NEEDS, PATHS, facet_weights
from crmlab.story.survey_pulse import PULSE
from crmlab.story.survey_satisfaction import QUESTIONS
from crmlab.story.survey_scales import STYLE_NAMES, STYLES
from crmlab.story.survey_servqual import DIMENSIONS, SERVQUAL

ZH = {
    "expectation": "期望", "quality": "感知质量", "value": "感知价值", "satisfaction": "满意",
    "trust": "信任", "switching": "转换成本", "tenure": "客龄",
    "goods": "商品", "delivery": "配送", "service": "服务",
    "online": "网店", "aftersales": "售后", "price": "价格",
    "tangibles": "有形性", "reliability": "可靠性", "responsiveness": "响应性",
    "assurance": "保证性", "empathy": "移情性",
    "thrifty": "图省钱", "hurried": "图省时", "fresh": "图新鲜",
    "A": "魅力", "O": "一元", "M": "必备", "I": "无差异", "R": "反向",
    "plain": "平实", "acquiescent": "附和", "extreme": "极端", "midpoint": "居中", "straight": "一路勾到底",
}  # fmt: skip
LOYAL_NAMES = {
    "satisfaction": ("slope on satisfaction where there is no competition", "无竞争时忠诚对满意的斜率"),
    "satisfaction_competition": ("what a step of competition adds to the slope", "竞争每升一级，斜率加多少"),
    "square": ("slope on satisfaction squared, no competition", "无竞争时满意平方项的系数"),
    "square_competition": ("what a step of competition adds to it", "竞争每升一级，平方项系数加多少"),
    "satisfaction_expectation": ("slope on satisfaction times expectation", "满意×期望的系数"),
    "trust": ("slope on trust", "忠诚对信任的斜率"),
    "switching_cost": ("slope on switching cost", "忠诚对转换成本的斜率"),
    "behaviour": ("slope on the standardised log of the visit rate", "忠诚对到店频率（对数标准化）的斜率"),
    "gone": ("loss by having left", "已经离开的客户少多少"),
    "competition": ("loss per step of competition", "竞争每升一级少多少"),
    "shock": ("standard deviation of the shock", "扰动的标准差"),
}


def make_parameters():
    """Give the true parameters, one row each.

    Returns
    -------
    pandas.DataFrame
        ``parameter`` (such as ``path.quality_value``), ``value``, ``name_en``, ``name_zh``.

    Examples
    --------
    >>> from crmlab.story.survey_parameters import make_parameters
    >>> make_parameters().set_index("parameter").loc["path.quality_value", "value"].item()
    0.65
    """
    rows = [*_opinions(), *_answers(), *_servqual(), *_kano(), *_conjoint(), *_pulse()]
    table = pd.DataFrame(rows, columns=["parameter", "value", "name_en", "name_zh"])
    return table.assign(value=table["value"].astype(float).round(4))


def _opinions():
    for name, value in vars(PATHS).items():
        if name != "tail":
            cause, effect = name.split("_")
            yield (
                f"path.{name}",
                value,
                f"path from {cause} to {effect}",
                f"{ZH[cause]}到{ZH[effect]}的路径系数",
            )
    for name, value in vars(LOYAL).items():
        yield f"loyalty.{name}", value, *LOYAL_NAMES[name]
    for name, value in zip(FACETS, facet_weights(), strict=False):
        yield f"weight.{name}", value, f"weight of {name} in quality", f"{ZH[name]}在感知质量中的权重"
    yield (
        "weight.explained",
        FACET.explained,
        "share of quality its facets explain",
        "五方面所解释的比例",
    )
    yield "path.value_price", FACET.price_value, "path from value to price", "感知价值到价格评价的路径系数"
    yield (
        "delivery.far",
        FACET.far,
        "fall of delivery in far districts, in sd",
        "远城区的配送低几个标准差",
    )


def _answers():
    yield "question.unit", QUESTIONS.unit, "points per sd of an opinion", "看法每变一个标准差对应几分"
    yield "question.error", QUESTIONS.error, "sd of a question's error, points", "单题误差的标准差，分"
    for name, share in zip(STYLE_NAMES, STYLES.shares, strict=True):
        yield f"style.{name}", share, f"share of style {name}", f"{ZH[name]}型作答者的比例"


def _servqual():
    for name, mean, gap in zip(DIMENSIONS, SERVQUAL.expected, SERVQUAL.gaps, strict=True):
        yield f"servqual.expected.{name}", mean, f"expectation of {name}, points", f"{ZH[name]}的期望，分"
        yield f"servqual.gap.{name}", gap, f"gap of {name}, points", f"{ZH[name]}的差距，分"


def _kano():
    for feature in FEATURES:
        for category, share in zip(CATEGORIES, getattr(KANO, feature), strict=True):
            yield (
                f"kano.{feature}.{category}",
                share,
                f"share for whom {feature} is {category}",
                f"认为{feature}属于{ZH[category]}型的客户比例",
            )
    yield "kano.slip", KANO.slip, "share of careless pairs", "随手乱选的比例"


def _conjoint():
    for need in NEEDS:
        worth = getattr(CONJOINT, need)
        levels = {
            "price": worth.price,
            **{f"hours_{level}": w for level, w in zip(HOURS, worth.hours, strict=False)},
            **{f"guarantee_{level}": w for level, w in zip(GUARANTEES, worth.guarantee, strict=False)},
            **{f"packaging_{level}": w for level, w in zip(PACKAGINGS, worth.packaging, strict=False)},
            "none": worth.none,
        }
        for level, value in levels.items():
            yield (
                f"conjoint.{need}.{level}",
                value,
                f"part-worth of {level} for the {need}",
                f"{ZH[need]}的客户对{level}的部分效用",
            )


def _pulse():
    yield "pulse.web", PULSE.web, "effect of an order over the web, points", "网上订单的影响，分"
    for i, effect in enumerate(PULSE.quarters):
        year, quarter = 2024 + i // 4, i % 4 + 1
        yield (
            f"pulse.{year}q{quarter}",
            effect,
            f"effect of quarter {quarter}, {year}, points",
            f"{year}年第{quarter}季度的影响，分",
        )
