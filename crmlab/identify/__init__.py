"""Identify: who is who, and what may be done with what is known of them."""

from crmlab.identify.access import find_violations, score_audit
from crmlab.identify.access_backup import BackupCheck, compare_backup
from crmlab.identify.collect import cost_per_valid, form_fields, prune_form, sample_size
from crmlab.identify.consent import ExportCheck, check_export, consent_status, drop_default_yes
from crmlab.identify.fellegi_sunter import LinkageModel, count_levels, learn_weights
from crmlab.identify.groups import contradictions, group_records
from crmlab.identify.history import age_fields, as_it_was, keep_history
from crmlab.identify.judge import best_threshold, pair_quality, pairs_of_groups, threshold_costs, true_pairs
from crmlab.identify.master import MasterFile
from crmlab.identify.pairs import candidate_pairs, compare, random_pairs
from crmlab.identify.privacy import mask, pseudonym
from crmlab.identify.privacy_anonymise import Anonymised, anonymise, loss_of_every_way
from crmlab.identify.privacy_groups import equivalence_classes, k_anonymity, l_diversity, linkage_attack
from crmlab.identify.privacy_ladders import Ladder, code_ladder, date_ladder, generalise
from crmlab.identify.privacy_plots import plot_anonymity, plot_consent, plot_permissions
from crmlab.identify.quality import data_dictionary, fill_rates, note_quality
from crmlab.identify.record_plots import (
    plot_fill,
    plot_identified,
    plot_scores,
    plot_threshold_costs,
    plot_weights,
)
from crmlab.identify.scale import link_at_scale
from crmlab.identify.standardise import Standardised, standardise
from crmlab.identify.survive import survive
from crmlab.identify.view import tag, tag_lift, view_360

__all__ = [
    "Anonymised",
    "BackupCheck",
    "ExportCheck",
    "Ladder",
    "LinkageModel",
    "MasterFile",
    "Standardised",
    "age_fields",
    "anonymise",
    "as_it_was",
    "best_threshold",
    "candidate_pairs",
    "check_export",
    "code_ladder",
    "compare",
    "compare_backup",
    "consent_status",
    "contradictions",
    "cost_per_valid",
    "count_levels",
    "data_dictionary",
    "date_ladder",
    "drop_default_yes",
    "equivalence_classes",
    "fill_rates",
    "find_violations",
    "form_fields",
    "generalise",
    "group_records",
    "k_anonymity",
    "keep_history",
    "l_diversity",
    "learn_weights",
    "link_at_scale",
    "linkage_attack",
    "loss_of_every_way",
    "mask",
    "note_quality",
    "pair_quality",
    "pairs_of_groups",
    "plot_anonymity",
    "plot_consent",
    "plot_fill",
    "plot_identified",
    "plot_permissions",
    "plot_scores",
    "plot_threshold_costs",
    "plot_weights",
    "prune_form",
    "pseudonym",
    "random_pairs",
    "sample_size",
    "score_audit",
    "standardise",
    "survive",
    "tag",
    "tag_lift",
    "threshold_costs",
    "true_pairs",
    "view_360",
]
