/** What a person dropped: a path where the browser gives one, else only a name. */
export type DroppedFolder =
  | { readonly path: string; readonly name: null }
  | { readonly path: null; readonly name: string };

/** Absolute paths of all systems, file URLs, and the home folder. */
const PATH = /^["']?(?:file:\/\/|~?\/|~$|[a-z]:[\\/]|\\\\)/i;

/** True for a text that is a whole path. */
export function isPath(text: string): boolean {
  return PATH.test(text.trim());
}

/**
 * The folder in a drop. File managers of Linux and texts give its path; elsewhere browsers give its name only, to protect
 * people from pages that they do not trust.
 */
export function droppedFolder(data: Pick<DataTransfer, 'getData' | 'items'>): DroppedFolder | null {
  const uris = data.getData('text/uri-list').split(/\r?\n/);
  const uri = uris.find((line) => line.startsWith('file://'));
  if (uri !== undefined) return { path: uri, name: null };
  const text = data.getData('text/plain').trim();
  if (isPath(text)) return { path: text, name: null };
  for (const item of data.items) {
    const name = item.kind === 'file' ? (item.webkitGetAsEntry()?.name ?? item.getAsFile()?.name ?? '') : '';
    if (name !== '') return { path: null, name };
  }
  return null;
}
