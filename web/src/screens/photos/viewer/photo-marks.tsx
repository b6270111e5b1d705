import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { photoQuery } from '../../../api/photos.ts';
import { useText } from '../../../i18n/text.tsx';
import { facesOf, textOf } from './marks-of.ts';
import { PictureMarks } from './picture-marks.tsx';

/** What can be marked in a picture. */
export type Marked = 'faces' | 'text';

/** The faces of a photo with their names, or its text, over its picture. */
export function PhotoMarks({
  backup,
  photoKey,
  marked,
}: {
  readonly backup: string;
  readonly photoKey: string;
  readonly marked: Marked;
}): ReactNode {
  const { unnamed } = useText().photos.details;
  const { data: photo } = useQuery(photoQuery(backup, photoKey));
  if (photo === undefined) return null;
  const { width, height } = photo;
  const marks = marked === 'faces' ? facesOf(photo, unnamed) : textOf(photo);
  return width === null || height === null || marks.length === 0 ? null : (
    <PictureMarks width={width} height={height} marks={marks} />
  );
}
