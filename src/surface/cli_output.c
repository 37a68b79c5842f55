/* Where records go: standard output, or a file that appears only when
 * whole.
 *
 * A file is written under a temporary name in the same folder, synced and
 * renamed over the old one.  So a reader never sees half of it, a failed
 * run leaves the old file, and the rename cannot cross file systems.
 * Devices, pipes and sockets are written as they are, as there is nothing
 * to replace.
 *
 *   -o out.csv   .out.csv.00a1b2 while it is written
 *   interrupted  out.csv as before, out.csv.partial with whole records
 *
 * The first error is kept in `error`, and nothing is written behind it; the
 * end tells it once.  EPIPE is no message but a status of its own: the
 * reader has seen enough.  That an input is the output too is found by
 * device and inode before anything is opened, since names can differ for
 * one file. */
#include "surface/cli_common.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of a file's name that its temporary one repeats, so that this is not
 * too long where that is not, and how many of these are tried. */
#define NAME_KEPT 200
#define TRIES 1000

/* ---- writing ---------------------------------------------------------- */

/* One write(2) that got somewhere, or -1.  A descriptor that does not block
 * (one shared with a shell may be so) is waited for with poll instead of
 * failing. */
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

bool cli_write(int fd, const char *ptr, size_t len)
{
  while (len) {
    ssize_t done = write_some(fd, ptr, len);
    if (done < 0)
      return false;
    ptr += done;
    len -= (size_t)done;
  }
  return true;
}

bool cli_output_write(void *ctx, const char *ptr, size_t len)
{
  struct cli_output *output = ctx;
  if (!output->error && !cli_write(output->fd, ptr, len))
    output->error = errno;
  return !output->error;
}

/* ---- opening ---------------------------------------------------------- */

/* Paths are freed here, as a refused output is never ended. */
static bool refuse(struct cli_output *output, int error)
{
  cli_say_errno(output->name, error);
  free(output->path);
  free(output->temporary);
  output->path = NULL;
  output->temporary = NULL;
  return false;
}

/* Six digits that differ from those of other runs, and with each try.  The
 * process number tells runs apart; 7919 is a prime, so tries do not meet
 * those of neighbours.  O_EXCL makes the final decision. */
static void print_unlike(char *to, unsigned long try)
{
  static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  unsigned long number = (unsigned long)getpid() + try * 7919;
  for (size_t i = 6; i--; number /= 36)
    to[i] = digits[number % 36];
  to[6] = '\0';
}

/* The folder of path with its slash; empty for a bare name. */
static size_t folder_len(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/* ".NAME.XXXXXX" beside path: folders are walked without such names. */
static char *name_beside(const char *path)
{
  size_t folder = folder_len(path);
  size_t len = strlen(path) - folder;
  if (len > NAME_KEPT)
    len = NAME_KEPT;
  char *name = malloc(folder + len + sizeof "..XXXXXX");
  if (!name)
    return NULL;
  memcpy(name, path, folder);
  name[folder] = '.';
  memcpy(name + folder + 1, path + folder, len);
  memcpy(name + folder + 1 + len, ".XXXXXX", sizeof ".XXXXXX");
  return name;
}

/* mkstemp's work, but a new file has the rights that any new file has, with
 * no need to ask for the umask, which all threads share. */
static int create(char *name, mode_t mode)
{
  char *unlike = name + strlen(name) - 6;
  int fd = -1;
  for (unsigned long try = 0; fd < 0 && try < TRIES; try++) {
    print_unlike(unlike, try);
    fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 && errno != EEXIST)
      return -1;
  }
  return fd;
}

/* The rights are those of the file whose place it takes.  Without an old
 * file the umask applies, as with any program's new file; with one the new
 * file begins closed to others and then gets the old rights. */
static bool open_beside(struct cli_output *output, const struct stat *old)
{
  output->temporary = name_beside(output->path);
  if (!output->temporary)
    return refuse(output, ENOMEM);
  output->fd = create(output->temporary, old ? 0600 : 0666);
  if (output->fd < 0)
    return refuse(output, errno);
  if (!old || fchmod(output->fd, old->st_mode & 0777) == 0)
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

/* An existing file must be writable itself, although only its folder would
 * have to be: read-only means hands off. */
bool cli_output_open(struct cli_output *output, const char *path)
{
  struct stat about;
  struct stat about_name;
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
  bool link = exists && lstat(path, &about_name) == 0
              && S_ISLNK(about_name.st_mode);
  output->path = link ? realpath(path, NULL) : strdup(path);
  if (!output->path)
    return refuse(output, errno);
  return open_beside(output, exists ? &about : NULL);
}

/* ---- which file it is -------------------------------------------------- */

static bool is_regular(const struct stat *about, struct nut_file *file)
{
  *file = (struct nut_file){ .device = about->st_dev,
                             .inode = about->st_ino };
  return S_ISREG(about->st_mode);
}

bool cli_output_file(const char *path, struct nut_file *file)
{
  struct stat about;
  bool named = path && strcmp(path, "-") != 0;
  int failed = named ? stat(path, &about) : fstat(STDOUT_FILENO, &about);
  return failed == 0 && is_regular(&about, file);
}

static bool is_file(const char *name, const struct nut_file *file)
{
  struct stat about;
  struct nut_file found;
  bool named = strcmp(name, "-") != 0;
  int failed = named ? stat(name, &about) : fstat(STDIN_FILENO, &about);
  return failed == 0 && is_regular(&about, &found)
         && found.device == file->device && found.inode == file->inode;
}

/* Also the rule files: losing these would be worse than losing input. */
bool cli_output_spares(const char *path, const char *const *names,
                       size_t n_names)
{
  struct nut_file file;
  if (!cli_output_file(path, &file))
    return true;
  for (size_t i = 0; i < n_names; i++) {
    if (is_file(names[i], &file)) {
      cli_say(names[i], "is the output as well; nothing was read or written");
      return false;
    }
  }
  return true;
}

/* ---- closing ---------------------------------------------------------- */

/* Some file systems cannot sync, which is no reason to fail. */
static bool sync_file(int fd)
{
  return fsync(fd) == 0 || errno == EINVAL || errno == EROFS;
}

/* The new name of a file is on the disk only when its folder is; not all
 * systems can do that. */
static void sync_folder(const char *path)
{
  char *folder = strdup(path);
  if (!folder)
    return;
  folder[folder_len(path)] = '\0';
  int fd = open(folder[0] ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  free(folder);
  if (fd < 0)
    return;
  (void)fsync(fd);
  (void)close(fd);
}

/* Returns a copy of the new path for the message, or NULL where the output
 * is no file of ours. */
char *cli_output_divert(struct cli_output *output)
{
  static const char suffix[] = ".partial";
  size_t len = output->temporary ? strlen(output->path) : 0;
  char *path = len ? malloc(len + sizeof suffix) : NULL;
  if (!path)
    return NULL;
  memcpy(path, output->path, len);
  memcpy(path + len, suffix, sizeof suffix);
  free(output->path);
  output->path = path;
  return strdup(path);
}

/* close can be what reports a full disk; EINTR there means it is closed. */
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
  else
    sync_folder(output->path);
}

/* The exit status that the output alone would give. */
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
