/**
 * Saves what the server sends at a path, by a link as for any file: if the server refuses or is gone, the browser says so
 * beside its downloads, where setting the location would leave the page for an error in JSON.
 */
export function save(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  // The name is that of the response.
  link.download = '';
  link.click();
}

/** Endings by type, for files whose names have none. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/heic': '.heic',
  'application/pdf': '.pdf',
};

/** Saves what the page has received. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  const address = URL.createObjectURL(blob);
  link.href = address;
  link.download = /\.[a-z0-9]{1,5}$/i.test(name) ? name : `${name}${ENDINGS[blob.type] ?? ''}`;
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
