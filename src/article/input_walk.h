/* The files of a folder and its sub-folders, in an order that does not
 * depend on the file system: in each folder by name, bytewise.
 *
 * Names that begin with "." are left out.  Symbolic links are not followed,
 * and what is no regular file is not opened (a FIFO would hang); both are
 * told as skipped.  Files are named, not opened: whoever reads them does it.
 * Folders are opened relative to the one above, so a path may be longer than
 * the system takes.  One descriptor is open for each level.  Ownership:
 * whoever embeds the walk drops it. */
#ifndef NUT_ARTICLE_INPUT_WALK_H
#define NUT_ARTICLE_INPUT_WALK_H

#include "base/buf.h"

enum nut_entry_type { NUT_ENTRY_FILE, NUT_ENTRY_SKIPPED, NUT_ENTRY_FAILED };

struct nut_entry {
  enum nut_entry_type type;
  struct nut_slice path; /* as reached; lives until the next call */
  int error;             /* errno of what failed; 0: see why */
  const char *why;       /* it was skipped, or failed */
};

struct nut_folder;

struct nut_walk {
  const struct nut_mem *mem;
  struct nut_folder *folders; /* the open ones, deepest last */
  size_t depth;               /* 0: no walk is under way */
  size_t cap;
  struct nut_buf path;
};

void nut_walk_init(struct nut_walk *walk, const struct nut_mem *mem);
void nut_walk_drop(struct nut_walk *walk);

/* Begin with a folder, whose descriptor is taken over.  NUT_INPUT: it cannot
 * be read, errno says why. */
NUT_CHECK enum nut_status nut_walk_begin(struct nut_walk *walk, int fd,
                                         struct nut_slice path);

/* The next entry that is no folder, or NUT_END, or NUT_NOMEM. */
NUT_CHECK enum nut_status nut_walk_next(struct nut_walk *walk,
                                        struct nut_entry *out);

/* Open the file that _next gave last, for the caller to close; -1 with errno
 * when it cannot be read, or is no regular file any more. */
NUT_CHECK int nut_walk_open(const struct nut_walk *walk);

/* Is that file this one, whatever its name? */
NUT_CHECK bool nut_walk_is_at(const struct nut_walk *walk,
                              const struct nut_file *file);

/* What the name of a file ends with, from its last dot on: ASCII letters, or
 * these and digits.  Empty when there is none. */
NUT_CHECK struct nut_slice nut_path_suffix(struct nut_slice path);

#endif
