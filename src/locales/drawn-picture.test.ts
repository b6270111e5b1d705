import { expect, it } from 'vitest';
import type { AttachmentView, MessageView } from '../contract/chat.ts';
import { drawnPicture } from './drawn-picture.ts';

type Drawn = Parameters<typeof drawnPicture>[0];

const PICTURE = {
  key: '1',
  part: 0,
  mimeType: 'image/jpeg',
  isHidden: false,
  isSticker: false,
  width: null,
  height: null,
} as AttachmentView;
const PHOTO: NonNullable<MessageView['drawing']> = {
  kind: 'photo',
  width: 800,
  height: 1000,
  paths: [{ d: 'M0 0L1 1', width: 4 }],
};

const drawnOn = (changes: Partial<Drawn>): AttachmentView | null =>
  drawnPicture({ drawing: PHOTO, attachments: [PICTURE], details: {}, ...changes });

it('is the only picture or film of the message', () => {
  const film = { ...PICTURE, mimeType: 'video/quicktime' };
  expect(drawnOn({})).toBe(PICTURE);
  expect(drawnOn({ drawing: { ...PHOTO, kind: 'video' }, attachments: [film] })).toBe(film);
  expect(drawnOn({ attachments: [{ ...film, isHidden: true }, PICTURE] })).toBe(PICTURE);
});

it.each<[string, Partial<Drawn>]>([
  ['two pictures', { attachments: [PICTURE, { ...PICTURE, key: '2' }] }],
  ['no picture', { attachments: [] }],
  ['another file', { attachments: [{ ...PICTURE, mimeType: 'application/pdf' }] }],
  ['a sticker', { attachments: [{ ...PICTURE, isSticker: true }] }],
  ['no drawing', { drawing: null }],
  ['an empty drawing', { drawing: { ...PHOTO, paths: [] } }],
  ['a sketch', { drawing: { ...PHOTO, kind: 'sketch' } }],
])('is none for %s', (_name, changes) => {
  expect(drawnOn(changes)).toBeNull();
});

it('has the shape of the drawing, as far as its size is known', () => {
  expect(drawnOn({ attachments: [{ ...PICTURE, width: 1080, height: 1349 }] })).not.toBeNull();
  expect(drawnOn({ attachments: [{ ...PICTURE, width: 1080, height: 1080 }] })).toBeNull();
  const details = (width: number) => ({ parts: [{ part: 0, runs: [{ start: 0, length: 1, width, height: 500 }] }] });
  expect(drawnOn({ details: details(400) })).toBe(PICTURE);
  expect(drawnOn({ details: details(900) })).toBeNull();
});
