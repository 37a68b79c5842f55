/* Every day of the Gregorian calendar, in each of the formats that say a whole
 * date, comes out as itself.
 *
 * Many dates stand in one article, a sentence each, so that the run is that of
 * any text.  Under the sanitizers, which take some times as long, only every
 * 29th day is asked. */
#include "record/record.h"

#include "base/day.h"
#include "base/slice.h"
#include "rules/fields.h"

#include "unit.h"

#define FIRST_YEAR 1583
#define LAST_YEAR 2999
#define DAYS 400 /* a text */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define STEP 29
#else
#define STEP 1
#endif

static const char *const months[] = {
  "January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"
};

static const char *const weekdays[] = {
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};

static const char *const formats[] = {
  "28 September 2021", "September 28, 2021", "the 28th of September 2021",
  "Tuesday, September 28, 2021", "2021-09-28"
};

#define FORMATS (sizeof formats / sizeof *formats)

static const char *ordinal(int day)
{
  if (day / 10 == 1)
    return "th";
  return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd"
         : day % 10 == 3 ? "rd" : "th";
}

static int print(char *to, size_t size, size_t format, int32_t number)
{
  struct nut_date d = nut_day_to_date(number);
  const char *month = months[d.month - 1];
  switch (format) {
  case 0:
    return snprintf(to, size, "On %d %s %d.\n\n", d.day, month, d.year);
  case 1:
    return snprintf(to, size, "On %s %d, %d.\n\n", month, d.day, d.year);
  case 2:
    return snprintf(to, size, "On the %d%s of %s %d.\n\n", d.day,
                    ordinal(d.day), month, d.year);
  case 3:
    return snprintf(to, size, "On %s, %s %d, %d.\n\n",
                    weekdays[nut_day_weekday(number) - 1], month, d.day,
                    d.year);
  default:
    return snprintf(to, size, "On %04d-%02d-%02d.\n\n", d.year, d.month,
                    d.day);
  }
}

/* The record holds exactly these days. */
static bool holds(const struct nut_record *record, const int32_t *days,
                  size_t n)
{
  if (record->facts.len != n) {
    fprintf(stderr, "%zu facts for %zu days\n", record->facts.len, n);
    return false;
  }
  for (size_t i = 0; i < n; i++) {
    struct nut_date date;
    const struct nut_fact *fact = &record->facts.ptr[i];
    struct nut_slice value = fact->values[NUT_DATE_VALUE].as.text;
    if (value.len != 10 || !nut_day_parse(value, &date)
        || nut_day_from_date(date) != days[i]) {
      fprintf(stderr, "%.*s\n", (int)value.len, value.ptr);
      return false;
    }
  }
  return true;
}

static void check_format(struct nut_scanner *scanner, size_t format)
{
  static char text[DAYS * 64];
  struct nut_date first = { FIRST_YEAR, 1, 1 };
  struct nut_date last = { LAST_YEAR, 12, 31 };
  int32_t end = nut_day_from_date(last);
  bool good = true;
  for (int32_t day = nut_day_from_date(first); day <= end && good;) {
    int32_t days[DAYS];
    size_t n = 0;
    size_t len = 0;
    const struct nut_record *record = NULL;
    for (; n < DAYS && day <= end; day += STEP) {
      days[n++] = day;
      len += (size_t)print(text + len, sizeof text - len, format, day);
    }
    struct nut_input input = { .text = { text, len } };
    good = nut_extract(scanner, &input, &record) == NUT_OK
           && holds(record, days, n);
  }
  CHECK(good);
}

int main(void)
{
  struct nut_rules_options options = { .data = "rules" };
  struct nut_scan_options scan = { .kinds = "date" };
  struct nut_rules *rules = NULL;
  struct nut_scanner *scanner = NULL;
  if (nut_rules_new(&options, NULL, &rules) != NUT_OK
      || nut_scanner_new(rules, &scan, NULL, &scanner) != NUT_OK)
    return 1;
  for (size_t i = 0; i < FORMATS; i++) {
    unit_begin(formats[i]);
    check_format(scanner, i);
    unit_end();
  }
  nut_scanner_free(scanner);
  nut_rules_free(rules);
  return unit_status();
}
