/** Builds `dist/` for `npm pack`: the bundle, and the types of public modules. */
import { execFileSync } from 'node:child_process';

for (const args of [['scripts/build-cli.ts'], ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']])
  execFileSync(process.execPath, args, { stdio: 'inherit' });
