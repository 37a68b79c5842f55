/* What needs more than one fact: who wins, where the article plays, which
 * day it counts from.
 *
 * Facts come from normalise in the order of the rules; they leave sorted by
 * their place in the text, without losers and without blocked ones. */
#ifndef NUT_RESOLVE_RESOLVE_H
#define NUT_RESOLVE_RESOLVE_H

#include "normalise/date.h"
#include "normalise/normalise.h"

struct nut_mentions;

struct nut_resolve {
  const struct nut_rules *rules;
  struct nut_arena *arena;
  const struct nut_article *article;
  struct nut_anchor anchor;  /* in: the publication day, where it is known;
                                out: or the dateline's */
  bool note;                 /* in: a text of one sentence, no article */
  struct nut_mentions *mentions; /* names of places, from _places_find */
  struct nut_slice region;   /* in: as given; out: or of the places */
  bool alone;                /* an example's rule by itself: nothing is left
                                out for what only other rules find */
};

NUT_CHECK enum nut_status nut_resolve(struct nut_resolve *resolve,
                                      struct nut_fact_list *facts);

/* Remove what is withdrawn. */
void nut_resolve_sweep(struct nut_fact_list *facts);

/* ---- its parts, in this order ---- */

/* Remove phone facts of rules that want a number in use and have none. */
NUT_CHECK enum nut_status
nut_resolve_phone_plans(struct nut_resolve *resolve,
                        struct nut_fact_list *facts);
/* Remove statute facts by letters that stand for no Act of the article. */
NUT_CHECK enum nut_status
nut_resolve_letters(const struct nut_resolve *resolve,
                    struct nut_fact_list *facts);
/* Remove dates of rules that hold only in a sentence that plans or asks. */
void nut_resolve_plans(const struct nut_resolve *resolve,
                       struct nut_fact_list *facts);
/* Leave the winners, sorted, in a new array; in the old one, each candidate
 * that lost says to whom. */
NUT_CHECK enum nut_status nut_resolve_overlaps(struct nut_arena *arena,
                                               struct nut_fact_list *facts);
/* Why one candidate beat the other: "which is longer". */
const char *nut_overlap_reason(const struct nut_fact *winner,
                               const struct nut_fact *loser);
/* The country that most places lie in; empty when two lead. */
NUT_CHECK enum nut_status nut_resolve_region(struct nut_resolve *resolve,
                                             struct nut_fact_list *facts);
/* A place beyond doubt, with its country. */
bool nut_is_sure_place(const struct nut_fact *fact);
/* Is the region that of doubtful places alone?  "Sofia" may be a singer. */
bool nut_region_is_doubtful(const struct nut_resolve *resolve,
                            const struct nut_fact_list *facts);
/* Put the day of its country in the place of a feast's name in the list
 * national_day, and withdraw what is a feast only of other countries. */
void nut_resolve_feasts(struct nut_resolve *resolve,
                        struct nut_fact_list *facts);
NUT_CHECK enum nut_status nut_resolve_dates(struct nut_resolve *resolve,
                                            struct nut_fact_list *facts);
/* Two dates to one range, where the words say so; needs their values. */
NUT_CHECK enum nut_status nut_resolve_ranges(struct nut_resolve *resolve,
                                             struct nut_fact_list *facts);
/* "this morning (September 28)": the day of the bracket. */
NUT_CHECK enum nut_status nut_take_brackets(struct nut_resolve *resolve,
                                            struct nut_fact_list *facts);
/* Clock times and weekdays that have their day from the date behind them. */
NUT_CHECK enum nut_status
nut_resolve_shared_days(struct nut_resolve *resolve,
                        struct nut_fact_list *facts);
/* Give a fact whose value begins with a day another one; the time stays. */
NUT_CHECK enum nut_status nut_put_day(struct nut_resolve *resolve,
                                      struct nut_fact *fact, int32_t number);
/* "'I will reply tomorrow,' she wrote on Sunday": what is quoted counts from
 * the day that its own sentence says it was spoken on. */
NUT_CHECK enum nut_status
nut_resolve_spoken_days(struct nut_resolve *resolve,
                        struct nut_fact_list *facts);
/* Dates with the words that bound them. */
NUT_CHECK enum nut_status nut_resolve_bounds(struct nut_resolve *resolve,
                                             struct nut_fact_list *facts);
NUT_CHECK enum nut_status nut_resolve_money(struct nut_resolve *resolve,
                                            struct nut_fact_list *facts);
/* Numbers with the words that bound them. */
NUT_CHECK enum nut_status nut_resolve_modifiers(struct nut_resolve *resolve,
                                                struct nut_fact_list *facts);
NUT_CHECK enum nut_status
nut_resolve_temperatures(struct nut_resolve *resolve,
                         struct nut_fact_list *facts);
NUT_CHECK enum nut_status nut_resolve_changes(struct nut_resolve *resolve,
                                              struct nut_fact_list *facts);
NUT_CHECK enum nut_status nut_resolve_phones(struct nut_resolve *resolve,
                                             struct nut_fact_list *facts);
/* Whose Act it is; "the 2004 Act" is the last one named of that year, PACE
 * the one that was given these letters. */
NUT_CHECK enum nut_status
nut_resolve_statutes(const struct nut_resolve *resolve,
                     struct nut_fact_list *facts);

#endif
