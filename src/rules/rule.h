/* Rules, sub-patterns and examples as they stand in rule files.
 *
 * Parsed here; patterns are expanded by pattern.h.  All memory is the rule
 * set's arena, slices point into sources or into it. */
#ifndef NUT_RULES_RULE_H
#define NUT_RULES_RULE_H

#include "base/limits.h"
#include "rules/kind.h"
#include "rules/rulefile.h"
#include "rules/wordlist.h"

struct nut_define {
  struct nut_slice name;
  enum nut_type type; /* NUT_NONE when not given */
  bool match_case;
  const struct nut_source *source;
  struct nut_slice at;
  const struct nut_slice *lines;
  size_t n_lines;
  bool broken;        /* a mistake in it was reported */
};

/* set FIELD = value, or = {other field} */
struct nut_set {
  size_t field;
  size_t from; /* NUT_KIND_NONE: the value below */
  struct nut_value value;
};

enum nut_example_sort { NUT_YES, NUT_NO, NUT_LATER };

struct nut_assign {
  struct nut_slice at;    /* "field=value" in the source */
  struct nut_slice field;
  struct nut_slice value; /* quotes taken off */
  size_t group;           /* which [ ] it belongs to, from 0 */
};

struct nut_mark {
  size_t start; /* bytes of the example's text */
  size_t end;
  struct nut_slice at; /* "[...]" in the source */
};

struct nut_example {
  enum nut_example_sort sort;
  struct nut_slice at;        /* the example in its source */
  struct nut_slice published; /* "@2021-09-28"; may be empty */
  struct nut_slice region;    /* "@GB"; may be empty */
  struct nut_slice text;      /* without brackets and escapes */
  struct nut_mark marks[NUT_FACTS_PER_MATCH];
  size_t n_marks;
  struct nut_assign *assigns;
  size_t n_assigns;
};

/* In place of a field: the group is the extent of a fact. */
#define NUT_FIELD_FACT ((size_t)-2)

/* A captured group: the group's number, and what its text turns into. */
struct nut_capture {
  size_t field;  /* of the kind, or NUT_FIELD_FACT */
  unsigned fact; /* 1..8 */
  unsigned group;
  const struct nut_wordlist *list;  /* {list:field} */
  const struct nut_define *define;  /* {define:field} */
};

/* pattern[offset..) came from the rule file at `at`. */
struct nut_pattern_map {
  size_t offset;
  const struct nut_source *source;
  struct nut_slice at;
};

struct nut_rule {
  struct nut_slice name;
  const struct nut_source *source;
  struct nut_slice at;      /* the name in its source */
  size_t index;             /* among all rules, in reading order */
  bool reject;
  size_t kind;              /* unless reject; NUT_KIND_NONE while a mistake in
                               the head keeps it unknown */
  unsigned long long kinds; /* bit set: the kinds it competes in */
  const struct nut_slice *lines; /* of match */
  size_t n_lines;
  struct nut_slice doc;
  struct nut_slice pack;
  int rank;
  bool match_case;
  bool edges_open;
  bool window_paragraph;
  bool disabled;    /* until the files are read; then it is gone */
  bool gazetteer;   /* in place of a pattern: the names of the gazetteer */
  struct nut_set *sets;
  size_t n_sets;
  struct nut_example *examples;
  size_t n_examples;
  /* filled in by pattern.h */
  struct nut_slice pattern;
  struct nut_pattern_map *map;
  size_t n_map;
  struct nut_capture *captures;
  size_t n_captures;
  unsigned n_groups;
  unsigned n_facts; /* 0: none is marked, the match itself is the fact */
};

/* Only for short texts (NUT_MESSAGE_SENTENCES), as a date with a register
 * is. */
bool nut_rule_of_messages(const struct nut_rule *rule);

struct nut_rule_reader {
  struct nut_arena *arena;
  struct nut_diag *diag;
  const struct nut_kinds *kinds;
  const struct nut_source *source;
};

/* The fields of a rule or reject block into rule, whose name, kind, source
 * and at are set.  Mistakes are reported. */
NUT_CHECK enum nut_status nut_rule_read(struct nut_rule_reader *reader,
                                        const struct nut_rf_block *block,
                                        struct nut_rule *rule);

/* One yes, no or later field; `skip` bytes of it are the keyword.  Mistakes
 * are reported. */
NUT_CHECK enum nut_status nut_example_read(struct nut_rule_reader *reader,
                                           const struct nut_rule *rule,
                                           enum nut_example_sort sort,
                                           const struct nut_rf_field *field,
                                           size_t skip,
                                           struct nut_example *out);

#endif
