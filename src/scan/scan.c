#include "scan/scan.h"

#include "base/limits.h"

/* The default of 32 KB is too small for a rule with long alternations. */
#define JIT_STACK_START ((size_t)64 << 10)
#define JIT_STACK_MAX ((size_t)1 << 20)

enum nut_status nut_scan_init(struct nut_scan *scan,
                              const struct nut_rules *rules)
{
  *scan = (struct nut_scan){ .rules = rules };
  scan->data = pcre2_match_data_create(NUT_GROUPS_MAX + 1, rules->general);
  scan->context = pcre2_match_context_create(rules->general);
  scan->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX,
                                       rules->general);
  if (!scan->data || !scan->context || !scan->stack) {
    nut_scan_drop(scan);
    return NUT_NOMEM;
  }
  pcre2_jit_stack_assign(scan->context, NULL, scan->stack);
  (void)pcre2_set_match_limit(scan->context, NUT_MATCH_LIMIT);
  (void)pcre2_set_depth_limit(scan->context, NUT_DEPTH_LIMIT);
  (void)pcre2_set_heap_limit(scan->context, NUT_HEAP_LIMIT_KIB);
  return NUT_OK;
}

void nut_scan_drop(struct nut_scan *scan)
{
  pcre2_match_data_free(scan->data);
  pcre2_match_context_free(scan->context);
  pcre2_jit_stack_free(scan->stack);
  *scan = (struct nut_scan){ 0 };
}

/* One rule on one article. */
struct run {
  struct nut_scan *scan;
  struct nut_arena *arena;
  const struct nut_article *article;
  const struct nut_rule *rule;
  const pcre2_code *code;
  struct nut_matches *out;
  size_t breaches;
};

/* The part of the shadow that a rule may look at, and where it may start. */
struct window {
  uint32_t subject; /* lookbehind sees from here */
  uint32_t start;
  uint32_t end;
  uint32_t sentence;
};

static enum nut_status breach(struct run *r)
{
  struct nut_matches *out = r->out;
  if (r->breaches++ > 0)
    return NUT_OK;
  out->breached = nut_arena_grow(r->arena, out->breached, out->n_breached,
                                 &out->cap_breached, sizeof *out->breached);
  if (!out->breached)
    return NUT_NOMEM;
  out->breached[out->n_breached++] = r->rule;
  return NUT_OK;
}

/* In a paragraph window: the sentence that a match begins in. */
static uint32_t sentence_at(const struct nut_article *article,
                            uint32_t sentence, uint32_t offset)
{
  while (sentence + 1 < article->n_sentences
         && article->sentences[sentence + 1].span.start <= offset)
    sentence++;
  return sentence;
}

/* The search goes on at the end of the last fact. */
static uint32_t search_end(const struct nut_rule *rule,
                           const struct nut_span *groups)
{
  uint32_t end = 0;
  for (size_t i = 0; i < rule->n_captures; i++) {
    const struct nut_capture *c = &rule->captures[i];
    struct nut_span group = groups[c->group];
    if (c->field == NUT_FIELD_FACT && group.start != NUT_NO_GROUP
        && group.end > end)
      end = group.end;
  }
  return end ? end : groups[0].end;
}

static enum nut_status add_match(struct run *r, const struct window *w,
                                 uint32_t *end)
{
  const PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(r->scan->data);
  size_t n = r->rule->n_groups + 1;
  struct nut_matches *out = r->out;
  struct nut_span *groups = nut_arena_alloc(r->arena, n * sizeof *groups);
  out->ptr = nut_arena_grow(r->arena, out->ptr, out->len, &out->cap,
                            sizeof *out->ptr);
  if (!groups || !out->ptr)
    return NUT_NOMEM;
  for (size_t i = 0; i < n; i++) {
    bool unset = ovector[2 * i] == PCRE2_UNSET;
    groups[i].start =
        unset ? NUT_NO_GROUP : w->subject + (uint32_t)ovector[2 * i];
    groups[i].end =
        unset ? NUT_NO_GROUP : w->subject + (uint32_t)ovector[2 * i + 1];
  }
  out->ptr[out->len++] = (struct nut_match){
    r->rule, sentence_at(r->article, w->sentence, groups[0].start), groups
  };
  *end = search_end(r->rule, groups);
  return NUT_OK;
}

static int match_from(struct run *r, const struct window *w, uint32_t from)
{
  PCRE2_SPTR subject = (PCRE2_SPTR)r->article->shadow.ptr + w->subject;
  int rc = pcre2_match(r->code, subject, w->end - w->subject,
                       from - w->subject, PCRE2_NO_UTF_CHECK, r->scan->data,
                       r->scan->context);
  if (rc != PCRE2_ERROR_MATCHLIMIT && rc != PCRE2_ERROR_JIT_STACKLIMIT)
    return rc;
  /* Interpreter and JIT reach the limit at different points; only the
     interpreter's answer counts. */
  return pcre2_match(r->code, subject, w->end - w->subject, from - w->subject,
                     PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, r->scan->data,
                     r->scan->context);
}

/* The next character, so that a search that matched nothing goes on. */
static uint32_t step(const struct nut_article *article, uint32_t at)
{
  at++;
  while (at < article->shadow.len
         && ((unsigned char)article->shadow.ptr[at] & 0xC0) == 0x80)
    at++;
  return at;
}

static enum nut_status run_window(struct run *r, const struct window *w)
{
  uint32_t from = w->start;
  while (from < w->end && r->breaches < NUT_BREACHES_MAX) {
    uint32_t end = from;
    int rc = match_from(r, w, from);
    if (rc == PCRE2_ERROR_NOMATCH)
      return NUT_OK;
    if (rc == PCRE2_ERROR_NOMEMORY)
      return NUT_NOMEM;
    if (rc < 0)
      return breach(r);
    if (add_match(r, w, &end) != NUT_OK)
      return NUT_NOMEM;
    from = end > from ? end : step(r->article, from);
  }
  return NUT_OK;
}

static enum nut_status run_sentences(struct run *r)
{
  const struct nut_article *a = r->article;
  for (size_t i = 0; i < a->n_sentences; i++) {
    const struct nut_sentence *s = &a->sentences[i];
    struct window w = { a->paragraphs[s->paragraph].start, s->span.start,
                        s->span.end, (uint32_t)i };
    enum nut_status status = run_window(r, &w);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

/* Paragraphs are cut at NUT_WINDOW_MAX, at a sentence's end. */
static enum nut_status run_paragraphs(struct run *r)
{
  const struct nut_article *a = r->article;
  size_t i = 0;
  while (i < a->n_sentences) {
    const struct nut_sentence *first = &a->sentences[i];
    struct window w = { first->span.start, first->span.start,
                        first->span.end, (uint32_t)i };
    while (i < a->n_sentences
           && a->sentences[i].paragraph == first->paragraph
           && a->sentences[i].span.end - w.start <= NUT_WINDOW_MAX)
      w.end = a->sentences[i++].span.end;
    enum nut_status status = run_window(r, &w);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

enum nut_status nut_scan_run(struct nut_scan *scan, struct nut_arena *arena,
                             const struct nut_article *article,
                             unsigned long long kinds,
                             const struct nut_rule *only,
                             struct nut_matches *out)
{
  *out = (struct nut_matches){ 0 };
  for (size_t i = 0; i < scan->rules->n_rules; i++) {
    const struct nut_rule *rule = &scan->rules->rules[i];
    if (!(rule->kinds & kinds) || (only && only != rule))
      continue;
    struct run r = { scan, arena, article, rule, scan->rules->codes[i], out,
                     0 };
    enum nut_status status =
        rule->window_paragraph ? run_paragraphs(&r) : run_sentences(&r);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}
