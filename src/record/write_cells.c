/* Cells: quoting, and what a spreadsheet would take for a formula. */
#include "record/write_cells.h"

#include "base/slice.h"

void nut_cells_next(struct nut_cells *row)
{
  if (row->any)
    nut_buf_add_byte(row->out, ',');
  row->any = true;
}

void nut_cells_end(struct nut_cells *row)
{
  nut_buf_add_text(row->out, "\r\n");
  row->any = false;
}

/* The characters with which a formula begins (OWASP, "CSV Injection"), and
 * their full-width forms, which some spreadsheets take for them.  The
 * reader of a spreadsheet would otherwise run what an article's author
 * wrote. */
static bool is_formula(struct nut_slice text)
{
  static const char ascii[] = { '=', '+', '-', '@', '\t', '\r', '\n' };
  static const char *const wide[] = {
    "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"
  };
  if (text.len == 0 || nut_slice_is(text, "-"))
    return false; /* "-", the id of standard input, is no formula yet */
  for (size_t i = 0; i < sizeof ascii; i++)
    if (text.ptr[0] == ascii[i])
      return true;
  for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
    if (text.ptr[0] == wide[i][0] && nut_slice_starts(text, wide[i]))
      return true;
  return false;
}

/* What makes a cell need quotes, or cannot stand as it is. */
static const bool special[256] = {
  ['\0'] = true, [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true
};

static bool is_plain(struct nut_slice text)
{
  for (size_t i = 0; i < text.len; i++)
    if (special[(unsigned char)text.ptr[i]])
      return false;
  return true;
}

static void add_quoted(struct nut_buf *out, struct nut_slice text)
{
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '"')
      nut_buf_add_byte(out, '"');
    if (text.ptr[i])
      nut_buf_add_byte(out, text.ptr[i]);
    else
      nut_buf_add_text(out, "\xEF\xBF\xBD");
  }
}

/* The apostrophe stands inside the quotes, as it is part of the cell. */
void nut_cells_text(struct nut_cells *row, struct nut_slice text)
{
  nut_cells_next(row);
  text = nut_write_clean(row->writer, text);
  bool guarded = !row->writer->options.raw_cells && is_formula(text);
  bool plain = is_plain(text);
  if (!plain)
    nut_buf_add_byte(row->out, '"');
  if (guarded)
    nut_buf_add_byte(row->out, '\'');
  if (plain)
    nut_buf_add(row->out, text);
  else
    add_quoted(row->out, text);
  if (!plain)
    nut_buf_add_byte(row->out, '"');
}

void nut_cells_int(struct nut_cells *row, int64_t number)
{
  nut_cells_next(row);
  nut_buf_add_int(row->out, number);
}

void nut_cells_id(struct nut_cells *row, const struct nut_record *record)
{
  if (!record->id_is_number) {
    nut_cells_text(row, record->id);
    return;
  }
  nut_cells_next(row);
  nut_buf_add(row->out, record->id);
}

/* Numbers and flags hold no commas or quotes, and -5 must stay a number. */
void nut_cells_value(struct nut_cells *row, const struct nut_value *value)
{
  if (value->type == NUT_TEXT) {
    nut_cells_text(row, value->as.text);
    return;
  }
  nut_cells_next(row);
  nut_value_print(value, row->out);
}

void nut_cells_empty(struct nut_cells *row, size_t count)
{
  while (count--)
    nut_cells_next(row);
}
