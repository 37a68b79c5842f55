/* What is in an image of a rule set, struct by struct.
 *
 * Each save_ function takes the offset of a struct that was copied as it is,
 * and puts each pointer in it right: what extraction reads is copied behind
 * it, what it does not is cleared.  A pointer that is forgotten here would
 * lead nowhere, and makes two images of the same rules differ; a test compares
 * them.
 *
 * Words of lists are copied with their maps, so nothing is hashed or sorted at
 * a start.  PCRE2's contexts are made anew; its codes are there in its own
 * serialised form and are made of that when they are needed.
 *
 * Whether an image still fits is asked of the files themselves: their sums are
 * in it, and the rule files of the data folder are listed again. */
#include "scan/engine_image.h"

#include "base/alloc.h"
#include "base/slice.h"
#include "rules/source.h"

#include <string.h>

/* A file that was read. */
struct file {
  struct nut_slice name; /* of shipped ones without the data folder */
  uint64_t sum;
  unsigned layer;
};

struct root {
  struct nut_wordlist *lists;
  size_t n_lists;
  struct nut_define *defines;
  size_t n_defines;
  struct nut_map names;
  struct nut_rule *rules;
  size_t n_rules;
  struct nut_table tables[NUT_TABLES];
  struct nut_engine engine;
  struct file *files;
  size_t n_files;
  bool no_defaults;
};

/* A sum of all sources, which the build gives: what an image holds, and how,
 * may change with any of them. */
#ifndef NUT_BUILD
#define NUT_BUILD "unknown"
#endif

static struct nut_slice version(void)
{
  return nut_slice_of("nutgraf " NUT_VERSION " build " NUT_BUILD);
}

#define AT(start, type, member) ((start) + offsetof(type, member))
#define CLEAR(w, start, type, member) \
  nut_image_clear(w, AT(start, type, member), \
                  sizeof(((type *)NULL)->member))

/* ---- writing ---- */

struct saver {
  struct nut_image_writer *w;
  const struct nut_rules *rules;
  size_t lists; /* where these arrays were copied to */
  size_t defines;
  size_t sources;
};

/* Free slots hold whatever the memory held. */
static void save_map(struct nut_image_writer *w, size_t at,
                     const struct nut_map *map)
{
  size_t n = map->slots ? map->mask + 1 : 0;
  size_t slots = nut_image_array(w, AT(at, struct nut_map, slots), n,
                                 sizeof *map->slots);
  CLEAR(w, at, struct nut_map, mem);
  for (size_t i = 0; i < n; i++) {
    size_t slot = slots + i * sizeof *map->slots;
    if (map->slots[i].value == NUT_MAP_NONE)
      nut_image_clear(w, slot, offsetof(struct nut_map_slot, value));
    else
      nut_image_slice(w, AT(slot, struct nut_map_slot, key));
  }
}

/* A value of one type leaves the rest of the union as it was, and the gap
 * before it. */
static void save_value(struct nut_image_writer *w, size_t at,
                       const struct nut_value *value)
{
  size_t as = AT(at, struct nut_value, as);
  size_t gap = AT(at, struct nut_value, type) + sizeof value->type;
  nut_image_clear(w, gap, as - gap);
  if (value->type == NUT_TEXT) {
    nut_image_clear(w, as + sizeof value->as.text,
                    sizeof value->as - sizeof value->as.text);
    nut_image_slice(w, as);
  } else if (value->type == NUT_INT) {
    nut_image_clear(w, as + sizeof value->as.integer,
                    sizeof value->as - sizeof value->as.integer);
  }
}

static void save_word(struct nut_image_writer *w, size_t at,
                      const struct nut_word *word)
{
  CLEAR(w, at, struct nut_word, text);
  CLEAR(w, at, struct nut_word, at);
  CLEAR(w, at, struct nut_word, source);
  nut_image_slice(w, AT(at, struct nut_word, key));
  save_value(w, AT(at, struct nut_word, value), &word->value);
}

static void save_list(struct nut_image_writer *w, size_t at,
                      const struct nut_wordlist *list)
{
  CLEAR(w, at, struct nut_wordlist, source);
  CLEAR(w, at, struct nut_wordlist, at);
  nut_image_slice(w, AT(at, struct nut_wordlist, name));
  save_map(w, AT(at, struct nut_wordlist, index), &list->index);
  size_t words = nut_image_array(w, AT(at, struct nut_wordlist, words),
                                 list->n_words, sizeof *list->words);
  for (size_t i = 0; i < list->n_words; i++)
    save_word(w, words + i * sizeof *list->words, &list->words[i]);
}

static void save_define(struct nut_image_writer *w, size_t at)
{
  CLEAR(w, at, struct nut_define, source);
  CLEAR(w, at, struct nut_define, at);
  CLEAR(w, at, struct nut_define, lines);
  CLEAR(w, at, struct nut_define, n_lines);
  nut_image_slice(w, AT(at, struct nut_define, name));
}

static void save_captures(const struct saver *s, size_t at,
                          const struct nut_rule *rule)
{
  size_t captures = nut_image_array(s->w, AT(at, struct nut_rule, captures),
                                    rule->n_captures,
                                    sizeof *rule->captures);
  for (size_t i = 0; i < rule->n_captures; i++) {
    size_t capture = captures + i * sizeof *rule->captures;
    nut_image_refer(s->w, AT(capture, struct nut_capture, list),
                    s->rules->lists, s->lists);
    nut_image_refer(s->w, AT(capture, struct nut_capture, define),
                    s->rules->defines, s->defines);
  }
}

static void save_rule(const struct saver *s, size_t at,
                      const struct nut_rule *rule)
{
  CLEAR(s->w, at, struct nut_rule, at);
  CLEAR(s->w, at, struct nut_rule, lines);
  CLEAR(s->w, at, struct nut_rule, n_lines);
  CLEAR(s->w, at, struct nut_rule, examples);
  CLEAR(s->w, at, struct nut_rule, n_examples);
  CLEAR(s->w, at, struct nut_rule, map);
  CLEAR(s->w, at, struct nut_rule, n_map);
  nut_image_slice(s->w, AT(at, struct nut_rule, name));
  nut_image_slice(s->w, AT(at, struct nut_rule, doc));
  nut_image_slice(s->w, AT(at, struct nut_rule, pack));
  nut_image_slice(s->w, AT(at, struct nut_rule, pattern));
  save_captures(s, at, rule);
  size_t sets = nut_image_array(s->w, AT(at, struct nut_rule, sets),
                                rule->n_sets, sizeof *rule->sets);
  for (size_t i = 0; i < rule->n_sets; i++)
    save_value(s->w, AT(sets + i * sizeof *rule->sets, struct nut_set, value),
               &rule->sets[i].value);
}

/* Of a rule's source only the layer counts, for overlaps. */
static void save_source(const struct saver *s, size_t at,
                        const struct nut_source *source)
{
  struct nut_source bare;
  memset(&bare, 0, sizeof bare);
  bare.layer = source->layer;
  size_t to = nut_image_add(s->w, &bare, sizeof bare);
  nut_image_refer(s->w, at, source, to);
}

static void save_rules(const struct saver *s, size_t at)
{
  const struct nut_rules *rules = s->rules;
  size_t to = nut_image_array(s->w, AT(at, struct root, rules),
                              rules->n_rules, sizeof *rules->rules);
  for (size_t i = 0; i < rules->n_rules; i++) {
    size_t rule = to + i * sizeof *rules->rules;
    save_rule(s, rule, &rules->rules[i]);
    save_source(s, AT(rule, struct nut_rule, source),
                rules->rules[i].source);
  }
}

static void save_words(struct saver *s, size_t at)
{
  const struct nut_rules *rules = s->rules;
  s->lists = nut_image_array(s->w, AT(at, struct root, lists),
                             rules->n_lists, sizeof *rules->lists);
  for (size_t i = 0; i < rules->n_lists; i++)
    save_list(s->w, s->lists + i * sizeof *rules->lists, &rules->lists[i]);
  s->defines = nut_image_array(s->w, AT(at, struct root, defines),
                               rules->n_defines, sizeof *rules->defines);
  for (size_t i = 0; i < rules->n_defines; i++)
    save_define(s->w, s->defines + i * sizeof *rules->defines);
  save_map(s->w, AT(at, struct root, names), &rules->names);
}

static void save_table(const struct saver *s, size_t to,
                       const struct nut_table *table)
{
  size_t rows = nut_image_array(s->w, AT(to, struct nut_table, rows),
                                table->n_rows, sizeof *table->rows);
  for (size_t k = 0; k < table->n_rows; k++)
    for (size_t c = 0; c < NUT_TABLE_COLUMNS; c++)
      nut_image_slice(s->w, AT(rows + k * sizeof *table->rows,
                               struct nut_row, cells)
                                + c * sizeof(struct nut_slice));
  save_map(s->w, AT(to, struct nut_table, index), &table->index);
}

/* All but that of words, which only planning asks. */
static void save_tables(const struct saver *s, size_t at)
{
  for (size_t i = 0; i < NUT_TABLES; i++) {
    size_t to = at + i * sizeof *s->rules->tables;
    if (i == NUT_TABLE_WORD_FREQUENCY)
      nut_image_clear(s->w, to, sizeof *s->rules->tables);
    else
      save_table(s, to, &s->rules->tables[i]);
  }
}

static void save_index(struct nut_image_writer *w, size_t at,
                       const struct nut_index *index)
{
  (void)nut_image_array(w, AT(at, struct nut_index, slots),
                        (size_t)1 << index->slot_bits, sizeof *index->slots);
  (void)nut_image_array(w, AT(at, struct nut_index, entries),
                        index->n_entries, sizeof *index->entries);
}

/* Only the index is used after an engine is made. */
static void save_lexicon(struct nut_image_writer *w, size_t at,
                         const struct nut_lexicon *lexicon)
{
  CLEAR(w, at, struct nut_lexicon, atoms.literals);
  CLEAR(w, at, struct nut_lexicon, atoms.of_need);
  save_index(w, AT(at, struct nut_lexicon, index), &lexicon->index);
}

/* PCRE2's own form of a rule's code; an empty slice when there is none. */
static void save_code(const struct saver *s, size_t at, size_t rule)
{
  int error = 0;
  size_t offset = 0;
  uint8_t *bytes = NULL;
  PCRE2_SIZE size = 0;
  struct nut_slice encoded = { NULL, 0 };
  pcre2_code *code = nut_rules_compile(s->rules, &s->rules->rules[rule],
                                       PCRE2_ANCHORED, &error, &offset);
  const pcre2_code *codes[1] = { code };
  if (code && pcre2_serialize_encode(codes, 1, &bytes, &size,
                                     s->rules->general) == 1)
    encoded = (struct nut_slice){ (const char *)bytes, size };
  nut_image_add_apart(s->w, at, encoded);
  pcre2_serialize_free(bytes);
  pcre2_code_free(code);
}

static void save_codes(const struct saver *s, size_t at)
{
  struct nut_image_apart *none = nut_new(s->rules->mem,
                                         (s->rules->n_rules + 1)
                                             * sizeof *none);
  if (!none) {
    s->w->buf.failed = true;
    return;
  }
  size_t to = nut_image_add(s->w, none, s->rules->n_rules * sizeof *none);
  nut_image_refer_to(s->w, at, to);
  for (size_t i = 0; i < s->rules->n_rules; i++)
    save_code(s, to + i * sizeof *none, i);
  nut_free(s->rules->mem, none);
}

static void save_atom_rows(struct nut_image_writer *w, size_t at,
                           const struct nut_atom_rows *rows)
{
  (void)nut_image_array(w, AT(at, struct nut_atom_rows, bits),
                        rows->n * rows->words, sizeof *rows->bits);
}

static void save_outlines(struct nut_image_writer *w, size_t at,
                          const struct nut_outlines *outlines, size_t n_rules)
{
  (void)nut_image_array(w, AT(at, struct nut_outlines, terms),
                        outlines->n_terms, sizeof *outlines->terms);
  (void)nut_image_array(w, AT(at, struct nut_outlines, kids),
                        outlines->n_kids, sizeof *outlines->kids);
  (void)nut_image_array(w, AT(at, struct nut_outlines, bytes),
                        outlines->n_bytes, 1);
  (void)nut_image_array(w, AT(at, struct nut_outlines, sets),
                        outlines->n_sets, sizeof *outlines->sets);
  (void)nut_image_array(w, AT(at, struct nut_outlines, roots), n_rules,
                        sizeof *outlines->roots);
  (void)nut_image_array(w, AT(at, struct nut_outlines, alphabets), n_rules,
                        sizeof *outlines->alphabets);
}

static void save_engine(const struct saver *s, size_t at)
{
  const struct nut_engine *engine = s->rules->engine;
  size_t n_atoms = engine->keys.atoms.n_atoms;
  size_t n_rules = s->rules->n_rules;
  CLEAR(s->w, at, struct nut_engine, rules);
  CLEAR(s->w, at, struct nut_engine, arena);
  CLEAR(s->w, at, struct nut_engine, codes);
  (void)nut_image_array(s->w, AT(at, struct nut_engine, plans), n_rules,
                        sizeof *engine->plans);
  save_lexicon(s->w, AT(at, struct nut_engine, keys), &engine->keys);
  save_index(s->w, AT(at, struct nut_engine, long_keys), &engine->long_keys);
  save_lexicon(s->w, AT(at, struct nut_engine, starts), &engine->starts);
  (void)nut_image_array(s->w, AT(at, struct nut_engine, first_keyed),
                        n_atoms + 2, sizeof *engine->first_keyed);
  (void)nut_image_array(s->w, AT(at, struct nut_engine, keyed),
                        engine->first_keyed[n_atoms], sizeof *engine->keyed);
  save_atom_rows(s->w, AT(at, struct nut_engine, begins), &engine->begins);
  save_atom_rows(s->w, AT(at, struct nut_engine, others), &engine->others);
  (void)nut_image_array(s->w, AT(at, struct nut_engine, always),
                        engine->n_always, sizeof *engine->always);
  save_outlines(s->w, AT(at, struct nut_engine, outlines), &engine->outlines,
                n_rules);
  save_codes(s, AT(at, struct nut_engine, encoded));
}

/* The name without the data folder, which may be another one next time. */
static struct nut_slice shipped_name(struct nut_slice data,
                                     struct nut_slice path)
{
  bool inside = path.len > data.len && path.ptr[data.len] == '/'
                && memcmp(path.ptr, data.ptr, data.len) == 0;
  return inside ? nut_slice_cut(path, data.len + 1, path.len) : path;
}

/* What the files were when they were read; NULL without memory. */
static struct file *list_files(const struct nut_rules *rules)
{
  const struct nut_source_list *read = &rules->sources;
  struct file *files = nut_new(rules->mem, (read->n + 1) * sizeof *files);
  for (size_t i = 0; files && i < read->n; i++) {
    const struct nut_source *source = read->ptr[i];
    files[i].name = source->name;
    if (source->layer < NUT_LAYER_USER)
      files[i].name = shipped_name(rules->data, source->name);
    files[i].sum = nut_image_sum(source->text.ptr, source->text.len);
    files[i].layer = source->layer;
  }
  return files;
}

static void save_files(struct nut_image_writer *w, size_t at, size_t n)
{
  size_t files = nut_image_array(w, AT(at, struct root, files), n,
                                 sizeof(struct file));
  for (size_t i = 0; i < n; i++)
    nut_image_slice(w, AT(files + i * sizeof(struct file), struct file,
                          name));
}

/* Cleared first: what lies between members goes into the image too. */
static void fill_root(struct root *root, const struct nut_rules *rules)
{
  memset(root, 0, sizeof *root);
  root->lists = rules->lists;
  root->n_lists = rules->n_lists;
  root->defines = rules->defines;
  root->n_defines = rules->n_defines;
  root->names = rules->names;
  root->rules = rules->rules;
  root->n_rules = rules->n_rules;
  memcpy(root->tables, rules->tables, sizeof root->tables);
  root->engine = *rules->engine;
  root->files = list_files(rules);
  root->n_files = rules->sources.n;
  root->no_defaults = rules->no_defaults;
}

bool nut_engine_image_make(const struct nut_rules *rules,
                           struct nut_image_writer *out)
{
  struct root root;
  struct saver saver = { .w = out, .rules = rules };
  nut_image_begin(out, rules->mem);
  fill_root(&root, rules);
  if (!root.files || rules->kinds.kinds != nut_kinds_builtin()->kinds)
    out->buf.failed = true;
  size_t at = nut_image_add(out, &root, sizeof root);
  save_words(&saver, at);
  save_rules(&saver, at);
  save_tables(&saver, AT(at, struct root, tables));
  save_engine(&saver, AT(at, struct root, engine));
  save_files(out, at, root.n_files);
  nut_free(rules->mem, root.files);
  return nut_image_end(out, version());
}

/* ---- reading ---- */

/* Are the file's bytes those that were read? */
static bool is_same(struct nut_arena *arena, const char *data,
                    const struct file *file)
{
  struct nut_slice text = { NULL, 0 };
  struct nut_slice path = file->name;
  if (file->layer < NUT_LAYER_USER)
    path = nut_source_join(arena, data, file->name);
  return path.ptr && nut_source_bytes(arena, path, &text)
         && nut_image_sum(text.ptr, text.len) == file->sum;
}

/* The n-th rule file of a layer, or NULL: those of the data folder come in
 * their order; a user's file makes a layer of its own and is its first, before
 * the lists that it takes in. */
static const struct file *nth_file(const struct root *root, unsigned layer,
                                   size_t n)
{
  for (size_t i = 0; i < root->n_files; i++)
    if (root->files[i].layer == layer
        && (layer >= NUT_LAYER_USER
            || nut_slice_ends(root->files[i].name, ".rules"))
        && n-- == 0)
      return &root->files[i];
  return NULL;
}

/* Would the same rule files be read today? */
static bool reads_same(struct nut_arena *arena, const struct root *root,
                       const struct nut_rules_options *options)
{
  struct nut_slice *names = NULL;
  size_t n = 0;
  if (!options->no_defaults
      && nut_rules_shipped(arena, options->data, &names, &n) != NUT_OK)
    return false;
  for (size_t i = 0; i < n; i++) {
    const struct file *file = nth_file(root, NUT_LAYER_SHIPPED, i);
    if (!file || !nut_slice_eq(file->name, names[i]))
      return false;
  }
  if (nth_file(root, NUT_LAYER_SHIPPED, n))
    return false;
  for (size_t i = 0; i < options->n_files; i++) {
    const struct file *file =
        nth_file(root, NUT_LAYER_USER + (unsigned)i, 0);
    if (!file || !nut_slice_is(file->name, options->files[i]))
      return false;
  }
  return !nth_file(root, NUT_LAYER_USER + (unsigned)options->n_files, 0);
}

static bool fits(const struct root *root,
                 const struct nut_rules_options *options)
{
  struct nut_arena arena;
  nut_arena_init(&arena, options->mem);
  bool same = root->no_defaults == options->no_defaults
              && reads_same(&arena, root, options);
  for (size_t i = 0; same && i < root->n_files; i++)
    same = is_same(&arena, options->data, &root->files[i]);
  nut_arena_drop(&arena);
  return same;
}

/* The engine is copied out, since it owns codes; all else stays there. */
static enum nut_status adopt(struct nut_rules *rules, const struct root *root)
{
  struct nut_engine *engine = nut_new(rules->mem, sizeof *engine);
  if (!engine)
    return NUT_NOMEM;
  rules->lists = root->lists;
  rules->n_lists = root->n_lists;
  rules->defines = root->defines;
  rules->n_defines = root->n_defines;
  rules->names = root->names;
  rules->rules = root->rules;
  rules->n_rules = root->n_rules;
  memcpy(rules->tables, root->tables, sizeof rules->tables);
  *engine = root->engine;
  engine->rules = rules;
  nut_arena_init(&engine->arena, rules->mem);
  engine->codes = nut_arena_alloc(
      &engine->arena, (root->n_rules + 1) * sizeof *engine->codes);
  rules->engine = engine;
  return engine->codes ? NUT_OK : NUT_NOMEM;
}

/* The first image that fits; false when none does. */
static bool find_image(const struct nut_rules_options *options,
                       struct nut_image *image)
{
  for (size_t i = 0; i < options->n_images; i++) {
    if (!nut_image_map(options->images[i], version(), image))
      continue;
    if (nut_image_holds(image, sizeof(struct root))
        && fits(image->root, options))
      return true;
    nut_image_unmap(image);
  }
  return false;
}

enum nut_status nut_engine_image_load(const struct nut_rules_options *options,
                                      struct nut_rules **out)
{
  struct nut_image image;
  *out = NULL;
  if (!find_image(options, &image))
    return NUT_OK;
  struct nut_rules *rules = nut_rules_make(options->mem);
  if (!rules) {
    nut_image_unmap(&image);
    return NUT_NOMEM;
  }
  rules->image = image;
  enum nut_status status = adopt(rules, image.root);
  if (status == NUT_OK) {
    *out = rules;
    return NUT_OK;
  }
  nut_engine_free(rules->engine);
  nut_rules_unload(rules);
  return status;
}
