/* Walks a folder depth first, with a stack in place of recursion: each open
 * folder has its descriptor, its sorted names and how far it has got.
 *
 * A folder is read whole before its first name is given, because the order
 * must not depend on the file system: the same archive has to give the same
 * output on every machine.  So memory goes with the largest folder on the
 * path, not with the tree.  Sorting is bytewise; a locale's order differs
 * between machines.
 *
 * Everything is opened relative to the folder above (openat), never by its
 * full path: that holds when a folder is renamed meanwhile, and when the path
 * is longer than PATH_MAX. The type in the listing saves a stat for each file;
 * whatever is opened is looked at again, since it may have been replaced. */

/* d_type and its names are POSIX since 2024; older headers want this. */
#define _DEFAULT_SOURCE

#include "article/input_walk.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct nut_folder {
  int fd;
  struct nut_buf text;  /* for each name its type, itself and a NUL */
  const char **names;   /* sorted, into text */
  size_t n_names;
  /* The name to take next; the one given last is before it. */
  size_t next;
  size_t path_len;      /* of walk->path: this folder with its slash */
};

void nut_walk_init(struct nut_walk *walk, const struct nut_mem *mem)
{
  *walk = (struct nut_walk){ .mem = mem };
  nut_buf_init(&walk->path, mem);
}

static void drop_folder(const struct nut_mem *mem, struct nut_folder *folder)
{
  (void)close(folder->fd);
  nut_free(mem, folder->names);
  nut_buf_drop(&folder->text);
}

/* A walk may be dropped at any time, with folders open. */
void nut_walk_drop(struct nut_walk *walk)
{
  while (walk->depth)
    drop_folder(walk->mem, &walk->folders[--walk->depth]);
  nut_free(walk->mem, walk->folders);
  nut_buf_drop(&walk->path);
  nut_walk_init(walk, walk->mem);
}

/* What the listing says of a name; UNKNOWN is looked at.  It is kept as the
 * byte before the name, so it must fit one. */
enum type { UNKNOWN, FILE_TYPE, FOLDER_TYPE, LINK_TYPE, OTHER_TYPE };

/* ---- one folder ------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Some file systems never tell. */
static enum type type_listed(const struct dirent *entry)
{
#ifdef DT_UNKNOWN
  switch (entry->d_type) {
  case DT_REG:
    return FILE_TYPE;
  case DT_DIR:
    return FOLDER_TYPE;
  case DT_LNK:
    return LINK_TYPE;
  case DT_UNKNOWN:
    return UNKNOWN;
  default:
    return OTHER_TYPE;
  }
#else
  (void)entry;
  return UNKNOWN;
#endif
}

/* Append all names; false with errno when the folder cannot be read.  readdir
 * tells an error from the end by errno alone.  Failure of the buffer is sticky
 * and looked at by sort_names. */
static bool list_names(DIR *dir, struct nut_folder *folder)
{
  for (;;) {
    errno = 0;
    const struct dirent *entry = readdir(dir);
    if (!entry)
      return errno == 0;
    if (entry->d_name[0] == '.')
      continue;
    nut_buf_add_byte(&folder->text, (char)type_listed(entry));
    nut_buf_add(&folder->text, (struct nut_slice){
        entry->d_name, strlen(entry->d_name) + 1 });
    folder->n_names++;
  }
}

/* A second descriptor, because closedir closes the one it was given.  The one
 * of the folder stays open for openat. */
static bool read_names(struct nut_folder *folder)
{
  int twin = fcntl(folder->fd, F_DUPFD_CLOEXEC, 3);
  DIR *dir = twin < 0 ? NULL : fdopendir(twin);
  if (!dir) {
    int error = errno;
    if (twin >= 0)
      (void)close(twin);
    errno = error;
    return false;
  }
  bool whole = list_names(dir, folder);
  int error = errno;
  (void)closedir(dir);
  errno = error;
  return whole;
}

/* Pointers are made only now, because the text moved as it grew. */
static enum nut_status sort_names(const struct nut_mem *mem,
                                  struct nut_folder *folder)
{
  if (folder->text.failed)
    return NUT_NOMEM;
  if (folder->n_names == 0)
    return NUT_OK;
  folder->names = nut_new(mem, folder->n_names * sizeof *folder->names);
  if (!folder->names)
    return NUT_NOMEM;
  const char *name = folder->text.ptr;
  for (size_t i = 0; i < folder->n_names; i++) {
    /* Over the byte with the type. */
    folder->names[i] = ++name;
    name += strlen(name) + 1;
  }
  qsort(folder->names, folder->n_names, sizeof *folder->names, by_name);
  return NUT_OK;
}

/* Put the folder that walk->path names on top; fd is taken over.  NUT_INPUT
 * with errno: it cannot be listed; the walk goes on without it. */
static enum nut_status enter(struct nut_walk *walk, int fd)
{
  struct nut_folder folder = { .fd = fd };
  nut_buf_init(&folder.text, walk->mem);
  if (walk->path.len && walk->path.ptr[walk->path.len - 1] != '/')
    nut_buf_add_byte(&walk->path, '/');
  folder.path_len = walk->path.len;
  enum nut_status status =
      read_names(&folder) ? sort_names(walk->mem, &folder) : NUT_INPUT;
  struct nut_folder *folders = NULL;
  if (status == NUT_OK)
    folders = nut_grow(walk->mem, walk->folders, &walk->cap,
                       walk->depth + 1, sizeof *folders);
  if (!folders || walk->path.failed) {
    int error = errno;
    drop_folder(walk->mem, &folder);
    errno = error;
    return status == NUT_INPUT ? NUT_INPUT : NUT_NOMEM;
  }
  walk->folders = folders;
  walk->folders[walk->depth++] = folder;
  return NUT_OK;
}

enum nut_status nut_walk_begin(struct nut_walk *walk, int fd,
                               struct nut_slice path)
{
  nut_buf_clear(&walk->path);
  nut_buf_add(&walk->path, path);
  return enter(walk, fd);
}

/* ---- entries ---------------------------------------------------------- */

static void skipped(struct nut_entry *out, const char *why)
{
  out->type = NUT_ENTRY_SKIPPED;
  out->why = why;
}

static void failed(struct nut_entry *out, int error, const char *why)
{
  out->type = NUT_ENTRY_FAILED;
  out->error = error;
  out->why = why;
}

/* Open and look again: the entry may have been replaced meanwhile.
 * O_NONBLOCK: a FIFO in place of the file must not hang us. */
static int open_entry(int folder, const char *name, int flags, mode_t type)
{
  struct stat about;
  int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC
                                    | O_NONBLOCK | O_NOCTTY | flags);
  if (fd >= 0
      && (fstat(fd, &about) != 0 || (about.st_mode & S_IFMT) != type)) {
    (void)close(fd);
    errno = ENOENT;
    return -1;
  }
  return fd;
}

/* A folder itself is no entry (*found stays false on success); the walk goes
 * on inside it.  The limit on depth bounds descriptors and stops loops that
 * mounts can make. */
static enum nut_status take_folder(struct nut_walk *walk, int above,
                                   const char *name, struct nut_entry *out,
                                   bool *found)
{
  if (walk->depth >= NUT_DEPTH_MAX) {
    failed(out, 0, "folders are nested too deeply");
    return NUT_OK;
  }
  size_t path_len = walk->path.len;
  int fd = open_entry(above, name, O_DIRECTORY, S_IFDIR);
  enum nut_status status = fd < 0 ? NUT_INPUT : enter(walk, fd);
  if (status == NUT_INPUT) {
    failed(out, errno, NULL);
    walk->path.len = path_len; /* without the slash */
    return NUT_OK;
  }
  *found = status != NUT_OK;
  return status;
}

static enum type type_of_mode(mode_t mode)
{
  if (S_ISDIR(mode))
    return FOLDER_TYPE;
  if (S_ISREG(mode))
    return FILE_TYPE;
  return S_ISLNK(mode) ? LINK_TYPE : OTHER_TYPE;
}

/* Look at one name; *found says whether out is to be given.  Links are not
 * followed: they may lead in a circle, or to the same article twice. */
static enum nut_status take_name(struct nut_walk *walk, int folder,
                                 const char *name, struct nut_entry *out,
                                 bool *found)
{
  struct stat about;
  enum type type = (enum type)name[-1];
  *found = true;
  if (type == UNKNOWN) {
    if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
      failed(out, errno, NULL);
      return NUT_OK;
    }
    type = type_of_mode(about.st_mode);
  }
  if (type == FOLDER_TYPE)
    return take_folder(walk, folder, name, out, found);
  if (type == LINK_TYPE)
    skipped(out, "skipped: a symbolic link");
  else if (type == OTHER_TYPE)
    skipped(out, "skipped: not a regular file");
  return NUT_OK;
}

int nut_walk_open(const struct nut_walk *walk)
{
  const struct nut_folder *folder = &walk->folders[walk->depth - 1];
  return open_entry(folder->fd, folder->names[folder->next - 1], 0, S_IFREG);
}

/* By device and inode, because one file has many names. */
bool nut_walk_is_at(const struct nut_walk *walk, const struct nut_file *file)
{
  struct stat about;
  const struct nut_folder *folder = &walk->folders[walk->depth - 1];
  const char *name = folder->names[folder->next - 1];
  return fstatat(folder->fd, name, &about, AT_SYMLINK_NOFOLLOW) == 0
         && about.st_dev == file->device && about.st_ino == file->inode;
}

/* A letter is asked for, so that "story.2" and "report.2021" have none.  A
 * name that begins with the dot has none either. */
struct nut_slice nut_path_suffix(struct nut_slice path)
{
  size_t at = path.len;
  bool letters = false;
  while (at && (nut_is_alpha(path.ptr[at - 1])
                || nut_is_digit(path.ptr[at - 1])))
    letters |= nut_is_alpha(path.ptr[--at]);
  bool dot = letters && at > 1 && path.ptr[at - 1] == '.'
             && path.ptr[at - 2] != '/';
  return dot ? nut_slice_cut(path, at - 1, path.len)
             : (struct nut_slice){ NULL, 0 };
}

/* path is cut back to the folder and the name put on, so it is written over
 * for each entry. */
enum nut_status nut_walk_next(struct nut_walk *walk, struct nut_entry *out)
{
  bool found = false;
  enum nut_status status = NUT_OK;
  while (!found && walk->depth) {
    struct nut_folder *folder = &walk->folders[walk->depth - 1];
    *out = (struct nut_entry){ .type = NUT_ENTRY_FILE };
    if (folder->next == folder->n_names) {
      drop_folder(walk->mem, folder);
      walk->depth--;
      continue;
    }
    const char *name = folder->names[folder->next++];
    walk->path.len = folder->path_len;
    nut_buf_add_text(&walk->path, name);
    if (walk->path.failed)
      return NUT_NOMEM;
    status = take_name(walk, folder->fd, name, out, &found);
  }
  out->path = nut_buf_slice(&walk->path);
  return found ? status : NUT_END;
}
