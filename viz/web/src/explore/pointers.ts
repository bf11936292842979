// What mouse, pen and fingers mean: drag, zoom, hover, click, double click.

export interface Gestures {
  drag: (dx: number, dy: number) => void;
  zoom: (x: number, y: number, factor: number) => void;
  /** x is null when the pointer has left */
  hover: (x: number | null, y: number) => void;
  click: (x: number, y: number) => void;
  double: (x: number, y: number) => void;
}

const STILL = 5; // pixels that a click may move

export function pointers(element: HTMLElement, act: Gestures): void {
  const down = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let lastClick = { time: 0, x: 0, y: 0 };
  const place = (event: MouseEvent): [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [x, y] = place(event);
    if (!down.size) travelled = 0;
    else travelled = Infinity; // a second finger is no click
    down.set(event.pointerId, { x, y });
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") act.hover(x, y);
      return;
    }
    travelled += Math.hypot(x - before.x, y - before.y);
    if (down.size === 1) {
      if (travelled > STILL) act.drag(x - before.x, y - before.y);
    } else {
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const was = Math.hypot(before.x - other.x, before.y - other.y);
        const is = Math.hypot(x - other.x, y - other.y);
        if (was > 0 && is > 0) act.zoom((x + other.x) / 2, (y + other.y) / 2, is / was);
        act.drag((x - before.x) / 2, (y - before.y) / 2);
      }
    }
    if (travelled > STILL || down.size > 1) down.set(event.pointerId, { x, y });
  });
  const up = (event: PointerEvent): void => {
    if (!down.delete(event.pointerId) || down.size || event.type === "pointercancel" || travelled > STILL) return;
    const [x, y] = place(event);
    const again = event.timeStamp - lastClick.time < 350 && Math.hypot(x - lastClick.x, y - lastClick.y) < 12;
    lastClick = again ? { time: 0, x, y } : { time: event.timeStamp, x, y };
    if (again) act.double(x, y);
    else act.click(x, y);
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", () => act.hover(null, 0));
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const [x, y] = place(event);
      const lines = event.deltaMode === 1 ? 16 : 1;
      act.zoom(x, y, Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0022));
    },
    { passive: false },
  );
}
