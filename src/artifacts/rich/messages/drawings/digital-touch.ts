import { unarchive } from '../../../../formats/keyed-archive.ts';
import { type ProtoMessage, parseProtobuf } from '../../../../formats/protobuf.ts';
import type { Drawing, DrawnPath } from '../../../../model/drawing.ts';
import { malformed, viewOf } from './drawing-bytes.ts';
import { area, circle, lineThrough, type Point } from './path-data.ts';

/** Bundle id of the balloon. */
export const DIGITAL_TOUCH = 'com.apple.DigitalTouchBalloonProvider';

/** Fields of the envelope, and its kinds (docs/format/messages.md). */
const KIND = 1;
const INNER = 3;
const MEDIA = 6;
/** The canvas: 4:5, portrait. */
const WIDTH = 800;
const HEIGHT = 1000;
const FARTHEST = 0xffff;
const PEN = 14;
const RED = '#ff2d55';
const WHITE = '#ffffff';
/** Maximum number of drawings on a picture. */
const MAX_LAYERS = 100;
/** The fireball from its glow to its core. */
const FLAMES: readonly DrawnPath[] = [
  { d: '', width: 150, colour: '#ff3b0066' },
  { d: '', width: 96, colour: '#ff7a00cc' },
  { d: '', width: 44, colour: '#ffe08a' },
];
/** Lips and a heart around the origin, in units of the canvas. */
const LIPS: readonly Point[] = [
  ...([
    [-110, 0],
    [-75, -55],
    [-40, -75],
    [-14, -58],
    [-6, -52],
    [6, -52],
    [14, -58],
  ] as const),
  ...([
    [40, -75],
    [75, -55],
    [110, 0],
    [60, -22],
    [24, -14],
    [0, -8],
    [-24, -14],
    [-60, -22],
    [-110, 0],
  ] as const),
];
const LOWER_LIP: readonly Point[] = [
  ...([
    [-100, 8],
    [-60, -10],
    [-24, 0],
    [0, 4],
    [24, 0],
    [60, -10],
    [100, 8],
  ] as const),
  ...([
    [70, 70],
    [36, 86],
    [0, 86],
    [-36, 86],
    [-70, 70],
    [-100, 8],
  ] as const),
];
const HEART: readonly Point[] = [
  ...([
    [0, 190],
    [-120, 90],
    [-230, 10],
    [-230, -90],
    [-230, -170],
    [-170, -220],
    [-105, -220],
  ] as const),
  ...([
    [-60, -220],
    [-20, -195],
    [0, -155],
    [20, -195],
    [60, -220],
    [105, -220],
  ] as const),
  ...([
    [170, -220],
    [230, -170],
    [230, -90],
    [230, 10],
    [120, 90],
    [0, 190],
  ] as const),
];
const CRACK: readonly Point[] = [
  [0, -160],
  [-34, -80],
  [30, -20],
  [-26, 60],
  [0, 190],
];

type Facts = Omit<Drawing, 'width' | 'height'>;
type Reader = (inner: ProtoMessage) => Facts | null;

const READERS = new Map<number, Reader>([
  [1, tap],
  [3, heartbeat],
  [4, sketch],
  [MEDIA, media],
  [7, kiss],
  [8, fireball],
]);

/**
 * Reads and draws a Digital Touch (docs/format/messages.md). The number of its kind if that is not known.
 *
 * @throws MALFORMED_PROTOBUF, MALFORMED_FILE, MALFORMED_ARCHIVE, MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readDigitalTouch(payload: Uint8Array): Drawing | number {
  const envelope = parseProtobuf(payload);
  const kind = Number(envelope.unsigned(KIND) ?? 0);
  const facts = factsOf(envelope, kind);
  return facts === null ? kind : { ...facts, width: WIDTH, height: HEIGHT };
}

function factsOf(envelope: ProtoMessage, kind: number): Facts | null {
  const inner = envelope.message(INNER);
  return inner === null ? null : (READERS.get(kind)?.(inner) ?? null);
}

function tap(inner: ProtoMessage): Facts {
  const points = pointsIn(inner.bytes(3));
  const colours = coloursIn(inner.bytes(4));
  const paths = points.flatMap((point, index): DrawnPath[] => {
    const colour = colours[index] ?? WHITE;
    return [
      { d: circle(point, 78), width: 12, colour },
      { d: circle(point, 34), colour },
    ];
  });
  return { kind: 'tap', paths, count: points.length };
}

function sketch(inner: ProtoMessage): Facts {
  const bytes = inner.bytes(2) ?? new Uint8Array();
  const colours = coloursIn(inner.bytes(3));
  const view = viewOf(bytes);
  const paths: DrawnPath[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) throw malformed();
    const end = at + 4 + view.getUint16(at + 2, true) * 4;
    if (end > bytes.length) throw malformed();
    const points = pointsIn(bytes.subarray(at + 4, end));
    if (points.length > 0) {
      paths.push({ d: lineThrough(points), width: PEN, colour: colours[paths.length] ?? colours.at(-1) ?? WHITE });
    }
    at = end;
  }
  return { kind: 'sketch', paths, count: paths.length };
}

function kiss(inner: ProtoMessage): Facts {
  const points = pointsIn(inner.bytes(2));
  const rotations = inner.bytes(3) ?? new Uint8Array();
  const view = viewOf(rotations);
  const paths = points.flatMap((point, index): DrawnPath[] => {
    const angle = 2 * index + 2 > rotations.length ? 0 : view.getInt16(2 * index, true) / 1000;
    return [LIPS, LOWER_LIP].map((lip) => ({ d: area(placed(lip, point, angle)), colour: RED }));
  });
  return { kind: 'kiss', paths, count: points.length };
}

function heartbeat(inner: ProtoMessage): Facts {
  const bpm = number(inner.float(1));
  const seconds = number(Number(inner.unsigned(2) ?? 0));
  const brokenAt = number(inner.float(6));
  const middle: Point = [WIDTH / 2, HEIGHT / 2];
  const crack = { d: lineThrough(placed(CRACK, middle, 0)), width: 20, colour: '#000000' };
  return {
    kind: brokenAt > 0 ? 'heartbreak' : 'heartbeat',
    paths: [{ d: area(placed(HEART, middle, 0)), colour: RED }, ...(brokenAt > 0 ? [crack] : [])],
    ...(bpm > 0 ? { bpm: Math.round(bpm) } : {}),
    ...(seconds > 0 ? { seconds } : {}),
    ...(brokenAt > 0 ? { brokenAt } : {}),
  };
}

function fireball(inner: ProtoMessage): Facts {
  const points = pointsIn(inner.bytes(5));
  const seconds = number(inner.float(1));
  const d = lineThrough(points.length === 0 ? [[WIDTH / 2, HEIGHT / 2]] : points);
  const paths = FLAMES.map((flame) => ({ ...flame, d }));
  return { kind: 'fireball', paths, ...(seconds > 0 ? { seconds } : {}) };
}

/** A photo or video, which is an attachment, with drawings on it. */
function media(inner: ProtoMessage): Facts | null {
  const archive = inner.bytes(2);
  const layers = archive === null || archive.length === 0 ? [] : unarchive(archive);
  const type = inner.unsigned(4);
  if (!Array.isArray(layers) || layers.length > MAX_LAYERS || (type !== 1 && type !== 2)) return null;
  const paths = layers.flatMap((layer): readonly DrawnPath[] => {
    if (!(layer instanceof Uint8Array)) return [];
    const envelope = parseProtobuf(layer);
    const kind = Number(envelope.unsigned(KIND) ?? 0);
    return kind === MEDIA ? [] : (factsOf(envelope, kind)?.paths ?? []);
  });
  return { kind: type === 1 ? 'video' : 'photo', paths };
}

/** Points on the canvas, whose origin is at the lower left in the source. */
function pointsIn(bytes: Uint8Array | null): Point[] {
  if (bytes === null) return [];
  const view = viewOf(bytes);
  return Array.from({ length: bytes.length >> 2 }, (_, index): Point => {
    const [x, y] = [view.getUint16(4 * index, true), view.getUint16(4 * index + 2, true)];
    return [(x / FARTHEST) * WIDTH, (1 - y / FARTHEST) * HEIGHT];
  });
}

/** Colours (RGBA). */
function coloursIn(bytes: Uint8Array | null): string[] {
  const hex = Buffer.from(bytes ?? []).toString('hex');
  return Array.from({ length: hex.length >> 3 }, (_, index) => {
    const colour = hex.slice(8 * index, 8 * index + 8);
    return `#${colour.endsWith('ff') ? colour.slice(0, 6) : colour}`;
  });
}

/** A shape at a place, turned. */
function placed(shape: readonly Point[], [toX, toY]: Point, angle: number): Point[] {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return shape.map(([x, y]) => [toX + x * cosine - y * sine, toY + x * sine + y * cosine]);
}

/** A number with two decimals; 0 for none, and for one that is not finite. */
function number(value: number | null): number {
  return value === null || !Number.isFinite(value) ? 0 : Math.round(value * 100) / 100;
}
