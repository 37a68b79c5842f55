/* Bytes from a file descriptor.
 *
 * Plain read(2), never mmap: a file that shrinks meanwhile is a short file,
 * not a SIGBUS.  What is larger than max is refused, at once where fstat
 * tells, else as soon as it shows.  Signals and streams that somebody made
 * non-blocking do not end the input. */
#ifndef NUT_ARTICLE_INPUT_READ_H
#define NUT_ARTICLE_INPUT_READ_H

#include "base/buf.h"

enum nut_read {
  NUT_READ_OK,
  NUT_READ_END,
  NUT_READ_LARGE,   /* over max */
  NUT_READ_ERROR,   /* errno is set */
  NUT_READ_STOPPED, /* a watched descriptor became readable */
  NUT_READ_NOMEM
};

/* Descriptors that end the wait for a slow stream when they can be read
 * (nothing is read from them); -1 is none. */
struct nut_watch {
  int fds[2];
};

/* Append what one read gives, at most `most` bytes. */
NUT_CHECK enum nut_read nut_read_append(int fd,
                                        const struct nut_watch *watch,
                                        size_t most, struct nut_buf *out);

/* Append all of fd. */
NUT_CHECK enum nut_read nut_read_all(int fd, const struct nut_watch *watch,
                                     size_t max, struct nut_buf *out);

/* The file at path into out, which is cleared first.  walked: a link, or
 * what is no regular file, has taken the place of a file that was found in a
 * folder, and is not read. */
NUT_CHECK enum nut_read nut_read_file(const char *path, bool walked,
                                      size_t max, struct nut_buf *out);

#endif
