/* Bytes from a descriptor into a buffer: one read, or all of it with a limit.
 *
 * poll comes before a read only where somebody watches for a stop (an
 * interrupt must end the wait for a slow pipe), or where a read gave EAGAIN
 * because the other end of a shared terminal or pipe was made non-blocking.  A
 * regular file never waits, so it is read without poll.
 *
 * A file is read in one go at the size that fstat tells, and that size is not
 * trusted: a shorter file ends early, files of /proc say 0 and are read like
 * streams.  A limit is refused by size before the first byte where it can be,
 * else as soon as one byte too many has come. */
#include "article/input_read.h"

#include "base/slice.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/* One read of a stream.  What a pipe of Linux holds. */
#define CHUNK ((size_t)64 << 10)

static const struct nut_watch nothing = { { -1, -1 } };

/* Wait until fd has something.  poll(2) leaves negative descriptors out.  The
 * stop wins over bytes that are there as well.  A closed pipe shows as ready
 * too; the read then says that it is the end. */
static enum nut_read wait_for(int fd, const struct nut_watch *watch)
{
  struct pollfd wanted[] = { { .fd = fd, .events = POLLIN },
                             { .fd = watch->fds[0], .events = POLLIN },
                             { .fd = watch->fds[1], .events = POLLIN } };
  for (;;) {
    int ready = poll(wanted, 3, -1);
    if (ready > 0)
      return wanted[1].revents || wanted[2].revents ? NUT_READ_STOPPED
                                                    : NUT_READ_OK;
    if (ready < 0 && errno != EINTR)
      return NUT_READ_ERROR;
  }
}

static bool is_watching(const struct nut_watch *watch)
{
  return watch->fds[0] >= 0 || watch->fds[1] >= 0;
}

/* What was read before an error stays in the buffer. */
enum nut_read nut_read_append(int fd, const struct nut_watch *watch,
                              size_t most, struct nut_buf *out)
{
  bool wait = is_watching(watch);
  if (!nut_buf_reserve(out, most))
    return NUT_READ_NOMEM;
  for (;;) {
    enum nut_read ready = wait ? wait_for(fd, watch) : NUT_READ_OK;
    if (ready != NUT_READ_OK)
      return ready;
    ssize_t got = read(fd, out->ptr + out->len, most);
    if (got >= 0) {
      out->len += (size_t)got;
      return got ? NUT_READ_OK : NUT_READ_END;
    }
    if (errno != EINTR && errno != EAGAIN)
      return NUT_READ_ERROR;
    /* Not asked for again at once, which would be a busy loop. */
    wait = wait || errno == EAGAIN;
  }
}

/* As nut_read_all, with what fstat says.  A file that was as long as it said
 * is not asked for more.  The extra byte of room is not needed then, but for a
 * file that grew up to the size. */
static enum nut_read read_known(int fd, const struct stat *about, size_t max,
                                const struct nut_watch *watch,
                                struct nut_buf *out)
{
  size_t start = out->len;
  size_t size = 0;
  if (S_ISREG(about->st_mode) && about->st_size > 0) {
    watch = &nothing;
    if ((uintmax_t)about->st_size > max)
      return NUT_READ_LARGE;
    size = (size_t)about->st_size;
    if (!nut_buf_reserve(out, size + 1))
      return NUT_READ_NOMEM;
  }
  enum nut_read status = NUT_READ_OK;
  /* One byte over max is enough to know. */
  while (status == NUT_READ_OK && out->len - start <= max
         && !(size && out->len - start == size)) {
    size_t room = out->cap - out->len;
    status = nut_read_append(fd, watch, room ? room : CHUNK, out);
  }
  if (out->len - start > max)
    return NUT_READ_LARGE;
  return status == NUT_READ_END ? NUT_READ_OK : status;
}

enum nut_read nut_read_all(int fd, const struct nut_watch *watch, size_t max,
                           struct nut_buf *out)
{
  struct stat about;
  if (fstat(fd, &about) != 0)
    return NUT_READ_ERROR;
  return read_known(fd, &about, max, watch, out);
}

/* O_NONBLOCK keeps open from waiting for the writer of a FIFO that has taken
 * the place of the file; O_NOCTTY keeps a terminal from becoming ours. */
enum nut_read nut_read_file(const char *path, bool walked, size_t max,
                            struct nut_buf *out)
{
  struct stat about;
  int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY;
  nut_buf_clear(out);
  int fd = open(path, walked ? flags | O_NOFOLLOW | O_NONBLOCK : flags);
  if (fd < 0)
    return NUT_READ_ERROR;
  enum nut_read status = NUT_READ_ERROR;
  if (fstat(fd, &about) == 0) {
    if (!walked || S_ISREG(about.st_mode))
      status = read_known(fd, &about, max, &nothing, out);
    else
      errno = ENOENT;
  }
  int error = errno;
  (void)close(fd);
  errno = error;
  return status;
}
