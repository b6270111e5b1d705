import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

const SAMPLE = 'HomeDomain/Library/WebClips/5D1F.webclip';

/** Web sites that were put on the home screen. */
export const webClips = defineRecords({
  id: 'web-clips',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no web sites on the home screen.',
  seenOn: ['property lists as another tool reads them', 'synthetic'],
  store: documents('HomeDomain', 'Library/WebClips/*.webclip/Info.plist'),
  table: 'web_clips',
  name: ['Web site on the home screen', 'Web sites on the home screen'],
  icon: 'globe',
  privacy: 'P1',
  rows: '',
  fields: {
    title: f.text('Title', 'What it is called.'),
    url: f.url('URL', 'Its address.', { label: 'Address' }),
    icon: f.file('Library/WebClips/{@1}.webclip/icon.png', 'Its icon.'),
  },
  show: { title: ['title', 'url'], text: ['url'], file: 'icon' },
  example: {
    files: {
      [`${SAMPLE}/Info.plist`]: plistOf('{"Title": "Ferry times", "URL": "https://example.org/ferries"}'),
      [`${SAMPLE}/icon.png`]: { text: 'png' },
    },
    rows: [{ title: 'Ferry times', url: 'https://example.org/ferries', icon: `${SAMPLE}/icon.png` }],
  },
});
