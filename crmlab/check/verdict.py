"""The verdict on an answer and how it looks."""

from dataclasses import dataclass, field

from crmlab.check.page import Page, box, fold, markdown
from crmlab.check.run import current_shop
from crmlab.language import say

RIGHT, WRONG, NOT_ATTEMPTED = "right", "wrong", "not attempted"
CANNOT, TO_BE_MARKED = "cannot be checked", "to be marked"

# Outcome: entry of the catalogue, icon, colour.
_LOOK = {
    RIGHT: ("right", "✓", "var(--jp-success-color1,#388e3c)"),
    WRONG: ("wrong", "✗", "var(--jp-error-color1,#d32f2f)"),
    NOT_ATTEMPTED: ("not_attempted", "○", "var(--jp-border-color1,#9e9e9e)"),
    CANNOT: ("cannot", "!", "var(--jp-warn-color1,#f57c00)"),
    TO_BE_MARKED: ("to_be_marked", "✎", "var(--jp-info-color1,#0288d1)"),
}


@dataclass(frozen=True)
class Verdict:
    """What is to be said of an answer.

    Attributes
    ----------
    exercise : str
        The exercise's id; empty if nobody knows which is meant.
    outcome : str
        ``"right"``, ``"wrong"``, ``"not attempted"``, ``"cannot be checked"`` or ``"to be marked"``.
    message : str
        Markdown, in the learner's language.
    more : str
        Markdown that folds out: the analysis of a right answer, the rubric of a memo.
    kind : str
        A word for the kind of difference, for programs.
    recognised : int or None
        Which of the exercise's wrong answers this is, counted from 0.
    aside : str
        Markdown: a reminder that stands under the message.
    shop : int or None
        The seed of the shop in which it was judged; None is the shop of the course.
    """

    exercise: str
    outcome: str
    message: str
    more: str = ""
    kind: str = ""
    recognised: int | None = None
    aside: str = ""
    shop: int | None = field(default_factory=current_shop)

    def page(self):
        """Lay the verdict out for display.

        Returns
        -------
        crmlab.check.page.Page
        """
        name, icon, colour = _LOOK[self.outcome]
        title, message = self._title(name), "\n\n".join(filter(None, (self.message, self.aside)))
        body, text = markdown(message), f"{icon} {title}{say('check.colon')}{message}"
        if self.more and self.outcome == RIGHT:
            body += fold(say("check.more"), markdown(self.more))
            text += "\n" + say("check.more_at", exercise=self.exercise)
        elif self.more:
            body += fold(say("check.rubric"), markdown(self.more), opened=self.outcome == TO_BE_MARKED)
            text += f"\n\n{say('check.rubric')}\n\n{self.more}"
        return Page(text, box(colour, icon, title, body))

    def _title(self, name):
        if not self.exercise:
            return say("check.cannot_unnamed")
        shop = "" if self.shop is None else say("check.in_shop", shop=self.shop)
        return say(f"check.{name}", exercise=number(self.exercise) + shop)


def number(exercise):
    """Write an exercise's id as headings have it.

    Examples
    --------
    >>> from crmlab.check.verdict import number
    >>> number("04a.2")
    '4a.2'
    """
    return exercise.removeprefix("0")
