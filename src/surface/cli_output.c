#include "surface/cli_common.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- writing ---------------------------------------------------------- */

/* One write(2) that got somewhere, or -1. */
static ssize_t write_some(int fd, const char *ptr, size_t len)
{
  for (;;) {
    ssize_t done = write(fd, ptr, len);
    if (done >= 0)
      return done;
    struct pollfd wanted = { .fd = fd, .events = POLLOUT };
    if (errno == EAGAIN && (poll(&wanted, 1, -1) >= 0 || errno == EINTR))
      continue;
    if (errno != EINTR)
      return -1;
  }
}

bool cli_output_write(void *ctx, const char *ptr, size_t len)
{
  struct cli_output *output = ctx;
  while (len && !output->error) {
    ssize_t done = write_some(output->fd, ptr, len);
    if (done < 0) {
      output->error = errno;
      break;
    }
    ptr += done;
    len -= (size_t)done;
  }
  return !output->error;
}

/* ---- opening ---------------------------------------------------------- */

static bool refuse(struct cli_output *output, int error)
{
  cli_say_errno(output->name, error);
  free(output->path);
  free(output->temporary);
  output->path = NULL;
  output->temporary = NULL;
  return false;
}

/* mkstemp makes files for the owner only; give it the rights it would have
 * had, or those of the file it takes the place of. */
static bool set_rights(int fd, const struct stat *old)
{
  mode_t mask = umask(0);
  (void)umask(mask);
  mode_t mode = old ? old->st_mode & 0777 : 0666 & ~mask;
  return fchmod(fd, mode) == 0;
}

static bool open_beside(struct cli_output *output, const struct stat *old)
{
  static const char suffix[] = ".XXXXXX";
  size_t len = strlen(output->path);
  output->temporary = malloc(len + sizeof suffix);
  if (!output->temporary)
    return refuse(output, ENOMEM);
  memcpy(output->temporary, output->path, len);
  memcpy(output->temporary + len, suffix, sizeof suffix);
  output->fd = mkstemp(output->temporary);
  if (output->fd < 0)
    return refuse(output, errno);
  (void)fcntl(output->fd, F_SETFD, FD_CLOEXEC);
  if (set_rights(output->fd, old))
    return true;
  int error = errno;
  (void)close(output->fd);
  (void)unlink(output->temporary);
  return refuse(output, error);
}

static bool open_as_it_is(struct cli_output *output, const char *path)
{
  output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return output->fd >= 0 || refuse(output, errno);
}

bool cli_output_open(struct cli_output *output, const char *path)
{
  struct stat about;
  *output = (struct cli_output){ .fd = STDOUT_FILENO,
                                 .name = "standard output" };
  if (!path || strcmp(path, "-") == 0)
    return true;
  output->name = path;
  bool exists = stat(path, &about) == 0;
  if (!exists && errno != ENOENT)
    return refuse(output, errno);
  if (exists && !S_ISREG(about.st_mode))
    return open_as_it_is(output, path);
  if (exists && access(path, W_OK) != 0)
    return refuse(output, errno);
  /* A link stays: what it leads to is replaced. */
  output->path = exists ? realpath(path, NULL) : strdup(path);
  if (!output->path)
    return refuse(output, errno);
  return open_beside(output, exists ? &about : NULL);
}

/* ---- closing ---------------------------------------------------------- */

static bool sync_file(int fd)
{
  return fsync(fd) == 0 || errno == EINVAL || errno == EROFS;
}

static void finish(struct cli_output *output, bool keep)
{
  if (keep && !output->error && output->temporary && !sync_file(output->fd))
    output->error = errno;
  if (close(output->fd) != 0 && !output->error && errno != EINTR)
    output->error = errno;
  if (!output->temporary)
    return;
  bool put = keep && !output->error;
  if (put && rename(output->temporary, output->path) != 0)
    output->error = errno;
  if (!put || output->error)
    (void)unlink(output->temporary);
}

int cli_output_end(struct cli_output *output, bool keep)
{
  finish(output, keep);
  free(output->path);
  free(output->temporary);
  if (output->error == EPIPE)
    return CLI_PIPE;
  if (output->error == 0)
    return CLI_OK;
  cli_say_errno(output->name, output->error);
  return CLI_FATAL;
}
