import type { NoteBlock, NoteSpan } from './document.ts';

/** An address in Notes of another note (docs/format/notes.md). */
const NOTE_ADDRESS = /^applenotes:(?:\/\/)?note\/([\w-]{1,128})(?:[/?#]|$)/i;

/** The address that a span leads to, of any kind: the target of an attachment, or the link of a text. */
function addressOf({ attachment, link }: Pick<NoteSpan, 'attachment' | 'link'>): string {
  return (attachment === undefined ? link : attachment.target) ?? '';
}

/** Key of the note that a span leads to, or null. */
export function linkedNote(span: Pick<NoteSpan, 'attachment' | 'link'>): string | null {
  return NOTE_ADDRESS.exec(addressOf(span))?.[1] ?? null;
}

/** The addresses and keys of the notes that blocks lead to. */
export function* linkedNotes(blocks: readonly NoteBlock[]): Generator<readonly [address: string, key: string]> {
  for (const block of blocks) {
    if (block.kind === 'table') yield* linkedNotes(block.rows.flat(2));
    else {
      for (const span of block.spans) {
        const key = linkedNote(span);
        if (key !== null) yield [addressOf(span), key];
      }
    }
  }
}
