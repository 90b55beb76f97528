"""``python -m crmlab.story``: make the shop's world and write it to a folder."""

import argparse

from crmlab.story.world import DEFAULT_CUSTOMERS, DEFAULT_SEED
from crmlab.story.writing import write_datasets


def main():
    parser = argparse.ArgumentParser(prog="python -m crmlab.story", description=__doc__)
    parser.add_argument("--customers", type=int, default=DEFAULT_CUSTOMERS, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="default: %(default)s")
    parser.add_argument("--out", default="datasets", help="folder; default: %(default)s")
    given = parser.parse_args()
    for path in write_datasets(given.out, given.customers, given.seed):
        print(path)


if __name__ == "__main__":
    main()
