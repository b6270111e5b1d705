import { Command } from 'commander';
import { VERSION } from '../api/version.ts';
import { accessLogCommand } from './commands/access-log.ts';
import { browsersCommand } from './commands/browsers.ts';
import { calendarCommand } from './commands/calendar.ts';
import { callsCommand } from './commands/calls.ts';
import { chatsCommand } from './commands/chats.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { contactsCommand } from './commands/contacts.ts';
import { conversationsCommand } from './commands/conversations.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { extractCommand } from './commands/extract.ts';
import { filesCommand } from './commands/files.ts';
import { foldersCommand } from './commands/folders.ts';
import { indexCommand } from './commands/index.ts';
import { infoCommand } from './commands/info.ts';
import { jobsCommand } from './commands/jobs.ts';
import { kindsCommand } from './commands/kinds.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { listCommand } from './commands/list.ts';
import { markCommand } from './commands/mark.ts';
import { marksCommand } from './commands/marks.ts';
import { messagesCommand } from './commands/messages.ts';
import { migrateCommand } from './commands/migrate.ts';
import { notesCommand } from './commands/notes.ts';
import { openCommand } from './commands/open.ts';
import { peopleCommand } from './commands/people.ts';
import { photosCommand } from './commands/photos.ts';
import { recordsCommand } from './commands/records.ts';
import { removeCommand } from './commands/remove.ts';
import { renameCommand } from './commands/rename.ts';
import { schemaCommand } from './commands/schema.ts';
import { searchCommand } from './commands/search.ts';
import { searchesCommand } from './commands/searches.ts';
import { serveCommand } from './commands/serve.ts';
import { tableCommand } from './commands/table.ts';
import { timelineCommand } from './commands/timeline.ts';
import { tokenCommand } from './commands/token.ts';
import { verifyCommand } from './commands/verify.ts';
import { whatsappCommand } from './commands/whatsapp.ts';
import { workerCommand } from './commands/worker.ts';
import { examples, exitStatuses } from './help.ts';
import { append } from './options.ts';

/** All commands, in the order of a typical workflow. */
const COMMANDS = [
  demoCommand,
  listCommand,
  foldersCommand,
  infoCommand,
  indexCommand,
  ledgerCommand,
  searchCommand,
  searchesCommand,
  timelineCommand,
  kindsCommand,
  recordsCommand,
  markCommand,
  marksCommand,
  conversationsCommand,
  messagesCommand,
  whatsappCommand,
  chatsCommand,
  callsCommand,
  peopleCommand,
  contactsCommand,
  photosCommand,
  notesCommand,
  calendarCommand,
  tableCommand,
  filesCommand,
  extractCommand,
  exportCommand,
  schemaCommand,
  verifyCommand,
  openCommand,
  serveCommand,
  browsersCommand,
  tokenCommand,
  accessLogCommand,
  workerCommand,
  jobsCommand,
  renameCommand,
  removeCommand,
  doctorCommand,
  migrateCommand,
  completionCommand,
];

/** Creates the command line. With `--json`, Commander prints no errors; the caller reports them. */
export function createProgram(json: boolean): Command {
  const program = new Command('apple-juicer')
    .description('Reads, searches and exports iPhone backups. Never changes a backup.')
    // Without -V, which Commander would find in values that begin so: public keys do.
    .version(VERSION, '--version', 'print the version')
    .option('--json', 'print one JSON document, with the schema of the API')
    .option('--backups <DIR>', 'search this folder for backups too, or use it as a backup (repeatable)', append)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', examples('list', 'index k3v9', 'search "boarding pass"', 'serve') + exitStatuses());
  for (const create of COMMANDS) program.addCommand(create());
  program.addCommand(completeCommand(), { hidden: true });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().showHelpAfterError('(add --help for help)');
    if (json) command.configureOutput({ writeErr: () => {}, outputError: () => {} });
  }
  for (const command of program.commands) command.configureHelp({ showGlobalOptions: true });
  return program;
}
