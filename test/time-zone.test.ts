import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zoneNameOf } from '../src/cli/time-zone.ts';
import { makeDemoWorkspace, PLAIN_DEMO } from './support/demo-app.ts';
import { fullOnly } from './support/depth.ts';
import { runCli } from './support/run-cli.ts';
import type { Workspace } from './support/workspace.ts';

it.each([
  ['', 'UTC'],
  [':', 'UTC'],
  ['Europe/Berlin', 'Europe/Berlin'],
  [':Europe/Berlin ', 'Europe/Berlin'],
  ['/nowhere/zoneinfo/America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
  [':/nowhere/zoneinfo/posix/Asia/Tokyo', 'Asia/Tokyo'],
  ['/nowhere/localtime', null],
])('TZ=%j means the zone %s', (tz, zone) => {
  expect(zoneNameOf(tz)).toBe(zone);
});

describe.skipIf(process.platform === 'win32')('a command', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await makeDemoWorkspace(PLAIN_DEMO);
  });
  afterAll(() => workspace.remove());

  /** The newest record, of a day in June. */
  const newest = async (tz: string): Promise<string> => {
    const args = ['timeline', '--limit', '1', '--at', '2030-01-01'];
    const { status, stdout, stderr } = await runCli(workspace, args, '', ['env', `TZ=${tz}`]);
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
    return stdout;
  };

  it('has the summer time of a zone that is named as a C library does', fullOnly, async () => {
    for (const tz of ['/usr/share/zoneinfo/Europe/Berlin', ':Europe/Berlin'])
      expect(await newest(tz)).toContain('+02:00');
    for (const tz of ['', 'Nonsense/Zone']) expect(await newest(tz)).toContain('+00:00');
  });

  it('exports in UTC where TZ is empty', async () => {
    const [id] = (JSON.parse((await runCli(workspace, ['list', '--json'])).stdout) as { backups: { id: string }[] })
      .backups;
    const args = [
      'export',
      id?.id ?? '',
      '--what',
      'conversations',
      '--format',
      'json',
      '--to',
      join(workspace.path, 'out'),
    ];
    expect(await runCli(workspace, args, '', ['env', 'TZ='])).toMatchObject({ status: 0 });
  });
});
