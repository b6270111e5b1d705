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

/** How a text calls an attachment that stands in it: no text must pass over one. Null for a table, which is told itself. */
export function attachmentLabel({
  name,
  url,
  kind,
}: {
  readonly name: string | null;
  readonly url: string | null;
  readonly kind: string | null;
}): string | null {
  return name ?? url ?? NAMES[kind ?? 'other'] ?? null;
}
