/* Temporal expressions to TIMEX3 values.
 *
 * A fact's captures say what the text says: parts of a calendar date, a unit
 * with an amount or a shift, or a reference.  What they leave open is filled
 * in from an anchor day where there is one, and is X otherwise. */
#ifndef NUT_NORMALISE_DATE_H
#define NUT_NORMALISE_DATE_H

#include "base/day.h"
#include "normalise/normalise.h"

/* What the verb beside a date says of it. */
enum nut_tense {
  NUT_TENSE_UNKNOWN,
  NUT_TENSE_PAST,
  NUT_TENSE_FUTURE,
  NUT_TENSE_PLANNED, /* "was due to open in May": of no weekday */
  NUT_TENSE_EITHER,  /* "the talks set for Friday were put off" */
};

/* How close the word that tells it stands. */
enum nut_verb {
  NUT_VERB_FAR,
  NUT_VERB_NEAR, /* beside the date */
  NUT_VERB_OWN,  /* no participle: "died on 3 May", "On 3 May he died" */
  NUT_VERB_SURE, /* "must be done by 3 May": it is not over */
};

struct nut_anchor {
  bool known;
  struct nut_date date;
  const char *basis; /* "publication", "dateline" or "anchored" */
  enum nut_tense tense;
  enum nut_verb verb;
  int minute; /* of that day, at which it was published; -1: not known */
  bool plan; /* the sentence plans or asks: "in two weeks" is a day */
  bool repeats; /* a clock time is one of every day, not of one */
  bool south; /* of the equator: summer begins in December */
  bool month_first; /* 9/8/2021 is of September, as in the US */
  int told_year; /* said shortly before, or 0 */
  int apposed_year; /* of the date before that this one says anew, or 0 */
  struct nut_slice mention; /* the value of the date before, or empty */
  struct nut_slice day; /* of the whole day shortly before, or empty */
  struct nut_slice month; /* of the month or day of one before, or empty */
  struct nut_slice week; /* of the week before, or empty */
  struct nut_slice quarter; /* of the quarter before: "2021-Q3", or empty */
  struct nut_slice part; /* of the month or half-year before in the same
                            sentence, and no quarter behind it, or empty */
};

/* Of the kind date; and, of those, a length of time. */
bool nut_is_date(const struct nut_fact *fact);
bool nut_is_length(const struct nut_fact *fact);
/* "Friday", "on Friday at 8pm": a weekday, and no week, month or day. */
bool nut_is_bare_weekday(const struct nut_fact *fact);

/* Is it that of the day so many days behind the article's? */
bool nut_is_weekday_at(const struct nut_anchor *anchor,
                       const struct nut_fact *fact, int days);

/* Fill in value, kind and basis.  false when the date cannot be. */
bool nut_date_resolve(struct nut_arena *arena, struct nut_fact *fact,
                      const struct nut_anchor *anchor);

/* A clock time that its rule says to be one of every day ("9am in the
 * mornings"): T09:00. */
bool nut_date_repeats(const struct nut_fact *fact);

/* Is it a day said only by its distance or weekday ("today", "on Friday"), so
 * that a date in brackets behind it says which? */
bool nut_date_is_deictic(const struct nut_fact *fact);

#endif
