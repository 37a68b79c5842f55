/* CSV with one row for each article: its incident, in the columns that
 * databases of conflict and crime use (UCDP GED, ACLED, Gun Violence
 * Archive).
 *
 * - Every article has a row, so that rows can be counted and joined by id: one
 *   without an incident has only the columns of its source, one that failed
 *   the code_status "error" and the message as its notes.
 * - The row is the article's first incident; the column incidents says how
 *   many the record has.  best, low and high are those of the record: low and
 *   high only where the text itself has bounds.
 * - Cells that hold several things part them by "; ". */
#include "record/write_cells.h"

#include "base/slice.h"
#include "normalise/normalise.h"
#include "record/write_incident.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* The incident being written, or NULL; all of one article. */
struct line {
  struct nut_cells cells;
  const struct nut_record *record;
  const struct nut_incident *incident;
};

/* ---- cells of several things ------------------------------------------ */

/* A cell in the making; whole once _done has written it. */
static struct nut_buf *cell_start(struct line *line)
{
  nut_buf_clear(&line->cells.writer->cell);
  return &line->cells.writer->cell;
}

static void cell_part(struct nut_buf *cell, struct nut_slice text)
{
  if (cell->len)
    nut_buf_add_text(cell, "; ");
  nut_buf_add(cell, text);
}

static void cell_done(struct line *line)
{
  struct nut_buf *cell = &line->cells.writer->cell;
  if (cell->failed)
    line->cells.out->failed = true;
  nut_cells_text(&line->cells, nut_buf_slice(cell));
}

static const struct nut_fact *fact_at(const struct line *line, uint32_t i)
{
  return &line->record->facts.ptr[i];
}

static void cell_surfaces(struct line *line, const struct nut_indices *list)
{
  struct nut_buf *cell = cell_start(line);
  for (size_t i = 0; i < list->len; i++)
    cell_part(cell, nut_write_surface(line->record->article,
                                      fact_at(line, list->ptr[i])));
  cell_done(line);
}

/* ---- when and where ---------------------------------------------------- */

static void add_event_id(struct line *line)
{
  struct nut_buf *cell = cell_start(line);
  nut_buf_add(cell, line->record->id);
  nut_incident_add_id(cell, line->record, line->incident);
  cell_done(line);
}

static void add_date(struct line *line)
{
  nut_cells_text(&line->cells, line->incident->date);
}

static void add_date_end(struct line *line)
{
  const struct nut_incident *incident = line->incident;
  nut_cells_text(&line->cells, incident->date_end.len ? incident->date_end
                                                  : incident->date);
}

static void add_code(struct line *line, int code)
{
  if (code)
    nut_cells_int(&line->cells, code);
  else
    nut_cells_next(&line->cells);
}

static void add_date_prec(struct line *line)
{
  add_code(line, line->incident->date_prec);
}

static void add_date_basis(struct line *line)
{
  nut_cells_text(&line->cells, line->incident->date_basis);
}

static void add_where_text(struct line *line)
{
  const struct nut_incident *incident = line->incident;
  const struct nut_article *article = incident->place_of_title
                                          ? line->record->title_article
                                          : line->record->article;
  nut_cells_text(&line->cells,
               incident->place
                   ? nut_write_surface(article, incident->place)
                   : nut_slice_of(""));
}

static void add_place(struct line *line, size_t field)
{
  const struct nut_fact *place = line->incident->place;
  if (place && nut_write_has(place, field))
    nut_cells_value(&line->cells, &place->values[field]);
  else
    nut_cells_next(&line->cells);
}

static void add_country(struct line *line)
{
  nut_cells_text(&line->cells, line->incident->country);
}

static void add_where_prec(struct line *line)
{
  add_code(line, line->incident->where_prec);
}

/* ---- what belongs to it ------------------------------------------------ */

/* "22 to 49; 13", as a spreadsheet takes 10-12 for a day; "65+", "up to 12"
 * where one bound alone is said. */
static void add_age(struct nut_buf *cell, const struct nut_fact *age)
{
  bool has_min = nut_has(age, NUT_AGE_MIN);
  bool has_max = nut_has(age, NUT_AGE_MAX);
  size_t at = cell->len;
  if (has_min)
    nut_value_print(&age->values[NUT_AGE_MIN], cell);
  size_t len = cell->len - at;
  if (!has_max) {
    nut_buf_add_byte(cell, '+');
    return;
  }
  nut_buf_add_text(cell, has_min ? " to " : "up to ");
  size_t behind = cell->len;
  nut_value_print(&age->values[NUT_AGE_MAX], cell);
  struct nut_slice text = nut_buf_slice(cell);
  if (has_min && !cell->failed
      && nut_slice_eq(nut_slice_cut(text, at, at + len),
                      nut_slice_cut(text, behind, text.len)))
    cell->len = at + len; /* one age: what was added is taken back */
}

static void add_ages(struct line *line)
{
  const struct nut_indices *ages = &line->incident->ages;
  struct nut_buf *cell = cell_start(line);
  for (size_t i = 0; i < ages->len; i++) {
    cell_part(cell, nut_slice_of(""));
    add_age(cell, fact_at(line, ages->ptr[i]));
  }
  cell_done(line);
}

static void add_seized(struct line *line)
{
  cell_surfaces(line, &line->incident->seized);
}

static void add_statutes(struct line *line)
{
  cell_surfaces(line, &line->incident->statutes);
}

static void add_phones(struct line *line)
{
  cell_surfaces(line, &line->incident->phones);
}

/* "Thirteen men = eight men + six men", as written. */
static void add_conflicts(struct line *line)
{
  const struct nut_sums *conflicts = &line->incident->conflicts;
  const struct nut_article *article = line->record->article;
  struct nut_buf *cell = cell_start(line);
  for (size_t i = 0; i < conflicts->len; i++) {
    const struct nut_sum *sum = &conflicts->ptr[i];
    cell_part(cell, nut_slice_of(""));
    if (sum->total != NUT_FACT_NONE)
      nut_buf_add(cell,
                  nut_write_surface(article, fact_at(line, sum->total)));
    for (size_t k = 0; k < sum->parts.len; k++) {
      nut_buf_add_text(cell, k ? " + " : " = ");
      nut_buf_add(cell, nut_write_surface(
                            article, fact_at(line, sum->parts.ptr[k])));
    }
  }
  cell_done(line);
}

/* The sentence that carries the incident. */
static void add_notes(struct line *line)
{
  const struct nut_incident *incident = line->incident;
  nut_cells_text(&line->cells,
               nut_write_context(incident->of_title
                                     ? line->record->title_article
                                     : line->record->article,
                                 incident->carrier));
}

/* ---- by which rules ---------------------------------------------------- */

/* Names hold no blanks, so one is in the cell where it stands between two. */
static bool has_rule(const struct nut_buf *cell, struct nut_slice name)
{
  struct nut_slice text = nut_buf_slice(cell);
  for (size_t at = nut_slice_seek(text, name, 0); at != NUT_SLICE_NONE;
       at = nut_slice_seek(text, name, at + 1)) {
    size_t end = at + name.len;
    if ((at == 0 || text.ptr[at - 1] == ' ')
        && (end == text.len || text.ptr[end] == ';'))
      return true;
  }
  return false;
}

static void add_rule(struct nut_buf *cell, const struct nut_fact *fact)
{
  if (!has_rule(cell, fact->rule_name))
    cell_part(cell, fact->rule_name);
}

static void add_rules(struct line *line)
{
  const struct nut_incident *incident = line->incident;
  struct nut_buf *cell = cell_start(line);
  add_rule(cell, incident->carrier);
  for (int n = 0; n < NUT_INCIDENT_NUMBERS; n++) {
    const struct nut_indices *from = &incident->numbers[n].from;
    for (size_t i = 0; i < from->len; i++)
      add_rule(cell, fact_at(line, from->ptr[i]));
  }
  for (size_t i = 0; i < incident->dates.len; i++)
    add_rule(cell, fact_at(line, incident->dates.ptr[i]));
  if (incident->place)
    add_rule(cell, incident->place);
  cell_done(line);
}

/* ---- the columns ------------------------------------------------------- */

/* A column is made by a function or holds a field of the place; the numbers
 * stand between these two tables. */
static const struct column {
  const char *name;
  void (*add)(struct line *line);
  size_t field; /* without add */
} before[] = {
  { "event_id", add_event_id, 0 },
  { "event_date", add_date, 0 },
  { "event_date_end", add_date_end, 0 },
  { "date_prec", add_date_prec, 0 },
  { "date_basis", add_date_basis, 0 },
  { "where_text", add_where_text, 0 },
  { "location", NULL, NUT_PLACE_NAME },
  { "admin1", NULL, NUT_PLACE_ADMIN1 },
  { "admin2", NULL, NUT_PLACE_ADMIN2 },
  { "country", add_country, 0 },
  { "iso", NULL, NUT_PLACE_COUNTRY },
  { "latitude", NULL, NUT_PLACE_LAT },
  { "longitude", NULL, NUT_PLACE_LON },
  { "geonameid", NULL, NUT_PLACE_GEONAMEID },
  { "where_prec", add_where_prec, 0 },
}, behind[] = {
  { "ages", add_ages, 0 },
  { "seized", add_seized, 0 },
  { "statutes", add_statutes, 0 },
  { "phones", add_phones, 0 },
  { "conflicts", add_conflicts, 0 },
};
#define N_BEFORE (sizeof before / sizeof before[0])
#define N_BEHIND (sizeof behind / sizeof behind[0])

/* best, low and high of each number. */
#define N_NUMBERS ((size_t)NUT_INCIDENT_NUMBERS * 3)

static void header_numbers(struct nut_cells *row)
{
  static const char *const bounds[] = { "_best", "_low", "_high" };
  for (size_t i = 0; i < N_NUMBERS; i++) {
    nut_cells_next(row);
    nut_buf_add_text(row->out, nut_incident_names[i / 3]);
    nut_buf_add_text(row->out, bounds[i % 3]);
  }
}

static void header_row(struct nut_cells *row)
{
  static const char *const source[] = {
    "source_headline", "source_date", "source_url", "notes", "code_status",
    "rules", "incidents", "warnings"
  };
  nut_cells_text(row, nut_slice_of("id"));
  for (size_t i = 0; i < N_BEFORE; i++)
    nut_cells_text(row, nut_slice_of(before[i].name));
  header_numbers(row);
  for (size_t i = 0; i < N_BEHIND; i++)
    nut_cells_text(row, nut_slice_of(behind[i].name));
  for (size_t i = 0; i < sizeof source / sizeof source[0]; i++)
    nut_cells_text(row, nut_slice_of(source[i]));
  nut_cells_end(row);
}

static void add_number(struct line *line, bool has, int64_t number)
{
  nut_cells_next(&line->cells);
  if (has)
    nut_buf_add_int(line->cells.out, number);
}

static void add_numbers(struct line *line)
{
  for (int i = 0; i < NUT_INCIDENT_NUMBERS; i++) {
    const struct nut_tally *t = &line->incident->numbers[i];
    add_number(line, t->has_best, t->best);
    add_number(line, t->has_low, t->low);
    add_number(line, t->has_high, t->high);
  }
}

static void add_column(struct line *line, const struct column *column)
{
  if (column->add)
    column->add(line);
  else
    add_place(line, column->field);
}

static void add_incident(struct line *line)
{
  if (!line->incident) {
    nut_cells_empty(&line->cells, N_BEFORE + N_NUMBERS + N_BEHIND);
    return;
  }
  for (size_t i = 0; i < N_BEFORE; i++)
    add_column(line, &before[i]);
  add_numbers(line);
  for (size_t i = 0; i < N_BEHIND; i++)
    add_column(line, &behind[i]);
}

static void add_warnings(struct line *line)
{
  struct nut_buf *cell = cell_start(line);
  for (size_t i = 0; i < line->record->n_warnings; i++)
    cell_part(cell, line->record->warnings[i]);
  cell_done(line);
}

static void add_source(struct line *line)
{
  const struct nut_record *record = line->record;
  struct nut_cells *row = &line->cells;
  nut_cells_text(row, record->title);
  nut_cells_text(row, record->published);
  nut_cells_text(row, record->url);
  if (line->incident)
    add_notes(line);
  else
    nut_cells_text(row, record->error);
  nut_cells_text(row, nut_slice_of(record->error.len ? "error" : "machine"));
  if (line->incident)
    add_rules(line);
  else
    nut_cells_next(row);
  nut_cells_int(row, (int64_t)record->incidents.len);
  add_warnings(line);
}

/* ---- the format -------------------------------------------------------- */

static bool article_begin(struct nut_writer *writer)
{
  struct nut_cells row = { .writer = writer, .out = &writer->buf };
  nut_write_bom(writer);
  header_row(&row);
  return true;
}

static bool article_record(struct nut_writer *writer,
                           const struct nut_record *record)
{
  struct line line = {
    .cells = { .writer = writer, .out = &writer->buf }, .record = record,
    .incident = !record->error.len && record->incidents.len
                    ? &record->incidents.ptr[0]
                    : NULL
  };
  nut_cells_id(&line.cells, record);
  add_incident(&line);
  add_source(&line);
  nut_cells_end(&line.cells);
  return true;
}

const struct nut_format nut_format_csv_article = {
  article_begin, NULL, article_record, NULL, NULL
};
