import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** The names begin with the same words. */
const SETTING = from(['preference'], (name) => textOf(name).replace(/^PerSitePreferences?/, ''));

/** What is set for single web sites in Safari: they were opened, and something was chosen for them. */
export const safariSiteSettings = defineRecords({
  id: 'safari-site-settings',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no settings of single web sites in Safari.',
  seenOn: ['iOS 14 (path) and 27 (table) of real backups, as other tools read them', 'synthetic'],
  store: sqlite(
    ['AppDomainGroup-group.com.apple.safari', 'AppDomain-com.apple.mobilesafari'],
    'Library/Safari/PerSitePreferences.db',
  ),
  table: 'safari_site_settings',
  name: ['Setting for a web site', 'Settings for web sites'],
  icon: 'sliders-horizontal',
  privacy: 'P2',
  rows: 'preference_values',
  fields: {
    site: f.text('domain', 'Domain of the site.'),
    setting: f.code(SETTING, 'What is set.', {
      Autoplay: ['autoplay', 'Automatic playback'],
      Camera: ['camera', 'Camera'],
      ContentBlockers: ['content-blockers', 'Content blockers'],
      Downloads: ['downloads', 'Downloads'],
      Geolocation: ['location', 'Location'],
      Microphone: ['microphone', 'Microphone'],
      PageZoom: ['zoom', 'Zoom'],
      PopUpWindow: ['pop-ups', 'Pop-up windows'],
      Profile: ['profile', 'Profile'],
      RequestDesktopSite: ['desktop-site', 'Desktop site'],
      UseReader: ['reader', 'Reader'],
    }),
    value: f.text('preference_value', 'How it is set, as Safari has it.', { label: 'Value' }),
    changedAt: f.date('timestamp', 'When it was last set.', { label: 'Changed' }),
  },
  show: { at: 'changedAt', title: 'site', text: ['setting', 'value'] },
  example: {
    files: {
      'AppDomainGroup-group.com.apple.safari/Library/Safari/PerSitePreferences.db': {
        tables: {
          preference_values: `
            id | domain            | preference                           | preference_value | timestamp
            1  | lemons.example.org | PerSitePreferencesRequestDesktopSite | 1                | 2025-06-06 10:53:20
            2  | kites.example.net | PerSitePreferencesPageZoom           | 1.25             |`,
        },
      },
    },
    rows: `
      site               | setting      | value | changedAt
      lemons.example.org | desktop-site | 1     | 2025-06-06T10:53:20Z
      kites.example.net  | zoom         | 1.25  |`,
  },
});
