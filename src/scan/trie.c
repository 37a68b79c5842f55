#include "scan/trie.h"

#include "base/alloc.h"
#include "base/slice.h"

#include <string.h>

/* A literal's end while the trie is built: outs of a node, chained. */
struct pending {
  struct nut_trie_out out;
  uint32_t next; /* index + 1 */
};

struct builder {
  struct nut_trie *trie;
  size_t cap_nodes;
  uint32_t *heads; /* per node: index + 1 into pending */
  struct pending *pending;
  size_t n_pending;
  size_t cap_pending;
};

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

static size_t count_bytes(const struct nut_trie_literal *literals, size_t n)
{
  size_t bytes = 0;
  for (size_t i = 0; i < n; i++)
    bytes += literals[i].literal.text.len;
  return bytes;
}

/* Where walks have to begin for this literal to be found. */
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

static enum nut_status add_out(struct builder *b, uint32_t node,
                               const struct nut_trie_out *out)
{
  struct nut_trie *trie = b->trie;
  b->pending = nut_arena_grow(trie->arena, b->pending, b->n_pending,
                              &b->cap_pending, sizeof *b->pending);
  if (!b->pending)
    return NUT_NOMEM;
  b->pending[b->n_pending] = (struct pending){ *out, b->heads[node] };
  b->heads[node] = (uint32_t)++b->n_pending;
  return NUT_OK;
}

/* Rows are cleared as they come into use: the table is made for the case
 * that no two literals share a beginning. */
static uint32_t add_node(struct nut_trie *trie)
{
  memset(trie->next + trie->n_nodes * trie->n_classes, 0,
         trie->n_classes * sizeof *trie->next);
  return (uint32_t)trie->n_nodes++;
}

static enum nut_status add_below(struct builder *b, uint32_t root,
                                 uint32_t atom,
                                 const struct nut_need_literal *literal)
{
  struct nut_trie *trie = b->trie;
  struct nut_trie_out out = { atom, literal->before, literal->after };
  uint32_t node = root;
  for (size_t i = 0; i < literal->text.len; i++) {
    unsigned char byte = (unsigned char)literal->text.bytes[i];
    uint32_t *edge =
        &trie->next[node * trie->n_classes + trie->classes[byte]];
    if (!*edge)
      *edge = add_node(trie);
    node = *edge;
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

static bool has_out(const struct builder *b, uint32_t node)
{
  return b->heads[node] != 0;
}

/* Bits of the paths below node, which stands for the first `depth` classes;
 * at is their index. */
static void mark_paths(const struct builder *b, unsigned char *bits,
                       uint32_t node, size_t depth, size_t at)
{
  struct nut_trie *trie = b->trie;
  size_t n = trie->n_classes;
  size_t below = depth == 1 ? n * n : depth == 2 ? n : 1;
  if (depth == 3 || (depth && has_out(b, node))) {
    mark(bits, at * below, below);
    return;
  }
  for (size_t c = 1; c < n; c++) {
    uint32_t next = trie->next[node * n + c];
    if (next)
      mark_paths(b, bits, next, depth + 1, at * n + c);
  }
}

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

static void flag_outs(struct builder *b)
{
  struct nut_trie *trie = b->trie;
  for (size_t i = 0; i < trie->n_nodes * trie->n_classes; i++)
    if (trie->next[i] && has_out(b, trie->next[i]))
      trie->next[i] |= NUT_TRIE_OUT;
}

/* Outs of each node in one array, node by node. */
static enum nut_status lay_out(struct builder *b)
{
  struct nut_trie *trie = b->trie;
  size_t n = 0;
  trie->first_out =
      nut_arena_alloc(trie->arena, (trie->n_nodes + 1) * sizeof(uint32_t));
  trie->outs =
      nut_arena_alloc(trie->arena, (b->n_pending + 1) * sizeof *trie->outs);
  if (!trie->first_out || !trie->outs)
    return NUT_NOMEM;
  for (size_t node = 0; node < trie->n_nodes; node++) {
    trie->first_out[node] = (uint32_t)n;
    for (uint32_t at = b->heads[node]; at; at = b->pending[at - 1].next)
      trie->outs[n++] = b->pending[at - 1].out;
  }
  trie->first_out[trie->n_nodes] = (uint32_t)n;
  return NUT_OK;
}

enum nut_status nut_trie_build(struct nut_arena *arena,
                               const struct nut_trie_literal *literals,
                               size_t n, struct nut_trie *trie)
{
  *trie = (struct nut_trie){ .arena = arena };
  struct builder b = { .trie = trie };
  find_classes(trie, literals, n);
  for (int c = 0; c < 256; c++)
    trie->kinds[c] = (unsigned char)nut_byte_kind_of((unsigned char)c);
  b.cap_nodes = 2 * count_bytes(literals, n) + 2;
  trie->next = nut_resize(arena->mem, NULL, b.cap_nodes * trie->n_classes
                                                * sizeof *trie->next);
  b.heads = nut_arena_alloc(arena, b.cap_nodes * sizeof *b.heads);
  if (!trie->next || !b.heads)
    return NUT_NOMEM;
  (void)add_node(trie);
  (void)add_node(trie);
  for (size_t i = 0; i < n; i++)
    if (add_literal(&b, &literals[i]) != NUT_OK)
      return NUT_NOMEM;
  if (find_worth(&b) != NUT_OK)
    return NUT_NOMEM;
  flag_outs(&b);
  return lay_out(&b);
}

void nut_trie_drop(struct nut_trie *trie)
{
  if (trie->next)
    nut_free(trie->arena->mem, trie->next);
  trie->next = NULL;
}
