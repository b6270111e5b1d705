import { Command } from 'commander';
import { withApp } from '../context.ts';
import { examples } from '../help.ts';

/** `apple-juicer serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .summary('serve the API and the web page on this computer')
    .description('Listens on 127.0.0.1 by default; see APPLE_JUICER_API__HOST. Ctrl-C stops it.')
    .addHelpText('after', examples('serve', 'serve --backups /backups'))
    .action((_options: unknown, command: Command) =>
      withApp(
        command,
        undefined,
        async ({ app, out }) => {
          const { serveUntilStopped } = await import('../serve-until-stopped.ts');
          await serveUntilStopped(app, async (served) => {
            if (out.json) return out.document(served);
            const token = served.tokenPath === null ? 'the one of the settings' : `in ${served.tokenPath}`;
            await out.text(
              `Serving at ${served.url}\nOpen ${served.loginUrl}\n(once, within ten minutes)\nAPI token: ${token}\n`,
            );
          });
        },
        { queue: 'as-set' },
      ),
    );
}
