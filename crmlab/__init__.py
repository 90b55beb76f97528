"""CRM Lab: learn customer relationship management with data.

>>> import crmlab as crm
>>> orders = crm.load("orders")

Each chapter has a room: ``from crmlab import differentiate``, or ``crm.differentiate``.  A room is
imported when it is first asked for, so that ``import crmlab`` stays quick.
"""

from importlib import import_module

__version__ = "0.1.0"

_ROOMS = (
    "check",
    "data",
    "differentiate",
    "frames",
    "identify",
    "interact",
    "language",
    "mine",
    "personalize",
    "retain",
    "story",
    "widgets",
)
_AT_THE_TOP = {
    "load": "data",
    "describe": "data",
    "read_own": "data",
    "set_language": "language",
}

__all__ = [*_ROOMS, *_AT_THE_TOP]


def __getattr__(name):
    if name in _AT_THE_TOP:
        return getattr(import_module(f"crmlab.{_AT_THE_TOP[name]}"), name)
    if name in _ROOMS:
        return import_module(f"crmlab.{name}")
    raise AttributeError(f"crmlab has no {name!r}; it has {', '.join(sorted(__all__))}")


def __dir__():
    return sorted(__all__)
