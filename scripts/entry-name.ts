/** Name of the bundle's file that a source becomes when it is an entry: `src/cli/main.ts` as `cli-main`. */
export function entryName(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-');
}
