/* From matches to facts: captures turned into typed values, then each kind's
 * own reading of them.
 *
 * A normaliser looks at one fact only; what needs the rest of the article
 * (dates relative to its day, "$" by its region) is resolve's.  A value that
 * cannot be (31 February) leaves the fact blocked: it competes, so that no
 * part of it comes out in its place, but is not emitted. */
#ifndef NUT_NORMALISE_NORMALISE_H
#define NUT_NORMALISE_NORMALISE_H

#include "normalise/number.h"
#include "scan/fact.h"
#include "scan/scan.h"

struct nut_norm {
  const struct nut_rules *rules;
  struct nut_arena *arena;
  const struct nut_article *article;
  struct nut_number_words words;
};

struct nut_fact_list {
  struct nut_fact *ptr;
  size_t len;
  size_t cap;
};

/* All facts of the matches, appended to out.  NUT_NOMEM or NUT_OK. */
NUT_CHECK enum nut_status nut_normalise(struct nut_norm *norm,
                                        const struct nut_matches *matches,
                                        struct nut_fact_list *out);

/* Does the capture belong to the n-th fact of the match?  One without a digit
 * that stands outside the first fact's extent is shared by all. */
bool nut_match_owns(const struct nut_match *match,
                    const struct nut_capture *capture, unsigned fact);

/* ---- for the kinds' own files: one function a kind.  false: the value
   cannot be.  Without memory the arena's failed is set. ---- */

bool nut_normalise_date(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_place(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_count(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_age(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_statute(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_phone(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_money(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_percent(struct nut_norm *norm, struct nut_fact *fact);
bool nut_normalise_measure(struct nut_norm *norm, struct nut_fact *fact);

/* A value beside bounds goes, equal bounds become the value, and a range the
   wrong way round is withdrawn. */
void nut_range_settle(struct nut_fact *fact, size_t value, size_t min,
                      size_t max);

/* Multiply the fields by the multiplier, where there is one; false when a
 * product does not fit.  "$10-15 million": one scale for both bounds. */
bool nut_scale_by(struct nut_fact *fact, size_t multiplier,
                  const size_t *fields, size_t n);

/* Add the rest, shifted by `places`, to the value, where both are there;
 * false when the sum does not fit.  "15 dollars 50", "5 ft 10 in". */
bool nut_add_rest(struct nut_fact *fact, size_t value, size_t rest,
                  int places);

/* Lower case, in the arena; empty without memory. */
struct nut_slice nut_lower(struct nut_arena *arena, struct nut_slice text);

/* The surface of a span of the shadow. */
struct nut_slice nut_shadow_text(const struct nut_article *article,
                                 struct nut_span span);

bool nut_has(const struct nut_fact *fact, size_t field);
/* The integer, or otherwise. */
int64_t nut_int_or(const struct nut_fact *fact, size_t field,
                   int64_t otherwise);
/* The text, or an empty slice. */
struct nut_slice nut_text_of(const struct nut_fact *fact, size_t field);
void nut_set_text(struct nut_fact *fact, size_t field, const char *text);

#endif
