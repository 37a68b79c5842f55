/* A fact table: the rows of a TSV file under rules/tables.
 *
 * Lines that begin with # are comments (source, version, licence, columns).
 * Cells are slices of the file; a short row has empty cells.  Rows with one
 * first cell are found together, in file order. */
#ifndef NUT_RULES_TABLE_H
#define NUT_RULES_TABLE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"

#define NUT_TABLE_COLUMNS 8

struct nut_row {
  struct nut_slice cells[NUT_TABLE_COLUMNS];
  uint32_t next; /* the next row with the same first cell, or NUT_MAP_NONE */
};

struct nut_table {
  struct nut_row *rows;
  size_t n_rows;
  struct nut_map index; /* first cell -> its first row */
};

/* Read the file; what is wrong with it is reported. */
NUT_CHECK enum nut_status nut_table_read(struct nut_arena *arena,
                                         struct nut_diag *diag,
                                         struct nut_slice path,
                                         struct nut_table *out);
void nut_table_drop(struct nut_table *table);

/* The first row whose first cell is key, or NULL. */
const struct nut_row *nut_table_find(const struct nut_table *table,
                                     struct nut_slice key);
/* The next one with the same first cell, or NULL. */
const struct nut_row *nut_table_next(const struct nut_table *table,
                                     const struct nut_row *row);

#endif
