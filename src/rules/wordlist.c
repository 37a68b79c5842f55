/* Lists of words with values: read from a block or a TSV file, then indexed.
 *
 * An entry is "word | word = value"; a file that "from" names has rows of word
 * TAB value.  Each word gets a text (as patterns spell it) and a key (folded,
 * each run of blanks one space), by which it is found again when an article's
 * text was captured.  Folding is Unicode's, done once for a word; to compare
 * without case at each look-up would cost the same for every fact.
 *
 * After _finish words are longest first, ties by bytes and then by reading
 * order, so that any machine gives the same patterns.  Of equal keys the first
 * counts in a file (such tables come from elsewhere and hold variants) and is
 * a mistake in a block, where somebody wrote both.
 *
 * Invariants: a list with a mistake is `broken` and patterns leave it out;
 * slices in `at` belong to a source, so messages have a place.  Cost: n log
 * n. */
#include "rules/wordlist.h"

#include "base/slice.h"
#include "base/utf.h"
#include "rules/literal.h"
#include "rules/pattern_text.h"
#include "rules/source.h"

#include <stdlib.h>
#include <string.h>

static const struct nut_slice none = { NULL, 0 };

/* NUL parts sentences in the shadow; a capture of a rule that crosses them may
 * hold one. */
static bool is_gap(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

/* Blanks become one space on both sides of the comparison: a word of the list
 * was typed by hand, and what was captured may run over a wrapped line. */
bool nut_wordlist_key(struct nut_arena *arena, struct nut_slice text,
                      bool match_case, struct nut_slice *out)
{
  /* Some letters fold to more bytes than they had. */
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
  const struct nut_rf_field *field; /* NULL in a file of rows */
  struct nut_slice line;            /* all lines of the field */
};

static struct nut_slice place(const struct entry_reader *r,
                              struct nut_slice at)
{
  return r->field ? nut_rf_place(r->field, 0, r->line, at) : at;
}

static void complain(struct entry_reader *r, struct nut_slice at,
                     const char *what)
{
  nut_diag_error(r->diag, r->source, place(r, at), none, "%s in list %.*s",
                 what, (int)r->list->name.len, r->list->name.ptr);
  r->list->broken = true;
}

/* The word as an article shows it to rules: lists are often pasted from
 * elsewhere, curly quotes and all. */
static bool plain_word(struct nut_arena *arena, struct nut_slice raw,
                       struct nut_slice *out)
{
  struct nut_slice text;
  char *plain = nut_arena_alloc(arena, raw.len + 1);
  size_t to = 0;
  if (!plain || !nut_unescape(arena, raw, &text))
    return false;
  for (size_t at = 0; at < text.len;) {
    char c = text.ptr[at];
    size_t len =
        nut_pattern_unseen_len(nut_slice_cut(text, at, text.len), &c);
    at += len ? len : 1;
    if (c || !len)
      plain[to++] = c;
  }
  *out = (struct nut_slice){ plain, to };
  return true;
}

/* A backslash is only written before what would mean something else.  Others
 * are refused rather than passed on: \b or \d would be read as letters. */
static bool check_escapes(struct entry_reader *r, struct nut_slice raw)
{
  for (size_t i = 0; i < raw.len; i++) {
    if (raw.ptr[i] != '\\')
      continue;
    char c = i + 1 < raw.len ? raw.ptr[i + 1] : '\0';
    if (c != '|' && c != '=' && c != '\\' && c != '#') {
      complain(r, nut_slice_cut(raw, i, i + 2),
               "unknown escape, a word has \\| \\= \\# \\\\,");
      return false;
    }
    i++;
  }
  return true;
}

/* Without a value the word means itself, by its key. */
static enum nut_status add_word(struct entry_reader *r, struct nut_slice raw,
                                const struct nut_value *value)
{
  if (!check_escapes(r, raw))
    return NUT_OK;
  struct nut_wordlist *list = r->list;
  struct nut_word word = { .at = place(r, raw), .order = list->n_words,
                           .source = r->source, .row = !r->field,
                           .part = list->n_extensions };
  struct nut_slice plain;
  list->words = nut_arena_grow(r->arena, list->words, list->n_words,
                               &list->cap_words, sizeof *list->words);
  if (!list->words || !plain_word(r->arena, raw, &plain)
      || !nut_wordlist_key(r->arena, plain, true, &word.text)
      || !nut_wordlist_key(r->arena, plain, list->match_case, &word.key))
    return NUT_NOMEM;
  word.value = value->type == NUT_NONE ? nut_value_text(word.key) : *value;
  list->words[list->n_words++] = word;
  list->bytes += word.text.len;
  return NUT_OK;
}

/* The offset of the first `byte` without a backslash before it. */
static size_t find_bare(struct nut_slice text, char byte)
{
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == byte)
      return i;
    if (text.ptr[i] == '\\')
      i++;
  }
  return NUT_SLICE_NONE;
}

/* The value behind the byte at `sign` of the line or row.  *good is false when
 * it was complained about; NUT_NOMEM only for memory. */
static enum nut_status read_value(struct entry_reader *r,
                                  struct nut_slice line, size_t sign,
                                  struct nut_slice text,
                                  struct nut_value *value, bool *good)
{
  *good = text.len && nut_literal(r->arena, text, r->list->type, value);
  if (*good)
    return NUT_OK;
  if (r->arena->failed)
    return NUT_NOMEM;
  if (text.len)
    complain(r, text, "not a value of the type");
  else
    complain(r, nut_slice_cut(line, sign, sign + 1), "no value");
  return NUT_OK;
}

static enum nut_status add_words(struct entry_reader *r,
                                 struct nut_slice words,
                                 const struct nut_value *value)
{
  while (words.ptr) {
    size_t bar = find_bare(words, '|');
    struct nut_slice word = nut_slice_trim(nut_slice_cut(words, 0, bar));
    struct nut_slice at = bar == NUT_SLICE_NONE
                              ? words : nut_slice_cut(words, bar, bar + 1);
    words = bar == NUT_SLICE_NONE ? none
                                  : nut_slice_cut(words, bar + 1, words.len);
    if (word.len == 0)
      complain(r, at, "an empty word");
    else if (add_word(r, word, value) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

/* Outside quotes a second "=" is a slip: "a = b" with another entry behind
 * it, or "==". */
static bool check_value(struct entry_reader *r, struct nut_slice text)
{
  struct nut_slice rest = text;
  if (text.len && text.ptr[0] == '"') {
    rest = nut_slice_cut(text, 1, text.len);
    size_t quote = find_bare(rest, '"');
    if (quote == NUT_SLICE_NONE)
      return true;
    rest = nut_slice_cut(rest, quote, rest.len);
  }
  size_t second = find_bare(rest, '=');
  if (second == NUT_SLICE_NONE)
    return true;
  complain(r, nut_slice_cut(rest, second, second + 1), "a second =");
  return false;
}

/* word | word = value; only a list of text can do without values. */
static enum nut_status read_entry(struct entry_reader *r)
{
  struct nut_value value = { .type = NUT_NONE };
  struct nut_slice words = r->line;
  size_t equals = find_bare(r->line, '=');
  bool good = true;
  if (equals != NUT_SLICE_NONE) {
    struct nut_slice text =
        nut_slice_trim(nut_slice_cut(r->line, equals + 1, r->line.len));
    words = nut_slice_cut(r->line, 0, equals);
    if (!check_value(r, text))
      return NUT_OK;
    if (read_value(r, r->line, equals, text, &value, &good) != NUT_OK)
      return NUT_NOMEM;
  } else if (r->list->type != NUT_TEXT) {
    complain(r, r->line, "an entry \"word | word = value\" expected");
    good = false;
  }
  return good ? add_words(r, words, &value) : NUT_OK;
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
    if (read_value(r, row, tab, nut_slice_trim(text), &value, &good)
        != NUT_OK)
      return NUT_NOMEM;
  } else if (r->list->type != NUT_TEXT) {
    complain(r, row, "a row \"word TAB value\" expected");
    good = false;
  }
  word = nut_slice_trim(word);
  if (good && word.len == 0) {
    complain(r, row, "an empty word");
    good = false;
  }
  return good ? add_word(r, word, &value) : NUT_OK;
}

/* A # begins a comment line, as in tables. */
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

/* Rows are so free in their form that a rule file would pass for a list. */
static bool is_rule_file(struct nut_slice text)
{
  size_t end = nut_slice_find(text, '\n', 0);
  struct nut_slice rest = nut_slice_cut(text, 0, end);
  return nut_slice_is(nut_rf_word(&rest), "rules") && nut_slice_is(rest, "1");
}

/* A file that cannot be read breaks the list and is told; loading goes on. */
static enum nut_status read_from(struct entry_reader *r,
                                 struct nut_slice name)
{
  struct entry_reader file = *r;
  /* Rows are one line each, so places in them need no mapping. */
  file.field = NULL;
  enum nut_status status = nut_source_read_beside(
      r->arena, r->diag, r->source, name, name, &file.source);
  if (status == NUT_OK && is_rule_file(file.source->text)) {
    complain(r, name, "this is a rule file, \"from\" reads rows of word TAB"
                      " value,");
    return NUT_OK;
  }
  if (status == NUT_OK)
    return read_rows(&file);
  r->list->broken = true;
  return status == NUT_NOMEM ? status : NUT_OK;
}

/* "from FILE", and not words that begin with "from". */
static bool is_from(struct nut_slice line, struct nut_slice *file)
{
  *file = line;
  return nut_slice_is(nut_rf_word(file), "from") && file->len
         && find_bare(line, '=') == NUT_SLICE_NONE
         && find_bare(line, '|') == NUT_SLICE_NONE;
}

static enum nut_status read_field(struct entry_reader *r,
                                  const struct nut_rf_field *field)
{
  struct nut_slice file;
  r->field = field;
  r->line = field->lines[0];
  if (field->n_lines > 1 && !nut_rf_join(r->arena, field, 0, &r->line))
    return NUT_NOMEM;
  if (field->n_lines == 1 && is_from(r->line, &file))
    return read_from(r, file);
  return read_entry(r);
}

/* `at` is the list's name in the block. */
static enum nut_status read_block(struct entry_reader *r,
                                  const struct nut_rf_block *block,
                                  struct nut_slice at)
{
  size_t errors = r->diag->errors;
  size_t n_words = r->list->n_words;
  for (size_t i = 0; i < block->n_fields; i++) {
    enum nut_status status = read_field(r, &block->fields[i]);
    if (status != NUT_OK)
      return status;
  }
  if (r->list->n_words == n_words && r->diag->errors == errors) {
    nut_diag_error(r->diag, r->source, at, none,
                   "a list has entries, or \"from FILE\"");
    r->list->broken = true;
  }
  return NUT_OK;
}

enum nut_status nut_wordlist_read(struct nut_arena *arena,
                                  struct nut_diag *diag,
                                  const struct nut_source *source,
                                  const struct nut_rf_block *block,
                                  struct nut_wordlist *list)
{
  struct entry_reader r = { .arena = arena, .diag = diag, .list = list,
                            .source = source };
  return read_block(&r, block, list->at);
}

enum nut_status nut_wordlist_extend(struct nut_arena *arena,
                                    struct nut_diag *diag,
                                    const struct nut_source *source,
                                    const struct nut_rf_block *block,
                                    struct nut_slice at,
                                    struct nut_wordlist *list)
{
  struct entry_reader r = { .arena = arena, .diag = diag, .list = list,
                            .source = source };
  list->n_extensions++;
  return read_block(&r, block, at);
}

/* Longest first is the order in which words win; of one word the last part,
 * so that an extension can give a new value.  The rest only has to be the same
 * on every machine, which qsort alone does not promise. */
static int longer_first(const void *a, const void *b)
{
  const struct nut_word *x = a;
  const struct nut_word *y = b;
  if (x->key.len != y->key.len)
    return x->key.len > y->key.len ? -1 : 1;
  int order = nut_slice_cmp(x->key, y->key);
  if (order)
    return order;
  if (x->part != y->part)
    return x->part > y->part ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

/* Of equal words from a file the first counts; written twice they are a
 * mistake. */
static void tell_again(struct nut_diag *diag, struct nut_wordlist *list,
                       const struct nut_word *word,
                       const struct nut_word *first)
{
  if (word->row || first->row || word->part != first->part)
    return;
  nut_diag_error(diag, word->source, word->at, none,
                 "\"%.*s\" stands twice in list %.*s", (int)word->text.len,
                 word->text.ptr, (int)list->name.len, list->name.ptr);
  nut_diag_note(diag, first->source, first->at, "the first one is here");
}

/* The bit of a text by its first two bytes, folded as a key's are; NO_BIT
 * where that takes more than a look at them. */
#define NO_BIT 256U

static unsigned beginning(struct nut_slice text, bool match_case)
{
  unsigned bit = 0;
  for (size_t i = 0; i < 2 && i < text.len; i++) {
    unsigned char byte = (unsigned char)text.ptr[i];
    if (byte >= 0x80)
      return NO_BIT;
    if (is_gap((char)byte))
      byte = ' ';
    else if (!match_case && nut_is_upper((char)byte))
      byte |= 0x20;
    bit = bit * 37 + byte;
  }
  return bit % NO_BIT;
}

/* A key that begins outside ASCII is no text's that does not. */
static void add_beginning(struct nut_wordlist *list, struct nut_slice key)
{
  unsigned bit = beginning(key, list->match_case);
  if (bit != NO_BIT)
    list->beginnings[bit / 64] |= 1ULL << (bit % 64);
}

/* Most words that are asked for are in no list; for most of these the answer
 * needs no key. */
static bool may_have(const struct nut_wordlist *list, struct nut_slice text)
{
  unsigned bit = beginning(text, list->match_case);
  return bit == NO_BIT || (list->beginnings[bit / 64] >> (bit % 64) & 1);
}

/* Of words with one key the one that counts is met first, by longer_first;
 * two of one earlier part are told only where no later part has the word. */
enum nut_status nut_wordlist_finish(struct nut_arena *arena,
                                    struct nut_diag *diag,
                                    struct nut_wordlist *list)
{
  nut_map_init(&list->index, arena->mem);
  if (list->n_words)
    qsort(list->words, list->n_words, sizeof *list->words, longer_first);
  for (size_t i = 0; i < list->n_words; i++) {
    const struct nut_word *word = &list->words[i];
    uint32_t first = nut_map_get(&list->index, word->key);
    if (first != NUT_MAP_NONE)
      tell_again(diag, list, word, &list->words[first]);
    else if (!nut_map_put(&list->index, word->key, (uint32_t)i))
      return NUT_NOMEM;
    add_beginning(list, word->key);
  }
  return NUT_OK;
}

void nut_wordlist_drop(struct nut_wordlist *list)
{
  nut_map_drop(&list->index);
}

/* The key is made anew for each text; the arena is the article's. */
const struct nut_word *nut_wordlist_find(struct nut_arena *arena,
                                         const struct nut_wordlist *list,
                                         struct nut_slice text)
{
  struct nut_slice key;
  if (!may_have(list, text)
      || !nut_wordlist_key(arena, text, list->match_case, &key))
    return NULL;
  uint32_t at = nut_map_get(&list->index, key);
  return at == NUT_MAP_NONE ? NULL : &list->words[at];
}

struct nut_slice nut_wordlist_text(struct nut_arena *arena,
                                   const struct nut_wordlist *list,
                                   struct nut_slice word)
{
  const struct nut_word *found =
      list && word.len ? nut_wordlist_find(arena, list, word) : NULL;
  return found && found->value.type == NUT_TEXT
             ? found->value.as.text
             : (struct nut_slice){ NULL, 0 };
}
