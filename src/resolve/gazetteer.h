/* The gazetteer: names of places, and the places they may mean.
 *
 * One index file, made from tables by gazetteer_build.c and mapped read-only;
 * a second one, of a user's own rows, may lie over it.  Names are found by a
 * double-array trie over their folded form: lower case, without diacritics,
 * full stops and apostrophes, hyphens and runs of blanks one space.  A name
 * leads to its senses, the likeliest first.
 *
 * The file is little-endian by definition and the same on every host.  Its
 * header and table of sections are summed and checked when it is opened, all
 * of it by _verify; what lies beyond is read by bounds-checked getters, so a
 * broken file gives wrong places but no wrong memory.  The header also tells
 * the tables that it was made of, so that one of other tables is refused. */
#ifndef NUT_RESOLVE_GAZETTEER_H
#define NUT_RESOLVE_GAZETTEER_H

#include "base/buf.h"

#include <stdint.h>

#define NUT_PLACE_NONE UINT32_MAX

/* Coordinates in the index are degrees times this. */
#define NUT_PLACE_DEGREE 10000

enum nut_place_kind {
  NUT_IS_COUNTRY, NUT_IS_ADMIN, NUT_IS_CITY, NUT_IS_DISTRICT, NUT_IS_STREET,
  NUT_IS_NATURAL, NUT_IS_FACILITY, NUT_IS_DEMONYM, NUT_PLACE_KINDS
};

/* As records say it: "country", "admin" ... */
extern const char *const nut_place_kind_names[NUT_PLACE_KINDS];

struct nut_place {
  struct nut_slice name;    /* canonical */
  char country[3];          /* ISO 3166-1 alpha-2, or "" */
  enum nut_place_kind kind;
  unsigned level;           /* of an admin: 1, 2, or 0 where not known */
  bool capital;
  bool seat;                /* of a first-level unit */
  bool located;             /* has lat and lon */
  int32_t lat;              /* in NUT_PLACE_DEGREE */
  int32_t lon;
  uint32_t people;
  uint32_t geonameid;       /* 0: none */
  uint32_t admin1;          /* a place of the same index, or NUT_PLACE_NONE */
  uint32_t admin2;
};

/* One meaning of a name. */
struct nut_sense {
  uint32_t place;
  bool other;   /* an other name of the place, not the one it goes by */
  bool capitals; /* the name is written in capitals: US, not us */
  bool stop;    /* its full stop belongs to it: Calif. */
  bool curated; /* of a table made by hand */
};

struct nut_gazetteer; /* one index */

/* Map the file.  NUT_DATA: it is missing, broken, of another version, or made
 * of other tables than those in the folder data (NULL: not compared, nor where
 * tables are missing there); said through report. */
NUT_CHECK enum nut_status nut_gazetteer_open(const struct nut_mem *mem,
                                             const char *path,
                                             const char *data,
                                             const struct nut_report *report,
                                             struct nut_gazetteer **out);

/* The same of bytes that are there; they are taken over when `owned`. */
NUT_CHECK enum nut_status
nut_gazetteer_from(const struct nut_mem *mem, struct nut_slice bytes,
                   bool owned, struct nut_gazetteer **out);
void nut_gazetteer_free(struct nut_gazetteer *gazetteer);

/* The sum of all of it; false when the file has changed since it was made. */
NUT_CHECK bool nut_gazetteer_verify(const struct nut_gazetteer *gazetteer);

/* Was it made of the tables in this folder?  At a glance, or comparing `all`
 * of their bytes; true where some are missing. */
NUT_CHECK bool nut_gazetteer_fits(const struct nut_gazetteer *gazetteer,
                                  const char *data, bool all);

size_t nut_gazetteer_places(const struct nut_gazetteer *gazetteer);
size_t nut_gazetteer_names(const struct nut_gazetteer *gazetteer);

/* The longest name at the start of text (an article's shadow), blanks before
 * it passed over, whose end is a word's end: its bytes in the text, with *name
 * to look it up; 0 when there is none. */
size_t nut_gazetteer_match(const struct nut_gazetteer *gazetteer,
                           struct nut_slice text, uint32_t *name);

/* Is the whole text a name? */
NUT_CHECK bool nut_gazetteer_find(const struct nut_gazetteer *gazetteer,
                                  struct nut_slice text, uint32_t *name);

size_t nut_gazetteer_senses(const struct nut_gazetteer *gazetteer,
                            uint32_t name);
struct nut_sense nut_gazetteer_sense(const struct nut_gazetteer *gazetteer,
                                     uint32_t name, size_t nth);
struct nut_place nut_gazetteer_place(const struct nut_gazetteer *gazetteer,
                                     uint32_t place);

/* ---- folding, for the builder and the reader alike ---- */

/* Bytes of one character's folded form. */
#define NUT_FOLD_MAX 8

/* The folded form of the character at the start of text: its length in the
 * text, with *len bytes in out, each 'a'..'z', '0'..'9' or ' ' (none for signs
 * that are passed over).  0: a character that ends any name. */
size_t nut_fold_step(struct nut_slice text, char out[NUT_FOLD_MAX],
                     size_t *len);

/* ---- the tables it is made of ---- */

#define NUT_GAZETTEER_TABLES 5

/* Under the data folder, in the order they are read. */
extern const char *const nut_gazetteer_tables[NUT_GAZETTEER_TABLES];

/* What tells them from others (gazetteer_tables.c), never 0; 0: one of them
 * cannot be read. */
uint32_t nut_gazetteer_tables_sum(const char *data, bool all);

/* ---- making one ---- */

struct nut_gazetteer_sources {
  const char *data; /* the folder with tables/cities.tsv and so on, or NULL */
  const char *ways; /* name_ways.tsv, where data is NULL; or NULL */
  const char *const *files; /* users' tables, in the form of places.tsv */
  size_t n_files;
};

/* The bytes of an index of these tables; mistakes are reported with file and
 * line and give NUT_DATA. */
NUT_CHECK enum nut_status
nut_gazetteer_build(const struct nut_mem *mem,
                    const struct nut_gazetteer_sources *sources,
                    const struct nut_report *report, struct nut_buf *out);

#endif
