import { X509Certificate } from 'node:crypto';
import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** Certificates by their bytes: several fields read the same. */
const parsed = new WeakMap<Uint8Array, X509Certificate | null>();

function certificateIn(bytes: unknown): X509Certificate | null {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return null;
  let found = parsed.get(bytes);
  if (found === undefined) {
    found = certificateOrNull(bytes);
    parsed.set(bytes, found);
  }
  return found;
}

/** Null for bytes that are no certificate: what else the row says stays. */
function certificateOrNull(bytes: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null;
  }
}

/** The common name in `O=Example\nCN=Example Root`, otherwise all of it. */
const nameIn = (subject: string | undefined): string | null =>
  subject === undefined ? null : (/^CN=(.+)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', '));
const ofCertificate = (read: (certificate: X509Certificate) => string | Date | null) =>
  from(['data'], (bytes) => {
    const certificate = certificateIn(bytes);
    return certificate === null ? null : read(certificate);
  });
const FINGERPRINT = from(['sha1'], (bytes) =>
  bytes instanceof Uint8Array && bytes.length > 0 ? Buffer.from(bytes).toString('hex').toUpperCase() : null,
);

/**
 * Certificates that were trusted by hand, in addition to those of iOS. The holder of such a certificate's key can read
 * what the phone sends encrypted.
 */
export const trustedRoots = defineRecords({
  id: 'trusted-roots',
  area: 'privacy',
  version: 1,
  needs: 'any',
  absent: 'This backup does not say which certificates were added to those that iOS trusts.',
  seenOn: ['iOS 9 (table of a real backup, without rows)', 'iOS 14 (path in a real backup)', 'synthetic'],
  store: sqlite(['KeychainDomain', 'ProtectedDomain'], ['TrustStore.sqlite3', 'trustd/private/TrustStore.sqlite3']),
  table: 'trusted_roots',
  name: ['Certificate trusted by hand', 'Certificates trusted by hand'],
  icon: 'shield-alert',
  privacy: 'P1',
  rows: 'tsettings',
  fields: {
    name: f.text(
      ofCertificate(({ subject }) => nameIn(subject)),
      'Whose certificate it is.',
    ),
    issuer: f.text(
      ofCertificate(({ issuer }) => nameIn(issuer)),
      'Who issued it; itself, for a root.',
      { label: 'Issued by' },
    ),
    validFrom: f.date(
      ofCertificate(({ validFromDate }) => validFromDate),
      'From when on it is valid.',
    ),
    validTo: f.date(
      ofCertificate(({ validToDate }) => validToDate),
      'Until when it is valid.',
    ),
    serial: f.text(
      ofCertificate(({ serialNumber }) => serialNumber),
      'Its number, in hexadecimal digits.',
      { label: 'Serial number' },
    ),
    fingerprint: f.text(FINGERPRINT, 'SHA-1 of the certificate.', { label: 'Fingerprint' }),
  },
  show: { title: ['name', 'fingerprint'], text: ['issuer'], order: 'name' },
  example: {
    store: {
      tables: {
        tsettings: `
          sha1                                        | data
          x'2e5c529de565cfc65227471d5640898f57dc97b4' | x'308201cd30820173a003020102021463880e4236676f89d30c6ac29f129a63c907285b300a06082a8648ce3d040302303c31173015060355040a0c0e486172626f7572205363686f6f6c3121301f06035504030c18486172626f7572205363686f6f6c2046696c746572204341301e170d3234303930313030303030305a170d3334303930313030303030305a303c31173015060355040a0c0e486172626f7572205363686f6f6c3121301f06035504030c18486172626f7572205363686f6f6c2046696c7465722043413059301306072a8648ce3d020106082a8648ce3d03010703420004328cf7910dd92e9c7dda72414d0e2c338ddb976f562d2362a227ce77dc1f2919e4d38b424237fbfd60b26ea4ba2ac6ac0c6327c304e7bacc84832d24a3671ad8a3533051301d0603551d0e04160414f57d6e6d20150e55a2500f7c6113dadc4875405f301f0603551d23041830168014f57d6e6d20150e55a2500f7c6113dadc4875405f300f0603551d130101ff040530030101ff300a06082a8648ce3d04030203480030450221008b55ac524ad7ea1568ccb4f05d7b9a1ed13378b1cd57e81af772b1ea9d438a1e02202e84e642311bc2cadb5d581782e570895d1855dcc3d915249f0db22aa2cac0ea'
          x'00112233445566778899aabbccddeeff00112233' | x'3082'`,
      },
    },
    rows: `
      name                     | issuer                   | validFrom            | validTo              | serial                                   | fingerprint
      Harbour School Filter CA | Harbour School Filter CA | 2024-09-01T00:00:00Z | 2034-09-01T00:00:00Z | 63880E4236676F89D30C6AC29F129A63C907285B | 2E5C529DE565CFC65227471D5640898F57DC97B4
                               |                          |                      |                      |                                          | 00112233445566778899AABBCCDDEEFF00112233`,
  },
});
