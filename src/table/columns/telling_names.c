/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/telling_names.h"

#include <string.h>
#include <strings.h>

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

/* The byte in lower case, as far as the letters of these languages go: those behind \xC3 are the accented ones. */
static unsigned char lower(unsigned char byte, unsigned char before) {
  const bool is_upper = (byte >= 'A' && byte <= 'Z') || (before == 0xC3 && byte >= 0x80 && byte <= 0x9E);
  return is_upper ? (unsigned char)(byte | 0x20) : byte;
}

static bool is_same(const char *name, const char *lower_case) {
  unsigned char before = 0;
  for (; *name != '\0' && lower((unsigned char)*name, before) == (unsigned char)*lower_case; lower_case++)
    before = (unsigned char)*name++;
  return *name == '\0' && *lower_case == '\0';
}

static bool is_among(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (is_same(name, names[i])) return true;
  return false;
}

bool dark__name_is_property(const char *name) {
  const bool has_is = strncasecmp(name, "is", 2) == 0 && name[2] != '\0' && strchr("_. -", name[2]) != NULL;
  if (has_is) name += 3;
  return is_among(name, properties, sizeof properties / sizeof properties[0]);
}
