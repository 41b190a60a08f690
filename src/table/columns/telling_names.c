/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/telling_names.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "table/columns/fold.h"

static const char *const properties[] = {
    /* English */
    "sex",
    "gender",
    "female",
    "females",
    "male",
    "males",
    "woman",
    "women",
    "man",
    "men",
    "girl",
    "boy",
    "minor",
    "minors",
    "adult",
    "adults",
    "child",
    "children",
    "underage",
    "juvenile",
    "age",
    "citizen",
    "foreign",
    "foreigner",
    "national",
    "pregnant",
    "married",
    "dead",
    "alive",
    "deceased",
    "died",
    "urban",
    "rural",
    "eu",
    "disabled",
    "homeless",
    "victim",
    "suspect",
    /* German */
    "geschlecht",
    "weiblich",
    "männlich",
    "frau",
    "mann",
    "mädchen",
    "junge",
    "minderjährig",
    "minderjaehrig",
    "erwachsen",
    "kind",
    "alter",
    "volljährig",
    "ausländer",
    "verheiratet",
    "schwanger",
    "gestorben",
    "tot",
    /* French */
    "sexe",
    "genre",
    "femme",
    "homme",
    "fille",
    "garçon",
    "mineur",
    "mineure",
    "majeur",
    "majeure",
    "adulte",
    "enfant",
    "âge",
    "étranger",
    "étrangère",
    "enceinte",
    "marié",
    "mariée",
    "décédé",
    "décédée",
    /* Spanish */
    "sexo",
    "género",
    "genero",
    "mujer",
    "hombre",
    "femenino",
    "masculino",
    "niña",
    "niño",
    "nina",
    "nino",
    "menor",
    "mayor",
    "adulto",
    "adulta",
    "edad",
    "extranjero",
    "extranjera",
    "embarazada",
    "casado",
    "casada",
    "fallecido",
    "fallecida",
    /* Finnish */
    "sukupuoli",
    "nainen",
    "mies",
    "tyttö",
    "poika",
    "alaikäinen",
    "alaikainen",
    "täysi-ikäinen",
    "aikuinen",
    "lapsi",
    "ikä",
    "ulkomaalainen",
    "raskaana",
    "naimisissa",
    "kuollut",
    /* Swedish */
    "kön",
    "kvinna",
    "man",
    "flicka",
    "pojke",
    "minderårig",
    "vuxen",
    "barn",
    "ålder",
    "utländsk",
    "gravid",
    "gift",
    "avliden",
    "död",
};

static bool is_among(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (dark__is_same_folded(name, names[i])) return true;
  return false;
}

int dark__name_is_count(const char *name) {
  static const char *const names[] = {"count", "freq", "frequency", "n"};
  if (strcmp(name, names[0]) == 0) return 1;
  for (int i = 0; i < 4; i++)
    if (strcasecmp(name, names[i]) == 0) return i + 2;
  return 0;
}

static const char *const identifiers[] = {
    "id",           "ids",         "uid",       "uuid",      "guid",          "key",
    "case",         "caseid",      "caseno",    "casenr",    "casenumber",    "no",
    "nr",           "number",      "num",       "record",    "recordid",      "personid",
    "person",       "participant", "subject",   "pseudonym", "row",           "rowid",
    "index",        "kennung",     "schlüssel", "fall",      "fallnummer",    "fallnr",
    "aktenzeichen", "numéro",      "numero",    "dossier",   "identifiant",   "expediente",
    "caso",         "clave",       "tunnus",    "tunniste",  "henkilötunnus", "tapaus",
    "tapausnumero", "asianumero",  "nummer",    "ärende",    "ärendenummer",  "personnummer",
};

/* Room for a name without what stands between its words. */
typedef struct joined {
  char text[64];
} joined;

static joined join(const char *name) {
  joined out = {""};
  size_t n = 0;
  for (; *name != '\0' && n + 1 < sizeof out.text; name++)
    if (strchr("_. -", *name) == NULL) out.text[n++] = *name;
  return out;
}

/* "person_id", "Case No", "personID": the last word says it. */
static bool ends_as_identifier(const char *name) {
  static const char *const ends[] = {"id", "no", "nr", "number"};
  const size_t n = strlen(name);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    const size_t n_end = strlen(ends[i]);
    if (n <= n_end || strcasecmp(name + n - n_end, ends[i]) != 0) continue;
    if (strchr("_. -", name[n - n_end - 1]) != NULL) return true;
    if (i == 0 && name[n - 2] == 'I' && islower((unsigned char)name[n - 3])) return true;
  }
  return false;
}

bool dark__name_is_identifier(const char *name) {
  if (ends_as_identifier(name)) return true;
  return is_among(join(name).text, identifiers, sizeof identifiers / sizeof identifiers[0]);
}

bool dark__name_is_property(const char *name) {
  const bool has_is = strncasecmp(name, "is", 2) == 0 && name[2] != '\0' && strchr("_. -", name[2]) != NULL;
  if (has_is) name += 3;
  return is_among(name, properties, sizeof properties / sizeof properties[0]);
}

bool dark__name_is_total(const char *text) {
  static const char *const totals[] = {"total",  "totals",    "grand total", "sum",      "summe",
                                       "gesamt", "insgesamt", "somme",       "ensemble", "suma",
                                       "totalt", "summa",     "sammanlagt",  "yhteensä", "total general"};
  static const char initials[] = "tsgieyTSGIEY";
  if (text[0] == '\0' || strchr(initials, text[0]) == NULL) return false;
  return is_among(text, totals, sizeof totals / sizeof totals[0]);
}

/* Whether the header has a column of one of two names. */
static bool has_either(const char *const *names, size_t n, const char *one, const char *other) {
  for (size_t i = 0; i < n; i++)
    if (dark__is_same_folded(names[i], one) || dark__is_same_folded(names[i], other)) return true;
  return false;
}

bool dark__names_are_of_recaptures(const char *const *names, size_t n) {
  return has_either(names, n, "mark", "marked") && has_either(names, n, "catch", "caught") &&
         (has_either(names, n, "recap", "recaptured") || has_either(names, n, "recapture", "recaptures"));
}
