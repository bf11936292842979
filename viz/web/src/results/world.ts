// The outlines of land and borders as paths of a Mercator square of 1000 by 1000.
import { geoMercator, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** The built name of src/entries/world.ts; build.mjs puts it in. */
declare const WORLD_FILE: string;

export const SIZE = 1000;
const beside = (document.currentScript as HTMLScriptElement | null)?.src ?? location.href;

export interface World {
  land: string;
  borders: string;
}
interface Atlas extends Topology {
  objects: { land: GeometryCollection; countries: GeometryCollection };
}
type Holder = { newsgraphWorld?: Atlas };

/** The place of a point in the square: x to the east, y to the south. */
export function project(lat: number, long: number): { x: number; y: number } {
  const bounded = Math.max(-85, Math.min(85, lat));
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI);
  return { x: ((long + 180) / 360) * SIZE, y: y * SIZE };
}

/** Longitude and latitude of a place in the square. */
export function unproject(x: number, y: number): { lat: number; long: number } {
  const lat = (2 * Math.atan(Math.exp((0.5 - y / SIZE) * 2 * Math.PI)) - Math.PI / 2) * (180 / Math.PI);
  return { lat, long: (x / SIZE) * 360 - 180 };
}

let loading: Promise<World> | null = null;

/** The outlines, loaded once. Rejects where the file cannot be had. */
export function world(): Promise<World> {
  loading ??= load();
  return loading;
}

// a script, not a fetch: it also works in a published site that is opened from a folder
function load(): Promise<World> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(WORLD_FILE, beside).href;
    script.addEventListener("load", () => {
      const atlas = (globalThis as Holder).newsgraphWorld;
      if (!atlas) return reject(new Error("the outlines of the world are empty"));
      const projection = geoMercator()
        .scale(SIZE / (2 * Math.PI))
        .translate([SIZE / 2, SIZE / 2])
        .precision(0);
      const path = geoPath(projection).digits(2);
      resolve({
        land: path(feature(atlas, atlas.objects.land)) ?? "",
        borders: path(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) ?? "",
      });
    });
    script.addEventListener("error", () => {
      loading = null;
      reject(new Error("the outlines of the world could not be loaded"));
    });
    document.head.append(script);
  });
}
