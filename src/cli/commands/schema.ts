import { Command } from 'commander';
import { outputOf } from '../context.ts';
import { examples } from '../help.ts';

interface SchemaOptions {
  readonly format: string;
}

/** `apple-juicer schema conversations` */
export function schemaCommand(): Command {
  return new Command('schema')
    .summary('print the JSON Schema of an export')
    .description(
      'Prints the JSON Schema (draft 2020-12) of what `export` writes as JSON: of each line of jsonl, or of the document of ' +
        'json. WHAT is a record kind or another value of `export --what`.',
    )
    .argument('<WHAT>', 'conversations, contacts, a record kind …')
    .option('--format <FORMAT>', 'jsonl or json', 'jsonl')
    .addHelpText('after', examples('schema conversations', 'schema voicemail --format json'))
    .action(async (what: string, { format }: SchemaOptions, command: Command) => {
      const { exportSchema } = await import('../../export/index.ts');
      await outputOf(command).text(`${JSON.stringify(await exportSchema(what, format), null, 2)}\n`);
    });
}
