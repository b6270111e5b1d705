import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';

/** Size of the block with the corners of a region. */
const GEOMETRY = 105;
const VERSION = 5;

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value);
  return bytes;
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.of(0), u64(bytes.length), bytes]);
}

/** A list of regions, each with its size before it. */
function list(regions: readonly Buffer[]): Buffer {
  const items = Buffer.concat(regions.flatMap((region) => [Buffer.of(0), u64(region.length), region]));
  return Buffer.concat([Buffer.of(0), u64(items.length + 8), u64(regions.length), items]);
}

const NO_LIST = Buffer.of(1);
const LOCALE = string('en-US');

/** A region: its parts are in it, `rest` follows them (docs/format/photos.md, "Text in photos"). */
function region(
  name: string,
  text: string | null,
  parts: Buffer,
  rest: Buffer,
  geometry: Buffer = Buffer.alloc(GEOMETRY),
): Buffer {
  const confidence = Buffer.alloc(4);
  confidence.writeFloatLE(0.75);
  return Buffer.concat([
    u64(VERSION),
    string(`CR${name}OutputRegion`),
    Buffer.of(0),
    text === null ? Buffer.of(1) : Buffer.concat([Buffer.of(0), string(text)]),
    Buffer.of(0),
    u64(GEOMETRY),
    geometry,
    u64(2),
    confidence,
    u64(0),
    parts,
    rest,
  ]);
}

const wordsOf = (line: string): Buffer =>
  list(line.split(' ').map((word) => region('Word', word, NO_LIST, Buffer.concat([NO_LIST, LOCALE]))));
const reading = (line: string): Buffer => region('Line', null, wordsOf(line), Buffer.concat([NO_LIST, LOCALE]));

/** The corners of a line of a picture of 120 by 200 pixels: lines are below each other. */
function geometryOf(index: number): Buffer {
  const [left, right, top, bottom] = [12, 108, 20 + index * 30, 40 + index * 30];
  const geometry = Buffer.alloc(GEOMETRY);
  for (const [at, value] of [left, top, right, top, right, bottom, left, bottom, 120, 200].entries()) {
    geometry.writeDoubleLE(value, 25 + at * 8);
  }
  return geometry;
}

/** A line with other readings of it: the same, and without its last letter. */
function lineRegion(line: string, index: number): Buffer {
  const others = list([reading(line), reading(line.slice(0, -1))]);
  return region('Line', null, wordsOf(line), Buffer.concat([others, LOCALE]), geometryOf(index));
}

/** The regions of lines in one block. The first line is repeated outside the block, as real ones do. */
export function textRegions(lines: readonly string[]): Buffer {
  const block = region('Block', null, list(lines.map(lineRegion)), Buffer.of(1, 1));
  const repeated = list(lines.slice(0, 1).map(lineRegion));
  return region('Document', null, list([block]), Buffer.concat([Buffer.of(1, 1), repeated]));
}

/** An LZFSE stream of one stored block. */
export function storedLzfse(bytes: Buffer): Buffer {
  const size = u64(bytes.length).subarray(0, 4);
  return Buffer.concat([Buffer.from('bvx-'), size, bytes, Buffer.from('bvx$')]);
}

/** `ZCHARACTERRECOGNITIONDATA`: a keyed VNDocumentObservation with compressed regions. */
export function writeRecognisedText(regions: Buffer, compressed = storedLzfse(regions)): Buffer {
  const archive = new KeyedArchiveWriter();
  const topLevelRegion = archive.add({
    $class: archive.addClass('CRDocumentOutputRegion', 'CROutputRegion', 'NSObject'),
    kCROutputRegionData: archive.add(compressed),
    kCROutputRegionUncompressedDataSize: regions.length,
  });
  return archive.finish(
    archive.add({
      $class: archive.addClass('VNDocumentObservation', 'VNDetectedObjectObservation', 'VNObservation', 'NSObject'),
      topLevelRegion,
      confidence: 1,
    }),
  );
}
