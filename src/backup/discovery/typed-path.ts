import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Longer texts are no paths. */
const MAX_PATH = 4096;

/**
 * The path in a text that someone typed, pasted or dropped: with quotation marks ("Copy as path" of Windows), as a
 * `file:` URL (file managers), with backslashes before spaces (a terminal), or from the home folder (`~`).
 * @throws BAD_REQUEST if it is no absolute path
 */
export function parseTypedPath(text: string, platform: NodeJS.Platform, home: string): string {
  const { isAbsolute, join, normalize } = platform === 'win32' ? win32 : posix;
  const path = [fromUrl(platform), unquoted, (each: string) => withoutEscapes(each, platform)].reduce(
    (result, step) => step(result),
    text.trim(),
  );
  const full = /^~(?:$|[/\\])/.test(path) ? join(home, path.slice(1)) : path;
  if (full.length > MAX_PATH || full.includes('\0') || !isAbsolute(full)) {
    throw new DomainError('BAD_REQUEST', msg('detail.whole-path-expected'));
  }
  return normalize(full);
}

const fromUrl =
  (platform: NodeJS.Platform) =>
  (text: string): string => {
    if (!/^file:\/\//i.test(text)) return text;
    try {
      return fileURLToPath(text, { windows: platform === 'win32' });
    } catch {
      throw new DomainError('BAD_REQUEST', msg('detail.whole-path-expected'));
    }
  };

function unquoted(text: string): string {
  const quoted = /^(["'])(?<path>.*)\1$/s.exec(text);
  return quoted?.groups?.path ?? text;
}

/** A terminal's `My\ Folder`. On Windows the backslash separates folders. */
function withoutEscapes(text: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? text : text.replace(/\\([ '"()&[\]!$;\\])/g, '$1');
}
