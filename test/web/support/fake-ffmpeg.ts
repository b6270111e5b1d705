import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { attachmentContents } from '../../synthetic/index.ts';

/**
 * Puts a substitute for ffmpeg first in PATH, which may not be installed: whatever it converts becomes a short tone, which
 * browsers play as sound and as film, and posters become a picture. Returns a function that removes it.
 */
export async function useFakeFfmpeg(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'aj-ffmpeg-'));
  const before = process.env['PATH'] ?? '';
  await writeFile(join(folder, 'tone.wav'), attachmentContents('audio', 0));
  await writeFile(join(folder, 'poster.jpg'), attachmentContents('photo', 0));
  const path = join(folder, 'ffmpeg');
  // Conversions run with an empty environment.
  await writeFile(
    path,
    `#!/bin/sh
case "$*" in *image2pipe*) exec /bin/cat ${folder}/poster.jpg;; esac
for output; do :; done
case "$output" in pipe:1) exec /bin/cat ${folder}/tone.wav;; esac
exec /bin/cp ${folder}/tone.wav "$output"
`,
  );
  await chmod(path, 0o755);
  process.env['PATH'] = `${folder}${delimiter}${before}`;
  return async () => {
    process.env['PATH'] = before;
    await rm(folder, { recursive: true });
  };
}
