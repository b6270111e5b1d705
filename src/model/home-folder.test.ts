import { spawnSync } from 'node:child_process';
import { homedir, userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { homeFolder, userName } from './home-folder.ts';

it('are those of the system', () => {
  expect([homeFolder(), userName()]).toEqual([homedir(), userInfo().username]);
});

it.skipIf(process.getuid?.() !== 0)('are the root and none for a user that the system does not know', () => {
  const module = JSON.stringify(new URL('./home-folder.ts', import.meta.url));
  // It becomes that user once it is loaded: the folder of the sources may be closed to others.
  const program = `import { homeFolder, userName } from ${module}; process.setgid(54_321); process.setuid(54_321);
    console.log(homeFolder() + '|' + userName());`;
  const unknown = { env: {}, encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], unknown);
  expect([stdout, stderr]).toEqual(['/|\n', '']);
});
