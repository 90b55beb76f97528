"""Make the shop's world.

python -m crmlab.story                                        write datasets/ anew, as CSV with cards
python -m crmlab.story --customers 1000000 --out DIR          a world of any size, as Parquet
"""

import argparse

from crmlab.story.world import DEFAULT_CUSTOMERS, DEFAULT_SEED, simulate
from crmlab.story.writing import write_datasets


def main(arguments=None):
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m crmlab.story",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--customers", type=int, default=DEFAULT_CUSTOMERS, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="default: %(default)s")
    parser.add_argument("--out", help="folder for Parquet files; without it, datasets/ is written anew")
    given = parser.parse_args(arguments)
    try:
        if given.out is None:
            if (given.customers, given.seed) != (DEFAULT_CUSTOMERS, DEFAULT_SEED):
                parser.error("another world than the bundled one needs --out DIR")
            files = write_datasets("datasets")
        else:
            files = simulate(given.customers, given.seed, write=given.out)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    print(f"{len(files)} files")


if __name__ == "__main__":
    main()
