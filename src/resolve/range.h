/* What the parts of ranges.c share: the words that join two dates, the ends
 * of a date, and the ways in which two are one.
 *
 * A function that joins takes b into a and says true, or leaves both as they
 * are.  All need the values of the dates. */
#ifndef NUT_RESOLVE_RANGE_H
#define NUT_RESOLVE_RANGE_H

#include "resolve/intent.h"
#include "resolve/resolve.h"
#include "rules/wordlist.h"

#include <stdint.h>

/* The lists, found once for an article. */
struct nut_range_words {
  const struct nut_wordlist *join;
  const struct nut_wordlist *open;
  const struct nut_wordlist *at;
  const struct nut_wordlist *on;
  const struct nut_wordlist *begin;
  const struct nut_wordlist *more;
  const struct nut_wordlist *part;
  const struct nut_wordlist *year;
};

struct nut_ranges {
  struct nut_resolve *resolve;
  struct nut_range_words words;
  struct nut_intent plan;
};

/* A day, with the time on it where there is one. */
struct nut_range_point {
  struct nut_date date;
  int hour; /* -1: none */
  int minute;
};

struct nut_slice nut_range_says(const struct nut_ranges *r,
                                const struct nut_wordlist *list,
                                struct nut_slice words);

/* The text between two facts, without blanks. */
struct nut_slice nut_range_between(const struct nut_ranges *r,
                                   const struct nut_fact *a,
                                   const struct nut_fact *b);

struct nut_slice nut_range_glue(struct nut_arena *arena, struct nut_slice a,
                                struct nut_slice b);

/* The number of two digits from a place on; -1: there is none. */
int nut_range_two_digits(struct nut_slice text, size_t at);

/* ---- the ends of a date ---- */

/* Where a fact begins, or ends.  false: it is no date of the calendar. */
NUT_CHECK bool nut_range_point_of(const struct nut_ranges *r,
                                  const struct nut_fact *fact, bool end,
                                  struct nut_range_point *out);
int nut_range_minutes(const struct nut_range_point *point); /* of the day */
struct nut_slice nut_range_point_text(struct nut_arena *arena,
                                      const struct nut_range_point *point,
                                      bool time);
void nut_range_set_edges(struct nut_ranges *r, struct nut_fact *fact,
                         const struct nut_range_point *from,
                         const struct nut_range_point *until);

bool nut_range_is_clock(const struct nut_fact *fact);
/* A clock time, or a part of the day alone ("in the afternoon"). */
bool nut_range_is_time(const struct nut_fact *fact);
bool nut_range_has_day(const struct nut_fact *fact);

/* The word before a date that opens a range, from or between; empty where
 * another one stands there. */
struct nut_slice nut_range_opener(const struct nut_ranges *r,
                                  const struct nut_fact *a);

/* ---- a day and the time on it: range_days.c ---- */

NUT_CHECK bool nut_range_join_day(struct nut_ranges *r, struct nut_fact *day,
                                  const struct nut_fact *clock);
NUT_CHECK bool nut_range_join_clock(struct nut_ranges *r,
                                    struct nut_fact *clock,
                                    const struct nut_fact *day);
NUT_CHECK bool nut_range_join_figures(struct nut_ranges *r,
                                      struct nut_fact *name,
                                      const struct nut_fact *day);
NUT_CHECK bool nut_range_join_weekday(struct nut_ranges *r,
                                      struct nut_fact *day,
                                      const struct nut_fact *name);
NUT_CHECK bool nut_range_join_year(struct nut_ranges *r,
                                   struct nut_fact *day,
                                   const struct nut_fact *year);
NUT_CHECK bool nut_range_join_set(struct nut_ranges *r, struct nut_fact *a,
                                  const struct nut_fact *b);
NUT_CHECK bool nut_range_join_period(struct nut_ranges *r,
                                     struct nut_fact *period,
                                     const struct nut_fact *day);

/* ---- a length and where it begins: range_lengths.c ---- */

NUT_CHECK bool nut_range_join_length(struct nut_ranges *r,
                                     struct nut_fact *a,
                                     const struct nut_fact *b);
NUT_CHECK bool nut_range_join_lengths(struct nut_ranges *r,
                                      struct nut_fact *a,
                                      const struct nut_fact *b);

#endif
