/* The rule set: everything that was read from the data folder and from users'
 * rule files, compiled.
 *
 * Built by _load, read-only afterwards, so threads share it.  It owns an
 * arena with all names, texts and tables, the index maps, and one PCRE2 code
 * a rule. */
#ifndef NUT_RULES_RULESET_H
#define NUT_RULES_RULESET_H

#include "base/arena.h"
#include "rules/pattern.h"
#include "rules/table.h"

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <pcre2.h>

/* The fact tables of the product. */
enum nut_table_index {
  NUT_TABLE_PLACES, NUT_TABLE_ACTS, NUT_TABLE_CURRENCIES,
  NUT_TABLE_PHONE_PLANS, NUT_TABLE_SHORT_CODES, NUT_TABLES
};

struct nut_rules {
  struct nut_mem mem_copy; /* what mem points to, when one was given */
  const struct nut_mem *mem;
  struct nut_arena arena;
  struct nut_kinds kinds;
  struct nut_wordlist *lists;
  size_t n_lists;
  struct nut_define *defines;
  size_t n_defines;
  struct nut_map names;      /* of lists and defines; see struct nut_names */
  struct nut_rule *rules;
  size_t n_rules;
  struct nut_map rule_names; /* -> rules */
  pcre2_general_context *general;
  pcre2_code **codes;        /* one for each rule */
  struct nut_table tables[NUT_TABLES];
};

/* The list of that name, or NULL. */
const struct nut_wordlist *nut_rules_wordlist(const struct nut_rules *rules,
                                              const char *name);

const struct nut_kinds *nut_rules_kind_table(const struct nut_rules *rules);

/* Read the blocks of one source into rules; mistakes are reported. */
NUT_CHECK enum nut_status nut_rules_add(struct nut_rules *rules,
                                        struct nut_diag *diag,
                                        const struct nut_source *source);

/* After the last source: index the lists, expand and compile the patterns. */
NUT_CHECK enum nut_status nut_rules_finish(struct nut_rules *rules,
                                           struct nut_diag *diag);

#endif
