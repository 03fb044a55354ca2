"""A small line plot as an SVG, both axes logarithmic or from zero, with the date and the command that made it."""

import datetime
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 380, 76, 16, 52, 56
COLOURS = ("#1f5fa8", "#c2571a", "#3c8d40", "#7a4a9e")


def _ticks(low, high, logarithmic):
    if logarithmic:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        return [10.0 ** power for power in range(first, last + 1)]
    step = 10 ** math.floor(math.log10(high)) / 2
    while high / step > 6:
        step *= 2
    return [step * number for number in range(int(high / step) + 2)]


class Axis:
    def __init__(self, values, begin, end, logarithmic):
        self.ticks = _ticks(min(values), max(values), logarithmic)
        self.scale = math.log10 if logarithmic else float
        self.begin, self.end = begin, end

    def at(self, value):
        low, high = self.scale(self.ticks[0]), self.scale(self.ticks[-1])
        return self.begin + (self.scale(value) - low) / (high - low) * (self.end - self.begin)


def text(x, y, words, anchor="middle", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{words}</text>'


def write(path, title, command, x_name, y_name, series, logarithmic):
    """series: name → [(x, y), …]."""
    points = [point for line in series.values() for point in line]
    across = Axis([x for x, _ in points], LEFT, WIDTH - RIGHT, logarithmic)
    up = Axis([y for _, y in points], HEIGHT - BOTTOM, TOP, logarithmic)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             f'font-size="12"><rect width="100%" height="100%" fill="white"/>',
             text(WIDTH / 2, 20, title, more='font-size="15"'),
             text(WIDTH / 2, 38, f"{datetime.date.today()} · {command}", more='fill="#666"'),
             text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, x_name),
             text(0, 0, y_name, more=f'transform="translate(18 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)"')]
    for tick in across.ticks:
        x = across.at(tick)
        parts += [f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>', text(x, HEIGHT - BOTTOM + 18, f"{tick:g}")]
    for tick in up.ticks:
        y = up.at(tick)
        parts += [f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>', text(LEFT - 8, y + 4, f"{tick:g}", "end")]
    for colour, (name, line) in zip(COLOURS, series.items()):
        places = [(across.at(x), up.at(y)) for x, y in sorted(line)]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                     + " ".join(f"{x:.1f},{y:.1f}" for x, y in places) + '"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(text(places[-1][0], places[-1][1] - 8, name, "end", f'fill="{colour}"'))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n</svg>\n")
