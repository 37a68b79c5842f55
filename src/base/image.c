/* Images: one file with a header, objects, and the places of their pointers.
 *
 *   header | objects ... | relocations | what stands apart
 *
 * Offsets count from the file's beginning, so that offset 0 is the header and
 * can stand for NULL.  Objects are aligned to 16 bytes, texts to one.
 *
 * The checksum is over all between the header and what stands apart, which is
 * large, seldom needed, and has sums of its own: one for each block.  It is
 * there for files cut short, disks and programs gone wrong; who can write the
 * file can write the sums too.  One pass over some megabytes takes less than a
 * millisecond.
 *
 * mmap and not read: pages without pointers are shared by all who run, and of
 * what stands apart those that are never needed are not even read. */
#include "base/image.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ALIGNMENT 16
#define MAGIC "nutgraf\1"

/* Another machine's or compiler's layout shows in `layout`: the bytes of a
 * number, and the size of a pointer. */
struct header {
  char magic[8];
  uint64_t layout;
  uint64_t version;     /* sum of the version's text */
  uint64_t size;        /* of the file */
  uint64_t relocations; /* offset of the first */
  uint64_t apart;       /* of what stands apart, behind the last */
  uint64_t sum;         /* of all from the header to there */
};

#define LAYOUT (0x0102030405060700U + sizeof(void *))
#define ROOT ((sizeof(struct header) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

/* Sums of all words and sums of these sums, in lanes that do not wait for each
 * other and that compilers add up several at a time (after Fletcher, 1982);
 * then all of it mixed. */
uint64_t nut_image_sum(const void *ptr, size_t size)
{
  enum { LANES = 8 };
  const char *at = ptr;
  uint64_t once[LANES] = { size };
  uint64_t twice[LANES] = { 0 };
  uint64_t words[LANES];
  for (; size >= sizeof words; at += sizeof words, size -= sizeof words) {
    memcpy(words, at, sizeof words);
    for (size_t i = 0; i < LANES; i++)
      once[i] += words[i];
    for (size_t i = 0; i < LANES; i++)
      twice[i] += once[i];
  }
  uint64_t sum = 0;
  for (size_t i = 0; i < size; i++)
    sum = (sum ^ (unsigned char)at[i]) * 0x100000001B3U;
  for (size_t i = 0; i < LANES; i++) {
    sum = (sum ^ once[i]) * 0x9E3779B97F4A7C15U ^ sum >> 31;
    sum = (sum ^ twice[i]) * 0x9E3779B97F4A7C15U ^ sum >> 31;
  }
  return sum;
}

/* ---- writing ---- */

static void pad(struct nut_image_writer *w)
{
  while (!w->buf.failed && w->buf.len % ALIGNMENT)
    nut_buf_add_byte(&w->buf, 0);
}

static void add_bytes(struct nut_image_writer *w, const void *ptr,
                      size_t size)
{
  nut_buf_add(&w->buf, (struct nut_slice){ ptr, size });
}

void nut_image_begin(struct nut_image_writer *w, const struct nut_mem *mem)
{
  struct header header = { 0 };
  nut_buf_init(&w->buf, mem);
  nut_buf_init(&w->relocations, mem);
  nut_buf_init(&w->apart, mem);
  nut_buf_init(&w->apart_places, mem);
  add_bytes(w, &header, sizeof header);
  pad(w);
}

void nut_image_drop(struct nut_image_writer *w)
{
  nut_buf_drop(&w->buf);
  nut_buf_drop(&w->relocations);
  nut_buf_drop(&w->apart);
  nut_buf_drop(&w->apart_places);
}

size_t nut_image_add(struct nut_image_writer *w, const void *ptr, size_t size)
{
  pad(w);
  size_t at = w->buf.len;
  add_bytes(w, ptr, size);
  return at;
}

/* After a failure the buffer may be shorter than `at`. */
static bool is_there(const struct nut_image_writer *w, size_t at, size_t size)
{
  return !w->buf.failed && at + size <= w->buf.len;
}

static const void *pointer_at(const struct nut_image_writer *w, size_t at)
{
  const void *ptr = NULL;
  if (is_there(w, at, sizeof ptr))
    memcpy(&ptr, w->buf.ptr + at, sizeof ptr);
  return ptr;
}

void nut_image_refer_to(struct nut_image_writer *w, size_t at, size_t to)
{
  uintptr_t offset = to;
  uint64_t place = at;
  if (!is_there(w, at, sizeof offset))
    return;
  memcpy(w->buf.ptr + at, &offset, sizeof offset);
  if (to)
    nut_buf_add(&w->relocations,
                (struct nut_slice){ (const char *)&place, sizeof place });
}

size_t nut_image_array(struct nut_image_writer *w, size_t at, size_t n,
                       size_t size)
{
  const void *ptr = pointer_at(w, at);
  size_t to = ptr && n ? nut_image_add(w, ptr, n * size) : 0;
  nut_image_refer_to(w, at, to);
  return to;
}

/* Texts need no alignment. */
void nut_image_slice(struct nut_image_writer *w, size_t at)
{
  struct nut_slice slice = { NULL, 0 };
  if (is_there(w, at, sizeof slice))
    memcpy(&slice, w->buf.ptr + at, sizeof slice);
  size_t to = slice.len ? w->buf.len : 0;
  if (slice.len)
    nut_buf_add(&w->buf, slice);
  nut_image_refer_to(w, at + offsetof(struct nut_slice, ptr), to);
}

/* The pointer is an offset in `apart` until the image ends. */
void nut_image_add_apart(struct nut_image_writer *w, size_t at,
                         struct nut_slice bytes)
{
  struct nut_image_apart apart = { { NULL, bytes.len }, 0 };
  uint64_t place = at + offsetof(struct nut_image_apart, bytes.ptr);
  uintptr_t offset = w->apart.len;
  if (!bytes.len || !is_there(w, at, sizeof apart))
    return;
  apart.sum = nut_image_sum(bytes.ptr, bytes.len);
  memcpy(w->buf.ptr + at, &apart, sizeof apart);
  memcpy(w->buf.ptr + place, &offset, sizeof offset);
  nut_buf_add(&w->apart, bytes);
  while (!w->apart.failed && w->apart.len % ALIGNMENT)
    nut_buf_add_byte(&w->apart, 0);
  nut_buf_add(&w->apart_places,
              (struct nut_slice){ (const char *)&place, sizeof place });
}

void nut_image_refer(struct nut_image_writer *w, size_t at, const void *from,
                     size_t to)
{
  const char *ptr = pointer_at(w, at);
  if (ptr)
    nut_image_refer_to(w, at, to + (size_t)(ptr - (const char *)from));
}

void nut_image_clear(struct nut_image_writer *w, size_t at, size_t size)
{
  if (is_there(w, at, size))
    memset(w->buf.ptr + at, 0, size);
}

/* `start`: where what stands apart will begin. */
static void place_apart(struct nut_image_writer *w, size_t start)
{
  for (size_t i = 0; i < w->apart_places.len; i += sizeof(uint64_t)) {
    uint64_t place = 0;
    uintptr_t pointer = 0;
    memcpy(&place, w->apart_places.ptr + i, sizeof place);
    memcpy(&pointer, w->buf.ptr + place, sizeof pointer);
    pointer += start;
    memcpy(w->buf.ptr + place, &pointer, sizeof pointer);
  }
}

/* Relocations end at a multiple of the alignment, where what stands apart
 * begins: an odd one is followed by one more of nothing. */
static void add_relocations(struct nut_image_writer *w, struct header *header)
{
  const uint64_t nothing = 0;
  nut_buf_add(&w->relocations,
              (struct nut_slice){ w->apart_places.ptr, w->apart_places.len });
  if (w->relocations.len % ALIGNMENT)
    nut_buf_add(&w->relocations,
                (struct nut_slice){ (const char *)&nothing, sizeof nothing });
  header->relocations =
      nut_image_add(w, w->relocations.ptr, w->relocations.len);
  header->apart = w->buf.len;
}

bool nut_image_end(struct nut_image_writer *w, struct nut_slice version)
{
  struct header header = { .layout = LAYOUT };
  bool failed = w->apart.failed || w->apart_places.failed;
  add_relocations(w, &header);
  if (failed || w->buf.failed || w->relocations.failed)
    return false;
  place_apart(w, header.apart);
  memcpy(header.magic, MAGIC, sizeof header.magic);
  header.version = nut_image_sum(version.ptr, version.len);
  header.sum = nut_image_sum(w->buf.ptr + sizeof header,
                             header.apart - sizeof header);
  add_bytes(w, w->apart.ptr, w->apart.len);
  header.size = w->buf.len;
  memcpy(w->buf.ptr, &header, sizeof header);
  return !w->buf.failed;
}

/* ---- reading ---- */

static bool is_sound(const char *base, size_t size, struct nut_slice version)
{
  struct header header;
  if (size < ROOT)
    return false;
  memcpy(&header, base, sizeof header);
  return memcmp(header.magic, MAGIC, sizeof header.magic) == 0
         && header.layout == LAYOUT && header.size == size
         && header.version == nut_image_sum(version.ptr, version.len)
         && header.apart <= size && header.relocations <= header.apart
         && header.relocations >= sizeof header
         && (header.apart - header.relocations) % sizeof(uint64_t) == 0
         && header.sum == nut_image_sum(base + sizeof header,
                                        header.apart - sizeof header);
}

bool nut_image_is_whole(const struct nut_image_apart *apart)
{
  return apart->bytes.len
         && nut_image_sum(apart->bytes.ptr, apart->bytes.len) == apart->sum;
}

/* Each pointer is looked at, so that even a well-summed file cannot make one
 * that leads out of the image.  Place 0 is nothing. */
static bool relocate(char *base, size_t size)
{
  struct header header;
  memcpy(&header, base, sizeof header);
  for (size_t at = header.relocations; at < header.apart;
       at += sizeof(uint64_t)) {
    uint64_t place = 0;
    uintptr_t pointer = 0;
    memcpy(&place, base + at, sizeof place);
    if (place == 0)
      continue;
    if (place % sizeof pointer || place > size - sizeof pointer)
      return false;
    memcpy(&pointer, base + place, sizeof pointer);
    if (pointer >= size)
      return false;
    pointer += (uintptr_t)base;
    memcpy(base + place, &pointer, sizeof pointer);
  }
  return true;
}

static bool map_file(int file, struct nut_image *out)
{
  struct stat about;
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)
      || about.st_size < (off_t)ROOT)
    return false;
  out->size = (size_t)about.st_size;
  out->base = mmap(NULL, out->size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file,
                   0);
  return out->base != MAP_FAILED;
}

bool nut_image_map(const char *path, struct nut_slice version,
                   struct nut_image *out)
{
  struct nut_image image = { 0 };
  *out = image;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return false;
  bool mapped = map_file(file, &image);
  (void)close(file);
  if (!mapped)
    return false;
  if (!is_sound(image.base, image.size, version)
      || !relocate(image.base, image.size)) {
    nut_image_unmap(&image);
    return false;
  }
  image.root = (char *)image.base + ROOT;
  *out = image;
  return true;
}

bool nut_image_holds(const struct nut_image *image, size_t size)
{
  return image->size >= ROOT && size <= image->size - ROOT;
}

void nut_image_unmap(struct nut_image *image)
{
  if (image->base)
    (void)munmap(image->base, image->size);
  *image = (struct nut_image){ 0 };
}
