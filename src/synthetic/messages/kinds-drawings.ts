import { bytesField, floatField, integerField } from '../encoders/protobuf-writer.ts';
import type { MessageKind } from './message-kind.ts';
import { PLACEHOLDER } from './message-writer.ts';

/** Points of the pen's line, each from 0 to 1. */
type Line = readonly (readonly [x: number, y: number])[];

/** A line of `count` points at times from 0 to 1. */
function line(count: number, at: (time: number) => readonly [x: number, y: number]): Line {
  return Array.from({ length: count }, (_, index) => at(index / (count - 1)));
}

/** Loops like joined-up writing, and a line below. */
const WRITING: readonly Line[] = [
  line(160, (time) => {
    const turn = time * 2 * Math.PI * 7;
    return [0.08 + 0.8 * time + 0.05 * Math.sin(turn), 0.45 - 0.3 * Math.cos(turn) * (1 - 0.5 * time)];
  }),
  line(24, (time) => [0.08 + 0.84 * time, 0.9 - 0.05 * Math.sin(time * Math.PI)]),
];

/** A face, with the origin at the lower left. */
const FACE: readonly Line[] = [
  line(48, (time) => [0.5 + 0.36 * Math.cos(time * 2 * Math.PI), 0.5 + 0.29 * Math.sin(time * 2 * Math.PI)]),
  line(20, (time) => [0.32 + 0.36 * time, 0.42 - 0.1 * Math.sin(time * Math.PI)]),
  line(3, (time) => [0.38, 0.58 + 0.04 * time]),
  line(3, (time) => [0.62, 0.58 + 0.04 * time]),
];

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

/** Signed numbers with the highest bit flipped. */
function flipped(...values: readonly number[]): Buffer {
  return u16(...values.map((value) => Math.round(value) + 0x8000));
}

/** Payload of a handwritten message, not compressed. */
function handwriting(guid: string): Buffer {
  const strokes = WRITING.map((points) => {
    const pen = points.flatMap(([x, y], index) => [x * 0x7fff, y * 0x7fff, 8 + 14 * Math.abs(Math.sin(index / 6)), -1]);
    return Buffer.concat([u16(points.length), flipped(...pen)]);
  });
  const drawing = [
    bytesField(3, flipped(60, 40, 420, 150)),
    integerField(4, strokes.length),
    integerField(5, 1),
    bytesField(8, Buffer.concat(strokes)),
  ];
  return Buffer.concat([bytesField(3, guid), bytesField(4, drawing)]);
}

function envelope(kind: number, inner: readonly Buffer[], guid: string): Buffer {
  return Buffer.concat([integerField(1, kind), bytesField(3, inner), bytesField(5, guid)]);
}

function sketch(guid: string): Buffer {
  const strokes = FACE.map((points) =>
    u16(0, points.length, ...points.flatMap(([x, y]) => [Math.round(x * 0xffff), Math.round(y * 0xffff)])),
  );
  const colours = Buffer.from('ffd60aff'.repeat(FACE.length), 'hex');
  return envelope(
    4,
    [integerField(1, FACE.length), bytesField(2, Buffer.concat(strokes)), bytesField(3, colours)],
    guid,
  );
}

function heartbeat(guid: string): Buffer {
  return envelope(3, [floatField(1, 72), integerField(2, 3), floatField(6, 0)], guid);
}

function drawingKind(name: string, app: string, payload: (guid: string) => Buffer): MessageKind {
  return {
    name,
    since: 10,
    weight: 2,
    write: (writer, scene) => {
      const rowId = writer.write(scene, {
        ...writer.body(PLACEHOLDER),
        balloon_bundle_id: app,
        payload_data: payload(scene.guid),
      });
      writer.remember(scene, 1);
      return { rowId, text: PLACEHOLDER };
    },
  };
}

/** Handwriting and Digital Touch. */
export const DRAWING_KINDS: readonly MessageKind[] = [
  drawingKind('handwriting', 'com.apple.Handwriting.HandwritingProvider', handwriting),
  drawingKind('digital-touch-sketch', 'com.apple.DigitalTouchBalloonProvider', sketch),
  drawingKind('digital-touch-heartbeat', 'com.apple.DigitalTouchBalloonProvider', heartbeat),
];
