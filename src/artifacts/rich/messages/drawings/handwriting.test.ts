import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../../test/corpus.ts';
import { drawHandwriting, type Handwriting, type PenPoint, readHandwriting } from './handwriting.ts';

const file = (name: string): Buffer => readFileSync(corpusPath(`messages/handwritten_message/${name}`));

/** A line of the expected picture: points and its width. */
type Line = readonly [points: string, width: number];

/** The lines of a picture that imessage-exporter made. */
function expectedLines(svg: string): Line[] {
  return [...svg.matchAll(/points="([^"]*)" stroke-width="(\d+)"/g)].map(([, points = '', width]) => [
    points,
    Number(width),
  ]);
}

/** Places and widths as imessage-exporter computes them: relative to the farthest point; the last one is a dot. */
function peerSegments({ width, height, strokes }: Handwriting): Line[] {
  const all = strokes.flat();
  const most = (of: (point: PenPoint) => number): number => all.reduce((max, point) => Math.max(max, of(point)), 0);
  const [right, bottom, widest] = [most(({ x }) => x), most(({ y }) => y), most((point) => point.width)];
  const narrowest = widest - most((point) => widest - point.width);
  const place = ({ x, y }: PenPoint): string =>
    `${Math.floor((x * width) / right)},${Math.floor((y * height) / bottom)}`;
  return strokes.flatMap((stroke) =>
    stroke.map((point, index): Line => {
      const width = Math.floor((point.width * 9) / (widest - narrowest)) + 1;
      return [`${place(point)} ${place(stroke[index + 1] ?? point)}`, width];
    }),
  );
}

describeCorpus('handwritten messages', () => {
  it.each([
    ['hello', 1, 265],
    ['test', 3, 1243],
    ['handwriting', 20, 2124],
    ['pollock', 1, 44_437],
  ])('%s is what imessage-exporter draws', (name, strokes, points) => {
    const written = readHandwriting(file(`${name}.bin`));
    expect(written.strokes).toHaveLength(strokes);
    expect(written.strokes.flat()).toHaveLength(points);
    const svg = file(`${name}.svg`).toString();
    expect(svg).toContain(`viewBox="0 0 ${written.width + 5} ${written.height + 5}"`);
    const lines = expectedLines(svg);
    const segments = lines.flatMap(([line, width]) => {
      const places = line.split(' ');
      return places.slice(1).map((place, index): Line => [`${places[index]} ${place}`, width]);
    });
    expect(peerSegments(written)).toEqual(segments);
  });

  it('the picture is compact and keeps every place', () => {
    const written = readHandwriting(file('pollock.bin'));
    const drawing = drawHandwriting(written);
    expect(drawing).toMatchObject({ kind: 'handwriting', width: 919 * 4, height: 406 * 4, count: 1 });
    expect(drawing.paths.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(drawing).length).toBeLessThan(330_000);
  });
});
