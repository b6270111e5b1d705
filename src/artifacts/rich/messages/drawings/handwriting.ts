import { type ProtoMessage, parseProtobuf } from '../../../../formats/protobuf.ts';
import { decodeXz } from '../../../../formats/xz.ts';
import type { Drawing } from '../../../../model/drawing.ts';
import { malformed, viewOf } from './drawing-bytes.ts';
import { lineThrough, type Point } from './path-data.ts';

/** Bundle id of the balloon. */
export const HANDWRITING = 'com.apple.Handwriting.HandwritingProvider';

/** Maximum size of the strokes, in bytes: eight a point. A page full of scribbles has some hundred kilobytes. */
const MAX_STROKES = 2 * 1024 * 1024;
/** Fields of protobuf (docs/format/messages.md). */
const DRAWING = 4;
const FRAME = 3;
const COMPRESSION = 5;
const SIZE = 6;
const STROKES = 8;
const UNCOMPRESSED = 1;
const XZ = 4;
const POINT = 8;
/** Signed numbers are stored with the highest bit flipped. */
const SIGN = 0x8000;
/** Coordinates of points go from 0 to this at the right and lower edge of the frame. */
const EDGE = 0x7fff;
/** Units of a drawing per point of the frame: paths have whole numbers. */
const SCALE = 4;
/** The widest pen, in points of the frame; the narrowest has one. */
const WIDEST = 10;

/** A point with the width of the pen, as stored. */
export interface PenPoint {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A handwritten message: strokes in a frame. */
export interface Handwriting {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly (readonly PenPoint[])[];
}

/** Reads a handwritten message (docs/format/messages.md). @throws MALFORMED_PROTOBUF, MALFORMED_FILE, LIMIT_EXCEEDED */
export function readHandwriting(payload: Uint8Array): Handwriting {
  const drawing = parseProtobuf(payload).message(DRAWING);
  const frame = drawing?.bytes(FRAME);
  if (!drawing || frame === null || frame === undefined || frame.length < 8) throw malformed();
  const view = viewOf(frame);
  const [width, height] = [signed(view, 4), signed(view, 6)];
  if (width <= 0 || height <= 0) throw malformed();
  return { width, height, strokes: [...strokesIn(strokeBytes(drawing))] };
}

/** Draws a handwritten message in ink. A line is as wide as the pen was where it begins. */
export function drawHandwriting({ width, height, strokes }: Handwriting): Drawing {
  const widest = strokes.reduce((most, stroke) => stroke.reduce((max, point) => Math.max(max, point.width), most), 1);
  const place = ({ x, y }: PenPoint): Point => [(x / EDGE) * width * SCALE, (y / EDGE) * height * SCALE];
  const byWidth = new Map<number, string[]>();
  for (const stroke of strokes) {
    let line: Point[] = [];
    let pen = 0;
    const end = (): void => {
      if (line.length === 0) return;
      const known = byWidth.get(pen);
      if (known === undefined) byWidth.set(pen, [lineThrough(line)]);
      else known.push(lineThrough(line));
    };
    for (const [index, point] of stroke.entries()) {
      line.push(place(point));
      const next = Math.max(1, Math.floor((point.width * (WIDEST - 1)) / widest) + 1);
      if (index > 0 && (next === pen || index === stroke.length - 1)) continue;
      if (index > 0) end();
      line = [place(point)];
      pen = next;
    }
    end();
  }
  const paths = [...byWidth].map(([pen, lines]) => ({ d: lines.join(''), width: pen * SCALE }));
  const size = { width: width * SCALE, height: height * SCALE };
  return { kind: 'handwriting', ...size, paths, count: strokes.length };
}

function strokeBytes(drawing: ProtoMessage): Uint8Array {
  const bytes = drawing.bytes(STROKES) ?? new Uint8Array();
  const compression = drawing.unsigned(COMPRESSION);
  if (compression === UNCOMPRESSED) return bytes;
  if (compression !== XZ) throw malformed();
  return decodeXz(bytes, { maxBytes: Math.min(Number(drawing.unsigned(SIZE) ?? MAX_STROKES), MAX_STROKES) });
}

/** Strokes: the number of points, then x, y, width and an unknown number of each. */
function* strokesIn(bytes: Uint8Array): Generator<readonly PenPoint[]> {
  if (bytes.length > MAX_STROKES) throw malformed();
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 > bytes.length ? Number.POSITIVE_INFINITY : at + 2 + view.getUint16(at, true) * POINT;
    if (end > bytes.length) throw malformed();
    const points: PenPoint[] = [];
    for (let point = at + 2; point < end; point += POINT) {
      points.push({ x: signed(view, point), y: signed(view, point + 2), width: signed(view, point + 4) });
    }
    yield points;
    at = end;
  }
}

function signed(view: DataView, at: number): number {
  return view.getUint16(at, true) - SIGN;
}
