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
  size_t cap_lines;
  size_t indent;              /* of the block's first field */
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

static enum nut_status add_indented(struct reader *r, struct nut_slice line,
                                    size_t indent)
{
  if (!r->block) {
    nut_diag_error(r->diag, r->file->source, line, none,
                   "an indented line belongs to a block; no block has begun");
    return NUT_OK;
  }
  if (r->block->n_fields == 0)
    r->indent = indent;
  if (r->block->n_fields && indent > r->indent)
    return add_line(r, &r->block->fields[r->block->n_fields - 1], line);
  return add_field(r, line);
}

static enum nut_status take_line(struct reader *r, struct nut_slice raw)
{
  struct nut_slice line = nut_slice_trim(raw);
  if (line.len == 0 || line.ptr[0] == '#')
    return NUT_OK;
  size_t indent = (size_t)(line.ptr - raw.ptr);
  return indent ? add_indented(r, line, indent) : add_block(r, line);
}

/* The first line that says something must be "rules 1". */
static void check_version(struct reader *r)
{
  struct nut_rulefile *file = r->file;
  if (file->n_blocks && nut_slice_is(file->blocks[0].head, "rules 1")) {
    file->blocks++;
    file->n_blocks--;
    return;
  }
  struct nut_slice at = nut_slice_cut(file->source->text, 0, 0);
  if (file->n_blocks)
    at = file->blocks[0].head;
  struct nut_slice word = at;
  if (nut_slice_is(nut_rf_word(&word), "rules")) {
    nut_diag_error(r->diag, file->source, at, none,
                   "this program reads version 1: \"rules 1\"");
    file->blocks++;
    file->n_blocks--;
    return;
  }
  nut_diag_error(r->diag, file->source, at, none,
                 "a rule file begins with the line \"rules 1\"");
}

enum nut_status nut_rulefile_read(struct nut_arena *arena,
                                  struct nut_diag *diag,
                                  const struct nut_source *source,
                                  struct nut_rulefile *out)
{
  *out = (struct nut_rulefile){ .source = source };
  struct reader r = { .arena = arena, .diag = diag, .file = out };
  size_t at = 0;
  while (at < source->text.len) {
    size_t end = nut_slice_find(source->text, '\n', at);
    if (end == NUT_SLICE_NONE)
      end = source->text.len;
    struct nut_slice line = nut_slice_cut(source->text, at, end);
    if (take_line(&r, line) != NUT_OK)
      return NUT_NOMEM;
    at = end + 1;
  }
  check_version(&r);
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
