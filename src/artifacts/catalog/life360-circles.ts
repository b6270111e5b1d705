import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

const NAME = from(['ZFIRSTNAME', 'ZLASTNAME'], (first, last) => [first, last].map(textOf).join(' ').trim());
const STATE = from(['ZISDELETEDFROMCIRCLE', 'ZPENDINGINVITE'], (removed, invited) =>
  removed === 1 ? 'removed' : invited === 1 ? 'invited' : 'member',
);
const STATES = {
  member: ['member', 'Member'],
  invited: ['invited', 'Invited'],
  removed: ['removed', 'Removed'],
} as const;

/** Who sees where the phone is, in Life360. */
export const life360Circles = defineRecords({
  id: 'life360-circles',
  title: 'Life360',
  area: 'people',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no circles of Life360.',
  seenOn: ['iOS 17 (4 memberships in a backup, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-com.life360.safetymap', 'Library/Application Support/Messaging.sqlite'),
  table: 'life360_members',
  name: ['Member of a Life360 circle', 'Members of Life360 circles'],
  icon: 'users',
  privacy: 'P2',
  rows: 'ZCHATMEMBER',
  join: { circle: { table: 'ZCHATCIRCLE', on: 'ZCIRCLE' } },
  fields: {
    name: f.text(NAME, 'Name of the person.'),
    phone: f.handle('ZPHONE', 'Their phone number.'),
    email: f.handle('ZEMAIL', 'Their e-mail address.'),
    circle: f.text('circle.ZNAME', 'Name of the circle.'),
    state: f.code(STATE, 'Whether they belong to it.', STATES),
    isAdmin: f.flag('ZISADMIN', 'They may add and remove members.', { label: 'Admin' }),
    isOwner: f.flag('ZISLOGGEDINUSER', 'The account of this phone.', { label: 'This phone' }),
    createdAt: f.cocoaTime('circle.ZCREATEDAT', 'When the circle was created.', { label: 'Circle since' }),
  },
  show: {
    title: ['name', 'phone', 'email'],
    text: ['circle', 'state'],
    with: ['phone', 'email'],
    called: { phone: 'name', email: 'name' },
    order: 'name',
  },
  example: {
    store: {
      tables: {
        ZCHATCIRCLE: [{ Z_PK: 1, ZNAME: 'Family', ZCREATEDAT: 726264721 }],
        ZCHATMEMBER: `
          Z_PK | ZCIRCLE | ZFIRSTNAME | ZLASTNAME | ZPHONE         | ZEMAIL            | ZISADMIN | ZISLOGGEDINUSER | ZISDELETEDFROMCIRCLE | ZPENDINGINVITE
          1    | 1       | Ida        | Berg      | +4915112345670 | ida@example.org   | 1        | 0               | 0                    | 0
          2    | 1       | Robin      |           |                | robin@example.org | 0        | 1               | 0                    | 1`,
      },
    },
    rows: `
      name     | phone          | email             | circle | state   | isAdmin | isOwner | createdAt
      Ida Berg | +4915112345670 | ida@example.org   | Family | member  | true    | false   | 2024-01-06T20:12:01Z
      Robin    |                | robin@example.org | Family | invited | false   | true    | 2024-01-06T20:12:01Z`,
  },
});
