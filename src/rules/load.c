/* From options to a rule set: which files are read, and in which order.
 *
 * core.rules and the tables, then the shipped rule files by name, then the
 * users' in the order given; after the last one everything is closed and tried
 * (compile.c). Order matters: names are known to later files only by then, and
 * the index of a rule, which settles ties, is its place in the reading.
 *
 * A mistake does not stop the reading: all files are read and all mistakes
 * told, sorted by file and line (collect.c). Only missing memory, a missing
 * data folder and a broken core end it at once, because all that follows would
 * be told as mistakes of the user's own files.
 *
 * Returned: NUT_OK with the set; NUT_RULES, mistakes were told; NUT_DATA, the
 * installation is broken; NUT_NOMEM. The set is all or nothing. */
#include "rules/ruleset.h"

#include "base/alloc.h"
#include "base/slice.h"
#include "rules/collect.h"
#include "rules/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct nut_slice none = { NULL, 0 };

static const char *const table_files[NUT_TABLES] = {
  [NUT_TABLE_ACTS] = "tables/acts.tsv",
  [NUT_TABLE_CURRENCIES] = "tables/currencies.tsv",
  [NUT_TABLE_PHONE_PLANS] = "tables/phone_plans.tsv",
  [NUT_TABLE_SHORT_CODES] = "tables/short_codes.tsv",
  [NUT_TABLE_WORD_FREQUENCY] = "tables/word_frequency.tsv",
};

struct loader {
  struct nut_rules *rules;
  struct nut_diag diag;
  const struct nut_rules_options *options;
};

/* folder/name in the rule set's arena. */
static struct nut_slice join_path(struct loader *l, const char *folder,
                                  const char *name)
{
  return nut_source_join(&l->rules->arena, folder, nut_slice_of(name));
}

static bool is_rule_file(const char *name)
{
  size_t len = strlen(name);
  return len > 6 && strcmp(name + len - 6, ".rules") == 0 && name[0] != '.';
}

/* A file that cannot be read is reported and passed over, so that the
 * mistakes of the others are told in the same run. */
static enum nut_status add_file(struct loader *l, struct nut_slice path,
                                unsigned layer)
{
  const struct nut_source *source = NULL;
  if (!path.ptr)
    return NUT_NOMEM;
  enum nut_status status = nut_source_read(&l->rules->arena, &l->diag, path,
                                           layer, &source);
  if (status != NUT_OK)
    return status == NUT_NOMEM ? status : NUT_OK;
  return nut_rules_add(l->rules, &l->diag, source);
}

/* By device and inode: names differ by links, slashes and dots. */
static bool same_file(const char *a, const char *b)
{
  struct stat one;
  struct stat other;
  return a && stat(a, &one) == 0 && stat(b, &other) == 0
         && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* `rules check rules/ages.rules`: shipped, so it has been read.  Otherwise
 * `rules check` on it would say that each name stands twice. */
static bool is_loaded(struct loader *l, const char *path)
{
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  if (l->options->no_defaults ? strcmp(name, "core.rules") != 0
                              : !is_rule_file(name))
    return false;
  return same_file(join_path(l, l->options->data, name).ptr, path);
}

/* core.rules has been read before all others. */
static bool is_shipped(const char *name)
{
  return is_rule_file(name) && strcmp(name, "core.rules") != 0;
}

static int by_name(const void *a, const void *b)
{
  return nut_slice_cmp(*(const struct nut_slice *)a,
                       *(const struct nut_slice *)b);
}

static enum nut_status list_shipped(struct nut_arena *arena, DIR *dir,
                                    struct nut_slice **names, size_t *n)
{
  size_t cap = 0;
  for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
    if (!is_shipped(entry->d_name))
      continue;
    *names = nut_arena_grow(arena, *names, *n, &cap, sizeof **names);
    if (!*names)
      return NUT_NOMEM;
    (*names)[(*n)++] = nut_arena_copy(arena, nut_slice_of(entry->d_name));
  }
  if (*n)
    qsort(*names, *n, sizeof **names, by_name);
  return arena->failed ? NUT_NOMEM : NUT_OK;
}

/* Sorted: the order of readdir is the file system's. */
enum nut_status nut_rules_shipped(struct nut_arena *arena, const char *data,
                                  struct nut_slice **names, size_t *n)
{
  *names = NULL;
  *n = 0;
  DIR *dir = opendir(data);
  if (!dir)
    return NUT_DATA;
  enum nut_status status = list_shipped(arena, dir, names, n);
  closedir(dir);
  return status;
}

static enum nut_status add_shipped(struct loader *l)
{
  struct nut_slice *names = NULL;
  size_t n = 0;
  enum nut_status status =
      nut_rules_shipped(&l->rules->arena, l->options->data, &names, &n);
  if (status == NUT_DATA) {
    struct nut_source source = { .name = nut_slice_of(l->options->data) };
    nut_diag_error(&l->diag, &source, none, none, "%s", strerror(errno));
  }
  for (size_t i = 0; status == NUT_OK && i < n; i++)
    status = add_file(l, join_path(l, l->options->data, names[i].ptr), 1);
  return status;
}

static enum nut_status read_tables(struct loader *l)
{
  for (size_t i = 0; i < NUT_TABLES; i++) {
    struct nut_slice path = join_path(l, l->options->data, table_files[i]);
    enum nut_status status =
        path.ptr ? nut_table_read(&l->rules->arena, &l->diag, path,
                                  &l->rules->tables[i])
                 : NUT_NOMEM;
    if (status != NUT_OK)
      return status == NUT_NOMEM ? status : NUT_DATA;
  }
  return NUT_OK;
}

/* core.rules, which every rule file builds on, and the tables.  A broken core
 * would make every other file look broken. */
static enum nut_status add_core(struct loader *l)
{
  enum nut_status status =
      add_file(l, join_path(l, l->options->data, "core.rules"), 0);
  if (status == NUT_OK && l->diag.errors)
    status = NUT_DATA;
  return status == NUT_OK ? read_tables(l) : status;
}

static enum nut_status add_all(struct loader *l)
{
  const struct nut_rules_options *options = l->options;
  enum nut_status status = add_core(l);
  if (status == NUT_OK && !options->no_defaults)
    status = add_shipped(l);
  for (size_t i = 0; status == NUT_OK && i < options->n_files; i++)
    if (!is_loaded(l, options->files[i]))
      status = add_file(l, nut_slice_of(options->files[i]),
                        NUT_LAYER_USER + (unsigned)i);
  if (status == NUT_OK)
    status = nut_rules_finish(l->rules, &l->diag);
  return status;
}

/* PCRE2 allocates through the same hook. */
static void *pcre2_alloc(size_t size, void *ctx)
{
  return nut_resize(ctx, NULL, size);
}

static void pcre2_release(void *ptr, void *ctx)
{
  nut_free(ctx, ptr);
}

/* The hook is copied: the caller's may be gone when the set is freed.  PCRE2
 * keeps the address, hence a copy inside the set, which never moves. */
struct nut_rules *nut_rules_make(const struct nut_mem *mem)
{
  struct nut_rules *rules = nut_new(mem, sizeof *rules);
  if (!rules)
    return NULL;
  if (mem) {
    rules->mem_copy = *mem;
    rules->mem = &rules->mem_copy;
  }
  nut_arena_init(&rules->arena, rules->mem);
  nut_map_init(&rules->names, rules->mem);
  nut_map_init(&rules->rule_names, rules->mem);
  rules->kinds = *nut_kinds_builtin();
  rules->general = pcre2_general_context_create(
      pcre2_alloc, pcre2_release, mem ? &rules->mem_copy : NULL);
  if (!rules->general || !nut_rules_make_context(rules)) {
    nut_rules_unload(rules);
    return NULL;
  }
  return rules;
}

/* Messages lie in the set's arena, so they are told before it is freed. */
enum nut_status nut_rules_load(const struct nut_rules_options *options,
                               const struct nut_report *report,
                               struct nut_rules **out)
{
  *out = NULL;
  struct nut_rules *rules = nut_rules_make(options->mem);
  if (!rules)
    return NUT_NOMEM;
  struct loader l = { .rules = rules, .options = options };
  struct nut_collect collect = { .arena = &rules->arena, .report = report };
  struct nut_report sorted = { nut_collect_add, &collect };
  bool heard = report && report->message;
  nut_diag_init(&l.diag, rules->mem, heard ? &sorted : NULL);
  l.diag.sources = &rules->sources;
  rules->data = nut_arena_copy(&rules->arena, nut_slice_of(options->data));
  rules->no_defaults = options->no_defaults;
  enum nut_status status = add_all(&l);
  nut_diag_drop(&l.diag);
  nut_collect_tell(&collect);
  if (status == NUT_OK)
    *out = rules;
  else
    nut_rules_unload(rules);
  return status;
}

/* Of a set that was not mapped: an image's maps are part of it. */
static void drop_maps(struct nut_rules *rules)
{
  for (size_t i = 0; i < rules->n_lists; i++)
    nut_wordlist_drop(&rules->lists[i]);
  for (size_t i = 0; i < NUT_TABLES; i++)
    nut_table_drop(&rules->tables[i]);
  nut_map_drop(&rules->names);
  nut_map_drop(&rules->rule_names);
}

/* PCRE2's contexts were allocated through the hook and go before it. */
void nut_rules_unload(struct nut_rules *rules)
{
  if (!rules)
    return;
  if (!rules->image.base)
    drop_maps(rules);
  nut_image_unmap(&rules->image);
  pcre2_compile_context_free(rules->compile_context);
  pcre2_general_context_free(rules->general);
  nut_arena_drop(&rules->arena);
  /* The hook itself lies in what is freed. */
  struct nut_mem mem = rules->mem_copy;
  nut_free(rules->mem ? &mem : NULL, rules);
}
