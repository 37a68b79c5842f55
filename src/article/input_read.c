#include "article/input_read.h"

#include "base/slice.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One read. */
#define CHUNK ((size_t)64 << 10)

static bool wait_for(int fd)
{
  struct pollfd wanted = { .fd = fd, .events = POLLIN };
  return poll(&wanted, 1, -1) >= 0 || errno == EINTR;
}

/* read(2) until there is something: signals and streams that somebody made
 * non-blocking do not end the input.  -1 is an error, 0 the end. */
static ssize_t read_some(int fd, char *ptr, size_t size)
{
  for (;;) {
    ssize_t got = read(fd, ptr, size);
    if (got >= 0)
      return got;
    if (errno == EAGAIN && wait_for(fd))
      continue;
    if (errno != EINTR)
      return -1;
  }
}

/* Append what one read gives. */
static enum nut_read append(int fd, struct nut_buf *out, size_t most)
{
  if (!nut_buf_reserve(out, most))
    return NUT_READ_NOMEM;
  ssize_t got = read_some(fd, out->ptr + out->len, most);
  if (got < 0)
    return NUT_READ_ERROR;
  out->len += (size_t)got;
  return got ? NUT_READ_OK : NUT_READ_END;
}

enum nut_read nut_read_all(int fd, size_t max, struct nut_buf *out)
{
  struct stat about;
  nut_buf_clear(out);
  if (fstat(fd, &about) != 0)
    return NUT_READ_ERROR;
  if (S_ISREG(about.st_mode) && about.st_size > 0) {
    if ((uintmax_t)about.st_size > max)
      return NUT_READ_LARGE;
    if (!nut_buf_reserve(out, (size_t)about.st_size + 1))
      return NUT_READ_NOMEM;
  }
  enum nut_read status = NUT_READ_OK;
  while (status == NUT_READ_OK && out->len <= max) {
    size_t room = out->cap - out->len;
    status = append(fd, out, room ? room : CHUNK);
  }
  if (out->len > max)
    return NUT_READ_LARGE;
  return status == NUT_READ_END ? NUT_READ_OK : status;
}

/* ---- lines ------------------------------------------------------------ */

void nut_lines_init(struct nut_lines *lines, const struct nut_mem *mem)
{
  *lines = (struct nut_lines){ .fd = -1 };
  nut_buf_init(&lines->buf, mem);
}

void nut_lines_drop(struct nut_lines *lines)
{
  nut_lines_close(lines);
  nut_buf_drop(&lines->buf);
}

void nut_lines_open(struct nut_lines *lines, int fd, size_t max)
{
  nut_buf_clear(&lines->buf);
  lines->fd = fd;
  lines->max = max;
  lines->number = 0;
  lines->start = 0;
  lines->scanned = 0;
  lines->ended = false;
}

void nut_lines_close(struct nut_lines *lines)
{
  if (lines->fd > STDIN_FILENO)
    (void)close(lines->fd);
  lines->fd = -1;
}

static size_t waiting(const struct nut_lines *lines)
{
  return lines->buf.len - lines->start;
}

/* Read on, after what was given has made room. */
static enum nut_read fill(struct nut_lines *lines)
{
  struct nut_buf *buf = &lines->buf;
  if (lines->start) {
    memmove(buf->ptr, buf->ptr + lines->start, waiting(lines));
    buf->len -= lines->start;
    lines->scanned -= lines->start;
    lines->start = 0;
  }
  enum nut_read status = append(lines->fd, buf, CHUNK);
  if (status != NUT_READ_END)
    return status;
  lines->ended = true;
  return NUT_READ_OK;
}

/* Read until a whole line is there, or the last one, or too much.  *end is
 * its line feed, or the end of what there is. */
static enum nut_read find_end(struct nut_lines *lines, size_t *end)
{
  for (;;) {
    struct nut_slice all = nut_buf_slice(&lines->buf);
    size_t feed = nut_slice_find(all, '\n', lines->scanned);
    *end = feed == NUT_SLICE_NONE ? all.len : feed;
    if (feed != NUT_SLICE_NONE || lines->ended
        || waiting(lines) > lines->max)
      return NUT_READ_OK;
    lines->scanned = all.len;
    enum nut_read status = fill(lines);
    if (status != NUT_READ_OK)
      return status;
  }
}

/* Go behind the end of a line of which nothing is wanted. */
static enum nut_read skip_line(struct nut_lines *lines)
{
  enum nut_read status = NUT_READ_OK;
  while (status == NUT_READ_OK) {
    struct nut_slice all = nut_buf_slice(&lines->buf);
    size_t feed = nut_slice_find(all, '\n', lines->start);
    lines->start = feed == NUT_SLICE_NONE ? all.len : feed + 1;
    lines->scanned = lines->start;
    if (feed != NUT_SLICE_NONE || lines->ended)
      return NUT_READ_LARGE;
    status = fill(lines);
  }
  return status;
}

/* At the start of any line: two files may have been joined. */
static void skip_mark(struct nut_lines *lines, size_t end)
{
  struct nut_slice line =
      nut_slice_cut(nut_buf_slice(&lines->buf), lines->start, end);
  if (nut_slice_starts(line, "\xEF\xBB\xBF"))
    lines->start += 3;
}

enum nut_read nut_lines_next(struct nut_lines *lines, char **line,
                             size_t *len)
{
  size_t end = 0;
  enum nut_read status = find_end(lines, &end);
  if (status != NUT_READ_OK)
    return status;
  if (waiting(lines) == 0)
    return NUT_READ_END;
  lines->number++;
  if (end - lines->start > lines->max)
    return skip_line(lines);
  skip_mark(lines, end);
  *line = lines->buf.ptr + lines->start;
  *len = end - lines->start;
  lines->start = end < lines->buf.len ? end + 1 : end;
  lines->scanned = lines->start;
  return NUT_READ_OK;
}
