import type { Entry, TextLine } from './document.ts';

/** A file of the backup to be shown as a picture. */
export interface WantedPicture {
  readonly fileID: string;
  readonly alt: string;
  /** What is drawn over it; by itself where the picture cannot be shown. */
  readonly drawing?: { readonly over: Drawn; readonly alone: Drawn };
}

/** A drawing of the message itself. */
export interface Drawn {
  readonly svg: string;
  readonly alt: string;
  /** Its proportions. */
  readonly width: number;
  readonly height: number;
}

/** A paragraph of an item. */
export type ItemLine = TextLine | WantedPicture | Drawn;

/** An entry before its pictures are there. */
export interface PdfItem {
  /** UTC milliseconds. */
  readonly at: number | null;
  readonly side: Entry['side'];
  readonly head: string;
  readonly lines: readonly ItemLine[];
  readonly tail: string;
  readonly fields: Entry['fields'];
  /** Table and key of its record, for the citation. */
  readonly cited: { readonly table: string; readonly key: string };
  /** The record, for its digest. */
  readonly record: unknown;
  /** Files that are not shown, by reason, as the cover names it. */
  readonly leftOut: readonly string[];
}
