"""Official numbers that are valid in form and belong to nobody."""


def affiliation(rng, taken):
    while True:
        d = [rng.randint(0, 9) for _ in range(6)]
        d[0] = rng.randint(1, 8)
        s = (d[1] + d[3] + d[5]) * 2 + d[0] + d[2] + d[4]
        number = "".join(map(str, d)) + str(-s % 10)
        if number not in taken:
            taken.add(number)
            return number


def insured(rng, taken):
    while True:
        d = [1] + [rng.randint(0, 9) for _ in range(7)]
        s = (d[1] + d[3] + d[5] + d[7]) * 2 + d[2] + d[4] + d[6]
        number = "".join(map(str, d)) + str(-s % 10)
        if number not in taken and number != "100000000":
            taken.add(number)
            return number


def wrong_insured(number):
    """The same number with a key that does not fit."""
    return number[:8] + str((int(number[8]) + 1) % 10)


def card(rng, taken):
    while True:
        number = rng.choice("ABCDEFGHJK") + rng.choice("ABCDEFGHJK") + str(rng.randint(10000, 999999))
        if number not in taken:
            taken.add(number)
            return number


def ice(rng):
    head = rng.randint(10 ** 8, 10 ** 9 - 1)
    first = f"{head:09d}0001"
    return first + f"{(97 - int(first) * 100 % 97) % 97:02d}"
