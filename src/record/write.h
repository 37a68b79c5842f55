/* What the writers share: the handle behind nut_writer, its buffer, and the
 * table of functions that makes a format.
 *
 * Invariants: the buffer holds whole records only, so what reaches the sink
 * always ends between two records; a record that did not fit in memory is
 * taken back as a whole.  No writer knows a field by name: kinds come from
 * the rules' kind table, which is borrowed and outlives the writer. */
#ifndef NUT_RECORD_WRITE_H
#define NUT_RECORD_WRITE_H

#include "base/buf.h"
#include "record/record.h"
#include "record/write_offsets.h"
#include "rules/kind.h"

/* Bytes after which the buffer goes to the sink. */
#define NUT_WRITE_CHUNK ((size_t)64 << 10)

struct nut_columns;

/* Failures of a format's functions are those of the buffer; record says
 * whether memory sufficed beside it.  between, end and drop are NULL where
 * there is nothing to do. */
struct nut_format {
  bool (*begin)(struct nut_writer *writer);
  const char *(*between)(const struct nut_writer *writer); /* two records */
  bool (*record)(struct nut_writer *writer, const struct nut_record *record);
  void (*end)(struct nut_writer *writer);
  void (*drop)(struct nut_writer *writer);
};

struct nut_writer {
  struct nut_writer_options options;
  const struct nut_format *format;
  const struct nut_kinds *kinds;
  struct nut_sink sink;        /* write NULL: the writer of a part */
  struct nut_buf buf;
  struct nut_buf scratch;      /* of nut_write_clean */
  struct nut_buf cell;         /* one in the making */
  struct nut_ruler ruler;      /* along the article being written */
  struct nut_columns *columns; /* CSV by fact only */
  size_t records;
  bool refused;                /* the sink failed; it is not called again */
};

/* Output in parts, for records that are written by several threads and put
 * together in order: a part is a writer without a sink, whose buffer holds
 * the records since the last _part_take and nothing that opens or closes the
 * output. */
NUT_CHECK enum nut_status
nut_writer_part_new(const struct nut_rules *rules,
                    const struct nut_writer_options *options,
                    struct nut_writer **out);

/* Give all records so far in exchange for `out`, which is cleared; returns
 * how many there are. */
size_t nut_writer_part_take(struct nut_writer *part, struct nut_buf *out);

/* Send `count` records of a part to writer's sink, behind those before. */
NUT_CHECK enum nut_status nut_writer_join(struct nut_writer *writer,
                                          struct nut_slice records,
                                          size_t count);

extern const struct nut_format nut_format_json; /* NDJSON too */
extern const struct nut_format nut_format_csv;  /* a row a fact */
extern const struct nut_format nut_format_csv_article;

/* text as well-formed UTF-8, U+FFFD for each ill-formed part: itself where
 * nothing is wrong, else borrowed from the writer until the next call. */
struct nut_slice nut_write_clean(struct nut_writer *writer,
                                 struct nut_slice text);

/* The sentence a fact stands in, as the article has it; may be empty. */
struct nut_slice nut_write_context(const struct nut_article *article,
                                   const struct nut_fact *fact);

/* What the fact covers, as the article has it. */
struct nut_slice nut_write_surface(const struct nut_article *article,
                                   const struct nut_fact *fact);

/* What opens the output of a format of rows: the byte order mark, if it is
 * asked for. */
void nut_write_bom(struct nut_writer *writer);

/* Is the field's value to be written? */
bool nut_write_has(const struct nut_fact *fact, size_t field);

#endif
