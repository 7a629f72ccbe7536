"""Makes the fonts of this folder from the originals.

    python3 subset.py SOURCE-SANS/TTF SOURCE-SERIF/TTF /usr/share/fonts/truetype/noto

It needs fonttools. See README.md for where the originals come from.
"""

import pathlib
import sys

from fontTools import subset

LATIN = (
    "0020-007E,00A0-024F,0259,02B0-02FF,0300-036F,0370-03FF,0400-052F,1E00-1EFF,1F00-1FFF,2000-206F,2070-209F,20A0-20C0,"
    "2100-214F,2190-2193,2212,2215,2248,2260,2264,2265,25A0-25CF,FB00-FB06,FFFD"
)
MARKS = "0020-007E,00A0,00AB,00BB,200B-200F,2010-2014,2018-201F,2026,202A-202E,2066-2069,25CC"
ARABIC = MARKS + ",0600-06FF,0750-077F,08A0-08FF"
HEBREW = MARKS + ",0590-05FF,20AA,FB1D-FB4F"
FEATURES = "ccmp locl mark mkmk kern liga rlig calt clig init medi fina isol rclt curs tnum lnum abvm blwm".split()


def write(original, letters, name, family=None):
    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.legacy_kern = True
    options.notdef_outline = True
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "BASE", "GlyphOrder"]
    options.recalc_timestamp = False
    font = subset.load_font(original, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters))
    subsetter.subset(font)
    if family:
        postscript = family.replace(" ", "") + "-Regular"
        for number, value in [(1, family), (2, "Regular"), (3, postscript), (4, family), (6, postscript)]:
            font["name"].removeNames(nameID=number)
            font["name"].setName(value, number, 3, 1, 0x409)
    subset.save_font(font, str(pathlib.Path(__file__).parent / (name + ".ttf")), options)


def main(sans, serif, noto):
    write(sans + "/SourceSans3-Regular.ttf", LATIN, "sans-regular", "Folkmoot Sans")
    write(sans + "/SourceSans3-Semibold.ttf", LATIN, "sans-semibold", "Folkmoot Sans Semibold")
    write(serif + "/SourceSerif4-Regular.ttf", LATIN, "serif-regular", "Folkmoot Serif")
    write(serif + "/SourceSerif4-Semibold.ttf", LATIN, "serif-semibold", "Folkmoot Serif Semibold")
    write(noto + "/NotoNaskhArabic-Regular.ttf", ARABIC, "arabic-regular")
    write(noto + "/NotoNaskhArabic-Bold.ttf", ARABIC, "arabic-bold")
    write(noto + "/NotoSansHebrew-Regular.ttf", HEBREW, "hebrew-regular")
    write(noto + "/NotoSansHebrew-Bold.ttf", HEBREW, "hebrew-bold")


if __name__ == "__main__":
    main(*sys.argv[1:])
