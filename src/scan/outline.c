/* From syntax trees to a table of terms.
 *
 * A term is built from its kids up, written down as a string of bytes, and
 * looked up by it: so each is there once, and equal ones have one number.
 * Terms that do nothing (what is empty in a row, a row of one) are left out;
 * what a pattern looks for ahead at its end is kept as if it were matched.
 *
 * Cost: linear in the trees, once for a rule set.  The trees' recursion is as
 * deep as parentheses nest (NUT_BRACKETS_MAX). */
#include "scan/outline.h"

#include "base/slice.h"
#include "base/utf.h"

#include <string.h>

/* ---- tables ---- */

/* Whatever runs out of memory says so through the arena: no term then. */
static uint32_t add_set(struct nut_outliner *o, const struct nut_byte_set *set)
{
  struct nut_outlines *out = o->out;
  struct nut_slice key = { (const char *)set, sizeof *set };
  uint32_t number = nut_map_get(&o->sets, key);
  if (number != NUT_MAP_NONE)
    return number;
  out->sets = nut_arena_grow(o->arena, out->sets, out->n_sets, &o->cap_sets,
                             sizeof *out->sets);
  key = nut_arena_copy(&o->work, key);
  if (!out->sets || !key.ptr
      || !nut_map_put(&o->sets, key, (uint32_t)out->n_sets)) {
    o->arena->failed = true;
    return 0;
  }
  out->sets[out->n_sets] = *set;
  return (uint32_t)out->n_sets++;
}

static void add_kid(struct nut_outliner *o, uint32_t kid)
{
  struct nut_outlines *out = o->out;
  out->kids = nut_arena_grow(o->arena, out->kids, out->n_kids, &o->cap_kids,
                             sizeof *out->kids);
  if (out->kids)
    out->kids[out->n_kids++] = kid;
}

static void add_byte(struct nut_outliner *o, char byte)
{
  struct nut_outlines *out = o->out;
  out->bytes = nut_arena_grow(o->arena, out->bytes, out->n_bytes,
                              &o->cap_bytes, 1);
  if (out->bytes)
    out->bytes[out->n_bytes++] = byte;
}

/* What tells a term from others: its members, but for the place of its kids
 * or bytes, and these. */
static struct nut_slice key_of(struct nut_outliner *o,
                               const struct nut_term *term,
                               const void *parts, size_t size)
{
  struct nut_term bare;
  char *key = nut_arena_alloc(&o->work, sizeof bare + size + 1);
  if (!key)
    return (struct nut_slice){ NULL, 0 };
  memset(&bare, 0, sizeof bare);
  bare.type = term->type;
  bare.nullable = term->nullable;
  bare.open = term->open;
  bare.match_case = term->match_case;
  bare.first = term->first;
  bare.n = term->n;
  bare.min = term->min;
  bare.max = term->max;
  memcpy(key, &bare, sizeof bare);
  if (size)
    memcpy(key + sizeof bare, parts, size);
  return (struct nut_slice){ key, sizeof bare + size };
}

/* A term that is there, or NUT_MAP_NONE: then it is put where the next one
 * goes, and *number is that. */
static bool is_there(struct nut_outliner *o, struct nut_slice key,
                     uint32_t *number)
{
  *number = nut_map_get(&o->terms, key);
  if (*number != NUT_MAP_NONE)
    return true;
  *number = (uint32_t)o->out->n_terms;
  if (!key.ptr || !nut_map_put(&o->terms, key, *number))
    o->arena->failed = true;
  return false;
}

static uint32_t add_term(struct nut_outliner *o, const struct nut_term *term)
{
  struct nut_outlines *out = o->out;
  out->terms = nut_arena_grow(o->arena, out->terms, out->n_terms,
                              &o->cap_terms, sizeof *out->terms);
  if (!out->terms)
    return 0;
  out->terms[out->n_terms] = *term;
  return (uint32_t)out->n_terms++;
}

/* A term of n kids. */
static uint32_t of_kids(struct nut_outliner *o, struct nut_term *term,
                        const uint32_t *kids, size_t n)
{
  uint32_t number = 0;
  term->n = (uint32_t)n;
  if (is_there(o, key_of(o, term, kids, n * sizeof *kids), &number)
      || o->arena->failed)
    return number;
  term->at = (uint32_t)o->out->n_kids;
  for (size_t i = 0; i < n; i++)
    add_kid(o, kids[i]);
  return add_term(o, term);
}

static uint32_t of_bytes(struct nut_outliner *o, struct nut_term *term,
                         struct nut_slice bytes)
{
  uint32_t number = 0;
  term->n = (uint32_t)bytes.len;
  if (is_there(o, key_of(o, term, bytes.ptr, bytes.len), &number)
      || o->arena->failed)
    return number;
  term->at = (uint32_t)o->out->n_bytes;
  for (size_t i = 0; i < bytes.len; i++)
    add_byte(o, bytes.ptr[i]);
  return add_term(o, term);
}

/* ---- terms ---- */

static uint32_t outline_of(struct nut_outliner *o,
                           const struct nut_node *node, bool last);

static uint32_t of_set(struct nut_outliner *o, struct nut_term *term,
                       const struct nut_node *node)
{
  char bytes[NUT_SET_CODES * NUT_CODE_MAX] = { 0 };
  size_t n = node->open ? 0 : node->n_codes;
  for (size_t i = 0; i < n; i++)
    (void)nut_utf_encode(node->codes[i], bytes + i * NUT_CODE_MAX);
  term->open = node->open;
  term->first = add_set(o, &node->first);
  return of_bytes(o, term, (struct nut_slice){ bytes, n * NUT_CODE_MAX });
}

static uint32_t of_text(struct nut_outliner *o, struct nut_term *term,
                        const struct nut_node *node)
{
  term->match_case = node->match_case;
  term->first = add_set(o, &node->first);
  return of_bytes(o, term, node->text);
}

/* What a row or alternatives can begin with, and whether they may be empty:
 * of the terms, as these have more in them than the nodes. */
static void derive(struct nut_outliner *o, struct nut_term *term,
                   const uint32_t *kids, size_t n)
{
  struct nut_byte_set first = { { 0 } };
  bool row = term->type == NUT_NODE_CAT;
  term->nullable = row;
  for (size_t i = 0; i < n && !o->arena->failed; i++) {
    const struct nut_term *kid = &o->out->terms[kids[i]];
    if (term->nullable || !row)
      nut_byte_set_add(&first, &o->out->sets[kid->first]);
    term->nullable = row ? term->nullable && kid->nullable
                         : term->nullable || kid->nullable;
  }
  term->first = add_set(o, &first);
}

/* Of a row: behind which kid nothing is matched any more. */
static size_t end_of(const struct nut_node *row)
{
  size_t end = row->n_kids;
  while (end > 0 && row->kids[end - 1]->max_len == 0)
    end--;
  return end;
}

/* What is looked for ahead at the end of all that is matched follows it as if
 * it were matched; or NULL. */
static const struct nut_node *looked_for(const struct nut_node *row,
                                         bool last)
{
  for (size_t i = end_of(row); last && i < row->n_kids; i++)
    if (row->kids[i]->type == NUT_NODE_AHEAD)
      return row->kids[i]->kids[0];
  return NULL;
}

/* Those that are not empty. */
static uint32_t of_row(struct nut_outliner *o, struct nut_term *term,
                       const struct nut_node *node, bool last)
{
  uint32_t *kids = nut_arena_alloc(&o->work, (node->n_kids + 1)
                                                 * sizeof *kids);
  const struct nut_node *ahead = looked_for(node, last);
  size_t end = end_of(node);
  size_t n = 0;
  for (size_t i = 0; kids && i < end; i++)
    if (node->kids[i]->max_len > 0)
      kids[n++] = outline_of(o, node->kids[i],
                             last && !ahead && i + 1 == end);
  if (kids && ahead)
    kids[n++] = outline_of(o, ahead, true);
  derive(o, term, kids, n);
  return n == 1 ? kids[0] : of_kids(o, term, kids, n);
}

static uint32_t of_alternatives(struct nut_outliner *o, struct nut_term *term,
                                const struct nut_node *node, bool last)
{
  uint32_t *kids = nut_arena_alloc(&o->work, (node->n_kids + 1)
                                                 * sizeof *kids);
  size_t n = kids ? node->n_kids : 0;
  for (size_t i = 0; i < n; i++)
    kids[i] = outline_of(o, node->kids[i], last);
  derive(o, term, kids, n);
  return n == 1 ? kids[0] : of_kids(o, term, kids, n);
}

static uint32_t of_repeat(struct nut_outliner *o, struct nut_term *term,
                          const struct nut_node *node, bool last)
{
  uint32_t kid = outline_of(o, node->kids[0], last && node->max <= 1);
  term->min = node->min;
  term->max = node->max;
  derive(o, term, &kid, 1);
  term->nullable = term->nullable || node->min == 0;
  return of_kids(o, term, &kid, 1);
}

/* `last`: nothing is matched behind the node. */
static uint32_t outline_of(struct nut_outliner *o,
                           const struct nut_node *node, bool last)
{
  struct nut_term term = { .type = (unsigned char)node->type };
  switch (node->type) {
  case NUT_NODE_SET:
    return of_set(o, &term, node);
  case NUT_NODE_TEXT:
    return of_text(o, &term, node);
  case NUT_NODE_REPEAT:
    return of_repeat(o, &term, node, last);
  case NUT_NODE_ALT:
    return of_alternatives(o, &term, node, last);
  case NUT_NODE_CAT:
    return of_row(o, &term, node, last);
  case NUT_NODE_EMPTY:
  case NUT_NODE_AHEAD: /* a row of none */
    term.type = NUT_NODE_CAT;
    term.nullable = true;
    break;
  case NUT_NODE_ANY:
    term.nullable = true;
    break;
  }
  term.first = add_set(o, &node->first);
  return of_kids(o, &term, NULL, 0);
}

/* ---- classes of bytes ---- */

/* Bytes of one class that the set tells apart are of two from now on. */
static void refine(struct nut_alphabet *alphabet,
                   const struct nut_byte_set *set)
{
  unsigned char renamed[256][2];
  bool known[256][2] = { { false } };
  unsigned n = 0;
  for (unsigned byte = 0; byte < 256; byte++) {
    unsigned class = alphabet->classes[byte];
    bool in = nut_byte_set_has(set, (unsigned char)byte);
    if (!known[class][in]) {
      known[class][in] = true;
      renamed[class][in] = (unsigned char)n++;
    }
    alphabet->classes[byte] = renamed[class][in];
  }
  alphabet->n_classes = n;
}

/* Bytes that go on with a character, and those that begin one of two, three or
 * four bytes. */
static void refine_by_length(struct nut_alphabet *alphabet)
{
  static const struct nut_byte_set lengths[] = {
    { { 0, 0, ~0ULL, 0 } }, { { 0, 0, 0, 0xFFFFFFFFULL } },
    { { 0, 0, 0, 0xFFFFULL << 32 } }, { { 0, 0, 0, 0xFFFFULL << 48 } },
  };
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
    refine(alphabet, &lengths[i]);
}

/* What a rule's terms ask of bytes. */
struct asked {
  bool bytes[256][2]; /* one, or a letter in both cases: [1] */
  unsigned char *terms; /* seen */
  unsigned char *sets;  /* asked for */
};

static void ask(const struct nut_outlines *out, uint32_t number,
                struct asked *asked)
{
  const struct nut_term *term = &out->terms[number];
  bool text = term->type == NUT_NODE_TEXT;
  if (asked->terms[number])
    return;
  asked->terms[number] = 1;
  if (!text && term->type != NUT_NODE_SET) {
    for (uint32_t i = 0; i < term->n; i++)
      ask(out, out->kids[term->at + i], asked);
    return;
  }
  for (uint32_t i = 0; i < term->n; i++) {
    unsigned char c = (unsigned char)out->bytes[term->at + i];
    bool folded = text && !term->match_case && nut_is_alpha(c);
    asked->bytes[folded ? c | 0x20 : c][folded] = true;
  }
  if (!text)
    asked->sets[term->first] = 1;
}

static void refine_by_bytes(struct nut_alphabet *alphabet,
                            const struct asked *asked)
{
  for (unsigned c = 0; c < 256; c++)
    for (unsigned folded = 0; folded < 2; folded++) {
      struct nut_byte_set set = { { 0 } };
      set.bits[c >> 6] |= 1ULL << (c & 63);
      if (folded)
        set.bits[(c ^ 0x20) >> 6] |= 1ULL << ((c ^ 0x20) & 63);
      if (asked->bytes[c][folded])
        refine(alphabet, &set);
    }
}

static void make_alphabet(struct nut_outliner *o, uint32_t root,
                          struct nut_alphabet *alphabet)
{
  const struct nut_outlines *out = o->out;
  struct asked asked = { .terms = NULL };
  nut_arena_reset(&o->scratch);
  asked.terms = nut_arena_alloc(&o->scratch, out->n_terms + 1);
  asked.sets = nut_arena_alloc(&o->scratch, out->n_sets + 1);
  if (!asked.terms || !asked.sets)
    return;
  ask(out, root, &asked);
  refine_by_length(alphabet);
  for (size_t i = 0; i < out->n_sets; i++)
    if (asked.sets[i])
      refine(alphabet, &out->sets[i]);
  refine_by_bytes(alphabet, &asked);
  for (unsigned byte = 0; byte < 256; byte++)
    alphabet->members[alphabet->classes[byte]] = (unsigned char)byte;
}

/* ---- all of it ---- */

enum nut_status nut_outliner_init(struct nut_outliner *outliner,
                                  struct nut_arena *arena, size_t n_rules,
                                  struct nut_outlines *out)
{
  *outliner = (struct nut_outliner){ .arena = arena, .out = out };
  *out = (struct nut_outlines){ 0 };
  nut_arena_init(&outliner->work, arena->mem);
  nut_arena_init(&outliner->scratch, arena->mem);
  nut_map_init(&outliner->terms, arena->mem);
  nut_map_init(&outliner->sets, arena->mem);
  out->roots = nut_arena_alloc(arena, (n_rules + 1) * sizeof *out->roots);
  out->alphabets =
      nut_arena_alloc(arena, (n_rules + 1) * sizeof *out->alphabets);
  for (size_t i = 0; out->roots && i < n_rules; i++)
    out->roots[i] = NUT_NO_TERM;
  return out->roots && out->alphabets ? NUT_OK : NUT_NOMEM;
}

void nut_outliner_drop(struct nut_outliner *outliner)
{
  nut_arena_drop(&outliner->work);
  nut_arena_drop(&outliner->scratch);
  nut_map_drop(&outliner->terms);
  nut_map_drop(&outliner->sets);
}

enum nut_status nut_outliner_add(struct nut_outliner *outliner, size_t rule,
                                 const struct nut_node *root)
{
  if (root->type == NUT_NODE_ANY || root->nullable)
    return NUT_OK;
  struct nut_outlines *out = outliner->out;
  out->roots[rule] = outline_of(outliner, root, true);
  if (!outliner->arena->failed && !outliner->work.failed)
    make_alphabet(outliner, out->roots[rule], &out->alphabets[rule]);
  bool failed = outliner->arena->failed || outliner->work.failed
                || outliner->scratch.failed;
  return failed ? NUT_NOMEM : NUT_OK;
}
