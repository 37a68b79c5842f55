/* The rule set: everything that was read from the data folder and from users'
 * rule files, compiled.
 *
 * Built by _load, read-only afterwards, so threads share it.  It owns an
 * arena with all names, texts and tables, and the index maps. */
#ifndef NUT_RULES_RULESET_H
#define NUT_RULES_RULESET_H

#include "base/arena.h"
#include "base/image.h"
#include "rules/pattern.h"
#include "rules/table.h"

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <pcre2.h>

/* The fact tables of the product. */
enum nut_table_index {
  NUT_TABLE_ACTS, NUT_TABLE_CURRENCIES, NUT_TABLE_PHONE_PLANS,
  NUT_TABLE_SHORT_CODES, NUT_TABLE_WORD_FREQUENCY, NUT_TABLES
};

/* Indices of places: of users' own rows, and the shipped one. */
#define NUT_GAZETTEERS 2

/* Layers of sources: core, shipped, then the users' files in their order. */
enum { NUT_LAYER_CORE, NUT_LAYER_SHIPPED, NUT_LAYER_USER };

struct nut_engine;
struct nut_gazetteer;

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
  pcre2_compile_context *compile_context;
  struct nut_gazetteer *gazetteers[NUT_GAZETTEERS]; /* users' first; may be
                                                      NULL; of the surface */
  struct nut_engine *engine; /* the scan's; made and freed by the surface */
  struct nut_table tables[NUT_TABLES];
  struct nut_source_list sources; /* all that was read */
  struct nut_slice data;          /* the folder; with a NUL behind it */
  bool no_defaults;
  bool changed; /* users' files disable, extend or override shipped blocks */
  /* What it was mapped from, when it was: then it lies there, without what
     only messages and examples need. */
  struct nut_image image;
};

/* A set without anything in it, or NULL. */
struct nut_rules *nut_rules_make(const struct nut_mem *mem);
/* PCRE2's compile context for rules; false without memory. */
NUT_CHECK bool nut_rules_make_context(struct nut_rules *rules);

/* Names of the shipped rule files in the data folder, but core.rules, sorted.
 * NUT_DATA when the folder cannot be read (errno says why). */
NUT_CHECK enum nut_status nut_rules_shipped(struct nut_arena *arena,
                                            const char *data,
                                            struct nut_slice **names,
                                            size_t *n);

/* The list of that name, or NULL. */
const struct nut_wordlist *nut_rules_wordlist(const struct nut_rules *rules,
                                              const char *name);

const struct nut_kinds *nut_rules_kind_table(const struct nut_rules *rules);

/* Read the blocks of one source into rules; mistakes are reported. */
NUT_CHECK enum nut_status nut_rules_add(struct nut_rules *rules,
                                        struct nut_diag *diag,
                                        const struct nut_source *source);

/* Read all that options name, without an engine; see nut_rules_new. */
NUT_CHECK enum nut_status
nut_rules_load(const struct nut_rules_options *options,
               const struct nut_report *report, struct nut_rules **out);
void nut_rules_unload(struct nut_rules *rules);

/* The rule's pattern compiled with PCRE2's options and `extra`; NULL with
 * PCRE2's error and the offset in the pattern.  Any thread may call it. */
NUT_CHECK pcre2_code *nut_rules_compile(const struct nut_rules *rules,
                                        const struct nut_rule *rule,
                                        uint32_t extra, int *error,
                                        size_t *offset);

/* Compile what loading took on trust: the shipped files. */
NUT_CHECK enum nut_status nut_rules_verify(const struct nut_rules *rules,
                                           struct nut_diag *diag);

/* After the last source: index the lists, expand the patterns, compile those
 * of users' files to see that they are right. */
NUT_CHECK enum nut_status nut_rules_finish(struct nut_rules *rules,
                                           struct nut_diag *diag);

#endif
