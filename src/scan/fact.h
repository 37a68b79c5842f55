/* A fact on its way from a match to a record.
 *
 * scan makes it with the captures filled in, normalise fills in the record
 * fields, resolve settles what needs the rest of the article.  All memory is
 * the article's arena. */
#ifndef NUT_SCAN_FACT_H
#define NUT_SCAN_FACT_H

#include "article/article.h"
#include "rules/kind.h"

struct nut_rule;

struct nut_fact {
  const struct nut_kind *kind;
  const struct nut_rule *rule;
  struct nut_slice rule_name;
  struct nut_slice pack;     /* empty for rules outside a pack */
  struct nut_span span;      /* of the shadow */
  struct nut_span number;    /* of the shadow: its number; may be empty */
  uint32_t sentence;         /* index */
  uint32_t match;            /* facts of one match share it */
  uint32_t nth;              /* of its match, from 1 */
  uint32_t mention;          /* of the gazetteer, from 1; 0: of a pattern */
  uint32_t candidate;        /* its place among all, set with the winners */
  struct nut_value *values;  /* one for each of the kind's fields */
  struct nut_decimal confidence; /* 0 < c < 1 where less than sure, else 0 */
  struct nut_span text;      /* of the article's text, bytes; set by record */
  /* A reject is a fact like others until the contest for its text is over: so
     it can only take what it would have won, and a longer or better fact
     around it lives on. */
  bool blocked;              /* competes but is not emitted: a reject, or a
                                value that cannot be (31 February) */
  bool withdrawn;            /* no reading at all, after a second look at its
                                values: it does not even compete */
  const struct nut_fact *beaten_by; /* another candidate, or NULL */
};

#endif
