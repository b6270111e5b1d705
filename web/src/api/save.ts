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
