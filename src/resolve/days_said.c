/* A table of the days of a year: constant time for a fact. */
#include "resolve/days_said.h"

#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Days around the article's in which a day of a month is of this year. */
#define ANNIVERSARY_NEARS 14

/* Month and day of the fact, from 0. */
static bool day_of(const struct nut_fact *fact, int64_t *month, int64_t *day)
{
  *month = nut_int_or(fact, NUT_DATE_MONTH, 0) - 1;
  *day = nut_int_or(fact, NUT_DATE_DAY, 0) - 1;
  return *month >= 0 && *month < 12 && *day >= 0 && *day < 31;
}

void nut_days_said_add(struct nut_days_said *said,
                       const struct nut_fact *fact)
{
  int64_t month;
  int64_t day;
  int year = 0;
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  if (nut_has(fact, NUT_DATE_YEAR) && day_of(fact, &month, &day)
      && nut_period_year(nut_slice_cut(value, 0, 4), &year))
    said->year[month][day] = (uint16_t)year;
}

static bool is_anniversary(const struct nut_anchor *anchor, int month,
                           int day)
{
  int32_t today = nut_day_from_date(anchor->date);
  for (int year = anchor->date.year - 1; year <= anchor->date.year + 1;
       year++) {
    struct nut_date date = { year, month, day };
    int32_t away = nut_day_from_date(date) - today;
    if (away >= -ANNIVERSARY_NEARS && away <= ANNIVERSARY_NEARS)
      return true;
  }
  return false;
}

int nut_days_said_year(const struct nut_days_said *said,
                       const struct nut_anchor *anchor,
                       const struct nut_fact *fact)
{
  int64_t month;
  int64_t day;
  if (!day_of(fact, &month, &day) || !said->year[month][day]
      || nut_has(fact, NUT_DATE_YEAR) || nut_has(fact, NUT_DATE_SHIFT)
      || nut_has(fact, NUT_DATE_WEEKDAY)
      || (anchor->known
          && is_anniversary(anchor, (int)month + 1, (int)day + 1)))
    return 0;
  return said->year[month][day];
}
