/* Fact tables (places, Acts, currencies, phone plans): TSV files into rows.
 *
 * The file is read whole and cut in place; the map leads from a first cell to
 * its first row, and rows of one key are chained by `next`, in file order.  A
 * map to lists of rows would need an allocation for each key; here it is one
 * array and one map.
 *
 * Cells are kept as text: what a column means is for those who look it up.  No
 * quoting and no escapes, as in all our TSV: a cell holds no tab and no line
 * break.
 *
 * Invariants: slices live in the arena, the map is the table's own and is
 * dropped with it, also after a failure.  Cost: linear. */
#include "rules/table.h"

#include "base/slice.h"
#include "rules/source.h"

/* Missing cells are empty, further ones are left out: a table may grow columns
 * that this version does not read. */
static void split(struct nut_slice line, struct nut_row *row)
{
  size_t from = 0;
  *row = (struct nut_row){ .next = NUT_MAP_NONE };
  for (size_t i = 0; i < NUT_TABLE_COLUMNS && from <= line.len; i++) {
    size_t tab = nut_slice_find(line, '\t', from);
    row->cells[i] = nut_slice_cut(line, from, tab);
    from = tab == NUT_SLICE_NONE ? line.len + 1 : tab + 1;
  }
}

/* Rows are indexed from the last to the first, so that each key leads to its
 * first row and `next` runs forward.  The map's value is replaced at each put,
 * so the first row stays last. */
static bool index_rows(struct nut_table *table)
{
  for (size_t i = table->n_rows; i-- > 0;) {
    struct nut_row *row = &table->rows[i];
    row->next = nut_map_get(&table->index, row->cells[0]);
    if (!nut_map_put(&table->index, row->cells[0], (uint32_t)i))
      return false;
  }
  return true;
}

/* *out is fit for _drop whatever is returned.  NUT_RULES: it was reported. */
enum nut_status nut_table_read(struct nut_arena *arena,
                               struct nut_diag *diag, struct nut_slice path,
                               struct nut_table *out)
{
  const struct nut_source *source = NULL;
  size_t cap = 0;
  enum nut_status status = nut_source_read(arena, diag, path, 0, &source);
  *out = (struct nut_table){ 0 };
  nut_map_init(&out->index, arena->mem);
  if (status != NUT_OK)
    return status;
  for (size_t at = 0; at < source->text.len;) {
    size_t end = nut_slice_find(source->text, '\n', at);
    struct nut_slice line = nut_slice_cut(source->text, at, end);
    at = end == NUT_SLICE_NONE ? source->text.len : end + 1;
    if (line.len == 0 || line.ptr[0] == '#')
      continue;
    out->rows = nut_arena_grow(arena, out->rows, out->n_rows, &cap,
                               sizeof *out->rows);
    if (!out->rows)
      return NUT_NOMEM;
    split(line, &out->rows[out->n_rows++]);
  }
  return index_rows(out) ? NUT_OK : NUT_NOMEM;
}

void nut_table_drop(struct nut_table *table)
{
  nut_map_drop(&table->index);
}

const struct nut_row *nut_table_find(const struct nut_table *table,
                                     struct nut_slice key)
{
  uint32_t at = nut_map_get(&table->index, key);
  return at == NUT_MAP_NONE ? NULL : &table->rows[at];
}

const struct nut_row *nut_table_next(const struct nut_table *table,
                                     const struct nut_row *row)
{
  return row->next == NUT_MAP_NONE ? NULL : &table->rows[row->next];
}
