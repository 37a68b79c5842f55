/* Where images of rule sets are kept, and keeping them.
 *
 *   DATA.image                         the shipped rules, made by `make`
 *   $XDG_CACHE_HOME/nutgraf/HASH.image any other set; HASH of its files' names
 *
 * An image that does not fit any more is simply replaced: its name depends on
 * what was asked for and not on what is in the files, so there is one for each
 * way in which somebody calls the program, and not one for each edit.
 *
 * All of this is optional.  Where there is no home, no room or no right to
 * write, the rules are read from their sources at each start, and nobody is
 * bothered with why. */
#include "surface/cli_common.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The three one after the other; NULL without memory. */
static char *join(const char *a, const char *b, const char *c)
{
  size_t len = strlen(a) + strlen(b) + strlen(c) + 1;
  char *joined = malloc(len);
  if (joined)
    (void)snprintf(joined, len, "%s%s%s", a, b, c);
  return joined;
}

static uint64_t mix(uint64_t hash, const char *text)
{
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * 0x100000001B3U;
  return (hash ^ '\n') * 0x100000001B3U;
}

/* FNV-1a, 64 bits, of what names the set. */
static uint64_t hash_of(const struct nut_rules_options *options)
{
  uint64_t hash = mix(0xCBF29CE484222325U, options->data);
  hash = mix(hash, options->no_defaults ? "-" : "+");
  for (size_t i = 0; i < options->n_files; i++)
    hash = mix(hash, options->files[i]);
  return hash;
}

/* The folder for caches, with its "/nutgraf/"; NULL: none.  A relative one
 * does not count (XDG Base Directory Specification). */
static char *cache_folder(void)
{
  const char *cache = getenv("XDG_CACHE_HOME");
  const char *home = getenv("HOME");
  if (cache && cache[0] == '/')
    return join(cache, "/nutgraf/", "");
  if (home && home[0] == '/')
    return join(home, "/.cache", "/nutgraf/");
  return NULL;
}

static char *cache_path(const struct nut_rules_options *options)
{
  char name[32];
  char *folder = cache_folder();
  if (!folder)
    return NULL;
  (void)snprintf(name, sizeof name, "%016llx",
                 (unsigned long long)hash_of(options));
  char *path = join(folder, name, ".image");
  free(folder);
  return path;
}

static char *shipped_path(const char *data)
{
  char *path = join(data, ".image", "");
  size_t len = strlen(data);
  if (path && len && data[len - 1] == '/')
    memmove(path + len - 1, path + len, strlen(path + len) + 1);
  return path;
}

void cli_images_find(struct cli_images *images,
                     const struct nut_rules_options *options)
{
  bool shipped = !options->n_files && !options->no_defaults;
  *images = (struct cli_images){ .n = 0 };
  char *path = shipped ? shipped_path(options->data) : NULL;
  if (path)
    images->paths[images->n++] = path;
  path = cache_path(options);
  if (path)
    images->paths[images->n++] = path;
}

void cli_images_drop(struct cli_images *images)
{
  for (size_t i = 0; i < images->n; i++)
    free(images->paths[i]);
  images->n = 0;
}

/* ---- keeping ---------------------------------------------------------- */

/* The folders above the file; those that are there already stay. */
static void make_folders(char *path)
{
  for (char *slash = strchr(path + 1, '/'); slash;
       slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    (void)mkdir(path, 0700);
    *slash = '/';
  }
}

static bool write_to(void *ctx, const char *ptr, size_t len)
{
  const int *file = ctx;
  return cli_write(*file, ptr, len);
}

/* Beside its place and then renamed, so that nobody maps half of one. */
static void write_image(const char *path, const struct nut_rules *rules)
{
  char *draft = join(path, ".XXXXXX", "");
  int file = draft ? mkstemp(draft) : -1;
  struct nut_sink sink = { write_to, &file };
  if (file >= 0) {
    bool good = nut_rules_image(rules, &sink) == NUT_OK;
    good = close(file) == 0 && good;
    if (!good || rename(draft, path) != 0)
      (void)unlink(draft);
  }
  free(draft);
}

/* The cache's is the last; the shipped one belongs to the installation. */
void cli_images_keep(const struct cli_images *images,
                     const struct nut_rules *rules)
{
  char *folder = cache_folder();
  if (folder && images->n) {
    make_folders(folder);
    write_image(images->paths[images->n - 1], rules);
  }
  free(folder);
}
