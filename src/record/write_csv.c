/* CSV by RFC 4180: a header, then one row for each fact.
 *
 * - Lines end in CR LF; a cell is quoted where it holds a comma, a quote or
 *   a line break.  A NUL, which no reader of CSV takes, is U+FFFD.
 * - Record fields of all kinds follow the fixed columns, each name once, in
 *   the order of the kind table.  A field that bears the name of a fixed
 *   column has its kind before it: statute_title.
 * - A text cell that a spreadsheet would run as a formula gets a leading
 *   apostrophe, "+44..." too; number cells are left alone, and so is a lone
 *   "-".  raw_cells turns this off.
 * - Nothing is lost: a failed article is a row of type "error" and each
 *   warning one of type "warning", both with their message as the text.
 *   Facts of a title that came apart from the text have "title" as part. */
#include "base/alloc.h"
#include "base/slice.h"
#include "record/write.h"

#define NO_FIELD ((size_t)-1)

/* In the order of the cells in a row; the last one only with --context, and
 * behind the fields. */
static const char *const fixed[] = {
  "id", "published", "title", "part", "type", "text", "start", "end",
  "sentence", "rule", "pack", "confidence", "context"
};
#define N_FIXED (sizeof fixed / sizeof fixed[0])

struct column {
  const char *name;
  const char *kind; /* only where the name alone is a fixed column's */
};

struct nut_columns {
  struct column *ptr;
  size_t len; /* columns behind the fixed ones */
  size_t *fields; /* [kind * len + column]: index of the field */
};

/* ---- columns ---------------------------------------------------------- */

static bool is_fixed(const char *name)
{
  for (size_t i = 0; i < N_FIXED; i++)
    if (nut_slice_is(nut_slice_of(name), fixed[i]))
      return true;
  return false;
}

static bool same_name(const char *a, const char *b)
{
  return a == b || (a && b && nut_slice_is(nut_slice_of(a), b));
}

/* The place of the column, or len where there is none yet.  Linear, and
 * done once for a writer: kinds have a few dozen fields in all. */
static size_t find_column(const struct nut_columns *columns,
                          struct column column)
{
  size_t i = 0;
  while (i < columns->len && !(same_name(columns->ptr[i].name, column.name)
                               && same_name(columns->ptr[i].kind,
                                            column.kind)))
    i++;
  return i;
}

static struct column column_of(const struct nut_kind *kind, size_t field)
{
  const char *name = kind->fields[field].name;
  return (struct column){ name, is_fixed(name) ? kind->name : NULL };
}

/* Two kinds that share a field's name share a column: all values stand in
 * one. */
static void gather_columns(const struct nut_kinds *kinds,
                           struct nut_columns *columns)
{
  for (size_t k = 0; k < kinds->n_kinds; k++) {
    const struct nut_kind *kind = &kinds->kinds[k];
    for (size_t f = 0; f < kind->n_fields; f++) {
      struct column column = column_of(kind, f);
      if ((kind->fields[f].use & NUT_RECORD)
          && find_column(columns, column) == columns->len)
        columns->ptr[columns->len++] = column;
    }
  }
}

/* A table from kind and column to field, so that a row costs no search. */
static void map_fields(const struct nut_kinds *kinds,
                       struct nut_columns *columns)
{
  for (size_t i = 0; i < kinds->n_kinds * columns->len; i++)
    columns->fields[i] = NO_FIELD;
  for (size_t k = 0; k < kinds->n_kinds; k++) {
    const struct nut_kind *kind = &kinds->kinds[k];
    for (size_t f = 0; f < kind->n_fields; f++)
      if (kind->fields[f].use & NUT_RECORD)
        columns->fields[k * columns->len
                        + find_column(columns, column_of(kind, f))] = f;
  }
}

static size_t count_fields(const struct nut_kinds *kinds)
{
  size_t count = 1; /* a size of 0 would free */
  for (size_t k = 0; k < kinds->n_kinds; k++)
    count += kinds->kinds[k].n_fields;
  return count;
}

/* Half-made columns are csv_drop's: new memory is all zero. */
static bool make_columns(struct nut_writer *writer)
{
  const struct nut_mem *mem = writer->options.mem;
  const struct nut_kinds *kinds = writer->kinds;
  struct nut_columns *columns = nut_new(mem, sizeof *columns);
  writer->columns = columns;
  if (!columns)
    return false;
  columns->ptr = nut_new(mem, count_fields(kinds) * sizeof *columns->ptr);
  if (!columns->ptr)
    return false;
  gather_columns(kinds, columns);
  columns->fields = nut_new(
      mem, (kinds->n_kinds * columns->len + 1) * sizeof *columns->fields);
  if (!columns->fields)
    return false;
  map_fields(kinds, columns);
  return true;
}

/* ---- cells ------------------------------------------------------------ */

struct row {
  struct nut_writer *writer;
  struct nut_buf *out;
  bool any;
};

static void next_cell(struct row *row)
{
  if (row->any)
    nut_buf_add_byte(row->out, ',');
  row->any = true;
}

static void end_row(struct row *row)
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
static void cell_text(struct row *row, struct nut_slice text)
{
  next_cell(row);
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

static void cell_size(struct row *row, size_t number)
{
  next_cell(row);
  nut_buf_add_int(row->out, (int64_t)number);
}

/* Numbers and flags hold no commas or quotes, and -5 must stay a number. */
static void cell_value(struct row *row, const struct nut_value *value)
{
  if (value->type == NUT_TEXT) {
    cell_text(row, value->as.text);
    return;
  }
  next_cell(row);
  nut_value_print(value, row->out);
}

static void cells_empty(struct row *row, size_t count)
{
  while (count--)
    next_cell(row);
}

/* ---- rows ------------------------------------------------------------- */

static void cells_of_record(struct row *row, const struct nut_record *record,
                            const char *part)
{
  if (record->id_is_number) {
    next_cell(row);
    nut_buf_add(row->out, record->id);
  } else {
    cell_text(row, record->id);
  }
  cell_text(row, record->published);
  cell_text(row, record->title);
  cell_text(row, nut_slice_of(part));
}

/* By the kind's name, as the fact may come from rules that extend the
 * table. */
static void cells_of_fields(struct row *row, const struct nut_fact *fact)
{
  const struct nut_writer *writer = row->writer;
  const struct nut_columns *columns = writer->columns;
  size_t kind =
      nut_kinds_find(writer->kinds, nut_slice_of(fact->kind->name));
  for (size_t i = 0; i < columns->len; i++) {
    size_t field = kind == NUT_KIND_NONE
                       ? NO_FIELD
                       : columns->fields[kind * columns->len + i];
    if (field != NO_FIELD && nut_write_has(fact, field))
      cell_value(row, &fact->values[field]);
    else
      next_cell(row);
  }
}

static void fact_row(struct row *row, const struct nut_article *article,
                     const struct nut_fact *fact)
{
  const struct nut_ruler *ruler = &row->writer->ruler;
  cell_text(row, nut_slice_of(fact->kind->name));
  cell_text(row, nut_write_surface(article, fact));
  cell_size(row, nut_ruler_at(ruler, fact->text.start));
  cell_size(row, nut_ruler_at(ruler, fact->text.end));
  cell_size(row, fact->sentence);
  cell_text(row, fact->rule_name);
  cell_text(row, fact->pack);
  next_cell(row);
  if (fact->confidence.n_digits)
    nut_decimal_print(&fact->confidence, row->out);
  cells_of_fields(row, fact);
  if (row->writer->options.context)
    cell_text(row, nut_write_context(article, fact));
  end_row(row);
}

static bool fact_rows(struct row *row, const struct nut_record *record,
                      const char *part, const struct nut_article *article,
                      struct nut_facts facts)
{
  if (!nut_ruler_set(&row->writer->ruler, article->text))
    return false;
  for (size_t i = 0; i < facts.len; i++) {
    cells_of_record(row, record, part);
    fact_row(row, article, &facts.ptr[i]);
  }
  return true;
}

/* 6: the fixed columns from start to confidence, which a message has not. */
static void message_row(struct row *row, const struct nut_record *record,
                        const char *type, struct nut_slice message)
{
  const struct nut_writer *writer = row->writer;
  cells_of_record(row, record, "");
  cell_text(row, nut_slice_of(type));
  cell_text(row, message);
  cells_empty(row, 6 + writer->columns->len + writer->options.context);
  end_row(row);
}

/* ---- the format ------------------------------------------------------- */

/* Names are our own and need no quotes. */
static void header_row(struct row *row)
{
  const struct nut_columns *columns = row->writer->columns;
  for (size_t i = 0; i + 1 < N_FIXED; i++)
    cell_text(row, nut_slice_of(fixed[i]));
  for (size_t i = 0; i < columns->len; i++) {
    next_cell(row);
    if (columns->ptr[i].kind) {
      nut_buf_add_text(row->out, columns->ptr[i].kind);
      nut_buf_add_byte(row->out, '_');
    }
    nut_buf_add_text(row->out, columns->ptr[i].name);
  }
  if (row->writer->options.context)
    cell_text(row, nut_slice_of(fixed[N_FIXED - 1]));
  end_row(row);
}

static bool csv_begin(struct nut_writer *writer)
{
  if (!make_columns(writer))
    return false;
  struct row row = { .writer = writer, .out = &writer->buf };
  if (writer->options.bom)
    nut_buf_add_text(row.out, "\xEF\xBB\xBF");
  header_row(&row);
  return true;
}

static const char *csv_between(const struct nut_writer *writer)
{
  (void)writer;
  return "";
}

/* A record without facts or messages has no row: rows are facts. */
static bool csv_record(struct nut_writer *writer,
                       const struct nut_record *record)
{
  struct row row = { .writer = writer, .out = &writer->buf };
  if (record->error.len) {
    message_row(&row, record, "error", record->error);
    return true;
  }
  for (size_t i = 0; i < record->n_warnings; i++)
    message_row(&row, record, "warning", record->warnings[i]);
  if (!fact_rows(&row, record, "text", record->article, record->facts))
    return false;
  return !record->title_article
         || fact_rows(&row, record, "title", record->title_article,
                      record->title_facts);
}

static void csv_end(struct nut_writer *writer)
{
  (void)writer;
}

static void csv_drop(struct nut_writer *writer)
{
  struct nut_columns *columns = writer->columns;
  if (!columns)
    return;
  nut_free(writer->options.mem, columns->fields);
  nut_free(writer->options.mem, columns->ptr);
  nut_free(writer->options.mem, columns);
}

const struct nut_format nut_format_csv = {
  csv_begin, csv_between, csv_record, csv_end, csv_drop
};
