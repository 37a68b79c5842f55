/* From a rule set to what the scan runs on, and the rules' compiled codes.
 *
 * For each rule its needs are derived; equal needs of several rules are
 * shared; from the shared ones come atoms and an index, once for the keys and
 * once for the starts; last, each rule is listed under the atoms of its key.
 * So a rule costs nothing in a sentence without its key, however many rules
 * there are.  To look for all needs of all rules in every sentence was the
 * obvious other way: most of what is met then is of no use.
 *
 * Codes are compiled late: of many hundred rules an article meets a few, and a
 * compile costs more than a sentence.  JIT comes later still (NUT_JIT_AFTER).
 *
 * Invariants: plans, lists and indexes do not change after _new; only a code's
 * slot does, by atomics.  Sharing needs may widen what is let through, never
 * narrow it.
 *
 * Cost: once for a rule set, most of it in deriving needs. */
#include "scan/engine.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "scan/frequency.h"

#include <string.h>

/* Distinct needs while plans are made. */
struct pool {
  struct nut_arena *arena;
  struct nut_need *needs;
  size_t n;
  size_t cap;
  struct nut_map index; /* the literals' bytes -> need */
};

struct builder {
  struct nut_engine *engine;
  struct nut_arena scratch; /* of one rule's derivation */
  struct nut_frequencies frequencies;
  struct nut_outliner outliner;
  struct pool keys;
  struct pool starts;
};

/* What a need is for: those of one use share literals. */
enum use { TO_BEGIN, TO_ASK };

/* The literals of a need as one key: equal sets share a need.  Sides are left
 * out, they are widened instead; the byte behind each text marks its end and
 * holds its two flags. */
static struct nut_slice key_of(struct nut_arena *arena,
                               const struct nut_need *need, enum use use)
{
  size_t len = 1;
  for (size_t i = 0; i < need->n_literals; i++)
    len += (size_t)need->literals[i].text.len + 1;
  char *key = nut_arena_alloc(arena, len);
  if (!key)
    return (struct nut_slice){ NULL, 0 };
  len = 0;
  key[len++] = (char)use;
  for (size_t i = 0; i < need->n_literals; i++) {
    const struct nut_literal *text = &need->literals[i].text;
    memcpy(key + len, text->bytes, text->len);
    len += text->len;
    key[len++] = (char)(1 + text->capital + 2 * text->blank);
  }
  return (struct nut_slice){ key, len };
}

/* What either of two equal sets allows at the sides of its literals.  More
 * candidates at worst: PCRE2 has the last word.  Only among needs of one use:
 * one that is merely asked for shall not bring places to begin at. */
static void widen(struct nut_need *need, const struct nut_need *by)
{
  for (size_t i = 0; i < need->n_literals; i++) {
    need->literals[i].before |= by->literals[i].before;
    need->literals[i].after |= by->literals[i].after;
  }
}

/* *number is the place of the shared need among all.  Maps keep their keys'
 * pointers, hence the engine's arena and not the scratch one. */
static enum nut_status share(struct pool *pool, const struct nut_need *need,
                             enum use use, uint32_t *number)
{
  struct nut_slice key = key_of(pool->arena, need, use);
  if (!key.ptr)
    return NUT_NOMEM;
  *number = nut_map_get(&pool->index, key);
  if (*number != NUT_MAP_NONE) {
    widen(&pool->needs[*number], need);
    return NUT_OK;
  }
  pool->needs = nut_arena_grow(pool->arena, pool->needs, pool->n, &pool->cap,
                               sizeof *pool->needs);
  if (!pool->needs)
    return NUT_NOMEM;
  *number = (uint32_t)pool->n++;
  pool->needs[*number] = *need;
  return nut_map_put(&pool->index, key, *number) ? NUT_OK : NUT_NOMEM;
}

/* What the rule's pattern tells of its matches.  Scratch is emptied for each
 * rule: a syntax tree with its literals is many times as large as what is kept
 * of it. */
static enum nut_status read_pattern(struct builder *b,
                                    const struct nut_rule *rule,
                                    struct nut_needs *needs)
{
  nut_arena_reset(&b->scratch);
  struct nut_node *root =
      nut_syntax_parse(&b->scratch, rule->pattern, rule->match_case);
  if (!root
      || nut_outliner_add(&b->outliner, rule->index, root) != NUT_OK)
    return NUT_NOMEM;
  return nut_needs_derive(&b->scratch, &b->engine->arena, &b->frequencies,
                          rule, root, needs);
}

static enum nut_status make_plan(struct builder *b,
                                 const struct nut_rule *rule,
                                 struct nut_plan *plan)
{
  struct nut_needs needs;
  if (rule->gazetteer) { /* no pattern: it is not tried at all */
    *plan = (struct nut_plan){ .everywhere = true, .start = NUT_NO_ROW,
                               .other = NUT_NO_ROW };
    return NUT_OK;
  }
  if (read_pattern(b, rule, &needs) != NUT_OK)
    return NUT_NOMEM;
  *plan = (struct nut_plan){ .first = needs.first, .start = NUT_NO_ROW,
                             .other = NUT_NO_ROW,
                             .messages = nut_rule_of_messages(rule),
                             .edges_open = rule->edges_open,
                             .anywhere = rule->edges_open
                                 || nut_byte_set_has(&needs.first, ' ') };
  plan->everywhere = !needs.found;
  if (plan->everywhere)
    return NUT_OK;
  plan->paragraph = rule->window_paragraph;
  plan->min_before = needs.key.min_before;
  plan->max_before = needs.key.max_before;
  plan->before = needs.key.before;
  enum nut_status status = share(&b->keys, &needs.key, TO_BEGIN, &plan->key);
  if (status == NUT_OK && needs.exact_start && plan->max_before > 0)
    status = share(&b->starts, &needs.start, TO_BEGIN, &plan->start);
  if (status == NUT_OK && needs.has_other) {
    plan->other_min = needs.other.min_before;
    plan->other_max = needs.other.max_before;
    status = share(&b->keys, &needs.other, TO_ASK, &plan->other);
  }
  return status;
}

/* Only of a plan with a key. */
static const struct nut_atom_list *key_atoms(const struct nut_engine *engine,
                                             const struct nut_plan *plan)
{
  return &engine->keys.atoms.of_need[plan->key];
}

static size_t count_keyed(const struct nut_engine *engine)
{
  size_t n = 0;
  for (size_t i = 0; i < engine->rules->n_rules; i++)
    if (!engine->plans[i].everywhere)
      n += key_atoms(engine, &engine->plans[i])->len;
  return n;
}

/* first[atom + 1] is where the atom's rules begin while they are counted and
 * put in place; then first[atom].
 *
 * A counting sort: one array for all lists, each atom's rules in their
 * order. */
static void sort_keyed(struct nut_engine *engine)
{
  uint32_t *first = engine->first_keyed;
  for (size_t i = 0; i < engine->rules->n_rules; i++) {
    if (engine->plans[i].everywhere)
      continue;
    const struct nut_atom_list *atoms = key_atoms(engine, &engine->plans[i]);
    for (size_t k = 0; k < atoms->len; k++)
      first[atoms->ptr[k] + 2]++;
  }
  for (size_t i = 2; i < engine->keys.atoms.n_atoms + 2; i++)
    first[i] += first[i - 1];
  for (size_t i = 0; i < engine->rules->n_rules; i++) {
    if (engine->plans[i].everywhere)
      continue;
    const struct nut_atom_list *atoms = key_atoms(engine, &engine->plans[i]);
    for (size_t k = 0; k < atoms->len; k++)
      engine->keyed[first[atoms->ptr[k] + 1]++] = (uint32_t)i;
  }
}

/* Rules by the atoms of their keys, and those without a need. */
static enum nut_status list_rules(struct nut_engine *engine)
{
  size_t n = engine->rules->n_rules;
  struct nut_arena *arena = &engine->arena;
  engine->first_keyed = nut_arena_alloc(
      arena, (engine->keys.atoms.n_atoms + 2) * sizeof(uint32_t));
  engine->keyed =
      nut_arena_alloc(arena, (count_keyed(engine) + 1) * sizeof(uint32_t));
  engine->always = nut_arena_alloc(arena, (n + 1) * sizeof(uint32_t));
  if (!engine->first_keyed || !engine->keyed || !engine->always)
    return NUT_NOMEM;
  sort_keyed(engine);
  for (size_t i = 0; i < n; i++)
    if (engine->plans[i].everywhere && !engine->rules->rules[i].gazetteer)
      engine->always[engine->n_always++] = (uint32_t)i;
  return NUT_OK;
}

/* The table that nut_atom_rows_has reads, for n needs. */
static enum nut_status fill_rows(struct nut_arena *arena,
                                 const struct nut_atoms *atoms, size_t n,
                                 struct nut_atom_rows *rows)
{
  rows->n = n;
  rows->words = atoms->n_atoms / 64 + 1;
  rows->bits = nut_arena_alloc(arena, (n + 1) * rows->words
                                          * sizeof *rows->bits);
  if (!rows->bits)
    return NUT_NOMEM;
  for (size_t row = 0; row < n; row++) {
    const struct nut_atom_list *list = &atoms->of_need[row];
    for (size_t k = 0; k < list->len; k++)
      rows->bits[row * rows->words + list->ptr[k] / 64] |=
          1ULL << (list->ptr[k] & 63);
  }
  return NUT_OK;
}

static enum nut_status make_lexicon(struct nut_arena *arena,
                                    const struct pool *pool,
                                    struct nut_lexicon *out)
{
  enum nut_status status =
      nut_atoms_make(arena, pool->needs, pool->n, &out->atoms);
  if (status == NUT_OK)
    status = nut_index_build(arena, out->atoms.literals,
                             out->atoms.n_literals, &out->index);
  return status;
}

static void take_atoms(const struct nut_atom_list *list, bool *taken)
{
  for (size_t i = 0; i < list->len; i++)
    taken[list->ptr[i]] = true;
}

/* Half of the date rules are for messages, and so are many keys. */
static enum nut_status make_long_keys(struct nut_engine *engine)
{
  struct nut_arena *arena = &engine->arena;
  const struct nut_atoms *atoms = &engine->keys.atoms;
  bool *taken = nut_arena_alloc(arena, atoms->n_atoms + 1);
  struct nut_index_literal *literals =
      nut_arena_alloc(arena, (atoms->n_literals + 1) * sizeof *literals);
  size_t n = 0;
  if (!taken || !literals)
    return NUT_NOMEM;
  for (size_t i = 0; i < engine->rules->n_rules; i++) {
    const struct nut_plan *plan = &engine->plans[i];
    if (plan->everywhere || plan->messages)
      continue;
    take_atoms(&atoms->of_need[plan->key], taken);
    if (plan->other != NUT_NO_ROW)
      take_atoms(&atoms->of_need[plan->other], taken);
  }
  for (size_t i = 0; i < atoms->n_literals; i++)
    if (taken[atoms->literals[i].atom])
      literals[n++] = atoms->literals[i];
  return nut_index_build(arena, literals, n, &engine->long_keys);
}

static void pool_init(struct pool *pool, struct nut_arena *arena)
{
  *pool = (struct pool){ .arena = arena };
  nut_map_init(&pool->index, arena->mem);
}

static enum nut_status make_plans(struct builder *b)
{
  const struct nut_rules *rules = b->engine->rules;
  struct nut_arena figures;
  nut_arena_init(&figures, rules->mem);
  nut_arena_init(&b->scratch, rules->mem);
  enum nut_status status =
      nut_frequencies_read(&figures, &rules->tables[NUT_TABLE_WORD_FREQUENCY],
                           &b->frequencies);
  if (status == NUT_OK)
    status = nut_outliner_init(&b->outliner, &b->engine->arena,
                               rules->n_rules, &b->engine->outlines);
  for (size_t i = 0; status == NUT_OK && i < rules->n_rules; i++)
    status = make_plan(b, &rules->rules[i], &b->engine->plans[i]);
  nut_outliner_drop(&b->outliner);
  nut_arena_drop(&b->scratch);
  nut_arena_drop(&figures);
  return status;
}

/* Order matters: atoms need all needs, an index all atoms, the lists both. */
static enum nut_status build(struct nut_engine *engine)
{
  struct builder b = { .engine = engine };
  struct nut_arena *arena = &engine->arena;
  size_t n = engine->rules->n_rules + 1;
  engine->plans = nut_arena_alloc(arena, n * sizeof *engine->plans);
  engine->codes = nut_arena_alloc(arena, n * sizeof *engine->codes);
  if (!engine->plans || !engine->codes)
    return NUT_NOMEM;
  pool_init(&b.keys, arena);
  pool_init(&b.starts, arena);
  enum nut_status status = make_plans(&b);
  nut_map_drop(&b.keys.index);
  nut_map_drop(&b.starts.index);
  if (status == NUT_OK)
    status = make_lexicon(arena, &b.keys, &engine->keys);
  if (status == NUT_OK)
    status = make_long_keys(engine);
  if (status == NUT_OK)
    status = make_lexicon(arena, &b.starts, &engine->starts);
  if (status == NUT_OK)
    status = fill_rows(arena, &engine->starts.atoms, b.starts.n,
                       &engine->begins);
  if (status == NUT_OK)
    status = fill_rows(arena, &engine->keys.atoms, b.keys.n,
                       &engine->others);
  return status == NUT_OK ? list_rules(engine) : status;
}

enum nut_status nut_engine_new(const struct nut_rules *rules,
                               struct nut_engine **out)
{
  struct nut_engine *engine = nut_new(rules->mem, sizeof *engine);
  *out = NULL;
  if (!engine)
    return NUT_NOMEM;
  engine->rules = rules;
  engine->jit_after = NUT_JIT_AFTER;
  nut_arena_init(&engine->arena, rules->mem);
  enum nut_status status = build(engine);
  if (status != NUT_OK) {
    nut_engine_free(engine);
    return status;
  }
  *out = engine;
  return NUT_OK;
}

/* No thread may be scanning any more. */
void nut_engine_free(struct nut_engine *engine)
{
  if (!engine)
    return;
  const struct nut_mem *mem = engine->rules->mem;
  for (size_t i = 0; engine->codes && i < engine->rules->n_rules; i++) {
    pcre2_code_free(atomic_load(&engine->codes[i].current));
    pcre2_code_free(atomic_load(&engine->codes[i].interpreted));
  }
  nut_arena_drop(&engine->arena);
  nut_free(mem, engine);
}

/* From an image: takes a tenth of the time that compiling does.  NULL when
 * there is none, or the PCRE2 at hand is not the one that wrote it. */
static pcre2_code *decode(const struct nut_engine *engine, size_t rule)
{
  pcre2_code *code = NULL;
  const struct nut_image_apart *encoded = engine->encoded;
  if (!encoded || !nut_image_is_whole(&encoded[rule])
      || pcre2_serialize_decode(&code, 1,
                                (const uint8_t *)encoded[rule].bytes.ptr,
                                engine->rules->general) != 1)
    return NULL;
  return code;
}

/* Errors are not looked at: the pattern was tried when it was loaded or
 * checked, so NULL means memory. */
static pcre2_code *compile(const struct nut_engine *engine, size_t rule)
{
  int error = 0;
  size_t offset = 0;
  pcre2_code *code = decode(engine, rule);
  if (code)
    return code;
  return nut_rules_compile(engine->rules, &engine->rules->rules[rule],
                           PCRE2_ANCHORED, &error, &offset);
}

/* The first code of a rule.  Two threads may both get here; the slot keeps one
 * code, and the loser takes the winner's, which the failed exchange leaves in
 * `none`. */
static const pcre2_code *compile_first(const struct nut_engine *engine,
                                       size_t rule, struct nut_code *slot)
{
  pcre2_code *none = NULL;
  pcre2_code *code = compile(engine, rule);
  if (code && !atomic_compare_exchange_strong(&slot->current, &none, code)) {
    pcre2_code_free(code);
    code = none;
  }
  return code;
}

/* A second code with machine code in it takes the first one's place.  JIT
 * compilation changes a code, so it happens before anybody else sees it.  The
 * first one is kept, not freed: other threads may be inside it.  Where JIT is
 * not to be had, the first one stays for good. */
static const pcre2_code *compile_fast(const struct nut_engine *engine,
                                      size_t rule, struct nut_code *slot,
                                      pcre2_code *slow)
{
  pcre2_code *code = compile(engine, rule);
  if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
    pcre2_code_free(code);
    return slow;
  }
  atomic_store(&slot->interpreted, slow);
  atomic_store(&slot->current, code);
  return code;
}

/* The plain load of `uses` comes before the adding one so that a busy rule
 * does not pull its cache line from thread to thread for ever. */
const pcre2_code *nut_engine_code(struct nut_engine *engine, size_t rule)
{
  struct nut_code *slot = &engine->codes[rule];
  pcre2_code *code = atomic_load_explicit(&slot->current,
                                          memory_order_acquire);
  if (!code)
    return compile_first(engine, rule, slot);
  if (atomic_load_explicit(&slot->uses, memory_order_relaxed)
      > engine->jit_after)
    return code;
  /* Exactly one thread sees the count pass the mark. */
  if (atomic_fetch_add(&slot->uses, 1) == engine->jit_after)
    return compile_fast(engine, rule, slot, code);
  return code;
}
