import { inlineKind } from './inline-kind.ts';
import type { InlineAttachment } from './note-text.ts';

/** A line across the note. */
const DIVIDER = '———';

/** What is known of an attachment that a body names. */
interface KnownAttachment {
  readonly key: string | null;
  readonly uti: string | null;
  readonly text: string | null;
  readonly target: string | null;
}

/** The inline text of an attachment: its words, or nothing for one with contents. `id` and `uti` are those of the body. */
export function inlineAttachment(known: KnownAttachment | undefined, id: string, uti: string | null): InlineAttachment {
  const type = known?.uti ?? uti;
  const inline = inlineKind(type);
  const target = known?.target ?? null;
  const reference = { id: known?.key ?? id, uti: type };
  if (inline === null) return { text: '', reference };
  const text = known?.text ?? (inline === 'divider' ? DIVIDER : '');
  return { text, reference: { ...reference, inline, ...(target !== null && { target }) } };
}
