/* Statutes: the short title as the table of Acts has it, and its
 * jurisdiction.
 *
 *   "the modern slavery act 2015" -> "Modern Slavery Act", 2015, GB
 *
 * Acts are searched in lower case and without an article or year.  One that
 * the table lacks keeps its title as written: the form "... Act 1999" is
 * evidence enough, and the table only holds the best known.  So the fact is
 * never blocked.  Several Acts may bear one title; the year said picks one.
 * A section alone has an empty title, which is a value and not absent. */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Columns of tables/acts.tsv. */
enum { WORD, TITLE, YEAR, JURISDICTION };

static struct nut_slice without_article(struct nut_slice title)
{
  return nut_slice_starts(title, "The ") || nut_slice_starts(title, "the ")
             ? nut_slice_cut(title, 4, title.len) : title;
}

/* What the rule said stays; the table only adds. */
static void fill(struct nut_fact *fact, size_t field, struct nut_slice text)
{
  if (text.len && !nut_has(fact, field))
    fact->values[field] = nut_value_text(text);
}

/* The Act of the table with that title: the one of the year said, where one
 * is said.  Without a year, or with one that the table lacks, the first
 * row: rows of a title are in the order of the file, and titles matter
 * here, not years. */
static const struct nut_row *find_act(const struct nut_table *acts,
                                      struct nut_slice title, int64_t year)
{
  const struct nut_row *row = nut_table_find(acts, title);
  for (const struct nut_row *r = row; r; r = nut_table_next(acts, r)) {
    int64_t enacted = 0;
    if (nut_slice_int(r->cells[YEAR], &enacted) && enacted == year)
      return r;
  }
  return row;
}

/* "Pub. L." and 107–171 are "Pub. L. 107-171": one title for all ways to
 * print it. */
static struct nut_slice with_number(struct nut_norm *norm,
                                    struct nut_slice title,
                                    struct nut_slice number)
{
  static const char en_dash[] = "\xe2\x80\x93";
  struct nut_buf buf;
  nut_buf_init(&buf, norm->arena->mem);
  nut_buf_add(&buf, title);
  nut_buf_add_byte(&buf, ' ');
  for (size_t i = 0; i < number.len; i++) {
    struct nut_slice rest = nut_slice_cut(number, i, number.len);
    bool dash = nut_slice_starts(rest, en_dash);
    nut_buf_add_byte(&buf, dash ? '-' : number.ptr[i]);
    i += dash ? sizeof en_dash - 2 : 0;
  }
  struct nut_slice whole = nut_arena_copy(norm->arena, nut_buf_slice(&buf));
  if (buf.failed)
    norm->arena->failed = true;
  nut_buf_drop(&buf);
  return whole;
}

bool nut_normalise_statute(struct nut_norm *norm, struct nut_fact *fact)
{
  const struct nut_table *acts = &norm->rules->tables[NUT_TABLE_ACTS];
  struct nut_slice title =
      without_article(nut_text_of(fact, NUT_STATUTE_TITLE));
  struct nut_slice key = nut_lower(norm->arena, title);
  const struct nut_row *row = find_act(
      acts, key, nut_int_or(fact, NUT_STATUTE_YEAR, 0));
  if (row)
    title = row->cells[TITLE];
  if (nut_has(fact, NUT_STATUTE_NUMBER))
    title = with_number(norm, title, nut_text_of(fact, NUT_STATUTE_NUMBER));
  fact->values[NUT_STATUTE_TITLE] = nut_value_text(title);
  if (row)
    fill(fact, NUT_STATUTE_JURISDICTION, row->cells[JURISDICTION]);
  return true;
}
