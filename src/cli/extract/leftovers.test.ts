import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { partName, removeLeftovers } from './leftovers.ts';
import { TargetFolder } from './target-folder.ts';

const OWN = '0123456789abcdef';
const DAY_MS = 86_400_000;

const NAME = partName(OWN, 0);
const ofProcess = (pid: number): string => NAME.replace(/-\d+-/, `-${pid}-`);

/** Number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

it('removes what killed processes left, and nothing that may be in use or is not ours', async () => {
  const folder = tempFolder();
  const dead = ofProcess(await endedProcess());
  const elsewhere = NAME.replace(/-[0-9a-f]{8}-/, '-ffffffff-');
  const earlier = `.apple-juicer-${OWN}-3.part`;
  const kept = [NAME, ofProcess(process.ppid), elsewhere, earlier, 'photo.part', '.apple-juicer-note.part', 'a.jpg'];
  for (const name of [dead, ...kept]) {
    writeFileSync(join(folder, name), 'half');
    // The time of a file is that of a photo before it gets its name.
    utimesSync(join(folder, name), 0, 0);
  }
  expect(removeLeftovers(folder)).toBe(1);
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted());
  // A day later not even another computer is still writing.
  expect(removeLeftovers(folder, Date.now() + 2 * DAY_MS)).toBe(4);
  expect(readdirSync(folder).toSorted()).toEqual(['.apple-juicer-note.part', 'a.jpg', 'photo.part']);
});

it('are looked for in each folder that a run writes to, and counted', async () => {
  const folder = tempFolder();
  const dead = ofProcess(await endedProcess());
  for (const place of ['', 'files', 'other']) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, dead), 'half');
  }
  const target = await TargetFolder.open(folder, []);
  for (const place of ['ABOUT.json', 'files/a', 'files/b', 'new/c']) {
    await target.writeFile(place, null, (file) => file.write('x'));
  }
  expect(target.leftovers).toBe(2);
  expect(readdirSync(join(folder, 'files'))).toEqual(['a', 'b']);
  expect(readdirSync(join(folder, 'other'))).toEqual([dead]);
});
