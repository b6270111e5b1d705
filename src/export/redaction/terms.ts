/** What a removed value is. Each kind has its own rules for what counts as the same value in another spelling. */
export type RemovedKind = 'name' | 'number' | 'address' | 'word' | 'place';

/** A value that a redacted export must not contain, in any spelling or encoding. */
export interface RemovedTerm {
  /** Replacement for the value, such as “Person A” or “word 2”: never the value itself. Shown to people. */
  readonly label: string;
  readonly kind: RemovedKind;
  readonly value: string;
}

/** A removed value that was found in a finished file of an export. */
export interface Remain {
  /** Path of the file within the export. It may contain the value: {@link where} is “file name” then. */
  readonly path: string;
  readonly term: RemovedTerm;
  /** Part of the file that contains it: “text”, “file name”, “PDF page 3”, “EXIF”. Never the value itself. */
  readonly where: string;
}

/**
 * Searches a finished file, and its path, for every form of the removed values. The search does not share code with the
 * replacement, so that a mistake of one is found by the other. Each term is reported once for each part of the file.
 */
export type FindRemains = (
  path: string,
  contents: AsyncIterable<Uint8Array>,
  terms: readonly RemovedTerm[],
) => Promise<readonly Remain[]>;
