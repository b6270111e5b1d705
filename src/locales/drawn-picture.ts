import type { AttachmentView, MessageView } from '../contract/chat.ts';

/** Width and height in any unit. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Part by which the shapes of a drawing and its picture may differ: pictures are stored in whole pixels. */
const TOLERANCE = 0.05;

/**
 * The picture or film that a Digital Touch is drawn on: the only file of the message. Null if there is none, or if its
 * size is known and has another shape than the drawing. Page and exports have the same rule.
 */
export function drawnPicture({
  drawing,
  attachments,
  details,
}: Pick<MessageView, 'drawing' | 'attachments' | 'details'>): AttachmentView | null {
  if (drawing === null || drawing.paths.length === 0) return null;
  if (drawing.kind !== 'photo' && drawing.kind !== 'video') return null;
  const [only, ...others] = attachments.filter(({ isHidden }) => !isHidden);
  if (only === undefined || others.length > 0 || only.isSticker) return null;
  if (!/^(?:image|video)\//.test(only.mimeType ?? '')) return null;
  const size = sizeOf(only) ?? sizeInText(details, only.part);
  const shape = drawing.width / drawing.height;
  return size === null || Math.abs(size.width / size.height / shape - 1) <= TOLERANCE ? only : null;
}

function sizeOf({ width, height }: AttachmentView): PictureSize | null {
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
}

/** Width and height of a picture in its bubble as laid out by Messages; null if unknown. */
export function sizeInText(details: MessageView['details'], part: number | null): PictureSize | null {
  for (const { part: own, runs } of objects(details['parts'])) {
    if (own !== part) continue;
    for (const { width, height } of objects(runs)) {
      if (typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0) return { width, height };
    }
  }
  return null;
}

function objects(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
