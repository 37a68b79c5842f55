/* CSV with a header and one row for each fact; cells by write_cells.h.
 *
 * - Record fields of all kinds follow the fixed columns, each name once, in
 *   the order of the kind table.  A field that bears the name of a fixed
 *   column has its kind before it: statute_title.
 * - Nothing is lost: a failed article is a row of type "error" and each
 *   warning one of type "warning", both with their message as the text.
 *   Facts of a title that came apart from the text have "title" as part. */
#include "base/alloc.h"
#include "base/slice.h"
#include "record/write_cells.h"

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

/* ---- rows ------------------------------------------------------------- */

static void cells_of_record(struct nut_cells *row,
                            const struct nut_record *record,
                            const char *part)
{
  nut_cells_id(row, record);
  nut_cells_text(row, record->published);
  nut_cells_text(row, record->title);
  nut_cells_text(row, nut_slice_of(part));
}

/* By the kind's name, as the fact may come from rules that extend the
 * table. */
static void cells_of_fields(struct nut_cells *row, const struct nut_fact *fact)
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
      nut_cells_value(row, &fact->values[field]);
    else
      nut_cells_next(row);
  }
}

static void fact_row(struct nut_cells *row, const struct nut_article *article,
                     const struct nut_fact *fact)
{
  const struct nut_ruler *ruler = &row->writer->ruler;
  nut_cells_text(row, nut_slice_of(fact->kind->name));
  nut_cells_text(row, nut_write_surface(article, fact));
  nut_cells_int(row, (int64_t)nut_ruler_at(ruler, fact->text.start));
  nut_cells_int(row, (int64_t)nut_ruler_at(ruler, fact->text.end));
  nut_cells_int(row, (int64_t)fact->sentence);
  nut_cells_text(row, fact->rule_name);
  nut_cells_text(row, fact->pack);
  nut_cells_next(row);
  if (fact->confidence.n_digits)
    nut_decimal_print(&fact->confidence, row->out);
  cells_of_fields(row, fact);
  if (row->writer->options.context)
    nut_cells_text(row, nut_write_context(article, fact));
  nut_cells_end(row);
}

static bool fact_rows(struct nut_cells *row, const struct nut_record *record,
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
static void message_row(struct nut_cells *row, const struct nut_record *record,
                        const char *type, struct nut_slice message)
{
  const struct nut_writer *writer = row->writer;
  cells_of_record(row, record, "");
  nut_cells_text(row, nut_slice_of(type));
  nut_cells_text(row, message);
  nut_cells_empty(row, 6 + writer->columns->len + writer->options.context);
  nut_cells_end(row);
}

/* ---- the format ------------------------------------------------------- */

/* Names are our own and need no quotes. */
static void header_row(struct nut_cells *row)
{
  const struct nut_columns *columns = row->writer->columns;
  for (size_t i = 0; i + 1 < N_FIXED; i++)
    nut_cells_text(row, nut_slice_of(fixed[i]));
  for (size_t i = 0; i < columns->len; i++) {
    nut_cells_next(row);
    if (columns->ptr[i].kind) {
      nut_buf_add_text(row->out, columns->ptr[i].kind);
      nut_buf_add_byte(row->out, '_');
    }
    nut_buf_add_text(row->out, columns->ptr[i].name);
  }
  if (row->writer->options.context)
    nut_cells_text(row, nut_slice_of(fixed[N_FIXED - 1]));
  nut_cells_end(row);
}

static bool csv_begin(struct nut_writer *writer)
{
  if (!make_columns(writer))
    return false;
  struct nut_cells row = { .writer = writer, .out = &writer->buf };
  nut_write_bom(writer);
  header_row(&row);
  return true;
}

/* A record without facts or messages has no row: rows are facts. */
static bool csv_record(struct nut_writer *writer,
                       const struct nut_record *record)
{
  struct nut_cells row = { .writer = writer, .out = &writer->buf };
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
  csv_begin, NULL, csv_record, NULL, csv_drop
};
