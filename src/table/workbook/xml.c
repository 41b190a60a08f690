/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/xml.h"

#include <expat.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"
#include "base/show.h"
#include "base/text.h"
#include "table/workbook/memory.h"

enum { PIECE = 65536, MAX_DEPTH = 64, MAX_MEMORY = 64 << 20 };

typedef struct parsing {
  XML_Parser parser;
  const dark__xml_sink *sink;
  const dark__package *package;
  size_t depth;
  dark_status status; /* of the first failure */
  dark_error *err;
} parsing;

const char *dark__xml_local(const char *name) {
  const char *colon = strchr(name, ':');
  return colon == NULL ? name : colon + 1;
}

const char *dark__xml_attribute(const char **attributes, const char *name) {
  for (; attributes[0] != NULL; attributes += 2)
    if (strcmp(dark__xml_local(attributes[0]), name) == 0) return attributes[1];
  return NULL;
}

bool dark__xml_is_set(const char **attributes, const char *name) {
  const char *value = dark__xml_attribute(attributes, name);
  return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

uint64_t dark__xml_number(const char **attributes, const char *name, uint64_t most, uint64_t none) {
  uint64_t number;
  const char *value = dark__xml_attribute(attributes, name);
  return value != NULL && dark__parse_whole(&number, value, most) ? number : none;
}

static void settle(parsing *p, dark_status status) {
  if (status == DARK_OK) return;
  p->status = status;
  XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL take_start(void *context, const XML_Char *name, const XML_Char **attributes) {
  parsing *p = context;
  if (p->status != DARK_OK) return;
  if (++p->depth > MAX_DEPTH) {
    settle(p, dark__fail(p->err, DARK_ELIMIT, "%s: a damaged workbook: XML more than %d deep", p->package->place, MAX_DEPTH));
  } else {
    settle(p, p->sink->start(p->sink->context, dark__xml_local(name), attributes, p->err));
  }
}

static void XMLCALL take_end(void *context, const XML_Char *name) {
  parsing *p = context;
  if (p->status != DARK_OK) return;
  p->depth--;
  settle(p, p->sink->end(p->sink->context, dark__xml_local(name), p->err));
}

static void XMLCALL take_text(void *context, const XML_Char *text, int length) {
  parsing *p = context;
  if (p->status == DARK_OK) settle(p, p->sink->text(p->sink->context, text, (size_t)length, p->err));
}

static void XMLCALL take_document_type(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                                       int has_subset) {
  parsing *p = context;
  (void)name, (void)system, (void)public, (void)has_subset;
  settle(p, dark__fail(p->err, DARK_EDATA, "%s: a damaged workbook: XML with a document type, which no workbook has",
                       p->package->place));
}

static dark_status fail_xml(const parsing *p, const dark__vault *vault) {
  const enum XML_Error code = XML_GetErrorCode(p->parser);
  if (p->status != DARK_OK) return p->status;
  if (vault->is_over) return dark__fail(p->err, DARK_ELIMIT, "%s: a piece of XML of more than 64 MiB", p->package->place);
  if (code == XML_ERROR_NO_MEMORY) return dark__fail_memory(p->err);
  return dark__fail(p->err, DARK_EDATA, "%s: a damaged workbook: its XML is wrong (%s)", p->package->place,
                    dark__show_sentence(XML_ErrorString(code)).text);
}

static dark_status parse_piece(bool *is_last, parsing *p, dark__part *part, const dark__vault *vault) {
  size_t n = 0;
  void *bytes = XML_GetBuffer(p->parser, PIECE);
  if (bytes == NULL) return fail_xml(p, vault);
  dark_status status = dark__halt_check(p->err);
  if (status == DARK_OK) status = dark__part_read(&n, part, bytes, PIECE, p->err);
  if (status != DARK_OK) return status;
  *is_last = n == 0;
  return XML_ParseBuffer(p->parser, (int)n, n == 0) == XML_STATUS_OK ? p->status : fail_xml(p, vault);
}

static dark_status parse_part(parsing *p, int64_t number, const dark__vault *vault) {
  dark__part part;
  bool is_last = false;
  dark_status status = dark__part_open(&part, p->package, number, p->err);
  while (status == DARK_OK && !is_last) status = parse_piece(&is_last, p, &part, vault);
  dark__part_close(&part);
  return status;
}

/* ---- expat asks for memory without saying for whom, so it is told where it is: parsing nests in no thread. */

static _Thread_local dark__vault *vault_in_use;

static void *take(size_t size) { return dark__vault_take(vault_in_use, size); }
static void *resize(void *block, size_t size) { return dark__vault_resize(vault_in_use, block, size); }
static void give(void *block) { dark__vault_give(vault_in_use, block); }

static void set_handlers(parsing *p) {
  XML_SetUserData(p->parser, p);
  XML_SetElementHandler(p->parser, take_start, take_end);
  if (p->sink->text != NULL) XML_SetCharacterDataHandler(p->parser, take_text);
  XML_SetStartDoctypeDeclHandler(p->parser, take_document_type);
}

dark_status dark__xml_read(const dark__package *package, int64_t part, const dark__xml_sink *sink, dark_error *err) {
  static const XML_Memory_Handling_Suite memory = {take, resize, give};
  dark__vault vault = {.most_bytes = MAX_MEMORY}, *const outer = vault_in_use;
  vault_in_use = &vault;
  parsing p = {.parser = XML_ParserCreate_MM(NULL, &memory, NULL), .sink = sink, .package = package, .err = err};
  dark_status status = p.parser == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) {
    set_handlers(&p);
    status = parse_part(&p, part, &vault);
    XML_ParserFree(p.parser);
  }
  vault_in_use = outer;
  return status;
}
