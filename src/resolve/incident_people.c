/* Persons told of one by one: "A man, 20, was shot in the leg.  A woman, 31,
 * was hit in the arm.  The man died at a hospital."
 *
 * Each sentence that says it of one tells of somebody.  He is a person of his
 * own only where he cannot be one told of before: where both have an age and
 * they differ.  So "a man was shot ... Tom Lane, 20, was hit in the arm" is
 * one.  A man and a woman are not told apart by these words: the nearest one
 * is too often another's ("shot by his mother's friend"). */
#include "resolve/incident_story.h"

#include "base/slice.h"
#include "resolve/words.h"
#include "rules/fields.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

/* Persons that are told apart; more make a list, with a number. */
#define PERSONS_MAX 16

/* Bytes before a verb, or behind it, in which its person is looked for. */
#define REACH 120

/* Sentences in which they are looked for. */
#define LEAD 12

struct person {
  int64_t age;           /* in months; 0: not said */
  bool killed;
};

/* Where the words of a person are. */
static struct nut_span words_of(const struct nut_story *s,
                                const struct nut_evidence *e)
{
  struct nut_span all = nut_sentence_of(s->input->article, e->fact);
  struct nut_span span = { all.start, e->fact->span.end };
  if (e->mark == NUT_MARK_ACT)
    span = (struct nut_span){ e->fact->span.end, all.end };
  if (span.end - span.start > REACH && e->mark == NUT_MARK_ACT)
    span.end = span.start + REACH;
  else if (span.end - span.start > REACH)
    span.start = span.end - REACH;
  return span;
}

/* Its youngest, in months; 0: not said. */
static int64_t months(const struct nut_fact *age)
{
  int64_t least = nut_int_or(age, NUT_AGE_MIN, 0);
  return nut_slice_is(nut_text_of(age, NUT_AGE_UNIT), "year") ? least * 12
                                                              : least;
}

/* The age nearest to the verb in its words. */
static const struct nut_fact *age_of(const struct nut_story *s,
                                     const struct nut_evidence *e,
                                     struct nut_span span)
{
  const struct nut_fact_list *facts = s->input->facts;
  const struct nut_fact *found = NULL;
  size_t low = 0;
  size_t high = facts->len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (facts->ptr[middle].span.start < span.start)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low;
       i < facts->len && facts->ptr[i].span.start < span.end; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (fact->rule->kind != NUT_KIND_AGE || months(fact) == 0)
      continue;
    found = fact;
    if (e->mark == NUT_MARK_ACT)
      break;
  }
  return found;
}

static struct person read_person(const struct nut_story *s,
                                 const struct nut_evidence *e)
{
  struct nut_span span = words_of(s, e);
  struct person person = { .killed = e->number == NUT_KILLED };
  const struct nut_fact *age = age_of(s, e, span);
  if (age)
    person.age = months(age);
  return person;
}

static bool may_be(const struct person *a, const struct person *b)
{
  return a->age == 0 || b->age == 0 || a->age == b->age;
}

/* Who it is of those told of: the one of that age, or else the last. */
static size_t find(const struct person *persons, size_t n,
                   const struct person *of)
{
  size_t found = n;
  for (size_t i = 0; i < n; i++)
    if (may_be(&persons[i], of)
        && (found == n || persons[found].age != of->age || of->age == 0))
      found = i;
  return found;
}

static bool is_one(const struct nut_story *s, const struct nut_evidence *e)
{
  return !e->counted && !e->title && nut_story_is_victim(e) && e->value == 1
         && e->sentence < LEAD && nut_story_counts(s, e)
         && (e->mark == NUT_MARK_NONE || e->mark == NUT_MARK_DIED
             || e->mark == NUT_MARK_ACT || e->mark == NUT_MARK_ALSO
             || (e->mark == NUT_MARK_WEAK && e->number == NUT_INJURED));
}

struct nut_persons nut_story_persons(const struct nut_story *s)
{
  struct person persons[PERSONS_MAX];
  struct nut_persons told = { 0, 0 };
  size_t n = 0;
  for (size_t i = 0; i < s->len; i++) {
    if (!is_one(s, &s->ptr[i]))
      continue;
    struct person person = read_person(s, &s->ptr[i]);
    if (s->ptr[i].mark == NUT_MARK_WEAK && person.age == 0)
      continue;
    size_t at = find(persons, n, &person);
    if (at == PERSONS_MAX)
      break;
    if (at == n) {
      persons[n++] = person;
      continue;
    }
    if (person.age)
      persons[at].age = person.age;
    persons[at].killed = persons[at].killed || person.killed;
  }
  for (size_t i = 0; i < n; i++)
    if (persons[i].killed)
      told.killed++;
    else
      told.hurt++;
  return told;
}
