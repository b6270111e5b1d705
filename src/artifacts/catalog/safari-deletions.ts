import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** From iOS 26 on times count from 1970: such numbers are no times since 2001. */
const UNIX = 978_307_200;
const DOMAINS = ['HomeDomain', 'AppDomain-com.apple.mobilesafari'];

/** Stretches of time, and pages, that were deleted from the history of Safari. */
export const safariDeletions = defineRecords({
  id: 'safari-deletions',
  area: 'web',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no history of Safari.',
  seenOn: ['iOS 14 (schema of a real backup)', 'synthetic'],
  store: sqlite(DOMAINS, ['Library/Safari/History.db', 'Library/Safari/Profiles/*/History.db']),
  table: 'safari_deletions',
  name: ['Deleted history', 'Deleted history'],
  icon: 'eraser',
  privacy: 'P2',
  rows: 'history_tombstones',
  fields: {
    from: f.cocoaTime('start_time', 'Visits from then on were deleted.', { unixFrom: UNIX }),
    to: f.cocoaTime('end_time', 'Visits until then were deleted.', { unixFrom: UNIX }),
    url: f.url('url', 'Only visits to this address, where there is one.', { label: 'Address' }),
  },
  show: { at: 'to', title: 'url' },
  example: {
    store: {
      tables: {
        history_tombstones: [
          { id: 1, start_time: 770_000_000, end_time: 770_003_600, url: 'https://example.com/gifts' },
        ],
      },
    },
    rows: `
      from                 | to                   | url
      2025-05-27T00:53:20Z | 2025-05-27T01:53:20Z | https://example.com/gifts`,
  },
});
