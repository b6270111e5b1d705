import { safeLink } from '../../model/notes/render/options.ts';

/** Labels of unnamed attachments that Notes created. */
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

/** The parts of an attachment for a label. */
interface Attachment {
  readonly name: string | null;
  readonly url: string | null;
  readonly kind: string | null;
}

/** Label of an attachment in a text, so that no text omits it. Null for a table, which is rendered itself. */
export function attachmentLabel({ name, url, kind }: Attachment): string | null {
  return name ?? url ?? NAMES[kind ?? 'other'] ?? null;
}

/** Like {@link attachmentLabel}, with the URL added for a text without links. */
export function attachmentWords(attachment: Attachment): string | null {
  const { name, url } = attachment;
  const label = attachmentLabel(attachment);
  return name === null || url === null || url === '' || name.includes(url) ? label : `${label} (${url})`;
}

/** URL of an attachment that is a web page or a map location; null if there is none or it is unsafe. */
export function attachmentLink({ url }: Pick<Attachment, 'url'>): string | null {
  return safeLink(url ?? undefined);
}
