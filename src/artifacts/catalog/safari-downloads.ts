import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';

const NAME = from(['DownloadEntryPath', 'DownloadEntryURL'], (path, url) => {
  const last = (textOf(path) || textOf(url).replace(/[?#].*$/s, '')).split('/').at(-1);
  return last === undefined || last === '' ? null : last;
});

/** Files that Safari downloaded, until they are removed from its list. */
export const safariDownloads = defineRecords({
  id: 'safari-downloads',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no list of downloads of Safari.',
  seenOn: ['iOS (an empty list)', 'macOS (keys as other tools read them)', 'synthetic'],
  store: documents('AppDomain-com.apple.mobilesafari', 'Library/Safari/Downloads/Downloads.plist'),
  table: 'safari_downloads',
  name: ['Download in Safari', 'Downloads in Safari'],
  icon: 'download',
  privacy: 'P1',
  rows: 'DownloadHistory/*',
  fields: {
    name: f.text(NAME, 'Name of the file.'),
    url: f.url('DownloadEntryURL', 'Where it came from.'),
    startedAt: f.date('DownloadEntryDateAddedKey', 'When it began.', { label: 'Started' }),
    finishedAt: f.date('DownloadEntryDateFinishedKey', 'When it was complete.', { label: 'Finished' }),
    size: f.bytes('DownloadEntryProgressTotalToLoad', 'Size.'),
    received: f.bytes('DownloadEntryProgressBytesSoFar', 'How much of it was loaded.', { label: 'Loaded' }),
    path: f.text('DownloadEntryPath', 'Where it was stored on the phone.'),
  },
  show: { at: 'startedAt', title: 'name', text: ['url'] },
  example: {
    store: plistOf(`{"DownloadHistory": [{
      "DownloadEntryURL": "https://choir.example/scores/alto.pdf?x=1", "DownloadEntryPath": "/var/mobile/Downloads/alto.pdf",
      "DownloadEntryDateAddedKey": "2025-06-01T18:00:00Z", "DownloadEntryDateFinishedKey": "2025-06-01T18:00:09Z",
      "DownloadEntryProgressTotalToLoad": 91234, "DownloadEntryProgressBytesSoFar": 91234},
      {"DownloadEntryURL": "https://choir.example/scores/bass.pdf#2"}]}`),
    rows: `
      name     | url                                       | startedAt            | finishedAt           | size  | received | path
      alto.pdf | https://choir.example/scores/alto.pdf?x=1 | 2025-06-01T18:00:00Z | 2025-06-01T18:00:09Z | 91234 | 91234    | /var/mobile/Downloads/alto.pdf
      bass.pdf | https://choir.example/scores/bass.pdf#2   |                      |                      |       |          |`,
  },
});
