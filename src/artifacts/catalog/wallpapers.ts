import { defineRecords, f, files, from, textOf } from '../kit/records/index.ts';

const HOME = 'Library/SpringBoard';
/** `OriginalLockBackgroundThumbnaildark.jpg` in its parts. */
const NAME = /^(Original)?(Lock|Home)Background(Thumbnail)?(dark)?\.(?:cpbitmap|jpe?g)$/i;
/** Pictures of the layers of a poster (iOS 16), drawn by the phone. */
const LAYER = /\.(?:heic|jpe?g|png)$/i;
const IS_DARK = from(['@name'], (name) => {
  const found = NAME.exec(textOf(name) ?? '');
  return found === null ? null : found[4] !== undefined;
});
const SCREEN = from(['@name'], (name) => NAME.exec(textOf(name) ?? '')?.[2]?.toLowerCase() ?? 'poster');
const FORM = from(['@name'], (name) => {
  const found = NAME.exec(textOf(name) ?? '');
  return found === null
    ? 'layer'
    : found[3] !== undefined
      ? 'thumbnail'
      : found[1] === undefined
        ? 'shown'
        : 'original';
});

/** Pictures behind the icons and on the lock screen. */
export const wallpapers = defineRecords({
  id: 'wallpapers',
  area: 'media',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no pictures of the lock screen and home screen.',
  seenOn: ['iOS 9 (pictures of a real backup)', 'iOS 14 (paths in a real backup)', 'synthetic'],
  stores: {
    pictures: files('HomeDomain', [`${HOME}/*Background*.cpbitmap`, `${HOME}/*Background*.jpg`]),
    // Seen on phones; no backup at hand has them.
    posters: files('AppDomain*', '**/output.layerStack/*'),
  },
  table: 'wallpapers',
  name: ['Wallpaper', 'Wallpapers'],
  icon: 'image',
  privacy: 'P1',
  rows: [
    { store: 'pictures', of: '', where: from(['@name'], (name) => NAME.test(textOf(name) ?? '')) },
    { store: 'posters', of: '', where: from(['@name'], (name) => LAYER.test(textOf(name) ?? '')) },
  ],
  fields: {
    screen: f.code(SCREEN, 'Where it is shown.', {
      lock: ['lock', 'Lock screen'],
      home: ['home', 'Home screen'],
      poster: ['poster', 'Lock screen or home screen'],
    }),
    form: f.code(FORM, 'What of it the file has.', {
      shown: ['shown', 'As it is shown'],
      original: ['original', 'Before it was cropped'],
      thumbnail: ['thumbnail', 'Small'],
      layer: ['layer', 'A layer'],
    }),
    isDark: f.flag(IS_DARK, 'It is shown in the dark appearance.', { label: 'Dark' }),
    name: f.text('@name', 'Name of the file.'),
    size: f.bytes('@size', 'Size.'),
    modifiedAt: f.date('@modified', 'When the file was last changed.', { label: 'Last changed' }),
    file: f.thisFile('The picture. Those with the ending `cpbitmap` are kept in a form of Apple’s own.'),
  },
  show: { at: 'modifiedAt', title: 'screen', text: ['form'], file: 'file' },
  example: {
    files: {
      [`HomeDomain/${HOME}/LockBackgroundThumbnaildark.jpg`]: { text: 'lemons' },
      [`HomeDomain/${HOME}/OriginalHomeBackground.cpbitmap`]: { text: 'lime' },
      [`HomeDomain/${HOME}/LockBackgroundNotes.jpg`]: { text: 'something else' },
      'AppDomain-com.apple.PosterBoard/Library/posters/output.layerStack/layer_1.HEIC': { text: 'sky' },
    },
    rows: [
      {
        screen: 'lock',
        form: 'thumbnail',
        isDark: true,
        name: 'LockBackgroundThumbnaildark.jpg',
        size: 6,
        file: `HomeDomain/${HOME}/LockBackgroundThumbnaildark.jpg`,
      },
      { screen: 'home', form: 'original', isDark: false, name: 'OriginalHomeBackground.cpbitmap', size: 4 },
      { screen: 'poster', form: 'layer', name: 'layer_1.HEIC', size: 3 },
    ],
  },
});
