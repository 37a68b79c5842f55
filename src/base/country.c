/* Country codes, for the `region` of an article and the command line.
 *
 * The codes lie side by side in one string, sorted, and a search walks it: 250
 * comparisons for each article that names its region are nothing beside the
 * article.  A code is given back as a slice of that string, so it lives for
 * ever and is in capitals, whoever wrote it.
 *
 * Names of countries are not here; those are the gazetteer's.  Source: ISO
 * 3166-1, alpha-2 codes, 2025. */
#include "base/country.h"

#include "base/slice.h"

/* ISO 3166-1 alpha-2 as of 2025, two letters each, and XK, which is not in it
 * but what everybody calls Kosovo by. */
static const char codes[] =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBV"
    "BWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERES"
    "ETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIE"
    "ILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLY"
    "MAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNU"
    "NZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSM"
    "SNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVE"
    "VGVIVNVUWFWSXKYEYTZAZMZW";

/* Steps of two, or "NA" would be found across "ANAO". */
struct nut_slice nut_country_find(struct nut_slice code)
{
  for (const char *at = codes; code.len == 2 && *at; at += 2) {
    char found[] = { at[0], at[1], '\0' };
    if (nut_slice_is_nocase(code, found))
      return (struct nut_slice){ at, 2 };
  }
  return (struct nut_slice){ NULL, 0 };
}

/* "UK" is reserved for the United Kingdom in ISO 3166, but is not its code. */
struct nut_slice nut_country_meant(struct nut_slice code)
{
  return nut_slice_is_nocase(code, "UK") ? nut_slice_of("GB")
                                         : (struct nut_slice){ NULL, 0 };
}
