/* The first and last day of what a date's value stands for. */
#ifndef NUT_NORMALISE_PERIOD_H
#define NUT_NORMALISE_PERIOD_H

#include "normalise/date.h"

/* Fill in from and until of a date that has its value: of a period ("2021-09",
 * "199", "2021-W39"), and of a length of time that ends or begins at the
 * anchor ("the past 18 months").  Others stay as they are. */
void nut_period_set(struct nut_arena *arena, struct nut_fact *fact,
                    const struct nut_anchor *anchor);

/* The first day of a value that has a year: 2021, 2021-09, 2021-09-28...;
 * false when it has none. */
NUT_CHECK bool nut_period_start(struct nut_slice value,
                                struct nut_date *out);

/* The days of a period; false for whole days, times, and what has an X. */
NUT_CHECK bool nut_period_days(struct nut_slice value, struct nut_date *from,
                               struct nut_date *until);

/* `amount` units from a day; false for units that are shorter, and where no
 * such day is. */
NUT_CHECK bool nut_period_move(struct nut_date from, struct nut_slice unit,
                               int amount, struct nut_date *out);

/* "2021-09-28", or "2021-09-28T14:30" where minute, of the day, is not -1. */
struct nut_slice nut_period_text(struct nut_arena *arena,
                                 struct nut_date date, int minute);

/* Minutes of a unit of the clock; 0 for others. */
int nut_period_clock(struct nut_slice unit);

/* The day, and the minute of it, that is so many minutes away from an anchor
 * that has a minute; at most NUT_PERIOD_CLOCK_DAYS. */
#define NUT_PERIOD_CLOCK_DAYS 1000
struct nut_date nut_period_minute(const struct nut_anchor *anchor,
                                  int64_t away, int *minute);

/* The month that a season (SP SU FA WI, of the north) begins in; 0: none. */
int nut_period_season(struct nut_slice season);

/* Four digits as a number. */
NUT_CHECK bool nut_period_year(struct nut_slice text, int *year);

/* A whole calendar day: YYYY-MM-DD, or XXXX-MM-DD.  A time of day may stand
 * behind it. */
bool nut_period_is_day(struct nut_slice value);

/* An evening or night of one: 2021-09-28TNI, 2021-09-28T20:30. */
bool nut_period_is_night(struct nut_slice value);

#endif
