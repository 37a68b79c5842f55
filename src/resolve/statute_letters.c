/* Letters that an article gives an Act: "the Police and Criminal Evidence Act
 * 1984 (PACE)", and what it calls PACE from there on.
 *
 *   (PACE)               gives the letters; no mention of its own
 *   section 24 of PACE   a rule's, which holds only where they were given
 *   PACE                 anywhere behind; found here, as a rule for all words
 *                        in capitals would be tried at each
 *
 * Cost: nothing for an article that gives none; else one pass over the text,
 * in which each word with a capital at both ends is looked up. */
#include "resolve/statute_letters.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

#include <string.h>

bool nut_is_statute(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_STATUTE;
}

static bool has_letters(const struct nut_fact *fact)
{
  return nut_is_statute(fact) && !fact->rule->reject
         && nut_has(fact, NUT_STATUTE_LETTERS);
}

bool nut_names_act(const struct nut_fact *fact)
{
  return nut_is_statute(fact) && nut_text_of(fact, NUT_STATUTE_TITLE).len
         && !nut_has(fact, NUT_STATUTE_BACK)
         && !nut_has(fact, NUT_STATUTE_LETTERS)
         && !nut_has(fact, NUT_STATUTE_CITES) && fact->nth == 1;
}

bool nut_gives_letters(const struct nut_fact *fact)
{
  return has_letters(fact) && !nut_has(fact, NUT_STATUTE_BACK);
}

bool nut_takes_letters(const struct nut_fact *fact)
{
  return has_letters(fact) && nut_has(fact, NUT_STATUTE_BACK);
}

enum nut_status nut_letters_init(struct nut_letters *letters,
                                 const struct nut_mem *mem,
                                 const struct nut_fact_list *facts)
{
  *letters = (struct nut_letters){ .facts = facts };
  nut_map_init(&letters->first, mem);
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (!nut_gives_letters(fact))
      continue; /* other kinds have no such field */
    struct nut_slice key = nut_text_of(fact, NUT_STATUTE_LETTERS);
    uint32_t known = nut_map_get(&letters->first, key);
    if ((known == NUT_MAP_NONE
         || fact->span.start < facts->ptr[known].span.start)
        && !nut_map_put(&letters->first, key, (uint32_t)i))
      return NUT_NOMEM;
  }
  return NUT_OK;
}

void nut_letters_drop(struct nut_letters *letters)
{
  nut_map_drop(&letters->first);
}

static const struct nut_fact *giver_of(const struct nut_letters *letters,
                                       struct nut_slice key, uint32_t before)
{
  uint32_t at = nut_map_get(&letters->first, key);
  const struct nut_fact *giver =
      at == NUT_MAP_NONE ? NULL : &letters->facts->ptr[at];
  return giver && giver->span.start < before ? giver : NULL;
}

const struct nut_fact *nut_letters_giver(const struct nut_letters *letters,
                                         const struct nut_fact *fact)
{
  return giver_of(letters, nut_text_of(fact, NUT_STATUTE_LETTERS),
                  fact->span.start);
}

/* Before the overlaps: "Article 5 of NATO" must not beat "Article 5". */
enum nut_status nut_resolve_letters(const struct nut_resolve *resolve,
                                    struct nut_fact_list *facts)
{
  struct nut_letters letters;
  enum nut_status status =
      nut_letters_init(&letters, resolve->arena->mem, facts);
  if (status == NUT_OK && !resolve->alone) {
    for (size_t i = 0; i < facts->len; i++)
      facts->ptr[i].withdrawn = nut_takes_letters(&facts->ptr[i])
                                && !nut_letters_giver(&letters,
                                                      &facts->ptr[i]);
    nut_resolve_sweep(facts);
  }
  nut_letters_drop(&letters);
  return status;
}

/* ---- later mentions ---- */

/* Part of a word, or joined to one: anti-PACE, PACE-like, R&D. */
static bool is_joined(char byte)
{
  return nut_is_alpha(byte) || nut_is_digit(byte) || byte == '-'
         || byte == '_' || byte == '@' || byte == '#' || byte == '&';
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

/* Letters that were given, with an Act to stand for, or NULL. */
static const struct nut_fact *stands_for(const struct nut_resolve *resolve,
                                         const struct nut_letters *letters,
                                         struct nut_slice word, uint32_t at)
{
  bool capitals = word.len > 1 && nut_is_upper(word.ptr[0])
                  && nut_is_upper(word.ptr[word.len - 1]);
  const struct nut_fact *giver =
      capitals ? giver_of(letters, word, at) : NULL;
  bool known = giver && (resolve->alone
                         || nut_text_of(giver, NUT_STATUTE_TITLE).len);
  return known && giver->span.end <= at ? giver : NULL;
}

/* Word by word behind the first that gives letters. */
static enum nut_status find_mentions(const struct nut_resolve *resolve,
                                     const struct nut_letters *letters,
                                     uint32_t from,
                                     struct nut_fact_list *out)
{
  struct nut_slice text = resolve->article->shadow;
  enum nut_status status = NUT_OK;
  for (size_t at = from; at < text.len && status == NUT_OK;) {
    size_t end = at;
    while (end < text.len && is_joined(text.ptr[end]))
      end++;
    const struct nut_fact *giver = stands_for(
        resolve, letters, nut_slice_cut(text, at, end), (uint32_t)at);
    if (giver)
      status = add_mention(resolve, giver, (uint32_t)at, out);
    at = end > at ? end : at + 1;
  }
  return status;
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
    if (next && nut_is_statute(next) && next->span.end > taken)
      taken = next->span.end;
    if (next)
      all[n++] = *next;
  }
  *facts = (struct nut_fact_list){ all, n, facts->len + found->len };
  return NUT_OK;
}

enum nut_status nut_resolve_lettered(const struct nut_resolve *resolve,
                                     const struct nut_letters *letters,
                                     struct nut_fact_list *facts)
{
  struct nut_fact_list found = { 0 };
  size_t i = 0;
  while (i < facts->len && !nut_gives_letters(&facts->ptr[i]))
    i++;
  if (i == facts->len)
    return NUT_OK;
  enum nut_status status = find_mentions(resolve, letters,
                                         facts->ptr[i].span.end, &found);
  return status == NUT_OK && found.len ? merge(resolve, &found, facts)
                                       : status;
}
