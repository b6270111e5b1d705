/** What kind of picture a photo or video is, besides photo, video or Live Photo. Filters and details name the same. */
export const PHOTO_TRAITS = [
  'selfie',
  'portrait',
  'panorama',
  'slow-motion',
  'time-lapse',
  'screen-recording',
  'burst',
  'animated',
  'hdr',
  'raw',
  'spatial',
  'edited',
  'alt-text',
  'duplicate',
  'shared-library',
] as const;
/** One of {@link PHOTO_TRAITS}. */
export type PhotoTrait = (typeof PHOTO_TRAITS)[number];
