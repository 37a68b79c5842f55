/* Where the shipped rules are: the folder that holds core.rules.
 *
 *   1. --data DIR, or else NUTGRAF_DATA: DIR or DIR/rules, and nothing else
 *   2. rules beside the program (the source tree)
 *   3. ../share/nutgraf/rules from the program (an installed tree, moved)
 *   4. the share folder of the prefix it was built for
 *
 * A folder that somebody names is never passed over for another: other
 * rules than those asked for would give other results without a word.  Only
 * this part of the program reads the environment; the library is given a
 * path.  When none is right the message lists each place that was tried. */
#include "surface/cli_common.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where it was looked for, for the message: three places at most, and two
 * where a folder was named. */
struct search {
  char *tried[4];
  size_t n_tried;
};

/* NULL without memory; the callers take that as not found. */
static char *join(const char *a, size_t len, const char *b)
{
  size_t more = strlen(b) + 1;
  char *joined = malloc(len + more);
  if (!joined)
    return NULL;
  memcpy(joined, a, len);
  memcpy(joined + len, b, more);
  return joined;
}

/* Readable, not only there: the message is then about the folder. */
static bool holds_rules(const char *folder)
{
  char *path = join(folder, strlen(folder), "/core.rules");
  bool holds = path && access(path, R_OK) == 0;
  free(path);
  return holds;
}

/* The folder, taken over, if it is the one; else it is noted. */
static char *try_folder(struct search *search, char *folder)
{
  if (folder && holds_rules(folder))
    return folder;
  if (folder)
    search->tried[search->n_tried++] = folder;
  return NULL;
}

/* What somebody names may be the folder itself or the one above. */
static char *try_named(struct search *search, const char *folder)
{
  size_t len = strlen(folder);
  char *found = try_folder(search, join(folder, len, ""));
  return found ? found : try_folder(search, join(folder, len, "/rules"));
}

/* `where` from the folder of the program; the system knows best where that
 * is, else the name we were called by.  Links are followed, so a link in a
 * bin folder leads to the real one. */
static char *beside(const char *program, const char *where)
{
  char *self = realpath("/proc/self/exe", NULL);
  if (!self)
    self = realpath(program, NULL);
  char *slash = self ? strrchr(self, '/') : NULL;
  char *folder =
      slash ? join(self, (size_t)(slash - self), where) : NULL;
  free(self);
  return folder;
}

static char *search_all(struct search *search, const char *data,
                        const char *program, const char *shared)
{
  const char *named = data ? data : getenv("NUTGRAF_DATA");
  if (named && named[0])
    return try_named(search, named);
  char *found = try_folder(search, beside(program, "/rules"));
  if (!found)
    found = try_folder(search,
                       beside(program, "/../share/nutgraf/rules"));
  if (!found)
    found = try_folder(search, join(shared, strlen(shared), ""));
  return found;
}

char *cli_find_data(const char *data, const char *program,
                    const char *shared)
{
  struct search search = { .n_tried = 0 };
  char *found = search_all(&search, data, program, shared);
  if (!found)
    cli_say(NULL, "the rules are not found");
  for (size_t i = 0; i < search.n_tried; i++) {
    if (!found)
      cli_say(search.tried[i], "no core.rules");
    free(search.tried[i]);
  }
  if (!found)
    cli_say(NULL, "say where they are with --data DIR or NUTGRAF_DATA");
  return found;
}
