/* Which literals a match of a syntax node can begin with.
 *
 * Bottom up over the tree: a text gives one literal, a set of characters one
 * for each, an alternation the union, a sequence the product, a repeat is
 * unrolled a few times.  What cannot be listed gives the empty open literal,
 * "begins with anything".
 *
 * A literal is complete or open.  An open one is a beginning: every match
 * still begins with it, so to cut a literal short, or a set that grows too
 * large, is always right and only makes it less telling.  That is the one way
 * in which this file saves work; it never drops a literal.
 *
 * The obvious other way, to take the longest literal string of the pattern (as
 * grep does), finds little here: most rules are lists of words.
 *
 * Invariants: bytes are lower case; a set with too_many is not to be read.
 * Cost: bounded by NUT_LITERALS_MAX a node; each node is done once. */
#include "scan/literals.h"

#include "base/slice.h"
#include "base/utf.h"

#include <stdlib.h>
#include <string.h>

/* A repeat is unrolled this often; what is beyond is left open. */
#define UNROLL_MAX 4

/* Without memory the set counts as too large and keeps what it has; the arena
 * remembers why. */
static void add(struct nut_arena *arena, struct nut_literals *set,
                const struct nut_literal *literal)
{
  if (set->len >= NUT_LITERALS_MAX)
    set->too_many = true;
  if (set->too_many)
    return;
  struct nut_literal *grown = nut_arena_grow(arena, set->ptr, set->len,
                                             &set->cap, sizeof *set->ptr);
  set->too_many = !grown;
  if (!grown)
    return;
  set->ptr = grown;
  set->ptr[set->len++] = *literal;
}

static void add_all(struct nut_arena *arena, struct nut_literals *set,
                    const struct nut_literals *more)
{
  set->too_many = set->too_many || more->too_many;
  for (size_t i = 0; i < more->len && !set->too_many; i++)
    add(arena, set, &more->ptr[i]);
}

/* The set of the empty literal: complete it matches nothing at all (an edge),
 * open it matches something that is not known. */
static struct nut_literals single(struct nut_arena *arena, bool complete)
{
  struct nut_literals set = { 0 };
  struct nut_literal empty = { .complete = complete };
  add(arena, &set, &empty);
  return set;
}

struct nut_literals nut_literals_none(struct nut_arena *arena)
{
  return single(arena, true);
}

/* More characters than this in a set are not listed one by one. */
#define SET_MAX 14

/* A capital whose small letter is in the set too is that letter; alone it is
 * kept as small with the flag, since walks fold the text. */
static struct nut_literals of_set(struct nut_arena *arena,
                                  const struct nut_node *node)
{
  struct nut_literals set = { 0 };
  struct nut_literal literal = { .len = 1, .complete = true };
  size_t n = 0;
  for (int c = 0; c < 0x80; c++) {
    bool folds = nut_is_upper(c)
                 && nut_byte_set_has(&node->set, (unsigned char)(c | 0x20));
    if (!nut_byte_set_has(&node->set, (unsigned char)c) || folds)
      continue;
    literal.bytes[0] = (char)(nut_is_upper(c) ? c | 0x20 : c);
    literal.capital = nut_is_upper(c);
    add(arena, &set, &literal);
    n++;
  }
  if (n > SET_MAX || node->open)
    return single(arena, false);
  literal.capital = false;
  for (size_t i = 0; i < node->n_codes; i++) {
    literal.len =
        (unsigned char)nut_utf_encode(node->codes[i], literal.bytes);
    add(arena, &set, &literal);
  }
  return set;
}

/* Only the first letter's case is kept: it chooses the trie's root, and the
 * rest is folded whatever the rule's case.  PCRE2 looks again. */
static struct nut_literals of_text(struct nut_arena *arena,
                                   const struct nut_node *node)
{
  struct nut_literals set = { 0 };
  struct nut_literal literal = {
    .complete = true,
    .capital = node->match_case && nut_is_upper(node->text.ptr[0])
  };
  for (size_t i = 0; i < node->text.len && literal.complete; i++) {
    char c = node->text.ptr[i];
    if (literal.len == NUT_LITERAL_MAX)
      literal.complete = false;
    else
      literal.bytes[literal.len++] = (char)(nut_is_upper(c) ? c | 0x20 : c);
  }
  add(arena, &set, &literal);
  return set;
}

static struct nut_literals of_alt(struct nut_arena *arena,
                                  const struct nut_node *node)
{
  struct nut_literals set = { 0 };
  for (size_t i = 0; i < node->n_kids && !set.too_many; i++)
    add_all(arena, &set, nut_literals_of(arena, node->kids[i]));
  if (set.too_many)
    return single(arena, false);
  nut_literals_tidy(&set);
  return set;
}

/* A copy, left open: what was complete is a beginning now.  The set itself
 * belongs to its node and stays. */
static struct nut_literals opened(struct nut_arena *arena,
                                  const struct nut_literals *set)
{
  struct nut_literals copy = { 0 };
  add_all(arena, &copy, set);
  for (size_t i = 0; i < copy.len; i++)
    copy.ptr[i].complete = false;
  return copy;
}

/* A product that grows too large ends where it was. */
static struct nut_literals of_cat(struct nut_arena *arena,
                                  struct nut_node *const *kids, size_t n)
{
  struct nut_literals set = nut_literals_none(arena);
  for (size_t i = 0; i < n && nut_literals_any_complete(&set); i++) {
    struct nut_literals joined =
        nut_literals_join(arena, &set, nut_literals_of(arena, kids[i]));
    if (joined.too_many)
      return opened(arena, &set);
    set = joined;
  }
  return set;
}

/* x* may be nothing, of any length: nothing is known.  x?  is x or nothing.
 * What comes at least once is joined as often as it must come. */
static struct nut_literals of_repeat(struct nut_arena *arena,
                                     const struct nut_node *node)
{
  struct nut_node *kids[UNROLL_MAX] = { node->kids[0], node->kids[0],
                                        node->kids[0], node->kids[0] };
  struct nut_literals set;
  if (node->min == 0 && node->max > 1)
    return single(arena, false);
  if (node->min == 0) {
    struct nut_literal empty = { .complete = true };
    set = (struct nut_literals){ 0 };
    add_all(arena, &set, nut_literals_of(arena, node->kids[0]));
    add(arena, &set, &empty);
    return set.too_many ? single(arena, false) : set;
  }
  set = of_cat(arena, kids, node->min < UNROLL_MAX ? node->min : UNROLL_MAX);
  return node->max > node->min || node->min > UNROLL_MAX ? opened(arena, &set)
                                                         : set;
}

static struct nut_literals find(struct nut_arena *arena,
                                const struct nut_node *node)
{
  switch (node->type) {
  case NUT_NODE_EMPTY:
  case NUT_NODE_AHEAD:
    return single(arena, true);
  case NUT_NODE_ANY:
    return single(arena, false);
  case NUT_NODE_SET:
    return of_set(arena, node);
  case NUT_NODE_TEXT:
    return of_text(arena, node);
  case NUT_NODE_ALT:
    return of_alt(arena, node);
  case NUT_NODE_CAT:
    return of_cat(arena, node->kids, node->n_kids);
  case NUT_NODE_REPEAT:
    return of_repeat(arena, node);
  }
  return single(arena, false);
}

/* The recursion is as deep as the pattern's parentheses nest. */
const struct nut_literals *nut_literals_of(struct nut_arena *arena,
                                           struct nut_node *node)
{
  static const struct nut_literals nothing = { .too_many = true };
  if (node->literals)
    return node->literals;
  struct nut_literals *set = nut_arena_alloc(arena, sizeof *set);
  if (!set)
    return &nothing;
  *set = find(arena, node);
  node->literals = set;
  return set;
}

/* What does not fit is cut, and the literal is open then. */
static void join_pair(struct nut_arena *arena, struct nut_literals *set,
                      const struct nut_literal *x,
                      const struct nut_literal *y)
{
  struct nut_literal joined = *x;
  size_t room = NUT_LITERAL_MAX - (size_t)x->len;
  size_t len = y->len <= room ? y->len : room;
  joined.complete = y->complete && len == y->len;
  joined.capital = x->len ? x->capital : y->capital;
  memcpy(joined.bytes + x->len, y->bytes, len);
  joined.len = (unsigned char)(x->len + len);
  add(arena, set, &joined);
}

/* A literal this long is not made longer by many others: the set would grow
 * and tell little more. */
#define LONG_ENOUGH 3
#define LONG_ENOUGH_DIGITS 2
#define MANY 8
#define MANY_TOGETHER 100

/* Digits say more: two of them are as rare as three letters. */
static bool is_long(const struct nut_literal *x)
{
  return x->len >= LONG_ENOUGH
         || (x->len >= LONG_ENOUGH_DIGITS && nut_is_digit(x->bytes[0]));
}

static bool is_enough(const struct nut_literal *x, size_t n, size_t more)
{
  return !x->complete
         || (is_long(x)
             && (more > MANY || (more > 1 && n * more > MANY_TOGETHER)));
}

bool nut_literals_enough(const struct nut_literals *a,
                         const struct nut_literals *b)
{
  for (size_t i = 0; i < a->len; i++)
    if (!is_enough(&a->ptr[i], a->len, b->len))
      return false;
  return true;
}

/* The set may share b's array, so what comes out is only read. */
struct nut_literals nut_literals_join(struct nut_arena *arena,
                                      const struct nut_literals *a,
                                      const struct nut_literals *b)
{
  struct nut_literals set = { 0 };
  struct nut_literal opened;
  if (a->len == 1 && a->ptr[0].complete && a->ptr[0].len == 0)
    return *b;
  set.too_many = a->too_many || b->too_many;
  for (size_t i = 0; i < a->len && !set.too_many; i++) {
    bool enough = is_enough(&a->ptr[i], a->len, b->len);
    opened = a->ptr[i];
    opened.complete = false;
    if (enough)
      add(arena, &set, &opened);
    for (size_t k = 0; !enough && k < b->len; k++)
      join_pair(arena, &set, &a->ptr[i], &b->ptr[k]);
  }
  if (!set.too_many)
    nut_literals_tidy(&set);
  return set;
}

/* Open before complete, any case before capital: the wider one first. */
static int by_bytes(const void *a, const void *b)
{
  const struct nut_literal *x = a;
  const struct nut_literal *y = b;
  struct nut_slice s = { x->bytes, x->len };
  struct nut_slice t = { y->bytes, y->len };
  int order = nut_slice_cmp(s, t);
  if (order == 0)
    order = (x->complete > y->complete) - (x->complete < y->complete);
  if (order == 0)
    order = (x->capital > y->capital) - (x->capital < y->capital);
  return order ? order : (x->blank > y->blank) - (x->blank < y->blank);
}

/* Does x stand for all that y does, y's end left aside?  A literal that wants
 * a capital does not cover one that takes both. */
static bool begins(const struct nut_literal *x, const struct nut_literal *y)
{
  if ((x->capital && !y->capital) || x->blank != y->blank)
    return false;
  return x->len == 0
         || (x->bytes[0] == y->bytes[0] && x->len <= y->len
             && memcmp(x->bytes, y->bytes, x->len) == 0);
}

/* An open literal stands for all that it begins; of two alike the open one,
 * sorted first, stays.  What is covered follows right behind in the order. */
void nut_literals_tidy(struct nut_literals *set)
{
  size_t n = 0;
  if (set->len)
    qsort(set->ptr, set->len, sizeof *set->ptr, by_bytes);
  for (size_t i = 0; i < set->len; i++) {
    const struct nut_literal *x = &set->ptr[i];
    const struct nut_literal *last = n ? &set->ptr[n - 1] : NULL;
    bool covered = last && begins(last, x)
                   && (!last->complete || last->len == x->len);
    if (!covered)
      set->ptr[n++] = *x;
  }
  set->len = n;
}

bool nut_literals_any_complete(const struct nut_literals *set)
{
  for (size_t i = 0; i < set->len; i++)
    if (set->ptr[i].complete)
      return true;
  return false;
}

bool nut_literals_all_complete(const struct nut_literals *set)
{
  for (size_t i = 0; i < set->len; i++)
    if (!set->ptr[i].complete)
      return false;
  return true;
}

bool nut_literals_strong(const struct nut_literals *set)
{
  for (size_t i = 0; i < set->len; i++) {
    const struct nut_literal *x = &set->ptr[i];
    bool letter = x->len == 1 && nut_is_alpha(x->bytes[0]);
    bool blank = x->len == 1 && x->bytes[0] == ' ';
    if (x->len == 0 || blank || (letter && !x->complete))
      return false;
  }
  return set->len > 0 && !set->too_many;
}
