/* Files of the rule language: opened, read whole, checked as text.
 *
 * Sizes come from fstat on the open file, not from stat on its name, so that
 * the file judged is the file read.  Not mapped: a file that shrinks under a
 * mapping kills the process.  UTF-8 is checked here once; all later stages
 * count on it.
 *
 * A file named inside a rule file is read from that file's folder or below,
 * links resolved: rule files are shared among strangers, and one must not be
 * able to show its reader's other files in a message.  It is no sandbox: who
 * can change the folder between the check and the opening can trick it.
 *
 * Returned: NUT_OK; NUT_RULES, told and *out untouched; NUT_NOMEM. A source
 * lives as long as the arena, because messages point into it. */
#include "rules/source.h"

#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct nut_slice none = { NULL, 0 };

static bool read_all(int fd, char *into, size_t size)
{
  size_t got = 0;
  while (got < size) {
    ssize_t step = read(fd, into + got, size - got);
    if (step < 0 && errno == EINTR)
      continue;
    if (step <= 0) {
      /* The file became shorter while it was read. */
      if (step == 0)
        errno = EIO;
      return false;
    }
    got += (size_t)step;
  }
  return true;
}

/* What keeps an open file from being a rule file, or NULL. */
static const char *unfit(int fd, size_t *size)
{
  struct stat info;
  if (fstat(fd, &info) != 0)
    return strerror(errno);
  if (S_ISDIR(info.st_mode))
    return "is a folder, not a rule file";
  if (!S_ISREG(info.st_mode))
    return "is not a regular file";
  if ((size_t)info.st_size > NUT_RULE_FILE_MAX)
    return "is larger than a rule file may be (16 MB)";
  *size = (size_t)info.st_size;
  return NULL;
}

/* O_NONBLOCK: a named pipe without a writer must give an error, not hang.  The
 * text is what strerror or unfit gave; errno is read before close. */
static const char *read_text(struct nut_arena *arena, const char *path,
                             struct nut_slice *text)
{
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return strerror(errno);
  size_t size = 0;
  const char *why = unfit(fd, &size);
  char *bytes = why ? NULL : nut_arena_alloc(arena, size + 1);
  if (!why && !bytes)
    why = "no memory";
  if (!why && !read_all(fd, bytes, size))
    why = strerror(errno);
  close(fd);
  if (!why)
    *text = (struct nut_slice){ bytes, size };
  return why;
}

/* Only well-formed text goes on: later stages count characters in it.  A NUL
 * would also be a newline to PCRE2 (compile.c). */
static bool check_text(struct nut_diag *diag, const struct nut_source *source)
{
  size_t nul = nut_slice_find(source->text, '\0', 0);
  if (nul != NUT_SLICE_NONE) {
    nut_diag_error(diag, source, nut_slice_cut(source->text, nul, nul), none,
                   "a NUL byte, which no text has");
    return false;
  }
  size_t good = nut_utf_valid(source->text);
  if (good != source->text.len) {
    nut_diag_error(diag, source, nut_slice_cut(source->text, good, good),
                   none, "not UTF-8 from here");
    return false;
  }
  return true;
}

/* Read the file; *why is what keeps it from being read, or NULL. The path is
 * copied first: a message about the file needs it.  A byte order mark is no
 * text and would hide the first keyword. */
static enum nut_status load(struct nut_arena *arena, struct nut_slice path,
                            unsigned layer, struct nut_source **out,
                            const char **why)
{
  struct nut_source *source = nut_arena_alloc(arena, sizeof *source);
  *why = NULL;
  if (!source)
    return NUT_NOMEM;
  source->name = nut_arena_copy(arena, path);
  source->layer = layer;
  if (!source->name.ptr)
    return NUT_NOMEM;
  *why = read_text(arena, source->name.ptr, &source->text);
  if (nut_slice_starts(source->text, "\xEF\xBB\xBF"))
    source->text = nut_slice_cut(source->text, 3, source->text.len);
  *out = source;
  return arena->failed ? NUT_NOMEM : NUT_OK;
}

bool nut_source_bytes(struct nut_arena *arena, struct nut_slice path,
                      struct nut_slice *text)
{
  struct nut_source *source = NULL;
  const char *why = NULL;
  if (load(arena, path, 0, &source, &why) != NUT_OK || why)
    return false;
  *text = source->text;
  return true;
}

/* Who loads rules keeps a list of all that was read. */
static enum nut_status note(struct nut_arena *arena, struct nut_diag *diag,
                            const struct nut_source *source)
{
  struct nut_source_list *list = diag->sources;
  if (!list)
    return NUT_OK;
  list->ptr = nut_arena_grow(arena, list->ptr, list->n, &list->cap,
                             sizeof *list->ptr);
  if (!list->ptr)
    return NUT_NOMEM;
  list->ptr[list->n++] = source;
  return NUT_OK;
}

struct nut_slice nut_source_join(struct nut_arena *arena, const char *folder,
                                 struct nut_slice name)
{
  size_t len = strlen(folder);
  char *path = nut_arena_alloc(arena, len + name.len + 2);
  if (!path)
    return none;
  memcpy(path, folder, len);
  path[len] = '/';
  memcpy(path + len + 1, name.ptr, name.len);
  return (struct nut_slice){ path, len + 1 + name.len };
}

enum nut_status nut_source_read(struct nut_arena *arena,
                                struct nut_diag *diag, struct nut_slice path,
                                unsigned layer,
                                const struct nut_source **out)
{
  struct nut_source *source = NULL;
  const char *why = NULL;
  enum nut_status status = load(arena, path, layer, &source, &why);
  if (status != NUT_OK)
    return status;
  if (why)
    nut_diag_error(diag, source, none, none, "%s", why);
  if (why || !check_text(diag, source))
    return NUT_RULES;
  *out = source;
  return note(arena, diag, source);
}

/* An absolute name, or one with a ".." between its slashes.  By the name
 * alone, before the file system is asked. */
static bool climbs(struct nut_slice name)
{
  if (name.len == 0 || name.ptr[0] == '/')
    return true;
  for (size_t at = 0; at < name.len;) {
    size_t end = nut_slice_find(name, '/', at);
    if (end == NUT_SLICE_NONE)
      end = name.len;
    if (nut_slice_is(nut_slice_cut(name, at, end), ".."))
      return true;
    at = end + 1;
  }
  return false;
}

/* Up to and with the last slash; 0 for a bare name. */
static size_t folder_len(struct nut_slice path)
{
  size_t len = path.len;
  while (len && path.ptr[len - 1] != '/')
    len--;
  return len;
}

/* Does path, links resolved, lie below the folder of base?  n == 1 is the root
 * folder, whose slash is there already. */
static bool lies_below(struct nut_arena *arena, const struct nut_source *base,
                       struct nut_slice path)
{
  char folder[PATH_MAX];
  char file[PATH_MAX];
  size_t len = folder_len(base->name);
  struct nut_slice start = nut_arena_copy(arena,
                                          nut_slice_cut(base->name, 0, len));
  if (!start.ptr || !realpath(len ? start.ptr : ".", folder))
    return false;
  /* A file that is not there is for the reader to report, by its name. */
  if (!realpath(path.ptr, file))
    return errno == ENOENT;
  size_t n = strlen(folder);
  return strncmp(folder, file, n) == 0 && (file[n] == '/' || n == 1);
}

/* Told at the name in the rule file while there is no text to point into. */
enum nut_status nut_source_read_beside(struct nut_arena *arena,
                                       struct nut_diag *diag,
                                       const struct nut_source *base,
                                       struct nut_slice at,
                                       struct nut_slice name,
                                       const struct nut_source **out)
{
  size_t len = folder_len(base->name);
  char *path = nut_arena_alloc(arena, len + name.len + 1);
  if (!path)
    return NUT_NOMEM;
  memcpy(path, base->name.ptr, len);
  memcpy(path + len, name.ptr, name.len);
  struct nut_slice whole = { path, len + name.len };
  struct nut_source *source = NULL;
  const char *why = "a list is read from the rule file's own folder or below"
                    " it, by a relative name and not through a link";
  enum nut_status status = NUT_OK;
  if (!climbs(name) && lies_below(arena, base, whole))
    status = load(arena, whole, base->layer, &source, &why);
  if (status != NUT_OK)
    return status;
  if (why)
    nut_diag_error(diag, base, at, none, "%s%s%s", source ? path : "",
                   source ? ": " : "", why);
  if (why || !check_text(diag, source))
    return NUT_RULES;
  *out = source;
  return note(arena, diag, source);
}
