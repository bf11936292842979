// The picture's WebGL: edges as lines, nodes as points whose shape the fragment shader cuts out. Buffers are filled when
// the filters change; a frame sets the camera and draws the first so many of each, which is what makes it cheap.
import type { Camera, Size } from "./camera";

const EDGE_VERTEX = `#version 300 es
in vec2 at; in float kind; uniform vec3 camera; uniform vec2 size; uniform vec4 palette[8]; uniform float strength;
out vec4 colour;
void main() {
  gl_Position = vec4((at - camera.xy) * camera.z * 2.0 / size * vec2(1.0, -1.0), 0.0, 1.0);
  vec4 c = palette[int(kind)]; colour = vec4(c.rgb * c.a, c.a) * strength;
}`;
const EDGE_FRAGMENT = `#version 300 es
precision mediump float; in vec4 colour; out vec4 pixel; void main() { pixel = colour; }`;

const NODE_VERTEX = `#version 300 es
in vec2 at; in float radius; in float cls; uniform vec3 camera; uniform vec2 size; uniform vec4 palette[8];
uniform float grow; uniform float ratio; uniform float strength;
out vec3 colour; out float alpha; flat out int shape; out float half_;
void main() {
  gl_Position = vec4((at - camera.xy) * camera.z * 2.0 / size * vec2(1.0, -1.0), 0.0, 1.0);
  half_ = (radius * grow + 1.5) * ratio; gl_PointSize = half_ * 2.0;
  shape = int(cls); colour = palette[shape].rgb; alpha = strength;
}`;
// the shapes in the order of the classes: circle, rounded square, triangle, triangle down, diamond
const NODE_FRAGMENT = `#version 300 es
precision mediump float; in vec3 colour; in float alpha; flat in int shape; in float half_; uniform vec3 ring; out vec4 pixel;
float box(vec2 p) { vec2 q = abs(p) - 0.62; return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - 0.2; }
float triangle(vec2 p) { p.x = abs(p.x); return max(dot(p, vec2(0.866, 0.5)), -p.y) - 0.5; }
void main() {
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * vec2(1.0, -1.0);
  float d = shape == 1 ? box(p)
    : shape == 2 ? triangle(p * 0.95 + vec2(0.0, 0.1)) - 0.06
    : shape == 3 ? triangle(p * vec2(0.95, -0.95) + vec2(0.0, 0.1)) - 0.06
    : shape == 4 ? (abs(p.x) + abs(p.y)) * 0.72 - 0.7
    : length(p) - 0.9;
  float cover = clamp(0.5 - d * half_, 0.0, 1.0);
  if (cover <= 0.0) discard;
  float edge = clamp(0.5 - (d * half_ + 1.1), 0.0, 1.0);
  float a = cover * alpha;
  pixel = vec4(mix(ring, colour, edge) * a, a);
}`;

export type Colour = [red: number, green: number, blue: number, alpha: number];

/** Buffers of one set of nodes and edges. */
export interface Layer {
  nodes: WebGLVertexArrayObject;
  edges: WebGLVertexArrayObject;
  nodeData: WebGLBuffer;
  edgeData: WebGLBuffer;
}

export interface Look {
  classes: Colour[];
  kinds: Colour[];
  ring: Colour;
}

export interface Part {
  layer: Layer;
  nodes: number;
  edges: number;
  nodeStrength: number;
  edgeStrength: number;
}

export class Painter {
  private readonly edgeProgram: WebGLProgram;
  private readonly nodeProgram: WebGLProgram;
  private readonly places = new Map<string, WebGLUniformLocation | null>();

  private constructor(private readonly gl: WebGL2RenderingContext) {
    this.edgeProgram = program(gl, EDGE_VERTEX, EDGE_FRAGMENT, ["at", "kind"]);
    this.nodeProgram = program(gl, NODE_VERTEX, NODE_FRAGMENT, ["at", "radius", "cls"]);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** Null where the browser has no WebGL 2. */
  static of(canvas: HTMLCanvasElement): Painter | null {
    const gl = canvas.getContext("webgl2", { antialias: true, alpha: true, depth: false, stencil: false });
    return gl ? new Painter(gl) : null;
  }

  layer(): Layer {
    const { gl } = this;
    const made = { nodes: gl.createVertexArray(), edges: gl.createVertexArray(), nodeData: gl.createBuffer(), edgeData: gl.createBuffer() };
    describe(gl, made.nodes, made.nodeData, [2, 1, 1]);
    describe(gl, made.edges, made.edgeData, [2, 1]);
    return made;
  }

  /** nodes: x, y, radius, class of each. edges: x, y, kind of both ends of each. */
  fill(layer: Layer, nodes: Float32Array, edges: Float32Array): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, layer.nodeData);
    gl.bufferData(gl.ARRAY_BUFFER, nodes, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, layer.edgeData);
    gl.bufferData(gl.ARRAY_BUFFER, edges, gl.STATIC_DRAW);
  }

  /** Edges of all parts, below the nodes of the same part. ratio: device's pixels a pixel of the window. */
  draw(camera: Camera, size: Size, ratio: number, grow: number, look: Look, parts: readonly Part[]): void {
    const { gl } = this;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (const part of parts) {
      if (part.edges && part.edgeStrength > 0) {
        gl.useProgram(this.edgeProgram);
        this.common(this.edgeProgram, camera, size, look.kinds);
        gl.uniform1f(this.at(this.edgeProgram, "strength"), part.edgeStrength);
        gl.bindVertexArray(part.layer.edges);
        gl.drawArrays(gl.LINES, 0, part.edges * 2);
      }
      if (!part.nodes) continue;
      gl.useProgram(this.nodeProgram);
      this.common(this.nodeProgram, camera, size, look.classes);
      gl.uniform1f(this.at(this.nodeProgram, "strength"), part.nodeStrength);
      gl.uniform1f(this.at(this.nodeProgram, "grow"), grow);
      gl.uniform1f(this.at(this.nodeProgram, "ratio"), ratio);
      gl.uniform3f(this.at(this.nodeProgram, "ring"), look.ring[0], look.ring[1], look.ring[2]);
      gl.bindVertexArray(part.layer.nodes);
      gl.drawArrays(gl.POINTS, 0, part.nodes);
    }
    gl.bindVertexArray(null);
  }

  private common(of: WebGLProgram, camera: Camera, size: Size, palette: readonly Colour[]): void {
    const { gl } = this;
    gl.uniform3f(this.at(of, "camera"), camera.x, camera.y, camera.scale);
    gl.uniform2f(this.at(of, "size"), size.width, size.height);
    gl.uniform4fv(this.at(of, "palette"), palette.flat().slice(0, 32));
  }

  private at(of: WebGLProgram, name: string): WebGLUniformLocation | null {
    const key = `${of === this.edgeProgram ? "e" : "n"} ${name}`;
    let place = this.places.get(key);
    if (place === undefined) this.places.set(key, (place = this.gl.getUniformLocation(of, name)));
    return place;
  }
}

function describe(gl: WebGL2RenderingContext, array: WebGLVertexArrayObject, data: WebGLBuffer, widths: number[]): void {
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, data);
  const stride = widths.reduce((a, b) => a + b) * 4;
  let offset = 0;
  widths.forEach((width, index) => {
    gl.enableVertexAttribArray(index);
    gl.vertexAttribPointer(index, width, gl.FLOAT, false, stride, offset);
    offset += width * 4;
  });
  gl.bindVertexArray(null);
}

function program(gl: WebGL2RenderingContext, vertex: string, fragment: string, attributes: string[]): WebGLProgram {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error("the graphics context is gone");
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? "shader");
    gl.attachShader(made, shader);
  }
  attributes.forEach((name, index) => gl.bindAttribLocation(made, index, name));
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made) ?? "program");
  return made;
}

/** "#d55e00" as parts of one. */
export function colour(text: string, alpha = 1): Colour {
  const value = parseInt(text.trim().replace("#", ""), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255, alpha];
}
