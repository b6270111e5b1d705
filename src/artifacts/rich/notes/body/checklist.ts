import type { NoteDocument } from '../../../../model/notes/document.ts';

/** Whether a note has a checklist, and one with open items. Earlier stores have no columns for it. */
export function checklistIn(document: NoteDocument | null): { readonly has: boolean; readonly isOpen: boolean } {
  const items = (document?.blocks ?? []).filter((block) => block.kind === 'paragraph' && block.style === 'checklist');
  return { has: items.length > 0, isOpen: items.some((item) => item.kind === 'paragraph' && item.done !== true) };
}
