/* Which rules match where: the loop over an article's sentences.
 *
 * For each sentence: walk the trie from where words, numbers and signs begin
 * and note each atom met (find_needs); for each rule whose key is met, see
 * that all its needs are, in order (in_order); from each place of the key go
 * back as far as the pattern allows and collect the places where a match could
 * begin (find_starts); try the rule there (attempt.c).
 *
 * Walks from beginnings rather than an Aho-Corasick automaton over every byte:
 * nearly all literals begin a word, a bitmap of the first three bytes ends
 * most walks at once, and the table is small enough to stay in the cache.
 * Each step only filters, so the result is that of every rule tried at every
 * place, which the tests hold it to.
 *
 * Invariants: events of an atom are chained in text order; what belongs to a
 * sentence carries its stamp, and stamps are never given twice, so nothing
 * needs clearing between sentences or articles.
 *
 * Cost: nearly all of it is find_needs, which every byte goes through; PCRE2
 * sees few sentences of few rules.  Captures, values and overlaps are left to
 * the later stages. */
#include "scan/scan.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "scan/attempt.h"

#include <stdlib.h>
#include <string.h>

/* The default of 32 KB is too small for a rule with long alternations. */
#define JIT_STACK_START ((size_t)64 << 10)
#define JIT_STACK_MAX ((size_t)1 << 20)

static enum nut_status init_pcre2(struct nut_scan *scan,
                                  pcre2_general_context *general)
{
  scan->data = pcre2_match_data_create(NUT_GROUPS_MAX + 1, general);
  scan->context = pcre2_match_context_create(general);
  scan->stack =
      pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, general);
  if (!scan->data || !scan->context || !scan->stack)
    return NUT_NOMEM;
  pcre2_jit_stack_assign(scan->context, NULL, scan->stack);
  (void)pcre2_set_match_limit(scan->context, NUT_MATCH_LIMIT);
  (void)pcre2_set_depth_limit(scan->context, NUT_DEPTH_LIMIT);
  (void)pcre2_set_heap_limit(scan->context, NUT_HEAP_LIMIT_KIB);
  return NUT_OK;
}

/* One match data, wide enough for any rule, serves them all. */
enum nut_status nut_scan_init(struct nut_scan *scan,
                              struct nut_engine *engine)
{
  const struct nut_rules *rules = engine->rules;
  *scan = (struct nut_scan){ .engine = engine };
  size_t n_atoms = engine->atoms.n_atoms + 1;
  scan->met = nut_new(rules->mem, n_atoms * sizeof *scan->met);
  scan->met_atoms = nut_new(rules->mem, n_atoms * sizeof(uint32_t));
  scan->tried =
      nut_new(rules->mem, (rules->n_rules + 1) * sizeof(uint32_t));
  scan->breaches = nut_new(rules->mem, rules->n_rules + 1);
  if (scan->met && scan->met_atoms && scan->tried && scan->breaches
      && init_pcre2(scan, rules->general) == NUT_OK)
    return NUT_OK;
  nut_scan_drop(scan);
  return NUT_NOMEM;
}

/* Also of one that _init left half made; zeroed already, it does nothing. */
void nut_scan_drop(struct nut_scan *scan)
{
  if (!scan->engine)
    return;
  const struct nut_mem *mem = scan->engine->rules->mem;
  pcre2_match_data_free(scan->data);
  pcre2_match_context_free(scan->context);
  pcre2_jit_stack_free(scan->stack);
  nut_free(mem, scan->met);
  nut_free(mem, scan->met_atoms);
  nut_free(mem, scan->tried);
  nut_free(mem, scan->keys);
  nut_free(mem, scan->breaches);
  nut_free(mem, scan->events);
  nut_free(mem, scan->starts);
  *scan = (struct nut_scan){ 0 };
}

/* ---- which needs are met ---- */

/* In the order of the text, since find_needs goes from left to right. */
static enum nut_status add_event(struct nut_scan *scan, uint32_t atom,
                                 uint32_t start)
{
  struct nut_event *events =
      nut_grow(scan->engine->rules->mem, scan->events, &scan->cap_events,
               scan->n_events + 1, sizeof *events);
  struct nut_met *met = &scan->met[atom];
  if (!events)
    return NUT_NOMEM;
  scan->events = events;
  events[scan->n_events] = (struct nut_event){ start, NUT_NO_EVENT };
  if (met->stamp == scan->stamp) {
    events[met->last].next = (uint32_t)scan->n_events;
  } else {
    met->stamp = scan->stamp;
    met->first = (uint32_t)scan->n_events;
    scan->met_atoms[scan->n_met++] = atom;
  }
  met->last = (uint32_t)scan->n_events++;
  return NUT_OK;
}

/* Literals that end at `at`, where the walk from `start` reached `node`. The
 * sides are looked at here and not in the trie, so that "arrest" with a word
 * edge and without one share a path. */
static enum nut_status take_outs(struct nut_scan *scan, const char *text,
                                 const struct nut_window *w, uint32_t node,
                                 uint32_t start, uint32_t at)
{
  const struct nut_trie *trie = &scan->engine->trie;
  const struct nut_trie_out *out = &trie->outs[trie->first_out[node]];
  const struct nut_trie_out *end = &trie->outs[trie->first_out[node + 1]];
  unsigned before = start > w->subject
                        ? trie->kinds[(unsigned char)text[start - 1]]
                        : NUT_EDGE;
  unsigned after =
      at < w->end ? trie->kinds[(unsigned char)text[at]] : NUT_EDGE;
  for (; out < end; out++) {
    if (!(out->before & before) || !(out->after & after))
      continue;
    if (add_event(scan, out->atom, start) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

static bool is_capital(char c)
{
  return c >= 'A' && c <= 'Z';
}

/* Follow the text from `start` through the trie.  Literals that begin alike
 * are all found on one way. */
static enum nut_status walk(struct nut_scan *scan, const char *text,
                            const struct nut_window *w, uint32_t start)
{
  const struct nut_trie *trie = &scan->engine->trie;
  uint32_t node = is_capital(text[start]) ? NUT_ROOT_CAPITAL : NUT_ROOT;
  if (w->end - start >= 3 && !nut_trie_worth(trie, (int)node, text + start))
    return NUT_OK;
  for (uint32_t at = start; at < w->end;) {
    node = nut_trie_step(trie, node, (unsigned char)text[at++]);
    if (node == NUT_TRIE_FREE)
      return NUT_OK;
    if ((trie->cells[node].base & NUT_TRIE_OUT)
        && take_outs(scan, text, w, node, start, at) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* Before the window the kind is that of the byte there, which is no part of
 * it: a literal right behind a word's cut-off half is none. */
static enum nut_status find_needs(struct nut_scan *scan, const char *text,
                                  const struct nut_window *w)
{
  const struct nut_trie *trie = &scan->engine->trie;
  unsigned before = w->start > w->subject
                        ? trie->kinds[(unsigned char)text[w->start - 1]]
                        : NUT_EDGE;
  scan->stamp++;
  scan->n_met = 0;
  scan->n_events = 0;
  for (uint32_t at = w->start; at < w->end; at++) {
    unsigned char byte = (unsigned char)text[at];
    unsigned kind = trie->kinds[byte];
    bool start = (trie->starts[before] & kind)
                 || (before == NUT_LETTER && trie->inside[byte]);
    before = kind;
    if (start && walk(scan, text, w, at) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* ---- where a rule is to be tried ---- */

static enum nut_status push(struct nut_scan *scan, uint32_t **array,
                            size_t *len, size_t *cap, uint32_t value)
{
  uint32_t *moved = nut_grow(scan->engine->rules->mem, *array, cap, *len + 1,
                             sizeof *moved);
  if (!moved)
    return NUT_NOMEM;
  *array = moved;
  moved[(*len)++] = value;
  return NUT_OK;
}

static enum nut_status add_start(struct nut_scan *scan, uint32_t at)
{
  return push(scan, &scan->starts, &scan->n_starts, &scan->cap_starts, at);
}

/* The first event of the atom in this sentence at or behind `from`. Stamps of
 * older sentences mean that the atom is not met in this one. */
static uint32_t event_from(const struct nut_scan *scan, uint32_t atom,
                           uint32_t from)
{
  const struct nut_met *met = &scan->met[atom];
  uint32_t at = met->stamp == scan->stamp ? met->first : NUT_NO_EVENT;
  while (at != NUT_NO_EVENT && scan->events[at].start < from)
    at = scan->events[at].next;
  return at;
}

/* Where the need is first met at or behind `from`; NUT_NO_EVENT: nowhere. */
static uint32_t first_met(const struct nut_scan *scan,
                          const struct nut_plan_need *need, uint32_t from)
{
  uint32_t first = NUT_NO_EVENT;
  for (size_t i = 0; i < need->atoms->len; i++) {
    uint32_t at = event_from(scan, need->atoms->ptr[i], from);
    if (at != NUT_NO_EVENT && scan->events[at].start < first)
      first = scan->events[at].start;
  }
  return first;
}

/* Needs are met in their order: none before the one that it follows (two may
 * begin with one literal). To take the first place of each need is enough: any
 * other leaves the later ones less room.  Gaps between needs are not checked,
 * PCRE2 does. */
static bool in_order(const struct nut_scan *scan, const struct nut_plan *plan)
{
  uint32_t position = 0;
  for (size_t i = 0; i < plan->n && position != NUT_NO_EVENT; i++)
    position = first_met(scan, &plan->needs[i], position);
  return position != NUT_NO_EVENT;
}

/* The first place from which a match could reach the key at `key`: as far back
 * as the bytes before it allow.  Without the byte set a rule with .* would go
 * back to the sentence's start. */
static uint32_t walk_back(const char *text, const struct nut_window *w,
                          const struct nut_plan_need *need, uint32_t key)
{
  uint32_t at = key;
  while (at > w->start && key - at < need->max_before
         && nut_byte_set_has(need->before, (unsigned char)text[at - 1]))
    at--;
  return at;
}

/* Places of the first need in [from, to]. */
static enum nut_status add_exact(struct nut_scan *scan,
                                 const struct nut_plan *plan, uint32_t from,
                                 uint32_t to)
{
  const struct nut_atom_list *atoms = plan->needs[0].atoms;
  for (size_t i = 0; i < atoms->len; i++) {
    uint32_t at = event_from(scan, atoms->ptr[i], from);
    for (; at != NUT_NO_EVENT && scan->events[at].start <= to;
         at = scan->events[at].next)
      if (add_start(scan, scan->events[at].start) != NUT_OK)
        return NUT_NOMEM;
  }
  return NUT_OK;
}

/* Places in [from, to] where the pattern's first byte can stand. */
static enum nut_status add_possible(struct nut_scan *scan, const char *text,
                                    const struct nut_plan *plan,
                                    uint32_t from, uint32_t to)
{
  for (uint32_t at = from; at <= to; at++) {
    unsigned char byte = (unsigned char)text[at];
    if ((byte & 0xC0) != 0x80 && nut_byte_set_has(&plan->first, byte)
        && add_start(scan, at) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

static int by_value(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a;
  uint32_t y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* Mostly sorted already, with one atom to a need. */
static void sort(uint32_t *array, size_t n)
{
  for (size_t i = 1; i < n; i++) {
    if (array[i] < array[i - 1]) {
      qsort(array, n, sizeof *array, by_value);
      return;
    }
  }
}

/* Where the key need is met, in order. */
static enum nut_status find_keys(struct nut_scan *scan,
                                 const struct nut_plan_need *key)
{
  scan->n_keys = 0;
  for (size_t i = 0; i < key->atoms->len; i++)
    for (uint32_t at = event_from(scan, key->atoms->ptr[i], 0);
         at != NUT_NO_EVENT; at = scan->events[at].next)
      if (push(scan, &scan->keys, &scan->n_keys, &scan->cap_keys,
               scan->events[at].start) != NUT_OK)
        return NUT_NOMEM;
  sort(scan->keys, scan->n_keys);
  return NUT_OK;
}

/* All places from which the rule's key can be reached.  Ranges of neighbouring
 * keys overlap; `done` keeps each place from being taken twice.  With an exact
 * start only the first need's own places count. */
static enum nut_status find_starts(struct nut_scan *scan, const char *text,
                                   const struct nut_window *w,
                                   const struct nut_plan *plan)
{
  const struct nut_plan_need *key = &plan->needs[plan->key];
  enum nut_status status = find_keys(scan, key);
  uint32_t done = w->start;
  scan->n_starts = 0;
  for (size_t i = 0; i < scan->n_keys && status == NUT_OK; i++) {
    uint32_t position = scan->keys[i];
    uint32_t from = walk_back(text, w, key, position);
    if (position < w->start + key->min_before
        || from + key->min_before > position)
      continue;
    uint32_t to = position - key->min_before;
    from = from < done ? done : from;
    if (from > to)
      continue;
    done = to + 1;
    status = plan->exact_start ? add_exact(scan, plan, from, to)
                               : add_possible(scan, text, plan, from, to);
  }
  sort(scan->starts, scan->n_starts);
  return status;
}

/* `tried` because a rule comes up once for each of its key's atoms. */
static enum nut_status run_rule(struct nut_scan_job *job,
                                const struct nut_window *w, size_t rule)
{
  struct nut_scan *scan = job->scan;
  const struct nut_plan *plan = &scan->engine->plans[rule];
  if (scan->tried[rule] == scan->stamp)
    return NUT_OK;
  scan->tried[rule] = scan->stamp;
  if (!in_order(scan, plan))
    return NUT_OK;
  if (find_starts(scan, job->article->shadow.ptr, w, plan) != NUT_OK)
    return NUT_NOMEM;
  return nut_attempt_starts(job, w, rule);
}

/* ---- the article ---- */

/* Rules whose key need is met in the sentence; a rule with several atoms there
 * comes up more than once.  With `only` (an example's rule is tried alone) all
 * others are skipped. */
static enum nut_status run_keyed(struct nut_scan_job *job,
                                 const struct nut_window *w,
                                 const struct nut_rule *only)
{
  struct nut_scan *scan = job->scan;
  const struct nut_engine *engine = scan->engine;
  for (size_t i = 0; i < scan->n_met; i++) {
    uint32_t atom = scan->met_atoms[i];
    for (uint32_t k = engine->first_keyed[atom];
         k < engine->first_keyed[atom + 1]; k++) {
      size_t rule = engine->keyed[k];
      if (only && only->index != rule)
        continue;
      enum nut_status status = run_rule(job, w, rule);
      if (status != NUT_OK)
        return status;
    }
  }
  return NUT_OK;
}

/* Rules without a need that see a sentence (or a paragraph). */
static enum nut_status run_always(struct nut_scan_job *job,
                                  const struct nut_window *w,
                                  const struct nut_rule *only,
                                  bool paragraph)
{
  const struct nut_engine *engine = job->scan->engine;
  for (size_t i = 0; i < engine->n_always; i++) {
    size_t number = engine->always[i];
    const struct nut_rule *rule = &engine->rules->rules[number];
    if ((only && only != rule) || rule->window_paragraph != paragraph)
      continue;
    enum nut_status status = nut_attempt_everywhere(job, w, number);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

static enum nut_status run_sentences(struct nut_scan_job *job,
                                     const struct nut_rule *only)
{
  const struct nut_article *a = job->article;
  for (size_t i = 0; i < a->n_sentences; i++) {
    const struct nut_sentence *s = &a->sentences[i];
    struct nut_window w = { a->paragraphs[s->paragraph].start, s->span.start,
                            s->span.end, (uint32_t)i };
    enum nut_status status = find_needs(job->scan, a->shadow.ptr, &w);
    if (status == NUT_OK)
      status = run_keyed(job, &w, only);
    if (status == NUT_OK)
      status = run_always(job, &w, only, false);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

/* Paragraphs are cut at NUT_WINDOW_MAX, at a sentence's end.  Matches may
 * cross sentences here, and sentence_at tells which one each begins in. */
static enum nut_status run_paragraphs(struct nut_scan_job *job,
                                      const struct nut_rule *only)
{
  const struct nut_article *a = job->article;
  for (size_t i = 0; i < a->n_sentences;) {
    const struct nut_sentence *first = &a->sentences[i];
    struct nut_window w = { first->span.start, first->span.start,
                            first->span.end, (uint32_t)i };
    do
      w.end = a->sentences[i++].span.end;
    while (i < a->n_sentences
           && a->sentences[i].paragraph == first->paragraph
           && a->sentences[i].span.end - w.start <= NUT_WINDOW_MAX);
    enum nut_status status = run_always(job, &w, only, true);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

enum nut_status nut_scan_run(struct nut_scan *scan, struct nut_arena *arena,
                             const struct nut_article *article,
                             const struct nut_rule *only,
                             struct nut_matches *out)
{
  struct nut_scan_job job = { scan, arena, article, out };
  *out = (struct nut_matches){ 0 };
  memset(scan->breaches, 0, scan->engine->rules->n_rules);
  enum nut_status status = run_sentences(&job, only);
  if (status == NUT_OK && scan->engine->n_always)
    status = run_paragraphs(&job, only);
  return status;
}
