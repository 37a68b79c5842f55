/* Places: a name of the places table to its canonical form, kind, country
 * and coordinates.
 *
 *   "Leeds" -> name, kind, country GB, first-level unit, lat and lon
 *
 * The table is matched with case, as written: US is a country and us is
 * not.  Country is ISO 3166-1 alpha-2.  A name outside the table passes
 * only if its rule said what kind of place it is ("Acacia Avenue" by its
 * form); a bare unknown name is blocked rather than guessed.
 *
 * Each row is a place that the name means most often in news; which of
 * several places of one name is meant is not decided here.  One hash
 * look-up a fact. */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Columns of tables/places.tsv.  They must stay in the file's order. */
enum { WORD, NAME, KIND, COUNTRY, ADMIN1, LAT, LON };

/* An empty cell says nothing and leaves what the rule captured. */
static void take_text(struct nut_fact *fact, size_t field,
                      struct nut_slice text)
{
  if (text.len)
    fact->values[field] = nut_value_text(text);
}

static void take_number(struct nut_fact *fact, size_t field,
                        struct nut_slice text)
{
  struct nut_decimal num;
  if (text.len && nut_decimal_parse(text, &num))
    fact->values[field] = nut_value_num(&num);
}

/* A name of the table gets what the table knows; another (a street, found
 * by its form) keeps what its rule says.  false: neither table nor rule
 * knows what this is. */
bool nut_normalise_place(struct nut_norm *norm, struct nut_fact *fact)
{
  const struct nut_table *places = &norm->rules->tables[NUT_TABLE_PLACES];
  struct nut_slice name = nut_text_of(fact, NUT_PLACE_NAME);
  const struct nut_row *row = nut_table_find(places, name);
  if (!row)
    return nut_has(fact, NUT_PLACE_KIND);
  take_text(fact, NUT_PLACE_NAME, row->cells[NAME]);
  take_text(fact, NUT_PLACE_KIND, row->cells[KIND]);
  take_text(fact, NUT_PLACE_COUNTRY, row->cells[COUNTRY]);
  take_text(fact, NUT_PLACE_ADMIN1, row->cells[ADMIN1]);
  take_number(fact, NUT_PLACE_LAT, row->cells[LAT]);
  take_number(fact, NUT_PLACE_LON, row->cells[LON]);
  return true;
}
