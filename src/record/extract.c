/* One article in, one record out: runs the stages in order and gathers what
 * belongs to the article as a whole.
 *
 *   parse -> scan -> normalise -> resolve -> place -> incidents
 *         -> keep the kinds asked for
 *
 * The body goes first, as it may settle the publication day (by its
 * dateline) and the region (by its places), which a title of its own then
 * uses too.
 *
 * An extractor belongs to one thread and is used again and again: scanner
 * and word maps stay, the arena is emptied for each article.  Hence the law
 * for callers: a record, with all its slices, is good until the next run.
 * What is odd about an article is a warning in its record; one that needs
 * more memory than the arena may take is an error there, and only when the
 * system has no more is it NUT_NOMEM.  Nothing is printed, and no clock is
 * read: the same input gives the same record.  Cost is that of the stages;
 * this adds one SHA-256 of the text. */
#include "record/extract.h"

#include "article/decode.h"
#include "base/day.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"
#include "normalise/normalise.h"
#include "resolve/place.h"

#include <nettle/sha2.h>

/* The arena's cap, as people understand it. */
static const char too_many[] =
    "more facts than fit in 4 GiB of memory; cut it into several articles";

/* ---- the extractor ---- */

/* "Mr." opens: a sentence never ends there; others may end one or not. */
static uint32_t abbreviation_of(const struct nut_word *word)
{
  return nut_slice_is(word->value.as.text, "opens") ? NUT_ABBR_OPENS
                                                    : NUT_ABBR_EITHER;
}

static uint32_t one_of(const struct nut_word *word)
{
  (void)word;
  return 1;
}

/* The words of a list as a map to small numbers: the article stage needs no
 * more. */
static bool fill_map(struct nut_map *map, const struct nut_wordlist *list,
                     uint32_t (*number_of)(const struct nut_word *word))
{
  for (size_t i = 0; list && i < list->n_words; i++)
    if (!nut_map_put(map, list->words[i].key, number_of(&list->words[i])))
      return false;
  return true;
}

/* On failure all is dropped here; drop takes a half-made extractor. */
enum nut_status nut_extractor_init(struct nut_extractor *x,
                                   struct nut_engine *engine,
                                   const struct nut_mem *mem)
{
  const struct nut_rules *rules = engine->rules;
  *x = (struct nut_extractor){ .rules = rules, .kinds = ~0ULL };
  nut_arena_init(&x->arena, mem);
  nut_map_init(&x->abbreviations, mem);
  nut_map_init(&x->starters, mem);
  if (nut_scan_init(&x->scan, engine) == NUT_OK
      && fill_map(&x->abbreviations,
                  nut_rules_wordlist(rules, "abbreviation"), abbreviation_of)
      && fill_map(&x->starters,
                  nut_rules_wordlist(rules, "sentence_starter"), one_of))
    return NUT_OK;
  nut_extractor_drop(x);
  return NUT_NOMEM;
}

void nut_extractor_drop(struct nut_extractor *x)
{
  nut_scan_drop(&x->scan);
  nut_map_drop(&x->abbreviations);
  nut_map_drop(&x->starters);
  nut_arena_drop(&x->arena);
}

/* ---- warnings ---- */

/* A growing list in the arena, with its own sticky error. */
struct warnings {
  struct nut_arena *arena;
  struct nut_slice *ptr;
  size_t len;
  size_t cap;
  bool failed;
};

/* The buffer is emptied for the next warning, also after a failure. */
static void warn(struct warnings *w, struct nut_buf *text)
{
  w->ptr = nut_arena_grow(w->arena, w->ptr, w->len, &w->cap, sizeof *w->ptr);
  if (w->ptr && !text->failed)
    w->ptr[w->len++] = nut_arena_copy(w->arena, nut_buf_slice(text));
  else
    w->failed = true;
  nut_buf_clear(text);
}

static const char *plural(size_t n)
{
  return n == 1 ? "" : "s";
}

static void warn_of_article(struct warnings *w, struct nut_buf *text,
                            const struct nut_article *a,
                            struct nut_slice bytes)
{
  if (a->bad) {
    nut_decode_print_bad(bytes, text);
    warn(w, text);
  }
  if (a->nuls) {
    nut_buf_addf(text, "%zu NUL byte%s in the text", a->nuls,
                 plural(a->nuls));
    warn(w, text);
  }
  if (a->cut) {
    nut_buf_addf(text, "%zu sentence%s of more than 4,000 bytes cut", a->cut,
                 plural(a->cut));
    warn(w, text);
  }
}

/* What is quoted is cut to a limit, and then back to whole characters, as
 * it may be any bytes of any length. */
static void warn_of_input(struct warnings *w, struct nut_buf *text,
                          const struct nut_input *input, bool unreadable)
{
  if (input->warning.len) {
    nut_buf_add(text, input->warning);
    warn(w, text);
  }
  if (unreadable) {
    struct nut_slice shown = nut_slice_cut(input->published, 0,
                                           NUT_QUOTED_MAX);
    nut_buf_addf(text, "published \"%.*s\" is not a day (YYYY-MM-DD)",
                 (int)nut_utf_valid(shown), shown.ptr);
    warn(w, text);
  }
}

/* The record says which rules were given up before they were through. */
static void warn_of_rules(struct warnings *w, struct nut_buf *text,
                          const struct nut_matches *matches)
{
  for (size_t i = 0; i < matches->n_breached; i++) {
    nut_buf_addf(text, "rule %.*s ran into its limit of steps",
                 (int)matches->breached[i]->name.len,
                 matches->breached[i]->name.ptr);
    warn(w, text);
  }
  if (matches->late) {
    nut_buf_addf(text, "the time was up at rule %.*s; facts may be missing",
                 (int)matches->late->name.len, matches->late->name.ptr);
    warn(w, text);
  }
}

/* ---- one article ---- */

struct work {
  struct nut_extractor *x;
  const struct nut_input *input;
  struct nut_record *record;
  struct warnings warnings;
  struct nut_buf text; /* one warning or day, in the making */
  struct nut_resolve resolve; /* anchor and region; body, then title */
  bool unreadable; /* input->published is no day */
};

static enum nut_status parse(struct work *w, struct nut_slice bytes,
                             struct nut_slice title,
                             struct nut_article **out)
{
  struct nut_article_words words = { &w->x->abbreviations,
                                     &w->x->starters };
  *out = nut_arena_alloc(&w->x->arena, sizeof **out);
  if (!*out)
    return NUT_NOMEM;
  return nut_article_parse(&w->x->arena, bytes, title, &words, *out);
}

/* Where the facts stand in the text.  Up to here spans are of the shadow,
 * the evened text that rules match. */
static void place_facts(const struct nut_article *article,
                        struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++)
    facts->ptr[i].text = nut_article_text_span(article, facts->ptr[i].span);
}

/* All that was found in a text, body or title, before the record's choice. */
struct found {
  const struct nut_article *article;
  struct nut_matches matches;
  struct nut_facts candidates;
  struct nut_fact_list facts;
  struct nut_mentions *mentions;
};

/* `candidates` is taken before resolve, which makes a new list of the
 * winners: explain shows both. */
static enum nut_status find_facts(struct work *w,
                                  const struct nut_article *article,
                                  struct found *out)
{
  struct nut_extractor *x = w->x;
  struct nut_norm norm = { x->rules, &x->arena, article,
                           nut_number_words_of(x->rules) };
  w->resolve.article = article;
  w->resolve.alone = x->only != NULL;
  out->article = article;
  enum nut_status status = nut_scan_run(&x->scan, &x->arena, article,
                                        x->only, &out->matches);
  if (status == NUT_OK)
    status = nut_normalise(&norm, &out->matches, &out->facts);
  if (status == NUT_OK)
    status = nut_places_find(&w->resolve, &out->facts);
  out->candidates = (struct nut_facts){ out->facts.ptr, out->facts.len };
  if (status == NUT_OK)
    status = nut_resolve(&w->resolve, &out->facts);
  if (status != NUT_OK)
    return status;
  out->mentions = w->resolve.mentions;
  place_facts(article, &out->facts);
  warn_of_rules(&w->warnings, &w->text, &out->matches);
  return NUT_OK;
}

/* Facts of kinds that were not asked for, and those of which incidents are
 * made, were found for what they tell about others; they are not written.
 * keep[i]: where the i-th fact went.  A copy: incidents point to the list. */
static enum nut_status keep_kinds(struct work *w, const struct found *found,
                                  struct nut_facts *out, uint32_t *keep)
{
  const struct nut_fact_list *facts = &found->facts;
  struct nut_extractor *x = w->x;
  uint32_t kept = 0;
  struct nut_fact *copy =
      nut_arena_alloc(&x->arena, (facts->len + 1) * sizeof *copy);
  if (!copy)
    return NUT_NOMEM;
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    keep[i] = NUT_FACT_NONE;
    if ((fact->kind->hidden && !x->hidden)
        || !(x->kinds >> fact->rule->kind & 1))
      continue;
    keep[i] = kept;
    copy[kept++] = *fact;
  }
  *out = (struct nut_facts){ copy, kept };
  if (x->traces)
    x->traces->ptr[x->traces->len++] = (struct nut_trace){
      found->article, found->matches, found->candidates, *out,
      found->mentions
    };
  return NUT_OK;
}

/* The minute of the day in "2021-09-28T14:30", or -1. */
static int minute_of(struct nut_slice published)
{
  static const size_t places[] = { 11, 12, 14, 15 };
  static const int sizes[] = { 600, 60, 10, 1 };
  int minute = 0;
  if (published.len < 16 || published.ptr[13] != ':')
    return -1;
  for (size_t i = 0; i < 4; i++) {
    if (!nut_is_digit(published.ptr[places[i]]))
      return -1;
    minute += sizes[i] * (published.ptr[places[i]] - '0');
  }
  return minute;
}

static void read_published(struct work *w)
{
  const struct nut_input *input = w->input;
  struct nut_anchor *anchor = &w->resolve.anchor;
  anchor->known = nut_day_parse(input->published, &anchor->date);
  anchor->minute = anchor->known ? minute_of(input->published) : -1;
  anchor->basis = "publication";
  w->unreadable = input->published.len && !anchor->known;
}

/* The digits of a known day as the record prints them; a clock time that
 * was given stays.  10 characters are a day, 16 a day with hours and
 * minutes; seconds and zone are not kept.  Without a published day the
 * dateline's is printed. */
static struct nut_slice published_text(struct work *w)
{
  const struct nut_anchor *anchor = &w->resolve.anchor;
  if (w->input->published.len && !w->unreadable)
    return nut_slice_cut(w->input->published, 0,
                         w->input->published.len >= 16 ? 16 : 10);
  if (!anchor->known)
    return (struct nut_slice){ NULL, 0 };
  nut_buf_addf(&w->text, "%04d-%02d-%02d", anchor->date.year,
               anchor->date.month, anchor->date.day);
  struct nut_slice day = nut_arena_copy(&w->x->arena,
                                        nut_buf_slice(&w->text));
  nut_buf_clear(&w->text);
  return day;
}

/* SHA-256 (FIPS 180-4) of the decoded text, in lower-case hex, so that a
 * record can be matched to the text its offsets belong to. */
static struct nut_slice hash(struct nut_arena *arena, struct nut_slice text)
{
  static const char hex[] = "0123456789abcdef";
  struct sha256_ctx context;
  uint8_t digest[SHA256_DIGEST_SIZE];
  char *out = nut_arena_alloc(arena, 2 * sizeof digest);
  if (!out)
    return (struct nut_slice){ NULL, 0 };
  sha256_init(&context);
  sha256_update(&context, text.len, (const uint8_t *)text.ptr);
  sha256_digest(&context, sizeof digest, digest);
  for (size_t i = 0; i < sizeof digest; i++) {
    out[2 * i] = hex[digest[i] >> 4];
    out[2 * i + 1] = hex[digest[i] & 15];
  }
  return (struct nut_slice){ out, 2 * sizeof digest };
}

/* A title that came apart from the text and does not open it has facts of
 * its own. */
static bool title_apart(const struct work *w, const struct nut_article *a)
{
  struct nut_slice title = nut_slice_trim(w->input->title);
  struct nut_slice text = nut_slice_trim(a->text);
  return title.len
         && !nut_slice_eq(title, nut_slice_cut(text, 0, title.len));
}

static enum nut_status find_in_title(struct work *w,
                                     const struct nut_article *a,
                                     struct found *out)
{
  struct nut_article *title = NULL;
  if (!title_apart(w, a))
    return NUT_OK;
  struct nut_slice empty = { NULL, 0 };
  enum nut_status status = parse(w, w->input->title, empty, &title);
  if (status == NUT_OK)
    status = find_facts(w, title, out);
  return status;
}

/* Incidents are made of all facts, whatever kinds the record has. */
static enum nut_status build(struct work *w, const struct found *body,
                             const struct found *title)
{
  struct nut_extractor *x = w->x;
  struct nut_incidents *incidents = &w->record->incidents;
  struct nut_incident_input input = {
    x->rules, &x->arena, body->article, title->article, &body->facts,
    &title->facts, w->resolve.anchor, w->resolve.region
  };
  size_t most = body->facts.len > title->facts.len ? body->facts.len
                                                   : title->facts.len;
  uint32_t *keep = nut_arena_alloc(&x->arena, (most + 1) * sizeof *keep);
  if (!keep)
    return NUT_NOMEM;
  enum nut_status status = nut_incidents_build(&input, incidents);
  if (status == NUT_OK)
    status = keep_kinds(w, body, &w->record->facts, keep);
  if (status != NUT_OK)
    return status;
  nut_incidents_renumber(incidents, keep);
  w->record->title_article = title->article;
  return title->article
             ? keep_kinds(w, title, &w->record->title_facts, keep)
             : NUT_OK;
}

/* The title's own article has it decoded; the headline is the last resort. */
static struct nut_slice title_of(struct work *w, const struct nut_article *a)
{
  if (w->record->title_article)
    return w->record->title_article->text;
  if (w->input->title.len)
    return w->input->title;
  struct nut_span headline = nut_article_text_span(a, a->headline);
  return a->headline.start == a->headline.end
             ? (struct nut_slice){ NULL, 0 }
             : nut_slice_cut(a->text, headline.start, headline.end);
}

static void describe(struct work *w, const struct nut_article *a)
{
  struct nut_record *record = w->record;
  record->article = a;
  record->title = title_of(w, a);
  record->published = published_text(w);
  if (record->published.len)
    record->published_from =
        w->input->published.len && !w->unreadable
            ? w->input->published_from
            : nut_slice_of(w->resolve.anchor.basis);
  record->region = w->resolve.region;
  record->sha256 = hash(&w->x->arena, a->text);
  warn_of_input(&w->warnings, &w->text, w->input, w->unreadable);
  warn_of_article(&w->warnings, &w->text, a, w->input->text);
  record->warnings = w->warnings.ptr;
  record->n_warnings = w->warnings.len;
}

static enum nut_status run(struct work *w)
{
  struct nut_article *article = NULL;
  struct found body = { .article = NULL };
  struct found title = { .article = NULL };
  enum nut_status status =
      parse(w, w->input->text, w->input->title, &article);
  if (status != NUT_OK)
    return status;
  read_published(w);
  w->resolve.region = w->input->region;
  w->resolve.note = article->n_sentences == 1 && !w->input->title.len
                    && !w->x->excerpts;
  status = find_facts(w, article, &body);
  w->resolve.note = false;
  if (status == NUT_OK)
    status = find_in_title(w, article, &title);
  if (status == NUT_OK)
    status = build(w, &body, &title);
  if (status == NUT_OK)
    describe(w, article);
  if (w->x->arena.failed || w->warnings.failed)
    return NUT_NOMEM;
  return status;
}

/* One article of nothing but facts must not end the run: there is memory for
 * all others.  What it took is given back at once. */
static enum nut_status give_up(struct nut_extractor *x,
                               const struct nut_input *input,
                               struct nut_record *out)
{
  nut_arena_drop(&x->arena);
  if (x->traces)
    x->traces->len = 0;
  *out = (struct nut_record){ .id = input->id, .url = input->url,
                              .id_is_number = input->id_is_number,
                              .error = nut_slice_of(too_many) };
  return NUT_INPUT;
}

/* An input that could not be read becomes a record with its error and
 * nothing else, which is no failure of the run. */
enum nut_status nut_extractor_run(struct nut_extractor *x,
                                  const struct nut_input *input,
                                  struct nut_record *out)
{
  nut_arena_reset(&x->arena);
  *out = (struct nut_record){ .id = input->id, .url = input->url,
                              .id_is_number = input->id_is_number,
                              .error = input->error };
  if (input->error.len)
    return NUT_OK;
  struct work w = { .x = x, .input = input, .record = out };
  w.warnings.arena = &x->arena;
  w.resolve.rules = x->rules;
  w.resolve.arena = &x->arena;
  nut_buf_init(&w.text, x->arena.mem);
  enum nut_status status = run(&w);
  nut_buf_drop(&w.text);
  if (status == NUT_NOMEM && x->arena.full)
    return give_up(x, input, out);
  return status;
}
