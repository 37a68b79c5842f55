/* Building the double array (Aoe, 1989): the children of a cell stand at its
 * base plus their symbol, and each knows its parent.
 *
 * Sorted keys are cut into ranges that share a beginning; a range of one key
 * becomes a tail.  A base is the first place where all children find free
 * cells.  The search begins behind the part that is nearly full, or it would
 * look at each full cell again and again. */
#include "resolve/gazetteer_trie.h"

#include "base/alloc.h"
#include "resolve/gazetteer_format.h"

#define FREE (-1)

struct builder {
  const struct nut_mem *mem;
  const struct nut_trie_key *keys;
  int32_t *base;
  int32_t *check;
  size_t n; /* cells with room */
  size_t used; /* one beyond the last cell in use */
  size_t search; /* from where a base is looked for */
  struct nut_buf *tails;
  bool failed;
};

static bool make_room(struct builder *b, size_t need)
{
  if (need <= b->n)
    return true;
  size_t size = b->n ? b->n : 1024;
  while (size < need)
    size *= 2;
  int32_t *base = nut_resize(b->mem, b->base, size * sizeof *base);
  if (base)
    b->base = base;
  int32_t *check = nut_resize(b->mem, b->check, size * sizeof *check);
  if (check)
    b->check = check;
  if (!base || !check) {
    b->failed = true;
    return false;
  }
  for (size_t i = b->n; i < size; i++) {
    b->base[i] = 0;
    b->check[i] = FREE;
  }
  b->n = size;
  return true;
}

/* The symbol of a key at a depth; its end counts as one. */
static unsigned symbol_at(const struct builder *b, size_t key, size_t depth)
{
  struct nut_slice symbols = b->keys[key].symbols;
  return depth < symbols.len ? (unsigned char)symbols.ptr[depth]
                             : NUT_GAZ_END;
}

static bool fits(const struct builder *b, size_t base,
                 const unsigned char *symbols, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (b->check[base + symbols[i]] != FREE)
      return false;
  return true;
}

/* Where the children go, with room for them; 0 without memory. */
static size_t find_base(struct builder *b, const unsigned char *symbols,
                        size_t n)
{
  size_t looked = 0;
  size_t full = 0;
  for (size_t base = b->search;; base++) {
    if (!make_room(b, base + NUT_GAZ_SYMBOLS + 1))
      return 0;
    if (fits(b, base, symbols, n)) {
      if (looked > 64 && full * 20 > looked * 19)
        b->search = base;
      return base;
    }
    looked++;
    full += b->check[base] != FREE;
  }
}

/* The rest of a single key, its end and its value. */
static int32_t add_tail(struct builder *b, size_t key, size_t depth)
{
  char value[4];
  struct nut_slice symbols = b->keys[key].symbols;
  int32_t base = -(int32_t)b->tails->len - 1;
  for (size_t i = depth; i < symbols.len; i++)
    nut_buf_add_byte(b->tails, symbols.ptr[i]);
  nut_buf_add_byte(b->tails, NUT_GAZ_END);
  nut_gaz_put(value, (uint32_t)key);
  nut_buf_add(b->tails, (struct nut_slice){ value, sizeof value });
  return base;
}

/* The first key from `from` whose symbol at the depth is another. */
static size_t range_end(const struct builder *b, size_t from, size_t to,
                        size_t depth)
{
  unsigned symbol = symbol_at(b, from, depth);
  while (from < to && symbol_at(b, from, depth) == symbol)
    from++;
  return from;
}

/* Keys [from, to) share their first `depth` symbols, which led to the cell. */
static void build(struct builder *b, size_t from, size_t to, size_t depth,
                  size_t cell)
{
  unsigned char symbols[NUT_GAZ_SYMBOLS] = { 0 };
  size_t n = 0;
  if (to - from == 1 && cell) {
    b->base[cell] = add_tail(b, from, depth);
    return;
  }
  for (size_t at = from; at < to; at = range_end(b, at, to, depth))
    symbols[n++] = (unsigned char)symbol_at(b, at, depth);
  size_t base = find_base(b, symbols, n);
  if (base == 0)
    return;
  b->base[cell] = (int32_t)base;
  for (size_t i = 0; i < n; i++)
    b->check[base + symbols[i]] = (int32_t)cell;
  if (base + NUT_GAZ_SYMBOLS > b->used)
    b->used = base + NUT_GAZ_SYMBOLS;
  for (size_t at = from, i = 0; at < to && !b->failed; i++) {
    size_t end = range_end(b, at, to, depth);
    size_t child = base + symbols[i];
    if (symbols[i] == NUT_GAZ_END)
      b->base[child] = add_tail(b, at, depth);
    else
      build(b, at, end, depth + 1, child);
    at = end;
  }
}

static void write_cells(const struct builder *b, struct nut_buf *cells)
{
  for (size_t i = 0; i < b->used; i++) {
    char cell[NUT_GAZ_CELL_SIZE];
    nut_gaz_put(cell + NUT_GAZ_BASE, (uint32_t)b->base[i]);
    nut_gaz_put(cell + NUT_GAZ_CHECK, (uint32_t)b->check[i]);
    nut_buf_add(cells, (struct nut_slice){ cell, sizeof cell });
  }
}

bool nut_trie_build(const struct nut_mem *mem,
                    const struct nut_trie_key *keys, size_t n_keys,
                    struct nut_buf *cells, struct nut_buf *tails)
{
  struct builder b = { .mem = mem, .keys = keys, .used = 1, .search = 1,
                       .tails = tails };
  if (make_room(&b, 1) && n_keys) {
    b.check[0] = 0; /* the root is its own parent */
    build(&b, 0, n_keys, 0, 0);
  }
  if (!b.failed)
    write_cells(&b, cells);
  nut_free(mem, b.base);
  nut_free(mem, b.check);
  return !b.failed && !cells->failed && !tails->failed;
}
