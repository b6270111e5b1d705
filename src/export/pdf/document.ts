/** How letters look. */
export interface RunLook {
  readonly url?: string;
  readonly isBold?: true;
  /** Upright in scripts without italics. */
  readonly isItalic?: true;
  readonly isUnderlined?: true;
  readonly isStruck?: true;
  /** Recognised by the phone. */
  readonly isMarked?: true;
}

/** A stretch of text: plain, or with a look. An empty one is where a long word may be broken. */
export type Run = string | (RunLook & { readonly text: string });

/** A line of text with its base direction. */
export interface TextLine {
  readonly runs: readonly Run[];
  readonly dir: 'ltr' | 'rtl';
  /** `quote`: what a reply refers to; `note`: small print. */
  readonly look?: 'quote' | 'note' | 'title';
}

/** A picture by its name among {@link PdfOrder.pictures}, and its alternative text. */
export interface PictureLine {
  readonly picture: string;
  readonly alt: string;
  /** Size on the page, in millimetres. */
  readonly width: number;
  readonly height: number;
  /** A drawing over the whole of it. */
  readonly over?: Pick<PictureLine, 'picture' | 'alt'>;
}

/** A paragraph of an item. */
export type Line = TextLine | PictureLine;

/** A message, record or note. */
export interface Entry {
  /** Position: bubbles left and right, system messages in the middle, records over the whole width. */
  readonly side: 'left' | 'right' | 'middle' | 'wide';
  /** Small print above: who, when, number of the citation. */
  readonly head: string;
  readonly lines: readonly Line[];
  /** Small print below: reactions. */
  readonly tail: string;
  /** Labels and values below the text. */
  readonly fields: readonly (readonly [label: string, value: string])[];
}

/** A heading of the outline (`month`) or of the running head (`day`). */
export interface Heading {
  readonly month?: string;
  readonly day?: string;
}

/** Part of a cover: a heading with lines. */
export interface CoverPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Rows of one table, for the appendix. */
export interface CitedTable {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Everything of one PDF. The typesetter gets it as data, never as source text. */
export interface PdfDocument {
  readonly title: string;
  readonly author: string;
  /** Language tag, without a region. */
  readonly language: string;
  /** Fixed words of the layout. */
  readonly words: {
    /** `Page {page} of {pages}` around and between the two numbers. */
    readonly page: readonly [before: string, between: string, after: string];
    readonly sources: string;
  };
  readonly paper: 'a4' | 'us-letter';
  readonly cover: {
    readonly title: string;
    readonly picture: PictureLine | null;
    readonly subtitle: string;
    readonly facts: readonly (readonly [label: string, value: string])[];
    readonly parts: readonly CoverPart[];
  };
  readonly body: readonly (Entry | Heading)[];
  readonly appendix: { readonly note: string; readonly tables: readonly CitedTable[] } | null;
  /** Numbers on each page, beginning with this one; null for none. */
  readonly bates: { readonly prefix: string; readonly first: number } | null;
}

/** A document to be typeset. */
export interface PdfOrder {
  /** A {@link PdfDocument} as JSON. */
  readonly data: string;
  /** JPEGs by name. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Unix seconds. */
  readonly madeAt: number;
}

/** Message to the typesetter's process. */
export interface PdfQuestion {
  readonly order: PdfOrder;
  /** Path of the unpacked typesetter; null to load it from its package. */
  readonly library: string | null;
}

/** A finished PDF. */
export interface Pdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
}
