import type { PhotoView } from '../../../../../src/contract/photos.ts';
import type { PictureMark } from './picture-marks.tsx';

/** Maximum difference between the shapes of the shown picture and of that in which faces were found. */
const SAME_SHAPE = 0.03;

/**
 * The faces of a photo as squares with names. None where the shown picture is another one: the original of a cropped
 * photo has other places for them.
 */
export function facesOf({ faces, width, height, shown, traits }: PhotoView, unnamed: string): readonly PictureMark[] {
  if (width === null || height === null || width <= 0 || height <= 0) return [];
  if (isAnother({ shown, traits })) return [];
  const longer = Math.max(width, height);
  return faces.flatMap(({ key, name, centerX, centerY, size, sourceWidth, sourceHeight, isHidden }) => {
    if (isHidden || centerX === null || centerY === null || size === null || size <= 0) return [];
    const shape = ((sourceWidth ?? width) / (sourceHeight ?? height)) * (height / width);
    if (!(Math.abs(shape - 1) < SAME_SHAPE)) return [];
    const [x, y] = [(size * longer) / width / 2, (size * longer) / height / 2];
    const [left, right, top, bottom] = [centerX - x, centerX + x, 1 - centerY - y, 1 - centerY + y];
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ] as const;
    return { key, label: name ?? unnamed, corners };
  });
}

/** The lines of text of a photo where they are in its picture. */
export function textOf({ textLines, shown, traits }: PhotoView): readonly PictureMark[] {
  if (isAnother({ shown, traits })) return [];
  return textLines.flatMap(({ text, corners }, index) => {
    if (corners?.length !== 8) return [];
    const points = [0, 2, 4, 6].map((at) => [corners[at] ?? 0, corners[at + 1] ?? 0] as const);
    return { key: String(index), label: text, corners: points, isLabelled: true };
  });
}

/** True if the shown picture is not the one that the phone looked at: the original of an edited photo. */
function isAnother({ shown, traits }: Pick<PhotoView, 'shown' | 'traits'>): boolean {
  return shown?.from === 'original' && traits.includes('edited');
}
