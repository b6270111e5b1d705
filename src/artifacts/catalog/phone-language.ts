import { defineRecords, documents, f, from, plistOf } from '../kit/records/index.ts';

/** Keyboards are stored with their layout: `de_DE@sw=QWERTZ-German`. */
const KEYBOARDS = from(['AppleKeyboards'], (keyboards) =>
  (Array.isArray(keyboards) ? keyboards : []).map((each) =>
    typeof each === 'string' ? (each.split('@')[0] ?? each) : each,
  ),
);

/** Languages, region and keyboards of the phone, and whether it was in Lockdown Mode. */
export const phoneLanguage = defineRecords({
  id: 'phone-language',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say which languages the phone had.',
  seenOn: ['property list of a real phone', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/.GlobalPreferences.plist'),
  table: 'phone_languages',
  name: ['Language setting', 'Language settings'],
  icon: 'languages',
  privacy: 'P0',
  rows: '',
  fields: {
    region: f.text('AppleLocale', 'Region: language and country.', { label: 'Region' }),
    languages: f.list('AppleLanguages', 'Languages, the preferred one first.', { label: 'Languages' }),
    keyboards: f.list(KEYBOARDS, 'Keyboards.', { label: 'Keyboards' }),
    isLockedDown: f.flag('LDMGlobalEnabled', 'Lockdown Mode is on.', { label: 'Lockdown Mode' }),
  },
  show: { title: 'region', text: ['languages', 'keyboards'] },
  example: {
    store: plistOf(`{"AppleLocale": "de_CH", "AppleLanguages": ["de-CH", "it-CH"],
      "AppleKeyboards": ["de_CH@sw=QWERTZ-German", "emoji@sw=Emoji"], "LDMGlobalEnabled": true}`),
    rows: `
      region | languages          | keyboards          | isLockedDown
      de_CH  | ["de-CH", "it-CH"] | ["de_CH", "emoji"] | true`,
  },
});
