/* Totals and their parts, and numbers that do not add up.
 *
 *   "Thirteen men were arrested.  Eight men in London were arrested.  A
 *    further five men were arrested in Romania."       13 = 8 + 5
 *   "54 men and one male juvenile have been rescued"   55 = 54 + 1
 *   "Ten died: six men and four women"                 10 = 6 + 4
 *
 * A false sum is worse than none, so two things must agree: the numbers, to
 * the last one, and the sense.  The sense is that of parts where they stand
 * side by side behind the total and a word of the list incident_parts (":",
 * "including"), or where one of them is "a further".  Parts that say by
 * themselves to be all of it and are not make a conflict, as do parts that
 * come to more than their total. */
#include "resolve/incident_story.h"

#include "base/slice.h"
#include "resolve/words.h"
#include "rules/fields.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

/* Sentences behind a total in which its parts are looked for. */
#define REACH 10

struct parts {
  struct nut_indices of;
  int64_t sum;
  bool whole;  /* they say to be all */
  bool tied;   /* the sense is that of parts */
};

static bool value_of(const struct nut_fact *fact, int64_t *out)
{
  return fact->rule->kind == NUT_KIND_COUNT
         && fact->values[NUT_COUNT_VALUE].type == NUT_NUM
         && nut_decimal_int(&fact->values[NUT_COUNT_VALUE].as.num, out);
}

static bool put(const struct nut_story *s, struct nut_sums *sums,
                const struct nut_sum *sum)
{
  sums->ptr = nut_arena_grow(s->input->arena, sums->ptr, sums->len,
                             &sums->cap, sizeof *sums->ptr);
  if (!sums->ptr)
    return false;
  sums->ptr[sums->len++] = *sum;
  return true;
}

/* ---- side by side, behind the total: "six men and four women" ---- */

/* Words of a place between two parts. */
#define PLACE_WORDS 5

/* "in Leeds and", "at a flat in York,": a place and a joint. */
static bool is_place_and_joint(const struct nut_story *s,
                               struct nut_slice text)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(s->input->rules, "incident_part_place");
  size_t blanks = 0;
  size_t first = 0;
  if (nut_slice_ends(text, " and"))
    text.len -= 4;
  else if (!nut_slice_ends(text, ","))
    return false;
  if (text.len && text.ptr[text.len - 1] == ',')
    text.len--;
  while (first < text.len && text.ptr[first] != ' ')
    first++;
  for (size_t i = 0; i < text.len; i++) {
    blanks += text.ptr[i] == ' ';
    if (nut_slice_find(nut_slice_of(",.;:()"), text.ptr[i], 0)
        != NUT_SLICE_NONE)
      return false;
  }
  return list && first && first < text.len && blanks <= PLACE_WORDS
         && nut_wordlist_find(s->input->arena, list,
                              nut_slice_cut(text, 0, first));
}

/* The last sign or word of the text before the first part, as the list has
 * it: whole, some; empty where it is none of the list. */
static struct nut_slice leads_to_parts(const struct nut_story *s,
                                       struct nut_slice text)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(s->input->rules, "incident_parts");
  size_t at = text.len;
  if (at && !nut_is_alpha(text.ptr[at - 1]))
    at--;
  else
    while (at && nut_is_alpha(text.ptr[at - 1]))
      at--;
  struct nut_slice last = nut_slice_cut(text, at, text.len);
  return nut_wordlist_text(s->input->arena, list, last);
}

/* A number without a role of its own, or with the total's. */
static bool may_be_part(const struct nut_fact *total,
                        const struct nut_fact *part)
{
  int64_t value = 0;
  return part->sentence == total->sentence && value_of(part, &value)
         && (!nut_has(part, NUT_COUNT_ROLE)
             || nut_slice_eq(nut_text_of(part, NUT_COUNT_ROLE),
                             nut_text_of(total, NUT_COUNT_ROLE)));
}

static bool find_beside(const struct nut_story *s, uint32_t total,
                        struct parts *parts)
{
  const struct nut_fact_list *facts = s->input->facts;
  const struct nut_article *article = s->input->article;
  const struct nut_fact *t = &facts->ptr[total];
  const struct nut_fact *last = NULL;
  for (size_t i = total + 1; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    int64_t value = 0;
    if (fact->sentence != t->sentence)
      break;
    if (fact->span.start < t->span.end || !may_be_part(t, fact)
        || !value_of(fact, &value))
      continue;
    if (!last) {
      struct nut_slice says =
          leads_to_parts(s, nut_text_between(article, t, fact));
      if (!says.len)
        return true;
      parts->whole = nut_slice_is(says, "whole");
      parts->tied = true;
    } else if (!nut_story_joined(article, last, fact)) {
      if (!is_place_and_joint(s, nut_text_between(article, last, fact)))
        break;
      parts->whole = false; /* sure enough for a sum, not for a conflict */
    }
    last = fact;
    parts->sum += value;
    if (!nut_indices_add(s->input->arena, &parts->of, (uint32_t)i))
      return false;
  }
  return true;
}

/* ---- in later sentences: "eight ...", "a further five ..." ---- */

static bool find_behind(const struct nut_story *s,
                        const struct nut_evidence *total,
                        struct parts *parts)
{
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (e->title || !e->counted || e->number != total->number
        || !e->has_value || e->index <= total->index
        || e->sentence <= total->sentence
        || e->sentence > total->sentence + REACH
        || e->value >= total->value || !nut_story_counts(s, e))
      continue;
    if (e->incremental && parts->of.len) {
      parts->tied = true;
      parts->whole = true;
    } else if (parts->of.len) {
      if (parts->tied)
        break;
      parts->of.len = 0;
      parts->sum = 0;
    }
    parts->sum += e->value;
    if (!nut_indices_add(s->input->arena, &parts->of, e->index))
      return false;
  }
  return true;
}

/* ---- which are kept ---- */

static bool keep(const struct nut_story *s, struct nut_incident *incident,
                 const struct nut_evidence *total, const struct parts *parts)
{
  struct nut_sum sum = { .total = total->index, .parts = parts->of };
  if (!parts->tied || parts->of.len == 0)
    return true;
  if (parts->sum == total->value && parts->of.len > 1)
    return put(s, &incident->sums, &sum);
  if (parts->sum <= total->value && !(parts->whole && parts->of.len > 1))
    return true;
  sum.value = parts->sum;
  sum.has_value = true;
  return put(s, &incident->conflicts, &sum);
}

/* Counts side by side that are one number together. */
static bool keep_group(const struct nut_story *s,
                       struct nut_incident *incident, size_t at)
{
  struct nut_sum sum = { .total = NUT_FACT_NONE, .has_value = true };
  for (size_t i = at; i < s->len; i = nut_story_next(s, i)) {
    sum.value += s->ptr[i].value;
    if (!nut_indices_add(s->input->arena, &sum.parts, s->ptr[i].index))
      return false;
  }
  return sum.parts.len < 2 || put(s, &incident->sums, &sum);
}

/* A number to which "a further two" was added. */
static bool keep_further(const struct nut_story *s,
                         struct nut_incident *incident,
                         const struct nut_tally *tally)
{
  struct nut_sum sum = { .total = NUT_FACT_NONE, .has_value = true,
                         .value = tally->best };
  size_t further = 0;
  for (size_t i = 0; i < tally->from.len; i++) {
    const struct nut_fact *fact =
        &s->input->facts->ptr[tally->from.ptr[i]];
    further += fact->rule->kind == NUT_KIND_COUNT
               && nut_has(fact, NUT_COUNT_INCREMENTAL);
    if (!nut_indices_add(s->input->arena, &sum.parts, tally->from.ptr[i]))
      return false;
  }
  return !further || sum.parts.len < 2
         || put(s, &incident->sums, &sum);
}

static bool is_taken(const struct nut_incident *incident,
                     const struct nut_evidence *e)
{
  const struct nut_indices *from = &incident->numbers[e->number].from;
  for (size_t i = 0; i < from->len; i++)
    if (from->ptr[i] == e->index)
      return true;
  return false;
}

enum nut_status nut_incident_sums(const struct nut_story *s,
                                  struct nut_incident *incident)
{
  for (int n = 0; n < NUT_INCIDENT_NUMBERS; n++)
    if (!keep_further(s, incident, &incident->numbers[n]))
      return NUT_NOMEM;
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    struct parts beside = { .sum = 0 };
    struct parts behind = { .sum = 0 };
    if (e->title || !e->counted || !e->has_value || e->group != i
        || !is_taken(incident, e))
      continue;
    if (!keep_group(s, incident, i) || !find_beside(s, e->index, &beside)
        || !keep(s, incident, e, &beside)
        || !find_behind(s, e, &behind) || !keep(s, incident, e, &behind))
      return NUT_NOMEM;
  }
  return NUT_OK;
}
