/* From facts to incidents: one for what the article is about, and one each
 * for what it tells with numbers of another time, kept apart.
 *
 *   read the evidence -> what it counts of the past apart -> its date ->
 *   sentences of other times apart -> its place -> its numbers -> sums ->
 *   what belongs to it (ages ...)
 *
 * An article whose evidence says nothing of anybody has none.  Cost is that
 * of the facts, but for a place, which counts its mentions. */
#include "resolve/incident_story.h"

#include "base/limits.h"
#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Incidents of other times; more are a history. */
#define OTHERS_MAX 2

/* Sentences, or the part of all, that make a story of what it does not say
 * at first. */
#define OFTEN 2
#define PART 10

/* Sentences in which a story of a match says that it is of something else. */
#define CONTEST_LEAD 1

/* ---- which fact carries it ---- */

static bool has_number(const struct nut_incident *incident, int number)
{
  const struct nut_tally *t = &incident->numbers[number];
  return t->has_best || t->has_low || t->has_high;
}

static const struct nut_evidence *carrier(const struct nut_story *s,
                                          const struct nut_incident *incident)
{
  for (int number = 0; number < NUT_INCIDENT_NUMBERS; number++) {
    const struct nut_indices *from = &incident->numbers[number].from;
    if (!has_number(incident, number))
      continue;
    for (size_t i = 0; from->len && i < s->len; i++)
      if (s->ptr[i].index == from->ptr[0])
        return &s->ptr[i];
    for (size_t i = 0; i < s->len; i++)
      if (nut_story_counts(s, &s->ptr[i])
          && ((int)s->ptr[i].number == number
              || (number == NUT_INJURED && s->ptr[i].number == NUT_HIT)))
        return &s->ptr[i];
  }
  return NULL;
}

/* ---- what belongs to it ---- */

/* "12 guns and 400 rounds": a count without a role behind one that has it. */
static bool is_joined_to(const struct nut_story *s,
                         const struct nut_fact *last,
                         const struct nut_fact *fact)
{
  return last && last->sentence == fact->sentence
         && !nut_has(fact, NUT_COUNT_ROLE)
         && nut_story_joined(s->input->article, last, fact);
}

static bool is_seized(const struct nut_story *s, const struct nut_fact *last,
                      const struct nut_fact *fact)
{
  if (fact->rule->kind == NUT_KIND_COUNT)
    return nut_story_number(s->input, fact) == NUT_SEIZED
           || is_joined_to(s, last, fact);
  return (s->notes[fact->sentence] & NUT_NOTE_SEIZED)
         && (fact->rule->kind == NUT_KIND_MONEY
             || fact->rule->kind == NUT_KIND_MEASURE);
}

static struct nut_indices *list_for(const struct nut_story *s,
                                    struct nut_incident *incident,
                                    const struct nut_fact *last,
                                    const struct nut_fact *fact)
{
  switch (fact->rule->kind) {
  case NUT_KIND_AGE: /* numbers there are years */
    return nut_slice_is(nut_text_of(fact, NUT_AGE_UNIT), "year")
               ? &incident->ages
               : NULL;
  case NUT_KIND_STATUTE:
    return &incident->statutes;
  case NUT_KIND_PHONE:
    return &incident->phones;
  default:
    return is_seized(s, last, fact) ? &incident->seized : NULL;
  }
}

static bool is_equal(const struct nut_value *a, const struct nut_value *b)
{
  if (a->type != b->type)
    return false;
  switch (a->type) {
  case NUT_INT:
    return a->as.integer == b->as.integer;
  case NUT_NUM:
    return nut_decimal_cmp(&a->as.num, &b->as.num) == 0;
  case NUT_TEXT:
    return nut_slice_eq(a->as.text, b->as.text);
  default:
    return true;
  }
}

/* The same age, phone or Act is listed once. */
static bool is_listed(const struct nut_story *s,
                      const struct nut_indices *list,
                      const struct nut_fact *fact)
{
  size_t n = fact->kind->n_fields;
  for (size_t i = 0; i < list->len; i++) {
    const struct nut_fact *other = &s->input->facts->ptr[list->ptr[i]];
    size_t same = 0;
    if (other->rule->kind != fact->rule->kind
        || fact->rule->kind == NUT_KIND_COUNT)
      continue;
    for (size_t k = 0; k < n; k++)
      same += is_equal(&other->values[k], &fact->values[k]);
    if (same == n)
      return true;
  }
  return false;
}

static void take_others(const struct nut_story *s,
                        struct nut_incident *incident)
{
  const struct nut_fact_list *facts = s->input->facts;
  const struct nut_fact *seized = NULL; /* the last count that was */
  bool memory = true; /* the arena remembers */
  for (size_t i = 0; memory && i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    struct nut_indices *list = list_for(s, incident, seized, fact);
    if (list == &incident->seized && fact->rule->kind == NUT_KIND_COUNT)
      seized = fact;
    if (list && list->len < NUT_INCIDENT_LIST_MAX
        && !(s->notes[fact->sentence] & NUT_NOTE_BACKGROUND)
        && !is_listed(s, list, fact))
      memory = nut_indices_add(s->input->arena, list, (uint32_t)i);
  }
}

/* ---- incidents ---- */

static enum nut_status add(const struct nut_story *s,
                           const struct nut_incident *incident,
                           struct nut_incidents *out)
{
  const struct nut_evidence *by = carrier(s, incident);
  if (!by)
    return NUT_OK;
  out->ptr = nut_arena_grow(s->input->arena, out->ptr, out->len, &out->cap,
                            sizeof *out->ptr);
  if (!out->ptr)
    return NUT_NOMEM;
  struct nut_incident *to = &out->ptr[out->len++];
  *to = *incident;
  to->carrier = by->fact;
  to->of_title = by->title;
  to->sentence = by->sentence;
  return NUT_OK;
}

/* The story cut down to one sentence: its numbers, date and place. */
static enum nut_status add_other(struct nut_story *s, uint32_t sentence,
                                 struct nut_incidents *out)
{
  struct nut_incident incident = { .place = NULL };
  s->only = sentence;
  nut_incident_when(s, &incident);
  nut_incident_where(s, &incident);
  nut_incident_numbers(s, &incident);
  enum nut_status status = add(s, &incident, out);
  s->only = NUT_FACT_NONE;
  return status;
}

/* Sentences of another time that say with a number who was killed or hurt,
 * and tell of no statistics. */
static enum nut_status add_others(struct nut_story *s,
                                  struct nut_incidents *out)
{
  size_t most = out->len + OTHERS_MAX;
  uint32_t last = NUT_FACT_NONE;
  for (size_t i = 0; i < s->len && out->len < most; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (e->title || !e->counted || e->number > NUT_INJURED
        || e->sentence == last
        || !(s->notes[e->sentence] & NUT_NOTE_OTHER_TIME))
      continue;
    last = e->sentence;
    if (add_other(s, last, out) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* ---- is it news of an incident? ---- */

/* A story of a match or a vote: that many of its sentences are of one. */
static bool is_contest(const struct nut_story *s)
{
  size_t sentences = s->input->article->n_sentences;
  return s->contest && (s->contest * 2 >= sentences
                        || (s->contest >= 3 && s->contest * 6 >= sentences));
}

/* Does the evidence say outright what was done to somebody?  Of those that
 * died it is known only where an event is named. */
static bool is_outright(const struct nut_story *s,
                        const struct nut_evidence *e)
{
  if (e->has_value && e->value == 0)
    return false;
  if (e->mark == NUT_MARK_DIED || e->mark == NUT_MARK_AMONG)
    return s->event;
  return e->mark != NUT_MARK_WEAK;
}

/* A story says first what it is about, or says it again; that somebody is
 * held or charged is often said by the way.  Weaker words will do where it
 * names the event.  Who is hurt in a match or held at a vote makes none. */
static bool tells(const struct nut_story *s)
{
  uint32_t lead = is_contest(s) ? CONTEST_LEAD : NUT_STORY_LEAD;
  size_t sentences = 0;
  uint32_t last = NUT_FACT_NONE;
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    bool first = e->title || e->sentence < lead;
    bool outright = is_outright(s, e);
    if (e->number == NUT_SEIZED || !nut_story_counts(s, e))
      continue;
    if (first && (outright || ((s->event || e->title) && !is_contest(s))))
      return true;
    if (!outright || !nut_story_is_victim(e))
      continue;
    sentences += e->sentence != last;
    last = e->sentence;
  }
  return !is_contest(s)
         && (sentences >= OFTEN
             || sentences * PART >= s->input->article->n_sentences + 1);
}

enum nut_status nut_incidents_build(const struct nut_incident_input *input,
                                    struct nut_incidents *out)
{
  struct nut_story story;
  struct nut_incident incident = { .place = NULL };
  *out = (struct nut_incidents){ NULL, 0, 0 };
  if (nut_story_read(input, &story) != NUT_OK)
    return NUT_NOMEM;
  if (!tells(&story))
    return NUT_OK;
  nut_incident_part_past(&story);
  nut_incident_when(&story, &incident);
  nut_incident_part_times(&story, &incident);
  nut_incident_where(&story, &incident);
  nut_incident_numbers(&story, &incident);
  take_others(&story, &incident);
  enum nut_status status = nut_incident_sums(&story, &incident);
  if (status == NUT_OK)
    status = add(&story, &incident, out);
  if (status == NUT_OK)
    status = add_others(&story, out);
  return input->arena->failed ? NUT_NOMEM : status;
}

/* ---- after the record's kinds were chosen ---- */

static void renumber(struct nut_indices *list, const uint32_t *keep)
{
  size_t kept = 0;
  for (size_t i = 0; i < list->len; i++)
    if (keep[list->ptr[i]] != NUT_FACT_NONE)
      list->ptr[kept++] = keep[list->ptr[i]];
  list->len = kept;
}

/* A sum that lost its total or a part is none. */
static void renumber_sums(struct nut_sums *sums, const uint32_t *keep)
{
  size_t kept = 0;
  for (size_t i = 0; i < sums->len; i++) {
    struct nut_sum sum = sums->ptr[i];
    size_t parts = sum.parts.len;
    renumber(&sum.parts, keep);
    if (sum.total != NUT_FACT_NONE) {
      sum.total = keep[sum.total];
      if (sum.total == NUT_FACT_NONE)
        continue;
    }
    if (sum.parts.len == parts)
      sums->ptr[kept++] = sum;
  }
  sums->len = kept;
}

void nut_incidents_renumber(struct nut_incidents *incidents,
                            const uint32_t *keep)
{
  for (size_t i = 0; i < incidents->len; i++) {
    struct nut_incident *incident = &incidents->ptr[i];
    struct nut_indices *const lists[] = {
      &incident->dates, &incident->places, &incident->ages,
      &incident->seized, &incident->statutes, &incident->phones,
    };
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
      renumber(lists[k], keep);
    for (int k = 0; k < NUT_INCIDENT_NUMBERS; k++)
      renumber(&incident->numbers[k].from, keep);
    renumber_sums(&incident->sums, keep);
    renumber_sums(&incident->conflicts, keep);
  }
}
