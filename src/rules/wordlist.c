#include "rules/wordlist.h"

#include "base/slice.h"
#include "base/utf.h"
#include "rules/literal.h"
#include "rules/source.h"

#include <stdlib.h>
#include <string.h>

static const struct nut_slice none = { NULL, 0 };

static bool is_gap(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

bool nut_wordlist_key(struct nut_arena *arena, struct nut_slice text,
                      bool match_case, struct nut_slice *out)
{
  size_t cap = text.len * 4 + 4;
  char *key = nut_arena_alloc(arena, cap);
  if (!key)
    return false;
  size_t len = text.len;
  if (match_case)
    memcpy(key, text.ptr, text.len);
  else
    len = nut_utf_fold(text, key, cap);
  size_t to = 0;
  for (size_t from = 0; from < len; from++) {
    if (is_gap(key[from]) && to && key[to - 1] == ' ')
      continue;
    key[to++] = is_gap(key[from]) ? ' ' : key[from];
  }
  *out = (struct nut_slice){ key, to };
  return true;
}

/* Where an entry's text comes from: the source that messages point into. */
struct entry_reader {
  struct nut_arena *arena;
  struct nut_diag *diag;
  struct nut_wordlist *list;
  const struct nut_source *source;
};

static enum nut_status add_word(struct entry_reader *r, struct nut_slice raw,
                                const struct nut_value *value)
{
  struct nut_wordlist *list = r->list;
  struct nut_word word = { .at = raw, .row = r->source != list->source };
  if (raw.len == 0) {
    nut_diag_error(r->diag, r->source, raw, none,
                   "an empty word in list %.*s", (int)list->name.len,
                   list->name.ptr);
    return NUT_OK;
  }
  list->words = nut_arena_grow(r->arena, list->words, list->n_words,
                               &list->cap_words, sizeof *list->words);
  if (!list->words || !nut_unescape(r->arena, raw, &word.text)
      || !nut_wordlist_key(r->arena, word.text, list->match_case, &word.key))
    return NUT_NOMEM;
  word.value = value->type == NUT_NONE ? nut_value_text(word.key) : *value;
  list->words[list->n_words++] = word;
  list->bytes += word.text.len;
  return NUT_OK;
}

/* The offset of the first (or last) `byte` without a backslash before it. */
static size_t find_bare(struct nut_slice text, char byte, bool last)
{
  size_t found = NUT_SLICE_NONE;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '\\') {
      i++;
      continue;
    }
    if (text.ptr[i] == byte) {
      found = i;
      if (!last)
        break;
    }
  }
  return found;
}

static enum nut_status read_value(struct entry_reader *r,
                                  struct nut_slice text,
                                  struct nut_value *value, bool *good)
{
  *good = nut_literal(r->arena, text, r->list->type, value);
  if (*good)
    return NUT_OK;
  if (r->arena->failed)
    return NUT_NOMEM;
  nut_diag_error(r->diag, r->source, text, none,
                 "\"%.*s\" is not a value of this list's type", (int)text.len,
                 text.ptr);
  return NUT_OK;
}

/* word | word = value */
static enum nut_status read_entry(struct entry_reader *r,
                                  struct nut_slice line)
{
  struct nut_value value = { .type = NUT_NONE };
  struct nut_slice words = line;
  size_t equals = find_bare(line, '=', true);
  bool good = true;
  if (equals != NUT_SLICE_NONE) {
    struct nut_slice text = nut_slice_cut(line, equals + 1, line.len);
    words = nut_slice_cut(line, 0, equals);
    if (read_value(r, nut_slice_trim(text), &value, &good) != NUT_OK)
      return NUT_NOMEM;
  } else if (r->list->type != NUT_TEXT) {
    nut_diag_error(r->diag, r->source, line, none,
                   "an entry of this list is \"word | word = value\"");
    good = false;
  }
  while (good && words.ptr) {
    size_t bar = find_bare(words, '|', false);
    struct nut_slice word = nut_slice_cut(words, 0, bar);
    words = bar == NUT_SLICE_NONE ? none
                                  : nut_slice_cut(words, bar + 1, words.len);
    if (add_word(r, nut_slice_trim(word), &value) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* word TAB value; further columns belong to others. */
static enum nut_status read_row(struct entry_reader *r, struct nut_slice row)
{
  struct nut_value value = { .type = NUT_NONE };
  bool good = true;
  size_t tab = nut_slice_find(row, '\t', 0);
  struct nut_slice word = nut_slice_cut(row, 0, tab);
  if (tab != NUT_SLICE_NONE) {
    size_t end = nut_slice_find(row, '\t', tab + 1);
    struct nut_slice text = nut_slice_cut(row, tab + 1, end);
    if (read_value(r, nut_slice_trim(text), &value, &good) != NUT_OK)
      return NUT_NOMEM;
  } else if (r->list->type != NUT_TEXT) {
    nut_diag_error(r->diag, r->source, row, none, "a row is word TAB value");
    good = false;
  }
  return good ? add_word(r, nut_slice_trim(word), &value) : NUT_OK;
}

static enum nut_status read_rows(struct entry_reader *r)
{
  struct nut_slice text = r->source->text;
  for (size_t at = 0; at < text.len;) {
    size_t end = nut_slice_find(text, '\n', at);
    if (end == NUT_SLICE_NONE)
      end = text.len;
    struct nut_slice row = nut_slice_cut(text, at, end);
    if (row.len && row.ptr[row.len - 1] == '\r')
      row.len--;
    if (row.len && row.ptr[0] != '#' && read_row(r, row) != NUT_OK)
      return NUT_NOMEM;
    at = end + 1;
  }
  return NUT_OK;
}

static enum nut_status read_from(struct entry_reader *r,
                                 struct nut_slice name)
{
  struct entry_reader file = *r;
  enum nut_status status = nut_source_read_beside(
      r->arena, r->diag, r->source, name, name, &file.source);
  if (status != NUT_OK)
    return status == NUT_NOMEM ? status : NUT_OK;
  return read_rows(&file);
}

enum nut_status nut_wordlist_read(struct nut_arena *arena,
                                  struct nut_diag *diag,
                                  const struct nut_rf_block *block,
                                  struct nut_wordlist *list)
{
  struct entry_reader r = { arena, diag, list, list->source };
  if (block->n_fields == 0)
    nut_diag_error(diag, list->source, block->head, none,
                   "a list has entries, or \"from FILE\"");
  for (size_t i = 0; i < block->n_fields; i++) {
    const struct nut_rf_field *field = &block->fields[i];
    struct nut_slice line = field->lines[0];
    struct nut_slice rest = line;
    bool from = nut_slice_is(nut_rf_word(&rest), "from");
    if (field->n_lines > 1 && !nut_rf_join(arena, field, 0, &line))
      return NUT_NOMEM;
    enum nut_status status =
        from && find_bare(line, '=', true) == NUT_SLICE_NONE
            ? read_from(&r, rest) : read_entry(&r, line);
    if (status != NUT_OK)
      return status;
  }
  return NUT_OK;
}

static int longer_first(const void *a, const void *b)
{
  const struct nut_word *x = a;
  const struct nut_word *y = b;
  if (x->key.len != y->key.len)
    return x->key.len > y->key.len ? -1 : 1;
  int order = nut_slice_cmp(x->key, y->key);
  if (order)
    return order;
  return (x->at.ptr > y->at.ptr) - (x->at.ptr < y->at.ptr);
}

enum nut_status nut_wordlist_finish(struct nut_arena *arena,
                                    struct nut_diag *diag,
                                    struct nut_wordlist *list)
{
  nut_map_init(&list->index, arena->mem);
  if (list->n_words)
    qsort(list->words, list->n_words, sizeof *list->words, longer_first);
  for (size_t i = 0; i < list->n_words; i++) {
    const struct nut_word *word = &list->words[i];
    bool again = nut_map_get(&list->index, word->key) != NUT_MAP_NONE;
    if (again && word->row)
      continue;
    if (again)
      nut_diag_error(diag, list->source, list->at, none,
                     "\"%.*s\" stands twice in list %.*s",
                     (int)word->text.len, word->text.ptr,
                     (int)list->name.len, list->name.ptr);
    else if (!nut_map_put(&list->index, word->key, (uint32_t)i))
      return NUT_NOMEM;
  }
  return NUT_OK;
}

void nut_wordlist_drop(struct nut_wordlist *list)
{
  nut_map_drop(&list->index);
}

const struct nut_word *nut_wordlist_find(struct nut_arena *arena,
                                         const struct nut_wordlist *list,
                                         struct nut_slice text)
{
  struct nut_slice key;
  if (!nut_wordlist_key(arena, text, list->match_case, &key))
    return NULL;
  uint32_t at = nut_map_get(&list->index, key);
  return at == NUT_MAP_NONE ? NULL : &list->words[at];
}
