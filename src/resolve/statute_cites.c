/* One law, one fact: an Act named right before its citation is the same law.
 *
 *   the Quiet Moor Act of 1974 (29 U.S.C. 1081)   29 U.S.C. 1081, that Act's
 *   the Quiet Moor Act, 29 U.S.C. 1081            the same
 *   the Quiet Moor Act (QMA), as amended (29      the same
 *   section 4 of the Quiet Moor Act (29 U.S.C.)   two: each says a section
 *
 * The citation is what one looks up, so it keeps its title, and gets the
 * Act's as its name, and its year.  Rules say of a fact that it cites. */
#include "resolve/statute_cites.h"
#include "resolve/statute_letters.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* The furthest that a citation stands behind its Act, in bytes: letters in
 * brackets and a few words. */
enum { GAP = 48 };

/* The longest letters of an Act, with quotes and brackets. */
enum { LETTERS_MAX = 14 };

/* An Act and nothing but: neither a citation nor a section of it. */
static bool is_bare_act(const struct nut_fact *fact)
{
  return nut_names_act(fact) && !nut_has(fact, NUT_STATUTE_SECTION);
}

static bool is_mark(char byte)
{
  return byte == '(' || byte == '[' || byte == ',' || byte == ' '
         || byte == '\n';
}

/* Without letters in brackets at its start: ' ("NEPA"), '. */
static struct nut_slice behind_letters(struct nut_slice between)
{
  struct nut_slice text = nut_slice_trim(between);
  size_t close = nut_slice_find(text, ')', 0);
  if (!nut_slice_starts(text, "(") || close > LETTERS_MAX)
    return between;
  for (size_t i = 1; i < close; i++)
    if (!nut_is_alpha(text.ptr[i]) && text.ptr[i] != '"')
      return between;
  return nut_slice_cut(text, close + 1, text.len);
}

/* " (", "(" or ", ", or words that lead over between such marks. */
static bool leads_over(const struct nut_resolve *resolve,
                       const struct nut_wordlist *words,
                       struct nut_slice between)
{
  struct nut_slice rest = behind_letters(between);
  size_t marks = 0;
  for (size_t i = 0; i < rest.len; i++)
    marks += rest.ptr[i] == '(' || rest.ptr[i] == '[' || rest.ptr[i] == ',';
  while (rest.len && is_mark(rest.ptr[0]))
    rest = nut_slice_cut(rest, 1, rest.len);
  while (rest.len && is_mark(rest.ptr[rest.len - 1]))
    rest.len--;
  return rest.len ? marks > 0 && nut_word_meaning(resolve, words, rest).len
                  : marks == 1;
}

/* The first fact of the citation right behind the Act, or facts->len. */
static size_t find_cite(const struct nut_resolve *resolve,
                        const struct nut_fact_list *facts, size_t act)
{
  const struct nut_wordlist *words =
      nut_rules_wordlist(resolve->rules, "cite_between");
  uint32_t end = facts->ptr[act].span.end;
  for (size_t i = act + 1;
       i < facts->len && facts->ptr[i].span.start <= end + GAP; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (nut_is_statute(fact) && fact->span.start > end
        && nut_has(fact, NUT_STATUTE_CITES)
        && leads_over(resolve, words,
                      nut_slice_cut(resolve->article->shadow, end,
                                    fact->span.start)))
      return i;
  }
  return facts->len;
}

/* Each section of one citation is of that Act. */
static void name_cite(const struct nut_fact *act, struct nut_fact_list *facts,
                      size_t first)
{
  uint32_t match = facts->ptr[first].match;
  for (size_t i = first; i < facts->len && facts->ptr[i].match == match;
       i++) {
    struct nut_value *values = facts->ptr[i].values;
    values[NUT_STATUTE_NAME] = act->values[NUT_STATUTE_TITLE];
    if (nut_has(act, NUT_STATUTE_YEAR))
      values[NUT_STATUTE_YEAR] = act->values[NUT_STATUTE_YEAR];
  }
}

void nut_resolve_cited(const struct nut_resolve *resolve,
                       struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    if (!is_bare_act(&facts->ptr[i]))
      continue;
    size_t cite = find_cite(resolve, facts, i);
    if (cite == facts->len)
      continue;
    name_cite(&facts->ptr[i], facts, cite);
    facts->ptr[i].withdrawn = true;
  }
}
