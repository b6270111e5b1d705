import { hostname } from 'node:os';
import { Command } from 'commander';
import { outputOf, settingsOf } from '../context.ts';
import { examples } from '../help.ts';
import { untilStopSignal } from '../stop-signals.ts';

/** `apple-juicer worker` */
export function workerCommand(): Command {
  return new Command('worker')
    .summary('index backups for a server, taking jobs from Redis')
    .description(
      'Needs APPLE_JUICER_REDIS__URL, the database and the backups of the server at the same paths, and the same ' +
        'APPLE_JUICER_WORKER__SECRET. Any number of workers can run and share a backup. Ctrl-C returns its jobs to the queue.',
    )
    .addHelpText('after', examples('worker'))
    .action(async (_options: unknown, command: Command) => {
      const settings = await settingsOf(command);
      const out = outputOf(command);
      const [{ openWorker }, { createLogger }] = await Promise.all([
        import('../../open-worker.ts'),
        import('../../api/index.ts'),
      ]);
      const name = settings.worker.name ?? `${hostname()}:${process.pid}`;
      const logger = createLogger(settings.log.level, process.stderr);
      const worker = await openWorker(settings, name, (event) => logger.info(event, 'job'));
      await untilStopSignal(async (stopped) => {
        try {
          if (out.json) await out.document({ worker: name });
          else await out.text(`Worker ${name} takes jobs. Ctrl-C stops it.\n`);
          await stopped;
        } finally {
          await worker.close();
        }
      });
    });
}
