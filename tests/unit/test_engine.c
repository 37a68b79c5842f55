/* The engine gives the matches that the naive way gives: on the samples, on
 * hostile text made from pieces, and on the news of the evaluation where it
 * is at hand (EVAL, else ../shared/eval). */
#include "unit.h"

#include "article/article.h"
#include "base/slice.h"
#include "record/extract.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "naive.h"

struct bench {
  struct nut_rules *rules;
  struct nut_extractor extractor;
  struct naive naive;
  size_t articles;
  size_t matches;
  size_t different;
  size_t breached; /* articles that were not compared */
};

static int by_place(const void *a, const void *b)
{
  const struct naive_match *x = a;
  const struct naive_match *y = b;
  if (x->rule != y->rule)
    return x->rule < y->rule ? -1 : 1;
  return (x->start > y->start) - (x->start < y->start);
}

static struct naive_match fold(const struct nut_match *match)
{
  struct naive_match m = { match->rule->index, match->sentence,
                           match->groups[0].start, match->groups[0].end, 0 };
  for (size_t g = 0; g <= match->rule->n_groups; g++) {
    struct nut_span span = match->groups[g];
    bool set = span.start != NUT_NO_GROUP;
    m.groups = naive_fold(m.groups, set ? span.start : 7);
    m.groups = naive_fold(m.groups, set ? span.end : 7);
  }
  return m;
}

static bool same(const struct naive_match *a, const struct naive_match *b)
{
  return a->rule == b->rule && a->start == b->start && a->end == b->end
         && a->sentence == b->sentence && a->groups == b->groups;
}

static void tell(const struct bench *b, const struct nut_article *a,
                 const struct naive_match *m, const char *who)
{
  const struct nut_rule *rule = &b->rules->rules[m->rule];
  fprintf(stderr, "%s only: %.*s at %u: %.*s\n", who, (int)rule->name.len,
          rule->name.ptr, m->start, (int)(m->end - m->start),
          a->shadow.ptr + m->start);
}

/* Both ways over one text. */
static void compare(struct bench *b, struct nut_slice text)
{
  struct nut_extractor *x = &b->extractor;
  struct nut_article_words words = { &x->abbreviations, &x->starters };
  struct nut_article article;
  struct nut_matches fast;
  struct naive_matches mine = { 0 };
  struct naive_matches want = { 0 };
  struct nut_slice title = { NULL, 0 };
  nut_arena_reset(&x->arena);
  if (nut_article_parse(&x->arena, text, title, &words, &article) != NUT_OK
      || nut_scan_run(&x->scan, &x->arena, &article, NULL, &fast) != NUT_OK)
    abort();
  /* What a rule finds in an article where it ran into its limit of steps is
     its own matter. */
  if (fast.n_breached) {
    b->breached++;
    return;
  }
  for (size_t i = 0; i < fast.len; i++)
    naive_add(&mine, fold(&fast.ptr[i]));
  b->naive.limited = false;
  naive_run(&b->naive, &article, &want);
  if (b->naive.limited) {
    b->breached++;
    free(mine.ptr);
    free(want.ptr);
    return;
  }
  if (mine.len)
    qsort(mine.ptr, mine.len, sizeof *mine.ptr, by_place);
  if (want.len)
    qsort(want.ptr, want.len, sizeof *want.ptr, by_place);
  size_t i = 0;
  size_t k = 0;
  while (i < mine.len || k < want.len) {
    int order = i == mine.len ? 1
                : k == want.len ? -1
                                : by_place(&mine.ptr[i], &want.ptr[k]);
    if (order == 0 && same(&mine.ptr[i], &want.ptr[k])) {
      i++;
      k++;
      continue;
    }
    if (b->different++ < 5)
      tell(b, &article, order < 0 ? &mine.ptr[i] : &want.ptr[k],
           order < 0 ? "engine" : "naive");
    i += order <= 0;
    k += order >= 0;
  }
  b->articles++;
  b->matches += want.len;
  free(mine.ptr);
  free(want.ptr);
}

static char *read_file(const char *path, size_t *len)
{
  FILE *file = fopen(path, "rb");
  if (!file)
    return NULL;
  char *text = malloc(1 << 20);
  *len = fread(text, 1, 1 << 20, file);
  fclose(file);
  return text;
}

static void compare_samples(struct bench *b)
{
  DIR *dir = opendir("samples");
  for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
    char path[512];
    size_t len = 0;
    if (!strstr(e->d_name, ".txt"))
      continue;
    snprintf(path, sizeof path, "samples/%s", e->d_name);
    char *text = read_file(path, &len);
    compare(b, (struct nut_slice){ text, len });
    free(text);
  }
  closedir(dir);
}

/* ---- hostile text ---- */

static unsigned long long state = 88172645463325252ULL;

static unsigned pick(unsigned n)
{
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (unsigned)(state % n);
}

static const char *const pieces[] = {
  "12,000 people were killed", "5 millionpounds", "five pounds", "10pence",
  "twenty-one men dead", "3 o'clock", "\302\2435m to \302\2436m",
  "Modern Slavery Act 2015", "aged between 22 and 49", "0800 555 111",
  "in his 20s", "the 1990s", "June 6, 2004", "12th century",
  "dozens of soldiers killed", "call police on 101", "5.30pm", "10:15 GMT",
  "+44 20 7946 0958", "Section 5 of the Public Order Act 1986",
  "end of next year", "two-year-old", "99 per cent", "99%", "US$5bn",
  "last wee\342\204\252", "next wee\342\204\252end", "\305\277even men",
  "\357\254\201ve men", "New\302\240York", "New  York", "New\nYork",
  "S\303\243o Paulo", "Co\314\202te d'Ivoire", "\331\241\331\242 men",
  "\357\274\222 men", "40 C\303\223RDOBAS", "9 c\303\263rdobas",
  "7 \303\205ngstr\303\226m", "a further five men",
  "54 men and one male juvenile",
  "Edwards Street", "\342\200\23420 men\342\200\235", "between", "and", "or",
  "-", ",", ".", "(", ")", " ", "  ", "\n", "\302\255", "\342\200\213", "5",
  "0", "a", "A", "the", "\303\251", "\342\200\223", "_", "?", "!",
};

#define N_PIECES (sizeof pieces / sizeof pieces[0])

static void compare_hostile(struct bench *b, unsigned rounds)
{
  char text[2048];
  while (rounds--) {
    size_t len = 0;
    unsigned n = 1 + pick(14);
    for (unsigned i = 0; i < n; i++) {
      const char *piece = pieces[pick(N_PIECES)];
      size_t size = strlen(piece);
      if (pick(12) == 0)
        size = pick((unsigned)size + 1);
      memcpy(text + len, piece, size);
      len += size;
      if (pick(3))
        text[len++] = ' ';
    }
    if (len && pick(4) == 0)
      text[pick((unsigned)len)] = (char)pick(128);
    compare(b, (struct nut_slice){ text, len });
  }
}

/* Sentences that are cut at NUT_WINDOW_MAX, with pieces on both sides of the
 * cut and across it: a literal there is none, a lookbehind at the window's
 * start sees what is before it.  Without a gap in the filler the cut goes
 * through words. */
static void compare_cut(struct bench *b, unsigned rounds,
                        const char *const *words, unsigned n_words)
{
  static const char *const fillers[] = { "x", "\303\251", "word ", "77 " };
  static char text[3 * NUT_WINDOW_MAX];
  while (rounds--) {
    const char *filler = fillers[pick(4)];
    size_t size = strlen(filler);
    size_t len = 0;
    for (size_t cut = NUT_WINDOW_MAX; cut <= 2 * NUT_WINDOW_MAX;
         cut += NUT_WINDOW_MAX) {
      for (size_t end = cut - pick(60); len + size <= end; len += size)
        memcpy(text + len, filler, size);
      for (unsigned i = 0, n = 1 + pick(8); i < n; i++) {
        const char *word = words[pick(n_words)];
        size_t bytes = strlen(word);
        memcpy(text + len, word, bytes);
        len += bytes;
        if (pick(3) == 0)
          text[len++] = ' ';
      }
    }
    compare(b, (struct nut_slice){ text, len });
  }
}

/* ---- random rules ---- */

static const char *const atoms[] = {
  "ab", "b", "cab", "a", "7", "[0-9]", "[ab]", "\\w", "[^a]", "{word}",
  "{few}", "{names}", "\\.", "%", "-", "\303\251", "\\p{Lu}", "{n}", "c d",
  "(?i:AB)", "(?-i:C)", "[a-c7]{2}", "(?=a)", "(?<!b)", "(?! c )", "_", "_",
  "\\b", "\\B", "\\d", "ks", "(?<=b)", "(?<=a )", "(?<!\\w)", "(?<=7|ab)",
  "(?i:sk)", "\\s", "{gaps}",
};

static void add_text(char *out, size_t *len, const char *text)
{
  size_t n = strlen(text);
  memcpy(out + *len, text, n);
  *len += n;
}

/* A pattern of pieces, groups and alternatives, at most `depth` deep. */
static void random_pattern(char *out, size_t *len, unsigned depth)
{
  static const char *const quantifiers[] = { "", "", "", "", "?", "+", "*",
                                             "{1,2}", "??", "?+",
                                             "{0,3}", "{2}", "{2,}" };
  unsigned n = 1 + pick(4);
  for (unsigned i = 0; i < n; i++) {
    if (depth && pick(3) == 0) {
      add_text(out, len, pick(6) ? " (?: " : " ( ");
      random_pattern(out, len, depth - 1);
      while (pick(2)) {
        add_text(out, len, " | ");
        random_pattern(out, len, depth - 1);
      }
      add_text(out, len, " )");
      add_text(out, len, quantifiers[pick(13)]);
      continue;
    }
    unsigned k = pick(sizeof atoms / sizeof atoms[0]);
    const char *atom = atoms[k];
    if (strcmp(atom, "c d") == 0)
      atom = "c _ d";
    add_text(out, len, atom);
    bool single = atom[0] == '{' || atom[0] == '[' || atom[0] == '\\';
    if (single && strcmp(atom, "\\b") != 0)
      add_text(out, len, quantifiers[pick(13)]);
  }
}

static void write_rules(FILE *file, unsigned n)
{
  fputs("rules 1\nlist word : text\n  ab | abc | cab c | b.\n"
        "list few : text case\n  A | Cab | a-b\n"
        "list names : text\n  d | da | dab | dabba | e e | \303\251b\n"
        "list gaps : text\n  c d | c d ab | ab 7 | k s | d\n"
        "define n\n  (?> [0-9]+ (?: , [0-9]{3} )* | {names} )\n", file);
  for (unsigned i = 0; i < n; i++) {
    char pattern[1 << 14];
    size_t len = 0;
    do {
      len = 0;
      random_pattern(pattern, &len, 3);
    } while (len > 2000);
    fprintf(file, "rule r%u : count\n  match %.*s\n%s%s%s  yes x\n  no y\n",
            i, (int)len, pattern, pick(4) ? "" : "  case\n",
            pick(4) ? "" : "  edges open\n",
            pick(6) ? "" : "  window paragraph\n");
  }
}

static void random_text(struct bench *b)
{
  static const char *const words[] = {
    "ab", "abc", "cab c", "b.", "A", "Cab", "a-b", "d", "da", "dab", "dabba",
    "e e", "\303\251b", "7", "77", "1,234", "%", "c d", "AB", "C", "x", ".",
    " ", " ", " ", " ", "\n", ". Ab ", "\n\n", "-", "\303\251", "_", "ks",
    "K", "k s", "\342\204\252s", "k\305\277", "\305\277k", "\302\240",
    "\331\241", "\357\274\222", "c\302\240d", "c  d", "\302\255",
  };
  char text[1024];
  size_t len = 0;
  for (unsigned i = 0, n = pick(40); i < n; i++)
    add_text(text, &len, words[pick(sizeof words / sizeof words[0])]);
  compare(b, (struct nut_slice){ text, len });
  if (pick(20) == 0)
    compare_cut(b, 1, words, sizeof words / sizeof words[0]);
}

/* A number from the environment: other seeds and more of them, by hand. */
static unsigned long long setting(const char *name, unsigned long long normal)
{
  const char *value = getenv(name);
  return value ? strtoull(value, NULL, 10) : normal;
}

/* Rules that PCRE2 or the language refuses are left out by trying again with
 * another set. */
static void compare_random_rules(unsigned sets)
{
  struct bench all = { 0 };
  unsigned loaded = 0;
  for (unsigned i = 0; i < sets; i++) {
    struct bench b = { 0 };
    char path[] = "/tmp/nutgraf-rules-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!file)
      abort();
    write_rules(file, 4);
    fclose(file);
    const char *const files[] = { path };
    struct nut_rules_options options = { .data = "rules", .files = files,
                                         .n_files = 1, .no_defaults = true };
    if (nut_rules_new(&options, NULL, &b.rules) == NUT_OK) {
      loaded++;
      if (nut_extractor_init(&b.extractor, b.rules->engine, NULL) != NUT_OK)
        abort();
      if (naive_interprets())
        b.rules->engine->jit_after = UINT_MAX;
      naive_init(&b.naive, b.rules);
      for (unsigned k = 0; k < 40; k++)
        random_text(&b);
      if (b.different) {
        char command[600];
        snprintf(command, sizeof command, "cat %s >&2", path);
        if (all.different == 0 && system(command) != 0)
          abort();
      }
      naive_drop(&b.naive);
      nut_extractor_drop(&b.extractor);
      nut_rules_free(b.rules);
    }
    remove(path);
    all.articles += b.articles;
    all.matches += b.matches;
    all.different += b.different;
    all.breached += b.breached;
  }
  unit_begin("the engine finds what the naive way finds: random rules");
  CHECK(loaded > sets / 20);
  CHECK(all.matches > 1000);
  CHECK(all.breached < all.articles / 10);
  CHECK(all.different == 0);
  unit_end();
}

/* ---- the bulk news ---- */

static void compare_bulk(struct bench *b, const char *file)
{
  struct nut_reader_options options = { .from = NUT_FROM_NDJSON,
                                        .inputs = &file, .n_inputs = 1 };
  struct nut_reader *reader = NULL;
  struct nut_input input;
  if (nut_reader_new(&options, NULL, &reader) != NUT_OK)
    abort();
  while (nut_reader_next(reader, &input) == NUT_OK)
    compare(b, input.text);
  nut_reader_free(reader);
}

/* One in so many articles. */
static bool unpack_bulk(const char *file, unsigned one_in)
{
  char command[1024];
  const char *eval = getenv("EVAL");
  snprintf(command, sizeof command,
           "test -r '%s/bulk.ndjson.gz' && gzip -dc '%s/bulk.ndjson.gz' |"
           " awk 'NR %% %u == 1' > '%s'",
           eval ? eval : "../shared/eval", eval ? eval : "../shared/eval",
           one_in, file);
  return system(command) == 0;
}

static void report(struct bench *b, const char *name)
{
  unit_begin(name);
  CHECK(b->articles > 0);
  CHECK(b->breached <= b->articles / 10);
  CHECK(b->different == 0);
  unit_end();
  b->different = 0;
  b->articles = 0;
  b->breached = 0;
}

int main(void)
{
  struct bench b = { 0 };
  struct nut_rules_options options = { .data = "rules" };
  if (nut_rules_new(&options, NULL, &b.rules) != NUT_OK
      || nut_extractor_init(&b.extractor, b.rules->engine, NULL) != NUT_OK)
    return 1;
  state ^= setting("UNIT_SEED", 0) * 0x9E3779B97F4A7C15ULL;
  unsigned part = (unsigned)setting("UNIT_PART", 1);
  if (naive_interprets())
    b.rules->engine->jit_after = UINT_MAX;
  naive_init(&b.naive, b.rules);
  compare_samples(&b);
  report(&b, "the engine finds what the naive way finds: samples");
  compare_hostile(&b, naive_interprets() ? 300 : 6000 / part);
  report(&b, "the engine finds what the naive way finds: hostile text");
  compare_cut(&b, naive_interprets() ? 15 : 100 / part, pieces, N_PIECES);
  report(&b, "the engine finds what the naive way finds: cut sentences");
  char file[] = "/tmp/nutgraf-bulk-XXXXXX";
  int fd = mkstemp(file);
  if (fd >= 0 && !naive_interprets() && unpack_bulk(file, 30 * part)) {
    compare_bulk(&b, file);
    report(&b, "the engine finds what the naive way finds: bulk news");
  }
  if (fd >= 0)
    remove(file);
  naive_drop(&b.naive);
  nut_extractor_drop(&b.extractor);
  nut_rules_free(b.rules);
  compare_random_rules(
      (unsigned)setting("UNIT_SETS", naive_interprets() ? 120 : 400 / part));
  return unit_status();
}
