/* Whose Act it is, by the table of Acts, and which one where it was named
 * before: "the 2004 Act", "section 4 of the Act".
 *
 * Of several Acts of one title that of the year said is meant, else that of
 * the article's region, else the first of the table.  A jurisdiction that
 * the text says stays.
 *
 *   Hunting Act 2004 ... section 4 of the 2004 Act   Hunting Act, 2004, 4
 *   Hunting Act 2004 ... section 4 of the Act        Hunting Act, 2004, 4
 *   section 4 of the Act, none named before          "", 4
 *
 * The last one named holds, of the year where one is said.  It lends its
 * title, year and jurisdiction; where there is none the title stays empty,
 * as with a section alone.  Facts are in text order here, so one walk
 * suffices; a look back ends at the first that fits. */
#include "resolve/resolve.h"

#include "base/slice.h"
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
  if (row)
    fill(fact, NUT_STATUTE_JURISDICTION, row->cells[JURISDICTION]);
  if (row && nut_slice_int(row->cells[YEAR], &enacted) && enacted == year)
    fill(fact, NUT_STATUTE_CHAPTER, row->cells[CHAPTER]);
  cite_chapter(resolve, fact);
}

static bool is_statute(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_STATUTE;
}

/* Is it an Act that a later mention may mean? */
static bool is_named(const struct nut_fact *fact)
{
  return is_statute(fact) && nut_text_of(fact, NUT_STATUTE_TITLE).len
         && !nut_has(fact, NUT_STATUTE_BACK);
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

/* The last Act named before facts[at], or NULL. */
static const struct nut_fact *named_before(const struct nut_resolve *resolve,
                                           const struct nut_fact_list *facts,
                                           size_t at)
{
  int64_t year = nut_int_or(&facts->ptr[at], NUT_STATUTE_YEAR, 0);
  for (size_t i = at; i-- > 0;) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (is_named(fact) && (year == 0 || is_of_year(resolve, fact, year)))
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

static void resolve_back(const struct nut_fact *named, struct nut_fact *fact)
{
  nut_set_text(fact, NUT_STATUTE_TITLE, "");
  if (!named)
    return;
  lend(named, fact, NUT_STATUTE_TITLE);
  lend(named, fact, NUT_STATUTE_YEAR);
  lend(named, fact, NUT_STATUTE_JURISDICTION);
  lend(named, fact, NUT_STATUTE_CHAPTER);
  lend(named, fact, NUT_STATUTE_URL);
}

void nut_resolve_statutes(const struct nut_resolve *resolve,
                          struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (!is_statute(fact))
      continue;
    if (nut_has(fact, NUT_STATUTE_BACK))
      resolve_back(named_before(resolve, facts, i), fact);
    else
      look_up(resolve, fact);
  }
}
