"""The learner's language: which one is set, what is said in it, and how a figure looks.

Everything that `crmlab` says to a learner stands in one catalogue, `crmlab/language/messages/`, with
one file for each room and both languages side by side in each entry.  Code never holds a sentence:
it calls `say("room.key", ...)`.
"""

from crmlab.language.catalogue import LANGUAGES, get_language, language_is, say, set_language
from crmlab.language.paragraphs import run_on
from crmlab.language.style import house_style

__all__ = ["LANGUAGES", "get_language", "house_style", "language_is", "run_on", "say", "set_language"]
