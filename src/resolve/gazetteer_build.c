/* Tables of places to one index.
 *
 *   tables/admin.tsv    countries, their first- and second-level units
 *   tables/cities.tsv   populated places
 *   tables/points.tsv   where a map writes a country's name
 *   tables/places.tsv   by hand: forms of names, regions, waters, demonyms
 *
 * A row of places.tsv that names a country, a first-level unit or a populated
 * place which the other two have is a further name of that; its position is
 * only taken where they have none.  Any other row is a place of its own.
 *
 * Names are folded (fold.c), sorted, and put into a trie; a name's senses are
 * ordered by how likely each is without any context. */
#include "resolve/gazetteer.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/slice.h"
#include "resolve/gazetteer_format.h"
#include "resolve/gazetteer_trie.h"
#include "rules/source.h"

#include <stdlib.h>
#include <string.h>

/* Columns of the widest table. */
#define COLUMNS 10

struct row {
  struct nut_slice cells[COLUMNS];
};

struct place {
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
struct name {
  struct nut_slice symbols;
  uint32_t place;
  uint32_t flags;
};

struct build {
  struct nut_arena arena;
  struct nut_diag diag;
  const struct nut_source *source; /* at hand */
  struct nut_slice line;
  struct place *places;
  size_t n_places;
  size_t cap_places;
  struct name *names;
  size_t n_names;
  size_t cap_names;
  struct nut_map codes;  /* "GB.ENG" -> its place */
  struct nut_map units;  /* "GB england" -> first-level unit */
  struct nut_map cities; /* "GB london" -> the largest */
  struct nut_map ours;   /* a whole row of places.tsv but its word */
};

/* ---- small readers ---- */

static const struct nut_slice nothing = { NULL, 0 };

static void complain(struct build *b, struct nut_slice at, const char *what)
{
  nut_diag_error(&b->diag, b->source, at.ptr ? at : b->line, nothing, "%s",
                 what);
}

static struct row split(struct nut_slice line)
{
  struct row row = { 0 };
  size_t from = 0;
  for (size_t i = 0; i < COLUMNS && from <= line.len; i++) {
    size_t tab = nut_slice_find(line, '\t', from);
    row.cells[i] = nut_slice_cut(line, from, tab);
    from = tab == NUT_SLICE_NONE ? line.len + 1 : tab + 1;
  }
  return row;
}

/* An empty cell is 0. */
static uint32_t read_number(struct build *b, struct nut_slice cell)
{
  int64_t number = 0;
  if (cell.len && (!nut_slice_int(cell, &number) || number > UINT32_MAX))
    complain(b, cell, "a number expected");
  return (uint32_t)number;
}

/* Degrees to whole ten thousandths, further digits cut. */
static int32_t read_degrees(struct build *b, struct nut_slice cell,
                            int64_t most)
{
  struct nut_decimal number;
  int64_t whole = 0;
  size_t point = nut_slice_find(cell, '.', 0);
  struct nut_slice cut =
      point == NUT_SLICE_NONE ? cell : nut_slice_cut(cell, 0, point + 5);
  if (!nut_decimal_parse(cut, &number) || !nut_decimal_shift(&number, 4)
      || !nut_decimal_int(&number, &whole)
      || whole > most * NUT_PLACE_DEGREE
      || whole < -most * NUT_PLACE_DEGREE) {
    complain(b, cell, "degrees expected");
    return 0;
  }
  return (int32_t)whole;
}

static void read_position(struct build *b, struct place *place,
                          struct nut_slice lat, struct nut_slice lon)
{
  if (lat.len == 0 && lon.len == 0)
    return;
  place->lat = read_degrees(b, lat, 90);
  place->lon = read_degrees(b, lon, 180);
  place->flags |= NUT_GAZ_LOCATED;
}

/* ---- places and names ---- */

static uint32_t add_place(struct build *b, const struct place *place)
{
  b->places = nut_arena_grow(&b->arena, b->places, b->n_places,
                             &b->cap_places, sizeof *b->places);
  if (!b->places)
    return NUT_PLACE_NONE;
  b->places[b->n_places] = *place;
  return (uint32_t)b->n_places++;
}

/* The symbols of a name in the arena; empty when it has none, or a sign that
 * no name has.  "Washington, D.C." folds like "Washington D.C.", and of
 * "Delhi (city)" the first word is the name. */
static struct nut_slice fold(struct build *b, struct nut_slice text)
{
  char *out = nut_arena_alloc(&b->arena, text.len * NUT_FOLD_MAX + 1);
  size_t n = 0;
  if (!out)
    return nothing;
  for (size_t at = 0; at < text.len;) {
    char folded[NUT_FOLD_MAX];
    size_t len = 0;
    struct nut_slice rest = nut_slice_cut(text, at, text.len);
    if (rest.ptr[0] == '(')
      break;
    size_t size = nut_fold_step(rest, folded, &len);
    if (size == 0 && rest.ptr[0] != ',')
      return nothing;
    at += size ? size : 1;
    for (size_t i = 0; size && i < len; i++)
      if (folded[i] != ' ')
        out[n++] = (char)nut_gaz_symbol(folded[i]);
      else if (n && out[n - 1] != (char)nut_gaz_symbol(' '))
        out[n++] = (char)nut_gaz_symbol(' ');
  }
  while (n && out[n - 1] == (char)nut_gaz_symbol(' '))
    n--;
  return (struct nut_slice){ out, n };
}

static void add_folded(struct build *b, struct nut_slice symbols,
                       uint32_t place, uint32_t flags)
{
  if (symbols.len == 0)
    return;
  b->names = nut_arena_grow(&b->arena, b->names, b->n_names, &b->cap_names,
                            sizeof *b->names);
  if (b->names)
    b->names[b->n_names++] = (struct name){ symbols, place, flags };
}

/* Words that open names and are written in two ways. */
static const struct {
  const char *one;
  const char *other;
} openings[] = {
  { "Saint ", "St " }, { "St. ", "Saint " }, { "St ", "Saint " },
  { "Sainte ", "Ste " }, { "Fort ", "Ft " }, { "Mount ", "Mt " },
};

static void add_name(struct build *b, struct nut_slice text, uint32_t place,
                     uint32_t flags)
{
  add_folded(b, fold(b, text), place, flags);
  for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
    struct nut_buf buf;
    size_t skip = strlen(openings[i].one);
    if (!nut_slice_starts(text, openings[i].one))
      continue;
    nut_buf_init(&buf, b->arena.mem);
    nut_buf_add_text(&buf, openings[i].other);
    nut_buf_add(&buf, nut_slice_cut(text, skip, text.len));
    add_folded(b, fold(b, nut_buf_slice(&buf)), place, flags);
    nut_buf_drop(&buf);
  }
}

/* "GB london" of a country and a name; keys of the maps. */
static struct nut_slice key_of(struct build *b, struct nut_slice country,
                               struct nut_slice name)
{
  struct nut_buf buf;
  nut_buf_init(&buf, b->arena.mem);
  nut_buf_add(&buf, country);
  nut_buf_add_byte(&buf, ' ');
  nut_buf_add(&buf, fold(b, name));
  struct nut_slice key = nut_arena_copy(&b->arena, nut_buf_slice(&buf));
  nut_buf_drop(&buf);
  return key;
}

static struct nut_slice join_code(struct build *b, const struct nut_slice *at,
                                  size_t n)
{
  struct nut_buf buf;
  nut_buf_init(&buf, b->arena.mem);
  for (size_t i = 0; i < n; i++) {
    if (i)
      nut_buf_add_byte(&buf, '.');
    nut_buf_add(&buf, at[i]);
  }
  struct nut_slice code = nut_arena_copy(&b->arena, nut_buf_slice(&buf));
  nut_buf_drop(&buf);
  return code;
}

static void put(struct build *b, struct nut_map *map, struct nut_slice key,
                uint32_t value)
{
  if (value != NUT_PLACE_NONE && !nut_map_put(map, key, value))
    b->arena.failed = true;
}

/* ---- admin.tsv ---- */

enum { UNIT_CODE, UNIT_NAME, UNIT_PEOPLE, UNIT_LAT, UNIT_LON, UNIT_ID };

/* "Benue State" is Benue as well; in the US a county without the word is only
 * said in a row of them. */
static void add_unit_name(struct build *b, const struct place *place,
                          uint32_t at)
{
  static const char *const words[] = {
    " State", " Province", " Region", " Oblast", " Governorate", " County",
    " Prefecture", " Krai", " Voivodeship", " District", " Department",
    " Parish", " Municipality"
  };
  struct nut_slice name = place->name;
  add_name(b, name, at, 0);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (nut_slice_ends(name, words[i])) {
      struct nut_slice less =
          nut_slice_cut(name, 0, name.len - strlen(words[i]));
      add_name(b, less, at,
               (place->flags & NUT_GAZ_LEVEL) == 1 ? 0 : NUT_GAZ_OTHER);
    }
}

static void read_unit(struct build *b, const struct row *row)
{
  struct nut_slice code = row->cells[UNIT_CODE];
  size_t first = nut_slice_find(code, '.', 0);
  size_t second = first == NUT_SLICE_NONE
                      ? first
                      : nut_slice_find(code, '.', first + 1);
  struct place place = {
    .name = row->cells[UNIT_NAME], .country = nut_slice_cut(code, 0, 2),
    .id = read_number(b, row->cells[UNIT_ID]),
    .people = read_number(b, row->cells[UNIT_PEOPLE]),
    .kind = first == NUT_SLICE_NONE ? NUT_IS_COUNTRY : NUT_IS_ADMIN,
    .admin1 = NUT_PLACE_NONE, .admin2 = NUT_PLACE_NONE
  };
  read_position(b, &place, row->cells[UNIT_LAT], row->cells[UNIT_LON]);
  if (first != NUT_SLICE_NONE)
    place.flags |= second == NUT_SLICE_NONE ? 1 : 2;
  if (second != NUT_SLICE_NONE)
    place.admin1 = nut_map_get(&b->codes, nut_slice_cut(code, 0, second));
  uint32_t at = add_place(b, &place);
  put(b, &b->codes, code, at);
  if (first == NUT_SLICE_NONE) /* its names stand in places.tsv */
    return;
  if (second == NUT_SLICE_NONE)
    put(b, &b->units, key_of(b, place.country, place.name), at);
  add_unit_name(b, &place, at);
}

/* ---- cities.tsv ---- */

enum { CITY_ID, CITY_NAME, CITY_CLASS, CITY_COUNTRY, CITY_ADMIN1,
       CITY_ADMIN2, CITY_PEOPLE, CITY_LAT, CITY_LON, CITY_OTHERS };

static void keep_largest(struct build *b, uint32_t at)
{
  const struct place *place = &b->places[at];
  struct nut_slice key = key_of(b, place->country, place->name);
  uint32_t known = nut_map_get(&b->cities, key);
  if (known == NUT_MAP_NONE || b->places[known].people < place->people)
    put(b, &b->cities, key, at);
}

static void read_city(struct build *b, const struct row *row)
{
  const struct nut_slice *cells = row->cells;
  struct place place = {
    .name = cells[CITY_NAME], .country = cells[CITY_COUNTRY],
    .id = read_number(b, cells[CITY_ID]),
    .people = read_number(b, cells[CITY_PEOPLE]), .kind = NUT_IS_CITY,
    .section = nut_slice_is(cells[CITY_CLASS], "X")
  };
  if (place.section)
    place.kind = NUT_IS_DISTRICT;
  if (nut_slice_is(cells[CITY_CLASS], "C"))
    place.flags |= NUT_GAZ_CAPITAL;
  if (nut_slice_is(cells[CITY_CLASS], "S"))
    place.flags |= NUT_GAZ_SEAT;
  read_position(b, &place, cells[CITY_LAT], cells[CITY_LON]);
  place.admin1 = nut_map_get(&b->codes, join_code(b, cells + CITY_COUNTRY,
                                                  2));
  place.admin2 = nut_map_get(&b->codes, join_code(b, cells + CITY_COUNTRY,
                                                  3));
  uint32_t at = add_place(b, &place);
  if (at == NUT_PLACE_NONE)
    return;
  keep_largest(b, at);
  add_name(b, place.name, at, 0);
  for (struct nut_slice rest = cells[CITY_OTHERS]; rest.len;) {
    size_t end = nut_slice_find(rest, ';', 0);
    add_name(b, nut_slice_cut(rest, 0, end), at, NUT_GAZ_OTHER);
    rest = nut_slice_cut(rest, end == NUT_SLICE_NONE ? rest.len : end + 1,
                         rest.len);
  }
}

/* ---- points.tsv ---- */

enum { POINT_CODE, POINT_LAT, POINT_LON };

static void read_point(struct build *b, const struct row *row)
{
  uint32_t at = nut_map_get(&b->codes, row->cells[POINT_CODE]);
  if (at == NUT_PLACE_NONE)
    complain(b, row->cells[POINT_CODE], "no such country or unit");
  else
    read_position(b, &b->places[at], row->cells[POINT_LAT],
                  row->cells[POINT_LON]);
}

/* ---- places.tsv ---- */

enum { OUR_WORD, OUR_NAME, OUR_KIND, OUR_COUNTRY, OUR_ADMIN1, OUR_LAT,
       OUR_LON };

static bool read_kind(struct nut_slice text, enum nut_place_kind *kind)
{
  for (size_t i = 0; i < NUT_PLACE_KINDS; i++)
    if (nut_slice_is(text, nut_place_kind_names[i])) {
      *kind = (enum nut_place_kind)i;
      return true;
    }
  return false;
}

/* The place of the other tables that the row names, or NUT_PLACE_NONE. */
static uint32_t find_known(struct build *b, const struct row *row,
                           enum nut_place_kind kind)
{
  struct nut_slice country = row->cells[OUR_COUNTRY];
  struct nut_slice name = row->cells[OUR_NAME];
  if (kind == NUT_IS_COUNTRY)
    return nut_map_get(&b->codes, country);
  if (kind == NUT_IS_ADMIN)
    return nut_map_get(&b->units, key_of(b, country, name));
  if (kind == NUT_IS_CITY || kind == NUT_IS_DISTRICT)
    return nut_map_get(&b->cities, key_of(b, country, name));
  return NUT_PLACE_NONE;
}

/* Half a degree both ways: the same place, or one of its name elsewhere. */
static bool is_near(const struct place *a, const struct place *b)
{
  int32_t near = NUT_PLACE_DEGREE / 2;
  return abs(a->lat - b->lat) < near && abs(a->lon - b->lon) < near;
}

static struct nut_slice all_but_word(const struct row *row)
{
  const struct nut_slice *cells = row->cells;
  const char *start = cells[OUR_NAME].ptr;
  const char *end = cells[OUR_LON].ptr + cells[OUR_LON].len;
  return (struct nut_slice){ start, (size_t)(end - start) };
}

static uint32_t place_of_row(struct build *b, const struct row *row,
                             struct place *place)
{
  uint32_t known = find_known(b, row, place->kind);
  if (known != NUT_PLACE_NONE) {
    struct place *there = &b->places[known];
    bool takes = place->kind == NUT_IS_COUNTRY || place->kind == NUT_IS_ADMIN;
    bool moves = !(there->flags & NUT_GAZ_LOCATED);
    if (takes && moves && place->flags & NUT_GAZ_LOCATED) {
      there->lat = place->lat;
      there->lon = place->lon;
      there->flags |= NUT_GAZ_LOCATED;
      there->curated = true;
    }
    if (takes || is_near(there, place)) {
      there->name = place->name; /* as English has it: Galway, Gaillimh */
      return known;
    }
  }
  known = nut_map_get(&b->ours, all_but_word(row));
  if (known != NUT_MAP_NONE)
    return known;
  uint32_t at = add_place(b, place);
  put(b, &b->ours, all_but_word(row), at);
  return at;
}

/* Is the word its capitals?  "US" and "UAE" are; "us" is another word. */
static bool is_capitals(struct nut_slice word)
{
  size_t letters = 0;
  for (size_t i = 0; i < word.len; i++) {
    if (nut_is_lower(word.ptr[i]))
      return false;
    letters += nut_is_upper(word.ptr[i]);
  }
  return letters >= 2 && letters <= 5;
}

static void read_ours(struct build *b, const struct row *row)
{
  const struct nut_slice *cells = row->cells;
  struct place place = {
    .name = cells[OUR_NAME], .country = cells[OUR_COUNTRY],
    .admin1 = NUT_PLACE_NONE, .admin2 = NUT_PLACE_NONE, .curated = true
  };
  if (!cells[OUR_WORD].len || !cells[OUR_NAME].len)
    complain(b, nothing, "a word and a name expected");
  if (!read_kind(cells[OUR_KIND], &place.kind))
    complain(b, cells[OUR_KIND].ptr ? cells[OUR_KIND] : nothing,
             "a kind of place expected: country admin city district street"
             " natural facility demonym");
  if (place.country.len && place.country.len != 2)
    complain(b, place.country, "two letters of ISO 3166 expected");
  read_position(b, &place, cells[OUR_LAT], cells[OUR_LON]);
  if (b->diag.errors)
    return;
  if (cells[OUR_ADMIN1].len && place.kind != NUT_IS_COUNTRY)
    place.admin1 = nut_map_get(&b->units, key_of(b, place.country,
                                                 cells[OUR_ADMIN1]));
  uint32_t at = place_of_row(b, row, &place);
  if (at == NUT_PLACE_NONE)
    return;
  uint32_t flags = NUT_GAZ_CURATED;
  struct nut_slice word = cells[OUR_WORD];
  if (is_capitals(word))
    flags |= NUT_GAZ_CAPITALS;
  if (nut_slice_ends(word, "."))
    flags |= NUT_GAZ_STOP;
  add_name(b, word, at, flags);
}

/* "Texan" lies where Texas does. */
static void move_demonyms(struct build *b)
{
  for (size_t i = 0; i < b->n_places; i++) {
    struct place *place = &b->places[i];
    if (place->kind != NUT_IS_DEMONYM || !place->country.len)
      continue;
    uint32_t at = nut_map_get(&b->units, key_of(b, place->country,
                                                place->name));
    uint32_t country = nut_map_get(&b->codes, place->country);
    if (at == NUT_PLACE_NONE && country != NUT_PLACE_NONE
        && nut_slice_eq(b->places[country].name, place->name))
      at = country;
    if (at == NUT_PLACE_NONE)
      continue;
    place->lat = b->places[at].lat;
    place->lon = b->places[at].lon;
    place->flags |= b->places[at].flags & NUT_GAZ_LOCATED;
  }
}

/* ---- reading a table ---- */

static enum nut_status read_table(struct build *b, struct nut_slice path,
                                  void (*read)(struct build *b,
                                               const struct row *row))
{
  enum nut_status status =
      nut_source_read(&b->arena, &b->diag, path, 0, &b->source);
  if (status != NUT_OK)
    return status == NUT_NOMEM ? status : NUT_DATA;
  struct nut_slice text = b->source->text;
  for (size_t at = 0; at < text.len && !b->arena.failed;) {
    size_t end = nut_slice_find(text, '\n', at);
    b->line = nut_slice_cut(text, at, end);
    at = end == NUT_SLICE_NONE ? text.len : end + 1;
    if (b->line.len == 0 || b->line.ptr[0] == '#')
      continue;
    struct row row = split(b->line);
    read(b, &row);
  }
  return b->arena.failed ? NUT_NOMEM : NUT_OK;
}

static enum nut_status
read_tables(struct build *b, const struct nut_gazetteer_sources *sources)
{
  static void (*const readers[NUT_GAZETTEER_TABLES])(
      struct build *b, const struct row *row) = {
    read_unit, read_city, read_point, read_ours
  };
  enum nut_status status = NUT_OK;
  for (size_t i = 0; sources->data && status == NUT_OK
                     && i < NUT_GAZETTEER_TABLES; i++) {
    struct nut_slice name = nut_slice_of(nut_gazetteer_tables[i]);
    status = read_table(b, nut_source_join(&b->arena, sources->data, name),
                        readers[i]);
  }
  for (size_t i = 0; status == NUT_OK && i < sources->n_files; i++)
    status = read_table(b, nut_slice_of(sources->files[i]), read_ours);
  move_demonyms(b);
  return status == NUT_OK && b->diag.errors ? NUT_DATA : status;
}

/* ---- the order of senses ---- */

/* How likely a place is meant by a name of its own, before any context: people
 * for populated places, and numbers of that order for the others. */
static uint64_t weight(const struct build *b, const struct name *name)
{
  const struct place *place = &b->places[name->place];
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
  return (name->flags & NUT_GAZ_OTHER ? w / 8 : w)
         << (name->flags & NUT_GAZ_CURATED ? 1 : 0);
}

/* qsort has no context; building is single-threaded by contract of _build's
 * callers, but the library may be used by several threads, hence weights are
 * put beside the names first. */
struct ranked {
  struct name name;
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

static struct ranked *rank(struct build *b)
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
static bool write_names(struct build *b, const struct ranked *names,
                        struct parts *parts)
{
  size_t n_keys = 0;
  uint32_t n_senses = 0;
  struct nut_trie_key *keys =
      nut_arena_alloc(&b->arena, (b->n_names + 1) * sizeof *keys);
  if (!keys)
    return false;
  for (size_t i = 0; i < b->n_names; i++) {
    const struct name *name = &names[i].name;
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
static uint32_t add_text(struct build *b, struct nut_map *seen,
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

static void write_places(struct build *b, struct parts *parts)
{
  struct nut_map seen;
  nut_map_init(&seen, b->arena.mem);
  for (size_t i = 0; i < b->n_places; i++) {
    const struct place *place = &b->places[i];
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

static enum nut_status write_all(struct build *b, const char *data,
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

enum nut_status
nut_gazetteer_build(const struct nut_mem *mem,
                    const struct nut_gazetteer_sources *sources,
                    const struct nut_report *report, struct nut_buf *out)
{
  struct build b = { .n_places = 0 };
  nut_arena_init(&b.arena, mem);
  nut_diag_init(&b.diag, mem, report);
  nut_map_init(&b.codes, mem);
  nut_map_init(&b.units, mem);
  nut_map_init(&b.cities, mem);
  nut_map_init(&b.ours, mem);
  enum nut_status status = read_tables(&b, sources);
  if (status == NUT_OK)
    status = write_all(&b, sources->data, out);
  nut_map_drop(&b.codes);
  nut_map_drop(&b.units);
  nut_map_drop(&b.cities);
  nut_map_drop(&b.ours);
  nut_diag_drop(&b.diag);
  nut_arena_drop(&b.arena);
  return status;
}
