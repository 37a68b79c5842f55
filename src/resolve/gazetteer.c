/* Reading an index of places: header, trie, senses, places.
 *
 *   "Newcastle upon Tyne's" -> 19 bytes, a name with two senses
 *
 * A walk steps through the text and the trie together, one folded symbol at a
 * time, and remembers the last place where both a name and a word ended; so
 * the longest name costs no more than the letters it shares with the text.
 *
 * Invariants: nothing is written after _open, so threads share an index; each
 * number that comes out of the file is compared with the size of the section
 * it leads into before it is used. */
#include "resolve/gazetteer.h"

#include "base/alloc.h"
#include "base/diag.h"
#include "base/slice.h"
#include "resolve/gazetteer_format.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const nut_place_kind_names[NUT_PLACE_KINDS] = {
  "country", "admin", "city", "district", "street", "natural", "facility",
  "demonym"
};

struct section {
  const char *ptr;
  size_t size;
};

struct nut_gazetteer {
  struct nut_mem mem_copy;
  const struct nut_mem *mem;
  const char *base;
  size_t size;
  bool mapped;
  bool owned;
  struct section sections[NUT_GAZ_SECTIONS];
};

/* ---- opening ---- */

/* NULL, or what is wrong with the file. */
static const char *check_header(const char *base, size_t size)
{
  if (size < NUT_GAZ_HEADER
      || memcmp(base, NUT_GAZ_MAGIC, sizeof NUT_GAZ_MAGIC) != 0)
    return "not an index of places";
  if (nut_gaz_get(base + NUT_GAZ_AT_VERSION) != NUT_GAZ_VERSION)
    return "an index of places of another version";
  if (nut_gaz_get(base + NUT_GAZ_AT_SIZE) != size)
    return "an index of places that was cut off";
  char header[NUT_GAZ_HEADER];
  memcpy(header, base, sizeof header);
  nut_gaz_put(header + NUT_GAZ_AT_HEADER_SUM, 0);
  if (nut_gaz_sum(header, sizeof header)
      != nut_gaz_get(base + NUT_GAZ_AT_HEADER_SUM))
    return "an index of places with a broken header";
  return NULL;
}

static const char *find_sections(struct nut_gazetteer *g)
{
  for (size_t i = 0; i < NUT_GAZ_SECTIONS; i++) {
    const char *entry = g->base + NUT_GAZ_AT_SECTIONS + 8 * i;
    size_t at = nut_gaz_get(entry);
    size_t size = nut_gaz_get(entry + 4);
    if (at > g->size || size > g->size - at)
      return "an index of places with a broken header";
    g->sections[i] = (struct section){ g->base + at, size };
  }
  return NULL;
}

static struct nut_gazetteer *make(const struct nut_mem *mem)
{
  struct nut_gazetteer *g = nut_new(mem, sizeof *g);
  if (g && mem) {
    g->mem_copy = *mem;
    g->mem = &g->mem_copy;
  }
  return g;
}

static const char *take(struct nut_gazetteer *g, const char *base,
                        size_t size)
{
  g->base = base;
  g->size = size;
  const char *wrong = check_header(base, size);
  return wrong ? wrong : find_sections(g);
}

/* NULL, or what is wrong. */
static const char *map_file(struct nut_gazetteer *g, const char *path)
{
  struct stat about;
  const char *wrong = NULL;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &about) != 0) {
    wrong = strerror(errno);
  } else if (!S_ISREG(about.st_mode) || about.st_size < NUT_GAZ_HEADER) {
    wrong = "not an index of places";
  } else {
    size_t size = (size_t)about.st_size;
    void *base = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    wrong = base == MAP_FAILED ? strerror(errno) : take(g, base, size);
    g->mapped = base != MAP_FAILED;
  }
  if (file >= 0)
    (void)close(file);
  return wrong;
}

bool nut_gazetteer_fits(const struct nut_gazetteer *g, const char *data,
                        bool all)
{
  uint32_t sum = nut_gazetteer_tables_sum(data, all);
  size_t at = all ? NUT_GAZ_AT_TABLES_ALL : NUT_GAZ_AT_TABLES;
  return sum == 0 || sum == nut_gaz_get(g->base + at);
}

enum nut_status nut_gazetteer_open(const struct nut_mem *mem,
                                   const char *path, const char *data,
                                   const struct nut_report *report,
                                   struct nut_gazetteer **out)
{
  struct nut_source source = { .name = nut_slice_of(path) };
  struct nut_slice none = { NULL, 0 };
  struct nut_diag diag;
  *out = NULL;
  struct nut_gazetteer *g = make(mem);
  if (!g)
    return NUT_NOMEM;
  const char *wrong = map_file(g, path);
  if (!wrong && data && !nut_gazetteer_fits(g, data, false))
    wrong = "made of other tables of places than those there are now";
  if (!wrong) {
    *out = g;
    return NUT_OK;
  }
  nut_diag_init(&diag, mem, report);
  nut_diag_error(&diag, &source, none,
                 nut_slice_of("\"nutgraf gazetteer build\" makes it"), "%s",
                 wrong);
  nut_diag_drop(&diag);
  nut_gazetteer_free(g);
  return NUT_DATA;
}

enum nut_status nut_gazetteer_from(const struct nut_mem *mem,
                                   struct nut_slice bytes, bool owned,
                                   struct nut_gazetteer **out)
{
  struct nut_gazetteer *g = make(mem);
  *out = NULL;
  if (!g)
    return NUT_NOMEM;
  if (take(g, bytes.ptr, bytes.len)) {
    nut_gazetteer_free(g);
    return NUT_DATA;
  }
  g->owned = owned;
  *out = g;
  return NUT_OK;
}

void nut_gazetteer_free(struct nut_gazetteer *g)
{
  if (!g)
    return;
  if (g->mapped || g->owned) {
    union {
      const char *in;
      void *out;
    } base = { g->base };
    if (g->mapped)
      (void)munmap(base.out, g->size);
    else
      nut_free(g->mem, base.out);
  }
  struct nut_mem mem = g->mem_copy;
  nut_free(g->mem ? &mem : NULL, g);
}

bool nut_gazetteer_verify(const struct nut_gazetteer *g)
{
  return nut_gaz_sum(g->base + NUT_GAZ_HEADER, g->size - NUT_GAZ_HEADER)
         == nut_gaz_get(g->base + NUT_GAZ_AT_SUM);
}

size_t nut_gazetteer_places(const struct nut_gazetteer *g)
{
  return g->sections[NUT_GAZ_PLACES].size / NUT_GAZ_PLACE_SIZE;
}

/* The last number only ends the last name. */
size_t nut_gazetteer_names(const struct nut_gazetteer *g)
{
  size_t n = g->sections[NUT_GAZ_NAMES].size / 4;
  return n ? n - 1 : 0;
}

/* ---- the trie ---- */

/* Where a walk stands: in the trie, or in a tail once one name is left. */
struct cursor {
  const struct nut_gazetteer *g;
  uint32_t cell;
  const char *tail; /* NULL in the trie */
};

/* 0 beyond the end, which is no symbol of a tail but its end. */
static int32_t cell_number(const struct nut_gazetteer *g, uint32_t cell,
                           size_t what)
{
  const struct section *cells = &g->sections[NUT_GAZ_CELLS];
  size_t at = (size_t)cell * NUT_GAZ_CELL_SIZE + what;
  return at + 4 <= cells->size ? (int32_t)nut_gaz_get(cells->ptr + at) : -1;
}

/* A cell whose base is negative stands for a single name from there on. */
static bool enter_tail(struct cursor *c, int32_t base)
{
  const struct section *tails = &c->g->sections[NUT_GAZ_TAILS];
  size_t at = (size_t)(-(int64_t)base - 1);
  c->tail = at < tails->size ? tails->ptr + at : NULL;
  return c->tail != NULL;
}

static bool step(struct cursor *c, unsigned symbol)
{
  if (c->tail) {
    if ((unsigned char)*c->tail != symbol || symbol == NUT_GAZ_END)
      return false;
    c->tail++;
    return true;
  }
  int32_t base = cell_number(c->g, c->cell, NUT_GAZ_BASE);
  if (base < 0)
    return enter_tail(c, base) && step(c, symbol);
  uint32_t next = (uint32_t)base + symbol;
  if (cell_number(c->g, next, NUT_GAZ_CHECK) != (int32_t)c->cell)
    return false;
  c->cell = next;
  return true;
}

/* Is here a name's end?  In a tail the name follows its end symbol. */
static bool ends(const struct cursor *c, uint32_t *name)
{
  const struct section *tails = &c->g->sections[NUT_GAZ_TAILS];
  struct cursor at = *c;
  if (!at.tail) {
    int32_t base = cell_number(at.g, at.cell, NUT_GAZ_BASE);
    if (base >= 0) {
      uint32_t end = (uint32_t)base + NUT_GAZ_END;
      if (cell_number(at.g, end, NUT_GAZ_CHECK) != (int32_t)at.cell)
        return false;
      base = cell_number(at.g, end, NUT_GAZ_BASE);
    }
    if (!enter_tail(&at, base))
      return false;
  }
  size_t left = tails->size - (size_t)(at.tail - tails->ptr);
  if (left < 5 || *at.tail != NUT_GAZ_END)
    return false;
  *name = nut_gaz_get(at.tail + 1);
  return true;
}

/* ---- walking over text ---- */

/* Letters and digits hang together; all else parts words.  What is beyond
 * ASCII counts as a letter unless folding says that it ends names. */
static bool is_word_end(struct nut_slice rest)
{
  if (rest.len == 0)
    return true;
  char folded[NUT_FOLD_MAX];
  size_t len = 0;
  size_t size = nut_fold_step(rest, folded, &len);
  return size == 0 ? (unsigned char)rest.ptr[0] < 0x80
                   : len == 0 || folded[0] == ' ';
}

/* Runs of blanks and hyphens fold to one space. */
static bool step_all(struct cursor *c, const char *folded, size_t len,
                     bool *blank)
{
  for (size_t i = 0; i < len; i++) {
    if (folded[i] == ' ' && *blank)
      continue;
    *blank = folded[i] == ' ';
    if (!step(c, nut_gaz_symbol(folded[i])))
      return false;
  }
  return true;
}

/* Is all from `best` to `at` a possessive's end?  London's is no Londons. */
static bool is_possessive(struct nut_slice text, size_t best, size_t at)
{
  return at - best == 2 && text.ptr[at - 1] == 's'
         && text.ptr[best] == '\'';
}

size_t nut_gazetteer_match(const struct nut_gazetteer *g,
                           struct nut_slice text, uint32_t *name)
{
  struct cursor c = { .g = g };
  size_t at = 0;
  size_t best = 0;
  bool blank = true;
  while (at < text.len) {
    char folded[NUT_FOLD_MAX];
    size_t len = 0;
    struct nut_slice rest = { text.ptr + at, text.len - at };
    size_t size = nut_fold_step(rest, folded, &len);
    bool comma = size == 0 && rest.ptr[0] == ',' && rest.len > 1
                 && rest.ptr[1] == ' '; /* Washington, D.C. */
    if (comma) {
      size = 1;
      len = 0;
    }
    if (size == 0 || !step_all(&c, folded, len, &blank))
      break;
    at += size;
    rest = (struct nut_slice){ text.ptr + at, text.len - at };
    uint32_t found = 0;
    bool end = len && !blank && is_word_end(rest) && ends(&c, &found);
    if (!end || (best && is_possessive(text, best, at)))
      continue;
    best = at;
    *name = found;
  }
  return best;
}

bool nut_gazetteer_find(const struct nut_gazetteer *g, struct nut_slice text,
                        uint32_t *name)
{
  size_t len = nut_gazetteer_match(g, text, name);
  if (len == 0)
    return false;
  while (len < text.len && (text.ptr[len] == '.' || text.ptr[len] == ' '))
    len++;
  return len == text.len;
}

/* ---- senses and places ---- */

static uint32_t first_sense(const struct nut_gazetteer *g, uint32_t name)
{
  const struct section *names = &g->sections[NUT_GAZ_NAMES];
  size_t at = (size_t)name * 4;
  return at + 4 <= names->size ? nut_gaz_get(names->ptr + at) : 0;
}

size_t nut_gazetteer_senses(const struct nut_gazetteer *g, uint32_t name)
{
  size_t all = g->sections[NUT_GAZ_SENSES].size / NUT_GAZ_SENSE_SIZE;
  size_t from = first_sense(g, name);
  size_t to = first_sense(g, name + 1);
  return to <= all && from < to ? to - from : 0;
}

struct nut_sense nut_gazetteer_sense(const struct nut_gazetteer *g,
                                     uint32_t name, size_t nth)
{
  const struct section *senses = &g->sections[NUT_GAZ_SENSES];
  size_t at = (first_sense(g, name) + nth) * NUT_GAZ_SENSE_SIZE;
  if (at + NUT_GAZ_SENSE_SIZE > senses->size)
    return (struct nut_sense){ .place = NUT_PLACE_NONE };
  uint32_t flags = nut_gaz_get(senses->ptr + at + NUT_GAZ_SENSE_FLAGS);
  return (struct nut_sense){
    .place = nut_gaz_get(senses->ptr + at + NUT_GAZ_SENSE_PLACE),
    .other = flags & NUT_GAZ_OTHER, .capitals = flags & NUT_GAZ_CAPITALS,
    .stop = flags & NUT_GAZ_STOP, .curated = flags & NUT_GAZ_CURATED
  };
}

static struct nut_slice text_at(const struct nut_gazetteer *g, uint32_t at)
{
  const struct section *texts = &g->sections[NUT_GAZ_TEXTS];
  if (at >= texts->size)
    return (struct nut_slice){ NULL, 0 };
  size_t len = (unsigned char)texts->ptr[at];
  struct nut_slice all = { texts->ptr, texts->size };
  return nut_slice_cut(all, at + 1, at + 1 + len);
}

/* Only a broken file has others, whose distances would overflow. */
static bool is_within(int32_t degrees, int32_t most)
{
  return degrees <= most * NUT_PLACE_DEGREE
         && degrees >= -most * NUT_PLACE_DEGREE;
}

struct nut_place nut_gazetteer_place(const struct nut_gazetteer *g,
                                     uint32_t place)
{
  const struct section *places = &g->sections[NUT_GAZ_PLACES];
  size_t at = (size_t)place * NUT_GAZ_PLACE_SIZE;
  if (at + NUT_GAZ_PLACE_SIZE > places->size)
    return (struct nut_place){ .admin1 = NUT_PLACE_NONE,
                               .admin2 = NUT_PLACE_NONE };
  const char *row = places->ptr + at;
  unsigned char kind = (unsigned char)row[NUT_GAZ_PLACE_KIND];
  unsigned char flags = (unsigned char)row[NUT_GAZ_PLACE_FLAGS];
  int32_t lat = (int32_t)nut_gaz_get(row + NUT_GAZ_PLACE_LAT);
  int32_t lon = (int32_t)nut_gaz_get(row + NUT_GAZ_PLACE_LON);
  bool on_earth = is_within(lat, 90) && is_within(lon, 180);
  return (struct nut_place){
    .name = text_at(g, nut_gaz_get(row + NUT_GAZ_PLACE_NAME)),
    .country = { row[NUT_GAZ_PLACE_COUNTRY], row[NUT_GAZ_PLACE_COUNTRY + 1] },
    .kind = kind < NUT_PLACE_KINDS ? kind : NUT_IS_CITY,
    .level = flags & NUT_GAZ_LEVEL,
    .capital = flags & NUT_GAZ_CAPITAL,
    .seat = flags & NUT_GAZ_SEAT,
    .located = on_earth && flags & NUT_GAZ_LOCATED,
    .lat = on_earth ? lat : 0,
    .lon = on_earth ? lon : 0,
    .people = nut_gaz_get(row + NUT_GAZ_PLACE_PEOPLE),
    .geonameid = nut_gaz_get(row + NUT_GAZ_PLACE_ID),
    .admin1 = nut_gaz_get(row + NUT_GAZ_PLACE_ADMIN1),
    .admin2 = nut_gaz_get(row + NUT_GAZ_PLACE_ADMIN2)
  };
}
