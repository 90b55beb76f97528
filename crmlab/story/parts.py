"""The parts of the world, in the order in which they happen.

Each is a module with ``TABLES`` (the names of its tables), ``CARD_VALUES`` (true parameters that cards
quote) and one or more of

* ``plan(block)``: what the part does to customers' visits, as effects (`crmlab.story.effects`), knowing what
  the parts before it did;
* ``make(block)``: its tables for a block of customers, once all has happened;
* ``make_shop(seed)``: its tables for the shop as a whole, whose size does not depend on the customers;
  ``make_shop(seed, made)`` where they rest on those made before, ``make_shop(seed, customers)`` where they
  name customers.
"""

from importlib import import_module

# What the world itself makes, see `crmlab.story.world`.
CORE = (
    "campaign_contacts",
    "campaigns",
    "customers",
    "order_lines",
    "orders",
    "products",
    "truth/campaign_contacts",
    "truth/customers",
)
PLANNED = ("complaints", "members", "uplift", "contacts")
MADE = (
    "checkouts",
    "uplift",
    "contacts",
    "traffic",
    "complaints",
    "reviews",
    "members",
    "surveys",
    "persons",
    "records",
    "consent",
    "access",
    "rice",
)
OF_THE_SHOP = (
    "members",
    "project",
    "firms",
    "surveys",
    "records",
    "access",
    "accounts",
)
WITH_ACCOUNTS = ("exhibition", "operation")  # of the shop too, on the tables of its accounts
WITH_CUSTOMERS = ("contact_centre",)  # of the shop too, but they name customers
QUOTED = ("offers", "pairs")  # make no tables of their own in a block, but are quoted on cards


def parts(names):
    """Import parts by name.

    Examples
    --------
    >>> from crmlab.story.parts import parts
    >>> parts(["checkouts"])[0].TABLES
    ('checkouts',)
    """
    return [import_module(f"crmlab.story.{name}") for name in names]


def table_names():
    """Give the names of all tables of the world, truth last."""
    made = [name for part in _all() for name in part.TABLES]
    return sorted(set(CORE) | set(made), key=lambda name: (name.startswith("truth/"), name))


def card_values():
    """Give the true parameters of all parts, by the name under which cards quote them."""
    values = {}
    for part in _all():
        values |= part.CARD_VALUES
    return values


def _all():
    return parts(dict.fromkeys((*PLANNED, *MADE, *OF_THE_SHOP, *WITH_ACCOUNTS, *WITH_CUSTOMERS, *QUOTED)))
