// One drawing, two surfaces: a canvas for the screen (and PNG), SVG text for the file.
export interface Style {
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: readonly number[];
  opacity?: number;
  radius?: number;
}
export interface TextStyle {
  fill: string;
  size?: number;
  weight?: number;
  anchor?: "start" | "middle" | "end";
  /** colour of a rim that keeps the text readable on lines */
  halo?: string;
}
export interface Scale {
  k: number;
  x: number;
  y: number;
}
export interface Surface {
  rect(x: number, y: number, width: number, height: number, style: Style): void;
  circle(x: number, y: number, r: number, style: Style): void;
  line(x1: number, y1: number, x2: number, y2: number, style: Style): void;
  /** SVG path data, drawn at k times its size and moved by x, y; lines keep their width */
  path(data: string, style: Style, scale?: Scale): void;
  text(x: number, y: number, text: string, style: TextStyle): void;
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const paths = new Map<string, Path2D>();

function path2d(data: string): Path2D {
  let made = paths.get(data);
  if (!made) {
    if (paths.size > 200) paths.clear();
    made = new Path2D(data);
    paths.set(data, made);
  }
  return made;
}

export class CanvasSurface implements Surface {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  private paint(style: Style, path?: Path2D, k = 1): void {
    const { context } = this;
    context.globalAlpha = style.opacity ?? 1;
    if (style.fill) {
      context.fillStyle = style.fill;
      if (path) context.fill(path);
      else context.fill();
    }
    if (style.stroke) {
      context.strokeStyle = style.stroke;
      context.lineWidth = (style.width ?? 1) / k;
      context.lineJoin = "round";
      context.setLineDash((style.dash ?? []).map((d) => d / k));
      if (path) context.stroke(path);
      else context.stroke();
    }
    context.globalAlpha = 1;
  }

  rect(x: number, y: number, width: number, height: number, style: Style): void {
    this.context.beginPath();
    if (style.radius) this.context.roundRect(x, y, width, height, Math.min(style.radius, width / 2, height / 2));
    else this.context.rect(x, y, width, height);
    this.paint(style);
  }

  circle(x: number, y: number, r: number, style: Style): void {
    this.context.beginPath();
    this.context.arc(x, y, r, 0, 2 * Math.PI);
    this.paint(style);
  }

  line(x1: number, y1: number, x2: number, y2: number, style: Style): void {
    this.context.beginPath();
    this.context.moveTo(x1, y1);
    this.context.lineTo(x2, y2);
    this.paint({ ...style, fill: "" });
  }

  path(data: string, style: Style, scale: Scale = { k: 1, x: 0, y: 0 }): void {
    this.context.save();
    this.context.translate(scale.x, scale.y);
    this.context.scale(scale.k, scale.k);
    this.paint(style, path2d(data), scale.k);
    this.context.restore();
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const { context } = this;
    context.font = `${style.weight ?? 400} ${style.size ?? 12}px ${FONT}`;
    context.textAlign = style.anchor === "middle" ? "center" : (style.anchor ?? "start");
    context.textBaseline = "alphabetic";
    if (style.halo) {
      context.strokeStyle = style.halo;
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.setLineDash([]);
      context.strokeText(text, x, y);
    }
    context.fillStyle = style.fill;
    context.fillText(text, x, y);
  }
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text for XML: escaped, without the characters that XML forbids. */
export function xml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd").replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

const round = (n: number): string => String(Math.round(n * 100) / 100);

export class SvgSurface implements Surface {
  private readonly parts: string[] = [];

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly title: string,
  ) {}

  private look(style: Style, k = 1): string {
    let look = ` fill="${xml(style.fill || "none")}"`;
    if (style.stroke) look += ` stroke="${xml(style.stroke)}" stroke-width="${(style.width ?? 1) / k}" stroke-linejoin="round"`;
    if (style.stroke && style.dash?.length) look += ` stroke-dasharray="${style.dash.map((d) => d / k).join(" ")}"`;
    if (style.opacity !== undefined && style.opacity < 1) look += ` opacity="${style.opacity}"`;
    return look;
  }

  rect(x: number, y: number, width: number, height: number, style: Style): void {
    const radius = style.radius ? ` rx="${round(Math.min(style.radius, width / 2, height / 2))}"` : "";
    this.parts.push(`<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${radius}${this.look(style)}/>`);
  }

  circle(x: number, y: number, r: number, style: Style): void {
    this.parts.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}"${this.look(style)}/>`);
  }

  line(x1: number, y1: number, x2: number, y2: number, style: Style): void {
    this.parts.push(`<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"${this.look({ ...style, fill: "" })}/>`);
  }

  path(data: string, style: Style, scale: Scale = { k: 1, x: 0, y: 0 }): void {
    const at = ` transform="translate(${round(scale.x)} ${round(scale.y)}) scale(${scale.k})"`;
    this.parts.push(`<path d="${xml(data)}"${at}${this.look(style, scale.k)}/>`);
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const halo = style.halo ? ` stroke="${xml(style.halo)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : "";
    const weight = style.weight ? ` font-weight="${style.weight}"` : "";
    this.parts.push(
      `<text x="${round(x)}" y="${round(y)}" font-size="${style.size ?? 12}"${weight} text-anchor="${style.anchor ?? "start"}" fill="${xml(style.fill)}"${halo}>${xml(text)}</text>`,
    );
  }

  /** The file's text. */
  done(): string {
    const { width, height } = this;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${xml(FONT)}"><title>${xml(this.title)}</title>\n${this.parts.join("\n")}\n</svg>\n`
    );
  }
}

export interface Palette {
  ground: string;
  card: string;
  ink: string;
  soft: string;
  faint: string;
  line: string;
  accent: string;
  accentInk: string;
  mark: string;
  kinds: Record<string, string>;
}

/** The design system's colours as they are now. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: value("ground"),
    card: value("card"),
    ink: value("ink"),
    soft: value("soft"),
    faint: value("faint"),
    line: value("line"),
    accent: value("accent"),
    accentInk: value("accent-ink"),
    mark: value("mark"),
    kinds: {
      Event: value("event"),
      Organisation: value("organisation"),
      Person: value("person"),
      Location: value("location"),
      Programme: value("programme"),
      NewsItem: value("item"),
      Post: value("person"),
    },
  };
}

const widths = new Map<string, number>();
let ruler: CanvasRenderingContext2D | null = null;

/** The width of a text in pixels. */
export function textWidth(text: string, size = 12, weight = 400): number {
  const key = `${size}/${weight}/${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (!ruler) return text.length * size * 0.55;
    ruler.font = `${weight} ${size}px ${FONT}`;
    width = ruler.measureText(text).width;
    if (widths.size > 20_000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** A text cut to a width, with an ellipsis. */
export function fitted(text: string, width: number, size = 12, weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(text.slice(0, middle) + "…", size, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? text.slice(0, low).trimEnd() + "…" : "";
}

/** A text in at most two lines of a width, broken between words. */
export function twoLines(text: string, width: number, size = 12, weight = 400): string[] {
  if (textWidth(text, size, weight) <= width) return [text];
  const words = text.split(" ");
  let first = words.shift() ?? "";
  while (words.length && textWidth(`${first} ${words[0]}`, size, weight) <= width) first += ` ${words.shift()}`;
  const rest = words.join(" ");
  return rest ? [fitted(first, width, size, weight), fitted(rest, width, size, weight)] : [fitted(first, width, size, weight)];
}
