/* Images: one file with a header, objects, and the places of their pointers.
 *
 *   header | objects ... | relocations
 *
 * Offsets count from the file's beginning, so that offset 0 is the header and
 * can stand for NULL.  Objects are aligned to 16 bytes, texts to one.
 *
 * The checksum is over all that follows the header.  It is there for files cut
 * short, disks and programs gone wrong; who can write the file can write the
 * sum too.  One pass over some megabytes takes less than a millisecond.
 *
 * mmap and not read: pages without pointers are shared by all who run, and
 * those never looked at are only summed up. */
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
  uint64_t sum;         /* of all behind the header */
};

#define LAYOUT (0x0102030405060700U + sizeof(void *))
#define ROOT ((sizeof(struct header) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

/* xor and multiply by an odd number, eight bytes at a time, in four lanes that
 * do not wait for each other. */
uint64_t nut_image_sum(const void *ptr, size_t size)
{
  const char *at = ptr;
  uint64_t lanes[4] = { 1, 2, 3, size };
  for (; size >= sizeof lanes; at += sizeof lanes, size -= sizeof lanes) {
    uint64_t words[4];
    memcpy(words, at, sizeof words);
    for (size_t i = 0; i < 4; i++)
      lanes[i] = (lanes[i] ^ words[i]) * 0x9E3779B97F4A7C15U
                 ^ lanes[i] >> 29;
  }
  uint64_t sum = 0;
  for (size_t i = 0; i < size; i++)
    sum = (sum ^ (unsigned char)at[i]) * 0x100000001B3U;
  for (size_t i = 0; i < 4; i++)
    sum = (sum ^ lanes[i]) * 0x9E3779B97F4A7C15U ^ sum >> 31;
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
  add_bytes(w, &header, sizeof header);
  pad(w);
}

void nut_image_drop(struct nut_image_writer *w)
{
  nut_buf_drop(&w->buf);
  nut_buf_drop(&w->relocations);
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

void nut_image_aligned_slice(struct nut_image_writer *w, size_t at,
                             struct nut_slice slice)
{
  size_t to = slice.len ? nut_image_add(w, slice.ptr, slice.len) : 0;
  if (is_there(w, at, sizeof slice))
    memcpy(w->buf.ptr + at, &slice, sizeof slice);
  nut_image_refer_to(w, at + offsetof(struct nut_slice, ptr), to);
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

bool nut_image_end(struct nut_image_writer *w, struct nut_slice version)
{
  struct header header = { .layout = LAYOUT };
  size_t start = nut_image_add(w, w->relocations.ptr, w->relocations.len);
  if (w->buf.failed || w->relocations.failed)
    return false;
  memcpy(header.magic, MAGIC, sizeof header.magic);
  header.version = nut_image_sum(version.ptr, version.len);
  header.size = w->buf.len;
  header.relocations = start;
  header.sum = nut_image_sum(w->buf.ptr + sizeof header,
                             w->buf.len - sizeof header);
  memcpy(w->buf.ptr, &header, sizeof header);
  return true;
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
         && header.relocations <= size
         && (size - header.relocations) % sizeof(uint64_t) == 0
         && header.sum == nut_image_sum(base + sizeof header,
                                        size - sizeof header);
}

/* Each pointer is looked at, so that even a well-summed file cannot make one
 * that leads out of the image. */
static bool relocate(char *base, size_t size)
{
  struct header header;
  memcpy(&header, base, sizeof header);
  for (size_t at = header.relocations; at < size; at += sizeof(uint64_t)) {
    uint64_t place = 0;
    uintptr_t pointer = 0;
    memcpy(&place, base + at, sizeof place);
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
