/* What tells the tables of places that an index was made of.
 *
 * A start cannot read 14 MB to see that nobody has changed them, so it looks
 * at their sizes and at pieces of them: all of those that are edited by hand,
 * which are small, and of the large ones, which a script derives, a piece at
 * each end and some between.  _verify reads all of them. */
#include "resolve/gazetteer.h"

#include "resolve/gazetteer_format.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const nut_gazetteer_tables[NUT_GAZETTEER_TABLES] = {
  "tables/name_ways.tsv", "tables/admin.tsv", "tables/cities.tsv",
  "tables/points.tsv", "tables/places.tsv"
};

/* A table of this size at most is read whole. */
#define SMALL (256 * 1024)
#define PIECE 4096
#define PIECES 8

/* One number of the two sums; 0 tells that a table cannot be read. */
static uint32_t join_sums(uint32_t sum, uint32_t more)
{
  char both[8];
  nut_gaz_put(both, sum);
  nut_gaz_put(both + 4, more);
  uint32_t joined = nut_gaz_sum(both, sizeof both);
  return joined ? joined : 1;
}

/* The bytes [from, to) of a file, a piece at a time. */
static bool sum_range(int file, size_t from, size_t to, uint32_t *sum)
{
  char piece[PIECE];
  while (from < to) {
    size_t want = to - from < PIECE ? to - from : PIECE;
    ssize_t got = pread(file, piece, want, (off_t)from);
    if (got < 0 || (size_t)got != want)
      return false;
    *sum = join_sums(*sum, nut_gaz_sum(piece, want));
    from += want;
  }
  return true;
}

static bool sum_pieces(int file, size_t size, uint32_t *sum)
{
  bool read = true;
  for (size_t i = 0; read && i < PIECES; i++) {
    size_t from = (size - PIECE) / (PIECES - 1) * i;
    if (i == PIECES - 1)
      from = size - PIECE;
    read = sum_range(file, from, from + PIECE, sum);
  }
  return read;
}

static bool sum_table(const char *path, bool all, uint32_t *sum)
{
  struct stat about;
  bool read = false;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode)) {
    size_t size = (size_t)about.st_size;
    *sum = join_sums(*sum, (uint32_t)size);
    read = all || size <= SMALL ? sum_range(file, 0, size, sum)
                                : sum_pieces(file, size, sum);
  }
  if (file >= 0)
    (void)close(file);
  return read;
}

uint32_t nut_gazetteer_tables_sum(const char *data, bool all)
{
  char path[PATH_MAX];
  uint32_t sum = 1;
  for (size_t i = 0; i < NUT_GAZETTEER_TABLES; i++) {
    int len = snprintf(path, sizeof path, "%s/%s", data,
                       nut_gazetteer_tables[i]);
    if (len < 0 || (size_t)len >= sizeof path || !sum_table(path, all, &sum))
      return 0;
  }
  return sum;
}
