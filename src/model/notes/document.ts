/**
 * Contents of a note from any store: blocks of text and tables, in order. Plain JSON; defaults (not bold, an indent of
 * 0) are omitted.
 */
export type NoteDocument = { readonly blocks: readonly NoteBlock[] };

/** A paragraph or a table. */
export type NoteBlock = NoteParagraph | NoteTable;

/** Style of a paragraph. `other`: an undocumented style, whose number is in `styleCode`. */
export type ParagraphStyle =
  | 'title'
  | 'heading'
  | 'subheading'
  | 'body'
  | 'monospaced'
  | 'bulleted'
  | 'dashed'
  | 'numbered'
  | 'checklist'
  | 'other';

/** One paragraph. A list is a sequence of paragraphs with its style. */
export type NoteParagraph = {
  readonly kind: 'paragraph';
  readonly style: ParagraphStyle;
  /** The source's number of an unknown style or alignment. */
  readonly styleCode?: number;
  readonly alignmentCode?: number;
  /** Numbers of unknown fields of its style. */
  readonly unknownFields?: readonly number[];
  /** Indentation level; in a list, nesting level. */
  readonly indent?: number;
  /** Defaults to left. */
  readonly alignment?: 'center' | 'right' | 'justified';
  /** For numbered lists: the number that the list begins with, if not 1. It counts for the first item. */
  readonly start?: number;
  /** For checklists: true if checked. */
  readonly done?: boolean;
  readonly quote?: true;
  readonly spans: readonly NoteSpan[];
};

/** Text with uniform formatting. A line break within the paragraph is `\n`. */
export type NoteSpan = {
  /** For an attachment its text (`#tag`, `@name`), otherwise empty. */
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly strike?: true;
  readonly baseline?: 'super' | 'sub';
  /** `#rrggbb`. */
  readonly color?: string;
  /** The colour behind the text (iOS 18). */
  readonly highlight?: 'purple' | 'pink' | 'orange' | 'mint' | 'blue';
  readonly highlightCode?: number;
  readonly weightCode?: number;
  readonly font?: string;
  /** In points. */
  readonly size?: number;
  /** The address as in the source, with any scheme. */
  readonly link?: string;
  readonly attachment?: NoteAttachmentReference;
};

/** An attachment at this position of a note. */
export type NoteAttachmentReference = {
  /** The source's identifier, as in `note_attachments`. */
  readonly id: string;
  readonly uti: string | null;
  /** Kind of an inline attachment. */
  readonly inline?: InlineKind;
  /** Target of an inline attachment (`applenotes:note/…`). */
  readonly target?: string;
};

/** Kinds of inline text attachments in Notes. */
export type InlineKind = 'hashtag' | 'mention' | 'link' | 'calculation' | 'divider' | 'other';

/** A table in reading order; with `rightToLeft` the first column is on the right. */
export type NoteTable = {
  readonly kind: 'table';
  /** Identifier of the attachment that contains it. */
  readonly id: string;
  readonly rightToLeft?: true;
  /** Rows of equal length; each cell contains paragraphs. */
  readonly rows: readonly (readonly (readonly NoteParagraph[])[])[];
};
