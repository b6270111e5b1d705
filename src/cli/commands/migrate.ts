import { Command } from 'commander';
import { outputOf, settingsOf } from '../context.ts';
import { examples } from '../help.ts';

/** `apple-juicer migrate` */
export function migrateCommand(): Command {
  return new Command('migrate')
    .summary('bring the database up to date')
    .description('Every start migrates automatically; useful before several servers start on one database.')
    .addHelpText('after', examples('migrate', 'migrate --json'))
    .action(async (_options: unknown, command: Command) => {
      const settings = await settingsOf(command);
      const out = outputOf(command);
      const [{ openStore }, { artifactTables }] = await Promise.all([
        import('../../storage/index.ts'),
        import('../../artifacts/registry.ts'),
      ]);
      const store = await openStore({ dsn: settings.postgres.dsn, tables: artifactTables });
      try {
        const report = await store.migrate();
        if (out.json) return await out.document(report);
        const done = [
          ['Migrations', report.applied],
          ['Tables created', report.created],
          ['Tables with new columns', report.altered],
          ['Tables replaced (index again)', report.replaced],
        ] as const;
        const lines = done.flatMap(([what, names]) => (names.length === 0 ? [] : `${what}: ${names.join(', ')}\n`));
        await out.text(lines.length === 0 ? 'The database is up to date.\n' : lines.join(''));
      } finally {
        await store.close();
      }
    });
}
