/* Dates, with the article around them: find the day it counts from, then
 * give each date its final value.
 *
 * The anchor is the publication day where it is known, else the one that the
 * article says itself (own_day.c); each dateline further down begins anew.
 *
 *   published 2021-09-28; "on Friday"    2021-09-24
 *   "this morning (September 28)"        both are 2021-09-28, the first TMO
 *
 * A verb that looks ahead makes "on Friday" the coming one (tense.c), and
 * "two years later" counts from the date mentioned before.
 *
 * Three passes in this order: the article's day, values, and what brackets
 * say of them (shared_days.c), which needs the values of both dates.
 * normalise has already refused what cannot be in any year; here goes what
 * cannot be in the one found ("29 February", in 2021).  Linear in facts. */
#include "resolve/apposed.h"
#include "resolve/days_said.h"
#include "resolve/follow.h"
#include "resolve/headings.h"
#include "resolve/intent.h"
#include "resolve/own_day.h"
#include "resolve/quoted.h"
#include "resolve/tense.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/anchor.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* "since July 3", "a verdict of July 3": a day said in passing, of which no
 * clock time behind it is.  Weekdays and times are of the news. */
static bool is_aside(const struct nut_resolve *resolve,
                     const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_MONTH) && !nut_has(fact, NUT_DATE_HOUR)
         && nut_is_behind(resolve, fact, "day_aside");
}

/* A value from which others can be counted: a year, month, day or quarter,
 * with or without a time. */
static bool is_mention(struct nut_slice value)
{
  return value.len >= 4 && nut_is_digit(value.ptr[0])
         && nut_is_digit(value.ptr[1]) && nut_is_digit(value.ptr[2])
         && nut_is_digit(value.ptr[3])
         && nut_slice_find(value, 'W', 0) == NUT_SLICE_NONE;
}

/* How many sentences later the talk is still of the quarter. */
#define QUARTER_REACH 10

/* The quarter that a report is about began at most so many days before. */
#define QUARTER_AGE 330

static bool is_recent(const struct nut_anchor *anchor,
                      struct nut_slice quarter)
{
  struct nut_date date;
  if (!anchor->known || !nut_period_start(quarter, &date))
    return true;
  int32_t age = nut_day_from_date(anchor->date) - nut_day_from_date(date);
  return age >= 0 && age <= QUARTER_AGE;
}

/* How many sentences later a clock time is still one of the day; of a day of
 * the coming week, where a verb looks ahead ("kick-off is at 3pm"), it is for
 * longer. */
#define DAY_REACH 5
#define DAY_AHEAD_REACH 12
#define DAYS_AHEAD 7

/* How many sentences later "the 17th" is of the month told. */
#define MONTH_REACH 1

/* How many sentences later, and days, somebody may still speak of the
 * night. */
#define NIGHT_REACH 30
#define NIGHT_DAYS 2

/* How many sentences later "that year" may be the one told. */
#define YEAR_REACH 8

/* A quarter, year, month or week, and the sentence it was last said in. */
struct said {
  struct nut_slice value;
  uint32_t sentence;
};

/* What was told on one side of today. */
struct told {
  struct nut_slice mention;
  uint32_t mentioned; /* the sentence of it */
  bool back;                  /* it is the day before another: */
  struct nut_slice back_from; /* this one, or where that is empty today */
  struct nut_slice day; /* the last whole day, and where it was said */
  uint32_t sentence;
};

/* What the dates so far leave for the next one.  A report is about one
 * quarter, the first that it names; others are said in passing.  A court
 * date, told between, is not the day on which somebody died at 11pm. */
struct story {
  struct nut_anchor anchor;
  struct said reported;
  struct said aside;
  struct said year; /* told as such, and over */
  struct said month;
  struct said week;
  struct said night; /* that is over */
  struct told told[2]; /* what has been, and what is to come */
  bool day_ahead;
  bool mention_ahead;  /* of which the last one is */
  bool year_told;      /* and whether it told its year */
  uint32_t year_sentence; /* of anchor.told_year */
  int year_last;          /* told, and maybe forgotten since */
  uint32_t part_sentence; /* of anchor.part */
  struct nut_headings headings;
  struct nut_days_said days;
};

/* What was said, for as long as it is talked of. */
static struct nut_slice reached(const struct said *said, uint32_t sentence,
                                uint32_t reach)
{
  const struct nut_slice none = { NULL, 0 };
  return sentence <= said->sentence + reach ? said->value : none;
}

/* Years before the article's of what is history, and told in its order. */
#define YEARS_OF_HISTORY 2

/* How many sentences later it goes on. */
#define HISTORY_REACH 3

/* "In March 1991 he came.  In July he left.  In January he died": in one
 * paragraph, of the same year or the one behind it. */
static void go_on_with_year(const struct nut_resolve *resolve,
                            struct story *story, const struct nut_fact *fact)
{
  const struct nut_sentence *all = resolve->article->sentences;
  struct nut_date date;
  if (!nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_YEAR)
      || fact->sentence <= story->year_sentence
      || fact->sentence > story->year_sentence + HISTORY_REACH
      || !nut_period_start(story->told[0].mention, &date)
      || date.year != story->year_last
      || date.year > story->anchor.date.year - YEARS_OF_HISTORY
      || all[fact->sentence].paragraph != all[story->year_sentence].paragraph
      || !nut_word_meaning(resolve,
                           nut_rules_wordlist(resolve->rules, "year_goes_on"),
                           nut_text_before(resolve->article, fact)).len)
    return;
  bool next = nut_int_or(fact, NUT_DATE_MONTH, 0) < date.month;
  story->year_last = date.year + next;
  story->anchor.told_year = story->year_last;
  story->year_sentence = fact->sentence;
}

static void forget(struct story *story, uint32_t sentence)
{
  const struct nut_slice none = { NULL, 0 };
  if (sentence > story->reported.sentence + QUARTER_REACH)
    story->reported.value = none;
  story->anchor.quarter = story->reported.value;
  if (story->aside.value.len && sentence <= story->aside.sentence)
    story->anchor.quarter = story->aside.value;
  story->anchor.month = reached(&story->month, sentence, MONTH_REACH);
  story->anchor.week = reached(&story->week, sentence, 0);
  if (sentence > story->year_sentence)
    story->anchor.told_year = 0;
  if (sentence > story->part_sentence)
    story->anchor.part = none;
  if (story->told[0].day.len
      && sentence > story->told[0].sentence + DAY_REACH)
    story->told[0].day = none;
  if (story->told[1].day.len
      && sentence > story->told[1].sentence + DAY_AHEAD_REACH)
    story->told[1].day = none;
}

/* Of what was told with its year, one that is over. */
static void remember_year(struct story *story, const struct nut_fact *fact,
                          struct nut_slice value)
{
  struct nut_slice year = nut_slice_cut(value, 0, 4);
  int number = 0;
  story->year_told = nut_has(fact, NUT_DATE_YEAR) || value.len == 4;
  if (!story->year_told || !nut_period_year(year, &number)
      || number >= story->anchor.date.year)
    return;
  story->year.value = year;
  story->year.sentence = fact->sentence;
}

/* "In 2019, the vote fell on April 11", "Next year's will be in May": the
 * year that opens a sentence. */
static bool opens_with_year(const struct nut_resolve *resolve,
                            const struct nut_fact *fact)
{
  int64_t shift = nut_int_or(fact, NUT_DATE_SHIFT, 0);
  bool beside = (shift == -1 || shift == 1)
                && !nut_text_before(resolve->article, fact).len;
  return nut_text_of(fact, NUT_DATE_VALUE).len == 4
         && (nut_has(fact, NUT_DATE_YEAR) || beside)
         && (beside
             || nut_word_meaning(
                 resolve, nut_rules_wordlist(resolve->rules, "year_opens"),
                 nut_text_before(resolve->article, fact)).len);
}

/* Of what is told with its year, also of months in the same sentence. */
static void remember_told_year(const struct nut_resolve *resolve,
                               struct story *story,
                               const struct nut_fact *fact,
                               struct nut_slice value)
{
  int64_t year = 0; /* of the value: "16" was written for 2016 */
  bool month = nut_has(fact, NUT_DATE_MONTH) && nut_has(fact, NUT_DATE_YEAR);
  if (!month && !opens_with_year(resolve, fact))
    return;
  if (nut_slice_int(nut_slice_cut(value, 0, 4), &year))
    story->year_last = (int)year;
  if (year && !(month && year > story->anchor.date.year))
    story->anchor.told_year = (int)year;
  story->year_sentence = fact->sentence;
}

/* "2021-03" and "2021-H1", but for the last month of several. */
static void remember_part(const struct nut_resolve *resolve,
                          struct story *story, const struct nut_fact *fact,
                          struct nut_slice value)
{
  const struct nut_slice none = { NULL, 0 };
  bool part = value.len == 7
              && (value.ptr[5] == 'H' || nut_is_digit(value.ptr[5]))
              && !nut_is_behind(resolve, fact, "month_of_several");
  story->anchor.part = part ? value : none;
  story->part_sentence = fact->sentence;
}

/* "the next day", "that night": where the story goes on.  "He died two days
 * later" tells of what came of it. */
static bool is_beside_mention(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_ANCHOR) && nut_has(fact, NUT_DATE_SHIFT);
}

/* Of "2021-W19"; a weekend says no week. */
#define WEEK_LEN 8

/* "the day before": two of them are the same day, as captions repeat it. */
static bool looks_back_beside(const struct nut_fact *fact)
{
  return is_beside_mention(fact) && nut_int_or(fact, NUT_DATE_SHIFT, 0) < 0
         && nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "day");
}

/* A week, and a month or a day of one: both until another date is told. */
static void remember_week(struct story *story, const struct nut_fact *fact,
                          struct nut_slice value)
{
  const struct said none = { { NULL, 0 }, 0 };
  const struct said said = { value, fact->sentence };
  bool week = value.len == WEEK_LEN && value.ptr[5] == 'W';
  bool month = is_mention(value)
               && (nut_has(fact, NUT_DATE_MONTH)
                   || (nut_has(fact, NUT_DATE_DAY)
                       && !nut_has(fact, NUT_DATE_WEEKDAY)));
  if (week || is_mention(value))
    story->week = week ? said : none;
  if (month || is_mention(value))
    story->month = month ? said : none;
}

/* An evening or night before today, told by the story itself. */
static void remember_night(const struct nut_resolve *resolve,
                           struct story *story, const struct nut_fact *fact,
                           struct nut_slice value)
{
  const struct said said = { value, fact->sentence };
  struct nut_date date;
  if (nut_period_is_night(value) && nut_period_start(value, &date)
      && nut_day_from_date(date) < nut_day_from_date(story->anchor.date)
      && !nut_is_quoted(resolve->article, fact))
    story->night = said;
}

static void remember(const struct nut_resolve *resolve, struct story *story,
                     const struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  nut_headings_add(resolve, &story->headings, fact,
                   story->anchor.apposed_year
                       || nut_has(fact, NUT_DATE_YEAR));
  nut_days_said_add(&story->days, fact);
  remember_week(story, fact, value);
  if (!is_mention(value))
    return;
  bool ahead = nut_anchor_is_ahead(&story->anchor, value);
  remember_night(resolve, story, fact, value);
  struct told *told = &story->told[ahead];
  told->back = looks_back_beside(fact);
  told->back_from = story->anchor.mention;
  told->mention = value;
  told->mentioned = fact->sentence;
  story->mention_ahead = ahead;
  remember_told_year(resolve, story, fact, value);
  remember_part(resolve, story, fact, value);
  remember_year(story, fact, value);
  /* A clock time that took its day from the story does not move it; a date
   * that took its year does, and so does "the next day". */
  bool aside = is_aside(resolve, fact)
               || (told->day.len && fact->sentence <= told->sentence + 1
                   && nut_is_day_of_speech(resolve, fact));
  if (nut_period_is_day(value) && !aside
      && (nut_has(fact, NUT_DATE_DAY) || nut_has(fact, NUT_DATE_WEEKDAY)
          || is_beside_mention(fact)
          || !nut_slice_is(nut_text_of(fact, NUT_DATE_BASIS), "anchored"))) {
    told->day = value;
    told->sentence = fact->sentence;
    story->day_ahead = ahead;
  }
  if (value.len != 7 || value.ptr[5] != 'Q' || value.ptr[6] == 'X'
      || nut_has(fact, NUT_DATE_ANCHOR) || !is_recent(&story->anchor, value))
    return;
  const struct said said = { value, fact->sentence };
  story->aside = said;
  if (!story->reported.value.len || nut_slice_eq(story->reported.value, value))
    story->reported = said;
}

/* Looking for a verb costs more than all else here, so only what one can
 * change asks for it. */
static bool depends_on_tense(const struct nut_fact *fact)
{
  static const size_t fields[] = {
    NUT_DATE_WEEKDAY, NUT_DATE_MONTH, NUT_DATE_SEASON, NUT_DATE_QUARTER,
    NUT_DATE_HALF, NUT_DATE_HOLIDAY, NUT_DATE_WHEN,
  };
  if (nut_has(fact, NUT_DATE_YEAR))
    return false;
  if (nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "weekend")
      || (nut_has(fact, NUT_DATE_DAY) && !nut_has(fact, NUT_DATE_LAST_DAY)))
    return true;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (nut_has(fact, fields[i]))
      return true;
  return false;
}

/* "two days later", "that night", "at 11pm": they count from another date. */
static bool depends_on_story(const struct nut_fact *fact)
{
  static const size_t days[] = {
    NUT_DATE_WEEKDAY, NUT_DATE_MONTH, NUT_DATE_DAY, NUT_DATE_SHIFT,
  };
  if (nut_slice_is(nut_text_of(fact, NUT_DATE_ANCHOR), "mention"))
    return true;
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (nut_has(fact, days[i]))
      return false;
  return nut_has(fact, NUT_DATE_HOUR) || nut_has(fact, NUT_DATE_PART);
}

/* Is the day to come one of the coming week? */
static bool is_soon(const struct nut_anchor *anchor, struct nut_slice day)
{
  struct nut_date date;
  return nut_period_start(day, &date)
         && nut_day_from_date(date) - nut_day_from_date(anchor->date)
                <= DAYS_AHEAD;
}

/* Which day a clock time is of. */
static bool is_of_day_ahead(const struct story *story, uint32_t sentence,
                            enum nut_tense tense)
{
  const struct told *ahead = &story->told[1];
  if (tense == NUT_TENSE_PAST || !ahead->day.len)
    return false;
  if (sentence <= ahead->sentence + DAY_REACH && story->day_ahead)
    return true;
  return tense == NUT_TENSE_FUTURE && !story->told[0].day.len
         && is_soon(&story->anchor, ahead->day);
}

/* "in 1999 ... a court heard on Tuesday ... that year": of the year told, when
 * the date between is of this year. */
static bool is_of_told_year(const struct story *story,
                            const struct nut_fact *fact)
{
  int year = 0;
  struct nut_slice mention = story->anchor.mention;
  return story->anchor.known && story->year.value.len
         && fact->sentence <= story->year.sentence + YEAR_REACH
         && nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "year")
         && nut_int_or(fact, NUT_DATE_DIRECTION, 1) > 0
         && nut_int_or(fact, NUT_DATE_SHIFT, 0) >= 0 && !story->year_told
         && nut_period_year(nut_slice_cut(mention, 0, 4), &year)
         && year == story->anchor.date.year;
}

/* "kick-off is at 3pm": of no day that is over, but for the end of a night
 * ("until 5am") and in a list of what was ("7pm: she returns"). */
static bool leaves_past(const struct nut_resolve *resolve,
                        const struct nut_fact *fact)
{
  struct nut_slice text = resolve->article->shadow;
  bool colon = fact->span.end < text.len && text.ptr[fact->span.end] == ':';
  return !nut_has(fact, NUT_DATE_ANCHOR) && !colon
         && !nut_anchor_ends_night(fact);
}

/* Days behind which a day told is no longer that of the news: "He pleaded
 * guilty on 4 January.  He will return to court at 10am"; but "was to". */
#define DAYS_OF_NEWS 7

static bool is_background(const struct nut_resolve *resolve,
                          const struct story *story,
                          const struct nut_fact *fact)
{
  struct nut_date day;
  return story->anchor.known && nut_has(fact, NUT_DATE_HOUR)
         && story->told[0].sentence < fact->sentence
         && nut_period_start(story->told[0].day, &day)
         && nut_day_from_date(story->anchor.date) - nut_day_from_date(day)
                > DAYS_OF_NEWS
         && !nut_slice_is(
                nut_last_meaning(resolve, "to_come",
                                 nut_sentence_of(resolve->article, fact).start,
                                 fact->span.start), "then");
}

/* "£3bn next year and £4bn the following year": counted from the one just
 * told, whatever the verb. */
static bool is_next_year(const struct story *story,
                         const struct nut_fact *fact)
{
  return story->mention_ahead && is_beside_mention(fact)
         && nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "year")
         && nut_int_or(fact, NUT_DATE_SHIFT, 0) > 0
         && fact->sentence <= story->told[1].mentioned + 1;
}

/* Which side of today "two days later" counts from. */
static bool counts_from_ahead(const struct story *story,
                              const struct nut_fact *fact,
                              enum nut_tense tense)
{
  bool over = tense == NUT_TENSE_PAST && story->told[0].mention.len;
  bool ahead = tense == NUT_TENSE_FUTURE && story->told[1].day.len
               && fact->sentence <= story->told[1].sentence + DAY_REACH;
  return (story->mention_ahead && !over) || ahead
         || is_next_year(story, fact);
}

/* The day said last is the story's, for as long as it reaches; a verb tells
 * on which side of today it lies. */
static void take_told(struct nut_resolve *resolve, struct story *story,
                      const struct nut_fact *fact)
{
  enum nut_verb verb;
  bool background = is_background(resolve, story, fact);
  bool asked = (story->told[1].mention.len || background)
               && depends_on_story(fact);
  enum nut_tense tense = asked ? nut_tense_of(resolve, fact, &verb)
                               : NUT_TENSE_UNKNOWN;
  bool mention = counts_from_ahead(story, fact, tense);
  bool day = is_of_day_ahead(story, fact->sentence, tense);
  story->anchor.mention = story->told[mention].mention;
  if (looks_back_beside(fact) && story->told[mention].back)
    story->anchor.mention = story->told[mention].back_from;
  if (is_of_told_year(story, fact))
    story->anchor.mention = story->year.value;
  story->anchor.day = story->told[day].day;
  if (asked && !day && tense == NUT_TENSE_FUTURE
      && (verb != NUT_VERB_FAR || background)
      && leaves_past(resolve, fact))
    story->anchor.day = (struct nut_slice){ NULL, 0 };
}

/* "'We were lucky tonight,' she said", of the night that the story tells. */
static void take_night(struct nut_resolve *resolve, struct story *story,
                       const struct nut_fact *fact)
{
  struct nut_date night;
  enum nut_verb verb;
  if (!nut_is_this_night(fact) || !story->night.value.len
      || fact->sentence > story->night.sentence + NIGHT_REACH
      || !nut_period_start(story->night.value, &night)
      || nut_day_from_date(story->anchor.date) - nut_day_from_date(night)
             > NIGHT_DAYS
      || !nut_is_quoted(resolve->article, fact)
      || nut_tense_of(resolve, fact, &verb) == NUT_TENSE_FUTURE)
    return;
  story->anchor.date = night;
  story->anchor.basis = "anchored";
}

/* "He died shortly before midnight", with no day told: that of yesterday. */
static void take_midnight(struct nut_resolve *resolve, struct story *story,
                          const struct nut_fact *fact)
{
  enum nut_verb verb;
  if (nut_int_or(fact, NUT_DATE_HOUR, 0) != 24 || !depends_on_story(fact)
      || nut_has(fact, NUT_DATE_DIRECTION) || nut_has(fact, NUT_DATE_ANCHOR)
      || story->anchor.day.len
      || nut_tense_of(resolve, fact, &verb) != NUT_TENSE_PAST)
    return;
  story->anchor.date =
      nut_day_to_date(nut_day_from_date(story->anchor.date) - 1);
}

/* "May 14: Power is cut on Friday": the first Friday from then on. */
static void take_heading(struct nut_resolve *resolve, struct story *story,
                         struct nut_fact *fact)
{
  struct nut_date day;
  if (!nut_is_bare_weekday(fact) || nut_has(fact, NUT_DATE_SHIFT)
      || !nut_heading_day(resolve, &story->headings, fact, &day))
    return;
  story->anchor.date = day;
  story->anchor.basis = "anchored";
  nut_set_text(fact, NUT_DATE_WHEN, "ahead");
}

/* "In 1952 ... by the end of the decade", "in January ... by the end of the
 * month": of what was told in this sentence or, but for months, in the one
 * before, where no verb looks ahead. */
static void take_period(struct nut_resolve *resolve, struct story *story,
                        const struct nut_fact *fact)
{
  struct nut_slice unit = nut_text_of(fact, NUT_DATE_UNIT);
  bool month = nut_slice_is(unit, "month");
  const struct told *told = &story->told[0];
  struct nut_date date;
  enum nut_verb verb;
  if (!(month || nut_slice_is(unit, "year") || nut_slice_is(unit, "decade"))
      || !nut_slice_is(nut_text_of(fact, NUT_DATE_WHEN), "told")
      || nut_slice_is(nut_text_of(fact, NUT_DATE_MODIFIER), "START")
      || story->mention_ahead || fact->sentence > told->mentioned + !month
      || told->mention.len < (month ? 7u : 4u)
      || (month && !nut_is_digit(told->mention.ptr[5]))
      || !nut_period_start(told->mention, &date)
      || nut_tense_of(resolve, fact, &verb) == NUT_TENSE_FUTURE)
    return;
  story->anchor.date = date;
  story->anchor.basis = "anchored";
}

/* Units that have other values there. */
static bool is_unit_of_plan(const struct nut_fact *fact)
{
  struct nut_slice unit = nut_text_of(fact, NUT_DATE_UNIT);
  return nut_slice_is(unit, "quarter") || nut_slice_is(unit, "night");
}

/* Distances, "next Friday", zones and midnight. */
static bool depends_on_plan(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_DIRECTION) || nut_has(fact, NUT_DATE_ANCHOR)
         || nut_has(fact, NUT_DATE_ZONE)
         || is_unit_of_plan(fact)
         || nut_int_or(fact, NUT_DATE_HOUR, 0) == 24
         || (nut_has(fact, NUT_DATE_SHIFT)
             && nut_has(fact, NUT_DATE_WEEKDAY));
}

/* Facts on each side of a clock time that may say how often it comes. */
#define SET_REACH 6

/* "every day", "Tuesdays", "each morning", "9am in the mornings". */
static bool is_daily(const struct nut_fact *fact)
{
  if (!nut_is_date(fact))
    return false;
  struct nut_slice unit = nut_text_of(fact, NUT_DATE_UNIT);
  if (nut_date_repeats(fact))
    return true;
  return nut_slice_is(nut_text_of(fact, NUT_DATE_KIND), "set")
         && (nut_has(fact, NUT_DATE_WEEKDAY) || nut_has(fact, NUT_DATE_PART)
             || nut_slice_is(unit, "day") || nut_slice_is(unit, "weekend")
             || nut_slice_is(unit, "night"));
}

/* Does the sentence of facts[at] say that what happens in it comes day by
 * day? */
static bool comes_daily(const struct nut_fact *facts, size_t n, size_t at)
{
  size_t from = at > SET_REACH ? at - SET_REACH : 0;
  size_t to = n - at > SET_REACH ? at + SET_REACH : n;
  for (size_t i = from; i < to; i++)
    if (facts[i].sentence == facts[at].sentence && is_daily(&facts[i]))
      return true;
  return false;
}

/* "Three years later they met" is of no days to come: what it counts from
 * is told by none of the dates. */
static bool is_past_ahead(const struct nut_resolve *resolve,
                          const struct nut_anchor *anchor,
                          const struct nut_fact *fact)
{
  enum nut_verb verb;
  return nut_slice_is(nut_text_of(fact, NUT_DATE_ANCHOR), "mention")
         && nut_anchor_is_ahead(anchor, nut_text_of(fact, NUT_DATE_VALUE))
         && !(nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "year")
              && is_beside_mention(fact)
              && nut_anchor_is_ahead(anchor, anchor->mention))
         && nut_tense_of(resolve, fact, &verb) == NUT_TENSE_PAST;
}

/* The tense beside the date, or the one that its rule tells. */
static void take_tense(struct nut_resolve *resolve, struct nut_anchor *anchor,
                       const struct nut_fact *fact)
{
  struct nut_slice when = nut_text_of(fact, NUT_DATE_WHEN);
  anchor->tense = NUT_TENSE_UNKNOWN;
  anchor->verb = NUT_VERB_OWN;
  if (nut_slice_is(when, "ahead"))
    anchor->tense = NUT_TENSE_FUTURE;
  else if (nut_slice_is(when, "behind"))
    anchor->tense = NUT_TENSE_PAST;
  else if (depends_on_tense(fact))
    anchor->tense = nut_tense_of(resolve, fact, &anchor->verb);
}

/* Only facts of the text itself have sentences of the article. */
static bool resolve_date(struct nut_resolve *resolve,
                         struct nut_intent *intent,
                         struct nut_anchor *anchor, struct nut_fact *fact)
{
  anchor->plan = depends_on_plan(fact)
                 && nut_intent_is_plan(intent, fact->sentence);
  take_tense(resolve, anchor, fact);
  /* "Book a room on Friday" has no verb that looks ahead; tomorrow's weekday
     ("Tuesday: rain in the west") is hardly that of last week. */
  if (anchor->tense == NUT_TENSE_UNKNOWN && nut_has(fact, NUT_DATE_WEEKDAY)
      && !nut_has(fact, NUT_DATE_MONTH)
      && (nut_is_weekday_at(&resolve->anchor, fact, 1)
          || nut_intent_is_plan(intent, fact->sentence)))
    anchor->tense = NUT_TENSE_FUTURE;
  if (!nut_date_resolve(resolve->arena, fact, anchor))
    return false;
  const struct nut_anchor none = { 0 };
  return anchor->plan || !is_past_ahead(resolve, anchor, fact)
         || nut_date_resolve(resolve->arena, fact, &none);
}

/* The year that the date before, the list it heads a line of, or the same day
 * said with it gives a month without one. */
static void take_year(const struct nut_resolve *resolve, struct story *story,
                      const struct nut_fact *before,
                      const struct nut_fact *fact)
{
  int chained = story->anchor.apposed_year;
  int year = nut_heading_year(resolve, &story->headings, fact);
  if (!year && before)
    year = nut_apposed_year(resolve, before, chained, fact);
  if (!year)
    year = nut_days_said_year(&story->days, &story->anchor, fact);
  story->anchor.apposed_year = year;
}

/* Regions that write the month first, or lie south of the equator, are lists
 * of the rules; those say too what holds where none is known. */
static bool is_region_of(const struct nut_resolve *resolve, const char *list)
{
  struct nut_slice region = resolve->region.len
                                ? resolve->region : nut_slice_of("unknown");
  return nut_word_meaning(resolve, nut_rules_wordlist(resolve->rules, list),
                          region).len > 0;
}

/* The day and the ways of the article. */
static struct nut_anchor anchor_of(struct nut_resolve *resolve,
                                   const struct nut_fact_list *facts)
{
  nut_take_own_day(resolve, facts);
  struct nut_anchor anchor = resolve->anchor;
  anchor.month_first = is_region_of(resolve, "month_first");
  anchor.south = is_region_of(resolve, "southern")
                 && !nut_region_is_doubtful(resolve, facts);
  return anchor;
}

/* A dateline further down is at most so many days from the article's. */
#define DATELINES_APART 7

/* "LIMA, Nov. 22 -- ... CAIRO, Nov. 20 -- ...": news in brief. */
static void take_next_dateline(const struct nut_resolve *resolve,
                               struct story *story,
                               const struct nut_fact *fact)
{
  struct nut_date date;
  if (!nut_slice_is(nut_text_of(fact, NUT_DATE_WHEN), "dateline")
      || !resolve->anchor.known
      || !nut_period_start(nut_text_of(fact, NUT_DATE_VALUE), &date))
    return;
  int32_t apart = nut_day_from_date(date)
                  - nut_day_from_date(resolve->anchor.date);
  if (apart >= -DATELINES_APART && apart <= DATELINES_APART) {
    story->anchor.date = date;
    story->anchor.basis = "dateline";
  }
}

/* "On the Friday" counts from a day that was told. */
static bool counts_from_told(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_WEEKDAY) && nut_has(fact, NUT_DATE_ANCHOR)
         && nut_has(fact, NUT_DATE_DIRECTION);
}

/* Without such a day it is any Friday. */
static void drop_week_told(struct nut_fact *fact)
{
  const struct nut_value none = { NUT_NONE, { 0 } };
  fact->values[NUT_DATE_ANCHOR] = none;
  fact->values[NUT_DATE_DIRECTION] = none;
}

/* Was what was told none that "the Friday", or "earlier in the week", counts
 * from? */
static bool is_week_astray(const struct nut_fact *fact)
{
  return (counts_from_told(fact)
          || (nut_has(fact, NUT_DATE_ANCHOR)
              && nut_slice_is(nut_text_of(fact, NUT_DATE_WHEN), "told")))
         && nut_slice_starts(nut_text_of(fact, NUT_DATE_VALUE), "XXXX");
}

/* A date with all that the story has told for it. */
static bool resolve_in_story(struct nut_resolve *resolve,
                             struct nut_intent *intent, struct story *story,
                             const struct nut_fact *before,
                             struct nut_fact *fact)
{
  const struct nut_date today = story->anchor.date;
  const char *basis = story->anchor.basis;
  take_night(resolve, story, fact);
  take_midnight(resolve, story, fact);
  take_heading(resolve, story, fact);
  take_period(resolve, story, fact);
  if (counts_from_told(fact) && story->anchor.mention.len < NUT_DAY_LEN)
    drop_week_told(fact);
  bool possible = resolve_date(resolve, intent, &story->anchor, fact);
  if (possible && is_week_astray(fact)) {
    drop_week_told(fact);
    possible = resolve_date(resolve, intent, &story->anchor, fact);
  }
  story->anchor.date = today;
  story->anchor.basis = basis;
  return possible
         && (!before || nut_follow(resolve, &story->anchor, before, fact));
}

/* The list is packed in place; it stays in text order. */
enum nut_status nut_resolve_dates(struct nut_resolve *resolve,
                                  struct nut_fact_list *facts)
{
  struct nut_intent intent;
  const struct nut_fact *before = NULL; /* the date */
  size_t kept = 0;
  nut_intent_init(&intent, resolve);
  struct story story = { .anchor = anchor_of(resolve, facts) };
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    forget(&story, fact->sentence);
    if (nut_is_date(fact)) {
      go_on_with_year(resolve, &story, fact);
      story.anchor.repeats = nut_has(fact, NUT_DATE_HOUR)
                             && comes_daily(facts->ptr, facts->len, i)
                             && !nut_intent_is_plan(&intent, fact->sentence);
      take_told(resolve, &story, fact);
      take_year(resolve, &story, before, fact);
    }
    if (nut_is_date(fact)
        && !resolve_in_story(resolve, &intent, &story, before, fact))
      continue;
    facts->ptr[kept++] = *fact;
    if (!nut_is_date(fact))
      continue;
    before = &facts->ptr[kept - 1];
    remember(resolve, &story, before);
    take_next_dateline(resolve, &story, before);
  }
  facts->len = kept;
  if (resolve->arena->failed)
    return NUT_NOMEM;
  return nut_take_brackets(resolve, facts);
}
