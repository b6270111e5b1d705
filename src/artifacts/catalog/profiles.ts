import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';
import { asList, asRecord } from '../kit/records/value.ts';

const DOMAIN = 'SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles';
const DOMAINS = [DOMAIN, 'HomeDomain'];
const FOLDER = 'Library/ConfigurationProfiles';
/** What a profile sets: mail accounts, VPN, Wi-Fi, certificates, restrictions, management … */
const CONTENTS = from(['PayloadContent'], (contents) =>
  (asList(contents) ?? []).flatMap((part) => textOf(asRecord(part)?.['PayloadType']) || []),
);
/** Values of the management among the parts of a profile. */
const ofManagement = (key: string) =>
  from(['PayloadContent'], (contents) => {
    const known = (asList(contents) ?? []).flatMap((part) => textOf(asRecord(part)?.[key]) || []);
    return known.length === 0 ? null : known;
  });
/** Bits of `AccessRights`. */
const RIGHTS = {
  1: ['inspect-profiles', 'See profiles'],
  2: ['change-profiles', 'Install and remove profiles'],
  4: ['passcode', 'Remove the passcode'],
  8: ['erase', 'Erase the phone'],
  16: ['about-phone', 'See facts about the phone'],
  32: ['about-network', 'See facts about the network'],
  64: ['inspect-provisioning', 'See provisioning profiles'],
  128: ['change-provisioning', 'Install and remove provisioning profiles'],
  256: ['list-apps', 'See which apps are there'],
  512: ['see-restrictions', 'See restrictions'],
  1024: ['see-security', 'See security'],
  2048: ['settings', 'Change settings'],
  4096: ['install-apps', 'Install and remove apps'],
} as const;
const RIGHTS_OF_MANAGEMENT = from(['PayloadContent'], (contents) => {
  const bits = (asList(contents) ?? []).reduce((all: number, part) => {
    const rights = asRecord(part)?.['AccessRights'];
    return typeof rights === 'number' ? all | rights : all;
  }, 0);
  const known = Object.keys(RIGHTS).filter((bit) => (bits & Number(bit)) !== 0);
  return known.length === 0 ? null : known;
});
/** An event has the id of its profile as its only key: the row `3/com.example.profile`. */
const PROFILE = from(['@key'], (key) => textOf(key).replace(/^\d+\//, ''));

/**
 * Profiles that a company, a school or somebody else installed, and whether the phone is managed. Most private phones have
 * none.
 */
export const profiles = defineRecords({
  id: 'profiles',
  area: 'privacy',
  version: 2,
  needs: 'any',
  absent: 'This backup does not say whether the phone is managed.',
  seenOn: ['iOS 14 (paths in a real backup)', 'keys as other tools read them', 'synthetic'],
  stores: {
    installed: documents(DOMAINS, [`${FOLDER}/profile-*.stub`, `${FOLDER}/profile-*.plist`]),
    events: documents(DOMAINS, `${FOLDER}/MCProfileEvents.plist`),
    management: documents(DOMAINS, `${FOLDER}/CloudConfigurationDetails.plist`),
  },
  kinds: {
    profiles: {
      id: 'profile',
      name: ['Profile', 'Profiles'],
      icon: 'shield',
      privacy: 'P1',
      rows: { store: 'installed', of: '' },
      where: from(['.'], (profile) => asRecord(profile) !== null),
      fields: {
        name: f.text(['PayloadDisplayName', 'PayloadIdentifier'], 'Its name.'),
        about: f.text('PayloadDescription', 'What it says about itself.', { label: 'About' }),
        organization: f.text('PayloadOrganization', 'Who issued it.', { label: 'Issued by' }),
        contents: f.list(CONTENTS, 'What it sets, by its kind: mail, VPN, Wi-Fi, certificates, restrictions …'),
        installedAt: f.date('InstallDate', 'When it was installed.', { label: 'Installed' }),
        isFixed: f.flag('PayloadRemovalDisallowed', 'It cannot be removed by hand.', { label: 'Cannot be removed' }),
        servers: f.list(ofManagement('ServerURL'), 'Servers by which it manages the phone.', {
          label: 'Management servers',
        }),
        rights: f.codes(RIGHTS_OF_MANAGEMENT, 'What they may do.', RIGHTS, { label: 'Rights of the management' }),
        identifier: f.text('PayloadIdentifier', 'What it calls itself.'),
        uuid: f.text('PayloadUUID', 'Its id.'),
      },
      show: { at: 'installedAt', title: 'name', text: ['organization', 'about', 'contents'] },
    },
    profile_events: {
      id: 'profile-event',
      name: ['Change of a profile', 'Changes of profiles'],
      icon: 'shield-alert',
      privacy: 'P1',
      rows: { store: 'events', of: 'ProfileEvents/*/*' },
      where: from(['.'], (event) => asRecord(event) !== null),
      fields: {
        profile: f.text(PROFILE, 'What the profile calls itself.'),
        operation: f.text(['Operation', 'operation'], 'What was done.'),
        process: f.text(['Process', 'process'], 'What did it.'),
        changedAt: f.date(['Timestamp', 'timestamp'], 'When.', { label: 'When' }),
      },
      show: { at: 'changedAt', title: 'profile', text: ['operation', 'process'] },
    },
    device_management: {
      id: 'device-management',
      name: ['Management of the phone', 'Management of the phone'],
      icon: 'building',
      privacy: 'P0',
      rows: { store: 'management', of: '' },
      where: from(['.'], (details) => asRecord(details) !== null),
      fields: {
        state: f.code('IsSupervised', 'Whether somebody else manages it in full, as companies and schools do.', {
          0: ['not-supervised', 'Not supervised'],
          1: ['supervised', 'Supervised'],
        }),
        allowsPairing: f.flag('AllowPairing', 'It may be connected to computers.', { label: 'Allows computers' }),
        organization: f.text('OrganizationName', 'Who manages it.', { label: 'Managed by' }),
        department: f.text('OrganizationDepartment', 'Which part of that.', { label: 'Department' }),
        email: f.handle(['OrganizationSupportEmail', 'OrganizationEmail'], 'E-mail address of those who manage it.', {
          label: 'E-mail',
        }),
        phone: f.handle(['OrganizationSupportPhone', 'OrganizationPhone'], 'Phone number of those who manage it.', {
          label: 'Phone number',
        }),
        url: f.url('ConfigurationURL', 'Where the phone got the management from.', { label: 'Configuration' }),
        isFixed: f.flag('IsMDMUnremovable', 'The management cannot be removed by hand.', {
          label: 'Cannot be removed',
        }),
      },
      show: { title: 'state', text: ['organization'] },
    },
  },
  example: {
    files: {
      [`${DOMAIN}/${FOLDER}/profile-4f1c.stub`]: plistOf(`{
        "PayloadDisplayName": "Lemon Ltd. mail", "PayloadDescription": "Accounts of Lemon Ltd.", "PayloadOrganization": "Lemon Ltd.",
        "PayloadIdentifier": "com.example.mail", "PayloadUUID": "4F1C-22", "PayloadRemovalDisallowed": true,
        "InstallDate": "2025-02-03T09:00:00Z", "PayloadContent": [
          {"PayloadType": "com.apple.mail.managed"}, {"PayloadType": "com.apple.security.root"}, {},
          {"PayloadType": "com.apple.mdm", "ServerURL": "https://mdm.example.com/", "AccessRights": 24}]}`),
      [`${DOMAIN}/${FOLDER}/MCProfileEvents.plist`]: plistOf(`{"ProfileEvents": [
        {"com.example.mail": {"Operation": "install", "Process": "Preferences", "Timestamp": "2025-02-03T09:00:00Z"}},
        {"com.example.old": {"operation": "remove", "process": "profiled", "timestamp": "2025-03-01T10:00:00Z"}}]}`),
      [`${DOMAIN}/${FOLDER}/CloudConfigurationDetails.plist`]: plistOf(
        `{"IsSupervised": false, "AllowPairing": true, "OrganizationName": "Lemon Ltd.", "OrganizationDepartment": "IT",
          "OrganizationEmail": "it@example.com", "OrganizationPhone": "+15551234567", "IsMDMUnremovable": true,
          "ConfigurationURL": "https://mdm.example.com/enroll"}`,
      ),
    },
    rows: {
      profiles: [
        {
          name: 'Lemon Ltd. mail',
          about: 'Accounts of Lemon Ltd.',
          organization: 'Lemon Ltd.',
          contents: ['com.apple.mail.managed', 'com.apple.security.root', 'com.apple.mdm'],
          servers: ['https://mdm.example.com/'],
          rights: ['erase', 'about-phone'],
          installedAt: Date.UTC(2025, 1, 3, 9),
          isFixed: true,
          identifier: 'com.example.mail',
          uuid: '4F1C-22',
        },
      ],
      profile_events: `
        profile          | operation | process     | changedAt
        com.example.mail | install   | Preferences | 2025-02-03T09:00:00Z
        com.example.old  | remove    | profiled    | 2025-03-01T10:00:00Z`,
      device_management: `
        state          | allowsPairing | organization | department | email          | phone        | url                            | isFixed
        not-supervised | true          | Lemon Ltd.   | IT         | it@example.com | +15551234567 | https://mdm.example.com/enroll | true`,
    },
  },
});
