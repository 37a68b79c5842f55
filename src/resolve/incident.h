/* The incident of an article: what happened to how many, when and where, in
 * one row.
 *
 * It is made of the facts of an article and its title, and of nothing else;
 * what the text does not say is absent.  Facts are named by their places in
 * the article's list (not the title's).  All memory is the arena's. */
#ifndef NUT_RESOLVE_INCIDENT_H
#define NUT_RESOLVE_INCIDENT_H

#include "normalise/date.h"
#include "normalise/normalise.h"

/* In the order of the record.  HIT is for reckoning only: killed or injured,
 * as the rest of the story says; SEIZED is no number. */
enum nut_incident_number {
  NUT_KILLED, NUT_INJURED, NUT_ARRESTED, NUT_CHARGED, NUT_RESCUED,
  NUT_MISSING, NUT_EVACUATED, NUT_INCIDENT_NUMBERS,
  NUT_HIT = NUT_INCIDENT_NUMBERS, NUT_SEIZED, NUT_INCIDENT_ROLES
};

/* As records and rules (list incident_number) call them. */
extern const char *const nut_incident_names[NUT_INCIDENT_ROLES];

#define NUT_FACT_NONE UINT32_MAX

struct nut_indices {
  uint32_t *ptr;
  size_t len;
  size_t cap;
};

/* A flag for each number, as 0 is one. */
struct nut_tally {
  bool has_best;
  bool has_low;
  bool has_high;
  int64_t best;
  int64_t low;
  int64_t high;
  struct nut_indices from;
};

/* Facts that are the parts of another (total), or of a number that no fact
 * states (total NUT_FACT_NONE; value).  Among conflicts value is what the
 * parts come to. */
struct nut_sum {
  uint32_t total;
  int64_t value;
  bool has_value;
  struct nut_indices parts;
};

struct nut_sums {
  struct nut_sum *ptr;
  size_t len;
  size_t cap;
};

struct nut_incident {
  const struct nut_fact *carrier; /* the fact that says it was one */
  bool of_title;            /* that fact is the title's */
  uint32_t sentence;        /* of that fact; of the first, where of_title */
  struct nut_slice date;    /* "2021-09-28", "XXXX-09-28", "2021-09"; empty:
                               not said */
  struct nut_slice date_end; /* empty: the same day */
  struct nut_slice date_basis;
  int date_prec;            /* UCDP: 1 day .. 5 year */
  const struct nut_fact *place; /* or NULL */
  bool place_of_title;      /* that fact is the title's */
  struct nut_slice country; /* its name; may be empty */
  int where_prec;           /* UCDP: 1 exact .. 7 */
  struct nut_tally numbers[NUT_INCIDENT_ROLES];
  struct nut_indices dates; /* facts; as all that follow */
  struct nut_indices places;
  struct nut_indices ages;
  struct nut_indices seized;
  struct nut_indices statutes;
  struct nut_indices phones;
  struct nut_sums sums;
  struct nut_sums conflicts;
};

struct nut_incidents {
  struct nut_incident *ptr;
  size_t len;
  size_t cap;
};

/* What an article and its title give.  A title that is none of its own is
 * NULL, and has no facts. */
struct nut_incident_input {
  const struct nut_rules *rules;
  struct nut_arena *arena;
  const struct nut_article *article;
  const struct nut_article *title;
  const struct nut_fact_list *facts;
  const struct nut_fact_list *title_facts;
  struct nut_anchor anchor;
  struct nut_slice region;  /* of the article; may be empty */
};

NUT_CHECK enum nut_status
nut_incidents_build(const struct nut_incident_input *input,
                    struct nut_incidents *out);

/* Facts at keep[i] == NUT_FACT_NONE are not in the record, others have moved
 * to keep[i]. */
void nut_incidents_renumber(struct nut_incidents *incidents,
                            const uint32_t *keep);

#endif
