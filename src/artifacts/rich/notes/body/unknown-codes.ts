import type { NoteDocument, NoteParagraph } from '../../../../model/notes/document.ts';

/** What a document has that nobody has described, each time under a short name: for the ledger. */
export function* unknownCodes(document: NoteDocument | null): Generator<string> {
  for (const block of document?.blocks ?? []) {
    if (block.kind === 'paragraph') yield* codesOf(block);
    else for (const paragraph of block.rows.flat(2)) yield* codesOf(paragraph);
  }
}

function* codesOf({ styleCode, alignmentCode, spans }: NoteParagraph): Generator<string> {
  if (styleCode !== undefined) yield `paragraph style ${styleCode}`;
  if (alignmentCode !== undefined) yield `alignment ${alignmentCode}`;
  for (const { weightCode, highlightCode } of spans) {
    if (weightCode !== undefined) yield `font weight ${weightCode}`;
    if (highlightCode !== undefined) yield `highlight ${highlightCode}`;
  }
}
