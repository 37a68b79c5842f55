/* Literals of all needs -> atoms, for the index and for the scan.
 *
 * First each distinct literal (text, sides, capital) gets a number and the
 * list of needs that it stands in; then literals with equal lists become one
 * atom, by a map whose key is the list's own bytes.  The scan could note each
 * need that a literal is part of instead, but a digit stands in the needs of
 * some hundred rules and would be noted a hundred times wherever a number
 * begins; its atom is noted once.
 *
 * Invariants: a literal has exactly one atom; a need is met where any of its
 * atoms is; lists of needs are ascending, because needs are added in order, so
 * equal sets are equal bytes.
 *
 * Cost: one pass over all literals, once.  Everything, also the keys, is the
 * engine's arena. */
#include "scan/atoms.h"

#include "base/map.h"

#include <string.h>

struct builder {
  struct nut_arena *arena;
  struct nut_atoms *out;
  size_t cap_literals;
  /* both only while atoms are made */
  struct nut_map literals;         /* a literal's bytes -> its number */
  struct nut_map atoms;            /* a list of needs -> its atom */
  struct nut_atom_list *needs_of;  /* [literal]: needs it stands in */
  size_t cap_needs_of;
};

/* Bytes by which two literals are the same: text, sides and marks. */
static struct nut_slice key_of(struct nut_arena *arena,
                               const struct nut_need_literal *literal)
{
  const struct nut_literal *text = &literal->text;
  char *key = nut_arena_alloc(arena, (size_t)text->len + 4);
  if (!key)
    return (struct nut_slice){ NULL, 0 };
  memcpy(key, text->bytes, text->len);
  key[text->len] = (char)literal->before;
  key[text->len + 1] = (char)literal->after;
  key[text->len + 2] = (char)text->capital;
  return (struct nut_slice){ key, (size_t)text->len + 3 };
}

/* Numbers come in ascending order, so a double can only be the last. */
static bool append(struct nut_arena *arena, struct nut_atom_list *list,
                   uint32_t number)
{
  if (list->len && list->ptr[list->len - 1] == number)
    return true;
  list->ptr = nut_arena_grow(arena, list->ptr, list->len, &list->cap,
                             sizeof *list->ptr);
  if (!list->ptr)
    return false;
  list->ptr[list->len++] = number;
  return true;
}

/* Its atom is 0 until sort_literals, when all its needs are known. */
static enum nut_status new_literal(struct builder *b,
                                   const struct nut_need_literal *literal)
{
  struct nut_atoms *out = b->out;
  size_t n = out->n_literals;
  out->literals = nut_arena_grow(b->arena, out->literals, n,
                                 &b->cap_literals, sizeof *out->literals);
  b->needs_of = nut_arena_grow(b->arena, b->needs_of, n, &b->cap_needs_of,
                               sizeof *b->needs_of);
  if (!out->literals || !b->needs_of)
    return NUT_NOMEM;
  out->literals[n] = (struct nut_index_literal){ *literal, 0 };
  b->needs_of[n] = (struct nut_atom_list){ 0 };
  out->n_literals++;
  return NUT_OK;
}

static enum nut_status add_literal(struct builder *b, uint32_t need,
                                   const struct nut_need_literal *literal)
{
  struct nut_slice key = key_of(b->arena, literal);
  if (!key.ptr)
    return NUT_NOMEM;
  uint32_t number = nut_map_get(&b->literals, key);
  if (number == NUT_MAP_NONE) {
    number = (uint32_t)b->out->n_literals;
    if (!nut_map_put(&b->literals, key, number)
        || new_literal(b, literal) != NUT_OK)
      return NUT_NOMEM;
  }
  return append(b->arena, &b->needs_of[number], need) ? NUT_OK : NUT_NOMEM;
}

/* Literals that stand in the same needs are one atom. */
static enum nut_status sort_literals(struct builder *b)
{
  struct nut_atoms *out = b->out;
  for (size_t i = 0; i < out->n_literals; i++) {
    const struct nut_atom_list *needs = &b->needs_of[i];
    struct nut_slice key = { (const char *)needs->ptr,
                             needs->len * sizeof *needs->ptr };
    uint32_t atom = nut_map_get(&b->atoms, key);
    if (atom == NUT_MAP_NONE) {
      atom = (uint32_t)out->n_atoms++;
      if (!nut_map_put(&b->atoms, key, atom))
        return NUT_NOMEM;
      for (size_t k = 0; k < needs->len; k++)
        if (!append(b->arena, &out->of_need[needs->ptr[k]], atom))
          return NUT_NOMEM;
    }
    out->literals[i].atom = atom;
  }
  return NUT_OK;
}

/* Literals of all needs first: an atom is known by the last need that
 * joins. */
static enum nut_status make(struct builder *b, const struct nut_need *needs,
                            size_t n)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < needs[i].n_literals; k++)
      if (add_literal(b, (uint32_t)i, &needs[i].literals[k]) != NUT_OK)
        return NUT_NOMEM;
  return sort_literals(b);
}

enum nut_status nut_atoms_make(struct nut_arena *arena,
                               const struct nut_need *needs, size_t n,
                               struct nut_atoms *out)
{
  struct builder b = { .arena = arena, .out = out };
  *out = (struct nut_atoms){ 0 };
  out->of_need = nut_arena_alloc(arena, (n + 1) * sizeof *out->of_need);
  if (!out->of_need)
    return NUT_NOMEM;
  nut_map_init(&b.literals, arena->mem);
  nut_map_init(&b.atoms, arena->mem);
  enum nut_status status = make(&b, needs, n);
  nut_map_drop(&b.literals);
  nut_map_drop(&b.atoms);
  return status;
}
