/**
 * What is written in a note, whichever store it came from: blocks of text and tables, in order. It is plain JSON; what
 * is not said (bold, an indent of 0) is left out.
 */
export type NoteDocument = { readonly blocks: readonly NoteBlock[] };

/** A paragraph or a table. */
export type NoteBlock = NoteParagraph | NoteTable;

/** How a paragraph looks. `other`: a style nobody has described; its number stands in `styleCode`. */
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

/** One paragraph; a list is paragraphs of its style in a row. */
export type NoteParagraph = {
  readonly kind: 'paragraph';
  readonly style: ParagraphStyle;
  /** The source's number of a style or alignment that is not known. */
  readonly styleCode?: number;
  readonly alignmentCode?: number;
  /** How deep it is indented; in a list, how deep it is nested. */
  readonly indent?: number;
  /** Left when not given. */
  readonly alignment?: 'center' | 'right' | 'justified';
  /** Of a checklist: whether it is ticked off. */
  readonly done?: boolean;
  readonly quote?: true;
  readonly spans: readonly NoteSpan[];
};

/** Text that looks the same all along. A line break within the paragraph is `\n`. */
export type NoteSpan = {
  /** For an attachment the words that stand for it (`#tag`, `@name`), else nothing. */
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
  /** The address as the source has it: any scheme at all. */
  readonly link?: string;
  readonly attachment?: NoteAttachmentReference;
};

/** What stands at this place of a note instead of text. */
export type NoteAttachmentReference = {
  /** The source's identifier, by which `note_attachments` has it. */
  readonly id: string;
  readonly uti: string | null;
  /** Of words that are more than words: what they are. */
  readonly inline?: InlineKind;
  /** Of such words: what they lead to (`applenotes:note/…`). */
  readonly target?: string;
};

/** Words in a note that Notes itself gives a meaning. */
export type InlineKind = 'hashtag' | 'mention' | 'link' | 'calculation' | 'other';

/** A table, in the order in which it is read: with `rightToLeft` the first column stands at the right. */
export type NoteTable = {
  readonly kind: 'table';
  /** Identifier of the attachment that holds it. */
  readonly id: string;
  readonly rightToLeft?: true;
  /** Rows of cells, all of one length; a cell holds paragraphs. */
  readonly rows: readonly (readonly (readonly NoteParagraph[])[])[];
};
