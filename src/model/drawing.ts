/** What was drawn: a handwritten message, or a Digital Touch. */
export type DrawingKind =
  | 'handwriting'
  | 'tap'
  | 'sketch'
  | 'kiss'
  | 'heartbeat'
  | 'heartbreak'
  | 'fireball'
  | 'photo'
  | 'video';

/** A line or an area of a drawing. */
export type DrawnPath = {
  /** Path data of SVG. */
  readonly d: string;
  /** Width of the line, with round ends; a filled area has none. */
  readonly width?: number;
  /** `#rrggbb` or `#rrggbbaa`; ink has the colour of text. */
  readonly colour?: string;
};

/** A drawing as paths in their order from back to front, in a box of this size. */
export type Drawing = {
  readonly kind: DrawingKind;
  readonly width: number;
  readonly height: number;
  readonly paths: DrawnPath[];
  /** Number of strokes, taps or kisses. */
  readonly count?: number;
  /** Beats per minute. */
  readonly bpm?: number;
  /** Duration. */
  readonly seconds?: number;
  /** Second at which a heart broke. */
  readonly brokenAt?: number;
};

/** What the words of a drawing depend on. */
interface DrawingFacts {
  readonly kind: DrawingKind;
  readonly count?: number | undefined;
  readonly bpm?: number | undefined;
  readonly paths: readonly unknown[];
}

/** A drawing in English: `Handwritten message`, `Digital Touch: heartbeat, 84 bpm`. */
export function drawingWords({ kind, count = 1, bpm, paths }: DrawingFacts): string {
  if (kind === 'handwriting') return 'Handwritten message';
  if ((kind === 'tap' || kind === 'kiss') && count > 1) {
    return `Digital Touch: ${count} ${kind === 'tap' ? 'taps' : 'kisses'}`;
  }
  const drawnOn = (kind === 'photo' || kind === 'video') && paths.length > 0 ? ' with a drawing' : '';
  return `Digital Touch: ${kind}${bpm === undefined ? '' : `, ${bpm} bpm`}${drawnOn}`;
}
