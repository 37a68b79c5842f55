/* The ISO 4217 code of each amount, from the symbol or word in the text.
 *
 *   "$" in an article about Australia   AUD
 *   "$" elsewhere or nowhere known      USD
 *   "Rs", "pounds"                      by the region in the same way
 *
 * One symbol is the money of many countries, so its rows in the table have
 * a region each, and one has none: the meaning to fall back on.  This must
 * come after resolve/region.c, which finds the region that the caller did
 * not give.  A symbol that the table lacks leaves the amount without a
 * currency; the amount itself is kept, and nothing is converted. */
#include "resolve/resolve.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Columns of tables/currencies.tsv. */
enum { WORD, CODE, REGION };

/* The row of the article's region, else the one without a region. */
static const struct nut_row *find_currency(const struct nut_table *table,
                                           struct nut_slice symbol,
                                           struct nut_slice region)
{
  const struct nut_row *otherwise = NULL;
  const struct nut_row *row = nut_table_find(table, symbol);
  for (; row; row = nut_table_next(table, row)) {
    if (region.len && nut_slice_eq(row->cells[REGION], region))
      return row;
    if (row->cells[REGION].len == 0)
      otherwise = row;
  }
  return otherwise;
}

/* "hk $" and "U.S. $" as "HK$" and "US$": without blanks and points, in
 * capitals. */
static struct nut_slice squeezed(struct nut_arena *arena,
                                 struct nut_slice symbol)
{
  char *out = nut_arena_alloc(arena, symbol.len + 1);
  size_t len = 0;
  for (size_t i = 0; out && i < symbol.len; i++) {
    char c = symbol.ptr[i];
    if (c != '.' && c != ' ' && c != '\n')
      out[len++] = (char)(nut_is_lower(c) ? c - 'a' + 'A' : c);
  }
  return (struct nut_slice){ out, len };
}

/* Symbols and codes are written with their case, words in lower case.  As
 * written comes first, as case can tell two codes apart; only then is a
 * word at the head of a sentence ("Pounds") tried in lower case, and a
 * prefixed sign ("au $") in its one form. */
static const struct nut_row *currency_of(struct nut_resolve *resolve,
                                         const struct nut_fact *fact)
{
  const struct nut_table *table =
      &resolve->rules->tables[NUT_TABLE_CURRENCIES];
  struct nut_slice symbol = nut_text_of(fact, NUT_MONEY_SYMBOL);
  const struct nut_row *row = find_currency(table, symbol, resolve->region);
  if (!row)
    row = find_currency(table, nut_lower(resolve->arena, symbol),
                        resolve->region);
  if (!row)
    row = find_currency(table, squeezed(resolve->arena, symbol),
                        resolve->region);
  return row;
}

enum nut_status nut_resolve_money(struct nut_resolve *resolve,
                                  struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (fact->rule->kind != NUT_KIND_MONEY
        || !nut_has(fact, NUT_MONEY_SYMBOL))
      continue;
    const struct nut_row *row = currency_of(resolve, fact);
    if (row)
      fact->values[NUT_MONEY_CURRENCY] = nut_value_text(row->cells[CODE]);
  }
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
