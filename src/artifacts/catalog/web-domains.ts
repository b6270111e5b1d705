import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** -1 means never. */
const unlessNever = (column: string) => from([column], (time) => (typeof time === 'number' && time > 0 ? time : null));

/** Web sites that apps loaded in views of their own: browsers without a history in backups, chat apps, shops. */
export const webDomains = defineRecords({
  id: 'web-domains',
  area: 'web',
  version: 2,
  needs: 'any',
  absent: 'This backup does not say which web sites apps loaded.',
  seenOn: ['iOS 17 (352 sites of 42 apps in a backup, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-*', 'Library/WebKit/WebsiteData/ResourceLoadStatistics/observations.db'),
  table: 'web_domains',
  name: ['Web site in an app', 'Web sites in apps'],
  icon: 'globe-lock',
  privacy: 'P1',
  rows: 'ObservedDomains',
  fields: {
    site: f.text('registrableDomain', 'Domain of the site.'),
    app: f.text('@app', 'Bundle id of the app.'),
    seenAt: f.unixTime(unlessNever('lastSeen'), 'When it was last loaded, perhaps as a part of another site.', {
      label: 'Last loaded',
    }),
    touchedAt: f.unixTime(unlessNever('mostRecentUserInteractionTime'), 'When somebody last tapped or typed on it.', {
      label: 'Last used',
    }),
    wasTouched: f.flag('hadUserInteraction', 'Somebody tapped or typed on it, so it was visited.', { label: 'Used' }),
  },
  show: { at: 'seenAt', title: 'site', text: ['app'] },
  example: {
    files: {
      'AppDomain-com.example.trails/Library/WebKit/WebsiteData/ResourceLoadStatistics/observations.db': {
        tables: {
          ObservedDomains: `
            domainID | registrableDomain | lastSeen   | hadUserInteraction | mostRecentUserInteractionTime
            1        | example.org       | 1749200000 | 1                  | 1749100000
            2        | tracker.example   | 1749250000 | 0                  | -1`,
        },
      },
    },
    rows: `
      site            | app                | seenAt               | touchedAt            | wasTouched
      example.org     | com.example.trails | 2025-06-06T08:53:20Z | 2025-06-05T05:06:40Z | true
      tracker.example | com.example.trails | 2025-06-06T22:46:40Z |                      | false`,
  },
});
