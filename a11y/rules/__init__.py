"""The rules, in the order they run."""

from a11y.rule import Rule
from a11y.rules import (
    action_size,
    error_summary,
    focus_obscured,
    focus_seen,
    keyboard_path,
    label_in_name,
    landmarks,
    language,
    one_h1,
    page_title,
    reflow,
    target_size,
    unique_ids,
)

RULES: tuple[Rule, ...] = (
    page_title.RULE,
    one_h1.RULE,
    landmarks.RULE,
    language.RULE,
    unique_ids.RULE,
    label_in_name.RULE,
    error_summary.RULE,
    reflow.RULE,
    target_size.RULE,
    action_size.RULE,
    keyboard_path.RULE,
    focus_seen.RULE,
    focus_obscured.RULE,
)
BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
