/* What every match of a rule must hold, derived from its pattern.
 *
 * The syntax tree is flattened into a row of elements that every match passes
 * through.  From each place in the row the literals of the longest run of
 * elements are joined; a set that tells enough becomes a need, with the kinds
 * of bytes that may stand beside its literals and how many bytes of the match
 * come before it.  An alternation without such a set gives one need when each
 * branch does: the union of the branches' cheapest.  The cheapest is the key.
 * Of the others one is kept that is of other elements and seldom near: where
 * it is missing an attempt is saved.  To check yet another takes longer than
 * the attempts that it would save.
 *
 * Needs are derived and not written in the rules: anchors typed by hand lost
 * matches whenever a pattern was changed without them.
 *
 * Invariant: a need holds in every match (a filter may let too much through,
 * never too little); whatever is uncertain makes the need wider or gives none.
 * Needs stand in the order of the pattern.
 *
 * Cost: a good part of the time of loading; the scan pays for none of it.
 * Places, gaps and the matching itself are left to scan.c and PCRE2. */
#include "scan/needs.h"

#include "base/slice.h"
#include "scan/frequency.h"

#include <string.h>

struct kind_sets;

/* The pattern as a row of elements that every match passes through. */
struct row {
  struct nut_arena *arena; /* scratch */
  /* for what outlives the derivation: the needs' literals */
  struct nut_arena *keep;
  struct nut_node **elements;
  size_t n;
  size_t cap;
  /* kinds of bytes beside the row: [1] beside a word, [0] beside others */
  unsigned before[2];
  unsigned after[2];
  unsigned depth; /* of alternations around it */
  const struct kind_sets *kinds;
  const struct nut_frequencies *frequencies;
};

unsigned nut_byte_kind_of(unsigned char byte)
{
  if (byte >= 0x80)
    return NUT_HIGH;
  if (nut_is_digit(byte))
    return NUT_DIGIT;
  if (nut_is_alpha(byte) || byte == '_')
    return NUT_LETTER;
  return byte <= ' ' ? NUT_BLANK : NUT_PUNCT;
}

/* The bytes of each kind. */
struct kind_sets {
  struct nut_byte_set of[6]; /* by the bit's number */
};

/* Bit 5 (NUT_EDGE) is no byte's and stays empty. */
static void make_kind_sets(struct kind_sets *sets)
{
  *sets = (struct kind_sets){ 0 };
  for (unsigned c = 0; c < 256; c++) {
    unsigned kind = nut_byte_kind_of((unsigned char)c);
    for (size_t bit = 0; bit < 6; bit++)
      if (kind >> bit & 1)
        sets->of[bit].bits[c >> 6] |= 1ULL << (c & 63);
  }
}

static unsigned kinds_of(const struct row *row,
                         const struct nut_byte_set *set)
{
  unsigned kinds = 0;
  for (size_t bit = 0; bit < 6; bit++)
    for (size_t k = 0; k < 4; k++)
      if (set->bits[k] & row->kinds->of[bit].bits[k])
        kinds |= 1U << bit;
  return kinds;
}

/* As deep as the pattern's parentheses nest.  What must come once is as good
 * as its parts.  Elements without a length (edges, lookarounds) are left out:
 * they hold nothing. */
static void flatten(struct row *row, struct nut_node *node)
{
  if (node->type == NUT_NODE_CAT) {
    for (size_t i = 0; i < node->n_kids; i++)
      flatten(row, node->kids[i]);
    return;
  }
  bool once = node->type == NUT_NODE_REPEAT && node->min == 1
              && node->max == 1;
  if (once || (node->type == NUT_NODE_ALT && node->n_kids == 1)) {
    flatten(row, node->kids[0]);
    return;
  }
  if (node->max_len == 0)
    return;
  row->elements =
      nut_arena_grow(row->arena, row->elements, row->n, &row->cap,
                     sizeof(struct nut_node *));
  if (row->elements)
    row->elements[row->n++] = node;
}

/* Kinds of bytes before element i: the ends of those that can stand there.
 * Over what may be missing the look goes on; at the row's end the bytes beside
 * the match count. */
static unsigned kinds_before(const struct row *row, size_t i, bool word)
{
  unsigned kinds = 0;
  while (i-- > 0) {
    kinds |= kinds_of(row, &row->elements[i]->last);
    if (!row->elements[i]->nullable)
      return kinds;
  }
  return kinds | row->before[word];
}

static unsigned kinds_after(const struct row *row, size_t i, bool word)
{
  unsigned kinds = 0;
  for (; i < row->n; i++) {
    kinds |= kinds_of(row, &row->elements[i]->first);
    if (!row->elements[i]->nullable)
      return kinds;
  }
  return kinds | row->after[word];
}

/* ASCII only, like the edges that it is asked for. */
static bool is_word_byte(char c)
{
  return nut_byte_kind_of((unsigned char)c) & (NUT_LETTER | NUT_DIGIT);
}

/* What may stand at the sides of literals that begin at element i and cover
 * those before `end`; [1] for a word at that side, [0] for anything else. */
struct sides {
  unsigned before[2];
  unsigned after[2];
};

static struct sides sides_of(const struct row *row, size_t i, size_t end)
{
  struct sides sides;
  for (int word = 0; word < 2; word++) {
    sides.before[word] = kinds_before(row, i, word);
    sides.after[word] = kinds_after(row, end, word);
  }
  return sides;
}

/* An open literal goes on in a way that is not known: anything may follow. */
static struct nut_need_literal with_sides(const struct sides *sides,
                                          const struct nut_literal *text)
{
  struct nut_need_literal out = { .text = *text, .after = NUT_ANY_KIND };
  bool first = is_word_byte(text->bytes[0]);
  bool last = is_word_byte(text->bytes[text->len - 1]);
  out.before = (unsigned char)(text->blank ? NUT_BLANK
                                           : sides->before[first]);
  if (text->complete)
    out.after = (unsigned char)sides->after[last];
  return out;
}

/* The sum stops at NUT_LENGTH_ANY, which stands for no bound at all. */
static void measure_prefix(const struct row *row, size_t i,
                           struct nut_need *need)
{
  for (size_t k = 0; k < i; k++) {
    const struct nut_node *element = row->elements[k];
    need->min_before += element->min_len;
    need->max_before += element->max_len;
    if (need->min_before > NUT_LENGTH_ANY)
      need->min_before = NUT_LENGTH_ANY;
    if (need->max_before > NUT_LENGTH_ANY)
      need->max_before = NUT_LENGTH_ANY;
    nut_byte_set_add(&need->before, &element->all);
  }
}

static enum nut_status make_need(const struct row *row, size_t i, size_t end,
                                 const struct nut_literals *set,
                                 struct nut_need *need)
{
  struct sides sides = sides_of(row, i, end);
  *need = (struct nut_need){ 0 };
  need->literals =
      nut_arena_alloc(row->keep, set->len * sizeof *need->literals);
  if (!need->literals)
    return NUT_NOMEM;
  for (size_t k = 0; k < set->len; k++) {
    need->literals[k] = with_sides(&sides, &set->ptr[k]);
    need->cost += nut_frequency_of(row->frequencies, &need->literals[k]);
  }
  need->n_literals = set->len;
  need->from = i;
  need->end = end;
  measure_prefix(row, i, need);
  return NUT_OK;
}

/* The literals of the longest run of elements from i; *end is the element
 * after it.  It ends where no literal is complete (nothing can be joined to an
 * open one), the set grows too large, or nothing more is to be won. */
static struct nut_literals run_from(const struct row *row, size_t i,
                                    size_t *end)
{
  struct nut_literals set = nut_literals_none(row->arena);
  *end = i;
  while (*end < row->n && nut_literals_any_complete(&set)) {
    const struct nut_literals *next =
        nut_literals_of(row->arena, row->elements[*end]);
    struct nut_literals joined = nut_literals_join(row->arena, &set, next);
    if (joined.too_many || nut_literals_enough(&set, next))
      return set;
    set = joined;
    (*end)++;
  }
  return set;
}

/* Where a need stands in a match tells how many places are tried each time it
 * is met: at the start one; behind a start that is known few, though many are
 * looked at; behind any other all that the first byte allows. */
#define BEHIND_START 1.5
#define BEHIND_UNKNOWN 5.0

static double cost_of(const struct nut_needs *needs,
                      const struct nut_need *need)
{
  if (need->max_before == 0)
    return need->cost;
  return need->cost * (needs->exact_start ? BEHIND_START : BEHIND_UNKNOWN);
}

/* The arena remembers when there was no memory. */
static void keep(const struct row *row, struct nut_needs *out,
                 const struct nut_need *need)
{
  if (row->depth == 0) {
    out->all = nut_arena_grow(row->arena, out->all, out->n_all,
                              &out->cap_all, sizeof *out->all);
    if (!out->all)
      return;
    out->all[out->n_all++] = *need;
  }
  if (out->found && cost_of(out, &out->key) <= cost_of(out, need))
    return;
  out->found = true;
  out->key = *need;
}

/* ---- another need ---- */

/* A need that is met as often as not where it is looked for saves too little.
 * Sentences are seldom longer than this from a match's beginning on. */
#define OTHER_CHANCE_MAX 0.7
#define REACH_MAX 120U

/* How often the need is met by chance where a match would have it.  Costs are
 * per 100,000 bytes. */
static double chance_of(const struct nut_need *need)
{
  uint32_t reach = need->max_before - need->min_before + 1;
  return need->cost * (reach < REACH_MAX ? reach : REACH_MAX) / 100000;
}

static bool shares_element(const struct nut_need *a, const struct nut_need *b)
{
  return a->from < b->end && b->from < a->end;
}

/* Literals inside words would be looked for at every letter. */
static bool is_inside(const struct nut_need *need)
{
  for (size_t i = 0; i < need->n_literals; i++)
    if ((need->literals[i].before & NUT_LETTER)
        && nut_is_alpha(need->literals[i].text.bytes[0]))
      return true;
  return false;
}

/* Where the key is behind the start, the start is asked for already. */
static bool is_other(const struct nut_needs *needs,
                     const struct nut_need *need)
{
  return !shares_element(need, &needs->key) && !is_inside(need)
         && !(needs->exact_start && needs->key.max_before > 0
              && shares_element(need, &needs->start));
}

static void choose_other(struct nut_needs *out)
{
  double least = OTHER_CHANCE_MAX;
  for (size_t i = 0; i < out->n_all; i++) {
    double chance = chance_of(&out->all[i]);
    if (chance >= least || !is_other(out, &out->all[i]))
      continue;
    least = chance;
    out->has_other = true;
    out->other = out->all[i];
  }
}

/* A walk begins at no blank: a gap before a literal counts to what stands
 * before the need.  A need that began with a blank would begin walks at every
 * word's end; so the blank becomes a flag of the literal, true when there was
 * any. */
static bool strip_blanks(struct nut_arena *arena, struct nut_literals *set)
{
  bool stripped = false;
  struct nut_literals copy = { 0 };
  for (size_t i = 0; i < set->len && !stripped; i++)
    stripped = set->ptr[i].len && set->ptr[i].bytes[0] == ' ';
  if (!stripped)
    return false;
  copy.ptr = nut_arena_alloc(arena, set->len * sizeof *copy.ptr);
  for (size_t i = 0; copy.ptr && i < set->len; i++) {
    struct nut_literal literal = set->ptr[i];
    if (literal.len && literal.bytes[0] == ' ') {
      literal.len--;
      literal.capital = false;
      literal.blank = true;
      memmove(literal.bytes, literal.bytes + 1, literal.len);
    }
    copy.ptr[copy.len++] = literal;
  }
  if (copy.ptr)
    nut_literals_tidy(&copy);
  *set = copy;
  return true;
}

/* Only max_before: of one set some literals had the blank, others not. */
static void allow_gap(struct nut_need *need)
{
  static const struct nut_byte_set blanks = { { 1ULL << ' ', 0, 0, 0 } };
  need->max_before++;
  nut_byte_set_add(&need->before, &blanks);
}

/* ---- alternations: one need of each branch, together ---- */

/* Alternations inside alternations are looked into this deep.  Each level
 * multiplies the work, and nobody writes deeper ones. */
#define DEPTH_MAX 3

/* An element that may be missing says nothing, except at the start: there the
 * run goes on behind it, and a need at the start gives the places at once.  An
 * alternation is only opened where the run said little, and its need kept
 * where it is rarer than the one before it. */
static enum nut_status derive_row(const struct row *row,
                                  struct nut_needs *out);

/* Add a branch's need to those of the branches before it.  A match goes
 * through one branch, so it holds a literal of that branch: any literal of the
 * union, at any branch's distance. */
static enum nut_status unite(const struct row *row,
                             const struct nut_need *branch, bool first,
                             struct nut_need *need)
{
  size_t n = first ? 0 : need->n_literals;
  struct nut_need_literal *all = nut_arena_alloc(
      row->keep, (n + branch->n_literals) * sizeof *all);
  if (!all)
    return NUT_NOMEM;
  if (n)
    memcpy(all, need->literals, n * sizeof *all);
  memcpy(all + n, branch->literals, branch->n_literals * sizeof *all);
  if (first) {
    *need = *branch;
  } else {
    need->cost += branch->cost;
    if (branch->min_before < need->min_before)
      need->min_before = branch->min_before;
    if (branch->max_before > need->max_before)
      need->max_before = branch->max_before;
    nut_byte_set_add(&need->before, &branch->before);
  }
  need->literals = all;
  need->n_literals = n + branch->n_literals;
  return NUT_OK;
}

/* The branch as a row of its own, between what stands beside element i. */
static struct row branch_row(const struct row *row, size_t i,
                             struct nut_node *branch)
{
  struct row inner = { .arena = row->arena, .keep = row->keep,
                       .depth = row->depth + 1, .kinds = row->kinds,
                       .frequencies = row->frequencies };
  for (int word = 0; word < 2; word++) {
    inner.before[word] = kinds_before(row, i, word);
    inner.after[word] = kinds_after(row, i + 1, word);
  }
  flatten(&inner, branch);
  return inner;
}

/* What stands before the alternation stands before its branches' needs. */
static void add_prefix(const struct row *row, size_t i, struct nut_need *need)
{
  struct nut_need prefix = { 0 };
  measure_prefix(row, i, &prefix);
  need->min_before += prefix.min_before;
  need->max_before += prefix.max_before;
  if (need->max_before > NUT_LENGTH_ANY)
    need->max_before = NUT_LENGTH_ANY;
  nut_byte_set_add(&need->before, &prefix.before);
}

/* found is false when a branch has no need.  One such branch would let matches
 * through that hold none of the others. */
static enum nut_status derive_branches(const struct row *row, size_t i,
                                       struct nut_need *need, bool *found)
{
  const struct nut_node *alt = row->elements[i];
  *found = alt->type == NUT_NODE_ALT && alt->n_kids > 1 && !alt->nullable
           && row->depth < DEPTH_MAX;
  for (size_t k = 0; *found && k < alt->n_kids; k++) {
    struct nut_needs needs = { 0 };
    struct row inner = branch_row(row, i, alt->kids[k]);
    if (row->arena->failed || derive_row(&inner, &needs) != NUT_OK)
      return NUT_NOMEM;
    *found = needs.found;
    if (needs.found && unite(row, &needs.key, k == 0, need) != NUT_OK)
      return NUT_NOMEM;
  }
  *found = *found && need->n_literals <= NUT_LITERALS_MAX;
  if (*found)
    add_prefix(row, i, need);
  need->from = i;
  need->end = i + 1;
  return NUT_OK;
}

/* A run of literals from element i.  *next is where to go on: behind a run
 * whose literals are all complete there is no more to be said of its
 * elements; of one that is cut short somewhere, later ones may say more. */
static enum nut_status derive_run(const struct row *row, size_t i,
                                  struct nut_needs *out, size_t *next)
{
  size_t end = i;
  struct nut_need need;
  struct nut_literals set = run_from(row, i, &end);
  bool gap = strip_blanks(row->arena, &set);
  *next = i + 1;
  if (!nut_literals_strong(&set))
    return NUT_OK;
  if (make_need(row, i, end, &set, &need) != NUT_OK)
    return NUT_NOMEM;
  if (gap)
    allow_gap(&need);
  if (i == 0 && !gap) {
    out->exact_start = true;
    out->start = need;
  }
  keep(row, out, &need);
  if (nut_literals_all_complete(&set))
    *next = end;
  return NUT_OK;
}

static enum nut_status derive_row(const struct row *row,
                                  struct nut_needs *out)
{
  for (size_t i = 0; i < row->n;) {
    size_t next = i + 1;
    struct nut_need need = { 0 };
    bool found = false;
    enum nut_status status = NUT_OK;
    if (i == 0 || !row->elements[i]->nullable)
      status = derive_run(row, i, out, &next);
    if (status == NUT_OK && next == i + 1)
      status = derive_branches(row, i, &need, &found);
    if (status != NUT_OK)
      return status;
    if (found)
      keep(row, out, &need);
    i = next;
  }
  return row->arena->failed ? NUT_NOMEM : NUT_OK;
}

static bool same_text(const struct nut_literal *a, const struct nut_literal *b)
{
  return a->len == b->len && a->capital == b->capital
         && memcmp(a->bytes, b->bytes, a->len) == 0;
}

/* A match in a paragraph may cross sentences, which are searched one by one:
 * where the pattern has a blank, a sentence may end.  None ends inside a word,
 * so what stands before a literal's first blank lies in one. */
static void cut_to_words(struct nut_need *need)
{
  size_t kept = 0;
  for (size_t i = 0; i < need->n_literals; i++) {
    struct nut_need_literal literal = need->literals[i];
    const char *blank = memchr(literal.text.bytes, ' ', literal.text.len);
    if (blank) {
      literal.text.len = (unsigned char)(blank - literal.text.bytes);
      literal.text.complete = false;
      literal.after = NUT_ANY_KIND;
    }
    literal.text.blank = false;
    literal.before |= NUT_BLANK | NUT_EDGE;
    literal.after |= NUT_BLANK | NUT_EDGE;
    if (literal.text.len == 0) { /* it says nothing any more */
      need->n_literals = 0;
      return;
    }
    struct nut_need_literal *last = kept ? &need->literals[kept - 1] : NULL;
    if (!last || !same_text(&last->text, &literal.text)) {
      need->literals[kept++] = literal;
      continue;
    }
    last->before |= literal.before;
    last->after |= literal.after;
  }
  need->n_literals = kept;
}

enum nut_status nut_needs_derive(struct nut_arena *arena,
                                 struct nut_arena *keep,
                                 const struct nut_frequencies *frequencies,
                                 const struct nut_rule *rule,
                                 struct nut_node *root,
                                 struct nut_needs *out)
{
  /* Anything may stand beside a match, but the edges of a rule forbid a word
     to go on. */
  unsigned word = rule->edges_open
                      ? NUT_ANY_KIND
                      : NUT_ANY_KIND & ~(NUT_LETTER | NUT_DIGIT);
  struct kind_sets kinds;
  struct row row = { .arena = arena, .keep = keep, .kinds = &kinds,
                     .frequencies = frequencies,
                     .before = { NUT_ANY_KIND, word },
                     .after = { NUT_ANY_KIND, word } };
  make_kind_sets(&kinds);
  *out = (struct nut_needs){ 0 };
  out->first = root->first;
  if (root->min_len == 0)
    return NUT_OK;
  flatten(&row, root);
  if (arena->failed)
    return NUT_NOMEM;
  enum nut_status status = derive_row(&row, out);
  if (status == NUT_OK && !rule->window_paragraph)
    choose_other(out);
  if (status == NUT_OK && out->found && rule->window_paragraph) {
    cut_to_words(&out->key);
    out->found = out->key.n_literals > 0;
  }
  return status;
}
