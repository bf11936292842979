// Outlines of the world (Natural Earth 1:50m, public domain), a file of its own: only a map that is opened loads it.
import topology from "world-atlas/countries-50m.json";

(globalThis as { newsgraphWorld?: unknown }).newsgraphWorld = topology;
