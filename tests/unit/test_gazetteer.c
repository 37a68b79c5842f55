/* The index of places: folding, the trie, what a broken file gives, what is
 * said of bad tables, senses, distances, and memory that runs out. */
#include "resolve/gazetteer.h"

#include "base/slice.h"
#include "miser.h"
#include "resolve/gazetteer_format.h"
#include "resolve/place.h"
#include "unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- tables of our own ---- */

static char folder[] = "/tmp/nutgraf-unit-XXXXXX";

static const char *in_folder(const char *name)
{
  static char path[128];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_file(const char *name, const char *text)
{
  FILE *file = fopen(in_folder(name), "wb");
  CHECK(file);
  if (!file)
    return;
  CHECK(fputs(text, file) >= 0);
  CHECK_EQ_INT(fclose(file), 0);
}

/* What was said, a message a line. */
struct said {
  struct nut_buf text;
};

static void keep(void *ctx, const struct nut_message *message)
{
  struct said *said = ctx;
  nut_buf_add(&said->text, message->file);
  nut_buf_addf(&said->text, ":%u: ", message->line);
  nut_buf_add(&said->text, message->text);
  nut_buf_add_byte(&said->text, '\n');
}

static const char *text_of(struct said *said)
{
  nut_buf_add_byte(&said->text, '\0');
  return said->text.ptr;
}

/* An index of a table of one's own; NULL when it has mistakes. */
static struct nut_gazetteer *build(const struct nut_mem *mem,
                                   const char *file)
{
  const char *const files[] = { file };
  struct nut_gazetteer_sources sources = {
    .ways = "rules/tables/name_ways.tsv", .files = files, .n_files = 1
  };
  struct nut_gazetteer *g = NULL;
  struct nut_buf buf;
  nut_buf_init(&buf, mem);
  enum nut_status status = nut_gazetteer_build(mem, &sources, NULL, &buf);
  if (status == NUT_OK)
    status = nut_gazetteer_from(mem, nut_buf_slice(&buf), true, &g);
  if (status != NUT_OK)
    nut_buf_drop(&buf);
  return g;
}

static struct nut_gazetteer *build_of(const char *rows)
{
  write_file("own.tsv", rows);
  return build(NULL, in_folder("own.tsv"));
}

/* ---- folding ---- */

static void check_fold(const char *text, const char *want)
{
  char out[256];
  size_t n = 0;
  struct nut_slice rest = nut_slice_of(text);
  while (rest.len && n + NUT_FOLD_MAX < sizeof out) {
    size_t len = 0;
    size_t size = nut_fold_step(rest, out + n, &len);
    CHECK(size <= rest.len && len <= NUT_FOLD_MAX);
    if (size == 0) {
      out[n++] = '|';
      break;
    }
    n += len;
    rest = nut_slice_cut(rest, size, rest.len);
  }
  CHECK_EQ_SPAN(out, n, want);
}

static void check_folding(void)
{
  unit_begin("composed and decomposed letters fold alike");
  check_fold("S\u00e3o Paulo", "sao paulo");
  check_fold("Sa\u0303o Paulo", "sao paulo");
  check_fold("\u00c5rhus A\u030arhus", "arhus arhus");
  check_fold("\u1ec7 e\u0323\u0302", "e e");
  unit_end();
  unit_begin("letters that do not decompose have their plain ones");
  check_fold("Gie\u00dfen STRA\u1e9eE", "giessen strasse");
  check_fold("Troms\u00f8 \u0141\u00f3d\u017a \u00c6r\u00f8 \u0130zmir",
             "tromso lodz aero izmir");
  check_fold("Diyarbak\u0131r \u00deingvellir", "diyarbakir thingvellir");
  unit_end();
  unit_begin("apostrophes and full stops fold to nothing");
  check_fold("King's Lynn", "kings lynn");
  check_fold("King\u2019s", "kings");
  check_fold("San\u02bdaa \u02bbAjlun", "sanaa ajlun");
  check_fold("St. Louis, Mo.", "st louis|");
  check_fold("U.S.", "us");
  unit_end();
  unit_begin("hyphens and no-break spaces fold to blanks");
  check_fold("Stratford-upon-Avon", "stratford upon avon");
  check_fold("New\u00a0York Rhein\u2010Main", "new york rhein main");
  unit_end();
  unit_begin("what no name has ends it, broken bytes also");
  check_fold("Rome\n", "rome|");
  check_fold("Rome\u2014", "rome|");
  check_fold("Rome\xc3", "rome|");
  check_fold("\u6771\u4eac", "|");
  check_fold("(", "|");
  unit_end();
}

/* ---- the trie ---- */

static void check_match(const struct nut_gazetteer *g, const char *text,
                        size_t want)
{
  uint32_t name = 0;
  CHECK_EQ_INT(nut_gazetteer_match(g, nut_slice_of(text), &name), want);
}

static void check_matching(void)
{
  struct nut_gazetteer *g = build_of(
      "New York\tNew York\tcity\tUS\t\t40.7\t-74\n"
      "New York City\tNew York\tcity\tUS\t\t40.7\t-74\n"
      "New\tNew\tnatural\t\t\t1\t1\n"
      "London\tLondon\tcity\tGB\tEngland\t51.5\t-0.13\n"
      "Londons\tLondons\tcity\tGB\t\t1\t1\n"
      "St. Ives\tSt Ives\tcity\tGB\tEngland\t50.2\t-5.5\n"
      "Washington, D.C.\tWashington\tcity\tUS\t\t38.9\t-77\n"
      "US\tUnited States\tcountry\tUS\t\t39\t-98\n");
  unit_begin("the longest name whose end is a word's end");
  CHECK(g);
  if (g) {
    check_match(g, "New York City Hall", 13);
    check_match(g, "New York Citizen", 8);
    check_match(g, "New Yorker", 3);
    check_match(g, "Newer", 0);
    check_match(g, "Londonderry", 0);
    check_match(g, "London", 6);
    check_match(g, "new-york", 8);
    check_match(g, "New  York", 9);
    check_match(g, "", 0);
    check_match(g, " London", 7);
  }
  unit_end();
  unit_begin("a possessive is no part of a name");
  if (g) {
    check_match(g, "London's", 6);
    check_match(g, "Londons", 7);
  }
  unit_end();
  unit_begin("Saint, St and St., with and without a comma");
  if (g) {
    check_match(g, "Saint Ives", 10);
    check_match(g, "St Ives", 7);
    check_match(g, "St. Ives.", 8);
    check_match(g, "Washington, D.C., said", 15);
    check_match(g, "Washington D.C.", 14);
  }
  unit_end();
  nut_gazetteer_free(g);
}

static void check_small(void)
{
  unit_begin("an index of no name, and of one");
  struct nut_gazetteer *g = build_of("# nothing\n\n");
  CHECK(g);
  if (g) {
    CHECK_EQ_INT(nut_gazetteer_names(g), 0);
    CHECK_EQ_INT(nut_gazetteer_places(g), 0);
    check_match(g, "Rome", 0);
    CHECK_EQ_INT(nut_gazetteer_senses(g, 0), 0);
  }
  nut_gazetteer_free(g);
  g = build_of("Rome\tRome\tcity\tIT\n");
  CHECK(g);
  if (g) {
    CHECK_EQ_INT(nut_gazetteer_names(g), 1);
    check_match(g, "Rome", 4);
    check_match(g, "Rom", 0);
    check_match(g, "Romes", 0);
    CHECK(!nut_gazetteer_place(g, 0).located);
  }
  nut_gazetteer_free(g);
  unit_end();
}

/* ---- random names against a plain search ---- */

static uint32_t draw(uint32_t *seed, uint32_t below)
{
  *seed = *seed * 1664525U + 1013904223U;
  return (*seed >> 8) % below;
}

#define RANDOM_NAMES 400

/* Of three letters, so that many begin others; one to three words. */
static void draw_name(uint32_t *seed, char *name)
{
  size_t n = 0;
  uint32_t words = 1 + draw(seed, 3);
  for (uint32_t w = 0; w < words; w++) {
    if (w)
      name[n++] = ' ';
    for (uint32_t letters = 1 + draw(seed, 4); letters; letters--)
      name[n++] = (char)('a' + draw(seed, 3));
  }
  name[n] = '\0';
}

static size_t longest(char names[][24], size_t n, const char *text)
{
  size_t best = 0;
  for (size_t i = 0; i < n; i++) {
    size_t len = strlen(names[i]);
    bool ends = strncmp(text, names[i], len) == 0
                && (text[len] == ' ' || text[len] == '\0');
    if (ends && len > best)
      best = len;
  }
  return best;
}

static void check_random(void)
{
  static char names[RANDOM_NAMES][24];
  static char rows[RANDOM_NAMES * 64];
  uint32_t seed = 7;
  size_t at = 0;
  for (size_t i = 0; i < RANDOM_NAMES; i++) {
    draw_name(&seed, names[i]);
    int len = snprintf(rows + at, sizeof rows - at, "%s\tp%zu\tcity\tGB\n",
                       names[i], i);
    at += (size_t)len;
  }
  unit_begin("random names are found as a plain search finds them");
  struct nut_gazetteer *g = build_of(rows);
  CHECK(g);
  for (size_t i = 0; g && i < 20000; i++) {
    char text[64];
    uint32_t name = 0;
    draw_name(&seed, text);
    text[strlen(text) + 1] = '\0';
    text[strlen(text)] = ' ';
    draw_name(&seed, text + strlen(text));
    size_t len = nut_gazetteer_match(g, nut_slice_of(text), &name);
    CHECK_EQ_INT(len, longest(names, RANDOM_NAMES, text));
    CHECK(len == 0 || nut_gazetteer_senses(g, name) > 0);
  }
  for (size_t i = 0; g && i < RANDOM_NAMES; i++) {
    uint32_t name = 0;
    char want[24];
    bool found = nut_gazetteer_find(g, nut_slice_of(names[i]), &name);
    CHECK(found);
    bool there = false;
    (void)snprintf(want, sizeof want, "p%zu", i);
    for (size_t k = 0; k < nut_gazetteer_senses(g, name); k++) {
      uint32_t place = nut_gazetteer_sense(g, name, k).place;
      there = there || nut_slice_is(nut_gazetteer_place(g, place).name, want);
    }
    CHECK(there);
  }
  nut_gazetteer_free(g);
  unit_end();
}

/* ---- tables of a data folder ---- */

static const char admin[] = "AX\tAland\t1000\t\t\t1\n"
                            "AX.N\tNorthern Province\t500\t1\t2\t2\n"
                            "AX.N.1\tMid County\t200\t1\t2\t3\n";
static const char cities[] =
    "10\tSpring\tC\tAX\tN\t1\t90000\t1.5\t2.5\tFrühling;Printemps\n"
    "11\tSpring\tP\tAX\t\t\t800\t3.25\t-4.12345\t\n"
    "12\tSpring\tX\tAX\tN\t\t70000\t1.5\t2.5\t\n";
static const char ways[] = "unit\tProvince\n";
static const char points[] = "AX\t10\t20\n";
static const char places[] = "Aland\tAland\tcountry\tAX\t\t\t\n"
                             "Sea of Springs\tSea of Springs\tnatural\t\t\t"
                             "0\t-179.99999\n";

/* The status, and what was said of the data folder. */
static enum nut_status build_folder(const struct nut_mem *mem,
                                    struct nut_buf *out, struct said *said)
{
  struct nut_report report = { keep, said };
  struct nut_gazetteer_sources sources = { .data = folder };
  return nut_gazetteer_build(mem, &sources, said ? &report : NULL, out);
}

static void write_tables(void)
{
  write_file("tables/name_ways.tsv", ways);
  write_file("tables/admin.tsv", admin);
  write_file("tables/cities.tsv", cities);
  write_file("tables/points.tsv", points);
  write_file("tables/places.tsv", places);
}

static void check_message(const char *table, const char *rows,
                          const char *want)
{
  struct said said;
  struct nut_buf out;
  char wanted[512];
  write_tables();
  write_file(table, rows);
  nut_buf_init(&said.text, NULL);
  nut_buf_init(&out, NULL);
  CHECK_EQ_INT(build_folder(NULL, &out, &said), NUT_DATA);
  CHECK_EQ_INT(out.len, 0);
  (void)snprintf(wanted, sizeof wanted, "%s/%s:%s\n", folder, table, want);
  CHECK_EQ_TEXT(text_of(&said), wanted);
  nut_buf_drop(&out);
  nut_buf_drop(&said.text);
}

static void check_messages(void)
{
  unit_begin("bad tables are told with their file and line");
  check_message("tables/name_ways.tsv", "unit\tState\nclose\tA\tB\n",
                "2: opens or unit expected");
  check_message("tables/name_ways.tsv", "opens\tSaint\n",
                "1: two words expected");
  check_message("tables/admin.tsv", "# units\nAX\tAland\tmany\t\t\t1\n",
                "2: a number expected");
  check_message("tables/admin.tsv", "AX\tAland\t-5\t\t\t1\n",
                "1: a number expected");
  check_message("tables/admin.tsv", "AX\tAland\t1\n\tB\n",
                "2: a code and a name expected");
  check_message("tables/cities.tsv",
                "10\tSpring\tC\tAX\tN\t1\t900\t91\t2.5\t\n",
                "1: degrees expected");
  check_message("tables/cities.tsv",
                "10\tSpring\tC\tAX\tN\t1\t900\t9\teast\t\n",
                "1: degrees expected");
  check_message("tables/cities.tsv",
                "10\tSpring\tC\tAX\tN\t1\t900\t9\t\t\n",
                "1: degrees expected");
  check_message("tables/cities.tsv", "10\tSpring\tC\tZZ\t\t\t900\t9\t9\t\n",
                "1: no such country in admin.tsv");
  check_message("tables/cities.tsv", "10\n",
                "1: an id, a name, a class and a country expected");
  check_message("tables/points.tsv", "AX\t1\t2\nQQ\t1\t2\n",
                "2: no such country or unit");
  check_message("tables/places.tsv", "Sea\tSea\twater\t\t\t1\t2\n",
                "1: a kind of place expected: country admin city "
                "district street natural facility demonym");
  check_message("tables/places.tsv", "Sea\tSea\tnatural\tQQ\t\t1\t2\n",
                "1: two capitals of ISO 3166 expected");
  check_message("tables/places.tsv", "Sea\tSea\tnatural\tgb\t\t1\t2\n",
                "1: two capitals of ISO 3166 expected");
  check_message("tables/places.tsv", "Sea\t\tnatural\n",
                "1: a word and a name expected");
  unit_end();
}

/* ---- senses ---- */

static struct nut_gazetteer *open_folder(struct nut_buf *out)
{
  struct nut_gazetteer *g = NULL;
  write_tables();
  nut_buf_init(out, NULL);
  CHECK_EQ_INT(build_folder(NULL, out, NULL), NUT_OK);
  CHECK_EQ_INT(nut_gazetteer_from(NULL, nut_buf_slice(out), false, &g),
               NUT_OK);
  return g;
}

static struct nut_place first_place(const struct nut_gazetteer *g,
                                    const char *text)
{
  uint32_t name = 0;
  bool found = nut_gazetteer_find(g, nut_slice_of(text), &name);
  CHECK(found);
  return nut_gazetteer_place(g, nut_gazetteer_sense(g, name, 0).place);
}

static void check_senses(void)
{
  struct nut_buf out;
  struct nut_gazetteer *g = open_folder(&out);
  uint32_t name = 0;
  unit_begin("the likeliest sense is the first, a section of a place less "
             "likely than a place");
  CHECK(g && nut_gazetteer_find(g, nut_slice_of("Spring"), &name));
  CHECK_EQ_INT(nut_gazetteer_senses(g, name), 3);
  static const uint32_t ids[] = { 10, 12, 11 };
  for (size_t i = 0; i < 3; i++) {
    uint32_t place = nut_gazetteer_sense(g, name, i).place;
    CHECK_EQ_INT(nut_gazetteer_place(g, place).geonameid, ids[i]);
  }
  CHECK_EQ_INT(nut_gazetteer_sense(g, name, 99).place, NUT_PLACE_NONE);
  unit_end();
  unit_begin("a place has what its row says");
  struct nut_place spring = first_place(g, "Printemps");
  CHECK_EQ_SPAN(spring.name.ptr, spring.name.len, "Spring");
  CHECK_EQ_TEXT(spring.country, "AX");
  CHECK(spring.capital && !spring.seat && spring.located);
  CHECK_EQ_INT(spring.people, 90000);
  CHECK_EQ_INT(spring.lat, 15000);
  struct nut_place unit = nut_gazetteer_place(g, spring.admin1);
  CHECK_EQ_SPAN(unit.name.ptr, unit.name.len, "Northern Province");
  CHECK_EQ_INT(unit.level, 1);
  struct nut_place county = nut_gazetteer_place(g, spring.admin2);
  CHECK_EQ_SPAN(county.name.ptr, county.name.len, "Mid County");
  CHECK_EQ_INT(nut_gazetteer_place(g, 0).lat, 10 * NUT_PLACE_DEGREE);
  CHECK_EQ_INT(first_place(g, "sea of springs").lon, -1799999);
  CHECK_EQ_INT(first_place(g, "Northern").geonameid, 2);
  unit_end();
  nut_gazetteer_free(g);
  nut_buf_drop(&out);
}

/* ---- broken files ---- */

/* Everything that can be asked of an index; any answer will do. */
static void ask_all(const struct nut_gazetteer *g)
{
  static const char *const texts[] = {
    "Spring", "Aland", "Fru\u0308hling", "Northern Province", "Mid County",
    "Sea of Springs", "zzz", ""
  };
  struct nut_place before = { .lat = 0 };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    uint32_t name = 0;
    struct nut_slice text = nut_slice_of(texts[i]);
    CHECK(nut_gazetteer_match(g, text, &name) <= text.len);
    size_t n = nut_gazetteer_senses(g, name);
    for (size_t k = 0; k < n && k < 50; k++) {
      struct nut_sense sense = nut_gazetteer_sense(g, name, k);
      struct nut_place place = nut_gazetteer_place(g, sense.place);
      CHECK(place.kind < NUT_PLACE_KINDS);
      (void)nut_place_is_near(&place, &before, 1);
      before = place;
      (void)nut_gazetteer_place(g, place.admin1);
      char sum = 0;
      for (size_t c = 0; c < place.name.len; c++)
        sum = (char)(sum ^ place.name.ptr[c]);
      CHECK(sum == sum);
    }
  }
}

static void put_header_sum(char *bytes)
{
  nut_gaz_put(bytes + NUT_GAZ_AT_HEADER_SUM, 0);
  nut_gaz_put(bytes + NUT_GAZ_AT_HEADER_SUM,
              nut_gaz_sum(bytes, NUT_GAZ_HEADER));
}

/* A copy in memory of its own, so that a step beyond its end is seen. */
static enum nut_status open_copy(struct nut_slice bytes,
                                 struct nut_gazetteer **g)
{
  char *copy = malloc(bytes.len ? bytes.len : 1);
  CHECK(copy);
  memcpy(copy, bytes.ptr, bytes.len);
  enum nut_status status = nut_gazetteer_from(
      NULL, (struct nut_slice){ copy, bytes.len }, true, g);
  if (status != NUT_OK)
    free(copy);
  return status;
}

static void check_flips(struct nut_slice good)
{
  char *bytes = malloc(good.len);
  CHECK(bytes);
  memcpy(bytes, good.ptr, good.len);
  struct nut_slice all = { bytes, good.len };
  struct nut_gazetteer *g = NULL;
  unit_begin("a header with one flipped bit is refused");
  for (size_t i = 0; i < NUT_GAZ_HEADER * 8; i++) {
    bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
    CHECK_EQ_INT(open_copy(all, &g), NUT_DATA);
    bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
  }
  unit_end();
  unit_begin("a flipped byte behind it keeps reads within, and is noticed");
  for (size_t i = NUT_GAZ_HEADER; i < good.len; i++)
    for (unsigned flip = 0; flip < 3; flip++) {
      static const unsigned char masks[] = { 0xFF, 0x80, 0x01 };
      bytes[i] = (char)(bytes[i] ^ masks[flip]);
      CHECK_EQ_INT(open_copy(all, &g), NUT_OK);
      CHECK(!nut_gazetteer_verify(g));
      ask_all(g);
      nut_gazetteer_free(g);
      bytes[i] = (char)(bytes[i] ^ masks[flip]);
    }
  unit_end();
  free(bytes);
}

/* Sections of any size at any offset, under a header whose sum is right. */
static void check_sections(struct nut_slice good)
{
  uint32_t seed = 11;
  char *bytes = malloc(good.len);
  CHECK(bytes);
  unit_begin("sections that lead anywhere keep reads within");
  for (size_t i = 0; i < 2000; i++) {
    struct nut_gazetteer *g = NULL;
    memcpy(bytes, good.ptr, good.len);
    for (size_t k = draw(&seed, 4) + 1; k; k--) {
      size_t at = NUT_GAZ_AT_SECTIONS + 4 * draw(&seed, 12);
      uint32_t value = draw(&seed, 8) ? draw(&seed, (uint32_t)good.len + 9)
                                      : 0xFFFFFFF0U + draw(&seed, 16);
      nut_gaz_put(bytes + at, value);
    }
    put_header_sum(bytes);
    struct nut_slice all = { bytes, good.len };
    if (open_copy(all, &g) == NUT_OK)
      ask_all(g);
    nut_gazetteer_free(g);
  }
  unit_end();
  free(bytes);
}

static void check_broken(void)
{
  struct nut_buf out;
  struct nut_gazetteer *g = open_folder(&out);
  struct nut_slice good = nut_buf_slice(&out);
  unit_begin("a whole index verifies, a part of one is refused");
  CHECK(g && nut_gazetteer_verify(g));
  nut_gazetteer_free(g);
  for (size_t len = 0; len < good.len; len++)
    CHECK_EQ_INT(open_copy(nut_slice_cut(good, 0, len), &g), NUT_DATA);
  unit_end();
  unit_begin("an index of another version is refused");
  nut_gaz_put(out.ptr + NUT_GAZ_AT_VERSION, NUT_GAZ_VERSION + 1);
  put_header_sum(out.ptr);
  CHECK_EQ_INT(open_copy(good, &g), NUT_DATA);
  nut_gaz_put(out.ptr + NUT_GAZ_AT_VERSION, NUT_GAZ_VERSION);
  put_header_sum(out.ptr);
  unit_end();
  check_flips(good);
  check_sections(good);
  nut_buf_drop(&out);
}

/* ---- which tables it was made of ---- */

static void check_tables(void)
{
  struct nut_buf out;
  struct nut_gazetteer *g = open_folder(&out);
  unit_begin("an index fits its tables and no others");
  CHECK(g && nut_gazetteer_fits(g, folder, false));
  CHECK(g && nut_gazetteer_fits(g, folder, true));
  write_file("tables/places.tsv", "Sea\tSea\tnatural\t\t\t1\t2\n");
  CHECK(!nut_gazetteer_fits(g, folder, false));
  CHECK(!nut_gazetteer_fits(g, folder, true));
  CHECK_EQ_INT(unlink(in_folder("tables/places.tsv")), 0);
  CHECK(nut_gazetteer_fits(g, folder, false));
  CHECK_EQ_INT(nut_gazetteer_tables_sum(folder, false), 0);
  unit_end();
  nut_gazetteer_free(g);
  nut_buf_drop(&out);
}

/* ---- distances ---- */

static struct nut_place at(double lat, double lon)
{
  return (struct nut_place){ .located = true,
                             .lat = (int32_t)(lat * NUT_PLACE_DEGREE),
                             .lon = (int32_t)(lon * NUT_PLACE_DEGREE) };
}

/* Within three in a hundred. */
static void check_km(struct nut_place a, struct nut_place b, double km)
{
  double d = nut_place_distance2(&a, &b);
  CHECK(d > km * km * 0.94 && d < km * km * 1.06);
  double back = nut_place_distance2(&b, &a);
  CHECK(!(d < back) && !(d > back));
}

static void check_distances(void)
{
  unit_begin("distances, also over the date line and near the poles");
  check_km(at(51.5074, -0.1278), at(52.4862, -1.8904), 163);
  check_km(at(51.5074, -0.1278), at(48.8566, 2.3522), 344);
  check_km(at(0, 179.5), at(0, -179.5), 111.2);
  check_km(at(-1, 0), at(1, 0), 222.4);
  check_km(at(80, 0), at(80, 5), 96.5);
  struct nut_place london = at(51.5074, -0.1278);
  struct nut_place sydney = at(-33.87, 151.21);
  struct nut_place watford = at(51.655, -0.396);
  CHECK(nut_place_is_near(&london, &watford, 30));
  CHECK(!nut_place_is_near(&london, &watford, 20));
  CHECK(!nut_place_is_near(&london, &sydney, 400));
  CHECK(nut_place_is_near(&london, &london, 1));
  unit_end();
}

/* ---- memory ---- */

static void check_memory(void)
{
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  write_tables();
  unit_begin("without memory no index is made or opened, and none is kept");
  for (size_t most = 0; most < 5000; most++) {
    struct nut_buf out;
    miser_init(&miser, most);
    nut_buf_init(&out, &mem);
    enum nut_status status = build_folder(&mem, &out, NULL);
    nut_buf_drop(&out);
    CHECK_EQ_INT(atomic_load(&miser.held), 0);
    if (status == NUT_OK)
      break;
    CHECK_EQ_INT(status, NUT_NOMEM);
    CHECK(most < 4999);
  }
  write_file("own.tsv", "Rome\tRome\tcity\tIT\n");
  for (size_t most = 0; most < 1000; most++) {
    miser_init(&miser, most);
    struct nut_gazetteer *g = build(&mem, in_folder("own.tsv"));
    bool done = g != NULL;
    nut_gazetteer_free(g);
    CHECK_EQ_INT(atomic_load(&miser.held), 0);
    if (done)
      break;
    CHECK(most < 999);
  }
  unit_end();
}

static void remove_folder(void)
{
  static const char *const names[] = {
    "own.tsv", "tables/admin.tsv", "tables/cities.tsv", "tables/points.tsv",
    "tables/places.tsv"
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    (void)unlink(in_folder(names[i]));
  (void)rmdir(in_folder("tables"));
  (void)rmdir(folder);
}

int main(void)
{
  if (!mkdtemp(folder) || mkdir(in_folder("tables"), 0700) != 0)
    return 1;
  check_folding();
  check_matching();
  check_small();
  check_random();
  check_messages();
  check_senses();
  check_broken();
  check_tables();
  check_distances();
  check_memory();
  remove_folder();
  return unit_status();
}
