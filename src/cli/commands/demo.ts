import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { DEMO } from '../../synthetic/demo-spec.ts';
import { outputOf } from '../context.ts';
import { examples } from '../help.ts';
import { parseCount } from '../options.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly messages: number;
}

/** `apple-juicer demo` */
export function demoCommand(): Command {
  return new Command('demo')
    .summary('try Apple Juicer with a synthetic backup')
    .description(
      'Writes a synthetic encrypted backup to a temporary folder, unlocks, indexes, searches and serves it. ' +
        'Uses a separate database: your backups and settings are not touched. Everything is removed at the end.',
    )
    .option('--once', 'exit after printing, without serving')
    .option('--messages <N>', 'number of messages', parseCount, DEMO.messages)
    .addHelpText('after', examples('demo', 'demo --once --json'))
    .action(async (options: DemoOptions, command: Command) => {
      const { runDemo } = await import('../demo/run-demo.ts');
      const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-demo-'));
      try {
        await mkdir(join(folder, 'backups'));
        await runDemo(folder, { once: options.once === true, messages: options.messages }, outputOf(command));
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    });
}
