import type { PhotoView } from '../../contract/photos.ts';

/** A face in a picture as its pixels are stored: centre, width and height as parts of those of the picture. */
export interface FaceArea {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Faces with the size of the picture that they are in. */
export interface FaceAreas {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceArea[];
}

/** Where a point of the upright picture is in the stored one, by EXIF orientation. */
const TURNED: readonly ((x: number, y: number) => readonly [number, number])[] = [
  (x, y) => [x, y],
  (x, y) => [1 - x, y],
  (x, y) => [1 - x, 1 - y],
  (x, y) => [x, 1 - y],
  (x, y) => [y, x],
  (x, y) => [y, 1 - x],
  (x, y) => [1 - y, 1 - x],
  (x, y) => [1 - y, x],
];

/**
 * The named faces of a photo as the Metadata Working Group describes them, for a picture with this EXIF orientation;
 * null if there are none. They are those of the picture as it looks now: an edited one may have been cropped.
 */
export function faceAreas({ faces, width, height }: PhotoView, orientation: number | null): FaceAreas | null {
  if (width === null || height === null || width <= 0 || height <= 0) return null;
  const turned = TURNED[(orientation ?? 1) - 1] ?? TURNED[0];
  const isOnSide = orientation !== null && orientation >= 5 && orientation <= 8;
  const longer = Math.max(width, height);
  const areas = faces.flatMap(({ name, centerX, centerY, size, isHidden }) => {
    if (isHidden || name === null || centerX === null || centerY === null || size === null || size <= 0) return [];
    // The phone counts from the lower edge.
    const [x, y] = turned?.(centerX, 1 - centerY) ?? [0, 0];
    const [w, h] = [(size * longer) / width, (size * longer) / height];
    return { name, x, y, w: isOnSide ? h : w, h: isOnSide ? w : h };
  });
  if (areas.length === 0) return null;
  return { width: isOnSide ? height : width, height: isOnSide ? width : height, faces: areas };
}
