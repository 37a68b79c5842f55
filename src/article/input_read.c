#include "article/input_read.h"

#include "base/slice.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/* One read of a stream. */
#define CHUNK ((size_t)64 << 10)

static const struct nut_watch nothing = { { -1, -1 } };

/* Wait until fd has something.  poll(2) leaves negative descriptors out. */
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
    wait = wait || errno == EAGAIN;
  }
}

/* As nut_read_all, with what fstat says.  A file that was as long as it said
 * is not asked for more. */
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
