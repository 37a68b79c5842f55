/* Names of the gazetteer in the sentences of an article.
 *
 *   "He flew from Paris, Texas, to London Bridge."
 *     Paris   directed, in Texas        Texas   listed
 *     London  directed, named on its right
 *
 * A name begins with a capital at a word's edge; the longest one counts, and
 * the search goes on behind it.  What is said beside it comes from the lists
 * before_place, behind_place, first_name and place_word of the rules, so that
 * it can be taught; what it means for the name is decided later, with all
 * mentions known.
 *
 * Where a sentence is a headline In Such Capitals, or IN SUCH, neighbours in
 * capitals tell nothing. */
#include "resolve/place.h"

#include "base/slice.h"
#include "base/utf.h"
#include "resolve/words.h"
#include "rules/fields.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

#include <stdlib.h>

#include <utf8proc.h>

struct finder {
  struct nut_resolve *resolve;
  const struct nut_rule *rule;
  const struct nut_wordlist *first_names;
  const struct nut_wordlist *opening;
  const struct nut_wordlist *words;
  const struct nut_wordlist *before;
  const struct nut_wordlist *behind;
  const struct nut_wordlist *relations;
  struct nut_fact_list *facts;
  uint32_t *age_starts; /* of ages that rules found, sorted */
  uint32_t *age_ends;
  size_t n_ages;
  const char *text; /* the shadow */
  uint32_t start;   /* of the sentence */
  uint32_t end;
  uint32_t sentence;
  bool seen;        /* are the next two known? */
  bool headline;    /* neighbours in capitals tell nothing */
  bool shouting;    /* ALL OF IT */
};

/* ---- letters and words ---- */

/* Letters, digits, and all beyond ASCII. */
static bool is_word_byte(char c)
{
  return nut_is_alpha(c) || nut_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_capital(struct nut_slice text)
{
  uint32_t code = 0;
  size_t bad = 0;
  if (text.len == 0 || (unsigned char)text.ptr[0] < 0x80)
    return text.len && nut_is_upper(text.ptr[0]);
  return nut_utf_decode(text, &code, &bad)
         && utf8proc_category((utf8proc_int32_t)code)
                == UTF8PROC_CATEGORY_LU;
}

static bool all_capitals(struct nut_slice text)
{
  bool some = false;
  for (size_t i = 0; i < text.len; i++) {
    if (nut_is_lower(text.ptr[i]))
      return false;
    some = some || nut_is_upper(text.ptr[i]);
  }
  return some;
}

/* Short, as it is asked often. */
static struct nut_slice look_up(const struct finder *f,
                                const struct nut_wordlist *list,
                                struct nut_slice word)
{
  return nut_word_meaning(f->resolve, list, word);
}

static struct nut_slice cut(const struct finder *f, uint32_t from,
                            uint32_t to)
{
  return (struct nut_slice){ f->text + from, to - from };
}

/* The word right before `at`, with one space between; without an opening
 * quote or bracket.  Empty: none, or a sign parts them. */
static struct nut_slice word_before(const struct finder *f, uint32_t at)
{
  if (at < f->start + 2 || f->text[at - 1] != ' ')
    return (struct nut_slice){ NULL, 0 };
  uint32_t end = at - 1;
  uint32_t from = end;
  while (from > f->start && f->text[from - 1] != ' ')
    from--;
  char last = f->text[end - 1];
  if (!is_word_byte(last) && last != '.')
    return (struct nut_slice){ NULL, 0 };
  while (from < end && !is_word_byte(f->text[from]))
    from++;
  return cut(f, from, end);
}

/* The word right behind `at`, with one space between, up to its last letter;
 * *next is where what follows it begins. */
static struct nut_slice word_behind(const struct finder *f, uint32_t at,
                                    uint32_t *next)
{
  *next = at;
  if (at + 1 >= f->end || f->text[at] != ' ')
    return (struct nut_slice){ NULL, 0 };
  uint32_t from = at + 1;
  uint32_t to = from;
  while (to < f->end && f->text[to] != ' ')
    to++;
  while (to > from && !is_word_byte(f->text[to - 1]))
    to--;
  if (to - from > 2 && f->text[to - 1] == 's' && f->text[to - 2] == '\'')
    to -= 2;
  *next = to;
  return cut(f, from, to);
}

/* How a sentence is written: two words in three with a capital is a headline's
 * way.  Short words tell nothing. */
static void see_sentence(struct finder *f)
{
  size_t words = 0;
  size_t capitals = 0;
  size_t shouted = 0;
  f->seen = true;
  for (uint32_t at = f->start; at < f->end;) {
    uint32_t to = at;
    while (to < f->end && is_word_byte(f->text[to]))
      to++;
    struct nut_slice word = cut(f, at, to);
    if (word.len > 3 && !nut_is_digit(word.ptr[0])) {
      words++;
      capitals += is_capital(word);
      shouted += all_capitals(word);
    }
    at = to > at ? to : at + 1;
  }
  f->headline = words >= 4 && capitals * 10 >= words * 7;
  f->shouting = words >= 2 && shouted * 10 >= words * 7;
  f->headline = f->headline || f->shouting;
}

/* ---- what stands beside a name ---- */

static enum nut_name_class class_of(const struct finder *f,
                                    struct nut_slice name)
{
  struct nut_slice class = look_up(f, f->words, name);
  struct nut_slice first = look_up(f, f->first_names, name);
  if (nut_slice_is(class, "time"))
    return NUT_NAME_TIME;
  if (nut_slice_is(class, "word"))
    return NUT_NAME_WORD;
  if (first.len)
    return nut_slice_is(first, "weak") ? NUT_NAME_WEAK_FIRST : NUT_NAME_FIRST;
  if (nut_slice_is(class, "surname"))
    return NUT_NAME_SURNAME;
  if (nut_slice_is(class, "product"))
    return NUT_NAME_PRODUCT;
  return nut_slice_is(class, "organisation") ? NUT_NAME_ORGANISATION
                                             : NUT_NAME_PLAIN;
}

/* "J." of "J. London". */
static bool is_initial(struct nut_slice word)
{
  return word.len == 2 && nut_is_upper(word.ptr[0]) && word.ptr[1] == '.';
}

/* "Kandahar province" and "the province of Kandahar", "Kano city"; but "Derby
 * City" is its club, its council or its hall. */
static void see_sort(struct nut_mention *m, struct nut_slice word,
                     struct nut_slice value)
{
  bool city = nut_slice_is(value, "city");
  if (nut_slice_is(value, "unit"))
    m->unit = true;
  if (city || nut_slice_is(value, "town"))
    m->town = true;
  if (city && is_capital(word))
    m->within = "organisation";
}

/* Of "University of London", the word before the one of the value of. */
static void see_of(struct finder *f, struct nut_mention *m, const char *of)
{
  struct nut_slice head = word_before(f, (uint32_t)(of - f->text));
  see_sort(m, head, look_up(f, f->behind, head));
  m->located = m->located || m->unit || m->town;
  if (is_capital(head)
      && nut_slice_is(look_up(f, f->before, head), "title"))
    m->within = "person"; /* the Duchess of Sussex */
  if (is_capital(head)
      && (nut_slice_is(look_up(f, f->before, head), "organisation")
          || nut_slice_is(look_up(f, f->behind, head), "organisation")))
    m->within = "organisation";
}

/* The capital of a sentence's first word tells nothing, unless the word is a
 * first name and nothing else: "Robbie Fowler", but "Will London". */
static bool opens_as_word(const struct finder *f, struct nut_slice word,
                          uint32_t from)
{
  return from == f->start && (look_up(f, f->first_names, word).len == 0
                              || look_up(f, f->opening, word).len > 0);
}

static void see_capital_before(struct finder *f, struct nut_mention *m,
                               struct nut_slice word, struct nut_fact *fact)
{
  struct nut_slice value = look_up(f, f->before, word);
  uint32_t from = (uint32_t)(word.ptr - f->text);
  if (nut_slice_is(value, "direction"))
    fact->span.start = from;
  else if (nut_slice_is(value, "natural"))
    m->natural = true;
  else if (nut_slice_is(value, "county"))
    m->unit = true;
  else if (nut_slice_is(value, "organisation") && !f->headline)
    m->within = "organisation"; /* Imperial College London */
  else if ((value.len && !nut_slice_is(value, "article")) || f->headline)
    return;
  else if (opens_as_word(f, word, from))
    return;
  else if (is_initial(word) || look_up(f, f->first_names, word).len)
    m->person = true;
  else if (!look_up(f, f->behind, word).len)
    m->named_on_left = true;
  if (m->natural || m->unit)
    fact->span.start = from;
}

/* "near", or "north of" with the word before. */
static void see_relation(struct finder *f, struct nut_mention *m,
                         struct nut_slice word)
{
  if (word.len == 0)
    return;
  struct nut_slice first =
      word_before(f, (uint32_t)(word.ptr - f->text));
  if (first.len)
    m->relation = look_up(f, f->relations,
                          cut(f, (uint32_t)(first.ptr - f->text),
                              (uint32_t)(word.ptr + word.len - f->text)));
  if (m->relation.len == 0)
    m->relation = look_up(f, f->relations, word);
  m->located = m->located || m->relation.len;
}

/* Is there an offset from `from` to `to` among them?  Sorted, as an article
 * may have very many. */
static bool any_between(const uint32_t *offsets, size_t n, uint32_t from,
                        uint32_t to)
{
  size_t low = 0;
  size_t high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (offsets[middle] < from)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && offsets[low] <= to;
}

/* "Ann Lee, 29, of Columbia": where she lives. */
static bool is_behind_age(const struct finder *f, struct nut_slice of)
{
  uint32_t at = (uint32_t)(of.ptr - f->text);
  return at >= f->start + 2 && f->text[at - 1] == ' '
         && f->text[at - 2] == ','
         && any_between(f->age_ends, f->n_ages, at - 2, at - 2);
}

static void see_before(struct finder *f, struct nut_mention *m,
                       struct nut_fact *fact)
{
  struct nut_slice word = word_before(f, m->span.start);
  struct nut_slice value = look_up(f, f->before, word);
  m->opens = m->span.start == f->start;
  see_sort(m, word, value); /* upstate */
  if (is_capital(word))
    see_capital_before(f, m, word, fact);
  if (nut_slice_is(value, "title"))
    m->person = true;
  if (nut_slice_is(value, "of"))
    see_of(f, m, word.ptr);
  if (nut_slice_is(value, "direction") || nut_slice_is(value, "article")) {
    word = word_before(f, (uint32_t)(word.ptr - f->text));
    value = look_up(f, f->before, word);
  }
  see_relation(f, m, word);
  bool of = nut_slice_is(value, "of");
  m->located = m->located || nut_slice_is(value, "in")
               || (of && is_behind_age(f, word));
  m->directed = of || nut_slice_is(value, "from");
}

/* Two words of a list, else one; *to is where they end. */
static struct nut_slice phrase_behind(const struct finder *f, uint32_t at,
                                      struct nut_slice *word, uint32_t *to)
{
  uint32_t next = 0;
  *word = word_behind(f, at, to);
  if (word->len == 0)
    return *word;
  struct nut_slice second = word_behind(f, *to, &next);
  if (second.len) {
    struct nut_slice both =
        cut(f, (uint32_t)(word->ptr - f->text), next);
    struct nut_slice value = look_up(f, f->behind, both);
    if (value.len) {
      *to = next;
      return value;
    }
  }
  if (*to < f->end && f->text[*to] == '.') {
    struct nut_slice stopped = { word->ptr, word->len + 1 };
    struct nut_slice value = look_up(f, f->behind, stopped);
    if (value.len)
      return value;
  }
  return look_up(f, f->behind, *word);
}

/* An unknown name behind ours: "Boston Consulting Group" is an organisation
 * by its last word. */
static void see_unknown_behind(struct finder *f, struct nut_mention *m,
                               uint32_t at)
{
  m->named_on_right = true;
  for (size_t i = 0; i < 3; i++) {
    struct nut_slice word;
    struct nut_slice value = phrase_behind(f, at, &word, &at);
    if (!is_capital(word))
      return;
    if (nut_slice_is(value, "organisation"))
      m->within = "organisation";
    if (nut_slice_is(value, "facility"))
      m->within = "facility";
    if (m->within)
      return;
  }
}

/* The end of "Dyfed-Powys", of which the name is the first half. */
static uint32_t hyphened(const struct finder *f, const struct nut_mention *m)
{
  uint32_t at = m->span.end;
  if (at + 1 >= f->end || f->text[at] != '-'
      || !is_capital(cut(f, at + 1, f->end)))
    return at;
  for (at++; at < f->end && is_word_byte(f->text[at]);)
    at++;
  return at;
}

/* ", 46," ", aged nine" and ", a 32-year-old": whose age it is, is a person.
 * Between the comma and the age there is room for such a word. */
#define ROOM_MAX 5

static bool has_age(const struct finder *f, uint32_t at)
{
  return at + 2 < f->end && f->text[at] == ',' && f->text[at + 1] == ' '
         && any_between(f->age_starts, f->n_ages, at + 2,
                        at + 2 + ROOM_MAX);
}

static void see_behind(struct finder *f, struct nut_mention *m,
                       struct nut_fact *fact)
{
  if (m->class != NUT_NAME_PLAIN && has_age(f, m->span.end))
    m->person = true;
  struct nut_slice word;
  uint32_t to = m->span.end;
  struct nut_slice value = phrase_behind(f, hyphened(f, m), &word, &to);
  if (nut_slice_is(value, "saying") && !is_capital(word))
    m->says = true;
  see_sort(m, word, value);
  if (!is_capital(word))
    return;
  if (nut_slice_is(value, "organisation"))
    m->within = "organisation";
  else if (nut_slice_is(value, "facility"))
    m->within = "facility";
  else if (nut_slice_is(value, "natural"))
    m->natural = true;
  else if (!value.len && !f->headline) {
    bool first = m->class == NUT_NAME_FIRST
                 || m->class == NUT_NAME_WEAK_FIRST;
    struct nut_slice what = look_up(f, f->words, word);
    if (first && (nut_slice_is(what, "surname") || nut_slice_is(what, "word")))
      m->person = true; /* Jordan Smith */
    see_unknown_behind(f, m, m->span.end);
  }
  if (m->natural && nut_slice_is(value, "natural"))
    fact->span.end = to;
}

/* ---- names one after the other ---- */

/* What lies between two names of one sentence: ", " "and" "or" "/". */
static bool is_list(struct nut_slice between)
{
  static const char *const signs[] = { ", ", " and ", ", and ", " or ", "/",
                                       " & ", "-" };
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (nut_slice_is(between, signs[i]))
      return true;
  return false;
}

/* "Springfield, Ill.", "Paris, Texas": the second may hold the first, which
 * is found out when the places are known. */
static void see_pair(struct finder *f, struct nut_mentions *mentions)
{
  if (mentions->len < 2)
    return;
  uint32_t last = (uint32_t)mentions->len - 1;
  struct nut_mention *a = &mentions->ptr[last - 1];
  struct nut_mention *b = &mentions->ptr[last];
  if (a->sentence != b->sentence)
    return;
  struct nut_slice between = cut(f, a->span.end, b->span.start);
  if (nut_slice_is(between, ", ") || nut_slice_is(between, " in ")
      || nut_slice_is(between, " (")
      || nut_slice_is(between, " "))
    a->container = last;
  if (is_list(between))
    a->listed = b->listed = true;
}

/* ---- finding ---- */

/* Of St Mary's; the Queen's is no Queens. */
static bool has_apostrophe(const struct nut_gazetteer *g, uint32_t place)
{
  struct nut_slice name = nut_gazetteer_place(g, place).name;
  return nut_slice_find(name, '\'', 0) != NUT_SLICE_NONE;
}

/* Do the senses suit how it is written?  Some names are only meant in
 * capitals; and four capitals among small letters are an acronym, unless a
 * table of ours says otherwise. */
static bool is_meant(const struct finder *f, const struct nut_mention *m)
{
  size_t n = nut_gazetteer_senses(m->gazetteer, m->name);
  struct nut_slice name = cut(f, m->span.start, m->span.end);
  bool possessive = nut_slice_ends(name, "'s");
  bool stopped = m->span.end < f->end && f->text[m->span.end] == '.';
  bool acronym = m->capitals && !f->shouting
                 && m->span.end - m->span.start <= 4
                 && m->span.start != f->start;
  for (size_t i = 0; i < n && i < NUT_SENSES_MAX; i++) {
    struct nut_sense sense = nut_gazetteer_sense(m->gazetteer, m->name, i);
    if ((!sense.capitals || m->capitals) && (!acronym || sense.curated)
        && (!sense.stop || stopped || m->several)
        && (!possessive || has_apostrophe(m->gazetteer, sense.place)))
      return true;
  }
  return false;
}

/* The full stop of "Calif." and "U.S." belongs to the name, also at the end
 * of a sentence. */
static void take_stop(const struct finder *f, struct nut_mention *m)
{
  if (m->span.end >= f->end || f->text[m->span.end] != '.')
    return;
  struct nut_slice name = cut(f, m->span.start, m->span.end);
  bool inner = nut_slice_find(name, '.', 0) != NUT_SLICE_NONE
               && nut_is_upper(name.ptr[name.len - 1]);
  size_t n = nut_gazetteer_senses(m->gazetteer, m->name);
  bool stop = false;
  for (size_t i = 0; i < n && i < NUT_SENSES_MAX && !stop; i++)
    stop = nut_gazetteer_sense(m->gazetteer, m->name, i).stop;
  if (inner || stop)
    m->span.end++;
}

/* Behind a name in small letters the match went too far: "Benue state". */
static bool ends_in_small(struct nut_slice name)
{
  size_t at = name.len;
  while (at && name.ptr[at - 1] != ' ' && name.ptr[at - 1] != '-')
    at--;
  return at && !is_capital(nut_slice_cut(name, at, name.len))
         && !nut_is_digit(name.ptr[at]);
}

static size_t match(const struct finder *f, struct nut_slice text,
                    struct nut_mention *m)
{
  size_t best = 0;
  for (size_t i = 0; i < NUT_GAZETTEERS; i++) {
    const struct nut_gazetteer *g = f->resolve->rules->gazetteers[i];
    uint32_t name = 0;
    size_t len = g ? nut_gazetteer_match(g, text, &name) : 0;
    while (len && ends_in_small(nut_slice_cut(text, 0, len))) {
      while (len && text.ptr[len - 1] != ' ' && text.ptr[len - 1] != '-')
        len--;
      struct nut_slice less = nut_slice_cut(text, 0, len ? len - 1 : 0);
      len = less.len ? nut_gazetteer_match(g, less, &name) : 0;
    }
    if (len > best) {
      best = len;
      m->gazetteer = g;
      m->name = name;
    }
  }
  return best;
}

static bool has_space(struct nut_slice text)
{
  return nut_slice_find(text, ' ', 0) != NUT_SLICE_NONE
         || nut_slice_find(text, '-', 0) != NUT_SLICE_NONE;
}

static bool in_dateline(const struct finder *f, struct nut_span span)
{
  struct nut_span line = f->resolve->article->dateline;
  return span.start >= line.start && span.end <= line.end;
}

static enum nut_status add_fact(struct finder *f, struct nut_mention *m)
{
  struct nut_mentions *mentions = f->resolve->mentions;
  struct nut_fact_list *facts = f->facts;
  const struct nut_kind *kind =
      &f->resolve->rules->kinds.kinds[NUT_KIND_PLACE];
  struct nut_arena *arena = f->resolve->arena;
  struct nut_fact fact = {
    .kind = kind, .rule = f->rule, .rule_name = f->rule->name,
    .pack = f->rule->pack, .span = m->span, .sentence = f->sentence,
    .nth = 1, .match = UINT32_MAX - (uint32_t)mentions->len,
    .mention = (uint32_t)mentions->len + 1
  };
  mentions->ptr = nut_arena_grow(arena, mentions->ptr, mentions->len,
                                 &mentions->cap, sizeof *mentions->ptr);
  facts->ptr = nut_arena_grow(arena, facts->ptr, facts->len, &facts->cap,
                              sizeof *facts->ptr);
  fact.values = nut_arena_alloc(arena, kind->n_fields * sizeof *fact.values);
  if (!mentions->ptr || !facts->ptr || !fact.values)
    return NUT_NOMEM;
  m->class = class_of(f, cut(f, m->span.start, m->span.end));
  m->datelined = in_dateline(f, m->span);
  see_before(f, m, &fact);
  see_behind(f, m, &fact);
  mentions->ptr[mentions->len++] = *m;
  facts->ptr[facts->len++] = fact;
  see_pair(f, mentions);
  return NUT_OK;
}

/* A place that a rule named without saying what it is: the gazetteer may know
 * it.  That it is one is the rule's word. */
static enum nut_status adopt(struct finder *f, struct nut_fact *fact)
{
  struct nut_mentions *mentions = f->resolve->mentions;
  struct nut_slice name = nut_text_of(fact, NUT_PLACE_NAME);
  struct nut_mention m = { .span = fact->span, .sentence = fact->sentence,
                           .container = NUT_MENTION_NONE, .ours = true };
  if (fact->rule->reject || fact->rule->kind != NUT_KIND_PLACE
      || nut_has(fact, NUT_PLACE_KIND) || match(f, name, &m) != name.len)
    return NUT_OK;
  m.capitals = all_capitals(name);
  mentions->ptr = nut_arena_grow(f->resolve->arena, mentions->ptr,
                                 mentions->len, &mentions->cap,
                                 sizeof *mentions->ptr);
  if (!mentions->ptr)
    return NUT_NOMEM;
  mentions->ptr[mentions->len++] = m;
  fact->mention = (uint32_t)mentions->len;
  return NUT_OK;
}

/* Behind a hyphen a name is part of another one, unless what stands before is
 * a name of ours as well or has no capital: US-Mexico, pro-Russia. */
static bool is_second_half(const struct finder *f, uint32_t at, uint32_t last)
{
  if (at == f->start || f->text[at - 1] != '-' || at - 1 == last)
    return false;
  uint32_t from = at - 1;
  while (from > f->start && is_word_byte(f->text[from - 1]))
    from--;
  return is_capital(cut(f, from, at));
}

/* The next place at or behind `at` where a word begins with a capital, or the
 * sentence's end.  Most of a text is passed over here, byte by byte. */
static uint32_t next_capital(const struct finder *f, uint32_t at)
{
  bool edge = at == f->start || !is_word_byte(f->text[at - 1]);
  for (; at < f->end; at++) {
    char c = f->text[at];
    bool word = is_word_byte(c);
    if (edge && word && !nut_is_lower(c) && !nut_is_digit(c)
        && is_capital(cut(f, at, f->end)))
      return at;
    edge = !word && c != '\'';
  }
  return at;
}

/* What begins here, into *m; false: no name that is meant. */
static bool find_here(struct finder *f, uint32_t at, struct nut_mention *m)
{
  *m = (struct nut_mention){ .sentence = f->sentence,
                             .container = NUT_MENTION_NONE };
  size_t len = match(f, cut(f, at, f->end), m);
  if (len == 0)
    return false;
  struct nut_slice name = cut(f, at, at + (uint32_t)len);
  m->span = (struct nut_span){ at, at + (uint32_t)len };
  m->capitals = all_capitals(name);
  m->several = has_space(name);
  if (!f->seen)
    see_sentence(f);
  return is_meant(f, m);
}

static enum nut_status find_in_sentence(struct finder *f)
{
  uint32_t last = f->start;
  f->seen = false;
  for (uint32_t at = next_capital(f, f->start); at < f->end;) {
    struct nut_mention m;
    if (is_second_half(f, at, last) || !find_here(f, at, &m)) {
      at = next_capital(f, at + 1);
      continue;
    }
    take_stop(f, &m);
    if (add_fact(f, &m) != NUT_OK)
      return NUT_NOMEM;
    last = m.span.end;
    at = next_capital(f, last);
  }
  return NUT_OK;
}

/* The rule that says that the gazetteer is asked, or NULL. */
static const struct nut_rule *find_rule(const struct nut_rules *rules)
{
  for (size_t i = 0; i < rules->n_rules; i++)
    if (rules->rules[i].gazetteer)
      return &rules->rules[i];
  return NULL;
}

static int by_offset(const void *a, const void *b)
{
  const uint32_t *x = a;
  const uint32_t *y = b;
  return (*x > *y) - (*x < *y);
}

static enum nut_status list_ages(struct finder *f)
{
  const struct nut_fact_list *facts = f->facts;
  size_t size = (facts->len + 1) * sizeof *f->age_starts;
  f->age_starts = nut_arena_alloc(f->resolve->arena, size);
  f->age_ends = nut_arena_alloc(f->resolve->arena, size);
  if (!f->age_starts || !f->age_ends)
    return NUT_NOMEM;
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (fact->rule->kind != NUT_KIND_AGE || fact->rule->reject)
      continue;
    f->age_starts[f->n_ages] = fact->span.start;
    f->age_ends[f->n_ages++] = fact->span.end;
  }
  qsort(f->age_starts, f->n_ages, sizeof *f->age_starts, by_offset);
  qsort(f->age_ends, f->n_ages, sizeof *f->age_ends, by_offset);
  return NUT_OK;
}

enum nut_status nut_places_find(struct nut_resolve *resolve,
                                struct nut_fact_list *facts)
{
  const struct nut_rules *rules = resolve->rules;
  const struct nut_article *article = resolve->article;
  struct finder f = { .resolve = resolve, .facts = facts,
                      .rule = find_rule(rules),
                      .text = article->shadow.ptr };
  resolve->mentions = nut_arena_alloc(resolve->arena,
                                      sizeof *resolve->mentions);
  if (!resolve->mentions)
    return NUT_NOMEM;
  for (size_t i = 0; i < facts->len; i++)
    if (adopt(&f, &facts->ptr[i]) != NUT_OK)
      return NUT_NOMEM;
  if (list_ages(&f) != NUT_OK)
    return NUT_NOMEM;
  if (!f.rule)
    return NUT_OK;
  f.first_names = nut_rules_wordlist(rules, "first_name");
  f.opening = nut_rules_wordlist(rules, "opening_word");
  f.words = nut_rules_wordlist(rules, "place_word");
  f.before = nut_rules_wordlist(rules, "before_place");
  f.behind = nut_rules_wordlist(rules, "behind_place");
  f.relations = nut_rules_wordlist(rules, "place_relation");
  for (size_t i = 0; i < article->n_sentences; i++) {
    f.start = article->sentences[i].span.start;
    f.end = article->sentences[i].span.end;
    f.sentence = (uint32_t)i;
    if (find_in_sentence(&f) != NUT_OK)
      return NUT_NOMEM;
  }
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
