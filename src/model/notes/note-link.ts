import type { NoteBlock, NoteSpan } from './document.ts';

/** An address in Notes of another note (docs/format/notes.md). */
const NOTE_ADDRESS =
  /^(?:applenotes|mobilenotes):(?:\/\/)?(?:note\/|showNote\?(?:[^#]*&)?identifier=)([\w-]{1,128})(?:[/?#&]|$)/i;

/** The address that a span leads to, of any kind: the target of an attachment, or the link of a text. */
function addressOf({ attachment, link }: Pick<NoteSpan, 'attachment' | 'link'>): string {
  return (attachment === undefined ? link : attachment.target) ?? '';
}

/** Key of the note that a span leads to, in the spelling of the address, or null. */
export function linkedNote(span: Pick<NoteSpan, 'attachment' | 'link'>): string | null {
  return NOTE_ADDRESS.exec(addressOf(span))?.[1] ?? null;
}

/** The keys that a note with the key in an address can have: addresses have it in small letters, the store in capitals. */
export function possibleKeys(linked: string): readonly string[] {
  return [...new Set([linked, linked.toUpperCase(), linked.toLowerCase()])];
}

/** The addresses and keys of the notes that blocks lead to, as {@link linkedNote}. */
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
