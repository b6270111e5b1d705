import { type RecognisedKind, recognisedAs } from '../../../../src/locales/recognised.ts';

/** Reads untyped values in `details` of a message; invalid ones are ignored. */

/** A run of text with its styles. */
export interface TextRun {
  readonly start: number;
  readonly length: number;
  readonly href: string | null;
  /** What the phone recognised it as. */
  readonly recognised: RecognisedKind | null;
  /** bold, italic, underline, strikethrough, monospace; marker: markup that is not shown; effect-5: an animation. */
  readonly styles: readonly string[];
  /** A file that is shown in the line: a Genmoji. */
  readonly isInline: boolean;
}

/** A bubble of a message. */
export interface MessagePart {
  readonly part: number | null;
  readonly runs: readonly TextRun[];
}

/** Untyped details of a message. */
export type Details = Readonly<Record<string, unknown>>;

/** The bubbles of a message; empty for plain text. */
export function readParts(details: Details): MessagePart[] {
  return objects(details['parts']).map(({ part, runs }) => ({
    part: typeof part === 'number' ? part : null,
    runs: objects(runs).flatMap(({ start, length, link, styles, inline, effect, code, detected }) =>
      typeof start === 'number' && typeof length === 'number'
        ? [
            {
              start,
              length,
              href: typeof link === 'string' ? link : null,
              recognised: recognisedAs({ code, detected, link }),
              styles: [...texts(styles), ...(typeof effect === 'number' ? [`effect-${effect}`] : [])],
              isInline: inline === true,
            },
          ]
        : [],
    ),
  }));
}

/** Effects of the whole message (by name) and of words (by code). */
export function readEffects(details: Details): { readonly message: string | null; readonly words: readonly number[] } {
  const style = details['expressiveStyle'];
  const words = objects(details['parts'])
    .flatMap(({ runs }) => objects(runs))
    .flatMap(({ effect }) => (typeof effect === 'number' ? [effect] : []));
  return {
    message: typeof style === 'string' ? (style.split('.').at(-1) ?? style) : null,
    words: [...new Set(words)],
  };
}

/** Flags of a message: downgraded, audio, satellite … */
export function readFlags(details: Details): string[] {
  return texts(details['flags']);
}

/** A time, or null. */
export function readTime(details: Details, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' ? value : null;
}

function objects(value: unknown): Details[] {
  return Array.isArray(value)
    ? value.filter((one): one is Details => typeof one === 'object' && one !== null && !Array.isArray(one))
    : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
