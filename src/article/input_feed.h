/* The first half of the reader: what there is to read, as raw items.
 *
 * The feed goes through the inputs in their order, walks folders and cuts
 * streams of NDJSON at line ends.  It opens and reads what only one thread
 * can, streams; single files are left to whoever parses the item.
 * A batch is full at NUT_BATCH_BYTES or `files` items, or when the next read
 * of a stream might have to wait: what came in goes on at once.
 * Ownership: options' inputs and the watch are borrowed; whoever embeds the
 * feed drops it.  One thread. */
#ifndef NUT_ARTICLE_INPUT_FEED_H
#define NUT_ARTICLE_INPUT_FEED_H

#include "article/input_raw.h"
#include "article/input_read.h"
#include "article/input_walk.h"

struct nut_feed {
  struct nut_reader_options options;
  struct nut_watch watch; /* what ends the wait for a stream */
  size_t files;           /* items of a batch at most */
  size_t next;            /* the input to take next */
  struct nut_walk walk;   /* the folder being walked */
  int fd;                 /* the NDJSON being read, or -1 */
  bool slow;              /* fd is no regular file */
  bool skipping;          /* the rest of a line over the limit */
  size_t number;          /* of the line that comes next */
  struct nut_buf name;    /* of fd */
  struct nut_buf carry;   /* the beginning of a line, read already */
};

/* The options with all defaults filled in.  NUT_USAGE: max_bytes is over
 * 1 GiB (reported). */
NUT_CHECK enum nut_status
nut_reader_options_read(const struct nut_reader_options *options,
                        const struct nut_report *report,
                        struct nut_reader_options *out);

/* options as _options_read gives them; all memory is options->mem's. */
void nut_feed_init(struct nut_feed *feed,
                   const struct nut_reader_options *options);
void nut_feed_drop(struct nut_feed *feed);

/* Fill raws, which is cleared first.  NUT_END: there is nothing more.
 * NUT_STOPPED: a watched descriptor can be read.  NUT_NOMEM.  In both of
 * these raws may hold items from before. */
NUT_CHECK enum nut_status nut_feed_next(struct nut_feed *feed,
                                        struct nut_raws *raws);

/* Is it known already that nothing more will come? */
bool nut_feed_is_at_end(const struct nut_feed *feed);

#endif
