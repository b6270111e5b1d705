import { expect, it } from 'vitest';
import { badgesOf } from './badges.ts';

const NOTHING = { service: 'iMessage', flags: null, raw: null };

it.each([
  [{}, []],
  [{ service: 'SMS' }, ['sms']],
  [{ service: 'RCS', flags: ['sos'] }, ['rcs', 'sos']],
  [{ service: 'iMessageLite' }, ['satellite']],
  [{ service: 'SatelliteSMS' }, ['satellite']],
  // The service and the flag say the same.
  [{ service: 'iMessageLite', flags: ['satellite', 'sent'] }, ['satellite']],
  [{ flags: ['critical', 'emergency', 'pending-satellite'] }, ['pending-satellite', 'emergency', 'critical']],
  [{ flags: ['audio'], raw: { expireState: 1 } }, ['expiring']],
  [{ flags: ['audio'], raw: { expireState: 2 } }, ['expired']],
  [{ flags: ['audio', 'expired'], raw: { expireState: 3 } }, ['expired', 'kept']],
  [{ raw: { expireState: 4 } }, []],
] as const)('a message with %j has the badges %j', (row, badges) => {
  expect(badgesOf({ ...NOTHING, ...row })).toEqual(badges);
});
