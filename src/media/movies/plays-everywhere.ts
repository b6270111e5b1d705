import type { MovieFacts } from './movie-facts.ts';

/** Codecs that all browsers play, in MP4 and, in practice, QuickTime files. */
const PLAIN_CODECS = new Set(['avc1', 'mp4a', '.mp3']);

/** True if browsers play a movie or sound file of the ISO family as it is. */
export function playsEverywhere({ codecs }: MovieFacts): boolean {
  return codecs.length > 0 && codecs.every((codec) => PLAIN_CODECS.has(codec));
}
