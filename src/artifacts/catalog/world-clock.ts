import { defineRecords, documents, f } from '../kit/records/index.ts';

/** Cities of the world clock. */
export const worldClock = defineRecords({
  id: 'world-clock',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no world clock.',
  seenOn: ['iOS 12 to 18 (layout of another tool)', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.mobiletimer.plist'),
  table: 'world_clock',
  name: ['World clock city', 'World clock cities'],
  icon: 'globe-2',
  privacy: 'P0',
  rows: 'cities/*/city',
  fields: {
    city: f.text(['name', 'unlocalizedName'], 'Name of the city.'),
    country: f.text(['countryName', 'unlocalizedCountryName'], 'Country.'),
    timeZone: f.text('timeZone', 'Time zone.'),
    latitude: f.latitude('latitude', 'Where it is.'),
    longitude: f.longitude('longitude', 'Where it is.'),
  },
  show: { title: 'city', text: ['country'], place: { latitude: 'latitude', longitude: 'longitude', name: 'city' } },
  example: {
    store: {
      plist: {
        cities: [
          {
            city: {
              unlocalizedName: 'Reykjavik',
              unlocalizedCountryName: 'Iceland',
              timeZone: 'Atlantic/Reykjavik',
              latitude: 64.1466,
              longitude: -21.9426,
            },
          },
        ],
      },
    },
    rows: `
      city      | country | timeZone           | latitude | longitude
      Reykjavik | Iceland | Atlantic/Reykjavik | 64.1466  | -21.9426`,
  },
});
