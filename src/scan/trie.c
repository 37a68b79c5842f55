/* All literals into one double-array trie.
 *
 * Bytes become classes (those in no literal share class 0, capitals share
 * their small letter's), the literals a linked tree, the tree is packed level
 * by level into cells, and where literals end their outs are laid into one
 * array.  A bitmap over the first three classes tells most walks at their
 * beginning that they lead nowhere.
 *
 * A double array takes 8 bytes a cell and one comparison a step; a table of
 * all classes for each node would be some megabytes that no cache holds, a
 * sorted list of children a search at every step.
 *
 * Invariants: a base and a class never point outside the cells; roots are
 * cells 0 and 1; what a walk meets is at worst too much, since sides, order
 * and PCRE2 are still asked.
 *
 * Cost: building is linear but for the search for free cells, which the hint
 * keeps short. */
#include "scan/trie.h"

#include "base/alloc.h"
#include "base/slice.h"

#include <string.h>

/* A literal's end while the trie is built: outs of a node, chained. */
struct pending {
  struct nut_trie_out out;
  uint32_t next; /* index + 1 */
};

/* The trie as a tree, before it is packed.  0: none.  Indices, not pointers:
 * the array moves while it grows. */
struct node {
  uint32_t child;
  uint32_t sibling;
  uint32_t out;        /* index + 1 into pending */
  uint32_t cell;       /* where it was put */
  unsigned char class;
};

struct builder {
  struct nut_trie *trie;
  struct nut_arena *scratch;
  struct node *nodes;
  size_t n_nodes;
  size_t cap_nodes;
  struct pending *pending;
  size_t n_pending;
  size_t cap_pending;
  size_t cap_cells;
  size_t hint;         /* no cell below it is free */
};

/* Fewer classes make cells denser and the bitmap small (n^3 bits). */
static void find_classes(struct nut_trie *trie,
                         const struct nut_trie_literal *literals, size_t n)
{
  trie->n_classes = 1;
  for (size_t i = 0; i < n; i++) {
    const struct nut_literal *text = &literals[i].literal.text;
    for (size_t c = 0; c < text->len; c++) {
      unsigned char byte = (unsigned char)text->bytes[c];
      if (!trie->classes[byte])
        trie->classes[byte] = (unsigned char)trie->n_classes++;
    }
  }
  for (int c = 'A'; c <= 'Z'; c++)
    trie->classes[c] = trie->classes[c | 0x20];
}

/* Where walks have to begin for this literal to be found.  A letter behind a
 * letter is told apart by the byte itself: few literals may begin inside a
 * word, and walks at every letter would cost the most of all. */
static void add_start(struct nut_trie *trie,
                      const struct nut_need_literal *literal)
{
  unsigned char byte = (unsigned char)literal->text.bytes[0];
  unsigned kind = nut_byte_kind_of(byte);
  for (unsigned before = 1; before <= NUT_EDGE; before <<= 1) {
    if (!(literal->before & before))
      continue;
    if (before == NUT_LETTER && kind == NUT_LETTER)
      trie->inside[byte] = true;
    else
      trie->starts[before] |= (unsigned char)kind;
  }
  if (nut_is_lower(byte))
    trie->inside[byte ^ 0x20] = trie->inside[byte];
}

/* At one node several literals may end: of other atoms, or other sides. */
static enum nut_status add_out(struct builder *b, uint32_t node,
                               const struct nut_trie_out *out)
{
  b->pending = nut_arena_grow(b->scratch, b->pending, b->n_pending,
                              &b->cap_pending, sizeof *b->pending);
  if (!b->pending)
    return NUT_NOMEM;
  b->pending[b->n_pending] = (struct pending){ *out, b->nodes[node].out };
  b->nodes[node].out = (uint32_t)++b->n_pending;
  return NUT_OK;
}

/* The child of node by class, made where there is none; 0 without memory. */
static uint32_t child_of(struct builder *b, uint32_t node,
                         unsigned char class)
{
  uint32_t at = b->nodes[node].child;
  while (at && b->nodes[at].class != class)
    at = b->nodes[at].sibling;
  if (at)
    return at;
  b->nodes = nut_arena_grow(b->scratch, b->nodes, b->n_nodes, &b->cap_nodes,
                            sizeof *b->nodes);
  if (!b->nodes)
    return 0;
  at = (uint32_t)b->n_nodes++;
  b->nodes[at] = (struct node){ .class = class,
                                .sibling = b->nodes[node].child };
  b->nodes[node].child = at;
  return at;
}

static enum nut_status add_below(struct builder *b, uint32_t root,
                                 uint32_t atom,
                                 const struct nut_need_literal *literal)
{
  struct nut_trie_out out = { atom, literal->before, literal->after };
  uint32_t node = root;
  for (size_t i = 0; i < literal->text.len; i++) {
    unsigned char byte = (unsigned char)literal->text.bytes[i];
    node = child_of(b, node, b->trie->classes[byte]);
    if (!node)
      return NUT_NOMEM;
  }
  return add_out(b, node, &out);
}

/* Only a letter is ever looked up from the capitals' root. */
static enum nut_status add_literal(struct builder *b,
                                   const struct nut_trie_literal *entry)
{
  const struct nut_need_literal *literal = &entry->literal;
  enum nut_status status = NUT_OK;
  add_start(b->trie, literal);
  if (!literal->text.capital)
    status = add_below(b, NUT_ROOT, entry->atom, literal);
  if (status == NUT_OK && nut_is_lower(literal->text.bytes[0]))
    status = add_below(b, NUT_ROOT_CAPITAL, entry->atom, literal);
  return status;
}

/* All continuations of what has been read so far, as bits. */
static void mark(unsigned char *bits, size_t from, size_t count)
{
  for (size_t at = from; at < from + count; at++)
    bits[at >> 3] |= (unsigned char)(1U << (at & 7));
}

/* Bits of the paths below node, which stands for the first `depth` classes;
 * at is their index. */
static void mark_paths(const struct builder *b, unsigned char *bits,
                       uint32_t node, size_t depth, size_t at)
{
  size_t n = b->trie->n_classes;
  size_t below = depth == 1 ? n * n : depth == 2 ? n : 1;
  if (depth == 3 || (depth && b->nodes[node].out)) {
    mark(bits, at * below, below);
    return;
  }
  for (uint32_t kid = b->nodes[node].child; kid; kid = b->nodes[kid].sibling)
    mark_paths(b, bits, kid, depth + 1, at * n + b->nodes[kid].class);
}

/* A walk with fewer than three bytes left is not asked about here. */
static enum nut_status find_worth(struct builder *b)
{
  struct nut_trie *trie = b->trie;
  size_t n = trie->n_classes;
  for (uint32_t root = NUT_ROOT; root <= NUT_ROOT_CAPITAL; root++) {
    trie->worth[root] = nut_arena_alloc(trie->arena, n * n * n / 8 + 1);
    if (!trie->worth[root])
      return NUT_NOMEM;
    mark_paths(b, trie->worth[root], root, 0, 0);
  }
  return NUT_OK;
}

/* ---- packing ---- */

/* At least n cells, the new ones free. */
static enum nut_status need_cells(struct builder *b, size_t n)
{
  struct nut_trie *trie = b->trie;
  size_t before = b->cap_cells;
  struct nut_trie_cell *cells =
      nut_grow(trie->arena->mem, trie->cells, &b->cap_cells, n,
               sizeof *cells);
  if (!cells)
    return NUT_NOMEM;
  trie->cells = cells;
  for (size_t i = before; i < b->cap_cells; i++)
    cells[i] = (struct nut_trie_cell){ 0, NUT_TRIE_FREE };
  return NUT_OK;
}

static bool all_free(const struct builder *b, uint32_t first, size_t base)
{
  for (uint32_t kid = first; kid; kid = b->nodes[kid].sibling)
    if (b->trie->cells[base + b->nodes[kid].class].parent != NUT_TRIE_FREE)
      return false;
  return true;
}

/* The lowest base at which all children of a node find free cells.  First fit,
 * begun where the last search found everything below taken. */
static enum nut_status find_base(struct builder *b, uint32_t first,
                                 size_t *base)
{
  size_t n = b->trie->n_classes;
  while (b->trie->cells[b->hint].parent != NUT_TRIE_FREE) {
    b->hint++;
    if (need_cells(b, b->hint + n + 1) != NUT_OK)
      return NUT_NOMEM;
  }
  *base = b->hint > b->nodes[first].class
              ? b->hint - b->nodes[first].class : 1;
  for (;; (*base)++) {
    if (need_cells(b, *base + n + 1) != NUT_OK)
      return NUT_NOMEM;
    if (all_free(b, first, *base))
      return NUT_OK;
  }
}

/* Put the children of a node into cells.  A node without children gets base 1
 * all the same: steps from it read the cells there and find another parent. */
static enum nut_status place_children(struct builder *b, uint32_t node)
{
  struct nut_trie *trie = b->trie;
  uint32_t cell = b->nodes[node].cell;
  uint32_t first = b->nodes[node].child;
  size_t base = 1;
  if (first && find_base(b, first, &base) != NUT_OK)
    return NUT_NOMEM;
  trie->cells[cell].base =
      (uint32_t)base | (b->nodes[node].out ? NUT_TRIE_OUT : 0);
  for (uint32_t kid = first; kid; kid = b->nodes[kid].sibling) {
    uint32_t to = (uint32_t)base + b->nodes[kid].class;
    trie->cells[to].parent = cell;
    b->nodes[kid].cell = to;
    if (to >= trie->n_cells)
      trie->n_cells = to + 1;
  }
  return NUT_OK;
}

/* Level by level, so that what is walked most lies close together. */
static enum nut_status pack(struct builder *b)
{
  struct nut_trie *trie = b->trie;
  uint32_t *queue =
      nut_arena_alloc(b->scratch, b->n_nodes * sizeof *queue);
  size_t head = 0;
  size_t tail = 0;
  if (!queue || need_cells(b, trie->n_classes + 4) != NUT_OK)
    return NUT_NOMEM;
  trie->n_cells = 2;
  for (uint32_t root = NUT_ROOT; root <= NUT_ROOT_CAPITAL; root++) {
    trie->cells[root].parent = NUT_TRIE_ROOT;
    b->nodes[root].cell = root;
    queue[tail++] = root;
  }
  while (head < tail) {
    uint32_t node = queue[head++];
    if (place_children(b, node) != NUT_OK)
      return NUT_NOMEM;
    for (uint32_t kid = b->nodes[node].child; kid;
         kid = b->nodes[kid].sibling)
      queue[tail++] = kid;
  }
  /* Any class may be added to any base. */
  return need_cells(b, trie->n_cells + trie->n_classes + 1);
}

/* Outs of each cell in one array, cell by cell.  first_out gives each cell its
 * part of outs; most parts are empty. */
static enum nut_status lay_out(struct builder *b)
{
  struct nut_trie *trie = b->trie;
  size_t n = 0;
  uint32_t *heads =
      nut_arena_alloc(b->scratch, trie->n_cells * sizeof *heads);
  trie->first_out =
      nut_arena_alloc(trie->arena, (trie->n_cells + 1) * sizeof(uint32_t));
  trie->outs =
      nut_arena_alloc(trie->arena, (b->n_pending + 1) * sizeof *trie->outs);
  if (!heads || !trie->first_out || !trie->outs)
    return NUT_NOMEM;
  for (size_t i = 0; i < b->n_nodes; i++)
    heads[b->nodes[i].cell] = b->nodes[i].out;
  for (size_t cell = 0; cell < trie->n_cells; cell++) {
    trie->first_out[cell] = (uint32_t)n;
    for (uint32_t at = heads[cell]; at; at = b->pending[at - 1].next)
      trie->outs[n++] = b->pending[at - 1].out;
  }
  trie->first_out[trie->n_cells] = (uint32_t)n;
  return NUT_OK;
}

static enum nut_status build(struct builder *b,
                             const struct nut_trie_literal *literals,
                             size_t n)
{
  b->cap_nodes = 1024;
  b->nodes = nut_arena_alloc(b->scratch, b->cap_nodes * sizeof *b->nodes);
  if (!b->nodes)
    return NUT_NOMEM;
  b->n_nodes = 2; /* the roots */
  for (size_t i = 0; i < n; i++)
    if (add_literal(b, &literals[i]) != NUT_OK)
      return NUT_NOMEM;
  if (find_worth(b) != NUT_OK || pack(b) != NUT_OK)
    return NUT_NOMEM;
  return lay_out(b);
}

enum nut_status nut_trie_build(struct nut_arena *arena,
                               const struct nut_trie_literal *literals,
                               size_t n, struct nut_trie *trie)
{
  struct nut_arena scratch;
  struct builder b = { .trie = trie, .scratch = &scratch };
  *trie = (struct nut_trie){ .arena = arena };
  find_classes(trie, literals, n);
  for (int c = 0; c < 256; c++)
    trie->kinds[c] = (unsigned char)nut_byte_kind_of((unsigned char)c);
  nut_arena_init(&scratch, arena->mem);
  enum nut_status status = build(&b, literals, n);
  nut_arena_drop(&scratch);
  return status;
}

void nut_trie_drop(struct nut_trie *trie)
{
  if (trie->cells)
    nut_free(trie->arena->mem, trie->cells);
  trie->cells = NULL;
}
