/* Where names of places come from: the index, and tables of one's own.
 *
 *   gazetteer.index beside the data folder, made by `make`; for a data folder
 *   elsewhere the one beside the program or in the share folder
 *   $XDG_CONFIG_HOME/nutgraf/places.tsv, then each --gazetteer FILE
 *
 * The program looks for the first of these that is there; when none is, the
 * library is given the first all the same, and says that it is missing. */
#include "surface/cli_places.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char name[] = "gazetteer.index";

char *cli_places_beside(const char *folder)
{
  char *path = realpath(folder, NULL);
  char *slash = path ? strrchr(path, '/') : NULL;
  size_t len = slash ? (size_t)(slash - path) : 0;
  char *joined = slash ? malloc(len + sizeof name + 1) : NULL;
  if (joined) {
    memcpy(joined, path, len);
    joined[len] = '/';
    memcpy(joined + len + 1, name, sizeof name);
  }
  free(path);
  return joined;
}

static bool is_there(const char *path)
{
  return path && access(path, R_OK) == 0;
}

static char *find_index(const char *data)
{
  char *first = cli_places_beside(data);
  if (is_there(first))
    return first;
  char *next = cli_places_beside("/proc/self/exe");
  if (!is_there(next)) {
    free(next);
    next = cli_places_beside(options_shared_data());
  }
  if (is_there(next) || !first) {
    free(first);
    return next;
  }
  free(next);
  return first;
}

/* NULL: there is none. */
static char *find_own(void)
{
  const char *config = getenv("XDG_CONFIG_HOME");
  const char *home = getenv("HOME");
  char path[PATH_MAX];
  int len = -1;
  if (config && config[0] == '/')
    len = snprintf(path, sizeof path, "%s/nutgraf/places.tsv", config);
  else if (home && home[0] == '/')
    len = snprintf(path, sizeof path, "%s/.config/nutgraf/places.tsv", home);
  if (len < 0 || (size_t)len >= sizeof path || !is_there(path))
    return NULL;
  char *own = malloc((size_t)len + 1);
  if (own)
    memcpy(own, path, (size_t)len + 1);
  return own;
}

bool cli_places_find(struct cli_places *places, const struct options *options,
                     const char *data)
{
  *places = (struct cli_places){ .index = find_index(data),
                                 .own = find_own() };
  places->files = calloc(options->n_gazetteers + 1, sizeof *places->files);
  if (!places->index || !places->files) {
    cli_say_errno(NULL, ENOMEM);
    cli_places_drop(places);
    return false;
  }
  if (places->own)
    places->files[places->n_files++] = places->own;
  for (size_t i = 0; i < options->n_gazetteers; i++)
    places->files[places->n_files++] = options->gazetteers[i];
  return true;
}

void cli_places_drop(struct cli_places *places)
{
  free(places->index);
  free(places->own);
  free(places->files);
  *places = (struct cli_places){ .index = NULL };
}

enum nut_status cli_rules_load(const struct options *options,
                               const char *data,
                               const struct nut_report *report,
                               bool quick, struct nut_rules **out)
{
  struct cli_places places;
  struct cli_images images = { .n = 0 };
  *out = NULL;
  if (!cli_places_find(&places, options, data))
    return NUT_NOMEM;
  struct nut_rules_options wanted = {
    .data = data, .files = options->rules, .n_files = options->n_rules,
    .no_defaults = options->no_defaults, .gazetteer = places.index,
    .places = places.files, .n_places = places.n_files
  };
  if (quick)
    cli_images_find(&images, &wanted);
  wanted.images = (const char *const *)images.paths;
  wanted.n_images = images.n;
  enum nut_status status = nut_rules_new(&wanted, report, out);
  if (quick && status == NUT_OK && !nut_rules_is_image(*out))
    cli_images_keep(&images, *out);
  cli_images_drop(&images);
  cli_places_drop(&places);
  return status;
}

char *cli_data_of(const struct options *options)
{
  return cli_find_data(options->data, options->program,
                       options_shared_data());
}

int cli_rules_open(const struct options *options,
                   const struct nut_report *report, bool quick,
                   struct nut_rules **out)
{
  *out = NULL;
  char *data = cli_data_of(options);
  if (!data)
    return CLI_FATAL;
  enum nut_status status = cli_rules_load(options, data, report, quick, out);
  free(data);
  return cli_say_status(status);
}
