/* A rule file's text into blocks, fields and lines, by indentation alone.
 *
 * One pass, line by line: at column 1 begins a block, indented a field, deeper
 * than the block's first field a further line of the field above.  No brackets
 * and no terminators: a slip in one block cannot swallow the next, and a file
 * can be read on after any mistake.
 *
 * What keywords mean is left to ruleset.c and rule.c; this file knows only
 * "rules 1", without which the rest is not read, since anything might follow.
 *
 * Invariants: lines are trimmed slices of the source, never copied and never
 * empty, so any of them can be the place of a message.  A # begins a comment
 * only at a line's start; further on it may be a pattern's.  Cost: linear. */
#include "rules/rulefile.h"

#include "base/slice.h"

#include <string.h>

static const struct nut_slice none = { NULL, 0 };

struct reader {
  struct nut_arena *arena;
  struct nut_diag *diag;
  struct nut_rulefile *file;
  size_t cap_blocks;
  struct nut_rf_block *block; /* the one being read, or NULL */
  size_t cap_fields;
  /* room of the arrays that are being filled; a new block or field starts at
     0 */
  size_t cap_lines;
  size_t indent;              /* of the block's first field */
  bool begun;                 /* the line "rules 1" has been read */
  bool unfit;                 /* it is something else: nothing can be read */
  bool orphan;                /* the line above belonged to no block either */
};

static enum nut_status add_block(struct reader *r, struct nut_slice head)
{
  struct nut_rulefile *file = r->file;
  file->blocks = nut_arena_grow(r->arena, file->blocks, file->n_blocks,
                                &r->cap_blocks, sizeof *file->blocks);
  if (!file->blocks)
    return NUT_NOMEM;
  r->block = &file->blocks[file->n_blocks++];
  *r->block = (struct nut_rf_block){ .head = head };
  r->cap_fields = 0;
  return NUT_OK;
}

static enum nut_status add_line(struct reader *r, struct nut_rf_field *field,
                                struct nut_slice line)
{
  field->lines = nut_arena_grow(r->arena, field->lines, field->n_lines,
                                &r->cap_lines, sizeof *field->lines);
  if (!field->lines)
    return NUT_NOMEM;
  field->lines[field->n_lines++] = line;
  return NUT_OK;
}

static enum nut_status add_field(struct reader *r, struct nut_slice line)
{
  struct nut_rf_block *block = r->block;
  block->fields = nut_arena_grow(r->arena, block->fields, block->n_fields,
                                 &r->cap_fields, sizeof *block->fields);
  if (!block->fields)
    return NUT_NOMEM;
  struct nut_rf_field *field = &block->fields[block->n_fields++];
  *field = (struct nut_rf_field){ 0 };
  r->cap_lines = 0;
  return add_line(r, field, line);
}

/* Orphans are told once for a run of lines: it is one mistake. */
static enum nut_status add_indented(struct reader *r, struct nut_slice line,
                                    size_t indent)
{
  if (!r->block) {
    if (!r->orphan)
      nut_diag_error(r->diag, r->file->source, line, none,
                     "an indented line belongs to a block; no block has"
                     " begun");
    r->orphan = true;
    return NUT_OK;
  }
  /* Each block sets its own depth: people indent by two, four or a tab. */
  if (r->block->n_fields == 0)
    r->indent = indent;
  if (r->block->n_fields && indent > r->indent)
    return add_line(r, &r->block->fields[r->block->n_fields - 1], line);
  return add_field(r, line);
}

/* The first line that says something must be "rules 1" at column 1. A later
 * version may read differently, so its files are not tried. */
static void read_version(struct reader *r, struct nut_slice line,
                         size_t indent)
{
  struct nut_slice rest = line;
  bool named = nut_slice_is(nut_rf_word(&rest), "rules");
  r->begun = true;
  r->unfit = indent || !named || !nut_slice_is(rest, "1");
  if (r->unfit)
    nut_diag_error(r->diag, r->file->source, line,
                   nut_slice_of(named && indent ? "at the first column" : ""),
                   "%s",
                   named && !indent
                       ? "this program reads version 1: \"rules 1\""
                       : "a rule file begins with the line \"rules 1\"");
}

static enum nut_status take_line(struct reader *r, struct nut_slice raw)
{
  struct nut_slice line = nut_slice_trim(raw);
  if (line.len == 0 || line.ptr[0] == '#')
    return NUT_OK;
  size_t indent = (size_t)(line.ptr - raw.ptr);
  if (!r->begun) {
    read_version(r, line, indent);
    return NUT_OK;
  }
  return indent ? add_indented(r, line, indent) : add_block(r, line);
}

enum nut_status nut_rulefile_read(struct nut_arena *arena,
                                  struct nut_diag *diag,
                                  const struct nut_source *source,
                                  struct nut_rulefile *out)
{
  *out = (struct nut_rulefile){ .source = source };
  struct reader r = { .arena = arena, .diag = diag, .file = out };
  size_t at = 0;
  while (at < source->text.len && !r.unfit) {
    size_t end = nut_slice_find(source->text, '\n', at);
    if (end == NUT_SLICE_NONE)
      end = source->text.len;
    struct nut_slice line = nut_slice_cut(source->text, at, end);
    if (take_line(&r, line) != NUT_OK)
      return NUT_NOMEM;
    at = end + 1;
  }
  if (!r.begun)
    read_version(&r, nut_slice_cut(source->text, 0, 0), 0);
  return NUT_OK;
}

struct nut_slice nut_rf_word(struct nut_slice *rest)
{
  *rest = nut_slice_trim(*rest);
  size_t len = 0;
  while (len < rest->len && !nut_is_blank(rest->ptr[len]))
    len++;
  struct nut_slice word = nut_slice_cut(*rest, 0, len);
  *rest = nut_slice_trim(nut_slice_cut(*rest, len, rest->len));
  return word;
}

/* Always a copy, also of one line; callers that care ask n_lines first. */
bool nut_rf_join(struct nut_arena *arena, const struct nut_rf_field *field,
                 size_t skip, struct nut_slice *out)
{
  size_t total = 0;
  for (size_t i = 0; i < field->n_lines; i++)
    total += field->lines[i].len + 1;
  char *text = nut_arena_alloc(arena, total);
  if (!text)
    return false;
  size_t len = 0;
  for (size_t i = 0; i < field->n_lines; i++) {
    struct nut_slice line = field->lines[i];
    if (i == 0)
      line = nut_slice_cut(line, skip, line.len);
    else
      text[len++] = ' ';
    memcpy(text + len, line.ptr, line.len);
    len += line.len;
  }
  *out = nut_slice_trim((struct nut_slice){ text, len });
  return true;
}

/* The other way round from nut_rf_join: lines and the blanks between them are
 * counted off.  Pointers outside of `joined` are places already. */
struct nut_slice nut_rf_place(const struct nut_rf_field *field, size_t skip,
                              struct nut_slice joined, struct nut_slice at)
{
  bool inside = at.ptr >= joined.ptr && at.ptr <= joined.ptr + joined.len;
  if (field->n_lines == 1 || !inside)
    return at;
  size_t offset = (size_t)(at.ptr - joined.ptr);
  for (size_t i = 0; i < field->n_lines; i++) {
    struct nut_slice line = field->lines[i];
    if (i == 0)
      line = nut_slice_trim(nut_slice_cut(line, skip, line.len));
    if (line.len == 0 && i == 0)
      continue;
    if (offset <= line.len)
      return nut_slice_cut(line, offset, offset + at.len);
    offset -= line.len + 1;
  }
  return field->lines[0];
}

bool nut_rf_is_name(struct nut_slice text)
{
  if (text.len == 0 || !nut_is_lower(text.ptr[0]))
    return false;
  for (size_t i = 1; i < text.len; i++) {
    char c = text.ptr[i];
    if (!nut_is_lower(c) && !nut_is_digit(c) && c != '_' && c != '.')
      return false;
  }
  return true;
}

bool nut_rf_is_example(struct nut_slice word)
{
  return nut_slice_is(word, "yes") || nut_slice_is(word, "no")
         || nut_slice_is(word, "later");
}
