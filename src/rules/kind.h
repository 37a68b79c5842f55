/* The one table of fact kinds: what a rule may capture for each, and what its
 * record holds.  Loader, normalisers, writers and help read it; no writer
 * knows a field by name.
 *
 * A kind's fields are one array; a field is a capture, a record field, or
 * both.  A fact's values stand in the same order.  Rule files may add kinds
 * while they are loaded; after that the table is read-only. */
#ifndef NUT_RULES_KIND_H
#define NUT_RULES_KIND_H

#include "base/arena.h"
#include "base/decimal.h"

enum nut_type { NUT_NONE, NUT_INT, NUT_NUM, NUT_TEXT, NUT_FLAG };

/* One value; NUT_NONE says "not stated".  A flag is only ever true.  Text is
 * borrowed from an arena, a table, or the shadow. */
struct nut_value {
  enum nut_type type;
  union {
    int64_t integer;
    struct nut_decimal num;
    struct nut_slice text;
  } as;
};

enum nut_use { NUT_CAPTURE = 1, NUT_RECORD = 2, NUT_BOTH = 3 };

struct nut_field {
  const char *name;
  enum nut_type type;
  enum nut_use use;
  const char *doc; /* one line for `rules kinds` and the schema */
};

struct nut_kind {
  const char *name;
  const struct nut_field *fields;
  size_t n_fields;
  bool hidden; /* its facts are for resolve; no record has them */
};

struct nut_kinds {
  const struct nut_kind *kinds;
  size_t n_kinds;
};

#define NUT_KIND_NONE ((size_t)-1)

/* The nine shipped kinds in the order of the record's documentation, and
 * the one that tells what happened, of which incidents are made. */
enum nut_kind_index {
  NUT_KIND_DATE, NUT_KIND_PLACE, NUT_KIND_COUNT, NUT_KIND_AGE,
  NUT_KIND_STATUTE, NUT_KIND_PHONE, NUT_KIND_MONEY, NUT_KIND_PERCENT,
  NUT_KIND_MEASURE, NUT_KIND_INCIDENT, NUT_KIND_BUILTIN
};

const struct nut_kinds *nut_kinds_builtin(void);

/* Facts of one kind compete by extent; facts of two kinds may nest, but for
 * these exceptions. */
struct nut_exclusion {
  enum nut_kind_index winner;
  enum nut_kind_index loser;
  bool on_number; /* where the loser's number lies in the winner's number (or
                     extent, when it has none); else inside its extent */
};

const struct nut_exclusion *nut_exclusions(size_t *n);

/* A copy of from with one kind more, in the arena; false without memory. */
NUT_CHECK bool nut_kinds_extend(struct nut_arena *arena,
                                const struct nut_kinds *from,
                                const struct nut_kind *kind,
                                struct nut_kinds *out);

/* Index of the kind, or NUT_KIND_NONE. */
size_t nut_kinds_find(const struct nut_kinds *kinds, struct nut_slice name);

/* Index of the kind's field that has one of the uses, or NUT_KIND_NONE. */
size_t nut_kind_field(const struct nut_kind *kind, struct nut_slice name,
                      enum nut_use use);

/* "count has: value min ...": the fields that have one of the uses, cut to
 * one line of a terminal. */
void nut_kind_list(const struct nut_kind *kind, enum nut_use use,
                   struct nut_buf *buf);

struct nut_value nut_value_text(struct nut_slice text);
struct nut_value nut_value_int(int64_t integer);
struct nut_value nut_value_num(const struct nut_decimal *num);
struct nut_value nut_value_flag(void);

/* The value as text: numbers in plain notation, a flag as "true". */
void nut_value_print(const struct nut_value *value, struct nut_buf *buf);

#endif
