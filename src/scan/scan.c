/* Which rules match where: the loop over an article's sentences.
 *
 * For each sentence: look up the keys of all rules wherever words, numbers and
 * signs begin (find_keys).  Then, key by key in text order, for each rule that
 * has it: go back as far as the pattern allows, and try the rule at each place
 * there where a match can begin (run_rule).  Whether it can is asked of a
 * second index, that of the starts, place by place and once for each, and of
 * the keys met around it, where the rule has another need.
 *
 * Look-ups where words begin rather than an Aho-Corasick automaton over every
 * byte: nearly all literals begin a word, and most words begin none.  Each
 * step only filters, so the result is that of every rule tried at every place,
 * which the tests hold it to.
 *
 * Invariants: keys come in text order, and a rule's key has the same distance
 * from the match's beginning wherever it stands, so the places of one rule are
 * met in order too: one number, how far it has come, keeps each from being
 * tried twice and matches from overlapping.
 *
 * Cost: a half of it is finding keys and starts, which every word goes
 * through, the rest attempts.  Captures, values and overlaps are left to the
 * later stages. */
#include "scan/scan.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"
#include "scan/attempt.h"

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
  scan->progress =
      nut_new(rules->mem, (rules->n_rules + 1) * sizeof *scan->progress);
  scan->breaches = nut_new(rules->mem, rules->n_rules + 1);
  if (scan->progress && scan->breaches
      && init_pcre2(scan, rules->general) == NUT_OK
      && nut_dfa_init(&scan->dfa, rules->mem, &engine->outlines,
                      rules->n_rules) == NUT_OK)
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
  nut_free(mem, scan->keys.ptr);
  nut_free(mem, scan->starts.ptr);
  nut_free(mem, scan->met.ptr);
  nut_free(mem, scan->marks);
  nut_free(mem, scan->begun);
  nut_free(mem, scan->progress);
  nut_free(mem, scan->breaches);
  nut_dfa_drop(&scan->dfa);
  *scan = (struct nut_scan){ 0 };
}

/* ---- which keys are met ---- */

static enum nut_status add_hit(const struct nut_mem *mem,
                               struct nut_hits *hits, uint32_t start,
                               uint32_t atom)
{
  if (hits->len == hits->cap) {
    struct nut_hit *ptr = nut_grow(mem, hits->ptr, &hits->cap,
                                   hits->len + 1, sizeof *ptr);
    if (!ptr)
      return NUT_NOMEM;
    hits->ptr = ptr;
  }
  hits->ptr[hits->len++] = (struct nut_hit){ start, atom };
  return NUT_OK;
}

/* What stands at a place that is looked at: kinds of the bytes around it, and
 * its first bytes. */
struct place {
  uint32_t start;
  unsigned before;
  uint64_t bytes; /* folded */
};

/* A key that may be there. */
struct query {
  struct place place;
  uint64_t key;
};

/* The table of slots does not fit the near caches, and most of a lookup is to
 * wait for it.  So the queries of several places are collected first, while
 * their slots are fetched, and answered together. */
#define QUERIES_MAX 64

/* Text being searched, and where what is met goes. */
struct search {
  const struct nut_mem *mem;
  const struct nut_index *index;
  const char *text;
  const struct nut_window *window;
  struct nut_hits *out;
  size_t n_queries;
  struct query queries[QUERIES_MAX];
};

static void search_init(struct search *search, const struct nut_scan *scan,
                        const struct nut_index *index, const char *text,
                        const struct nut_window *w, struct nut_hits *out)
{
  search->mem = scan->engine->rules->mem;
  search->index = index;
  search->text = text;
  search->window = w;
  search->out = out;
  search->n_queries = 0;
}

/* Near the window's end blanks stand for what is missing. */
static uint64_t bytes_at(const struct search *search, uint32_t at)
{
  uint32_t left = search->window->end - at;
  char bytes[NUT_KEY_MAX] = { 0 };
  if (left >= NUT_KEY_MAX)
    return nut_index_fold(search->text + at);
  memcpy(bytes, search->text + at, left);
  return nut_index_fold(bytes);
}

/* Is the rest of the entry there, behind its key? */
static bool rest_agrees(const struct nut_index_entry *entry, const char *text)
{
  for (size_t i = NUT_KEY_MAX; i < entry->len; i++)
    if ((text[i] | 0x20) != entry->rest[i - NUT_KEY_MAX])
      return false;
  return true;
}

/* The kind of the n-th byte behind `start`. */
static unsigned kind_behind(const struct search *search, uint32_t start,
                            uint32_t n)
{
  uint32_t at = start + n;
  return at < search->window->end
             ? search->index->kinds[(unsigned char)search->text[at]]
             : NUT_EDGE;
}

/* Is the entry's literal there?  The sides are looked at here, so that
 * "arrest" with a word's edge and without one share a key. */
static bool is_met(const struct search *search, const struct place *place,
                   const struct nut_index_entry *entry)
{
  const char *text = search->text + place->start;
  uint32_t left = search->window->end - place->start;
  if (!(entry->before & place->before) || entry->len > left
      || (entry->capital && !nut_is_upper(*text)) || !rest_agrees(entry, text))
    return false;
  return entry->after & kind_behind(search, place->start, entry->len);
}

/* The atoms of a key that may stand there. */
static enum nut_status take(const struct search *search,
                            const struct place *place,
                            const struct nut_index_slot *slot)
{
  for (uint32_t i = slot->first; i < slot->first + slot->n; i++) {
    const struct nut_index_entry *entry = &search->index->entries[i];
    if (is_met(search, place, entry)
        && add_hit(search->mem, search->out, place->start, entry->atom)
               != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* In the order in which they were asked. */
static enum nut_status answer(struct search *search)
{
  const struct nut_index_slot *slots[QUERIES_MAX];
  for (size_t i = 0; i < search->n_queries; i++) {
    slots[i] = nut_index_find(search->index, search->queries[i].key);
    if (slots[i])
      __builtin_prefetch(&search->index->entries[slots[i]->first]);
  }
  for (size_t i = 0; i < search->n_queries; i++)
    if (slots[i]
        && take(search, &search->queries[i].place, slots[i]) != NUT_OK)
      return NUT_NOMEM;
  search->n_queries = 0;
  return NUT_OK;
}

/* For the literals of the key lengths given (as bits) that begin there. */
static enum nut_status ask(struct search *search, const struct place *place,
                           unsigned lengths)
{
  const struct nut_index *index = search->index;
  for (; lengths; lengths &= lengths - 1) {
    unsigned n = (unsigned)__builtin_ctz(lengths) + 1;
    uint64_t key = nut_index_key(place->bytes, n);
    if (!nut_index_knows(index, key))
      continue;
    __builtin_prefetch(&index->slots[nut_index_slot_of(index, key)]);
    search->queries[search->n_queries++] = (struct query){ *place, key };
  }
  return search->n_queries + NUT_KEY_MAX > QUERIES_MAX ? answer(search)
                                                       : NUT_OK;
}

static unsigned kind_before(const struct search *search, uint32_t at)
{
  return at > search->window->subject
             ? search->index->kinds[(unsigned char)search->text[at - 1]]
             : NUT_EDGE;
}

/* All literals that begin at `start`, behind a byte of that kind; most often
 * none.  They are there once `answer` is called. */
static inline enum nut_status find_at(struct search *search,
                                      uint32_t start, unsigned before)
{
  struct place place = { start, before, bytes_at(search, start) };
  unsigned lengths = nut_index_lengths(search->index, place.bytes);
  if (nut_index_one(search->index, (unsigned char)place.bytes, before,
                    kind_behind(search, start, 1)))
    lengths |= 1;
  return lengths ? ask(search, &place, lengths) : NUT_OK;
}

static unsigned char is_letter(unsigned char byte)
{
  return (unsigned char)((byte | 0x20) - 'a') < 26;
}

/* Where something may begin: no blanks, and letters only behind other than
 * letters.  Written without a branch, so that compilers do many bytes at a
 * time; more exact questions are asked of what is left. */
static void mark_starts(const char *text, const struct nut_window *w,
                        unsigned char *marks)
{
  const unsigned char *bytes = (const unsigned char *)text + w->start;
  size_t n = w->end - w->start;
  unsigned char before = w->start > w->subject ? bytes[-1] : ' ';
  marks[0] = *bytes != ' ' && !(is_letter(*bytes) & is_letter(before));
  for (size_t i = 1; i < n; i++)
    marks[i] = (unsigned char)((bytes[i] != ' ')
                               & !(is_letter(bytes[i])
                                   & is_letter(bytes[i - 1])));
}

/* Letters with which a key may begin inside a word, too: few, where any. */
static void mark_inside(const struct nut_index *index, const char *text,
                        size_t n, unsigned char *marks)
{
  for (size_t i = 0; i < n; i++)
    marks[i] |= index->inside[(unsigned char)text[i]];
}

/* Places of the window at which something may begin. */
static void mark_window(struct nut_scan *scan, const char *text,
                        const struct nut_window *w,
                        const struct nut_index *index)
{
  size_t n = w->end - w->start;
  if (n)
    mark_starts(text, w, scan->marks);
  if (index->any_inside)
    mark_inside(index, text + w->start, n, scan->marks);
  memset(scan->marks + n, 0, NUT_KEY_MAX);
}

/* A key that begins at `at`, a marked place. */
static enum nut_status find_key(struct search *search, uint32_t at)
{
  const struct nut_index *index = search->index;
  const unsigned char *text = (const unsigned char *)search->text;
  unsigned before = kind_before(search, at);
  bool start = (index->starts[before] & index->kinds[text[at]])
               || (before == NUT_LETTER && index->inside[text[at]]);
  return start ? find_at(search, at, before) : NUT_OK;
}

/* Before the window the kind is that of the byte there, which is no part of
 * it: a literal right behind a word's cut-off half is none. */
static enum nut_status find_keys(struct nut_scan *scan, const char *text,
                                 const struct nut_window *w)
{
  struct search search;
  const unsigned char *marks = scan->marks;
  size_t n = w->end - w->start;
  search_init(&search, scan, scan->key_index, text, w, &scan->keys);
  scan->keys.len = 0;
  mark_window(scan, text, w, search.index);
  for (size_t i = 0; i < n; i += NUT_KEY_MAX) {
    uint64_t word = nut_index_load(marks + i);
    for (; word; word &= word - 1) {
      size_t at = i + (size_t)__builtin_ctzll(word) / 8;
      if (find_key(&search, w->start + (uint32_t)at) != NUT_OK)
        return NUT_NOMEM;
    }
  }
  return answer(&search);
}

/* ---- where a rule is to be tried ---- */

/* The first place from which a match could reach the key at `key`: as far back
 * as the bytes before it allow, but not before `from`.  Without the byte set a
 * rule with .* would go back to the sentence's start. */
static uint32_t walk_back(const char *text, const struct nut_plan *plan,
                          uint32_t key, uint32_t from)
{
  uint32_t at = key;
  while (at > from && key - at < plan->max_before
         && nut_byte_set_has(&plan->before, (unsigned char)text[at - 1]))
    at--;
  return at;
}

/* What begins at a place, found when it is first asked for. */
static enum nut_status look_at(struct nut_scan *scan, const char *text,
                               const struct nut_window *w, uint32_t at,
                               const struct nut_begun **out)
{
  struct search search;
  struct nut_begun *begun = &scan->begun[at - w->start];
  *out = begun;
  if (begun->stamp == scan->stamp)
    return NUT_OK;
  begun->stamp = scan->stamp;
  begun->first = (uint32_t)scan->starts.len;
  search_init(&search, scan, &scan->engine->starts.index, text, w,
              &scan->starts);
  enum nut_status status = find_at(&search, at, kind_before(&search, at));
  if (status == NUT_OK)
    status = answer(&search);
  begun->len = (uint32_t)scan->starts.len - begun->first;
  return status;
}

#define WORD (NUT_LETTER | NUT_DIGIT)

/* The next place at or behind `at`, before `end`, where a match of the plan
 * may begin for all that was marked; `end` when there is none. */
static uint32_t next_place(const struct nut_scan *scan,
                           const struct nut_window *w,
                           const struct nut_plan *plan, uint32_t at,
                           uint32_t end)
{
  if (plan->anywhere)
    return at;
  for (; at < end; at += NUT_KEY_MAX) {
    uint64_t word = nut_index_load(scan->marks + (at - w->start));
    if (word)
      return at + (uint32_t)__builtin_ctzll(word) / 8;
  }
  return end;
}

/* Can a match of the plan begin at `at`?  With closed edges not inside a
 * word. */
static enum nut_status can_begin(struct nut_scan *scan, const char *text,
                                 const struct nut_window *w,
                                 const struct nut_plan *plan, uint32_t at,
                                 bool *can)
{
  const struct nut_begun *begun = NULL;
  unsigned char byte = (unsigned char)text[at];
  const unsigned char *kinds = scan->engine->starts.index.kinds;
  bool inside = at > w->subject && !plan->edges_open
                && (kinds[byte] & WORD)
                && (kinds[(unsigned char)text[at - 1]] & WORD);
  *can = (byte & 0xC0) != 0x80 && nut_byte_set_has(&plan->first, byte)
         && !inside;
  if (!*can || plan->start == NUT_NO_ROW)
    return NUT_OK;
  *can = false;
  if (look_at(scan, text, w, at, &begun) != NUT_OK)
    return NUT_NOMEM;
  const struct nut_hit *hits = scan->starts.ptr + begun->first;
  for (size_t i = 0; i < begun->len && !*can; i++)
    *can = nut_atom_rows_has(&scan->engine->begins, plan->start,
                             hits[i].atom);
  return NUT_OK;
}

/* Keys that are looked at for another need, before the place is tried anyhow:
 * a bound on the work, however many keys a sentence has. */
#define OTHERS_MAX 48

/* Is the plan's other need met where a match that begins at `at` would have
 * it?  From the key at hand the way to it is short. */
static bool has_other(const struct nut_scan *scan,
                      const struct nut_plan *plan, uint32_t at)
{
  const struct nut_hit *hits = scan->keys.ptr;
  size_t i = scan->at_key;
  uint32_t first = at + plan->other_min;
  if (plan->other == NUT_NO_ROW)
    return true;
  while (i > 0 && hits[i - 1].start >= first)
    i--;
  while (i < scan->keys.len && hits[i].start < first)
    i++;
  size_t end = i + OTHERS_MAX;
  for (; i < scan->keys.len && hits[i].start - at <= plan->other_max; i++)
    if (i == end
        || nut_atom_rows_has(&scan->engine->others, plan->other,
                             hits[i].atom))
      return true;
  return false;
}

/* Places from which the key is reached, those tried already left out. */
static enum nut_status try_before(struct nut_scan_job *job,
                                  const struct nut_window *w, size_t rule,
                                  uint32_t key, uint32_t *from)
{
  const struct nut_plan *plan = &job->scan->engine->plans[rule];
  const char *text = job->article->shadow.ptr;
  uint32_t end = key - plan->min_before + 1;
  uint32_t at = walk_back(text, plan, key, *from);
  for (;; at++) {
    bool can = false;
    at = next_place(job->scan, w, plan, at, end);
    if (at >= end)
      break;
    uint32_t next = at;
    enum nut_status status = can_begin(job->scan, text, w, plan, at, &can);
    if (status == NUT_OK && can && has_other(job->scan, plan, at))
      status = nut_attempt_at(job, w, rule, at, &next);
    if (status != NUT_OK)
      return status;
    /* Behind a match; else the loop's step is enough. */
    at = next > at ? next - 1 : at;
    *from = at + 1;
  }
  *from = *from > end ? *from : end;
  return NUT_OK;
}

/* A rule that has its key at `key`, in its window. */
static enum nut_status try_key(struct nut_scan_job *job,
                               const struct nut_window *w, size_t rule,
                               uint32_t key)
{
  struct nut_scan *scan = job->scan;
  struct nut_progress *progress = &scan->progress[rule];
  const struct nut_plan *plan = &scan->engine->plans[rule];
  if (progress->stamp != scan->stamp)
    *progress = (struct nut_progress){ scan->stamp, w->start, 0 };
  uint32_t from = progress->from;
  if (from + plan->min_before > key)
    return NUT_OK;
  if (plan->max_before > 0)
    return try_before(job, w, rule, key, &progress->from);
  progress->from = key + 1;
  if (!has_other(scan, plan, key))
    return NUT_OK;
  enum nut_status status = nut_attempt_at(job, w, rule, key, &from);
  if (from > key)
    progress->from = from;
  return status;
}

/* One that sees paragraphs waits for the end of its own. */
static enum nut_status run_rule(struct nut_scan_job *job,
                                const struct nut_window *w, size_t rule,
                                uint32_t key)
{
  struct nut_scan *scan = job->scan;
  return scan->engine->plans[rule].paragraph
             ? add_hit(scan->engine->rules->mem, &scan->met, key,
                       (uint32_t)rule)
             : try_key(job, w, rule, key);
}

/* ---- the article ---- */

/* With `only` (an example's rule is tried alone) all others are skipped. */
static enum nut_status run_keyed(struct nut_scan_job *job,
                                 const struct nut_window *w,
                                 const struct nut_rule *only)
{
  struct nut_scan *scan = job->scan;
  const struct nut_engine *engine = scan->engine;
  for (size_t i = 0; i < scan->keys.len; i++) {
    struct nut_hit hit = scan->keys.ptr[i];
    uint32_t k = engine->first_keyed[hit.atom];
    scan->at_key = i;
    for (; k < engine->first_keyed[hit.atom + 1]; k++) {
      if ((only && only->index != engine->keyed[k])
          || (job->is_long && engine->plans[engine->keyed[k]].messages))
        continue;
      enum nut_status status = run_rule(job, w, engine->keyed[k], hit.start);
      if (status != NUT_OK)
        return status;
    }
  }
  return NUT_OK;
}

/* A new stamp.  After 2^32 sentences old ones would count as new. */
static void next_stamp(struct nut_scan *scan)
{
  if (++scan->stamp != 0)
    return;
  scan->stamp = 1;
  memset(scan->progress, 0,
         scan->engine->rules->n_rules * sizeof *scan->progress);
  if (scan->begun)
    memset(scan->begun, 0, scan->cap_begun * sizeof *scan->begun);
}

/* Room for what is known of each place of a window. */
static enum nut_status begin_window(struct nut_scan *scan,
                                    const struct nut_window *w)
{
  const struct nut_mem *mem = scan->engine->rules->mem;
  size_t before = scan->cap_begun;
  size_t n = (size_t)(w->end - w->start) + NUT_KEY_MAX;
  next_stamp(scan);
  scan->starts.len = 0;
  if (n <= before)
    return NUT_OK;
  unsigned char *marks = nut_grow(mem, scan->marks, &scan->cap_marks, n, 1);
  if (marks)
    scan->marks = marks;
  struct nut_begun *begun = nut_grow(mem, scan->begun, &scan->cap_begun, n,
                                     sizeof *begun);
  if (begun)
    scan->begun = begun;
  if (!marks || !begun)
    return NUT_NOMEM;
  memset(begun + before, 0, (scan->cap_begun - before) * sizeof *begun);
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
    if ((only && only != rule) || rule->window_paragraph != paragraph
        || (job->is_long && engine->plans[number].messages))
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
    enum nut_status status = begin_window(job->scan, &w);
    if (status == NUT_OK)
      status = find_keys(job->scan, a->shadow.ptr, &w);
    if (status == NUT_OK)
      status = run_keyed(job, &w, only);
    if (status == NUT_OK)
      status = run_always(job, &w, only, false);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

/* Rules whose key was met in the paragraph, from the hit *next on; keys come
 * in text order. */
static enum nut_status run_met(struct nut_scan_job *job,
                               const struct nut_window *w, size_t *next)
{
  struct nut_scan *scan = job->scan;
  const struct nut_hit *hits = scan->met.ptr;
  if (*next == scan->met.len || hits[*next].start >= w->end)
    return NUT_OK;
  enum nut_status status = begin_window(scan, w);
  if (status == NUT_OK)
    mark_window(scan, job->article->shadow.ptr, w, scan->key_index);
  for (; status == NUT_OK && *next < scan->met.len
         && hits[*next].start < w->end; (*next)++)
    status = try_key(job, w, hits[*next].atom, hits[*next].start);
  return status;
}

/* Paragraphs are cut at NUT_WINDOW_MAX, at a sentence's end.  Matches may
 * cross sentences here, and sentence_at tells which one each begins in. */
static enum nut_status run_paragraphs(struct nut_scan_job *job,
                                      const struct nut_rule *only)
{
  const struct nut_article *a = job->article;
  size_t next = 0;
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
    if (status == NUT_OK)
      status = run_met(job, &w, &next);
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
  struct nut_scan_job job = {
    scan, arena, article, out,
    article->n_sentences > NUT_MESSAGE_SENTENCES
  };
  *out = (struct nut_matches){ 0 };
  memset(scan->breaches, 0, scan->engine->rules->n_rules);
  scan->clock.attempts = 0;
  scan->met.len = 0;
  scan->key_index = job.is_long ? &scan->engine->long_keys
                                : &scan->engine->keys.index;
  if (scan->clock.now)
    scan->clock.deadline = scan->clock.now() + scan->clock.budget;
  enum nut_status status = run_sentences(&job, only);
  if (status == NUT_OK && (scan->engine->n_always || scan->met.len))
    status = run_paragraphs(&job, only);
  return status;
}
