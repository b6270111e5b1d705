import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { photoQuery } from '../../../api/photos.ts';
import { useText } from '../../../i18n/text.tsx';
import { facesOf } from './faces-of.ts';
import { PictureMarks } from './picture-marks.tsx';

/** The faces of a photo over its picture, with their names. */
export function FaceMarks({ backup, photoKey }: { readonly backup: string; readonly photoKey: string }): ReactNode {
  const { unnamed } = useText().photos.details;
  const { data: photo } = useQuery(photoQuery(backup, photoKey));
  if (photo === undefined) return null;
  const { width, height } = photo;
  const marks = facesOf(photo, unnamed);
  return width === null || height === null || marks.length === 0 ? null : (
    <PictureMarks width={width} height={height} marks={marks} />
  );
}
