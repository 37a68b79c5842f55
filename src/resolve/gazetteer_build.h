/* What is read from the tables of places, before it becomes an index: all
 * places, and all names with the place that each leads to.
 *
 * gazetteer_build.c reads, gazetteer_write.c orders and writes.  Whatever a
 * slice leads to lives in the arena or in a source that it keeps. */
#ifndef NUT_RESOLVE_GAZETTEER_BUILD_H
#define NUT_RESOLVE_GAZETTEER_BUILD_H

#include "base/arena.h"
#include "resolve/gazetteer.h"

struct nut_built_place {
  struct nut_slice name;
  struct nut_slice country; /* two bytes or none */
  uint32_t id;
  int32_t lat;
  int32_t lon;
  uint32_t people;
  uint32_t admin1;
  uint32_t admin2;
  enum nut_place_kind kind;
  uint32_t flags; /* of its row in the file */
  bool curated;
  bool section;
};

/* A name of a place. */
struct nut_built_name {
  struct nut_slice symbols;
  uint32_t place;
  uint32_t flags;
};

struct nut_built {
  struct nut_arena arena;
  struct nut_built_place *places;
  size_t n_places;
  size_t cap_places;
  struct nut_built_name *names;
  size_t n_names;
  size_t cap_names;
};

/* The bytes of an index, behind what out holds; data: the folder whose tables
 * it will be compared with, or NULL.  NUT_NOMEM or NUT_OK. */
NUT_CHECK enum nut_status nut_gazetteer_write(struct nut_built *built,
                                              const char *data,
                                              struct nut_buf *out);

#endif
