/* Raw items: what the feed hands to the parsers, a batch at a time.
 *
 * A raw item is cheap to make: a path that is still to be read, lines that
 * are still to be taken apart.  A batch holds many, with all their bytes in
 * one buffer, so items refer to them by offset.
 * Invariant: every path is followed by a NUL.
 * Ownership: whoever embeds the batch drops it; the feed fills it, a parser
 * reads it and may write in its bytes. */
#ifndef NUT_ARTICLE_INPUT_RAW_H
#define NUT_ARTICLE_INPUT_RAW_H

#include "base/buf.h"

enum nut_raw_type {
  NUT_RAW_FILE,   /* the file at `path`, to be read */
  NUT_RAW_TEXT,   /* an article, read already */
  NUT_RAW_LINES,  /* whole lines of NDJSON */
  NUT_RAW_LONG,   /* a line over the limit, skipped */
  NUT_RAW_FAILED, /* cannot be read: error, or why */
  NUT_RAW_LARGE,  /* likewise, because it is over the limit */
  NUT_RAW_NOTICE, /* only something to be told: why */
  NUT_RAW_UNFIT   /* a file that is no article by its name, to be told */
};

struct nut_raw {
  enum nut_raw_type type;
  bool walked;      /* FILE: found in a folder, so links are not followed */
  int error;        /* errno, or 0 */
  const char *why;  /* static, or NULL */
  size_t path;      /* offset; its length follows */
  size_t path_len;
  size_t at;        /* offset of TEXT and LINES; their length follows */
  size_t len;
  size_t number;    /* of the first line, from 1 */
};

struct nut_raws {
  struct nut_buf bytes;
  struct nut_raw *ptr;
  size_t len;
  size_t cap;
};

void nut_raws_init(struct nut_raws *raws, const struct nut_mem *mem);
void nut_raws_drop(struct nut_raws *raws);

/* Empty for the next round; keeps memory, but not that of a giant. */
void nut_raws_clear(struct nut_raws *raws);

/* A further item with this path, or NULL when there is no memory; it lives
 * until the next one is added. */
NUT_CHECK struct nut_raw *nut_raws_add(struct nut_raws *raws,
                                       enum nut_raw_type type,
                                       struct nut_slice path);

struct nut_slice nut_raw_path(const struct nut_raws *raws,
                              const struct nut_raw *raw);

#endif
