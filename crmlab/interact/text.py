"""Complaints and reviews read by a machine: by their characters, in Chinese and English alike."""

import unicodedata

import numpy as np
import pandas as pd

from crmlab.frames import InputError, need_rows
from crmlab.interact.checks import need_same_length, need_share
from crmlab.language import say

GRAMS = (1, 3)
SEEN_IN = 2  # a run of characters counts when at least so many texts hold it
KNOWN = 0.50  # share of a text's words and hanzi that must have been seen for it to count as known ground
SHORTEST = 3  # words or hanzi; a greeting says nothing
_HANZI = 0x2E80  # from here on letters are not those of an alphabet
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "cyrillic",
    "ARABIC": "arabic",
    "THAI": "thai",
    "HEBREW": "hebrew",
    "GREEK": "greek",
    "DEVANAGARI": "devanagari",
}


def script_of(text):
    """Say in which script a text is written.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        ``"zh"`` (hanzi and no kana), ``"latin"``, ``"ja"``, ``"ko"``, ``"cyrillic"`` or another script,
        ``"none"`` if it holds no letter.  One hanzi weighs as much as three Latin letters.

    Examples
    --------
    >>> from crmlab.interact.text import script_of
    >>> [script_of(text) for text in ("送得太慢", "Too slow", "遅いです", "Медленно", "123!")]
    ['zh', 'latin', 'ja', 'cyrillic', 'none']
    """
    counts = {}
    for letter in text:
        if not letter.isalpha():
            continue
        name = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
        script = _SCRIPTS.get(name, "zh" if name == "CJK" else "latin" if name == "LATIN" else "other")
        counts[script] = counts.get(script, 0) + 1
    if not counts:
        return "none"
    if counts.get("ja", 0):
        return "ja"
    if 3 * counts.get("zh", 0) >= counts.get("latin", 0) and counts.get("zh", 0):
        counts.pop("latin", None)
    return max(counts, key=counts.get)


class TextClassifier:
    """Sort texts into classes by the runs of characters in them.

    Every text becomes the weights (tf-idf) of its runs of one to three characters (n-grams: Cavnar and
    Trenkle 1994), so neither Chinese words nor English ones need to be cut out first;
    one logistic regression per class then gives its chance (scikit-learn's ``TfidfVectorizer``,
    ``OneVsRestClassifier`` and ``LogisticRegression``).

    Parameters
    ----------
    sure : float, default 0.5
        A text whose best class has a smaller chance goes to a person (a reject option: Chow 1970).

    Attributes
    ----------
    classes_ : list of str
        After `fit`.

    Examples
    --------
    >>> from crmlab.interact import TextClassifier
    >>> late = ["送得太慢，等了一天", "送货迟了，一直在等", "slow, I waited all day", "I waited for rice"]
    >>> torn = ["袋子破了，米洒了", "包装破了，洒了一地", "the bag was torn", "the rice bag was torn open"]
    >>> model = TextClassifier().fit(3 * late + 3 * torn, ["late"] * 12 + ["damaged"] * 12)
    >>> model.read(["等了半天，送得太慢", "とても遅いです"])[["label", "flag"]].to_numpy().tolist()
    [['late', ''], [None, 'other_language']]
    """

    def __init__(self, sure=0.5):
        need_share("sure", sure)
        self.sure = sure
        self.classes_ = None

    def fit(self, texts, labels):
        """Learn from texts that people have sorted.

        Parameters
        ----------
        texts : Series or list of str, length n
        labels : Series or list, length n

        Returns
        -------
        TextClassifier
            Itself.

        Raises
        ------
        InputError
            For lengths that differ, missing texts or labels, or fewer than two classes.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier

        need_same_length(texts=texts, labels=labels)
        texts, labels = _as_texts(texts), pd.Series(list(labels), dtype=object)
        if labels.isna().any() or not all(texts):
            raise InputError(
                say("text.gaps", texts=sum(not text for text in texts), labels=labels.isna().sum())
            )
        names = sorted(labels.astype(str).unique())
        if len(names) < 2:
            raise InputError(say("text.one_class", label=names[0]))
        self._grams = TfidfVectorizer(
            analyzer="char", ngram_range=GRAMS, min_df=SEEN_IN, sublinear_tf=True, dtype=np.float64
        )
        weights = self._grams.fit_transform(texts)
        one = LogisticRegression(C=10, solver="liblinear", random_state=0)
        self._model = OneVsRestClassifier(one).fit(weights, labels.astype(str))
        self._seen = _seen_parts(texts)
        self.classes_ = [str(name) for name in self._model.classes_]
        return self

    def chances(self, texts):
        """Give each text's chance of each class.

        Parameters
        ----------
        texts : Series or list of str, length n

        Returns
        -------
        pandas.DataFrame, shape (n, classes)
            Shares that add up to 1, also for texts that `read` would not judge; use them with its flags.

        Raises
        ------
        InputError
            Before `fit`.
        """
        if self.classes_ is None:
            raise InputError(say("text.not_fitted"))
        texts = _as_texts(texts)
        need_rows(len(texts), "texts")
        chances = self._model.predict_proba(self._grams.transform(texts))
        if len(self.classes_) == 2 and chances.shape[1] == 1:
            chances = np.column_stack([1 - chances, chances])
        return pd.DataFrame(chances, columns=self.classes_)

    def read(self, texts):
        """Sort texts, and say which ones a person has to read.

        Parameters
        ----------
        texts : Series or list of str, length n

        Returns
        -------
        pandas.DataFrame, one row per text, in the order given
            ``text``; ``label`` (missing where no judgement is passed); ``chance`` of the best class;
            ``flag``: ``""``, ``"unsure"``, ``"other_language"``, ``"unfamiliar"`` (too little of it was ever
            seen) or ``"too_short"``; ``note``: the flag as a sentence in the learner's
            language.  An unsure text keeps its label as a proposal.

        Raises
        ------
        InputError
            Before `fit`.
        """
        chances = self.chances(texts)
        texts = _as_texts(texts)
        best = chances.max(axis=1)
        flags = [self._flag(text, chance) for text, chance in zip(texts, best, strict=True)]
        label = chances.idxmax(axis=1).astype(object)
        refused = pd.Series([flag not in ("", "unsure") for flag in flags])
        label[refused] = None
        notes = [
            self._note(flag, text, chance) for flag, text, chance in zip(flags, texts, best, strict=True)
        ]
        return pd.DataFrame({"text": texts, "label": label, "chance": best, "flag": flags, "note": notes})

    def _flag(self, text, chance):
        script = script_of(text)
        if len(_parts(text)) < SHORTEST:
            return "too_short"
        if script not in ("zh", "latin") or (script == "latin" and self._known(text) < KNOWN):
            return "other_language"
        if self._known(text) < KNOWN:
            return "unfamiliar"
        return "unsure" if chance < self.sure else ""

    def _known(self, text):
        parts = _parts(text)
        return np.mean([part in self._seen for part in parts]) if parts else 1.0

    def _note(self, flag, text, chance):
        if not flag:
            return ""
        if flag == "unsure":
            return say("text.unsure", chance=chance, sure=self.sure)
        return say(f"text.{flag}", known=self._known(text))


def _as_texts(texts):
    if isinstance(texts, str):
        raise InputError(say("text.one_text"))
    return ["" if text is None or text != text else str(text).strip() for text in texts]


def _parts(text):
    """Cut a text into what makes a language known: single hanzi and whole words in letters."""
    hanzi = [letter for letter in text if letter.isalpha() and ord(letter) >= _HANZI]
    return hanzi + "".join(c.lower() if c.isalpha() and ord(c) < _HANZI else " " for c in text).split()


def _seen_parts(texts):
    """Give the parts that at least `SEEN_IN` texts hold."""
    counts = {}
    for text in texts:
        for part in set(_parts(text)):
            counts[part] = counts.get(part, 0) + 1
    return {part for part, texts_with in counts.items() if texts_with >= SEEN_IN}
