/* Goes through the inputs and fills batches of raw items.  One of three things
 * is under way at a time: a stream of NDJSON (fd >= 0), a folder (walk.depth),
 * or the list of inputs; nut_feed_next asks in this order, so a NDJSON file in
 * a folder is read to its end before the walk goes on.
 *
 * Work that can be shared is left undone: a regular file is only named, lines
 * are only found by their ends.  What is done here is what order or a single
 * descriptor asks for.  All bytes of a batch lie in one buffer that is handed
 * over whole; only the beginning of a line that the batch cuts off is copied,
 * to `carry`.
 *
 * Reads are of NUT_BATCH_BYTES and a batch ends at the last line end it holds,
 * so each byte is looked at twice (last line end, count of lines) and memory
 * does not grow with the stream.  A line over the limit is dropped as it comes
 * in and never held whole. */
#include "article/input_feed.h"

#include "base/limits.h"
#include "base/slice.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One batch being filled. */
struct filling {
  struct nut_raws *raws;
  bool full; /* before its time: the next read might have to wait */
};

/* ---- life ------------------------------------------------------------- */

/* Offsets inside an article are 32 bits wide, which bounds its size.  Refused
 * before any input is read. */
static bool refuse_size(const struct nut_report *report, size_t max_bytes)
{
  if (max_bytes <= NUT_ARTICLE_CEILING)
    return false;
  struct nut_message message = {
    .severity = NUT_ERROR, .file = nut_slice_of("--max-bytes"),
    .text = nut_slice_of("1073741824 (1 GiB) at most")
  };
  if (report && report->message)
    report->message(report->ctx, &message);
  return true;
}

enum nut_status
nut_reader_options_read(const struct nut_reader_options *options,
                        const struct nut_report *report,
                        struct nut_reader_options *out)
{
  *out = *options;
  if (refuse_size(report, options->max_bytes))
    return NUT_USAGE;
  if (options->max_bytes == 0)
    out->max_bytes = NUT_ARTICLE_MAX;
  return NUT_OK;
}

void nut_feed_init(struct nut_feed *feed,
                   const struct nut_reader_options *options)
{
  *feed = (struct nut_feed){ .options = *options, .watch = { { -1, -1 } },
                             .files = NUT_BATCH_FILES, .fd = -1 };
  nut_walk_init(&feed->walk, options->mem);
  nut_buf_init(&feed->name, options->mem);
  nut_buf_init(&feed->carry, options->mem);
}

/* Standard input is not ours to close. */
static void close_lines(struct nut_feed *feed)
{
  if (feed->fd > STDIN_FILENO)
    (void)close(feed->fd);
  feed->fd = -1;
  nut_buf_drop(&feed->carry);
}

void nut_feed_drop(struct nut_feed *feed)
{
  close_lines(feed);
  nut_walk_drop(&feed->walk);
  nut_buf_drop(&feed->name);
}

/* ---- items ------------------------------------------------------------ */

static enum nut_status add_item(struct filling *to, enum nut_raw_type type,
                                struct nut_slice path, int error,
                                const char *why)
{
  struct nut_raw *raw = nut_raws_add(to->raws, type, path);
  if (!raw)
    return NUT_NOMEM;
  raw->error = error;
  raw->why = why;
  return NUT_OK;
}

/* What a read that did not end well came to.  An input that cannot be read is
 * an item like others, so that its error comes in its turn; only lack of
 * memory and a stop end the feed. */
static enum nut_status add_failed(struct filling *to, enum nut_read read,
                                  struct nut_slice path)
{
  if (read == NUT_READ_NOMEM)
    return NUT_NOMEM;
  if (read == NUT_READ_STOPPED)
    return NUT_STOPPED;
  if (read == NUT_READ_LARGE)
    return add_item(to, NUT_RAW_LARGE, path, 0, NULL);
  return add_item(to, NUT_RAW_FAILED, path, errno, NULL);
}

/* close may change errno, which says why the read failed. */
static void close_kept(int fd)
{
  int error = errno;
  if (fd != STDIN_FILENO)
    (void)close(fd);
  errno = error;
}

/* An article that is read here: a stream, or a file that cannot be opened by
 * its name.  Its bytes go straight into the batch.  A stream may have taken
 * its time, so the batch goes on without waiting for more. */
static enum nut_status add_text(struct nut_feed *feed, struct filling *to,
                                int fd, struct nut_slice path)
{
  struct nut_raw *raw = nut_raws_add(to->raws, NUT_RAW_TEXT, path);
  if (!raw) {
    close_kept(fd);
    return NUT_NOMEM;
  }
  size_t start = raw->at;
  enum nut_read read = nut_read_all(fd, &feed->watch,
                                    feed->options.max_bytes,
                                    &to->raws->bytes);
  close_kept(fd);
  to->full = true;
  raw->len = to->raws->bytes.len - start;
  if (read == NUT_READ_OK)
    return NUT_OK;
  to->raws->len--;
  to->raws->bytes.len = start;
  return add_failed(to, read, path);
}

/* ---- lines ------------------------------------------------------------ */

static size_t count_feeds(struct nut_slice text)
{
  size_t count = 0;
  size_t at = nut_slice_find(text, '\n', 0);
  while (at != NUT_SLICE_NONE) {
    count++;
    at = nut_slice_find(text, '\n', at + 1);
  }
  return count;
}

/* There is no memrchr in POSIX. */
static size_t find_last_feed(struct nut_slice text, size_t from)
{
  size_t at = text.len;
  while (at > from && text.ptr[at - 1] != '\n')
    at--;
  return at > from ? at - 1 : NUT_SLICE_NONE;
}

/* Go behind the end of a line that is over the limit.  Nothing of it is kept,
 * so a file without any line end costs no memory.  What follows its end goes
 * back to carry, as the beginning of the next line. */
static enum nut_read skip_line(struct nut_feed *feed)
{
  struct nut_buf *carry = &feed->carry;
  for (;;) {
    nut_buf_clear(carry);
    enum nut_read read = nut_read_append(feed->fd, &feed->watch,
                                         NUT_BATCH_BYTES, carry);
    if (read != NUT_READ_OK)
      return read;
    size_t end = nut_slice_find(nut_buf_slice(carry), '\n', 0);
    if (end == NUT_SLICE_NONE)
      continue;
    carry->len -= end + 1;
    memmove(carry->ptr, carry->ptr + end + 1, carry->len);
    feed->skipping = false;
    return NUT_READ_OK;
  }
}

/* Append what is read from a line's beginning on, until there is a line end or
 * too much: *end is behind the last line end, or 0.  The search for a line end
 * begins where the last read did: without `from` a long line would be searched
 * again at each read. */
static enum nut_read read_lines(struct nut_feed *feed, struct nut_buf *bytes,
                                size_t start, size_t *end)
{
  enum nut_read read = NUT_READ_OK;
  size_t from = start;
  *end = 0;
  nut_buf_add(bytes, nut_buf_slice(&feed->carry));
  nut_buf_clear(&feed->carry);
  while (read == NUT_READ_OK && !bytes->failed) {
    size_t last = find_last_feed(nut_buf_slice(bytes), from);
    if (last != NUT_SLICE_NONE)
      *end = last + 1;
    if (*end || bytes->len - start > feed->options.max_bytes)
      return NUT_READ_OK;
    from = bytes->len;
    read = nut_read_append(feed->fd, &feed->watch, NUT_BATCH_BYTES, bytes);
  }
  return bytes->failed ? NUT_READ_NOMEM : read;
}

/* The item's lines are [raw->at, end); what is behind them is kept. */
static void cut_lines(struct nut_feed *feed, struct filling *to,
                      struct nut_raw *raw, size_t end)
{
  struct nut_buf *bytes = &to->raws->bytes;
  struct nut_slice all = nut_buf_slice(bytes);
  struct nut_slice lines = nut_slice_cut(all, raw->at, end);
  raw->len = lines.len;
  raw->number = feed->number;
  feed->number += count_feeds(lines);
  nut_buf_add(&feed->carry, nut_slice_cut(all, end, all.len));
  bytes->len = end;
}

/* No line end so far: a line over the limit, or the last one.  The last line
 * of a file may lack its line end; an empty rest is no line. */
static void take_rest(struct nut_feed *feed, struct filling *to,
                      struct nut_raw *raw, bool ended)
{
  struct nut_buf *bytes = &to->raws->bytes;
  raw->len = bytes->len - raw->at;
  raw->number = feed->number;
  if (raw->len <= feed->options.max_bytes) {
    if (raw->len == 0)
      to->raws->len--;
    return;
  }
  raw->type = NUT_RAW_LONG;
  bytes->len = raw->at;
  feed->number++;
  feed->skipping = !ended;
}

/* The stream is given up at an error: what would follow is in an unknown
 * place. */
static enum nut_status end_lines(struct nut_feed *feed, struct filling *to,
                                 enum nut_read read)
{
  int error = errno;
  close_lines(feed);
  errno = error;
  return read == NUT_READ_END
             ? NUT_OK
             : add_failed(to, read, nut_buf_slice(&feed->name));
}

/* One read, mostly: on a pipe whatever has come in so far, so that a record
 * can be seen before the writer goes on. */
static enum nut_status next_lines(struct nut_feed *feed, struct filling *to)
{
  enum nut_read read = feed->skipping ? skip_line(feed) : NUT_READ_OK;
  if (read != NUT_READ_OK)
    return end_lines(feed, to, read);
  struct nut_raw *raw = nut_raws_add(to->raws, NUT_RAW_LINES,
                                     nut_buf_slice(&feed->name));
  size_t end = 0;
  if (!raw)
    return NUT_NOMEM;
  to->full = feed->slow;
  read = read_lines(feed, &to->raws->bytes, raw->at, &end);
  if (end)
    cut_lines(feed, to, raw, end);
  else if (read == NUT_READ_OK || read == NUT_READ_END)
    take_rest(feed, to, raw, read == NUT_READ_END);
  else
    to->raws->len--;
  if (feed->carry.failed)
    return NUT_NOMEM;
  return read == NUT_READ_OK ? NUT_OK : end_lines(feed, to, read);
}

/* fd is taken over.  A pipe may be slow; then a batch is full after one read.
 * The name is copied since that of a walk does not last. */
static enum nut_status open_lines(struct nut_feed *feed, int fd,
                                  struct nut_slice path)
{
  struct stat about;
  feed->fd = fd;
  feed->slow = fstat(fd, &about) != 0 || !S_ISREG(about.st_mode);
  feed->skipping = false;
  feed->number = 1;
  nut_buf_clear(&feed->name);
  nut_buf_add(&feed->name, path);
  return feed->name.failed ? NUT_NOMEM : NUT_OK;
}

/* ---- inputs ----------------------------------------------------------- */

static bool ends_with(struct nut_slice path, const char *suffix)
{
  return nut_slice_is_nocase(nut_path_suffix(path), suffix);
}

/* By name alone: looking inside would take the first bytes from a stream. */
static bool is_ndjson(const struct nut_feed *feed, struct nut_slice path)
{
  if (feed->options.from != NUT_FROM_AUTO)
    return feed->options.from == NUT_FROM_NDJSON;
  return ends_with(path, ".ndjson") || ends_with(path, ".jsonl");
}

/* In a folder all kinds of files lie about; none but these are articles.  A
 * name without a suffix is taken, as many collections are numbered files.  An
 * input that is named on the command line is never asked this. */
static bool is_article(struct nut_slice path)
{
  return nut_path_suffix(path).len == 0 || ends_with(path, ".txt")
         || ends_with(path, ".text") || ends_with(path, ".ndjson")
         || ends_with(path, ".jsonl");
}

/* fd is taken over. */
static enum nut_status take_open(struct nut_feed *feed, struct filling *to,
                                 int fd, struct nut_slice path)
{
  return is_ndjson(feed, path) ? open_lines(feed, fd, path)
                               : add_text(feed, to, fd, path);
}

/* A regular file is not opened, its parser does that.  stat comes before open,
 * so that the file to be read is known to be one; what is neither file nor
 * folder (a FIFO, a device) was named on purpose and is read as a stream. */
static enum nut_status next_input(struct nut_feed *feed, struct filling *to)
{
  const char *name = feed->options.inputs[feed->next++];
  struct nut_slice path = nut_slice_of(name);
  struct stat about;
  if (strcmp(name, "-") == 0)
    return take_open(feed, to, STDIN_FILENO, path);
  if (stat(name, &about) != 0)
    return add_item(to, NUT_RAW_FAILED, path, errno, NULL);
  if (S_ISREG(about.st_mode) && !is_ndjson(feed, path))
    return add_item(to, NUT_RAW_FILE, path, 0, NULL);
  int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return add_item(to, NUT_RAW_FAILED, path, errno, NULL);
  if (!S_ISDIR(about.st_mode))
    return take_open(feed, to, fd, path);
  enum nut_status status = nut_walk_begin(&feed->walk, fd, path);
  return status == NUT_INPUT
             ? add_item(to, NUT_RAW_FAILED, path, errno, NULL)
             : status;
}

/* The output is looked for first: `-o` into the folder that is walked would
 * feed the records back.  A path that is too long for open can still be opened
 * from its folder, so that is read here. */
static enum nut_status take_found(struct nut_feed *feed, struct filling *to,
                                  struct nut_slice path)
{
  struct nut_raw *raw = NULL;
  const struct nut_file *output = feed->options.output;
  if (output && nut_walk_is_at(&feed->walk, output))
    return add_item(to, NUT_RAW_NOTICE, path, 0,
                    "skipped: the records go there");
  if (!is_article(path))
    return add_item(to, NUT_RAW_UNFIT, path, 0, NULL);
  if (path.len >= NUT_PATH_MAX || is_ndjson(feed, path)) {
    int fd = nut_walk_open(&feed->walk);
    return fd < 0 ? add_item(to, NUT_RAW_FAILED, path, errno, NULL)
                  : take_open(feed, to, fd, path);
  }
  raw = nut_raws_add(to->raws, NUT_RAW_FILE, path);
  if (!raw)
    return NUT_NOMEM;
  /* Between the walk and its reading a link may take its place. */
  raw->walked = true;
  return NUT_OK;
}

static enum nut_status next_entry(struct nut_feed *feed, struct filling *to)
{
  struct nut_entry entry;
  enum nut_status status = nut_walk_next(&feed->walk, &entry);
  if (status != NUT_OK)
    return status == NUT_END ? NUT_OK : status;
  if (entry.type == NUT_ENTRY_FILE)
    return take_found(feed, to, entry.path);
  return add_item(to,
                  entry.type == NUT_ENTRY_FAILED ? NUT_RAW_FAILED
                                                 : NUT_RAW_NOTICE,
                  entry.path, entry.error, entry.why);
}

/* False may still end in no further item; true is certain. */
bool nut_feed_is_at_end(const struct nut_feed *feed)
{
  return feed->fd < 0 && feed->walk.depth == 0
         && feed->next == feed->options.n_inputs;
}

/* One whole read of lines, of which the last was cut off, is enough. */
static bool is_full(const struct nut_feed *feed, const struct filling *to)
{
  return to->full || to->raws->len >= feed->files
         || to->raws->bytes.len >= NUT_BATCH_BYTES / 2;
}

/* At least one item, however large, so that every batch makes progress. */
enum nut_status nut_feed_next(struct nut_feed *feed, struct nut_raws *raws)
{
  struct filling to = { .raws = raws };
  enum nut_status status = NUT_OK;
  nut_raws_clear(raws);
  while (status == NUT_OK && !(raws->len && is_full(feed, &to))) {
    if (nut_feed_is_at_end(feed))
      return raws->len ? NUT_OK : NUT_END;
    if (feed->fd >= 0)
      status = next_lines(feed, &to);
    else if (feed->walk.depth)
      status = next_entry(feed, &to);
    else
      status = next_input(feed, &to);
  }
  return status;
}
