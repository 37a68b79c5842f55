/* A TIMEX3 value while it is being written: what date.c and units.c share.
 *
 * The captures of the fact are only read; what they leave open the anchor
 * gives, and asking it is remembered.  A piece that cannot be (31 February,
 * 25 o'clock) clears `possible`, and the rest is written in vain. */
#ifndef NUT_NORMALISE_TIMEX_H
#define NUT_NORMALISE_TIMEX_H

#include "normalise/date.h"
#include "rules/fields.h"

struct nut_timex {
  struct nut_buf out;
  const struct nut_fact *fact;
  const struct nut_anchor *anchor;
  bool anchored; /* the anchor was asked for, known or not */
  bool possible; /* false: no such day or time */
  bool start; /* another date is counted from it */
};

bool nut_timex_has(const struct nut_timex *t, size_t field);

/* The captured integer, or -1, which none of the fields used here can be but
 * those whose presence is asked for first: shift, direction, nth. */
int nut_timex_int(const struct nut_timex *t, size_t field);

bool nut_timex_unit_is(const struct nut_timex *t, const char *unit);

/* What comes again and again has no year: XXXX-07, XXXX-WXX-2, XXXX-SU. */
bool nut_timex_is_set(const struct nut_timex *t);

/* ---- pieces ---- */

void nut_timex_put_padded(struct nut_timex *t, int number, int width);
/* T14:30 for a minute of the day. */
void nut_timex_put_minute(struct nut_timex *t, int minute);
void nut_timex_put_year(struct nut_timex *t, int year);
void nut_timex_put_day(struct nut_timex *t, struct nut_date day);
void nut_timex_put_week(struct nut_timex *t, int32_t day, bool weekend);
void nut_timex_put_quarter(struct nut_timex *t, int quarter);

/* A month, or with a day > 0 that day and its time; year -1: not known. */
void nut_timex_put_month(struct nut_timex *t, int year, int month, int day);

/* "T14:30", "TMO", or nothing. */
void nut_timex_put_time(struct nut_timex *t);

/* ---- the anchor ---- */

/* The day to count from; false when there is none, and then X is written. */
bool nut_timex_anchor_day(struct nut_timex *t, struct nut_date *date);
int32_t nut_timex_anchor_number(const struct nut_timex *t);

/* A day n days from the anchor, with the time. */
void nut_timex_put_shifted_day(struct nut_timex *t, int days);

/* ---- what has a unit (units.c): lengths, distances, calendar units ---- */

void nut_timex_put_unit(struct nut_timex *t);

/* P51M of "51 to 63 months", or nothing. */
void nut_timex_put_shortest(struct nut_timex *t);

#endif
