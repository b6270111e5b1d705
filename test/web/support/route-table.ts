import { globSync, readFileSync } from 'node:fs';

/** Paths of all screens below `/app/`, as the router has them: `b/$backupId/records/$kind/{-$key}`. */
export function screenPaths(): readonly string[] {
  return globSync('web/src/screens/*/route.ts')
    .map((file) => {
      const source = readFileSync(file, 'utf8');
      const parent = /getParentRoute: \(\) => (\w+)/.exec(source)?.[1];
      const path = /path: '([^']+)'/.exec(source)?.[1];
      if (path === undefined || (parent !== 'rootRoute' && parent !== 'backupRoute'))
        throw new Error(`${file}: the path of the screen was not found.`);
      return `${parent === 'backupRoute' ? 'b/$backupId/' : ''}${path.replace(/^\//, '')}`;
    })
    .sort();
}
