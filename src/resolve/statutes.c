/* Whose Act it is, by the table of Acts, and which one where it was named
 * before: "the 2004 Act", "section 4 of the Act".
 *
 * Of several Acts of one title that of the year said is meant, else that of
 * the article's region, else the first of the table.  A jurisdiction that
 * the text says stays.  Countries that share their titles (a list of the
 * rules) have a Mental Health Act each: in an article of one of them that of
 * another is not meant, unless its year is said.
 *
 *   Hunting Act 2004 ... section 4 of the 2004 Act   Hunting Act, 2004, 4
 *   Hunting Act 2004 ... section 4 of the Act        Hunting Act, 2004, 4
 *   section 4 of the Act, none named before          "", 4
 *   the Act, none named before                       no fact
 *   sections 4 and 5 of the Hunting Act              two facts, one Act
 *
 * The last one named holds, of the year where one is said.  It lends its
 * title, year and jurisdiction; where there is none the title stays empty,
 * as with a section alone.  Facts are in text order here, so one walk
 * suffices; a look back ends at the first that fits. */
#include "resolve/resolve.h"

#include "base/limits.h"
#include "base/slice.h"
#include "resolve/statute_cites.h"
#include "resolve/statute_letters.h"
#include "resolve/statute_parts.h"
#include "resolve/words.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Columns of tables/acts.tsv. */
enum { WORD, TITLE, YEAR, JURISDICTION, CHAPTER };

/* British Acts have been numbered by the year since then (Acts of Parliament
 * Numbering and Citation Act 1962), and are printed at an address that
 * follows from it. */
enum { NUMBERED_SINCE = 1963 };

/* "US" covers US-CA. */
static bool lies_in(struct nut_slice jurisdiction, struct nut_slice region)
{
  return region.len
         && nut_slice_eq(nut_slice_cut(jurisdiction, 0, region.len), region);
}

static const struct nut_row *find_act(const struct nut_resolve *resolve,
                                      struct nut_slice title, int64_t year)
{
  const struct nut_table *acts = &resolve->rules->tables[NUT_TABLE_ACTS];
  const struct nut_row *first =
      nut_table_find(acts, nut_lower(resolve->arena, title));
  const struct nut_row *local = NULL;
  for (const struct nut_row *row = first; row;
       row = nut_table_next(acts, row)) {
    int64_t enacted = 0;
    if (nut_slice_int(row->cells[YEAR], &enacted) && enacted == year)
      return row;
    if (!local && lies_in(row->cells[JURISDICTION], resolve->region))
      local = row;
  }
  return local ? local : first;
}

/* Are a country's titles those of others too? */
static bool shares_titles(const struct nut_resolve *resolve,
                          struct nut_slice country)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "shared_titles");
  return nut_word_meaning(resolve, list, nut_slice_cut(country, 0, 2)).len;
}

/* Of an Act that another country has, too, is the row the one that is meant?
 * Its year would say so. */
static bool is_meant(const struct nut_resolve *resolve,
                     const struct nut_row *row, int64_t year)
{
  struct nut_slice jurisdiction = row->cells[JURISDICTION];
  int64_t enacted = 0;
  bool dated = nut_slice_int(row->cells[YEAR], &enacted) && enacted == year;
  return dated || !resolve->region.len
         || lies_in(jurisdiction, resolve->region)
         || !shares_titles(resolve, resolve->region)
         || !shares_titles(resolve, jurisdiction);
}

/* What the text said stays; the table only adds. */
static void fill(struct nut_fact *fact, size_t field, struct nut_slice text)
{
  if (text.len && !nut_has(fact, field))
    fact->values[field] = nut_value_text(text);
}

static void set_printed(const struct nut_resolve *resolve,
                        struct nut_fact *fact, size_t field,
                        struct nut_buf *text)
{
  fact->values[field] = nut_value_text(
      nut_arena_copy(resolve->arena, nut_buf_slice(text)));
  if (text->failed)
    resolve->arena->failed = true;
  nut_buf_clear(text);
}

/* "30" of 2015 is "2015 c. 30", and where Britain prints it. */
static void cite_chapter(const struct nut_resolve *resolve,
                         struct nut_fact *fact)
{
  struct nut_slice chapter = nut_text_of(fact, NUT_STATUTE_CHAPTER);
  int year = (int)nut_int_or(fact, NUT_STATUTE_YEAR, 0);
  struct nut_buf text;
  if (chapter.len == 0 || year == 0)
    return;
  nut_buf_init(&text, resolve->arena->mem);
  if (year >= NUMBERED_SINCE
      && nut_slice_is(nut_text_of(fact, NUT_STATUTE_JURISDICTION), "GB")) {
    nut_buf_addf(&text, "https://www.legislation.gov.uk/ukpga/%d/", year);
    nut_buf_add(&text, chapter);
    set_printed(resolve, fact, NUT_STATUTE_URL, &text);
  }
  nut_buf_addf(&text, "%d c. ", year);
  nut_buf_add(&text, chapter);
  set_printed(resolve, fact, NUT_STATUTE_CHAPTER, &text);
  nut_buf_drop(&text);
}

/* A chapter is that of one Act, so it needs its year. */
static void look_up(const struct nut_resolve *resolve, struct nut_fact *fact)
{
  int64_t year = nut_int_or(fact, NUT_STATUTE_YEAR, 0);
  const struct nut_row *row = find_act(
      resolve, nut_text_of(fact, NUT_STATUTE_TITLE), year);
  int64_t enacted = 0;
  if (row && is_meant(resolve, row, year))
    fill(fact, NUT_STATUTE_JURISDICTION, row->cells[JURISDICTION]);
  if (row && nut_slice_int(row->cells[YEAR], &enacted) && enacted == year)
    fill(fact, NUT_STATUTE_CHAPTER, row->cells[CHAPTER]);
  cite_chapter(resolve, fact);
}

/* Was the Act passed in that year, by the text or the table? */
static bool is_of_year(const struct nut_resolve *resolve,
                       const struct nut_fact *fact, int64_t year)
{
  int64_t enacted = 0;
  if (nut_has(fact, NUT_STATUTE_YEAR))
    return nut_int_or(fact, NUT_STATUTE_YEAR, 0) == year;
  const struct nut_row *row = find_act(
      resolve, nut_text_of(fact, NUT_STATUTE_TITLE), year);
  return row && nut_slice_int(row->cells[YEAR], &enacted)
         && enacted == year;
}

/* Is it what the word says: an Act for "the Act", no convention? */
static bool is_called(const struct nut_fact *named, struct nut_slice word)
{
  struct nut_slice title = nut_text_of(named, NUT_STATUTE_TITLE);
  return nut_slice_seek(title, word, 0) != NUT_SLICE_NONE;
}

/* One walk over the facts, with what was named so far. */
struct walk {
  const struct nut_resolve *resolve;
  struct nut_fact_list *facts;
  const struct nut_letters *letters;
  uint32_t *named; /* facts, in their order */
  size_t n_named;
};

/* The last one named so far that is called as the fact says and is of the year
 * said, if one is said; or NULL. */
static const struct nut_fact *named_before(const struct walk *w,
                                           const struct nut_fact *back)
{
  struct nut_slice word = nut_text_of(back, NUT_STATUTE_TITLE);
  int64_t year = nut_int_or(back, NUT_STATUTE_YEAR, 0);
  size_t least =
      w->n_named > NUT_ACTS_BACK_MAX ? w->n_named - NUT_ACTS_BACK_MAX : 0;
  for (size_t i = w->n_named; i-- > least;) {
    const struct nut_fact *fact = &w->facts->ptr[w->named[i]];
    if (is_called(fact, word)
        && (year == 0 || is_of_year(w->resolve, fact, year)))
      return fact;
  }
  return NULL;
}

static void lend(const struct nut_fact *from, struct nut_fact *to,
                 size_t field)
{
  if (nut_has(from, field))
    to->values[field] = from->values[field];
}

/* What the other fact knows of its Act. */
static void lend_act(const struct nut_fact *from, struct nut_fact *to)
{
  nut_set_text(to, NUT_STATUTE_TITLE, "");
  if (!from)
    return;
  lend(from, to, NUT_STATUTE_TITLE);
  lend(from, to, NUT_STATUTE_YEAR);
  lend(from, to, NUT_STATUTE_JURISDICTION);
  lend(from, to, NUT_STATUTE_CHAPTER);
  lend(from, to, NUT_STATUTE_URL);
  lend(from, to, NUT_STATUTE_VOLUME);
  lend(from, to, NUT_STATUTE_CITES);
}

/* Letters in brackets stand for the title before them. */
enum { LETTERS_GAP = 24 };

static const struct nut_fact *in_front(const struct walk *w,
                                       const struct nut_fact *fact)
{
  const struct nut_fact *named = named_before(w, fact);
  uint32_t start = fact->span.start;
  return named && named->span.end <= start
                 && start - named->span.end <= LETTERS_GAP
             ? named : NULL;
}

/* The first section of several names the Act: "sections 5 and 6 of the". */
static const struct nut_fact *first_of_match(const struct nut_fact_list *facts,
                                             size_t at)
{
  for (size_t i = at; i-- > 0;)
    if (facts->ptr[i].match == facts->ptr[at].match
        && facts->ptr[i].rule == facts->ptr[at].rule
        && facts->ptr[i].nth == 1)
      return &facts->ptr[i];
  return NULL;
}

/* "97-12" of "Pub. L. 96-164 and 97-12" is Pub. L. 97-12: a law of its own,
 * by a number that takes the place of the first one's. */
static void number_further(const struct nut_resolve *resolve,
                           struct nut_fact *fact, struct nut_slice number)
{
  struct nut_slice first = nut_text_of(fact, NUT_STATUTE_TITLE);
  struct nut_buf title;
  size_t end = first.len;
  while (end > 0 && first.ptr[end - 1] != ' ')
    end--;
  nut_buf_init(&title, resolve->arena->mem);
  nut_buf_add(&title, nut_slice_cut(first, 0, end));
  nut_buf_add(&title, number);
  set_printed(resolve, fact, NUT_STATUTE_TITLE, &title);
  nut_buf_drop(&title);
}

/* A further section of the Act that the first of its match names, or a
 * further law of its kind. */
static void resolve_further(struct walk *w, size_t at)
{
  struct nut_fact *fact = &w->facts->ptr[at];
  struct nut_slice number = nut_text_of(fact, NUT_STATUTE_TITLE);
  lend_act(first_of_match(w->facts, at), fact);
  if (nut_has(fact, NUT_STATUTE_NUMBER))
    number_further(w->resolve, fact, number);
  if (at > 0 && fact[-1].match == fact->match)
    nut_complete_section(w->resolve, &fact[-1], fact);
}

static void resolve_one(struct walk *w, size_t at)
{
  struct nut_fact *fact = &w->facts->ptr[at];
  if (fact->nth > 1)
    resolve_further(w, at);
  else if (nut_gives_letters(fact))
    lend_act(in_front(w, fact), fact);
  else if (nut_takes_letters(fact))
    lend_act(nut_letters_giver(w->letters, fact), fact);
  else if (nut_has(fact, NUT_STATUTE_BACK))
    lend_act(named_before(w, fact), fact);
  else
    look_up(w->resolve, fact);
  if (nut_names_act(fact))
    w->named[w->n_named++] = (uint32_t)at;
}

/* Nothing is said by brackets that only give letters, nor by "the Act" where
 * none was named. */
static bool says_nothing(const struct nut_resolve *resolve,
                         const struct nut_fact *fact)
{
  return !resolve->alone && nut_is_statute(fact)
         && (nut_gives_letters(fact)
             || (nut_has(fact, NUT_STATUTE_BACK)
                 && nut_text_of(fact, NUT_STATUTE_TITLE).len == 0
                 && !nut_has(fact, NUT_STATUTE_SECTION)
                 && !nut_has(fact, NUT_STATUTE_YEAR)));
}

static enum nut_status resolve_all(const struct nut_resolve *resolve,
                                   const struct nut_letters *letters,
                                   struct nut_fact_list *facts)
{
  struct walk w = { .resolve = resolve, .facts = facts, .letters = letters };
  w.named = nut_arena_alloc(resolve->arena,
                            (facts->len + 1) * sizeof *w.named);
  if (!w.named)
    return NUT_NOMEM;
  for (size_t i = 0; i < facts->len; i++)
    if (nut_is_statute(&facts->ptr[i]))
      resolve_one(&w, i);
  return nut_resolve_lettered(resolve, letters, facts);
}

/* "U.S." of "18 U.S.C. 922" and the Fla. of "Fla. Stat." are names of law.
 * Facts that begin in a statute stand behind it, its own place before it where
 * both begin alike. */
static void mark_places(struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_span law = facts->ptr[i].span;
    size_t at = i;
    if (!nut_is_statute(&facts->ptr[i]))
      continue;
    while (at > 0 && facts->ptr[at - 1].span.start == law.start)
      at--;
    for (; at < facts->len && facts->ptr[at].span.start < law.end; at++) {
      struct nut_fact *fact = &facts->ptr[at];
      if (fact->rule->kind == NUT_KIND_PLACE && fact->span.end <= law.end
          && !nut_has(fact, NUT_PLACE_WITHIN))
        nut_set_text(fact, NUT_PLACE_WITHIN, "statute");
    }
  }
}

enum nut_status nut_resolve_statutes(const struct nut_resolve *resolve,
                                     struct nut_fact_list *facts)
{
  struct nut_letters letters;
  enum nut_status status =
      nut_letters_init(&letters, resolve->arena->mem, facts);
  if (status == NUT_OK)
    status = resolve_all(resolve, &letters, facts);
  nut_letters_drop(&letters);
  nut_resolve_cited(resolve, facts);
  for (size_t i = 0; i < facts->len; i++)
    facts->ptr[i].withdrawn |= says_nothing(resolve, &facts->ptr[i]);
  nut_resolve_sweep(facts);
  mark_places(facts);
  return status;
}
