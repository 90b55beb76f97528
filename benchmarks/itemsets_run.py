"""One search of one package, in whatever environment it lives: called by itemsets.py.

python itemsets_run.py WAY baskets.json SHARE     prints seconds, itemsets, and a digest of all counts
python itemsets_run.py WAY exact 0                prints whether a rule of exactly 4 in 5 is kept
"""

import hashlib
import json
import sys
import time
import warnings
from itertools import chain
from pathlib import Path

DENSE = 100_000_000  # cells of mlxtend's table, a byte each
SIX = 4 * [["rice", "eggs"]] + [["rice"], ["tofu"]]


def main():
    way, path, share = sys.argv[1:]
    warnings.simplefilter("ignore")
    if path == "exact":
        print(KEEPS[way]())
        return
    baskets = json.loads(Path(path).read_text())
    given = READY[way](baskets)
    # Once on a few receipts: whatever a package imports late is no part of the search.
    SEARCH[way](READY[way](SIX), 0.5)
    # Time of the processor, so that what else the machine does counts for nobody; all run on one core.
    began = time.process_time()
    found = SEARCH[way](given, float(share))
    seconds = time.process_time() - began
    counts = sorted(
        (",".join(sorted(items)), int(count)) for items, count in COUNTS[way](found, len(baskets))
    )
    digest = hashlib.sha256(repr(counts).encode()).hexdigest()[:16]
    print(json.dumps({"seconds": seconds, "sets": len(counts), "digest": digest}))


def crmlab_ready(baskets):
    import pandas as pd

    import crmlab.personalize  # noqa: F401  the import is no part of the search

    order = [place for place, basket in enumerate(baskets) for _ in basket]
    return pd.DataFrame({"order_id": order, "product_id": list(chain(*baskets)), "quantity": 1})


def crmlab_search(lines, share):
    from crmlab.personalize import frequent_itemsets

    return frequent_itemsets(lines, share)


def crmlab_counts(table, baskets):
    return zip(table["itemset"], table["count"], strict=True)


def mlxtend_ready(baskets):
    import mlxtend.frequent_patterns  # noqa: F401

    return baskets


def mlxtend_search(algorithm):
    def search(baskets, share):
        import pandas as pd
        from mlxtend import frequent_patterns
        from mlxtend.preprocessing import TransactionEncoder

        encoder = TransactionEncoder().fit(baskets)
        # Dense is quicker; sparse where dense would take hundreds of megabytes, as its documentation advises.
        if len(baskets) * len(encoder.columns_) < DENSE:
            table = pd.DataFrame(encoder.transform(baskets), columns=encoder.columns_)
        else:
            held = encoder.transform(baskets, sparse=True)
            table = pd.DataFrame.sparse.from_spmatrix(held, columns=encoder.columns_)
        return getattr(frequent_patterns, algorithm)(table, min_support=share, use_colnames=True)

    return search


def mlxtend_counts(table, baskets):
    counts = (table["support"] * baskets).round().astype(int)
    return zip(table["itemsets"], counts, strict=True)


def efficient_ready(baskets):
    import efficient_apriori  # noqa: F401

    return [tuple(basket) for basket in baskets]


def efficient_search(baskets, share):
    from efficient_apriori import itemsets_from_transactions

    return itemsets_from_transactions(baskets, min_support=share)[0]


def efficient_counts(found, baskets):
    return chain.from_iterable(level.items() for level in found.values())


def crmlab_keeps():
    from crmlab.personalize import association_rules, frequent_itemsets, to_lines

    rules = association_rules(frequent_itemsets(to_lines(SIX), 1), 0.8)
    return ("rice",) in set(rules["antecedent"])


def mlxtend_keeps():
    import pandas as pd
    from mlxtend.frequent_patterns import apriori, association_rules
    from mlxtend.preprocessing import TransactionEncoder

    encoder = TransactionEncoder()
    table = pd.DataFrame(encoder.fit_transform(SIX), columns=encoder.columns_)
    rules = association_rules(apriori(table, 0.1, use_colnames=True), metric="confidence", min_threshold=0.8)
    return frozenset(["rice"]) in set(rules["antecedents"])


def efficient_keeps():
    from efficient_apriori import apriori

    _, rules = apriori([tuple(basket) for basket in SIX], min_support=0.1, min_confidence=0.8)
    return ("rice",) in {rule.lhs for rule in rules}


READY = {
    "crmlab": crmlab_ready,
    "mlxtend apriori": mlxtend_ready,
    "mlxtend fpgrowth": mlxtend_ready,
    "efficient-apriori": efficient_ready,
}
SEARCH = {
    "crmlab": crmlab_search,
    "mlxtend apriori": mlxtend_search("apriori"),
    "mlxtend fpgrowth": mlxtend_search("fpgrowth"),
    "efficient-apriori": efficient_search,
}
COUNTS = {
    "crmlab": crmlab_counts,
    "mlxtend apriori": mlxtend_counts,
    "mlxtend fpgrowth": mlxtend_counts,
    "efficient-apriori": efficient_counts,
}
KEEPS = {"crmlab": crmlab_keeps, "mlxtend apriori": mlxtend_keeps, "efficient-apriori": efficient_keeps}

if __name__ == "__main__":
    main()
