# SPDX-License-Identifier: GPL-3.0-or-later
"""People killed in Kosovo, March to June 1999, on lists of four organisations (Ball et al. 2002): how many were there?

Run it with `python example.py`; example.out is what it prints.
"""

import darkfigure

# A row for each combination of lists, and how many people are on these lists and no others.
KILLED = {
    "EXH": [1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1],
    "ABA": [0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1],
    "OSCE": [0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1],
    "HRW": [0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1],
    "n": [1131, 845, 936, 306, 177, 228, 106, 217, 31, 123, 181, 18, 42, 32, 27],
}
LISTS = ["EXH", "ABA", "OSCE", "HRW"]


def main() -> None:
    people = darkfigure.table(KILLED, lists=LISTS, count="n")
    print(f"{people.n_people:,.0f} people on {', '.join(people.lists)}")

    fit = darkfigure.fit(people)
    print(fit)

    total, lower, upper = (fit.table[name][0] for name in ("total", "lower", "upper"))
    print(f"By number: {total:.1f} ({lower:.1f} to {upper:.1f})\n")

    print("The five best models by BIC")
    for row in darkfigure.models(people, top=5).table.rows():
        print(f"  {row['model']:<20} {row['bic']:9.2f} {row['total']:12.1f}")


if __name__ == "__main__":
    main()
