/* The public functions of nutgraf.h on top of the stages below.
 *
 * Thin on purpose: a handle is made or freed, text options become values,
 * and the work is done elsewhere.  Lists and explanations are put together
 * in a buffer first and sent to the caller's sink in one piece.
 *
 * Laws kept here: *out is NULL after a failure; freeing NULL is nothing;
 * rules may be shared by threads, a scanner may not; a record belongs to
 * its scanner until the next article.  The program uses these functions and
 * no others of the library, so what it needs others can have. */
#include "surface/nutgraf.h"

#include "base/alloc.h"
#include "base/country.h"
#include "base/day.h"
#include "base/slice.h"
#include "record/example.h"
#include "record/explain.h"
#include "record/extract.h"
#include "resolve/gazetteer.h"
#include "scan/engine_image.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* ---- places ---- */

/* The ways of writing names that hold for users' rows as well; NULL: the data
 * folder has no such table. */
static const char *find_ways(const char *data, char *path, size_t room)
{
  int len = data ? snprintf(path, room, "%s/%s", data,
                            nut_gazetteer_tables[0])
                 : -1;
  bool there = len > 0 && (size_t)len < room && access(path, R_OK) == 0;
  return there ? path : NULL;
}

/* Users' rows, if there are any, become an index of their own that lies over
 * the shipped one. */
static enum nut_status open_users(struct nut_rules *rules,
                                  const struct nut_rules_options *options,
                                  const struct nut_report *report)
{
  char path[PATH_MAX];
  struct nut_gazetteer_sources sources = {
    .ways = find_ways(options->data, path, sizeof path),
    .files = options->places, .n_files = options->n_places
  };
  struct nut_buf buf;
  if (options->n_places == 0)
    return NUT_OK;
  nut_buf_init(&buf, rules->mem);
  enum nut_status status = nut_gazetteer_build(rules->mem, &sources, report,
                                               &buf);
  if (status == NUT_OK)
    status = nut_gazetteer_from(rules->mem, nut_buf_slice(&buf), true,
                                &rules->gazetteers[0]);
  if (status != NUT_OK)
    nut_buf_drop(&buf);
  return status;
}

static enum nut_status
open_gazetteers(struct nut_rules *rules,
                const struct nut_rules_options *options,
                const struct nut_report *report)
{
  enum nut_status status = open_users(rules, options, report);
  bool needed = false;
  for (size_t i = 0; i < rules->n_rules; i++)
    needed = needed || rules->rules[i].kind == NUT_KIND_PLACE;
  if (status == NUT_OK && options->gazetteer && needed)
    status = nut_gazetteer_open(rules->mem, options->gazetteer,
                                options->data, report,
                                &rules->gazetteers[1]);
  return status;
}

enum nut_status nut_gazetteer_make(const struct nut_mem *mem,
                                   const char *data,
                                   const struct nut_report *report,
                                   const struct nut_sink *sink)
{
  struct nut_gazetteer_sources sources = { .data = data };
  struct nut_buf buf;
  nut_buf_init(&buf, mem);
  enum nut_status status = nut_gazetteer_build(mem, &sources, report, &buf);
  if (status == NUT_OK && !sink->write(sink->ctx, buf.ptr, buf.len))
    status = NUT_OUTPUT;
  nut_buf_drop(&buf);
  return status;
}

/* ---- rules ---- */

/* Rules without an engine are of no use: they come together or not at all. */
enum nut_status nut_rules_new(const struct nut_rules_options *options,
                              const struct nut_report *report,
                              struct nut_rules **out)
{
  struct nut_rules *rules = NULL;
  *out = NULL;
  enum nut_status status = nut_engine_image_load(options, &rules);
  if (status == NUT_OK && !rules) {
    status = nut_rules_load(options, report, &rules);
    if (status == NUT_OK)
      status = nut_engine_new(rules, &rules->engine);
  }
  if (status == NUT_OK)
    status = open_gazetteers(rules, options, report);
  if (status == NUT_OK)
    *out = rules;
  else
    nut_rules_free(rules);
  return status;
}

void nut_rules_free(struct nut_rules *rules)
{
  if (!rules)
    return;
  for (size_t i = 0; i < NUT_GAZETTEERS; i++)
    nut_gazetteer_free(rules->gazetteers[i]);
  nut_engine_free(rules->engine);
  nut_rules_unload(rules);
}

/* The caller's allocator is copied, so that it need not outlive the call;
 * mem points to the copy, or is NULL for the default one. */
struct nut_scanner {
  struct nut_mem mem_copy;
  const struct nut_mem *mem;
  struct nut_extractor extractor;
  struct nut_record record;
};

/* The comma-separated kinds as a bit set; reports a name that is none.
 *   "date, count" -> two bits; NULL -> all of them */
static bool read_kinds(const struct nut_rules *rules, const char *text,
                       struct nut_diag *diag, unsigned long long *kinds)
{
  struct nut_slice rest = nut_slice_of(text);
  *kinds = text ? 0 : ~0ULL;
  while (rest.len) {
    size_t comma = nut_slice_find(rest, ',', 0);
    struct nut_slice name = nut_slice_trim(nut_slice_cut(rest, 0, comma));
    size_t kind = nut_kinds_find(nut_rules_kind_table(rules), name);
    if (kind == NUT_KIND_NONE) {
      nut_diag_error(diag, NULL, (struct nut_slice){ NULL, 0 },
                     (struct nut_slice){ NULL, 0 }, "unknown kind \"%.*s\"",
                     (int)name.len, name.ptr);
      return false;
    }
    *kinds |= 1ULL << kind;
    rest = nut_slice_cut(rest, comma == NUT_SLICE_NONE ? rest.len : comma + 1,
                         rest.len);
  }
  return true;
}

static struct nut_scanner *new_scanner(const struct nut_mem *mem)
{
  struct nut_scanner *scanner = nut_new(mem, sizeof *scanner);
  if (scanner && mem) {
    scanner->mem_copy = *mem;
    scanner->mem = &scanner->mem_copy;
  }
  return scanner;
}

/* The allocator is copied out first, as it lies in what is being freed. */
static void free_scanner(struct nut_scanner *scanner)
{
  struct nut_mem mem = scanner->mem_copy;
  nut_free(scanner->mem ? &mem : NULL, scanner);
}

enum nut_status nut_scanner_new(const struct nut_rules *rules,
                                const struct nut_scan_options *options,
                                const struct nut_report *report,
                                struct nut_scanner **out)
{
  unsigned long long kinds = ~0ULL;
  struct nut_diag diag;
  *out = NULL;
  nut_diag_init(&diag, options->mem, report);
  bool known = read_kinds(rules, options->kinds, &diag, &kinds);
  nut_diag_drop(&diag);
  if (!known)
    return NUT_USAGE;
  struct nut_scanner *scanner = new_scanner(options->mem);
  if (!scanner)
    return NUT_NOMEM;
  enum nut_status status =
      nut_extractor_init(&scanner->extractor, rules->engine, scanner->mem);
  if (status != NUT_OK) {
    free_scanner(scanner);
    return status;
  }
  scanner->extractor.kinds = kinds;
  scanner->extractor.scan.clock.now = options->now;
  scanner->extractor.scan.clock.budget = options->budget;
  *out = scanner;
  return NUT_OK;
}

void nut_scanner_free(struct nut_scanner *scanner)
{
  if (!scanner)
    return;
  nut_extractor_drop(&scanner->extractor);
  free_scanner(scanner);
}

enum nut_status nut_extract(struct nut_scanner *scanner,
                            const struct nut_input *input,
                            const struct nut_record **out)
{
  *out = &scanner->record;
  return nut_extractor_run(&scanner->extractor, input, &scanner->record);
}

/* Rules without a need are right, and slow: who writes one should know. */
static void note_everywhere(const struct nut_rules *rules,
                            struct nut_diag *diag)
{
  for (size_t i = 0; i < rules->n_rules; i++) {
    const struct nut_rule *rule = &rules->rules[i];
    if (rules->engine->plans[i].everywhere && !rule->window_paragraph
        && !rule->gazetteer)
      nut_diag_note(diag, rule->source, rule->at,
                    "no word, number or sign stands in every match of this "
                    "rule, so it is tried at each place of each sentence");
  }
}

/* Verify asks of each rule alone what can be told without text; only if
 * that could be done are the examples run.  NUT_RULES comes with its
 * figures. */
enum nut_status nut_rules_check(const struct nut_rules *rules,
                                const struct nut_report *report,
                                struct nut_check_counts *counts)
{
  struct nut_extractor extractor;
  struct nut_diag diag;
  enum nut_status status =
      nut_extractor_init(&extractor, rules->engine, rules->mem);
  if (status != NUT_OK)
    return status;
  *counts = (struct nut_check_counts){ .rules = rules->n_rules };
  nut_diag_init(&diag, rules->mem, report);
  status = nut_rules_verify(rules, &diag);
  note_everywhere(rules, &diag);
  if (status == NUT_OK)
    extractor.hidden = true;
  if (status == NUT_OK)
    status = nut_examples_run(&extractor, &diag, counts);
  counts->errors = diag.errors;
  nut_diag_drop(&diag);
  nut_extractor_drop(&extractor);
  return status;
}

/* One that is only mapped: all of it is summed here. */
enum nut_status nut_gazetteer_check(const char *path, const char *data,
                                    const struct nut_report *report,
                                    size_t *places, size_t *names)
{
  struct nut_gazetteer *gazetteer = NULL;
  struct nut_source source = { .name = nut_slice_of(path) };
  struct nut_slice none = { NULL, 0 };
  struct nut_slice help = nut_slice_of("\"nutgraf gazetteer build\" makes it "
                                       "again");
  const char *wrong = NULL;
  enum nut_status status =
      nut_gazetteer_open(NULL, path, data, report, &gazetteer);
  if (status != NUT_OK)
    return status;
  *places = nut_gazetteer_places(gazetteer);
  *names = nut_gazetteer_names(gazetteer);
  if (!nut_gazetteer_verify(gazetteer))
    wrong = "an index of places that has changed since it was made";
  else if (data && !nut_gazetteer_fits(gazetteer, data, true))
    wrong = "made of other tables of places than those there are now";
  if (wrong) {
    struct nut_diag diag;
    nut_diag_init(&diag, NULL, report);
    nut_diag_error(&diag, &source, none, help, "%s", wrong);
    nut_diag_drop(&diag);
    status = NUT_DATA;
  }
  nut_gazetteer_free(gazetteer);
  return status;
}

/* Ten thousandths of a degree, as degrees; nothing where none are known. */
static void add_degrees(struct nut_buf *buf, const struct nut_place *place,
                        int32_t degrees)
{
  struct nut_decimal number = nut_decimal_from_int(degrees);
  nut_buf_add_byte(buf, '\t');
  if (place->located && nut_decimal_shift(&number, -4))
    nut_decimal_print(&number, buf);
}

static void add_unit(struct nut_buf *buf, const struct nut_gazetteer *g,
                     uint32_t unit)
{
  nut_buf_add_byte(buf, '\t');
  if (unit != NUT_PLACE_NONE)
    nut_buf_add(buf, nut_gazetteer_place(g, unit).name);
}

static void add_place(struct nut_buf *buf, const struct nut_gazetteer *g,
                      uint32_t at)
{
  struct nut_place place = nut_gazetteer_place(g, at);
  nut_buf_add(buf, place.name);
  nut_buf_addf(buf, "\t%s\t%s", nut_place_kind_names[place.kind],
               place.country);
  add_unit(buf, g, place.admin1);
  add_unit(buf, g, place.admin2);
  nut_buf_addf(buf, "\t%u", place.people);
  add_degrees(buf, &place, place.lat);
  add_degrees(buf, &place, place.lon);
  nut_buf_addf(buf, "\t%u\n", place.geonameid);
}

static enum nut_status send(const struct nut_sink *sink, struct nut_buf *buf);

enum nut_status nut_gazetteer_lookup(const struct nut_rules *rules,
                                     const char *name,
                                     const struct nut_sink *sink, bool *found)
{
  struct nut_buf buf;
  *found = false;
  nut_buf_init(&buf, rules->mem);
  for (size_t i = 0; i < NUT_GAZETTEERS; i++) {
    const struct nut_gazetteer *g = rules->gazetteers[i];
    uint32_t at = 0;
    if (!g || !nut_gazetteer_find(g, nut_slice_of(name), &at))
      continue;
    *found = true;
    size_t n = nut_gazetteer_senses(g, at);
    for (size_t k = 0; k < n; k++)
      add_place(&buf, g, nut_gazetteer_sense(g, at, k).place);
  }
  return send(sink, &buf);
}

/* Drops the buffer in any case.  An empty one is not sent. */
static enum nut_status send(const struct nut_sink *sink, struct nut_buf *buf)
{
  enum nut_status status = NUT_OK;
  if (buf->failed)
    status = NUT_NOMEM;
  else if (buf->len && !sink->write(sink->ctx, buf->ptr, buf->len))
    status = NUT_OUTPUT;
  nut_buf_drop(buf);
  return status;
}

bool nut_rules_is_image(const struct nut_rules *rules)
{
  return rules->image.base != NULL;
}

enum nut_status nut_rules_image(const struct nut_rules *rules,
                                const struct nut_sink *sink)
{
  struct nut_image_writer writer;
  enum nut_status status =
      nut_engine_image_make(rules, &writer) ? NUT_OK : NUT_NOMEM;
  if (status == NUT_OK
      && !sink->write(sink->ctx, writer.buf.ptr, writer.buf.len))
    status = NUT_OUTPUT;
  nut_image_drop(&writer);
  return status;
}

/* A line a rule, parted by tabs: name, kind or reject, file, description. */
enum nut_status nut_rules_list(const struct nut_rules *rules,
                               const struct nut_sink *sink)
{
  struct nut_buf buf;
  nut_buf_init(&buf, rules->mem);
  for (size_t i = 0; i < rules->n_rules; i++) {
    const struct nut_rule *rule = &rules->rules[i];
    nut_buf_addf(&buf, "%.*s\t%s\t%.*s\t%.*s\n", (int)rule->name.len,
                 rule->name.ptr,
                 rule->reject ? "reject"
                              : rules->kinds.kinds[rule->kind].name,
                 (int)rule->source->name.len, rule->source->name.ptr,
                 (int)rule->doc.len, rule->doc.len ? rule->doc.ptr : "");
  }
  return send(sink, &buf);
}

enum nut_status nut_explain(struct nut_scanner *scanner,
                            const struct nut_input *input,
                            const struct nut_sink *sink)
{
  struct nut_buf buf;
  nut_buf_init(&buf, scanner->mem);
  enum nut_status status =
      nut_explain_run(&scanner->extractor, input, &buf);
  enum nut_status sent = send(sink, &buf);
  return status == NUT_OK ? sent : status;
}

static const char *const type_names[] = {
  [NUT_NONE] = "-", [NUT_INT] = "int", [NUT_NUM] = "num",
  [NUT_TEXT] = "text", [NUT_FLAG] = "flag",
};

static const char *const use_names[] = {
  [NUT_CAPTURE] = "capture", [NUT_RECORD] = "record",
  [NUT_BOTH] = "capture, record",
};

enum nut_status nut_rules_kinds(const struct nut_rules *rules,
                                const struct nut_sink *sink)
{
  struct nut_buf buf;
  nut_buf_init(&buf, rules->mem);
  for (size_t i = 0; i < rules->kinds.n_kinds; i++) {
    const struct nut_kind *kind = &rules->kinds.kinds[i];
    nut_buf_addf(&buf, "%s%s\n", i ? "\n" : "", kind->name);
    for (size_t k = 0; k < kind->n_fields; k++) {
      const struct nut_field *field = &kind->fields[k];
      nut_buf_addf(&buf, "  %-12s %-5s %-16s %s\n", field->name,
                   type_names[field->type], use_names[field->use],
                   field->doc);
    }
  }
  return send(sink, &buf);
}

bool nut_is_day(const char *text)
{
  struct nut_date date;
  return nut_day_parse(nut_slice_of(text), &date);
}

bool nut_is_country(const char *text)
{
  return nut_country_find(nut_slice_of(text)).len != 0;
}
