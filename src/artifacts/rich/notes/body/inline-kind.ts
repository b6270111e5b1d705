import type { InlineKind } from '../../../../model/notes/document.ts';

const INLINE = 'com.apple.notes.inlinetextattachment.';

const INLINE_KINDS: ReadonlyMap<string, InlineKind> = new Map([
  ['hashtag', 'hashtag'],
  ['mention', 'mention'],
  ['link', 'link'],
  ['calculateresult', 'calculation'],
  ['calculategraphexpression', 'calculation'],
  ['dividerline', 'divider'],
]);

/** The kind of inline text of a UTI; null for other attachments. */
export function inlineKind(uti: string | null): InlineKind | null {
  if (uti === null || !uti.startsWith(INLINE)) return null;
  return INLINE_KINDS.get(uti.slice(INLINE.length)) ?? 'other';
}
