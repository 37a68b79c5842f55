/* nutgraf: rule files and fact tables in, one record for each article out.
 *
 * This is the only public header.  The shape of a program that uses it:
 *
 *   nut_rules_new      load rules and tables once; threads share them
 *   nut_scanner_new    one for each thread, over the shared rules
 *   nut_reader_new     articles from files, folders, a stream, NDJSON
 *   nut_extract        one article -> one record (owned by the scanner)
 *   nut_writer_new     records -> NDJSON, JSON or CSV into a sink
 *
 * or all of it at once, by several threads: nut_batch_run.
 *
 * Ownership: _new/_free make and end a handle; a const pointer or a slice is
 * borrowed and says how long it lives.  The library never prints, exits, or
 * reads the environment, the locale or the clock; what it has to say goes to
 * a nut_report.  A status must be looked at. */
#ifndef NUTGRAF_H
#define NUTGRAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NUT_VERSION "0.1.0"
#define NUT_SCHEMA "nutgraf/1"

#if defined(__GNUC__)
#define NUT_CHECK __attribute__((warn_unused_result))
#define NUT_PRINTF(at, first) __attribute__((format(printf, at, first)))
#else
#define NUT_CHECK
#define NUT_PRINTF(at, first)
#endif

/* What a call came to.  Everything but NUT_OK and NUT_END is a failure. */
enum nut_status {
  NUT_OK = 0,
  NUT_END,    /* a reader has no further article */
  NUT_INPUT,  /* one input cannot be used; the rest can go on */
  NUT_RULES,  /* a rule file has errors (each was reported) */
  NUT_USAGE,  /* an option or argument has no meaning */
  NUT_OUTPUT, /* the sink refused bytes */
  NUT_DATA,   /* a table of the product is missing or broken */
  NUT_NOMEM,  /* no memory */
  NUT_STOPPED /* a batch was asked to stop before its end */
};

/* Bytes that somebody else owns.  Not NUL-terminated.  ptr may be NULL when
 * len is 0. */
struct nut_slice {
  const char *ptr;
  size_t len;
};

/* All memory comes through resize: ptr NULL allocates, size 0 frees and
 * returns NULL, failure returns NULL and leaves ptr valid.  A NULL struct
 * nut_mem pointer stands for the C library's allocator. */
struct nut_mem {
  void *(*resize)(void *ctx, void *ptr, size_t size);
  void *ctx;
};

enum nut_severity { NUT_NOTICE, NUT_WARNING, NUT_ERROR };

/* One message.  line and column count from 1 (columns in code points); 0
 * means there is none.  All slices live during the callback only. */
struct nut_message {
  enum nut_severity severity;
  struct nut_slice file;
  unsigned line;
  unsigned column;
  unsigned width;          /* code points to underline, at least 1 */
  struct nut_slice text;   /* what is wrong, one line */
  struct nut_slice source; /* the source line, or empty */
  struct nut_slice help;   /* what to do about it, or empty */
};

struct nut_report {
  void (*message)(void *ctx, const struct nut_message *message);
  void *ctx;
};

/* Where output bytes go.  write takes all len bytes or returns false; after
 * that it is not called again. */
struct nut_sink {
  bool (*write)(void *ctx, const char *ptr, size_t len);
  void *ctx;
};

/* ---- rules ------------------------------------------------------------ */

struct nut_rules;

struct nut_rules_options {
  const struct nut_mem *mem;    /* NULL: malloc */
  const char *data;             /* the folder that holds core.rules */
  const char *const *files;     /* further rule files, later layers */
  size_t n_files;
  bool no_defaults;             /* leave the shipped *.rules out */
  /* Files with the whole set as it is after loading (nut_rules_image).  The
     first that fits the rule files is used, which is many times as fast; such
     a set has no examples, listings or exports. */
  const char *const *images;
  size_t n_images;
  /* The index of places (nut_gazetteer_make), and tables of places of one's
     own in the form of tables/places.tsv, which overrule it.  NULL: no names
     of places are found.  An index that was made of other tables than those in
     data gives NUT_DATA; where data has none, it is not asked. */
  const char *gazetteer;
  const char *const *places;
  size_t n_places;
};

/* Load core.rules, the shipped rules and then options->files.  All errors of
 * all files are reported; NUT_RULES when there was one, NUT_DATA when the
 * data folder cannot be used.  *out is NULL unless NUT_OK. */
NUT_CHECK enum nut_status
nut_rules_new(const struct nut_rules_options *options,
              const struct nut_report *report, struct nut_rules **out);
void nut_rules_free(struct nut_rules *rules);

/* Make the index of places from the tables of the data folder. */
NUT_CHECK enum nut_status
nut_gazetteer_make(const struct nut_mem *mem, const char *data,
                   const struct nut_report *report,
                   const struct nut_sink *sink);

/* Is the index at this path whole, and made of the tables of this data folder
 * (NULL, or a folder without tables: of any)?  All bytes of both are read.
 * NUT_DATA: not (reported); else how many places and names it has. */
NUT_CHECK enum nut_status
nut_gazetteer_check(const char *path, const char *data,
                    const struct nut_report *report, size_t *places,
                    size_t *names);

/* The places of a name, a line each: name, kind, country, first- and
 * second-level unit, people, lat, lon, GeoNames id; parted by tabs, the
 * likeliest first; no lat and lon where none are known.  *found: is there
 * any? */
NUT_CHECK enum nut_status
nut_gazetteer_lookup(const struct nut_rules *rules, const char *name,
                     const struct nut_sink *sink, bool *found);

/* Did the set come from an image? */
bool nut_rules_is_image(const struct nut_rules *rules);

/* A set that did not as an image, through the sink in one piece.  It is for
 * this machine and this version of the library. */
NUT_CHECK enum nut_status nut_rules_image(const struct nut_rules *rules,
                                          const struct nut_sink *sink);

struct nut_check_counts {
  size_t rules;
  size_t examples;
  size_t errors;
  size_t known_gaps; /* "later" examples that still fail */
  size_t warnings;   /* examples that a rule of a later layer wins */
};

/* Run the examples of every rule, alone and among all rules.  Failures are
 * reported and counted; NUT_RULES when counts->errors is not 0. */
NUT_CHECK enum nut_status
nut_rules_check(const struct nut_rules *rules,
                const struct nut_report *report,
                struct nut_check_counts *counts);

/* Write one line a rule (name, kind, file:line, doc), or the kind table. */
NUT_CHECK enum nut_status
nut_rules_list(const struct nut_rules *rules, const struct nut_sink *sink);
NUT_CHECK enum nut_status
nut_rules_kinds(const struct nut_rules *rules, const struct nut_sink *sink);

enum nut_export {
  NUT_EXPORT_TABLE, /* a line a rule: name TAB kind TAB pattern */
  NUT_EXPORT_PCRE2, /* the pattern alone, as pcre2grep -u -f takes it */
  NUT_EXPORT_JSON   /* an array with all there is to a rule */
};

struct nut_export_options {
  enum nut_export form;
  const char *const *names; /* of the rules wanted; none: all */
  size_t n_names;
};

/* Write rules for other programs.  Patterns are expanded, on one line, and
 * say (?i) or (?-i) first.  NUT_USAGE: no rule has such a name (reported). */
NUT_CHECK enum nut_status
nut_rules_export(const struct nut_rules *rules,
                 const struct nut_export_options *options,
                 const struct nut_report *report,
                 const struct nut_sink *sink);

/* ---- articles --------------------------------------------------------- */

/* One article as it comes in: raw bytes, UTF-8 expected.  Slices live until
 * the next nut_reader_next.  error is empty unless the input failed. */
struct nut_input {
  struct nut_slice id;
  struct nut_slice text;
  struct nut_slice title;     /* only where it came apart from the text */
  struct nut_slice published; /* as given; "" when not given */
  struct nut_slice published_from; /* "--date", "published", ... */
  struct nut_slice region;    /* ISO 3166-1 alpha-2, or "" */
  struct nut_slice url;
  struct nut_slice error;
  struct nut_slice warning;   /* of the reader about this input, or "" */
  bool id_is_number;          /* NDJSON id that was a JSON number */
};

/* Is text a day that exists, YYYY-MM-DD?  What follows a "T" or a blank is
 * not looked at. */
bool nut_is_day(const char *text);

enum nut_from { NUT_FROM_AUTO, NUT_FROM_TEXT, NUT_FROM_NDJSON };

/* Is text the ISO 3166-1 alpha-2 code of a country?  Small letters will do. */
bool nut_is_country(const char *text);

/* A file as the system knows it, whatever its name: stat's st_dev, st_ino. */
struct nut_file {
  unsigned long long device;
  unsigned long long inode;
};

struct nut_reader;

/* A folder gives the files that are articles by their names (*.txt, *.text,
 * *.ndjson, *.jsonl, or without a suffix); others are told and skipped. */
struct nut_reader_options {
  const struct nut_mem *mem;
  enum nut_from from;
  const char *const *inputs; /* paths; "-" is file descriptor 0 */
  size_t n_inputs;
  size_t max_bytes;          /* of one article; 0 means the default */
  const char *published;     /* for articles that do not say, or NULL */
  const char *region;        /* likewise */
  const struct nut_file *output; /* NULL, or what folders leave out (told):
                                  * the file that the records go to */
};

/* What options point to, and the report, are borrowed until _free.
 * NUT_USAGE: max_bytes is over 1 GiB (reported). */
NUT_CHECK enum nut_status
nut_reader_new(const struct nut_reader_options *options,
               const struct nut_report *report, struct nut_reader **out);

/* The next article, or NUT_END.  NUT_INPUT: *out has id and error, and the
 * reader goes on with the next call. */
NUT_CHECK enum nut_status nut_reader_next(struct nut_reader *reader,
                                          struct nut_input *out);
void nut_reader_free(struct nut_reader *reader);

/* ---- extraction ------------------------------------------------------- */

struct nut_scanner;
struct nut_record;

struct nut_scan_options {
  const struct nut_mem *mem;
  const char *kinds; /* comma-separated kinds to keep, NULL for all */
  /* Milliseconds that rules may be tried on one article, by a clock that the
     caller gives (it only goes forward, and may be called by any thread).  An
     article whose time is up has a warning and the facts found so far, so its
     record may differ from run to run.  NULL: no bound in time. */
  uint64_t (*now)(void);
  unsigned budget;
};

NUT_CHECK enum nut_status
nut_scanner_new(const struct nut_rules *rules,
                const struct nut_scan_options *options,
                const struct nut_report *report, struct nut_scanner **out);

/* The record lives until the next call with this scanner.  An article with
 * an error gives a record with that error and no facts.  NUT_INPUT: it has
 * more facts than memory may hold, and *out is a record with that error. */
NUT_CHECK enum nut_status nut_extract(struct nut_scanner *scanner,
                                      const struct nut_input *input,
                                      const struct nut_record **out);
void nut_scanner_free(struct nut_scanner *scanner);

/* Write, for people, what each rule found in the article, what it read there,
 * and why it came into the record or did not.  80 columns; the form may
 * change. */
NUT_CHECK enum nut_status nut_explain(struct nut_scanner *scanner,
                                      const struct nut_input *input,
                                      const struct nut_sink *sink);

/* ---- output ----------------------------------------------------------- */

enum nut_to { NUT_TO_NDJSON, NUT_TO_JSON, NUT_TO_CSV };
enum nut_offsets { NUT_OFFSETS_CODEPOINTS, NUT_OFFSETS_BYTES,
                   NUT_OFFSETS_UTF16 };

struct nut_writer;

struct nut_writer_options {
  const struct nut_mem *mem;
  enum nut_to to;
  enum nut_offsets offsets;
  bool several;   /* JSON: an array even for a single record */
  bool context;   /* add the sentence of each fact */
  bool with_text; /* add the whole article */
  bool by_article; /* CSV: a row for each article, not for each fact */
  bool bom;       /* CSV: begin with a byte order mark */
  bool raw_cells; /* CSV: leave cells that begin like a formula alone */
};

NUT_CHECK enum nut_status
nut_writer_new(const struct nut_rules *rules,
               const struct nut_writer_options *options,
               const struct nut_sink *sink, struct nut_writer **out);
NUT_CHECK enum nut_status nut_writer_add(struct nut_writer *writer,
                                         const struct nut_record *record);
/* Write what closes the output and flush; call once, before _free. */
NUT_CHECK enum nut_status nut_writer_end(struct nut_writer *writer);
void nut_writer_free(struct nut_writer *writer);

/* ---- all of it, by several threads -------------------------------------- */

struct nut_batch_options {
  const struct nut_mem *mem; /* for all stages; with jobs above 1 several
                              * threads call it at once */
  struct nut_reader_options reader; /* the mem of these three is not */
  struct nut_scan_options scan;     /* looked at */
  struct nut_writer_options writer;
  unsigned jobs;             /* worker threads, 64 at most; 0 and 1: none,
                              * the calling thread does all */
  const int *stop;           /* NULL, or a descriptor: when it can be read
                              * the run stops (nothing is read from it) */
};

struct nut_batch_counts {
  size_t articles; /* that have a record in the output */
  size_t failed;   /* of these, with an error */
};

/* Read, extract and write everything.  Output and messages come in the order
 * of the input and are the same for any number of jobs.  An article that
 * fails has its error record in its place, and the rest goes on; see counts.
 * A record goes out as soon as those before it have: input that comes slowly
 * is not waited for.  Memory does not grow with the number of articles.
 *
 * report and sink are called by one thread at a time, which is not always
 * the calling one; worker threads have all signals blocked.  rules may be
 * shared with other threads meanwhile.
 *
 * NUT_OUTPUT, NUT_NOMEM and NUT_STOPPED end the run within the time of one
 * article; what was written until then is whole records, and in the last two
 * cases closed as at a proper end.  NUT_USAGE: an option has no meaning
 * (reported, nothing written).  counts is set in any case. */
NUT_CHECK enum nut_status
nut_batch_run(const struct nut_rules *rules,
              const struct nut_batch_options *options,
              const struct nut_report *report, const struct nut_sink *sink,
              struct nut_batch_counts *counts);

#ifdef __cplusplus
}
#endif

#endif
