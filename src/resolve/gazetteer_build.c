/* Reading the tables of places, for an index of them.
 *
 *   tables/name_ways.tsv  "Saint" and "St", "Benue State" and "Benue"
 *   tables/admin.tsv    countries, their first- and second-level units
 *   tables/cities.tsv   populated places
 *   tables/points.tsv   where a map writes a country's name
 *   tables/places.tsv   by hand: forms of names, regions, waters, demonyms
 *
 * A row of places.tsv that names a country, a first-level unit or a populated
 * place which the other two have, by its word or its name, is a further name
 * of that; its position is only taken where they have none.  Any other row is
 * a place of its own.
 *
 * Names are folded (fold.c) as they come. */
#include "resolve/gazetteer_build.h"

#include "base/country.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/slice.h"
#include "resolve/gazetteer_format.h"
#include "rules/source.h"

#include <stdlib.h>
#include <string.h>

/* Columns of the widest table. */
#define COLUMNS 10

struct row {
  struct nut_slice cells[COLUMNS];
};

/* A word of names that is written in another way, or of a unit's name that may
 * be missing. */
struct way {
  bool unit;
  struct nut_slice word;
  struct nut_slice other;
};

struct build {
  struct nut_built out;
  struct way *ways;
  size_t n_ways;
  size_t cap_ways;
  struct nut_diag diag;
  const struct nut_source *source; /* at hand */
  bool shipped; /* has the tables of the data folder, with their units */
  struct nut_slice line;
  struct nut_map codes;  /* "GB.ENG" -> its place */
  struct nut_map units;  /* "GB england" -> first-level unit */
  struct nut_map cities; /* "GB london" -> the largest */
  struct nut_map others; /* the same by its other names */
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
  if (cell.len && (!nut_slice_int(cell, &number) || number < 0
                   || number > UINT32_MAX))
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

static void read_position(struct build *b, struct nut_built_place *place,
                          struct nut_slice lat, struct nut_slice lon)
{
  if (lat.len == 0 && lon.len == 0)
    return;
  place->lat = read_degrees(b, lat, 90);
  place->lon = read_degrees(b, lon, 180);
  place->flags |= NUT_GAZ_LOCATED;
}

/* ---- places and names ---- */

static uint32_t add_place(struct build *b, const struct nut_built_place *place)
{
  struct nut_built *out = &b->out;
  out->places = nut_arena_grow(&out->arena, out->places, out->n_places,
                               &out->cap_places, sizeof *out->places);
  if (!out->places)
    return NUT_PLACE_NONE;
  out->places[out->n_places] = *place;
  return (uint32_t)out->n_places++;
}

/* The symbols of a name in the arena; empty when it has none, or a sign that
 * no name has.  "Washington, D.C." folds like "Washington D.C.", and of
 * "Delhi (city)" the first word is the name. */
static struct nut_slice fold(struct build *b, struct nut_slice text)
{
  char *out = nut_arena_alloc(&b->out.arena, text.len * NUT_FOLD_MAX + 1);
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
  struct nut_built *out = &b->out;
  out->names = nut_arena_grow(&out->arena, out->names, out->n_names,
                              &out->cap_names, sizeof *out->names);
  if (out->names)
    out->names[out->n_names++] =
        (struct nut_built_name){ symbols, place, flags };
}

/* ---- name_ways.tsv ---- */

enum { WAY_SORT, WAY_WORD, WAY_OTHER };

static void read_way(struct build *b, const struct row *row)
{
  struct nut_slice word = row->cells[WAY_WORD];
  struct nut_slice other = row->cells[WAY_OTHER];
  bool unit = nut_slice_is(row->cells[WAY_SORT], "unit");
  if (!unit && !nut_slice_is(row->cells[WAY_SORT], "opens"))
    complain(b, nothing, "opens or unit expected");
  else if (!word.len || (!unit && !other.len))
    complain(b, nothing, unit ? "a word expected" : "two words expected");
  b->ways = nut_arena_grow(&b->out.arena, b->ways, b->n_ways, &b->cap_ways,
                           sizeof *b->ways);
  if (b->ways)
    b->ways[b->n_ways++] = (struct way){ unit, word, other };
}

/* What is left of a name without its first word, or without its last one;
 * empty: the name has another one. */
static struct nut_slice less_first(struct nut_slice name,
                                   struct nut_slice word)
{
  bool has = name.len > word.len + 1 && name.ptr[word.len] == ' '
             && nut_slice_eq(nut_slice_cut(name, 0, word.len), word);
  return has ? nut_slice_cut(name, word.len, name.len) : nothing;
}

static struct nut_slice less_last(struct nut_slice name,
                                  struct nut_slice word)
{
  if (name.len < word.len + 2)
    return nothing;
  size_t at = name.len - word.len;
  bool has = name.ptr[at - 1] == ' '
             && nut_slice_eq(nut_slice_cut(name, at, name.len), word);
  return has ? nut_slice_cut(name, 0, at - 1) : nothing;
}

static void add_name(struct build *b, struct nut_slice text, uint32_t place,
                     uint32_t flags)
{
  add_folded(b, fold(b, text), place, flags);
  for (size_t i = 0; i < b->n_ways; i++) {
    struct nut_buf buf;
    struct nut_slice rest =
        b->ways[i].unit ? nothing : less_first(text, b->ways[i].word);
    if (!rest.len)
      continue;
    nut_buf_init(&buf, b->out.arena.mem);
    nut_buf_add(&buf, b->ways[i].other);
    nut_buf_add(&buf, rest);
    add_folded(b, fold(b, nut_buf_slice(&buf)), place, flags);
    nut_buf_drop(&buf);
  }
}

/* "GB london" of a country and a name; keys of the maps. */
static struct nut_slice key_of(struct build *b, struct nut_slice country,
                               struct nut_slice name)
{
  struct nut_buf buf;
  nut_buf_init(&buf, b->out.arena.mem);
  nut_buf_add(&buf, country);
  nut_buf_add_byte(&buf, ' ');
  nut_buf_add(&buf, fold(b, name));
  struct nut_slice key = nut_arena_copy(&b->out.arena, nut_buf_slice(&buf));
  nut_buf_drop(&buf);
  return key;
}

static struct nut_slice join_code(struct build *b, const struct nut_slice *at,
                                  size_t n)
{
  struct nut_buf buf;
  nut_buf_init(&buf, b->out.arena.mem);
  for (size_t i = 0; i < n; i++) {
    if (i)
      nut_buf_add_byte(&buf, '.');
    nut_buf_add(&buf, at[i]);
  }
  struct nut_slice code = nut_arena_copy(&b->out.arena, nut_buf_slice(&buf));
  nut_buf_drop(&buf);
  return code;
}

static void put(struct build *b, struct nut_map *map, struct nut_slice key,
                uint32_t value)
{
  if (value != NUT_PLACE_NONE && !nut_map_put(map, key, value))
    b->out.arena.failed = true;
}

/* ---- admin.tsv ---- */

enum { UNIT_CODE, UNIT_NAME, UNIT_PEOPLE, UNIT_LAT, UNIT_LON, UNIT_ID };

/* "Benue State" is Benue as well; in the US a county without the word is only
 * said in a row of them. */
static void add_unit_name(struct build *b, const struct nut_built_place *place,
                          uint32_t at)
{
  struct nut_slice name = place->name;
  uint32_t flags =
      (place->flags & NUT_GAZ_LEVEL) == 1 ? 0 : NUT_GAZ_OTHER;
  add_name(b, name, at, 0);
  for (size_t i = 0; i < b->n_ways; i++) {
    struct nut_slice less =
        b->ways[i].unit ? less_last(name, b->ways[i].word) : nothing;
    if (!less.len)
      continue;
    add_name(b, less, at, flags);
    struct nut_slice key = key_of(b, place->country, less);
    if (!flags && nut_map_get(&b->units, key) == NUT_MAP_NONE)
      put(b, &b->units, key, at);
  }
}

static void read_unit(struct build *b, const struct row *row)
{
  struct nut_slice code = row->cells[UNIT_CODE];
  size_t first = nut_slice_find(code, '.', 0);
  size_t second = first == NUT_SLICE_NONE
                      ? first
                      : nut_slice_find(code, '.', first + 1);
  struct nut_built_place place = {
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
  if (!place.country.len || !place.name.len)
    complain(b, nothing, "a code and a name expected");
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

static void keep_largest(struct build *b, struct nut_map *map, uint32_t at,
                         struct nut_slice name)
{
  const struct nut_built_place *place = &b->out.places[at];
  struct nut_slice key = key_of(b, place->country, name);
  uint32_t known = nut_map_get(map, key);
  if (known == NUT_MAP_NONE || b->out.places[known].people < place->people)
    put(b, map, key, at);
}

static void read_city(struct build *b, const struct row *row)
{
  const struct nut_slice *cells = row->cells;
  struct nut_built_place place = {
    .name = cells[CITY_NAME], .country = cells[CITY_COUNTRY],
    .id = read_number(b, cells[CITY_ID]),
    .people = read_number(b, cells[CITY_PEOPLE]), .kind = NUT_IS_CITY,
    .section = nut_slice_is(cells[CITY_CLASS], "X")
  };
  if (!place.name.len)
    complain(b, nothing, "an id, a name, a class and a country expected");
  else if (nut_map_get(&b->codes, place.country) == NUT_MAP_NONE)
    complain(b, place.country, "no such country in admin.tsv");
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
  keep_largest(b, &b->cities, at, place.name);
  add_name(b, place.name, at, 0);
  for (struct nut_slice rest = cells[CITY_OTHERS]; rest.len;) {
    size_t end = nut_slice_find(rest, ';', 0);
    struct nut_slice other = nut_slice_cut(rest, 0, end);
    keep_largest(b, &b->others, at, other);
    add_name(b, other, at, NUT_GAZ_OTHER);
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
    read_position(b, &b->out.places[at], row->cells[POINT_LAT],
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

/* Half a degree both ways: the same place, or one of its name elsewhere. */
static bool is_near(const struct nut_built_place *a,
                    const struct nut_built_place *b)
{
  int32_t near = NUT_PLACE_DEGREE / 2;
  return abs(a->lat - b->lat) < near && abs(a->lon - b->lon) < near;
}

/* Cells at the end of a row may be left out. */
static struct nut_slice all_but_word(const struct build *b,
                                     const struct row *row)
{
  struct nut_slice last = row->cells[OUR_LON];
  const char *start = row->cells[OUR_NAME].ptr;
  const char *end =
      last.ptr ? last.ptr + last.len : b->line.ptr + b->line.len;
  return (struct nut_slice){ start, (size_t)(end - start) };
}

/* The town of the other tables that the row means: one of its name or its
 * word, first among the usual names of towns, and not far from it. */
static uint32_t find_town(struct build *b, const struct row *row,
                          const struct nut_built_place *place)
{
  const struct nut_map *maps[] = { &b->cities, &b->others };
  const struct nut_slice names[] = { row->cells[OUR_NAME],
                                     row->cells[OUR_WORD] };
  for (size_t i = 0; i < 4; i++) {
    struct nut_slice key = key_of(b, place->country, names[i / 2]);
    uint32_t at = nut_map_get(maps[i % 2], key);
    if (at != NUT_MAP_NONE && is_near(&b->out.places[at], place))
      return at;
  }
  return NUT_PLACE_NONE;
}

/* The first-level unit that the row means: one of its name, or, in the first
 * row of a unit, of its word. */
static uint32_t find_unit(struct build *b, const struct row *row,
                          const struct nut_built_place *place)
{
  struct nut_slice name = row->cells[OUR_NAME];
  uint32_t at = nut_map_get(&b->units, key_of(b, place->country, name));
  if (at != NUT_PLACE_NONE
      || !nut_slice_eq(row->cells[OUR_ADMIN1], name)
      || nut_map_get(&b->ours, all_but_word(b, row)) != NUT_MAP_NONE)
    return at;
  return nut_map_get(&b->units, key_of(b, place->country,
                                       row->cells[OUR_WORD]));
}

/* The place of the other tables that the row names, or NUT_PLACE_NONE. */
static uint32_t find_known(struct build *b, const struct row *row,
                           const struct nut_built_place *place)
{
  switch (place->kind) {
  case NUT_IS_COUNTRY:
    return nut_map_get(&b->codes, place->country);
  case NUT_IS_ADMIN:
    return find_unit(b, row, place);
  case NUT_IS_CITY:
  case NUT_IS_DISTRICT:
    return find_town(b, row, place);
  default:
    return NUT_PLACE_NONE;
  }
}

/* Countries and units get a position where they have none. */
static void locate(struct nut_built_place *there,
                   const struct nut_built_place *place)
{
  if (there->flags & NUT_GAZ_LOCATED || !(place->flags & NUT_GAZ_LOCATED))
    return;
  there->lat = place->lat;
  there->lon = place->lon;
  there->flags |= NUT_GAZ_LOCATED;
  there->curated = true;
}

static uint32_t place_of_row(struct build *b, const struct row *row,
                             const struct nut_built_place *place)
{
  uint32_t known = find_known(b, row, place);
  if (known != NUT_PLACE_NONE) {
    struct nut_built_place *there = &b->out.places[known];
    /* further rows name it as this one does */
    struct nut_slice key = key_of(b, place->country, place->name);
    if (place->kind == NUT_IS_COUNTRY || place->kind == NUT_IS_ADMIN) {
      locate(there, place);
    } else {
      there->kind = place->kind;
      put(b, &b->cities, key, known);
    }
    if (place->kind == NUT_IS_ADMIN)
      put(b, &b->units, key, known);
    there->name = place->name; /* as English has it: Galway, Gaillimh */
    return known;
  }
  known = nut_map_get(&b->ours, all_but_word(b, row));
  if (known != NUT_MAP_NONE)
    return known;
  uint32_t at = add_place(b, place);
  put(b, &b->ours, all_but_word(b, row), at);
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

/* GeoNames and others write XK for Kosovo, which ISO 3166 does not have. */
static bool is_country(struct nut_slice code)
{
  return nut_slice_is(code, "XK")
         || (code.len && nut_slice_eq(nut_country_find(code), code));
}

/* The first-level unit of a row; users' tables have none of their own, so it
 * is one that only these rows lie in, under no name. */
static uint32_t unit_of(struct build *b, struct nut_slice country,
                        struct nut_slice name)
{
  struct nut_built_place unit = {
    .name = name, .country = country, .kind = NUT_IS_ADMIN, .flags = 1,
    .admin1 = NUT_PLACE_NONE, .admin2 = NUT_PLACE_NONE
  };
  struct nut_slice key = key_of(b, country, name);
  uint32_t at = nut_map_get(&b->units, key);
  if (at != NUT_PLACE_NONE || b->shipped)
    return at;
  at = add_place(b, &unit);
  put(b, &b->units, key, at);
  return at;
}

static void read_ours(struct build *b, const struct row *row)
{
  const struct nut_slice *cells = row->cells;
  struct nut_built_place place = {
    .name = cells[OUR_NAME], .country = cells[OUR_COUNTRY],
    .admin1 = NUT_PLACE_NONE, .admin2 = NUT_PLACE_NONE, .curated = true
  };
  if (!cells[OUR_WORD].len || !cells[OUR_NAME].len)
    complain(b, nothing, "a word and a name expected");
  if (!read_kind(cells[OUR_KIND], &place.kind))
    complain(b, cells[OUR_KIND].ptr ? cells[OUR_KIND] : nothing,
             "a kind of place expected: country admin city district street"
             " natural facility demonym");
  if (place.country.len && !is_country(place.country))
    complain(b, place.country, "two capitals of ISO 3166 expected");
  read_position(b, &place, cells[OUR_LAT], cells[OUR_LON]);
  if (b->diag.errors)
    return;
  if (cells[OUR_ADMIN1].len && place.kind != NUT_IS_COUNTRY)
    place.admin1 = unit_of(b, place.country, cells[OUR_ADMIN1]);
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
  for (size_t i = 0; i < b->out.n_places; i++) {
    struct nut_built_place *place = &b->out.places[i];
    if (place->kind != NUT_IS_DEMONYM || !place->country.len)
      continue;
    uint32_t at = nut_map_get(&b->units, key_of(b, place->country,
                                                place->name));
    uint32_t country = nut_map_get(&b->codes, place->country);
    if (at == NUT_PLACE_NONE && country != NUT_PLACE_NONE
        && nut_slice_eq(b->out.places[country].name, place->name))
      at = country;
    if (at == NUT_PLACE_NONE)
      continue;
    place->lat = b->out.places[at].lat;
    place->lon = b->out.places[at].lon;
    place->flags |= b->out.places[at].flags & NUT_GAZ_LOCATED;
  }
}

/* ---- reading a table ---- */

static enum nut_status read_table(struct build *b, struct nut_slice path,
                                  void (*read)(struct build *b,
                                               const struct row *row))
{
  enum nut_status status =
      nut_source_read(&b->out.arena, &b->diag, path, 0, &b->source);
  if (status != NUT_OK)
    return status == NUT_NOMEM ? status : NUT_DATA;
  struct nut_slice text = b->source->text;
  for (size_t at = 0; at < text.len && !b->out.arena.failed;) {
    size_t end = nut_slice_find(text, '\n', at);
    b->line = nut_slice_cut(text, at, end);
    if (nut_slice_ends(b->line, "\r")) /* of Windows */
      b->line.len--;
    at = end == NUT_SLICE_NONE ? text.len : end + 1;
    if (b->line.len == 0 || b->line.ptr[0] == '#')
      continue;
    struct row row = split(b->line);
    read(b, &row);
  }
  return b->out.arena.failed ? NUT_NOMEM : NUT_OK;
}

static enum nut_status
read_tables(struct build *b, const struct nut_gazetteer_sources *sources)
{
  static void (*const readers[NUT_GAZETTEER_TABLES])(
      struct build *b, const struct row *row) = {
    read_way, read_unit, read_city, read_point, read_ours
  };
  enum nut_status status = NUT_OK;
  if (!sources->data && sources->ways)
    status = read_table(b, nut_slice_of(sources->ways), read_way);
  for (size_t i = 0; sources->data && status == NUT_OK
                     && i < NUT_GAZETTEER_TABLES; i++) {
    struct nut_slice name = nut_slice_of(nut_gazetteer_tables[i]);
    status = read_table(b, nut_source_join(&b->out.arena, sources->data, name),
                        readers[i]);
  }
  for (size_t i = 0; status == NUT_OK && i < sources->n_files; i++)
    status = read_table(b, nut_slice_of(sources->files[i]), read_ours);
  move_demonyms(b);
  return status == NUT_OK && b->diag.errors ? NUT_DATA : status;
}

enum nut_status
nut_gazetteer_build(const struct nut_mem *mem,
                    const struct nut_gazetteer_sources *sources,
                    const struct nut_report *report, struct nut_buf *out)
{
  struct build b = { .shipped = sources->data != NULL };
  nut_arena_init(&b.out.arena, mem);
  nut_diag_init(&b.diag, mem, report);
  nut_map_init(&b.codes, mem);
  nut_map_init(&b.units, mem);
  nut_map_init(&b.cities, mem);
  nut_map_init(&b.others, mem);
  nut_map_init(&b.ours, mem);
  enum nut_status status = read_tables(&b, sources);
  if (status == NUT_OK)
    status = nut_gazetteer_write(&b.out, sources->data, out);
  nut_map_drop(&b.codes);
  nut_map_drop(&b.units);
  nut_map_drop(&b.cities);
  nut_map_drop(&b.others);
  nut_map_drop(&b.ours);
  nut_diag_drop(&b.diag);
  nut_arena_drop(&b.out.arena);
  return status;
}
