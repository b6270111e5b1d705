import { safeLink } from '../../model/notes/render/options.ts';

/** What attachments are called that Notes itself makes and gives no name. */
const NAMES: Readonly<Record<string, string>> = {
  drawing: 'Drawing',
  scan: 'Scan',
  gallery: 'Scans',
  pdf: 'PDF',
  image: 'Picture',
  video: 'Video',
  audio: 'Recording',
  contact: 'Contact',
  location: 'Place',
  other: 'Attachment',
};

/** What of an attachment a text can show. */
interface Attachment {
  readonly name: string | null;
  readonly url: string | null;
  readonly kind: string | null;
}

/** How a text calls an attachment that stands in it: no text must pass over one. Null for a table, which is told itself. */
export function attachmentLabel({ name, url, kind }: Attachment): string | null {
  return name ?? url ?? NAMES[kind ?? 'other'] ?? null;
}

/** As {@link attachmentLabel} for a text that has no links: a web page by its title and its address. */
export function attachmentWords(attachment: Attachment): string | null {
  const { name, url } = attachment;
  const label = attachmentLabel(attachment);
  return name === null || url === null || url === '' || name.includes(url) ? label : `${label} (${url})`;
}

/** Where an attachment leads that is no file but an address: a web page, a place on the map. Null where it is not safe. */
export function attachmentLink({ url }: Pick<Attachment, 'url'>): string | null {
  return safeLink(url ?? undefined);
}
