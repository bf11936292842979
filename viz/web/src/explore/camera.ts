// From the graph's pixels to the window's: a point in the middle and a scale.
import type { Box } from "./model";

export interface Camera {
  x: number;
  y: number;
  /** window's pixels a graph's pixel */
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The camera that shows a box whole, with some room around it. most: the largest scale. */
export function fit(box: Box, size: Size, most = 1.6): Camera {
  const room = 0.9;
  const wide = Math.max(box.right - box.left, 1);
  const high = Math.max(box.bottom - box.top, 1);
  const scale = Math.min((size.width * room) / wide, (size.height * room) / high, most);
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale };
}

export function toWindow(camera: Camera, size: Size, x: number, y: number): [number, number] {
  return [(x - camera.x) * camera.scale + size.width / 2, (y - camera.y) * camera.scale + size.height / 2];
}

export function toGraph(camera: Camera, size: Size, x: number, y: number): [number, number] {
  return [(x - size.width / 2) / camera.scale + camera.x, (y - size.height / 2) / camera.scale + camera.y];
}

/** Zoom so that what is under a point of the window stays there. */
export function zoomAt(camera: Camera, size: Size, x: number, y: number, factor: number, least: number, most: number): Camera {
  const scale = Math.min(Math.max(camera.scale * factor, least), most);
  const [gx, gy] = toGraph(camera, size, x, y);
  return { x: gx - (x - size.width / 2) / scale, y: gy - (y - size.height / 2) / scale, scale };
}

/** Between two cameras, t from 0 to 1; the scale changes by factors, as eyes see it. */
export function between(a: Camera, b: Camera, t: number): Camera {
  const eased = t < 0.5 ? 2 * t * t : 1 - (-2 * t + 2) ** 2 / 2;
  return {
    x: a.x + (b.x - a.x) * eased,
    y: a.y + (b.y - a.y) * eased,
    scale: a.scale * (b.scale / a.scale) ** eased,
  };
}
