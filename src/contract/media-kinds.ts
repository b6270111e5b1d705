/** What a gallery of a chat shows. */
export const MEDIA_KINDS = ['pictures', 'links', 'files', 'voices'] as const;
/** One of {@link MEDIA_KINDS}. */
export type MediaKind = (typeof MEDIA_KINDS)[number];
