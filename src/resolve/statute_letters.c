/* Letters that an article gives an Act: "the Police and Criminal Evidence Act
 * 1984 (PACE)", and what it calls PACE from there on.
 *
 *   (PACE)               gives the letters; no mention of its own
 *   section 24 of PACE   a rule's, which holds only where they were given
 *   PACE                 anywhere behind; found here, as a rule for all words
 *                        in capitals would be tried at each
 *
 * Cost: nothing for an article that gives none; else one pass over the text
 * behind each pair of brackets, with a word's first byte looked at first. */
#include "resolve/statute_letters.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

#include <stdlib.h>
#include <string.h>

static bool has_letters(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_STATUTE && !fact->rule->reject
         && nut_has(fact, NUT_STATUTE_LETTERS);
}

bool nut_gives_letters(const struct nut_fact *fact)
{
  return has_letters(fact) && !nut_has(fact, NUT_STATUTE_BACK);
}

bool nut_takes_letters(const struct nut_fact *fact)
{
  return has_letters(fact) && nut_has(fact, NUT_STATUTE_BACK);
}

const struct nut_fact *nut_find_letters(const struct nut_fact_list *facts,
                                        const struct nut_fact *fact)
{
  struct nut_slice letters = nut_text_of(fact, NUT_STATUTE_LETTERS);
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *giver = &facts->ptr[i];
    if (nut_gives_letters(giver) && giver->span.start < fact->span.start
        && nut_slice_eq(nut_text_of(giver, NUT_STATUTE_LETTERS), letters))
      return giver;
  }
  return NULL;
}

/* Before the overlaps: "Article 5 of NATO" must not beat "Article 5". */
void nut_resolve_letters(const struct nut_resolve *resolve,
                         struct nut_fact_list *facts)
{
  size_t kept = 0;
  for (size_t i = 0; i < facts->len; i++)
    facts->ptr[i].withdrawn =
        !resolve->alone && nut_takes_letters(&facts->ptr[i])
        && !nut_find_letters(facts, &facts->ptr[i]);
  for (size_t i = 0; i < facts->len; i++)
    if (!facts->ptr[i].withdrawn)
      facts->ptr[kept++] = facts->ptr[i];
  facts->len = kept;
}

/* ---- later mentions ---- */

/* Part of a word, or joined to one: anti-PACE, PACE-like. */
static bool is_joined(unsigned char byte)
{
  return nut_is_alpha(byte) || nut_is_digit(byte) || byte == '-'
         || byte == '_' || byte == '@' || byte == '#';
}

static bool stands_at(struct nut_slice text, size_t at,
                      struct nut_slice letters)
{
  size_t end = at + letters.len;
  return text.ptr[at] == letters.ptr[0] && end <= text.len
         && memcmp(text.ptr + at, letters.ptr, letters.len) == 0
         && !(at > 0 && is_joined((unsigned char)text.ptr[at - 1]))
         && !(end < text.len && is_joined((unsigned char)text.ptr[end]));
}

/* The sentence that holds the place; false between sentences. */
static bool find_sentence(const struct nut_article *article, uint32_t at,
                          uint32_t *sentence)
{
  size_t low = 0;
  size_t high = article->n_sentences;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (article->sentences[mid].span.end <= at)
      low = mid + 1;
    else
      high = mid;
  }
  *sentence = (uint32_t)low;
  return low < article->n_sentences
         && article->sentences[low].span.start <= at;
}

static enum nut_status add_mention(const struct nut_resolve *resolve,
                                   const struct nut_fact *giver, uint32_t at,
                                   struct nut_fact_list *out)
{
  struct nut_fact fact = *giver;
  size_t size = giver->kind->n_fields * sizeof *fact.values;
  struct nut_slice letters = nut_text_of(giver, NUT_STATUTE_LETTERS);
  fact.span = (struct nut_span){ at, at + (uint32_t)letters.len };
  if (!find_sentence(resolve->article, at, &fact.sentence))
    return NUT_OK;
  out->ptr = nut_arena_grow(resolve->arena, out->ptr, out->len, &out->cap,
                            sizeof *out->ptr);
  fact.values = nut_arena_alloc(resolve->arena, size);
  if (!out->ptr || !fact.values)
    return NUT_NOMEM;
  memcpy(fact.values, giver->values, size);
  fact.values[NUT_STATUTE_BACK] = nut_value_flag();
  out->ptr[out->len++] = fact;
  return NUT_OK;
}

static enum nut_status find_mentions(const struct nut_resolve *resolve,
                                     const struct nut_fact *giver,
                                     struct nut_fact_list *out)
{
  struct nut_slice text = resolve->article->shadow;
  struct nut_slice letters = nut_text_of(giver, NUT_STATUTE_LETTERS);
  enum nut_status status = NUT_OK;
  for (size_t at = giver->span.end; at < text.len && status == NUT_OK; at++)
    if (stands_at(text, at, letters))
      status = add_mention(resolve, giver, (uint32_t)at, out);
  return status;
}

static int by_start(const void *a, const void *b)
{
  const struct nut_fact *x = a;
  const struct nut_fact *y = b;
  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  return (x->span.end > y->span.end) - (x->span.end < y->span.end);
}

/* One text order of both lists; a mention inside another statute ("the PACE
 * Act", "section 24 of PACE") or given twice is left out. */
static enum nut_status merge(const struct nut_resolve *resolve,
                             const struct nut_fact_list *found,
                             struct nut_fact_list *facts)
{
  struct nut_fact *all = nut_arena_alloc(
      resolve->arena, (facts->len + found->len) * sizeof *all);
  uint32_t taken = 0;
  size_t n = 0;
  size_t k = 0;
  if (!all)
    return NUT_NOMEM;
  for (size_t i = 0; i <= facts->len; i++) {
    const struct nut_fact *next = i < facts->len ? &facts->ptr[i] : NULL;
    for (; k < found->len
           && (!next || found->ptr[k].span.start < next->span.start); k++) {
      if (found->ptr[k].span.start < taken)
        continue;
      taken = found->ptr[k].span.end;
      all[n++] = found->ptr[k];
    }
    if (next && next->rule->kind == NUT_KIND_STATUTE
        && next->span.end > taken)
      taken = next->span.end;
    if (next)
      all[n++] = *next;
  }
  *facts = (struct nut_fact_list){ all, n, facts->len + found->len };
  return NUT_OK;
}

enum nut_status nut_resolve_lettered(const struct nut_resolve *resolve,
                                     struct nut_fact_list *facts)
{
  struct nut_fact_list found = { 0 };
  enum nut_status status = NUT_OK;
  for (size_t i = 0; i < facts->len && status == NUT_OK; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    bool known = resolve->alone || nut_text_of(fact, NUT_STATUTE_TITLE).len;
    if (nut_gives_letters(fact) && known
        && !nut_find_letters(facts, fact))
      status = find_mentions(resolve, fact, &found);
  }
  if (status != NUT_OK || found.len == 0)
    return status;
  qsort(found.ptr, found.len, sizeof *found.ptr, by_start);
  return merge(resolve, &found, facts);
}
