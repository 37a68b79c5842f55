/* From a rule set to what the scan runs on, and the rules' compiled codes.
 *
 * For each rule its needs are derived; equal needs of several rules are
 * shared; from the shared ones come atoms and the trie; last, each rule is
 * listed under the atoms of its rarest need, its key.  So a rule costs nothing
 * in a sentence without its key, however many rules there are.  Listing a rule
 * under all its needs and counting how many are met was the obvious other way:
 * it touches many rules in every sentence.
 *
 * Codes are compiled late: of many hundred rules an article meets a few, and a
 * compile costs more than a sentence.  JIT comes later still (NUT_JIT_AFTER).
 *
 * Invariants: plans, lists and trie do not change after _new; only a code's
 * slot does, by atomics.  Sharing needs may widen what is let through, never
 * narrow it.
 *
 * Cost: once for a rule set, most of it in deriving needs. */
#include "scan/engine.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <string.h>

/* All distinct needs while plans are made. */
struct builder {
  struct nut_engine *engine;
  struct nut_arena scratch; /* of one rule's derivation */
  struct nut_need *needs;
  size_t n;
  size_t cap;
  struct nut_map index; /* the literals' bytes -> need */
};

/* The literals of a need as one key: equal sets share a need.  Sides are left
 * out, they are widened instead; the byte behind each text marks its end and
 * holds its two flags. */
static struct nut_slice key_of(struct nut_arena *arena,
                               const struct nut_need *need)
{
  size_t len = 0;
  for (size_t i = 0; i < need->n_literals; i++)
    len += (size_t)need->literals[i].text.len + 1;
  char *key = nut_arena_alloc(arena, len);
  if (!key)
    return (struct nut_slice){ NULL, 0 };
  len = 0;
  for (size_t i = 0; i < need->n_literals; i++) {
    const struct nut_literal *text = &need->literals[i].text;
    memcpy(key + len, text->bytes, text->len);
    len += text->len;
    key[len++] = (char)(1 + text->capital + 2 * text->blank);
  }
  return (struct nut_slice){ key, len };
}

/* What either of two equal sets allows at the sides of its literals.  More
 * candidates at worst: PCRE2 has the last word. */
static void widen(struct nut_need *need, const struct nut_need *by)
{
  for (size_t i = 0; i < need->n_literals; i++) {
    need->literals[i].before |= by->literals[i].before;
    need->literals[i].after |= by->literals[i].after;
  }
}

/* *number is the place of the shared need among all.  Maps keep their keys'
 * pointers, hence the engine's arena and not the scratch one. */
static enum nut_status share(struct builder *b, const struct nut_need *need,
                             uint32_t *number)
{
  struct nut_arena *arena = &b->engine->arena;
  struct nut_slice key = key_of(arena, need);
  if (!key.ptr)
    return NUT_NOMEM;
  *number = nut_map_get(&b->index, key);
  if (*number != NUT_MAP_NONE) {
    widen(&b->needs[*number], need);
    return NUT_OK;
  }
  b->needs = nut_arena_grow(arena, b->needs, b->n, &b->cap,
                            sizeof *b->needs);
  if (!b->needs)
    return NUT_NOMEM;
  *number = (uint32_t)b->n++;
  b->needs[*number] = *need;
  return nut_map_put(&b->index, key, *number) ? NUT_OK : NUT_NOMEM;
}

/* Scratch is emptied for each rule: a syntax tree with its literals is many
 * times as large as the needs that are kept of it. */
static enum nut_status make_plan(struct builder *b,
                                 const struct nut_rule *rule,
                                 struct nut_plan *plan)
{
  struct nut_arena *arena = &b->engine->arena;
  struct nut_needs *needs = nut_arena_alloc(arena, sizeof *needs);
  nut_arena_reset(&b->scratch);
  if (!needs
      || nut_needs_derive(&b->scratch, arena, rule, needs) != NUT_OK)
    return NUT_NOMEM;
  /* plan->key is needs[0] until a rarer one comes */
  *plan = (struct nut_plan){ .n = needs->n, .first = needs->first,
                             .exact_start = needs->exact_start };
  /* A paragraph is looked at whole: needs are found sentence by sentence. */
  plan->everywhere = needs->n == 0 || rule->window_paragraph;
  for (size_t i = 0; i < needs->n; i++) {
    const struct nut_need *need = &needs->needs[i];
    struct nut_plan_need *out = &plan->needs[i];
    *out = (struct nut_plan_need){ 0, NULL, need->min_before,
                                   need->max_before, &need->before };
    if (share(b, need, &out->need) != NUT_OK)
      return NUT_NOMEM;
    if (need->weight < needs->needs[plan->key].weight)
      plan->key = i;
  }
  return NUT_OK;
}

/* Atoms are known when all needs are. */
static void give_atoms(struct nut_engine *engine)
{
  for (size_t i = 0; i < engine->rules->n_rules; i++)
    for (size_t k = 0; k < engine->plans[i].n; k++) {
      struct nut_plan_need *need = &engine->plans[i].needs[k];
      need->atoms = &engine->atoms.of_need[need->need];
    }
}

/* Only of a plan with needs. */
static const struct nut_atom_list *key_atoms(const struct nut_plan *plan)
{
  return plan->needs[plan->key].atoms;
}

static size_t count_keyed(const struct nut_engine *engine)
{
  size_t n = 0;
  for (size_t i = 0; i < engine->rules->n_rules; i++)
    if (!engine->plans[i].everywhere)
      n += key_atoms(&engine->plans[i])->len;
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
  size_t n = engine->rules->n_rules;
  for (size_t i = 0; i < n; i++) {
    const struct nut_plan *plan = &engine->plans[i];
    for (size_t k = 0; !plan->everywhere && k < key_atoms(plan)->len; k++)
      first[key_atoms(plan)->ptr[k] + 2]++;
  }
  for (size_t i = 2; i < engine->atoms.n_atoms + 2; i++)
    first[i] += first[i - 1];
  for (size_t i = 0; i < n; i++) {
    const struct nut_plan *plan = &engine->plans[i];
    for (size_t k = 0; !plan->everywhere && k < key_atoms(plan)->len; k++)
      engine->keyed[first[key_atoms(plan)->ptr[k] + 1]++] = (uint32_t)i;
  }
}

/* Rules by the atoms of their keys, and those without a need. */
static enum nut_status list_rules(struct nut_engine *engine)
{
  size_t n = engine->rules->n_rules;
  struct nut_arena *arena = &engine->arena;
  give_atoms(engine);
  engine->first_keyed = nut_arena_alloc(
      arena, (engine->atoms.n_atoms + 2) * sizeof(uint32_t));
  engine->keyed =
      nut_arena_alloc(arena, (count_keyed(engine) + 1) * sizeof(uint32_t));
  engine->always = nut_arena_alloc(arena, (n + 1) * sizeof(uint32_t));
  if (!engine->first_keyed || !engine->keyed || !engine->always)
    return NUT_NOMEM;
  sort_keyed(engine);
  for (size_t i = 0; i < n; i++)
    if (engine->plans[i].everywhere)
      engine->always[engine->n_always++] = (uint32_t)i;
  return NUT_OK;
}

/* Order matters: atoms need all needs, the trie all atoms, the lists both. */
static enum nut_status build(struct nut_engine *engine)
{
  const struct nut_rules *rules = engine->rules;
  struct builder b = { .engine = engine };
  enum nut_status status = NUT_OK;
  size_t n = rules->n_rules + 1;
  engine->plans = nut_arena_alloc(&engine->arena, n * sizeof *engine->plans);
  engine->codes = nut_arena_alloc(&engine->arena, n * sizeof *engine->codes);
  if (!engine->plans || !engine->codes)
    return NUT_NOMEM;
  nut_map_init(&b.index, engine->arena.mem);
  nut_arena_init(&b.scratch, engine->arena.mem);
  for (size_t i = 0; status == NUT_OK && i < rules->n_rules; i++)
    status = make_plan(&b, &rules->rules[i], &engine->plans[i]);
  nut_map_drop(&b.index);
  nut_arena_drop(&b.scratch);
  if (status == NUT_OK)
    status = nut_atoms_make(&engine->arena, b.needs, b.n, &engine->atoms);
  if (status == NUT_OK)
    status = nut_trie_build(&engine->arena, engine->atoms.literals,
                            engine->atoms.n_literals, &engine->trie);
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
  nut_trie_drop(&engine->trie);
  nut_arena_drop(&engine->arena);
  nut_free(mem, engine);
}

/* Errors are not looked at: the pattern was tried when it was loaded or
 * checked, so NULL means memory. */
static pcre2_code *compile(const struct nut_engine *engine, size_t rule)
{
  int error = 0;
  size_t offset = 0;
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
