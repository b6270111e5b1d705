import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';
import { asRecord, type Value } from '../kit/records/value.ts';

const SERVICES = {
  'com.apple.madrid': ['imessage', 'iMessage'],
  'com.apple.private.alloy.facetime.video': ['facetime-video', 'FaceTime video'],
  'com.apple.private.alloy.facetime.audio': ['facetime-audio', 'FaceTime audio'],
  'com.apple.private.alloy.tincan.audio': ['walkie-talkie', 'Walkie-Talkie'],
  'com.apple.private.alloy.nearby': ['airdrop', 'AirDrop'],
  'com.apple.private.alloy.fmf': ['find-my', 'Find My friends'],
} as const;

/** Each service has an entry per address. Ids of devices (`urn:`) are no addresses. */
function* lookups(document: Value): Generator<Value> {
  for (const [service, found] of Object.entries(asRecord(document) ?? {})) {
    for (const [address, facts] of Object.entries(asRecord(found) ?? {})) {
      if (/^(?:tel|mailto):/.test(address)) yield { ...asRecord(facts), service, address };
    }
  }
}

const NAME = from(['service'], (service) => (textOf(service) in SERVICES ? null : service));

/** Addresses that the phone asked Apple about, as before a first message: whether they have the service. */
export const idLookups = defineRecords({
  id: 'id-lookups',
  area: 'people',
  version: 2,
  needs: 'any',
  absent: 'This backup does not say which numbers the phone asked Apple about.',
  seenOn: ['39 addresses of a real phone', 'synthetic'],
  store: documents('HomeDomain', [
    'Library/Preferences/com.apple.identityservices.idstatuscache.plist',
    'Library/IdentityServices/idstatuscache.plist',
  ]),
  table: 'id_lookups',
  name: ['Address checked for iMessage and FaceTime', 'Addresses checked for iMessage and FaceTime'],
  icon: 'user-round-search',
  privacy: 'P2',
  rows: lookups,
  key: from(['service', 'address'], (service, address) => `${textOf(service)} ${textOf(address)}`),
  fields: {
    askedAt: f.cocoaTime('LookupDate', 'When the phone asked.', { label: 'Asked' }),
    address: f.handle('address', 'Phone number or e-mail address.'),
    service: f.code(
      from(['service'], (service) => (textOf(service) in SERVICES ? service : null)),
      'For which service.',
      SERVICES,
    ),
    otherService: f.text(NAME, 'Id of another service.', { label: 'Other service' }),
    isRegistered: f.flag('IDStatus', 'The address has the service.', { label: 'Registered', is: 1 }),
  },
  show: { at: 'askedAt', title: 'address', text: ['service', 'otherService'], with: 'address' },
  example: {
    store: plistOf(`{"com.apple.madrid": {"tel:+4915112345670": {"LookupDate": 770900000, "IDStatus": 1},
      "urn:ds:1": {"LookupDate": 770900000, "IDStatus": 1}}, "CacheVersion": 1,
      "com.apple.ess": {"mailto:ida@example.org": {"LookupDate": 770900100, "IDStatus": 2}}}`),
    rows: `
      askedAt              | address         | service  | otherService  | isRegistered
      2025-06-06T10:53:20Z | +4915112345670  | imessage |               | true
      2025-06-06T10:55:00Z | ida@example.org |          | com.apple.ess | false`,
  },
});
