"""Bind one lesson: read, refuse, run, fill, store."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from bindery import exercises as ex
from bindery.assemble import pages_of
from bindery.execute import execute
from bindery.lesson import read_lesson
from bindery.numbers import blanks, refuse_different_values, refuse_moved_number
from bindery.outputs import refuse_outputs
from bindery.source import Cell, Refused
from bindery.stale import is_aged, left_over, stale_answers, stamp, why_stale
from bindery.store import notebook_of, settle_run, write_notebook, write_text

AT_ONCE = 2  # kernels: one for each language


def check_lesson(house, folder):
    """Give what is stale about a lesson, without running anything.

    Returns
    -------
    list of str
        Such as ``"notebooks/en/04a_abc_rfm.ipynb: its source has changed"``.

    Raises
    ------
    Refused
    """
    lesson = read_lesson(folder, house.glossary)
    found = [
        f"{_name(house, house.notebook(page.edition, page.language, page.name))}: {reason}"
        for pages in pages_of(house, lesson).values()
        for page in pages
        if (reason := why_stale(house, lesson, page))
    ]
    if reason := stale_answers(house, lesson):
        found.append(f"{_name(house, house.answers(lesson.id))}: {reason}")
    return found


def check_left_over(house):
    """Give the bound files without a source, as sentences."""
    return [f"{_name(house, path)}: no source stands behind it; delete it" for path in left_over(house)]


def _name(house, path):
    return path.relative_to(house.root).as_posix()


def bind_lesson(house, folder, progress, force=False):
    """Bind what is stale or aged of one lesson.

    Parameters
    ----------
    house : bindery.house.House
    folder : pathlib.Path
    progress : bindery.progress.Progress
    force : bool
        Run it even if nothing has changed.

    Returns
    -------
    bool
        Whether anything had to be bound.

    Raises
    ------
    Refused
        With all that is wrong; nothing of the refused group is written then.
    """
    lesson = read_lesson(folder, house.glossary)
    bound, refusals = False, []
    for group, pages in pages_of(house, lesson).items():
        if not force and not _needs_binding(house, lesson, group, pages):
            continue
        bound = True
        try:
            notebooks = _bind_practice(house, lesson, pages, progress) if group == "exercises" else None
            for page, notebook in notebooks or _bind_text(house, lesson, pages, progress):
                write_notebook(house.notebook(page.edition, page.language, page.name), notebook)
        except Refused as refused:
            refusals += refused.refusals
    if refusals:
        raise Refused(refusals)
    return bound


def _needs_binding(house, lesson, group, pages):
    if group == "exercises" and stale_answers(house, lesson):
        return True
    return any(why_stale(house, lesson, page) or is_aged(house, page) for page in pages)


def _bind_text(house, lesson, pages, progress):
    """Run the lesson's two notebooks; give [(page, notebook), ...]."""
    runs = _run_all(house, lesson, pages, [_questions(page) for page in pages], progress)
    refusals, values = [], []
    for page, run in zip(pages, runs, strict=True):
        at_end = run.answers[len(page.leaves) - 1]
        for place, leaf in enumerate(page.leaves):
            for blank in _blanks_of(leaf, page.language):
                refusals += refuse_moved_number(leaf.origin, blank, run.answers[place][blank], at_end[blank])
        values.append({blank: answer.text for blank, answer in at_end.items() if answer.text is not None})
    refusals += refuse_different_values(lesson.source.path, *values)
    _raise(refusals)
    return [
        (page, notebook_of(page, run, lambda leaf, v=own: v, stamp(house, lesson, page, run.rooms)))
        for page, run, own in zip(pages, runs, values, strict=True)
    ]


def _questions(page):
    """Ask for each blank at its place, and for all of them at the end."""
    asked = {place: _blanks_of(leaf, page.language) for place, leaf in enumerate(page.leaves)}
    everything = list(dict.fromkeys(blank for found in asked.values() for blank in found))
    return {place: found for place, found in asked.items() if found} | {len(page.leaves) - 1: everything}


def _blanks_of(leaf, language):
    alt = leaf.metadata(language).get("alt", "")
    return blanks(alt) + (blanks(leaf.text) if leaf.prose else [])


def _bind_practice(house, lesson, pages, progress):
    """Run solutions, then the untouched exercises with the numbers of the solutions."""
    answers = ex.compile_answers(lesson.practice, lesson.exercises)
    with _answers_in_place(house.answers(lesson.id), answers):
        solved, untouched = pages[:2], pages[2:]
        runs = _run_all(house, lesson, solved, [_solution_questions(page) for page in solved], progress)
        refusals, values = [], {}
        for page, run in zip(solved, runs, strict=True):
            own, found = _read_solutions(lesson, page, run)
            values[page.language] = own
            refusals += found
        for exercise in lesson.exercises:
            both = [values[lang].get(exercise.id, {}) for lang in ("en", "zh")]
            refusals += refuse_different_values(lesson.practice.path, *both)
        _raise(refusals)
        runs += _run_all(house, lesson, untouched, [_stub_questions(page) for page in untouched], progress)
        _raise(r for page, run in zip(untouched, runs[2:], strict=True) for r in _read_stubs(page, run))
        return [
            (
                page,
                notebook_of(
                    page,
                    run,
                    lambda leaf, v=values[page.language]: v.get(leaf.exercise and leaf.exercise.id, {}),
                    stamp(house, lesson, page, run.rooms),
                ),
            )
            for page, run in zip(pages, runs, strict=True)
        ]


@contextmanager
def _answers_in_place(path, answers):
    """Put the compiled answers where `check` reads them; take them back if the exercises are refused."""
    before = path.read_bytes() if path.exists() else None
    write_text(path, answers)
    try:
        yield
    except BaseException:
        path.unlink() if before is None else path.write_bytes(before)
        raise


def _verdict(exercise):
    names = ", ".join(exercise.names)
    return f"__import__('crmlab.check', fromlist=['judge']).judge('{exercise.id}', {names}).outcome"


def _checked_places(page):
    return [(place, leaf.exercise) for place, leaf in enumerate(page.leaves) if leaf.part == "checked"]


def _prose_blanks(exercise, language):
    found = []
    for part, pairs in exercise.parts.items():
        for pair in pairs:
            found += blanks(pair[language].alt.get(language, ""))
            found += blanks(pair[language].text) if part in ex.PROSE else []
    return list(dict.fromkeys(found))


def _solution_questions(page):
    asked = {
        place: [*_prose_blanks(exercise, page.language), _verdict(exercise)]
        for place, exercise in _checked_places(page)
    }
    intro = [b for leaf in page.leaves if not leaf.exercise for b in _blanks_of(leaf, page.language)]
    end = len(page.leaves) - 1
    return asked | {end: asked.get(end, []) + intro} if intro else asked


def _read_solutions(lesson, page, run):
    """Give the numbers of each exercise's prose, and what its check wrongly says of its solution."""
    values, refusals = {}, []
    for place, exercise in _checked_places(page):
        said = run.answers[place]
        expected = "to be marked" if exercise.kind == "memo" else "right"
        refusals += ex.refuse_wrong_outcome(exercise, expected, said[_verdict(exercise)])
        for blank in _prose_blanks(exercise, page.language):
            refusals += refuse_moved_number(exercise.task, blank, said[blank], said[blank])
        values[exercise.id] = {
            blank: answer.text for blank, answer in said.items() if answer.text is not None
        }
    intro = [(leaf, b) for leaf in page.leaves if not leaf.exercise for b in _blanks_of(leaf, page.language)]
    said = run.answers.get(len(page.leaves) - 1, {})
    for leaf, blank in intro:
        refusals += refuse_moved_number(leaf.origin, blank, said[blank], said[blank])
    values[None] = {blank: said[blank].text for _, blank in intro}
    return values, refusals


def _stub_questions(page):
    return {place: [_verdict(exercise)] for place, exercise in _checked_places(page)}


def _read_stubs(page, run):
    return [
        refusal
        for place, exercise in _checked_places(page)
        for refusal in ex.refuse_wrong_outcome(
            exercise, "not attempted", run.answers[place][_verdict(exercise)]
        )
    ]


def _run_all(house, lesson, pages, questions, progress):
    """Run pages side by side, settle what came out; raise if any output may not be stored."""

    def run_one(page, asked):
        texts = [None if leaf.prose else leaf.text for leaf in page.leaves]
        folder = house.notebook(page.edition, page.language, page.name).parent
        with progress.page(page) as step:
            run = execute(texts, folder, house.root, asked, step)
        settle_run(run)
        return run

    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(run_one, pages, questions))
    _raise(r for page, run in zip(pages, runs, strict=True) for r in _refuse_run(lesson, page, run))
    return runs


def _refuse_run(lesson, page, run):
    source = lesson.source if page.edition == "lesson" else lesson.practice
    found = []
    for place, outputs in run.outputs.items():
        leaf = page.leaves[place]
        cell = leaf.origin or Cell(source.path, None, leaf.prose, leaf.text)
        refusals = refuse_outputs(cell, page.language, outputs)
        if place == run.broken and not any(output["output_type"] == "error" for output in outputs):
            refusals.append(cell.refuse(run.problem))
        found += refusals
    return found


def _raise(refusals):
    """Raise Refused with each refusal once: a shared cell is refused in both languages."""
    once = list({str(refusal): refusal for refusal in refusals}.values())
    if once:
        raise Refused(once)
