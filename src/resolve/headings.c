/* Headings of a list are few, and for each at most YEAR_REACH lines above it
 * are looked at, back to the heading before. */
#include "resolve/headings.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"

/* How many sentences above a heading its year may stand. */
#define YEAR_REACH 40

/* ":" or " - " behind a date, but no range. */
static bool is_sign(struct nut_slice behind)
{
  static const char *const dashes[] = { " - ", " – ", " — ", " -- " };
  if (nut_slice_starts(behind, ": "))
    return true;
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (nut_slice_starts(behind, dashes[i])) {
      behind = nut_slice_cut(behind, nut_slice_of(dashes[i]).len, behind.len);
      return behind.len > 0 && !nut_is_digit(behind.ptr[0]);
    }
  return false;
}

bool nut_is_heading(const struct nut_resolve *resolve,
                    const struct nut_fact *fact)
{
  struct nut_slice text = resolve->article->shadow;
  struct nut_slice before = nut_text_before(resolve->article, fact);
  return nut_has(fact, NUT_DATE_MONTH)
         && (!before.len || nut_slice_is(before, "-")
             || nut_slice_is(before, "--") || nut_slice_is(before, "_")
             || nut_slice_is(before, "•") || nut_slice_is(before, "*"))
         && is_sign(nut_slice_cut(text, fact->span.end, text.len));
}

static bool is_mark(char c)
{
  return c == '-' || c == ':' || c == '*';
}

/* "2013", "2013:", "-- 2013 --": the year, or 0. */
static int year_of_line(const struct nut_article *article, uint32_t sentence)
{
  int year = 0;
  struct nut_span span = article->sentences[sentence].span;
  struct nut_slice line = nut_slice_trim(
      nut_slice_cut(article->shadow, span.start, span.end));
  while (line.len > 4 && is_mark(line.ptr[0]))
    line = nut_slice_trim(nut_slice_cut(line, 1, line.len));
  while (line.len > 4 && is_mark(line.ptr[line.len - 1]))
    line = nut_slice_trim(nut_slice_cut(line, 0, line.len - 1));
  bool now = nut_period_year(line, &year) && year >= 1800 && year < 2100;
  return now ? year : 0;
}

/* Does the date stand in the paragraph that the heading before opens, and is
 * its year over? */
static bool is_below(const struct nut_resolve *resolve,
                     const struct nut_headings *headings,
                     const struct nut_fact *fact)
{
  const struct nut_sentence *all = resolve->article->sentences;
  const struct nut_heading *last = &headings->last;
  return last->year && last->sentence == headings->dated.sentence
         && headings->dated.year && resolve->anchor.known
         && last->year < resolve->anchor.date.year
         && all[fact->sentence].paragraph == all[last->sentence].paragraph;
}

/* The one that brings a month nearest to the heading's. */
static int year_near(const struct nut_heading *heading, int month)
{
  int ahead = month - heading->month;
  return heading->year + (ahead < -6) - (ahead > 6);
}

int nut_heading_year(const struct nut_resolve *resolve,
                     const struct nut_headings *headings,
                     const struct nut_fact *fact)
{
  const struct nut_heading *dated = &headings->dated;
  int month = (int)nut_int_or(fact, NUT_DATE_MONTH, 0);
  if (!month || nut_has(fact, NUT_DATE_YEAR) || nut_has(fact, NUT_DATE_SHIFT))
    return 0;
  if (!nut_is_heading(resolve, fact))
    return is_below(resolve, headings, fact) ? year_near(dated, month) : 0;
  for (uint32_t i = fact->sentence, n = YEAR_REACH;
       i > headings->last.sentence && n > 0; n--) {
    int year = year_of_line(resolve->article, --i);
    if (year)
      return year;
  }
  bool near = dated->year && fact->sentence <= dated->sentence + YEAR_REACH;
  return near ? dated->year + (month < dated->month) : 0;
}

/* Days behind which a heading's weekdays are no longer those of the news. */
#define DAYS_OVER 7

bool nut_heading_day(const struct nut_resolve *resolve,
                     const struct nut_headings *headings,
                     const struct nut_fact *fact, struct nut_date *day)
{
  const struct nut_sentence *all = resolve->article->sentences;
  const struct nut_heading *last = &headings->last;
  *day = (struct nut_date){ last->year, last->month, last->day };
  return last->day && resolve->anchor.known
         && nut_day_from_date(*day) + DAYS_OVER
                <= nut_day_from_date(resolve->anchor.date)
         && all[fact->sentence].paragraph == all[last->sentence].paragraph;
}

void nut_headings_add(const struct nut_resolve *resolve,
                      struct nut_headings *headings,
                      const struct nut_fact *fact, bool told)
{
  struct nut_date date;
  if (!nut_is_heading(resolve, fact)
      || !nut_period_start(nut_text_of(fact, NUT_DATE_VALUE), &date))
    return;
  headings->last = (struct nut_heading){
    .year = date.year, .month = date.month,
    .day = nut_has(fact, NUT_DATE_DAY) ? date.day : 0,
    .sentence = fact->sentence,
  };
  if (told)
    headings->dated = headings->last;
}
