"""The CRM project: the plan and what became of it, what it brought, what was on offer, and who judged.

The parts, each with its process: `project_plan` (tasks, network, durations), `project_progress` (weeks and
money), `project_risks` (risks, gates, promised benefits), `project_effect` (measures before and after,
here and in comparable shops), `project_vendors` (vendors, features, costs, partners),
`project_judgements` (experts' pairs and marks, users' grades), `project_process` (one process timed).
"""

from crmlab.story import (
    project_effect,
    project_judgements,
    project_plan,
    project_process,
    project_progress,
    project_risks,
    project_vendors,
)

TABLES = (
    "project_team", "project_tasks", "project_links", "project_stages", "project_roles", "project_progress",
    "project_risks", "project_gates", "project_benefits",
    "comparison_shops", "crm_measures",
    "vendors", "crm_features", "vendor_features", "vendor_costs", "partners",
    "experts", "decision_criteria", "expert_judgements", "strategies", "strategy_marks",
    "crm_indicators", "crm_grades", "process_steps", "process_log",
    "truth/project_tasks", "truth/project_progress", "truth/project_risks", "truth/project_benefits",
    "truth/crm_measures", "truth/vendors", "truth/vendor_features", "truth/partners", "truth/experts",
    "truth/decision_criteria", "truth/strategy_marks", "truth/crm_grades", "truth/process_steps",
)  # fmt: skip

CARD_VALUES = {
    "PROJECT_PLAN": project_plan.PLAN,
    "PROJECT_PROGRESS": project_progress.PROGRESS,
    "PROJECT_BENEFIT": project_risks.BENEFIT,
    "CRM_EFFECT": project_effect.EFFECT,
    "CRM_RETURNING": project_effect.RETURNING,
    "CRM_SATISFACTION": project_effect.SATISFACTION,
    "CRM_WAITING": project_effect.WAITING,
    "CRM_ERRORS": project_effect.ERRORS,
    "CRM_STAFF": project_effect.STAFF,
    "TENDER": project_vendors.TENDER,
    "JUDGEMENT": project_judgements.JUDGEMENT,
    "TIMED_PROCESS": project_process.PROCESS,
}


def make_shop(seed):
    """Make all tables of the CRM project.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to pandas.DataFrame
        By name, in the order of `TABLES`.

    Examples
    --------
    >>> from crmlab.story.project import make_shop
    >>> len(make_shop(1)["project_tasks"])
    45
    """
    tables = {**_project(seed), **_choice(seed), **_judged(seed)}
    tables["comparison_shops"] = project_effect.make_shops()
    tables["crm_measures"], tables["truth/crm_measures"] = project_effect.make_measures(seed)
    tables["process_steps"], tables["truth/process_steps"] = project_process.make_steps()
    tables["process_log"] = project_process.make_log(seed)
    return {name: tables[name] for name in TABLES}


def _project(seed):
    plan = project_plan.make_plan(seed)
    money = project_progress.make_money(seed, plan)
    tasks = project_plan.make_tasks(plan, money)
    progress, true_progress = project_progress.make_progress(plan, money)
    risks, true_risks = project_risks.make_risks(seed)
    benefits, true_benefits = project_risks.make_benefits(seed)
    return {
        "project_team": project_plan.read_given("project_team").copy(),
        "project_tasks": tasks,
        "project_links": project_plan.make_links(),
        "project_stages": project_plan.make_stages(),
        "project_roles": project_plan.make_roles(),
        "project_progress": progress,
        "project_risks": risks,
        "project_gates": project_risks.make_gates(tasks),
        "project_benefits": benefits,
        "truth/project_tasks": project_plan.true_tasks(seed, plan),
        "truth/project_progress": true_progress,
        "truth/project_risks": true_risks,
        "truth/project_benefits": true_benefits,
    }


def _choice(seed):
    scores, true_scores = project_vendors.make_scores(seed)
    partners, true_partners = project_vendors.make_partners(seed)
    return {
        "vendors": project_vendors.make_vendors(),
        "crm_features": project_vendors.make_features(),
        "vendor_features": scores,
        "vendor_costs": project_vendors.make_costs(),
        "partners": partners,
        "truth/vendors": project_vendors.true_vendors(),
        "truth/vendor_features": true_scores,
        "truth/partners": true_partners,
    }


def _judged(seed):
    experts, true_experts = project_judgements.make_experts()
    criteria, true_criteria = project_judgements.make_criteria()
    strategies, marks, true_marks = project_judgements.make_strategies(seed)
    indicators, grades, true_grades = project_judgements.make_grades(seed)
    return {
        "experts": experts,
        "decision_criteria": criteria,
        "expert_judgements": project_judgements.make_pairs(seed),
        "strategies": strategies,
        "strategy_marks": marks,
        "crm_indicators": indicators,
        "crm_grades": grades,
        "truth/experts": true_experts,
        "truth/decision_criteria": true_criteria,
        "truth/strategy_marks": true_marks,
        "truth/crm_grades": true_grades,
    }
