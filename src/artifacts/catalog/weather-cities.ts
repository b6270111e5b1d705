import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

/** The spelling of the key differs between versions; newer ones have one time for all cities. */
const UPDATED = ['UpdateTime', 'UpateTime', '../../LastUpdated'];
const SEEN = ['LastLocationUpdateTime', '../LastLocationUpdateTime'];
const PLACE = { latitude: 'latitude', longitude: 'longitude', name: 'name' } as const;

/** Places whose weather is followed, and the place where the phone last was. */
export const weatherCities = defineRecords({
  id: 'weather-cities',
  area: 'places',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no places of Weather.',
  seenOn: ['iOS 12 to 17 (keys as another tool reads them)', 'synthetic'],
  store: documents('AppDomainGroup-group.com.apple.weather', 'Library/Preferences/group.com.apple.weather.plist'),
  table: 'weather_cities',
  name: ['Place in Weather', 'Places in Weather'],
  icon: 'cloud-sun',
  privacy: 'P1',
  rows: ['Cities/*', 'LocalWeather'],
  where: 'Name',
  // The place of the phone has no index, and is no city of that number.
  key: '@key',
  fields: {
    name: f.text('Name', 'Name of the place.'),
    country: f.text('Country', 'Its country.'),
    isHere: f.flag('@key', 'The phone was there when it last asked for the weather.', {
      label: 'Place of the phone',
      is: 'LocalWeather',
    }),
    timeZone: f.text('TimeZone', 'Its time zone.'),
    updatedAt: f.unixAnyTime([...SEEN, ...UPDATED], 'When the phone last asked for its weather.', {
      label: 'Last updated',
    }),
    latitude: f.latitude('Lat', 'Where it is.'),
    longitude: f.longitude('Lon', 'Where it is.'),
  },
  show: { at: 'updatedAt', title: 'name', text: ['country'], place: PLACE },
  example: {
    store: plistOf(`{"LastUpdated": "2025-06-07T10:53:20Z", "Cities": [
      {"Name": "Padova", "Country": "Italy", "TimeZone": "Europe/Rome", "Lat": 45.4064, "Lon": 11.8768},
      {"Name": "Porto", "UpateTime": "2025-06-06T08:00:00Z", "Lat": 41.1496, "Lon": -8.611}],
      "LastLocationUpdateTime": 1749300000, "LocalWeather": {"Name": "Zagreb", "Lat": 45.815, "Lon": 15.9819}}`),
    rows: `
      name   | country | isHere | timeZone    | updatedAt            | latitude | longitude
      Padova | Italy   | false  | Europe/Rome | 2025-06-07T10:53:20Z | 45.4064  | 11.8768
      Porto  |         | false  |             | 2025-06-06T08:00:00Z | 41.1496  | -8.611
      Zagreb |         | true   |             | 2025-06-07T12:40:00Z | 45.815   | 15.9819`,
  },
});
