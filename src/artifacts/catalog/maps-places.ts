import { ofMapItem } from '../kit/map-item.ts';
import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** A coordinate, unless both are 0, which is no place. */
const known = (own: string, other: string) =>
  from([own, other], (value, beside) => (value === 0 && beside === 0 ? null : value));
/** `Dining||Italian Cuisine||Restaurant`. */
const CATEGORY = from(['location.ZMAPITEMCATEGORY'], (names) =>
  textOf(names)
    .split('||')
    .filter((name) => name !== ''),
);
/** What Maps calls a place that has a name of its own here. */
const otherName = (...items: Parameters<typeof from>[0]) =>
  from(['ZCUSTOMNAME', 'ZMAPITEMNAME', ...items], (own, ...others) => {
    const name = others.map(textOf).find((each) => each !== '') ?? null;
    return textOf(own) === '' || textOf(own) === name ? null : name;
  });
const ITEM = { item: { table: 'ZMIXINMAPITEM', on: 'ZMAPITEM' } } as const;
/** The map item in Maps' own form: the only one with a name until iOS 16, and with a coordinate of some. */
const STORED = 'item.ZMAPITEMSTORAGE';
const COLUMNS = ['ZCUSTOMNAME', 'ZMAPITEMNAME', 'item.ZNAME', 'ZMAPITEMADDRESS', 'ZORIGINATINGADDRESSSTRING'];
const NAMES = ['ZCUSTOMNAME', 'ZMAPITEMNAME', 'item.ZNAME', ofMapItem(STORED, 'name')];
const ADDRESS = ['ZMAPITEMADDRESS', 'ZORIGINATINGADDRESSSTRING', ofMapItem(STORED, 'address')];
const NAMED = {
  name: f.text(NAMES, 'What it is called here, else in Maps.'),
  mapName: f.text(otherName('item.ZNAME', ofMapItem(STORED, 'name')), 'What Maps calls it, if that is another name.', {
    label: 'Name in Maps',
  }),
};
const WHERE = {
  latitude: f.latitude([known('ZLATITUDE', 'ZLONGITUDE'), known('item.ZLATITUDE', 'item.ZLONGITUDE')], 'Where it is.'),
  longitude: f.longitude(
    [known('ZLONGITUDE', 'ZLATITUDE'), known('item.ZLONGITUDE', 'item.ZLATITUDE')],
    'Where it is.',
  ),
};
/** Guides and the places in them. */
const JOIN = { entity: 'Collection', left: 'COLLECTIONS', right: 'PLACES' } as const;
/** Until iOS 15 a guide does not say how many places it has. */
const MEMBERS = from(['members.Z_PK'], (keys) => (Array.isArray(keys) ? keys.length : 0));
/** The empty places for home, work and school, which Maps has from the start, are none. */
const IS_PLACE = from([...COLUMNS, STORED, known('ZLATITUDE', 'ZLONGITUDE')], (...facts) =>
  facts.some((fact) => fact !== null && fact !== ''),
);
const PLACE = { latitude: 'latitude', longitude: 'longitude', name: 'name' } as const;

/** What a person keeps in Maps: favourites, saved places, guides, and from iOS 26 on the places that they went to. */
export const mapsPlaces = defineRecords({
  id: 'maps-places',
  title: 'Places in Maps',
  area: 'places',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no places of Maps; so far encrypted backups had them only.',
  seenOn: [
    'tables of a backup without places, and of macOS 26 and 27 with them, as other tools read them',
    'synthetic',
  ],
  store: sqlite('AppDomainGroup-group.com.apple.Maps', '**/MapsSync_0.0.1'),
  kinds: {
    maps_favorites: {
      id: 'maps-favorite',
      name: ['Favourite in Maps', 'Favourites in Maps'],
      icon: 'star',
      privacy: 'P2',
      rows: 'ZFAVORITEITEM',
      join: ITEM,
      where: IS_PLACE,
      fields: {
        ...NAMED,
        address: f.text(ADDRESS, 'Its address.'),
        addedAt: f.cocoaTime('ZCREATETIME', 'When it was saved.', { label: 'Added' }),
        modifiedAt: f.cocoaTime('ZMODIFICATIONTIME', 'When it was last changed.', { label: 'Last changed' }),
        isHidden: f.flag('ZHIDDEN', 'It is hidden.', { label: 'Hidden' }),
        ...WHERE,
      },
      show: { at: 'addedAt', title: ['name', 'address'], text: ['mapName', 'address'], place: PLACE },
    },
    maps_saved_places: {
      id: 'maps-saved-place',
      name: ['Place saved in Maps', 'Places saved in Maps'],
      icon: 'map-pin-check',
      privacy: 'P2',
      rows: 'ZCOLLECTIONITEM',
      join: ITEM,
      lists: {
        guide: {
          table: 'ZCOLLECTION',
          through: JOIN,
          isRight: true,
        },
      },
      where: IS_PLACE,
      fields: {
        ...NAMED,
        note: f.text('ZPLACEITEMNOTE', 'What was written to it.'),
        guides: f.list('guide.ZTITLE', 'The guides that it is in; a saved place need not be in one.'),
        address: f.text(ADDRESS, 'Its address.'),
        addedAt: f.cocoaTime('ZCREATETIME', 'When it was saved.', { label: 'Added' }),
        modifiedAt: f.cocoaTime('ZMODIFICATIONTIME', 'When it was last changed.', { label: 'Last changed' }),
        ...WHERE,
      },
      show: { at: 'addedAt', title: ['name', 'address'], text: ['mapName', 'note', 'guides', 'address'], place: PLACE },
    },
    maps_guides: {
      id: 'maps-guide',
      name: ['Guide in Maps', 'Guides in Maps'],
      icon: 'book-marked',
      privacy: 'P1',
      rows: 'ZCOLLECTION',
      lists: { members: { table: 'ZCOLLECTIONITEM', through: JOIN } },
      fields: {
        title: f.text('ZTITLE', 'What it is called.'),
        about: f.text('ZCOLLECTIONDESCRIPTION', 'What was written to it.', { label: 'About' }),
        places: f.integer(['ZPLACESCOUNT', MEMBERS], 'How many places it has.', { label: 'Places' }),
        createdAt: f.cocoaTime('ZCREATETIME', 'When it was made.'),
        modifiedAt: f.cocoaTime('ZMODIFICATIONTIME', 'When it was last changed.', { label: 'Last changed' }),
      },
      show: { at: 'createdAt', title: 'title', text: ['about'] },
    },
    maps_visits: {
      id: 'maps-visit',
      name: ['Visit noted by Maps', 'Visits noted by Maps'],
      icon: 'map-pinned',
      privacy: 'P2',
      rows: 'ZVISIT',
      join: { location: { table: 'ZVISITEDLOCATION', on: 'ZLOCATION' } },
      fields: {
        startedAt: f.cocoaTime('ZSTARTDATE', 'When it began. Maps does not keep how long it was.', { label: 'Began' }),
        name: f.text('location.ZMAPITEMNAME', 'What the place is called.'),
        address: f.text('location.ZMAPITEMADDRESS', 'Its address.'),
        city: f.text('location.ZMAPITEMCITY', 'Its town.'),
        categories: f.list(CATEGORY, 'What kind of place Maps takes it for.', { label: 'Kinds of place' }),
        isHidden: f.flag(['ZHIDDEN', 'location.ZHIDDEN'], 'It is hidden.', { label: 'Hidden' }),
        latitude: f.latitude(known('location.ZLATITUDE', 'location.ZLONGITUDE'), 'Where it is.'),
        longitude: f.longitude(known('location.ZLONGITUDE', 'location.ZLATITUDE'), 'Where it is.'),
      },
      show: {
        at: 'startedAt',
        title: ['name', 'address'],
        text: ['address', 'city', 'categories'],
        place: PLACE,
      },
    },
  },
  example: {
    files: {
      'AppDomainGroup-group.com.apple.Maps/Maps/MapsSync_0.0.1': {
        tables: {
          Z_PRIMARYKEY: `Z_ENT | Z_NAME \n 5 | Collection \n 6 | CollectionItem`,
          ZMIXINMAPITEM: `Z_PK | ZNAME \n 101 | Boathouse \n 102 | Citrus nursery`,
          ZFAVORITEITEM: `
            Z_PK | ZMAPITEM | ZCUSTOMNAME | ZMAPITEMNAME | ZORIGINATINGADDRESSSTRING | ZMAPITEMADDRESS | ZCREATETIME | ZMODIFICATIONTIME | ZHIDDEN | ZLATITUDE | ZLONGITUDE
            1    | 101      | Rowing      |              | Harbour 3, Zadar          |                 | 770900000   | 770900060         |         | 44.1194   | 15.2314
            2    |          |             |              |                           |                 | 700000000   | 700000000         |         | 0         | 0
            3    |          |             | Old port     |                           | Quay 9          | 770940000   | 770940000         | 1       | 41.1402   | -8.6146`,
          ZCOLLECTION: `
            Z_PK | ZTITLE        | ZCOLLECTIONDESCRIPTION | ZPLACESCOUNT | ZCREATETIME | ZMODIFICATIONTIME
            7    | Lemon gardens | For the trip in May    | 1            | 770800000   | 770900000
            8    | Later         |                        | 0            | 770800100   | 770800100`,
          ZCOLLECTIONITEM: `
            Z_PK | ZMAPITEM | ZCUSTOMNAME | ZMAPITEMNAME | ZPLACEITEMNOTE    | ZMAPITEMADDRESS | ZCREATETIME | ZMODIFICATIONTIME | ZLATITUDE | ZLONGITUDE
            1    | 102      |             |              | Closed on Mondays | Via Limone 5    | 770810000   | 770820000         | 45.4064   | 11.8768
            2    |          | Bench       | Riverside    |                   |                 | 770830000   | 770830000         | 41.1496   | -8.611`,
          Z_5PLACES: [{ Z_5COLLECTIONS: 7, Z_6PLACES: 1 }],
          ZVISITEDLOCATION: [
            {
              Z_PK: 3,
              ZMAPITEMNAME: 'Ferry landing',
              ZMAPITEMADDRESS: 'Quay 1',
              ZMAPITEMCITY: 'Porto',
              ZMAPITEMCATEGORY: 'Transit||Ferry||Pier',
              ZHIDDEN: null,
              ZLATITUDE: 41.1402,
              ZLONGITUDE: -8.6146,
            },
            {
              Z_PK: 4,
              ZMAPITEMNAME: 'Never there',
              ZMAPITEMADDRESS: 'Nowhere 1',
              ZMAPITEMCITY: null,
              ZMAPITEMCATEGORY: null,
              ZHIDDEN: null,
              ZLATITUDE: 1.5,
              ZLONGITUDE: 2.5,
            },
          ],
          ZVISIT: `
            Z_PK | ZLOCATION | ZSTARTDATE | ZHIDDEN
            1    | 3         | 770940000  |
            2    | 3         | 771026400  | 1`,
        },
      },
    },
    rows: {
      maps_favorites: `
        name     | mapName   | address          | addedAt              | modifiedAt           | isHidden | latitude | longitude
        Rowing   | Boathouse | Harbour 3, Zadar | 2025-06-06T10:53:20Z | 2025-06-06T10:54:20Z |          | 44.1194  | 15.2314
        Old port |           | Quay 9           | 2025-06-06T22:00:00Z | 2025-06-06T22:00:00Z | true     | 41.1402  | -8.6146`,
      maps_saved_places: `
        name           | mapName   | note              | guides            | address      | addedAt              | modifiedAt           | latitude | longitude
        Citrus nursery |           | Closed on Mondays | ["Lemon gardens"] | Via Limone 5 | 2025-06-05T09:53:20Z | 2025-06-05T12:40:00Z | 45.4064  | 11.8768
        Bench          | Riverside |                   |                   |              | 2025-06-05T15:26:40Z | 2025-06-05T15:26:40Z | 41.1496  | -8.611`,
      maps_guides: `
        title         | about               | places | createdAt            | modifiedAt
        Lemon gardens | For the trip in May | 1      | 2025-06-05T07:06:40Z | 2025-06-06T10:53:20Z
        Later         |                     | 0      | 2025-06-05T07:08:20Z | 2025-06-05T07:08:20Z`,
      maps_visits: `
        startedAt            | name          | address | city  | categories                 | isHidden | latitude | longitude
        2025-06-06T22:00:00Z | Ferry landing | Quay 1  | Porto | ["Transit","Ferry","Pier"] |          | 41.1402  | -8.6146
        2025-06-07T22:00:00Z | Ferry landing | Quay 1  | Porto | ["Transit","Ferry","Pier"] | true     | 41.1402  | -8.6146`,
    },
  },
});
