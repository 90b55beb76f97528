"""Exercises: gather the cells of each, refuse incomplete ones, compile their answers for `check`."""

import ast
import json
import re
from dataclasses import dataclass, field

from bindery.source import parse_code
from bindery.twins import headings

KINDS = ("number", "table", "function", "choice", "order", "fix", "memo")
PROSE = ("task", "hint", "analysis", "rubric")
CODE = ("given", "stub", "solution", "also_right", "wrong", "hidden")
SENTINEL = "____"
SETUP = "import crmlab as crm\n"


@dataclass
class Exercise:
    """All cells of one exercise, by part: ``{"task": [Pair, ...], ...}``."""

    id: str
    parts: dict = field(default_factory=lambda: {part: [] for part in PROSE + CODE})

    @property
    def first(self):
        return next(pairs[0].en for pairs in self.parts.values() if pairs)

    @property
    def task(self):
        return self.parts["task"][0].en if self.parts["task"] else self.first

    @property
    def kind(self):
        return self.task.about.get("kind")

    @property
    def names(self):
        return defined_names(self.code("stub", "en"))

    def code(self, part, language):
        return "\n\n".join(pair[language].text for pair in self.parts[part])

    def refuse(self, reason, cell=None):
        return (cell or self.task).refuse(f"exercise {self.id}: {reason}")


def gather(pairs):
    """Sort the paired cells of an exercise source.

    Parameters
    ----------
    pairs : list of bindery.twins.Pair

    Returns
    -------
    tuple of (list of Pair, list of Exercise, list of Refusal)
        The introduction, the exercises in order of appearance, what could not be sorted.
    """
    intro, exercises, refusals = [], {}, []
    for pair in pairs:
        name, part = pair.en.about.get("exercise"), pair.en.about.get("part")
        if name is None:
            bad = "code" if not pair.en.prose else "prose" if exercises else ""
            if bad:
                refusals.append(pair.en.refuse(f'{bad} without exercise="..." and part="..."'))
            intro.append(pair)
        elif part not in (PROSE if pair.en.prose else CODE):
            may = ", ".join(PROSE if pair.en.prose else CODE)
            refusals.append(pair.en.refuse(f"part={part!r}; a cell of this type may be {may}"))
        else:
            exercises.setdefault(name, Exercise(name)).parts[part].append(pair)
    return intro, list(exercises.values()), refusals


def defined_names(code):
    """Give the names that code assigns or defines at its top level, in order.

    Parameters
    ----------
    code : str

    Returns
    -------
    list of str
        Names assigned (also in loops, branches and by unpacking), functions and classes.

    Examples
    --------
    >>> defined_names("a, b = 1, 2\\ndef f(x):\\n    y = x\\n    return y\\na = 3")
    ['a', 'b', 'f']
    """
    names = {}
    for node in parse_code(code).body:
        names.update(dict.fromkeys(_names_in(node)))
    return list(names)


def _names_in(node):
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return []
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return [name for child in ast.iter_child_nodes(node) for name in _names_in(child)]


def refuse_exercises(source, exercises):
    """Give all refusals of the exercises of one source."""
    found = refuse_numbering(source, exercises)
    for exercise in exercises:
        missing = refuse_missing_parts(exercise)
        found += missing + refuse_unknown_kind(exercise) + refuse_silent_mistakes(exercise)
        try:
            if exercise.parts["stub"] and exercise.parts["solution"]:
                found += refuse_unnamed_answer(exercise) + refuse_stub_without_blank(exercise)
        except SyntaxError:
            pass  # refuse_unparsable_code has said so
    return found


def refuse_numbering(source, exercises):
    """Refuse exercises not numbered 1, 2, 3, ... after their lesson, in their id and in their heading."""
    found = []
    for number, exercise in enumerate(exercises, start=1):
        if exercise.id != f"{source.id}.{number}":
            found.append(exercise.refuse(f"its id should be {source.id}.{number}"))
        for pair in exercise.parts["task"]:
            for cell in pair.cells:
                titles = headings(cell.text)
                if not titles or not titles[0][1].startswith(f"{number}. "):
                    found.append(exercise.refuse(f'the task begins with a heading "## {number}. ..."', cell))
    return found


def refuse_unknown_kind(exercise):
    """Refuse a kind that `check` does not know."""
    if exercise.kind in KINDS:
        return []
    return [exercise.refuse(f"kind={exercise.kind!r} on the English task; it may be {', '.join(KINDS)}")]


def refuse_missing_parts(exercise):
    """Refuse an exercise without one of the parts that its kind needs."""
    need = {"task": 1, "stub": 1, "solution": 1, "hint": 2, "analysis": 1}
    need |= {"wrong": 1} if exercise.kind != "memo" else {"rubric": 1}
    need |= {"hidden": 1} if exercise.kind == "function" else {}
    at_most = {"task": 1, "stub": 1, "hint": 2, "analysis": 1, "rubric": 1, "hidden": 1}
    found = []
    for part, pairs in exercise.parts.items():
        if len(pairs) < need.get(part, 0):
            found.append(exercise.refuse(f"{need[part]} {part} needed, {len(pairs)} found"))
        elif len(pairs) > at_most.get(part, len(pairs)):
            found.append(exercise.refuse(f"{at_most[part]} {part} at most, {len(pairs)} found"))
    for pair in exercise.parts["rubric"]:
        for cell in pair.cells:
            criteria = re.findall(r"^- ", cell.text, flags=re.M)
            if not 4 <= len(criteria) <= 6:
                found.append(exercise.refuse(f"4 to 6 criteria needed, {len(criteria)} found", cell))
    return found


def refuse_silent_mistakes(exercise):
    """Refuse a wrong answer without the sentence that helps, whole as it stands, in both languages."""
    found = []
    for pair in exercise.parts["wrong"]:
        for lang in ("en", "zh"):
            sentence = pair.en.about.get(lang)
            if not sentence:
                found.append(exercise.refuse(f"a wrong answer needs the {lang} sentence that helps", pair.en))
            elif "{{" in sentence:
                found.append(
                    exercise.refuse(f"the {lang} sentence of a wrong answer holds no {{{{...}}}}", pair.en)
                )
    return found


def refuse_unnamed_answer(exercise):
    """Refuse a stub that does not name what the solution, and every other answer, defines."""
    names = exercise.names
    if not names:
        return [exercise.refuse("the stub names nothing to answer", exercise.parts["stub"][0].en)]
    found = []
    answers = [("the solution", exercise.code("solution", "en"), exercise.parts["solution"][0])]
    for part in ("also_right", "wrong"):
        answers += [(f"this {part} answer", pair.en.text, pair) for pair in exercise.parts[part]]
    for what, code, pair in answers:
        missing = [name for name in names if name not in defined_names(code)]
        if missing:
            found.append(
                exercise.refuse(f"the stub names {', '.join(missing)}; {what} does not define it", pair.en)
            )
    return found


def refuse_stub_without_blank(exercise):
    """Refuse a stub with nothing to fill in, and a broken cell to fix that has blanks."""
    cell = exercise.parts["stub"][0].en
    has_blank = SENTINEL in re.sub(r"#.*", "", cell.text)
    if exercise.kind == "fix" and has_blank:
        return [exercise.refuse(f"a cell to fix runs as it stands; it holds {SENTINEL}", cell)]
    if exercise.kind != "fix" and not has_blank:
        return [exercise.refuse(f"the stub has no {SENTINEL} to fill in", cell)]
    return []


def refuse_wrong_outcome(exercise, expected, answer):
    """Refuse an exercise whose own check does not say what it must.

    Parameters
    ----------
    exercise : Exercise
    expected : str
        ``"right"`` after the solution (``"to be marked"`` for a memo), ``"not attempted"`` before it.
    answer : bindery.execute.Answer
        What the kernel said.

    Returns
    -------
    list of Refusal
    """
    if answer.text == expected:
        return []
    after = "the stub" if expected == "not attempted" else "the solution"
    said = f"says {answer.text!r}" if answer.text is not None else f"fails: {answer.problem}"
    return [exercise.refuse(f"after {after} the check {said}, not {expected!r}")]


def check_line(exercise):
    """Give the line that checks an exercise, such as ``check("04a.2", top_share)``."""
    return f'check("{exercise.id}", {", ".join(exercise.names)})'


def title_of(exercise, language):
    """Give the words of the task's heading, without its number."""
    return re.sub(r"^\d+\.\s*", "", headings(exercise.parts["task"][0][language].text)[0][1])


def compile_answers(source, exercises):
    """Compile a source's answers into what `crmlab.check` reads.

    Code is the English twin's; where the twins differ (a model memo), the Chinese stands beside it under
    the same name with ``_zh``.

    Returns
    -------
    str
        JSON, the same bytes for the same source.
    """
    compiled = {
        "lesson": source.id,
        "title": dict(source.header["title"]),
        "setup": SETUP,
        "exercises": {exercise.id: _compile(exercise) for exercise in exercises},
    }
    return json.dumps(compiled, ensure_ascii=False, indent=1) + "\n"


def _compile(exercise):
    parts = exercise.parts
    compiled = {
        "kind": exercise.kind,
        "title": {lang: title_of(exercise, lang) for lang in ("en", "zh")},
        "names": exercise.names,
        "given": exercise.code("given", "en"),
        "stub": exercise.code("stub", "en"),
        "solution": exercise.code("solution", "en"),
        "also_right": [pair.en.text for pair in parts["also_right"]],
        "wrong": [
            {"code": p.en.text, "en": p.en.about["en"], "zh": p.en.about["zh"]} for p in parts["wrong"]
        ],
        "hidden": exercise.code("hidden", "en") or None,
        "hints": [_both(pair) for pair in parts["hint"]],
        "analysis": _both(parts["analysis"][0]),
        "rubric": _both(parts["rubric"][0]) if parts["rubric"] else None,
        "rules": _rules(exercise.task.about),
    }
    for part in ("given", "stub", "solution"):
        if any(not pair.shared for pair in parts[part]):
            compiled[f"{part}_zh"] = exercise.code(part, "zh")
    return compiled


def _both(pair):
    return {"en": pair.en.text, "zh": pair.zh.text}


def _rules(about):
    return {
        "rtol": float(about["rtol"]) if "rtol" in about else None,  # None: as tight as the check sees fit
        "ordered": about.get("ordered") == "true",
        "exact": about.get("exact") == "true",
    }


def refuse_unreadable_rules(cells):
    """Refuse task settings that are no numbers or no true/false."""
    found = []
    for cell in cells:
        about = cell.about
        try:
            float(about.get("rtol", 0))
        except ValueError:
            found.append(cell.refuse(f"rtol={about['rtol']!r} is no number"))
        found += [
            cell.refuse(f'{word}={about[word]!r}; it may be "true" or "false"')
            for word in ("ordered", "exact")
            if about.get(word, "true") not in ("true", "false")
        ]
    return found
