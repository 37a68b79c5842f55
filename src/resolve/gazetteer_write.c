/* Places and their names to the bytes of an index (gazetteer_format.h).
 *
 * Names are sorted and put into a trie; a name's senses are ordered by how
 * likely each is without any context.  Ties are settled by the order of the
 * tables, so the same tables give the same bytes. */
#include "resolve/gazetteer_build.h"

#include "base/map.h"
#include "base/slice.h"
#include "resolve/gazetteer_format.h"
#include "resolve/gazetteer_trie.h"

#include <stdlib.h>
#include <string.h>

/* ---- the order of senses ---- */

/* How likely a place is meant by a name of its own, before any context: people
 * for populated places, and numbers of that order for the others. */
static uint64_t weight(const struct nut_built *b,
                       const struct nut_built_name *name)
{
  const struct nut_built_place *place = &b->places[name->place];
  uint64_t people = place->people;
  uint64_t w = people;
  switch (place->kind) {
  case NUT_IS_COUNTRY:
    w = 2000000000 + people;
    break;
  case NUT_IS_DEMONYM:
    w = 1500000000;
    break;
  case NUT_IS_ADMIN:
    w = (place->flags & NUT_GAZ_LEVEL) == 2 ? people / 8
                                            : people + 5000000;
    break;
  case NUT_IS_NATURAL:
    w = 5000000;
    break;
  case NUT_IS_DISTRICT:
    w = place->curated ? 200000 : people / 4;
    break;
  default:
    w = place->curated && people == 0 ? 100000 : people;
  }
  w = name->flags & NUT_GAZ_OTHER ? w / 8 : w;
  return name->flags & NUT_GAZ_CURATED ? 2 * w + 1 : w;
}

/* qsort has no context, and the library no state of its own, hence weights are
 * put beside the names first. */
struct ranked {
  struct nut_built_name name;
  uint64_t weight;
};

static int by_name(const void *a, const void *b)
{
  const struct ranked *x = a;
  const struct ranked *y = b;
  int order = nut_slice_cmp(x->name.symbols, y->name.symbols);
  if (order)
    return order;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  if (x->name.place != y->name.place)
    return x->name.place < y->name.place ? -1 : 1;
  return (x->name.flags > y->name.flags) - (x->name.flags < y->name.flags);
}

static struct ranked *rank(struct nut_built *b)
{
  struct ranked *ranked =
      nut_arena_alloc(&b->arena, (b->n_names + 1) * sizeof *ranked);
  for (size_t i = 0; ranked && i < b->n_names; i++)
    ranked[i] = (struct ranked){ b->names[i], weight(b, &b->names[i]) };
  if (ranked && b->n_names)
    qsort(ranked, b->n_names, sizeof *ranked, by_name);
  return ranked;
}

/* ---- writing ---- */

struct parts {
  struct nut_buf bufs[NUT_GAZ_SECTIONS];
};

static void add_number(struct nut_buf *buf, uint32_t number)
{
  char bytes[4];
  nut_gaz_put(bytes, number);
  nut_buf_add(buf, (struct nut_slice){ bytes, sizeof bytes });
}

/* A place stands once under a name, with the flags of its best form. */
static bool write_names(struct nut_built *b, const struct ranked *names,
                        struct parts *parts)
{
  size_t n_keys = 0;
  uint32_t n_senses = 0;
  struct nut_trie_key *keys =
      nut_arena_alloc(&b->arena, (b->n_names + 1) * sizeof *keys);
  if (!keys)
    return false;
  for (size_t i = 0; i < b->n_names; i++) {
    const struct nut_built_name *name = &names[i].name;
    bool same = i && nut_slice_eq(name->symbols, names[i - 1].name.symbols);
    if (!same) {
      keys[n_keys++].symbols = name->symbols;
      add_number(&parts->bufs[NUT_GAZ_NAMES], n_senses);
    } else if (name->place == names[i - 1].name.place) {
      continue;
    }
    add_number(&parts->bufs[NUT_GAZ_SENSES], name->place);
    add_number(&parts->bufs[NUT_GAZ_SENSES], name->flags);
    n_senses++;
  }
  add_number(&parts->bufs[NUT_GAZ_NAMES], n_senses);
  return nut_trie_build(b->arena.mem, keys, n_keys,
                        &parts->bufs[NUT_GAZ_CELLS],
                        &parts->bufs[NUT_GAZ_TAILS]);
}

/* Names that many places share are kept once. */
static uint32_t add_text(struct nut_built *b, struct nut_map *seen,
                         struct nut_slice text, struct nut_buf *texts)
{
  if (text.len > 255)
    text = nut_slice_cut(text, 0, 255);
  uint32_t at = nut_map_get(seen, text);
  if (at != NUT_MAP_NONE)
    return at;
  at = (uint32_t)texts->len;
  nut_buf_add_byte(texts, (char)text.len);
  nut_buf_add(texts, text);
  if (!nut_map_put(seen, text, at))
    b->arena.failed = true;
  return at;
}

static void write_places(struct nut_built *b, struct parts *parts)
{
  struct nut_map seen;
  nut_map_init(&seen, b->arena.mem);
  for (size_t i = 0; i < b->n_places; i++) {
    const struct nut_built_place *place = &b->places[i];
    char row[NUT_GAZ_PLACE_SIZE] = { 0 };
    nut_gaz_put(row + NUT_GAZ_PLACE_ID, place->id);
    nut_gaz_put(row + NUT_GAZ_PLACE_LAT, (uint32_t)place->lat);
    nut_gaz_put(row + NUT_GAZ_PLACE_LON, (uint32_t)place->lon);
    nut_gaz_put(row + NUT_GAZ_PLACE_PEOPLE, place->people);
    nut_gaz_put(row + NUT_GAZ_PLACE_NAME,
                add_text(b, &seen, place->name, &parts->bufs[NUT_GAZ_TEXTS]));
    nut_gaz_put(row + NUT_GAZ_PLACE_ADMIN1, place->admin1);
    nut_gaz_put(row + NUT_GAZ_PLACE_ADMIN2, place->admin2);
    for (size_t k = 0; k < place->country.len && k < 2; k++)
      row[NUT_GAZ_PLACE_COUNTRY + k] = place->country.ptr[k];
    row[NUT_GAZ_PLACE_KIND] = (char)place->kind;
    row[NUT_GAZ_PLACE_FLAGS] = (char)place->flags;
    nut_buf_add(&parts->bufs[NUT_GAZ_PLACES],
                (struct nut_slice){ row, sizeof row });
  }
  nut_map_drop(&seen);
}

/* Sections at offsets that 4 divides, then the header over zeros. */
static void join_parts(const struct parts *parts, const char *data,
                       struct nut_buf *out)
{
  char header[NUT_GAZ_HEADER] = { 0 };
  size_t start = out->len;
  nut_buf_add_repeated(out, 0, sizeof header);
  for (size_t i = 0; i < NUT_GAZ_SECTIONS; i++) {
    char *entry = header + NUT_GAZ_AT_SECTIONS + 8 * i;
    nut_gaz_put(entry, (uint32_t)(out->len - start));
    nut_gaz_put(entry + 4, (uint32_t)parts->bufs[i].len);
    nut_buf_add(out, nut_buf_slice(&parts->bufs[i]));
    nut_buf_add_repeated(out, 0, (4 - out->len % 4) % 4);
  }
  if (out->failed)
    return;
  size_t size = out->len - start;
  memcpy(header, NUT_GAZ_MAGIC, sizeof NUT_GAZ_MAGIC);
  nut_gaz_put(header + NUT_GAZ_AT_VERSION, NUT_GAZ_VERSION);
  nut_gaz_put(header + NUT_GAZ_AT_SIZE, (uint32_t)size);
  nut_gaz_put(header + NUT_GAZ_AT_SUM,
              nut_gaz_sum(out->ptr + start + sizeof header,
                          size - sizeof header));
  if (data) {
    nut_gaz_put(header + NUT_GAZ_AT_TABLES,
                nut_gazetteer_tables_sum(data, false));
    nut_gaz_put(header + NUT_GAZ_AT_TABLES_ALL,
                nut_gazetteer_tables_sum(data, true));
  }
  nut_gaz_put(header + NUT_GAZ_AT_HEADER_SUM,
              nut_gaz_sum(header, sizeof header));
  memcpy(out->ptr + start, header, sizeof header);
}

enum nut_status nut_gazetteer_write(struct nut_built *b, const char *data,
                                    struct nut_buf *out)
{
  struct parts parts;
  bool done = false;
  for (size_t i = 0; i < NUT_GAZ_SECTIONS; i++)
    nut_buf_init(&parts.bufs[i], b->arena.mem);
  struct ranked *names = rank(b);
  if (names && write_names(b, names, &parts)) {
    write_places(b, &parts);
    join_parts(&parts, data, out);
    done = !b->arena.failed && !out->failed;
  }
  for (size_t i = 0; i < NUT_GAZ_SECTIONS; i++) {
    done = done && !parts.bufs[i].failed;
    nut_buf_drop(&parts.bufs[i]);
  }
  return done ? NUT_OK : NUT_NOMEM;
}
