import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import type { PlistUid } from '../encoders/plist-value.ts';

/** A place where synthetic photos are taken. */
export interface PhotoPlace {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly countryCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  readonly timeZone: string;
  /** UTC offset in seconds. */
  readonly utcOffset: number;
}

/** Places in all hemispheres, with half-hour offsets, and Greenwich. */
export const PHOTO_PLACES: readonly [PhotoPlace, ...PhotoPlace[]] = [
  {
    street: '1 Dr Carlton B Goodlett Pl',
    city: 'San Francisco',
    state: 'CA',
    country: 'United States',
    countryCode: 'US',
    latitude: 37.7793,
    longitude: -122.4193,
    altitude: 16,
    timeZone: 'America/Los_Angeles',
    utcOffset: -25_200,
  },
  {
    street: '清水1丁目',
    city: '京都市',
    state: '京都府',
    country: '日本',
    countryCode: 'JP',
    latitude: 34.9949,
    longitude: 135.785,
    altitude: 116.5,
    timeZone: 'Asia/Tokyo',
    utcOffset: 32_400,
  },
  {
    street: 'North Terrace',
    city: 'Adelaide',
    state: 'SA',
    country: 'Australia',
    countryCode: 'AU',
    latitude: -34.9211,
    longitude: 138.6048,
    altitude: 48,
    timeZone: 'Australia/Adelaide',
    utcOffset: 34_200,
  },
  {
    street: 'Straße des 17. Juni',
    city: 'Berlin',
    state: 'Berlin',
    country: 'Deutschland',
    countryCode: 'DE',
    latitude: 52.5145,
    longitude: 13.3501,
    altitude: 34,
    timeZone: 'Europe/Berlin',
    utcOffset: 7200,
  },
  {
    street: 'Greenwich Park',
    city: 'London',
    state: 'England',
    country: 'United Kingdom',
    countryCode: 'GB',
    latitude: 51.4779,
    longitude: 0,
    altitude: 46,
    timeZone: 'Europe/London',
    utcOffset: 0,
  },
];

/** The address in one line, as Maps writes it. */
export function addressString({ street, city, state, country }: PhotoPlace): string {
  return [street, city, state, country].join(', ');
}

/** `ZREVERSELOCATIONDATA`: a keyed PLRevGeoLocationInfo with address and areas (iOS 13 to 26). */
export function writeReverseLocation(place: PhotoPlace): Buffer {
  const archive = new KeyedArchiveWriter();
  const none = { $class: archive.addClass('NSMutableArray', 'NSArray', 'NSObject') };
  const infoClass = archive.addClass('PLRevGeoMapItemAdditionalPlaceInfo', 'NSObject');
  const area = (name: string, placeType: number, size: number): PlistUid =>
    archive.add({
      dominantOrderType: 0,
      $class: infoClass,
      area: size,
      name: archive.add(name),
      placeType: archive.add(placeType),
    });
  const areas = [
    area(place.street, 17, 0),
    area(place.city, 4, 6_264_322.5),
    area(place.state, 2, 2e11),
    area(place.country, 1, 1e13),
  ];
  const mapItem = archive.add({
    $class: archive.addClass('PLRevGeoMapItem', 'NSObject'),
    sortedPlaceInfos: archive.add({ ...none, 'NS.objects': areas }),
    backupPlaceInfos: archive.add({ ...none, 'NS.objects': [] }),
    finalPlaceInfos: archive.add({ ...none, 'NS.objects': [] }),
  });
  const countryCode = archive.add(place.countryCode);
  const address = archive.add({
    $class: archive.addClass('CNPostalAddress', 'NSObject'),
    _street: archive.add(place.street),
    _city: archive.add(place.city),
    _state: archive.add(place.state),
    _country: archive.add(place.country),
    _ISOCountryCode: countryCode,
  });
  return archive.finish(
    archive.add({
      $class: archive.addClass('PLRevGeoLocationInfo', 'NSObject'),
      version: 13,
      isHome: false,
      postalAddress: address,
      addressString: archive.add(addressString(place)),
      countryCode,
      mapItem,
    }),
  );
}

/** `ZLOCATIONDATA`: eight little-endian doubles. */
export function writeLocation(place: PhotoPlace, accuracy: number, secondsSince2001: number): Buffer {
  const { latitude, longitude, altitude } = place;
  const blob = Buffer.alloc(64);
  for (const [index, value] of [latitude, longitude, altitude, accuracy, 4, -1, -1, secondsSince2001].entries()) {
    blob.writeDoubleLE(value, 8 * index);
  }
  return blob;
}
