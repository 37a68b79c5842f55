/* From the pattern of a rule to one that PCRE2 takes.
 *
 * Expands {lists} and {sub-patterns}, _ (a gap) and the edges, numbers the
 * captures, refuses what the rule language leaves out, and keeps a map from
 * the expansion back to the rule file.  The expansion is PCRE2 syntax for the
 * options of NUT_PATTERN_OPTIONS. */
#ifndef NUT_RULES_PATTERN_H
#define NUT_RULES_PATTERN_H

#include "rules/rule.h"

/* Lists and sub-patterns by name: index gives 2i for lists[i], 2i + 1 for
 * defines[i]. */
struct nut_names {
  const struct nut_map *index;
  const struct nut_wordlist *lists;
  const struct nut_define *defines;
};

/* Fill in rule->pattern, map, captures, n_groups and n_facts.  NUT_RULES when
 * something was reported. */
NUT_CHECK enum nut_status nut_pattern_expand(struct nut_arena *arena,
                                             struct nut_diag *diag,
                                             const struct nut_names *names,
                                             const struct nut_kinds *kinds,
                                             struct nut_rule *rule);

/* Look at a sub-pattern by itself, so that its mistakes are told once and also
 * when no rule uses it.  out becomes what nut_pattern_expand would make of a
 * rule with that pattern. */
NUT_CHECK enum nut_status nut_pattern_check(struct nut_arena *arena,
                                            struct nut_diag *diag,
                                            const struct nut_names *names,
                                            const struct nut_define *define,
                                            struct nut_rule *out);

#endif
