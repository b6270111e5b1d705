import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Opens a login link in the browser of the user. The browser gets the file `open.html` of a private folder, which leads to
 * the link, because other users of this computer can see the arguments of processes, and the link logs in whoever opens it
 * first. False if no browser could be started.
 */
export async function openInBrowser(loginUrl: string, folder: string): Promise<boolean> {
  const { default: open } = await import('open');
  const path = join(folder, 'open.html');
  const page = `<!doctype html><meta charset="utf-8"><title>Apple Juicer</title><meta http-equiv="refresh" content="0; url=${loginUrl}">\n`;
  await writeFile(path, page, { mode: 0o600 });
  return open(path).then(
    () => true,
    () => false,
  );
}
