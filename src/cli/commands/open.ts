import { Command } from 'commander';
import { isDomainError } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import { type CommandContext, outputOf, settingsOf, withApp } from '../context.ts';
import { examples } from '../help.ts';
import { openInBrowser } from '../open-browser.ts';
import { ignoreClosedStdout, type Output } from '../output.ts';
import type { Release } from '../start-lock.ts';

/** `apple-juicer open` */
export function openCommand(): Command {
  return new Command('open')
    .summary('open the web page in your browser')
    .description(
      'Starts the server if it is not running, until Ctrl-C; on a free port if another program uses that of ' +
        'APPLE_JUICER_API__PORT. Prints the link too.',
    )
    .addHelpText('after', examples('open', 'open --backups /Volumes/Archive/Backups'))
    .action(async (_options: unknown, command: Command) => {
      // When the terminal closes, the signal that comes with it ends the server; a failed write would end it half-way.
      ignoreClosedStdout();
      const settings = await settingsOf(command);
      const { claimStart } = await import('../claim-start.ts');
      const claim = await claimStart(settings);
      if (claim.loginUrl !== null) {
        const out = outputOf(command);
        out.info('Apple Juicer is running already.');
        return show(claim.loginUrl, settings, out);
      }
      try {
        await serve(command, null, claim.release);
      } catch (error) {
        if (!isDomainError(error, 'CONFLICT')) throw error;
        await serve(command, 0, claim.release);
      } finally {
        claim.release();
      }
    });
}

/**
 * Serves until a stop signal on a port, or if null on that of the settings. Calls `release` when other starts can find it.
 * @throws CONFLICT if the port is in use
 */
function serve(command: Command, port: number | null, release: Release): Promise<void> {
  const use = async ({ app, out }: CommandContext): Promise<void> => {
    if (port !== null) app.settings.api.port = port;
    const { serveUntilStopped } = await import('../serve-until-stopped.ts');
    await serveUntilStopped(app, async ({ url, loginUrl }) => {
      release();
      await show(loginUrl, app.settings, out);
      out.info(`Apple Juicer runs at ${url} until you press Ctrl-C or close this window.`);
    });
    out.info('Apple Juicer has ended.');
  };
  return withApp(command, undefined, use, { queue: 'as-set' });
}

async function show(loginUrl: string, { postgres }: Settings, out: Output): Promise<void> {
  const { dataFolder } = await import('../../storage/dsn.ts');
  const opened = await openInBrowser(loginUrl, dataFolder(postgres.dsn));
  if (out.json) return out.document({ loginUrl, opened });
  if (opened) await out.text('Opening your browser. If nothing happens, use this link:\n');
  await out.text(`Open ${loginUrl}\n(once, within ten minutes)\n`);
}
