/* Bytes from a file descriptor: a whole file, or line by line.
 *
 * Plain read(2), never mmap: a file that shrinks meanwhile is a short file,
 * not a SIGBUS.  What is larger than max is refused, at once where fstat
 * tells, else as soon as it shows. */
#ifndef NUT_ARTICLE_INPUT_READ_H
#define NUT_ARTICLE_INPUT_READ_H

#include "base/buf.h"

enum nut_read {
  NUT_READ_OK,
  NUT_READ_END,
  NUT_READ_LARGE, /* over max */
  NUT_READ_ERROR, /* errno is set */
  NUT_READ_NOMEM
};

/* All of fd into out, which is cleared first. */
NUT_CHECK enum nut_read nut_read_all(int fd, size_t max,
                                     struct nut_buf *out);

/* Lines of a stream, with no more in memory than the longest of them.
 * Invariant: buf[start .. len) is read but not yet given, and there is no
 * line end before `scanned`.  fd -1: no stream is open. */
struct nut_lines {
  int fd;
  size_t max;      /* bytes of a line */
  size_t number;   /* of the line given last, from 1 */
  struct nut_buf buf;
  size_t start;
  size_t scanned;
  bool ended;      /* fd has no more */
};

void nut_lines_init(struct nut_lines *lines, const struct nut_mem *mem);
void nut_lines_drop(struct nut_lines *lines);

/* Take fd over. */
void nut_lines_open(struct nut_lines *lines, int fd, size_t max);
/* Close fd, unless it is standard input. */
void nut_lines_close(struct nut_lines *lines);

/* The next line without its line feed; the caller may write in it, and it
 * lives until the next call.  NUT_READ_LARGE: the line was skipped, its
 * number counted.  A byte order mark at its start is left out. */
NUT_CHECK enum nut_read nut_lines_next(struct nut_lines *lines, char **line,
                                       size_t *len);

#endif
