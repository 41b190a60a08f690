/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/wipe.h"

enum { BUFFER = 16384, WINDOW = 1 << 20 };
static const uint64_t MAX_PART = UINT64_C(1) << 30;

static dark_status fail_archive(const char *place, zip_error_t *error, dark_error *err) {
  if (zip_error_code_zip(error) == ZIP_ER_MEMORY) return dark__fail_memory(err);
  return dark__fail(err, DARK_EDATA, "%s: a damaged workbook (%s); copy or save it again", place,
                    dark__show_sentence(zip_error_strerror(error)).text);
}

dark_status dark__package_open(dark__package *package, const char *place, const unsigned char *bytes, size_t n, dark_error *err) {
  zip_error_t error;
  *package = (dark__package){.place = place};
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(bytes, n, 0, &error);
  if (source == NULL) return dark__fail_memory(err);
  package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  const dark_status status = package->zip == NULL ? fail_archive(place, &error, err) : DARK_OK;
  if (package->zip == NULL) zip_source_free(source);
  zip_error_fini(&error);
  return status;
}

void dark__package_close(dark__package *package) {
  if (package->zip != NULL) zip_discard(package->zip);
}

int64_t dark__package_find(const dark__package *package, const char *name) {
  return zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
}

static void *take(void *vault, unsigned n, unsigned size) { return dark__vault_take(vault, (size_t)n * size); }
static void give(void *vault, void *block) { dark__vault_give(vault, block); }

static dark_status begin_unpacking(dark__part *part, dark_error *err) {
  part->vault = (dark__vault){.most_bytes = WINDOW};
  part->stream = (z_stream){.zalloc = take, .zfree = give, .opaque = &part->vault};
  if (inflateInit2(&part->stream, -MAX_WBITS) != Z_OK) return dark__fail_memory(err);
  part->has_stream = true;
  return DARK_OK;
}

static dark_status check_facts(const dark__part *part, dark_error *err) {
  const zip_stat_t *facts = &part->facts;
  const char *place = part->package->place;
  if (facts->encryption_method != ZIP_EM_NONE)
    return dark__fail(err, DARK_EDATA, "%s: has a password; save it without one", place);
  if (facts->comp_method == ZIP_CM_STORE || facts->comp_method == ZIP_CM_DEFLATE) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "%s: a damaged workbook: packed in a way that workbooks are not", place);
}

dark_status dark__part_open(dark__part *part, const dark__package *package, int64_t number, dark_error *err) {
  *part = (dark__part){.package = package, .checksum = (uint32_t)crc32(0, NULL, 0)};
  if (zip_stat_index(package->zip, (zip_uint64_t)number, 0, &part->facts) != 0)
    return fail_archive(package->place, zip_get_error(package->zip), err);
  dark_status status = check_facts(part, err);
  if (status != DARK_OK) return status;
  part->buffer = malloc(BUFFER);
  if (part->buffer == NULL) return dark__fail_memory(err);
  part->packed = zip_fopen_index(package->zip, (zip_uint64_t)number, ZIP_FL_COMPRESSED);
  if (part->packed == NULL) return fail_archive(package->place, zip_get_error(package->zip), err);
  return part->facts.comp_method == ZIP_CM_DEFLATE ? begin_unpacking(part, err) : DARK_OK;
}

static dark_status fail_part(const dark__part *part, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s: a damaged workbook: its part %s %s", part->package->place,
                    dark__show(part->facts.name).text, what);
}

static dark_status read_packed(size_t *n, dark__part *part, unsigned char *bytes, size_t room, dark_error *err) {
  const zip_int64_t n_read = zip_fread(part->packed, bytes, room);
  *n = n_read < 0 ? 0 : (size_t)n_read;
  return n_read < 0 ? fail_part(part, "cannot be read", err) : DARK_OK;
}

/* Put packed bytes before zlib, when it has none. */
static dark_status refill(dark__part *part, dark_error *err) {
  size_t n = 0;
  if (part->stream.avail_in > 0) return DARK_OK;
  const dark_status status = read_packed(&n, part, part->buffer, BUFFER, err);
  if (status != DARK_OK) return status;
  part->stream.next_in = part->buffer;
  part->stream.avail_in = (unsigned)n;
  return n > 0 ? DARK_OK : fail_part(part, "ends too early", err);
}

static dark_status unpack(size_t *n, dark__part *part, unsigned char *bytes, size_t room, dark_error *err) {
  part->stream.next_out = bytes;
  part->stream.avail_out = (unsigned)room;
  while (part->stream.avail_out == room && !part->is_over) {
    const dark_status status = refill(part, err);
    if (status != DARK_OK) return status;
    const int code = inflate(&part->stream, Z_NO_FLUSH);
    if (code == Z_MEM_ERROR) return dark__fail_memory(err);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return fail_part(part, "cannot be unpacked", err);
    part->is_over = code == Z_STREAM_END;
  }
  *n = room - part->stream.avail_out;
  return DARK_OK;
}

dark_status dark__part_read(size_t *n, dark__part *part, unsigned char *bytes, size_t room, dark_error *err) {
  *n = 0;
  const dark_status status = part->has_stream ? unpack(n, part, bytes, room, err) : read_packed(n, part, bytes, room, err);
  if (status != DARK_OK) return status;
  part->n_read += *n;
  part->checksum = (uint32_t)crc32(part->checksum, bytes, (unsigned)*n);
  if (part->n_read > MAX_PART) return dark__fail(err, DARK_ELIMIT, "%s: a part of more than 1 GiB", part->package->place);
  if (*n > 0 || (part->n_read == part->facts.size && part->checksum == part->facts.crc)) return DARK_OK;
  return fail_part(part, "is not what was stored", err);
}

void dark__part_close(dark__part *part) {
  if (part->has_stream) inflateEnd(&part->stream);
  if (part->packed != NULL) zip_fclose(part->packed);
  if (part->buffer != NULL) dark__wipe_free(part->buffer, BUFFER);
}
