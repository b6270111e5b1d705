import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { Sandbox, sweepSandboxes } from './sandbox.ts';

const OTHER_USER = 12_345;

describe('Sandbox', () => {
  it('is a private folder that leaves nothing behind', async () => {
    const temp = join(tempFolder(), 'made', 'when missing');
    const sandbox = await Sandbox.open(temp);
    const inner = await sandbox.dir();
    expect(await sandbox.dir()).not.toBe(inner);
    for (const path of [sandbox.path, inner]) expect(statSync(path).mode & 0o777).toBe(0o700);
    writeFileSync(join(inner, 'secret'), 'x');
    sandbox.dispose();
    sandbox.dispose();
    expect(readdirSync(temp)).toEqual([]);
    await expect(sandbox.dir()).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('is refused inside a backup and inside a folder of backups', async () => {
    const root = tempFolder();
    const backup = join(root, 'a'.repeat(40));
    mkdirSync(backup);
    writeFileSync(join(backup, 'Manifest.db'), '');
    symlinkSync(backup, join(root, 'link'));
    const inside = [backup, join(backup, 'temp'), join(root, 'link', 'temp')];
    for (const temp of inside) await expect(Sandbox.open(temp)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    await expect(Sandbox.open(join(root, 'temp'), [root])).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    expect(readdirSync(backup)).toEqual(['Manifest.db']);
    (await Sandbox.open(join(tempFolder(), '..temp'), [root])).dispose();
  });
});

it.skipIf(process.platform === 'win32')('is refused in a folder of another user, who could replace it', async () => {
  const temp = tempFolder();
  // Only root can give a folder away; for others, the process is another user.
  if (process.getuid?.() === 0) chownSync(temp, OTHER_USER, OTHER_USER);
  else vi.spyOn(process, 'getuid').mockReturnValue(OTHER_USER);
  try {
    await expect(Sandbox.open(temp)).rejects.toMatchObject({
      code: 'BAD_SETTINGS',
      message: expect.stringContaining('APPLE_JUICER_BACKUP_PATHS__TEMP_PATH') as string,
    });
    expect(readdirSync(temp)).toEqual([]);
  } finally {
    vi.restoreAllMocks();
  }
});

describe('sweepSandboxes', () => {
  it('is refused if its folder is a file', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below')]) {
      await expect(Sandbox.open(path)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
      await expect(sweepSandboxes(path)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    }
  });

  it('removes the sandboxes of killed processes and keeps those in use', async () => {
    const temp = tempFolder();
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { Sandbox } from ${JSON.stringify(new URL('./sandbox.ts', import.meta.url).href)};
         const sandbox = await Sandbox.open(${JSON.stringify(temp)});
         console.log(sandbox.path); setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const path = output.toString().trim();
    const mine = await Sandbox.open(temp);
    expect(await sweepSandboxes(temp)).toBe(0);
    expect(existsSync(path)).toBe(true);

    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await sweepSandboxes(temp)).toBe(1);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(mine.path)).toBe(true);
    mine.dispose();
  });

  it('leaves other files alone and follows no links', async () => {
    const [temp, outside] = [tempFolder(), tempFolder()];
    writeFileSync(join(outside, 'precious'), '');
    symlinkSync(outside, join(temp, 'apple-juicer-1-aaaaaa'));
    mkdirSync(join(temp, 'apple-juicer-notes'));
    const beingMade = join(temp, 'apple-juicer-2-bbbbbb');
    mkdirSync(beingMade);
    symlinkSync(outside, join(beingMade, 'link'));
    expect(await sweepSandboxes(temp)).toBe(0);
    utimesSync(beingMade, new Date(), new Date(Date.now() - 3_600_000));
    expect(await sweepSandboxes(temp)).toBe(1);
    expect(readdirSync(temp).sort()).toEqual(['apple-juicer-1-aaaaaa', 'apple-juicer-notes']);
    expect(readdirSync(outside)).toEqual(['precious']);
    expect(await sweepSandboxes(join(temp, 'absent'))).toBe(0);
  });
});
