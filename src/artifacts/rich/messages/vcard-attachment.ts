import type { RowOf } from '../../../model/columns.ts';
import type { messageAttachments } from './tables.ts';

/** Types of attachments that are vCards, of contacts and of places. */
const TYPES: ReadonlySet<string> = new Set([
  'text/vcard',
  'text/x-vcard',
  'text/directory',
  'text/x-vlocation',
  'public.vcard',
  'public.vlocation',
]);

/** Facts from which the type of an attachment follows. */
type NamedFile = Pick<RowOf<typeof messageAttachments>, 'mimeType' | 'uti' | 'transferName' | 'filename'>;

/** True for an attachment of contacts or of a place, whose file is read. */
export function isVcard({ mimeType, uti, transferName, filename }: NamedFile): boolean {
  return TYPES.has(mimeType ?? '') || TYPES.has(uti ?? '') || /\.vcf$/i.test(transferName ?? filename ?? '');
}
