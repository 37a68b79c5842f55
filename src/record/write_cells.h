/* Cells and rows of CSV by RFC 4180, for the writers that have rows.
 *
 * - Lines end in CR LF; a cell is quoted where it holds a comma, a quote or
 *   a line break.  A NUL, which no reader of CSV takes, is U+FFFD.
 * - A text cell that a spreadsheet would run as a formula gets a leading
 *   apostrophe, "+44..." too; number cells are left alone, and so is a lone
 *   "-".  raw_cells turns this off.
 *
 * A row is on the stack and borrows the writer; failures are its buffer's. */
#ifndef NUT_RECORD_WRITE_CELLS_H
#define NUT_RECORD_WRITE_CELLS_H

#include "record/write.h"

struct nut_cells {
  struct nut_writer *writer;
  struct nut_buf *out;
  bool any;
};

/* Part it from the cell before; the caller adds what is in it, if anything. */
void nut_cells_next(struct nut_cells *row);
void nut_cells_text(struct nut_cells *row, struct nut_slice text);
void nut_cells_int(struct nut_cells *row, int64_t number);
void nut_cells_value(struct nut_cells *row, const struct nut_value *value);
void nut_cells_empty(struct nut_cells *row, size_t count);
void nut_cells_id(struct nut_cells *row, const struct nut_record *record);
void nut_cells_end(struct nut_cells *row);

#endif
