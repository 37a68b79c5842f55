/* When and where an incident was: the date and the place nearest to what
 * happened.
 *
 * Each date and each place is weighed: what stands in a sentence that says
 * who was killed or hurt weighs most, then what stands early; what a court
 * or a background sentence says weighs little.  The day of publication is
 * taken only where the text says it ("today"). */
#include "resolve/incident_story.h"

#include "base/day.h"
#include "base/limits.h"
#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

#include <stdlib.h>

enum weight {
  BASE = 100, IN_EVIDENCE = 30, IN_ACT = 15, BESIDE_EVIDENCE = 12,
  A_SENTENCE_LATER = -2, IN_COURT = -40, IN_BACKGROUND = -60, LONG_AGO = 8,
  BY_ACT = -30, BY_DIED = -10, BY_WEAK = 25, BY_VICTIM = 30, BY_EVENT = 45,
  A_DAY_BEFORE = 3, TIMED = 25, CLOCK_ALONE = -50, STAMP = -20, SAME_DAY = -4,
  SAID_AGAIN = 5,
  AHEAD = -1000, IN_DATELINE = -40, COARSE = -40,
  TITLE = 20, DATELINE = 30, CITY = 25, DISTRICT = 20, COUNTY = 18,
  STATE = 8, STREET = 5, AGAIN = 3, IN_REGION = 15, IN_NAME = -25
};

/* Sentences after which being later weighs no less. */
#define LATE 12

/* Days from which on an incident is old news. */
#define OLD 60

/* What is told again is older than the news of it, by up to so many days. */
#define WEEK 7

/* Mentions of a place that are counted. */
#define AGAIN_MAX 6

bool nut_incident_day(struct nut_slice value, int32_t *day)
{
  struct nut_date date;
  if (value.len < 10 || !nut_day_parse(nut_slice_cut(value, 0, 10), &date))
    return false;
  *day = nut_day_from_date(date);
  return true;
}

static unsigned char notes_at(const struct nut_story *s, uint32_t sentence)
{
  return sentence < s->input->article->n_sentences ? s->notes[sentence] : 0;
}

/* Places in the list of facts: from, and the one behind the last. */
struct range {
  size_t from;
  size_t to;
};

/* Those among which date and place are looked for: of the one sentence, or
 * the first ones. */
static struct range candidates(const struct nut_story *s)
{
  const struct nut_fact_list *facts = s->input->facts;
  struct range range = { 0, facts->len };
  if (s->only == NUT_FACT_NONE) {
    if (range.to > NUT_INCIDENT_FACTS_MAX)
      range.to = NUT_INCIDENT_FACTS_MAX;
    return range;
  }
  while (range.from < facts->len
         && facts->ptr[range.from].sentence < s->only)
    range.from++;
  range.to = range.from;
  while (range.to < facts->len && facts->ptr[range.to].sentence == s->only)
    range.to++;
  return range;
}

/* Where a fact of the body stands. */
static int standing(const struct nut_story *s, uint32_t sentence)
{
  unsigned char notes = s->notes[sentence];
  if (s->only != NUT_FACT_NONE)
    return s->only == sentence ? BASE : AHEAD;
  int sum = BASE
            + A_SENTENCE_LATER * (int)(sentence < LATE ? sentence : LATE);
  if (notes & NUT_NOTE_EVIDENCE)
    sum += IN_EVIDENCE;
  else if (notes & NUT_NOTE_ACT)
    sum += IN_ACT;
  else if ((notes_at(s, sentence + 1) & NUT_NOTE_EVIDENCE)
           || (sentence && (s->notes[sentence - 1] & NUT_NOTE_EVIDENCE)))
    sum += BESIDE_EVIDENCE;
  if (notes & NUT_NOTE_COURT)
    sum += IN_COURT;
  if (notes & NUT_NOTE_BACKGROUND)
    sum += IN_BACKGROUND;
  return sum;
}

/* ---- when ---- */

static struct nut_slice day_text(const struct nut_story *s, int32_t day)
{
  return nut_period_text(s->input->arena, nut_day_to_date(day), -1);
}

/* A point in time: a day, a month, a year. */
static bool is_point(const struct nut_fact *fact)
{
  struct nut_slice kind = nut_text_of(fact, NUT_DATE_KIND);
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  return fact->rule->kind == NUT_KIND_DATE
         && (nut_slice_is(kind, "date") || nut_slice_is(kind, "time"))
         && value.len >= 4
         && (nut_is_digit(value.ptr[3]) || nut_slice_starts(value, "XXXX-"))
         && value.ptr[0] != 'P';
}

static bool is_whole_day(struct nut_slice value)
{
  return value.len >= 10 && value.ptr[4] == '-' && nut_is_digit(value.ptr[5])
         && value.ptr[7] == '-' && nut_is_digit(value.ptr[8]);
}

/* Of a sentence, or of one behind it; they are in text order. */
static size_t first_topic(const struct nut_story *s, uint32_t sentence)
{
  size_t low = 0;
  size_t high = s->n_topics;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (s->topics[middle].sentence < sentence)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Does another date stand between a date and what it may be of: "the killing
 * in 2014 went to court on Monday"? */
static bool is_parted(const struct nut_story *s, const struct nut_fact *fact,
                      struct nut_span topic)
{
  const struct nut_fact_list *facts = s->input->facts;
  bool before = topic.end <= fact->span.start;
  size_t at = (size_t)(fact - facts->ptr);
  /* Before the first one there is none: the index wraps around. */
  for (size_t i = before ? at - 1 : at + 1;
       i < facts->len && facts->ptr[i].sentence == fact->sentence;
       i = before ? i - 1 : i + 1) {
    const struct nut_fact *f = &facts->ptr[i];
    if (before ? f->span.start < topic.end : f->span.end > topic.start)
      return false;
    if (is_point(f))
      return true;
  }
  return false;
}

/* By what stands nearest in the sentence. */
static int topic_weight(const struct nut_story *s,
                        const struct nut_fact *fact)
{
  static const int weights[NUT_TOPICS] = {
    [NUT_TOPIC_COURT] = IN_COURT, [NUT_TOPIC_ACT] = BY_ACT,
    [NUT_TOPIC_DIED] = BY_DIED, [NUT_TOPIC_WEAK] = BY_WEAK,
    [NUT_TOPIC_VICTIM] = BY_VICTIM, [NUT_TOPIC_EVENT] = BY_EVENT,
  };
  uint32_t nearest = UINT32_MAX;
  int weight = 0;
  for (size_t i = first_topic(s, fact->sentence);
       i < s->n_topics && s->topics[i].sentence == fact->sentence; i++) {
    const struct nut_topic *topic = &s->topics[i];
    uint32_t gap = topic->span.end <= fact->span.start
                       ? fact->span.start - topic->span.end
                   : topic->span.start >= fact->span.end
                       ? topic->span.start - fact->span.end
                       : 0;
    if (gap >= nearest || is_parted(s, fact, topic->span))
      continue;
    nearest = gap;
    weight = weights[topic->topic];
  }
  return weight;
}

/* Other mentions of the same day. */
static int same_days(const struct nut_story *s, struct nut_slice value)
{
  const struct nut_fact_list *facts = s->input->facts;
  struct nut_slice day = nut_slice_cut(value, 0, 10);
  struct range range = candidates(s);
  int n = -1;
  for (size_t i = range.from; i < range.to && n < AGAIN_MAX; i++)
    n += facts->ptr[i].rule->kind == NUT_KIND_DATE
         && nut_slice_eq(nut_slice_cut(nut_text_of(&facts->ptr[i],
                                                   NUT_DATE_VALUE), 0, 10),
                         day)
         && topic_weight(s, &facts->ptr[i]) > 0;
  return n < 0 ? 0 : n;
}

static int weigh_date(const struct nut_story *s, const struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  const struct nut_anchor *anchor = &s->input->anchor;
  struct nut_span line = s->input->article->dateline;
  int sum = standing(s, fact->sentence) + topic_weight(s, fact);
  int32_t day = 0;
  if (s->only == NUT_FACT_NONE
      && (s->notes[fact->sentence] & NUT_NOTE_OTHER_TIME))
    return AHEAD;
  if (fact->span.start >= line.start && fact->span.end <= line.end)
    sum += IN_DATELINE;
  if (!is_whole_day(value))
    return sum + COARSE;
  if (nut_has(fact, NUT_DATE_HOUR) && !nut_has(fact, NUT_DATE_DAY)
      && !nut_has(fact, NUT_DATE_WEEKDAY))
    sum += CLOCK_ALONE;
  if (nut_has(fact, NUT_DATE_PART) || nut_has(fact, NUT_DATE_HOUR))
    sum += TIMED;
  if (!anchor->known || !nut_incident_day(value, &day))
    return sum;
  int32_t age = nut_day_from_date(anchor->date) - day;
  if (age < 0)
    return sum + AHEAD;
  if (age == 0)
    sum += nut_slice_is(nut_text_of(fact, NUT_DATE_BASIS), "explicit")
               ? STAMP
               : SAME_DAY;
  if (age > OLD)
    return sum + LONG_AGO;
  return sum + A_DAY_BEFORE * (age < WEEK ? age : WEEK)
         + SAID_AGAIN * (age ? same_days(s, value) : 0);
}

/* UCDP's codes; those of two to six days and of a week by the value's own
 * form. */
static int date_precision(struct nut_slice value)
{
  if (is_whole_day(value))
    return 1;
  if (nut_slice_find(value, 'W', 0) != NUT_SLICE_NONE)
    return nut_slice_ends(value, "WE") ? 2 : 3;
  return value.len == 7 && nut_is_digit(value.ptr[6]) ? 4 : 5;
}

static void take_date(const struct nut_story *s,
                      struct nut_incident *incident, size_t i)
{
  const struct nut_fact *fact = &s->input->facts->ptr[i];
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  bool memory = nut_indices_add(s->input->arena, &incident->dates,
                                (uint32_t)i);
  (void)memory; /* the arena remembers */
  incident->date =
      is_whole_day(value) ? nut_slice_cut(value, 0, 10) : value;
  incident->date_prec = date_precision(value);
  incident->date_basis = nut_text_of(fact, NUT_DATE_BASIS);
  if (!is_whole_day(value) && nut_has(fact, NUT_DATE_FROM)
      && nut_has(fact, NUT_DATE_UNTIL)) {
    incident->date = nut_text_of(fact, NUT_DATE_FROM);
    incident->date_end = nut_text_of(fact, NUT_DATE_UNTIL);
  }
}

/* "overnight": from the day before the publication to its own. */
static void take_night(const struct nut_story *s,
                       struct nut_incident *incident)
{
  const struct nut_anchor *anchor = &s->input->anchor;
  if (s->night == NUT_NIGHT_NONE || !anchor->known
      || s->only != NUT_FACT_NONE || s->night_at >= LATE)
    return;
  int32_t today = nut_day_from_date(anchor->date);
  bool before = s->night == NUT_NIGHT_BEFORE;
  incident->date = day_text(s, today - before);
  if (before)
    incident->date_end = day_text(s, today);
  incident->date_prec = before ? 2 : 1;
  incident->date_basis = nut_slice_of("publication");
}

void nut_incident_when(const struct nut_story *s,
                       struct nut_incident *incident)
{
  const struct nut_fact_list *facts = s->input->facts;
  size_t best = facts->len;
  int most = 0;
  struct range range = candidates(s);
  for (size_t i = range.from; i < range.to; i++) {
    if (!is_point(&facts->ptr[i]))
      continue;
    int weight = weigh_date(s, &facts->ptr[i]);
    if (weight > most) {
      most = weight;
      best = i;
    }
  }
  if (best < facts->len)
    take_date(s, incident, best);
  else
    take_night(s, incident);
}

/* ---- other times ---- */

/* A sentence is of another time where it has dates and all are far from the
 * incident's. */
#define FAR 45

/* Of what a story begins with as news it tells that it was up to so many days
 * ago; what it counts of earlier weeks, months or years is of something else.
 */
#define AGO 7
#define A_MONTH 31

/* Sentences in which it begins. */
#define NEWS 4

static bool is_far(const struct nut_fact *fact, int32_t day)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  int32_t other = 0;
  int64_t year = 0;
  if (nut_incident_day(value, &other))
    return abs(other - day) > FAR;
  return value.len == 4 && nut_slice_int(value, &year)
         && year != nut_day_to_date(day).year;
}

/* The first evidence of a sentence, or of one behind it. */
static size_t first_evidence(const struct nut_story *s, uint32_t sentence)
{
  size_t low = 0;
  size_t high = s->len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (s->ptr[middle].title || s->ptr[middle].sentence < sentence)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static int64_t number_of(const struct nut_evidence *e)
{
  return e->has_value ? e->value : e->low;
}

/* Is it a number of the dead or hurt that the sentence tells? */
static bool is_told(const struct nut_story *s, int64_t number,
                    uint32_t sentence)
{
  for (size_t i = first_evidence(s, sentence);
       i < s->len && s->ptr[i].sentence == sentence; i++)
    if (nut_story_is_victim(&s->ptr[i]) && number_of(&s->ptr[i]) == number)
      return true;
  return false;
}

/* Does a sentence count the dead or hurt, and none as the beginning does?
 * What says the same again is of the same. */
static bool counts_others(const struct nut_story *s, uint32_t sentence,
                          uint32_t begin)
{
  bool others = false;
  for (size_t i = first_evidence(s, sentence);
       i < s->len && s->ptr[i].sentence == sentence; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (!e->counted || !nut_story_is_victim(e))
      continue;
    if (is_told(s, number_of(e), begin))
      return false;
    others = true;
  }
  return others;
}

/* Dates of a sentence, and how many of them are of another time. */
struct dates {
  size_t all;
  size_t far;
};

/* The first and last day of a point in time; a day has one. */
static bool days_of(const struct nut_fact *fact, int32_t *first,
                    int32_t *last)
{
  if (nut_incident_day(nut_text_of(fact, NUT_DATE_VALUE), first)) {
    *last = *first;
    return true;
  }
  return nut_incident_day(nut_text_of(fact, NUT_DATE_FROM), first)
         && nut_incident_day(nut_text_of(fact, NUT_DATE_UNTIL), last);
}

/* Is the point in time before the news: of weeks ago, of a month that has
 * passed, of a year? */
static bool is_before(const struct nut_fact *fact, int32_t day)
{
  int32_t first = 0;
  int32_t last = 0;
  if (!days_of(fact, &first, &last))
    return false;
  if (last - first > A_MONTH)
    return true;
  return last < day - (last - first > WEEK ? 0 : AGO);
}

static struct dates dates_of(const struct nut_story *s, size_t *at,
                             bool (*is_other)(const struct nut_fact *,
                                              int32_t),
                             int32_t day)
{
  const struct nut_fact_list *facts = s->input->facts;
  struct dates dates = { 0, 0 };
  uint32_t sentence = facts->ptr[*at].sentence;
  for (; *at < facts->len && facts->ptr[*at].sentence == sentence; ++*at) {
    if (!is_point(&facts->ptr[*at]))
      continue;
    dates.all++;
    dates.far += is_other(&facts->ptr[*at], day);
  }
  return dates;
}

static void part(struct nut_story *s, uint32_t sentence)
{
  if (!(s->notes[sentence] & NUT_NOTE_BACKGROUND))
    s->notes[sentence] |= NUT_NOTE_BACKGROUND | NUT_NOTE_OTHER_TIME;
}

void nut_incident_part_times(struct nut_story *s,
                             const struct nut_incident *incident)
{
  const struct nut_fact_list *facts = s->input->facts;
  int32_t day = 0;
  if (!nut_incident_day(incident->date, &day))
    return;
  for (size_t i = 0; i < facts->len;) {
    uint32_t sentence = facts->ptr[i].sentence;
    struct dates dates = dates_of(s, &i, is_far, day);
    if (dates.all && dates.far == dates.all)
      part(s, sentence);
  }
}

/* The sentence that first tells of somebody killed or hurt, if the story
 * begins with it and it is no court's. */
static uint32_t beginning(const struct nut_story *s)
{
  for (uint32_t i = 0; i < NEWS && i < s->input->article->n_sentences; i++) {
    if (s->notes[i] & (NUT_NOTE_TRIAL | NUT_NOTE_BACKGROUND))
      return NUT_FACT_NONE;
    if (s->notes[i] & NUT_NOTE_EVIDENCE)
      return i;
  }
  return NUT_FACT_NONE;
}

void nut_incident_part_past(struct nut_story *s)
{
  const struct nut_fact_list *facts = s->input->facts;
  const struct nut_anchor *anchor = &s->input->anchor;
  uint32_t begin = beginning(s);
  if (!anchor->known || begin == NUT_FACT_NONE)
    return;
  int32_t day = nut_day_from_date(anchor->date);
  for (size_t i = 0; i < facts->len;) {
    uint32_t sentence = facts->ptr[i].sentence;
    struct dates dates = dates_of(s, &i, is_before, day);
    if (sentence <= begin && dates.far)
      return; /* the story is of that time */
    if (sentence > begin && dates.all && dates.far == dates.all
        && counts_others(s, sentence, begin))
      part(s, sentence);
  }
}

/* ---- where ---- */

static bool is_where(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_PLACE && nut_has(fact, NUT_PLACE_LAT)
         && !nut_slice_is(nut_text_of(fact, NUT_PLACE_WITHIN), "person")
         && !nut_slice_is(nut_text_of(fact, NUT_PLACE_KIND), "demonym");
}

static int kind_weight(const struct nut_fact *fact)
{
  struct nut_slice kind = nut_text_of(fact, NUT_PLACE_KIND);
  if (nut_slice_is(kind, "city"))
    return CITY;
  if (nut_slice_is(kind, "district"))
    return DISTRICT;
  if (nut_slice_is(kind, "street") || nut_slice_is(kind, "facility"))
    return STREET;
  if (nut_slice_is(kind, "admin"))
    return nut_has(fact, NUT_PLACE_ADMIN2)
                   || !nut_slice_eq(nut_text_of(fact, NUT_PLACE_NAME),
                                    nut_text_of(fact, NUT_PLACE_ADMIN1))
               ? COUNTY
               : STATE;
  return 0;
}

static bool is_same(const struct nut_fact *a, const struct nut_fact *b)
{
  return is_where(b)
         && nut_slice_eq(nut_text_of(a, NUT_PLACE_NAME),
                         nut_text_of(b, NUT_PLACE_NAME));
}

static int mentions(const struct nut_story *s, const struct nut_fact *place)
{
  const struct nut_fact_list *facts = s->input->facts;
  struct range range = candidates(s);
  int n = 0;
  for (size_t i = range.from; i < range.to && n < AGAIN_MAX; i++)
    n += is_same(place, &facts->ptr[i]);
  return n;
}

static int weigh_place(const struct nut_story *s, const struct nut_fact *fact,
                       bool title)
{
  struct nut_span line = s->input->article->dateline;
  int sum = kind_weight(fact) + AGAIN * mentions(s, fact);
  if (nut_slice_eq(nut_text_of(fact, NUT_PLACE_COUNTRY), s->input->region))
    sum += IN_REGION;
  if (nut_has(fact, NUT_PLACE_WITHIN))
    sum += IN_NAME;
  if (title)
    return sum + BASE + TITLE;
  sum += standing(s, fact->sentence);
  if (line.end && fact->span.end <= line.end)
    sum += DATELINE;
  return sum;
}

/* UCDP's codes. */
static int place_precision(const struct nut_fact *fact)
{
  struct nut_slice kind = nut_text_of(fact, NUT_PLACE_KIND);
  if (nut_slice_is(kind, "country"))
    return 6;
  if (nut_slice_is(kind, "admin"))
    return kind_weight(fact) == COUNTY ? 3 : 4;
  if (nut_slice_is(kind, "natural"))
    return 5;
  return nut_has(fact, NUT_PLACE_RELATION) ? 2 : 1;
}

/* By the list country_name. */
static struct nut_slice country_name(const struct nut_story *s,
                                     const struct nut_fact *place)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(s->input->rules, "country_name");
  struct nut_slice code = nut_text_of(place, NUT_PLACE_COUNTRY);
  return nut_wordlist_text(s->input->arena, list, code);
}

struct found {
  const struct nut_fact *fact;
  uint32_t index;
  int weight;
};

static void find_place(const struct nut_story *s,
                       const struct nut_fact_list *facts, bool title,
                       struct found *found)
{
  struct range range = candidates(s);
  if (title)
    range = (struct range){ 0, facts->len };
  for (size_t i = range.from; i < range.to; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (!is_where(fact))
      continue;
    int weight = weigh_place(s, fact, title);
    if (weight > found->weight)
      *found = (struct found){ fact, title ? NUT_FACT_NONE : (uint32_t)i,
                               weight };
  }
}

void nut_incident_where(const struct nut_story *s,
                        struct nut_incident *incident)
{
  struct found found = { NULL, NUT_FACT_NONE, 0 };
  if (s->only == NUT_FACT_NONE)
    find_place(s, s->input->title_facts, true, &found);
  find_place(s, s->input->facts, false, &found);
  if (!found.fact)
    return;
  incident->place = found.fact;
  incident->where_prec = place_precision(found.fact);
  incident->place_of_title = found.index == NUT_FACT_NONE;
  incident->country = country_name(s, found.fact);
  bool memory =
      nut_indices_add(s->input->arena, &incident->places, found.index);
  (void)memory; /* the arena remembers */
}
